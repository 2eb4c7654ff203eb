//! Every command by every one of its keys and by its name in the palette: what is pressed before and after it on the
//! left, what must be so then, and not before, on the right.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod support;

use support::Reader;
use veille::app::action::{COMMANDS, Command, named};
use veille::app::effect::{Clip, Effect};
use veille::model::change::Triage;
use veille::model::highlight::Highlight;

/// A command's name, the keys before it and after it, and what it did.
type Row = (&'static str, &'static str, &'static str, fn(&Reader) -> bool);

const ROWS: &[Row] = &[
    ("read", "j", "", |reader| reads(reader, "La bouée 14 a été retrouvée")),
    ("keep", "j", "", |reader| reader.triage(1) == Triage::Kept),
    ("skip", "j", "", |reader| reader.triage(1) == Triage::Skipped),
    ("later", "j", "", |reader| reader.triage(1) == Triage::Later),
    ("skip-rest", "s", "", |reader| reader.triage(0) == Triage::Kept && reader.triage(6) == Triage::Skipped),
    ("range", "", "j", |reader| reader.bottom().ends_with("2 marked")),
    ("page-article", "", "", |reader| shows(reader, "La bouée 14 a été retrouvée")),
    ("title", "", "! Enter", |reader| shows(reader, "Le quai nord rouvre après onze mois!")),
    ("merge", "j", "", did_cut),
    ("fold", "", "", |reader| !shows(reader, "Le prix de la glace")),
    ("next-paragraph", "l }", "", |reader| focus(reader).starts_with("Onze mois de travaux")),
    ("previous-paragraph", "l } }", "", |reader| focus(reader).starts_with("Le quai nord a rouvert")),
    ("next-sentence", "l }", "H", |reader| reader.quotes() == ["Le quai nord a rouvert lundi, sans discours."]),
    ("previous-sentence", "l } ) )", "H", |reader| reader.quotes() == ["Le quai nord a rouvert lundi, sans discours."]),
    ("highlight", "l }", "", |reader| reader.quotes().iter().any(|quote| quote.ends_with("avant les barrières."))),
    ("select", "l }", "H", |reader| reader.quotes() == ["Le"]),
    ("note", "l } H", "o u i Enter", |reader| highlight(reader).note == "oui"),
    ("tags", "l } H", "q u a i Enter", |reader| highlight(reader).tags.contains("quai")),
    ("colour", "l } H", "b", |reader| highlight(reader).colour.name() == "blue"),
    ("delete", "l } H } H", "", |reader| reader.quotes().len() == 1),
    (
        "join",
        "l } H } H {",
        "",
        |reader| matches!(reader.quotes()[..], [quote] if quote.starts_with("Le quai") && quote.ends_with("souvient ?")),
    ),
    ("copy", "l }", "", |reader| match reader.effects.last() {
        Some(Effect::Copy { text, .. }) => text.starts_with("Le quai nord a rouvert"),
        _ => false,
    }),
    ("copy-markdown", "j", "", |reader| match reader.effects.last() {
        Some(Effect::CopyMarkdown(Clip::Article { body, .. })) => body.text.contains("La bouée 14"),
        _ => false,
    }),
    ("follow-link", "l", "a", |reader| did(reader, &Effect::Open("https://example.org/cafe".to_owned()))),
    ("open-in-browser", "j", "", |reader| did(reader, &Effect::Open("https://example.org/article".to_owned()))),
    ("contents", "l", "j Enter", |reader| focus(reader).starts_with("Ce qui change")),
    ("split", "l } }", "", did_cut),
    ("chrome", "l }", "", did_cut),
    ("show-chrome", "l", "", |reader| shows(reader, "# La semaine du port")),
    ("narrower", "l", "", |reader| reader.bottom().starts_with("The column is 68 wide")),
    ("wider", "l", "", |reader| reader.bottom().starts_with("The column is 76 wide")),
    ("to-list", "l", "", is_in_list),
    ("hyphenation", "l", "", |reader| reader.bottom().starts_with("Hyphenation is on")),
    ("justification", "l", "", |reader| reader.bottom().starts_with("Justification is on")),
    ("narrow-spaces", "l", "", |reader| reader.bottom().starts_with("Narrow spaces is on")),
    ("next-word", "l } v", "H", |reader| reader.quotes() == ["Le quai"]),
    ("previous-word", "l } v w w", "H", |reader| reader.quotes() == ["Le quai"]),
    ("next-character", "l } v w l", "H", |reader| reader.quotes() == ["Le quai n"]),
    ("previous-character", "l } v w", "H", |reader| reader.quotes() == ["Le qua"]),
    ("swap-ends", "l } v w", "w H", |reader| reader.quotes() == ["quai"]),
    ("save-selection", "l } v w", "", |reader| reader.quotes() == ["Le quai"]),
    ("go-to-passage", "l } } H h 4 Pause", "", |reader| reads_at(reader, "Onze mois de travaux")),
    ("group", "l } H h 4 Pause", "", |reader| reader.bottom().starts_with("By digest")),
    ("attach", "l } H h 4 Pause", "", |reader| reader.bottom().starts_with("It stands on its text")),
    ("down", "", "", |reader| shows(reader, "La bouée 14 a été retrouvée")),
    ("up", "j", "", |reader| shows(reader, "Le quai nord a rouvert lundi")),
    ("first", "G", "", |reader| shows(reader, "Le quai nord a rouvert lundi")),
    ("last", "", "", |reader| shows(reader, "Bonsoir à tous")),
    ("half-page-down", TWO_HIGHLIGHTS, "Enter", |reader| reads_at(reader, "Onze mois de travaux")),
    ("half-page-up", TWO_AND_LAST, "Enter", |reader| reads_at(reader, "Le quai nord a rouvert")),
    ("page-down", TWO_HIGHLIGHTS, "Enter", |reader| reads_at(reader, "Onze mois de travaux")),
    ("page-up", TWO_AND_LAST, "Enter", |reader| reads_at(reader, "Le quai nord a rouvert")),
    ("jump-back", "l } h", "", |reader| reads(reader, "Le quai nord a rouvert")),
    ("jump-forward", "l h Ctrl-o", "", is_in_list),
    ("help", "", "", |reader| shows(reader, "help · type to search")),
    ("commands", "", "", |reader| shows(reader, " command · Esc leaves")),
    ("search", "", "g l a c e", |reader| shows(reader, " search all: glace")),
    ("next", "s", "", |reader| shows(reader, "Les mareyeurs paient")),
    ("previous", "j j", "", |reader| shows(reader, "La bouée 14 a été retrouvée")),
    ("undo", "s", "", |reader| reader.triage(0) == Triage::Undecided),
    ("redo", "s u", "", |reader| reader.triage(0) == Triage::Kept),
    ("next-pane", "", "", |reader| reads(reader, "Le quai nord a rouvert")),
    ("previous-pane", "", "j", |reader| shows(reader, "For forty years the ferry left")),
    ("view-inbox", "5 Pause", "Pause", |reader| is_in_view(reader, "Inbox")),
    ("view-kept", "s", "Pause", |reader| is_in_view(reader, "Kept")),
    ("view-later", "z", "Pause", |reader| is_in_view(reader, "Later")),
    ("view-highlights", "l H h", "Pause", |reader| is_in_view(reader, "Highlights · 1 highlight")),
    ("view-all", "", "Pause", |reader| is_in_view(reader, "All")),
    ("export", "", "", |reader| did(reader, &Effect::Export)),
    ("reload", "", "", |reader| did(reader, &Effect::Reload)),
    ("mouse", "", "", |reader| did(reader, &Effect::Mouse(true)) && shows(reader, "Shift selects text")),
    ("hints", "", "j", |reader| !shows(reader, "skip the rest")),
    ("close", "V j", "", |reader| !reader.bottom().ends_with("2 marked")),
    ("back", "l", "", is_in_list),
    ("quit", "", "", |reader| did(reader, &Effect::Quit)),
    ("suspend", "", "", |reader| did(reader, &Effect::Suspend)),
];

/// The list of two highlights, the first selected; and the last.
const TWO_HIGHLIGHTS: &str = "l } H } H h 4 Pause g g";
const TWO_AND_LAST: &str = "l } H } H h 4 Pause G";

fn shows(reader: &Reader, text: &str) -> bool {
    reader.screen().contains(text)
}

fn did(reader: &Reader, effect: &Effect) -> bool {
    reader.effects.contains(effect)
}

fn did_cut(reader: &Reader) -> bool {
    reader.effects.iter().any(|effect| matches!(effect, Effect::CutAgain(_)))
}

fn top(reader: &Reader) -> String {
    reader.screen().lines().next().unwrap_or_default().to_owned()
}

/// Whether the text is read, and holds this.
fn reads(reader: &Reader, text: &str) -> bool {
    top(reader).ends_with('%') && shows(reader, text)
}

/// Whether the text is read, at the paragraph that begins so.
fn reads_at(reader: &Reader, text: &str) -> bool {
    reads(reader, text) && focus(reader).starts_with(text)
}

fn is_in_list(reader: &Reader) -> bool {
    !top(reader).ends_with('%') && shows(reader, "▾ La semaine du port")
}

fn is_in_view(reader: &Reader, view: &str) -> bool {
    top(reader).starts_with(&format!(" veille  {view}"))
}

/// The first row that the bar of the focus stands before.
fn focus(reader: &Reader) -> String {
    let screen = reader.screen();
    screen.lines().find_map(|line| line.split_once('▌')).map(|(_, text)| text.trim().to_owned()).unwrap_or_default()
}

fn highlight(reader: &Reader) -> Highlight {
    reader.app.marks().highlights().next().unwrap()
}

/// Runs a command in one way; gives what is wrong with what it did.
fn check((name, before, after, is_done): &Row, way: &str) -> Option<String> {
    let mut reader = Reader::new(160, 48);
    reader.press(before);
    if is_done(&reader) {
        return Some(format!("{name}: it is so before\n{}", reader.screen()));
    }
    reader.press(way);
    reader.press(after);
    (!is_done(&reader)).then(|| format!("{name} by {way}\n{}", reader.screen()))
}

/// The keys that spell a command's name in the palette.
fn by_name(command: &Command) -> String {
    let letters: Vec<String> = command.name.chars().map(String::from).collect();
    format!(": {} Enter", letters.join(" "))
}

#[test]
fn every_command_does_what_it_says_by_each_of_its_keys_and_by_its_name() {
    let mut wrong = Vec::new();
    for row in ROWS {
        let command = named(row.0).unwrap_or_else(|| panic!("no command {}", row.0));
        wrong.extend(command.keys.iter().filter_map(|key| check(row, key)));
        wrong.extend(check(row, &by_name(command)));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn no_command_is_without_a_row() {
    let missing: Vec<&str> =
        COMMANDS.iter().map(|command| command.name).filter(|name| !ROWS.iter().any(|row| row.0 == *name)).collect();
    assert_eq!(missing, Vec::<&str>::new());
}
