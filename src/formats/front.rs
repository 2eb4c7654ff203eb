//! Front matter that is not what it should be: said, since what it says is lost in part.
//!
//! It is only looked over here; `digest` reads what can be read of it, whatever else stands there.

use yaml_rust2::Event;
use yaml_rust2::parser::Parser;

use crate::text::front::{self, LINES};

/// What is wrong with the front matter of a text, if it has any and something is.
pub(super) fn fault(text: &str) -> Option<String> {
    let mut lines = text.lines();
    lines.next().filter(|first| first.trim_end() == "---")?;
    let below: Vec<&str> = lines.take(LINES).collect();
    match front::end("---", below.iter().copied()) {
        Some(end) => not_yaml(&below.get(..end)?.join("\n")),
        None => is_begun(&below).then(|| {
            "no line of three hyphens ends its front matter; close it, so that nothing of it passes for text."
                .to_owned()
        }),
    }
}

/// Where YAML ends to be YAML. Tokens only are read: no alias is followed, nothing nests.
fn not_yaml(front: &str) -> Option<String> {
    let mut parser = Parser::new_from_str(front);
    loop {
        match parser.next_token() {
            Ok((Event::StreamEnd, _)) => return None,
            Ok(_) => {}
            Err(error) => {
                // The line of hyphens comes first.
                let line = error.marker().line() + 1;
                return Some(format!(
                    "its front matter is not valid YAML (line {line}: {}); put values that hold signs in quotes.",
                    error.info()
                ));
            }
        }
    }
}

/// Whether lines begin as front matter does: a rule may open a text as well, and one `Note: …` be prose.
fn is_begun(lines: &[&str]) -> bool {
    let keys = lines.iter().take_while(|line| is_key(line)).count();
    keys > 1 || (keys == 1 && lines.get(1).is_none_or(|line| line.trim().is_empty()))
}

/// Whether a line is `key: value`.
fn is_key(line: &str) -> bool {
    let is_word =
        |key: &str| !key.is_empty() && key.chars().all(|letter| letter.is_alphanumeric() || "_-".contains(letter));
    line.split_once(": ").is_some_and(|(key, _)| is_word(key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_blamed_only_where_it_is_broken() {
        let deep = format!("---\na: {}\n---\n", "[".repeat(100_000));
        let late = format!("---\ntitle: x\n{}---\n", "tags: y\n".repeat(LINES));
        let cases: [(&str, Option<&str>); 12] = [
            ("---\ntitle: Le bac\ntags: [a, \"b\"]\n---\n\ntext", None),
            ("---\n---\ntext", None),
            ("title: no hyphens\n\ntext", None),
            ("---\n\nA rule, and text: a lot.\n", None),
            ("---\na: &x [1]\nb: *x\n---\n", None),
            ("---\nlang: fr\ntitle: [unclosed\n---\n", Some("not valid YAML (line ")),
            ("---\ntitle: Le bac: une histoire\n---\n", Some("not valid YAML (line 2: ")),
            ("---\ntitle: never closed\n\ntext\n", Some("no line of three hyphens")),
            ("---\ntitle: never closed\ndate: 2026-03-02\ntext\n", Some("no line of three hyphens")),
            ("---\nNote: a rule above prose.\nIt goes on: here.\n", None),
            (&late, Some("no line of three hyphens")),
            (&deep, Some("not valid YAML")),
        ];
        for (text, expected) in cases {
            let fault = fault(text);
            let is_expected = expected
                .map_or(fault.is_none(), |expected| fault.as_deref().is_some_and(|fault| fault.contains(expected)));
            assert!(is_expected, "{:?}: {fault:?}", text.get(..40.min(text.len())));
        }
    }
}
