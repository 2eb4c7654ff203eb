//! Text for terminals that show ASCII only (`LANG=C`): each letter as the nearest one they have.
//!
//! For what is shown and nothing else: what is stored, copied and exported keeps its letters. The marks
//! and frames of the screen are in the same table, so that whoever draws never thinks of it.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What stands for a letter that has nothing in common with any of ASCII.
const UNKNOWN: char = '?';

/// Letters, marks and frames, and what stands for them. Where there is one column only, the first
/// letter does.
const TABLE: [(&str, &str); 25] = [
    ("│┃┆┊║▏", "|"),
    ("▌▐█▸→▶›‣", ">"),
    ("◂←◀‹", "<"),
    ("─┄┈╌‐‑‒–—―−·", "-"),
    ("━═", "="),
    ("┌┐└┘├┤┬┴┼╭╮╰╯┏┓┗┛◇◆", "+"),
    ("▾▼↓", "v"),
    ("▴▲↑", "^"),
    ("●•✓✔∗★", "*"),
    ("◉", "@"),
    ("○◦°", "o"),
    ("≈∼", "~"),
    ("✎", "&"),
    ("×", "x"),
    ("⁄∕÷", "/"),
    ("‘’‚′‹›ʼ", "'"),
    ("“”„«»″", "\""),
    ("…", "..."),
    ("œ", "oe"),
    ("Œ", "OE"),
    ("æ", "ae"),
    ("Æ", "AE"),
    ("ß", "ss"),
    ("øØđĐłŁ", "oOdDlL"),
    ("€", "EUR"),
];

/// The text in ASCII. It may be longer than it was (`œ`, `…`), and narrower.
pub fn to_ascii(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len());
    for letter in text.chars() {
        push(letter, &mut shown);
    }
    Cow::Owned(shown)
}

/// One column for what a cell of the screen shows.
pub fn in_one_column(symbol: &str) -> char {
    to_ascii(symbol).chars().next().unwrap_or(UNKNOWN)
}

fn push(letter: char, shown: &mut String) {
    if letter.is_ascii() {
        return shown.push(letter);
    }
    if let Some((letters, instead)) = TABLE.iter().find(|(letters, _)| letters.contains(letter)) {
        // Letters with a stroke do not decompose: they stand in the order of what stands for them.
        let own = letters.chars().position(|other| other == letter);
        let is_row_of_letters = letters.chars().count() == instead.chars().count();
        let one = own.filter(|_| is_row_of_letters).and_then(|at| instead.chars().nth(at));
        match one {
            Some(one) => shown.push(one),
            None => shown.push_str(instead),
        }
        return;
    }
    if is_combining_mark(letter) {
        return;
    }
    let mut parts = letter.nfkd().filter(|part| !is_combining_mark(*part)).peekable();
    if parts.peek().is_none_or(|part| *part == letter) {
        return shown.push(UNKNOWN);
    }
    parts.for_each(|part| push(part, shown));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_letter_becomes_the_nearest() {
        let cases = [
            ("plain", "plain"),
            ("« L’été », dit-elle… déjà\u{a0}!", "\" L'ete \", dit-elle... deja !"),
            ("Œuvre, cœur, straße", "OEuvre, coeur, strasse"),
            ("e\u{301}tude ﬁn ½ ²", "etude fin 1/2 2"),
            ("Łódź, Øresund", "Lodz, Oresund"),
            ("日本 🙂", "?? ?"),
            ("│ ▌ ─━ ● ◉ ○ ◇ ✓ ≈ ▸ ▾ ✎ 3′", "| > -= * @ o + * ~ > v & 3'"),
            ("12\u{202f}€", "12 EUR"),
        ];
        for (text, expected) in cases {
            assert_eq!(to_ascii(text), expected, "{text}");
        }
    }

    #[test]
    fn a_cell_has_one_column() {
        for (symbol, expected) in
            [("é", 'e'), ("e\u{301}", 'e'), ("œ", 'o'), ("…", '.'), ("日", '?'), ("", '?'), ("\u{300}", '?')]
        {
            assert_eq!(in_one_column(symbol), expected, "{symbol:?}");
        }
    }
}
