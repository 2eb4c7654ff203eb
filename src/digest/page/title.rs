//! The title above the text of a page: the short line over its byline, its date or its first sentence.

use std::collections::HashMap;

use super::super::chrome;
use super::super::dates;
use super::super::entries;
use super::super::line::{Line, Shape};
use super::super::masthead;
use super::super::phrases::{self, Hint};
use super::super::role::Draft;
use crate::text::fold::fold;

/// How many lines above the text its title stands at most: buttons, a caption, a box of facts lie between.
const REACH: usize = 30;
/// Words of a headline at most.
const LONGEST: usize = 25;

/// The line of the title of the text that begins at `start`.
pub(super) fn find(draft: &Draft, start: usize) -> Option<usize> {
    let above: Vec<usize> = (0..start).rev().filter(|at| draft.is_content(*at)).take(REACH).collect();
    repeated(draft, &above).or_else(|| over_byline(draft, &above)).or_else(|| nearest(draft, &above))
}

/// A headline right above the text that stands elsewhere, too: in a list of what is new.
fn repeated(draft: &Draft, above: &[usize]) -> Option<usize> {
    // Less than four words are a rubric, which every menu repeats; further above are other teasers.
    const NEAR: usize = 12;
    let near = above.iter().take(NEAR).copied().filter(|at| is_headline(draft, *at, 4));
    let folded: Vec<(usize, String)> = near.map(|at| (at, fold(draft.text(at)))).collect();
    let mut counts: HashMap<&str, usize> = folded.iter().map(|(_, text)| (text.as_str(), 0)).collect();
    // Only lines as long as one of them can be the same.
    let may_be = |line: &&Line| line.words() >= 4 && line.words() <= LONGEST;
    for line in draft.lines.iter().filter(may_be) {
        if let Some(count) = counts.get_mut(fold(line.text).as_str()) {
            *count += 1;
        }
    }
    folded.iter().find(|(_, text)| counts.get(text.as_str()).is_some_and(|count| *count >= 2)).map(|(at, _)| *at)
}

/// The headline over the byline or date that is nearest to the text.
fn over_byline(draft: &Draft, above: &[usize]) -> Option<usize> {
    // A date may stand in a box of facts: who wrote comes first.
    let named = above.iter().position(|at| draft.lines.get(*at).is_some_and(|line| names_author(line)));
    let byline = named.or_else(|| above.iter().position(|at| says_who_or_when(draft, *at)))?;
    let mut higher = above.get(byline + 1..)?.iter().copied().filter(|at| is_headline(draft, *at, 2));
    let title = higher.next()?;
    let over = higher.next().filter(|at| is_headline(draft, *at, 4) && !is_standfirst(draft, *at));
    Some(over.filter(|_| is_standfirst(draft, title) || is_name(draft, title)).unwrap_or(title))
}

/// A sentence, a quotation, or more words than a headline has.
fn is_standfirst(draft: &Draft, at: usize) -> bool {
    const HEADLINE: usize = 14;
    draft.lines.get(at).is_some_and(|line| {
        let ends = line.ends_sentence() && !line.text.ends_with(['…', '?']) && !line.text.ends_with("...");
        ends || line.words() > HEADLINE || line.text.starts_with(['"', '“', '«'])
    })
}

/// Two words, both capitalised: who wrote the text.
fn is_name(draft: &Draft, at: usize) -> bool {
    let text = draft.text(at);
    text.split_whitespace().count() == 2 && text.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
}

fn nearest(draft: &Draft, above: &[usize]) -> Option<usize> {
    let headlines = || above.iter().copied().filter(|at| is_headline(draft, *at, 3));
    headlines().find(|at| !is_standfirst(draft, *at)).or_else(|| headlines().next())
}

fn is_headline(draft: &Draft, at: usize, fewest: usize) -> bool {
    let Some(line) = draft.lines.get(at) else { return false };
    let (found, words) = phrases::find(line.text);
    let is_about_page = found
        .iter()
        .any(|one| matches!(one.hint, Hint::Footer | Hint::Tail) || one.hint == Hint::Button && one.len * 3 >= words);
    let is_credit = found.iter().any(|one| one.hint == Hint::Credit);
    matches!(line.shape, Shape::Text | Shape::Heading(_))
        && (fewest..=LONGEST).contains(&line.words())
        && !is_about_page
        && !is_credit
        && !line.ends_with_colon()
        && !line.text.ends_with(',')
        && !line.text.contains(['|', '›', '>', '@'])
        && !says_who_or_when(draft, at)
        && !entries::says_who(line.text)
}

/// `By Ann, May 3, 2021`, `Publié le 3 mai`, `il y a 3 minutes`: who and when.
fn says_who_or_when(draft: &Draft, at: usize) -> bool {
    let Some(line) = draft.lines.get(at).filter(|line| line.words() <= 22) else { return false };
    // The title of an issue has its date.
    if masthead::title_points(line.text) >= 3 && !names_author(line) {
        return false;
    }
    let folded = fold(line.text);
    let says_when = dates::find(line.text).is_some_and(|date| date.has_year) && !line.ends_sentence();
    names_author(line) || says_when || chrome::is_dateline(line.text) || is_clock(&folded)
}

/// `By Ann Lee`, `Publié par Ann`.
fn names_author(line: &Line) -> bool {
    let folded = fold(line.text);
    let first = folded.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
    let opens = ["par", "by", "publie", "posted", "published", "updated", "mis"].contains(&first);
    opens && (2..=22).contains(&line.words()) && !line.ends_sentence()
}

/// A time of day or an age, in a short line.
fn is_clock(folded: &str) -> bool {
    let has_time = folded.split_whitespace().any(|word| {
        let digits = word.split_once([':', 'h']).filter(|(hour, _)| (1..=2).contains(&hour.len()));
        digits.is_some_and(|(hour, minute)| {
            hour.bytes().all(|byte| byte.is_ascii_digit())
                && minute.bytes().take(2).filter(u8::is_ascii_digit).count() == 2
        })
    });
    let is_age = folded.contains("il y a ") || folded.contains(" ago");
    folded.split_whitespace().count() <= 12 && (has_time || is_age)
}
