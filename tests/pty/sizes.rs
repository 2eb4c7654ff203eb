//! Terminals that change their size: very often, and to sizes in which nothing fits.

use std::thread;
use std::time::Duration;

use super::terminal::{Exit, Terminal};

/// Where the storms happen: the name, the keys that lead there, and what shows only there.
const PLACES: [(&str, &str, &str); 3] = [
    ("the list", "jj", "│  H surligne ce qui"),
    ("the reading view", "\r}}", "▌ Le digest vous ennuie"),
    ("the help", "?", "type to search"),
];

/// The screen at `size`, as it is without any storm.
fn calm(keys: &str, shown: &str, size: (u16, u16)) -> String {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::veille(folder.path(), &[], size);
    terminal.wait_for("Bienvenue");
    terminal.keys(keys);
    let picture = terminal.picture_with(shown);
    terminal.keys("\u{3}");
    terminal.exit();
    picture
}

/// Resizes through `sizes`, each after a moment, in each place: the picture is right afterwards.
fn storm(sizes: impl Iterator<Item = (u16, u16)> + Clone, moment: Duration) {
    for (place, keys, shown) in PLACES {
        let wanted = calm(keys, shown, (100, 30));
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
