//! The terminal as a screen: entering, drawing, suspending and leaving it.
//!
//! A frame is one write, inside a synchronised update, so that a slow line never shows half of one.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Write};
use std::os::fd::AsFd;
use std::sync::atomic::{AtomicBool, Ordering};

use color_eyre::eyre::{Result, WrapErr, bail};
use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

use crate::app::App;

/// Whether the terminal is ours now: whoever restores it does so once.
static OPEN: AtomicBool = AtomicBool::new(false);

/// The terminal as a screen.
pub(super) struct Screen {
    terminal: Terminal<CrosstermBackend<BufWriter<File>>>,
}

impl Screen {
    /// Takes the terminal over.
    pub(super) fn open() -> Result<Screen> {
        if !io::stdout().is_terminal() {
            bail!("the screen needs a terminal; `veille articles` and `veille export` write to files and pipes");
        }
        let output = File::from(io::stdout().as_fd().try_clone_to_owned().wrap_err("cannot use the terminal")?);
        // Larger than any frame, so that each is one write.
        let backend = CrosstermBackend::new(BufWriter::with_capacity(1 << 16, output));
        let terminal = Terminal::new(backend).wrap_err("cannot read the size of the terminal")?;
        let mut screen = Screen { terminal };
        screen.enter()?;
        Ok(screen)
    }

    /// Columns and rows.
    pub(super) fn size(&self) -> Result<(u16, u16)> {
        let size = self.terminal.size().wrap_err("cannot read the size of the terminal")?;
        Ok((size.width, size.height))
    }

    /// Draws a frame.
    pub(super) fn draw(&mut self, app: &App) -> Result<()> {
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate).wrap_err(GONE)?;
        self.terminal.draw(|frame| app.draw(frame)).wrap_err(GONE)?;
        execute!(self.terminal.backend_mut(), EndSynchronizedUpdate).wrap_err(GONE)
    }

    /// Puts text on the clipboard of the terminal that shows this (OSC 52).
    pub(super) fn copy(&mut self, text: &str) -> Result<()> {
        execute!(self.terminal.backend_mut(), CopyToClipboard::to_clipboard_from(text)).wrap_err(GONE)
    }

    /// Gives the terminal back to the shell until the program is continued.
    pub(super) fn suspend(&mut self) -> Result<()> {
        restore();
        rustix::process::kill_process(rustix::process::getpid(), rustix::process::Signal::STOP)
            .wrap_err("cannot suspend")?;
        self.enter()?;
        self.draw_anew()
    }

    /// Forgets what stands on the screen, which is blank now. (`Terminal::clear` would ask the terminal
    /// for its cursor, and wait for an answer that arrives as keys.)
    fn draw_anew(&mut self) -> Result<()> {
        let output = File::from(io::stdout().as_fd().try_clone_to_owned().wrap_err("cannot use the terminal")?);
        let backend = CrosstermBackend::new(BufWriter::with_capacity(1 << 16, output));
        self.terminal = Terminal::new(backend).wrap_err("cannot read the size of the terminal")?;
        Ok(())
    }

    /// Leaves the terminal as it was.
    pub(super) fn close(self) {
        restore();
    }

    fn enter(&mut self) -> Result<()> {
        enable_raw_mode().wrap_err("cannot read single keys from this terminal")?;
        OPEN.store(true, Ordering::SeqCst);
        execute!(self.terminal.backend_mut(), EnterAlternateScreen, EnableBracketedPaste, Hide).wrap_err(GONE)
    }
}

const GONE: &str = "cannot write to the terminal";

/// Puts the terminal back as it was, if it is ours now.
pub(super) fn restore() {
    if OPEN.swap(false, Ordering::SeqCst) {
        let mut output = io::stdout();
        // The terminal may be gone; there is nothing more that could be done for it.
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
