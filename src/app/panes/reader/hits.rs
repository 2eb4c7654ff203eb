//! What a search found in the text, and the one of it that shows.

use std::ops::Range;

use super::{Focused, Reader};

impl Reader {
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
        self.focus = Focused::Sentence(self.sentence_around(hit.start));
        self.show(hit);
        self.hit()
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
