//! What a Markdown file says of itself: whose it is, and which highlights stand in it.
//!
//! By this a file is known again that the user renamed or moved. It reads the front matter line by line,
//! as people leave it, and takes nothing for broken.

use std::collections::BTreeSet;

use super::Page;
use super::escape::yaml;
use super::standing::block_ids;
use crate::model::exports::Unit;
use crate::model::highlight::HighlightId;

/// What is read of a file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Signs {
    /// What its front matter says under `veille`.
    name: Option<String>,
    /// What its front matter says under `source`.
    source: Option<String>,
    /// The highlights whose block ids stand in it.
    pub ids: BTreeSet<HighlightId>,
}

/// What the front matter of a page's file says, made ready to be compared with many.
#[derive(Debug, Clone)]
pub struct Identity {
    unit: Unit,
    id: String,
    yaml: String,
}

impl Identity {
    /// That of `page`.
    pub fn of(page: &Page) -> Identity {
        let id = page.id();
        Identity { unit: page.unit, yaml: yaml(&id), id }
    }

    fn is(&self, says: &str) -> bool {
        says == self.yaml || says.trim_matches(['"', '\'']) == self.id
    }
}

/// Whose a file says it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// The page's.
    Own,
    /// Another page's, by a name that only veille writes.
    Another,
    /// That of another source; the user may have reworded it.
    OtherSource,
    /// It does not say.
    None,
}

impl Signs {
    /// Reads a text, or the beginning of one.
    pub fn read(text: &str) -> Signs {
        let text = text.trim_start_matches('\u{feff}');
        let front_matter = text.strip_prefix("---").and_then(|rest| rest.split("\n---").next()).unwrap_or_default();
        let says = |key: &str| front_matter.lines().find_map(|line| line.strip_prefix(key));
        let value = |key: &str| says(key).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
        let ids = block_ids(text).into_iter().map(|(_, id)| id).collect();
        Signs { name: value("veille:"), source: value("source:"), ids }
    }

    /// Whether it says nothing at all that an export could have written.
    pub fn is_empty(&self) -> bool {
        self.name.is_none() && self.source.is_none() && self.ids.is_empty()
    }

    /// Whose the front matter says the file is.
    pub fn claim(&self, page: &Identity) -> Claim {
        match (&self.name, self.source.as_ref().filter(|_| page.unit == Unit::Digest)) {
            (Some(name), _) if page.is(name) => Claim::Own,
            (Some(_), _) => Claim::Another,
            (None, Some(source)) if page.is(source) => Claim::Own,
            (None, Some(_)) => Claim::OtherSource,
            (None, None) => Claim::None,
        }
    }

    /// How many of `ids` stand in the file.
    pub fn count(&self, ids: &BTreeSet<&HighlightId>) -> usize {
        self.ids.iter().filter(|id| ids.contains(id)).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_says_whose_it_is_however_its_front_matter_is_written() {
        let digest = Page { source: Some("a: b.txt".to_owned()), ..Page::default() };
        let week = Page { unit: Unit::Week, title: "2026-W10".to_owned(), ..Page::default() };
        let (digest, week) = (Identity::of(&digest), Identity::of(&week));
        let cases = [
            ("---\nsource: \"a: b.txt\"\n---\n", Claim::Own, Claim::None),
            ("\u{feff}---\r\nsource: 'a: b.txt'\r\n---\r\n", Claim::Own, Claim::None),
            ("---\nsource: other.txt\n---\n", Claim::OtherSource, Claim::None),
            ("---\nveille: 2026-W10\n---\n", Claim::Another, Claim::Own),
            ("---\nveille: \"2026-W11\"\nsource: \"a: b.txt\"\n---\n", Claim::Another, Claim::Another),
            ("---\nsource:\n---\n", Claim::None, Claim::None),
            ("source: \"a: b.txt\"\n", Claim::None, Claim::None),
        ];
        for (text, of_digest, of_week) in cases {
            let signs = Signs::read(text);
            assert_eq!((signs.claim(&digest), signs.claim(&week)), (of_digest, of_week), "{text:?}");
        }
    }
}
