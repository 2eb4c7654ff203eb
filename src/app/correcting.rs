//! Correcting the cutting: articles merged and split, paragraphs made chrome.
//!
//! A correction is a change like any other, so it is undone like any other; the documents it speaks
//! of are cut anew afterwards.

use super::App;
use super::layout::Focus;
use crate::model::body::BlockKind;
use crate::model::change::{Change, Step};
use crate::model::correction::{Correction, LineKey};
use crate::model::document::Document;
use crate::text::message::capital;

impl App {
    /// Merges the article at hand with the one before it.
    pub(super) fn merge(&mut self) {
        let Some(index) = self.article_at_hand() else { return self.status.say("There is no article here to merge.") };
        let first = self.store.digest_of(index).is_some_and(|digest| digest.articles.start == index);
        if first {
            return self.status.say("This is the first article of its digest; there is none before it to merge with.");
        }
        let line = self.store.article(index).map(|article| article.lines.start());
        let before = index.checked_sub(1).and_then(|before| self.store.article(before));
        let as_first = before.map_or("", |before| super::triage::verb(self.marks.triage(&self.store, before)));
        if !self.correct_cut(index, line, Correction::Merge, "merged two articles") {
            return self.status.say("Its first line repeats here, with all around; it cannot be merged.");
        }
        let undo = self.keymap.key_of(super::action::Action::Undo);
        self.status.say(format!("Merged two articles; they are {as_first}, as the first was · {undo} takes it back"));
    }

    /// Splits the article that is read at the focused paragraph.
    pub(super) fn split(&mut self) {
        let Some((index, lines)) = self.reader.article().zip(self.reader.focused_lines()) else { return };
        let text = self.reader.body().blocks.iter().find(|block| !matches!(block.kind, BlockKind::Heading(_)));
        let first = text.map_or(lines.start, |block| block.lines.start);
        let begins = self.store.article(index).is_none_or(|article| article.lines.start().max(first) >= lines.start);
        if begins {
            return self.status.say("The article begins here already; focus the paragraph where the next one begins.");
        }
        if !self.correct_cut(index, Some(lines.start), Correction::Split, "split an article") {
            self.status.say("This repeats here, with all around; split at a paragraph that differs.");
        }
    }

    /// Corrects what begins at a line; false, and nothing is recorded, where its name is that of others too.
    fn correct_cut(&mut self, index: usize, line: Option<usize>, to: Correction, what: &str) -> bool {
        let Some(document) = self.store.document_of(index) else { return false };
        let Some(line) = line.and_then(|line| LineKey::of_only(document, line)) else { return false };
        let source = document.source().to_owned();
        self.keep_place();
        self.record(Step::Do, what, vec![Change::Cut { line, source, to: Some(to) }]);
        self.say_corrected(what);
        true
    }

    /// Makes the focused paragraph chrome, or chrome that is shown part of the text again.
    pub(super) fn toggle_chrome(&mut self) {
        let Some((index, lines)) = self.reader.article().zip(self.reader.focused_lines()) else { return };
        let (to, what) = match self.reader.focuses_left_out() {
            true => (Correction::Content, "took a paragraph into the text"),
            false => (Correction::Chrome, "made a paragraph chrome"),
        };
        let Some(document) = self.store.document_of(index) else { return };
        let filled = lines.filter(|line| !document.line(*line).trim().is_empty());
        let Some(changes) = filled.map(|line| role(document, line, to)).collect::<Option<Vec<Change>>>() else {
            return self.status.say("This repeats here, with all around; one alone cannot be changed.");
        };
        self.record(Step::Do, what, changes);
        self.say_corrected(what);
    }

    /// Shows what was left out of the article, dimmed, where it stood; or hides it again.
    pub(super) fn show_chrome(&mut self) {
        if self.focus != Focus::Reader {
            return;
        }
        self.chrome_shown = !self.chrome_shown;
        if let Some(article) = self.reader.article() {
            self.reader.set_left_out(self.left_out(article));
        }
        let key = self.keymap.key_of(super::action::Action::ToggleChrome);
        let shown = format!("What was left out shows dimmed; {key} takes it into the text.");
        self.status.say(if self.chrome_shown { shown } else { "What was left out is hidden again.".to_owned() });
    }

    fn say_corrected(&mut self, what: &str) {
        let undo = self.keymap.key_of(super::action::Action::Undo);
        self.status.say(format!("{} · {undo} takes it back", capital(what)));
    }
}

fn role(document: &Document, line: usize, to: Correction) -> Option<Change> {
    Some(Change::Role { line: LineKey::of_only(document, line)?, source: document.source().to_owned(), to: Some(to) })
}
