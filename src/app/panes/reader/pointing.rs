//! What of the text is under the mouse: a paragraph, a byte of it, a link.

use ratatui::layout::{Position, Rect};

use super::page::{Row, Stop};
use super::{Reader, Selection};

/// What is under the pointer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Under {
    stop: Stop,
    /// The byte of the text, where there is one.
    at: Option<usize>,
    /// The address of the link that stands there.
    pub url: Option<String>,
}

impl Reader {
    /// Scrolls by `rows`, as far as there is something to show.
    pub fn roll(&mut self, rows: isize) {
        self.scroll_to(self.top.saturating_add_signed(rows));
        self.keep_focus_visible();
    }

    /// What is drawn at a place, where `area` and `column` are those of [`Reader::draw`].
    pub fn under(&self, area: Rect, column: Rect, place: Position) -> Option<Under> {
        let line = self.top + usize::from(place.y.checked_sub(area.y)?);
        let row = self.page.rows().get(line)?;
        let at = place.x.checked_sub(column.x + row.indent).and_then(|columns| self.byte_in(row, columns.into()));
        let url = at.and_then(|at| self.body.links(at..at + 1).next()).map(|(_, url)| url.to_owned());
        Some(Under { stop: row.stop()?, at, url })
    }

    /// Focuses what was under the pointer; a selection goes as far as that.
    pub fn click(&mut self, under: &Under) {
        match under.at.filter(|_| self.is_selecting()) {
            Some(at) => self.extend(|selection, body, _| Selection::to_word(selection, body, at)),
            None if self.is_selecting() => {}
            None => {
                self.focus = under.stop.into();
                // A long paragraph may begin above the screen: nothing moves under the pointer.
                self.keep_focus_visible();
            }
        }
    }

    /// The byte of the text that stands so many columns right of the row's beginning.
    fn byte_in(&self, row: &Row, columns: usize) -> Option<usize> {
        row.stop().filter(|stop| matches!(stop, Stop::Block(_)))?;
        let text = self.body.text.get(row.range.clone())?;
        let starts = text.char_indices().map(|(at, _)| row.range.start + at);
        let end = row.column_of(&self.body.text, row.range.end);
        starts.take_while(|at| row.column_of(&self.body.text, *at) <= columns).last().filter(|_| columns < end)
    }
}
