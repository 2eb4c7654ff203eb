//! What the tests of the screen share: a small library, and a reader who presses keys.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::panic,
    reason = "each test file uses a part of it, and a test may fail"
)]

use std::sync::Arc;

use crossterm::event::KeyEvent;
use jiff::tz::TimeZone;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use veille::app::effect::{Effect, Event};
use veille::app::keymap::Key;
use veille::app::theme::{BUILT_IN, Theme};
use veille::app::{App, Settings};
use veille::config::Config;
use veille::model::article::{Article, ArticleId, Detail, Details, Kind, Lang, TitleFrom};
use veille::model::change::{Entry, Stamper, Step, Triage};
use veille::model::document::{Document, Markup};
use veille::model::marks::Marks;
use veille::model::rule::Rule;
use veille::model::store::Store;
use veille::search::query::Saved;

const HARBOUR: &str = include_str!("harbour.md");
const LANTERN: &str = include_str!("lantern.md");
const RADIO: &str = include_str!("radio.txt");

/// Three digests: seven articles in Markdown, four more, and a transcript.
pub fn library() -> Store {
    let mut store = Store::default();
    add_markdown(&mut store, "harbour.md", "La semaine du port", "2026-03-02", HARBOUR);
    add_markdown(&mut store, "lantern.md", "The Lantern, No. 12", "2026-03-01", LANTERN);
    let radio = Document::new("radio.txt", Markup::Plain, RADIO.to_owned());
    let programme = article(&radio, 0..radio.line_count(), "Une heure au sémaphore", Kind::Transcript);
    store.add(Arc::new(radio), "Radio Sémaphore".to_owned(), None, vec![programme]);
    store
}

/// One article of Markdown, from the file `source`.
pub fn single(source: &str, text: &str) -> Store {
    let mut store = Store::default();
    let document = Document::new(source, Markup::Markdown, text.to_owned());
    let whole = article(&document, 0..document.line_count(), "Le tableau de bord", Kind::Markdown);
    store.add(Arc::new(document), "Cahier".to_owned(), None, vec![whole]);
    store
}

/// One article a `## ` heading; `### ` before it is its rubric; a title that ends in `…` is derived.
pub fn add_markdown(store: &mut Store, source: &str, title: &str, date: &str, text: &str) {
    let document = Document::new(source, Markup::Markdown, text.to_owned());
    let headings: Vec<usize> =
        document.lines(document.all_lines()).filter(|(_, line)| line.starts_with("## ")).map(|(at, _)| at).collect();
    let mut articles = Vec::new();
    for (nth, &start) in headings.iter().enumerate() {
        let end = headings.get(nth + 1).copied().unwrap_or(document.line_count());
        let mut article =
            article(&document, start..end, document.line(start).trim_start_matches("## "), Kind::Markdown);
        article.details = details(Some(date));
        if article.title.ends_with('…') {
            article.title_from = TitleFrom::Derived;
            article.confidence = 0.4;
        }
        article.kicker = ["Quais", "Abroad"]
            .iter()
            .find(|kicker| document.line(start + 1).contains(**kicker))
            .map(|kicker| (*kicker).into());
        articles.push(article);
    }
    store.add(Arc::new(document), title.to_owned(), Some(date.to_owned()), articles);
}

fn article(document: &Document, lines: std::ops::Range<usize>, title: &str, kind: Kind) -> Article {
    let text: Vec<&str> = document.lines(lines.clone()).map(|(_, line)| line).collect();
    let words = text.iter().map(|line| line.split_whitespace().count()).sum::<usize>();
    Article {
        id: ArticleId::of(text.iter().copied()),
        lead: ArticleId::of(text.iter().take(2).copied()),
        document: 0,
        lines: lines.into(),
        title: title.into(),
        title_from: TitleFrom::Text,
        kicker: None,
        details: details(None),
        lang: Some(Lang::Fr),
        words: u32::try_from(words).unwrap(),
        truncated: false,
        kind,
        rule: Rule::Heading,
        confidence: 0.9,
    }
}

/// What the text says of an article: its address, and its date where there is one.
fn details(date: Option<&str>) -> Details {
    let url = Some("https://example.org/article".into());
    Detail { url, date: date.map(Into::into), ..Detail::default() }.into()
}

/// Somebody at the keyboard.
pub struct Reader {
    pub app: App,
    pub effects: Vec<Effect>,
    /// Milliseconds between events.
    pub pace: u64,
    size: (u16, u16),
    now: u64,
}

/// What is set where a test does not care.
pub fn settings() -> Settings {
    Config::defaults().unwrap().settings(TimeZone::UTC)
}

impl Reader {
    /// Sits down before the library at a terminal of this size.
    pub fn new(width: u16, height: u16) -> Reader {
        Reader::with(library(), Marks::default(), width, height)
    }

    pub fn with(store: Store, marks: Marks, width: u16, height: u16) -> Reader {
        let mut reader = Reader::waiting(marks, width, height);
        reader.event(Event::Loaded(Arc::new(store), Vec::new()));
        reader
    }

    /// The same library in another theme.
    pub fn themed(theme: Theme, width: u16, height: u16) -> Reader {
        let mut reader = Reader::waiting_in(theme, Marks::default(), width, height);
        reader.event(Event::Loaded(Arc::new(library()), Vec::new()));
        reader
    }

    /// Sits down before the library with saved searches.
    pub fn searching(searches: Saved, width: u16, height: u16) -> Reader {
        let settings = Settings { searches, ..settings() };
        let theme = Theme::parse(BUILT_IN[0].1).unwrap();
        let app = App::new(settings, theme, Marks::default(), Stamper::new("host", "session"), (width, height));
        let mut reader = Reader { app, effects: Vec::new(), size: (width, height), now: 1_000, pace: 100 };
        reader.event(Event::Loaded(Arc::new(library()), Vec::new()));
        reader
    }

    /// Sits down before anything is loaded.
    pub fn waiting(marks: Marks, width: u16, height: u16) -> Reader {
        Reader::waiting_in(Theme::parse(BUILT_IN[0].1).unwrap(), marks, width, height)
    }

    fn waiting_in(theme: Theme, marks: Marks, width: u16, height: u16) -> Reader {
        let app = App::new(settings(), theme, marks, Stamper::new("host", "session"), (width, height));
        Reader { app, effects: Vec::new(), size: (width, height), now: 1_000, pace: 100 }
    }

    pub fn event(&mut self, event: Event) {
        if let Event::Resize(width, height) = event {
            self.size = (width, height);
        }
        self.now += self.pace;
        for effect in self.app.handle(event, self.now) {
            if let Effect::Seek(seek) = &effect {
                let hits = seek.steps().flatten().collect();
                self.event(Event::Sought { number: seek.number, hits, is_done: true });
            }
            self.effects.push(effect);
        }
    }

    /// Presses keys, spelled as in the help, with spaces between; `Pause` is a moment without one, after
    /// which `4` is the view and no count.
    pub fn press(&mut self, keys: &str) {
        for spelling in keys.split_whitespace() {
            if spelling == "Pause" {
                self.event(Event::Pause);
                continue;
            }
            let key = Key::parse(spelling).unwrap_or_else(|| panic!("no key: {spelling}"));
            self.event(Event::Key(KeyEvent::from(key)));
        }
    }

    /// Types text, letter by letter.
    pub fn types(&mut self, text: &str) {
        for letter in text.chars() {
            let spelling = if letter == ' ' { "Space".to_owned() } else { letter.to_string() };
            self.press(&spelling);
        }
    }

    /// The entries written so far.
    pub fn entries(&self) -> Vec<&Entry> {
        self.effects.iter().filter_map(entry).collect()
    }

    /// How many steps were done, which can be undone.
    pub fn steps(&self) -> usize {
        self.entries().iter().filter(|entry| entry.step == Step::Do).count()
    }

    /// What is highlighted, in order of the text, lost ones last.
    pub fn quotes(&self) -> Vec<&str> {
        self.app.located().iter().map(|located| located.highlight.anchor.quote.as_str()).collect()
    }

    /// The marks that the entries written so far add up to, over those of before.
    pub fn replayed(&self, before: &Marks) -> Marks {
        let mut marks = before.clone();
        self.entries().into_iter().for_each(|entry| marks.apply(entry));
        marks
    }

    /// The decision about article `index`, counted from 0 over all digests.
    pub fn triage(&self, index: usize) -> Triage {
        self.app.marks().triage(self.app.store(), self.app.store().article(index).unwrap())
    }

    /// The screen as a frame in a buffer.
    pub fn buffer(&self) -> Buffer {
        let area = Rect::new(0, 0, self.size.0, self.size.1);
        let mut buffer = Buffer::empty(area);
        self.app.render(area, &mut buffer);
        buffer
    }

    /// The screen's letters, without the spaces at the ends of lines.
    pub fn screen(&self) -> String {
        let buffer = self.buffer();
        let rows = (0..self.size.1).map(|y| {
            let mut row = String::new();
            let mut skip = 0;
            for x in 0..self.size.0 {
                let symbol = buffer[(x, y)].symbol();
                if skip == 0 {
                    row.push_str(symbol);
                    skip = unicode_width::UnicodeWidthStr::width(symbol).saturating_sub(1);
                } else {
                    skip -= 1;
                }
            }
            row.trim_end().to_owned()
        });
        rows.collect::<Vec<_>>().join("\n")
    }

    /// The bottom line.
    pub fn bottom(&self) -> String {
        self.screen().lines().last().unwrap_or_default().trim().to_owned()
    }
}

fn entry(effect: &Effect) -> Option<&Entry> {
    match effect {
        Effect::Record(entry) => Some(entry),
        _ => None,
    }
}
