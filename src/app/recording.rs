//! What the reader does: each step changes what is known, is written down, and can be undone.
//!
//! A step of this session, of another, and one that is replayed all go through [`Marks::apply`].
//!
//! [`Marks::apply`]: crate::model::marks::Marks::apply

use std::collections::BTreeSet;

use super::App;
use super::effect::Effect;
use super::layout::Focus;
use super::panes::status::Saving;
use crate::model::article::ArticleId;
use crate::model::change::{Change, Entry, Step};
use crate::model::highlight::HighlightId;
use crate::model::located::{Located, locate_again};

impl App {
    /// Applies changes, as one step of the reader, and has them written.
    pub(super) fn record(&mut self, step: Step, what: &str, changes: Vec<Change>) {
        if changes.is_empty() && matches!(step, Step::Do | Step::Silent) {
            return;
        }
        let about: BTreeSet<usize> =
            changes.iter().filter_map(Change::article).filter_map(|id| self.store.find(id)).collect();
        let articles = about.iter().filter_map(|index| self.store.article(*index));
        let adopted: Vec<Change> = articles.flat_map(|article| self.marks.adoption(&self.store, article)).collect();
        if !adopted.is_empty() {
            self.write(Step::Silent, "", adopted);
        }
        let is_first = changes.iter().any(Change::marks_an_article);
        self.write(step, what, changes);
        if is_first {
            self.write_rolls(&about);
        }
    }

    /// Writes what articles look like that something was done to for the first time.
    fn write_rolls(&mut self, about: &BTreeSet<usize>) {
        /// Whoever decides about more at once has read none of them.
        const MOST: usize = 500;
        for index in about.iter().take(MOST) {
            if let Some(roll) = self.marks.roll(&self.store, *index) {
                self.write(Step::Silent, "", vec![roll]);
            }
        }
    }

    /// Applies an entry and has it written.
    fn write(&mut self, step: Step, what: &str, changes: Vec<Change>) {
        let stamp = self.stamper.stamp(self.now, self.marks.latest());
        let entry = Entry { stamp, step, what: what.to_owned(), changes };
        self.effects.push(Effect::Record(entry.clone()));
        self.recorded += 1;
        if self.status.saving != Saving::Failed {
            self.status.saving = Saving::Pending;
        }
        self.take_in(&[entry]);
    }

    /// Applies entries, of this session or others, and brings what is shown up to date: once, however many
    /// came.
    pub(super) fn take_in(&mut self, entries: &[Entry]) {
        entries.iter().for_each(|entry| self.marks.apply(entry));
        let changes = || entries.iter().flat_map(|entry| &entry.changes);
        self.tally.update(&self.store, &self.marks, changes());
        self.list.update(&self.store, &self.tally, self.view);
        if changes().any(|change| matches!(change, Change::Title { .. })) {
            self.index = None;
            if let Some(index) = self.reader.article() {
                self.reader.set_header(self.header(index));
            }
        }
        let mut changed: BTreeSet<HighlightId> = changes().filter_map(Change::highlight).cloned().collect();
        changed.extend(changes().filter_map(retitled).flat_map(|id| self.highlights_of(id)));
        let corrected: BTreeSet<String> = changes().filter_map(Change::corrected_source).map(str::to_owned).collect();
        if !corrected.is_empty() {
            self.effects.push(Effect::CutAgain(corrected));
        }
        if !changed.is_empty() {
            let located = self.located().to_vec();
            self.show_highlights(locate_again(located, &changed, &self.store, &self.marks));
        }
    }

    /// The highlights of an article, which are listed under its title.
    fn highlights_of(&self, id: ArticleId) -> impl Iterator<Item = HighlightId> {
        let article = self.store.find(id);
        let is_of_it = move |located: &&Located| {
            let stands_in_it = article.is_some() && located.place.as_ref().map(|(index, _)| *index) == article;
            stands_in_it || located.highlight.anchor.article == id
        };
        self.located().iter().filter(is_of_it).map(|located| located.highlight.id.clone())
    }

    pub(super) fn saved(&mut self, count: u64) {
        if count >= self.recorded {
            self.status.saved();
            self.warned = false;
        }
    }

    pub(super) fn undo(&mut self, times: isize) {
        self.several(times, "There is nothing to undo.", |app| {
            let found = app.marks.undo().map(|(step, changes, what)| (step, changes, what.to_owned()));
            app.again(found, "Undone")
        });
    }

    pub(super) fn redo(&mut self, times: isize) {
        self.several(times, "There is nothing to redo.", |app| {
            let found = app.marks.redo().map(|(step, changes, what)| (step, changes, what.to_owned()));
            app.again(found, "Done again")
        });
    }

    /// Goes through the past step by step, as long as there is something; each is a change of its own.
    fn several(&mut self, times: isize, nothing: &str, step: impl Fn(&mut App) -> bool) {
        // More than that at once is a slip of the fingers, and the past goes back for years.
        const MOST: isize = 100;
        let done = (0..times.min(MOST)).take_while(|_| step(self)).count();
        match (done, self.status.notice()) {
            (0, _) => self.status.say(nothing),
            (1, _) | (_, None) => {}
            (_, Some(last)) => {
                let last = last.to_owned();
                self.status.say(format!("{done} steps. {last}"));
            }
        }
    }

    fn again(&mut self, found: Option<(Step, Vec<Change>, String)>, did: &str) -> bool {
        let Some((step, changes, what)) = found else { return false };
        let changes = self.marks.with_successors(&self.store, changes);
        let about = changes.iter().filter_map(Change::article);
        let article = about.filter_map(|id| self.marks.find(&self.store, id)).min();
        self.keep_place();
        self.record(step, &what, changes);
        if let Some(article) = article.filter(|_| self.focus != Focus::Highlights) {
            // What is no longer kept is gone from the list of what is: one stays there.
            if !self.select_listed(article) && self.view.lists_all() {
                self.select_article(article);
            }
            if self.focus == Focus::Reader && self.reader.article() != Some(article) {
                self.open(article);
            }
        }
        self.status.say(format!("{did}: {what}."));
        true
    }
}

/// The article that was given a title.
fn retitled(change: &Change) -> Option<ArticleId> {
    if let Change::Title { article, .. } = change { Some(*article) } else { None }
}
