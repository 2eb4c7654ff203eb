//! A frame as numbers: its cells are compared over and over, and numbers are compared many at once.
//!
//! Two cells are alike if and only if their glyphs are. A letter is its own bytes; a cluster that has more of
//! them, and a look, are known by their place among those that were met before.

use std::collections::HashMap;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

use crate::app::link;

/// What a cell shows, as two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Glyph {
    /// Its letter.
    pub(super) letter: u32,
    look: u32,
}

impl Glyph {
    /// An empty cell in the plain look.
    pub(super) const BLANK: Glyph = Glyph { letter: b' ' as u32, look: 0 };
    /// What is like no cell.
    pub(super) const UNKNOWN: Glyph = Glyph { letter: u32::MAX, look: u32::MAX };

    /// Whether it is covered by the wide one before it.
    pub(super) fn is_covered(self) -> bool {
        self.letter == 0
    }

    /// Whether both have the same look.
    pub(super) fn looks_like(self, other: Glyph) -> bool {
        self.look == other.look
    }

    /// Its letter, where that is ASCII.
    pub(super) fn byte(self) -> Option<u8> {
        u8::try_from(self.letter).ok().filter(u8::is_ascii)
    }
}

/// The colours and modifiers of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Look {
    pub(super) fg: Color,
    pub(super) bg: Color,
    pub(super) modifier: Modifier,
}

impl Look {
    /// The look of a cell.
    pub(super) fn of(cell: &Cell) -> Look {
        Look { fg: cell.fg, bg: cell.bg, modifier: cell.modifier }
    }
}

/// So many long clusters are known by their place: texts in any language hardly have as many, but one that is made to
/// harm has no end of them.
const MOST_CLUSTERS: usize = 10_000;

/// The looks and the long clusters met so far. A theme has few looks, but a text may have any number of clusters.
#[derive(Debug)]
pub(super) struct Glyphs {
    /// The plain one is the first.
    looks: Vec<Look>,
    clusters: HashMap<String, u32>,
}

impl Default for Glyphs {
    fn default() -> Glyphs {
        Glyphs { looks: vec![Look::default()], clusters: HashMap::new() }
    }
}

impl Glyphs {
    /// Appends the glyphs of cells.
    pub(super) fn push(&mut self, cells: &[Cell], glyphs: &mut Vec<Glyph>) {
        let mut last = (Look::default(), 0);
        glyphs.extend(cells.iter().map(|cell| {
            let look = Look::of(cell);
            if look != last.0 {
                last = (look, self.look(look));
            }
            Glyph { letter: self.letter(cell.symbol()), look: last.1 }
        }));
    }

    /// Whether there are too many clusters to go on. Who begins anew may not compare what comes with glyphs of before.
    pub(super) fn is_full(&self) -> bool {
        self.clusters.len() >= MOST_CLUSTERS
    }

    /// The link that a glyph is part of.
    pub(super) fn link(&self, glyph: Glyph) -> Option<usize> {
        let look = usize::try_from(glyph.look).ok().and_then(|look| self.looks.get(look))?;
        link::number(look.modifier)
    }

    fn letter(&mut self, symbol: &str) -> u32 {
        match *symbol.as_bytes() {
            [byte] => u32::from(byte),
            [] => 0,
            [one, two] => u32::from_be_bytes([0, 0, one, two]),
            [one, two, three] => u32::from_be_bytes([0, one, two, three]),
            [one, two, three, four] => u32::from_be_bytes([one, two, three, four]),
            // No letter begins with this byte.
            _ => 0xff << 24 | self.cluster(symbol),
        }
    }

    /// The number of a cluster; it is added where it is new.
    fn cluster(&mut self, symbol: &str) -> u32 {
        if let Some(number) = self.clusters.get(symbol) {
            return *number;
        }
        let number = to_number(self.clusters.len());
        self.clusters.insert(symbol.to_owned(), number);
        number
    }

    /// The number of a look; it is added where it is new.
    fn look(&mut self, look: Look) -> u32 {
        let at = self.looks.iter().position(|other| *other == look).unwrap_or_else(|| {
            self.looks.push(look);
            self.looks.len() - 1
        });
        to_number(at)
    }
}

fn to_number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;

    #[test]
    fn glyphs_are_alike_where_cells_are() {
        let symbols = ["", " ", "a", "b", "é", "’", "日", "🎈", "e\u{301}", "e\u{301}\u{302}", "e\u{302}\u{301}"];
        let styles = [Style::new(), Style::new().fg(Color::Red), link::style(0), link::style(1)];
        let cell = |symbol: &'static str, style| Cell::new(symbol).set_style(style).clone();
        let cells: Vec<Cell> = symbols
            .into_iter()
            .flat_map(|symbol| styles.map(|style| cell(symbol, style)))
            .chain([Cell::EMPTY])
            .collect();
        let (mut known, mut glyphs) = (Glyphs::default(), Vec::new());
        known.push(&cells, &mut glyphs);
        known.push(&cells, &mut glyphs);
        for (cell, glyph) in cells.iter().zip(&glyphs) {
            let alike = cells.iter().chain(&cells).map(|other| other == cell);
            assert!(alike.eq(glyphs.iter().map(|other| other == glyph)), "{cell:?}");
            assert_eq!(known.link(*glyph), link::number(cell.modifier));
            assert_eq!(*glyph == Glyph::BLANK, *cell == Cell::EMPTY);
        }
    }
}
