//! Help and command palette: every command with its keys and a sentence, searched as one types.
//!
//! One pane serves both: it is made from the live key map, so it shows the user's own keys. The palette lists
//! saved searches as well, the help what cannot be said of a single key.

mod rows;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::input::Input;
use super::line::{draw_text, level};
use super::scroll::{Scroll, below_prompt};
use crate::app::action::{Action, COMMANDS, Scope};
use crate::app::keymap::Keymap;
use crate::app::theme::Theme;
use crate::search::query::Saved;
use crate::text::fold::fold;
use crate::text::wrap::columns;
use rows::{KEYS, Line, Row, row, sayings, words_width};

/// What a key did in the palette.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chosen {
    /// Nothing that leaves it.
    Open,
    /// It is to be closed.
    Closed,
    /// It is to be closed and this done.
    Run(Action),
    /// It is to be closed and the search of this name, which begins with `@`, opened.
    Search(String),
}

/// The palette.
#[derive(Debug, Clone)]
pub struct Palette {
    input: Input,
    grouped: bool,
    all: Vec<Row>,
    rows: Vec<Line>,
    width: u16,
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
        for (title, sayings) in sayings(keymap) {
            all.extend([Row::Heading(""), Row::Heading(title)]);
            all.extend(sayings.into_iter().map(|(sign, meaning)| Row::Saying(sign, meaning)));
        }
        Palette::new(all, true)
    }

    /// Shows all commands by name, and the saved searches.
    pub fn commands(keymap: &Keymap, saved: &Saved) -> Palette {
        let commands = COMMANDS.iter().map(|command| row(command, keymap));
        let searches =
            saved.iter().map(|(name, query)| Row::Search { name: format!("@{name}"), query: query.to_string() });
        Palette::new(commands.chain(searches).collect(), false)
    }

    fn new(all: Vec<Row>, grouped: bool) -> Palette {
        let mut palette =
            Palette { input: Input::line(""), grouped, rows: Vec::new(), all, width: 0, scroll: Scroll::default() };
        palette.filter();
        palette
    }

    /// Tells the size of its area.
    pub fn fit(&mut self, area: Rect) {
        if std::mem::replace(&mut self.width, area.width) != area.width {
            let selected = self.rows.iter().take(self.scroll.selected()).filter(|line| line.row.rests()).count();
            self.filter();
            let same = self.rows.iter().enumerate().filter(|(_, line)| line.row.rests()).nth(selected);
            same.into_iter().for_each(|(row, _)| self.scroll.select(row));
        }
        self.scroll.fit(self.rows.len(), usize::from(below_prompt(area).height));
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
        match self.rows.get(self.scroll.selected()).map(|line| &line.row) {
            Some(Row::Command { command, .. }) => Chosen::Run(command.action),
            Some(Row::Search { name, .. }) => Chosen::Search(name.clone()),
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
        self.rows.get(row).is_some_and(|line| line.row.rests())
    }

    /// Shows what holds every word typed in its name, keys or sentence; in the palette, the command of this very name
    /// first.
    fn filter(&mut self) {
        let query = fold(&self.input.text());
        let words: Vec<&str> = query.split_whitespace().collect();
        let mut found: Vec<&Row> = self.all.iter().filter(|row| row.holds(&words)).collect();
        if !self.grouped {
            found.sort_by_key(|row| row.rank(query.trim()));
        }
        self.rows = found.into_iter().flat_map(|row| row.set(self.width)).collect();
        self.scroll.fit(self.rows.len(), self.scroll.page());
        self.select_first();
    }

    fn select_first(&mut self) {
        let first = self.rows.iter().position(|line| line.row.rests());
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
            if index == self.scroll.selected() && self.rests(index) {
                buffer.set_style(line, theme.selected);
            }
            self.rows.get(index).into_iter().for_each(|row| self.draw_line(row, theme, line, buffer));
            if index == self.scroll.selected() {
                level(line, theme.selected, buffer);
            }
        }
    }

    fn draw_line(&self, shown: &Line, theme: &Theme, line: Rect, buffer: &mut Buffer) {
        let (first, last) = match &shown.row {
            Row::Heading(title) => return draw_text(&format!(" {title}"), theme.heading, line, buffer),
            Row::Command { command, keys } if self.grouped => (keys.as_str(), command.name),
            Row::Command { command, keys } => (command.name, keys.as_str()),
            Row::Saying(sign, _) => (sign.as_str(), ""),
            Row::Search { name, .. } => (name.as_str(), ""),
            Row::More => ("", ""),
        };
        draw_columns(first, &shown.words, last, theme, line, buffer);
    }
}

/// Columns of fixed width, so that the eye can run down them.
fn draw_columns(first: &str, words: &str, last: &str, theme: &Theme, line: Rect, buffer: &mut Buffer) {
    let width = words_width(line.width);
    let keys_area = Rect { x: line.x + 3.min(line.width), width: KEYS.min(line.width.saturating_sub(3)), ..line };
    draw_text(first, theme.key, keys_area, buffer);
    let help = Rect { x: keys_area.right(), width, ..line };
    draw_text(words, theme.text, help, buffer);
    draw_text(
        last,
        theme.dim,
        Rect { x: help.right(), width: line.right().saturating_sub(help.right()), ..line },
        buffer,
    );
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn a_name_typed_in_full_is_that_command() {
        let (keymap, _) = Keymap::new(&HashMap::new());
        for command in COMMANDS {
            let mut palette = Palette::commands(&keymap, &Default::default());
            palette.paste(command.name);
            assert_eq!(palette.key(KeyEvent::from(KeyCode::Enter)), Chosen::Run(command.action), "{}", command.name);
        }
    }

    #[test]
    fn the_beginning_of_a_name_counts_more_than_a_word_of_a_sentence() {
        let (keymap, _) = Keymap::new(&HashMap::new());
        for (typed, name) in
            [("next-p", "next-paragraph"), ("qui", "quit"), ("markdown", "copy-markdown"), ("exp", "export")]
        {
            let mut palette = Palette::commands(&keymap, &Default::default());
            palette.paste(typed);
            let action = COMMANDS.iter().find(|command| command.name == name).map(|command| command.action);
            assert_eq!(
                palette.key(KeyEvent::from(KeyCode::Enter)),
                action.map_or(Chosen::Open, Chosen::Run),
                "{typed}"
            );
        }
    }
}
