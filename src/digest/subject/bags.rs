//! The words of each paragraph as numbers: forms of one word share theirs, words without a subject have none.

use std::collections::HashMap;

use crate::text::words;

use super::super::quick::Quick;
use super::super::role::Draft;

/// Words of a paragraph looked at for new ones: its first sentence.
const FIRST_WORDS: usize = 14;
/// A word that stood in one of so many paragraphs above is not new.
const NEW_SINCE: usize = 20;
/// A new word is taken up where it comes again within so many paragraphs.
const TAKEN_UP: usize = 5;
/// A word that stands in one of so many paragraphs all over the document ties nothing together.
const COMMON: usize = 12;

/// The words of each paragraph, and in how many paragraphs each stands.
#[derive(Debug, Default)]
pub(super) struct Bags {
    pub(super) paragraphs: Vec<Vec<u32>>,
    pub(super) total: Vec<u32>,
    pub(super) all: u32,
    /// The paragraph, counted from 1, in which each word was seen last.
    last: Vec<u32>,
}

impl Bags {
    /// Reads the words of the paragraphs.
    pub(super) fn read(draft: &Draft, content: &[usize]) -> Self {
        let mut vocabulary = Vocabulary::default();
        let mut bags = Bags::default();
        for at in content {
            let mut paragraph = Vec::new();
            words::each_folded(draft.text(*at), |word| {
                paragraph.extend(vocabulary.id(word));
            });
            bags.push(paragraph, vocabulary.ids.len());
        }
        bags
    }

    /// Adds a paragraph, each of its words once: one that stands twice in it says nothing of its neighbours.
    pub(super) fn push(&mut self, mut paragraph: Vec<u32>, words: usize) {
        self.total.resize(words, 0);
        self.last.resize(words, 0);
        let order = u32::try_from(self.paragraphs.len() + 1).unwrap_or(u32::MAX);
        paragraph.retain(|id| {
            let (Some(total), Some(last)) = (self.total.get_mut(*id as usize), self.last.get_mut(*id as usize)) else {
                return false;
            };
            let is_first = *last != order;
            *last = order;
            *total += u32::from(is_first);
            is_first
        });
        self.all += u32::try_from(paragraph.len()).unwrap_or_default();
        self.paragraphs.push(paragraph);
    }

    /// The words of a paragraph, on the mean.
    pub(super) fn per_paragraph(&self) -> f32 {
        self.all as f32 / self.paragraphs.len().max(1) as f32
    }

    /// How many of the first words of each paragraph are new and taken up below.
    pub(super) fn new_words(&self) -> Vec<usize> {
        let places = self.places();
        let mut seen: Vec<u32> = Vec::new();
        let count = |(order, paragraph): (usize, &Vec<u32>)| {
            seen.clear();
            let mut new = 0;
            for id in self.first_words(order, paragraph) {
                let places = places.get(*id as usize).map_or(&[][..], Vec::as_slice);
                if order > 0 && !seen.contains(id) && self.is_new(places, order) {
                    new += 1;
                }
                seen.push(*id);
            }
            new
        };
        self.paragraphs.iter().enumerate().map(count).collect()
    }

    /// The words of a paragraph's first sentence; those under a headline are part of its story.
    fn first_words<'a>(&'a self, order: usize, paragraph: &'a [u32]) -> impl Iterator<Item = &'a u32> {
        let below = self.paragraphs.get(order + 1).map_or(&[][..], Vec::as_slice);
        paragraph.iter().chain(below).take(FIRST_WORDS)
    }

    /// Whether a word of these places is new in a paragraph and taken up below it.
    fn is_new(&self, places: &[u32], order: usize) -> bool {
        if places.len() * COMMON > self.paragraphs.len() {
            return false;
        }
        let at = places.partition_point(|place| (*place as usize) < order);
        let before = at.checked_sub(1).and_then(|before| places.get(before)).map(|place| order - *place as usize);
        let after = places.get(at..at + 2).and_then(|pair| Some((pair.last()? - pair.first()?) as usize));
        before.is_none_or(|distance| distance > NEW_SINCE) && after.is_some_and(|distance| distance <= TAKEN_UP)
    }

    /// The paragraphs in which each word stands.
    fn places(&self) -> Vec<Vec<u32>> {
        let mut places: Vec<Vec<u32>> = vec![Vec::new(); self.total.len()];
        for (order, paragraph) in self.paragraphs.iter().enumerate() {
            for id in paragraph {
                if let (Some(places), Ok(order)) = (places.get_mut(*id as usize), u32::try_from(order))
                    && places.last() != Some(&order)
                {
                    places.push(order);
                }
            }
        }
        places
    }
}

/// Numbers for words.
#[derive(Default)]
struct Vocabulary {
    /// By the whole word, so that most words cost one look.
    known: HashMap<Box<str>, Option<u32>, Quick>,
    ids: HashMap<Box<str>, u32, Quick>,
}

impl Vocabulary {
    fn id(&mut self, word: &str) -> Option<u32> {
        if let Some(id) = self.known.get(word) {
            return *id;
        }
        let is_number = word.starts_with(|letter: char| letter.is_ascii_digit());
        let next = u32::try_from(self.ids.len()).ok()?;
        let id = if is_number || words::is_stop_word(word) {
            None
        } else {
            Some(*self.ids.entry(words::key(word).into()).or_insert(next))
        };
        self.known.insert(word.into(), id);
        id
    }
}
