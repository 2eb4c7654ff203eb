//! Queries on the left, what the search shows on the right: the prompt without a terminal.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod support;

use support::Reader;
use veille::app::effect::Event;
use veille::search::query::{Query, Saved};

/// Types a query into the search of the list; gives the screen.
fn asked(reader: &mut Reader, query: &str) -> String {
    reader.press("/");
    reader.types(query);
    reader.screen()
}

#[test]
fn a_query_combines_words_and_filters() {
    // What is done before, the query, a title that is found and one that is not.
    let cases = [
        ("s", "is:kept", "Le quai nord", "La glace"),
        ("s", "-is:kept port", "Une tempête", "Le quai nord"),
        ("", "is:unsure bouee", "Une tempête", "Le quai nord"),
        ("", "src:lantern", " of 12", "Le quai nord"),
        ("", "'voilerie", "Trois apprentis", "Le quai nord"),
        ("", "\"feu blanc\"", "Le phare passe au rouge", "Le quai nord"),
        ("", "quai 'estrade", "Le quai nord", "Un phoque"),
        ("l } H a n o t e Enter q", "has:note", "Le quai nord", "Un phoque"),
        ("", "Phare", "nothing found", "Le quai nord"),
    ];
    for (before, query, found, missed) in cases {
        let mut reader = Reader::new(160, 48);
        reader.press(before);
        let screen = asked(&mut reader, query);
        assert!(screen.contains(found), "{query}:\n{screen}");
        assert!(!screen.contains(missed), "{query}:\n{screen}");
    }
}

#[test]
fn a_filter_being_typed_shows_its_values_and_clears_nothing() {
    let mut reader = Reader::new(100, 30);
    let screen = asked(&mut reader, "quai is:");
    assert!(screen.contains("is: goes with kept, undecided"), "{screen}");
    assert!(screen.contains("Le quai nord"), "{screen}");
    reader.types("un");
    reader.press("Tab");
    assert!(reader.screen().contains("quai is:undecided "), "{}", reader.screen());
    let screen = {
        reader.press("Esc");
        asked(&mut reader, "quai is:foo")
    };
    assert!(screen.contains("^^^ is: goes with"), "{screen}");
    assert!(screen.contains("Le quai nord"), "{screen}");
}

#[test]
fn whole_texts_are_searched_and_opened_at_the_hit() {
    let mut reader = Reader::new(100, 30);
    reader.press("/ Ctrl-t");
    reader.types("mouettes");
    let screen = reader.screen();
    assert!(screen.contains("whole text:") && screen.contains("1 of "), "{screen}");
    assert!(screen.contains("ne gêne que les mouettes. La mairie"), "{screen}");
    reader.press("Enter");
    assert!(reader.bottom().contains("Hit 1 of 1"), "{}", reader.bottom());
    assert!(reader.screen().contains("Il dort sur la cale"));
}

#[test]
fn answers_to_an_older_query_are_dropped() {
    let mut reader = Reader::new(100, 30);
    asked(&mut reader, "'mouettes");
    reader.event(Event::Sought { number: 1, hits: vec![(0, "stale".to_owned())], is_done: true });
    assert!(!reader.screen().contains("stale"));
    assert!(reader.screen().contains("1 of "), "{}", reader.screen());
}

#[test]
fn letters_taken_back_find_what_was_found_before() {
    let mut reader = Reader::new(100, 30);
    let before = asked(&mut reader, "pha");
    reader.types("re q");
    reader.press("Backspace Backspace Backspace Backspace");
    assert_eq!(reader.screen(), before);
}

#[test]
fn saved_searches_wait_in_the_empty_prompt() {
    let week = Query::parse("is:kept", &Saved::new()).unwrap();
    let mut reader = Reader::searching(Saved::from([("week".to_owned(), week)]), 100, 30);
    reader.press("s /");
    assert!(reader.screen().contains("@week"), "{}", reader.screen());
    reader.press("Enter");
    let screen = reader.screen();
    assert!(screen.contains("search: @week") && screen.contains("1 of "), "{screen}");
    assert!(screen.contains("Le quai nord"), "{screen}");
}

#[test]
fn the_same_language_searches_highlights() {
    let mut reader = Reader::new(100, 30);
    reader.press("l } H t");
    reader.types("port");
    reader.press("Enter } H 4");
    let screen = asked(&mut reader, "tag:port");
    assert!(screen.contains("1 of "), "{screen}");
    reader.press("Esc");
    let screen = asked(&mut reader, "colour:yellow");
    assert!(screen.contains("2 of 2"), "{screen}");
}
