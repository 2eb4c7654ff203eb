//! Writes cells as the bytes that show them on a terminal, in as few bytes as is simple.
//!
//! It knows where the cursor stands and which style is on, and says only what changes. Underlines have
//! the colour of their text: nothing here has another.

use std::fmt::Write as _;
use std::io::Write as _;

use ratatui::buffer::{Cell, CellWidth};
use ratatui::style::{Color, Modifier};

use super::glyphs::{Glyph, Look};
use crate::app::link;

/// Modifiers that show on a blank too.
const SHOWS_ON_BLANK: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::CROSSED_OUT)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK)
    .union(link::BITS);

/// What switches each modifier on and off (ECMA-48, SGR).
const MODIFIERS: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// Gaps of at most so many columns are written again where that is shorter than moving over them.
const GAP: usize = 4;

impl Look {
    fn without_link(self) -> Look {
        Look { modifier: self.modifier.difference(link::BITS), ..self }
    }

    /// Whether a blank looks the same in both.
    fn is_alike_on_blank(self, other: Look) -> bool {
        self == other || self.bg == other.bg && !self.modifier.union(other.modifier).intersects(SHOWS_ON_BLANK)
    }
}

/// Makes a row comparable cell by cell: what a wide glyph covers is empty and looks like it, what does
/// not show on a blank is not set, and what has no room or no width is a blank. Of `links` addresses is
/// known where they lead.
pub(super) fn settle(row: &mut [Cell], links: usize) {
    let (mut x, width) = (0, row.len());
    while let Some(cell) = row.get_mut(x) {
        // Nearly all cells are one byte: the look at their width is saved.
        let is_byte = cell.symbol().len() == 1;
        let mut columns = if is_byte { 1 } else { usize::from(cell.cell_width()) };
        if columns == 0 || x + columns > width {
            cell.set_symbol(" ");
            columns = 1;
        }
        if link::number(cell.modifier).is_some_and(|number| number >= links) {
            cell.modifier.remove(link::BITS);
        }
        if cell.symbol() == " " && !cell.modifier.intersects(SHOWS_ON_BLANK) {
            (cell.fg, cell.modifier) = (Color::Reset, Modifier::empty());
        }
        if columns > 1 {
            let mut covered = cell.clone();
            covered.set_symbol("");
            let cells = row.iter_mut().skip(x + 1).take(columns - 1);
            cells.for_each(|cell| cell.clone_from(&covered));
        }
        x += columns;
    }
}

/// Writes cells on a screen. At first the style is plain and the cursor stands nobody knows where.
#[derive(Debug, Default)]
pub(super) struct Pen<'a> {
    links: &'a [String],
    bytes: Vec<u8>,
    at: Option<(usize, usize)>,
    look: Look,
    /// The last glyph that was written with its look, where that look is still on.
    glyph: Option<Glyph>,
}

impl<'a> Pen<'a> {
    /// Begins with bytes that leave the style plain.
    /// `links` are the addresses that cells lead to, by their number.
    pub(super) fn after(bytes: Vec<u8>, links: &'a [String]) -> Pen<'a> {
        Pen { bytes, links, ..Pen::default() }
    }

    /// The bytes, at the end of which the style is plain again.
    pub(super) fn into_bytes(mut self) -> Vec<u8> {
        self.set_look(Look::default());
        self.bytes
    }

    /// Writes what makes row `y`, which shows `before`, show `after`: the glyphs of `cells`, which are settled.
    pub(super) fn write_row(&mut self, y: usize, before: &[Glyph], after: &[Glyph], cells: &[Cell]) {
        if before == after {
            return;
        }
        let text = after.iter().rposition(|glyph| *glyph != Glyph::BLANK).map_or(0, |last| last + 1);
        let blanks = before.iter().skip(text).filter(|glyph| **glyph != Glyph::BLANK).count();
        // The erasing sequence has three bytes, and three more where a style is on.
        let erases = blanks > 6;
        let end = if erases { text } else { after.len() };
        for (x, (cell, (before, after))) in cells.iter().zip(before.iter().zip(after)).enumerate().take(end) {
            if before == after || after.is_covered() {
                continue;
            }
            if self.at != Some((x, y)) {
                self.go_to(x, y, cells);
            }
            self.write_cell(cell, *after, cells.len());
        }
        if erases {
            self.go_to(text, y, cells);
            self.set_look(Look::default());
            self.glyph = None;
            self.bytes.extend_from_slice(b"\x1b[K");
        }
    }

    fn write_cell(&mut self, cell: &Cell, glyph: Glyph, width: usize) {
        if self.glyph.is_none_or(|last| !last.looks_like(glyph)) {
            let look = Look::of(cell);
            if !(cell.symbol() == " " && look.is_alike_on_blank(self.look)) {
                self.set_look(look);
                self.glyph = Some(glyph);
            }
        }
        // At the right edge, and after glyphs that terminals measure differently, nobody knows where the
        // cursor is.
        let after = |at: Option<(usize, usize)>, columns| at.map(|(x, y)| (x + columns, y)).filter(|(x, _)| *x < width);
        if let Some(byte) = glyph.byte() {
            self.bytes.push(byte);
            self.at = after(self.at, 1);
            return;
        }
        self.bytes.extend_from_slice(cell.symbol().as_bytes());
        let columns = usize::from(cell.cell_width());
        self.at = after(self.at, columns).filter(|_| !is_of_doubtful_width(cell.symbol(), columns));
    }

    /// Moves the cursor in the shortest way; `row` is what row `y` will show.
    fn go_to(&mut self, x: usize, y: usize, row: &[Cell]) {
        match self.at {
            Some(at) if at == (x, y) => {}
            Some((from, at)) if at == y && from < x => {
                if !self.fill(from, x, row) {
                    self.sequence(&[x - from], b'C');
                }
            }
            Some((_, at)) if at + 1 == y && x == 0 => self.bytes.extend_from_slice(b"\r\n"),
            // A line feed stays in its column (the terminal is raw); it saves the number of the row.
            Some((from, at)) if at < y && y - at <= 2 => {
                self.bytes.extend(std::iter::repeat_n(b'\n', y - at));
                if from != x {
                    self.sequence(&[x + 1], b'G');
                }
            }
            _ if x == 0 => self.sequence(&[y + 1], b'H'),
            _ => self.sequence(&[y + 1, x + 1], b'H'),
        }
        self.at = Some((x, y));
    }

    /// Writes the cells between two columns where that is shorter than moving; tells whether it was.
    fn fill(&mut self, from: usize, to: usize, row: &[Cell]) -> bool {
        let gap = row.get(from..to).unwrap_or_default();
        let length = gap.iter().map(|cell| cell.symbol().len()).sum::<usize>();
        let is_plain = |cell: &Cell| {
            let look = Look::of(cell);
            look == self.look || cell.symbol() == " " && look.is_alike_on_blank(self.look)
        };
        let is_shorter = length <= GAP && gap.iter().all(is_plain);
        if is_shorter {
            gap.iter().for_each(|cell| self.bytes.extend_from_slice(cell.symbol().as_bytes()));
        }
        is_shorter
    }

    /// Scrolls whole rows, from `top` up to `bottom`, counted from 0: up where `by` is positive.
    pub(super) fn scroll(&mut self, top: usize, bottom: usize, by: isize) {
        self.sequence(&[top + 1, bottom], b'r');
        // Deleting and inserting lines inside the margins scrolls on every terminal; SU and SD do not
        // on the Linux console.
        self.sequence(&[top + 1], b'H');
        self.sequence(&[by.unsigned_abs()], if by > 0 { b'M' } else { b'L' });
        self.bytes.extend_from_slice(b"\x1b[r");
        self.at = None;
    }

    /// Writes a control sequence (ECMA-48, CSI). A single 1 is what is meant without a number.
    fn sequence(&mut self, numbers: &[usize], letter: u8) {
        self.bytes.extend_from_slice(b"\x1b[");
        let numbers = numbers.iter().enumerate().filter(|_| numbers != [1]);
        for (order, number) in numbers {
            // Writing to memory does not fail.
            let _ = if order == 0 { write!(self.bytes, "{number}") } else { write!(self.bytes, ";{number}") };
        }
        self.bytes.push(letter);
    }

    /// Switches to another style: from the one that is on, or from none, whichever is shorter.
    fn set_look(&mut self, look: Look) {
        if look == self.look {
            return;
        }
        if link::number(look.modifier) != link::number(self.look.modifier) {
            self.set_link(link::number(look.modifier));
        }
        let before = std::mem::replace(&mut self.look, look).without_link();
        let look = look.without_link();
        if look == before {
            return;
        }
        let changes = codes(before, look);
        let afresh = codes(Look::default(), look);
        let afresh = if afresh.is_empty() { afresh } else { format!("0;{afresh}") };
        let shorter = if afresh.len() < changes.len() { afresh } else { changes };
        let _ = write!(self.bytes, "\x1b[{shorter}m");
    }

    /// Begins or ends a link (OSC 8). The number makes parts of a link one where it goes over several rows.
    fn set_link(&mut self, number: Option<usize>) {
        let link = number.and_then(|number| self.links.get(number).map(|url| (number, url)));
        let _ = match link {
            Some((number, url)) => write!(self.bytes, "\x1b]8;id={number};{}\x1b\\", printable(url)),
            None => write!(self.bytes, "\x1b]8;;\x1b\\"),
        };
    }
}

/// An address in printable ASCII, as OSC 8 wants it: other bytes are percent-encoded (RFC 3986).
fn printable(url: &str) -> String {
    url.bytes().fold(String::with_capacity(url.len()), |mut encoded, byte| {
        match byte {
            b'!'..=b'~' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
        encoded
    })
}

/// Whether terminals disagree on how far the cursor moves: flags, joined emoji, variation selectors.
fn is_of_doubtful_width(symbol: &str, columns: usize) -> bool {
    columns > 1 && (symbol.chars().nth(1).is_some() || symbol.chars().any(|letter| letter >= '\u{1f000}'))
}

/// The numbers that switch from one style to another (ECMA-48, SGR), joined by `;`.
fn codes(from: Look, to: Look) -> String {
    let mut codes = String::new();
    let mut on = to.modifier - from.modifier;
    for (modifier, _, off) in MODIFIERS {
        if from.modifier.contains(modifier) && !to.modifier.contains(modifier) {
            push(&mut codes, off);
            // Some are switched off together.
            let together = MODIFIERS.iter().filter(|(_, _, other)| *other == off);
            together.for_each(|(other, _, _)| on |= to.modifier & *other);
        }
    }
    let switched = MODIFIERS.iter().filter(|(modifier, _, _)| on.contains(*modifier));
    switched.for_each(|(_, on, _)| push(&mut codes, *on));
    if from.fg != to.fg {
        push_colour(&mut codes, to.fg, 30);
    }
    if from.bg != to.bg {
        push_colour(&mut codes, to.bg, 40);
    }
    codes
}

/// Appends a number to others.
fn push(codes: &mut String, code: u8) {
    if !codes.is_empty() {
        codes.push(';');
    }
    // Writing to memory does not fail.
    let _ = write!(codes, "{code}");
}

/// Appends a colour's numbers; `base` is 30 for letters and 40 for what is behind them.
fn push_colour(codes: &mut String, colour: Color, base: u8) {
    let named = |index: u8| if index < 8 { base + index } else { base + 52 + index };
    let index = match colour {
        Color::Reset => return push(codes, base + 9),
        Color::Rgb(red, green, blue) => {
            return [base + 8, 2, red, green, blue].into_iter().for_each(|code| push(codes, code));
        }
        Color::Indexed(index) => return [base + 8, 5, index].into_iter().for_each(|code| push(codes, code)),
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
    };
    push(codes, named(index));
}
