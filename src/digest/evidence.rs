//! What a rule saw where it cut: put into words only for who asks.
//!
//! A long digest has hundreds of thousands of cuts, and their reasons are seldom read.

use std::fmt;
use std::rc::Rc;

use super::cues::{Cues, Weights};

/// What a rule saw.
#[derive(Debug, Clone)]
pub(crate) enum Evidence {
    /// The same at each of its cuts.
    Said(&'static str),
    /// What speaks for a cut between two paragraphs.
    Weighed(Box<Weighed>),
}

/// How surely the words part at a gap, its cues, and what these are worth in its document.
#[derive(Debug, Clone)]
pub(crate) struct Weighed {
    pub words: f32,
    pub cues: Cues,
    pub weights: Rc<Weights>,
}

impl From<&'static str> for Evidence {
    fn from(words: &'static str) -> Evidence {
        Evidence::Said(words)
    }
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Evidence::Said(words) => f.write_str(words),
            Evidence::Weighed(weighed) => weighed.fmt(f),
        }
    }
}

/// How surely the words part, then the cues, each with its points.
impl fmt::Display for Weighed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let change = if self.words < 0.0 { "the words go on" } else { "the words change" };
        write!(f, "{change} ({:+.1})", self.words)?;
        let mut cues = self.weights.each(self.cues).into_iter();
        cues.try_for_each(|(name, points)| write!(f, ", {name} ({points:+.1})"))
    }
}
