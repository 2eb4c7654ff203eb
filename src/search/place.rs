//! A place: where in a row a word stands best, and how many points that gives.
//!
//! A word in one piece is worth more than its letters scattered, at a word's start more than inside;
//! after that the title counts more than the source, the rubric and the first sentence.

use std::ops::Range;

use super::needle::{Haystack, Needle, mask, start_mask};

/// The fields of a row: title, source, rubric, first sentence.
pub(super) const FIELDS: usize = 4;
const SENTENCE: usize = FIELDS - 1;

/// Scattered letters stand within so many bytes a letter, from a word's start. In more than that nearly
/// every word can be found in every sentence. In a title, where initials are typed, the length of a long
/// word is added.
const STRETCH: usize = 3;
const TITLE_ROOM: usize = 13;

/// Where the fields of a row are, and what letters they hold.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Fields {
    /// Where each ends, in bytes from the row's start. One byte lies between two of them.
    ends: [u16; FIELDS],
    /// The letters that each holds, and those that words in it start with.
    letters: [Letters; FIELDS],
}

impl Fields {
    /// Adds `field`, which ends at byte `end` and holds `text`, folded.
    pub(super) fn add(&mut self, field: usize, end: usize, text: &str) {
        if let (Some(place), Some(letters)) = (self.ends.get_mut(field), self.letters.get_mut(field)) {
            *place = u16::try_from(end).unwrap_or(u16::MAX);
            *letters = Letters { all: mask(text), starts: start_mask(text) };
        }
    }

    /// The bytes of `field`; empty where there is no such field.
    pub(super) fn range(&self, field: usize) -> Range<usize> {
        let before = field.checked_sub(1).and_then(|before| self.ends.get(before));
        let start = before.map_or(0, |&end| usize::from(end) + 1);
        start..self.ends.get(field).map_or(start, |&end| usize::from(end))
    }

    /// The field that byte `at` lies in.
    fn at(&self, at: usize) -> usize {
        self.ends.iter().take_while(|&&end| usize::from(end) < at).count().min(SENTENCE)
    }

    /// Whether the letters of a needle are there at all.
    pub(super) fn may_hold(&self, needle: &Needle) -> bool {
        self.letters.iter().any(|letters| letters.all & needle.mask == needle.mask)
    }

    /// The same for the one field.
    fn field_may_hold(&self, field: usize, needle: &Needle) -> bool {
        self.letters.get(field).is_some_and(|letters| letters.all & needle.mask == needle.mask)
    }
}

/// Letters, a bit each.
#[derive(Debug, Clone, Copy, Default)]
struct Letters {
    all: u64,
    starts: u64,
}

/// How a word stands in a text, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Quality {
    /// Its letters stand in order, with others between.
    Scattered,
    /// It stands inside a word.
    Inside,
    /// It stands at the start of a word.
    Start,
}

/// Where a word stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) quality: Quality,
    /// The field, from 0.
    pub(super) field: usize,
    /// Whether it is a whole word of the text.
    is_word: bool,
}

impl Place {
    /// Where `needle` stands best in a row; scattered only if `scatter`.
    pub(super) fn find(haystack: Haystack<'_>, fields: &Fields, needle: &Needle, scatter: bool) -> Option<Place> {
        if needle.is_letter() {
            return Place::of_letter(fields, needle.mask);
        }
        let mut best: Option<Place> = None;
        for piece in needle.pieces(haystack) {
            // Pieces come field by field, the best field first: what is better than the best so far is
            // at a word's start, or a whole word of the same field.
            let is_start = haystack.is_word_start(piece.start);
            match best {
                Some(best) if best.is_beyond(fields, piece.start) => break,
                Some(_) if !is_start => continue,
                _ => {}
            }
            let quality = if is_start { Quality::Start } else { Quality::Inside };
            let is_word = is_start && haystack.is_word_end(piece.end);
            let place = Place { quality, field: fields.at(piece.start), is_word };
            best = best.filter(|best| best.points() >= place.points()).or(Some(place));
        }
        best.or_else(|| if scatter { Place::find_scattered(haystack, fields, needle) } else { None })
    }

    /// Where a single letter stands best. It stands nearly everywhere: looking for it in each row would be
    /// the slowest of all searches, and it is the first of each.
    fn of_letter(fields: &Fields, letter: u64) -> Option<Place> {
        let first = |holds: fn(&Letters) -> u64| fields.letters.iter().position(|letters| holds(letters) & letter != 0);
        let start = first(|letters| letters.starts).map(|field| (Quality::Start, field));
        let (quality, field) = start.or_else(|| Some((Quality::Inside, first(|letters| letters.all)?)))?;
        Some(Place { quality, field, is_word: false })
    }

    /// Whether nothing from byte `at` on can be better.
    fn is_beyond(self, fields: &Fields, at: usize) -> bool {
        self.is_word || (self.quality == Quality::Start && at >= fields.range(self.field).end)
    }

    fn find_scattered(haystack: Haystack<'_>, fields: &Fields, needle: &Needle) -> Option<Place> {
        let is_in = |&field: &usize| {
            fields.field_may_hold(field, needle) && stretch(haystack, field, fields.range(field), needle).is_some()
        };
        let field = (0..FIELDS).find(is_in)?;
        Some(Place { quality: Quality::Scattered, field, is_word: false })
    }

    /// What it is worth, 0 to 23.
    pub(super) fn points(self) -> i64 {
        let field = SENTENCE.saturating_sub(self.field);
        self.quality as i64 * 8 + i64::try_from(field).unwrap_or(0) * 2 + i64::from(self.is_word)
    }
}

/// The part of `range`, which is `field` of a row, where the needle's letters stand scattered.
pub(super) fn stretch(
    haystack: Haystack<'_>,
    field: usize,
    range: Range<usize>,
    needle: &Needle,
) -> Option<Range<usize>> {
    let room = needle.letters.len() * STRETCH + if field == 0 { TITLE_ROOM } else { 0 };
    let first = needle.letters.chars().next()?;
    let stretches = haystack.words_with(range.clone(), first).map(|at| {
        let limit = (at + room).min(range.end);
        let end = (at..=limit).rev().find(|&end| haystack.text.is_char_boundary(end));
        at..end.unwrap_or(at)
    });
    stretches.into_iter().find(|stretch| needle.is_scattered(haystack, stretch.clone()))
}
