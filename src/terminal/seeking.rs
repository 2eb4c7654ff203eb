//! Looks into whole texts on threads of its own, and makes articles ready for the search on another.
//!
//! A newer search ends the one before; what was found is told in parts, the first as soon as possible.

use std::num::NonZero;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::Message;
use crate::app::effect::{Event, Titles};
use crate::loader::team;
use crate::model::store::Store;
use crate::search::asked::Asked;
use crate::search::facts::prepare;
use crate::search::whole::Seek;

/// After so long the first hits are told: they fill a screen, and nobody sees whether more come later.
const FIRST: Duration = Duration::from_millis(2);

/// After each time so long the next are told.
const SLICE: Duration = Duration::from_millis(15);

/// So many articles are looked into before anybody asks whether there is a newer search.
const PART: usize = 16;

/// The end that asks.
pub(super) struct Seeking {
    jobs: Sender<Seek>,
    tell: Sender<Message>,
}

impl Seeking {
    /// Starts the thread.
    pub(super) fn new(tell: Sender<Message>) -> Seeking {
        let (jobs, receiver) = channel();
        let own = tell.clone();
        thread::spawn(move || run(&receiver, &own));
        Seeking { jobs, tell }
    }

    /// Has whole texts searched, and nothing else any more.
    pub(super) fn seek(&self, seek: Seek) {
        // The thread ends only after this end is dropped.
        let _ = self.jobs.send(seek);
    }

    /// Has articles made ready for the search.
    pub(super) fn prepare(&self, store: Arc<Store>, titles: Titles) {
        let tell = self.tell.clone();
        thread::spawn(move || {
            let event = match catch_unwind(AssertUnwindSafe(|| prepare(&store, &titles))) {
                Ok(index) => Event::Prepared(store, titles, Arc::new(index)),
                Err(_) => Event::PrepareFailed,
            };
            // Where nobody listens any more, nobody searches.
            let _ = tell.send(Message::Event(event));
        });
    }
}

fn run(jobs: &Receiver<Seek>, tell: &Sender<Message>) {
    let mut next = None;
    while let Some(job) = next.take().or_else(|| jobs.recv().ok()) {
        let job = jobs.try_iter().last().unwrap_or(job);
        match catch_unwind(AssertUnwindSafe(|| seek(&job, jobs, tell))) {
            Ok(newer) => next = newer,
            Err(_) => {
                let why = "Searching the texts failed inside veille; other searches still work.".to_owned();
                let _ = tell.send(Message::Event(Event::Failed(why)));
            }
        }
    }
}

/// Does a search to its end, or until there is a newer one, which it gives.
fn seek(job: &Seek, jobs: &Receiver<Seek>, tell: &Sender<Message>) -> Option<Seek> {
    let mut due = Instant::now() + FIRST;
    let (mut hits, mut count, mut newer) = (Vec::new(), 0, None);
    let say = |hits: &mut Vec<(usize, String)>, is_done| {
        let hits = std::mem::take(hits);
        let _ = tell.send(Message::Event(Event::Sought { number: job.number, hits, is_done }));
    };
    let whole = Asked::new(&job.query).whole;
    let parts: Vec<&[u32]> = job.among.chunks(PART).collect();
    let is_over = AtomicBool::new(false);
    let look = |part: &&[u32]| match is_over.load(Ordering::Relaxed) {
        true => Vec::new(),
        false => job.hits_among(&whole, part),
    };
    team::each(&parts, threads(job.among.len()), look, |mut found| {
        if is_over.load(Ordering::Relaxed) {
            return;
        }
        found.truncate(job.most - count);
        count += found.len();
        hits.extend(found);
        newer = jobs.try_recv().ok();
        is_over.store(newer.is_some() || count >= job.most, Ordering::Relaxed);
        if newer.is_none() && !hits.is_empty() && Instant::now() > due {
            say(&mut hits, false);
            due = Instant::now() + SLICE;
        }
    });
    if newer.is_none() {
        say(&mut hits, true);
    }
    newer
}

/// How many threads look into so many articles: a few are done before another has begun.
fn threads(articles: usize) -> usize {
    const FEW: usize = 500;
    if articles < FEW { 1 } else { thread::available_parallelism().map_or(1, NonZero::get) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::article::Article;
    use crate::model::article::tests::article;
    use crate::model::document::{Document, Markup};
    use crate::search::query::{Query, Saved};

    /// A search in articles of one line, of which every third holds the word.
    fn job(articles: usize, most: usize) -> Seek {
        let lines = (0..articles).map(|at| if at % 3 == 0 { "La bouée dérive.\n" } else { "Le bac part.\n" });
        let document = Document::new("a.txt", Markup::Plain, lines.collect());
        let all = (0..articles).map(|at| Article { lines: (at..at + 1).into(), ..article(at as u64, 1) });
        let mut store = Store::default();
        store.add(Arc::new(document), String::new(), None, all.collect());
        let query = Query::read("'bouee", &Saved::default()).query;
        Seek { number: 1, store: Arc::new(store), query, among: (0..articles as u32).collect(), most }
    }

    #[test]
    fn hits_are_told_in_order_and_no_more_than_are_wanted_on_however_many_threads() {
        for (articles, most) in [(0, 9), (30, 1000), (3000, 1000), (3000, 100), (3000, 0)] {
            let ((tell, told), (_asking, jobs)) = (channel(), channel());
            assert_eq!(seek(&job(articles, most), &jobs, &tell), None);
            drop(tell);
            let parts = told.iter().map(|message| match message {
                Message::Event(Event::Sought { hits, is_done, .. }) => (hits, is_done),
                _ => unreachable!("nothing else is told"),
            });
            let (hits, done): (Vec<_>, Vec<bool>) = parts.unzip();
            let hits: Vec<usize> = hits.into_iter().flatten().map(|(article, _)| article).collect();
            let expected: Vec<usize> = (0..articles).step_by(3).take(most).collect();
            assert_eq!(hits, expected, "{articles} {most}");
            assert!(done.last() == Some(&true) && done.iter().filter(|done| **done).count() == 1);
        }
    }

    #[test]
    fn a_newer_search_ends_the_one_before() {
        let ((tell, told), (asking, jobs)) = (channel(), channel());
        let newer = Seek { number: 2, ..job(3, 9) };
        asking.send(newer.clone()).unwrap();
        assert_eq!(seek(&job(3000, 1000), &jobs, &tell), Some(newer));
        drop(tell);
        assert!(told.iter().all(|message| !matches!(message, Message::Event(Event::Sought { is_done: true, .. }))));
    }
}
