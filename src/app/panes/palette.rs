//! Help and command palette: every command with its keys and a sentence, searched as one types.
//!
//! One pane serves both: it is made from the live key map, so it shows the user's own keys.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::input::Input;
use super::line::draw_text;
use super::list::SIGNS;
use super::scroll::{Scroll, below_prompt};
use crate::app::action::{Action, COMMANDS, Command, Scope};
use crate::app::keymap::Keymap;
use crate::app::theme::Theme;
use crate::text::fold::fold;
use crate::text::wrap::columns;

/// What a key did in the palette.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chosen {
    /// Nothing that leaves it.
    Open,
    /// It is to be closed.
    Closed,
    /// It is to be closed and this done.
    Run(Action),
}

#[derive(Debug, Clone)]
enum Row {
    Heading(&'static str),
    Command { command: &'static Command, keys: String },
    Sign(&'static str, &'static str),
}

/// The palette.
#[derive(Debug, Clone)]
pub struct Palette {
    input: Input,
    grouped: bool,
    all: Vec<Row>,
    rows: Vec<Row>,
    scroll: Scroll,
}

impl Palette {
    /// Shows the keys by scope, as help.
    pub fn help(keymap: &Keymap) -> Palette {
        let mut all = Vec::new();
        for scope in Scope::ALL {
            if !all.is_empty() {
                all.push(Row::Heading(""));
            }
            all.push(Row::Heading(scope.title()));
            let here = COMMANDS.iter().filter(|command| command.scopes.contains(&scope));
            all.extend(here.map(|command| row(command, keymap)));
        }
        all.push(Row::Heading(""));
        all.push(Row::Heading("signs"));
        all.extend(SIGNS.map(|(sign, meaning)| Row::Sign(sign, meaning)));
        Palette::new(all, true)
    }

    /// Shows all commands by name.
    pub fn commands(keymap: &Keymap) -> Palette {
        Palette::new(COMMANDS.iter().map(|command| row(command, keymap)).collect(), false)
    }

    fn new(all: Vec<Row>, grouped: bool) -> Palette {
        let mut palette =
            Palette { input: Input::line(""), grouped, rows: all.clone(), all, scroll: Scroll::default() };
        palette.select_first();
        palette
    }

    /// Tells how many rows fit below the input.
    pub fn fit(&mut self, height: usize) {
        self.scroll.fit(self.rows.len(), height.saturating_sub(2));
    }

    /// Takes a key.
    pub fn key(&mut self, key: KeyEvent) -> Chosen {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        match key.code {
            KeyCode::Esc => return Chosen::Closed,
            KeyCode::Enter => return self.chosen(),
            KeyCode::Down => self.step(1),
            KeyCode::Char('n') if control => self.step(1),
            KeyCode::Up => self.step(-1),
            KeyCode::Char('p') if control => self.step(-1),
            KeyCode::PageDown => self.step(self.page()),
            KeyCode::PageUp => self.step(-self.page()),
            _ => {
                if self.input.key(key) {
                    self.filter();
                }
            }
        }
        Chosen::Open
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str) {
        self.input.paste(text);
        self.filter();
    }

    /// Scrolls.
    pub fn roll(&mut self, rows: isize) {
        self.scroll.roll(rows);
        self.settle(rows);
    }

    /// Selects the command that was clicked on; tells whether it was selected already.
    pub fn click(&mut self, area: Rect, place: Position) -> bool {
        let row = self.scroll.under(below_prompt(area), 1, place).filter(|row| self.rests(*row));
        row.is_some_and(|row| self.scroll.click(row))
    }

    fn page(&self) -> isize {
        isize::try_from(self.scroll.page()).unwrap_or(1)
    }

    fn chosen(&self) -> Chosen {
        match self.rows.get(self.scroll.selected()) {
            Some(Row::Command { command, .. }) => Chosen::Run(command.action),
            _ => Chosen::Closed,
        }
    }

    fn step(&mut self, rows: isize) {
        self.scroll.step(rows);
        self.settle(rows);
    }

    /// Leaves rows that cannot be run, in the given direction, else the other.
    fn settle(&mut self, direction: isize) {
        let mut scroll = self.scroll;
        scroll.settle(direction, |row| self.rests(row));
        self.scroll = scroll;
    }

    fn rests(&self, row: usize) -> bool {
        matches!(self.rows.get(row), Some(Row::Command { .. }))
    }

    /// Shows the commands whose name, keys or sentence hold every word typed.
    fn filter(&mut self) {
        let query = fold(&self.input.text());
        let words: Vec<&str> = query.split_whitespace().collect();
        let matches = |row: &&Row| match row {
            Row::Heading(_) => words.is_empty(),
            Row::Sign(_, meaning) => words.iter().all(|word| meaning.contains(word)),
            Row::Command { command, keys } => {
                let text = fold(&format!("{} {keys} {}", command.name, command.help));
                words.iter().all(|word| text.contains(word))
            }
        };
        self.rows = self.all.iter().filter(matches).cloned().collect();
        self.scroll.fit(self.rows.len(), self.scroll.page());
        self.select_first();
    }

    fn select_first(&mut self) {
        let first = self.rows.iter().position(|row| matches!(row, Row::Command { .. }));
        self.scroll.fit(self.rows.len(), self.scroll.page());
        self.scroll.select(first.unwrap_or(0));
    }

    /// Draws the palette.
    pub fn draw(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) {
        let label = if self.grouped { " help · type to search, Esc leaves: " } else { " command · Esc leaves: " };
        let prompt = Rect { height: area.height.min(1), ..area };
        draw_text(label, theme.accent, prompt, buffer);
        let width = u16::try_from(columns(label)).unwrap_or(0).min(prompt.width);
        self.input.draw(Rect { x: prompt.x + width, width: prompt.width - width, ..prompt }, theme.prompt, buffer);
        if self.rows.is_empty() && area.height > 2 {
            draw_text("   no command has these words", theme.dim, Rect { y: area.y + 2, height: 1, ..area }, buffer);
        }
        let rows = below_prompt(area);
        for (y, index) in (rows.y..rows.bottom()).zip(self.scroll.visible()) {
            let line = Rect { y, height: 1, ..area };
            if index == self.scroll.selected() && matches!(self.rows.get(index), Some(Row::Command { .. })) {
                buffer.set_style(line, theme.selected);
            }
            match self.rows.get(index) {
                Some(Row::Heading(title)) => draw_text(&format!(" {title}"), theme.heading, line, buffer),
                Some(Row::Command { command, keys }) => draw_command(command, keys, theme, line, buffer),
                Some(Row::Sign(sign, meaning)) => draw_columns(sign, meaning, "", theme, line, buffer),
                None => {}
            }
        }
    }
}

fn row(command: &'static Command, keymap: &Keymap) -> Row {
    Row::Command { command, keys: keymap.keys_of(command.action).join("  ") }
}

/// Keys, sentence and, where there is room, the name; columns of fixed width so that the eye can run
/// down them.
fn draw_command(command: &Command, keys: &str, theme: &Theme, line: Rect, buffer: &mut Buffer) {
    draw_columns(keys, command.help, command.name, theme, line, buffer);
}

fn draw_columns(keys: &str, words: &str, name: &str, theme: &Theme, line: Rect, buffer: &mut Buffer) {
    const KEYS: u16 = 18;
    const NAME: u16 = 22;
    let keys_area = Rect { x: line.x + 3.min(line.width), width: KEYS.min(line.width.saturating_sub(3)), ..line };
    draw_text(keys, theme.key, keys_area, buffer);
    let rest = Rect { x: keys_area.right(), width: line.right().saturating_sub(keys_area.right()), ..line };
    let with_name = rest.width > NAME + 40;
    let help = Rect { width: if with_name { rest.width - NAME } else { rest.width }, ..rest };
    draw_text(words, theme.text, help, buffer);
    if with_name {
        draw_text(name, theme.dim, Rect { x: help.right(), width: NAME, ..rest }, buffer);
    }
}
