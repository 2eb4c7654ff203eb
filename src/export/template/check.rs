//! What is wrong with a template, found before anything is exported.
//!
//! The names it speaks of are compared with those there are, in branches as well that no export takes
//! today; then it sets two pages, one with everything and one with nothing.

use std::collections::BTreeSet;

use minijinja::Value;

use super::values::{highlight_values, page_values, section_values};
use super::{Own, Part, Template};
use crate::export::{Page, Section};
use crate::model::article::ArticleId;
use crate::model::highlight::{Anchor, Colour, Highlight, HighlightId, Meanings, Origin};

impl Part {
    /// What its template sees.
    pub fn variables(self) -> BTreeSet<String> {
        let section = || section_values(&Section::default());
        let highlight = || highlight_values(&bare(), &Meanings::default());
        let values = match self {
            Part::Head => vec![page_values(&Page::default())],
            Part::Article => vec![page_values(&Page::default()), section()],
            Part::Highlight => vec![page_values(&Page::default()), section(), highlight()],
        };
        values.iter().flat_map(Value::try_iter).flatten().map(|name| name.to_string()).collect()
    }
}

impl Template {
    /// What is wrong with a template of the user's, a sentence each, with its file and line.
    pub fn check(own: &Own) -> Vec<String> {
        let template = match Template::new(vec![own.clone()]) {
            Ok(template) => template,
            Err(why) => return vec![why],
        };
        let unknown = template.unknown_variables(own);
        if !unknown.is_empty() {
            return unknown;
        }
        [page(full()), page(bare()), Page::default()]
            .iter()
            .find_map(|page| template.typeset(page).err())
            .into_iter()
            .collect()
    }

    fn unknown_variables(&self, own: &Own) -> Vec<String> {
        let known = own.part.variables();
        let names = self.environment.get_template(own.part.name()).map(|found| found.undeclared_variables(false));
        let is_function = |name: &String| self.environment.globals().any(|(global, _)| global == name);
        let mut unknown: Vec<(usize, String)> = names
            .into_iter()
            .flatten()
            .filter(|name| !known.contains(name) && !is_function(name))
            .map(|name| (line_of(&own.text, &name), name))
            .collect();
        unknown.sort();
        let all = known.iter().map(String::as_str).collect::<Vec<_>>().join(", ");
        let say = |(line, name)| format!("{}, line {line}: there is no {name} here; there are {all}", own.file);
        unknown.into_iter().map(say).collect()
    }
}

/// The line in which a name stands first.
fn line_of(text: &str, name: &str) -> usize {
    let is_other = |letter: char| !letter.is_alphanumeric() && letter != '_';
    let line = text.lines().position(|line| line.contains('{') && line.split(is_other).any(|word| word == name));
    line.or_else(|| text.lines().position(|line| line.contains(name))).map_or(1, |at| at + 1)
}

fn page(highlight: Highlight) -> Page {
    let section = Section { digest: None, title: "A".to_owned(), highlights: vec![highlight] };
    let source = Some("a.txt".to_owned());
    Page {
        title: "A".to_owned(),
        source,
        date: Some("2026-03-02".to_owned()),
        sections: vec![section],
        ..Page::default()
    }
}

/// A highlight of which nothing is known but the quote.
fn bare() -> Highlight {
    Highlight {
        id: HighlightId("00000001".to_owned()),
        anchor: Anchor {
            article: ArticleId(1),
            quote: "a".to_owned(),
            before: String::new(),
            after: String::new(),
            start: 0,
            end: 1,
        },
        origin: Origin::default(),
        made: 0,
        note: String::new(),
        tags: BTreeSet::new(),
        colour: Colour::default(),
    }
}

/// One of which everything is.
fn full() -> Highlight {
    let text = || "a".to_owned();
    let origin = Origin {
        title: text(),
        digest: text(),
        source: text(),
        date: Some("2026-03-02".to_owned()),
        author: Some(text()),
        url: Some("https://example.org/a".to_owned()),
        line: Some(1),
        seconds: Some((1, 2)),
    };
    Highlight { origin, note: text(), tags: [text(), "b".to_owned()].into(), made: 1, ..bare() }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(part: Part, text: &str) -> Vec<String> {
        Template::check(&Own { part, file: "x".to_owned(), text: text.to_owned() })
    }

    #[test]
    fn the_templates_that_come_with_veille_are_right() {
        for part in Part::ALL {
            assert_eq!(check(part, part.built_in()), [""; 0]);
        }
    }

    #[test]
    fn names_that_do_not_exist_are_told_with_their_line_and_those_that_do() {
        let cases = [
            (Part::Head, "a\n{{ titel }}", "x, line 2: there is no titel here; there are author, category,"),
            (Part::Head, "{{ highlight_text }}", "x, line 1: there is no highlight_text here; there are author,"),
            (Part::Article, "\n\n{% if titel is defined %}{% endif %}", "x, line 3: there is no titel here"),
            (Part::Highlight, "titel\n{% if false %}{{ titel }}{% endif %}", "x, line 2: there is no titel here"),
            (Part::Highlight, "{% if %}", "x, line 1: "),
            (Part::Highlight, "{{ title|nothing }}", "x, line 1: "),
            (Part::Highlight, "{{ highlight_tags.first }}", "x, line 1: "),
            (
                Part::Highlight,
                "{% if highlight_note %}{% include 'y' %}{% endif %}",
                "x, line 1: unknown statement include",
            ),
        ];
        for (part, text, expected) in cases {
            let found = check(part, text);
            assert!(found.len() == 1 && found[0].starts_with(expected), "{text}: {found:?}");
        }
        assert_eq!(check(Part::Head, "{{ a }}{{ b }}{{ a }}").len(), 2);
    }

    #[test]
    fn names_of_the_template_itself_and_functions_are_no_mistakes() {
        let text = "{% set x = range(3) %}{% for y in x %}{{ y }}{{ loop.index }}{% endfor %}\
                    {% macro q(z) %}{{ z }}{% endmacro %}{{ q(title) }}{{ dict(a=1).a }}{{ highlight_color_meaning }}";
        assert_eq!(check(Part::Highlight, text), [""; 0]);
        assert_eq!(check(Part::Highlight, "{% set n = namespace(a=1) %}{% set n.a = 2 %}{{ n.a }}"), [""; 0]);
    }
}
