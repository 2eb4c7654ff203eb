//! The program killed at random instants, hung up, stopped and continued: nothing that the screen had
//! called saved is lost, and nothing stays behind.
//!
//! `VEILLE_KILLS` sets how often it is killed (20 without it).

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

#[path = "pty/terminal.rs"]
#[allow(dead_code, reason = "each test program uses a part of it")]
mod terminal;

use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::io::Read;
use std::path::Path;
use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use portable_pty::CommandBuilder;
use terminal::{Exit, Terminal, in_terminal, pty};
use veille::journal::Journal;
use veille::model::change::Triage;

/// How long to wait for what must come: only a failing test waits so long.
const PATIENCE: Duration = Duration::from_secs(20);

/// Sixty short stories, one a bullet.
fn digest(folder: &Path) -> String {
    let story = |number: u32| {
        format!(
            "  • L’escale numéro {number} dure {} minutes, assez pour un café, trop peu pour deux. Le registre compte {} départs par an ; un sur dix est un retour.\n  • \u{a0}\n\n",
            number + 4,
            number * 7
        )
    };
    let path = folder.join("escales.txt");
    fs::write(&path, format!("Les escales de la semaine\n\n{}", (1..=60).map(story).collect::<String>())).unwrap();
    path.to_str().unwrap().to_owned()
}

/// How many articles the state on disk says were decided, and what there is to say about it.
fn decided(config: &Path) -> (usize, Vec<String>) {
    let (_, marks, notices) = Journal::open(&config.join("state")).unwrap();
    (marks.states().values().filter(|marks| marks.triage() != Triage::Undecided).count(), notices)
}

/// The highest count of decided articles in a frame that says that all is saved.
fn called_saved(terminal: &Terminal) -> usize {
    let count = |frame: &String| {
        let is_saved = frame.trim_end().ends_with("saved");
        let counts = frame.split_whitespace().filter_map(|word| word.strip_suffix("/60")?.parse::<usize>().ok());
        if is_saved { counts.max() } else { None }
    };
    terminal.frames().iter().filter_map(count).max().unwrap_or_default()
}

#[test]
fn what_the_screen_called_saved_is_there_after_kill_9_at_any_instant() {
    let kills = std::env::var("VEILLE_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(20);
    let random = RandomState::new();
    let mut most = 0;
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
        terminal.keys(&"sd".repeat(roll(1, 4) as usize));
        // The instant is what is random here: nothing is waited for.
        thread::sleep(Duration::from_micros(roll(2, 12_000)));
        terminal.signal("KILL");
        terminal.exit();
        let saved = called_saved(&terminal);
        let (there, notices) = decided(folder.path());
        assert!(there >= saved, "kill {kill}: {there} of {saved} are there");
        assert!(notices.len() <= 1, "kill {kill}: at most one line is torn: {notices:?}");
        most = most.max(saved);
    }
    assert!(most > 0, "some of it was saved");
}

/// Starts a command on a terminal, waits for its first screen, hangs up, and waits for its end.
fn hang_up(command: CommandBuilder, first_keys: &[u8], shows: &str) {
    let pty = pty((100, 30));
    let mut child = pty.slave.spawn_command(command).unwrap();
    drop(pty.slave);
    let (mut output, mut input) = (pty.master.try_clone_reader().unwrap(), pty.master.take_writer().unwrap());
    let mut parser = vt100::Parser::new(30, 100, 0);
    let mut read_until = |text: &str| {
        let mut buffer = [0; 4096];
        while !parser.screen().contents().contains(text) {
            let read = output.read(&mut buffer).unwrap();
            assert!(read > 0, "{text:?} does not show:\n{}", parser.screen().contents());
            parser.process(&buffer[..read]);
        }
    };
    read_until("numéro 1 ");
    input.write_all(first_keys).unwrap();
    read_until(shows);
    drop((output, input, pty.master));
    let (sender, receiver) = channel();
    thread::spawn(move || sender.send(child.wait().map(|_| ())));
    receiver.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("it goes on without a terminal")).unwrap();
}

#[test]
fn without_a_terminal_it_ends_saved_and_leaves_no_process() {
    let veille = env!("CARGO_BIN_EXE_veille");
    let scripts = [
        ("hung up", "exec \"$0\" \"$1\""),
        ("hung up, the signal ignored", "trap '' HUP; exec \"$0\" \"$1\""),
        ("hung up, under a shell that stays", "trap '' HUP; \"$0\" \"$1\"; true"),
        ("standard input at its end", "exec \"$0\" \"$1\" </dev/null"),
    ];
    for (what, script) in scripts {
        let folder = tempfile::tempdir().unwrap();
        let source = digest(folder.path());
        let mut command = in_terminal(CommandBuilder::new("/bin/sh"), folder.path());
        command.args(["-c", script, veille, &source]);
        hang_up(command, b"sdz", "3/60");
        assert_eq!(decided(folder.path()).0, 3, "{what}");
    }
}

#[test]
fn stopped_and_continued_it_gives_the_terminal_back_and_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let source = digest(folder.path());
    let mut terminal = Terminal::veille(folder.path(), &[&source], (100, 30));
    terminal.wait_for("numéro 1 ");
    terminal.keys("s");
    terminal.wait_for("1/60");
    terminal.signal("TSTP");
    terminal.wait_until_restored();
    terminal.signal("CONT");
    terminal.wait_for("1/60");
    terminal.keys("d");
    terminal.wait_for("2/60");
    terminal.keys("Q");
    assert_eq!(terminal.exit(), Exit::Code(0));
    assert!(terminal.is_restored());
    assert_eq!(decided(folder.path()).0, 2);
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
