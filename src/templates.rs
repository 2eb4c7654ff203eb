//! The user's templates: read from their folder, and pages set with them.
//!
//! Only the files of known parts are read. All pages are set before anything is written, so that a mistake
//! in a template costs nothing.

use std::fs;
use std::path::Path;

use color_eyre::eyre::{Result, eyre};

use crate::export::Page;
use crate::export::template::{Own, Part, Template};
use crate::files;
use crate::model::highlight::Meanings;

/// Reads the templates in `folder`; for those that are not there veille's own will stand in.
fn read(folder: &Path) -> Result<Vec<Own>> {
    let mut own = Vec::new();
    for part in Part::ALL {
        let path = folder.join(part.file());
        if let Some(text) = files::read_text(&path)? {
            own.push(Own { part, file: path.display().to_string(), text });
        }
    }
    Ok(own)
}

/// Sets all pages with the templates in `folder`, for a reader to whom colours mean this.
pub fn typeset(pages: &mut [Page], folder: &Path, meanings: &Meanings) -> Result<()> {
    let mistaken = |why: String| {
        eyre!(
            "{why}; nothing was written. `veille config check` finds all mistakes, `veille config template` shows what works"
        )
    };
    let template = Template::new(read(folder)?).map_err(mistaken)?.with_meanings(meanings.clone());
    for page in pages {
        page.typeset = Some(template.typeset(page).map_err(mistaken)?);
    }
    Ok(())
}

/// What is wrong with the templates in `folder`.
pub fn mistakes(folder: &Path) -> Vec<String> {
    let mut mistakes = match read(folder) {
        Ok(own) => own.iter().flat_map(Template::check).collect(),
        Err(error) => vec![format!("{error:#}")],
    };
    mistakes.extend(strangers(folder));
    mistakes
}

/// Files that look like templates and are never read: their names are mistaken.
fn strangers(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    let mut files: Vec<_> = entries.map(|entry| entry.path()).collect();
    files.retain(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        name.ends_with(".jinja") && Part::ALL.iter().all(|part| part.file() != name)
    });
    files.sort();
    let known = Part::ALL.map(|part| part.file()).join(", ");
    files.iter().map(|path| format!("{} is never read; templates are called {known}.", path.display())).collect()
}
