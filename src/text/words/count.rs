//! Counting words without looking at each: a word begins where white space ends.
//!
//! Every text that is loaded is counted twice over. Many bytes at once are compared with those before
//! them; only white space that is not ASCII, and words that begin with a sign, are looked at alone.

use super::{Class, class_at, space_at, word_end};
use crate::text::bytes;

/// Counts the words of a text: runs between white space that hold a letter or a digit.
pub fn count(text: &str) -> usize {
    narrow(text).map(|part| begins(part) - signs(part)).sum()
}

/// How many words [`super::split`] gives.
pub fn count_all(text: &str) -> usize {
    narrow(text).map(begins).sum()
}

/// The parts of a text between white space that is not ASCII.
fn narrow(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let (part, behind) = match wide_space(text) {
            Some((at, length)) => (text.get(..at)?, text.get(at + length..)),
            None => (text, None),
        };
        rest = behind;
        Some(part)
    })
}

/// The first white space that is not ASCII: where it is and how many bytes it has.
fn wide_space(text: &str) -> Option<(usize, usize)> {
    let mut at = 0;
    loop {
        // Most of what these bytes begin are quotation marks.
        at += bytes::find(text.as_bytes().get(at..)?, |byte| (byte == 0xc2) | (byte.wrapping_sub(0xe1) < 3))?;
        match space_at(text, at) {
            0 => at += 1,
            length => return Some((at, length)),
        }
    }
}

/// How many words begin in a text without wide white space.
fn begins(text: &str) -> usize {
    // No more than a byte can count.
    const CHUNK: usize = 255;
    let (before, bytes) = neighbours(text);
    let pairs = before.chunks(CHUNK).zip(bytes.chunks(CHUNK));
    let count = |before: &[u8], bytes: &[u8]| -> u8 {
        before.iter().zip(bytes).map(|(before, byte)| u8::from(is_begin(*before, *byte))).sum()
    };
    let first = text.bytes().next().is_some_and(|byte| !is_space(byte));
    usize::from(first) + pairs.map(|(before, bytes)| usize::from(count(before, bytes))).sum::<usize>()
}

/// How many of its words hold neither letter nor digit.
fn signs(text: &str) -> usize {
    // What begins with 0xc3 are letters, but for × and ÷.
    let is_sum = |before: u8, byte: u8| (before == 0xc3) & ((byte == 0x97) | (byte == 0xb7));
    let first_letter = if bytes::find_behind(text.as_bytes(), 0, is_sum).is_none() { 0xc3 } else { 0xc4 };
    let is_sign = |before, byte| (is_begin(before, byte)) & !begins_letter(byte, first_letter);
    let first = text.bytes().next().is_some_and(|byte| is_sign(b' ', byte)) && is_bare(text, 0);
    let mut at = 1;
    let others = std::iter::from_fn(|| {
        let found = bytes::find_behind(text.as_bytes(), at, is_sign)?;
        at = found + 1;
        Some(found)
    });
    usize::from(first) + others.filter(|at| is_bare(text, *at)).count()
}

/// The bytes of a text but for the last, and but for the first: each beside the one before it.
fn neighbours(text: &str) -> (&[u8], &[u8]) {
    let bytes = text.as_bytes();
    (bytes.split_last().map_or(bytes, |(_, before)| before), bytes.get(1..).unwrap_or_default())
}

fn is_begin(before: u8, byte: u8) -> bool {
    is_space(before) & !is_space(byte)
}

fn is_space(byte: u8) -> bool {
    (byte == b' ') | (byte.wrapping_sub(b'\t') < 5)
}

/// Whether a letter or a digit begins with this byte for sure; those that are not ASCII from `first` on.
fn begins_letter(byte: u8, first: u8) -> bool {
    ((byte | 0x20).wrapping_sub(b'a') < 26) | (byte.wrapping_sub(b'0') < 10) | (byte >= first) & (byte <= 0xc9)
}

/// Whether the word that begins at a byte holds neither letter nor digit.
fn is_bare(text: &str, start: usize) -> bool {
    let word = text.get(..word_end(text, start)).unwrap_or_default();
    let mut rest = word.bytes().enumerate().skip(start);
    !rest.any(|(at, byte)| matches!(class_at(word, at, byte), Class::Letter | Class::Digit))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_are_counted_as_a_reader_would() {
        let cases = [
            ("", 0),
            ("un deux", 2),
            (" « un » ! ", 1),
            ("l’été\u{a0}: 3 %", 2),
            ("a — b", 2),
            ("— (a) … «\u{202f}!\u{202f}»", 1),
        ];
        for (text, expected) in cases {
            assert_eq!(count(text), expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn words_are_counted_as_they_are_split(
            text in "([a-zéœƒ×’ \t\n\u{85}\u{a0}\u{202f}\u{1680}\u{3000}€🎈]{0,24}|\\PC{0,12}|[a-z ]{200,600}){0,3}"
        ) {
            let words: Vec<&str> = text.split_whitespace().collect();
            prop_assert_eq!(count_all(&text), words.len());
            let has_letter = |word: &&&str| word.chars().any(char::is_alphanumeric);
            prop_assert_eq!(count(&text), words.iter().filter(has_letter).count());
        }
    }
}
