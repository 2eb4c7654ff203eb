//! File names: safe on every system, stable, and still telling what the file holds.
//!
//! A name is made of letters, digits and hyphens only, so no title can leave the folder, hide the
//! file, reorder a listing or mean something to a shell. It does not know which files exist.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use xxhash_rust::xxh3::xxh3_64;

/// How many bytes of a title go into a name.
const TITLE: usize = 60;

/// The names a file for this digest may have, without extension: the best one first, then the same
/// with a short id of `source`, for where another digest took it.
pub fn candidates(title: &str, date: Option<&str>, source: &str) -> [String; 2] {
    let date = date.map(plain).filter(|date| !date.is_empty() && !plain(title).contains(date.as_str()));
    let title = plain(title);
    let name = match date {
        Some(date) => format!("{}-{}", shortened(&title, TITLE), shortened(&date, 10)),
        None => shortened(&title, TITLE).to_owned(),
    };
    let id = format!("{:06x}", xxh3_64(source.as_bytes()) >> 40);
    let name = name.trim_matches('-');
    match name {
        "" => ["digest".to_owned(), format!("digest-{id}")],
        name if is_reserved(name) => [format!("{name}-digest"), format!("{name}-digest-{id}")],
        name => [name.to_owned(), format!("{name}-{id}")],
    }
}

/// Letters (composed, so that all systems agree), digits, and single hyphens for all the rest.
fn plain(text: &str) -> String {
    let mut name = String::new();
    for letter in text.nfc() {
        if letter.is_alphanumeric() || (is_combining_mark(letter) && !name.is_empty()) {
            name.push(letter);
        } else if !name.is_empty() && !name.ends_with('-') {
            name.push('-');
        }
    }
    name.trim_end_matches('-').to_owned()
}

/// At most `limit` bytes of a name, cut after a word where that leaves half of it.
fn shortened(name: &str, limit: usize) -> &str {
    if name.len() <= limit {
        return name;
    }
    let fits = |end: &usize| name.is_char_boundary(*end);
    let cut = name.get(..(0..=limit).rev().find(fits).unwrap_or(0)).unwrap_or_default();
    match cut.rfind('-') {
        Some(end) if end >= limit / 2 => cut.get(..end).unwrap_or(cut),
        _ => cut,
    }
}

/// Windows' device names, which no file may have.
fn is_reserved(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    let is_port = |name: &str| ["COM", "LPT"].iter().any(|port| name.starts_with(port)) && name.chars().count() == 4;
    ["CON", "PRN", "AUX", "NUL"].contains(&name.as_str()) || is_port(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_what_the_file_holds() {
        let cases = [
            (("Semaine 47", None), "Semaine-47"),
            (("L’hebdo souverain", Some("2025-11-19")), "L-hebdo-souverain-2025-11-19"),
            (("Next 2025-11-19", Some("2025-11-19")), "Next-2025-11-19"),
            (("E\u{301}te\u{301} : fini !", None), "Été-fini"),
        ];
        for ((title, date), expected) in cases {
            assert_eq!(candidates(title, date, "x.txt")[0], expected);
        }
        assert_ne!(candidates("a", None, "x.txt")[1], candidates("a", None, "y.txt")[1]);
    }

    #[test]
    fn a_hostile_title_gives_a_plain_name() {
        let cases = [
            "../x",
            "/etc/x",
            "..",
            ".",
            "",
            "CON",
            "com1",
            "Lpt9",
            "aux.md",
            "nul",
            "a\nb",
            "---",
            "a: b",
            "[[x]]",
            "{{x}}",
            "```",
            "<script>",
            "](javascript:)",
            "# x",
            "- x",
            "? x",
            "~/x",
            "$(rm x)",
            "a\0b",
            "\u{202e}txt.md",
            "\u{1b}[2J",
            "C:\\x",
            "-rf",
            &"é".repeat(300),
            &"mot ".repeat(100),
            " ",
            "🦀",
        ];
        for title in cases {
            for date in [None, Some("2025-11-19"), Some("../../x")] {
                for name in candidates(title, date, "/home/x/../1.txt") {
                    let is_plain = name.chars().all(|letter| letter.is_alphanumeric() || letter == '-');
                    assert!(is_plain && (1..=80).contains(&name.len()) && !name.starts_with('-'), "{title:?} {name:?}");
                    assert!(!is_reserved(&name), "{title:?} {name:?}");
                }
            }
        }
    }
}
