//! Many places of one quote, in the order of what stands beside them: the few that may be meant are found
//! without comparing each place with each highlight.

use std::cmp::Ordering;

use super::{CLEARLY, EDGE, ENOUGH, MANY, Sought, Spot};

/// The places where one quote stands, made ready for all who quote it.
#[derive(Debug)]
pub struct Spots<'a, T> {
    all: &'a [(T, Spot)],
    /// By what stands before them, read backwards; empty where there are few places.
    by_head: Vec<usize>,
    /// By what stands behind them; the same.
    by_tail: Vec<usize>,
}

impl<'a, T> Spots<'a, T> {
    /// Puts places in order.
    pub fn of(all: &'a [(T, Spot)]) -> Spots<'a, T> {
        let indices = || if all.len() > MANY { (0..all.len()).collect() } else { Vec::new() };
        let mut spots = Spots { all, by_head: indices(), by_tail: indices() };
        spots.by_head.sort_by(|one, other| backwards(head(all, *one), head(all, *other)));
        spots.by_tail.sort_by(|one, other| tail(all, *one).cmp(tail(all, *other)));
        spots
    }

    /// All of them.
    pub fn all(&self) -> &'a [(T, Spot)] {
        self.all
    }

    /// Of very many places, those that `sought` may mean; nothing where more than a few are much alike, so
    /// that all are to be compared.
    pub(super) fn clearly_near(&self, sought: &Sought) -> Option<Vec<&'a (T, Spot)>> {
        if self.by_tail.is_empty() {
            return None;
        }
        let (before, after) = (sought.before.as_bytes(), sought.after.as_bytes());
        let same_head = |at| shared(before.iter().rev(), head(self.all, at).iter().rev());
        let same_tail = |at| shared(after.iter(), tail(self.all, at).iter());
        let (mut close, heads) = closest(&self.by_head, |at| backwards(head(self.all, at), before), same_head);
        let (others, tails) = closest(&self.by_tail, |at| tail(self.all, at).cmp(after), same_tail);
        close.extend(others);
        close.sort_unstable();
        close.dedup();
        let spots = close.into_iter().filter_map(|at| self.all.get(at)).filter(|(_, spot)| sought.fits(spot));
        let spots: Vec<(&(T, Spot), usize)> = spots.map(|spot| (spot, sought.evidence(&spot.1, false))).collect();
        let best = spots.iter().map(|(_, evidence)| *evidence).max()?;
        // What the best of all other places can come to: no side of it is one of the closest.
        let edge = |is_edge: bool, same: usize, all: usize| if is_edge && same == all { EDGE } else { 0 };
        let edges = edge(sought.is_at_start, heads, before.len()) + edge(sought.is_at_end, tails, after.len());
        let is_clear = best >= ENOUGH && best >= heads + tails + edges + CLEARLY;
        let near = spots.into_iter().filter(|(_, evidence)| evidence + CLEARLY > best);
        is_clear.then(|| near.map(|(spot, _)| spot).collect())
    }
}

/// Those that share most with what is looked for, and how much at most all others share. `compare` says where
/// one stands in `order`.
fn closest(order: &[usize], compare: impl Fn(usize) -> Ordering, same: impl Fn(usize) -> usize) -> (Vec<usize>, usize) {
    let middle = order.partition_point(|at| compare(*at) == Ordering::Less);
    let (mut low, mut high) = (middle, middle);
    let mut close = Vec::new();
    loop {
        let below = low.checked_sub(1).and_then(|at| order.get(at)).map(|at| (same(*at), *at));
        let above = order.get(high).map(|at| (same(*at), *at));
        let Some((most, at)) = below.max(above) else { return (close, 0) };
        if close.len() == MANY {
            return (close, most);
        }
        close.push(at);
        if below.is_some_and(|(_, other)| other == at) { low -= 1 } else { high += 1 }
    }
}

fn head<T>(all: &[(T, Spot)], at: usize) -> &[u8] {
    all.get(at).map(|(_, spot)| spot.head.0.as_bytes()).unwrap_or_default()
}

fn tail<T>(all: &[(T, Spot)], at: usize) -> &[u8] {
    all.get(at).map(|(_, spot)| spot.tail.0.as_bytes()).unwrap_or_default()
}

fn backwards(one: &[u8], other: &[u8]) -> Ordering {
    one.iter().rev().cmp(other.iter().rev())
}

/// How many bytes are the same from the beginning on.
fn shared<'a>(one: impl Iterator<Item = &'a u8>, other: impl Iterator<Item = &'a u8>) -> usize {
    one.zip(other).take_while(|(one, other)| one == other).count()
}
