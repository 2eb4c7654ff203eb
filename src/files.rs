//! Folders and files, made so that what was written is still there after a power loss.
//!
//! The one place that knows the order of write, sync and rename. It does not know what the files
//! hold, and it never removes one. [`Disk`] is where each operation can be made to fail by a test.

mod fault;

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions, TryLockError};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::Path;
use std::sync::Arc;

use color_eyre::eyre::{Result, WrapErr, bail};

use crate::text::scrub::scrub_line;
use fault::Fault;
pub use fault::{Failure, Operation};
use tempfile::NamedTempFile;

/// How the name of a file begins that has no name of its own yet.
const TEMPORARY: &str = ".veille-";

/// The disk. In a test it may fail.
#[derive(Debug, Clone, Default)]
pub struct Disk {
    fault: Option<Arc<Fault>>,
}

impl Disk {
    /// A disk on which the operation after `good` good ones fails: of one kind, or of any.
    pub fn failing(operation: Option<Operation>, good: usize, failure: Failure) -> Disk {
        Disk { fault: Some(Arc::new(Fault::new(operation, good, failure))) }
    }

    /// How many operations a disk with a fault was asked for.
    pub fn count(&self) -> usize {
        self.fault.as_ref().map_or(0, |fault| fault.count())
    }

    /// Opens a file.
    pub fn open(&self, options: &OpenOptions, path: &Path) -> io::Result<File> {
        self.may(Operation::Open)?;
        options.open(path)
    }

    /// Waits until nobody else holds the lock on `file`, and takes it until `file` is dropped.
    pub fn lock(&self, file: &File) -> io::Result<()> {
        self.may(Operation::Lock)?;
        file.lock()
    }

    /// Takes the lock on `file` until it is dropped, unless somebody else holds it; tells which.
    pub fn try_lock(&self, file: &File) -> io::Result<bool> {
        self.may(Operation::Lock)?;
        match file.try_lock() {
            Ok(()) => Ok(true),
            Err(TryLockError::WouldBlock) => Ok(false),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// Writes all of `bytes`.
    pub fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        let half = bytes.get(..bytes.len() / 2).unwrap_or_default();
        if let Some(fault) = &self.fault {
            let killed = fault.may(Operation::Write, || drop(file.write_all(half)));
            killed.or_else(|error| file.write_all(half).and(Err(error)))?;
        }
        file.write_all(bytes)
    }

    /// Brings what was written to the disk.
    pub fn sync(&self, file: &File) -> io::Result<()> {
        self.may(Operation::Sync)?;
        file.sync_all()
    }

    /// Brings the names of the files in `folder` to the disk: a new file is safe only after that.
    pub fn sync_folder(&self, folder: &Path) -> Result<()> {
        let opened = self.may(Operation::Open).and_then(|()| File::open(folder));
        let synced = opened.and_then(|folder| self.sync(&folder));
        synced.wrap_err_with(|| format!("cannot bring the folder {} to the disk", folder.display()))
    }

    /// Makes `folder`, with the folders above it, unless it exists.
    pub fn create_folder(&self, folder: &Path) -> io::Result<()> {
        if folder.is_dir() {
            return Ok(());
        }
        self.may(Operation::Open)?;
        fs::create_dir_all(folder)
    }

    /// Makes `folder`, with the folders above it, for the user alone (mode 0700), unless it exists.
    pub fn create_private_folder(&self, folder: &Path) -> Result<()> {
        if folder.is_dir() {
            return Ok(());
        }
        let made = || DirBuilder::new().recursive(true).mode(0o700).create(folder);
        let made = self.may(Operation::Open).and_then(|()| made());
        made.wrap_err_with(|| format!("cannot make the folder {}; check that you may write there", folder.display()))?;
        self.sync_folder(folder.parent().unwrap_or(folder))
    }

    /// Reads a file.
    pub fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.may(Operation::Open)?;
        fs::read(path)
    }

    /// Writes a file for the user alone (mode 0600): it is there whole, or not at all.
    pub fn write_private(&self, path: &Path, bytes: &[u8]) -> Result<()> {
        let persisted = self.draft(path, bytes, private()).and_then(|file| Ok(file.persist(path)?));
        persisted.wrap_err_with(|| cannot_write(path))?;
        self.sync_folder(folder_of(path))
    }

    /// Puts `bytes` in the place of a file of the user's own, whose mode stays: afterwards it is wholly old or
    /// wholly new. One that has other than `length` bytes by now is left alone.
    pub fn rewrite(&self, path: &Path, length: usize, bytes: &[u8]) -> Result<()> {
        let replaced = fs::metadata(path).and_then(|before| {
            let file = self.draft(path, bytes, before.permissions())?;
            if fs::metadata(path)?.len() != u64::try_from(length).unwrap_or(u64::MAX) {
                return Err(io::Error::other("another program changed it just now"));
            }
            Ok(file.persist(path)?)
        });
        replaced.wrap_err_with(|| cannot_write(path))?;
        self.sync_folder(folder_of(path))
    }

    /// Does what [`Disk::write_private`] does, where there is no file yet: one that is there stays.
    pub fn create_private(&self, path: &Path, bytes: &[u8]) -> Result<()> {
        let persisted = self.draft(path, bytes, private()).and_then(|file| Ok(file.persist_noclobber(path)?));
        persisted.wrap_err_with(|| cannot_write(path))?;
        self.sync_folder(folder_of(path))
    }

    /// Writes `bytes` to a file without a name beside `path`, ready to be given that name.
    fn draft(&self, path: &Path, bytes: &[u8], permissions: Permissions) -> io::Result<NamedTempFile> {
        self.may(Operation::Open)?;
        let mut file = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder_of(path))?;
        self.write(file.as_file_mut(), bytes)?;
        file.as_file().set_permissions(permissions)?;
        self.sync(file.as_file())?;
        self.may(Operation::Rename)?;
        Ok(file)
    }

    /// Does what [`read_text`] does.
    pub fn read_text(&self, path: &Path) -> Result<Option<String>> {
        let name = path.display();
        self.may(Operation::Open).wrap_err_with(|| format!("cannot read {name}; check that you may read it"))?;
        read_text(path)
    }

    /// Does what [`replace_text`] does.
    pub fn replace_text(&self, path: &Path, before: Option<&str>, text: &str) -> Result<()> {
        let name = path.display();
        let target = match before {
            Some(_) => fs::canonicalize(path).wrap_err_with(|| format!("cannot find {name} again; try once more"))?,
            None => path.to_owned(),
        };
        let permissions = match before {
            Some(_) => fs::metadata(&target).wrap_err_with(|| format!("cannot read the mode of {name}"))?.permissions(),
            None => Permissions::from_mode(0o666),
        };
        if permissions.readonly() {
            bail!("{name} is read-only; allow writing to it, or choose another file");
        }
        let folder = folder_of(&target);
        let cannot = || cannot_write(path);
        let mut builder = tempfile::Builder::new();
        builder.prefix(TEMPORARY).permissions(permissions.clone());
        let mut file = self.may(Operation::Open).and_then(|()| builder.tempfile_in(folder)).wrap_err_with(cannot)?;
        self.write(file.as_file_mut(), text.as_bytes()).wrap_err_with(cannot)?;
        if before.is_some() {
            file.as_file().set_permissions(permissions).wrap_err_with(cannot)?;
        }
        self.sync(file.as_file()).wrap_err_with(cannot)?;
        if read_text(path)?.as_deref() != before {
            bail!("{name} was changed by another program just now; it was left alone: try once more");
        }
        self.may(Operation::Rename).wrap_err_with(cannot)?;
        file.persist(&target).wrap_err_with(cannot)?;
        self.sync_folder(folder)
    }

    /// Whether the operation goes well.
    fn may(&self, operation: Operation) -> io::Result<()> {
        self.fault.as_ref().map_or(Ok(()), |fault| fault.may(operation, || ()))
    }
}

/// What went wrong with a file, in words inside of a sentence, without the number that the system has for it.
pub fn in_words(error: &io::Error) -> String {
    let said = error.to_string();
    let words = said.split_once(" (os error").map_or(&*said, |(words, _)| words);
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

/// A path as it may be shown: no name of a file acts on the terminal.
pub fn shown(path: &Path) -> String {
    scrub_line(&path.display().to_string()).into_owned()
}

/// Reads a text that people edit: nothing where there is no file.
pub fn read_text(path: &Path) -> Result<Option<String>> {
    let name = path.display();
    match fs::metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound && !path.is_symlink() => return Ok(None),
        Err(error) if error.kind() == ErrorKind::NotFound => {
            bail!("{name} is a link that leads nowhere; mend or remove it")
        }
        Err(error) => return Err(error).wrap_err_with(|| format!("cannot read {name}; check that you may read it")),
        Ok(found) if !found.is_file() => bail!("{name} is not a file; move it out of the way"),
        Ok(_) => {}
    }
    let bytes = fs::read(path).wrap_err_with(|| format!("cannot read {name}; check that you may read it"))?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(text)),
        Err(_) => bail!("{name} is not UTF-8; convert it, or move it out of the way"),
    }
}

/// Puts `text` in the place of `before`, what [`read_text`] found at `path`: afterwards the file is
/// wholly old or wholly new. A link stays a link, and the mode stays as it was.
pub fn replace_text(path: &Path, before: Option<&str>, text: &str) -> Result<()> {
    Disk::default().replace_text(path, before, text)
}

/// The mode of a file for the user alone.
fn private() -> Permissions {
    Permissions::from_mode(0o600)
}

fn folder_of(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new("."))
}

fn cannot_write(path: &Path) -> String {
    format!("cannot write {}; check that you may write there and that the disk is not full", path.display())
}
