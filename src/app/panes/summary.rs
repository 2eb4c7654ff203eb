//! What came of a digest, and at the end of them all what to do next.
//!
//! It stands where the preview stands while no article is selected: beside a digest that is folded.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::tally::Count;
use crate::app::theme::Theme;
use crate::text::wrap::wrap;

/// What is said.
#[derive(Debug, Clone)]
pub struct Summary<'a> {
    /// The digest at hand and its counts.
    pub digest: Option<(&'a str, Count)>,
    /// The counts of all.
    pub all: Count,
    /// What can be done when all is decided: keys and words.
    pub next: Vec<(String, &'a str)>,
}

impl Summary<'_> {
    /// Draws it into `area`.
    pub fn draw(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) {
        let mut pen = Pen { y: area.y, area, buffer };
        if let Some((title, count)) = self.digest {
            pen.write(title, theme.title);
            pen.write(&outcome(count), theme.dim);
            pen.skip();
        }
        if !self.all.is_done() || self.all.total == 0 {
            return;
        }
        pen.write("All is decided.", theme.accent);
        // Where there is one digest, its outcome says it.
        if self.digest.is_none_or(|(_, count)| count != self.all) {
            pen.write(&outcome(self.all), theme.text);
        }
        pen.skip();
        for (key, words) in &self.next {
            pen.key(key, words, theme);
        }
    }
}

/// `3 kept, 12 minutes to read · 1 for later · 3 skipped`.
fn outcome(count: Count) -> String {
    let skipped = count.decided - count.kept - count.later;
    let undecided = count.total - count.decided;
    let minutes = if count.minutes == 1 { "minute" } else { "minutes" };
    let kept = format!("{} kept, {} {minutes} to read", count.kept, count.minutes);
    let others = [(undecided, "undecided"), (count.later, "for later"), (skipped, "skipped")];
    let others = others.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!(" · {count} {what}"));
    others.fold(kept, |all, other| all + &other)
}

/// Writes from the top down inside an area.
struct Pen<'a> {
    y: u16,
    area: Rect,
    buffer: &'a mut Buffer,
}

impl Pen<'_> {
    fn write(&mut self, text: &str, style: Style) {
        for line in wrap(text, usize::from(self.area.width)) {
            if self.y < self.area.bottom() {
                let text = text.get(line).unwrap_or_default();
                self.buffer.set_stringn(self.area.x, self.y, text, usize::from(self.area.width), style);
            }
            self.y = self.y.saturating_add(1);
        }
    }

    fn skip(&mut self) {
        self.y = self.y.saturating_add(1);
    }

    fn key(&mut self, key: &str, words: &str, theme: &Theme) {
        if self.y < self.area.bottom() {
            let room = usize::from(self.area.width);
            let (x, _) = self.buffer.set_stringn(self.area.x, self.y, key, room, theme.key);
            let room = usize::from(self.area.right().saturating_sub(x + 2));
            self.buffer.set_stringn((x + 2).min(self.area.right()), self.y, words, room, theme.text);
        }
        self.skip();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outcome_says_only_what_there_is() {
        let count = |total, decided, kept, later, minutes| Count { total, decided, kept, later, minutes };
        let cases = [
            (count(7, 7, 3, 1, 12), "3 kept, 12 minutes to read · 1 for later · 3 skipped"),
            (count(7, 2, 1, 0, 1), "1 kept, 1 minute to read · 5 undecided · 1 skipped"),
            (count(0, 0, 0, 0, 0), "0 kept, 0 minutes to read"),
        ];
        for (count, expected) in cases {
            assert_eq!(outcome(count), expected);
        }
    }
}
