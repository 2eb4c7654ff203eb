//! Openings that say when, and nothing else: `Le 18 novembre`, `depuis cet été`, `last week`.
//!
//! They are told by words alone: which day they speak of is not asked.

use super::parts::{day, month, weekday, year};
use super::{is_whole_date, words};
use crate::text::fold::fold;

/// Whether a few words only say when something was: they are a date, or time words behind a word that
/// leads to a time (`le`, `depuis`, `last`). A month or a year among other words is part of a name.
pub(crate) fn says_when(text: &str) -> bool {
    if is_whole_date(text) {
        return true;
    }
    let folded = fold(text);
    let words: Vec<&str> = words(&folded).collect();
    let Some((first, rest)) = words.split_first() else { return false };
    let is_time = |word: &&str| weekday(word).is_some() || month(word).is_some() || TIMES.contains(word);
    let is_number = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit()) || day(word).is_some();
    let leads = LEADING.contains(first)
        || weekday(first).is_some()
        || ["hier", "avant-hier", "aujourd", "demain", "yesterday", "today", "tomorrow"].contains(first)
        || month(first).is_some() && rest.iter().any(|word| year(word).is_some());
    // « Le Soir » is a newspaper.
    let may_be_a_name =
        ["le", "la", "l", "the"].contains(first) && rest.len() < 2 && !rest.iter().any(|word| weekday(word).is_some());
    let only_time = words
        .iter()
        .all(|word| is_time(word) || is_number(word) || LEADING.contains(word) || BESIDE_TIMES.contains(word));
    leads && only_time && !may_be_a_name && words.iter().any(|word| is_time(word) || year(word).is_some())
}

/// Words that lead to a time.
const LEADING: [&str; 42] = [
    "le", "la", "l", "en", "depuis", "apres", "avant", "au", "a", "pendant", "durant", "dans", "ce", "cet", "cette",
    "des", "il", "debut", "fin", "mi", "courant", "jusqu", "vers", "last", "in", "on", "since", "this", "next",
    "after", "before", "during", "for", "the", "at", "until", "by", "over", "early", "late", "earlier", "every",
];

/// Words that stand beside the words of times.
const BESIDE_TIMES: [&str; 48] = [
    "y",
    "hui",
    "du",
    "de",
    "d",
    "of",
    "et",
    "and",
    "les",
    "aux",
    "un",
    "une",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "one",
    "two",
    "three",
    "four",
    "five",
    "seven",
    "eight",
    "nine",
    "ten",
    "twelve",
    "dernier",
    "derniere",
    "derniers",
    "dernieres",
    "prochain",
    "prochaine",
    "passe",
    "passee",
    "past",
    "few",
    "quelques",
    "ago",
    "plusieurs",
    "several",
    "same",
];

/// Words for stretches of time and for days told from today.
const TIMES: [&str; 40] = [
    "jour",
    "jours",
    "semaine",
    "semaines",
    "mois",
    "annee",
    "annees",
    "an",
    "ans",
    "matin",
    "soir",
    "nuit",
    "ete",
    "hiver",
    "automne",
    "printemps",
    "hier",
    "avant-hier",
    "aujourd",
    "demain",
    "rentree",
    "siecle",
    "day",
    "days",
    "week",
    "weeks",
    "month",
    "months",
    "year",
    "years",
    "morning",
    "night",
    "summer",
    "winter",
    "spring",
    "autumn",
    "yesterday",
    "today",
    "tomorrow",
    "century",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_opening_says_when_if_nothing_else_stands_in_it() {
        for text in [
            "Le 18 novembre",
            "Vendredi",
            "Depuis cet été",
            "Après douze ans",
            "En 2024",
            "Last week",
            "Hier",
            "La semaine dernière",
            "Aujourd’hui",
            "In May",
            "May 2024",
            "Il y a trois ans",
            "Le lundi",
        ] {
            assert!(says_when(text), "{text}");
        }
        for text in [
            "Mars",
            "Le maire du port",
            "À Tréhalis",
            "Pour le bac",
            "The ferry",
            "Theresa May",
            "April Jones",
            "Nuit blanche",
            "Le Soir",
            "Après douze ans à quai",
            "L’an 2000 du théâtre",
            "",
        ] {
            assert!(!says_when(text), "{text}");
        }
    }
}
