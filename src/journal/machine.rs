//! This machine's name in journals: its host name, and a few digits of its own.
//!
//! Two machines may well have one host name, and a file that both of them append to would lose lines
//! as soon as a program copies one over the other. The digits are drawn once and kept outside the
//! state folder, which is synced; they never leave the machine but in the names of journals.

use std::fs;
use std::hash::{BuildHasher, RandomState};
use std::path::Path;

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
}

impl Machine {
    /// A machine that is known by its host name alone.
    pub(super) fn plain(host: &str) -> Machine {
        let host = file_safe(host);
        Machine { name: host.clone(), host }
    }

    /// The machine whose digits are in `file`. They are drawn and kept before anything is stamped with
    /// them: another session that starts just now goes by the same. Where they can be neither read nor
    /// kept the machine goes by its host name.
    pub(super) fn with_digits(host: &str, file: &Path) -> Machine {
        Machine::named(host, read(file).or_else(|| draw(file)))
    }

    /// The same, for who only looks: no digits are drawn.
    pub(super) fn known(host: &str, file: &Path) -> Machine {
        Machine::named(host, read(file))
    }

    fn named(host: &str, digits: Option<String>) -> Machine {
        let plain = Machine::plain(host);
        match digits {
            Some(digits) => Machine { name: format!("{}-{digits}", plain.host), ..plain },
            None => plain,
        }
    }

    /// Whether `host`, as it stands in a stamp, is this machine.
    pub(super) fn is(&self, host: &str) -> bool {
        host == self.name || host == self.host
    }
}

/// Draws digits and keeps them in `file`, which comes to be with its text or not at all. Where another
/// session was faster, its digits stand.
fn draw(file: &Path) -> Option<String> {
    let digits = format!("{:016x}", RandomState::new().hash_one(std::process::id()));
    let digits = digits.get(..DIGITS)?;
    let folder = file.parent()?;
    let disk = Disk::default();
    disk.create_private_folder(folder).ok()?;
    let _ = disk.create_private(file, format!("{digits}\n").as_bytes());
    read(file)
}

fn read(file: &Path) -> Option<String> {
    let text = fs::read_to_string(file).ok()?;
    let digits = text.trim();
    let is_right = digits.len() == DIGITS && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_right.then(|| digits.to_ascii_lowercase())
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
        let first = Machine::with_digits("laptop", &one);
        assert_eq!(Machine::with_digits("laptop", &one).name, first.name);
        let other = Machine::with_digits("laptop", &two);
        assert!(first.name != other.name && first.name.starts_with("laptop-") && first.name.len() == 15);
        assert!(first.is("laptop") && first.is(&first.name) && !first.is(&other.name));
        fs::write(&one, "not digits").unwrap();
        assert_eq!(Machine::with_digits("laptop", &one).name, "laptop");
    }
    #[test]
    fn sessions_that_start_at_once_on_a_new_machine_go_by_one_name() {
        for _ in 0..20 {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("veille/machine");
            let barrier = std::sync::Barrier::new(4);
            let start = || {
                barrier.wait();
                Machine::with_digits("laptop", &file).name
            };
            let names: Vec<String> = std::thread::scope(|scope| {
                let sessions: Vec<_> = (0..4).map(|_| scope.spawn(start)).collect();
                sessions.into_iter().map(|session| session.join().unwrap()).collect()
            });
            let kept = Machine::with_digits("laptop", &file).name;
            assert!(names.iter().all(|name| *name == kept && name.len() == 15), "{names:?} {kept}");
        }
    }

    #[test]
    fn a_machine_whose_digits_cannot_be_kept_goes_by_its_host_name() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("file"), "").unwrap();
        assert_eq!(Machine::with_digits("laptop", &folder.path().join("file/machine")).name, "laptop");
    }
}
