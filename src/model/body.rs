//! The body of an article: its canonical text, in blocks.
//!
//! All positions in an article (places, anchors) speak of [`Body::text`]. It is made when an
//! article is opened, from its shown lines: wrapped lines are joined, markup becomes blocks and
//! spans, times of a transcript become moments. It knows nothing of widths: layout is the reader's.

mod markdown;
mod org;
mod plain;
mod transcript;

use std::ops::Range;

use super::article::{Article, Kind};
use super::document::{Document, Markup};
pub(crate) use markdown::reference;

/// What a block is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading, level 1 to 6.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// A list item at a depth counted from 0, with its marker (`•`, `3.`).
    Item {
        /// How deep, from 0.
        depth: u8,
        /// What stands before it.
        marker: String,
    },
    /// Quoted text.
    Quote,
    /// Preformatted text: its line breaks stay.
    Code,
    /// A picture's caption or credit.
    Caption,
}

/// One block: a range of the body's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its bytes in [`Body::text`].
    pub range: Range<usize>,
    /// The source lines it was made of, counted from 0.
    pub lines: Range<usize>,
}

/// How an inline part looks, or what it does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SpanKind {
    /// Strong emphasis.
    Strong,
    /// Emphasis.
    Emphasis,
    /// Code.
    Code,
    /// A link to an address (http, https or mailto).
    Link(String),
}

/// An inline part of a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// What it is.
    pub kind: SpanKind,
    /// Its bytes in [`Body::text`].
    pub range: Range<usize>,
}

/// A time in a recording: from this byte on, until the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// A byte of [`Body::text`].
    pub at: usize,
    /// Seconds from the start of the recording.
    pub seconds: u32,
}

/// An article's text, in blocks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Body {
    /// The canonical text: blocks, separated by an empty line.
    pub text: String,
    /// The blocks: disjoint, ascending, together all of the text but the empty lines between.
    pub blocks: Vec<Block>,
    /// The inline parts, ascending by start.
    pub spans: Vec<Span>,
    /// The times of a transcript, ascending.
    pub moments: Vec<Moment>,
}

impl Body {
    /// Reads the shown lines of `article`.
    pub fn of(document: &Document, article: &Article) -> Body {
        let shown = document.lines(article.lines.range()).filter(|(index, _)| article.shows(*index));
        let lines: Vec<(usize, &str)> = shown.collect();
        let mut body = match (article.kind, document.markup()) {
            (Kind::Transcript, _) if transcript::is_timed(&lines) => transcript::read(&lines),
            (_, Markup::Markdown) => markdown::read(document, &lines),
            _ => plain::read(&lines),
        };
        lift_items(&mut body.blocks);
        body
    }

    /// The text of block `index`; empty past the end.
    pub fn block_text(&self, index: usize) -> &str {
        self.blocks.get(index).and_then(|block| self.text.get(block.range.clone())).unwrap_or_default()
    }

    /// The block that holds byte `at`, else the next one, else the last; 0 where there is none.
    pub fn block_at(&self, at: usize) -> usize {
        let after = self.blocks.partition_point(|block| block.range.end <= at);
        after.min(self.blocks.len().saturating_sub(1))
    }

    /// The links inside `range`, in order: where they stand and where they lead.
    pub fn links(&self, range: Range<usize>) -> impl Iterator<Item = (Range<usize>, &str)> {
        self.spans.iter().filter_map(move |span| match &span.kind {
            SpanKind::Link(url) if span.range.start < range.end && span.range.end > range.start => {
                Some((span.range.clone(), url.as_str()))
            }
            _ => None,
        })
    }

    /// The second of the recording at byte `at`, in a transcript.
    pub fn seconds_at(&self, at: usize) -> Option<u32> {
        let after = self.moments.partition_point(|moment| moment.at <= at);
        self.moments.get(after.checked_sub(1)?).map(|moment| moment.seconds)
    }

    /// The seconds of the recording in which `range` is spoken, in a transcript: to the time of what comes after
    /// it, for a text says only when something begins.
    pub fn seconds_of(&self, range: &Range<usize>) -> Option<(u32, u32)> {
        let from = self.seconds_at(range.start)?;
        let after = self.moments.partition_point(|moment| moment.at < range.end);
        let next = self.moments.get(after).map(|moment| moment.seconds);
        let last = self.seconds_at(range.end.saturating_sub(1));
        // Times may go back where recordings were put together.
        Some((from, from.max(last.unwrap_or(from)).max(next.unwrap_or(from))))
    }

    /// The source lines (counted from 0) of the blocks that `range` touches.
    pub fn lines_of(&self, range: &Range<usize>) -> Option<Range<usize>> {
        let touched = |block: &&Block| block.range.start < range.end && block.range.end > range.start;
        let first = self.blocks.iter().find(touched)?;
        let last = self.blocks.iter().rfind(touched)?;
        Some(first.lines.start..last.lines.end)
    }

    /// The code point at byte `at`.
    pub fn code_point(&self, at: usize) -> usize {
        self.text.get(..at).map_or(0, |head| head.chars().count())
    }

    /// The byte of code point `index`; the end of the text where it is past it.
    pub fn byte(&self, index: usize) -> usize {
        self.text.char_indices().nth(index).map_or(self.text.len(), |(at, _)| at)
    }

    /// Appends a block of `text`, trimmed, after an empty line; an empty one is left out.
    fn push(&mut self, kind: BlockKind, text: &str, lines: Range<usize>) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let start = self.open();
        self.text.push_str(text);
        self.blocks.push(Block { kind, range: start..self.text.len(), lines });
    }

    /// Begins a block: sets the empty line before it and gives its first byte.
    fn open(&mut self) -> usize {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        self.text.len()
    }
}

/// Takes away the indentation that all items share; an article that is one item is a paragraph, with
/// what was nested in it as its list.
fn lift_items(blocks: &mut [Block]) {
    let depths = |blocks: &[Block]| -> Vec<u8> {
        blocks
            .iter()
            .filter_map(|block| if let BlockKind::Item { depth, .. } = block.kind { Some(depth) } else { None })
            .collect()
    };
    let all = depths(blocks);
    let Some(least) = all.iter().copied().min() else { return };
    let is_one = all.iter().filter(|depth| **depth == least).count() == 1;
    let lifted = match blocks.first_mut() {
        Some(first) if is_one && matches!(first.kind, BlockKind::Item { depth, .. } if depth == least) => {
            first.kind = BlockKind::Paragraph;
            depths(blocks).into_iter().min().unwrap_or(least)
        }
        _ => least,
    };
    for block in blocks {
        if let BlockKind::Item { depth, .. } = &mut block.kind {
            *depth -= lifted;
        }
    }
}

/// Whether an address may be linked or opened: http, https or mailto, without white space.
pub fn is_safe_url(url: &str) -> bool {
    let begins = |scheme: &str| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    let scheme = ["http://", "https://", "mailto:"].iter().any(|scheme| begins(scheme));
    scheme && !url.contains(|letter: char| letter.is_whitespace() || letter.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn depths(items: &[Option<u8>]) -> Vec<Option<u8>> {
        let kind = |depth: &Option<u8>| {
            depth.map_or(BlockKind::Paragraph, |depth| BlockKind::Item { depth, marker: "•".into() })
        };
        let mut blocks: Vec<Block> =
            items.iter().map(|depth| Block { kind: kind(depth), range: 0..0, lines: 0..0 }).collect();
        lift_items(&mut blocks);
        let depth = |block: &Block| if let BlockKind::Item { depth, .. } = block.kind { Some(depth) } else { None };
        blocks.iter().map(depth).collect()
    }

    #[test]
    fn an_article_that_is_one_item_is_a_paragraph_and_shared_indentation_goes() {
        type Depths<'a> = &'a [Option<u8>];
        let cases: [(Depths, Depths); 5] = [
            (&[Some(1)], &[None]),
            (&[Some(0), Some(1), Some(2)], &[None, Some(0), Some(1)]),
            (&[Some(2), Some(2), Some(3)], &[Some(0), Some(0), Some(1)]),
            (&[None, Some(1)], &[None, Some(0)]),
            (&[None], &[None]),
        ];
        for (items, expected) in cases {
            assert_eq!(depths(items), expected, "{items:?}");
        }
    }

    #[test]
    fn only_addresses_of_the_web_and_of_mail_are_safe() {
        for url in ["https://example.org", "HTTP://example.org/é", "mailto:a@example.org", "mailto:é@example.org"] {
            assert!(is_safe_url(url), "{url}");
        }
        for url in ["javascript:alert(1)", "file:///etc/passwd", "https://a b", "http", "ftp://x", "é://", ""] {
            assert!(!is_safe_url(url), "{url}");
        }
    }
}
