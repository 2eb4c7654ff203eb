//! What the sequences of keys, mouse and paste mean (xterm's control sequences, ECMA-48).
//!
//! Only for those that came in pieces: the library reads whole ones itself, and its reader cannot be
//! called from outside. The letters here are those after the Esc.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

/// Begins a paste.
pub(super) const PASTE_START: &str = "[200~";

/// Ends a paste.
pub(super) const PASTE_END: &str = "[201~";

/// Whether nothing more belongs to the sequence.
pub(super) fn is_whole(letters: &str) -> bool {
    let mut rest = letters.chars();
    match rest.next() {
        Some('O') => rest.next().is_some(),
        Some('[') => match rest.as_str() {
            // The Linux console's function keys have a second bracket.
            "[" => false,
            parameters => parameters.ends_with(|last: char| !(' '..='?').contains(&last)),
        },
        _ => true,
    }
}

/// What a whole sequence means; nothing where it means nothing to veille.
pub(super) fn parse(letters: &str) -> Option<Event> {
    match letters {
        "[I" => return Some(Event::FocusGained),
        "[O" => return Some(Event::FocusLost),
        "[Z" => return Some(key(KeyCode::BackTab, KeyModifiers::SHIFT)),
        _ => {}
    }
    if let Some(letter) = letters.strip_prefix('O') {
        return Some(key(named(letter)?, KeyModifiers::NONE));
    }
    if let Some(letter) = letters.strip_prefix("[[") {
        let number = letter.bytes().next()?.checked_sub(b'A').filter(|number| *number < 5)?;
        return Some(key(KeyCode::F(number + 1), KeyModifiers::NONE));
    }
    if let Some(report) = letters.strip_prefix("[<") {
        return mouse(report);
    }
    let rest = letters.strip_prefix('[')?;
    let (parameters, last) = rest.split_at_checked(rest.len().checked_sub(1)?)?;
    let mut parameters = parameters.split(';');
    let first = parameters.next().unwrap_or_default();
    let modifiers = parameters.next().and_then(|mask| mask.parse().ok()).map_or(KeyModifiers::NONE, modifiers);
    let code = if last == "~" { numbered(first.parse().ok()?) } else { named(last) };
    Some(key(code?, modifiers))
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(code, modifiers))
}

/// Keys that end with a letter.
fn named(letter: &str) -> Option<KeyCode> {
    Some(match letter {
        "A" => KeyCode::Up,
        "B" => KeyCode::Down,
        "C" => KeyCode::Right,
        "D" => KeyCode::Left,
        "F" => KeyCode::End,
        "H" => KeyCode::Home,
        "P" => KeyCode::F(1),
        "Q" => KeyCode::F(2),
        "R" => KeyCode::F(3),
        "S" => KeyCode::F(4),
        _ => return None,
    })
}

/// Keys that have a number and end with `~`.
fn numbered(number: u8) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        11..=15 => KeyCode::F(number - 10),
        17..=21 => KeyCode::F(number - 11),
        23..=24 => KeyCode::F(number - 12),
        _ => return None,
    })
}

/// Modifier keys: a mask, counted from 1.
fn modifiers(mask: u8) -> KeyModifiers {
    let bits = [(1, KeyModifiers::SHIFT), (2, KeyModifiers::ALT), (4, KeyModifiers::CONTROL)];
    let mask = mask.saturating_sub(1);
    bits.iter().filter(|(bit, _)| mask & bit != 0).map(|(_, modifier)| *modifier).collect()
}

/// A mouse report (xterm, SGR 1006), after its `<`: button, column and row, and `M` or, released, `m`.
fn mouse(report: &str) -> Option<Event> {
    let released = report.ends_with('m');
    let mut numbers = report.trim_end_matches(['M', 'm']).split(';').map(str::parse::<u16>);
    let mut next = || numbers.next()?.ok();
    let (button, column, row) = (next()?, next()?.checked_sub(1)?, next()?.checked_sub(1)?);
    let of = [MouseButton::Left, MouseButton::Middle, MouseButton::Right].get(usize::from(button & 0b11)).copied();
    let kind = match (button & 0b1110_0000, of) {
        (0, Some(button)) if released => MouseEventKind::Up(button),
        (0, Some(button)) => MouseEventKind::Down(button),
        (32, Some(button)) => MouseEventKind::Drag(button),
        (32, None) => MouseEventKind::Moved,
        (64, Some(MouseButton::Left)) => MouseEventKind::ScrollUp,
        (64, Some(MouseButton::Middle)) => MouseEventKind::ScrollDown,
        _ => return None,
    };
    let held = [(4, KeyModifiers::SHIFT), (8, KeyModifiers::ALT), (16, KeyModifiers::CONTROL)];
    let modifiers = held.iter().filter(|(bit, _)| button & bit != 0).map(|(_, modifier)| *modifier).collect();
    Some(Event::Mouse(MouseEvent { kind, column, row, modifiers }))
}
