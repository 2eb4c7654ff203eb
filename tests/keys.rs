//! Keys on the left, what becomes of them on the right: the application without a terminal.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod support;

use std::sync::Arc;

use support::{Reader, library};
use veille::app::effect::{Effect, Event};
use veille::app::theme::{BUILT_IN, Theme};
use veille::model::change::{Change, Entry, Stamper, Step, Triage};
use veille::model::highlight::HighlightId;
use veille::model::located::locate;
use veille::model::marks::Marks;
use veille::model::store::Store;

#[test]
fn the_bottom_line_names_the_keys_that_fit_the_moment() {
    let cases = [
        ("", "s keep"),
        ("2 Pause", "1 what is to decide"),
        ("D j k", "s keep"),
        ("D g g", "Enter unfold"),
        ("l", "} paragraph"),
        ("l v", "w word"),
        ("/", "Enter open"),
        (":", "Enter run"),
        ("l O", "Enter go there"),
        ("V j k", "j more"),
        ("Shift-Tab", "Enter its articles"),
    ];
    for (keys, expected) in cases {
        let mut reader = Reader::new(120, 30);
        reader.press(keys);
        let shown = reader.bottom();
        assert!(shown.starts_with(expected), "{keys}: {shown}");
    }
}

#[test]
fn each_decision_moves_on_to_the_next_undecided_article() {
    let mut reader = Reader::new(160, 48);
    reader.press("s d z");
    assert_eq!(
        [0, 1, 2, 3].map(|at| reader.triage(at)),
        [Triage::Kept, Triage::Skipped, Triage::Later, Triage::Undecided]
    );
    reader.press("g g s");
    assert_eq!(reader.triage(0), Triage::Kept, "deciding the same again changes nothing");
    assert_eq!(reader.steps(), 3);
    let said = reader.bottom();
    assert!(said.contains("Already kept “") && !said.contains("takes it back"), "{said}");
    reader.press("d");
    assert_eq!(reader.triage(3), Triage::Skipped, "decided articles are passed over");
    assert!(reader.bottom().contains("takes it back"), "{}", reader.bottom());
}

#[test]
fn skipping_the_rest_is_one_step_and_folds_the_digest() {
    let mut reader = Reader::new(160, 48);
    reader.press("s D");
    assert_eq!((0..7).filter(|&at| reader.triage(at) == Triage::Skipped).count(), 6);
    let screen = reader.screen();
    assert!(screen.contains("▸ La semaine du port"), "{screen}");
    assert!(!screen.contains("La glace"), "{screen}");
    reader.press("u");
    assert_eq!((0..7).filter(|&at| reader.triage(at) == Triage::Skipped).count(), 0);
    assert!(reader.screen().contains("▾ La semaine du port"));
}

#[test]
fn a_week_takes_little_more_than_a_key_an_article() {
    let mut reader = Reader::new(160, 48);
    reader.press("s d d s D s z D D");
    assert!((0..12).all(|at| reader.triage(at) != Triage::Undecided));
    assert!(reader.bottom().starts_with("All is decided: 3 kept, 1 for later"), "{}", reader.bottom());
}

#[test]
fn undo_goes_all_the_way_back_and_redo_forth() {
    let mut reader = Reader::new(160, 48);
    reader.press("s d D z");
    let done = reader.app.marks().clone();
    reader.press("u u u u");
    assert!((0..12).all(|at| reader.triage(at) == Triage::Undecided));
    reader.press("u");
    assert!(reader.bottom().starts_with("There is nothing to undo."));
    reader.press("Ctrl-r Ctrl-r Ctrl-r Ctrl-r");
    for at in 0..12 {
        let store = reader.app.store();
        let article = store.article(at).unwrap();
        assert_eq!(reader.app.marks().triage(store, article), done.triage(store, article), "{at}");
    }
}

#[test]
fn what_is_replayed_is_what_was_seen() {
    let mut reader = Reader::new(100, 30);
    reader.press("s d l } H a");
    reader.types("à relire");
    reader.press("Enter } t");
    reader.types("port #quai");
    reader.press("Enter ) H u h z D u T");
    reader.types(" !");
    reader.press("Enter q");
    let mut replayed = Marks::default();
    reader.entries().into_iter().for_each(|entry| replayed.apply(entry));
    assert_eq!(&replayed, reader.app.marks());
    assert!(replayed.highlights().count() >= 1);
}

#[test]
fn a_highlight_quotes_the_source_and_not_the_wrapped_lines() {
    for (width, height) in [(160, 48), (60, 20), (20, 10)] {
        let mut reader = Reader::new(width, height);
        reader.press("l } H");
        let quotes: Vec<String> = reader.app.marks().highlights().map(|highlight| highlight.anchor.quote).collect();
        let second = "Le quai nord a rouvert lundi, sans discours. « On avait prévu une estrade, dit la capitainerie, mais elle gênait le déchargement. » Les bateaux sont revenus avant les barrières.";
        assert_eq!(quotes, [second], "{width}×{height}");
        reader.press("x ) ) H");
        let quotes: Vec<String> = reader.app.marks().highlights().map(|highlight| highlight.anchor.quote).collect();
        assert_eq!(
            quotes,
            ["« On avait prévu une estrade, dit la capitainerie, mais elle gênait le déchargement. »"],
            "{width}×{height}"
        );
    }
}

#[test]
fn a_selection_grows_by_word_and_character() {
    let mut reader = Reader::new(100, 30);
    reader.press("l } v w w l l");
    reader.press("H");
    let quotes: Vec<String> = reader.app.marks().highlights().map(|highlight| highlight.anchor.quote).collect();
    assert_eq!(quotes, ["Le quai nord a"]);
    reader.press("v Esc q");
    assert!(!reader.effects.contains(&Effect::Quit), "Esc leaves the selection, q the text");
}

#[test]
fn escape_never_quits_and_never_destroys() {
    let mut reader = Reader::new(100, 30);
    reader.press("s l } H a");
    reader.types("brouillon");
    reader.press("Esc Esc Esc Esc h Esc Esc / Esc ? Esc 4 Pause Esc Esc");
    assert!(!reader.effects.contains(&Effect::Quit));
    assert_eq!((reader.triage(0), reader.app.marks().highlights().count()), (Triage::Kept, 1));
    reader.press("a");
    assert!(reader.screen().contains("brouillon"), "what was typed comes back");
}

#[test]
fn the_place_in_an_article_is_kept_across_widths_and_restarts() {
    let mut reader = Reader::new(60, 12);
    reader.press("l Space j");
    let place = |reader: &Reader| {
        reader.screen().lines().nth(1).unwrap_or_default().trim().chars().take(12).collect::<String>()
    };
    let before = place(&reader);
    reader.press("q l");
    assert_eq!(place(&reader), before);
    reader.event(Event::Resize(110, 12));
    reader.event(Event::Resize(60, 12));
    assert_eq!(place(&reader), before);
    reader.press("q");
    let mut again = Reader::with(support::library(), reader.app.marks().clone(), 60, 12);
    again.press("l");
    assert_eq!(place(&again), before);
}

#[test]
fn help_is_searched_and_runs_what_it_finds() {
    let mut reader = Reader::new(100, 40);
    reader.press("?");
    assert!(reader.screen().contains("skip all that is undecided in this digest"));
    reader.types("nonsense");
    reader.press("Enter");
    assert_eq!(reader.triage(0), Triage::Undecided, "no command matches every word");
    reader.press(":");
    reader.types("skip-rest");
    reader.press("Enter");
    assert_eq!(reader.triage(6), Triage::Skipped);
}

#[test]
fn views_list_what_was_decided() {
    let mut reader = Reader::new(160, 48);
    reader.press("s d z 2 Pause");
    assert!(reader.screen().contains("Le quai nord rouvre") && !reader.screen().contains("bouée 14…"));
    reader.press("3 Pause");
    assert!(reader.screen().contains("Le prix de la glace double"));
    reader.press("4 Pause");
    assert!(reader.screen().contains("Nothing is highlighted yet"));
    reader.press("q 5 q q");
    assert_eq!(reader.effects.last(), Some(&Effect::Quit));
}

#[test]
fn links_get_letters_and_only_the_whole_of_them_opens_one() {
    let mut reader = Reader::new(100, 40);
    reader.press("l f a");
    assert!(reader.effects.contains(&Effect::Open("https://example.org/cafe".to_owned())));
    reader.press("o");
    assert_eq!(reader.effects.last(), Some(&Effect::Open("https://example.org/article".to_owned())));
}

#[test]
fn a_reload_keeps_the_selection_and_marks() {
    let mut reader = Reader::new(160, 48);
    reader.press("s d");
    let before = reader.screen();
    reader.event(Event::Loaded(std::sync::Arc::new(support::library()), Vec::new()));
    let after = reader.screen();
    assert_eq!(before.lines().skip(1).take(40).collect::<Vec<_>>(), after.lines().skip(1).take(40).collect::<Vec<_>>());
}

#[test]
fn every_key_on_every_size_draws_something() {
    let keys = "j k l / a Enter n N Esc ? Esc : Esc O Esc T a Esc a Esc } { ) ( H v w l o Esc a Esc t Esc c x y f Esc O Esc < > h s d z D u Ctrl-r T Esc Tab Tab Tab Shift-Tab 2 Pause 3 Pause 4 Pause 5 Pause 1 Pause n N / Esc ? Esc : Esc G g g Ctrl-d Ctrl-u Space b PageDown PageUp E R";
    let sizes = [(0, 0), (1, 1), (2, 1), (1, 9), (5, 3), (6, 6), (20, 5), (80, 0), (80, 1), (0, 24), (80, 24)];
    for (width, height) in sizes {
        let mut reader = Reader::new(width, height);
        for key in keys.split(' ') {
            reader.press(key);
            reader.buffer();
        }
        assert!(!reader.effects.contains(&Effect::Quit), "{width}×{height}");
    }
}

/// A digest cut by its rules, with the program's own way of cutting it again.
fn recut(reader: &mut Reader) {
    let sources = reader.effects.iter().rev().find_map(|effect| match effect {
        Effect::CutAgain(sources) => Some(sources.clone()),
        _ => None,
    });
    let loaded = veille::loader::cut_again(reader.app.store(), &sources.unwrap(), &reader.app.marks().corrections());
    reader.event(Event::Loaded(std::sync::Arc::new(loaded.store), loaded.warnings));
}

#[test]
fn a_wrong_cut_is_mended_by_hand_and_the_marks_stay_with_their_text() {
    let mut store = Store::default();
    let loaded = veille::loader::load(&[], &Default::default());
    let (document, digest) = loaded
        .store
        .documents()
        .iter()
        .zip(loaded.store.digests())
        .find(|(document, _)| document.source().starts_with("en-bref"))
        .unwrap();
    let articles = loaded.store.articles().take(digest.articles.end).skip(digest.articles.start).cloned().collect();
    store.add(document.clone(), digest.title.clone(), None, articles);
    let mut reader = Reader::with(store, Marks::default(), 160, 48);
    assert_eq!(reader.app.store().article_count(), 10);
    reader.press("s s k M");
    recut(&mut reader);
    assert_eq!(reader.app.store().article_count(), 9);
    assert_eq!(
        (reader.triage(0), reader.triage(1)),
        (Triage::Kept, Triage::Undecided),
        "the merged one is as its beginning was"
    );
    reader.press("u");
    recut(&mut reader);
    assert_eq!(reader.app.store().article_count(), 10);
    assert_eq!((reader.triage(0), reader.triage(1)), (Triage::Kept, Triage::Kept), "undone, all is as before");
    reader.press("g g l X");
    recut(&mut reader);
    assert_eq!(reader.app.store().article_count(), 9, "an article of nothing but chrome is none");
}

#[test]
fn highlights_found_again_are_those_found_afresh() {
    let mut reader = Reader::new(160, 48);
    let mut most = 0;
    let steps = "Enter H ) H ) ) H u H c g Tab ) H h j Enter H ) H d u h 4 Pause j d u c h 1 Pause";
    for key in steps.split_whitespace() {
        reader.press(key);
        let afresh = veille::model::located::locate(reader.app.store(), reader.app.marks());
        assert_eq!(reader.app.located(), afresh, "after {key}");
        most = most.max(afresh.len());
    }
    assert!(most >= 2, "{most}");
}

#[test]
fn an_article_that_grew_keeps_what_was_decided_when_it_is_read_and_undone() {
    let store = |text: &str| {
        let mut store = Store::default();
        let lines: String = (0..12)
            .map(|line| format!("Phrase numéro {line} sur le port, assez longue pour compter dans le début.\n\n"))
            .collect();
        let read = veille::formats::read("x.txt", format!("{lines}{text}\n").as_bytes());
        let document = std::sync::Arc::new(read.documents.into_iter().next().unwrap());
        let split = veille::digest::split(&document, &Default::default());
        store.add(document, "x".to_owned(), None, split.articles);
        store
    };
    let mut reader = Reader::with(store("Fin."), Marks::default(), 80, 12);
    assert_eq!(reader.app.store().article_count(), 1);
    reader.press("T");
    reader.types("!");
    reader.press("Enter s");
    let mut again = Reader::with(store("Fin, et une phrase de plus."), reader.app.marks().clone(), 80, 12);
    assert_eq!(again.triage(0), Triage::Kept, "known by its first lines");
    again.press("Backspace l Space h");
    assert_eq!(again.triage(0), Triage::Kept, "having been read, it is still kept");
    assert!(again.app.marks().article(again.app.store(), again.app.store().article(0).unwrap()).title().is_some());
    again.press("l d");
    assert_eq!(again.triage(0), Triage::Skipped);
    again.press("u");
    assert_eq!(again.triage(0), Triage::Kept, "undone, it is kept again");
}

/// The library with its first digests only.
fn part(library: &Store, digests: usize) -> Arc<Store> {
    let mut part = Store::default();
    (0..digests).for_each(|index| part.add_from(library, index));
    Arc::new(part)
}

#[test]
fn what_arrives_while_one_reads_moves_nothing() {
    let library = library();
    let mut reader = Reader::waiting(Marks::default(), 80, 24);
    assert!(reader.screen().contains("Reading the sources…"));
    reader.event(Event::Arrived(part(&library, 1)));
    reader.press("s s l } }");
    // The line at the top counts what is there.
    let below = |reader: &Reader| reader.screen().lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
    let before = below(&reader);
    reader.event(Event::Arrived(part(&library, 2)));
    assert_eq!(below(&reader), before, "nothing moves");
    reader.press("q /");
    reader.press("l a");
    let before = below(&reader);
    reader.event(Event::Loaded(Arc::new(library), Vec::new()));
    assert_eq!(below(&reader), before, "the search stays open");
    reader.press("Esc 5 Pause G");
    assert!(reader.screen().contains("Une heure au sémaphore"), "all is there at last");
    assert_eq!((reader.triage(0), reader.triage(1)), (Triage::Kept, Triage::Kept));
}

#[test]
fn one_who_waits_is_taken_to_where_they_were_as_soon_as_it_is_there() {
    let (library, mut marks) = (library(), Marks::default());
    let last = library.articles().last().unwrap();
    let skip = Change::Triage { article: last.id, lead: last.lead, to: Triage::Undecided };
    marks.apply(&Entry {
        stamp: Stamper::new("host", "earlier").stamp(1, 0),
        step: Step::Do,
        what: String::new(),
        changes: vec![skip],
    });
    let mut reader = Reader::waiting(marks, 80, 24);
    for digests in [1, 2] {
        reader.event(Event::Arrived(part(&library, digests)));
        assert!(!reader.screen().contains("Une heure au sémaphore"));
    }
    reader.event(Event::Loaded(Arc::new(library), Vec::new()));
    assert!(reader.screen().contains("Une heure au sémaphore"));
}

#[test]
fn a_count_before_a_key_does_it_so_often_as_one_step() {
    let kept = |reader: &Reader| (0..12).filter(|&at| reader.triage(at) == Triage::Kept).count();
    // Keys from the start; how many are kept, then which article of the list is selected.
    let cases = [
        ("7 s", 7, 7),
        ("2 j", 0, 2),
        ("2 Esc j", 0, 1),
        ("1 0 j", 0, 10),
        ("3 s", 3, 3),
        ("3 s u", 0, 0),
        ("3 s u Ctrl-r", 3, 0),
        ("d j j 3 s", 3, 6),
        ("9 9 9 9 9 9 9 9 s", 12, 0),
        ("9 9 9 9 9 9 9 9 j", 0, 11),
        ("9 G", 0, 8),
        ("5 g g", 0, 4),
        ("7 7 7 G", 0, 11),
        ("4 n", 0, 4),
        ("s s 9 u", 0, 0),
        ("0 j", 0, 1),
    ];
    for (keys, expected, selected) in cases {
        let mut reader = Reader::new(160, 48);
        reader.press(keys);
        assert_eq!(kept(&reader), expected, "{keys}");
        if expected < 12 {
            reader.press("d");
            assert_eq!(reader.triage(selected), Triage::Skipped, "{keys}");
        }
    }
}

#[test]
fn a_digit_that_is_a_command_waits_for_the_next_key_or_a_pause() {
    // Keys, what the top line shows then, and what the end of the bottom line does.
    let cases = [
        ("2", "Inbox", " 2"),
        ("2 Pause", "Kept", ""),
        ("2 E", "Kept", ""),
        ("2 1", "Inbox", " 21"),
        ("2 1 Pause", "Inbox", " 21"),
        ("2 1 Esc", "Inbox", ""),
        ("2 g", "Inbox", " 2 g"),
        ("2 g Pause g", "Inbox", ""),
        ("2 g x", "Kept", ""),
        ("g", "Inbox", " g"),
        ("g Esc", "Inbox", ""),
        ("3 w", "Later", ""),
        ("3 ?", "Later", ""),
        ("8", "Inbox", " 8"),
        ("8 Pause ?", "Inbox", ""),
    ];
    for (keys, view, pending) in cases {
        let mut reader = Reader::new(160, 48);
        reader.press(keys);
        let (screen, bottom) = (reader.screen(), reader.bottom());
        assert!(screen.lines().next().unwrap_or_default().contains(view), "{keys}: {screen}");
        let typed = bottom.ends_with(|letter: char| letter.is_ascii_digit()) || bottom.ends_with(" g");
        match pending {
            "" => assert!(!typed, "{keys}: {bottom}"),
            pending => assert!(bottom.ends_with(pending), "{keys}: {bottom}"),
        }
        assert_eq!(reader.app.waits().is_some(), keys == "2", "{keys}");
    }
}

#[test]
fn counts_move_in_the_text_and_extend_a_selection() {
    let quote = |keys: &str| {
        let mut reader = Reader::new(100, 30);
        reader.press(keys);
        reader.app.marks().highlights().map(|highlight| highlight.anchor.quote).collect::<Vec<String>>()
    };
    let pairs = [
        ("l 2 ) H", "l ) ) H"),
        ("l 2 } H", "l } } H"),
        ("l } v 3 w H", "l } v w w w H"),
        ("l } v 2 l H", "l } v l l H"),
        ("l } v 9 9 9 9 9 9 } H", "l } v G H"),
        ("l 9 9 9 9 9 9 ) 2 ( H", "l G ) ) ) ) ) ) ) ) ( ( H"),
    ];
    for (counted, single) in pairs {
        assert_eq!(quote(counted), quote(single), "{counted}");
        assert_eq!(quote(counted).len(), 1, "{counted}");
    }
}

#[test]
fn the_keys_in_the_bottom_line_are_hidden_and_shown_and_messages_show_all_the_same() {
    let mut reader = Reader::new(80, 24);
    assert!(reader.bottom().contains("s keep"), "{}", reader.bottom());
    reader.press(".");
    assert!(reader.bottom().starts_with("Keys are hidden"), "{}", reader.bottom());
    reader.press("j");
    assert!(!reader.screen().contains("s keep"), "{}", reader.screen());
    reader.press("s");
    assert!(reader.screen().contains("takes it back"), "{}", reader.screen());
    reader.press(". j");
    assert!(reader.bottom().contains("s keep"), "{}", reader.bottom());
}

#[test]
fn the_help_tells_of_numbers_ranges_and_queries_and_finds_them() {
    let cases = [
        ("five lines", "5j"),
        ("ten articles", "10s"),
        ("three articles", "V j j d"),
        ("min<5", "shorter than 5 minutes"),
        ("anglais", "no command has these words"),
        ("exact phrase", "whole words, one after the other; goes with other words"),
        ("accent capital", "a capital or an accent that is typed counts"),
    ];
    for (words, expected) in cases {
        let mut reader = Reader::new(80, 24);
        reader.press("?");
        reader.types(words);
        let screen = reader.screen();
        assert!(screen.split_whitespace().collect::<Vec<_>>().join(" ").contains(expected), "{words}: {screen}");
    }
}

#[test]
fn no_sentence_of_the_help_is_cut() {
    for (width, height) in [(160, 300), (80, 300), (60, 300)] {
        let mut reader = Reader::new(width, height);
        reader.press("?");
        assert!(!reader.screen().contains('…'), "{width}: {}", reader.screen());
    }
}

#[test]
fn the_palette_lists_saved_searches_and_runs_them() {
    let query = |text: &str| veille::search::query::Query::parse(text, &Default::default()).unwrap();
    let saved = [("court".to_owned(), query("min<5 glace")), ("port".to_owned(), query("quai"))];
    let mut reader = Reader::searching(saved.into_iter().collect(), 80, 24);
    reader.press(":");
    reader.types("@");
    let screen = reader.screen();
    assert!(screen.contains("@court") && screen.contains("min<5 glace") && screen.contains("@port"), "{screen}");
    reader.types("court");
    reader.press("Enter");
    let screen = reader.screen();
    assert!(screen.contains(" search all: @court") && screen.contains("Le prix de la glace"), "{screen}");
    assert!(screen.contains("1 of 12"), "{screen}");
    reader.press("Enter");
    assert!(reader.screen().contains("Les mareyeurs paient"), "{}", reader.screen());
}

#[test]
fn the_end_says_once_what_came_of_all_and_what_was_kept() {
    for (digests, keys, outcome) in
        [(1, "s D", "1 kept, 1 minute to read · 6 skipped"), (2, "s D s D", "2 kept, 2 minutes to read · 9 skipped")]
    {
        let mut store = Store::default();
        (0..digests).for_each(|index| store.add_from(&library(), index));
        let mut reader = Reader::with(store, Marks::default(), 160, 48);
        reader.press(keys);
        let screen = reader.screen();
        assert!(screen.contains("All is decided.") && screen.contains("2  read what was kept"), "{screen}");
        assert!(!screen.contains("put off") && !screen.contains("highlights"), "there are none:\n{screen}");
        assert_eq!(screen.matches(outcome).count(), 1, "{screen}");
        assert_eq!(screen.matches("● ").count(), digests, "{screen}");
    }
}

#[test]
fn beside_a_digest_that_is_done_stands_what_was_kept_of_it() {
    let mut reader = Reader::new(160, 48);
    reader.press("s z D g g");
    let screen = reader.screen();
    assert!(screen.contains("1 kept, 1 minute to read · 1 for later · 5 skipped"), "{screen}");
    assert!(screen.contains("● Le quai nord") && !screen.contains("All is decided."), "{screen}");
}

#[test]
fn the_search_in_a_text_says_as_one_types_how_often_it_found_what() {
    for (typed, expected) in [("", "/"), ("quai", "1 of 3"), ("quaix", "not found"), ("Space", "/")] {
        for width in [100, 12] {
            let mut reader = Reader::new(width, 30);
            reader.press("l /");
            if typed == "Space" {
                reader.press(typed)
            } else {
                reader.types(typed)
            }
            let bottom = reader.bottom();
            assert!(
                if width == 100 { bottom.ends_with(expected) } else { bottom.starts_with("/") },
                "{typed}: {bottom}"
            );
        }
    }
}

#[test]
fn the_search_in_a_text_knows_phrases_capitals_and_accents() {
    // What is typed, and how many places it has in the first article.
    let cases = [
        ("\"onze mois de\"", Some(1)),
        ("\"mois onze\"", None),
        ("quai barrieres", Some(2)),
        ("grue terrasse", Some(2)),
        ("GRUE", None),
        ("grue voile", None),
        ("ingénieure", Some(1)),
        ("îngenieure", None),
    ];
    for (query, count) in cases {
        let mut reader = Reader::new(80, 24);
        reader.press("l /");
        reader.types(query);
        reader.press("Enter");
        let expected = match count {
            Some(count) => format!("Hit 1 of {count}"),
            None => "is not in this article".to_owned(),
        };
        assert!(reader.bottom().contains(&expected), "{query}: {}", reader.bottom());
    }
}

#[test]
fn what_a_search_finds_in_the_title_shows_there_and_is_not_highlighted_unseen() {
    let hit = Theme::parse(BUILT_IN[0].1).unwrap().hit.add_modifier;
    assert!(!hit.is_empty());
    for (width, height) in [(80, 24), (24, 12)] {
        let mut reader = Reader::new(width, height);
        reader.press("l } } /");
        reader.types("rouvre");
        reader.press("Enter");
        let found: String = reader
            .buffer()
            .content
            .iter()
            .filter(|cell| cell.modifier.contains(hit))
            .map(|cell| cell.symbol())
            .collect();
        assert!(found.starts_with("rouvre"), "{found}: {}", reader.screen());
        reader.press("H");
        let quotes = reader.quotes();
        assert!(quotes.iter().all(|quote| !quote.starts_with("Le quai nord rouvre")), "{quotes:?}");
    }
}

#[test]
fn alt_and_a_key_that_mean_nothing_are_esc_and_that_key_and_never_quit() {
    let after = |keys: &str| {
        let mut reader = Reader::new(160, 48);
        reader.press(keys);
        reader
    };
    let quits = |reader: &Reader| reader.effects.contains(&Effect::Quit);
    for keys in ["Alt-q", "Alt-Q", "/ b Alt-q", ": Alt-q", "Enter Alt-q Alt-q", "2 Pause Alt-q Alt-q", "5 Alt-q"] {
        assert!(!quits(&after(keys)), "{keys}");
    }
    assert_eq!(after("/ b a c Alt-s").triage(0), Triage::Kept, "Esc closes the search, and s keeps");
    assert_eq!(after("Alt-s").triage(0), Triage::Kept);
    assert_eq!(after("/ b a c Alt-d").triage(0), Triage::Skipped, "it destroys nothing that was typed");
    assert!(after("/ b a c Alt-b").screen().contains("search"), "in a field Alt-b goes back by a word");
    assert!(after("? Alt-?").screen().contains("type to search"), "Esc closes the help, and ? opens it");
    assert!(quits(&after("/ b Esc q")));
    let said = after("Alt-Q").bottom();
    assert!(said.contains("Esc and Q came as one key; Q again quits."), "{said}");
    assert!(quits(&after("Alt-Q Q")));
}

#[test]
fn a_view_is_shown_again_where_it_was_left() {
    let kept = |keys: &str| {
        let mut reader = Reader::new(160, 48);
        reader.press(keys);
        (0..reader.app.store().article_count())
            .filter(|index| reader.triage(*index) == Triage::Kept)
            .collect::<Vec<_>>()
    };
    let expected = kept("s j j j s");
    for keys in ["2 Pause 1 Pause", "4 Pause q", "5 Pause G 1 Pause", "3 Pause 2 Pause 1 Pause"] {
        assert_eq!(kept(&format!("s j j j {keys} s")), expected, "{keys}");
    }
    assert_ne!(kept("s j j j 5 Pause g g 1 Pause 5 Pause s"), expected, "each view has a place of its own");
}

#[test]
fn keys_without_a_meaning_say_where_the_keys_are() {
    for (keys, expected) in [
        ("Z", "Z does nothing; ? shows the keys."),
        ("H", "H works in the reading view or while selecting; ? shows the keys."),
    ] {
        let mut reader = Reader::new(160, 48);
        reader.press(keys);
        assert!(reader.bottom().contains(expected), "{}", reader.bottom());
    }
}

#[test]
fn an_open_search_answers_from_what_is_loaded_now() {
    let mut reader = Reader::new(160, 48);
    reader.press("/");
    reader.types("xyl");
    assert!(reader.screen().contains("nothing found"), "{}", reader.screen());
    let mut store = library();
    support::add_markdown(&mut store, "x.md", "Musique", "2026-03-03", "## Le xylophone\n\nIl sonne.\n");
    reader.event(Event::Loaded(Arc::new(store), Vec::new()));
    assert!(reader.screen().contains("Le xylophone"), "{}", reader.screen());
    reader.types("o");
    assert!(reader.screen().contains("Le xylophone"), "{}", reader.screen());
}

#[test]
fn an_open_search_in_highlights_follows_what_others_do_to_them() {
    let mut reader = Reader::new(160, 48);
    reader.press("Enter H } H 4 Pause /");
    let (first, second) = (reader.app.located()[0].clone(), reader.app.located()[1].clone());
    let word =
        |quote: &str| quote.split(|c: char| !c.is_alphabetic()).max_by_key(|word| word.len()).unwrap().to_owned();
    reader.types(&word(&second.highlight.anchor.quote));
    let stamp = Stamper::new("other", "session").stamp(9_000_000, reader.app.marks().latest());
    let changes = vec![Change::Delete { id: first.highlight.id, to: true }];
    reader.event(Event::Synced(vec![Entry { stamp, step: Step::Do, what: String::new(), changes }]));
    assert!(reader.screen().contains(" 1 of 1"), "{}", reader.screen());
    reader.press("Enter");
    let listed: Vec<&str> = reader.quotes();
    assert_eq!(listed, [second.highlight.anchor.quote.as_str()]);
    assert!(reader.screen().contains(&word(&second.highlight.anchor.quote)), "{}", reader.screen());
}

/// A note is being written on a highlight that has one, while another session makes `change`; it ends with
/// `typed` and `keys`. What the bottom line says, and the note after that and after undoing it.
fn note_written_while(change: fn(HighlightId) -> Change, typed: &str, keys: &str) -> (String, [Option<String>; 2]) {
    let mut reader = Reader::new(100, 30);
    reader.press("Enter } H a");
    reader.types("un");
    reader.press("Enter a");
    let id = reader.app.located()[0].highlight.id.clone();
    let stamp = Stamper::new("other", "session").stamp(9_000_000, reader.app.marks().latest());
    let entry = Entry { stamp, step: Step::Do, what: String::new(), changes: vec![change(id.clone())] };
    reader.event(Event::Synced(vec![entry]));
    reader.types(typed);
    reader.press(keys);
    let note = |reader: &Reader| reader.app.marks().highlight(&id).map(|highlight| highlight.note);
    let (said, written) = (reader.bottom(), note(&reader));
    reader.press("u");
    (said, [written, note(&reader)])
}

#[test]
fn a_note_brings_back_its_highlight_that_another_session_deleted_meanwhile() {
    let delete = |id| Change::Delete { id, to: true };
    let (said, notes) = note_written_while(delete, " deux", "Enter");
    assert!(said.contains("The highlight, deleted meanwhile, is back with this · u takes it back"), "{said}");
    assert_eq!(notes, [Some("un deux".to_owned()), None]);
    let (said, notes) = note_written_while(delete, "", "Enter");
    assert!(!said.contains("back with this"), "{said}");
    assert_eq!(notes[0], None, "nothing was typed that would be lost");
}

#[test]
fn a_note_over_one_that_another_session_wrote_meanwhile_says_so_and_undo_brings_that_back() {
    let write = |id| Change::Note { id, to: "autre".to_owned() };
    let (said, notes) = note_written_while(write, " deux", "Enter");
    assert!(said.contains("Saved; it had changed meanwhile · u brings that back"), "{said}");
    assert_eq!(notes, ["un deux", "autre"].map(|note| Some(note.to_owned())));
    let (said, _) = note_written_while(write, " deux", "Esc a Enter");
    assert!(said.contains("Saved; it had changed meanwhile"), "left and taken up again: {said}");
    let (_, notes) = note_written_while(write, "", "Enter");
    assert_eq!(notes[0].as_deref(), Some("autre"), "nothing was typed that would replace it");
    let (said, _) = note_written_while(|id| Change::Colour { id, to: Default::default() }, " deux", "Enter");
    assert!(said.contains("Wrote a note · u takes it back"), "{said}");
}

#[test]
fn a_colour_brings_back_its_highlight_that_another_session_deleted_meanwhile() {
    let mut reader = Reader::new(100, 30);
    reader.press("Enter } H c");
    let id = reader.app.located()[0].highlight.id.clone();
    let stamp = Stamper::new("other", "session").stamp(9_000_000, reader.app.marks().latest());
    let changes = vec![Change::Delete { id: id.clone(), to: true }];
    reader.event(Event::Synced(vec![Entry { stamp, step: Step::Do, what: String::new(), changes }]));
    reader.press("b");
    assert!(reader.bottom().contains("The highlight, deleted meanwhile, is back with this"), "{}", reader.bottom());
    assert_eq!(reader.app.marks().highlight(&id).map(|highlight| highlight.colour.name()), Some("blue"));
    reader.press("u");
    assert_eq!(reader.app.marks().highlight(&id), None);
}

#[test]
fn a_reload_says_what_came_of_it() {
    let mut reader = Reader::new(160, 48);
    reader.press("R");
    assert!(reader.effects.contains(&Effect::Reload));
    reader.event(Event::Loaded(Arc::new(library()), Vec::new()));
    assert!(reader.bottom().contains("Read again: nothing has changed."), "{}", reader.bottom());
    reader.press("Enter H h R");
    reader.event(Event::Loaded(Arc::new(support::single("harbour.md", "La mer monte.\n")), Vec::new()));
    let expected = "Read again: 1 article more, 12 gone; 1 highlight lost, 4 shows which.";
    assert!(reader.bottom().contains(expected), "{}", reader.bottom());
}

/// The library after somebody edited its first digest.
fn edited_library(from: &str, to: &str) -> Arc<Store> {
    let mut store = Store::default();
    let text = include_str!("support/harbour.md").replace(from, to);
    support::add_markdown(&mut store, "harbour.md", "La semaine du port", "2026-03-02", &text);
    Arc::new(store)
}

#[test]
fn an_article_whose_beginning_was_edited_keeps_what_was_decided_and_passes_it_on_once() {
    let mut reader = Reader::new(160, 48);
    reader.press("s d z s R");
    reader.event(Event::Loaded(edited_library("Trois apprentis à la", "Trois apprenties à la"), Vec::new()));
    assert_eq!((reader.triage(2), reader.triage(3)), (Triage::Later, Triage::Kept));
    assert!(reader.bottom().contains("Read again: 1 decided article edited, "), "{}", reader.bottom());
    let before = reader.entries().len();
    reader.press("5 Pause g g j j j d");
    let (adopted, decided) = (reader.entries()[before].clone(), reader.entries()[before + 1].clone());
    let took_over = |entry: &Entry| entry.changes.iter().any(|change| matches!(change, Change::Succeed { .. }));
    assert!(took_over(&adopted) && !took_over(&decided), "{adopted:?}");
    reader.press("u");
    assert_eq!(reader.triage(3), Triage::Kept);
    reader.press("R");
    reader.event(Event::Loaded(edited_library("Trois apprentis à la", "Trois jeunes apprenties à la"), Vec::new()));
    assert_eq!(reader.triage(3), Triage::Kept, "it was edited once more");
    assert!(reader.bottom().contains("Read again: 1 decided article edited."), "{}", reader.bottom());
    reader.event(Event::Loaded(Arc::new(library()), Vec::new()));
    assert_eq!(reader.triage(3), Triage::Kept, "the edit was taken back");
}

#[test]
fn what_was_decided_before_an_edit_is_undone_and_done_again_after_it() {
    let mut reader = Reader::new(160, 48);
    reader.press("s d z s");
    reader.event(Event::Loaded(edited_library("Trois apprentis à la", "Trois apprenties à la"), Vec::new()));
    assert_eq!(reader.triage(3), Triage::Kept);
    reader.press("u");
    assert_eq!(reader.triage(3), Triage::Undecided);
    assert!(reader.screen().contains(" 3/7 "), "{}", reader.screen());
    reader.press("Ctrl-r");
    assert_eq!(reader.triage(3), Triage::Kept);
    assert!(reader.screen().contains(" 4/7 "), "{}", reader.screen());
}

#[test]
fn what_was_decided_before_an_edit_is_undone_where_the_edited_article_was_opened_meanwhile() {
    let mut reader = Reader::new(160, 48);
    reader.press("s d z s");
    for to in ["Trois apprenties à la", "Trois jeunes apprenties à la"] {
        reader.event(Event::Loaded(edited_library("Trois apprentis à la", to), Vec::new()));
        reader.press("5 Pause g g j j j Enter T");
        reader.event(Event::Paste("!".to_owned()));
        reader.press("Enter h");
        assert_eq!(reader.triage(3), Triage::Kept, "{to}");
    }
    reader.press("u u");
    assert_eq!(reader.triage(3), Triage::Kept, "two titles");
    reader.press("u");
    assert_eq!(reader.triage(3), Triage::Undecided);
    reader.press("Ctrl-r");
    assert_eq!(reader.triage(3), Triage::Kept);
}

#[test]
fn an_edit_too_large_to_be_sure_of_is_said_once() {
    let mut reader = Reader::new(160, 48);
    reader.press("s d z s");
    let load = |reader: &mut Reader| {
        reader.event(Event::Loaded(edited_library("Trois apprentis à la", "1 apprenti à la"), Vec::new()));
    };
    load(&mut reader);
    reader.press("k");
    assert_eq!(reader.triage(3), Triage::Undecided, "a figure is another");
    let said = "“1 apprenti à la voilerie” may be an edited article that you decided about";
    assert!(reader.screen().contains(said), "{}", reader.screen());
    reader.press("Esc");
    load(&mut reader);
    reader.press("k");
    assert!(!reader.screen().contains(said), "{}", reader.screen());
}

#[test]
fn a_complaint_behind_a_notice_is_not_closed_before_it_was_seen() {
    let mut reader = Reader::new(100, 30);
    reader.press("s");
    reader.event(Event::Failed("The lamp is out.".to_owned()));
    assert!(!reader.screen().contains("The lamp is out."), "{}", reader.screen());
    for (key, is_seen) in [("Esc", true), ("Esc", false)] {
        reader.press(key);
        assert_eq!(reader.screen().contains("The lamp is out. · Esc closes"), is_seen, "{}", reader.screen());
    }
}

#[test]
fn a_reload_tells_how_many_of_what_is_gone_were_decided() {
    let mut reader = Reader::new(160, 48);
    reader.press("s d z R");
    let mut store = Store::default();
    let text = include_str!("support/harbour.md");
    let second = text.find("## Une tempête").unwrap();
    support::add_markdown(&mut store, "harbour.md", "La semaine du port", "2026-03-02", &text[second..]);
    reader.event(Event::Loaded(Arc::new(store), Vec::new()));
    let said = reader.bottom();
    assert!(said.contains("Read again: 6 articles gone (1 of them decided)."), "{said}");
}

#[test]
fn what_could_not_be_made_ready_for_the_search_is_waited_for_no_more() {
    let mut reader = Reader::new(160, 48);
    reader.event(Event::PrepareFailed);
    assert!(reader.bottom().contains("failed inside veille"), "{}", reader.bottom());
}

#[test]
fn a_title_given_by_hand_is_that_of_the_highlights_too_and_is_taken_back_with_it() {
    let mut reader = Reader::new(160, 48);
    reader.press("Enter H h T Ctrl-u");
    reader.types("Mon quai");
    reader.press("Enter");
    let titles = |marks: &Marks, store: &Store| {
        let away = marks.highlights().next().unwrap().origin.title;
        let here = locate(store, marks).remove(0).highlight.origin.title;
        [away, here]
    };
    assert_eq!(titles(reader.app.marks(), reader.app.store()), ["Mon quai", "Mon quai"]);
    reader.press("4 Pause");
    assert!(reader.screen().contains("Mon quai · La semaine du port"), "{}", reader.screen());
    reader.press("u");
    assert_eq!(titles(reader.app.marks(), reader.app.store()), ["Le quai nord rouvre après onze mois"; 2]);
    assert!(!reader.screen().contains("Mon quai ·"), "{}", reader.screen());
}

#[test]
fn a_title_that_was_cut_from_a_sentence_begins_with_a_capital_wherever_it_stands() {
    let mut store = Store::default();
    let text = "## un bac en retard…\n\nLe bac part avec onze minutes de retard.\n\n## iOS au port…\n\nUn appareil.\n";
    support::add_markdown(&mut store, "x.md", "Cahier", "2026-03-03", text);
    for (keys, expected) in [
        ("g g", "Un bac en retard"),
        ("/ b a c", "Un bac en retard"),
        ("T", "Un bac en retard"),
        ("j s", "“iOS au port…”"),
    ] {
        let mut reader = Reader::with(store.clone(), Marks::default(), 100, 24);
        reader.press(keys);
        assert!(reader.screen().contains(expected), "{keys}:\n{}", reader.screen());
    }
    let mut reader = Reader::with(store, Marks::default(), 100, 24);
    reader.press("T Enter");
    let given = reader.app.marks().article(reader.app.store(), reader.app.store().article(0).unwrap()).title();
    assert_eq!(given, None, "what the editor shows is no title by hand");
}
