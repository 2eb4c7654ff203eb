//! `veille articles`: the articles of the sources, as the loader cuts them and the reader corrected them.
//!
//! Of the state it reads the corrections only; what was decided about the articles is not printed.

use std::collections::HashSet;
use std::io::{self, BufWriter, Write};
use std::process::ExitCode;

use clap::Args as ClapArgs;
use color_eyre::eyre::{Result, WrapErr};

use super::{Desk, RowFormat, complain};
use crate::listing::{self, Format, Options};
use crate::loader;
use crate::model::article::Article;
use crate::model::body::Body;
use crate::model::store::Store;
use crate::search::fuzzy::{Index, Row};

/// What `veille articles` can be told.
#[derive(Debug, Clone, ClapArgs)]
pub struct Args {
    /// Files and folders; `-` is the standard input. None: the sources of config.toml, else the samples.
    #[arg(value_name = "SOURCE")]
    sources: Vec<String>,
    /// How to print them.
    #[arg(long, value_enum, default_value = "table")]
    format: RowFormat,
    /// Print the text of each article too.
    #[arg(long)]
    text: bool,
    /// Print why each was cut where it was.
    #[arg(long)]
    explain: bool,
    /// Only those that match, by title, digest, rubric and first words.
    #[arg(long, value_name = "QUERY")]
    query: Option<String>,
}

pub(super) fn run(desk: &Desk, args: &Args) -> Result<ExitCode> {
    let sources = if args.sources.is_empty() { desk.config.source_paths() } else { args.sources.clone() };
    let corrections = desk.marks.corrections();
    let loaded = loader::load(&sources, &corrections);
    loaded.warnings.iter().for_each(|warning| complain(&warning.to_string()));
    let options = Options {
        format: if args.format == RowFormat::Jsonl { Format::JsonLines } else { Format::Table },
        text: args.text,
        explain: args.explain,
        corrections: &corrections,
        words_per_minute: desk.config.words_per_minute,
    };
    let found = args.query.as_deref().map(|query| matching(&loaded.store, query));
    let keep = |index: usize| found.as_ref().is_none_or(|found| found.contains(&index));
    let mut output = BufWriter::new(io::stdout().lock());
    let printed = listing::print(&mut output, &loaded.store, options, keep).and_then(|()| output.flush());
    printed.wrap_err("cannot write to the standard output")?;
    let failed = loaded.warnings.iter().any(|warning| sources.contains(&warning.source));
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn matching(store: &Store, query: &str) -> HashSet<usize> {
    let texts: Vec<String> = (0..store.article_count()).map(|index| first_words(store, index)).collect();
    let rows = store.articles().zip(&texts).enumerate().map(|(index, (article, text))| Row {
        title: &article.title,
        source: store.digest_of(index).map_or("", |digest| &digest.title),
        rubric: article.kicker.as_deref().unwrap_or_default(),
        sentence: text,
    });
    Index::new(rows).search(query, usize::MAX).iter().map(|hit| hit.row).collect()
}

fn first_words(store: &Store, index: usize) -> String {
    let body = |article: &Article| store.document_of(index).map(|document| Body::of(document, article).text);
    store.article(index).and_then(body).unwrap_or_default()
}
