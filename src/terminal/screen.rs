//! The terminal as a screen: entering, drawing, suspending and leaving it.
//!
//! A frame is one write, and one that changes nothing is none. What is in it is made in `frames`.

use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::os::fd::AsFd;
use std::sync::atomic::{AtomicBool, Ordering};

use color_eyre::eyre::{Result, WrapErr, bail};
use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{
    EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::frames::Frames;
use crate::app::App;
use crate::text::ascii::in_one_column;

/// Whether the terminal is ours now: whoever restores it does so once.
static OPEN: AtomicBool = AtomicBool::new(false);

/// The terminal as a screen.
pub(super) struct Screen {
    output: File,
    frames: Frames,
    /// Whether the terminal shows ASCII only.
    is_ascii: bool,
    /// Whether the terminal takes links.
    takes_links: bool,
    /// Whether the mouse reports what it does.
    has_mouse: bool,
}

impl Screen {
    /// Takes the terminal over.
    pub(super) fn open(is_ascii: bool, takes_links: bool, has_mouse: bool) -> Result<Screen> {
        if !io::stdout().is_terminal() {
            bail!("the screen needs a terminal; `veille articles` and `veille export` write to files and pipes");
        }
        // Standard output would cut a frame at each line and after so many bytes.
        let output = File::from(io::stdout().as_fd().try_clone_to_owned().wrap_err("cannot use the terminal")?);
        let mut screen = Screen { output, frames: Frames::default(), is_ascii, takes_links, has_mouse };
        screen.enter()?;
        Ok(screen)
    }

    /// Columns and rows.
    pub(super) fn size(&self) -> Result<(u16, u16)> {
        let size = rustix::termios::tcgetwinsize(&self.output).wrap_err("cannot read the size of the terminal")?;
        Ok((size.ws_col, size.ws_row))
    }

    /// Draws a frame.
    pub(super) fn draw(&mut self, app: &App) -> Result<()> {
        let (width, height) = self.size()?;
        if self.takes_links {
            self.frames.set_links(app.links());
        }
        let is_ascii = self.is_ascii;
        let bytes = self.frames.next(Rect::new(0, 0, width, height), |size, buffer| {
            app.render(size, buffer);
            if is_ascii {
                to_ascii(buffer);
            }
        });
        self.send(&bytes)
    }

    /// Forgets what is on the screen: the next frame is drawn from the beginning.
    pub(super) fn forget(&mut self) {
        self.frames.forget();
    }

    /// Puts text on the clipboard of the terminal that shows this (OSC 52).
    pub(super) fn copy(&mut self, text: &str) -> Result<()> {
        let mut bytes = Vec::new();
        queue!(bytes, CopyToClipboard::to_clipboard_from(text)).wrap_err(GONE)?;
        self.send(&bytes)
    }

    /// Lets the mouse report what it does, or leaves it to the terminal.
    pub(super) fn set_mouse(&mut self, is_on: bool) -> Result<()> {
        self.has_mouse = is_on;
        self.send(if is_on { MOUSE.0 } else { MOUSE.1 })
    }

    /// Gives the terminal back to the shell until the program is continued.
    pub(super) fn suspend(&mut self) -> Result<()> {
        restore();
        rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::STOP)
            .wrap_err("cannot suspend")?;
        self.enter()
    }

    /// Leaves the terminal as it was.
    pub(super) fn close(self) {
        restore();
    }

    fn enter(&mut self) -> Result<()> {
        enable_raw_mode().wrap_err("cannot read single keys from this terminal")?;
        OPEN.store(true, Ordering::SeqCst);
        self.frames.forget();
        let mut bytes = Vec::new();
        queue!(bytes, EnterAlternateScreen, EnableBracketedPaste, Hide).wrap_err(GONE)?;
        if self.has_mouse {
            bytes.extend_from_slice(MOUSE.0);
        }
        self.send(&bytes)
    }

    fn send(&mut self, bytes: &[u8]) -> Result<()> {
        self.output.write_all(bytes).wrap_err(GONE)
    }
}

/// Shows each cell as the nearest letter that a terminal without Unicode has.
fn to_ascii(frame: &mut Buffer) {
    for cell in frame.content.iter_mut().filter(|cell| !cell.symbol().is_ascii()) {
        cell.set_char(in_one_column(cell.symbol()));
    }
}

/// Reports of buttons and wheel, in the form that has no largest column (xterm, modes 1000 and 1006), on and off.
/// What moves without a button is not reported: on a slow line that would be a flood.
const MOUSE: (&[u8], &[u8]) = (b"\x1b[?1000h\x1b[?1006h", b"\x1b[?1006l\x1b[?1000l");

const GONE: &str = "cannot write to the terminal";

/// Puts the terminal back as it was, if it is ours now.
pub(super) fn restore() {
    if OPEN.swap(false, Ordering::SeqCst) {
        let mut output = io::stdout();
        // The terminal may be gone; there is nothing more that could be done for it.
        let _ = output.write_all(MOUSE.1);
        let _ = execute!(output, EndSynchronizedUpdate, DisableBracketedPaste, LeaveAlternateScreen, Show);
        let _ = disable_raw_mode();
        let _ = output.flush();
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        restore();
    }
}
