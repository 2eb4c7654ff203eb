//! Sentences: where one ends, in French and English.
//!
//! UAX #29 alone ends a sentence after `M.` and before `»`; this knows the common abbreviations, initials,
//! and closing quotes set off by a space. Where it is unsure it does not cut.

use std::ops::Range;

/// Words whose point ends no sentence, lower case and without the point.
const ABBREVIATIONS: [&str; 34] = [
    "m", "mm", "mme", "mmes", "mlle", "mr", "mrs", "ms", "dr", "pr", "st", "ste", "cf", "vs", "no", "p", "pp", "art",
    "ex", "i.e", "e.g", "jr", "inc", "ltd", "al", "env", "av", "apr", "vol", "chap", "fig", "op", "id", "n.b",
];

/// The characters of the longest abbreviation.
const LONGEST: usize = 4;

/// The sentences of `text`, as disjoint ascending byte ranges without the white space between them.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    while let Some(end) = sentence_end(text, start) {
        push(text, start..end, &mut found);
        start = end;
    }
    push(text, start..text.len(), &mut found);
    found
}

/// Adds `range` without the white space around, if anything is left.
fn push(text: &str, range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let Some(part) = text.get(range.clone()) else { return };
    let skipped = part.len() - part.trim_start().len();
    let trimmed = part.trim();
    if !trimmed.is_empty() {
        let start = range.start + skipped;
        found.push(start..start + trimmed.len());
    }
}

/// One past the first sentence that begins at or after byte `from`, if another follows it.
fn sentence_end(text: &str, from: usize) -> Option<usize> {
    let mut rest = from;
    loop {
        let (at, mark) = text.get(rest..)?.char_indices().find(|(_, letter)| is_mark(*letter))?;
        let (before, after) = (text.get(..rest + at)?, rest + at + mark.len_utf8());
        let end = after + closing(text.get(after..)?);
        if !begins_sentence(text.get(end..)?) {
            // The other marks before `end` are followed by the same: in a long row of them, each is seen once.
            rest = end;
        } else if mark == '.' && is_abbreviation(before) {
            rest = after;
        } else {
            return Some(end);
        }
    }
}

fn is_mark(letter: char) -> bool {
    matches!(letter, '.' | '!' | '?' | '…')
}

/// The length of what still belongs to a sentence after its mark: more marks, closing quotes and
/// brackets, with the space that French sets before them.
fn closing(behind: &str) -> usize {
    let mut length = 0;
    for (at, letter) in behind.char_indices() {
        match letter {
            '»' | '”' | '’' | '"' | ')' | ']' => length = at + letter.len_utf8(),
            _ if is_mark(letter) => length = at + letter.len_utf8(),
            ' ' | '\u{a0}' | '\u{202f}' if at == length => {}
            _ => break,
        }
    }
    length
}

/// Whether what follows is white space and then something that begins a sentence.
fn begins_sentence(behind: &str) -> bool {
    let next = behind.trim_start();
    let apart = next.len() < behind.len();
    let begins = |first: char| !first.is_lowercase() && !matches!(first, ',' | ';' | ':' | '?' | '!' | '.' | '…');
    apart && next.chars().next().is_some_and(begins)
}

/// Whether a text ends in an abbreviation or an initial. Of a longer word no more is looked at than tells that
/// it is longer.
fn is_abbreviation(before: &str) -> bool {
    let start = before.char_indices().nth_back(LONGEST).map_or(0, |(at, _)| at);
    let near = before.get(start..).unwrap_or_default();
    let word = near.rsplit(|letter: char| letter.is_whitespace() || "('’".contains(letter)).next().unwrap_or_default();
    let mut letters = word.chars();
    let is_initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
    is_initial || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_ends_where_a_reader_would_stop() {
        let cases: [(&str, &[&str]); 9] = [
            ("", &[]),
            ("Une seule", &["Une seule"]),
            ("Il pleut. On sort.", &["Il pleut.", "On sort."]),
            ("M. Loup et Mme. Renard sont là. J. Chat aussi.", &["M. Loup et Mme. Renard sont là.", "J. Chat aussi."]),
            ("« Non ! » dit-il. Puis : « Oui. » Rien.", &["« Non ! » dit-il.", "Puis : « Oui. »", "Rien."]),
            ("Vraiment ?! Oui… peut-être. 12 % des cas.", &["Vraiment ?!", "Oui… peut-être.", "12 % des cas."]),
            ("Il coûte 3.50 euros. Cher.", &["Il coûte 3.50 euros.", "Cher."]),
            ("She said “Stop.” He did.", &["She said “Stop.”", "He did."]),
            ("Un.\n\nDeux.", &["Un.", "Deux."]),
        ];
        for (text, expected) in cases {
            let found: Vec<&str> = sentences(text).into_iter().map(|range| &text[range]).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }

    #[test]
    fn no_abbreviation_is_longer_than_what_is_looked_at() {
        assert!(ABBREVIATIONS.iter().all(|word| word.chars().count() <= LONGEST));
        for (before, expected) in [("Mmes", true), ("xmmes", false), ("l’al", true), ("É", true), ("éÉ", false)] {
            assert_eq!(is_abbreviation(before), expected, "{before}");
        }
    }

    /// A step back for each point, or one ahead for each mark, would make this many minutes.
    #[test]
    fn a_long_hostile_text_takes_linear_time() {
        for piece in ["a.", ".", ". ", "…»", "?! ", "a. ", "M.", ".\u{a0}", "é.’"] {
            for end in ["", " a", " A"] {
                let text = piece.repeat(100_000) + end;
                assert!(sentences(&text).len() <= 100_001, "{piece:?}");
            }
        }
    }
}
