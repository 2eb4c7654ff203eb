//! The quotation of the week, and who said it: set aside, for nobody keeps or skips it.

use super::Outline;
use super::standing::is_few;
use crate::digest::block::{Block, Kind, LEAD};
use crate::digest::role::Role;
use crate::digest::section::Section;

impl Outline<'_, '_> {
    /// The quotation of the week: quoted lines, and beside them only who said it.
    pub(super) fn is_quotation(&self, at: usize, section: &Section, heading: Option<usize>) -> bool {
        let is_named = heading.is_some_and(|line| {
            let title = self.draft.text(line).to_lowercase();
            ["quote", "citation"].iter().any(|word| title.contains(word))
        });
        if !is_named {
            return false;
        }
        let own = self.own(section.blocks.clone());
        let below = self.sections.get(at + 1).filter(|below| below.level == LEAD && own.is_empty());
        let is_quoted = |own: &[Block]| {
            own.iter().any(|block| block.kind == Kind::Quote)
                && own.iter().all(|block| block.kind == Kind::Quote || is_few(self.draft, block))
        };
        is_quoted(own) || below.is_some_and(|below| is_quoted(self.own(below.blocks.clone())))
    }

    /// Sets aside who said it, where a line that is a link looks like a heading, and gives the next section.
    pub(super) fn quoted(&mut self, at: usize, is_above: bool) -> usize {
        let Some(section) = self.sections.get(at).filter(|section| self.names_speaker(at, section, is_above)) else {
            return at;
        };
        let heading = section.heading.and_then(|heading| self.blocks.get(heading)).map(|block| block.lines.clone());
        self.draft.set(heading.unwrap_or(0..0), Role::Neutral);
        self.neutral(section.blocks.clone());
        at + 1
    }

    /// Whether a section that stands beside a quotation names who said it: it stands above the quotation, or below
    /// it over no text, or over a few words with which the quotations end.
    fn names_speaker(&self, at: usize, section: &Section, is_above: bool) -> bool {
        let ends = || self.sections.get(at + 1).is_none_or(|next| next.level < LEAD);
        let own = self.own(section.blocks.clone());
        let is_few = || own.iter().all(|block| is_few(self.draft, block));
        section.level == LEAD && (is_above || own.is_empty() || ends() && is_few())
    }
}
