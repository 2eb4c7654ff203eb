//! The two lines around everything: where one is and how far, and what happened or can be done.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::list::draw_text;
use crate::app::tally::Count;
use crate::app::theme::Theme;
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

    /// A key came: the notice was read.
    pub fn next_key(&mut self) {
        self.notice = None;
    }

    /// Closes the error that shows; tells whether there was one.
    pub fn close_error(&mut self) -> bool {
        let any = !self.errors.is_empty();
        if any {
            self.errors.remove(0);
        }
        any
    }

    /// What the bottom line says: a notice, else the oldest error, else nothing.
    pub fn message(&self) -> Option<&str> {
        self.notice.as_deref().or_else(|| self.errors.first().map(String::as_str))
    }

    /// Draws the bottom line; `hints` are keys with words, shown while there is nothing to say.
    pub fn draw_bottom(&self, hints: &[(String, &str)], theme: &Theme, area: Rect, buffer: &mut Buffer) {
        if area.area() == 0 {
            return;
        }
        let right = match self.saving {
            Saving::Nothing => "",
            Saving::Pending => "saving… ",
            Saving::Saved => "saved ",
            Saving::Failed => "NOT SAVED ",
        };
        let style = if self.saving == Saving::Failed { theme.error } else { theme.hint };
        let width = u16::try_from(columns(right)).unwrap_or(0);
        let shown = area.width > width + 20;
        let left = Rect { width: if shown { area.width - width } else { area.width }, ..area };
        if shown {
            buffer.set_stringn(left.right(), area.y, right, usize::from(width), style);
        }
        match (&self.notice, self.errors.as_slice()) {
            (Some(notice), _) => draw_text(&format!(" {notice}"), theme.notice, left, buffer),
            (None, [error, more @ ..]) => {
                let more = if more.is_empty() { String::new() } else { format!(" (+{})", more.len()) };
                draw_text(&format!(" {error}{more} · Esc closes"), theme.error, left, buffer);
            }
            (None, []) => draw_hints(hints, theme, left, buffer),
        }
    }
}

fn draw_hints(hints: &[(String, &str)], theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let mut x = area.x + 1;
    for (key, words) in hints {
        let needed = u16::try_from(columns(key) + columns(words) + 1).unwrap_or(u16::MAX);
        if x.saturating_add(needed) > area.right() {
            return;
        }
        let (after, _) = buffer.set_stringn(x, area.y, key, usize::from(needed), theme.key);
        let (after, _) = buffer.set_stringn(after + 1, area.y, words, columns(words), theme.hint);
        x = after + 3;
    }
}

/// What the top line says.
#[derive(Debug, Clone)]
pub struct Top<'a> {
    /// The view's name.
    pub view: &'a str,
    /// How many digests there are.
    pub digests: usize,
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
        let kept = format!(" ≈ {} min kept", self.count.minutes);
        let decided = format!(" {}/{}", self.count.decided, self.count.total);
        let place = self.progress.map_or(String::new(), |progress| format!(" {progress} %"));
        let counted = |count: usize, what: &str| format!(" · {count} {what}{}", if count == 1 { "" } else { "s" });
        let about = counted(self.digests, "digest") + &counted(self.count.total, "article");
        let mut left = Pen { x: area.x, area, buffer };
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
        let mut pen = Pen { x: start, area, buffer };
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

/// Writes from left to right inside an area.
struct Pen<'a> {
    x: u16,
    area: Rect,
    buffer: &'a mut Buffer,
}

impl Pen<'_> {
    fn write(&mut self, text: &str, style: Style) {
        let room = usize::from(self.area.right().saturating_sub(self.x));
        if room > 0 {
            (self.x, _) = self.buffer.set_stringn(self.x, self.area.y, text, room, style);
        }
    }
}
