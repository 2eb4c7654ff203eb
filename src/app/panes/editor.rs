//! The box in which a note, tags or a title are typed.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::{Clear, Widget};

use super::input::Input;
use super::line::draw_text;
use crate::app::theme::Theme;
use crate::model::article::ArticleId;
use crate::model::highlight::HighlightId;

/// What is being written.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// A note on a highlight: several lines.
    Note(HighlightId),
    /// The tags of a highlight, separated by spaces.
    Tags(HighlightId),
    /// The title of an article.
    Title(ArticleId),
}

impl Purpose {
    /// The highlight that is written about.
    pub fn highlight(&self) -> Option<&HighlightId> {
        match self {
            Purpose::Note(id) | Purpose::Tags(id) => Some(id),
            Purpose::Title(_) => None,
        }
    }
}

/// What a key did in the editor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    /// It goes on.
    Open,
    /// It is to be closed; nothing is saved.
    Left,
    /// It is to be closed and this saved.
    Done(String),
}

/// The box.
#[derive(Debug, Clone)]
pub struct Editor {
    /// What is being written.
    pub purpose: Purpose,
    /// What was saved when it was opened.
    pub saved: String,
    input: Input,
}

impl Editor {
    /// Opens the box on what is `saved`.
    pub fn new(purpose: Purpose, saved: String) -> Editor {
        let input = if matches!(purpose, Purpose::Note(_)) { Input::lines(&saved) } else { Input::line(&saved) };
        Editor { purpose, saved, input }
    }

    /// What was typed so far.
    pub fn text(&self) -> String {
        self.input.text()
    }

    /// Takes a key. `Enter` saves; in a note, `Alt-Enter` and `Ctrl-j` begin a new line.
    pub fn key(&mut self, key: KeyEvent) -> Written {
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        let new_line = matches!(key.code, KeyCode::Enter) && key.modifiers.contains(KeyModifiers::ALT)
            || control && key.code == KeyCode::Char('j');
        match key.code {
            KeyCode::Esc => return Written::Left,
            _ if new_line => {
                self.input.key(KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE));
            }
            KeyCode::Enter => return Written::Done(self.text()),
            KeyCode::Char('s') if control => return Written::Done(self.text()),
            _ => {
                self.input.key(key);
            }
        }
        Written::Open
    }

    /// Takes pasted text.
    pub fn paste(&mut self, text: &str) {
        self.input.paste(text);
    }

    /// Draws the box over the lower part of `area`.
    pub fn draw(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) {
        let (label, rows) = match self.purpose {
            Purpose::Note(_) => (" note · Enter saves · Alt-Enter new line · Ctrl-u undoes · Esc leaves ", 6),
            Purpose::Tags(_) => (" tags, separated by spaces · Enter saves · Esc leaves ", 2),
            Purpose::Title(_) => (" title · Enter saves, an empty one takes it back · Esc leaves ", 2),
        };
        let height = rows.min(area.height);
        let place = Rect { y: area.bottom() - height, height, ..area };
        Clear.render(place, buffer);
        let heading = Rect { height: height.min(1), ..place };
        buffer.set_style(heading, theme.selected_elsewhere);
        draw_text(label, theme.accent, heading, buffer);
        let margin = 1.min(place.width);
        let field = Rect {
            x: place.x + margin,
            y: place.y + heading.height,
            width: place.width - margin,
            height: height - heading.height,
        };
        self.input.draw(field, theme.prompt, buffer);
    }
}
