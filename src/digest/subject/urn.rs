//! What the words of one article are worth: how much better they foretell each other than the document does.
//!
//! An article is scored as words drawn one after the other from an urn that at first holds the words of the
//! rest of the document, and into which each word drawn is put back twice (Pólya's urn; Eisenstein and
//! Barzilay 2008): words that come again soon are foretold, words of the document's background are not
//! held against it.

use super::bags::Bags;

/// The words in the urn before the first is drawn: about those of a short book chapter, in which a word
/// used twice in a few paragraphs is already a surprise.
const URN: f32 = 1000.0;
/// A document shorter than the urn would fill it more than once: of fewer words, each is as rare as of so many.
const LEAST_WORDS: f32 = 1000.0;
/// Of a word that stands once only, the rest of the document holds none; in a longer one it might.
const LEAST_ELSEWHERE: f32 = 0.3;

/// An article that grows paragraph by paragraph, and what its words are worth.
pub(super) struct Article {
    words: Vec<Word>,
    used: Vec<u32>,
    sum: f32,
    /// What the first so many words of an article pay together for being drawn from a fuller urn.
    prices: Vec<f32>,
}

/// A word of the document, as the article uses it.
struct Word {
    /// How many of it the urn holds at first.
    share: f32,
    count: u32,
    /// What the first, the second … occurrence adds: logarithms are slow, and each is needed often.
    gains: Vec<f32>,
}

impl Word {
    /// Counts one more occurrence and gives what it adds.
    fn add(&mut self) -> f32 {
        let count = self.count as usize;
        self.count += 1;
        if let Some(gain) = self.gains.get(count) {
            return *gain;
        }
        let gain = ((count as f32 + self.share) / self.share).ln();
        self.gains.push(gain);
        gain
    }
}

impl Article {
    /// An article without words.
    pub(super) fn new(bags: &Bags) -> Self {
        let word = |total: &u32| Word { share: share(*total, bags.all), count: 0, gains: Vec::new() };
        Article { words: bags.total.iter().map(word).collect(), used: Vec::new(), sum: 0.0, prices: vec![0.0] }
    }

    /// Adds the next paragraph.
    pub(super) fn add(&mut self, paragraph: &[u32]) {
        for id in paragraph {
            if let Some(word) = self.words.get_mut(*id as usize) {
                self.sum += word.add();
            }
        }
        self.used.extend_from_slice(paragraph);
    }

    /// How much better the article foretells its words than the document does.
    pub(super) fn worth(&mut self) -> f32 {
        let words = self.used.len();
        while self.prices.len() <= words {
            let (drawn, last) = (self.prices.len() - 1, self.prices.last().copied().unwrap_or_default());
            self.prices.push(last + ((drawn as f32 + URN) / URN).ln());
        }
        self.sum - self.prices.get(words).copied().unwrap_or_default()
    }

    /// Empties the article, so that the next one can grow.
    pub(super) fn clear(&mut self) {
        for id in self.used.drain(..) {
            if let Some(word) = self.words.get_mut(id as usize) {
                word.count = 0;
            }
        }
        self.sum = 0.0;
    }
}

/// How many of a word that occurs `total` times in the document the urn holds, itself left out.
fn share(total: u32, all: u32) -> f32 {
    let elsewhere = (total as f32 - 1.0).max(LEAST_ELSEWHERE);
    URN * elsewhere / (all as f32).max(LEAST_WORDS)
}
