//! What is loaded arrives: for the first time, more of it, or anew after a change.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::App;
use super::action::Action;
use super::effect::Effect;
use super::layout::Focus;
use super::overlay::Overlay;
use super::panes::list::View;
use super::searching::Preparing;
use super::tally::Tally;
use super::triage::shortened;
use crate::model::article::ArticleId;
use crate::model::change::Triage;
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
        self.say_unsure();
    }

    /// Says of what was edited too much to be sure that it is what the reader decided about, once.
    fn say_unsure(&mut self) {
        let unsure = self.marks.heirs().unsure();
        let new: Vec<(ArticleId, ArticleId)> = unsure
            .iter()
            .filter(|(gone, _)| !self.told_unsure.contains(gone))
            .map(|(gone, now)| (*gone, *now))
            .collect();
        let article = |id| self.store.find(id).and_then(|index| self.store.article(index));
        let Some(first) = new.first().and_then(|(_, now)| article(*now)) else { return };
        let title = shortened(&first.shown_title());
        let said = match new.len() {
            1 => format!("“{title}” may be an edited article that you decided about"),
            more => {
                format!("“{title}” and {} may be edited articles that you decided about", counted(more - 1, "other"))
            }
        };
        self.told_unsure.extend(new.iter().map(|(gone, _)| *gone));
        self.status.complain(format!("{said}; too much has changed to be sure, so nothing is decided there."));
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
        let edited = self.edited(before);
        let but_edited = |articles: usize| articles.saturating_sub(edited);
        let (more, gone) = (but_edited(missing(&self.store, before)), but_edited(missing(before, &self.store)));
        let mut parts = Vec::new();
        if edited > 0 {
            parts.push(format!("{} edited", counted(edited, "decided article")));
        }
        if more > 0 {
            parts.push(format!("{} more", counted(more, "article")));
        }
        let decided = self.decided_and_gone(before);
        if gone > 0 {
            let gone = if more > 0 { gone.to_string() } else { counted(gone, "article") };
            let decided = if decided > 0 { format!(" ({decided} of them decided)") } else { String::new() };
            parts.push(format!("{gone} gone{decided}"));
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

    /// How many articles that something is known of are not what they were, and known again.
    fn edited(&self, before: &Store) -> usize {
        let new = self.store.articles().filter(|article| before.find(article.id).is_none());
        new.filter(|article| self.marks.known_as(&self.store, article).is_some()).count()
    }

    /// How many articles were decided about and are gone, with nobody who took over.
    fn decided_and_gone(&self, before: &Store) -> usize {
        let known: BTreeSet<ArticleId> =
            self.store.articles().filter_map(|article| self.marks.known_as(&self.store, article)).collect();
        let is_gone = |id: &ArticleId| self.store.find(*id).is_none() && !known.contains(id);
        let gone: BTreeSet<ArticleId> = before.articles().map(|article| article.id).filter(is_gone).collect();
        let is_decided =
            |id: &ArticleId| self.marks.of_id(*id).is_some_and(|known| known.triage() != Triage::Undecided);
        gone.iter().filter(|id| is_decided(id)).count()
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
            self.say_unsure();
        }
        // Whoever has pressed a key is not to be moved.
        if !self.at_work {
            self.select_where_we_were();
        }
    }

    /// Takes another store for that of before; the reader stays on the text that was at hand, with what is
    /// selected in it and typed over it.
    fn exchange(&mut self, store: Arc<Store>) {
        self.keep_place();
        let here = self.position();
        let held = self.reader.selecting().map(|selecting| (self.reader.body().text.clone(), selecting));
        // What was found and listed speaks of the articles of before.
        self.found.clear();
        self.list.end_range();
        self.reader.clear();
        self.paged = None;
        self.carry_folds(&store);
        self.put(store);
        self.refresh_highlights();
        self.refresh();
        match here.and_then(|here| Some((self.article_at(&here)?, here.line))) {
            Some((article, line)) if self.focus == Focus::Reader => {
                // A passage of the list of highlights has no row in the list of articles.
                if self.view != View::Highlights {
                    self.select_article(article);
                }
                self.open(article);
                self.reader.focus_line(line);
                if let Some((_, selecting)) = held.filter(|(text, _)| *text == self.reader.body().text) {
                    self.reader.resume_selection(&selecting);
                }
            }
            Some((article, _)) => self.select_article(article),
            None => self.focus = if self.focus == Focus::Reader { Focus::List } else { self.focus },
        }
        self.renew_overlay();
    }

    /// Brings what lies over the panes up to date with the text below it, or takes it away with that.
    fn renew_overlay(&mut self) {
        let is_read = self.focus == Focus::Reader;
        match self.overlay.take() {
            Some(Overlay::Contents(_)) if is_read => self.show_contents(),
            Some(Overlay::Links(typed)) if is_read && self.reader.show_hints() => {
                self.overlay = Some(Overlay::Links(typed));
            }
            overlay => self.overlay = overlay.filter(|overlay| is_read || !overlay.needs_the_reader()),
        }
        if let Some(Overlay::Search(search)) = &mut self.overlay {
            search.reach_all();
        }
        if matches!(self.overlay, Some(Overlay::Search(_) | Overlay::Within(_))) {
            self.overlay_changed();
        }
    }

    /// Keeps digests folded, or unfolded, as the reader wanted them: each is known by its source.
    fn carry_folds(&mut self, store: &Store) {
        let sources: HashMap<&str, usize> =
            store.documents().iter().enumerate().map(|(at, document)| (document.source(), at)).collect();
        let before = Arc::clone(&self.store);
        self.list.carry_folds(|digest| sources.get(before.documents().get(digest)?.source()).copied());
    }

    /// Puts a store in its place, with all that is counted and prepared from it.
    fn put(&mut self, store: Arc<Store>) {
        self.store = store;
        // What is still to come may be the very text that seems to be gone.
        if !self.loading {
            self.marks.trace(&self.store);
        }
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
