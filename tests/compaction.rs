//! A long journal is written anew at a start: never while another session is open, whatever fails the old or
//! the new one is there whole, and everything can still be undone.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rustix::io::Errno;
use veille::files::{Disk, Failure, Operation};
use veille::journal::Journal;
use veille::model::article::ArticleId;
use veille::model::change::{Change, Entry, Stamper, Step, Triage};
use veille::model::marks::Marks;

/// One test at a time: between its fork and its start a program holds the locks of all that is open here, and
/// a session that another test has just left would still be there.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn place(number: u64, to: usize) -> Change {
    Change::Place { article: ArticleId(number), lead: ArticleId(number + 1000), to }
}

fn triage(number: u64, to: Triage) -> Change {
    Change::Triage { article: ArticleId(number), lead: ArticleId(number + 1000), to }
}

/// Some decisions, one of them undone, and after each many places.
fn story() -> Vec<Entry> {
    let (mut stamper, mut marks, mut story) = (Stamper::new("a", "story"), Marks::default(), Vec::new());
    let mut step = |step: Step, changes: Vec<Change>, marks: &mut Marks| {
        let entry = Entry { stamp: stamper.stamp(0, marks.latest()), step, what: String::new(), changes };
        marks.apply(&entry);
        story.push(entry);
    };
    for number in 0..5 {
        step(Step::Do, vec![triage(number, Triage::Kept)], &mut marks);
        (0..8).for_each(|to| step(Step::Silent, vec![place(number % 2, to)], &mut marks));
        let (undo, changes) = marks.undo().map(|(undo, changes, _)| (undo, changes)).unwrap();
        if number % 2 == 0 {
            step(undo, changes, &mut marks);
        }
    }
    story
}

/// Writes the story, and tells what it adds up to.
fn prepare(folder: &Path) -> Marks {
    Journal::open_as(folder, "a").unwrap().0.append(&story()).unwrap();
    Journal::open_as(folder, "a").unwrap().1
}

fn stay(disk: Disk, folder: &Path) -> (Journal, Marks, Vec<String>) {
    Journal::open_to_stay_on(disk, folder, "a", 0).unwrap()
}

fn lines(folder: &Path) -> usize {
    fs::read(folder.join("a.jsonl")).unwrap().split_inclusive(|byte| *byte == b'\n').count()
}

/// What is undone step by step.
fn undone(marks: &Marks) -> Vec<Vec<Change>> {
    let (mut marks, mut stamper, mut all) = (marks.clone(), Stamper::new("a", "later"), Vec::new());
    while let Some((step, changes)) = marks.undo().map(|(step, changes, _)| (step, changes)) {
        all.push(changes.clone());
        let stamp = stamper.stamp(0, marks.latest());
        marks.apply(&Entry { stamp, step, what: String::new(), changes });
    }
    all
}

#[test]
fn a_long_journal_is_written_anew_once_and_everything_can_still_be_undone() {
    let _alone = alone();
    let folder = tempfile::tempdir().unwrap();
    let before = prepare(folder.path());
    let path = folder.path().join("a.jsonl");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    let (_, short, _) = Journal::open_to_stay_on(Disk::default(), folder.path(), "a", 1 << 20).unwrap();
    assert_eq!((lines(folder.path()), &short), (story().len(), &before), "a short one is left alone");
    let (mut journal, marks, notices) = stay(Disk::default(), folder.path());
    assert_eq!((&marks, notices), (&before, vec![]));
    assert_eq!(lines(folder.path()), story().len() - 38, "of forty places two are left");
    assert_eq!(undone(&marks), undone(&before));
    assert_eq!(undone(&marks).len(), 2);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640, "its mode stays");
    let inode = || std::os::unix::fs::MetadataExt::ino(&fs::metadata(&path).unwrap());
    let first = inode();
    let stamp = journal.stamper().stamp(0, marks.latest());
    let entry = Entry { stamp, step: Step::Silent, what: String::new(), changes: vec![place(0, 9)] };
    journal.append(std::slice::from_ref(&entry)).unwrap();
    assert!(journal.catch_up().is_empty());
    drop(journal);
    let (_, again, _) = stay(Disk::default(), folder.path());
    let mut expected = marks;
    expected.apply(&entry);
    assert_eq!((inode(), again), (first, expected), "what was written anew is not so again");
}

#[test]
fn while_another_session_is_open_nothing_is_written_anew() {
    let _alone = alone();
    let folder = tempfile::tempdir().unwrap();
    let (mut other, ..) = stay(Disk::default(), &folder.path().join("not yet there"));
    drop(stay(Disk::default(), folder.path()));
    let (mut first, ..) = stay(Disk::default(), folder.path());
    let before = prepare(folder.path());
    let (second, marks, _) = stay(Disk::default(), folder.path());
    assert_eq!((lines(folder.path()), &marks), (story().len(), &before));
    assert_eq!(first.catch_up().len(), story().len());
    drop((first, second));
    assert_eq!(stay(Disk::default(), folder.path()).1, before);
    assert_eq!(lines(folder.path()), story().len() - 38);
    // One that began before there was a folder counts from its first change on.
    let state = folder.path().join("not yet there");
    other.append(&story()).unwrap();
    drop(stay(Disk::default(), &state));
    assert_eq!(lines(&state), story().len());
    drop(other);
    drop(stay(Disk::default(), &state));
    assert_eq!(lines(&state), story().len() - 38);
}

#[test]
fn where_nobody_can_tell_who_is_there_or_whose_file_it_is_nothing_is_written_anew() {
    let _alone = alone();
    for refused in [Errno::NOLCK, Errno::OPNOTSUPP, Errno::NOSYS] {
        let folder = tempfile::tempdir().unwrap();
        let before = prepare(folder.path());
        let disk = Disk::failing(Some(Operation::Lock), 0, Failure::ForGood(refused));
        let (_, marks, notices) = stay(disk, folder.path());
        assert_eq!((lines(folder.path()), marks, notices), (story().len(), before, vec![]));
    }
    let folder = tempfile::tempdir().unwrap();
    prepare(folder.path());
    let elsewhere = folder.path().join("elsewhere");
    fs::rename(folder.path().join("a.jsonl"), &elsewhere).unwrap();
    symlink(&elsewhere, folder.path().join("a.jsonl")).unwrap();
    drop(stay(Disk::default(), folder.path()));
    assert_eq!(lines(folder.path()), story().len(), "a link stays a link");
    assert!(folder.path().join("a.jsonl").is_symlink());
}

/// Another machine has an older copy, its session is open, and then the new file comes.
#[test]
fn a_session_on_another_machine_takes_the_new_file_for_what_it_is() {
    let _alone = alone();
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    prepare(here.path());
    let copy = || fs::copy(here.path().join("a.jsonl"), there.path().join("a.jsonl")).unwrap();
    copy();
    let (mut session, mut live, _) = Journal::open_to_stay_on(Disk::default(), there.path(), "b", 0).unwrap();
    let (mut journal, marks, _) = stay(Disk::default(), here.path());
    // It is longer again than it ever was before it is copied.
    let (mut stamper, mut latest) = (journal.stamper(), marks.latest());
    for number in 0..60 {
        let stamp = stamper.stamp(0, latest);
        latest = stamp.time;
        let changes = vec![triage(number, Triage::Later)];
        journal.append(&[Entry { stamp, step: Step::Do, what: String::new(), changes }]).unwrap();
    }
    assert!(lines(here.path()) > story().len());
    copy();
    session.catch_up().iter().for_each(|entry| live.apply(entry));
    let (_, expected, notices) = Journal::open_as(there.path(), "b").unwrap();
    assert_eq!((live, notices), (expected, vec![]));
    assert!(session.catch_up().is_empty());
}

/// After a fault the file is wholly the old or the new one, and says the same.
fn hold(folder: &Path, before: &Marks, case: &str) {
    let count = lines(folder);
    assert!([story().len(), story().len() - 38].contains(&count), "{case}: {count} lines");
    let (_, marks, notices) = Journal::open_as(folder, "a").unwrap();
    assert_eq!((&marks, notices), (before, vec![]), "{case}");
    drop(stay(Disk::default(), folder));
    assert_eq!(lines(folder), story().len() - 38, "{case}: it is done at the next start");
}

fn operations() -> usize {
    let folder = tempfile::tempdir().unwrap();
    prepare(folder.path());
    let disk = Disk::failing(None, usize::MAX, Failure::None);
    drop(stay(disk.clone(), folder.path()));
    disk.count()
}

#[test]
fn whatever_fails_while_it_is_written_anew_it_is_wholly_the_old_or_the_new() {
    let _alone = alone();
    assert!(operations() >= 9, "{} operations", operations());
    let errors = [Errno::NOSPC, Errno::IO, Errno::ACCESS, Errno::ROFS];
    for (good, error) in (0..operations()).flat_map(|good| errors.map(|error| (good, error))) {
        for failure in [Failure::Once(error), Failure::ForGood(error)] {
            let folder = tempfile::tempdir().unwrap();
            let before = prepare(folder.path());
            let (journal, marks, notices) = stay(Disk::failing(None, good, failure), folder.path());
            let case = format!("{good} {failure:?} {notices:?}");
            assert_eq!(marks, before, "{case}");
            assert!(
                notices.iter().all(|notice| notice.contains("a.jsonl") && notice.contains("nothing is lost")),
                "{case}"
            );
            drop(journal);
            let drafts = fs::read_dir(folder.path()).unwrap();
            let is_draft = |name: &std::ffi::OsStr| name.as_encoded_bytes().starts_with(b".");
            assert!(drafts.flatten().all(|entry| !is_draft(&entry.file_name())), "{case}: nothing is left lying");
            hold(folder.path(), &before, &case);
        }
    }
}

/// The start that is killed in the test below: this test, run again.
#[test]
fn a_start_that_is_killed() {
    let Ok(task) = std::env::var("VEILLE_TEST_KILL") else { return };
    let (good, folder) = task.split_once('|').unwrap();
    stay(Disk::failing(None, good.parse().unwrap(), Failure::Kill), Path::new(folder));
}

#[test]
fn whatever_operation_it_is_killed_in_it_is_wholly_the_old_or_the_new() {
    let _alone = alone();
    for good in 0..operations() {
        let folder = tempfile::tempdir().unwrap();
        let before = prepare(folder.path());
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "a_start_that_is_killed", "--nocapture"]);
        command.env("VEILLE_TEST_KILL", format!("{good}|{}", folder.path().display()));
        let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
        assert!(!status.success(), "it is killed in operation {good}");
        hold(folder.path(), &before, &format!("killed in operation {good}"));
    }
}
