//! A passage being selected: two ends, of which one moves, by character, word, row or sentence.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::page::Page;
use crate::model::body::Body;
use crate::text::sentences::sentences;

/// A passage being selected; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Selection {
    start: usize,
    end: usize,
    moves_start: bool,
}

impl Selection {
    /// Selects from byte `at` of `text` to the end of the first word there, or of the first character
    /// where the block has no word; its end moves.
    pub fn new(text: &str, at: usize) -> Option<Selection> {
        let rest = text.get(at..)?.split("\n\n").next()?;
        let word = rest.unicode_word_indices().next().map(|(offset, word)| offset + word.len());
        let end = word.or_else(|| rest.graphemes(true).next().map(str::len))?;
        Some(Selection { start: at, end: at + end, moves_start: false })
    }

    /// Selects these bytes; the end moves.
    pub fn of(range: Range<usize>) -> Selection {
        Selection { start: range.start, end: range.end, moves_start: false }
    }

    /// The selected bytes.
    pub fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether its start moves, not its end.
    pub fn moves_start(&self) -> bool {
        self.moves_start
    }

    /// The end that moves: its character.
    pub fn moving_end(&self) -> usize {
        if self.moves_start { self.start } else { self.end.saturating_sub(1) }
    }

    /// Moves the other end from now on.
    pub fn swap_ends(&mut self) {
        self.moves_start = !self.moves_start;
    }

    /// Moves by a character (extended grapheme cluster).
    pub fn by_character(&mut self, body: &Body, forward: bool) {
        let at = self.at();
        let to = if forward {
            body.text.get(at..).and_then(|rest| rest.graphemes(true).next()).map(|letter| at + letter.len())
        } else {
            body.text.get(..at).and_then(|head| head.graphemes(true).next_back()).map(|letter| at - letter.len())
        };
        self.move_to(to);
    }

    /// Moves by a word (UAX #29): a start to the beginnings of words, an end to their ends.
    pub fn by_word(&mut self, body: &Body, forward: bool) {
        let at = self.at();
        // A word is looked for near by: an article may be long, a word is not.
        let (from, to) = (floor(&body.text, at.saturating_sub(400)), floor(&body.text, at + 400));
        let near = body.text.get(from..to).unwrap_or_default();
        let edge = |(offset, word): (usize, &str)| from + offset + if self.moves_start { 0 } else { word.len() };
        let mut edges = near.unicode_word_indices().map(edge);
        let found = if forward { edges.find(|&edge| edge > at) } else { edges.rfind(|&edge| edge < at) };
        self.move_to(found);
    }

    /// Moves to the edge of the word in which byte `to` stands.
    pub fn to_word(&mut self, body: &Body, to: usize) {
        let from = floor(&body.text, to.saturating_sub(400));
        let near = body.text.get(from..floor(&body.text, to + 400)).unwrap_or_default();
        let mut words = near.unicode_word_indices().map(|(offset, word)| from + offset..from + offset + word.len());
        let word = words.find(|word| word.end > to).unwrap_or(to..to);
        self.move_to(Some(if self.moves_start { word.start } else { word.end }));
    }

    /// Moves by a row, as it is set on the page.
    pub fn by_row(&mut self, page: &Page, rows: isize) {
        let row = page.row_at(self.moving_end());
        let texts: Vec<&Range<usize>> = page
            .rows()
            .iter()
            .filter(|row| matches!(row.kind, super::page::RowKind::Text { .. }))
            .map(|row| &row.range)
            .collect();
        let Some(current) = page.rows().get(row) else { return };
        let Some(index) = texts.iter().position(|range| **range == current.range) else { return };
        let to = index.saturating_add_signed(rows).min(texts.len().saturating_sub(1));
        let found = texts.get(to).map(|range| if self.moves_start { range.start } else { range.end });
        self.move_to(found);
    }

    /// Moves to the next or previous edge of a sentence.
    pub fn by_sentence(&mut self, body: &Body, forward: bool) {
        let edges = body.blocks.iter().enumerate().flat_map(|(index, block)| {
            let text = body.block_text(index);
            sentences(text).into_iter().map(move |range| block.range.start + range.start..block.range.start + range.end)
        });
        self.move_to_edge(edges, forward);
    }

    /// Moves to the next or previous edge of a block.
    pub fn by_block(&mut self, body: &Body, forward: bool) {
        self.move_to_edge(body.blocks.iter().map(|block| block.range.clone()), forward);
    }

    fn move_to_edge(&mut self, ranges: impl Iterator<Item = Range<usize>>, forward: bool) {
        let at = self.at();
        let mut edges = ranges.map(|range| if self.moves_start { range.start } else { range.end });
        let found = if forward { edges.find(|&edge| edge > at) } else { edges.take_while(|&edge| edge < at).last() };
        self.move_to(found);
    }

    fn at(&self) -> usize {
        if self.moves_start { self.start } else { self.end }
    }

    fn move_to(&mut self, to: Option<usize>) {
        match to {
            Some(to) if self.moves_start && to < self.end => self.start = to,
            Some(to) if !self.moves_start && to > self.start => self.end = to,
            _ => {}
        }
    }
}

/// The character boundary at or before byte `at`.
fn floor(text: &str, at: usize) -> usize {
    text.floor_char_boundary(at.min(text.len()))
}
