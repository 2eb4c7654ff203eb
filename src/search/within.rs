//! Search within one article: where what is typed stands, for `n` and `N`.
//!
//! It finds exact words, not scattered letters: on running text those would light up half the page.

use std::ops::Range;

use super::letters::join;
use super::needle::{Haystack, Needle, words};
use crate::text::fold::Folded;

/// What can be looked for in an article, and what it means; for the help.
pub const FORMS: [(&str, &str); 3] = [
    ("some words", "as they are typed, one after the other"),
    ("", "else the paragraphs that hold them all, else each of them"),
    ("\"exact phrase\"", "whole words, one after the other; goes with other words"),
];

/// An article's text, made ready to be searched letter by letter.
#[derive(Debug, Clone)]
pub struct Text {
    folded: Folded,
    paragraphs: Vec<Range<usize>>,
}

impl Text {
    /// Makes a text ready.
    pub fn new(text: &str) -> Text {
        let mut folded = Folded::new(text);
        let paragraphs = paragraphs(&folded.text);
        folded.text = folded.text.replace('\n', " ");
        Text { folded, paragraphs }
    }

    /// The bytes of the text where `query` stands: ascending, disjoint, on the boundaries of characters.
    ///
    /// The whole query is looked for as a phrase (any white space counts as any other). If it stands nowhere, or a part
    /// of it is in quotes, its parts show where a paragraph holds all of them; where none does, but the text, wherever
    /// they stand. A word that stands at the start of words is not shown inside others. A small letter typed without
    /// an accent stands for all its forms, a capital or one with an accent for itself.
    pub fn find(&self, query: &str) -> Vec<Range<usize>> {
        let haystack = Haystack::from(&self.folded);
        let whole = if query.contains('"') { None } else { phrase(query) };
        let mut found = whole.map(|whole| occurrences(haystack, &whole)).unwrap_or_default();
        if found.is_empty() {
            found = together(parts(haystack, query), &self.paragraphs);
        }
        join(found.into_iter().map(|piece| self.folded.original(piece)).collect())
    }
}

/// Where each part of the query stands: what is in quotes is one, else each word. A quotation that is not closed yet
/// ends anywhere.
fn parts(haystack: Haystack<'_>, query: &str) -> Vec<Vec<Range<usize>>> {
    let mut parts = Vec::new();
    let mut pieces = query.split('"').enumerate().peekable();
    while let Some((at, piece)) = pieces.next() {
        if at % 2 == 0 {
            parts.extend(words(piece).iter().map(|word| occurrences(haystack, word)));
        } else if let Some(phrase) = phrase(piece) {
            let is_closed = pieces.peek().is_some();
            let places = phrase.pieces(haystack).filter(|piece| haystack.is_word_start(piece.start));
            parts.push(places.filter(|piece| !is_closed || haystack.is_word_end(piece.end)).collect());
        }
    }
    parts
}

/// The places in the paragraphs that hold all parts; all places where the paragraphs hold them only together.
fn together(parts: Vec<Vec<Range<usize>>>, paragraphs: &[Range<usize>]) -> Vec<Range<usize>> {
    if parts.iter().any(Vec::is_empty) {
        return Vec::new();
    }
    let is_in = |places: &Vec<Range<usize>>, paragraph: &Range<usize>| {
        let next = places.partition_point(|place| place.start < paragraph.start);
        places.get(next).is_some_and(|place| place.start < paragraph.end)
    };
    let whole: Vec<&Range<usize>> =
        paragraphs.iter().filter(|paragraph| parts.iter().all(|places| is_in(places, paragraph))).collect();
    let is_in_whole = |place: &Range<usize>| {
        let next = whole.partition_point(|paragraph| paragraph.end <= place.start);
        whole.is_empty() || whole.get(next).is_some_and(|paragraph| paragraph.start <= place.start)
    };
    parts.into_iter().flatten().filter(is_in_whole).collect()
}

/// The bytes of each paragraph; between them are empty lines.
fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let ranges = text.split("\n\n").map(|paragraph| {
        let range = start..start + paragraph.len();
        start = range.end + "\n\n".len();
        range
    });
    ranges.collect()
}

fn phrase(text: &str) -> Option<Needle> {
    Needle::new(&text.split_whitespace().collect::<Vec<_>>().join(" "))
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
            // No such phrase: each of the words, where all of them are.
            ("coeur  numerique", &["numérique", "nume\u{301}rique", "cœur"]),
            ("coeur xyz", &[]),
            // A capital counts where it is typed.
            ("IA", &["IA", "IA"]),
            ("Numerique", &[]),
            ("", &[]),
            (" ", &[]),
            ("xyz", &[]),
        ];
        for (query, expected) in cases {
            let found: Vec<&str> = Text::new(text).find(query).into_iter().map(|range| &text[range]).collect();
            assert_eq!(&found, expected, "{query:?}");
        }
    }

    #[test]
    fn words_stand_in_one_paragraph_before_several_and_quotes_hold_them_together() {
        let text = "Le port ferme. Le phare reste.\n\nLe phare, le port : tout ferme.\n\nUn bac part.\n\nDeux portes.";
        let cases: &[(&str, &[&str])] = &[
            ("port phare", &["port", "phare", "phare", "port"]),
            ("phare tout", &["phare", "tout"]),
            ("bac phare", &["phare", "phare", "bac"]),
            ("bac voile", &[]),
            ("\"le port\"", &["Le port", "le port"]),
            ("\"le port\" tout", &["le port", "tout"]),
            ("tout \"le port\"", &["le port", "tout"]),
            ("\"port le\"", &[]),
            // Whole words, once the quotation is closed.
            ("\"port\"", &["port", "port"]),
            ("\"port", &["port", "port", "port"]),
            ("\"reste le phare\"", &[]),
            ("\"", &[]),
            ("\"\" bac", &["bac"]),
        ];
        for (query, expected) in cases {
            let found: Vec<&str> = Text::new(text).find(query).into_iter().map(|range| &text[range]).collect();
            assert_eq!(&found, expected, "{query:?}");
        }
    }
}
