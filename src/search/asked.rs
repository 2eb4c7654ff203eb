//! What a query asks, made ready to be held against facts, rows and texts.

use super::facts::{Facts, Library, highlight_row, of_highlight, row};
use super::fuzzy::Index;
use super::needle::{Haystack, Needle};
use super::query::{Has, Is, Query, What};
use super::whole::Whole;
use crate::model::change::Triage;
use crate::model::highlight::Highlight;
use crate::model::marks::Marks;
use crate::text::fold::Folded;

/// A query made ready.
#[derive(Default)]
pub struct Asked {
    /// The words, for ranking.
    pub(super) words: Vec<Needle>,
    /// Words that must not be there.
    pub(super) without: Vec<Needle>,
    checks: Vec<Check>,
    /// What is asked of the whole text.
    pub whole: Whole,
}

/// A filter, with its words folded.
struct Check {
    not: bool,
    what: What,
    needle: Option<Needle>,
}

impl Asked {
    /// Makes a query ready.
    pub fn new(query: &Query) -> Asked {
        let mut asked = Asked::default();
        for term in &query.terms {
            match &term.what {
                What::Word(word) if term.not => asked.without.extend(Needle::new(word)),
                What::Word(word) => asked.words.extend(Needle::new(word)),
                What::Text(words) => asked.whole.push(term.not, words, false),
                What::Phrase(words) => asked.whole.push(term.not, words, true),
                what => asked.checks.push(Check { not: term.not, what: what.clone(), needle: needle(what) }),
            }
        }
        asked
    }

    /// What asks for words only.
    pub(super) fn words(words: Vec<Needle>) -> Asked {
        Asked { words, ..Asked::default() }
    }

    /// Whether nothing but words is asked, so that no facts are needed.
    pub fn asks_no_facts(&self) -> bool {
        self.checks.is_empty()
    }

    /// Whether the filters hold.
    pub fn matches(&self, facts: &Facts<'_>) -> bool {
        self.checks.iter().all(|check| check.holds(facts) != check.not)
    }

    /// The articles that match, in reading order.
    pub fn articles(&self, library: &Library<'_>) -> Vec<usize> {
        let all = 0..library.store.article_count();
        let index = Index::new(all.map(|article| row(library.store, library.marks, article)));
        let mut found: Vec<usize> = index.find(self, usize::MAX, |row| self.keeps(library, row)).rows().collect();
        found.retain(|&article| self.whole.is_empty() || self.whole.look(library.store, article).is_some());
        found.sort_unstable();
        found
    }

    /// Whether the filters hold for an article.
    pub fn keeps(&self, library: &Library<'_>, article: usize) -> bool {
        self.asks_no_facts() || library.facts(article).is_some_and(|facts| self.matches(&facts))
    }

    /// The highlights that match, best first, by their index. Of their articles no more is known than what was
    /// written down with them.
    pub fn highlights(&self, all: &[Highlight], marks: &Marks) -> Vec<usize> {
        let index = Index::new(all.iter().map(highlight_row));
        let keeps = |highlight| self.keeps_highlight(highlight, || of_highlight(highlight, marks));
        index.find(self, usize::MAX, |row| all.get(row).is_some_and(keeps)).rows().collect()
    }

    /// Whether the filters hold for a highlight, and what is asked of its whole text.
    pub fn keeps_highlight<'a>(&self, highlight: &Highlight, facts: impl FnOnce() -> Facts<'a>) -> bool {
        let text = || format!("{}\n{}", highlight.anchor.quote, highlight.note);
        (self.asks_no_facts() || self.matches(&facts()))
            && (self.whole.is_empty() || self.whole.stands_in(&highlight.origin.title, &text()))
    }
}

fn needle(what: &What) -> Option<Needle> {
    match what {
        What::Tag(words) | What::Source(words) | What::By(words) => Needle::new(words),
        _ => None,
    }
}

impl Check {
    fn holds(&self, facts: &Facts<'_>) -> bool {
        match &self.what {
            What::Is(is) => holds(*is, facts),
            What::Has(Has::Highlight) => facts.is_highlighted,
            What::Has(Has::Note) => facts.has_note,
            What::Has(Has::Link) => facts.has_link(),
            What::Tag(_) => facts.tags.iter().any(|tag| self.is_whole(tag)),
            What::Source(_) => self.is_in(facts.digest) || self.is_in(facts.source),
            What::By(_) => facts.author.is_some_and(|author| self.is_in(author)),
            What::Lang(lang) => facts.lang == Some(*lang),
            // ISO dates sort as text, and a month before its days.
            What::After(date) => facts.date.is_some_and(|own| own >= date.as_str()),
            What::Before(date) => facts.date.is_some_and(|own| own < date.as_str()),
            What::Minutes(order, minutes) => facts.minutes.is_some_and(|own| own.cmp(minutes) == *order),
            What::Colour(colour) => facts.colours.contains(colour),
            What::Word(_) | What::Text(_) | What::Phrase(_) => true,
        }
    }

    fn is_in(&self, text: &str) -> bool {
        let folded = Folded::new(text);
        self.needle.as_ref().is_some_and(|needle| needle.pieces(Haystack::from(&folded)).next().is_some())
    }

    fn is_whole(&self, text: &str) -> bool {
        let folded = Folded::new(text);
        let found = self.needle.as_ref().and_then(|needle| needle.pieces(Haystack::from(&folded)).next());
        found == Some(0..folded.text.len())
    }
}

fn holds(is: Is, facts: &Facts<'_>) -> bool {
    match is {
        Is::Kept => facts.triage == Triage::Kept,
        Is::Undecided => facts.triage == Triage::Undecided,
        Is::Later => facts.triage == Triage::Later,
        Is::Skipped => facts.triage == Triage::Skipped,
        Is::Read => facts.is_read,
        Is::Unsure => facts.is_unsure,
        Is::Derived => facts.is_derived,
    }
}

#[cfg(test)]
mod tests;
