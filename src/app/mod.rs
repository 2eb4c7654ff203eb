//! What is shown: the application's state, the keys that change it, and the frames it draws.
//!
//! [`App::handle`] is the only place where state changes: an event comes in, effects go out as data.
//! [`App::draw`] only looks. `action` is the command table, `keymap` leads from keys to it, and the
//! `switchboard` has one line for each command. No file, clock or terminal is touched.

pub mod action;
pub mod depth;
pub mod effect;
pub mod keymap;
pub mod layout;
pub mod linear;
pub mod link;
pub mod panes;
pub mod tally;
pub mod theme;

mod adjusting;
mod arriving;
mod attaching;
mod copying;
mod correcting;
mod draw;
mod highlighting;
mod hints;
mod jumps;
mod moving;
mod overlay;
mod passages;
mod pointing;
mod preview;
mod reading;
mod recording;
mod resuming;
mod searching;
mod settings;
mod switchboard;
mod triage;
mod typed;
mod views;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use ratatui::layout::Rect;

use crate::model::article::ArticleId;
use crate::model::change::{Stamper, Step};
use crate::model::highlight::HighlightId;
use crate::model::located::{Located, locate};
use crate::model::marks::Marks;
use crate::model::store::Store;
use crate::model::warning::Warning;
use crate::search::fuzzy::Index;
use crate::text::message::counted;
use crate::text::scrub::scrub;
use action::{Action, Scope};
use effect::{Effect, Event};
use jumps::Jumps;
use keymap::Keymap;
use layout::{Areas, Focus};
use overlay::Overlay;
use panes::digests::Digests;
use panes::editor::{Editor, Purpose};
use panes::highlights::Highlights;
use panes::list::{List, View};
use panes::reader::Reader;
use panes::search::Subject;
use panes::status::{Saving, Status};
use preview::Pace;
use searching::Preparing;
pub use settings::Settings;
use tally::Tally;
use theme::Theme;
use typed::Typed;
pub use typed::Wait;

/// The application.
pub struct App {
    settings: Settings,
    theme: Theme,
    keymap: Keymap,
    store: Arc<Store>,
    marks: Marks,
    stamper: Stamper,
    now: u64,
    loading: bool,
    /// Whether reading is to go on where it stopped the last time, and does not yet.
    resuming: bool,
    /// Whether what comes of a reload is to be said.
    reloading: bool,
    at_work: bool,
    view: View,
    /// The article that was selected when a view was left.
    left_at: HashMap<View, ArticleId>,
    focus: Focus,
    size: Rect,
    tally: Tally,
    digests: Digests,
    list: List,
    reader: Reader,
    /// The article that was paged beside the list: it is read there, not only passed by.
    paged: Option<usize>,
    highlights: Highlights,
    overlay: Option<Overlay>,
    /// The articles, made ready for the search.
    index: Option<Arc<Index>>,
    /// The highlights, made ready for the search.
    highlight_index: Option<Index>,
    preparing: Preparing,
    /// How many searches there were.
    seeks: u64,
    /// What was typed and not saved.
    drafts: HashMap<Purpose, Editor>,
    found: Vec<usize>,
    attaching: Option<HighlightId>,
    chrome_shown: bool,
    /// What was said already not to be found for sure.
    told_unsure: BTreeSet<ArticleId>,
    warned: bool,
    status: Status,
    typed: Typed,
    pace: Pace,
    jumps: Jumps,
    recorded: u64,
    effects: Vec<Effect>,
}

impl App {
    /// Starts with what the reader did before; the sources come later, as [`Event::Loaded`].
    pub fn new(settings: Settings, theme: Theme, marks: Marks, stamper: Stamper, size: (u16, u16)) -> App {
        let (keymap, complaints) = Keymap::new(&settings.keys);
        let highlights = Highlights::new(settings.meanings.clone(), settings.time_zone.clone());
        let mut app = App {
            settings,
            theme,
            keymap,
            store: Arc::default(),
            marks,
            stamper,
            now: 0,
            loading: true,
            resuming: false,
            reloading: false,
            at_work: false,
            view: View::Inbox,
            left_at: HashMap::new(),
            focus: Focus::List,
            size: Rect::new(0, 0, size.0, size.1),
            tally: Tally::default(),
            digests: Digests::default(),
            list: List::default(),
            reader: Reader::default(),
            paged: None,
            highlights,
            overlay: None,
            index: None,
            highlight_index: None,
            preparing: Preparing::No,
            seeks: 0,
            drafts: HashMap::new(),
            found: Vec::new(),
            attaching: None,
            chrome_shown: false,
            told_unsure: BTreeSet::new(),
            warned: false,
            status: Status::default(),
            typed: Typed::default(),
            pace: Pace::default(),
            jumps: Jumps::default(),
            recorded: 0,
            effects: Vec::new(),
        };
        app.reader.set_typography(app.settings.typography);
        for complaint in complaints {
            let complaint = complaint.at(&app.settings.key_places);
            app.status.complain(complaint);
        }
        app.fit();
        app
    }

    /// Takes an event and returns what is asked of the world. `now` is the time in milliseconds
    /// since 1970 (UTC).
    pub fn handle(&mut self, event: Event, now: u64) -> Vec<Effect> {
        self.now = now;
        match event {
            Event::Key(key) => self.key(key),
            Event::Mouse(pointer) => self.point(pointer),
            Event::Pause => self.pause(),
            Event::Paste(text) => self.paste(&scrub(&text.replace("\r\n", "\n").replace('\r', "\n"))),
            Event::Resize(width, height) => self.size = Rect::new(0, 0, width, height),
            Event::Resume => self.resuming = true,
            Event::Rolls(rolls) => self.marks.learn(rolls),
            Event::Arrived(store) => self.load(store, false),
            Event::Loaded(store, warnings) => {
                self.warn(&warnings);
                self.load(store, true);
            }
            Event::Saved(count) => self.saved(count),
            Event::SaveFailed(message) => self.status.failed(message),
            Event::Synced(entries) => self.take_in(&entries),
            Event::Exported(message, changes) => {
                self.record(Step::Silent, "", changes);
                if !message.is_empty() {
                    self.status.say(message);
                }
            }
            Event::Command(action) => {
                self.status.next_key();
                self.run(action, None);
            }
            Event::Counted(action, count) => {
                self.status.next_key();
                self.run(action, Some(count));
            }
            Event::Decide(action, articles) => {
                self.status.next_key();
                self.decide_about(&articles, action);
            }
            Event::Choose(target) => {
                self.status.next_key();
                self.choose(target);
            }
            Event::Answer(text) => self.answer(&text),
            Event::Done(message) => self.status.say(message),
            Event::Failed(message) => self.status.complain(message),
            Event::Sought { number, hits, is_done } => self.sought(number, hits, is_done),
            Event::Prepared(store, titles, index) => self.prepared(&store, &titles, index),
            Event::PrepareFailed => self.prepare_failed(),
            Event::Idle => self.idle(),
            Event::Terminate => {
                self.warned = true;
                self.quit();
            }
        }
        self.fit();
        std::mem::take(&mut self.effects)
    }

    /// Uses the time in which nothing happens.
    fn idle(&mut self) {
        self.keep_place();
        if !self.loading {
            self.prepare();
        }
    }

    /// Says what was wrong with the sources; of very many, the first and how many more.
    fn warn(&mut self, warnings: &[Warning]) {
        // Each is closed with a key of its own: more than a few would be a chore.
        const MOST: usize = 3;
        let (first, more) = warnings.split_at(warnings.len().min(MOST));
        first.iter().for_each(|warning| self.status.complain(warning.to_string()));
        if !more.is_empty() {
            let more = counted(more.len(), "more source");
            self.status.complain(format!("{more} had problems; `veille articles` names them all."));
        }
    }

    /// What is loaded.
    pub fn store(&self) -> &Arc<Store> {
        &self.store
    }

    /// What the reader did.
    pub fn marks(&self) -> &Marks {
        &self.marks
    }

    /// Whether something that was done is on its way to the disk.
    pub fn is_saving(&self) -> bool {
        self.status.saving == Saving::Pending
    }

    /// The addresses that cells of the frame lead to, by their number (see [`link`]).
    pub fn links(&self) -> impl Iterator<Item = &str> + Clone {
        self.reader.addresses().take(link::MOST)
    }

    /// Where the highlights stand.
    pub fn located(&self) -> &[Located] {
        self.highlights.items()
    }

    fn paste(&mut self, text: &str) {
        match &mut self.overlay {
            Some(overlay) => overlay.paste(text),
            None => return,
        }
        self.overlay_changed();
    }

    /// The scopes in which keys are looked up now, the innermost first.
    fn scopes(&self) -> &'static [Scope] {
        match self.focus {
            Focus::Digests | Focus::List => &[Scope::List, Scope::Moving, Scope::Everywhere],
            Focus::Reader if self.reader.is_selecting() => &[Scope::Selection, Scope::Moving, Scope::Everywhere],
            Focus::Reader => &[Scope::Reader, Scope::Moving, Scope::Everywhere],
            Focus::Highlights => &[Scope::Highlights, Scope::Moving, Scope::Everywhere],
        }
    }

    /// Fills the list again.
    fn refresh(&mut self) {
        self.list.fill(&self.store, &self.tally, self.view);
    }

    fn refresh_highlights(&mut self) {
        self.show_highlights(locate(&self.store, &self.marks));
    }

    fn show_highlights(&mut self, located: Vec<Located>) {
        self.highlights.fill(located);
        self.highlight_index = None;
        self.mark_reader();
        // What it found are places in the list of before.
        if let Some(Overlay::Search(search)) = &mut self.overlay
            && search.subject() == Subject::Highlights
        {
            search.forget();
            self.overlay_changed();
        }
    }

    /// Tells every pane its size, and the preview its article.
    fn fit(&mut self) {
        // What is marked or selected is so in the pane that has the keys.
        if self.focus != Focus::List {
            self.list.end_range();
        }
        self.settle_resuming();
        if self.focus != Focus::Reader {
            self.reader.end_selection();
        }
        let areas = self.areas();
        let list = areas.list.unwrap_or_default();
        self.list.fit(usize::from(list.height));
        if self.focus == Focus::Highlights {
            self.highlights.fit(usize::from(list.width), usize::from(list.height));
        }
        self.digests.fit(self.store.digests().len(), usize::from(areas.digests.unwrap_or_default().height));
        if let Some(digest) = self.list.digest().filter(|_| self.focus != Focus::Digests) {
            self.digests.select(digest);
        }
        if let Some(area) = areas.reader {
            if self.focus != Focus::Reader {
                self.preview();
            }
            let column = self.column(area);
            self.reader.fit(usize::from(column.width), usize::from(area.height));
        }
        if let Some(overlay) = &mut self.overlay {
            overlay.fit(overlay::area(self.size));
        }
    }

    fn areas(&self) -> Areas {
        Areas::new(self.size, self.focus)
    }

    /// Ends the program. What is being written is saved first; where saving fails, the reader is asked
    /// by asking for the key once more.
    fn quit(&mut self) {
        self.save_writing();
        self.keep_place();
        self.keep_reading();
        if self.status.saving == Saving::Failed && !self.warned {
            self.warned = true;
            let key = self.keymap.key_of(Action::Quit);
            return self.status.say(format!(
                "What you did last cannot be saved; {key} again leaves, and keeps it in a file elsewhere."
            ));
        }
        self.effects.push(Effect::Quit);
    }

    fn suspend(&mut self) {
        self.save_writing();
        self.keep_place();
        self.keep_reading();
        self.effects.push(Effect::Suspend);
    }
}
