//! Facts: what is known of an article or highlight, as far as a query can ask for it.
//!
//! They are gathered here from the store and the marks, for the screen and the command line alike, so that
//! a query means the same everywhere.

use std::collections::HashMap;

use super::fuzzy::{Index, Row};
use crate::model::article::{Article, Lang, TitleFrom};
use crate::model::change::Triage;
use crate::model::highlight::{Colour, Highlight};
use crate::model::located::Located;
use crate::model::marks::Marks;
use crate::model::store::Store;

/// What is known of one article or highlight.
#[derive(Debug, Clone, Default)]
pub struct Facts<'a> {
    /// The digest's title.
    pub digest: &'a str,
    /// The source as given.
    pub source: &'a str,
    /// Who wrote it.
    pub author: Option<&'a str>,
    /// Its language.
    pub lang: Option<Lang>,
    /// Its date, ISO 8601; where it has none, the digest's.
    pub date: Option<&'a str>,
    /// Minutes to read it.
    pub minutes: Option<u32>,
    /// What was decided.
    pub triage: Triage,
    /// Whether it was read to its end.
    pub is_read: bool,
    /// Whether the place where it was cut is not sure.
    pub is_unsure: bool,
    /// Whether its title was cut from its text.
    pub is_derived: bool,
    /// Whether it has an address.
    pub has_address: bool,
    /// Its source, in which links are looked for.
    pub raw: &'a str,
    /// Whether anything in it is highlighted.
    pub is_highlighted: bool,
    /// Whether a highlight in it has a note.
    pub has_note: bool,
    /// The tags of its highlights.
    pub tags: Vec<&'a str>,
    /// The colours of its highlights.
    pub colours: Vec<Colour>,
}

impl Facts<'_> {
    /// Whether it has an address or a link.
    pub fn has_link(&self) -> bool {
        self.has_address || ["https://", "http://"].iter().any(|scheme| self.raw.contains(scheme))
    }
}

/// All articles with what the reader did to them.
pub struct Library<'a> {
    /// The articles.
    pub store: &'a Store,
    /// What the reader did to them.
    pub marks: &'a Marks,
    words_per_minute: u32,
    highlights: HashMap<usize, Vec<&'a Highlight>>,
}

impl<'a> Library<'a> {
    /// Puts together what is loaded and what the reader did.
    pub fn new(store: &'a Store, marks: &'a Marks, located: &'a [Located], words_per_minute: u32) -> Self {
        let mut highlights: HashMap<usize, Vec<&Highlight>> = HashMap::new();
        for located in located {
            if let Some((article, _)) = &located.place {
                highlights.entry(*article).or_default().push(&located.highlight);
            }
        }
        Library { store, marks, words_per_minute, highlights }
    }

    /// What is known of article `index`.
    pub fn facts(&self, index: usize) -> Option<Facts<'a>> {
        let (article, digest) = self.store.article(index).zip(self.store.digest_of(index))?;
        let document = self.store.document_of(index)?;
        let known = self.marks.article(self.store, article);
        let own = self.highlights.get(&index).map(Vec::as_slice).unwrap_or_default();
        Some(Facts {
            digest: &digest.title,
            source: document.source(),
            author: article.author(),
            lang: article.lang,
            date: article.date().or(digest.date.as_deref()),
            minutes: Some(article.minutes(self.words_per_minute)),
            triage: known.triage(),
            is_read: known.is_read(),
            is_unsure: article.is_unsure(),
            is_derived: article.title_from == TitleFrom::Derived && known.title().is_none(),
            has_address: article.url().is_some(),
            raw: document.part(article.lines.range()),
            is_highlighted: !own.is_empty(),
            has_note: own.iter().any(|highlight| !highlight.note.is_empty()),
            tags: own.iter().flat_map(|highlight| &highlight.tags).map(String::as_str).collect(),
            colours: own.iter().map(|highlight| highlight.colour).collect(),
        })
    }

    /// What is known of a highlight: where it stands in an article, what is known of that, with its own note,
    /// tags and colour; else what was written down with it.
    pub fn facts_of(&self, located: &'a Located) -> Facts<'a> {
        let own = of_highlight(&located.highlight, self.marks);
        let Some(article) = located.place.as_ref().and_then(|(article, _)| self.facts(*article)) else { return own };
        Facts { is_highlighted: true, has_note: own.has_note, tags: own.tags, colours: own.colours, ..article }
    }
}

/// Makes all articles ready for the search; `titles` are those given by hand, by the article's index.
pub fn prepare(store: &Store, titles: &HashMap<usize, String>) -> Index {
    let rows = (0..store.article_count()).map(|index| match titles.get(&index) {
        Some(title) => Row { title, ..own_row(store, index) },
        None => own_row(store, index),
    });
    let index = Index::new(rows);
    for document in store.documents() {
        document.disguised();
    }
    index
}

/// What is searched of an article, with the title that the reader gave it.
pub fn row<'a>(store: &'a Store, marks: &'a Marks, index: usize) -> Row<'a> {
    let own = own_row(store, index);
    let given = store.article(index).and_then(|article| marks.article(store, article).title());
    Row { title: given.unwrap_or(own.title), ..own }
}

/// What is searched of an article, with its own title.
fn own_row(store: &Store, index: usize) -> Row<'_> {
    let Some(article) = store.article(index) else { return Row::default() };
    Row {
        title: &article.title,
        source: store.digest_of(index).map_or("", |digest| &digest.title),
        rubric: article.kicker.as_deref().unwrap_or_default(),
        sentence: first_words(store, article),
    }
}

/// The first line that says more than the title, as far as 200 characters.
fn first_words<'a>(store: &'a Store, article: &Article) -> &'a str {
    let Some(document) = store.documents().get(article.document) else { return "" };
    let lines = document.lines(article.lines.range()).filter(|(line, _)| article.shows(*line));
    let line = lines.map(|(_, line)| line.trim()).find(|line| line.len() > article.title.len()).unwrap_or_default();
    let end = line.char_indices().nth(200).map_or(line.len(), |(at, _)| at);
    line.get(..end).unwrap_or(line)
}

/// What is known of a highlight whose article is not loaded: neither its language nor how it was cut.
pub fn of_highlight<'a>(highlight: &'a Highlight, marks: &Marks) -> Facts<'a> {
    let origin = &highlight.origin;
    let known = marks.of_id(highlight.anchor.article);
    Facts {
        digest: &origin.digest,
        source: &origin.source,
        author: origin.author.as_deref(),
        date: origin.date.as_deref(),
        triage: known.map_or(Triage::default(), |known| known.triage()),
        is_read: known.is_some_and(|known| known.is_read()),
        has_address: origin.url.is_some(),
        is_highlighted: true,
        has_note: !highlight.note.is_empty(),
        tags: highlight.tags.iter().map(String::as_str).collect(),
        colours: vec![highlight.colour],
        ..Facts::default()
    }
}

/// What is searched of a highlight.
pub fn highlight_row(highlight: &Highlight) -> Row<'_> {
    let origin = &highlight.origin;
    Row { title: &highlight.anchor.quote, source: &origin.digest, rubric: &origin.title, sentence: &highlight.note }
}
