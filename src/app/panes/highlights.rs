//! The list of highlights: what was saved, where from, with notes and tags; grouped by article, digest,
//! tag or day, and narrowed to what a search found.

mod groups;

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::tz::TimeZone;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use super::line::{draw_matched, draw_text, level};
use super::reader::around;
use super::scroll::Scroll;
use crate::app::theme::Theme;
use crate::model::highlight::{HighlightId, Meanings};
use crate::model::located::Located;
use crate::search::fuzzy;
use crate::text::timecode;
use crate::text::wrap::wrap;
pub use groups::Grouping;
use groups::{Group, groups};

/// The widest column in which quotes are set.
const COLUMN: usize = 90;
/// Rows of a long quote that are shown; the passage itself has the rest.
const QUOTE_ROWS: usize = 3;
/// Rows of a long note that are shown; the editor has the rest.
const NOTE_ROWS: usize = 4;

/// One row: which entry it belongs to, and what it says.
#[derive(Debug, Clone)]
struct Row {
    entry: Option<usize>,
    part: Part,
    text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Blank,
    Heading,
    Quote,
    Note,
    About,
}

/// What a search left of the list.
#[derive(Debug, Clone)]
struct Filter {
    query: String,
    found: BTreeSet<HighlightId>,
}

/// The list of highlights.
#[derive(Debug, Clone, Default)]
pub struct Highlights {
    items: Vec<Located>,
    grouping: Grouping,
    filter: Option<Filter>,
    meanings: Meanings,
    zone: Option<TimeZone>,
    /// The highlights as they are listed, by their index in `items`: one with two tags stands twice.
    entries: Vec<usize>,
    rows: Vec<Row>,
    scroll: Scroll,
    selected: usize,
    width: usize,
}

impl Highlights {
    /// An empty list, which says what colours mean and tells days in this time zone.
    pub fn new(meanings: Meanings, zone: TimeZone) -> Highlights {
        Highlights { meanings, zone: Some(zone), ..Highlights::default() }
    }

    /// Lists these highlights, the selection staying on the one it was on.
    pub fn fill(&mut self, items: Vec<Located>) {
        let id = self.selected().map(|located| located.highlight.id.clone());
        self.items = items;
        self.arrange(id);
    }

    /// Groups by the next thing; gives what that is.
    pub fn regroup(&mut self) -> Grouping {
        self.grouping = self.grouping.next();
        self.arrange(self.selected().map(|located| located.highlight.id.clone()));
        self.grouping
    }

    /// By what the highlights are grouped.
    pub fn grouping(&self) -> Grouping {
        self.grouping
    }

    /// Lists only these, by their index in [`Highlights::items`]: what a search for `query` found.
    pub fn filter(&mut self, query: &str, found: &[usize]) {
        let found = found.iter().filter_map(|item| self.items.get(*item));
        let found = found.map(|located| located.highlight.id.clone()).collect();
        self.filter = Some(Filter { query: query.to_owned(), found });
        self.arrange(self.selected().map(|located| located.highlight.id.clone()));
    }

    /// Lists all again.
    pub fn end_filter(&mut self) {
        if self.filter.take().is_some() {
            self.arrange(self.selected().map(|located| located.highlight.id.clone()));
        }
    }

    /// What was searched for, where only what was found is listed.
    pub fn query(&self) -> Option<&str> {
        self.filter.as_ref().map(|filter| filter.query.as_str())
    }

    /// Tells the size of the screen.
    pub fn fit(&mut self, width: usize, height: usize) {
        if width != self.width {
            self.width = width;
            self.set_rows();
        }
        self.scroll.fit(self.rows.len(), height);
        self.select_entry(self.selected);
    }

    /// All highlights, in the order of their documents.
    pub fn items(&self) -> &[Located] {
        &self.items
    }

    /// The selected highlight's place in the list, counted from 1, and how many places there are.
    pub fn position(&self) -> (usize, usize) {
        ((self.selected + 1).min(self.entries.len()), self.entries.len())
    }

    /// How many highlights are listed, each once, and how many of them are lost.
    pub fn counts(&self) -> (usize, usize) {
        let listed = || self.items.iter().filter(|located| self.lists(located));
        (listed().count(), listed().filter(|located| located.is_lost()).count())
    }

    /// What is listed, by its index in [`Highlights::items`]: one with two tags stands twice.
    pub fn listed(&self) -> &[usize] {
        &self.entries
    }

    /// The selected highlight's index in [`Highlights::items`].
    pub fn item(&self) -> Option<usize> {
        self.entries.get(self.selected).copied()
    }

    /// The selected highlight.
    pub fn selected(&self) -> Option<&Located> {
        self.items.get(*self.entries.get(self.selected)?)
    }

    /// Selects the highlight at `index` of [`Highlights::items`].
    pub fn select(&mut self, index: usize) {
        if let Some(entry) = self.entries.iter().position(|item| *item == index) {
            self.select_entry(entry);
        }
    }

    /// Selects the highlight of this number in the list, counted from 1; the last where there are fewer.
    pub fn go_to_number(&mut self, number: usize) {
        self.select_entry(number.saturating_sub(1));
    }

    /// Moves the selection by so many highlights.
    pub fn step(&mut self, by: isize) {
        self.select_entry(self.selected.saturating_add_signed(by));
    }

    /// Selects the highlight that was clicked on; tells whether it was selected already.
    pub fn click(&mut self, area: Rect, place: Position) -> bool {
        let row = self.scroll.under(area, 1, place).and_then(|row| self.rows.get(row));
        let Some(entry) = row.and_then(|row| row.entry) else { return false };
        let is_again = entry == self.selected;
        self.select_entry(entry);
        is_again
    }

    /// Moves the selection by so many, round and round.
    pub fn step_round(&mut self, by: isize) {
        self.select_entry(around(self.selected, by, self.entries.len()));
    }

    /// Goes to the first highlight, or the last.
    pub fn go_to_end(&mut self, end: bool) {
        self.select_entry(if end { usize::MAX } else { 0 });
    }

    fn select_entry(&mut self, entry: usize) {
        self.selected = entry.min(self.entries.len().saturating_sub(1));
        let rows = self.rows_of(self.selected);
        // The whole highlight is to be seen, its first row before all, with the heading above it.
        self.scroll.select(rows.end.saturating_sub(1));
        self.scroll.select(rows.start.saturating_sub(usize::from(self.selected == 0)));
        self.scroll.select(rows.start);
    }

    fn rows_of(&self, entry: usize) -> Range<usize> {
        let first = self.rows.iter().position(|row| row.entry == Some(entry)).unwrap_or(0);
        let count = self.rows.iter().skip(first).take_while(|row| row.entry == Some(entry)).count();
        first..first + count
    }

    fn lists(&self, located: &Located) -> bool {
        self.filter.as_ref().is_none_or(|filter| filter.found.contains(&located.highlight.id))
    }

    /// Puts the highlights in their groups, with the one called `id` selected.
    fn arrange(&mut self, id: Option<HighlightId>) {
        let groups = self.groups();
        self.entries = groups.iter().flat_map(|group| group.items.iter().copied()).collect();
        let is_same = |item: &usize| self.items.get(*item).map(|located| &located.highlight.id) == id.as_ref();
        // One with several tags stays in the group that it was selected in.
        let near = Some(self.selected).filter(|at| self.entries.get(*at).is_some_and(is_same));
        let same = near.or_else(|| self.entries.iter().position(is_same)).filter(|_| id.is_some());
        self.set_rows_of(&groups);
        self.select_entry(same.unwrap_or(self.selected));
    }

    fn groups(&self) -> Vec<Group> {
        let listed = self.items.iter().enumerate().filter(|(_, located)| self.lists(located));
        groups(listed, self.grouping, self.zone.as_ref().unwrap_or(&TimeZone::UTC))
    }

    fn set_rows(&mut self) {
        self.set_rows_of(&self.groups());
    }

    fn set_rows_of(&mut self, groups: &[Group]) {
        if self.width == 0 {
            // Not shown yet: `fit` sets the rows when it is.
            return;
        }
        let width = self.width.saturating_sub(6).clamp(1, COLUMN);
        let mut rows = Vec::new();
        let mut entry = 0;
        for group in groups {
            rows.push(Row { entry: None, part: Part::Blank, text: String::new() });
            rows.push(Row { entry: None, part: Part::Heading, text: group.heading.clone() });
            for located in group.items.iter().filter_map(|item| self.items.get(*item)) {
                let about = about(located, &self.meanings, !group.says_article);
                rows_of_highlight(located, &about, entry, width, &mut rows);
                rows.push(Row { entry: None, part: Part::Blank, text: String::new() });
                entry += 1;
            }
            rows.pop();
        }
        self.rows = rows;
        self.scroll.fit(self.rows.len(), self.scroll.page());
    }

    /// Draws the list; `focused` where it has the keys.
    pub fn draw(&self, theme: &Theme, focused: bool, area: Rect, buffer: &mut Buffer) {
        for (y, index) in (area.y..area.bottom()).zip(self.scroll.visible()) {
            let Some(row) = self.rows.get(index) else { continue };
            let line = Rect { y, height: 1, ..area };
            let selected = if focused { theme.selected } else { theme.selected_elsewhere };
            if row.entry == Some(self.selected) {
                buffer.set_style(line, selected);
            }
            self.draw_row(row, theme, line, buffer);
            if row.entry == Some(self.selected) {
                level(line, selected, buffer);
            }
        }
    }

    fn draw_row(&self, row: &Row, theme: &Theme, line: Rect, buffer: &mut Buffer) {
        let from = |columns: u16| {
            let skip = columns.min(line.width);
            Rect { x: line.x + skip, width: line.width - skip, ..line }
        };
        let located = row.entry.and_then(|entry| self.items.get(*self.entries.get(entry)?));
        match (row.part, located) {
            (Part::Blank, _) => {}
            (Part::Heading, _) => draw_text(&row.text, theme.digest, from(1), buffer),
            (Part::Quote, Some(located)) => {
                draw_text("▌", bar(theme.highlight(located.highlight.colour)), from(2), buffer);
                let style = if located.is_lost() { theme.lost } else { theme.text };
                self.draw_found(&row.text, style, theme, from(4), buffer);
            }
            (Part::Note, _) => self.draw_found(&row.text, theme.emphasis, theme, from(4), buffer),
            (Part::Quote | Part::About, _) => self.draw_found(&row.text, theme.dim, theme, from(4), buffer),
        }
    }

    /// Writes a text with the letters that the search matched in it.
    fn draw_found(&self, text: &str, style: Style, theme: &Theme, line: Rect, buffer: &mut Buffer) {
        let hits = self.filter.as_ref().map_or(Vec::new(), |filter| fuzzy::positions(text, &filter.query));
        draw_matched(text, &hits, style, theme.hit, line, buffer);
    }
}

/// A highlight's colour as a bar: its background, or what stands for it without colours.
fn bar(style: Style) -> Style {
    style.bg.map_or(Style::new(), |colour| Style::new().fg(colour))
}

fn rows_of_highlight(located: &Located, about: &str, entry: usize, width: usize, rows: &mut Vec<Row>) {
    let highlight = &located.highlight;
    let mut push = |part, text: String| rows.push(Row { entry: Some(entry), part, text });
    let quote = highlight.anchor.quote.split_whitespace().collect::<Vec<_>>().join(" ");
    cut(wrapped(&quote, width), QUOTE_ROWS).into_iter().for_each(|line| push(Part::Quote, line));
    let note: Vec<String> = highlight.note.lines().flat_map(|line| wrapped(line, width - width.min(2))).collect();
    let signs = ["✎", " "].into_iter().chain(std::iter::repeat(" "));
    cut(note, NOTE_ROWS).iter().zip(signs).for_each(|(line, sign)| push(Part::Note, format!("{sign} {line}")));
    wrapped(about, width).into_iter().for_each(|line| push(Part::About, line));
}

fn wrapped(text: &str, width: usize) -> Vec<String> {
    wrap(text, width.max(1)).into_iter().map(|range| text.get(range).unwrap_or_default().to_owned()).collect()
}

/// The first lines, with a sign that there are more.
fn cut(mut lines: Vec<String>, most: usize) -> Vec<String> {
    if lines.len() > most {
        lines.truncate(most);
        lines.iter_mut().skip(most - 1).for_each(|line| line.push_str(" …"));
    }
    lines
}

/// Time, meaning and tags, and where the heading does not say it, the article.
fn about(located: &Located, meanings: &Meanings, says_article: bool) -> String {
    let (highlight, origin) = (&located.highlight, &located.highlight.origin);
    let time = origin.seconds.map(|(from, to)| timecode::clocks(from, to));
    let meaning = Some(meanings.of(highlight.colour)).filter(|meaning| !meaning.is_empty()).map(str::to_owned);
    let tags: Vec<String> = highlight.tags.iter().map(|tag| format!("#{tag}")).collect();
    let tags = (!tags.is_empty()).then(|| tags.join(" "));
    let article = says_article.then(|| groups::article_of(origin));
    [time, meaning, tags, article].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
