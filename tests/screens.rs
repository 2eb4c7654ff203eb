//! Each view at five sizes, as pictures in letters: what a reader sees. And its styles, in four themes.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod support;

use std::collections::BTreeMap;

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use support::Reader;
use veille::app::depth::Depth;
use veille::app::effect::Event;
use veille::app::link;
use veille::app::theme::{BUILT_IN, Theme};

/// A name, and the keys that lead there from the start.
const VIEWS: [(&str, &str); 14] = [
    ("inbox", "s d z"),
    ("digests", "s d Shift-Tab"),
    ("reader", "l } H } a n o t e Enter )"),
    ("transcript", "G l"),
    ("selecting", "l } v w w"),
    ("kept", "s s s 2 Pause"),
    ("highlights", "l } H a u n Space m o t Enter t p o r t Enter } } H 4 Pause"),
    ("search", "/ b o u e e"),
    ("whole text", "/ Ctrl-t l e Space p h a r e"),
    ("wrong query", "/ q u a i Space i s : f o o"),
    ("help", "?"),
    ("contents", "l O"),
    ("nothing kept", "2 Pause"),
    ("all decided", "s D s z D D"),
];

#[test]
fn every_view_at_every_size() {
    for (name, keys) in VIEWS {
        for (width, height) in [(160, 48), (100, 30), (80, 24), (60, 20), (1, 1)] {
            let mut reader = Reader::new(width, height);
            reader.press(keys);
            insta::assert_snapshot!(format!("{name} {width}x{height}"), reader.screen());
        }
    }
}

/// The themes that come with veille, and one without colours.
fn themes() -> Vec<(&'static str, Theme)> {
    let built_in = BUILT_IN.map(|(name, text)| (name, Theme::parse(text).unwrap()));
    built_in.into_iter().chain([("none", Theme::parse(BUILT_IN[0].1).unwrap().at(Depth::None))]).collect()
}

/// How a cell looks; a blank shows no letters.
fn look(cell: &Cell) -> String {
    let modifier = cell.modifier.difference(link::BITS);
    let is_bare = cell.symbol() == " " && !modifier.intersects(Modifier::REVERSED | Modifier::UNDERLINED);
    let mut parts = Vec::new();
    if cell.fg != Color::Reset && !is_bare {
        parts.push(cell.fg.to_string());
    }
    if cell.bg != Color::Reset {
        parts.push(format!("on {}", cell.bg));
    }
    if !modifier.is_empty() && !is_bare {
        parts.push(format!("{modifier:?}").trim_start_matches("Modifier(").trim_end_matches(')').to_owned());
    }
    if parts.is_empty() { "plain".to_owned() } else { parts.join(" ") }
}

/// A picture of styles: each letter is what one look in each theme; `.` is plain in all. Below it is what
/// the letters mean.
fn styles(frames: &[(&str, Buffer)]) -> String {
    let mut letters: BTreeMap<Vec<String>, char> = BTreeMap::new();
    let mut order = Vec::new();
    let area = frames[0].1.area;
    let mut picture = String::new();
    for y in 0..area.height {
        let row = (0..area.width).map(|x| {
            let looks: Vec<String> = frames.iter().map(|(_, frame)| look(&frame[(x, y)])).collect();
            if looks.iter().all(|look| look == "plain") {
                return '.';
            }
            let next = char::from(b'a' + u8::try_from(letters.len()).unwrap());
            *letters.entry(looks.clone()).or_insert_with(|| {
                order.push(looks);
                next
            })
        });
        let row: String = row.collect();
        picture.push_str(row.trim_end_matches('.'));
        picture.push('\n');
    }
    for looks in order {
        let looks_named = frames.iter().zip(&looks).map(|((name, _), look)| format!("{name}: {look}"));
        picture.push_str(&format!("\n{}  {}", letters[&looks], looks_named.collect::<Vec<_>>().join(" · ")));
    }
    picture
}

#[test]
fn the_styles_of_every_view() {
    for (name, keys) in VIEWS {
        let frames = themes().into_iter().map(|(theme, style)| {
            let mut reader = Reader::themed(style, 80, 24);
            reader.press(keys);
            (theme, reader.buffer())
        });
        insta::assert_snapshot!(format!("{name} styles"), styles(&frames.collect::<Vec<_>>()));
    }
}

#[test]
fn every_view_fits_into_every_tiny_size_and_comes_back_whole() {
    for (name, keys) in VIEWS {
        let mut reader = Reader::new(100, 30);
        reader.press(keys);
        let before = reader.screen();
        for size in (0..=6).flat_map(|width| (0..=6).map(move |height| (width, height))) {
            reader.event(Event::Resize(size.0, size.1));
            reader.buffer();
        }
        reader.event(Event::Resize(100, 30));
        assert_eq!(reader.screen(), before, "{name}");
    }
}
