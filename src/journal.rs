//! The journal: every change the reader made, on disk, one JSON line a step.
//!
//! Each machine appends to its own `HOST.jsonl` and reads all `*.jsonl` of the folder, so copying
//! the folder around in any way merges the state. A line is synced before it is called saved and
//! never rewritten; what cannot be read is reported and left where it is. It does not know what a
//! change means: that is `Marks::apply`.

use std::borrow::Cow;
use std::fs::{self, DirEntry, File, OpenOptions};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use color_eyre::eyre::{Result, WrapErr, bail};
use serde::{Deserialize, Serialize};

use crate::files;
use crate::model::marks::{Change, Entry, Marks, Stamper, Step};
use crate::text::scrub::{scrub, scrub_line};

/// The version of the line format. A line of a newer version makes the journal read-only.
const VERSION: u64 = 1;

/// The folder of journals, open for this machine.
#[derive(Debug)]
pub struct Journal {
    folder: PathBuf,
    host: String,
    read_only: Option<String>,
}

impl Journal {
    /// Reads all journals in `folder`, which need not exist, and adds them up.
    ///
    /// The strings are notices for the reader: what could not be read, and where it stands.
    pub fn open(folder: &Path) -> Result<(Journal, Marks, Vec<String>)> {
        Journal::open_as(folder, &host_name())
    }

    /// Like [`Journal::open`], as the machine `host`.
    pub fn open_as(folder: &Path, host: &str) -> Result<(Journal, Marks, Vec<String>)> {
        let host = file_safe(host);
        let mut replay = Replay::default();
        for path in journal_files(folder)? {
            replay.read(&path);
        }
        let journal = Journal { folder: folder.to_owned(), host, read_only: replay.newer };
        let marks = add_up(replay.entries, &journal.host);
        Ok((journal, marks, replay.notices))
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
        let lines = to_lines(entries)?;
        files::create_private_folder(&self.folder)?;
        let path = self.path();
        self.append_locked(&path, &lines).wrap_err_with(|| {
            format!("cannot save to {}; check that you may write there and that the disk is not full", path.display())
        })
    }

    /// The file this machine appends to.
    pub fn path(&self) -> PathBuf {
        self.folder.join(format!("{}.jsonl", self.host))
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
        let session = RandomState::new().hash_one((now(), std::process::id()));
        Stamper::new(&self.host, format!("{session:016x}"))
    }

    /// The file is opened anew each time: a program that syncs folders may have replaced it.
    fn append_locked(&self, path: &Path, lines: &[u8]) -> Result<()> {
        let lock = private_file().open(self.folder.join(format!("{}.lock", self.host)))?;
        lock.lock()?;
        let mut file = private_file().open(path)?;
        let is_new = file.metadata()?.len() == 0;
        let torn = !is_new && last_byte(&mut file)? != b'\n';
        let batch = if torn { [b"\n", lines].concat() } else { lines.to_vec() };
        file.write_all(&batch)?;
        file.sync_data()?;
        if is_new { files::sync_folder(&self.folder) } else { Ok(()) }
    }
}

/// Milliseconds since 1970 (UTC), 0 where the clock stands before that.
pub fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

/// An entry as it stands in the file, with what a version older or newer than this one must know.
#[derive(Serialize)]
struct Line<'a> {
    v: u64,
    #[serde(flatten)]
    entry: &'a Entry,
}

#[derive(Deserialize)]
struct LineVersion {
    #[serde(default)]
    v: u64,
}

/// What reading the journals gave so far.
#[derive(Default)]
struct Replay {
    entries: Vec<Entry>,
    notices: Vec<String>,
    newer: Option<String>,
}

/// What one line of a journal turned out to be.
enum Parsed {
    Blank,
    Damaged,
    Newer,
    Entry(Box<Entry>),
}

impl Replay {
    fn read(&mut self, path: &Path) {
        let name = scrub_line(&path.display().to_string()).into_owned();
        let (bytes, failure) = read_all_there_is(path);
        if let Some(error) = failure {
            self.notices
                .push(format!("{name} could be read only in part ({error}); check its permissions and the disk."));
        }
        let (mut damaged, mut unknown) = (Vec::new(), 0);
        for (index, line) in bytes.split(|&byte| byte == b'\n').enumerate() {
            match read_line(line) {
                Parsed::Blank => {}
                Parsed::Damaged => damaged.push(index + 1),
                Parsed::Newer => self.newer = Some(newer_message(&name)),
                Parsed::Entry(entry) => {
                    unknown += entry.changes.iter().filter(|change| matches!(change, Change::Unknown(_))).count();
                    self.entries.push(*entry);
                }
            }
        }
        self.notices.extend(damage_message(&name, &damaged));
        if unknown > 0 {
            self.notices
                .push(format!("{name} holds {unknown} changes that this version does not know; they are kept."));
        }
    }
}

fn read_line(line: &[u8]) -> Parsed {
    if line.trim_ascii().is_empty() {
        return Parsed::Blank;
    }
    match line_version(line) {
        Some(version) if version > VERSION => return Parsed::Newer,
        Some(_) => {}
        None => return Parsed::Damaged,
    }
    let Ok(mut entry) = serde_json::from_slice::<Entry>(line) else { return Parsed::Damaged };
    scrub_entry(&mut entry);
    Parsed::Entry(Box::new(entry))
}

/// The version a line says; lines of this version are told by their first bytes, which is fast.
fn line_version(line: &[u8]) -> Option<u64> {
    if line.starts_with(b"{\"v\":1,") {
        return Some(VERSION);
    }
    serde_json::from_slice::<LineVersion>(line).ok().map(|line| line.v)
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
    entries.sort_by(|one, other| one.stamp.cmp(&other.stamp));
    entries.dedup_by(|one, other| one.stamp == other.stamp);
    let mut marks = Marks::default();
    for mut entry in entries {
        if entry.stamp.host != host {
            entry.step = Step::Silent;
        }
        marks.apply(&entry);
    }
    marks
}

/// State files are no more trusted than documents: their text reaches the terminal and the exports.
fn scrub_entry(entry: &mut Entry) {
    scrub_field(&mut entry.what);
    for change in &mut entry.changes {
        match change {
            Change::Title { to: line, .. } | Change::Exported { file: line, .. } => scrub_field(line),
            Change::Cut { source: line, .. } | Change::Role { source: line, .. } => scrub_field(line),
            Change::Note { to: text, .. } => scrub_text(text),
            Change::Tags { to: tags, .. } => *tags = tags.iter().map(|tag| scrub_line(tag).into_owned()).collect(),
            Change::Highlight { anchor, origin, .. } => {
                [&mut anchor.quote, &mut anchor.before, &mut anchor.after].into_iter().for_each(scrub_text);
                [&mut origin.title, &mut origin.digest, &mut origin.source].into_iter().for_each(scrub_field);
            }
            Change::Triage { .. } | Change::Read { .. } | Change::Place { .. } => {}
            Change::Delete { .. } | Change::Colour { .. } | Change::Unknown(_) => {}
        }
    }
}

fn scrub_field(text: &mut String) {
    if let Cow::Owned(clean) = scrub_line(text) {
        *text = clean;
    }
}

fn scrub_text(text: &mut String) {
    if let Cow::Owned(clean) = scrub(text) {
        *text = clean;
    }
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

fn read_all_there_is(path: &Path) -> (Vec<u8>, Option<io::Error>) {
    let mut bytes = Vec::new();
    let outcome = File::open(path).and_then(|mut file| file.read_to_end(&mut bytes));
    (bytes, outcome.err())
}

fn to_lines(entries: &[Entry]) -> Result<Vec<u8>> {
    let mut lines = Vec::new();
    for entry in entries {
        serde_json::to_writer(&mut lines, &Line { v: VERSION, entry }).wrap_err("cannot write a change as JSON")?;
        lines.push(b'\n');
    }
    Ok(lines)
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
