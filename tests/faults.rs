//! A session's whole way with the disk, and at each operation of it a fault: the operation fails, once or
//! from then on for good, or the program is killed in it. Afterwards everything is the old or the new, what
//! was acknowledged is there, and there was an error to show.
//!
//! At each operation the errors take turns; `VEILLE_FAULTS=all` tries every one.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use color_eyre::eyre::Result;
use rustix::io::Errno;
use veille::export::{EXPORTERS, Page, Section};
use veille::exporter::Job;
use veille::files::{Disk, Failure, Operation};
use veille::journal::Journal;
use veille::model::article::ArticleId;
use veille::model::change::{Change, Entry, Stamper, Step};
use veille::model::correction::{Correction, LineKey};
use veille::model::highlight::{Anchor, Colour, Highlight, HighlightId, Origin};
use veille::model::marks::Marks;

const ERRORS: [Errno; 4] = [Errno::NOSPC, Errno::IO, Errno::ACCESS, Errno::ROFS];
const KINDS: [Operation; 5] = [Operation::Open, Operation::Lock, Operation::Write, Operation::Sync, Operation::Rename];

/// Lines of `a.jsonl` and `b.jsonl` that cannot be read; one is there twice.
const DAMAGED: [&[u8]; 3] = [b"nonsense\xff", b"{\"v\":1,\"torn", b"of another machine"];

fn id(number: u64) -> HighlightId {
    HighlightId(format!("{number:08x}"))
}

fn anchor() -> Anchor {
    Anchor::new(ArticleId(1), "Le phare est allumé.", 3..8).unwrap()
}

fn highlight(number: u64) -> Change {
    Change::Highlight { id: id(number), anchor: Box::new(anchor()), origin: Box::default(), colour: Colour::Blue }
}

/// An import: many changes, one step.
fn import() -> Vec<Change> {
    let one = |number| [highlight(number), Change::Made { id: id(number), to: number }, note(number, "d’ailleurs")];
    (20..30).flat_map(one).collect()
}

fn note(number: u64, to: &str) -> Change {
    Change::Note { id: id(number), to: to.to_owned() }
}

fn line() -> LineKey {
    LineKey { line: ArticleId(1), before: ArticleId(2), after: ArticleId(3) }
}

/// How many entries are in the journal at the beginning, and how many in a file of what was not saved.
const BASE: usize = 2;
const UNSAVED: usize = 1;

/// Everything that is ever written in a session, always the same to the letter.
fn story() -> Vec<Entry> {
    let (source, mut stamper, mut marks) = ("a.txt".to_owned(), Stamper::new("a", "story"), Marks::default());
    let mut story = Vec::new();
    let mut step = |step: Step, changes: Vec<Change>, marks: &mut Marks| {
        let stamp = stamper.stamp(1_000 + story.len() as u64, marks.latest());
        let entry = Entry { stamp, step, what: "done".into(), changes };
        marks.apply(&entry);
        story.push(entry);
    };
    for changes in [
        vec![highlight(1)],
        vec![highlight(2)],
        vec![note(2, "pas encore sauvée")],
        vec![highlight(3), Change::Tags { id: id(3), to: ["phare".to_owned()].into() }],
        vec![Change::Cut { line: line(), source: source.clone(), to: Some(Correction::Split) }],
        vec![Change::Role { line: line(), source, to: Some(Correction::Chrome) }],
        import(),
    ] {
        step(Step::Do, changes, &mut marks);
    }
    let (undo, changes) = marks.undo().map(|(undo, changes, _)| (undo, changes)).unwrap();
    step(undo, changes, &mut marks);
    step(Step::Do, vec![note(3, "la dernière")], &mut marks);
    story
}

/// What is seen of a state, but for exports.
fn seen(marks: &Marks) -> (Vec<Highlight>, String) {
    (marks.highlights().collect(), format!("{:?}", marks.corrections()))
}

/// What is seen after each entry of the story.
fn states() -> Vec<(Vec<Highlight>, String)> {
    let mut marks = Marks::default();
    let after = |entry: &Entry| {
        marks.apply(entry);
        seen(&marks)
    };
    story().iter().map(after).collect()
}

/// The folders of a reader.
#[derive(Clone)]
struct Home(PathBuf);

impl Home {
    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn open(&self, disk: &Disk) -> Result<(Journal, Marks, Vec<String>)> {
        Journal::open_on(disk.clone(), &self.path("state"), "a", &[self.path("home")])
    }

    /// A journal with damaged lines, one of another machine, something that was not saved, and an export
    /// that the user has written into.
    fn prepare(&self) {
        let (state, story) = (self.path("state"), story());
        ["home", "export", "state"].iter().for_each(|folder| fs::create_dir_all(self.path(folder)).unwrap());
        let (mut journal, mut marks, _) = self.open(&Disk::default()).unwrap();
        journal.append(&story[..BASE]).unwrap();
        story[..BASE].iter().for_each(|entry| marks.apply(entry));
        let report = self.job(&marks, &Disk::default()).export_to_folder(&pages()[..1], &self.path("export")).unwrap();
        let stamp = Stamper::new("a", "export").stamp(1, 0);
        let exported = Entry { stamp, step: Step::Silent, what: String::new(), changes: report.changes };
        journal.append(&[exported]).unwrap();
        let export = fs::read_to_string(self.path("export/P.md")).unwrap();
        fs::write(self.path("export/P.md"), export + "\nmine\n").unwrap();
        let whole = fs::read(journal.path()).unwrap();
        let damaged = [DAMAGED[0], b"\n", &whole, DAMAGED[0], b"\n", DAMAGED[1]].concat();
        fs::write(state.join("a.jsonl"), damaged).unwrap();
        fs::write(state.join("b.jsonl"), [DAMAGED[2], b"\n"].concat()).unwrap();
        // It turns to the state folder first.
        fs::rename(&state, self.path("away")).unwrap();
        let (journal, ..) = self.open(&Disk::default()).unwrap();
        journal.rescue(&story[BASE..BASE + UNSAVED]).unwrap();
        fs::rename(self.path("away"), &state).unwrap();
    }

    fn job<'a>(&'a self, marks: &'a Marks, disk: &Disk) -> Job<'a> {
        Job { disk: disk.clone(), ..Job::new(&EXPORTERS[0], marks, &self.0) }
    }

    /// The whole session. `tell` hears how many entries of the story are acknowledged; the strings are what
    /// the reader is told of what went wrong.
    fn live(&self, disk: &Disk, tell: impl Fn(usize)) -> Vec<String> {
        let mut wrong = Vec::new();
        let (mut journal, mut marks, _) = match self.open(disk) {
            Ok(opened) => opened,
            Err(error) => return vec![format!("{error:#}")],
        };
        let mut note = |outcome: Result<()>| {
            let is_good = outcome.is_ok();
            wrong.extend(outcome.err().map(|error| format!("{error:#}")));
            is_good
        };
        // What was not saved is in its file, or in the journal.
        tell(BASE + UNSAVED);
        note(journal.set_aside().map(drop));
        note(journal.take_in_unsaved().map(drop));
        let (mut waiting, all) = (Vec::new(), story());
        let (last, steps) = all.split_last().unwrap();
        for (at, entry) in steps.iter().enumerate().skip(BASE + UNSAVED) {
            marks.apply(entry);
            waiting.push(entry.clone());
            if note(journal.append(&waiting)) {
                waiting.clear();
                tell(at + 1);
            }
        }
        let report = self.job(&marks, disk).export_to_folder(&pages(), &self.path("export")).unwrap();
        for failure in report.failures.iter().chain(&report.messages) {
            note(Err(color_eyre::eyre::eyre!("{failure}")));
        }
        let stamp = Stamper::new("a", "remember").stamp(5_000, 0);
        let exported = Entry { stamp, step: Step::Silent, what: String::new(), changes: report.changes };
        note(journal.append(&[exported]));
        waiting.push(last.clone());
        if note(journal.rescue(&waiting).map(drop)) || note(journal.append(&waiting)) {
            tell(all.len());
        }
        wrong
    }

    /// What must hold after a session in which `acknowledged` entries were called saved.
    fn hold(&self, acknowledged: usize, was_killed: bool, case: &str) {
        let before = fs::read(self.path("state/a.jsonl")).unwrap();
        let (mut journal, marks, _) = self.open(&Disk::default()).unwrap();
        let (states, now) = (states(), seen(&marks));
        assert!(states[acknowledged - 1..].contains(&now), "{case}: of {acknowledged} saved, there is\n{now:?}");
        journal.set_aside().unwrap();
        journal.take_in_unsaved().unwrap();
        assert_eq!(fs::read_dir(self.path("home")).unwrap().count(), 0, "{case}: all is taken in");
        let (journal, marks, notices) = self.open(&Disk::default()).unwrap();
        assert_eq!(seen(&marks), now, "{case}");
        assert!(notices.is_empty(), "{case}: {notices:?}");
        journal.set_aside().unwrap();
        assert!(fs::read(self.path("state/a.jsonl")).unwrap().starts_with(&before), "{case}");
        self.hold_damage(case);
        self.hold_exports(&marks, was_killed, case);
    }

    fn hold_damage(&self, case: &str) {
        let [a, b] = ["a", "b"].map(|name| fs::read(self.path(&format!("state/{name}.damaged"))).unwrap());
        let count =
            |bytes: &[u8], line: &[u8]| bytes.split(|&byte| byte == b'\n').filter(|other| *other == line).count();
        let counts = [count(&a, DAMAGED[0]), count(&a, DAMAGED[1]), count(&b, DAMAGED[2])];
        assert_eq!(counts, [1, 1, 1], "{case}: each damaged line is set aside once");
    }

    fn hold_exports(&self, marks: &Marks, was_killed: bool, case: &str) {
        let read = |name: &str| fs::read_to_string(self.path("export").join(name)).unwrap_or_default();
        let [p, q] = ["P.md", "Q.md"].map(read);
        assert!(p.contains("^v-00000001") && p.ends_with("mine\n"), "{case}: {p}");
        assert!(q.is_empty() || q.ends_with("^v-00000003\n"), "{case}: {q}");
        let names = || fs::read_dir(self.path("export")).unwrap().map(|entry| entry.unwrap().file_name());
        assert!(was_killed || names().all(|name| name.to_string_lossy().ends_with(".md")), "{case}");
        self.job(marks, &Disk::default()).export_to_folder(&pages(), &self.path("export")).unwrap();
        let whole = read("P.md") + &read("Q.md");
        let counts = [1, 2, 3].map(|number| whole.matches(&format!("^v-{}", id(number))).count());
        assert_eq!((counts, whole.matches("mine").count()), ([1, 1, 1], 1), "{case}: {whole}");
    }
}

fn pages() -> [Page; 2] {
    let page = |title: &str, ids: &[u64]| {
        let highlights = ids.iter().map(|number| Highlight {
            id: id(*number),
            anchor: anchor(),
            origin: Origin::default(),
            made: 0,
            note: String::new(),
            tags: [].into(),
            colour: Colour::Blue,
        });
        let section = Section { digest: None, title: "A".into(), highlights: highlights.collect() };
        Page { title: title.into(), source: Some(title.into()), sections: vec![section], ..Page::default() }
    };
    [page("P", &[1, 2]), page("Q", &[3])]
}

/// A reader whose folders are new, prepared.
fn fresh() -> (tempfile::TempDir, Home) {
    let folder = tempfile::tempdir().unwrap();
    let home = Home(folder.path().to_owned());
    home.prepare();
    (folder, home)
}

/// How many operations of a kind a session has.
fn operations(kind: Option<Operation>) -> usize {
    let disk = Disk::failing(kind, usize::MAX, Failure::None);
    let (_folder, home) = fresh();
    assert_eq!(home.live(&disk, |_| ()), [""; 0], "without a fault nothing goes wrong");
    home.hold(story().len(), false, "without a fault");
    disk.count()
}

/// Lives with one fault; everything holds, and what went wrong was told.
fn live_with(kind: Option<Operation>, good: usize, failure: Failure) {
    let (_folder, home) = fresh();
    let (disk, acknowledged) = (Disk::failing(kind, good, failure), std::cell::Cell::new(BASE));
    let wrong = home.live(&disk, |count| acknowledged.set(count));
    let case = format!("{kind:?} {good} {failure:?}: {wrong:#?}");
    // What cannot be kept in one folder at the end, but in the next, went well.
    let is_kept_elsewhere = home.path("home").read_dir().unwrap().next().is_some();
    assert!(!wrong.is_empty() || is_kept_elsewhere, "{case}: it is told");
    let place = home.0.display().to_string();
    assert!(wrong.iter().all(|wrong| wrong.contains(&place)), "{case}: it says where");
    home.hold(acknowledged.get(), false, &case);
}

fn errors(turn: usize) -> Vec<Errno> {
    let all = std::env::var("VEILLE_FAULTS").is_ok_and(|faults| faults == "all");
    if all { ERRORS.to_vec() } else { vec![ERRORS[turn % ERRORS.len()]] }
}

#[test]
fn whatever_operation_fails_once_nothing_acknowledged_is_lost_and_it_is_told() {
    let count = operations(None);
    assert!(count > 50, "{count} operations");
    for good in 0..count {
        errors(good).into_iter().for_each(|error| live_with(None, good, Failure::Once(error)));
    }
}

#[test]
fn whatever_fails_for_good_nothing_acknowledged_is_lost_and_it_is_told() {
    for kind in [None].into_iter().chain(KINDS.map(Some)) {
        for good in 0..operations(kind) {
            errors(good + 1).into_iter().for_each(|error| live_with(kind, good, Failure::ForGood(error)));
        }
    }
}

/// The session that is killed in the test below: this test, run again.
#[test]
fn a_session_that_is_killed() {
    let Ok(task) = std::env::var("VEILLE_TEST_KILL") else { return };
    let (good, folder) = task.split_once('|').unwrap();
    let disk = Disk::failing(None, good.parse().unwrap(), Failure::Kill);
    Home(folder.into()).live(&disk, |count| println!("\nacknowledged {count}"));
}

#[test]
fn whatever_operation_it_is_killed_in_nothing_acknowledged_is_lost() {
    for good in 0..operations(None) {
        let (_folder, home) = fresh();
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "a_session_that_is_killed", "--nocapture"]);
        command.env("VEILLE_TEST_KILL", format!("{good}|{}", home.0.display())).stderr(Stdio::null());
        let output = command.output().unwrap();
        assert!(!output.status.success(), "it is killed in operation {good}");
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        let mut counts = said.lines().filter_map(|line| line.strip_prefix("acknowledged ")?.parse::<usize>().ok());
        home.hold(counts.next_back().unwrap_or(BASE), true, &format!("killed in operation {good}"));
    }
}

/// Where nothing stood before, nothing but what was asked for stands afterwards.
#[test]
fn a_private_file_is_there_whole_or_not_at_all() {
    for kind in KINDS.into_iter().filter(|kind| *kind != Operation::Lock) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("kept.jsonl");
        let disk = Disk::failing(Some(kind), 0, Failure::ForGood(Errno::NOSPC));
        let error = disk.write_private(&path, b"whole\n").unwrap_err();
        assert!(format!("{error:#}").contains(&folder.path().display().to_string()), "{error:#}");
        let there = fs::read(&path).unwrap_or_default();
        assert!(there.is_empty() || there == b"whole\n", "{kind:?}");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), usize::from(!there.is_empty()), "{kind:?}");
    }
}
