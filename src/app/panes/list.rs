//! The list of articles: one line each to judge it by, under their digests and rubrics.
//!
//! It shows what it was told at the last [`List::fill`]; a digest that is done folds into one line.

mod draw;
mod moving;
mod range;
mod view;

use std::collections::HashMap;

use super::scroll::Scroll;
use crate::app::tally::{Count, Tally};
use crate::model::store::Store;
pub use draw::{Look, SIGNS, sign};
pub use view::View;

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// The heading of a digest.
    Digest {
        /// Its index in the store.
        digest: usize,
        /// Whether its articles are hidden.
        folded: bool,
    },
    /// Nothing, to set two digests apart.
    Space,
    /// A rubric inside a digest: that of an article, by its index in the store.
    Rubric(usize),
    /// An article, by its index in the store.
    Article(usize),
}

impl Row {
    fn article(&self) -> Option<usize> {
        match self {
            Row::Article(index) => Some(*index),
            Row::Digest { .. } | Row::Rubric(_) | Row::Space => None,
        }
    }
}

/// The list of articles.
#[derive(Debug, Clone, Default)]
pub struct List {
    rows: Vec<Row>,
    scroll: Scroll,
    folds: HashMap<usize, bool>,
    /// The article where the marked ones begin.
    range: Option<usize>,
    /// The view, and which digests are folded in it.
    filled_for: Option<(View, Vec<bool>)>,
}

impl List {
    /// Lists the articles of `view`, keeping the selection on what it was on.
    pub fn fill(&mut self, store: &Store, tally: &Tally, view: View) {
        let (selected, before) = (self.selected_row().cloned(), self.scroll.selected());
        let folds = self.folded(store, tally, view);
        self.rows.clear();
        for (index, (digest, &folded)) in store.digests().iter().zip(&folds).enumerate() {
            let listed = |article: &usize| view.lists(tally.triage(*article));
            let articles: Vec<usize> = digest.articles.clone().filter(listed).collect();
            if articles.is_empty() {
                continue;
            }
            let after_articles = matches!(self.rows.last(), Some(Row::Article(_)));
            if after_articles || !folded && !self.rows.is_empty() {
                self.rows.push(Row::Space);
            }
            self.rows.push(Row::Digest { digest: index, folded });
            if !folded {
                self.push_articles(store, &articles);
            }
        }
        self.filled_for = Some((view, folds));
        self.scroll.fit(self.rows.len(), self.scroll.page());
        let same = selected.and_then(|row| self.position(&row));
        self.scroll.select(same.unwrap_or(before));
        self.settle(1);
    }

    /// Lists again after something was decided, if that can change a row.
    pub fn update(&mut self, store: &Store, tally: &Tally, view: View) {
        let is_same = view.lists_all() && self.filled_for == Some((view, self.folded(store, tally, view)));
        if !is_same {
            self.fill(store, tally, view);
        }
    }

    /// Of each digest, whether it is folded: as the reader wants it, else in the inbox where it is done.
    fn folded(&self, store: &Store, tally: &Tally, view: View) -> Vec<bool> {
        let is_done = |index: usize| tally.digests.get(index).is_some_and(Count::is_done);
        let is_folded = |index: usize| view == View::Inbox && is_done(index);
        (0..store.digests().len())
            .map(|index| self.folds.get(&index).copied().unwrap_or_else(|| is_folded(index)))
            .collect()
    }

    fn push_articles(&mut self, store: &Store, articles: &[usize]) {
        let mut rubric: Option<&str> = None;
        for &index in articles {
            let kicker = store.article(index).and_then(|article| article.kicker.as_deref());
            if kicker.is_some() && rubric != kicker {
                self.rows.push(Row::Rubric(index));
            }
            rubric = kicker;
            self.rows.push(Row::Article(index));
        }
    }

    fn position(&self, wanted: &Row) -> Option<usize> {
        self.rows.iter().position(|row| match (row, wanted) {
            (Row::Digest { digest, .. }, Row::Digest { digest: other, .. }) => digest == other,
            (row, wanted) => row == wanted,
        })
    }

    /// Carries over which digests were folded by hand to a store in which they have other places, or none.
    pub fn carry_folds(&mut self, place: impl Fn(usize) -> Option<usize>) {
        let carried = self.folds.drain().filter_map(|(digest, folded)| Some((place(digest)?, folded)));
        self.folds = carried.collect::<HashMap<usize, bool>>();
    }

    /// Forgets which digests were folded by hand.
    pub fn forget_folds(&mut self) {
        self.folds.clear();
    }

    /// Tells how many rows fit on the screen.
    pub fn fit(&mut self, height: usize) {
        self.scroll.fit(self.rows.len(), height);
    }

    /// Rows on a page.
    pub fn page(&self) -> isize {
        isize::try_from(self.scroll.page()).unwrap_or(isize::MAX)
    }

    /// What is listed, line by line.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// How many rows are listed.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// How many articles are listed.
    pub fn articles(&self) -> usize {
        self.listed().count()
    }

    /// Whether nothing is listed.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The selected article.
    pub fn article(&self) -> Option<usize> {
        self.selected_row().and_then(Row::article)
    }

    /// The digest that the selected row belongs to.
    pub fn digest(&self) -> Option<usize> {
        self.rows.iter().take(self.scroll.selected() + 1).rev().find_map(|row| match row {
            Row::Digest { digest, .. } => Some(*digest),
            Row::Rubric(_) | Row::Article(_) | Row::Space => None,
        })
    }

    fn selected_row(&self) -> Option<&Row> {
        self.rows.get(self.scroll.selected())
    }

    /// The selected article and those below it, at most `most` together.
    pub fn articles_from_here(&self, most: usize) -> Vec<usize> {
        self.rows.iter().skip(self.scroll.selected()).filter_map(Row::article).take(most).collect()
    }

    fn listed(&self) -> impl Iterator<Item = usize> {
        self.rows.iter().filter_map(Row::article)
    }

    /// Folds or unfolds a digest and selects its heading; the caller fills the list again.
    pub fn toggle_fold(&mut self, digest: usize) {
        let folded = self.rows.contains(&Row::Digest { digest, folded: true });
        self.folds.insert(digest, !folded);
        if let Some(row) = self.position(&Row::Digest { digest, folded }) {
            self.scroll.select(row);
        }
    }

    /// Unfolds a digest; the caller fills the list again.
    pub fn unfold_digest(&mut self, digest: usize) {
        self.folds.insert(digest, false);
    }

    /// Unfolds the digest at the selection if it is folded; tells whether it was.
    pub fn unfold(&mut self) -> bool {
        let Some(Row::Digest { digest, folded: true }) = self.selected_row() else { return false };
        self.toggle_fold(*digest);
        true
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::app::tally::tests::{did, store};
    use crate::model::change::Stamper;
    use crate::model::marks::Marks;

    proptest! {
        #[test]
        fn listing_what_changed_gives_what_listing_all_gives(
            store in store(), steps in prop::collection::vec((did(), 0..9_isize, any::<bool>()), 0..12),
            view in prop::sample::select(&View::ALL[..]),
        ) {
            let (mut marks, mut stamper) = (Marks::default(), Stamper::new("host", "session"));
            let mut tally = Tally::new(&store, &marks, 200);
            let mut list = List::default();
            list.fit(5);
            list.fill(&store, &tally, view);
            for (step, down, folds) in steps {
                list.step(down - 4);
                if folds {
                    list.digest().into_iter().for_each(|digest| list.toggle_fold(digest));
                    list.fill(&store, &tally, view);
                }
                let changes = step.apply(&mut marks, &mut stamper);
                tally.update(&store, &marks, &changes);
                let mut full = list.clone();
                list.update(&store, &tally, view);
                full.fill(&store, &tally, view);
                prop_assert_eq!((list.rows.clone(), list.scroll), (full.rows, full.scroll));
            }
        }
    }
}
