//! A disk's faults, for tests: the operation at which one fails, or at which the whole program is killed.
//!
//! Outside tests no disk has any. It knows nothing of files.

use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};

use rustix::io::Errno;
use rustix::process::{Signal, getpid, kill_process};

/// What a disk is asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// To open or make a file or a folder.
    Open,
    /// To lock a file.
    Lock,
    /// To write; when it fails, half is written.
    Write,
    /// To bring a file or folder to the disk.
    Sync,
    /// To give a file its name.
    Rename,
}

/// What happens at the fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Failure {
    /// The operation fails; the next goes well.
    Once(Errno),
    /// It fails, and so do all that follow.
    ForGood(Errno),
    /// The program is killed: as by a power loss, nothing of it runs any more.
    Kill,
    /// Nothing: the operations are counted.
    None,
}

/// The fault of one disk.
#[derive(Debug)]
pub(super) struct Fault {
    operation: Option<Operation>,
    good: usize,
    failure: Failure,
    done: AtomicUsize,
}

impl Fault {
    /// Fails at the operation after `good` good ones, of one kind or of any.
    pub(super) fn new(operation: Option<Operation>, good: usize, failure: Failure) -> Fault {
        Fault { operation, good, failure, done: AtomicUsize::new(0) }
    }

    /// How many operations were asked for.
    pub(super) fn count(&self) -> usize {
        self.done.load(Ordering::SeqCst)
    }

    /// Whether the operation goes well. `half` is done before a kill.
    pub(super) fn may(&self, operation: Operation, half: impl FnOnce()) -> io::Result<()> {
        if self.operation.is_some_and(|wanted| wanted != operation) {
            return Ok(());
        }
        let done = self.done.fetch_add(1, Ordering::SeqCst);
        match self.failure {
            Failure::Once(error) if done == self.good => Err(error.into()),
            Failure::ForGood(error) if done >= self.good => Err(error.into()),
            Failure::Kill if done == self.good => {
                half();
                let _ = kill_process(getpid(), Signal::KILL);
                Err(Errno::INTR.into())
            }
            _ => Ok(()),
        }
    }
}
