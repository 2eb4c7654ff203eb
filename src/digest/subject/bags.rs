//! What each paragraph of a document holds of one kind, as numbers, and how common each number is.

use super::rows::Rows;

/// What each paragraph holds, and in how many paragraphs each number stands.
#[derive(Debug, Default)]
pub(super) struct Bags {
    pub(super) paragraphs: Rows,
    pub(super) total: Vec<u32>,
    /// How many there are in all.
    pub(super) all: u32,
    /// The paragraph, counted from 1, in which each number was seen last.
    last: Vec<u32>,
}

impl Bags {
    /// Adds a paragraph, each of its numbers once: one that stands twice in it says nothing of its neighbours.
    /// All of them are below `kinds`.
    pub(super) fn push(&mut self, paragraph: impl IntoIterator<Item = u32>, kinds: usize) {
        self.total.resize(kinds, 0);
        self.last.resize(kinds, 0);
        let order = u32::try_from(self.paragraphs.len() + 1).unwrap_or(u32::MAX);
        let first = paragraph.into_iter().filter(|id| {
            let (Some(total), Some(last)) = (self.total.get_mut(*id as usize), self.last.get_mut(*id as usize)) else {
                return false;
            };
            let is_first = *last != order;
            *last = order;
            *total += u32::from(is_first);
            self.all += u32::from(is_first);
            is_first
        });
        self.paragraphs.push(first);
    }

    /// How many numbers a paragraph holds, on the mean.
    pub(super) fn per_paragraph(&self) -> f32 {
        self.all as f32 / self.paragraphs.len().max(1) as f32
    }

    /// How many paragraphs above the next one a number was seen last.
    pub(super) fn since(&self, id: u32) -> Option<usize> {
        let last = self.last.get(id as usize).filter(|last| **last > 0)?;
        Some((self.paragraphs.len() + 1).saturating_sub(*last as usize))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_number_counts_once_in_a_paragraph() {
        let mut bags = Bags::default();
        bags.push(vec![0, 1, 0], 2);
        bags.push(vec![1, 2], 3);
        bags.push(vec![], 3);
        assert_eq!(bags.paragraphs.iter().collect::<Vec<_>>(), [&[0, 1][..], &[1, 2], &[]]);
        assert_eq!((bags.total.as_slice(), bags.all), ([1, 2, 1].as_slice(), 4));
        assert_eq!([0, 1, 2, 7].map(|id| bags.since(id)), [Some(3), Some(2), Some(2), None]);
    }
}
