//! Single or many: documents of each shape, written for these tests.

use crate::digest::{explain, split};
use crate::model::correction::Corrections;
use crate::model::document::{Document, Markup};

/// Stories without a subject in common.
const STORIES: [&str; 5] = [
    "The ferry of Low Quay has a new boiler since Monday. Two captains steered her across the bay in nineteen \
     minutes, and every passenger was given a cup of soup at the pier.",
    "Bakers in the upper village now burn olive stones instead of beech wood. Their ovens reach the same heat, \
     a loaf tastes a little of pepper, and chimneys smoke less in winter.",
    "Nine hundred bats were counted in the old salt mine. Volunteers slept in hammocks below the vault, \
     noted each flight on slates, and found a species unseen for decades.",
    "A choir of railway workers sings in the signal box each Friday. Its repertoire goes from shanties to \
     madrigals, trains are delayed by a bar or two, nobody has complained.",
    "Snow closed the observatory road for a month. Astronomers walked up on skis with their lenses wrapped in \
     blankets, and measured the brightest comet of this century.",
];

/// Chapters of one text.
const CHAPTERS: [&str; 5] = [
    "A sourdough starter needs flour and water. Feed the starter each day with rye flour, keep the starter warm, \
     and throw half of the old starter away before you feed it.",
    "Knead the dough of flour, water and starter for ten minutes. The dough is ready when it is smooth; a dough \
     that sticks needs a little flour, a dry dough some water.",
    "Let the dough rest in a bowl with a wet cloth. The starter works in the dough for six hours; a warm dough \
     rises sooner, a cold dough tastes better.",
    "Shape the dough into a loaf on a table with flour. Fold the dough twice, turn it, and let the starter lift \
     the loaf for another hour in a basket full of flour.",
    "Bake the loaf in a hot oven with water below it. The starter makes the dough rise once more, the flour on \
     the loaf browns, and the loaf sounds hollow.",
];

fn count(name: &str, text: &str) -> usize {
    let markup = if name.ends_with(".md") { Markup::Markdown } else { Markup::Plain };
    let document = Document::new(name, markup, text.to_owned());
    let split = split(&document, &Corrections::default());
    assert_eq!(explain(&document, &Corrections::default()).len(), split.articles.len());
    split.articles.len()
}

/// The texts under headings of a level, below a head.
fn sections(head: &str, mark: &str, texts: &[&str]) -> String {
    let titles = ["Boiler", "Stones", "Bats", "Choir", "Comet"];
    let sections = texts.iter().zip(titles).map(|(text, title)| format!("{mark}{title}\n\n{text}\n\n"));
    head.to_owned() + &sections.collect::<String>()
}

#[test]
fn a_title_in_the_front_matter_counts_like_one_in_the_text() {
    for head in ["# Weekly News\n\n", "---\ntitle: Weekly News\n---\n\n", "---\ntitle: The quay in May\n---\n\n"] {
        for mark in ["## ", "### "] {
            assert_eq!(count("x.md", &sections(head, mark, &STORIES)), 5, "{head}{mark}");
        }
    }
    assert_eq!(count("x.md", &sections("+++\ntitle = \"Weekly News\"\n+++\n\n", "# ", &STORIES)), 5);
    assert_eq!(count("x.txt", &sections("Weekly News\n\n", "", &STORIES)), 5);
}

#[test]
fn chapters_that_speak_of_one_thing_are_one_text_whatever_its_title() {
    for head in ["# How to bake\n\n", "---\ntitle: Bread\n---\n\n", "# Newsletter 12\n\n"] {
        assert_eq!(count("x.md", &sections(head, "## ", &CHAPTERS)), 1, "{head}");
    }
}

#[test]
fn rubrics_over_briefs_make_a_digest_without_any_bullet() {
    let rubric = |title: &str, texts: &[&str]| sections(&format!("## {title}\n\n"), "### ", texts);
    let [one, two, three, four, five] = STORIES;
    let text = ["# The quay in May\n\n".to_owned(), rubric("Water", &[one]), rubric("Land", &[two, three])];
    let text = text.concat() + &rubric("Air", &[four, five]);
    assert_eq!(count("x.md", &text), 5);
}

#[test]
fn an_interview_is_one_article_whatever_form_its_title_names() {
    let questions = ["Where do you work?", "What do you read?", "Who taught you?", "And what next?"];
    let answers = questions.iter().zip(STORIES).map(|(question, answer)| format!("## {question}\n\n{answer}\n\n"));
    let answers: String = answers.collect();
    for head in ["# How I make my press review", "# Press review 12", "# Ann, weekly news"] {
        assert_eq!(count("x.md", &format!("{head}\n\n{answers}")), 1, "{head}");
    }
}

#[test]
fn the_same_label_under_most_headings_says_that_they_are_items() {
    let items =
        STORIES.map(|story| format!("{story}\n\nContributing threads:\n\n- [A first mail](https://example.org/1)\n"));
    let items: Vec<&str> = items.iter().map(String::as_str).collect();
    assert_eq!(count("x.md", &sections("# List traffic\n\nFrom the first to the last of May.\n\n", "## ", &items)), 5);
}

/// What an underlined mail digest gives: the titles of its articles.
fn titles(text: &str) -> Vec<String> {
    let document = Document::new("x.txt", Markup::Plain, text.to_owned());
    split(&document, &Corrections::default()).articles.iter().map(|article| article.title.to_string()).collect()
}

#[test]
fn headings_between_or_over_rules_have_levels_and_their_rules_part_nothing() {
    let [one, two, three, four, five] = STORIES;
    let over = |title: &str, text: &str| {
        let rule = "-".repeat(title.len());
        format!(
            "{rule}\n{title}\n{rule}\n\n{text}\n\nContributing threads:\n\n- `{title} <http://example.org/1>`__\n\n"
        )
    };
    let items = [over("Boiler", one), over("Stones", two), over("Bats", three), over("Choir", four)].concat();
    let head = "quay-dev summary for the first of May\n+++++++++++++++++++++++++++++++++++++\n\n.. contents::\n\n";
    let summaries = "=========\nSummaries\n=========\n\n";
    let skipped =
        "=======\nSkipped\n=======\n\n- `Ropes <http://example.org/2>`__\n- `Bells <http://example.org/3>`__\n\n";
    let text = format!("{head}{summaries}{items}{skipped}.. _list: http://example.org/\n");
    assert_eq!(titles(&text).len(), 6, "{:?}", titles(&text));
    assert_eq!(titles(&text).first().map(String::as_str), Some("Boiler"));
    let under = |title: &str, text: &str| format!("{title}\n{}\n\n{text}\n\n", "-".repeat(title.len()));
    let items = [under("Stones", two), under("Bats", three), under("Choir", four), under("Comet", five)].concat();
    let text = format!("Quay Weekly News 12\n===================\n\n{items}");
    assert_eq!(titles(&text), ["Stones", "Bats", "Choir", "Comet"]);
}

/// A vocabulary that all stories of an issue share, which says nothing against them.
fn one_trade(number: usize) -> String {
    let beginnings = ["Water rose", "Flour fell", "Salt came in", "Wood went up", "Wool was sold"];
    let beginning = beginnings.get(number).unwrap_or(&"Rope was cut");
    format!(
        "{beginning} at the market of the harbour. Prices at the market of the harbour moved again, traders of the \
         market said, and buyers of the harbour waited for the prices of the next market."
    )
}

#[test]
fn a_page_or_a_byline_of_its_own_under_each_heading_says_that_they_are_items() {
    let titles = ["Boiler", "Stones", "Bats", "Choir", "Comet"];
    let linked =
        |(at, title): (usize, &str)| format!("## [{title}](https://example.org/{at})\n\n{}\n\n", one_trade(at));
    let text: String = titles.into_iter().enumerate().map(linked).collect();
    assert_eq!(count("x.md", &format!("# The market in May\n\n{text}")), 5);
    let signed = |(at, title): (usize, &str)| {
        format!("## {title}\n\n*Ann Weaver — 2026-05-0{}*\n\n{}\n\n", at + 1, one_trade(at))
    };
    let text: String = titles.into_iter().enumerate().map(signed).collect();
    assert_eq!(count("x.md", &format!("# The market in May\n\n{text}")), 5);
    let mail = |(at, title): (usize, &str)| {
        let title = format!("{}. {title}", at + 1);
        let rule = "-".repeat(title.len());
        format!("{title}\n{rule}\nAnn Weaver, 2026-05-0{}\nhttps://example.org/{at}\n\n{}\n\n", at + 1, one_trade(at))
    };
    let text: String = titles.into_iter().enumerate().map(mail).collect();
    assert_eq!(count("x.txt", &format!("The market in May\n=================\n\n{text}")), 5);
}

#[test]
fn a_caption_and_a_call_between_empty_lines_are_no_headings() {
    let [one, two, three, four, five] = STORIES;
    let text = format!(
        "Infolettre mai 2023 (#12)\n\nBoiler\n\n{one}\n\nLire la documentation\n\nStones\n\n\
         A drawing of two ovens by the potter. Source: archives of the village\n\n{two}\n\n\
         Bats\n\n{three}\n\nChoir\n\n{four}\n\nS’inscrire à la répétition\n\nComet\n\n{five}\n"
    );
    assert_eq!(titles(&text), ["Boiler", "Stones", "Bats", "Choir", "Comet"]);
}

#[test]
fn a_headline_may_begin_like_a_call_or_a_byline() {
    let [one, two, three, four, five] = STORIES;
    let text = format!(
        "Quay News 12\n\nBoiler\n\n{one}\n\nWatch the ovens\n\n{two}\n\nLire l’article\n\nBy the numbers\n\n{three}\n\n\
         Lire l’article\n\nChoir\n\n{four}\n\nLire l’article\n\n{one}\n\nComet\n\n{five}\n"
    );
    assert_eq!(titles(&text), ["Boiler", "Watch the ovens", "By the numbers", "Choir", "Comet"]);
}

#[test]
fn under_a_rubric_of_a_word_stands_the_title_whatever_it_ends_in() {
    let [one, two, three, four, _] = STORIES;
    let text = format!(
        "Press review of 17 March 2023\n\nWater\n\nA boiler for the ferry?\n\n{one}\n\nCredits: Ann Lee\n\nLand\n\n\
         Ovens: stones instead of wood\n\n{two}\n\nPhoto : the upper oven\n\nAir\n\nBats in the mine\n\n{three}\n\n\
         A choir in the box\n\n{four}\n"
    );
    let expected =
        ["A boiler for the ferry?", "Ovens: stones instead of wood", "Bats in the mine", "A choir in the box"];
    assert_eq!(titles(&text), expected);
}

#[test]
fn a_quotation_under_the_name_of_who_says_it_is_an_item() {
    let items =
        STORIES.map(|story| format!("A thing of the quay.\n\n[Ann](https://example.org/ann) says\n\n> {story}\n"));
    let items: Vec<&str> = items.iter().map(String::as_str).collect();
    assert_eq!(count("x.md", &sections("# The quay in May\n\nThis was a busy month.\n\n", "## ", &items)), 5);
}

#[test]
fn a_list_under_a_label_in_bold_stays_with_its_story() {
    let items = STORIES
        .map(|story| format!("{story}\n\n**What is new:**\n\n- A rope was tied well.\n- A bell was hung low.\n"));
    let items: Vec<&str> = items.iter().map(String::as_str).collect();
    assert_eq!(count("x.md", &sections("# Newsletter 12\n\n", "## ", &items)), 5);
}

#[test]
fn the_name_of_a_form_without_a_number_needs_stories_apart_from_each_other() {
    let lead =
        "The quay had a long month, and we begin with the captain, who has a word for each of you before the rest.\n\n";
    for (title, expected) in [("Quay Weekly News", 6), ("Why a weekly", 1), ("Une newsletter ?", 1)] {
        assert_eq!(count("x.md", &sections(&format!("# {title}\n\n{lead}"), "## ", &STORIES)), expected, "{title}");
    }
}

#[test]
fn where_no_line_is_empty_a_line_over_a_list_is_its_heading() {
    let text = "Quay Weekly News - 3 May 2021\nThe captain greased the crane, and the harbour went on as it had gone before.\n\
        New on the quay\n  • A boiler for the ferry https://example.org/1\n  • An oven for the bakers https://example.org/2\n\
        The quay in the papers\n  • Bats counted in the salt mine https://example.org/3\n  • Snow on the road https://example.org/4\n";
    let found = titles(text);
    assert_eq!(
        found.get(1..),
        Some(
            &["A boiler for the ferry", "An oven for the bakers", "Bats counted in the salt mine", "Snow on the road"]
                .map(String::from)[..]
        ),
        "{found:?}"
    );
}

#[test]
fn a_few_headings_over_others_are_no_rubrics_of_very_many() {
    let points = |rubrics| super::Siblings { stories: 120, rubrics, ties: 0.08, ..Default::default() }.points();
    assert_eq!([10, 14, 15, 40].map(points), [0, 0, 3, 3]);
}

#[test]
fn names_over_the_answers_to_each_question_are_no_stories() {
    let answer = |name: &str, at: usize| {
        format!("##### **{name}**\n\n{}\n\n", STORIES.get(at).unwrap_or(&one_trade(at).as_str()))
    };
    let question = |at: usize| {
        format!("## Why did you come to the quay, question {at}?\n\n{}{}", answer("Ann", at), answer("Bob", at + 1))
    };
    let text: String = (0..4).map(question).collect();
    assert_eq!(count("x.md", &format!("---\ntitle: Two by the water\n---\n\n{text}")), 1);
}

#[test]
fn an_opening_line_that_names_the_stories_or_a_way_on_at_each_makes_a_digest() {
    let titles = [
        "The ferry gets a boiler",
        "Bakers burn olive stones",
        "Bats in the salt mine",
        "A choir in the signal box",
        "Snow on the road",
    ];
    let text = |opening: &str, closing: &str| {
        let story = |(title, story): (&str, &str)| format!("{title}\n\n{story}{closing}\n\n");
        format!("{opening}\n\n") + &titles.into_iter().zip(STORIES).map(story).collect::<String>()
    };
    let names = "In the news: The ferry gets a boiler; bakers burn olive stones; bats in the salt mine.";
    assert!(count("x.txt", &text(&format!("From issue 270\n\n{names}"), "")) >= 5);
    let opening = "What was done on the island\n\nFive things were done this year by those who live on the island, and each of them deserves a word. Here is what they say of it themselves, in a few lines that anybody may read on the pier.";
    assert!(count("x.txt", &text(opening, " (Read more.)")) >= 5);
    assert_eq!(count("x.txt", &text(opening, "")), 1);
}
