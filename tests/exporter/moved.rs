//! Exported files that the user renamed, moved or copied: known again, added to, and never doubled.

use super::*;

type Edit = fn(&Desk);

#[test]
fn a_renamed_or_moved_file_is_known_again_and_gets_what_is_new() {
    let cases: [(&str, &str, Edit); 7] = [
        ("renamed", "Ma semaine.md", |_| {}),
        ("moved", "lu/2026/P.md", |_| {}),
        ("its source reworded", "Q.md", |desk| desk.edit("Q.md", "source: \"x\"", "source: [[x]]")),
        ("its front matter put anew", "Q.md", |desk| desk.edit("Q.md", "source: \"x\"", "from:   x")),
        ("its front matter taken out", "Q.md", |desk| {
            let text = desk.read("Q.md");
            fs::write(desk.path("Q.md"), text.rsplit("---\n").next().unwrap()).unwrap();
        }),
        ("one of its highlights taken out", "Q.md", |desk| desk.edit("Q.md", "> cité ^v-2\n", "")),
        ("all of its highlights taken out", "Q.md", |desk| {
            ["1", "2"].iter().for_each(|id| desk.edit("Q.md", &format!("> cité ^v-{id}\n"), ""));
        }),
    ];
    for (what, name, edit) in cases {
        for forgets in [false, true] {
            let mut desk = Desk::new();
            desk.export(&[page("P", "x", &["1", "2"])]);
            desk.rename("P.md", name);
            edit(&desk);
            let (mine, is_short) = (desk.read(name), desk.read(name).matches("^v-").count() < 2);
            if forgets {
                desk.marks = Marks::default();
            }
            let report = desk.export(&[page("P", "x", &["1", "2", "3"])]);
            assert_eq!(desk.names(), [name], "{what}");
            assert!(report.messages[0].contains(name) && report.messages[0].contains("renamed or moved"), "{what}");
            let text = desk.read(name);
            assert!(text.contains("^v-3") && text.starts_with(mine.trim_end()), "{what}\n{text}");
            assert!(forgets && is_short || report.added == 1, "{what}: what was taken out stays out");
            let report = desk.export(&[page("P", "x", &["1", "2", "3", "4"])]);
            assert_eq!((report.added, report.messages.len()), (1, 0), "{what}: it is remembered");
            assert_eq!(desk.names(), [name], "{what}");
        }
    }
}

#[test]
fn a_file_moved_twice_keeps_what_was_taken_out_of_it_and_what_was_written_to_it() {
    let mut desk = Desk::new();
    desk.export(&[noted("1", "avant"), page("R", "y", &["2", "3"])]);
    for (from, to) in [("R.md", "a/R.md"), ("a/R.md", "b/c.md")] {
        desk.rename(from, to);
        desk.edit(to, "> cité ^v-2\n", "");
        let report = desk.export(&[noted("1", "avant"), page("R", "y", &["2", "3"])]);
        assert_eq!((report.added, report.messages.len()), (0, 1), "{report:?}");
    }
    desk.rename("P.md", "d.md");
    let report = desk.export(&[noted("1", "après"), page("R", "y", &["2", "3"])]);
    assert_eq!((report.updated, desk.names()), (1, vec!["b/c.md".to_owned(), "d.md".to_owned()]), "{report:?}");
    assert!(desk.read("d.md").contains("après") && !desk.read("b/c.md").contains("^v-2"));
}

#[test]
fn of_copies_the_one_under_the_expected_name_gets_what_is_new_else_the_one_with_most_highlights() {
    let mut desk = Desk::new();
    desk.export(&[page("P", "x", &["1", "2"])]);
    fs::copy(desk.path("P.md"), desk.path("A copy.md")).unwrap();
    let copy = desk.read("A copy.md");
    let report = desk.export(&[page("P", "x", &["1", "2", "3"])]);
    assert_eq!((report.messages.len(), desk.read("A copy.md")), (0, copy.clone()));
    desk.rename("P.md", "moved.md");
    let report = desk.export(&[page("P", "x", &["1", "2", "3", "4"])]);
    assert!(desk.read("moved.md").contains("^v-4"));
    assert_eq!(desk.read("A copy.md"), copy);
    assert!(report.messages[0].contains("moved.md and 1 other note hold highlights of P"), "{:?}", report.messages);
}

#[test]
fn notes_that_only_quote_are_left_alone() {
    let others: [(&str, &[&str]); 5] = [
        ("# The best\n\n> cité ^v-1\n\n> cité ^v-9\n", &["its own and another page's highlights"]),
        ("# One of many\n\n> cité ^v-1\n", &["less than half"]),
        ("![[P#^v-1]] [[P#^v-2]] [[P#^v-3]]\n", &["links"]),
        ("---\nveille: \"2026-W10\"\n---\n\n> cité ^v-1\n\n> cité ^v-2\n\n> cité ^v-3\n", &["a week's"]),
        ("---\nsource: \"x\"\n---\n\n> cité ^v-9\n", &["another text of the same source"]),
    ];
    for (text, what) in others {
        let mut desk = Desk::new();
        fs::write(desk.path("mine.md"), text).unwrap();
        desk.export(&[page("P", "x", &["1", "2", "3"]), page("R", "y", &["7", "8", "9"])]);
        assert_eq!(desk.names(), ["P.md", "R.md", "mine.md"], "{what:?}");
        assert_eq!(desk.read("mine.md"), text, "{what:?}");
    }
}

#[test]
fn articles_and_weeks_are_known_again_as_well_and_not_for_each_other() {
    let store = support::library();
    let title = |article: usize| store.article(article).unwrap().title.to_string();
    for unit in Unit::ALL {
        let mut desk = Desk::new();
        desk.highlight(&store, 0, "a1", &title(0));
        desk.export(&pages(&store, &desk.marks, unit));
        let name = desk.names().remove(0);
        desk.rename(&name, "lu/mine.md");
        desk.highlight(&store, 0, "a2", title(0).split(' ').next().unwrap());
        for again in [1, 0] {
            let report = desk.export(&pages(&store, &desk.marks, unit));
            assert_eq!((report.added, report.messages.len()), (again, again), "{unit:?} {report:?}");
            assert_eq!(desk.names(), ["lu/mine.md"]);
        }
        for other in Unit::ALL.into_iter().filter(|other| *other != unit) {
            let report = desk.export(&pages(&store, &desk.marks, other));
            assert_eq!((report.summary().as_str(), desk.names().len()), ("Nothing new to export.", 1), "{report:?}");
        }
        let mut desk = Desk { marks: Marks::default(), ..desk };
        desk.highlight(&store, 0, "a3", &title(0));
        let other = if unit == Unit::Week { Unit::Article } else { Unit::Week };
        desk.export(&pages(&store, &desk.marks, other));
        assert_eq!(desk.names().len(), 2, "{unit:?} is not {other:?}");
    }
}

#[test]
fn a_renamed_file_of_another_unit_still_holds_its_highlights() {
    let store = support::library();
    let mut desk = Desk::new();
    desk.highlight(&store, 0, "a1", &store.article(0).unwrap().title);
    desk.export(&pages(&store, &desk.marks, Unit::Digest));
    desk.rename(&desk.names()[0], "lu/mine.md");
    for again in [false, true] {
        let articles = pages(&store, &desk.marks, Unit::Article);
        let report = Job { again, ..desk.job() }.export_to_folder(&articles, desk.folder.path()).unwrap();
        assert_eq!((report.summary().as_str(), report.messages), ("Nothing new to export.", vec![]), "{again}");
    }
}

#[test]
fn a_dry_run_says_what_was_moved_and_changes_nothing() {
    let mut desk = Desk::new();
    desk.export(&[page("P", "x", &["1"])]);
    desk.rename("P.md", "lu/Q.md");
    let text = desk.read("lu/Q.md");
    let job = Job { dry_run: true, ..desk.job() };
    let report = job.export_to_folder(&[page("P", "x", &["1", "2"])], desk.folder.path()).unwrap();
    let [before, after, diff] = report.diff.splitn(3, '\n').collect::<Vec<_>>()[..] else { panic!("{}", report.diff) };
    assert!(before.starts_with("--- ") && after.starts_with("+++ ") && after.ends_with("lu/Q.md"), "{}", report.diff);
    assert_eq!(diff, "@@ -7,3 +7,5 @@\n ## A\n \n > cité ^v-1\n+\n+> cité ^v-2\n");
    assert!(report.messages[0].contains("lu/Q.md is the file of P, renamed or moved"), "{:?}", report.messages);
    assert_eq!((desk.names(), desk.read("lu/Q.md"), report.changes.len()), (vec!["lu/Q.md".to_owned()], text, 0));
}

#[test]
fn nothing_is_sought_behind_links_in_hidden_folders_or_by_names_that_lead_out() {
    let outside = tempfile::tempdir().unwrap();
    let mut desk = Desk::new();
    desk.export(&[page("P", "x", &["1"])]);
    let text = desk.read("P.md");
    fs::create_dir(desk.path(".trash")).unwrap();
    desk.rename("P.md", ".trash/P.md");
    fs::write(outside.path().join("P.md"), &text).unwrap();
    symlink(outside.path(), desk.path("linked")).unwrap();
    symlink(outside.path().join("P.md"), desk.path("Q.md")).unwrap();
    // As a journal from elsewhere may have it.
    for file in ["../P.md", "linked/P.md", "linked/../../P.md", "linked/new.md"] {
        let exported = [HighlightId("1".into())].into();
        desk.apply(vec![Change::Exported { ids: exported, file: file.into() }]);
    }
    let report = desk.export(&[page("P", "x", &["1", "2"])]);
    assert_eq!(fs::read_to_string(outside.path().join("P.md")).unwrap(), text);
    assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 1, "{report:?}");
    assert_eq!(desk.read(".trash/P.md"), text);
}

#[test]
fn a_note_of_the_users_under_the_old_name_is_left_alone() {
    for mine in ["", "Mes mots.\n"] {
        let mut desk = Desk::new();
        desk.export(&[page("P", "x", &["1"])]);
        desk.rename("P.md", "lu/Q.md");
        fs::write(desk.path("P.md"), mine).unwrap();
        for ids in [&["1", "2"][..], &["1", "2", "3"]] {
            assert_eq!(desk.export(&[page("P", "x", ids)]).added, 1);
            assert_eq!(
                (desk.names(), desk.read("P.md").as_str()),
                (vec!["P.md".to_owned(), "lu/Q.md".to_owned()], mine)
            );
        }
        assert_eq!(desk.read("lu/Q.md").matches("^v-").count(), 3);
    }
}

#[test]
fn another_page_under_the_old_name_does_not_take_the_moved_file_along() {
    let mut desk = Desk::new();
    desk.export(&[page("P", "x", &["1"])]);
    desk.rename("P.md", "lu/P.md");
    desk.export(&[page("P", "y", &["2"])]);
    desk.export(&[page("P", "x", &["1", "3"]), page("P", "y", &["2", "4"])]);
    assert_eq!(desk.names(), ["P.md", "lu/P.md"]);
    assert!(desk.read("lu/P.md").contains("^v-3") && desk.read("P.md").contains("^v-4"));
}

#[test]
fn a_note_that_cannot_be_read_is_named_where_a_renamed_file_is_sought() {
    let mut desk = Desk::new();
    fs::write(desk.path("mine.md"), "mine").unwrap();
    let failure = Failure::Once(Errno::ACCESS);
    // The two expected names come first.
    let job = Job { disk: Disk::failing(Some(Operation::Open), 2, failure), ..desk.job() };
    let report = job.export_to_folder(&[page("P", "x", &["1"])], desk.folder.path()).unwrap();
    assert!(report.messages[0].contains("not looked for in") && report.messages[0].contains("mine.md"), "{report:?}");
    assert_eq!(report.failures, [""; 0]);
    desk.apply(report.changes);
    assert_eq!(desk.export(&[page("P", "x", &["1"])]).messages, [""; 0]);
}
