//! Folders and files, made so that what was written is still there after a power loss.
//!
//! The one place that knows the order of write, sync and rename. It does not know what the files
//! hold, and it never removes one.

use std::fs::{DirBuilder, File};
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

use color_eyre::eyre::{Result, WrapErr};

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
