//! Searching 100,000 articles, beside the plain matcher over their titles alone in the same run.

use divan::{Bencher, black_box};
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use veille::search::fuzzy::{Index, Row, positions};
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
    bencher.bench(|| within::find(black_box(&text), "numerique").len());
}
