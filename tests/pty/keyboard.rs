//! Keys as a bad line brings them: in pieces, or two hundred at once.

use std::thread;
use std::time::Duration;

use super::terminal::{Exit, Terminal};

/// Sequences that a terminal sends for one key each.
const SEQUENCES: [&str; 16] = [
    "\u{1b}[A",
    "\u{1b}[B",
    "\u{1b}[C",
    "\u{1b}[D",
    "\u{1b}[H",
    "\u{1b}[F",
    "\u{1b}OA",
    "\u{1b}OB",
    "\u{1b}[1~",
    "\u{1b}[3~",
    "\u{1b}[4~",
    "\u{1b}[5~",
    "\u{1b}[6~",
    "\u{1b}[Z",
    "\u{1b}[1;5D",
    "\u{1b}q",
];

/// A key that says something and does nothing: all keys before it were handled.
const SENTINEL: (&str, &str) = ("\u{12}", "nothing to redo");

/// The pauses between the pieces, in milliseconds. `VEILLE_LONG_TESTS=1` adds the longest, which takes
/// a while. Sleeping is what is tested here.
fn pauses() -> Vec<u64> {
    let long = std::env::var_os("VEILLE_LONG_TESTS").is_some();
    if long { vec![1, 20, 100] } else { vec![1, 20] }
}

/// Goes to the third article, presses a key that comes in these pieces, and gives the screen.
fn screen_after(terminal: &mut Terminal, pieces: &[&str], pause: u64) -> String {
    // A `1` before a key that takes no count and does nothing here is the view at once.
    terminal.keys("1wggjj");
    terminal.wait_until_gone(SENTINEL.1);
    for piece in pieces {
        terminal.keys(piece);
        thread::sleep(Duration::from_millis(pause));
    }
    terminal.keys(SENTINEL.0);
    terminal.wait_for(SENTINEL.1);
    terminal.picture()
}

#[test]
fn a_key_that_comes_in_pieces_does_what_it_does_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::veille(folder.path(), &[], (130, 30));
    terminal.wait_for("Bienvenue");
    for sequence in SEQUENCES {
        let whole = screen_after(&mut terminal, &[sequence], 0);
        let cuts = (1..sequence.len()).map(|at| {
            let (before, after) = sequence.split_at(at);
            vec![before, after]
        });
        let everywhere = sequence.split("").filter(|letter| !letter.is_empty()).collect();
        for pieces in cuts.chain([everywhere]) {
            for pause in pauses() {
                let cut = screen_after(&mut terminal, &pieces, pause);
                assert_eq!(cut, whole, "{pieces:?} with pauses of {pause} ms");
            }
        }
    }
    terminal.keys("Q");
    assert_eq!(terminal.exit(), Exit::Code(0));
}

#[test]
fn pasted_text_that_comes_in_pieces_is_text_and_no_keys() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::veille(folder.path(), &[], (100, 30));
    terminal.wait_for("Bienvenue");
    let paste = "\u{1b}[200~DQ q9\u{1b}[201~";
    for at in 1..paste.len() {
        terminal.keys("/");
        thread::sleep(Duration::from_millis(5));
        let (before, after) = paste.split_at(at);
        terminal.keys(before);
        thread::sleep(Duration::from_millis(20));
        terminal.keys(after);
        terminal.wait_for("DQ q9");
        terminal.keys("\u{1b}");
        terminal.wait_until_gone("DQ q9");
    }
    terminal.keys("Q");
    assert_eq!(terminal.exit(), Exit::Code(0));
}

#[test]
fn two_hundred_keys_at_once_are_handled_before_they_are_drawn() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::veille(folder.path(), &[], (100, 30));
    terminal.wait_for("Bienvenue");
    terminal.keys("\r");
    terminal.keys(SENTINEL.0);
    terminal.wait_for(SENTINEL.1);
    let before = terminal.frame_count();
    terminal.keys(&"jk".repeat(100));
    terminal.keys(SENTINEL.0);
    terminal.keys("?");
    terminal.wait_for("type to search");
    let frames = terminal.frame_count() - before;
    // A frame for each key would be two hundred; how many there are is up to the machine.
    assert!(frames <= 60, "{frames} frames");
    terminal.keys("\u{3}");
    assert_eq!(terminal.exit(), Exit::Code(0));
}
