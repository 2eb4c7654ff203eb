//! Newsletters without headings or bullets: briefs told in labelled paragraphs, and quotes between.
//!
//! A label is a few words in capitals and a colon (`THE NEWS: …`). The first label opens a brief, the
//! labels after it belong to it; a stand-alone quote or the return of the first label ends it.

use super::chrome;
use super::line::Line;
use super::phrases::{self, Hint};
use super::reason::Seen;
use super::role::{Draft, Role};
use crate::model::rule::Rule;

static LABEL: Seen = Seen { rule: Rule::Label, confidence: 0.85, evidence: "a label in capitals opens a brief" };
static APART: Seen = Seen { rule: Rule::Apart, confidence: 0.7, evidence: "set apart by a quotation or a label" };

/// Cuts the draft into its briefs.
pub(crate) fn cut(draft: &mut Draft) {
    set_aside(draft);
    let content: Vec<usize> = draft.content().collect();
    let opening =
        content.iter().find(|at| is_capital_label(draft.text(**at))).map(|at| label(draft.text(*at)).to_owned());
    let mut start: Option<usize> = None;
    let mut labelled = false;
    let mut last = None;
    for at in content {
        let is_label = is_capital_label(draft.text(at));
        let is_opening = is_label && Some(label(draft.text(at))) == opening.as_deref();
        let is_apart =
            last.is_some_and(|last: usize| (last + 1..at).any(|between| draft.roles.get(between) != Some(&Role::Open)));
        if start.is_none() || is_apart || is_opening || is_label && !labelled {
            close(draft, start, last, labelled);
            (start, labelled) = (Some(at), is_label);
        }
        last = Some(at);
    }
    close(draft, start, last, labelled);
}

fn close(draft: &mut Draft, start: Option<usize>, last: Option<usize>, labelled: bool) {
    let (Some(start), Some(last)) = (start, last) else { return };
    draft.cut(start..last + 1, if labelled { &LABEL } else { &APART });
}

fn label(text: &str) -> &str {
    text.split(':').next().unwrap_or_default().trim()
}

/// Sets aside what is no story: the summary line, stand-alone quotes, credits, leftovers.
fn set_aside(draft: &mut Draft) {
    let content: Vec<usize> = draft.content().collect();
    for (order, at) in content.iter().enumerate() {
        let Some(line) = draft.lines.get(*at) else { continue };
        let role = if is_quotation(line) || order == 0 && is_summary(line) {
            Some(Role::Neutral)
        } else if is_credit(line) || is_leftover(line) || chrome::is_wall(line) {
            Some(Role::Chrome)
        } else {
            None
        };
        if let Some(role) = role {
            draft.set(*at..at + 1, role);
        }
    }
}

/// `« … » • Author`: a quotation with its author and nothing else.
fn is_quotation(line: &Line) -> bool {
    let Some((_, author)) = line.text.rsplit_once(['»', '”']) else { return false };
    let author = author.trim();
    line.text.starts_with(['«', '“'])
        && author.starts_with(['•', '—', '–', '-', '·'])
        && author.split_whitespace().count() <= 14
}

/// Several subjects in one line, separated by bullets.
fn is_summary(line: &Line) -> bool {
    line.text.matches('•').count() >= 2 || phrases::has(line.text, Hint::Contents)
}

/// A picture's credit on its own.
fn is_credit(line: &Line) -> bool {
    line.words() <= 30 && phrases::find(line.text).0.iter().any(|one| one.hint == Hint::Credit && one.at <= 1)
}

/// The end of a sentence whose start was a link or a button.
fn is_leftover(line: &Line) -> bool {
    line.words() <= 12 && line.text.starts_with(['…', '.'])
}

/// `LE FAIT NOUVEAU : …`: two words or more in capitals before a colon.
pub(crate) fn is_capital_label(text: &str) -> bool {
    let Some((label, rest)) = text.split_once(':') else { return false };
    let label = label.trim();
    let has_letters = || label.chars().filter(|letter| letter.is_alphabetic()).count() >= 4;
    label.len() <= 40
        && label.starts_with(char::is_alphabetic)
        && has_letters()
        && !rest.trim().is_empty()
        && !label.chars().any(char::is_lowercase)
}
