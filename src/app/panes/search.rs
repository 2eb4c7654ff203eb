//! The search prompt: a query that is read and answered as it is typed, and what it finds, as rows with
//! the matched letters shown.
//!
//! It keeps what was found and which row is selected. Who searches is the application, which knows the
//! articles; what is drawn of a row is handed in.

mod draw;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::{Position, Rect};

use super::input::Input;
use super::scroll::Scroll;
use crate::model::change::Triage;
use crate::search::asked::Asked;
use crate::search::query::{Query, Reading, Saved, What, complete};
pub use draw::Item;

/// How many hits are ranked and listed; nobody scrolls through more.
pub const MOST_HITS: usize = 1000;

/// What a key did in the search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Searched {
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
    /// Articles.
    Articles,
    /// The highlights.
    Highlights,
}

/// Among which articles is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// All of them.
    All,
    /// Those with this decision, which have a view of their own.
    Decided(Triage),
    /// Those of this digest, by its index.
    Digest(usize),
}

impl Reach {
    /// What the prompt calls it.
    pub fn name(self) -> &'static str {
        match self {
            Reach::Decided(Triage::Kept) => "kept",
            Reach::Decided(Triage::Later) => "later",
            Reach::Decided(Triage::Skipped) => "skipped",
            Reach::Decided(Triage::Undecided) => "undecided",
            Reach::Digest(_) => "this digest",
            Reach::All => "all",
        }
    }
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
    /// Among what is searched, and among what the key for it will.
    reach: (Reach, Reach),
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
    /// What was typed before there was an answer, from Enter on.
    ahead: Vec<KeyEvent>,
    scroll: Scroll,
    /// What earlier words left to look at, for words that go on with them.
    left: Vec<(Vec<String>, Vec<u32>)>,
}

impl Search {
    /// Begins with `text` typed.
    pub fn new(subject: Subject, saved: Saved, text: &str) -> Search {
        let mut search = Search {
            subject,
            reach: (Reach::All, Reach::All),
            saved,
            input: Input::line(text),
            in_whole_text: false,
            reading: Reading::default(),
            asked: Asked::default(),
            rows: Vec::new(),
            total: 0,
            all: 0,
            awaited: None,
            ahead: Vec::new(),
            scroll: Scroll::default(),
            left: Vec::new(),
        };
        search.read();
        search
    }

    /// Searches among `first`; a key changes that for `other`, and back.
    pub fn reaching(self, first: Reach, other: Reach) -> Search {
        Search { reach: (first, other), ..self }
    }

    /// Among which articles is searched.
    pub fn reach(&self) -> Reach {
        self.reach.0
    }

    /// What the key for it would search among.
    pub fn other_reach(&self) -> Option<Reach> {
        Some(self.reach.1).filter(|other| *other != self.reach.0)
    }

    /// Searches everything, where what was searched among may be another now.
    pub fn reach_all(&mut self) {
        self.reach = (Reach::All, Reach::All);
        self.forget();
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

    /// Tells the size of its area.
    pub fn fit(&mut self, area: Rect) {
        self.scroll.fit(self.rows.len(), usize::from(self.below(area).height) / self.row_height());
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

    /// How many were found, those that are not listed too.
    pub fn total(&self) -> usize {
        self.total
    }

    /// Whether there may be more than were found: whole texts are looked into until there are enough.
    pub fn may_be_more(&self) -> bool {
        self.total >= MOST_HITS && !self.asked.whole.is_empty()
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
    pub fn show(&mut self, hits: impl Iterator<Item = usize>, total: usize) {
        self.awaited = None;
        self.rows = self.saved_rows();
        self.rows.extend(hits.map(|hit| Row::Hit(hit, None)));
        self.total = total;
        self.scroll.fit(self.rows.len(), self.scroll.page());
        self.scroll.select(0);
    }

    /// Awaits answers of the search with this number; what was found before shows until the first comes.
    pub fn wait(&mut self, number: u64) {
        self.awaited = Some(number);
        self.total = 0;
    }

    /// Whether nothing was found, and nothing is awaited.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty() && !self.is_waiting()
    }

    /// Whether answers are awaited.
    pub fn is_waiting(&self) -> bool {
        self.awaited.is_some()
    }

    /// Whether what shows answers an earlier query, as nothing came yet for this one.
    fn is_stale(&self) -> bool {
        self.awaited.is_some() && self.total == 0
    }

    /// Gives what was typed before there was an answer, from Enter on, once there is one. Where nothing was
    /// found, there is nothing to open, and the keys are dropped with it.
    pub fn typed_ahead(&mut self) -> Vec<KeyEvent> {
        if self.is_stale() {
            return Vec::new();
        }
        let keys = std::mem::take(&mut self.ahead);
        if self.rows.is_empty() { Vec::new() } else { keys }
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
    pub fn remember(&mut self, left: Vec<u32>) {
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
    pub fn key(&mut self, key: KeyEvent) -> Searched {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Esc => return Searched::Closed,
            // Keys that follow an Enter are meant for what it opens.
            _ if !self.ahead.is_empty() => self.ahead.push(key),
            KeyCode::Enter => return self.chosen(key),
            KeyCode::Tab => return self.complete(),
            KeyCode::Char('t') if control => {
                self.in_whole_text = !self.in_whole_text;
                return self.changed();
            }
            KeyCode::Char('l') if control && self.other_reach().is_some() => {
                self.reach = (self.reach.1, self.reach.0);
                self.forget();
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
        Searched::Open
    }

    /// Scrolls.
    pub fn roll(&mut self, rows: isize) {
        self.scroll.roll(rows);
    }

    /// Selects the row that was clicked on; tells whether it was selected already.
    pub fn click(&mut self, area: Rect, place: Position) -> bool {
        let row = self.scroll.under(self.below(area), self.row_height(), place).filter(|_| !self.is_stale());
        row.is_some_and(|row| self.scroll.click(row))
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str) {
        self.input.paste(text);
        self.read();
    }

    fn changed(&mut self) -> Searched {
        self.read();
        Searched::Changed
    }

    fn read(&mut self) {
        self.reading = Query::read(&self.input.text(), &self.saved);
        if self.in_whole_text {
            self.reading.query = std::mem::take(&mut self.reading.query).in_whole_text();
        }
        self.asked = Asked::new(&self.reading.query);
        self.ahead.clear();
    }

    /// Completes what is begun, as far as it is clear; then with what comes first.
    fn complete(&mut self) -> Searched {
        let text = self.input.text();
        let all = complete(&text, &self.saved);
        let Some(first) = all.first() else { return Searched::Open };
        let shared = all.iter().fold(first.as_str(), |shared, other| common(shared, other));
        let next = if shared.len() > text.len() { shared } else { first };
        self.input = Input::line(next);
        self.changed()
    }

    fn page(&self) -> isize {
        isize::try_from(self.scroll.page()).unwrap_or(1)
    }

    fn chosen(&mut self, key: KeyEvent) -> Searched {
        if self.reading.wrong.as_ref().is_some_and(|wrong| !wrong.is_unfinished) {
            // What is shown answers only a part of what was asked; what is wrong stands under it.
            return Searched::Open;
        }
        if self.is_stale() {
            self.ahead.push(key);
            return Searched::Open;
        }
        match self.rows.get(self.scroll.selected()).cloned() {
            Some(Row::Hit(index, _)) => Searched::Chosen(index),
            Some(Row::Saved(name, _)) => {
                self.input = Input::line(&format!("{name} "));
                self.changed()
            }
            None => Searched::Closed,
        }
    }
}

/// The beginning that two texts share.
fn common<'a>(one: &'a str, other: &str) -> &'a str {
    let same = one.chars().zip(other.chars()).take_while(|(one, other)| one == other);
    one.get(..same.map(|(letter, _)| letter.len_utf8()).sum()).unwrap_or_default()
}
