//! Each way in which the program may be told to end, or to wait: it ends in order and saved, gives the
//! terminal back, and leaves no process behind that could use the processor.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

#[path = "pty/escales.rs"]
mod escales;
#[path = "pty/terminal.rs"]
#[allow(dead_code, reason = "each test program uses a part of it")]
mod terminal;

use std::fs;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use escales::{decided, digest};
use portable_pty::CommandBuilder;
use terminal::{Exit, Terminal, in_terminal};
use veille::journal::Journal;

/// How long to wait for what must come: only a failing test waits so long.
const PATIENCE: Duration = Duration::from_secs(20);

/// What happens to the program, after three decisions.
#[derive(Debug, Clone, Copy)]
enum End {
    /// This signal.
    Signal(&'static str),
    /// These keys.
    Keys(&'static str),
    /// The terminal goes away, as when a connection is lost.
    HangUp,
}

/// How the program is started: by a shell, which it takes the place of or which stays.
const ALONE: &str = "exec \"$0\" \"$1\"";
const DEAF: &str = "trap '' HUP; exec \"$0\" \"$1\"";
const UNDER_A_SHELL: &str = "trap '' HUP; \"$0\" \"$1\"; true";
const WITHOUT_INPUT: &str = "exec \"$0\" \"$1\" </dev/null";
const PLAIN: &str = "exec \"$0\" --plain \"$1\"";
const PLAIN_WITHOUT_INPUT: &str = "printf 'keep\\nskip\\nz\\n' | \"$0\" --plain \"$1\"";

/// How it is started, what ends it, and what it ends with: 128 and the number of the signal where the
/// program says so itself.
const WAYS: [(&str, End, Option<u32>); 16] = [
    (ALONE, End::Keys("Q"), Some(0)),
    (ALONE, End::Keys("\u{3}"), Some(0)),
    (ALONE, End::Signal("HUP"), Some(0)),
    (ALONE, End::Signal("TERM"), Some(0)),
    (ALONE, End::Signal("INT"), Some(0)),
    (ALONE, End::Signal("QUIT"), Some(0)),
    (WITHOUT_INPUT, End::Signal("TERM"), Some(0)),
    (WITHOUT_INPUT, End::Keys("Q"), Some(0)),
    (ALONE, End::HangUp, None),
    (DEAF, End::HangUp, None),
    (UNDER_A_SHELL, End::HangUp, None),
    (WITHOUT_INPUT, End::HangUp, None),
    (PLAIN, End::Keys("quit\n"), Some(0)),
    (PLAIN, End::Signal("TERM"), Some(0)),
    (PLAIN, End::HangUp, None),
    (PLAIN_WITHOUT_INPUT, End::Keys(""), Some(0)),
];

fn start(folder: &Path, script: &str) -> Terminal {
    let source = digest(folder);
    let mut command = in_terminal(CommandBuilder::new("/bin/sh"), folder);
    command.args(["-c", script, env!("CARGO_BIN_EXE_veille"), &source]);
    Terminal::run(command, (100, 30))
}

#[test]
fn whatever_ends_it_it_ends_saved_and_leaves_the_terminal_as_it_was_and_no_process() {
    for (script, end, code) in WAYS {
        let folder = tempfile::tempdir().unwrap();
        let mut terminal = start(folder.path(), script);
        let (is_plain, case) = (script.contains("--plain"), format!("{script} {end:?}"));
        if !is_plain {
            terminal.wait_for("numéro 1 ");
            assert!(terminal.is_raw(), "{case}");
            terminal.keys("sdz");
        } else if script == PLAIN {
            terminal.keys("keep\nskip\nz\n");
        }
        terminal.wait_for(if is_plain { "Now 4 of 60" } else { "3/60" });
        match end {
            End::Signal(name) => terminal.signal(name),
            End::Keys(keys) => terminal.keys(keys),
            End::HangUp => terminal.hang_up(),
        }
        let ended = terminal.exit();
        assert!(code.is_none_or(|code| ended == Exit::Code(code)), "{case}: {ended:?}");
        assert!(matches!(end, End::HangUp) || (terminal.is_restored() && !terminal.is_raw()), "{case}");
        wait_until_nobody_is_in(folder.path(), &case);
        assert_eq!(decided(folder.path()), (3, vec![]), "{case}");
    }
}

/// Waits until no process has this folder in its environment.
fn wait_until_nobody_is_in(folder: &Path, case: &str) {
    // Where there is no such list (macOS), the end of the program is all that can be seen.
    let Ok(_) = fs::read_dir("/proc/self") else { return };
    let folder = folder.to_str().unwrap().as_bytes().to_owned();
    let is_in = |process: fs::DirEntry| {
        let environment = fs::read(process.path().join("environ")).unwrap_or_default();
        environment.windows(folder.len()).any(|part| part == folder)
    };
    let deadline = Instant::now() + PATIENCE;
    while fs::read_dir("/proc").unwrap().flatten().any(is_in) {
        assert!(Instant::now() < deadline, "{case}: a process goes on");
        thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn stopped_it_gives_the_terminal_back_and_continued_it_goes_on() {
    for stop in [End::Signal("TSTP"), End::Keys("\u{1a}")] {
        let folder = tempfile::tempdir().unwrap();
        let mut terminal = start(folder.path(), ALONE);
        terminal.wait_for("numéro 1 ");
        terminal.keys("s");
        terminal.wait_for("1/60");
        match stop {
            End::Signal(name) => terminal.signal(name),
            End::Keys(keys) => terminal.keys(keys),
            End::HangUp => {}
        }
        terminal.wait_until_stopped();
        terminal.wait_until_restored();
        assert!(!terminal.is_raw(), "{stop:?}");
        terminal.signal("CONT");
        terminal.wait_for("1/60");
        assert!(terminal.is_raw(), "{stop:?}");
        terminal.keys("d");
        terminal.wait_for("2/60");
        terminal.keys("Q");
        assert_eq!(terminal.exit(), Exit::Code(0), "{stop:?}");
        assert!(terminal.is_restored() && !terminal.is_raw(), "{stop:?}");
        assert_eq!(decided(folder.path()), (2, vec![]), "{stop:?}");
    }
}

#[test]
fn a_note_being_typed_is_saved_when_the_line_hangs_and_then_drops() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = start(folder.path(), ALONE);
    terminal.wait_for("numéro 1 ");
    terminal.keys("\rHa");
    terminal.wait_for(" note ");
    terminal.keys("a word to keep");
    terminal.wait_for("a word to keep");
    terminal.stall();
    // Frames enough to fill what the line still takes: the program hangs in the middle of one.
    for step in 0..40 {
        terminal.resize((100 + step % 2 * 20, 30));
        thread::sleep(Duration::from_millis(20));
    }
    terminal.hang_up();
    terminal.exit();
    let (_, marks, _) = Journal::open_as(&folder.path().join("state"), "any").unwrap();
    assert_eq!(marks.highlights().map(|highlight| highlight.note).collect::<Vec<_>>(), ["a word to keep"]);
}

#[test]
fn a_passage_being_selected_when_the_line_drops_is_still_so_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = start(folder.path(), ALONE);
    terminal.wait_for("numéro 1 ");
    terminal.keys("\rv");
    terminal.wait_for(" other end ");
    terminal.hang_up();
    terminal.exit();
    let mut terminal = start(folder.path(), ALONE);
    terminal.wait_for("You were selecting this");
    terminal.keys("\r");
    // Which words is another test's affair: a key may have moved the end just before the line dropped.
    terminal.wait_for("Highlighted ");
    terminal.keys("Q");
    assert_eq!(terminal.exit(), Exit::Code(0));
}
