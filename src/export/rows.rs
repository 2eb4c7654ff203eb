//! Files of rows (JSON, CSV): what is new goes after the last row; a row of JSON that is as veille wrote
//! it is brought up to date, and nothing else changes.
//!
//! It finds the place by the text alone, so a file that was reformatted stays as it is. Where it
//! finds none, the file is left alone.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::model::highlight::{Highlight, HighlightId};

use super::{Before, Merged, Page, hash, written};
use crate::model::exports::Written;

/// How a format puts rows together.
pub(super) struct Rows {
    /// What stands before the first row.
    pub(super) head: &'static str,
    /// What stands between two rows.
    pub(super) between: &'static str,
    /// What stands after the last.
    pub(super) tail: &'static str,
}

impl Rows {
    /// Adds the highlights of a page that are not there yet; `row` makes one, `stands` finds it.
    pub(super) fn merge(
        &self,
        existing: Option<&str>,
        page: &Page,
        before: &Before,
        row: impl Fn(&Highlight) -> String,
        stands: impl Fn(&str, &Highlight) -> bool,
    ) -> Merged {
        let text = existing.filter(|text| !text.trim().is_empty());
        let mut merged = Merged { text: existing.unwrap_or_default().to_owned(), ..Merged::default() };
        let Some((start, is_first)) = text.map_or(Some((0, true)), |text| self.end_of_rows(text)) else {
            return Merged { is_foreign: true, ..merged };
        };
        let all = || page.highlights();
        let there = |highlight: &Highlight| text.is_some_and(|text| stands(text, highlight));
        merged.present = all().filter(|highlight| there(highlight)).map(|highlight| highlight.id.clone()).collect();
        let is_absent = |highlight: &&Highlight| {
            !merged.present.contains(&highlight.id) && !before.withheld.contains(&highlight.id)
        };
        let absent: Vec<&Highlight> = all().filter(is_absent).collect();
        let (out, new): (Vec<&Highlight>, Vec<&Highlight>) =
            absent.into_iter().partition(|highlight| before.exported.contains(&highlight.id));
        merged.taken_out = ids(out);
        let new_rows: Vec<String> = new.iter().map(|highlight| row(highlight)).collect();
        let rows = new_rows.join(self.between);
        merged.added = new.iter().map(|new| new.id.clone()).collect();
        merged.written = new.iter().zip(&new_rows).map(|(new, row)| (new.id.clone(), written(row, new))).collect();
        if text.is_none() {
            merged.text = format!("{}{rows}{}", self.head, self.tail);
        } else if !rows.is_empty() {
            let between = if is_first { "\n" } else { self.between };
            merged.text.insert_str(start, &format!("{between}{rows}"));
        }
        for highlight in all().filter(|highlight| there(highlight) && !before.withheld.contains(&highlight.id)) {
            bring_up_to_date(&mut merged, highlight, row(highlight), before);
        }
        merged
    }

    /// Where the rows of a file end, and whether there are none.
    fn end_of_rows(&self, text: &str) -> Option<(usize, bool)> {
        let closing = self.tail.trim();
        let body = text.trim_end().strip_suffix('}').map_or(text, str::trim_end);
        let rows = match closing {
            "" => text.trim_end(),
            _ => body.strip_suffix(']')?.trim_end(),
        };
        Some((rows.len(), rows.ends_with('[')))
    }
}

/// A row that is as veille wrote it says from now on what the highlight says now; one that the user
/// touched stays.
fn bring_up_to_date(merged: &mut Merged, highlight: &Highlight, row: String, before: &Before) {
    let (now, id) = (written(&row, highlight), highlight.id.clone());
    let Some(last) = before.written.get(&id).filter(|last| **last != now && !merged.text.contains(&row)) else {
        if before.written.get(&id) != Some(&now) && merged.text.contains(&row) {
            merged.written.insert(id, now);
        }
        return;
    };
    if last.content == now.content {
        return;
    }
    let bare = |line: &str| line.trim_end().trim_end_matches(',').len();
    let lines = merged.text.split('\n').scan(0, |start, line| {
        let range = *start..*start + bare(line);
        *start += line.len() + 1;
        Some(range)
    });
    let is_as_written = |range: &Range<usize>| {
        range.len() == last.length && merged.text.get(range.clone()).map(hash).as_deref() == Some(last.bytes.as_str())
    };
    match lines.into_iter().find(is_as_written) {
        Some(range) => {
            merged.text.replace_range(range, &row);
            merged.updated.push(id.clone());
            merged.written.insert(id, now);
        }
        None => {
            merged.kept.push(id.clone());
            merged.written.insert(id, Written { content: now.content, ..last.clone() });
        }
    }
}

fn ids(highlights: Vec<&Highlight>) -> Vec<HighlightId> {
    highlights.into_iter().map(|highlight| highlight.id.clone()).collect()
}

/// A moment as ISO 8601, from milliseconds since 1970 (UTC); nothing beyond the year 9999.
pub(super) fn iso(made: u64) -> Option<String> {
    let made = i64::try_from(made).ok().and_then(|made| jiff::Timestamp::from_millisecond(made).ok())?;
    Some(made.to_string())
}

/// Tags in a file of another program: words without the sign that veille leaves out.
pub(super) fn bare_tags(tags: impl IntoIterator<Item = String>) -> BTreeSet<String> {
    let bare = tags.into_iter().map(|tag| tag.trim().trim_start_matches('#').to_owned());
    bare.filter(|tag| !tag.is_empty()).collect()
}
