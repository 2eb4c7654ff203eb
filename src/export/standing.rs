//! What stands in an exported file now: which highlights, under which headings, and where between
//! them there is room.
//!
//! The file is the user's: anything may have been moved, reworded, joined or taken out. So it is
//! read as CommonMark blocks, and a block id counts wherever it stands. Nothing is judged or changed.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag};

use crate::model::highlight::HighlightId;

/// An exported file, read.
#[derive(Debug, Default)]
pub struct Standing {
    end: usize,
    floor: usize,
    ids: BTreeMap<HighlightId, usize>,
    signs: BTreeMap<HighlightId, Vec<usize>>,
    /// The bytes where headings and blocks with highlights start.
    bounds: BTreeSet<usize>,
    /// Those of headings.
    headings: BTreeSet<usize>,
    titles: BTreeMap<String, Vec<usize>>,
}

/// A block at the top level of the file.
struct Block {
    start: usize,
    end: usize,
    kind: Kind,
}

enum Kind {
    FrontMatter,
    Heading(String),
    Other,
}

impl Standing {
    /// Reads the text of a file. `headings` holds the first lines that stand above articles, each with the
    /// article's title: a template may write other headings than those of the first two levels.
    pub fn read(text: &str, headings: &BTreeMap<String, String>) -> Standing {
        let mut standing = Standing { end: text.len(), ..Standing::default() };
        let blocks = blocks(text);
        let ids = block_ids(text);
        for mut block in blocks {
            let first = text.get(block.start..block.end).and_then(|source| source.trim().lines().next());
            if let Some(title) = first.and_then(|first| headings.get(first.trim_end())) {
                block.kind = Kind::Heading(title.clone());
            }
            let inside = ids_inside(&ids, &block);
            for (_, id) in inside {
                standing.ids.entry(id.clone()).or_insert(block.start);
            }
            match block.kind {
                Kind::FrontMatter => standing.floor = block.end,
                Kind::Heading(title) => {
                    standing.bounds.insert(block.start);
                    standing.headings.insert(block.start);
                    standing.titles.entry(title).or_default().push(block.start);
                }
                Kind::Other if !inside.is_empty() => {
                    standing.bounds.insert(block.start);
                }
                Kind::Other => {}
            }
        }
        for (at, id) in ids {
            standing.ids.entry(id.clone()).or_insert(at);
            standing.signs.entry(id).or_default().push(at);
        }
        standing
    }

    /// Where the block id of a highlight stands, if it does so once.
    pub fn sign(&self, id: &HighlightId) -> Option<usize> {
        only(self.signs.get(id)?.iter().copied())
    }

    /// Takes `range` for the block of a highlight, whatever it is made of.
    pub fn settle(&mut self, id: &HighlightId, range: &Range<usize>) {
        self.ids.insert(id.clone(), range.start);
        for starts in [&mut self.bounds, &mut self.headings] {
            while let Some(start) = starts.range(range.clone()).next().copied() {
                starts.remove(&start);
            }
        }
        self.bounds.insert(range.start);
    }

    /// The highlights that stand in the file.
    pub fn ids(&self) -> impl Iterator<Item = &HighlightId> {
        self.ids.keys()
    }

    /// Where the block that holds a highlight starts.
    pub fn place(&self, id: &HighlightId) -> Option<usize> {
        self.ids.get(id).copied()
    }

    /// Where the heading with this text starts, if there is exactly one.
    pub fn heading(&self, title: &str) -> Option<usize> {
        let starts = self.titles.get(title.trim())?.iter().copied();
        only(starts.filter(|start| self.headings.contains(start)))
    }

    /// The room after the block at `place` and all that the user wrote below it.
    pub fn after(&self, place: usize) -> usize {
        self.bounds.range(place + 1..).next().copied().unwrap_or(self.end)
    }

    /// The room before the block at `place`, but not in the front matter.
    pub fn before(&self, place: usize) -> usize {
        place.max(self.floor)
    }

    /// The room at the end of the section that `place` is in.
    pub fn section_end(&self, place: usize) -> usize {
        self.headings.range(place + 1..).next().copied().unwrap_or(self.end)
    }

    /// The room before the section that `place` is in.
    pub fn section_start(&self, place: usize) -> usize {
        self.before(self.headings.range(..=place).next_back().copied().unwrap_or(place))
    }

    /// The room at the end of the file.
    pub fn end(&self) -> usize {
        self.end
    }
}

/// What there is exactly one of.
fn only(mut found: impl Iterator<Item = usize>) -> Option<usize> {
    found.next().filter(|_| found.next().is_none())
}

fn ids_inside<'a>(ids: &'a [(usize, HighlightId)], block: &Block) -> &'a [(usize, HighlightId)] {
    let first = ids.partition_point(|(at, _)| *at < block.start);
    let end = ids.partition_point(|(at, _)| *at < block.end);
    ids.get(first..end).unwrap_or_default()
}

/// The blocks at the top level. Headings below the second level are the user's own text.
fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut depth = 0_usize;
    for (event, range) in Parser::new_ext(text, Options::ENABLE_YAML_STYLE_METADATA_BLOCKS).into_offset_iter() {
        match event {
            Event::Start(tag) => {
                if depth == 0 {
                    let start = text.get(..range.start).and_then(|head| head.rfind('\n')).map_or(0, |at| at + 1);
                    blocks.push(Block { start, end: range.end, kind: kind(&tag) });
                }
                depth += 1;
            }
            Event::End(_) => depth = depth.saturating_sub(1),
            Event::Text(part) | Event::Code(part) => {
                if let Some(Block { kind: Kind::Heading(title), .. }) = blocks.last_mut().filter(|_| depth > 0) {
                    title.push_str(&part);
                }
            }
            _ => {}
        }
    }
    blocks
}

fn kind(tag: &Tag<'_>) -> Kind {
    match tag {
        Tag::MetadataBlock(_) => Kind::FrontMatter,
        Tag::Heading { level: HeadingLevel::H1 | HeadingLevel::H2, .. } => Kind::Heading(String::new()),
        _ => Kind::Other,
    }
}

/// All block ids in the text, in code too: a highlight must never be written twice. A link to one
/// (`[[note#^v-3f9a2c1b]]`) and an escaped one (`\^v-`) do not count.
pub(super) fn block_ids(text: &str) -> Vec<(usize, HighlightId)> {
    let mut found = Vec::new();
    for (at, mark) in text.match_indices("^v-") {
        let before = text.get(..at).and_then(|head| head.chars().next_back());
        let rest = text.get(at + mark.len()..).unwrap_or_default();
        let end = rest.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(rest.len());
        let starts_a_word = before.is_none_or(|letter| letter.is_whitespace() || letter == '>');
        if let (true, Ok(id)) = (starts_a_word, HighlightId::try_from(rest.get(..end).unwrap_or_default().to_owned())) {
            found.push((at, id));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_id_counts_wherever_it_stands_but_not_in_a_link() {
        let cases: [(&str, &[&str]); 8] = [
            ("> a ^v-1\n\n> b\n>\n> c ^v-2\n", &["1", "2"]),
            ("- moved: > a ^v-1", &["1"]),
            ("^v-1", &["1"]),
            (">^v-1", &["1"]),
            ("```\n> a ^v-1\n```", &["1"]),
            ("<!-- ^v-1 -->", &["1"]),
            ("[[x#^v-1]] \\^v-2 a^v-3", &[]),
            ("^v- ^v-é", &[]),
        ];
        for (text, expected) in cases {
            let standing = Standing::read(text, &BTreeMap::new());
            let ids: Vec<&str> = standing.ids().map(|id| id.0.as_str()).collect();
            assert_eq!(ids, expected, "{text:?}");
        }
    }

    #[test]
    fn rooms_are_between_blocks_and_never_in_the_front_matter() {
        let text = "---\ntitle: x\n---\n\n## A\n\n> a ^v-1\n\nmine\n\n### also mine\n\n> b ^v-2\n\n## B \\*\n\n> c ^v-3\n\nend\n";
        let standing = Standing::read(text, &BTreeMap::new());
        let place = |id: &str| standing.place(&HighlightId(id.into())).unwrap();
        let at = |needle: &str| text.find(needle).unwrap();
        assert_eq!(standing.after(place("1")), at("> b"));
        assert_eq!(standing.after(place("2")), at("## B"));
        assert_eq!(standing.after(place("3")), text.len());
        assert_eq!(standing.section_end(place("1")), at("## B"));
        assert_eq!(standing.section_start(place("3")), at("## B"));
        assert_eq!(standing.heading("B *"), Some(at("## B")));
        assert_eq!(standing.heading("also mine"), None);
        let odd = Standing::read("---\ntitle: ^v-1\n---\ntext\n", &BTreeMap::new());
        assert_eq!(odd.before(odd.place(&HighlightId("1".into())).unwrap()), "---\ntitle: ^v-1\n---".len());
    }
}
