//! A field where text is typed: tui-textarea in one line, or in several.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Modifier, Style};
use ratatui::widgets::{Clear, Widget};
use tui_textarea::{TextArea, WrapMode};

/// A text field. Its lines are wrapped where rows count, when it is drawn and gone through: wrapped anew at
/// each letter, a long text that comes at once would take minutes.
#[derive(Debug, Clone)]
pub struct Input {
    area: TextArea<'static>,
    one_line: bool,
}

impl Input {
    /// Makes a field of one line holding `text`, the cursor at its end.
    pub fn line(text: &str) -> Input {
        Input::new(vec![text.replace('\n', " ")], true)
    }

    /// Makes a field of several lines holding `text`, the cursor at its end.
    pub fn lines(text: &str) -> Input {
        Input::new(text.split('\n').map(str::to_owned).collect(), false)
    }

    fn new(lines: Vec<String>, one_line: bool) -> Input {
        let mut area = TextArea::new(lines);
        area.set_cursor_line_style(Style::new());
        area.set_cursor_style(Style::new().add_modifier(Modifier::REVERSED));
        area.move_cursor(tui_textarea::CursorMove::Bottom);
        area.move_cursor(tui_textarea::CursorMove::End);
        Input { area, one_line }
    }

    /// What was typed.
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// Takes a key; tells whether the text changed. A new line in a field of one line is ignored, and
    /// `Ctrl-u` there takes back what stands before the cursor, as in a shell; in several lines it undoes.
    pub fn key(&mut self, key: KeyEvent) -> bool {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let new_line = key.code == KeyCode::Enter || control && matches!(key.code, KeyCode::Char('m' | 'j'));
        if new_line {
            if !self.one_line {
                self.area.insert_newline();
            }
            return !self.one_line;
        }
        if key.modifiers.contains(KeyModifiers::ALT) && !Input::takes_alt(key.code) {
            return false;
        }
        if self.one_line && control && key.code == KeyCode::Char('u') {
            return self.area.delete_line_by_head();
        }
        let goes_by_rows = !self.one_line && matches!(key.code, KeyCode::Up | KeyCode::Down);
        if goes_by_rows {
            self.area.set_wrap_mode(WrapMode::WordOrGlyph);
        }
        let changed = self.area.input(key);
        if goes_by_rows {
            self.area.set_wrap_mode(WrapMode::None);
        }
        changed
    }

    /// Whether this key edits the text together with Alt. With letters it moves only: Esc and a letter right
    /// behind it look the same, and Esc destroys nothing.
    pub fn takes_alt(code: KeyCode) -> bool {
        match code {
            KeyCode::Char(letter) => "bfnpv<>[]".contains(letter),
            KeyCode::Backspace | KeyCode::Delete => true,
            KeyCode::Left | KeyCode::Right | KeyCode::Up | KeyCode::Down => true,
            _ => false,
        }
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str) {
        let text = if self.one_line {
            text.replace(['\n', '\r'], " ")
        } else {
            text.replace("\r\n", "\n").replace('\r', "\n")
        };
        self.area.insert_str(text);
    }

    /// Draws the field with its cursor.
    pub fn draw(&self, area: Rect, style: Style, buffer: &mut Buffer) {
        if area.intersection(buffer.area).is_empty() {
            return;
        }
        let area = area.intersection(buffer.area);
        // It learns its width so, and is drawn anew with its long lines wrapped.
        Widget::render(&self.area, area, buffer);
        if !self.one_line {
            let mut wrapped = self.area.clone();
            wrapped.set_wrap_mode(WrapMode::WordOrGlyph);
            Clear.render(area, buffer);
            wrapped.render(area, buffer);
        }
        buffer.set_style(area, style);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(code: KeyCode) -> KeyEvent {
        KeyEvent::new(code, KeyModifiers::NONE)
    }

    #[test]
    fn one_line_stays_one_line() {
        let mut input = Input::line("deux\nmots");
        assert!(!input.key(key(KeyCode::Enter)));
        assert!(input.key(key(KeyCode::Char('é'))));
        input.paste(" a\nb");
        assert_eq!(input.text(), "deux motsé a b");
    }

    #[test]
    fn one_line_is_emptied_as_in_a_shell() {
        let mut input = Input::line("un titre d’avant");
        assert!(input.key(KeyEvent::new(KeyCode::Char('u'), KeyModifiers::CONTROL)));
        assert_eq!(input.text(), "");
    }

    #[test]
    fn a_long_note_is_wrapped_and_its_rows_are_gone_through() {
        let input = Input::lines("une deux trois quatre cinq");
        let area = Rect::new(0, 0, 12, 4);
        let mut buffer = Buffer::empty(area);
        input.draw(area, Style::new(), &mut buffer);
        let row = |y| (0..12).map(|x| buffer[(x, y)].symbol()).collect::<String>();
        assert_eq!(
            [row(0), row(1), row(2)].map(|row| row.trim_end().to_owned()),
            ["une deux", "trois quatre", " cinq"]
        );
        let mut input = input;
        input.key(key(KeyCode::Up));
        input.key(key(KeyCode::Char('!')));
        assert_eq!(input.text(), "une deux trois! quatre cinq");
    }

    #[test]
    fn the_field_uses_what_it_takes_with_alt_and_nothing_else() {
        let codes = (' '..='~').map(KeyCode::Char).chain([KeyCode::Backspace, KeyCode::Delete, KeyCode::Up]);
        for code in codes {
            let mut input = Input::lines("un deux\n\ntrois quatre\n\ncinq six");
            input.key(key(KeyCode::Up));
            input.key(key(KeyCode::Up));
            input.key(key(KeyCode::Right));
            let before = (input.text(), input.area.cursor());
            input.key(KeyEvent::new(code, KeyModifiers::ALT));
            if !Input::takes_alt(code) {
                assert_eq!((input.text(), input.area.cursor()), before, "{code:?}");
            }
        }
    }

    #[test]
    fn several_lines_take_a_new_line() {
        let mut input = Input::lines("un");
        input.key(key(KeyCode::Enter));
        input.paste("deux\r\ntrois");
        assert_eq!(input.text(), "un\ndeux\ntrois");
    }
}
