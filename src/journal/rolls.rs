//! Rolls of articles, in files of their own beside the journals: a line each.
//!
//! They say nothing that the reader did, only what texts looked like; where one is lost, an article that was edited
//! later is not known again. So they are neither synced nor locked, nor complained of, and whoever loads no source
//! does not read them: they would make a long journal half as slow again. They do not grow without end: what is edited
//! is edited soon, so of the oldest nothing is kept.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::Path;

use super::append::private_file;
use crate::model::change::{Change, Entry};
use crate::model::roll::Roll;

/// How their files end.
const EXTENSION: &str = "rolls";
/// How the one before ends.
const OLD: &str = "old.rolls";

/// Whether an entry is nothing but rolls.
pub(super) fn is_of_rolls(entry: &Entry) -> bool {
    !entry.changes.is_empty() && entry.changes.iter().all(|change| matches!(change, Change::Roll { .. }))
}

/// How long a file may be, in bytes, before another one is begun; the one before that goes. Both together tell of a
/// hundred thousand articles, and are read in some hundredths of a second.
const LONG: u64 = 4 << 20;

/// Appends the rolls of `entries` to the file that belongs to a journal.
pub(super) fn append(journal: &Path, entries: &[Entry]) {
    append_up_to(LONG, journal, entries);
}

fn append_up_to(long: u64, journal: &Path, entries: &[Entry]) {
    let changes = entries.iter().filter(|entry| is_of_rolls(entry)).flat_map(|entry| &entry.changes);
    let rolls = changes.filter_map(|change| if let Change::Roll { of } = change { Some(of.digits()) } else { None });
    // What was torn before ends here, and is passed over.
    let lines: String = rolls.map(|digits| format!("\n{digits}\n")).collect();
    if lines.is_empty() {
        return;
    }
    let path = journal.with_extension(EXTENSION);
    if fs::metadata(&path).is_ok_and(|file| file.len() >= long) {
        let _ = fs::rename(&path, journal.with_extension(OLD));
    }
    // One write appends as a whole; what fails costs nothing that was promised.
    let file = private_file().open(path);
    let _ = file.and_then(|mut file| file.write_all(lines.as_bytes()));
}

/// Reads all rolls in a folder of journals.
pub fn read(folder: &Path) -> BTreeSet<Roll> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let paths = entries.map(|entry| entry.path());
    let files = paths.filter(|path| path.extension().is_some_and(|extension| extension == EXTENSION) && path.is_file());
    let mut rolls = BTreeSet::new();
    for path in files {
        let mut bytes = Vec::new();
        // A file is a little longer than it may be; a much longer one is none of ours.
        let read = File::open(path).and_then(|file| file.take(2 * LONG).read_to_end(&mut bytes));
        if read.is_ok() {
            rolls.extend(String::from_utf8_lossy(&bytes).lines().filter_map(Roll::read));
        }
    }
    rolls
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::journal::Journal;
    use crate::model::article::ArticleId;
    use crate::model::change::{Stamper, Step, Triage};

    /// A roll of nobody in this issue.
    fn roll(issue: &str) -> Roll {
        Roll::read(&format!("{issue:0>8}{}", "0".repeat(3 * 64))).unwrap()
    }

    fn entry(step: Step, change: Change) -> Entry {
        Entry { stamp: Stamper::new("one", "").stamp(1, 0), step, what: String::new(), changes: vec![change] }
    }

    #[test]
    fn rolls_are_kept_beside_the_journal_and_read_from_all_machines() {
        let folder = tempfile::tempdir().unwrap();
        for (host, issue) in [("one", "aa"), ("two", "bb"), ("two", "cc"), ("two", "cc")] {
            let (mut journal, _, _) = Journal::open_as(folder.path(), host).unwrap();
            let mark = Change::Triage { article: ArticleId(1), lead: ArticleId(2), to: Triage::Kept };
            let entries = [entry(Step::Do, mark), entry(Step::Silent, Change::Roll { of: roll(issue) })];
            journal.append(&entries).unwrap();
        }
        let bytes = [roll("dd").digits().as_bytes(), b"\n\xff\n<<<<<<<\n", roll("ee").digits().as_bytes()].concat();
        fs::write(folder.path().join("three.rolls"), bytes).unwrap();
        assert_eq!(read(folder.path()), BTreeSet::from(["aa", "bb", "cc", "dd", "ee"].map(roll)));
        let journal = fs::read_to_string(folder.path().join("one.jsonl")).unwrap();
        assert_eq!(journal.lines().count(), 1, "{journal}");
        assert_eq!(read(&folder.path().join("nowhere")), BTreeSet::new());
        let mode = fs::metadata(folder.path().join("one.rolls")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn a_roll_that_was_torn_costs_no_other() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("one.rolls"), &roll("aa").digits()[..150]).unwrap();
        append(&folder.path().join("one.jsonl"), &[entry(Step::Silent, Change::Roll { of: roll("bb") })]);
        assert_eq!(read(folder.path()), BTreeSet::from([roll("bb")]));
    }

    #[test]
    fn of_very_many_rolls_the_latest_stay() {
        let folder = tempfile::tempdir().unwrap();
        let written: Vec<Roll> = (0..40).map(|at| roll(&at.to_string())).collect();
        for of in written.iter().cloned() {
            append_up_to(2_000, &folder.path().join("one.jsonl"), &[entry(Step::Silent, Change::Roll { of })]);
        }
        let kept = read(folder.path());
        assert!((10..25).contains(&kept.len()), "{}", kept.len());
        assert_eq!(kept, written[written.len() - kept.len()..].iter().cloned().collect());
    }
}
