//! Folders and files, made so that what was written is still there after a power loss.
//!
//! The one place that knows the order of write, sync and rename. It does not know what the files
//! hold, and it never removes one. [`Disk`] is where each operation can be made to fail by a test.

use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use color_eyre::eyre::{Result, WrapErr, bail};

use crate::text::scrub::scrub_line;

/// What a disk is asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// To open or make a file.
    Open,
    /// To lock a file.
    Lock,
    /// To write; when it fails, half is written.
    Write,
    /// To bring a file or folder to the disk.
    Sync,
    /// To give a file its name.
    Rename,
}

/// The disk. In a test it may fail.
#[derive(Debug, Clone, Default)]
pub struct Disk {
    fault: Option<Arc<Fault>>,
}

#[derive(Debug)]
struct Fault {
    operation: Operation,
    left: AtomicUsize,
    for_good: bool,
    error: ErrorKind,
}

impl Disk {
    /// A disk on which the operation of this kind after `good` good ones fails, once or for good.
    pub fn failing(operation: Operation, good: usize, for_good: bool, error: ErrorKind) -> Disk {
        Disk { fault: Some(Arc::new(Fault { operation, left: AtomicUsize::new(good), for_good, error })) }
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

    /// Writes all of `bytes`.
    pub fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        if let Err(error) = self.may(Operation::Write) {
            file.write_all(bytes.get(..bytes.len() / 2).unwrap_or_default())?;
            return Err(error);
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
        let synced = File::open(folder).and_then(|folder| self.sync(&folder));
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
        let folder = target.parent().unwrap_or(Path::new("."));
        let cannot = || format!("cannot write {name}; check that you may write there and that the disk is not full");
        let mut builder = tempfile::Builder::new();
        builder.prefix(".veille-").permissions(permissions.clone());
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
        let Some(fault) = self.fault.as_ref().filter(|fault| fault.operation == operation) else { return Ok(()) };
        let left = fault.left.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |left| match left {
            0 if fault.for_good => Some(0),
            0 => Some(usize::MAX),
            usize::MAX => Some(usize::MAX),
            left => Some(left - 1),
        });
        if left == Ok(0) { Err(io::Error::from(fault.error)) } else { Ok(()) }
    }
}

/// Makes `folder`, with the folders above it, for the user alone (mode 0700), unless it exists.
pub fn create_private_folder(folder: &Path) -> Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.wrap_err_with(|| format!("cannot make the folder {}; check that you may write there", folder.display()))?;
    Disk::default().sync_folder(folder.parent().unwrap_or(folder))
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
