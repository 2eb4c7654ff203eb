//! Searching 100,000 articles, beside the plain matcher over their titles alone in the same run.

use divan::{Bencher, black_box};
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use std::sync::Arc;
use veille::model::article::{Article, ArticleId, Details, Kind, TitleFrom};
use veille::model::document::{Document, Markup};
use veille::model::rule::Rule;
use veille::model::store::Store;
use veille::search::fuzzy::{Index, Row, positions};
use veille::search::query::{Query, Saved};
use veille::search::whole::Seek;
use veille::search::within;

fn main() {
    divan::main();
}

const ROWS: usize = 100_000;

const WORDS: [&str; 64] = [
    "panne",
    "Cloudflare",
    "souveraineté",
    "numérique",
    "l’IA",
    "générative",
    "rachat",
    "Adobe",
    "Europe",
    "données",
    "personnelles",
    "procès",
    "Cour",
    "comptes",
    "cœur",
    "artificiel",
    "start-up",
    "levée",
    "fonds",
    "millions",
    "euros",
    "hébergeur",
    "cloud",
    "public",
    "sécurité",
    "faille",
    "critique",
    "mise",
    "jour",
    "navigateur",
    "école",
    "recherche",
    "université",
    "quantique",
    "processeur",
    "puce",
    "Taïwan",
    "exportations",
    "Chine",
    "États-Unis",
    "tarifs",
    "douane",
    "énergie",
    "nucléaire",
    "réseau",
    "fibre",
    "satellite",
    "Ariane",
    "espace",
    "climat",
    "émissions",
    "transport",
    "train",
    "vélo",
    "santé",
    "hôpital",
    "médecin",
    "vaccin",
    "culture",
    "musée",
    "film",
    "musique",
    "droits",
    "auteur",
];

/// A pseudo-random sentence: Knuth's multiplicative generator, the same in every run.
fn sentence(seed: usize, words: usize) -> String {
    let mut state = seed as u64 + 1;
    let mut word = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        WORDS[(state >> 58) as usize]
    };
    (0..words).map(|_| word()).collect::<Vec<_>>().join(" ")
}

fn titles() -> Vec<String> {
    (0..ROWS).map(|row| sentence(row, 7)).collect()
}

/// Rows of a title only, as the plain matcher gets them.
fn short_index() -> Index {
    Index::new(titles().iter().map(|title| Row { title, ..Row::default() }))
}

/// Rows as the program has them.
fn full_index() -> Index {
    let rows: Vec<(String, String)> = (0..ROWS).map(|row| (sentence(row, 7), sentence(row + ROWS, 16))).collect();
    let row = |(title, sentence)| Row { title, source: "L’hebdo souverain", rubric: "À la une", sentence };
    Index::new(rows.iter().map(|(title, sentence)| row((title, sentence))))
}

const QUERIES: [&str; 7] = ["e", "so", "souv", "souverainete", "génér", "clfl", "panne europe"];

#[divan::bench(args = QUERIES, sample_count = 20)]
fn plain_matcher_on_titles(bencher: Bencher, query: &str) {
    let (titles, matcher) = (titles(), SkimMatcherV2::default());
    bencher.bench(|| titles.iter().filter(|title| matcher.fuzzy_match(title, black_box(query)).is_some()).count());
}

#[divan::bench(args = QUERIES, sample_count = 20)]
fn titles_first_500(bencher: Bencher, query: &str) {
    let index = short_index();
    bencher.bench(|| index.search(black_box(query), 500));
}

#[divan::bench(args = QUERIES, sample_count = 20)]
fn all_fields_first_500(bencher: Bencher, query: &str) {
    let index = full_index();
    bencher.bench(|| index.search(black_box(query), 500));
}

#[divan::bench(args = QUERIES, sample_count = 20)]
fn all_fields_all_hits(bencher: Bencher, query: &str) {
    let index = full_index();
    bencher.bench(|| index.search(black_box(query), usize::MAX));
}

#[divan::bench(sample_count = 5)]
fn build_the_index(bencher: Bencher) {
    bencher.bench(full_index);
}

#[divan::bench]
fn positions_in_50_titles(bencher: Bencher) {
    let titles = titles();
    bencher.bench(|| titles.iter().take(50).map(|title| positions(title, black_box("souv num")).len()).sum::<usize>());
}

#[divan::bench]
fn find_in_an_article_of_20_000_words(bencher: Bencher) {
    let text = sentence(1, 20_000);
    bencher.bench(|| within::Text::new(black_box(&text)).find("numerique").len());
}

/// So many documents of 200 articles of about 3,000 bytes: 300 MB in all.
const DOCUMENTS: usize = 500;

fn texts() -> Arc<Store> {
    let text: String = (0..200).map(|nth| format!("{}\n{}\n", sentence(nth, 7), sentence(nth + 7, 350))).collect();
    let mut store = Store::default();
    for nth in 0..DOCUMENTS {
        // One word stands in the last document only.
        let text = if nth + 1 == DOCUMENTS { format!("{text}l’Ôtarie") } else { text.clone() };
        let document = Document::new(format!("{nth}.txt"), Markup::Plain, text);
        let articles = (0..200).map(|article| part(&document, article)).collect();
        store.add(Arc::new(document), String::new(), None, articles);
    }
    Arc::new(store)
}

fn part(document: &Document, nth: usize) -> Article {
    let end = if nth == 199 { document.line_count() } else { nth * 2 + 2 };
    let id = ArticleId(nth as u64);
    Article {
        id,
        lead: id,
        document: 0,
        lines: (nth * 2..end).into(),
        title: document.line(nth * 2).into(),
        title_from: TitleFrom::Text,
        kicker: None,
        details: Details::default(),
        lang: None,
        words: 350,
        truncated: false,
        kind: Kind::Concatenated,
        rule: Rule::Whole,
        confidence: 1.0,
    }
}

/// To the first hit, the letters in disguise known already as they are in the program: of a word that
/// stands everywhere, of one that stands in the very last line, of one that stands nowhere.
#[divan::bench(args = ["'numerique", "'otarie", "'zythum", "\"panne Adobe\""], sample_count = 5)]
fn whole_texts_of_300_mb_first_hit(bencher: Bencher, query: &str) {
    let store = texts();
    store.documents().iter().for_each(|document| assert_ne!(document.disguised(), 0));
    let among = (0..store.article_count()).filter_map(|article| u32::try_from(article).ok()).collect();
    let query = Query::parse(query, &Saved::new()).unwrap_or_default();
    let seek = Seek { number: 1, store, query, among, most: 1000 };
    bencher.bench(|| seek.steps().flatten().next().is_some());
}
