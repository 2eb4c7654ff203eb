//! Markdown: a page as a file of quotes, and its new highlights merged into the file a person edited.
//!
//! No byte of the user's is changed or moved, whatever was made of the file. A highlight is known by its
//! block id (`^v-3f9a2c1b`, as Obsidian has them), wherever it stands. A block that is byte for byte as
//! veille wrote it is brought up to date where the highlight was changed; everything else only grows.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::escape::markdown_line;
use super::signs::{Claim, Identity, Signs};
use super::standing::{Standing, block_ids};
use super::template::{Template, Typeset};
use super::{Before, Merged, Page, Section, hash, written};
use crate::model::exports::Written;
use crate::model::highlight::{Highlight, HighlightId};

/// Merges `page` into the text that stands in its file now.
pub fn merge(existing: Option<&str>, page: &Page, before: &Before) -> Merged {
    let existing = existing.unwrap_or_default();
    let newline = if existing.contains("\r\n") { "\r\n" } else { "\n" };
    let own = || Template::built_in().typeset(page).unwrap_or_default();
    let typeset = page.typeset.clone().unwrap_or_else(own);
    let mut standing = Standing::read(existing, &headings(page, &typeset));
    let (mut pieces, mut merged) = (Vec::new(), Merged::default());
    for (highlight, block) in blocks(page, &typeset) {
        let block = block.trim_end().replace('\n', newline);
        let told = Told { existing, highlight, block: &block, written: before.written.get(&highlight.id) };
        told.bring_up_to_date(&mut standing, !before.withheld.contains(&highlight.id), &mut pieces, &mut merged);
    }
    let mut plan = Plan { standing: &standing, page, typeset: &typeset, before, titles: titles(page), pieces, merged };
    plan.make();
    let (pieces, mut merged) = (plan.pieces, plan.merged);
    merged.present = standing.ids().cloned().collect();
    merged.left_in = standing.ids().filter(|id| before.deleted.contains(id)).cloned().collect();
    let added: BTreeSet<HighlightId> = merged.added.iter().cloned().collect();
    for (highlight, block) in blocks(page, &typeset).filter(|(highlight, _)| added.contains(&highlight.id)) {
        let written = written(&block.trim_end().replace('\n', newline), highlight);
        merged.written.insert(highlight.id.clone(), written);
    }
    merged.text = put_in(existing, &typeset.head, newline, &pieces);
    merged
}

/// Whether a file that says whose it is says another page than `page`.
pub fn is_of_another(existing: &str, page: &Page) -> bool {
    let signs = Signs::read(existing);
    match signs.claim(&Identity::of(page)) {
        Claim::Own => false,
        Claim::Another | Claim::OtherSource => true,
        Claim::None => !signs.ids.is_empty() && signs.count(&page.ids()) == 0,
    }
}

/// The highlights of a page, each with its block.
fn blocks<'a>(page: &'a Page, typeset: &'a Typeset) -> impl Iterator<Item = (&'a Highlight, &'a str)> {
    let sections = page.sections.iter().zip(&typeset.articles);
    sections.flat_map(|(section, article)| section.highlights.iter().zip(article.blocks.iter().map(String::as_str)))
}

/// How many sections have each title.
fn titles(page: &Page) -> BTreeMap<&str, usize> {
    let mut titles = BTreeMap::new();
    page.sections.iter().for_each(|section| *titles.entry(section.title.as_str()).or_default() += 1);
    titles
}

/// The first lines of what stands above articles, with the title where it tells one from all others.
fn headings(page: &Page, typeset: &Typeset) -> BTreeMap<String, String> {
    let mut headings: BTreeMap<String, String> = BTreeMap::new();
    for (section, article) in page.sections.iter().zip(&typeset.articles) {
        let Some(line) = article.heading.lines().find(|line| !line.trim().is_empty()) else { continue };
        let line = line.trim().to_owned();
        let title = if headings.contains_key(&line) { "" } else { section.title.trim() };
        headings.insert(line, title.to_owned());
    }
    headings
}

/// What is told of one highlight: by the file, by the page, and by what was written last.
struct Told<'a> {
    existing: &'a str,
    highlight: &'a Highlight,
    block: &'a str,
    written: Option<&'a Written>,
}

impl Told<'_> {
    /// Finds the block in the file. One that is as veille wrote it says from now on what the highlight says
    /// now; one that the user touched stays.
    fn bring_up_to_date(&self, standing: &mut Standing, is_wanted: bool, pieces: &mut Vec<Piece>, merged: &mut Merged) {
        let id = &self.highlight.id;
        let Some(sign) = standing.place(id).map(|_| standing.sign(id)) else { return };
        let (now, is_current) = (written(self.block, self.highlight), sign.and_then(|at| self.standing_now(at)));
        let untouched = || self.standing_as_written(sign?);
        let range = is_current.clone().or_else(untouched);
        range.iter().for_each(|range| standing.settle(id, range));
        let Some(last) = self.written.filter(|_| is_current.is_none() && is_wanted) else {
            if is_current.is_some() && self.written != Some(&now) {
                merged.written.insert(id.clone(), now);
            }
            return;
        };
        if last.content == now.content {
            return;
        }
        match range {
            Some(range) => {
                pieces.push(Piece { range, text: self.block.to_owned() });
                merged.updated.push(id.clone());
                merged.written.insert(id.clone(), now);
            }
            None => {
                merged.kept.push(id.clone());
                merged.written.insert(id.clone(), Written { content: now.content, ..last.clone() });
            }
        }
    }

    /// The bytes that are what would be written now.
    fn standing_now(&self, sign: usize) -> Option<Range<usize>> {
        let (at, _) = block_ids(self.block).into_iter().find(|(_, id)| *id == self.highlight.id)?;
        let start = sign.checked_sub(at)?;
        let range = start..start + self.block.len();
        (self.existing.get(range.clone())? == self.block && stands_apart(self.existing, &range)).then_some(range)
    }

    /// The bytes that are what was written last.
    fn standing_as_written(&self, sign: usize) -> Option<Range<usize>> {
        let written = self.written?;
        let head = self.existing.get(..sign)?;
        let starts = head.rmatch_indices('\n').map(|(at, _)| at + 1).chain([0]);
        let near = starts.take_while(|start| start + written.length > sign);
        let ranges = near.map(|start| start..start + written.length);
        let is_as_written = |range: &Range<usize>| {
            let bytes = self.existing.get(range.clone()).map(hash);
            bytes.as_deref() == Some(written.bytes.as_str()) && stands_apart(self.existing, range)
        };
        ranges.into_iter().find(is_as_written)
    }
}

/// Whether there are empty lines, or nothing, before and after: what the user wrote close to a block may
/// belong to it.
fn stands_apart(text: &str, range: &Range<usize>) -> bool {
    let head = text.get(..range.start).unwrap_or_default();
    let tail = text.get(range.end..).unwrap_or_default();
    let is_empty = |line: Option<&str>| line.is_none_or(|line| line.trim().is_empty());
    let ends_line = tail.is_empty() || tail.starts_with('\n') || tail.starts_with("\r\n");
    let starts_line = head.is_empty() || head.ends_with('\n');
    starts_line && ends_line && is_empty(head.lines().next_back()) && is_empty(tail.split('\n').nth(1))
}

/// A piece of text that takes the place of the bytes `range` of the existing file; where that is empty it
/// is put in, with empty lines around it.
struct Piece {
    range: Range<usize>,
    text: String,
}

/// What is to be put in, found section by section.
struct Plan<'a> {
    standing: &'a Standing,
    page: &'a Page,
    typeset: &'a Typeset,
    before: &'a Before,
    titles: BTreeMap<&'a str, usize>,
    pieces: Vec<Piece>,
    merged: Merged,
}

/// For each of several places, the nearest that is known before it, and after it.
struct Beside {
    previous: Vec<Option<usize>>,
    next: Vec<Option<usize>>,
}

impl Beside {
    fn of(last: &[Option<usize>], first: &[Option<usize>]) -> Beside {
        let keep = |known: &mut Option<usize>, place: &Option<usize>| {
            let before = *known;
            *known = place.or(before);
            Some(before)
        };
        let previous = last.iter().scan(None, keep).collect();
        let mut next: Vec<_> = first.iter().rev().scan(None, keep).collect();
        next.reverse();
        Beside { previous, next }
    }

    fn at(&self, index: usize) -> (Option<usize>, Option<usize>) {
        let known = |places: &[Option<usize>]| places.get(index).copied().flatten();
        (known(&self.previous), known(&self.next))
    }
}

impl Plan<'_> {
    fn make(&mut self) {
        let page = self.page;
        let stands = |section: &&Section| section.highlights.iter().any(|highlight| self.place(highlight).is_some());
        let mut digests: BTreeSet<Option<&str>> = page.sections.iter().filter(stands).map(Section::digest).collect();
        digests.insert(None);
        let places: Vec<_> = page.sections.iter().map(|section| self.section_place(section)).collect();
        let firsts: Vec<_> = page.sections.iter().map(|section| self.section_first(section)).collect();
        let beside = Beside::of(&places, &firsts);
        for (index, section) in page.sections.iter().enumerate() {
            let wanted = self.wanted(section);
            if wanted.is_empty() {
                continue;
            }
            if places.get(index).is_some_and(Option::is_some) {
                self.insert_beside(index, &wanted);
            } else {
                let is_first_of_digest = digests.insert(section.digest());
                self.insert_section(index, &wanted, beside.at(index), is_first_of_digest);
            }
        }
    }

    /// The highlights of a section, by index, that go into the file now.
    fn wanted(&mut self, section: &Section) -> Vec<usize> {
        let mut wanted = Vec::new();
        for (at, highlight) in section.highlights.iter().enumerate() {
            if self.place(highlight).is_some() || self.before.withheld.contains(&highlight.id) {
                continue;
            }
            if self.before.exported.contains(&highlight.id) {
                self.merged.taken_out.push(highlight.id.clone());
            } else {
                self.merged.added.push(highlight.id.clone());
                wanted.push(at);
            }
        }
        wanted
    }

    /// Inserts highlights into a section that stands in the file: each after the one before it, else
    /// before the one after it, else at the end of the section.
    fn insert_beside(&mut self, index: usize, wanted: &[usize]) {
        let Some(section) = self.page.sections.get(index) else { return };
        let places: Vec<_> = section.highlights.iter().map(|highlight| self.place(highlight)).collect();
        let beside = Beside::of(&places, &places);
        let heading = self.heading(section).map(|place| self.standing.section_end(place));
        for &at in wanted {
            let (previous, next) = beside.at(at);
            let previous = previous.map(|place| self.standing.after(place));
            let next = next.map(|place| self.standing.before(place));
            let place = previous.or(next).or(heading).unwrap_or(self.standing.end());
            let text = self.block(index, at);
            self.pieces.push(Piece { range: place..place, text });
        }
    }

    /// Inserts a section with its heading: after the section before it, else before the one after it.
    fn insert_section(
        &mut self,
        index: usize,
        wanted: &[usize],
        (previous, next): (Option<usize>, Option<usize>),
        is_first_of_digest: bool,
    ) {
        let Some(section) = self.page.sections.get(index) else { return };
        let before = next.map(|place| self.standing.section_start(place));
        let place = match (previous, next) {
            // Without headings a section ends where the next begins.
            (Some(previous), Some(next)) if next > previous => {
                let start = before.filter(|start| *start > previous).unwrap_or(next);
                self.standing.section_end(previous).min(start)
            }
            (Some(previous), _) => self.standing.section_end(previous),
            (None, _) => before.unwrap_or(self.standing.end()),
        };
        let mut parts = Vec::new();
        if let Some(digest) = section.digest().filter(|_| is_first_of_digest) {
            parts.push(format!("# {}\n", heading_text(digest)));
        }
        parts.extend(self.typeset.articles.get(index).map(|article| article.heading.clone()));
        parts.extend(wanted.iter().map(|&at| self.block(index, at)));
        parts.retain(|part| !part.is_empty());
        self.pieces.push(Piece { range: place..place, text: parts.join("\n") });
    }

    fn block(&self, index: usize, at: usize) -> String {
        self.typeset.articles.get(index).and_then(|article| article.blocks.get(at)).cloned().unwrap_or_default()
    }

    fn place(&self, highlight: &Highlight) -> Option<usize> {
        self.standing.place(&highlight.id)
    }

    /// Where a section stands in the file: its last highlight there, else its heading.
    fn section_place(&self, section: &Section) -> Option<usize> {
        let last = section.highlights.iter().rev().find_map(|highlight| self.place(highlight));
        last.or_else(|| self.heading(section))
    }

    /// Where a section begins in the file: its first highlight there, else its heading.
    fn section_first(&self, section: &Section) -> Option<usize> {
        let first = section.highlights.iter().filter_map(|highlight| self.place(highlight)).min();
        first.or_else(|| self.heading(section))
    }

    /// Where the section's heading stands, if its title tells it from all others.
    fn heading(&self, section: &Section) -> Option<usize> {
        self.standing.heading(&section.title).filter(|_| self.titles.get(section.title.as_str()) == Some(&1))
    }
}

/// Puts the pieces into the text, with empty lines between; a file without text gets its head first.
fn put_in(existing: &str, head: &str, newline: &str, pieces: &[Piece]) -> String {
    let mut sorted: Vec<&Piece> = pieces.iter().collect();
    sorted.sort_by_key(|piece| (piece.range.start, piece.range.end));
    let is_blank = existing.trim().is_empty() && !pieces.is_empty();
    let mut text = if is_blank { head.replace('\n', newline) } else { String::new() };
    let mut copied = 0;
    for piece in sorted {
        text.push_str(existing.get(copied..piece.range.start).unwrap_or_default());
        copied = piece.range.end.max(copied);
        if !piece.range.is_empty() {
            text.push_str(&piece.text);
            continue;
        }
        end_with_empty_line(&mut text, newline);
        text.push_str(&piece.text.replace('\n', newline));
        if copied < existing.len() {
            text.push_str(newline);
        }
    }
    text.push_str(existing.get(copied..).unwrap_or_default());
    text
}

fn end_with_empty_line(text: &mut String, newline: &str) {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push_str(newline);
    }
    if !text.is_empty() && !text.ends_with(&newline.repeat(2)) && !text.ends_with("\n\n") {
        text.push_str(newline);
    }
}

/// A title as the text of a heading.
pub(super) fn heading_text(title: &str) -> String {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    markdown_line(if title.is_empty() { "…" } else { &title })
}
