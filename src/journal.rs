//! The journal: every change the reader made, on disk, one JSON line a step.
//!
//! Each machine appends to a file of its own and reads all `*.jsonl` of the folder, so copying
//! the folder around in any way merges the state. A line is synced before it is called saved and
//! kept for ever; what cannot be read is reported, copied aside and left where it is. It does not
//! know what a change means: that is `Marks::apply`. Only where reading stopped is forgotten, when it is
//! superseded, the file is long and no other session is open (`compact` says why that is safe).

mod append;
mod aside;
mod compact;
mod line;
mod machine;
mod replay;
mod rescue;
pub mod rolls;

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::hash::{BuildHasher, RandomState};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use color_eyre::eyre::{Result, WrapErr};

use crate::files::{Disk, shown};
use crate::model::change::{Entry, Stamper, Step};
use crate::model::marks::Marks;
use crate::paths::Paths;
use aside::{Aside, Damage, damage_message};
use compact::Presence;
use line::{Parsed, Reader};
use machine::Machine;
use replay::{Reached, Replay, add_up, journal_files, lines, newer_message};

/// The folder of journals, open for this machine.
#[derive(Debug)]
pub struct Journal {
    folder: PathBuf,
    machine: Machine,
    refuges: Vec<PathBuf>,
    unsaved: Vec<PathBuf>,
    session: String,
    read_only: Option<String>,
    disk: Disk,
    reader: Reader,
    read_to: BTreeMap<PathBuf, Reached>,
    presence: Option<Presence>,
    is_alone: bool,
    is_named: bool,
    is_looked_at: bool,
    damage: Vec<Damage>,
    notices: Vec<String>,
}

impl Journal {
    /// Reads all journals of the user, which need not exist, and adds them up; with them what could
    /// not be saved when the program ended the last time.
    ///
    /// The strings are notices for the reader: what could not be read, and where it stands. Damage
    /// that was set aside before is not told again.
    pub fn open(paths: &Paths) -> Result<(Journal, Marks, Vec<String>)> {
        Journal::read(Disk::default(), &paths.state(), this_machine(), paths.refuges())
    }

    /// Does what [`Journal::open`] does for a command that only reads: nothing is made on the disk, and
    /// nothing can be appended.
    pub fn look(paths: &Paths) -> Result<(Journal, Marks, Vec<String>)> {
        let host = host_name();
        let machine = Paths::machine().map_or_else(|| Machine::plain(&host), |file| Machine::known(&host, &file));
        let (mut journal, marks, notices) = Journal::read(Disk::default(), &paths.state(), machine, paths.refuges())?;
        journal.is_looked_at = true;
        Ok((journal, marks, notices))
    }

    /// Reads the journals in `folder` as the machine `host`, and nothing else.
    pub fn open_as(folder: &Path, host: &str) -> Result<(Journal, Marks, Vec<String>)> {
        Journal::open_on(Disk::default(), folder, host, &[])
    }

    /// Like [`Journal::open_as`], on a disk that may fail, with folders to turn to where it does.
    pub fn open_on(
        disk: Disk,
        folder: &Path,
        host: &str,
        refuges: &[PathBuf],
    ) -> Result<(Journal, Marks, Vec<String>)> {
        Journal::read(disk, folder, Machine::plain(host), refuges.to_vec())
    }

    fn read(
        disk: Disk,
        folder: &Path,
        machine: Machine,
        refuges: Vec<PathBuf>,
    ) -> Result<(Journal, Marks, Vec<String>)> {
        let mut replay = Replay::default();
        let unsaved = rescue::find(&refuges, folder);
        for path in journal_files(folder)?.iter().chain(&unsaved) {
            replay.read(path);
        }
        let marks = add_up(replay.entries, &machine);
        let session = RandomState::new().hash_one((now(), std::process::id()));
        let journal = Journal {
            folder: folder.to_owned(),
            machine,
            refuges,
            unsaved,
            session: format!("{session:016x}"),
            read_only: replay.newer,
            disk,
            reader: replay.reader,
            read_to: replay.read_to,
            presence: None,
            is_alone: false,
            is_named: false,
            is_looked_at: false,
            damage: replay.damage,
            notices: Vec::new(),
        };
        let mut notices = replay.notices;
        notices.extend(journal.damage_notices(false));
        Ok((journal, marks, notices))
    }

    /// Appends `entries` in one write. When it returns, they are on the disk.
    ///
    /// After an error they may be appended again: an entry that is there twice counts once.
    pub fn append(&mut self, entries: &[Entry]) -> Result<()> {
        let changes: Vec<&Entry> = entries.iter().filter(|entry| !rolls::is_of_rolls(entry)).collect();
        if !changes.is_empty() || self.read_only.is_some() {
            self.append_lines(&line::write(changes)?)?;
        }
        rolls::append(&self.path(), entries);
        Ok(())
    }

    /// Keeps entries that cannot be appended in a file elsewhere, which is read at the next start;
    /// tells which.
    pub fn rescue(&self, entries: &[Entry]) -> Result<PathBuf> {
        rescue::write(&self.disk, &self.writable(), &self.folder, &self.session, &line::write(entries)?)
    }

    /// The folders that may be written to at the end, the state folder first.
    pub fn writable(&self) -> Vec<PathBuf> {
        [&self.folder].into_iter().chain(&self.refuges).cloned().collect()
    }

    /// What could not be saved the last time, and is still to be taken in.
    pub fn unsaved(&self) -> &[PathBuf] {
        &self.unsaved
    }

    /// Appends what could not be saved the last time, and then removes the files that kept it. Tells
    /// the files.
    pub fn take_in_unsaved(&mut self) -> Result<Vec<PathBuf>> {
        let mut taken = Vec::new();
        while let Some(path) = self.unsaved.last().cloned() {
            let cannot = || format!("what was not saved the last time stays in {}", shown(&path));
            let lines = self.disk.read(&path).wrap_err_with(cannot)?;
            self.append_lines(&[lines.trim_ascii_end(), b"\n"].concat()).wrap_err_with(cannot)?;
            // Where it stays, it is read once more, which changes nothing.
            let _ = fs::remove_file(&path);
            self.unsaved.pop();
            taken.push(path);
        }
        Ok(taken)
    }

    /// What other sessions wrote since the last time, on this machine or, through copies of their
    /// journals, on others. It only looks at the length of files where there is nothing new.
    pub fn catch_up(&mut self) -> Vec<Entry> {
        let mut entries = Vec::new();
        for path in journal_files(&self.folder).unwrap_or_default() {
            let mut reached = self.read_to.remove(&path).unwrap_or_default();
            let length = fs::metadata(&path).map_or(reached.end, |metadata| metadata.len());
            if length != reached.end {
                self.read_new(&path, &mut reached, &mut entries);
            }
            self.read_to.insert(path, reached);
        }
        entries.retain(|entry| entry.stamp.run.session != self.session);
        for entry in &mut entries {
            if entry.step == Step::Do || !self.machine.is(&entry.stamp.run.host) {
                entry.step = Step::Silent;
            }
        }
        entries
    }

    /// Copies lines that cannot be read to a file beside their journal, where that was not done
    /// before. Tells the files.
    pub fn set_aside(&self) -> Result<Vec<PathBuf>> {
        let mut files = Vec::new();
        for (path, of_file) in aside::by_file(&self.damage) {
            let aside = Aside::read(path);
            let new: Vec<&Damage> = of_file.into_iter().filter(|damage| !aside.holds(damage)).collect();
            if !new.is_empty() {
                aside.add(&self.disk, &new)?;
                files.push(aside.path().to_owned());
            }
        }
        Ok(files)
    }

    /// What cannot be read, a sentence a file; `all` tells also what was set aside before.
    pub fn damage_notices(&self, all: bool) -> Vec<String> {
        let notice = |(path, of_file): (&PathBuf, Vec<&Damage>)| {
            let aside = Aside::read(path);
            let told = of_file.into_iter().filter(|damage| all || !aside.holds(damage));
            damage_message(&shown(path), &told.map(|damage| damage.line).collect::<Vec<_>>())
        };
        aside::by_file(&self.damage).into_iter().filter_map(notice).collect()
    }

    /// What is to be told the reader since the last time.
    pub fn take_notices(&mut self) -> Vec<String> {
        std::mem::take(&mut self.notices)
    }

    /// The file this session appends to: the machine's, or its own where files cannot be locked.
    pub fn path(&self) -> PathBuf {
        let session = if self.is_alone { format!(".{}", self.session) } else { String::new() };
        self.folder.join(format!("{}{session}.jsonl", self.machine.name))
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
        Stamper::new(self.machine.name.as_str(), self.session.as_str())
    }

    /// Reads the whole lines that came after those read before. What is damaged is told at the next start.
    fn read_new(&mut self, path: &Path, reached: &mut Reached, entries: &mut Vec<Entry>) {
        let Ok((from, bytes)) = after(path, reached) else { return };
        let end = memchr::memrchr(b'\n', &bytes).map_or(0, |at| at + 1);
        let whole = bytes.get(..end).unwrap_or_default();
        for line in lines(whole) {
            match self.reader.read(line) {
                Parsed::Entry(entry) => entries.push(entry),
                Parsed::Newer => self.read_only = Some(newer_message(&shown(path))),
                Parsed::Blank | Parsed::Damaged => {}
            }
        }
        reached.end = from + u64::try_from(end).unwrap_or_default();
        if let Some(last) = whole.split_inclusive(|byte| *byte == b'\n').next_back() {
            reached.last = last.to_vec();
        } else if from == 0 {
            reached.last.clear();
        }
    }
}

/// What comes after what was read, and where that begins: at the beginning where another line stands in the
/// place of the one read last, for then the file was replaced.
fn after(path: &Path, reached: &Reached) -> io::Result<(u64, Vec<u8>)> {
    let (mut file, mut bytes) = (File::open(path)?, Vec::new());
    let last = u64::try_from(reached.last.len()).unwrap_or_default();
    file.seek(SeekFrom::Start(reached.end.saturating_sub(last)))?;
    file.read_to_end(&mut bytes)?;
    if bytes.starts_with(&reached.last) {
        bytes.drain(..reached.last.len());
        return Ok((reached.end, bytes));
    }
    bytes.clear();
    file.seek(SeekFrom::Start(0))?;
    file.read_to_end(&mut bytes)?;
    Ok((0, bytes))
}

/// Milliseconds since 1970 (UTC), 0 where the clock stands before that.
pub fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}

fn host_name() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

fn this_machine() -> Machine {
    let host = host_name();
    let machine = Paths::machine().map(|file| Machine::with_digits(&host, &file));
    machine.unwrap_or_else(|| Machine::plain(&host))
}
