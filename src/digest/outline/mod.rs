//! Cuts a digest by its structure: headings, bullets, breaks.
//!
//! Under each heading stands either a story or a list of stories. Which of the two a section with both
//! prose and bullets is, is told by what the other sections of the same document are.

mod holds;
mod lists;
mod paragraphs;
mod quotation;
mod standing;

use std::cell::OnceCell;
use std::collections::HashSet;
use std::ops::Range;

use super::block::{self, BARE, Block, ENTRY, Kind, LEAD};
use super::details;
use super::kind::Way;
use super::marks;
use super::masthead;
use super::phrases::{self, Hint};
use super::reason::Seen;
use super::role::{At, Cut, Draft, Role};
use super::section::{self, Section};
use super::titles;
use crate::model::rule::Rule;
use crate::text::fold::fold;
use holds::{Holds, holds};
use paragraphs::{OPENING, PARAGRAPH};
use standing::{is_empty_notice, paragraph, says_nothing_yet};

static HEADING: Seen = Seen { rule: Rule::Heading, confidence: 0.9, evidence: "a heading with text under it" };

/// Words that a heading needs under it to stand over a story that is told in subsections.
const STORY: usize = 40;

/// Words that an opening or a stray paragraph needs to be worth an article of its own.
const SUBSTANCE: usize = 12;

/// Cuts the draft into its stories.
pub(crate) fn cut(draft: &mut Draft, way: Way) {
    let blocks = block::join(draft);
    let sections = section::read(&blocks);
    let is_entry = |section: &Section| draft.has_entries && section.level == ENTRY;
    let holds = |section| if is_entry(section) { Holds::Story } else { holds(draft, &blocks, section) };
    let holds: Vec<Holds> = sections.iter().map(holds).collect();
    let count = |kind| holds.iter().filter(|one| **one == kind).count();
    let lists_rule = count(Holds::List) >= count(Holds::Story);
    let story_level = story_level(&blocks, &sections);
    let mut outline = Outline {
        draft,
        blocks: &blocks,
        sections: &sections,
        holds: &holds,
        lists_rule,
        kickers: Vec::new(),
        headings: OnceCell::new(),
        story_level,
        way,
    };
    let mut at = 0;
    while let Some(section) = sections.get(at) {
        at = outline.section(at, section);
    }
}

/// The level whose headings stand over stories in this document: nearly each has prose of its own. One
/// among them that goes on in subheadings at once is a story as well.
fn story_level(blocks: &[Block], sections: &[Section]) -> Option<u8> {
    // Fewer headings are no habit.
    const HABIT: usize = 6;
    let has_prose = |section: &&Section| {
        let own = blocks.get(section.blocks.clone()).unwrap_or_default();
        own.iter().map(|block| block.words).sum::<usize>() >= STORY
    };
    let level = sections.iter().filter(|section| section.heading.is_some()).map(|section| section.level).min()?;
    let levels = level..=level.saturating_add(1);
    levels.into_iter().find(|level| {
        let all = || sections.iter().filter(|section| section.heading.is_some() && section.level == *level);
        all().count() >= HABIT && all().filter(has_prose).count() * 10 >= all().count() * 9
    })
}

/// The words of all headings, as a table of contents would repeat them.
fn headings(draft: &Draft, blocks: &[Block]) -> HashSet<String> {
    let headings = blocks.iter().filter(|block| block.is_heading());
    headings.map(|block| titles::tidy(&marks::plain(draft.text(block.lines.start))).to_lowercase()).collect()
}

/// Whether a block, the only one of its section, says that the section is empty.
fn is_notice(draft: &Draft, block: &Block) -> bool {
    is_empty_notice(draft, block) || block.kind == Kind::Paragraph && says_nothing_yet(draft, block)
}

struct Outline<'d, 'a> {
    draft: &'d mut Draft<'a>,
    blocks: &'d [Block],
    sections: &'d [Section],
    /// What each section holds, seen alone.
    holds: &'d [Holds],
    /// Whether more sections are lists than stories.
    lists_rule: bool,
    /// The rubric headings above, with their levels.
    kickers: Vec<(u8, usize)>,
    /// The words of all headings, where they were asked for.
    headings: OnceCell<HashSet<String>>,
    /// The level of headings that stand over stories, if there is one.
    story_level: Option<u8>,
    /// Which outline it is: nearly each paragraph may hold a link, or all may be told by one voice.
    way: Way,
}

impl<'d> Outline<'d, '_> {
    /// Cuts one section and gives the index of the next.
    fn section(&mut self, at: usize, section: &Section) -> usize {
        let heading = section.heading.and_then(|heading| self.blocks.get(heading)).map(|block| block.lines.start);
        if heading.is_some() {
            self.kickers.retain(|(level, _)| *level < section.level);
        }
        let is_opening = at == 0 && heading.is_none();
        let is_entry = self.draft.has_entries && section.level == ENTRY;
        let is_title = at == 0 && !is_entry && heading.is_some_and(|line| self.is_title(at, section, line));
        if self.is_quotation(at, section, heading) {
            self.rubric(section.level, heading);
            self.neutral(section.blocks.clone());
            return self.quoted(at + 1, section.blocks.is_empty());
        }
        if let Some(next) = heading.filter(|_| !is_title).and_then(|heading| self.agenda(at, section, heading)) {
            return next;
        }
        if heading.is_some() && !is_title && self.holds_linked_paragraphs(section) {
            self.rubric(section.level, heading);
            self.linked(section);
            return at + 1;
        }
        match self.holds(at) {
            Holds::Nothing if self.goes_on_below(at, section) => return self.story(at, section, heading),
            // Where nothing marks levels, a heading over nothing stands above the next ones.
            Holds::Nothing => self.rubric(section.level.min(BARE - 1), heading),
            Holds::List => {
                self.rubric(section.level, heading);
                self.list(section, heading);
            }
            Holds::Story | Holds::Both if is_opening || is_title => {
                self.rubric(section.level, heading);
                self.loose(section.blocks.clone(), &OPENING);
            }
            Holds::Story | Holds::Both if heading.is_none() => self.loose(section.blocks.clone(), &PARAGRAPH),
            Holds::Story | Holds::Both => return self.under_heading(at, section, heading),
        }
        at + 1
    }

    /// What a section holds: where it has both prose and bullets, what most others hold.
    fn holds(&self, at: usize) -> Holds {
        match self.holds.get(at) {
            Some(Holds::Both) if self.lists_rule => Holds::List,
            Some(Holds::Both) => Holds::Story,
            Some(holds) => *holds,
            None => Holds::Nothing,
        }
    }

    /// Whether the first heading is the document's title: where the front matter has one, it says so twice;
    /// else it names a digest, or is alone on its level above all others.
    fn is_title(&self, at: usize, section: &Section, heading: usize) -> bool {
        let words = self.draft.text(heading);
        let names_a_digest = || masthead::names_a_digest(words);
        match details::front_title(&self.draft.lines) {
            Some(title) => {
                fold(&marks::plain(words)) == fold(title) || names_a_digest() && self.has_children(at, section)
            }
            None => names_a_digest() || self.is_above_all(at, section) || self.is_over_rubric(at),
        }
    }

    /// Cuts the prose under a heading, mostly a story, and gives the index of the next section.
    fn under_heading(&mut self, at: usize, section: &Section, heading: Option<usize>) -> usize {
        let is_notice = self.is_notice(section);
        let is_entries = self.is_entries(section) || heading.is_some_and(|line| self.is_briefs(section, line));
        if !is_notice && !is_entries && !self.is_rubric_with_words(at, section) {
            return self.story(at, section, heading);
        }
        self.rubric(section.level, heading);
        if is_notice {
            self.neutral(section.blocks.clone());
        } else if is_entries {
            self.entries(section);
        } else {
            self.loose(section.blocks.clone(), &PARAGRAPH);
        }
        at + 1
    }

    /// Whether deeper headings follow, and no other stands as high.
    fn is_above_all(&self, at: usize, section: &Section) -> bool {
        let others = self.sections.get(at + 1..).unwrap_or_default();
        self.has_children(at, section) && others.iter().all(|other| other.level != section.level)
    }

    /// Whether deeper headings follow.
    fn has_children(&self, at: usize, section: &Section) -> bool {
        self.sections.get(at + 1).is_some_and(|next| next.level > section.level)
    }

    /// Whether the next heading of the same level has nothing but deeper headings under it: the first such
    /// heading is the title.
    fn is_over_rubric(&self, at: usize) -> bool {
        let next = self.sections.get(at + 1).filter(|next| next.heading.is_some() && next.blocks.is_empty());
        next.is_some_and(|next| self.has_children(at + 1, next))
    }

    /// A rubric heading followed by a few words and then by deeper headings.
    fn is_rubric_with_words(&self, at: usize, section: &Section) -> bool {
        // A story told in subsections has more of its own than a sentence.
        let few = if self.lists_rule { STORY } else { STORY / 2 };
        self.has_children(at, section) && self.words(section) < few && !self.goes_on_below(at, section)
    }

    /// Whether this is a story like the others of its level that begins with a subheading, or one whose
    /// list has a label in bold.
    fn goes_on_below(&self, at: usize, section: &Section) -> bool {
        let is_entry = self.draft.has_entries && section.level == ENTRY;
        self.has_children(at, section)
            && (is_entry
                || self.story_level == Some(section.level)
                || self.is_labelled(at, section)
                || self.asks_below(at, section))
    }

    /// Whether the headings below this one are the questions that its story answers.
    fn asks_below(&self, at: usize, section: &Section) -> bool {
        const FEWEST: usize = 2;
        let below = self.sections.get(at + 1..).unwrap_or_default();
        let below = || below.iter().take_while(|below| below.level > section.level).filter_map(|below| below.heading);
        let asks = |heading: usize| {
            let line = self.blocks.get(heading).map(|block| block.lines.start);
            line.is_some_and(|line| self.draft.text(line).ends_with('?'))
        };
        below().count() >= FEWEST && below().all(asks)
    }

    /// Whether text is followed by a label in bold (`**Fixes:**`): without its colon it may be a rubric.
    fn is_labelled(&self, at: usize, section: &Section) -> bool {
        let label = self.sections.get(at + 1).filter(|next| next.level == LEAD).and_then(|next| next.heading);
        let label = label.and_then(|at| self.blocks.get(at)).and_then(|block| self.draft.lines.get(block.lines.start));
        label.is_some_and(|line| line.ends_with_colon()) && self.words(section) >= SUBSTANCE
    }

    fn words(&self, section: &Section) -> usize {
        self.own(section.blocks.clone()).iter().map(|block| block.words).sum()
    }

    fn own(&self, range: Range<usize>) -> &'d [Block] {
        self.blocks.get(range).unwrap_or_default()
    }

    /// A section that says that it is empty (*No jobs this week.*).
    fn is_notice(&self, section: &Section) -> bool {
        let own = self.own(section.blocks.clone());
        let lines = own.iter().flat_map(|block| block.lines.clone()).filter(|at| self.draft.is_content(*at));
        let (bare, all) =
            lines.fold((0, 0), |(bare, all), at| (bare + usize::from(marks::is_address(self.draft.text(at))), all + 1));
        // A word alone holds the place of a text (*TBD*).
        let is_word = |block: &Block| {
            let text = self.draft.text(block.lines.start);
            block.kind == Kind::Paragraph
                && block.words <= 1
                && block.lines.len() == 1
                && !text.contains(['/', '<', '!'])
        };
        // Bare addresses under a heading are no story; one or two words beside them change nothing.
        matches!(own, [block] if is_notice(self.draft, block) || is_word(block)) || bare >= 2 && bare * 10 >= all * 6
    }

    fn neutral(&mut self, range: Range<usize>) {
        for block in self.own(range) {
            let role = if is_notice(self.draft, block) { Role::Chrome } else { Role::Neutral };
            self.draft.set(block.lines.clone(), role);
        }
    }

    fn rubric(&mut self, level: u8, heading: Option<usize>) {
        if let Some(heading) = heading {
            self.draft.set(heading..heading + 1, Role::Neutral);
            self.kickers.push((level, heading));
        }
    }

    fn push(&mut self, lines: Range<usize>, seen: &'static Seen, heading: Option<usize>) {
        let kicker = self.kickers.last().map(|(_, line)| *line).filter(|line| Some(*line) != heading);
        let (heading, kicker) = (heading.and_then(At::new), kicker.and_then(At::new));
        self.draft.cuts.push(Cut { lines: lines.into(), reason: seen.into(), heading, kicker });
    }

    /// One article: the heading and all under it, with the deeper headings that are its own.
    fn story(&mut self, at: usize, section: &Section, heading: Option<usize>) -> usize {
        let mut next = at + 1;
        if self.words(section) >= STORY || self.goes_on_below(at, section) {
            let rest = self.sections.get(next..).unwrap_or_default();
            // In a digest of lists, one below a story is a list of its own.
            let is_list = |inner: usize| self.lists_rule && self.is_long_list(next + inner);
            let is_inner = |(order, inner): &(usize, &Section)| inner.level > section.level && !is_list(*order);
            let inner = rest.iter().enumerate().take_while(is_inner).count() * usize::from(section.level > 0);
            // A heading over most of a digest is the first of its stories, not the whole of it.
            next += if inner * 2 > self.sections.len() { 0 } else { inner };
        }
        let last = next
            .checked_sub(1)
            .and_then(|last| self.sections.get(last))
            .map_or(section.blocks.end, |last| last.blocks.end);
        let own = section.blocks.start..last.max(section.blocks.end);
        if self.drop_standing(own.clone()) == 0 {
            self.rubric(section.level, heading);
            return next;
        }
        let start = heading.or_else(|| self.own(own.clone()).first().map(|block| block.lines.start));
        let end = self.own(own).last().map(|block| block.lines.end);
        if let (Some(start), Some(end)) = (start, end) {
            self.push(start..end, &HEADING, heading);
        }
        next
    }

    /// Whether a section is a list with more items than a story would count up.
    fn is_long_list(&self, at: usize) -> bool {
        const ITEMS: usize = 3;
        let own = self.sections.get(at).map(|section| self.own(section.blocks.clone())).unwrap_or_default();
        self.holds(at) == Holds::List && own.iter().filter(|block| block.kind == Kind::Item).count() >= ITEMS
    }

    /// Sets aside what in a story is no story, and counts the blocks that remain.
    fn drop_standing(&mut self, range: Range<usize>) -> usize {
        let own = self.own(range);
        // A section that says that it is empty holds nothing but standing text.
        let is_empty = own.iter().any(|block| is_empty_notice(self.draft, block)) && own.len() <= 3;
        let is_standing =
            |block: &&Block| is_empty || block.kind == Kind::Paragraph && self.asks_for_contributions(block);
        let standing: Vec<&Block> = own.iter().filter(is_standing).collect();
        let remaining = own.len() - standing.len();
        for block in standing {
            self.draft.set(block.lines.clone(), Role::Chrome);
        }
        remaining
    }

    /// A line that asks for contributions: a paragraph that begins so.
    fn asks_for_contributions(&self, block: &Block) -> bool {
        // What is twice as long is none: to look through all prose for it would take a quarter of the time.
        const MOST: usize = 15;
        if block.words > 2 * MOST {
            return false;
        }
        let (found, words) = phrases::find(&paragraph(self.draft, block));
        words <= MOST && found.iter().any(|one| one.hint == Hint::Boilerplate && one.at == 0)
    }
}

#[cfg(test)]
mod tests;
