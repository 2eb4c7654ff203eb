//! The journal on a real disk: what was appended is replayed, and nothing in the folder can stop it.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use proptest::prelude::*;
use veille::journal::{Journal, now};
use veille::model::article::ArticleId;
use veille::model::highlight::{Anchor, Colour, HighlightId};
use veille::model::marks::{Change, Entry, Marks, Stamper, Step, Triage};

const QUOTE: &str = "Le 18 novembre, la panne de Cloudflare a plongé une partie du web dans le noir.";

fn id(number: u64) -> HighlightId {
    HighlightId(format!("{number:08x}"))
}

fn triage(number: u64, to: Triage) -> Change {
    Change::Triage { article: ArticleId(number), lead: ArticleId(number + 1000), to }
}

fn highlight(number: u64) -> Change {
    let anchor = Anchor::new(ArticleId(number), QUOTE, 0..16).unwrap();
    Change::Highlight { id: id(number), anchor: Box::new(anchor), origin: Box::default(), colour: Colour::Blue }
}

/// Does things the way the program does: stamp, apply, append.
struct Session {
    journal: Journal,
    stamper: Stamper,
    marks: Marks,
}

impl Session {
    fn open(folder: &Path, host: &str) -> Self {
        let (journal, marks, notices) = Journal::open_as(folder, host).unwrap();
        assert_eq!(notices, [""; 0]);
        Session { stamper: journal.stamper(), journal, marks }
    }

    fn step(&mut self, step: Step, changes: Vec<Change>) {
        let stamp = self.stamper.stamp(now(), self.marks.latest());
        let entry = Entry { stamp, step, what: "done".into(), changes };
        self.marks.apply(&entry);
        self.journal.append(&[entry]).unwrap();
    }

    fn undo(&mut self) {
        if let Some((step, changes, _)) = self.marks.undo() {
            self.step(step, changes);
        }
    }

    fn redo(&mut self) {
        if let Some((step, changes, _)) = self.marks.redo() {
            self.step(step, changes);
        }
    }
}

#[derive(Debug, Clone)]
enum Deed {
    Make(Box<Change>),
    Undo,
    Redo,
    Restart,
}

fn deed() -> impl Strategy<Value = Deed> {
    let to = prop_oneof![Just(Triage::Kept), Just(Triage::Skipped), Just(Triage::Later), Just(Triage::Undecided)];
    let change = prop_oneof![
        (0..4u64, to).prop_map(|(number, to)| triage(number, to)),
        (0..3u64).prop_map(highlight),
        (0..3u64, any::<bool>()).prop_map(|(number, to)| Change::Delete { id: id(number), to }),
        (0..3u64, "[a-zé« \n]{0,6}").prop_map(|(number, to)| Change::Note { id: id(number), to }),
        (0..3u64).prop_map(|n| Change::Exported { ids: [id(n)].into(), file: format!("{n}.md") }),
    ];
    prop_oneof![6 => change.prop_map(|change| Deed::Make(Box::new(change))), 2 => Just(Deed::Undo), 1 => Just(Deed::Redo), 1 => Just(Deed::Restart)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn replayed_equals_live_after_any_changes_undos_and_restarts(deeds in prop::collection::vec(deed(), 0..24)) {
        let folder = tempfile::tempdir().unwrap();
        let mut session = Session::open(folder.path(), "a");
        for deed in deeds {
            match deed {
                Deed::Make(change) => session.step(Step::Do, vec![*change]),
                Deed::Undo => session.undo(),
                Deed::Redo => session.redo(),
                Deed::Restart => session = Session::open(folder.path(), "a"),
            }
        }
        prop_assert_eq!(&Session::open(folder.path(), "a").marks, &session.marks);
    }
}

#[test]
fn a_fresh_folder_is_empty_and_nothing_is_made_before_the_first_change() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("deep/state");
    let mut session = Session::open(&state, "a");
    assert_eq!(session.marks, Marks::default());
    session.journal.append(&[]).unwrap();
    assert!(!state.exists());
    session.step(Step::Do, vec![triage(1, Triage::Kept)]);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode(&state), mode(&state.join("a.jsonl"))), (0o700, 0o600));
}

#[test]
fn cut_off_at_any_byte_it_starts_reports_and_keeps_what_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jsonl");
    let mut session = Session::open(folder.path(), "a");
    let mut after = vec![session.marks.clone()];
    for change in [triage(1, Triage::Kept), highlight(2), Change::Note { id: id(2), to: "à\nrelire".into() }] {
        session.step(Step::Do, vec![change]);
        after.push(session.marks.clone());
    }
    let whole = fs::read(&path).unwrap();
    for length in 0..whole.len() {
        let part = &whole[..length];
        fs::write(&path, part).unwrap();
        let (mut journal, marks, notices) = Journal::open_as(folder.path(), "a").unwrap();
        let lines = part.iter().filter(|&&byte| byte == b'\n').count();
        let (torn, ends_whole) = (!part.is_empty() && !part.ends_with(b"\n"), part.ends_with(b"}]}"));
        assert_eq!(marks, after[if ends_whole { lines + 1 } else { lines }], "cut at {length}");
        let expected = format!("Line {} of {}", lines + 1, path.display());
        assert_eq!(notices.len(), usize::from(torn && !ends_whole), "cut at {length}: {notices:?}");
        assert!(notices.iter().all(|notice| notice.starts_with(&expected)), "{notices:?}");

        let stamp = journal.stamper().stamp(now(), marks.latest());
        let entry = Entry { stamp, step: Step::Do, what: String::new(), changes: vec![triage(9, Triage::Later)] };
        journal.append(std::slice::from_ref(&entry)).unwrap();
        assert!(fs::read(&path).unwrap().starts_with(part), "cut at {length}: what was there stays");
        let (_, again, _) = Journal::open_as(folder.path(), "a").unwrap();
        let mut with_it = marks;
        with_it.apply(&entry);
        assert_eq!(again, with_it, "cut at {length}: the new line is not glued to the torn one");
    }
}

#[test]
fn lines_that_are_damaged_foreign_or_unknown_are_reported_and_stay() {
    let good = r#"{"v":1,"time":5,"host":"a","session":"s","seq":1,"step":"do","changes":[]}"#;
    let unknown = r#"{"time":6,"host":"a","session":"s","seq":2,"step":"do","new":1,"changes":[{"kind":"juggle"}]}"#;
    let cases: [(&[u8], &str); 8] = [
        (b"nonsense", "Line 2 of"),
        (b"\0\0\0\0\0", "Line 2 of"),
        (b"{\"v\":1,\"time\":\"soon\"}", "Line 2 of"),
        (b"{\"v\":1,\"what\":\"\xff\xfe\"}", "Line 2 of"),
        (b"[[[[[[[[[[[[[[", "Line 2 of"),
        (b"{}\n{}", "2 lines of"),
        (unknown.as_bytes(), "1 changes that this version does not know"),
        (b"  \r", ""),
    ];
    for (line, expected) in cases {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jsonl");
        let content = [good.as_bytes(), b"\n", line, b"\n"].concat();
        fs::write(&path, &content).unwrap();
        let (mut journal, marks, notices) = Journal::open_as(folder.path(), "a").unwrap();
        assert!(marks.latest() >= 5);
        assert_eq!(notices.is_empty(), expected.is_empty(), "{notices:?}");
        assert!(notices.iter().all(|notice| notice.contains(expected)), "{notices:?}");
        let stamp = journal.stamper().stamp(now(), marks.latest());
        journal.append(&[Entry { stamp, step: Step::Silent, what: String::new(), changes: vec![] }]).unwrap();
        assert!(fs::read(&path).unwrap().starts_with(&content));
    }
}

#[test]
fn a_newer_version_makes_it_read_only_and_is_never_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.jsonl");
    Session::open(folder.path(), "a").step(Step::Do, vec![triage(1, Triage::Kept)]);
    let content = [fs::read(&path).unwrap(), b"{\"v\":2,\"time\":[1,2]}\n".to_vec()].concat();
    fs::write(&path, &content).unwrap();
    let (mut journal, marks, _) = Journal::open_as(folder.path(), "a").unwrap();
    assert!(journal.read_only().unwrap().contains("newer veille"));
    assert!(marks.undo().is_some(), "what is understood is shown");
    let stamp = journal.stamper().stamp(now(), marks.latest());
    let failed = journal.append(&[Entry { stamp, step: Step::Silent, what: String::new(), changes: vec![] }]);
    assert!(failed.unwrap_err().to_string().contains("a.jsonl was written by a newer veille"));
    assert_eq!(fs::read(&path).unwrap(), content);
}

#[test]
fn two_machines_merge_in_any_order_and_each_undoes_only_its_own() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut a = Session::open(one.path(), "a");
    a.step(Step::Do, vec![triage(1, Triage::Kept)]);
    let copy = |from: &Path, to: &Path, name: &str| fs::copy(from.join(name), to.join(name)).unwrap();
    copy(one.path(), two.path(), "a.jsonl");
    let mut b = Session::open(two.path(), "b");
    assert!(b.marks.undo().is_none(), "b does not undo what a did");
    b.step(Step::Do, vec![triage(1, Triage::Skipped), triage(2, Triage::Later)]);
    copy(two.path(), one.path(), "b.jsonl");
    fs::copy(two.path().join("b.jsonl"), one.path().join("b.sync-conflict-20251122.jsonl")).unwrap();
    let (a, b) = (Session::open(one.path(), "a"), Session::open(two.path(), "b"));
    let seen = |marks: &Marks| marks.highlights().count();
    assert_eq!((seen(&a.marks), a.marks.latest()), (seen(&b.marks), b.marks.latest()));
    let undone = |marks: &Marks| marks.undo().map(|(_, changes, _)| changes);
    assert_eq!(undone(&a.marks), Some(vec![triage(1, Triage::Undecided)]));
    assert_eq!(undone(&b.marks), Some(vec![triage(2, Triage::Undecided), triage(1, Triage::Kept)]));
}

#[test]
fn four_sessions_appending_at_once_lose_nothing() {
    let folder = tempfile::tempdir().unwrap();
    std::thread::scope(|scope| {
        for thread in 0..4 {
            let path = folder.path();
            scope.spawn(move || {
                let mut session = Session::open(path, "a");
                for number in 0..25 {
                    session.step(Step::Silent, vec![highlight(thread * 100 + number)]);
                }
            });
        }
    });
    assert_eq!(Session::open(folder.path(), "a").marks.highlights().count(), 100);
}

#[test]
fn a_failed_save_names_the_path_says_what_to_do_and_can_be_tried_again() {
    let folder = tempfile::tempdir().unwrap();
    let state = folder.path().join("state");
    let mut session = Session::open(&state, "a");
    fs::write(&state, "in the way").unwrap();
    let stamp = session.stamper.stamp(now(), 0);
    let entry = Entry { stamp, step: Step::Do, what: String::new(), changes: vec![triage(1, Triage::Kept)] };
    let error = session.journal.append(std::slice::from_ref(&entry)).unwrap_err();
    let message = format!("{error:#}");
    assert!(message.contains(&state.display().to_string()) && message.contains("check that"), "{message}");
    fs::remove_file(&state).unwrap();
    session.journal.append(std::slice::from_ref(&entry)).unwrap();
    session.journal.append(std::slice::from_ref(&entry)).unwrap();
    let mut once = Marks::default();
    once.apply(&entry);
    assert_eq!(Session::open(&state, "a").marks, once, "an entry that is there twice counts once");
}

#[test]
fn a_folder_that_may_not_be_written_gives_an_error_that_names_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::open(folder.path(), "a");
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o500)).unwrap();
    let may_write_anyway = fs::write(folder.path().join("probe"), "").is_ok();
    let stamp = session.stamper.stamp(now(), 0);
    let saved = session.journal.append(&[Entry { stamp, step: Step::Do, what: String::new(), changes: vec![] }]);
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o700)).unwrap();
    if !may_write_anyway {
        let message = format!("{:#}", saved.unwrap_err());
        assert!(message.contains("a.jsonl; check that you may write there"), "{message}");
    }
}

#[test]
fn text_in_a_state_file_is_scrubbed() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::open(folder.path(), "a");
    let to = "rouge\u{1b}[2Jvif".to_owned();
    session.step(Step::Do, vec![highlight(1), Change::Note { id: id(1), to: to.clone() }]);
    let tags = [to].into();
    session.step(Step::Do, vec![Change::Tags { id: id(1), to: tags }]);
    let read = Session::open(folder.path(), "a").marks.highlight(&id(1)).unwrap();
    assert!(!read.note.contains('\u{1b}') && !read.tags.iter().any(|tag| tag.contains('\u{1b}')), "{read:?}");
}

#[test]
fn what_is_no_journal_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("._a.jsonl"), "junk of another program").unwrap();
    fs::write(folder.path().join("notes.txt"), "junk").unwrap();
    fs::create_dir(folder.path().join("dir.jsonl")).unwrap();
    rustix::fs::mknodat(
        rustix::fs::CWD,
        folder.path().join("fifo.jsonl"),
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::RUSR,
        0,
    )
    .unwrap();
    assert_eq!(Session::open(folder.path(), "a").marks, Marks::default());
}
