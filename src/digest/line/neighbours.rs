//! What only the lines around one tell: a heading over a rule, a comment, a script, code between fences.
//!
//! Each goes over all lines once, and changes the shapes of those that it finds.

use super::form::has_no_words;
use super::{Line, Shape};
use crate::model::document::Document;

/// Text below `<li>` belongs to the item up to the next tag: it is set as if it were indented.
pub(super) fn indent_html(document: &Document, lines: &mut [Line]) {
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

/// A short line over a rule about as long as itself is a heading (Setext, reStructuredText, mail digests);
/// one between two such rules as well. The rules are its marks, and part nothing.
pub(super) fn join_underlines(lines: &mut [Line]) {
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
pub(super) fn close_comments(lines: &mut [Line], fenced: &[bool]) {
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

/// The lines of a script, a style or a frame of HTML: none is text, unless words stand behind its end.
pub(super) fn close_scripts(lines: &mut [Line], fenced: &[bool]) {
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
pub(super) fn fenced(document: &Document) -> Vec<bool> {
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
pub(super) fn fence_code<'a>(document: &'a Document, lines: &mut [Line<'a>], fenced: &[bool]) {
    let raw = document.lines(document.all_lines()).map(|(_, raw)| raw);
    let inside = lines.iter_mut().zip(raw).zip(fenced).filter(|((line, _), fenced)| **fenced && !line.is_blank());
    inside.for_each(|((line, raw), _)| (line.shape, line.text) = (Shape::Text, raw.trim()));
}
