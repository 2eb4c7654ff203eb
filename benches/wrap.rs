//! Laying out an article of 10,000 words, and what comes before: scrubbing and folding it.

use divan::{Bencher, black_box};
use veille::text::{fold, scrub, wrap};

fn main() {
    divan::main();
}

/// French words, typography included, in an order that repeats only after 7 × 11 × 13 of them.
fn article(words: usize) -> String {
    let beginnings = ["La", "l’été", "«\u{a0}Oui\u{a0}»,", "où", "12\u{202f}%", "une", "déjà"];
    let middles =
        ["panne", "d’une", "société", "du", "numérique", "est", "rachetée", "et", "peut-être", "à", "souveraineté"];
    let ends = [
        "hier",
        "vend",
        "données,",
        "cœur",
        "sans",
        "délai.",
        "Paris\u{a0}?",
        "pour",
        "elle",
        "qui",
        "IA",
        "nuit",
        "ne",
    ];
    let word = |at: usize| match at % 3 {
        0 => beginnings[at % 7],
        1 => middles[at % 11],
        _ => ends[at % 13],
    };
    (0..words).map(word).collect::<Vec<_>>().join(" ")
}

#[divan::bench(args = [40, 72, 120])]
fn wrap_10_000_words(bencher: Bencher, width: usize) {
    let text = article(10_000);
    bencher.bench(|| wrap::wrap(black_box(&text), width));
}

#[divan::bench]
fn wrap_10_000_words_in_nfd(bencher: Bencher) {
    let text: String = unicode_normalization::UnicodeNormalization::nfd(article(10_000).as_str()).collect();
    bencher.bench(|| wrap::wrap(black_box(&text), 72));
}

#[divan::bench]
fn find_the_breaks_of_10_000_words(bencher: Bencher) {
    let text = article(10_000);
    bencher.bench(|| unicode_linebreak::linebreaks(black_box(&text)).count());
}

#[divan::bench]
fn scrub_10_000_clean_words(bencher: Bencher) {
    let text = article(10_000);
    bencher.bench(|| scrub::scrub(black_box(&text)).len());
}

#[divan::bench]
fn scrub_10_000_words_with_escapes(bencher: Bencher) {
    let text = article(10_000).replace("IA", "\u{1b}[1mIA\u{1b}[m");
    bencher.bench(|| scrub::scrub(black_box(&text)).len());
}

#[divan::bench]
fn fold_10_000_words(bencher: Bencher) {
    let text = article(10_000);
    bencher.bench(|| fold::fold(black_box(&text)));
}

#[divan::bench]
fn fold_10_000_words_with_a_map(bencher: Bencher) {
    let text = article(10_000);
    bencher.bench(|| fold::Folded::new(black_box(&text)));
}
