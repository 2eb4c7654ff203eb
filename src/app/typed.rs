//! What is typed: keys that become commands, with a count before them (`5j`) or in a sequence (`g g`).
//!
//! A digit that is bound to a command may be that command or the beginning of a count. It waits for what
//! comes: a key that takes a count makes it one; any other runs the command first; so does a pause, which
//! the doorway reports ([`App::waits`]). There is no clock here.

use crossterm::event::{KeyEvent, KeyEventKind};

use super::App;
use super::action::{Action, Scope};
use super::keymap::{Key, Meaning};

/// The largest count: beyond it a further digit changes nothing.
const MOST: usize = 99_999;

/// What a pause decides, and so how long it has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wait {
    /// Whether a digit is a command or the beginning of a count.
    Digit,
    /// Whether the selected article is being passed by, or to be shown beside the list.
    Preview,
    /// The same, where keys came faster than any keyboard repeats one: whether there are more.
    Flood,
}

/// Keys that mean nothing yet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Typed {
    count: Option<usize>,
    /// What the only digit typed so far is bound to.
    bound: Option<Action>,
    /// The beginning of a sequence.
    keys: Vec<Key>,
}

impl Typed {
    fn is_empty(&self) -> bool {
        self.count.is_none() && self.keys.is_empty()
    }

    fn push_digit(&mut self, digit: usize, bound: Option<Action>) {
        self.bound = bound.filter(|_| self.count.is_none());
        self.count = Some((self.count.unwrap_or(0) * 10 + digit).min(MOST));
    }

    /// The keys as they are shown.
    fn spelling(&self) -> String {
        let count = self.count.map(|count| count.to_string());
        let keys = self.keys.iter().map(|key| key.spelling());
        count.into_iter().chain(keys).collect::<Vec<_>>().join(" ")
    }
}

impl App {
    /// What only a pause decides: the doorway waits for one, and says
    /// [`Event::Pause`](super::effect::Event::Pause) when it is over.
    pub fn waits(&self) -> Option<Wait> {
        if self.is_digit_open() {
            return Some(Wait::Digit);
        }
        self.preview_lags().then(|| self.pace.wait())
    }

    fn is_digit_open(&self) -> bool {
        self.typed.bound.is_some() && self.typed.keys.is_empty()
    }

    /// Takes a key.
    pub(super) fn key(&mut self, key: KeyEvent) {
        if key.kind == KeyEventKind::Release {
            return;
        }
        self.status.next_key();
        self.pace.key(self.now);
        self.at_work |= self.store.article_count() > 0;
        match Key::from(key).without_alt().filter(|_| !self.takes_alt(key)) {
            Some(bare) => self.escape_then(bare),
            None if self.overlay.is_some() => self.leaving(false, |app| app.overlay_key(key)),
            None => self.type_key(Key::from(key)),
        }
        self.show_pending();
    }

    /// Whether a key with Alt means anything where the keys go.
    fn takes_alt(&self, key: KeyEvent) -> bool {
        match &self.overlay {
            Some(overlay) => overlay.takes_alt(key.code),
            None => {
                let keys: Vec<Key> = self.typed.keys.iter().copied().chain([Key::from(key)]).collect();
                self.keymap.meaning(self.scopes(), &keys) != Meaning::Nothing
            }
        }
    }

    /// Alt and a key that mean nothing together are Esc and that key: terminals send the same for both, and
    /// a line delays what it likes. Only the end of the program has to be asked for with certainty.
    fn escape_then(&mut self, key: Key) {
        self.type_key(Key::ESCAPE);
        if self.overlay.is_some() || !self.would_end(key) {
            return self.type_key(key);
        }
        self.status.say(format!("Esc and {0} came as one key; {0} again quits.", key.spelling()));
    }

    fn would_end(&self, key: Key) -> bool {
        match self.keymap.meaning(self.scopes(), &[key]) {
            Meaning::Action(Action::Quit) => true,
            Meaning::Action(Action::Back) => self.is_outermost(),
            _ => false,
        }
    }

    /// No further key came: a bound digit is its command, and the text beside the list is wanted.
    pub(super) fn pause(&mut self) {
        self.pace.rest();
        if self.is_digit_open() {
            self.settle_typed();
            self.show_pending();
        }
    }

    /// Shows what is typed, else how many articles are marked.
    pub(super) fn show_pending(&mut self) {
        let typed = self.typed.spelling();
        let marked = self.list.in_range().len();
        self.status.pending = if typed.is_empty() && marked > 0 { format!("{marked} marked") } else { typed };
    }

    fn type_key(&mut self, key: Key) {
        if self.overlay.is_some() {
            return self.leaving(false, |app| app.overlay_key(KeyEvent::from(key)));
        }
        if key.is_escape() && !self.typed.is_empty() {
            return self.typed = Typed::default();
        }
        if let Some(digit) =
            key.digit().filter(|digit| self.typed.keys.is_empty() && (*digit > 0 || self.typed.count.is_some()))
        {
            match self.keymap.meaning(self.scopes(), &[key]) {
                Meaning::Prefix => {}
                Meaning::Action(bound) => return self.typed.push_digit(digit, Some(bound)),
                Meaning::Nothing => return self.typed.push_digit(digit, None),
            }
        }
        self.typed.keys.push(key);
        match self.keymap.meaning(self.scopes(), &self.typed.keys) {
            Meaning::Prefix => {}
            Meaning::Action(action) => self.run_typed(action),
            Meaning::Nothing if self.typed.keys.len() > 1 || self.typed.bound.is_some() => {
                self.settle_typed();
                self.type_key(key);
            }
            Meaning::Nothing => self.say_place(),
        }
    }

    /// Runs a command with its count; a bound digit before one that takes none is a command of its own.
    fn run_typed(&mut self, action: Action) {
        if self.typed.bound.is_some() && !action.takes_count() {
            let keys = std::mem::take(&mut self.typed.keys);
            self.settle_typed();
            return keys.into_iter().for_each(|key| self.type_key(key));
        }
        let typed = std::mem::take(&mut self.typed);
        self.run(action, typed.count.filter(|_| action.takes_count()));
    }

    /// Nothing that was typed goes on: a bound digit is its command, all else is forgotten.
    fn settle_typed(&mut self) {
        let typed = std::mem::take(&mut self.typed);
        typed.bound.into_iter().for_each(|action| self.run(action, None));
    }

    /// A key that means nothing here says where it means something.
    fn say_place(&mut self) {
        let typed = std::mem::take(&mut self.typed);
        let Some(key) = typed.keys.first().map(|key| key.spelling()) else { return };
        let (scopes, help) = (self.keymap.scopes_of(&typed.keys), self.keymap.key_of(Action::Help));
        self.status.say(if scopes.is_empty() {
            format!("{key} does nothing; {help} shows the keys.")
        } else {
            format!("{key} works {}; {help} shows the keys.", Scope::places(&scopes))
        });
    }
}
