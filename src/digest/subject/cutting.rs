//! How surely an article begins at each gap, over all ways of cutting the document into articles.
//!
//! Each cutting has a probability by the worth of its articles (`article`) and the hints at its gaps. The probability that an article
//! begins at a gap is the share of all cuttings that cut there, found by the forward-backward algorithm:
//! the one best cutting is often best by a hair, and where it errs, the others mostly tell. Articles of
//! bounded length keep it in linear time.

use super::article::Article;
use super::paragraphs::Paragraphs;

/// The most paragraphs in an article: longer ones are very rare, and the bound keeps time linear.
const LONGEST: usize = 150;
/// An article less probable than others by so many powers of e is not followed further.
const HOPELESS: f64 = 12.0;
/// The most that is said for or against a cut, in log-odds: one in ten thousand.
const MOST: f64 = 9.2;

/// The paragraphs whose odds are found together.
const TOGETHER: usize = 1000;
/// The paragraphs below those that are looked at for them: the two longest articles, beyond which nothing
/// tells, so that memory does not grow with the document.
const BEYOND: usize = 2 * LONGEST;

/// The log-odds, for each of the first paragraphs, that an article begins with it: as many as there are
/// hints, which are the odds that other signs than words give each. No article goes on over a wall.
pub(super) fn odds(paragraphs: &Paragraphs, is_wall: &[bool], hints: &[f32]) -> Vec<f32> {
    let count = hints.len();
    let mut articles = Articles::new(count);
    let mut article = Article::new(paragraphs);
    let mut odds = Vec::with_capacity(count);
    for (start, hint) in hints.iter().enumerate() {
        // The first article begins with the document, whatever it looks like.
        let hint = if start == 0 { 0.0 } else { *hint };
        articles.grow(&mut article, paragraphs, is_wall, start, hint);
        if start + 1 == count {
            articles.take_odds(count, count, &mut odds);
        } else if start + 1 == odds.len() + TOGETHER + BEYOND {
            articles.take_odds(start + 1, odds.len() + TOGETHER, &mut odds);
        }
    }
    odds
}

/// The log-odds of a probability given by its logarithm.
fn log_odds(log: f64) -> f32 {
    let log = log.min(-f64::EPSILON);
    (log - (-log.exp_m1()).ln()).clamp(-MOST, MOST) as f32
}

/// The articles that are not hopeless.
struct Articles {
    /// The paragraph with which the first of them start.
    first: usize,
    /// What each is worth, those that start with one paragraph after the other, by their length.
    worth: Vec<f32>,
    /// Where in `worth` those stand that start with each paragraph.
    from: Vec<usize>,
    /// For each paragraph, the logarithm of the sum over all cuttings of what stands above it.
    before: Vec<f64>,
}

impl Articles {
    fn new(count: usize) -> Self {
        let mut before = vec![f64::NEG_INFINITY; count + 1];
        if let Some(first) = before.first_mut() {
            *first = 0.0;
        }
        Articles { first: 0, worth: Vec::new(), from: vec![0], before }
    }

    /// Adds the odds of the paragraphs up to `until`, as if the document ended at `end`, and lets go of
    /// the articles that start with them.
    fn take_odds(&mut self, end: usize, until: usize, odds: &mut Vec<f32>) {
        let all = self.before.get(end).copied().unwrap_or_default();
        let before = self.before.get(self.first..until).unwrap_or_default();
        odds.extend(before.iter().zip(self.backward()).map(|(before, after)| log_odds(before + after - all)));
        let gone = until - self.first;
        let worth = self.from.get(gone).copied().unwrap_or_default();
        self.worth.drain(..worth);
        self.from.drain(..gone);
        self.from.iter_mut().for_each(|from| *from -= worth);
        self.first = until;
    }

    /// Adds the articles that start with one paragraph, which itself speaks for it by its hint.
    fn grow(&mut self, article: &mut Article, paragraphs: &Paragraphs, is_wall: &[bool], start: usize, hint: f32) {
        article.clear();
        let before = self.before.get(start).copied().unwrap_or_default();
        let count = paragraphs.words.paragraphs.len().min(self.before.len() - 1);
        for end in start..count.min(start + LONGEST) {
            if end > start && is_wall.get(end) == Some(&true) {
                break;
            }
            article.add(paragraphs, end);
            let worth = article.worth() + hint;
            self.worth.push(worth);
            let Some(sum) = self.before.get_mut(end + 1) else { break };
            let path = before + f64::from(worth);
            *sum = log_sum(*sum, path);
            if path + HOPELESS < *sum {
                break;
            }
        }
        self.from.push(self.worth.len());
    }

    /// For each paragraph, the logarithm of the sum over all cuttings of it and what stands below it.
    fn backward(&self) -> Vec<f64> {
        let count = self.from.len() - 1;
        let mut after = vec![f64::NEG_INFINITY; count + 1];
        if let Some(last) = after.last_mut() {
            *last = 0.0;
        }
        for (start, bounds) in self.from.windows(2).enumerate().rev() {
            let [first, last] = bounds else { continue };
            let worth = self.worth.get(*first..*last).unwrap_or_default();
            let below = after.get(start + 1..).unwrap_or_default();
            let paths = || worth.iter().zip(below).map(|(worth, below)| f64::from(*worth) + below);
            let most = paths().fold(f64::NEG_INFINITY, f64::max);
            let share: f32 =
                paths().map(|path| path - most).filter(|less| -HOPELESS < *less).map(|less| (less as f32).exp()).sum();
            let sum = if share > 0.0 { most + f64::from(share.ln()) } else { most };
            if let Some(after) = after.get_mut(start) {
                *after = sum;
            }
        }
        after
    }
}

/// The logarithm of the sum of two numbers given by their logarithms.
fn log_sum(one: f64, other: f64) -> f64 {
    let (more, less) = if one > other { (one, other) } else { (other, one) };
    // What is this much less changes nothing that is looked at.
    if less < more - HOPELESS { more } else { more + f64::from(((less - more) as f32).exp().ln_1p()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::subject::bags::Bags;

    /// Paragraphs of words given by number.
    fn words(paragraphs: &[&[u32]]) -> Paragraphs {
        let kinds = paragraphs.iter().copied().flatten().max().map_or(0, |most| *most as usize + 1);
        let mut words = Bags::default();
        for paragraph in paragraphs {
            words.push(paragraph.to_vec(), kinds);
        }
        Paragraphs { words, ..Paragraphs::default() }
    }

    #[test]
    fn words_part_most_where_others_begin() {
        let (one, other): (&[u32], &[u32]) = (&[0, 1, 2, 3, 4, 5], &[6, 7, 8, 9, 10, 11]);
        let odds = odds(&words(&[one, one, one, one, other, other, other, other]), &[false; 8], &[0.0; 8]);
        let likeliest = (1..8).max_by(|one, other| odds[*one].total_cmp(&odds[*other]));
        assert_eq!(likeliest, Some(4), "{odds:?}");
    }

    #[test]
    fn a_long_document_has_the_same_odds_where_its_pieces_meet() {
        let article = |at: u32| (0..6).map(|word| (at % 90) * 6 + word).collect::<Vec<u32>>();
        let paragraphs: Vec<Vec<u32>> = (0..2700).map(|at| article(at / 6)).collect();
        let odds = odds(
            &words(&paragraphs.iter().map(Vec::as_slice).collect::<Vec<&[u32]>>()),
            &vec![false; 2700],
            &vec![0.0; 2700],
        );
        assert_eq!(odds.len(), 2700);
        let middle = odds[300..306].to_vec();
        for near in [TOGETHER - 4, TOGETHER + 2, 2 * TOGETHER - 2, 2 * TOGETHER + 4] {
            let same = odds[near..near + 6].iter().zip(&middle).all(|(here, there)| (here - there).abs() < 0.01);
            assert!(same, "{near}: {:?} {middle:?}", &odds[near..near + 6]);
        }
    }

    #[test]
    fn the_first_paragraph_and_one_under_a_wall_surely_start_an_article() {
        let same: &[u32] = &[0, 1, 2];
        let odds = odds(&words(&[same; 4]), &[false, false, true, false], &[0.0; 4]);
        assert!(odds[0] > 9.0 && odds[2] > 9.0, "{odds:?}");
        assert!(odds[1] < 0.0 && odds[3] < 0.0, "{odds:?}");
    }

    #[test]
    fn a_hint_makes_of_two_likely_starts_the_one_and_unmakes_the_other() {
        let (one, other): (&[u32], &[u32]) = (&[0, 1, 2, 3, 4, 5], &[6, 7, 8, 9, 10, 11]);
        let words = words(&[one, one, one, &[12], other, other, other]);
        let mut hints = [0.0; 7];
        let even = odds(&words, &[false; 7], &hints);
        hints[3] = 2.0;
        let hinted = odds(&words, &[false; 7], &hints);
        assert!(hinted[3] > even[3] + 1.0, "{even:?} {hinted:?}");
        assert!(hinted[4] < even[4], "the article has begun already: {even:?} {hinted:?}");
    }

    #[test]
    fn there_are_odds_for_as_many_paragraphs_as_there_are_hints() {
        let same: &[u32] = &[0, 1, 2];
        assert_eq!(odds(&words(&[same; 9]), &[false; 9], &[0.0; 4]).len(), 4);
    }

    #[test]
    fn a_document_without_words_has_odds_for_each_of_its_paragraphs() {
        assert_eq!(odds(&words(&[]), &[], &[]).len(), 0);
        assert!(odds(&words(&[&[], &[]]), &[false; 2], &[0.0; 2]).iter().all(|odds| odds.is_finite()));
    }
}
