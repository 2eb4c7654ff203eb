//! Moving in the list: headings and empty lines are passed over, for nothing can be done with them.

use ratatui::layout::{Position, Rect};

use super::{List, Row};

impl List {
    /// Moves the selection by `rows`, over headings.
    pub fn step(&mut self, rows: isize) {
        self.scroll.step(rows);
        self.settle(rows.signum());
    }

    /// Scrolls; another row is selected only where the selected one would not show.
    pub fn roll(&mut self, rows: isize) {
        self.scroll.roll(rows);
        self.settle(rows.signum());
    }

    /// Selects the row that was clicked on, of a digest that is not folded its first article; tells whether it was
    /// selected already.
    pub fn click(&mut self, area: Rect, place: Position) -> bool {
        let Some(row) = self.scroll.under(area, 1, place) else { return false };
        match self.rows.get(row) {
            Some(Row::Article(_) | Row::Digest { folded: true, .. }) => self.scroll.click(row),
            Some(Row::Digest { digest, .. }) => {
                self.select_digest(*digest);
                false
            }
            Some(Row::Rubric(_) | Row::Space) | None => false,
        }
    }

    /// Goes to the first article, or the last.
    pub fn go_to_end(&mut self, last: bool) {
        self.scroll.select(if last { usize::MAX } else { 0 });
        self.settle(if last { -1 } else { 1 });
    }

    /// Goes to the article of this number in the list, counted from 1; to the last where there are fewer.
    pub fn go_to_number(&mut self, number: usize) {
        let found = self.listed().take(number.max(1)).last().and_then(|article| self.position(&Row::Article(article)));
        found.into_iter().for_each(|row| self.scroll.select(row));
    }

    /// The listed article so many after `article` (or before it), at most the last (or the first).
    pub fn beside(&self, article: usize, by: isize) -> Option<usize> {
        let most = by.unsigned_abs();
        if by > 0 {
            self.listed().skip_while(|listed| *listed <= article).take(most).last()
        } else {
            let before: Vec<usize> = self.listed().take_while(|listed| *listed < article).collect();
            before.into_iter().rev().take(most).next_back()
        }
    }

    /// Selects an article, unfolding its digest where needed; tells whether it is listed.
    pub fn select(&mut self, article: usize) -> bool {
        let found = self.position(&Row::Article(article));
        found.into_iter().for_each(|row| self.scroll.select(row));
        found.is_some()
    }

    /// Selects the first article of a digest, or its heading where it is folded.
    pub fn select_digest(&mut self, digest: usize) {
        if let Some(row) = self.position(&Row::Digest { digest, folded: false }) {
            self.scroll.select(row);
            self.settle(1);
        }
    }

    /// Moves the selection by so many rows that something can be done with.
    pub fn step_over(&mut self, by: isize) {
        let (here, most) = (self.scroll.selected(), by.unsigned_abs());
        let found = if by > 0 {
            (here + 1..self.rows.len()).filter(|row| self.rests(*row)).take(most).last()
        } else {
            (0..here).rev().filter(|row| self.rests(*row)).take(most).last()
        };
        found.into_iter().for_each(|row| self.scroll.select(row));
    }

    fn rests(&self, row: usize) -> bool {
        matches!(self.rows.get(row), Some(Row::Article(_) | Row::Digest { folded: true, .. }))
    }

    /// Leaves rows that nothing can be done with, in the given direction, else the other.
    pub(super) fn settle(&mut self, direction: isize) {
        let mut scroll = self.scroll;
        scroll.settle(direction, |row| self.rests(row));
        self.scroll = scroll;
    }
}
