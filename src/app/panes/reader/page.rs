//! An article set in a column: which bytes of the text stand in which row.
//!
//! Computed once for an article and a width. Wrapping follows UAX #14 (`text::wrap`); a row is a
//! range of bytes, so highlights and search hits are found by comparing ranges.

use std::ops::Range;

use crate::model::body::{Block, BlockKind, Body};
use crate::text::language::Lang;
use crate::text::typeset::{Line, Setting, Sign, Typography, set};
use crate::text::wrap::{columns, wrap};

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

/// An article set in a column.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    header: Header,
    setting: Setting,
    rows: Vec<Row>,
    /// Which rows show text.
    text: Vec<usize>,
    /// What can be focused, with its rows.
    stops: Vec<(Stop, Range<usize>)>,
    left_out: Vec<LeftOut>,
    hides_first: bool,
    lead: Range<usize>,
}

impl Page {
    /// Sets `body` below `header`, with what was left out between.
    pub fn new(header: Header, body: &Body, left_out: Vec<LeftOut>, setting: Setting) -> Page {
        let hides_first = body.blocks.len() > 1 && same_words(body.block_text(0), &header.title);
        let lead = if header.is_by_hand { 0..0 } else { lead(body, &header.title) };
        let mut page = Page { header, setting, left_out, hides_first, lead, ..Page::default() };
        page.set_header();
        page.set_body(body);
        page.set_ending();
        page.remember_rows();
        page
    }

    /// Nothing, to be set so.
    pub fn empty(setting: Setting) -> Page {
        Page { setting, ..Page::default() }
    }

    /// How it is set.
    pub fn setting(&self) -> Setting {
        self.setting
    }

    /// What stands above the text.
    pub fn header(&self) -> &Header {
        &self.header
    }

    /// The lines that were left out.
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }

    /// The rows of what is focused.
    pub fn rows_of(&self, stop: Stop) -> Range<usize> {
        self.stops.iter().find(|(other, _)| *other == stop).map_or(0..0, |(_, rows)| rows.clone())
    }

    /// The stop before or after another one, itself at either end.
    pub fn stop_beside(&self, stop: Stop, direction: isize) -> Stop {
        let here = self.stops.iter().position(|(other, _)| *other == stop);
        let beside = match here {
            Some(here) if direction > 0 => Some(here + 1),
            Some(here) => here.checked_sub(1),
            None => (direction > 0).then_some(0),
        };
        beside.and_then(|beside| self.stops.get(beside)).map_or(stop, |(found, _)| *found)
    }

    /// All rows.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The beginning of the text that is the title, word for word: it is set as one and not said twice.
    pub fn lead(&self) -> Range<usize> {
        self.lead.clone()
    }

    /// Whether the first block is left out because it says what the title says.
    pub fn hides_first_block(&self) -> bool {
        self.hides_first
    }

    /// The first row of the text.
    pub fn first_text_row(&self) -> usize {
        self.text.first().copied().unwrap_or(0)
    }

    /// The row that shows byte `at` of the text: the last text row that begins at or before it.
    pub fn row_at(&self, at: usize) -> usize {
        let begins = |row: usize| self.rows.get(row).map_or(0, |row| row.range.start);
        let after = self.text.partition_point(|row| begins(*row) <= at);
        self.text.get(after.saturating_sub(1)).copied().unwrap_or(0)
    }

    /// The first byte of the text in or after row `row`; 0 in the header.
    pub fn place_of(&self, row: usize) -> usize {
        if row <= self.first_text_row() {
            return 0;
        }
        let below = self.text.get(self.text.partition_point(|text| *text < row));
        let found = below.or(self.text.last()).and_then(|row| self.rows.get(*row));
        found.map_or(0, |row| row.range.start)
    }

    /// The bytes of the text that stand in `rows`.
    pub fn text_of(&self, rows: Range<usize>) -> Range<usize> {
        let mut text = self.rows.get(rows).unwrap_or_default().iter().filter(|row| row.is_text());
        let Some(first) = text.next() else { return 0..0 };
        first.range.start..text.next_back().unwrap_or(first).range.end
    }

    /// The first stop, or the last, that has a row in `rows`.
    pub fn stop_in(&self, rows: Range<usize>, last: bool) -> Option<Stop> {
        let mut stops = self.rows.get(rows)?.iter().filter_map(Row::stop);
        if last { stops.next_back() } else { stops.next() }
    }

    fn set_header(&mut self) {
        let header = self.header.clone();
        self.push_lines(RowKind::Kicker, &header.kicker);
        if self.lead.is_empty() {
            self.push_lines(RowKind::Title, &header.title);
        }
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

    /// Notes which rows show text, and which rows each stop has.
    fn remember_rows(&mut self) {
        for (index, row) in self.rows.iter().enumerate() {
            if row.is_text() {
                self.text.push(index);
            }
            let Some(stop) = row.stop() else { continue };
            match self.stops.last_mut() {
                Some((last, rows)) if *last == stop => rows.end = index + 1,
                _ => self.stops.push((stop, index..index + 1)),
            }
        }
    }

    fn push_lines(&mut self, kind: RowKind, text: &str) {
        for range in wrap(text, self.setting.width.max(1)) {
            self.rows.push(Row { kind: kind.clone(), range, indent: 0, signs: Vec::new() });
        }
    }

    fn blank(&mut self) {
        self.rows.push(Row { kind: RowKind::Blank, range: 0..0, indent: 0, signs: Vec::new() });
    }

    fn set_body(&mut self, body: &Body) {
        let first = usize::from(self.hides_first);
        let mut left_out = 0;
        for (index, block) in body.blocks.iter().enumerate().skip(first) {
            let before = left_out;
            left_out = self.set_left_out(before, block.lines.start);
            if left_out > before || index > first && needs_space(body.blocks.get(index - 1), block) {
                self.blank();
            }
            self.set_block(index, block, body.block_text(index));
        }
        self.set_left_out(left_out, usize::MAX);
    }

    /// Sets the lines left out before line `end` of the document, from the `from`th on.
    fn set_left_out(&mut self, from: usize, end: usize) -> usize {
        let before = |line: &&LeftOut| line.line < end;
        let here: Vec<String> =
            self.left_out.iter().skip(from).take_while(before).map(|line| line.text.clone()).collect();
        for (index, text) in here.iter().enumerate() {
            if index == 0 && self.rows.last().is_some_and(|row| row.kind != RowKind::Blank) {
                self.blank();
            }
            self.push_lines(RowKind::LeftOut { index: from + index }, text);
        }
        from + here.len()
    }

    fn set_block(&mut self, index: usize, block: &Block, text: &str) {
        let indent = indent(&block.kind).min(self.setting.width / 2);
        let width = self.setting.width.saturating_sub(indent).max(1);
        let lines = set(text, Setting { width, typography: niceties(&block.kind, self.setting), ..self.setting });
        let indent = u16::try_from(indent).unwrap_or(0);
        let start = block.range.start;
        for (at, Line { range, mut signs }) in lines.into_iter().enumerate() {
            signs.iter_mut().for_each(|(byte, _)| *byte += start);
            let kind = RowKind::Text { block: index, first: at == 0 };
            self.rows.push(Row { kind, range: start + range.start..start + range.end, indent, signs });
        }
    }
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

    fn is_text(&self) -> bool {
        matches!(self.kind, RowKind::Text { .. })
    }
}

/// What is fit for a block: code stands as it was written, headings and captions are too short to be
/// stretched or divided.
fn niceties(kind: &BlockKind, setting: Setting) -> Typography {
    let narrow_spaces = setting.typography.narrow_spaces;
    match kind {
        BlockKind::Paragraph | BlockKind::Item { .. } | BlockKind::Quote => setting.typography,
        BlockKind::Heading(_) | BlockKind::Caption => Typography { narrow_spaces, ..Typography::default() },
        BlockKind::Code => Typography::default(),
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

/// Where the text says its own title (cut with an ellipsis or not) in its first words and goes on.
fn lead(body: &Body, title: &str) -> Range<usize> {
    let words = title.trim_end_matches(['…', ' ']);
    let goes_on = body.text.len() > words.len() && !body.block_text(0).trim_end_matches('.').eq(words);
    let near = body.text.get(..body.text.floor_char_boundary(words.len() + FIRST_WORDS)).unwrap_or_default();
    let found = near.find(words).filter(|_| !words.is_empty() && goes_on);
    found.map_or(0..0, |at| at..at + words.len())
}

/// Bytes of a text before its title that leave it at the beginning: a few words that say when.
const FIRST_WORDS: usize = 60;

fn same_words(text: &str, title: &str) -> bool {
    text.split_whitespace().eq(title.split_whitespace())
}
