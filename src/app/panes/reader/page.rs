//! An article set in a column: which bytes of the text stand in which row.
//!
//! Computed once for an article and a width. Wrapping follows UAX #14 (`text::wrap`); a row is a
//! range of bytes, so highlights and search hits are found by comparing ranges.

use std::ops::Range;

use crate::model::body::{Block, BlockKind, Body};
use crate::text::wrap::{columns, wrap, wrap_with};

/// What stands above an article's text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Header {
    /// The rubric.
    pub kicker: String,
    /// The title.
    pub title: String,
    /// Whether the title was derived from the text.
    pub derived: bool,
    /// Digest, author, date, reading time.
    pub byline: String,
    /// A sentence below the text (the text goes on behind a paywall).
    pub ending: String,
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
}

/// An article set in a column.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    header: Header,
    width: usize,
    rows: Vec<Row>,
    hides_first: bool,
}

impl Page {
    /// Sets `body` below `header` in a column of `width`.
    pub fn new(header: Header, body: &Body, width: usize) -> Page {
        let hides_first = body.blocks.len() > 1 && same_words(body.block_text(0), &header.title);
        let mut page = Page { header, width, rows: Vec::new(), hides_first };
        page.set_header();
        page.set_body(body);
        page.set_ending();
        page
    }

    /// Nothing, in a column of `width`.
    pub fn empty(width: usize) -> Page {
        Page { width, ..Page::default() }
    }

    /// The width of the column.
    pub fn width(&self) -> usize {
        self.width
    }

    /// What stands above the text.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// All rows.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// Whether the first block is left out because it says what the title says.
    pub fn hides_first_block(&self) -> bool {
        self.hides_first
    }

    /// The first row of the text.
    pub fn first_text_row(&self) -> usize {
        self.rows.iter().position(Row::is_text).unwrap_or(0)
    }

    /// The row that shows byte `at` of the text: the last text row that begins at or before it.
    pub fn row_at(&self, at: usize) -> usize {
        let first = self.first_text_row();
        let text = |row: &&Row| row.is_text();
        let after = self.rows.iter().skip(first).filter(text).take_while(|row| row.range.start <= at).count();
        let found =
            self.rows.iter().enumerate().skip(first).filter(|(_, row)| row.is_text()).nth(after.saturating_sub(1));
        found.map_or(0, |(index, _)| index)
    }

    /// The first byte of the text in or after row `row`; 0 in the header.
    pub fn place_of(&self, row: usize) -> usize {
        if row <= self.first_text_row() {
            return 0;
        }
        let below = self.rows.iter().skip(row).find(|row| row.is_text());
        below.or_else(|| self.rows.iter().rfind(|row| row.is_text())).map_or(0, |row| row.range.start)
    }

    /// The bytes of the text that stand in `rows`.
    pub fn text_of(&self, rows: Range<usize>) -> Range<usize> {
        let mut text = self.rows.get(rows).unwrap_or_default().iter().filter(|row| row.is_text());
        let Some(first) = text.next() else { return 0..0 };
        first.range.start..text.next_back().unwrap_or(first).range.end
    }

    /// The first block, or the last, that has a row in `rows`.
    pub fn block_in(&self, rows: Range<usize>, last: bool) -> Option<usize> {
        let mut blocks = self.rows.get(rows)?.iter().filter_map(|row| match row.kind {
            RowKind::Text { block, .. } => Some(block),
            _ => None,
        });
        if last { blocks.next_back() } else { blocks.next() }
    }

    fn set_header(&mut self) {
        let header = self.header.clone();
        self.push_lines(RowKind::Kicker, &header.kicker);
        self.push_lines(RowKind::Title, &header.title);
        self.push_lines(RowKind::Byline, &header.byline);
        self.blank();
    }

    fn set_ending(&mut self) {
        let ending = self.header.ending.clone();
        if !ending.is_empty() {
            self.blank();
            self.push_lines(RowKind::Ending, &ending);
        }
        self.blank();
    }

    fn push_lines(&mut self, kind: RowKind, text: &str) {
        for range in wrap(text, self.width.max(1)) {
            self.rows.push(Row { kind: kind.clone(), range, indent: 0 });
        }
    }

    fn blank(&mut self) {
        self.rows.push(Row { kind: RowKind::Blank, range: 0..0, indent: 0 });
    }

    fn set_body(&mut self, body: &Body) {
        let first = usize::from(self.hides_first);
        for (index, block) in body.blocks.iter().enumerate().skip(first) {
            if index > first && needs_space(body.blocks.get(index - 1), block) {
                self.blank();
            }
            self.set_block(index, block, body.block_text(index));
        }
    }

    fn set_block(&mut self, index: usize, block: &Block, text: &str) {
        let indent = indent(&block.kind).min(self.width / 2);
        let width = self.width.saturating_sub(indent).max(1);
        let lines = wrap_with(text, width, width);
        let indent = u16::try_from(indent).unwrap_or(0);
        for (at, line) in lines.into_iter().enumerate() {
            let range = block.range.start + line.start..block.range.start + line.end;
            self.rows.push(Row { kind: RowKind::Text { block: index, first: at == 0 }, range, indent });
        }
    }
}

impl Row {
    fn is_text(&self) -> bool {
        matches!(self.kind, RowKind::Text { .. })
    }
}

/// How far a block's lines are indented: list items hang after their marker.
pub fn indent(kind: &BlockKind) -> usize {
    match kind {
        BlockKind::Item { depth, marker } => usize::from(*depth) * 3 + columns(marker) + 1,
        BlockKind::Quote | BlockKind::Code => 2,
        BlockKind::Heading(_) | BlockKind::Paragraph | BlockKind::Caption => 0,
    }
}

/// Whether an empty row stands between two blocks: not between the items of a list, and not below a
/// heading.
fn needs_space(before: Option<&Block>, block: &Block) -> bool {
    match (before.map(|before| &before.kind), &block.kind) {
        (Some(BlockKind::Item { .. }), BlockKind::Item { .. }) | (Some(BlockKind::Heading(_)), _) => false,
        (before, _) => before.is_some(),
    }
}

fn same_words(text: &str, title: &str) -> bool {
    text.split_whitespace().eq(title.split_whitespace())
}
