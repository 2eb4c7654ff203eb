//! Keys as a bad line brings them: in pieces, or two hundred at once.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

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

/// Longer than this nobody waits for the rest of a key: a machine that slept so long between two pieces
/// shows nothing.
const TOO_LONG: Duration = Duration::from_millis(130);

/// Presses a key that comes in these pieces; tells whether the pauses were as short as they were to be.
fn press_in_pieces(terminal: &mut Terminal, pieces: &[&str], pause: u64) -> bool {
    let mut at = Instant::now();
    let mut is_in_time = true;
    for piece in pieces {
        is_in_time &= at.elapsed() < TOO_LONG;
        terminal.keys(piece);
        at = Instant::now();
        thread::sleep(Duration::from_millis(pause));
    }
    is_in_time
}

/// The samples on a screen.
fn start(folder: &Path) -> Terminal {
    let terminal = Terminal::veille(folder, &[], (130, 30));
    terminal.wait_for("Bienvenue");
    terminal
}

/// Goes to the third article, presses a key that comes in these pieces, and gives the screen. Where the
/// machine was too slow for that, all is done again from the start, with what the reader did so far.
fn screen_after(terminal: &mut Terminal, folder: &Path, pieces: &[&str], pause: u64) -> String {
    loop {
        // A `1` before a key that takes no count and does nothing here is the view at once.
        terminal.keys("1wggjj");
        terminal.wait_until_gone(SENTINEL.1);
        if press_in_pieces(terminal, pieces, pause) {
            terminal.keys(SENTINEL.0);
            terminal.wait_for(SENTINEL.1);
            return terminal.picture();
        }
        terminal.signal("TERM");
        terminal.exit();
        *terminal = start(folder);
    }
}

#[test]
fn a_key_that_comes_in_pieces_does_what_it_does_whole() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = start(folder.path());
    for sequence in SEQUENCES {
        let whole = screen_after(&mut terminal, folder.path(), &[sequence], 0);
        let cuts = (1..sequence.len()).map(|at| {
            let (before, after) = sequence.split_at(at);
            vec![before, after]
        });
        let everywhere = sequence.split("").filter(|letter| !letter.is_empty()).collect();
        for pieces in cuts.chain([everywhere]) {
            for pause in pauses() {
                let cut = screen_after(&mut terminal, folder.path(), &pieces, pause);
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
    let mut terminal = start(folder.path());
    let paste = "\u{1b}[200~DQ q9\u{1b}[201~";
    for at in 1..paste.len() {
        // Where the machine was too slow for that, it is done again.
        loop {
            terminal.keys("/");
            terminal.wait_for("search all:");
            let (before, after) = paste.split_at(at);
            let is_in_time = press_in_pieces(&mut terminal, &[before, after], 20);
            if is_in_time {
                terminal.wait_for("DQ q9");
                terminal.keys("\u{1b}");
                terminal.wait_until_gone("DQ q9");
                break;
            }
            terminal.keys("\u{3}");
            terminal.exit();
            terminal = start(folder.path());
        }
    }
}

#[test]
fn a_begun_paste_waits_for_its_end_longer_than_a_key_does() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = start(folder.path());
    terminal.keys("\r/");
    // Its beginning in two pieces, so that the library does not see it; then a long pause.
    if press_in_pieces(&mut terminal, &["\u{1b}", "[200~bon"], 1) {
        thread::sleep(Duration::from_millis(300));
        terminal.keys("jour D\u{1b}[201~");
        terminal.wait_for("bonjour D");
    }
    terminal.keys("\u{3}");
    assert_eq!(terminal.exit(), Exit::Code(0));
}

#[test]
fn a_long_text_that_comes_at_once_is_there_to_its_end() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = start(folder.path());
    terminal.keys("\rHa");
    terminal.wait_for("Enter saves");
    for (number, length) in [900, 1_100, 1_500, 3_000, 16_000].into_iter().enumerate() {
        let text = "un mot ".repeat(length / 7);
        for (how, sent) in
            [("raw", format!("{text}raw{number} ")), ("paste", format!("\u{1b}[200~{text}paste{number} \u{1b}[201~"))]
        {
            terminal.keys(&sent);
            terminal.wait_for(&format!("{how}{number}"));
        }
    }
    terminal.keys("\u{3}");
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
    // A frame for each key would be two hundred; how many fewer there are is up to the machine.
    assert!(frames < 200, "{frames} frames");
    terminal.keys("\u{3}");
    assert_eq!(terminal.exit(), Exit::Code(0));
}
