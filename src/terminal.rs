//! The doorway: raw mode, the event loop, signals, and the effects that the application asks for.
//!
//! Keys, signals, the loader and the journal's writer each have a thread; all they do is send
//! messages to the one loop that owns the application and draws. What waits is handled before the
//! next frame, so a held key never lags behind. The terminal is left as it was found, whatever ends
//! the program.

mod clipboard;
mod frames;
mod glyphs;
mod keys;
pub mod linear;
mod loading;
mod panics;
mod pen;
mod screen;
mod seeking;
mod shift;
mod signals;
mod watch;
mod writer;

use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use color_eyre::eyre::{Result, WrapErr, eyre};

use crate::app::effect::{Effect, Event};
use crate::app::theme::Theme;
use crate::app::{App, Settings, Wait};
use crate::exporter::{Job, Report};
use crate::journal::{Journal, now};
use crate::model::exports::Unit;
use crate::model::highlight::Meanings;
use crate::model::marks::Marks;
use clipboard::Clipboard;
use loading::Loading;
use screen::Screen;
use seeking::Seeking;
use writer::Writer;

/// After this long without an event the place in the article is written down.
const IDLE: Duration = Duration::from_secs(1);

/// How long a frame waits for what was just done to be on the disk: a quick disk then costs no second
/// frame that says no more than *saved*.
const SYNC: Duration = Duration::from_millis(20);
/// After this long without a key a digit that is bound to a command is no count.
const DIGIT: Duration = Duration::from_millis(400);
/// After this long without a key none is held: keyboards repeat one every 25 to 40 ms, and a line that
/// carries them adds some more.
const REST: Duration = Duration::from_millis(60);
/// After this long without a key a flood of them is over.
const EBB: Duration = Duration::from_millis(8);

/// What reaches the loop.
enum Message {
    Event(Event),
    /// What came of reading the sources, up to the job of this number.
    Read(u64, Event),
    Suspend,
    /// A line was typed, where there is no screen.
    Line(String),
    /// There are no more lines.
    InputEnded,
}

/// What the screen is opened with.
pub struct Session {
    /// The files and folders to read; none for the samples.
    pub sources: Vec<OsString>,
    /// What the user can set.
    pub settings: Settings,
    /// The colours.
    pub theme: Theme,
    /// Where changes are written.
    pub journal: Journal,
    /// What the reader did before.
    pub marks: Marks,
    /// What to say at the start: mistakes in the configuration, damage in the journal.
    pub notices: Vec<String>,
    /// Where and how to export.
    pub exports: Exports,
    /// The file for what is copied where the terminal may not take it.
    pub copied: PathBuf,
    /// Whether the terminal shows ASCII only.
    pub is_ascii: bool,
    /// Whether the terminal takes links (OSC 8).
    pub takes_links: bool,
}

/// Where exports go, and how.
pub struct Exports {
    /// The folder.
    pub folder: PathBuf,
    /// What goes into one file.
    pub unit: Unit,
    /// The folder of the user's templates.
    pub templates: PathBuf,
    /// What the colours of highlights mean to the user.
    pub meanings: Meanings,
}

/// Opens the screen and runs until the reader quits or the program is told to end.
pub fn run(session: Session) -> Result<()> {
    run_watched(session, |_| {})
}

/// As [`run`]; `watch` is shown each event before it is handled. A test may fail there.
pub fn run_watched(session: Session, watch: fn(&Event)) -> Result<()> {
    panics::contain(session.journal.writable(), || run_open(session, watch))
}

fn run_open(session: Session, watch: fn(&Event)) -> Result<()> {
    let (sender, receiver) = channel();
    let stamper = session.journal.stamper();
    let state = session.journal.folder().to_owned();
    let writer = Writer::new(session.journal, sender.clone());
    signals::listen(sender.clone(), writer.orders())?;
    let mut screen = Screen::open(session.is_ascii, session.takes_links, session.settings.mouse)?;
    let app = App::new(session.settings, session.theme, session.marks, stamper, screen.size()?);
    let loading = Loading::new(session.sources, state, sender.clone());
    let clipboard = Clipboard::new(session.copied);
    let seeking = Seeking::new(sender.clone());
    let mut doorway = Doorway { app, writer, loading, seeking, exports: session.exports, clipboard, watch };
    keys::listen(sender);
    doorway.app.handle(Event::Resume, now());
    doorway.loading.read(doorway.app.marks().corrections());
    for notice in session.notices {
        doorway.app.handle(Event::Failed(notice), now());
    }
    let ended = catch_unwind(AssertUnwindSafe(|| doorway.run(&mut screen, &receiver)));
    screen.close();
    if matches!(ended, Ok(Err(_))) {
        doorway.save();
    }
    // What could not be saved says so, and where it is, whatever else ended the program.
    doorway.writer.finish()?;
    ended.unwrap_or_else(|panic| resume_unwind(panic))
}

struct Doorway {
    app: App,
    writer: Writer,
    loading: Loading,
    seeking: Seeking,
    exports: Exports,
    clipboard: Clipboard,
    watch: fn(&Event),
}

impl Doorway {
    fn run(&mut self, screen: &mut Screen, receiver: &Receiver<Message>) -> Result<()> {
        let mut idle = false;
        loop {
            screen.draw(&self.app)?;
            let waits = self.app.waits();
            let first = match (waits, idle) {
                (Some(Wait::Digit), _) => receiver.recv_timeout(DIGIT),
                (Some(Wait::Preview), _) => receiver.recv_timeout(REST),
                (Some(Wait::Flood), _) => receiver.recv_timeout(EBB),
                (None, true) => receiver.recv().map_err(RecvTimeoutError::from),
                (None, false) => receiver.recv_timeout(IDLE),
            };
            let first = match first {
                Ok(message) => message,
                Err(RecvTimeoutError::Timeout) if waits.is_some() => Message::Event(Event::Pause),
                Err(RecvTimeoutError::Timeout) => Message::Event(Event::Idle),
                Err(RecvTimeoutError::Disconnected) => return Err(eyre!("the keyboard is gone")),
            };
            idle = matches!(first, Message::Event(Event::Idle));
            if self.take_all(first, screen, receiver)? || self.wait_for_disk(screen, receiver)? {
                return Ok(());
            }
        }
    }

    /// Saves what was being written when a terminal that is gone ended the loop in its middle.
    fn save(&mut self) {
        for effect in self.app.handle(Event::Terminate, now()) {
            if let Effect::Record(entry) = effect {
                self.writer.write(entry);
            }
        }
    }

    /// Goes on handling messages for a moment while something is being saved; tells whether the
    /// program is to end.
    fn wait_for_disk(&mut self, screen: &mut Screen, receiver: &Receiver<Message>) -> Result<bool> {
        let end = Instant::now() + SYNC;
        while self.app.is_saving() {
            let Ok(message) = receiver.recv_timeout(end.saturating_duration_since(Instant::now())) else { break };
            if self.take_all(message, screen, receiver)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Handles a message and all that wait behind it; tells whether the program is to end.
    fn take_all(&mut self, first: Message, screen: &mut Screen, receiver: &Receiver<Message>) -> Result<bool> {
        let mut next = Some(first);
        while let Some(message) = next {
            next = receiver.try_recv().ok();
            if next.as_ref().is_some_and(|next| is_outdated(&message, next)) {
                continue;
            }
            if self.take(message, screen)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Handles a message, performs what it asks for, and handles at once what came of that: nothing that
    /// was done is forgotten because the next key quits.
    fn take(&mut self, message: Message, screen: &mut Screen) -> Result<bool> {
        if matches!(message, Message::Event(Event::Resize(..))) {
            // Another size and back, before a frame was drawn, leaves other contents than were sent.
            screen.forget();
        }
        let effects = match message {
            Message::Event(event) | Message::Read(_, event) => {
                (self.watch)(&event);
                self.app.handle(event, now())
            }
            Message::Suspend => vec![Effect::Suspend],
            Message::Line(_) | Message::InputEnded => Vec::new(),
        };
        for effect in effects {
            if effect == Effect::Quit {
                return Ok(true);
            }
            for event in self.perform(effect, screen)? {
                if self.take(Message::Event(event), screen)? {
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// Performs an effect; gives what came of it.
    fn perform(&mut self, effect: Effect, screen: &mut Screen) -> Result<Vec<Event>> {
        match effect {
            Effect::Record(entry) => self.writer.write(entry),
            Effect::Copy { what, text } => return self.clipboard.copy(&what, &text, screen),
            Effect::CopyMarkdown(clip) => return self.clipboard.copy_clip(&clip, screen),
            Effect::Open(url) => return open(&url, screen),
            Effect::Export => return Ok(export(&self.app, &self.exports)),
            Effect::Reload => self.loading.read(self.app.marks().corrections()),
            Effect::CutAgain(sources) => self.loading.cut_again(sources, self.app.marks().corrections()),
            Effect::Seek(seek) => self.seeking.seek(seek),
            Effect::Prepare(store, titles) => self.seeking.prepare(store, titles),
            Effect::Mouse(is_on) => screen.set_mouse(is_on)?,
            Effect::Suspend => screen.suspend()?,
            Effect::Quit => {}
        }
        Ok(Vec::new())
    }
}

/// Whether a message says no more once the next is known: a size that was not kept. Texts are set anew for
/// each size, and a window that is drawn larger has a hundred.
fn is_outdated(message: &Message, next: &Message) -> bool {
    let is_size = |message: &Message| matches!(message, Message::Event(Event::Resize(..)));
    is_size(message) && is_size(next)
}

/// Exports the highlights to Markdown in a folder.
fn export(app: &App, exports: &Exports) -> Vec<Event> {
    let Some(exporter) = crate::export::exporter("markdown") else { return Vec::new() };
    let (store, marks) = (app.store(), app.marks());
    let Exports { folder, unit, templates, meanings } = exports;
    let mut pages = crate::export::pages(store, marks, *unit);
    let outcome = crate::templates::typeset(&mut pages, templates, meanings);
    match outcome.and_then(|()| Job::new(exporter, marks, folder).export_to_folder(&pages, folder)) {
        Ok(report) => {
            let failures = report.failures.iter().cloned().map(Event::Failed);
            // Where nothing was written, the failures say all there is to say.
            let said = if report.failures.is_empty() || !report.written.is_empty() {
                with_messages(&report)
            } else {
                String::new()
            };
            failures.chain([Event::Exported(said, report.changes.clone())]).collect()
        }
        Err(error) => vec![Event::Failed(format!("{error:#}"))],
    }
}

/// Opens an address in the browser; over SSH, where there is none, it is copied instead.
fn open(url: &str, screen: &mut Screen) -> Result<Vec<Event>> {
    let has = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_remote = has("SSH_CONNECTION") && !has("DISPLAY") && !has("WAYLAND_DISPLAY") && !has("BROWSER");
    let why = if is_remote {
        "There is no browser here".to_owned()
    } else {
        match browse(url) {
            Ok(()) => return Ok(vec![Event::Done(format!("Opened {url}"))]),
            Err(error) => format!("The browser does not open ({error})"),
        }
    };
    screen.copy(url)?;
    Ok(vec![Event::Done(format!("{why}; sent the address to the clipboard (OSC 52): {url}"))])
}

/// What an export did, in one line.
fn with_messages(report: &Report) -> String {
    // The summary may end in a path.
    report.messages.iter().cloned().chain([report.summary()]).collect::<Vec<_>>().join(" ")
}

/// Starts the browser and forgets it.
fn browse(url: &str) -> Result<()> {
    let opener = match std::env::var("BROWSER") {
        Ok(browser) if !browser.is_empty() && !browser.contains(char::is_whitespace) => browser,
        _ if cfg!(target_os = "macos") => "open".to_owned(),
        _ => "xdg-open".to_owned(),
    };
    let mut command = std::process::Command::new(&opener);
    command
        .arg(url)
        .stdin(std::process::Stdio::null())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null());
    let mut child = command.spawn().wrap_err_with(|| format!("{opener} does not start"))?;
    thread::spawn(move || child.wait());
    Ok(())
}
