//! Fuzzy search over articles or highlights: ranked as one types, matched letters shown.

use std::ops::Range;
use std::rc::Rc;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::input::Input;
use super::line::draw_text;
use super::list;
use super::scroll::Scroll;
use crate::app::theme::Theme;
use crate::model::located::Located;
use crate::model::marks::Marks;
use crate::model::store::Store;
use crate::search::fuzzy::{self, Index, Row};
use crate::text::wrap::{columns, truncate};

/// How many hits are ranked and listed; nobody scrolls through more.
const MOST_HITS: usize = 1000;

/// What a key did in the search.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// It goes on.
    Open,
    /// It is to be closed.
    Closed,
    /// It is to be closed and this article opened (its index in the store).
    Article(usize),
    /// It is to be closed and this highlight selected (its index in the list).
    Highlight(usize),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Subject {
    Articles,
    Highlights,
}

/// What is searched in a row, and shown of it.
#[derive(Debug, Clone)]
struct Item {
    title: String,
    about: String,
    first: String,
}

/// What can be found, made ready: it holds as long as nothing in it changes.
pub struct Searchable {
    subject: Subject,
    items: Vec<Item>,
    index: Index,
}

/// The search.
pub struct Search {
    searched: Rc<Searchable>,
    input: Input,
    hits: Vec<usize>,
    scroll: Scroll,
}

impl Searchable {
    /// The titles, digests, rubrics and first sentences of all articles.
    pub fn articles(store: &Store, marks: &Marks) -> Searchable {
        let items = store.articles().map(|article| {
            let digest = store.digests().get(article.document).map_or("", |digest| digest.title.as_str());
            let rubric = article.kicker.as_deref().map_or(String::new(), |kicker| format!(" · {kicker}"));
            let document = store.documents().get(article.document);
            let first = document.and_then(|document| {
                let lines = document.lines(article.lines.clone()).filter(|(line, _)| article.shows(*line));
                lines.map(|(_, line)| line.trim()).find(|line| line.len() > article.title.len())
            });
            let first = first.unwrap_or_default().chars().take(200).collect();
            Item {
                title: list::title(article, marks.article(store, article)).to_owned(),
                about: format!("{digest}{rubric}"),
                first,
            }
        });
        Searchable::new(Subject::Articles, items.collect())
    }

    /// Quotes, notes and tags.
    pub fn highlights(located: &[Located]) -> Searchable {
        let items = located.iter().map(|located| {
            let highlight = &located.highlight;
            let tags: String = highlight.tags.iter().map(|tag| format!("#{tag} ")).collect();
            let about = format!("{tags}{}", highlight.origin.title);
            Item { title: highlight.anchor.quote.replace('\n', " "), about, first: highlight.note.replace('\n', " ") }
        });
        Searchable::new(Subject::Highlights, items.collect())
    }

    fn new(subject: Subject, items: Vec<Item>) -> Searchable {
        let rows =
            items.iter().map(|item| Row { title: &item.title, source: &item.about, rubric: "", sentence: &item.first });
        let index = Index::new(rows);
        Searchable { subject, items, index }
    }
}

impl Search {
    /// Begins with nothing typed.
    pub fn new(searched: Rc<Searchable>) -> Search {
        let mut search = Search { searched, input: Input::line(""), hits: Vec::new(), scroll: Scroll::default() };
        search.rank();
        search
    }

    /// Tells how many rows fit below the input.
    pub fn fit(&mut self, height: usize) {
        self.scroll.fit(self.hits.len(), height.saturating_sub(2));
    }

    /// What was typed.
    pub fn query(&self) -> String {
        self.input.text()
    }

    /// What was found, best first, as indexes in the store or the list of highlights; nothing while
    /// nothing is typed.
    pub fn found(&self) -> Vec<usize> {
        if self.input.text().trim().is_empty() { Vec::new() } else { self.hits.clone() }
    }

    /// Takes a key.
    pub fn key(&mut self, key: KeyEvent) -> Found {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Esc => return Found::Closed,
            KeyCode::Enter => return self.chosen(),
            KeyCode::Down => self.scroll.step(1),
            KeyCode::Char('n' | 'j') if control => self.scroll.step(1),
            KeyCode::Up => self.scroll.step(-1),
            KeyCode::Char('p' | 'k') if control => self.scroll.step(-1),
            KeyCode::PageDown => self.scroll.step(self.page()),
            KeyCode::PageUp => self.scroll.step(-self.page()),
            _ => {
                if self.input.key(key) {
                    self.rank();
                }
            }
        }
        Found::Open
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str) {
        self.input.paste(text);
        self.rank();
    }

    fn page(&self) -> isize {
        isize::try_from(self.scroll.page()).unwrap_or(1)
    }

    fn chosen(&self) -> Found {
        match (self.hits.get(self.scroll.selected()), self.searched.subject) {
            (Some(&article), Subject::Articles) => Found::Article(article),
            (Some(&highlight), Subject::Highlights) => Found::Highlight(highlight),
            (None, _) => Found::Closed,
        }
    }

    fn rank(&mut self) {
        self.hits = self.searched.index.search(&self.input.text(), MOST_HITS).into_iter().map(|hit| hit.row).collect();
        self.scroll.fit(self.hits.len(), self.scroll.page());
        self.scroll.select(0);
    }

    /// Draws the search.
    pub fn draw(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) {
        let prompt = Rect { height: area.height.min(1), ..area };
        let label = " search: ";
        draw_text(label, theme.accent, prompt, buffer);
        let width = u16::try_from(label.len()).unwrap_or(0).min(prompt.width);
        let count = format!(" {} of {} ", self.hits.len(), self.searched.items.len());
        let count_width = u16::try_from(count.len()).unwrap_or(0);
        let field = prompt.width - width;
        let shown = field > count_width + 10;
        let field_width = if shown { field - count_width } else { field };
        self.input.draw(Rect { x: prompt.x + width, width: field_width, ..prompt }, theme.prompt, buffer);
        if shown {
            draw_text(
                &count,
                theme.dim,
                Rect { x: prompt.right() - count_width, width: count_width, ..prompt },
                buffer,
            );
        }
        let query = self.input.text();
        for (y, index) in (area.y.saturating_add(2)..area.bottom()).zip(self.scroll.visible()) {
            let line = Rect { y, height: 1, ..area };
            if index == self.scroll.selected() {
                buffer.set_style(line, theme.selected);
            }
            if let Some(item) = self.hits.get(index).and_then(|hit| self.searched.items.get(*hit)) {
                draw_item(item, &query, theme, line, buffer);
            }
        }
        if self.hits.is_empty() && area.height > 2 {
            let line = Rect { y: area.y + 2, height: 1, ..area };
            draw_text("   nothing found", theme.dim, line, buffer);
        }
    }
}

/// The title, and where there is room where it comes from and how it begins, each with its matched
/// letters.
fn draw_item(item: &Item, query: &str, theme: &Theme, line: Rect, buffer: &mut Buffer) {
    let line = Rect { x: line.x + 3.min(line.width), width: line.width.saturating_sub(4), ..line };
    let title = if line.width >= 60 { line.width * 6 / 10 } else { line.width };
    draw_matched(&item.title, query, theme.text, theme, Rect { width: title, ..line }, buffer);
    if title < line.width {
        let rest = Rect { x: line.x + title + 2, width: line.width - title - 2, ..line };
        let misses = |text: &str| fuzzy::positions(text, query).is_empty();
        let only_first = misses(&item.title) && misses(&item.about) && !misses(&item.first);
        let shown = if only_first { around_match(&item.first, query, rest.width.into()) } else { item.about.clone() };
        draw_matched(&shown, query, theme.dim, theme, rest, buffer);
    }
}

/// A long text from a little before its first matched letter on, so that the match can be seen.
fn around_match(text: &str, query: &str, width: usize) -> String {
    let at = fuzzy::positions(text, query).first().map_or(0, |hit| hit.start);
    let before = text.get(..at).unwrap_or_default();
    if columns(before) * 2 < width {
        return text.to_owned();
    }
    // A quarter of the room for what stands before, from the beginning of a word.
    let skip = before.char_indices().rev().nth(width / 4).map_or(0, |(start, _)| start);
    let start = before.get(skip..).and_then(|near| near.find(' ')).map_or(at, |space| skip + space + 1);
    format!("… {}", text.get(start..).unwrap_or(text))
}

fn draw_matched(text: &str, query: &str, style: Style, theme: &Theme, line: Rect, buffer: &mut Buffer) {
    let (shown, cut) = truncate(text, usize::from(line.width));
    let mut x = line.x;
    let mut write = |range: Range<usize>, style: Style| {
        let part = shown.get(range.start.min(shown.len())..range.end.min(shown.len())).unwrap_or_default();
        (x, _) = buffer.set_stringn(x, line.y, part, usize::from(line.right().saturating_sub(x)), style);
    };
    let mut from = 0;
    for hit in fuzzy::positions(text, query) {
        write(from..hit.start, style);
        write(hit.clone(), style.patch(theme.hit));
        from = hit.end;
    }
    write(from..text.len(), style);
    if cut {
        buffer.set_stringn(x, line.y, "…", usize::from(line.right().saturating_sub(x)), style);
    }
}
