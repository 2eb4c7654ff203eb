//! Rows of numbers in one list: a hundred thousand small lists would each take room of their own.

/// Rows of numbers, one after the other.
#[derive(Debug, Default)]
pub(super) struct Rows {
    all: Vec<u32>,
    /// Where in `all` each row ends.
    ends: Vec<usize>,
}

impl Rows {
    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The row at this index; empty past the last.
    pub(super) fn get(&self, at: usize) -> &[u32] {
        let start = at.checked_sub(1).and_then(|above| self.ends.get(above)).copied().unwrap_or(0);
        self.ends.get(at).and_then(|end| self.all.get(start..*end)).unwrap_or_default()
    }

    /// All rows.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.len()).map(|at| self.get(at))
    }

    /// Adds a row.
    pub(super) fn push(&mut self, row: impl IntoIterator<Item = u32>) {
        self.all.extend(row);
        self.ends.push(self.all.len());
    }

    /// Gives back the room that more rows would need.
    pub(super) fn shrink(&mut self) {
        self.all.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    /// For each number, the rows in which it stands; `counts` says for each in how many.
    pub(super) fn turned(&self, counts: &[u32]) -> Rows {
        let mut sum = 0;
        let starts = counts.iter().map(|count| {
            sum += *count as usize;
            sum - *count as usize
        });
        // Each end begins where its row does, and moves on with each number.
        let mut ends: Vec<usize> = starts.collect();
        let mut all = vec![0; sum];
        for (row, numbers) in (0..).zip(self.iter()) {
            for number in numbers {
                let Some(end) = ends.get_mut(*number as usize) else { continue };
                if let Some(place) = all.get_mut(*end) {
                    *place = row;
                    *end += 1;
                }
            }
        }
        Rows { all, ends }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_turned_into_the_rows_of_each_number() {
        let mut rows = Rows::default();
        [vec![2, 0], vec![], vec![0, 3]].into_iter().for_each(|row| rows.push(row));
        assert_eq!(rows.iter().collect::<Vec<_>>(), [&[2, 0][..], &[], &[0, 3]]);
        assert!(rows.get(3).is_empty());
        let turned = rows.turned(&[2, 0, 1, 1]);
        assert_eq!(turned.iter().collect::<Vec<_>>(), [&[0, 2][..], &[], &[0], &[2]]);
    }
}
