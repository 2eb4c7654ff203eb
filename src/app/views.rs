//! From pane to pane and from view to view: into an article and back, to what was chosen, out of what is open.

use super::App;
use super::effect::Target;
use super::layout::Focus;
use super::panes::list::View;

impl App {
    /// Goes to what was chosen by its number.
    pub(super) fn choose(&mut self, target: Target) {
        match target {
            Target::Article(index) => {
                self.keep_place();
                self.select_and_open(index);
                self.focus = if self.focus == Focus::Reader { Focus::Reader } else { Focus::List };
            }
            Target::Highlight(index) => {
                if self.focus != Focus::Highlights {
                    self.show_view(View::Highlights);
                }
                self.highlights.select(index);
            }
            Target::Paragraph(block) => {
                if let Some(start) = self.reader.body().blocks.get(block).map(|block| block.range.start) {
                    self.reader.go_to(start);
                }
            }
        }
    }

    /// Selects an article; while one is read, it is opened.
    pub(super) fn select_and_open(&mut self, article: usize) {
        self.select_article(article);
        if self.focus == Focus::Reader {
            self.open(article);
        }
    }

    /// Selects an article in the list, in a view that lists it.
    pub(super) fn select_article(&mut self, article: usize) {
        if !self.select_listed(article) {
            self.view = View::All;
            self.refresh();
            self.list.select(article);
        }
    }

    /// Selects an article in the view that is shown, in its unfolded digest; tells whether it is listed there.
    pub(super) fn select_listed(&mut self, article: usize) -> bool {
        if self.list.select(article) {
            return true;
        }
        let digest = self.store.article(article).map(|article| article.document);
        self.list.unfold_digest(digest.unwrap_or(0));
        self.refresh();
        self.list.select(article)
    }

    /// From the list into the text; from a folded digest to its articles.
    pub(super) fn read(&mut self) {
        if self.focus == Focus::Digests {
            self.focus = Focus::List;
            return;
        }
        if self.list.unfold() {
            return self.refresh();
        }
        match self.list.article() {
            Some(article) => {
                self.focus = Focus::Reader;
                if self.reader.article() != Some(article) {
                    self.open(article);
                }
            }
            None => self.status.say("There is no article here to read."),
        }
    }

    /// From the text back to where one came from.
    pub(super) fn leave_reader(&mut self) {
        self.keep_place();
        self.reader.set_hits(Vec::new());
        if let Some(article) = self.reader.article() {
            self.list.select(article);
        }
        self.focus = if self.view == View::Highlights { Focus::Highlights } else { Focus::List };
    }

    /// Folds or unfolds the digest at hand.
    pub(super) fn fold(&mut self) {
        if let Some(digest) = self.digest_at_hand() {
            self.list.toggle_fold(digest);
            self.refresh();
        }
    }

    /// Shows another view.
    pub(super) fn show_view(&mut self, view: View) {
        self.keep_place();
        if let Some(left) = self.list.article().and_then(|index| self.store.article(index)) {
            self.left_at.insert(self.view, left.id);
        }
        self.view = view;
        self.list.forget_folds();
        self.focus = if view == View::Highlights { Focus::Highlights } else { Focus::List };
        self.refresh();
        let left = self.left_at.get(&view).and_then(|left| self.store.find(*left));
        let is_there = left.is_some_and(|left| self.list.select(left));
        if view == View::Inbox && !is_there {
            self.select_first_undecided();
        }
    }

    /// Gives the keys to the next pane.
    pub(super) fn next_pane(&mut self, direction: isize) {
        let next = match (self.focus, direction > 0) {
            (Focus::Highlights, _) => Focus::Highlights,
            (Focus::Digests, true) | (Focus::Reader, false) => Focus::List,
            (Focus::List, true) | (Focus::Digests, false) => Focus::Reader,
            (Focus::Reader, true) | (Focus::List, false) => Focus::Digests,
        };
        match next {
            Focus::Reader if self.focus == Focus::Digests => {
                self.focus = Focus::List;
                self.read();
            }
            Focus::Reader => self.read(),
            _ if self.focus == Focus::Reader => {
                self.leave_reader();
                self.focus = if self.view == View::Highlights { Focus::Highlights } else { next };
            }
            _ => self.focus = next,
        }
    }

    /// Closes the innermost thing that is open; never quits.
    pub(super) fn close(&mut self) {
        if self.reader.is_selecting() {
            self.reader.end_selection();
        } else if self.list.end_range() || self.status.close_error() {
        } else if self.reader.has_hits() {
            self.reader.set_hits(Vec::new());
        } else if self.leave_attaching() {
        } else {
            self.found.clear();
            self.highlights.end_filter();
        }
    }

    /// Goes back; from the outermost view, quits.
    pub(super) fn back(&mut self) {
        match self.focus {
            Focus::Reader => self.leave_reader(),
            Focus::Digests => self.focus = Focus::List,
            Focus::Highlights => self.show_view(View::Inbox),
            Focus::List if self.is_outermost() => self.quit(),
            Focus::List => self.show_view(View::Inbox),
        }
    }

    /// Whether there is nothing to go back to.
    pub(super) fn is_outermost(&self) -> bool {
        self.focus == Focus::List && self.view == View::Inbox
    }
}
