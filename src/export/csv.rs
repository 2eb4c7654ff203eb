//! CSV with the columns of Readwise's import, quoted as RFC 4180 says.
//!
//! It has no room for a highlight's name: a row that stands in the file word for word is there. Text
//! that a spreadsheet would take for a formula is kept as it is, for Readwise reads no formulas.

use crate::model::highlight::Highlight;

use super::rows::{Rows, iso};
use super::{Before, Merged, Page};

const ROWS: Rows = Rows { head: "Highlight,Title,Author,URL,Note,Location,Date\r\n", between: "\r\n", tail: "\r\n" };

/// Merges `page` into the text that stands in its file now.
pub fn merge(existing: Option<&str>, page: &Page, before: &Before) -> Merged {
    ROWS.merge(existing, page, before, row, |text, highlight| text.contains(row(highlight).as_str()))
}

/// A file of rows does not say where it comes from.
pub fn is_of_another(_: &str, _: &Page) -> bool {
    false
}

fn row(highlight: &Highlight) -> String {
    let origin = &highlight.origin;
    let tags = highlight.tags.iter().map(|tag| format!(".{tag}"));
    // Readwise reads `.tag` at the beginning of a note as a tag.
    let note = tags.chain([highlight.note.clone()]).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let location = origin.line.map(|line| line.to_string()).unwrap_or_default();
    let date = iso(highlight.made).map(|date| date.chars().take(19).collect::<String>().replace('T', " "));
    let fields = [
        highlight.anchor.quote.as_str(),
        &origin.title,
        origin.author.as_deref().unwrap_or_default(),
        origin.url.as_deref().unwrap_or_default(),
        &note,
        &location,
        date.as_deref().unwrap_or_default(),
    ];
    fields.map(field).join(",")
}

fn field(text: &str) -> String {
    if text.contains(['"', ',', '\n', '\r']) || text.trim() != text {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}
