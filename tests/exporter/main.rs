//! Exports on a real disk: where files go, what happens to those that stand there, what is remembered.

#![allow(clippy::unwrap_used, clippy::expect_used)]

mod moved;
#[path = "../support/mod.rs"]
mod support;

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use rustix::io::Errno;
use veille::export::template::{Own, Part, Template};
use veille::export::{EXPORTERS, Page, Section, pages};
use veille::exporter::{Job, Report};
use veille::files::{Disk, Failure, Operation};
use veille::model::article::ArticleId;
use veille::model::body::Body;
use veille::model::change::{Change, Entry, Stamp, Step};
use veille::model::exports::Unit;
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
            line: Some(found.lines.start() + 1),
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
        Job::new(&EXPORTERS[0], &self.marks, self.folder.path())
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

    fn rename(&self, from: &str, to: &str) {
        fs::create_dir_all(self.path(to).parent().unwrap()).unwrap();
        fs::rename(self.path(from), self.path(to)).unwrap();
    }

    fn edit(&self, name: &str, old: &str, new: &str) {
        fs::write(self.path(name), self.read(name).replace(old, new)).unwrap();
    }

    /// What stands in the folder itself.
    fn top(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// The files in the folder and below it.
    fn names(&self) -> Vec<String> {
        let (mut names, mut folders) = (Vec::new(), vec![self.folder.path().to_owned()]);
        while let Some(folder) = folders.pop() {
            for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
                let name = path.strip_prefix(self.folder.path()).unwrap().to_str().unwrap().to_owned();
                if path.is_dir() && !path.is_symlink() { folders.push(path) } else { names.push(name) }
            }
        }
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
    Page { title: title.into(), source: Some(source.into()), sections: vec![section], ..Page::default() }
}

#[test]
fn highlights_go_to_a_file_a_digest_and_once_only() {
    let store = support::library();
    let mut desk = Desk::new();
    let harbour = store.article(1).unwrap().title.clone();
    desk.highlight(&store, 1, "b1", &harbour);
    desk.highlight(&store, 0, "a1", &store.article(0).unwrap().title);
    desk.highlight(&store, 7, "c1", &store.article(7).unwrap().title);
    let all = pages(&store, &desk.marks, Unit::Digest);
    let report = desk.export(&all);
    assert_eq!((report.added, report.written.len(), report.changes.len()), (3, 2, 4));
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
    let loaded = pages(&store, &desk.marks, Unit::Digest);
    let nothing_loaded = pages(&Store::default(), &desk.marks, Unit::Digest);
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
    let all = pages(&store, &desk.marks, Unit::Digest);
    desk.export(&all);
    let name = desk.names().remove(0);
    let text = desk.read(&name);
    desk.apply(vec![Change::Delete { id: HighlightId("2".into()), to: true }]);
    let all = pages(&store, &desk.marks, Unit::Digest);
    let report = desk.export(&all);
    assert!(report.messages[0].contains("still holds what was deleted in veille (^v-2)"), "{:?}", report.messages);
    assert_eq!(desk.read(&name), text);
}

#[test]
fn a_dry_run_shows_what_is_new_and_writes_nothing() {
    let desk = Desk::new();
    let job = Job { dry_run: true, ..desk.job() };
    let report = job.export_to_folder(&[page("P", "x", &["1"])], &desk.path("new")).unwrap();
    let name = desk.path("new").join("P.md").display().to_string();
    let head = "+---\n+title: \"P\"\n+source: \"x\"\n+tags: [veille]\n+---\n+\n";
    let expected = format!("--- /dev/null\n+++ {name}\n@@ -0,0 +1,9 @@\n{head}+## A\n+\n+> cité ^v-1\n");
    assert_eq!(report.diff, expected);
    assert_eq!((desk.names(), report.changes.len()), (vec![], 0));
}

#[test]
fn hostile_titles_stay_in_the_folder() {
    let mut desk = Desk::new();
    let titles = [
        "../x",
        "/etc/x",
        "..",
        "CON",
        "a/b",
        "x\0y",
        "\u{202e}txt",
        &"é".repeat(300),
        "",
        "{{x}}",
        "-rf",
        "a\nb",
        "---",
        "a: b",
        "[[x]]",
        "```",
        "<script>",
        "](javascript:)",
        "# x",
        "- x",
        "? x",
        "[x",
        "{x",
        "> x",
        "! x",
        "& x",
        "* x",
        "% x",
        "@ x",
    ];
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
        assert_eq!(report.changes.len(), 2, "{what}");
        assert!(desk.read("Q.md").contains("^v-2"));
        assert_eq!(desk.top(), ["P.md", "Q.md"], "no temporary file is left");
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
    assert_eq!(
        report.changes[..1],
        [Change::Exported { ids: [HighlightId("1".into())].into(), file: "notes.md".into() }]
    );
}

/// A page of one highlight with a note.
fn noted(id: &str, note: &str) -> Page {
    let mut page = page("P", "x", &[id]);
    page.sections[0].highlights[0].note = note.to_owned();
    page
}

#[test]
fn a_note_changed_after_the_export_replaces_the_block_that_nobody_touched() {
    let mut desk = Desk::new();
    desk.export(&[noted("1", "avant")]);
    let text = desk.read("P.md");
    let mine = format!("{text}\nmine\n");
    fs::write(desk.path("P.md"), &mine).unwrap();
    let report = desk.export(&[noted("1", "après")]);
    assert_eq!((report.updated, report.messages.len()), (1, 0));
    assert!(report.summary().starts_with("1 highlight brought up to date in"), "{}", report.summary());
    assert_eq!(desk.read("P.md"), mine.replace("avant", "après"));
    assert_eq!(desk.export(&[noted("1", "après")]).summary(), "Nothing new to export.");
}

#[test]
fn a_note_changed_after_the_user_touched_the_block_is_left_and_told_once() {
    for (old, new) in [
        ("cité", "cité !"),
        ("avant", "avant, dit-on"),
        ("avant\n", "avant\nmes mots\n"),
        ("> cité", "mes mots\n> cité"),
    ] {
        let mut desk = Desk::new();
        desk.export(&[noted("1", "avant")]);
        let touched = desk.read("P.md").replace(old, new);
        fs::write(desk.path("P.md"), &touched).unwrap();
        let report = desk.export(&[noted("1", "après")]);
        assert_eq!((report.updated, report.messages.len()), (0, 1), "{new:?}");
        assert!(report.messages[0].contains("P.md was edited") && report.messages[0].contains("^v-1"));
        assert_eq!(desk.read("P.md"), touched);
        assert_eq!(desk.export(&[noted("1", "après")]).messages, [""; 0], "it is told once");
    }
}

#[test]
fn highlights_that_overlap_are_both_exported() {
    let store = support::library();
    let mut desk = Desk::new();
    let title = store.article(0).unwrap().title.clone();
    desk.highlight(&store, 0, "b2", title.split(' ').nth(1).unwrap());
    desk.highlight(&store, 0, "a1", &title);
    let report = desk.export(&pages(&store, &desk.marks, Unit::Digest));
    let text = desk.read(&desk.names()[0]);
    assert_eq!((report.added, text.find("^v-a1") < text.find("^v-b2")), (2, true), "{text}");
}

#[test]
fn another_unit_later_writes_only_what_was_never_exported() {
    let store = support::library();
    let title = |article: usize| store.article(article).unwrap().title.to_string();
    for unit in [Unit::Article, Unit::Week] {
        let mut desk = Desk::new();
        desk.highlight(&store, 0, "a1", &title(0));
        desk.highlight(&store, 1, "b1", &title(1));
        desk.export(&pages(&store, &desk.marks, Unit::Digest));
        let digest = "La-semaine-du-port-2026-03-02.md";
        let mine = desk.read(digest) + "\nmine\n";
        fs::write(desk.path(digest), &mine).unwrap();
        assert_eq!(desk.export(&pages(&store, &desk.marks, unit)).summary(), "Nothing new to export.");
        desk.highlight(&store, 0, "a2", title(0).split(' ').next().unwrap());
        let report = desk.export(&pages(&store, &desk.marks, unit));
        assert_eq!((report.added, desk.names().len()), (1, 2), "{report:?}");
        assert_eq!(desk.read(digest), mine);
        let new = desk.names().into_iter().find(|name| name != digest).unwrap();
        assert!(desk.read(&new).contains("^v-a2") && !desk.read(&new).contains("^v-a1"), "{new}");
        assert_eq!(desk.export(&pages(&store, &desk.marks, unit)).summary(), "Nothing new to export.");
        assert_eq!(desk.export(&pages(&store, &desk.marks, Unit::Digest)).summary(), "Nothing new to export.");
        fs::remove_file(desk.path(digest)).unwrap();
        let report = desk.export(&pages(&store, &desk.marks, unit));
        assert!(report.messages[0].contains("files that are gone"), "{report:?}");
        let report =
            Job { again: true, ..desk.job() }.export_to_folder(&pages(&store, &desk.marks, unit), desk.folder.path());
        assert_eq!(report.unwrap().added, 2);
    }
}

#[test]
fn a_week_is_the_digests_else_that_of_the_day_of_the_highlight() {
    let store = support::library();
    let mut desk = Desk::new();
    desk.highlight(&store, 0, "a1", &store.article(0).unwrap().title);
    let weeks = pages(&store, &desk.marks, Unit::Week);
    assert_eq!((weeks[0].title.as_str(), weeks[0].date.as_deref()), ("2026-W10", Some("2026-03-02")));
    desk.export(&weeks);
    assert_eq!(desk.names(), ["2026-W10.md"]);
    assert!(desk.read("2026-W10.md").contains("\n# La semaine du port"));
}

/// Each operation of the whole export fails once, or from then on for good.
#[test]
fn a_disk_that_fails_leaves_the_old_file_or_the_new_one_and_says_which() {
    let kinds = [Errno::NOSPC, Errno::ACCESS, Errno::ROFS, Errno::IO];
    let operations = [Operation::Open, Operation::Write, Operation::Sync, Operation::Rename];
    for (operation, kind) in operations.into_iter().flat_map(|operation| kinds.map(|kind| (operation, kind))) {
        for (good, for_good) in (0..8).flat_map(|good| [(good, false), (good, true)]) {
            let mut desk = Desk::new();
            desk.export(&[page("P", "x", &["1"])]);
            let old = [desk.read("P.md"), String::new()];
            let pages = [page("P", "x", &["1", "2"]), page("Q", "y", &["3"])];
            let failure = if for_good { Failure::ForGood(kind) } else { Failure::Once(kind) };
            let job = Job { disk: Disk::failing(Some(operation), good, failure), ..desk.job() };
            let report = job.export_to_folder(&pages, desk.folder.path()).unwrap();
            let case = format!("{operation:?} {kind:?} {good} {for_good} {report:?}");
            for (at, name) in ["P.md", "Q.md"].into_iter().enumerate() {
                let now = fs::read_to_string(desk.path(name)).unwrap_or_default();
                let is_new = now.contains(["^v-2", "^v-3"][at]) && now.ends_with('\n');
                assert!(is_new || now == old[at], "{case}");
            }
            assert!(desk.names().iter().all(|name| name.ends_with(".md")), "{case}");
            for failure in &report.failures {
                let names_it = failure.contains(".md") || failure.contains(&desk.folder.path().display().to_string());
                assert!(names_it && failure.contains(['.', ';']), "{failure}");
            }
            desk.apply(report.changes);
            desk.export(&pages);
            let whole = desk.read("P.md") + &desk.read("Q.md");
            let ids = ["1", "2", "3"].map(|id| whole.matches(&format!("^v-{id}")).count());
            assert_eq!(ids, [1, 1, 1], "the next export makes good, once: {case}");
        }
    }
}

/// A template as a user may write it, with other headings and the block id left out.
fn own_template() -> Template {
    let own = |part: Part, text: &str| Own { part, file: part.file().to_owned(), text: text.to_owned() };
    let parts = vec![
        own(
            Part::Head,
            "---\ntitle: \"{{ title }}\"\nalso: Notes on {{ title }}\nsource: {{ source }}\ntags: {{ document_tags }}\n---\n# {{ title }}\n",
        ),
        own(Part::Article, "### {{ article_title }} ({{ category }})"),
        own(
            Part::Highlight,
            "> [!quote] {{ highlighted_on }}\n> {{ highlight_text }}\n{% if highlight_note %}\n\n- {{ highlight_note }}\n{% endif %}",
        ),
    ];
    Template::new(parts).unwrap()
}

fn set(mut page: Page) -> Page {
    page.typeset = Some(own_template().typeset(&page).unwrap());
    page
}

#[test]
fn the_merge_goes_on_with_a_template_of_the_users() {
    let mut desk = Desk::new();
    let sections = |ids: [&[&str]; 2]| {
        let section =
            |title: &str, ids: &[&str]| Section { title: title.into(), ..page("P", "x", ids).sections.remove(0) };
        let sections = vec![section("A", ids[0]), section("B", ids[1])];
        Page {
            sections: sections.into_iter().filter(|section| !section.highlights.is_empty()).collect(),
            ..page("P", "x", &[])
        }
    };
    desk.export(&[set(sections([&["2"], &["4"]]))]);
    let text = desk.read("P.md");
    assert!(
        text.contains("# P\n\n### A (articles)\n\n> [!quote] 1970-01-01\n> cité ^v-2\n\n### B (articles)\n"),
        "{text}"
    );
    desk.export(&[set(sections([&["1", "2", "3"], &["4", "5"]]))]);
    let text = desk.read("P.md");
    let order: Vec<usize> =
        ["### A", "^v-1", "^v-2", "^v-3", "### B", "^v-4", "^v-5"].map(|part| text.find(part).unwrap()).into();
    assert!(order.is_sorted(), "{text}");
    assert_eq!(desk.export(&[set(sections([&["1", "2", "3"], &["4", "5"]]))]).summary(), "Nothing new to export.");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn notes_change_and_users_edit_and_no_word_of_the_user_is_lost(
        edits in prop::collection::vec((any::<usize>(), "[-#>` a1^v.]{0,6}"), 0..6),
        removed in prop::option::of(any::<usize>()),
        own in any::<bool>(),
        moved in prop::option::of(prop::sample::select(vec!["Q.md", "a note/P.md", "1/2/Été.md"])),
        forgets in any::<bool>(),
    ) {
        let mut desk = Desk::new();
        let with = |note: &str| {
            let mut page = page("P", "x", &["1", "2", "3"]);
            page.sections[0].highlights.iter_mut().for_each(|highlight| highlight.note = note.to_owned());
            if own { set(page) } else { page }
        };
        desk.export(&[with("avant")]);
        let mut lines: Vec<String> = desk.read("P.md").split('\n').map(str::to_owned).collect();
        if let Some(at) = removed { lines.remove(at % lines.len()); }
        for (at, words) in &edits {
            let at = at % (lines.len() + 1);
            lines.insert(at, format!("{words}mine"));
        }
        let edited = lines.join("\n");
        fs::write(desk.path("P.md"), &edited).unwrap();
        let name = moved.unwrap_or("P.md");
        desk.rename("P.md", name);
        // What was written is known by its bytes; without any memory nothing is brought up to date.
        if forgets { desk.marks = Marks::default(); }
        let report = desk.export(&[with("après")]);
        let text = desk.read(name);
        prop_assert_eq!(desk.names(), [name], "no second file");
        let mut now = text.split('\n');
        for line in edited.split('\n').filter(|line| !line.contains("avant")) {
            prop_assert!(now.any(|other| other == line), "{line:?} of\n{edited}\n=====\n{text}");
        }
        prop_assert_eq!(text.matches("après").count(), report.updated + report.added);
        prop_assert_eq!(text.matches("avant").count(), edited.matches("avant").count() - report.updated);
        for id in ["^v-1", "^v-2", "^v-3"] {
            prop_assert!(text.matches(id).count() <= edited.matches(id).count().max(1));
        }
        let again = desk.export(&[with("après")]);
        prop_assert_eq!(again.updated + again.added, 0);
        prop_assert_eq!(desk.read(name), text);
    }
}
