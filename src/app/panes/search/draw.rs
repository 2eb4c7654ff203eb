//! Draws the search: the prompt with its count, what is wrong with the query, and a row or two for each hit.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::{Row, Search};
use crate::app::panes::line::{draw_matched, draw_text};
use crate::app::panes::scroll::below_prompt;
use crate::app::theme::Theme;
use crate::search::fuzzy;
use crate::text::wrap::columns;

/// What stands below a prompt in which nothing is typed.
const WAYS: &str = "Ctrl-t whole text · Tab completes · 'word \"a phrase\" is: has: tag: src: after: min<";

/// What is shown of a hit.
#[derive(Debug, Clone, Default)]
pub struct Item {
    /// The title or quote.
    pub title: String,
    /// Where it comes from.
    pub about: String,
    /// How it begins, or the note.
    pub first: String,
}

impl Search {
    /// Draws the search; `item` says what a hit looks like.
    pub fn draw(&self, item: impl Fn(usize) -> Item, theme: &Theme, area: Rect, buffer: &mut Buffer) {
        let prompt = Rect { height: area.height.min(1), ..area };
        let field = self.draw_prompt(theme, prompt, buffer);
        if area.height > 1 {
            self.draw_wrong(theme, Rect { y: area.y + 1, height: 1, ..field }, buffer);
        }
        let height = u16::try_from(self.row_height()).unwrap_or(1);
        let rows = below_prompt(area);
        let rows = (rows.y..rows.bottom()).step_by(self.row_height());
        for (y, index) in rows.zip(self.scroll.visible()) {
            let lines = Rect { y, height: height.min(area.bottom() - y), ..area };
            if index == self.scroll.selected() {
                buffer.set_style(lines, theme.selected);
            }
            match self.rows.get(index) {
                Some(Row::Hit(hit, passage)) => self.draw_hit(&item(*hit), passage.as_deref(), theme, lines, buffer),
                Some(Row::Saved(name, query)) => draw_saved(name, query, theme, lines, buffer),
                None => {}
            }
        }
        if self.rows.is_empty() && area.height > 2 {
            let line = Rect { y: area.y + 2, height: 1, ..area };
            let what = if self.awaited.is_some() { "   searching …" } else { "   nothing found" };
            draw_text(what, theme.dim, line, buffer);
        }
    }

    /// Draws label, field and count; gives where the field is.
    fn draw_prompt(&self, theme: &Theme, prompt: Rect, buffer: &mut Buffer) -> Rect {
        let label = if self.in_whole_text { " whole text: " } else { " search: " };
        draw_text(label, theme.accent, prompt, buffer);
        let width = u16::try_from(label.len()).unwrap_or(0).min(prompt.width);
        let count = self.count();
        let count_width = u16::try_from(columns(&count)).unwrap_or(0);
        let field = Rect { x: prompt.x + width, width: prompt.width - width, ..prompt };
        let has_room = field.width > count_width + 10;
        let field = Rect { width: if has_room { field.width - count_width } else { field.width }, ..field };
        self.input.draw(field, theme.prompt, buffer);
        if has_room {
            let at = Rect { x: prompt.right() - count_width, width: count_width, ..prompt };
            draw_text(&count, theme.dim, at, buffer);
        }
        field
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
    fn draw_wrong(&self, theme: &Theme, line: Rect, buffer: &mut Buffer) {
        let query = self.input.text();
        let Some(wrong) = &self.reading.wrong else {
            let ways = if query.is_empty() { WAYS } else { "" };
            return draw_text(ways, theme.dim, line, buffer);
        };
        let is_in_view = columns(&query) < usize::from(line.width);
        if wrong.is_unfinished || !is_in_view {
            return draw_text(&wrong.why, theme.dim, line, buffer);
        }
        let marks = wrong.marks(&query);
        let width = u16::try_from(columns(&marks)).unwrap_or(0).min(line.width);
        draw_text(&marks, theme.accent, line, buffer);
        draw_text(
            &format!(" {}", wrong.why),
            theme.dim,
            Rect { x: line.x + width, width: line.width - width, ..line },
            buffer,
        );
    }

    /// The title, and where there is room where it comes from and how it begins, each with its matched
    /// letters; below it the passage.
    fn draw_hit(&self, item: &Item, passage: Option<&str>, theme: &Theme, lines: Rect, buffer: &mut Buffer) {
        let query = self.words().join(" ");
        let line = Rect { x: lines.x + 3.min(lines.width), width: lines.width.saturating_sub(4), height: 1, ..lines };
        let matched =
            |text: &str| fuzzy::join([fuzzy::positions(text, &query), self.asked.whole.places(text)].concat());
        let width = if line.width >= 60 { line.width * 6 / 10 } else { line.width };
        draw_matched(&item.title, &matched(&item.title), theme.text, theme.hit, Rect { width, ..line }, buffer);
        if width + 2 < line.width {
            let rest = Rect { x: line.x + width + 2, width: line.width - width - 2, ..line };
            let misses = |text: &str| matched(text).is_empty();
            let only_first = misses(&item.title) && misses(&item.about) && !misses(&item.first);
            let near = |text: &str| around(text, matched(text).first().map_or(0, |hit| hit.start), rest.width.into());
            let shown = if only_first { near(&item.first) } else { item.about.clone() };
            draw_matched(&shown, &matched(&shown), theme.dim, theme.hit, rest, buffer);
        }
        if let Some(passage) = passage.filter(|_| lines.height > 1) {
            let below =
                Rect { x: line.x + 2.min(line.width), y: line.y + 1, width: line.width.saturating_sub(2), ..line };
            draw_matched(passage, &self.asked.whole.places(passage), theme.dim, theme.hit, below, buffer);
        }
    }
}

fn draw_saved(name: &str, query: &str, theme: &Theme, line: Rect, buffer: &mut Buffer) {
    let line = Rect { x: line.x + 3.min(line.width), width: line.width.saturating_sub(4), height: 1, ..line };
    draw_text(name, theme.key, line, buffer);
    let width = u16::try_from(columns(name) + 2).unwrap_or(0).max(16).min(line.width);
    draw_text(query, theme.dim, Rect { x: line.x + width, width: line.width - width, ..line }, buffer);
}

/// A long text from a little before byte `at` on, so that what stands there can be seen.
fn around(text: &str, at: usize, width: usize) -> String {
    let before = text.get(..at).unwrap_or_default();
    if columns(before) * 2 < width {
        return text.to_owned();
    }
    // A quarter of the room for what stands before, from the beginning of a word.
    let skip = before.char_indices().rev().nth(width / 4).map_or(0, |(start, _)| start);
    let start = before.get(skip..).and_then(|near| near.find(' ')).map_or(at, |space| skip + space + 1);
    format!("… {}", text.get(start..).unwrap_or(text))
}
