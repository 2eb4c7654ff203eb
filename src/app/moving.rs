//! Moving about: lines and pages, the next undecided article, the next of what was found, pieces of the text.

use super::App;
use super::action::Action;
use super::layout::Focus;
use super::panes::list::View;
use super::panes::reader::{Reader, Selection, around};
use crate::model::body::Body;

impl App {
    /// Moves by lines in the pane that has the keys.
    pub(super) fn step(&mut self, rows: isize) {
        match self.focus {
            Focus::Digests => self.step_digests(rows),
            Focus::List => self.list.step_over(rows),
            Focus::Highlights => self.highlights.step(rows),
            Focus::Reader if self.reader.is_selecting() => {
                self.reader.extend(|selection, _, page| selection.by_row(page, rows))
            }
            Focus::Reader => self.reader.scroll(rows),
        }
    }

    /// Moves by pages.
    pub(super) fn page(&mut self, pages: isize) {
        match self.focus {
            Focus::Digests => self.step_digests(self.digests.page() * pages),
            Focus::List => self.list.step(self.list.page() * pages),
            Focus::Highlights => self.highlights.step(5 * pages),
            Focus::Reader if self.reader.is_selecting() => self.step(self.reader.rows() * pages),
            Focus::Reader => self.reader.scroll_page(pages),
        }
    }

    /// Moves by half a page.
    pub(super) fn half_page(&mut self, halves: isize) {
        match self.focus {
            Focus::Digests => self.step_digests(self.digests.page() / 2 * halves),
            Focus::List => self.list.step(self.list.page() / 2 * halves),
            Focus::Highlights => self.highlights.step(3 * halves),
            Focus::Reader if self.reader.is_selecting() => self.step((self.reader.rows() / 2).max(1) * halves),
            Focus::Reader => self.reader.scroll_half(halves),
        }
    }

    /// Goes to the beginning or the end; with a number, to the digest, article, highlight or paragraph
    /// of that number.
    pub(super) fn go_to_end(&mut self, end: bool, number: Option<usize>) {
        match (self.focus, number) {
            (Focus::Digests, Some(number)) => {
                self.digests.select(number.saturating_sub(1));
                self.step_digests(0);
            }
            (Focus::Digests, None) => self.step_digests(if end { isize::MAX } else { isize::MIN }),
            (Focus::List, Some(number)) => self.list.go_to_number(number),
            (Focus::List, None) => self.list.go_to_end(end),
            (Focus::Highlights, Some(number)) => self.highlights.go_to_number(number),
            (Focus::Highlights, None) => self.highlights.go_to_end(end),
            (Focus::Reader, _) if self.reader.is_selecting() => self.step(if end { isize::MAX } else { isize::MIN }),
            (Focus::Reader, Some(number)) => self.reader.go_to_block(number),
            (Focus::Reader, None) => self.reader.go_to_end(end),
        }
    }

    /// Another digest: the list goes to its articles.
    pub(super) fn step_digests(&mut self, rows: isize) {
        self.digests.step(rows);
        self.list.select_digest(self.digests.selected());
    }

    /// Pages the article; at its end, the next undecided one.
    pub(super) fn page_article(&mut self, pages: isize) {
        if self.focus == Focus::Digests {
            return self.page(pages);
        }
        if self.areas().reader.is_none() {
            return self.read();
        }
        self.paged = self.reader.article();
        if self.reader.page_down(pages) {
            return;
        }
        self.keep_place();
        let here = self.reader.article().or_else(|| self.list.article()).unwrap_or(0);
        match self.to_read_beside(here, 1).filter(|next| *next != here) {
            Some(next) => self.select_and_open(next),
            None => self.say_no_other(),
        }
    }

    fn say_no_other(&mut self) {
        self.status.say(match self.view {
            View::Kept => "This is the last of those kept.",
            View::Later => "This is the last of those put off.",
            View::Inbox | View::All | View::Highlights => "This is the end; there is no other undecided article.",
        });
    }

    /// So many hits of a search on, else so many undecided articles.
    pub(super) fn next(&mut self, by: isize) {
        if self.focus == Focus::Reader && self.reader.has_hits() {
            if let Some((number, count)) = self.reader.next_hit(by) {
                self.status.say(format!("Hit {number} of {count}."));
            }
            return;
        }
        if matches!(self.focus, Focus::List | Focus::Reader) && !self.found.is_empty() {
            return self.next_found(by);
        }
        if self.focus == Focus::Highlights && self.highlights.query().is_some() {
            return self.next_found_highlight(by);
        }
        let last = self.store.article_count().saturating_sub(1);
        let here = self
            .reader
            .article()
            .filter(|_| self.focus == Focus::Reader)
            .or_else(|| self.list.article())
            .unwrap_or(last);
        match self.to_read_beside(here, by) {
            Some(next) if self.focus != Focus::Highlights => {
                self.keep_place();
                self.select_and_open(next);
            }
            Some(_) => self.status.say("The next undecided article is in the Inbox."),
            None if matches!(self.view, View::Kept | View::Later) => self.status.say("There is no other one here."),
            None => self.status.say("Nothing is undecided."),
        }
    }

    fn next_found(&mut self, direction: isize) {
        let here = if self.focus == Focus::Reader { self.reader.article() } else { self.list.article() };
        let Some((number, article)) = beside(&self.found, here, direction) else { return };
        self.keep_place();
        self.select_and_open(article);
        self.say_found(number, self.found.len());
    }

    fn next_found_highlight(&mut self, direction: isize) {
        self.highlights.step_round(direction);
        let (number, count) = self.highlights.position();
        self.say_found(number, count);
    }

    fn say_found(&mut self, number: usize, count: usize) {
        let key = self.keymap.key_of(Action::Close);
        self.status.say(format!("Found {number} of {count} · {key} ends the search"));
    }

    /// Focuses a paragraph so many further; a selection is extended to its edge.
    pub(super) fn focus_paragraph(&mut self, by: isize) {
        if self.reader.is_selecting() {
            return self.extend(by, Selection::by_block);
        }
        self.reader.repeat(by, Reader::focus_block);
    }

    /// Focuses a sentence so many further; a selection is extended to its edge.
    pub(super) fn focus_sentence(&mut self, by: isize) {
        if self.reader.is_selecting() {
            return self.extend(by, Selection::by_sentence);
        }
        self.reader.repeat(by, Reader::focus_sentence);
    }

    /// Extends the selection by so many pieces of the text.
    pub(super) fn extend(&mut self, by: isize, piece: fn(&mut Selection, &Body, bool)) {
        self.reader.repeat(by, |reader, direction| {
            reader.extend(|selection, body, _| piece(selection, body, direction > 0));
        });
    }
}

/// What stands beside `here` in `found`, round and round, the first where `here` is not in it; with its
/// number, counted from 1.
fn beside(found: &[usize], here: Option<usize>, direction: isize) -> Option<(usize, usize)> {
    let count = found.len();
    let at = here.and_then(|here| found.iter().position(|found| *found == here));
    let next = at.map_or(0, |at| around(at, direction, count));
    found.get(next).map(|found| (next + 1, *found))
}

#[cfg(test)]
mod tests {
    use super::beside;

    #[test]
    fn what_was_found_is_visited_round_and_round() {
        let found = [7, 3, 9];
        let cases = [
            ((None, 1), Some((1, 7))),
            ((Some(7), 1), Some((2, 3))),
            ((Some(9), 1), Some((1, 7))),
            ((Some(7), -1), Some((3, 9))),
            ((Some(4), -1), Some((1, 7))),
        ];
        for ((here, direction), expected) in cases {
            assert_eq!(beside(&found, here, direction), expected, "{here:?} {direction}");
        }
        assert_eq!(beside(&[], Some(1), 1), None);
    }
}
