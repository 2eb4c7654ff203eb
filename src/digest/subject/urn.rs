//! What the words of one article are worth: how much better they foretell each other than the document does.
//!
//! An article is scored as words drawn one after the other from an urn that at first holds the words of the
//! rest of the document, and into which each word drawn is put back twice (Pólya's urn; Eisenstein and
//! Barzilay 2008): words that come again soon are foretold, words of the document's background are not
//! held against it. The fewer the urn holds at first, the sooner a word is expected again.

use super::bags::Bags;

/// Of a word that stands once only, the rest of the document holds none; in a longer one it might.
const LEAST_ELSEWHERE: f32 = 0.3;

/// An urn from which the words of an article are drawn, paragraph by paragraph.
pub(super) struct Urn {
    /// How many words it holds before the first is drawn.
    size: f32,
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

impl Urn {
    /// An urn of so many words, those of a document.
    pub(super) fn new(bags: &Bags, size: f32) -> Self {
        let word = |total: &u32| Word { share: size * elsewhere(*total, bags.all, size), count: 0, gains: Vec::new() };
        Urn { size, words: bags.total.iter().map(word).collect(), used: Vec::new(), sum: 0.0, prices: vec![0.0] }
    }

    /// Draws the next paragraph.
    pub(super) fn draw(&mut self, paragraph: &[u32]) {
        for id in paragraph {
            if let Some(word) = self.words.get_mut(*id as usize) {
                self.sum += word.add();
            }
        }
        self.used.extend_from_slice(paragraph);
    }

    /// How much better the words drawn foretell each other than the document does.
    pub(super) fn worth(&mut self) -> f32 {
        let words = self.used.len();
        while self.prices.len() <= words {
            let (drawn, last) = (self.prices.len() - 1, self.prices.last().copied().unwrap_or_default());
            self.prices.push(last + ((drawn as f32 + self.size) / self.size).ln());
        }
        self.sum - self.prices.get(words).copied().unwrap_or_default()
    }

    /// Puts all words back, so that the next article can be drawn.
    pub(super) fn clear(&mut self) {
        for id in self.used.drain(..) {
            if let Some(word) = self.words.get_mut(id as usize) {
                word.count = 0;
            }
        }
        self.sum = 0.0;
    }
}

/// The share of a word that occurs `total` times among all of the document, itself left out.
fn elsewhere(total: u32, all: u32, size: f32) -> f32 {
    let elsewhere = (total as f32 - 1.0).max(LEAST_ELSEWHERE);
    // A document shorter than the urn would fill it more than once: of fewer words, each is as rare as of so many.
    elsewhere / (all as f32).max(size)
}
