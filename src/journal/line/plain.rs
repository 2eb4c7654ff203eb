//! The shortest way from a line to an entry, for lines exactly as this version writes them.
//!
//! A journal is nearly all decisions: a hundred thousand lines that differ in a few digits. It
//! believes nothing: whatever is not to the letter as expected is left to the JSON parser.

use memchr::memchr2;

use crate::model::article::ArticleId;
use crate::model::change::{Change, Step, Triage};

/// An entry of decisions, its names not yet shared.
pub(super) struct Plain<'a> {
    pub(super) time: u64,
    pub(super) host: &'a str,
    pub(super) session: &'a str,
    pub(super) seq: u64,
    pub(super) step: Step,
    pub(super) what: &'a str,
    pub(super) changes: Vec<Change>,
}

/// Reads what stands between the version and the checksum; nothing where it is not plain.
pub(super) fn read(line: &str) -> Option<Plain<'_>> {
    // JSON has no control characters in strings; looked for at once, they cost next to nothing.
    if line.bytes().fold(false, |any, byte| any | (byte < b' ')) {
        return None;
    }
    let mut rest = Rest(line);
    rest.skip("\"time\":")?;
    let time = rest.number()?;
    rest.skip(",\"host\":")?;
    let host = rest.text()?;
    rest.skip(",\"session\":")?;
    let session = rest.text()?;
    rest.skip(",\"seq\":")?;
    let seq = rest.number()?;
    rest.skip(",\"step\":")?;
    let step = match rest.text()? {
        "do" => Step::Do,
        "silent" => Step::Silent,
        _ => return None,
    };
    let what = if rest.skip(",\"what\":").is_some() { rest.text()? } else { "" };
    rest.skip(",\"changes\":[")?;
    let mut changes = Vec::with_capacity(1);
    loop {
        changes.push(rest.change()?);
        if rest.skip("]").is_some() {
            break;
        }
        rest.skip(",")?;
    }
    rest.0.is_empty().then_some(Plain { time, host, session, seq, step, what, changes })
}

/// What is not read yet.
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    fn skip(&mut self, expected: &str) -> Option<()> {
        self.0 = self.0.strip_prefix(expected)?;
        Some(())
    }

    /// A whole number as JSON writes it.
    fn number(&mut self) -> Option<u64> {
        let end = self.0.bytes().position(|byte| !byte.is_ascii_digit()).unwrap_or(self.0.len());
        let (digits, rest) = self.0.split_at_checked(end)?;
        if digits.starts_with('0') && digits.len() > 1 {
            return None;
        }
        self.0 = rest;
        digits.parse().ok()
    }

    /// A string without escapes.
    fn text(&mut self) -> Option<&'a str> {
        self.skip("\"")?;
        let end = memchr2(b'"', b'\\', self.0.as_bytes())?;
        let (text, rest) = self.0.split_at_checked(end)?;
        self.0 = rest.strip_prefix('"')?;
        Some(text)
    }

    fn id(&mut self) -> Option<ArticleId> {
        self.text().and_then(ArticleId::from_hex)
    }

    fn change(&mut self) -> Option<Change> {
        self.skip("{\"kind\":")?;
        let kind = self.text()?;
        self.skip(",\"article\":")?;
        let article = self.id()?;
        self.skip(",\"lead\":")?;
        let lead = self.id()?;
        self.skip(",\"to\":")?;
        let change = match kind {
            "triage" => Change::Triage { article, lead, to: triage(self.text()?)? },
            "read" => Change::Read { article, lead, to: self.is_true()? },
            "place" => Change::Place { article, lead, to: usize::try_from(self.number()?).ok()? },
            _ => return None,
        };
        self.skip("}")?;
        Some(change)
    }

    fn is_true(&mut self) -> Option<bool> {
        self.skip("true").map(|()| true).or_else(|| self.skip("false").map(|()| false))
    }
}

fn triage(name: &str) -> Option<Triage> {
    Some(match name {
        "undecided" => Triage::Undecided,
        "kept" => Triage::Kept,
        "skipped" => Triage::Skipped,
        "later" => Triage::Later,
        _ => return None,
    })
}
