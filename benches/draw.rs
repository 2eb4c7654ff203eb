//! What a key costs: handling it, and drawing the frame it gives, with few articles and with many.

#![allow(clippy::unwrap_used, reason = "a bench may fail")]

use std::sync::Arc;

use crossterm::event::KeyEvent;
use divan::{Bencher, black_box};
use jiff::tz::TimeZone;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use veille::app::App;
use veille::app::effect::Event;
use veille::app::keymap::Key;
use veille::app::theme::{BUILT_IN, Theme};
use veille::config::Config;
use veille::model::article::{Article, ArticleId, Details, Kind, Lang, TitleFrom};
use veille::model::change::Stamper;
use veille::model::document::{Document, Markup};
use veille::model::marks::Marks;
use veille::model::rule::Rule;
use veille::model::store::Store;

fn main() {
    divan::main();
}

const SIZE: Rect = Rect { x: 0, y: 0, width: 160, height: 48 };

/// How many articles are loaded.
const COUNTS: [usize; 2] = [1_000, 100_000];

/// How many articles a digest has, and lines an article.
const DIGEST: usize = 50;
const LINES: usize = 8;

const LINE: &str = "Le bac accoste à Mirelle par l’arrière : il reste quatre minutes à quai, « comme on entre chez \
                    soi », assez pour un café, trop peu pour deux. Le registre compte cent départs par an.";

/// Keys that lead to a view, by its name.
const VIEWS: [(&str, &str); 6] = [
    ("list", "j"),
    ("reader", "Enter"),
    ("kept", "s s s 2"),
    ("search", "/ b a c"),
    ("help", "?"),
    ("highlights", "4"),
];

/// Keys that are pressed again and again, after those that lead to where they are.
const KEYS: [(&str, &str, &str); 6] = [
    ("down in the list", "", "j"),
    ("page down in the list", "", "PageDown"),
    ("keep and undo", "s s", "s u"),
    ("down in the text", "Enter", "j"),
    ("open and leave", "", "Enter h"),
    ("a letter in the search", "/ b", "a Backspace"),
];

#[divan::bench(args = COUNTS.map(|count| VIEWS.map(|view| (count, view))).concat(), name = "frame")]
fn frame(bencher: Bencher, (count, (_, keys)): (usize, (&str, &str))) {
    let mut app = app(count);
    press(&mut app, keys);
    let mut buffer = Buffer::empty(SIZE);
    bencher.bench_local(|| {
        buffer.reset();
        black_box(&app).render(SIZE, black_box(&mut buffer));
    });
}

#[divan::bench(args = COUNTS.map(|count| KEYS.map(|keys| (count, keys))).concat(), name = "key and frame")]
fn key(bencher: Bencher, (count, (_, before, keys)): (usize, (&str, &str, &str))) {
    let mut app = app(count);
    press(&mut app, before);
    let mut buffer = Buffer::empty(SIZE);
    bencher.bench_local(|| {
        press(black_box(&mut app), keys);
        buffer.reset();
        app.render(SIZE, black_box(&mut buffer));
    });
}

fn press(app: &mut App, keys: &str) {
    for key in keys.split_whitespace().filter_map(Key::parse) {
        black_box(app.handle(Event::Key(KeyEvent::from(key)), 1));
    }
}

fn app(count: usize) -> App {
    let settings = Config::defaults().unwrap().settings(TimeZone::UTC);
    let theme = Theme::parse(BUILT_IN[0].1).unwrap();
    let stamper = Stamper::new("host", "session");
    let mut app = App::new(settings, theme, Marks::default(), stamper, (SIZE.width, SIZE.height));
    app.handle(Event::Loaded(Arc::new(store(count)), Vec::new()), 1);
    app
}

fn store(count: usize) -> Store {
    let mut store = Store::default();
    for digest in 0..count / DIGEST {
        let text = format!("{LINE}\n").repeat(DIGEST * LINES);
        let document = Document::new(format!("{digest}.txt"), Markup::Plain, text);
        let articles = (0..DIGEST).map(|at| article(digest * DIGEST + at, at * LINES)).collect();
        store.add(Arc::new(document), format!("Les escales, nº {digest}"), None, articles);
    }
    store
}

fn article(number: usize, line: usize) -> Article {
    let id = ArticleId(u64::try_from(number).unwrap_or(0));
    Article {
        id,
        lead: id,
        document: 0,
        lines: (line..line + LINES).into(),
        title: format!("Le bac nº {number} accoste à Mirelle").into(),
        title_from: TitleFrom::Derived,
        kicker: None,
        details: Details::default(),
        lang: Some(Lang::Fr),
        words: 260,
        truncated: false,
        kind: Kind::Markdown,
        rule: Rule::Heading,
        confidence: 0.9,
    }
}
