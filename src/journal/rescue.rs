//! What could not be saved when the program ended, in a file of its own elsewhere.
//!
//! The state folder may be full, read-only or gone just then; some other folder of the user is not.
//! The file holds lines of a journal and belongs to one state folder, whose path its name tells by a
//! hash. It is read with the journals from then on, and goes only after its lines are in one of them.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use color_eyre::eyre::{Result, eyre};
use xxhash_rust::xxh3::xxh3_64;

use crate::files::Disk;

/// How its name begins and ends.
const NAME: (&str, &str) = ("veille-unsaved-", ".jsonl");

/// Writes `lines` to the first of `folders` that takes them, for the state in `state`.
pub(super) fn write(disk: &Disk, folders: &[PathBuf], state: &Path, session: &str, lines: &[u8]) -> Result<PathBuf> {
    let mut last = eyre!("there is no folder to turn to");
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        let path = folder.join(format!("{}{session}{}", beginning(state), NAME.1));
        match disk.write_private(&path, lines) {
            Ok(()) => return Ok(path),
            Err(error) => last = error,
        }
    }
    Err(last)
}

/// The files in `folders` that were left for the state in `state`. Those of other users are not
/// trusted: a folder for temporary files is everybody's.
pub(super) fn find(folders: &[PathBuf], state: &Path) -> Vec<PathBuf> {
    let is_one = |path: &PathBuf| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        name.starts_with(&beginning(state)) && name.ends_with(NAME.1) && is_own_file(path)
    };
    let entries = folders.iter().filter_map(|folder| fs::read_dir(folder).ok()).flatten().flatten();
    let mut found: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(is_one).collect();
    found.sort();
    found.dedup();
    found
}

/// Whether there is a file of this user, and no link to one.
pub(super) fn is_own_file(path: &Path) -> bool {
    let own = rustix::process::getuid().as_raw();
    fs::symlink_metadata(path).is_ok_and(|found| found.is_file() && found.uid() == own)
}

fn beginning(state: &Path) -> String {
    let state = std::path::absolute(state).unwrap_or_else(|_| state.to_owned());
    format!("{}{:016x}-", NAME.0, xxh3_64(state.as_os_str().as_encoded_bytes()))
}
