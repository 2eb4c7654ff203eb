//! The list of highlights: what was saved, where from, with notes and tags.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::line::draw_text;
use super::scroll::Scroll;
use crate::app::theme::Theme;
use crate::model::highlight::Highlight;
use crate::model::located::Located;
use crate::text::timecode;
use crate::text::wrap::wrap;

/// The widest column in which quotes are set.
const COLUMN: usize = 90;
/// Rows of a long quote that are shown; the passage itself has the rest.
const QUOTE_ROWS: usize = 3;

/// One row: which highlight it belongs to, and what it says.
#[derive(Debug, Clone)]
struct Row {
    item: Option<usize>,
    part: Part,
    text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Blank,
    Article,
    Quote,
    Note,
    Tags,
}

/// The list of highlights.
#[derive(Debug, Clone, Default)]
pub struct Highlights {
    items: Vec<Located>,
    rows: Vec<Row>,
    scroll: Scroll,
    selected: usize,
    width: usize,
}

impl Highlights {
    /// Lists these highlights, the selection staying on the one it was on.
    pub fn fill(&mut self, items: Vec<Located>) {
        let id = self.selected().map(|located| located.highlight.id.clone());
        self.items = items;
        let same = id.and_then(|id| self.items.iter().position(|located| located.highlight.id == id));
        self.set_rows();
        self.select(same.unwrap_or(self.selected));
    }

    /// Tells the size of the screen.
    pub fn fit(&mut self, width: usize, height: usize) {
        if width != self.width {
            self.width = width;
            self.set_rows();
        }
        self.scroll.fit(self.rows.len(), height);
        self.select(self.selected);
    }

    /// All highlights listed.
    pub fn items(&self) -> &[Located] {
        &self.items
    }

    /// The index of the selected highlight.
    pub fn index(&self) -> usize {
        self.selected
    }

    /// The selected highlight.
    pub fn selected(&self) -> Option<&Located> {
        self.items.get(self.selected)
    }

    /// Selects the highlight at `index`, the last one where it is past the end.
    pub fn select(&mut self, index: usize) {
        self.selected = index.min(self.items.len().saturating_sub(1));
        let rows = self.rows_of(self.selected);
        // The whole highlight is to be seen, its first row before all.
        self.scroll.select(rows.end.saturating_sub(1));
        self.scroll.select(rows.start);
    }

    /// Moves the selection by so many highlights.
    pub fn step(&mut self, by: isize) {
        self.select(self.selected.saturating_add_signed(by));
    }

    fn rows_of(&self, item: usize) -> Range<usize> {
        let first = self.rows.iter().position(|row| row.item == Some(item)).unwrap_or(0);
        let count = self.rows.iter().skip(first).take_while(|row| row.item == Some(item)).count();
        first..first + count
    }

    fn set_rows(&mut self) {
        if self.width == 0 {
            // Not shown yet: `fit` sets the rows when it is.
            return;
        }
        let width = self.width.saturating_sub(6).clamp(1, COLUMN);
        let mut rows = Vec::new();
        let mut heading = String::new();
        for (index, located) in self.items.iter().enumerate() {
            let title = heading_of(located);
            if title != heading {
                rows.push(Row { item: None, part: Part::Blank, text: String::new() });
                rows.push(Row { item: None, part: Part::Article, text: title.clone() });
                heading = title;
            }
            rows_of_highlight(&located.highlight, index, width, &mut rows);
            rows.push(Row { item: None, part: Part::Blank, text: String::new() });
        }
        self.rows = rows;
        self.scroll.fit(self.rows.len(), self.scroll.page());
    }

    /// Draws the list; `focused` where it has the keys.
    pub fn draw(&self, theme: &Theme, focused: bool, area: Rect, buffer: &mut Buffer) {
        for (y, index) in (area.y..area.bottom()).zip(self.scroll.visible()) {
            let Some(row) = self.rows.get(index) else { continue };
            let line = Rect { y, height: 1, ..area };
            let located = row.item.and_then(|item| self.items.get(item));
            let selected = located.is_some() && row.item == Some(self.selected);
            if selected {
                buffer.set_style(line, if focused { theme.selected } else { theme.selected_elsewhere });
            }
            let indent = 4.min(line.width);
            let text = Rect { x: line.x + indent, width: line.width - indent, ..line };
            match (row.part, located) {
                (Part::Article, _) => {
                    let heading = Rect { x: line.x + 1.min(line.width), width: line.width.saturating_sub(1), ..line };
                    draw_text(&row.text, theme.digest, heading, buffer);
                }
                (Part::Quote, Some(located)) => {
                    let style = theme.highlight(located.highlight.colour);
                    buffer.set_stringn(
                        line.x + 2.min(line.width),
                        y,
                        "▌",
                        usize::from(line.width.saturating_sub(2).min(1)),
                        bar(style),
                    );
                    let style = if located.is_lost() { theme.lost } else { theme.text };
                    draw_text(&row.text, style, text, buffer);
                }
                (Part::Note, _) => draw_text(&row.text, theme.emphasis, text, buffer),
                (Part::Tags, _) => draw_text(&row.text, theme.dim, text, buffer),
                _ => {}
            }
        }
    }
}

/// A highlight's colour as a bar: its background, or what stands for it without colours.
fn bar(style: Style) -> Style {
    style.bg.map_or(Style::new(), |colour| Style::new().fg(colour))
}

fn heading_of(located: &Located) -> String {
    let origin = &located.highlight.origin;
    let standing = match located {
        located if located.is_lost() => " · lost: its text is gone from the source",
        located if located.is_elsewhere() => " · not loaded now",
        _ => "",
    };
    format!("{} · {}{standing}", origin.title, origin.digest)
}

fn rows_of_highlight(highlight: &Highlight, index: usize, width: usize, rows: &mut Vec<Row>) {
    let mut push = |part, text: String| rows.push(Row { item: Some(index), part, text });
    let quote = highlight.anchor.quote.replace('\n', " ");
    let lines = wrap(&quote, width);
    for (at, range) in lines.iter().take(QUOTE_ROWS).enumerate() {
        let more = at + 1 == QUOTE_ROWS && lines.len() > QUOTE_ROWS;
        let text = quote.get(range.clone()).unwrap_or_default();
        push(Part::Quote, if more { format!("{text} …") } else { text.to_owned() });
    }
    for line in highlight
        .note
        .lines()
        .flat_map(|line| wrap(line, width).into_iter().map(move |range| line.get(range).unwrap_or_default()))
    {
        push(Part::Note, format!("✎ {line}"));
    }
    let time = highlight.origin.seconds.map(|(from, to)| format!("{}–{}", timecode::clock(from), timecode::clock(to)));
    let tags = highlight.tags.iter().map(|tag| format!("#{tag}"));
    let about: Vec<String> = time.into_iter().chain(tags).collect();
    if !about.is_empty() {
        push(Part::Tags, about.join(" "));
    }
}
