//! The journal on a real disk: what was appended is replayed, and nothing in the folder can stop it.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use proptest::prelude::*;
use rustix::io::Errno;
use veille::files::{Disk, Failure, Operation};
use veille::journal::{Journal, now};
use veille::model::article::ArticleId;
use veille::model::change::{Change, Entry, Reading, Stamper, Step, Triage};
use veille::model::correction::{Correction, Corrections, LineKey};
use veille::model::exports::{Unit, Written};
use veille::model::highlight::{Anchor, Colour, Highlight, HighlightId};
use veille::model::marks::Marks;

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

fn about_an_article() -> impl Strategy<Value = Change> {
    let to = prop_oneof![Just(Triage::Kept), Just(Triage::Skipped), Just(Triage::Later), Just(Triage::Undecided)];
    let of = |number: u64| (ArticleId(number), ArticleId(number / 2 + 1000));
    prop_oneof![
        (0..4u64, to).prop_map(|(number, to)| triage(number, to)),
        (0..4u64, any::<bool>()).prop_map(move |(number, to)| {
            let (article, lead) = of(number);
            Change::Read { article, lead, to }
        }),
        (0..4u64, 0..9_usize).prop_map(move |(number, to)| {
            let (article, lead) = of(number);
            Change::Place { article, lead, to }
        }),
        (0..4u64, "[a-zé«]{0,3}").prop_map(move |(number, to)| {
            let (article, lead) = of(number);
            Change::Title { article, lead, to }
        }),
        (0..3u64, any::<bool>()).prop_map(|(number, is_reading)| {
            let reading = Reading { article: ArticleId(number), selecting: None };
            Change::Reading { to: is_reading.then(|| Box::new(reading)) }
        }),
    ]
}

fn about_a_highlight() -> impl Strategy<Value = Change> {
    let attach = |(number, start): (u64, usize)| {
        let anchor = Box::new(Anchor::new(ArticleId(number), QUOTE, start..16).unwrap());
        Change::Attach { id: id(number), anchor, origin: Box::default() }
    };
    prop_oneof![
        3 => (0..3u64).prop_map(highlight),
        1 => (0..3u64, 0..3_usize).prop_map(attach),
        1 => (0..3u64, any::<bool>()).prop_map(|(number, to)| Change::Delete { id: id(number), to }),
        1 => (0..3u64, "[a-zé« \n]{0,6}").prop_map(|(number, to)| Change::Note { id: id(number), to }),
        1 => (0..3u64, "[a-c]").prop_map(|(number, tag)| Change::Tags { id: id(number), to: [tag].into() }),
        1 => (0..3u64, 0..4_usize).prop_map(|(number, to)| Change::Colour { id: id(number), to: Colour::ALL[to] }),
        1 => (0..3u64, 0..9u64).prop_map(|(number, to)| Change::Made { id: id(number), to }),
    ]
}

fn about_files_and_lines() -> impl Strategy<Value = Change> {
    let line = |number| LineKey { line: ArticleId(number), before: ArticleId(2), after: ArticleId(3) };
    let written = |length| Written { length, ..Written::default() };
    prop_oneof![
        (0..3u64).prop_map(|n| Change::Exported { ids: [id(n)].into(), file: format!("{n}.md") }),
        (0..3u64, 0..3_usize, 0..3_usize).prop_map(move |(n, unit, length)| {
            let blocks = [(id(n), written(length))].into();
            Change::Blocks { file: format!("{n}.md"), unit: Unit::ALL[unit], blocks }
        }),
        (0..3u64, any::<bool>()).prop_map(move |(n, to)| {
            Change::Cut { line: line(n), source: "a".into(), to: to.then_some(Correction::Split) }
        }),
        (0..3u64, any::<bool>()).prop_map(move |(n, to)| {
            Change::Role { line: line(n), source: "a".into(), to: to.then_some(Correction::Chrome) }
        }),
    ]
}

fn deed() -> impl Strategy<Value = Deed> {
    let change = prop_oneof![about_an_article(), about_a_highlight(), about_files_and_lines()];
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
        let (torn, ends_whole) = (!part.is_empty() && !part.ends_with(b"\n"), whole[length] == b'\n');
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
        (unknown.as_bytes(), "1 change that this version does not know"),
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

/// What one of several processes does: this test, run again with a folder and numbers to write.
#[test]
fn a_process_that_writes() {
    let Ok(folder) = std::env::var("VEILLE_TEST_WRITER") else { return };
    let (folder, numbers) = folder.split_once('|').unwrap();
    let (first, count) = numbers.split_once('+').unwrap();
    let first: u64 = first.parse().unwrap();
    let mut session = Session::open(Path::new(folder), "a");
    for number in first..first + count.parse::<u64>().unwrap() {
        session.step(Step::Do, vec![highlight(number)]);
    }
}

#[test]
fn processes_that_write_at_once_lose_nothing() {
    for (processes, each) in [(2, 1_000), (8, 200)] {
        let folder = tempfile::tempdir().unwrap();
        let start = |process: u64| {
            let task = format!("{}|{}+{each}", folder.path().display(), process * 10_000);
            let mut command = std::process::Command::new(std::env::current_exe().unwrap());
            command.args(["--exact", "a_process_that_writes"]).env("VEILLE_TEST_WRITER", task);
            command.stdout(std::process::Stdio::null()).spawn().unwrap()
        };
        let children: Vec<std::process::Child> = (0..processes).map(start).collect();
        assert!(children.into_iter().all(|mut child| child.wait().unwrap().success()));
        let (_, marks, notices) = Journal::open_as(folder.path(), "a").unwrap();
        assert_eq!((marks.highlights().count() as u64, notices), (processes * each, vec![]));
    }
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

/// What the first release wrote must be read for ever: this file is never changed, only joined by others.
#[test]
fn the_journal_of_the_first_format_is_read_for_ever() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("laptop.jsonl"), include_bytes!("fixtures/journal-v1.jsonl")).unwrap();
    let (_, marks, notices) = Journal::open_as(folder.path(), "laptop").unwrap();
    assert_eq!(notices, [""; 0]);
    let noted = marks.highlight(&HighlightId("3f9a2c1b".into())).unwrap();
    assert_eq!(
        (noted.anchor.quote.as_str(), noted.anchor.start, noted.made),
        ("une partie du web", 18, 1_763_546_400_060)
    );
    assert_eq!((noted.note.as_str(), noted.colour), ("À rapprocher de\nla panne d’octobre.", Colour::Blue));
    assert_eq!(noted.tags, ["cloud".to_owned(), "à-lire".to_owned()].into());
    assert_eq!((noted.origin.line, noted.origin.date.as_deref()), (Some(3), Some("2025-11-19")));
    assert!(marks.is_deleted(&HighlightId("0a0b0c0d".into())));
    assert_eq!(marks.exported()[&noted.id], ["Semaine-47.md".to_owned()].into());
    assert!(!marks.corrections().is_empty());
    let mut words = Vec::new();
    let mut undone = marks;
    while let Some((step, changes, what)) = undone.undo().map(|(step, changes, what)| (step, changes, what.to_owned()))
    {
        words.push(what);
        let stamp = Stamper::new("laptop", "b").stamp(0, undone.latest());
        undone.apply(&Entry { stamp, step, what: String::new(), changes });
    }
    assert_eq!(words.len(), 7, "{words:?}");
    assert_eq!(undone.highlights().count(), 0);
    assert!(undone.corrections().is_empty());
}

/// With checksums, and the digits of its machine in names; never changed either.
#[test]
fn the_journal_of_the_first_format_with_checksums_is_read_for_ever() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("laptop-2ccc330f.jsonl"), include_bytes!("fixtures/journal-v1-sums.jsonl")).unwrap();
    let (_, marks, notices) = Journal::open_as(folder.path(), "laptop-2ccc330f").unwrap();
    assert_eq!(notices, [""; 0]);
    let highlight = marks.highlight(&HighlightId("ed171a2a".into())).unwrap();
    assert!(highlight.anchor.quote.starts_with("Un digest n’est pas un texte"));
    assert_eq!((highlight.note.as_str(), highlight.tags), ("À relire", ["cloud".to_owned()].into()));
    let decided = |to| marks.states().values().filter(|marks| marks.triage() == to).count();
    assert_eq!([Triage::Kept, Triage::Skipped, Triage::Later].map(decided), [1, 1, 1]);
    assert!(marks.states().values().any(|marks| marks.is_read()));
    assert_eq!(marks.undo().map(|(_, _, what)| what.to_owned()), Some("set tags".to_owned()));
}

/// Two machines, three sessions, and whatever they did, as lines.
fn history(deeds: &[(usize, Change)]) -> Vec<Entry> {
    let mut stampers = [Stamper::new("a", "1"), Stamper::new("a", "2"), Stamper::new("b", "3")];
    let entries = deeds.iter().enumerate().map(|(at, (who, change))| {
        let stamp = stampers[who % 3].stamp(at as u64 / 2, 0);
        Entry { stamp, step: Step::Do, what: String::new(), changes: vec![change.clone()] }
    });
    entries.collect()
}

fn any_change() -> impl Strategy<Value = Change> {
    deed().prop_filter_map("a change", |deed| match deed {
        Deed::Make(change) => Some(*change),
        _ => None,
    })
}

/// What is seen of marks, without the history of this machine.
fn seen(marks: &Marks) -> (Vec<Highlight>, Corrections, String) {
    let rest = format!("{:?} {:?} {:?} {}", marks.exports(), marks.states(), marks.reading(), marks.latest());
    (marks.highlights().collect(), marks.corrections(), rest)
}

fn write_lines(folder: &Path, name: &str, entries: &[Entry]) {
    let own = tempfile::tempdir().unwrap();
    let (mut journal, _, _) = Journal::open_as(own.path(), "x").unwrap();
    journal.append(entries).unwrap();
    fs::write(folder.join(name), fs::read(journal.path()).unwrap_or_default()).unwrap();
}

fn opened(files: &[(&str, &[Entry])]) -> Marks {
    let folder = tempfile::tempdir().unwrap();
    files.iter().for_each(|(name, entries)| write_lines(folder.path(), name, entries));
    let (_, marks, notices) = Journal::open_as(folder.path(), "a").unwrap();
    assert_eq!(notices, [""; 0]);
    marks
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn merging_is_commutative_associative_and_idempotent(
        deeds in prop::collection::vec((0..3_usize, any_change()), 0..20),
        order in prop::collection::vec(any::<usize>(), 20),
        cut in any::<(usize, usize)>(),
    ) {
        let all = history(&deeds);
        let mut shuffled: Vec<(usize, &Entry)> = all.iter().enumerate().map(|(at, entry)| (order[at], entry)).collect();
        shuffled.sort_by_key(|(order, _)| *order);
        let other: Vec<Entry> = shuffled.iter().map(|(_, entry)| (*entry).clone()).collect();
        // The state does not depend on the order in which changes arrive, nor on hearing them twice …
        let (mut one, mut two) = (Marks::default(), Marks::default());
        all.iter().for_each(|entry| one.apply(entry));
        other.iter().chain(&all).for_each(|entry| two.apply(entry));
        prop_assert_eq!(seen(&one), seen(&two));
        // … and with journals the history does not either: whichever files hold which lines.
        let (a, b) = (cut.0 % (all.len() + 1), cut.1 % (all.len() + 1));
        let (a, b) = (a.min(b), a.max(b));
        let whole = opened(&[("a.jsonl", &all)]);
        prop_assert_eq!(&opened(&[("b.jsonl", &other[..a]), ("a.jsonl", &other[a..b]), ("c.jsonl", &other[b..])]), &whole);
        prop_assert_eq!(&opened(&[("a.jsonl", &other[a..]), ("b.jsonl", &other[..b])]), &whole);
        prop_assert_eq!(&opened(&[("a.jsonl", &all), ("a.sync-conflict.jsonl", &other)]), &whole);
    }
}

/// A journal with a few hundred bytes of everything.
fn some_journal(folder: &Path) -> (Vec<u8>, Marks) {
    let mut session = Session::open(folder, "a");
    for change in [triage(1, Triage::Kept), highlight(2), Change::Note { id: id(2), to: "à\nrelire".into() }] {
        session.step(Step::Do, vec![change]);
    }
    session.undo();
    (fs::read(session.journal.path()).unwrap(), session.marks)
}

#[test]
fn a_thousand_flipped_bytes_never_change_what_is_read_without_a_word() {
    let folder = tempfile::tempdir().unwrap();
    let (whole, marks) = some_journal(folder.path());
    let path = folder.path().join("a.jsonl");
    for case in 0..1_000_usize {
        let (at, flip) = (case * 7919 % whole.len(), (case % 255 + 1) as u8);
        let mut flipped = whole.clone();
        flipped[at] ^= flip;
        fs::write(&path, &flipped).unwrap();
        let (mut journal, read, notices) = Journal::open_as(folder.path(), "a").unwrap();
        let is_told = !notices.is_empty() || journal.read_only().is_some();
        assert!(read == marks || is_told, "byte {at} ^ {flip}: {notices:?}");
        let stamp = journal.stamper().stamp(now(), read.latest());
        let _ = journal.append(&[Entry { stamp, step: Step::Silent, what: String::new(), changes: vec![] }]);
        assert!(fs::read(&path).unwrap().starts_with(&flipped), "the original is kept");
    }
}

#[test]
fn damaged_lines_are_set_aside_in_a_file_and_told_once() {
    let folder = tempfile::tempdir().unwrap();
    let (whole, marks) = some_journal(folder.path());
    let path = folder.path().join("a.jsonl");
    let damaged = [&b"nonsense\xff\n"[..], &whole, b"{\"v\":1,\"torn"].concat();
    fs::write(&path, &damaged).unwrap();
    let (journal, read, notices) = Journal::open_as(folder.path(), "a").unwrap();
    assert_eq!(read, marks);
    assert!(notices[0].starts_with("2 lines of") && notices.len() == 1, "{notices:?}");
    assert_eq!(journal.set_aside().unwrap(), [folder.path().join("a.damaged")]);
    assert_eq!(fs::read(folder.path().join("a.damaged")).unwrap(), b"nonsense\xff\n{\"v\":1,\"torn\n");
    let (journal, read, notices) = Journal::open_as(folder.path(), "a").unwrap();
    assert_eq!((read, notices, journal.damage_notices(true).len()), (marks, vec![], 1));
    assert_eq!(journal.set_aside().unwrap(), [""; 0].map(std::path::PathBuf::from));
    assert_eq!(fs::read(&path).unwrap(), damaged, "the journal is never rewritten");
}

#[test]
fn sessions_see_what_the_others_did_and_nothing_of_their_own() {
    let folder = tempfile::tempdir().unwrap();
    let (mut one, mut two) = (Session::open(folder.path(), "a"), Session::open(folder.path(), "a"));
    assert_eq!(one.journal.catch_up(), []);
    one.step(Step::Do, vec![triage(1, Triage::Kept)]);
    two.step(Step::Do, vec![highlight(2)]);
    assert_eq!(one.journal.catch_up().len(), 1);
    let seen = two.journal.catch_up();
    assert_eq!(
        (seen.len(), seen[0].step.clone(), &seen[0].changes[..]),
        (1, Step::Silent, &[triage(1, Triage::Kept)][..])
    );
    assert_eq!(two.journal.catch_up(), []);
    let mut other = Session::open(folder.path(), "b");
    other.step(Step::Do, vec![highlight(3)]);
    for session in [&mut one, &mut two] {
        assert_eq!(
            session.journal.catch_up().iter().map(|entry| entry.changes[0].clone()).collect::<Vec<_>>(),
            [highlight(3)]
        );
    }
    // A line that is not whole yet is waited for; a file that was replaced is read again.
    let path = folder.path().join("b.jsonl");
    let whole = fs::read(&path).unwrap();
    other.step(Step::Do, vec![highlight(4)]);
    let longer = fs::read(&path).unwrap();
    fs::write(&path, &longer[..longer.len() - 9]).unwrap();
    assert_eq!(one.journal.catch_up(), []);
    fs::write(&path, &longer).unwrap();
    assert_eq!(one.journal.catch_up().len(), 1);
    fs::write(&path, &whole[..whole.len()]).unwrap();
    assert_eq!(one.journal.catch_up().len(), 1);
}

#[test]
fn where_files_cannot_be_locked_a_session_keeps_a_file_of_its_own_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let refused = || Disk::failing(Some(Operation::Lock), 0, Failure::ForGood(Errno::OPNOTSUPP));
    let mut names = Vec::new();
    for number in 0..2 {
        let (mut journal, marks, _) = Journal::open_on(refused(), folder.path(), "a", &[]).unwrap();
        let mut stamper = journal.stamper();
        for change in [triage(number, Triage::Kept), highlight(number)] {
            let stamp = stamper.stamp(now(), marks.latest());
            journal.append(&[Entry { stamp, step: Step::Do, what: String::new(), changes: vec![change] }]).unwrap();
        }
        let notices = journal.take_notices();
        assert!(notices.len() == 1 && notices[0].contains("cannot be locked"), "{notices:?}");
        names.push(journal.path());
    }
    assert!(names[0] != names[1] && names.iter().all(|name| name.is_file()));
    assert_eq!(Session::open(folder.path(), "a").marks.highlights().count(), 2);
}

/// Every first, second … tenth operation of each kind fails, once and for good, with each error.
#[test]
fn whatever_fails_the_state_is_the_old_or_the_new_and_the_error_is_told() {
    let errors = [Errno::NOSPC, Errno::ACCESS, Errno::ROFS, Errno::IO];
    for operation in [Operation::Open, Operation::Lock, Operation::Write, Operation::Sync] {
        for (good, for_good, error) in (0..10).flat_map(|good| errors.map(|error| (good, good % 2 == 0, error))) {
            let folder = tempfile::tempdir().unwrap();
            let failure = if for_good { Failure::ForGood(error) } else { Failure::Once(error) };
            let disk = Disk::failing(Some(operation), good, failure);
            let (mut journal, _, _) = Journal::open_on(disk, folder.path(), "a", &[]).unwrap();
            let mut stamper = journal.stamper();
            let (mut waiting, mut saved, mut failures) = (Vec::new(), 0, 0);
            for number in 0..6 {
                let stamp = stamper.stamp(now(), 0);
                waiting.push(Entry { stamp, step: Step::Do, what: String::new(), changes: vec![highlight(number)] });
                match journal.append(&waiting) {
                    Ok(()) => {
                        saved += waiting.len();
                        waiting.clear();
                    }
                    Err(error) => {
                        failures += 1;
                        assert!(format!("{error:#}").contains("check that"), "{error:#}");
                    }
                }
                let (_, marks, notices) = Journal::open_as(folder.path(), "a").unwrap();
                assert_eq!(notices, [""; 0], "{operation:?} {good}: no torn line is left");
                let there = marks.highlights().count();
                assert!((saved..=saved + waiting.len()).contains(&there), "{operation:?} {good}: {there} of {saved}");
            }
            assert!(failures > 0 || good >= 6, "{operation:?} {good}");
            assert!(for_good || journal.append(&waiting).is_ok(), "what failed once is saved the next time");
        }
    }
}

#[test]
fn a_file_that_is_replaced_is_wholly_old_or_wholly_new() {
    for operation in [Operation::Open, Operation::Write, Operation::Sync, Operation::Rename] {
        for before in [None, Some("mine\n")] {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("notes.md");
            before.iter().for_each(|text| fs::write(&path, text).unwrap());
            let disk = Disk::failing(Some(operation), 0, Failure::ForGood(Errno::NOSPC));
            let error = disk.replace_text(&path, before, "mine\nand more\n").unwrap_err();
            assert!(format!("{error:#}").contains("notes.md"), "{error:#}");
            assert_eq!(fs::read_to_string(&path).ok().as_deref(), before, "{operation:?}");
            assert_eq!(
                fs::read_dir(folder.path()).unwrap().count(),
                usize::from(before.is_some()),
                "nothing else is left"
            );
        }
    }
}

#[test]
fn what_could_not_be_saved_is_kept_elsewhere_and_taken_in_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let (state, home, other) = (folder.path().join("state"), folder.path().join("home"), folder.path().join("other"));
    fs::create_dir(&home).unwrap();
    let refuges = [folder.path().join("missing"), home.clone()];
    let open = |state: &Path| Journal::open_on(Disk::default(), state, "a", &refuges).unwrap();
    let (mut journal, marks, _) = open(&state);
    fs::write(&state, "in the way").unwrap();
    let stamp = journal.stamper().stamp(now(), marks.latest());
    let entries = [Entry { stamp, step: Step::Do, what: "kept".into(), changes: vec![triage(1, Triage::Kept)] }];
    assert!(journal.append(&entries).is_err());
    let kept = journal.rescue(&entries).unwrap();
    assert_eq!((kept.parent().unwrap(), fs::metadata(&kept).unwrap().permissions().mode() & 0o777), (&*home, 0o600));

    let undoes = |marks: &Marks| marks.undo().map(|(_, changes, _)| changes);
    assert_eq!(undoes(&open(&other).1), None, "it belongs to one state folder");
    fs::remove_file(&state).unwrap();
    let (mut journal, marks, notices) = open(&state);
    assert_eq!((undoes(&marks), notices), (Some(vec![triage(1, Triage::Undecided)]), vec![]));
    fs::write(&state, "in the way again").unwrap();
    let error = format!("{:#}", journal.take_in_unsaved().unwrap_err());
    assert!(error.contains(&kept.display().to_string()) && kept.exists(), "{error}");
    fs::remove_file(&state).unwrap();
    assert_eq!(journal.take_in_unsaved().unwrap(), std::slice::from_ref(&kept));
    assert!(!kept.exists());
    assert_eq!(open(&state).1, marks);
}
