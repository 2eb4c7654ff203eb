//! Wrapping: where lines end.
//!
//! Lines are byte ranges of the text: highlights and places need them, and nothing is copied. Breaks
//! are those of the Unicode line breaking algorithm (UAX #14) less those that French forbids: no
//! line starts with `?`, `!`, `:`, `;`, `»`, `%` or ends with `«`, whatever space stands between, and
//! numbers stay with their units (`ties`). It
//! fills lines greedily, dividing words only if asked to; it does not justify (`typeset` does), and knows
//! nothing of styles.

mod width;

use std::ops::Range;

use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

use super::hyphens;
use super::language::Lang;
use super::ties::are_tied;
use width::{cluster_columns, columns_within, window};
pub use width::{columns, is_simple, truncate};

/// Wraps `text` into lines of at most `width` columns, given as byte ranges. As [`wrap_with`].
pub fn wrap(text: &str, width: usize) -> Vec<Range<usize>> {
    wrap_with(text, width, width)
}

/// Wraps `text` into lines, given as byte ranges: the first of at most `first_width` columns, all
/// others of at most `width` (a width of 0 counts as 1). The caller draws the indents.
///
/// Ranges ascend and do not overlap; between them is nothing but white space, which is drawn nowhere.
/// LF ends a line, as in a file: the last one begins no other. Spaces at the start of the text or
/// after LF are kept. A word longer than a line is broken, at a no-break space if it has one, else
/// between grapheme clusters; only a character wider than the width makes a line that is too wide.
pub fn wrap_with(text: &str, first_width: usize, width: usize) -> Vec<Range<usize>> {
    fill(text, first_width, width, Extras::default()).into_iter().map(|line| line.range).collect()
}

/// What else takes part in filling lines.
#[derive(Debug, Clone, Copy, Default)]
pub struct Extras<'a> {
    /// Divide words as this language does.
    pub hyphens: Option<Lang>,
    /// The bytes before which a sign is drawn that is not in the text, ascending; each takes a column.
    pub spaces: &'a [usize],
}

/// A line that was filled: its bytes, and whether a hyphen is to be drawn behind them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The bytes.
    pub range: Range<usize>,
    /// Whether the last word goes on in the next line.
    pub is_divided: bool,
}

/// Wraps `text` as [`wrap_with`] does, with `extras`.
pub fn fill(text: &str, first_width: usize, width: usize, extras: Extras<'_>) -> Vec<Filled> {
    let mut wrapper = Wrapper::new(text, first_width.max(1), width.max(1), extras);
    let mut from = 0;
    for (to, opportunity) in linebreaks(text) {
        let must = opportunity == BreakOpportunity::Mandatory;
        if must || may_break(text, to) {
            wrapper.add(from..to);
            from = to;
        }
        if must && !text.is_empty() {
            wrapper.end_line(to);
        }
    }
    wrapper.lines
}

/// Fills lines with chunks: stretches of text without a place to break but at their end.
struct Wrapper<'a> {
    text: &'a str,
    extras: Extras<'a>,
    lines: Vec<Filled>,
    /// Where the line that is being filled starts, and where its last chunk ends.
    start: usize,
    end: usize,
    /// Columns taken in it, spaces at its end included.
    used: usize,
    /// Columns of this line, and of those that follow.
    room: usize,
    width: usize,
}

impl<'a> Wrapper<'a> {
    fn new(text: &'a str, first_width: usize, width: usize, extras: Extras<'a>) -> Self {
        Wrapper { text, extras, lines: Vec::new(), start: 0, end: 0, used: 0, room: first_width, width }
    }

    fn add(&mut self, chunk: Range<usize>) {
        let word = chunk.start..chunk.start + self.slice(&chunk).trim_end().len();
        if self.put(&word, chunk.end) {
            return;
        }
        let mut rest = word;
        if let Some(at) = self.division(&rest) {
            self.end = at;
            self.end_line(at);
            self.lines.last_mut().into_iter().for_each(|line| line.is_divided = true);
            rest.start = at;
        } else {
            self.leave_line(chunk.start);
        }
        while !self.put(&rest, chunk.end) {
            let at = rest.start + cut(self.slice(&rest), self.room);
            if at >= rest.end {
                // The rest is white space, which hangs over the edge.
                (self.end, self.used) = (chunk.end, self.room);
                return;
            }
            self.end = at;
            self.end_line(at);
            rest.start = at;
        }
    }

    /// Adds a word, and white space up to byte `end`, to the line if the word fits.
    fn put(&mut self, word: &Range<usize>, end: usize) -> bool {
        let extra = self.extra_columns(word);
        let Some(room) = self.room.checked_sub(self.used + extra) else { return false };
        let Some(taken) = columns_within(self.slice(word), room) else { return false };
        self.used += taken + extra + columns(self.slice(&(word.end..end)));
        self.end = end;
        true
    }

    /// The columns of the signs that are drawn inside a word.
    fn extra_columns(&self, word: &Range<usize>) -> usize {
        let before = |byte: usize| self.extras.spaces.partition_point(|at| *at < byte);
        if self.extras.spaces.is_empty() { 0 } else { before(word.end) - before(word.start) }
    }

    /// Where to divide a word that does not fit, if that is worth a hyphen. As in print, the last word
    /// of a text stays whole, and no more than two lines in a row end in a hyphen.
    fn division(&self, word: &Range<usize>) -> Option<usize> {
        let lang = self.extras.hyphens?;
        let room = self.room.saturating_sub(self.used);
        let are_divided = self.lines.iter().rev().take(2).filter(|line| line.is_divided).count();
        if room < WORTH_A_HYPHEN || are_divided == 2 || word.end >= self.text.trim_end().len() {
            return None;
        }
        let fits = |at: &usize| {
            let start = word.start..*at;
            columns_within(self.slice(&start), (room - 1).saturating_sub(self.extra_columns(&start))).is_some()
        };
        let points = hyphens::points(self.slice(word), lang);
        points.into_iter().map(|at| word.start + at).take_while(fits).last()
    }

    /// Ends the line before a chunk that does not fit. If there is only an indent, it is the indent
    /// that goes.
    fn leave_line(&mut self, next: usize) {
        if self.slice(&(self.start..self.end)).trim_start().is_empty() {
            (self.start, self.end, self.used) = (next, next, 0);
        } else {
            self.end_line(next);
        }
    }

    /// Ends the line; the next starts at byte `next`.
    fn end_line(&mut self, next: usize) {
        let line = self.slice(&(self.start..self.end)).trim_end();
        self.lines.push(Filled { range: self.start..self.start + line.len(), is_divided: false });
        (self.start, self.end) = (next, next);
        (self.used, self.room) = (0, self.width);
    }

    fn slice(&self, range: &Range<usize>) -> &'a str {
        self.text.get(range.clone()).unwrap_or_default()
    }
}

/// The columns that must be free at the end of a line before a word is divided: fewer are not seen in a
/// ragged edge, and shared out among the gaps of a justified line they are one space in two.
const WORTH_A_HYPHEN: usize = 6;

/// Whether French allows a line to end before byte `at`, by the nearest characters that are no space.
/// A combining mark stays on what it stands on, even a space.
pub(super) fn may_break(text: &str, at: usize) -> bool {
    let (before, after) = text.split_at_checked(at).unwrap_or_default();
    if are_plain_words(before, after) {
        return true;
    }
    if after.starts_with(|c: char| c.width() == Some(0)) {
        return false;
    }
    if are_tied(before, after) {
        return false;
    }
    let before = before.chars().rev().take(NEAR).find(|c| !c.is_whitespace());
    let after = after.chars().take(NEAR).find(|c| !c.is_whitespace());
    let (Some(before), Some(after)) = (before, after) else { return true };
    let is_amount = before.is_ascii_digit() && matches!(after, '€' | '$' | '£' | '¥' | '°');
    !is_amount && !NEVER_FIRST.contains(&after) && !NEVER_LAST.contains(&before)
}

/// Whether a letter and a space stand before a small letter, as between most words: nothing forbids to part those.
fn are_plain_words(before: &str, after: &str) -> bool {
    let is_small = after.bytes().next().is_some_and(|byte| byte.is_ascii_lowercase());
    is_small && matches!(before.as_bytes(), [.., letter, b' '] if letter.is_ascii_alphabetic())
}

/// How many spaces are looked through for the character behind them. More are no typography, and the
/// time for a text of nothing but spaces must stay linear.
const NEAR: usize = 16;

/// What no line starts with, and what none ends with. UAX #14 knows most of it, but not across a plain
/// space, and not where a word is broken by force.
const NEVER_FIRST: [char; 13] = ['?', '!', ':', ';', '»', '›', '%', '…', ',', '.', ')', ']', '”'];
const NEVER_LAST: [char; 4] = ['«', '‹', '(', '['];

/// How many bytes of a word that is wider than `room` columns to put on a line: up to the last no-break
/// space, else to the last grapheme cluster after which a line may end, else as much as fits; never 0.
fn cut(word: &str, room: usize) -> usize {
    let (mut space, mut cluster, mut full) = (None, None, 0);
    let mut used = 0;
    for (at, grapheme) in window(word, room).grapheme_indices(true) {
        if at > 0 && may_break(word, at) {
            cluster = Some(at);
            space = if ends_with_space(word, at) { cluster } else { space };
        }
        full = at;
        used += cluster_columns(grapheme);
        if used > room {
            break;
        }
    }
    space.or(cluster).or(Some(full).filter(|&full| full > 0)).unwrap_or_else(|| first_piece(word, room))
}

fn ends_with_space(word: &str, at: usize) -> bool {
    word.get(..at).is_some_and(|start| start.ends_with(char::is_whitespace))
}

/// The bytes of the first character and what sits on it, and of those behind that still fit: a cluster
/// may be wider than the line (Hangul letters, conjuncts of India) and is then broken inside.
fn first_piece(word: &str, room: usize) -> usize {
    let mut used = 0;
    for (at, c) in word.char_indices() {
        let width = word.get(at..at + c.len_utf8()).map_or(0, cluster_columns);
        used += width;
        if at > 0 && width > 0 && used > room {
            return at;
        }
    }
    word.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn lines(text: &str, width: usize) -> Vec<&str> {
        wrap(text, width).into_iter().map(|line| &text[line]).collect()
    }

    #[test]
    fn lines_are_filled_and_end_where_they_may() {
        let cases: &[(&str, usize, &[&str])] = &[
            ("", 10, &[]),
            ("mot", 10, &["mot"]),
            ("un deux trois", 8, &["un deux", "trois"]),
            ("un deux   trois  ", 7, &["un deux", "trois"]),
            // French punctuation, behind a plain, a no-break and a narrow no-break space.
            ("Tu viens demain ?", 15, &["Tu viens", "demain ?"]),
            ("Tu viens demain\u{a0}?", 15, &["Tu viens", "demain\u{a0}?"]),
            ("Tu viens demain\u{202f}?", 15, &["Tu viens", "demain\u{202f}?"]),
            ("Il dit : « Non »", 10, &["Il dit :", "« Non »"]),
            ("Il a dit « oui »", 10, &["Il a dit", "« oui »"]),
            ("Il dit « oui » ; puis", 14, &["Il dit", "« oui » ; puis"]),
            ("Environ 12 % de", 10, &["Environ", "12 % de"]),
            ("Environ 12 € de", 10, &["Environ", "12 € de"]),
            ("It costs $5 now", 9, &["It costs", "$5 now"]),
            ("Attendre …", 8, &["Attendr", "e …"]),
            ("Peut-être, dit-il.", 8, &["Peut-", "être,", "dit-il."]),
            ("L’eau d’aujourd’hui", 14, &["L’eau", "d’aujourd’hui"]),
            // Hard ends, empty lines, indents.
            ("a\nb", 10, &["a", "b"]),
            ("a\n\nb\n", 10, &["a", "", "b"]),
            ("\n", 10, &[""]),
            ("  a b\n   c", 5, &["  a b", "   c"]),
            ("    mot", 3, &["mot"]),
            ("a  \n  b", 3, &["a", "  b"]),
            ("   \nb", 3, &["", "b"]),
            // Words too long.
            ("abcdefgh", 3, &["abc", "def", "gh"]),
            ("un abcdefgh", 4, &["un", "abcd", "efgh"]),
            ("abcdef ?", 6, &["abcde", "f ?"]),
            ("« abcdef", 4, &["« ab", "cdef"]),
            ("10\u{a0}000\u{a0}000\u{a0}euros", 8, &["10\u{a0}000", "000", "euros"]),
            ("?????", 2, &["??", "??", "?"]),
            ("abc", 0, &["a", "b", "c"]),
            ("e\u{301}e\u{301}e\u{301}", 2, &["e\u{301}e\u{301}", "e\u{301}"]),
            // Wide characters, one by one.
            ("日本語の新聞。", 6, &["日本語", "の新", "聞。"]),
            ("日本", 1, &["日", "本"]),
            ("日 本\n語", 1, &["日", "本", "語"]),
            ("ok 🎉🎉 fin", 6, &["ok 🎉", "🎉 fin"]),
            ("日\u{3000}本 a", 5, &["日", "本 a"]),
            ("\u{1100}\u{1100}\u{1100}", 4, &["\u{1100}\u{1100}", "\u{1100}"]),
        ];
        for &(text, width, expected) in cases {
            assert_eq!(lines(text, width), expected, "{text:?} at {width}");
        }
    }

    /// What holds for every text at every width.
    fn check(text: &str, first_width: usize, width: usize) {
        let mut behind = 0;
        for (index, line) in wrap_with(text, first_width, width).into_iter().enumerate() {
            let room = if index == 0 { first_width } else { width }.max(1);
            let (gap, shown) = (&text[behind..line.start], &text[line.clone()]);
            let context = format!("{text:?} at {first_width}, {width}, line {index}: {shown:?}");
            assert!(gap.trim().is_empty(), "{context}: {gap:?} is lost");
            assert!(columns(shown) <= room || shown.chars().filter(|c| c.width() > Some(0)).count() == 1, "{context}");
            assert_eq!(shown, shown.trim_end(), "{context}");
            assert!(!shown.contains('\n'), "{context}");
            behind = line.end;
        }
        assert!(text[behind..].trim().is_empty(), "{text:?}: the end is lost");
    }

    /// Written for this test; a tilde stands for each kind of space in turn.
    const FRENCH: &[&str] = &[
        "Que faire~? Rien~! Ou presque~: attendre~; relire~; dormir, peut-être.",
        "«~Vous croyez~?~» demanda-t-elle. «~Non~!~» Et l’autre~: «~Moi si~; à 80~%.~»",
        "Le ministère a dépensé 12~% de plus, soit 3~450~000~€~; «~anticonstitutionnellement~», dit le rapport~!",
        "L’intelligence artificielle dite «~générative~»~: mode~? bulle~? révolution~? Rendez-vous en 2030…",
        "Aujourd’hui «~www.exemple.fr/rubrique/article-tres-long?page=2~» ne répond plus~: panne~?!",
        "Hélas~… Le cours (en hausse de 7,5~%) retombe [voir ci-dessous]~; l’or, lui, vaut 65~€ le gramme~!",
        "–~Tu viens~?~–~Oui~: j’arrive~!~–~«~Bientôt~», disait-il~; «~bientôt~»…",
    ];

    #[test]
    fn french_wraps_well_at_every_width() {
        for (sentence, space) in FRENCH.iter().flat_map(|s| [" ", "\u{a0}", "\u{202f}"].map(|space| (s, space))) {
            let text = sentence.replace('~', space);
            for width in 10..=120 {
                check(&text, width, width);
                for line in lines(&text, width).into_iter().map(str::trim) {
                    let context = format!("{line:?} at {width} of {text:?}");
                    assert!(!line.starts_with(['?', '!', ':', ';', '»', '%', '€', '…', ',', ')', ']']), "{context}");
                    assert!(!line.ends_with(['«', '(', '[']), "{context}");
                }
            }
        }
    }

    #[test]
    fn every_script_wraps_at_every_width() {
        let texts = [
            "日本語の新聞は、毎週「まとめ」を送ります。読むのに三十分かかる！",
            "新聞每週寄來一份摘要（共二十篇），讀完需要半小時。",
            "매주 소식지가 옵니다. 스무 편의 글을 읽습니다.",
            "Une fête 🎉🎉🎉 et 👩👩👧 pour ❤ 日本 — e\u{301}te\u{301} a\u{300} NFD.",
            "สวัสดีชาวโลกวันนี้อากาศดีมาก हिन्दी में समाचार क्षत्रिय",
            "مرحبا بالعالم، هذه نشرة أسبوعية طويلة.",
            "ｶﾞｷﾞｸﾞ half-width",
        ];
        for text in texts {
            for width in 0..=120 {
                check(text, width, width);
                check(text, width / 2, width);
            }
        }
    }

    #[test]
    fn the_first_line_may_have_another_width() {
        let cases = [
            (3, 6, vec!["un", "deux", "trois"]),
            (8, 4, vec!["un deux", "troi", "s"]),
            (0, 20, vec!["u", "n deux trois"]),
        ];
        for (first_width, width, expected) in cases {
            let text = "un deux trois";
            let lines: Vec<&str> = wrap_with(text, first_width, width).into_iter().map(|line| &text[line]).collect();
            assert_eq!(lines, expected, "{first_width} {width}");
        }
    }

    #[test]
    fn a_long_hostile_text_takes_linear_time() {
        let pieces =
            ["a", " ", "\u{a0}", " \u{a0}", "日", "\u{1100}", "\u{915}\u{94d}", "\n", "?", "« ", "a\u{a0}", "1 €"];
        for piece in pieces {
            let text = piece.repeat(30_000);
            assert!(wrap(&text, 40).len() <= text.len());
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_no_line_too_wide(
            text in "([a-zé]{1,12}|[ \u{a0}\u{202f}]{1,3}|[?!:;»«%€(),.\n-]|[日本🎉\u{301}\u{1100}\u{3000}]|\\PC){0,40}",
            first_width in 0usize..30,
            width in 0usize..30,
        ) {
            check(&crate::text::scrub::scrub(&text), first_width, width);
        }

        #[test]
        fn a_cut_title_fits(text in "\\PC{0,20}", limit in 0usize..20) {
            let (start, is_cut) = truncate(&text, limit);
            prop_assert!(text.starts_with(start));
            prop_assert!(columns(start) + usize::from(is_cut) <= limit);
            prop_assert!(is_cut || start == text || limit == 0);
        }
    }
}
