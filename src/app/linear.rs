//! The application without a screen: a line comes in, lines go out, for screen readers and scripts.
//!
//! The same commands by the same names and keys, through the same [`App::handle`]; numbers choose what a
//! list named last. Nothing is drawn and no cursor moves. What is said stands in `say`.

mod argument;
mod choices;
mod say;
mod search;

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
use crate::model::marks::Marks;
use crate::text::scrub::{scrub, scrub_line};
use argument::Argument;
use choices::Choices;

/// So many rows that every article is seen whole, and read when it was printed.
const ROWS: u16 = 20_000;

/// What has the keys, the view, and the article or highlight and the passage at hand.
type Place = (Focus, View, Option<usize>, Option<std::ops::Range<usize>>);

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
    choices: Choices,
    /// The complaints that were printed: they stand until they are closed, which nobody can here.
    said: Vec<String>,
    now: u64,
}

impl Linear {
    /// Starts with what the reader did before, as [`App::new`]; `width` is that of the text, 0 for none.
    pub fn new(settings: Settings, theme: Theme, marks: Marks, stamper: Stamper, width: usize) -> Linear {
        let app = App::new(settings, theme, marks, stamper, (100, ROWS));
        Linear { app, width, choices: Choices::default(), said: Vec::new(), now: 0 }
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
        let store = Arc::clone(&self.app.store);
        self.tell(event, &mut answer);
        self.report(&mut answer);
        // What was said already stands until the next command.
        answer.lines.retain(|line| before.as_deref().map(say::sentence).as_ref() != Some(line));
        if is_new {
            self.choices = Choices::new(&self.app, &self.listed());
        } else if is_loaded {
            self.choices.carry_over(&store, &self.app);
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
        let number = word.parse::<usize>().ok();
        let is_own = number.is_some() || matches!(name.as_str(), "list" | "show" | "where");
        if is_own && !rest.is_empty() {
            return answer.lines.push(argument::takes_nothing(word));
        }
        if let Some(number) = number {
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
        match action {
            Action::Search => return self.search(rest, answer),
            Action::Help | Action::Palette => return answer.lines.extend(say::help_about(&self.app, rest)),
            _ => {}
        }
        let Argument { number, numbers, count, words } = match self.argument(action, rest) {
            Ok(argument) => argument,
            Err(why) => return answer.lines.push(why),
        };
        if let Some(number) = number {
            match self.target(action, number) {
                Ok(target) => self.tell(Event::Choose(target), answer),
                Err(why) => return answer.lines.push(why),
            }
        }
        let before = self.place();
        if !numbers.is_empty() {
            return self.decide(action, &numbers, before, answer);
        }
        match action {
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
            _ if !self.app.is_valid_here(action) && !self.leads_here(action, answer) => {
                return answer.lines.push(action::elsewhere(action));
            }
            _ => self.tell(count.map_or(Event::Command(action), |count| Event::Counted(action, count)), answer),
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

    /// Decides about the articles with these numbers, as one step.
    fn decide(&mut self, action: Action, numbers: &[usize], before: Place, answer: &mut Answer) {
        let mut articles = Vec::new();
        for number in numbers {
            match self.choices.target(&self.app, *number) {
                Ok(Target::Article(index)) => articles.push(index),
                Ok(_) => return answer.lines.push(action::elsewhere(action)),
                Err(why) => return answer.lines.push(why),
            }
        }
        self.tell(Event::Decide(action, articles), answer);
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

    /// Chooses a colour by its name; without one, the next.
    fn colour(&mut self, words: &str, answer: &mut Answer) {
        self.tell(Event::Key(words.chars().next().map_or(KeyCode::Enter, KeyCode::Char).into()), answer);
    }

    /// Reads the article, or goes to the highlight, with this number.
    fn choose(&mut self, number: usize, answer: &mut Answer) {
        let target = match self.choices.target(&self.app, number) {
            Ok(target) => target,
            Err(why) => return answer.lines.push(why),
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
        answer.lines.push(say::totals(&self.app));
        self.offer(&self.listed(), answer);
    }

    /// Prints these with numbers, to choose from.
    fn offer(&mut self, listed: &[Target], answer: &mut Answer) {
        answer.lines.extend(say::choices(&self.app, listed));
        self.choices = Choices::new(&self.app, listed);
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

    /// What stands behind a command, or why nothing is done.
    fn argument<'a>(&self, action: Action, rest: &'a str) -> Result<Argument<'a>, String> {
        match self.is_about_text(action) {
            true => {
                Argument::parse(action, rest, "of a paragraph", |number| say::paragraph(&self.app, number).is_some())
            }
            false => Argument::parse(action, rest, "of the list", |number| self.choices.has(number)),
        }
    }

    /// What a number behind a command stands for, or why it stands for nothing.
    fn target(&self, action: Action, number: usize) -> Result<Target, String> {
        if !self.is_about_text(action) {
            return self.choices.target(&self.app, number);
        }
        let paragraph = say::paragraph(&self.app, number).map(Target::Paragraph);
        paragraph.ok_or_else(|| format!("There is no paragraph {number} here."))
    }

    /// Whether a command is about the text that is read, whose paragraphs have numbers.
    fn is_about_text(&self, action: Action) -> bool {
        let is_about_article = action::of(action).is_some_and(|command| command.scopes.contains(&Scope::List));
        self.app.focus == Focus::Reader && !is_about_article
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
    fn place(&self) -> Place {
        let article = self.app.article_at_hand();
        let passage = if self.app.focus == Focus::Reader { self.app.reader.focused() } else { None };
        let highlight = self.app.highlights.item().filter(|_| self.app.focus == Focus::Highlights);
        (self.app.focus, self.app.view, article.or(highlight), passage)
    }

    /// Says where a command led, if it led anywhere.
    fn say_where(&mut self, action: Action, before: Place, answer: &mut Answer) {
        let after = self.place();
        let is_view = View::ALL.iter().any(|view| of_view(*view) == action);
        if (after == before && !is_view) || answer.effects.contains(&Effect::Quit) {
            return;
        }
        if after.1 != before.1 || is_view {
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
