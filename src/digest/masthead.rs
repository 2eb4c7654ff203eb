//! The masthead: what the first lines call a document, an issue of something or one version of a program.

use super::dates;
use super::phrases::{self, Found, Hint};
use crate::text::fold::fold;
use crate::text::words::runs;

/// Whether a first line names a digest: the word itself and few others, or an issue's number.
pub(crate) fn names_a_digest(line: &str) -> bool {
    title_points(line) > 0
}

/// 3 for the title of an issue: a word that only digests call themselves by, with a number or a date. 2 for
/// that word and hardly another, or one that others use too with a number; 1 where it stands among others, or for
/// one of the two alone.
pub(crate) fn title_points(line: &str) -> u8 {
    let line = line
        .split_once([':', '='])
        .filter(|(key, _)| key.trim_end().trim_start_matches("#+").eq_ignore_ascii_case("title"))
        .map_or(line, |(_, value)| value);
    let (found, words) = phrases::find(line);
    // A title names the digest in its first words; further on, a story may speak of one.
    let counts = |one: &&Found, hint| one.hint == hint && (words <= 16 || one.at <= 1);
    let has = |hint| found.iter().any(|one| counts(&one, hint));
    let issue = words <= 16 && (has_number(line) || has_year(line) || dates::find(line).is_some());
    // A name, and the form: `Quayside Weekly News`.
    let others = found.iter().filter(|one| counts(one, Hint::Digest)).map(|one| words - one.len).min();
    match others {
        Some(_) if issue => 3,
        Some(others) if others <= 3 && !asks(line) => 2,
        Some(_) => 1,
        None => u8::from(has(Hint::Period)) + u8::from(words <= 12 && has_number(line)),
    }
}

/// `Quay v2.4 release notes`: what is new in one version is one text, however many changes it counts up. What is
/// new in a town is not.
pub(crate) fn is_release(line: &str) -> bool {
    let (found, words) = phrases::find(line);
    words <= 10 && found.iter().any(|one| one.hint == Hint::Release) && has_version(line)
}

/// `2.4`, `v1.0.3`: the number of a version.
fn has_version(line: &str) -> bool {
    line.split(|letter: char| !letter.is_alphanumeric() && letter != '.').any(|word| {
        let number = word.trim_start_matches(['v', 'V']).trim_end_matches('.');
        number.contains('.') && number.split('.').all(|part| part.parse::<u32>().is_ok())
    })
}

/// `Why a newsletter`, `Une newsletter ?`: the title of a text about the form.
fn asks(line: &str) -> bool {
    let folded = fold(line);
    let first = runs(&folded).next().unwrap_or_default();
    line.trim_end().ends_with('?') || ["how", "why", "what", "comment", "pourquoi"].contains(&first)
}

/// `Mars 2023`: a year.
fn has_year(line: &str) -> bool {
    let mut words = line.split(|letter: char| !letter.is_alphanumeric());
    words.any(|word| word.len() == 4 && word.parse().is_ok_and(|year: u16| (1980..2100).contains(&year)))
}

/// `#337`, `n° 8`, `issue 12`: the number of an issue, unless it is one of an episode.
fn has_number(line: &str) -> bool {
    let lower = line.to_lowercase();
    let is_episode = ["episode", "épisode", "saison", "season", "chapter", "chapitre", "partie"]
        .iter()
        .any(|word| lower.contains(word));
    // The sign may stand apart from the number.
    let mut words = lower.split_whitespace().collect::<Vec<&str>>().join(" ");
    for sign in ["n°", "nº", "no.", "numéro", "issue"] {
        words = words.replace(&format!("{sign} "), "n°");
    }
    !is_episode
        && words.split(' ').any(|word| {
            let word = word.trim_start_matches(['(', '[']);
            let digits = word.trim_start_matches(['#', 'n', '°', 'º']);
            let digits = digits.trim_end_matches(|letter: char| !letter.is_ascii_digit());
            digits.len() < word.len()
                && !digits.is_empty()
                && digits.bytes().all(|digit| digit.is_ascii_digit())
                && word.starts_with(['#', 'n'])
        })
}
