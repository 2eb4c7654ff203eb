//! How fast documents are cut, and in how much memory: both must grow with the text and no faster.
//!
//! Each line is ten times the one above it. Beside the time, which one thread took, `max alloc` is the most that was
//! allocated at once, the document's own text included: 30 MB for 10 megabytes are three times the text.

use divan::{AllocProfiler, Bencher, counter::BytesCount};
use veille::digest::split;
use veille::formats;
use veille::model::correction::Corrections;

#[global_allocator]
static ALLOCATED: AllocProfiler = AllocProfiler::system();

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

/// A digest of bullets, every other one empty, `megabytes` long.
fn bullets(megabytes: usize) -> String {
    let mut text = String::from("Le port en bref\n\n");
    let mut number = 0_usize;
    while text.len() < megabytes * 1_000_000 {
        text.push_str(&format!(
            "  • Le bac numéro {number} double sa cadence. Dix traversées par jour dès lundi.\n  • \n"
        ));
        number += 1;
    }
    text
}

/// A digest in Markdown, of headings over a sentence each, `megabytes` long.
fn sections(megabytes: usize) -> String {
    let mut text = String::from("# Le port en bref n° 12\n\n");
    let mut number = 0_usize;
    while text.len() < megabytes * 1_000_000 {
        text.push_str(&format!(
            "## Le bac {number}\n\nLe bac numéro {number} double sa cadence, avec dix traversées par jour dès lundi.\n\n"
        ));
        number += 1;
    }
    text
}

fn cut(bencher: Bencher, name: &str, text: String) {
    let size = BytesCount::of_str(&text);
    bencher.counter(size).bench(|| {
        let read = formats::read(name, text.as_bytes());
        read.documents.iter().map(|document| split(document, &Corrections::default()).articles.len()).sum::<usize>()
    });
}

#[divan::bench(args = [1, 10, 100], sample_count = 3, sample_size = 1)]
fn megabytes_of_articles_end_to_end(bencher: Bencher, megabytes: usize) {
    cut(bencher, "bench.txt", joined(megabytes));
}

#[divan::bench(args = [1, 10, 100], sample_count = 3, sample_size = 1)]
fn megabytes_of_bullets(bencher: Bencher, megabytes: usize) {
    cut(bencher, "bench.txt", bullets(megabytes));
}

#[divan::bench(args = [1, 10, 100], sample_count = 3, sample_size = 1)]
fn megabytes_of_sections(bencher: Bencher, megabytes: usize) {
    cut(bencher, "bench.md", sections(megabytes));
}
