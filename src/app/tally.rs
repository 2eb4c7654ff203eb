//! Counts and minutes: how much is decided, kept and left, for each digest and for all.

use crate::model::marks::{Marks, Triage};
use crate::model::store::Store;

/// The counts of some articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Count {
    /// All of them.
    pub total: usize,
    /// Those kept, skipped or put off.
    pub decided: usize,
    /// Those kept.
    pub kept: usize,
    /// Those put off.
    pub later: usize,
    /// Minutes to read those kept and not read yet.
    pub minutes: u32,
}

impl Count {
    /// Whether nothing is left to decide.
    pub fn is_done(&self) -> bool {
        self.decided == self.total
    }

    fn add(&mut self, triage: Triage, minutes: u32) {
        self.total += 1;
        self.decided += usize::from(triage != Triage::Undecided);
        self.kept += usize::from(triage == Triage::Kept);
        self.later += usize::from(triage == Triage::Later);
        self.minutes += minutes;
    }
}

/// The counts of each digest and of all.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    /// One a digest, in the store's order.
    pub digests: Vec<Count>,
    /// All together.
    pub all: Count,
}

impl Tally {
    /// Counts everything.
    pub fn new(store: &Store, marks: &Marks, words_per_minute: u32) -> Tally {
        let mut tally = Tally { digests: vec![Count::default(); store.digests().len()], all: Count::default() };
        for article in store.articles() {
            let known = marks.article(store, article);
            let to_read = known.triage() == Triage::Kept && !known.is_read();
            let minutes = if to_read { article.minutes(words_per_minute) } else { 0 };
            tally.all.add(known.triage(), minutes);
            if let Some(count) = tally.digests.get_mut(article.document) {
                count.add(known.triage(), minutes);
            }
        }
        tally
    }
}
