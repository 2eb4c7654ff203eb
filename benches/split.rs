//! How fast documents are cut: the time must grow with the text and no faster.

use divan::{Bencher, counter::BytesCount};
use veille::digest::split;
use veille::formats;
use veille::model::correction::Corrections;

fn main() {
    divan::main();
}

const SUBJECTS: [&str; 6] = ["bateau", "phare", "marché", "tramway", "jardin", "théâtre"];

/// Articles put end to end, of eight paragraphs each, `megabytes` long.
fn joined(megabytes: usize) -> String {
    let mut text = String::new();
    let mut number = 0_usize;
    while text.len() < megabytes * 1_000_000 {
        let subject = SUBJECTS[number / 8 % SUBJECTS.len()];
        let place = number * 7919 % 10_007;
        text.push_str(&format!("Le {subject} du quai {place} a rouvert mardi 4 mars, après des mois de travaux que les voisins du {subject}, au numéro {number}, n’attendaient plus guère de voir finir un jour.\n"));
        number += 1;
    }
    text
}

/// A digest of `count` bullets.
fn bullets(count: usize) -> String {
    let mut text = String::from("Le port en bref\n\n");
    for number in 0..count {
        text.push_str(&format!(
            "  • Le bac numéro {number} double sa cadence. Dix traversées par jour dès lundi.\n  • \n"
        ));
    }
    text
}

fn cut(bencher: Bencher, text: String) {
    let size = BytesCount::of_str(&text);
    bencher.counter(size).bench(|| {
        let read = formats::read("bench.txt", text.as_bytes());
        read.documents.iter().map(|document| split(document, &Corrections::default()).articles.len()).sum::<usize>()
    });
}

#[divan::bench(args = [1, 10, 100], sample_count = 3, sample_size = 1)]
fn megabytes_of_articles_end_to_end(bencher: Bencher, megabytes: usize) {
    cut(bencher, joined(megabytes));
}

#[divan::bench(args = [2_000, 20_000, 200_000], sample_count = 3, sample_size = 1)]
fn bullets_of_a_digest(bencher: Bencher, count: usize) {
    cut(bencher, bullets(count));
}
