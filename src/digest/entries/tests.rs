//! Lists of texts whose titles nothing marks, written for these tests.

use crate::digest::{Corrections, split};
use crate::model::document::{Document, Markup};

const TITLES: [&str; 4] = [
    "A boiler for the ferry",
    "Olive stones in the oven",
    "bats, and how to count them",
    "The choir of the signal box",
];

const TEXTS: [&str; 4] = [
    "The ferry of Low Quay has a new boiler since Monday. Two captains steered her across the bay in nineteen minutes.",
    "Bakers in the upper village now burn olive stones instead of beech wood, and a loaf tastes a little of pepper.",
    "Volunteers slept in hammocks below the vault of the old salt mine and noted each flight on slates until dawn.",
    "Railway workers sing each Friday between two trains. Their repertoire goes from shanties to madrigals and back.",
];

/// A document of four texts, each made by `entry` of its number, title and text.
fn digest(head: &str, entry: impl Fn(usize, &str, &str) -> String) -> String {
    let entries = TITLES.iter().zip(TEXTS).enumerate();
    head.to_owned() + &entries.map(|(order, (title, text))| entry(order + 1, title, text)).collect::<String>()
}

fn titles(text: &str) -> Vec<String> {
    let document = Document::new("x.txt", Markup::Plain, text.to_owned());
    split(&document, &Corrections::default()).articles.iter().map(|article| article.title.to_string()).collect()
}

#[test]
fn titles_stand_over_bylines_or_addresses_whatever_else_marks_them() {
    let byline = |_: usize, title: &str, text: &str| format!("{title}\n\nBy Ann Lee, May 3, 2024\n\n{text}\n\n");
    let source = |_: usize, title: &str, text: &str| format!("{title}\nthe-quay.example - by Bob Ray\n{text}\n");
    let dated = |_: usize, title: &str, text: &str| format!("{title}\n\n✍ Ann Lee, 2024-05-03.\n\n{text}\n\n");
    let address =
        |at: usize, title: &str, text: &str| format!("{at}. {title}\n\nhttps://example.org/{at}\n\n{text}\n\n");
    assert_eq!(titles(&digest("", byline)), TITLES);
    assert_eq!(titles(&digest("", source)), TITLES);
    assert_eq!(titles(&digest("", dated)), TITLES);
    assert_eq!(titles(&digest("Harbour\n\n", address)), TITLES);
}

#[test]
fn a_button_after_each_text_or_a_number_above_each_title_parts_them() {
    let button = |_: usize, title: &str, text: &str| format!("{title}\n{text}\nRead more\n");
    let number = |at: usize, title: &str, text: &str| format!("Letter #{at}\n{title}\n{text}\n\n");
    assert_eq!(titles(&digest("", button)), TITLES);
    assert_eq!(titles(&digest("All letters\n\n", number)), TITLES);
}

#[test]
fn sources_at_the_end_of_a_text_are_no_entries_of_a_list() {
    let text = TEXTS.join("\n\n");
    let sources: String = TITLES.iter().map(|title| format!("{title}\nhttps://example.org/x\n\n")).collect();
    assert_eq!(titles(&format!("How we live on the quay\n\n{text}\n\n{text}\n\n{sources}")).len(), 1);
}

#[test]
fn a_byline_says_who_or_who_and_when_and_is_no_sentence() {
    let cases = [
        ("Par Élise Morvan, le 3 mai 2024. Extrait :", true),
        ("la-gazette.example - par Jean Le Goff", true),
        ("✍ Ann Lee, le 3 mai 2024.", true),
        ("Ann Lee, 2024-05-03", true),
        ("By the time we came, the quay was empty and nobody knew where the ferry had gone", false),
        ("On May 3, 2024 the ferry of Low Quay was late, and so was the train.", false),
        ("By the end of year 1 of the works, it was done.", false),
        ("A book of the quay, by Ann Lee, is out since the third of May.", false),
        ("By the numbers", false),
        ("Par la mer", false),
        ("https://example.org/2024-05-03", false),
        ("Les bacs du port", false),
    ];
    for (text, expected) in cases {
        assert_eq!(super::is_byline(text), expected, "{text}");
    }
}

/// A text broken before column 70.
fn wrapped(text: &str) -> String {
    let mut column = 0;
    let words = text.split(' ').map(|word| {
        let breaks = column + word.len() >= 70;
        column = if breaks { word.len() } else { column + word.len() + 1 };
        format!("{}{word}", if breaks { "\n" } else { " " })
    });
    words.collect::<String>().trim().to_owned()
}

#[test]
fn a_title_over_an_address_may_be_broken_in_two() {
    let full = |title: &str| format!("{title}, or what the harbour master of the old town says of all this");
    let entry = |at: usize, title: &str, text: &str| {
        format!("{}\n\nhttps://example.org/{at}\n\n{}\n\n", wrapped(&full(title)), wrapped(text))
    };
    assert_eq!(titles(&digest("", entry)), TITLES.map(full));
}

#[test]
fn the_anchor_of_the_entry_above_is_no_part_of_the_next_title() {
    let anchors = [
        "By Ann Lee, harbour correspondent of the Low Quay Gazette, May 3, 2024",
        "https://example.org/2024/05/03/what-the-harbour-master-of-the-town-says",
    ];
    // The second has no text of its own, and the third begins right below its anchor.
    let entry = |anchor: &str, at: usize, title: &str, text: &str| {
        let text = if at == 2 { String::new() } else { format!("\n{}\n{}\n\n", wrapped(text), wrapped(text)) };
        format!("{title}\n{anchor}\n{text}")
    };
    for anchor in anchors {
        assert_eq!(titles(&digest("", |at, title, text| entry(anchor, at, title, text))), TITLES, "{anchor}");
    }
}

#[test]
fn a_page_that_lists_texts_under_bylines_is_about_all_of_them() {
    let menu: String = ["Home", "News", "Forum", "Support", "About us", "Archives", "Categories"]
        .map(|item| format!("  • {item}\n"))
        .concat();
    let entry = |at: usize, title: &str, text: &str| {
        let text = if at == 2 {
            format!("== {title}, told again ==\n\n{}\n\n{text}\n\n", text.repeat(3))
        } else {
            String::new()
        };
        format!(
            "Monday {at} May 2024\n\n{title}\n\nBy ann on Monday {at} May 2024, 15:39 - News\n\n{text}Read more\n\n"
        )
    };
    assert_eq!(titles(&digest(&format!("{menu}\nNews\n\n"), entry)), TITLES);
    let named = |at: usize, title: &str, _: &str| {
        format!("{title} - {at} May 2024\n\nBy Ann Lee on {at} May 2024 - News\n\nRead more\n\n")
    };
    let expected: Vec<String> =
        TITLES.iter().enumerate().map(|(at, title)| format!("{title} - {} May 2024", at + 1)).collect();
    assert_eq!(titles(&digest(&format!("{menu}\nNews\n\n"), named)), expected, "a title may have a date");
}

#[test]
fn a_day_over_each_text_parts_them_and_days_of_a_diary_or_an_agenda_do_not() {
    let posts = |at: usize, title: &str, text: &str| format!("lundi {at} mai 2024\n\n{title}\n\n{text} {text}\n\n");
    assert_eq!(titles(&digest("", posts)), TITLES);
    let diary = |at: usize, _: &str, text: &str| format!("lundi {at} mai 2024\n\n{text} {text}\n\n");
    assert_eq!(titles(&digest("Au port\n\n", diary)).len(), 1);
    let agenda = |at: usize, title: &str, _: &str| format!("lundi {at} mai 2024\n\n{title}\n\n");
    assert_eq!(titles(&digest("Au port\n\n", agenda)).len(), 1);
}

#[test]
fn numbered_titles_over_texts_are_headings_and_points_of_a_text_are_none() {
    let entry = |at: usize, title: &str, text: &str| format!("{at}. The {title}\n\n{text}\n\nRead it here\n\n");
    assert_eq!(titles(&digest("Seen and read #6\n\n", entry)), TITLES.map(|title| format!("The {title}")));
    let advice = |at: usize, title: &str, text: &str| format!("{at}. The {title}\n\n{text}\n\n");
    assert_eq!(titles(&digest("How to live on a quay\n\n", advice)).len(), 1, "a post may count its chapters");
}

#[test]
fn signed_posts_on_one_subject_are_as_many_as_their_bylines() {
    let post = |at: usize, title: &str, _: &str| {
        format!(
            "{title}\n\nPar Ann le lundi {at} mai 2024, 18:03\n\nThe ferry day is the yearly meeting of the friends of the ferry. Those who want to speak of the ferry on ferry day write to the captain of the ferry.\n\nWho may speak?\n\nWhoever has been on the ferry, or has written about the ferry, and wants to tell the friends of the ferry about it on ferry day.\n\n"
        )
    };
    assert_eq!(titles(&digest("Events\n\n", post)), TITLES);
}

#[test]
fn the_first_line_over_an_address_is_a_title_whatever_stands_between() {
    let boat = "A barge sinks off the mole: Low Quay, 4 May\nShe is raised with a crane that has been painted for it.\nhttp://gazette.example/barge\n\n";
    let list =
        |titles: [&str; 3]| titles.map(|title| format!("{title}\nhttp://gazette.example/{}\n\n", title.len())).concat();
    let text = format!(
        "== Quay Weekly News - 4 May 2021 ==\n\nIt was a quiet week, but for the barge, of which more is said below by those who saw her sink.\n\n== On land ==\n\n{}== On the water ==\n\n{}{boat}",
        list(["The crane was painted on Monday.", "A bell", "Two captains"]),
        list(["A boiler for the ferry", "A lamp", "The tide mill"]),
    );
    let found = titles(&text);
    assert_eq!(found.len(), 8, "{found:?}");
    assert_eq!(found.last().map(String::as_str), Some("A barge sinks off the mole: Low Quay, 4 May"));
    assert_eq!(found.get(1).map(String::as_str), Some("The crane was painted on Monday."));
}
