//! Articles put end to end: cuts where the subject changes.
//!
//! Among all ways of cutting, the one is taken whose articles hold together best: each is scored by how
//! well its own words foretell it (`cutting`), each cut by the cues of openings and closings beside it
//! (`super::cues`). Both are measured by the document: how common its words are, how common its cues, and
//! how much its paragraphs say. It is cut twice: the second time, what its first openings share counts more.

mod bags;
mod cutting;
mod numbering;

use super::chrome;
use super::cues::{self, Around, Cue, Cues, Traits, Weights};
use super::role::{Draft, Role, Rule};
use bags::Bags;
use cutting::{Cutting, DECIDES};

/// The first words by which two openings are alike: fewer are common turns of phrase.
const ALIKE: usize = 4;
/// The bytes of a paragraph that may be an opening like another one: two lines of print.
const ALIKE_LEAST: usize = 120;

/// Cuts the draft where the subject changes, and says whether it does.
pub(crate) fn cut(draft: &mut Draft) -> bool {
    let content: Vec<usize> = draft.content().collect();
    let bags = Bags::read(draft, &content);
    let gaps = gaps(draft, &content, &bags);
    let first = best(&bags, &gaps, Weights::of(&gaps));
    let openings: Vec<Cues> = first.starts().filter_map(|start| gaps.get(start)).copied().collect();
    let Best { weights, points, cuttings } = best(&bags, &gaps, Weights::learnt(&gaps, &openings));
    // Two articles put end to end are rarer than one whose second part speaks of something else.
    let is_one = cuttings.len() == 1 || cuttings.len() == 2 && !points.iter().any(|points| *points >= DECIDES);
    if is_one {
        return false;
    }
    for cutting in cuttings {
        let Cutting { paragraphs, apart } = cutting;
        let (Some(first), Some(last)) =
            (content.get(paragraphs.start), paragraphs.end.checked_sub(1).and_then(|last| content.get(last)))
        else {
            continue;
        };
        let lines = *first..*last + 1;
        if paragraphs.start == 0 {
            draft.cut(lines, Rule::Subject, 1.0, "the first article");
        } else {
            let points = points.get(paragraphs.start).copied().unwrap_or_default();
            let cues = gaps.get(paragraphs.start).copied().unwrap_or_default();
            let margin = apart + points - cutting::cost(&bags);
            draft.cut(lines, Rule::Subject, confidence(points, margin), words_of(apart, &weights.each(cues)));
        }
    }
    true
}

/// The best cutting by these weights.
struct Best {
    weights: Weights,
    /// What the cues of each gap are worth.
    points: Vec<f32>,
    cuttings: Vec<Cutting>,
}

impl Best {
    /// Where an article begins below another one.
    fn starts(&self) -> impl Iterator<Item = usize> {
        self.cuttings.iter().skip(1).map(|cutting| cutting.paragraphs.start)
    }
}

fn best(bags: &Bags, gaps: &[Cues], weights: Weights) -> Best {
    let points: Vec<f32> = gaps.iter().map(|cues| weights.points(*cues)).collect();
    let cuttings = cutting::best(bags, &points);
    Best { weights, points, cuttings }
}

/// The cues at each gap: those beside it, and those that only the whole document tells.
fn gaps(draft: &Draft, content: &[usize], bags: &Bags) -> Vec<Cues> {
    let traits = traits(draft, content);
    let mut gaps: Vec<Cues> = (0..content.len()).map(|order| gap(draft, content, &traits, order)).collect();
    for (cues, new) in gaps.iter_mut().zip(bags.new_words()) {
        cues.add_new_words(new);
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

/// How far the words part, then the cues, each with its points.
fn words_of(apart: f32, cues: &[(&str, f32)]) -> String {
    let words = format!("the words change ({apart:+.1})");
    let cues = cues.iter().map(|(name, points)| format!("{name} ({points:+.1})"));
    [words].into_iter().chain(cues).collect::<Vec<String>>().join(", ")
}

/// The points of cues at which a cut is wrong once in e times less; more than six say nothing more, and
/// below minus one none is made.
const CUE_DOUBT: f32 = 2.0;
/// The same for the points by which a cut is better than none, words and cues together; parts of one essay
/// are 40 points apart as easily as articles are.
const MARGIN_DOUBT: f32 = 35.0;

/// How sure a cut is: even odds where nothing speaks for it, and a logistic curve from there.
///
/// Both doubts are measured, on two hundred cuts of nineteen documents: of the cuts of each tenth of
/// confidence about that share was right.
fn confidence(points: f32, margin: f32) -> f32 {
    let odds = (points.clamp(-1.0, 6.0) / CUE_DOUBT + margin.clamp(0.0, 40.0) / MARGIN_DOUBT).exp();
    odds / (1.0 + odds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cues_make_a_cut_surer_than_words_do() {
        let cases = [((0.0, 0.0), 50), ((0.0, 35.0), 73), ((2.0, 0.0), 73), ((2.0, 35.0), 88), ((9.0, 90.0), 98)];
        for ((points, margin), percent) in cases {
            assert_eq!((confidence(points, margin) * 100.0).round() as i32, percent, "{points} {margin}");
        }
    }
}
