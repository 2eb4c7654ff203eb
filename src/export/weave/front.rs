//! Values in the front matter: each line reads back as YAML, whatever the value holds.

use super::super::escape::yaml;
use super::{BETWEEN, Kind, Piece, lead};

/// How many lines are front matter, with the lines of hyphens.
pub(super) fn front_matter(lines: &[Vec<Piece<'_>>]) -> usize {
    let is_rule = |line: &Vec<Piece<'_>>| matches!(line.as_slice(), [Piece::Literal(text)] if text.trim_end() == "---");
    if !lines.first().is_some_and(is_rule) {
        return 0;
    }
    lines.iter().skip(1).position(is_rule).map_or(0, |at| at + 2)
}

/// A line of YAML: `key: value`, an entry of a list, or a comment.
pub(super) fn yaml_line(line: &[Piece<'_>]) -> String {
    let lead = lead(line);
    let scalar = lead.get(scalar_start(lead)..).unwrap_or_default();
    let is_plain = scalar.is_empty() || !scalar.starts_with(['"', '\'', '[', '{', '#', '&', '!']);
    let values = line.iter().filter(|piece| matches!(piece, Piece::Value(..))).count();
    let tail: Vec<&Piece<'_>> = line.iter().skip(usize::from(!lead.is_empty())).collect();
    let has_text = !scalar.is_empty() || tail.iter().any(|piece| is_text_of_scalar(piece));
    if is_plain && values > 0 && (values > 1 || has_text) {
        let whole: String = [scalar].into_iter().chain(tail.iter().map(|piece| piece.raw())).collect();
        return format!("{}{}", lead.get(..scalar_start(lead)).unwrap_or_default(), yaml(&whole));
    }
    let mut text = String::new();
    for piece in line {
        match piece {
            Piece::Literal(part) => text.push_str(part),
            Piece::Value(kind, value) => {
                let value = yaml_value(&text, scalar, *kind, value);
                text.push_str(&value);
            }
        }
    }
    text
}

/// Where the scalar of `key: `, `- ` or `- key: ` begins.
fn scalar_start(lead: &str) -> usize {
    let trimmed = lead.trim_start_matches([' ', '-']);
    let indent = lead.len() - trimmed.len();
    match trimmed.find(": ") {
        Some(at) if !trimmed.starts_with('#') => {
            let after = trimmed.get(at + 2..).unwrap_or_default();
            indent + at + 2 + (after.len() - after.trim_start().len())
        }
        _ => indent,
    }
}

/// Whether a literal behind a value is more than white space and a comment.
fn is_text_of_scalar(piece: &Piece<'_>) -> bool {
    matches!(piece, Piece::Literal(text) if !text.trim().is_empty() && !text.starts_with(" #"))
}

fn yaml_value(before: &str, scalar: &str, kind: Kind, value: &str) -> String {
    let count = |sign| before.chars().filter(|letter| *letter == sign).count();
    if scalar.starts_with('#') {
        return value.split(['\n', BETWEEN]).collect::<Vec<_>>().join(" ");
    }
    if !scalar.starts_with('\'') && count('"') % 2 == 1 {
        let inner = yaml(&value.replace(BETWEEN, ", "));
        return inner.get(1..inner.len() - 1).unwrap_or_default().to_owned();
    }
    if count('\'') % 2 == 1 {
        return value.replace(['\n', BETWEEN], " ").replace('\'', "''");
    }
    if kind != Kind::List {
        return yaml(value);
    }
    let entries: Vec<String> = value.split(BETWEEN).filter(|entry| !entry.is_empty()).map(yaml).collect();
    if scalar.starts_with('[') { entries.join(", ") } else { format!("[{}]", entries.join(", ")) }
}
