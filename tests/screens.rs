//! Each view at four sizes, as pictures in letters: what a reader sees.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod support;

use support::Reader;

/// A name, and the keys that lead there from the start.
const VIEWS: [(&str, &str); 12] = [
    ("inbox", "s d z"),
    ("digests", "s d Shift-Tab"),
    ("reader", "l } H } a n o t e Enter )"),
    ("transcript", "G l"),
    ("selecting", "l } v w w"),
    ("kept", "s s s 2"),
    ("highlights", "l } H a u n Space m o t Enter t p o r t Enter } } H 4"),
    ("search", "/ b o u e e"),
    ("help", "?"),
    ("contents", "l O"),
    ("nothing kept", "2"),
    ("all decided", "s D s z D D"),
];

#[test]
fn every_view_at_every_size() {
    for (name, keys) in VIEWS {
        for (width, height) in [(160, 48), (100, 30), (60, 20), (1, 1)] {
            let mut reader = Reader::new(width, height);
            reader.press(keys);
            insta::assert_snapshot!(format!("{name} {width}x{height}"), reader.screen());
        }
    }
}
