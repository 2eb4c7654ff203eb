//! A key by itself: how it is spelled, and what terminals report of it.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// A key without what terminals report differently: letters carry their own case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    code: KeyCode,
    modifiers: KeyModifiers,
}

/// The names of keys that are not a character.
const NAMES: [(&str, KeyCode); 15] = [
    ("Space", KeyCode::Char(' ')),
    ("Enter", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Tab", KeyCode::Tab),
    ("Backspace", KeyCode::Backspace),
    ("Delete", KeyCode::Delete),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PageUp", KeyCode::PageUp),
    ("PageDown", KeyCode::PageDown),
    ("Insert", KeyCode::Insert),
];

impl From<KeyEvent> for Key {
    fn from(event: KeyEvent) -> Self {
        let kept = KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT;
        let mut key = Key { code: event.code, modifiers: event.modifiers & kept };
        match event.code {
            KeyCode::BackTab => key = Key { code: KeyCode::Tab, modifiers: KeyModifiers::SHIFT },
            KeyCode::Char(_) => key.modifiers.remove(KeyModifiers::SHIFT),
            _ => {}
        }
        key
    }
}

impl Key {
    /// The bare escape key.
    pub const ESCAPE: Key = Key { code: KeyCode::Esc, modifiers: KeyModifiers::NONE };

    /// Reads the spelling of one key (`Ctrl-d`).
    pub fn parse(spelling: &str) -> Option<Key> {
        let (mut rest, mut modifiers) = (spelling, KeyModifiers::NONE);
        while let Some((prefix, after)) = rest.split_once('-').filter(|(_, after)| !after.is_empty()) {
            modifiers |= match prefix.to_ascii_lowercase().as_str() {
                "ctrl" => KeyModifiers::CONTROL,
                "alt" => KeyModifiers::ALT,
                "shift" => KeyModifiers::SHIFT,
                _ => return None,
            };
            rest = after;
        }
        let named = NAMES.iter().find(|(name, _)| name.eq_ignore_ascii_case(rest)).map(|(_, code)| *code);
        let mut letters = rest.chars();
        let letter = || letters.next().filter(|_| letters.next().is_none()).map(KeyCode::Char);
        let code = named.or_else(letter).or_else(|| function_key(rest))?;
        Some(Key { code, modifiers })
    }

    /// The digit that it writes, if it is one.
    pub fn digit(self) -> Option<usize> {
        let KeyCode::Char(letter) = self.code else { return None };
        letter.to_digit(10).filter(|_| self.modifiers.is_empty()).and_then(|digit| usize::try_from(digit).ok())
    }

    /// Whether it is the bare escape key.
    pub fn is_escape(self) -> bool {
        self == Key::ESCAPE
    }

    /// The key without Alt, if it is one with Alt.
    pub fn without_alt(self) -> Option<Key> {
        let modifiers = self.modifiers.difference(KeyModifiers::ALT);
        (modifiers != self.modifiers).then_some(Key { modifiers, ..self })
    }

    /// The key's spelling.
    pub fn spelling(self) -> String {
        let mut spelling = String::new();
        for (modifier, name) in
            [(KeyModifiers::CONTROL, "Ctrl-"), (KeyModifiers::ALT, "Alt-"), (KeyModifiers::SHIFT, "Shift-")]
        {
            if self.modifiers.contains(modifier) {
                spelling.push_str(name);
            }
        }
        match (NAMES.iter().find(|(_, code)| *code == self.code), self.code) {
            (Some((name, _)), _) => spelling.push_str(name),
            (None, KeyCode::Char(letter)) => spelling.push(letter),
            (None, other) => spelling.push_str(&other.to_string()),
        }
        spelling
    }
}

impl From<Key> for KeyEvent {
    fn from(key: Key) -> Self {
        KeyEvent::new(key.code, key.modifiers)
    }
}

/// `F1` and the like.
fn function_key(name: &str) -> Option<KeyCode> {
    let number = name.strip_prefix(['F', 'f'])?.parse().ok()?;
    (1..=24).contains(&number).then_some(KeyCode::F(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_are_read_and_written_back() {
        for spelling in ["j", "G", "Ctrl-d", "Shift-Tab", "Space", "-", "é", "PageDown", "Alt-x", "F5", "Ctrl-F12"] {
            assert_eq!(Key::parse(spelling).map(Key::spelling).as_deref(), Some(spelling));
        }
        for wrong in ["", "Hyper-x", "jj", "Ctrl-", "F0", "F99"] {
            assert_eq!(Key::parse(wrong), None, "{wrong:?}");
        }
        let shifted = KeyEvent::new(KeyCode::Char('G'), KeyModifiers::SHIFT);
        assert_eq!(Key::from(shifted), Key::parse("G").unwrap());
        let back = KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT);
        assert_eq!(Key::from(back), Key::parse("Shift-Tab").unwrap());
    }
}
