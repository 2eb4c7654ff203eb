//! Draws a frame: the panes in their areas, what lies over them, and the lines around.

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::{Clear, Widget};

use super::App;
use super::action::Action;
use super::layout::{Areas, Focus};
use super::overlay::{self, Overlay};
use super::panes::highlights::Grouping;
use super::panes::input::Input;
use super::panes::line::{draw_between, draw_text};
use super::panes::list::{self, Look, View};
use super::panes::reader;
use super::panes::status::{Saving, Top};
use super::panes::summary::{self, Summary};
use crate::model::change::Triage;
use crate::text::duration;
use crate::text::wrap::{columns, wrap};

impl App {
    /// Draws the screen.
    pub fn draw(&self, frame: &mut Frame) {
        let area = frame.area();
        self.render(area, frame.buffer_mut());
    }

    /// Draws the screen into a buffer.
    pub fn render(&self, size: Rect, buffer: &mut Buffer) {
        // A look at every cell for nothing, in most themes.
        if self.theme.text != Style::new() {
            buffer.set_style(size, self.theme.text);
        }
        let areas = Areas::new(size, self.focus);
        self.draw_top(areas.top, buffer);
        match &self.overlay {
            Some(Overlay::Palette(palette)) => palette.draw(&self.theme, overlay::area(size), buffer),
            Some(Overlay::Search(search)) => {
                let item = |index| self.found_item(search.subject(), index);
                search.draw(item, &self.theme, overlay::area(size), buffer);
            }
            Some(Overlay::Contents(contents)) => contents.draw(&self.theme, overlay::area(size), buffer),
            _ => self.draw_panes(&areas, buffer),
        }
        match &self.overlay {
            Some(Overlay::Within(input)) => self.draw_within(input, areas.bottom, buffer),
            Some(Overlay::Colours(colours)) => {
                colours.draw(&self.settings.meanings, &self.theme, overlay::area(size), buffer);
                self.draw_bottom(areas.bottom, buffer);
            }
            Some(Overlay::Editor(editor)) => {
                editor.draw(&self.theme, overlay::area(size), buffer);
                self.draw_bottom(areas.bottom, buffer);
            }
            _ => self.draw_bottom(areas.bottom, buffer),
        }
    }

    /// Draws the search in the text, with how often it stands there.
    fn draw_within(&self, input: &Input, area: Rect, buffer: &mut Buffer) {
        Clear.render(area, buffer);
        let found = match self.reader.hit() {
            Some((number, count)) => format!(" {number} of {count} "),
            None if input.text().trim().is_empty() => String::new(),
            None => " not found ".to_owned(),
        };
        draw_between(" /", self.theme.accent, &found, self.theme.dim, area, buffer);
        let (before, behind) = (2.min(area.width), u16::try_from(columns(&found)).unwrap_or(0));
        let width = area.width - before;
        let width = if area.width >= behind + 8 { width - behind } else { width };
        input.draw(Rect { x: area.x + before, width, ..area }, self.theme.prompt, buffer);
    }

    fn draw_top(&self, area: Rect, buffer: &mut Buffer) {
        let top = Top {
            view: self.view.name(),
            holds: match self.view {
                View::Inbox | View::All => {
                    vec![(self.store.digests().len(), "digest"), (self.tally.all.total, "article")]
                }
                View::Kept | View::Later => vec![(self.list.articles(), "article")],
                View::Highlights => vec![(self.highlights.counts().0, "highlight")],
            },
            more: self.about_highlights(),
            count: self.tally.all,
            progress: (self.focus == Focus::Reader).then(|| self.reader.progress()),
        };
        top.draw(&self.theme, area, buffer);
    }

    /// How the list of highlights is narrowed and grouped, and how many of it are lost.
    fn about_highlights(&self) -> String {
        if self.view != View::Highlights {
            return String::new();
        }
        let lost = Some(self.highlights.counts().1).filter(|lost| *lost > 0).map(|lost| format!(" · {lost} lost"));
        let query = self.highlights.query().map(|query| format!(" · “{query}”"));
        let by = self.highlights.grouping();
        let by = (by != Grouping::default()).then(|| format!(" · by {}", by.name()));
        [lost, query, by].into_iter().flatten().collect()
    }

    fn draw_panes(&self, areas: &Areas, buffer: &mut Buffer) {
        let look = Look {
            store: &self.store,
            marks: &self.marks,
            tally: &self.tally,
            theme: &self.theme,
            words_per_minute: self.settings.words_per_minute,
        };
        if let Some(area) = areas.digests {
            self.digests.draw(&look, self.focus == Focus::Digests, area, buffer);
            self.draw_rule(area, areas.list.is_some(), buffer);
        }
        if let Some(area) = areas.list {
            match self.focus {
                Focus::Highlights => self.highlights.draw(&self.theme, true, area, buffer),
                focus => self.list.draw(&look, focus == Focus::List, area, buffer),
            }
            self.draw_emptiness(area, buffer);
            self.draw_end(areas, area, buffer);
            self.draw_rule(area, areas.reader.is_some(), buffer);
        }
        if let Some(area) = areas.reader {
            let column = self.column(area);
            match self.reader.article() {
                Some(_) => self.reader.draw(&self.theme, self.focus == Focus::Reader, area, column, buffer),
                None => self.draw_summary(column, buffer),
            }
        }
    }

    /// Where there is no preview, the summary of a finished week stands below the list.
    fn draw_end(&self, areas: &Areas, area: Rect, buffer: &mut Buffer) {
        let below = u16::try_from(self.list.len() + 1).unwrap_or(u16::MAX);
        let is_end = self.focus == Focus::List && self.view == View::Inbox && self.tally.all.is_done();
        if is_end && areas.reader.is_none() && below < area.height {
            let inside = Rect { y: area.y + below, height: area.height - below, ..area };
            self.draw_summary(reader::column(inside, usize::from(inside.width), false), buffer);
        }
    }

    /// What came of all when all is decided, else of the digest at hand, where no article is selected.
    fn draw_summary(&self, area: Rect, buffer: &mut Buffer) {
        let is_end = self.tally.all.is_done() && self.tally.all.total > 0;
        let here = self.list.digest().and_then(|at| self.store.digests().get(at).zip(self.tally.digests.get(at)));
        let (title, count, articles) = match here {
            _ if is_end => ("All is decided.", self.tally.all, 0..self.store.article_count()),
            Some((digest, count)) => (digest.title.as_str(), *count, digest.articles.clone()),
            None => return,
        };
        let kept = articles.filter(|index| self.tally.triage(*index) == Triage::Kept);
        let next = if is_end { self.next_steps() } else { Vec::new() };
        let kept = kept.take(area.height.into()).filter_map(|index| self.summary_line(index)).collect();
        Summary { title, count, next, kept }.draw(&self.theme, area, buffer);
    }

    fn summary_line(&self, index: usize) -> Option<summary::Line> {
        let article = self.store.article(index)?;
        let known = self.marks.article(&self.store, article);
        Some(summary::Line {
            sign: list::sign(known, &self.theme),
            title: known.title_of(article).into_owned(),
            minutes: duration::tight(article.minutes(self.settings.words_per_minute)),
        })
    }

    /// What can be done at the end: only that for which there is something.
    fn next_steps(&self) -> Vec<(String, &'static str)> {
        let has_highlights = !self.highlights.items().is_empty();
        let is_saved = self.status.saving != Saving::Failed;
        let steps = [
            (Action::ViewKept, self.tally.all.kept > 0, "read what was kept"),
            (Action::ViewLater, self.tally.all.later > 0, "decide about what was put off"),
            (Action::ViewHighlights, has_highlights, "look at the highlights"),
            (Action::Export, has_highlights, "export them to Markdown"),
            (Action::Back, true, if is_saved { "leave; all is saved" } else { "leave" }),
        ];
        let there_is = steps.into_iter().filter(|(_, there_is, _)| *there_is);
        there_is.map(|(action, _, words)| (self.keymap.key_of(action), words)).collect()
    }

    /// A line to the right of a pane that has a neighbour there.
    fn draw_rule(&self, area: Rect, has_neighbour: bool, buffer: &mut Buffer) {
        if has_neighbour {
            for y in area.y..area.bottom() {
                buffer.set_stringn(area.right(), y, "│", 1, self.theme.rule);
            }
        }
    }

    /// Says why a list is empty, and what to do.
    fn draw_emptiness(&self, area: Rect, buffer: &mut Buffer) {
        let empty =
            if self.focus == Focus::Highlights { self.highlights.position().1 == 0 } else { self.list.is_empty() };
        if !empty || area.height == 0 {
            return;
        }
        let key = |action| self.keymap.key_of(action);
        let words = match self.view {
            _ if self.loading => "Reading the sources…".to_owned(),
            View::Highlights if self.highlights.query().is_some() => {
                format!("Nothing of what was found is left; {} lists all.", key(Action::Close))
            }
            View::Highlights => {
                format!("Nothing is highlighted yet; {} does it in the reading view.", key(Action::Highlight))
            }
            View::Kept => format!("Nothing is kept yet; {} keeps an article.", key(Action::Keep)),
            View::Later => format!("Nothing is put off; {} puts an article off.", key(Action::Later)),
            View::Inbox | View::All => {
                "There is nothing to read: give veille files or folders, `veille FILE…`.".to_owned()
            }
        };
        let room = Rect { x: area.x + 2.min(area.width), width: area.width.saturating_sub(4), ..area };
        for (y, line) in (area.y + 1.min(area.height - 1)..area.bottom()).zip(wrap(&words, usize::from(room.width))) {
            let line = words.get(line).unwrap_or_default().trim_end();
            draw_text(line, self.theme.dim, Rect { y, height: 1, ..room }, buffer);
        }
    }

    /// Draws the line at the bottom; a message that is longer takes as many rows above as it needs.
    fn draw_bottom(&self, area: Rect, buffer: &mut Buffer) {
        let waiting = self.attaching_words();
        let hints = self.hints(waiting.as_deref());
        // Where there is no room for the line, a message still covers what is there; hints do not.
        if area.is_empty() && !self.status.speaks() {
            return;
        }
        let is_covering = area.is_empty() || self.status.rows(area.width) > 1;
        let rows = self.status.rows(area.width).min(area.y.saturating_add(1));
        let area = Rect { y: area.bottom().saturating_sub(rows), height: rows.min(area.bottom()), ..area };
        if is_covering {
            Clear.render(area.intersection(buffer.area), buffer);
            buffer.set_style(area, self.theme.text);
        }
        self.status.draw_bottom(&hints, &self.theme, area, buffer);
    }
}
