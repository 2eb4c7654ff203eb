//! A needle: one word of a query, folded, and how it is found in folded text.
//!
//! A small letter typed without an accent stands for all its forms; one typed with an accent or as a
//! capital only for itself: `ete` finds *été*, *ete* and *Été*, `éte` only *été* and *Été*, `Ete` only
//! *Ete* and *Été*.

use std::ops::Range;

use memchr::memchr_iter;
use memchr::memmem::Finder;

use crate::text::fold::{Accent, Folded};

/// Letters may be scattered only in words of 2 to so many of them.
const SCATTERED: usize = 32;

/// One word of a query, or a phrase.
pub(super) struct Needle {
    /// Its folded letters, never empty.
    pub(super) letters: String,
    /// Which letters each text that matches must hold; see [`mask`].
    pub(super) mask: u64,
    accents: Vec<Accent>,
    finder: Finder<'static>,
}

/// Folded text to look in.
#[derive(Clone, Copy)]
pub(super) struct Haystack<'a> {
    pub(super) text: &'a str,
    /// The accents that its letters had, and which were capitals, ascending.
    pub(super) accents: &'a [Accent],
}

impl<'a> From<&'a Folded> for Haystack<'a> {
    fn from(folded: &'a Folded) -> Self {
        Haystack { text: &folded.text, accents: &folded.accents }
    }
}

/// The words of `query`, between white space.
pub(super) fn words(query: &str) -> Vec<Needle> {
    query.split_whitespace().filter_map(Needle::new).collect()
}

impl Needle {
    /// The whole of `query` as one needle, if there is anything in it.
    pub(super) fn new(query: &str) -> Option<Self> {
        let Folded { text, accents, .. } = Folded::new(query);
        let finder = Finder::new(text.as_bytes()).into_owned();
        (!text.is_empty()).then(|| Needle { mask: mask(&text), letters: text, accents, finder })
    }

    /// Where it stands in one piece: ascending, not overlapping.
    pub(super) fn pieces(&self, haystack: Haystack<'_>) -> impl Iterator<Item = Range<usize>> {
        let found = self.finder.find_iter(haystack.text.as_bytes());
        found.filter(move |&at| self.has_its_accents(haystack, at)).map(|at| at..at + self.letters.len())
    }

    /// Where its letters stand in order, each as soon as it can: the bytes of each, within `range`.
    /// `None` if they do not, or if it is too short or too long to be scattered.
    pub(super) fn scattered(&self, haystack: Haystack<'_>, range: Range<usize>) -> Option<Vec<Range<usize>>> {
        let mut found = Vec::new();
        self.scatter(haystack, range, |at| found.push(at)).then_some(found)
    }

    /// Whether [`Needle::scattered`] would find it.
    pub(super) fn is_scattered(&self, haystack: Haystack<'_>, range: Range<usize>) -> bool {
        self.scatter(haystack, range, |_| {})
    }

    fn scatter(&self, haystack: Haystack<'_>, range: Range<usize>, mut visit: impl FnMut(Range<usize>)) -> bool {
        if self.letters.len() < 2 || self.letters.len() > SCATTERED {
            return false;
        }
        let mut from = range.start;
        for (letter_at, letter) in self.letters.char_indices() {
            let Some(at) = haystack.next(from..range.end, letter, self.marks_of(letter_at)) else { return false };
            from = at + letter.len_utf8();
            visit(at..from);
        }
        true
    }

    /// Whether it is one letter or digit that stands for all its forms: its mask says it all.
    pub(super) fn is_letter(&self) -> bool {
        self.letters.len() == 1 && self.letters.bytes().all(|byte| byte.is_ascii_alphanumeric()) && !self.is_strict()
    }

    /// Whether any of its letters was typed with an accent or as a capital.
    pub(super) fn is_strict(&self) -> bool {
        !self.accents.is_empty()
    }

    /// What is asked of its letter at byte `at`.
    fn marks_of(&self, at: usize) -> &[Accent] {
        let start = self.accents.partition_point(|accent| (accent.at as usize) < at);
        let end = self.accents.partition_point(|accent| accent.at as usize <= at);
        self.accents.get(start..end).unwrap_or_default()
    }

    fn has_its_accents(&self, haystack: Haystack<'_>, at: usize) -> bool {
        self.accents.iter().all(|accent| haystack.has(at + accent.at as usize, accent.mark))
    }
}

impl Haystack<'_> {
    /// The first place of `letter` within `range` where it has all marks asked for.
    fn next(&self, range: Range<usize>, letter: char, marks: &[Accent]) -> Option<usize> {
        let text = self.text.get(range.clone())?;
        if letter.is_ascii() && marks.is_empty() {
            // Most letters are near: a loop over bytes is faster than setting up a search.
            let found = text.bytes().position(|byte| char::from(byte) == letter);
            return found.map(|at| at + range.start);
        }
        let mut places = text.match_indices(letter).map(|(at, _)| at + range.start);
        places.find(|&at| marks.iter().all(|asked| self.has(at, asked.mark)))
    }

    /// The places within `range` where words start with `letter`.
    pub(super) fn words_with(self, range: Range<usize>, letter: char) -> impl Iterator<Item = usize> {
        let first_byte = letter.encode_utf8(&mut [0; 4]).bytes().next().unwrap_or(0);
        let text = self.text.as_bytes().get(range.clone()).unwrap_or_default();
        let places = memchr_iter(first_byte, text).map(move |at| at + range.start);
        places.filter(move |&at| self.is_word_start(at) && self.has_letter(at, letter))
    }

    /// Whether `letter`, whose first byte stands at byte `at`, stands there as a whole.
    fn has_letter(&self, at: usize, letter: char) -> bool {
        letter.is_ascii() || self.text.get(at..).is_some_and(|text| text.starts_with(letter))
    }

    /// Whether a word starts at byte `at`.
    pub(super) fn is_word_start(&self, at: usize) -> bool {
        match at.checked_sub(1).and_then(|before| self.text.as_bytes().get(before)) {
            None => true,
            Some(byte) if byte.is_ascii() => !byte.is_ascii_alphanumeric(),
            Some(_) => {
                let before = self.text.get(..at).and_then(|text| text.chars().next_back());
                !before.is_some_and(char::is_alphanumeric)
            }
        }
    }

    /// Whether a word ends at byte `at`.
    pub(super) fn is_word_end(&self, at: usize) -> bool {
        let after = self.text.get(at..).and_then(|text| text.chars().next());
        !after.is_some_and(char::is_alphanumeric)
    }

    /// Whether the letter at byte `at` has this mark.
    fn has(&self, at: usize, mark: char) -> bool {
        self.accents.binary_search_by_key(&(at, mark), |accent| (accent.at as usize, accent.mark)).is_ok()
    }
}

/// Which letters a folded text holds: a bit for each of a–z and 0–9, 28 shared by all others. A text
/// can only hold a needle if its mask holds the needle's.
pub(super) fn mask(folded: &str) -> u64 {
    folded.chars().fold(0, |mask, c| mask | 1 << bit(c))
}

/// The same of the letters that words start with.
pub(super) fn start_mask(folded: &str) -> u64 {
    let mut is_inside = false;
    folded.chars().fold(0, |mask, c| {
        let is_start = !std::mem::replace(&mut is_inside, c.is_alphanumeric());
        if is_start { mask | 1 << bit(c) } else { mask }
    })
}

fn bit(c: char) -> u32 {
    match c {
        'a'..='z' => u32::from(c) - u32::from('a'),
        '0'..='9' => 26 + u32::from(c) - u32::from('0'),
        _ => 36 + u32::from(c) % 28,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typed_accent_or_capital_is_strict_and_a_bare_letter_is_not() {
        let cases = [
            ("numerique", "le numérique", true),
            ("numérique", "le numérique", true),
            ("nume\u{301}rique", "le numérique", true),
            ("numérique", "le nume\u{301}rique", true),
            ("numérique", "le numerique", false),
            ("éte", "été", true),
            ("éte", "ete", false),
            ("ète", "été", false),
            ("coeur", "cœur", true),
            ("cœur", "coeur", true),
            ("l'ia", "L’IA", true),
            ("l’ia", "l'IA", true),
            ("ça", "ca", false),
            ("NUMERIQUE", "numérique", false),
            ("NUMERIQUE", "NUMÉRIQUE", true),
            ("numerique", "NUMÉRIQUE", true),
            ("Éte", "Été", true),
            ("Éte", "été", false),
            ("Éte", "Ete", false),
            ("IA", "l’IA", true),
            ("IA", "diamant", false),
        ];
        for (query, text, expected) in cases {
            let (needle, folded) = (Needle::new(query).unwrap(), Folded::new(text));
            assert_eq!(needle.pieces((&folded).into()).next().is_some(), expected, "{query:?} in {text:?}");
            assert_eq!(needle.is_scattered((&folded).into(), 0..folded.text.len()), expected, "{query:?} in {text:?}");
        }
    }

    #[test]
    fn scattered_letters_stand_in_order() {
        let cases = [("cdf", true), ("fcc", false), ("cloudf", true), ("clodfare", true), ("c", false), ("éc", false)];
        for (query, expected) in cases {
            let folded = Folded::new("Cloudflare de France");
            let found = Needle::new(query).unwrap().is_scattered((&folded).into(), 0..folded.text.len());
            assert_eq!(found, expected, "{query:?}");
        }
    }

    #[test]
    fn a_mask_never_hides_a_match() {
        for (query, text) in [("ia", "l’IA"), ("日", "日本"), ("12", "n° 12"), ("«", "« oui »"), ("œ", "Cœur")]
        {
            let (needle, folded) = (Needle::new(query).unwrap(), Folded::new(text));
            assert_eq!(mask(&folded.text) & needle.mask, needle.mask, "{query:?} in {text:?}");
        }
        assert_ne!(mask("abc") & mask("d"), mask("d"));
    }
}
