//! Where a page's file is: under the name that is remembered, under the one it would get, or wherever in
//! the folder the user moved it.
//!
//! A file is a page's own where its front matter says so and nothing in it says otherwise, or where it
//! says nothing and holds at least half of what was exported, and of no other page anything. Between
//! several, that under an expected name is taken, else the one with most of the highlights.

use std::cell::OnceCell;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::path::{Component, Path, PathBuf, absolute};

use color_eyre::eyre::Result;

use super::notes::Notes;
use super::{Job, ids};
use crate::export::signs::{Claim, Identity, Signs};
use crate::export::{Page, names};
use crate::files::shown;
use crate::model::exports::Unit;
use crate::model::highlight::HighlightId;
use crate::text::message::counted;

/// The folder that is exported to.
pub(super) struct Folder<'a> {
    pub(super) path: PathBuf,
    /// The files that pages of this export have.
    pub(super) taken: BTreeSet<PathBuf>,
    /// The highlights of all pages.
    all: BTreeSet<&'a HighlightId>,
    notes: OnceCell<Notes>,
}

/// The file of a page.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) file: PathBuf,
    /// The remembered names under which there is no file any more.
    pub(super) formerly: Vec<String>,
    /// What is to be said of it.
    pub(super) message: Option<String>,
}

impl<'a> Folder<'a> {
    pub(super) fn new(path: PathBuf, pages: &'a [Page]) -> Self {
        let all = pages.iter().flat_map(ids).collect();
        Folder { path, taken: BTreeSet::new(), all, notes: OnceCell::new() }
    }

    /// Whether a file lies in the folder or below it, as far as its name says.
    pub(super) fn holds(&self, file: &Path) -> bool {
        let inside = file.strip_prefix(&self.path).ok();
        inside.is_some_and(|inside| inside.components().all(|part| matches!(part, Component::Normal(_))))
    }

    /// The notes in the folder.
    pub(super) fn notes(&self, job: &Job<'_>) -> &Notes {
        self.notes.get_or_init(|| match job.exporter.has_signs {
            true => Notes::read(&self.path, job.exporter.extension, &job.disk),
            false => Notes::default(),
        })
    }

    /// What the reader should know of the search, where there was one.
    pub(super) fn messages(&self) -> Vec<String> {
        self.notes.get().map(Notes::messages).unwrap_or_default()
    }
}

impl Job<'_> {
    /// Finds a page its file, which need not exist.
    pub(super) fn find_place(&self, page: &Page, folder: &Folder<'_>) -> Result<Place> {
        let names = self.names(page, folder);
        let remembered = self.remembered(page, folder, &names);
        let is_gone = |file: &&(String, PathBuf)| !file.1.exists() && !file.1.is_symlink();
        let formerly = remembered.iter().filter(is_gone).map(|(name, _)| name.clone()).collect();
        let place = |file: &Path| Place { file: file.to_owned(), formerly, message: None };
        let files: Vec<&PathBuf> =
            remembered.iter().map(|(_, file)| file).filter(|file| !folder.taken.contains(*file)).collect();
        let sought = Sought::new(self, page, folder, &remembered);
        for file in files.iter().copied().chain(&names).filter(|file| !folder.taken.contains(*file)) {
            if self.signs(file)?.is_some_and(|signs| sought.fits(&signs)) {
                return Ok(place(file));
            }
        }
        if let Some((file, message)) = self.find_moved(page, folder, &sought) {
            return Ok(Place { message: Some(message), ..place(&file) });
        }
        for file in files.iter().filter(|file| page.unit != Unit::Week || names.contains(file)) {
            if self.signs(file)?.is_some_and(|signs| signs.claim(&sought.page) != Claim::Another) {
                return Ok(place(file));
            }
        }
        let is_beside = |file: &&&PathBuf| file.parent() == Some(&folder.path) && !file.exists();
        if let Some(gone) = files.iter().find(is_beside) {
            return Ok(place(gone));
        }
        let [best, other] = &names;
        Ok(place(if !folder.taken.contains(best) && self.is_free(best, page)? { best } else { other }))
    }

    /// The files that a page would get: the best name, and one for where that is taken.
    fn names(&self, page: &Page, folder: &Folder<'_>) -> [PathBuf; 2] {
        let date = page.date.as_deref().filter(|_| page.unit != Unit::Week);
        names::candidates(&page.title, date, &page.id())
            .map(|name| folder.path.join(format!("{name}.{}", self.exporter.extension)))
    }

    /// The files in the folder where highlights of a page went before, each under the name it is remembered by.
    fn remembered(&self, page: &Page, folder: &Folder<'_>, names: &[PathBuf]) -> Vec<(String, PathBuf)> {
        let exports = self.marks.exports();
        let all: BTreeSet<&String> = ids(page).filter_map(|id| exports.files().get(id)).flatten().collect();
        let of_unit = all.into_iter().filter(|name| exports.unit(name) == page.unit);
        let files = of_unit.map(|name| (name.clone(), self.file_called(name)));
        let is_one = |(_, file): &(String, PathBuf)| {
            // A week's file has one name; a highlight may have been in another week before.
            let is_of_page = page.unit != Unit::Week || names.contains(file) || file.exists();
            file.extension().is_some_and(|end| end == self.exporter.extension) && folder.holds(file) && is_of_page
        };
        files.filter(is_one).collect()
    }

    /// The file that is remembered by this name.
    pub(super) fn file_called(&self, name: &str) -> PathBuf {
        absolute(self.home).unwrap_or_else(|_| self.home.to_owned()).join(name)
    }

    /// A file of the page's that was renamed or moved, and what to say of it.
    fn find_moved(&self, page: &Page, folder: &Folder<'_>, sought: &Sought<'_>) -> Option<(PathBuf, String)> {
        let exports = self.marks.exports();
        let is_of_unit = |file: &Path| !exports.is_of_other_unit(&self.remembered_name(file), page.unit);
        let notes = folder.notes(self).found.iter();
        let own = notes.filter(|(file, signs)| !folder.taken.contains(file) && sought.fits(signs) && is_of_unit(file));
        let mut own: Vec<_> = own.map(|(file, signs)| (Reverse(signs.count(&sought.own)), file)).collect();
        own.sort();
        let (_, file) = own.first()?;
        let title = if page.title.is_empty() { "the digest" } else { page.title.as_str() };
        let message = match own.len() - 1 {
            0 => format!("{} is the file of {title}, renamed or moved; what is new goes there.", shown(file)),
            more => format!(
                "{} and {} hold highlights of {title}; what is new goes to the first.",
                shown(file),
                counted(more, "other note")
            ),
        };
        Some(((*file).clone(), message))
    }

    fn signs(&self, file: &Path) -> Result<Option<Signs>> {
        Ok(self.disk.read_text(file)?.map(|text| Signs::read(&text)))
    }

    /// Whether there is no file, or none that is another page's.
    fn is_free(&self, file: &Path, page: &Page) -> Result<bool> {
        let existing = self.disk.read_text(file)?;
        Ok(!existing.is_some_and(|text| (self.exporter.is_of_another)(&text, page)))
    }
}

/// What is sought: the file of a page.
struct Sought<'a> {
    page: Identity,
    own: BTreeSet<&'a HighlightId>,
    /// Those of them that are not known to be in files of another unit.
    of_unit: BTreeSet<&'a HighlightId>,
    all: &'a BTreeSet<&'a HighlightId>,
    /// How many of its highlights should be in it.
    expected: usize,
}

impl<'a> Sought<'a> {
    fn new(job: &Job<'_>, page: &'a Page, folder: &'a Folder<'a>, remembered: &[(String, PathBuf)]) -> Self {
        let exports = job.marks.exports();
        let names = |id: &HighlightId| exports.files().get(id).into_iter().flatten();
        let is_elsewhere = |id: &HighlightId| {
            names(id).next().is_some() && names(id).all(|name| exports.is_of_other_unit(name, page.unit))
        };
        let is_remembered = |id: &HighlightId| names(id).any(|name| remembered.iter().any(|(known, _)| known == name));
        let own: BTreeSet<&HighlightId> = ids(page).collect();
        let of_unit: BTreeSet<&HighlightId> = own.iter().copied().filter(|id| !is_elsewhere(id)).collect();
        let exported = of_unit.iter().filter(|id| is_remembered(id)).count();
        let expected = if exported == 0 { of_unit.len() } else { exported };
        Sought { page: Identity::of(page), own, of_unit, all: &folder.all, expected }
    }

    /// Whether a file with these signs is the page's own.
    fn fits(&self, signs: &Signs) -> bool {
        let (own, of_unit) = (signs.count(&self.own), signs.count(&self.of_unit));
        let is_mixed = || signs.count(self.all) > own;
        match signs.claim(&self.page) {
            Claim::Own => own > 0 || signs.ids.is_empty(),
            Claim::Another => false,
            Claim::OtherSource | Claim::None => of_unit > 0 && of_unit * 2 >= self.expected && !is_mixed(),
        }
    }
}
