//! Paragraphs: those that stand each for itself, as entries or briefs, and those that make one article together.

use std::ops::Range;

use super::standing::{Standing, paragraph, says_nothing, says_nothing_yet, speaks_to_the_reader, standing};
use super::{Outline, SUBSTANCE};
use crate::digest::block::{Block, Kind};
use crate::digest::kind::Way;
use crate::digest::marks;
use crate::digest::masthead;
use crate::digest::phrases::{self, Hint};
use crate::digest::publication;
use crate::digest::reason::Seen;
use crate::digest::role::{Draft, Role};
use crate::digest::section::Section;
use crate::model::rule::Rule;

static ENTRY: Seen = Seen { rule: Rule::Entry, confidence: 0.75, evidence: "a paragraph that stands for itself" };
static LINKED: Seen = Seen { rule: Rule::Entry, confidence: 0.7, evidence: "a paragraph with a link of its own" };
/// Opening remarks are mostly worth an article.
pub(super) static OPENING: Seen = Seen { rule: Rule::Opening, confidence: 0.8, evidence: "text under no heading" };
/// What stands between two lists is as often part of them.
pub(super) static PARAGRAPH: Seen = Seen { rule: Rule::Paragraph, confidence: 0.6, evidence: "text under no heading" };

impl Outline<'_, '_> {
    /// A section whose paragraphs each end in an address: each stands for itself.
    pub(super) fn is_entries(&self, section: &Section) -> bool {
        let own = self.own(section.blocks.clone());
        let ends_in_address = |block: &&Block| {
            let last = self.draft.text(block.lines.end.saturating_sub(1));
            // The target of a link in the text is no address of the paragraph.
            let is_own = |word: &str| word.contains("://") && !word.contains("](");
            block.words >= 4 && last.split_whitespace().next_back().is_some_and(is_own)
        };
        let count = |is_so: &dyn Fn(&&Block) -> bool| own.iter().filter(is_so).count();
        let entries = count(&ends_in_address).max(count(&|block| self.opens_with_link(block)));
        entries >= 2 && entries * 10 >= own.len() * 7 && own.iter().all(|block| block.kind == Kind::Paragraph)
    }

    /// Cuts each paragraph of a section as an entry. Under the last may stand, in emphasis, how to send one.
    pub(super) fn entries(&mut self, section: &Section) {
        let own = self.own(section.blocks.clone());
        let asks = |last: &&Block| {
            let text = paragraph(self.draft, last);
            let asks = || {
                marks::is_whole_emphasis(&text) && speaks_to_the_reader(&text) || publication::asks_the_reader(&text)
            };
            last.words <= 45 && asks()
        };
        let call = own.last().filter(asks);
        for block in own.iter().take(own.len() - usize::from(call.is_some())) {
            self.push(block.lines.clone(), &ENTRY, None);
        }
        if let Some(call) = call {
            self.draft.set(call.lines.clone(), Role::Chrome);
        }
    }

    /// A section of a document whose paragraphs nearly all hold links: each that does stands for itself, with
    /// what it leads to.
    pub(super) fn holds_linked_paragraphs(&self, section: &Section) -> bool {
        let own = self.own(section.blocks.clone());
        let paragraphs = || own.iter().filter(|block| block.kind == Kind::Paragraph);
        let opened = paragraphs().filter(|block| self.opens_with_link(block)).count();
        self.way == Way::Linked
            && own.first().is_some_and(|block| block.kind == Kind::Paragraph)
            && (opened * 2 > paragraphs().count()
                || paragraphs().filter(|block| self.holds_link(block)).count() * 3 >= paragraphs().count() * 2)
    }

    fn opens_with_link(&self, block: &Block) -> bool {
        marks::link(self.draft.text(block.lines.start)).is_some()
    }

    fn holds_link(&self, block: &Block) -> bool {
        // A picture has no words.
        block.words > 0 && block.lines.clone().any(|at| marks::holds_link(self.draft.text(at)))
    }

    /// Cuts such a section before each paragraph with a link.
    pub(super) fn linked(&mut self, section: &Section) {
        let own = self.own(section.blocks.clone());
        let starts: Vec<usize> = (0..own.len())
            .filter(|at| own.get(*at).is_some_and(|block| block.kind == Kind::Paragraph && self.holds_link(block)))
            .collect();
        let before = own.len().min(starts.first().copied().unwrap_or(own.len()));
        self.loose(section.blocks.start..section.blocks.start + before, &PARAGRAPH);
        for (order, start) in starts.iter().enumerate() {
            let end = starts.get(order + 1).copied().unwrap_or(own.len());
            let mut part = own.get(*start..end).unwrap_or_default();
            while let Some((last, rest)) =
                part.split_last().filter(|(last, rest)| !rest.is_empty() && self.asks_for_contributions(last))
            {
                self.draft.set(last.lines.clone(), Role::Chrome);
                part = rest;
            }
            let says_nothing = |block: &Block| says_nothing(self.draft, block) || says_nothing_yet(self.draft, block);
            let is_notice = own.len() == 1 && part.iter().all(says_nothing);
            if is_notice || order + 1 == starts.len() && matches!(part, [last] if self.asks_the_reader(last)) {
                part.iter().for_each(|block| self.draft.set(block.lines.clone(), Role::Chrome));
            } else if let (Some(first), Some(last)) = (part.first(), part.last()) {
                let lines = first.lines.start..last.lines.end;
                self.push(lines, &LINKED, None);
            }
        }
    }

    /// A line that asks the reader for contributions.
    fn asks_the_reader(&self, block: &Block) -> bool {
        let text = paragraph(self.draft, block);
        self.asks_for_contributions(block) && speaks_to_the_reader(&text) || publication::asks_the_reader(&text)
    }

    /// A rubric for all that is left (*In brief*): each of its paragraphs is a brief.
    pub(super) fn is_briefs(&self, section: &Section, heading: usize) -> bool {
        let (found, words) = phrases::find(&marks::plain(self.draft.text(heading)));
        let is_named = found.iter().any(|one| one.hint == Hint::Briefs && one.len + 1 >= words);
        let own = self.own(section.blocks.clone());
        // Shorter ones are lines of one text.
        // Where the other rubrics hold lists, so does one of paragraphs; the title of the issue is none.
        let is_rubric = self.lists_rule
            && own.len() >= 3
            && found.iter().any(|one| one.hint == Hint::Rubric)
            && masthead::title_points(self.draft.text(heading)) < 2;
        (is_named || is_rubric)
            && own.len() >= 2
            && own.iter().all(|block| block.kind == Kind::Paragraph && block.words >= SUBSTANCE)
    }

    /// Paragraphs under no heading: those that are not standing text make one article.
    pub(super) fn loose(&mut self, range: Range<usize>, seen: &'static Seen) {
        // Between the breaks of a script all is said of one story, thanks and addresses too.
        let is_told = self.way == Way::Script && range.end < self.blocks.len();
        let own = self.own(range);
        let standing = |draft: &Draft, block: &Block| {
            standing(draft, block).filter(|what| !is_told || *what != Standing::Boilerplate || block.words < SUBSTANCE)
        };
        let mut kept: Vec<&Block> = Vec::new();
        for block in own {
            match standing(self.draft, block) {
                Some(standing) if kept.is_empty() || standing == Standing::Boilerplate => {
                    self.draft.set(block.lines.clone(), standing.role());
                }
                _ => kept.push(block),
            }
        }
        while let Some((last, standing)) = kept.last().and_then(|last| Some((*last, standing(self.draft, last)?))) {
            self.draft.set(last.lines.clone(), standing.role());
            kept.pop();
        }
        let words: usize = kept.iter().map(|block| block.words).sum();
        if let (Some(first), Some(last)) = (kept.first(), kept.last()) {
            if words >= SUBSTANCE {
                let lines = first.lines.start..last.lines.end;
                self.push(lines, seen, None);
            } else {
                for block in kept {
                    self.draft.set(block.lines.clone(), Role::Neutral);
                }
            }
        }
    }
}
