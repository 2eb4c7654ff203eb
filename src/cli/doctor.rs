//! `veille doctor`: what works here and what does not, a line each.
//!
//! It only looks: nothing is written, and no source is changed. What it prints holds no text of the
//! reader's, so that it can be put into a report of a fault.

use std::env;
use std::fs;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use color_eyre::eyre::Result;

use super::config::complaints;
use super::print;
use crate::app::depth::Depth;
use crate::config::Config;
use crate::journal::Journal;
use crate::loader;
use crate::model::correction::Corrections;
use crate::paths::Paths;
use crate::text::message::counted;
use crate::text::scrub::scrub_line;

/// How something is.
#[derive(Clone, Copy, PartialEq)]
enum Health {
    Good,
    Poor,
    Bad,
}

/// One thing that was looked at.
struct Finding {
    health: Health,
    what: String,
    how: String,
}

fn finding(health: Health, what: &str, how: impl Into<String>) -> Finding {
    Finding { health, what: what.to_owned(), how: how.into() }
}

pub(super) fn run(paths: &Paths) -> Result<ExitCode> {
    let (config, _) = Config::load(paths)?;
    let sections = [
        ("Terminal", terminal()),
        ("Configuration", configuration(paths)?),
        ("State", state(paths)),
        ("Exports", vec![folder("folder", &config.export_folder())]),
        ("Sources", sources(&config)),
    ];
    let mut text = format!("veille {}\n", env!("CARGO_PKG_VERSION"));
    for (title, findings) in &sections {
        text.push_str(&format!("\n{title}\n"));
        findings.iter().for_each(|finding| text.push_str(&line(finding)));
    }
    print(text.as_bytes())?;
    let is_bad = sections.iter().flat_map(|(_, findings)| findings).any(|finding| finding.health == Health::Bad);
    Ok(if is_bad { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn line(finding: &Finding) -> String {
    let sign = match finding.health {
        Health::Good => "ok",
        Health::Poor => "note",
        Health::Bad => "BAD",
    };
    format!("  {sign:<5} {:<12} {}\n", finding.what, scrub_line(&finding.how))
}

fn terminal() -> Vec<Finding> {
    let mut findings = vec![term(), locale(), colours()];
    if !std::io::stdout().is_terminal() {
        findings.push(finding(Health::Poor, "size", "the output is no terminal here"));
    } else if let Ok((columns, rows)) = crossterm::terminal::size() {
        let health = if columns < 40 || rows < 10 { Health::Poor } else { Health::Good };
        findings.push(finding(health, "size", format!("{columns} columns, {rows} rows")));
    }
    findings
}

fn term() -> Finding {
    match variable("TERM") {
        Some(name) if name == "dumb" => finding(
            Health::Poor,
            "TERM",
            "dumb: veille works line by line, as with --plain; set TERM to what the terminal is",
        ),
        Some(name) => finding(Health::Good, "TERM", name),
        None => finding(Health::Bad, "TERM", "not set: set it to what the terminal is, such as xterm-256color"),
    }
}

fn locale() -> Finding {
    let name = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|name| variable(name)).unwrap_or_default();
    let is_utf8 = ["utf-8", "utf8"].iter().any(|utf8| name.to_ascii_lowercase().contains(utf8));
    match (is_utf8, name.as_str()) {
        (true, name) => finding(Health::Good, "locale", name),
        (_, "") => finding(Health::Poor, "locale", "not set: accents show only if the terminal uses UTF-8"),
        (_, name) => {
            finding(Health::Poor, "locale", format!("{name} is not UTF-8: what is shown is brought down to ASCII"))
        }
    }
}

fn colours() -> Finding {
    let (term, colour_term) = (variable("TERM").unwrap_or_default(), variable("COLORTERM").unwrap_or_default());
    let how = match (variable("NO_COLOR").is_some(), Depth::of(&term, &colour_term)) {
        (true, _) | (_, Depth::None) => "none (NO_COLOR is set)",
        (_, Depth::True) => "16 million",
        (_, Depth::Indexed) => "256; with COLORTERM=truecolor, 16 million",
        (_, Depth::Sixteen) => "16: the theme sixteen is used",
    };
    finding(Health::Good, "colours", how)
}

fn configuration(paths: &Paths) -> Result<Vec<Finding>> {
    let mut findings = vec![folder("folder", paths.folder())];
    let complaints = complaints(paths)?;
    let file = paths.config_file();
    if complaints.is_empty() {
        let how = if file.exists() { file.display().to_string() } else { "none; none is needed".to_owned() };
        findings.push(finding(Health::Good, "config.toml", how));
    }
    findings.extend(complaints.into_iter().map(|complaint| finding(Health::Bad, "config.toml", complaint)));
    Ok(findings)
}

fn state(paths: &Paths) -> Vec<Finding> {
    let mut findings = vec![folder("folder", &paths.state())];
    match Journal::look(paths) {
        Err(error) => findings.push(finding(Health::Bad, "journals", format!("{error:#}"))),
        Ok((journal, marks, notices)) => {
            let (files, lines) = count_lines(&paths.state());
            let highlights = counted(marks.highlights().count(), "highlight");
            let how = format!("{}, {}, {highlights}", counted(files, "file"), counted(lines, "line"));
            findings.push(finding(Health::Good, "journals", how));
            let others = notices.into_iter().filter(|notice| !journal.damage_notices(false).contains(notice));
            let damage: Vec<String> = journal.damage_notices(true).into_iter().chain(others).collect();
            findings.extend(damage.into_iter().map(|notice| finding(Health::Bad, "damage", notice)));
            let unsaved = |file: &PathBuf| format!("{} is taken in at the next start", file.display());
            findings.extend(journal.unsaved().iter().map(|file| finding(Health::Poor, "unsaved", unsaved(file))));
            findings.extend(journal.read_only().map(|why| finding(Health::Bad, "read-only", why)));
        }
    }
    findings
}

fn count_lines(folder: &Path) -> (usize, usize) {
    let entries = fs::read_dir(folder).map(|entries| entries.flatten().collect()).unwrap_or_else(|_| Vec::new());
    let journals =
        entries.iter().map(fs::DirEntry::path).filter(|path| path.extension().is_some_and(|end| end == "jsonl"));
    let texts: Vec<Vec<u8>> = journals.filter(|path| path.is_file()).filter_map(|path| fs::read(path).ok()).collect();
    let lines = |text: &Vec<u8>| text.iter().filter(|&&byte| byte == b'\n').count();
    (texts.len(), texts.iter().map(lines).sum())
}

/// A folder: there and writable, or such that it can be made.
fn folder(what: &str, folder: &Path) -> Finding {
    let name = folder.display().to_string();
    let is_there = folder.exists();
    let nearest = folder.ancestors().find(|ancestor| ancestor.exists()).unwrap_or(Path::new("/"));
    let may_write = rustix::fs::access(nearest, rustix::fs::Access::WRITE_OK).is_ok();
    match (is_there, nearest.is_dir() && may_write) {
        (true, true) => finding(Health::Good, what, name),
        (true, false) => {
            finding(Health::Bad, what, format!("{name} cannot be written; change its permissions, or choose another"))
        }
        (false, true) => finding(Health::Good, what, format!("{name} (will be made when it is needed)")),
        (false, false) => finding(Health::Bad, what, format!("{name} cannot be made; choose another")),
    }
}

fn sources(config: &Config) -> Vec<Finding> {
    let sources = config.source_paths();
    let loaded = loader::load(&sources, &Corrections::default());
    let documents = counted(loaded.store.documents().len(), "document");
    let articles = counted(loaded.store.article_count(), "article");
    let which = if sources.is_empty() { "none configured; the samples: " } else { "" };
    let mut findings = vec![finding(Health::Good, "loaded", format!("{which}{documents}, {articles}"))];
    findings.extend(loaded.warnings.iter().map(|warning| finding(Health::Bad, "warning", warning.to_string())));
    findings
}

fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}
