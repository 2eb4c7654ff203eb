//! How fast documents are cut, and in how much memory: both must grow with the text and no faster.
//!
//! Beside the time, `max alloc` is the most that was allocated at once, the document's own text included:
//! divided by the size of the text, it is how many times the text a document takes to be cut.

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

/// A digest of headings over a sentence each.
fn sections(count: usize) -> String {
    let story = |number| {
        format!(
            "## Le bac {number}\n\nLe bac numéro {number} double sa cadence, avec dix traversées par jour dès lundi.\n\n"
        )
    };
    "# Le port en bref n° 12\n\n".to_owned() + &(0..count).map(story).collect::<String>()
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

#[divan::bench(args = [1, 10, 100], sample_count = 3, sample_size = 1)]
fn megabytes_of_bullets(bencher: Bencher, megabytes: usize) {
    cut(bencher, bullets(megabytes));
}

#[divan::bench(args = [1_000, 10_000, 100_000], sample_count = 3, sample_size = 1)]
fn sections_under_headings(bencher: Bencher, count: usize) {
    cut(bencher, sections(count));
}
