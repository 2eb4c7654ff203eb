//! `veille import`: highlights of veille's own JSON, or W3C annotations, into the journal.
//!
//! A highlight that is known already is left as it is, so importing twice adds nothing. One step takes
//! all of it back.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args as ClapArgs;
use color_eyre::eyre::{Result, bail};

use super::{Desk, complain};
use crate::export::{json, w3c};
use crate::files;
use crate::journal::now;
use crate::model::change::{Change, Entry, Step};
use crate::model::highlight::Highlight;
use crate::text::message::{agreed, counted};

/// What `veille import` can be told.
#[derive(Debug, Clone, ClapArgs)]
pub struct Args {
    /// Files that `veille export --format json` or `--format w3c` wrote, or another program's W3C annotations.
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
}

pub(super) fn run(mut desk: Desk, args: &Args) -> Result<ExitCode> {
    let mut changes = Vec::new();
    let (mut new, mut known) = (0, 0);
    for file in &args.files {
        let name = file.display();
        if file.is_dir() {
            bail!("{name} is a folder; give the files in it: `veille import {}`", file.join("*").display());
        }
        let Some(text) = files::read_text(file)? else { bail!("there is no file {name}") };
        let Some(highlights) = json::read(&text).or_else(|| w3c::read(&text)) else {
            bail!("{name} is neither veille’s JSON nor W3C annotations; `veille export --format json` writes the first")
        };
        for highlight in highlights {
            let is_here = |change: &Change| matches!(change, Change::Highlight { id, .. } if *id == highlight.id);
            if desk.marks.knows_highlight(&highlight.id) || changes.iter().any(is_here) {
                known += 1;
            } else {
                new += 1;
                add(&mut changes, highlight);
            }
        }
    }
    if !changes.is_empty() {
        let stamp = desk.journal.stamper().stamp(now(), desk.marks.latest());
        let entry = Entry { stamp, step: Step::Do, what: format!("imported {}", counted(new, "highlight")), changes };
        desk.journal.append(&[entry])?;
    }
    let were = agreed(known, "was", "were");
    complain(&format!("{} imported; {known} {were} there already.", counted(new, "highlight")));
    Ok(ExitCode::SUCCESS)
}

fn add(changes: &mut Vec<Change>, highlight: Highlight) {
    let Highlight { id, anchor, origin, made, note, tags, colour } = highlight;
    changes.push(Change::Highlight { id: id.clone(), anchor: Box::new(anchor), origin: Box::new(origin), colour });
    // A file of another program may not say when.
    if made > 0 {
        changes.push(Change::Made { id: id.clone(), to: made });
    }
    if !note.is_empty() {
        changes.push(Change::Note { id: id.clone(), to: note });
    }
    if !tags.is_empty() {
        changes.push(Change::Tags { id, to: tags });
    }
}
