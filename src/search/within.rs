//! Search within one article: where the words of a query stand, for `n` and `N`.
//!
//! It finds exact words, not scattered letters: on running text those would light up half the page.

use std::ops::Range;

use super::letters::join;
use super::needle::{Haystack, Needle, words};
use crate::text::fold::Folded;

/// The bytes of `text` where `query` stands: ascending, disjoint, on the boundaries of characters.
///
/// The whole query is looked for as a phrase (any white space counts as any other); if it stands nowhere, each of its words. A word that stands at the start of words is not shown inside others.
/// A letter typed without an accent stands for all its forms, one with an accent for itself.
pub fn find(text: &str, query: &str) -> Vec<Range<usize>> {
    let mut folded = Folded::new(text);
    folded.text = folded.text.replace('\n', " ");
    let haystack = Haystack::from(&folded);
    let phrase = Needle::new(&query.split_whitespace().collect::<Vec<_>>().join(" "));
    let mut found = phrase.map(|phrase| occurrences(haystack, &phrase)).unwrap_or_default();
    if found.is_empty() {
        found = words(query).iter().flat_map(|word| occurrences(haystack, word)).collect();
    }
    join(found.into_iter().map(|piece| folded.original(piece)).collect())
}

/// Where a needle stands at the start of words; if nowhere, where it stands at all.
fn occurrences(haystack: Haystack<'_>, needle: &Needle) -> Vec<Range<usize>> {
    let (starts, others): (Vec<_>, Vec<_>) =
        needle.pieces(haystack).partition(|piece| haystack.is_word_start(piece.start));
    if starts.is_empty() { others } else { starts }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_phrases_are_found_whatever_their_accents() {
        let text =
            "Le numérique à l’école : les diamants de l’IA,\nle\u{a0}nume\u{301}rique « souverain ». Un cœur, une IA.";
        let cases: &[(&str, &[&str])] = &[
            ("numerique", &["numérique", "nume\u{301}rique"]),
            ("le numerique", &["Le numérique", "le\u{a0}nume\u{301}rique"]),
            ("ia, le", &["IA,\nle"]),
            ("l'ia", &["l’IA"]),
            // At the start of words before inside.
            ("ia", &["IA", "IA"]),
            ("iamant", &["iamant"]),
            ("coeur", &["cœur"]),
            ("école", &["école"]),
            ("écolé", &[]),
            // No such phrase: each of the words.
            ("coeur  numerique", &["numérique", "nume\u{301}rique", "cœur"]),
            ("coeur xyz", &["cœur"]),
            ("", &[]),
            (" ", &[]),
            ("xyz", &[]),
        ];
        for (query, expected) in cases {
            let found: Vec<&str> = find(text, query).into_iter().map(|range| &text[range]).collect();
            assert_eq!(&found, expected, "{query:?}");
        }
    }
}
