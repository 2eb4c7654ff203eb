//! Saving passages, and what is said of them: notes, tags, colours; copying.

use std::collections::BTreeSet;
use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

use super::App;
use super::effect::Effect;
use super::layout::Focus;
use super::overlay::Overlay;
use super::panes::editor::{Editor, Purpose};
use super::panes::list;
use crate::model::article::ArticleId;
use crate::model::change::{Change, Step};
use crate::model::highlight::{Anchor, Highlight, HighlightId, Origin};
use crate::text::scrub::{scrub, scrub_line};

impl App {
    /// Saves the focused paragraph or sentence.
    pub(super) fn highlight_focus(&mut self) {
        if let Some(range) = self.reader.focused() {
            self.save(range);
        }
    }

    /// Saves the selection and leaves it.
    pub(super) fn highlight_selection(&mut self) {
        if let Some(range) = self.reader.selected() {
            self.reader.end_selection();
            self.save(range);
        }
    }

    /// Saves the bytes `range` of the text that is read; gives the highlight's name.
    fn save(&mut self, range: Range<usize>) -> Option<HighlightId> {
        let index = self.reader.article()?;
        if let Some(same) = self.located().iter().find(|located| located.place == Some((index, range.clone()))) {
            let id = same.highlight.id.clone();
            self.status.say("This passage is highlighted already.");
            return Some(id);
        }
        let article = self.store.article(index)?.id;
        let anchor = Anchor::new(article, &self.reader.body().text, range.clone())?;
        let id = self.free_id(&anchor);
        let words = anchor.quote.split_whitespace().count();
        let change = Change::Highlight {
            id: id.clone(),
            anchor: Box::new(anchor),
            origin: Box::new(self.origin(index, &range)?),
            colour: Default::default(),
        };
        let words = if words == 1 { "1 word".to_owned() } else { format!("{words} words") };
        self.record(Step::Do, &format!("highlighted {words}"), vec![change]);
        let note = self.keymap.key_of(super::action::Action::Note);
        self.status.say(format!("Highlighted {words} · {note} adds a note"));
        Some(id)
    }

    /// A name that is not taken: a hash of place, quote and time.
    fn free_id(&self, anchor: &Anchor) -> HighlightId {
        let seeds = (0..u64::from(u16::MAX)).map(|salt| {
            let seed = format!("{} {} {} {} {salt}", anchor.article, anchor.start, anchor.end, self.now);
            HighlightId(format!("{:08x}", xxh3_64(seed.as_bytes()) >> 32))
        });
        let mut free = seeds.filter(|id| !self.marks.knows_highlight(id));
        free.next().unwrap_or(HighlightId("00000000".to_owned()))
    }

    fn origin(&self, index: usize, range: &Range<usize>) -> Option<Origin> {
        let (article, digest, document) =
            (self.store.article(index)?, self.store.digest_of(index)?, self.store.document_of(index)?);
        let body = self.reader.body();
        let seconds = body.seconds_at(range.start).zip(body.seconds_at(range.end.saturating_sub(1)));
        Some(Origin {
            title: list::title(article, self.marks.article(&self.store, article)).to_owned(),
            digest: digest.title.clone(),
            source: document.source().to_owned(),
            date: digest.date.clone().or_else(|| article.date().map(str::to_owned)),
            author: article.author().map(str::to_owned),
            url: article.url().map(str::to_owned),
            line: body.lines_of(range).map(|lines| lines.start + 1),
            seconds,
        })
    }

    /// The highlight at hand: the selected one in the list, or the one under the focus.
    fn highlight_at_hand(&self) -> Option<Highlight> {
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
        let range = self.reader.selected().or_else(|| self.reader.focused()).filter(|_| self.focus == Focus::Reader)?;
        let id = self.save(range)?;
        self.marks.highlight(&id)
    }

    /// Opens the note of the highlight at hand.
    pub(super) fn edit_note(&mut self) {
        let Some(highlight) = self.highlight_made() else { return self.say_no_highlight() };
        let text = self.drafts.remove(&highlight.id).unwrap_or(highlight.note);
        self.overlay = Some(Overlay::Editor(Editor::new(Purpose::Note(highlight.id), &text)));
    }

    /// Opens the tags of the highlight at hand.
    pub(super) fn edit_tags(&mut self) {
        let Some(highlight) = self.highlight_made() else { return self.say_no_highlight() };
        let tags: Vec<String> = highlight.tags.into_iter().collect();
        let text = if tags.is_empty() { String::new() } else { format!("{} ", tags.join(" ")) };
        self.overlay = Some(Overlay::Editor(Editor::new(Purpose::Tags(highlight.id), &text)));
    }

    /// Opens the title of the article at hand.
    pub(super) fn edit_title(&mut self) {
        let Some(index) = self.article_at_hand() else {
            return self.status.say("There is no article here to give a title.");
        };
        let Some(article) = self.store.article(index) else { return };
        let title = list::title(article, self.marks.article(&self.store, article)).to_owned();
        self.overlay = Some(Overlay::Editor(Editor::new(Purpose::Title(article.id), &title)));
    }

    /// Saves what was typed.
    pub(super) fn written(&mut self, purpose: Purpose, text: &str) {
        match purpose {
            Purpose::Note(id) => {
                let to = scrub(text.trim()).into_owned();
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
        let to = if title == *article.title { String::new() } else { title };
        let same = self.marks.article(&self.store, article).title().unwrap_or_default() == to;
        let change = Change::Title { article: article.id, lead: article.lead, to };
        self.record_unless(same, "gave a title", change);
        if self.reader.article() == Some(index) {
            self.reader.set_header(self.header(index));
        }
    }

    fn record_unless(&mut self, same: bool, what: &str, change: Change) {
        if !same {
            self.record(Step::Do, what, vec![change]);
            let undo = self.keymap.key_of(super::action::Action::Undo);
            self.status.say(format!("{} · {undo} takes it back", super::triage::capital(what)));
        }
    }

    /// Keeps what was typed for the next time, where the editor is left without saving.
    pub(super) fn keep_draft(&mut self, editor: &Editor) {
        let Purpose::Note(id) = &editor.purpose else { return };
        let saved = self.marks.highlight(id).map(|highlight| highlight.note).unwrap_or_default();
        if editor.text() != saved {
            self.drafts.insert(id.clone(), editor.text());
            let key = self.keymap.key_of(super::action::Action::Note);
            self.status.say(format!("The note is not saved; {key} brings back what was typed."));
        }
    }

    /// Saves the notes that were begun, before the program ends: they can be undone, not typed again.
    pub(super) fn save_writing(&mut self) {
        if let Some(Overlay::Editor(editor)) = self.overlay.take() {
            self.keep_draft(&editor);
        }
        for (id, note) in std::mem::take(&mut self.drafts) {
            self.written(Purpose::Note(id), &note);
        }
    }

    /// Gives the highlight at hand the next colour.
    pub(super) fn next_colour(&mut self) {
        let Some(highlight) = self.highlight_at_hand() else { return self.say_no_highlight() };
        let to = highlight.colour.next();
        self.record_unless(false, &format!("coloured {}", to.name()), Change::Colour { id: highlight.id, to });
    }

    /// Deletes the highlight at hand.
    pub(super) fn delete_highlight(&mut self) {
        let Some(highlight) = self.highlight_at_hand() else { return self.say_no_highlight() };
        self.record(Step::Do, "deleted a highlight", vec![Change::Delete { id: highlight.id, to: true }]);
        let undo = self.keymap.key_of(super::action::Action::Undo);
        self.status.say(format!("Deleted the highlight · {undo} brings it back"));
    }

    /// Copies the selection, the highlight at hand or the focus to the clipboard.
    pub(super) fn copy(&mut self) {
        let quote = self
            .highlight_at_hand()
            .filter(|_| self.focus == Focus::Highlights)
            .map(|highlight| highlight.anchor.quote);
        let range = self.reader.selected().or_else(|| self.reader.focused());
        let passage = || range.and_then(|range| self.reader.body().text.get(range)).map(str::to_owned);
        let Some(text) = quote.or_else(passage) else { return self.status.say("There is nothing here to copy.") };
        self.reader.end_selection();
        self.effects.push(Effect::Copy { what: "the passage".to_owned(), text });
    }

    /// Goes to the passage of the selected highlight.
    pub(super) fn go_to_passage(&mut self) {
        let Some(located) = self.highlights.selected().cloned() else { return self.say_no_highlight() };
        match located.place {
            Some((article, range)) => {
                self.select_article(article);
                self.view = super::panes::list::View::Highlights;
                self.open(article);
                self.reader.go_to(range.start);
                self.focus = Focus::Reader;
            }
            None => self
                .status
                .say(format!("Its text is not in what is loaded; it came from {}.", located.highlight.origin.source)),
        }
    }

    fn say_no_highlight(&mut self) {
        let key = self.keymap.key_of(super::action::Action::Highlight);
        self.status.say(format!("There is no highlight here; {key} makes one in the reading view."));
    }
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
