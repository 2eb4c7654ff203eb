//! Dates in running text: French, English and ISO 8601, told apart from other numbers.
//!
//! A date without a year, or a day told from today (`hier`), is completed only if the document gives one.
//! Weekdays are not checked: they are
//! often wrong, and the day of the month is what the writer meant.

mod parts;
mod times;

use jiff::{ToSpan, civil};

use crate::text::fold::fold;
use parts::{day, is_weekday, month, weekday, year};
pub(crate) use times::says_when;

/// A date found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Date {
    /// The year; 0 where the text gives none.
    pub year: u16,
    /// The month, 1 to 12.
    pub month: u8,
    /// The day of the month, 1 to 31.
    pub day: u8,
    /// Whether the text gives the year.
    pub has_year: bool,
}

impl Date {
    /// The date as ISO 8601, the year taken from `other` where it has none itself.
    pub(crate) fn iso(self, other: Option<Date>) -> Option<String> {
        let year = if self.has_year { self.year } else { other.filter(|date| date.has_year)?.year };
        Some(format!("{year:04}-{:02}-{:02}", self.month, self.day))
    }

    fn days_before(self, days: i64) -> Option<Date> {
        let before = self.civil()?.checked_sub(days.days()).ok()?;
        Some(Date {
            year: u16::try_from(before.year()).ok()?,
            month: u8::try_from(before.month()).ok()?,
            day: u8::try_from(before.day()).ok()?,
            has_year: true,
        })
    }

    /// The last such weekday (0 is Monday), at least so many days ago.
    fn last(self, weekday: usize, least: i64) -> Option<Date> {
        let is_it = |date: &Date| date.weekday() == Some(weekday);
        (least..least + 7).filter_map(|days| self.days_before(days)).find(is_it)
    }

    fn weekday(self) -> Option<usize> {
        usize::try_from(self.civil()?.weekday().to_monday_zero_offset()).ok()
    }

    /// The day in the calendar; none for the 31st of February.
    fn civil(self) -> Option<civil::Date> {
        civil::Date::new(i16::try_from(self.year).ok()?, self.month.cast_signed(), self.day.cast_signed()).ok()
    }
}

/// Bytes of a text that are searched: a date further on is about something else.
const SEARCHED: usize = 600;

/// The first date in a text.
pub(crate) fn find(text: &str) -> Option<Date> {
    // Most lines hold no digit, and then no date.
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    find_folded(&fold(text.get(..text.floor_char_boundary(SEARCHED)).unwrap_or(text)))
}

/// The first date in a text that is folded already.
pub(crate) fn find_folded(folded: &str) -> Option<Date> {
    let has_digit = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
    let mut words = words(folded);
    let mut three = [words.next(), words.next(), words.next()];
    while let [Some(first), second, third] = three {
        // A date has a number for its first or second word.
        if has_digit(first) || second.is_some_and(has_digit) {
            let known: Vec<&str> = three.into_iter().flatten().collect();
            if let Some((date, _)) = at_start(&known) {
                return Some(date);
            }
        }
        three = [second, third, words.next()];
    }
    None
}

/// The words of a folded text; a number keeps what joins its parts.
fn words(folded: &str) -> impl Iterator<Item = &str> {
    let parts = folded.split(|letter: char| !letter.is_alphanumeric() && letter != '-' && letter != '/');
    parts.filter(|word| !word.is_empty())
}

/// The first day that a text names by its distance from `today`, the document's date: `hier`,
/// `last Monday`, `ce mardi`. None where `today` is not known to the day.
pub(crate) fn find_relative(text: &str, today: Option<Date>) -> Option<Date> {
    let today = today.filter(|date| date.has_year)?;
    let folded = fold(text.get(..text.floor_char_boundary(SEARCHED)).unwrap_or(text));
    let words: Vec<&str> = words(&folded).collect();
    words.iter().enumerate().find_map(|(at, word)| {
        match *word {
            "hier" | "yesterday" => return today.days_before(1),
            "avant-hier" => return today.days_before(2),
            _ => {}
        }
        let beside = |at: Option<usize>| at.and_then(|at| words.get(at)).copied().unwrap_or_default();
        let (before, after) = (beside(at.checked_sub(1)), beside(Some(at + 1)));
        let day = weekday(word)?;
        match (before, after) {
            ("last", _) | (_, "dernier") => today.last(day, 1),
            ("ce" | "this", _) => today.last(day, 0),
            _ => None,
        }
    })
}

/// The date that a line gives of what it stands over or opens: it begins with it, or is a byline
/// (`Publié le …`, `Ann Lee, 3 May 2024`). A date in the middle of prose is of what is told there.
pub(crate) fn find_stated(text: &str) -> Option<Date> {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let text = text.get(..text.floor_char_boundary(SEARCHED)).unwrap_or(text);
    let folded = fold(text);
    if let Some((date, _)) = opening(&folded) {
        return Some(date);
    }
    let length = words(&folded).take(SIGNED + 1).count();
    if length <= SIGNED && words(&folded).next().is_some_and(|first| STATING.contains(&first)) {
        return find_folded(&folded);
    }
    if length > BYLINE {
        return None;
    }
    let after_sign = text.match_indices(['|', '·', '•', '—', '–', ',', ';', '(']);
    let tails = after_sign.filter_map(|(at, sign)| text.get(at + sign.len()..));
    tails.filter_map(|tail| opening(&fold(tail))).find(|(_, left)| *left <= 3).map(|(date, _)| date)
}

/// The date that a folded text begins with, and how many words stand behind it.
fn opening(folded: &str) -> Option<(Date, usize)> {
    let mut words = words(folded).skip_while(|word| is_weekday(word) || ["le", "on", "the"].contains(word));
    let known: Vec<&str> = words.by_ref().take(3).collect();
    let (date, taken) = at_start(&known)?;
    Some((date, known.len() - taken + words.count()))
}

/// The most words of a byline, those of one that says so first, and the words that begin one.
const BYLINE: usize = 14;
const SIGNED: usize = 20;
const STATING: [&str; 17] = [
    "publie",
    "publiee",
    "paru",
    "parue",
    "poste",
    "ecrit",
    "redige",
    "mis",
    "mise",
    "date",
    "par",
    "published",
    "posted",
    "updated",
    "written",
    "dated",
    "by",
];

/// Whether a text is a date and nothing else (a weekday and "le", "on" aside).
pub(crate) fn is_whole_date(text: &str) -> bool {
    let folded = fold(text);
    let words: Vec<&str> = words(&folded).collect();
    if words.len() > 7 {
        return false;
    }
    let Some((at, (_, len))) = (0..words.len()).find_map(|at| Some((at, words.get(at..).and_then(at_start)?))) else {
        return false;
    };
    at <= 2
        && words.len() - at - len <= 2
        && words.len() - len <= 2
        && words.get(..at).is_some_and(|before| {
            before.iter().all(|word| is_weekday(word) || ["le", "on", "the", "du"].contains(word))
        })
}

/// Whether a text begins with a date, its weekday and article aside.
pub(crate) fn starts_with(text: &str) -> bool {
    let folded = fold(text);
    let words: Vec<&str> = words(&folded).take(7).collect();
    let skipped =
        words.iter().take_while(|word| is_weekday(word) || ["le", "du", "on", "the", "from"].contains(word)).count();
    let rest = words.get(skipped..).unwrap_or_default();
    at_start(rest).is_some() || rest.first().is_some_and(|word| is_day_of_month(word) && stands_apart(text, word))
}

/// Whether a sign or the end follows a word: `9/10 of all readers` is no date.
fn stands_apart(text: &str, word: &str) -> bool {
    let after = text.split_once(word).map_or("", |(_, after)| after.trim_start());
    after.chars().next().is_none_or(|sign| matches!(sign, '.' | ':' | ',' | '-' | '–' | '—' | '|' | ')'))
}

/// `5/4`, `24/12`: a day and a month, in either order.
fn is_day_of_month(word: &str) -> bool {
    let two = word.split_once('/').and_then(|(one, other)| Some((one.parse::<u8>().ok()?, other.parse::<u8>().ok()?)));
    two.is_some_and(|(one, other)| (1..=31).contains(&one.max(other)) && (1..=12).contains(&one.min(other)))
}

/// A date at the start of some words, and how many words it takes.
fn at_start(words: &[&str]) -> Option<(Date, usize)> {
    let first = words.first()?;
    if let Some(date) = numeric(first) {
        return Some((date, 1));
    }
    let second = words.get(1)?;
    // The day first: it is quicker told than the month, and most numbers are none.
    let (day, month) = match day(first).and_then(|day| Some((day, month(second)?))) {
        Some(found) => found,
        None => day(second).and_then(|day| Some((day, month(first)?)))?,
    };
    let year = words.get(2).and_then(|word| year(word));
    let date = Date { year: year.unwrap_or_default(), month, day, has_year: year.is_some() };
    Some((date, if year.is_some() { 3 } else { 2 }))
}

/// `2025-11-19`, `19/11/2025` (day first, as in French).
fn numeric(word: &str) -> Option<Date> {
    let (first, rest) = word.split_once(['-', '/'])?;
    let (second, third) = rest.split_once(['-', '/']).filter(|(_, third)| !third.contains(['-', '/']))?;
    let month: u8 = second.parse().ok().filter(|month| (1..=12).contains(month))?;
    let (year_word, day_word) = if first.len() == 4 { (first, third) } else { (third, first) };
    let (year, day) = (year(year_word)?, day_word.get(..2).unwrap_or(day_word).parse().ok()?);
    if (1..=31).contains(&day) { Some(Date { year, month, day, has_year: true }) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_found_in_both_languages() {
        let cases = [
            ("Le lundi 28 février 2011, à midi", Some("2011-02-28")),
            ("le 1er août 2025", Some("2025-08-01")),
            ("On May 3, 2024 we", Some("2024-05-03")),
            ("Monday, October 27th, 2025", Some("2025-10-27")),
            ("date: 2025-07-01", Some("2025-07-01")),
            ("sorti le 18/12/2007 déjà", Some("2007-12-18")),
            ("12 mois et 3 jours", None),
            ("le 45 mars 2020", None),
        ];
        for (text, expected) in cases {
            assert_eq!(find(text).and_then(|date| date.iso(None)).as_deref(), expected, "{text:?}");
        }
    }

    #[test]
    fn a_day_is_told_from_the_documents_date() {
        // A Wednesday.
        let today = find("le 19 novembre 2025");
        let cases = [
            ("Le pont a rouvert hier, sans bruit", Some("2025-11-18")),
            ("Avant-hier encore", Some("2025-11-17")),
            ("It sank yesterday.", Some("2025-11-18")),
            ("Le bac a coulé lundi dernier", Some("2025-11-17")),
            ("mercredi dernier", Some("2025-11-12")),
            ("Ce mercredi, le phare", Some("2025-11-19")),
            ("ce vendredi", Some("2025-11-14")),
            ("Last Sunday the lamp", Some("2025-11-16")),
            ("le lundi, il dort", None),
            ("le mois dernier", None),
        ];
        for (text, expected) in cases {
            assert_eq!(find_relative(text, today).and_then(|date| date.iso(None)).as_deref(), expected, "{text:?}");
            assert_eq!(find_relative(text, None), None);
        }
        assert_eq!(find_relative("hier", find("le 31 février 2025")), None);
    }

    #[test]
    fn a_date_is_stated_at_an_opening_or_in_a_byline_and_not_in_prose() {
        let cases = [
            ("Le lundi 28 février 2011, à midi, le bac a coulé", Some("2011-02-28")),
            ("[Jan 11, 2018. The crane meets](https://example.org)", Some("2018-01-11")),
            ("2024-05-03", Some("2024-05-03")),
            ("Publié le 14 novembre 2025 à 10:32 par Élise Morvan", Some("2025-11-14")),
            ("Par Élise Morvan, le 3 mai 2024", Some("2024-05-03")),
            ("Ann Lee | May 3, 2024", Some("2024-05-03")),
            ("Un lancement silencieux, du 1er au 14 novembre 2025, a surpris", None),
            ("Foire du quai : Vermoise, du 26 au 30 juillet 2024", None),
            ("Fermeture du pont le 14 novembre 2025", None),
            ("Le pont, dit la mairie, le 3 mai 2024 encore ouvert aux piétons et aux vélos du bourg", None),
        ];
        for (text, expected) in cases {
            assert_eq!(find_stated(text).and_then(|date| date.iso(None)).as_deref(), expected, "{text:?}");
        }
    }

    #[test]
    fn a_list_of_dates_may_write_them_with_a_stroke() {
        let cases = [
            ("5/4. A talk", true),
            ("24/12 : Le bal", true),
            ("lundi 24/12 – Le bal", true),
            ("24/12", true),
            ("May 3. A talk", true),
            ("24/7 support", false),
            ("1/2 price", false),
            ("9/10 readers", false),
            ("40/2 x", false),
            ("n/a", false),
        ];
        for (text, expected) in cases {
            assert_eq!(starts_with(text), expected, "{text}");
        }
    }

    #[test]
    fn a_year_is_taken_from_the_document() {
        let date = find("le 19 novembre").unwrap();
        assert_eq!(date.iso(None), None);
        assert_eq!(date.iso(find("le 2 janvier 2025")).as_deref(), Some("2025-11-19"));
    }
}
