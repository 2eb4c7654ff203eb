//! The letters that a query matches in a row, for showing them.
//!
//! It works on the original text of the few rows that are on the screen; the index keeps no originals.
//! A word that stands in one piece somewhere in the row is shown there and not scattered elsewhere.

use std::ops::Range;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::fuzzy::Row;
use super::needle::{Haystack, Needle, words};
use super::place::{FIELDS, stretch};
use crate::text::fold::Folded;

/// The bytes of `text` that `query` matches, taken by itself, as a title: ascending, disjoint, on the
/// boundaries of characters; accents go with their letters. Words that do not match give nothing.
pub fn positions(text: &str, query: &str) -> Vec<Range<usize>> {
    let [title, ..] = Row { title: text, ..Row::default() }.positions(query);
    title
}

impl Row<'_> {
    /// The bytes that `query` matches in the title, source, rubric and sentence: as [`positions`], but of
    /// all fields together, as they are searched.
    pub fn positions(self, query: &str) -> [Vec<Range<usize>>; FIELDS] {
        let fields = self.fields().map(Folded::new);
        let mut shown = [const { Vec::new() }; FIELDS];
        for needle in words(query) {
            let is_whole = fields.iter().any(|folded| piece_in(folded, &needle).is_some());
            for (field, (folded, shown)) in fields.iter().zip(&mut shown).enumerate() {
                let letters = if is_whole {
                    piece_in(folded, &needle).into_iter().collect()
                } else {
                    scattered_in(folded, field, &needle)
                };
                shown.extend(letters.iter().map(|letter| folded.original(letter.clone())));
                if !is_whole && !letters.is_empty() {
                    break;
                }
            }
        }
        shown.map(join)
    }
}

/// Where a needle stands in one piece, at a word's start if it does anywhere.
fn piece_in(folded: &Folded, needle: &Needle) -> Option<Range<usize>> {
    let haystack = Haystack::from(folded);
    let at_start = needle.pieces(haystack).find(|piece| haystack.is_word_start(piece.start));
    at_start.or_else(|| needle.pieces(haystack).next())
}

/// A needle's scattered letters, as the matcher aligns them. The matcher knows no accents, so a needle
/// with accents is aligned without it.
fn scattered_in(folded: &Folded, field: usize, needle: &Needle) -> Vec<Range<usize>> {
    let haystack = Haystack::from(folded);
    let Some(part) = stretch(haystack, field, 0..folded.text.len(), needle) else { return Vec::new() };
    let text = folded.text.get(part.clone()).unwrap_or_default();
    match SkimMatcherV2::default().fuzzy_indices(text, &needle.letters).filter(|_| !needle.is_strict()) {
        Some((_, indices)) => chars_at(text, part.start, &indices),
        None => needle.scattered(haystack, part).unwrap_or_default(),
    }
}

/// The bytes, counted from `from`, of the characters whose numbers are in `indices`, which ascend.
fn chars_at(text: &str, from: usize, indices: &[usize]) -> Vec<Range<usize>> {
    let chars = text.char_indices().enumerate();
    let chosen = chars.filter(|(index, _)| indices.binary_search(index).is_ok());
    chosen.map(|(_, (at, c))| from + at..from + at + c.len_utf8()).collect()
}

/// Sorts ranges and joins those that touch.
pub fn join(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    ranges.dedup_by(|next, kept| {
        let touches = next.start <= kept.end;
        kept.end = if touches { kept.end.max(next.end) } else { kept.end };
        touches
    });
    ranges
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fuzzy::Index;
    use super::*;

    fn texts<'a>(text: &'a str, ranges: &[Range<usize>]) -> Vec<&'a str> {
        ranges.iter().map(|range| &text[range.clone()]).collect()
    }

    #[test]
    fn matched_letters_are_shown_in_the_original() {
        let cases: &[(&str, &str, &[&str])] = &[
            ("La souveraineté numérique", "numerique", &["numérique"]),
            ("La souverainete\u{301} nume\u{301}rique", "ete", &["ete\u{301}"]),
            ("Un cœur", "coe", &["cœ"]),
            ("Questions sur l’IA", "l'ia", &["l’IA"]),
            ("Diamants de l’IA", "ia", &["IA"]),
            ("Cour des comptes", "cdc", &["C", "d", "c"]),
            ("Été comme hiver", "ete hiver", &["Été", "hiver"]),
            ("ete été", "été", &["été"]),
            ("e-t-é", "eté", &["e", "t", "é"]),
            ("abc", "xyz", &[]),
            ("abc", "", &[]),
            ("abcd", "ab bc", &["abc"]),
        ];
        for (text, query, expected) in cases {
            let shown: Vec<&str> = positions(text, query).into_iter().map(|range| &text[range]).collect();
            assert_eq!(&shown, expected, "{query:?} in {text:?}");
        }
    }

    #[test]
    fn a_word_in_one_piece_is_not_scattered_elsewhere() {
        let row =
            Row { title: "Bruits et rêves", source: "Brèves", rubric: "", sentence: "Un brave rêve éveillé." };
        let cases: [(&str, [&[&str]; 3]); 5] = [
            ("breves", [&[], &["Brèves"], &[]]),
            ("breve", [&[], &["Brève"], &[]]),
            ("reve", [&["rêve"], &["rève"], &["rêve"]]),
            ("btr", [&["B", "t", "r"], &[], &[]]),
            ("btr reve", [&["B", "t", "rêve"], &["rève"], &["rêve"]]),
        ];
        for (query, expected) in cases {
            let [title, source, _, sentence] = row.positions(query);
            let shown = [texts(row.title, &title), texts(row.source, &source), texts(row.sentence, &sentence)];
            assert_eq!(shown, expected, "{query:?}");
        }
    }

    proptest! {
        #[test]
        fn a_hit_shows_its_letters_somewhere(
            title in "[a-eéèœ’ A-C日]{0,20}", source in "[a-e é]{0,8}", sentence in "[a-eé ,]{0,60}",
            query in "[a-eéœ']{1,4}( [a-eé日]{1,3})?",
        ) {
            let row = Row { title: &title, source: &source, rubric: "", sentence: &sentence };
            let index = Index::new([row]);
            for word in query.split_whitespace() {
                let is_hit = !index.search(word, 1).is_empty();
                let is_shown = row.positions(word).iter().any(|field| !field.is_empty());
                prop_assert_eq!(is_shown, is_hit, "{:?}", word);
            }
            for (field, shown) in row.fields().into_iter().zip(row.positions(&query)) {
                prop_assert!(shown.iter().all(|range| field.get(range.clone()).is_some_and(|s| !s.is_empty())));
                prop_assert!(shown.is_sorted_by(|a, b| a.end < b.start));
            }
        }
    }
}
