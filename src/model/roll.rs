//! A roll: the articles of an issue as they were when the reader did something there, and what each looked like.
//!
//! It lists articles that follow each other, with the one before and the one after. It is written once
//! for many articles, and read only when somebody asks: a journal holds thousands, and most speak of what is
//! not loaded. What is damaged or unknown in one is left out.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::article::{ArticleId, hex};
use super::sketch::{KEPT, Looks, NOBODY, Sketch, issue};
use super::store::Store;

/// A roll of articles: 8 hex digits for the issue, then 64 for each article; 64 zeros where there is none before
/// the first or after the last.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Roll(Arc<str>);

/// The digits of an issue, and of an article.
const ISSUE: usize = 8;
const LINE: usize = 64;
/// How many articles are listed: those that come next are most often decided about next.
const ARTICLES: usize = 50;
/// After so many words no more are listed: looking at them takes a millisecond.
const WORDS: u32 = 20_000;

impl Roll {
    /// Takes a roll as it stands in a file.
    pub fn read(digits: &str) -> Roll {
        Roll(digits.into())
    }

    /// Lists article `index` of a store and those after it, with the one before.
    pub fn of(store: &Store, index: usize) -> Option<Roll> {
        let at = store.article(index)?.document;
        let (document, digest) = (store.documents().get(at)?, store.digests().get(at)?);
        let mut digits = format!("{:08x}", issue(store, at)?);
        let nobody = "0".repeat(LINE);
        let line = |index: usize| {
            let article = store.article(index)?;
            Some((line(article.id, &Looks::of(document, article)), article.words))
        };
        let before = index.checked_sub(1).filter(|before| digest.articles.contains(before));
        digits.push_str(&before.and_then(line).map_or_else(|| nobody.clone(), |(line, _)| line));
        let mut words = 0;
        for (count, index) in (index..digest.articles.end).enumerate() {
            let (line, of_line) = line(index)?;
            digits.push_str(&line);
            words += of_line;
            // The last one is only there for the one before it.
            if count >= 1 && (count >= ARTICLES || words > WORDS) {
                return Some(Roll(digits.into()));
            }
        }
        digits.push_str(&nobody);
        Some(Roll(digits.into()))
    }

    /// The roll as it stands in a file.
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// The issue.
    pub fn issue(&self) -> Option<u32> {
        u32::try_from(hex(self.0.get(..ISSUE)?)?).ok()
    }

    /// What the articles looked like, but for the first and the last, whose neighbours are not known.
    pub fn sketches(&self) -> impl Iterator<Item = (ArticleId, Sketch)> {
        let issue = self.issue();
        let before = self.lines().map(|line| line.map_or(NOBODY, |(_, looks)| looks.beginning));
        let after = before.clone().skip(2);
        self.lines().skip(1).zip(before).zip(after).filter_map(move |((line, before), after)| {
            let ((id, looks), issue) = line.zip(issue)?;
            Some((id, Sketch { issue, before, after, looks }))
        })
    }

    /// The ids of those articles.
    pub fn ids(&self) -> impl Iterator<Item = ArticleId> {
        let last = self.0.len().saturating_sub(LINE);
        let starts = (ISSUE + LINE..last).step_by(LINE);
        starts.filter_map(|start| self.0.get(start..start + 16).and_then(ArticleId::from_hex))
    }

    fn lines(&self) -> impl Iterator<Item = Option<(ArticleId, Looks)>> + Clone {
        let starts = (ISSUE..self.0.len()).step_by(LINE);
        starts.map(|start| self.0.get(start..start + LINE).and_then(read_line))
    }
}

fn line(id: ArticleId, looks: &Looks) -> String {
    let pairs: String = looks.pairs.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{id}{:08x}{:08x}{pairs}", looks.beginning, looks.figures)
}

/// Reads a line; nothing where nobody stands there.
fn read_line(digits: &str) -> Option<(ArticleId, Looks)> {
    let part = |at: usize, length: usize| hex(digits.get(at..at + length)?);
    let beginning = u32::try_from(part(16, 8)?).ok().filter(|beginning| *beginning != NOBODY)?;
    let figures = u32::try_from(part(24, 8)?).ok()?;
    let mut pairs = [0; KEPT];
    let bytes = part(32, 16)?.to_be_bytes().into_iter().chain(part(48, 16)?.to_be_bytes());
    pairs.iter_mut().zip(bytes).for_each(|(byte, value)| *byte = value);
    Some((ArticleId(part(0, 16)?), Looks { beginning, figures, pairs }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::tally::tests::article;
    use crate::model::document::{Document, Markup};

    /// So many articles of a line each, of so many words.
    fn store(count: usize, words: u32) -> Store {
        let lines: Vec<String> =
            (0..count).map(|at| format!("L’article {at} parle de la mer et du port {at}.")).collect();
        let mut store = Store::default();
        let cut = lines.iter().enumerate().map(|(at, line)| {
            let mut made = article(1, 1);
            (made.id, made.lines, made.words) = (ArticleId::of([line.as_str()]), (at..at + 1).into(), words);
            made
        });
        let document = Arc::new(Document::new("a.txt", Markup::Plain, lines.join("\n")));
        store.add(document, "Lettre 47".to_owned(), None, cut.collect());
        store
    }

    fn sketches(roll: &Roll) -> Vec<(ArticleId, Sketch)> {
        roll.sketches().collect()
    }

    #[test]
    fn a_roll_lists_the_articles_from_one_on_with_their_neighbours() {
        let store = store(4, 100);
        let looks = |index: usize| Looks::of(&store.documents()[0], store.article(index).unwrap());
        let beginning = |index: usize| looks(index).beginning;
        let roll = Roll::of(&store, 2).unwrap();
        let ids: Vec<ArticleId> = store.articles().skip(2).map(|article| article.id).collect();
        let issue = issue(&store, 0).unwrap();
        let sketch = |before, index, after| Sketch { issue, before, after, looks: looks(index) };
        let expected = [sketch(beginning(1), 2, beginning(3)), sketch(beginning(2), 3, NOBODY)];
        assert_eq!(sketches(&roll), ids.iter().copied().zip(expected).collect::<Vec<_>>());
        assert_eq!(roll.ids().collect::<Vec<_>>(), ids);
        assert_eq!(sketches(&Roll::of(&store, 0).unwrap())[0].1, sketch(NOBODY, 0, beginning(1)));
    }

    #[test]
    fn a_roll_is_no_longer_than_what_is_decided_about_in_a_while() {
        let listed = |count, words, index| Roll::of(&store(count, words), index).unwrap().ids().count();
        let cases = [(200, 100, 0, 50), (200, 100, 180, 20), (200, 6_000, 0, 3), (200, 90_000, 7, 1), (1, 1, 0, 1)];
        for (count, words, index, expected) in cases {
            assert_eq!(listed(count, words, index), expected, "{count} {words} {index}");
        }
    }

    #[test]
    fn a_roll_is_written_as_hex_digits_and_what_is_damaged_in_it_is_left_out() {
        let store = store(3, 100);
        let roll = Roll::of(&store, 0).unwrap();
        let json = serde_json::to_string(&roll).unwrap();
        assert_eq!((json.len(), serde_json::from_str::<Roll>(&json).unwrap()), (2 + 8 + 5 * 64, roll.clone()));
        let digits = json.trim_matches('"');
        assert_eq!(sketches(&Roll::read(&digits.replacen(&digits[80..90], "xxxxxxxxxx", 1))).len(), 2);
        for damaged in ["", "deadbeef", "é", &digits[..100], &digits.replacen('0', "x", 400)] {
            assert!(sketches(&Roll::read(damaged)).len() <= 1, "{damaged}");
        }
    }
}
