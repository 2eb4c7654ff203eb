//! What the lists and the stories of a digest become, told on small issues of their own.

use crate::digest::{Corrections, split};
use crate::model::document::{Document, Markup};

/// The rubrics above the articles.
fn kickers(name: &str, text: &str) -> Vec<Option<String>> {
    let articles = split(&Document::new(name, Markup::Plain, text.to_owned()), &Corrections::default()).articles;
    articles.iter().map(|article| article.kicker.as_ref().map(ToString::to_string)).collect()
}

/// The titles of the articles, and how many lines each has.
fn articles(name: &str, text: &str) -> Vec<(String, usize)> {
    let markup = if name.ends_with(".md") { Markup::Markdown } else { Markup::Plain };
    let articles = split(&Document::new(name, markup, text.to_owned()), &Corrections::default()).articles;
    articles.iter().map(|article| (article.title.to_string(), article.lines.range().len())).collect()
}

fn titles(name: &str, text: &str) -> Vec<String> {
    articles(name, text).into_iter().map(|(title, _)| title).collect()
}

#[test]
fn paragraphs_above_a_list_are_one_text() {
    let lead = "Nobody wrote to the harbour this week, and the office has counted its ropes instead of answering letters, which took three days in all.\n\n";
    let more = "It owns more of them than anybody thought, and fewer hooks than it would need to hang them up, says the man who counted, and who would rather have slept. He was given soup for it, and a hook of his own, which he has hung up above his bed.\n\n";
    let text =
        format!("# Quay weekly #4\n\n## News\n\n{lead}{more}- **Boiler.** It is new.\n- **Crane.** It is blue.\n");
    let expected = [("Nobody wrote to the harbour this week…", 3), ("Boiler.", 1), ("Crane.", 1)];
    assert_eq!(articles("weekly.md", &text), expected.map(|(title, lines)| (title.to_owned(), lines)));
}

#[test]
fn a_story_with_text_below_its_list_is_one_story_among_stories() {
    let stories = "## The ferry\n\nHer boiler was lifted aboard on Monday, and nobody who stood on the pier believes that it will outlast the winter, least of all those who paid for it.\n\n## The crane\n\nBlue paint dries slowly in fog, as two painters have found out, who wait under a sail with cards and bread until the sun comes back over the hills.\n\n## A ball\n\nMusicians play until midnight below the lighthouse, where soup is given away to all who bring a spoon of their own and have learned one of the dances.\n\n";
    let list = "## What is new in the store\n\nHere is what is new in the store:\n\n- Ropes of hemp, a foot long\n- Hooks of brass\n\nThe store is open on all days but one.\n";
    let expected = ["The ferry", "The crane", "A ball", "What is new in the store"];
    assert_eq!(titles("weekly.md", &format!("# Quay weekly #4\n\n{stories}{list}")), expected);
}

#[test]
fn lists_below_a_story_are_no_part_of_it_where_most_sections_are_lists() {
    let story =
        format!("# What is cooking\n\n{}\n\n", "The ferry was late on Monday, and nobody knows why. ".repeat(5));
    let list = |title: &str| {
        format!(
            "{title}\n\n- Ann has mended the {title} crane.\n- Bob has oiled it.\n- Cleo swims in [soup](https://a.b/c).\n\n"
        )
    };
    let lists = ["## Notable", "## Breaking", "# Meetups", "# Elsewhere"].map(list).concat();
    let found = titles("weekly.md", &format!("Title: This week in Low Quay 2\nDate: 2013-06-15\n\n{story}{lists}"));
    assert_eq!(found.len(), 1 + 4 * 3, "{found:?}");
}

#[test]
fn a_sentence_right_below_an_item_is_said_of_it() {
    let text = "Quayside news in brief\n- The ferry has a new boiler (gazette.example)\nIt was lifted aboard by the crane, which did not fall into the water.\n- The crane is blue (gazette.example)\n- Two captains quarrel (herald.example)\nThey have not been seen on the same pier since the spring of last year.\n- The quay is closed (herald.example)\n";
    let lines: Vec<usize> = articles("brief.txt", text).into_iter().map(|(_, lines)| lines).collect();
    assert_eq!(lines, [2, 1, 2, 1]);
}

#[test]
fn what_is_said_between_two_breaks_is_one_story_thanks_and_guests_included() {
    let said = "The ferry has a new boiler, and whoever was on the pier saw it lifted aboard.\n\n";
    let guest = "**The Cook:**\n\n[That is no soup!](https://example.org/soup)\n\n**Ann Weaver:**\n\n";
    let thanks =
        "The link is in the newsletter, as it is each time that there is one to be told of in this programme.\n\n";
    let story = |more: &str| format!("**Ann Weaver:**\n\n{said}{more}**Break:**\n\n");
    let text = [story(""), story(guest), story(thanks), story("")].concat() + "**Ann Weaver:**\n\n" + said;
    let lines: Vec<usize> = articles("news.md", &text).into_iter().map(|(_, lines)| lines).collect();
    assert_eq!(lines, [1, 5, 3, 1, 1]);
}

#[test]
fn dates_in_parts_under_one_heading_are_one_agenda() {
    let list = |place: &str| {
        format!(
            "### {place}\n* 2023-06-21 | {place} | [Ropes](https://example.org/a)\n    * [**A night of knots**](https://example.org/b)\n* 2023-06-24 | {place} | [Hooks](https://example.org/c)\n\n"
        )
    };
    let agenda = ["Upper Quay", "Low Quay"].map(list).concat();
    let text = format!(
        "# Quay weekly #4\n\n## Reading\n\n* [Knots](https://example.org/k)\n* [Ropes](https://example.org/r)\n* [Hooks](https://example.org/h)\n\n## Upcoming events\n\nAll that is on until the end of July\n\n{agenda}## Elsewhere\n\n* [Bells](https://example.org/e)\n"
    );
    assert_eq!(titles("weekly.md", &text), ["Knots", "Ropes", "Hooks", "Upcoming events", "Bells"]);
    let stories = text.replace("2023-06-2", "The ferry of pier ");
    assert_eq!(titles("weekly.md", &stories).len(), 8);
}

#[test]
fn a_bare_heading_over_nothing_is_the_rubric_of_those_below_it() {
    let story = |title: &str, text: &str| format!("{title}\n\n{text}\n\n");
    let text = [
        story("The ferry", "Her boiler was lifted aboard on Monday, and nobody who stood on the pier believes that it will outlast the winter, least of all those who paid for it."),
        "On land\n\n".to_owned(),
        story("The crane", "Blue paint dries slowly in fog, as two painters have found out, who wait under a sail with cards and bread until the sun comes back over the hills."),
        story("A ball", "Musicians play until midnight below the lighthouse, where soup is given away to all who bring a spoon of their own and have learned one of the dances."),
        "At sea\n\n".to_owned(),
        story("A whale", "Whoever was awake heard it breathe beside the mole, and the harbour master has asked that nobody throw bread into the water for a week or two."),
    ]
    .concat();
    let expected = [None, Some("On land"), Some("On land"), Some("At sea")];
    assert_eq!(
        kickers("letter.txt", &format!("Quayside newsletter #4\n\n{text}")),
        expected.map(|one| one.map(str::to_owned))
    );
}

#[test]
fn questions_below_a_heading_are_answered_in_its_story() {
    let answer =
        |question: &str| format!("** {question}\n\nIt was lifted aboard by the crane, which did not fall.\n\n");
    let asked = ["What is new?", "Who paid for it?"].map(answer).concat();
    let story = "* The crane is blue\n\nPaint dries slowly in fog, as two painters have found out who wait under a sail with cards and bread until the sun comes back over the hills.\n\n";
    let text = format!(
        "#+title: Gazette of Low Quay n°4\n\n* A boiler\n\n/Told by the captain/\n\n{asked}{}",
        story.repeat(3)
    );
    assert_eq!(
        titles("gazette.txt", &text),
        ["A boiler", "The crane is blue", "The crane is blue", "The crane is blue"]
    );
}

#[test]
fn items_in_small_letters_go_on_with_a_sentence_but_not_with_a_label() {
    let text = |lead: &str| {
        format!(
            "# Quay weekly #4\n\n## Ropes\n\n* [Knots](https://example.org/k)\n\n## Boats\n\n{lead}\n\n* a boiler as tall as the mast of the pier\n* a bell that was cast on the island\n* a lamp for those who come home at night\n"
        )
    };
    assert_eq!(titles("weekly.md", &text("The ferry of Low Quay was given:")), ["Knots", "Boats"]);
    let labelled = titles("weekly.md", &text("Much was given to the ferry. Such as:"));
    assert_eq!(
        labelled,
        [
            "Knots",
            "a boiler as tall as the mast of the pier",
            "a bell that was cast on the island",
            "a lamp for those who come home at night"
        ]
    );
}

#[test]
fn a_text_that_says_what_it_is_an_issue_of_is_one() {
    let story = |title: &str, text: &str| format!("## {title}\n\n{text}\n\n");
    let stories = [
        story("The ferry", "Her boiler was lifted aboard on Monday, and nobody who stood on the pier believes that it will outlast the winter, least of all those who paid for it."),
        story("The crane", "Blue paint dries slowly in fog, as two painters have found out, who wait under a sail with cards and bread until the sun comes back over the hills."),
        story("A ball", "Musicians play until midnight below the lighthouse, where soup is given away to all who bring a spoon of their own and have learned one of the dances."),
        story("A whale", "Whoever was awake heard it breathe beside the mole, and the harbour master has asked that nobody throw bread into the water for a week or two."),
    ]
    .concat();
    let text =
        |last: &str| format!("Summer is over, and the children of the island are back at school.\n\n{stories}{last}\n");
    let issue = "This newsletter is sent to the members each month.";
    assert!(titles("letter.md", &text(issue)).iter().any(|title| title == "A whale"));
    assert_eq!(titles("letter.md", &text("The bell is rung each month.")).len(), 1);
}

#[test]
fn an_exclamation_between_two_stories_is_a_headline_and_within_one_is_none() {
    let story = |title: &str, text: &str| format!("{title}\n\n{text}\n\n>> Read on: the gazette of the pier\n\n");
    let text = [
        "Quayside newsletter #4\n\n".to_owned(),
        story("The ferry", "Her boiler was lifted aboard on Monday, and nobody who stood on the pier believes that it will outlast the winter, least of all those who paid for it.\n\nThank you all!"),
        story("Do not miss the ball!", "Musicians play until midnight below the lighthouse, where soup is given away to all who bring a spoon of their own and have learned one of the dances."),
        story("A whale", "Whoever was awake heard it breathe beside the mole, and the harbour master has asked that nobody throw bread into the water for a week or two."),
    ]
    .concat();
    assert_eq!(titles("letter.txt", &text), ["The ferry", "Do not miss the ball!", "A whale"]);
}

#[test]
fn a_rubric_among_lists_holds_a_story_in_each_of_its_paragraphs() {
    let list = |title: &str| {
        format!(
            "{title}\n\n  • The ferry of Low Quay has a new boiler since Monday.\n  • The crane is blue, and dries slowly in the fog.\n  • A ball is given below the lighthouse.\n\n"
        )
    };
    let news = |title: &str| {
        format!(
            "{title}\n\nNine hundred bats were counted in the old salt mine by those who sleep there.\n\nSnow closed the observatory road for a month, and astronomers walked up on skis.\n\nA choir of railway workers sings in the signal box each Friday, whoever waits.\n\n"
        )
    };
    let text = |title: &str| {
        ["Quayside newsletter #4\n\n".to_owned(), news(title), list("On the water"), list("On land"), list("Abroad")]
            .concat()
    };
    assert_eq!(articles("letter.txt", &text("News from around the island")).len(), 3 + 9);
    assert_eq!(articles("letter.txt", &text("A winter by the water")).len(), 1 + 9);
}

#[test]
fn an_opening_is_read_where_somebody_tells_of_themselves_and_a_word_alone_makes_no_boilerplate() {
    let lists = "## News\n\n- The ferry sank at noon.\n- The bell was stolen.\n- Two goats marched.\n- The moon is silent.\n- An oven is for sale.\n";
    let cases = [
        (
            "In this issue I have lost my bell. I looked for it all night with the divers, and all that they found is a boot of mine.",
            true,
        ),
        ("Swimmers buy fewer passes than last year, and the man who counts them blames a newsletter on sharks.", true),
        (
            "In this issue, the ferry sank, the bell was stolen, two goats marched, and an oven is for sale on the pier.",
            false,
        ),
        ("This newsletter is sent every Friday to all who live by the water or on it, and to their mothers.", false),
    ];
    for (opening, expected) in cases {
        let found = articles("weekly.md", &format!("# Quay weekly #4\n\n{opening}\n\n{lists}"));
        assert_eq!(found.len(), 5 + usize::from(expected), "{opening}: {found:?}");
    }
}
