//! A run of the lines of a document, kept short: a long digest has hundreds of thousands of articles and blocks.
//!
//! A document holds at most 4 GiB, and so no line that 32 bits do not count. All others speak of lines by
//! ranges.

use std::fmt;
use std::ops::Range;

/// The lines from a first one up to another, counted from 0.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Lines {
    start: u32,
    end: u32,
}

impl Lines {
    /// The first line.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// The line after the last.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// All of them.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// Whether a line is one of them.
    pub fn contains(self, line: usize) -> bool {
        self.range().contains(&line)
    }
}

impl From<Range<usize>> for Lines {
    fn from(lines: Range<usize>) -> Lines {
        let short = |line| u32::try_from(line).unwrap_or(u32::MAX);
        Lines { start: short(lines.start), end: short(lines.end) }
    }
}

impl fmt::Debug for Lines {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.range().fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_the_range_they_are_made_of_up_to_what_32_bits_count() {
        let far = u32::MAX as usize;
        let cases = [(0..0, 0..0), (2..9, 2..9), (far..far + 9, far..far)];
        for (range, expected) in cases {
            assert_eq!(Lines::from(range).range(), expected);
        }
        let lines = Lines::from(2..4);
        assert_eq!([1, 2, 3, 4].map(|line| lines.contains(line)), [false, true, true, false]);
    }
}
