//! Which articles may hold which of many quotes, told by their words while the articles are read once.
//!
//! Each quote is known by up to three of its longest words that are the same in every encoding: plain
//! ASCII, with no letter beside them. An article that lacks one of them does not hold the quote. It
//! only rules out; `sought` decides.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher};

use super::highlight::Anchor;
use super::sought::is_long;
use super::store::Store;
use super::wording::Wording;

/// How many words of a quote are looked for.
const WORDS: usize = 3;
/// The shortest word that is looked for.
const SHORTEST: usize = 2;
/// The size of the first sieve, in bits.
const SIEVE: usize = 1 << 18;

/// Many quotes, looked for together.
#[derive(Debug)]
pub struct Strays {
    sieve: Vec<u64>,
    by_word: HashMap<u64, Word, BuildHasherDefault<DefaultHasher>>,
    needed: Vec<usize>,
    wordless: Vec<usize>,
    seen: Vec<usize>,
    touched: Vec<usize>,
    maybe: Vec<usize>,
}

/// A word of some quotes.
#[derive(Debug, Default)]
struct Word {
    strays: Vec<usize>,
    last_article: Option<usize>,
}

impl Strays {
    /// Takes the quotes of `anchors`; they are named by their index.
    pub fn of(anchors: &[&Anchor]) -> Strays {
        let mut strays = Strays {
            sieve: vec![0; SIEVE / 64],
            by_word: HashMap::default(),
            needed: vec![0; anchors.len()],
            wordless: Vec::new(),
            seen: vec![0; anchors.len()],
            touched: Vec::new(),
            maybe: Vec::new(),
        };
        anchors.iter().enumerate().for_each(|(stray, anchor)| strays.add(stray, anchor));
        strays
    }

    fn add(&mut self, stray: usize, anchor: &Anchor) {
        let mut words = telling_words(anchor);
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        words.dedup();
        words.truncate(WORDS);
        let mut hashes: Vec<u64> = words.into_iter().map(|word| hash(word.bytes())).collect();
        hashes.sort_unstable();
        hashes.dedup();
        if hashes.is_empty() {
            self.wordless.push(stray);
        }
        if let Some(needed) = self.needed.get_mut(stray) {
            *needed = hashes.len();
        }
        for hash in hashes {
            if let Some(bits) = self.sieve.get_mut(cell(hash)) {
                *bits |= bit(hash);
            }
            self.by_word.entry(hash).or_default().strays.push(stray);
        }
    }

    /// The quotes that article `article` may hold.
    pub fn in_article(&mut self, store: &Store, article: usize) -> &[usize] {
        self.maybe.clear();
        self.maybe.extend(&self.wordless);
        if let Some((document, of)) = store.document_of(article).zip(store.article(article)) {
            for (_, line) in document.lines(of.lines.range()) {
                words(line, |hash| self.see(hash, article));
            }
        }
        for stray in self.touched.drain(..) {
            if let (Some(seen), Some(needed)) = (self.seen.get_mut(stray), self.needed.get(stray)) {
                if *seen == *needed {
                    self.maybe.push(stray);
                }
                *seen = 0;
            }
        }
        &self.maybe
    }

    fn see(&mut self, hash: u64, article: usize) {
        if self.sieve.get(cell(hash)).is_none_or(|bits| bits & bit(hash) == 0) {
            return;
        }
        let Some(word) = self.by_word.get_mut(&hash) else { return };
        if word.last_article.replace(article) == Some(article) {
            return;
        }
        for &stray in &word.strays {
            if let Some(seen) = self.seen.get_mut(stray) {
                if *seen == 0 {
                    self.touched.push(stray);
                }
                *seen += 1;
            }
        }
    }
}

/// The words of a quote that are plain ASCII with no letter or mark beside them, in whatever form.
fn telling_words(anchor: &Anchor) -> Vec<&str> {
    let quote = anchor.quote.as_str();
    let is_plain = |letter: char| letter.is_ascii_alphanumeric();
    let is_other = |letter: Option<char>| letter.is_some_and(|letter| !letter.is_ascii() && is_of_word(letter));
    let (mut words, mut edges) = (Vec::new(), Vec::new());
    let mut end = 0;
    while let Some(from) = quote.get(end..).and_then(|rest| rest.find(is_plain)).map(|at| end + at) {
        let rest = quote.get(from..).unwrap_or_default();
        let word = rest.split(|letter| !is_plain(letter)).next().unwrap_or_default();
        end = from + word.len();
        let (head, tail) = (quote.get(..from).unwrap_or_default(), quote.get(end..).unwrap_or_default());
        let previous = head.chars().next_back().or_else(|| anchor.before.chars().next_back());
        let next = tail.chars().next().or_else(|| anchor.after.chars().next());
        let is_cut =
            (head.is_empty() && previous.is_some_and(is_plain)) || (tail.is_empty() && next.is_some_and(is_plain));
        let is_at_edge = head.is_empty() || tail.is_empty();
        if word.len() >= SHORTEST && !is_cut && !is_other(previous) && !is_other(next) {
            if is_at_edge { &mut edges } else { &mut words }.push(word);
        }
    }
    // An edit beside the quote may have glued another word to its first or last; a short quote is lost then.
    if words.is_empty() && !is_long(&Wording::of(quote)) { edges } else { words }
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || unicode_normalization::char::is_combining_mark(letter)
}

/// Hands over the hash of each run of ASCII letters and digits.
fn words(line: &str, mut visit: impl FnMut(u64)) {
    let (mut state, mut length) = (SEED, 0);
    for &byte in line.as_bytes() {
        if byte.is_ascii_alphanumeric() {
            state = step(state, byte);
            length += 1;
        } else if length > 0 {
            if length >= SHORTEST {
                visit(state);
            }
            (state, length) = (SEED, 0);
        }
    }
    if length >= SHORTEST {
        visit(state);
    }
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(SEED, step)
}

/// FNV-1a, one byte a step: short words, and no need to withstand an attacker.
fn step(state: u64, byte: u8) -> u64 {
    (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}

fn cell(hash: u64) -> usize {
    usize::try_from(hash >> 40).unwrap_or_default() % (SIEVE / 64)
}

fn bit(hash: u64) -> u64 {
    1 << ((hash >> 20) % 64)
}
