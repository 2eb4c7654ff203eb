//! One line of letters: text cut to fit, and text with a figure at its end.

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
