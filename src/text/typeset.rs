//! Setting a text in a column with the niceties of print: divided words, justified lines, the narrow
//! spaces of French.
//!
//! They are for the eye alone: a line is a range of the text with signs that are drawn in between.
//! The text, and every position in it, stays as it is. Where lines may end is `wrap`'s business.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::language::Lang;
use super::wrap::{Extras, columns, fill, may_break};

/// Which niceties are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Typography {
    /// Words are divided at the ends of lines, where the language is known.
    pub hyphenation: bool,
    /// Lines end at the right edge.
    pub justification: bool,
    /// French punctuation gets the space before it that the text lacks.
    pub narrow_spaces: bool,
}

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Setting {
    /// The width of the column, in columns of the terminal.
    pub width: usize,
    /// Which niceties are wanted.
    pub typography: Typography,
    /// The language of the text, where it is known.
    pub lang: Option<Lang>,
}

/// A sign that is drawn but is not in the text. It takes one column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// At the end of a line in a divided word.
    Hyphen,
    /// Before `; : ! ? »`, after `«`.
    NarrowSpace,
    /// In a line that is stretched.
    Space,
}

impl Sign {
    /// As it is drawn.
    pub fn text(self) -> &'static str {
        match self {
            Sign::Hyphen => "-",
            Sign::NarrowSpace => "\u{202f}",
            Sign::Space => " ",
        }
    }
}

/// One line: its bytes, and what is drawn before which of them, ascending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The bytes of the text.
    pub range: Range<usize>,
    /// Signs, each with the byte before which it is drawn.
    pub signs: Vec<(usize, Sign)>,
}

/// Sets `text` in lines of at most `setting.width` columns, signs included.
pub fn set(text: &str, setting: Setting) -> Vec<Line> {
    let Setting { width, typography, lang } = setting;
    let is_spaced = typography.narrow_spaces && lang == Some(Lang::Fr);
    let spaces = if is_spaced { missing_spaces(text) } else { Vec::new() };
    let hyphens = lang.filter(|_| typography.hyphenation);
    let filled = fill(text, width, width, Extras { hyphens, spaces: &spaces });
    let mut lines: Vec<Line> =
        filled.into_iter().map(|line| with_signs(line.range, line.is_divided, &spaces)).collect();
    lines.iter_mut().for_each(|line| drop_what_is_too_wide(text, width, line));
    if typography.justification {
        justify(text, width, &mut lines);
    }
    lines
}

fn with_signs(range: Range<usize>, is_divided: bool, spaces: &[usize]) -> Line {
    let first = spaces.partition_point(|at| *at <= range.start);
    let here = spaces.iter().skip(first).take_while(|at| **at < range.end);
    let hyphen = is_divided.then_some((range.end, Sign::Hyphen));
    let signs = here.map(|at| (*at, Sign::NarrowSpace)).chain(hyphen).collect();
    Line { range, signs }
}

/// A word that had to be broken by force leaves no room for spaces.
fn drop_what_is_too_wide(text: &str, width: usize, line: &mut Line) {
    let is_spaced = line.signs.first().is_some_and(|(_, sign)| *sign == Sign::NarrowSpace);
    if is_spaced && columns(text.get(line.range.clone()).unwrap_or_default()) + line.signs.len() > width {
        line.signs.retain(|(_, sign)| *sign != Sign::NarrowSpace);
    }
}

/// Where French wants a space that is not there: before a `; : ! ?` or `»` that ends a word, and after
/// a `«` that begins one. Addresses and times of day (`https://`, `12:30`) have something behind theirs.
fn missing_spaces(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut before = ' ';
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map_or(' ', |(_, next)| *next);
        let ends = next.is_whitespace() || matches!(next, '»' | ')' | '”' | '!' | '?' | ',' | '.' | '…');
        match letter {
            ';' | ':' | '!' | '?' if ends && (before.is_alphanumeric() || matches!(before, ')' | ']' | '%')) => {
                found.push(at);
            }
            '»' if !before.is_whitespace() => found.push(at),
            '«' if !next.is_whitespace() => found.push(at + letter.len_utf8()),
            _ => {}
        }
        before = letter;
    }
    found
}

/// Stretches the lines to `width`, but for the last of a paragraph and those that would need more than
/// a second space in a gap: wider ones leave holes. From line to line the first gaps to be stretched
/// are at the other end, so that no river of spaces runs down the page.
fn justify(text: &str, width: usize, lines: &mut [Line]) {
    let ends: Vec<usize> = lines.iter().skip(1).map(|line| line.range.start).collect();
    for (index, (line, next)) in lines.iter_mut().zip(ends).enumerate() {
        let after = text.get(line.range.end..next).unwrap_or_default();
        if !after.contains('\n') {
            stretch(text, width, line, index % 2 == 1);
        }
    }
}

fn stretch(text: &str, width: usize, line: &mut Line, from_right: bool) {
    let shown = text.get(line.range.clone()).unwrap_or_default();
    let indent = shown.len() - shown.trim_start().len();
    // A space that belongs to its punctuation stays as narrow as it is.
    let is_gap = |(at, _): &(usize, &str)| *at >= indent && may_break(shown, at + 1);
    let gaps: Vec<usize> = shown.match_indices(' ').filter(is_gap).map(|(at, _)| line.range.start + at).collect();
    let missing = width.saturating_sub(columns(shown) + line.signs.len());
    if missing > gaps.len() {
        return;
    }
    let count = gaps.len();
    let stretched = gaps.into_iter().enumerate().filter(|(index, _)| {
        let index = if from_right { count - 1 - index } else { *index };
        (index + 1) * missing / count > index * missing / count
    });
    line.signs.extend(stretched.map(|(_, at)| (at, Sign::Space)));
    line.signs.sort_by_key(|(at, _)| *at);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ALL: Typography = Typography { hyphenation: true, justification: true, narrow_spaces: true };

    /// The lines as they are drawn.
    fn drawn(text: &str, setting: Setting) -> Vec<String> {
        let draw = |line: Line| {
            let mut shown = text[line.range.clone()].to_owned();
            for (at, sign) in line.signs.into_iter().rev() {
                shown.insert_str(at - line.range.start, sign.text());
            }
            shown
        };
        set(text, setting).into_iter().map(draw).collect()
    }

    fn french(width: usize, typography: Typography) -> Setting {
        Setting { width, typography, lang: Some(Lang::Fr) }
    }

    #[test]
    fn words_are_divided_where_much_of_a_line_would_stay_empty() {
        let typography = Typography { hyphenation: true, ..Typography::default() };
        let cases: &[(&str, usize, &[&str])] = &[
            ("Le développement continue ici.", 14, &["Le développe-", "ment continue", "ici."]),
            // Nothing is gained by a hyphen, or the word is a name, or the last of its paragraph.
            ("Toute la nuit la constellation.", 24, &["Toute la nuit la", "constellation."]),
            ("Dans la baie de Saintesmaries hier.", 22, &["Dans la baie de", "Saintesmaries hier."]),
        ];
        for &(text, width, expected) in cases {
            assert_eq!(drawn(text, french(width, typography)), expected, "{text:?} at {width}");
        }
        let unknown = Setting { lang: None, ..french(14, typography) };
        assert_eq!(drawn(cases[0].0, unknown), ["Le", "développement", "continue ici."]);
    }

    #[test]
    fn no_three_lines_in_a_row_end_in_a_hyphen() {
        let typography = Typography { hyphenation: true, ..Typography::default() };
        let text = "anticonstitutionnellement ".repeat(12);
        for width in 12..60 {
            let lines = drawn(&text, french(width, typography));
            let hyphens: Vec<bool> = lines.iter().map(|line| line.ends_with('-')).collect();
            assert!(hyphens.windows(3).all(|three| three != [true; 3]), "{width}: {lines:#?}");
        }
    }

    #[test]
    fn lines_are_stretched_to_the_edge_but_for_the_last() {
        let typography = Typography { justification: true, ..Typography::default() };
        let text = "Il reste quatre minutes à quai, assez pour un café.";
        let lines = drawn(text, french(20, typography));
        assert_eq!(lines, ["Il reste quatre", "minutes à quai,", "assez pour un café."]);
        let lines = drawn("Il demande : « Et alors ? » puis il se tait longtemps.", french(23, typography));
        assert_eq!(lines, ["Il demande : « Et", "alors ? »  puis  il  se", "tait longtemps."]);
    }

    #[test]
    fn french_gets_the_spaces_that_it_lacks() {
        let typography = Typography { narrow_spaces: true, ..Typography::default() };
        let cases = [
            ("Demain? Oui!", "Demain_? Oui_!"),
            ("Il dit: «non», puis: «oui!»", "Il dit_: «_non_», puis_: «_oui_!_»"),
            (
                "Quoi?! À 12:30, voir https://exemple.fr/?a=b; ou a::b",
                "Quoi_?! À 12:30, voir https://exemple.fr/?a=b_; ou a::b",
            ),
            ("Déjà là\u{a0}: rien\u{202f}!", "Déjà là\u{a0}: rien\u{202f}!"),
        ];
        for (text, expected) in cases {
            assert_eq!(drawn(text, french(80, typography)), [expected.replace('_', "\u{202f}")], "{text:?}");
        }
        let english = Setting { lang: Some(Lang::En), ..french(80, typography) };
        assert_eq!(drawn("Really? Yes!", english), ["Really? Yes!"]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_no_line_too_wide(
            text in "([a-zéè]{1,16}[,.;:?!]?|[ \u{a0}]{1,2}|[«»().\n’-]){0,60}",
            width in 2usize..60,
        ) {
            let mut behind = 0;
            for line in set(&text, french(width, ALL)) {
                prop_assert!(text[behind..line.range.start].trim().is_empty());
                prop_assert!(columns(&text[line.range.clone()]) + line.signs.len() <= width);
                prop_assert!(line.signs.iter().all(|(at, _)| text.is_char_boundary(*at)));
                prop_assert!(line.signs.is_sorted_by_key(|(at, _)| *at));
                behind = line.range.end;
            }
            prop_assert!(text[behind..].trim().is_empty());
        }
    }
}
