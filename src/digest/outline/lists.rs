//! Lists: each item is an article, unless they are contents, dates or names.

use std::ops::Range;

use super::holds::is_introduction;
use super::standing::{is_empty_notice, paragraph, speaks_to_the_reader, standing};
use super::{Outline, SUBSTANCE, headings};
use crate::digest::block::{Block, Kind};
use crate::digest::line::Line;
use crate::digest::reason::Seen;
use crate::digest::role::{Cut, Role};
use crate::digest::section::Section;
use crate::digest::{dates, marks, titles};
use crate::model::rule::Rule;

static ITEM: Seen = Seen { rule: Rule::Bullet, confidence: 0.9, evidence: "a list item that stands for itself" };
static CALENDAR: Seen = Seen { rule: Rule::Calendar, confidence: 0.8, evidence: "a list of dates under one heading" };
static AGENDA: Seen =
    Seen { rule: Rule::Calendar, confidence: 0.8, evidence: "lists of dates under the headings below one" };
static OPENING: Seen = Seen { rule: Rule::Opening, confidence: 0.8, evidence: "text beside a list" };
static BESIDE: Seen = Seen { rule: Rule::Paragraph, confidence: 0.6, evidence: "text beside a list" };

/// What the items of a list are.
enum List {
    /// An article each.
    Stories,
    /// Dates: one entry from the first to the last.
    Calendar,
    /// Contents or names: no article at all.
    Aside,
}

impl Outline<'_, '_> {
    /// A list: each bullet is an article, unless the list is one of dates or of names.
    pub(super) fn list(&mut self, section: &Section, heading: Option<usize>) {
        let own = self.own(section.blocks.clone());
        let items: Vec<&Block> = own.iter().filter(|block| block.kind == Kind::Item).collect();
        let list = self.list_of(&items);
        let ends = items.first().zip(items.last()).map_or(0..0, |(first, last)| first.lines.start..last.lines.end);
        self.draft.cuts.reserve(items.len());
        for (order, block) in own.iter().enumerate() {
            match list {
                _ if block.kind != Kind::Item => {
                    let leads = own.get(order + 1).is_some_and(|next| next.kind == Kind::Item);
                    self.between(block, leads, section);
                }
                List::Aside => self.draft.set(block.lines.clone(), Role::Neutral),
                List::Calendar if block.lines.start == ends.start => {
                    self.push(ends.clone(), &CALENDAR, heading);
                }
                List::Calendar => {}
                List::Stories if is_empty_notice(self.draft, block) => {
                    self.draft.set(block.lines.clone(), Role::Chrome)
                }
                List::Stories => {
                    self.push(block.lines.clone(), &ITEM, None);
                }
            }
        }
    }

    fn list_of(&self, items: &[&Block]) -> List {
        if self.is_contents(items) {
            List::Aside
        } else if self.is_calendar(items) {
            List::Calendar
        } else if self.is_names(items) {
            List::Aside
        } else {
            List::Stories
        }
    }

    /// An agenda in parts: dates, and nothing but dates, in lists under the headings below one heading. It gives the
    /// index of the section behind it.
    pub(super) fn agenda(&mut self, at: usize, section: &Section, heading: usize) -> Option<usize> {
        let below = self.sections.get(at + 1..).unwrap_or_default();
        let parts = below.iter().take_while(|below| below.level > section.level).count();
        let end = below.get(..parts)?.last()?.blocks.end;
        let own = self.own(section.blocks.start..end);
        let items: Vec<&Block> = own.iter().filter(|block| block.kind == Kind::Item).collect();
        let is_bare = |part: &Section| self.own(part.blocks.clone()).iter().all(|block| block.kind != Kind::Item);
        if !self.is_calendar(&items) || below.iter().take(parts).any(is_bare) || !is_bare(section) {
            return None;
        }
        self.rubric(section.level, Some(heading));
        let lines = items.first()?.lines.start..items.last()?.lines.end;
        for block in own.iter().filter(|block| block.kind != Kind::Item) {
            self.between(block, true, section);
        }
        self.push(lines, &AGENDA, Some(heading));
        Some(at + 1 + parts)
    }

    /// A paragraph between, before or after bullets.
    fn between(&mut self, block: &Block, leads: bool, section: &Section) {
        // What leads to a list in a few lines introduces it; more is worth reading for itself.
        let is_label = leads && (block.words <= 45 || is_introduction(self.draft, block));
        let is_first = section.blocks.start == 0;
        let is_aside = !leads && block.words <= 45 && speaks_to_the_reader(&paragraph(self.draft, block));
        match standing(self.draft, block) {
            None if is_aside => self.draft.set(block.lines.clone(), Role::Chrome),
            Some(standing) => self.draft.set(block.lines.clone(), standing.role()),
            None if is_label || block.words < SUBSTANCE || self.is_addresses(block) => {
                self.draft.set(block.lines.clone(), Role::Neutral)
            }
            None => {
                self.beside(block.lines.clone(), if is_first { &OPENING } else { &BESIDE });
            }
        }
    }

    /// Text beside a list: with the paragraph right above it, it is one text.
    fn beside(&mut self, lines: Range<usize>, seen: &'static Seen) {
        let is_blank = |at: usize| self.draft.lines.get(at).is_some_and(Line::is_blank);
        let above = self.draft.cuts.last_mut().filter(|above| above.reason.rule() == seen.rule);
        let is_right_above =
            |above: &Cut| above.lines.end() <= lines.start && (above.lines.end()..lines.start).all(is_blank);
        match above.filter(|above| is_right_above(above)) {
            Some(above) => above.lines = (above.lines.start()..lines.end).into(),
            None => self.push(lines, seen, None),
        }
    }

    /// Nothing but addresses.
    fn is_addresses(&self, block: &Block) -> bool {
        block.lines.clone().all(|at| marks::is_address(self.draft.text(at)))
    }

    /// Most items lead into the document itself or repeat its headings: a table of contents.
    fn is_contents(&self, items: &[&Block]) -> bool {
        let headings = || self.headings.get_or_init(|| headings(self.draft, self.blocks));
        let repeats = |item: &Block| {
            let text = self.draft.text(item.lines.start);
            text.contains("](#") || headings().contains(&titles::tidy(&marks::plain(text)).to_lowercase())
        };
        items.len() >= 2 && are_most(items, 6, repeats)
    }

    /// Most items begin with a date: one entry, unless each has text of its own.
    fn is_calendar(&self, items: &[&Block]) -> bool {
        let is_dated = |item: &Block| {
            let text = marks::plain(self.draft.text(item.lines.start)).into_owned();
            dates::starts_with(&text) && item.words <= 40
        };
        items.len() >= 3 && are_most(items, 8, is_dated)
    }

    /// Short names without links: contributors.
    fn is_names(&self, items: &[&Block]) -> bool {
        items.iter().all(|item| {
            let text = self.draft.text(item.lines.start);
            item.words <= 3
                && item.lines.len() == 1
                && !text.contains("](")
                && !text.contains("://")
                && !text.contains("]]")
        })
    }
}

/// Whether at least so many tenths of the items are so. A first sample decides most lists: long ones
/// would be read through for nothing.
pub(super) fn are_most(items: &[&Block], tenths: usize, is_so: impl Fn(&Block) -> bool) -> bool {
    const SAMPLE: usize = 20;
    let enough = |items: &[&Block]| items.iter().filter(|item| is_so(item)).count() * 10 >= items.len() * tenths;
    let sample = items.get(..SAMPLE.min(items.len())).unwrap_or_default();
    enough(sample) && (sample.len() == items.len() || enough(items))
}
