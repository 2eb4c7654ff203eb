//! A warning: a complaint about a source, for the reader.

use std::fmt;

/// What was wrong with a source, and what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// The source it is about.
    pub source: String,
    /// One sentence: what happened and what to do.
    pub message: String,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.source, self.message)
    }
}
