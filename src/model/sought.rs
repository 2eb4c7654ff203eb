//! Looking for a quote in texts that may have been edited, broken, encoded or cut otherwise.
//!
//! A passage is found where its wording stands whole and what stands around it speaks for it; where
//! several could be meant and nothing tells them apart, it is lost. It never guesses: a short quote
//! in other surroundings is other text. (The selectors are those of the W3C Web Annotation model;
//! how they are weighed is our own, and `tests/anchors.rs` measures it.)

mod beside;

use std::collections::HashMap;
use std::ops::Range;

use super::highlight::{Anchor, CONTEXT};
use super::positions::Positions;
use super::wording::Wording;
pub use beside::Spots;

/// A quote of this many bytes that stands only once needs nothing around it to be the same.
const LONG: usize = 24;
/// How many bytes around a quote must speak for it.
const ENOUGH: usize = 24;
/// By how much one place must be better than the next.
const CLEARLY: usize = 8;
/// The shortest run that counts where it does not touch the quote: `entreprise` says nothing.
const RUN: usize = 10;
/// A run that does not touch the quote counts for so much less: it also stands near a copy.
const AWAY: usize = 4;
/// What the beginning or end of the text is worth.
const EDGE: usize = 12;
/// How far from the quote its surroundings may have moved, in bytes.
const REACH: usize = 256;
/// Beyond so many places, in all texts together, only what touches the quote is compared.
const MANY: usize = 64;

/// An anchor made ready to be looked for.
#[derive(Debug, Clone)]
pub struct Sought {
    quote: Wording,
    before: String,
    after: String,
    is_at_start: bool,
    is_at_end: bool,
}

/// A place where the wording of a quote stands, with what stands around it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// The bytes of the text.
    pub range: Range<usize>,
    /// The end of the wording before it, and how long all of that is.
    head: (String, usize),
    /// The beginning of the wording after it, and how long all of that is.
    tail: (String, usize),
    /// Code points before it, as the text is and as it is in NFC.
    position: (usize, usize),
}

/// All places in `text`, whose wording is `wording`, where `quote` stands.
pub fn spots(text: &Positions, wording: &Wording, quote: &Wording) -> Vec<Spot> {
    let all = wording.text();
    let spot = |place: Range<usize>| {
        let range = wording.original(&place)?;
        let near_head = all.get(all.ceil_char_boundary(place.start.saturating_sub(REACH))..place.start)?;
        let near_tail = all.get(place.end..all.floor_char_boundary((place.end + REACH).min(all.len())))?;
        let (head, tail) = ((near_head.to_owned(), place.start), (near_tail.to_owned(), all.len() - place.end));
        let position = text.code_points(range.start)?;
        Some(Spot { range, head, tail, position })
    };
    wording.find(quote).filter_map(spot).collect()
}

/// Whether a quote is known by itself, glued to other words too; a short one is known by what touches it.
pub fn is_long(quote: &Wording) -> bool {
    quote.text().len() >= LONG
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
        }
    }

    /// The wording of the quote.
    pub fn quote(&self) -> &Wording {
        &self.quote
    }

    /// The places that may be meant, of all where the quote stands in whatever texts: a short one stands
    /// there as whole words if it was whole words. `is_same_text` says that the only text looked at is
    /// the one that the quote was made in.
    pub fn near<'a, T>(&self, spots: &Spots<'a, T>, is_same_text: bool) -> Vec<&'a (T, Spot)> {
        spots.clearly_near(self).unwrap_or_else(|| self.near_of_all(spots.all(), is_same_text))
    }

    /// The same, each place compared.
    fn near_of_all<'a, T>(&self, spots: &'a [(T, Spot)], is_same_text: bool) -> Vec<&'a (T, Spot)> {
        let fitting: Vec<&(T, Spot)> = spots.iter().filter(|(_, spot)| self.fits(spot)).collect();
        let is_reaching = self.is_long() && fitting.len() <= MANY;
        let evidence: Vec<usize> = fitting.iter().map(|(_, spot)| self.evidence(spot, is_reaching)).collect();
        let best = evidence.iter().copied().max().unwrap_or(0);
        let is_enough = best >= ENOUGH || (fitting.len() == 1 && (is_same_text || self.is_long()));
        let near = fitting.into_iter().zip(evidence).filter(|(_, evidence)| is_enough && evidence + CLEARLY > best);
        near.map(|(spot, _)| spot).collect()
    }

    /// Whether a short quote stands there as whole words if it was whole words.
    fn fits(&self, spot: &Spot) -> bool {
        self.is_long() || self.is_whole(spot)
    }

    fn is_long(&self) -> bool {
        is_long(&self.quote)
    }

    /// A quote that began or ended between words does so everywhere.
    fn is_whole(&self, spot: &Spot) -> bool {
        let quote = self.quote.text();
        let starts = !parts_word(&self.before, quote) && parts_word(&spot.head.0, quote);
        let ends = !parts_word(quote, &self.after) && parts_word(quote, &spot.tail.0);
        !starts && !ends
    }

    /// How much of what stood around the quote stands around this place, in bytes; what does not touch
    /// it is looked at only where `is_reaching`.
    fn evidence(&self, spot: &Spot, is_reaching: bool) -> usize {
        let (head, tail) = (spot.head.0.as_bytes(), spot.tail.0.as_bytes());
        let (before, after) = (self.before.as_bytes(), self.after.as_bytes());
        let touching_before =
            before.iter().rev().zip(head.iter().rev()).take_while(|(one, other)| one == other).count();
        let touching_after = after.iter().zip(tail).take_while(|(one, other)| one == other).count();
        let start = self.is_at_start && touching_before == before.len() && spot.head.1 == before.len();
        let end = self.is_at_end && touching_after == after.len() && spot.tail.1 == after.len();
        let (near_head, near_tail) = if is_reaching { (head, tail) } else { Default::default() };
        side(before, near_head, touching_before, start) + side(after, near_tail, touching_after, end)
    }
}

/// The places that may be meant, of which one is to be chosen.
pub struct Choice<'a, T> {
    only: Option<&'a (T, Spot)>,
    by_start: HashMap<usize, Vec<&'a (T, Spot)>>,
}

impl<'a, T: Clone> Choice<'a, T> {
    /// Of these.
    pub fn of(near: &[&'a (T, Spot)]) -> Choice<'a, T> {
        let mut by_start: HashMap<usize, Vec<&(T, Spot)>> = HashMap::new();
        for place in near {
            let (here, composed) = place.1.position;
            by_start.entry(here).or_default().push(place);
            if composed != here {
                by_start.entry(composed).or_default().push(place);
            }
        }
        let only = if let [only] = near { Some(*only) } else { None };
        Choice { only, by_start }
    }

    /// The place that is meant, if one is: the only one, else the only one at the code point `start`, where the
    /// quote stood.
    pub fn at(&self, start: usize) -> Option<(T, Range<usize>)> {
        let there = || match self.by_start.get(&start).map(Vec::as_slice) {
            Some([there]) => Some(*there),
            _ => None,
        };
        self.only.or_else(there).map(|(key, spot)| (key.clone(), spot.range.clone()))
    }
}

/// What one side says: the run that touches the quote, else the longest near it, and the edge.
fn side(context: &[u8], near: &[u8], touching: usize, is_edge: bool) -> usize {
    let run = if touching == context.len() { touching } else { touching.max(long_run(context, near) / AWAY) };
    run + if is_edge { EDGE } else { 0 }
}

/// The longest run of bytes in both; 0 where it is so short that it says nothing.
fn long_run(one: &[u8], other: &[u8]) -> usize {
    // A run that is long enough holds one of these pieces whole: most texts share none.
    let mut pieces = one.chunks_exact(RUN / 2);
    if !pieces.any(|piece| memchr::memmem::find(other, piece).is_some()) {
        return 0;
    }
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
    use proptest::prelude::*;

    use super::*;
    use crate::model::article::ArticleId;

    proptest! {
        #[test]
        fn the_few_that_are_compared_give_what_comparing_all_gives(
            pattern in prop::collection::vec(0..9_usize, 1..16), from in 0..400_usize, length in 1..4_usize,
            edits in prop::collection::vec((0..400_usize, 0..9_usize), 0..40), later in 0..40_usize,
        ) {
            // The same over and over, but for a few words, some of which are changed later.
            let mut words: Vec<usize> = pattern.into_iter().cycle().take(404).collect();
            let (early, late) = edits.split_at(edits.len().saturating_sub(later));
            early.iter().for_each(|(at, word)| words[*at] = *word);
            let said = ["la", "mer", "et", "le", "port", "mer.\n\n", "un quai", "la", "é"];
            let text = |words: &[usize]| words.iter().map(|word| said[*word]).collect::<Vec<_>>().join(" ");
            let start = text(&words[..from]).len() + usize::from(from > 0);
            let before = text(&words);
            let quote = text(&words[from..from + length]);
            let Some(anchor) = Anchor::new(ArticleId(1), &before, start..start + quote.len()) else { return Ok(()) };
            late.iter().for_each(|(at, word)| words[*at] = *word);
            let after = text(&words);
            let sought = Sought::of(&anchor);
            let all: Vec<(usize, Spot)> =
                spots(&Positions::of(&after), &Wording::of(&after), sought.quote()).into_iter().map(|spot| (0, spot)).collect();
            let places = |near: Vec<&(usize, Spot)>| near.iter().map(|(_, spot)| spot.range.clone()).collect::<Vec<_>>();
            for is_same_text in [true, false] {
                let few = places(sought.near(&Spots::of(&all), is_same_text));
                prop_assert_eq!(&few, &places(sought.near_of_all(&all, is_same_text)), "{:?} in {:?}", quote, after);
            }
        }
    }

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
