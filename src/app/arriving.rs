//! What is loaded arrives: for the first time, more of it, or anew after a change.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::App;
use super::action::Action;
use super::effect::Effect;
use super::layout::Focus;
use super::overlay::Overlay;
use super::searching::Preparing;
use super::tally::Tally;
use crate::model::article::ArticleId;
use crate::model::highlight::HighlightId;
use crate::model::store::Store;
use crate::text::message::counted;

impl App {
    /// Takes what was read or cut anew; `is_all` unless more comes.
    pub(super) fn load(&mut self, store: Arc<Store>, is_all: bool) {
        let is_first = std::mem::replace(&mut self.loading, !is_all);
        if is_first && store.continues(&self.store) {
            return self.grow(store);
        }
        let (before, lost) = (Arc::clone(&self.store), self.lost());
        self.exchange(store);
        if std::mem::take(&mut self.reloading) {
            let lost = self.lost().difference(&lost).count();
            self.status.say(self.what_changed(&before, lost));
        }
    }

    /// Has the sources read again.
    pub(super) fn reload(&mut self) {
        self.reloading = true;
        self.status.say("Reading the sources again …");
        self.effects.push(Effect::Reload);
    }

    /// The highlights whose passage is not found.
    fn lost(&self) -> BTreeSet<HighlightId> {
        let lost = self.located().iter().filter(|located| located.is_lost());
        lost.map(|located| located.highlight.id.clone()).collect()
    }

    /// What a reload brought, in one line.
    fn what_changed(&self, before: &Store, lost: usize) -> String {
        let (more, gone) = (missing(&self.store, before), missing(before, &self.store));
        let mut parts = Vec::new();
        if more > 0 {
            parts.push(format!("{} more", counted(more, "article")));
        }
        if gone > 0 {
            parts.push(if more > 0 { format!("{gone} gone") } else { format!("{} gone", counted(gone, "article")) });
        }
        let articles = if parts.is_empty() { "no article has changed".to_owned() } else { parts.join(", ") };
        match (lost, parts.is_empty()) {
            (0, true) => "Read again: nothing has changed.".to_owned(),
            (0, false) => format!("Read again: {articles}."),
            _ => {
                let key = self.keymap.key_of(Action::ViewHighlights);
                format!("Read again: {articles}; {} lost, {key} shows which.", counted(lost, "highlight"))
            }
        }
    }

    /// Takes what was read for the first time, or more of it: all that speaks of articles still holds.
    fn grow(&mut self, store: Arc<Store>) {
        self.put(store);
        self.refresh();
        // Highlights are looked for once: those of texts that are still to come would be looked for in all.
        if !self.loading {
            self.refresh_highlights();
            // Where nothing was found yet no row moves under anybody's hand.
            if matches!(&self.overlay, Some(Overlay::Search(search)) if search.is_empty()) {
                self.overlay_changed();
            }
        }
        // Whoever has pressed a key is not to be moved.
        if !self.at_work {
            self.select_where_we_were();
        }
    }

    /// Takes another store for that of before; the reader stays on the text that was at hand.
    fn exchange(&mut self, store: Arc<Store>) {
        self.keep_place();
        let here = self.position();
        // What was found and listed speaks of the articles of before.
        self.found.clear();
        self.list.end_range();
        self.overlay = self.overlay.take().filter(Overlay::outlives_the_store);
        self.reader.clear();
        self.put(store);
        self.refresh_highlights();
        self.refresh();
        let same = here.as_ref().and_then(|here| self.article_at(here));
        match (same, here) {
            (Some(article), Some(here)) => {
                self.select_article(article);
                if self.focus == Focus::Reader {
                    self.open(article);
                    self.reader.focus_line(here.line);
                }
            }
            _ => self.focus = if self.focus == Focus::Reader { Focus::List } else { self.focus },
        }
        if matches!(self.overlay, Some(Overlay::Search(_))) {
            self.overlay_changed();
        }
    }

    /// Puts a store in its place, with all that is counted and prepared from it.
    fn put(&mut self, store: Arc<Store>) {
        self.store = store;
        self.tally = Tally::new(&self.store, &self.marks, self.settings.words_per_minute);
        (self.index, self.preparing) = (None, Preparing::No);
        if let Some(Overlay::Search(search)) = &mut self.overlay {
            search.forget();
        }
    }
}

/// How many articles of `all` are not in `others`; of twins, as many as are missing.
fn missing(all: &Store, others: &Store) -> usize {
    let mut there: HashMap<ArticleId, usize> = HashMap::new();
    others.articles().for_each(|article| *there.entry(article.id).or_default() += 1);
    let mut is_missing = |id: &ArticleId| match there.get_mut(id).filter(|left| **left > 0) {
        Some(left) => {
            *left -= 1;
            false
        }
        None => true,
    };
    all.articles().map(|article| article.id).filter(|id| is_missing(id)).count()
}
