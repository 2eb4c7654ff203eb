//! What makes paragraphs one article: they speak of one subject and of the same names, and one hand wrote them.

use super::bags::Bags;
use super::paragraphs::Paragraphs;
use super::urn::Urn;

/// What is drawn from an urn, and how much of it counts.
struct Draw {
    /// How many the urn holds at first.
    size: f32,
    /// By how much its worth is too sure of itself: all is taken as drawn each for itself, but where one word
    /// of a subject stands, others do.
    heat: f32,
}

/// A thousand words are those of a short book chapter, in which a word used twice in a few paragraphs is
/// already a surprise.
const WORDS: Draw = Draw { size: 1000.0, heat: 1.8 };
/// An article has fewer names, and comes back to each sooner; one does not bring the other.
const NAMES: Draw = Draw { size: 100.0, heat: 1.25 };
/// A few paragraphs show all the habits that a hand has.
const HABITS: Draw = Draw { size: 30.0, heat: 1.25 };
/// The words of an article, those without a subject left out: before anything is read, the more of them a
/// document's paragraphs have, the more of its paragraphs open one.
const LENGTH: f32 = 600.0;

/// An article that grows paragraph by paragraph.
pub(super) struct Article {
    words: Urn,
    names: Urn,
    habits: Urn,
    /// What an article costs, in log-odds.
    cost: f32,
}

impl Article {
    /// An article without paragraphs.
    pub(super) fn new(paragraphs: &Paragraphs) -> Self {
        let urn = |bags: &Bags, draw: Draw| Urn::new(bags, draw.size);
        Article {
            words: urn(&paragraphs.words, WORDS),
            names: urn(&paragraphs.names, NAMES),
            habits: urn(&paragraphs.habits, HABITS),
            cost: (LENGTH / paragraphs.words.per_paragraph().max(1.0)).max(1.0).ln(),
        }
    }

    /// Adds the next paragraph.
    pub(super) fn add(&mut self, paragraphs: &Paragraphs, order: usize) {
        self.words.draw(paragraphs.words.paragraphs.get(order));
        self.names.draw(paragraphs.names.paragraphs.get(order));
        self.habits.draw(paragraphs.habits.paragraphs.get(order));
    }

    /// How much better the article foretells itself than the document does, in log-odds.
    pub(super) fn worth(&mut self) -> f32 {
        self.words.worth() / WORDS.heat + self.names.worth() / NAMES.heat + self.habits.worth() / HABITS.heat
            - self.cost
    }

    /// Empties the article, so that the next one can grow.
    pub(super) fn clear(&mut self) {
        self.words.clear();
        self.names.clear();
        self.habits.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four paragraphs, the first two with one of these kinds in common, and a document around them.
    fn worth(kind: fn(&mut Paragraphs) -> &mut Bags) -> [f32; 2] {
        let mut paragraphs = Paragraphs::default();
        [[0, 1], [0, 2], [3, 4], [5, 6]].into_iter().for_each(|ids| kind(&mut paragraphs).push(ids, 7));
        let mut article = Article::new(&paragraphs);
        [[0, 1], [2, 3]].map(|pair| {
            article.clear();
            pair.into_iter().for_each(|order| article.add(&paragraphs, order));
            article.worth()
        })
    }

    #[test]
    fn paragraphs_are_worth_more_together_for_each_word_name_and_habit_they_share() {
        let kinds: [fn(&mut Paragraphs) -> &mut Bags; 3] =
            [|all| &mut all.words, |all| &mut all.names, |all| &mut all.habits];
        for (at, kind) in kinds.into_iter().enumerate() {
            let [alike, apart] = worth(kind);
            assert!(alike > apart + 0.3, "{at}: {alike} {apart}");
        }
    }
}
