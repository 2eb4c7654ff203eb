//! A selected row in a list longer than the screen: the one cursor that all lists share.

use ratatui::layout::{Position, Rect};

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
        let margin = self.margin();
        let highest = self.selected.saturating_sub(margin);
        let lowest = (self.selected + margin + 1).saturating_sub(self.height);
        let most = self.count.saturating_sub(self.height);
        self.top = self.top.clamp(lowest.min(highest), highest).min(most);
    }

    /// Rows of context around the selected one: three, less on a small screen.
    fn margin(&self) -> usize {
        3.min(self.height.saturating_sub(1) / 2)
    }

    /// Scrolls by `rows`; another row is selected only where the selected one would not show.
    pub fn roll(&mut self, rows: isize) {
        let most = self.count.saturating_sub(self.height);
        self.top = self.top.saturating_add_signed(rows).min(most);
        let first = if self.top == 0 { 0 } else { self.top + self.margin() };
        let after = self.top + self.height.max(1);
        let last = if self.top == most { after } else { after - self.margin() }.saturating_sub(1);
        self.select(self.selected.clamp(first.min(last), last));
    }

    /// The row that is drawn at a place of `area`, where each is `height` lines high.
    pub fn under(&self, area: Rect, height: usize, place: Position) -> Option<usize> {
        let line = area.contains(place).then(|| usize::from(place.y - area.y))?;
        let row = self.top + line.checked_div(height)?;
        self.visible().contains(&row).then_some(row)
    }

    /// Selects a row that was clicked on; tells whether it was selected already.
    pub fn click(&mut self, row: usize) -> bool {
        let is_again = row == self.selected;
        self.select(row);
        is_again
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

/// Where a list stands below its prompt and a line that is free.
pub fn below_prompt(area: Rect) -> Rect {
    let skip = 2.min(area.height);
    Rect { y: area.y + skip, height: area.height - skip, ..area }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wheel_moves_what_shows_and_the_selection_only_where_it_must() {
        // Rows, height, selected before; by how much; the first row that shows, and the selected one.
        let cases = [
            (100, 10, 50, 3, 50),
            (100, 10, 50, -3, 47),
            (100, 10, 50, 30, 77),
            (100, 10, 50, -90, 6),
            (100, 10, 50, 90, 93),
            (5, 10, 2, 3, 2),
            (0, 10, 0, 3, 0),
            (9, 1, 4, 2, 6),
            (9, 0, 4, 2, 6),
        ];
        for (count, height, selected, by, expected) in cases {
            let mut scroll = Scroll::default();
            scroll.fit(count, height);
            scroll.select(selected);
            let top = scroll.top;
            scroll.roll(by);
            let most = count.saturating_sub(height);
            assert_eq!(scroll.top, top.saturating_add_signed(by).min(most), "{count} {height} {by}");
            assert_eq!(scroll.selected(), expected, "{count} {height} {by}");
            scroll.fit(count, height);
            assert_eq!(scroll.top, top.saturating_add_signed(by).min(most), "it stays");
        }
    }

    #[test]
    fn a_place_on_the_screen_is_a_row_if_one_is_drawn_there() {
        let mut scroll = Scroll::default();
        scroll.fit(20, 4);
        scroll.select(19);
        let area = Rect::new(10, 5, 30, 4);
        let cases = [((10, 5), 1, Some(16)), ((39, 8), 1, Some(19)), ((40, 5), 1, None), ((10, 9), 1, None)];
        let high = [((10, 6), 2, Some(16)), ((10, 7), 2, Some(17)), ((10, 5), 0, None)];
        for ((x, y), height, expected) in cases.into_iter().chain(high) {
            assert_eq!(scroll.under(area, height, Position { x, y }), expected, "{x} {y} {height}");
        }
        scroll.fit(1, 4);
        assert_eq!(scroll.under(area, 1, Position { x: 10, y: 6 }), None, "nothing is drawn there");
    }

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
