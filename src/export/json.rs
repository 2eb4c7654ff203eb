//! JSON of veille's own: everything about each highlight, which `veille import` reads back.
//!
//! The rows are those of `veille highlights --format jsonl`. Fields that a newer version adds are
//! ignored by an older one.

use serde::{Deserialize, Serialize};

use crate::model::highlight::{Anchor, Colour, Highlight, HighlightId, Origin};

use super::rows::{Rows, bare_tags, iso};
use super::{Before, Merged, Page};

const ROWS: Rows =
    Rows { head: "{\"format\":\"veille\",\"version\":1,\"highlights\":[\n", between: ",\n", tail: "\n]}\n" };

/// A highlight as it stands in the file; positions are code points.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record {
    id: HighlightId,
    #[serde(flatten)]
    anchor: Anchor,
    #[serde(default)]
    note: String,
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    colour: Colour,
    #[serde(default)]
    made: Option<String>,
    title: String,
    #[serde(default)]
    digest: String,
    #[serde(default)]
    doc: String,
    #[serde(default)]
    line: Option<usize>,
    #[serde(default)]
    seconds: Option<(u32, u32)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    author: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

/// The file; what else it says is for people.
#[derive(Deserialize)]
struct File {
    highlights: Vec<Record>,
}

impl From<&Highlight> for Record {
    fn from(highlight: &Highlight) -> Record {
        let origin = &highlight.origin;
        Record {
            id: highlight.id.clone(),
            anchor: highlight.anchor.clone(),
            note: highlight.note.clone(),
            tags: highlight.tags.iter().cloned().collect(),
            colour: highlight.colour,
            made: iso(highlight.made),
            title: origin.title.clone(),
            digest: origin.digest.clone(),
            doc: origin.source.clone(),
            line: origin.line,
            seconds: origin.seconds,
            date: origin.date.clone(),
            author: origin.author.clone(),
            url: origin.url.clone(),
        }
    }
}

impl From<Record> for Highlight {
    fn from(record: Record) -> Highlight {
        let Record { title, digest, doc: source, date, author, url, line, seconds, .. } = record;
        let made = record.made.and_then(|made| made.parse::<jiff::Timestamp>().ok());
        let made = made.and_then(|made| u64::try_from(made.as_millisecond()).ok()).unwrap_or_default();
        Highlight {
            id: record.id,
            anchor: record.anchor,
            origin: Origin { title, digest, source, date, author, url, line, seconds },
            made,
            note: record.note,
            tags: bare_tags(record.tags),
            colour: record.colour,
        }
    }
}

/// Merges `page` into the text that stands in its file now.
pub fn merge(existing: Option<&str>, page: &Page, before: &Before) -> Merged {
    let known = existing.and_then(read).unwrap_or_default();
    let stands = |_: &str, highlight: &Highlight| known.iter().any(|known| known.id == highlight.id);
    let row = |highlight: &Highlight| serde_json::to_string(&Record::from(highlight)).unwrap_or_default();
    ROWS.merge(existing, page, before, row, stands)
}

/// Whether the file is none of ours, or holds the highlights of another source.
pub fn is_of_another(existing: &str, page: &Page) -> bool {
    read(existing).is_none_or(|known| page.is_other(&known))
}

/// Reads the highlights of a file; nothing where it is no such file.
pub fn read(text: &str) -> Option<Vec<Highlight>> {
    let file = serde_json::from_str::<File>(text.trim_start_matches('\u{feff}')).ok()?;
    Some(file.highlights.into_iter().map(Highlight::from).collect())
}
