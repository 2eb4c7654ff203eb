//! What lies over the panes and takes the keys: search, palette, contents, an editor, link letters.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;

use super::App;
use super::effect::Effect;
use super::layout::Focus;
use super::panes::colours::{Colours, Picked};
use super::panes::contents::Contents;
use super::panes::editor::{Editor, Written};
use super::panes::input::Input;
use super::panes::palette::{Chosen, Palette};
use super::panes::search::{Search, Subject};

/// What lies over the panes.
pub(super) enum Overlay {
    Palette(Palette),
    Search(Box<Search>),
    Within(Input),
    Contents(Contents),
    Editor(Editor),
    Colours(Colours),
    Links(String),
}

/// Where an overlay that is a list stands: the whole screen but the lines at the top and bottom.
pub(super) fn area(size: Rect) -> Rect {
    super::layout::Areas::new(size, Focus::Reader).reader.unwrap_or_default()
}

impl Overlay {
    /// Whether it speaks of the text that is read.
    pub(super) fn needs_the_reader(&self) -> bool {
        match self {
            Overlay::Within(_) | Overlay::Contents(_) | Overlay::Links(_) => true,
            Overlay::Palette(_) | Overlay::Search(_) | Overlay::Editor(_) | Overlay::Colours(_) => false,
        }
    }

    /// Takes pasted text.
    pub(super) fn paste(&mut self, text: &str) {
        match self {
            Overlay::Palette(palette) => palette.paste(text),
            Overlay::Search(search) => search.paste(text),
            Overlay::Within(input) => input.paste(text),
            Overlay::Editor(editor) => editor.paste(text),
            Overlay::Contents(_) | Overlay::Colours(_) | Overlay::Links(_) => {}
        }
    }

    /// Whether this key means something together with Alt: where text is typed, what the field knows.
    pub(super) fn takes_alt(&self, code: KeyCode) -> bool {
        match self {
            Overlay::Palette(_) | Overlay::Search(_) | Overlay::Within(_) => Input::takes_alt(code),
            Overlay::Editor(_) => code == KeyCode::Enter || Input::takes_alt(code),
            Overlay::Contents(_) | Overlay::Colours(_) | Overlay::Links(_) => false,
        }
    }

    /// Tells the size of the screen.
    pub(super) fn fit(&mut self, area: Rect) {
        let height = usize::from(area.height);
        match self {
            Overlay::Palette(palette) => palette.fit(area),
            Overlay::Search(search) => search.fit(area),
            Overlay::Contents(contents) => contents.fit(height),
            Overlay::Within(_) | Overlay::Editor(_) | Overlay::Colours(_) | Overlay::Links(_) => {}
        }
    }
}

impl App {
    /// Gives a key to what lies over the panes.
    pub(super) fn overlay_key(&mut self, key: KeyEvent) {
        match key.code {
            KeyCode::Char('z') if key.modifiers.contains(KeyModifiers::CONTROL) => return self.suspend(),
            KeyCode::Char('c') if key.modifiers.contains(KeyModifiers::CONTROL) => return self.quit(),
            _ => {}
        }
        let Some(overlay) = self.overlay.take() else { return };
        match overlay {
            Overlay::Palette(palette) => self.palette_key(palette, key),
            Overlay::Search(search) => self.search_key(search, key),
            Overlay::Within(input) => self.within_key(input, key),
            Overlay::Contents(contents) => self.contents_key(contents, key),
            Overlay::Editor(editor) => self.editor_key(editor, key),
            Overlay::Colours(colours) => self.colours_key(colours, key),
            Overlay::Links(typed) => self.link_key(typed, key),
        }
    }

    fn palette_key(&mut self, mut palette: Palette, key: KeyEvent) {
        match palette.key(key) {
            Chosen::Open => self.overlay = Some(Overlay::Palette(palette)),
            Chosen::Closed => {}
            Chosen::Search(name) => self.search_for(Subject::Articles, &format!("{name} ")),
            Chosen::Run(action) if self.is_valid_here(action) => self.run(action, None),
            Chosen::Run(action) => {
                self.status.say(super::action::elsewhere(action));
            }
        }
    }

    /// Whether a command can be run where the keys are now.
    pub(super) fn is_valid_here(&self, action: super::action::Action) -> bool {
        super::action::of(action)
            .is_some_and(|command| command.scopes.iter().any(|scope| self.scopes().contains(scope)))
    }

    fn within_key(&mut self, mut input: Input, key: KeyEvent) {
        match key.code {
            KeyCode::Esc => self.reader.set_hits(Vec::new()),
            KeyCode::Enter if self.reader.has_hits() => self.say_hit(),
            KeyCode::Enter if input.text().trim().is_empty() => {}
            KeyCode::Enter => {
                let typed = input.text();
                let quoted = if typed.contains('"') { typed } else { format!("“{typed}”") };
                self.status.say(format!("{quoted} is not in this article."));
            }
            _ => {
                input.key(key);
                self.overlay = Some(Overlay::Within(input));
                self.overlay_changed();
            }
        }
    }

    pub(super) fn say_hit(&mut self) {
        if let Some((number, count)) = self.reader.hit() {
            let key = self.keymap.key_of(super::action::Action::Next);
            self.status.say(format!("Hit {number} of {count} · {key} goes to the next"));
        }
    }

    /// What was typed, or what is searched, changed: the search follows.
    pub(super) fn overlay_changed(&mut self) {
        if let Some(Overlay::Search(mut search)) = self.overlay.take_if(|overlay| matches!(overlay, Overlay::Search(_)))
        {
            self.find(&mut search);
            self.overlay = Some(Overlay::Search(search));
            self.go_on_typing();
        }
        if let Some(Overlay::Within(input)) = &self.overlay {
            self.reader.search(&input.text());
        }
    }

    fn contents_key(&mut self, mut contents: Contents, key: KeyEvent) {
        match key.code {
            KeyCode::Esc | KeyCode::Char('q' | 'O') => return,
            KeyCode::Enter | KeyCode::Char('l') => {
                if let Some(at) = contents.selected() {
                    self.reader.go_to(at);
                }
                return;
            }
            KeyCode::Down | KeyCode::Char('j') => contents.step(1),
            KeyCode::Up | KeyCode::Char('k') => contents.step(-1),
            KeyCode::PageDown | KeyCode::Char(' ') => contents.step(contents.page()),
            KeyCode::PageUp | KeyCode::Char('b') => contents.step(-contents.page()),
            KeyCode::Home | KeyCode::Char('g') => contents.step(isize::MIN),
            KeyCode::End | KeyCode::Char('G') => contents.step(isize::MAX),
            _ => {}
        }
        self.overlay = Some(Overlay::Contents(contents));
    }

    fn editor_key(&mut self, mut editor: Editor, key: KeyEvent) {
        match editor.key(key) {
            Written::Open => self.overlay = Some(Overlay::Editor(editor)),
            Written::Left => self.keep_draft(editor),
            Written::Done(text) => self.written_in(editor, &text),
        }
    }

    fn colours_key(&mut self, mut colours: Colours, key: KeyEvent) {
        match colours.key(key) {
            Picked::Open => self.overlay = Some(Overlay::Colours(colours)),
            Picked::Left => {}
            Picked::Colour(colour) => self.coloured(colours.id, colour),
        }
    }

    /// Saves `text` as what was written in the editor that is open.
    pub(super) fn answer(&mut self, text: &str) {
        match self.overlay.take() {
            Some(Overlay::Editor(editor)) => self.written_in(editor, text),
            other => self.overlay = other,
        }
    }

    fn link_key(&mut self, mut typed: String, key: KeyEvent) {
        if let KeyCode::Char(letter) = key.code {
            typed.push(letter);
        }
        let begins = |hint: &&super::panes::reader::LinkHint| hint.letters.starts_with(&typed);
        let whole = self.reader.hints().iter().find(|hint| hint.letters == typed).map(|hint| hint.url.clone());
        let goes_on = matches!(key.code, KeyCode::Char(_)) && self.reader.hints().iter().any(|hint| begins(&hint));
        match whole {
            Some(url) => self.effects.push(Effect::Open(url)),
            None if goes_on => return self.overlay = Some(Overlay::Links(typed)),
            None => {}
        }
        self.reader.hide_hints();
    }

    /// Shows every key.
    pub(super) fn show_help(&mut self) {
        self.overlay = Some(Overlay::Palette(Palette::help(&self.keymap)));
    }

    /// Shows every command.
    pub(super) fn show_palette(&mut self) {
        self.overlay = Some(Overlay::Palette(Palette::commands(&self.keymap, &self.settings.searches)));
    }

    /// Shows the contents of the article that is read.
    pub(super) fn show_contents(&mut self) {
        let here = self.reader.focused().map_or(0, |range| range.start);
        match Contents::new(self.reader.body(), here) {
            Some(contents) => self.overlay = Some(Overlay::Contents(contents)),
            None => self.status.say("This article has no headings."),
        }
    }

    /// Gives letters to the links on the screen.
    pub(super) fn show_links(&mut self) {
        if self.reader.show_hints() {
            self.overlay = Some(Overlay::Links(String::new()));
            self.status.say("Type the letters of a link to follow it; Esc leaves.");
        } else {
            self.status.say("There is no link on the screen.");
        }
    }
}
