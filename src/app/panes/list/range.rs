//! The articles that are marked, from one to the selected one, to decide about all of them.

use std::ops::RangeInclusive;

use super::{List, Row};

impl List {
    /// Marks articles from the selected one on; tells whether there is one.
    pub fn start_range(&mut self) -> bool {
        self.range = self.article();
        self.range.is_some()
    }

    /// Marks none any more; tells whether there were any.
    pub fn end_range(&mut self) -> bool {
        self.range.take().is_some()
    }

    /// The articles that are marked, in the order of the list.
    pub fn in_range(&self) -> Vec<usize> {
        let rows = self.range_rows().and_then(|rows| self.rows.get(rows)).unwrap_or_default();
        rows.iter().filter_map(Row::article).collect()
    }

    /// The rows from the first marked article to the last.
    pub(super) fn range_rows(&self) -> Option<RangeInclusive<usize>> {
        let (from, to) = (self.position(&Row::Article(self.range?))?, self.scroll.selected());
        Some(from.min(to)..=from.max(to))
    }
}
