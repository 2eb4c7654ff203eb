//! Lines that no reader wants: markup, navigation, buttons, walls, footers, labels of nothing.
//!
//! A line is chrome by its form (a definition, a template tag, an empty bullet), by its words where they
//! are nearly the whole line, or by standing in the head or foot of a page. Sentences are left alone
//! unless they stand in a foot: losing text is worse than showing a button.

use super::block;
use super::dates;
use super::entries;
use super::line::{Line, Shape};
use super::page;
use super::phrases::{self, Found, Hint};
use super::role::{Draft, Role};
use crate::model::document::Markup;

/// Marks what is chrome whatever the kind of document.
pub(crate) fn mark(draft: &mut Draft, markup: Markup) {
    by_form(draft);
    // Buttons are labels, too, which tell where the text of a page ends.
    let is_page = markup == Markup::Plain && page::mark(draft);
    by_words(draft);
    if !is_page {
        head(draft);
    }
    foot(draft);
}

/// What a line says about itself by its form.
fn by_form(draft: &mut Draft) {
    for (line, role) in draft.lines.iter().zip(&mut draft.roles) {
        let is_chrome = match line.shape {
            Shape::Rule | Shape::Definition | Shape::Front | Shape::Tag => true,
            Shape::Bullet | Shape::Number(_) | Shape::Heading(_) => !line.text.chars().any(char::is_alphanumeric),
            Shape::Text => is_bare_sign(line.text) || are_votes(line.text),
            _ => false,
        };
        if is_chrome {
            *role = Role::Chrome;
        }
    }
}

/// Nothing but pictures or dots: an emoji, `...`, `|`.
fn is_bare_sign(text: &str) -> bool {
    // Quotation marks, brackets and signatures' dashes alone on a line belong to the text around.
    !text.chars().any(|letter| {
        letter.is_alphanumeric()
            || matches!(letter, '«' | '»' | '"' | '“' | '”' | '-' | '{' | '}' | '(' | ')' | '=' | '$' | '#' | ';' | '`')
    })
}

/// `+3 -1`: how many were for and against.
fn are_votes(text: &str) -> bool {
    let is_vote = |word: &str| {
        let digits = word.strip_prefix(['+', '-', '−']).unwrap_or_default();
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    // Cheap test first: this is asked of every paragraph.
    text.starts_with(['+', '-', '−']) && text.split_whitespace().count() == 2 && text.split_whitespace().all(is_vote)
}

/// Walls, buttons, and a menu in the first lines.
fn by_words(draft: &mut Draft) {
    const HEAD: usize = 3;
    let first: Vec<usize> = draft.content().take(HEAD).collect();
    for at in first {
        if draft.lines.get(at).is_some_and(is_menu) {
            draft.set(at..at + 1, Role::Chrome);
        }
    }
    for at in 0..draft.lines.len() {
        if !draft.is_content(at) {
            continue;
        }
        let Some(line) = draft.lines.get(at) else { continue };
        if is_wall(line) || (line.shape == Shape::Text && is_button(line)) {
            draft.set(at..at + 1, Role::Chrome);
        }
    }
}

/// A menu that was saved as one line: many names one after the other, and a button among them.
fn is_menu(line: &Line) -> bool {
    const WORDS: usize = 9;
    let words = || line.text.split_whitespace();
    let capitals = words().filter(|word| word.starts_with(char::is_uppercase)).count();
    line.shape == Shape::Text
        && line.words() >= WORDS
        && capitals * 5 >= words().count() * 2
        && !line.text.contains(['.', ',', ';', ':', '!', '?'])
        && phrases::has(line.text, Hint::Button)
}

/// Whether a line says that the text goes on behind a wall.
pub(crate) fn is_wall(line: &Line) -> bool {
    // A paywall line is at most a short paragraph: in more words, the text itself may speak of subscribing.
    const LONGEST: usize = 40;
    let is_short = line.text.len() <= 400 && line.words() <= LONGEST && line.shape == Shape::Text;
    is_short && phrases::has(line.text, Hint::Wall)
}

/// Whether a line is a button: a few words, nearly all of which are those of a button.
pub(crate) fn is_button(line: &Line) -> bool {
    if line.text.len() > 80 {
        return false;
    }
    let (found, words) = phrases::find(line.text);
    let covered: usize = longest(&found, Hint::Button);
    covered > 0 && covered >= words
}

/// How many words the phrases of a hint cover at most, taken from left to right.
fn longest(found: &[Found], hint: Hint) -> usize {
    let mut end = 0;
    let mut covered = 0;
    for one in found.iter().filter(|one| one.hint == hint) {
        if one.at >= end {
            covered += one.len;
            end = one.at + one.len;
        } else if one.at + one.len > end {
            covered += one.at + one.len - end;
            end = one.at + one.len;
        }
    }
    covered
}

/// How far down a page's head reaches at most, in lines.
const HEAD: usize = 60;

/// The head of a page saved as text: all before its title and date line, if none of it is prose.
fn head(draft: &mut Draft) {
    let Some(dateline) =
        (0..draft.lines.len().min(HEAD)).find(|at| draft.is_content(*at) && is_dateline(draft.text(*at)))
    else {
        return navigation(draft);
    };
    let above: Vec<usize> = draft.content().take_while(|at| *at < dateline).collect();
    // Who wrote it may stand between the title and the date.
    let bylines = above.iter().rev().take_while(|at| entries::is_byline(draft.text(**at))).count();
    let above = above.get(..above.len() - bylines).unwrap_or_default();
    let Some((title, before)) = above.split_last() else {
        return draft.set(dateline..dateline + 1, Role::Neutral);
    };
    // A paragraph of several lines is a text as well, and a date may stand in one.
    let is_text = |at: &usize| draft.lines.get(*at).is_some_and(is_prose) || goes_on_below(draft, *at);
    if before.iter().any(is_text) || goes_on_below(draft, dateline) {
        return;
    }
    let title = *title;
    draft.set(0..title, Role::Chrome);
    draft.set(title..title + 1, Role::Neutral);
    draft.set(dateline..dateline + 1, Role::Neutral);
    draft.title = Some(title);
}

/// Whether a line of text goes on in the one right below.
fn goes_on_below(draft: &Draft, at: usize) -> bool {
    let pair = draft.lines.get(at).zip(draft.lines.get(at + 1));
    pair.is_some_and(|(line, below)| {
        let are_text = line.shape == Shape::Text && below.shape == Shape::Text;
        are_text && line.words() > 8 && block::is_wrapped(line, below)
    })
}

/// A first run of bullets of one to four words is navigation.
fn navigation(draft: &mut Draft) {
    let first: Vec<usize> = draft
        .content()
        .take_while(|at| {
            draft
                .lines
                .get(*at)
                .is_some_and(|line| line.is_item() && line.words() <= 4 && super::marks::url(line.text).is_none())
        })
        .collect();
    let ends_in_prose = draft.content().nth(first.len()).is_some();
    if ends_in_prose {
        for at in first {
            draft.set(at..at + 1, Role::Chrome);
        }
    }
}

/// A sentence of some length that is not about the page.
fn is_prose(line: &Line) -> bool {
    line.words() > 12 && line.ends_sentence() && !phrases::has(line.text, Hint::Footer)
}

/// `Publié le 18 novembre 2020 par …`, `By … on May 3, 2024`: a date and the words around one.
pub(crate) fn is_dateline(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default().to_lowercase();
    let opens = [
        "par",
        "by",
        "publié",
        "publie",
        "posté",
        "posted",
        "published",
        "le",
        "écrit",
        "written",
        "mis",
        "updated",
        "on",
    ];
    let is_short = text.split_whitespace().nth(22).is_none();
    // `Le prix sera remis le 11 juin 2019` opens a sentence.
    let is_article = ["le", "on"].contains(&first.as_str());
    is_short
        && (opens.contains(&first.as_str())
            && (!is_article || dates::starts_with(text))
            && dates::find(text).is_some_and(|date| date.has_year)
            && !ends_as_prose(text)
            || dates::is_whole_date(text))
}

fn ends_as_prose(text: &str) -> bool {
    text.trim_end().ends_with(['.', '!', '?', ':'])
}

/// The foot of a page or letter: from its last line up, as long as lines are short or say so.
fn foot(draft: &mut Draft) {
    let last: Vec<usize> = draft.content().rev().take(40).collect();
    let mut reach = None;
    for (steps, at) in last.iter().enumerate() {
        let Some(line) = draft.lines.get(*at) else { break };
        let is_foot = matches!(line.shape, Shape::Text) && is_footer(line);
        if is_foot {
            reach = Some(steps);
        } else if !is_scrap(line) {
            break;
        }
    }
    let Some(reach) = reach else { return };
    // Names and addresses just above the first sure line of the foot belong to it; more words may be news in brief.
    let is_name = |at: &&usize| draft.lines.get(**at).is_some_and(is_name);
    let names = last.iter().skip(reach + 1).take_while(is_name).count();
    for at in last.into_iter().take(reach + 1 + names) {
        draft.set(at..at + 1, Role::Chrome);
    }
}

/// A line that only the foot of a page has.
pub(super) fn is_footer(line: &Line) -> bool {
    if line.text.contains('©') || line.text.contains("(c) 2") {
        return true;
    }
    says_foot(line.text) || is_link_bar(line.text)
}

/// Whether a text has words that only the foot of a page or letter has.
pub(super) fn says_foot(text: &str) -> bool {
    const LONGEST: usize = 40;
    let (found, words) = phrases::find(text);
    found.iter().any(|one| one.hint == Hint::Footer) && words <= LONGEST
}

/// Three links or more of a word or two each, and hardly anything else: profiles, tags.
fn is_link_bar(text: &str) -> bool {
    let mut links = 0;
    let bar = super::marks::replace_links(text, |words| {
        links += usize::from(words.split_whitespace().count() <= 2);
        String::new()
    });
    links >= 3 && bar.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count() <= 2
}

/// A few words that make no sentence, or an address of the post.
fn is_scrap(line: &Line) -> bool {
    line.shape == Shape::Text
        && (line.words() <= 8 || is_postal(line))
        && line.indent < 2
        && !line.ends_sentence()
        && !line.ends_with_colon()
        && !line.text.contains("://")
}

/// A scrap of so few words that it can be a name, or an address; what says when it takes place is of an agenda.
fn is_name(line: &Line) -> bool {
    const WORDS: usize = 5;
    is_scrap(line) && (line.words() <= WORDS || is_postal(line)) && dates::find(line.text).is_none()
}

/// `The Quay, 12 Harbour Road, LQ4 2AB Low Quay`: some short parts, with numbers in them.
pub(super) fn is_postal(line: &Line) -> bool {
    let parts = || line.text.split([',', '·', '|', '•']);
    let has_number = |part: &str| part.bytes().any(|byte| byte.is_ascii_digit());
    line.words() <= 16
        && (3..=7).contains(&parts().count())
        && parts().filter(|part| has_number(part)).count() >= 1
        && parts().skip(1).all(|part| part.split_whitespace().count() <= 4)
}

/// Labels with nothing under them (`Sources :` before the end, before chrome, before a heading).
pub(crate) fn empty_labels(draft: &mut Draft) {
    let content: Vec<usize> = draft.content().collect();
    for (order, at) in content.iter().enumerate() {
        let Some(line) = draft.lines.get(*at) else { continue };
        if is_bare_label(line) && order + 1 == content.len() {
            draft.set(*at..*at + 1, Role::Chrome);
        }
    }
}

/// A few words that announce what follows.
pub(crate) fn is_bare_label(line: &Line) -> bool {
    line.ends_with_colon() && line.words() <= 4 && line.shape == Shape::Text
}
