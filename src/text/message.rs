//! What messages to the reader are put together from: things counted, a first letter made capital; and
//! the lines that they take.
//!
//! English only: veille speaks no other language, whatever its texts are in.

use std::ops::Range;

use super::wrap::{columns, wrap};

/// `count` of a thing whose name takes an s: `1 word`, `3 words`.
pub fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// The word that goes with a count: `one` with 1, else `many`.
pub fn agreed<'a>(count: usize, one: &'a str, many: &'a str) -> &'a str {
    if count == 1 { one } else { many }
}

/// A text with its first letter as a capital.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// The byte ranges of the lines of a message, at most `width` columns each: they end at spaces, so that
/// a path stays in one piece where it fits on a line.
pub fn lines(message: &str, width: usize) -> Vec<Range<usize>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut start = 0;
    for word in message.split(' ') {
        let (at, end) = (start, start + word.len());
        start = end + 1;
        let last = lines.last_mut().filter(|last| columns(message.get(last.start..end).unwrap_or_default()) <= width);
        match last {
            _ if word.is_empty() => {}
            Some(last) => last.end = end,
            None => lines.extend(wrap(word, width).into_iter().map(|part| at + part.start..at + part.end)),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thing_has_no_s() {
        assert_eq!([0, 1, 2].map(|count| counted(count, "word")), ["0 words", "1 word", "2 words"]);
        assert_eq!([0, 1, 2].map(|count| agreed(count, "stays", "stay")), ["stay", "stays", "stay"]);
    }

    #[test]
    fn a_path_stays_in_one_piece_where_it_fits_on_a_line() {
        let cases: [(&str, &[&str]); 5] = [
            ("2 highlights exported to /a-b/c-d-e.md", &["2 highlights exported", "to /a-b/c-d-e.md"]),
            ("in /a-b/c-d/e-f/g-h/i-j/k.md now", &["in", "/a-b/c-d/e-f/g-h/i-j/", "k.md now"]),
            ("short", &["short"]),
            (" two  spaces ", &["two  spaces"]),
            ("", &[]),
        ];
        for (message, expected) in cases {
            let lines: Vec<&str> = lines(message, 22).into_iter().map(|line| &message[line]).collect();
            assert_eq!(lines, expected);
        }
    }

    #[test]
    fn the_first_letter_becomes_a_capital() {
        assert_eq!(["élan", "", "Déjà"].map(capital), ["Élan", "", "Déjà"]);
    }
}
