//! What is loaded arrives: for the first time, more of it, or anew after a change.

use std::sync::Arc;

use super::App;
use super::layout::Focus;
use super::overlay::Overlay;
use super::tally::Tally;
use crate::model::store::Store;

impl App {
    /// Takes what was read or cut anew; `is_all` unless more comes.
    pub(super) fn load(&mut self, store: Arc<Store>, is_all: bool) {
        let is_first = std::mem::replace(&mut self.loading, !is_all);
        if is_first && store.continues(&self.store) {
            self.grow(store);
        } else {
            self.exchange(store);
        }
    }

    /// Takes what was read for the first time, or more of it: all that speaks of articles still holds.
    fn grow(&mut self, store: Arc<Store>) {
        self.store = store;
        self.tally = Tally::new(&self.store, &self.marks, self.settings.words_per_minute);
        (self.index, self.is_preparing) = (None, false);
        if let Some(Overlay::Search(search)) = &mut self.overlay {
            search.forget();
        }
        self.refresh();
        // Highlights are looked for once: those of texts that are still to come would be looked for in all.
        if !self.loading {
            self.refresh_highlights();
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
        self.store = store;
        // What was found and listed speaks of the articles of before.
        self.found.clear();
        self.list.end_range();
        self.overlay = self.overlay.take().filter(Overlay::outlives_the_store);
        self.reader.clear();
        self.tally = Tally::new(&self.store, &self.marks, self.settings.words_per_minute);
        (self.index, self.is_preparing) = (None, false);
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
}
