//! Reading the journals of a folder: every line, what became of it, and what they add up to.
//!
//! Nothing in a file can stop it: what cannot be read is remembered as damage, and the rest is used.
//! It writes nothing.

use std::collections::BTreeMap;
use std::fs::{self, DirEntry, File};
use std::io::{self, BufRead, BufReader, ErrorKind, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use color_eyre::eyre::{Result, WrapErr};

use super::aside::Damage;
use super::compact::is_places;
use super::line::{Parsed, Reader};
use super::machine::Machine;
use crate::files::{in_words, shown};
use crate::model::change::{Change, Entry, Step};
use crate::model::marks::Marks;
use crate::text::message::counted;

/// How long a line is that holds one decision, in bytes.
const TYPICAL: usize = 256;
/// How much of a journal is read at once, in bytes.
const CHUNK: usize = 1 << 17;

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
    pub(super) read_to: BTreeMap<PathBuf, Reached>,
}

/// How far a journal was read, and what it holds.
#[derive(Debug, Default)]
pub(super) struct Reached {
    /// Where the last whole line ends.
    pub(super) end: u64,
    /// That line with its end: where another stands there by now, the file is another one.
    pub(super) last: Vec<u8>,
    /// How many lines it had.
    pub(super) lines: usize,
    /// How many of them say nothing but places.
    pub(super) places: usize,
}

impl Replay {
    /// Reads a journal.
    pub(super) fn read(&mut self, path: &Path) {
        let name = shown(path);
        let length = fs::metadata(path).map_or(0, |found| found.len());
        self.entries.reserve(usize::try_from(length).unwrap_or_default() / TYPICAL);
        let (mut number, mut places, mut unknown) = (0, 0, 0);
        let (mut reached, outcome) = each_line(path, |line| {
            number += 1;
            match self.reader.read(line) {
                Parsed::Blank => {}
                Parsed::Damaged => {
                    self.entries.extend(self.reader.salvage(line));
                    self.damage.push(Damage { path: path.to_owned(), line: number, bytes: line.to_owned() });
                }
                Parsed::Newer => self.newer = Some(newer_message(&name)),
                Parsed::Entry(entry) => {
                    unknown += entry.changes.iter().filter(|change| matches!(change, Change::Unknown(_))).count();
                    places += usize::from(is_places(&entry));
                    self.entries.push(entry);
                }
            }
        });
        if let Err(error) = outcome {
            let error = in_words(&error);
            self.notices
                .push(format!("{name} could be read only in part ({error}); check its permissions and the disk."));
        }
        (reached.lines, reached.places) = (number, places);
        self.read_to.insert(path.to_owned(), reached);
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
    let mut marks = Marks::with_room_for(&entries);
    for mut entry in entries {
        if !machine.is(&entry.stamp.run.host) {
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

/// Hands over the lines of a journal, without their ends, and tells where the last whole one ends. Where
/// the last is not whole, somebody may be writing it just now: it is read again once they are done.
///
/// Little of the file is in memory at once: the pages of a whole one would cost as much as reading it.
fn each_line(path: &Path, mut take: impl FnMut(&[u8])) -> (Reached, io::Result<()>) {
    let (mut reached, mut torn) = (Reached::default(), Vec::new());
    let outcome = File::open(path).and_then(|file| {
        let mut file = BufReader::with_capacity(CHUNK, file);
        whole_lines(&mut file, &mut reached, &mut torn, &mut take)?;
        if !torn.is_empty()
            && let Ok(lock) = File::open(path.with_extension("lock"))
            && lock.lock_shared().is_ok()
        {
            torn.clear();
            file.seek(SeekFrom::Start(reached.end))?;
            whole_lines(&mut file, &mut reached, &mut torn, &mut take)?;
        }
        Ok(())
    });
    if !torn.is_empty() {
        take(&torn);
    }
    (reached, outcome)
}

/// Hands over whole lines, tells how far they go, and leaves in `torn` what comes after them.
fn whole_lines(
    file: &mut impl BufRead,
    reached: &mut Reached,
    torn: &mut Vec<u8>,
    mut take: impl FnMut(&[u8]),
) -> io::Result<()> {
    loop {
        let bytes = match file.fill_buf() {
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            bytes => bytes?,
        };
        let end = memchr::memchr(b'\n', bytes);
        let length = end.map_or(bytes.len(), |end| end + 1);
        torn.extend_from_slice(bytes.get(..length).unwrap_or_default());
        file.consume(length);
        if length == 0 {
            return Ok(());
        }
        if let Some(line) = torn.strip_suffix(b"\n") {
            take(line);
            reached.end += u64::try_from(torn.len()).unwrap_or_default();
            std::mem::swap(&mut reached.last, torn);
            torn.clear();
        }
    }
}
