//! Reads the sources on a thread of its own, one job after the other.
//!
//! The first time the sources are shown as they come, so that nobody waits for the last to read the first.
//! The thread keeps the store it made last, so that two corrections in a row build on each other, and
//! what came from the standard input, which can be read only once, survives a reload.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::Message;
use crate::app::effect::Event;
use crate::loader;
use crate::model::correction::Corrections;
use crate::model::store::Store;

/// What is to be done.
struct Job {
    /// The documents to cut anew; none: read everything.
    only: Option<BTreeSet<String>>,
    corrections: Corrections,
}

/// The end that asks.
pub(super) struct Loading {
    jobs: Sender<Job>,
}

impl Loading {
    /// Starts the thread; it tells of each store it made.
    pub(super) fn new(sources: Vec<String>, tell: Sender<Message>) -> Loading {
        let (jobs, receiver) = channel();
        thread::spawn(move || Worker { sources, tell, store: Arc::default() }.run(&receiver));
        Loading { jobs }
    }

    /// Has all sources read.
    pub(super) fn read(&self, corrections: Corrections) {
        // The thread ends only after this end is dropped.
        let _ = self.jobs.send(Job { only: None, corrections });
    }

    /// Has the documents of these sources cut anew.
    pub(super) fn cut_again(&self, sources: BTreeSet<String>, corrections: Corrections) {
        let _ = self.jobs.send(Job { only: Some(sources), corrections });
    }
}

struct Worker {
    sources: Vec<String>,
    tell: Sender<Message>,
    store: Arc<Store>,
}

impl Worker {
    fn run(mut self, jobs: &Receiver<Job>) {
        while let Ok(first) = jobs.recv() {
            let job = jobs.try_iter().fold(first, together);
            let done = catch_unwind(AssertUnwindSafe(|| self.load(&job)));
            let event = match done {
                Ok(loaded) => {
                    loaded.store.prepare();
                    self.store = Arc::new(loaded.store);
                    Event::Loaded(Arc::clone(&self.store), loaded.warnings)
                }
                Err(_) => {
                    Event::Failed("Reading the sources failed inside veille; what was loaded before stays.".to_owned())
                }
            };
            if self.tell.send(Message::Event(event)).is_err() {
                return;
            }
        }
    }

    fn load(&self, job: &Job) -> loader::Loaded {
        match &job.only {
            Some(sources) => loader::cut_again(&self.store, sources, &job.corrections),
            // The reader has articles at hand: they are not to go and come back.
            None if !self.store.documents().is_empty() => {
                loader::load_again(&self.sources, &job.corrections, &self.store)
            }
            None => loader::load_in_steps(&self.sources, &job.corrections, &self.store, |store| self.show(store)),
        }
    }

    fn show(&self, store: &Store) {
        store.prepare();
        // The other end is gone when the program ends; the next job will find that out.
        let _ = self.tell.send(Message::Event(Event::Arrived(Arc::new(store.clone()))));
    }
}

/// Two jobs that wait as one: all that either asked for, as it is corrected now.
fn together(first: Job, second: Job) -> Job {
    let only = match (first.only, second.only) {
        (Some(first), Some(second)) => Some(first.into_iter().chain(second).collect()),
        _ => None,
    };
    Job { only, corrections: second.corrections }
}
