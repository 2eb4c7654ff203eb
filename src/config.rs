//! The configuration: the defaults, and what the user's file says instead.
//!
//! The defaults are `config.example.toml` itself, which is part of the binary, so that the two
//! cannot drift apart; the user's file overrides them option by option. A mistake in that file
//! costs one option and is reported with its line. Whether a key or theme exists is not known here.

mod reading;

use std::collections::{BTreeMap, HashMap};
use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind;
use std::path::PathBuf;

use color_eyre::eyre::{Result, WrapErr, bail, eyre};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::app::Settings;
use crate::app::theme::{BUILT_IN, Theme};
use crate::files::in_words;
use crate::model::exports::Unit;
use crate::model::highlight::{Colour, Meanings};
use crate::paths::{Paths, expand_home};
use crate::search::query::{Query, Saved};
use crate::text::scrub::scrub_line;
use crate::text::typeset::Typography;

/// The defaults, as the user may read them.
pub const EXAMPLE: &str = include_str!("../config.example.toml");

/// Every option. `config.example.toml` says what each means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The theme's name: of veille, or of a file in [`Paths::themes`].
    pub theme: String,
    /// Width of the text column, 40 to 120.
    pub column: u16,
    /// Reading speed, 50 to 1500.
    pub words_per_minute: u32,
    /// What to open without arguments, as the user wrote it; see [`expand_home`].
    pub sources: Vec<String>,
    /// Whether the bottom line names keys.
    pub hints: bool,
    /// Whether the mouse scrolls and clicks.
    pub mouse: bool,
    /// Niceties of print, for the eye alone.
    pub typography: Typography,
    /// What the colours of highlights mean.
    pub highlights: HighlightOptions,
    /// Whether addresses are links for the terminal.
    pub links: bool,
    /// How to export.
    pub export: ExportOptions,
    /// Searches by name, as the user wrote them; see [`Config::saved`].
    pub searches: BTreeMap<String, String>,
    /// Keys by the name of the command. Neither is checked yet.
    pub keys: BTreeMap<String, Keys>,
    /// The file and the line where the user gives a command its keys.
    #[serde(skip)]
    pub key_places: BTreeMap<String, String>,
}

/// What the colours of highlights mean, in the user's words; empty for nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HighlightOptions {
    /// The default colour.
    pub yellow: String,
    /// The second.
    pub green: String,
    /// The third.
    pub blue: String,
    /// The fourth.
    pub pink: String,
}

/// How to export.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExportOptions {
    /// The folder, as the user wrote it; see [`expand_home`].
    pub folder: String,
    /// What goes into one file.
    pub per: Unit,
}

/// The keys of one command: in the file one text or a list of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "OneOrSeveral")]
pub struct Keys(pub Vec<String>);

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrSeveral {
    One(String),
    Several(Vec<String>),
}

impl From<OneOrSeveral> for Keys {
    fn from(keys: OneOrSeveral) -> Self {
        match keys {
            OneOrSeveral::One(key) => Keys(vec![key]),
            OneOrSeveral::Several(keys) => Keys(keys),
        }
    }
}

impl Config {
    /// The defaults.
    pub fn defaults() -> Result<Config> {
        toml::from_str(EXAMPLE).wrap_err("cannot read the defaults that are part of veille")
    }

    /// Reads the user's file over the defaults. The strings say what is wrong in it.
    pub fn load(paths: &Paths) -> Result<(Config, Vec<String>)> {
        let path = paths.config_file();
        match fs::read_to_string(&path) {
            Ok(text) => Config::read(&text, &path.display().to_string()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok((Config::defaults()?, Vec::new())),
            Err(error) => {
                let warning =
                    format!("{} cannot be read ({}); the defaults are used.", path.display(), in_words(&error));
                Ok((Config::defaults()?, vec![scrub_line(&warning).into_owned()]))
            }
        }
    }

    /// What the application takes of it, for a reader in this time zone.
    pub fn settings(&self, time_zone: TimeZone) -> Settings {
        Settings {
            column: self.column,
            words_per_minute: self.words_per_minute,
            typography: self.typography,
            hints: self.hints,
            mouse: self.mouse,
            searches: self.saved(),
            keys: self.key_names(),
            key_places: self.key_places.clone(),
            meanings: self.meanings(),
            time_zone,
        }
    }

    /// Keys by the name of the command, as the application takes them.
    pub fn key_names(&self) -> HashMap<String, Vec<String>> {
        self.keys.iter().map(|(name, keys)| (name.clone(), keys.0.clone())).collect()
    }

    /// What the colours of highlights mean.
    pub fn meanings(&self) -> Meanings {
        let HighlightOptions { yellow, green, blue, pink } = self.highlights.clone();
        let colours = [(Colour::Yellow, yellow), (Colour::Green, green), (Colour::Blue, blue), (Colour::Pink, pink)];
        Meanings::new(colours)
    }

    /// The saved searches; those that cannot be read were left out when the file was.
    pub fn saved(&self) -> Saved {
        let read = |text: &String| Query::parse(text, &Saved::new()).ok();
        self.searches.iter().filter_map(|(name, text)| Some((name.clone(), read(text)?))).collect()
    }

    /// The sources, with `~` as the home folder.
    pub fn source_paths(&self) -> Vec<OsString> {
        self.sources.iter().map(|source| expand_home(source).into_os_string()).collect()
    }

    /// The folder to export to.
    pub fn export_folder(&self) -> PathBuf {
        expand_home(&self.export.folder)
    }
}

/// Reads the theme `name`, of veille or of the user. The error says what is wrong with it.
pub fn read_theme(paths: &Paths, name: &str) -> Result<Theme> {
    let path = paths.themes().join(format!("{name}.toml"));
    let text = match BUILT_IN.iter().find(|(own, _)| *own == name) {
        Some((_, text)) => (*text).to_owned(),
        None if !path.exists() => {
            let known = BUILT_IN.map(|(own, _)| own).join(", ");
            bail!("there is no theme {name}: veille has {known}, and yours would be {}", path.display());
        }
        None => fs::read_to_string(&path).wrap_err_with(|| format!("{} cannot be read", path.display()))?,
    };
    Theme::parse(&text).map_err(|why| eyre!("{} is no theme: {}", path.display(), why.trim_end()))
}

#[cfg(test)]
mod tests {
    use toml::Table;

    use super::*;

    fn read(text: &str) -> (Config, Vec<String>) {
        Config::read(text, "config.toml").unwrap()
    }

    #[test]
    fn the_example_holds_every_option_and_is_the_default() {
        let example: Table = toml::from_str(EXAMPLE).unwrap();
        let defaults = Config::defaults().unwrap();
        assert_eq!(Table::try_from(&defaults).unwrap(), example);
        assert_eq!(read(""), (defaults.clone(), vec![]));
        assert_eq!(read(EXAMPLE), (defaults, vec![]));
    }

    #[test]
    fn each_option_of_the_example_has_a_sentence_above_it() {
        let mut above = "";
        for line in EXAMPLE.lines() {
            assert!(!line.contains(" = ") || above.starts_with('#') || line.starts_with('#'), "{line}");
            above = line;
        }
    }

    #[test]
    fn the_examples_of_keys_are_keys() {
        let (_, keys) = EXAMPLE.split_once("[keys]").unwrap();
        let examples: String =
            keys.lines().filter(|line| line.contains(" = ")).map(|line| line[2..].to_owned() + "\n").collect();
        let (config, warnings) = read(&format!("[keys]\n{examples}"));
        assert_eq!((config.keys.len(), warnings), (3, vec![]));
    }
}
