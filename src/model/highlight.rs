//! A highlight: a quoted passage, and the anchor that finds it again.
//!
//! The anchor is a W3C Web Annotation text quote and text position in one: the exact quote, what
//! stands before and after it, and where it stood in the article's canonical text
//! (`Body::text`). It never guesses: a passage is found, or said to be lost.

use std::collections::BTreeSet;
use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::article::ArticleId;
use super::positions::Positions;
use super::sought::{Choice, Sought, Spot, Spots, spots};
use super::wording::Wording;
use crate::text::scrub::scrub_line;

/// How much of the text before and after a quote an anchor keeps, in code points.
pub const CONTEXT: usize = 32;

/// The name of a highlight, 8 hex digits; it is the block id in exported Markdown (`^v-3f9a2c1b`).
///
/// Read from a file it is 1 to 64 ASCII letters and digits, so that it can be written anywhere.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct HighlightId(pub String);

impl TryFrom<String> for HighlightId {
    type Error = &'static str;

    fn try_from(id: String) -> Result<Self, Self::Error> {
        let is_plain = id.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if is_plain && (1..=64).contains(&id.len()) { Ok(HighlightId(id)) } else { Err("not the name of a highlight") }
    }
}

impl fmt::Display for HighlightId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where a highlight sits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Anchor {
    /// The article it was made in.
    pub article: ArticleId,
    /// The exact text.
    pub quote: String,
    /// Up to [`CONTEXT`] code points before it.
    pub before: String,
    /// Up to [`CONTEXT`] code points after it.
    pub after: String,
    /// Its first code point in the article's canonical text.
    pub start: usize,
    /// One past its last code point.
    pub end: usize,
}

impl Anchor {
    /// Anchors the bytes `range` of `text`, the canonical text of `article`.
    ///
    /// Returns nothing where the range is empty or not on character boundaries.
    pub fn new(article: ArticleId, text: &str, range: Range<usize>) -> Option<Self> {
        let quote = text.get(range.clone()).filter(|quote| !quote.is_empty())?;
        let (head, tail) = (text.get(..range.start)?, text.get(range.end..)?);
        let start = head.chars().count();
        let skip = start.saturating_sub(CONTEXT);
        Some(Anchor {
            article,
            quote: quote.to_owned(),
            before: head.chars().skip(skip).collect(),
            after: tail.chars().take(CONTEXT).collect(),
            start,
            end: start + quote.chars().count(),
        })
    }

    /// Where the quote stands letter by letter at its own position, and what stood around it as well; bytes of
    /// `text`. In another encoding of the same text a short quote may stand at that position by accident.
    pub fn at_own_place(&self, text: &Positions) -> Option<Range<usize>> {
        let start = text.byte(self.start)?;
        let (head, rest) = text.text().split_at_checked(start)?;
        let tail = rest.strip_prefix(self.quote.as_str())?;
        let is_same = head.ends_with(&self.before) && tail.starts_with(&self.after);
        is_same.then_some(start..start + self.quote.len())
    }

    /// Finds the quote in `text`, the only one that it may stand in; bytes of `text`.
    pub fn find(&self, text: &str) -> Option<Range<usize>> {
        let sought = Sought::of(self);
        let spots = spots(&Positions::of(text), &Wording::of(text), sought.quote());
        let spots: Vec<((), Spot)> = spots.into_iter().map(|spot| ((), spot)).collect();
        let near = sought.near(&Spots::of(&spots), false);
        Choice::of(&near).at(self.start).map(|((), range)| range)
    }
}

/// A colour with a meaning; the theme says what each looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Colour {
    /// The default.
    #[default]
    Yellow,
    /// The second.
    Green,
    /// The third.
    Blue,
    /// The fourth.
    Pink,
}

impl Colour {
    /// All colours, in their order.
    pub const ALL: [Colour; 4] = [Colour::Yellow, Colour::Green, Colour::Blue, Colour::Pink];

    /// The next colour, round and round.
    pub fn next(self) -> Self {
        match self {
            Colour::Yellow => Colour::Green,
            Colour::Green => Colour::Blue,
            Colour::Blue => Colour::Pink,
            Colour::Pink => Colour::Yellow,
        }
    }

    /// The colour before, round and round.
    pub fn previous(self) -> Self {
        match self {
            Colour::Yellow => Colour::Pink,
            Colour::Green => Colour::Yellow,
            Colour::Blue => Colour::Green,
            Colour::Pink => Colour::Blue,
        }
    }

    /// The colour's name in files and on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Colour::Yellow => "yellow",
            Colour::Green => "green",
            Colour::Blue => "blue",
            Colour::Pink => "pink",
        }
    }
}

/// What colours mean to the reader, in words of their own.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Meanings(Vec<(Colour, String)>);

impl Meanings {
    /// Takes the words for each colour; they are scrubbed here.
    pub fn new(words: impl IntoIterator<Item = (Colour, String)>) -> Meanings {
        Meanings(words.into_iter().map(|(colour, words)| (colour, scrub_line(words.trim()).into_owned())).collect())
    }

    /// What a colour means; empty where nothing was said.
    pub fn of(&self, colour: Colour) -> &str {
        self.0.iter().find(|(of, _)| *of == colour).map_or("", |(_, words)| words)
    }
}

/// What the source was called when the passage was saved: kept so that a lost highlight still says
/// where it came from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Origin {
    /// The article's title.
    pub title: String,
    /// The digest's title.
    pub digest: String,
    /// The source as the user gave it.
    pub source: String,
    /// The digest's date, else the article's, ISO 8601.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// Who wrote the article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// Where the article stands on the web.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// First line of the passage in the source, counted from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// In a transcript: the second at which the passage begins, and at which it ends; the same where the text does
    /// not say when it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seconds: Option<(u32, u32)>,
}

/// A quoted passage with what the reader says of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Highlight {
    /// Its name.
    pub id: HighlightId,
    /// Where it sits.
    pub anchor: Anchor,
    /// Where it came from, in words.
    pub origin: Origin,
    /// When it was made, milliseconds since 1970 (UTC).
    pub made: u64,
    /// The reader's note, empty where there is none.
    pub note: String,
    /// Tags, sorted, without `#`.
    pub tags: BTreeSet<String>,
    /// Its colour.
    pub colour: Colour,
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: ArticleId = ArticleId(7);

    fn anchor(text: &str, quote: &str) -> Anchor {
        let at = text.find(quote).unwrap();
        Anchor::new(ID, text, at..at + quote.len()).unwrap()
    }

    #[test]
    fn the_same_words_at_the_same_position_of_another_encoding_are_other_text() {
        let text = "Une seconde pendule donnerait l’heure.";
        let at = text.find("onn").unwrap();
        let anchor = Anchor::new(ID, text, at..at + 2).unwrap();
        assert_eq!(anchor.at_own_place(&Positions::of(text)), Some(at..at + 2));
        // So many doubled spaces before it that another `on` stands where this one stood.
        let other = format!("Une{}seconde pendule donnerait l’heure.", " ".repeat(at - "Une sec".len() + 1));
        assert_eq!(other.get(at..at + 2), Some("on"));
        assert_eq!(anchor.at_own_place(&Positions::of(&other)), None);
        assert_eq!(anchor.find(&other).map(|range| range.start), other.find("onn"));
    }

    #[test]
    fn a_name_from_a_file_can_be_written_anywhere() {
        let cases =
            [("3f9a2c1b", true), ("", false), ("a b", false), ("x]]", false), ("é", false), ("\u{1b}[2J", false)];
        for (id, good) in cases {
            let json = serde_json::to_string(id).unwrap();
            assert_eq!(serde_json::from_str::<HighlightId>(&json).is_ok(), good, "{id:?}");
        }
        assert_eq!(serde_json::to_string(&HighlightId("3f".into())).unwrap(), "\"3f\"");
    }

    #[test]
    fn an_anchor_counts_code_points_and_keeps_its_context() {
        let anchor = anchor("Été : la mer monte, dit-on.", "la mer");
        assert_eq!((anchor.start, anchor.end), (6, 12));
        assert_eq!((anchor.before.as_str(), anchor.after.as_str()), ("Été : ", " monte, dit-on."));
        assert_eq!(Anchor::new(ID, "été", 1..2), None, "inside a character");
        assert_eq!(Anchor::new(ID, "été", 2..2), None, "empty");
    }

    #[test]
    fn a_quote_is_found_or_lost_but_never_elsewhere() {
        let quoted = anchor("Un chat dort. Le chat rit.", "chat rit");
        let cases = [
            ("Un chat dort. Le chat rit.", Some("chat rit")),
            ("Hier. Un chat dort. Le chat rit.", Some("chat rit")),
            ("Un chat dort.\u{a0}Le\nchat rit, dit-on.", Some("chat rit")),
            ("Un chat rit. Un chat dort. Le chat\u{202f}rit.", Some("chat\u{202f}rit")),
            ("Un chat dort. Le chien rit.", None),
            ("chat rit, chat rit", None),
            ("Un achat rit.", None),
            ("Rien de tout cela, mais un chat rit sous la pluie.", None),
        ];
        for (text, expected) in cases {
            assert_eq!(quoted.find(text).and_then(|range| text.get(range)), expected, "{text:?}");
        }
    }
}
