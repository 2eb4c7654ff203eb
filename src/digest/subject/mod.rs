//! Articles put end to end: cuts where the subject changes.
//!
//! Two witnesses speak for a cut: the cues of openings and closings beside it (`super::cues`), and the text of
//! both sides, by how surely its words, names and habits of writing part there among all ways of cutting the
//! document, those that the cues speak for counting more (`cutting`, `article`). Both are measured by the
//! document: how common its words are, and how common its cues. What its surest openings share counts more
//! than what openings share in general.

mod article;
mod bags;
mod choosing;
mod cutting;
mod hand;
mod names;
mod numbering;
mod paragraphs;
mod rows;
mod ties;
mod urn;

use std::rc::Rc;

use super::chrome;
use super::cues::{self, Around, Cue, Cues, Traits, Weights};
use super::reason::{Reason, Seen, Weighed};
use super::role::{Draft, Role};
use crate::model::rule::Rule;
use paragraphs::Paragraphs;

/// The first words by which two openings are alike: fewer are common turns of phrase.
const ALIKE: usize = 4;
/// The bytes of a paragraph that may be an opening like another one: two lines of print.
const ALIKE_LEAST: usize = 120;
/// How much of a cue's points counts: two cues at one gap often say the same.
const CUES: f32 = 0.5;
/// The paragraphs in which the document's own openings are looked for: a hundred articles tell how they
/// begin, more cost time.
const LEARNT_FROM: usize = 2000;

/// Why the first article begins where it does.
static FIRST: Seen = Seen { rule: Rule::Subject, confidence: 1.0, evidence: "the first article" };

/// Cuts the draft where the subject changes, and says whether it does.
pub(crate) fn cut(draft: &mut Draft) -> bool {
    let content: Vec<usize> = draft.content().collect();
    let paragraphs = Paragraphs::read(draft, &content);
    let gaps = gaps(draft, &content, &paragraphs);
    let walls: Vec<bool> = gaps.iter().map(|cues| cues.has(Cue::Wall)).collect();
    let head = gaps.get(..LEARNT_FROM).unwrap_or(&gaps);
    let first = Choice::make(&paragraphs, &walls, head, Weights::of(&gaps));
    let openings: Vec<Cues> = first.starts.iter().filter_map(|start| gaps.get(*start)).copied().collect();
    let choice = Choice::make(&paragraphs, &walls, &gaps, Weights::learnt(&gaps, &openings));
    if choosing::is_one(&choice.starts, &choice.odds, &walls) {
        return false;
    }
    let ends = choice.starts.iter().copied().chain([content.len()]);
    for (start, end) in [0].into_iter().chain(choice.starts.iter().copied()).zip(ends) {
        let last = end.checked_sub(1).and_then(|last| content.get(last));
        let (Some(first), Some(last)) = (content.get(start), last) else { continue };
        draft.cut(*first..*last + 1, choice.reason(&gaps, start));
    }
    true
}

/// Where articles start by these weights.
struct Choice {
    weights: Rc<Weights>,
    /// How surely an article starts with each paragraph.
    odds: Vec<f32>,
    /// The paragraphs that start an article below another one.
    starts: Vec<usize>,
}

impl Choice {
    fn make(paragraphs: &Paragraphs, walls: &[bool], gaps: &[Cues], weights: Weights) -> Self {
        let points: Vec<f32> = gaps.iter().map(|cues| weights.points(*cues)).collect();
        let hints: Vec<f32> = points.iter().map(|points| CUES * points).collect();
        let odds = cutting::odds(paragraphs, walls, &hints);
        let starts = choosing::starts(&odds, walls);
        Choice { weights: Rc::new(weights), odds, starts }
    }

    /// Why an article starts here.
    fn reason(&self, gaps: &[Cues], start: usize) -> Reason {
        let here = self.odds.get(start).zip(gaps.get(start)).filter(|_| start > 0);
        let Some((odds, cues)) = here else { return Reason::Seen(&FIRST) };
        // What the cues here do not explain, the words do, and the cues of its neighbours.
        let words = odds - CUES * self.weights.points(*cues);
        let (confidence, weights) = (choosing::probability(*odds), Rc::clone(&self.weights));
        Reason::Weighed(Box::new(Weighed { confidence, words, cues: *cues, weights }))
    }
}

/// The cues at each gap: those beside it, and those that only the whole document tells.
fn gaps(draft: &Draft, content: &[usize], paragraphs: &Paragraphs) -> Vec<Cues> {
    let traits = traits(draft, content);
    let mut gaps: Vec<Cues> = (0..content.len()).map(|order| gap(draft, content, &traits, order)).collect();
    for (cues, ties) in gaps.iter_mut().zip(ties::read(paragraphs)) {
        cues.add_ties(&ties);
    }
    templates(draft, content, &mut gaps);
    for order in numbering::between(draft, content).into_iter().flatten() {
        // A wall ends an article wherever it stands.
        if let Some(cues) = gaps.get_mut(order).filter(|cues| !cues.has(Cue::Wall)) {
            cues.add(Cue::Counted);
        }
    }
    gaps
}

/// The traits of each paragraph; the lines that go on with a small letter are part of the one above.
fn traits(draft: &Draft, content: &[usize]) -> Vec<Traits> {
    let mut traits: Vec<Traits> = content.iter().filter_map(|at| draft.lines.get(*at)).map(cues::read).collect();
    let mut going_on = 0;
    for traits in traits.iter_mut().rev() {
        traits.columns += going_on;
        going_on = if traits.is_lower { traits.columns } else { 0 };
    }
    traits
}

fn gap(draft: &Draft, content: &[usize], traits: &[Traits], order: usize) -> Cues {
    let get = |index: Option<usize>| index.and_then(|index| traits.get(index));
    let (Some(above), Some(here)) = (get(order.checked_sub(1)), get(Some(order))) else { return Cues::default() };
    let around = Around {
        above,
        above2: get(order.checked_sub(2)),
        above3: get(order.checked_sub(3)),
        here,
        below: get(Some(order + 1)),
    };
    let before = order.checked_sub(1).and_then(|above| content.get(above)).map_or(0, |at| at + 1);
    let between = before..content.get(order).copied().unwrap_or(0);
    cues::at(&around, between.into_iter().any(|at| is_wall(draft, at)))
}

/// Whether a line set aside says that the text goes on behind a wall: buttons stand anywhere, walls last.
fn is_wall(draft: &Draft, at: usize) -> bool {
    draft.roles.get(at) == Some(&Role::Chrome) && draft.lines.get(at).is_some_and(chrome::is_wall)
}

/// Adds that a full paragraph begins like another one: the articles of one hand often open alike.
fn templates(draft: &Draft, content: &[usize], gaps: &mut [Cues]) {
    let mut seen: std::collections::HashMap<Vec<&str>, Vec<usize>> = std::collections::HashMap::new();
    for (order, at) in content.iter().enumerate() {
        let text = draft.text(*at);
        let first: Vec<&str> = text.split_whitespace().take(ALIKE).collect();
        if first.len() == ALIKE && text.len() >= ALIKE_LEAST {
            seen.entry(first).or_default().push(order);
        }
    }
    // Twice to a handful of times is a template; more often it is the building of every paragraph.
    for orders in seen.into_values().filter(|orders| (2..=content.len() / 8).contains(&orders.len())) {
        for order in orders {
            if let Some(cues) = gaps.get_mut(order) {
                cues.add(Cue::Alike);
            }
        }
    }
}
