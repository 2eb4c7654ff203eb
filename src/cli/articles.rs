//! `veille articles`: the articles of the sources, as the loader cuts them and the reader corrected them.
//!
//! What was decided about the articles is not printed; a query can ask for it.

use std::collections::HashSet;
use std::ffi::OsString;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use clap::Args as ClapArgs;
use color_eyre::eyre::{Result, WrapErr};

use super::{Desk, RowFormat, complain, query_words, wrong_usage};
use crate::listing::{self, Format, Options};
use crate::loader;
use crate::model::located::locate;
use crate::model::store::Store;
use crate::search::asked::Asked;
use crate::search::facts::Library;
use crate::search::query::Query;

/// What `veille articles` can be told.
#[derive(Debug, Clone, ClapArgs)]
pub struct Args {
    /// Files and folders; `-` is the standard input. None: the sources of config.toml, else the samples.
    #[arg(value_name = "SOURCE")]
    sources: Vec<OsString>,
    /// How to print them.
    #[arg(long, value_enum, default_value = "table")]
    format: RowFormat,
    /// Print the text of each article too.
    #[arg(long)]
    text: bool,
    /// Print why each was cut where it was.
    #[arg(long)]
    explain: bool,
    /// Only those that match; `veille help articles` says how to ask.
    #[arg(long, value_name = "QUERY", value_parser = query_words, allow_hyphen_values = true)]
    query: Option<String>,
}

pub(super) fn run(mut desk: Desk, args: &Args) -> Result<ExitCode> {
    let Ok(query) = desk.query(args.query.as_deref()) else { return wrong_usage() };
    let sources = if args.sources.is_empty() { desk.config.source_paths() } else { args.sources.clone() };
    let corrections = desk.marks.corrections();
    let loaded = loader::load(&sources, &corrections);
    loaded.warnings.iter().for_each(|warning| complain(&warning.to_string()));
    desk.trace(&loaded.store);
    let options = Options {
        format: if args.format == RowFormat::Jsonl { Format::JsonLines } else { Format::Table },
        text: args.text,
        explain: args.explain,
        corrections: &corrections,
        marks: &desk.marks,
        words_per_minute: desk.config.words_per_minute,
    };
    let found = query.map(|query| matching(&desk, &loaded.store, &query));
    let keep = |index: usize| found.as_ref().is_none_or(|found| found.contains(&index));
    let mut output = BufWriter::new(io::stdout().lock());
    let printed = listing::print(&mut output, &loaded.store, options, keep).and_then(|()| output.flush());
    printed.wrap_err("cannot write to the standard output")?;
    Ok(if loaded.has_failed(&sources) { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn matching(desk: &Desk, store: &Store, query: &Query) -> HashSet<usize> {
    let located = locate(store, &desk.marks);
    let library = Library::new(store, &desk.marks, &located, desk.config.words_per_minute);
    Asked::new(query).articles(&library).into_iter().collect()
}
