//! What else the text says of an article: address, author, date, whether it goes on behind a wall.

use super::chrome;
use super::dates::{self, Date};
use super::entries;
use super::line::{Line, Shape};
use super::marks;
use super::role::{Cut, Draft};
use super::titles;
use crate::model::body::is_safe_url;
use crate::model::rule::Rule;

/// What a document's front matter says of its text, where that is one article.
#[derive(Debug, Default)]
pub(crate) struct Front {
    /// The title.
    pub title: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// The date, ISO 8601.
    pub date: Option<String>,
    /// Where it stands.
    pub url: Option<String>,
    /// The language, as a tag (BCP 47).
    pub lang: Option<String>,
}

impl Front {
    /// Reads the front matter.
    pub(crate) fn read(lines: &[Line<'_>]) -> Front {
        let value = |keys: &[&str]| front(lines, keys).map(titles::tidy).filter(|value| !value.is_empty());
        let listed = |names: String| titles::tidy(&names.replace(['[', ']', '"', '\''], ""));
        let lists = |names: &str| names.strip_prefix('[').is_some_and(|names| names.ends_with(']'));
        let authors = raw_front(lines, &["author", "authors", "auteur", "autrice", "auteurs", "by"]);
        Front {
            title: front_title(lines).map(titles::tidy).filter(|title| !title.is_empty()),
            author: authors.filter(|names| lists(names) || is_scalar(names)).map(|names| listed(names.to_owned())),
            date: front(lines, &["date"]).and_then(dates::find).and_then(|date| date.iso(None)),
            url: value(&["url", "link", "source", "permalink"]).filter(|url| is_safe_url(url)),
            lang: value(&["lang", "language", "langue"]),
        }
    }
}

/// The title of the front matter, else what a mail is about (RFC 5322).
pub(crate) fn front_title<'a>(lines: &[Line<'a>]) -> Option<&'a str> {
    let is_mail = || raw_front(lines, &["from", "de"]).is_some();
    let subject = || raw_front(lines, &["subject", "objet", "sujet"]).filter(|_| is_mail());
    front(lines, &["title", "titre"]).or_else(subject)
}

/// The value of a key of the front matter (`title: "…"`, `#+title: …`), first language first.
pub(crate) fn front<'a>(lines: &[Line<'a>], keys: &[&str]) -> Option<&'a str> {
    raw_front(lines, keys).filter(|value| is_scalar(value))
}

/// Whether a value is one text: what YAML takes for the beginning of something else is none.
fn is_scalar(value: &str) -> bool {
    !value.starts_with(['[', '{', '|', '>', '&', '*', '!', '%', '@', '`', '"', '\''])
}

fn raw_front<'a>(lines: &[Line<'a>], keys: &[&str]) -> Option<&'a str> {
    let front = lines.iter().take_while(|line| matches!(line.shape, Shape::Front | Shape::Blank));
    front.filter(|line| line.indent == 0).find_map(|line| {
        let line = line.text.strip_prefix("#+").unwrap_or(line.text);
        let (key, value) = line.split_once([':', '='])?;
        let value = value.trim();
        let value =
            ['"', '\''].iter().find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote)).unwrap_or(value);
        let is_key = keys.iter().any(|wanted| key.trim().eq_ignore_ascii_case(wanted));
        if is_key && !value.is_empty() { Some(value) } else { None }
    })
}

/// The first address of an article, its title's line first.
pub(crate) fn url(draft: &Draft, cut: &Cut) -> Option<String> {
    let address = |at| marks::url(draft.text(at)).map(str::to_owned);
    if cut.reason.rule() == Rule::Recording {
        return above_recording(draft).find_map(address);
    }
    // Where an article does not say within three lines where it stands, its links lead elsewhere.
    let first = cut.lines.range().filter(|at| draft.is_content(*at)).take(3);
    cut.heading().into_iter().chain(first).find_map(address)
}

/// The short lines above what is said in a recording: where it stands is in one of them, or nowhere.
fn above_recording(draft: &Draft) -> impl Iterator<Item = usize> {
    let above = draft.lines.iter().take_while(|line| line.shape != Shape::Timed).enumerate();
    above.filter(|(_, line)| line.words() < 8).map(|(at, _)| at)
}

/// The author: `by Name`, `par Name` or `Auteur : Name` in the first or last lines; and a name before a date, where
/// that is how the document signs.
pub(crate) fn author(draft: &Draft, cut: &Cut, signs: bool) -> Option<String> {
    let content: Vec<usize> = cut.lines.range().filter(|at| draft.is_content(*at)).collect();
    let ends = content.iter().take(3).chain(content.iter().rev().take(2));
    let signed = || below_title(&content).find_map(|at| signature(draft.text(at)).filter(|one| signs || one.is_plain));
    ends.filter_map(|at| byline(draft.text(*at))).next().or_else(|| Some(signed()?.name))
}

/// Where a signature may stand, of the lines of an article.
fn below_title(content: &[usize]) -> impl Iterator<Item = usize> + '_ {
    content.iter().skip(1).take(2).copied()
}

/// Whether articles are signed by a name before a date: one such line may be a place, some are how it is done.
pub(crate) fn signs_entries(draft: &Draft) -> bool {
    const FEWEST: usize = 3;
    let is_signed = |cut: &&Cut| {
        let first: Vec<usize> = cut.lines.range().filter(|at| draft.is_content(*at)).take(3).collect();
        below_title(&first).any(|at| signature(draft.text(at)).is_some())
    };
    draft.cuts.iter().filter(is_signed).take(FEWEST).count() == FEWEST
}

/// A name that may be the author's.
#[derive(Debug, PartialEq, Eq)]
struct Signature {
    name: String,
    /// Whether "by" or a sign says so; a name before a date may be a place.
    is_plain: bool,
}

/// Who signed, where a line has nothing but a name and a date (`Ann Lee, 2024-05-03`), or tells the source as well
/// (`the-gazette.example - by Ann Lee`).
fn signature(text: &str) -> Option<Signature> {
    // Cheap test first.
    if text.len() > 200 || !entries::is_byline(text) {
        return None;
    }
    let plain = marks::plain(text);
    let mut parts = plain.split([',', '|', '•', '·', '—', '–', '(']).flat_map(|part| part.split(" - ")).map(str::trim);
    let named = parts.clone().find_map(|part| ["par ", "by "].iter().find_map(|start| part.strip_prefix(start)));
    let first = parts.next().unwrap_or_default().trim_start_matches(|letter: char| !letter.is_alphanumeric());
    // One word before a date is a place.
    let name = named
        .or_else(|| Some(first).filter(|name| name.contains(' ') && parts.any(|part| dates::find(part).is_some())))?;
    let is_name = (1..=4).contains(&name.split_whitespace().count())
        && name.starts_with(char::is_uppercase)
        && ends_in_capitals(name)
        && !name.chars().any(|letter| letter.is_ascii_digit() || letter == ':');
    let is_plain = named.is_some() || !plain.starts_with(char::is_alphanumeric);
    if is_name { Some(Signature { name: titles::tidy(name), is_plain }) } else { None }
}

/// Whether the last word is that of a name: `Jean de la Tour`, and not `Mise à jour`.
fn ends_in_capitals(name: &str) -> bool {
    name.split_whitespace().next_back().is_some_and(|word| word.contains(char::is_uppercase))
}

/// How lines begin that say who wrote a text, marks aside.
const BYLINES: [&str; 10] =
    ["Par ", "By ", "par ", "by ", "Auteur", "Autrice", "Author", "Written by", "Écrit par", "Words by"];

/// What stands behind `Auteur :`, `Written by` and the like.
fn labelled(text: &str) -> Option<&str> {
    let label = ["Auteur", "Autrice", "Auteure", "Auteurs", "Author", "Authors"];
    let named = text.split_once(':').filter(|(before, _)| label.contains(&before.trim())).map(|(_, name)| name);
    named.or_else(|| ["Written by ", "Écrit par ", "Words by "].iter().find_map(|start| text.strip_prefix(start)))
}

fn byline(text: &str) -> Option<String> {
    // Cheap tests first: this is asked of five lines of every article.
    let start = text.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let may_be = text.starts_with('<') || BYLINES.iter().any(|word| start.starts_with(word));
    if text.len() > 200 || !may_be {
        return None;
    }
    let plain = marks::plain(text);
    let plain = plain.trim().trim_end_matches('.');
    let name = labelled(plain)
        .or_else(|| ["Par ", "By ", "— par ", "– by "].iter().find_map(|start| plain.strip_prefix(start)))?;
    let name = name.trim_start().split([',', '|', '(', '•']).flat_map(|part| part.split(" - ")).next()?;
    let (name, is_dated) = before_date(name);
    // Before a date, a nickname is a name as well.
    let is_name = (1..=4).contains(&name.split_whitespace().count())
        && name.starts_with(|first: char| first.is_uppercase() || is_dated && first.is_lowercase());
    if is_name { Some(titles::tidy(name)) } else { None }
}

/// What stands before the date of a byline (`Ann Lee on Monday 3 May 2024`), and whether there is one.
fn before_date(name: &str) -> (&str, bool) {
    let starts = [" le ", " on "].iter().filter_map(|start| name.find(start));
    let at = starts.filter(|at| name.get(*at..).is_some_and(|rest| dates::find(rest).is_some())).min();
    (at.and_then(|at| name.get(..at)).unwrap_or(name).trim(), at.is_some())
}

/// The date that an article's first lines state, completed by the document's.
pub(crate) fn date(draft: &Draft, cut: &Cut, document: Option<Date>) -> Option<String> {
    let first = || cut.lines.range().filter(|at| draft.is_content(*at)).take(3).map(|at| draft.text(at));
    let absolute = first().filter_map(dates::find_stated).find_map(|date| date.iso(document));
    let relative = || first().find_map(|text| dates::find_relative(text, document))?.iso(document);
    absolute.or_else(relative)
}

/// The document's date: front matter, a date line, or the first lines.
pub(crate) fn document_date(draft: &Draft) -> Option<Date> {
    if let Some(date) = front(&draft.lines, &["date"]).and_then(dates::find) {
        return Some(date);
    }
    let head = draft.lines.iter().take(60).filter(|line| !line.is_blank());
    let short = head.filter(|line| line.words() <= 22);
    short.filter_map(|line| dates::find(line.text)).find(|date| date.has_year)
}

/// Whether a wall stands in or right after an article.
pub(crate) fn is_truncated(draft: &Draft, cut: &Cut) -> bool {
    let after =
        (cut.lines.end()..draft.lines.len()).find(|at| draft.lines.get(*at).is_some_and(|line| !line.is_blank()));
    cut.lines.range().chain(after).any(|at| {
        draft.roles.get(at) == Some(&super::role::Role::Chrome) && draft.lines.get(at).is_some_and(chrome::is_wall)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::{Corrections, split};
    use crate::model::document::{Document, Markup};

    #[test]
    fn a_line_of_a_name_and_a_date_is_signed() {
        let cases = [
            ("Ann Lee, 2024-05-03", Some(("Ann Lee", false))),
            ("*Ann Lee — 2024-05-03*", Some(("Ann Lee", false))),
            ("✍ Naïm Le Goff, le vendredi 27 février 2026.", Some(("Naïm Le Goff", true))),
            ("la-gazette.example - par Jean DUBOIS", Some(("Jean DUBOIS", true))),
            ("La Rochelle, le 3 mai 2024", Some(("La Rochelle", false))),
            ("Mise à jour, 3 mai 2024", None),
            ("Vermoise, le 3 mai 2024", None),
            ("Le 3 mai 2024, les bacs du port", None),
            ("Ann Lee was here, on the quay", None),
        ];
        for (text, expected) in cases {
            let found = signature(text);
            assert_eq!(found.as_ref().map(|one| (&*one.name, one.is_plain)), expected, "{text:?}");
        }
    }

    #[test]
    fn a_name_before_a_date_is_a_place_unless_articles_are_signed_so() {
        let authors = |text: &str| -> Vec<Option<String>> {
            let document = Document::new("x.txt", Markup::Plain, text.to_owned());
            let articles = split(&document, &Corrections::default()).articles;
            articles.iter().map(|article| article.author().map(str::to_owned)).collect()
        };
        let said = "Whoever was on the quay on Monday saw the ferry leave with a new boiler and no captain at all.

";
        let letter = |line: &str| {
            format!(
                "The boiler of the ferry

{line}

{}",
                said.repeat(3)
            )
        };
        assert_eq!(authors(&letter("La Rochelle, le 3 mai 2024")), [None]);
        assert_eq!(authors(&letter("New York, May 3, 2024")), [None]);
        assert_eq!(authors(&letter("✍ Ann Lee, May 3, 2024")), [Some("Ann Lee".to_owned())]);
        let entry = |name: &str| format!("The ferry of {name}\n{name}, 2024-05-03\n\n{said}");
        let names = ["Ann Lee", "Bob Ray", "Cleo Dunn", "Dan Fox"];
        let issue = names.map(entry).concat();
        assert_eq!(authors(&issue), names.map(|name| Some(name.to_owned())));
    }

    #[test]
    fn an_author_is_named_where_the_text_says_so_plainly() {
        let cases = [
            ("Par Élise Morvan", Some("Élise Morvan")),
            ("By Ann Lee, on the quay", Some("Ann Lee")),
            ("**Auteur :** Jean Le Goff", Some("Jean Le Goff")),
            ("Author: Ann Lee (translated)", Some("Ann Lee")),
            ("Written by Bob Ray.", Some("Bob Ray")),
            ("Par Jean-Paul Le Goff le lundi 3 mai 2004, 15:39 - Articles", Some("Jean-Paul Le Goff")),
            ("Par annlee le lundi 3 mai 2004 - Articles", Some("annlee")),
            ("By ann on May 3, 2024", Some("ann")),
            ("Par ann", None),
            ("Texte : le bac est à quai", None),
            ("Auteur d’un livre : Jean", None),
            ("Par temps de brume", None),
        ];
        for (text, expected) in cases {
            assert_eq!(byline(text).as_deref(), expected, "{text:?}");
        }
    }
}
