//! What leaves for the clipboard or the browser: a passage as it stands, a passage or an article as Markdown, an
//! address.
//!
//! What is copied goes out as data; how Markdown is written, and where the clipboard is, is known outside.

use super::App;
use super::effect::{Clip, Effect};
use super::layout::Focus;
use crate::model::highlight::Origin;

impl App {
    /// Copies the selection, the highlight at hand or the focus to the clipboard.
    pub(super) fn copy(&mut self) {
        match self.passage() {
            Some((text, _)) => self.effects.push(Effect::Copy { what: "the passage".to_owned(), text }),
            None => self.status.say("There is nothing here to copy."),
        }
        self.reader.end_selection();
    }

    /// Copies the selection or the highlight in the list as a Markdown quote, else the article at hand as
    /// Markdown.
    pub(super) fn copy_markdown(&mut self) {
        let clip = if self.focus == Focus::Highlights || self.reader.is_selecting() {
            self.passage().map(|(passage, origin)| Clip::Quote { passage, origin: Box::new(origin) })
        } else {
            self.article_clip()
        };
        match clip {
            Some(clip) => self.effects.push(Effect::CopyMarkdown(clip)),
            None => self.status.say("There is nothing here to copy."),
        }
        self.reader.end_selection();
    }

    /// The passage at hand, and where it is from.
    fn passage(&self) -> Option<(String, Origin)> {
        if self.focus == Focus::Highlights {
            let highlight = self.highlights.selected()?.highlight.clone();
            return Some((highlight.anchor.quote, highlight.origin));
        }
        let range = self.selected_text().or_else(|| self.reader.focused())?;
        let index = self.reader.article()?;
        let (anchor, origin) = self.sitting(index, self.reader.body(), &range)?;
        Some((anchor.quote, self.titled(index, origin)))
    }

    /// Where something comes from, under the title that its article is shown with.
    fn titled(&self, index: usize, origin: Origin) -> Origin {
        let article = self.store.article(index);
        let title = article.map(|article| self.marks.article(&self.store, article).title_of(article).into_owned());
        Origin { title: title.unwrap_or_default(), ..origin }
    }

    /// The article at hand, whole.
    fn article_clip(&self) -> Option<Clip> {
        let index = self.article_at_hand()?;
        let body = self.store.body(index)?;
        let (_, origin) = self.sitting(index, &body, &(0..body.text.len()))?;
        Some(Clip::Article { origin: Box::new(self.titled(index, origin)), body: Box::new(body) })
    }

    /// Opens the article's address in the browser.
    pub(super) fn open_in_browser(&mut self) {
        let article = self.article_at_hand().and_then(|index| self.store.article(index));
        match article.and_then(|article| article.url()).map(str::to_owned) {
            Some(url) => self.effects.push(Effect::Open(url)),
            None => self.status.say("This article gives no address."),
        }
    }
}
