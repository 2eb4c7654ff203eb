//! Pages: the highlights as they go into files, a digest, an article or a week each, in document order.
//!
//! A highlight that is lost, or whose source is not loaded, goes where it came from. Files are the exporter's.

use std::collections::{BTreeMap, BTreeSet};

use super::template::Typeset;
use crate::model::article::ArticleId;
use crate::model::exports::Unit;
use crate::model::highlight::{Highlight, HighlightId, Origin};
use crate::model::located::{Located, locate};
use crate::model::marks::Marks;
use crate::model::store::Store;

/// What goes into one file: a digest, an article or a week, with its highlights.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// Which of them.
    pub unit: Unit,
    /// The title of the digest or the article; the week as `2026-W10`.
    pub title: String,
    /// The source as the user gave it; none where several are put together.
    pub source: Option<String>,
    /// The digest's date, or the week's Monday, ISO 8601.
    pub date: Option<String>,
    /// Its articles that have highlights, in document order.
    pub sections: Vec<Section>,
    /// How it is set; none for veille's own template.
    pub typeset: Option<Typeset>,
}

impl Page {
    /// What tells it from all other pages of its unit.
    pub fn id(&self) -> String {
        let source = || self.source.clone().unwrap_or_default();
        let article = || self.sections.first().and_then(|section| section.highlights.first());
        match self.unit {
            Unit::Digest => source(),
            Unit::Article => article().map_or_else(source, |first| format!("{}#{}", source(), first.anchor.article)),
            Unit::Week => self.title.clone(),
        }
    }

    /// Whether highlights that stand in a file are another page's.
    pub(super) fn is_other(&self, known: &[Highlight]) -> bool {
        let own = self.ids();
        let is_own = |known: &Highlight| own.contains(&known.id);
        let source = self.source.as_deref().filter(|_| self.unit == Unit::Digest);
        let is_of_source = |known: &Highlight| source.is_none_or(|source| known.origin.source == source);
        !known.is_empty() && (!known.iter().all(is_of_source) || (source.is_none() && !known.iter().any(is_own)))
    }

    /// The ids of its highlights.
    pub(super) fn ids(&self) -> BTreeSet<&HighlightId> {
        self.highlights().map(|highlight| &highlight.id).collect()
    }

    /// All its highlights.
    pub fn highlights(&self) -> impl Iterator<Item = &Highlight> {
        self.sections.iter().flat_map(|section| &section.highlights)
    }
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
    /// The digest’s title, where a page holds several.
    pub(super) fn digest(&self) -> Option<&str> {
        self.digest.as_deref()
    }
}

/// All highlights as pages of the unit asked for: one a digest as `digests` gives them, one an article,
/// or one a week (of the digest's date, else the day the highlight was made, UTC).
pub fn pages(store: &Store, marks: &Marks, unit: Unit) -> Vec<Page> {
    let digests = digests(store, marks);
    match unit {
        Unit::Digest => digests,
        Unit::Article => digests.into_iter().flat_map(articles).collect(),
        Unit::Week => weeks(digests),
    }
}

fn articles(digest: Page) -> impl Iterator<Item = Page> {
    let Page { source, date, sections, .. } = digest;
    sections.into_iter().map(move |section| {
        let page = Page { unit: Unit::Article, source: source.clone(), date: date.clone(), ..Page::default() };
        Page { title: section.title.clone(), sections: vec![Section { digest: None, ..section }], ..page }
    })
}

fn weeks(digests: Vec<Page>) -> Vec<Page> {
    let mut weeks: BTreeMap<(i16, i8), Vec<Section>> = BTreeMap::new();
    for digest in digests {
        for section in digest.sections {
            let mut parts: BTreeMap<(i16, i8), Vec<Highlight>> = BTreeMap::new();
            for highlight in section.highlights {
                parts.entry(week(digest.date.as_deref(), &highlight)).or_default().push(highlight);
            }
            for (week, highlights) in parts {
                let (digest, title) = (Some(digest.title.clone()), section.title.clone());
                weeks.entry(week).or_default().push(Section { digest, title, highlights });
            }
        }
    }
    let page = |((year, week), sections)| {
        let monday = jiff::civil::ISOWeekDate::new(year, week, jiff::civil::Weekday::Monday);
        let date = monday.ok().map(|monday| monday.date().to_string());
        Page { unit: Unit::Week, title: format!("{year}-W{week:02}"), date, sections, ..Page::default() }
    };
    weeks.into_iter().map(page).collect()
}

/// The ISO year and week that a highlight belongs to.
fn week(digest: Option<&str>, highlight: &Highlight) -> (i16, i8) {
    let read = |date: &str| date.get(..10)?.parse::<jiff::civil::Date>().ok();
    let written = digest.and_then(read).or_else(|| highlight.origin.date.as_deref().and_then(read));
    let made = || {
        let made = i64::try_from(highlight.made).ok().and_then(|made| jiff::Timestamp::from_millisecond(made).ok());
        made.unwrap_or_default().to_zoned(jiff::tz::TimeZone::UTC).date()
    };
    let week = written.unwrap_or_else(made).iso_week_date();
    (week.year(), week.week())
}

/// All highlights as pages: the digests of the store in their order, then those that are not loaded.
///
/// A highlight that is lost goes where it came from: to the section, else the page, of that name.
fn digests(store: &Store, marks: &Marks) -> Vec<Page> {
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
    let title = marks.article(store, article).title_of(article).into_owned();
    let placed = Placed { line: article.lines.start() + 1, section: Section { digest: None, title, highlights } };
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
        PageKey::Elsewhere { source, digest, date } => {
            Page { title: digest, source: Some(source), date, sections, ..Page::default() }
        }
        PageKey::Loaded(at) => {
            let source = store.documents().get(at).map(|document| document.source().to_owned());
            let digest = store.digests().get(at);
            let title = digest.map(|digest| digest.title.clone()).unwrap_or_default();
            let date = digest.and_then(|digest| digest.date.clone());
            Page { title, source, date, sections, ..Page::default() }
        }
    }
}
