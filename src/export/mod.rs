//! Exports: what the reader highlighted, as text that other programs read.
//!
//! Highlights become pages (one a digest) of sections (one an article), in document order; an
//! exporter makes a page into text, or merges it into a file that was exported before. It touches
//! no file: the exporter at the top of `src/` writes what it gets from here.

pub mod clip;
pub mod csv;
pub mod escape;
mod html;
pub mod json;
pub mod links;
pub mod markdown;
pub mod names;
mod page;
mod rows;
pub mod signs;
mod standing;
pub mod template;
pub mod w3c;
mod weave;

use std::collections::{BTreeMap, BTreeSet};

use xxhash_rust::xxh3::xxh3_64;

use crate::model::exports::Written;
use crate::model::highlight::{Highlight, HighlightId};
use crate::model::marks::Marks;
pub use page::{Page, Section, pages, together};

/// An export format.
#[derive(Debug, Clone, Copy)]
pub struct Exporter {
    /// Its name on the command line.
    pub name: &'static str,
    /// The extension of its files.
    pub extension: &'static str,
    /// Makes a page's file, from what stands in it now.
    pub merge: fn(existing: Option<&str>, page: &Page, before: &Before) -> Merged,
    /// Whether a file's text says that it is another page's than this one.
    pub is_of_another: fn(existing: &str, page: &Page) -> bool,
    /// Whether its files are known by their [`signs`] after they were renamed.
    pub has_signs: bool,
}

/// All export formats; the first is the default.
pub const EXPORTERS: &[Exporter] = &[
    Exporter {
        name: "markdown",
        extension: "md",
        merge: markdown::merge,
        is_of_another: markdown::is_of_another,
        has_signs: true,
    },
    Exporter {
        name: "json",
        extension: "json",
        merge: json::merge,
        is_of_another: json::is_of_another,
        has_signs: false,
    },
    Exporter {
        name: "w3c",
        extension: "jsonld",
        merge: w3c::merge,
        is_of_another: w3c::is_of_another,
        has_signs: false,
    },
    Exporter { name: "csv", extension: "csv", merge: csv::merge, is_of_another: csv::is_of_another, has_signs: false },
];

/// The exporter with this name.
pub fn exporter(name: &str) -> Option<&'static Exporter> {
    EXPORTERS.iter().find(|exporter| exporter.name == name)
}

/// What was done to a file before.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Before {
    /// The highlights that were written to it: where one is missing now, the user took it out.
    pub exported: BTreeSet<HighlightId>,
    /// The highlights that were exported once and are deleted in veille.
    pub deleted: BTreeSet<HighlightId>,
    /// The highlights that are not wanted this time.
    pub withheld: BTreeSet<HighlightId>,
    /// How blocks were written to it last.
    pub written: BTreeMap<HighlightId, Written>,
}

impl Before {
    /// What `marks` know of the file `name`.
    pub fn of(marks: &Marks, name: &str) -> Before {
        let all = marks.exports().files().iter();
        let exported: BTreeSet<HighlightId> =
            all.clone().filter(|(_, files)| files.contains(name)).map(|(id, _)| id.clone()).collect();
        let deleted = all.filter(|(id, _)| marks.is_deleted(id)).map(|(id, _)| id.clone()).collect();
        let written = exported.iter().filter_map(|id| Some((id.clone(), marks.exports().written(id, name)?.clone())));
        Before { written: written.collect(), exported, deleted, withheld: BTreeSet::new() }
    }
}

/// A file as it should be.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Merged {
    /// Its whole text.
    pub text: String,
    /// Whether the file is no longer such that anything can be added to it; then it is left alone.
    pub is_foreign: bool,
    /// The highlights that are new in it.
    pub added: Vec<HighlightId>,
    /// The highlights that stood in it already.
    pub present: BTreeSet<HighlightId>,
    /// The highlights whose blocks were as veille wrote them, and now say what was changed in veille.
    pub updated: Vec<HighlightId>,
    /// The highlights that were changed in veille and in the file: the file is the user's.
    pub kept: Vec<HighlightId>,
    /// How blocks stand in it, where that is to be remembered.
    pub written: BTreeMap<HighlightId, Written>,
    /// The highlights that the user took out of it, and that stay out.
    pub taken_out: Vec<HighlightId>,
    /// The highlights that stand in it but are deleted in veille: the file is the user's.
    pub left_in: Vec<HighlightId>,
}

/// What is remembered of a block that was written.
fn written(block: &str, highlight: &Highlight) -> Written {
    let tags: Vec<&str> = highlight.tags.iter().map(String::as_str).collect();
    let content = [&highlight.anchor.quote, &highlight.note, &tags.join("\n"), highlight.colour.name()].join("\0");
    Written { length: block.len(), bytes: hash(block), content: hash(&content) }
}

fn hash(text: &str) -> String {
    format!("{:016x}", xxh3_64(text.as_bytes()))
}
