//! Writes the journal on a thread of its own: what waits is written and synced together.
//!
//! A change is called saved only when it is on the disk. One that cannot be written is kept in
//! memory, complained of, and tried again. Between writes it looks for what other sessions wrote.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use color_eyre::eyre::{Result, eyre};

use super::Message;
use crate::app::effect::Event;
use crate::journal::Journal;
use crate::model::change::Entry;

/// How long to wait before trying again what could not be written.
const AGAIN: Duration = Duration::from_secs(5);

/// How often to look for what other sessions wrote: a few file lengths.
const LOOK: Duration = Duration::from_millis(500);

/// The writing end.
pub(super) struct Writer {
    entries: Option<Sender<Entry>>,
    thread: Option<JoinHandle<Result<()>>>,
}

impl Writer {
    /// Starts the thread; it tells what became of each entry.
    pub(super) fn new(journal: Journal, tell: Sender<Message>) -> Writer {
        let (entries, receiver) = channel();
        let thread = thread::spawn(move || Pending { journal, tell, waiting: Vec::new(), saved: 0 }.run(&receiver));
        Writer { entries: Some(entries), thread: Some(thread) }
    }

    /// Has an entry written.
    pub(super) fn write(&self, entry: Entry) {
        if let Some(entries) = &self.entries {
            // The thread ends only after this end is dropped.
            let _ = entries.send(entry);
        }
    }

    /// Waits until all is written; the error says what could not be.
    pub(super) fn finish(&mut self) -> Result<()> {
        self.entries = None;
        match self.thread.take().map(JoinHandle::join) {
            Some(Ok(result)) => result,
            Some(Err(_)) => Err(eyre!("writing the journal failed inside veille; the last changes may be lost")),
            None => Ok(()),
        }
    }
}

struct Pending {
    journal: Journal,
    tell: Sender<Message>,
    waiting: Vec<Entry>,
    saved: u64,
}

impl Pending {
    fn run(mut self, receiver: &Receiver<Entry>) -> Result<()> {
        let mut tried = Instant::now();
        loop {
            match receiver.recv_timeout(LOOK) {
                Ok(entry) => self.waiting.push(entry),
                Err(RecvTimeoutError::Timeout) => {
                    self.catch_up();
                    if tried.elapsed() < AGAIN {
                        continue;
                    }
                }
                Err(RecvTimeoutError::Disconnected) => return self.save(),
            }
            self.waiting.extend(receiver.try_iter());
            tried = Instant::now();
            // What went wrong was told; it is tried again.
            let _ = self.save();
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
        let written = self.journal.append(&self.waiting);
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
}
