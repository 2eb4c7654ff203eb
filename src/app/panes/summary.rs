//! What came of a digest, and at the end what came of them all and what to do next.
//!
//! It stands where the preview stands while no article is selected: beside a digest that is folded.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::line::{draw_between, draw_text};
use crate::app::tally::Count;
use crate::app::theme::Theme;
use crate::text::duration;
use crate::text::wrap::{columns, wrap};

/// What is said.
#[derive(Debug, Clone)]
pub struct Summary<'a> {
    /// The digest’s title, or that all is decided.
    pub title: &'a str,
    /// The counts of the digest, or of all.
    pub count: Count,
    /// What can be done when all is decided: keys and words.
    pub next: Vec<(String, &'a str)>,
    /// What was kept, as far as there may be room for it.
    pub kept: Vec<Line>,
}

/// An article in one line.
#[derive(Debug, Clone)]
pub struct Line {
    /// What was decided about it.
    pub sign: (&'static str, Style),
    /// Its title.
    pub title: String,
    /// How long it takes to read.
    pub minutes: String,
}

impl Summary<'_> {
    /// Draws it into `area`.
    pub fn draw(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) {
        let mut pen = Pen { y: area.y, area, buffer };
        pen.write(self.title, if self.next.is_empty() { theme.title } else { theme.accent });
        pen.parts(&outcome(self.count), theme.dim);
        pen.skip();
        if !self.next.is_empty() {
            self.next.iter().for_each(|(key, words)| pen.key(key, words, theme));
            pen.skip();
        }
        self.kept.iter().enumerate().for_each(|(at, line)| pen.article(line, self.count.kept - at, theme));
    }
}

/// `3 kept, 12 minutes to read`, `1 for later`, `3 skipped`.
fn outcome(count: Count) -> Vec<String> {
    let skipped = count.decided - count.kept - count.later;
    let undecided = count.total - count.decided;
    let kept = match count.kept {
        0 => "nothing kept".to_owned(),
        kept if count.minutes == 0 => format!("{kept} kept, all read"),
        kept => format!("{kept} kept, {} to read", duration::words(count.minutes)),
    };
    let others = [(undecided, "undecided"), (count.later, "for later"), (skipped, "skipped")];
    let others = others.iter().filter(|(count, _)| *count > 0).map(|(count, what)| format!("{count} {what}"));
    std::iter::once(kept).chain(others).collect()
}

/// Writes from the top down inside an area.
struct Pen<'a> {
    y: u16,
    area: Rect,
    buffer: &'a mut Buffer,
}

impl Pen<'_> {
    /// The line to write in, empty below the area.
    fn line(&self) -> Rect {
        Rect { y: self.y, height: 1, ..self.area }.intersection(self.area)
    }

    fn write(&mut self, text: &str, style: Style) {
        for part in wrap(text, usize::from(self.area.width)) {
            draw_text(text.get(part).unwrap_or_default().trim_end(), style, self.line(), self.buffer);
            self.skip();
        }
    }

    /// Writes parts beside each other where there is room, else below.
    fn parts(&mut self, parts: &[String], style: Style) {
        let mut line = String::new();
        for part in parts {
            let longer = if line.is_empty() { part.clone() } else { format!("{line} · {part}") };
            if !line.is_empty() && columns(&longer) > usize::from(self.area.width) {
                self.write(&line, style);
                line.clone_from(part);
            } else {
                line = longer;
            }
        }
        self.write(&line, style);
    }

    fn skip(&mut self) {
        self.y = self.y.saturating_add(1);
    }

    fn key(&mut self, key: &str, words: &str, theme: &Theme) {
        let line = self.line();
        draw_text(key, theme.key, line, self.buffer);
        let x = (line.x + u16::try_from(columns(key) + 2).unwrap_or(0)).min(line.right());
        draw_text(words, theme.text, Rect { x, width: line.right() - x, ..line }, self.buffer);
        self.skip();
    }

    /// Writes an article; in the last line of the area, how many of the `left` ones there is no room for.
    fn article(&mut self, article: &Line, left: usize, theme: &Theme) {
        let line = self.line();
        let is_last = self.y + 1 == self.area.bottom();
        if is_last && left > 1 {
            draw_text(&format!("  … and {left} more"), theme.dim, line, self.buffer);
        } else {
            draw_text(article.sign.0, article.sign.1, line, self.buffer);
            let rest = Rect { x: line.x + 2.min(line.width), width: line.width.saturating_sub(2), ..line };
            draw_between(&article.title, theme.text, &format!(" {}", article.minutes), theme.dim, rest, self.buffer);
        }
        self.skip();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::theme::BUILT_IN;

    #[test]
    fn an_outcome_says_only_what_there_is() {
        let count = |total, decided, kept, later, minutes| Count { total, decided, kept, later, minutes };
        let cases = [
            (count(7, 7, 3, 1, 12), "3 kept, 12 minutes to read · 1 for later · 3 skipped"),
            (count(7, 2, 1, 0, 1), "1 kept, 1 minute to read · 5 undecided · 1 skipped"),
            (count(7, 7, 7, 0, 0), "7 kept, all read"),
            (count(0, 0, 0, 0, 0), "nothing kept"),
        ];
        for (count, expected) in cases {
            assert_eq!(outcome(count).join(" · "), expected);
        }
    }

    #[test]
    fn the_end_says_what_was_kept_and_what_there_was_no_room_for() {
        let theme = Theme::parse(BUILT_IN[0].1).unwrap();
        let line =
            |title: &str| Line { sign: ("●", theme.kept), title: title.to_owned(), minutes: "2′".to_owned() };
        let summary = Summary {
            title: "All is decided.",
            count: Count { total: 12, decided: 12, kept: 3, later: 0, minutes: 6 },
            next: vec![("2".to_owned(), "read what was kept")],
            kept: ["Lamps", "A very long story of oil and wicks", "Wicks"].map(line).to_vec(),
        };
        let drawn = |height: u16| {
            let area = Rect::new(0, 0, 26, height);
            let mut buffer = Buffer::empty(area);
            summary.draw(&theme, area, &mut buffer);
            let row = |y| (0..26).map(|x| buffer[(x, y)].symbol()).collect::<String>().trim_end().to_owned();
            (0..height).map(row).collect::<Vec<_>>()
        };
        let expected = [
            "All is decided.",
            "3 kept, 6 minutes to read",
            "9 skipped",
            "",
            "2  read what was kept",
            "",
            "● Lamps                 2′",
            "● A very long story of… 2′",
            "● Wicks                 2′",
        ];
        assert_eq!(drawn(9), expected);
        assert_eq!(drawn(8).last().unwrap(), "  … and 2 more");
        assert_eq!(drawn(1), ["All is decided."]);
    }
}
