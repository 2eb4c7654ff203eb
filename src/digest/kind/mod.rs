//! What kind of document it is: a recording, a digest, articles put end to end, or one article.
//!
//! A document is one article unless something says that it is more. Each sign of a digest counts points;
//! a recording is told by its times; articles put end to end by having lost every empty line.

mod signs;

use crate::model::article::Kind;
use crate::model::document::Document;

use super::line::{Line, Shape};
use super::role::Draft;
use signs::Signs;

/// How a document is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// One article.
    Whole,
    /// By headings, bullets and breaks.
    Outline,
    /// The same, and under headings by paragraphs with links.
    Linked,
    /// By its breaks: the script of one speaker.
    Script,
    /// By labels and stand-alone quotes, without headings or bullets.
    Briefs,
    /// Where the subject changes.
    Subject,
    /// One recording, with times.
    Recording,
}

/// Finds how to cut a document, and what to call it.
pub(crate) fn find(document: &Document, draft: &Draft) -> (Way, Kind) {
    let signs = Signs::read(document, draft);
    // One line in four: subtitles have a line of time over one or two of words.
    if signs.timed * 4 > signs.content && signs.timed >= 5 && !signs.is_timetable {
        return (Way::Recording, Kind::Transcript);
    }
    let is_speech = signs.speakers >= 3 || signs.is_talk && !signs.is_mostly_bullets() && !signs.has_entries;
    if signs.speakers >= 3 && signs.breaks >= 2 && signs.voices == 1 || signs.is_script {
        return (Way::Script, Kind::Transcript);
    }
    if is_speech || signs.is_recording() {
        return (Way::Whole, Kind::Transcript);
    }
    // Among articles put end to end, times at the beginnings of items are one article's course of events.
    if signs.chapters >= 3 && !signs.is_joined()
        || signs.is_show
        || signs.is_release
        || signs.is_timetable && !signs.has_entries
    {
        return (Way::Whole, Kind::Single);
    }
    if signs.labels >= 2 && signs.bullets == 0 && !signs.has_entries {
        return (Way::Briefs, Kind::Rubric);
    }
    if signs.is_joined() && !signs.has_capitals && !signs.has_entries {
        return (Way::Subject, Kind::Concatenated);
    }
    if signs.points() >= DIGEST {
        let way = if signs.has_linked_paragraphs() { Way::Linked } else { Way::Outline };
        return (way, signs.name(document));
    }
    (Way::Whole, Kind::Single)
}

/// Points that make a digest: one sign may be chance.
const DIGEST: isize = 3;

/// Under a dozen paragraphs or 800 words there is nothing to tell subjects apart by.
const PARAGRAPHS: usize = 12;

const WORDS: usize = 800;

/// Whether a text is long enough to tell its subjects apart.
pub(crate) fn is_long(draft: &Draft) -> bool {
    let prose = draft.lines.iter().filter(|line| is_prose(line)).count();
    prose >= PARAGRAPHS && draft.lines.iter().map(Line::words).sum::<usize>() >= WORDS
}

fn is_prose(line: &Line) -> bool {
    line.shape == Shape::Text && line.words() >= 20
}
