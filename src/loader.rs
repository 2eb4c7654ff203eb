//! Reads the sources the user gives, cuts them into articles, and builds the store.
//!
//! Files, folders (recursively, in natural order), standard input (`-`), and the samples that come with
//! veille. One source that cannot be read is a warning; the others load. It knows nothing of formats and
//! cutting but their front doors.

use std::collections::{BTreeSet, HashSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::digest;
use crate::formats;
use crate::model::correction::Corrections;
use crate::model::document::Document;
use crate::model::store::Store;
use crate::model::warning::Warning;
use crate::text::scrub::scrub_line;

/// What was loaded, and what was wrong.
#[derive(Debug, Default)]
pub struct Loaded {
    /// All documents and their articles.
    pub store: Store,
    /// Complaints about sources.
    pub warnings: Vec<Warning>,
}

/// The most bytes read of one source: what a reader opens is far below, and memory stays bounded.
const LIMIT: u64 = 512 << 20;

/// How deep folders are walked.
const DEPTH: usize = 64;

/// Loads sources in the order given, cut as the reader corrected them; with none, the samples.
pub fn load(sources: &[String], corrections: &Corrections) -> Loaded {
    load_again(sources, corrections, &Store::default())
}

/// Loads sources as [`load`] does; what came from the standard input is taken from `before`, as it can
/// be read only once.
pub fn load_again(sources: &[String], corrections: &Corrections, before: &Store) -> Loaded {
    let mut loader = Loader { corrections, loaded: Loaded::default() };
    if sources.is_empty() {
        for (name, bytes) in samples() {
            loader.add(name, bytes);
        }
    }
    for source in sources {
        if source == "-" {
            loader.add_standard_input(before);
        } else {
            loader.add_path(Path::new(source));
        }
    }
    loader.loaded
}

/// Cuts the documents of these sources anew, as they are corrected now; all others stay as they are.
pub fn cut_again(store: &Store, sources: &BTreeSet<String>, corrections: &Corrections) -> Loaded {
    let mut loader = Loader { corrections, loaded: Loaded::default() };
    for (document, digest) in store.documents().iter().zip(store.digests()) {
        if sources.contains(document.source()) {
            loader.cut(Arc::clone(document));
        } else {
            let articles = store.articles().get(digest.articles.clone()).unwrap_or_default().to_vec();
            loader.loaded.store.add(Arc::clone(document), digest.title.clone(), digest.date.clone(), articles);
        }
    }
    loader.loaded
}

/// The digests that come with veille: file name and bytes.
pub fn samples() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    SAMPLES.iter().copied()
}

const SAMPLES: [(&str, &[u8]); 8] = [
    ("bienvenue.md", include_bytes!("../assets/samples/bienvenue.md")),
    ("welcome.md", include_bytes!("../assets/samples/welcome.md")),
    ("la-lettre-de-l-archipel.txt", include_bytes!("../assets/samples/la-lettre-de-l-archipel.txt")),
    ("revue-de-presse.txt", include_bytes!("../assets/samples/revue-de-presse.txt")),
    ("emission-les-mardis-du-phare.txt", include_bytes!("../assets/samples/emission-les-mardis-du-phare.txt")),
    ("en-bref.txt", include_bytes!("../assets/samples/en-bref.txt")),
    ("the-slow-clock.txt", include_bytes!("../assets/samples/the-slow-clock.txt")),
    ("links-of-the-week.md", include_bytes!("../assets/samples/links-of-the-week.md")),
];

/// What is loaded so far, and how it is to be cut.
struct Loader<'a> {
    corrections: &'a Corrections,
    loaded: Loaded,
}

impl Loader<'_> {
    /// Reads the bytes of one source into the store.
    fn add(&mut self, source: &str, bytes: &[u8]) {
        self.keep(formats::read(&scrub_line(source), bytes));
    }

    /// Reads bytes that nobody needs any more once they are text: two copies would be one too many.
    fn add_owned(&mut self, source: &str, bytes: Vec<u8>) {
        let read = formats::read(&scrub_line(source), &bytes);
        drop(bytes);
        self.keep(read);
    }

    fn keep(&mut self, read: formats::Read) {
        self.loaded.warnings.extend(read.warnings);
        for document in read.documents {
            self.cut(Arc::new(document));
        }
    }

    /// Cuts a document into its articles and adds them to the store.
    fn cut(&mut self, document: Arc<Document>) {
        let split = digest::split(&document, self.corrections);
        let title = split.title.unwrap_or_else(|| file_name(document.source()));
        if split.lost_corrections > 0 {
            let message =
                format!("{} corrections made here find their text no more and are left out.", split.lost_corrections);
            self.warn(document.source(), &message);
        }
        self.loaded.store.add(document, title, split.date, split.articles);
    }

    fn add_standard_input(&mut self, before: &Store) {
        let read: Vec<Arc<Document>> =
            before.documents().iter().filter(|document| document.source() == "-").cloned().collect();
        if !read.is_empty() {
            return read.into_iter().for_each(|document| self.cut(document));
        }
        let mut bytes = Vec::new();
        match io::stdin().lock().take(LIMIT).read_to_end(&mut bytes) {
            Ok(_) => self.add_owned("-", bytes),
            Err(error) => self.warn("-", &format!("standard input cannot be read ({error}); it was left out.")),
        }
    }

    fn add_path(&mut self, path: &Path) {
        match fs::metadata(path) {
            Ok(found) if found.is_dir() => {
                let mut files = Vec::new();
                self.walk(path, &mut files, &mut HashSet::new(), DEPTH);
                if files.is_empty() {
                    self.warn(&path.to_string_lossy(), "this folder holds no file to read; give another one.");
                }
                for file in files {
                    self.add_file(&file, true);
                }
            }
            Ok(_) => self.add_file(path, false),
            Err(error) => {
                self.warn(&path.to_string_lossy(), &format!("it cannot be opened ({error}); check the name."))
            }
        }
    }

    /// Reads one file. In a folder, what is no text is passed over in silence.
    fn add_file(&mut self, path: &Path, is_in_folder: bool) {
        let source = path.to_string_lossy();
        match read_file(path) {
            Ok(bytes) if is_in_folder && !formats::is_text(&bytes) => {}
            Ok(bytes) => self.add_owned(&source, bytes),
            Err(error) => self.warn(&source, &format!("it cannot be read ({error}); it was left out.")),
        }
    }

    /// Collects the files below a folder in natural order; a folder met twice (by links) is read once.
    fn walk(&mut self, folder: &Path, files: &mut Vec<PathBuf>, seen: &mut HashSet<(u64, u64)>, depth: usize) {
        let is_new = fs::metadata(folder).is_ok_and(|found| seen.insert((found.dev(), found.ino())));
        if !is_new || depth == 0 {
            return;
        }
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => {
                return self.warn(
                    &folder.to_string_lossy(),
                    &format!("this folder cannot be read ({error}); it was left out."),
                );
            }
        };
        let mut names: Vec<PathBuf> =
            entries.filter_map(Result::ok).map(|entry| entry.path()).filter(|path| !is_hidden(path)).collect();
        names.sort_by(|one, other| {
            natord::compare(&one.to_string_lossy(), &other.to_string_lossy()).then_with(|| one.cmp(other))
        });
        for path in names {
            match fs::metadata(&path) {
                Ok(found) if found.is_dir() => self.walk(&path, files, seen, depth - 1),
                Ok(found) if found.is_file() => files.push(path),
                Ok(_) => {}
                Err(error) => {
                    self.warn(&path.to_string_lossy(), &format!("it cannot be opened ({error}); it was left out."))
                }
            }
        }
    }

    fn warn(&mut self, source: &str, message: &str) {
        self.loaded.warnings.push(Warning { source: scrub_line(source).into_owned(), message: message.to_owned() });
    }
}

/// Reads a regular file. It is opened without blocking: a named pipe would wait for a writer for ever.
fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    let flags = i32::try_from(rustix::fs::OFlags::NONBLOCK.bits()).unwrap_or(0);
    let file: File = OpenOptions::new().read(true).custom_flags(flags).open(path)?;
    if !file.metadata()?.is_file() {
        return Err(io::Error::other("it is no regular file"));
    }
    let mut bytes = Vec::new();
    file.take(LIMIT).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
}

/// The name of a source as a title: its last part, without the ending of a text file.
fn file_name(source: &str) -> String {
    if source == "-" {
        return "Standard input".to_owned();
    }
    let name = source.rsplit('/').find(|part| !part.is_empty()).unwrap_or(source);
    let stem = [".txt", ".md", ".markdown"].iter().find_map(|ending| name.strip_suffix(ending));
    stem.filter(|stem| !stem.is_empty()).unwrap_or(name).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::symlink;

    fn load_path(path: &Path) -> Loaded {
        load(&[path.to_string_lossy().into_owned()], &Corrections::default())
    }

    #[test]
    fn the_samples_load_without_a_complaint() {
        let loaded = load(&[], &Corrections::default());
        assert_eq!(loaded.warnings, Vec::new());
        assert_eq!(loaded.store.documents().len(), SAMPLES.len());
        assert!(loaded.store.articles().len() >= 30, "{}", loaded.store.articles().len());
    }

    #[test]
    fn a_folder_is_read_in_natural_order_without_hidden_files_pipes_and_loops() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        for name in ["week 10.txt", "week 9.txt", ".hidden.txt"] {
            fs::write(root.join(name), format!("{name} holds one short article.\n")).unwrap();
        }
        fs::write(root.join("picture.png"), b"\x89PNG\0\0\0").unwrap();
        fs::create_dir(root.join("sub")).unwrap();
        symlink(root, root.join("sub/loop")).unwrap();
        rustix::fs::mknodat(rustix::fs::CWD, root.join("pipe"), rustix::fs::FileType::Fifo, rustix::fs::Mode::RUSR, 0)
            .unwrap();
        let loaded = load_path(root);
        let names: Vec<String> = loaded.store.documents().iter().map(|document| file_name(document.source())).collect();
        assert_eq!(names, ["week 9", "week 10"]);
        assert_eq!(loaded.warnings, Vec::new());
    }

    #[test]
    fn one_bad_source_is_named_and_the_others_load() {
        let folder = tempfile::tempdir().unwrap();
        let good = folder.path().join("good.txt");
        fs::write(&good, "One short article.\n").unwrap();
        let pipe = folder.path().join("pipe");
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, rustix::fs::FileType::Fifo, rustix::fs::Mode::RUSR, 0).unwrap();
        let missing = folder.path().join("missing.txt");
        let sources: Vec<String> =
            [&missing, &pipe, &good].iter().map(|path| path.to_string_lossy().into_owned()).collect();
        let loaded = load(&sources, &Corrections::default());
        assert_eq!(loaded.store.documents().len(), 1);
        let named: Vec<&str> = loaded.warnings.iter().map(|warning| warning.source.as_str()).collect();
        assert_eq!(named, [sources[0].as_str(), sources[1].as_str()]);
    }

    #[test]
    fn a_document_is_cut_alike_whatever_stands_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.txt"), "One short article about tides.\n").unwrap();
        let alone = load_path(folder.path());
        fs::write(folder.path().join("b.txt"), "Another article about winds.\n").unwrap();
        let together = load_path(folder.path());
        assert_eq!(alone.store.articles(), &together.store.articles()[..alone.store.articles().len()]);
    }
}
