//! A line of a journal: an entry as JSON, with the version of its format and a checksum.
//!
//! Lines without a checksum are those of the first versions, and are taken as they are; older
//! versions of veille ignore it. The common kinds of change are read without copies, for a journal
//! holds a hundred thousand; whatever is not common is read by the model's own rules.

mod plain;

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use color_eyre::eyre::{Result, WrapErr};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use xxhash_rust::xxh3::xxh3_64;

use crate::model::article::{ArticleId, hex};
use crate::model::change::{Change, Entry, Run, Stamp, Step};
use crate::text::scrub::{scrub, scrub_line};

/// The version of the line format. A line of a newer version makes the journal read-only.
const VERSION: u64 = 1;

/// How every line of this version begins.
const BEGINNING: &[u8] = b"{\"v\":1,";

/// What stands before the 16 digits of a checksum, and after them.
const SUM: (&[u8], &[u8]) = (b",\"sum\":\"", b"\"}");

/// What one line of a journal turned out to be.
#[allow(clippy::large_enum_variant, reason = "nearly all are entries, and there are very many")]
pub(super) enum Parsed {
    Blank,
    Damaged,
    Newer,
    Entry(Entry),
}

/// Writes entries, a line each.
pub(super) fn write<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Result<Vec<u8>> {
    let mut lines = Vec::new();
    for entry in entries {
        let mut line = serde_json::to_vec(&Line { v: VERSION, entry }).wrap_err("cannot write a change as JSON")?;
        line.pop();
        let sum = format!("{:016x}", xxh3_64(&line));
        lines.extend([&line, SUM.0, sum.as_bytes(), SUM.1, b"\n"].concat());
    }
    Ok(lines)
}

/// Reads lines, and shares the names of runs, which most have in common.
#[derive(Debug, Default)]
pub(super) struct Reader {
    last: Arc<Run>,
    runs: HashSet<Arc<Run>>,
}

impl Reader {
    /// Reads a line, without its end.
    pub(super) fn read(&mut self, line: &[u8]) -> Parsed {
        if line.trim_ascii().is_empty() {
            return Parsed::Blank;
        }
        let sum = sum_is_right(line);
        if sum == Some(false) {
            return Parsed::Damaged;
        }
        match version(line) {
            Some(version) if version > VERSION => return Parsed::Newer,
            Some(_) => {}
            None => return Parsed::Damaged,
        }
        let Ok(line) = std::str::from_utf8(line) else { return Parsed::Damaged };
        let plain = if sum.is_some() { self.plain(line) } else { None };
        let common = || serde_json::from_str::<Raw>(line).ok().and_then(|raw| self.entry(raw));
        let Some(mut entry) = plain.or_else(common).or_else(|| serde_json::from_str::<Entry>(line).ok()) else {
            return Parsed::Damaged;
        };
        scrub_entry(&mut entry);
        Parsed::Entry(entry)
    }

    /// Reads a line that has a checksum the short way, if it is one of the most common.
    fn plain(&mut self, line: &str) -> Option<Entry> {
        let inside = line.get(BEGINNING.len()..line.trim_end().len().checked_sub(SUM.0.len() + 16 + SUM.1.len())?)?;
        let plain = plain::read(inside)?;
        let stamp = Stamp { time: plain.time, run: self.run(plain.host, plain.session), seq: plain.seq };
        Some(Entry { stamp, step: plain.step, what: plain.what.to_owned(), changes: plain.changes })
    }

    /// The whole lines inside a damaged one: a lost line end glues two together. Only those whose
    /// checksum is right are believed.
    pub(super) fn salvage(&mut self, line: &[u8]) -> Vec<Entry> {
        let starts: Vec<usize> = memchr::memmem::find_iter(line, BEGINNING).collect();
        let ends = starts.iter().skip(1).copied().chain([line.len()]);
        let mut saved = Vec::new();
        for (start, end) in starts.iter().copied().zip(ends) {
            let piece = line.get(start..end).unwrap_or_default();
            let length = piece.iter().rposition(|byte| *byte == b'}').map_or(0, |at| at + 1);
            let piece = piece.get(..length).unwrap_or_default();
            if let (Some(true), Parsed::Entry(entry)) = (sum_is_right(piece), self.read(piece)) {
                saved.push(entry);
            }
        }
        saved
    }

    fn entry(&mut self, raw: Raw) -> Option<Entry> {
        let changes: Option<Vec<Change>> = raw.changes.into_iter().map(change).collect();
        let stamp = Stamp { time: raw.time, run: self.run(raw.host, raw.session), seq: raw.seq };
        Some(Entry { stamp, step: raw.step, what: raw.what.into_owned(), changes: changes? })
    }

    fn run(&mut self, host: &str, session: &str) -> Arc<Run> {
        if self.last.host != host || self.last.session != session {
            let run = Arc::new(Run { host: host.to_owned(), session: session.to_owned() });
            let known = self.runs.get(&run).map(Arc::clone);
            self.last = known.unwrap_or_else(|| {
                self.runs.insert(Arc::clone(&run));
                run
            });
        }
        Arc::clone(&self.last)
    }
}

/// An entry as it stands in the file, with what a version older or newer than this one must know.
#[derive(Serialize)]
struct Line<'a> {
    v: u64,
    #[serde(flatten)]
    entry: &'a Entry,
}

#[derive(Deserialize)]
struct LineVersion {
    #[serde(default)]
    v: u64,
}

/// The version a line says; lines of this version are told by their first bytes, which is fast.
fn version(line: &[u8]) -> Option<u64> {
    if line.starts_with(BEGINNING) {
        return Some(VERSION);
    }
    serde_json::from_slice::<LineVersion>(line).ok().map(|line| line.v)
}

/// Whether the checksum is right; nothing where there is none.
fn sum_is_right(line: &[u8]) -> Option<bool> {
    let line = line.trim_ascii_end();
    let digits = line.len().checked_sub(SUM.1.len() + 16)?;
    let start = digits.checked_sub(SUM.0.len())?;
    let is_there = line.get(start..digits) == Some(SUM.0) && line.ends_with(SUM.1);
    let sum = line.get(digits..digits + 16)?;
    is_there.then(|| {
        let sum = std::str::from_utf8(sum).ok().and_then(hex);
        sum.is_some_and(|sum| line.get(..start).is_some_and(|line| xxh3_64(line) == sum))
    })
}

/// A line as it stands, not yet copied.
#[derive(Deserialize)]
struct Raw<'a> {
    time: u64,
    host: &'a str,
    session: &'a str,
    seq: u64,
    step: Step,
    #[serde(borrow, default)]
    what: Cow<'a, str>,
    #[serde(borrow)]
    changes: Vec<RawChange<'a>>,
}

/// The fields of any change; a kind takes those that it has.
#[derive(Deserialize)]
struct RawChange<'a> {
    kind: &'a str,
    article: Option<ArticleId>,
    lead: Option<ArticleId>,
    #[serde(borrow)]
    to: Option<&'a RawValue>,
    #[serde(borrow)]
    id: Option<&'a RawValue>,
    #[serde(borrow)]
    anchor: Option<&'a RawValue>,
    #[serde(borrow)]
    origin: Option<&'a RawValue>,
    #[serde(borrow)]
    colour: Option<&'a RawValue>,
    #[serde(borrow)]
    of: Option<&'a RawValue>,
}

/// A change of a common kind; nothing for all others.
fn change(raw: RawChange<'_>) -> Option<Change> {
    let (to, id) = (raw.to, || read(raw.id));
    Some(match (raw.kind, raw.article, raw.lead) {
        ("triage", Some(article), Some(lead)) => Change::Triage { article, lead, to: read(to)? },
        ("read", Some(article), Some(lead)) => Change::Read { article, lead, to: read(to)? },
        ("place", Some(article), Some(lead)) => Change::Place { article, lead, to: read(to)? },
        ("title", Some(article), Some(lead)) => Change::Title { article, lead, to: read(to)? },
        ("roll", ..) => Change::Roll { of: read(raw.of)? },
        ("succeed", Some(article), _) => Change::Succeed { article, to: read(to)? },
        ("highlight", ..) => Change::Highlight {
            id: id()?,
            anchor: read(raw.anchor)?,
            origin: read(raw.origin)?,
            colour: raw.colour.map_or_else(|| Some(Default::default()), |colour| read(Some(colour)))?,
        },
        ("delete", ..) => Change::Delete { id: id()?, to: read(to)? },
        ("note", ..) => Change::Note { id: id()?, to: read(to)? },
        ("tags", ..) => Change::Tags { id: id()?, to: read::<BTreeSet<String>>(to)? },
        ("colour", ..) => Change::Colour { id: id()?, to: read(to)? },
        _ => return None,
    })
}

fn read<'a, T: Deserialize<'a>>(value: Option<&'a RawValue>) -> Option<T> {
    serde_json::from_str(value?.get()).ok()
}

/// State files are no more trusted than documents: their text reaches the terminal and the exports.
fn scrub_entry(entry: &mut Entry) {
    scrub_field(&mut entry.what);
    for change in &mut entry.changes {
        match change {
            Change::Title { to: line, .. } | Change::Exported { file: line, .. } => scrub_field(line),
            Change::Blocks { file: line, .. } => scrub_field(line),
            Change::Cut { source: line, .. } | Change::Role { source: line, .. } => scrub_field(line),
            Change::Note { to: text, .. } => scrub_text(text),
            Change::Tags { to: tags, .. } => *tags = tags.iter().map(|tag| scrub_line(tag).into_owned()).collect(),
            Change::Highlight { anchor, origin, .. } | Change::Attach { anchor, origin, .. } => {
                [&mut anchor.quote, &mut anchor.before, &mut anchor.after].into_iter().for_each(scrub_text);
                [&mut origin.title, &mut origin.digest, &mut origin.source].into_iter().for_each(scrub_field);
                [&mut origin.date, &mut origin.author, &mut origin.url].into_iter().flatten().for_each(scrub_field);
            }
            Change::Triage { .. } | Change::Read { .. } | Change::Place { .. } | Change::Reading { .. } => {}
            Change::Roll { .. } | Change::Succeed { .. } => {}
            Change::Delete { .. } | Change::Colour { .. } | Change::Made { .. } | Change::Unknown(_) => {}
        }
    }
}

fn scrub_field(text: &mut String) {
    if let Cow::Owned(clean) = scrub_line(text) {
        *text = clean;
    }
}

fn scrub_text(text: &mut String) {
    if let Cow::Owned(clean) = scrub(text) {
        *text = clean;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(json: &str) -> Option<Entry> {
        match Reader::default().read(json.as_bytes()) {
            Parsed::Entry(entry) => Some(entry),
            _ => None,
        }
    }

    #[test]
    fn the_fast_way_reads_what_the_models_own_rules_read() {
        let changes = [
            r#"{"kind":"triage","article":"1","lead":"2","to":"kept"}"#,
            r#"{"to":true,"lead":"2","article":"1","kind":"read"}"#,
            r#"{"kind":"place","article":"1","lead":"2","to":7}"#,
            r#"{"kind":"place","article":"1","lead":"2","to":-7}"#,
            r#"{"kind":"title","article":"1","lead":"2","to":"Un \"titre\""}"#,
            r#"{"kind":"highlight","id":"a1","anchor":{"article":"1","quote":"q","before":"","after":"é\n","start":0,"end":1},"origin":{"title":"t","digest":"d","source":"s"}}"#,
            r#"{"kind":"highlight","id":"a b","anchor":{},"origin":{}}"#,
            r#"{"kind":"delete","id":"a1","to":true}"#,
            r#"{"kind":"roll","of":"deadbeef00"}"#,
            r#"{"kind":"roll","of":7}"#,
            r#"{"kind":"succeed","article":"1","to":"2"}"#,
            r#"{"kind":"note","id":"a1","to":"à\nrelire"}"#,
            r#"{"kind":"tags","id":"a1","to":["x","é"]}"#,
            r#"{"kind":"colour","id":"a1","to":"pink"}"#,
            r#"{"kind":"colour","id":"a1","to":"mauve"}"#,
            r#"{"kind":"cut","line":{"line":"1","before":"2","after":"3"},"source":"x","to":"split"}"#,
            r#"{"kind":"role","line":{"line":"1","before":"2","after":"3"},"source":"x","to":null}"#,
            r#"{"kind":"exported","ids":["a1"],"file":"x.md"}"#,
            r#"{"kind":"juggle","balls":3,"to":{"a":[1]}}"#,
            r#"{"new":1}"#,
        ];
        for change in changes {
            let line = format!(
                r#"{{"v":1,"time":5,"host":"h","session":"s","seq":1,"step":{{"undo":{{"time":4,"host":"h","session":"s","seq":0}}}},"what":"été","new":[1],"changes":[{change}]}}"#
            );
            assert_eq!(entry(&line), serde_json::from_str::<Entry>(&line).ok(), "{line}");
        }
    }

    /// What a line says without the short way.
    fn slowly(line: &str) -> Option<Entry> {
        let mut entry: Entry = serde_json::from_str(line).ok()?;
        scrub_entry(&mut entry);
        Some(entry)
    }

    #[test]
    fn the_short_way_reads_what_json_says_or_leaves_the_line_to_it() {
        let mark = r#"{"kind":"triage","article":"00000000000000a1","lead":"00000000000000b2","to":"kept"}"#;
        let read = r#"{"kind":"read","article":"00000000000000a1","lead":"00000000000000b2","to":false}"#;
        let place = r#"{"kind":"place","article":"a1","lead":"b2","to":120}"#;
        let head = r#""time":5,"host":"h","session":"s","seq":1"#;
        // The middle of a line, and whether it is plain.
        let cases = [
            (format!(r#"{head},"step":"do","what":"kept “é”","changes":[{mark}]"#), true),
            (format!(r#"{head},"step":"silent","changes":[{mark},{read},{place}]"#), true),
            (format!(r#"{head},"step":"do","what":"kept "é"","changes":[{mark}]"#), false),
            (format!(r#"{head},"step":"do","changes":[]"#), false),
            (format!("{head},\"step\":\"do\",\"what\":\"a\tb\",\"changes\":[{mark}]"), false),
            (format!(r#"{head},"step":"do","changes":[{mark}],"more":1"#), false),
            (format!(r#"{head},"step":"do","changes":[{mark},]"#), false),
            (format!(r#"{head},"step":"do","changes": [{mark}]"#), false),
            (format!(r#"{head},"step":"do","changes":[{}]"#, mark.replace("kept", "juggled")), false),
            (format!(r#"{head},"step":"do","changes":[{}]"#, mark.replace("a1", "+1")), false),
            (format!(r#"{head},"step":"do","changes":[{}]"#, place.replace("120", "0120")), false),
            (format!(r#"{head},"step":"do","changes":[{}]"#, place.replace("120", "-1")), false),
            (format!(r#"{head},"step":"do","changes":[{}]"#, read.replace("false", "falser")), false),
            (format!(r#"{},"step":"do","changes":[{mark}]"#, head.replace('5', "99999999999999999999")), false),
        ];
        for (middle, is_plain) in cases {
            let whole = format!(r#"{{"v":1,{middle}"#);
            let line = format!(r#"{whole},"sum":"{:016x}"}}"#, xxh3_64(whole.as_bytes()));
            assert_eq!(Reader::default().plain(&line).is_some(), is_plain, "{line}");
            assert_eq!(entry(&line), slowly(&line), "{line}");
        }
    }

    #[test]
    fn a_checksum_finds_every_flipped_bit_that_changes_what_is_read() {
        let line = r#"{"time":5,"host":"h","session":"s","seq":1,"step":"do","changes":[{"kind":"note","id":"a1","to":"à relire"}]}"#;
        let written = write(&[serde_json::from_str(line).unwrap()]).unwrap();
        let whole = entry(std::str::from_utf8(&written).unwrap()).unwrap();
        for at in 0..written.len() - 1 {
            for bit in 0..8 {
                let mut flipped = written[..written.len() - 1].to_vec();
                flipped[at] ^= 1 << bit;
                if let Parsed::Entry(read) = Reader::default().read(&flipped) {
                    assert_eq!(read, whole, "bit {bit} of byte {at}");
                }
            }
        }
    }

    #[test]
    fn lines_that_were_glued_together_are_told_apart() {
        let line = |seq: u64| format!(r#"{{"time":5,"host":"h","session":"s","seq":{seq},"step":"do","changes":[]}}"#);
        let entries: Vec<Entry> = (1..4).map(|seq| serde_json::from_str(&line(seq)).unwrap()).collect();
        let glued: Vec<u8> =
            write(&entries).unwrap().into_iter().map(|byte| if byte == b'\n' { b'J' } else { byte }).collect();
        let mut reader = Reader::default();
        assert!(matches!(reader.read(&glued), Parsed::Damaged));
        assert_eq!(reader.salvage(&glued), entries);
        let torn = [&glued[..20], &glued].concat();
        assert_eq!(reader.salvage(&torn), entries);
    }
}
