//! A place: where in a row a word stands best, and how many points that gives.
//!
//! A word in one piece is worth more than its letters scattered, at a word's start more than inside;
//! after that the title counts more than the source, the rubric and the first sentence.

use std::ops::Range;

use super::needle::{Haystack, Needle};

/// The fields of a row: title, source, rubric, first sentence.
pub(super) const FIELDS: usize = 4;

/// In a sentence, scattered letters stand within so many bytes a letter, from a word's start. In more
/// than that, nearly every word can be found in nearly every sentence.
const STRETCH: usize = 3;

/// Where the fields of a row end, in bytes from its start. One byte lies between two of them.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Fields([u16; FIELDS]);

impl Fields {
    /// Notes that `field` ends at byte `end`.
    pub(super) fn end(&mut self, field: usize, end: usize) {
        if let Some(place) = self.0.get_mut(field) {
            *place = u16::try_from(end).unwrap_or(u16::MAX);
        }
    }

    /// The bytes of `field`; empty where there is no such field.
    pub(super) fn range(&self, field: usize) -> Range<usize> {
        let before = field.checked_sub(1).and_then(|before| self.0.get(before));
        let start = before.map_or(0, |&end| usize::from(end) + 1);
        start..self.0.get(field).map_or(start, |&end| usize::from(end))
    }

    /// The field that byte `at` lies in.
    fn at(&self, at: usize) -> usize {
        self.0.iter().take_while(|&&end| usize::from(end) < at).count().min(FIELDS - 1)
    }
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
        let mut best: Option<Place> = None;
        for piece in needle.pieces(haystack) {
            let place = Place::of_piece(haystack, fields, piece);
            if best.is_none_or(|best| place.points() > best.points()) {
                best = Some(place);
            }
            // Pieces come field by field, the best first: nothing better can follow.
            if place.is_word || (place.quality == Quality::Start && place.field == FIELDS - 1) {
                break;
            }
        }
        best.or_else(|| if scatter { Place::find_scattered(haystack, fields, needle) } else { None })
    }

    fn of_piece(haystack: Haystack<'_>, fields: &Fields, piece: Range<usize>) -> Place {
        let is_start = haystack.is_word_start(piece.start);
        let quality = if is_start { Quality::Start } else { Quality::Inside };
        Place { quality, field: fields.at(piece.start), is_word: is_start && haystack.is_word_end(piece.end) }
    }

    fn find_scattered(haystack: Haystack<'_>, fields: &Fields, needle: &Needle) -> Option<Place> {
        let is_in = |&field: &usize| {
            let range = fields.range(field);
            if field == FIELDS - 1 {
                is_in_stretch(haystack, range, needle)
            } else {
                needle.is_scattered(haystack, range)
            }
        };
        let field = (0..FIELDS).find(is_in)?;
        Some(Place { quality: Quality::Scattered, field, is_word: false })
    }

    /// What it is worth, 0 to 23.
    pub(super) fn points(self) -> i64 {
        let field = FIELDS.saturating_sub(1 + self.field);
        self.quality as i64 * 8 + i64::try_from(field).unwrap_or(0) * 2 + i64::from(self.is_word)
    }
}

/// Whether the needle's letters stand within a short stretch that begins with a word.
fn is_in_stretch(haystack: Haystack<'_>, range: Range<usize>, needle: &Needle) -> bool {
    let (Some(text), Some(first)) = (haystack.text.get(range.clone()), needle.letters.chars().next()) else {
        return false;
    };
    let starts = text.match_indices(first).map(|(at, _)| at + range.start);
    starts.filter(|&at| haystack.is_word_start(at)).any(|at| {
        let limit = (at + needle.letters.len() * STRETCH).min(range.end);
        let end = (at..=limit).rev().find(|&end| haystack.text.is_char_boundary(end));
        needle.is_scattered(haystack, at..end.unwrap_or(at))
    })
}
