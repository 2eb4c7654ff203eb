//! The notes in the export folder, and what each says of itself.
//!
//! Read once an export, and only where a page does not find its file under the name it knows. No link is
//! followed, nothing hidden is entered, and of each note its beginning is read: see the limits below. A
//! note that cannot be read is nobody's, and named.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use crate::export::signs::Signs;
use crate::files::{Disk, shown};
use crate::model::highlight::HighlightId;

/// How deep folders are entered.
const DEPTH: usize = 16;

/// How many notes are read.
const NOTES: usize = 20_000;

/// How many bytes of each.
const BYTES: u64 = 256 * 1024;

/// The notes that say anything that an export could have written.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// Each with its signs, in the order of their names.
    pub(super) found: Vec<(PathBuf, Signs)>,
    /// The notes and folders that could not be read.
    unread: Vec<PathBuf>,
    /// Whether there are more than were read.
    is_cut: bool,
}

impl Notes {
    /// Reads the notes with this extension under `folder`.
    pub(super) fn read(folder: &Path, extension: &str, disk: &Disk) -> Notes {
        let mut notes = Notes::default();
        for file in notes.files(folder, extension) {
            match begin(&file, disk).map(|text| Signs::read(&text)) {
                Ok(signs) if signs.is_empty() => {}
                Ok(signs) => notes.found.push((file, signs)),
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Err(_) => notes.unread.push(file),
            }
        }
        notes
    }

    fn files(&mut self, folder: &Path, extension: &str) -> Vec<PathBuf> {
        let (mut files, mut folders) = (Vec::new(), vec![(folder.to_owned(), DEPTH)]);
        while let Some((folder, depth)) = folders.pop().filter(|_| files.len() <= NOTES) {
            let entries = match fs::read_dir(&folder) {
                Ok(entries) => entries.filter_map(Result::ok),
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                Err(_) => {
                    self.unread.push(folder);
                    continue;
                }
            };
            for entry in entries.filter(|entry| !entry.file_name().to_string_lossy().starts_with('.')) {
                let (path, kind) = (entry.path(), entry.file_type().ok());
                if depth > 0 && kind.is_some_and(|kind| kind.is_dir()) {
                    folders.push((path, depth - 1));
                } else if kind.is_some_and(|kind| kind.is_file())
                    && path.extension().is_some_and(|end| end == extension)
                {
                    files.push(path);
                }
            }
        }
        self.is_cut = files.len() > NOTES;
        files.truncate(NOTES);
        files.sort();
        files
    }

    /// What the reader should know: where a renamed file may have been missed.
    pub(super) fn messages(&self) -> Vec<String> {
        let cut = || format!("Renamed files were looked for among {NOTES} notes only; choose a smaller export folder.");
        let others = match self.unread.len().saturating_sub(1) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let unread = self.unread.first().map(|first| {
            format!("Renamed files were not looked for in {}{others}; check that you may read there.", shown(first))
        });
        self.is_cut.then(cut).into_iter().chain(unread).collect()
    }

    /// Whether a highlight stands in any of them.
    pub(super) fn hold(&self, id: &HighlightId) -> bool {
        self.found.iter().any(|(_, signs)| signs.ids.contains(id))
    }
}

/// The beginning of a note. It is opened without blocking: a named pipe would wait for a writer for ever.
fn begin(file: &Path, disk: &Disk) -> io::Result<String> {
    let flags = i32::try_from(rustix::fs::OFlags::NONBLOCK.bits()).unwrap_or(0);
    let file: File = disk.open(OpenOptions::new().read(true).custom_flags(flags), file)?;
    let mut bytes = Vec::new();
    file.take(BYTES).read_to_end(&mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
