//! Lines that cannot be read: copied to a file beside their journal, and told once.
//!
//! The journal keeps them as well; it is never rewritten. The copy holds each line once, and is only
//! ever appended to.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use color_eyre::eyre::{Result, WrapErr};

use super::append::append_to;
use crate::files::{Disk, shown};

/// A line that cannot be read.
#[derive(Debug)]
pub(super) struct Damage {
    pub(super) path: PathBuf,
    pub(super) line: usize,
    pub(super) bytes: Vec<u8>,
}

/// The damaged lines of each journal.
pub(super) fn by_file(damage: &[Damage]) -> BTreeMap<&PathBuf, Vec<&Damage>> {
    let mut files: BTreeMap<&PathBuf, Vec<&Damage>> = BTreeMap::new();
    damage.iter().for_each(|damage| files.entry(&damage.path).or_default().push(damage));
    files
}

/// The file for damaged lines of one journal, read once.
pub(super) struct Aside {
    path: PathBuf,
    lines: HashSet<Vec<u8>>,
}

impl Aside {
    /// Reads the file of the journal `journal`, which need not have one.
    pub(super) fn read(journal: &Path) -> Aside {
        let path = journal.with_extension("damaged");
        let bytes = fs::read(&path).unwrap_or_default();
        Aside { path, lines: bytes.split(|&byte| byte == b'\n').map(<[u8]>::to_vec).collect() }
    }

    /// Where it is.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Whether a line is there.
    pub(super) fn holds(&self, damage: &Damage) -> bool {
        self.lines.contains(&damage.bytes)
    }

    /// Adds lines, all or none.
    pub(super) fn add(&self, disk: &Disk, damage: &[&Damage]) -> Result<()> {
        let mut known = HashSet::new();
        let new = damage.iter().filter(|damage| known.insert(&damage.bytes));
        let lines: Vec<u8> = new.flat_map(|damage| [damage.bytes.as_slice(), b"\n"].concat()).collect();
        append_to(disk, &self.path, &lines).wrap_err_with(|| {
            let name = shown(&self.path);
            format!(
                "cannot set damaged lines aside in {name}; check that you may write there and that the disk is not full"
            )
        })
    }
}

/// Says which lines cannot be read.
pub(super) fn damage_message(name: &str, lines: &[usize]) -> Option<String> {
    let first = lines.first()?;
    Some(match lines.len() {
        1 => format!("Line {first} of {name} cannot be read; it is left there and the rest is used."),
        count => format!(
            "{count} lines of {name} cannot be read, the first is line {first}; they are left there and the rest is used."
        ),
    })
}
