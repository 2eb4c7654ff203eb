//! The search prompt: a query that is read and answered as it is typed, and what it finds, as rows with
//! the matched letters shown.
//!
//! It keeps what was found and which row is selected. Who searches is the application, which knows the
//! articles; what is drawn of a row is handed in.

use std::ops::Range;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::input::Input;
use super::line::{draw_matched, draw_text};
use super::scroll::{Scroll, below_prompt};
use crate::app::theme::Theme;
use crate::search::asked::Asked;
use crate::search::fuzzy;
use crate::search::query::{Query, Reading, Saved, What, complete};
use crate::text::wrap::columns;

/// How many hits are ranked and listed; nobody scrolls through more.
pub const MOST_HITS: usize = 1000;

/// What stands below a prompt in which nothing is typed.
const WAYS: &str = "Ctrl-t whole text · Tab completes · 'word \"a phrase\" is: has: tag: src: after: min<";

/// What a key did in the search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// It goes on, and what is found stays.
    Open,
    /// It goes on with another query.
    Changed,
    /// It is to be closed.
    Closed,
    /// It is to be closed and this opened: an index in the store or the list of highlights.
    Chosen(usize),
}

/// What is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// All articles.
    Articles,
    /// The highlights.
    Highlights,
}

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

/// A row below the prompt.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Row {
    /// A saved search and what it stands for.
    Saved(String, String),
    /// A hit, in whole texts with a passage.
    Hit(usize, Option<String>),
}

/// The search.
pub struct Search {
    subject: Subject,
    saved: Saved,
    input: Input,
    in_whole_text: bool,
    reading: Reading,
    asked: Asked,
    rows: Vec<Row>,
    total: usize,
    all: usize,
    /// The number of the search in whole texts whose answers are awaited.
    awaited: Option<u64>,
    scroll: Scroll,
    /// What earlier words left to look at, for words that go on with them.
    left: Vec<(Vec<String>, Vec<u32>)>,
}

impl Search {
    /// Begins with `text` typed.
    pub fn new(subject: Subject, saved: Saved, text: &str) -> Search {
        let mut search = Search {
            subject,
            saved,
            input: Input::line(text),
            in_whole_text: false,
            reading: Reading::default(),
            asked: Asked::default(),
            rows: Vec::new(),
            total: 0,
            all: 0,
            awaited: None,
            scroll: Scroll::default(),
            left: Vec::new(),
        };
        search.read();
        search
    }

    /// What is searched.
    pub fn subject(&self) -> Subject {
        self.subject
    }

    /// Tells how many there are to search.
    pub fn set_all(&mut self, all: usize) {
        self.all = all;
    }

    /// What was typed.
    pub fn text(&self) -> String {
        self.input.text()
    }

    /// What is asked, as far as it can be read.
    pub fn query(&self) -> &Query {
        &self.reading.query
    }

    /// What is wrong with what was typed.
    pub fn wrong(&self) -> Option<&str> {
        self.reading.wrong.as_ref().map(|wrong| wrong.why.as_str())
    }

    /// What is asked, made ready.
    pub fn asked(&self) -> &Asked {
        &self.asked
    }

    /// Tells how many rows fit below the input.
    pub fn fit(&mut self, height: usize) {
        self.scroll.fit(self.rows.len(), height.saturating_sub(2) / self.row_height());
    }

    /// Hits in whole texts have a row for the passage.
    fn row_height(&self) -> usize {
        if self.asked.whole.is_empty() || self.subject == Subject::Highlights { 1 } else { 2 }
    }

    /// What was found, best first, as indexes in the store or the list of highlights; nothing while
    /// nothing is asked.
    pub fn found(&self) -> Vec<usize> {
        if self.query().is_empty() { Vec::new() } else { self.hits().collect() }
    }

    fn hits(&self) -> impl Iterator<Item = usize> {
        self.rows.iter().filter_map(|row| match row {
            Row::Hit(index, _) => Some(*index),
            Row::Saved(..) => None,
        })
    }

    /// The rows that an earlier search left and that hold whatever these words find.
    pub fn among(&self) -> Option<&[u32]> {
        let words = self.words();
        let goes_on = |before: &[String]| {
            before.len() <= words.len()
                && before.iter().zip(&words).all(|(before, word)| word.starts_with(before.as_str()))
        };
        self.left.iter().rev().find(|(before, _)| goes_on(before)).map(|(_, rows)| rows.as_slice())
    }

    /// Shows what was found at once.
    pub fn show(&mut self, hits: impl Iterator<Item = usize>, total: usize, left: Vec<u32>) {
        self.remember(left);
        self.awaited = None;
        self.rows = self.saved_rows();
        self.rows.extend(hits.map(|hit| Row::Hit(hit, None)));
        self.total = total;
        self.scroll.fit(self.rows.len(), self.scroll.page());
        self.scroll.select(0);
    }

    /// Awaits answers of the search with this number; what was found before shows until the first comes.
    pub fn wait(&mut self, number: u64, left: Vec<u32>) {
        self.remember(left);
        self.awaited = Some(number);
        self.total = 0;
    }

    /// Whether answers are awaited.
    pub fn is_waiting(&self) -> bool {
        self.awaited.is_some()
    }

    /// Takes hits of a search in whole texts, unless another query was typed since.
    pub fn take(&mut self, number: u64, hits: Vec<(usize, String)>, is_done: bool) {
        if self.awaited != Some(number) {
            return;
        }
        if self.total == 0 {
            self.rows.clear();
            self.scroll.select(0);
        }
        self.total += hits.len();
        self.rows.extend(hits.into_iter().map(|(hit, passage)| Row::Hit(hit, Some(passage))));
        self.scroll.fit(self.rows.len(), self.scroll.page());
        self.awaited = self.awaited.filter(|_| !is_done);
    }

    /// Keeps what is left to look at. It goes with the letters that were typed: with others it is of no use.
    fn remember(&mut self, left: Vec<u32>) {
        const MOST: usize = 8;
        let words = self.words();
        self.left.retain(|(before, _)| *before != words);
        self.left.push((words, left));
        let spare = self.left.len().saturating_sub(MOST);
        self.left.drain(..spare);
    }

    /// Forgets what earlier words left to look at: there is more to search now. What was found stays until
    /// the next key.
    pub fn forget(&mut self) {
        self.left.clear();
    }

    fn saved_rows(&self) -> Vec<Row> {
        if !self.input.text().trim().is_empty() {
            return Vec::new();
        }
        self.saved.iter().map(|(name, query)| Row::Saved(format!("@{name}"), query.to_string())).collect()
    }

    /// The words that are ranked.
    fn words(&self) -> Vec<String> {
        let words = self.query().terms.iter().filter(|term| !term.not);
        words.filter_map(|term| if let What::Word(word) = &term.what { Some(word.clone()) } else { None }).collect()
    }

    /// Takes a key.
    pub fn key(&mut self, key: KeyEvent) -> Found {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Esc => return Found::Closed,
            KeyCode::Enter => return self.chosen(),
            KeyCode::Tab => return self.complete(),
            KeyCode::Char('t') if control => {
                self.in_whole_text = !self.in_whole_text;
                return self.changed();
            }
            KeyCode::Down => self.scroll.step(1),
            KeyCode::Char('n' | 'j') if control => self.scroll.step(1),
            KeyCode::Up => self.scroll.step(-1),
            KeyCode::Char('p' | 'k') if control => self.scroll.step(-1),
            KeyCode::PageDown => self.scroll.step(self.page()),
            KeyCode::PageUp => self.scroll.step(-self.page()),
            _ if self.input.key(key) => return self.changed(),
            _ => {}
        }
        Found::Open
    }

    /// Scrolls.
    pub fn roll(&mut self, rows: isize) {
        self.scroll.roll(rows);
    }

    /// Selects the row that was clicked on; tells whether it was selected already.
    pub fn click(&mut self, area: Rect, place: Position) -> bool {
        let row = self.scroll.under(below_prompt(area), self.row_height(), place);
        row.is_some_and(|row| self.scroll.click(row))
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str) {
        self.input.paste(text);
        self.read();
    }

    fn changed(&mut self) -> Found {
        self.read();
        Found::Changed
    }

    fn read(&mut self) {
        self.reading = Query::read(&self.input.text(), &self.saved);
        if self.in_whole_text {
            self.reading.query = std::mem::take(&mut self.reading.query).in_whole_text();
        }
        self.asked = Asked::new(&self.reading.query);
    }

    /// Completes what is begun, as far as it is clear; then with what comes first.
    fn complete(&mut self) -> Found {
        let text = self.input.text();
        let all = complete(&text, &self.saved);
        let Some(first) = all.first() else { return Found::Open };
        let shared = all.iter().fold(first.as_str(), |shared, other| common(shared, other));
        let next = if shared.len() > text.len() { shared } else { first };
        self.input = Input::line(next);
        self.changed()
    }

    fn page(&self) -> isize {
        isize::try_from(self.scroll.page()).unwrap_or(1)
    }

    fn chosen(&mut self) -> Found {
        match self.rows.get(self.scroll.selected()).cloned() {
            Some(Row::Hit(index, _)) => Found::Chosen(index),
            Some(Row::Saved(name, _)) => {
                self.input = Input::line(&format!("{name} "));
                self.changed()
            }
            None => Found::Closed,
        }
    }

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
        } else if self.total >= MOST_HITS && !self.asked.whole.is_empty() {
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
        let matched = |text: &str| join(fuzzy::positions(text, &query), self.asked.whole.places(text));
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

/// The beginning that two texts share.
fn common<'a>(one: &'a str, other: &str) -> &'a str {
    let same = one.chars().zip(other.chars()).take_while(|(one, other)| one == other);
    one.get(..same.map(|(letter, _)| letter.len_utf8()).sum()).unwrap_or_default()
}

/// Two lists of ranges as one, ascending and without overlap.
fn join(one: Vec<Range<usize>>, other: Vec<Range<usize>>) -> Vec<Range<usize>> {
    if other.is_empty() {
        return one;
    }
    let mut all: Vec<Range<usize>> = one.into_iter().chain(other).collect();
    all.sort_unstable_by_key(|range| (range.start, range.end));
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in all {
        match joined.last_mut().filter(|last| last.end >= range.start) {
            Some(last) => last.end = last.end.max(range.end),
            None => joined.push(range),
        }
    }
    joined
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
