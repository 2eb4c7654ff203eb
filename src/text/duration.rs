//! How long reading takes, as one would say it: in minutes, and in hours where minutes say nothing.

use super::message::counted;

/// From so many minutes on, hours are easier to grasp.
const MANY: u32 = 100;

/// In words, for a sentence: `1 minute`, `57 minutes`, `2 h 05`.
pub fn words(minutes: u32) -> String {
    if minutes < MANY { counted(usize::try_from(minutes).unwrap_or(usize::MAX), "minute") } else { hours(minutes) }
}

/// For a line that says other things too: `57 min`, `2 h 05`.
pub fn short(minutes: u32) -> String {
    if minutes < MANY { format!("{minutes} min") } else { hours(minutes) }
}

/// For a column: `57′`, and to the nearest hour `29 h`.
pub fn tight(minutes: u32) -> String {
    if minutes < MANY { format!("{minutes}′") } else { format!("{} h", minutes.saturating_add(30) / 60) }
}

fn hours(minutes: u32) -> String {
    format!("{} h {:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_minutes_are_hours() {
        let cases = [
            (0, "0 minutes", "0 min", "0′"),
            (1, "1 minute", "1 min", "1′"),
            (99, "99 minutes", "99 min", "99′"),
            (125, "2 h 05", "2 h 05", "2 h"),
            (1740, "29 h 00", "29 h 00", "29 h"),
        ];
        for (minutes, in_words, in_short, in_column) in cases {
            assert_eq!(
                (words(minutes), short(minutes), tight(minutes)),
                (in_words.into(), in_short.into(), in_column.into())
            );
        }
    }
}
