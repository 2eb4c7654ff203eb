//! Fuzzy search over the rows of a list: as one types, ranked, the matched letters shown.
//!
//! In two phases, because the matcher alone takes a quarter of a second for 100,000 rows: letter masks
//! and plain string search find and grade the rows, then `SkimMatcherV2` ranks the best thousand. Rows
//! are kept folded, in one string. It knows no operators: the query language is made of this, not in it.

use std::cmp::Reverse;
use std::ops::Range;

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

use super::needle::{Haystack, Needle, mask, words};
use super::place::{FIELDS, Fields, Place, Quality};
use crate::text::fold::{Accent, Folded, fold_onto};

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

/// A row that matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// The row's index, in the order in which rows were given.
    pub row: usize,
    /// How well it matches, against other hits of the same query: more is better, 0 or more.
    pub score: i64,
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
    /// The letters of the short fields together, and those of the sentence.
    masks: [u64; 2],
}

/// Only so many bytes of a field are searched. A longer headline is none.
const FIELD_LIMIT: usize = 500;

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

    /// The best `limit` rows that hold every word of `query`, best first; of equals, the first row
    /// first. An empty query gives the first `limit` rows in order.
    ///
    /// A word may stand in any one field, in one piece or with its letters scattered in order (in a
    /// sentence only within a short stretch from a word's start). A row is as good as its worst word:
    /// at a word's start, then inside a word, then scattered; then title before source, rubric and
    /// sentence; then the score of the matcher.
    pub fn search(&self, query: &str, limit: usize) -> Vec<Hit> {
        let needles = words(query);
        if needles.is_empty() {
            return (0..self.len().min(limit)).map(|row| Hit { row, score: 0 }).collect();
        }
        let mut hits = keep_best(self.grade(&needles, limit), limit);
        let ranked = hits.len().min(RANKED);
        let (best, _) = hits.split_at_mut(ranked);
        let matcher = SkimMatcherV2::default();
        for hit in best.iter_mut() {
            hit.score += self.rank(&matcher, hit.row, &needles);
        }
        best.sort_unstable_by_key(best_first);
        hits
    }

    /// The rows that hold all needles, in row order, with their grade for a score. Once there are
    /// `limit` rows with all words in one piece, scattered ones cannot be among the best any more.
    fn grade(&self, needles: &[Needle], limit: usize) -> Vec<Hit> {
        let mut hits = Vec::new();
        let mut in_pieces = 0;
        for (row, entry) in self.entries.iter().enumerate() {
            let Some((worst, points)) = self.grade_row(row, entry, needles, in_pieces < limit) else { continue };
            in_pieces += usize::from(worst > Quality::Scattered);
            hits.push(Hit { row, score: worst as i64 * 1_000_000_000 + points * 1000 });
        }
        hits
    }

    /// The quality of the worst needle, and the points of all.
    fn grade_row(&self, row: usize, entry: &Entry, needles: &[Needle], scatter: bool) -> Option<(Quality, i64)> {
        if !needles.iter().all(|needle| entry.may_hold(needle)) {
            return None;
        }
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
            let field = haystack.text.get(entry.fields.range(place.field))?;
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
        for (field, text) in [row.title, row.source, row.rubric, row.sentence].into_iter().enumerate() {
            fold_onto(&mut self.text, &mut self.accents, start, first_bytes(text));
            fields.end(field, self.text.len() - start);
            self.text.push('\n');
        }
        let letters =
            |field| mask(self.text.get(start..).and_then(|row| row.get(fields.range(field))).unwrap_or_default());
        let masks = [letters(0) | letters(1) | letters(2), letters(FIELDS - 1)];
        self.entries.push(Entry { text: start, accents, fields, masks });
    }
}

impl Entry {
    fn may_hold(&self, needle: &Needle) -> bool {
        self.masks.iter().any(|mask| mask & needle.mask == needle.mask)
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

/// The start of a field, at most [`FIELD_LIMIT`] bytes.
fn first_bytes(text: &str) -> &str {
    let end = (0..=FIELD_LIMIT.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
    text.get(..end.unwrap_or(0)).unwrap_or_default()
}

/// The bytes of `text` that `query` matches, for showing them: ascending, disjoint, on the boundaries
/// of characters; accents go with their letters. For the few rows on the screen, with the original
/// text of a title, source or sentence. Words of the query that match elsewhere give nothing.
pub fn positions(text: &str, query: &str) -> Vec<Range<usize>> {
    let folded = Folded::new(first_bytes(text));
    let matcher = SkimMatcherV2::default();
    let found = words(query).into_iter().flat_map(|needle| letters_of(&matcher, &folded, &needle));
    join(found.map(|letters| folded.original(letters)).collect())
}

/// Where a needle stands in a folded text: its best piece, else its scattered letters as the matcher
/// aligns them. The matcher knows no accents, so a strict needle is aligned without it.
fn letters_of(matcher: &SkimMatcherV2, folded: &Folded, needle: &Needle) -> Vec<Range<usize>> {
    let haystack = Haystack::from(folded);
    let at_start = needle.pieces(haystack).find(|piece| haystack.is_word_start(piece.start));
    if let Some(piece) = at_start.or_else(|| needle.pieces(haystack).next()) {
        return vec![piece];
    }
    let Some(scattered) = needle.scattered(haystack, 0..folded.text.len()) else { return Vec::new() };
    let aligned = matcher.fuzzy_indices(&folded.text, &needle.letters).filter(|_| !needle.is_strict());
    aligned.map_or(scattered, |(_, indices)| chars_at(&folded.text, &indices))
}

/// The bytes of the characters whose numbers are in `indices`, which ascend.
fn chars_at(text: &str, indices: &[usize]) -> Vec<Range<usize>> {
    let chars = text.char_indices().enumerate();
    let chosen = chars.filter(|(index, _)| indices.binary_search(index).is_ok());
    chosen.map(|(_, (at, c))| at..at + c.len_utf8()).collect()
}

/// Sorts ranges and joins those that touch.
pub(super) fn join(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    ranges.dedup_by(|next, kept| {
        let touches = next.start <= kept.end;
        kept.end = if touches { kept.end.max(next.end) } else { kept.end };
        touches
    });
    ranges
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
            ("NUMERIQUE", &[0, 1]),
            ("numèrique", &[]),
            ("coeur", &[2]),
            ("cœur", &[2]),
            ("l'ia", &[1]),
            ("l’ia", &[1]),
            // A word's start before its inside.
            ("ia", &[1, 4, 0]),
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
    fn matched_letters_are_shown_in_the_original() {
        let cases: &[(&str, &str, &[&str])] = &[
            ("La souveraineté numérique", "numerique", &["numérique"]),
            ("La souverainete\u{301} nume\u{301}rique", "ete", &["ete\u{301}"]),
            ("Un cœur", "coe", &["cœ"]),
            ("Questions sur l’IA", "l'ia", &["l’IA"]),
            ("Diamants de l’IA", "ia", &["IA"]),
            ("Cour des comptes", "cdc", &["C", "d", "c"]),
            ("Été comme hiver", "ete hiver", &["Été", "hiver"]),
            ("ete été", "été", &["été"]),
            ("e-t-é", "eté", &["e", "t", "é"]),
            ("abc", "xyz", &[]),
            ("abc", "", &[]),
            ("abcd", "ab bc", &["abc"]),
        ];
        for (text, query, expected) in cases {
            let shown: Vec<&str> = positions(text, query).into_iter().map(|range| &text[range]).collect();
            assert_eq!(&shown, expected, "{query:?} in {text:?}");
        }
    }

    #[test]
    fn a_very_long_field_is_searched_at_its_start_only() {
        let title = format!("début {} fin", "é".repeat(10_000));
        let index = Index::new([row(&title, "", "", "x")]);
        assert_eq!(index.search("debut", 9).len(), 1);
        assert_eq!(index.search("fin", 9).len(), 0);
        assert_eq!(positions(&title, "fin"), []);
        assert_eq!(index.search(&"e".repeat(5_000), 9).len(), 0);
    }

    proptest! {
        #[test]
        fn a_hit_shows_its_letters_somewhere(
            title in "[a-eéèœ’ A-C日]{0,20}", source in "[a-e é]{0,8}", sentence in "[a-eé ,]{0,60}",
            query in "[a-eéœ']{1,4}( [a-eé日]{1,3})?",
        ) {
            let index = Index::new([row(&title, &source, "", &sentence)]);
            let fields = [title.as_str(), &source, &sentence];
            for word in query.split_whitespace() {
                let is_hit = !index.search(word, 1).is_empty();
                let is_shown = fields.iter().any(|field| !positions(field, word).is_empty());
                prop_assert!(is_shown || !is_hit, "{word:?} is found and not shown");
            }
            for field in fields {
                let shown = positions(field, &query);
                prop_assert!(shown.iter().all(|range| field.get(range.clone()).is_some_and(|s| !s.is_empty())));
                prop_assert!(shown.is_sorted_by(|a, b| a.end < b.start));
            }
        }
    }
}
