//! Cuts a digest by its structure: headings, bullets, breaks.
//!
//! Under each heading stands either a story or a list of stories. Which of the two a section with both
//! prose and bullets is, is told by what the other sections of the same document are.

use std::collections::HashSet;
use std::ops::Range;

use crate::text::fold::fold;
use crate::text::words::runs;

use super::block::{self, Block, ENTRY, Kind, LEAD};
use super::dates;
use super::details;
use super::kind;
use super::marks;
use super::phrases::{self, Found, Hint};
use super::role::{At, Cut, Draft, Role, Rule};
use super::section::{self, Section};
use super::siblings;
use super::titles;

/// Words that a heading needs under it to stand over a story that is told in subsections.
const STORY: usize = 40;

/// Words that an opening or a stray paragraph needs to be worth an article of its own.
const SUBSTANCE: usize = 12;

/// What a section holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Nothing,
    Story,
    List,
    /// Prose, then bullets: the other sections decide.
    Both,
}

/// Cuts the draft into its stories.
pub(crate) fn cut(draft: &mut Draft, by_paragraph: bool) {
    let blocks = block::join(draft);
    let sections = section::read(&blocks);
    let is_entry = |section: &Section| draft.has_entries && section.level == ENTRY;
    let holds = |section| if is_entry(section) { Holds::Story } else { holds(draft, &blocks, section) };
    let holds: Vec<Holds> = sections.iter().map(holds).collect();
    let count = |kind| holds.iter().filter(|one| **one == kind).count();
    let lists_rule = count(Holds::List) >= count(Holds::Story);
    let headings = headings(draft, &blocks);
    let story_level = story_level(&blocks, &sections);
    let mut outline = Outline {
        draft,
        blocks: &blocks,
        sections: &sections,
        kickers: Vec::new(),
        headings,
        story_level,
        by_paragraph,
    };
    let mut at = 0;
    while let (Some(section), Some(holds)) = (sections.get(at), holds.get(at)) {
        let holds = if *holds == Holds::Both { if lists_rule { Holds::List } else { Holds::Story } } else { *holds };
        at = outline.section(at, section, holds, lists_rule);
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

/// What a section holds, seen alone.
fn holds(draft: &Draft, blocks: &[Block], section: &Section) -> Holds {
    let own = blocks.get(section.blocks.clone()).unwrap_or_default();
    let Some(first_item) = own.iter().position(|block| block.kind == Kind::Item) else {
        return if own.is_empty() { Holds::Nothing } else { Holds::Story };
    };
    let before = own.get(..first_item).unwrap_or_default();
    // Under no heading, one sentence with a colon leads to the list as well.
    let leads =
        |block: &Block| section.heading.is_none() && block.words <= 30 && paragraph(draft, block).ends_with(':');
    if goes_on_in_items(draft, own, first_item) {
        Holds::Story
    } else if before.iter().all(|block| is_introduction(draft, block) || leads(block)) {
        Holds::List
    } else if is_labelled(draft, before) {
        Holds::Story
    } else {
        Holds::Both
    }
}

/// A sentence that goes on in the items under it: it ends in a colon, and they begin with small letters.
fn goes_on_in_items(draft: &Draft, own: &[Block], first_item: usize) -> bool {
    let items: Vec<&Block> = own.iter().filter(|block| block.kind == Kind::Item).collect();
    let is_part = |item: &Block| draft.text(item.lines.start).starts_with(char::is_lowercase);
    let lead = first_item.checked_sub(1).and_then(|lead| own.get(lead));
    lead.is_some_and(|lead| lead.words >= 5 && paragraph(draft, lead).trim_end().ends_with(':'))
        && are_most(&items, 8, is_part)
}

/// Text, then a label (`Contributing threads:`) over the list: what it names belongs to the text.
fn is_labelled(draft: &Draft, before: &[Block]) -> bool {
    let Some((label, text)) = before.split_last() else { return false };
    siblings::is_label(draft, label) && text.iter().map(|block| block.words).sum::<usize>() >= SUBSTANCE
}

/// A paragraph that only leads to the list under it.
fn is_introduction(draft: &Draft, block: &Block) -> bool {
    let text = paragraph(draft, block);
    marks::is_whole_emphasis(&text)
        || block.words <= 6
        || block.words <= SUBSTANCE && text.ends_with(':')
        || matches!(standing(draft, block), Some(Standing::Boilerplate | Standing::Recurring))
}

/// Whether a paragraph, in which these phrases were found, introduces what each issue has: *Every week the
/// team announces …*.
fn is_recurring(block: &Block, found: &[Found]) -> bool {
    // More than three sentences are worth reading for themselves.
    let may_be = block.kind == Kind::Paragraph && block.words <= 45;
    may_be && found.iter().any(|one| one.hint == Hint::Recurring && one.at == 0)
}

/// What a paragraph is that each issue has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// Boilerplate, or a notice that there is nothing.
    Boilerplate,
    /// An introduction.
    Recurring,
    /// A summary of what is to come.
    Contents,
}

impl Standing {
    fn role(self) -> Role {
        if self == Standing::Boilerplate { Role::Chrome } else { Role::Neutral }
    }
}

/// Whether a paragraph is standing text, and of which sort.
fn standing(draft: &Draft, block: &Block) -> Option<Standing> {
    let text = paragraph(draft, block);
    if is_empty_notice(draft, block) {
        return Some(Standing::Boilerplate);
    }
    // The words of an address would make a line of boilerplate look long.
    let (found, words) = phrases::find(&marks::plain(&text));
    let standing = found.iter().filter(|one| matches!(one.hint, Hint::Boilerplate | Hint::Footer)).count();
    // "This week" opens a summary of contents; further on it is a date like any other.
    let has_contents = found.iter().any(|one| one.hint == Hint::Contents && (one.at <= 3 || one.len >= 3));
    // Boilerplate is a short paragraph; a longer one that names a newsletter once may be a story about it.
    if standing >= 1 && words <= 45 || standing >= 2 && words <= 90 {
        Some(Standing::Boilerplate)
    } else if is_recurring(block, &found) {
        Some(Standing::Recurring)
    } else if has_contents && (words <= 90 || enumerates(&text, words))
        || marks::is_whole_emphasis(&text) && words <= 60
    {
        Some(Standing::Contents)
    } else {
        None
    }
}

/// Whether a text counts up one thing after the other: a comma in each line or two, as contents have.
fn enumerates(text: &str, words: usize) -> bool {
    words <= 200 && text.matches([',', ';']).count() * 25 >= words
}

/// A line in emphasis that says that there is nothing.
fn is_empty_notice(draft: &Draft, block: &Block) -> bool {
    // Cheap test first: this is asked of every item.
    draft.text(block.lines.start).starts_with(['*', '_', '/'])
        && says_nothing(draft, block)
        && marks::is_whole_emphasis(&paragraph(draft, block))
}

/// A few words that begin by saying that there is nothing.
fn says_nothing(draft: &Draft, block: &Block) -> bool {
    if block.words > SUBSTANCE {
        return false;
    }
    let plain = marks::plain(&paragraph(draft, block)).to_lowercase();
    ["no ", "none", "nothing", "aucun", "pas de ", "rien "].iter().any(|start| plain.starts_with(start))
}

/// Whether a text asks the reader for something: standing text after a list does, stories seldom.
fn speaks_to_the_reader(text: &str) -> bool {
    let folded = fold(text);
    runs(&folded).any(|word| ["you", "your", "please", "vous", "votre", "vos", "nous"].contains(&word))
}

/// A few words, what addresses have of them aside.
fn is_few(draft: &Draft, block: &Block) -> bool {
    phrases::find(&marks::plain(&paragraph(draft, block))).1 < SUBSTANCE
}

/// The text of a block in one line.
fn paragraph(draft: &Draft, block: &Block) -> String {
    let words: Vec<&str> = block.lines.clone().map(|at| draft.text(at)).collect();
    words.join(" ")
}

fn is_address(text: &str) -> bool {
    !text.is_empty() && text.split_whitespace().all(|word| word.contains("://"))
}

/// How sure it is that text under no heading is worth an article: opening remarks mostly are, what stands
/// between two lists is as often part of them.
fn sureness(rule: Rule) -> f32 {
    if rule == Rule::Opening { 0.8 } else { 0.6 }
}

/// Whether at least so many tenths of the items are so. A first sample decides most lists: long ones
/// would be read through for nothing.
fn are_most(items: &[&Block], tenths: usize, is_so: impl Fn(&Block) -> bool) -> bool {
    const SAMPLE: usize = 20;
    let enough = |items: &[&Block]| items.iter().filter(|item| is_so(item)).count() * 10 >= items.len() * tenths;
    let sample = items.get(..SAMPLE.min(items.len())).unwrap_or_default();
    enough(sample) && (sample.len() == items.len() || enough(items))
}

struct Outline<'d, 'a> {
    draft: &'d mut Draft<'a>,
    blocks: &'d [Block],
    sections: &'d [Section],
    /// The rubric headings above, with their levels.
    kickers: Vec<(u8, usize)>,
    /// The words of all headings.
    headings: HashSet<String>,
    /// The level of headings that stand over stories, if there is one.
    story_level: Option<u8>,
    /// Whether nearly each paragraph holds a link.
    by_paragraph: bool,
}

impl<'d> Outline<'d, '_> {
    /// Cuts one section and gives the index of the next.
    fn section(&mut self, at: usize, section: &Section, holds: Holds, lists_rule: bool) -> usize {
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
        if heading.is_some() && !is_title && self.holds_linked_paragraphs(section) {
            self.rubric(section.level, heading);
            self.linked(section);
            return at + 1;
        }
        match holds {
            Holds::Nothing if self.goes_on_below(at, section) => return self.story(at, section, heading),
            Holds::Nothing => self.rubric(section.level, heading),
            Holds::List => {
                self.rubric(section.level, heading);
                self.list(section, heading);
            }
            Holds::Story | Holds::Both if is_opening || is_title => {
                self.rubric(section.level, heading);
                self.loose(section.blocks.clone(), Rule::Opening);
            }
            Holds::Story | Holds::Both if heading.is_none() => self.loose(section.blocks.clone(), Rule::Paragraph),
            Holds::Story | Holds::Both => return self.under_heading(at, section, heading, lists_rule),
        }
        at + 1
    }

    /// Whether the first heading is the document's title: where the front matter has one, it says so twice;
    /// else it names a digest, or is alone on its level above all others.
    fn is_title(&self, at: usize, section: &Section, heading: usize) -> bool {
        let words = self.draft.text(heading);
        let names_a_digest = || kind::names_a_digest(words);
        match details::front(&self.draft.lines, &["title", "titre"]) {
            Some(title) => {
                fold(&marks::plain(words)) == fold(title) || names_a_digest() && self.has_children(at, section)
            }
            None => names_a_digest() || self.is_above_all(at, section) || self.is_over_rubric(at),
        }
    }

    /// Cuts the prose under a heading, mostly a story, and gives the index of the next section.
    fn under_heading(&mut self, at: usize, section: &Section, heading: Option<usize>, lists_rule: bool) -> usize {
        let is_notice = self.is_notice(section);
        let is_entries = self.is_entries(section) || heading.is_some_and(|line| self.is_briefs(section, line));
        if !is_notice && !is_entries && !self.is_rubric_with_words(at, section, lists_rule) {
            return self.story(at, section, heading);
        }
        self.rubric(section.level, heading);
        if is_notice {
            self.neutral(section.blocks.clone());
        } else if is_entries {
            self.entries(section);
        } else {
            self.loose(section.blocks.clone(), Rule::Paragraph);
        }
        at + 1
    }

    /// Cuts each paragraph of a section as an entry. Under the last may stand, in emphasis, how to send one.
    fn entries(&mut self, section: &Section) {
        let own = self.own(section.blocks.clone());
        let asks = |last: &&Block| {
            let text = paragraph(self.draft, last);
            last.words <= 45 && marks::is_whole_emphasis(&text) && speaks_to_the_reader(&text)
        };
        let call = own.last().filter(asks);
        for block in own.iter().take(own.len() - usize::from(call.is_some())) {
            self.push(block.lines.clone(), Rule::Entry, 0.75, "a paragraph that stands for itself", None);
        }
        if let Some(call) = call {
            self.draft.set(call.lines.clone(), Role::Chrome);
        }
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
    fn is_rubric_with_words(&self, at: usize, section: &Section, lists_rule: bool) -> bool {
        // A story told in subsections has more of its own than a sentence.
        let few = if lists_rule { STORY } else { STORY / 2 };
        self.has_children(at, section) && self.words(section) < few && !self.goes_on_below(at, section)
    }

    /// Whether this is a story like the others of its level that begins with a subheading, or one whose
    /// list has a label in bold.
    fn goes_on_below(&self, at: usize, section: &Section) -> bool {
        let is_entry = self.draft.has_entries && section.level == ENTRY;
        self.has_children(at, section)
            && (is_entry || self.story_level == Some(section.level) || self.is_labelled(at, section))
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

    /// The quotation of the week: quoted lines, and beside them only who said it.
    fn is_quotation(&self, at: usize, section: &Section, heading: Option<usize>) -> bool {
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
    fn quoted(&mut self, at: usize, is_above: bool) -> usize {
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

    /// A section whose paragraphs each end in an address: each stands for itself.
    fn is_entries(&self, section: &Section) -> bool {
        let own = self.own(section.blocks.clone());
        let ends_in_address = |block: &&Block| {
            let last = self.draft.text(block.lines.end.saturating_sub(1));
            // The target of a link in the text is no address of the paragraph.
            let is_own = |word: &str| word.contains("://") && !word.contains("](");
            block.words >= 4 && last.split_whitespace().next_back().is_some_and(is_own)
        };
        let begins_with_link = |block: &&Block| marks::link(self.draft.text(block.lines.start)).is_some();
        let count = |is_so: &dyn Fn(&&Block) -> bool| own.iter().filter(is_so).count();
        let entries = count(&ends_in_address).max(count(&begins_with_link));
        entries >= 2 && entries * 10 >= own.len() * 7 && own.iter().all(|block| block.kind == Kind::Paragraph)
    }

    /// A section of a document whose paragraphs nearly all hold links: each that does stands for itself, with
    /// what it leads to.
    fn holds_linked_paragraphs(&self, section: &Section) -> bool {
        let own = self.own(section.blocks.clone());
        let paragraphs = || own.iter().filter(|block| block.kind == Kind::Paragraph);
        self.by_paragraph
            && own.first().is_some_and(|block| block.kind == Kind::Paragraph)
            && paragraphs().filter(|block| self.holds_link(block)).count() * 3 >= paragraphs().count() * 2
    }

    fn holds_link(&self, block: &Block) -> bool {
        // A picture has no words.
        block.words > 0 && block.lines.clone().any(|at| marks::holds_link(self.draft.text(at)))
    }

    /// Cuts such a section before each paragraph with a link.
    fn linked(&mut self, section: &Section) {
        let own = self.own(section.blocks.clone());
        let starts: Vec<usize> = (0..own.len())
            .filter(|at| own.get(*at).is_some_and(|block| block.kind == Kind::Paragraph && self.holds_link(block)))
            .collect();
        let before = own.len().min(starts.first().copied().unwrap_or(own.len()));
        self.loose(section.blocks.start..section.blocks.start + before, Rule::Paragraph);
        for (order, start) in starts.iter().enumerate() {
            let end = starts.get(order + 1).copied().unwrap_or(own.len());
            let mut part = own.get(*start..end).unwrap_or_default();
            while let Some((last, rest)) =
                part.split_last().filter(|(last, rest)| !rest.is_empty() && self.is_call(last))
            {
                self.draft.set(last.lines.clone(), Role::Chrome);
                part = rest;
            }
            let is_notice = own.len() == 1 && part.iter().all(|block| says_nothing(self.draft, block));
            if is_notice || order + 1 == starts.len() && matches!(part, [last] if self.asks_the_reader(last)) {
                part.iter().for_each(|block| self.draft.set(block.lines.clone(), Role::Chrome));
            } else if let (Some(first), Some(last)) = (part.first(), part.last()) {
                let lines = first.lines.start..last.lines.end;
                self.push(lines, Rule::Entry, 0.7, "a paragraph with a link of its own", None);
            }
        }
    }

    /// A line that asks the reader for contributions.
    fn asks_the_reader(&self, block: &Block) -> bool {
        self.is_call(block) && speaks_to_the_reader(&paragraph(self.draft, block))
    }

    /// A rubric for all that is left (*In brief*): each of its paragraphs is a brief.
    fn is_briefs(&self, section: &Section, heading: usize) -> bool {
        let (found, words) = phrases::find(&marks::plain(self.draft.text(heading)));
        let is_named = found.iter().any(|one| one.hint == Hint::Briefs && one.len + 1 >= words);
        let own = self.own(section.blocks.clone());
        // Shorter ones are lines of one text.
        is_named && own.len() >= 2 && own.iter().all(|block| block.kind == Kind::Paragraph && block.words >= SUBSTANCE)
    }

    /// A section that says that it is empty (*No jobs this week.*).
    fn is_notice(&self, section: &Section) -> bool {
        let own = self.own(section.blocks.clone());
        let lines = own.iter().flat_map(|block| block.lines.clone()).filter(|at| self.draft.is_content(*at));
        let (bare, all) =
            lines.fold((0, 0), |(bare, all), at| (bare + usize::from(is_address(self.draft.text(at))), all + 1));
        // A word alone holds the place of a text (*TBD*).
        let is_word = |block: &Block| {
            let text = self.draft.text(block.lines.start);
            block.kind == Kind::Paragraph
                && block.words <= 1
                && block.lines.len() == 1
                && !text.contains(['/', '<', '!'])
        };
        // Bare addresses under a heading are no story; one or two words beside them change nothing.
        matches!(own, [block] if is_empty_notice(self.draft, block) || is_word(block))
            || bare >= 2 && bare * 10 >= all * 6
    }

    fn neutral(&mut self, range: Range<usize>) {
        for block in self.own(range) {
            let role = if is_empty_notice(self.draft, block) { Role::Chrome } else { Role::Neutral };
            self.draft.set(block.lines.clone(), role);
        }
    }

    fn rubric(&mut self, level: u8, heading: Option<usize>) {
        if let Some(heading) = heading {
            self.draft.set(heading..heading + 1, Role::Neutral);
            self.kickers.push((level, heading));
        }
    }

    fn push(
        &mut self,
        lines: Range<usize>,
        rule: Rule,
        confidence: f32,
        evidence: &'static str,
        heading: Option<usize>,
    ) {
        let kicker = self.kickers.last().map(|(_, line)| *line).filter(|line| Some(*line) != heading);
        let (heading, kicker) = (heading.and_then(At::new), kicker.and_then(At::new));
        self.draft.cuts.push(Cut { lines, rule, confidence, evidence: evidence.into(), heading, kicker });
    }

    /// One article: the heading and all under it, with the deeper headings that are its own.
    fn story(&mut self, at: usize, section: &Section, heading: Option<usize>) -> usize {
        let mut next = at + 1;
        if self.words(section) >= STORY || self.goes_on_below(at, section) {
            let rest = self.sections.get(next..).unwrap_or_default();
            let inner = rest.iter().take_while(|inner| inner.level > section.level && section.level > 0).count();
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
            self.push(start..end, Rule::Heading, 0.9, "a heading with text under it", heading);
        }
        next
    }

    /// Sets aside what in a story is no story, and counts the blocks that remain.
    fn drop_standing(&mut self, range: Range<usize>) -> usize {
        let own = self.own(range);
        // A section that says that it is empty holds nothing but standing text.
        let is_empty = own.iter().any(|block| is_empty_notice(self.draft, block)) && own.len() <= 3;
        let is_standing = |block: &&Block| is_empty || block.kind == Kind::Paragraph && self.is_call(block);
        let standing: Vec<&Block> = own.iter().filter(is_standing).collect();
        let remaining = own.len() - standing.len();
        for block in standing {
            self.draft.set(block.lines.clone(), Role::Chrome);
        }
        remaining
    }

    /// A line that asks for contributions: a paragraph that begins so.
    fn is_call(&self, block: &Block) -> bool {
        // What is twice as long is none: to look through all prose for it would take a quarter of the time.
        const MOST: usize = 15;
        if block.words > 2 * MOST {
            return false;
        }
        let (found, words) = phrases::find(&paragraph(self.draft, block));
        words <= MOST && found.iter().any(|one| one.hint == Hint::Boilerplate && one.at == 0)
    }

    /// A list: each bullet is an article, unless the list is one of dates or of names.
    fn list(&mut self, section: &Section, heading: Option<usize>) {
        let (own, first) = (self.own(section.blocks.clone()), self.draft.cuts.len());
        let items: Vec<&Block> = own.iter().filter(|block| block.kind == Kind::Item).collect();
        if self.is_contents(&items) {
            for item in &items {
                self.draft.set(item.lines.clone(), Role::Neutral);
            }
        } else if self.is_calendar(&items) {
            let lines =
                items.first().map_or(0, |first| first.lines.start)..items.last().map_or(0, |last| last.lines.end);
            self.push(lines, Rule::Calendar, 0.8, "a list of dates under one heading", heading);
        } else if self.is_names(&items) {
            for item in &items {
                self.draft.set(item.lines.clone(), Role::Neutral);
            }
        } else {
            for item in &items {
                if is_empty_notice(self.draft, item) {
                    self.draft.set(item.lines.clone(), Role::Chrome);
                    continue;
                }
                self.push(item.lines.clone(), Rule::Bullet, 0.9, "a list item that stands for itself", None);
            }
        }
        for (order, block) in own.iter().enumerate() {
            if block.kind != Kind::Item {
                let leads = own.get(order + 1).is_some_and(|next| next.kind == Kind::Item);
                self.between(block, leads, section);
            }
        }
        // Those of the sections before are in order.
        let cuts = self.draft.cuts.get_mut(first..).unwrap_or_default();
        cuts.sort_by_key(|cut| cut.lines.start);
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
                let rule = if is_first { Rule::Opening } else { Rule::Paragraph };
                self.push(block.lines.clone(), rule, sureness(rule), "text beside a list", None);
            }
        }
    }

    /// Nothing but addresses.
    fn is_addresses(&self, block: &Block) -> bool {
        block.lines.clone().all(|at| is_address(self.draft.text(at)))
    }

    /// Paragraphs under no heading: those that are not standing text make one article.
    fn loose(&mut self, range: Range<usize>, rule: Rule) {
        let own = self.own(range);
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
                self.push(lines, rule, sureness(rule), "text under no heading", None);
            } else {
                for block in kept {
                    self.draft.set(block.lines.clone(), Role::Neutral);
                }
            }
        }
    }

    /// Most items lead into the document itself or repeat its headings: a table of contents.
    fn is_contents(&self, items: &[&Block]) -> bool {
        let repeats = |item: &Block| {
            let text = self.draft.text(item.lines.start);
            text.contains("](#") || self.headings.contains(&titles::tidy(&marks::plain(text)).to_lowercase())
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
