//! What the reader corrected by hand, put over what the rules found.
//!
//! Roles of lines come before the cuts are trimmed, cuts after: so a line made chrome leaves the
//! article's edge, and a split stands whatever rule cut before.

use crate::model::correction::{Applicable, Correction};

use super::reason::{Reason, Seen};
use super::role::{Cut, Draft, Role};
use crate::model::rule::Rule;

static BY_HAND: Seen = Seen { rule: Rule::ByHand, confidence: 1.0, evidence: "you split the article here" };

/// Makes lines chrome or content.
pub(crate) fn set_roles(draft: &mut Draft, corrections: &Applicable) {
    for (line, correction) in &corrections.lines {
        match correction {
            Correction::Chrome => draft.set(*line..*line + 1, Role::Chrome),
            Correction::Content => draft.set(*line..*line + 1, Role::Open),
            Correction::Split | Correction::Merge => {}
        }
    }
}

/// Splits and merges the articles found.
pub(crate) fn set_cuts(draft: &mut Draft, corrections: &Applicable) {
    for (line, correction) in &corrections.lines {
        match correction {
            Correction::Split => split(&mut draft.cuts, *line),
            Correction::Merge => merge(&mut draft.cuts, *line),
            Correction::Chrome | Correction::Content => {}
        }
    }
}

fn split(cuts: &mut Vec<Cut>, line: usize) {
    let Some(at) = cuts.iter().position(|cut| cut.lines.contains(line)) else { return };
    let Some(first) = cuts.get_mut(at) else { return };
    let second = Cut {
        lines: (line..first.lines.end()).into(),
        reason: Reason::Seen(&BY_HAND),
        heading: None,
        kicker: first.kicker,
    };
    if first.lines.start() == line {
        first.reason = second.reason;
        return;
    }
    first.lines = (first.lines.start()..line).into();
    cuts.insert(at + 1, second);
}

fn merge(cuts: &mut Vec<Cut>, line: usize) {
    let Some(at) = cuts.iter().position(|cut| cut.lines.start() == line).filter(|at| *at > 0) else { return };
    let end = cuts.remove(at).lines.end();
    if let Some(before) = cuts.get_mut(at - 1) {
        before.lines = (before.lines.start()..end).into();
    }
}
