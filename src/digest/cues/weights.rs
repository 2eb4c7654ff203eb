//! What each cue is worth in one document: by how common it is there, and by what its openings share.

use super::Worth::{Against, For, Points};
use super::{CUES, Cue, Cues};

/// What each cue is worth in one document: where it shows, and where it does not.
#[derive(Debug)]
pub(crate) struct Weights([Weight; CUES.len()]);

/// The least share of paragraphs that a cue is taken to have: a cue seen once in a document is not
/// worth more than one seen in each hundredth paragraph.
const LEAST_SHARE: f32 = 0.01;

/// How many times as often as the document's paragraphs its openings are expected to show a cue, at most.
const AT_MOST: f32 = 2.0;

/// The least that a cue must be worth to be named as a reason.
const LEAST_NAMED: f32 = 0.05;

/// How many openings of its own a document needs to be believed as much as the general shares: fewer may
/// be alike by chance.
const BELIEVED: f32 = 20.0;

impl Weights {
    /// Weighs the cues by how common each is in the document.
    pub(crate) fn of(gaps: &[Cues]) -> Self {
        Weights::learnt(gaps, &[])
    }

    /// Weighs them by the openings found in the document, too: what its articles begin with counts more
    /// than what articles begin with in general.
    pub(crate) fn learnt(gaps: &[Cues], openings: &[Cues]) -> Self {
        Weights(CUES.map(|(cue, _, worth)| match worth {
            Points(points) => Weight { with: points, without: 0.0 },
            For(general) => {
                let weight = weigh(cue, general, gaps, openings);
                Weight { with: weight.with.max(0.0), without: weight.without.min(0.0) }
            }
            Against(general) => {
                let weight = weigh(cue, general, gaps, openings);
                Weight { with: weight.with.min(0.0), without: weight.without.max(0.0) }
            }
        }))
    }

    /// What the cues of a gap are worth together, and those that do not show there.
    pub(crate) fn points(&self, cues: Cues) -> f32 {
        self.all(cues).map(|(.., worth)| worth).sum()
    }

    /// The cues of a gap that count, in words, and what each is worth, of degrees the highest only; at last
    /// all that do not show.
    pub(crate) fn each(&self, cues: Cues) -> Vec<(&'static str, f32)> {
        let lacks: f32 = self.all(cues).filter(|(cue, ..)| !cues.has(*cue)).map(|(.., worth)| worth).sum();
        let mut lower = 0.0;
        let shown = self.all(cues).filter(|(cue, ..)| cues.has(*cue)).filter_map(|(cue, name, worth)| {
            lower += worth;
            let is_highest = !cues.has_above(cue);
            is_highest.then(|| (name, std::mem::take(&mut lower)))
        });
        shown.chain([("what it lacks", lacks)]).filter(|(_, worth)| worth.abs() >= LEAST_NAMED).collect()
    }

    fn all(&self, cues: Cues) -> impl Iterator<Item = (Cue, &'static str, f32)> {
        CUES.iter().zip(&self.0).map(move |((cue, name, _), weight)| (*cue, *name, weight.at(*cue, cues)))
    }
}

/// What a cue is worth where it shows, and where it does not.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Weight {
    with: f32,
    without: f32,
}

impl Weight {
    /// What the cue is worth at a gap.
    fn at(self, cue: Cue, cues: Cues) -> f32 {
        match cue.within() {
            _ if cues.has(cue) => self.with,
            Some(lower) if !cues.has(lower) => 0.0,
            _ => self.without,
        }
    }
}

/// The log-odds of an opening where the cue shows, and where it does not: how much commoner either is
/// among openings than in the document.
fn weigh(cue: Cue, general: f32, gaps: &[Cues], openings: &[Cues]) -> Weight {
    let ((with, all), (own, own_all)) = (count(cue, gaps), count(cue, openings));
    let share = (with / all.max(1.0)).clamp(LEAST_SHARE, 1.0 - LEAST_SHARE);
    let opening = (own + BELIEVED * general) / (own_all + BELIEVED);
    // Where the document hardly shows it, its openings hardly can.
    let expected = opening.min(AT_MOST * share);
    Weight { with: (opening / share).ln(), without: ((1.0 - expected) / (1.0 - share)).ln() }
}

/// How many gaps show the cue, of how many that could.
fn count(cue: Cue, gaps: &[Cues]) -> (f32, f32) {
    let could = || gaps.iter().filter(|gap| cue.within().is_none_or(|lower| gap.has(lower)));
    (could().filter(|gap| gap.has(cue)).count() as f32, could().count() as f32)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A document of a hundred gaps, so many of which show a cue.
    fn gaps(count: usize, cue: Cue) -> Vec<Cues> {
        let mut gaps = vec![Cues::default(); 100];
        gaps.iter_mut().take(count).for_each(|gap| gap.add(cue));
        gaps
    }

    #[test]
    fn the_table_is_in_the_order_of_the_cues() {
        assert!(CUES.iter().enumerate().all(|(at, (cue, ..))| *cue as usize == at));
    }

    #[test]
    fn a_date_opens_where_dates_are_rare_and_says_nothing_where_each_paragraph_has_one() {
        let worth = |count| {
            let gaps = gaps(count, Cue::Date);
            Weights::of(&gaps).0[Cue::Date as usize].with
        };
        assert!(worth(2) > worth(5));
        assert!(worth(5) > 0.0);
        assert_eq!(worth(60), 0.0);
    }

    #[test]
    fn what_the_openings_of_a_document_share_counts_more_in_it() {
        let gaps = gaps(30, Cue::AfterClosing);
        let worth = |openings: &[Cues]| Weights::learnt(&gaps, openings).0[Cue::AfterClosing as usize].with;
        assert_eq!(worth(&[]), 0.0, "closing lines are common in this document");
        assert!(worth(&gaps[..12]) > 0.0, "all of its twelve openings stand under one");
        assert_eq!(worth(&gaps[40..52]), 0.0, "none of them does");
    }

    #[test]
    fn what_a_full_paragraph_usually_has_counts_where_it_lacks() {
        let mut gaps = gaps(50, Cue::Full);
        gaps[0].add(Cue::Date);
        let weights = Weights::of(&gaps);
        assert!(weights.points(gaps[1]) > weights.points(gaps[60]), "half of the paragraphs are full");
        assert_eq!(weights.each(gaps[60]), [("what it lacks", weights.points(gaps[60]))]);
    }

    #[test]
    fn words_taken_up_speak_against_an_opening_and_their_lack_for_one() {
        let gaps = gaps(50, Cue::TakesUp1);
        let points = |at: usize| {
            let weights = Weights::of(&gaps);
            Weight::at(weights.0[Cue::TakesUp1 as usize], Cue::TakesUp1, gaps[at])
        };
        assert!(points(0) < -1.0);
        assert!(points(99) > 0.3);
    }

    #[test]
    fn a_higher_degree_of_a_cue_says_nothing_where_the_lower_does_not_show() {
        let mut gaps = gaps(50, Cue::Named1);
        gaps.iter_mut().take(10).for_each(|gap| gap.add(Cue::Named3));
        let weights = Weights::of(&gaps);
        let worth = |at: usize| weights.0[Cue::Named3 as usize].at(Cue::Named3, gaps[at]);
        assert!(worth(0) > 0.0);
        assert!(worth(20) < 0.0);
        assert_eq!(worth(60), 0.0);
    }

    #[test]
    fn of_the_degrees_of_a_cue_the_highest_is_named_with_all_they_are_worth() {
        let mut gaps = gaps(20, Cue::New1);
        gaps.iter_mut().take(4).for_each(|gap| gap.add(Cue::New2));
        let weights = Weights::of(&gaps);
        let worth = |cue: Cue| weights.0[cue as usize].with;
        let (name, points) = weights.each(gaps[0])[0];
        assert_eq!(name, "brings two words that the next paragraphs take up");
        assert!((points - worth(Cue::New1) - worth(Cue::New2)).abs() < 0.001);
    }

    #[test]
    fn a_list_item_opens_nothing_however_many_there_are() {
        for count in [1, 90] {
            let gaps = gaps(count, Cue::Item);
            assert!(Weights::of(&gaps).points(gaps[0]) < -5.0);
        }
    }
}
