//! The program itself on a pseudo-terminal: what a reader does from the first key to the export.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod keyboard;
mod plainness;
mod sizes;
#[allow(dead_code, reason = "each test program uses a part of it")]
mod terminal;

use std::fs;
use std::path::Path;

use terminal::{Exit, Terminal};

/// Twelve short stories, one a bullet.
fn digest() -> String {
    let mut text = String::from("Les douze escales de la semaine\n\n");
    for (number, place) in PLACES.iter().enumerate() {
        text.push_str(&format!(
            "  • Le bac accoste à {place} par l’arrière. Il reste {} minutes à quai, « comme on entre chez soi » : assez pour un café, trop peu pour deux. Le registre compte {} départs par an ; un sur dix est un retour.\n  • \u{a0}\n\n",
            number + 4,
            number + 100
        ));
    }
    text
}

const PLACES: [&str; 12] = [
    "Mirelle",
    "Corvane",
    "Brisonne",
    "Vermoise",
    "Ebrec",
    "Tison",
    "Ansouille",
    "Harbeck",
    "Lanternon",
    "Quérac",
    "Sillage",
    "Outremont",
];

#[test]
fn the_whole_way_from_a_raw_digest_to_exported_highlights() {
    let folder = tempfile::tempdir().unwrap();
    let (source, config, export) =
        (folder.path().join("escales.txt"), folder.path().join("config"), folder.path().join("export"));
    fs::write(&source, digest()).unwrap();

    let mut terminal = Terminal::veille(&config, &[source.to_str().unwrap()], (160, 48));
    terminal.wait_for("à Outremont");
    terminal.keys("sdzsdsdzss");
    terminal.wait_for("10/12");
    terminal.wait_for("5 min kept");
    terminal.keys("gg\r)H");
    terminal.wait_for("Highlighted");
    terminal.keys(")H");
    terminal.keys("arevoir le café\r");
    terminal.wait_for("✎");
    terminal.wait_for("saved");
    terminal.keys("Q");
    assert_eq!(terminal.exit(), Exit::Code(0));

    let mut terminal = Terminal::veille(&config, &[source.to_str().unwrap()], (100, 30));
    terminal.wait_for("10/12");
    terminal.keys("/mirelle\r");
    terminal.wait_for("✎");
    terminal.keys("h4");
    terminal.wait_for("✎ revoir le café");
    terminal.keys("/cafe");
    terminal.wait_for("1 of 2");
    terminal.keys("\r\r");
    terminal.wait_for("à Mirelle");
    terminal.keys("Q");
    assert_eq!(terminal.exit(), Exit::Code(0));

    let output =
        terminal::command(&config, &["export", "--output", export.to_str().unwrap(), source.to_str().unwrap()]);
    assert!(output.status.success(), "{output:?}");
    let exported = the_only_file(&export);
    let first = fs::read(&exported).unwrap();
    terminal::command(&config, &["export", "--output", export.to_str().unwrap(), source.to_str().unwrap()]);
    assert_eq!(fs::read(&exported).unwrap(), first, "exporting twice gives the same bytes");

    let text = String::from_utf8(first).unwrap();
    let quotes: Vec<String> = quotes(&text);
    assert_eq!(quotes.len(), 2, "{text}");
    assert!(quotes.iter().all(|quote| digest().contains(quote)), "{quotes:#?}");
    assert!(text.contains("revoir le café"), "{text}");
}

/// The quotes of exported Markdown, as CommonMark reads them, without their block ids.
fn quotes(markdown: &str) -> Vec<String> {
    use pulldown_cmark::{Event, Parser, Tag, TagEnd};
    let (mut quotes, mut inside) = (Vec::new(), false);
    for event in Parser::new(markdown) {
        match event {
            Event::Start(Tag::BlockQuote(_)) => {
                inside = true;
                quotes.push(String::new());
            }
            Event::End(TagEnd::BlockQuote(_)) => inside = false,
            Event::Text(text) if inside => quotes.last_mut().unwrap().push_str(&text),
            _ => {}
        }
    }
    quotes.iter().map(|quote| quote.rsplit_once(" ^v-").map_or(quote.as_str(), |(text, _)| text).to_owned()).collect()
}

fn the_only_file(folder: &Path) -> std::path::PathBuf {
    let files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 1, "{files:?}");
    files[0].clone()
}

#[test]
fn what_was_done_before_a_signal_is_there_afterwards() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::veille(folder.path(), &[], (120, 30));
    terminal.wait_for("Bienvenue");
    terminal.keys("sdd");
    terminal.wait_for(" 3/");
    terminal.signal("TERM");
    terminal.exit();
    let mut again = Terminal::veille(folder.path(), &[], (120, 30));
    again.wait_for(" 3/");
    again.keys("uuu");
    again.wait_for(" 0/");
    again.keys("Q");
    again.exit();
}

#[test]
fn what_was_begun_is_kept_when_the_next_key_or_signal_ends_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::veille(folder.path(), &[], (100, 30));
    terminal.wait_for("Bienvenue");
    terminal.keys("\rHEQ");
    assert_eq!(terminal.exit(), Exit::Code(0));
    assert!(state(folder.path()).contains("\"exported\""), "an export is remembered though Q came right after it");

    let mut terminal = Terminal::veille(folder.path(), &[], (100, 30));
    terminal.wait_for("Bienvenue");
    terminal.keys("\rHaune note en cours");
    terminal.wait_for("une note en cours");
    terminal.signal("HUP");
    terminal.exit();
    assert!(state(folder.path()).contains("une note en cours"), "a note being typed outlives the connection");
}

/// All journals in one.
fn state(config: &Path) -> String {
    let files = fs::read_dir(config.join("state")).unwrap().map(|entry| entry.unwrap().path());
    files
        .filter(|path| path.extension().is_some_and(|end| end == "jsonl"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect()
}

#[test]
fn nothing_of_a_document_acts_on_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("bad\u{1b}]0;name\u{7}.md");
    let attack = "\u{1b}]0;pwned\u{7}\u{1b}[31mred\u{1b}[0m \u{9b}2J \u{202e}reversed\u{202c} \u{1b}P+q\u{1b}\\ \u{1b}]52;c;cHduZWQ=\u{7}";
    fs::write(&source, format!("# Digest {attack}\n\n## One {attack}\n\nText {attack} end.\n\n## Two\n\nMore.\n"))
        .unwrap();
    let mut terminal = Terminal::veille(&folder.path().join("config"), &[source.to_str().unwrap()], (100, 30));
    terminal.wait_for("One");
    terminal.keys("\rHEhQ");
    terminal.exit();
    let sent = terminal.sent();
    for forbidden in ["pwned", "\u{1b}[31m", "\u{9b}", "\u{202e}", "]52;", "]0;", "+q"] {
        assert!(!sent.contains(forbidden), "{forbidden:?} reached the terminal");
    }
}
