//! Exports on a real disk: where files go, what happens to those that stand there, what is remembered.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod support;

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use veille::export::{EXPORTERS, Page, Section, pages};
use veille::exporter::{Job, Report};
use veille::model::article::ArticleId;
use veille::model::body::Body;
use veille::model::change::{Change, Entry, Stamp, Step};
use veille::model::highlight::{Anchor, Colour, Highlight, HighlightId, Origin};
use veille::model::marks::Marks;
use veille::model::store::Store;

/// A reader with highlights and an export folder.
struct Desk {
    folder: tempfile::TempDir,
    marks: Marks,
    time: u64,
}

impl Desk {
    fn new() -> Self {
        Desk { folder: tempfile::tempdir().unwrap(), marks: Marks::default(), time: 0 }
    }

    fn apply(&mut self, changes: Vec<Change>) {
        self.time += 1;
        let stamp = Stamp { time: self.time, ..Stamp::default() };
        self.marks.apply(&Entry { stamp, step: Step::Silent, what: String::new(), changes });
    }

    /// Highlights the first words of an article of the store.
    fn highlight(&mut self, store: &Store, article: usize, id: &str, words: &str) {
        let (found, document) = (store.article(article).unwrap(), store.document_of(article).unwrap());
        let body = Body::of(document, found);
        let at = body.text.find(words).expect(words);
        let anchor = Anchor::new(found.id, &body.text, at..at + words.len()).unwrap();
        let origin = Origin {
            title: found.title.to_string(),
            digest: store.digest_of(article).unwrap().title.clone(),
            source: document.source().to_owned(),
            line: Some(found.lines.start + 1),
            seconds: None,
            ..Origin::default()
        };
        self.apply(vec![Change::Highlight {
            id: HighlightId(id.into()),
            anchor: Box::new(anchor),
            origin: Box::new(origin),
            colour: Colour::Yellow,
        }]);
    }

    fn job(&self) -> Job<'_> {
        Job {
            exporter: &EXPORTERS[0],
            marks: &self.marks,
            home: self.folder.path(),
            dry_run: false,
            again: false,
            only: None,
        }
    }

    fn export(&mut self, pages: &[Page]) -> Report {
        let report = self.job().export_to_folder(pages, self.folder.path()).unwrap();
        self.apply(report.changes.clone());
        report
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

fn page(title: &str, source: &str, ids: &[&str]) -> Page {
    let highlights = ids.iter().map(|id| Highlight {
        id: HighlightId((*id).into()),
        anchor: Anchor::new(ArticleId(1), "cité", 0..5).unwrap(),
        origin: Origin::default(),
        made: 0,
        note: String::new(),
        tags: [].into(),
        colour: Colour::Yellow,
    });
    let section = Section { digest: None, title: "A".into(), highlights: highlights.collect() };
    Page { title: title.into(), source: Some(source.into()), date: None, sections: vec![section] }
}

#[test]
fn highlights_go_to_a_file_a_digest_and_once_only() {
    let store = support::library();
    let mut desk = Desk::new();
    let harbour = store.article(1).unwrap().title.clone();
    desk.highlight(&store, 1, "b1", &harbour);
    desk.highlight(&store, 0, "a1", &store.article(0).unwrap().title);
    desk.highlight(&store, 7, "c1", &store.article(7).unwrap().title);
    let all = pages(&store, &desk.marks);
    let report = desk.export(&all);
    assert_eq!((report.added, report.written.len(), report.changes.len()), (3, 2, 2));
    assert_eq!(desk.names(), ["La-semaine-du-port-2026-03-02.md", "The-Lantern-No-12-2026-03-01.md"]);
    let text = desk.read("La-semaine-du-port-2026-03-02.md");
    assert!(text.find("^v-a1").unwrap() < text.find("^v-b1").unwrap(), "document order\n{text}");
    let report = desk.export(&all);
    assert_eq!((report.summary().as_str(), report.changes.len()), ("Nothing new to export.", 0));
    assert_eq!(desk.read("La-semaine-du-port-2026-03-02.md"), text);
}

#[test]
fn what_is_not_loaded_is_exported_from_what_is_known_of_it() {
    let store = support::library();
    let mut desk = Desk::new();
    let words = store.article(0).unwrap().title.clone();
    desk.highlight(&store, 0, "a1", &words);
    let loaded = pages(&store, &desk.marks);
    let nothing_loaded = pages(&Store::default(), &desk.marks);
    assert_eq!(nothing_loaded.len(), 1);
    assert_eq!(nothing_loaded[0].title, loaded[0].title);
    assert_eq!(nothing_loaded[0].sections, loaded[0].sections);
    desk.export(&loaded);
    let text = desk.read("La-semaine-du-port-2026-03-02.md");
    desk.export(&nothing_loaded);
    assert_eq!((desk.names().len(), desk.read("La-semaine-du-port-2026-03-02.md")), (1, text), "the same file");
}

#[test]
fn a_title_that_changed_does_not_make_another_file() {
    let mut desk = Desk::new();
    desk.export(&[page("Old title", "x.txt", &["1"])]);
    desk.export(&[page("New title", "x.txt", &["1", "2"])]);
    assert_eq!(desk.names(), ["Old-title.md"]);
    assert!(desk.read("Old-title.md").contains("^v-2"));
}

#[test]
fn two_digests_of_one_name_get_two_files_and_keep_them() {
    let mut desk = Desk::new();
    let both = [page("Qant", "1.txt", &["1"]), page("Qant", "2.txt", &["2"])];
    desk.export(&both);
    let names = desk.names();
    assert_eq!(names.len(), 2);
    assert_eq!(names[1], "Qant.md");
    let texts: Vec<String> = names.iter().map(|name| desk.read(name)).collect();
    desk.export(&[both[1].clone(), both[0].clone()]);
    assert_eq!(names.iter().map(|name| desk.read(name)).collect::<Vec<_>>(), texts);
    desk.marks = Marks::default();
    desk.export(&both);
    assert_eq!(desk.names().len(), 2, "without any memory the files themselves say whose they are");
}

#[test]
fn what_the_user_took_out_stays_out_until_asked_for() {
    let mut desk = Desk::new();
    let page = [page("P", "x", &["1", "2"])];
    desk.export(&page);
    let kept = desk.read("P.md").replace("> cité ^v-2\n", "");
    fs::write(desk.path("P.md"), &kept).unwrap();
    assert_eq!(desk.export(&page).messages, [""; 0]);
    assert_eq!(desk.read("P.md"), kept);
    fs::remove_file(desk.path("P.md")).unwrap();
    let report = desk.export(&page);
    assert!(report.messages[0].contains("P.md is gone, so 2 highlights"), "{:?}", report.messages);
    assert_eq!(desk.names(), [""; 0]);
    Job { again: true, ..desk.job() }.export_to_folder(&page, desk.folder.path()).unwrap();
    assert!(desk.read("P.md").contains("^v-2"));
}

#[test]
fn another_folder_gets_everything() {
    let mut desk = Desk::new();
    let other = tempfile::tempdir().unwrap();
    let page = [page("P", "x", &["1"])];
    desk.export(&page);
    let report = desk.job().export_to_folder(&page, &other.path().join("new/folder")).unwrap();
    let file = other.path().join("new/folder/P.md");
    assert_eq!(fs::read_to_string(&file).unwrap(), desk.read("P.md"));
    let name = |change: &Change| matches!(change, Change::Exported { file: name, .. } if Path::new(name) == file);
    assert!(name(&report.changes[0]));
}

#[test]
fn a_highlight_deleted_in_veille_is_left_in_the_file_and_reported() {
    let store = support::library();
    let mut desk = Desk::new();
    desk.highlight(&store, 0, "1", &store.article(0).unwrap().title);
    desk.highlight(&store, 0, "2", &store.article(0).unwrap().title);
    let all = pages(&store, &desk.marks);
    desk.export(&all);
    let name = desk.names().remove(0);
    let text = desk.read(&name);
    desk.apply(vec![Change::Delete { id: HighlightId("2".into()), to: true }]);
    let all = pages(&store, &desk.marks);
    let report = desk.export(&all);
    assert!(report.messages[0].contains("still holds what was deleted in veille (^v-2)"), "{:?}", report.messages);
    assert_eq!(desk.read(&name), text);
}

#[test]
fn a_dry_run_shows_what_is_new_and_writes_nothing() {
    let desk = Desk::new();
    let job = Job { dry_run: true, ..desk.job() };
    let report = job.export_to_folder(&[page("P", "x", &["1"])], &desk.path("new")).unwrap();
    assert!(report.diff.starts_with("+++ ") && report.diff.contains("\n+> cité ^v-1\n"), "{}", report.diff);
    assert_eq!((desk.names(), report.changes.len()), (vec![], 0));
}

#[test]
fn hostile_titles_stay_in_the_folder() {
    let mut desk = Desk::new();
    let titles = ["../x", "/etc/x", "..", "CON", "a/b", "x\0y", "\u{202e}txt", &"é".repeat(300), "", "{{x}}", "-rf"];
    let pages: Vec<Page> =
        titles.iter().enumerate().map(|(at, title)| page(title, &at.to_string(), &[&format!("{at}")])).collect();
    let report = desk.export(&pages);
    assert_eq!((report.failures.as_slice(), report.written.len()), ([].as_slice(), titles.len()));
    assert_eq!(desk.names().len(), titles.len());
    assert!(report.written.iter().all(|file| file.parent() == Some(desk.folder.path())));
}

#[test]
fn a_file_that_cannot_be_written_is_left_alone_and_the_others_are_written() {
    type Make = fn(&Path);
    let cases: [(&str, Make, &str); 5] = [
        ("not UTF-8", |file| fs::write(file, b"\xff").unwrap(), "is not UTF-8"),
        ("a folder", |file| fs::create_dir(file).unwrap(), "is not a file"),
        ("a link out", |file| symlink(out_of(file), file).unwrap(), "is a link out of the export folder"),
        ("a dangling link", |file| symlink("nowhere", file).unwrap(), "leads nowhere"),
        ("read-only", |file| make_read_only(file), "is read-only"),
    ];
    for (what, make, expected) in cases {
        let mut desk = Desk::new();
        let file = desk.path("P.md");
        make(&file);
        let before = fs::read(&file).ok();
        let report = desk.export(&[page("P", "x", &["1"]), page("Q", "y", &["2"])]);
        assert_eq!(report.failures.len(), 1, "{what}: {report:?}");
        assert!(report.failures[0].contains(expected) && report.failures[0].contains("P.md"), "{:?}", report.failures);
        assert_eq!(fs::read(&file).ok(), before, "{what}");
        assert_eq!(report.changes.len(), 1, "{what}");
        assert!(desk.read("Q.md").contains("^v-2"));
        assert_eq!(desk.names(), ["P.md", "Q.md"], "no temporary file is left");
    }
}

fn out_of(file: &Path) -> PathBuf {
    let outside = Path::new(env!("CARGO_TARGET_TMPDIR")).join("outside.md");
    fs::write(&outside, "mine").unwrap();
    assert!(!outside.starts_with(file.parent().unwrap()));
    outside
}

fn make_read_only(file: &Path) {
    fs::write(file, "mine").unwrap();
    fs::set_permissions(file, fs::Permissions::from_mode(0o400)).unwrap();
}

#[test]
fn a_link_within_the_folder_stays_a_link_and_a_mode_stays_a_mode() {
    let mut desk = Desk::new();
    fs::create_dir(desk.path("sub")).unwrap();
    fs::write(desk.path("sub/real.md"), "mine\n").unwrap();
    fs::set_permissions(desk.path("sub/real.md"), fs::Permissions::from_mode(0o640)).unwrap();
    symlink("sub/real.md", desk.path("P.md")).unwrap();
    let report = desk.export(&[page("P", "x", &["1"])]);
    assert_eq!(report.failures, [""; 0]);
    assert!(desk.path("P.md").is_symlink());
    let real = desk.read("sub/real.md");
    assert!(real.starts_with("mine\n\n") && real.contains("^v-1"), "{real}");
    assert_eq!(fs::metadata(desk.path("sub/real.md")).unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn one_file_can_be_named() {
    let desk = Desk::new();
    let file = desk.path("notes.md");
    fs::write(&file, "# Notes\n").unwrap();
    let report = desk.job().export_to_file(&page("P", "x", &["1"]), &file).unwrap();
    assert_eq!(desk.read("notes.md"), "# Notes\n\n## A\n\n> cité ^v-1\n");
    assert_eq!(report.changes, [Change::Exported { ids: [HighlightId("1".into())].into(), file: "notes.md".into() }]);
}
