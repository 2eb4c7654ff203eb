//! The small box in which a highlight’s colour is chosen, each with what it means to the reader.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::{Clear, Widget};

use super::line::draw_text;
use crate::app::theme::Theme;
use crate::model::highlight::{Colour, HighlightId, Meanings};

/// What a key did in the box.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Picked {
    /// It goes on.
    Open,
    /// It is to be closed; nothing changes.
    Left,
    /// It is to be closed, and this colour given.
    Colour(Colour),
}

/// The box.
#[derive(Debug, Clone)]
pub struct Colours {
    /// The highlight that gets the colour.
    pub id: HighlightId,
    now: Colour,
    selected: Colour,
}

impl Colours {
    /// Opens the box for a highlight that has the colour `now`, on the next one.
    pub fn new(id: HighlightId, now: Colour) -> Colours {
        Colours { id, now, selected: now.next() }
    }

    /// Takes a key: a colour's first letter gives it; `c` and `j` go on, `k` goes back, `Enter` takes.
    pub fn key(&mut self, key: KeyEvent) -> Picked {
        match key.code {
            KeyCode::Esc | KeyCode::Char('q') => return Picked::Left,
            KeyCode::Enter | KeyCode::Char(' ') => return Picked::Colour(self.selected),
            KeyCode::Char('c' | 'j') | KeyCode::Down | KeyCode::Tab => self.selected = self.selected.next(),
            KeyCode::Char('k') | KeyCode::Up | KeyCode::BackTab => self.selected = self.selected.previous(),
            KeyCode::Char(letter) => {
                let named = Colour::ALL.into_iter().find(|colour| colour.name().starts_with(letter));
                return named.map_or(Picked::Open, Picked::Colour);
            }
            _ => {}
        }
        Picked::Open
    }

    /// Selects the colour that was clicked on; tells whether it was selected already.
    pub fn click(&mut self, area: Rect, at: Position) -> bool {
        let under = rows(place(area)).find(|(line, _)| line.contains(at));
        under.is_some_and(|(_, colour)| std::mem::replace(&mut self.selected, colour) == colour)
    }

    /// Draws the box over the lower part of `area`.
    pub fn draw(&self, meanings: &Meanings, theme: &Theme, area: Rect, buffer: &mut Buffer) {
        let place = place(area);
        Clear.render(place, buffer);
        let heading = Rect { height: place.height.min(1), ..place };
        buffer.set_style(heading, theme.selected_elsewhere);
        draw_text(" colour · its letter, or c and Enter · Esc leaves ", theme.accent, heading, buffer);
        for (line, colour) in rows(place) {
            let y = line.y;
            buffer.set_style(line, if colour == self.selected { theme.selected } else { theme.text });
            let room = |x: u16| usize::from(line.right().saturating_sub(x));
            let name = colour.name();
            let (first, _) = name.split_at_checked(1).unwrap_or((name, ""));
            let (x, _) = buffer.set_stringn(line.x + 1.min(line.width), y, first, room(line.x + 1), theme.key);
            let style = theme.highlight(colour);
            let (x, _) = buffer.set_stringn((x + 2).min(line.right()), y, format!(" {name} "), room(x + 2), style);
            let sign = if colour == self.now { "· now" } else { "" };
            let words = [meanings.of(colour), sign].into_iter().filter(|word| !word.is_empty());
            let words = words.collect::<Vec<_>>().join(" ");
            let from = (line.x + 14).max(x).min(line.right());
            draw_text(&words, theme.dim, Rect { x: from, width: line.right() - from, ..line }, buffer);
        }
    }
}

/// Where the box stands, over the lower part of `area`.
fn place(area: Rect) -> Rect {
    let height = 5.min(area.height);
    Rect { y: area.bottom() - height, height, ..area }
}

/// The line of each colour that the box has room for.
fn rows(place: Rect) -> impl Iterator<Item = (Rect, Colour)> {
    place.rows().skip(1).zip(Colour::ALL)
}
