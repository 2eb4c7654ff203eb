//! The user's templates: read from their folder, and pages set with them.
//!
//! Only the files of known parts are read. All pages are set before anything is written, so that a mistake
//! in a template costs nothing.

use std::path::Path;

use color_eyre::eyre::{Result, eyre};

use crate::export::Page;
use crate::export::template::{Own, Part, Template};
use crate::files;

/// Reads the templates in `folder`; veille's own stand in for those that are not there.
pub fn read(folder: &Path) -> Result<Template> {
    let mut own = Vec::new();
    for part in Part::ALL {
        let path = folder.join(part.file());
        if let Some(text) = files::read_text(&path)? {
            own.push(Own { part, file: path.display().to_string(), text });
        }
    }
    Template::new(own).map_err(|why| eyre!("{why}"))
}

/// Sets all pages with the templates in `folder`.
pub fn typeset(pages: &mut [Page], folder: &Path) -> Result<()> {
    let template = read(folder)?;
    for page in pages {
        page.typeset = Some(template.typeset(page).map_err(|why| eyre!("{why}"))?);
    }
    Ok(())
}
