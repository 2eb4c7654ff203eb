//! The text beside the list: that of the selected article, as soon as the keys rest.
//!
//! A key that is held passes by faster than anyone reads. What it passes is then neither laid out nor
//! sent, which on a slow line is nine tenths of all bytes; the text of before stays until the keys rest.
//! There is no clock here: [`App::handle`] is told the time, and the doorway reports the rest
//! ([`App::waits`]).

use super::App;
use super::action::Action;
use super::layout::Focus;
use super::typed::Wait;

/// Keys that follow each other within so many milliseconds are held or hammered: keyboards repeat one
/// every 25 to 40.
const HELD: u64 = 50;

/// So many keys within a few milliseconds of each other were pasted, or held back by a line that stood still: one
/// text more is little beside what they passed.
const FLOOD: u32 = 16;
const AT_ONCE: u64 = 5;

/// How fast keys come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Pace {
    last_key: u64,
    is_held: bool,
    /// How many keys came at once.
    at_once: u32,
}

impl Pace {
    /// Notes a key that came `now`, in milliseconds since 1970.
    pub(super) fn key(&mut self, now: u64) {
        let gap = now.saturating_sub(self.last_key);
        self.is_held = gap < HELD;
        self.at_once = if gap < AT_ONCE { self.at_once.saturating_add(1) } else { 1 };
        self.last_key = now;
    }

    /// Which rest the text beside the list waits for.
    pub(super) fn wait(self) -> Wait {
        if self.at_once < FLOOD { Wait::Preview } else { Wait::Flood }
    }

    /// Notes that no key came for a moment.
    pub(super) fn rest(&mut self) {
        self.is_held = false;
    }
}

impl App {
    /// Shows the selected article beside the list, unless a key is held that leads past it.
    pub(super) fn preview(&mut self) {
        if self.pace.is_held && self.focus == Focus::List {
            return;
        }
        if self.reader.article() != self.list.article() {
            self.keep_place();
            self.paged = None;
        }
        match self.list.article() {
            Some(article) if self.reader.article() != Some(article) => self.open(article),
            None if self.reader.article().is_some() => self.reader.clear(),
            _ => {}
        }
    }

    /// Whether the text beside the list is still that of an article before.
    pub(super) fn preview_lags(&self) -> bool {
        self.pace.is_held
            && self.focus == Focus::List
            && self.areas().reader.is_some()
            && self.reader.article() != self.list.article()
    }

    /// Brings the text beside the list up to date for commands that do more than pass by.
    pub(super) fn catch_up(&mut self, action: Action) {
        if self.preview_lags() && !passes_by(action) {
            self.pace.rest();
            self.preview();
        }
    }
}

/// Whether a command leads on in the list and looks at no text.
fn passes_by(action: Action) -> bool {
    matches!(
        action,
        Action::Down
            | Action::Up
            | Action::HalfDown
            | Action::HalfUp
            | Action::PageDown
            | Action::PageUp
            | Action::Keep
            | Action::Skip
            | Action::Later
    )
}
