//! Weaves values into a template's own text so that each reads back: in front matter as YAML, elsewhere
//! as Markdown, whatever stands around it (a quote, a link, a tag), in a block of HTML as HTML.
//!
//! A template is read as its author wrote it: only values are escaped, and a line break in a value never
//! ends a line of the template. Text marked `safe` by a template is the template's own.

mod front;

use super::escape::{markdown_note, markdown_part, markdown_tag, markdown_url};
use super::html::{Html, html, is_address_here, is_in_tag};
use crate::model::body::is_safe_url;
use front::{front_matter, yaml_line};

/// A value stands between two of these signs, which no text may hold (they are noncharacters).
const OPEN: [char; 3] = ['\u{fdd0}', '\u{fdd1}', '\u{fdd2}'];
const CLOSE: char = '\u{fdd3}';
/// Between the entries of a list.
const BETWEEN: char = '\u{fdd4}';

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// Plain text: it reads as it is.
    Text,
    /// Markdown of the reader's.
    Note,
    /// Several plain texts.
    List,
}

/// Marks a value in what a template gives.
pub(super) fn marked(kind: Kind, entries: &[String]) -> String {
    let open = match kind {
        Kind::Text => OPEN[0],
        Kind::Note => OPEN[1],
        Kind::List => OPEN[2],
    };
    let entries: Vec<String> = entries.iter().map(|entry| unmarked(entry)).collect();
    format!("{open}{}{CLOSE}", entries.join(&BETWEEN.to_string()))
}

/// A text without the signs.
fn unmarked(text: &str) -> String {
    text.chars().filter(|letter| !('\u{fdd0}'..='\u{fdef}').contains(letter)).collect()
}

#[derive(Debug, Clone, PartialEq)]
enum Piece<'a> {
    Literal(&'a str),
    Value(Kind, &'a str),
}

impl<'a> Piece<'a> {
    /// What it says, whoever wrote it.
    fn raw(&self) -> &'a str {
        match self {
            Piece::Literal(text) | Piece::Value(_, text) => text,
        }
    }
}

/// What the template wrote at the beginning of a line.
fn lead<'a>(line: &[Piece<'a>]) -> &'a str {
    match line.first() {
        Some(Piece::Literal(text)) => text,
        _ => "",
    }
}

/// Weaves what a template gave, its values [`marked`].
pub(super) fn weave(given: &str) -> String {
    let lines = lines(given);
    let front = front_matter(&lines);
    let mut html = Html::default();
    let woven = lines.iter().enumerate().map(|(at, line)| match at < front {
        true => yaml_line(line),
        false => markdown(line, &mut html),
    });
    woven.collect::<Vec<_>>().join("\n")
}

/// The pieces of each line; only a line break of the template ends one.
fn lines(given: &str) -> Vec<Vec<Piece<'_>>> {
    let mut lines = vec![Vec::new()];
    let mut rest = given;
    while !rest.is_empty() {
        let end = rest.find(|letter| OPEN.contains(&letter)).unwrap_or(rest.len());
        let (literal, tail) = rest.split_at(end);
        for (at, part) in literal.split('\n').enumerate() {
            if at > 0 {
                lines.push(Vec::new());
            }
            let part = part.trim_end_matches([CLOSE, BETWEEN]).trim_start_matches([CLOSE, BETWEEN]);
            lines.last_mut().into_iter().filter(|_| !part.is_empty()).for_each(|line| line.push(Piece::Literal(part)));
        }
        let Some(open) = tail.chars().next() else { break };
        let kind = if open == OPEN[1] {
            Kind::Note
        } else if open == OPEN[2] {
            Kind::List
        } else {
            Kind::Text
        };
        let inside = tail.get(open.len_utf8()..).unwrap_or_default();
        // A value that a filter cut has lost its end: it goes on to the next sign.
        let end = inside.find(|letter| letter == CLOSE || OPEN.contains(&letter)).unwrap_or(inside.len());
        let (value, after) = inside.split_at(end);
        lines.last_mut().into_iter().for_each(|line| line.push(Piece::Value(kind, value)));
        rest = after.strip_prefix(CLOSE).unwrap_or(after);
    }
    lines
}

/// What surrounds the next value in a line of Markdown, as far as the template wrote it.
#[derive(Default)]
struct Around {
    /// Inside the destination of a link, `](`.
    in_url: bool,
    /// Inside a wikilink, `[[`.
    in_wiki: bool,
    /// Inside a code span.
    in_code: bool,
    /// In a block of HTML.
    in_html: bool,
}

impl Around {
    fn read(&mut self, literal: &str) {
        self.in_url = last_of(literal, "](", ")").unwrap_or(self.in_url);
        self.in_wiki = last_of(literal, "[[", "]]").unwrap_or(self.in_wiki);
        self.in_code ^= literal.matches('`').count() % 2 == 1;
    }
}

/// Which of two comes last, if any does.
fn last_of(text: &str, open: &str, close: &str) -> Option<bool> {
    let (open, close) = (text.rfind(open), text.rfind(close));
    open.or(close).map(|_| open > close)
}

fn markdown(line: &[Piece<'_>], html: &mut Html) -> String {
    let lead = lead(line);
    let prefix = Prefix::of(lead);
    let literals = line.iter().filter(|piece| matches!(piece, Piece::Literal(_))).map(Piece::raw).collect::<String>();
    let has_values = line.iter().any(|piece| matches!(piece, Piece::Value(..)));
    let in_html = html.line(lead, &literals, has_values);
    let (mut text, mut around) = (String::new(), Around { in_html, ..Around::default() });
    for (at, piece) in line.iter().enumerate() {
        match piece {
            Piece::Literal(part) => {
                text.push_str(part);
                around.read(part);
            }
            Piece::Value(kind, value) => {
                let next = line.get(at + 1).map(|next| match next {
                    Piece::Literal(part) => part.chars().next().unwrap_or('*'),
                    Piece::Value(..) => '*',
                });
                markdown_value(&mut text, &prefix, &around, next, *kind, value);
            }
        }
    }
    text
}

/// What begins a line, and what its further lines must begin with.
struct Prefix {
    length: usize,
    rest: String,
    is_one_line: bool,
}

impl Prefix {
    fn of(lead: &str) -> Prefix {
        let quote = lead.len() - lead.trim_start_matches([' ', '\t', '>']).len();
        let (head, tail) = lead.split_at(quote);
        let digits = tail.len() - tail.trim_start_matches(|letter: char| letter.is_ascii_digit()).len();
        let marker = match tail.get(digits..).unwrap_or_default() {
            rest if digits == 0 && rest.starts_with(['-', '*', '+']) && rest.get(1..2) == Some(" ") => 2,
            rest if digits > 0 && rest.starts_with(['.', ')']) && rest.get(1..2) == Some(" ") => digits + 2,
            _ => 0,
        };
        let is_heading = tail.starts_with('#') && tail.trim_start_matches('#').starts_with(' ');
        Prefix {
            length: quote + marker,
            rest: format!("{head}{}", " ".repeat(marker)),
            is_one_line: is_heading || tail.starts_with('|'),
        }
    }
}

fn markdown_value(text: &mut String, prefix: &Prefix, around: &Around, next: Option<char>, kind: Kind, value: &str) {
    let value = value.replace(BETWEEN, ", ");
    let one_line = || value.split_whitespace().collect::<Vec<_>>().join(" ");
    let woven = if is_in_tag(text) && is_address_here(text) && !is_safe_url(&value) {
        String::new()
    } else if around.in_html || is_in_tag(text) {
        html(&value)
    } else if around.in_code {
        one_line().replace('`', "'")
    } else if around.in_wiki {
        one_line().replace(['[', ']', '|', '#', '^', '\\'], " ").trim().to_owned()
    } else if around.in_url || text.ends_with('<') {
        address(text, &value)
    } else if kind != Kind::Note && is_tag_here(text) {
        return push_tag(text, &one_line());
    } else if kind == Kind::Note {
        markdown_note(&value).replace('\n', &format!("\n{}", prefix.rest))
    } else if prefix.is_one_line {
        markdown_part(after(text, prefix.length), &one_line(), next)
    } else {
        lines_under(text, prefix, &value, next)
    };
    text.push_str(&woven);
}

fn after(text: &str, length: usize) -> &str {
    text.get(length..).unwrap_or_default()
}

/// Plain text in several lines: an empty one ends a paragraph, others are kept as lines.
fn lines_under(text: &str, prefix: &Prefix, value: &str, next: Option<char>) -> String {
    let mut woven = String::new();
    let lines: Vec<&str> = value.trim_matches('\n').split('\n').collect();
    let last = lines.iter().rposition(|line| !line.is_empty());
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| !line.is_empty()) {
        let is_after_empty = at > 0 && lines.get(at - 1).is_some_and(|line| line.is_empty());
        if is_after_empty {
            woven.push_str(&format!("\n{}\n{}", prefix.rest.trim_end(), prefix.rest));
        } else if at > 0 {
            woven.push_str(&format!("\\\n{}", prefix.rest));
        }
        let before = if at == 0 { after(text, prefix.length) } else { "" };
        woven.push_str(&markdown_part(before, line, next.filter(|_| Some(at) == last)));
    }
    woven
}

/// An address, or a part of one: nothing that could end it or run anything.
fn address(before: &str, value: &str) -> String {
    let is_whole = before.ends_with("](") || before.ends_with('<');
    match (is_whole, is_safe_url(value)) {
        (true, true) => markdown_url(value),
        (true, false) => String::new(),
        (false, _) => value.bytes().map(percent).collect(),
    }
}

/// RFC 3986, unreserved.
fn percent(byte: u8) -> String {
    let is_plain = byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    if is_plain { char::from(byte).to_string() } else { format!("%{byte:02X}") }
}

/// Whether the template wrote the sign of a tag just before.
fn is_tag_here(text: &str) -> bool {
    let Some(before) = text.strip_suffix('#') else { return false };
    !before.ends_with(|letter: char| letter.is_alphanumeric() || letter == '#' || letter == '\\')
}

/// Writes a tag behind its `#`, and its exact name behind it where no tag can be called so.
fn push_tag(text: &mut String, name: &str) {
    let bare = name.trim_start_matches('#').trim();
    let tag = markdown_tag(bare);
    text.pop();
    let is_exact = tag.as_deref().is_some_and(|tag| tag.get(1..) == Some(bare.replace(' ', "-").as_str()));
    match tag {
        Some(tag) if is_exact => text.push_str(&tag),
        Some(tag) => text.push_str(&format!("{tag} ({})", markdown_part("(", bare, Some(')')))),
        None => text.push_str(&markdown_part(&text.clone(), bare, Some(' '))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_in_html_is_text_and_nothing_else() {
        let hostile = "</summary><script>alert(2)</script>";
        let safe = "&lt;/summary&gt;&lt;script&gt;alert(2)&lt;/script&gt;";
        let cases = [
            ("<details><summary>{}</summary>", hostile, format!("<details><summary>{safe}</summary>")),
            (
                "<div>\n{}\n</div>\n\n{}",
                hostile,
                format!("<div>\n{safe}\n</div>\n\n\\</summary>\\<script>alert(2)\\</script>"),
            ),
            ("> <div>{}</div>", hostile, format!("> <div>{safe}</div>")),
            ("<!-- {} -->", "--> <b>", "<!-- --&gt; &lt;b&gt; -->".to_owned()),
            ("x <a title=\"{}\">", "\" onclick=\"y", "x <a title=\"&quot; onclick&#61;&quot;y\">".to_owned()),
            ("x <a href=\"{}\">", "javascript:alert(1)", "x <a href=\"\">".to_owned()),
            ("x <a href=\"{}\">", "https://x.org/?a=1&b", "x <a href=\"https://x.org/?a&#61;1&amp;b\">".to_owned()),
            ("<p>{}</p>", "un\n\n# deux", "<p>un # deux</p>".to_owned()),
        ];
        for (template, value, expected) in cases {
            let given = template.replace("{}", &marked(Kind::Text, &[value.to_owned()]));
            assert_eq!(weave(&given), expected, "{template}");
        }
    }
}
