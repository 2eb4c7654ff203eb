//! This machine's name in journals: its host name, and a few digits of its own.
//!
//! Two machines may well have one host name, and a file that both of them append to would lose lines
//! as soon as a program copies one over the other. The digits are drawn once and kept outside the
//! state folder, which is synced; they never leave the machine but in the names of journals.

use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::path::{Path, PathBuf};

use crate::files::Disk;

/// How many digits.
const DIGITS: usize = 8;

/// A machine.
#[derive(Debug, Clone, Default)]
pub(super) struct Machine {
    /// The host name, as a file name: what older versions wrote under.
    pub(super) host: String,
    /// The host name and the digits: what this one writes under.
    pub(super) name: String,
    /// The file for the digits, where they are not kept yet.
    unkept: Option<(PathBuf, String)>,
}

impl Machine {
    /// A machine that is known by its host name alone.
    pub(super) fn plain(host: &str) -> Machine {
        let host = file_safe(host);
        Machine { name: host.clone(), host, unkept: None }
    }

    /// The machine whose digits are in `file`. Where they can be neither read nor kept it goes by its
    /// host name.
    pub(super) fn with_digits(host: &str, file: &Path) -> Machine {
        let plain = Machine::plain(host);
        let named = |digits: &str| format!("{}-{digits}", plain.host);
        match read(file) {
            Some(digits) => Machine { name: named(&digits), ..plain },
            None if file.exists() || !may_make(file) => plain,
            None => {
                let digits = format!("{:016x}", RandomState::new().hash_one(std::process::id()));
                let digits = digits.chars().take(DIGITS).collect::<String>();
                Machine { name: named(&digits), unkept: Some((file.to_owned(), digits)), ..plain }
            }
        }
    }

    /// Whether `host`, as it stands in a stamp, is this machine.
    pub(super) fn is(&self, host: &str) -> bool {
        host == self.name || host == self.host
    }

    /// Keeps the digits for the next time. Where another session was faster, its digits stay; where it
    /// fails, the next session draws others, which costs no more than a file.
    pub(super) fn keep(&mut self, disk: &Disk) {
        if let Some((file, digits)) = self.unkept.take()
            && file.parent().is_some_and(|folder| disk.create_private_folder(folder).is_ok())
        {
            let _ = disk.replace_text(&file, None, &format!("{digits}\n"));
        }
    }
}

fn read(file: &Path) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    let digits = text.trim();
    let is_right = digits.len() == DIGITS && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_right.then(|| digits.to_ascii_lowercase())
}

fn may_make(file: &Path) -> bool {
    let nearest = file.ancestors().skip(1).find(|folder| folder.exists());
    nearest.is_some_and(|folder| folder.is_dir() && rustix::fs::access(folder, rustix::fs::Access::WRITE_OK).is_ok())
}

/// `host` as a file name on any system: letters, digits, `-` and `_`, at most 64 of them.
fn file_safe(host: &str) -> String {
    let safe = |letter: char| if letter.is_ascii_alphanumeric() || letter == '_' { letter } else { '-' };
    let name: String = host.chars().take(64).map(safe).collect();
    if name.is_empty() { "host".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_name_gives_a_file_name() {
        let cases = [("debian", "debian"), ("mac.local", "mac-local"), ("../été", "----t-"), ("", "host")];
        for (host, expected) in cases {
            assert_eq!(file_safe(host), expected, "{host}");
        }
        assert_eq!(file_safe(&"x".repeat(300)).len(), 64);
    }

    #[test]
    fn two_machines_of_one_host_name_have_two_names_and_each_keeps_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (folder.path().join("one/veille/machine"), folder.path().join("two/machine"));
        let mut first = Machine::with_digits("laptop", &one);
        assert!(!one.exists(), "nothing is written before something is saved");
        first.keep(&Disk::default());
        assert_eq!(Machine::with_digits("laptop", &one).name, first.name);
        let other = Machine::with_digits("laptop", &two);
        assert!(first.name != other.name && first.name.starts_with("laptop-") && first.name.len() == 15);
        assert!(first.is("laptop") && first.is(&first.name) && !first.is(&other.name));
        fs::write(&one, "not digits").unwrap();
        assert_eq!(Machine::with_digits("laptop", &one).name, "laptop");
    }
}
