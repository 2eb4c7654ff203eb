//! `veille` without a command: everything is read and put together, and the screen opens, or the
//! linear mode.
//!
//! What is wrong in a file of the user is said on the screen; it never keeps veille from starting.

use std::env;
use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::ExitCode;

use color_eyre::eyre::{Result, bail};
use jiff::tz::TimeZone;

use super::{Cli, is_ascii, mend, paths};
use crate::app::depth::Depth;
use crate::app::theme::{BUILT_IN, Theme};
use crate::config::{Config, read_theme};
use crate::journal::Journal;
use crate::paths::Paths;
use crate::terminal::{self, Exports, Session};
use crate::text::message::capital;

pub(super) fn run(cli: &Cli) -> Result<ExitCode> {
    let is_plain = cli.plain || variable("TERM") == "dumb";
    if !is_plain && !io::stdout().is_terminal() {
        bail!(
            "the screen needs a terminal; `veille --plain` works without, `veille --help` lists the commands that print"
        );
    }
    if is_plain && cli.sources.iter().any(|source| source == "-") {
        bail!("the standard input cannot bring both the text and the commands; give a file instead of `-`");
    }
    if !cli.sources.is_empty() && cli.sources.iter().all(|source| source != "-" && !Path::new(source).exists()) {
        let names: Vec<_> = cli.sources.iter().map(|source| source.to_string_lossy()).collect();
        bail!("there is no {}; give files or folders that exist", names.join(" and no "));
    }
    let paths = paths(cli)?;
    let (config, mut notices) = Config::load(&paths)?;
    let (mut journal, marks, damage) = Journal::open_to_stay(&paths)?;
    notices.extend(damage);
    notices.extend(mend(&mut journal));
    let session = Session {
        sources: if cli.sources.is_empty() { config.source_paths() } else { cli.sources.clone() },
        settings: config.settings(TimeZone::system()),
        theme: theme(cli, &paths, &config, &mut notices)?,
        journal,
        marks,
        notices,
        exports: exports(&paths, &config),
        copied: paths.copied(),
        is_ascii: is_ascii(),
        takes_links: config.links && takes_links(&variable("TERM"), !variable("TMUX").is_empty()),
    };
    if is_plain {
        terminal::linear::run(session)?
    } else {
        terminal::run(session)?
    }
    Ok(ExitCode::SUCCESS)
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_default()
}

/// Whether a terminal does well by links (OSC 8): those that are old enough to print them are left alone.
fn takes_links(term: &str, is_tmux: bool) -> bool {
    let is_screen = term.starts_with("screen") && !is_tmux;
    !is_screen && !["linux", "vt", "cons", "rxvt", "Eterm", "ansi"].iter().any(|old| term.starts_with(old))
}

/// How many colours to use.
fn depth(cli: &Cli) -> Depth {
    if cli.no_color || !variable("NO_COLOR").is_empty() {
        return Depth::None;
    }
    Depth::of(&variable("TERM"), &variable("COLORTERM"))
}

fn exports(paths: &Paths, config: &Config) -> Exports {
    let (folder, meanings) = (config.export_folder(), config.meanings());
    Exports { folder, unit: config.export.per, templates: paths.templates(), meanings }
}

/// The theme asked for; one that cannot be read is a notice, and the default is taken.
fn theme(cli: &Cli, paths: &Paths, config: &Config, notices: &mut Vec<String>) -> Result<Theme> {
    let depth = depth(cli);
    let asked = cli.theme.as_deref().unwrap_or(&config.theme);
    // Themes of many colours look like nothing in sixteen; there is one made for them.
    let is_built_in = BUILT_IN.iter().any(|(name, _)| *name == asked);
    let name = if depth == Depth::Sixteen && is_built_in { "sixteen" } else { asked };
    let theme = match read_theme(paths, name) {
        Ok(theme) => theme,
        Err(why) => {
            notices.push(format!("{}; the default theme is used.", capital(&format!("{why:#}"))));
            read_theme(paths, &Config::defaults()?.theme)?
        }
    };
    Ok(theme.at(depth))
}
