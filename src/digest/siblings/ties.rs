//! How many words the sections of a document share: chapters of one text speak of one thing.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::digest::quick::Quick;
use crate::text::words;

/// Sections looked at: more say no more, and a long document would be read twice.
pub(super) const SECTIONS: usize = 40;
/// Words of a section looked at: its subject is named by then.
const WORDS: usize = 250;
/// Letters that a word needs to name a subject.
const LETTERS: usize = 4;

/// How often each word stands in a section: words are known by their keys, as numbers.
type Bag = HashMap<u64, f32, Quick>;

/// The mean likeness (cosine) of any two of the texts, given in lines, 0 to 1.
///
/// Over unit vectors the likenesses of all pairs are what the square of their sum has more than their
/// number: no pair needs to be looked at.
pub(super) fn mean<'a>(texts: impl Iterator<Item: Iterator<Item = Cow<'a, str>>>) -> f32 {
    let (mut sum, mut count) = (Bag::default(), 0.0);
    for text in texts {
        let bag = bag(text);
        let length = square(&bag).sqrt().max(1.0);
        for (word, times) in bag {
            *sum.entry(word).or_default() += times / length;
        }
        count += 1.0;
    }
    if count < 2.0 { 0.0 } else { (square(&sum) - count).max(0.0) / (count * (count - 1.0)) }
}

/// Summed in the order of their sizes: a map has none, and the last digits would differ from run to run.
fn square(bag: &Bag) -> f32 {
    let mut squares: Vec<f32> = bag.values().map(|times| times * times).collect();
    squares.sort_unstable_by(f32::total_cmp);
    squares.iter().sum()
}

/// A line without its addresses: whatever they lead to, those of one site share their words.
fn without_addresses(line: &str) -> Cow<'_, str> {
    if !line.contains("://") {
        return Cow::Borrowed(line);
    }
    let words = line.split_whitespace().filter(|word| !word.contains("://"));
    Cow::Owned(words.collect::<Vec<&str>>().join(" "))
}

/// The words of a text; no line is looked at behind those that count.
fn bag<'a>(lines: impl Iterator<Item = Cow<'a, str>>) -> Bag {
    let (mut bag, mut count) = (Bag::with_capacity_and_hasher(WORDS, Quick::default()), 0);
    for line in lines {
        words::each_folded(&without_addresses(&line), |word| {
            count += 1;
            let says = count <= WORDS && word.len() >= LETTERS && word.bytes().all(|byte| byte.is_ascii_alphabetic());
            if says && !words::is_stop_word(word) {
                *bag.entry(number(words::key(word))).or_default() += 1.0;
            }
        });
        if count >= WORDS {
            break;
        }
    }
    bag
}

/// A key of letters of ASCII as a number: it has six bytes at most.
fn number(key: &str) -> u64 {
    key.bytes().fold(0, |number, byte| number << 8 | u64::from(byte))
}

#[cfg(test)]
mod tests {
    use std::iter;

    use super::*;

    #[test]
    fn texts_of_one_subject_share_words_and_others_do_not() {
        let one = ["The ferry crosses the river", "A ferry on the river waits", "This river had no ferry before"];
        let many = ["The ferry crosses the river", "A baker burns his bread", "Snow falls upon the hills"];
        let tied =
            |texts: [&'static str; 3]| mean(texts.into_iter().map(|text| text.split_inclusive(' ').map(Cow::from)));
        assert!(tied(one) > 0.5, "{}", tied(one));
        assert!(tied(many) < 0.01, "{}", tied(many));
        let linked = many.map(|text| format!("{text} (https://gazette.example/quay/news)"));
        assert!(mean(linked.iter().map(|text| iter::once(Cow::from(text.as_str())))) < 0.01, "addresses say nothing");
        assert!(mean(iter::empty::<iter::Empty<Cow<str>>>()) < 0.01);
    }
}
