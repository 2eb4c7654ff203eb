//! One line of letters: text cut to fit, text in several styles, and text with a figure at its end.

use std::ops::Range;

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};

use crate::text::wrap::{columns, is_simple, truncate};

/// Writes `text` into a line, cut with an ellipsis where it does not fit.
pub fn draw_text(text: &str, style: Style, line: Rect, buffer: &mut Buffer) {
    if line.intersection(buffer.area).is_empty() {
        return;
    }
    let (shown, cut) = truncate(text, usize::from(line.width));
    let x = put(shown, style, line, buffer);
    if cut && x < line.right() {
        put("…", style, Rect { x, width: 1, ..line }, buffer);
    }
}

/// Gives all that is drawn in a selected line one colour where `style` reverses it.
pub fn level(line: Rect, style: Style, buffer: &mut Buffer) {
    if style.add_modifier.contains(Modifier::REVERSED) {
        buffer.set_style(line, Style { fg: style.fg, bg: style.bg, ..Style::new() });
    }
}

/// Writes text into a line as far as there is room, as ratatui does, but without looking for clusters where there
/// are none; gives the column behind it.
pub fn put(text: &str, style: Style, line: Rect, buffer: &mut Buffer) -> u16 {
    if !is_simple(text) {
        return buffer.set_stringn(line.x, line.y, text, usize::from(line.width), style).0;
    }
    let room = line.right().min(buffer.area.right()).saturating_sub(line.x);
    let letters = || text.chars().take(usize::from(room));
    for (cell, letter) in cells_from(line.x, line.y, buffer).iter_mut().zip(letters()) {
        cell.set_char(letter).set_style(style);
    }
    line.x + u16::try_from(letters().count()).unwrap_or(room)
}

/// The cells from a column and row on; none outside of the buffer.
fn cells_from(x: u16, y: u16, buffer: &mut Buffer) -> &mut [Cell] {
    let area = buffer.area;
    let is_inside = area.contains(Position { x, y });
    let first = usize::from(y.saturating_sub(area.y)) * usize::from(area.width) + usize::from(x.saturating_sub(area.x));
    buffer.content.get_mut(first..).filter(|_| is_inside).unwrap_or_default()
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
        let width = self.line.right().saturating_sub(self.x);
        if width > 0 {
            self.x = put(text, style, Rect { x: self.x, width, ..self.line }, self.buffer);
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
        put(right, right_style, Rect { x: line.x + left_width, width, ..line }, buffer);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::style::Color;

    use super::*;

    #[test]
    fn a_reversed_line_is_of_one_colour_and_others_keep_theirs() {
        for (selected, expected) in
            [(Style::new().reversed().fg(Color::Reset), Color::Reset), (Style::new(), Color::Red)]
        {
            let line = Rect::new(0, 0, 4, 1);
            let mut buffer = Buffer::empty(line);
            buffer.set_style(line, selected);
            draw_text("2′", Style::new().fg(Color::Red), line, &mut buffer);
            level(line, selected, &mut buffer);
            assert_eq!(buffer[(0, 0)].fg, expected);
        }
    }

    proptest! {
        #[test]
        fn text_is_put_where_ratatui_puts_it(
            text in "[a-cé’… \u{301}日🎈\u{ad}\t]{0,12}|\\PC{0,8}", x in 0..12_u16, width in 0..12_u16,
        ) {
            let area = Rect::new(0, 0, 10, 1);
            let (mut ours, mut theirs) = (Buffer::empty(area), Buffer::empty(area));
            let style = Style::new().fg(Color::Red);
            let end = put(&text, style, Rect { x, width, ..area }, &mut ours);
            let (expected, _) = theirs.set_stringn(x, 0, &text, usize::from(width), style);
            prop_assert_eq!((end, ours), (expected, theirs));
        }
    }
}
