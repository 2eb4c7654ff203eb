//! Links on the screen: a cell says by a number which address it leads to.
//!
//! The library's cells know nothing of links. Seven bits of their modifiers mean nothing to any terminal:
//! there the number travels with the cell, so that whatever compares, moves or covers cells does right by
//! links as well. Whoever sends a frame (`terminal`) turns the numbers into OSC 8, or drops them.

use ratatui::style::{Modifier, Style};

/// The bits that no attribute uses.
pub const BITS: Modifier = Modifier::from_bits_retain(0b1111_1110_0000_0000);

/// So many links of an article are links on the screen; the highest number is for what is not known.
pub const MOST: usize = 126;

/// The style of a link, by its number in the article, counted from 0; plain past [`MOST`].
pub fn style(number: usize) -> Style {
    let bits = u16::try_from(number).ok().filter(|_| number < MOST).map_or(0, |number| (number + 1) << 9);
    Style::new().add_modifier(Modifier::from_bits_retain(bits))
}

/// The number that the modifiers of a cell carry.
pub fn number(modifier: Modifier) -> Option<usize> {
    usize::from(modifier.bits() >> 9).checked_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_travels_with_other_modifiers() {
        for at in [0, 1, 64, MOST - 1] {
            let style = Style::new().add_modifier(Modifier::BOLD | Modifier::CROSSED_OUT).patch(style(at));
            assert_eq!(number(style.add_modifier), Some(at));
            assert_eq!(style.add_modifier.difference(BITS), Modifier::BOLD | Modifier::CROSSED_OUT);
        }
        assert_eq!(number(style(MOST).add_modifier), None);
        assert_eq!(number(Modifier::all().difference(BITS)), None);
        assert_eq!(number(BITS), Some(MOST));
    }
}
