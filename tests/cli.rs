//! The command line: what each command prints, where, and with which exit code.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use veille::config::EXAMPLE;
use veille::journal::Journal;
use veille::model::article::ArticleId;
use veille::model::change::{Change, Entry, Step};
use veille::model::highlight::{Anchor, Colour, HighlightId, Origin};

const QUOTES: [(&str, &str, &str); 3] = [
    ("3f9a2c1b", "La panne de Cloudflare", "Le 18 novembre, la panne a plongé une partie du web dans le noir."),
    ("0a0b0c0d", "Un été numérique", "La mer *monte*.\n\nOn le savait."),
    ("11112222", "Le port", "Un bateau est rentré."),
];

/// The machine that keeps the only journal in `state`.
fn machine(state: &Path) -> String {
    let paths = std::fs::read_dir(state).unwrap().map(|entry| entry.unwrap().path());
    let mut journals = paths.filter(|path| path.extension().is_some_and(|end| end == "jsonl"));
    journals.next().unwrap().file_stem().unwrap().to_str().unwrap().to_owned()
}

/// A home folder of its own for each test, with a configuration folder and a folder for exports.
struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        let home = Home(tempfile::tempdir().unwrap());
        home.write("config/config.toml", "[export]\nfolder = \"~/exports\"\n");
        home
    }

    fn with_highlights() -> Self {
        let home = Home::new();
        let (mut journal, marks, _) = Journal::open_as(&home.path("config/state"), "laptop").unwrap();
        let mut stamper = journal.stamper();
        let mut changes = Vec::new();
        for (line, (id, title, quote)) in QUOTES.iter().enumerate() {
            let origin = Origin {
                title: (*title).into(),
                digest: "Semaine 47".into(),
                source: "semaine-47.txt".into(),
                line: Some(line + 1),
                seconds: None,
                ..Origin::default()
            };
            let anchor = Anchor::new(ArticleId(line as u64), quote, 0..quote.len()).unwrap();
            let id = HighlightId((*id).into());
            changes.push(Change::Highlight {
                id: id.clone(),
                anchor: Box::new(anchor),
                origin: Box::new(origin),
                colour: Colour::Green,
            });
            changes.push(Change::Tags { id, to: ["veille".to_owned()].into() });
        }
        let stamp = stamper.stamp(1_763_546_400_000, marks.latest());
        journal.append(&[Entry { stamp, step: Step::Do, what: String::new(), changes }]).unwrap();
        home
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        self.program(env!("CARGO_BIN_EXE_veille"), arguments)
    }

    fn program(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(self.0.path()).stdin(Stdio::null()).env_clear();
        command.env("HOME", self.0.path()).env("TERM", "xterm-256color").env("LANG", "fr_FR.UTF-8");
        command.env("VEILLE_CONFIG_DIR", self.path("config"));
        command
    }

    /// The exit code, the standard output and the standard error.
    fn run(&self, arguments: &[&str]) -> (i32, String, String) {
        let Output { status, stdout, stderr } = self.command(arguments).output().unwrap();
        (status.code().unwrap(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
    }
}

fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Arguments, exit code, and what the standard output and the standard error hold.
#[test]
fn each_command_answers() {
    let home = Home::with_highlights();
    home.write("digest.md", "# Semaine 48\n\nLa mer monte.\n");
    home.write("empty.md", "\n");
    let cases: [(&[&str], i32, &str, &str); 39] = [
        (&["--version"], 0, "veille 0.", ""),
        (&["--help"], 0, "Usage: veille", ""),
        (&["--nonsense"], 2, "", "--nonsense"),
        (&["highlights", "--format", "xml"], 2, "", "jsonl"),
        (&[], 1, "", "the screen needs a terminal"),
        (&["config", "path"], 0, "config/config.toml\n", ""),
        (&["config", "default"], 0, EXAMPLE, ""),
        (&["config", "show"], 0, "folder = \"~/exports\"", ""),
        (&["config", "check"], 0, "nothing is wrong", ""),
        (&["--config-dir", "other", "config", "path"], 0, "other/config.toml\n", ""),
        (&["config", "check", "--config-dir", "other"], 0, "there is no such file, and none is needed", ""),
        (&["highlights"], 0, "3f9a2c1b  La panne de Cloudflare · Le 18 novembre", ""),
        (
            &["highlights", "--query", "numerique"],
            0,
            "0a0b0c0d  Un été numérique · La mer *monte*. On le savait.\n",
            "",
        ),
        (&["highlights", "--query", "xyzzy"], 0, "", "no highlight matches"),
        (&["highlights", "--query", "tag:veille 'bateau"], 0, "11112222  Le port", ""),
        (&["highlights", "--query", "-tag:veille"], 0, "", "no highlight matches"),
        (&["articles", "--query", "-lang:fr -lang:en"], 0, "", ""),
        (&["articles", "--query", "--format", "jsonl"], 2, "", "an option is no query"),
        (&["highlights", "--query", "is:foo"], 2, "", "  is:foo\n     ^^^ is: goes with kept,"),
        (&["export", "--output", "-", "--query", "port min<"], 2, "", "  port min<\n       ^^^^ A number"),
        (&["articles", "--query", "@none"], 2, "", "There is no saved search “none”"),
        (&["help", "articles"], 0, "is:kept", ""),
        (&["export", "--output", "-"], 0, "> Le 18 novembre, la panne", ""),
        (&["export", "--output", "-", "--query", "bateau"], 0, "> Un bateau est rentré. ^v-11112222\n", ""),
        (&["export", "--dry-run"], 0, "--- /dev/null\n+++ ", ""),
        (&["export", "--format", "pdf"], 2, "", "markdown"),
        (&["doctor"], 0, "1 file, 1 line, 3 highlights", ""),
        (&["articles"], 0, "Lire sans perdre sa place", ""),
        (&["articles", "--format", "jsonl"], 0, "{\"doc\":\"bienvenue.md\",\"start\":3,", ""),
        (&["articles", "--query", "perdre place"], 0, "Lire sans perdre sa place\n", ""),
        (&["articles", "--query", "xyzzy"], 0, "", ""),
        (&["articles", "digest.md", "--format", "jsonl", "--text"], 0, "La mer monte.", ""),
        (&["articles", "nowhere.txt", "digest.md"], 1, "digest.md", "nowhere.txt"),
        (&["articles", "empty.md"], 1, "", "empty.md: it holds no text."),
        (&["export", "nowhere.txt", "--dry-run"], 1, "+++ ", "nowhere.txt"),
        (&["export", "nowhere.txt", "--output", "-"], 1, "> Le 18 novembre", "nowhere.txt"),
        (&["completions", "fish"], 0, "complete -c veille", ""),
        (&["completions", "zsh"], 0, "#compdef veille", ""),
        (&["man"], 0, ".TH veille 1", ""),
    ];
    for (arguments, code, output, errors) in cases {
        let (ended, out, err) = home.run(arguments);
        assert_eq!(ended, code, "{arguments:?}\n{out}\n{err}");
        assert!(out.contains(output), "{arguments:?}\n{out}");
        assert!(err.contains(errors), "{arguments:?}\n{err}");
        assert_eq!(output.is_empty(), out.is_empty(), "{arguments:?}\n{out}");
        assert!(
            !out.contains('\u{1b}') && !err.contains('\u{1b}'),
            "{arguments:?} no colours where there is no terminal"
        );
    }
    assert_eq!(names(&home.path("exports")), [""; 0], "nothing of this writes");
    assert_eq!(names(&home.path("other")), [""; 0]);
}

#[test]
fn highlights_are_json_lines_in_the_order_of_the_source() {
    let (_, out, _) = Home::with_highlights().run(&["highlights", "--format", "jsonl"]);
    let rows: Vec<serde_json::Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let ids: Vec<&str> = rows.iter().map(|row| row["id"].as_str().unwrap()).collect();
    assert_eq!(ids, QUOTES.map(|(id, _, _)| id));
    let expected = serde_json::json!({
        "id": "0a0b0c0d", "article": "0000000000000001", "quote": "La mer *monte*.\n\nOn le savait.", "before": "",
        "after": "", "start": 0, "end": 30, "note": "", "tags": ["veille"], "colour": "green",
        "made": "2025-11-19T10:00:00Z", "title": "Un été numérique", "digest": "Semaine 47", "doc": "semaine-47.txt",
        "line": 2, "seconds": null,
    });
    assert_eq!(rows[1], expected);
}

#[test]
fn exporting_twice_gives_the_same_bytes_and_what_the_user_did_stays() {
    let home = Home::with_highlights();
    let (code, out, err) = home.run(&["export"]);
    assert_eq!((code, out.as_str()), (0, ""));
    assert!(err.contains("3 highlights exported to") && err.contains("exports/Semaine-47.md"), "{err}");
    let text = home.read("exports/Semaine-47.md");
    assert!(text.contains("> La mer \\*monte\\*.\n>\n> On le savait. ^v-0a0b0c0d\n\n#veille\n"), "{text}");
    let (code, _, err) = home.run(&["export"]);
    assert_eq!((code, err.as_str()), (0, "veille: Nothing new to export.\n"));
    assert_eq!(home.read("exports/Semaine-47.md"), text);

    let edited = text.replace("> Un bateau est rentré. ^v-11112222\n", "Mes mots.\n");
    home.write("exports/Semaine-47.md", &edited);
    home.run(&["export"]);
    assert_eq!(home.read("exports/Semaine-47.md"), edited);
    home.run(&["export", "--again"]);
    assert!(home.read("exports/Semaine-47.md").starts_with(edited.trim_end()));
    assert!(home.read("exports/Semaine-47.md").contains("^v-11112222"));
}

#[test]
fn what_was_exported_comes_back_once_and_undoes_as_one() {
    for (format, file) in [("json", "all.json"), ("w3c", "all.jsonld")] {
        let (from, to) = (Home::with_highlights(), Home::new());
        assert_eq!(from.run(&["export", "--format", format, "--output", file]).0, 0, "{format}");
        let text = from.read(file);
        to.write(file, &text);
        let (code, _, err) = to.run(&["import", file]);
        assert_eq!((code, err.as_str()), (0, "veille: 3 highlights imported; 0 were there already.\n"));
        let (_, _, err) = to.run(&["import", file, file]);
        assert_eq!(err, "veille: 0 highlights imported; 6 were there already.\n");
        let rows = |home: &Home| -> Vec<serde_json::Value> {
            let out = home.run(&["highlights", "--format", "jsonl"]).1;
            out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
        };
        assert_eq!(rows(&to), rows(&from), "{format}");
        let machine = machine(&to.path("config/state"));
        let (_, marks, _) = Journal::open_as(&to.path("config/state"), &machine).unwrap();
        assert_eq!(marks.undo().unwrap().2, "imported 3 highlights");
        from.run(&["export", "--format", format, "--output", file]);
        assert_eq!(from.read(file), text, "exporting twice gives the same bytes");
    }
    let home = Home::new();
    home.write("other.txt", "La mer monte.");
    for (file, expected) in
        [("other.txt", "neither veille’s JSON nor W3C annotations"), ("nowhere", "there is no file nowhere")]
    {
        let (code, _, err) = home.run(&["import", file]);
        assert!(code == 1 && err.contains(expected), "{err}");
    }
}

/// A highlight with everything that one can have, and changes to another.
fn rich() -> Vec<Change> {
    let [known, new] = ["0a0b0c0d", "feedbeef"].map(|id| HighlightId(id.into()));
    let text = "avant « l’été\nrevient » après";
    let origin = Origin {
        title: "Au sémaphore".into(),
        digest: "Radio".into(),
        source: "radio.txt".into(),
        date: Some("2025-11-18".into()),
        author: Some("A. Nonyme".into()),
        url: Some("https://example.org/a?b=1#c".into()),
        line: Some(12),
        seconds: Some((65, 3723)),
    };
    let anchor = Box::new(Anchor::new(ArticleId(u64::MAX), text, 6..text.len() - 7).unwrap());
    vec![
        Change::Note { id: known.clone(), to: "À relire :\n\n- un\n- deux".into() },
        Change::Colour { id: known.clone(), to: Colour::Pink },
        Change::Tags { id: known.clone(), to: ["à voir".to_owned(), "x/y".to_owned()].into() },
        Change::Made { id: known, to: 1_600_000_000_123 },
        Change::Highlight { id: new, anchor, origin: Box::new(origin), colour: Colour::Blue },
    ]
}

#[test]
fn from_json_to_annotations_and_back_nothing_is_lost_and_nothing_is_there_twice() {
    let homes = [Home::with_highlights(), Home::new(), Home::new()];
    let (mut journal, marks, _) = Journal::open_as(&homes[0].path("config/state"), "laptop").unwrap();
    let stamp = journal.stamper().stamp(1_763_546_400_999, marks.latest());
    journal.append(&[Entry { stamp, step: Step::Do, what: String::new(), changes: rich() }]).unwrap();
    let rows = |home: &Home| home.run(&["highlights", "--format", "jsonl"]).1;
    for (way, format, file) in [(0, "json", "all.json"), (1, "w3c", "all.jsonld")] {
        let [from, to] = [&homes[way], &homes[way + 1]];
        assert_eq!(from.run(&["export", "--format", format, "--output", file]).0, 0, "{format}");
        to.write(file, &from.read(file));
        homes[2].write(file, &from.read(file));
        let (_, _, err) = to.run(&["import", file]);
        assert_eq!(err, "veille: 4 highlights imported; 0 were there already.\n", "{format}");
        assert_eq!(rows(to), rows(&homes[0]), "{format}");
    }
    let (_, _, err) = homes[2].run(&["import", "all.json", "all.jsonld"]);
    assert_eq!(err, "veille: 0 highlights imported; 8 were there already.\n");
    assert_eq!(rows(&homes[2]), rows(&homes[0]));
}

#[test]
fn one_highlight_is_one() {
    let home = Home::with_highlights();
    home.run(&["export", "--format", "json", "--output", "one.json", "--query", "bateau"]);
    fs::remove_dir_all(home.path("config/state")).unwrap();
    for expected in ["1 highlight imported; 0 were there already.", "0 highlights imported; 1 was there already."] {
        assert_eq!(home.run(&["import", "one.json"]).2, format!("veille: {expected}\n"));
    }
    home.run(&["export"]);
    fs::remove_dir_all(home.path("exports")).unwrap();
    let err = home.run(&["export"]).2;
    assert!(err.contains("1 highlight exported there before stays out; `veille export --again` writes it"), "{err}");
}

#[test]
fn commands_that_only_read_write_nothing_on_the_first_use_either() {
    let home = Home(tempfile::tempdir().unwrap());
    home.write("config/state/other.jsonl", "{\"v\":1,\"torn\n");
    let all = || {
        let entries = all_below(home.0.path());
        entries.into_iter().map(|path| (fs::read(&path).ok(), path)).collect::<Vec<_>>()
    };
    let before = all();
    let commands = ["articles", "highlights", "doctor", "config check", "config show", "export --dry-run"];
    for command in commands.into_iter().chain(["export --output -", "export --format csv --output -"]) {
        home.run(&command.split(' ').collect::<Vec<_>>());
        assert_eq!(all(), before, "{command}");
    }
}

/// The files and folders below a folder.
fn all_below(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    let below: Vec<PathBuf> = paths.iter().filter(|path| path.is_dir()).flat_map(|path| all_below(path)).collect();
    paths.extend(below);
    paths.sort();
    paths
}

#[test]
fn a_file_that_may_not_grow_any_more_is_an_error_like_a_full_disk() {
    let home = Home::with_highlights();
    let limited = "ulimit -f 0; exec \"$0\" \"$@\"";
    let Output { status, stderr, .. } =
        home.program("/bin/sh", &["-c", limited, env!("CARGO_BIN_EXE_veille"), "export"]).output().unwrap();
    let said = String::from_utf8(stderr).unwrap();
    assert!(status.code() == Some(1) && said.contains("Semaine-47.md; check that you may write there"), "{said}");
    assert_eq!(names(&home.path("exports")), [""; 0], "nothing is left lying");
}

#[test]
fn the_output_may_be_a_folder_or_a_file() {
    let home = Home::with_highlights();
    let cases = [("notes/deep", "notes/deep/Semaine-47.md"), ("one.md", "one.md"), ("there.txt", "there.txt")];
    home.write("there.txt", "Mes notes.\n");
    for (output, file) in cases {
        let (code, _, err) = home.run(&["export", "--output", output]);
        assert_eq!(code, 0, "{err}");
        assert!(home.read(file).contains("^v-3f9a2c1b"), "{output}");
    }
    assert!(home.read("there.txt").starts_with("Mes notes.\n\n## La panne de Cloudflare\n"));
    home.write("in-the-way", "");
    let (code, _, err) = home.run(&["export", "--output", "in-the-way/notes", "--per", "article"]);
    assert_eq!(code, 1);
    assert!(err.contains("in-the-way/notes") && err.contains("check that"), "{err}");
    assert_eq!(err.matches("cannot make the folder").count(), 1, "{err}");
}

#[test]
fn rows_go_to_one_file_by_any_extension_and_to_a_folder_where_one_is_meant() {
    let home = Home::with_highlights();
    fs::create_dir(home.path("old.w3c")).unwrap();
    let cases = [
        ("w3c", "ex.w3c", "ex.w3c"),
        ("w3c", "ex.jsonld", "ex.jsonld"),
        ("w3c", "ex.json", "ex.json"),
        ("csv", "ex.txt", "ex.txt"),
        ("json", "rows", "rows/Semaine-47.json"),
        ("json", "rows.d/", "rows.d/Semaine-47.json"),
        ("w3c", "old.w3c", "old.w3c/Semaine-47.jsonld"),
        ("markdown", "notes.2025", "notes.2025/Semaine-47.md"),
    ];
    for (format, output, file) in cases {
        let (code, _, err) = home.run(&["export", "--format", format, "--output", output]);
        assert_eq!(code, 0, "{err}");
        assert!(home.path(file).is_file(), "{format} {output}");
    }
    let (code, _, err) = home.run(&["import", "old.w3c"]);
    assert_eq!(code, 1);
    assert!(err.contains("old.w3c is a folder; give the files in it: `veille import old.w3c/*`"), "{err}");
}

#[test]
fn articles_come_from_the_standard_input_too() {
    let home = Home::new();
    home.write("digest.txt", "La mer monte.\n");
    let input = fs::File::open(home.path("digest.txt")).unwrap();
    let output = home.command(&["articles", "-", "--format", "jsonl"]).stdin(input).output().unwrap();
    let row: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((row["doc"].as_str(), row["start"].as_u64(), row["words"].as_u64()), (Some("-"), Some(1), Some(3)));
}

#[test]
fn mistakes_in_the_configuration_are_found_and_cost_nothing_else() {
    let home = Home::with_highlights();
    home.write("config/config.toml", "colum = 60\ntheme = \"neon\"\n[keys]\nkeeep = \"K\"\n");
    let (code, out, _) = home.run(&["config", "check"]);
    assert_eq!(code, 1);
    for expected in [
        "line 1: there is no option colum; did you mean column?",
        "there is no theme neon",
        "config.toml, line 4: there is no command `keeep`",
    ] {
        assert!(out.contains(expected), "{out}");
    }
    let (code, out, err) = home.run(&["highlights"]);
    assert_eq!((code, out.lines().count()), (0, 3));
    assert!(err.contains("did you mean column?"), "{err}");
    let (code, out, _) = home.run(&["doctor"]);
    assert_eq!(code, 1);
    assert!(out.contains("BAD   config.toml"), "{out}");
}

#[test]
fn damage_in_the_state_is_reported_and_the_rest_is_used() {
    let home = Home::with_highlights();
    home.write("config/state/other.jsonl", "{\"v\":1,\"torn");
    let (code, out, err) = home.run(&["highlights"]);
    assert_eq!((code, out.lines().count()), (0, 3));
    assert!(err.contains("Line 1 of") && err.contains("state/other.jsonl cannot be read"), "{err}");
    let (code, out, _) = home.run(&["doctor"]);
    assert_eq!(code, 1);
    assert!(out.contains("BAD   damage"), "{out}");
    fs::remove_dir_all(home.path("config/state")).unwrap();
    home.write("config/state", "a file where the folder should be");
    let (code, _, err) = home.run(&["highlights"]);
    assert_eq!(code, 1);
    assert!(err.starts_with("veille: cannot read the state in ") && err.lines().count() == 1, "{err}");
}

#[test]
fn a_reader_that_goes_away_ends_it_quietly() {
    let home = Home::with_highlights();
    for arguments in
        [&["articles"][..], &["highlights"], &["export", "--output", "-"], &["config", "default"], &["man"]]
    {
        let mut child = home.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let mut err = String::new();
        child.stderr.take().unwrap().read_to_string(&mut err).unwrap();
        assert_eq!((child.wait().unwrap().code(), err.as_str()), (Some(0), ""), "{arguments:?}");
    }
}

#[test]
fn a_hostile_name_does_not_act_on_the_terminal() {
    let home = Home::new();
    let hostile = "\u{1b}]0;owned\u{7}\u{202e}";
    home.write(&format!("{hostile}/config.toml"), &format!("\"{}\" = 1\n", "\\u001b[2J"));
    for arguments in [&["config", "check"][..], &["doctor"], &["highlights"], &["export", "--output", hostile]] {
        let (_, out, err) = home.run(&[&["--config-dir", hostile], arguments].concat());
        for text in [out, err] {
            assert!(!text.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{arguments:?} {text:?}");
        }
    }
}

#[test]
fn a_mistake_in_a_template_is_named_and_nothing_is_written() {
    let home = Home::with_highlights();
    let (code, own, _) = home.run(&["config", "template", "highlight"]);
    assert_eq!(code, 0);
    home.write("config/templates/highlight.md.jinja", &own);
    home.run(&["export"]);
    let text = home.read("exports/Semaine-47.md");
    let mistakes = [
        (
            "> {{ highlight_text }}\n{{ highlight_nothing }}\n",
            "highlight.md.jinja, line 2: there is no highlight_nothing here",
        ),
        (
            "{% for x in range(100000) %}{% for y in range(100000) %}x{% endfor %}{% endfor %}",
            "line 1: the template does not come to an end",
        ),
        ("\n\n{% if %}", "highlight.md.jinja, line 3: "),
        ("{% include '../../secret' %}", "highlight.md.jinja, line 1: "),
        ("{{ highlight_text|nothing }}", "highlight.md.jinja, line 1: "),
        ("{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}", "highlight.md.jinja, line 1: "),
    ];
    for (template, expected) in mistakes {
        home.write("config/templates/highlight.md.jinja", template);
        for arguments in [&["export", "--again"][..], &["export", "--output", "new"], &["export", "--output", "-"]] {
            let (code, out, err) = home.run(arguments);
            assert!(
                code == 1 && out.is_empty() && err.contains(expected) && err.contains("nothing was written"),
                "{err}"
            );
        }
        assert_eq!(home.read("exports/Semaine-47.md"), text);
        assert!(!home.path("new").exists());
        let (code, out, _) = home.run(&["config", "check"]);
        assert!(code == 1 && out.contains(expected), "{out}");
    }
    home.write("config/templates/highlight.md.jinja", &own);
    home.write("config/templates/head.md.jinja", "{{ title }}\n{% if never %}{{ autor }}{% endif %}\n");
    let (code, out, _) = home.run(&["config", "check"]);
    assert!(code == 1 && out.contains("head.md.jinja, line 2: there is no autor here; there are author,"), "{out}");
    assert!(out.contains("there is no never here") && !out.contains("highlight.md.jinja"), "{out}");
}

#[test]
fn what_a_colour_means_is_exported_with_the_highlight() {
    let home = Home::with_highlights();
    home.write("config/config.toml", "[export]\nfolder = \"~/exports\"\n[highlights]\ngreen = \"à *vérifier*\"\n");
    home.run(&["export"]);
    let text = home.read("exports/Semaine-47.md");
    assert!(text.contains("\n\n*à \\*vérifier\\**\n\n"), "{text}");
    home.write("config/config.toml", "[export]\nfolder = \"~/exports\"\n");
    let (_, _, err) = home.run(&["export"]);
    assert!(err.contains("Nothing new"), "{err}");
    assert_eq!(home.read("exports/Semaine-47.md"), text, "words for a colour change no file that stands");
}

#[test]
fn a_file_may_hold_an_article_or_a_week() {
    let home = Home::with_highlights();
    let (code, _, err) = home.run(&["export", "--per", "article"]);
    assert_eq!((code, names(&home.path("exports")).len()), (0, 3), "{err}");
    let home = Home::with_highlights();
    home.write("config/config.toml", "[export]\nfolder = \"~/exports\"\nper = \"week\"\n");
    home.run(&["export"]);
    assert_eq!(names(&home.path("exports")), ["2025-W47.md"]);
    let (code, _, err) = home.run(&["export", "--per", "year"]);
    assert!(code == 2 && err.contains("digest, article or week"), "{err}");
}
