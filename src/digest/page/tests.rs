//! Saved pages of each layout, written for these tests.

use crate::digest::{Split, split};
use crate::model::correction::Corrections;
use crate::model::document::{Document, Markup};

const MENU: &str = "  • Home\n  • Harbour\n  • Villages\n  • Weather\n  • Tides\n  • Recipes\n  • Letters\n  • Archive\n  • About us\n\n";

const TEXT: &str = "The ferry of Low Quay has a new boiler since Monday, and two captains steered her across the bay in \
    nineteen minutes.\n\nEvery passenger was given a cup of soup at the pier, which the cook had kept warm on the new boiler \
    since the early morning.\n\nThe tide is next\n\nA tide mill will turn the crane from autumn on: its wheel is already cut \
    from the oaks that last winter's storm had felled on the hill.\n\nShe sails again tomorrow.\n\n";

const TAIL: &str = "  • Share\n  • Print\n\nRelated\n\nBakers burn olive stones\n\nTheir ovens reach the same heat, and the loaf \
    tastes a little of pepper to those who look for it.\n\n3 comments\n\nJoe\n\nI rode on her on Monday, and I can say that \
    the soup was the best thing about the crossing, as it had been before the war.\n\nReply\n\nLegal notice\n\nContact\n";

fn page(text: &str) -> Split {
    split(&Document::new("page.txt", Markup::Plain, text.to_owned()), &Corrections::default())
}

/// The only article's title, and its first and last line as shown.
fn only(text: &str) -> (String, String, String) {
    let split = page(text);
    let [article] = &*split.articles else { panic!("{:#?}", split.articles) };
    let lines: Vec<&str> = text.split('\n').collect();
    let line = |at: usize| lines[at].to_owned();
    (article.title.to_string(), line(article.lines.start()), line(article.lines.end() - 1))
}

#[test]
fn a_page_is_its_text_under_the_headline_over_byline_or_date() {
    let heads = [
        "Harbour\n\nA boiler for the ferry\n\nBy Ann Lee\n\nMay 3, 2021\n\n",
        "Harbour\n\nA boiler for the ferry\n\n3 mai 2021 à 18:27 (mis à jour : 19:56)\n\nThe pier (photo Ann Lee)\n\n  • A\n  • +\n  • 745\n\n",
        "Harbour\n\nA boiler for the ferry\n\nIt burns peat.\n\nPar Ann Lee | 3 mai 2021\n\n",
        "Harbour, Ships,\n\nA boiler for the ferry\n\nAnn Lee\n\nMay 3, 2021\n\n",
        "A boiler for the ferry\n\n",
    ];
    for head in heads {
        let text = ["Last update: 38 seconds ago\n\n", MENU, head, TEXT, TAIL].concat();
        let expected = ("A boiler for the ferry", "A boiler for the ferry", "She sails again tomorrow.");
        let (title, first, last) = only(&text);
        assert_eq!((&*title, &*first, &*last), expected, "{head}");
    }
}

#[test]
fn a_headline_that_the_page_repeats_is_the_title() {
    let news = "Latest\n\nA boiler for the ferry\n\nBats in the salt mine\n\n";
    let meta = "A boiler for the ferry\n\nThe pier on Monday\n\n";
    let text = [MENU, news, "May 3, 2021\n\n", meta, TEXT, TAIL].concat();
    assert_eq!(only(&text).0, "A boiler for the ferry");
}

#[test]
fn buttons_and_teasers_inside_the_text_are_chrome() {
    let teaser = "Read also: The bats of the old salt mine\n\n  • Tweet\n\n";
    let (before, after) = TEXT.split_once("The tide").unwrap();
    let text = [MENU, "A boiler for the ferry\n\nBy Ann Lee\n\n", before, teaser, "The tide", after, TAIL].concat();
    let split = page(&text);
    let article = &split.articles[0];
    let shown: Vec<&str> = text
        .split('\n')
        .enumerate()
        .filter(|(at, _)| article.lines.contains(*at) && article.shows(*at))
        .map(|(_, line)| line)
        .collect();
    assert!(shown.iter().any(|line| line.starts_with("The tide")), "{shown:#?}");
    assert!(!shown.iter().any(|line| line.contains("bats") || line.contains("Tweet")), "{shown:#?}");
}

#[test]
fn a_digest_saved_with_its_menu_loses_the_menu_only() {
    let item =
        |title: &str| format!("  • {title}, a thing that took the village a whole year and two winters to finish.\n");
    let items: String = ["The crane", "The oven", "The vault", "The choir", "The comet"].map(item).concat();
    let head = "Quay news of 3 May 2021\n\nBy Ann Lee, 3 May 2021, 11:23\n\nThe captain will speak of the boiler on Monday in the hall.\n\n";
    let text = [MENU, head, "New on the quay\n\n", &items, "\nMade with a pen\n"].concat();
    let split = page(&text);
    assert!(split.articles.len() >= 5, "{:#?}", split.articles);
    assert!(split.chrome.iter().any(|lines| lines.contains(&3)));
}

#[test]
fn a_table_of_cells_inside_a_text_is_no_menu() {
    let cells: String = ["Crane", "12 tons", "4 men", "Oven", "3 tons", "2 men", "Bell", "1 ton", "6 men"]
        .map(|cell| format!("{cell}\n\n"))
        .concat();
    let text =
        ["A boiler for the ferry\n\n", TEXT, &cells, "The weights were taken in winter, when the harbour is calm.\n"]
            .concat();
    assert_eq!(only(&text).2, "The weights were taken in winter, when the harbour is calm.");
}

#[test]
fn lines_of_code_between_paragraphs_are_no_menu() {
    let code = ["{", "role: user,", "{% for part %}", "<part>", "</part>", "messages=[", "{", "}", "]", "create(", ")"];
    let code: String = code.map(|line| format!("{line}\n\n")).concat().repeat(3);
    let small = "The captain tells the boiler what to do, and the boiler does it at once.\n\n";
    let text = [small, TEXT, &code, TEXT, TEXT, TEXT, &code, TEXT, small].concat();
    let found = page(&text);
    assert!(!found.chrome.iter().any(|lines| lines.contains(&0)), "{:?}", found.chrome);
}

#[test]
fn where_as_much_is_told_around_a_text_as_in_it_nothing_of_it_is_furniture() {
    let story = |what: &str| {
        let said = format!(
            "{what} took the village a whole year and two winters to finish, and nobody who saw its first \
             day has forgotten what the captain said of it when the soup was served on the pier that evening."
        );
        format!("{said}\n\n{said}\n\n")
    };
    let stories = ["The crane", "The oven"].map(story).concat();
    let text = [&stories, &MENU.repeat(4), "The last one\n\n", TEXT, TEXT, TEXT].concat();
    let found = page(&text);
    assert!(!found.chrome.iter().any(|lines| lines.contains(&0)), "{:?}", found.chrome);
}

#[test]
fn an_agenda_above_a_text_is_no_menu() {
    let days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Yule"];
    let agenda = days.map(|day| format!("{day}: a ball\n\n")).concat();
    assert_eq!(page(&(agenda + TEXT)).chrome, []);
}

#[test]
fn a_list_beside_a_text_without_a_word_that_pages_have_is_no_menu() {
    let soup = "Onion soup\n\n- onions\n- butter\n- salt\n- old bread\n- white wine\n- hard cheese\n- a bay leaf\n\n";
    let programme = "Friday\nBrass band\nSoup\nDancing\nSaturday\nGoat race\nChoir\nFireworks\n";
    for text in [[soup, TEXT].concat(), ["A feast\n\n", TEXT, programme].concat()] {
        assert_eq!(page(&text).chrome, [], "{text}");
    }
}

#[test]
fn the_issue_that_a_page_holds_goes_on_in_items_that_write_out_their_addresses() {
    let prose = TEXT.split_once("The tide").unwrap().0;
    let item = |title: &str| format!("  • {title}\n    http://example.org/{}\n", title.len());
    let lists = format!(
        "== On the water ==\n\n{}{}\n== On land ==\n\n{}\n",
        item("A barge sinks off the mole"),
        item("Two captains quarrel"),
        item("The bell is cast again on the island, by those who had melted it down in the years before the last war")
    );
    let issue = format!(
        "Quay Weekly News - 3 mai 2021\n\nPar ann le mardi 3 mai 2021, 12:43\n\n== The week ==\n\n{prose}{lists}Powered by Quaypress\n"
    );
    let titles: Vec<String> =
        page(&[MENU, &issue].concat()).articles.iter().map(|article| article.title.to_string()).collect();
    assert_eq!(titles.len(), 4, "{titles:?}");
    assert_eq!(titles[1..3], ["A barge sinks off the mole", "Two captains quarrel"]);
}
