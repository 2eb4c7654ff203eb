//! A page saved as text: one text among navigation, buttons, teasers and forms.
//!
//! Furniture is a few words a line, the text is sentences: the run of blocks with the greatest sum, where
//! prose counts for and scraps count against, is the text (Pasternack and Roth's maximum subsequence
//! segmentation, 2009). Its title stands above; the rest is chrome.

mod title;

use std::ops::Range;

use super::block::{self, BARE, Block, Kind};
use super::chrome;
use super::entries;
use super::line::{Line, Shape};
use super::phrases::{self, Hint};
use super::role::{Draft, Role};
use crate::text::fold::fold;
use crate::text::words::runs;

/// Items of one to three words that tell a page from a text: a menu has no fewer.
const MENU: usize = 6;
/// Words of a paragraph that only prose has.
const PROSE: usize = 15;
/// A paragraph counts as so many words at most: one long comment must not outweigh a menu.
const LONGEST: usize = 80;
/// What a scrap counts against: two of them for each shortest paragraph leave it out.
const SCRAP: isize = -8;
/// Words of the shortest sentence.
const SENTENCE: usize = 4;
/// What a label of the page's end counts against: more than two teasers under it come to, less than a text
/// that goes on below them.
const LABEL: isize = -60;
/// Words of the shortest text that a page is about.
const TEXT: usize = 60;

/// Marks the furniture of a saved page; whether there was any.
pub(super) fn mark(draft: &mut Draft) -> bool {
    let lines: Vec<usize> = draft.content().collect();
    if menu_items(draft, lines.iter().copied()) < MENU {
        return false;
    }
    let blocks = block::join(draft);
    let (mut run, comments) = best_run(draft, &blocks);
    // The last sentences may be short.
    let rest = blocks.get(run.end..comments).unwrap_or_default();
    run.end += going_on(draft, rest);
    let above_comments = blocks.get(..comments).unwrap_or_default();
    let own = blocks.get(run.clone()).unwrap_or_default();
    let (Some(first), Some(last)) = (own.first(), own.last()) else { return false };
    let (head, tail) = (blocks.get(..run.start).unwrap_or_default(), blocks.get(run.end..).unwrap_or_default());
    // Menus inside the text are its lists: those of a page stand around it.
    let menu = menu_of(draft, head) + menu_of(draft, tail);
    if menu < MENU || !is_text(above_comments, own) || !(has_menu(draft, head) || is_furniture(draft, tail)) {
        return false;
    }
    // Ingredients stand above a recipe and a programme below an invitation, without a word that pages have.
    if !head.iter().chain(tail).any(|block| is_of_a_page(draft, block)) {
        return false;
    }
    // Asked last, for it takes longest.
    if entries::is_listing(draft) {
        return false;
    }
    let (start, end) = (first.lines.start, last.lines.end);
    if is_furniture(draft, tail) {
        draft.set(end..draft.lines.len(), Role::Chrome);
    }
    if has_menu(draft, head) {
        let title = title::find(draft, start);
        draft.set(0..title.unwrap_or(start), Role::Chrome);
        scraps(draft, title.unwrap_or(start)..start);
        if let Some(title) = title {
            draft.set(title..title + 1, Role::Neutral);
            draft.title = Some(title);
        }
    }
    scraps(draft, start..end);
    true
}

/// How many items of menus there are: list items, or lines that follow one another, of a few words.
fn menu_items(draft: &Draft, lines: impl Iterator<Item = usize>) -> usize {
    let mut is_short = false;
    lines
        .filter(|at| {
            let follows = is_short;
            let line = draft.lines.get(*at);
            // Cells of a table have numbers, labels a colon, lines of code their signs.
            let is_other = |byte: u8| byte.is_ascii_digit() || b"{}[]()<>=;\"`_\\".contains(&byte);
            let is_name = |line: &Line| !line.ends_with_colon() && !line.text.bytes().any(is_other);
            is_short = line.is_some_and(|line| is_few(line) && line.shape == Shape::Text && is_name(line));
            is_menu(draft, *at) || follows && is_short
        })
        .count()
}

fn is_few(line: &Line) -> bool {
    // A colon says that the line is a label, or one of an agenda.
    (1..=3).contains(&line.words()) && !line.ends_sentence() && !line.text.contains(':')
}

/// Whether a line is an item of a menu.
fn is_menu(draft: &Draft, at: usize) -> bool {
    // Below the name of a page stands its address: a list of sources.
    let is_source = || draft.lines.get(at + 1).is_some_and(|below| below.text.contains("://"));
    draft.is_content(at) && draft.lines.get(at).is_some_and(|line| line.is_item() && is_few(line)) && !is_source()
}

/// Whether a run of blocks is what the page is about: paragraphs, and most of the words that make sentences.
fn is_text(blocks: &[Block], own: &[Block]) -> bool {
    let long = |blocks: &[Block]| blocks.iter().map(|block| block.words).filter(|words| *words >= PROSE).sum::<usize>();
    // An item of two sentences is prose as well.
    let is_prose = |block: &&Block| {
        block.words >= PROSE && block.kind == Kind::Paragraph || block.words >= 2 * PROSE && block.kind == Kind::Item
    };
    // Teasers are short: where many whole paragraphs stand elsewhere, it is one part of a longer text.
    let whole = |blocks: &[Block]| -> usize {
        let is_whole = |block: &&Block| block.words >= 2 * PROSE && block.kind == Kind::Paragraph;
        blocks.iter().filter(is_whole).map(|block| block.words).sum()
    };
    own.iter().filter(is_prose).count() >= 2
        && long(own) >= TEXT
        && long(own) * 2 > long(blocks)
        && whole(own) * 4 >= whole(blocks) * 3
}

/// The run of blocks with the greatest sum, and where comments begin below it: no further is looked.
fn best_run(draft: &Draft, blocks: &[Block]) -> (Range<usize>, usize) {
    let (mut sum, mut start, mut best, mut found) = (0, 0, 0, 0..0);
    for (at, block) in blocks.iter().enumerate() {
        if sum <= 0 {
            (sum, start) = (0, at);
        }
        let value = value(draft, block);
        if value == LABEL && best >= TEXT.cast_signed() && opens_comments(draft, block) {
            return (found, at);
        }
        sum += value;
        if sum > best {
            (best, found) = (sum, start..at + 1);
        }
    }
    (found, blocks.len())
}

/// How many blocks below a text go on with it: short sentences and sources, and the headings over them.
fn going_on(draft: &Draft, rest: &[Block]) -> usize {
    let is_own = |at: usize| rest.get(at).is_some_and(|block| value(draft, block) >= 0);
    let is_heading = |block: &Block| matches!(block.kind, Kind::Heading(level) if level < BARE);
    let own = rest.iter().enumerate().take_while(|(at, block)| is_own(*at) || is_heading(block) && is_own(at + 1));
    own.count()
}

fn opens_comments(draft: &Draft, block: &Block) -> bool {
    let folded = fold(draft.text(block.lines.start));
    ["comment", "reaction", "discussion", "repl", "repons"].iter().any(|word| folded.contains(word))
}

/// What a block speaks for (above 0) or against being part of the text.
fn value(draft: &Draft, block: &Block) -> isize {
    let words = isize::try_from(block.words.min(LONGEST)).unwrap_or_default();
    let ends = draft.lines.get(block.lines.end.saturating_sub(1)).is_some_and(Line::ends_sentence);
    match block.kind {
        Kind::Paragraph if opens_tail(draft, block) => LABEL,
        // Fewer words without a full stop are a long headline.
        Kind::Paragraph if block.words >= 2 * PROSE || ends && block.words >= PROSE => words,
        // A short sentence is as often the text's as a slogan.
        Kind::Paragraph if ends && block.words >= SENTENCE => 0,
        Kind::Item if block.words >= PROSE => words / 2,
        Kind::Item if ends && block.words >= SENTENCE => 0,
        Kind::Quote => words / 2,
        // Buttons do not write out where they lead.
        Kind::Item if block.lines.clone().any(|at| draft.text(at).contains("://")) => 0,
        _ => SCRAP,
    }
}

/// A line that opens what every page has below its text: teasers, comments; a count may stand beside it.
fn opens_tail(draft: &Draft, block: &Block) -> bool {
    if block.words > 6 {
        return false;
    }
    let (found, words) = phrases::find(draft.text(block.lines.start));
    let counts = runs(draft.text(block.lines.start)).filter(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    let said = words - counts.count().min(words);
    found.iter().any(|one| one.hint == Hint::Tail && one.len >= said)
}

/// Whether most of what stands below the text is no text.
fn is_furniture(draft: &Draft, tail: &[Block]) -> bool {
    // Fewer blocks are a signature or the sources.
    const FEWEST: usize = 4;
    // Buttons and credits may stand between the text and the label below it.
    const LABELLED: usize = 12;
    let scraps = tail.iter().filter(|block| value(draft, block) < 0).count();
    let is_labelled = || tail.iter().take(LABELLED).any(|block| opens_tail(draft, block));
    // An agenda is all scraps as well: without a label, it must have what only pages have.
    let is_of_a_page = || {
        let lines = tail.iter().flat_map(|block| block.lines.clone());
        menu_of(draft, tail) * 2 >= MENU || lines.filter_map(|at| draft.lines.get(at)).any(chrome::is_footer)
    };
    tail.len() >= FEWEST && (scraps * 10 >= tail.len() * 6 && is_of_a_page() || is_labelled())
}

/// Whether a block has a button, a label or a foot that only pages have.
fn is_of_a_page(draft: &Draft, block: &Block) -> bool {
    let mut lines = block.lines.clone().filter_map(|at| draft.lines.get(at));
    opens_tail(draft, block) || lines.any(|line| chrome::is_button(line) || chrome::is_footer(line))
}

/// Whether a menu stands above the text.
fn has_menu(draft: &Draft, head: &[Block]) -> bool {
    menu_of(draft, head) >= MENU
}

fn menu_of(draft: &Draft, blocks: &[Block]) -> usize {
    menu_items(draft, blocks.iter().flat_map(|block| block.lines.clone()))
}

/// Buttons, signs and menus inside the text or between it and its title.
fn scraps(draft: &mut Draft, lines: Range<usize>) {
    for at in lines {
        let Some(line) = draft.lines.get(at).filter(|_| draft.is_content(at)) else { continue };
        // Letters and numbers alone are icons and counts.
        let is_sign = line.text.chars().filter(|letter| letter.is_alphabetic()).count() <= 1 && line.text.len() <= 8;
        if is_sign || is_menu(draft, at) || is_interruption(line) {
            draft.set(at..at + 1, Role::Chrome);
        }
    }
}

/// A button, a teaser between two paragraphs (`À lire aussi : …`), or an offer.
fn is_interruption(line: &Line) -> bool {
    let is_teaser = || {
        let (found, words) = phrases::find(line.text);
        let at_once = |one: &phrases::Found| one.at == 0 && one.len >= 2;
        words <= 25 && found.iter().any(|one| one.hint == Hint::Tail && at_once(one))
    };
    line.words() <= 25 && (chrome::is_button(line) || is_teaser())
}

#[cfg(test)]
mod tests;
