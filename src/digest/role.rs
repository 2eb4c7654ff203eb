//! What a line is for, and the cuts: the draft that the rules fill in one after the other.

use std::num::NonZeroU32;
use std::ops::Range;

use super::block;
use super::line::Line;
use super::reason::Reason;
use crate::model::lines::Lines;

/// What a line is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Not decided, or content.
    Open,
    /// No reader wants it.
    Chrome,
    /// It may be shown or not: a rubric heading, a masthead, a date line.
    Neutral,
}

/// One article, as a rule cut it.
#[derive(Debug, Clone)]
pub(crate) struct Cut {
    /// Its lines.
    pub lines: Lines,
    /// Why it begins where it does.
    pub reason: Reason,
    /// The line that holds its title, where a rule knows it.
    pub heading: Option<At>,
    /// The line of the rubric above it.
    pub kicker: Option<At>,
}

/// A line, kept short, as none also is: a long digest has hundreds of thousands of cuts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct At(NonZeroU32);

impl At {
    /// The line at this index; none beyond those that a document can have.
    pub(crate) fn new(line: usize) -> Option<At> {
        u32::try_from(line + 1).ok().and_then(NonZeroU32::new).map(At)
    }

    fn line(self) -> usize {
        self.0.get() as usize - 1
    }
}

impl Cut {
    /// The line that holds its title, where a rule knows it.
    pub(crate) fn heading(&self) -> Option<usize> {
        self.heading.map(At::line)
    }

    /// The line of the rubric above it.
    pub(crate) fn kicker(&self) -> Option<usize> {
        self.kicker.map(At::line)
    }
}

/// A document being cut.
#[derive(Debug)]
pub(crate) struct Draft<'a> {
    /// Its lines.
    pub lines: Vec<Line<'a>>,
    /// The role of each line.
    pub roles: Vec<Role>,
    /// The articles found, in order.
    pub cuts: Vec<Cut>,
    /// The line that is the document's title, where the head of a page gives one.
    pub title: Option<usize>,
    /// Whether headings in capitals stand over its stories.
    pub has_capitals: bool,
    /// The column at which its lines were broken, if they were.
    pub column: Option<usize>,
    /// Whether its entries have titles that nothing marks.
    pub has_entries: bool,
}

impl<'a> Draft<'a> {
    /// A draft in which nothing is decided.
    pub(crate) fn new(lines: Vec<Line<'a>>) -> Self {
        let roles = vec![Role::Open; lines.len()];
        let column = block::wrap_column(&lines);
        Draft { lines, roles, column, cuts: Vec::new(), title: None, has_capitals: false, has_entries: false }
    }

    /// Gives all lines of a range a role.
    pub(crate) fn set(&mut self, range: Range<usize>, role: Role) {
        for slot in self.roles.get_mut(range).unwrap_or_default() {
            *slot = role;
        }
    }

    /// Whether a line has words and may be content.
    pub(crate) fn is_content(&self, at: usize) -> bool {
        self.roles.get(at) == Some(&Role::Open) && self.lines.get(at).is_some_and(|line| line.has_words())
    }

    /// The lines that may be content.
    pub(crate) fn content(&self) -> impl DoubleEndedIterator<Item = usize> + '_ {
        (0..self.lines.len()).filter(|at| self.is_content(*at))
    }

    /// The text of a line without bullet and marks; empty past the end.
    pub(crate) fn text(&self, at: usize) -> &'a str {
        self.lines.get(at).map_or("", |line| line.text)
    }

    /// Adds an article.
    pub(crate) fn cut(&mut self, lines: Range<usize>, reason: impl Into<Reason>) {
        let (lines, reason) = (lines.into(), reason.into());
        self.cuts.push(Cut { lines, reason, heading: None, kicker: None });
    }
}
