//! Titles that nothing marks, told by what each entry of a list of texts has: a byline or an address right
//! below its title, a button at its end, a number above it.
//!
//! One such line says nothing. Where three or more stand at even distances from early on, they are how this
//! document is made, and the lines above (or below) them are its titles.

use std::collections::{HashMap, HashSet};

use super::block::{self, BARE, ENTRY, LEAD, OVER_ENTRY};
use super::chrome;
use super::dates;
use super::line::{Line, Shape};
use super::mails;
use super::marks;
use super::role::{Draft, Role};
use super::voices;
use crate::text::fold::fold;

/// The fewest titles over a byline or an address that make a pattern; buttons and numbers recur more easily.
const TITLED: usize = 3;
const RECURRING: usize = 4;
/// Words of a title at most: some are sentences.
const LONGEST: usize = 30;
/// Words of a line that only says who and when.
const BYLINE: usize = 14;

/// Whether a page lists texts under bylines: then none of them is what it is about, and the rest its furniture.
pub(crate) fn is_listing(draft: &Draft) -> bool {
    // A button ends each of them.
    let is_button = |at: &usize| draft.lines.get(*at).is_some_and(chrome::is_button);
    let content: Vec<usize> = draft.content().filter(|at| !is_button(at)).collect();
    [Anchor::Signed, Anchor::Byline].into_iter().any(|anchor| over(draft, &content, anchor).is_some())
}

/// Marks the titles of entries, where the document has such.
pub(crate) fn mark(draft: &mut Draft) {
    if mails::mark(draft) {
        draft.has_entries = true;
        return;
    }
    // The head of a page may have been seen in the first entry.
    let is_text =
        |at: &usize| draft.roles.get(*at) != Some(&Role::Chrome) && draft.lines.get(*at).is_some_and(Line::has_words);
    let content: Vec<usize> = (0..draft.lines.len()).filter(is_text).collect();
    let titles = over_anchors(draft, &content)
        .or_else(|| under_days(draft, &content))
        .or_else(|| beside_recurring(draft, &content));
    let Some(titles) = titles else { return };
    for at in &content {
        draft.set(*at..at + 1, Role::Open);
    }
    demote_headings(draft, &content, &titles);
    for order in titles {
        mark_title(draft, &content, order);
    }
    draft.title = None;
    draft.has_entries = true;
}

/// Headings below the first title are those of a text, but for rubrics right above the title of one.
fn demote_headings(draft: &mut Draft, content: &[usize], titles: &[usize]) {
    let titles: HashSet<usize> = titles.iter().copied().collect();
    let first = titles.iter().min().copied().unwrap_or(0);
    for (order, at) in content.iter().enumerate().skip(first) {
        let is_inner = !titles.contains(&order) && !titles.contains(&(order + 1));
        let line = draft.lines.get_mut(*at).filter(|line| is_inner && matches!(line.shape, Shape::Heading(..ENTRY)));
        if let Some(line) = line {
            line.shape = Shape::Heading(LEAD);
        }
    }
}

/// Marks one title, and the rubric above it.
fn mark_title(draft: &mut Draft, content: &[usize], order: usize) {
    let above = order.checked_sub(1).and_then(|above| content.get(above)).copied();
    let is_rubric = |line: &Line| {
        let is_short = || line.words() <= 3 && !line.ends_sentence() && !is_byline(line.text);
        line.shape == Shape::Heading(BARE) || line.shape == Shape::Text && is_short()
    };
    // A short last line of the text above stands right below it.
    let opens = |at: usize| {
        at.checked_sub(1).is_none_or(|before| {
            draft.lines.get(before).is_some_and(Line::is_blank) || draft.roles.get(before) != Some(&Role::Open)
        })
    };
    let above = above.filter(|above| opens(*above));
    // The day on which the entries below it were written.
    if let Some(day) = above.filter(|above| dates::is_whole_date(draft.text(*above))) {
        draft.set(day..day + 1, Role::Neutral);
    } else if let Some(line) = above.and_then(|above| draft.lines.get_mut(above)).filter(|line| is_rubric(line)) {
        line.shape = Shape::Heading(OVER_ENTRY);
    }
    if let Some(line) = content.get(order).and_then(|at| draft.lines.get_mut(*at)) {
        line.shape = Shape::Heading(ENTRY);
    }
}

/// The titles right above bylines, or right above addresses.
fn over_anchors(draft: &Draft, content: &[usize]) -> Option<Vec<usize>> {
    [Anchor::Signed, Anchor::Byline, Anchor::Address].into_iter().find_map(|anchor| over(draft, content, anchor))
}

/// What stands right below each title.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Anchor {
    /// A byline that begins by saying who.
    Signed,
    /// Any byline.
    Byline,
    /// The address of the text.
    Address,
}

impl Anchor {
    fn is(self, text: &str) -> bool {
        match self {
            Anchor::Signed => is_signed(text),
            Anchor::Byline => is_byline(text),
            Anchor::Address => marks::is_address(text),
        }
    }

    /// Whether a line is no title beside such anchors: one with a date looks like a byline, but for those that
    /// begin by saying who.
    fn rules_out(self, text: &str) -> bool {
        if self == Anchor::Signed { is_signed(text) } else { self.is(text) || is_byline(text) }
    }
}

/// The titles right above anchors of one sort.
fn over(draft: &Draft, content: &[usize], anchor: Anchor) -> Option<Vec<usize>> {
    let is_anchor =
        |at: &usize| draft.lines.get(*at).is_some_and(|line| line.shape == Shape::Text && anchor.is(line.text));
    let anchors: Vec<bool> = content.iter().map(is_anchor).collect();
    let pairs = content.iter().zip(anchors.iter().skip(1)).enumerate();
    let may_be_title = |order: usize, at: usize| {
        let opens = anchor == Anchor::Address && block_above(draft, content, order).is_some();
        (opens || may_be_title(draft, at)) && !anchor.rules_out(draft.text(at))
    };
    let pairs = pairs.filter(|(order, (title, is_over_anchor))| **is_over_anchor && may_be_title(*order, **title));
    // What stands above may be the anchor of the entry before.
    let is_below_anchor = |order: usize| order.checked_sub(1).is_some_and(|above| anchors.get(above) == Some(&true));
    let opening = |order| block_above(draft, content, order).filter(|_| anchor == Anchor::Address);
    let first = |order| match opening(order) {
        Some(opening) => opening,
        None if is_below_anchor(order) => order,
        None => first_line(draft, content, order),
    };
    let titles: Vec<usize> = pairs.map(|(order, _)| first(order)).collect();
    // The date right below a byline belongs to it; those above the first title are the document's.
    let below = anchors.get(titles.first().copied().unwrap_or(0)..).unwrap_or_default();
    let count = below.windows(2).filter(|pair| matches!(pair, [false, true])).count();
    let is_pattern = titles.len() >= TITLED && titles.len() * 3 >= count * 2;
    // Above addresses, lines of a few words are as often a text's own.
    let head = if anchor == Anchor::Address { 0 } else { head(draft, content, &titles) };
    (is_pattern && are_even(&titles, content.len(), head)).then_some(titles)
}

/// The first of the lines between an empty one and an address, where they are a title, or one and a sentence on it.
fn block_above(draft: &Draft, content: &[usize], order: usize) -> Option<usize> {
    let at = *content.get(order)?;
    // Right over the address.
    content.get(order + 1).filter(|address| **address == at + 1)?;
    let is_gap = |at: usize| at.checked_sub(1).is_none_or(|above| draft.lines.get(above).is_none_or(Line::is_blank));
    let is_short = |line: &Line| line.shape == Shape::Text && line.words() <= BYLINE && !line.ends_with_colon();
    let opens = |at: usize| is_gap(at) && draft.lines.get(at).is_some_and(is_short);
    let above = order.checked_sub(1).filter(|above| content.get(*above).is_some_and(|above| above + 1 == at));
    let broken = |above: usize| {
        let (line, below) = (draft.lines.get(above), draft.lines.get(at));
        line.zip(below).is_some_and(|(line, below)| block::is_broken(line, below, draft.column))
    };
    let is_title = |above: &usize| content.get(*above).is_some_and(|above| opens(*above) && !broken(*above));
    if opens(at) { Some(order) } else { above.filter(is_title) }
}

/// How many lines stand above the first title where they are the head of a page: menus, and a sentence at most.
fn head(draft: &Draft, content: &[usize], titles: &[usize]) -> usize {
    let first = titles.first().copied().unwrap_or(0);
    let is_prose = |at: &&usize| draft.lines.get(**at).is_some_and(|line| line.words() > BYLINE);
    if content.iter().take(first).filter(is_prose).count() <= 1 { first } else { 0 }
}

/// The first line of a title that may have been broken in two.
fn first_line(draft: &Draft, content: &[usize], order: usize) -> usize {
    let above =
        order.checked_sub(1).and_then(|above| content.get(above)).and_then(|at| Some((*at, draft.lines.get(*at)?)));
    let line = content.get(order).and_then(|at| Some((*at, draft.lines.get(*at)?)));
    let is_broken = above.zip(line).is_some_and(|((above_at, above), (at, line))| {
        above_at + 1 == at
            && above.shape != Shape::Quote
            && !above.ends_sentence()
            && block::is_broken(above, line, draft.column)
    });
    if is_broken { order - 1 } else { order }
}

/// Whether titles stand from early on below the head to the end, none much further from the next than the others.
fn are_even(titles: &[usize], lines: usize, head: usize) -> bool {
    let (Some(first), Some(last)) = (titles.first(), titles.last()) else { return false };
    let mut gaps: Vec<usize> =
        titles.windows(2).map(|pair| pair.iter().rev().copied().reduce(|next, one| next - one).unwrap_or(0)).collect();
    gaps.sort_unstable();
    let median = gaps.get(gaps.len() / 2).copied().unwrap_or(0);
    // A text told in a few lines more is a long one; many times as much is another text.
    let most = median * 5 + 10;
    let longest = gaps.last().copied().unwrap_or(0);
    first - head <= most.min(lines / 3 + 2) && longest <= most && lines - last <= most
}

/// The titles right below lines that are a date and nothing else, each over a text: a diary has no titles, an agenda
/// no texts.
fn under_days(draft: &Draft, content: &[usize]) -> Option<Vec<usize>> {
    const TEXT: usize = 25;
    let is_day = |at: &usize| {
        draft.lines.get(*at).is_some_and(|line| {
            matches!(line.shape, Shape::Text | Shape::Heading(_))
                && line.words() <= 6
                && dates::is_whole_date(line.text)
        })
    };
    let days: Vec<usize> = content.iter().enumerate().filter(|(_, at)| is_day(at)).map(|(order, _)| order).collect();
    if days.len() < TITLED {
        return None;
    }
    let ends = days.iter().skip(1).copied().chain([content.len()]);
    let words = |lines: &[usize]| lines.iter().filter_map(|at| draft.lines.get(*at)).map(Line::words).sum::<usize>();
    let has_text = |(day, end): (&usize, usize)| words(content.get(day + 2..end).unwrap_or_default()) >= TEXT;
    let texts = days.iter().zip(ends).filter(|pair| has_text(*pair)).count();
    let is_title = |order: &usize| content.get(*order).is_some_and(|at| may_be_title(draft, *at) && !is_day(at));
    let titles: Vec<usize> = days.iter().map(|day| day + 1).filter(is_title).collect();
    // Some entries are a picture.
    let is_pattern = titles.len() >= TITLED && titles.len() * 10 >= days.len() * 8 && texts * 10 >= days.len() * 6;
    (is_pattern && are_even(&titles, content.len(), head(draft, content, &titles))).then_some(titles)
}

/// The titles after lines that recur, above the first of them as far up as between two.
fn beside_recurring(draft: &Draft, content: &[usize]) -> Option<Vec<usize>> {
    let mut places: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, line) in draft.lines.iter().enumerate() {
        if let Some(key) = recurring(draft, at, line) {
            places.entry(key).or_default().push(at);
        }
    }
    // Of several, the most frequent; of these, any but always the same.
    let (_, places) = places
        .into_iter()
        .filter(|(_, places)| places.len() >= RECURRING)
        .max_by_key(|(key, places)| (places.len(), key.clone()))?;
    let next = |at: usize| content.partition_point(|line| *line <= at);
    let mut titles: Vec<usize> = places.iter().map(|at| next(*at)).filter(|order| *order < content.len()).collect();
    let is_closing = places.first().is_some_and(|at| draft.roles.get(*at) == Some(&Role::Chrome));
    if let [first, second, ..] = *titles
        && is_closing
        && let Some(above) = first.checked_sub(second - first)
    {
        titles.insert(0, above);
    }
    titles.dedup();
    let may_be_title = |at: &usize| may_be_title(draft, *at) && !is_byline(draft.text(*at));
    titles.retain(|order| content.get(*order).is_some_and(may_be_title));
    (titles.len() * 10 >= places.len() * 8 && titles.len() >= RECURRING && are_even(&titles, content.len(), 0))
        .then_some(titles)
}

/// What of a line recurs in the like of it: the words of a button, or a label but for its number.
fn recurring(draft: &Draft, at: usize, line: &Line) -> Option<String> {
    if !(1..=4).contains(&line.words()) || line.text.len() > 60 {
        return None;
    }
    let is_button = draft.roles.get(at) == Some(&Role::Chrome) && line.shape == Shape::Text && chrome::is_button(line);
    let is_numbered =
        || draft.is_content(at) && matches!(line.shape, Shape::Text | Shape::Heading(BARE)) && is_numbered(line);
    if is_button {
        Some(fold(line.text))
    } else if is_numbered() {
        let words: String = fold(line.text).chars().filter(|letter| !letter.is_ascii_digit()).collect();
        Some(words)
    } else {
        None
    }
}

/// `Episode #138`, `Message: 3`: a word and a number.
fn is_numbered(line: &Line) -> bool {
    let first = line.text.chars().next().is_some_and(char::is_uppercase);
    let ends = line.text.ends_with(|letter: char| letter.is_ascii_digit());
    let digits = line.text.bytes().filter(u8::is_ascii_digit).count();
    first && ends && digits <= 5 && !line.text.contains(['=', '{', '$', '(', '.', '/'])
}

/// A line that may be a title: no sentence, no list item, no label.
fn may_be_title(draft: &Draft, at: usize) -> bool {
    draft.lines.get(at).is_some_and(|line| {
        matches!(line.shape, Shape::Text | Shape::Number(_) | Shape::Heading(BARE..))
            // Further in, it belongs to an item.
            && line.indent < 2
            && line.words() >= 1
            && line.words() <= LONGEST
            && (!line.text.ends_with(['.', ',', ';', '{', '}']) || line.text.ends_with("..."))
            && !line.ends_with_colon()
            && !line.text.contains("://")
            && voices::speaker(line).is_none()
    })
}

/// `Par Ann Lee, le 3 mai 2024`, `the-gazette.example - by Ann Lee`, `Ann Lee, 2024-05-03`: who wrote, or who
/// and when, and hardly a word more.
pub(crate) fn is_byline(text: &str) -> bool {
    let text = text.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    // Asked of every line: of prose, the first words are enough.
    let words = text.split_whitespace().take(BYLINE + 1).count();
    if !(2..=BYLINE).contains(&words) || text.contains("://") {
        return false;
    }
    // `Ann Lee, le 3 mai 2024.` is none, for all its full stop.
    let text = if words <= 8 { text.trim_end().trim_end_matches('.') } else { text };
    let ends_sentence = text.trim_end().ends_with(['.', ';', '!', '?']);
    says_who(text) && !ends_sentence
        || words <= 12 && !ends_sentence && !text.trim_end().ends_with(':') && has_whole_date(text)
}

/// Whether a date with its year stands in a text: hardly a line has a digit, and looking for dates takes long.
fn has_whole_date(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit()) && dates::find(text).is_some_and(|date| date.has_year)
}

/// `Par jca le 3 mai 2024 - Articles`: a byline that begins by saying who, whatever the name looks like, and says
/// when as well. A title may have a date, too.
pub(crate) fn is_signed(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    matches!(first, "par" | "by" | "Par" | "By") && has_whole_date(text) && is_byline(text)
}

/// Whether a short line says who wrote a text, first or behind a sign.
pub(crate) fn says_who(text: &str) -> bool {
    text.split_whitespace().nth(BYLINE).is_none()
        && text.split([',', '-', '–', '—', '|', '•', '·']).any(|part| names_writer(part.trim_start()))
}

/// `by Ann`, `Par Ann`.
fn names_writer(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let first = words.next().unwrap_or_default();
    matches!(first, "par" | "by" | "Par" | "By")
        && words.next().is_some_and(|name| name.starts_with(char::is_uppercase))
}

#[cfg(test)]
mod tests;
