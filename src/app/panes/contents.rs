//! The contents of an article: its headings, or in a transcript its times; `Enter` goes there.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::line::draw_text;
use super::scroll::Scroll;
use crate::app::theme::Theme;
use crate::model::body::{BlockKind, Body};
use crate::text::timecode;

/// One line of the contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it says.
    pub text: String,
    /// How deep, from 0.
    pub depth: u8,
    /// Where it stands, a byte of the article's text.
    pub at: usize,
}

/// The contents of an article.
#[derive(Debug, Clone)]
pub struct Contents {
    entries: Vec<Entry>,
    scroll: Scroll,
}

impl Contents {
    /// Lists the headings of `body`, or its paragraphs with their times, with the last one at or
    /// before byte `here` selected. Nothing where it has neither.
    pub fn new(body: &Body, here: usize) -> Option<Contents> {
        let entries = entries(body);
        let selected = entries.partition_point(|entry| entry.at <= here).saturating_sub(1);
        let mut scroll = Scroll::default();
        scroll.fit(entries.len(), 1);
        scroll.select(selected);
        (!entries.is_empty()).then_some(Contents { entries, scroll })
    }

    /// Tells how many rows fit.
    pub fn fit(&mut self, height: usize) {
        self.scroll.fit(self.entries.len(), height.saturating_sub(2));
    }

    /// Moves the selection.
    pub fn step(&mut self, rows: isize) {
        self.scroll.step(rows);
    }

    /// Rows on a page.
    pub fn page(&self) -> isize {
        isize::try_from(self.scroll.page()).unwrap_or(1)
    }

    /// Where the selected entry stands, a byte of the article's text.
    pub fn selected(&self) -> Option<usize> {
        self.entries.get(self.scroll.selected()).map(|entry| entry.at)
    }

    /// Draws the contents.
    pub fn draw(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) {
        draw_text(" contents", theme.accent, Rect { height: area.height.min(1), ..area }, buffer);
        for (y, index) in (area.y.saturating_add(2)..area.bottom()).zip(self.scroll.visible()) {
            let Some(entry) = self.entries.get(index) else { continue };
            let line = Rect { y, height: 1, ..area };
            if index == self.scroll.selected() {
                buffer.set_style(line, theme.selected);
            }
            let indent = usize::from(entry.depth) * 2 + 3;
            draw_text(&format!("{}{}", " ".repeat(indent), entry.text), theme.text, line, buffer);
        }
    }
}

fn entries(body: &Body) -> Vec<Entry> {
    let texts = body.blocks.iter().enumerate().map(|(index, block)| (block, body.block_text(index)));
    if body.moments.is_empty() {
        let headings = texts.filter_map(|(block, text)| match block.kind {
            BlockKind::Heading(level) => {
                Some(Entry { text: text.to_owned(), depth: level.saturating_sub(1), at: block.range.start })
            }
            _ => None,
        });
        let found: Vec<Entry> = headings.collect();
        let least = found.iter().map(|entry| entry.depth).min().unwrap_or(0);
        return found.into_iter().map(|entry| Entry { depth: entry.depth - least, ..entry }).collect();
    }
    let timed = texts.filter_map(|(block, text)| {
        let time = timecode::clock(body.seconds_at(block.range.start)?);
        Some(Entry { text: format!("{time:>8}  {text}"), depth: 0, at: block.range.start })
    });
    timed.collect()
}
