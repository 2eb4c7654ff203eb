//! The starts of articles, chosen by how surely each paragraph is one.

/// The odds from which a cut is worth making: where about eight cuts in ten come out right, one that is
/// right four times in ten gains more than it loses (the best bound is half of the F reached; Lipton et al. 2014).
const WORTH_IT: f32 = -0.35;
/// The share of a document's cuts that must be right, by their own probabilities: less, and it is one essay
/// of many parts.
const RIGHT: f32 = 0.6;

/// The probability of these log-odds.
pub(super) fn probability(odds: f32) -> f32 {
    1.0 / (1.0 + (-odds).exp())
}

/// The paragraphs that start an article below another one, the surest of all choices in which none of two
/// neighbours are taken: an article of one paragraph is hardly ever one, unless a wall ends it.
pub(super) fn starts(odds: &[f32], is_wall: &[bool]) -> Vec<usize> {
    let mut best = vec![0.0; odds.len() + 1];
    let mut taken = vec![false; odds.len()];
    for (at, odds) in odds.iter().enumerate().skip(1) {
        let is_walled = is_wall.get(at) == Some(&true);
        let without = best.get(at).copied().unwrap_or_default();
        let above = best.get(if is_walled { at } else { at - 1 }).copied().unwrap_or_default();
        let with = if at == 1 && !is_walled { f32::NEG_INFINITY } else { above + odds - WORTH_IT };
        if let (Some(best), Some(taken)) = (best.get_mut(at + 1), taken.get_mut(at)) {
            (*best, *taken) = if with > without { (with, true) } else { (without, false) };
        }
    }
    walk_back(&taken, is_wall)
}

/// Follows the choices from the end to the start.
fn walk_back(taken: &[bool], is_wall: &[bool]) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut at = taken.len();
    while at > 1 {
        at -= 1;
        if taken.get(at) == Some(&true) {
            starts.push(at);
            at -= usize::from(is_wall.get(at) != Some(&true));
        }
    }
    starts.reverse();
    starts
}

/// Whether these starts are too few or too doubtful to say that a document is more than one article.
pub(super) fn is_one(starts: &[usize], odds: &[f32], is_wall: &[bool]) -> bool {
    let right: f32 = starts.iter().filter_map(|at| odds.get(*at)).map(|odds| probability(*odds)).sum();
    // Two articles put end to end are rarer than one whose second part speaks of something else.
    let is_more = starts.len() > 1 && right >= RIGHT * starts.len() as f32;
    !is_more && !starts.iter().any(|at| is_wall.get(*at) == Some(&true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odds_of_nothing_are_even() {
        for (odds, percent) in [(0.0, 50), (0.7, 67), (3.0, 95), (-3.0, 5)] {
            assert_eq!((probability(odds) * 100.0).round() as i32, percent, "{odds}");
        }
    }

    #[test]
    fn of_two_neighbours_the_surer_starts_an_article() {
        let odds = [0.0, 5.0, -3.0, 1.0, 2.0, -3.0, 0.5, -3.0];
        assert_eq!(starts(&odds, &[false; 8]), [4, 6], "and the second paragraph none");
    }

    #[test]
    fn a_wall_makes_an_article_of_one_paragraph() {
        let odds = [0.0, 7.0, 7.0, -3.0, 1.0];
        let is_wall = [false, true, true, false, false];
        assert_eq!(starts(&odds, &is_wall), [1, 2, 4]);
    }

    #[test]
    fn one_cut_or_doubtful_cuts_are_none() {
        let no = [false; 9];
        let odds = [0.0, 0.0, 0.1, 0.0, 0.2, 0.0, 3.0, 0.0, -0.1];
        assert!(is_one(&[], &odds, &no));
        assert!(is_one(&[6], &odds, &no));
        assert!(is_one(&[2, 4, 8], &odds, &no));
        assert!(!is_one(&[2, 6], &odds, &no));
        assert!(!is_one(&[2], &odds, &[true; 9]));
    }
}
