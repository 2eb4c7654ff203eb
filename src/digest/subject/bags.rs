//! The words of each paragraph as numbers: forms of one word share theirs, words without a subject have none.

use std::collections::HashMap;

use crate::text::words;

use super::super::quick::Quick;
use super::super::role::Draft;
use super::names;
use super::rows::Rows;

/// A word or name that stood in one of so many paragraphs above is not new.
pub(super) const NEW_SINCE: usize = 20;

/// The words of each paragraph, and in how many paragraphs each stands.
#[derive(Debug, Default)]
pub(super) struct Bags {
    pub(super) paragraphs: Rows,
    pub(super) total: Vec<u32>,
    pub(super) all: u32,
    /// How many names each paragraph begins with that are new in it.
    pub(super) named: Vec<usize>,
    /// The paragraph, counted from 1, in which each word was seen last.
    last: Vec<u32>,
}

impl Bags {
    /// Reads the words of the paragraphs.
    pub(super) fn read(draft: &Draft, content: &[usize]) -> Self {
        let mut vocabulary = Vocabulary::default();
        let mut bags = Bags::default();
        let mut paragraph = Vec::new();
        for at in content {
            words::each_folded(draft.text(*at), |word| {
                paragraph.extend(vocabulary.id(word));
            });
            bags.name(draft.text(*at), &mut vocabulary);
            bags.push(paragraph.drain(..), vocabulary.ids.len());
        }
        bags.paragraphs.shrink();
        bags
    }

    /// Adds a paragraph, each of its words once: one that stands twice in it says nothing of its neighbours.
    pub(super) fn push(&mut self, paragraph: impl IntoIterator<Item = u32>, words: usize) {
        self.total.resize(words, 0);
        self.last.resize(words, 0);
        let order = u32::try_from(self.paragraphs.len() + 1).unwrap_or(u32::MAX);
        let first = paragraph.into_iter().filter(|id| {
            let (Some(total), Some(last)) = (self.total.get_mut(*id as usize), self.last.get_mut(*id as usize)) else {
                return false;
            };
            let is_first = *last != order;
            *last = order;
            *total += u32::from(is_first);
            self.all += u32::from(is_first);
            is_first
        });
        self.paragraphs.push(first);
    }

    /// The words of a paragraph, on the mean.
    pub(super) fn per_paragraph(&self) -> f32 {
        self.all as f32 / self.paragraphs.len().max(1) as f32
    }

    /// Counts the names with which the next paragraph begins and that no paragraph shortly above it has.
    fn name(&mut self, text: &str, vocabulary: &mut Vocabulary) {
        let order = self.paragraphs.len();
        let mut new: Vec<u32> = Vec::new();
        let mut add = |id: u32| {
            let last = self.last.get(id as usize).map_or(0, |last| *last as usize);
            if (last == 0 || last + NEW_SINCE <= order) && !new.contains(&id) {
                new.push(id);
            }
        };
        for name in names::read(text) {
            words::each_folded(name, |word| vocabulary.id(word).into_iter().for_each(&mut add));
        }
        self.named.push(new.len());
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
