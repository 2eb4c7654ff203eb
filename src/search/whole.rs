//! Search in whole texts: which articles hold the words, and the passage around the first of them.
//!
//! Texts are not kept folded, which would double the memory. A word is looked for in the source as it is,
//! by its rarest letter that no accented letter of the document folds to; only where it seems to stand is
//! the article's text made and searched properly. So a word that markup cuts in two is not found; one that holds
//! a character reference (`caf&eacute;`) is, as articles with such are always searched properly.

use std::ops::Range;
use std::sync::Arc;

use memchr::memchr2_iter;

use super::asked::Asked;
use super::letters::join;
use super::needle::{Haystack, Needle};
use super::query::Query;
use crate::model::article::Article;
use crate::model::body::{Body, reference};
use crate::model::document::{Document, Markup};
use crate::model::store::Store;
use crate::text::fold::{Folded, fold};

/// A search in whole texts, as it is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Seek {
    /// Its number; later ones have higher numbers.
    pub number: u64,
    /// The articles.
    pub store: Arc<Store>,
    /// What is asked.
    pub query: Query,
    /// The articles that meet everything else, in the order in which they are looked at.
    pub among: Vec<u32>,
    /// After so many hits it ends.
    pub most: usize,
}

impl Seek {
    /// Looks at one article a step: gives its index and a passage where it is one, else nothing.
    pub fn steps(&self) -> impl Iterator<Item = Option<(usize, String)>> {
        let whole = Asked::new(&self.query).whole;
        self.among.iter().map(move |&article| self.look(&whole, article))
    }

    /// Looks at some of the articles: gives those where it is one, each with a passage.
    pub fn hits_among(&self, whole: &Whole, articles: &[u32]) -> Vec<(usize, String)> {
        articles.iter().filter_map(|&article| self.look(whole, article)).collect()
    }

    fn look(&self, whole: &Whole, article: u32) -> Option<(usize, String)> {
        let article = article as usize;
        Some((article, whole.look(&self.store, article)?))
    }
}

/// What is asked of the whole text.
#[derive(Default)]
pub struct Whole {
    parts: Vec<Part>,
}

struct Part {
    not: bool,
    needle: Needle,
    /// Whether its last word must be whole.
    is_phrase: bool,
    /// Its words, folded.
    words: Vec<String>,
}

/// How many characters of a passage stand before the hit, and how many there are at most.
const BEFORE: usize = 40;
const PASSAGE: usize = 240;

impl Whole {
    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty()
    }

    pub(super) fn push(&mut self, not: bool, words: &str, is_phrase: bool) {
        if let Some(needle) = Needle::new(words) {
            let words = needle.letters.split_whitespace().map(str::to_owned).collect();
            self.parts.push(Part { not, needle, is_phrase, words });
        }
    }

    /// Looks into an article; gives a passage around the first hit, in one line, if all is as asked.
    pub fn look(&self, store: &Store, index: usize) -> Option<String> {
        let (article, document) = store.article(index).zip(store.document_of(index))?;
        if !self.may_stand_in(document, article) {
            return None;
        }
        let text = Body::of(document, article).text;
        let folded = folded(&text);
        self.holds(&article.title, &folded).then(|| self.passage(&text, &folded))
    }

    /// Whether all words asked for seem to stand in the article's source.
    fn may_stand_in(&self, document: &Document, article: &Article) -> bool {
        let raw = document.part(article.lines.range());
        if document.markup() == Markup::Markdown && raw.match_indices('&').any(|(at, _)| stands_for_another(raw, at)) {
            return true;
        }
        let mut words = self.parts.iter().filter(|part| !part.not).flat_map(|part| &part.words);
        words.all(|word| seems_in(raw, word, document.disguised()))
    }

    /// Whether a text with this title is as asked.
    pub fn stands_in(&self, title: &str, text: &str) -> bool {
        self.holds(title, &folded(text))
    }

    fn holds(&self, title: &str, text: &Folded) -> bool {
        let title = folded(title);
        let is_in = |part: &Part| part.places(&title).next().is_some() || part.places(text).next().is_some();
        self.parts.iter().all(|part| is_in(part) != part.not)
    }

    /// Where what is asked for stands in a text: ascending, disjoint.
    pub fn places(&self, text: &str) -> Vec<Range<usize>> {
        let text = &folded(text);
        join(self.asked().flat_map(|part| part.places(text)).map(|place| text.original(place)).collect())
    }

    fn asked(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| !part.not)
    }

    /// The text around the first hit, in one line; its beginning where only the title has it.
    fn passage(&self, text: &str, folded: &Folded) -> String {
        // A letter stands in a hundred places: only the first of each is asked for.
        let first = self.asked().filter_map(|part| part.places(folded).next()).min_by_key(|place| place.start);
        let at = first.map_or(0, |place| folded.original(place).start);
        let before = text.get(..at).unwrap_or_default();
        let from = before.char_indices().rev().nth(BEFORE - 1).map_or(0, |(start, _)| start);
        let near = text.get(from..at).unwrap_or_default();
        let after_space = || near.char_indices().find(|(_, letter)| letter.is_whitespace());
        let start =
            if from == 0 { 0 } else { after_space().map_or(at, |(space, letter)| from + space + letter.len_utf8()) };
        let line: String = text.get(start..).unwrap_or_default().chars().take(PASSAGE).collect();
        let dots = if start == 0 { "" } else { "… " };
        format!("{dots}{}", line.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

/// Whether a character reference is at byte `at`: what it stands for may be a part of any word.
fn stands_for_another(raw: &str, at: usize) -> bool {
    raw.get(at..).is_some_and(|behind| reference(behind).is_some())
}

/// A text in which a line end counts as a space.
fn folded(text: &str) -> Folded {
    let mut folded = Folded::new(text);
    folded.text = folded.text.replace('\n', " ");
    folded
}

impl Part {
    fn places(&self, text: &Folded) -> impl Iterator<Item = Range<usize>> {
        let haystack = Haystack::from(text);
        let starts = bounded(self.needle.letters.chars().next());
        let ends = self.is_phrase && bounded(self.needle.letters.chars().next_back());
        self.needle.pieces(haystack).filter(move |place| {
            (!starts || haystack.is_word_start(place.start)) && (!ends || haystack.is_word_end(place.end))
        })
    }
}

/// Whether a letter is one of words that have something between them: not a sign, not of a script without
/// spaces.
fn bounded(letter: Option<char>) -> bool {
    letter.is_some_and(|letter| letter.is_alphanumeric() && letter < '\u{2e80}')
}

/// The letters and digits from the rarest in French and English to the commonest.
const RAREST: &[u8] = b"wkzxyjq79864350hbgf2v1pmdculotrnaise";

/// Whether a folded word seems to stand in a text that is not folded. `disguised` are the letters that other
/// characters of the text fold to.
fn seems_in(raw: &str, word: &str, disguised: u128) -> bool {
    let is_plain = |letter: &&u8| disguised & (1 << **letter) == 0;
    let anchor =
        RAREST.iter().filter(is_plain).find_map(|letter| Some((*letter, word.bytes().position(|b| b == *letter)?)));
    let Some((letter, before)) = anchor else { return fold(raw).contains(word) };
    let mut places = memchr2_iter(letter, letter.to_ascii_uppercase(), raw.as_bytes());
    places.any(|at| stands_around(raw, at, word, before))
}

/// Whether `word` stands in `raw` so that its byte `before` is at byte `at`.
fn stands_around(raw: &str, at: usize, word: &str, before: usize) -> bool {
    let (raw_bytes, letters) = (raw.as_bytes(), word.as_bytes());
    let (head, tail) = (letters.get(..before), letters.get(before + 1..));
    let ahead = tail.unwrap_or_default().iter().zip(raw_bytes.get(at + 1..).unwrap_or_default());
    let behind = head.unwrap_or_default().iter().rev().zip(raw_bytes.get(..at).unwrap_or_default().iter().rev());
    let ahead = compare(ahead, letters.len() - before - 1);
    let behind = if ahead == Some(false) { Some(false) } else { compare(behind, before) };
    match (ahead, behind) {
        (Some(false), _) | (_, Some(false)) => false,
        (Some(true), Some(true)) => true,
        _ => fold(window(raw, at, word.len())).contains(word),
    }
}

/// Whether letters are the same, as far as that can be told without folding: until the first that is not
/// ASCII.
fn compare<'a>(pairs: impl Iterator<Item = (&'a u8, &'a u8)>, length: usize) -> Option<bool> {
    let mut same = 0;
    for (letter, raw) in pairs {
        if !raw.is_ascii() {
            return None;
        }
        let plain = if *raw == b'`' { b'\'' } else { raw.to_ascii_lowercase() };
        if plain != *letter {
            return Some(false);
        }
        same += 1;
    }
    Some(same == length)
}

/// The text around byte `at` in which a word of so many folded bytes has room, however it is written.
fn window(raw: &str, at: usize, length: usize) -> &str {
    let room = length * 6 + 8;
    let start = raw.floor_char_boundary(at.saturating_sub(room));
    raw.get(start..raw.ceil_char_boundary(at + room)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::fold::disguised;

    fn asked(words: &str, is_phrase: bool) -> Whole {
        let mut whole = Whole::default();
        whole.push(false, words, is_phrase);
        whole
    }

    #[test]
    fn words_are_found_at_their_start_and_phrases_whole() {
        let text = "Le numérique à l’école : les diamants de l’IA,\nle\u{a0}quai. 日本語 à 5 %.";
        let cases = [
            ("numer", false, true),
            ("numer", true, false),
            ("numerique", true, true),
            ("iamant", false, false),
            ("ia", true, true),
            ("IA, le quai", true, true),
            ("l'ecole", true, true),
            ("Numerique", false, false),
            ("本", false, true),
            ("%", false, true),
        ];
        for (words, is_phrase, expected) in cases {
            assert_eq!(asked(words, is_phrase).stands_in("", text), expected, "{words:?} {is_phrase}");
        }
        assert!(asked("port", false).stands_in("Le port", "x"), "the title is text too");
    }

    #[test]
    fn a_passage_begins_a_little_before_the_hit() {
        let text = format!("{} la bouée\n\ndérive. {}", "Avant le port. ".repeat(9), "Après. ".repeat(90));
        let passage = asked("bouee", false).passage(&text, &folded(&text));
        assert!(passage.starts_with("… Avant le port. Avant le port. la bouée dérive. Après."), "{passage}");
        assert!(passage.chars().count() <= PASSAGE + 2);
        for space in ['\u{a0}', '\u{202f}'] {
            let text = format!("{}{space}« bouée »", "a".repeat(90));
            assert_eq!(asked("bouee", false).passage(&text, &folded(&text)), "… « bouée »");
        }
        assert_eq!(asked("x", false).passage("Un texte.", &folded("Un texte.")), "Un texte.");
    }

    proptest! {
        #[test]
        fn what_stands_in_the_folded_text_seems_to_stand_in_the_raw(
            raw in "[a-eA-Eqéœ’`É\u{301} ﬁ日]{0,40}", word in "[a-eqo']{1,4}",
        ) {
            prop_assert_eq!(seems_in(&raw, &word, disguised(&raw)), fold(&raw).contains(&word));
        }
    }
}
