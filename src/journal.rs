//! The journal: every change the reader made, on disk, one JSON line a step.
//!
//! Each machine appends to its own `HOST.jsonl` and reads all `*.jsonl` of the folder, so copying
//! the folder around in any way merges the state. A line is synced before it is called saved and
//! never rewritten; what cannot be read is reported, copied aside and left where it is. It does not
//! know what a change means: that is `Marks::apply`. It is not compacted: another session, or a
//! machine that syncs the folder, may still be behind.

mod line;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, DirEntry, File, OpenOptions};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use color_eyre::eyre::{Result, WrapErr, bail};

use crate::files::{self, Disk};
use crate::model::change::{Change, Entry, Stamper, Step};
use crate::model::marks::Marks;
use crate::text::scrub::scrub_line;
use line::{Parsed, Reader};

/// The folder of journals, open for this machine.
#[derive(Debug)]
pub struct Journal {
    folder: PathBuf,
    host: String,
    session: String,
    read_only: Option<String>,
    disk: Disk,
    reader: Reader,
    read_to: BTreeMap<PathBuf, u64>,
    is_alone: bool,
    is_named: bool,
    damage: Vec<Damage>,
    notices: Vec<String>,
}

/// A line that cannot be read.
#[derive(Debug)]
struct Damage {
    path: PathBuf,
    line: usize,
    bytes: Vec<u8>,
}

impl Journal {
    /// Reads all journals in `folder`, which need not exist, and adds them up.
    ///
    /// The strings are notices for the reader: what could not be read, and where it stands. Damage
    /// that was set aside before is not told again.
    pub fn open(folder: &Path) -> Result<(Journal, Marks, Vec<String>)> {
        Journal::open_as(folder, &host_name())
    }

    /// Like [`Journal::open`], as the machine `host`.
    pub fn open_as(folder: &Path, host: &str) -> Result<(Journal, Marks, Vec<String>)> {
        Journal::open_on(Disk::default(), folder, host)
    }

    /// Like [`Journal::open_as`], on a disk that may fail.
    pub fn open_on(disk: Disk, folder: &Path, host: &str) -> Result<(Journal, Marks, Vec<String>)> {
        let mut replay = Replay::default();
        for path in journal_files(folder)? {
            replay.read(&path);
        }
        let session = RandomState::new().hash_one((now(), std::process::id()));
        let journal = Journal {
            folder: folder.to_owned(),
            host: file_safe(host),
            session: format!("{session:016x}"),
            read_only: replay.newer,
            disk,
            reader: replay.reader,
            read_to: replay.read_to,
            is_alone: false,
            is_named: false,
            damage: replay.damage,
            notices: Vec::new(),
        };
        let mut notices = replay.notices;
        notices.extend(journal.damage_notices(false));
        Ok((journal, add_up(replay.entries, &file_safe(host)), notices))
    }

    /// Appends `entries` in one write. When it returns, they are on the disk.
    ///
    /// After an error they may be appended again: an entry that is there twice counts once.
    pub fn append(&mut self, entries: &[Entry]) -> Result<()> {
        if let Some(why) = &self.read_only {
            bail!("{why}");
        }
        if entries.is_empty() {
            return Ok(());
        }
        let lines = line::write(entries)?;
        files::create_private_folder(&self.folder)?;
        let lock = self.lock();
        let path = self.path();
        lock.and_then(|lock| self.append_locked(&path, &lines, lock)).wrap_err_with(|| {
            format!("cannot save to {}; check that you may write there and that the disk is not full", path.display())
        })
    }

    /// What other sessions wrote since the last time, on this machine or, through copies of their
    /// journals, on others. It only looks at the length of files where there is nothing new.
    pub fn catch_up(&mut self) -> Vec<Entry> {
        let mut entries = Vec::new();
        for path in journal_files(&self.folder).unwrap_or_default() {
            let known = self.read_to.get(&path).copied().unwrap_or_default();
            let length = fs::metadata(&path).map_or(known, |metadata| metadata.len());
            if length != known {
                let from = if length < known { 0 } else { known };
                let to = self.read_new(&path, from, &mut entries);
                self.read_to.insert(path, to);
            }
        }
        entries.retain(|entry| *entry.stamp.session != *self.session);
        for entry in &mut entries {
            if entry.step == Step::Do || *entry.stamp.host != *self.host {
                entry.step = Step::Silent;
            }
        }
        entries
    }

    /// Copies lines that cannot be read to a file beside their journal, where that was not done
    /// before. Tells the files.
    pub fn set_aside(&self) -> Result<Vec<PathBuf>> {
        let mut files = BTreeSet::new();
        for damage in self.damage.iter().filter(|damage| !damage.is_set_aside()) {
            let path = damage.aside();
            let cannot = || format!("cannot set damaged lines aside in {}", path.display());
            let mut file = self.disk.open(&private_file(), &path).wrap_err_with(cannot)?;
            let line = [damage.bytes.as_slice(), b"\n"].concat();
            self.disk.write(&mut file, &line).and_then(|()| self.disk.sync(&file)).wrap_err_with(cannot)?;
            files.insert(path);
        }
        Ok(files.into_iter().collect())
    }

    /// What cannot be read, a sentence a file; `all` tells also what was set aside before.
    pub fn damage_notices(&self, all: bool) -> Vec<String> {
        let mut by_file: BTreeMap<&Path, Vec<usize>> = BTreeMap::new();
        for damage in self.damage.iter().filter(|damage| all || !damage.is_set_aside()) {
            by_file.entry(&damage.path).or_default().push(damage.line);
        }
        by_file.into_iter().filter_map(|(path, lines)| damage_message(&shown(path), &lines)).collect()
    }

    /// What is to be told the reader since the last time.
    pub fn take_notices(&mut self) -> Vec<String> {
        std::mem::take(&mut self.notices)
    }

    /// The file this session appends to: the machine's, or its own where files cannot be locked.
    pub fn path(&self) -> PathBuf {
        let session = if self.is_alone { format!(".{}", self.session) } else { String::new() };
        self.folder.join(format!("{}{session}.jsonl", self.host))
    }

    /// The folder that holds all journals.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Why nothing can be saved: a newer version of veille wrote here.
    pub fn read_only(&self) -> Option<&str> {
        self.read_only.as_deref()
    }

    /// Gives the stamps of this run of the program.
    pub fn stamper(&self) -> Stamper {
        Stamper::new(self.host.as_str(), self.session.as_str())
    }

    /// Waits for the other sessions. Where the file system has no locks, this session turns to a
    /// file of its own, which nobody else writes.
    fn lock(&mut self) -> io::Result<Option<File>> {
        if self.is_alone {
            return Ok(None);
        }
        let file = self.disk.open(&private_file(), &self.folder.join(format!("{}.lock", self.host)))?;
        match self.disk.lock(&file) {
            Ok(()) => Ok(Some(file)),
            Err(error) if has_no_locks(&error) => {
                self.is_alone = true;
                let name = shown(&self.path());
                self.notices.push(format!(
                    "Files in the state folder cannot be locked ({error}); this session saves to a file of its own, {name}."
                ));
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// The file is opened anew each time: a program that syncs folders may have replaced it. What a
    /// failed write left is taken back, so that no torn line stays; the lock is held to the end.
    fn append_locked(&mut self, path: &Path, lines: &[u8], _lock: Option<File>) -> io::Result<()> {
        let mut file = self.disk.open(&private_file(), path)?;
        let length = file.metadata()?.len();
        let torn = length > 0 && last_byte(&mut file)? != b'\n';
        let batch = if torn { [b"\n", lines].concat() } else { lines.to_vec() };
        if let Err(error) = self.disk.write(&mut file, &batch) {
            // Where this fails too, the torn line is found when the journal is read.
            let _ = file.set_len(length);
            return Err(error);
        }
        self.disk.sync(&file)?;
        if !self.is_named {
            self.disk.sync(&File::open(&self.folder)?)?;
            self.is_named = true;
        }
        Ok(())
    }

    /// Reads whole lines from `from` on; tells how far. What is damaged is told at the next start.
    fn read_new(&mut self, path: &Path, from: u64, entries: &mut Vec<Entry>) -> u64 {
        let mut bytes = Vec::new();
        let read = File::open(path).and_then(|mut file| {
            file.seek(SeekFrom::Start(from))?;
            file.read_to_end(&mut bytes)
        });
        let end = memchr::memrchr(b'\n', &bytes).map_or(0, |at| at + 1);
        for line in lines(bytes.get(..end).unwrap_or_default()) {
            match self.reader.read(line) {
                Parsed::Entry(entry) => entries.push(entry),
                Parsed::Newer => self.read_only = Some(newer_message(&shown(path))),
                Parsed::Blank | Parsed::Damaged => {}
            }
        }
        if read.is_ok() { from + u64::try_from(end).unwrap_or_default() } else { from }
    }
}

impl Damage {
    /// The file for damaged lines of the same journal.
    fn aside(&self) -> PathBuf {
        self.path.with_extension("damaged")
    }

    fn is_set_aside(&self) -> bool {
        let known = fs::read(self.aside()).unwrap_or_default();
        known.split(|&byte| byte == b'\n').any(|line| line == self.bytes)
    }
}

/// Whether locks are refused for good: NFS without its lock service, and some FUSE file systems.
fn has_no_locks(error: &io::Error) -> bool {
    let refused = [rustix::io::Errno::NOLCK, rustix::io::Errno::OPNOTSUPP, rustix::io::Errno::NOSYS];
    error.kind() == ErrorKind::Unsupported
        || refused.iter().any(|refused| error.raw_os_error() == Some(refused.raw_os_error()))
}

fn shown(path: &Path) -> String {
    scrub_line(&path.display().to_string()).into_owned()
}

/// Milliseconds since 1970 (UTC), 0 where the clock stands before that.
pub fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

/// How long a line is that holds one decision, in bytes.
const TYPICAL: usize = 256;

/// The lines, without their ends; after the last end there is one more, which may be empty.
fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let ends = memchr::memchr_iter(b'\n', bytes).chain([bytes.len()]);
    ends.scan(0, |start, end| bytes.get(std::mem::replace(start, end + 1)..end))
}

/// What reading the journals gave so far.
#[derive(Default)]
struct Replay {
    reader: Reader,
    entries: Vec<Entry>,
    notices: Vec<String>,
    newer: Option<String>,
    damage: Vec<Damage>,
    read_to: BTreeMap<PathBuf, u64>,
}

impl Replay {
    fn read(&mut self, path: &Path) {
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
            self.notices
                .push(format!("{name} holds {unknown} changes that this version does not know; they are kept."));
        }
    }
}

fn newer_message(name: &str) -> String {
    format!("{name} was written by a newer veille: nothing is saved here until veille is brought up to date.")
}

fn damage_message(name: &str, lines: &[usize]) -> Option<String> {
    let first = lines.first()?;
    Some(match lines.len() {
        1 => format!("Line {first} of {name} cannot be read; it is left there and the rest is used."),
        count => format!(
            "{count} lines of {name} cannot be read, the first is line {first}; they are left there and the rest is used."
        ),
    })
}

/// Adds entries up in the order they were made, each once. Only what this machine did can be undone.
fn add_up(mut entries: Vec<Entry>, host: &str) -> Marks {
    if !entries.is_sorted_by(|one, other| one.stamp <= other.stamp) {
        entries.sort_by(|one, other| one.stamp.cmp(&other.stamp));
    }
    entries.dedup_by(|one, other| one.stamp == other.stamp);
    let mut marks = Marks::default();
    for mut entry in entries {
        if *entry.stamp.host != *host {
            entry.step = Step::Silent;
        }
        marks.take(entry);
    }
    marks
}

/// The journals in `folder`, by name; none where there is no folder.
fn journal_files(folder: &Path) -> Result<Vec<PathBuf>> {
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

fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true).mode(0o600);
    options
}

fn last_byte(file: &mut File) -> io::Result<u8> {
    let mut byte = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut byte)?;
    Ok(byte[0])
}

fn host_name() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

/// `host` as a file name on any system: letters, digits, `-` and `_`, at most 64 of them.
fn file_safe(host: &str) -> String {
    let safe = |letter: char| if letter.is_ascii_alphanumeric() || letter == '_' { letter } else { '-' };
    let name: String = host.chars().take(64).map(safe).collect();
    if name.is_empty() { "host".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_name_gives_a_file_name() {
        let cases = [("debian", "debian"), ("mac.local", "mac-local"), ("../été", "----t-"), ("", "host")];
        for (host, expected) in cases {
            assert_eq!(file_safe(host), expected, "{host}");
        }
        assert_eq!(file_safe(&"x".repeat(300)).len(), 64);
    }
}
