//! Reads a query: first into pieces between white space and quotes, then each piece by its beginning.
//!
//! A piece that cannot be read is left out and told of with its place, so that what was found stays
//! while one types; one that is only not typed to its end says so.

use std::cmp::Ordering;
use std::ops::Range;

use super::{Has, Is, Query, Reading, Saved, Term, What, Wrong, lang_name};
use crate::model::article::Lang;
use crate::model::highlight::Colour;

/// The filters that have a name, with the sign behind it.
pub const KEYS: [&str; 9] = ["is:", "has:", "tag:", "colour:", "src:", "by:", "lang:", "after:", "before:"];

const COLOURS: [Colour; 4] = [Colour::Yellow, Colour::Green, Colour::Blue, Colour::Pink];
const LANGS: [Lang; 2] = [Lang::Fr, Lang::En];

/// A part of the query between white space; what is quoted is one part.
struct Piece<'a> {
    text: &'a str,
    at: usize,
    /// Whether the query ends with it.
    is_last: bool,
}

impl<'a> Piece<'a> {
    fn range(&self) -> Range<usize> {
        self.at..self.at + self.text.len()
    }

    /// The piece without its first `bytes`.
    fn after(&self, bytes: usize) -> Piece<'a> {
        Piece { text: self.text.get(bytes..).unwrap_or_default(), at: self.at + bytes, is_last: self.is_last }
    }

    fn wrong(&self, why: String) -> Wrong {
        Wrong { at: self.range(), why, instead: Vec::new(), is_unfinished: false }
    }

    fn unfinished(&self, why: String) -> Wrong {
        Wrong { is_unfinished: self.is_last, ..self.wrong(why) }
    }
}

pub(super) fn read(text: &str, saved: &Saved) -> Reading {
    let mut reading = Reading::default();
    for piece in pieces(text) {
        match terms(&piece, saved) {
            Ok(terms) => reading.query.terms.extend(terms),
            Err(wrong) => reading.wrong = reading.wrong.or(Some(wrong)),
        }
    }
    if reading.wrong.as_ref().is_some_and(|wrong| wrong.is_unfinished) {
        reading.query.terms.extend(open_phrase(text));
    }
    reading
}

/// A phrase that is still being typed counts as far as it goes.
fn open_phrase(text: &str) -> Option<Term> {
    let last = pieces(text).pop()?.text;
    let inner = last.strip_prefix('-').unwrap_or(last);
    let words = inner.trim_start_matches(['\'', '’']).strip_prefix('"').filter(|words| !words.contains('"'))?;
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(Term { not: inner.len() < last.len(), what: What::Text(words) })
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(skip) = text.get(from..).and_then(|rest| rest.find(|c: char| !c.is_whitespace())) {
        let at = from + skip;
        let rest = text.get(at..).unwrap_or_default();
        let length = length(rest);
        found.push(Piece { text: rest.get(..length).unwrap_or_default(), at, is_last: at + length == text.len() });
        from = at + length;
    }
    found
}

/// How far the first piece of `rest` goes.
fn length(rest: &str) -> usize {
    let space = rest.find(char::is_whitespace).unwrap_or(rest.len());
    let Some(quote) = rest.find('"').filter(|&quote| quote < space && may_quote(&rest[..quote])) else { return space };
    let inside = rest.get(quote + 1..).unwrap_or_default();
    inside.find('"').map_or(rest.len(), |end| quote + 1 + end + 1)
}

/// Whether a quote mark behind `head` begins a quotation.
fn may_quote(head: &str) -> bool {
    let head = head.strip_prefix('-').unwrap_or(head);
    head.is_empty() || head == "'" || head == "’" || KEYS.contains(&head)
}

/// What a piece asks for: mostly one thing, more for a saved search, none for a sign alone.
fn terms(piece: &Piece<'_>, saved: &Saved) -> Result<Vec<Term>, Wrong> {
    if piece.text == "@" && !piece.is_last {
        return Ok(Vec::new());
    }
    if let Some(name) = piece.text.strip_prefix('@') {
        return saved_terms(piece, name, saved);
    }
    let inner = piece.text.strip_prefix('-').map_or(0, |_| 1);
    let body = piece.after(inner);
    if body.text.starts_with('@') && inner == 1 {
        return Err(piece.wrong("A saved search cannot be turned round with -; write its parts.".to_owned()));
    }
    let what = what(&body)?;
    Ok(what.map(|what| Term { not: inner == 1, what }).into_iter().collect())
}

fn saved_terms(piece: &Piece<'_>, name: &str, saved: &Saved) -> Result<Vec<Term>, Wrong> {
    if let Some(query) = saved.get(name) {
        return Ok(query.terms.clone());
    }
    let instead: Vec<String> =
        saved.keys().filter(|known| known.starts_with(name)).map(|known| format!("@{known}")).collect();
    let why = match instead.is_empty() {
        true => {
            format!("There is no saved search {}; saved searches are in config.toml, under [searches].", quote(name))
        }
        false => "The name of a saved search goes here.".to_owned(),
    };
    let is_unfinished = piece.is_last && !instead.is_empty();
    Err(Wrong { instead, is_unfinished, ..piece.wrong(why) })
}

fn quote(text: &str) -> String {
    format!("“{text}”")
}

/// What a piece without its `-` asks for.
fn what(piece: &Piece<'_>) -> Result<Option<What>, Wrong> {
    let text = piece.text;
    if text.is_empty() || text == "'" || text == "’" {
        return Ok(None);
    }
    if let Some(word) = text.strip_prefix('\'').or_else(|| text.strip_prefix('’')) {
        return if word.starts_with('"') { phrase(piece, word) } else { Ok(Some(What::Text(word.to_owned()))) };
    }
    if text.starts_with('"') {
        return phrase(piece, text);
    }
    if let Some(rest) = text.strip_prefix("min").filter(|rest| rest.starts_with(['<', '=', '>'])) {
        return minutes(piece, rest).map(Some);
    }
    match KEYS.iter().find(|key| text.starts_with(**key)) {
        Some(key) => filter(piece, key, &piece.after(key.len())).map(Some),
        None => no_filter(piece).map_or(Ok(Some(What::Word(text.to_owned()))), Err),
    }
}

fn phrase(piece: &Piece<'_>, quoted: &str) -> Result<Option<What>, Wrong> {
    let Some(words) = closed(quoted) else {
        return Err(piece.unfinished("The quote is not closed.".to_owned()));
    };
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok((!words.is_empty()).then_some(What::Phrase(words)))
}

/// What stands between two quote marks.
fn closed(quoted: &str) -> Option<&str> {
    quoted.strip_prefix('"')?.strip_suffix('"')
}

fn minutes(piece: &Piece<'_>, rest: &str) -> Result<What, Wrong> {
    let digits = rest.trim_start_matches(['<', '=', '>']);
    let sign = rest.get(..rest.len() - digits.len()).unwrap_or_default();
    let number = digits.parse::<u32>().ok();
    let what = match (sign, number) {
        ("<", Some(number)) => Some(What::Minutes(Ordering::Less, number)),
        ("=", Some(number)) => Some(What::Minutes(Ordering::Equal, number)),
        (">", Some(number)) => Some(What::Minutes(Ordering::Greater, number)),
        ("<=", Some(number)) => number.checked_add(1).map(|number| What::Minutes(Ordering::Less, number)),
        (">=", Some(number)) => number.checked_sub(1).map(|number| What::Minutes(Ordering::Greater, number)),
        _ => None,
    };
    let why = "A number of minutes goes here, such as min<5 or min>10.".to_owned();
    what.ok_or_else(|| if digits.is_empty() { piece.unfinished(why) } else { piece.wrong(why) })
}

/// What the filter `key` asks for with `value`.
fn filter(piece: &Piece<'_>, key: &str, value: &Piece<'_>) -> Result<What, Wrong> {
    match key {
        "is:" => one_of(value, key, &Is::ALL, |is| is.name()).map(What::Is),
        "has:" => one_of(value, key, &Has::ALL, |has| has.name()).map(What::Has),
        "colour:" => one_of(value, key, &COLOURS, |colour| colour.name()).map(What::Colour),
        "lang:" => one_of(value, key, &LANGS, |lang| lang_name(*lang)).map(What::Lang),
        "after:" => date(value).map(What::After),
        "before:" => date(value).map(What::Before),
        "tag:" => words(piece, value, "A tag goes here, without #.").map(|tag| What::Tag(without_sharp(&tag))),
        "src:" => words(piece, value, "A part of a digest’s title or file name goes here.").map(What::Source),
        _ => words(piece, value, "A part of an author’s name goes here.").map(What::By),
    }
}

fn without_sharp(tag: &str) -> String {
    Some(tag.trim_start_matches('#')).filter(|tag| !tag.is_empty()).unwrap_or(tag).to_owned()
}

fn one_of<T: Copy>(value: &Piece<'_>, key: &str, all: &[T], name: fn(&T) -> &'static str) -> Result<T, Wrong> {
    if let Some(found) = all.iter().find(|one| name(one) == value.text) {
        return Ok(*found);
    }
    let names: Vec<&str> = all.iter().map(name).collect();
    let begun: Vec<String> =
        names.iter().filter(|name| name.starts_with(value.text)).map(|name| format!("{key}{name}")).collect();
    let is_unfinished = value.is_last && !begun.is_empty();
    let why = format!("{key} goes with {}.", names.join(", "));
    Err(Wrong { instead: begun, is_unfinished, ..value.wrong(why) })
}

fn date(value: &Piece<'_>) -> Result<String, Wrong> {
    let why = "A date goes here, such as 2025-11-01, 2025-11 or 2025.".to_owned();
    if is_date(value.text) {
        return Ok(value.text.to_owned());
    }
    let shape = "0000-00-00";
    let is_begun = value.text.len() < shape.len()
        && value.text.get(..7).is_none_or(is_date)
        && value.text.bytes().zip(shape.bytes()).all(
            |(byte, shape)| {
                if shape == b'0' { byte.is_ascii_digit() } else { byte == shape }
            },
        );
    Err(if is_begun { value.unfinished(why) } else { value.wrong(why) })
}

/// A year, a month or a day that exists.
fn is_date(text: &str) -> bool {
    let whole = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        10 => text.to_owned(),
        _ => return false,
    };
    let is_plain = text.bytes().enumerate().all(|(at, byte)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    is_plain && whole.parse::<jiff::civil::Date>().is_ok()
}

fn words(piece: &Piece<'_>, value: &Piece<'_>, why: &str) -> Result<String, Wrong> {
    let is_open = value.text.starts_with('"') && (value.text.len() == 1 || !value.text.ends_with('"'));
    if is_open {
        return Err(value.unfinished("The quote is not closed.".to_owned()));
    }
    let words = closed(value.text).unwrap_or(value.text).split_whitespace().collect::<Vec<_>>().join(" ");
    let wrong = || piece.unfinished(why.to_owned());
    Some(words).filter(|words| !words.is_empty()).ok_or_else(wrong)
}

/// What is wrong with a word that looks like a filter. An address (`https://…`) and a time (`8:30`) do not.
fn no_filter(piece: &Piece<'_>) -> Option<Wrong> {
    let (name, value) = piece.text.split_once(':')?;
    let looks_so = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_lowercase());
    if !looks_so || value.is_empty() || value.starts_with('/') {
        return None;
    }
    let why = format!(
        "There is no filter {name}: (there are {} min<); in quotes it is searched as it stands.",
        KEYS.join(" ")
    );
    let instead = KEYS.iter().filter(|key| key.starts_with(name.get(..1).unwrap_or_default()));
    Some(Wrong { instead: instead.map(|key| (*key).to_owned()).collect(), ..piece.wrong(why) })
}

/// What the last piece of `text` could become, in full and in the order of the tables: the filters and
/// saved searches that begin so, or the values that a filter takes.
pub fn complete(text: &str, saved: &Saved) -> Vec<String> {
    let Some(last) = pieces(text).pop().filter(|piece| piece.is_last) else { return Vec::new() };
    let begun = last.text.strip_prefix('-').unwrap_or(last.text);
    let head = text.get(..last.at + last.text.len() - begun.len()).unwrap_or_default();
    let instead = match Query::read(begun, saved).wrong {
        Some(wrong) if wrong.is_unfinished => wrong.instead,
        Some(_) => Vec::new(),
        None => {
            KEYS.iter().filter(|key| key.starts_with(begun) && **key != begun).map(|key| (*key).to_owned()).collect()
        }
    };
    instead.into_iter().map(|whole| format!("{head}{whole}")).collect()
}
