//! The application without a screen: a line comes in, lines go out, for screen readers and scripts.
//!
//! The same commands by the same names and keys, through the same [`App::handle`]; numbers choose what a
//! list named last. Nothing is drawn and no cursor moves. What is said stands in `say`.

mod say;

use std::sync::Arc;

use crossterm::event::KeyCode;

use super::action::{self, Action, Scope};
use super::effect::{Effect, Event, Target};
use super::keymap::{Key, Meaning};
use super::layout::Focus;
use super::overlay::Overlay;
use super::panes::list::{Row, View};
use super::{App, Settings};
use crate::app::theme::Theme;
use crate::model::change::Stamper;
use crate::model::highlight::Colour;
use crate::model::marks::Marks;
use crate::search::facts;
use crate::text::scrub::{scrub, scrub_line};

/// So many rows that every article is seen whole, and read when it was printed.
const ROWS: u16 = 20_000;

/// What came of a line or an event.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answer {
    /// What to print, each for itself.
    pub lines: Vec<String>,
    /// What is asked of the world.
    pub effects: Vec<Effect>,
}

/// The application, line by line.
pub struct Linear {
    app: App,
    /// The width of the text; 0: paragraphs stay in one line.
    width: usize,
    /// What the numbers stand for.
    choices: Vec<Target>,
    /// The complaints that were printed: they stand until they are closed, which nobody can here.
    said: Vec<String>,
    now: u64,
}

impl Linear {
    /// Starts with what the reader did before, as [`App::new`]; `width` is that of the text, 0 for none.
    pub fn new(settings: Settings, theme: Theme, marks: Marks, stamper: Stamper, width: usize) -> Linear {
        let app = App::new(settings, theme, marks, stamper, (100, ROWS));
        Linear { app, width, choices: Vec::new(), said: Vec::new(), now: 0 }
    }

    /// The application.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// Takes an event that is no line.
    pub fn handle(&mut self, event: Event, now: u64) -> Answer {
        self.now = now;
        let is_loaded = matches!(event, Event::Loaded(..));
        let is_new = is_loaded && self.app.loading;
        let mut answer = Answer::default();
        let before = self.app.status.notice().map(str::to_owned);
        self.tell(event, &mut answer);
        self.report(&mut answer);
        // What was said already stands until the next command.
        answer.lines.retain(|line| before.as_deref().map(say::sentence).as_ref() != Some(line));
        if is_loaded {
            self.choices = self.listed();
        }
        if is_new {
            answer.lines.extend([say::totals(&self.app), self.here()]);
        }
        answer
    }

    /// Takes a line that the reader typed.
    pub fn line(&mut self, line: &str, now: u64) -> Answer {
        self.now = now;
        let mut answer = Answer::default();
        let line = scrub_line(line).into_owned();
        // `/word` is `/ word`.
        let line = line.strip_prefix('/').map_or(line.clone(), |rest| format!("/ {rest}"));
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((&line, ""));
        if !word.is_empty() {
            self.obey(word, rest.trim(), &mut answer);
        }
        answer
    }

    fn obey(&mut self, word: &str, rest: &str, answer: &mut Answer) {
        let name = word.to_ascii_lowercase();
        if let Ok(number) = word.parse::<usize>() {
            return self.choose(number, answer);
        }
        match name.as_str() {
            "list" => return self.list(answer),
            "show" => return self.show(answer),
            "where" => return answer.lines.push(self.here()),
            _ => {}
        }
        // `later` puts off, as on the screen; its view is `view-later`.
        let view = || View::ALL.iter().find(|view| view.name().eq_ignore_ascii_case(word)).map(|view| of_view(*view));
        let named = action::named(&name).map(|command| command.action).or_else(view);
        match named.or_else(|| self.by_key(word)) {
            Some(action) => self.command(action, rest, answer),
            None => answer.lines.push(format!("There is no command “{word}”; help lists them.")),
        }
    }

    /// The command that a key means here.
    fn by_key(&self, word: &str) -> Option<Action> {
        match self.app.keymap.meaning(self.app.scopes(), &[Key::parse(word)?]) {
            Meaning::Action(action) => Some(action),
            Meaning::Prefix | Meaning::Nothing => None,
        }
    }

    fn command(&mut self, action: Action, rest: &str, answer: &mut Answer) {
        let (number, words) = number(rest);
        if let Some(number) = number {
            let Some(target) = self.target(action, number) else {
                return answer.lines.push(format!("There is no number {number} here."));
            };
            self.tell(Event::Choose(target), answer);
        }
        let before = self.place();
        match action {
            Action::Help | Action::Palette => return answer.lines.extend(say::help(&self.app)),
            Action::Contents => return answer.lines.extend(say::contents(&self.app)),
            Action::FollowLink => return answer.lines.extend(say::links(&self.app)),
            Action::Suspend => return,
            Action::Mouse | Action::Hints => {
                return answer.lines.push("That needs the screen; here there is none.".to_owned());
            }
            Action::Select => {
                return answer
                    .lines
                    .push("Selecting needs the screen; “next-sentence” and “highlight” save a sentence.".to_owned());
            }
            Action::Search => return self.search(rest, answer),
            _ if !self.app.is_valid_here(action) && !self.leads_here(action, answer) => {
                let places = action::of(action).map_or(&[][..], |command| command.scopes);
                let places: Vec<&str> = places.iter().map(|scope| scope.title()).collect();
                return answer.lines.push(format!("That works in another place: {}.", places.join(", ")));
            }
            _ => self.tell(Event::Command(action), answer),
        }
        match self.app.overlay {
            Some(Overlay::Editor(_)) => self.write(action, words, answer),
            Some(Overlay::Colours(_)) => self.colour(words, answer),
            Some(_) => self.tell(Event::Key(KeyCode::Esc.into()), answer),
            None => {}
        }
        self.report(answer);
        self.say_where(action, before, answer);
    }

    /// Goes where a command is valid: deciding about an article works wherever one is at hand.
    fn leads_here(&mut self, action: Action, answer: &mut Answer) -> bool {
        let Some(command) = action::of(action) else { return false };
        let is_list = command.scopes.contains(&Scope::List) && self.app.focus == Focus::Reader;
        if is_list {
            self.tell(Event::Command(Action::ToList), answer);
        }
        is_list
    }

    /// Gives the editor what was typed behind the command.
    fn write(&mut self, action: Action, words: &str, answer: &mut Answer) {
        if words.is_empty() {
            let name = action::of(action).map_or("", |command| command.name);
            answer.lines.push(format!("Nothing was written; say it in one line: “{name} the words”."));
            return self.tell(Event::Key(KeyCode::Esc.into()), answer);
        }
        self.tell(Event::Answer(scrub(words).into_owned()), answer);
    }

    /// Chooses a colour by its name, or else the next.
    fn colour(&mut self, words: &str, answer: &mut Answer) {
        let first = words.chars().next().filter(|_| Colour::ALL.iter().any(|colour| colour.name() == words));
        self.tell(Event::Key(first.map_or(KeyCode::Enter, KeyCode::Char).into()), answer);
    }

    /// Searches, and lists what was found.
    fn search(&mut self, words: &str, answer: &mut Answer) {
        if words.is_empty() {
            return answer.lines.push("Say what to search for: “search the words”.".to_owned());
        }
        self.tell(Event::Command(Action::Search), answer);
        self.tell(Event::Paste(words.to_owned()), answer);
        self.answer_searches(answer);
        let found = match &self.app.overlay {
            Some(Overlay::Search(search)) => {
                answer.lines.extend(search.wrong().map(str::to_owned));
                Some(search.found())
            }
            _ => None,
        };
        let end = if found.is_some() { KeyCode::Esc } else { KeyCode::Enter };
        self.tell(Event::Key(end.into()), answer);
        let Some(found) = found else {
            self.report(answer);
            return answer.lines.extend(say::hits(&self.app));
        };
        let is_highlights = self.app.focus == Focus::Highlights;
        let target = |index: usize| if is_highlights { Target::Highlight(index) } else { Target::Article(index) };
        if found.is_empty() {
            return answer.lines.push(format!("Nothing found for “{words}”."));
        }
        self.choices = found.into_iter().map(target).collect();
        answer.lines.push(format!("Found {}.", self.choices.len()));
        answer.lines.extend(say::choices(&self.app, &self.choices));
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

    /// Reads the article, or goes to the highlight, with this number.
    fn choose(&mut self, number: usize, answer: &mut Answer) {
        let Some(target) = number.checked_sub(1).and_then(|at| self.choices.get(at)).copied() else {
            return answer.lines.push(format!("There is no number {number}; list shows what there is."));
        };
        self.tell(Event::Choose(target), answer);
        let action = if matches!(target, Target::Highlight(_)) { Action::GoToPassage } else { Action::Read };
        if self.app.focus != Focus::Reader {
            self.tell(Event::Command(action), answer);
        }
        self.report(answer);
        self.show(answer);
    }

    /// Lists what the view holds.
    fn list(&mut self, answer: &mut Answer) {
        if self.app.focus == Focus::Reader {
            self.tell(Event::Command(Action::ToList), answer);
        }
        self.choices = self.listed();
        answer.lines.push(say::totals(&self.app));
        answer.lines.extend(say::choices(&self.app, &self.choices));
    }

    /// Prints the article that is read.
    fn show(&mut self, answer: &mut Answer) {
        if self.app.focus != Focus::Reader {
            return answer.lines.push(self.here());
        }
        answer.lines.extend(say::article(&self.app, self.width));
        // All of it was printed: it is read.
        self.tell(Event::Idle, answer);
    }

    fn listed(&self) -> Vec<Target> {
        if self.app.focus == Focus::Highlights {
            return self.app.highlights.listed().iter().copied().map(Target::Highlight).collect();
        }
        let articles = self.app.list.rows().iter().filter_map(|row| match row {
            Row::Article(index) => Some(Target::Article(*index)),
            Row::Digest { .. } | Row::Rubric(_) | Row::Space => None,
        });
        articles.collect()
    }

    /// What a number behind a command stands for: a paragraph where the command is about the text.
    fn target(&self, action: Action, number: usize) -> Option<Target> {
        let is_about_article = action::of(action).is_some_and(|command| command.scopes.contains(&Scope::List));
        if self.app.focus == Focus::Reader && !is_about_article {
            return say::paragraph(&self.app, number).map(Target::Paragraph);
        }
        self.choices.get(number.checked_sub(1)?).copied()
    }

    fn tell(&mut self, event: Event, answer: &mut Answer) {
        answer.effects.extend(self.app.handle(event, self.now));
    }

    /// Prints what the bottom line would say.
    fn report(&mut self, answer: &mut Answer) {
        answer.lines.extend(self.app.status.notice().map(say::sentence));
        for error in self.app.status.errors() {
            if !self.said.contains(error) {
                self.said.push(error.clone());
                answer.lines.push(format!("Attention: {error}"));
            }
        }
    }

    /// The article, highlight and passage at hand.
    fn place(&self) -> (Focus, View, Option<usize>, Option<std::ops::Range<usize>>) {
        let article = self.app.article_at_hand();
        let passage = if self.app.focus == Focus::Reader { self.app.reader.focused() } else { None };
        let highlight = self.app.highlights.item().filter(|_| self.app.focus == Focus::Highlights);
        (self.app.focus, self.app.view, article.or(highlight), passage)
    }

    /// Says where a command led, if it led anywhere.
    fn say_where(
        &mut self,
        action: Action,
        before: (Focus, View, Option<usize>, Option<std::ops::Range<usize>>),
        answer: &mut Answer,
    ) {
        let after = self.place();
        if after == before || answer.effects.contains(&Effect::Quit) {
            return;
        }
        if after.1 != before.1 || matches!(action, Action::ViewInbox | Action::ViewAll) {
            return self.list(answer);
        }
        if after.0 == Focus::Reader && matches!(action, Action::Read | Action::GoToPassage) {
            return self.show(answer);
        }
        let is_same_text = after.0 == Focus::Reader && after.2 == before.2;
        answer.lines.push(if is_same_text { say::passage(&self.app) } else { self.here() });
    }

    fn here(&self) -> String {
        say::here(&self.app, &self.choices)
    }
}

fn of_view(view: View) -> Action {
    match view {
        View::Inbox => Action::ViewInbox,
        View::Kept => Action::ViewKept,
        View::Later => Action::ViewLater,
        View::Highlights => Action::ViewHighlights,
        View::All => Action::ViewAll,
    }
}

/// A number at the beginning, and the words behind it.
fn number(rest: &str) -> (Option<usize>, &str) {
    let (first, words) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    match first.parse() {
        Ok(number) => (Some(number), words.trim()),
        Err(_) => (None, rest),
    }
}
