//! The reading view shows what was opened: every article of the samples, at several sizes, whatever happens around it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod support;

use std::sync::Arc;

use support::{Reader, add_markdown};
use veille::app::effect::{Event, Target};
use veille::model::marks::Marks;
use veille::model::store::Store;

/// Words on the screen, without the lines at the top and bottom.
fn shown(reader: &Reader) -> Vec<String> {
    let screen = reader.screen();
    let rows = screen.lines().count();
    let middle = screen.lines().skip(1).take(rows.saturating_sub(2));
    middle.flat_map(str::split_whitespace).map(str::to_owned).collect()
}

/// How many words of an article's text stand on the screen.
fn words_of(reader: &Reader, article: usize) -> usize {
    let body = reader.app.store().body(article).unwrap();
    let words: Vec<&str> = body.text.split_whitespace().collect();
    shown(reader).iter().filter(|shown| words.contains(&shown.as_str())).count()
}

#[test]
fn every_article_shows_its_text_at_every_size_and_after_whatever_happens_around_it() {
    let samples = Arc::new(veille::loader::load(&[], &Default::default()).store);
    let count = samples.article_count();
    for (width, height) in [(80, 24), (60, 20), (160, 48)] {
        let mut reader = Reader::with(Store::default(), Marks::default(), width, height);
        reader.event(Event::Loaded(Arc::clone(&samples), Vec::new()));
        for article in 0..count {
            reader.press("5 Pause");
            reader.event(Event::Choose(Target::Article(article)));
            reader.press("Enter");
            let mut check = |what: &str, act: &dyn Fn(&mut Reader)| {
                act(&mut reader);
                let words = words_of(&reader, article);
                assert!(words >= 3, "{width}×{height}, article {article}, {what}: {}", reader.screen());
            };
            check("opened", &|_| {});
            check("paged", &|reader| reader.press("PageDown"));
            check("at its end", &|reader| reader.press("G"));
            check("resized", &|reader| {
                reader.event(Event::Resize(40, 9));
                reader.event(Event::Resize(width, height));
            });
            check("loaded again", &|reader| reader.event(Event::Loaded(Arc::clone(&samples), Vec::new())));
            check("in another column", &|reader| reader.press("> > < <"));
            check("opened again", &|reader| reader.press("q Enter"));
            reader.press("q");
        }
    }
}

#[test]
fn of_two_articles_with_the_same_text_a_reload_keeps_the_one_that_is_read() {
    let store = || {
        let mut twins = Store::default();
        let text = "## Avis\n\nUn feu, deux bouées.\n\n## Avis\n\nUn feu, deux bouées.\n";
        add_markdown(&mut twins, "avis.md", "Avis aux navigateurs", "2026-03-02", text);
        Arc::new(twins)
    };
    let mut reader = Reader::with(Store::default(), Marks::default(), 80, 24);
    reader.event(Event::Loaded(store(), Vec::new()));
    reader.press("j Enter");
    reader.event(Event::Loaded(store(), Vec::new()));
    reader.press("q M");
    assert!(reader.screen().contains("Merged two articles"), "{}", reader.screen());
}
