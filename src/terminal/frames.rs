//! The frame on the screen and the next one: what has to be sent to get from one to the other.
//!
//! A frame that changes nothing sends nothing. Else the terminal is told to scroll what moved, if that is
//! shorter, and then gets the cells that still differ, in a synchronised update: a slow line never shows
//! half a frame.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::glyphs::{Glyph, Glyphs};
use super::pen::{Pen, settle};
use super::shift::{self, Shift};

/// Below so many bytes it is not worth looking for a shorter way: they fit into one packet, and two rows of a list
/// that are drawn anew did not move.
const SHORT: usize = 250;

/// A mode in which a terminal shows nothing until it has all (DEC private mode 2026), on and off.
const TOGETHER: (&[u8], &[u8]) = (b"\x1b[?2026h", b"\x1b[?2026l");

/// Plain style, empty screen.
const CLEAR: &[u8] = b"\x1b[m\x1b[2J";

/// The frame on the screen, and the next.
#[derive(Debug, Default)]
pub(super) struct Frames {
    next: Buffer,
    glyphs: Vec<Glyph>,
    /// What the screen shows, and its size; nothing where that is not known.
    shown: Vec<Glyph>,
    size: Option<Rect>,
    known: Glyphs,
    /// The addresses that cells lead to, by their number; empty where the terminal takes no links.
    links: Vec<String>,
}

impl Frames {
    /// Forgets what the screen shows: the next frame clears it.
    pub(super) fn forget(&mut self) {
        self.size = None;
    }

    /// Tells where the links of the next frame lead. What is on the screen may lead elsewhere by the same
    /// number: those cells are sent again.
    pub(super) fn set_links<'a>(&mut self, links: impl Iterator<Item = &'a str> + Clone) {
        if links.clone().eq(self.links.iter().map(String::as_str)) {
            return;
        }
        let links: Vec<String> = links.map(str::to_owned).collect();
        let is_same = |number: usize| links.get(number).is_some_and(|link| self.links.get(number) == Some(link));
        let leads = |glyph: &&mut Glyph| self.known.link(**glyph).is_some_and(|number| !is_same(number));
        self.shown.iter_mut().filter(leads).for_each(|glyph| *glyph = Glyph::UNKNOWN);
        self.links = links;
    }

    /// The bytes that put the frame drawn by `draw` on the screen; none where it is there already.
    pub(super) fn next(&mut self, size: Rect, draw: impl FnOnce(Rect, &mut Buffer)) -> Vec<u8> {
        self.draw(size, draw);
        let bytes = if self.size.replace(size) == Some(size) {
            self.changes()
        } else {
            self.shown = vec![Glyph::BLANK; self.glyphs.len()];
            self.write(CLEAR.to_vec(), None)
        };
        std::mem::swap(&mut self.shown, &mut self.glyphs);
        if bytes.is_empty() { bytes } else { [TOGETHER.0, &bytes, TOGETHER.1].concat() }
    }

    /// Makes the next frame.
    fn draw(&mut self, size: Rect, draw: impl FnOnce(Rect, &mut Buffer)) {
        self.next.resize(size);
        self.next.reset();
        draw(size, &mut self.next);
        self.glyphs.clear();
        if self.known.is_full() {
            self.known = Glyphs::default();
            self.forget();
        }
        for row in self.next.content.chunks_mut(width(size)) {
            settle(row, self.links.len());
            self.known.push(row, &mut self.glyphs);
        }
    }

    fn changes(&self) -> Vec<u8> {
        let plain = self.write(Vec::new(), None);
        if plain.len() < SHORT {
            return plain;
        }
        // A few letters are alike in any two texts; a cell is about a byte.
        let shift = shift::best(&self.shown, &self.glyphs, width(self.next.area), plain.len() / 8);
        let scrolled = shift.map(|shift| self.write(Vec::new(), Some(&shift)));
        scrolled.filter(|scrolled| scrolled.len() < plain.len()).unwrap_or(plain)
    }

    /// Writes what makes the screen show the next frame, once the terminal has scrolled by `shift`.
    fn write(&self, start: Vec<u8>, shift: Option<&Shift>) -> Vec<u8> {
        let mut pen = Pen::after(start, &self.links);
        if let Some(shift) = shift {
            pen.scroll(shift.rows.start, shift.rows.end, shift.by);
        }
        let width = width(self.next.area);
        let blank = vec![Glyph::BLANK; width];
        let before: Vec<&[Glyph]> = self.shown.chunks(width).collect();
        let rows = self.next.content.chunks(width).zip(self.glyphs.chunks(width));
        for (y, (cells, row)) in rows.enumerate() {
            let source = shift.map_or(Some(y), |shift| shift.source(y));
            let shown = source.and_then(|source| before.get(source)).map_or(blank.as_slice(), |shown| shown);
            pen.write_row(y, shown, row, cells);
        }
        pen.into_bytes()
    }
}

fn width(size: Rect) -> usize {
    usize::from(size.width).max(1)
}

#[cfg(test)]
mod tests;
