//! Where the highlights stand in what is loaded now: found in an article, or lost.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use super::body::Body;
use super::highlight::{Highlight, HighlightId};
use super::marks::Marks;
use super::store::Store;

/// A highlight and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Located {
    /// The highlight.
    pub highlight: Highlight,
    /// The article (its index in the store) and the bytes of its text; nothing where it is lost.
    pub place: Option<(usize, Range<usize>)>,
    /// Whether its source is loaded now.
    pub is_loaded: bool,
}

impl Located {
    /// Whether its source is loaded and its text is not there any more.
    pub fn is_lost(&self) -> bool {
        self.place.is_none() && self.is_loaded
    }

    /// Whether its source is simply not loaded now.
    pub fn is_elsewhere(&self) -> bool {
        self.place.is_none() && !self.is_loaded
    }
}

/// Finds all highlights: in document order, the lost ones after them in the order they were made.
pub fn locate(store: &Store, marks: &Marks) -> Vec<Located> {
    let mut bodies = Bodies::new(store);
    sorted(marks.highlights().map(|highlight| bodies.locate(highlight)).collect())
}

/// What [`locate`] finds where only the highlights `changed` are others than those found before.
pub fn locate_again(
    before: Vec<Located>,
    changed: &BTreeSet<HighlightId>,
    store: &Store,
    marks: &Marks,
) -> Vec<Located> {
    let mut bodies = Bodies::new(store);
    let others = before.into_iter().filter(|located| !changed.contains(&located.highlight.id));
    let again = changed.iter().filter_map(|id| marks.highlight(id)).map(|highlight| bodies.locate(highlight));
    sorted(others.chain(again).collect())
}

fn sorted(mut located: Vec<Located>) -> Vec<Located> {
    located.sort_by_cached_key(|located| match &located.place {
        Some((article, range)) => (false, *article, range.start, located.highlight.made, located.highlight.id.clone()),
        None => (true, 0, 0, located.highlight.made, located.highlight.id.clone()),
    });
    located
}

/// The bodies read so far: several highlights often stand in one article.
struct Bodies<'a> {
    store: &'a Store,
    sources: HashSet<&'a str>,
    read: HashMap<usize, Body>,
}

impl<'a> Bodies<'a> {
    fn new(store: &'a Store) -> Bodies<'a> {
        let sources = store.documents().iter().map(|document| document.source()).collect();
        Bodies { store, sources, read: HashMap::new() }
    }

    fn locate(&mut self, highlight: Highlight) -> Located {
        let own = self.store.find(highlight.anchor.article);
        let place =
            own.and_then(|article| self.find_in(article, &highlight)).or_else(|| self.find_anywhere(&highlight));
        let is_loaded = place.is_some() || self.sources.contains(highlight.origin.source.as_str());
        Located { highlight, place, is_loaded }
    }

    fn find_in(&mut self, article: usize, highlight: &Highlight) -> Option<(usize, Range<usize>)> {
        let store = self.store;
        let (of, document) = store.article(article).zip(store.document_of(article))?;
        let body = self.read.entry(article).or_insert_with(|| Body::of(document, of));
        let range = highlight.anchor.find(&body.text)?;
        Some((article, range))
    }

    /// Looks through all articles: the one whose text holds the quote, if it is the only one.
    fn find_anywhere(&mut self, highlight: &Highlight) -> Option<(usize, Range<usize>)> {
        let rare = highlight.anchor.quote.split_whitespace().max_by_key(|word| word.len())?;
        let candidates: Vec<usize> =
            (0..self.store.articles().len()).filter(|&article| self.mentions(article, rare)).collect();
        let mut found =
            candidates.into_iter().filter_map(|article| self.find_in(article, highlight)).collect::<Vec<_>>();
        if found.len() == 1 { found.pop() } else { None }
    }

    fn mentions(&self, article: usize, word: &str) -> bool {
        let (Some(document), Some(article)) = (self.store.document_of(article), self.store.article(article)) else {
            return false;
        };
        document.lines(article.lines.clone()).any(|(_, line)| line.contains(word))
    }
}
