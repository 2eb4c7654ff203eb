//! The query language: words, phrases and filters, all of which an article must meet.
//!
//! [`FORMS`] is its one description: help texts and the README's table are made from it. A query is read
//! into [`Query`], which prints itself so that it can be read again; what it finds is decided in `asked`.
//! It has no `or` and no brackets.

mod read;

use std::cmp::Ordering;
use std::fmt::{self, Display, Formatter};
use std::ops::Range;

pub use read::{KEYS, complete};

use crate::model::article::Lang;
use crate::model::highlight::Colour;

/// What can stand in a query, and what it means.
pub const FORMS: [(&str, &str); 18] = [
    ("word", "its letters stand in order in the title, source, rubric or first sentence"),
    ("'word", "a word of the whole text begins so"),
    ("\"exact phrase\"", "these words stand in the whole text, one after the other"),
    ("-word -'word -is:kept", "not what stands behind the sign; a word then counts in one piece only"),
    ("is:kept", "decided so; also is:later, is:skipped, is:undecided"),
    ("is:read", "read to the end"),
    ("is:unsure", "the place where it was cut is not sure"),
    ("is:derived", "its title was cut from the text"),
    ("has:highlight", "something in it is highlighted; has:note with a note"),
    ("has:link", "it has an address or a link"),
    ("tag:x", "highlighted with this tag"),
    ("colour:blue", "highlighted in this colour: yellow, green, blue, pink"),
    ("src:name", "the digest or its file is called so"),
    ("by:name", "the author is called so"),
    ("lang:fr", "its language: fr, en"),
    ("after:2025-11-01", "dated that day or later (also 2025-11, 2025); before: earlier"),
    ("min<5", "shorter than 5 minutes; also min>10, min=3, min<=5, min>=10"),
    ("@name", "the search of this name in config.toml"),
];

/// What the forms do not say.
pub const NOTES: &str = "All parts must be met. A small letter without an accent stands for all its forms; \
                         a capital or an accent that is typed counts. A value with spaces stands in quotes: \
                         src:\"the week\".";

/// A query: all its terms must be met.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// The terms, as typed.
    pub terms: Vec<Term>,
}

/// One part of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Whether it must not be met.
    pub not: bool,
    /// What it asks for.
    pub what: What,
}

/// What a term asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Letters in order, in what a list shows.
    Word(String),
    /// The beginning of a word, or of several, in the whole text.
    Text(String),
    /// Whole words in the whole text.
    Phrase(String),
    /// A state.
    Is(Is),
    /// Something it holds.
    Has(Has),
    /// A tag.
    Tag(String),
    /// A part of the digest's title or its source's name.
    Source(String),
    /// A part of the author's name.
    By(String),
    /// The language.
    Lang(Lang),
    /// From this day on; ISO 8601, the day or the month may be missing.
    After(String),
    /// Before this day.
    Before(String),
    /// Reading minutes: less than, exactly or more than.
    Minutes(Ordering, u32),
    /// The colour of a highlight.
    Colour(Colour),
}

/// A state of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Is {
    /// Kept to read.
    Kept,
    /// Nothing was decided.
    Undecided,
    /// Put off.
    Later,
    /// Skipped.
    Skipped,
    /// Read to its end.
    Read,
    /// Cut at a place that is not sure.
    Unsure,
    /// With a title that was cut from its text.
    Derived,
}

/// What an article can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Has {
    /// A highlight.
    Highlight,
    /// A highlight with a note.
    Note,
    /// A link.
    Link,
}

/// What is wrong with a query, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The bytes of the query that it is about.
    pub at: Range<usize>,
    /// What is wrong, in one sentence.
    pub why: String,
    /// What could be typed instead, in full.
    pub instead: Vec<String>,
    /// Whether it is only not typed to its end.
    pub is_unfinished: bool,
}

/// A query as it is being typed: all that could be read of it, and the first thing that could not.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reading {
    /// What was read.
    pub query: Query,
    /// What is wrong with the rest.
    pub wrong: Option<Wrong>,
}

/// Searches by name.
pub type Saved = std::collections::BTreeMap<String, Query>;

impl Query {
    /// Reads a query that is typed in full.
    pub fn parse(text: &str, saved: &Saved) -> Result<Query, Wrong> {
        let Reading { query, wrong } = Query::read(text, saved);
        wrong.map_or(Ok(query), Err)
    }

    /// Reads a query that is being typed.
    pub fn read(text: &str, saved: &Saved) -> Reading {
        read::read(text, saved)
    }

    /// The same, its words looked for in the whole text.
    pub fn in_whole_text(mut self) -> Query {
        for term in &mut self.terms {
            if let What::Word(word) = &mut term.what {
                term.what = What::Text(std::mem::take(word));
            }
        }
        self
    }

    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }
}

impl Wrong {
    /// The query with the place marked below it, and what is wrong.
    pub fn show(&self, query: &str) -> String {
        let marks = self.marks(query);
        format!("{}\n{marks} {}", query.replace(char::is_control, " "), self.why)
    }

    /// Carets under the place, for a line below the query.
    pub fn marks(&self, query: &str) -> String {
        let width = |range: Range<usize>| query.get(range).map_or(0, crate::text::wrap::columns);
        let before = width(0..self.at.start);
        format!("{}{}", " ".repeat(before), "^".repeat(width(self.at.clone()).max(1)))
    }
}

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (at, term) in self.terms.iter().enumerate() {
            let space = if at == 0 { "" } else { " " };
            write!(f, "{space}{term}")?;
        }
        Ok(())
    }
}

impl Display for Term {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let not = if self.not { "-" } else { "" };
        write!(f, "{not}{}", self.what)
    }
}

impl Display for What {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            What::Word(word) => f.write_str(word),
            // Several words that are not whole can only be typed as a phrase that is not closed.
            What::Text(words) if words.contains(char::is_whitespace) => write!(f, "\"{words}"),
            What::Text(word) => write!(f, "'{word}"),
            What::Phrase(words) => write!(f, "\"{words}\""),
            What::Is(is) => write!(f, "is:{}", is.name()),
            What::Has(has) => write!(f, "has:{}", has.name()),
            What::Tag(tag) => write!(f, "tag:{}", quoted(tag)),
            What::Source(name) => write!(f, "src:{}", quoted(name)),
            What::By(name) => write!(f, "by:{}", quoted(name)),
            What::Lang(lang) => write!(f, "lang:{}", lang_name(*lang)),
            What::After(date) => write!(f, "after:{date}"),
            What::Before(date) => write!(f, "before:{date}"),
            What::Minutes(order, minutes) => write!(f, "min{}{minutes}", sign(*order)),
            What::Colour(colour) => write!(f, "colour:{}", colour.name()),
        }
    }
}

fn quoted(value: &str) -> String {
    if value.contains(char::is_whitespace) { format!("\"{value}\"") } else { value.to_owned() }
}

fn sign(order: Ordering) -> char {
    match order {
        Ordering::Less => '<',
        Ordering::Equal => '=',
        Ordering::Greater => '>',
    }
}

fn lang_name(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "fr",
        Lang::En => "en",
    }
}

impl Is {
    /// All states.
    pub const ALL: [Is; 7] = [Is::Kept, Is::Undecided, Is::Later, Is::Skipped, Is::Read, Is::Unsure, Is::Derived];

    /// How it is typed.
    pub fn name(self) -> &'static str {
        match self {
            Is::Kept => "kept",
            Is::Undecided => "undecided",
            Is::Later => "later",
            Is::Skipped => "skipped",
            Is::Read => "read",
            Is::Unsure => "unsure",
            Is::Derived => "derived",
        }
    }
}

impl Has {
    /// All things.
    pub const ALL: [Has; 3] = [Has::Highlight, Has::Note, Has::Link];

    /// How it is typed.
    pub fn name(self) -> &'static str {
        match self {
            Has::Highlight => "highlight",
            Has::Note => "note",
            Has::Link => "link",
        }
    }
}

#[cfg(test)]
mod tests;
