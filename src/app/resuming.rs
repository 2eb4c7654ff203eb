//! Leaving in the middle of reading, and going on there at the next start: what is read, and what is being
//! selected in it. The place in the text is kept with the article.

use super::App;
use super::action::Action;
use super::layout::Focus;
use super::panes::list::View;
use crate::model::change::{Change, Reading, Step, Triage};

impl App {
    /// Remembers what is being read, or that nothing is, before the program ends. What was read the last time
    /// and has not come yet, or is not among these sources, waits for a time when it does.
    pub(super) fn keep_reading(&mut self) {
        let now = self.reading_now();
        if now.is_none() && self.resuming {
            return;
        }
        if now.as_ref() != self.marks.reading() {
            self.record(Step::Silent, "", vec![Change::Reading { to: now.map(Box::new) }]);
        }
    }

    fn reading_now(&self) -> Option<Reading> {
        let index = self.reader.article().filter(|_| self.focus == Focus::Reader)?;
        let article = self.store.article(index)?.id;
        // What is selected to attach a highlight to it would become another highlight.
        let selecting = self.reader.selecting().filter(|_| self.attaching.is_none());
        Some(Reading { article, selecting })
    }

    /// Ends waiting for what was read the last time, once anything is read, or it is there and left alone.
    pub(super) fn settle_resuming(&mut self) {
        let is_there =
            || self.marks.reading().is_some_and(|reading| self.marks.find(&self.store, reading.article).is_some());
        if self.focus == Focus::Reader || self.resuming && self.at_work && is_there() {
            self.resuming = false;
        }
    }

    /// Goes on reading where the program ended last; tells whether that is loaded.
    pub(super) fn resume_reading(&mut self) -> bool {
        let Some(reading) = self.marks.reading().cloned() else { return false };
        let Some(index) = self.marks.find(&self.store, reading.article) else { return false };
        self.view = match self.tally.triage(index) {
            Triage::Kept => View::Kept,
            Triage::Later => View::Later,
            Triage::Undecided | Triage::Skipped => View::Inbox,
        };
        self.refresh();
        self.select_article(index);
        self.open(index);
        self.focus = Focus::Reader;
        let is_selecting = reading.selecting.is_some_and(|selecting| self.reader.resume_selection(&selecting));
        self.say_resumed(is_selecting);
        true
    }

    fn say_resumed(&mut self, is_selecting: bool) {
        let key = |action| self.keymap.key_of(action);
        let (save, leave, list) = (key(Action::SaveSelection), key(Action::Close), key(Action::ToList));
        self.status.say(match is_selecting {
            true => format!("You were selecting this · {save} highlights it · {leave} leaves"),
            false => format!("You were reading this · {list} leads to the list"),
        });
    }
}
