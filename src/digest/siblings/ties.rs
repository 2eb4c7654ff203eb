//! How many words the sections of a document share: chapters of one text speak of one thing.

use std::collections::HashMap;

use crate::digest::quick::Quick;
use crate::text::words;

/// Sections looked at: more say no more, and a long document would be read twice.
pub(super) const SECTIONS: usize = 40;
/// Words of a section looked at: its subject is named by then.
const WORDS: usize = 250;
/// Letters that a word needs to name a subject.
const LETTERS: usize = 4;

/// How often each word stands in a section.
type Bag = HashMap<String, f32, Quick>;

/// The mean likeness (cosine) of any two of the texts, 0 to 1.
///
/// Over unit vectors the likenesses of all pairs are what the square of their sum has more than their
/// number: no pair needs to be looked at.
pub(super) fn mean(texts: &[String]) -> f32 {
    let count = texts.len() as f32;
    if texts.len() < 2 {
        return 0.0;
    }
    let mut sum = Bag::default();
    for text in texts {
        let bag = bag(text);
        let length = square(&bag).sqrt().max(1.0);
        for (word, times) in bag {
            *sum.entry(word).or_default() += times / length;
        }
    }
    (square(&sum) - count).max(0.0) / (count * (count - 1.0))
}

/// Summed in the order of their sizes: a map has none, and the last digits would differ from run to run.
fn square(bag: &Bag) -> f32 {
    let mut squares: Vec<f32> = bag.values().map(|times| times * times).collect();
    squares.sort_by(f32::total_cmp);
    squares.iter().sum()
}

fn bag(text: &str) -> Bag {
    let mut bag = Bag::default();
    let mut count = 0;
    words::each_folded(text, |word| {
        count += 1;
        let says = count <= WORDS && word.len() >= LETTERS && !words::is_stop_word(word);
        if says && word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            *bag.entry(words::key(word).to_owned()).or_default() += 1.0;
        }
    });
    bag
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_one_subject_share_words_and_others_do_not() {
        let one = ["The ferry crosses the river", "A ferry on the river waits", "This river had no ferry before"];
        let many = ["The ferry crosses the river", "A baker burns his bread", "Snow falls upon the hills"];
        let tied = |texts: [&str; 3]| mean(&texts.map(str::to_owned));
        assert!(tied(one) > 0.5, "{}", tied(one));
        assert!(tied(many) < 0.01, "{}", tied(many));
        assert!(mean(&[]) < 0.01);
    }
}
