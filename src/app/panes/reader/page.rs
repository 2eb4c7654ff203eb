//! An article set in a column: which bytes of the text stand in which row.
//!
//! Computed once for an article and a width. Wrapping follows UAX #14 (`text::wrap`); a row is a
//! range of bytes, so highlights and search hits are found by comparing ranges.

mod row;
mod set;

use std::ops::Range;

use crate::model::body::Body;
use crate::text::typeset::Setting;
pub use row::{Header, LeftOut, Row, RowKind, Stop};

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
