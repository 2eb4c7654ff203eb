//! Appending to the journal: whole lines, one session at a time, on the disk before it is called saved.
//!
//! The file and its lock are opened anew each time, for a program that syncs folders may have replaced them.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use color_eyre::eyre::{Report, Result, WrapErr, bail};

use super::Journal;
use super::compact::Presence;
use crate::files::{Disk, in_words, shown};

impl Journal {
    /// Appends lines as they are. When it returns, they are on the disk.
    pub(super) fn append_lines(&mut self, lines: &[u8]) -> Result<()> {
        if let Some(why) = &self.read_only {
            bail!("{why}");
        }
        if self.is_looked_at {
            bail!("the journals were opened for reading only; nothing was saved");
        }
        self.disk.create_private_folder(&self.folder)?;
        if self.presence.as_ref().is_some_and(Presence::is_untold) {
            self.presence = Some(Presence::enter(&self.folder, &self.machine));
        }
        let lock = self.lock();
        let path = self.path();
        let appended = lock.map_err(Report::from).and_then(|lock| self.append_locked(&path, lines, lock));
        appended.wrap_err_with(|| {
            format!("cannot save to {}; check that you may write there and that the disk is not full", path.display())
        })
    }

    /// Waits for the other sessions. Where the file system has no locks, this session turns to a
    /// file of its own, which nobody else writes.
    fn lock(&mut self) -> io::Result<Option<File>> {
        if self.is_alone {
            return Ok(None);
        }
        let file = self.disk.open(&private_file(), &self.folder.join(format!("{}.lock", self.machine.name)))?;
        match self.disk.lock(&file) {
            Ok(()) => Ok(Some(file)),
            Err(error) if has_no_locks(&error) => {
                self.is_alone = true;
                let name = shown(&self.path());
                let error = in_words(&error);
                self.notices.push(format!(
                    "Files in the state folder cannot be locked ({error}); this session saves to a file of its own, {name}"
                ));
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// The lock is held to the end.
    fn append_locked(&mut self, path: &Path, lines: &[u8], _lock: Option<File>) -> Result<()> {
        append_to(&self.disk, path, lines)?;
        if !self.is_named {
            self.disk.sync_folder(&self.folder)?;
            self.is_named = true;
        }
        Ok(())
    }
}

/// Whether locks are refused for good: NFS without its lock service, and some FUSE file systems.
fn has_no_locks(error: &io::Error) -> bool {
    let refused = [rustix::io::Errno::NOLCK, rustix::io::Errno::OPNOTSUPP, rustix::io::Errno::NOSYS];
    error.kind() == ErrorKind::Unsupported
        || refused.iter().any(|refused| error.raw_os_error() == Some(refused.raw_os_error()))
}

/// Appends whole lines to a file of lines. What a failed write left is taken back, so that no torn line
/// stays.
pub(super) fn append_to(disk: &Disk, path: &Path, lines: &[u8]) -> io::Result<()> {
    let mut file = disk.open(&private_file(), path)?;
    let length = file.metadata()?.len();
    let torn = length > 0 && last_byte(&mut file)? != b'\n';
    let batch = if torn { [b"\n", lines].concat() } else { lines.to_vec() };
    if let Err(error) = disk.write(&mut file, &batch) {
        // Where this fails too, the torn line is found when the file is read.
        let _ = file.set_len(length);
        return Err(error);
    }
    disk.sync(&file)
}

/// How a file of the user alone is opened that grows (mode 0600).
pub(super) fn private_file() -> OpenOptions {
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
