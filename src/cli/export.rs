//! `veille export`: the highlights as Markdown files, one a digest, or as one text.
//!
//! It says what was written and remembers it in the journal. What goes where is the exporter's.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args as ClapArgs;
use color_eyre::eyre::{Result, eyre};

use super::highlights::matching;
use super::{Desk, complain, print, query_words, wrong_usage};
use crate::export::{Before, EXPORTERS, Exporter, Page, exporter, pages, together};
use crate::exporter::{Job, Report};
use crate::journal::now;
use crate::loader;
use crate::model::change::{Entry, Step};
use crate::model::exports::Unit;
use crate::model::highlight::HighlightId;
use crate::search::query::Query;
use crate::templates::typeset;

/// What `veille export` can be told.
#[derive(Debug, Clone, ClapArgs)]
pub struct Args {
    /// Where the highlights come from, to bring them into order. None: the sources of config.toml, else
    /// the samples. Highlights of other sources are exported too.
    #[arg(value_name = "SOURCE")]
    sources: Vec<OsString>,
    /// The format.
    #[arg(long, default_value = "markdown", value_parser = clap::builder::PossibleValuesParser::new(EXPORTERS.iter().map(|exporter| exporter.name)))]
    format: String,
    /// A folder, a file for all, or `-` for the standard output [default: the folder in config.toml].
    #[arg(long, value_name = "DIR|FILE|-")]
    output: Option<PathBuf>,
    /// Only the highlights that match; `veille help export` says how to ask.
    #[arg(long, value_name = "QUERY", value_parser = query_words, allow_hyphen_values = true)]
    query: Option<String>,
    /// What goes into one file of a folder: digest, article or week [default: as in config.toml].
    #[arg(long, value_name = "UNIT", value_parser = unit)]
    per: Option<Unit>,
    /// Print what would be written, as a unified diff, and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// Write again what was taken out of the files.
    #[arg(long)]
    again: bool,
}

impl Args {
    /// Whether nothing is written to the disk.
    pub(super) fn only_looks(&self) -> bool {
        self.dry_run || self.output.as_deref() == Some(Path::new("-"))
    }
}

pub(super) fn run(mut desk: Desk, args: &Args) -> Result<ExitCode> {
    let exporter = exporter(&args.format).ok_or_else(|| eyre!("there is no export format {}", args.format))?;
    let Ok(query) = desk.query(args.query.as_deref()) else { return wrong_usage() };
    let sources = if args.sources.is_empty() { desk.config.source_paths() } else { args.sources.clone() };
    let loaded = loader::load(&sources, &desk.marks.corrections());
    loaded.warnings.iter().for_each(|warning| complain(&warning.to_string()));
    desk.trace(&loaded.store);
    let has_failed = loaded.has_failed(&sources);
    let unit = args.per.unwrap_or(desk.config.export.per);
    let home = desk.config.export_folder();
    let output = args.output.as_deref().unwrap_or(&home);
    let to_folder = is_folder(output, exporter, args.output.is_some());
    let mut pages = pages(&loaded.store, &desk.marks, if to_folder { unit } else { Unit::Digest });
    if !to_folder {
        pages = vec![together(pages)];
    }
    if exporter.name == "markdown" {
        typeset(&mut pages, &desk.templates, &desk.config.meanings())?;
    }
    let only = query.map(|query| chosen(&desk, &query));
    if output == Path::new("-") {
        let printed = pages.first().map_or(Ok(ExitCode::SUCCESS), |page| print_all(exporter, page, only))?;
        return Ok(if has_failed { ExitCode::FAILURE } else { printed });
    }
    let job =
        Job { dry_run: args.dry_run, again: args.again, only: only.as_ref(), ..Job::new(exporter, &desk.marks, &home) };
    let report = match pages.as_slice() {
        [page] if !to_folder => job.export_to_file(page, output)?,
        pages => job.export_to_folder(pages, output)?,
    };
    let outcome = tell(&report, args.dry_run)?;
    remember(&mut desk, report)?;
    Ok(if has_failed { ExitCode::FAILURE } else { outcome })
}

fn chosen(desk: &Desk, query: &Query) -> BTreeSet<HighlightId> {
    let all = desk.marks.highlights().collect();
    matching(all, &desk.marks, Some(query)).into_iter().map(|highlight| highlight.id).collect()
}

fn print_all(exporter: &Exporter, page: &Page, only: Option<BTreeSet<HighlightId>>) -> Result<ExitCode> {
    let all = page.highlights().map(|highlight| highlight.id.clone());
    let withheld = all.filter(|id| only.as_ref().is_some_and(|only| !only.contains(id))).collect();
    let merged = (exporter.merge)(None, page, &Before { withheld, ..Before::default() });
    print(merged.text.as_bytes())
}

fn unit(name: &str) -> Result<Unit, String> {
    Unit::named(name).ok_or_else(|| "it is digest, article or week".to_owned())
}

/// A file is what is one, or what does not exist and is named like one; `-` is one too. Whoever `asked` for
/// rows in something with an extension means a file, by whatever extension others know it.
fn is_folder(output: &Path, exporter: &Exporter, asked: bool) -> bool {
    let takes_any = asked && exporter.name != "markdown";
    let is_of_file = output.extension().is_some_and(|extension| takes_any || extension == exporter.extension);
    let is_named_like_a_file = is_of_file && !output.as_os_str().as_encoded_bytes().ends_with(b"/");
    output != Path::new("-") && !output.is_file() && (!is_named_like_a_file || output.is_dir())
}

fn tell(report: &Report, dry_run: bool) -> Result<ExitCode> {
    report.failures.iter().chain(&report.messages).for_each(|message| complain(message));
    if dry_run {
        print(report.diff.as_bytes())?;
    } else {
        complain(&report.summary());
    }
    Ok(if report.failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn remember(desk: &mut Desk, report: Report) -> Result<()> {
    if report.changes.is_empty() {
        return Ok(());
    }
    let stamp = desk.journal.stamper().stamp(now(), desk.marks.latest());
    let entry = Entry { stamp, step: Step::Silent, what: "exported".to_owned(), changes: report.changes };
    desk.journal.append(&[entry])
}
