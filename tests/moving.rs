//! Ranges and jumps: keys on the left, what becomes of them on the right.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod support;

use std::sync::Arc;

use support::Reader;
use veille::app::Wait;
use veille::app::effect::Event;
use veille::model::change::Triage;

/// The decisions about the first eight articles, a letter each.
fn decisions(reader: &Reader) -> String {
    let letter = |at| match reader.triage(at) {
        Triage::Undecided => '-',
        Triage::Kept => 'k',
        Triage::Skipped => 's',
        Triage::Later => 'l',
    };
    (0..8).map(letter).collect()
}

#[test]
fn a_decision_is_about_all_that_is_marked_and_is_one_step() {
    let cases = [
        ("V j j s", "kkk-----"),
        ("V 2 j d", "sss-----"),
        ("j j V k z", "-ll-----"),
        ("V s", "k-------"),
        ("V j j Esc s", "--k-----"),
        ("V j j V s", "--k-----"),
        ("V j j s u", "--------"),
        ("V j j s u Ctrl-r", "kkk-----"),
        ("V j j s d", "kkks----"),
        ("V 7 j s", "kkkkkkkk"),
        ("V j l h s", "-k------"),
        ("d V j s", "skk-----"),
        ("V j j j d g g V j j s", "kkks----"),
        ("V j s 5 Pause g g V j z", "ll------"),
    ];
    for (keys, expected) in cases {
        let mut reader = Reader::new(160, 48);
        reader.press(keys);
        assert_eq!(decisions(&reader), expected, "{keys}");
    }
    let mut reader = Reader::new(160, 48);
    reader.press("V j j s");
    assert!(reader.bottom().starts_with("Kept 3 articles · u takes it back"), "{}", reader.bottom());
    assert_eq!(reader.steps(), 1);
}

#[test]
fn what_is_marked_shows_without_colour() {
    let mut reader = Reader::new(160, 48);
    reader.press("V j j");
    assert_eq!(reader.screen().matches('▌').count(), 3, "{}", reader.screen());
    assert!(reader.bottom().ends_with("3 marked"), "{}", reader.bottom());
    reader.press("Esc");
    assert_eq!(reader.screen().matches('▌').count(), 0);
    assert!(!reader.bottom().contains("marked"));
}

#[test]
fn one_goes_back_over_jumps_and_forth_again() {
    // Keys that jump, then those that go back to where the first keys led.
    let cases = [
        ("", "l", "Ctrl-o"),
        ("l", "}", ""),
        ("l }", "G", "Ctrl-o"),
        ("l } }", "G g g", "2 Ctrl-o"),
        ("l", "n", "Ctrl-o"),
        ("l }", "n n", "Ctrl-o Ctrl-o"),
        ("l }", "s d", "2 Ctrl-o"),
        ("l } }", "O Enter", "Ctrl-o"),
        ("l", "/ t r o i s Enter n", "Ctrl-o"),
        ("j j", "2 Pause 5 Pause", "Ctrl-o Ctrl-o"),
        ("j", "/ p h a r e Enter", "Ctrl-o"),
        ("l } H h 4 Pause", "Enter", "Ctrl-o"),
        ("l G", "g g Ctrl-o Ctrl-o", "Alt-o"),
        ("l", "G Ctrl-o Alt-o", "Ctrl-o"),
        ("l", "q", "Ctrl-o"),
    ];
    for (first, jumps, back) in cases {
        let mut reader = Reader::new(60, 12);
        reader.press(first);
        let before = reader.screen();
        reader.press(jumps);
        if !back.is_empty() {
            reader.press(back);
            let middle =
                |screen: &str| screen.replace('○', " ").lines().skip(1).take(10).map(str::to_owned).collect::<Vec<_>>();
            // What was read meanwhile has its sign in the list; the line at the top counts.
            assert_eq!(middle(&reader.screen()), middle(&before), "{first} | {jumps} | {back}");
        }
    }
}

#[test]
fn jumps_survive_a_reload_and_another_width() {
    let mut reader = Reader::new(60, 12);
    reader.press("l } }");
    let before = reader.screen();
    reader.press("n G h 2 Pause");
    reader.event(Event::Loaded(Arc::new(support::library()), Vec::new()));
    reader.event(Event::Resize(110, 20));
    reader.event(Event::Resize(60, 12));
    reader.press("Ctrl-o Ctrl-o Ctrl-o Ctrl-o");
    assert_eq!(reader.screen().lines().nth(3), before.lines().nth(3), "{}", reader.screen());
    reader.press("9 Ctrl-o");
    assert!(reader.bottom().starts_with("There is no jump to go back over."), "{}", reader.bottom());
}

#[test]
fn a_held_key_passes_by_and_the_text_beside_the_list_follows_when_it_rests() {
    let flood = "k j ".repeat(20);
    let rows = [
        // Keys, milliseconds between them, whether a rest is waited for, and the article beside the list.
        ("j j j", 100, None, 3),
        ("j j j", 30, Some(Wait::Preview), 0),
        ("j j j Pause", 30, None, 3),
        ("j j j", 1, Some(Wait::Preview), 0),
        (flood.as_str(), 1, Some(Wait::Flood), 0),
        ("s s", 30, Some(Wait::Preview), 0),
        ("s s Pause", 30, None, 2),
        // The text is brought up to date before it is paged: it is at its end, and the next one comes.
        ("j j j Space", 30, None, 4),
        ("j j j Enter h", 30, None, 3),
        ("j j j k k k", 30, None, 0),
    ];
    for (keys, pace, waits, shown) in rows {
        let mut reader = Reader::new(160, 48);
        reader.press("g g");
        reader.pace = pace;
        reader.press(keys);
        assert_eq!(reader.app.waits(), waits, "{keys} at {pace}");
        let title = reader.app.store().article(shown).unwrap().title.clone();
        let screen = reader.screen();
        let beside: Vec<&str> = screen.lines().skip(1).take(3).filter_map(|line| line.rsplit('│').next()).collect();
        assert!(beside.iter().any(|line| line.trim() == &*title), "{keys} at {pace}: {title}\n{screen}");
    }
}

#[test]
fn in_the_views_of_decided_articles_one_reads_on_from_one_to_the_next() {
    // Keys after the first three articles were kept, the article that is read, and what is said.
    let rows = [
        ("2 Pause g g Enter n", 1, ""),
        ("2 Pause g g Enter 2 n", 2, ""),
        ("2 Pause G Enter N", 1, ""),
        ("2 Pause g g Enter n n n", 2, "There is no other one here."),
        ("2 Pause g g Enter Space Space Space Space", 2, "This is the last of those kept."),
    ];
    for (keys, article, said) in rows {
        let mut reader = Reader::new(160, 48);
        reader.press("s s s");
        reader.press(keys);
        let words = ["Le quai nord rouvre", "retrouvée à deux milles", "Le prix de la glace"][article];
        assert!(reader.screen().contains(words), "{keys}\n{}", reader.screen());
        assert!(reader.bottom().contains(said), "{keys}: {}", reader.bottom());
    }
}
