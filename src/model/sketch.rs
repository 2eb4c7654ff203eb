//! A sketch: what an article looks like, to know it again when it was edited.
//!
//! An article's id is that of its text, so one letter changed makes another id. A sketch tells whether
//! two texts are nearly the same (a min-wise sketch of the pairs of their words: Broder, *On the
//! resemblance and containment of documents*, 1997), and whether they stand at the same place of the same
//! source. It sees words only: no case, accents, punctuation, spaces or line ends. It decides nothing:
//! `heirs` does. It is written into journals (see `contents`), so how it is computed must never change.

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::article::Article;
use super::document::Document;
use super::store::Store;
use crate::text::words;

/// How many of the pairs of words are kept: the least of each sixteenth of their hashes.
pub const KEPT: usize = 16;

/// What an article looks like, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sketch {
    /// How the article before it begins; [`NOBODY`] for the first one.
    pub before: u32,
    /// How the article after it begins; [`NOBODY`] for the last one.
    pub after: u32,
    /// Its words.
    pub looks: Looks,
}

/// The words of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Looks {
    /// How it begins; never [`NOBODY`].
    pub beginning: u32,
    /// All words that hold a figure, in their order: weekly notices differ by little else.
    pub figures: u32,
    /// A byte of the hash of each pair of words that was kept; 0 where there was none.
    pub pairs: [u8; KEPT],
}

/// How an article begins that is not there.
pub const NOBODY: u32 = 0;

impl Looks {
    /// Looks at an article.
    pub fn of(document: &Document, article: &Article) -> Looks {
        let (figures, pairs) = words_of(document, article);
        Looks { beginning: beginning(document, article), figures, pairs }
    }

    /// How much of the words of two texts is the same, from 0 to 1: about the share of the pairs that both
    /// have among all pairs. Nothing is the same of texts too short to tell.
    pub fn likeness(&self, other: &Looks) -> f32 {
        /// Half of what is kept: fewer are there in a text of some ten words.
        const FEWEST: u8 = 8;
        let (mut same, mut all) = (0_u8, 0_u8);
        for (one, other) in self.pairs.iter().zip(other.pairs) {
            all += u8::from(*one != 0 || other != 0);
            same += u8::from(*one != 0 && *one == other);
        }
        if all < FEWEST { 0.0 } else { f32::from(same) / f32::from(all) }
    }
}

/// The issue that a document of the store is: the name of its file in the upper half, wherever that stands and however
/// the way there is written; in the lower the date and the figures of its title, for a file may hold another issue every
/// week.
pub fn issue(store: &Store, document: usize) -> Option<u32> {
    let (document, digest) = (store.documents().get(document)?, store.digests().get(document)?);
    let mut said = xxh3_64(digest.date.as_deref().unwrap_or_default().as_bytes());
    words::each_folded(&digest.title, |word| {
        if has_figure(word) {
            said = xxh3_64_with_seed(word.as_bytes(), said);
        }
    });
    let name = document.source().rsplit('/').next().unwrap_or_default();
    let source = short(xxh3_64(name.as_bytes()));
    Some(source & 0xffff_0000 | short(said) >> 16)
}

/// Whether two issues are of one source.
pub fn is_same_source(one: u32, other: u32) -> bool {
    one >> 16 == other >> 16
}

fn has_figure(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_digit())
}

/// How an article begins: its first words, whatever their typography.
pub fn beginning(document: &Document, article: &Article) -> u32 {
    /// A headline, or the beginning of a sentence.
    const WORDS: usize = 12;
    let (mut hash, mut count) = (0, 0);
    for line in shown(document, article) {
        words::each_folded(line, |word| {
            if count < WORDS {
                hash = xxh3_64_with_seed(word.as_bytes(), hash);
            }
            count += 1;
        });
        if count >= WORDS {
            break;
        }
    }
    short(hash)
}

fn words_of(document: &Document, article: &Article) -> (u32, [u8; KEPT]) {
    let (mut least, mut before, mut figures) = ([None::<u64>; KEPT], 0, 0);
    for line in shown(document, article) {
        words::each_folded(line, |word| {
            let pair = xxh3_64_with_seed(word.as_bytes(), before);
            before = xxh3_64(word.as_bytes());
            if has_figure(word) {
                figures = xxh3_64_with_seed(word.as_bytes(), figures);
            }
            if let Some(least) = usize::try_from(pair >> 60).ok().and_then(|at| least.get_mut(at)) {
                *least = Some(least.map_or(pair, |least| least.min(pair)));
            }
        });
    }
    // The last byte says nothing about which is the least. 0 is for none.
    let byte = |pair: Option<u64>| pair.map_or(0, |pair| pair.to_le_bytes().first().map_or(1, |byte| (*byte).max(1)));
    (short(figures), least.map(byte))
}

fn shown<'a>(document: &'a Document, article: &'a Article) -> impl Iterator<Item = &'a str> {
    document.lines(article.lines.range()).filter(|(at, _)| article.shows(*at)).map(|(_, line)| line)
}

/// The first half of a hash; it is of something, so it is not [`NOBODY`].
fn short(hash: u64) -> u32 {
    u32::try_from(hash >> 32).unwrap_or_default().max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_alike_by_the_pairs_of_words_that_both_have() {
        let looks = |pairs| Looks { pairs, ..Looks::default() };
        let most = looks([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 0, 0, 0, 0]);
        let some = looks([1, 2, 3, 4, 5, 6, 0, 0, 0, 0, 0, 0, 7, 8, 9, 0]);
        let few = looks([1, 2, 3, 4, 5, 6, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        assert_eq!((most.likeness(&most), most.likeness(&some), few.likeness(&few)), (1.0, 0.4, 0.0));
    }
}
