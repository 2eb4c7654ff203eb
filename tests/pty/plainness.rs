//! Terminals that can do little: no Unicode, no moving cursor.

use super::terminal::{Exit, Terminal};

#[test]
fn a_terminal_without_unicode_gets_ascii_only() {
    for locale in [("LC_ALL", "C"), ("LC_ALL", "POSIX"), ("LC_CTYPE", "fr_FR.ISO-8859-1")] {
        let folder = tempfile::tempdir().unwrap();
        let mut terminal = Terminal::veille_in(folder.path(), &[], (130, 30), &[("LANG", "C"), locale]);
        terminal.wait_for("Bienvenue");
        for (keys, shown) in [
            ("s", "*    Trier : une touche, une decision"),
            ("\r", "> "),
            ("Hanote", "note - Enter saves"),
            ("\r?", "type to search"),
        ] {
            terminal.keys(keys);
            terminal.wait_for(shown);
        }
        terminal.keys("\u{3}");
        assert_eq!(terminal.exit(), Exit::Code(0));
        let sent = terminal.sent();
        assert!(sent.is_ascii(), "{locale:?}: {:?}", sent.chars().find(|letter| !letter.is_ascii()));
    }
}

#[test]
fn a_terminal_whose_cursor_cannot_move_gets_lines() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::veille_in(folder.path(), &[], (60, 24), &[("TERM", "dumb")]);
    terminal.wait_for("> ");
    terminal.keys("1\n");
    terminal.wait_for("2. Le digest vous ennuie");
    terminal.keys("keep\n");
    terminal.wait_for("Kept “Trier");
    terminal.keys("quit\n");
    assert_eq!(terminal.exit(), Exit::Code(0));
    assert!(!terminal.sent().contains('\u{1b}'), "{:?}", terminal.sent());
}
