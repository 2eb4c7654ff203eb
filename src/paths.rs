//! Where the files of the user live: configuration, themes, templates and state, in one folder.
//!
//! It only names them; whoever needs one makes it. Exports live elsewhere: they are the reader's own.

use std::path::{Path, PathBuf};

use color_eyre::eyre::{Result, eyre};
use directories::{BaseDirs, ProjectDirs};

/// Where the user's files are: all in one folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    folder: PathBuf,
}

impl Paths {
    /// The folder `given` on the command line or in the environment, else the system's usual one.
    pub fn find(given: Option<&Path>) -> Result<Paths> {
        let usual = || ProjectDirs::from("", "", "veille").map(|found| found.config_dir().to_owned());
        let folder = given.map(Path::to_owned).or_else(usual);
        let folder =
            folder.ok_or_else(|| eyre!("there is no home folder; say where veille may live with --config-dir"))?;
        Ok(Paths { folder })
    }

    /// The folder that holds everything.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The user's configuration.
    pub fn config_file(&self) -> PathBuf {
        self.folder.join("config.toml")
    }

    /// The user's own themes.
    pub fn themes(&self) -> PathBuf {
        self.folder.join("themes")
    }

    /// The user's own templates for exports.
    pub fn templates(&self) -> PathBuf {
        self.folder.join("templates")
    }

    /// What was copied last, where the terminal may not have taken it.
    pub fn copied(&self) -> PathBuf {
        self.folder.join("copied.md")
    }

    /// The journals.
    pub fn state(&self) -> PathBuf {
        self.folder.join("state")
    }

    /// The file that tells this machine from others of its host name: outside of what is synced.
    pub fn machine() -> Option<PathBuf> {
        ProjectDirs::from("", "", "veille").map(|found| found.data_local_dir().join("machine"))
    }

    /// Folders that may take what the state folder does not, the most lasting first.
    pub fn refuges(&self) -> Vec<PathBuf> {
        let base = BaseDirs::new();
        let home = base.as_ref().map(|base| base.home_dir().to_owned());
        let runtime = base.as_ref().and_then(|base| base.runtime_dir().map(Path::to_owned));
        [Some(self.folder.clone()), home, runtime, Some(std::env::temp_dir())].into_iter().flatten().collect()
    }
}

/// `path` with a leading `~` as the home folder.
pub fn expand_home(path: &str) -> PathBuf {
    let home = || BaseDirs::new().map(|found| found.home_dir().to_owned());
    match path.strip_prefix('~') {
        Some(rest) if rest.is_empty() || rest.starts_with('/') => {
            home().map_or_else(|| path.into(), |home| home.join(rest.trim_start_matches('/')))
        }
        _ => path.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tilde_is_the_home_folder_only_on_its_own() {
        let home = BaseDirs::new().unwrap().home_dir().to_owned();
        let cases = [
            ("~", home.clone()),
            ("~/notes", home.join("notes")),
            ("~x/notes", "~x/notes".into()),
            ("/a/~", "/a/~".into()),
        ];
        for (path, expected) in cases {
            assert_eq!(expand_home(path), expected, "{path}");
        }
    }
}
