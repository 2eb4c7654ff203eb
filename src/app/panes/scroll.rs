//! A selected row in a list longer than the screen: the one cursor that all lists share.

/// Which row is selected and which is the first on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Scroll {
    selected: usize,
    top: usize,
    height: usize,
    count: usize,
}

impl Scroll {
    /// The selected row.
    pub fn selected(&self) -> usize {
        self.selected
    }

    /// The rows on the screen.
    pub fn visible(&self) -> std::ops::Range<usize> {
        self.top..(self.top + self.height).min(self.count)
    }

    /// Rows on a screen, at least 1.
    pub fn page(&self) -> usize {
        self.height.max(1)
    }

    /// Tells how many rows there are and how many fit.
    pub fn fit(&mut self, count: usize, height: usize) {
        self.count = count;
        self.height = height;
        self.select(self.selected);
    }

    /// Selects a row, the last one where it is past the end, and brings it on the screen with a
    /// little around it.
    pub fn select(&mut self, row: usize) {
        self.selected = row.min(self.count.saturating_sub(1));
        // Three rows of context, less on a small screen.
        let margin = 3.min(self.height.saturating_sub(1) / 2);
        let highest = self.selected.saturating_sub(margin);
        let lowest = (self.selected + margin + 1).saturating_sub(self.height);
        let most = self.count.saturating_sub(self.height);
        self.top = self.top.clamp(lowest.min(highest), highest).min(most);
    }

    /// Selects the nearest row that `rests` holds for: from the selected one on in the given direction, else
    /// in the other; none where there is none.
    pub fn settle(&mut self, direction: isize, rests: impl Fn(usize) -> bool) {
        let after = (self.selected..self.count).find(|row| rests(*row));
        let before = (0..=self.selected).rev().find(|row| rests(*row));
        let found = if direction >= 0 { after.or(before) } else { before.or(after) };
        found.into_iter().for_each(|row| self.select(row));
    }

    /// Moves the selection by `rows`, as far as it goes.
    pub fn step(&mut self, rows: isize) {
        self.select(self.selected.saturating_add_signed(rows));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selection_settles_on_the_nearest_row_in_its_direction_else_the_other() {
        let cases = [(4, 1, 6), (4, -1, 3), (9, 1, 6), (0, -1, 3), (6, 1, 6)];
        for (start, direction, expected) in cases {
            let mut scroll = Scroll::default();
            scroll.fit(10, 5);
            scroll.select(start);
            scroll.settle(direction, |row| row == 3 || row == 6);
            assert_eq!(scroll.selected(), expected, "{start} {direction}");
            scroll.settle(direction, |_| false);
            assert_eq!(scroll.selected(), expected, "nothing to settle on");
        }
    }

    #[test]
    fn the_selected_row_is_always_on_the_screen() {
        for (count, height) in [(0, 5), (1, 0), (3, 10), (100, 1), (100, 2), (100, 7)] {
            let mut scroll = Scroll::default();
            scroll.fit(count, height);
            for step in [1, 1, 5, 40, -3, 99, -1, -200, 0] {
                scroll.step(step);
                let shown = count == 0 || height == 0 || scroll.visible().contains(&scroll.selected());
                assert!(shown, "{count} {height} {scroll:?}");
                assert!(scroll.visible().end <= count);
            }
        }
    }
}
