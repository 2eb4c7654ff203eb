//! Passages under the keys: selecting in every script, adjusting, joining, and undoing each as one step.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod support;

use support::Reader;
use veille::model::marks::Marks;

const TEXT: &str = "Le phare s’allume à l’été. Il s’éteint à l’aube.\n\n- une lampe\n- deux miroirs\n\n\
                    灯台は古い。 Un 👩\u{200d}🚀 et un cafe\u{301} noir.\n\n👋🏽\n\nFin.\n";

fn reader() -> Reader {
    Reader::with(support::single("cahier.md", TEXT), Marks::default(), 80, 24)
}

#[test]
fn a_selection_takes_whole_letters_words_and_blocks_of_every_script() {
    let cases = [
        ("v Enter", "Le"),
        ("v w w Enter", "Le phare s’allume"),
        ("v w w w w Enter", "Le phare s’allume à l’été"),
        ("v w w w w b Enter", "Le phare s’allume à"),
        ("v w w w w h Enter", "Le phare s’allume à l’ét"),
        ("v } } Enter", "Le phare s’allume à l’été. Il s’éteint à l’aube.\n\nune lampe"),
        ("v ) ) ) o } Enter", "une lampe"),
        ("} } v } Enter", "deux miroirs"),
        ("} } v } w Enter", "deux miroirs\n\n灯"),
        ("} } } v l l Enter", "灯台は"),
        ("} } } v ) o w Enter", "台は古い。 Un 👩\u{200d}🚀 et un cafe\u{301} noir."),
        ("} } } v ) h h h h h h Enter", "灯台は古い。 Un 👩\u{200d}🚀 et un cafe\u{301}"),
        ("} } } v ) h h h h h h h Enter", "灯台は古い。 Un 👩\u{200d}🚀 et un caf"),
        ("} } } v w w w w w l l Enter", "灯台は古い。 Un 👩\u{200d}🚀"),
        ("} } } } v Enter", "👋🏽"),
        ("} } } } v l l Enter", "👋🏽"),
        ("} } } } v w Enter", "👋🏽\n\nFin"),
    ];
    for (keys, expected) in cases {
        let mut reader = reader();
        reader.press("l");
        reader.press(keys);
        assert_eq!(reader.quotes(), [expected], "{keys}");
    }
}

#[test]
fn a_highlight_is_adjusted_at_both_ends_and_keeps_what_was_said_of_it() {
    let mut reader = reader();
    reader.press("l v w w Enter a");
    reader.types("mot");
    reader.press("Enter t");
    reader.types("mer");
    reader.press("Enter");
    let before = reader.app.marks().highlights().next().unwrap();
    let cases = [
        ("v w Enter", "Le phare s’allume à"),
        ("v ) Enter", "Le phare s’allume à l’été."),
        ("v b b o w Enter", "phare s’allume à"),
        ("v } Enter", "phare s’allume à l’été. Il s’éteint à l’aube."),
        ("v } } o { Enter", "Le phare s’allume à l’été. Il s’éteint à l’aube.\n\nune lampe\n\ndeux miroirs"),
    ];
    for (keys, expected) in cases {
        reader.press(keys);
        assert_eq!(reader.quotes(), [expected], "{keys}");
        let now = reader.app.marks().highlight(&before.id).unwrap();
        assert_eq!(
            (&now.note, &now.tags, now.made, now.colour),
            (&before.note, &before.tags, before.made, before.colour)
        );
        assert_eq!(now.origin.line, Some(1));
    }
    reader.press("v w w Esc");
    assert_eq!(reader.quotes(), [cases[4].1], "Esc leaves it as it was");
    for (_, expected) in cases.iter().rev().skip(1).chain([&("", "Le phare s’allume")]) {
        reader.press("u");
        assert_eq!(reader.quotes(), [*expected]);
    }
    assert_eq!(&reader.replayed(&Marks::default()), reader.app.marks());
}

#[test]
fn the_key_that_selects_goes_round_the_highlights_here_and_then_selects_anew() {
    let mut reader = reader();
    reader.press("l v w w Enter v v ) ) b b o w w w w w Enter");
    assert_eq!(reader.quotes(), ["Le phare s’allume", "Il s’éteint à"]);
    reader.press("v w Enter");
    assert_eq!(reader.quotes(), ["Le phare s’allume", "Il s’éteint à l’aube"], "the shorter first");
    reader.press("v w Enter");
    assert_eq!(reader.quotes(), ["Le phare s’allume à", "Il s’éteint à l’aube"]);
    reader.press("v v v w Enter");
    assert_eq!(reader.quotes(), ["Le phare s’allume à", "Le phare", "Il s’éteint à l’aube"]);
    assert!(reader.bottom().contains("J joins what overlaps"), "{}", reader.bottom());
}

#[test]
fn joined_highlights_lose_nothing_and_come_apart_again() {
    let mut reader = reader();
    reader.press("l ) H a");
    reader.types("un");
    reader.press("Enter t");
    reader.types("mer");
    reader.press("Enter ) H a");
    reader.types("deux");
    reader.press("Enter t");
    reader.types("mer nuit");
    reader.press("Enter");
    let apart = reader.app.located().to_vec();
    reader.press("J");
    assert!(reader.bottom().contains("no highlight after"), "{}", reader.bottom());
    reader.press("( J");
    let joined = reader.app.marks().highlights().next().unwrap();
    assert_eq!(reader.quotes(), ["Le phare s’allume à l’été. Il s’éteint à l’aube."]);
    assert_eq!(
        (joined.note.as_str(), joined.tags.iter().map(String::as_str).collect::<Vec<_>>()),
        ("un\n\ndeux", vec!["mer", "nuit"])
    );
    assert_eq!(joined.id, apart[0].highlight.id);
    reader.press("u");
    assert_eq!(reader.app.located(), apart);
    reader.press("Ctrl-r");
    assert_eq!(reader.quotes().len(), 1);
    assert_eq!(&reader.replayed(&Marks::default()), reader.app.marks());
}

#[test]
fn overlapping_highlights_are_joined_and_distant_ones_are_not() {
    let mut reader = reader();
    reader.press("l v w w w Enter v v w o w Enter");
    assert_eq!(reader.quotes(), ["Le phare s’allume à", "phare"]);
    reader.press("J");
    assert_eq!(reader.quotes(), ["Le phare s’allume à"], "one inside the other");
    reader.press("} } H 4 J");
    assert_eq!(reader.quotes().len(), 2);
    assert!(reader.screen().contains("A whole paragraph stands between"), "{}", reader.screen());
}

#[test]
fn a_highlight_in_a_transcript_carries_its_time_range_when_it_is_adjusted_too() {
    let mut reader = Reader::new(100, 30);
    reader.press("G l } H");
    let seconds = |reader: &Reader| reader.app.marks().highlights().next().unwrap().origin.seconds.unwrap();
    let before = seconds(&reader);
    reader.press("v } } Enter");
    let after = seconds(&reader);
    assert!(after.0 == before.0 && after.1 > before.1, "{before:?} {after:?}");
    reader.press("4");
    let range = format!("{}–{}", veille::text::timecode::clock(after.0), veille::text::timecode::clock(after.1));
    assert!(reader.screen().contains(&range), "{}", reader.screen());
    reader.press("u");
    assert_eq!(seconds(&reader), before);
}
