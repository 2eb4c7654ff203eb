//! Corrections: where the reader says that an article begins or does not, and what is chrome.
//!
//! A correction speaks of a line by its text and that of its neighbours, so it holds after a reload,
//! another encoding, and edits elsewhere. Where that text is gone, or is no longer told apart from
//! its like, the correction is reported and never applied to another line.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::article::ArticleId;
use super::document::Document;

/// A line, named by its text and by the lines with text before and after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct LineKey {
    /// The text of the line.
    pub line: ArticleId,
    /// The text of the line before it; that of nothing at the beginning.
    pub before: ArticleId,
    /// The text of the line after it; that of nothing at the end.
    pub after: ArticleId,
}

impl LineKey {
    /// Names line `index` of a document; nothing where it is blank.
    pub fn of(document: &Document, index: usize) -> Option<LineKey> {
        let line = document.line(index);
        let is_filled = |line: &&str| !line.trim().is_empty();
        let mut above = (0..index).rev().map(|index| document.line(index));
        let mut below = (index + 1..document.line_count()).map(|index| document.line(index));
        let id = |line: Option<&str>| ArticleId::of(line);
        is_filled(&line).then(|| LineKey {
            line: id(Some(line)),
            before: id(above.find(is_filled)),
            after: id(below.find(is_filled)),
        })
    }

    /// Names line `index` where no other line of the document has the same name: a correction of any other
    /// would find its line no more.
    pub fn of_only(document: &Document, index: usize) -> Option<LineKey> {
        let key = LineKey::of(document, index)?;
        let mut others = document.lines(document.all_lines()).filter(|(at, _)| *at != index);
        let is_same = |(at, line)| ArticleId::of([line]) == key.line && LineKey::of(document, at) == Some(key);
        (!others.any(is_same)).then_some(key)
    }
}

/// What the reader says about a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Correction {
    /// An article begins here.
    Split,
    /// The article that begins here belongs to the one before.
    Merge,
    /// Nobody wants to read this.
    Chrome,
    /// This is part of the text.
    Content,
}

/// All corrections, each with the source it was made in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Corrections {
    by_line: HashMap<ArticleId, Vec<(LineKey, Correction, String)>>,
}

/// The corrections that speak of one document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Applicable {
    /// Lines, counted from 0, with what is to be done there; ascending.
    pub lines: Vec<(usize, Correction)>,
    /// How many were made in this document and find their text no more.
    pub lost: usize,
}

impl Corrections {
    /// Adds a correction.
    pub fn add(&mut self, key: LineKey, correction: Correction, source: impl Into<String>) {
        self.by_line.entry(key.line).or_default().push((key, correction, source.into()));
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.by_line.is_empty()
    }

    /// Finds the lines of a document that the corrections speak of.
    pub fn find(&self, document: &Document) -> Applicable {
        let mut applicable = Applicable::default();
        if self.is_empty() {
            return applicable;
        }
        let mut places: HashMap<ArticleId, Vec<usize>> = HashMap::new();
        for (index, line) in document.lines(document.all_lines()).filter(|(_, line)| !line.trim().is_empty()) {
            let id = ArticleId::of([line]);
            if self.by_line.contains_key(&id) {
                places.entry(id).or_default().push(index);
            }
        }
        for (key, correction, source) in self.by_line.values().flatten() {
            let same_text = places.get(&key.line).map(Vec::as_slice).unwrap_or_default();
            let place = if source == document.source() {
                place(document, key, same_text)
            } else {
                whole_place(document, key, same_text)
            };
            match place {
                Some(line) => applicable.lines.push((line, *correction)),
                None => applicable.lost += usize::from(source == document.source()),
            }
        }
        applicable.lines.sort_unstable();
        applicable
    }
}

/// In a source other than the one it was made in, a correction speaks only of the same line between the
/// same neighbours: weekly letters repeat their headings.
fn whole_place(document: &Document, key: &LineKey, same_text: &[usize]) -> Option<usize> {
    let mut found = same_text.iter().filter(|&&line| LineKey::of(document, line).as_ref() == Some(key));
    found.next().filter(|_| found.next().is_none()).copied()
}

/// Which of the lines with the right text is meant: the one with both neighbours, else the only one
/// with one of them, else the only one.
fn place(document: &Document, key: &LineKey, same_text: &[usize]) -> Option<usize> {
    let keys: Vec<(usize, LineKey)> =
        same_text.iter().filter_map(|&line| Some((line, LineKey::of(document, line)?))).collect();
    let only = |fits: &dyn Fn(&LineKey) -> bool| {
        let mut found = keys.iter().filter(|(_, other)| fits(other)).map(|(line, _)| *line);
        found.next().filter(|_| found.next().is_none())
    };
    only(&|other| other == key)
        .or_else(|| only(&|other| other.before == key.before || other.after == key.after))
        .or_else(|| only(&|_| true))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::document::Markup;

    fn document(text: &str) -> Document {
        Document::new("x", Markup::Plain, text.to_owned())
    }

    fn found(made_in: &str, line: usize, text: &str) -> (Vec<usize>, usize) {
        let mut corrections = Corrections::default();
        corrections.add(LineKey::of(&document(made_in), line).unwrap(), Correction::Split, "x");
        let applicable = corrections.find(&document(text));
        (applicable.lines.into_iter().map(|(line, _)| line).collect(), applicable.lost)
    }

    #[test]
    fn a_correction_holds_through_edits_elsewhere_and_another_encoding() {
        let made_in = "un\n\ndeux : été\ntrois\nquatre";
        let cases = [
            (made_in, vec![2]),
            ("zéro\nun\n\n\ndeux : été\ntrois\n", vec![4]),
            ("un\r\n\r\ndeux\u{a0}: e\u{301}te\u{301}\r\ntrois", vec![2]),
            ("autre\ndeux : été\nautre", vec![1]),
            ("deux : été\nun\ndeux : été\nautre", vec![2]),
        ];
        for (text, expected) in cases {
            assert_eq!(found(made_in, 2, text), (expected, 0), "{text:?}");
        }
    }

    #[test]
    fn a_correction_whose_text_is_gone_is_lost_and_never_lands_elsewhere() {
        assert_eq!(found("un\ndeux\ntrois", 1, "un\ndeux bis\ntrois"), (vec![], 1));
        assert_eq!(found("un\n…\ntrois", 1, "a\n…\nb\n…\nc"), (vec![], 1), "which of them is not said");
        assert_eq!(found("un\n…\ntrois", 1, "a\n…\nb\nun\n…\ntrois"), (vec![4], 0));
    }

    #[test]
    fn in_another_source_only_the_same_line_between_the_same_lines_is_meant() {
        let mut corrections = Corrections::default();
        let key = LineKey::of(&document("un\nEn bref\ntrois"), 1).unwrap();
        corrections.add(key, Correction::Merge, "last-week.txt");
        let lines = |text| corrections.find(&document(text)).lines;
        assert_eq!(lines("quatre\nEn bref\ncinq"), []);
        assert_eq!(lines("un\nEn bref\ncinq"), []);
        assert_eq!(lines("zéro\nun\n\nEn bref\ntrois"), [(3, Correction::Merge)]);
    }

    #[test]
    fn a_line_is_named_only_where_the_name_is_no_other_lines() {
        let text = "Chant\n\nRefrain\n\nRefrain\n\nRefrain\n\nRefrain\n\nFin\n\n…\n\nAutre\n\n…";
        let cases = [(0, true), (1, false), (2, true), (4, false), (6, false), (8, true), (12, true), (16, true)];
        for (line, expected) in cases {
            assert_eq!(LineKey::of_only(&document(text), line).is_some(), expected, "{line}");
        }
    }

    #[test]
    fn a_blank_line_has_no_name() {
        assert_eq!(LineKey::of(&document("a\n \nb"), 1), None);
    }

    /// A text as another program would write it: decomposed, with no-break spaces and CRLF.
    fn encoded_otherwise(text: &str) -> String {
        use unicode_normalization::UnicodeNormalization;
        text.replace(' ', "\u{a0}").replace('\n', "\r\n").nfd().collect()
    }

    proptest::proptest! {
        #[test]
        fn a_correction_finds_its_line_after_any_edit_elsewhere_or_nothing(
            words in proptest::collection::vec("[a-zé]{1,3} [a-zé]{1,3}", 1..20),
            at in 0_usize..20,
            edits in proptest::collection::vec((0_usize..40, 0_u8..3, "[a-zé]{1,3} [a-zé]{1,3}"), 0..12),
            gone: bool,
            otherwise: bool,
        ) {
            // Its own text stands nowhere else, so that there is one right answer.
            let at = at % words.len();
            let mut lines: Vec<String> = words;
            lines[at] = "la ligne corrigée : ici".to_owned();
            let made_in = lines.join("\n");
            let mut place = at;
            for (position, kind, text) in edits {
                let position = position % (lines.len() + 1);
                match kind {
                    0 => {
                        place += usize::from(position <= place);
                        lines.insert(position, text);
                    }
                    1 if position != place && position < lines.len() => {
                        lines.remove(position);
                        place -= usize::from(position < place);
                    }
                    2 if position != place && position < lines.len() => lines[position] = text,
                    _ => {}
                }
            }
            if gone {
                lines[place].push_str(" plus");
            }
            let text = lines.join("\n");
            let text = if otherwise { encoded_otherwise(&text) } else { text };
            let expected = if gone { (vec![], 1) } else { (vec![place], 0) };
            proptest::prop_assert_eq!(found(&made_in, at, &text), expected);
        }
    }
}
