//! Heirs: the articles whose text was edited since the reader did something to them, found again.
//!
//! What is known of a text that is gone goes to an article of the same source that nothing is known of,
//! stands where it stood, has the same figures and nearly the same words. Git finds renamed files so: first by
//! what is equal, then by what is alike. Where more than one comes into question nobody inherits, nor from one
//! of two that were nearly equal, nor where most of what stood there is gone: a decision on the wrong article
//! is worse than one that is lost.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::article::{Article, ArticleId};
use super::sketch::{Looks, NOBODY, Sketch, beginning, issue};
use super::store::Store;

/// Less than that in common and it is another text, of which nothing needs to be said.
const RELATED: f32 = 0.35;

/// How far one heir after the other is found from those that nobody edited; each time all are asked that are left.
const ROUNDS: usize = 100;

/// What one roll says: texts that stood together, and what is gone of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Stood {
    /// The issue that they stood in.
    pub issue: u32,
    /// How each of them begins, and the two around them.
    pub beginnings: BTreeSet<u32>,
    /// What they looked like.
    pub texts: Vec<(ArticleId, Sketch)>,
    /// Those that are gone and to which something was done.
    pub gone: BTreeSet<ArticleId>,
}

impl Stood {
    fn gone(&self) -> impl Iterator<Item = &(ArticleId, Sketch)> {
        self.texts.iter().filter(|(id, _)| self.gone.contains(id))
    }

    /// Whether another text is so much like one that either may have been edited into the same.
    fn has_twin(&self, id: ArticleId, sketch: &Sketch) -> bool {
        self.texts.iter().any(|(other, looks)| *other != id && looks.looks.likeness(&sketch.looks) >= RELATED)
    }
}

/// Who inherits from whom.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Heirs {
    /// The articles that inherit, and the text of before each.
    of: BTreeMap<ArticleId, ArticleId>,
    /// The same the other way round.
    to: BTreeMap<ArticleId, ArticleId>,
    /// Texts of before and the article that is most like each, where it is not sure that it is the same.
    unsure: BTreeMap<ArticleId, ArticleId>,
}

impl Heirs {
    /// Looks for the heirs of texts that are gone from `store`; `is_known` says of which articles something is
    /// known already. Where two documents may be the issue that they stood in, neither is it.
    pub fn find(store: &Store, stood: &[Stood], is_known: impl Fn(&Article) -> bool) -> Heirs {
        let mut by_issue: BTreeMap<u32, (Vec<&Stood>, Vec<usize>)> = BTreeMap::new();
        stood.iter().for_each(|stood| by_issue.entry(stood.issue).or_default().0.push(stood));
        let documents = if stood.is_empty() { 0 } else { store.documents().len() };
        for at in 0..documents {
            if let Some((_, documents)) = issue(store, at).and_then(|issue| by_issue.get_mut(&issue)) {
                documents.push(at);
            }
        }
        let mut heirs = Heirs::default();
        for (stood, documents) in by_issue.values() {
            if let [document] = documents[..] {
                heirs.find_in(Row::of(store, document, &is_known), stood);
            }
        }
        heirs
    }

    /// Looks in one document, round after round: who is found tells where those beside it are.
    fn find_in(&mut self, mut row: Row, stood: &[&Stood]) {
        let mut found = Heirs::default();
        for _ in 0..ROUNDS {
            let mut claims = Claims::default();
            for stood in stood {
                row.hear(stood, |id| found.to.contains_key(&id), &mut claims);
            }
            let more = claims.settled();
            row.settle(&more, stood);
            let is_last = more.of.is_empty();
            found.of.extend(more.of);
            found.to.extend(more.to);
            found.unsure = more.unsure;
            if is_last {
                break;
            }
        }
        let (here, elsewhere): (Vec<&Stood>, Vec<&Stood>) = stood.iter().partition(|stood| row.is_of(stood));
        let texts = |of: Vec<&Stood>| of.into_iter().flat_map(|stood| &stood.gone).copied().collect();
        let (here, elsewhere): (BTreeSet<ArticleId>, BTreeSet<ArticleId>) = (texts(here), texts(elsewhere));
        let is_here = |gone: &ArticleId| here.contains(gone) || !elsewhere.contains(gone);
        self.of.extend(found.of.into_iter().filter(|(_, gone)| is_here(gone)));
        self.to.extend(found.to.into_iter().filter(|(gone, _)| is_here(gone)));
        self.unsure.extend(found.unsure.into_iter().filter(|(gone, _)| is_here(gone)));
    }

    /// Whose marks an article inherits.
    pub fn testator(&self, heir: ArticleId) -> Option<ArticleId> {
        self.of.get(&heir).copied()
    }

    /// Which article inherits the marks of a text that is gone.
    pub fn heir(&self, gone: ArticleId) -> Option<ArticleId> {
        self.to.get(&gone).copied()
    }

    /// The texts of before and the article that is most like each, where it is not sure that it is the same.
    pub fn unsure(&self) -> &BTreeMap<ArticleId, ArticleId> {
        &self.unsure
    }
}

/// Which articles may inherit from which texts.
#[derive(Debug, Default)]
struct Claims {
    /// An article, and the text that leaves it something.
    pairs: BTreeSet<(ArticleId, ArticleId)>,
    /// The article that is most like a text, and how much.
    related: BTreeMap<ArticleId, (ArticleId, f32)>,
}

impl Claims {
    fn relate(&mut self, gone: ArticleId, heir: ArticleId, likeness: f32) {
        let best = self.related.entry(gone).or_insert((heir, likeness));
        if likeness > best.1 {
            *best = (heir, likeness);
        }
    }

    /// Those that nobody else disputes.
    fn settled(self) -> Heirs {
        let (mut heirs, mut testators): (BTreeMap<ArticleId, usize>, BTreeMap<ArticleId, usize>) = Default::default();
        for (heir, of) in &self.pairs {
            *heirs.entry(*heir).or_default() += 1;
            *testators.entry(*of).or_default() += 1;
        }
        let is_only =
            |(heir, of): &(ArticleId, ArticleId)| heirs.get(heir) == Some(&1) && testators.get(of) == Some(&1);
        let of: BTreeMap<ArticleId, ArticleId> = self.pairs.iter().copied().filter(is_only).collect();
        let to: BTreeMap<ArticleId, ArticleId> = of.iter().map(|(heir, of)| (*of, *heir)).collect();
        let unsure = self.related.iter().filter(|(gone, (heir, _))| !to.contains_key(gone) && !of.contains_key(heir));
        let unsure = unsure.map(|(gone, (heir, _))| (*gone, *heir)).collect();
        Heirs { of, to, unsure }
    }
}

/// Where an article stands among those of its source, compared with where a text stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// Between the same two.
    Between,
    /// Beside one of them.
    Beside,
    /// Both are all there is in their source.
    Alone,
}

impl Standing {
    /// How alike the words must be: the less the place says, the more the words have to. One word changed in
    /// thirty leaves 0.87, more or less 0.08; of two articles that are not the same, hardly any share 0.06.
    fn likeness(self) -> f32 {
        match self {
            Standing::Between => 0.5,
            Standing::Beside => 0.7,
            Standing::Alone => 0.85,
        }
    }
}

/// The articles of one document.
struct Row<'a> {
    store: &'a Store,
    first: usize,
    /// How each begins, and how it began before it was edited.
    beginnings: Vec<[u32; 2]>,
    by_beginning: HashMap<u32, Vec<usize>>,
    /// Those that nothing is known of, by their place in the row.
    free: BTreeMap<usize, ArticleId>,
    /// What those look like that were asked about.
    looks: HashMap<usize, Option<Looks>>,
}

impl<'a> Row<'a> {
    fn of(store: &'a Store, document: usize, is_known: impl Fn(&Article) -> bool) -> Row<'a> {
        let articles = store.digests().get(document).map(|digest| digest.articles.clone()).unwrap_or_default();
        let first = articles.start;
        let mut row = Row {
            store,
            first,
            beginnings: Vec::new(),
            by_beginning: HashMap::new(),
            free: BTreeMap::new(),
            looks: HashMap::new(),
        };
        let free = articles.filter_map(|index| Some((index - first, store.article(index)?)));
        row.free = free.filter(|(_, article)| !is_known(article)).map(|(at, article)| (at, article.id)).collect();
        if !row.free.is_empty() {
            row.read_beginnings(document);
        }
        row
    }

    fn read_beginnings(&mut self, document: usize) {
        let (Some(text), Some(digest)) = (self.store.documents().get(document), self.store.digests().get(document))
        else {
            return;
        };
        let articles = digest.articles.clone().filter_map(|index| self.store.article(index));
        self.beginnings = articles.map(|article| [beginning(text, article); 2]).collect();
        for (at, [beginning, _]) in self.beginnings.iter().enumerate() {
            self.by_beginning.entry(*beginning).or_default().push(at);
        }
    }

    /// Takes those that were found for what they were.
    fn settle(&mut self, found: &Heirs, stood: &[&Stood]) {
        let places: HashMap<ArticleId, usize> = self.free.iter().map(|(at, id)| (*id, *at)).collect();
        for (id, sketch) in stood.iter().flat_map(|stood| stood.gone()) {
            let Some(at) = found.heir(*id).and_then(|heir| places.get(&heir).copied()) else { continue };
            self.free.remove(&at);
            if let Some([_, before]) = self.beginnings.get_mut(at) {
                *before = sketch.looks.beginning;
            }
            let beginning = self.by_beginning.entry(sketch.looks.beginning).or_default();
            if !beginning.contains(&at) {
                beginning.push(at);
            }
        }
    }

    /// Hears what the texts that are gone from here leave, and to whom it may go.
    fn hear(&mut self, stood: &Stood, is_settled: impl Fn(ArticleId) -> bool, claims: &mut Claims) {
        if self.free.is_empty() {
            return;
        }
        for (id, sketch) in stood.gone().filter(|(id, _)| !is_settled(*id)) {
            for (at, standing) in self.places(sketch, stood) {
                let Some((now, heir)) = self.looks(at).zip(self.free.get(&at).copied()) else { continue };
                let likeness = sketch.looks.likeness(&now);
                if likeness >= RELATED {
                    claims.relate(*id, heir, likeness);
                }
                let is_enough = likeness >= standing.likeness() && now.figures == sketch.looks.figures;
                if is_enough && !stood.has_twin(*id, sketch) {
                    claims.pairs.insert((heir, *id));
                }
            }
        }
    }

    /// Whether this is still the issue that a roll is of: at least half of what stood there is here. A file may hold
    /// another issue every week that says nothing of its number.
    fn is_of(&self, stood: &Stood) -> bool {
        let here = stood.beginnings.iter().filter(|beginning| self.by_beginning.contains_key(beginning)).count();
        here * 2 >= stood.beginnings.len()
    }

    fn looks(&mut self, at: usize) -> Option<Looks> {
        let (store, index) = (self.store, self.first + at);
        let look = || Some(Looks::of(store.document_of(index)?, store.article(index)?));
        *self.looks.entry(at).or_insert_with(look)
    }

    /// The places that nothing is known of beside an article that the text stood beside, and that hold none of the
    /// others which stood there as well. The edge of a document is none: every first article stands at one.
    fn places(&self, gone: &Sketch, stood: &Stood) -> Vec<(usize, Standing)> {
        if (gone.before, gone.after) == (NOBODY, NOBODY) {
            let is_alone = self.beginnings.len() == 1;
            return self.free.keys().filter(|_| is_alone).map(|at| (*at, Standing::Alone)).collect();
        }
        let beside = |beginning| self.by_beginning.get(&beginning).into_iter().flatten().copied();
        let after = beside(gone.before).map(|at| at + 1);
        let before = beside(gone.after).filter_map(|at| at.checked_sub(1));
        let is_other = |at: &usize| {
            self.beginnings
                .get(*at)
                .is_some_and(|[own, _]| *own != gone.looks.beginning && stood.beginnings.contains(own))
        };
        let is_listed = |id| stood.texts.iter().any(|(listed, _)| *listed == id);
        let is_free = |at: &usize| self.free.get(at).is_some_and(|id| !is_listed(*id)) && !is_other(at);
        let places: BTreeSet<usize> = after.chain(before).filter(is_free).collect();
        places.into_iter().map(|at| (at, self.standing(at, gone))).collect()
    }

    fn standing(&self, at: usize, gone: &Sketch) -> Standing {
        let begins = |at: Option<usize>, wanted: u32| {
            at.and_then(|at| self.beginnings.get(at)).unwrap_or(&[NOBODY; 2]).contains(&wanted)
        };
        let is_between = begins(at.checked_sub(1), gone.before) && begins(Some(at + 1), gone.after);
        if is_between { Standing::Between } else { Standing::Beside }
    }
}

#[cfg(test)]
mod tests;
