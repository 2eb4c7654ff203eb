//! CommonMark: the text stays as it is, its lines keep their numbers; only the markup is noted.
//!
//! Headings, lists and links are read where they are needed: by `digest` to cut, by `model::body` to show.

use super::Format;
use crate::model::document::{Document, Markup};

/// Its row in the table.
pub(super) const FORMAT: Format =
    Format { name: "markdown", extensions: &["md", "markdown", "mdown", "mkd"], sniff, read };

fn read(source: &str, text: String) -> Document {
    Document::new(source, Markup::Markdown, text)
}

/// Lines looked at: enough to tell.
const SAMPLE: usize = 200;

/// Two headings or links, or front matter, are no accident; one may be.
fn sniff(text: &str) -> bool {
    let mut lines = text.lines();
    if lines.next().is_some_and(|first| first.trim_end() == "---")
        && text.lines().skip(1).take(40).any(|line| line.trim_end() == "---")
    {
        return true;
    }
    let marks = text.lines().take(SAMPLE).filter(|line| is_heading(line) || line.contains("](http")).count();
    marks >= 2
}

fn is_heading(line: &str) -> bool {
    let level = line.bytes().take_while(|byte| *byte == b'#').count();
    (1..=6).contains(&level) && line.get(level..).is_some_and(|rest| rest.starts_with(' '))
}
