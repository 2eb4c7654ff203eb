//! Documents into articles: the reason for veille to exist.
//!
//! Layers that each do one thing: the form of each line (`line`), chrome (`chrome`, `page`, `edges`, `labels`),
//! titles that nothing marks (`entries`, `mails`), the kind of document (`kind`, `masthead`, `siblings`, `voices`),
//! then one way of cutting for each kind: by structure (`outline`), by labels (`briefs`), by subject (`subject`), or
//! not at all (`whole`); at last titles and what else the text says of an article (`titles`, `details`). Every
//! line of a document ends up in an article, in chrome or in neutral lines. It knows no site, learns nothing,
//! and gives the same output for the same input.

mod articles;
mod block;
mod briefs;
mod calls;
mod chrome;
mod corrections;
mod cues;
mod dates;
mod details;
mod edges;
mod entries;
mod kind;
mod labels;
mod line;
mod mails;
mod marks;
mod masthead;
mod notes;
mod outline;
mod page;
mod phrases;
mod publication;
mod quick;
mod reason;
mod role;
mod section;
mod siblings;
mod subject;
mod titles;
mod voices;
mod whole;

use std::ops::Range;

use crate::model::article::{Article, Kind};
use crate::model::correction::{Applicable, Corrections};
use crate::model::document::{Document, Markup};
use crate::model::rule::Rule;

use kind::Way;
use role::{Cut, Draft};

/// A document, cut.
#[derive(Debug, Clone, PartialEq)]
pub struct Split {
    /// What kind of document it is.
    pub kind: Kind,
    /// The document's own title.
    pub title: Option<String>,
    /// The document's date, ISO 8601.
    pub date: Option<String>,
    /// The articles, in order; their `document` is 0.
    pub articles: Vec<Article>,
    /// Lines that no reader wants, also those inside articles: disjoint, ascending.
    pub chrome: Vec<Range<usize>>,
    /// Lines in no article that may be shown or not: disjoint, ascending.
    pub neutral: Vec<Range<usize>>,
    /// How many corrections made in this document find their text no more.
    pub lost_corrections: usize,
}

/// Why an article begins where it does.
#[derive(Debug, Clone, PartialEq)]
pub struct Boundary {
    /// The article's first line, counted from 0.
    pub line: usize,
    /// The rule that cut it.
    pub rule: Rule,
    /// How sure that rule is, 0 to 1.
    pub confidence: f32,
    /// What it saw, in words.
    pub evidence: String,
}

/// Cuts a document into its articles, as the reader corrected it.
pub fn split(document: &Document, corrections: &Corrections) -> Split {
    let corrections = corrections.find(document);
    let (draft, kind) = draft(document, &corrections);
    articles::finish(document, draft, kind, corrections.lost)
}

/// Why each article of a document begins where it does: one for each article of [`split`], in order.
pub fn explain(document: &Document, corrections: &Corrections) -> Vec<Boundary> {
    let reason = |cut: Cut| Boundary {
        line: cut.lines.start(),
        rule: cut.reason.rule(),
        confidence: cut.reason.confidence(),
        evidence: cut.reason.to_string(),
    };
    draft(document, &corrections.find(document)).0.cuts.into_iter().map(reason).collect()
}

/// Runs the layers one after the other.
fn draft<'a>(document: &'a Document, corrections: &Applicable) -> (Draft<'a>, Kind) {
    let mut draft = Draft::new(line::read(document));
    chrome::mark(&mut draft, document.markup());
    if document.markup() == Markup::Plain {
        section::mark_bare_headings(&mut draft);
        section::mark_capital_headings(&mut draft);
    }
    section::mark_numbered_headings(&mut draft);
    entries::mark(&mut draft);
    chrome::empty_labels(&mut draft);
    let (way, mut kind) = kind::find(document, &draft);
    edges::mark(&mut draft, document.markup());
    labels::mark_headings(&mut draft);
    match way {
        Way::Whole => whole::cut(&mut draft),
        Way::Recording => whole::cut_recording(&mut draft),
        Way::Outline | Way::Linked => {
            let notes = notes::set_aside(&mut draft);
            outline::cut(&mut draft, way);
            notes::give_back(&mut draft, notes);
        }
        Way::Script => {
            voices::mark_script(&mut draft);
            outline::cut(&mut draft, way);
        }
        Way::Briefs => briefs::cut(&mut draft),
        Way::Subject => {
            if !subject::cut(&mut draft) {
                whole::cut(&mut draft);
                kind = Kind::Single;
            }
        }
    }
    // Among articles put end to end, nothing tells a label of the page from one of the text.
    if way != Way::Subject {
        labels::mark_inside(&mut draft);
    }
    articles::settle(&mut draft, corrections);
    (draft, kind)
}

#[cfg(test)]
mod tests;
