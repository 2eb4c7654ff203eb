//! The search over articles and highlights: what is asked is held against what is loaded, and what is
//! chosen is opened.
//!
//! Rows are ranked here, at once; whole texts are looked into by the doorway, slice by slice, and the answers
//! come back as events.

use std::sync::Arc;

use super::App;
use super::effect::{Effect, Titles};
use super::layout::Focus;
use super::overlay::Overlay;
use super::panes::list;
use super::panes::list::View;
use super::panes::search::{Item, MOST_HITS, Reach, Search, Searched, Subject};
use crate::model::change::Triage;
use crate::model::located::Located;
use crate::model::store::Store;
use crate::search::facts::{Library, highlight_row, row};
use crate::search::fuzzy::Index;
use crate::search::whole::Seek;
use crate::text::duration;

/// So many articles are made ready for the search in no time that anybody would notice.
const FEW: usize = 5_000;

/// How far the articles are from being ready for the search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Preparing {
    #[default]
    No,
    Asked,
    Failed,
}

impl App {
    /// Searches: in the text that is read, in the highlights, or in all articles.
    pub(super) fn show_search(&mut self) {
        match self.focus {
            Focus::Reader => self.overlay = Some(Overlay::Within(super::panes::input::Input::line(""))),
            Focus::Highlights => self.search_for(Subject::Highlights, ""),
            Focus::Digests | Focus::List => self.search_articles(),
        }
    }

    /// Searches the list that is shown: all articles, or this digest only; those kept or put off, or all.
    fn search_articles(&mut self) {
        let digest = self.digest_at_hand().map_or(Reach::All, Reach::Digest);
        let (first, other) = match self.view {
            View::Kept => (Reach::Decided(Triage::Kept), Reach::All),
            View::Later => (Reach::Decided(Triage::Later), Reach::All),
            View::Inbox | View::All | View::Highlights => (Reach::All, digest),
        };
        let search = Search::new(Subject::Articles, self.settings.searches.clone(), "").reaching(first, other);
        self.open_search(search);
    }

    /// Opens the search with a query.
    pub(super) fn search_for(&mut self, subject: Subject, query: &str) {
        self.open_search(Search::new(subject, self.settings.searches.clone(), query));
    }

    fn open_search(&mut self, search: Search) {
        let mut search = Box::new(search);
        self.find(&mut search);
        self.overlay = Some(Overlay::Search(search));
    }

    pub(super) fn search_key(&mut self, mut search: Box<Search>, key: crossterm::event::KeyEvent) {
        match search.key(key) {
            Searched::Open => {}
            Searched::Changed => self.find(&mut search),
            Searched::Closed => return,
            Searched::Chosen(index) => return self.open_found(&search, index),
        }
        self.overlay = Some(Overlay::Search(search));
    }

    fn open_found(&mut self, search: &Search, index: usize) {
        if search.subject() == Subject::Highlights {
            if search.query().is_empty() {
                self.highlights.end_filter();
            } else {
                self.highlights.filter(&search.text(), &search.found());
            }
            self.highlights.select(index);
            self.focus = Focus::Highlights;
            return;
        }
        self.found = search.found();
        self.select_article(index);
        self.focus = Focus::List;
        self.read();
        let whole = &search.asked().whole;
        if !whole.is_empty() {
            self.reader.set_hits(whole.places(&self.reader.body().text));
            self.reader.next_hit(1);
            self.say_hit();
        }
    }

    /// Finds what is asked for.
    pub(super) fn find(&mut self, search: &mut Search) {
        match search.subject() {
            Subject::Articles => {
                search.set_all(self.reached(search.reach()));
                self.find_articles(search);
            }
            Subject::Highlights => self.find_highlights(search),
        }
    }

    /// How many articles are searched among.
    fn reached(&self, reach: Reach) -> usize {
        if reach == Reach::All {
            return self.store.article_count();
        }
        (0..self.store.article_count()).filter(|index| self.reaches(reach, *index)).count()
    }

    /// Whether an article is one of those that are searched among.
    fn reaches(&self, reach: Reach, index: usize) -> bool {
        match reach {
            Reach::All => true,
            Reach::Decided(triage) => self.tally.triage(index) == triage,
            Reach::Digest(digest) => {
                self.store.digests().get(digest).is_some_and(|digest| digest.articles.contains(&index))
            }
        }
    }

    fn find_highlights(&mut self, search: &mut Search) {
        let all = self.highlights.items();
        let index = self
            .highlight_index
            .get_or_insert_with(|| Index::new(all.iter().map(|located| highlight_row(&located.highlight))));
        let library = Library::new(&self.store, &self.marks, &[], self.settings.words_per_minute);
        let asked = search.asked();
        let keeps = |located: &Located| asked.keeps_highlight(&located.highlight, || library.facts_of(located));
        let found = index.find_among(search.among(), asked, usize::MAX, |row| all.get(row).is_some_and(keeps));
        let rows: Vec<usize> = found.rows().collect();
        search.set_all(all.len());
        search.remember(found.rest);
        search.show(rows.into_iter(), found.total);
    }

    fn find_articles(&mut self, search: &mut Search) {
        self.seeks += 1;
        let Some(index) = self.index() else {
            return match self.preparing {
                Preparing::Failed => search.show(std::iter::empty(), 0),
                Preparing::No | Preparing::Asked => search.wait(self.seeks),
            };
        };
        let asked = search.asked();
        // Thousands of highlights are not sorted to their articles for words alone.
        let located = if asked.asks_no_facts() { &[] } else { self.located() };
        let library = Library::new(&self.store, &self.marks, located, self.settings.words_per_minute);
        let is_whole = !asked.whole.is_empty();
        let limit = if is_whole { usize::MAX } else { MOST_HITS };
        let found = index.find_among(search.among(), asked, limit, |row| {
            self.reaches(search.reach(), row) && asked.keeps(&library, row)
        });
        let rows: Vec<usize> = found.rows().collect();
        search.remember(found.rest);
        if !is_whole {
            return search.show(rows.into_iter(), found.total);
        }
        let among = rows.into_iter().filter_map(|row| u32::try_from(row).ok()).collect();
        let (number, store, query) = (self.seeks, Arc::clone(&self.store), search.query().clone());
        self.effects.push(Effect::Seek(Seek { number, store, query, among, most: MOST_HITS }));
        search.wait(number);
    }

    /// Takes hits of a search in whole texts.
    pub(super) fn sought(&mut self, number: u64, hits: Vec<(usize, String)>, is_done: bool) {
        if let Some(Overlay::Search(search)) = &mut self.overlay {
            search.take(number, hits, is_done);
        }
        self.go_on_typing();
    }

    /// Does what was typed before there was anything to choose from.
    pub(super) fn go_on_typing(&mut self) {
        let Some(Overlay::Search(search)) = &mut self.overlay else { return };
        for key in search.typed_ahead() {
            self.key(key);
            self.fit();
        }
    }

    /// All articles, made ready for the search. Many are made ready elsewhere, and it is asked for here.
    fn index(&mut self) -> Option<Arc<Index>> {
        if self.index.is_none() {
            self.prepare();
        }
        self.index.clone()
    }

    /// Has the articles made ready for the search, unless they are.
    pub(super) fn prepare(&mut self) {
        let articles = self.store.article_count();
        if self.index.is_some() {
            return;
        }
        if articles <= FEW {
            let rows = (0..articles).map(|article| row(&self.store, &self.marks, article));
            self.index = Some(Arc::new(Index::new(rows)));
        } else if self.preparing == Preparing::No {
            self.preparing = Preparing::Asked;
            self.effects.push(Effect::Prepare(Arc::clone(&self.store), self.titles()));
        }
    }

    /// The titles given by hand.
    fn titles(&self) -> Titles {
        let states = self.marks.states();
        let given = states
            .iter()
            .filter_map(|(id, known)| Some((self.marks.find(&self.store, *id)?, known.title()?.to_owned())));
        given.collect()
    }

    /// Takes what was made ready, if it is of the articles that are shown.
    pub(super) fn prepared(&mut self, store: &Arc<Store>, titles: &Titles, index: Arc<Index>) {
        self.preparing = Preparing::No;
        if Arc::ptr_eq(store, &self.store) && *titles == self.titles() {
            self.index = Some(index);
        }
        // Who waits for it searches now, or asks for it again where it came too late.
        if matches!(&self.overlay, Some(Overlay::Search(search)) if search.is_waiting()) {
            self.overlay_changed();
        }
    }

    /// Nobody is to wait any more, nor to try in vain again and again.
    pub(super) fn prepare_failed(&mut self) {
        self.preparing = Preparing::Failed;
        let key = self.keymap.key_of(super::action::Action::Reload);
        self.status.complain(format!(
            "Making the articles ready for the search failed inside veille: it finds nothing; {key} tries again."
        ));
        self.overlay_changed();
    }

    /// What the search shows of a hit.
    pub(super) fn found_item(&self, subject: Subject, index: usize) -> Item {
        let in_line = |text: &str| text.replace('\n', " ");
        match subject {
            Subject::Articles => {
                let row = row(&self.store, &self.marks, index);
                let about = if row.rubric.is_empty() {
                    row.source.to_owned()
                } else {
                    format!("{} · {}", row.source, row.rubric)
                };
                let Some(article) = self.store.article(index) else { return Item::default() };
                let known = self.marks.article(&self.store, article);
                Item {
                    sign: list::sign(known, &self.theme),
                    title: known.title_of(article).into_owned(),
                    about,
                    first: row.sentence.to_owned(),
                    minutes: duration::tight(article.minutes(self.settings.words_per_minute)),
                }
            }
            Subject::Highlights => {
                let Some(located) = self.located().get(index) else { return Item::default() };
                let row = highlight_row(&located.highlight);
                let tags: String = located.highlight.tags.iter().map(|tag| format!("#{tag} ")).collect();
                let about = format!("{tags}{}", row.rubric);
                Item { title: in_line(row.title), about, first: in_line(row.sentence), ..Item::default() }
            }
        }
    }
}
