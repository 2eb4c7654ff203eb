//! The body of an article: its canonical text, in blocks.
//!
//! All positions in an article (places, anchors) speak of [`Body::text`]. It is made when an
//! article is opened, from its shown lines: paragraphs are joined, markup becomes blocks and spans,
//! times of a transcript become moments. It knows nothing of widths: layout is the reader's.

use std::ops::Range;

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
