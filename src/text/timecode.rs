//! The time at the start of a transcript's line: `00:11On va`, `1:02:03 words`, `[00:01:02] words`.
//!
//! Recordings put on the web as text begin each breath with its time, often glued to the first word.
//! Whether a document is a transcript at all is not decided here: a line alone cannot tell
//! `10:30 Coffee` (an hour of the day) from half a minute past ten.

/// Splits a line into the seconds from the start of the recording and the words after the time.
///
/// Known are `M:SS`, `MM:SS` (up to 999 minutes) and `H:MM:SS`, a fraction of a second, brackets or
/// parentheses around, and the `-->` of WebVTT and SubRip, whose end is left out. The words have no
/// white space around them and may be empty.
pub fn split(line: &str) -> Option<(u32, &str)> {
    let line = line.trim();
    let (inner, closing) = match line.chars().next()? {
        '[' => (line.get(1..)?, Some(']')),
        '(' => (line.get(1..)?, Some(')')),
        _ => (line, None),
    };
    let (seconds, rest) = time(inner)?;
    let rest = after_arrow(rest).unwrap_or(rest);
    let rest = match closing {
        Some(bracket) => rest.trim_start().strip_prefix(bracket)?,
        None => rest,
    };
    Some((seconds, rest.trim()))
}

/// Writes seconds as a recording's clock shows them: `0:11`, `12:05`, `1:02:03`.
pub fn clock(seconds: u32) -> String {
    let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{rest:02}") } else { format!("{minutes}:{rest:02}") }
}

/// Writes a part of a recording: `0:11–0:42`, or where no end is known `0:11`.
pub fn clocks(from: u32, to: u32) -> String {
    if to > from { format!("{}–{}", clock(from), clock(to)) } else { clock(from) }
}

/// Whether a line begins with a time.
pub fn is_timed(line: &str) -> bool {
    split(line).is_some()
}

fn time(text: &str) -> Option<(u32, &str)> {
    let (first, rest) = digits(text, 1, 3)?;
    let (second, rest) = sixtieths(rest)?;
    let (seconds, rest) = match sixtieths(rest) {
        Some((third, rest)) => (first * 3600 + second * 60 + third, rest),
        None => (first * 60 + second, rest),
    };
    Some((seconds, after_fraction(rest)))
}

/// Reads `:` and two digits below 60.
fn sixtieths(text: &str) -> Option<(u32, &str)> {
    digits(text.strip_prefix(':')?, 2, 2).filter(|(number, _)| *number < 60)
}

fn digits(text: &str, least: usize, most: usize) -> Option<(u32, &str)> {
    let count = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(count)?;
    if count < least { None } else { Some((number.parse().ok()?, rest)) }
}

/// A fraction has three digits, as in WebVTT (`.250`) and SubRip (`,250`).
fn after_fraction(text: &str) -> &str {
    let fraction = text.strip_prefix(['.', ',']).and_then(|after| digits(after, 3, 3));
    fraction.map_or(text, |(_, rest)| rest)
}

fn after_arrow(text: &str) -> Option<&str> {
    let (_, rest) = time(text.trim_start().strip_prefix("-->")?.trim_start())?;
    Some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_shows_hours_only_where_there_are_any() {
        assert_eq!([11, 725, 3723].map(clock), ["0:11", "12:05", "1:02:03"]);
    }

    #[test]
    fn a_time_is_split_from_its_words() {
        let cases = [
            ("00:11On part", 11, "On part"),
            ("01:00:07Fin", 3607, "Fin"),
            ("1:02:03 trois mots ici", 3723, "trois mots ici"),
            ("  4:05\u{a0}: bonjour", 245, ": bonjour"),
            ("75:30 encore", 4530, "encore"),
            ("120:00", 7200, ""),
            ("[00:01:02] Bonsoir", 62, "Bonsoir"),
            ("(2:30) Bonsoir", 150, "Bonsoir"),
            ("00:01:02.250 --> 00:01:04.000", 62, ""),
            ("00:01:02,250 --> 00:01:04,000 align:start", 62, "align:start"),
            ("00:152025 commence", 15, "2025 commence"),
            ("00:09, puis rien", 9, ", puis rien"),
        ];
        for (line, seconds, words) in cases {
            assert_eq!(split(line), Some((seconds, words)), "{line:?}");
        }
    }

    #[test]
    fn a_line_without_a_time_is_left_alone() {
        let cases =
            ["", " ", ":", "12", "12:", "12:3", "8h30 Accueil", "1234:00", "10:75 x", "[00:10 x", "à 10:30", "é:10"];
        for line in cases {
            assert_eq!(split(line), None, "{line:?}");
        }
    }
}
