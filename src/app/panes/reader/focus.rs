//! What of the text is focused: a paragraph, a sentence, a line that was left out; and how it moves.

use std::ops::Range;

use super::Reader;
use super::page::Stop;
use crate::text::sentences::sentences;

/// What of the article is focused: the highlight key saves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Focused {
    /// A whole block, by its index.
    Block(usize),
    /// A sentence, as bytes of the text.
    Sentence(Range<usize>),
    /// A line that was left out, by its index.
    LeftOut(usize),
}

impl From<Stop> for Focused {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Block(index) => Focused::Block(index),
            Stop::LeftOut(index) => Focused::LeftOut(index),
        }
    }
}

impl Reader {
    /// What is focused, as bytes of the text; nothing where there is no text.
    pub fn focused(&self) -> Option<Range<usize>> {
        match &self.focus {
            Focused::Block(index) => self.body.blocks.get(*index).map(|block| block.range.clone()),
            Focused::Sentence(range) => Some(range.clone()),
            Focused::LeftOut(_) => None,
        }
    }

    /// The lines of the document that are focused, counted from 0.
    pub fn focused_lines(&self) -> Option<Range<usize>> {
        match self.stop() {
            Stop::Block(index) => self.body.blocks.get(index).map(|block| block.lines.clone()),
            Stop::LeftOut(index) => self.page.left_out().get(index).map(|line| line.line..line.line + 1),
        }
    }

    /// Whether a line that was left out is focused.
    pub fn focuses_left_out(&self) -> bool {
        matches!(self.focus, Focused::LeftOut(_))
    }

    pub(super) fn stop(&self) -> Stop {
        match &self.focus {
            Focused::Block(index) => Stop::Block(*index),
            Focused::Sentence(range) => Stop::Block(self.body.block_at(range.start)),
            Focused::LeftOut(index) => Stop::LeftOut(*index),
        }
    }

    /// Goes to the paragraph of this number, counted from 1; to the last where there are fewer.
    pub fn go_to_block(&mut self, number: usize) {
        let last = self.body.blocks.len().saturating_sub(1);
        self.focus = Focused::Block((self.first_block() + number.saturating_sub(1)).min(last));
        self.show_focus();
    }

    /// Focuses the next or previous block.
    pub fn focus_block(&mut self, direction: isize) {
        self.focus = self.page.stop_beside(self.stop(), direction).into();
        self.show_focus();
    }

    /// Focuses the next or previous sentence; from a block, its first or the one before it.
    pub fn focus_sentence(&mut self, direction: isize) {
        let found = match &self.focus {
            Focused::Block(index) if direction > 0 => self.sentences_of(*index).into_iter().next(),
            Focused::Block(index) => {
                let before = index.checked_sub(1).filter(|before| *before >= self.first_block());
                before.and_then(|before| self.sentences_of(before).pop())
            }
            Focused::Sentence(range) => self.sentence_beside(range, direction),
            Focused::LeftOut(_) => return self.focus_block(direction),
        };
        if let Some(range) = found {
            self.focus = Focused::Sentence(range);
            self.show_focus();
        }
    }

    fn sentence_beside(&self, range: &Range<usize>, direction: isize) -> Option<Range<usize>> {
        let block = self.body.block_at(range.start);
        let here = self.sentences_of(block);
        if direction > 0 {
            let next = here.into_iter().find(|sentence| sentence.start > range.start);
            return next.or_else(|| {
                (block + 1..self.body.blocks.len()).find_map(|after| self.sentences_of(after).into_iter().next())
            });
        }
        let previous = here.into_iter().rev().find(|sentence| sentence.start < range.start);
        let first = self.first_block();
        previous.or_else(|| (first..block).rev().find_map(|before| self.sentences_of(before).pop()))
    }

    pub(super) fn sentences_of(&self, block: usize) -> Vec<Range<usize>> {
        let Some(found) = self.body.blocks.get(block) else { return Vec::new() };
        let start = found.range.start;
        sentences(self.body.block_text(block)).into_iter().map(|range| start + range.start..start + range.end).collect()
    }

    /// Shows and focuses what stands at or after a line of the document, counted from 0.
    pub fn focus_line(&mut self, line: usize) {
        if let Some(stop) = self.stop_at(line) {
            self.focus = stop.into();
            self.show_focus();
        }
    }

    pub(super) fn stop_at(&self, line: usize) -> Option<Stop> {
        let block = self.body.blocks.iter().position(|block| block.lines.end > line).map(Stop::Block);
        let out = self.page.left_out().iter().position(|out| out.line == line).map(Stop::LeftOut);
        out.or(block)
    }

    pub(super) fn show_focus(&mut self) {
        let rows = self.focused_rows();
        self.show_rows(rows.clone());
        if rows.start <= self.page.first_text_row() {
            self.scroll_to(0);
        }
    }

    pub(super) fn focused_rows(&self) -> Range<usize> {
        match &self.focus {
            Focused::Sentence(range) => self.rows_of_text(range),
            Focused::Block(_) | Focused::LeftOut(_) => self.page.rows_of(self.stop()),
        }
    }

    /// After scrolling, the focus is on something that shows.
    pub(super) fn keep_focus_visible(&mut self) {
        let (visible, rows) = (self.visible(), self.focused_rows());
        let wanted = if rows.end <= visible.start {
            self.page.stop_in(visible, false)
        } else if rows.start >= visible.end {
            self.page.stop_in(visible, true)
        } else {
            None
        };
        if let Some(stop) = wanted {
            self.focus = stop.into();
        }
    }
}
