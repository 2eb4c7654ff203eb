//! An article: the unit of triage, a run of a document's lines with what is known about them.
//!
//! It never changes. Its id comes from its own text, so it is the same wherever and whenever that
//! text is loaded; what the reader did to it lives in `marks`, never here.

use std::borrow::Cow;
use std::fmt;
use std::hash::Hasher;
use std::ops::Range;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use xxhash_rust::xxh3::{Xxh3Default, xxh3_64};

use super::excerpt::Excerpt;
use super::lines::Lines;
use super::rule::Rule;
pub use crate::text::language::Lang;
use crate::text::message::capital;
use crate::text::{bytes, words};

/// The name of an article: 64 bits of XXH3 over its normalised text, written as 16 hex digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ArticleId(pub u64);

/// Hashes an [`ArticleId`], which is a hash of text already: there is little left to do.
#[derive(Debug, Clone, Copy, Default)]
pub struct IdHasher(u64);

impl Hasher for IdHasher {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u64(&mut self, id: u64) {
        let mixed = (self.0 ^ id).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ (mixed >> 32);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

impl ArticleId {
    /// Computes the id of the text in `lines`.
    ///
    /// The text is brought to NFC and each run of white space (no-break spaces too) counts as one
    /// space, so that another encoding, other line ends or re-wrapping give the same id.
    pub fn of<'a>(lines: impl IntoIterator<Item = &'a str>) -> Self {
        // Most texts are short: hashed in one go, they take half the time.
        const CHUNK: usize = 1 << 16;
        let (mut text, mut long) = (String::new(), None);
        for line in lines {
            text.reserve(line.len() + 1);
            push_normal(&mut text, line);
            if text.len() > CHUNK {
                long.get_or_insert_with(Xxh3Default::new).update(text.as_bytes());
                text.clear();
            }
        }
        let Some(mut hash) = long else { return ArticleId(xxh3_64(text.as_bytes())) };
        hash.update(text.as_bytes());
        ArticleId(hash.digest())
    }

    /// Reads an id as it is written in files.
    pub fn from_hex(digits: &str) -> Option<Self> {
        hex(digits).map(ArticleId)
    }
}

/// The number that 1 to 16 hex digits write. A journal has hundreds of thousands.
pub fn hex(digits: &str) -> Option<u64> {
    let is_number = (1..=16).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    // Of ASCII letters, and not of digits, the seventh bit is set; the low ones count from 1.
    let value = |digit: u8| u64::from(digit & 15) + 9 * u64::from(digit >> 6);
    is_number.then(|| digits.bytes().fold(0, |number, digit| number << 4 | value(digit)))
}

/// Appends the words of a line in NFC, a space after each. What is so already is copied in one run.
fn push_normal(text: &mut String, line: &str) {
    let mut rest = line.trim();
    while !rest.is_empty() {
        let (run, behind) = rest.split_at_checked(normal_run(rest)).unwrap_or(("", rest));
        if !run.is_empty() {
            text.push_str(run);
            text.push(' ');
        }
        let behind = behind.trim_start();
        let Some(word) = words::split(behind).next() else { return };
        text.extend(word.nfc());
        text.push(' ');
        rest = behind.get(word.len()..).unwrap_or_default().trim_start();
    }
}

/// How many bytes at the beginning are words in NFC with one space between them.
fn normal_run(text: &str) -> usize {
    // A control may be white space.
    let may_be_odd = |before, byte| (byte < 0x20) | (byte == b' ') & (before == b' ');
    let end = bytes::plain_run(text, may_be_odd, is_normal);
    if end == text.len() {
        return end;
    }
    // The word before may be one with what follows.
    text.get(..end).and_then(|run| run.rfind(' ')).unwrap_or(0)
}

/// Whether a character is no white space and in NFC for sure: Latin letters and general punctuation are nearly
/// all text, and looking them up in tables would take most of the time that loading takes.
fn is_normal(letter: char) -> bool {
    !letter.is_whitespace() && (letter < '\u{300}' || ('\u{2010}'..='\u{205e}').contains(&letter))
}

impl fmt::Display for ArticleId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl Serialize for ArticleId {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ArticleId {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(HexDigits)
    }
}

/// Reads an id without making a string of it: a journal holds hundreds of thousands.
struct HexDigits;

impl serde::de::Visitor<'_> for HexDigits {
    type Value = ArticleId;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("16 hex digits")
    }

    fn visit_str<E: serde::de::Error>(self, digits: &str) -> Result<ArticleId, E> {
        ArticleId::from_hex(digits).ok_or_else(|| E::custom("an article id is 16 hex digits"))
    }
}

/// What kind of document an article was cut from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Articles put end to end, their titles lost.
    Concatenated,
    /// Each bullet is a story.
    Bulleted,
    /// A newsletter with rubrics, editorial and briefs.
    Rubric,
    /// A round-up of links with comments.
    Links,
    /// A recording, with times.
    Transcript,
    /// One article.
    Single,
    /// A Markdown digest, one heading a story.
    Markdown,
    /// A digest sent as plain-text mail.
    Mail,
    /// An entry of a feed.
    Feed,
    /// A web page.
    Html,
}

impl Kind {
    /// The kind's name in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Concatenated => "concatenated",
            Kind::Bulleted => "bulleted",
            Kind::Rubric => "rubric",
            Kind::Links => "links",
            Kind::Transcript => "transcript",
            Kind::Single => "single",
            Kind::Markdown => "markdown",
            Kind::Mail => "mail",
            Kind::Feed => "feed",
            Kind::Html => "html",
        }
    }
}

/// Where a title comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TitleFrom {
    /// The text gives it: a heading, a link's text, a bold lead.
    Text,
    /// It was cut from the first informative sentence.
    Derived,
}

/// An article: immutable, named by its own text.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    /// The id of the text that is shown (without dropped lines).
    pub id: ArticleId,
    /// The id of its first shown lines only (its first 200 characters or so): finds an article
    /// again whose end was cut elsewhere.
    pub lead: ArticleId,
    /// Which document of the store it was cut from.
    pub document: usize,
    /// Its lines in that document, counted from 0.
    pub lines: Lines,
    /// Its title, never empty, in one line, without markup, bullet or number.
    pub title: Excerpt,
    /// Where the title comes from.
    pub title_from: TitleFrom,
    /// The rubric or kicker above it.
    pub kicker: Option<Excerpt>,
    /// What only some articles have.
    pub details: Details,
    /// Its language, where it could be told.
    pub lang: Option<Lang>,
    /// Words in the text that is shown.
    pub words: u32,
    /// Whether the text says that it goes on elsewhere (a paywall line).
    pub truncated: bool,
    /// The kind of document it was cut from.
    pub kind: Kind,
    /// The rule that cut it here.
    pub rule: Rule,
    /// How sure that rule is, 0 to 1.
    pub confidence: f32,
}

/// What only some articles have: it takes room only where there is any of it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Details(Option<Box<Detail>>);

/// What a text says of itself beside its title.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Detail {
    /// Who wrote it, as the text says.
    pub author: Option<Excerpt>,
    /// Its date, ISO 8601 (`2025-11-19`).
    pub date: Option<Excerpt>,
    /// Where it stands on the web: http or https only.
    pub url: Option<Excerpt>,
    /// The lines inside that are not shown (chrome): disjoint, ascending.
    pub drop: Vec<Range<usize>>,
}

impl From<Detail> for Details {
    fn from(detail: Detail) -> Details {
        Details(Some(detail).filter(|detail| *detail != Detail::default()).map(Box::new))
    }
}

impl Article {
    /// Its title where it stands alone. One that was cut from inside a sentence begins like a title all the same,
    /// but `iOS` is a name.
    pub fn shown_title(&self) -> Cow<'_, str> {
        let is_name = self.title.chars().nth(1).is_some_and(char::is_uppercase);
        let is_cut = self.title_from == TitleFrom::Derived;
        if is_cut && !is_name { Cow::Owned(capital(&self.title)) } else { Cow::Borrowed(&self.title) }
    }

    /// Who wrote it, as the text says.
    pub fn author(&self) -> Option<&str> {
        self.details.0.as_ref()?.author.as_deref()
    }

    /// Its date, ISO 8601 (`2025-11-19`).
    pub fn date(&self) -> Option<&str> {
        self.details.0.as_ref()?.date.as_deref()
    }

    /// Where it stands on the web: http or https only.
    pub fn url(&self) -> Option<&str> {
        self.details.0.as_ref()?.url.as_deref()
    }

    /// The lines inside that are not shown (chrome): disjoint, ascending.
    pub fn drop(&self) -> &[Range<usize>] {
        self.details.0.as_ref().map_or(&[], |detail| &detail.drop)
    }

    /// Whether line `index` of the document is shown as part of this article.
    pub fn shows(&self, index: usize) -> bool {
        let after = self.drop().partition_point(|dropped| dropped.end <= index);
        let is_dropped = self.drop().get(after).is_some_and(|dropped| dropped.contains(&index));
        self.lines.contains(index) && !is_dropped
    }

    /// Whether the place where it was cut is not sure: such a rule is wrong about as often as it is right.
    pub fn is_unsure(&self) -> bool {
        self.confidence < 0.7
    }

    /// Minutes to read it, at least 1, at `words_per_minute` (taken as 1 where it is 0).
    pub fn minutes(&self, words_per_minute: u32) -> u32 {
        self.words.div_ceil(words_per_minute.max(1)).max(1)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The id of an article's first lines: the same text always has the same, and several share one.
    pub(crate) fn lead(id: u64) -> ArticleId {
        ArticleId(100 + id % 4)
    }

    /// An article with this id and so many hundreds of words.
    pub(crate) fn article(id: u64, hundreds: u32) -> Article {
        Article {
            id: ArticleId(id),
            lead: lead(id),
            document: 0,
            lines: (0..1).into(),
            title: "".into(),
            title_from: TitleFrom::Text,
            kicker: None,
            details: Details::default(),
            lang: None,
            words: hundreds * 100,
            truncated: false,
            kind: Kind::Markdown,
            rule: Rule::Heading,
            confidence: 1.0,
        }
    }

    #[test]
    fn an_id_does_not_see_encoding_and_white_space() {
        let id = ArticleId::of(["L’été : fini", "déjà"]);
        let same = [
            vec!["L’e\u{301}te\u{301}\u{a0}: fini", "déjà"],
            vec!["L’été  :\u{202f}fini déjà\r"],
            vec!["", "L’été", ": fini", "  déjà "],
        ];
        for lines in same {
            assert_eq!(ArticleId::of(lines.clone()), id, "{lines:?}");
        }
        assert_ne!(ArticleId::of(["L’ete : fini déjà"]), id);
        assert_ne!(ArticleId::of(["L’été : finidéjà"]), id);
    }

    #[test]
    fn the_id_of_a_long_text_does_not_see_its_lines_either() {
        let line = "un mot après l’autre ".repeat(10);
        let lines = vec![line.as_str(); 1000];
        assert_eq!(ArticleId::of(lines.clone()), ArticleId::of([lines.join("\n").as_str()]));
    }

    #[test]
    fn an_id_is_the_hash_of_the_words_with_a_space_behind_each() {
        let cases = [
            ("À l’aube,  Àz  Ààx", "À l’aube, Àz Ààx "),
            ("A\u{300}x ”\u{2028}x — x", "Àx ” x — x "),
            ("Œ\u{a0}\u{300}", "Œ \u{300} "),
        ];
        for (line, words) in cases {
            assert_eq!(ArticleId::of([line]), ArticleId(xxh3_64(words.as_bytes())), "{line:?}");
        }
        assert_eq!(ArticleId::of(["À l’aube, Àz"]).to_string(), "e9d674207aabfc2b");
    }

    proptest! {
        #[test]
        fn a_line_is_hashed_as_its_words(line in "[ a-zéœ’\u{301}\u{a0}\u{202f}«日\u{e9}]{0,40}|\\PC{0,20}") {
            let (mut text, mut expected) = (String::new(), String::new());
            push_normal(&mut text, &line);
            line.split_whitespace().for_each(|word| expected.extend(word.nfc().chain([' '])));
            prop_assert_eq!(text, expected);
        }
    }

    #[test]
    fn an_id_is_written_as_16_hex_digits_and_read_back() {
        let id = ArticleId(0xbeef);
        let json = serde_json::to_string(&id).unwrap();
        assert_eq!(json, "\"000000000000beef\"");
        assert_eq!(serde_json::from_str::<ArticleId>(&json).unwrap(), id);
        assert!(serde_json::from_str::<ArticleId>("\"x\"").is_err());
    }
}
