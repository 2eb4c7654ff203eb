//! What the sections of a document say together: stories of their own, or chapters of one text.
//!
//! Stories stand side by side under a bare title, or under rubrics that say nothing themselves; they are
//! often made alike (a label and links at the end of each), and share few words. Chapters have an
//! introduction, share the words of their subject, or answer one question after the other.

mod ties;

use std::borrow::Cow;
use std::collections::HashMap;

use crate::text::fold::fold;

use crate::digest::block::{BARE, Block, Kind};
use crate::digest::chrome;
use crate::digest::entries;
use crate::digest::marks;
use crate::digest::role::Draft;
use crate::digest::section::Section;

/// Words of the shortest brief.
const BRIEF: usize = 25;
/// Words that a rubric may have of its own: one sentence that leads to its stories.
const LEAD: usize = 30;
/// Words of what stands between the title of an issue and its first story at most.
const HEAD: usize = 20;
/// The fewest stories that show a pattern.
const PATTERN: usize = 4;
/// Stories that a rubric holds on the mean at most: more headings have none, and two over each other are chance.
const HELD: usize = 8;

/// Texts of one subject are at least so alike; those of many subjects at most so. Newsletters on one trade
/// come to 0.07 to 0.14, posts in chapters to 0.2 and more.
const TIED: f32 = 0.19;
const LOOSE: f32 = 0.145;

/// What the sections say together.
#[derive(Debug, Default)]
pub(crate) struct Siblings {
    /// Headings with enough text for a story.
    stories: usize,
    /// Headings over nothing but a sentence and deeper headings.
    rubrics: usize,
    /// 3 where all of one level follow a bare title at once, 2 where they only may.
    flat: isize,
    /// Whether most are made alike.
    is_alike: bool,
    /// Whether most headings ask something.
    pub asks: bool,
    /// How many words they share.
    ties: f32,
}

impl Siblings {
    /// Reads the sections of a document; `is_titled` where its front matter has its title.
    pub(crate) fn read(draft: &Draft, blocks: &[Block], sections: &[Section], is_titled: bool) -> Self {
        let reader = Reader { draft, blocks, sections };
        let stories: Vec<&Section> =
            sections.iter().filter(|section| section.heading.is_some() && reader.words(section) >= BRIEF).collect();
        if stories.len() < 3 {
            return Siblings::default();
        }
        let sample = stories.get(..ties::SECTIONS.min(stories.len())).unwrap_or_default();
        Siblings {
            stories: stories.len(),
            rubrics: reader.rubrics(),
            flat: reader.flat(is_titled),
            is_alike: reader.is_alike(),
            asks: reader.asks(),
            ties: ties::mean(sample.iter().map(|section| reader.text(section))),
        }
    }

    /// How much they speak for a digest; below 0 where they speak against one.
    pub(crate) fn points(&self) -> isize {
        if self.stories < PATTERN {
            return 0;
        }
        let is_loose = self.are_apart();
        // What is made alike shares the words of its labels.
        let tied = if self.ties >= TIED && !self.is_alike { -2 } else { 0 };
        let flat = if is_loose { self.flat } else { 0 };
        // Two rubrics may be the two parts of a post.
        let is_held = self.stories <= self.rubrics * HELD;
        let rubrics = if is_loose && is_held { [0, 0, 2, 3].get(self.rubrics).copied().unwrap_or(3) } else { 0 };
        flat.max(rubrics) + if self.is_alike { 3 } else { 0 } + tied
    }

    /// Whether there are stories enough that share few words.
    pub(crate) fn are_apart(&self) -> bool {
        self.stories >= PATTERN && self.ties <= LOOSE
    }

    /// Whether there are stories enough for the title of an issue to stand over.
    pub(crate) fn has_stories(&self) -> bool {
        self.stories >= 3
    }
}

struct Reader<'r, 'a> {
    draft: &'r Draft<'a>,
    blocks: &'r [Block],
    sections: &'r [Section],
}

impl Reader<'_, '_> {
    fn own(&self, section: &Section) -> &[Block] {
        self.blocks.get(section.blocks.clone()).unwrap_or_default()
    }

    fn words(&self, section: &Section) -> usize {
        self.own(section).iter().map(|block| block.words).sum()
    }

    /// The lines of a section, without marks.
    fn text(&self, section: &Section) -> impl Iterator<Item = Cow<'_, str>> {
        let lines = self.own(section).iter().flat_map(|block| block.lines.clone());
        lines.map(|at| marks::plain(self.draft.text(at)))
    }

    fn heading(&self, section: &Section) -> Option<&str> {
        let block = self.blocks.get(section.heading?)?;
        Some(self.draft.text(block.lines.start))
    }

    /// Headings, but for the document's own title, over a sentence at most, then over deeper headings with
    /// text. Where nothing marks levels, a heading over nothing at all stands above the next one.
    fn rubrics(&self) -> usize {
        let pairs = self.sections.iter().zip(self.sections.iter().skip(1)).skip(1);
        let is_rubric = |(section, next): &(&Section, &Section)| {
            let is_above = section.heading.is_some() && next.heading.is_some() && section.level > 0;
            let is_bare = section.level == BARE && next.level == BARE && section.blocks.is_empty();
            is_above
                && (section.level < next.level && self.words(section) <= LEAD || is_bare)
                && self.words(next) >= BRIEF
        };
        let first = self.sections.first().zip(self.sections.get(1)).filter(is_rubric);
        // The first heading is the title where no other is as high.
        let lowest = |level| self.sections.iter().filter(|section| section.level == level).count();
        let is_rubric_first = first.is_some_and(|(section, _)| section.level < BARE && lowest(section.level) > 1);
        pairs.filter(is_rubric).count() + usize::from(is_rubric_first)
    }

    /// A title, and at once sections of running text, all of one level: a post would first say something
    /// of its own, and its sections would be uneven.
    fn flat(&self, is_titled: bool) -> isize {
        let is_bare = self.sections.last().is_some_and(|last| last.level == BARE);
        let is_head = |section: &&Section| {
            let is_title = section.heading.is_some() && section.blocks.is_empty();
            // Where nothing is marked, a line of a few words below the title is its second line.
            is_title
                || is_bare
                    && self.words(section) <= HEAD
                    && !self.own(section).iter().any(|block| self.opens_with_byline(block))
        };
        let most = if is_bare { 3 } else { 1 };
        let head = self.sections.iter().take(most).take_while(is_head).count();
        let (head, stories) = self.sections.split_at_checked(head).unwrap_or_default();
        let Some(level) = stories.first().map(|story| story.level) else { return 0 };
        let is_above = is_titled || !head.is_empty() && head.iter().all(|section| section.level <= level);
        let is_story = |story: &Section| story.heading.is_some() && story.level == level && self.words(story) >= BRIEF;
        // A post has a few lines above its text as well: then one more story says as much.
        let is_sure = head.iter().all(|section| section.blocks.is_empty()) || stories.len() > PATTERN;
        let is_flat = is_above && stories.len() >= PATTERN && stories.iter().all(is_story);
        if !is_flat {
            0
        } else if is_sure {
            3
        } else {
            2
        }
    }

    /// Whether most headings ask: an interview.
    fn asks(&self) -> bool {
        let mut headings: Vec<&str> = self.sections.iter().filter_map(|section| self.heading(section)).collect();
        // Who answers may stand over each answer.
        let mut counts: HashMap<&str, usize> = HashMap::new();
        headings.iter().for_each(|text| *counts.entry(text).or_default() += 1);
        headings.retain(|text| counts.get(text).is_none_or(|count| *count < 3));
        let asks = headings.iter().filter(|text| text.trim_end_matches(['*', '_', ' ']).ends_with('?')).count();
        asks >= 3 && asks * 2 > headings.len()
    }

    /// Whether most sections have the same label over a list, are a quotation under the name of who says it, or
    /// have a heading that leads to a page of their own, or a line of their own that says who and when.
    fn is_alike(&self) -> bool {
        let mut labels: HashMap<String, usize> = HashMap::new();
        let (mut quotations, mut links, mut bylines, mut count) = (0, 0, 0, 0);
        let filled = self.sections.iter().filter(|section| section.heading.is_some() && !section.blocks.is_empty());
        for section in filled.take(ties::SECTIONS) {
            let own = self.own(section);
            let pairs = || own.iter().zip(own.iter().skip(1));
            count += 1;
            quotations += usize::from(pairs().any(|(above, quote)| self.is_attribution(above, quote)));
            links += usize::from(self.heading(section).is_some_and(marks::is_whole_link));
            bylines += usize::from(own.first().is_some_and(|first| self.opens_with_byline(first)));
            let label = pairs().find(|(above, list)| list.kind == Kind::Item && labels_list(self.draft, above));
            if let Some((label, _)) = label {
                *labels.entry(self.first_word(label)).or_default() += 1;
            }
        }
        let most = labels.into_values().chain([quotations, links, bylines]).max().unwrap_or(0);
        most >= PATTERN && most * 2 >= count
    }

    /// A line of a few words right above a quotation.
    fn is_attribution(&self, above: &Block, quote: &Block) -> bool {
        above.kind == Kind::Paragraph && quote.kind == Kind::Quote && above.lines.len() == 1 && above.words <= 12
    }

    /// A byline on a line of its own: `Ann Weaver, 2026-06-26`. An address may stand below.
    fn opens_with_byline(&self, first: &Block) -> bool {
        let line = self.draft.text(first.lines.start);
        let is_alone = first.lines.len() == 1
            || first.lines.len() == 2 && marks::url(self.draft.text(first.lines.start + 1)).is_some();
        first.kind == Kind::Paragraph && is_alone && entries::is_byline(line)
    }

    fn first_word(&self, block: &Block) -> String {
        let folded = fold(&marks::plain(self.draft.text(block.lines.start)));
        folded.split_whitespace().next().unwrap_or_default().trim_end_matches([':', 's']).to_owned()
    }
}

/// A label over a list: it names what the list is to the text above.
pub(crate) fn labels_list(draft: &Draft, block: &Block) -> bool {
    block.kind == Kind::Paragraph && draft.lines.get(block.lines.start).is_some_and(chrome::is_bare_label)
}

#[cfg(test)]
mod tests;
