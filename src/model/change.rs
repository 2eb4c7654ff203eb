//! What the reader did: changes, and the entries of the journal that hold them.
//!
//! A [`Change`] is one thing the reader did; an [`Entry`] is one step of it, as one line of the journal.
//! They are data: what they add up to is `marks`' affair, where they are kept the journal's.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::article::ArticleId;
use super::correction::{Correction, LineKey};
use super::exports::{Unit, Written};
use super::highlight::{Anchor, Colour, HighlightId, Origin};
use super::roll::Roll;

/// When and where a change was made; stamps are totally ordered and never equal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Stamp {
    /// Milliseconds since 1970 (UTC), raised where needed so that it grows within a session.
    pub time: u64,
    /// Where; shared, for a hundred thousand changes name the same.
    #[serde(flatten)]
    pub run: Arc<Run>,
    /// Counts the entries of a session from 1.
    pub seq: u64,
}

/// One run of the program.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Run {
    /// The machine.
    pub host: String,
    /// The run of the program on that machine.
    pub session: String,
}

/// Gives the stamps of one run of the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamper {
    run: Arc<Run>,
    seq: u64,
    last: u64,
}

impl Stamper {
    /// Begins to stamp for a run, named `session`, on `host`.
    pub fn new(host: impl Into<String>, session: impl Into<String>) -> Self {
        Stamper { run: Arc::new(Run { host: host.into(), session: session.into() }), seq: 0, last: 0 }
    }

    /// The next stamp. `now` is the clock, `latest` the time of the latest change known, both in
    /// milliseconds since 1970 (UTC): a clock that was set back still gives growing times.
    pub fn stamp(&mut self, now: u64, latest: u64) -> Stamp {
        self.seq += 1;
        self.last = now.max(latest.max(self.last).saturating_add(1));
        Stamp { time: self.last, run: Arc::clone(&self.run), seq: self.seq }
    }
}

/// What the reader decided about an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Triage {
    /// Nothing yet.
    #[default]
    Undecided,
    /// To be read.
    Kept,
    /// Not wanted.
    Skipped,
    /// To be decided another day.
    Later,
}

/// What was being read when the program ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// The article.
    pub article: ArticleId,
    /// The passage that was being selected in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub selecting: Option<Selecting>,
}

/// A passage being selected: code points of the article's canonical text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selecting {
    /// Its first code point.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// Whether its beginning moves, not its end.
    #[serde(default)]
    pub moves_start: bool,
    /// The highlight that will cover it, where it does not become a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adjusts: Option<HighlightId>,
}

/// One thing the reader did. Unknown kinds, from a newer version, are kept as they are.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Change {
    /// Decided about an article.
    Triage {
        /// The article.
        article: ArticleId,
        /// The id of its first lines ([`Article::lead`]).
        lead: ArticleId,
        /// The decision.
        to: Triage,
    },
    /// Read an article to its end, or said that it is unread.
    Read {
        /// The article.
        article: ArticleId,
        /// The id of its first lines.
        lead: ArticleId,
        /// Whether it is read.
        to: bool,
    },
    /// Stopped reading at a place.
    Place {
        /// The article.
        article: ArticleId,
        /// The id of its first lines.
        lead: ArticleId,
        /// Code points into the article's canonical text.
        to: usize,
    },
    /// Left the program while reading; nothing: while doing something else.
    Reading {
        /// What was being read.
        to: Option<Box<Reading>>,
    },
    /// Gave an article a title by hand; an empty one takes it back.
    Title {
        /// The article.
        article: ArticleId,
        /// The id of its first lines.
        lead: ArticleId,
        /// The title.
        to: String,
    },
    /// Did something in an issue: what its articles look like, so that they are known again when they are edited.
    Roll {
        /// Some of them, in their order.
        of: Roll,
    },
    /// Did something to an article that was edited: it took over what was known of the text of before.
    Succeed {
        /// The article.
        article: ArticleId,
        /// The text of before.
        to: ArticleId,
    },
    /// Saved a passage.
    Highlight {
        /// Its name.
        id: HighlightId,
        /// Where it sits.
        anchor: Box<Anchor>,
        /// Where it came from.
        origin: Box<Origin>,
        /// Its colour.
        #[serde(default)]
        colour: Colour,
    },
    /// Said where a highlight sits now: its text was lost, and the reader found it again.
    Attach {
        /// The highlight.
        id: HighlightId,
        /// Where it sits.
        anchor: Box<Anchor>,
        /// Where that comes from.
        origin: Box<Origin>,
    },
    /// Deleted a highlight, or brought it back.
    Delete {
        /// The highlight.
        id: HighlightId,
        /// Whether it is deleted.
        to: bool,
    },
    /// Wrote a note; an empty one takes it away.
    Note {
        /// The highlight.
        id: HighlightId,
        /// The note.
        to: String,
    },
    /// Set the tags of a highlight.
    Tags {
        /// The highlight.
        id: HighlightId,
        /// All its tags.
        to: BTreeSet<String>,
    },
    /// Coloured a highlight.
    Colour {
        /// The highlight.
        id: HighlightId,
        /// The colour.
        to: Colour,
    },
    /// Said when a highlight was made, that was brought in from a file.
    Made {
        /// The highlight.
        id: HighlightId,
        /// Milliseconds since 1970 (UTC).
        to: u64,
    },
    /// Said whether an article begins at a line.
    Cut {
        /// The line.
        line: LineKey,
        /// The source it was made in, as the user gave it.
        source: String,
        /// `split` or `merge`; nothing takes it back.
        to: Option<Correction>,
    },
    /// Said whether a line is chrome.
    Role {
        /// The line.
        line: LineKey,
        /// The source it was made in, as the user gave it.
        source: String,
        /// `chrome` or `content`; nothing takes it back.
        to: Option<Correction>,
    },
    /// Exported highlights: their blocks, if deleted in the file, stay deleted.
    Exported {
        /// The highlights that were written.
        ids: BTreeSet<HighlightId>,
        /// The file: relative to the export folder, or absolute where it lies elsewhere.
        file: String,
    },
    /// Wrote blocks into an exported file: one that is still as it was written may be brought up to date.
    Blocks {
        /// The file, as in `Exported`.
        file: String,
        /// What goes into it.
        unit: Unit,
        /// How each block was written.
        blocks: BTreeMap<HighlightId, Written>,
    },
    /// A change of a kind this version does not know.
    #[serde(untagged)]
    Unknown(serde_json::Value),
}

impl Change {
    /// The article it is about.
    pub fn article(&self) -> Option<ArticleId> {
        match self {
            Change::Triage { article, .. }
            | Change::Read { article, .. }
            | Change::Place { article, .. }
            | Change::Title { article, .. } => Some(*article),
            Change::Highlight { anchor, .. } | Change::Attach { anchor, .. } => Some(anchor.article),
            _ => None,
        }
    }

    /// Whether it is a mark on an article, which holds as long as the article is known again. Highlights hold by
    /// their own text.
    pub fn marks_an_article(&self) -> bool {
        let is_title = matches!(self, Change::Title { .. });
        is_title || matches!(self, Change::Triage { .. } | Change::Read { .. } | Change::Place { .. })
    }

    /// The highlight it changes.
    pub fn highlight(&self) -> Option<&HighlightId> {
        match self {
            Change::Highlight { id, .. }
            | Change::Attach { id, .. }
            | Change::Delete { id, .. }
            | Change::Note { id, .. }
            | Change::Tags { id, .. }
            | Change::Colour { id, .. }
            | Change::Made { id, .. } => Some(id),
            Change::Triage { .. } | Change::Read { .. } | Change::Place { .. } | Change::Title { .. } => None,
            Change::Reading { .. } | Change::Roll { .. } | Change::Succeed { .. } => None,
            Change::Cut { .. } | Change::Role { .. } | Change::Exported { .. } | Change::Blocks { .. } => None,
            Change::Unknown(_) => None,
        }
    }

    /// The source whose cutting it corrects.
    pub fn corrected_source(&self) -> Option<&str> {
        match self {
            Change::Cut { source, .. } | Change::Role { source, .. } => Some(source),
            _ => None,
        }
    }
}

/// What an entry is in the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// Something new, which can be undone.
    Do,
    /// The opposite of the step with this stamp.
    Undo(Stamp),
    /// The step with this stamp, done again.
    Redo(Stamp),
    /// Something that happens by itself and is not undone (a place, an export).
    Silent,
}

/// One step of the reader, with all its changes: one line of the journal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// When and where.
    #[serde(flatten)]
    pub stamp: Stamp,
    /// What it is in the history.
    pub step: Step,
    /// A few words for the status line ("kept", "skipped 7").
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub what: String,
    /// The changes, applied in order.
    pub changes: Vec<Change>,
}
