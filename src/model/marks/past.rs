//! What can be undone: the steps of this machine, back and forth, and the changes that take others back.
//!
//! Undo appends the opposite change; what stands here only tells which that is.

use std::collections::BTreeMap;

use super::super::article::ArticleId;
use super::super::change::{Change, Entry, Stamp, Step};
use super::super::correction::{Correction, LineKey};
use super::super::highlight::HighlightId;
use super::{ArticleMarks, Corrected, Marks};

/// The steps that were done, and those that were undone.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Past {
    pub(super) done: Vec<Done>,
    undone: Vec<Done>,
}

/// A step that can be undone or redone.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Done {
    stamp: Stamp,
    what: String,
    changes: Vec<Change>,
    inverse: Vec<Change>,
}

impl Past {
    /// Remembers a step, which `inverse` takes back.
    pub(super) fn remember(&mut self, entry: Entry, inverse: Vec<Change>) {
        match &entry.step {
            Step::Silent => {}
            Step::Do => {
                self.undone.clear();
                let Entry { stamp, what, mut changes, .. } = entry;
                // What is not taken back need not be done again.
                changes.retain(|change| !matches!(change, Change::Roll { .. }));
                self.done.push(Done { stamp, what, changes, inverse });
            }
            Step::Undo(of) => move_step(&mut self.done, &mut self.undone, of),
            Step::Redo(of) => move_step(&mut self.undone, &mut self.done, of),
        }
    }

    /// The changes that undo the last step, the step they undo, and its words.
    pub(super) fn undo(&self) -> Option<(Step, Vec<Change>, &str)> {
        let last = self.done.last()?;
        Some((Step::Undo(last.stamp.clone()), last.inverse.clone(), &last.what))
    }

    /// The changes that redo the step undone last, that step, and its words.
    pub(super) fn redo(&self) -> Option<(Step, Vec<Change>, &str)> {
        let last = self.undone.last()?;
        Some((Step::Redo(last.stamp.clone()), last.changes.clone(), &last.what))
    }
}

fn move_step(from: &mut Vec<Done>, to: &mut Vec<Done>, stamp: &Stamp) {
    if let Some(at) = from.iter().rposition(|done| done.stamp == *stamp) {
        to.push(from.remove(at));
    }
}

impl Marks {
    /// The changes that take `changes` back, computed before they are applied; no larger than need be, for
    /// a hundred thousand are kept.
    pub(super) fn inverses(&self, changes: &[Change]) -> Vec<Change> {
        let mut inverses = Vec::with_capacity(changes.len());
        inverses.extend(changes.iter().rev().filter_map(|change| self.inverse(change)));
        inverses
    }

    /// The change that takes `change` back, computed before it is applied.
    fn inverse(&self, change: &Change) -> Option<Change> {
        let marks = |id: &ArticleId| self.articles.get(id);
        let highlight = |id: &HighlightId| self.highlights.get(id);
        Some(match change {
            Change::Triage { article, lead, .. } => {
                let to = marks(article).map(|marks| marks.triage.value).unwrap_or_default();
                Change::Triage { article: *article, lead: *lead, to }
            }
            Change::Read { article, lead, .. } => {
                let to = marks(article).is_some_and(ArticleMarks::is_read);
                Change::Read { article: *article, lead: *lead, to }
            }
            Change::Title { article, lead, .. } => {
                let to = marks(article).and_then(ArticleMarks::title).unwrap_or_default().to_owned();
                Change::Title { article: *article, lead: *lead, to }
            }
            Change::Highlight { id, .. } => Change::Delete { id: id.clone(), to: true },
            Change::Attach { id, .. } => {
                let (anchor, origin) = highlight(id)?.place()?;
                Change::Attach { id: id.clone(), anchor: Box::new(anchor.clone()), origin: Box::new(origin.clone()) }
            }
            Change::Delete { to, id } => Change::Delete { id: id.clone(), to: !to },
            Change::Note { id, .. } => {
                let to = highlight(id).map(|marks| marks.note.value.clone()).unwrap_or_default();
                Change::Note { id: id.clone(), to }
            }
            Change::Tags { id, .. } => {
                let to = highlight(id).map(|marks| marks.tags.value.clone()).unwrap_or_default();
                Change::Tags { id: id.clone(), to }
            }
            Change::Colour { id, .. } => {
                let to = highlight(id).map(|marks| marks.colour.value).unwrap_or_default();
                Change::Colour { id: id.clone(), to }
            }
            Change::Cut { line, source, .. } => {
                Change::Cut { line: *line, source: source.clone(), to: corrected(&self.cuts, line) }
            }
            Change::Role { line, source, .. } => {
                Change::Role { line: *line, source: source.clone(), to: corrected(&self.roles, line) }
            }
            Change::Place { .. } | Change::Reading { .. } | Change::Made { .. } => return None,
            Change::Roll { .. } | Change::Succeed { .. } => return None,
            Change::Exported { .. } | Change::Blocks { .. } | Change::Unknown(_) => return None,
        })
    }
}

fn corrected(fields: &BTreeMap<LineKey, Corrected>, line: &LineKey) -> Option<Correction> {
    fields.get(line).and_then(|field| field.value.1)
}
