//! The command line: its commands and options, and what each prints.
//!
//! Data goes to the standard output, messages to the standard error; the program ends with 0 when all
//! is done, 1 when something failed, 2 when it was called wrongly. Nothing is decided here: a command
//! reads, asks the rooms, and prints.

mod articles;
mod config;
mod doctor;
mod export;
mod highlights;
mod import;
mod screen;

use std::env;
use std::ffi::OsString;
use std::io::{self, ErrorKind, Write};
use std::mem::ManuallyDrop;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{CommandFactory, Parser, Subcommand, ValueEnum};
use color_eyre::eyre::{Report, Result, WrapErr};
use signal_hook::consts::SIGXFSZ;

use crate::config::Config;
use crate::journal::{Journal, rolls};
use crate::model::marks::Marks;
use crate::model::store::Store;
use crate::paths::Paths;
use crate::search::query::{FORMS, NOTES, Query, Wrong};
use crate::text::scrub::{scrub, scrub_line};

/// A newsreader for long weekly digests: triage, read, highlight, export to Markdown.
///
/// Without a command veille opens the screen on the sources given, else on those of config.toml, else
/// on the samples that come with it.
#[derive(Debug, Clone, Parser)]
#[command(name = "veille", version)]
pub struct Cli {
    /// What to do instead of opening the screen.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Files and folders to open; `-` is the standard input.
    #[arg(value_name = "SOURCE")]
    pub sources: Vec<OsString>,
    /// The folder of configuration and state.
    #[arg(long, global = true, value_name = "DIR", env = "VEILLE_CONFIG_DIR", hide_env_values = true)]
    pub config_dir: Option<PathBuf>,
    /// The theme: dark, light, sixteen, or the name of a file in themes/.
    #[arg(long, global = true, value_name = "NAME")]
    pub theme: Option<String>,
    /// No screen: lines in, lines out, for screen readers and scripts; `help` lists the commands (also: TERM=dumb).
    #[arg(long)]
    pub plain: bool,
    /// No colours (also: NO_COLOR).
    #[arg(long, global = true)]
    pub no_color: bool,
}

/// The commands.
#[derive(Debug, Clone, Subcommand)]
pub enum Command {
    /// Prints the articles of the sources, as veille cuts them.
    #[command(after_long_help = query_help())]
    Articles(articles::Args),
    /// Prints all highlights.
    #[command(after_long_help = query_help())]
    Highlights(highlights::Args),
    /// Exports the highlights; exporting again adds what is new and changes nothing else.
    #[command(after_long_help = query_help())]
    Export(export::Args),
    /// Brings exported highlights back (JSON, W3C annotations); those that are here already stay as they are.
    Import(import::Args),
    /// Shows the configuration and what is wrong with it.
    #[command(subcommand)]
    Config(config::Ask),
    /// Says what works here and what does not: terminal, folders, state, sources.
    Doctor,
    /// Prints the completions for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Prints the manual page (`veille man | man -l -`).
    Man,
}

/// How rows are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RowFormat {
    /// One line a row, for people.
    Table,
    /// One JSON object a line, for programs.
    Jsonl,
}

/// Runs the program with the arguments it was called with.
pub fn main() -> ExitCode {
    // It fails only where hooks are installed already, and then they stay.
    let _ = color_eyre::install();
    outlive_limits();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return refuse(&error),
    };
    match run(&cli) {
        Ok(code) => code,
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

/// A file that may not grow any more (`ulimit -f`) is an error like a full disk. Nobody looks at the flag: with
/// any handler the write fails, with none the program would end there, unsaved, in the middle of a screen.
fn outlive_limits() {
    let _ = signal_hook::flag::register(SIGXFSZ, Arc::default());
}

/// Says what is wrong with the arguments, or prints the help that was asked for.
fn refuse(error: &clap::Error) -> ExitCode {
    if !error.use_stderr() {
        error.exit();
    }
    // It repeats what was typed, or what the shell took from the name of a file.
    let _ = write!(io::stderr(), "{}", scrub(&error.render().to_string()));
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

fn run(cli: &Cli) -> Result<ExitCode> {
    let Some(command) = &cli.command else { return screen::run(cli) };
    match command {
        Command::Articles(args) => articles::run(Desk::look(cli)?, args),
        // It is the last thing done: taking a hundred thousand changes apart again would cost time for nothing.
        Command::Highlights(args) => highlights::run(&ManuallyDrop::new(Desk::look(cli)?), args),
        Command::Export(args) if args.only_looks() => export::run(Desk::look(cli)?, args),
        Command::Export(args) => export::run(Desk::open(cli)?, args),
        Command::Import(args) => import::run(Desk::open(cli)?, args),
        Command::Config(ask) => config::run(&paths(cli)?, *ask),
        Command::Doctor => doctor::run(&paths(cli)?),
        Command::Completions { shell } => print(&completions(*shell)),
        Command::Man => print(&manual()?),
    }
}

/// What most commands need: the user's files, read; complaints about them are printed on the way.
struct Desk {
    config: Config,
    journal: Journal,
    marks: Marks,
    templates: PathBuf,
}

/// What a command ends with that was called wrongly.
fn wrong_usage() -> Result<ExitCode> {
    Ok(ExitCode::from(2))
}

/// Shows a query with the place where it is wrong.
fn complain_of(query: &str, wrong: &Wrong) {
    complain("the query cannot be read:");
    let shown = scrub(&wrong.show(query)).replace('\n', "\n  ");
    let _ = writeln!(io::stderr(), "  {shown}");
}

impl Desk {
    /// Reads a query; what is wrong with it is printed, with the place.
    fn query(&self, text: Option<&str>) -> Result<Option<Query>, ()> {
        let saved = self.config.saved();
        let read = text.map(|text| Query::parse(text, &saved).map_err(|wrong| complain_of(text, &wrong)));
        read.transpose()
    }

    /// Finds again what was edited since something was done to it.
    fn trace(&mut self, store: &Store) {
        self.marks.learn(rolls::read(self.journal.folder()));
        self.marks.trace(store);
    }

    /// Reads all for a command that writes nothing: not to the disk either, on the first use.
    fn look(cli: &Cli) -> Result<Desk> {
        let paths = paths(cli)?;
        let (config, complaints) = Config::load(&paths)?;
        let (journal, marks, notices) = Journal::look(&paths)?;
        complaints.iter().chain(&notices).for_each(|complaint| complain(complaint));
        Ok(Desk { config, journal, marks, templates: paths.templates() })
    }

    fn open(cli: &Cli) -> Result<Desk> {
        let paths = paths(cli)?;
        let (config, complaints) = Config::load(&paths)?;
        let (mut journal, marks, notices) = Journal::open(&paths)?;
        complaints.iter().chain(&notices).for_each(|complaint| complain(complaint));
        mend(&mut journal).iter().for_each(|notice| complain(notice));
        Ok(Desk { config, journal, marks, templates: paths.templates() })
    }
}

/// Copies what cannot be read of the state to a file of its own, takes in what could not be saved the
/// last time, and tells which.
fn mend(journal: &mut Journal) -> Vec<String> {
    let told = |files: Result<Vec<PathBuf>>, say: fn(&str) -> String| match files {
        Ok(files) => files.iter().map(|file| say(&file.display().to_string())).collect(),
        Err(error) => vec![format!("{error:#}")],
    };
    let mut notices = told(journal.set_aside(), |file| format!("what cannot be read was copied to {file}"));
    let taken = journal.take_in_unsaved();
    notices.extend(told(taken, |file| format!("what could not be saved the last time is saved now; it was in {file}")));
    notices
}

fn paths(cli: &Cli) -> Result<Paths> {
    Paths::find(cli.config_dir.as_deref().filter(|folder| !folder.as_os_str().is_empty()))
}

/// Whether the environment says that the terminal shows ASCII only (`LANG=C`). Where it says nothing,
/// UTF-8 is likelier than not.
fn is_ascii() -> bool {
    let name =
        ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| env::var(name).ok().filter(|name| !name.is_empty()));
    name.is_some_and(|name| !["utf-8", "utf8"].iter().any(|utf8| name.to_ascii_lowercase().contains(utf8)))
}

/// The words of a query, which may begin with the hyphen of `-word`; two begin the next option.
fn query_words(words: &str) -> Result<String, String> {
    if words.starts_with("--") {
        return Err("an option is no query; put the query behind --query".to_owned());
    }
    Ok(words.to_owned())
}

/// How to ask, for the long help of each command that takes a query.
fn query_help() -> String {
    let width = FORMS.iter().map(|(form, _)| form.chars().count()).max().unwrap_or(0);
    let forms: String = FORMS.iter().map(|(form, meaning)| format!("  {form:width$}  {meaning}\n")).collect();
    format!("Queries:\n{forms}\n{NOTES}")
}

fn completions(shell: clap_complete::Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "veille", &mut script);
    script
}

fn manual() -> Result<Vec<u8>> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut page).wrap_err("cannot write the manual page")?;
    Ok(page)
}

/// Prints data.
fn print(data: &[u8]) -> Result<ExitCode> {
    let mut output = io::stdout().lock();
    output.write_all(data).and_then(|()| output.flush()).wrap_err("cannot write to the standard output")?;
    Ok(ExitCode::SUCCESS)
}

/// Prints a message; where nobody can read it, there is nobody to tell.
fn complain(message: &str) {
    let _ = writeln!(io::stderr(), "veille: {}", scrub_line(message));
}

/// Whether whoever read our output has gone (`veille highlights | head`): no failure of ours.
fn is_broken_pipe(error: &Report) -> bool {
    let is_pipe = |error: &io::Error| error.kind() == ErrorKind::BrokenPipe;
    error.chain().any(|cause| cause.downcast_ref::<io::Error>().is_some_and(is_pipe))
}
