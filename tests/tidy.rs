//! The law of the house, read off the source itself: who may import whom, and documents that hold.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::fs;
use std::path::{Path, PathBuf};

use veille::app::action::{COMMANDS, Scope};
use veille::search::query::FORMS;

/// Rooms of `src/` (longest path first) and what each may use of the others.
const ROOMS: [(&str, &[&str]); 8] = [
    (
        "app/panes",
        &[
            "model",
            "text",
            "search",
            "app::action",
            "app::keymap",
            "app::layout",
            "app::link",
            "app::tally",
            "app::theme",
            "app::panes",
        ],
    ),
    ("app", &["model", "text", "search", "app"]),
    ("text", &["text"]),
    ("model", &["model", "text"]),
    ("formats", &["formats", "model::document", "model::warning", "text"]),
    ("digest", &["digest", "model", "text"]),
    ("search", &["search", "model", "text"]),
    ("export", &["export", "model", "text"]),
];

/// What no room may touch: only the files at the top of `src/` do.
const WORLD: [&str; 5] = ["std::fs", "std::env", "std::io", "std::net", "std::process"];

fn sources() -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut folders, mut found) = (vec![root.clone()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path.strip_prefix(&root).unwrap().to_owned(), text));
            }
        }
    }
    found.sort();
    assert!(found.len() > 40, "the sources are read");
    found
}

/// The code without its tests, which may use anything.
fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]").next().unwrap_or(text)
}

#[test]
fn rooms_import_only_what_they_may() {
    let mut broken = Vec::new();
    for (path, text) in sources() {
        let name = path.to_string_lossy().replace('\\', "/");
        let Some((room, allowed)) = ROOMS.iter().find(|(room, _)| name.starts_with(&format!("{room}/"))) else {
            continue;
        };
        for line in without_tests(&text).lines().map(str::trim).filter(|line| !line.starts_with("//")) {
            let used = line.split("crate::").nth(1).filter(|_| !line.contains("pub(crate)"));
            if let Some(used) = used.filter(|used| !allowed.iter().any(|allowed| used.starts_with(allowed))) {
                broken.push(format!("{name} ({room}) uses {used}"));
            }
            let world = WORLD.iter().find(|world| line.contains(*world));
            let screen =
                ["ratatui::", "crossterm::"].iter().find(|library| !room.starts_with("app") && line.contains(*library));
            broken.extend(world.or(screen).map(|outside| format!("{name} touches {outside}")));
        }
    }
    assert_eq!(broken, Vec::<String>::new());
}

#[test]
fn panes_do_not_know_the_application() {
    for (path, text) in sources().into_iter().filter(|(path, _)| path.starts_with("app/panes")) {
        assert!(!without_tests(&text).contains("app::App"), "{}", path.display());
    }
}

#[test]
fn every_file_says_what_it_is() {
    for (path, text) in sources() {
        assert!(
            text.starts_with("//! ") && text.lines().next().is_some_and(|line| line.len() > 25),
            "{}",
            path.display()
        );
    }
}

#[test]
fn the_readme_lists_all_that_a_query_can_hold() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let table: String = FORMS.iter().map(|(form, meaning)| format!("| `{form}` | {meaning} |\n")).collect();
    assert!(readme.contains(&table), "README.md does not hold this table:\n{table}");
}

/// The key table of the README, as the command table gives it.
fn key_table() -> String {
    let mut table = String::new();
    for scope in Scope::ALL {
        table.push_str(&format!("| **{}** | | |\n", scope.title()));
        for command in COMMANDS.iter().filter(|command| command.scopes.first() == Some(&scope)) {
            let keys: Vec<String> = command.keys.iter().map(|key| format!("`{}`", key.replace('|', "\\|"))).collect();
            let keys = if keys.is_empty() { "by name".to_owned() } else { keys.join(" ") };
            table.push_str(&format!("| {keys} | {} | `{}` |\n", command.help, command.name));
        }
    }
    table
}

#[test]
fn the_readme_lists_every_key() {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let table = key_table();
    assert!(readme.contains(&table), "README.md does not hold this table:\n{table}");
}
