//! A sentence cut to a title: to a whole clause, or to a word where no clause ends in reach.
//!
//! Nothing is cut inside a quotation or a number, and no title ends in a word that only leads on.

use std::borrow::Cow;

use crate::text::fold::fold;
use crate::text::words;
use crate::text::wrap::columns;

/// The most columns of a derived title.
pub(super) const COLUMNS: usize = 90;

/// Cuts a sentence to a whole clause of at most [`COLUMNS`] columns; none where that would cut a
/// quotation or a word.
pub(super) fn clause(sentence: &str) -> Option<Cow<'_, str>> {
    if columns(sentence) <= COLUMNS {
        return Some(Cow::Borrowed(sentence));
    }
    // A clause of a word or two says nothing: better a quotation's own words.
    let end = clause_end(sentence).filter(|end| *end >= COLUMNS / 4)?;
    Some(Cow::Owned(shortened(sentence, end)))
}

/// Where the last clause ends that fits outside of quotations, else the last word.
fn clause_end(sentence: &str) -> Option<usize> {
    let (mut depth, mut columns, mut best, mut word_end) = (0_i32, 0, None, None);
    for (at, letter) in sentence.char_indices() {
        columns += unicode_width::UnicodeWidthChar::width(letter).unwrap_or(0);
        // One column is kept for the ellipsis.
        if columns >= COLUMNS {
            break;
        }
        match letter {
            '«' | '“' | '(' | '[' => depth += 1,
            '»' | '”' | ')' | ']' => depth -= 1,
            ',' | ';' | ':' | '—' | '–' if depth <= 0 && columns >= COLUMNS / 3 && ends_clause(sentence, at) => {
                best = Some(at)
            }
            _ if letter.is_whitespace() && depth <= 0 => word_end = Some(at),
            _ => {}
        }
    }
    best.or(word_end)
}

fn shortened(sentence: &str, end: usize) -> String {
    let head = sentence.get(..end).unwrap_or(sentence);
    let head = head.trim_end_matches([',', ';', ':', '—', '–', '«', '“', '(', ' ', '\u{a0}', '\u{202f}']);
    format!("{}…", without_loose_end(head))
}

/// A cut title does not end in a word that only leads on to the next (`de`, `la`, `the`); two thirds of
/// it stay in any case.
fn without_loose_end(head: &str) -> &str {
    let mut kept = head;
    while let Some((before, last)) = kept.rsplit_once(' ') {
        let is_loose = last.chars().all(char::is_alphabetic) && words::is_stop_word(&fold(last));
        if !is_loose || before.len() * 3 < head.len() * 2 {
            break;
        }
        kept = before.trim_end();
    }
    kept
}

/// Cuts at the last word that fits, and a text without any at its last fitting character.
pub(super) fn hard_cut(text: &str) -> String {
    let end = hard_end(text);
    let word = text.get(..end).and_then(|head| head.rfind(char::is_whitespace)).filter(|at| *at > 0);
    shortened(text, word.unwrap_or(end))
}

/// A comma inside a number ends no clause.
fn ends_clause(text: &str, at: usize) -> bool {
    text.get(at..).and_then(|rest| rest.chars().nth(1)).is_none_or(char::is_whitespace)
}

/// Where to cut a text that has neither clause nor word end in reach: at its last fitting character.
fn hard_end(text: &str) -> usize {
    let mut columns = 0;
    let fits = text.char_indices().take_while(|(_, letter)| {
        columns += unicode_width::UnicodeWidthChar::width(*letter).unwrap_or(0);
        columns < COLUMNS
    });
    fits.last().map_or(0, |(at, letter)| at + letter.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_title_does_not_end_in_a_word_that_leads_on() {
        let cases = [
            (
                "Un essaim occupe depuis la Saint-Jean la salle des coffres de",
                "Un essaim occupe depuis la Saint-Jean la salle des coffres",
            ),
            ("The ferry learned to wait for the", "The ferry learned to wait"),
            ("Le bac de la", "Le bac de"),
            ("Neuf ponts sur 12", "Neuf ponts sur 12"),
        ];
        for (head, expected) in cases {
            assert_eq!(without_loose_end(head), expected, "{head}");
        }
    }

    #[test]
    fn a_sentence_is_cut_to_a_clause_and_never_inside_a_quotation() {
        let long = "Le maire, qui n’avait rien demandé à personne, a inauguré lundi un pont que nul n’attendait plus depuis la guerre";
        assert_eq!(clause(long).unwrap(), "Le maire, qui n’avait rien demandé à personne…");
        let quoted = "Il a dit hier soir au conseil « que le pont, le quai et la digue seraient refaits avant l’hiver prochain, promis »";
        assert_eq!(clause(quoted).unwrap(), "Il a dit hier soir au conseil…");
        assert_eq!(clause("Un titre court").unwrap(), "Un titre court");
        assert_eq!(clause(&"a".repeat(200)), None);
        assert_eq!(columns(&hard_cut(&"é".repeat(200))), COLUMNS);
    }
}
