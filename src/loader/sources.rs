//! What is to be read: files, folders (recursively, in natural order), standard input, samples.
//!
//! Nothing is read here but the names in folders; what cannot be found is a warning.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::{samples, warning};
use crate::files::in_words;
use crate::formats;
use crate::model::warning::Warning;

/// The most bytes read of one source: what a reader opens is far below, and memory stays bounded.
const LIMIT: u64 = 512 << 20;

/// How deep folders are walked.
const DEPTH: usize = 64;

/// One thing to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Item {
    /// A digest that comes with veille.
    Sample(&'static str, &'static [u8]),
    /// The standard input.
    StandardInput,
    /// A file that was named.
    File(PathBuf),
    /// A file of a folder that was named: what is no text is passed over in silence.
    InFolder(PathBuf),
}

impl Item {
    /// What warnings and documents call it.
    pub(super) fn name(&self) -> Cow<'_, str> {
        match self {
            Item::Sample(name, _) => Cow::Borrowed(name),
            Item::StandardInput => Cow::Borrowed("-"),
            Item::File(path) | Item::InFolder(path) => path.to_string_lossy(),
        }
    }

    /// Its bytes; none where it is to be passed over.
    pub(super) fn bytes(&self) -> io::Result<Option<Cow<'static, [u8]>>> {
        let bytes = match self {
            Item::Sample(_, bytes) => return Ok(Some(Cow::Borrowed(bytes))),
            Item::StandardInput => read_all(io::stdin().lock(), 0)?,
            Item::File(path) => read_file(path)?,
            Item::InFolder(path) => read_file(path)?,
        };
        let is_passed_over = matches!(self, Item::InFolder(_)) && !formats::is_text(&bytes);
        Ok(Some(Cow::Owned(bytes)).filter(|_| !is_passed_over))
    }
}

/// Finds what the sources hold, in reading order; with none, the samples.
pub(super) fn find(sources: &[OsString]) -> (Vec<Item>, Vec<Warning>) {
    let mut finder = Finder::default();
    if sources.is_empty() {
        finder.items.extend(samples().map(|(name, bytes)| Item::Sample(name, bytes)));
    }
    for source in sources {
        if source == "-" {
            finder.items.push(Item::StandardInput);
        } else {
            finder.add(Path::new(source));
        }
    }
    (finder.items, finder.warnings)
}

#[derive(Debug, Default)]
struct Finder {
    items: Vec<Item>,
    warnings: Vec<Warning>,
}

impl Finder {
    fn add(&mut self, path: &Path) {
        match fs::metadata(path) {
            Ok(found) if found.is_dir() => {
                let before = self.items.len();
                self.walk(path, &mut HashSet::new(), DEPTH);
                if self.items.len() == before {
                    self.warn(path, "this folder holds no file to read; give another one.");
                }
            }
            Ok(_) => self.items.push(Item::File(path.to_owned())),
            Err(error) => self.warn(path, &format!("it cannot be opened ({}); check the name.", in_words(&error))),
        }
    }

    /// Collects the files below a folder in natural order; a folder met twice (by links) is read once.
    fn walk(&mut self, folder: &Path, seen: &mut HashSet<(u64, u64)>, depth: usize) {
        let is_new = fs::metadata(folder).is_ok_and(|found| seen.insert((found.dev(), found.ino())));
        if !is_new || depth == 0 {
            return;
        }
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => {
                let message = format!("this folder cannot be read ({}); it was left out.", in_words(&error));
                return self.warn(folder, &message);
            }
        };
        let mut names: Vec<PathBuf> =
            entries.filter_map(Result::ok).map(|entry| entry.path()).filter(|path| !is_hidden(path)).collect();
        names.sort_by(|one, other| {
            natord::compare(&one.to_string_lossy(), &other.to_string_lossy()).then_with(|| one.cmp(other))
        });
        for path in names {
            match fs::metadata(&path) {
                Ok(found) if found.is_dir() => self.walk(&path, seen, depth - 1),
                Ok(found) if found.is_file() => self.items.push(Item::InFolder(path)),
                Ok(_) => {}
                Err(error) => {
                    self.warn(&path, &format!("it cannot be opened ({}); it was left out.", in_words(&error)))
                }
            }
        }
    }

    fn warn(&mut self, path: &Path, message: &str) {
        self.warnings.push(warning(&path.to_string_lossy(), message));
    }
}

/// Reads a regular file. It is opened without blocking: a named pipe would wait for a writer for ever.
fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    let flags = i32::try_from(rustix::fs::OFlags::NONBLOCK.bits()).unwrap_or(0);
    let file: File = OpenOptions::new().read(true).custom_flags(flags).open(path)?;
    if !file.metadata()?.is_file() {
        return Err(io::Error::other("it is no regular file"));
    }
    let size = usize::try_from(file.metadata()?.len().min(LIMIT)).unwrap_or(0);
    read_all(file, size)
}

/// Reads to the end, of what has about `size` bytes.
fn read_all(source: impl Read, size: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(size);
    source.take(LIMIT).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}
