//! Counts and minutes: how much is decided, kept and left, for each digest and for all.
//!
//! All is counted once; after that a change counts again only what it is about.

use crate::model::article::{Article, ArticleId};
use crate::model::change::{Change, Triage};
use crate::model::marks::Marks;
use crate::model::store::Store;

/// The counts of some articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// All of them.
    pub total: usize,
    /// Those kept, skipped or put off.
    pub decided: usize,
    /// Those kept.
    pub kept: usize,
    /// Those put off.
    pub later: usize,
    /// Minutes to read those kept and not read yet.
    pub minutes: u32,
}

impl Count {
    /// Whether nothing is left to decide.
    pub fn is_done(&self) -> bool {
        self.decided == self.total
    }

    fn add(&mut self, counted: Counted) {
        self.total += 1;
        self.decided += usize::from(counted.triage != Triage::Undecided);
        self.kept += usize::from(counted.triage == Triage::Kept);
        self.later += usize::from(counted.triage == Triage::Later);
        self.minutes += counted.minutes;
    }

    fn take_away(&mut self, counted: Counted) {
        self.total -= 1;
        self.decided -= usize::from(counted.triage != Triage::Undecided);
        self.kept -= usize::from(counted.triage == Triage::Kept);
        self.later -= usize::from(counted.triage == Triage::Later);
        self.minutes -= counted.minutes;
    }
}

/// As what an article is counted now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Counted {
    triage: Triage,
    minutes: u32,
}

impl Counted {
    fn of(article: &Article, store: &Store, marks: &Marks, words_per_minute: u32) -> Counted {
        let known = marks.article(store, article);
        let to_read = known.triage() == Triage::Kept && !known.is_read();
        let minutes = if to_read { article.minutes(words_per_minute) } else { 0 };
        Counted { triage: known.triage(), minutes }
    }
}

/// The counts of each digest and of all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// One a digest, in the store's order.
    pub digests: Vec<Count>,
    /// All together.
    pub all: Count,
    words_per_minute: u32,
    articles: Vec<Counted>,
}

impl Tally {
    /// Counts everything.
    pub fn new(store: &Store, marks: &Marks, words_per_minute: u32) -> Tally {
        let mut tally = Tally {
            digests: vec![Count::default(); store.digests().len()],
            all: Count::default(),
            words_per_minute,
            articles: Vec::with_capacity(store.article_count()),
        };
        for article in store.articles() {
            let counted = Counted::of(article, store, marks, words_per_minute);
            tally.articles.push(counted);
            tally.all.add(counted);
            if let Some(digest) = tally.digests.get_mut(article.document) {
                digest.add(counted);
            }
        }
        tally
    }

    /// Counts again what `changes`, which were just applied, are about.
    pub fn update<'a>(&mut self, store: &Store, marks: &Marks, changes: impl IntoIterator<Item = &'a Change>) {
        for (id, lead) in changes.into_iter().filter_map(articles_of) {
            let heir = marks.heirs().heir(id).and_then(|heir| store.find(heir));
            for index in store.having(id).chain(store.having(lead)).chain(heir) {
                self.count_again(index, store, marks);
            }
        }
    }

    /// What was decided about the article at `index` of the store.
    pub fn triage(&self, index: usize) -> Triage {
        self.articles.get(index).map_or(Triage::Undecided, |counted| counted.triage)
    }

    fn count_again(&mut self, index: usize, store: &Store, marks: &Marks) {
        let (Some(article), Some(counted)) = (store.article(index), self.articles.get_mut(index)) else { return };
        let (before, now) = (*counted, Counted::of(article, store, marks, self.words_per_minute));
        *counted = now;
        self.all.take_away(before);
        self.all.add(now);
        if let Some(digest) = self.digests.get_mut(article.document) {
            digest.take_away(before);
            digest.add(now);
        }
    }
}

/// The article that a change is about, and the id of its first lines: what is known of one may be known
/// of another that begins alike (see [`Marks::article`]).
fn articles_of(change: &Change) -> Option<(ArticleId, ArticleId)> {
    match change {
        Change::Triage { article, lead, .. }
        | Change::Read { article, lead, .. }
        | Change::Place { article, lead, .. }
        | Change::Title { article, lead, .. } => Some((*article, *lead)),
        _ => None,
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::*;
    use crate::model::article::tests::{article, lead};
    use crate::model::change::{Entry, Stamper, Step};
    use crate::model::document::{Document, Markup};

    /// Articles of which several have the same id, or begin alike.
    pub(crate) fn store() -> impl Strategy<Value = Store> {
        let digest = prop::collection::vec((0..9_u64, 0..9_u32), 0..5);
        prop::collection::vec(digest, 0..4).prop_map(|digests| {
            let mut store = Store::default();
            for articles in digests {
                let document = Document::new("a.txt", Markup::Plain, "text".to_owned());
                let articles = articles.into_iter().map(|(id, hundreds)| article(id, hundreds));
                store.add(Arc::new(document), String::new(), None, articles.collect());
            }
            store
        })
    }

    /// What the reader does: a step with its changes, or an undo, or a redo.
    #[derive(Debug, Clone)]
    pub(crate) enum Did {
        Do(Vec<Change>),
        Undo,
        Redo,
    }

    impl Did {
        /// Applies it, where there is something to undo or redo; gives the changes.
        pub(crate) fn apply(self, marks: &mut Marks, stamper: &mut Stamper) -> Vec<Change> {
            let past = match self {
                Did::Do(changes) => Some((Step::Do, changes)),
                Did::Undo => marks.undo().map(|(step, changes, _)| (step, changes)),
                Did::Redo => marks.redo().map(|(step, changes, _)| (step, changes)),
            };
            let Some((step, changes)) = past else { return Vec::new() };
            let stamp = stamper.stamp(0, marks.latest());
            marks.apply(&Entry { stamp, step, what: String::new(), changes: changes.clone() });
            changes
        }
    }

    pub(crate) fn did() -> impl Strategy<Value = Did> {
        const DECISIONS: &[Triage] = &[Triage::Undecided, Triage::Kept, Triage::Skipped, Triage::Later];
        let change = (0..12_u64, prop::sample::select(DECISIONS), 0..5_u8).prop_map(|(id, to, kind)| {
            let (article, lead) = (ArticleId(id), lead(id));
            match kind {
                0 => Change::Read { article, lead, to: to == Triage::Kept },
                1 => Change::Place { article, lead, to: 3 },
                _ => Change::Triage { article, lead, to },
            }
        });
        prop_oneof![3 => prop::collection::vec(change, 1..4).prop_map(Did::Do), 1 => Just(Did::Undo), 1 => Just(Did::Redo)]
    }

    proptest! {
        #[test]
        fn counting_what_changed_gives_what_counting_all_gives(
            store in store(), steps in prop::collection::vec(did(), 0..12),
        ) {
            let (mut marks, mut stamper) = (Marks::default(), Stamper::new("host", "session"));
            let mut tally = Tally::new(&store, &marks, 200);
            for step in steps {
                let changes = step.apply(&mut marks, &mut stamper);
                tally.update(&store, &marks, &changes);
                prop_assert_eq!(&tally, &Tally::new(&store, &marks, 200));
            }
        }
    }
}
