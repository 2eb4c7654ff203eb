//! Reads the sources on a thread of its own, one job after the other.
//!
//! The first time the sources are shown as they come, so that nobody waits for the last to read the first.
//! The thread keeps the store it made last, so that two corrections in a row build on each other, and
//! what came from the standard input, which can be read only once, survives a reload.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use super::Message;
use crate::app::effect::Event;
use crate::journal::rolls;
use crate::loader;
use crate::model::correction::Corrections;
use crate::model::store::Store;

/// What is to be done.
struct Job {
    /// Jobs count from 1; of several done as one, that of the last.
    number: u64,
    /// The documents to cut anew; none: read everything.
    only: Option<BTreeSet<String>>,
    corrections: Corrections,
}

/// The end that asks.
pub(super) struct Loading {
    jobs: Sender<Job>,
    asked: u64,
}

impl Loading {
    /// Starts the thread; it tells of each store it made, and up to which job that is done.
    pub(super) fn new(sources: Vec<OsString>, state: PathBuf, tell: Sender<Message>) -> Loading {
        let (jobs, receiver) = channel();
        thread::spawn(move || Worker { sources, state, tell, store: Arc::default() }.run(&receiver));
        Loading { jobs, asked: 0 }
    }

    /// Has all sources read.
    pub(super) fn read(&mut self, corrections: Corrections) {
        self.ask(None, corrections);
    }

    /// Has the documents of these sources cut anew.
    pub(super) fn cut_again(&mut self, sources: BTreeSet<String>, corrections: Corrections) {
        self.ask(Some(sources), corrections);
    }

    /// The number of the last job that was asked for.
    pub(super) fn asked(&self) -> u64 {
        self.asked
    }

    fn ask(&mut self, only: Option<BTreeSet<String>>, corrections: Corrections) {
        self.asked += 1;
        // The thread ends only after this end is dropped.
        let _ = self.jobs.send(Job { number: self.asked, only, corrections });
    }
}

struct Worker {
    sources: Vec<OsString>,
    /// The folder of the journals.
    state: PathBuf,
    tell: Sender<Message>,
    store: Arc<Store>,
}

impl Worker {
    fn run(mut self, jobs: &Receiver<Job>) {
        while let Ok(first) = jobs.recv() {
            let job = jobs.try_iter().fold(first, together);
            let done = catch_unwind(AssertUnwindSafe(|| self.load(&job)));
            if job.only.is_none() {
                let _ = self.tell.send(Message::Event(Event::Rolls(rolls::read(&self.state))));
            }
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
            if self.tell.send(Message::Read(job.number, event)).is_err() {
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
    Job { number: second.number, only, corrections: second.corrections }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_many_jobs_are_done_as_one_the_last_is_told() {
        let (tell, told) = channel();
        let mut loading = Loading::new(Vec::new(), PathBuf::new(), tell);
        loading.read(Corrections::default());
        (0..5).for_each(|_| loading.cut_again(BTreeSet::new(), Corrections::default()));
        let numbers = told.iter().filter_map(|message| match message {
            Message::Read(number, _) => Some(number),
            _ => None,
        });
        // Each once at most, in their order, up to the last that was asked for.
        let mut last = 0;
        for number in numbers {
            assert!(number > last, "{number} after {last}");
            last = number;
            if number == loading.asked() {
                break;
            }
        }
        assert_eq!((last, loading.asked()), (6, 6));
    }
}
