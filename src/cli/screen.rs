//! `veille` without a command: everything is read and put together, and the screen opens.
//!
//! What is wrong in a file of the user is said on the screen; it never keeps veille from starting.

use std::env;
use std::io::{self, IsTerminal};
use std::process::ExitCode;

use color_eyre::eyre::{Result, bail};

use super::{Cli, paths};
use crate::app::Settings;
use crate::app::theme::Theme;
use crate::config::{Config, read_theme};
use crate::journal::Journal;
use crate::paths::Paths;
use crate::terminal::{self, Session};

pub(super) fn run(cli: &Cli) -> Result<ExitCode> {
    if !io::stdout().is_terminal() {
        bail!("the screen needs a terminal; `veille --help` lists the commands that print");
    }
    let paths = paths(cli)?;
    let (config, mut notices) = Config::load(&paths)?;
    let (journal, marks, damage) = Journal::open(&paths.state())?;
    notices.extend(damage);
    let session = Session {
        sources: if cli.sources.is_empty() { config.source_paths() } else { cli.sources.clone() },
        settings: settings(&config),
        theme: theme(cli, &paths, &config, &mut notices)?,
        journal,
        marks,
        notices,
        export_folder: config.export_folder(),
    };
    terminal::run(session)?;
    Ok(ExitCode::SUCCESS)
}

fn settings(config: &Config) -> Settings {
    let (column, words_per_minute, hints) = (config.column, config.words_per_minute, config.hints);
    Settings { column, words_per_minute, hints, keys: config.key_names() }
}

/// The theme asked for; one that cannot be read is a notice, and the default is taken.
fn theme(cli: &Cli, paths: &Paths, config: &Config, notices: &mut Vec<String>) -> Result<Theme> {
    let name = cli.theme.as_deref().unwrap_or(&config.theme);
    let theme = match read_theme(paths, name) {
        Ok(theme) => theme,
        Err(why) => {
            notices.push(format!("{why:#}; the default theme is used."));
            read_theme(paths, &Config::defaults()?.theme)?
        }
    };
    let is_set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    Ok(if cli.no_color || is_set("NO_COLOR") { theme.without_colours() } else { theme })
}
