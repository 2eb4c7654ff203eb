//! A document: one source unit, decoded and scrubbed, as numbered lines.
//!
//! It exists so that every other room can speak of a place in a source by line, and so that nothing
//! but scrubbed text goes further. It does not know what its lines mean: `digest` finds that out.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::excerpt::Excerpt;
use crate::text::fold::disguised;

/// How the lines of a document are marked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Markup {
    /// Plain text: a line is a line.
    Plain,
    /// CommonMark.
    Markdown,
}

/// One source unit, read: scrubbed text in lines that end at LF.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    source: String,
    markup: Markup,
    text: Arc<String>,
    starts: Vec<u32>,
    definitions: OnceLock<HashMap<String, String>>,
    disguised: OnceLock<u128>,
}

impl Document {
    /// Makes a document of `text`, which must be scrubbed already and use LF line ends.
    ///
    /// `source` is what the user gave (a path, `-`, an address). Text beyond 4 GiB is cut off.
    pub fn new(source: impl Into<String>, markup: Markup, mut text: String) -> Self {
        if u32::try_from(text.len()).is_err() {
            let limit = text.floor_char_boundary(u32::MAX as usize);
            text.truncate(limit);
        }
        text.shrink_to_fit();
        let mut starts = vec![0];
        // Counted first: a list that grows is twice as large as it need be.
        let breaks = memchr::memchr_iter(b'\n', text.as_bytes());
        starts.reserve_exact(breaks.clone().count());
        starts.extend(breaks.filter_map(|at| u32::try_from(at + 1).ok()));
        if text.is_empty() || text.ends_with('\n') {
            starts.pop();
        }
        Document {
            source: source.into(),
            markup,
            text: Arc::new(text),
            starts,
            definitions: OnceLock::new(),
            disguised: OnceLock::new(),
        }
    }

    /// The source as the user gave it.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// How the lines are marked up.
    pub fn markup(&self) -> Markup {
        self.markup
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many lines there are; a final LF does not begin another one.
    pub fn line_count(&self) -> usize {
        self.starts.len()
    }

    /// Line `index`, counted from 0, without its line end; empty past the end.
    pub fn line(&self, index: usize) -> &str {
        let Some(&start) = self.starts.get(index) else { return "" };
        let end = self.starts.get(index + 1).map_or(self.text.len(), |&next| next as usize);
        let line = self.text.get(start as usize..end).unwrap_or_default();
        line.strip_suffix('\n').unwrap_or(line)
    }

    /// `words` as a part of this document where they stand in the lines of `range`, else as a text of
    /// their own.
    pub fn excerpt(&self, range: Range<usize>, words: String) -> Excerpt {
        let start_of = |line: usize| self.starts.get(line).map_or(self.text.len(), |&start| start as usize);
        let (start, end) = (start_of(range.start), start_of(range.end));
        let lines = self.text.get(start..end).unwrap_or_default();
        // Words stand near the beginning: there, nothing is quicker than to look at each place they may begin.
        let first = words.bytes().next().unwrap_or_default();
        let mut places = memchr::memchr_iter(first, lines.as_bytes());
        let found = places.find(|at| lines.get(*at..).is_some_and(|rest| rest.starts_with(&words)));
        let found = found.map(|at| start + at);
        found.and_then(|at| Excerpt::new(&self.text, at, at + words.len())).unwrap_or_else(|| Excerpt::from(words))
    }

    /// The lines of `range`, each with its index; what lies past the end is left out.
    pub fn lines(&self, range: Range<usize>) -> impl Iterator<Item = (usize, &str)> {
        let end = range.end.min(self.line_count());
        (range.start..end).map(|index| (index, self.line(index)))
    }

    /// The text of the lines in `range`, with their line ends; what lies past the end is left out.
    pub fn part(&self, range: Range<usize>) -> &str {
        let byte = |line: usize| self.starts.get(line).map_or(self.text.len(), |&start| start as usize);
        self.text.get(byte(range.start)..byte(range.end)).unwrap_or_default()
    }

    /// Which ASCII letters other characters of the text fold to (see [`disguised`]); looked for once.
    pub fn disguised(&self) -> u128 {
        *self.disguised.get_or_init(|| disguised(&self.text))
    }

    /// The link definitions (`[name]: address`), by name as [`label`] writes it; looked for once.
    pub fn definitions(&self) -> &HashMap<String, String> {
        self.definitions.get_or_init(|| self.lines(self.all_lines()).filter_map(|(_, line)| definition(line)).collect())
    }

    /// All lines.
    pub fn all_lines(&self) -> Range<usize> {
        0..self.line_count()
    }
}

fn definition(line: &str) -> Option<(String, String)> {
    let (name, url) = line.trim_start().strip_prefix('[')?.split_once("]:")?;
    let url = url.split_whitespace().next()?.trim_matches(['<', '>']);
    Some((label(name), url.to_owned()))
}

/// The label of a link as definitions are compared by: in lower case, and with any white space, line ends
/// among it, as one space.
pub fn label(written: &str) -> String {
    written.split_whitespace().collect::<Vec<&str>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_at_lf_and_a_final_lf_begins_no_other() {
        let cases: [(&str, &[&str]); 5] =
            [("", &[]), ("a", &["a"]), ("a\n", &["a"]), ("a\n\nb", &["a", "", "b"]), ("\n", &[""])];
        for (text, expected) in cases {
            let document = Document::new("x", Markup::Plain, text.to_owned());
            let lines: Vec<&str> = document.lines(document.all_lines()).map(|(_, line)| line).collect();
            assert_eq!(lines, expected, "{text:?}");
            assert_eq!(document.line(99), "");
        }
    }
}
