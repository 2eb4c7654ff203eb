//! The mouse, where the reader wants it: the wheel scrolls what is under the pointer, a click goes there, a
//! click on what is selected opens it.
//!
//! Where everything stands is computed from the same areas that are drawn. Off, the terminal keeps the
//! mouse for itself, and nothing arrives here.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::{Position, Rect};

use super::action::Action;
use super::effect::{Effect, Gesture, Pointer};
use super::layout::Focus;
use super::overlay::{self, Overlay};
use super::{App, Typed};

/// Rows of a turn of the wheel.
const TURN: isize = 3;

impl App {
    /// Lets the mouse scroll and click, or leaves it to the terminal.
    pub(super) fn toggle_mouse(&mut self) {
        let is_on = !self.settings.mouse;
        self.settings.mouse = is_on;
        self.effects.push(Effect::Mouse(is_on));
        let key = self.keymap.key_of(Action::Mouse);
        self.status.say(if is_on {
            format!("The mouse is on: wheel and click; Shift selects text · {key} turns it off")
        } else {
            format!("The mouse is off; the terminal selects text · {key} turns it on")
        });
    }

    /// Takes what the mouse did.
    pub(super) fn point(&mut self, pointer: Pointer) {
        // What was on its way when the mouse was turned off means nothing any more.
        if !self.settings.mouse || self.bottom_rows().contains(pointer.at) {
            return;
        }
        self.status.next_key();
        self.at_work |= self.store.article_count() > 0;
        self.typed = Typed::default();
        match pointer.gesture {
            // A wheel that is turned passes by like a key that is held.
            Gesture::Wheel(_) => self.pace.key(self.now),
            Gesture::Click => {
                self.pace.rest();
                self.fit();
            }
        }
        match pointer.gesture {
            Gesture::Wheel(turns) if self.overlay.is_some() => self.roll_overlay(turns * TURN),
            Gesture::Wheel(turns) => self.roll(pointer.at, turns * TURN),
            Gesture::Click if self.overlay.is_some() => self.leaving(false, |app| app.click_overlay(pointer.at)),
            Gesture::Click => self.leaving(false, |app| app.click(pointer.at)),
        }
        self.show_pending();
    }

    /// The rows that a message covers at the bottom.
    fn bottom_rows(&self) -> Rect {
        let rows = self.status.rows(self.size.width).min(self.size.height);
        Rect { y: self.size.bottom() - rows, height: rows, ..self.size }
    }

    fn roll_overlay(&mut self, rows: isize) {
        match &mut self.overlay {
            Some(Overlay::Palette(palette)) => palette.roll(rows),
            Some(Overlay::Search(search)) => search.roll(rows),
            Some(Overlay::Contents(contents)) => contents.roll(rows),
            Some(Overlay::Within(_)) => self.reader.roll(rows),
            // The letters of links are those of the screen as it is.
            Some(Overlay::Links(_) | Overlay::Editor(_) | Overlay::Colours(_)) | None => {}
        }
    }

    fn roll(&mut self, at: Position, rows: isize) {
        let areas = self.areas();
        let is_in = |area: Option<Rect>| area.is_some_and(|area| area.contains(at));
        if is_in(areas.reader) {
            self.reader.roll(rows);
        } else if is_in(areas.digests) {
            self.step_digests(rows.signum());
        } else if is_in(areas.list) && self.focus == Focus::Highlights {
            self.highlights.step(rows.signum());
        } else if is_in(areas.list) {
            self.list.roll(rows);
        }
    }

    /// Goes to a row of what lies over the panes; on the one that is selected, as Enter does.
    fn click_overlay(&mut self, at: Position) {
        let area = overlay::area(self.size);
        let is_again = match &mut self.overlay {
            Some(Overlay::Palette(palette)) => palette.click(area, at),
            Some(Overlay::Search(search)) => search.click(area, at),
            Some(Overlay::Contents(contents)) => contents.click(area, at),
            Some(Overlay::Links(_)) => {
                self.overlay = None;
                self.reader.hide_hints();
                return self.click(at);
            }
            Some(Overlay::Colours(colours)) => colours.click(area, at),
            Some(Overlay::Within(_) | Overlay::Editor(_)) | None => false,
        };
        if is_again {
            self.overlay_key(KeyEvent::from(KeyCode::Enter));
        }
    }

    fn click(&mut self, at: Position) {
        let areas = self.areas();
        let is_in = |area: &Rect| area.contains(at);
        if let Some(area) = areas.reader.filter(is_in) {
            self.click_reader(area, at);
        } else if let Some(area) = areas.digests.filter(is_in) {
            self.click_digests(area, at);
        } else if let Some(area) = areas.list.filter(is_in) {
            match self.focus {
                Focus::Highlights => self.click_highlights(area, at),
                Focus::List | Focus::Digests | Focus::Reader => self.click_list(area, at),
            }
        }
    }

    fn click_list(&mut self, area: Rect, at: Position) {
        let is_again = self.list.click(area, at) && self.focus == Focus::List;
        self.focus = Focus::List;
        if is_again {
            self.perform(Action::Read, None);
        }
    }

    fn click_digests(&mut self, area: Rect, at: Position) {
        let Some(digest) = self.digests.under(area, at) else { return };
        let is_again = self.focus == Focus::Digests && self.digests.selected() == digest;
        self.focus = if is_again { Focus::List } else { Focus::Digests };
        self.digests.select(digest);
        self.step_digests(0);
    }

    fn click_highlights(&mut self, area: Rect, at: Position) {
        if self.highlights.click(area, at) {
            self.perform(Action::GoToPassage, None);
        }
    }

    /// Focuses what is under the pointer, or follows the link that is there. From the preview one comes to
    /// the whole text.
    fn click_reader(&mut self, area: Rect, at: Position) {
        let column = self.column(area);
        let found = self.reader.under(area, column, at);
        if self.reader.article().is_none() {
            return;
        }
        if self.focus != Focus::Reader {
            self.perform(Action::Read, None);
        } else if let Some(url) = found.as_ref().and_then(|found| found.url.clone()) {
            return self.effects.push(Effect::Open(url));
        }
        if let Some(found) = found {
            self.reader.click(&found);
        }
    }
}
