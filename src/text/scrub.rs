//! Scrubbing: what comes from outside is made safe to show, copy, log and export.
//!
//! Every text that enters veille (documents, file names, feeds, state files) passes here once; after
//! that nobody needs to think of it again. No control character survives but LF, no escape sequence,
//! nothing that reorders or hides text, nothing whose width terminals disagree about. It does not
//! decode bytes, join CR LF or judge what the text says; letters and their accents stay as they are.

mod fate;

use std::borrow::Cow;

use super::bytes;
use super::wrap::columns;
use fate::{Fate, fate, is_clean, is_mark};

/// How many combining marks one letter may carry.
///
/// Written languages need up to three or four (polytonic Greek, Vietnamese, pointed Hebrew, all in
/// NFD); a stack of thousands makes one cell cost megabytes and paints over its neighbours.
const MARKS: usize = 4;

/// A TAB goes on to the next multiple of this many columns, as in CommonMark.
const TAB: usize = 4;

/// Makes a text of many lines safe. Each LF stays where it is, so that line numbers hold.
///
/// - Escape sequences (ECMA-48: CSI, OSC, DCS, APC, PM, SOS, short ones, in 7-bit and 8-bit form) go
///   as a whole. One that its line does not end loses its introducer only: the rest may be text.
/// - VT, FF, CR, NEL, U+2028 and U+2029 become a space, a TAB spaces to the next multiple of 4
///   columns; other controls, noncharacters, interlinear annotations and all code points that
///   Unicode calls default-ignorable go: bidirectional controls, zero-width characters, soft
///   hyphens, tags, variation selectors, joiners.
/// - Emoji are shown one by one, without skin tones: joined, each terminal gives them another width.
///   Flags become their two letters, keycaps their digit.
/// - A letter keeps its first 4 combining marks.
///
/// Returns the text itself where there is nothing to do. Takes linear time on any input.
pub fn scrub(text: &str) -> Cow<'_, str> {
    if is_safe(text) { Cow::Borrowed(text) } else { Cow::Owned(Scrubber::new(text).run()) }
}

/// Makes a text of one line safe: a name, a title, a message. As [`scrub`]; each LF becomes a space,
/// and white space at both ends goes.
pub fn scrub_line(text: &str) -> Cow<'_, str> {
    match scrub(text) {
        Cow::Borrowed(clean) if !clean.contains('\n') => Cow::Borrowed(clean.trim()),
        lines => Cow::Owned(lines.replace('\n', " ").trim().to_owned()),
    }
}

/// Appends `piece` to a text that is safe already, as it would be had both been scrubbed together: for
/// what is decoded later than scrubbed, such as the character references of Markdown (`&#27;`).
pub fn push_scrubbed(text: &mut String, piece: &str) {
    if clean_run(piece) == piece.len() {
        return text.push_str(piece);
    }
    // The marks at the beginning sit on the last letter there is.
    let letter = text.char_indices().rev().find(|(_, letter)| !is_mark(*letter)).map_or(0, |(at, _)| at);
    let joined = format!("{}{piece}", text.get(letter..).unwrap_or_default());
    text.truncate(letter);
    text.push_str(&scrub(&joined));
}

/// Whether nothing is to be done: a long text with a few accents of its own is not copied to find that out.
fn is_safe(text: &str) -> bool {
    let mut rest = text;
    loop {
        rest = rest.get(clean_run(rest)..).unwrap_or_default();
        let is_kept = |letter: &char| is_mark(*letter) && matches!(fate(*letter), Fate::Keep);
        let marks = rest.chars().take_while(is_kept).take(MARKS + 1);
        let (count, length) = marks.fold((0, 0), |(count, length), mark| (count + 1, length + mark.len_utf8()));
        if count == 0 || count > MARKS {
            return rest.is_empty();
        }
        rest = rest.get(length..).unwrap_or_default();
    }
}

/// How many bytes at the beginning can be passed over without a second look.
fn clean_run(text: &str) -> usize {
    // Every text that is loaded passes here.
    bytes::plain_run(text, |_, byte| (byte < 0x20) & (byte != b'\n') | (byte == 0x7f), is_clean)
}

/// Walks over a text and writes what is left of it.
struct Scrubber<'a> {
    text: &'a str,
    /// The next byte of `text` to read.
    at: usize,
    out: String,
    /// Marks on the last letter of `out`.
    marks: usize,
    /// The column of byte `measured` of `out`, counted from its line's start.
    column: usize,
    measured: usize,
    /// No control string ends before this byte of `text`: looked for already, so that many
    /// introducers in one long line take linear time.
    endless: usize,
}

impl<'a> Scrubber<'a> {
    fn new(text: &'a str) -> Self {
        let out = String::with_capacity(text.len());
        Scrubber { text, at: 0, out, marks: 0, column: 0, measured: 0, endless: 0 }
    }

    fn run(mut self) -> String {
        loop {
            self.push_clean();
            let Some(c) = self.rest().chars().next() else { break };
            self.at += c.len_utf8();
            match fate(c) {
                Fate::Keep => self.push(c),
                Fate::Drop => {}
                Fate::Become(other) => self.push(other),
                Fate::Tab => self.push_tab(),
                Fate::Sequence => self.skip_sequence(c),
            }
        }
        self.out
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Copies what needs no second look, in one run.
    fn push_clean(&mut self) {
        let rest = self.rest();
        let Some(run) = rest.get(..clean_run(rest)).filter(|run| !run.is_empty()) else { return };
        self.at += run.len();
        self.out.push_str(run);
        self.marks = 0;
        if let Some(end) = run.rfind('\n') {
            self.column = 0;
            self.measured = self.out.len() - (run.len() - end - 1);
        }
    }

    fn push(&mut self, c: char) {
        self.marks = if is_mark(c) { self.marks + 1 } else { 0 };
        if self.marks <= MARKS {
            self.out.push(c);
        }
        if c == '\n' {
            self.column = 0;
            self.measured = self.out.len();
        }
    }

    fn push_tab(&mut self) {
        self.column += columns(self.out.get(self.measured..).unwrap_or_default());
        let spaces = TAB - self.column % TAB;
        (0..spaces).for_each(|_| self.push(' '));
        self.column += spaces;
        self.measured = self.out.len();
    }

    /// Skips the escape sequence that `introducer` begins (ECMA-48, 5th edition, sections 5.3–5.6).
    fn skip_sequence(&mut self, introducer: char) {
        match introducer {
            '\u{1b}' => self.skip_escape(),
            '\u{9b}' => self.skip_control(),
            '\u{90}' | '\u{98}' | '\u{9d}'..='\u{9f}' => self.skip_string(),
            _ => {}
        }
    }

    /// Skips what follows ESC. `ESC k` is a window title in screen and tmux.
    fn skip_escape(&mut self) {
        match self.rest().chars().next() {
            Some('[') => {
                self.at += 1;
                self.skip_control();
            }
            Some(']' | 'P' | 'X' | '^' | '_' | 'k') => {
                self.at += 1;
                self.skip_string();
            }
            _ => {
                self.skip_while(' '..='/');
                self.skip_one('0'..='~');
            }
        }
    }

    /// Skips the parameters, intermediates and final byte of a control sequence.
    fn skip_control(&mut self) {
        self.skip_while('0'..='?');
        self.skip_while(' '..='/');
        self.skip_one('@'..='~');
    }

    fn skip_while(&mut self, set: std::ops::RangeInclusive<char>) {
        let rest = self.rest();
        self.at += rest.find(|c| !set.contains(&c)).unwrap_or(rest.len());
    }

    fn skip_one(&mut self, set: std::ops::RangeInclusive<char>) {
        if self.rest().starts_with(|c| set.contains(&c)) {
            self.at += 1;
        }
    }

    /// Skips a control string up to its end: BEL, ST, or ESC and a backslash, on the same line.
    fn skip_string(&mut self) {
        if self.at < self.endless {
            return;
        }
        let rest = self.rest();
        for (found, end) in rest.match_indices(['\n', '\u{7}', '\u{9c}', '\u{1b}']) {
            let after = self.at + found + end.len();
            match end {
                "\n" => {
                    self.endless = after;
                    return;
                }
                "\u{1b}" if !self.text.get(after..).unwrap_or_default().starts_with('\\') => {}
                "\u{1b}" => return self.at = after + 1,
                _ => return self.at = after,
            }
        }
        self.endless = self.text.len();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What goes in, what comes out. Where a payload stands between `a` and `b`, `ab` is left.
    const CASES: &[(&str, &str)] = &[
        // Nothing to do.
        ("", ""),
        (
            "Rien à faire.\n\n« Déjà » l’été\u{a0}: 12\u{202f}%\n",
            "Rien à faire.\n\n« Déjà » l’été\u{a0}: 12\u{202f}%\n",
        ),
        ("e\u{301}te\u{301}, Vie\u{302}\u{323}t", "e\u{301}te\u{301}, Vie\u{302}\u{323}t"),
        ("日本語 🎉 ﷺ \u{f0b7} \u{fffd}", "日本語 🎉 ﷺ \u{f0b7} \u{fffd}"),
        // Control sequences.
        ("a\u{1b}[31mb", "ab"),
        ("a\u{1b}[1;38;5;200mb", "ab"),
        ("a\u{1b}[2Jb", "ab"),
        ("a\u{1b}[?1049hb", "ab"),
        ("a\u{1b}[>4;2mb", "ab"),
        ("a\u{1b}[2 qb", "ab"),
        ("a\u{1b}[!pb", "ab"),
        ("a\u{9b}31mb", "ab"),
        ("a\u{1b}[6nb", "ab"),
        ("a\u{1b}[31", "a"),
        ("a\u{1b}[31\nb", "a\nb"),
        ("a\u{1b}[3é", "aé"),
        ("a\u{1b}[\u{1b}[31mb", "ab"),
        // Control strings.
        ("a\u{1b}]0;title\u{7}b", "ab"),
        ("a\u{1b}]2;title\u{1b}\\b", "ab"),
        ("a\u{9d}0;title\u{9c}b", "ab"),
        ("a\u{1b}]52;c;cm0gLXJm\u{7}b", "ab"),
        ("\u{1b}]8;;http://example.org\u{1b}\\a\u{1b}]8;;\u{1b}\\b", "ab"),
        ("a\u{1b}Pq#0;2;0;0;0~-\u{1b}\\b", "ab"),
        ("a\u{90}$qm\u{9c}b", "ab"),
        ("a\u{1b}_Gf=100;AAAA\u{1b}\\b", "ab"),
        ("a\u{9f}apc\u{9c}b", "ab"),
        ("a\u{1b}^private\u{1b}\\b", "ab"),
        ("a\u{9e}private\u{9c}b", "ab"),
        ("a\u{1b}Xstart\u{1b}\\b", "ab"),
        ("a\u{98}start\u{9c}b", "ab"),
        ("a\u{1b}ktitle\u{1b}\\b", "ab"),
        ("a\u{1b}Ptmux;\u{1b}\u{1b}]52;c;eA==\u{7}\u{1b}\\b", "ab"),
        // A string that its line does not end swallows nothing.
        ("a\u{1b}]0;b", "a0;b"),
        ("a\u{1b}]0;b\nc\u{7}", "a0;b\nc"),
        ("a\u{90}b\n\u{1b}]c\u{7}d", "ab\nd"),
        // Short sequences.
        ("a\u{1b}cb", "ab"),
        ("a\u{1b}(0b", "ab"),
        ("a\u{1b}#8b", "ab"),
        ("a\u{1b}7\u{1b}8b", "ab"),
        ("a\u{1b} Fb", "ab"),
        ("a\u{1b}", "a"),
        ("a\u{1b}\nb", "a\nb"),
        ("a\u{1b}\u{1b}\u{1b}é", "aé"),
        // Other controls.
        ("a\0\u{1}\u{7}\u{8}\u{e}\u{1f}\u{7f}b", "ab"),
        ("a\u{80}\u{84}\u{92}\u{9a}b", "ab"),
        ("a\u{b}b\u{c}c\rd\u{85}e\u{2028}f\u{2029}g", "a b c d e f g"),
        // Tabs.
        ("\ta\tbc\tdéfg\th", "    a   bc  défg    h"),
        ("a\n\tb\n日\tc\u{1b}[1m\td", "a\n    b\n日  c   d"),
        // What reorders, hides, tags and annotates.
        ("a\u{202e}\u{202a}\u{202c}\u{2066}\u{2069}\u{200e}\u{200f}\u{61c}b", "ab"),
        ("a\u{200b}\u{200c}\u{200d}\u{2060}\u{feff}\u{ad}\u{34f}\u{180e}\u{3164}b", "ab"),
        ("a\u{e0001}\u{e0061}\u{e007f}\u{e0100}b", "ab"),
        ("a\u{fff9}b\u{fffa}c\u{fffb}", "abc"),
        ("a\u{fdd0}\u{fffe}\u{ffff}\u{1fffe}\u{10ffff}b", "ab"),
        // Emoji, flags, keycaps.
        ("👩\u{200d}👩\u{200d}👧 ❤\u{fe0f} 👍🏽", "👩👩👧 ❤ 👍"),
        ("🇫🇷 🇪🇺 🇦", "FR EU A"),
        ("🏴\u{e0067}\u{e0062}\u{e007f} 1\u{fe0f}\u{20e3}", "🏴 1"),
        // Stacks of marks.
        ("a\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}b", "a\u{301}\u{302}\u{303}\u{304}b"),
        ("a\u{301}\u{302}\u{303}\u{304}\u{200b}\u{1b}[m\u{305}b", "a\u{301}\u{302}\u{303}\u{304}b"),
        ("\u{1100}\u{1161}\u{1161}\u{1161}\u{1161}\u{1161}\u{1161}", "\u{1100}\u{1161}\u{1161}\u{1161}\u{1161}"),
    ];

    #[test]
    fn no_payload_survives() {
        for (text, expected) in CASES {
            assert_eq!(scrub(text), *expected, "{text:?}");
        }
    }

    #[test]
    fn a_clean_text_is_not_copied() {
        for text in ["", "abc\n", "L’été « déjà »\u{a0}! œuf €", "日本語 🎉", "e\u{301}"] {
            assert!(matches!(scrub(text), Cow::Borrowed(_)), "{text:?}");
        }
    }

    #[test]
    fn one_line_stays_one_line() {
        let cases = [
            ("  a title \n", "a title"),
            ("a\nb\n\nc", "a b  c"),
            ("\u{1b}]0;x\u{7} \u{a0}a", "a"),
            ("\u{1b}]0;x\na", "0;x a"),
            ("a\tb", "a   b"),
            ("\n", ""),
        ];
        for (text, expected) in cases {
            assert_eq!(scrub_line(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_long_hostile_line_takes_linear_time() {
        for piece in ["\u{1b}]", "\u{1b}]x\u{7}", "\u{1b}]\u{1b}", "\u{1b}[", "\u{90}é", "a\t", "\u{301}", "\u{1b}[1"]
        {
            let text = piece.repeat(200_000);
            assert!(scrub(&text).len() <= text.len() * 4);
        }
    }

    /// Pieces that hostile text is made of.
    fn hostile() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            any::<char>().prop_map(String::from),
            (0u32..0x300).prop_map(|c| char::from_u32(c).unwrap_or('x').to_string()),
            (0x2000u32..0x2070).prop_map(|c| char::from_u32(c).unwrap_or('x').to_string()),
            (0x300u32..0x310).prop_map(|c| char::from_u32(c).unwrap_or('x').to_string()),
            prop::sample::select(vec![
                "\u{1b}[", "\u{1b}]", "\u{1b}\\", "\u{1b}P", "\n", "\t", "\u{7}", "é", "31m", "🇫🇷"
            ])
            .prop_map(String::from),
        ];
        prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn nothing_forbidden_is_left_and_twice_is_once(text in hostile()) {
            let once = scrub(&text);
            for c in once.chars() {
                prop_assert!(matches!(fate(c), Fate::Keep), "{c:?} is left");
                prop_assert!(c == '\n' || !c.is_control());
            }
            prop_assert_eq!(once.matches('\n').count(), text.matches('\n').count());
            prop_assert_eq!(&scrub(&once), &once);
            prop_assert_eq!(matches!(once, Cow::Borrowed(_)), once == text, "it is copied only where it changes");
            let line = scrub_line(&text);
            prop_assert!(!line.contains('\n'));
            prop_assert_eq!(&scrub_line(&line), &line);
        }
    }
}
