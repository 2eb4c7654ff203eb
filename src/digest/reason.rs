//! Why an article begins where it does: the rule, how sure it is, and what it saw, in words only for who asks.
//!
//! A long digest has hundreds of thousands of cuts, and their reasons are seldom read.

use std::fmt;
use std::rc::Rc;

use super::cues::{Cues, Weights};
use crate::model::rule::Rule;

/// Why an article begins where it does.
#[derive(Debug, Clone)]
pub(crate) enum Reason {
    /// The same for all that a rule cuts in this way.
    Seen(&'static Seen),
    /// What speaks for a cut between these two paragraphs.
    Weighed(Box<Weighed>),
}

/// What a rule saw.
#[derive(Debug)]
pub(crate) struct Seen {
    pub rule: Rule,
    /// How sure it is, 0 to 1.
    pub confidence: f32,
    pub evidence: &'static str,
}

/// How surely the words part at a gap, its cues, and what these are worth in its document.
#[derive(Debug, Clone)]
pub(crate) struct Weighed {
    /// How sure all of it makes, 0 to 1.
    pub confidence: f32,
    pub words: f32,
    pub cues: Cues,
    pub weights: Rc<Weights>,
}

impl Reason {
    /// The rule that cut here.
    pub(crate) fn rule(&self) -> Rule {
        match self {
            Reason::Seen(seen) => seen.rule,
            Reason::Weighed(_) => Rule::Subject,
        }
    }

    /// How sure it is, 0 to 1.
    pub(crate) fn confidence(&self) -> f32 {
        match self {
            Reason::Seen(seen) => seen.confidence,
            Reason::Weighed(weighed) => weighed.confidence,
        }
    }
}

impl From<&'static Seen> for Reason {
    fn from(seen: &'static Seen) -> Reason {
        Reason::Seen(seen)
    }
}

/// What the rule saw, in words.
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::Seen(seen) => f.write_str(seen.evidence),
            Reason::Weighed(weighed) => weighed.fmt(f),
        }
    }
}

/// How surely the words part, then the cues, each with its points.
impl fmt::Display for Weighed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let change = if self.words < 0.0 { "words and style go on" } else { "words and style change" };
        write!(f, "{change} ({:+.1})", self.words)?;
        let mut cues = self.weights.each(self.cues).into_iter();
        cues.try_for_each(|(name, points)| write!(f, ", {name} ({points:+.1})"))
    }
}
