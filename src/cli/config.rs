//! `veille config`: where the configuration is, what it says, and what is wrong with it.
//!
//! It never writes: the file is the user's to edit.

use std::process::ExitCode;

use clap::Subcommand;
use color_eyre::eyre::{Result, WrapErr};

use super::print;
use crate::app::keymap::Keymap;
use crate::config::{Config, EXAMPLE, read_theme};
use crate::export::template::Part;
use crate::files::shown;
use crate::paths::Paths;
use crate::templates;
use crate::text::scrub::scrub_line;

/// What to show.
#[derive(Debug, Clone, Copy, Subcommand)]
pub enum Ask {
    /// Where config.toml is, or would be.
    Path,
    /// The configuration in force: the defaults with what config.toml changes.
    Show,
    /// The defaults, with a sentence about each: a config.toml to begin with.
    Default,
    /// A template of exported Markdown, as it comes with veille: a file for templates/ to begin with.
    Template {
        /// Which part of a file it sets: head, article or highlight.
        #[arg(value_parser = part)]
        part: Part,
    },
    /// What is wrong in config.toml, the theme and templates/, with the line; the program ends with 1 where
    /// anything is.
    Check,
}

pub(super) fn run(paths: &Paths, ask: Ask) -> Result<ExitCode> {
    match ask {
        Ask::Path => print(format!("{}\n", paths.config_file().display()).as_bytes()),
        Ask::Default => print(EXAMPLE.as_bytes()),
        Ask::Show => {
            let (config, complaints) = Config::load(paths)?;
            complaints.iter().for_each(|complaint| super::complain(complaint));
            print(toml::to_string(&config).wrap_err("cannot show the configuration")?.as_bytes())
        }
        Ask::Template { part } => print(part.built_in().as_bytes()),
        Ask::Check => check(paths),
    }
}

fn part(name: &str) -> Result<Part, String> {
    let found = Part::ALL.into_iter().find(|part| part.name() == name);
    found.ok_or_else(|| "it is head, article or highlight".to_owned())
}

fn check(paths: &Paths) -> Result<ExitCode> {
    let complaints = complaints(paths)?;
    if complaints.is_empty() {
        let file = paths.config_file();
        let what = if file.exists() { "nothing is wrong" } else { "there is no such file, and none is needed" };
        return print(format!("{}: {what}.\n", shown(&file)).as_bytes());
    }
    print((complaints.join("\n") + "\n").as_bytes())?;
    Ok(ExitCode::FAILURE)
}

/// All that is wrong: options, the keys and the theme that they speak of, templates.
pub(super) fn complaints(paths: &Paths) -> Result<Vec<String>> {
    let (config, mut complaints) = Config::load(paths)?;
    let (_, keys) = Keymap::new(&config.key_names());
    complaints.extend(keys.iter().map(|complaint| scrub_line(&complaint.at(&config.key_places)).into_owned()));
    let theme = read_theme(paths, &config.theme).err();
    let theme = theme.map(|error| format!("{error:#}"));
    let mistakes = theme.into_iter().chain(templates::mistakes(&paths.templates()));
    complaints.extend(mistakes.map(|mistake| scrub_line(&mistake).into_owned()));
    Ok(complaints)
}
