//! The signs of each kind, counted in one look at the lines and the blocks of a document.

use std::collections::HashSet;

use crate::digest::block::{self, Block, Kind as BlockKind};
use crate::digest::briefs::is_capital_label;
use crate::digest::line::{Line, Shape};
use crate::digest::masthead::{is_release, title_points};
use crate::digest::phrases::{self, Hint};
use crate::digest::publication::presents_a_digest;
use crate::digest::role::{Draft, Role};
use crate::digest::section::{self, Section};
use crate::digest::siblings::Siblings;
use crate::digest::voices::{self, is_break, speaker};
use crate::digest::{details, marks};
use crate::model::article::Kind;
use crate::model::document::{Document, Markup};
use crate::text::fold::fold;
use crate::text::timecode;

use super::{PARAGRAPHS, WORDS, is_prose};

/// What was counted, and what is there or not.
#[derive(Debug, Default)]
pub(super) struct Signs {
    pub(super) content: usize,
    words: usize,
    blank: usize,
    pub(super) timed: usize,
    pub(super) speakers: usize,
    pub(super) voices: usize,
    /// Who speaks stands before what is said; one voice may tell one story after the other.
    pub(super) is_talk: bool,
    pub(super) is_script: bool,
    pub(super) breaks: usize,
    pub(super) labels: usize,
    pub(super) bullets: usize,
    bullet_words: usize,
    link_bullets: usize,
    pub(super) chapters: usize,
    /// Its times are those of chapters, with nothing of what is said.
    pub(super) is_timetable: bool,
    headings: usize,
    rubrics: usize,
    lists: usize,
    /// 3 where the first lines are the title of an issue, 2 where they or the text name a digest, 1 where they only may.
    titled: u8,
    linked_headings: usize,
    /// Paragraphs under headings, and those of them with a link of their own.
    paragraphs: usize,
    linked: usize,
    /// Paragraphs under headings that open with a link, however short.
    opened: usize,
    /// Headings over such paragraphs.
    filled: usize,
    manual: usize,
    fences: usize,
    read_on: usize,
    names_stories: bool,
    pub(super) is_show: bool,
    pub(super) is_release: bool,
    is_recording: bool,
    walls: usize,
    prose: usize,
    siblings: Siblings,
    pub(super) has_capitals: bool,
    pub(super) has_entries: bool,
}

impl Signs {
    pub(super) fn read(document: &Document, draft: &Draft) -> Self {
        let mut signs = Signs { walls: walls(draft), ..Signs::default() };
        for line in &draft.lines {
            signs.line(line);
        }
        signs.speakers(draft);
        signs.is_timetable = is_timetable(draft);
        signs.blocks(draft);
        let says_so = if edges(draft).any(presents_a_digest) { 2 } else { 0 };
        signs.titled = head(document, draft).map(title_points).max().unwrap_or(0).max(says_so);
        signs.is_release = signs.titled < 2 && head(document, draft).take(2).any(is_release);
        signs.has_capitals = draft.has_capitals;
        signs.has_entries = draft.has_entries;
        signs.is_recording = draft.lines.iter().any(announces_recording);
        signs
    }

    fn line(&mut self, line: &Line) {
        match line.shape {
            Shape::Blank => self.blank += 1,
            Shape::Timed => self.timed += 1,
            _ => {}
        }
        if line.has_words() {
            self.content += 1;
            self.words += line.words();
        }
        self.fences += usize::from(line.text.starts_with("```"));
        if line.shape == Shape::Text {
            // Further in, it is a value of code.
            self.labels += usize::from(line.indent < 4 && is_capital_label(line.text));
            self.prose += usize::from(is_prose(line));
        }
        if line.is_item() && timecode::is_timed(line.text.trim_start_matches(['*', '[', '`', ' '])) {
            self.chapters += 1;
        }
    }

    /// Lines that are only a name and a colon in bold: who speaks. Over a list such a line is its label.
    fn speakers(&mut self, draft: &Draft) {
        let mut names: HashSet<&str> = HashSet::new();
        for (at, line) in draft.lines.iter().enumerate() {
            // In bold, the header of a mail looks the same.
            let is_set_aside = draft.roles.get(at) == Some(&Role::Neutral);
            let Some(name) = speaker(line).filter(|_| !is_set_aside) else { continue };
            let below = draft.lines.get(at + 1..).and_then(|below| below.iter().find(|line| !line.is_blank()));
            if below.is_some_and(Line::is_item) {
                continue;
            }
            if is_break(name) {
                self.breaks += 1;
                continue;
            }
            self.speakers += 1;
            names.insert(name);
        }
        self.voices = names.len();
        let talk = voices::read(draft);
        self.is_talk = talk.is_talk;
        self.is_script = talk.is_script;
    }

    fn blocks(&mut self, draft: &Draft) {
        let blocks = block::join(draft);
        for block in &blocks {
            match block.kind {
                BlockKind::Heading(_) => self.heading(draft, block),
                BlockKind::Item => {
                    self.bullets += 1;
                    self.bullet_words += block.words;
                    let text = draft.text(block.lines.start);
                    self.link_bullets += usize::from(marks::url(text).is_some() || marks::link(text).is_some());
                }
                _ => {}
            }
        }
        let sections = section::read(&blocks);
        let is_titled = details::front_title(&draft.lines).is_some();
        self.siblings = Siblings::read(draft, &blocks, &sections, is_titled);
        self.paragraphs(draft, &blocks, &sections);
        let headings = blocks.iter().filter(|block| matches!(block.kind, BlockKind::Heading(_)));
        self.names_stories = names_stories(draft, headings.map(|block| draft.text(block.lines.start)));
        for section in sections {
            let first = blocks.get(section.blocks.clone()).and_then(<[Block]>::first);
            if section.heading.is_some() && first.is_some_and(|block| block.kind == BlockKind::Item) {
                self.lists += 1;
            }
            let last = blocks.get(section.blocks.clone()).and_then(<[Block]>::last);
            let reads_on = last.is_some_and(|block| leads_on(draft.text(block.lines.end.saturating_sub(1))));
            self.read_on += usize::from(section.heading.is_some() && reads_on);
        }
    }

    /// Counts the paragraphs under headings, what leads to a list aside, and those that hold a link.
    fn paragraphs(&mut self, draft: &Draft, blocks: &[Block], sections: &[Section]) {
        for section in sections.iter().filter(|section| section.heading.is_some()) {
            let own = blocks.get(section.blocks.clone()).unwrap_or_default();
            let before = self.paragraphs;
            for block in own.iter().filter(|block| block.kind == BlockKind::Paragraph) {
                let opens = marks::link(draft.text(block.lines.start)).is_some();
                self.opened += usize::from(opens);
                if block.words >= 4 {
                    self.paragraphs += 1;
                    self.linked += usize::from(block.lines.clone().any(|at| marks::holds_link(draft.text(at))));
                }
            }
            self.filled += usize::from(self.paragraphs > before);
        }
    }

    fn heading(&mut self, draft: &Draft, block: &Block) {
        self.headings += 1;
        let text = marks::plain(draft.text(block.lines.start));
        let (found, words) = phrases::find(&text);
        if found.iter().any(|one| one.hint == Hint::Rubric && one.len + 2 >= words) {
            self.rubrics += 1;
        }
        self.manual += usize::from(found.iter().any(|one| one.hint == Hint::Manual && one.len >= words));
        self.is_show |= found.iter().any(|one| one.hint == Hint::Show);
        let raw = draft.text(block.lines.start);
        self.linked_headings += usize::from(marks::link(raw).is_some() || marks::is_whole_link(raw));
    }

    /// Articles put end to end: no empty line, no marked heading, much prose; or walls between them.
    pub(super) fn is_joined(&self) -> bool {
        let is_long = self.prose >= PARAGRAPHS && self.words >= WORDS;
        // Where lines are paragraphs, an empty one now and then stands between two articles.
        let seldom = match self.prose * 4 / self.content.max(1) {
            0 => 20,
            1 => 8,
            _ => 4,
        };
        let has_gaps = self.blank * seldom > self.content;
        self.walls >= 2 && self.prose >= 6 || is_long && !has_gaps && self.bullet_words * 2 < self.words
    }

    /// Most of the words stand in bullets.
    pub(super) fn is_mostly_bullets(&self) -> bool {
        self.bullet_words * 10 > self.words * 6 && self.bullets >= 4
    }

    /// Something says that it is a recording; what is said may stand behind dashes, but is no list of links.
    pub(super) fn is_recording(&self) -> bool {
        self.is_recording && (!self.is_mostly_bullets() || self.link_bullets * 5 < self.bullets)
    }

    /// Most bullets are links, and they are more than an article's references would be.
    fn is_list_of_links(&self) -> bool {
        self.bullets >= 5 && self.link_bullets * 2 > self.bullets && self.bullet_words * 10 > self.words * 3
    }

    /// Nearly each paragraph under the headings of an issue holds a link: each is about something else.
    pub(super) fn has_linked_paragraphs(&self) -> bool {
        // Under the headings of stories stand a paragraph or two.
        let are_many = self.paragraphs * 2 >= self.filled * 5;
        // An opening, a farewell and comments on a line of their own have none; a post opens hardly a paragraph so.
        let are_comments = self.opened >= 4 && self.opened * 2 > self.paragraphs;
        are_comments || self.titled > 0 && self.paragraphs >= 8 && are_many && self.linked * 10 >= self.paragraphs * 8
    }

    /// A manual: headings that no digest has (*Installation*, *License*), or code between the words.
    fn is_manual(&self) -> bool {
        self.manual >= 2 || self.manual + self.fences / 2 >= 3 && self.titled < 2
    }

    /// How much speaks for a digest. Headings that sound like rubrics and lists under headings count only
    /// where something else does: a tutorial has a heading "Tools" and a list of links, too.
    pub(super) fn points(&self) -> isize {
        let counted = |points: usize| isize::try_from(points).unwrap_or(isize::MAX);
        let is_list = self.is_mostly_bullets() || self.is_list_of_links();
        let is_manual = self.is_manual() && self.titled < 3;
        if self.siblings.asks && !self.is_mostly_bullets() || is_manual && !is_list {
            return 0;
        }
        // A list of links may have such rubrics; the more of them, the less it is one.
        let manual = if is_manual { counted(self.manual) * 2 } else { 0 };
        // Posts on one subject share its words; their bylines tell them apart.
        let siblings = self.siblings.points().max(if self.has_entries { 0 } else { isize::MIN });
        counted(self.signs()) + siblings - manual
    }

    fn signs(&self) -> usize {
        // Headings over a sentence each that are no chance under the title of an issue.
        const NEWS: usize = 4;
        let shape = self.rubrics.min(3) + self.lists.min(2);
        let is_listy = self.bullets >= 5 && self.bullet_words * 10 > self.words * 4;
        // The name of a form needs stories under it to be an issue's, and has them without its number.
        let titled = match usize::from(self.titled) {
            3 if !self.siblings.has_stories() && self.filled < NEWS => 2,
            2 if self.siblings.are_apart() => 3,
            titled => titled,
        };
        titled
            + if self.titled > 0 || is_listy { shape } else { 0 }
            + usize::from(self.is_list_of_links()) * 2
            + usize::from(self.is_mostly_bullets()) * 3
            + usize::from(self.breaks >= 3) * 3
            + usize::from(self.has_capitals || self.has_entries) * 3
            + usize::from(self.linked_headings >= 3) * 3
            + usize::from(self.has_linked_paragraphs()) * 3
            + usize::from(self.names_stories) * 3
            + match self.read_on {
                // Each of them, but for the title above them.
                4.. if self.read_on * 10 >= self.headings * 8 => 3,
                3.. => 2,
                _ => 0,
            }
    }

    pub(super) fn name(&self, document: &Document) -> Kind {
        let most_in_bullets = self.bullet_words * 2 > self.words;
        if most_in_bullets && self.link_bullets * 10 >= self.bullets * 7 && document.markup() == Markup::Markdown {
            Kind::Links
        } else if document.markup() == Markup::Markdown {
            Kind::Markdown
        } else if most_in_bullets {
            Kind::Bulleted
        } else {
            Kind::Rubric
        }
    }
}

/// A heading, a tag or a label of a few words that says that a recording follows.
fn announces_recording(line: &Line) -> bool {
    const LABEL: usize = 8;
    let is_label = || line.shape == Shape::Text && line.words() <= LABEL && line.ends_with_colon();
    (matches!(line.shape, Shape::Tag | Shape::Heading(_)) || is_label()) && phrases::has(line.text, Hint::Recording)
}

/// Whether the times of a recording are minutes apart: the chapters of its notes. What is said between two
/// times of a transcript takes seconds, and more words.
fn is_timetable(draft: &Draft) -> bool {
    const APART: u32 = 45;
    const WORDS: usize = 16;
    let timed: Vec<&Line> = draft.lines.iter().filter(|line| line.shape == Shape::Timed).collect();
    let times: Vec<u32> = timed.iter().filter_map(|line| Some(timecode::split(line.text)?.0)).collect();
    let mut gaps: Vec<u32> =
        times.windows(2).map(|pair| pair.iter().rev().copied().reduce(u32::saturating_sub).unwrap_or(0)).collect();
    gaps.sort_unstable();
    // The hours of a programme do not begin with the first minute.
    let begins = times.first().is_some_and(|first| *first < 120);
    begins
        && timed.len() >= 3
        && gaps.get(gaps.len() / 2).is_some_and(|median| *median >= APART)
        && timed.iter().all(|line| line.words() <= WORDS)
}

/// The first lines, those of menus and buttons aside, and the title that was found below them.
fn head<'a>(document: &'a Document, draft: &'a Draft) -> impl Iterator<Item = &'a str> {
    const REACH: usize = 80;
    const LINES: usize = 8;
    let is_first = |at: &usize| {
        draft.lines.get(*at).is_some_and(|line| {
            !line.is_blank() && (draft.roles.get(*at) != Some(&Role::Chrome) || line.shape == Shape::Front)
        })
    };
    let first = (0..draft.lines.len().min(REACH)).filter(is_first).take(LINES);
    first.map(|at| document.line(at)).chain(draft.title.map(|at| draft.text(at)))
}

/// The first and the last lines of text.
fn edges<'a>(draft: &'a Draft) -> impl Iterator<Item = &'a str> {
    const LINES: usize = 6;
    let is_text = |line: &&Line| line.shape == Shape::Text;
    let lines = || draft.lines.iter().filter(is_text);
    lines().take(LINES).chain(lines().rev().take(LINES)).map(|line| line.text)
}

/// How many walls stand in the document: they are chrome already.
fn walls(draft: &Draft) -> usize {
    let chrome = draft.lines.iter().zip(&draft.roles).filter(|(_, role)| **role == Role::Chrome);
    chrome.filter(|(line, _)| crate::digest::chrome::is_wall(line)).count()
}

/// Whether a line does so, or ends in doing so: `(Read more.)`.
fn leads_on(text: &str) -> bool {
    let aside = text.trim_end_matches('.').strip_suffix(')').and_then(|text| text.rsplit_once('('));
    reads_on(text) || aside.is_some_and(|(_, aside)| reads_on(aside))
}

/// Whether the first lines of text name the stories that follow by their titles: `In the news: the new boiler; a ball`.
/// The chapters of a text have shorter ones.
fn names_stories<'a>(draft: &Draft, titles: impl Iterator<Item = &'a str>) -> bool {
    const LINES: usize = 4;
    const FEWEST: usize = 3;
    let is_text = |at: &usize| draft.lines.get(*at).is_some_and(|line| line.shape == Shape::Text);
    let lines: Vec<String> = draft.content().take(LINES).filter(is_text).map(|at| fold(draft.text(at))).collect();
    // Nearly no document has such a line, and a long one many titles.
    if !lines.iter().any(|line| named_in(line).count() >= FEWEST) {
        return false;
    }
    let mut titles: Vec<String> = titles.map(fold).collect();
    titles.sort_unstable();
    // In their order, the first that is no less than a beginning is the first that begins so.
    let begins_title = |part: &&str| {
        let at = titles.partition_point(|title| title.as_str() < *part);
        titles.get(at).is_some_and(|title| title.starts_with(part))
    };
    lines.iter().any(|line| named_in(line).filter(begins_title).count() >= FEWEST)
}

/// What a folded line counts up behind its label, if these are words enough for titles.
fn named_in(folded: &str) -> impl Iterator<Item = &str> {
    const TITLE: usize = 3;
    let behind_label = folded.split_once(':').map_or(folded, |(_, parts)| parts);
    let parts = behind_label.split(';').map(|part| part.trim().trim_end_matches('.'));
    parts.filter(|part| part.split_whitespace().nth(TITLE - 1).is_some())
}

/// Whether a line leads on to the whole text elsewhere.
fn reads_on(text: &str) -> bool {
    // No longer than what is looked for: the line is a paragraph.
    const LONGEST: usize = 16;
    let text = text.trim_start_matches(['>', '→', '=', '-', '•', '➡', '👉', '[', ' ']);
    let text = text.chars().take(LONGEST).collect::<String>().to_lowercase();
    [
        "lire ",
        "en savoir",
        "pour en savoir",
        "voir ",
        "en lire",
        "read ",
        "learn ",
        "more",
        "la suite",
        "consulter",
        "plus de",
    ]
    .iter()
    .any(|start| text.starts_with(start))
}
