//! One line of letters: text cut to fit, text in several styles, and text with a figure at its end.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::text::wrap::{columns, truncate};

/// Writes `text` into a line, cut with an ellipsis where it does not fit.
pub fn draw_text(text: &str, style: Style, line: Rect, buffer: &mut Buffer) {
    if line.intersection(buffer.area).is_empty() {
        return;
    }
    let (shown, cut) = truncate(text, usize::from(line.width));
    let (x, _) = buffer.set_stringn(line.x, line.y, shown, usize::from(line.width), style);
    if cut && x < line.right() {
        buffer.set_stringn(x, line.y, "…", 1, style);
    }
}

/// Writes pieces of text one after the other into a line, as far as there is room.
pub struct Pen<'a> {
    /// Where the next piece begins.
    pub x: u16,
    /// The line.
    pub line: Rect,
    /// What is written on.
    pub buffer: &'a mut Buffer,
}

impl Pen<'_> {
    /// Writes the next piece.
    pub fn write(&mut self, text: &str, style: Style) {
        let room = usize::from(self.line.right().saturating_sub(self.x));
        if room > 0 {
            (self.x, _) = self.buffer.set_stringn(self.x, self.line.y, text, room, style);
        }
    }
}

/// Writes a text as [`draw_text`] does, with the bytes `hits` of it, which ascend, in the style `hit` over its own.
pub fn draw_matched(text: &str, hits: &[Range<usize>], style: Style, hit: Style, line: Rect, buffer: &mut Buffer) {
    if line.intersection(buffer.area).is_empty() {
        return;
    }
    let (shown, cut) = truncate(text, usize::from(line.width));
    let part = |range: Range<usize>| shown.get(range.start.min(shown.len())..range.end.min(shown.len()));
    let mut pen = Pen { x: line.x, line, buffer };
    let mut from = 0;
    for range in hits {
        pen.write(part(from..range.start).unwrap_or_default(), style);
        pen.write(part(range.clone()).unwrap_or_default(), style.patch(hit));
        from = range.end;
    }
    pen.write(part(from..text.len()).unwrap_or_default(), style);
    if cut {
        pen.write("…", style);
    }
}

/// Writes `left` and, where there is room for both, `right` at the end of the line.
pub fn draw_between(left: &str, style: Style, right: &str, right_style: Style, line: Rect, buffer: &mut Buffer) {
    if line.intersection(buffer.area).is_empty() {
        return;
    }
    let width = u16::try_from(columns(right)).unwrap_or(u16::MAX);
    // Fewer than 8 columns for the title say nothing: the figure goes first.
    let shown = line.width >= width.saturating_add(8);
    let left_width = if shown { line.width - width } else { line.width };
    draw_text(left, style, Rect { width: left_width, ..line }, buffer);
    if shown {
        buffer.set_stringn(line.x + left_width, line.y, right, usize::from(width), right_style);
    }
}
