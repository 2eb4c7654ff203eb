//! Fuzzy search over the rows of a list: as one types, ranked, the matched letters shown.
//!
//! In two phases, because the matcher alone takes a quarter of a second for 100,000 rows: letter masks
//! and plain string search find and grade the rows, then `SkimMatcherV2` ranks the best thousand. Rows
//! are kept folded, in one string. It knows no operators: the query language is made of this, not in it.

use std::cmp::Reverse;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::asked::Asked;
pub use super::letters::{join, positions};
use super::needle::{Haystack, Needle, words};
use super::place::{FIELDS, Fields, Place, Quality};
use crate::text::fold::{Accent, fold_onto};

/// What is searched of one article. Any part may be empty.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Row<'a> {
    /// Its title.
    pub title: &'a str,
    /// What the list calls its source or digest.
    pub source: &'a str,
    /// The rubric or kicker above it.
    pub rubric: &'a str,
    /// Its first sentence.
    pub sentence: &'a str,
}

impl<'a> Row<'a> {
    /// The fields in the order of their worth, of each what is searched: its first 4,000 bytes.
    pub(super) fn fields(self) -> [&'a str; FIELDS] {
        [self.title, self.source, self.rubric, self.sentence].map(first_bytes)
    }
}

/// The start of a field, at most 4,000 bytes.
fn first_bytes(text: &str) -> &str {
    let end = (0..=text.len().min(4000)).rev().find(|&at| text.is_char_boundary(at));
    text.get(..end.unwrap_or(0)).unwrap_or_default()
}

/// A row that matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The row's index, in the order in which rows were given.
    pub row: usize,
    /// How well it matches, against other hits of the same query: more is better, 0 or more.
    pub score: i64,
}

/// What a search found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// The best, best first.
    pub hits: Vec<Hit>,
    /// How many there are in all.
    pub total: usize,
    /// The rows that a search for longer words need only look at.
    pub rest: Vec<u32>,
}

impl Found {
    /// The rows of the hits, best first.
    pub fn rows(&self) -> impl Iterator<Item = usize> {
        self.hits.iter().map(|hit| hit.row)
    }
}

#[derive(Default)]
struct Graded {
    hits: Vec<Hit>,
    rest: Vec<u32>,
}

/// Rows made ready for search. It holds no reference to them.
#[derive(Debug, Default)]
pub struct Index {
    /// The folded fields of all rows, each ended by LF.
    text: String,
    accents: Vec<Accent>,
    entries: Vec<Entry>,
}

/// Where a row lies in the index.
#[derive(Debug)]
struct Entry {
    text: usize,
    accents: usize,
    fields: Fields,
}

/// The matcher ranks in fields of at most so many bytes: in longer ones its score says little and costs
/// much.
const RANKED_BYTES: usize = 500;

/// How many rows the matcher ranks. The others keep the order of their grades.
const RANKED: usize = 1000;

impl Index {
    /// Makes an index of `rows`.
    pub fn new<'a>(rows: impl IntoIterator<Item = Row<'a>>) -> Self {
        let mut index = Index::default();
        rows.into_iter().for_each(|row| index.push(row));
        index.text.shrink_to_fit();
        index.accents.shrink_to_fit();
        index.entries.shrink_to_fit();
        index
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The best `limit` rows that hold every word of `query`, which has no filters: see [`Index::find`].
    pub fn search(&self, query: &str, limit: usize) -> Vec<Hit> {
        let asked = Asked::words(words(query));
        self.find(&asked, limit, |_| true).hits
    }

    /// The best `limit` rows that hold every word asked for and that `keep` holds for, best first; of equals,
    /// the first row first. Without words, the first rows in order.
    ///
    /// A word may stand in any one field, in one piece or with its letters scattered in order, within a
    /// short stretch from a word's start. A row is as good as its worst word:
    /// at a word's start, then inside a word, then scattered; then title before source, rubric and
    /// sentence; then the score of the matcher.
    pub fn find(&self, asked: &Asked, limit: usize, keep: impl FnMut(usize) -> bool) -> Found {
        self.find_among(None, asked, limit, keep)
    }

    /// The same among `rows` only, which an earlier search left ([`Found::rest`]) whose words these go on
    /// with.
    pub fn find_among(
        &self,
        rows: Option<&[u32]>,
        asked: &Asked,
        limit: usize,
        keep: impl FnMut(usize) -> bool,
    ) -> Found {
        let needles = &asked.words;
        let mut graded = match rows {
            Some(rows) => self.grade(rows.iter().map(|&row| row as usize), asked, limit, keep),
            None => self.grade(0..self.len(), asked, limit, keep),
        };
        let total = graded.hits.len();
        if needles.is_empty() {
            graded.hits.truncate(limit);
            return Found { hits: graded.hits, total, rest: graded.rest };
        }
        let mut hits = keep_best(graded.hits, limit.max(RANKED));
        let ranked = hits.len().min(RANKED);
        let (best, _) = hits.split_at_mut(ranked);
        let matcher = SkimMatcherV2::default();
        for hit in best.iter_mut() {
            hit.score += self.rank(&matcher, hit.row, needles);
        }
        best.sort_unstable_by_key(best_first);
        hits.truncate(limit);
        Found { hits, total, rest: graded.rest }
    }

    /// The rows that are as asked and that `keep` holds for, in row order, with their grade for a score. Once
    /// there are `limit` of them with all words in one piece, scattered ones cannot be among the best any more.
    fn grade(
        &self,
        rows: impl Iterator<Item = usize>,
        asked: &Asked,
        limit: usize,
        mut keep: impl FnMut(usize) -> bool,
    ) -> Graded {
        let needles = &asked.words;
        let lacks = |row: usize| asked.without.iter().all(|word| word.pieces(self.haystack(row)).next().is_none());
        let mut graded = Graded::default();
        let mut in_pieces = 0;
        for row in rows {
            let Some(entry) = self.entries.get(row) else { continue };
            if !needles.iter().all(|needle| entry.fields.may_hold(needle)) {
                continue;
            }
            // Longer words may scatter further, so only the letters tell what is left for them.
            graded.rest.extend(u32::try_from(row));
            let grade = self.grade_row(row, entry, needles, in_pieces < limit);
            if let Some((worst, points)) = grade.filter(|_| lacks(row) && keep(row)) {
                in_pieces += usize::from(worst > Quality::Scattered);
                graded.hits.push(Hit { row, score: worst as i64 * 1_000_000_000 + points * 1000 });
            }
        }
        graded
    }

    /// The quality of the worst needle, and the points of all.
    fn grade_row(&self, row: usize, entry: &Entry, needles: &[Needle], scatter: bool) -> Option<(Quality, i64)> {
        let haystack = self.haystack(row);
        let (mut worst, mut points) = (Quality::Start, 0);
        for needle in needles {
            let place = Place::find(haystack, &entry.fields, needle, scatter)?;
            worst = worst.min(place.quality);
            points += place.points();
        }
        Some((worst, points))
    }

    /// The matcher's scores of all needles, each in the field where it stands best: 0 to 999 a needle.
    fn rank(&self, matcher: &SkimMatcherV2, row: usize, needles: &[Needle]) -> i64 {
        let Some(entry) = self.entries.get(row) else { return 0 };
        let haystack = self.haystack(row);
        let rank_one = |needle: &Needle| {
            let place = Place::find(haystack, &entry.fields, needle, true)?;
            let field =
                haystack.text.get(entry.fields.range(place.field)).filter(|field| field.len() <= RANKED_BYTES)?;
            matcher.fuzzy_match(field, &needle.letters)
        };
        needles.iter().filter_map(rank_one).map(|score| score.clamp(0, 999)).sum()
    }

    fn haystack(&self, row: usize) -> Haystack<'_> {
        let Some(entry) = self.entries.get(row) else { return Haystack { text: "", accents: &[] } };
        let next = self.entries.get(row + 1).map(|next| (next.text, next.accents));
        let (text, accents) = next.unwrap_or((self.text.len(), self.accents.len()));
        Haystack {
            text: self.text.get(entry.text..text).unwrap_or_default(),
            accents: self.accents.get(entry.accents..accents).unwrap_or_default(),
        }
    }

    fn push(&mut self, row: Row<'_>) {
        let (start, accents) = (self.text.len(), self.accents.len());
        let mut fields = Fields::default();
        for (field, text) in row.fields().into_iter().enumerate() {
            let from = self.text.len();
            fold_onto(&mut self.text, &mut self.accents, start, text);
            fields.add(field, self.text.len() - start, self.text.get(from..).unwrap_or_default());
            self.text.push('\n');
        }
        self.entries.push(Entry { text: start, accents, fields });
    }
}

fn best_first(hit: &Hit) -> (Reverse<i64>, usize) {
    (Reverse(hit.score), hit.row)
}

/// The best `limit` of `hits`, best first. Only what is kept is sorted.
fn keep_best(mut hits: Vec<Hit>, limit: usize) -> Vec<Hit> {
    if limit < hits.len() {
        hits.select_nth_unstable_by_key(limit, best_first);
        hits.truncate(limit);
    }
    hits.sort_unstable_by_key(best_first);
    hits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row<'a>(title: &'a str, source: &'a str, rubric: &'a str, sentence: &'a str) -> Row<'a> {
        Row { title, source, rubric, sentence }
    }

    fn rows() -> Vec<Row<'static>> {
        vec![
            row("La souveraineté numérique en débat", "L’Hebdo", "À la une", "Le Sénat a rendu son rapport."),
            row("Trois questions sur l’IA", "Brèves", "", "Le numérique à l’école divise."),
            row("Un cœur artificiel", "Santé Hebdo", "Idées", "Le patient se porte bien."),
            row("Cour des comptes : le coût du cloud", "L’Hebdo", "À la une", "Le rapport est sévère."),
            row("Diamants : la fin d’un monopole", "Éco", "", "Les prix chutent."),
            row("Panne géante chez un hébergeur", "Brèves", "", "Des sites sont restés muets."),
            row("", "", "", ""),
        ]
    }

    fn found(query: &str) -> Vec<usize> {
        Index::new(rows()).search(query, usize::MAX).into_iter().map(|hit| hit.row).collect()
    }

    #[test]
    fn every_word_must_match_and_the_best_row_comes_first() {
        let cases: &[(&str, &[usize])] = &[
            ("", &[0, 1, 2, 3, 4, 5, 6]),
            ("  \u{a0} ", &[0, 1, 2, 3, 4, 5, 6]),
            // Title before sentence.
            ("numerique", &[0, 1]),
            ("numérique", &[0, 1]),
            ("NUMERIQUE", &[]),
            ("Trois numerique", &[1]),
            ("numèrique", &[]),
            ("coeur", &[2]),
            ("cœur", &[2]),
            ("l'ia", &[1]),
            ("l’ia", &[1]),
            // A word's start before its inside.
            ("ia", &[1, 4]),
            // Both words, wherever they stand.
            ("numerique hebdo", &[0]),
            ("hebdo cloud", &[3]),
            ("hebdo xylophone", &[]),
            // Scattered letters.
            ("cdcpt", &[3]),
            ("nmrq", &[0, 1]),
            // Sources and rubrics.
            ("breves", &[1, 5]),
            ("idees", &[2]),
            ("?", &[]),
        ];
        for (query, expected) in cases {
            assert_eq!(&found(query), expected, "{query:?}");
        }
    }

    #[test]
    fn one_piece_comes_before_scattered_and_title_before_source_before_sentence() {
        let index = Index::new([
            row("x", "x", "x", "Le cloud."),
            row("c l o u d", "x", "x", "x"),
            row("x", "x", "cloud", "x"),
            row("x", "nucloud", "x", "x"),
            row("x", "Cloud", "x", "x"),
            row("Cloudflare", "x", "x", "x"),
            row("Le cloud", "x", "x", "x"),
        ]);
        let rows: Vec<usize> = index.search("cloud", 99).into_iter().map(|hit| hit.row).collect();
        assert_eq!(rows, [6, 5, 4, 2, 0, 3, 1]);
        assert!(index.search("cloud", 99).is_sorted_by(|a, b| a.score >= b.score));
    }

    #[test]
    fn the_matcher_ranks_before_the_limit_cuts() {
        let index = Index::new(["a panel", "panel", "a b panel"].map(|title| row(title, "", "", "")));
        assert_eq!(index.search("panel", 1).first().map(|hit| hit.row), Some(1));
    }

    #[test]
    fn longer_words_find_the_same_among_what_is_left() {
        let index = Index::new(rows());
        let asked = |query: &str| Asked::words(words(query));
        for query in ["e", "cd", "cdcpt", "nmrq", "num heb", "ia", "c", "É"] {
            let ends: Vec<usize> = (1..=query.len()).filter(|&end| query.is_char_boundary(end)).collect();
            let mut left: Option<Vec<u32>> = None;
            for end in ends {
                let found = index.find_among(left.as_deref(), &asked(&query[..end]), 3, |_| true);
                assert_eq!(found.hits, index.find(&asked(&query[..end]), 3, |_| true).hits, "{query} {end}");
                left = Some(found.rest);
            }
        }
    }

    #[test]
    fn a_limit_keeps_the_best() {
        let titles: Vec<String> =
            (0..3000).map(|n| format!("Titre {n} {}", if n % 7 == 0 { "panne" } else { "p-anne" })).collect();
        let index = Index::new(titles.iter().map(|title| row(title, "", "", "")));
        let all = index.search("panne", usize::MAX);
        assert_eq!(all.len(), 3000);
        assert!(all.iter().take(429).all(|hit| hit.row % 7 == 0));
        for limit in [0, 1, 10, 429, 1500] {
            assert_eq!(
                index.search("panne", limit).iter().map(|hit| hit.row).collect::<Vec<_>>(),
                all.iter().take(limit).map(|hit| hit.row).collect::<Vec<_>>(),
                "{limit}"
            );
            assert_eq!(index.search("", limit).len(), limit);
        }
    }

    #[test]
    fn rows_that_filters_take_out_do_not_count_against_scattered_ones() {
        let titles = (0..2000).map(|n| if n == 1999 { "Paris annonce" } else { "Panne du phare" });
        let index = Index::new(titles.map(|title| row(title, "", "", "")));
        let kept = index.find(&Asked::words(words("panne")), 1000, |row| row == 1999);
        assert_eq!((kept.rows().collect::<Vec<_>>(), kept.total), (vec![1999], 1));
        let mut asked = Asked::words(words("panne"));
        asked.without = words("phare");
        assert_eq!(index.find(&asked, 1000, |_| true).rows().collect::<Vec<_>>(), [1999]);
    }

    #[test]
    fn a_very_long_field_is_searched_at_its_start_only() {
        let title = format!("début {} fin", "é".repeat(10_000));
        let index = Index::new([row(&title, "", "", "x")]);
        assert_eq!(index.search("debut", 9).len(), 1);
        assert_eq!(index.search("fin", 9).len(), 0);
        assert_eq!(index.search(&"e".repeat(5_000), 9).len(), 0);
    }
}
