//! A timed transcript into paragraphs: one breath a line becomes running text, with its times.
//!
//! Paragraphs end at the end of a sentence once they are long enough, or at a pause; where the
//! transcript has no punctuation, at the longest length. A list of chapters above it stays a list. It does
//! not tell speakers apart.

use super::{BlockKind, Body, Moment};
use crate::text::timecode;

/// A paragraph may end at the end of a sentence after this many words: about four lines of 72 columns.
const ENOUGH_WORDS: usize = 60;
/// A paragraph ends after this many words whatever comes: about ten lines of 72 columns.
const MOST_WORDS: usize = 140;
/// A silence this long, in seconds, ends a paragraph that has ended its sentence.
const PAUSE: u32 = 6;

/// Whether at least every other line that is not empty carries a time.
pub(super) fn is_timed(lines: &[(usize, &str)]) -> bool {
    let filled = lines.iter().filter(|(_, line)| !line.trim().is_empty());
    let timed = lines.iter().filter(|(_, line)| timecode::split(line).is_some());
    timed.count() * 2 >= filled.count().max(1)
}

pub(super) fn read(lines: &[(usize, &str)]) -> Body {
    let mut reader = Reader::default();
    let (chapters, lines) = lines.split_at(chapters(lines));
    for &(index, line) in chapters {
        reader.body.push(BlockKind::Paragraph, line, index..index + 1);
    }
    for &(index, line) in lines {
        match timecode::split(line) {
            Some((seconds, words)) => reader.breath(index, seconds, words.trim()),
            None => reader.untimed(index, line.trim()),
        }
    }
    reader.end_paragraph();
    reader.body
}

/// How many lines at the start are a list of chapters and what stands above it: three times or more, each
/// later than the one before, none of them after the recording's end; then the time goes back to its start.
fn chapters(lines: &[(usize, &str)]) -> usize {
    let timed = lines.iter().enumerate().filter_map(|(at, (_, line))| Some((at, timecode::split(line)?.0)));
    let timed: Vec<(usize, u32)> = timed.collect();
    let Some(count) = timed.windows(2).position(|pair| pair[1].1 < pair[0].1).map(|last| last + 1) else { return 0 };
    let (listed, spoken) = timed.split_at(count);
    let (Some((_, last)), Some((first, _))) = (listed.last(), spoken.first()) else { return 0 };
    let is_list = count >= 3 && spoken.len() > count && spoken.iter().any(|(_, seconds)| seconds >= last);
    if is_list { *first } else { 0 }
}

#[derive(Default)]
struct Reader {
    body: Body,
    words: usize,
    started: bool,
    seconds: u32,
}

impl Reader {
    fn breath(&mut self, index: usize, seconds: u32, words: &str) {
        if words.is_empty() {
            return;
        }
        let pause = seconds.saturating_sub(self.seconds) >= PAUSE;
        let sentence_ended =
            self.body.text.trim_end_matches(['»', '"', '”', ' ', '\u{a0}']).ends_with(['.', '!', '?', '…']);
        if self.started && (self.words >= MOST_WORDS || sentence_ended && (self.words >= ENOUGH_WORDS || pause)) {
            self.end_paragraph();
        }
        self.append(index, words);
        self.seconds = seconds;
        let at = self.body.text.len() - words.len();
        self.body.moments.push(Moment { at, seconds });
    }

    fn append(&mut self, index: usize, words: &str) {
        if self.started {
            self.body.text.push(' ');
            self.body.text.push_str(words);
            if let Some(block) = self.body.blocks.last_mut() {
                block.range.end = self.body.text.len();
                block.lines.end = index + 1;
            }
        } else {
            self.body.push(BlockKind::Paragraph, words, index..index + 1);
            self.started = true;
        }
        self.words += words.split_whitespace().count();
    }

    /// A line without a time goes on with the breath before it, or is a paragraph of its own where
    /// none is open.
    fn untimed(&mut self, index: usize, line: &str) {
        if line.is_empty() {
            return;
        }
        if let Some((level, words)) = heading(line) {
            self.end_paragraph();
            self.body.push(BlockKind::Heading(level), words, index..index + 1);
        } else if self.started {
            self.append(index, line);
        } else {
            self.body.push(BlockKind::Paragraph, line, index..index + 1);
        }
    }

    fn end_paragraph(&mut self) {
        self.started = false;
        self.words = 0;
    }
}

/// The level and the words of a marked heading (`## Words`): a chapter of the recording.
fn heading(line: &str) -> Option<(u8, &str)> {
    let words = line.trim_start_matches('#');
    let level = u8::try_from(line.len() - words.len()).ok().filter(|level| (1..=6).contains(level))?;
    words.strip_prefix(' ').map(|words| (level, words.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marked_heading_is_a_chapter_and_ends_the_paragraph() {
        let lines = [(0, "## Le phare"), (1, "00:00Bonjour à tous,"), (2, "## La mer"), (3, "01:00On part.")];
        let body = read(&lines);
        let kinds: Vec<&BlockKind> = body.blocks.iter().map(|block| &block.kind).collect();
        let (heading, paragraph) = (BlockKind::Heading(2), BlockKind::Paragraph);
        assert_eq!(kinds, [&heading, &paragraph, &heading, &paragraph]);
        assert_eq!(body.text, "Le phare\n\nBonjour à tous,\n\nLa mer\n\nOn part.");
    }

    #[test]
    fn breaths_become_paragraphs_and_keep_their_times() {
        let lines = [(4, "00:00Bonjour à tous,"), (5, "00:02bienvenue au phare."), (6, "00:12On commence.")];
        let body = read(&lines);
        assert_eq!(body.text, "Bonjour à tous, bienvenue au phare.\n\nOn commence.");
        assert_eq!(body.seconds_at(3), Some(0));
        assert_eq!(body.seconds_at(body.text.find("bienvenue").unwrap()), Some(2));
        assert_eq!(body.seconds_at(body.text.len() - 1), Some(12));
        assert_eq!(body.lines_of(&(0..5)), Some(4..6));
    }

    #[test]
    fn a_passage_lasts_to_the_time_of_what_comes_after_it() {
        let lines =
            [(0, "00:00Bonjour à tous,"), (1, "00:02bienvenue au phare."), (2, "00:12On commence."), (3, "00:05Ici.")];
        let body = read(&lines);
        let cases = [
            ("Bonjour", (0, 2)),
            ("Bonjour à tous,", (0, 2)),
            ("tous, bienvenue", (0, 12)),
            ("phare.\n\nOn", (2, 12)),
            ("commence", (12, 12)),
            ("Ici.", (5, 5)),
        ];
        for (passage, expected) in cases {
            let at = body.text.find(passage).unwrap();
            assert_eq!(body.seconds_of(&(at..at + passage.len())), Some(expected), "{passage:?}");
        }
    }

    #[test]
    fn a_list_of_chapters_above_a_transcript_stays_a_list() {
        let lines = [
            (0, "Au sommaire"),
            (1, "00:00 Accueil"),
            (2, "00:10 Le phare"),
            (3, "00:20 La mer"),
            (4, "00:00Bonjour à tous,"),
            (5, "00:09bienvenue au phare."),
            (6, "00:12Il éclaire."),
            (7, "00:21On part."),
        ];
        let body = read(&lines);
        let expected = "Au sommaire\n\n00:00 Accueil\n\n00:10 Le phare\n\n00:20 La mer\n\nBonjour à tous, bienvenue au phare. Il éclaire.\n\nOn part.";
        assert_eq!(body.text, expected);
        assert_eq!(body.seconds_at(body.text.find("La mer").unwrap()), None, "a list is not spoken");
        assert_eq!(body.seconds_at(body.text.find("bienvenue").unwrap()), Some(9));
    }

    #[test]
    fn times_that_go_back_are_no_chapters_where_too_few_stand_above_or_too_little_follows() {
        let lines = |text: &[&'static str]| text.iter().copied().enumerate().collect::<Vec<_>>();
        let cases: [&[&str]; 4] = [
            &["00:00 a", "00:10 b", "00:00 c", "00:05 d", "00:10 e"],
            &["00:00 a", "00:10 b", "00:20 c", "00:00 d"],
            &["00:00 a", "00:10 b", "00:50 c", "00:00 d", "00:05 e", "00:10 f", "00:12 g"],
            &["00:00 a", "00:10 b", "00:50 c", "00:55 d"],
        ];
        for case in cases {
            assert_eq!(chapters(&lines(case)), 0, "{case:?}");
        }
    }

    #[test]
    fn without_punctuation_a_paragraph_still_ends() {
        let breaths: Vec<String> =
            (0..100).map(|at| format!("{:02}:{:02}un mot et puis un autre", at / 60, at % 60)).collect();
        let lines: Vec<(usize, &str)> = breaths.iter().map(String::as_str).enumerate().collect();
        let body = read(&lines);
        assert!(body.blocks.len() >= 4);
        assert!(body.blocks.iter().all(|block| body.text[block.range.clone()].split(' ').count() <= MOST_WORDS + 6));
    }
}
