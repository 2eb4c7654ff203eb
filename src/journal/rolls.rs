//! Rolls of articles, in files of their own beside the journals: a line each.
//!
//! They say nothing that the reader did, only what texts looked like; where one is lost, an article that was edited
//! later is not known again. So they are neither synced nor locked, nor complained of, and whoever loads no source
//! does not read them: they would make a long journal half as slow again.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::Path;

use super::append::private_file;
use crate::model::change::{Change, Entry};
use crate::model::roll::Roll;

/// How their files end.
const EXTENSION: &str = "rolls";

/// Whether an entry is nothing but rolls.
pub(super) fn is_of_rolls(entry: &Entry) -> bool {
    !entry.changes.is_empty() && entry.changes.iter().all(|change| matches!(change, Change::Roll { .. }))
}

/// Appends the rolls of `entries` to the file that belongs to a journal.
pub(super) fn append(journal: &Path, entries: &[Entry]) {
    let changes = entries.iter().filter(|entry| is_of_rolls(entry)).flat_map(|entry| &entry.changes);
    let rolls = changes.filter_map(|change| if let Change::Roll { of } = change { Some(of.digits()) } else { None });
    let lines: String = rolls.map(|digits| format!("{digits}\n")).collect();
    if lines.is_empty() {
        return;
    }
    // One write appends as a whole; what fails costs nothing that was promised.
    let file = private_file().open(journal.with_extension(EXTENSION));
    let _ = file.and_then(|mut file| file.write_all(lines.as_bytes()));
}

/// Reads all rolls in a folder of journals.
pub fn read(folder: &Path) -> BTreeSet<Roll> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let paths = entries.map(|entry| entry.path());
    let files = paths.filter(|path| path.extension().is_some_and(|extension| extension == EXTENSION) && path.is_file());
    let texts = files.filter_map(|path| fs::read_to_string(path).ok());
    texts.flat_map(|text| text.lines().map(Roll::read).collect::<Vec<_>>()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::Journal;
    use crate::model::article::ArticleId;
    use crate::model::change::{Step, Triage};

    #[test]
    fn rolls_are_kept_beside_the_journal_and_read_from_all_machines() {
        let folder = tempfile::tempdir().unwrap();
        let roll = |digits: &str| Change::Roll { of: Roll::read(digits) };
        for (host, digits) in [("one", "aa"), ("two", "bb"), ("two", "cc"), ("two", "cc")] {
            let (mut journal, _, _) = Journal::open_as(folder.path(), host).unwrap();
            let mut stamper = journal.stamper();
            let mut entry =
                |step, change| Entry { stamp: stamper.stamp(1, 0), step, what: String::new(), changes: vec![change] };
            let mark = Change::Triage { article: ArticleId(1), lead: ArticleId(2), to: Triage::Kept };
            journal.append(&[entry(Step::Do, mark), entry(Step::Silent, roll(digits))]).unwrap();
        }
        std::fs::write(folder.path().join("three.rolls"), "dd\nee").unwrap();
        let expected = ["aa", "bb", "cc", "dd", "ee"].map(Roll::read);
        assert_eq!(read(folder.path()), BTreeSet::from(expected));
        let journal = std::fs::read_to_string(folder.path().join("one.jsonl")).unwrap();
        assert_eq!(journal.lines().count(), 1, "{journal}");
        assert_eq!(read(&folder.path().join("nowhere")), BTreeSet::new());
    }
}
