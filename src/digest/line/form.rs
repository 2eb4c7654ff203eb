//! The form of one line, seen alone.
//!
//! Tests stand in an order: the first form that fits is taken, and all else is text.

use super::{Line, Shape};
use crate::digest::block::LEAD;
use crate::text::{bytes, timecode};

pub(super) fn shape(raw: &str, is_org: bool, is_markdown: bool) -> Line<'_> {
    let text = raw.trim();
    let indent = indent(raw);
    let width = u16::try_from(bytes::letters(raw)).unwrap_or(u16::MAX);
    let line = |shape, text| Line { text, indent, shape, width, words: 0 };
    if text.is_empty() {
        return line(Shape::Blank, "");
    }
    if is_rule(text) {
        return line(Shape::Rule, text);
    }
    if let Some((level, words)) = heading(raw, text, is_org, is_markdown) {
        return line(Shape::Heading(level), words);
    }
    if let Some(words) = bullet(text, is_org && indent == 0) {
        return line(Shape::Bullet, words);
    }
    if let Some((number, words)) = number(text) {
        return line(Shape::Number(number), words);
    }
    if let Some((shape, words)) = html(text).filter(|_| is_markdown) {
        return line(shape, words);
    }
    if let Some(words) = text.strip_prefix('>').filter(|words| !words.starts_with('>')) {
        return line(Shape::Quote, words.trim());
    }
    if is_definition(text) {
        return line(Shape::Definition, text);
    }
    if is_tag(text) || is_org && (is_org_block(text) || text.starts_with("# ")) {
        return line(Shape::Tag, text);
    }
    if timecode::is_timed(text) {
        return line(Shape::Timed, text);
    }
    line(Shape::Text, text)
}

fn indent(raw: &str) -> u16 {
    let columns: usize =
        raw.chars().take_while(|letter| letter.is_whitespace()).map(|letter| if letter == '\t' { 4 } else { 1 }).sum();
    u16::try_from(columns).unwrap_or(u16::MAX)
}

/// Three or more of one sign that draws lines, spaced or not.
fn is_rule(text: &str) -> bool {
    let mut signs = text.chars().filter(|letter| !letter.is_whitespace());
    let Some(first) = signs.next() else { return false };
    let draws = matches!(first, '-' | '=' | '*' | '_' | '~' | '#' | '+' | '—' | '–' | '─' | '━' | '═' | '•' | '.');
    draws && signs.clone().all(|sign| sign == first) && signs.count() >= 2
}

fn heading<'a>(raw: &'a str, text: &'a str, is_org: bool, is_markdown: bool) -> Option<(u8, &'a str)> {
    if is_org && raw.starts_with('*') {
        return marked(raw, '*').filter(|(_, words)| !words.is_empty());
    }
    // There, it begins a comment.
    if text.starts_with('#') && !is_org && (is_markdown || text.starts_with("##") || raw.starts_with("# ")) {
        let (level, words) = marked(text, '#')?;
        return Some((level, words.trim_end_matches('#').trim_end()));
    }
    if let Some((signs, words)) = marked(text, '!').filter(|(signs, _)| !is_markdown && (3..=5).contains(signs)) {
        // Wikis of blogs give their highest headings the most signs.
        return (!words.is_empty()).then_some((6 - signs, words));
    }
    let (level, words) = marked(text, '=')?;
    let words = words.strip_suffix('=')?.trim_end_matches('=').trim();
    if words.is_empty() { None } else { Some((level, words)) }
}

/// The shape and the words of an item or a heading that is written in HTML: `<li>words`, `<h2>words</h2>`.
fn html(text: &str) -> Option<(Shape, &str)> {
    let (name, words) = text.strip_prefix('<')?.split_once('>')?;
    let name = name.split(' ').next().unwrap_or_default();
    if let Some(words) = strong(text.strip_prefix("<p>").and_then(|text| text.strip_suffix("</p>")).unwrap_or(text)) {
        return Some((Shape::Heading(LEAD), words));
    }
    let level =
        name.strip_prefix(['h', 'H']).and_then(|level| level.parse().ok()).filter(|level| (1..=6).contains(level));
    let end = words.rfind("</").and_then(|end| words.split_at_checked(end)).map_or(words, |(words, _)| words).trim();
    if let Some(level) = level.filter(|_| words.len() > end.len()) {
        // Signs around it are those of plain text.
        let words = end.trim_matches(['=', ' ']);
        return (!words.is_empty()).then_some((Shape::Heading(level), words));
    }
    name.eq_ignore_ascii_case("li").then(|| (Shape::Bullet, words.trim_end_matches("</li>").trim()))
}

/// The words of a text that is bold as a whole.
fn strong(text: &str) -> Option<&str> {
    let words = text.strip_prefix("<strong>")?.strip_suffix("</strong>")?;
    (!words.contains('<')).then_some(words.trim())
}

/// Splits `== words` into the number of signs and the words; a space must stand between.
fn marked(text: &str, sign: char) -> Option<(u8, &str)> {
    let words = text.trim_start_matches(sign);
    let level = u8::try_from(text.len() - words.len()).ok().filter(|level| (1..=6).contains(level))?;
    words.strip_prefix([' ', '\u{a0}', '\t']).map(|words| (level, words.trim()))
}

/// The words of a list item; a lone bullet has none.
fn bullet(text: &str, no_star: bool) -> Option<&str> {
    let mut letters = text.chars();
    let sign = letters.next()?;
    let words = letters.as_str();
    match sign {
        '•' | '◦' | '▪' | '‣' | '●' | '■' | '▸' | '►' | '➤' | '·' => Some(words.trim()),
        '*' if no_star => None,
        '-' | '*' | '+' | '–' | '—' if words.is_empty() && sign != '—' => Some(""),
        '-' | '*' | '+' | '–' if words.starts_with([' ', '\t', '\u{a0}']) => Some(words.trim()),
        _ => None,
    }
}

/// The number and the words of `12. words` or `3) words`.
fn number(text: &str) -> Option<(u8, &str)> {
    let digits = text.bytes().take(3).take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at_checked(digits)?;
    let words = rest.strip_prefix(['.', ')'])?.strip_prefix([' ', '\t', '\u{a0}'])?;
    let number: u16 = number.parse().ok()?;
    Some((u8::try_from(number).unwrap_or(u8::MAX), words.trim()))
}

/// `[label]: https://…`, and what reStructuredText begins with two points: `.. _name: https://…`.
fn is_definition(text: &str) -> bool {
    if let Some(directive) = text.strip_prefix(".. ") {
        let is_name = |name: &str| name.chars().all(|letter| letter.is_alphanumeric() || "-_ .`".contains(letter));
        return directive
            .split_once(':')
            .is_some_and(|(name, rest)| is_name(name) && (name.starts_with('_') || rest.starts_with(':')));
    }
    // What MyST gives a name: `(the-quay)=`.
    let is_target = text.starts_with('(') && text.ends_with(")=") && !text.contains(char::is_whitespace);
    is_target
        || text.starts_with('[')
            && !text.starts_with("[[")
            && text.split_once("]: ").is_some_and(|(label, target)| {
                let target = target.trim_start_matches('<');
                !label.contains("](")
                    && (target.contains("://") || target.starts_with(['/', '#']) || target.starts_with("mailto:"))
            })
}

/// A template tag, a comment, or tags of HTML with no words between.
fn is_tag(text: &str) -> bool {
    let encloses = |open, close| text.starts_with(open) && text.ends_with(close);
    if encloses("{%", "%}") || encloses("{{", "}}") || encloses("{:", "}") || encloses("<!--", "-->") {
        return true;
    }
    // A block with a name: `:::intro`.
    if text.strip_prefix(":::").is_some_and(|name| name.split_whitespace().count() <= 1) {
        return true;
    }
    if encloses("<", ">") && text.contains("<button") {
        return true;
    }
    let is_frame = text.starts_with("<iframe") || text.starts_with("<script");
    encloses("<", ">") && (is_frame || !text.contains("://")) && has_no_words(text) || is_marked_button(text)
}

/// `#+begin_center`, `#+END_QUOTE`: where a block of Org mode begins and ends.
fn is_org_block(text: &str) -> bool {
    let keyword = text.strip_prefix("#+").unwrap_or_default().to_ascii_lowercase();
    keyword.starts_with("begin_") || keyword.starts_with("end_")
}

/// A link that an attribute list makes a button: `[Subscribe](…){: .button }`.
fn is_marked_button(text: &str) -> bool {
    let may_be = text.starts_with('[') && text.ends_with('}');
    may_be && text.rsplit_once("){:").is_some_and(|(_, list)| list.contains("button"))
}

/// A picture and nothing else: what it is called is no text of the document.
pub(super) fn is_picture(text: &str) -> bool {
    // A picture may lead elsewhere: `[![name](picture)](target)`.
    let linked = text.strip_prefix("[![").filter(|_| text.matches("](").count() == 2);
    let target = text.strip_prefix("![").or(linked).and_then(|rest| rest.split_once("](")).map(|(_, target)| target);
    target.and_then(|target| target.rsplit_once(')')).is_some_and(|(target, rest)| {
        let rest = rest.trim();
        (linked.is_some() || !target.contains("]("))
            && (rest.is_empty() || rest.starts_with('{') && rest.ends_with('}'))
    })
}

pub(super) fn has_no_words(html: &str) -> bool {
    let mut inside = false;
    html.chars().all(|letter| {
        match letter {
            '<' => inside = true,
            '>' => inside = false,
            _ => {}
        }
        inside || !letter.is_alphanumeric()
    })
}
