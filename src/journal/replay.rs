//! Reading the journals of a folder: every line, what became of it, and what they add up to.
//!
//! Nothing in a file can stop it: what cannot be read is remembered as damage, and the rest is used.
//! It writes nothing.

use std::collections::BTreeMap;
use std::fs::{self, DirEntry, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use color_eyre::eyre::{Result, WrapErr};

use super::aside::Damage;
use super::line::{Parsed, Reader};
use super::machine::Machine;
use crate::files::shown;
use crate::model::change::{Change, Entry, Step};
use crate::model::marks::Marks;
use crate::text::message::counted;

/// How long a line is that holds one decision, in bytes.
const TYPICAL: usize = 256;

/// The lines, without their ends; after the last end there is one more, which may be empty.
pub(super) fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let ends = memchr::memchr_iter(b'\n', bytes).chain([bytes.len()]);
    ends.scan(0, |start, end| bytes.get(std::mem::replace(start, end + 1)..end))
}

/// What reading the journals gave so far.
#[derive(Default)]
pub(super) struct Replay {
    pub(super) reader: Reader,
    pub(super) entries: Vec<Entry>,
    pub(super) notices: Vec<String>,
    pub(super) newer: Option<String>,
    pub(super) damage: Vec<Damage>,
    pub(super) read_to: BTreeMap<PathBuf, u64>,
}

impl Replay {
    /// Reads a journal.
    pub(super) fn read(&mut self, path: &Path) {
        let name = shown(path);
        let (bytes, failure) = read_all_there_is(path);
        if let Some(error) = failure {
            self.notices
                .push(format!("{name} could be read only in part ({error}); check its permissions and the disk."));
        }
        let end = memchr::memrchr(b'\n', &bytes).map_or(0, |at| at + 1);
        self.read_to.insert(path.to_owned(), u64::try_from(end).unwrap_or_default());
        let mut unknown = 0;
        self.entries.reserve(end / TYPICAL);
        for (index, line) in lines(&bytes).enumerate() {
            match self.reader.read(line) {
                Parsed::Blank => {}
                Parsed::Damaged => {
                    self.entries.extend(self.reader.salvage(line));
                    self.damage.push(Damage { path: path.to_owned(), line: index + 1, bytes: line.to_owned() });
                }
                Parsed::Newer => self.newer = Some(newer_message(&name)),
                Parsed::Entry(entry) => {
                    unknown += entry.changes.iter().filter(|change| matches!(change, Change::Unknown(_))).count();
                    self.entries.push(entry);
                }
            }
        }
        if unknown > 0 {
            let unknown = counted(unknown, "change");
            self.notices.push(format!("{name} holds {unknown} that this version does not know; nothing is lost."));
        }
    }
}

/// Says that nothing can be saved.
pub(super) fn newer_message(name: &str) -> String {
    format!("{name} was written by a newer veille: nothing is saved here until veille is brought up to date.")
}

/// Adds entries up in the order they were made, each once. Only what this machine did can be undone.
pub(super) fn add_up(mut entries: Vec<Entry>, machine: &Machine) -> Marks {
    if !entries.is_sorted_by(|one, other| one.stamp <= other.stamp) {
        entries.sort_by(|one, other| one.stamp.cmp(&other.stamp));
    }
    entries.dedup_by(|one, other| one.stamp == other.stamp);
    let mut marks = Marks::default();
    for mut entry in entries {
        if !machine.is(&entry.stamp.host) {
            entry.step = Step::Silent;
        }
        marks.take(entry);
    }
    marks
}

/// The journals in `folder`, by name; none where there is no folder.
pub(super) fn journal_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.and_then(Iterator::collect::<io::Result<Vec<_>>>),
    };
    let entries = entries
        .wrap_err_with(|| format!("cannot read the state in {}; check that you may read it", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.iter().map(DirEntry::path).filter(|path| is_journal(path)).collect();
    paths.sort();
    Ok(paths)
}

/// Hidden files are those of other programs; a pipe would be waited for.
fn is_journal(path: &Path) -> bool {
    let is_hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
    !is_hidden && path.extension().is_some_and(|extension| extension == "jsonl") && path.is_file()
}

/// Reads a journal. Where its last line is not whole, somebody may be writing it just now: it is read
/// again once they are done.
fn read_all_there_is(path: &Path) -> (Vec<u8>, Option<io::Error>) {
    let (bytes, error) = read_at_once(path);
    let is_torn = bytes.last().is_some_and(|byte| *byte != b'\n');
    match File::open(path.with_extension("lock")) {
        Ok(lock) if is_torn && lock.lock_shared().is_ok() => read_at_once(path),
        _ => (bytes, error),
    }
}

fn read_at_once(path: &Path) -> (Vec<u8>, Option<io::Error>) {
    let mut bytes = Vec::new();
    let outcome = File::open(path).and_then(|mut file| file.read_to_end(&mut bytes));
    (bytes, outcome.err())
}
