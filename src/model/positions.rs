//! Positions in a text: bytes and code points, and the way from one to the other.
//!
//! Files count code points, the program counts bytes; counted from the beginning each time, five
//! thousand passages of one long text would cost as much as reading it five thousand times. It holds
//! no more than a mark every few words, from which the rest is counted.

use std::iter::once;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// How far apart the marks are at least, in bytes.
const APART: usize = 64;

/// A text, made ready to be counted in.
#[derive(Debug, Clone)]
pub struct Positions<'a> {
    text: &'a str,
    marks: Vec<Mark>,
}

/// A place of the text before which nothing changes what comes after it in any form.
#[derive(Debug, Clone, Copy, Default)]
struct Mark {
    byte: usize,
    code_points: usize,
    composed: usize,
}

impl<'a> Positions<'a> {
    /// Counts through `text` once.
    pub fn of(text: &'a str) -> Positions<'a> {
        let mut positions = Positions { text, marks: vec![Mark::default()] };
        let mut last = Mark::default();
        for (byte, letter) in text.char_indices() {
            if byte - last.byte >= APART && is_separate(letter) {
                let between = text.get(last.byte..byte).unwrap_or_default();
                last.byte = byte;
                last.code_points += between.chars().count();
                last.composed += composed(between);
                positions.marks.push(last);
            }
        }
        positions
    }

    /// The text.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The byte of code point `index`; nothing where the text has no such code point.
    pub fn byte(&self, index: usize) -> Option<usize> {
        let mark = self.last_mark(|mark| mark.code_points <= index);
        let rest = self.text.get(mark.byte..)?;
        rest.char_indices().nth(index - mark.code_points).map(|(at, _)| mark.byte + at)
    }

    /// How many code points stand before `byte`, which starts a character: as the text is, and in NFC.
    pub fn code_points(&self, byte: usize) -> Option<(usize, usize)> {
        let mark = self.last_mark(|mark| mark.byte <= byte);
        let between = self.text.get(mark.byte..byte)?;
        Some((mark.code_points + between.chars().count(), mark.composed + composed(between)))
    }

    fn last_mark(&self, is_before: impl Fn(&Mark) -> bool) -> Mark {
        let after = self.marks.partition_point(is_before);
        after.checked_sub(1).and_then(|at| self.marks.get(at)).copied().unwrap_or_default()
    }
}

/// Whether a character never joins the one before it (UAX #15: a starter that is `NFC_Quick_Check=Yes`).
fn is_separate(letter: char) -> bool {
    let joins = || {
        unicode_normalization::char::canonical_combining_class(letter) != 0
            || is_nfc_quick(once(letter)) != IsNormalized::Yes
    };
    letter.is_ascii() || !joins()
}

/// How many code points `text` has in NFC.
fn composed(text: &str) -> usize {
    if text.is_ascii() {
        text.len()
    } else if is_nfc_quick(text.chars()) == IsNormalized::Yes {
        text.chars().count()
    } else {
        text.nfc().count()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn counting_from_a_mark_gives_what_counting_from_the_beginning_gives(
            text in "[a-e é\u{301}\u{323}\u{1100}\u{1161}\u{11a8}日\u{958}\u{212b}»]{0,400}",
        ) {
            let positions = Positions::of(&text);
            for (index, (byte, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(positions.byte(index), Some(byte));
                let composed = text[..byte].nfc().count();
                prop_assert_eq!(positions.code_points(byte), Some((index, composed)), "{}", byte);
            }
            prop_assert_eq!(positions.byte(text.chars().count()), None);
            prop_assert_eq!(positions.code_points(text.len() + 1), None);
        }
    }
}
