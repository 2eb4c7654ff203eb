//! Passages under the keys: selecting in every script, adjusting, joining, and undoing each as one step.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod support;

use proptest::prelude::*;
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
    assert_eq!(reader.quotes(), ["Le phare s’allume à", "Il s’éteint à l’aube"]);
    assert!(reader.screen().contains("highlighted already, within a larger one"), "{}", reader.screen());
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

/// A reader with what was highlighted here by `keys`, and on another machine by `others`.
fn two_machines(keys: &str, others: &str) -> Reader {
    let [mut here, mut there] = [reader(), reader()];
    here.press(keys);
    there.press(others);
    let both = there.replayed(here.app.marks());
    Reader::with(support::single("cahier.md", TEXT), both, 80, 24)
}

#[test]
fn overlapping_highlights_are_joined_and_distant_ones_are_not() {
    let mut reader = two_machines("l v w w w Enter", "l v w w o w Enter");
    assert_eq!(reader.quotes(), ["Le phare s’allume à", "phare s’allume"], "both stay");
    reader.press("l J");
    assert_eq!(reader.quotes(), ["Le phare s’allume à"], "one inside the other");
    reader.press("} } H 4 Pause J");
    assert_eq!(reader.quotes().len(), 2);
    assert!(reader.screen().contains("A whole paragraph stands between"), "{}", reader.screen());
}

#[test]
fn what_is_highlighted_over_a_part_of_others_is_one_with_them() {
    let (whole, said) = ("Le phare s’allume à l’été. Il s’éteint à l’aube.", "Extended the highlight here to 9 words");
    let cases: [(&str, &str, &[&str], &str); 8] = [
        ("v w w Enter", "v v ) Enter", &["Le phare s’allume à l’été."], "to 5 words"),
        ("v w w Enter", "H", &[whole], said),
        (") H", "} { H", &[whole], said),
        ("v w o w Enter", "g g v v w Enter", &["Le phare"], "to 2 words"),
        ("v w Enter ) ) H", "} { H", &[whole], "Joined 2 highlights to one of 9 words"),
        (
            "v w Enter ) ) v w Enter",
            "( v ) w Enter",
            &["Le phare s’allume à l’été. Il s’éteint"],
            "Joined 2 highlights",
        ),
        ("v w Enter ) ) H", "( v w Enter", &["Le phare s’allume", "Il s’éteint à l’aube."], "covers 3 words now"),
        ("H", ") H", &[whole], "highlighted already, within a larger one"),
    ];
    for (before, keys, expected, said) in cases {
        let mut reader = reader();
        reader.press("l");
        reader.press(before);
        reader.press(keys);
        assert_eq!(reader.quotes(), expected, "{before} | {keys}\n{}", reader.screen());
        assert!(reader.screen().contains(said), "{before} | {keys}\n{}", reader.screen());
        assert_eq!(&reader.replayed(&Marks::default()), reader.app.marks());
    }
}

#[test]
fn highlights_that_become_one_keep_the_first_ones_name_and_all_notes_and_tags_until_undone() {
    let mut reader = reader();
    reader.press("l v w Enter a");
    reader.types("un");
    reader.press("Enter t");
    reader.types("mer");
    reader.press("Enter c g ) ) H a");
    reader.types("deux");
    reader.press("Enter t");
    reader.types("nuit");
    reader.press("Enter");
    let apart = reader.app.located().to_vec();
    assert_eq!(apart.len(), 2);
    reader.press("} { H");
    let [one] = reader.app.located() else { panic!("{:?}", reader.quotes()) };
    let (first, one) = (&apart[0].highlight, &one.highlight);
    assert_eq!((&one.id, one.colour, one.note.as_str()), (&first.id, first.colour, "un\n\ndeux"));
    assert_eq!(one.tags.iter().map(String::as_str).collect::<Vec<_>>(), ["mer", "nuit"]);
    reader.press("u");
    assert_eq!(reader.app.located(), apart, "one step back brings all back");
    reader.press("Ctrl-r");
    assert_eq!(reader.quotes().len(), 1);
    assert_eq!(&reader.replayed(&Marks::default()), reader.app.marks());
}

#[test]
fn what_a_larger_highlight_covers_is_not_highlighted_again() {
    for keys in ["H", "v v w Enter"] {
        let mut reader = reader();
        reader.press("l } v } } Enter g g }");
        reader.press(keys);
        assert_eq!(reader.quotes(), ["une lampe\n\ndeux miroirs"]);
        assert!(reader.screen().contains("highlighted already, within a larger one"), "{}", reader.screen());
        reader.press("} } H");
        assert_eq!(reader.quotes().len(), 2);
    }
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
    reader.press("4 Pause");
    let range = format!("{}–{}", veille::text::timecode::clock(after.0), veille::text::timecode::clock(after.1));
    assert!(reader.screen().contains(&range), "{}", reader.screen());
    reader.press("u");
    assert_eq!(seconds(&reader), before);
}

/// The store of before, in which a highlight was made, and of after, in which its text is another.
fn edited(after: &str) -> Reader {
    let mut reader = reader();
    reader.press("l } } H a");
    reader.types("note");
    reader.press("Enter");
    Reader::with(support::single("cahier.md", after), reader.app.marks().clone(), 80, 24)
}

#[test]
fn a_lost_highlight_is_attached_by_hand_where_its_text_went() {
    let after = TEXT.replace("deux miroirs", "deux grands miroirs de bronze");
    let mut reader = edited(&after);
    let before = reader.app.marks().clone();
    reader.press("4 Pause");
    assert!(reader.screen().contains("Lost · their text is gone"), "{}", reader.screen());
    assert!(reader.screen().contains("1 highlight · 1 lost"), "{}", reader.screen());
    reader.press("Enter");
    assert!(reader.bottom().contains("A attaches it by hand"), "{}", reader.screen());
    reader.press("A");
    assert!(reader.screen().contains("Where does it stand now?"), "{}", reader.screen());
    reader.press("v");
    assert!(reader.bottom().starts_with("attaching “deux miroirs”"), "{}", reader.bottom());
    assert!(reader.bottom().contains("Enter attach to this"), "{}", reader.bottom());
    reader.press("w w Enter");
    assert_eq!(reader.quotes(), ["deux grands miroirs"], "the likely paragraph was focused");
    let now = reader.app.marks().highlights().next().unwrap();
    assert_eq!((now.note.as_str(), reader.app.located()[0].is_lost()), ("note", false));
    assert!(!reader.bottom().contains("attaching"));
    assert_eq!(&reader.replayed(&before), reader.app.marks());
    let mut restarted = Reader::with(support::single("cahier.md", &after), reader.app.marks().clone(), 80, 24);
    restarted.press("u");
    assert!(restarted.app.located()[0].is_lost(), "undone after a restart");
    restarted.press("Ctrl-r 4 Pause A");
    assert!(restarted.bottom().contains("stands on its text"), "{}", restarted.bottom());
}

#[test]
fn attaching_is_left_without_harm_and_goes_to_other_articles() {
    let mut reader = edited("Rien de tout cela.\n\nNi ceci.\n");
    let before = reader.app.marks().clone();
    reader.press("4 Pause A v w Esc");
    assert!(reader.bottom().starts_with("attaching"), "the first Esc leaves the selection: {}", reader.bottom());
    reader.press("Esc");
    assert!(reader.bottom().contains("left as it was"), "{}", reader.bottom());
    assert!(reader.entries().iter().all(|entry| entry.changes.iter().all(|change| change.highlight().is_none())));
    reader.press("A 5 Pause l } H");
    assert_eq!(reader.quotes(), ["Ni ceci."]);
    reader.press("u");
    assert_eq!(reader.app.marks().highlights().collect::<Vec<_>>(), before.highlights().collect::<Vec<_>>());
}

#[test]
fn a_colour_is_chosen_by_its_letter_or_its_turn() {
    let mut reader = reader();
    reader.press("l H");
    let colour = |reader: &Reader| reader.app.marks().highlights().next().unwrap().colour.name();
    for (keys, expected) in [
        ("c b", "blue"),
        ("c Enter", "pink"),
        ("c c Enter", "green"),
        ("c Esc", "green"),
        ("c k Enter", "green"),
        ("u u u", "yellow"),
    ] {
        reader.press(keys);
        assert_eq!(colour(&reader), expected, "{keys}");
    }
    reader.press("4 Pause c");
    assert!(reader.screen().contains("yellow   · now"), "{}", reader.screen());
}

#[test]
fn highlights_are_grouped_by_what_the_reader_asks_for() {
    let mut reader = Reader::new(80, 40);
    reader.press("l } H t");
    reader.types("quai port");
    reader.press("Enter } H h G l } H t");
    reader.types("quai");
    reader.press("Enter 4 Pause");
    let headings = |reader: &Reader| -> Vec<String> {
        let screen = reader.screen();
        let heading = |line: &&str| line.starts_with(' ') && !line.starts_with("  ");
        screen
            .lines()
            .skip(1)
            .filter(heading)
            .map(|line| line.trim().to_owned())
            .filter(|line| !line.contains("help"))
            .collect()
    };
    assert_eq!(
        headings(&reader),
        ["Le quai nord rouvre après onze mois · La semaine du port", "Une heure au sémaphore · Radio Sémaphore"]
    );
    reader.press("o j");
    assert_eq!(headings(&reader), ["La semaine du port · 2026-03-02", "Radio Sémaphore"]);
    reader.press("o j");
    assert_eq!(headings(&reader), ["#port", "#quai", "without a tag"]);
    reader.press("o j");
    assert_eq!(headings(&reader), ["made on 1 January 1970"]);
    reader.press("1 Pause 4 Pause");
    assert_eq!(headings(&reader), ["made on 1 January 1970"], "the choice is kept");
    assert!(reader.screen().contains("by day"), "{}", reader.screen());
}

#[test]
fn a_search_narrows_the_list_until_it_is_closed() {
    let mut reader = Reader::new(80, 40);
    reader.press("l } H } H } H 4 Pause /");
    reader.types("capitainerie");
    reader.press("Enter");
    let screen = reader.screen();
    assert!(screen.contains("1 highlight · “capitainerie”") && !screen.contains("Ce qui change"), "{screen}");
    reader.press("n");
    assert!(reader.bottom().contains("Found 1 of 1"), "{}", reader.bottom());
    reader.press("x");
    assert!(reader.screen().contains("Nothing of what was found is left"), "{}", reader.screen());
    reader.press("u Esc");
    assert!(reader.screen().contains("Ce qui change"), "{}", reader.screen());
}

#[test]
fn a_passage_an_article_and_a_highlight_are_copied_as_markdown() {
    use veille::app::effect::{Clip, Effect};
    let mut reader = reader();
    reader.press("l v w Y Y h Y l H 4 Pause Y y");
    let copied: Vec<String> = reader
        .effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::CopyMarkdown(Clip::Quote { passage, origin }) => Some(format!("{passage} / {}", origin.title)),
            Effect::CopyMarkdown(Clip::Article { origin, body }) => {
                Some(format!("{} {}", origin.title, body.blocks.len()))
            }
            Effect::Copy { text, .. } => Some(text.clone()),
            _ => None,
        })
        .collect();
    let first = "Le phare s’allume à l’été. Il s’éteint à l’aube.";
    let expected = [
        "Le phare / Le tableau de bord".to_owned(),
        "Le tableau de bord 6".to_owned(),
        "Le tableau de bord 6".to_owned(),
        format!("{first} / Le tableau de bord"),
        first.to_owned(),
    ];
    assert_eq!(copied, expected);
}

#[test]
fn a_note_has_several_lines_and_undoes_in_the_editor_and_all_of_it_after_a_restart() {
    let mut reader = reader();
    reader.press("l H a");
    reader.types("un");
    reader.press("Alt-Enter");
    reader.types("deux!");
    reader.press("Ctrl-u Enter t");
    reader.types("mer");
    reader.press("Enter c p x");
    let said = |reader: &Reader| {
        let one = reader.app.marks().highlights().next();
        one.map(|one| (one.note, one.tags.len(), one.colour.name()))
    };
    let note = "un\ndeux".to_owned();
    assert_eq!(said(&reader), None);
    let mut restarted = Reader::with(support::single("cahier.md", TEXT), reader.replayed(&Marks::default()), 80, 24);
    let steps = [Some((note.clone(), 1, "pink")), Some((note.clone(), 1, "yellow")), Some((note, 0, "yellow"))];
    for expected in steps.into_iter().chain([Some((String::new(), 0, "yellow")), None]) {
        restarted.press("u");
        assert_eq!(said(&restarted), expected);
    }
}

#[test]
fn enter_goes_from_the_list_of_highlights_to_the_passage() {
    let mut reader = reader();
    reader.press("l } } } v ) h h h h h h Enter q 4 Pause Enter");
    assert!(reader.screen().contains("▌ 灯台は古い"), "{}", reader.screen());
    reader.press("x");
    assert_eq!(reader.quotes(), [""; 0], "it is under the focus");
}

/// Keys that make, change, join, attach and undo highlights.
const KEYS: &[&str] = &[
    "H",
    "} H",
    ") H",
    "v w Enter",
    "v ) Enter",
    "v o b Enter",
    "v v w w Enter",
    "v } } Enter",
    "J",
    "c g",
    "c p",
    "x",
    "a n Enter",
    "t m Enter",
    "u",
    "u u",
    "Ctrl-r",
    "}",
    ")",
    "(",
    "{",
    "g g",
    "4 o",
    "4 J",
    "4 j Enter",
    "4 A H",
    "4 A Esc",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn whatever_is_done_to_highlights_is_replayed_and_found_afresh(
        keys in prop::collection::vec(prop::sample::select(KEYS), 1..24),
    ) {
        let lost = edited(&TEXT.replace("deux miroirs", "un miroir")).app.marks().clone();
        let mut reader = Reader::with(support::single("cahier.md", TEXT.trim_start_matches("Le ")), lost.clone(), 80, 24);
        reader.press("l");
        let attaches = keys.contains(&"4 A H");
        for keys in keys {
            reader.press(keys);
            reader.press("Esc Esc 5 Pause l");
        }
        prop_assert_eq!(&reader.replayed(&lost), reader.app.marks());
        let afresh = veille::model::located::locate(reader.app.store(), reader.app.marks());
        prop_assert_eq!(reader.app.located(), &afresh);
        let places: Vec<_> = afresh.into_iter().filter_map(|located| located.place).map(|(_, range)| range).collect();
        let overlap = places.windows(2).any(|pair| pair[0].end > pair[1].start);
        prop_assert!(attaches || !overlap, "{places:?}");
    }
}
