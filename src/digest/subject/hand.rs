//! The hand of a paragraph: small habits by which its writer shows.
//!
//! Two who write on one subject use the same words, but seldom the same apostrophes, quotation marks, dashes
//! and spaces before a colon, and the one says "I" where the other says "we": what stylometry calls
//! topic-independent features (Stamatatos 2009, "A survey of modern authorship attribution methods").

/// Marks of which a writer, or a writer's program, uses the one or the other; a space before a mark may be
/// plain, wide as a letter that does not break, or narrow.
const MARKS: [&str; 15] =
    ["’", "'", "«", "“", "\"", "…", "...", "–", "—", " - ", " :", " ;", " !", "\u{a0}", "\u{202f}"];

/// Who speaks and who is spoken to, in folded words.
const PERSONS: [&[&str]; 6] = [
    &["je", "j", "me", "moi", "i"],
    &["mon", "ma", "mes", "my"],
    &["nous", "we", "us"],
    &["notre", "nos", "our"],
    &["vous", "you"],
    &["votre", "vos", "your"],
];

/// How many habits there are, each known by its number.
pub(super) const HABITS: usize = MARKS.len() + PERSONS.len();

/// The habits that the marks of a text show.
pub(super) fn of_marks(text: &str) -> impl Iterator<Item = u32> {
    (0..).zip(MARKS).filter(|(_, mark)| text.contains(mark)).map(|(habit, _)| habit)
}

/// The habit that a folded word shows.
pub(super) fn of_word(word: &str) -> Option<u32> {
    let person = PERSONS.iter().position(|words| words.contains(&word))?;
    u32::try_from(MARKS.len() + person).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_ways_of_setting_one_sentence_share_no_mark() {
        let typeset: Vec<u32> = of_marks("L’écluse — dit-on\u{a0}: «\u{a0}fermée\u{a0}»…").collect();
        let typed: Vec<u32> = of_marks("L'écluse - dit-on : \"fermée\"...").collect();
        assert!(typeset.len() > 3 && typed.len() > 3, "{typeset:?} {typed:?}");
        assert!(!typeset.iter().any(|habit| typed.contains(habit)), "{typeset:?} {typed:?}");
    }

    #[test]
    fn words_of_one_person_are_one_habit_in_either_language() {
        for (one, other, expected) in [("je", "i", true), ("nous", "we", true), ("je", "nous", false)] {
            assert_eq!(of_word(one) == of_word(other), expected, "{one} {other}");
        }
        assert_eq!(of_word("ecluse"), None);
    }

    #[test]
    fn no_two_habits_have_one_number() {
        let marks = MARKS.iter().flat_map(|mark| of_marks(mark));
        let persons = PERSONS.iter().flat_map(|words| words.first().and_then(|word| of_word(word)));
        let all: std::collections::BTreeSet<u32> = marks.chain(persons).collect();
        assert_eq!(all, (0..HABITS as u32).collect());
    }
}
