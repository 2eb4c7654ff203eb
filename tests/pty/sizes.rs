//! Terminals that change their size: very often, and to sizes in which nothing fits.

use std::thread;
use std::time::Duration;

use super::terminal::{Exit, Terminal};

/// Where the storms happen: the name, and the keys that lead there.
const PLACES: [(&str, &str); 3] = [("the list", "jj"), ("the reading view", "\r}}"), ("the help", "?")];

/// The screen at `size`, as it is without any storm.
fn calm(keys: &str, size: (u16, u16)) -> String {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::veille(folder.path(), &[], size);
    terminal.wait_for("Bienvenue");
    let before = terminal.picture();
    terminal.keys(keys);
    let mut last = before;
    // Drawn when nothing comes any more.
    loop {
        thread::sleep(Duration::from_millis(150));
        let now = terminal.picture();
        if now == last {
            break;
        }
        last = now;
    }
    terminal.keys("\u{3}");
    terminal.exit();
    last
}

/// Resizes through `sizes`, each after a moment, in each place: the picture is right afterwards.
fn storm(sizes: impl Iterator<Item = (u16, u16)> + Clone, moment: Duration) {
    for (place, keys) in PLACES {
        let wanted = calm(keys, (100, 30));
        let folder = tempfile::tempdir().unwrap();
        let mut terminal = Terminal::veille(folder.path(), &[], (100, 30));
        terminal.wait_for("Bienvenue");
        terminal.keys(keys);
        for size in sizes.clone() {
            terminal.resize(size);
            thread::sleep(moment);
        }
        terminal.resize((100, 30));
        terminal.wait_for_picture(&wanted);
        terminal.keys("\u{3}");
        assert_eq!(terminal.exit(), Exit::Code(0), "{place}");
    }
}

#[test]
fn five_hundred_resizes_in_a_second_leave_the_right_picture() {
    storm((0..500).map(|step| (step * 37 % 190 + 1, step * 23 % 60 + 1)), Duration::from_micros(1_500));
}

#[test]
fn sizes_in_which_nothing_fits_do_no_harm() {
    storm((0..=6).flat_map(|width| (0..=6).map(move |height| (width, height))), Duration::from_millis(2));
}
