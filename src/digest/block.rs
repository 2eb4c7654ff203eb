//! Lines joined into blocks: a heading, a paragraph, a list item with all that belongs to it, a quote.
//!
//! Sub-bullets, wrapped lines and indented paragraphs are part of their item. Chrome and neutral lines
//! are left out. Which blocks make an article is not decided here.

use std::ops::Range;

use super::line::{Line, Shape};
use super::marks;
use super::role::{Draft, Role};

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A heading of a level: 1 to 6 are marked, [`LEAD`] and [`BARE`] are told by their form.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// A list item.
    Item,
    /// Quoted lines.
    Quote,
    /// A rule, a break: what comes after is something else.
    Break,
}

/// The level of a title that its byline, its address or its number tells, and of the rubric right above one.
pub(crate) const ENTRY: u8 = 6;
pub(crate) const OVER_ENTRY: u8 = 5;
/// The level of a line that is wholly a link or wholly bold.
pub(crate) const LEAD: u8 = 7;
/// The level of a short line between empty lines, marked by nothing else.
pub(crate) const BARE: u8 = 8;

/// A run of lines that belong together.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    /// What it is.
    pub kind: Kind,
    /// Its lines; an item's may hold blank ones.
    pub lines: Range<usize>,
    /// How many words it has.
    pub words: usize,
}

impl Block {
    /// Whether it is a heading.
    pub(crate) fn is_heading(&self) -> bool {
        matches!(self.kind, Kind::Heading(_))
    }
}

/// Joins the lines that are still open into blocks.
pub(crate) fn join(draft: &Draft) -> Vec<Block> {
    let Draft { lines, roles, column, .. } = draft;
    let mut blocks = Vec::new();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let is_open = roles.get(at) == Some(&Role::Open);
        let (kind, end) = match line.shape {
            Shape::Blank => (None, at + 1),
            Shape::Rule => (Some(Kind::Break), at + 1),
            _ if !is_open => (None, at + 1),
            Shape::Heading(level) => (Some(Kind::Heading(level)), at + 1),
            Shape::Bullet | Shape::Number(_) => (Some(Kind::Item), item_end(lines, roles, at, *column)),
            Shape::Quote => (Some(Kind::Quote), run_end(lines, roles, at, Shape::Quote)),
            _ => (Some(Kind::Paragraph), paragraph_end(lines, roles, at, *column)),
        };
        if let Some(kind) = kind {
            let words = lines.get(at..end).unwrap_or_default().iter().map(Line::words).sum();
            blocks.push(Block { kind, lines: at..end, words });
        }
        at = end;
    }
    blocks.shrink_to_fit();
    mark_leads(lines, &mut blocks);
    blocks
}

fn is_open(roles: &[Role], at: usize) -> bool {
    roles.get(at) == Some(&Role::Open)
}

fn run_end(lines: &[Line], roles: &[Role], start: usize, shape: Shape) -> usize {
    let rest = lines.iter().enumerate().skip(start + 1);
    rest.take_while(|(at, line)| line.shape == shape && is_open(roles, *at)).last().map_or(start + 1, |(at, _)| at + 1)
}

/// A paragraph ends at an empty line, at another shape, and at a line end where lines are not wrapped.
fn paragraph_end(lines: &[Line], roles: &[Role], start: usize, column: Option<usize>) -> usize {
    let mut at = start + 1;
    while let (Some(line), Some(above)) = (lines.get(at), lines.get(at - 1)) {
        let is_text = matches!(line.shape, Shape::Text | Shape::Timed | Shape::Tag | Shape::Definition);
        if !is_text || !is_open(roles, at) || !(is_wrapped(above, line) || is_broken(above, line, column)) {
            break;
        }
        at += 1;
    }
    at
}

/// Whether `line` goes on in the next one: its width is that of wrapped text, or the next line cannot
/// begin a paragraph.
pub(crate) fn is_wrapped(line: &Line, next: &Line) -> bool {
    // Wrapped text is 50 to 100 columns wide; shorter lines end where they were meant to end.
    let width = line.width();
    let goes_on = next.text.starts_with(|letter: char| letter.is_lowercase());
    (50..=110).contains(&width) && !line.ends_with_colon() && !marks::is_address(line.text)
        || goes_on
        || marks::leaves_link_open(line.text)
}

/// The column at which the lines of a text were broken: nearly none is longer, and many come near it.
pub(crate) fn wrap_column(lines: &[Line]) -> Option<usize> {
    // What mail, Markdown by hand and old text files use.
    const WIDEST: usize = 84;
    const NARROWEST: usize = 60;
    // A sample is enough, and a long document is read often.
    const SAMPLE: usize = 2000;
    // An address is as long as it is, and cannot be broken.
    let is_prose = |line: &&Line| {
        matches!(line.shape, Shape::Text | Shape::Bullet | Shape::Number(_) | Shape::Quote)
            && !marks::is_address(line.text)
    };
    let mut widths: Vec<usize> = lines.iter().filter(is_prose).take(SAMPLE).map(Line::width).collect();
    widths.sort_unstable();
    // Some words and links in the text cannot be broken.
    let widest = widths.get(widths.len() * 9 / 10).copied()?;
    let near = widths.iter().filter(|width| (widest.saturating_sub(15)..=widest).contains(width)).count();
    ((NARROWEST..=WIDEST).contains(&widest) && near * 4 >= widths.len() && widths.len() >= 8).then_some(widest)
}

/// Whether a line was broken where it ends: the first word of the next did not fit.
pub(crate) fn is_broken(line: &Line, next: &Line, column: Option<usize>) -> bool {
    let word = next.text.split_whitespace().next().unwrap_or_default();
    // An address stands on a line of its own.
    let is_address = word.contains("://") && !word.contains("](") || marks::is_address(line.text);
    column.is_some_and(|column| line.width() + 1 + word.chars().count() > column) && !is_address && line.width() > 0
}

/// An item goes on over indented lines, deeper bullets, wrapped lines, and indented paragraphs after
/// an empty line.
fn item_end(lines: &[Line], roles: &[Role], start: usize, column: Option<usize>) -> usize {
    let Some(first) = lines.get(start) else { return start + 1 };
    let (mut end, mut at, mut after_blank) = (start + 1, start + 1, false);
    while let Some(line) = lines.get(at) {
        let above = lines.get(at - 1);
        let belongs = match line.shape {
            Shape::Blank => {
                after_blank = true;
                at += 1;
                continue;
            }
            Shape::Heading(_) | Shape::Rule | Shape::Front => false,
            Shape::Bullet | Shape::Number(_) => {
                line.indent >= first.indent + 2 && !(after_blank && marks::starts_alike(first.text, line.text))
            }
            _ if after_blank => line.indent >= first.indent + 2 && line.indent > 0,
            Shape::Text | Shape::Timed => {
                line.indent > first.indent
                    || above.is_some_and(|above| is_lazy(above, line) || is_broken(above, line, column))
                    || at == start + 1 && is_comment(lines, at)
            }
            _ => line.indent > first.indent,
        };
        if !belongs || !is_open(roles, at) {
            break;
        }
        (at, end, after_blank) = (at + 1, at + 1, false);
    }
    end
}

/// A sentence between an item and the next, with no empty line above: what is said of the item.
fn is_comment(lines: &[Line], at: usize) -> bool {
    // Fewer words are a label.
    const COMMENT: usize = 8;
    let next = lines.get(at + 1);
    lines.get(at).is_some_and(|line| line.shape == Shape::Text && line.words() >= COMMENT && line.ends_sentence())
        && next.is_none_or(|next| next.is_blank() || next.is_item())
}

/// A wrapped line of an item that was not indented begins with a small letter.
fn is_lazy(above: &Line, line: &Line) -> bool {
    above.width() <= 110 && line.text.starts_with(|letter: char| letter.is_lowercase()) && !above.ends_sentence()
}

/// A paragraph of one line that is wholly a link or wholly bold is a heading, if text follows.
fn mark_leads(lines: &[Line], blocks: &mut [Block]) {
    let follows: Vec<bool> =
        blocks.iter().skip(1).map(|block| !block.is_heading() && block.kind != Kind::Break).chain([false]).collect();
    for (block, has_text) in blocks.iter_mut().zip(follows) {
        let line = lines.get(block.lines.start);
        let is_lead = block.kind == Kind::Paragraph
            && block.lines.len() == 1
            && line.is_some_and(|line| marks::is_whole_link(line.text) || marks::is_whole_bold(line.text));
        if is_lead && has_text {
            block.kind = Kind::Heading(LEAD);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::line;
    use super::*;
    use crate::model::document::{Document, Markup};

    fn lines_of_blocks(text: &str) -> Vec<(Kind, usize)> {
        let document = Document::new("x.txt", Markup::Plain, text.to_owned());
        let draft = Draft::new(line::read(&document));
        join(&draft).into_iter().map(|block| (block.kind, block.lines.len())).collect()
    }

    #[test]
    fn a_line_goes_on_where_the_first_word_of_the_next_did_not_fit() {
        let full = "The ferry of Low Quay has a new boiler since Monday, and two captains\nsteered her across the bay in nineteen minutes, as was said at the pier.\n\n";
        let broken = "Whoever has read of it in\n[the-gazette-of-the-quay](https://example.org/2024/05/03/boiler), or not,\nwas there.\n\n";
        let item =
            "* A crane of blue iron stands on the pier of the old harbour and swings\nOver the water, at noon.\n\n";
        let short = "A line\nAnother line\n";
        let text = full.repeat(3) + broken + item + short;
        let paragraph = (Kind::Paragraph, 2);
        let one = (Kind::Paragraph, 1);
        let expected = [paragraph, paragraph, paragraph, (Kind::Paragraph, 3), (Kind::Item, 2), one, one];
        assert_eq!(lines_of_blocks(&text), expected);
    }

    #[test]
    fn an_address_does_not_go_on_in_the_next_line() {
        let full = "The ferry of Low Quay has a new boiler since Monday, and two captains\nsteered her across the bay in nineteen minutes, as was said at the pier.\n\n";
        let address = "https://example.org/2024/05/03/what-the-harbour-master-of-the-old-town-said-of-all-this\n";
        let text = full.repeat(5) + address + "Whoever has read it was there.\n";
        let paragraphs: Vec<usize> = lines_of_blocks(&text).into_iter().map(|(_, lines)| lines).collect();
        assert_eq!(paragraphs, [2, 2, 2, 2, 2, 1, 1]);
    }

    #[test]
    fn lines_that_were_not_broken_have_no_column() {
        let column = |text: &str| {
            let document = Document::new("x.txt", Markup::Plain, text.to_owned());
            Draft::new(line::read(&document)).column
        };
        let full = "The ferry of Low Quay has a new boiler since Monday, and two captains\n".repeat(9);
        let address = "https://example.org/2024/05/03/what-the-harbour-master-of-the-old-town-said-of-all-this\n";
        assert_eq!(column(&full), Some(69));
        assert_eq!(column(&(full + &address.repeat(9))), Some(69));
        assert_eq!(column(&"The ferry\n".repeat(9)), None);
        assert_eq!(column(&"The ferry of Low Quay has a new boiler since Monday. ".repeat(5).repeat(9)), None);
    }
}
