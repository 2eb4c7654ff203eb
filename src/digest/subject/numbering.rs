//! Gaps between two points of one numbering: `3.` and `4.`, `B.2.1` and `B.2.2`, or down from `10)` to `9)`.
//!
//! What counts on is one article, whatever its points speak of.

use std::collections::HashMap;
use std::ops::RangeInclusive;

use super::super::line::{Line, Shape};
use super::super::role::Draft;

/// The paragraphs within which a numbering goes on: further down, it is another one.
const REACH: usize = 25;

/// A numbered line: what stands before its last number, and that number.
type Point<'a> = (&'a str, u8);

/// The gaps above the paragraphs between two neighbouring numbers.
pub(super) fn between(draft: &Draft, content: &[usize]) -> Vec<RangeInclusive<usize>> {
    let mut last: HashMap<Point, usize> = HashMap::new();
    let mut spans = Vec::new();
    for (order, at) in content.iter().enumerate() {
        let Some((before, number)) = draft.lines.get(*at).and_then(point) else { continue };
        let neighbours = [number.checked_sub(1), number.checked_add(1)].into_iter().flatten();
        let found = neighbours.filter_map(|other| last.get(&(before, other))).find(|other| order - **other <= REACH);
        spans.extend(found.map(|other| *other + 1..=order));
        last.insert((before, number), order);
    }
    spans
}

fn point<'a>(line: &Line<'a>) -> Option<Point<'a>> {
    match line.shape {
        Shape::Number(number) => Some(("", number)),
        Shape::Text | Shape::Heading(_) => numbered(line.text),
        _ => None,
    }
}

/// `14.6.4. Words` or `B.2 Words`.
fn numbered(text: &str) -> Option<Point<'_>> {
    let (number, _) = text.split_once([' ', '\u{a0}'])?;
    let number = number.trim_end_matches(['.', ')']);
    let (before, last) = number.rsplit_once('.').unwrap_or(("", number));
    let is_part = |part: &str| (1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let has_mark = !before.is_empty() || text.get(number.len()..).is_some_and(|rest| rest.starts_with(['.', ')']));
    let is_numbering = has_mark && (before.is_empty() || before.split('.').all(is_part));
    last.parse().ok().filter(|_| is_numbering).map(|last| (before, last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_of_a_line_is_the_last_of_its_parts() {
        let cases = [
            ("14.6.4. The pump", Some(("14.6", 4))),
            ("B.2.1 The valve", Some(("B.2", 1))),
            ("3. The hose", Some(("", 3))),
            ("3 hoses", None),
            ("example.org 4", None),
            ("Etc. and so on", None),
        ];
        for (text, expected) in cases {
            assert_eq!(numbered(text), expected, "{text}");
        }
    }
}
