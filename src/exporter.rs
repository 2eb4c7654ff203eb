//! The exporter: finds each page its file, merges it in, and says what was done.
//!
//! It writes only under the folder it is given (or the one file), each file wholly or not at all, and
//! one that cannot be written does not keep the others from it. It does not decide what a file says:
//! that is the room `export`.

mod notes;
mod place;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf, absolute};
use std::time::Duration;

use color_eyre::eyre::{Result, WrapErr, bail};
use similar::TextDiff;

use crate::export::{Before, Exporter, Merged, Page};
use crate::files::{Disk, shown};
use crate::model::change::Change;
use crate::model::exports::Unit;
use crate::model::highlight::HighlightId;
use crate::model::marks::Marks;
use crate::text::message::{agreed, counted};
use crate::text::scrub::{scrub, scrub_line};
use place::{Folder, Place};

/// How long to look for what two texts have in common: the time grows with the square of the lines that differ.
const PATIENCE: Duration = Duration::from_secs(2);

/// How to export.
#[derive(Debug, Clone)]
pub struct Job<'a> {
    /// The format.
    pub exporter: &'a Exporter,
    /// What the reader did: tells what was exported before.
    pub marks: &'a Marks,
    /// The configured export folder: files in it are remembered by their name there.
    pub home: &'a Path,
    /// Whether only to say what would be done.
    pub dry_run: bool,
    /// Whether to write again what the user took out of the files.
    pub again: bool,
    /// The highlights to export; none for all.
    pub only: Option<&'a BTreeSet<HighlightId>>,
    /// Where it writes.
    pub disk: Disk,
}

/// What an export did.
#[derive(Debug, Default)]
pub struct Report {
    /// The files that were written.
    pub written: Vec<PathBuf>,
    /// How many highlights are new in them.
    pub added: usize,
    /// How many blocks were brought up to date.
    pub updated: usize,
    /// What the user should know, a sentence each.
    pub messages: Vec<String>,
    /// What failed, a sentence each.
    pub failures: Vec<String>,
    /// What the journal must remember.
    pub changes: Vec<Change>,
    /// What would become of each file, as a unified diff.
    pub diff: String,
}

impl Report {
    /// One sentence for the status line.
    pub fn summary(&self) -> String {
        let what = match (self.added, self.updated) {
            (added, 0) => format!("{} exported to", counted(added, "highlight")),
            (0, updated) => format!("{} brought up to date in", counted(updated, "highlight")),
            (added, updated) => format!("{} exported, {updated} brought up to date in", counted(added, "highlight")),
        };
        match self.written.as_slice() {
            [] if !self.failures.is_empty() => "Nothing was exported.".to_owned(),
            [] => "Nothing new to export.".to_owned(),
            // No full stop: who copies the path would take it along.
            [file] => format!("{what} {}", shown(file)),
            files => format!("{what} {}.", counted(files.len(), "file")),
        }
    }
}

impl<'a> Job<'a> {
    /// A job that exports all highlights that were not exported before.
    pub fn new(exporter: &'a Exporter, marks: &'a Marks, home: &'a Path) -> Self {
        Job { exporter, marks, home, dry_run: false, again: false, only: None, disk: Disk::default() }
    }

    /// Exports each page to its own file in `folder`, which is made where it is missing.
    pub fn export_to_folder(&self, pages: &[Page], folder: &Path) -> Result<Report> {
        let cannot = || format!("cannot make the folder {}; check that you may write there", shown(folder));
        let folder = absolute(folder).wrap_err_with(cannot)?;
        let mut report = Report::default();
        let mut folder = Folder::new(folder, pages);
        let is_needed = !self.dry_run && !pages.is_empty();
        let made = if is_needed { self.disk.create_folder(&folder.path).wrap_err_with(cannot) } else { Ok(()) };
        if let Err(error) = made {
            report.failures.push(failure(&error));
            return Ok(report);
        }
        let mut gone = 0;
        for page in pages {
            let outcome = self.find_place(page, &folder).and_then(|place| {
                folder.taken.insert(place.file.clone());
                stays_in(&place.file, &folder.path)?;
                let elsewhere = self.elsewhere(page, &place.file, &folder)?;
                gone += elsewhere.gone;
                self.export_page(page, place, elsewhere.ids, &mut report)
            });
            report.failures.extend(outcome.err().as_ref().map(failure));
        }
        report.messages.extend(folder.messages());
        if gone > 0 {
            let (stay, them) = (agreed(gone, "stays", "stay"), agreed(gone, "it", "them"));
            report.messages.push(format!(
                "{} exported before to files that are gone {stay} out; `veille export --again` writes {them} anew.",
                counted(gone, "highlight")
            ));
        }
        Ok(report)
    }

    /// Exports one page to `file`, which the user named.
    pub fn export_to_file(&self, page: &Page, file: &Path) -> Result<Report> {
        let file = absolute(file).wrap_err_with(|| format!("cannot tell where {} is", shown(file)))?;
        let mut report = Report::default();
        let place = Place { file, formerly: Vec::new(), message: None };
        self.export_page(page, place, BTreeSet::new(), &mut report)?;
        Ok(report)
    }

    /// The highlights of a page that were exported to files of another unit in the folder: there they stay.
    fn elsewhere(&self, page: &Page, file: &Path, folder: &Folder<'_>) -> Result<Elsewhere> {
        let exports = self.marks.exports();
        let mut elsewhere = Elsewhere::default();
        let mut texts: BTreeMap<&str, Option<String>> = BTreeMap::new();
        for id in ids(page) {
            for name in exports.files().get(id).into_iter().flatten() {
                let other = self.file_called(name);
                let is_beside = folder.holds(&other) && other.extension() == file.extension();
                let is_of_unit = exports.unit(name) == page.unit && page.unit != Unit::Week;
                if !is_beside || is_of_unit || other == file {
                    continue;
                }
                if !texts.contains_key(name.as_str()) {
                    texts.insert(name, self.disk.read_text(&other).unwrap_or_default());
                }
                let text = texts.get(name.as_str()).and_then(Option::as_deref);
                // Where the file is gone, it may have been renamed.
                let stands = text.map_or_else(|| folder.notes(self).hold(id), |text| text.contains(id.0.as_str()));
                if !self.again || stands {
                    elsewhere.gone += usize::from(text.is_none() && !stands);
                    elsewhere.ids.insert(id.clone());
                }
            }
        }
        Ok(elsewhere)
    }

    fn export_page(&self, page: &Page, place: Place, apart: BTreeSet<HighlightId>, report: &mut Report) -> Result<()> {
        let file = &place.file;
        let name = self.remembered_name(file);
        let own = Before::of(self.marks, &name);
        let before = self.before_here(&own, &place.formerly);
        let existing = self.disk.read_text(file)?;
        let merged = (self.exporter.merge)(existing.as_deref(), page, &self.before_merging(page, &before, apart));
        if merged.is_foreign {
            bail!("{} is not as veille wrote it and was left alone; choose another file", shown(file));
        }
        report.messages.extend(place.message);
        report.messages.extend(messages(file, &merged, existing.is_none()));
        if !merged.added.is_empty() || !merged.updated.is_empty() {
            if self.dry_run {
                report.diff.push_str(&diff(file, existing.as_deref(), &merged.text, PATIENCE));
            } else {
                self.disk.replace_text(file, existing.as_deref(), &merged.text)?;
            }
            report.written.push(file.to_owned());
            report.added += merged.added.len();
            report.updated += merged.updated.len();
        }
        if !self.dry_run {
            report.changes.extend(to_remember(page, merged, &own, &before, name));
        }
        Ok(())
    }

    /// What was done to a file before, under this name and those it had.
    fn before_here(&self, own: &Before, formerly: &[String]) -> Before {
        let mut before = own.clone();
        for former in formerly.iter().map(|name| Before::of(self.marks, name)) {
            before.exported.extend(former.exported);
            for (id, written) in former.written {
                before.written.entry(id).or_insert(written);
            }
        }
        before
    }

    fn before_merging(&self, page: &Page, before: &Before, apart: BTreeSet<HighlightId>) -> Before {
        let exported = if self.again { BTreeSet::new() } else { before.exported.clone() };
        let is_withheld = |id: &&HighlightId| self.only.is_some_and(|only| !only.contains(*id));
        let withheld = ids(page).filter(is_withheld).cloned().chain(apart).collect();
        Before { exported, withheld, ..before.clone() }
    }

    /// The name under which a file is remembered: short in the configured folder, so that it is the
    /// same on a machine where that folder lies elsewhere.
    fn remembered_name(&self, file: &Path) -> String {
        let home = absolute(self.home).unwrap_or_else(|_| self.home.to_owned());
        file.strip_prefix(home).unwrap_or(file).to_string_lossy().into_owned()
    }
}

/// What failed, as a sentence for the terminal.
fn failure(error: &color_eyre::Report) -> String {
    scrub_line(&format!("{error:#}")).into_owned()
}

/// A link in the folder may not lead out of it.
fn stays_in(file: &Path, folder: &Path) -> Result<()> {
    let real = fs::canonicalize(file).or_else(|_| fs::canonicalize(file.parent().unwrap_or(folder)));
    let (Ok(real), Ok(folder)) = (real, fs::canonicalize(folder)) else { return Ok(()) };
    if !real.starts_with(folder) {
        bail!("{} is a link out of the export folder and was left alone; remove it to export there", shown(file));
    }
    Ok(())
}

fn ids(page: &Page) -> impl Iterator<Item = &HighlightId> {
    page.highlights().map(|highlight| &highlight.id)
}

/// Highlights that are in files of another unit.
#[derive(Default)]
struct Elsewhere {
    ids: BTreeSet<HighlightId>,
    /// How many of them are in files that are gone.
    gone: usize,
}

/// What the file holds of the page now, or held under a former name, and was not remembered by its `own`.
fn to_remember(page: &Page, merged: Merged, own: &Before, before: &Before, file: String) -> Vec<Change> {
    let stands = |id: &&HighlightId| merged.present.contains(id) || merged.added.contains(id);
    let is_known = |id: &&HighlightId| before.exported.contains(id) || stands(id);
    let new: BTreeSet<HighlightId> =
        ids(page).filter(is_known).filter(|id| !own.exported.contains(id)).cloned().collect();
    let carried = before.written.iter().filter(|(id, _)| new.contains(id));
    let mut blocks: BTreeMap<_, _> = carried.map(|(id, written)| (id.clone(), written.clone())).collect();
    blocks.extend(merged.written);
    let exported = (!new.is_empty()).then(|| Change::Exported { ids: new, file: file.clone() });
    let is_blank = blocks.is_empty() && (exported.is_none() || page.unit == Unit::default());
    let blocks = (!is_blank).then_some(Change::Blocks { file, unit: page.unit, blocks });
    exported.into_iter().chain(blocks).collect()
}

fn messages(file: &Path, merged: &Merged, is_gone: bool) -> Vec<String> {
    let mut messages = Vec::new();
    if is_gone && !merged.taken_out.is_empty() {
        let count = merged.taken_out.len();
        let (stay, them) = (agreed(count, "stays", "stay"), agreed(count, "it", "them"));
        messages.push(format!(
            "{} is gone, so {} exported there before {stay} out; `veille export --again` writes {them} anew.",
            shown(file),
            counted(count, "highlight")
        ));
    }
    let signs = |ids: &[HighlightId]| ids.iter().map(|id| format!("^v-{id}")).collect::<Vec<_>>().join(" ");
    if !merged.left_in.is_empty() {
        messages.push(format!(
            "{} still holds what was deleted in veille ({}); the file is yours to change.",
            shown(file),
            signs(&merged.left_in)
        ));
    }
    if !merged.kept.is_empty() {
        messages.push(format!(
            "{} was edited where highlights were changed in veille ({}); your words stay as they are.",
            shown(file),
            signs(&merged.kept)
        ));
    }
    messages
}

/// What would become of a file, as `diff -u` prints it. The file is the user's, and the diff goes to the terminal.
/// What cannot be told apart in time is shown as gone and come, as a whole.
fn diff(file: &Path, existing: Option<&str>, text: &str, patience: Duration) -> String {
    let name = shown(file);
    let before = if existing.is_some() { name.as_str() } else { "/dev/null" };
    let diff = TextDiff::configure().timeout(patience).diff_lines(existing.unwrap_or_default(), text);
    scrub(&diff.unified_diff().header(before, &name).to_string()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_that_takes_too_long_is_coarse_but_whole() {
        let lines = |is_new: bool| {
            let line = |at: u32| format!("{at}{}\n", if is_new && at % 20 == 10 { " new" } else { "" });
            (0..100).map(line).collect::<String>()
        };
        for (patience, changed) in [(PATIENCE, 5), (Duration::ZERO, 81)] {
            let diff = diff(Path::new("/a.md"), Some(&lines(false)), &lines(true), patience);
            let body = || diff.lines().skip(2);
            assert_eq!(body().filter(|line| line.starts_with('-')).count(), changed, "{diff}");
            assert_eq!(body().filter(|line| line.starts_with('+')).count(), changed, "{diff}");
            assert_eq!(body().filter(|line| line.ends_with(" new")).count(), 5, "{diff}");
        }
    }
}
