//! What is shown: the application's state, the keys that change it, and the frames it draws.
//!
//! [`App::handle`] is the only place where state changes: an event comes in, effects go out as data.
//! [`App::draw`] only looks. `action` is the command table, `keymap` leads from keys to it, and the
//! switchboard ([`App::run`]) has one line for each command. No file, clock or terminal is touched.

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

mod attaching;
mod copying;
mod correcting;
mod draw;
mod highlighting;
mod jumps;
mod moving;
mod overlay;
mod passages;
mod pointing;
mod preview;
mod reading;
mod searching;
mod triage;
mod typed;

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use jiff::tz::TimeZone;
use ratatui::layout::Rect;

use crate::model::change::{Change, Entry, Stamper, Step};
use crate::model::highlight::{HighlightId, Meanings};
use crate::model::located::{Located, locate, locate_again};
use crate::model::marks::Marks;
use crate::model::store::Store;
use crate::model::warning::Warning;
use crate::search::fuzzy::Index;
use crate::search::query::Saved;
use crate::text::scrub::scrub;
use crate::text::typeset::Typography;
use action::{Action, Scope};
use effect::{Effect, Event};
use jumps::Jumps;
use keymap::Keymap;
use layout::{Areas, Focus};
use overlay::Overlay;
use panes::digests::Digests;
use panes::highlights::Highlights;
use panes::list::{List, View};
use panes::reader::{Reader, Selection};
use panes::status::{Saving, Status};
use preview::Pace;
use tally::Tally;
use theme::Theme;
use typed::Typed;
pub use typed::Wait;

/// What the user can set.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The width of the reading column.
    pub column: u16,
    /// For the reading time.
    pub words_per_minute: u32,
    /// Niceties of print.
    pub typography: Typography,
    /// Whether the line at the bottom shows keys.
    pub hints: bool,
    /// Whether the mouse scrolls and clicks.
    pub mouse: bool,
    /// Searches by name.
    pub searches: Saved,
    /// Command name → keys.
    pub keys: HashMap<String, Vec<String>>,
    /// What the colours of highlights mean to the reader.
    pub meanings: Meanings,
    /// Where the reader’s days begin.
    pub time_zone: TimeZone,
}

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
    at_work: bool,
    view: View,
    focus: Focus,
    size: Rect,
    tally: Tally,
    digests: Digests,
    list: List,
    reader: Reader,
    highlights: Highlights,
    overlay: Option<Overlay>,
    /// The articles, made ready for the search.
    index: Option<Arc<Index>>,
    is_preparing: bool,
    /// How many searches there were.
    seeks: u64,
    drafts: HashMap<HighlightId, String>,
    found: Vec<usize>,
    attaching: Option<HighlightId>,
    chrome_shown: bool,
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
            at_work: false,
            view: View::Inbox,
            focus: Focus::List,
            size: Rect::new(0, 0, size.0, size.1),
            tally: Tally::default(),
            digests: Digests::default(),
            list: List::default(),
            reader: Reader::default(),
            highlights,
            overlay: None,
            index: None,
            is_preparing: false,
            seeks: 0,
            drafts: HashMap::new(),
            found: Vec::new(),
            attaching: None,
            chrome_shown: false,
            warned: false,
            status: Status::default(),
            typed: Typed::default(),
            pace: Pace::default(),
            jumps: Jumps::default(),
            recorded: 0,
            effects: Vec::new(),
        };
        app.reader.set_typography(app.settings.typography);
        complaints.into_iter().for_each(|complaint| app.status.complain(complaint));
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
            Event::Arrived(store) => self.load(store, false),
            Event::Loaded(store, warnings) => {
                self.warn(&warnings);
                self.load(store, true);
            }
            Event::Saved(count) => self.saved(count),
            Event::SaveFailed(message) => self.status.failed(message),
            Event::Synced(entries) => entries.iter().for_each(|entry| self.take_in(entry)),
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
            Event::Choose(target) => {
                self.status.next_key();
                self.choose(target);
            }
            Event::Answer(text) => self.answer(&text),
            Event::Done(message) => self.status.say(message),
            Event::Failed(message) => self.status.complain(message),
            Event::Sought { number, hits, is_done } => self.sought(number, hits, is_done),
            Event::Prepared(store, titles, index) => self.prepared(&store, &titles, index),
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
            self.status
                .complain(format!("{} more sources had problems; `veille articles` names them all.", more.len()));
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

    /// The switchboard: what each command does, with the number that was typed before it.
    fn perform(&mut self, action: Action, count: Option<usize>) {
        use crate::model::change::Triage;
        let n = count.map_or(1, |count| isize::try_from(count).unwrap_or(isize::MAX));
        match action {
            Action::Read => self.read(),
            Action::Keep => self.decide(Triage::Kept, n),
            Action::Skip => self.decide(Triage::Skipped, n),
            Action::Later => self.decide(Triage::Later, n),
            Action::SkipRest => self.skip_rest(),
            Action::PageArticle => self.page_article(n),
            Action::Range => self.toggle_range(),
            Action::SetTitle => self.edit_title(),
            Action::Merge => self.merge(),
            Action::Fold => self.fold(),
            Action::NextParagraph => self.focus_paragraph(n),
            Action::PrevParagraph => self.focus_paragraph(-n),
            Action::NextSentence => self.focus_sentence(n),
            Action::PrevSentence => self.focus_sentence(-n),
            Action::Highlight => self.highlight_focus(),
            Action::Select => self.select(),
            Action::Note => self.edit_note(),
            Action::Tags => self.edit_tags(),
            Action::Colour => self.choose_colour(),
            Action::Delete => self.delete_highlight(),
            Action::Join => self.join_highlights(),
            Action::Copy => self.copy(),
            Action::CopyMarkdown => self.copy_markdown(),
            Action::FollowLink => self.show_links(),
            Action::OpenInBrowser => self.open_in_browser(),
            Action::Contents => self.show_contents(),
            Action::Split => self.split(),
            Action::ToggleChrome => self.toggle_chrome(),
            Action::ShowChrome => self.show_chrome(),
            Action::Narrower => self.change_column(-n),
            Action::Wider => self.change_column(n),
            Action::Hyphenation => self.change_typography("Hyphenation", |now| &mut now.hyphenation),
            Action::Justification => self.change_typography("Justification", |now| &mut now.justification),
            Action::NarrowSpaces => self.change_typography("Narrow spaces", |now| &mut now.narrow_spaces),
            Action::ToList => self.leave_reader(),
            Action::NextWord => self.extend(n, Selection::by_word),
            Action::PrevWord => self.extend(-n, Selection::by_word),
            Action::NextLetter => self.extend(n, Selection::by_character),
            Action::PrevLetter => self.extend(-n, Selection::by_character),
            Action::SwapEnds => self.reader.extend(|selection, _, _| selection.swap_ends()),
            Action::SaveSelection => self.highlight_selection(),
            Action::GoToPassage => self.go_to_passage(),
            Action::Group => self.regroup(),
            Action::Attach => self.attach(),
            Action::Down => self.step(n),
            Action::Up => self.step(-n),
            Action::First => self.go_to_end(false, count),
            Action::Last => self.go_to_end(true, count),
            Action::HalfDown => self.half_page(n),
            Action::HalfUp => self.half_page(-n),
            Action::PageDown => self.page(n),
            Action::PageUp => self.page(-n),
            Action::JumpBack => self.travel(-n),
            Action::JumpForward => self.travel(n),
            Action::Help => self.show_help(),
            Action::Palette => self.show_palette(),
            Action::Search => self.show_search(),
            Action::Next => self.next(n),
            Action::Previous => self.next(-n),
            Action::Undo => self.undo(n),
            Action::Redo => self.redo(n),
            Action::NextPane => self.next_pane(1),
            Action::PrevPane => self.next_pane(-1),
            Action::ViewInbox => self.show_view(View::Inbox),
            Action::ViewKept => self.show_view(View::Kept),
            Action::ViewLater => self.show_view(View::Later),
            Action::ViewHighlights => self.show_view(View::Highlights),
            Action::ViewAll => self.show_view(View::All),
            Action::Export => self.effects.push(Effect::Export),
            Action::Reload => self.effects.push(Effect::Reload),
            Action::Mouse => self.toggle_mouse(),
            Action::Hints => self.toggle_hints(),
            Action::Close => self.close(),
            Action::Back => self.back(),
            Action::Quit => self.quit(),
            Action::Suspend => self.suspend(),
        }
    }

    /// Takes what was read or cut anew; `is_all` unless more comes.
    fn load(&mut self, store: Arc<Store>, is_all: bool) {
        let is_first = std::mem::replace(&mut self.loading, !is_all);
        if is_first && store.continues(&self.store) {
            self.grow(store);
        } else {
            self.exchange(store);
        }
    }

    /// Takes what was read for the first time, or more of it: all that speaks of articles still holds.
    fn grow(&mut self, store: Arc<Store>) {
        self.store = store;
        self.tally = Tally::new(&self.store, &self.marks, self.settings.words_per_minute);
        (self.index, self.is_preparing) = (None, false);
        if let Some(Overlay::Search(search)) = &mut self.overlay {
            search.forget();
        }
        self.refresh();
        // Highlights are looked for once: those of texts that are still to come would be looked for in all.
        if !self.loading {
            self.refresh_highlights();
        }
        // Whoever has pressed a key is not to be moved.
        if !self.at_work {
            self.select_where_we_were();
        }
    }

    /// Takes another store for that of before; the reader stays on the text that was at hand.
    fn exchange(&mut self, store: Arc<Store>) {
        self.keep_place();
        let here = self.position();
        self.store = store;
        // What was found and listed speaks of the articles of before.
        self.found.clear();
        self.list.end_range();
        self.overlay = self.overlay.take().filter(Overlay::outlives_the_store);
        self.reader.clear();
        self.tally = Tally::new(&self.store, &self.marks, self.settings.words_per_minute);
        (self.index, self.is_preparing) = (None, false);
        self.refresh_highlights();
        self.refresh();
        let same = here.as_ref().and_then(|here| self.article_at(here));
        match (same, here) {
            (Some(article), Some(here)) => {
                self.select_article(article);
                if self.focus == Focus::Reader {
                    self.open(article);
                    self.reader.focus_line(here.line);
                }
            }
            _ => self.focus = if self.focus == Focus::Reader { Focus::List } else { self.focus },
        }
        if matches!(self.overlay, Some(Overlay::Search(_))) {
            self.overlay_changed();
        }
    }

    /// Applies changes, as one step of the reader, and has them written.
    fn record(&mut self, step: Step, what: &str, changes: Vec<Change>) {
        if changes.is_empty() && matches!(step, Step::Do | Step::Silent) {
            return;
        }
        let about: BTreeSet<usize> =
            changes.iter().filter_map(Change::article).filter_map(|id| self.store.find(id)).collect();
        let articles = about.into_iter().filter_map(|index| self.store.article(index));
        let adopted: Vec<Change> = articles.flat_map(|article| self.marks.adoption(&self.store, article)).collect();
        if !adopted.is_empty() {
            self.write(Step::Silent, "", adopted);
        }
        self.write(step, what, changes);
    }

    /// Applies an entry and has it written.
    fn write(&mut self, step: Step, what: &str, changes: Vec<Change>) {
        let stamp = self.stamper.stamp(self.now, self.marks.latest());
        let entry = Entry { stamp, step, what: what.to_owned(), changes };
        self.effects.push(Effect::Record(entry.clone()));
        self.recorded += 1;
        if self.status.saving != Saving::Failed {
            self.status.saving = Saving::Pending;
        }
        self.take_in(&entry);
    }

    /// Applies an entry, of this session or another, and brings what is shown up to date.
    fn take_in(&mut self, entry: &Entry) {
        self.marks.apply(entry);
        self.tally.update(&self.store, &self.marks, &entry.changes);
        self.list.update(&self.store, &self.tally, self.view);
        if entry.changes.iter().any(|change| matches!(change, Change::Title { .. })) {
            self.index = None;
        }
        let changed: BTreeSet<HighlightId> = entry.changes.iter().filter_map(Change::highlight).cloned().collect();
        let corrected: BTreeSet<String> =
            entry.changes.iter().filter_map(Change::corrected_source).map(str::to_owned).collect();
        if !corrected.is_empty() {
            self.effects.push(Effect::CutAgain(corrected));
        }
        if !changed.is_empty() {
            let located = self.located().to_vec();
            self.show_highlights(locate_again(located, &changed, &self.store, &self.marks));
        }
    }

    fn saved(&mut self, count: u64) {
        if count >= self.recorded {
            self.status.saved();
            self.warned = false;
        }
    }

    fn undo(&mut self, times: isize) {
        self.several(times, "There is nothing to undo.", |app| {
            let found = app.marks.undo().map(|(step, changes, what)| (step, changes, what.to_owned()));
            app.again(found, "Undone")
        });
    }

    fn redo(&mut self, times: isize) {
        self.several(times, "There is nothing to redo.", |app| {
            let found = app.marks.redo().map(|(step, changes, what)| (step, changes, what.to_owned()));
            app.again(found, "Done again")
        });
    }

    /// Goes through the past step by step, as long as there is something; each is a change of its own.
    fn several(&mut self, times: isize, nothing: &str, step: impl Fn(&mut App) -> bool) {
        // More than that at once is a slip of the fingers, and the past goes back for years.
        const MOST: isize = 100;
        let done = (0..times.min(MOST)).take_while(|_| step(self)).count();
        match (done, self.status.notice()) {
            (0, _) => self.status.say(nothing),
            (1, _) | (_, None) => {}
            (_, Some(last)) => {
                let last = last.to_owned();
                self.status.say(format!("{done} steps. {last}"));
            }
        }
    }

    fn again(&mut self, found: Option<(Step, Vec<Change>, String)>, did: &str) -> bool {
        let Some((step, changes, what)) = found else { return false };
        let article = changes.iter().filter_map(Change::article).filter_map(|id| self.store.find(id)).min();
        self.keep_place();
        self.record(step, &what, changes);
        if let Some(article) = article.filter(|_| self.focus != Focus::Highlights) {
            self.select_article(article);
            if self.focus == Focus::Reader && self.reader.article() != Some(article) {
                self.open(article);
            }
        }
        self.status.say(format!("{did}: {what}."));
        true
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
        self.mark_reader();
    }

    /// Tells every pane its size, and the preview its article.
    fn fit(&mut self) {
        if self.focus != Focus::List {
            self.list.end_range();
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
        self.effects.push(Effect::Suspend);
    }
}
