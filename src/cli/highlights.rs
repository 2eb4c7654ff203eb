//! `veille highlights`: all highlights, in the order of their sources.
//!
//! It reads the journal only, so it is quick and needs no source; it cannot tell which are lost.

use std::collections::BTreeSet;
use std::process::ExitCode;

use clap::Args as ClapArgs;
use color_eyre::eyre::{Result, WrapErr};

use super::{Desk, RowFormat, complain, print, query_words, wrong_usage};
use crate::export::json::Record;
use crate::model::highlight::Highlight;
use crate::model::marks::Marks;
use crate::search::asked::Asked;
use crate::search::query::Query;
use crate::text::wrap::{columns, truncate};

/// How wide a table may be.
const WIDTH: usize = 120;

/// What `veille highlights` can be told.
#[derive(Debug, Clone, ClapArgs)]
pub struct Args {
    /// How to print them.
    #[arg(long, value_enum, default_value = "table")]
    format: RowFormat,
    /// Only those that match; `veille help highlights` says how to ask.
    #[arg(long, value_name = "QUERY", value_parser = query_words, allow_hyphen_values = true)]
    query: Option<String>,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<ExitCode> {
    let Ok(query) = desk.query(args.query.as_deref()) else { return wrong_usage() };
    let highlights = matching(in_order(&desk.marks), &desk.marks, query.as_ref());
    if highlights.is_empty() && query.is_some() {
        complain("no highlight matches.");
    } else if highlights.is_empty() {
        complain("there are no highlights; H in veille saves the paragraph that is focused.");
    }
    let mut lines = String::new();
    for highlight in &highlights {
        match args.format {
            RowFormat::Table => lines.push_str(&table_row(highlight)),
            RowFormat::Jsonl => lines.push_str(&json(highlight)?),
        }
        lines.push('\n');
    }
    print(lines.as_bytes())
}

/// All highlights by source and place.
pub(super) fn in_order(marks: &Marks) -> Vec<Highlight> {
    let mut highlights: Vec<Highlight> = marks.highlights().collect();
    highlights.sort_by(|one, other| place(one).cmp(&place(other)));
    highlights
}

fn place(highlight: &Highlight) -> (&str, Option<usize>, usize, &str) {
    (&highlight.origin.source, highlight.origin.line, highlight.anchor.start, &highlight.id.0)
}

/// Those that match, in the order they had.
pub(super) fn matching(highlights: Vec<Highlight>, marks: &Marks, query: Option<&Query>) -> Vec<Highlight> {
    let Some(query) = query else { return highlights };
    let found: BTreeSet<usize> = Asked::new(query).highlights(&highlights, marks).into_iter().collect();
    highlights.into_iter().enumerate().filter(|(at, _)| found.contains(at)).map(|(_, highlight)| highlight).collect()
}

fn table_row(highlight: &Highlight) -> String {
    let quote = highlight.anchor.quote.split_whitespace().collect::<Vec<_>>().join(" ");
    let title = shortened(&highlight.origin.title, WIDTH / 3);
    shortened(&format!("{}  {title} · {quote}", highlight.id), WIDTH)
}

/// The words that fit into `width` columns; a word is cut where much room would stay empty without it.
fn shortened(text: &str, width: usize) -> String {
    let (mut at, mut wide, mut end) = (0, 0, 0);
    for piece in text.split_inclusive(' ') {
        let word = piece.trim_end_matches(' ');
        let with_word = wide + columns(word);
        if with_word > width {
            let is_long = width.saturating_sub(wide) > width / 3;
            let fitting = if is_long { truncate(text, width).0 } else { text.get(..end).unwrap_or_default() };
            return format!("{fitting}…");
        }
        if with_word < width {
            end = at + word.len();
        }
        wide += columns(piece);
        at += piece.len();
    }
    text.to_owned()
}

fn json(highlight: &Highlight) -> Result<String> {
    serde_json::to_string(&Record::from(highlight)).wrap_err("cannot write a highlight as JSON")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_left_out_whole_unless_much_room_would_stay_empty() {
        let cases = [
            ("la mer monte", 12, "la mer monte"),
            ("la mer monte au port", 15, "la mer monte…"),
            ("la mer monte au port", 14, "la mer monte…"),
            ("la anticonstitution", 12, "la anticons…"),
            ("éééééééééééééé", 12, "ééééééééééé…"),
            ("e\u{301}e\u{301}e\u{301}e\u{301}", 3, "e\u{301}e\u{301}…"),
            ("海海海海海", 6, "海海…"),
        ];
        for (text, width, expected) in cases {
            assert_eq!(shortened(text, width), expected, "{text:?} {width}");
        }
    }
}
