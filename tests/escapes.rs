//! Text that tries to act on the terminal, in each place where text reaches it: a parser of terminal
//! sequences reads all that veille sends and sees only what veille itself has to say.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

#[path = "pty/terminal.rs"]
#[allow(dead_code, reason = "each test program uses a part of it")]
mod terminal;

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use veille::journal::Journal;
use veille::model::article::ArticleId;
use veille::model::change::{Change, Entry, Step};
use veille::model::highlight::{Anchor, HighlightId, Origin};

/// Bytes that a stranger may write, each with its name.
const PAYLOADS: [(&str, &[u8]); 44] = [
    ("colour", b"\x1b[31mpwned"),
    ("colour, 24 bits", b"\x1b[38;2;255;0;0mpwned"),
    ("colour with colons", b"\x1b[38:2::255:0:0mpwned"),
    ("hidden text", b"\x1b[8mpwned\x1b[28m"),
    ("cursor home", b"\x1b[Hpwned"),
    ("cursor far away", b"\x1b[999;999Hpwned"),
    ("cursor up", b"\x1b[5Apwned"),
    ("clear screen", b"\x1b[2Jpwned"),
    ("clear line", b"\x1b[2Kpwned"),
    ("scroll region", b"\x1b[2;3rpwned"),
    ("alternate screen off", b"\x1b[?1049lpwned"),
    ("mouse on", b"\x1b[?1003hpwned"),
    ("pasting mode off", b"\x1b[?2004lpwned"),
    ("synchronised update for ever", b"\x1b[?2026hpwned"),
    ("reset", b"\x1bcpwned"),
    ("soft reset", b"\x1b[!ppwned"),
    ("line drawing letters", b"\x1b(0pwned"),
    ("shift out", b"\x0epwned"),
    ("title, ended by BEL", b"\x1b]0;pwned\x07"),
    ("title, ended by ST", b"\x1b]2;pwned\x1b\\"),
    ("title, never ended", b"\x1b]0;pwned"),
    ("title of screen and tmux", b"\x1bkpwned\x1b\\"),
    ("link", b"\x1b]8;;http://pwned.example\x1b\\click\x1b]8;;\x1b\\"),
    ("clipboard", b"\x1b]52;c;cHduZWQ=\x07"),
    ("clipboard asked", b"\x1b]52;c;?\x07"),
    ("palette", b"\x1b]4;1;#ff0000\x07"),
    ("picture of iTerm", b"\x1b]1337;File=inline=1:AAAA\x07"),
    ("device control", b"\x1bP+q544e\x1b\\pwned"),
    ("sixel", b"\x1bPq#0;2;0;0;0~-\x1b\\pwned"),
    ("application command (kitty)", b"\x1b_Gf=100;AAAA\x1b\\pwned"),
    ("privacy message", b"\x1b^pwned\x1b\\"),
    ("start of string", b"\x1bXpwned\x1b\\"),
    ("report asked", b"\x1b[6n\x1b[c\x1b[21tpwned"),
    ("C1 control sequence", "\u{9b}31mpwned".as_bytes()),
    ("C1 operating system command", "\u{9d}0;pwned\u{9c}".as_bytes()),
    ("C1 as single bytes", b"\x9b31mpwned\x9d0;pwned\x07"),
    ("overlong escape", b"\xc0\x9b[31mpwned"),
    ("carriage return and backspace", b"good\rbad\x08\x08pwned\x7f"),
    ("bell and nul", b"\x07\x07\x00pwned\x00"),
    ("bidirectional override", "\u{202e}denwp\u{202c}\u{2066}x\u{2069}".as_bytes()),
    ("zero width and tags", "p\u{200b}w\u{200d}n\u{e0041}ed\u{feff}".as_bytes()),
    ("line and paragraph separators", "pw\u{2028}ne\u{2029}d\u{85}".as_bytes()),
    ("spelled out", b"\\x1b[31m \\e[31m \\033[2J ^[[31m &#27;[31m &#x9b;31m %1b[31m \\u001b[31m pwned"),
    ("nested", b"\x1b\x1b[31m[31m\x1b]\x1b]0;pwned\x07\x07"),
];

/// Every payload, and a letter under five thousand accents.
fn payloads() -> Vec<(String, Vec<u8>)> {
    let accents = format!("e{}", "\u{301}".repeat(5_000)).into_bytes();
    let named = PAYLOADS.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec()));
    named.chain([("five thousand accents".to_owned(), accents)]).collect()
}

/// What a terminal is told, beyond plain letters.
#[derive(Debug, Default)]
struct Told {
    /// Sequences and controls, each written out.
    commands: Vec<String>,
    /// Letters that hide, reorder or pile up.
    letters: Vec<char>,
    marks: usize,
}

impl Told {
    fn of(bytes: &[u8]) -> Told {
        let (mut told, mut parser) = (Told::default(), vte::Parser::new());
        parser.advance(&mut told, bytes);
        told
    }
}

impl vte::Perform for Told {
    fn print(&mut self, letter: char) {
        let is_mark = unicode_normalization::char::is_combining_mark(letter);
        self.marks = if is_mark { self.marks + 1 } else { 0 };
        let is_hidden = matches!(letter, '\u{80}'..='\u{9f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}');
        if is_hidden || self.marks > 4 {
            self.letters.push(letter);
        }
    }

    fn execute(&mut self, byte: u8) {
        self.commands.push(format!("control {byte:02x}"));
    }

    fn hook(&mut self, _: &vte::Params, _: &[u8], _: bool, action: char) {
        self.commands.push(format!("DCS {action}"));
    }

    fn osc_dispatch(&mut self, parameters: &[&[u8]], _: bool) {
        let parameters: Vec<_> = parameters.iter().map(|part| String::from_utf8_lossy(part)).collect();
        self.commands.push(format!("OSC {}", parameters.join(";")));
    }

    fn csi_dispatch(&mut self, parameters: &vte::Params, intermediates: &[u8], _: bool, action: char) {
        let numbers: Vec<String> =
            parameters.iter().map(|part| part.iter().map(u16::to_string).collect::<Vec<_>>().join(":")).collect();
        self.commands.push(format!("CSI {}{} {action}", String::from_utf8_lossy(intermediates), numbers.join(";")));
    }

    fn esc_dispatch(&mut self, intermediates: &[u8], _: bool, byte: u8) {
        // The end of a string (ST) is a sequence of its own.
        if byte != b'\\' {
            self.commands.push(format!("ESC {}{}", String::from_utf8_lossy(intermediates), char::from(byte)));
        }
    }
}

/// Checks what a command printed: lines, and nothing else.
fn check_lines(what: &str, bytes: &[u8]) {
    let told = Told::of(bytes);
    // Lines of CSV end with CR LF (RFC 4180).
    let ends = if what.contains("csv") { &["control 0a", "control 0d"][..] } else { &["control 0a"] };
    let commands: Vec<&String> = told.commands.iter().filter(|command| !ends.contains(&command.as_str())).collect();
    assert!(commands.is_empty() && told.letters.is_empty(), "{what}: {commands:?} {:?}", told.letters);
}

/// Whether the screen of veille says this of its own accord.
fn is_ours(command: &str) -> bool {
    let modes = ["1049", "2004", "2026", "25", "1000", "1002", "1003", "1006", "1015"];
    match command.split_once(' ') {
        Some(("control", code)) => ["0a", "0d"].contains(&code),
        Some(("CSI", rest)) => {
            let (numbers, action) = rest.rsplit_once(' ').unwrap();
            match action {
                "h" | "l" => numbers.strip_prefix('?').is_some_and(|mode| modes.contains(&mode)),
                "J" => numbers == "2",
                "K" => numbers == "0",
                _ => ["m", "H", "G", "C", "r", "M", "L"].contains(&action) && !numbers.starts_with(['!', '?', '>']),
            }
        }
        // A link of the document itself, to where it may lead.
        Some(("OSC", rest)) => rest == "8;;" || rest.starts_with("8;id=") && rest.contains(";https://example.org/"),
        _ => false,
    }
}

struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Home {
        let home = Home(tempfile::tempdir().unwrap());
        fs::create_dir_all(home.path("config")).unwrap();
        home
    }

    fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.0.path().join(name)
    }

    fn command(&self, arguments: &[&OsStr]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_veille"));
        command.args(arguments).current_dir(self.0.path()).stdin(Stdio::null()).env_clear();
        command.env("HOME", self.0.path()).env("TERM", "xterm-256color").env("LANG", "C.UTF-8");
        command.env("VEILLE_CONFIG_DIR", self.path("config")).output().unwrap()
    }

    /// Runs a command and checks both of its outputs.
    fn check(&self, what: &str, arguments: &[&OsStr]) -> String {
        let output = self.command(arguments);
        check_lines(&format!("{what}, printed"), &output.stdout);
        check_lines(&format!("{what}, complained"), &output.stderr);
        assert!(output.status.code().is_some(), "{what}: {output:?}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// A journal whose highlight holds a payload in each of its fields.
    fn remember(&self, payload: &str) {
        let (mut journal, marks, _) = Journal::open_as(&self.path("config/state"), "any").unwrap();
        let mut stamper = journal.stamper();
        let id = HighlightId("0a0b0c0d".into());
        let quote = format!("before {payload} after");
        let origin = Origin {
            title: format!("title {payload}"),
            digest: format!("digest {payload}"),
            source: format!("source {payload}"),
            date: Some(format!("2026 {payload}")),
            author: Some(format!("author {payload}")),
            url: Some(format!("https://example.org/{payload}")),
            line: Some(1),
            ..Origin::default()
        };
        let anchor = Anchor::new(ArticleId(1), &quote, 0..quote.len()).unwrap();
        let changes = vec![
            Change::Highlight {
                id: id.clone(),
                anchor: Box::new(anchor),
                origin: Box::new(origin),
                colour: Default::default(),
            },
            Change::Note { id: id.clone(), to: format!("note {payload}") },
            Change::Tags { id, to: [format!("tag{payload}")].into() },
        ];
        let stamp = stamper.stamp(1_763_546_400_000, marks.latest());
        let what = format!("highlighted {payload}");
        journal.append(&[Entry { stamp, step: Step::Do, what, changes }]).unwrap();
    }
}

/// A digest with a payload in its title, its rubrics, titles, bylines, links, quotes and items.
fn digest(payload: &[u8]) -> Vec<u8> {
    let text = "# Digest @\n\n*By Ann @*\n\n## One @\n\nBy Bob @\n\nText @ with [a link @](https://example.org/@) and more.\n\n> Quote @.\n\n- Item @\n- Item\n\n## Two @\n\nMore @.\n\n| a @ |\n\n```\ncode @\n```\n";
    let mut bytes = Vec::new();
    for (at, part) in text.split('@').enumerate() {
        if at > 0 {
            bytes.extend_from_slice(payload);
        }
        bytes.extend_from_slice(part.as_bytes());
    }
    bytes
}

#[test]
fn commands_print_lines_whatever_they_are_given() {
    for (name, payload) in payloads() {
        let home = Home::new();
        let mut file = b"bad ".to_vec();
        file.extend(payload.iter().copied().filter(|byte| *byte != 0 && *byte != b'/').take(200));
        file.extend_from_slice(b".md");
        // Sources are named in UTF-8; what is no UTF-8 is refused, which the last cases look at.
        let source = home.path(String::from_utf8_lossy(&file).into_owned());
        fs::write(&source, digest(&payload)).unwrap();
        home.remember(&String::from_utf8_lossy(&payload));
        let missing = OsStr::from_bytes(&file);
        let query = OsStr::from_bytes(missing.as_bytes());
        let source = source.as_os_str();
        let new = OsStr::new;
        let cases: [(&str, Vec<&OsStr>); 13] = [
            ("articles", vec![new("articles"), new("--text"), source]),
            ("explain", vec![new("articles"), new("--explain"), source]),
            (
                "articles as JSON",
                vec![new("articles"), new("--text"), new("--explain"), new("--format"), new("jsonl"), source],
            ),
            ("query", vec![new("articles"), new("--query"), query, source]),
            ("highlights", vec![new("highlights")]),
            ("highlights as JSON", vec![new("highlights"), new("--format"), new("jsonl")]),
            ("markdown", vec![new("export"), new("--format"), new("markdown"), new("--output"), new("-"), source]),
            ("json", vec![new("export"), new("--format"), new("json"), new("--output"), new("-"), source]),
            ("w3c", vec![new("export"), new("--format"), new("w3c"), new("--output"), new("-"), source]),
            ("csv", vec![new("export"), new("--format"), new("csv"), new("--output"), new("-"), source]),
            ("a missing file", vec![new("articles"), new("missing"), missing]),
            ("a theme", vec![new("--theme"), query, new("--plain"), source]),
            ("a wrong option", vec![new("articles"), new("--format"), query]),
        ];
        for (what, arguments) in cases {
            let printed = home.check(&format!("{name}: {what}"), &arguments);
            // What holds a NUL is no text, and is not listed.
            assert!(!what.starts_with("articles") || payload.contains(&0) || !printed.is_empty(), "{name}: {what}");
        }
        let toml = [b"\"".as_slice(), &payload, b"\" = 1\n"].concat();
        fs::write(home.path("config/config.toml"), toml).unwrap();
        home.check(&format!("{name}: a mistake in the configuration"), &[new("config"), new("check")]);
    }
}

#[test]
fn the_screen_sends_only_its_own_sequences() {
    let folder = tempfile::tempdir().unwrap();
    let sources = folder.path().join("sources");
    fs::create_dir_all(&sources).unwrap();
    let all: Vec<(String, Vec<u8>)> = payloads();
    for (at, (_, payload)) in all.iter().enumerate() {
        let mut file = format!("{at} ").into_bytes();
        file.extend(payload.iter().copied().filter(|byte| *byte != 0 && *byte != b'/').take(200));
        fs::write(sources.join(OsStr::from_bytes(&[&file, b".md".as_slice()].concat())), digest(payload)).unwrap();
    }
    let mut terminal =
        terminal::Terminal::veille(&folder.path().join("config"), &[sources.to_str().unwrap()], (130, 40));
    terminal.wait_for("Inbox");
    terminal.wait_for("Digest");
    for (at, (name, payload)) in all.iter().enumerate() {
        let text = String::from_utf8_lossy(payload).replace('\u{1b}', "");
        // Read, highlighted, searched for; pasted into the search, a note and tags.
        terminal.keys("\rGH");
        terminal.keys("a");
        terminal.keys(&format!("\u{1b}[200~{text}\u{1b}[201~\r"));
        terminal.keys("t");
        terminal.keys(&format!("\u{1b}[200~{text}\u{1b}[201~\r"));
        terminal.keys("/");
        terminal.keys(&format!("\u{1b}[200~{text}\u{1b}[201~\r"));
        terminal.keys(&format!("hgg{}", "j".repeat(at)));
        terminal.keys("C?");
        terminal.wait_for("type to search");
        terminal.keys("\r");
        check_screen(name, &terminal);
    }
    terminal.keys("4");
    terminal.keys("Q\u{3}");
    terminal.exit();
    check_screen("the highlights", &terminal);
}

fn check_screen(name: &str, terminal: &terminal::Terminal) {
    let told = Told::of(terminal.sent().as_bytes());
    let foreign: Vec<&String> = told.commands.iter().filter(|command| !is_ours(command)).collect();
    assert!(foreign.is_empty() && told.letters.is_empty(), "{name}: {foreign:?} {:?}", told.letters);
}
