//! The paragraphs of a document as numbers: their words, their names, and the habits of those who wrote them.
//!
//! Forms of one word share a number, words without a subject have none. A name counts twice, as a word and as
//! a name: it says more of a subject than the words around it.

use std::collections::HashMap;

use crate::text::words;

use super::super::quick::Quick;
use super::super::role::Draft;
use super::bags::Bags;
use super::{hand, names};

/// A word or name that stood in one of so many paragraphs above is not new.
pub(super) const NEW_SINCE: usize = 20;

/// What is known of each paragraph.
#[derive(Debug, Default)]
pub(super) struct Paragraphs {
    /// Their words, in order.
    pub(super) words: Bags,
    /// Those of them that are names.
    pub(super) names: Bags,
    /// The habits of their hands.
    pub(super) habits: Bags,
    /// How many names each begins with that are new in it.
    pub(super) named: Vec<usize>,
}

impl Paragraphs {
    /// Reads these lines.
    pub(super) fn read(draft: &Draft, content: &[usize]) -> Self {
        let mut vocabulary = Vocabulary::default();
        let mut paragraphs = Paragraphs::default();
        for at in content {
            paragraphs.push(draft.text(*at), &mut vocabulary);
        }
        for bags in [&mut paragraphs.words, &mut paragraphs.names, &mut paragraphs.habits] {
            bags.paragraphs.shrink();
        }
        paragraphs
    }

    fn push(&mut self, text: &str, vocabulary: &mut Vocabulary) {
        let (mut ids, mut names) = (Vec::new(), Vec::new());
        let mut habits: Vec<u32> = hand::of_marks(text).collect();
        words::each_folded(text, |word| {
            let word = vocabulary.word(word);
            ids.extend(word.id);
            habits.extend(word.habit);
        });
        names::read(text).for_each(|name| words::each_folded(name, |name| names.extend(vocabulary.name(name))));
        self.named.push(self.new_names(text, vocabulary));
        self.words.push(ids, vocabulary.ids.len());
        self.names.push(names, vocabulary.names.len());
        self.habits.push(habits, hand::HABITS);
    }

    /// Counts the names with which the next paragraph begins and that no paragraph shortly above it has.
    fn new_names(&self, text: &str, vocabulary: &mut Vocabulary) -> usize {
        let mut new: Vec<u32> = Vec::new();
        let is_new = |id: u32| self.words.since(id).is_none_or(|since| since > NEW_SINCE);
        for name in names::read_first(text) {
            words::each_folded(name, |word| {
                new.extend(vocabulary.word(word).id.filter(|id| is_new(*id) && !new.contains(id)));
            });
        }
        new.len()
    }
}

/// Numbers for words.
#[derive(Default)]
struct Vocabulary {
    /// By the whole word, so that most words cost one look.
    known: HashMap<Box<str>, Word, Quick>,
    /// By what the forms of a word share.
    ids: HashMap<Box<str>, u32, Quick>,
    /// The same of names.
    names: HashMap<Box<str>, u32, Quick>,
}

/// What a word tells.
#[derive(Debug, Clone, Copy)]
struct Word {
    /// Its number, if it may speak of a subject.
    id: Option<u32>,
    /// The habit that it shows.
    habit: Option<u32>,
}

impl Vocabulary {
    fn word(&mut self, word: &str) -> Word {
        if let Some(word) = self.known.get(word) {
            return *word;
        }
        let id = if words::is_stop_word(word) { None } else { number(&mut self.ids, words::key(word)) };
        let known = Word { id, habit: hand::of_word(word) };
        self.known.insert(word.into(), known);
        known
    }

    /// The number of a name as such.
    fn name(&mut self, name: &str) -> Option<u32> {
        number(&mut self.names, words::key(name))
    }
}

/// The number of a key, the next one if it is new.
fn number(numbers: &mut HashMap<Box<str>, u32, Quick>, key: &str) -> Option<u32> {
    if let Some(number) = numbers.get(key) {
        return Some(*number);
    }
    let next = u32::try_from(numbers.len()).ok()?;
    numbers.insert(key.into(), next);
    Some(next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::line;
    use crate::model::document::{Document, Markup};

    fn read(lines: &[&str]) -> Paragraphs {
        let document = Document::new("x.txt", Markup::Plain, lines.join("\n"));
        let content: Vec<usize> = (0..lines.len()).collect();
        Paragraphs::read(&Draft::new(line::read(&document)), &content)
    }

    #[test]
    fn forms_of_a_word_are_one_and_words_without_a_subject_none() {
        let cases = [
            ("Une écluse fermera.", "Les écluses fermeront.", true),
            ("Une écluse.", "Un phare.", false),
            ("Dès 1998.", "Dès 1999.", false),
        ];
        for (one, other, expected) in cases {
            let words = read(&[one, other]).words.paragraphs;
            assert_eq!(words.get(0) == words.get(1), expected, "{one} {other} {words:?}");
        }
        assert!(read(&["Il est à elle."]).words.paragraphs.get(0).is_empty());
    }

    #[test]
    fn a_name_is_a_word_and_a_name() {
        let cases = [("Hier, Orange a fermé.", 1), ("Hier, une orange a mûri.", 0)];
        for (line, names) in cases {
            let paragraphs = read(&[line]);
            assert_eq!(paragraphs.names.paragraphs.get(0).len(), names, "{line}");
            assert!(!paragraphs.words.paragraphs.get(0).is_empty(), "{line}");
        }
    }

    #[test]
    fn the_first_sentences_name_who_was_not_named_shortly_above() {
        let filler = "Rien.";
        let mut lines = vec!["Le bac d’Ann Lee.", "Le bac d’Ann Lee et du Dr Roe."];
        assert_eq!(read(&lines).named, [2, 1]);
        lines.splice(1..1, [filler; 20]);
        assert_eq!(read(&lines).named.last(), Some(&3), "all of them");
    }

    #[test]
    fn a_hand_shows_in_its_marks_and_in_whom_it_speaks_for() {
        let habits = read(&["Nous l’avons vu.", "Nous l'avons vu.", "On l’a vu."]).habits.paragraphs;
        let shared =
            |one: usize, other: usize| habits.get(one).iter().filter(|habit| habits.get(other).contains(habit)).count();
        assert_eq!([shared(0, 1), shared(0, 2), shared(1, 2)], [1, 1, 0], "{habits:?}");
    }
}
