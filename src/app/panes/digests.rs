//! The list of digests: how far each one is.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::line::{draw_between, level};
use super::list::Look;
use super::scroll::Scroll;

/// The list of digests.
#[derive(Debug, Clone, Default)]
pub struct Digests {
    scroll: Scroll,
}

impl Digests {
    /// Tells how many digests there are and how many rows fit on the screen.
    pub fn fit(&mut self, count: usize, height: usize) {
        self.scroll.fit(count, height);
    }

    /// The selected digest.
    pub fn selected(&self) -> usize {
        self.scroll.selected()
    }

    /// Selects a digest.
    pub fn select(&mut self, digest: usize) {
        self.scroll.select(digest);
    }

    /// Moves the selection.
    pub fn step(&mut self, rows: isize) {
        self.scroll.step(rows);
    }

    /// The digest that is drawn at a place.
    pub fn under(&self, area: Rect, place: Position) -> Option<usize> {
        self.scroll.under(area, 1, place)
    }

    /// Rows on a page.
    pub fn page(&self) -> isize {
        isize::try_from(self.scroll.page()).unwrap_or(isize::MAX)
    }

    /// Draws the digests; `focused` where the pane has the keys.
    pub fn draw(&self, look: &Look, focused: bool, area: Rect, buffer: &mut Buffer) {
        for (y, index) in (area.y..area.bottom()).zip(self.scroll.visible()) {
            let line = Rect { y, height: 1, ..area };
            let (Some(digest), Some(count)) = (look.store.digests().get(index), look.tally.digests.get(index)) else {
                continue;
            };
            let selected = index == self.scroll.selected();
            let selected_style = if focused { look.theme.selected } else { look.theme.selected_elsewhere };
            if selected {
                buffer.set_style(line, selected_style);
            }
            let sign = if selected { "▸" } else { " " };
            let style = if count.is_done() { look.theme.dim } else { look.theme.text };
            let right =
                if count.is_done() { " ✓ ".to_owned() } else { format!(" {}/{} ", count.decided, count.total) };
            draw_between(&format!("{sign} {}", digest.title), style, &right, look.theme.dim, line, buffer);
            if selected {
                level(line, selected_style, buffer);
            }
        }
    }
}
