//! Looks into whole texts on a thread of its own, and makes articles ready for the search on another.
//!
//! A newer search ends the one before; what was found is told in parts, the first as soon as possible.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::Message;
use crate::app::effect::{Event, Titles};
use crate::model::store::Store;
use crate::search::facts::prepare;
use crate::search::whole::Seek;

/// After so long the first hits are told, and after each time as long again the next.
const SLICE: Duration = Duration::from_millis(15);

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
    let mut told = Instant::now();
    let (mut hits, mut count) = (Vec::new(), 0);
    let say = |hits: &mut Vec<(usize, String)>, is_done| {
        let hits = std::mem::take(hits);
        let _ = tell.send(Message::Event(Event::Sought { number: job.number, hits, is_done }));
    };
    for step in job.steps() {
        if let Ok(newer) = jobs.try_recv() {
            return Some(newer);
        }
        if let Some(hit) = step {
            hits.push(hit);
            count += 1;
        }
        if !hits.is_empty() && told.elapsed() > SLICE {
            say(&mut hits, false);
            told = Instant::now();
        }
        if count >= job.most {
            break;
        }
    }
    say(&mut hits, true);
    None
}
