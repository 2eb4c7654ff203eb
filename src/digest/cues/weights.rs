//! What each cue is worth in one document: by how common it is there, and by what its openings share.

use super::Worth::{Degree, Openings, Points};
use super::{CUES, Cue, Cues};

/// What each cue is worth in one document.
#[derive(Debug)]
pub(crate) struct Weights([f32; CUES.len()]);

/// The least share of paragraphs that a cue is taken to have: a cue seen once in a document is not
/// worth more than one seen in each hundredth paragraph.
const LEAST_SHARE: f32 = 0.01;

/// How many openings of its own a document needs to be believed as much as the general shares: fewer may
/// be alike by chance.
const BELIEVED: f32 = 20.0;

impl Weights {
    /// Weighs the cues by how common each is in the document.
    pub(crate) fn of(gaps: &[Cues]) -> Self {
        Weights::with(gaps, |_, general| general)
    }

    /// Weighs them again by the openings found with the first weights: what the articles of this document
    /// begin with counts more than what articles begin with in general.
    pub(crate) fn learnt(gaps: &[Cues], openings: &[Cues]) -> Self {
        Weights::with(gaps, |cue, general| {
            let own = openings.iter().filter(|opening| opening.has(cue)).count();
            (own as f32 + BELIEVED * general) / (openings.len() as f32 + BELIEVED)
        })
    }

    /// Weighs the cues, given the share of openings that show each.
    fn with(gaps: &[Cues], share_of: impl Fn(Cue, f32) -> f32) -> Self {
        let mut weights = Weights([0.0; CUES.len()]);
        for (weight, (cue, _, worth)) in weights.0.iter_mut().zip(CUES) {
            *weight = match worth {
                Points(points) => points,
                Openings(openings) | Degree(openings) => {
                    let count = gaps.iter().filter(|gap| gap.has(cue)).count();
                    let share = (count as f32 / gaps.len().max(1) as f32).max(LEAST_SHARE);
                    (share_of(cue, openings) / share).ln().max(0.0)
                }
            };
        }
        weights
    }

    /// What the cues of a gap are worth together.
    pub(crate) fn points(&self, cues: Cues) -> f32 {
        let (mut sum, mut degree) = (0.0, 0.0_f32);
        for ((cue, _, worth), weight) in CUES.iter().zip(self.0) {
            match worth {
                _ if !cues.has(*cue) => {}
                Degree(_) => degree = degree.max(weight),
                Openings(_) | Points(_) => sum += weight,
            }
        }
        sum + degree
    }

    /// The cues of a gap that count, in words, and what each is worth.
    pub(crate) fn each(&self, cues: Cues) -> Vec<(&'static str, f32)> {
        let counts = |worth, weight: f32| weight != 0.0 && !matches!(worth, Degree(_));
        let all = || CUES.into_iter().zip(self.0).filter(|((cue, ..), _)| cues.has(*cue));
        let degrees = all().filter(|((_, _, worth), weight)| matches!(worth, Degree(_)) && *weight > 0.0);
        let degree = degrees.max_by(|(_, one), (_, other)| one.total_cmp(other));
        let named = all().filter(|((_, _, worth), weight)| counts(*worth, *weight)).chain(degree);
        named.map(|((_, name, _), weight)| (name, weight)).collect()
    }
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
            Weights::of(&gaps).points(gaps[0])
        };
        assert!(worth(2) > worth(5));
        assert!(worth(5) > 0.0);
        assert_eq!(worth(60), 0.0);
    }

    #[test]
    fn what_the_openings_of_a_document_share_counts_more_in_it() {
        let gaps = gaps(30, Cue::AfterClosing);
        let general = Weights::of(&gaps).points(gaps[0]);
        let points = |openings: &[Cues]| Weights::learnt(&gaps, openings).points(gaps[0]);
        assert_eq!(general, 0.0, "closing lines are common in this document");
        assert!(points(&gaps[..12]) > 0.0, "all of its twelve openings stand under one");
        assert_eq!(points(&gaps[40..52]), 0.0, "none of them does");
    }

    #[test]
    fn of_the_degrees_of_a_cue_only_one_counts() {
        let mut gaps = gaps(0, Cue::Date);
        gaps[0].add_new_words(4);
        let weights = Weights::of(&gaps);
        assert_eq!(weights.each(gaps[0]).len(), 1);
        assert!((weights.points(gaps[0]) - (0.85_f32 / LEAST_SHARE).ln()).abs() < 0.01);
    }

    #[test]
    fn a_list_item_opens_nothing_however_many_there_are() {
        for count in [1, 90] {
            let gaps = gaps(count, Cue::Item);
            assert!(Weights::of(&gaps).points(gaps[0]) < -5.0);
        }
    }
}
