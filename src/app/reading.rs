//! The article that is read: opening it, what stands above and around it, and the place in it.

use std::cmp::Reverse;
use std::ops::Range;

use ratatui::layout::Rect;

use super::App;
use super::layout::{Areas, Focus};
use super::panes::reader::{self, Header, LeftOut, Marked};
use crate::model::article::{Article, ArticleId};
use crate::model::change::{Change, Step};
use crate::text::duration;

/// Where the reader is: an article, its lines, and one of them, counted from 0 in its source.
pub(super) struct Position {
    pub(super) id: ArticleId,
    pub(super) source: String,
    pub(super) lines: Range<usize>,
    pub(super) line: usize,
}

impl App {
    /// The text at hand, in words that hold when the store is another.
    pub(super) fn position(&self) -> Option<Position> {
        let index = if self.focus == Focus::Reader { self.reader.article() } else { self.list.article() }?;
        let (article, document) = self.store.article(index).zip(self.store.document_of(index))?;
        let focused = self.reader.focused_lines().filter(|_| self.focus == Focus::Reader);
        let line = focused.map_or(article.lines.start(), |lines| lines.start);
        Some(Position { id: article.id, source: document.source().to_owned(), lines: article.lines.range(), line })
    }

    /// The article at a position: the same, of twins the nearest, or what it became when it was edited; else, of
    /// its source, the one with its line, with most of the article’s lines, or the nearest.
    pub(super) fn article_at(&self, position: &Position) -> Option<usize> {
        let is_of_source = |article: &Article| {
            let document = self.store.documents().get(article.document);
            document.is_some_and(|document| document.source() == position.source)
        };
        let twins = self.store.having(position.id).filter_map(|index| Some((index, self.store.article(index)?)));
        let same = twins
            .filter(|(_, article)| article.id == position.id)
            .min_by_key(|(_, article)| (!is_of_source(article), article.lines.start().abs_diff(position.line)));
        let shared = |article: &Article| {
            article.lines.end().min(position.lines.end).saturating_sub(article.lines.start().max(position.lines.start))
        };
        let nearness = |article: &Article| {
            let apart = article.lines.start().abs_diff(position.line);
            (article.lines.contains(position.line), shared(article), Reverse(apart))
        };
        let edited =
            || self.marks.find(&self.store, position.id).and_then(|index| Some((index, self.store.article(index)?)));
        let others = || self.store.articles().enumerate().filter(|(_, article)| is_of_source(article));
        same.or_else(edited).or_else(|| others().max_by_key(|(_, article)| nearness(article))).map(|(index, _)| index)
    }

    /// Puts an article into the reading view, at the place where it was left.
    pub(super) fn open(&mut self, index: usize) {
        let Some((article, body)) = self.store.article(index).zip(self.store.body(index)) else { return };
        // Set at once in the width that it is read in.
        let area = self.areas().reader.or(Areas::new(self.size, Focus::Reader).reader).unwrap_or_default();
        self.reader.fit(usize::from(self.column(area).width), usize::from(area.height));
        let place = body.byte(self.marks.article(&self.store, article).place());
        let place = if place >= body.text.len() { 0 } else { place };
        self.reader.open(index, self.header(index), body, self.left_out(index), place);
        self.mark_reader();
    }

    /// The lines around and inside an article that are in none, if they are to be seen.
    pub(super) fn left_out(&self, index: usize) -> Vec<LeftOut> {
        let (Some(article), Some(document)) = (self.store.article(index), self.store.document_of(index)) else {
            return Vec::new();
        };
        let same = |other: &&Article| other.document == article.document;
        let before = index.checked_sub(1).and_then(|index| self.store.article(index)).filter(same);
        let after = self.store.article(index + 1).filter(same);
        let lines = before.map_or(0, |before| before.lines.end())
            ..after.map_or(document.line_count(), |after| after.lines.start());
        let out = document
            .lines(lines)
            .filter(|(line, text)| self.chrome_shown && !article.shows(*line) && !text.trim().is_empty());
        out.map(|(line, text)| LeftOut { line, text: text.trim().to_owned() }).collect()
    }

    /// What stands above an article's text.
    pub(super) fn header(&self, index: usize) -> Header {
        let Some((article, digest)) = self.store.article(index).zip(self.store.digest_of(index)) else {
            return Header::default();
        };
        let known = self.marks.article(&self.store, article);
        let minutes = duration::short(article.minutes(self.settings.words_per_minute));
        let (author, date) = (article.author(), article.date());
        // A single article has its digest's title already.
        let title = known.title_of(article).into_owned();
        let digest = Some(digest.title.as_str()).filter(|digest| *digest != title);
        let parts = [digest, author, date, Some(minutes.as_str())];
        let parts: Vec<&str> = parts.into_iter().flatten().collect();
        let ending = if article.truncated { "The text goes on elsewhere, for subscribers." } else { "" };
        Header {
            kicker: article.kicker.as_deref().unwrap_or_default().to_owned(),
            title,
            is_by_hand: known.title().is_some(),
            byline: parts.join(" · "),
            ending: ending.to_owned(),
            lang: article.lang,
        }
    }

    /// Remembers where reading stopped, if that moved.
    pub(super) fn keep_place(&mut self) {
        if self.focus != Focus::Reader && self.paged != self.reader.article() {
            return;
        }
        let Some(article) = self.reader.article().and_then(|index| self.store.article(index)) else { return };
        let (id, lead, known) = (article.id, article.lead, self.marks.article(&self.store, article));
        let to = self.reader.body().code_point(self.reader.place());
        let mut changes = Vec::new();
        if to != known.place() {
            changes.push(Change::Place { article: id, lead, to });
        }
        if self.reader.is_at_end() && !known.is_read() {
            changes.push(Change::Read { article: id, lead, to: true });
        }
        self.record(Step::Silent, "", changes);
    }

    /// Where the text stands in the reading view's area.
    pub(super) fn column(&self, area: Rect) -> Rect {
        let is_timed = !self.reader.body().moments.is_empty();
        reader::column(area, usize::from(self.settings.column), is_timed)
    }

    /// Tells the reading view which passages of its article are highlighted.
    pub(super) fn mark_reader(&mut self) {
        let Some(article) = self.reader.article() else { return };
        let marked = self.in_article(article).map(|(located, range)| Marked {
            id: located.highlight.id.clone(),
            range,
            colour: located.highlight.colour,
            has_note: !located.highlight.note.is_empty(),
        });
        self.reader.set_marked(marked.collect());
    }
}
