//! The program killed at random instants, unable to save, failing itself: nothing that the screen had
//! called saved is lost, and what is not saved says so.
//!
//! `VEILLE_KILLS` sets how often it is killed (20 without it).

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod support;

#[path = "pty/escales.rs"]
mod escales;
#[path = "pty/terminal.rs"]
#[allow(dead_code, reason = "each test program uses a part of it")]
mod terminal;

use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use crossterm::event::KeyCode;
use escales::{decided, digest};
use portable_pty::CommandBuilder;
use terminal::{Exit, Terminal, in_terminal};
use veille::app::effect::Event;
use veille::app::theme::{BUILT_IN, Theme};
use veille::journal::Journal;
use veille::model::exports::Unit;
use veille::model::highlight::Meanings;
use veille::terminal::{Exports, Session, run_watched};

/// How long to wait for what must come: only a failing test waits so long.
const PATIENCE: Duration = Duration::from_secs(20);

/// What frames that say that all is saved tell of the session: the highest count of decided articles, whether a
/// passage is highlighted, and whether there is a note on it.
fn called_saved(terminal: &Terminal) -> (usize, bool, bool) {
    let frames = terminal.frames();
    let saved: Vec<&String> = frames.iter().filter(|frame| frame.trim_end().ends_with("saved")).collect();
    let counts = |frame: &&String| {
        frame.split_whitespace().filter_map(|word| word.strip_suffix("/60")?.parse::<usize>().ok()).max()
    };
    let says = |words: &str| saved.iter().any(|frame| frame.contains(words));
    let is_noted = says("Wrote a note");
    (saved.iter().filter_map(counts).max().unwrap_or_default(), is_noted || says("Highlighted "), is_noted)
}

/// What the state on disk says of the same.
fn there(config: &Path) -> (usize, bool, bool, Vec<String>) {
    let (count, notices) = decided(config);
    let (_, marks, _) = Journal::open_as(&config.join("state"), "any").unwrap();
    let notes: Vec<String> = marks.highlights().map(|highlight| highlight.note).collect();
    (count, !notes.is_empty(), notes.iter().any(|note| note == "mot"), notices)
}

#[test]
fn what_the_screen_called_saved_is_there_after_kill_9_at_any_instant() {
    let kills = std::env::var("VEILLE_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(20);
    let random = RandomState::new();
    let (mut most, mut notes) = (0, 0);
    for kill in 0..kills {
        let roll = |what: u64, below: u64| random.hash_one((kill, what)) % below;
        let folder = tempfile::tempdir().unwrap();
        let source = digest(folder.path());
        let mut terminal = Terminal::veille(folder.path(), &[&source], (100, 30));
        terminal.wait_for("numéro 1 ");
        let mut sent = 0;
        for key in 0..roll(0, 25) {
            terminal.keys(["s", "d", "z"][roll(key + 9, 3) as usize]);
            sent = terminal.wait_for_more(sent);
        }
        // More decisions, or an article is read, a passage highlighted and a note written on it.
        let is_passage = roll(3, 2) == 0;
        let decisions = "sd".repeat(roll(1, 4) as usize);
        terminal.keys(if is_passage { "\rHamot\r" } else { &decisions });
        // The instant is what is random here: nothing is waited for.
        thread::sleep(Duration::from_micros(roll(2, if is_passage { 30_000 } else { 12_000 })));
        terminal.signal("KILL");
        terminal.exit();
        let (count, is_highlighted, is_noted) = called_saved(&terminal);
        let (count_there, highlight_there, note_there, notices) = there(folder.path());
        assert!(count_there >= count, "kill {kill}: {count_there} of {count} are there");
        assert!(highlight_there >= is_highlighted && note_there >= is_noted, "kill {kill}: the passage is not there");
        assert!(notices.len() <= 1, "kill {kill}: at most one line is torn: {notices:?}");
        (most, notes) = (most.max(count), notes + usize::from(is_noted));
    }
    println!("{kills} kills: up to {most} decisions, and {notes} notes, were called saved");
    assert!(most > 0, "some of it was saved");
}

#[test]
fn a_note_that_the_screen_called_saved_is_there_after_kill_9() {
    let folder = tempfile::tempdir().unwrap();
    let source = digest(folder.path());
    let mut terminal = Terminal::veille(folder.path(), &[&source], (100, 30));
    terminal.wait_for("numéro 1 ");
    terminal.keys("\rHamot\r");
    terminal.picture_with("Wrote a note");
    terminal.wait_for(" saved");
    terminal.signal("KILL");
    terminal.exit();
    assert_eq!(called_saved(&terminal), (0, true, true), "{}", terminal.contents());
    assert_eq!(there(folder.path()), (0, true, true, vec![]));
}

#[test]
fn two_sessions_at_once_see_each_other_and_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let source = digest(folder.path());
    let mut sessions: Vec<Terminal> = (0..2).map(|_| Terminal::veille(folder.path(), &[&source], (100, 30))).collect();
    sessions.iter().for_each(|session| session.wait_for("numéro 1 "));
    sessions[0].keys("s");
    sessions[1].wait_for("1/60");
    sessions[1].keys("jjd");
    sessions.iter().for_each(|session| session.wait_for("2/60"));
    for session in &mut sessions {
        session.keys("Q");
        assert_eq!(session.exit(), Exit::Code(0));
    }
    assert_eq!(decided(folder.path()), (2, vec![]));
}

#[test]
fn what_cannot_be_saved_at_the_end_is_kept_elsewhere_and_there_at_the_next_start() {
    for (end, asked) in [("Q", true), ("HUP", false), ("TERM", false)] {
        let folder = tempfile::tempdir().unwrap();
        let (source, state) = (digest(folder.path()), folder.path().join("state"));
        let mut terminal = Terminal::veille(folder.path(), &[&source], (100, 30));
        terminal.wait_for("numéro 1 ");
        fs::write(&state, "in the way").unwrap();
        terminal.keys("sd");
        terminal.wait_for("NOT SAVED");
        if asked {
            terminal.keys("Q");
            terminal.wait_for("again leaves");
            terminal.keys("Q");
        } else {
            terminal.signal(end);
        }
        let code = terminal.exit();
        assert!(terminal.is_restored(), "{end}");
        if asked {
            let said = terminal.contents().replace(['\r', '\n'], "");
            assert!(code == Exit::Code(1) && said.contains("veille-unsaved-"), "{code:?}: {said}");
        }
        fs::remove_file(&state).unwrap();
        let mut terminal = Terminal::veille(folder.path(), &[&source], (100, 30));
        terminal.wait_for("2/60");
        terminal.wait_for("saved now");
        terminal.keys("Q");
        assert_eq!((terminal.exit(), decided(folder.path()).0), (Exit::Code(0), 2), "{end}");
    }
}

#[test]
fn a_failed_save_is_on_the_screen_until_it_is_saved_after_all() {
    let folder = tempfile::tempdir().unwrap();
    let (source, state) = (digest(folder.path()), folder.path().join("state"));
    let mut terminal = Terminal::veille(folder.path(), &[&source], (100, 30));
    terminal.wait_for("numéro 1 ");
    fs::write(&state, "in the way").unwrap();
    terminal.keys("s");
    terminal.wait_for("NOT SAVED");
    assert!(terminal.contents().contains("cannot make the folder"), "{}", terminal.contents());
    fs::remove_file(&state).unwrap();
    terminal.keys("d");
    terminal.wait_for(" saved");
    assert!(!terminal.contents().contains("cannot make the folder"), "{}", terminal.contents());
    terminal.keys("Q");
    assert_eq!((terminal.exit(), decided(folder.path()).0), (Exit::Code(0), 2));
}

#[test]
fn where_files_may_not_grow_any_more_it_says_so_and_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let source = digest(folder.path());
    let mut command = in_terminal(CommandBuilder::new("/bin/sh"), folder.path());
    command.args(["-c", "ulimit -f 0; exec \"$0\" \"$1\"", env!("CARGO_BIN_EXE_veille"), &source]);
    let mut terminal = Terminal::run(command, (100, 30));
    terminal.wait_for("numéro 1 ");
    terminal.keys("s");
    terminal.wait_for("NOT SAVED");
    terminal.keys("Q");
    terminal.wait_for("again leaves");
    terminal.keys("Q");
    assert_eq!(terminal.exit(), Exit::Code(1));
    assert!(terminal.is_restored());
}

/// How often the threads of a process were woken, by the kernel's count.
#[cfg(target_os = "linux")]
fn wakes(process: u32) -> u64 {
    let tasks = fs::read_dir(format!("/proc/{process}/task")).unwrap().map(|task| task.unwrap().path());
    let count = |status: String| {
        let lines = status.lines().filter(|line| line.contains("ctxt_switches"));
        lines.filter_map(|line| line.split_whitespace().last()?.parse::<u64>().ok()).sum::<u64>()
    };
    tasks.map(|task| count(fs::read_to_string(task.join("status")).unwrap_or_default())).sum()
}

/// The sleep is what is measured: nothing happens in it.
#[test]
#[cfg(target_os = "linux")]
fn idle_it_is_never_woken_and_still_sees_what_others_do() {
    let folder = tempfile::tempdir().unwrap();
    let source = digest(folder.path());
    let sessions: Vec<Terminal> = (0..2).map(|_| Terminal::veille(folder.path(), &[&source], (100, 30))).collect();
    let [idle, mut busy] = <[Terminal; 2]>::try_from(sessions).unwrap_or_else(|_| panic!("two"));
    for keys in ["", "s"] {
        busy.keys(keys);
        idle.wait_for(if keys.is_empty() { "numéro 1 " } else { "1/60" });
        let deadline = Instant::now() + PATIENCE;
        let mut before = wakes(idle.process_id());
        loop {
            thread::sleep(Duration::from_millis(1_500));
            let after = wakes(idle.process_id());
            if after == before {
                break;
            }
            assert!(Instant::now() < deadline, "it is woken: {} times", after - before);
            before = after;
        }
    }
}

/// The session that fails in the test below: this test program, run again on a pseudo-terminal.
#[test]
fn a_session_that_fails() {
    let Ok(folder) = std::env::var("VEILLE_TEST_PANIC") else { return };
    let folder = Path::new(&folder);
    let (journal, marks, notices) = Journal::open_as(&folder.join("state"), "a").unwrap();
    let session = Session {
        sources: vec![digest(folder).into()],
        settings: support::settings(),
        theme: Theme::parse(BUILT_IN[0].1).unwrap(),
        journal,
        marks,
        notices,
        copied: folder.join("copied.md"),
        is_ascii: false,
        takes_links: false,
        exports: Exports {
            folder: folder.join("export"),
            unit: Unit::default(),
            templates: folder.join("templates"),
            meanings: Meanings::default(),
        },
    };
    let fail_at_a_tilde = |event: &Event| {
        if matches!(event, Event::Key(key) if key.code == KeyCode::Char('~')) {
            panic!("cannot read {}", std::env::var("VEILLE_TEST_PANIC").unwrap());
        }
    };
    if let Err(error) = run_watched(session, fail_at_a_tilde) {
        println!("{error:#} THE END");
    }
}

#[test]
fn a_panic_restores_the_terminal_saves_and_leaves_a_report_without_private_text() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = in_terminal(CommandBuilder::new(std::env::current_exe().unwrap()), folder.path());
    command.args(["--exact", "a_session_that_fails", "--nocapture"]);
    command.env("VEILLE_TEST_PANIC", folder.path());
    let mut terminal = Terminal::run(command, (100, 30));
    terminal.wait_for("numéro 1 ");
    terminal.keys("sd");
    terminal.wait_for(" saved");
    terminal.keys("sm~");
    terminal.wait_for("THE END");
    terminal.exit();
    assert!(terminal.is_restored());
    assert_eq!(decided(folder.path()).0, 3, "what was done is saved");
    let mut files = fs::read_dir(folder.path().join("state")).unwrap().map(|entry| entry.unwrap().path());
    let report = files.find(|path| path.extension().is_some_and(|end| end == "txt")).unwrap();
    let name = report.file_name().unwrap().to_str().unwrap();
    assert!(terminal.contents().replace(['\r', '\n'], "").contains(name), "{}", terminal.contents());
    let report = fs::read_to_string(&report).unwrap();
    assert!(report.contains("tests/kill.rs:") && report.contains(env!("CARGO_PKG_VERSION")), "{report}");
    assert!(!report.contains(folder.path().to_str().unwrap()), "{report}");
}
