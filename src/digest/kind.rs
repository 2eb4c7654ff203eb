//! What kind of document it is: a recording, a digest, articles put end to end, or one article.
//!
//! A document is one article unless something says that it is more. Each sign of a digest counts points;
//! a recording is told by its times; articles put end to end by having lost every empty line.

use std::collections::HashSet;

use crate::model::article::Kind;
use crate::model::document::{Document, Markup};
use crate::text::fold::fold;
use crate::text::timecode;
use crate::text::words::runs;

use super::block::{self, Block, Kind as BlockKind};
use super::dates;
use super::details;
use super::line::{Line, Shape};
use super::marks;
use super::phrases::{self, Found, Hint};
use super::role::{Draft, Role};
use super::section::{self, Section};
use super::siblings::Siblings;
use super::voices;

/// How a document is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// One article.
    Whole,
    /// By headings, bullets and breaks.
    Outline,
    /// The same, and under headings by paragraphs with links.
    Linked,
    /// By its breaks: the script of one speaker.
    Script,
    /// By labels and stand-alone quotes, without headings or bullets.
    Briefs,
    /// Where the subject changes.
    Subject,
    /// One recording, with times.
    Recording,
}

/// Finds how to cut a document, and what to call it.
pub(crate) fn find(document: &Document, draft: &Draft) -> (Way, Kind) {
    let signs = Signs::read(document, draft);
    // One line in four: subtitles have a line of time over one or two of words.
    if signs.timed * 4 > signs.content && signs.timed >= 5 && !signs.is_timetable {
        return (Way::Recording, Kind::Transcript);
    }
    let is_speech = signs.speakers >= 3 || signs.is_talk && !signs.is_mostly_bullets() && !signs.has_entries;
    if signs.speakers >= 3 && signs.breaks >= 2 && signs.voices == 1 || signs.is_script {
        return (Way::Script, Kind::Transcript);
    }
    if is_speech || signs.is_recording && !signs.is_mostly_bullets() {
        return (Way::Whole, Kind::Transcript);
    }
    // Among articles put end to end, times at the beginnings of items are one article's course of events.
    if signs.chapters >= 3 && !signs.is_joined()
        || signs.is_show
        || signs.is_release
        || signs.is_timetable && !signs.has_entries
    {
        return (Way::Whole, Kind::Single);
    }
    if signs.labels >= 2 && signs.bullets == 0 && !signs.has_entries {
        return (Way::Briefs, Kind::Rubric);
    }
    if signs.is_joined() && !signs.has_capitals && !signs.has_entries {
        return (Way::Subject, Kind::Concatenated);
    }
    if signs.points() >= DIGEST {
        let way = if signs.has_linked_paragraphs() { Way::Linked } else { Way::Outline };
        return (way, signs.name(document));
    }
    (Way::Whole, Kind::Single)
}

/// Points that make a digest: one sign may be chance.
const DIGEST: isize = 3;

/// Under a dozen paragraphs or 800 words there is nothing to tell subjects apart by.
const PARAGRAPHS: usize = 12;
const WORDS: usize = 800;

/// Whether a text is long enough to tell its subjects apart.
pub(crate) fn is_long(draft: &Draft) -> bool {
    let prose = draft.lines.iter().filter(|line| is_prose(line)).count();
    prose >= PARAGRAPHS && draft.lines.iter().map(Line::words).sum::<usize>() >= WORDS
}

fn is_prose(line: &Line) -> bool {
    line.shape == Shape::Text && line.words() >= 20
}

#[derive(Debug, Default)]
struct Signs {
    content: usize,
    words: usize,
    blank: usize,
    timed: usize,
    speakers: usize,
    voices: usize,
    /// Who speaks stands before what is said; one voice may tell one story after the other.
    is_talk: bool,
    is_script: bool,
    breaks: usize,
    labels: usize,
    bullets: usize,
    bullet_words: usize,
    link_bullets: usize,
    chapters: usize,
    /// Its times are those of chapters, with nothing of what is said.
    is_timetable: bool,
    headings: usize,
    rubrics: usize,
    lists: usize,
    /// 3 where the first lines are the title of an issue, 2 where they name a digest, 1 where they only may.
    titled: u8,
    linked_headings: usize,
    /// Paragraphs under headings, and those of them with a link of their own.
    paragraphs: usize,
    linked: usize,
    /// Headings over such paragraphs.
    filled: usize,
    manual: usize,
    fences: usize,
    read_on: usize,
    is_show: bool,
    is_release: bool,
    is_recording: bool,
    walls: usize,
    prose: usize,
    siblings: Siblings,
    has_capitals: bool,
    has_entries: bool,
}

impl Signs {
    fn read(document: &Document, draft: &Draft) -> Self {
        let mut signs = Signs { walls: walls(draft), ..Signs::default() };
        for line in &draft.lines {
            signs.line(line);
        }
        signs.speakers(draft);
        signs.is_timetable = is_timetable(draft);
        signs.blocks(draft);
        signs.titled = head(document, draft).map(title_points).max().unwrap_or(0);
        signs.is_release = signs.titled < 2 && head(document, draft).take(2).any(is_release);
        signs.has_capitals = draft.has_capitals;
        signs.has_entries = draft.has_entries;
        signs.is_recording = draft.lines.iter().any(|line| {
            matches!(line.shape, Shape::Tag | Shape::Heading(_)) && phrases::has(line.text, Hint::Recording)
        });
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
            self.labels += usize::from(line.indent < 4 && is_label(line.text));
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
        let is_titled = details::front(&draft.lines, &["title", "titre"]).is_some();
        self.siblings = Siblings::read(draft, &blocks, &sections, is_titled);
        self.paragraphs(draft, &blocks, &sections);
        for section in sections {
            let first = blocks.get(section.blocks.clone()).and_then(<[Block]>::first);
            if section.heading.is_some() && first.is_some_and(|block| block.kind == BlockKind::Item) {
                self.lists += 1;
            }
            let last = blocks.get(section.blocks.clone()).and_then(<[Block]>::last);
            let reads_on = last.is_some_and(|block| reads_on(draft.text(block.lines.end.saturating_sub(1))));
            self.read_on += usize::from(section.heading.is_some() && reads_on);
        }
    }

    /// Counts the paragraphs under headings, what leads to a list aside, and those that hold a link.
    fn paragraphs(&mut self, draft: &Draft, blocks: &[Block], sections: &[Section]) {
        for section in sections.iter().filter(|section| section.heading.is_some()) {
            let own = blocks.get(section.blocks.clone()).unwrap_or_default();
            let before = self.paragraphs;
            for block in own.iter().filter(|block| block.kind == BlockKind::Paragraph && block.words >= 4) {
                self.paragraphs += 1;
                self.linked += usize::from(block.lines.clone().any(|at| marks::holds_link(draft.text(at))));
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
    fn is_joined(&self) -> bool {
        let is_long = self.prose >= PARAGRAPHS && self.words >= WORDS;
        let has_gaps = self.blank * 20 > self.content;
        self.walls >= 2 && self.prose >= 6 || is_long && !has_gaps && self.bullet_words * 2 < self.words
    }

    /// Most of the words stand in bullets.
    fn is_mostly_bullets(&self) -> bool {
        self.bullet_words * 10 > self.words * 6 && self.bullets >= 4
    }

    /// Most bullets are links, and they are more than an article's references would be.
    fn is_list_of_links(&self) -> bool {
        self.bullets >= 5 && self.link_bullets * 2 > self.bullets && self.bullet_words * 10 > self.words * 3
    }

    /// Nearly each paragraph under the headings of an issue holds a link: each is about something else.
    fn has_linked_paragraphs(&self) -> bool {
        // Under the headings of stories stand a paragraph or two.
        let are_many = self.paragraphs * 2 >= self.filled * 5;
        self.titled > 0 && self.paragraphs >= 8 && are_many && self.linked * 10 >= self.paragraphs * 8
    }

    /// A manual: headings that no digest has (*Installation*, *License*), or code between the words.
    fn is_manual(&self) -> bool {
        self.manual >= 2 || self.manual + self.fences / 2 >= 3 && self.titled < 2
    }

    /// How much speaks for a digest. Headings that sound like rubrics and lists under headings count only
    /// where something else does: a tutorial has a heading "Tools" and a list of links, too.
    fn points(&self) -> isize {
        let counted = |points: usize| isize::try_from(points).unwrap_or(isize::MAX);
        let is_list = self.is_mostly_bullets() || self.is_list_of_links();
        let is_manual = self.is_manual() && self.titled < 3;
        if self.siblings.asks && !self.is_mostly_bullets() || is_manual && !is_list {
            return 0;
        }
        // A list of links may have such rubrics; the more of them, the less it is one.
        let manual = if is_manual { counted(self.manual) * 2 } else { 0 };
        counted(self.signs()) + self.siblings.points() - manual
    }

    fn signs(&self) -> usize {
        let shape = self.rubrics.min(3) + self.lists.min(2);
        let is_listy = self.bullets >= 5 && self.bullet_words * 10 > self.words * 4;
        // The name of a form needs stories under it to be an issue's, and has them without its number.
        let titled = match usize::from(self.titled) {
            3 if !self.siblings.has_stories() => 2,
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
            + usize::from(self.read_on >= 3) * 2
    }

    fn name(&self, document: &Document) -> Kind {
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

/// How many walls stand in the document: they are chrome already.
fn walls(draft: &Draft) -> usize {
    let chrome = draft.lines.iter().zip(&draft.roles).filter(|(_, role)| **role == Role::Chrome);
    chrome.filter(|(line, _)| super::chrome::is_wall(line)).count()
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

/// Whether a text begins with a verb that asks to go elsewhere, as the words of buttons do.
pub(crate) fn is_call(text: &str) -> bool {
    const VERBS: [&str; 16] = [
        "lire",
        "voir",
        "consulter",
        "rejoindre",
        "decouvrir",
        "telecharger",
        "participer",
        "acceder",
        "read",
        "see",
        "learn",
        "watch",
        "join",
        "register",
        "download",
        "discover",
    ];
    let folded = fold(text);
    let mut words = runs(&folded);
    let first = words.next().unwrap_or_default();
    VERBS.contains(&first)
        || first == "en" && words.next() == Some("savoir")
        || first == "s" && words.next() == Some("inscrire")
}

/// Whether a first line names a digest: the word itself and few others, or an issue's number.
pub(crate) fn names_a_digest(line: &str) -> bool {
    title_points(line) > 0
}

/// 3 for the title of an issue: a word that only digests call themselves by, with a number or a date. 2 for
/// that word and hardly another, or one that others use too with a number; 1 where it stands among others, or for
/// one of the two alone.
fn title_points(line: &str) -> u8 {
    let line = line
        .split_once([':', '='])
        .filter(|(key, _)| key.trim_end().trim_start_matches("#+").eq_ignore_ascii_case("title"))
        .map_or(line, |(_, value)| value);
    let (found, words) = phrases::find(line);
    // A title names the digest in its first words; further on, a story may speak of one.
    let counts = |one: &&Found, hint| one.hint == hint && (words <= 16 || one.at <= 1);
    let has = |hint| found.iter().any(|one| counts(&one, hint));
    let issue = words <= 16 && (has_number(line) || has_year(line) || dates::find(line).is_some());
    // A name, and the form: `Quayside Weekly News`.
    let others = found.iter().filter(|one| counts(one, Hint::Digest)).map(|one| words - one.len).min();
    match others {
        Some(_) if issue => 3,
        Some(others) if others <= 3 && !asks(line) => 2,
        Some(_) => 1,
        None => u8::from(has(Hint::Period)) + u8::from(words <= 12 && has_number(line)),
    }
}

/// `Quay v2.4 release notes`: what is new in one version is one text, however many changes it counts up. What is
/// new in a town is not.
fn is_release(line: &str) -> bool {
    let (found, words) = phrases::find(line);
    words <= 10 && found.iter().any(|one| one.hint == Hint::Release) && has_version(line)
}

/// `2.4`, `v1.0.3`: the number of a version.
fn has_version(line: &str) -> bool {
    line.split(|letter: char| !letter.is_alphanumeric() && letter != '.').any(|word| {
        let number = word.trim_start_matches(['v', 'V']).trim_end_matches('.');
        number.contains('.') && number.split('.').all(|part| part.parse::<u32>().is_ok())
    })
}

/// `Why a newsletter`, `Une newsletter ?`: the title of a text about the form.
fn asks(line: &str) -> bool {
    let folded = fold(line);
    let first = runs(&folded).next().unwrap_or_default();
    line.trim_end().ends_with('?') || ["how", "why", "what", "comment", "pourquoi"].contains(&first)
}

/// `Mars 2023`: a year.
fn has_year(line: &str) -> bool {
    let mut words = line.split(|letter: char| !letter.is_alphanumeric());
    words.any(|word| word.len() == 4 && word.parse().is_ok_and(|year: u16| (1980..2100).contains(&year)))
}

/// `#337`, `n° 8`: the number of an issue, unless it is one of an episode.
fn has_number(line: &str) -> bool {
    let lower = line.to_lowercase();
    let is_episode = ["episode", "épisode", "saison", "season", "chapter", "chapitre", "partie"]
        .iter()
        .any(|word| lower.contains(word));
    // The sign may stand apart from the number.
    let words = lower.split_whitespace().collect::<Vec<&str>>().join(" ").replace("n° ", "n°").replace("nº ", "nº");
    !is_episode
        && words.split(' ').any(|word| {
            let word = word.trim_start_matches(['(', '[']);
            let digits = word.trim_start_matches(['#', 'n', '°', 'º']);
            let digits = digits.trim_end_matches(|letter: char| !letter.is_ascii_digit());
            digits.len() < word.len()
                && !digits.is_empty()
                && digits.bytes().all(|digit| digit.is_ascii_digit())
                && word.starts_with(['#', 'n'])
        })
}

/// In the script of one speaker, the lines that name him are chrome, and breaks are breaks.
pub(crate) fn mark_script(draft: &mut Draft) {
    for at in 0..draft.lines.len() {
        let Some(line) = draft.lines.get_mut(at) else { continue };
        let Some(name) = speaker(line) else { continue };
        if is_break(name) {
            line.shape = Shape::Rule;
        }
        draft.set(at..at + 1, Role::Chrome);
    }
}

/// `**Name:**` or `Name :` alone on a line.
pub(crate) fn speaker<'a>(line: &Line<'a>) -> Option<&'a str> {
    if line.shape != Shape::Text || !marks::is_whole_bold(line.text) || !line.text.contains(':') {
        return None;
    }
    Some(line.text.trim_matches(['*', '_', ':', ' '])).filter(|name| name.split_whitespace().count() <= 4)
}

/// Whether a speaker's line stands for a break.
pub(crate) fn is_break(name: &str) -> bool {
    ["break", "pause", "jingle", "music", "musique"].contains(&name.to_lowercase().as_str())
}

/// `LE FAIT NOUVEAU : …`: two words or more in capitals before a colon.
pub(crate) fn is_label(text: &str) -> bool {
    let Some((label, rest)) = text.split_once(':') else { return false };
    let label = label.trim();
    let has_letters = || label.chars().filter(|letter| letter.is_alphabetic()).count() >= 4;
    label.len() <= 40
        && label.starts_with(char::is_alphabetic)
        && has_letters()
        && !rest.trim().is_empty()
        && !label.chars().any(char::is_lowercase)
}
