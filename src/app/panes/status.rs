//! The two lines around everything: where one is and how far, and what happened or can be done.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::line::Pen;
use crate::app::tally::Count;
use crate::app::theme::Theme;
use crate::text::duration;
use crate::text::message::counted;
use crate::text::message::lines;
use crate::text::scrub::scrub_line;
use crate::text::wrap::columns;

/// Whether what the reader did is on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Saving {
    /// Nothing was done yet.
    #[default]
    Nothing,
    /// Something waits to be written.
    Pending,
    /// All of it is on disk.
    Saved,
    /// It could not be written; it is kept in memory and tried again.
    Failed,
}

/// The two lines.
#[derive(Debug, Clone, Default)]
pub struct Status {
    notice: Option<String>,
    errors: Vec<String>,
    /// Whether a notice stood over the errors until this key.
    is_covered: bool,
    /// The one of the errors that says why saving failed.
    failure: Option<String>,
    /// What is under way, in a few letters: keys typed that mean nothing yet.
    pub pending: String,
    /// Whether what the reader did is on disk.
    pub saving: Saving,
}

impl Status {
    /// Says what happened, until the next key.
    pub fn say(&mut self, notice: impl Into<String>) {
        self.notice = Some(scrub_line(&notice.into()).into_owned());
    }

    /// Says what went wrong, until it was read and closed with `Esc`; each thing once.
    pub fn complain(&mut self, error: impl Into<String>) {
        let error = scrub_line(&error.into()).into_owned();
        if !self.errors.contains(&error) {
            self.errors.push(error);
        }
    }

    /// What happened, if it was not read yet.
    pub fn notice(&self) -> Option<&str> {
        self.notice.as_deref()
    }

    /// What went wrong and was not closed yet.
    pub fn errors(&self) -> &[String] {
        &self.errors
    }

    /// Says why saving failed: the last reason only, for it is tried again and again.
    pub fn failed(&mut self, error: impl Into<String>) {
        let error = scrub_line(&error.into()).into_owned();
        if self.failure.as_ref() != Some(&error) {
            // What was said just now may be just what could not be saved.
            self.notice = None;
        }
        self.forget_failure();
        self.saving = Saving::Failed;
        self.failure = Some(error.clone());
        self.complain(error);
    }

    /// All is on disk; what was wrong with that is no longer.
    pub fn saved(&mut self) {
        self.saving = Saving::Saved;
        self.forget_failure();
    }

    fn forget_failure(&mut self) {
        if let Some(failure) = self.failure.take() {
            self.errors.retain(|error| *error != failure);
        }
    }

    /// A key came: the notice was read.
    pub fn next_key(&mut self) {
        self.is_covered = self.notice.take().is_some();
    }

    /// Closes the error that shows, or lets it show where a notice stood over it; tells whether there was one.
    pub fn close_error(&mut self) -> bool {
        let any = !self.errors.is_empty();
        if any && !self.is_covered {
            self.errors.remove(0);
        }
        any
    }

    /// Whether there is a message.
    pub fn speaks(&self) -> bool {
        self.shown().is_some()
    }

    /// How many rows the message needs at this width, at least 1; hints need one.
    pub fn rows(&self, width: u16) -> u16 {
        let Some((message, _)) = self.shown() else { return 1 };
        u16::try_from(lines(&message, self.room(width)).len()).unwrap_or(u16::MAX).max(1)
    }

    /// What is said now, and whether it is an error.
    fn shown(&self) -> Option<(String, bool)> {
        match (&self.notice, self.errors.as_slice()) {
            (Some(notice), _) => Some((notice.clone(), false)),
            (None, [error, more @ ..]) => {
                let more = if more.is_empty() { String::new() } else { format!(" (+{})", more.len()) };
                Some((format!("{error}{more} · Esc closes"), true))
            }
            (None, []) => None,
        }
    }

    /// Columns for the message: what whether all is saved leaves over.
    fn room(&self, width: u16) -> usize {
        let saving = u16::try_from(columns(&self.right())).unwrap_or(0);
        usize::from(if width > saving + 20 { width - saving - 2 } else { width.saturating_sub(1) }).max(1)
    }

    fn saving_words(&self) -> &'static str {
        match self.saving {
            Saving::Nothing => "",
            Saving::Pending => "saving… ",
            Saving::Saved => "saved ",
            Saving::Failed => "NOT SAVED ",
        }
    }

    /// What stands at the end of the line: what is typed, and whether all is saved.
    fn right(&self) -> String {
        let pending = if self.pending.is_empty() { String::new() } else { format!("{}  ", self.pending) };
        pending + self.saving_words()
    }

    /// Draws the bottom line or lines; `hints` are keys with words, shown while there is nothing to say.
    pub fn draw_bottom(&self, hints: &[(String, &str)], theme: &Theme, area: Rect, buffer: &mut Buffer) {
        if area.is_empty() {
            return;
        }
        let right = self.right();
        let style = if self.saving == Saving::Failed { theme.error } else { theme.hint };
        let width = u16::try_from(columns(&right)).unwrap_or(0);
        let shown = area.width > width + 20;
        let left = Rect { width: if shown { area.width - width } else { area.width }, ..area };
        if shown {
            buffer.set_stringn(left.right(), area.bottom() - 1, right, usize::from(width), style);
        }
        let Some((message, is_error)) = self.shown() else { return draw_hints(hints, theme, left, buffer) };
        let style = if is_error { theme.error } else { theme.notice };
        for (y, line) in (area.y..area.bottom()).zip(lines(&message, self.room(area.width))) {
            let text = message.get(line).unwrap_or_default();
            buffer.set_stringn(area.x + 1, y, text, usize::from(left.width.saturating_sub(1)), style);
        }
    }
}

/// As many hints as there is room for; the last one, which leads to all the others, is never left out.
fn draw_hints(hints: &[(String, &str)], theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let width = |(key, words): &(String, &str)| u16::try_from(columns(key) + columns(words) + 4).unwrap_or(u16::MAX);
    let Some((last, others)) = hints.split_last() else { return };
    let end = area.right().saturating_sub(width(last));
    let mut x = area.x + 1;
    for hint in others {
        if x.saturating_add(width(hint)) > end {
            break;
        }
        x = draw_hint(hint, x, theme, area, buffer);
    }
    draw_hint(last, x, theme, area, buffer);
}

fn draw_hint((key, words): &(String, &str), x: u16, theme: &Theme, area: Rect, buffer: &mut Buffer) -> u16 {
    let room = |x: u16| usize::from(area.right().saturating_sub(x));
    let (x, _) = buffer.set_stringn(x, area.y, key, room(x), theme.key);
    let (x, _) = buffer.set_stringn((x + 1).min(area.right()), area.y, words, room(x + 1), theme.hint);
    x + 3
}

/// What the top line says.
#[derive(Debug, Clone)]
pub struct Top<'a> {
    /// The view's name.
    pub view: &'a str,
    /// How much the view holds, each with its name in the singular.
    pub holds: Vec<(usize, &'a str)>,
    /// What else there is to say of it.
    pub more: String,
    /// The counts of all articles.
    pub count: Count,
    /// How far the article that is read has come, in per cent.
    pub progress: Option<usize>,
}

impl Top<'_> {
    /// Draws the top line, the least needed parts left out where there is no room.
    pub fn draw(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) {
        if area.area() == 0 {
            return;
        }
        let kept = format!(" {} kept", duration::short(self.count.minutes));
        let decided = format!(" {}/{}", self.count.decided, self.count.total);
        let place = self.progress.map_or(String::new(), |progress| format!(" {progress} %"));
        let held = |(count, what): &(usize, &str)| format!(" · {}", counted(*count, what));
        let about = self.holds.iter().map(held).chain([self.more.clone()]).collect::<String>();
        let mut left = Pen { x: area.x, line: area, buffer };
        left.write(" veille ", theme.accent);
        left.write(" ", theme.text);
        left.write(self.view, theme.text);
        let x = left.x;
        let mut right = vec![(decided, theme.text), (kept, theme.dim), (place, theme.dim)];
        let width = |parts: &[(String, Style)]| parts.iter().map(|(text, _)| columns(text) + 1).sum::<usize>();
        let room = usize::from(area.right().saturating_sub(x));
        while width(&right) > room && right.len() > 1 {
            right.pop();
        }
        if width(&right) > room {
            return;
        }
        let start = area.right() - u16::try_from(width(&right)).unwrap_or(0);
        let mut pen = Pen { x: start, line: area, buffer };
        right.iter().for_each(|(text, style)| pen.write(&format!("{text} "), *style));
        let middle = Rect { x, width: start.saturating_sub(x), ..area };
        self.draw_middle(&about, theme, middle, buffer);
    }

    /// What there is, and a bar of how much of it is decided.
    fn draw_middle(&self, about: &str, theme: &Theme, area: Rect, buffer: &mut Buffer) {
        const BAR: u16 = 20;
        let width = u16::try_from(columns(about)).unwrap_or(u16::MAX);
        if area.width < width {
            return;
        }
        buffer.set_stringn(area.x, area.y, about, usize::from(width), theme.dim);
        if area.width < width.saturating_add(BAR + 3) {
            return;
        }
        let total = self.count.total.max(1);
        let done = (self.count.decided * usize::from(BAR)).div_ceil(total).min(usize::from(BAR));
        let done = if self.count.decided < total { done.min(usize::from(BAR) - 1) } else { done };
        let x = area.right() - BAR - 1;
        buffer.set_stringn(x, area.y, "━".repeat(done), done, theme.accent);
        let rest = usize::from(BAR) - done;
        buffer.set_stringn(x + u16::try_from(done).unwrap_or(0), area.y, "─".repeat(rest), rest, theme.rule);
    }
}
