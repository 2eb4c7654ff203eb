//! Selecting a passage in the text, or adjusting the highlight that is there.

use std::ops::Range;

use super::page::Page;
use super::{Marked, Reader, Selection};
use crate::model::body::Body;
use crate::model::change::Selecting;
use crate::model::highlight::HighlightId;

impl Reader {
    /// What is being selected, in words that hold when the article is opened again.
    pub fn selecting(&self) -> Option<Selecting> {
        let selection = self.selection.as_ref()?;
        let range = selection.range();
        let (start, end) = (self.body.code_point(range.start), self.body.code_point(range.end));
        Some(Selecting { start, end, moves_start: selection.moves_start(), adjusts: self.adjusted.clone() })
    }

    /// Goes on with a selection in the text that it was made in; tells whether there is such a passage.
    pub fn resume_selection(&mut self, selecting: &Selecting) -> bool {
        let range = self.body.byte(selecting.start)..self.body.byte(selecting.end);
        if range.is_empty() {
            return false;
        }
        self.go_to(range.start);
        let mut selection = Selection::of(range);
        if selecting.moves_start {
            selection.swap_ends();
        }
        (self.selection, self.adjusted) = (Some(selection), selecting.adjusts.clone());
        self.extend(|_, _, _| {});
        true
    }

    /// Begins a selection at the focus, with its first word.
    pub fn select(&mut self) {
        self.adjusted = None;
        self.selection = self.focused().and_then(|range| Selection::new(&self.body.text, range.start));
    }

    /// Selects a highlight under the focus, to be adjusted: the shortest, and asked again the next, then
    /// begins a new selection.
    pub fn select_or_adjust(&mut self) {
        let Some(here) = self.focused() else { return };
        let mut under: Vec<&Marked> = self.marked.iter().filter(|marked| marked.touches(&here)).collect();
        under.sort_by_key(|marked| marked.range.len());
        let current = self.adjusted.as_ref().and_then(|id| under.iter().position(|marked| marked.id == *id));
        let next = current.map_or(0, |current| current + 1);
        match under.get(next).map(|marked| (marked.id.clone(), marked.range.clone())) {
            Some((id, range)) => {
                (self.adjusted, self.selection) = (Some(id), Some(Selection::of(range)));
                self.extend(|_, _, _| {});
            }
            None => self.select(),
        }
    }

    /// The highlight that the selection will change, where it does not make a new one.
    pub fn adjusted(&self) -> Option<&HighlightId> {
        self.adjusted.as_ref()
    }

    /// Whether a passage is being selected.
    pub fn is_selecting(&self) -> bool {
        self.selection.is_some()
    }

    /// The bytes being selected.
    pub fn selected(&self) -> Option<Range<usize>> {
        self.selection.as_ref().map(Selection::range)
    }

    /// Leaves the selection.
    pub fn end_selection(&mut self) {
        (self.selection, self.adjusted) = (None, None);
    }

    /// Moves the end of the selection that moves, and shows it.
    pub fn extend(&mut self, how: impl FnOnce(&mut Selection, &Body, &Page)) {
        let Some(mut selection) = self.selection.take() else { return };
        how(&mut selection, &self.body, &self.page);
        let end = selection.moving_end();
        self.selection = Some(selection);
        self.show(end..end + 1);
    }
}
