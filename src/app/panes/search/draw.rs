//! Draws the search: the prompt with its count, what is wrong with the query, and a row or two for each hit.

use std::borrow::Cow;
use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Reach, Row, Search, Subject};
use crate::app::panes::line::{draw_matched, draw_text, level};
use crate::app::panes::scroll::below_prompt;
use crate::app::theme::Theme;
use crate::search::fuzzy;
use crate::text::message::lines;
use crate::text::wrap::columns;

/// What stands below a prompt in which nothing is typed.
const WAYS: &str = "'word  \"a phrase\"  -not  is:kept  has:note  tag:x  src:x  after:2025-11  min<5";

/// No title is worth more columns.
const WIDEST_TITLE: u16 = 84;

/// What is shown of a hit.
#[derive(Debug, Clone, Default)]
pub struct Item {
    /// What was decided about it.
    pub sign: (&'static str, Style),
    /// The title or quote.
    pub title: String,
    /// Where it comes from.
    pub about: String,
    /// How it begins, or the note.
    pub first: String,
    /// How long it takes to read, where that is known.
    pub minutes: String,
}

impl Search {
    /// Draws the search; `item` says what a hit looks like.
    pub fn draw(&self, item: impl Fn(usize) -> Item, theme: &Theme, area: Rect, buffer: &mut Buffer) {
        self.draw_prompt(theme, Rect { height: area.height.min(1), ..area }, buffer);
        self.draw_wrong(theme, area, buffer);
        let height = u16::try_from(self.row_height()).unwrap_or(1);
        let below = self.below(area);
        let rows = (below.y..below.bottom()).step_by(self.row_height());
        for (y, index) in rows.zip(self.scroll.visible()) {
            let lines = Rect { y, height: height.min(below.bottom() - y), ..below };
            if index == self.scroll.selected() {
                buffer.set_style(lines, theme.selected);
            }
            match self.rows.get(index) {
                Some(Row::Hit(hit, passage)) => self.draw_hit(&item(*hit), passage.as_deref(), theme, lines, buffer),
                Some(Row::Saved(name, query)) => draw_saved(name, query, theme, lines, buffer),
                None => {}
            }
            if index == self.scroll.selected() {
                level(lines, theme.selected, buffer);
            }
        }
        if self.rows.is_empty() {
            let what = match self.other_reach() {
                _ if self.awaited.is_some() => "   searching …".to_owned(),
                Some(Reach::All) => format!("   nothing found in {} · Ctrl-l searches all", self.reach().name()),
                _ => "   nothing found".to_owned(),
            };
            draw_text(&what, theme.dim, Rect { height: below.height.min(1), ..below }, buffer);
        }
    }

    /// Where the rows stand.
    pub(super) fn below(&self, area: Rect) -> Rect {
        let below = below_prompt(area);
        let skip = u16::try_from(self.wrong_below(area).len()).unwrap_or(u16::MAX).min(below.height);
        Rect { y: below.y + skip, height: below.height - skip, ..below }
    }

    fn label(&self) -> String {
        match (self.subject, self.in_whole_text) {
            (Subject::Articles, false) => format!(" search {}: ", self.reach().name()),
            (Subject::Articles, true) => format!(" whole text of {}: ", self.reach().name()),
            (Subject::Highlights, false) => " search: ".to_owned(),
            (Subject::Highlights, true) => " whole text: ".to_owned(),
        }
    }

    /// Where the query is typed, and the count behind it if there is room.
    fn field(&self, prompt: Rect) -> (Rect, Option<Rect>) {
        let width = u16::try_from(self.label().len()).unwrap_or(0).min(prompt.width);
        let field = Rect { x: prompt.x + width, width: prompt.width - width, ..prompt };
        let count = u16::try_from(columns(&self.count())).unwrap_or(0);
        if field.width <= count + 10 {
            return (field, None);
        }
        (Rect { width: field.width - count, ..field }, Some(Rect { x: prompt.right() - count, width: count, ..prompt }))
    }

    fn draw_prompt(&self, theme: &Theme, prompt: Rect, buffer: &mut Buffer) {
        draw_text(&self.label(), theme.accent, prompt, buffer);
        let (field, count) = self.field(prompt);
        self.input.draw(field, theme.prompt, buffer);
        if let Some(at) = count {
            draw_text(&self.count(), theme.dim, at, buffer);
        }
    }

    fn count(&self) -> String {
        let more = if self.awaited.is_some() {
            " …"
        } else if self.may_be_more() {
            "+"
        } else {
            ""
        };
        format!(" {}{more} of {} ", self.total, self.all)
    }

    /// What is wrong, under its place; what could be typed, where it is only not typed to its end.
    fn draw_wrong(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) {
        let Some(wrong) = &self.reading.wrong else {
            let ways = if self.input.text().is_empty() { WAYS } else { "" };
            return draw_text(ways, theme.dim, self.under_field(area), buffer);
        };
        let (marks, beside) = self.marks(area);
        draw_text(&marks, theme.accent, self.under_field(area), buffer);
        let below = self.wrong_below(area);
        if below.is_empty() {
            return draw_text(&wrong.why, theme.dim, beside, buffer);
        }
        let text = below_prompt(area);
        for (y, part) in (text.y..text.bottom()).zip(below) {
            let line = Rect { x: text.x + 1.min(text.width), y, width: text.width.saturating_sub(2), height: 1 };
            draw_text(wrong.why.get(part).unwrap_or_default(), theme.dim, line, buffer);
        }
    }

    /// The lines of what is wrong, where there is no room for it beside its marks.
    fn wrong_below(&self, area: Rect) -> Vec<Range<usize>> {
        let Some(wrong) = &self.reading.wrong else { return Vec::new() };
        let has_room = columns(&wrong.why) <= usize::from(self.marks(area).1.width);
        if has_room { Vec::new() } else { lines(&wrong.why, usize::from(area.width.saturating_sub(2).max(1))) }
    }

    /// The line below the field and as wide as that.
    fn under_field(&self, area: Rect) -> Rect {
        Rect { y: area.y + 1, height: 1, ..self.field(area).0 }.intersection(area)
    }

    /// What marks the part of the query that is wrong, and the room behind it.
    fn marks(&self, area: Rect) -> (String, Rect) {
        let (line, query) = (self.under_field(area), self.input.text());
        let is_in_view = columns(&query) < usize::from(line.width);
        let shown = self.reading.wrong.as_ref().filter(|wrong| is_in_view && !wrong.is_unfinished);
        let marks = shown.map_or(String::new(), |wrong| wrong.marks(&query) + " ");
        let width = u16::try_from(columns(&marks)).unwrap_or(0).min(line.width);
        (marks, Rect { x: line.x + width, width: line.width - width, ..line })
    }

    /// What was decided, the title, and where there is room where it comes from, or how it begins, and the minutes;
    /// below it the passage. Each has its matched letters.
    fn draw_hit(&self, item: &Item, passage: Option<&str>, theme: &Theme, lines: Rect, buffer: &mut Buffer) {
        let line = Rect { height: 1, ..lines };
        let (sign, style) = item.sign;
        draw_text(sign, style, Rect { x: line.x + 1.min(line.width), width: 1.min(line.width), ..line }, buffer);
        let line = Rect { x: line.x + 3.min(line.width), width: line.width.saturating_sub(4), ..line };
        let [title, about, minutes] = parts(line, u16::try_from(columns(&item.minutes)).unwrap_or(0));
        self.draw_near(&item.title, theme.text, theme, title, buffer);
        let misses = |text: &str| self.matched(text).is_empty();
        let only_first = misses(&item.title) && misses(&item.about) && !misses(&item.first);
        self.draw_near(if only_first { &item.first } else { &item.about }, theme.dim, theme, about, buffer);
        draw_text(&item.minutes, theme.dim, minutes, buffer);
        if let Some(passage) = passage.filter(|_| lines.height > 1) {
            let below =
                Rect { x: line.x + 2.min(line.width), y: line.y + 1, width: line.width.saturating_sub(2), ..line };
            draw_matched(passage, &self.asked.whole.places(passage), theme.dim, theme.hit, below, buffer);
        }
    }

    /// Draws a text so that the first of its matched letters can be seen.
    fn draw_near(&self, text: &str, style: Style, theme: &Theme, line: Rect, buffer: &mut Buffer) {
        let hits = self.matched(text);
        match around(text, hits.first(), line.width.into()) {
            Cow::Borrowed(text) => draw_matched(text, &hits, style, theme.hit, line, buffer),
            Cow::Owned(near) => draw_matched(&near, &self.matched(&near), style, theme.hit, line, buffer),
        }
    }

    fn matched(&self, text: &str) -> Vec<Range<usize>> {
        fuzzy::join([fuzzy::positions(text, &self.words().join(" ")), self.asked.whole.places(text)].concat())
    }
}

/// Where title, source and minutes stand in a line; in a narrow one there is room for the title only.
fn parts(line: Rect, minutes: u16) -> [Rect; 3] {
    if line.width < 60 {
        return [line, Rect::default(), Rect::default()];
    }
    let title = Rect { width: (line.width * 6 / 10).min(WIDEST_TITLE), ..line };
    let minutes = Rect { x: line.right() - minutes, width: minutes, ..line };
    let x = title.right() + 2;
    [title, Rect { x, width: (minutes.x - 2).saturating_sub(x), ..line }, minutes]
}

fn draw_saved(name: &str, query: &str, theme: &Theme, line: Rect, buffer: &mut Buffer) {
    let line = Rect { x: line.x + 3.min(line.width), width: line.width.saturating_sub(4), height: 1, ..line };
    draw_text(name, theme.key, line, buffer);
    let width = u16::try_from(columns(name) + 2).unwrap_or(0).max(16).min(line.width);
    draw_text(query, theme.dim, Rect { x: line.x + width, width: line.width - width, ..line }, buffer);
}

/// A text from a little before its first hit on, where that would not show otherwise.
fn around<'a>(text: &'a str, hit: Option<&Range<usize>>, width: usize) -> Cow<'a, str> {
    let Some(hit) = hit.filter(|hit| columns(text.get(..hit.end).unwrap_or_default()) >= width) else {
        return Cow::Borrowed(text);
    };
    // A quarter of the room for what stands before, from the beginning of a word.
    let before = text.get(..hit.start).unwrap_or_default();
    let skip = before.char_indices().rev().nth(width / 4).map_or(0, |(start, _)| start);
    let start = before.get(skip..).and_then(|near| near.find(' ')).map_or(hit.start, |space| skip + space + 1);
    Cow::Owned(format!("… {}", text.get(start..).unwrap_or(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_shown_from_a_little_before_its_first_hit() {
        let text = "Two bakers share a flat, a van and a sourdough";
        let cases = [("bakers", 20, text), ("sourdough", 60, text), ("sourdough", 20, "… a sourdough"), ("", 5, text)];
        for (word, width, expected) in cases {
            let hit = text.find(word).filter(|_| !word.is_empty()).map(|at| at..at + word.len());
            assert_eq!(around(text, hit.as_ref(), width), expected, "{word}");
        }
    }
}
