//! Jumps: where the reader was before each, to go back to and forth again.
//!
//! A place is an article and a byte of its text, so it holds when the screen has another width and when the
//! sources are read again. What scrolls or goes line by line is no jump.

use super::App;
use super::action::Action;
use super::layout::Focus;
use super::panes::list::View;
use crate::model::article::ArticleId;

/// How many places are remembered.
const MOST: usize = 100;

/// A place where the reader was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Spot {
    view: View,
    focus: Focus,
    article: Option<ArticleId>,
    /// The byte of the text at the top of the screen.
    top: usize,
    /// The byte where the focused passage begins.
    at: usize,
}

/// The places, the oldest first, and where among them the reader is.
#[derive(Debug, Clone, Default)]
pub(super) struct Jumps {
    spots: Vec<Spot>,
    here: usize,
    /// How often the reader went back or forth: that is no jump of its own.
    travels: usize,
}

impl Jumps {
    /// Remembers the place that is left; what was ahead of it is forgotten.
    fn leave(&mut self, spot: Spot) {
        self.spots.truncate(self.here);
        if self.spots.last() != Some(&spot) {
            self.spots.push(spot);
        }
        let beyond = self.spots.len().saturating_sub(MOST);
        self.spots.drain(..beyond);
        self.here = self.spots.len();
    }

    /// The place before this one, or after it, that is another.
    fn travel(&mut self, now: &Spot, forward: bool) -> Option<Spot> {
        self.travels += 1;
        loop {
            let to = if forward { self.here + 1 } else { self.here.checked_sub(1)? };
            let spot = self.spots.get(to)?.clone();
            match self.spots.get_mut(self.here) {
                Some(here) => *here = now.clone(),
                None => self.spots.push(now.clone()),
            }
            self.here = to;
            if spot != *now {
                return Some(spot);
            }
        }
    }
}

/// Commands that leave a place even where they stay in the article.
fn is_jump(action: Action) -> bool {
    use Action::{Contents, First, Last, Next, Previous, Search};
    matches!(action, Contents | First | Last | Next | Previous | Search)
}

impl App {
    /// Runs a command, with the number before it, and remembers the place that it leaves.
    pub(super) fn run(&mut self, action: Action, count: Option<usize>) {
        self.catch_up(action);
        self.leaving(is_jump(action), |app| app.perform(action, count));
    }

    /// Remembers the place that is left, where `does` leads to another view or text.
    pub(super) fn leaving(&mut self, is_jump: bool, does: impl FnOnce(&mut App)) {
        let (before, travels) = (self.spot(), self.jumps.travels);
        does(self);
        let after = self.spot();
        let in_text = |spot: &Spot| spot.focus == Focus::Reader;
        let elsewhere = before.view != after.view
            || in_text(&before) != in_text(&after)
            || in_text(&after) && before.article != after.article;
        if travels == self.jumps.travels && (is_jump || elsewhere) {
            self.jumps.leave(before);
        }
    }

    fn spot(&self) -> Spot {
        let is_read = self.focus == Focus::Reader;
        let index = match self.focus {
            Focus::Reader => self.reader.article(),
            Focus::List | Focus::Digests => self.list.article(),
            Focus::Highlights => None,
        };
        Spot {
            view: self.view,
            focus: self.focus,
            article: index.and_then(|index| self.store.article(index)).map(|article| article.id),
            top: if is_read { self.reader.place() } else { 0 },
            at: self.reader.focused().filter(|_| is_read).map_or(0, |range| range.start),
        }
    }

    /// Goes so many jumps forth, or back where negative.
    pub(super) fn travel(&mut self, by: isize) {
        for _ in 0..by.unsigned_abs().min(MOST) {
            if !self.travel_once(by > 0) {
                let where_to = if by > 0 { "forward" } else { "back" };
                return self.status.say(format!("There is no jump to go {where_to} over."));
            }
        }
    }

    /// Goes to the next place that is still there; tells whether there is one.
    fn travel_once(&mut self, forward: bool) -> bool {
        let now = self.spot();
        while let Some(spot) = self.jumps.travel(&now, forward) {
            if self.return_to(&spot) {
                return true;
            }
        }
        false
    }

    fn return_to(&mut self, spot: &Spot) -> bool {
        let index = spot.article.map(|id| self.store.find(id));
        if index == Some(None) {
            return false;
        }
        self.keep_place();
        self.view = spot.view;
        self.refresh();
        self.focus = spot.focus;
        let Some(index) = index.flatten() else { return true };
        // The list of highlights has no row for an article.
        if spot.view != View::Highlights {
            self.select_article(index);
        }
        if spot.focus == Focus::Reader {
            self.open(index);
            self.reader.return_to(spot.top, spot.at);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(at: usize) -> Spot {
        Spot { view: View::Inbox, focus: Focus::Reader, article: Some(ArticleId(1)), top: at, at }
    }

    #[test]
    fn one_goes_back_over_jumps_and_forth_again_until_another_is_made() {
        let mut jumps = Jumps::default();
        let mut now = spot(0);
        // A jump to a place, or back (`<`) or forth (`>`), and where that leads.
        let steps = [
            ("<", None),
            ("5", None),
            ("7", None),
            ("<", Some(5)),
            ("<", Some(0)),
            ("<", None),
            (">", Some(5)),
            (">", Some(7)),
            (">", None),
            ("<", Some(5)),
            ("9", None),
            (">", None),
            ("<", Some(5)),
            ("<", Some(0)),
        ];
        for (step, expected) in steps {
            let found = match step {
                "<" | ">" => jumps.travel(&now, step == ">"),
                to => {
                    jumps.leave(now.clone());
                    now = spot(to.parse().unwrap());
                    None
                }
            };
            assert_eq!(found, expected.map(spot), "{step} from {now:?}");
            now = found.unwrap_or(now);
        }
    }

    #[test]
    fn only_the_last_hundred_places_are_remembered() {
        let mut jumps = Jumps::default();
        (0..500).for_each(|at| jumps.leave(spot(at)));
        (0..500).for_each(|_| jumps.leave(spot(499)));
        assert_eq!(jumps.spots.len(), MOST);
        let mut now = spot(1000);
        while let Some(back) = jumps.travel(&now, false) {
            now = back;
        }
        assert_eq!(now, spot(400));
    }
}
