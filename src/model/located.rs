//! Where the highlights stand in what is loaded now: found in an article, or lost.
//!
//! Most stand where they were made. The others are looked for in all articles, in one pass for all
//! of them together: `strays` tells which articles may hold which.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Range;

use super::highlight::{Anchor, Highlight, HighlightId};
use super::marks::Marks;
use super::positions::Positions;
use super::sought::{Choice, Sought, Spot, Spots, spots};
use super::store::Store;
use super::strays::Strays;
use super::wording::Wording;

/// The article (its index in the store) and the bytes of its text.
type Place = (usize, Range<usize>);

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
    let highlights: Vec<Highlight> = marks.highlights().collect();
    let places = places(store, &highlights);
    in_order(store, marks, highlights.into_iter().zip(places).collect())
}

/// What [`locate`] finds where only the highlights `changed` are others than those found before.
pub fn locate_again(
    before: Vec<Located>,
    changed: &BTreeSet<HighlightId>,
    store: &Store,
    marks: &Marks,
) -> Vec<Located> {
    let highlights: Vec<Highlight> = changed.iter().filter_map(|id| marks.highlight(id)).collect();
    let (same, mut others): (Vec<Located>, Vec<Located>) =
        before.into_iter().partition(|located| changed.contains(&located.highlight.id));
    let is_known = |highlight: &Highlight| {
        same.iter().find(|known| known.highlight.anchor == highlight.anchor && known.highlight.id == highlight.id)
    };
    let (known, new): (Vec<Highlight>, Vec<Highlight>) =
        highlights.into_iter().partition(|highlight| is_known(highlight).is_some());
    for highlight in known {
        let place = is_known(&highlight).and_then(|known| known.place.clone());
        others.extend(in_order(store, marks, vec![(highlight, place)]));
    }
    let places = places(store, &new);
    others.extend(in_order(store, marks, new.into_iter().zip(places).collect()));
    sorted(others)
}

fn in_order(store: &Store, marks: &Marks, found: Vec<(Highlight, Option<Place>)>) -> Vec<Located> {
    let sources: HashSet<&str> = store.documents().iter().map(|document| document.source()).collect();
    let located = found.into_iter().map(|(mut highlight, place)| {
        // It is called as its article is now, in whose text it stands.
        if let Some(article) = place.as_ref().and_then(|(article, _)| store.article(*article)) {
            highlight.origin.title = marks.article(store, article).title_of(article).into_owned();
        }
        let is_loaded = place.is_some() || sources.contains(highlight.origin.source.as_str());
        Located { highlight, place, is_loaded }
    });
    sorted(located.collect())
}

fn sorted(mut located: Vec<Located>) -> Vec<Located> {
    located.sort_by_cached_key(|located| match &located.place {
        Some((article, range)) => (false, *article, range.start, located.highlight.made, located.highlight.id.clone()),
        None => (true, 0, 0, located.highlight.made, located.highlight.id.clone()),
    });
    located
}

/// Where each highlight stands.
fn places(store: &Store, highlights: &[Highlight]) -> Vec<Option<Place>> {
    let mut places = vec![None; highlights.len()];
    let mut by_article: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, highlight) in highlights.iter().enumerate() {
        if let Some(article) = store.find(highlight.anchor.article) {
            by_article.entry(article).or_default().push(at);
        }
    }
    for (article, at) in by_article {
        find_at_home(store, article, &at, highlights, &mut places);
    }
    find_strays(store, highlights, &mut places);
    places
}

/// Finds the highlights `at` in `article`, the one that they were made in.
fn find_at_home(store: &Store, article: usize, at: &[usize], highlights: &[Highlight], places: &mut [Option<Place>]) {
    let Some(body) = store.body(article) else { return };
    let (text, mut moved) = (Positions::of(&body.text), Vec::new());
    for &at in at {
        let (Some(highlight), Some(place)) = (highlights.get(at), places.get_mut(at)) else { continue };
        *place = highlight.anchor.at_own_place(&text).map(|range| (article, range));
        if place.is_none() {
            moved.push(at);
        }
    }
    if moved.is_empty() {
        return;
    }
    let wording = Wording::of(&body.text);
    for (quote, of_quote) in by_quote(highlights, &moved) {
        let spots = spots(&text, &wording, &Wording::of(quote));
        let spots: Vec<(usize, Spot)> = spots.into_iter().map(|spot| (article, spot)).collect();
        choose_all(&of_quote, &spots, true, highlights, places);
    }
}

/// Looks for those that have no place yet in all articles, which are read once.
fn find_strays(store: &Store, highlights: &[Highlight], places: &mut [Option<Place>]) {
    let lost: Vec<usize> = (0..highlights.len()).filter(|at| places.get(*at).is_some_and(Option::is_none)).collect();
    if lost.is_empty() {
        return;
    }
    // Thousands may quote the same words: those are looked for once.
    let quotes = by_quote(highlights, &lost);
    let wanted: Vec<(usize, &Anchor)> = quotes
        .iter()
        .enumerate()
        .flat_map(|(quote, (_, of_quote))| sorts(highlights, of_quote).into_iter().map(move |anchor| (quote, anchor)))
        .collect();
    // Most sources are not loaded at any time, and their quotes stand nowhere: those need no wording.
    let wordings: Vec<OnceCell<Wording>> = vec![OnceCell::new(); quotes.len()];
    let texts: Vec<&str> = quotes.keys().copied().collect();
    let mut found: Vec<Vec<(usize, Spot)>> = vec![Vec::new(); quotes.len()];
    let mut strays = Strays::of(&wanted.iter().map(|(_, anchor)| *anchor).collect::<Vec<_>>());
    for article in 0..store.article_count() {
        let maybe = strays.in_article(store, article).iter().filter_map(|sort| wanted.get(*sort));
        let maybe: BTreeSet<usize> = maybe.map(|(quote, _)| *quote).collect();
        let Some(body) = Some(&maybe).filter(|maybe| !maybe.is_empty()).and_then(|_| store.body(article)) else {
            continue;
        };
        let (text, wording) = (Positions::of(&body.text), Wording::of(&body.text));
        for quote in maybe {
            if let (Some(sought), Some(found)) = (wordings.get(quote), found.get_mut(quote)) {
                let sought = sought.get_or_init(|| Wording::of(texts.get(quote).copied().unwrap_or_default()));
                found.extend(spots(&text, &wording, sought).into_iter().map(|spot| (article, spot)));
            }
        }
    }
    for ((_, of_quote), spots) in quotes.iter().zip(&found).filter(|(_, spots)| !spots.is_empty()) {
        choose_all(of_quote, spots, false, highlights, places);
    }
}

/// The highlights `at`, together where they quote the same text.
fn by_quote<'a>(highlights: &'a [Highlight], at: &[usize]) -> BTreeMap<&'a str, Vec<usize>> {
    let mut quotes: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for &at in at {
        if let Some(highlight) = highlights.get(at) {
            quotes.entry(&highlight.anchor.quote).or_default().push(at);
        }
    }
    quotes
}

/// One anchor for each pair of letters beside the same quote: more `strays` does not look at.
fn sorts<'a>(highlights: &'a [Highlight], at: &[usize]) -> Vec<&'a Anchor> {
    let anchors = at.iter().filter_map(|at| highlights.get(*at)).map(|highlight| &highlight.anchor);
    let beside = |anchor: &Anchor| (anchor.before.chars().next_back(), anchor.after.chars().next());
    let sorts: BTreeMap<_, &Anchor> = anchors.map(|anchor| (beside(anchor), anchor)).collect();
    sorts.into_values().collect()
}

/// Chooses a place for the highlights `at`, which quote the same text, among `spots`, where it stands.
fn choose_all(
    at: &[usize],
    spots: &[(usize, Spot)],
    is_same_text: bool,
    highlights: &[Highlight],
    places: &mut [Option<Place>],
) {
    let mut alike: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for &at in at {
        if let Some(Highlight { anchor, .. }) = highlights.get(at) {
            alike.entry((&anchor.before, &anchor.after)).or_default().push(at);
        }
    }
    let spots = Spots::of(spots);
    for at in alike.into_values() {
        let Some(first) = at.first().and_then(|first| highlights.get(*first)) else { continue };
        let choice = Choice::of(&Sought::of(&first.anchor).near(&spots, is_same_text));
        for at in at {
            if let (Some(highlight), Some(place)) = (highlights.get(at), places.get_mut(at)) {
                *place = choice.at(highlight.anchor.start);
            }
        }
    }
}
