//! A pseudo-terminal with veille on it: keys go in, a VT parser keeps the screen.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Output};
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtyPair, PtySize, native_pty_system};

/// How long to wait for something that must come: only a failing test waits so long.
const PATIENCE: Duration = Duration::from_secs(20);

/// What each frame ends with: the end of a synchronised update.
const FRAME_END: &[u8] = b"\x1b[?2026l";

/// How a program ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Exit {
    Code(u32),
}

/// What the program sent, and the screen that came of it.
struct Screen {
    parser: vt100::Parser,
    bytes: Vec<u8>,
    ended: bool,
    /// Whether nothing is read for now.
    is_stalled: bool,
    /// Whether the reader is to let go of the terminal.
    is_hanging_up: bool,
}

/// A pseudo-terminal with a program on it.
pub struct Terminal {
    screen: Arc<(Mutex<Screen>, Condvar)>,
    /// Our ends; none after hanging up.
    ends: Option<(Box<dyn Write + Send>, Box<dyn MasterPty + Send>)>,
    child: Box<dyn Child + Send + Sync>,
    /// What the terminal does to input and output, as it was at the beginning.
    modes: String,
}

impl Terminal {
    /// Starts veille with its configuration in `config`.
    pub fn veille(config: &Path, arguments: &[&str], size: (u16, u16)) -> Terminal {
        Terminal::veille_in(config, arguments, size, &[])
    }

    /// The same, with these variables in its environment.
    pub fn veille_in(config: &Path, arguments: &[&str], size: (u16, u16), variables: &[(&str, &str)]) -> Terminal {
        let mut command = in_terminal(CommandBuilder::new(env!("CARGO_BIN_EXE_veille")), config);
        command.args(arguments);
        variables.iter().for_each(|(name, value)| command.env(name, value));
        Terminal::run(command, size)
    }

    /// Starts a command.
    pub fn run(command: CommandBuilder, (columns, rows): (u16, u16)) -> Terminal {
        let pty = pty((columns, rows));
        let modes = modes(&*pty.master);
        let child = pty.slave.spawn_command(command).unwrap();
        let parser = vt100::Parser::new(rows, columns, 0);
        let screen = Screen { parser, bytes: Vec::new(), ended: false, is_stalled: false, is_hanging_up: false };
        let screen = Arc::new((Mutex::new(screen), Condvar::new()));
        listen(pty.master.try_clone_reader().unwrap(), Arc::clone(&screen));
        Terminal { screen, ends: Some((pty.master.take_writer().unwrap(), pty.master)), child, modes }
    }

    /// Reads nothing any more, as a line that hangs.
    pub fn stall(&mut self) {
        self.screen.0.lock().unwrap().is_stalled = true;
    }

    /// Goes away, as a terminal does when the connection is lost.
    pub fn hang_up(&mut self) {
        self.screen.0.lock().unwrap().is_hanging_up = true;
        self.screen.1.notify_all();
        // Whatever comes now, a frame or an echo, is the last thing that is read.
        self.resize((99, 29));
        self.keys("\n");
        assert!(self.wait(|screen| screen.ended), "nothing is sent any more");
        self.ends = None;
    }

    /// Types these characters.
    pub fn keys(&mut self, keys: &str) {
        let (input, _) = self.ends.as_mut().unwrap();
        input.write_all(keys.as_bytes()).unwrap();
        input.flush().unwrap();
    }

    /// Waits until the screen shows `text`.
    pub fn wait_for(&self, text: &str) {
        let shown = self.wait(|screen| screen.parser.screen().contents().contains(text));
        assert!(shown, "{text:?} does not show:\n{}", self.contents());
    }

    /// Waits until the screen does not show `text` any more.
    pub fn wait_until_gone(&self, text: &str) {
        let gone = self.wait(|screen| !screen.parser.screen().contents().contains(text));
        assert!(gone, "{text:?} still shows:\n{}", self.contents());
    }

    /// The screen's letters without the line at the bottom, which says what was saved and when.
    pub fn picture(&self) -> String {
        picture(&self.screen.0.lock().unwrap())
    }

    /// The picture of the first whole frame that shows `text`: the rest of a frame may come later than its beginning.
    pub fn picture_with(&self, text: &str) -> String {
        let found = Mutex::new(None);
        let shown = self.wait(|screen| {
            let is_shown = screen.bytes.ends_with(FRAME_END) && letters(screen).contains(text);
            *found.lock().unwrap() = is_shown.then(|| picture(screen));
            is_shown
        });
        assert!(shown, "{text:?} does not show:\n{}", self.contents());
        found.into_inner().unwrap().unwrap()
    }

    /// Waits until the screen is this one, but for the line at the bottom.
    pub fn wait_for_picture(&self, wanted: &str) {
        let same = self.wait(|screen| picture(screen) == wanted);
        assert!(same, "wanted:\n{wanted}\nshown:\n{}", self.contents());
    }

    /// Gives the terminal another size.
    pub fn resize(&self, (columns, rows): (u16, u16)) {
        let mut screen = self.screen.0.lock().unwrap();
        let (_, master) = self.ends.as_ref().unwrap();
        master.resize(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }).unwrap();
        // The parser cannot be as small as a terminal can.
        if rows >= 8 && columns >= 8 {
            screen.parser.screen_mut().set_size(rows, columns);
        }
    }

    /// How many frames were drawn.
    pub fn frame_count(&self) -> usize {
        self.sent().matches("\u{1b}[?2026l").count()
    }

    /// The screen's letters.
    pub fn contents(&self) -> String {
        letters(&self.screen.0.lock().unwrap())
    }

    /// Everything the program sent.
    pub fn sent(&self) -> String {
        String::from_utf8_lossy(&self.screen.0.lock().unwrap().bytes).into_owned()
    }

    /// Waits until the program has sent more than `count` bytes in all; tells how many.
    pub fn wait_for_more(&self, count: usize) -> usize {
        self.wait(|screen| screen.bytes.len() > count);
        self.screen.0.lock().unwrap().bytes.len()
    }

    /// The screen after each whole frame (they end with the end of a synchronised update).
    pub fn frames(&self) -> Vec<String> {
        let screen = self.screen.0.lock().unwrap();
        let (rows, columns) = screen.parser.screen().size();
        let mut parser = vt100::Parser::new(rows, columns, 0);
        let ends = (0..=screen.bytes.len()).filter(|at| screen.bytes[..*at].ends_with(FRAME_END));
        let mut start = 0;
        let mut frames = Vec::new();
        for at in ends {
            parser.process(&screen.bytes[start..at]);
            frames.push(parser.screen().contents());
            start = at;
        }
        frames
    }

    /// Sends a signal, by its name without `SIG`.
    pub fn signal(&self, name: &str) {
        let id = self.child.process_id().unwrap().to_string();
        assert!(Command::new("kill").args(["-s", name, &id]).status().unwrap().success());
    }

    /// Waits until the program has ended and all it sent is read.
    pub fn exit(&mut self) -> Exit {
        let deadline = Instant::now() + PATIENCE;
        let status = loop {
            match self.child.try_wait().unwrap() {
                Some(status) => break status,
                None => assert!(Instant::now() < deadline, "it does not end:\n{}", self.contents()),
            }
            thread::sleep(Duration::from_millis(5));
        };
        assert!(self.wait(|screen| screen.ended), "the terminal stays open:\n{}", self.contents());
        Exit::Code(status.exit_code())
    }

    /// Waits until the terminal is as it was.
    pub fn wait_until_restored(&self) {
        let is_restored = |screen: &Screen| !screen.parser.screen().alternate_screen() && !screen.bytes.is_empty();
        assert!(self.wait(is_restored), "the terminal is not given back:\n{}", self.contents());
    }

    /// The number of the process.
    pub fn process_id(&self) -> u32 {
        self.child.process_id().unwrap()
    }

    /// Waits until the program is stopped, and can be continued.
    pub fn wait_until_stopped(&self) {
        let id = self.child.process_id().unwrap().to_string();
        let state = || Command::new("ps").args(["-o", "state=", "-p", &id]).output().unwrap().stdout;
        let deadline = Instant::now() + PATIENCE;
        while !state().starts_with(b"T") {
            assert!(Instant::now() < deadline, "it does not stop");
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Whether the mouse is reported.
    pub fn has_mouse(&self) -> bool {
        self.screen.0.lock().unwrap().parser.screen().mouse_protocol_mode() != vt100::MouseProtocolMode::None
    }

    /// Whether the alternate screen, hidden cursor, mouse and pasting mode are off again.
    pub fn is_restored(&self) -> bool {
        let screen = self.screen.0.lock().unwrap();
        let screen = screen.parser.screen();
        !screen.alternate_screen()
            && !screen.hide_cursor()
            && !screen.bracketed_paste()
            && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
    }

    /// Whether keys come one by one, and not lines.
    pub fn is_raw(&self) -> bool {
        self.ends.as_ref().is_some_and(|(_, master)| modes(&**master) != self.modes)
    }

    fn wait(&self, holds: impl Fn(&Screen) -> bool) -> bool {
        let (lock, changed) = &*self.screen;
        let deadline = Instant::now() + PATIENCE;
        let mut screen = lock.lock().unwrap();
        while !holds(&screen) {
            let left = deadline.saturating_duration_since(Instant::now());
            if left.is_zero() || screen.ended {
                return holds(&screen);
            }
            (screen, _) = changed.wait_timeout(screen, left).unwrap();
        }
        true
    }
}

/// A screen's letters, without the blanks at the ends of its lines: some are drawn, some were never there.
fn letters(screen: &Screen) -> String {
    screen.parser.screen().contents().lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

fn picture(screen: &Screen) -> String {
    letters(screen).rsplit_once('\n').map(|(picture, _)| picture.to_owned()).unwrap_or_default()
}

fn modes(master: &dyn MasterPty) -> String {
    format!("{:?}", master.get_termios())
}

/// A pseudo-terminal with nothing on it.
pub fn pty((columns, rows): (u16, u16)) -> PtyPair {
    native_pty_system().openpty(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }).unwrap()
}

/// Gives a command an environment of its own.
pub fn in_terminal(mut command: CommandBuilder, config: &Path) -> CommandBuilder {
    command.env_clear();
    command.env("TERM", "xterm-256color");
    command.env("LANG", "C.UTF-8");
    command.env("PATH", "/usr/bin:/bin");
    command.cwd(env!("CARGO_MANIFEST_DIR"));
    command.env("HOME", config);
    command.env("VEILLE_CONFIG_DIR", config);
    command
}

fn listen(mut output: Box<dyn Read + Send>, screen: Arc<(Mutex<Screen>, Condvar)>) {
    thread::spawn(move || {
        let mut buffer = [0; 1 << 16];
        loop {
            let read = output.read(&mut buffer).unwrap_or(0);
            let mut screen_now = screen.0.lock().unwrap();
            screen_now.parser.process(&buffer[..read]);
            screen_now.bytes.extend_from_slice(&buffer[..read]);
            while screen_now.is_stalled && !screen_now.is_hanging_up {
                screen_now = screen.1.wait(screen_now).unwrap();
            }
            screen_now.ended = read == 0 || screen_now.is_hanging_up;
            if screen_now.ended {
                // Let go of, before anybody is told.
                output = Box::new(std::io::empty());
            }
            screen.1.notify_all();
            if screen_now.ended {
                return;
            }
        }
    });
}

/// Runs a command of veille that needs no terminal.
pub fn command(config: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_veille"));
    command.env_clear().env("HOME", config).env("VEILLE_CONFIG_DIR", config).env("LANG", "C.UTF-8");
    command.args(arguments).output().unwrap()
}
