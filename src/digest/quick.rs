//! A quick hasher for the words of a document, and sets of words by it: XXH3, where the standard one takes longer than
//! all else.
//!
//! It does not withstand keys made to collide; a document made so would only be slow to load.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

use xxhash_rust::xxh3::xxh3_64;

/// The state of a map keyed by words or by their hashes.
pub(crate) type Quick = BuildHasherDefault<QuickHasher>;

/// Words of one kind, read when they are first asked for.
pub(crate) type Words = LazyLock<HashSet<&'static str, Quick>>;

/// The words of a list that white space divides.
pub(crate) fn set(words: &'static str) -> HashSet<&'static str, Quick> {
    words.split_whitespace().collect()
}

/// Hashes one word.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct QuickHasher(u64);

impl Hasher for QuickHasher {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64(bytes);
    }

    /// A number that stands for a word.
    fn write_u64(&mut self, number: u64) {
        let mixed = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ (mixed >> 32);
    }

    /// The end of a text, which says nothing where there is one text only.
    fn write_u8(&mut self, _: u8) {}

    fn finish(&self) -> u64 {
        self.0
    }
}
