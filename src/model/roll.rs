//! A roll: the articles of an issue as they were when the reader did something there, and what each looked like.
//!
//! It lists articles that follow each other, with the one before and the one after: a part of a digest. It is written once
//! for many articles, and read only when somebody asks: a journal holds thousands, and most speak of what is
//! not loaded. What is damaged or unknown in one is left out.

use std::ops::Range;
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
/// How many articles are listed together: who decides about one most often decides about those beside it as well.
const ARTICLES: usize = 50;
/// After so many words no more are listed: looking at them takes a millisecond.
const WORDS: u32 = 20_000;
/// The digits of the longest roll: one article before, one after.
const LONGEST: usize = ISSUE + (ARTICLES + 2) * LINE;

impl Roll {
    /// Takes a roll as it stands in a file; nothing where it is none, is torn, or is of a form that came later.
    pub fn read(digits: &str) -> Option<Roll> {
        let is_whole = (ISSUE + 3 * LINE..=LONGEST).contains(&digits.len()) && digits.len() % LINE == ISSUE;
        let is_hex = digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        (is_whole && is_hex).then(|| Roll(digits.into()))
    }

    /// Lists article `index` of a store and those around it. A digest is divided in the same way whichever article is
    /// asked about, so that no order of deciding lists any twice.
    pub fn of(store: &Store, index: usize) -> Option<Roll> {
        let at = store.article(index)?.document;
        let (document, digest) = (store.documents().get(at)?, store.digests().get(at)?);
        let page = page(store, digest.articles.clone(), index)?;
        let mut digits = format!("{:08x}", issue(store, at)?);
        let nobody = || "0".repeat(LINE);
        let line = |index: usize| {
            let article = store.article(index)?;
            Some(line(article.id, &Looks::of(document, article)))
        };
        let beside = |index: Option<usize>| index.filter(|index| digest.articles.contains(index)).and_then(line);
        digits.push_str(&beside(page.start.checked_sub(1)).unwrap_or_else(nobody));
        for index in page.clone() {
            digits.push_str(&line(index)?);
        }
        digits.push_str(&beside(Some(page.end)).unwrap_or_else(nobody));
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

    /// How all articles that are listed begin.
    pub fn beginnings(&self) -> impl Iterator<Item = u32> {
        self.lines().flatten().map(|(_, looks)| looks.beginning)
    }

    /// What the articles looked like, but for the first and the last, whose neighbours are not known.
    pub fn sketches(&self) -> impl Iterator<Item = (ArticleId, Sketch)> {
        let before = self.lines().map(|line| line.map_or(NOBODY, |(_, looks)| looks.beginning));
        let after = before.clone().skip(2);
        self.lines().skip(1).zip(before).zip(after).filter_map(|((line, before), after)| {
            let (id, looks) = line?;
            Some((id, Sketch { before, after, looks }))
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

/// The articles that are listed together with `index`.
fn page(store: &Store, articles: Range<usize>, index: usize) -> Option<Range<usize>> {
    let (mut start, mut words) = (articles.start, 0);
    for at in articles.clone() {
        let own = store.article(at)?.words;
        if at > start && (at - start >= ARTICLES || words + own > WORDS) {
            if at > index {
                return Some(start..at);
            }
            (start, words) = (at, 0);
        }
        words += own;
    }
    Some(start..articles.end)
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
    use std::collections::BTreeSet;

    use super::*;
    use crate::model::article::tests::article;
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
    fn a_roll_lists_the_articles_around_one_with_their_neighbours() {
        let store = store(4, 8_000);
        let looks = |index: usize| Looks::of(&store.documents()[0], store.article(index).unwrap());
        let beginning = |index: usize| looks(index).beginning;
        let ids: Vec<ArticleId> = store.articles().map(|article| article.id).collect();
        let sketch = |before, index, after| Sketch { before, after, looks: looks(index) };
        let first = [sketch(NOBODY, 0, beginning(1)), sketch(beginning(0), 1, beginning(2))];
        let last = [sketch(beginning(1), 2, beginning(3)), sketch(beginning(2), 3, NOBODY)];
        for (index, start, expected) in [(0, 0, first), (1, 0, first), (2, 2, last), (3, 2, last)] {
            let roll = Roll::of(&store, index).unwrap();
            let ids = ids[start..start + 2].to_vec();
            assert_eq!(sketches(&roll), ids.iter().copied().zip(expected).collect::<Vec<_>>(), "{index}");
            assert_eq!((roll.ids().collect::<Vec<_>>(), roll.issue()), (ids, issue(&store, 0)));
            assert_eq!(roll.beginnings().count(), 3);
        }
    }

    #[test]
    fn an_issue_is_the_same_from_wherever_it_is_opened_but_not_under_another_name_or_number() {
        let issue = |source: &str, title: &str| {
            let mut store = Store::default();
            store.add(
                Arc::new(Document::new(source, Markup::Plain, String::new())),
                title.to_owned(),
                None,
                Vec::new(),
            );
            issue(&store, 0).unwrap()
        };
        let here = issue("semaine.txt", "Lettre 47");
        for (source, title, is_same) in [
            ("semaine.txt", "Lettre 47", true),
            ("./semaine.txt", "Lettre 47", true),
            ("/home/anne/lettres/semaine.txt", "La lettre 47", true),
            ("semaine.txt", "Lettre 48", false),
            ("semaine.md", "Lettre 47", false),
            ("-", "Lettre 47", false),
        ] {
            assert_eq!(issue(source, title) == here, is_same, "{source} {title}");
        }
    }

    #[test]
    fn a_roll_is_no_longer_than_what_is_decided_about_in_a_while() {
        let listed = |count, words, index| Roll::of(&store(count, words), index).unwrap().ids().count();
        let cases = [(200, 100, 0, 50), (210, 100, 205, 10), (200, 6_000, 0, 3), (200, 90_000, 7, 1), (1, 1, 0, 1)];
        for (count, words, index, expected) in cases {
            assert_eq!(listed(count, words, index), expected, "{count} {words} {index}");
        }
    }

    #[test]
    fn in_whatever_order_articles_are_decided_about_each_is_listed_once() {
        let store = store(200, 700);
        let rolls: BTreeSet<Roll> = (0..200).rev().filter_map(|index| Roll::of(&store, index)).collect();
        let listed: Vec<ArticleId> = rolls.iter().flat_map(Roll::ids).collect();
        assert_eq!((listed.len(), listed.into_iter().collect::<BTreeSet<_>>().len()), (200, 200));
    }

    #[test]
    fn a_roll_is_written_as_hex_digits_and_what_is_torn_or_of_another_form_is_none() {
        let store = store(3, 100);
        let roll = Roll::of(&store, 0).unwrap();
        let digits = roll.digits();
        let longest = "a".repeat(LONGEST);
        assert_eq!((digits.len(), Roll::read(digits)), (8 + 5 * 64, Some(roll.clone())));
        assert!(Roll::read(&longest).is_some());
        let torn = [&digits[..200], digits].concat();
        let others = [format!("{longest}{}", "a".repeat(LINE)), digits.replacen('0', "x", 1), format!("2 {digits}")];
        let damaged = ["", "deadbeef", "é", &digits[..100], &digits[..8 + 2 * 64], &torn];
        for damaged in damaged.into_iter().chain(others.iter().map(String::as_str)) {
            assert_eq!(Roll::read(damaged), None, "{damaged}");
        }
    }
}
