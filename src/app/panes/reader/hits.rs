//! What a search found in the text, and the one of it that shows.

use std::ops::Range;

use super::{Focused, Reader};
use crate::search::within;

impl Reader {
    /// Looks for what is typed and shows where it first stands.
    pub fn search(&mut self, query: &str) {
        let text = self.sought.get_or_insert_with(|| within::Text::new(&self.body.text));
        let hits = text.find(query);
        self.set_hits(hits);
        self.show_first_hit();
    }

    /// Tells where the search's words stand.
    pub fn set_hits(&mut self, hits: Vec<Range<usize>>) {
        (self.hits, self.hit) = (hits, None);
    }

    /// Whether a search in the text found anything.
    pub fn has_hits(&self) -> bool {
        !self.hits.is_empty()
    }

    /// Where the search's words stand.
    pub fn hits(&self) -> &[Range<usize>] {
        &self.hits
    }

    /// Goes so many hits on, round and round; gives its number and how many there are.
    pub fn next_hit(&mut self, by: isize) -> Option<(usize, usize)> {
        let count = self.hits.len();
        self.show_hit(self.hit.map_or(0, |at| around(at, by, count)))
    }

    /// Shows the first hit at or after the top of the screen, else the first of all.
    pub fn show_first_hit(&mut self) -> Option<(usize, usize)> {
        let top = self.place();
        let first = self.hits.iter().position(|hit| hit.start >= top).unwrap_or(0);
        self.show_hit(first)
    }

    /// Which hit shows, counted from 1, and how many there are.
    pub fn hit(&self) -> Option<(usize, usize)> {
        Some((self.hit? + 1, self.hits.len()))
    }

    fn show_hit(&mut self, index: usize) -> Option<(usize, usize)> {
        let hit = self.hits.get(index)?.clone();
        self.hit = Some(index);
        if self.is_in_title(hit.start) {
            self.focus = Focused::Block(self.first_block());
            self.scroll_to(0);
        } else {
            self.focus = Focused::Sentence(self.sentence_around(hit.start));
            self.show(hit);
        }
        self.hit()
    }

    /// Whether byte `at` of the text stands in the block that is left out because the title says it.
    fn is_in_title(&self, at: usize) -> bool {
        self.first_block() > 0 && self.body.block_at(at) == 0
    }

    /// What was found in a part of the title, where the text begins with the same words, as bytes of that part.
    pub(super) fn hits_in_title(&self, part: &Range<usize>) -> Vec<Range<usize>> {
        if self.first_block() == 0 || self.body.block_text(0) != self.page.header().title {
            return Vec::new();
        }
        let before = self.body.blocks.first().map_or(0, |block| block.range.start) + part.start;
        let near = self.hits.iter().take_while(|hit| hit.start < before + part.len());
        near.filter(|hit| hit.end > before)
            .map(|hit| hit.start.saturating_sub(before)..(hit.end - before).min(part.len()))
            .collect()
    }

    fn sentence_around(&self, at: usize) -> Range<usize> {
        let block = self.body.block_at(at);
        let around = self.sentences_of(block).into_iter().find(|sentence| sentence.contains(&at));
        around.or_else(|| self.body.blocks.get(block).map(|block| block.range.clone())).unwrap_or(0..0)
    }
}

/// What stands `by` places after `at` of `count`, round and round; 0 where there are none.
pub fn around(at: usize, by: isize, count: usize) -> usize {
    let signed = |number: usize| isize::try_from(number).unwrap_or(isize::MAX);
    let to = signed(at).saturating_add(by).checked_rem_euclid(signed(count)).unwrap_or(0);
    usize::try_from(to).unwrap_or(0)
}
