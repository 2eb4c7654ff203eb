//! Starting with a long past: 100,000 marks and 5,000 highlights read from the journal, and the
//! highlights looked for in 100,000 articles, or all in one.

use std::path::Path;
use std::sync::Arc;

use divan::{Bencher, black_box};
use veille::journal::Journal;
use veille::loader;
use veille::model::article::{Article, ArticleId, Details};
use veille::model::change::{Change, Entry, Stamper, Step, Triage};
use veille::model::correction::Corrections;
use veille::model::document::{Document, Markup};
use veille::model::highlight::{Anchor, CONTEXT, Colour, HighlightId, Origin};
use veille::model::located::locate;
use veille::model::marks::Marks;
use veille::model::positions::Positions;
use veille::model::store::Store;

fn main() {
    divan::main();
}

/// Sixty words out of twenty thousand, others in each article.
fn article_text(number: u64) -> String {
    let syllables = ["pan", "né", "lo", "rir", "ta", "gu", "ven", "mé", "sou", "di"];
    let syllable =
        |digit: u64| syllables.get(usize::try_from(digit % 10).unwrap_or_default()).copied().unwrap_or_default();
    let word = |at: u64| {
        let seed = (number * 61 + at).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
        (0..2 + seed % 3)
            .map(|place| syllable(seed / 10_u64.pow(u32::try_from(place).unwrap_or_default())))
            .collect::<String>()
    };
    let words = |range: std::ops::Range<u64>| range.map(word).collect::<Vec<_>>().join(" ");
    format!("Le {}, {}. Les {}.\n\nLa {}.", words(0..4), words(4..20), words(20..40), words(40..60))
}

fn highlight(number: u64, article: u64) -> Change {
    let text = article_text(article);
    let anchor = Anchor::new(ArticleId::of([text.as_str()]), &text, 0..text.find(". Les").unwrap_or(text.len()));
    let origin = Origin {
        title: format!("La panne numéro {number}"),
        digest: "Semaine 47".to_owned(),
        source: "semaine-47.txt".to_owned(),
        date: Some("2025-11-19".to_owned()),
        line: Some(3),
        ..Origin::default()
    };
    let anchor = anchor.unwrap_or_else(|| unreachable!("the text is not empty"));
    Change::Highlight {
        id: HighlightId(format!("{number:08x}")),
        anchor: Box::new(anchor),
        origin: Box::new(origin),
        colour: Colour::Yellow,
    }
}

fn entries() -> Vec<Entry> {
    let mut stamper = Stamper::new("laptop", "0123456789abcdef");
    let mark = |number: u64| {
        let article = ArticleId(number.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let to = [Triage::Kept, Triage::Skipped, Triage::Later][(number % 3) as usize];
        Change::Triage { article, lead: ArticleId(article.0 ^ 1), to }
    };
    let changes = (0..100_000).map(mark).chain((0..5_000).map(|number| highlight(number, number * 20)));
    let entry = |(at, change): (usize, Change)| Entry {
        stamp: stamper.stamp(at as u64 * 10, 0),
        step: Step::Do,
        what: "kept “La panne de Cloudflare”".to_owned(),
        changes: vec![change],
    };
    changes.enumerate().map(entry).collect()
}

fn journal_in(folder: &Path) {
    let (mut journal, _, _) = Journal::open_as(folder, "laptop").unwrap_or_else(|_| unreachable!("a new folder"));
    journal.append(&entries()).unwrap_or_else(|_| unreachable!("a new file"));
}

#[divan::bench(sample_count = 20)]
fn replay_of_100_000_marks_and_5_000_highlights(bencher: Bencher) {
    let folder = tempfile::tempdir().unwrap_or_else(|_| unreachable!("a temporary folder"));
    journal_in(folder.path());
    bencher.bench_local(|| black_box(Journal::open_as(folder.path(), "laptop")));
}

/// A hundred thousand articles, a thousand a document.
fn store() -> Store {
    let loaded = loader::load(&[], &Corrections::default()).store;
    let Some(model) = loaded.article(0) else { return Store::default() };
    let mut store = Store::default();
    for document in 0..100_u64 {
        let texts: Vec<String> = (0..1_000).map(|at| article_text(document * 1_000 + at)).collect();
        let text = Document::new(format!("{document}.txt"), Markup::Plain, texts.join("\n"));
        let article = |at: usize| Article {
            id: ArticleId::of(texts.get(at).map(String::as_str)),
            lines: (at * 3..at * 3 + 3).into(),
            details: Details::default(),
            ..model.clone()
        };
        let articles = (0..1_000).map(article).collect();
        store.add(Arc::new(text), "D".to_owned(), None, articles);
    }
    store
}

fn marks(change: impl Fn(u64) -> Change) -> Marks {
    let mut marks = Marks::default();
    let stamp = Stamper::new("a", "b").stamp(1, 0);
    marks.apply(&Entry { stamp, step: Step::Do, what: String::new(), changes: (0..5_000).map(change).collect() });
    marks
}

#[divan::bench(sample_count = 5)]
fn locating_5_000_highlights_in_their_articles(bencher: Bencher) {
    let (store, marks) = (store(), marks(|number| highlight(number, number * 20)));
    bencher.bench_local(|| black_box(locate(&store, &marks)));
}

#[divan::bench(sample_count = 5)]
fn locating_5_000_strays_in_100_000_articles(bencher: Bencher) {
    let stray = |number| match highlight(number, number * 20) {
        Change::Highlight { id, mut anchor, origin, colour } => {
            anchor.article = ArticleId(number);
            Change::Highlight { id, anchor, origin, colour }
        }
        other => other,
    };
    let (store, marks) = (store(), marks(stray));
    bencher.bench_local(|| black_box(locate(&store, &marks)));
}

/// One article of a single line, as a converter leaves it.
fn long_line() -> (Store, String) {
    let text: String = (0..330).map(|number| article_text(number).replace("\n\n", " ")).collect();
    let loaded = loader::load(&[], &Corrections::default()).store;
    let Some(model) = loaded.article(0).cloned() else { return Default::default() };
    let document = Document::new("long.txt".to_owned(), Markup::Plain, text.clone());
    let article = Article { id: ArticleId(1), lines: (0..1).into(), details: Details::default(), ..model };
    let mut store = Store::default();
    store.add(Arc::new(document), "D".to_owned(), None, vec![article]);
    let text = store.body(0).map_or(text, |body| body.text);
    (store, text)
}

/// Five thousand passages of it, said to be of `article`.
fn passages(text: &str, article: ArticleId) -> Marks {
    let starts: Vec<usize> = text.match_indices(' ').map(|(at, _)| at + 1).collect();
    let positions = Positions::of(text);
    let at = |place: u64| starts.get(usize::try_from(place).unwrap_or_default() % starts.len()).copied();
    let passage = |number: u64| {
        let from = number * 3;
        let range = at(from)?..at(from + 6).filter(|end| Some(*end) > at(from))?;
        let quote = text.get(range.clone())?.to_owned();
        // What `Anchor::new` gives, which counts from the beginning each time.
        let before =
            text.get(..range.start)?.chars().rev().take(CONTEXT).collect::<Vec<_>>().into_iter().rev().collect();
        let after = text.get(range.end..)?.chars().take(CONTEXT).collect();
        let (start, end) = (positions.code_points(range.start)?.0, positions.code_points(range.end)?.0);
        let anchor = Anchor { article, quote, before, after, start, end };
        let (origin, id) = (Box::new(Origin::default()), HighlightId(format!("{number:08x}")));
        Some(Change::Highlight { id, anchor: Box::new(anchor), origin, colour: Colour::Yellow })
    };
    let changes = (0..5_000).filter_map(passage).collect();
    let mut marks = Marks::default();
    let stamp = Stamper::new("a", "b").stamp(1, 0);
    marks.apply(&Entry { stamp, step: Step::Do, what: String::new(), changes });
    marks
}

#[divan::bench(sample_count = 5)]
fn locating_5_000_highlights_in_one_long_line(bencher: Bencher) {
    let (store, text) = long_line();
    let marks = passages(&text, ArticleId(1));
    bencher.bench_local(|| black_box(locate(&store, &marks)));
}

#[divan::bench(sample_count = 5)]
fn locating_5_000_strays_in_one_long_line(bencher: Bencher) {
    let (store, text) = long_line();
    let marks = passages(&text, ArticleId(2));
    bencher.bench_local(|| black_box(locate(&store, &marks)));
}
