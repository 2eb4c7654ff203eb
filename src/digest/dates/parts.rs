//! The parts of a date by name and number, in French and English: days of the week, days, months, years.
//!
//! Words come folded, and each is looked at alone: what they say together is not told here.

pub(super) fn is_weekday(word: &str) -> bool {
    WEEKDAYS.iter().flatten().any(|name| *name == word)
}

/// The day of the week that a whole name names: 0 for Monday.
pub(super) fn weekday(word: &str) -> Option<usize> {
    WEEKDAYS.iter().position(|[french, english, _]| *french == word || *english == word)
}

pub(super) fn day(word: &str) -> Option<u8> {
    if !word.starts_with(|letter: char| letter.is_ascii_digit()) {
        return None;
    }
    let digits = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let ending = word.get(digits.len()..)?;
    let is_ordinal = ["", "er", "st", "nd", "rd", "th"].contains(&ending);
    digits.parse().ok().filter(|day| is_ordinal && (1..=31).contains(day))
}

pub(super) fn month(word: &str) -> Option<u8> {
    MONTHS.iter().find(|(name, _)| *name == word).map(|(_, month)| *month)
}

pub(super) fn year(word: &str) -> Option<u16> {
    word.parse().ok().filter(|year| word.len() == 4 && (1900..=2199).contains(year))
}

const MONTHS: [(&str, u8); 48] = [
    ("janvier", 1),
    ("fevrier", 2),
    ("mars", 3),
    ("avril", 4),
    ("mai", 5),
    ("juin", 6),
    ("juillet", 7),
    ("aout", 8),
    ("septembre", 9),
    ("octobre", 10),
    ("novembre", 11),
    ("decembre", 12),
    ("janv", 1),
    ("fev", 2),
    ("fevr", 2),
    ("avr", 4),
    ("juil", 7),
    ("sept", 9),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
    ("january", 1),
    ("february", 2),
    ("march", 3),
    ("april", 4),
    ("may", 5),
    ("june", 6),
    ("july", 7),
    ("august", 8),
    ("september", 9),
    ("october", 10),
    ("november", 11),
    ("december", 12),
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("juill", 7),
    ("dece", 12),
    ("nove", 11),
    ("octo", 10),
    ("septe", 9),
    ("fevri", 2),
    ("janvi", 1),
];

const WEEKDAYS: [[&str; 3]; 7] = [
    ["lundi", "monday", "mon"],
    ["mardi", "tuesday", "tue"],
    ["mercredi", "wednesday", "wed"],
    ["jeudi", "thursday", "thu"],
    ["vendredi", "friday", "fri"],
    ["samedi", "saturday", "sat"],
    ["dimanche", "sunday", "sun"],
];
