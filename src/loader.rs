//! Reads the sources the user gives, cuts them into articles, and builds the store.
//!
//! `sources` finds what is to be read and in which order, `team` has it done by as many threads as the
//! machine has processors, and here the store grows in reading order, whoever is done first. One source
//! that cannot be read is a warning; the others load. It knows nothing of formats and cutting but their
//! front doors.

mod sources;
pub(crate) mod team;

use std::collections::{BTreeSet, HashSet};
use std::ffi::{OsStr, OsString};
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread;

use crate::digest::{self, Split};
use crate::files::in_words;
use crate::formats;
use crate::model::correction::Corrections;
use crate::model::document::Document;
use crate::model::store::Store;
use crate::model::warning::Warning;
use crate::text::message::counted;
use crate::text::scrub::scrub_line;
use sources::Item;

/// What was loaded, and what was wrong.
#[derive(Debug, Default)]
pub struct Loaded {
    /// All documents and their articles.
    pub store: Store,
    /// Complaints about sources.
    pub warnings: Vec<Warning>,
}

impl Loaded {
    /// Whether there is a complaint about one of the sources that were named, not about what was in a folder.
    pub fn has_failed(&self, sources: &[OsString]) -> bool {
        let names: HashSet<String> = sources.iter().map(|source| name_of(source)).collect();
        self.warnings.iter().any(|warning| names.contains(&warning.source))
    }
}

/// What warnings call a source.
fn name_of(source: &OsStr) -> String {
    scrub_line(&source.to_string_lossy()).into_owned()
}

/// After so many bytes of text a first part is shown, then each time there is twice as much: what each
/// part costs to be shown is then paid twice for the whole, however long it is.
const FIRST_STEP: usize = 64 << 10;

/// Loads sources in the order given, cut as the reader corrected them; with none, the samples.
pub fn load(sources: &[OsString], corrections: &Corrections) -> Loaded {
    load_again(sources, corrections, &Store::default())
}

/// Loads sources as [`load`] does; what came from the standard input is taken from `before`, as it can
/// be read only once.
pub fn load_again(sources: &[OsString], corrections: &Corrections, before: &Store) -> Loaded {
    load_in_steps(sources, corrections, before, |_| {})
}

/// Loads sources as [`load_again`] does; `show` gets what is there so far each time there is twice as much
/// of it. Each store continues the one before.
pub fn load_in_steps(
    sources: &[OsString],
    corrections: &Corrections,
    before: &Store,
    show: impl FnMut(&Store),
) -> Loaded {
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    load_on(threads, sources, corrections, before, show)
}

fn load_on(
    threads: usize,
    sources: &[OsString],
    corrections: &Corrections,
    before: &Store,
    mut show: impl FnMut(&Store),
) -> Loaded {
    let (items, warnings) = sources::find(sources);
    let (mut loaded, mut bytes, mut step) = (Loaded { warnings, ..Loaded::default() }, 0, FIRST_STEP);
    let read = |item: &Item| {
        let failed = || Read { cut: Vec::new(), warnings: vec![warning(&item.name(), FAILED)] };
        catch_unwind(AssertUnwindSafe(|| read(item, corrections, before))).unwrap_or_else(|_| failed())
    };
    team::each(&items, threads, read, |read| {
        bytes += read.cut.iter().map(|(document, _)| document.text().len()).sum::<usize>();
        loaded.keep(read);
        if bytes >= step {
            step = bytes * 2;
            show(&loaded.store);
        }
    });
    loaded
}

/// Cuts the documents of these sources anew, as they are corrected now; all others stay as they are.
pub fn cut_again(store: &Store, sources: &BTreeSet<String>, corrections: &Corrections) -> Loaded {
    let mut loaded = Loaded::default();
    for (index, document) in store.documents().iter().enumerate() {
        if sources.contains(document.source()) {
            loaded.keep(cut([Arc::clone(document)], corrections));
        } else {
            loaded.store.add_from(store, index);
        }
    }
    loaded
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

const FAILED: &str = "reading it failed inside veille; it was left out.";

const NOTHING: &str =
    "nothing in it looks like an article (headings, labels or standing text only); open the file itself to read it.";

/// What came of one source.
#[derive(Debug)]
struct Read {
    cut: Vec<(Arc<Document>, Split)>,
    warnings: Vec<Warning>,
}

impl Loaded {
    /// Adds what came of the next source.
    fn keep(&mut self, read: Read) {
        self.warnings.extend(read.warnings);
        for (document, split) in read.cut {
            let title = split.title.unwrap_or_else(|| file_name(document.source()));
            self.store.add(document, title, split.date, split.articles);
        }
    }
}

/// Reads one source and cuts its documents.
fn read(item: &Item, corrections: &Corrections, before: &Store) -> Read {
    let again = before.documents().iter().filter(|document| document.source() == "-");
    if matches!(item, Item::StandardInput) && again.clone().next().is_some() {
        return cut(again.cloned(), corrections);
    }
    let text = match item.bytes() {
        Ok(Some(bytes)) => formats::read(&scrub_line(&item.name()), bytes),
        Ok(None) => formats::Read { documents: Vec::new(), warnings: Vec::new() },
        Err(error) => {
            let left_out = format!("it cannot be read ({}); it was left out.", in_words(&error));
            formats::Read { documents: Vec::new(), warnings: vec![warning(&item.name(), &left_out)] }
        }
    };
    let is_blank = text.documents.iter().any(|document| document.text().trim().is_empty());
    let mut read = cut(text.documents.into_iter().map(Arc::new), corrections);
    read.warnings.splice(..0, text.warnings);
    // Of a folder nobody says what has to be in it.
    if is_blank && matches!(item, Item::File(_) | Item::StandardInput) {
        read.warnings.push(warning(&item.name(), "it holds no text."));
    }
    read
}

/// Cuts documents into their articles.
fn cut(documents: impl IntoIterator<Item = Arc<Document>>, corrections: &Corrections) -> Read {
    let mut read = Read { cut: Vec::new(), warnings: Vec::new() };
    for document in documents {
        let split = digest::split(&document, corrections);
        if split.lost_corrections > 0 {
            let lost = split.lost_corrections;
            let (find, are) = if lost == 1 { ("finds its", "is") } else { ("find their", "are") };
            let lost = counted(lost, "correction");
            let message = format!("{lost} made here {find} text no more and {are} left out.");
            read.warnings.push(warning(document.source(), &message));
        }
        if split.articles.is_empty() && !document.text().trim().is_empty() {
            read.warnings.push(warning(document.source(), NOTHING));
        }
        read.cut.push((document, split));
    }
    read
}

fn warning(source: &str, message: &str) -> Warning {
    Warning { source: scrub_line(source).into_owned(), message: message.to_owned() }
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
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::path::Path;

    fn load_path(path: &Path) -> Loaded {
        load(&[path.into()], &Corrections::default())
    }

    #[test]
    fn the_samples_load_without_a_complaint() {
        let loaded = load(&[], &Corrections::default());
        assert_eq!(loaded.warnings, Vec::new());
        assert_eq!(loaded.store.documents().len(), SAMPLES.len());
        assert!(loaded.store.article_count() >= 30, "{}", loaded.store.article_count());
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
        let sources = [&missing, &pipe, &good].map(OsString::from);
        let loaded = load(&sources, &Corrections::default());
        assert_eq!(loaded.store.documents().len(), 1);
        let said: Vec<String> = loaded.warnings.iter().map(ToString::to_string).collect();
        let expected = [
            format!("{}: it cannot be opened (no such file or directory); check the name.", missing.display()),
            format!("{}: it cannot be read (it is no regular file); it was left out.", pipe.display()),
        ];
        assert_eq!(said, expected);
        assert!(loaded.has_failed(&sources) && !loaded.has_failed(&sources[2..]));
    }

    #[test]
    fn a_source_without_text_is_named_unless_a_folder_holds_it() {
        let folder = tempfile::tempdir().unwrap();
        let empty = folder.path().join("empty.txt");
        for text in ["", " \n\t\n"] {
            fs::write(&empty, text).unwrap();
            let said: Vec<String> = load_path(&empty).warnings.iter().map(ToString::to_string).collect();
            assert_eq!(said, [format!("{}: it holds no text.", empty.display())], "{text:?}");
            assert_eq!(load_path(folder.path()).warnings, Vec::new());
        }
    }

    #[test]
    fn a_source_with_words_but_without_an_article_is_named_wherever_it_stands() {
        let folder = tempfile::tempdir().unwrap();
        let labels = folder.path().join("labels.txt");
        let said = |path: &Path| load_path(path).warnings.iter().map(ToString::to_string).collect::<Vec<_>>();
        fs::write(&labels, "Share\nLog in\nBack to top\n").unwrap();
        let expected = [format!("{}: {NOTHING}", labels.display())];
        assert_eq!([said(&labels), said(folder.path())], [expected.clone(), expected]);
        fs::write(&labels, "Share\nLog in\nThe ferry sails again.\n").unwrap();
        assert_eq!(said(&labels), Vec::<String>::new());
    }

    #[test]
    fn a_name_in_another_encoding_is_read_and_shown_as_far_as_it_is_text() {
        use std::os::unix::ffi::OsStrExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(OsStr::from_bytes(b"no\xebl.txt"));
        fs::write(&path, "One short article.\n").unwrap();
        let loaded = load_path(&path);
        assert_eq!(loaded.warnings, Vec::new());
        assert!(loaded.store.documents()[0].source().ends_with("no\u{fffd}l.txt"));
    }

    #[test]
    fn a_document_is_cut_alike_whatever_stands_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.txt"), "One short article about tides.\n").unwrap();
        let alone = load_path(folder.path());
        fs::write(folder.path().join("b.txt"), "Another article about winds.\n").unwrap();
        let together = load_path(folder.path());
        assert!(alone.store.articles().eq(together.store.articles().take(alone.store.article_count())));
    }

    /// A folder of digests long enough for several steps, with a file that is none.
    fn library(root: &Path) {
        for number in 0..40 {
            let item = |at: usize| format!("- Le bac {number} accoste au quai {at} avant la marée du soir.\n");
            let items: String = (0..300 + number * 7 % 11 * 40).map(item).collect();
            fs::write(root.join(format!("week {number}.md")), format!("# Semaine {number}\n\n{items}")).unwrap();
        }
        fs::write(root.join("week 17.md"), b"\x7fELF\0\0\0\x01").unwrap();
    }

    #[test]
    fn any_number_of_threads_gives_the_same_store_in_steps_that_continue_each_other() {
        let folder = tempfile::tempdir().unwrap();
        library(folder.path());
        // The same folder twice: named before and after, what cannot be read hides nothing.
        let path = folder.path();
        let sources = [path, &path.join("missing"), &path.join("week 17.md"), path].map(OsString::from);
        let expected = load_on(1, &sources, &Corrections::default(), &Store::default(), |_| {});
        assert_eq!((expected.store.documents().len(), expected.warnings.len()), (78, 2));
        for threads in [2, 3, 8] {
            let mut steps: Vec<Store> = Vec::new();
            let show = |store: &Store| steps.push(store.clone());
            let loaded = load_on(threads, &sources, &Corrections::default(), &Store::default(), show);
            assert_eq!(loaded.store, expected.store);
            assert_eq!(loaded.warnings, expected.warnings);
            assert!((2..8).contains(&steps.len()), "{}", steps.len());
            steps.push(loaded.store);
            assert!(steps.windows(2).all(|pair| pair[1].continues(&pair[0])));
        }
    }

    #[test]
    fn cutting_one_source_again_shares_all_others() {
        let folder = tempfile::tempdir().unwrap();
        library(folder.path());
        let loaded = load_path(folder.path()).store;
        let source = loaded.documents()[3].source().to_owned();
        let again = cut_again(&loaded, &BTreeSet::from([source]), &Corrections::default()).store;
        assert_eq!(again, loaded);
        assert!(!again.continues(&loaded));
    }
}
