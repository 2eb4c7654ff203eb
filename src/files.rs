//! Folders and files, made so that what was written is still there after a power loss.
//!
//! The one place that knows the order of write, sync and rename. It does not know what the files
//! hold, and it never removes one.

use std::fs::{self, DirBuilder, File, Permissions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::Path;

use color_eyre::eyre::{Result, WrapErr, bail};

/// Makes `folder`, with the folders above it, for the user alone (mode 0700), unless it exists.
pub fn create_private_folder(folder: &Path) -> Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let made = DirBuilder::new().recursive(true).mode(0o700).create(folder);
    made.wrap_err_with(|| format!("cannot make the folder {}; check that you may write there", folder.display()))?;
    sync_folder(folder.parent().unwrap_or(folder))
}

/// Brings the names of the files in `folder` to the disk: a new file is safe only after that.
pub fn sync_folder(folder: &Path) -> Result<()> {
    let synced = File::open(folder).and_then(|folder| folder.sync_all());
    synced.wrap_err_with(|| format!("cannot bring the folder {} to the disk", folder.display()))
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
    let mut file = tempfile::Builder::new()
        .prefix(".veille-")
        .permissions(permissions.clone())
        .tempfile_in(folder)
        .wrap_err_with(cannot)?;
    file.write_all(text.as_bytes()).wrap_err_with(cannot)?;
    if before.is_some() {
        file.as_file().set_permissions(permissions).wrap_err_with(cannot)?;
    }
    file.as_file().sync_all().wrap_err_with(cannot)?;
    if read_text(path)?.as_deref() != before {
        bail!("{name} was changed by another program just now; it was left alone: try once more");
    }
    file.persist(&target).wrap_err_with(cannot)?;
    sync_folder(folder)
}
