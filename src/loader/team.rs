//! Work shared among threads, its results taken in order.
//!
//! Each thread takes the next item that nobody has begun, so that a long one holds up no other: it only
//! has the results after it wait. They are all kept in the end, so that nobody needs to be held back.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::thread;

/// Does `work` on each item, on so many threads, and gives the results to `take` in the items' order.
///
/// `work` must not panic.
pub(crate) fn each<T: Sync, R: Send>(
    items: &[T],
    threads: usize,
    work: impl Fn(&T) -> R + Sync,
    mut take: impl FnMut(R),
) {
    if threads <= 1 || items.len() <= 1 {
        return items.iter().for_each(|item| take(work(item)));
    }
    let next = AtomicUsize::new(0);
    let (sender, results) = channel();
    thread::scope(|scope| {
        for _ in 0..threads.min(items.len()) {
            let (sender, next, work) = (sender.clone(), &next, &work);
            scope.spawn(move || {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(at) else { return };
                    if sender.send((at, work(item))).is_err() {
                        return;
                    }
                }
            });
        }
        drop(sender);
        in_order(results.iter(), &mut take);
    });
}

/// Gives numbered results on as soon as all before them are there.
fn in_order<R>(results: impl Iterator<Item = (usize, R)>, take: &mut impl FnMut(R)) {
    let (mut waiting, mut next) = (BTreeMap::new(), 0);
    for (at, result) in results {
        waiting.insert(at, result);
        while let Some(result) = waiting.remove(&next) {
            take(result);
            next += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_taken_in_order_whatever_the_number_of_threads() {
        let items: Vec<u64> = (0..200).collect();
        // Some take much longer than others.
        let work = |item: &u64| (0..item % 7 * 10_000).fold(*item, |sum, more| sum ^ more.rotate_left(3));
        let expected: Vec<u64> = items.iter().map(work).collect();
        for threads in [0, 1, 2, 3, 64, 500] {
            let mut taken = Vec::new();
            each(&items, threads, work, |result| taken.push(result));
            assert_eq!(taken, expected, "{threads} threads");
        }
        each(&[], 4, work, |_| unreachable!("there is nothing to do"));
    }

    #[test]
    fn a_result_waits_for_those_before_it() {
        let mut taken = Vec::new();
        in_order([(1, 'b'), (2, 'c'), (0, 'a'), (4, 'e'), (3, 'd')].into_iter(), &mut |result| taken.push(result));
        assert_eq!(taken, ['a', 'b', 'c', 'd', 'e']);
    }
}
