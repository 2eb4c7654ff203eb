//! What was exported, and to which files: the ledger by which an export knows its own from the user's.
//!
//! Ids and files only ever add up; what was written last of a block is the latest stamp's. It holds
//! hashes, never text: whether a block is still as veille wrote it is asked, not what it was.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::change::Stamp;
use super::highlight::HighlightId;

/// What goes into one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// A digest.
    #[default]
    Digest,
    /// An article.
    Article,
    /// A week (ISO 8601).
    Week,
}

impl Unit {
    /// All units.
    pub const ALL: [Unit; 3] = [Unit::Digest, Unit::Article, Unit::Week];

    /// Its name in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Unit::Digest => "digest",
            Unit::Article => "article",
            Unit::Week => "week",
        }
    }

    /// The unit with this name.
    pub fn named(name: &str) -> Option<Unit> {
        Unit::ALL.into_iter().find(|unit| unit.name() == name)
    }
}

/// A block as veille wrote it into a file.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Written {
    /// How many bytes.
    pub length: usize,
    /// Their hash, 16 hex digits.
    pub bytes: String,
    /// The hash of what the highlight said then: its quote, note, tags and colour.
    pub content: String,
}

/// What was exported.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Exports {
    files: BTreeMap<HighlightId, BTreeSet<String>>,
    units: BTreeMap<String, (Unit, Stamp)>,
    blocks: BTreeMap<(HighlightId, String), (Written, Stamp)>,
}

impl Exports {
    /// The highlights that were exported before, each with all files it was written to.
    pub fn files(&self) -> &BTreeMap<HighlightId, BTreeSet<String>> {
        &self.files
    }

    /// What goes into `file`.
    pub fn unit(&self, file: &str) -> Unit {
        self.units.get(file).map(|(unit, _)| *unit).unwrap_or_default()
    }

    /// Whether `file` is known to be another unit's.
    pub fn is_of_other_unit(&self, file: &str, unit: Unit) -> bool {
        self.units.get(file).is_some_and(|(known, _)| *known != unit)
    }

    /// How the block of a highlight was written to `file` last.
    pub fn written(&self, id: &HighlightId, file: &str) -> Option<&Written> {
        self.blocks.get(&(id.clone(), file.to_owned())).map(|(written, _)| written)
    }

    pub(super) fn add(&mut self, ids: &BTreeSet<HighlightId>, file: &str) {
        for id in ids {
            self.files.entry(id.clone()).or_default().insert(file.to_owned());
        }
    }

    pub(super) fn add_blocks(
        &mut self,
        file: &str,
        unit: Unit,
        blocks: &BTreeMap<HighlightId, Written>,
        stamp: &Stamp,
    ) {
        set(self.units.entry(file.to_owned()).or_default(), &unit, stamp);
        for (id, written) in blocks {
            set(self.blocks.entry((id.clone(), file.to_owned())).or_default(), written, stamp);
        }
    }
}

/// Sets a value unless a later change already did.
fn set<T: Clone>(field: &mut (T, Stamp), value: &T, stamp: &Stamp) {
    if *stamp >= field.1 {
        *field = (value.clone(), stamp.clone());
    }
}
