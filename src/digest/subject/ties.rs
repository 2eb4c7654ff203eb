//! What ties a paragraph to those around it: the words it takes up from above, and those it hands on.
//!
//! An opening brings words that the next paragraphs take up, names someone for the first time, and has
//! little in common with what stands above it. Found in one pass over all words.

use super::super::cues::Ties;
use super::bags::Bags;
use super::paragraphs::{NEW_SINCE, Paragraphs};
use super::rows::Rows;

/// Words of a paragraph looked at for new ones: its first sentence.
const FIRST_WORDS: usize = 14;
/// A new word is taken up where it comes again within so many paragraphs.
const TAKEN_UP: u32 = 5;
/// The first words of a paragraph that say what it takes up: the subject of its first sentence.
const SUBJECT: usize = 6;
/// The paragraphs just above: what they said need not be said again.
const ABOVE: usize = 3;
/// Those in which no word may stand of a paragraph that has nothing to do with them.
const APART: usize = 5;
/// The words that such a paragraph needs: of two or three, none comes again by chance.
const APART_WORDS: usize = 5;
/// A word that stands in one of so many paragraphs all over the document ties nothing together.
const COMMON: usize = 12;
/// Unless the document is so short that one in twelve would be less than this.
const FEW: usize = 3;

/// What ties each paragraph.
pub(super) fn read(paragraphs: &Paragraphs) -> impl Iterator<Item = Ties> {
    let bags = &paragraphs.words;
    let places = bags.paragraphs.turned(&bags.total);
    let mut last: Vec<Option<usize>> = vec![None; bags.total.len()];
    let ties = move |(order, paragraph): (usize, &[u32])| {
        let ties = if order == 0 { Ties::default() } else { above(bags, &last, order, paragraph) };
        for id in paragraph {
            if let Some(last) = last.get_mut(*id as usize) {
                *last = Some(order);
            }
        }
        let named = if order == 0 { 0 } else { paragraphs.named.get(order).copied().unwrap_or_default() };
        Ties { new: new_words(bags, &places, order, paragraph), named, ..ties }
    };
    bags.paragraphs.iter().enumerate().map(ties)
}

/// What ties a paragraph to those above, given where each word stood last.
fn above(bags: &Bags, last: &[Option<usize>], order: usize, paragraph: &[u32]) -> Ties {
    let tells = |id: &&u32| tells(bags, **id);
    let stands = |id: &u32, within: usize| {
        last.get(*id as usize).copied().flatten().is_some_and(|place| place + within >= order)
    };
    Ties {
        new: 0,
        taken_up: paragraph.iter().take(SUBJECT).filter(tells).filter(|id| stands(id, ABOVE)).count(),
        is_apart: paragraph.iter().filter(tells).take(APART_WORDS).count() == APART_WORDS
            && !paragraph.iter().filter(tells).any(|id| stands(id, APART)),
        named: 0,
    }
}

/// Whether a word is rare enough to tie paragraphs together.
fn tells(bags: &Bags, id: u32) -> bool {
    let total = bags.total.get(id as usize).copied().unwrap_or_default() as usize;
    total <= FEW || total * COMMON <= bags.paragraphs.len()
}

/// How many of the first words of a paragraph are new and taken up below.
fn new_words(bags: &Bags, places: &Rows, order: usize, paragraph: &[u32]) -> usize {
    if order == 0 {
        return 0;
    }
    // The words under a headline are part of its story.
    let below = bags.paragraphs.get(order + 1);
    let is_new = |id: u32| is_new(places.get(id as usize), order, bags.paragraphs.len());
    let mut seen: Vec<u32> = Vec::with_capacity(FIRST_WORDS);
    let mut new = 0;
    for id in paragraph.iter().chain(below).take(FIRST_WORDS) {
        new += usize::from(!seen.contains(id) && is_new(*id));
        seen.push(*id);
    }
    new
}

/// Whether a word of these places is new in a paragraph and taken up below it.
fn is_new(places: &[u32], order: usize, paragraphs: usize) -> bool {
    if places.len() * COMMON > paragraphs {
        return false;
    }
    let at = places.partition_point(|place| (*place as usize) < order);
    let before = at.checked_sub(1).and_then(|before| places.get(before)).map(|place| order - *place as usize);
    let after = places.get(at..at + 2).and_then(|pair| Some(pair.last()? - pair.first()?));
    before.is_none_or(|distance| distance > NEW_SINCE) && after.is_some_and(|distance| distance <= TAKEN_UP)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Paragraphs of words given by number, each word told by its rarity in a document of forty more.
    fn ties(paragraphs: &[&[u32]]) -> Vec<Ties> {
        let mut words = Bags::default();
        for paragraph in paragraphs {
            words.push(paragraph.to_vec(), 100);
        }
        for filler in 0..40 {
            words.push([60 + filler], 100);
        }
        read(&Paragraphs { words, ..Paragraphs::default() }).collect()
    }

    #[test]
    fn first_words_are_taken_up_from_the_three_paragraphs_above() {
        let ties = ties(&[&[1, 2, 3], &[4], &[1, 2, 5], &[6], &[7], &[8], &[1, 9]]);
        let counts: Vec<usize> = ties.iter().take(7).map(|ties| ties.taken_up).collect();
        assert_eq!(counts, [0, 0, 2, 0, 0, 0, 0]);
    }

    #[test]
    fn a_paragraph_of_words_enough_is_apart_where_none_of_them_stands_above() {
        let ties = ties(&[&[1, 2, 3, 4, 5], &[6, 7, 8, 9, 10], &[11, 12, 13, 14, 6], &[15, 16]]);
        let apart: Vec<bool> = ties.iter().take(4).map(|ties| ties.is_apart).collect();
        assert_eq!(apart, [false, true, false, false]);
    }

    #[test]
    fn a_word_is_new_where_it_comes_for_the_first_time_and_soon_again() {
        let ties = ties(&[&[1], &[2, 3], &[2, 1], &[3], &[4], &[5]]);
        let counts: Vec<usize> = ties.iter().take(6).map(|ties| ties.new).collect();
        assert_eq!(counts, [0, 2, 0, 0, 0, 0]);
    }
}
