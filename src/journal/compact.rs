//! The journal of this machine, written anew without the places that later lines of it supersede.
//!
//! Each pause in reading leaves a line that says where reading stopped, and the next one makes it
//! worthless: most of a journal is such lines. Nothing else is ever left out, for everything can be
//! undone. A line goes only where
//!
//! - it is to the letter what this version writes, so that it holds nothing which this one does not know;
//! - it says nothing but places, which no undo speaks of;
//! - for each of them a later line of the same file, which stays, says another place for the same article.
//!
//! Whatever else is read beside the two lines, in whatever order, the later one wins: the state with the
//! older line is the state without it. So it does not matter who still has an older copy of the file, nor
//! whether a copy brings the line back, as long as files are copied whole (`rsync --append` does not).

use std::collections::HashMap;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use color_eyre::eyre::{Result, WrapErr};

use super::append::private_file;
use super::line::{self, Parsed, Reader};
use super::machine::Machine;
use super::replay::lines;
use super::rescue::is_own_file;
use super::{Journal, this_machine};
use crate::files::{Disk, shown};
use crate::model::article::ArticleId;
use crate::model::change::{Change, Entry, Stamp, Step};
use crate::model::marks::Marks;
use crate::paths::Paths;

/// A shorter journal is left as it is, in bytes: it is read in a few milliseconds.
const LONG: u64 = 4 << 20;
/// How long a session waits at its start for one that writes a journal anew, and how often it looks.
const PATIENCE: Duration = Duration::from_secs(2);
const TRIES: u32 = 100;

/// An article by its id and that of its first lines: changes set what is known of both.
type Of = (ArticleId, ArticleId);

impl Journal {
    /// As [`Journal::open`], for a session that stays and hears what others write. As long as it is there no
    /// other writes the journal anew; where that pays and nobody else is there, it is done now.
    pub fn open_to_stay(paths: &Paths) -> Result<(Journal, Marks, Vec<String>)> {
        Journal::read_to_stay(Disk::default(), &paths.state(), this_machine(), paths.refuges(), LONG)
    }

    /// The same in `folder`, as the machine `host`, on a disk that may fail, where `long` bytes are long.
    pub fn open_to_stay_on(disk: Disk, folder: &Path, host: &str, long: u64) -> Result<(Journal, Marks, Vec<String>)> {
        Journal::read_to_stay(disk, folder, Machine::plain(host), Vec::new(), long)
    }

    fn read_to_stay(
        disk: Disk,
        folder: &Path,
        machine: Machine,
        refuges: Vec<PathBuf>,
        long: u64,
    ) -> Result<(Journal, Marks, Vec<String>)> {
        let read = || -> Result<(Journal, Marks, Vec<String>)> {
            // Before the first byte is read: nobody shall write anew what was read in part.
            let presence = Presence::enter(folder, &machine);
            let (mut journal, marks, notices) = Journal::read(disk.clone(), folder, machine.clone(), refuges.clone())?;
            journal.presence = Some(presence);
            Ok((journal, marks, notices))
        };
        let (mut journal, marks, notices) = read()?;
        if !journal.is_mostly_superseded(&marks, long) {
            return Ok((journal, marks, notices));
        }
        // Nothing of what was read counts any more: whoever is faster may write it anew.
        journal.presence = None;
        let compacted = journal.compact();
        let (journal, marks, mut notices) = read()?;
        notices.extend(compacted.err().map(|error| format!("{error:#}")));
        Ok((journal, marks, notices))
    }

    /// Whether the file of this machine is long, and half of its lines can go.
    fn is_mostly_superseded(&self, marks: &Marks, long: u64) -> bool {
        let Some(read) = self.read_to.get(&self.path()).filter(|read| read.end >= long) else { return false };
        read.places.saturating_sub(marks.places()) * 2 >= read.lines && self.read_only.is_none()
    }

    /// Writes the file of this machine anew without what is superseded, unless another session is there or it
    /// cannot be told.
    fn compact(&self) -> Result<()> {
        let path = self.path();
        let Some(_alone) = Presence::alone(&self.disk, &self.folder, &self.machine) else { return Ok(()) };
        let Ok(lock) = self.disk.open(&private_file(), &self.folder.join(format!("{}.lock", self.machine.name))) else {
            return Ok(());
        };
        // A link would be replaced, and a file of somebody else would change hands.
        if self.disk.lock(&lock).is_err() || !is_own_file(&path) {
            return Ok(());
        }
        let cannot = || format!("{} is long and could not be written anew; nothing is lost", shown(&path));
        let bytes = self.disk.read(&path).wrap_err_with(cannot)?;
        let Some(kept) = compacted(&bytes) else { return Ok(()) };
        self.disk.rewrite(&path, bytes.len(), &kept).wrap_err_with(cannot)
    }
}

/// That a session is there: a lock on a file beside the journal, held together with all others who are.
#[derive(Debug)]
pub(super) struct Presence {
    lock: Option<File>,
}

impl Presence {
    /// Whether it could not be told, for there was no folder yet.
    pub(super) fn is_untold(&self) -> bool {
        self.lock.is_none()
    }

    /// Waits while a journal is written anew. Who cannot lock is not counted on: then nobody can.
    pub(super) fn enter(folder: &Path, machine: &Machine) -> Presence {
        let file = || if folder.is_dir() { private_file().open(presence_path(folder, machine)).ok() } else { None };
        let is_here = |file: &File| {
            let enter = |_| {
                let is_busy = matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock));
                if is_busy {
                    thread::sleep(PATIENCE / TRIES);
                }
                !is_busy
            };
            (0..TRIES).any(enter)
        };
        Presence { lock: file().filter(is_here) }
    }

    /// Keeps all others out, if none is there.
    fn alone(disk: &Disk, folder: &Path, machine: &Machine) -> Option<Presence> {
        let file = disk.open(&private_file(), &presence_path(folder, machine)).ok()?;
        disk.try_lock(&file).ok()?.then_some(Presence { lock: Some(file) })
    }
}

fn presence_path(folder: &Path, machine: &Machine) -> PathBuf {
    folder.join(format!("{}.open", machine.name))
}

/// The bytes of a journal without what is superseded; nothing where all is needed.
fn compacted(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut reader = Reader::default();
    let mut latest: HashMap<Of, Stamp> = HashMap::new();
    // First and last byte of a line that may go, and what it says.
    let mut places: Vec<(&[u8], Entry)> = Vec::new();
    for line in lines(bytes) {
        match reader.read(line) {
            Parsed::Newer => return None,
            Parsed::Entry(entry) if is_places(&entry) && is_ours(line, &entry) => {
                for of in entry.changes.iter().filter_map(place_of) {
                    let last = latest.entry(of).or_default();
                    *last = entry.stamp.clone().max(last.clone());
                }
                places.push((line, entry));
            }
            Parsed::Entry(_) | Parsed::Blank | Parsed::Damaged => {}
        }
    }
    let is_superseded = |of: Of, entry: &Entry| latest.get(&of).is_some_and(|last| *last > entry.stamp);
    places.retain(|(_, entry)| entry.changes.iter().filter_map(place_of).all(|of| is_superseded(of, entry)));
    (!places.is_empty()).then(|| without(bytes, places.iter().map(|(line, _)| *line)))
}

/// Whether an entry says nothing but places.
pub(super) fn is_places(entry: &Entry) -> bool {
    let is_all = entry.changes.iter().all(|change| place_of(change).is_some());
    entry.step == Step::Silent && !entry.changes.is_empty() && is_all
}

fn place_of(change: &Change) -> Option<Of> {
    match change {
        Change::Place { article, lead, .. } => Some((*article, *lead)),
        _ => None,
    }
}

/// Whether the line is what this version writes: fields that it does not know would be lost with it.
fn is_ours(line: &[u8], entry: &Entry) -> bool {
    line::write(std::slice::from_ref(entry)).is_ok_and(|written| written.strip_suffix(b"\n") == Some(line))
}

/// `bytes` without those of its `lines`, which come in their order, and without their ends.
fn without<'a>(bytes: &'a [u8], lines: impl Iterator<Item = &'a [u8]>) -> Vec<u8> {
    let mut kept = Vec::with_capacity(bytes.len() / 2);
    let mut left_out = lines.peekable();
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        if left_out.next_if(|other| std::ptr::eq(other.as_ptr(), line.as_ptr())).is_none() {
            kept.extend_from_slice(line);
        }
    }
    kept
}

#[cfg(test)]
mod tests;
