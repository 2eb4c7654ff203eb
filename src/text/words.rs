//! Words: counting them for reading times, and the keys under which forms of one word are the same.
//!
//! A key is the word folded and cut to its first letters: for telling subjects apart that is as good
//! as a stemmer, works in French and English alike, and costs nothing. It is not for showing.

mod count;
mod stop;

use super::fold::fold;

pub use count::{count, count_all};
pub use stop::is_stop_word;

/// What a byte is to whoever counts words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    /// A letter, or its first byte.
    Letter,
    /// A digit, or what else stands for a number.
    Digit,
    Other,
    /// A byte inside a character.
    Inside,
    /// The first byte of a character that has to be looked at.
    Unknown,
}

/// The class of each byte. All characters from U+0100 to U+027F are letters.
const CLASSES: [Class; 256] = {
    let mut table = [Class::Other; 256];
    let mut byte = 0;
    while byte < table.len() {
        table[byte] = match byte {
            0x09..=0x0d | 0x20 => Class::Space,
            0x41..=0x5a | 0x61..=0x7a | 0xc4..=0xc9 => Class::Letter,
            0x30..=0x39 => Class::Digit,
            0x80..=0xbf => Class::Inside,
            0xc0.. => Class::Unknown,
            _ => Class::Other,
        };
        byte += 1;
    }
    table
};

/// What stands at this byte. Nearly all text is ASCII: that is not decoded.
fn class_at(text: &str, at: usize, byte: u8) -> Class {
    match CLASSES[usize::from(byte)] {
        Class::Unknown => text.get(at..).and_then(|rest| rest.chars().next()).map_or(Class::Inside, class_of),
        class => class,
    }
}

fn class_of(letter: char) -> Class {
    match letter {
        // Looking Latin letters and typographic signs up in tables takes longer than all else.
        '×' | '÷' | '«' | '»' | '\u{2010}'..='\u{2027}' => Class::Other,
        '\u{c0}'..='\u{27f}' => Class::Letter,
        _ if letter.is_whitespace() => Class::Space,
        _ if letter.is_alphabetic() => Class::Letter,
        _ if letter.is_numeric() => Class::Digit,
        _ => Class::Other,
    }
}

/// The words of a text, as [`str::split_whitespace`] gives them.
///
/// Every text is gone through so more than once while it is loaded; what cannot be white space is not
/// decoded here, which takes a third of the time.
pub fn split(text: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let space @ 1.. = space_at(text, at) {
            at += space;
        }
        let start = at;
        at = word_end(text, start);
        text.get(start..at).filter(|word| !word.is_empty())
    })
}

/// Where the word that begins at `start` ends.
fn word_end(text: &str, start: usize) -> usize {
    let mut at = start;
    loop {
        let rest = text.as_bytes().get(at..).unwrap_or_default();
        let Some(inside) = rest.iter().position(|byte| MAY_BE_SPACE[usize::from(*byte)]) else { return text.len() };
        at += inside;
        if space_at(text, at) > 0 {
            return at;
        }
        at += 1;
    }
}

/// The bytes that white space begins with: those of ASCII, and U+0080 to U+00BF and U+0800 and above, where
/// the others are. Bytes inside a character are none.
const MAY_BE_SPACE: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < table.len() {
        table[byte] = matches!(byte, 0x09..=0x0d | 0x20 | 0xc2 | 0xe0..);
        byte += 1;
    }
    table
};

/// The length of the white space at this byte, 0 where there is none.
fn space_at(text: &str, at: usize) -> usize {
    match text.as_bytes().get(at) {
        Some(b'\t'..=b'\r' | b' ') => 1,
        None | Some(..0x80) => 0,
        Some(_) => {
            let letter = text.get(at..).and_then(|rest| rest.chars().next());
            letter.filter(|letter| letter.is_whitespace()).map_or(0, char::len_utf8)
        }
    }
}

/// Calls `each` with every word of a text, folded: runs of letters and digits, an elided article
/// (`l'`, `qu'`) being a word of its own.
pub fn each_folded(text: &str, each: impl FnMut(&str)) {
    runs(&fold(text)).for_each(each);
}

/// The runs of letters and digits of a text.
pub fn runs(text: &str) -> impl Iterator<Item = &str> + Clone {
    runs_where(text, |class| matches!(class, Class::Letter | Class::Digit))
}

/// The runs of letters of a text.
pub fn letters(text: &str) -> impl Iterator<Item = &str> {
    runs_where(text, |class| class == Class::Letter)
}

/// The runs of characters that are `wanted`.
fn runs_where(text: &str, wanted: impl Fn(Class) -> bool + Clone) -> impl Iterator<Item = &str> + Clone {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = skip(text, at, |class| !wanted(class));
        at = skip(text, start, &wanted);
        text.get(start..at).filter(|run| !run.is_empty())
    })
}

/// The first byte from `start` on that begins something else.
fn skip(text: &str, start: usize, is_skipped: impl Fn(Class) -> bool) -> usize {
    let mut at = start;
    while let Some(byte) = text.as_bytes().get(at) {
        let class = class_at(text, at, *byte);
        if class != Class::Inside && !is_skipped(class) {
            return at;
        }
        at += 1;
    }
    text.len()
}

/// The first letters of a folded word, which its forms share.
///
/// Six: French and English endings start about there, and roots differ before.
pub fn key(folded: &str) -> &str {
    const LETTERS: usize = 6;
    folded.char_indices().nth(LETTERS).map_or(folded, |(end, _)| folded.get(..end).unwrap_or(folded))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn words_are_split_at_every_white_space(text in "[a-zéœƒ×’ \t\n\u{85}\u{a0}\u{202f}\u{1680}\u{3000}€🎈]{0,24}|\\PC{0,12}") {
            let words: Vec<&str> = text.split_whitespace().collect();
            prop_assert_eq!(split(&text).collect::<Vec<_>>(), words);
        }
    }

    proptest! {
        #[test]
        fn runs_are_what_stands_between_all_else(text in "[a-z0-9éœƒ×’,\\-\u{a0}²½€🎈]{0,24}|\\PC{0,12}") {
            let (mut expected, mut is_inside) = (Vec::<String>::new(), false);
            for letter in text.chars() {
                match (letter.is_alphanumeric(), is_inside) {
                    (true, false) => expected.push(letter.into()),
                    (true, true) => expected.last_mut().unwrap().push(letter),
                    (false, _) => {}
                }
                is_inside = letter.is_alphanumeric();
            }
            prop_assert_eq!(runs(&text).collect::<Vec<_>>(), expected);
            let expected: Vec<&str> = text.split(|letter: char| !letter.is_alphabetic()).collect();
            let expected: Vec<&str> = expected.into_iter().filter(|run| !run.is_empty()).collect();
            prop_assert_eq!(letters(&text).collect::<Vec<_>>(), expected);
        }
    }

    #[test]
    fn forms_of_a_word_share_a_key() {
        assert_eq!(key("numerique"), key("numeriques"));
        assert_eq!(key("chat"), "chat");
    }
}
