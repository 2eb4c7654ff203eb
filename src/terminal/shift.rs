//! Finds rows that moved up or down between two frames: a terminal can scroll them by itself.
//!
//! Rows are compared letter by letter, so a column that scrolls beside one that rests counts too. What
//! is found is a guess: whoever draws writes what still differs, and takes the shorter way.

use std::ops::Range;

use super::glyphs::Glyph;

/// Whole rows that moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shift {
    /// The rows that the terminal is to scroll.
    pub(super) rows: Range<usize>,
    /// By how many rows they moved up; down where it is negative.
    pub(super) by: isize,
}

impl Shift {
    /// The row that stands at `y` once the terminal has scrolled; nothing where a blank one came in.
    pub(super) fn source(&self, y: usize) -> Option<usize> {
        if !self.rows.contains(&y) {
            return Some(y);
        }
        y.checked_add_signed(self.by).filter(|row| self.rows.contains(row))
    }
}

/// The shift between two frames of this width that leaves the fewest cells to write, if any saves at least `least`
/// of them.
pub(super) fn best(before: &[Glyph], after: &[Glyph], width: usize, least: usize) -> Option<Shift> {
    let frames = Letters::new(before, after, width);
    let changed = frames.changed();
    let most = isize::try_from(changed.len()).unwrap_or(0);
    let least = isize::try_from(least).unwrap_or(isize::MAX);
    let shifts = (1..most).flat_map(|by| [by, -by]);
    let found = shifts.filter_map(|by| frames.best_by(by, &changed)).filter(|(gain, _)| *gain >= least);
    found.max_by_key(|(gain, _)| *gain).map(|(_, shift)| shift)
}

/// The letters of two frames of the same size, as bytes, of which a processor compares many at once. Two letters may
/// share one: it is only a guess.
struct Letters {
    width: usize,
    before: Vec<u8>,
    after: Vec<u8>,
    /// How many letters of each row stay.
    stay: Vec<isize>,
}

impl Letters {
    fn new(before: &[Glyph], after: &[Glyph], width: usize) -> Letters {
        let [before, after] = [before, after].map(|frame| frame.iter().map(byte).collect::<Vec<u8>>());
        let stay = before.chunks(width).zip(after.chunks(width)).map(|(before, after)| alike(before, after));
        Letters { width, stay: stay.collect(), before, after }
    }

    /// From the first row that differs to the last.
    fn changed(&self) -> Range<usize> {
        let all = isize::try_from(self.width).unwrap_or(isize::MAX);
        let first = self.stay.iter().position(|stay| *stay < all);
        let last = self.stay.iter().rposition(|stay| *stay < all);
        first.zip(last).map_or(0..0, |(first, last)| first..last + 1)
    }

    /// The best run of rows that moved by `by`, and how many letters more than now are right with it.
    fn best_by(&self, by: isize, changed: &Range<usize>) -> Option<(isize, Shift)> {
        let mut best: Option<(isize, Range<usize>)> = None;
        let (mut gain, mut start) = (0, changed.start);
        for y in changed.clone() {
            let source = y.checked_add_signed(by).filter(|source| changed.contains(source));
            match source {
                Some(source) => {
                    gain +=
                        alike(row(&self.before, source, self.width), row(&self.after, y, self.width)) - self.stays(y)
                }
                None => gain = 0,
            }
            if gain <= 0 {
                (gain, start) = (0, y + 1);
            } else if best.as_ref().is_none_or(|(most, _)| gain > *most) {
                best = Some((gain, start..y + 1));
            }
        }
        let (gain, run) = best?;
        let (from, to) = (run.start.checked_add_signed(by)?, run.end.checked_add_signed(by)?);
        let rows = run.start.min(from)..run.end.max(to);
        // Where blank rows come in, what was right there is lost.
        let lost: isize = rows.clone().filter(|y| !run.contains(y)).map(|y| self.stays(y)).sum();
        Some((gain - lost, Shift { rows, by })).filter(|(gain, _)| *gain > 0)
    }

    fn stays(&self, y: usize) -> isize {
        self.stay.get(y).copied().unwrap_or(0)
    }
}

fn row(letters: &[u8], y: usize, width: usize) -> &[u8] {
    letters.get(y * width..(y + 1) * width).unwrap_or_default()
}

fn alike(one: &[u8], other: &[u8]) -> isize {
    // No more than a byte can count.
    const CHUNK: usize = 255;
    let count =
        |(one, other): (&[u8], &[u8])| -> u8 { one.iter().zip(other).map(|(one, other)| u8::from(one == other)).sum() };
    one.chunks(CHUNK).zip(other.chunks(CHUNK)).map(|chunks| isize::from(count(chunks))).sum()
}

fn byte(glyph: &Glyph) -> u8 {
    glyph.letter.to_be_bytes().into_iter().fold(0, |all, byte| all ^ byte)
}
