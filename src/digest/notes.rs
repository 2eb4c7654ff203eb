//! Footnotes: they belong to the text above them, and are no stories of their own.
//!
//! They are set aside before a digest is cut, and given back to the article above them afterwards.

use std::collections::HashSet;
use std::ops::Range;

use super::block;
use super::line::{Line, Shape};
use super::role::{Draft, Role};
use super::titles;
use crate::text::fold::fold;

/// Headings of the notes at the end of a text.
const HEADINGS: [&str; 5] = ["notes", "notes de bas de page", "footnotes", "endnotes", "notes et renvois"];

/// Sets the notes aside, and says where they are.
pub(crate) fn set_aside(draft: &mut Draft) -> Vec<Range<usize>> {
    let mut notes: Vec<Range<usize>> = footnotes(draft);
    notes.extend(last_section(draft));
    for lines in &notes {
        draft.set(lines.clone(), Role::Neutral);
    }
    notes
}

/// Gives each note to the article above it.
pub(crate) fn give_back(draft: &mut Draft, notes: Vec<Range<usize>>) {
    draft.cuts.sort_by_key(|cut| cut.lines.start());
    for lines in notes {
        let below = draft.cuts.partition_point(|cut| cut.lines.start() <= lines.start);
        if let Some(cut) = below.checked_sub(1).and_then(|above| draft.cuts.get_mut(above)) {
            cut.lines = (cut.lines.start()..cut.lines.end().max(lines.end)).into();
        }
        draft.set(lines, Role::Open);
    }
}

/// `[^1]: words` and `[2] words`, with the lines that go on; a number only where the text refers to it.
fn footnotes(draft: &Draft) -> Vec<Range<usize>> {
    let mut notes: Vec<Range<usize>> = Vec::new();
    let mut named: Option<HashSet<&str>> = None;
    for at in draft.content() {
        let Some(line) = draft.lines.get(at).filter(|line| line.shape == Shape::Text) else { continue };
        let Some((label, has_colon)) = label(line) else { continue };
        let is_named = label.starts_with('^') && has_colon;
        if is_named || named.get_or_insert_with(|| references(draft)).contains(label) {
            notes.push(at..end_of_note(draft, at));
        }
    }
    notes
}

/// The label of `[label]: words`, or of `[3] words`, and whether it has the colon.
fn label<'a>(line: &Line<'a>) -> Option<(&'a str, bool)> {
    let (label, rest) = line.text.strip_prefix('[')?.split_once(']')?;
    let has_colon = rest.starts_with(':');
    let is_number = (1..=3).contains(&label.len()) && label.bytes().all(|byte| byte.is_ascii_digit());
    let is_note = label.starts_with('^') && label.len() > 1 || is_number;
    if is_note && (has_colon || is_number && rest.starts_with([' ', '\u{a0}'])) {
        Some((label, has_colon))
    } else {
        None
    }
}

/// The numbers in brackets that stand inside the lines of a text.
fn references<'a>(draft: &Draft<'a>) -> HashSet<&'a str> {
    let mut named = HashSet::new();
    for at in draft.content() {
        let inside = draft.text(at).split('[').skip(1);
        let starts = draft.text(at).starts_with('[');
        let labels = inside.skip(usize::from(starts)).filter_map(|rest| rest.split_once(']'));
        named.extend(labels.map(|(label, _)| label).filter(|label| label.bytes().all(|byte| byte.is_ascii_digit())));
    }
    named
}

/// A note goes on over wrapped and indented lines.
fn end_of_note(draft: &Draft, start: usize) -> usize {
    let mut end = start + 1;
    while let (Some(above), Some(line)) = (draft.lines.get(end - 1), draft.lines.get(end)) {
        let goes_on = line.shape == Shape::Text && label(line).is_none();
        if !goes_on || !(line.indent >= 2 || block::is_wrapped(above, line)) {
            break;
        }
        end += 1;
    }
    end
}

/// The notes under the last heading of a document.
fn last_section(draft: &Draft) -> Option<Range<usize>> {
    let is_heading = |at: &usize| draft.lines.get(*at).is_some_and(|line| matches!(line.shape, Shape::Heading(_)));
    let heading = draft.content().rev().find(is_heading)?;
    let title = fold(&titles::tidy(draft.text(heading)));
    let is_notes = HEADINGS.contains(&title.trim());
    is_notes.then_some(heading..draft.lines.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::line;
    use crate::model::document::{Document, Markup};

    fn lines_of(text: &str) -> Vec<usize> {
        let document = Document::new("x.txt", Markup::Plain, text.to_owned());
        set_aside(&mut Draft::new(line::read(&document))).into_iter().flatten().collect()
    }

    #[test]
    fn notes_are_known_by_their_labels_and_by_what_refers_to_them() {
        let cases: [(&str, &[usize]); 7] = [
            ("A wall[^1] and a bell.\n\n[^1]: Of stone.", &[2]),
            ("A wall.\n\n[^1]: Of stone,\n    and moss.\n\nA bell.", &[2, 3]),
            ("A wall [2] of stone.\n[2] From the hill.\n", &[1]),
            ("A wall [2] of stone.\n[3] A bell for the town.\n", &[]),
            ("[1] A wall of stone\n[2] A bell for the town\n", &[]),
            ("A wall.\n\n## Notes\n\n1. Of stone.\n2. Of moss.", &[2, 3, 4, 5]),
            ("## Notes\n\nA wall.\n\n## Bells\n\nA bell.", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(lines_of(text), expected, "{text}");
        }
    }
}
