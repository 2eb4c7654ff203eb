//! The rows of help and palette: commands, saved searches, and what cannot be said of a single key.

use crate::app::action::{Action, Command};
use crate::app::keymap::Keymap;
use crate::app::panes::list::SIGNS;
use crate::search::{query, within};
use crate::text::fold::fold;
use crate::text::wrap::wrap;

/// Columns for what one looks for (keys in the help, names in the palette), and for the other.
pub(super) const KEYS: u16 = 22;
pub(super) const NAME: u16 = 22;
/// With fewer columns than that, words cannot be read in any number of rows.
const LEAST: u16 = 20;

#[derive(Debug, Clone)]
pub(super) enum Row {
    Heading(&'static str),
    Command {
        command: &'static Command,
        keys: String,
    },
    Search {
        name: String,
        query: String,
    },
    /// What is typed or shown, and what it means.
    Saying(String, String),
    /// The rest of what the row above says.
    More,
}

/// A row as it is drawn: what it says, as far as that stands in one line.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) row: Row,
    pub(super) words: String,
}

impl Row {
    /// Whether it can be run.
    pub(super) fn rests(&self) -> bool {
        matches!(self, Row::Command { .. } | Row::Search { .. })
    }

    /// Whether it holds every one of these folded words.
    pub(super) fn holds(&self, words: &[&str]) -> bool {
        let text = match self {
            Row::Heading(_) | Row::More => return words.is_empty(),
            Row::Command { command, keys } => format!("{} {keys} {}", command.name, command.help),
            Row::Search { name: one, query: other } | Row::Saying(one, other) => format!("{one} {other}"),
        };
        let text = fold(&text);
        words.iter().all(|word| text.contains(word))
    }

    /// How well its name fits what was typed: the name itself, its beginning, that of one of its words, or
    /// something else.
    pub(super) fn rank(&self, typed: &str) -> usize {
        let name = match self {
            Row::Command { command, .. } => command.name,
            Row::Search { name, .. } => name,
            Row::Heading(_) | Row::Saying(..) | Row::More => "",
        };
        let begins = |name: &str| name.starts_with(typed);
        let tests = [name == typed, begins(name), name.split('-').any(begins)];
        tests.iter().position(|fits| *fits).unwrap_or(tests.len())
    }

    fn words(&self) -> &str {
        match self {
            Row::Command { command, .. } => command.help,
            Row::Saying(_, words) | Row::Search { query: words, .. } => words,
            Row::Heading(_) | Row::More => "",
        }
    }

    /// Its lines at this width: a query stands in one, what is said in as many as it needs.
    pub(super) fn set(&self, width: u16) -> Vec<Line> {
        let (words, room) = (self.words(), words_width(width));
        let is_wrapped = room >= LEAST && !matches!(self, Row::Search { .. });
        let lines = if is_wrapped { wrap(words, room.into()) } else { Vec::new() };
        let mut parts = lines.into_iter().map(|line| words.get(line).unwrap_or_default().trim_end().to_owned());
        let first = Line { row: self.clone(), words: parts.next().unwrap_or_else(|| words.to_owned()) };
        std::iter::once(first).chain(parts.map(|words| Line { row: Row::More, words })).collect()
    }
}

pub(super) fn row(command: &'static Command, keymap: &Keymap) -> Row {
    Row::Command { command, keys: keymap.keys_of(command.action).join("  ") }
}

/// What cannot be said of a single key, under headings: what is typed, and what it means.
pub(super) fn sayings(keymap: &Keymap) -> Vec<(&'static str, Vec<(String, String)>)> {
    let own = |(sign, meaning): (&str, &str)| (sign.to_owned(), meaning.to_owned());
    let notes = query::NOTES.split_inclusive(". ").map(|note| own(("", note.trim())));
    vec![
        ("numbers and ranges", counts(keymap)),
        ("in the search of articles and highlights", query::FORMS.into_iter().map(own).chain(notes).collect()),
        ("in the search of a text", within::FORMS.into_iter().map(own).collect()),
        ("signs", SIGNS.into_iter().map(own).collect()),
    ]
}

/// What numbers do before keys, in examples with the reader's own keys.
fn counts(keymap: &Keymap) -> Vec<(String, String)> {
    let key = |action| keymap.keys_of(action).into_iter().next();
    let numbered = [
        ("5", Action::Down, "a number before a key does it so often: five lines down"),
        ("10", Action::Keep, "keeps ten articles, as one step that is undone as one"),
        ("12", Action::Last, "goes to the twelfth: article, paragraph or highlight"),
    ];
    let mut found: Vec<(String, String)> = Vec::new();
    for (number, action, meaning) in numbered {
        found.extend(key(action).map(|key| (format!("{number}{key}"), meaning.to_owned())));
    }
    let range =
        [Action::Range, Action::Down, Action::Down, Action::Skip].map(key).into_iter().collect::<Option<Vec<_>>>();
    found.extend(range.map(|keys| (keys.join(" "), "marks three articles, then skips them as one step".to_owned())));
    found.extend(
        key(Action::ViewInbox)
            .map(|key| (key, "a digit that is a view waits a moment for a key that takes it as a number".to_owned())),
    );
    found
}

/// Columns for the words, in a row of this width: the name goes where there is no room for both.
pub(super) fn words_width(width: u16) -> u16 {
    let rest = width.saturating_sub(3 + KEYS);
    if rest > NAME + 40 { rest - NAME } else { rest }
}
