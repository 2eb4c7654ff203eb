//! Writes the journal on a thread of its own: what waits is written and synced together.
//!
//! A change is called saved only when it is on the disk. One that cannot be written is kept in
//! memory, complained of, tried again, and at the end kept in a file elsewhere. What other sessions wrote is read here as well, when
//! `watch` says that there may be something. Where there is nothing to do the thread sleeps.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use color_eyre::eyre::{Report, Result, eyre};

use super::{Message, watch};
use crate::app::effect::Event;
use crate::journal::Journal;
use crate::model::change::Entry;

/// How long to wait before trying again what could not be written.
const AGAIN: Duration = Duration::from_secs(5);

/// What the thread is asked to do.
pub(super) enum Order {
    /// To write an entry.
    Write(Entry),
    /// To look for what other sessions wrote.
    Look,
    /// To write what waits, and end.
    Finish,
}

/// The writing end.
pub(super) struct Writer {
    orders: Sender<Order>,
    thread: Option<JoinHandle<Result<()>>>,
}

impl Writer {
    /// Starts the thread; it tells what became of each entry.
    pub(super) fn new(journal: Journal, tell: Sender<Message>) -> Writer {
        let (orders, receiver) = channel();
        let (folder, look) = (journal.folder().to_owned(), orders.clone());
        thread::spawn(move || watch::watch(&folder, || look.send(Order::Look).is_ok()));
        let thread = thread::spawn(move || Pending { journal, tell, waiting: Vec::new(), saved: 0 }.run(&receiver));
        Writer { orders, thread: Some(thread) }
    }

    /// The end that orders are sent to.
    pub(super) fn orders(&self) -> Sender<Order> {
        self.orders.clone()
    }

    /// Has an entry written.
    pub(super) fn write(&self, entry: Entry) {
        // The thread ends only when it is told to.
        let _ = self.orders.send(Order::Write(entry));
    }

    /// Waits until all is written; the error says what could not be, and where it is kept instead.
    pub(super) fn finish(&mut self) -> Result<()> {
        let _ = self.orders.send(Order::Finish);
        match self.thread.take().map(JoinHandle::join) {
            Some(Ok(result)) => result,
            Some(Err(_)) => Err(eyre!("writing the journal failed inside veille; the last changes may be lost")),
            None => Ok(()),
        }
    }
}

/// Whatever ends the program, a panic as well, what was done is saved first.
impl Drop for Writer {
    fn drop(&mut self) {
        let _ = self.finish();
    }
}

struct Pending {
    journal: Journal,
    tell: Sender<Message>,
    waiting: Vec<Entry>,
    saved: u64,
}

impl Pending {
    fn run(mut self, receiver: &Receiver<Order>) -> Result<()> {
        let mut again = None;
        loop {
            let orders = Orders::next(receiver, again);
            let is_due = !orders.entries.is_empty() || again.is_some_and(|again| again <= Instant::now());
            self.waiting.extend(orders.entries);
            if orders.finish {
                return self.save().map_err(|error| self.rescue(&error));
            }
            if is_due {
                // What went wrong was told; it is tried again.
                again = self.save().is_err().then(|| Instant::now() + AGAIN);
            }
            if orders.look {
                self.catch_up();
            }
        }
    }

    /// Tells what other sessions wrote.
    fn catch_up(&mut self) {
        let entries = self.journal.catch_up();
        if !entries.is_empty() {
            let _ = self.tell.send(Message::Event(Event::Synced(entries)));
        }
    }

    fn save(&mut self) -> Result<()> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let written = catch_unwind(AssertUnwindSafe(|| self.journal.append(&self.waiting)));
        let written = written.unwrap_or_else(|_| Err(eyre!("saving failed through a fault of veille")));
        let event = match &written {
            Ok(()) => {
                self.saved += u64::try_from(self.waiting.len()).unwrap_or(0);
                self.waiting.clear();
                Event::Saved(self.saved)
            }
            Err(error) => Event::SaveFailed(format!("{error:#}")),
        };
        let _ = self.tell.send(Message::Event(event));
        for notice in self.journal.take_notices() {
            let _ = self.tell.send(Message::Event(Event::Failed(notice)));
        }
        written
    }

    /// Keeps what cannot be saved in a file elsewhere, now that the program ends.
    fn rescue(&self, error: &Report) -> Report {
        match self.journal.rescue(&self.waiting) {
            Ok(path) => eyre!(
                "{error:#}; what was not saved is kept in {}, and taken in when veille is started again",
                path.display()
            ),
            Err(elsewhere) => eyre!("{error:#}; nor anywhere else ({elsewhere:#}): the last changes are lost"),
        }
    }
}

/// What was ordered by now.
#[derive(Default)]
struct Orders {
    entries: Vec<Entry>,
    look: bool,
    finish: bool,
}

impl Orders {
    /// Waits for orders, or until it is time to try `again`, and takes all that wait.
    fn next(receiver: &Receiver<Order>, again: Option<Instant>) -> Orders {
        let first = match again {
            Some(again) => receiver.recv_timeout(again.saturating_duration_since(Instant::now())),
            None => receiver.recv().map_err(RecvTimeoutError::from),
        };
        let mut orders = Orders { finish: matches!(first, Err(RecvTimeoutError::Disconnected)), ..Orders::default() };
        for order in first.into_iter().chain(receiver.try_iter()) {
            match order {
                Order::Write(entry) => orders.entries.push(entry),
                Order::Look => orders.look = true,
                Order::Finish => orders.finish = true,
            }
        }
        orders
    }
}
