//! `--plain`: what is typed line by line, and the lines that come of it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Four short stories.
const STOPS: &str = "Les quatre escales de la semaine\n\n  • Le bac accoste à Mirelle par l’arrière. Il reste 4 minutes à quai, « comme on entre chez soi » : assez pour un café, trop peu pour deux.\n  • \u{a0}\n\n  • Le bac accoste à Corvane par l’arrière. Il reste 5 minutes à quai, « comme on entre chez soi » : assez pour un café, trop peu pour deux.\n  • \u{a0}\n\n  • Le bac accoste à Brisonne par l’arrière. Il reste 6 minutes à quai, « comme on entre chez soi » : assez pour un café, trop peu pour deux.\n  • \u{a0}\n\n  • Le bac accoste à Vermoise par l’arrière. Il reste 7 minutes à quai, « comme on entre chez soi » : assez pour un café, trop peu pour deux.\n  • \u{a0}\n\n";

/// One article with headings and a link.
const PORT: &str = "# Semaine du port\n\n*The tide table.*\n\n## La marée\n\nLa mer monte à midi. Elle descend le soir, « comme toujours », et les bateaux qui attendaient au large rentrent un par un, sans bruit.\n\nLe quai reste sec. Les enfants y courent jusqu’à la nuit, puis les lampes s’allument et chacun rentre chez soi avec du sel sur les mains.\n\n## Le phare\n\nLe gardien compte les [bateaux](https://example.org/bateaux). Il en a vu douze hier, et autant la veille ; il tient un registre que personne ne lit.\n\n### La lampe\n\nElle tourne. Son mécanisme date d’un autre siècle, et la mairie paie chaque année un horloger pour le remonter avec soin.\n";

/// A recording with what was said in it.
const TALK: &str = include_str!("support/radio.txt");

/// Types `script` and gives what is printed.
fn plain(home: &Path, source: &str, script: &str, variables: &[(&str, &str)]) -> Output {
    fs::write(home.join("stops.txt"), STOPS).unwrap();
    fs::write(home.join("port.md"), PORT).unwrap();
    fs::write(home.join("talk.txt"), TALK).unwrap();
    fs::create_dir_all(home.join("config")).unwrap();
    fs::write(home.join("config/config.toml"), "[export]\nfolder = \"~/exports\"\n").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_veille"));
    command.args(["--plain", source]).current_dir(home).env_clear().env("HOME", home);
    command.env("LANG", "C.UTF-8").env("VEILLE_CONFIG_DIR", home.join("config")).envs(variables.iter().copied());
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(script.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn lines(output: &Output) -> Vec<String> {
    assert!(output.status.success(), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
    String::from_utf8(output.stdout.clone()).unwrap().lines().map(str::to_owned).collect()
}

/// What is printed at the start.
const START: [&str; 2] = [
    "Inbox: 4 articles in 1 digest, 0 decided, 0 minutes kept.",
    "Now 1 of 4: Le bac accoste à Mirelle par l’arrière, 1 minute.",
];

/// Lines typed, and the lines that they add. `SECOND` is how the second article is said.
#[test]
fn each_line_is_answered_in_sentences() {
    const SECOND: &str = "Now 2 of 4: Le bac accoste à Corvane par l’arrière, 1 minute.";
    const KEPT: &str = "Kept “Le bac accoste à Mirelle par l’arrière”; u takes it back.";
    const FOURTH: [&str; 3] = [
        "Le bac accoste à Vermoise par l’arrière",
        "Les quatre escales de la semaine, 1 min.",
        "1. Le bac accoste à Vermoise par l’arrière. Il reste 7 minutes à quai, « comme on entre chez soi » : assez pour un café, trop peu pour deux.",
    ];
    let cases: [(&str, Vec<&str>); 16] = [
        ("", vec![]),
        (
            "list\n",
            vec![
                START[0],
                "Les quatre escales de la semaine: 0 of 4 decided.",
                "1. Le bac accoste à Mirelle par l’arrière, 1 minute.",
                "2. Le bac accoste à Corvane par l’arrière, 1 minute.",
                "3. Le bac accoste à Brisonne par l’arrière, 1 minute.",
                "4. Le bac accoste à Vermoise par l’arrière, 1 minute.",
            ],
        ),
        ("keep\n", vec![KEPT, SECOND]),
        ("s\n", vec![KEPT, SECOND]),
        (
            "skip 3\r\n",
            vec![
                "Skipped “Le bac accoste à Brisonne par l’arrière”; u takes it back.",
                "Now 4 of 4: Le bac accoste à Vermoise par l’arrière, 1 minute.",
            ],
        ),
        (
            "later 3\nview-later\n",
            vec![
                "Put off “Le bac accoste à Brisonne par l’arrière”; u takes it back.",
                "Now 4 of 4: Le bac accoste à Vermoise par l’arrière, 1 minute.",
                "Later: 1 article.",
                "Les quatre escales de la semaine: 1 of 4 decided.",
                "1. Le bac accoste à Brisonne par l’arrière, 1 minute, for later.",
            ],
        ),
        ("keep\nundo\n", vec![KEPT, SECOND, "Undone: kept “Le bac accoste à Mirelle par l’arrière”.", START[1]]),
        ("4\n", FOURTH.to_vec()),
        ("4\nhighlight 1\n", [&FOURTH[..], &["Highlighted 29 words; a adds a note."]].concat()),
        (
            "4\n)\nnote à voir\ntags bac, quai\nhighlights\n",
            [
                &FOURTH[..],
                &[
                    "1. Le bac accoste à Vermoise par l’arrière.",
                    "Wrote a note; u takes it back.",
                    "Set tags; u takes it back.",
                    "Highlights: 1 highlight.",
                    "1. “Le bac accoste à Vermoise par l’arrière.”, from Le bac accoste à Vermoise par l’arrière, tags bac quai, note: à voir.",
                ],
            ]
            .concat(),
        ),
        (
            "search brisonne\n",
            vec![
                "Found 1.",
                "Les quatre escales de la semaine: 0 of 4 decided.",
                "1. Le bac accoste à Brisonne par l’arrière, 1 minute.",
            ],
        ),
        ("/zzz\n/\n", vec!["Nothing found for “zzz”.", "Say what to search for: “search the words”."]),
        ("kept\n", vec!["Kept: 0 articles.", "There is nothing here."]),
        (
            "9\nfly\nnote x\ntitle\n",
            vec![
                "There is no number 9 here; list shows what there is.",
                "There is no command “fly”; help lists them.",
                "“note” works in the reading view or in the highlights.",
                "Nothing was written; say it in one line: “title the words”.",
            ],
        ),
        ("where\n\n  \nquit\nkeep\n", vec![START[1]]),
        (
            "help skip undecided\nhelp zzz\n",
            vec![
                "skip (d): skip the article, go to the next undecided",
                "skip-rest (D): skip all that is undecided in this digest",
                "No command has these words; help alone lists all.",
            ],
        ),
    ];
    for (script, expected) in cases {
        let home = tempfile::tempdir().unwrap();
        let printed = lines(&plain(home.path(), "stops.txt", script, &[]));
        let expected: Vec<&str> = START.into_iter().chain(expected).collect();
        assert_eq!(printed, expected, "{script:?}");
    }
}

#[test]
fn links_headings_hits_and_help_are_lists() {
    let home = tempfile::tempdir().unwrap();
    let script = "1\nfollow-link\ncontents\n/horloger\nhelp\nhighlight 3\nshow\n";
    let printed = lines(&plain(home.path(), "port.md", script, &[]));
    let wanted = [
        "1. The tide table.",
        "2. Heading: La marée",
        "bateaux: https://example.org/bateaux",
        "7. La lampe",
        "Hit 1 of 1; n goes to the next.",
        "8. Elle tourne. Son mécanisme date d’un autre siècle, et la mairie paie chaque année un horloger pour le remonter avec soin.",
        "keep (s): keep the article, go to the next undecided",
        "3. Highlighted: La mer monte à midi. Elle descend le soir, « comme toujours », et les bateaux qui attendaient au large rentrent un par un, sans bruit.",
    ];
    for wanted in wanted {
        assert!(printed.iter().any(|line| line == wanted), "{wanted}: {printed:#?}");
    }
}

#[test]
fn what_was_done_is_saved_at_the_end_of_the_input_and_goes_on_later() {
    let home = tempfile::tempdir().unwrap();
    plain(home.path(), "stops.txt", "keep\nskip\n3\nhighlight\nexport", &[]);
    let again = lines(&plain(home.path(), "stops.txt", "", &[]));
    let expected = "Inbox: 4 articles in 1 digest, 2 decided, 1 minute kept.";
    assert_eq!(again.first().map(String::as_str), Some(expected));
    let exported: Vec<_> = fs::read_dir(home.path().join("exports")).unwrap().collect();
    assert_eq!(exported.len(), 1);
    let undone = lines(&plain(home.path(), "stops.txt", "undo\nundo\nundo\n", &[]));
    assert!(undone.iter().any(|line| line.starts_with("Undone: kept")), "{undone:#?}");
}

#[test]
fn a_correction_is_cut_before_the_next_line_is_obeyed() {
    let home = tempfile::tempdir().unwrap();
    let printed = lines(&plain(home.path(), "port.md", "1\nsplit 5\nlist\n", &[]));
    assert!(printed.iter().any(|line| line.starts_with("Inbox: 2 articles")), "{printed:#?}");
}

/// The last lines that a script prints.
fn ending(source: &str, script: &str, count: usize) -> Vec<String> {
    let home = tempfile::tempdir().unwrap();
    let printed = lines(&plain(home.path(), source, script, &[]));
    printed[printed.len() - count..].to_vec()
}

#[test]
fn a_number_means_what_was_listed_whatever_changed_since() {
    let four = "1\nhighlight 1\n2\nhighlight 1\n3\nhighlight 1\n4\nhighlight 1\nhighlights\n";
    let printed = ending("stops.txt", &format!("{four}delete 1\ndelete 2\ndelete 2\nhighlights\n"), 4);
    assert_eq!(printed[0], "What had the number 2 is not there any more; list shows what there is.");
    assert_eq!(printed[1], "Highlights: 2 highlights.");
    assert!(printed[2].starts_with("1. “Le bac accoste à Brisonne"), "{printed:#?}");
    assert!(printed[3].starts_with("2. “Le bac accoste à Vermoise"), "{printed:#?}");

    // What is cut anew is no new list: the first hit is still the first, now as a part of another article.
    let printed = ending("stops.txt", "search brisonne\nmerge 1\n1\n", 3).join("\n");
    assert!(printed.contains("Corvane") && printed.contains("Brisonne"), "{printed}");
    let printed = ending("stops.txt", "search vermoise\nreload\nkeep 1\n", 2).join("\n");
    assert!(printed.contains("Kept “Le bac accoste à Vermoise"), "{printed}");
}

#[test]
fn a_number_may_begin_what_is_searched_or_written() {
    let cases = [
        ("search 7 minutes\n", "Found 1."),
        ("/7\n", "Found 1."),
        ("/ 2025\n", "Nothing found for “2025”."),
        ("title 1984, encore\nlist\n", "1. 1984, encore, 1 minute."),
        ("title 1984 encore\nlist\n", "1. 1984 encore, 1 minute."),
        ("title 2 Le bac du soir\nlist\n", "2. Le bac du soir, 1 minute."),
        ("1\nhighlight\ntags 2025\nhighlights\n", "tags 2025."),
        ("1\nhighlight\nnote 12 minutes\nhighlights\n", "note: 12 minutes."),
    ];
    for (script, expected) in cases {
        let home = tempfile::tempdir().unwrap();
        let printed = lines(&plain(home.path(), "stops.txt", script, &[]));
        assert!(printed.iter().any(|line| line.ends_with(expected)), "{script:?}: {printed:#?}");
    }
}

#[test]
fn nothing_is_done_where_an_argument_is_not_understood() {
    let refused = [
        "skip 3-9",
        "keep 3-2",
        "keep foo",
        "skip Lire",
        "keep -1",
        "keep 99999999999999999999",
        "later 2 x",
        "undo x",
        "quit 3",
        "list 2",
        "where foo",
        "1 2",
    ];
    let home = tempfile::tempdir().unwrap();
    let printed = lines(&plain(home.path(), "stops.txt", &(refused.join("\n") + "\nwhere\n"), &[]));
    assert!(printed[2..14].iter().all(|line| line.ends_with("; nothing was done.")), "{printed:#?}");
    assert_eq!(printed[14..], [START[1]]);

    let printed = ending("stops.txt", "keep 1-2, 4\nundo\nlist\n", 6);
    assert_eq!(printed[0], "Inbox: 4 articles in 1 digest, 0 decided, 0 minutes kept.", "one step: {printed:#?}");

    let printed = ending("stops.txt", "1\nhighlight 1\nhighlights\ncolour 1 red\nundo\n", 4);
    assert_eq!(printed[0][..3], *"1. ", "{printed:#?}");
    assert_eq!(printed[1], "“red” is no colour (yellow, green, blue, pink); nothing was done.");
    assert!(printed[2].starts_with("Undone: highlighted"), "{printed:#?}");
    let printed = ending("stops.txt", "keep\nkeep\nkeep\nundo 2\nlist\n", 6);
    assert_eq!(printed[0], "Inbox: 4 articles in 1 digest, 1 decided, 1 minute kept.");
}

#[test]
fn what_is_asked_for_again_is_said_again() {
    let kept = ["Kept: 0 articles.", "There is nothing here."];
    assert_eq!(ending("stops.txt", "kept\nkept\n", 4), [kept, kept].concat());
}

#[test]
fn the_contents_of_a_recording_are_its_times() {
    let printed = ending("talk.txt", "1\ncontents\n", 3);
    assert!(printed.iter().all(|line| line.contains(":")), "{printed:#?}");
    assert!(!printed.iter().any(|line| line.contains("no headings")), "{printed:#?}");
}

#[test]
fn nothing_but_lines_of_plain_letters_is_sent() {
    let home = tempfile::tempdir().unwrap();
    for (variables, is_ascii) in [(&[("TERM", "xterm-256color")][..], false), (&[("LC_ALL", "C")][..], true)] {
        let output = plain(
            home.path(),
            "port.md",
            "list\n1\nhighlight 1\ncopy\nopen-in-browser\nview-all\nhelp\nsuspend\n",
            variables,
        );
        let printed = lines(&output).join("\n");
        assert!(!printed.chars().any(|letter| letter.is_control() && letter != '\n'), "{printed:?}");
        assert_eq!(printed.is_ascii(), is_ascii, "{printed}");
    }
}

#[test]
fn what_needs_a_screen_says_so() {
    let home = tempfile::tempdir().unwrap();
    let output = plain(home.path(), "port.md", "mouse\nhints\n", &[]);
    assert_eq!(lines(&output).iter().filter(|line| line.contains("needs the screen")).count(), 2);
}

#[test]
fn the_standard_input_is_either_text_or_commands() {
    let output =
        Command::new(env!("CARGO_BIN_EXE_veille")).args(["--plain", "-"]).stdin(Stdio::null()).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot bring both"), "{output:?}");
}
