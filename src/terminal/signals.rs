//! Signals, on a thread of their own: TERM, HUP, INT and QUIT end the program saved, TSTP suspends it.
//!
//! The loop is told and ends in order. If it cannot (the terminal hangs), the terminal is given back
//! and the program ended from here: a lost connection never leaves a process behind.

use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use color_eyre::eyre::{Result, WrapErr};
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;

use super::writer::Order;
use super::{Message, screen};
use crate::app::effect::Event;

/// How long the loop may take to end in order.
const PATIENCE: Duration = Duration::from_millis(800);

/// How long giving the terminal back may take then.
const LAST_WORDS: Duration = Duration::from_millis(150);

/// Starts to listen.
pub(super) fn listen(sender: Sender<Message>, orders: Sender<Order>) -> Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP]).wrap_err("cannot listen to signals")?;
    thread::spawn(move || {
        for signal in signals.forever() {
            if signal == SIGTSTP {
                let _ = sender.send(Message::Suspend);
                continue;
            }
            let _ = sender.send(Message::Event(Event::Terminate));
            thread::sleep(PATIENCE);
            // What still waits is saved, or kept elsewhere.
            let _ = orders.send(Order::Finish);
            // A terminal that takes no more output would keep the program here for ever.
            thread::spawn(screen::restore);
            thread::sleep(LAST_WORDS);
            // 128 and the number of the signal: what a shell reports of a program ended by one.
            std::process::exit(128 + signal);
        }
    });
    Ok(())
}
