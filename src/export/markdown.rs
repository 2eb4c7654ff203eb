//! Markdown: a page as a file of quotes, and its new highlights merged into the file a person edited.
//!
//! A merge only inserts: no byte that stands in the file is changed or moved, whatever the user made
//! of it. A highlight is known by its block id (`^v-3f9a2c1b`, as Obsidian has them), wherever it
//! stands. It does not correct the file, nor bring a note in it up to date.

use std::collections::BTreeSet;

use crate::model::highlight::Highlight;

use super::escape::{markdown_line, markdown_note, markdown_tag, yaml};
use super::standing::Standing;
use super::{Before, Merged, Page, Section};
use crate::text::timecode::clock;

/// Merges `page` into the text that stands in its file now.
pub fn merge(existing: Option<&str>, page: &Page, before: &Before) -> Merged {
    let existing = existing.unwrap_or_default();
    let standing = Standing::read(existing);
    let mut plan = Plan { standing: &standing, page, before, insertions: Vec::new(), merged: Merged::default() };
    plan.make();
    let (insertions, mut merged) = (plan.insertions, plan.merged);
    merged.present = standing.ids().cloned().collect();
    merged.left_in = standing.ids().filter(|id| before.deleted.contains(id)).cloned().collect();
    merged.text = insert(existing, &front_matter(page), &insertions);
    merged.inserted = insertions.into_iter().map(|insertion| insertion.text).collect();
    merged
}

/// Whether a file that says where it comes from says another source than `source`.
pub fn is_of_another(existing: &str, source: &str) -> bool {
    let text = existing.trim_start_matches('\u{feff}');
    let front_matter = text.strip_prefix("---").and_then(|rest| rest.split("\n---").next()).unwrap_or_default();
    let says = front_matter.lines().find_map(|line| line.strip_prefix("source:")).map(str::trim);
    says.is_some_and(|says| says != yaml(source) && says.trim_matches(['"', '\'']) != source)
}

/// A piece of text and the byte of the existing file before which it goes.
struct Insertion {
    at: usize,
    text: String,
}

/// What is to be inserted, found section by section.
struct Plan<'a> {
    standing: &'a Standing,
    page: &'a Page,
    before: &'a Before,
    insertions: Vec<Insertion>,
    merged: Merged,
}

impl Plan<'_> {
    fn make(&mut self) {
        let page = self.page;
        let stands = |section: &&Section| section.highlights.iter().any(|highlight| self.place(highlight).is_some());
        let mut digests: BTreeSet<Option<&str>> = page.sections.iter().filter(stands).map(Section::digest).collect();
        digests.insert(None);
        for (index, section) in page.sections.iter().enumerate() {
            let wanted = self.wanted(section);
            if wanted.is_empty() {
                continue;
            }
            if self.section_place(section).is_some() {
                wanted.into_iter().for_each(|at| self.insert_beside(section, at));
            } else {
                let is_first_of_digest = digests.insert(section.digest());
                self.insert_section(index, &wanted, is_first_of_digest);
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

    /// Inserts one highlight into a section that stands in the file: after the one before it, else
    /// before the one after it, else at the end of the section.
    fn insert_beside(&mut self, section: &Section, at: usize) {
        let Some((head, [highlight, tail @ ..])) = section.highlights.split_at_checked(at) else { return };
        let previous = head.iter().rev().find_map(|other| self.place(other)).map(|place| self.standing.after(place));
        let next = || tail.iter().find_map(|other| self.place(other)).map(|place| self.standing.before(place));
        let heading = || self.heading(section).map(|place| self.standing.section_end(place));
        let at = previous.or_else(next).or_else(heading).unwrap_or(self.standing.end());
        self.insertions.push(Insertion { at, text: block(highlight) });
    }

    /// Inserts a section with its heading: after the section before it, else before the one after it.
    fn insert_section(&mut self, index: usize, wanted: &[usize], is_first_of_digest: bool) {
        let Some((head, [section, tail @ ..])) = self.page.sections.split_at_checked(index) else { return };
        let previous = head.iter().rev().find_map(|other| self.section_place(other));
        let next = || tail.iter().find_map(|other| self.section_place(other)).map(|at| self.standing.section_start(at));
        let at = previous.map(|at| self.standing.section_end(at)).or_else(next).unwrap_or(self.standing.end());
        let mut parts = Vec::new();
        if let Some(digest) = section.digest().filter(|_| is_first_of_digest) {
            parts.push(format!("# {}\n", heading_text(digest)));
        }
        parts.push(format!("## {}\n", heading_text(&section.title)));
        parts.extend(wanted.iter().filter_map(|&at| section.highlights.get(at)).map(block));
        self.insertions.push(Insertion { at, text: parts.join("\n") });
    }

    fn place(&self, highlight: &Highlight) -> Option<usize> {
        self.standing.place(&highlight.id)
    }

    /// Where a section stands in the file: its last highlight there, else its heading.
    fn section_place(&self, section: &Section) -> Option<usize> {
        let last = section.highlights.iter().rev().find_map(|highlight| self.place(highlight));
        last.or_else(|| self.heading(section))
    }

    /// Where the section's heading stands, if its title tells it from all others.
    fn heading(&self, section: &Section) -> Option<usize> {
        let same_title = self.page.sections.iter().filter(|other| other.title == section.title).count();
        self.standing.heading(&section.title).filter(|_| same_title == 1)
    }
}

/// Puts the insertions into the text, with empty lines between; a file without text gets its head first.
fn insert(existing: &str, head: &str, insertions: &[Insertion]) -> String {
    let newline = if existing.contains("\r\n") { "\r\n" } else { "\n" };
    let mut sorted: Vec<&Insertion> = insertions.iter().collect();
    sorted.sort_by_key(|insertion| insertion.at);
    let is_blank = existing.trim().is_empty() && !insertions.is_empty();
    let mut text = if is_blank { head.replace('\n', newline) } else { String::new() };
    let mut copied = 0;
    for insertion in sorted {
        text.push_str(existing.get(copied..insertion.at).unwrap_or_default());
        copied = insertion.at.max(copied);
        end_with_empty_line(&mut text, newline);
        text.push_str(&insertion.text.replace('\n', newline));
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

fn front_matter(page: &Page) -> String {
    let mut lines = vec!["---".to_owned(), format!("title: {}", yaml(&page.title))];
    lines.extend(page.source.as_deref().map(|source| format!("source: {}", yaml(source))));
    lines.extend(page.date.as_deref().map(|date| {
        let is_plain = date.len() == 10 && date.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        format!("date: {}", if is_plain { date.to_owned() } else { yaml(date) })
    }));
    lines.push("tags: [veille]\n---\n".to_owned());
    lines.join("\n")
}

pub(super) fn heading_text(title: &str) -> String {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    markdown_line(if title.is_empty() { "…" } else { &title })
}

/// A highlight: its quote, and below it its times, its note and its tags.
fn block(highlight: &Highlight) -> String {
    let mut parts = vec![quote(highlight)];
    parts.extend(highlight.origin.seconds.map(|(from, to)| format!("{}–{}\n", clock(from), clock(to))));
    let tags = highlight.tags.iter().filter_map(|tag| markdown_tag(tag));
    let words = Some(markdown_note(&highlight.note)).filter(|note| !note.is_empty()).into_iter().chain(tags);
    let below = words.collect::<Vec<_>>().join(" ");
    if !below.is_empty() {
        parts.push(below + "\n");
    }
    parts.join("\n")
}

/// The quote, a line of the file for each of its lines: empty ones end a paragraph, others a line.
fn quote(highlight: &Highlight) -> String {
    let mut text = String::from("> ");
    let mut breaks = 0;
    for line in highlight.anchor.quote.trim_matches('\n').split('\n') {
        if line.is_empty() {
            breaks += 1;
            continue;
        }
        if text.len() > 2 {
            text.push_str(if breaks > 0 { "\n>\n> " } else { "\\\n> " });
        }
        text.push_str(&markdown_line(line));
        breaks = 0;
    }
    format!("{text} ^v-{}\n", highlight.id)
}
