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
    More(String),
}

impl Row {
    /// Whether it can be run.
    pub(super) fn rests(&self) -> bool {
        matches!(self, Row::Command { .. } | Row::Search { .. })
    }

    /// Whether it holds every one of these folded words.
    pub(super) fn holds(&self, words: &[&str]) -> bool {
        let text = match self {
            Row::Heading(_) | Row::More(_) => return words.is_empty(),
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
            Row::Heading(_) | Row::Saying(..) | Row::More(_) => "",
        };
        let begins = |name: &str| name.starts_with(typed);
        let tests = [name == typed, begins(name), name.split('-').any(begins)];
        tests.iter().position(|fits| *fits).unwrap_or(tests.len())
    }

    /// What it says, where that may need several rows.
    pub(super) fn words(&self) -> &str {
        match self {
            Row::Command { command, .. } => command.help,
            Row::Saying(_, words) => words,
            Row::Heading(_) | Row::Search { .. } | Row::More(_) => "",
        }
    }

    /// Itself and the rows that its words go on in, at this width.
    pub(super) fn set(&self, width: u16) -> Vec<Row> {
        let words = self.words();
        let room = words_width(width);
        let lines = if room >= LEAST { wrap(words, room.into()) } else { Vec::new() };
        let more = lines.into_iter().skip(1).filter_map(|line| words.get(line));
        [self.clone()].into_iter().chain(more.map(|line| Row::More(line.trim_end().to_owned()))).collect()
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

/// As much of the words as stands in the first of their rows (see [`Row::set`]).
pub(super) fn first_line(words: &str, width: u16) -> &str {
    let first = if width >= LEAST { wrap(words, width.into()).into_iter().next() } else { None };
    first.and_then(|line| words.get(line)).unwrap_or(words)
}
