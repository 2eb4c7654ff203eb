//! What a page is made of: its header, its rows, and what of them can be focused.

use std::ops::Range;

use crate::text::language::Lang;
use crate::text::typeset::Sign;
use crate::text::wrap::columns;

/// What stands above and below an article's text, and how that is to be read.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Header {
    /// The rubric.
    pub kicker: String,
    /// The title.
    pub title: String,
    /// Whether it was given by hand: one that was not may stand in the text word for word.
    pub is_by_hand: bool,
    /// Digest, author, date, reading time.
    pub byline: String,
    /// A sentence below the text (the text goes on behind a paywall).
    pub ending: String,
    /// The language of the text.
    pub lang: Option<Lang>,
}

/// What a row shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowKind {
    /// Nothing.
    Blank,
    /// A part of the header's kicker.
    Kicker,
    /// A part of the header's title.
    Title,
    /// A part of the header's byline.
    Byline,
    /// A part of the header's ending.
    Ending,
    /// A part of a block of the text.
    Text {
        /// Which block.
        block: usize,
        /// Whether it is the block's first row.
        first: bool,
    },
    /// A part of a line that was left out of the article.
    LeftOut {
        /// Which of [`Page::left_out`].
        index: usize,
    },
}

/// A line that was left out of the article (chrome), shown dimmed where it stood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// The line in the document, counted from 0.
    pub line: usize,
    /// What it says.
    pub text: String,
}

/// What can be focused, in the order of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stop {
    /// A block of the text.
    Block(usize),
    /// A line that was left out, by its index.
    LeftOut(usize),
}

/// One row: what it shows, which bytes, and how far it is indented.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it shows.
    pub kind: RowKind,
    /// The bytes, of the body's text or of the header's part.
    pub range: Range<usize>,
    /// Columns from the column's left edge.
    pub indent: u16,
    /// What is drawn without being in the text, each with the byte before which it stands, ascending.
    pub signs: Vec<(usize, Sign)>,
}

impl Row {
    /// What is focused with it.
    pub fn stop(&self) -> Option<Stop> {
        match self.kind {
            RowKind::Text { block, .. } => Some(Stop::Block(block)),
            RowKind::LeftOut { index } => Some(Stop::LeftOut(index)),
            _ => None,
        }
    }

    /// Columns from the row's first to byte `at` of `text`.
    pub fn column_of(&self, text: &str, at: usize) -> usize {
        let before = text.get(self.range.start..at).unwrap_or_default();
        columns(before) + self.signs.iter().filter(|(byte, _)| *byte <= at).count()
    }

    /// Whether it shows text of the article.
    pub(super) fn is_text(&self) -> bool {
        matches!(self.kind, RowKind::Text { .. })
    }
}
