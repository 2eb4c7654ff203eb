//! Attaching a lost highlight by hand: the likely article opens, the reader shows the passage.
//!
//! Until then nothing is changed: `Esc` leaves, and the highlight is as lost as before.

use std::ops::Range;

use super::App;
use super::action::Action;
use super::layout::Focus;
use super::panes::list::View;
use crate::model::change::Step;
use crate::model::likely::likely;
use crate::text::wrap::truncate;

/// How many columns of the lost quote the bottom line shows.
const SHOWN: usize = 24;

impl App {
    /// Begins to attach the selected highlight, if it is lost: its article opens, else the list of all.
    pub(super) fn attach(&mut self) {
        let Some(located) = self.highlights.selected().cloned() else { return self.say_no_highlight() };
        if located.place.is_some() {
            let (go, select) = (self.keymap.key_of(Action::GoToPassage), self.keymap.key_of(Action::Select));
            return self.status.say(format!("It stands on its text: {go} goes there, {select} adjusts it there."));
        }
        self.attaching = Some(located.highlight.id.clone());
        match likely(&self.store, &located.highlight) {
            Some((article, at)) => {
                self.read_passage(article, at);
                let (focus, select) = (self.keymap.key_of(Action::Highlight), self.keymap.key_of(Action::Select));
                let all = self.keymap.key_of(Action::ViewAll);
                self.status.say(format!(
                    "Where does it stand now? {focus} takes what is focused, {select} selects; {all} lists other articles."
                ));
            }
            None => {
                self.show_view(View::All);
                self.status.say(format!(
                    "Its source, {}, is not loaded; open the article where it stands now.",
                    located.highlight.origin.source
                ));
            }
        }
    }

    /// Attaches the highlight that is waiting for it to the bytes `range` of the text that is read; tells
    /// whether one was waiting.
    pub(super) fn attach_to(&mut self, range: Range<usize>) -> bool {
        let Some(id) = self.attaching.take() else { return false };
        let index = self.reader.article().filter(|_| self.marks.highlight(&id).is_some());
        let change = index.and_then(|index| self.attachment(id, index, self.reader.body(), &range));
        let Some(change) = change else {
            self.status.say("That highlight is not there any more.");
            return true;
        };
        self.reader.end_selection();
        self.record(Step::Do, "attached a highlight", vec![change]);
        let undo = self.keymap.key_of(Action::Undo);
        self.status.say(format!("The highlight stands here now · {undo} takes it back"));
        true
    }

    /// Leaves a lost highlight as it is; tells whether one was waiting to be attached.
    pub(super) fn leave_attaching(&mut self) -> bool {
        if self.attaching.take().is_none() {
            return false;
        }
        self.show_view(View::Highlights);
        self.status.say("The highlight is left as it was: lost, and listed here.");
        true
    }

    /// What waits to be attached, as the bottom line shows it.
    pub(super) fn attaching_words(&self) -> Option<String> {
        let quote = self.marks.highlight(self.attaching.as_ref()?)?.anchor.quote.replace('\n', " ");
        let (shown, is_cut) = truncate(&quote, SHOWN);
        Some(if is_cut { format!("“{}…”", shown.trim_end()) } else { format!("“{shown}”") })
    }

    /// Shows an article at byte `at` of its text, as a passage of the list of highlights.
    pub(super) fn read_passage(&mut self, article: usize, at: usize) {
        self.view = View::Highlights;
        self.refresh();
        self.open(article);
        self.reader.go_to(at);
        self.focus = Focus::Reader;
    }
}
