//! Sections: a heading with the blocks under it, up to the next heading.
//!
//! It also finds headings that nothing marks: short lines between empty lines, over text.

use std::collections::HashSet;
use std::ops::Range;

use super::block::{BARE, Block, Kind};
use super::calls;
use super::details;
use super::entries;
use super::kind;
use super::line::{Line, Shape};
use super::masthead;
use super::phrases::{self, Hint};
use super::role::{Draft, Role};
use super::titles;

/// A heading and what stands under it.
#[derive(Debug, Clone)]
pub(crate) struct Section {
    /// The index of its heading among the blocks; none for what stands before the first.
    pub heading: Option<usize>,
    /// The level of its heading: 0 for none.
    pub level: u8,
    /// Its blocks, without the heading.
    pub blocks: Range<usize>,
}

/// Cuts blocks into sections.
pub(crate) fn read(blocks: &[Block]) -> Vec<Section> {
    let mut sections = vec![Section { heading: None, level: 0, blocks: 0..0 }];
    for (at, block) in blocks.iter().enumerate() {
        let starts = match block.kind {
            Kind::Heading(level) => Some((Some(at), level, at + 1)),
            Kind::Break => Some((None, 0, at + 1)),
            _ => None,
        };
        if let Some((heading, level, first)) = starts {
            sections.push(Section { heading, level, blocks: first..first });
        } else if let Some(section) = sections.last_mut() {
            section.blocks.end = at + 1;
        }
    }
    sections.retain(|section| section.heading.is_some() || !section.blocks.is_empty());
    sections.shrink_to_fit();
    sections
}

/// Marks the bare headings of a plain text whose paragraphs are separated by empty lines; where no line is
/// empty, those that stand over a list.
pub(crate) fn mark_bare_headings(draft: &mut Draft) {
    let content: Vec<usize> = draft.content().collect();
    let is_dense = !draft.lines.iter().any(Line::is_blank);
    // In long texts put end to end, such lines are as often inside of a text as over one.
    let may_be_over_prose = is_dense && !kind::is_long(draft);
    let calls = recurring_calls(draft, &content);
    for (order, at) in content.iter().enumerate() {
        let Some(line) = draft.lines.get(*at) else { continue };
        let above = order.checked_sub(1).and_then(|above| content.get(above)).and_then(|above| draft.lines.get(*above));
        // Under a heading, a question is the first line of text; a line with a colon leads to a list.
        // Right under a marked heading, any short line is.
        let is_under_heading = above.is_some_and(|above| matches!(above.shape, Shape::Heading(_)));
        // Right under a heading of three words at most, a rubric, it is the title of the first item.
        let is_rubric_above = above.is_some_and(|above| above.words() <= 3);
        let is_exclaimed = line.text.ends_with('!') && !is_over_new_text(above, content.get(order + 1), draft);
        let is_under_mark = above.is_some_and(|above| matches!(above.shape, Shape::Heading(..BARE)));
        if is_under_mark
            || line.ends_with_colon()
            || is_exclaimed
            || is_under_heading && line.text.ends_with('?') && !is_rubric_above
        {
            continue;
        }
        let next = content.get(order + 1).and_then(|next| draft.lines.get(*next));
        // Those of an agenda or of a form follow one another.
        let is_in_list = is_field(line) && (above.is_some_and(is_field) || next.is_some_and(is_field));
        let is_over_list = is_dense && line.indent == 0 && next.is_some_and(Line::is_item);
        let is_over_prose = may_be_over_prose && stands_over_prose(line, above, next);
        let stands_alone =
            (is_over_list || is_over_prose || is_apart(draft, *at)) && next.is_some_and(|next| may_follow(next));
        if line.shape == Shape::Text
            && stands_alone
            && looks_like_heading(line)
            && !is_aside(line)
            && !is_in_list
            && !(next.is_none_or(looks_like_heading) && asks_for_a_visit(line) || calls.contains(line.text))
            && let Some(line) = draft.lines.get_mut(*at)
        {
            line.shape = Shape::Heading(BARE);
        }
    }
}

/// Marks numbered lines that stand apart as headings, where each is over a text: `1. A boiler for the ferry`. Items
/// of a list follow one another.
pub(crate) fn mark_numbered_headings(draft: &mut Draft) {
    const FEWEST: usize = 3;
    let content: Vec<usize> = draft.content().collect();
    let numbered: Vec<(usize, u8)> = content
        .iter()
        .enumerate()
        .filter_map(|(order, at)| match draft.lines.get(*at)? {
            Line { shape: Shape::Number(number), indent: 0, .. } => Some((order, *number)),
            _ => None,
        })
        .collect();
    let is_in_order = numbered.iter().zip(1..).all(|((_, number), expected)| *number == expected);
    let stands_over_text = |(order, _): &&(usize, u8)| {
        let at = content.get(*order).copied().unwrap_or_default();
        let next = content.get(order + 1).and_then(|next| draft.lines.get(*next));
        is_apart(draft, at)
            && draft.lines.get(at).is_some_and(looks_like_heading)
            && next.is_some_and(|next| next.shape == Shape::Text && next.indent == 0)
    };
    let headings: Vec<usize> =
        numbered.iter().filter(stands_over_text).filter_map(|(order, _)| content.get(*order).copied()).collect();
    if is_in_order && headings.len() >= FEWEST && headings.len() == numbered.len() {
        for at in headings {
            if let Some(line) = draft.lines.get_mut(at) {
                line.shape = Shape::Heading(BARE);
            }
        }
    }
}

/// The calls that stand in a text more than once: they are buttons. One that stands over a headline ends the
/// section above; over prose, it may be a headline itself (*Watch the tide*).
fn recurring_calls<'a>(draft: &Draft<'a>, content: &[usize]) -> HashSet<&'a str> {
    let mut seen = HashSet::new();
    let calls = content.iter().filter_map(|at| draft.lines.get(*at)).filter(|line| asks_for_a_visit(line));
    calls.map(|line| line.text).filter(|text| !seen.insert(*text)).collect()
}

/// `Monday: a ball`: up to three words, a colon, and more.
fn is_field(line: &Line) -> bool {
    let field = line.text.split_once(':').filter(|(_, value)| value.starts_with(' ') && !value.trim().is_empty());
    line.words() <= 16 && field.is_some_and(|(label, _)| label.split_whitespace().count() <= 3)
}

/// Whether a few words ask the reader to go elsewhere.
fn asks_for_a_visit(line: &Line) -> bool {
    line.shape == Shape::Text && line.words() <= 6 && looks_like_heading(line) && calls::leads_elsewhere(line.text)
}

/// Whether the text above ended with where to read on, and prose follows: an exclamation between the two is a headline.
fn is_over_new_text(above: Option<&Line>, next: Option<&usize>, draft: &Draft) -> bool {
    const PROSE: usize = 20;
    let leads_on = above.is_some_and(|above| above.shape == Shape::Text && above.text.starts_with(['>', '→', '➡']));
    let next = next.and_then(|next| draft.lines.get(*next));
    leads_on && next.is_some_and(|next| next.shape == Shape::Text && next.words() >= PROSE)
}

/// Whether a short line stands over a long one, and under the end of a text.
fn stands_over_prose(line: &Line, above: Option<&Line>, next: Option<&Line>) -> bool {
    // A headline has no more words, a line of prose no fewer.
    const HEADLINE: usize = 14;
    const PROSE: usize = 18;
    let is_end = |above: &Line| above.ends_sentence() || above.is_item() || above.words() <= HEADLINE;
    line.words() <= HEADLINE
        && above.is_none_or(is_end)
        && next.is_some_and(|next| next.shape == Shape::Text && next.words() >= PROSE)
}

/// Whether a short line is the caption or credit of a picture rather than a headline: two sentences, `Photo : …`,
/// `By Ann`.
fn is_aside(line: &Line) -> bool {
    let first = titles::first_sentence(line.text);
    let second = line.text.get(first.len()..).unwrap_or_default();
    let is_credit = || {
        let label = line.text.split_once(':').map(|(label, _)| label);
        label.is_some_and(|label| label.split_whitespace().count() <= 2 && phrases::has(label, Hint::Credit))
    };
    second.starts_with('.') || entries::says_who(line.text) || entries::is_signed(line.text) || is_credit()
}

/// The fewest headings in capitals that make a pattern.
const CAPITALS: usize = 3;

/// Marks the headings in capitals of a plain text, with or without empty lines around them.
///
/// A single article may have such headings, too, and begins with prose below its title: a digest has the
/// first of them right under its title, or a title that names a digest.
pub(crate) fn mark_capital_headings(draft: &mut Draft) {
    if !may_have_capitals(draft) {
        return;
    }
    let is_heading = |at: &usize| draft.lines.get(*at).is_some_and(is_in_capitals);
    let headings: Vec<usize> = draft.content().filter(is_heading).collect();
    if headings.len() < CAPITALS {
        return;
    }
    for at in headings {
        if let Some(line) = draft.lines.get_mut(at) {
            line.shape = Shape::Heading(BARE);
        }
    }
    draft.has_capitals = true;
}

/// Whether the first lines are those of a digest with headings in capitals. What has its title above, as a mail does,
/// begins with the first of them.
fn may_have_capitals(draft: &Draft) -> bool {
    let mut content = draft.content().filter_map(|at| draft.lines.get(at));
    let Some(first) = content.next() else { return false };
    let title = details::front_title(&draft.lines);
    let begins = title.is_some() && is_in_capitals(first)
        || looks_like_heading(first) && content.next().is_some_and(is_in_capitals);
    begins || title.into_iter().chain([first.text]).any(masthead::names_a_digest)
}

/// A headline without any small letter.
fn is_in_capitals(line: &Line) -> bool {
    // Further in, it is a name below an item.
    let is_text = matches!(line.shape, Shape::Text | Shape::Heading(BARE)) && line.indent < 2;
    // Fewer letters are an abbreviation.
    let is_word = || line.text.chars().filter(|letter| letter.is_alphabetic()).count() >= 4;
    is_text && !line.text.chars().any(char::is_lowercase) && is_word() && looks_like_heading(line)
}

/// Whether an empty line, chrome or the end stands on both sides of a line.
fn is_apart(draft: &Draft, at: usize) -> bool {
    let is_gap = |at: Option<usize>| {
        at.is_none_or(|at| draft.lines.get(at).is_none_or(Line::is_blank) || draft.roles.get(at) != Some(&Role::Open))
    };
    is_gap(at.checked_sub(1)) && is_gap(Some(at + 1))
}

fn may_follow(next: &Line) -> bool {
    matches!(next.shape, Shape::Text | Shape::Bullet | Shape::Number(_) | Shape::Quote | Shape::Heading(_))
}

/// Short, beginning like a headline, not ending like a sentence. A question or an exclamation may be one.
pub(crate) fn looks_like_heading(line: &Line) -> bool {
    // A headline seldom has more than 16 words or 110 columns; a line of text seldom fewer.
    let is_short = line.words() <= 16 && line.text.len() <= 130;
    let first = line.text.chars().next().unwrap_or(' ');
    let opens = first.is_uppercase()
        || first.is_numeric()
        || matches!(first, '«' | '"' | '“' | '#' | '‘')
        || !first.is_ascii() && !first.is_alphanumeric();
    let ends = line.text.trim_end_matches(['»', '"', '”', ' ', '\u{a0}', '\u{202f}']);
    let has_address = line.text.contains("://") || line.text.starts_with("www.");
    is_short
        && opens
        && line.indent < 4
        && !has_address
        && !ends.ends_with(['.', ';', ',', '…'])
        && !ends.ends_with("->")
}
