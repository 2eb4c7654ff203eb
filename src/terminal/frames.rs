//! The frame on the screen and the next one: what has to be sent to get from one to the other.
//!
//! A frame that changes nothing sends nothing. Else the terminal is told to scroll what moved, if that is
//! shorter, and then gets the cells that still differ, in a synchronised update: a slow line never shows
//! half a frame.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;

use super::pen::{Pen, settle};
use super::shift::{self, Shift};
use crate::app::link;

/// Below so many bytes it is not worth looking for a shorter way: they fit into one packet, and two rows of a list
/// that are drawn anew did not move.
const SHORT: usize = 250;

/// A mode in which a terminal shows nothing until it has all (DEC private mode 2026), on and off.
const TOGETHER: (&[u8], &[u8]) = (b"\x1b[?2026h", b"\x1b[?2026l");

/// Plain style, empty screen.
const CLEAR: &[u8] = b"\x1b[m\x1b[2J";

/// The frame on the screen, and room for the next.
#[derive(Debug, Default)]
pub(super) struct Frames {
    shown: Buffer,
    next: Buffer,
    is_known: bool,
    /// The addresses that cells lead to, by their number; empty where the terminal takes no links.
    links: Vec<String>,
}

impl Frames {
    /// Forgets what the screen shows: the next frame clears it.
    pub(super) fn forget(&mut self) {
        self.is_known = false;
    }

    /// Tells where the links of the next frame lead. What is on the screen may lead elsewhere by the same
    /// number: those cells are sent again.
    pub(super) fn set_links<'a>(&mut self, links: impl Iterator<Item = &'a str> + Clone) {
        if links.clone().eq(self.links.iter().map(String::as_str)) {
            return;
        }
        let links: Vec<String> = links.map(str::to_owned).collect();
        let is_same = |number: usize| links.get(number).is_some_and(|link| self.links.get(number) == Some(link));
        let cells = self.shown.content.iter_mut();
        for cell in cells.filter(|cell| link::number(cell.modifier).is_some_and(|number| !is_same(number))) {
            cell.modifier.insert(link::BITS);
        }
        self.links = links;
    }

    /// The bytes that put the frame drawn by `draw` on the screen; none where it is there already.
    pub(super) fn next(&mut self, size: Rect, draw: impl FnOnce(Rect, &mut Buffer)) -> Vec<u8> {
        self.next.resize(size);
        self.next.reset();
        draw(size, &mut self.next);
        let links = self.links.len();
        rows_mut(&mut self.next).for_each(|row| settle(row, links));
        let bytes = if self.is_known && self.shown.area == size {
            self.changes()
        } else {
            self.shown = Buffer::empty(size);
            self.is_known = true;
            self.write(CLEAR.to_vec(), None)
        };
        std::mem::swap(&mut self.shown, &mut self.next);
        if bytes.is_empty() { bytes } else { [TOGETHER.0, &bytes, TOGETHER.1].concat() }
    }

    fn write(&self, start: Vec<u8>, shift: Option<&Shift>) -> Vec<u8> {
        write(start, &self.links, &self.shown, &self.next, shift)
    }

    fn changes(&self) -> Vec<u8> {
        let plain = self.write(Vec::new(), None);
        if plain.len() < SHORT {
            return plain;
        }
        // A few letters are alike in any two texts; a cell is about a byte.
        let shift = shift::best(&self.shown, &self.next, plain.len() / 8);
        let scrolled = shift.map(|shift| self.write(Vec::new(), Some(&shift)));
        scrolled.filter(|scrolled| scrolled.len() < plain.len()).unwrap_or(plain)
    }
}

/// Writes what makes `before` look like `after`, once the terminal has scrolled by `shift`.
fn write(start: Vec<u8>, links: &[String], before: &Buffer, after: &Buffer, shift: Option<&Shift>) -> Vec<u8> {
    let mut pen = Pen::after(start, links);
    if let Some(shift) = shift {
        pen.scroll(shift.rows.start, shift.rows.end, shift.by);
    }
    let blank = vec![Cell::EMPTY; usize::from(after.area.width)];
    let before: Vec<&[Cell]> = rows(before).collect();
    for (y, row) in rows(after).enumerate() {
        let source = shift.map_or(Some(y), |shift| shift.source(y));
        let shown = source.and_then(|source| before.get(source)).map_or(blank.as_slice(), |shown| shown);
        pen.write_row(y, shown, row);
    }
    pen.into_bytes()
}

fn rows(frame: &Buffer) -> impl Iterator<Item = &[Cell]> {
    frame.content.chunks(usize::from(frame.area.width).max(1))
}

fn rows_mut(frame: &mut Buffer) -> impl Iterator<Item = &mut [Cell]> {
    frame.content.chunks_mut(usize::from(frame.area.width).max(1))
}

#[cfg(test)]
mod tests;
