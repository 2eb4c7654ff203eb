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
    let words: Vec<&str> = words::runs(&folded).collect();
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let rest = words.get(at + 1..).unwrap_or_default();
        for (hint, tail) in BY_FIRST_WORD.get(word).into_iter().flatten() {
            if rest.starts_with(tail) {
                found.push(Found { hint: *hint, at, len: tail.len() + 1 });
            }
        }
    }
    (found, words.len())
}

/// Whether a text has a phrase of this hint.
pub(crate) fn has(text: &str, hint: Hint) -> bool {
    find(text).0.iter().any(|found| found.hint == hint)
}
