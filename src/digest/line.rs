//! The form of each line, seen alone: heading, bullet, quote, rule, timed line, markup, plain text.
//!
//! Everything after this speaks of lines by their shape. What a line means among its neighbours
//! (a short line that is a heading, a bullet that belongs to a story) is decided later.

use super::block::LEAD;
use crate::model::document::{Document, Markup};
use crate::text::{bytes, front, timecode, words};

/// What a line looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Nothing but white space.
    Blank,
    /// A line of `---`, `===`, `***` or the like.
    Rule,
    /// A marked heading and its level, from 1.
    Heading(u8),
    /// A list item: its text may be empty.
    Bullet,
    /// A numbered list item, and its number; 255 for any above.
    Number(u8),
    /// A quoted line (`>`).
    Quote,
    /// A Markdown link or footnote definition.
    Definition,
    /// A line of the front matter or of a header block (`Title: …`, `#+title:`).
    Front,
    /// A template tag, a comment or a tag of HTML standing alone.
    Tag,
    /// A line that begins with a time of a recording.
    Timed,
    /// Anything else.
    Text,
}

/// One line with its shape.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line<'a> {
    /// Its words: without indent, bullet, number or heading marks.
    pub text: &'a str,
    /// Columns of white space before it.
    pub indent: u16,
    /// What it looks like.
    pub shape: Shape,
    /// How many characters it has, indent included; more than a paragraph ever has is cut off.
    width: u16,
    /// How many words it has, the same: asked so often that it is counted once.
    words: u16,
}

impl Line<'_> {
    /// Whether it is a list item.
    pub(crate) fn is_item(&self) -> bool {
        matches!(self.shape, Shape::Bullet | Shape::Number(_))
    }

    /// Whether it is blank.
    pub(crate) fn is_blank(&self) -> bool {
        self.shape == Shape::Blank
    }

    /// Whether it carries words of the document (not markup, not blank).
    pub(crate) fn has_words(&self) -> bool {
        matches!(
            self.shape,
            Shape::Heading(_) | Shape::Bullet | Shape::Number(_) | Shape::Quote | Shape::Timed | Shape::Text
        ) && !self.text.is_empty()
    }

    /// How many words it has.
    pub(crate) fn words(&self) -> usize {
        usize::from(self.words)
    }

    /// How many characters it has, white space around included.
    pub(crate) fn width(&self) -> usize {
        usize::from(self.width)
    }

    /// Whether it ends as a sentence does.
    pub(crate) fn ends_sentence(&self) -> bool {
        let end = self.text.trim_end_matches(['"', '»', '”', '’', ')', ']', '*', '_', ' ', '\u{a0}', '\u{202f}']);
        end.ends_with(['.', '!', '?', '…', ';'])
    }

    /// Whether it announces what follows.
    pub(crate) fn ends_with_colon(&self) -> bool {
        self.text.trim_end_matches(['*', '_', ' ']).ends_with(':')
    }
}

/// Reads the shape of every line.
pub(crate) fn read(document: &Document) -> Vec<Line<'_>> {
    let front = front_matter(document);
    let is_org = document.line(0).starts_with("#+");
    let is_markdown = document.markup() == Markup::Markdown;
    let mut lines: Vec<Line> = document
        .lines(document.all_lines())
        .map(|(index, raw)| {
            let mut line = shape(raw, is_org, is_markdown);
            if index < front && line.shape != Shape::Blank {
                (line.shape, line.text) = (Shape::Front, raw.trim());
            }
            line
        })
        .collect();
    if is_markdown {
        indent_html(document, &mut lines);
    }
    join_underlines(&mut lines);
    let fenced = fenced(document);
    close_comments(&mut lines, &fenced);
    close_templates(&mut lines, &fenced);
    close_scripts(&mut lines, &fenced);
    fence_code(document, &mut lines, &fenced);
    for line in lines.iter_mut().filter(|line| !is_picture(line.text)) {
        line.words = u16::try_from(words::count_all(line.text)).unwrap_or(u16::MAX);
    }
    lines
}

/// The number of lines of front matter: between `---` and `---`, or a first block of `Key: value`.
fn front_matter(document: &Document) -> usize {
    let first = document.line(0).trim_end();
    if first == "---" || first == "+++" {
        let below = document.lines(1..document.line_count()).map(|(_, line)| line);
        // Both fences belong to it.
        let closed = front::end(first, below).map(|between| between + 2);
        return closed.unwrap_or_else(|| {
            // A fence that is not closed soon is a rule, unless nothing but keys and values follows up to an empty
            // line.
            let keys = document.lines(1..document.line_count()).take_while(|(_, line)| is_header_line(line)).count();
            if keys > 0 && document.line(keys + 1).trim().is_empty() { keys + 1 } else { 0 }
        });
    }
    let keys = document.lines(document.all_lines()).take_while(|(_, line)| is_header_line(line)).count();
    // Without a fence, one such line may be prose ("Note: …"); two in a row are a header where an empty line or a tag
    // of HTML comes next.
    let after = document.line(keys).trim();
    if keys >= 2 && (after.is_empty() || after.starts_with('<')) { keys } else { 0 }
}

/// Whether a line is `Key: value` or `#+key: value`, with a key of one word.
fn is_header_line(line: &str) -> bool {
    let line = line.strip_prefix("#+").unwrap_or(line);
    line.split_once(':').is_some_and(|(key, value)| {
        !key.is_empty()
            && key.len() <= 20
            && key.chars().all(|letter| letter.is_alphanumeric() || letter == '_' || letter == '-')
            && (value.is_empty() || value.starts_with(' '))
    })
}

fn shape(raw: &str, is_org: bool, is_markdown: bool) -> Line<'_> {
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
    if is_tag(text) || is_org && is_org_block(text) {
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
    if text.starts_with('#') && (is_markdown || text.starts_with("##") || raw.starts_with("# ")) {
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

/// Text below `<li>` belongs to the item up to the next tag: it is set as if it were indented.
fn indent_html(document: &Document, lines: &mut [Line]) {
    let mut item = None;
    for (line, (_, raw)) in lines.iter_mut().zip(document.lines(document.all_lines())) {
        if line.shape == Shape::Bullet {
            item = raw.trim_start().starts_with('<').then_some(line.indent + 2);
        } else if !matches!(line.shape, Shape::Text | Shape::Blank) {
            item = None;
        } else if let Some(indent) = item {
            line.indent = line.indent.max(indent);
        }
    }
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
fn is_picture(text: &str) -> bool {
    // A picture may lead elsewhere: `[![name](picture)](target)`.
    let linked = text.strip_prefix("[![").filter(|_| text.matches("](").count() == 2);
    let target = text.strip_prefix("![").or(linked).and_then(|rest| rest.split_once("](")).map(|(_, target)| target);
    target.and_then(|target| target.rsplit_once(')')).is_some_and(|(target, rest)| {
        let rest = rest.trim();
        (linked.is_some() || !target.contains("]("))
            && (rest.is_empty() || rest.starts_with('{') && rest.ends_with('}'))
    })
}

fn has_no_words(html: &str) -> bool {
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

/// A short line over a rule about as long as itself is a heading (Setext, reStructuredText, mail digests);
/// one between two such rules as well. The rules are its marks, and part nothing.
fn join_underlines(lines: &mut [Line]) {
    for at in 1..lines.len() {
        let &[.., above, below] = &lines[..=at] else { continue };
        let (width, rule) = (above.text.chars().count(), below.text.chars().count());
        // Over a rule as long as the whole line, the number of an item is one of a title.
        let is_numbered = matches!(above.shape, Shape::Number(_)) && above.width().abs_diff(rule) <= 1;
        if !underlines(&below) || above.shape != Shape::Text && !is_numbered {
            continue;
        }
        let before = at.checked_sub(2).and_then(|before| lines.get(before)).copied();
        let stands_alone =
            before.is_none_or(|line| matches!(line.shape, Shape::Blank | Shape::Rule | Shape::Front | Shape::Tag));
        // Longer than a headline is prose over a separator, unless the rule was drawn as long; a rule much
        // shorter than the words too.
        let is_drawn = above.width().abs_diff(rule) <= 1;
        if !stands_alone || width > 100 && !is_drawn || rule * 2 < width {
            continue;
        }
        let is_over = before.is_some_and(|line| line.shape == Shape::Rule && line.text == below.text);
        let heading = [Shape::Tag, Shape::Heading(underlined(below.text)), Shape::Tag];
        let marked = lines.get_mut(if is_over { at - 2 } else { at - 1 }..=at).unwrap_or_default();
        let shapes = heading.into_iter().skip(usize::from(!is_over));
        marked.iter_mut().zip(shapes).for_each(|(line, shape)| line.shape = shape);
    }
}

/// Whether a line draws the rule under a heading: one sign without gaps.
fn underlines(line: &Line) -> bool {
    line.shape == Shape::Rule
        && line.text.starts_with(['=', '-', '~', '+', '*', '^', '#'])
        && !line.text.contains(char::is_whitespace)
}

/// The level of a heading over such a rule, as most texts use them.
fn underlined(rule: &str) -> u8 {
    match rule.chars().next() {
        Some('=' | '#' | '*' | '+') => 1,
        Some('-') => 2,
        _ => 3,
    }
}

/// The lines of a comment of HTML; one that does not end soon, or in which another begins, is text.
fn close_comments(lines: &mut [Line], fenced: &[bool]) {
    const LONGEST: usize = 200;
    let mut at = 0;
    while at < lines.len() {
        let opens = |line: &Line| line.text.starts_with("<!--") && !line.text.contains("-->");
        if fenced.get(at) != Some(&true) && lines.get(at).is_some_and(opens) {
            let rest = lines.iter().enumerate().skip(at + 1).take(LONGEST);
            let mut inside = rest.take_while(|(below, line)| fenced.get(*below) != Some(&true) && !opens(line));
            let end = inside.find(|(_, line)| line.text.contains("-->"));
            // What stands behind the end of a comment is text.
            let end = end.map(|(end, line)| if line.text.ends_with("-->") { end + 1 } else { end });
            let lines = end.and_then(|end| lines.get_mut(at..end)).unwrap_or_default();
            lines.iter_mut().filter(|line| !line.is_blank()).for_each(|line| line.shape = Shape::Tag);
        }
        at += 1;
    }
}

/// The lines of a tag of a template that takes several: `{% figure`, then `caption="…" %}`.
fn close_templates(lines: &mut [Line], fenced: &[bool]) {
    const LONGEST: usize = 12;
    let opens = |line: &Line| line.text.starts_with("{%") && !line.text.contains("%}");
    for at in 0..lines.len() {
        if fenced.get(at) != Some(&true) && lines.get(at).is_some_and(opens) {
            let rest = lines.iter().skip(at).take(LONGEST).take_while(|line| !line.is_blank());
            let end = rest.clone().position(|line| line.text.ends_with("%}")).map(|end| at + end + 1);
            let tag = end.and_then(|end| lines.get_mut(at..end)).unwrap_or_default();
            tag.iter_mut().for_each(|line| line.shape = Shape::Tag);
        }
    }
}

/// The lines of a script, a style or a frame of HTML: none is text, unless words stand behind its end.
fn close_scripts(lines: &mut [Line], fenced: &[bool]) {
    const LONGEST: usize = 200;
    let is_fenced = |at: usize| fenced.get(at) == Some(&true);
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        if let Some((name, inner)) = opened(line).filter(|_| !is_fenced(at)) {
            let rest = lines.iter().enumerate().skip(at + 1).take(LONGEST);
            // One that begins before this one ends says that it never does.
            let rest = rest.take_while(|(below, line)| !is_fenced(*below) && opened(line).is_none());
            let mut inside = std::iter::once((at, inner)).chain(rest.map(|(below, line)| (below, line.text)));
            let end = inside.find_map(|(end, text)| Some((end, after_end(text, name)?)));
            // The tag may be closed where it opens.
            let end = end.filter(|_| !inner.ends_with("/>"));
            let end = end.map_or(at, |(end, after)| end + usize::from(has_no_words(after)));
            let lines = lines.get_mut(at..end).unwrap_or_default();
            lines.iter_mut().filter(|line| !line.is_blank()).for_each(|line| line.shape = Shape::Tag);
            at = end.max(at);
        }
        at += 1;
    }
}

/// Which of the tags that hold no text a line begins with, and what follows its name.
fn opened<'a>(line: &Line<'a>) -> Option<(&'static str, &'a str)> {
    let tag = line.text.strip_prefix('<')?;
    ["script", "style", "iframe"].into_iter().find_map(|name| {
        let inner = tag.strip_prefix(name)?;
        (inner.is_empty() || inner.starts_with([' ', '>'])).then_some((name, inner))
    })
}

/// What stands behind the end tag of this name.
fn after_end<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let ends = text.match_indices("</").filter_map(|(at, tag)| text.get(at + tag.len()..)?.strip_prefix(name));
    ends.filter_map(|end| end.trim_start().strip_prefix('>')).next()
}

/// Which lines stand between fences of code, the fences included.
fn fenced(document: &Document) -> Vec<bool> {
    let is_fence = |raw: &str| raw.trim_start().starts_with("```");
    let fences = document.lines(document.all_lines()).filter(|(_, raw)| is_fence(raw)).count();
    if fences < 2 {
        return Vec::new();
    }
    let (mut inside, mut left) = (false, fences / 2 * 2);
    let is_fenced = |(_, raw): (usize, &str)| {
        let is_fence = left > 0 && is_fence(raw);
        if is_fence {
            (inside, left) = (!inside, left - 1);
        }
        inside || is_fence
    };
    document.lines(document.all_lines()).map(is_fenced).collect()
}

/// Between fences of code, every line is text: a `#` there is a comment.
fn fence_code<'a>(document: &'a Document, lines: &mut [Line<'a>], fenced: &[bool]) {
    let raw = document.lines(document.all_lines()).map(|(_, raw)| raw);
    let inside = lines.iter_mut().zip(raw).zip(fenced).filter(|((line, _), fenced)| **fenced && !line.is_blank());
    inside.for_each(|((line, raw), _)| (line.shape, line.text) = (Shape::Text, raw.trim()));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape_of(text: &str) -> (Shape, usize) {
        let document = Document::new("x.md", Markup::Markdown, text.to_owned());
        let line = read(&document)[0];
        (line.shape, line.words())
    }

    #[test]
    fn markup_alone_on_a_line_is_no_text() {
        let cases = [
            ("{: .centred }", Shape::Tag),
            ("<iframe src=\"https://example.org/player\"></iframe>", Shape::Tag),
            ("[Write to us :pencil:](#write){: .md-button }", Shape::Tag),
            ("[Write to us](#write)", Shape::Text),
            ("<script>\nlet quay = 1;\n</script>", Shape::Tag),
            ("<script>let quay = 1;</script>", Shape::Tag),
            ("<iframe src=\"https://example.org/player\"></iframe> The film", Shape::Text),
            (".. _quay: https://example.org", Shape::Definition),
            (".. contents::", Shape::Definition),
            (":::intro", Shape::Tag),
            (":::", Shape::Tag),
            ("<p><a href=\"/quay\"><button>Read the timetable</button></a></p>", Shape::Tag),
            ("(the-quay)=", Shape::Definition),
            ("(the quay)=", Shape::Text),
            (".. and so it went: nobody came", Shape::Text),
            ("{% figure\n  caption=\"The pier\" %}", Shape::Tag),
            ("{% figure\n\nThe pier %}", Shape::Text),
        ];
        for (text, expected) in cases {
            assert_eq!(shape_of(text).0, expected, "{text}");
        }
    }

    #[test]
    fn items_and_headings_of_html_are_items_and_headings() {
        let cases = [
            ("<li>The ferry is late", Shape::Bullet),
            ("<LI class=\"x\">The ferry is late</LI>", Shape::Bullet),
            ("<h3>== The ferry ==</h3>", Shape::Heading(3)),
            ("<h2 id=\"a\">The ferry</h2>", Shape::Heading(2)),
            ("<p><strong>The ferry</strong></p>", Shape::Heading(7)),
            ("<strong>The ferry</strong> is late", Shape::Text),
            ("<h3>The ferry", Shape::Text),
            ("<link>The ferry", Shape::Text),
        ];
        for (text, expected) in cases {
            assert_eq!(shape_of(text).0, expected, "{text}");
        }
        let text = "<ul>\n<li>The ferry is late, and\nNobody knows why.\n<li>The crane.\n</ul>\nThe quay.\n";
        let document = Document::new("x.md", Markup::Markdown, text.to_owned());
        let indents: Vec<u16> =
            read(&document).iter().filter(|line| line.has_words()).map(|line| line.indent).collect();
        assert_eq!(indents, [0, 2, 0, 0], "text below an item belongs to it");
    }

    /// The lines that have words.
    fn words(text: &str) -> Vec<String> {
        let document = Document::new("x.md", Markup::Markdown, text.to_owned());
        read(&document).iter().filter(|line| line.has_words()).map(|line| line.text.to_owned()).collect()
    }

    #[test]
    fn headings_of_wikis_have_more_signs_the_higher_they_stand() {
        let levels = [("!!!! The ferry", Some(2)), ("!!! The ferry", Some(3)), ("!! The ferry", None)];
        for (text, expected) in levels {
            let document = Document::new("x.txt", Markup::Plain, text.to_owned());
            let level = match read(&document)[0].shape {
                Shape::Heading(level) => Some(level),
                _ => None,
            };
            assert_eq!(level, expected, "{text}");
        }
    }

    #[test]
    fn a_rule_as_long_as_the_line_above_makes_a_heading_of_it_however_long() {
        let long = "the ferry of low quay and the crane of the old pier ".repeat(3);
        let (long, words) = (long.trim(), "The ferry");
        let cases = [
            (format!("{words}\n---------\n"), true),
            (format!("2. {long}\n{}\n", "-".repeat(long.len() + 3)), true),
            (format!("{long}\n{}\n", "-".repeat(long.len())), true),
            (format!("{long}\n{}\n", "-".repeat(80)), false),
        ];
        for (text, expected) in cases {
            assert_eq!(matches!(shape_of(&text).0, Shape::Heading(2)), expected, "{text}");
        }
    }

    #[test]
    fn the_lines_of_a_script_or_a_frame_are_no_text_and_those_below_it_are() {
        let text = "<script type=\"x\">\nThe ferry\n</script>\nThe quay\n<iframe\n  width=3\n>\n</iframe>\nThe pier\n";
        assert_eq!(words(text), ["The quay", "The pier"]);
    }

    #[test]
    fn prose_between_two_scripts_frames_or_fences_is_kept() {
        let frame = "<iframe src=\"x\">";
        let cases = [
            (
                format!("{frame}</iframe> One\n\nTwo\n\n{frame}\n</iframe>\n"),
                vec![format!("{frame}</iframe> One"), "Two".into()],
            ),
            (format!("{frame}\n\nTwo\n\n{frame}\n</iframe>\n"), vec!["Two".into()]),
            ("<iframe src=\"x\" />\n\nTwo\n\n</iframe>\n".into(), vec!["Two".into()]),
            ("<style>\nThe ferry\n</style> One\n".into(), vec!["</style> One".into()]),
            (
                "```\n<script>\n```\n\nTwo\n\n```\n</script>\n```\n".into(),
                ["```", "<script>", "```", "Two", "```", "</script>", "```"].map(str::to_owned).to_vec(),
            ),
            (
                "```\n<!--\n```\n\nTwo\n\n```\n-->\n```\n".into(),
                ["```", "<!--", "```", "Two", "```", "-->", "```"].map(str::to_owned).to_vec(),
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(words(&text), expected, "{text}");
        }
    }

    #[test]
    fn the_name_of_a_picture_counts_no_words() {
        let cases = [
            ("![The ferry at the pier](ferry.png)", 0),
            ("![The ferry](ferry.png \"The ferry\"){: .left loading=lazy }", 0),
            ("[![The ferry](ferry.png)](https://example.org/ferry)", 0),
            ("![The ferry](ferry.png) has a boiler", 5),
        ];
        for (text, expected) in cases {
            assert_eq!(shape_of(text).1, expected, "{text}");
        }
    }
}
