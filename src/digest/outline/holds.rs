//! What a section holds, seen alone: a story, a list of stories, or both.

use super::SUBSTANCE;
use super::lists::are_most;
use super::standing::{Standing, paragraph, standing};
use crate::digest::block::{Block, Kind};
use crate::digest::marks;
use crate::digest::role::Draft;
use crate::digest::section::Section;
use crate::digest::siblings;
use crate::text::sentences::sentences;
use crate::text::words;

/// What a section holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    Nothing,
    Story,
    List,
    /// Prose, then bullets: the other sections decide.
    Both,
}

/// What a section holds, seen alone.
pub(super) fn holds(draft: &Draft, blocks: &[Block], section: &Section) -> Holds {
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
        if section.heading.is_some() && goes_on_below(draft, own, before) { Holds::Both } else { Holds::List }
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
    lead.is_some_and(|lead| is_open_sentence(paragraph(draft, lead).trim_end())) && are_most(&items, 8, is_part)
}

/// Whether a text ends in a sentence that goes on; `Such as:` by itself names what follows.
fn is_open_sentence(text: &str) -> bool {
    const WORDS: usize = 5;
    let last = sentences(text).pop().and_then(|last| text.get(last));
    last.is_some_and(|last| last.ends_with(':') && words::count_all(last) >= WORDS)
}

/// A sentence that leads to a list, and more text below the list.
fn goes_on_below(draft: &Draft, own: &[Block], before: &[Block]) -> bool {
    let below = own.iter().rev().take_while(|block| block.kind == Kind::Paragraph);
    before.last().is_some_and(|lead| paragraph(draft, lead).trim_end().ends_with(':'))
        && below.filter(|block| standing(draft, block).is_none()).count() >= 1
}

/// Text, then a label (`Contributing threads:`) over the list: what it names belongs to the text.
fn is_labelled(draft: &Draft, before: &[Block]) -> bool {
    let Some((label, text)) = before.split_last() else { return false };
    siblings::labels_list(draft, label) && text.iter().map(|block| block.words).sum::<usize>() >= SUBSTANCE
}

/// A paragraph that only leads to the list under it.
pub(super) fn is_introduction(draft: &Draft, block: &Block) -> bool {
    let text = paragraph(draft, block);
    marks::is_whole_emphasis(&text)
        || block.words <= 6
        || block.words <= SUBSTANCE && text.ends_with(':')
        || matches!(standing(draft, block), Some(Standing::Boilerplate | Standing::Recurring))
}
