//! Labels between the lines that lead elsewhere, say where a text was filed, or stand again and again. All of it is
//! chrome.
//!
//! It is told by the words of a label (`calls`) and by what the document repeats, never by where it stands: that
//! is for `edges`.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use super::block::BARE;
use super::calls;
use super::chrome;
use super::entries;
use super::line::{Line, Shape};
use super::quick::Quick;
use super::role::{Draft, Role};

/// Words of a line above the title of a page at most: more is its text.
const STORY: usize = 25;

/// Marks the labels that were taken for the headings of what follows, among plain lines.
pub(crate) fn mark_headings(draft: &mut Draft) {
    let labels = all(draft, |line| line.shape == Shape::Heading(BARE) && is_furniture(line));
    labels.into_iter().for_each(|at| draft.set(at..at + 1, Role::Chrome));
}

/// Marks the labels inside of articles that lead elsewhere, and those at the end of one that announce the next: once
/// the articles are cut, for how long a text is tells whether it is one.
pub(crate) fn mark_inside(draft: &mut Draft) {
    let mut labels = all(draft, |line| line.shape == Shape::Text && is_furniture(line));
    labels.extend(running_heads(draft));
    labels.extend(refrains(draft));
    for cut in &draft.cuts {
        let mut content = cut.lines.range().rev().filter(|at| draft.is_content(*at));
        let last = content.next().filter(|at| draft.lines.get(*at).is_some_and(chrome::is_bare_label));
        labels.extend(last.filter(|_| content.next().is_some()));
    }
    labels.into_iter().for_each(|at| draft.set(at..at + 1, Role::Chrome));
}

/// The title of a page, where it stands again further down, by itself.
fn running_heads(draft: &Draft) -> Vec<usize> {
    // Fewer words are a name, which may be that of a speaker or of a rubric.
    const WORDS: usize = 4;
    const LONGEST: usize = 16;
    // A date and the buttons of a page may stand above it.
    const HEAD: usize = 5;
    let is_apart = |at: usize| {
        let is_gap = |at: Option<usize>| at.is_none_or(|at| draft.lines.get(at).is_none_or(Line::is_blank));
        is_gap(at.checked_sub(1)) && is_gap(Some(at + 1))
    };
    let is_title = |at: &usize| {
        draft.lines.get(*at).is_some_and(|line| (WORDS..=LONGEST).contains(&line.words()) && !line.ends_sentence())
    };
    let has_words =
        |at: &usize| draft.roles.get(*at) != Some(&Role::Chrome) && draft.lines.get(*at).is_some_and(Line::has_words);
    let is_above = |at: &usize| draft.lines.get(*at).is_some_and(|line| line.words() < STORY);
    let head = (0..draft.lines.len()).filter(has_words).take(HEAD).take_while(is_above);
    let head = head.chain(draft.title).filter(is_title);
    let mut titles: HashMap<&str, usize> = HashMap::new();
    for at in head {
        titles.entry(draft.text(at)).or_insert(at);
    }
    let repeats =
        |at: &usize| is_title(at) && titles.get(draft.text(*at)).is_some_and(|title| *at > title + 1) && is_apart(*at);
    draft.content().filter(repeats).collect()
}

/// The lines of some words that stand by themselves over and over, the same each time: what a page puts under each of
/// its texts.
fn refrains(draft: &Draft) -> Vec<usize> {
    // Fewer words are a name: of a source, of who speaks.
    const WORDS: RangeInclusive<usize> = 4..=12;
    const FEWEST: u32 = 3;
    let may_be = |at: &usize| {
        draft.lines.get(*at).is_some_and(|line| {
            matches!(line.shape, Shape::Text | Shape::Heading(BARE))
                && WORDS.contains(&line.words())
                && !line.ends_sentence()
                && !line.ends_with_colon()
        })
    };
    // A refrain of a song has its verse beside it.
    let is_gap = |at: Option<usize>| {
        let line = at.and_then(|at| draft.lines.get(at));
        at.is_none_or(|at| !draft.is_content(at)) || line.is_none_or(is_furniture)
    };
    let stands_alone = |at: &usize| is_gap(at.checked_sub(1)) && is_gap(Some(at + 1));
    let recurring = |lines: Vec<usize>| -> Vec<usize> {
        let mut counts: HashMap<&str, u32, Quick> = HashMap::default();
        lines.iter().for_each(|at| *counts.entry(draft.text(*at)).or_default() += 1);
        lines.iter().copied().filter(|at| counts.get(draft.text(*at)).is_some_and(|count| *count >= FEWEST)).collect()
    };
    // Few lines recur at all, and what stands beside a line takes longer to read.
    let lines = recurring(draft.content().filter(may_be).collect());
    recurring(lines.into_iter().filter(stands_alone).collect())
}

/// The lines of content that are of a sort.
fn all(draft: &Draft, is_label: impl Fn(&Line) -> bool) -> Vec<usize> {
    draft.content().filter(|at| draft.lines.get(*at).is_some_and(&is_label)).collect()
}

/// A label that leads elsewhere, or says where a text was filed.
fn is_furniture(line: &Line) -> bool {
    // Nearly every line is a paragraph: no label has more words, whatever address or title of a link stands in it.
    const LONGEST: usize = 20;
    if line.words() > LONGEST {
        return false;
    }
    // Who wrote the text is worth knowing, whatever stands beside.
    calls::is_call(line.text) || calls::is_filing(line.text) && !entries::says_who(line.text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::line;
    use crate::digest::reason::Seen;
    use crate::model::document::{Document, Markup};
    use crate::model::rule::Rule;

    fn chrome_of(text: &str) -> Vec<usize> {
        let document = Document::new("x.txt", Markup::Plain, text.to_owned());
        let mut draft = Draft::new(line::read(&document));
        draft.cut(0..draft.lines.len(), &Seen { rule: Rule::Whole, confidence: 1.0, evidence: "one article" });
        mark_inside(&mut draft);
        (0..draft.lines.len()).filter(|at| draft.roles.get(*at) == Some(&Role::Chrome)).collect()
    }

    const PROSE: &str = "The ferry of Low Quay has a new boiler since Monday, and two captains steered her across the bay in nineteen minutes, as was said at the pier.";

    #[test]
    fn labels_in_an_article_are_chrome_and_one_at_its_end_that_announces_the_next() {
        let cases: [(String, &[usize]); 3] = [
            (format!("{PROSE}\n(read the full story)\n\n{PROSE}\n"), &[1]),
            (format!("{PROSE}\n\nEt aussi :\n"), &[2]),
            ("Et aussi :\n".to_owned(), &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(chrome_of(&text), expected, "{text}");
        }
    }

    #[test]
    fn a_line_that_stands_by_itself_under_each_text_is_chrome_and_a_refrain_of_a_song_is_none() {
        let filed = "Published by Ann under Boats and Ropes";
        let cases: [(String, &[usize]); 4] = [
            (format!("{PROSE}\n\n{filed}\n\n").repeat(3), &[2, 6, 10]),
            (format!("{PROSE}\n\n{filed}\n\n").repeat(2), &[]),
            (format!("{PROSE}\n{filed}\nAnd away we sail\n\n").repeat(3), &[]),
            (format!("{PROSE}\n\nThe Low Quay\n\n").repeat(3), &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(chrome_of(&text), expected, "{text}");
        }
    }
}
