//! The words that give away chrome, mastheads, rubrics and continuations, in French and English.
//!
//! They are common words of the trade, never names of sites. A phrase is found word by word in text
//! folded to plain lower-case letters, so that one look at a line finds all of them. Which of them
//! count where is decided by the caller.

mod letters;
mod names;
mod pages;

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::fold::fold;
use crate::text::words;

use super::quick::Quick;

/// What a phrase gives away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hint {
    /// The text goes on behind a paywall or on another page.
    Wall,
    /// A button or label of a page: chrome where it is nearly the whole line.
    Button,
    /// The end of a page or of a letter.
    Footer,
    /// What stands over the teasers and comments below the text of a page.
    Tail,
    /// Standing boilerplate about the letter itself.
    Boilerplate,
    /// The first words of an introduction that each issue has.
    Recurring,
    /// A summary of what is to come.
    Contents,
    /// A word by which digests call themselves.
    Digest,
    /// A word that titles of digests have, and others.
    Period,
    /// The notes of a broadcast.
    Show,
    /// A heading under which digests put lists.
    Rubric,
    /// A rubric for short news of all kinds.
    Briefs,
    /// A heading of manuals, which no digest has.
    Manual,
    /// The title of what is new in one version of a program.
    Release,
    /// A recording.
    Recording,
    /// Credits of a picture.
    Credit,
}

/// Phrases by what they give away.
type Table = &'static [(Hint, &'static [&'static str])];

const TABLES: [Table; 3] = [pages::TABLE, letters::TABLE, names::TABLE];

/// One phrase: what it gives away and the words after its first.
type Phrase = (Hint, Vec<&'static str>);

static BY_FIRST_WORD: LazyLock<HashMap<&'static str, Vec<Phrase>, Quick>> = LazyLock::new(|| {
    let mut map: HashMap<&str, Vec<Phrase>, Quick> = HashMap::default();
    for (hint, phrases) in TABLES.into_iter().flatten() {
        for phrase in *phrases {
            let mut words = phrase.split(' ');
            if let Some(first) = words.next() {
                map.entry(first).or_default().push((*hint, words.collect()));
            }
        }
    }
    map
});

/// For each first letter, which lengths the first words have that begin with it, a bit each: nearly no word of a
/// text is one, and most are told so without looking them up.
static LENGTHS: LazyLock<[u32; 256]> = LazyLock::new(|| {
    let mut lengths = [0; 256];
    for word in BY_FIRST_WORD.keys() {
        if let Some(known) = word.bytes().next().and_then(|first| lengths.get_mut(usize::from(first))) {
            *known |= length_bit(word);
        }
    }
    lengths
});

/// The bit of a word's length; words of 31 bytes and more share one.
fn length_bit(word: &str) -> u32 {
    1 << word.len().min(31)
}

/// A hint found in a line: what, at which word, and how many words it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    /// What it gives away.
    pub hint: Hint,
    /// The index of its first word in the line.
    pub at: usize,
    /// How many words it has.
    pub len: usize,
}

/// All hints of a text, and how many words it has.
pub(crate) fn find(text: &str) -> (Vec<Found>, usize) {
    let folded = fold(text);
    let mut words = words::runs(&folded);
    let (mut found, mut at) = (Vec::new(), 0);
    let lengths = &*LENGTHS;
    while let Some(word) = words.next() {
        let lengths = word.bytes().next().and_then(|first| lengths.get(usize::from(first)));
        let is_known = lengths.is_some_and(|lengths| lengths & length_bit(word) != 0);
        for (hint, tail) in is_known.then(|| BY_FIRST_WORD.get(word)).flatten().into_iter().flatten() {
            if words.clone().take(tail.len()).eq(tail.iter().copied()) {
                found.push(Found { hint: *hint, at, len: tail.len() + 1 });
            }
        }
        at += 1;
    }
    (found, at)
}

/// Whether a text has a phrase of this hint.
pub(crate) fn has(text: &str, hint: Hint) -> bool {
    find(text).0.iter().any(|found| found.hint == hint)
}
