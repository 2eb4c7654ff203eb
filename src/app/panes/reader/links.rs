//! The links of the text, and the letters by which those on the screen are followed.

use std::ops::Range;

use super::Reader;
use crate::model::body::SpanKind;

/// A link with the letters that follow it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkHint {
    /// The letters to type.
    pub letters: String,
    /// Where the link stands.
    pub range: Range<usize>,
    /// Where it leads.
    pub url: String,
}

impl Reader {
    /// The addresses in the article, in their order.
    pub fn addresses(&self) -> impl Iterator<Item = &str> + Clone {
        self.body.spans.iter().filter_map(|span| match &span.kind {
            SpanKind::Link(url) => Some(url.as_str()),
            SpanKind::Strong | SpanKind::Emphasis | SpanKind::Code => None,
        })
    }

    /// Gives letters to the links on the screen; tells whether there are any.
    pub fn show_hints(&mut self) -> bool {
        let visible = self.page.text_of(self.visible());
        let links: Vec<(Range<usize>, String)> =
            self.body.links(visible).map(|(range, url)| (range, url.to_owned())).collect();
        self.hints = letters(links.len())
            .into_iter()
            .zip(links)
            .map(|(letters, (range, url))| LinkHint { letters, range, url })
            .collect();
        !self.hints.is_empty()
    }

    /// The links that have letters.
    pub fn hints(&self) -> &[LinkHint] {
        &self.hints
    }

    /// Takes the letters away.
    pub fn hide_hints(&mut self) {
        self.hints.clear();
    }
}

/// Letters for `count` links, in the order of the home row: one each where they suffice, else two.
pub(super) fn letters(count: usize) -> Vec<String> {
    const ROW: &str = "asdfghjklqwertyuiopzxcvbnm";
    if count <= ROW.len() {
        return ROW.chars().map(String::from).collect();
    }
    ROW.chars().flat_map(|first| ROW.chars().map(move |second| format!("{first}{second}"))).collect()
}
