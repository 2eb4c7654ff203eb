//! The clipboard: the terminal’s own (OSC 52), and a file where the terminal may not take what is sent.
//!
//! No terminal answers whether it took it. Those known to do so are believed; for all others, and for
//! what is too long, the text is also in a file that only the user can read.

use std::env;
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use color_eyre::eyre::{Result, WrapErr};

use super::screen::Screen;
use crate::app::effect::{Clip, Event};
use crate::export::clip;
use crate::text::message::{capital, counted};

/// What is longer, encoded, is cut or refused by many terminals; in bytes.
const MOST: usize = 100_000;

/// Names in `TERM` of terminals that take the clipboard.
const TERMS: [&str; 8] = ["xterm-kitty", "foot", "alacritty", "wezterm", "xterm-ghostty", "ghostty", "contour", "rio"];

/// The same in `TERM_PROGRAM`.
const PROGRAMS: [&str; 5] = ["iTerm.app", "WezTerm", "ghostty", "rio", "vscode"];

/// The clipboard.
pub(super) struct Clipboard {
    file: PathBuf,
}

impl Clipboard {
    /// A clipboard whose file, where one is needed, is this.
    pub(super) fn new(file: PathBuf) -> Clipboard {
        Clipboard { file }
    }

    /// Copies a text; `what` it is, in a few words.
    pub(super) fn copy(&self, what: &str, text: &str, screen: &mut Screen) -> Result<Vec<Event>> {
        let much = counted(text.split_whitespace().count(), "word");
        let encoded = text.len().div_ceil(3) * 4;
        if encoded > MOST {
            let why = format!("{what}, {much}, is too long for the clipboard of a terminal");
            return Ok(vec![self.keep(text).map_or_else(
                |error| Event::Failed(format!("Did not copy: {why}, and {error:#}.")),
                |file| Event::Done(format!("{}: it is in {file}", capital(&why))),
            )]);
        }
        screen.copy(text)?;
        let sent = format!("Copied {what}, {much} (OSC 52)");
        if takes_it(|name| env::var(name).unwrap_or_default()) {
            return Ok(vec![Event::Done(format!("{sent}."))]);
        }
        Ok(vec![match self.keep(text) {
            Ok(file) => Event::Done(format!("{sent} · should it not arrive, it is in {file}")),
            Err(error) => Event::Failed(format!("{sent}; {error:#}.")),
        }])
    }

    /// Copies Markdown made of a passage or an article.
    pub(super) fn copy_clip(&self, copied: &Clip, screen: &mut Screen) -> Result<Vec<Event>> {
        let what = match copied {
            Clip::Quote { .. } => "the quote as Markdown",
            Clip::Article { .. } => "the article as Markdown",
        };
        self.copy(what, &markdown(copied), screen)
    }

    /// Writes the text into the file, over what was there; gives the file's name.
    fn keep(&self, text: &str) -> Result<String> {
        let name = self.file.display().to_string();
        let cannot = || format!("{name} cannot be written");
        fs::create_dir_all(self.file.parent().unwrap_or(Path::new("."))).wrap_err_with(cannot)?;
        let mut options = OpenOptions::new();
        options.create(true).write(true).truncate(true).mode(0o600);
        let mut file = options.open(&self.file).wrap_err_with(cannot)?;
        file.write_all(text.as_bytes()).wrap_err_with(cannot)?;
        Ok(name)
    }
}

/// What is copied, as Markdown.
pub(super) fn markdown(copied: &Clip) -> String {
    match copied {
        Clip::Quote { passage, origin } => clip::quote(passage, origin),
        Clip::Article { origin, body } => clip::article(origin, body),
    }
}

/// Whether the terminal, told by its variables, is known to take the clipboard. A multiplexer in between
/// passes it on only where it was told to.
fn takes_it(variable: impl Fn(&str) -> String) -> bool {
    let is_set = |name: &str| !variable(name).is_empty();
    if is_set("TMUX") || is_set("STY") {
        return false;
    }
    let (term, program) = (variable("TERM"), variable("TERM_PROGRAM"));
    let is_known = TERMS.iter().any(|known| term.starts_with(known));
    is_known || PROGRAMS.contains(&program.as_str()) || ["KITTY_WINDOW_ID", "WT_SESSION"].into_iter().any(is_set)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terminals_that_take_the_clipboard_are_known_and_others_are_not_believed() {
        let cases: [(&[(&str, &str)], bool); 8] = [
            (&[], false),
            (&[("TERM", "xterm-256color")], false),
            (&[("TERM", "xterm-kitty")], true),
            (&[("TERM", "foot-extra")], true),
            (&[("TERM", "xterm-256color"), ("TERM_PROGRAM", "WezTerm")], true),
            (&[("TERM", "xterm-256color"), ("WT_SESSION", "x")], true),
            (&[("TERM", "tmux-256color"), ("TMUX", "/x"), ("KITTY_WINDOW_ID", "1")], false),
            (&[("TERM", "linux")], false),
        ];
        for (variables, expected) in cases {
            let variable = |name: &str| {
                variables.iter().find(|(own, _)| *own == name).map_or(String::new(), |(_, value)| (*value).to_owned())
            };
            assert_eq!(takes_it(variable), expected, "{variables:?}");
        }
    }

    #[test]
    fn the_file_holds_the_last_text_and_is_the_users_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("veille/copied.md");
        let clipboard = Clipboard::new(file.clone());
        clipboard.keep("Un long texte.").unwrap();
        clipboard.keep("Court.").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "Court.");
        assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert!(Clipboard::new("/dev/null/x".into()).keep("x").is_err());
    }
}
