//! Queries on the left, what the search shows on the right: the prompt without a terminal.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod support;

use std::sync::Arc;

use crossterm::event::KeyEvent;
use support::{Reader, add_markdown, library, settings};
use veille::app::effect::{Effect, Event};
use veille::app::keymap::Key;
use veille::app::linear::Linear;
use veille::app::theme::{BUILT_IN, Theme};
use veille::model::change::{Stamper, Triage};
use veille::model::marks::Marks;
use veille::model::store::Store;
use veille::search::facts::prepare;
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
fn a_hit_shows_what_was_decided_and_how_long_it_takes() {
    let mut reader = Reader::new(100, 30);
    reader.press("s d z");
    let screen = asked(&mut reader, "port");
    for line in [" ● Le quai nord", " · Une tempête", " ◇ Le prix de la glace", "   Le phare passe au rouge"] {
        let found = screen.lines().any(|row| row.starts_with(line) && row.ends_with(" 1′"));
        assert!(found, "{line}:\n{screen}");
    }
}

#[test]
fn what_is_wrong_with_a_query_is_said_in_full_above_what_was_found() {
    let said = "There is no filter foo: (there are is: has: tag: colour: src: by: lang:";
    for (width, height) in [(160, 48), (60, 20), (30, 20)] {
        let mut reader = Reader::new(width, height);
        let screen = asked(&mut reader, "quai foo:bar");
        let words = screen.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains(said), "{screen}");
        let (wrong, hit) = (screen.find("There is").unwrap(), screen.find("Le quai nord").unwrap());
        assert!(wrong < hit, "{screen}");
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
    assert!(screen.contains("^^^") && screen.contains("is: goes with"), "{screen}");
    assert!(screen.contains("Le quai nord"), "{screen}");
}

#[test]
fn whole_texts_are_searched_and_opened_at_the_hit() {
    let mut reader = Reader::new(100, 30);
    reader.press("/ Ctrl-t");
    reader.types("mouettes");
    let screen = reader.screen();
    assert!(screen.contains("whole text of all:") && screen.contains("1 of "), "{screen}");
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
    assert!(screen.contains("search all: @week") && screen.contains("1 of "), "{screen}");
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
    for (query, count) in [("lang:fr", "2 of 2"), ("-lang:fr", "0 of 2"), ("min<5", "2 of 2"), ("is:derived", "0 of 2")]
    {
        reader.press("Esc");
        let screen = asked(&mut reader, query);
        assert!(screen.contains(count), "of an article that is loaded all is known, {query}: {screen}");
    }
}

/// So many articles that they are made ready for the search elsewhere; one in a hundred is a breakdown.
fn many() -> Store {
    let article = |n: usize| match n % 100 {
        0 => format!("## Panne numéro {n}\n\nLe bac de huit heures reste à quai.\n\n"),
        _ => format!("## Escale numéro {n}\n\nLe bac de huit heures est parti.\n\n"),
    };
    let mut store = Store::default();
    add_markdown(&mut store, "bacs.md", "Les bacs", "2026-03-02", &(1..=5_100).map(article).collect::<String>());
    store
}

#[test]
fn words_typed_before_the_articles_are_ready_find_them_when_they_are() {
    for typed in ["panne", "panne Backspace", "p"] {
        let mut reader = Reader::with(many(), Marks::default(), 100, 30);
        let (words, keys) = typed.split_once(' ').unwrap_or((typed, ""));
        asked(&mut reader, words);
        let wanted = reader.effects.iter().find_map(|effect| match effect {
            Effect::Prepare(store, titles) => Some((Arc::clone(store), titles.clone())),
            _ => None,
        });
        let (store, titles) = wanted.unwrap();
        let index = Arc::new(prepare(&store, &titles));
        reader.event(Event::Prepared(store, titles, index));
        reader.press(keys);
        reader.types(if typed == "p" { "anne" } else { "" });
        let screen = reader.screen();
        assert!(screen.contains(" 51 of 5100"), "{typed}:\n{screen}");
    }
}

#[test]
fn a_search_that_found_nothing_searches_again_when_all_is_loaded() {
    let mut reader = Reader::waiting(Marks::default(), 100, 30);
    assert!(asked(&mut reader, "phare").contains("0 of 0"), "{}", reader.screen());
    reader.event(Event::Loaded(Arc::new(library()), Vec::new()));
    let screen = reader.screen();
    assert!(screen.contains("Le phare passe au rouge") && screen.contains(" of 12"), "{screen}");
}

#[test]
fn the_first_search_line_by_line_finds_what_there_is_among_many() {
    let theme = Theme::parse(BUILT_IN[0].1).unwrap();
    let mut linear = Linear::new(settings(), theme, Marks::default(), Stamper::new("host", "session"), 0);
    linear.handle(Event::Loaded(Arc::new(many()), Vec::new()), 1);
    let printed = linear.line("search panne", 2).lines;
    assert_eq!(printed.first().map(String::as_str), Some("Found 51."), "{printed:#?}");
    let printed = linear.line("search escale", 3).lines;
    let expected = "Found 5049; the best 1000 are listed.";
    assert_eq!(printed.first().map(String::as_str), Some(expected), "what is not listed is counted too");
}

/// Types keys while no search in whole texts is answered; gives the number of the last.
fn unanswered(reader: &mut Reader, keys: &[&str]) -> u64 {
    let keys = keys.iter().map(|key| Event::Key(KeyEvent::from(Key::parse(key).unwrap())));
    let effects: Vec<Effect> = keys.flat_map(|key| reader.app.handle(key, 5_000)).collect();
    let mut seeks = effects.iter().filter_map(|effect| if let Effect::Seek(seek) = effect { Some(seek) } else { None });
    seeks.next_back().unwrap().number
}

#[test]
fn enter_waits_for_the_answer_and_opens_the_first_of_it() {
    let hit = |number, index| Event::Sought { number, hits: vec![(index, "x".to_owned())], is_done: false };
    let none = |number| Event::Sought { number, hits: Vec::new(), is_done: true };
    let mut reader = Reader::new(100, 30);
    reader.press("/");
    let number = unanswered(&mut reader, &["'", "q", "u", "Down", "Enter", "s"]);
    assert!(reader.screen().contains("search all: 'qu"), "{}", reader.screen());
    reader.event(hit(number, 3));
    assert!(!reader.screen().contains("search all: "), "{}", reader.screen());
    let kept = (0..12).filter(|at| reader.triage(*at) == Triage::Kept).collect::<Vec<_>>();
    assert_eq!(kept, [3], "what follows Enter is for the article that it opens");

    let mut reader = Reader::new(100, 30);
    reader.press("/");
    let number = unanswered(&mut reader, &["'", "q", "u", "Enter", "s"]);
    reader.event(none(number));
    assert!(reader.screen().contains("nothing found"), "{}", reader.screen());
    reader.types("ai");
    assert!(reader.screen().contains("search all: 'quai"), "{}", reader.screen());
    assert!(reader.entries().is_empty(), "where nothing is opened, nothing is decided");
}

#[test]
fn a_search_is_among_what_the_view_lists_and_one_key_widens_or_narrows_it() {
    // Keys, the prompt, how many are searched, and what the key for it is said to do.
    let cases = [
        ("/", "search all: ", " of 12", "Ctrl-l this digest"),
        ("/ Ctrl-l", "search this digest: ", " of 7", "Ctrl-l all"),
        ("/ Ctrl-l Ctrl-l", "search all: ", " of 12", "Ctrl-l this digest"),
        ("s d s 2 Pause /", "search kept: ", " of 2", "Ctrl-l all"),
        ("s d s 2 Pause / Ctrl-l", "search all: ", " of 12", "Ctrl-l kept"),
        ("s z s 3 Pause / Ctrl-t", "whole text of later: ", " of 1", "Ctrl-l all"),
    ];
    for (keys, prompt, count, key) in cases {
        let mut reader = Reader::new(160, 48);
        reader.press(keys);
        let screen = reader.screen();
        assert!([prompt, count, key].iter().all(|part| screen.contains(part)), "{keys}: {screen}");
    }
}

#[test]
fn what_is_not_among_those_kept_is_not_found_until_all_are_searched() {
    let mut reader = Reader::new(160, 48);
    reader.press("s 2 Pause /");
    reader.types("glace");
    assert!(reader.screen().contains("nothing found in kept · Ctrl-l searches all"), "{}", reader.screen());
    reader.press("Ctrl-l");
    assert!(reader.screen().contains("Le prix de la glace"), "{}", reader.screen());
    reader.press("Ctrl-l");
    assert!(!reader.screen().contains("Le prix de la glace"), "{}", reader.screen());
    reader.press("Ctrl-l Enter");
    assert!(reader.screen().contains("Les mareyeurs paient"), "{}", reader.screen());
}
