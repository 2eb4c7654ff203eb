//! Plain text into blocks: paragraphs, list items, headings, captions, mail quotes, bare links.
//!
//! Lines broken by hand at some width are joined; everywhere else a line is a paragraph. It looks
//! only at the article's own lines and invents nothing.

use std::ops::Range;

use super::{BlockKind, Body, Span, SpanKind, is_safe_url, org};
use crate::text::shape::{self, bullet, is_caption, is_heading_like, is_rule, quoted};

/// Where lines are broken by hand; editors and mailers break at 60 to 80.
const NARROWEST_BROKEN: usize = 40;
const WIDEST_BROKEN: usize = 100;

pub(super) fn read(lines: &[(usize, &str)]) -> Body {
    let mut body = Body::default();
    let width = broken_at(lines);
    let mut open: Option<Paragraph> = None;
    let mut after_blank = true;
    for (position, &(index, line)) in lines.iter().enumerate() {
        if line.trim().is_empty() || is_rule(line) {
            close(&mut body, open.take());
            after_blank = true;
            continue;
        }
        let joins = open.as_ref().is_some_and(|paragraph| paragraph.goes_on(line, width));
        match open.as_mut() {
            Some(paragraph) if joins => paragraph.join(index, line),
            _ => {
                close(&mut body, open.take());
                let next = lines.get(position + 1).map_or("", |(_, next)| *next);
                open = Some(Paragraph::new(index, line, next, after_blank));
            }
        }
        after_blank = false;
    }
    close(&mut body, open);
    mark_labels(&mut body);
    mark_links(&mut body);
    body
}

/// The width at which the lines were broken by hand, if they were: the one that most lines with another right
/// after them keep to, filled as they are until the next word would not have fitted. It is not the widest line: one
/// long address would hide how all the others were broken.
fn broken_at(lines: &[(usize, &str)]) -> Option<usize> {
    let followed: Vec<Followed> = lines
        .windows(2)
        .filter_map(|pair| match pair {
            [(_, line), (_, next)] if is_prose(line) && is_prose(next) => Some(Followed::read(line, next)),
            _ => None,
        })
        .collect();
    let keep_to = |width: &usize| followed.iter().filter(|line| line.fills(*width)).count();
    // Of several, the narrowest: `max_by_key` takes the last.
    let width = (NARROWEST_BROKEN..=WIDEST_BROKEN).rev().max_by_key(keep_to)?;
    let full = keep_to(&width);
    // Lines that were broken end inside of sentences; those that all end one are paragraphs that happen to be as long.
    let inside = followed.iter().filter(|line| line.fills(width) && !line.ends_sentence).count();
    (full >= 2 && full * 2 >= followed.len() && inside * 4 >= full).then_some(width)
}

/// A line with another right after it.
struct Followed {
    columns: usize,
    filled: usize,
    ends_sentence: bool,
}

impl Followed {
    fn read(line: &str, next: &str) -> Self {
        let end = line.trim_end().trim_end_matches(['»', '”', '"', ')', ' ', '\u{a0}', '\u{202f}']);
        let ends_sentence = end.ends_with(['.', '!', '?', '…']);
        Followed { columns: columns(line), filled: filled(line, next), ends_sentence }
    }

    fn fills(&self, width: usize) -> bool {
        self.columns <= width && reaches(self.filled, width)
    }
}

/// Whether the line has more than one word: the like of an address is never broken, and says nothing of a width.
fn is_prose(line: &str) -> bool {
    bullet(line).map_or(line, |item| item.rest).split_whitespace().nth(1).is_some()
}

fn columns(line: &str) -> usize {
    line.trim_end().chars().count()
}

/// Columns of a line together with the first word of the next.
fn filled(line: &str, next: &str) -> usize {
    columns(line) + 1 + next.split_whitespace().next().map_or(0, columns)
}

/// Whether so many columns are more than a line of this width takes. Not all fill their lines to the last one.
fn reaches(filled: usize, width: usize) -> bool {
    filled * 10 >= width * 9
}

struct Paragraph<'a> {
    kind: BlockKind,
    text: String,
    last_line: &'a str,
    first: usize,
    last: usize,
}

impl<'a> Paragraph<'a> {
    fn new(index: usize, line: &'a str, next: &str, after_blank: bool) -> Self {
        let (kind, text) = classify(line, next, after_blank);
        Paragraph { kind, text: text.to_owned(), last_line: line, first: index, last: index }
    }

    /// Whether `line` continues this paragraph: the line before it is so full that the first word
    /// of `line` would not have fitted, and `line` begins nothing new.
    fn goes_on(&self, line: &str, width: Option<usize>) -> bool {
        let Some(width) = width else { return false };
        let (depth, text) = quoted(line);
        let same_quote = (depth > 0) == (self.kind == BlockKind::Quote);
        let is_full = reaches(filled(self.last_line, text), width);
        same_quote && bullet(text).is_none() && !matches!(self.kind, BlockKind::Caption) && is_full
    }

    fn join(&mut self, index: usize, line: &'a str) {
        self.text.push(' ');
        self.text.push_str(quoted(line).1.trim());
        self.last_line = line;
        self.last = index;
        if matches!(self.kind, BlockKind::Heading(_)) {
            self.kind = BlockKind::Paragraph;
        }
    }
}

fn classify<'a>(line: &'a str, next: &str, after_blank: bool) -> (BlockKind, &'a str) {
    let (depth, text) = quoted(line);
    if depth > 0 {
        return (BlockKind::Quote, text);
    }
    if let Some(item) = bullet(line) {
        // Two columns a level is the least that anyone indents by; deeper than 4 is not readable.
        let depth = u8::try_from((item.indent / 2).min(4)).unwrap_or(4);
        let marker = if item.marker.len() == 1 && !item.marker.ends_with('.') { "•" } else { item.marker };
        return (BlockKind::Item { depth, marker: marker.to_owned() }, item.rest);
    }
    let text = line.trim();
    if is_caption(text) {
        return (BlockKind::Caption, text);
    }
    let leads_text = next.trim().is_empty() || next.chars().count() > text.chars().count();
    let kind = if is_heading_like(text) && leads_text && (after_blank || next.chars().count() > 100) {
        BlockKind::Heading(2)
    } else {
        BlockKind::Paragraph
    };
    (kind, text)
}

fn close(body: &mut Body, paragraph: Option<Paragraph>) {
    let Some(paragraph) = paragraph else { return };
    let (text, links) = org::read_links(paragraph.text.trim());
    body.push(paragraph.kind, &text, paragraph.first..paragraph.last + 1);
    let start = body.blocks.last().map_or(0, |block| block.range.start);
    let span = |(range, url): (Range<usize>, &str)| Span {
        kind: SpanKind::Link(url.to_owned()),
        range: start + range.start..start + range.end,
    };
    body.spans.extend(links.into_iter().map(span));
}

/// Makes the label of a labelled paragraph (`LE FAIT NOUVEAU : …`) strong.
fn mark_labels(body: &mut Body) {
    let labels = body.blocks.iter().filter(|block| block.kind == BlockKind::Paragraph);
    let spans = labels.filter_map(|block| {
        let length = shape::label(body.text.get(block.range.clone())?)?;
        Some(Span { kind: SpanKind::Strong, range: block.range.start..block.range.start + length })
    });
    let spans: Vec<Span> = spans.collect();
    body.spans.extend(spans);
}

/// Makes bare addresses links.
fn mark_links(body: &mut Body) {
    let (mut links, mut from) = (Vec::new(), 0);
    while let Some(at) = body.text.get(from..).and_then(|rest| rest.find("http")).map(|at| from + at) {
        let (end, link) = address(&body.text, at);
        links.extend(link);
        from = end;
    }
    body.spans.extend(links);
    body.spans.sort_by_key(|span| span.range.start);
}

/// The word that begins at byte `at`: where it ends, and the link it is, if it is an address.
fn address(text: &str, at: usize) -> (usize, Option<Span>) {
    let rest = text.get(at..).unwrap_or_default();
    let length = rest.find(|letter: char| letter.is_whitespace() || "<>\"«»“”".contains(letter)).unwrap_or(rest.len());
    let word = rest.get(..length).unwrap_or_default();
    let url = word.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', ']', '’', '\'']);
    let starts_word = !text.get(..at).is_some_and(|before| before.ends_with(char::is_alphanumeric));
    let link = (starts_word && is_safe_url(url) && url.len() > "https://".len())
        .then(|| Span { kind: SpanKind::Link(url.to_owned()), range: at..at + url.len() });
    (at + length.max(1), link)
}

#[cfg(test)]
mod tests {
    use super::super::Block;
    use super::*;

    fn kinds(text: &str) -> Vec<(String, String)> {
        let lines: Vec<(usize, &str)> = text.split('\n').enumerate().collect();
        let body = read(&lines);
        let name = |kind: &BlockKind| format!("{kind:?}").split([' ', '(']).next().unwrap_or_default().to_owned();
        let text = |block: &Block| body.text[block.range.clone()].to_owned();
        body.blocks.iter().map(|block| (name(&block.kind), text(block))).collect()
    }

    #[test]
    fn a_line_is_a_paragraph_where_lines_are_long() {
        let long =
            "Le bac de neuf heures est parti avec onze minutes de retard, ce qui n’étonne plus personne sur le quai.";
        let text = format!("Le bac en retard\n{long}\n{long}");
        let expected = [("Heading", "Le bac en retard"), ("Paragraph", long), ("Paragraph", long)];
        assert_eq!(kinds(&text), expected.map(|(kind, text)| (kind.to_owned(), text.to_owned())));
    }

    #[test]
    fn a_line_is_a_paragraph_where_each_ends_a_sentence_however_alike_they_are_in_length() {
        let lines = [
            "The council of Low Quay has voted to close the covered pool, which leaks.",
            "The members of it have argued for four hours, and the mayor for one more.",
            "“Nobody mends a sieve of this size”, says the keeper of the covered pool.”",
            "The swimmers have stayed in the hall of the pool with their caps till now.",
        ];
        assert_eq!(kinds(&lines.join("\n")), lines.map(|line| ("Paragraph".to_owned(), line.to_owned())));
    }

    #[test]
    fn lines_broken_by_hand_are_joined_and_lists_are_not() {
        let text = "The keeper climbed the hundred and twelve steps each evening, and each\n\
                    time he counted them aloud, from the bottom to the top, as if one of\n\
                    them might have gone.\n\nHe kept:\n- a lamp\n\
                    - a book of tides in which he had written, over some thirty years,\n  the weather";
        let expected = [
            (
                "Paragraph",
                "The keeper climbed the hundred and twelve steps each evening, and each time he \
                           counted them aloud, from the bottom to the top, as if one of them might have gone.",
            ),
            ("Paragraph", "He kept:"),
            ("Item", "a lamp"),
            ("Item", "a book of tides in which he had written, over some thirty years, the weather"),
        ];
        assert_eq!(kinds(text), expected.map(|(kind, text)| (kind.to_owned(), text.to_owned())));
    }

    #[test]
    fn a_line_that_is_too_wide_does_not_hide_where_the_others_were_broken() {
        let wide =
            "/A word from the keeper of [[https://example.org/the-lamp-and-the-hundred-and-twelve-steps][the lamp]]./";
        let text = format!(
            "{wide}\n\nThe lamp was first lit in the winter of the long frost, on an island\n\
             that had no name yet. A company paid for the oil, and for a search\nfor the best of wicks, which took three years."
        );
        let joined = "The lamp was first lit in the winter of the long frost, on an island that had no name yet. A \
                      company paid for the oil, and for a search for the best of wicks, which took three years.";
        let expected = [("Paragraph", "/A word from the keeper of the lamp./"), ("Paragraph", joined)];
        assert_eq!(kinds(&text), expected.map(|(kind, text)| (kind.to_owned(), text.to_owned())));
        let verses = "The keeper climbed the stair,\nand no one else was there;\nhe lit the lamp,\nhe wiped the damp\n\
                      from window, wall and chair.";
        assert_eq!(kinds(verses).len(), 5, "short lines are lines");
        let address = "https://example.org/the-lamp-and-the-steps";
        let addresses =
            format!("All of it is here:\n• {address}/1\n• {address}/2\n• {address}/3\nAnd the rest:\n{address}");
        assert_eq!(kinds(&addresses).len(), 6, "addresses are lines");
    }

    #[test]
    fn labels_are_strong_and_bare_addresses_are_links() {
        let lines = [(0, "EN CLAIR : voir https://example.org/a(b). Fin.")];
        let body = read(&lines);
        let spans: Vec<&str> = body.spans.iter().map(|span| &body.text[span.range.clone()]).collect();
        assert_eq!(spans, ["EN CLAIR", "https://example.org/a(b"]);
    }
}
