//! Triage: each decision moves on to the next undecided article by itself.

use std::collections::BTreeSet;

use super::App;
use super::action::Action;
use super::layout::Focus;
use super::panes::list::View;
use crate::model::article::Article;
use crate::model::change::{Change, Step, Triage};
use crate::text::duration;
use crate::text::message::{capital, counted};
use crate::text::wrap::truncate;

impl App {
    /// Decides about the article at hand, or so many from it on, as one step, and goes on.
    pub(super) fn decide(&mut self, to: Triage, count: isize) {
        let articles = self.articles_at_hand(count.unsigned_abs());
        self.decide_on(&articles, to);
    }

    /// Decides about articles that were named, as `action` does.
    pub(super) fn decide_about(&mut self, articles: &[usize], action: Action) {
        let articles: Vec<usize> = BTreeSet::from_iter(articles).into_iter().copied().collect();
        match action {
            Action::Keep => self.decide_on(&articles, Triage::Kept),
            Action::Skip => self.decide_on(&articles, Triage::Skipped),
            Action::Later => self.decide_on(&articles, Triage::Later),
            _ => {}
        }
    }

    fn decide_on(&mut self, articles: &[usize], to: Triage) {
        let Some(&last) = articles.last() else {
            return self.status.say("There is no article here to decide about.");
        };
        self.keep_place();
        let about = || articles.iter().filter_map(|index| self.store.article(*index));
        let differs = |article: &&Article| self.marks.triage(&self.store, article) != to;
        let changes: Vec<Change> = about().filter(differs).map(|article| triage(article, to)).collect();
        self.list.end_range();
        if changes.is_empty() {
            let what = format!("Already {}", self.said_of(articles, to));
            return self.go_on_after(last, what);
        }
        let changed: Vec<usize> =
            changes.iter().filter_map(Change::article).filter_map(|id| self.store.find(id)).collect();
        let what = self.said_of(&changed, to);
        self.record(Step::Do, &what, changes);
        self.go_on_after(last, self.undoable(&what));
    }

    /// A decision about these articles in words.
    fn said_of(&self, articles: &[usize], to: Triage) -> String {
        match articles {
            [one] => self.store.article(*one).map(|article| self.said(article, to)).unwrap_or_default(),
            _ => format!("{} {}", verb(to), counted(articles.len(), "article")),
        }
    }

    /// What was done, and how it is undone.
    fn undoable(&self, what: &str) -> String {
        let undo = self.keymap.key_of(Action::Undo);
        format!("{} · {undo} takes it back", capital(what))
    }

    fn said(&self, article: &Article, to: Triage) -> String {
        let title = self.marks.article(&self.store, article).title_of(article);
        format!("{} “{}”", verb(to), shortened(&title))
    }

    /// Marks articles from the selected one on, or none any more.
    pub(super) fn toggle_range(&mut self) {
        if self.list.end_range() {
        } else if self.focus == Focus::List && self.list.start_range() {
            let key = |action| self.keymap.key_of(action);
            let leave = key(Action::Close);
            self.status.say(format!("Moving marks more articles; a decision is about all of them · {leave} leaves"));
        } else {
            self.status.say("There is no article here to mark.");
        }
    }

    /// The marked articles; else the article at hand and, for a count, those that as many single decisions would be about; never
    /// from the end of the list on to its beginning.
    fn articles_at_hand(&self, count: usize) -> Vec<usize> {
        let marked = self.list.in_range();
        if !marked.is_empty() && self.focus == Focus::List {
            return marked;
        }
        let Some(first) = self.article_at_hand() else { return Vec::new() };
        if self.moves_in_list() {
            return self.list.articles_from_here(count);
        }
        let after = first + 1..self.store.article_count();
        let undecided = after.filter(|index| self.tally.triage(*index) == Triage::Undecided);
        [first].into_iter().chain(undecided).take(count.max(1)).collect()
    }

    /// Whether the next article is the next of the list, decided or not.
    fn moves_in_list(&self) -> bool {
        matches!(self.view, View::Kept | View::Later) && self.focus == Focus::List
    }

    /// Skips all that is undecided in the digest at hand, as one step.
    pub(super) fn skip_rest(&mut self) {
        let digest = match self.article_at_hand() {
            Some(article) => self.store.digest_of(article),
            None => self.digest_at_hand().and_then(|digest| self.store.digests().get(digest)),
        };
        let Some(digest) = digest else { return };
        let (articles, title) = (digest.articles.clone(), digest.title.clone());
        let undecided =
            articles.clone().filter_map(|index| self.store.article(index)).filter(|article| self.is_undecided(article));
        let changes: Vec<Change> = undecided.map(|article| triage(article, Triage::Skipped)).collect();
        if changes.is_empty() {
            return self.status.say(format!("Nothing is undecided in {title}."));
        }
        let what = format!("skipped the {} undecided of {title}", changes.len());
        self.keep_place();
        self.record(Step::Do, &what, changes);
        self.go_on_after(articles.end.saturating_sub(1), self.undoable(&what));
    }

    /// The article that a decision is about: the one read, else the one selected.
    pub(super) fn article_at_hand(&self) -> Option<usize> {
        match self.focus {
            Focus::Reader => self.reader.article(),
            Focus::List => self.list.article(),
            Focus::Digests | Focus::Highlights => None,
        }
    }

    /// The digest that is selected, in its own pane or in the list.
    pub(super) fn digest_at_hand(&self) -> Option<usize> {
        if self.focus == Focus::Digests { Some(self.digests.selected()) } else { self.list.digest() }
    }

    fn is_undecided(&self, article: &Article) -> bool {
        self.marks.triage(&self.store, article) == Triage::Undecided
    }

    /// The undecided article so many after `index` (or before it), round and round, each once.
    pub(super) fn undecided_beside(&self, index: usize, by: isize) -> Option<usize> {
        let count = self.store.article_count();
        let beside = |step: usize| if by > 0 { (index + step) % count } else { (index + count - step) % count };
        let undecided = |index: &usize| self.tally.triage(*index) == Triage::Undecided;
        (1..=count).map(beside).filter(undecided).take(by.unsigned_abs()).last()
    }

    /// The article to read so many after `index` (or before it): the next undecided one; where the kept
    /// ones or those put off are listed, the next of them.
    pub(super) fn to_read_beside(&self, index: usize, by: isize) -> Option<usize> {
        match self.view {
            View::Kept | View::Later => self.list.beside(index, by),
            View::Inbox | View::All | View::Highlights => self.undecided_beside(index, by),
        }
    }

    /// After a decision: the next undecided article; in a view of decided ones, the next of the list.
    fn go_on_after(&mut self, index: usize, said: String) {
        self.status.say(said);
        if self.moves_in_list() {
            if self.list.article() == Some(index) {
                self.list.step(1);
            }
            return;
        }
        match self.undecided_beside(index, 1) {
            Some(next) => {
                self.select_article(next);
                if self.focus == Focus::Reader {
                    self.open(next);
                }
            }
            None => self.say_all_is_decided(),
        }
    }

    /// The end of a session of triage: what was kept, for how long, and what to do next.
    fn say_all_is_decided(&mut self) {
        let count = self.tally.all;
        let key = self.keymap.key_of(Action::ViewKept);
        let later = if count.later > 0 { format!(", {} for later", count.later) } else { String::new() };
        self.status.say(format!(
            "All is decided: {} kept{later}, {} to read · {key} shows them",
            count.kept,
            duration::words(count.minutes)
        ));
        if self.focus == Focus::Reader {
            self.focus = Focus::List;
        }
    }

    /// After a start: what was being read, else the article that was at hand last, if it is not decided, else the next undecided.
    pub(super) fn select_where_we_were(&mut self) {
        if self.resuming && self.resume_reading() {
            return;
        }
        let last = self.marks.latest_article().and_then(|id| self.marks.find(&self.store, id));
        let undecided = |index: &usize| self.store.article(*index).is_some_and(|article| self.is_undecided(article));
        match last.map(|last| if undecided(&last) { Some(last) } else { self.undecided_beside(last, 1) }) {
            Some(Some(article)) => self.select_article(article),
            _ => self.select_first_undecided(),
        }
    }

    /// Goes to the first undecided article, else to the first.
    pub(super) fn select_first_undecided(&mut self) {
        let last = self.store.article_count().saturating_sub(1);
        match self.undecided_beside(last, 1) {
            Some(first) => self.select_article(first),
            None => self.list.go_to_end(false),
        }
    }
}

/// A title short enough to leave room for what can be done.
pub(super) fn shortened(title: &str) -> String {
    let (short, is_cut) = truncate(title, 40);
    if is_cut { format!("{}…", short.trim_end_matches([' ', '…'])) } else { short.to_owned() }
}

fn triage(article: &Article, to: Triage) -> Change {
    Change::Triage { article: article.id, lead: article.lead, to }
}

/// A decision in a word.
pub(super) fn verb(to: Triage) -> &'static str {
    match to {
        Triage::Undecided => "undecided",
        Triage::Kept => "kept",
        Triage::Skipped => "skipped",
        Triage::Later => "put off",
    }
}
