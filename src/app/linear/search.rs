//! Searching line by line: one waits for the answer, which is a numbered list.

use std::sync::Arc;

use crossterm::event::KeyCode;

use super::super::action::Action;
use super::super::effect::{Effect, Event, Target};
use super::super::layout::Focus;
use super::super::overlay::Overlay;
use super::{Answer, Linear, say};
use crate::search::facts;

impl Linear {
    /// Searches, and lists what was found.
    pub(super) fn search(&mut self, words: &str, answer: &mut Answer) {
        if words.is_empty() {
            return answer.lines.push("Say what to search for: “search the words”.".to_owned());
        }
        self.tell(Event::Command(Action::Search), answer);
        self.tell(Event::Paste(words.to_owned()), answer);
        self.answer_searches(answer);
        let found = match &self.app.overlay {
            Some(Overlay::Search(search)) => {
                answer.lines.extend(search.wrong().map(str::to_owned));
                Some((search.found(), say::found(search)))
            }
            _ => None,
        };
        let end = if found.is_some() { KeyCode::Esc } else { KeyCode::Enter };
        self.tell(Event::Key(end.into()), answer);
        let Some((found, count)) = found else {
            self.report(answer);
            return answer.lines.extend(say::hits(&self.app));
        };
        let is_highlights = self.app.focus == Focus::Highlights;
        let target = |index: usize| if is_highlights { Target::Highlight(index) } else { Target::Article(index) };
        if found.is_empty() {
            return answer.lines.push(format!("Nothing found for “{words}”."));
        }
        answer.lines.push(count);
        self.offer(&found.into_iter().map(target).collect::<Vec<_>>(), answer);
    }

    /// Does what a search asks for: line by line, one waits for the answer.
    fn answer_searches(&mut self, answer: &mut Answer) {
        let is_asked = |effect: &Effect| matches!(effect, Effect::Seek(_) | Effect::Prepare(..));
        while let Some(at) = answer.effects.iter().position(is_asked) {
            match answer.effects.remove(at) {
                Effect::Seek(seek) => {
                    let hits = seek.steps().flatten().take(seek.most).collect();
                    self.tell(Event::Sought { number: seek.number, hits, is_done: true }, answer);
                }
                Effect::Prepare(store, titles) => {
                    let index = Arc::new(facts::prepare(&store, &titles));
                    self.tell(Event::Prepared(store, titles, index), answer);
                }
                _ => {}
            }
        }
    }
}
