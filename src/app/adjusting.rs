//! What the reader changes of the looks while reading. It holds until the program ends, and says which option
//! keeps it.

use super::App;
use super::action::Action;
use crate::text::typeset::Typography;

impl App {
    /// Makes the reading column wider by so many steps, or narrower.
    pub(super) fn change_column(&mut self, steps: isize) {
        // The bounds that the configuration allows, and the columns of a step.
        const BOUNDS: (u16, u16) = (40, 120);
        const STEP: isize = 4;
        let by = i16::try_from(steps.saturating_mul(STEP)).unwrap_or(if steps < 0 { i16::MIN } else { i16::MAX });
        self.settings.column = self.settings.column.saturating_add_signed(by).clamp(BOUNDS.0, BOUNDS.1);
        self.status
            .say(format!("The column is {} wide; `column` in the configuration keeps it.", self.settings.column));
    }

    /// Switches one of the niceties of print on or off.
    pub(super) fn change_typography(&mut self, name: &str, one: fn(&mut Typography) -> &mut bool) {
        let is_on = one(&mut self.settings.typography);
        *is_on = !*is_on;
        let now = if *is_on { "on" } else { "off" };
        self.status.say(format!("{name} is {now}; `[typography]` in the configuration keeps it."));
        self.reader.set_typography(self.settings.typography);
    }

    /// Shows or hides the keys in the bottom line.
    pub(super) fn toggle_hints(&mut self) {
        self.settings.hints = !self.settings.hints;
        let (key, now) = (self.keymap.key_of(Action::Hints), if self.settings.hints { "shown" } else { "hidden" });
        self.status.say(format!("Keys are {now} in this line · {key} again; `hints` in the configuration keeps it."));
    }
}
