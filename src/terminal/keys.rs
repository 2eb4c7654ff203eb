//! Reads the keyboard, on a thread of its own, and joins what a slow line has cut.
//!
//! The first byte of an arrow key is that of the Esc key. Where the rest comes a moment later, the
//! library reads Esc, `[` and `A`: three keys that mean something else. So Esc is held back for a moment,
//! and what follows it is read as the sequence it was. Nothing wakes up while no key is pressed.

mod sequence;

use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use crossterm::event::{
    Event as Input, KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind, poll, read,
};
use ratatui::layout::Position;

use super::Message;
use crate::app::effect::{Event, Gesture, Pointer};

/// How long the rest of a sequence may take: longer than packets are apart on a bad line, shorter than
/// a reader notices after Esc.
const PATIENCE: Duration = Duration::from_millis(150);

/// How long the rest of a paste may take: its letters would act as keys, so a line may stutter. It is no
/// longer because the library drops the end of a paste whose beginning it did not see, where that comes whole.
const PASTE_PATIENCE: Duration = Duration::from_secs(1);

/// Starts to read.
pub(super) fn listen(sender: Sender<Message>) {
    thread::spawn(move || {
        let mut joiner = Joiner::default();
        loop {
            let inputs = match next(&mut joiner) {
                Ok(inputs) => inputs,
                Err(_) => return drop(sender.send(Message::Event(Event::Terminate))),
            };
            for event in inputs.into_iter().filter_map(event) {
                if sender.send(Message::Event(event)).is_err() {
                    return;
                }
            }
        }
    });
}

/// Waits for input; gives what is whole by then.
fn next(joiner: &mut Joiner) -> std::io::Result<Vec<Input>> {
    if let Some(patience) = joiner.patience()
        && !poll(patience)?
    {
        return Ok(joiner.give_up());
    }
    Ok(joiner.take(read()?))
}

fn event(input: Input) -> Option<Event> {
    match input {
        Input::Key(key) => Some(Event::Key(key)),
        Input::Paste(text) => Some(Event::Paste(text)),
        Input::Resize(width, height) => Some(Event::Resize(width, height)),
        Input::Mouse(mouse) => pointer(mouse).map(Event::Mouse),
        Input::FocusGained | Input::FocusLost => None,
    }
}

/// What the mouse did, if it means anything to veille.
fn pointer(mouse: MouseEvent) -> Option<Pointer> {
    let gesture = match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => Gesture::Click,
        MouseEventKind::ScrollDown => Gesture::Wheel(1),
        MouseEventKind::ScrollUp => Gesture::Wheel(-1),
        _ => return None,
    };
    Some(Pointer { at: Position { x: mouse.column, y: mouse.row }, gesture })
}

/// What of a sequence has come so far.
#[derive(Debug, Default)]
enum Joiner {
    /// Nothing.
    #[default]
    Idle,
    /// Esc and these letters.
    Escape(String),
    /// The beginning of a paste and this text.
    Paste(String),
    /// The same, and within it Esc and these letters.
    PasteEscape(String, String),
}

impl Joiner {
    /// How long to wait for what is to come; for ever where nothing is.
    fn patience(&self) -> Option<Duration> {
        match self {
            Joiner::Idle => None,
            Joiner::Escape(_) => Some(PATIENCE),
            Joiner::Paste(_) | Joiner::PasteEscape(..) => Some(PASTE_PATIENCE),
        }
    }

    /// Takes what the library read; gives what it was.
    fn take(&mut self, input: Input) -> Vec<Input> {
        let Input::Key(key) = input else { return vec![input] };
        match std::mem::take(self) {
            Joiner::Idle if is_escape(key) => {
                *self = Joiner::Escape(String::new());
                Vec::new()
            }
            Joiner::Idle => vec![input],
            Joiner::Escape(letters) => self.take_after_escape(letters, key),
            Joiner::Paste(text) if is_escape(key) => {
                *self = Joiner::PasteEscape(text, String::new());
                Vec::new()
            }
            Joiner::Paste(mut text) => {
                text.extend(letter(key));
                *self = Joiner::Paste(text);
                Vec::new()
            }
            Joiner::PasteEscape(text, mut letters) => {
                letters.extend(letter(key));
                match letters.as_str() {
                    sequence::PASTE_END => return vec![Input::Paste(text)],
                    begun if sequence::PASTE_END.starts_with(begun) => *self = Joiner::PasteEscape(text, letters),
                    // Another sequence: its letters are no text.
                    _ => *self = Joiner::Paste(text),
                }
                Vec::new()
            }
        }
    }

    fn take_after_escape(&mut self, mut letters: String, key: KeyEvent) -> Vec<Input> {
        let plain = key.modifiers.difference(KeyModifiers::SHIFT).is_empty();
        match key.code {
            KeyCode::Char(letter) if plain && (!letters.is_empty() || matches!(letter, '[' | 'O')) => {
                letters.push(letter);
                self.take_sequence(letters)
            }
            KeyCode::Char(_) | KeyCode::Enter | KeyCode::Backspace | KeyCode::Tab if letters.is_empty() => {
                vec![Input::Key(KeyEvent { modifiers: key.modifiers | KeyModifiers::ALT, ..key })]
            }
            _ => {
                *self = Joiner::Escape(letters);
                let before = self.give_up();
                before.into_iter().chain(self.take(Input::Key(key))).collect()
            }
        }
    }

    fn take_sequence(&mut self, letters: String) -> Vec<Input> {
        if letters == sequence::PASTE_START {
            *self = Joiner::Paste(String::new());
            return Vec::new();
        }
        if !sequence::is_whole(&letters) {
            *self = Joiner::Escape(letters);
            return Vec::new();
        }
        // What is no key of ours is left out, as the library does with what comes in one piece.
        sequence::parse(&letters).into_iter().collect()
    }

    /// Nothing more came: what there is must be all.
    fn give_up(&mut self) -> Vec<Input> {
        match std::mem::take(self) {
            Joiner::Idle => Vec::new(),
            Joiner::Escape(letters) => match letters.as_str() {
                "" => vec![Input::Key(KeyCode::Esc.into())],
                "[" | "O" => letters
                    .chars()
                    .map(|letter| Input::Key(KeyEvent::new(KeyCode::Char(letter), KeyModifiers::ALT)))
                    .collect(),
                // The torso of a sequence: its letters would act as keys.
                _ => Vec::new(),
            },
            Joiner::Paste(text) | Joiner::PasteEscape(text, _) => vec![Input::Paste(text)],
        }
    }
}

fn is_escape(key: KeyEvent) -> bool {
    key.code == KeyCode::Esc && key.modifiers.is_empty()
}

/// The character that a key stands for in pasted text.
fn letter(key: KeyEvent) -> Option<char> {
    match key.code {
        KeyCode::Char('j') if key.modifiers == KeyModifiers::CONTROL => Some('\n'),
        KeyCode::Char(letter) if !key.modifiers.contains(KeyModifiers::CONTROL) => Some(letter),
        KeyCode::Enter => Some('\n'),
        KeyCode::Tab => Some('\t'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the library makes of one piece that begins after the Esc, or is the Esc.
    fn keys(piece: &str) -> Vec<Input> {
        let key = |letter| match letter {
            '\u{1b}' => KeyCode::Esc,
            '\r' => KeyCode::Enter,
            letter => KeyCode::Char(letter),
        };
        piece.chars().map(|letter| Input::Key(key(letter).into())).collect()
    }

    fn shown(inputs: &[Input]) -> String {
        let one = |input: &Input| match input {
            Input::Key(key) => format!(
                "{}{:?}",
                if key.modifiers.is_empty() { String::new() } else { format!("{:?} ", key.modifiers) },
                key.code
            ),
            Input::Paste(text) => format!("paste {text:?}"),
            other => format!("{other:?}"),
        };
        inputs.iter().map(one).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn what_comes_in_pieces_is_what_it_was() {
        let cases = [
            ("\u{1b}[A", "Up"),
            ("\u{1b}OB", "Down"),
            ("\u{1b}[H", "Home"),
            ("\u{1b}OF", "End"),
            ("\u{1b}[1~", "Home"),
            ("\u{1b}[3~", "Delete"),
            ("\u{1b}[5~", "PageUp"),
            ("\u{1b}[6;5~", "KeyModifiers(CONTROL) PageDown"),
            ("\u{1b}[1;5C", "KeyModifiers(CONTROL) Right"),
            ("\u{1b}[1;4D", "KeyModifiers(SHIFT | ALT) Left"),
            ("\u{1b}[Z", "KeyModifiers(SHIFT) BackTab"),
            ("\u{1b}OQ", "F(2)"),
            ("\u{1b}[[C", "F(3)"),
            ("\u{1b}[24~", "F(12)"),
            ("\u{1b}q", "KeyModifiers(ALT) Char('q')"),
            ("\u{1b}\r", "KeyModifiers(ALT) Enter"),
            ("\u{1b}[200~Qq\rD\u{1b}[201~", "paste \"Qq\\nD\""),
            ("\u{1b}[200~Qq\u{1b}[31mz\u{1b}[201~", "paste \"Qq1mz\""),
            ("\u{1b}[I", "FocusGained"),
            ("\u{1b}[99;1x", ""),
            ("\u{1b}[?64;1c", ""),
            ("jk", "Char('j'), Char('k')"),
        ];
        for (sent, expected) in cases {
            let mut joiner = Joiner::default();
            let got: Vec<Input> = keys(sent).into_iter().flat_map(|key| joiner.take(key)).collect();
            assert_eq!(shown(&got), expected, "{sent:?}");
            assert_eq!(joiner.patience(), None, "{sent:?}");
        }
    }

    #[test]
    fn what_does_not_go_on_is_what_came() {
        let cases = [
            ("\u{1b}", "Esc"),
            ("\u{1b}\u{1b}", "Esc, Esc"),
            ("\u{1b}[", "KeyModifiers(ALT) Char('[')"),
            ("\u{1b}[1;", ""),
            ("", ""),
        ];
        for (sent, expected) in cases {
            let mut joiner = Joiner::default();
            let mut got: Vec<Input> = keys(sent).into_iter().flat_map(|key| joiner.take(key)).collect();
            got.extend(joiner.give_up());
            assert_eq!(shown(&got), expected, "{sent:?}");
            assert_eq!(joiner.patience(), None, "{sent:?}");
        }
    }

    #[test]
    fn a_begun_paste_waits_longer_for_its_end_than_a_key_does() {
        let mut joiner = Joiner::default();
        let got: Vec<Input> = keys("\u{1b}[200~Q\u{1b}[20").into_iter().flat_map(|key| joiner.take(key)).collect();
        assert_eq!((shown(&got).as_str(), joiner.patience()), ("", Some(PASTE_PATIENCE)));
        assert_eq!(shown(&joiner.give_up()), "paste \"Q\"");
        assert_eq!(joiner.patience(), None);
    }

    #[test]
    fn a_resize_in_between_disturbs_nothing() {
        let mut joiner = Joiner::default();
        assert_eq!(shown(&joiner.take(Input::Key(KeyCode::Esc.into()))), "");
        assert_eq!(shown(&joiner.take(Input::Resize(80, 24))), "Resize(80, 24)");
        assert_eq!(shown(&keys("[A").into_iter().flat_map(|key| joiner.take(key)).collect::<Vec<_>>()), "Up");
    }

    #[test]
    fn mouse_reports_in_pieces_are_read() {
        let cases = [
            ("\u{1b}[<0;10;5M", "Down(Left) 9 4"),
            ("\u{1b}[<0;10;5m", "Up(Left) 9 4"),
            ("\u{1b}[<64;1;1M", "ScrollUp 0 0"),
            ("\u{1b}[<65;1;1M", "ScrollDown 0 0"),
            ("\u{1b}[<34;2;3M", "Drag(Right) 1 2"),
        ];
        for (sent, expected) in cases {
            let mut joiner = Joiner::default();
            let got: Vec<Input> = keys(sent).into_iter().flat_map(|key| joiner.take(key)).collect();
            let [Input::Mouse(mouse)] = got.as_slice() else { panic!("{sent:?}: {got:?}") };
            assert_eq!(format!("{:?} {} {}", mouse.kind, mouse.column, mouse.row), expected);
        }
    }
}
