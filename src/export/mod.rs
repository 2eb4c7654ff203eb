//! Exports: what the reader highlighted, as text that other programs read.
//!
//! Highlights become pages (one a digest) of sections (one an article), in document order; an
//! exporter makes a page into text, or merges it into a file that was exported before. It touches
//! no file: the exporter at the top of `src/` writes what it gets from here.

pub mod clip;
pub mod csv;
pub mod escape;
pub mod json;
pub mod markdown;
pub mod names;
mod rows;
mod standing;
pub mod w3c;

use std::collections::{BTreeMap, BTreeSet};

use crate::model::article::ArticleId;
use crate::model::highlight::{Highlight, HighlightId, Origin};
use crate::model::located::{Located, locate};
use crate::model::marks::Marks;
use crate::model::store::Store;

/// An export format.
#[derive(Debug, Clone, Copy)]
pub struct Exporter {
    /// Its name on the command line.
    pub name: &'static str,
    /// The extension of its files.
    pub extension: &'static str,
    /// Makes a page's file, from what stands in it now.
    pub merge: fn(existing: Option<&str>, page: &Page, before: &Before) -> Merged,
    /// Whether a file's text says that it is of another source than this one.
    pub is_of_another: fn(existing: &str, source: &str) -> bool,
}

/// All export formats; the first is the default.
pub const EXPORTERS: &[Exporter] = &[
    Exporter { name: "markdown", extension: "md", merge: markdown::merge, is_of_another: markdown::is_of_another },
    Exporter { name: "json", extension: "json", merge: json::merge, is_of_another: json::is_of_another },
    Exporter { name: "w3c", extension: "jsonld", merge: w3c::merge, is_of_another: w3c::is_of_another },
    Exporter { name: "csv", extension: "csv", merge: csv::merge, is_of_another: csv::is_of_another },
];

/// The exporter with this name.
pub fn exporter(name: &str) -> Option<&'static Exporter> {
    EXPORTERS.iter().find(|exporter| exporter.name == name)
}

/// What goes into one file: a digest with its highlights.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// The digest's title.
    pub title: String,
    /// The source as the user gave it; none where several are put together.
    pub source: Option<String>,
    /// The digest's date, ISO 8601.
    pub date: Option<String>,
    /// Its articles that have highlights, in document order.
    pub sections: Vec<Section>,
}

/// An article with its highlights.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Section {
    /// The digest's title, where a page holds several.
    pub digest: Option<String>,
    /// The article's title.
    pub title: String,
    /// Its highlights, by their place in it.
    pub highlights: Vec<Highlight>,
}

impl Section {
    fn digest(&self) -> Option<&str> {
        self.digest.as_deref()
    }
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
}

impl Before {
    /// What `marks` know of the file `name`.
    pub fn of(marks: &Marks, name: &str) -> Before {
        let all = marks.exported().iter();
        let exported = all.clone().filter(|(_, files)| files.contains(name)).map(|(id, _)| id.clone());
        let deleted = all.filter(|(id, _)| marks.is_deleted(id)).map(|(id, _)| id.clone());
        Before { exported: exported.collect(), deleted: deleted.collect(), withheld: BTreeSet::new() }
    }
}

/// A file as it should be.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Merged {
    /// Its whole text.
    pub text: String,
    /// The pieces of it that are new, in order.
    pub inserted: Vec<String>,
    /// Whether the file is no longer such that anything can be added to it; then it is left alone.
    pub is_foreign: bool,
    /// The highlights that are new in it.
    pub added: Vec<HighlightId>,
    /// The highlights that stood in it already.
    pub present: BTreeSet<HighlightId>,
    /// The highlights that the user took out of it, and that stay out.
    pub taken_out: Vec<HighlightId>,
    /// The highlights that stand in it but are deleted in veille: the file is the user's.
    pub left_in: Vec<HighlightId>,
}

/// All highlights as pages: the digests of the store in their order, then those that are not loaded.
///
/// A highlight that is lost goes where it came from: to the section, else the page, of that name.
pub fn pages(store: &Store, marks: &Marks) -> Vec<Page> {
    let mut found: BTreeMap<usize, Vec<Highlight>> = BTreeMap::new();
    let mut lost: BTreeMap<ArticleId, Vec<Highlight>> = BTreeMap::new();
    for Located { highlight, place, .. } in locate(store, marks) {
        match place {
            Some((article, _)) => found.entry(article).or_default().push(highlight),
            None => lost.entry(highlight.anchor.article).or_default().push(highlight),
        }
    }
    let mut pages = Pages::new();
    for (article, highlights) in found {
        add_found(&mut pages, store, marks, article, highlights);
    }
    for highlights in lost.into_values() {
        add_lost(&mut pages, store, highlights);
    }
    pages.into_iter().map(|(key, sections)| page(store, key, sections)).collect()
}

/// All pages as one, for a single file or the standard output.
pub fn together(pages: Vec<Page>) -> Page {
    let (mut pages, mut whole) = (pages, Page { title: "veille".to_owned(), ..Page::default() });
    if pages.len() == 1 {
        return pages.pop().unwrap_or_default();
    }
    for page in pages {
        let title = page.title;
        whole
            .sections
            .extend(page.sections.into_iter().map(|section| Section { digest: Some(title.clone()), ..section }));
    }
    whole
}

/// Which page a highlight belongs to: of a loaded digest, or of a source that is not loaded.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum PageKey {
    Loaded(usize),
    Elsewhere { source: String, digest: String, date: Option<String> },
}

/// A section with its place in the page: the line it starts on.
struct Placed {
    line: usize,
    section: Section,
}

type Pages = BTreeMap<PageKey, Vec<Placed>>;

fn add_found(pages: &mut Pages, store: &Store, marks: &Marks, article: usize, highlights: Vec<Highlight>) {
    let Some(article) = store.article(article) else { return };
    let title = marks.article(store, article).title().unwrap_or(&article.title).to_owned();
    let placed = Placed { line: article.lines.start + 1, section: Section { digest: None, title, highlights } };
    pages.entry(PageKey::Loaded(article.document)).or_default().push(placed);
}

fn add_lost(pages: &mut Pages, store: &Store, mut highlights: Vec<Highlight>) {
    highlights.sort_by(|one, other| (one.anchor.start, &one.id).cmp(&(other.anchor.start, &other.id)));
    let Some(Origin { title, digest, source, date, .. }) = highlights.first().map(|first| first.origin.clone()) else {
        return;
    };
    let loaded = store.documents().iter().position(|document| document.source() == source);
    let page = pages.entry(loaded.map_or(PageKey::Elsewhere { source, digest, date }, PageKey::Loaded)).or_default();
    match page.iter_mut().find(|placed| placed.section.title == title) {
        Some(same) => same.section.highlights.extend(highlights),
        None => {
            let line = highlights.iter().filter_map(|highlight| highlight.origin.line).min().unwrap_or(usize::MAX);
            page.push(Placed { line, section: Section { digest: None, title, highlights } });
        }
    }
}

fn page(store: &Store, key: PageKey, mut placed: Vec<Placed>) -> Page {
    placed.sort_by_key(|placed| placed.line);
    let sections = placed.into_iter().map(|placed| placed.section).collect();
    match key {
        PageKey::Elsewhere { source, digest, date } => Page { title: digest, source: Some(source), date, sections },
        PageKey::Loaded(at) => {
            let source = store.documents().get(at).map(|document| document.source().to_owned());
            let digest = store.digests().get(at);
            let title = digest.map(|digest| digest.title.clone()).unwrap_or_default();
            Page { title, source, date: digest.and_then(|digest| digest.date.clone()), sections }
        }
    }
}
