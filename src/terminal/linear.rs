//! The doorway without a screen (`--plain`, `TERM=dumb`): lines in, lines out, and nothing else.
//!
//! No control sequence is ever sent. A line is obeyed when the sources it speaks of are loaded, so a
//! script needs no pauses. The end of the input ends the program, with everything saved.

use std::collections::VecDeque;
use std::io::{self, BufRead, IsTerminal, Write};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;

use color_eyre::eyre::{Result, WrapErr};

use super::clipboard::markdown;
use super::loading::Loading;
use super::writer::Writer;
use super::{Exports, Message, Session, export, panics, signals};
use crate::app::effect::{Effect, Event};
use crate::app::linear::{Answer, Linear};
use crate::journal::now;
use crate::text::ascii::to_ascii;

/// Runs until the reader quits, the input ends or the program is told to end.
pub fn run(session: Session) -> Result<()> {
    panics::contain(session.journal.writable(), || run_contained(session))
}

fn run_contained(session: Session) -> Result<()> {
    let (sender, receiver) = channel();
    let stamper = session.journal.stamper();
    let width = width(session.settings.column);
    let state = session.journal.folder().to_owned();
    let writer = Writer::new(session.journal, sender.clone());
    signals::listen(sender.clone(), writer.orders())?;
    let mut desk = Desk {
        writer,
        loading: Loading::new(session.sources, state, sender.clone()),
        linear: Linear::new(session.settings, session.theme, session.marks, stamper, width),
        exports: session.exports,
        is_ascii: session.is_ascii,
        has_prompt: io::stdin().is_terminal() && io::stdout().is_terminal(),
        read: 0,
        lines: VecDeque::new(),
        input_ended: false,
    };
    desk.loading.read(desk.linear.app().marks().corrections());
    listen(sender);
    let ended = desk.run(&receiver, session.notices);
    ended.and(desk.writer.finish())
}

/// The width of the text: none where a program reads it.
fn width(column: u16) -> usize {
    let terminal = rustix::termios::tcgetwinsize(io::stdout()).map_or(0, |size| size.ws_col);
    usize::from(terminal.min(column))
}

/// Reads lines, on a thread of its own.
fn listen(sender: Sender<Message>) {
    thread::spawn(move || {
        let mut input = io::stdin().lock();
        loop {
            let mut line = Vec::new();
            let read = input.read_until(b'\n', &mut line).unwrap_or(0);
            let message = if read == 0 {
                Message::InputEnded
            } else {
                Message::Line(String::from_utf8_lossy(&line).into_owned())
            };
            if sender.send(message).is_err() || read == 0 {
                return;
            }
        }
    });
}

struct Desk {
    linear: Linear,
    writer: Writer,
    loading: Loading,
    exports: Exports,
    is_ascii: bool,
    has_prompt: bool,
    /// Up to which job the sources are read: lines wait for the last that was asked for.
    read: u64,
    lines: VecDeque<String>,
    input_ended: bool,
}

impl Desk {
    fn run(&mut self, receiver: &Receiver<Message>, notices: Vec<String>) -> Result<()> {
        for notice in notices {
            self.tell(Event::Failed(notice))?;
        }
        let mut prompted = false;
        loop {
            while self.is_ready()
                && let Some(line) = self.lines.pop_front()
            {
                prompted = false;
                let answer = self.linear.line(&line, now());
                if self.take(answer)? {
                    return Ok(());
                }
            }
            if self.is_ready() && self.input_ended {
                self.tell(Event::Terminate)?;
                return Ok(());
            }
            if self.is_ready() && !std::mem::replace(&mut prompted, true) && self.has_prompt {
                self.print("> ")?;
            }
            let Ok(message) = receiver.recv() else { return Ok(()) };
            if self.hear(message)? {
                return Ok(());
            }
        }
    }

    /// Takes a message; tells whether the program is to end.
    fn hear(&mut self, message: Message) -> Result<bool> {
        match message {
            Message::Line(line) => self.lines.push_back(line),
            Message::InputEnded => self.input_ended = true,
            Message::Suspend => suspend()?,
            Message::Event(event) => return self.tell(event),
            Message::Read(number, event) => {
                self.read = number;
                return self.tell(event);
            }
        }
        Ok(false)
    }

    /// Whether the sources are read as the last line, or another session, left them.
    fn is_ready(&self) -> bool {
        self.read >= self.loading.asked()
    }

    fn tell(&mut self, event: Event) -> Result<bool> {
        let answer = self.linear.handle(event, now());
        self.take(answer)
    }

    /// Does what is asked for and prints what is said; tells whether the program is to end.
    fn take(&mut self, answer: Answer) -> Result<bool> {
        // Said first: an effect may have more to say.
        self.say(&answer.lines)?;
        for effect in answer.effects {
            match effect {
                Effect::Record(entry) => self.writer.write(entry),
                Effect::Copy { text, .. } => self.say(&[text])?,
                Effect::CopyMarkdown(clip) => self.say(&[markdown(&clip)])?,
                Effect::Open(url) => self.say(&[url])?,
                Effect::Export => {
                    for event in export(self.linear.app(), &self.exports) {
                        self.tell(event)?;
                    }
                }
                Effect::Reload => self.loading.read(self.linear.app().marks().corrections()),
                Effect::CutAgain(sources) => {
                    self.loading.cut_again(sources, self.linear.app().marks().corrections());
                }
                // Searches are answered where they are asked.
                Effect::Seek(_) | Effect::Prepare(..) | Effect::Mouse(_) | Effect::Suspend => {}
                Effect::Quit => return Ok(true),
            }
        }
        Ok(false)
    }

    fn say(&self, lines: &[String]) -> Result<()> {
        lines.iter().try_for_each(|line| self.print(&format!("{line}\n")))
    }

    fn print(&self, text: &str) -> Result<()> {
        let text = if self.is_ascii { to_ascii(text) } else { text.into() };
        let mut output = io::stdout().lock();
        output.write_all(text.as_bytes()).and_then(|()| output.flush()).wrap_err("cannot write to the standard output")
    }
}

fn suspend() -> Result<()> {
    rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::STOP).wrap_err("cannot suspend")
}
