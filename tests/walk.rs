//! The walk of the README does what it says: its keys, on the samples, at the usual sizes.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod support;

use std::sync::Arc;

use support::Reader;
use veille::app::effect::{Effect, Event};
use veille::app::keymap::Key;
use veille::model::marks::Marks;

/// The rows of the walk: the keys of the first column.
fn rows() -> Vec<Vec<&'static str>> {
    let readme = include_str!("../README.md");
    let (_, walk) = readme.split_once("| type | and |\n|---|---|\n").unwrap();
    let rows = walk.lines().take_while(|line| line.starts_with('|'));
    rows.map(|row| {
        let keys = row.trim_start_matches("| ").split_once(" |").unwrap().0;
        keys.split('`').skip(1).step_by(2).collect()
    })
    .collect()
}

/// A key is pressed, anything else is typed.
fn follow(reader: &mut Reader, keys: &[&str]) {
    for key in keys {
        match Key::parse(key) {
            Some(_) => reader.press(key),
            None => reader.types(key),
        }
    }
    // The hand goes to the next row of the table.
    reader.press("Pause");
}

#[test]
fn the_walk_of_the_readme_ends_with_two_highlights_an_export_and_nothing_left_open() {
    for (width, height) in [(80, 24), (100, 30), (160, 48)] {
        let mut reader = Reader::waiting(Marks::default(), width, height);
        let samples = veille::loader::load(&[], &Default::default()).store;
        reader.event(Event::Loaded(Arc::new(samples), Vec::new()));
        let before_end = rows().len() - 2;
        for keys in &rows()[..before_end] {
            follow(&mut reader, keys);
        }
        assert_eq!(reader.quotes().len(), 2, "{width}×{height}: {:?}\n{}", reader.quotes(), reader.screen());
        assert!(reader.quotes()[1].split_whitespace().count() < 8, "selected by words: {:?}", reader.quotes());
        assert!(reader.effects.contains(&Effect::Export), "{width}×{height}");
        assert!(!reader.effects.contains(&Effect::Quit), "{width}×{height}");
        for keys in &rows()[before_end..] {
            follow(&mut reader, keys);
            if keys.contains(&"?") {
                reader.press("Esc Esc");
            }
        }
        assert!(reader.effects.contains(&Effect::Quit), "{width}×{height}\n{}", reader.screen());
    }
}

#[test]
fn the_samples_are_cut_into_the_articles_they_were_written_as() {
    let samples = veille::loader::load(&[], &Default::default()).store;
    let articles: Vec<usize> = samples.digests().iter().map(|digest| digest.articles.len()).collect();
    assert_eq!(articles, [8, 4, 5, 8, 1, 10, 1, 10]);
}
