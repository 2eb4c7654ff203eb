//! The lines of a document and their shapes: heading, bullet, quote, rule, timed line, markup, plain text.
//!
//! Each is seen alone first (`form`), then with those around it where they alone tell its shape (`neighbours`).
//! Everything after this speaks of lines by their shape. What a line means for its story (a short line that is
//! a heading, a bullet that belongs to the one above) is decided later.

mod form;
mod neighbours;

use crate::model::document::{Document, Markup};
use crate::text::{front, words};
use form::{is_picture, shape};
use neighbours::{close_comments, close_scripts, fence_code, fenced, indent_html, join_underlines};

/// What a line looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Nothing but white space.
    Blank,
    /// A line of `---`, `===`, `***` or the like.
    Rule,
    /// A marked heading and its level, from 1.
    Heading(u8),
    /// A list item: its text may be empty.
    Bullet,
    /// A numbered list item, and its number; 255 for any above.
    Number(u8),
    /// A quoted line (`>`).
    Quote,
    /// A Markdown link or footnote definition.
    Definition,
    /// A line of the front matter or of a header block (`Title: …`, `#+title:`).
    Front,
    /// A template tag, a comment or a tag of HTML standing alone.
    Tag,
    /// A line that begins with a time of a recording.
    Timed,
    /// Anything else.
    Text,
}

/// One line with its shape.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line<'a> {
    /// Its words: without indent, bullet, number or heading marks.
    pub text: &'a str,
    /// Columns of white space before it.
    pub indent: u16,
    /// What it looks like.
    pub shape: Shape,
    /// How many characters it has, indent included; more than a paragraph ever has is cut off.
    width: u16,
    /// How many words it has, the same: asked so often that it is counted once.
    words: u16,
}

impl Line<'_> {
    /// Whether it is a list item.
    pub(crate) fn is_item(&self) -> bool {
        matches!(self.shape, Shape::Bullet | Shape::Number(_))
    }

    /// Whether it is blank.
    pub(crate) fn is_blank(&self) -> bool {
        self.shape == Shape::Blank
    }

    /// Whether it carries words of the document (not markup, not blank).
    pub(crate) fn has_words(&self) -> bool {
        matches!(
            self.shape,
            Shape::Heading(_) | Shape::Bullet | Shape::Number(_) | Shape::Quote | Shape::Timed | Shape::Text
        ) && !self.text.is_empty()
    }

    /// How many words it has.
    pub(crate) fn words(&self) -> usize {
        usize::from(self.words)
    }

    /// How many characters it has, white space around included.
    pub(crate) fn width(&self) -> usize {
        usize::from(self.width)
    }

    /// Whether it ends as a sentence does.
    pub(crate) fn ends_sentence(&self) -> bool {
        let end = self.text.trim_end_matches(['"', '»', '”', '’', ')', ']', '*', '_', ' ', '\u{a0}', '\u{202f}']);
        end.ends_with(['.', '!', '?', '…', ';'])
    }

    /// Whether it announces what follows.
    pub(crate) fn ends_with_colon(&self) -> bool {
        self.text.trim_end_matches(['*', '_', ' ']).ends_with(':')
    }
}

/// Reads the shape of every line.
pub(crate) fn read(document: &Document) -> Vec<Line<'_>> {
    let front = front_matter(document);
    let is_org = document.line(0).starts_with("#+");
    let is_markdown = document.markup() == Markup::Markdown;
    let mut lines: Vec<Line> = document
        .lines(document.all_lines())
        .map(|(index, raw)| {
            let mut line = shape(raw, is_org, is_markdown);
            if index < front && line.shape != Shape::Blank {
                (line.shape, line.text) = (Shape::Front, raw.trim());
            }
            line
        })
        .collect();
    if is_markdown {
        indent_html(document, &mut lines);
    }
    join_underlines(&mut lines);
    let fenced = fenced(document);
    close_comments(&mut lines, &fenced);
    close_templates(&mut lines, &fenced);
    close_scripts(&mut lines, &fenced);
    fence_code(document, &mut lines, &fenced);
    for line in lines.iter_mut().filter(|line| !is_picture(line.text)) {
        line.words = u16::try_from(words::count_all(line.text)).unwrap_or(u16::MAX);
    }
    lines
}

/// The number of lines of front matter: between `---` and `---`, or a first block of `Key: value`.
fn front_matter(document: &Document) -> usize {
    let first = document.line(0).trim_end();
    if first == "---" || first == "+++" {
        let below = document.lines(1..document.line_count()).map(|(_, line)| line);
        // Both fences belong to it.
        let closed = front::end(first, below).map(|between| between + 2);
        return closed.unwrap_or_else(|| {
            // A fence that is not closed soon is a rule, unless nothing but keys and values follows up to an empty
            // line.
            let keys = document.lines(1..document.line_count()).take_while(|(_, line)| is_header_line(line)).count();
            if keys > 0 && document.line(keys + 1).trim().is_empty() { keys + 1 } else { 0 }
        });
    }
    let keys = document.lines(document.all_lines()).take_while(|(_, line)| is_header_line(line)).count();
    // Without a fence, one such line may be prose ("Note: …"); two in a row are a header where an empty line or a tag
    // of HTML comes next.
    let after = document.line(keys).trim();
    if keys >= 2 && (after.is_empty() || after.starts_with('<')) { keys } else { 0 }
}

/// Whether a line is `Key: value` or `#+key: value`, with a key of one word.
fn is_header_line(line: &str) -> bool {
    let line = line.strip_prefix("#+").unwrap_or(line);
    line.split_once(':').is_some_and(|(key, value)| {
        !key.is_empty()
            && key.len() <= 20
            && key.chars().all(|letter| letter.is_alphanumeric() || letter == '_' || letter == '-')
            && (value.is_empty() || value.starts_with(' '))
    })
}

/// The lines of a tag of a template that takes several: `{% figure`, then `caption="…" %}`.
fn close_templates(lines: &mut [Line], fenced: &[bool]) {
    const LONGEST: usize = 12;
    let opens = |line: &Line| line.text.starts_with("{%") && !line.text.contains("%}");
    for at in 0..lines.len() {
        if fenced.get(at) != Some(&true) && lines.get(at).is_some_and(opens) {
            let rest = lines.iter().skip(at).take(LONGEST).take_while(|line| !line.is_blank());
            let end = rest.clone().position(|line| line.text.ends_with("%}")).map(|end| at + end + 1);
            let tag = end.and_then(|end| lines.get_mut(at..end)).unwrap_or_default();
            tag.iter_mut().for_each(|line| line.shape = Shape::Tag);
        }
    }
}

#[cfg(test)]
mod tests;
