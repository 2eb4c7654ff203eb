//! What is said of highlights: notes, tags, colours; deleting them, and their list.

use std::collections::BTreeSet;

use super::App;
use super::action::Action;
use super::layout::Focus;
use super::overlay::Overlay;
use super::panes::colours::Colours;
use super::panes::editor::{Editor, Purpose};
use crate::model::article::ArticleId;
use crate::model::change::{Change, Step};
use crate::model::highlight::{Colour, Highlight, HighlightId};
use crate::text::message::capital;
use crate::text::scrub::{scrub, scrub_line};

impl App {
    /// The highlight at hand: the selected one in the list, or the one under the focus.
    pub(super) fn highlight_at_hand(&self) -> Option<Highlight> {
        let id = match self.focus {
            Focus::Highlights => self.highlights.selected()?.highlight.id.clone(),
            Focus::Reader => self.reader.marked_here()?.id.clone(),
            Focus::Digests | Focus::List => return None,
        };
        self.marks.highlight(&id)
    }

    /// The highlight at hand; in the reading view, the focus is highlighted first where there is none.
    fn highlight_made(&mut self) -> Option<Highlight> {
        if let Some(found) = self.highlight_at_hand() {
            return Some(found);
        }
        let range = self.reader.focused().filter(|_| self.focus == Focus::Reader)?;
        let id = self.save(range)?;
        self.marks.highlight(&id)
    }

    /// Opens the note of the highlight at hand.
    pub(super) fn edit_note(&mut self) {
        match self.highlight_made() {
            Some(highlight) => self.write_on(Purpose::Note(highlight.id)),
            None => self.say_no_highlight(),
        }
    }

    /// Opens the tags of the highlight at hand.
    pub(super) fn edit_tags(&mut self) {
        match self.highlight_made() {
            Some(highlight) => self.write_on(Purpose::Tags(highlight.id)),
            None => self.say_no_highlight(),
        }
    }

    /// Opens the title of the article at hand.
    pub(super) fn edit_title(&mut self) {
        match self.article_at_hand().and_then(|index| self.store.article(index)) {
            Some(article) => self.write_on(Purpose::Title(article.id)),
            None => self.status.say("There is no article here to give a title."),
        }
    }

    /// Opens the editor on what was typed and not saved, else on what is saved.
    fn write_on(&mut self, purpose: Purpose) {
        let left = self.drafts.remove(&purpose);
        let editor = left.unwrap_or_else(|| {
            let saved = self.written_before(&purpose);
            Editor::new(purpose, saved)
        });
        self.overlay = Some(Overlay::Editor(editor));
    }

    /// What is saved, as the editor shows it.
    fn written_before(&self, purpose: &Purpose) -> String {
        let highlight = |id| self.marks.highlight(id);
        match purpose {
            Purpose::Note(id) => highlight(id).map(|highlight| highlight.note).unwrap_or_default(),
            Purpose::Tags(id) => {
                let tags: Vec<String> = highlight(id).into_iter().flat_map(|highlight| highlight.tags).collect();
                if tags.is_empty() { String::new() } else { format!("{} ", tags.join(" ")) }
            }
            Purpose::Title(id) => {
                let article = self.store.find(*id).and_then(|index| self.store.article(index));
                article
                    .map(|article| self.marks.article(&self.store, article).title_of(article).into_owned())
                    .unwrap_or_default()
            }
        }
    }

    /// Saves what was typed in an editor, and says so where another session came between: a highlight that
    /// was deleted comes back with it, and what was written there can be brought back.
    pub(super) fn written_in(&mut self, editor: Editor, text: &str) {
        let Editor { purpose, saved, .. } = editor;
        if text == saved {
            return;
        }
        if let Some(id) = purpose.highlight().filter(|id| self.marks.is_deleted(id)).cloned() {
            return self.bring_back(typed_about(&purpose, text), id);
        }
        let (has_changed, recorded) = (self.written_before(&purpose) != saved, self.recorded);
        self.written(purpose, text);
        if has_changed && self.recorded > recorded {
            let undo = self.keymap.key_of(Action::Undo);
            self.status.say(format!("Saved; it had changed meanwhile · {undo} brings that back"));
        }
    }

    /// Undeletes a highlight together with what was said of it.
    fn bring_back(&mut self, said: Option<Change>, id: HighlightId) {
        let changes = [Change::Delete { id, to: false }].into_iter().chain(said).collect();
        self.record(Step::Do, "brought back a highlight", changes);
        let undo = self.keymap.key_of(Action::Undo);
        self.status.say(format!("The highlight, deleted meanwhile, is back with this · {undo} takes it back"));
    }

    /// Saves what was typed.
    fn written(&mut self, purpose: Purpose, text: &str) {
        match purpose {
            Purpose::Note(id) => {
                let to = note(text);
                let same = self.marks.highlight(&id).is_some_and(|highlight| highlight.note == to);
                self.record_unless(same, "wrote a note", Change::Note { id, to });
            }
            Purpose::Tags(id) => {
                let to = tags(text);
                let same = self.marks.highlight(&id).is_some_and(|highlight| highlight.tags == to);
                self.record_unless(same, "set tags", Change::Tags { id, to });
            }
            Purpose::Title(id) => self.retitle(id, text),
        }
    }

    fn retitle(&mut self, id: ArticleId, text: &str) {
        let Some(index) = self.store.find(id) else { return self.status.say("The article is not there any more.") };
        let Some(article) = self.store.article(index) else { return };
        let title = scrub_line(text).into_owned();
        let is_as_shown = title == self.written_before(&Purpose::Title(id));
        let to = if title == *article.title || title == article.shown_title() { String::new() } else { title };
        let same = is_as_shown || self.marks.article(&self.store, article).title().unwrap_or_default() == to;
        let change = Change::Title { article: article.id, lead: article.lead, to };
        self.record_unless(same, "gave a title", change);
    }

    fn record_unless(&mut self, same: bool, what: &str, change: Change) {
        if !same {
            self.record(Step::Do, what, vec![change]);
            let undo = self.keymap.key_of(Action::Undo);
            self.status.say(format!("{} · {undo} takes it back", capital(what)));
        }
    }

    /// Keeps what was typed for the next time, where the editor is left without saving.
    pub(super) fn keep_draft(&mut self, editor: Editor) {
        if editor.text() == editor.saved {
            return;
        }
        let (what, action) = match editor.purpose {
            Purpose::Note(_) => ("The note is", Action::Note),
            Purpose::Tags(_) => ("The tags are", Action::Tags),
            Purpose::Title(_) => ("The title is", Action::SetTitle),
        };
        self.drafts.insert(editor.purpose.clone(), editor);
        let key = self.keymap.key_of(action);
        self.status.say(format!("{what} not saved; {key} brings back what was typed."));
    }

    /// Saves what is being written, before the program ends or stops: it can be undone, not typed again. What
    /// was left without saving is not, as was said.
    pub(super) fn save_writing(&mut self) {
        if let Some(Overlay::Editor(editor)) = self.overlay.take() {
            let text = editor.text();
            self.written_in(editor, &text);
        }
    }

    /// Opens the choice of colours for the highlight at hand.
    pub(super) fn choose_colour(&mut self) {
        let Some(highlight) = self.highlight_at_hand() else { return self.say_no_highlight() };
        self.overlay = Some(Overlay::Colours(Colours::new(highlight.id, highlight.colour)));
    }

    /// Gives a highlight a colour.
    pub(super) fn coloured(&mut self, id: HighlightId, to: Colour) {
        if self.marks.is_deleted(&id) {
            return self.bring_back(Some(Change::Colour { id: id.clone(), to }), id);
        }
        let same = self.marks.highlight(&id).is_none_or(|highlight| highlight.colour == to);
        let meaning = Some(self.settings.meanings.of(to)).filter(|meaning| !meaning.is_empty());
        let meaning = meaning.map_or(String::new(), |meaning| format!(" ({meaning})"));
        self.record_unless(same, &format!("coloured {}{meaning}", to.name()), Change::Colour { id, to });
    }

    /// Deletes the highlight at hand.
    pub(super) fn delete_highlight(&mut self) {
        let Some(highlight) = self.highlight_at_hand() else { return self.say_no_highlight() };
        self.record(Step::Do, "deleted a highlight", vec![Change::Delete { id: highlight.id, to: true }]);
        let undo = self.keymap.key_of(Action::Undo);
        self.status.say(format!("Deleted the highlight · {undo} brings it back"));
    }

    /// Goes to the passage of the selected highlight.
    pub(super) fn go_to_passage(&mut self) {
        let Some(located) = self.highlights.selected().cloned() else { return self.say_no_highlight() };
        match located.place {
            Some((article, range)) => self.read_passage(article, range.start),
            None => {
                let attach = self.keymap.key_of(Action::Attach);
                let source = &located.highlight.origin.source;
                self.status
                    .say(format!("Its text is not loaded; it came from {source} · {attach} attaches it by hand"));
            }
        }
    }

    /// Groups the list of highlights by the next thing.
    pub(super) fn regroup(&mut self) {
        let by = self.highlights.regroup().name();
        let key = self.keymap.key_of(Action::Group);
        self.status.say(format!("By {by} · {key} groups by the next"));
    }

    pub(super) fn say_no_highlight(&mut self) {
        let key = self.keymap.key_of(Action::Highlight);
        self.status.say(format!("There is no highlight here; {key} makes one in the reading view."));
    }
}

/// What was typed about a highlight.
fn typed_about(purpose: &Purpose, text: &str) -> Option<Change> {
    match purpose {
        Purpose::Note(id) => Some(Change::Note { id: id.clone(), to: note(text) }),
        Purpose::Tags(id) => Some(Change::Tags { id: id.clone(), to: tags(text) }),
        Purpose::Title(_) => None,
    }
}

/// A note as typed, without what a terminal would take for a command.
fn note(text: &str) -> String {
    scrub(text.trim()).into_owned()
}

/// Tags as typed: words, with or without `#`, separated by white space or commas.
fn tags(text: &str) -> BTreeSet<String> {
    let words = text.split(|letter: char| letter.is_whitespace() || letter == ',');
    let bare = words.map(|word| scrub_line(word.trim_start_matches('#')).into_owned());
    bare.filter(|tag| !tag.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_words_with_or_without_hash() {
        let expected: BTreeSet<String> = ["cloud", "à-lire"].map(str::to_owned).into();
        assert_eq!(tags(" #cloud, à-lire  cloud #"), expected);
    }
}
