//! The best cutting of paragraphs into articles, found over all cuttings by dynamic programming.
//!
//! An article is scored as words drawn one after the other from an urn that at first holds the words of the
//! rest of the document, and into which each word drawn is put back twice (Pólya's urn; Eisenstein and
//! Barzilay 2008): words that come again soon are foretold, words of the document's background are not
//! held against it. Articles of bounded length keep it in linear time.

use std::ops::Range;

use super::bags::Bags;

/// The words in the urn before the first is drawn: about those of a short book chapter, in which a word
/// used twice in a few paragraphs is already a surprise.
const URN: f32 = 1000.0;
/// A shorter document tells nothing of how common a word is: it is taken as part of one of this many words.
const LEAST_WORDS: f32 = 2500.0;
/// Of a word that stands once only, the rest of the document holds none; in a longer one it might.
const LEAST_ELSEWHERE: f32 = 0.3;
/// What a cut costs for each word that the paragraphs have on the mean: the parts of one article differ
/// the more by chance, the more each paragraph says.
const COST: f32 = 0.6;
/// What an article of one paragraph costs more: it is hardly ever one.
const ALONE: f32 = 2.0;
/// The most paragraphs in an article: longer ones are very rare, and the bound keeps time linear.
const LONGEST: usize = 150;
/// Points from which a cue alone decides: no article goes on over it.
pub(super) const DECIDES: f32 = 8.0;
/// Points below which a cue forbids a start: the words alone do not carry it.
const FORBIDS: f32 = -1.0;
/// Points by which an article is so far behind another cutting that it is not followed further: several
/// times what the cues of one cut are worth.
const HOPELESS: f32 = 40.0;

/// One article of the best cutting.
#[derive(Debug)]
pub(super) struct Cutting {
    /// Its paragraphs.
    pub(super) paragraphs: Range<usize>,
    /// How much better its words and those of the article before are foretold apart than together.
    pub(super) apart: f32,
}

/// What a cut costs in this document.
pub(super) fn cost(bags: &Bags) -> f32 {
    COST * bags.per_paragraph()
}

/// The articles of the best cutting.
pub(super) fn best(bags: &Bags, points: &[f32]) -> Vec<Cutting> {
    let count = bags.paragraphs.len();
    let mut cuttings = Cuttings { score: vec![f32::NEG_INFINITY; count + 1], from: vec![0; count + 1] };
    let mut article = Article::new(bags);
    let cost = cost(bags);
    for start in 0..count {
        let cues = points.get(start).copied().unwrap_or_default();
        let before = cuttings.score.get(start).copied().unwrap_or_default() + cues - cost;
        if start == 0 || cues >= FORBIDS {
            cuttings.grow(&mut article, bags, points, start, if start == 0 { 0.0 } else { before });
        }
    }
    apart(&mut article, bags, &walk_back(&cuttings.from))
}

/// The articles that begin at these starts, each with how far it is from the one before.
fn apart(article: &mut Article, bags: &Bags, starts: &[usize]) -> Vec<Cutting> {
    let ends = starts.iter().skip(1).copied().chain([bags.paragraphs.len()]);
    let mut cuttings: Vec<Cutting> = Vec::new();
    let mut worth_before = 0.0;
    for (start, end) in starts.iter().copied().zip(ends) {
        let worth = article.worth_of(bags, start..end);
        let together = cuttings.last().map(|before| article.worth_of(bags, before.paragraphs.start..end));
        let apart = together.map_or(0.0, |together| worth_before + worth - together);
        cuttings.push(Cutting { paragraphs: start..end, apart });
        worth_before = worth;
    }
    cuttings
}

/// The best cutting up to each paragraph: its score, and where its last article starts.
struct Cuttings {
    score: Vec<f32>,
    from: Vec<usize>,
}

impl Cuttings {
    /// Tries all articles that start at `start`, on top of a cutting worth `before`.
    fn grow(&mut self, article: &mut Article, bags: &Bags, points: &[f32], start: usize, before: f32) {
        article.clear();
        for (end, paragraph) in bags.paragraphs.iter().enumerate().skip(start).take(LONGEST) {
            if end > start && points.get(end).is_some_and(|points| *points >= DECIDES) {
                break;
            }
            article.add(paragraph);
            let value = before + article.worth() - if end == start { ALONE } else { 0.0 };
            let (Some(best), Some(from)) = (self.score.get_mut(end + 1), self.from.get_mut(end + 1)) else { break };
            if value > *best {
                (*best, *from) = (value, start);
            } else if value + HOPELESS < *best {
                break;
            }
        }
    }
}

/// Follows the best predecessors from the end to the start.
fn walk_back(from: &[usize]) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut end = from.len().saturating_sub(1);
    while end > 0 {
        end = from.get(end).copied().unwrap_or(0);
        starts.push(end);
    }
    starts.reverse();
    starts
}

/// An article that grows paragraph by paragraph, and what its words are worth.
struct Article {
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
    fn new(bags: &Bags) -> Self {
        let word = |total: &u32| Word { share: share(*total, bags.all), count: 0, gains: Vec::new() };
        Article { words: bags.total.iter().map(word).collect(), used: Vec::new(), sum: 0.0, prices: vec![0.0] }
    }

    fn add(&mut self, paragraph: &[u32]) {
        for id in paragraph {
            if let Some(word) = self.words.get_mut(*id as usize) {
                self.sum += word.add();
            }
        }
        self.used.extend_from_slice(paragraph);
    }

    /// How much better the article foretells its words than the document does.
    fn worth(&mut self) -> f32 {
        let words = self.used.len();
        while self.prices.len() <= words {
            let (drawn, last) = (self.prices.len() - 1, self.prices.last().copied().unwrap_or_default());
            self.prices.push(last + ((drawn as f32 + URN) / URN).ln());
        }
        self.sum - self.prices.get(words).copied().unwrap_or_default()
    }

    /// What an article of these paragraphs is worth.
    fn worth_of(&mut self, bags: &Bags, paragraphs: Range<usize>) -> f32 {
        self.clear();
        for paragraph in bags.paragraphs.get(paragraphs).unwrap_or_default() {
            self.add(paragraph);
        }
        self.worth()
    }

    fn clear(&mut self) {
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
