//! Wordings: texts compared as a reader would, with the way back to their bytes.
//!
//! Two texts have the same wording where they differ only in how they are encoded and broken: NFC or
//! NFD, no-break spaces or plain ones, line breaks or spaces (Unicode's canonical equivalence, UAX
//! #15, and runs of white space as one space). Case, accents and punctuation count: another letter
//! is another wording.

use std::ops::Range;

use unicode_normalization::char::{canonical_combining_class, decompose_canonical};

/// How many places in a row may overlap: a thousand hyphens stand everywhere in ten thousand.
const OVERLAPPING: usize = 64;

/// A text in the form in which it is compared.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wording {
    /// NFD, each run of white space one space.
    text: String,
    /// Where each character with its marks, or run of white space, starts: here, and in the original.
    starts: Vec<(usize, usize)>,
}

impl Wording {
    /// Reads a text.
    pub fn of(text: &str) -> Wording {
        let mut wording = Wording { text: String::with_capacity(text.len()), starts: Vec::with_capacity(text.len()) };
        let mut letters = text.char_indices().peekable();
        while let Some((at, letter)) = letters.next() {
            wording.starts.push((wording.text.len(), at));
            if letter.is_whitespace() {
                while letters.next_if(|(_, next)| next.is_whitespace()).is_some() {}
                wording.text.push(' ');
            } else if letter.is_ascii() && letters.peek().is_none_or(|(_, next)| next.is_ascii()) {
                wording.text.push(letter);
            } else {
                let mut marks = vec![letter];
                while let Some((_, mark)) = letters.next_if(|(_, next)| is_mark(*next)) {
                    marks.push(mark);
                }
                wording.push(marks);
            }
        }
        wording.starts.push((wording.text.len(), text.len()));
        wording
    }

    /// Appends a character with its marks, decomposed and in canonical order.
    fn push(&mut self, letters: Vec<char>) {
        let mut parts = Vec::new();
        letters.into_iter().for_each(|letter| decompose_canonical(letter, |part| parts.push(part)));
        for run in parts.chunk_by_mut(|one, other| is_mark(*one) && is_mark(*other)) {
            run.sort_by_key(|part| canonical_combining_class(*part));
        }
        self.text.extend(parts);
    }

    /// The form in which it is compared.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where `other` stands in this wording: byte ranges of [`Wording::text`], whole characters only. They
    /// may overlap: `bla bla` stands twice in `bla bla bla`.
    pub fn find<'a>(&'a self, other: &'a Wording) -> impl Iterator<Item = Range<usize>> + 'a {
        let (text, length) = (self.text.as_bytes(), other.text.len());
        let finder = memchr::memmem::Finder::new(other.text.as_bytes());
        let (mut from, mut last, mut in_a_row) = (0, 0, 0);
        let found = std::iter::from_fn(move || {
            let at = from + finder.find(text.get(from..)?)?;
            in_a_row = if at < last { in_a_row + 1 } else { 0 };
            last = at + length;
            from = if in_a_row < OVERLAPPING { at + 1 } else { last };
            Some(at..last)
        });
        let is_whole = |range: &Range<usize>| self.at(range.start).is_some() && self.at(range.end).is_some();
        found.take_while(move |_| length > 0).filter(is_whole)
    }

    /// The bytes of the original that `range` was made of; nothing where it parts a character.
    pub fn original(&self, range: &Range<usize>) -> Option<Range<usize>> {
        Some(self.at(range.start)?..self.at(range.end)?)
    }

    /// The byte of the original for a byte of the wording that starts a character, or ends the text.
    fn at(&self, byte: usize) -> Option<usize> {
        let index = self.starts.binary_search_by_key(&byte, |(here, _)| *here).ok()?;
        self.starts.get(index).map(|(_, original)| *original)
    }
}

fn is_mark(letter: char) -> bool {
    letter >= '\u{300}' && canonical_combining_class(letter) != 0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    fn found<'a>(text: &'a str, part: &str) -> Vec<&'a str> {
        let (wording, part) = (Wording::of(text), Wording::of(part));
        wording.find(&part).filter_map(|range| text.get(wording.original(&range)?)).collect()
    }

    #[test]
    fn encoding_and_breaks_do_not_count_and_letters_do() {
        let cases: [(&str, &str, &[&str]); 15] = [
            ("L’été : fini", "été :", &["été :"]),
            ("L’e\u{301}te\u{301}\u{a0}: fini", "été :", &["e\u{301}te\u{301}\u{a0}:"]),
            ("l’été\u{202f}: fini", "e\u{301}te\u{301}\n\n:", &["été\u{202f}:"]),
            ("un  \n deux", "un deux", &["un  \n deux"]),
            ("cafe\u{301}", "cafe", &[]),
            ("café", "cafe", &[]),
            ("undeux", "un deux", &[]),
            ("Un", "un", &[]),
            ("a\u{323}\u{302}", "\u{1ead}", &["a\u{323}\u{302}"]),
            ("a\u{302}\u{323}", "\u{1ead}", &["a\u{302}\u{323}"]),
            ("une et une", "une", &["une", "une"]),
            ("bla bla bla", "bla bla", &["bla bla", "bla bla"]),
            ("né \u{301}\u{a0}\u{301} »", "\u{301}\u{a0}\u{301}", &["\u{301}\u{a0}\u{301}"]),
            ("e e\u{301} e e", "e e", &["e e"]),
            ("x", "", &[]),
        ];
        for (text, part, expected) in cases {
            assert_eq!(found(text, part), expected, "{text:?} {part:?}");
        }
    }

    proptest! {
        #[test]
        fn any_part_is_found_in_whatever_form(text in "[a-cé\u{301}\u{323}œ \n\u{a0}»日각]{1,24}", from in 0..24_usize, to in 0..24_usize) {
            let letters: Vec<(usize, char)> = text.char_indices().filter(|(_, letter)| !is_mark(*letter)).collect();
            let (from, to) = (from.min(to) % (letters.len() + 1), (from.max(to) + 1).min(letters.len()));
            let byte = |index: usize| letters.get(index).map_or(text.len(), |(at, _)| *at);
            let quote = &text[byte(from)..byte(to).max(byte(from))];
            let quote = quote.trim();
            if quote.is_empty() {
                return Ok(());
            }
            for form in [text.clone(), text.nfc().collect(), text.nfd().collect(), text.replace(' ', "\u{a0}")] {
                let same = |part: &str| Wording::of(part).text() == Wording::of(quote).text();
                let found = found(&form, quote);
                prop_assert!(!found.is_empty(), "{:?} in {:?}", quote, form);
                prop_assert!(found.iter().all(|part| same(part)));
            }
        }
    }
}
