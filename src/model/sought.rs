//! Looking for a quote in texts that may have been edited, broken, encoded or cut otherwise.
//!
//! A passage is found where its wording stands whole and what stands around it speaks for it; where
//! several could be meant and nothing tells them apart, it is lost. It never guesses: a short quote
//! in other surroundings is other text. (The selectors are those of the W3C Web Annotation model;
//! how they are weighed is our own, and `tests/anchors.rs` measures it.)

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::highlight::{Anchor, CONTEXT};
use super::wording::Wording;

/// A quote of this many bytes that stands only once needs nothing around it to be the same.
const LONG: usize = 24;
/// How many bytes around a quote must speak for it.
const ENOUGH: usize = 12;
/// By how much one place must be better than the next.
const CLEARLY: usize = 8;
/// The shortest run that counts where it does not touch the quote: `entreprise` says nothing.
const RUN: usize = 10;
/// What the beginning or end of the text is worth; for a long quote, also enough to choose by.
const EDGE: usize = 6;
/// How far from the quote its surroundings may have moved, in bytes.
const REACH: usize = 256;
/// Beyond so many places only what touches the quote is compared.
const MANY: usize = 64;

/// An anchor made ready to be looked for.
#[derive(Debug, Clone)]
pub struct Sought {
    quote: Wording,
    before: String,
    after: String,
    is_at_start: bool,
    is_at_end: bool,
    start: usize,
}

/// A place where the wording of a quote stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The bytes of the text.
    pub range: Range<usize>,
    evidence: usize,
    is_at_position: bool,
}

impl Sought {
    /// Makes an anchor ready.
    pub fn of(anchor: &Anchor) -> Sought {
        Sought {
            quote: Wording::of(&anchor.quote),
            before: Wording::of(&anchor.before).text().to_owned(),
            after: Wording::of(&anchor.after).text().to_owned(),
            is_at_start: anchor.before.chars().count() < CONTEXT,
            is_at_end: anchor.after.chars().count() < CONTEXT,
            start: anchor.start,
        }
    }

    /// All places in `text`, whose wording is `wording`, where the quote stands; a short one as whole
    /// words if it was whole words.
    pub fn candidates(&self, text: &str, wording: &Wording) -> Vec<Candidate> {
        let all = wording.text();
        let fits = |place: &Range<usize>| self.is_long() || self.is_whole(all, place);
        let places: Vec<Range<usize>> = wording.find(&self.quote).filter(fits).collect();
        let reach = if self.is_long() && places.len() <= MANY { REACH } else { 0 };
        let candidate = |place: &Range<usize>| {
            let range = wording.original(place)?;
            let evidence = self.evidence(all, place, reach);
            Some(Candidate { is_at_position: self.is_at_position(text, range.start), range, evidence })
        };
        places.iter().filter_map(candidate).collect()
    }

    /// The place that is meant, if one is: of all places, in whatever texts, where the quote stands.
    /// `is_same_text` says that the only text looked at is the one that the quote was made in.
    pub fn choose<T: Clone>(&self, candidates: &[(T, Candidate)], is_same_text: bool) -> Option<(T, Range<usize>)> {
        let given = |(key, candidate): &(T, Candidate)| (key.clone(), candidate.range.clone());
        if let [only] = candidates {
            let is_enough = is_same_text || self.is_long() || only.1.evidence >= ENOUGH;
            return is_enough.then(|| given(only));
        }
        let best = candidates.iter().max_by_key(|(_, candidate)| candidate.evidence)?;
        let (enough, clearly) = if self.is_long() { (EDGE, EDGE) } else { (ENOUGH, CLEARLY) };
        let is_near = |other: &&(T, Candidate)| other.1.evidence + clearly > best.1.evidence;
        let near: Vec<&(T, Candidate)> = candidates.iter().filter(is_near).collect();
        if best.1.evidence < enough {
            return None;
        }
        let mut at_position = near.iter().filter(|(_, candidate)| candidate.is_at_position);
        match (near.as_slice(), at_position.next(), at_position.next()) {
            ([only], ..) => Some(given(only)),
            (_, Some(only), None) => Some(given(only)),
            _ => None,
        }
    }

    /// Whether the quote is known by itself; a short one is known by what touches it.
    fn is_long(&self) -> bool {
        self.quote.text().len() >= LONG
    }

    /// A quote that began or ended between words does so everywhere.
    fn is_whole(&self, all: &str, place: &Range<usize>) -> bool {
        let (head, tail) = (all.get(..place.start).unwrap_or_default(), all.get(place.end..).unwrap_or_default());
        let quote = self.quote.text();
        let starts = !parts_word(&self.before, quote) && parts_word(head, quote);
        let ends = !parts_word(quote, &self.after) && parts_word(quote, tail);
        !starts && !ends
    }

    /// How much of what stood around the quote stands around this place, in bytes.
    fn evidence(&self, all: &str, place: &Range<usize>, reach: usize) -> usize {
        let head = all.get(..place.start).unwrap_or_default().as_bytes();
        let tail = all.get(place.end..).unwrap_or_default().as_bytes();
        let (before, after) = (self.before.as_bytes(), self.after.as_bytes());
        let touching_before =
            before.iter().rev().zip(head.iter().rev()).take_while(|(one, other)| one == other).count();
        let touching_after = after.iter().zip(tail).take_while(|(one, other)| one == other).count();
        let near_head = head.get(head.len().saturating_sub(reach)..).unwrap_or_default();
        let near_tail = tail.get(..tail.len().min(reach)).unwrap_or_default();
        let start = self.is_at_start && touching_before == before.len() && head.len() == before.len();
        let end = self.is_at_end && touching_after == after.len() && tail.len() == after.len();
        side(before, near_head, touching_before, start) + side(after, near_tail, touching_after, end)
    }

    /// Whether the quote stood exactly here, in the text as it is or as it is in NFC.
    fn is_at_position(&self, text: &str, at: usize) -> bool {
        let head = text.get(..at).unwrap_or_default();
        head.chars().count() == self.start || head.nfc().count() == self.start
    }
}

/// What one side says: the run that touches the quote, else the longest near it, and the edge.
fn side(context: &[u8], near: &[u8], touching: usize, is_edge: bool) -> usize {
    let run = if touching == context.len() { touching } else { touching.max(long_run(context, near)) };
    run + if is_edge { EDGE } else { 0 }
}

/// The longest run of bytes in both; 0 where it is so short that it says nothing.
fn long_run(one: &[u8], other: &[u8]) -> usize {
    let mut best = 0;
    let mut runs = vec![0_usize; one.len() + 1];
    for byte in other {
        let mut diagonal = 0;
        for (letter, run) in one.iter().zip(runs.iter_mut().skip(1)) {
            let here = if letter == byte { diagonal + 1 } else { 0 };
            diagonal = std::mem::replace(run, here);
            best = best.max(here);
        }
    }
    if best >= RUN { best } else { 0 }
}

/// Whether the border between two texts lies inside a word.
fn parts_word(head: &str, tail: &str) -> bool {
    let is_word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    is_word(head.trim_end_matches(is_combining).chars().next_back()) && is_word(tail.chars().next())
}

fn is_combining(letter: char) -> bool {
    letter >= '\u{300}' && unicode_normalization::char::is_combining_mark(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_the_longest_and_short_ones_say_nothing() {
        let cases = [
            ("abcdefghijkl", "xx abcdefghijkl yy", 12),
            ("abcdefghijkl", "bcdefghijk", 10),
            ("abcdefghijkl", "bcdefghij", 0),
            ("", "x", 0),
        ];
        for (one, other, expected) in cases {
            assert_eq!(long_run(one.as_bytes(), other.as_bytes()), expected, "{one:?} {other:?}");
        }
    }
}
