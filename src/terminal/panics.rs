//! Panics: faults of veille itself. The terminal is given back, and a report is left in a file.
//!
//! The report says which version failed where, and what of the message cannot come from a document:
//! a reader can send it without reading it first. What was done is saved by whoever ends the program.

use std::any::Any;
use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook, take_hook};
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::thread;

use color_eyre::eyre::{Result, eyre};

use super::screen;
use crate::journal::now;

/// Does `work`. Where it panics the terminal is restored, and the error names the report, which is
/// written to the first of `folders` that takes it. Panics of other threads are caught where they
/// work, and leave a report too.
pub(super) fn contain<T>(folders: Vec<PathBuf>, work: impl FnOnce() -> Result<T>) -> Result<T> {
    let here = thread::current().id();
    let written = Arc::new(Mutex::new(None));
    let tell = Arc::clone(&written);
    let usual = take_hook();
    set_hook(Box::new(move |panic| {
        let is_here = thread::current().id() == here;
        if is_here {
            screen::restore();
        }
        let path = write(&folders, &report(panic));
        if let Ok(mut told) = tell.lock()
            && is_here
        {
            *told = path;
        }
    }));
    let ended = catch_unwind(AssertUnwindSafe(work));
    set_hook(usual);
    let path = written.lock().ok().and_then(|mut path| path.take());
    ended.unwrap_or_else(|_| Err(eyre!("{}", farewell(path))))
}

fn farewell(report: Option<PathBuf>) -> String {
    let report = match report {
        Some(path) => format!("a report of it, with nothing of your texts, is in {}", path.display()),
        None => "no report of it could be written".to_owned(),
    };
    format!("veille has failed through a fault of its own and was ended; {report}")
}

fn report(panic: &PanicHookInfo<'_>) -> String {
    let system = rustix::system::uname();
    let (name, release) = (system.sysname().to_string_lossy(), system.release().to_string_lossy());
    let place = panic.location().map(|place| format!("{}:{}", source(place.file()), place.line()));
    format!(
        "veille {} failed.\nsystem: {name} {release}, {}\nplace: {}\nmessage: {}\n",
        env!("CARGO_PKG_VERSION"),
        std::env::consts::ARCH,
        place.unwrap_or_default(),
        harmless(panic.payload()),
    )
}

/// The path of a source file, without the folders of whoever built the program.
fn source(file: &str) -> &str {
    let in_registry = file.split_once("/registry/src/").and_then(|(_, rest)| rest.split_once('/'));
    in_registry.map_or(file, |(_, rest)| rest)
}

/// What may be told of a message: all of one that stands in the source; of one that was put together,
/// the numbers and the words that the standard library uses, up to the first quotation.
fn harmless(message: &(dyn Any + Send)) -> String {
    const KNOWN: &str = " a add already an at attempt borrowed boundary bounds but byte called capacity char divide \
        end failed for greater index inside is it len length mutably multiply not of on out overflow overflowed \
        range remainder slice start subtract than the time to value with within zero ";
    if let Some(message) = message.downcast_ref::<&'static str>() {
        return (*message).to_owned();
    }
    let message = message.downcast_ref::<String>().map(String::as_str).unwrap_or_default();
    let before_quotes = message.split(['"', '\'', '`', '«', '“', '‘']).next().unwrap_or_default();
    let tell = |word: &str| {
        let bare = word.trim_matches(|letter: char| letter.is_ascii_punctuation());
        let is_known = bare.bytes().all(|byte| byte.is_ascii_digit()) || KNOWN.contains(&format!(" {bare} "));
        if is_known { word.to_owned() } else { "…".to_owned() }
    };
    before_quotes.split_whitespace().map(tell).collect::<Vec<_>>().join(" ")
}

fn write(folders: &[PathBuf], report: &str) -> Option<PathBuf> {
    let path = |folder: &PathBuf| folder.join(format!("veille-report-{}.txt", now()));
    folders.iter().filter(|folder| folder.is_dir()).map(path).find(|path| {
        let file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
        file.and_then(|mut file| file.write_all(report.as_bytes()).and_then(|()| file.sync_all())).is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_tells_where_and_nothing_of_a_text() {
        let text = std::hint::black_box("Le 18 novembre, é secret".to_owned());
        let end = text.find('é').unwrap() + 1;
        let (list, index) = std::hint::black_box((vec![1, 2, 3], 7));
        let failures: [(&str, &dyn Fn()); 5] = [
            ("message: index out of bounds: the len is 3 but the index is 7\n", &|| assert!(list[index] > 0)),
            ("is not a char boundary", &|| drop(text[..end].to_owned())),
            ("message: called\n", &|| drop(text.parse::<u8>().map(|number| number.to_string()).unwrap())),
            ("message: … … … 18 … … …\n", &|| panic!("cannot read {text}")),
            ("message: told as it is\n", &|| panic!("told as it is")),
        ];
        for (expected, failure) in failures {
            let folder = tempfile::tempdir().unwrap();
            let missing = folder.path().join("missing");
            let error = contain::<()>(vec![missing, folder.path().to_owned()], || {
                failure();
                Ok(())
            });
            let error = error.unwrap_err().to_string();
            let path = std::fs::read_dir(folder.path()).unwrap().next().unwrap().unwrap().path();
            let report = std::fs::read_to_string(&path).unwrap();
            assert!(error.contains(&path.display().to_string()), "{error}");
            assert!(report.contains(expected), "{report}");
            assert!(report.contains("place: ") && report.contains(env!("CARGO_PKG_VERSION")), "{report}");
            assert!(!report.contains("secret") && !report.contains("novembre"), "{report}");
        }
    }

    #[test]
    fn the_path_of_a_source_says_nothing_of_who_built_it() {
        let cases = [
            ("src/app/mod.rs", "src/app/mod.rs"),
            ("/home/me/.cargo/registry/src/index.crates.io-1/memchr-2.7.6/src/lib.rs", "memchr-2.7.6/src/lib.rs"),
            ("/rustc/1a2b/library/core/src/str/mod.rs", "/rustc/1a2b/library/core/src/str/mod.rs"),
        ];
        for (file, expected) in cases {
            assert_eq!(source(file), expected);
        }
    }
}
