//! The reading view: one article, well set, with a focused paragraph or sentence.
//!
//! Where it stands is kept as a place in the text, never as a line number, so that it holds at every
//! width. What is drawn where is computed by `page` when the article or the width changes; drawing
//! only looks it up.

mod draw;
mod page;
mod pointing;
mod selection;

use std::ops::Range;

use crate::model::body::{Body, SpanKind};
use crate::model::highlight::{Colour, HighlightId};
use crate::text::sentences::sentences;
use crate::text::typeset::{Setting, Typography};

pub use draw::column;
use page::Stop;
pub use page::{Header, LeftOut, Page};
pub use selection::Selection;

/// What of the article is focused: the highlight key saves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Focused {
    /// A whole block, by its index.
    Block(usize),
    /// A sentence, as bytes of the text.
    Sentence(Range<usize>),
    /// A line that was left out, by its index.
    LeftOut(usize),
}

impl From<Stop> for Focused {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::Block(index) => Focused::Block(index),
            Stop::LeftOut(index) => Focused::LeftOut(index),
        }
    }
}

/// A highlight as it shows in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marked {
    /// Which.
    pub id: HighlightId,
    /// The bytes it covers.
    pub range: Range<usize>,
    /// Its colour.
    pub colour: Colour,
    /// Whether it carries a note.
    pub has_note: bool,
}

impl Marked {
    fn touches(&self, range: &Range<usize>) -> bool {
        self.range.start < range.end && self.range.end > range.start
    }
}

/// A link with the letters that follow it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkHint {
    /// The letters to type.
    pub letters: String,
    /// Where the link stands.
    pub range: Range<usize>,
    /// Where it leads.
    pub url: String,
}

/// The reading view.
#[derive(Debug, Clone)]
pub struct Reader {
    article: Option<usize>,
    body: Body,
    page: Page,
    top: usize,
    place: usize,
    height: usize,
    focus: Focused,
    /// What was focused before a smaller screen took it out of sight, and what is instead.
    hidden_focus: Option<(Focused, Focused)>,
    selection: Option<Selection>,
    adjusted: Option<HighlightId>,
    marked: Vec<Marked>,
    hits: Vec<Range<usize>>,
    hit: Option<usize>,
    hints: Vec<LinkHint>,
}

impl Default for Reader {
    fn default() -> Self {
        Reader {
            article: None,
            body: Body::default(),
            page: Page::default(),
            top: 0,
            place: 0,
            height: 1,
            focus: Focused::Block(0),
            hidden_focus: None,
            selection: None,
            adjusted: None,
            marked: Vec::new(),
            hits: Vec::new(),
            hit: None,
            hints: Vec::new(),
        }
    }
}

impl Reader {
    /// Shows an article from byte `place` of its text on (0 shows its title), with the lines that
    /// were left out of it, if they are to be seen.
    pub fn open(&mut self, article: usize, header: Header, body: Body, left_out: Vec<LeftOut>, place: usize) {
        let setting = Setting { lang: header.lang, ..self.page.setting() };
        self.page = Page::new(header, &body, left_out, setting);
        (self.article, self.body) = (Some(article), body);
        self.end_selection();
        self.set_hits(Vec::new());
        self.hints.clear();
        self.marked.clear();
        self.hidden_focus = None;
        self.place = place;
        self.show_place();
        self.focus = Focused::Block(self.first_block());
        self.keep_focus_visible();
    }

    /// Shows nothing.
    pub fn clear(&mut self) {
        let (page, height) = (Page::empty(self.page.setting()), self.height);
        *self = Reader { page, height, ..Reader::default() };
    }

    /// Tells the size of the screen and of the column; the place stays where it is.
    pub fn fit(&mut self, width: usize, height: usize) {
        if (width, height.max(1)) == (self.page.setting().width, self.height) {
            return;
        }
        self.height = height.max(1);
        self.set_again(Setting { width, ..self.page.setting() });
    }

    /// Sets the text with other niceties; the place stays where it is.
    pub fn set_typography(&mut self, typography: Typography) {
        self.set_again(Setting { typography, ..self.page.setting() });
    }

    fn set_again(&mut self, setting: Setting) {
        if setting != self.page.setting() {
            self.page = Page::new(self.page.header().clone(), &self.body, self.page.left_out().to_vec(), setting);
        }
        self.show_place();
        self.fit_focus();
    }

    /// Keeps the focus in sight; what a smaller screen hid is focused again once there is room.
    fn fit_focus(&mut self) {
        let hidden = self.hidden_focus.take().filter(|(_, instead)| *instead == self.focus);
        let wanted = hidden.map_or_else(|| self.focus.clone(), |(wanted, _)| wanted);
        self.focus = wanted.clone();
        self.keep_focus_visible();
        self.hidden_focus = (self.focus != wanted).then(|| (wanted, self.focus.clone()));
    }

    /// The article shown, by its index in the store.
    pub fn article(&self) -> Option<usize> {
        self.article
    }

    /// The article's text, in blocks.
    pub fn body(&self) -> &Body {
        &self.body
    }

    /// Gives the article another title.
    pub fn set_header(&mut self, header: Header) {
        self.page = Page::new(header, &self.body, self.page.left_out().to_vec(), self.page.setting());
        self.show_place();
    }

    /// The byte of the text to which the reader scrolled; 0 while the title shows. A larger screen
    /// may show what stands before it, but does not change it.
    pub fn place(&self) -> usize {
        self.place
    }

    /// Whether the last row is on the screen.
    pub fn is_at_end(&self) -> bool {
        self.top + self.height >= self.page.rows().len()
    }

    /// How far the reader has come, in per cent.
    pub fn progress(&self) -> usize {
        let seen = (self.top + self.height).min(self.page.rows().len());
        seen * 100 / self.page.rows().len().max(1)
    }

    /// Scrolls by `rows`; at either end the focus goes on alone.
    pub fn scroll(&mut self, rows: isize) {
        let before = self.top;
        self.scroll_to(self.top.saturating_add_signed(rows));
        if self.top == before {
            self.focus_block(rows.signum());
        } else {
            self.keep_focus_visible();
        }
    }

    /// Rows on the screen.
    pub fn rows(&self) -> isize {
        isize::try_from(self.height).unwrap_or(isize::MAX)
    }

    /// Pages down; tells whether there was anything left to show.
    pub fn page_down(&mut self, pages: isize) -> bool {
        let before = self.top;
        self.scroll_page(pages);
        self.top != before
    }

    /// Scrolls by so many pages, keeping two rows of the last one in sight.
    pub fn scroll_page(&mut self, pages: isize) {
        let rows = isize::try_from(self.height.saturating_sub(2).max(1)).unwrap_or(1);
        self.scroll_to(self.top.saturating_add_signed(rows * pages));
        self.keep_focus_visible();
    }

    /// Scrolls by half a page.
    pub fn scroll_half(&mut self, direction: isize) {
        let rows = isize::try_from((self.height / 2).max(1)).unwrap_or(1);
        self.scroll(rows * direction);
    }

    /// Goes to the beginning or the end.
    pub fn go_to_end(&mut self, end: bool) {
        self.scroll_to(if end { usize::MAX } else { 0 });
        self.focus = Focused::Block(if end { self.body.blocks.len().saturating_sub(1) } else { self.first_block() });
    }

    /// Goes to the paragraph of this number, counted from 1; to the last where there are fewer.
    pub fn go_to_block(&mut self, number: usize) {
        let last = self.body.blocks.len().saturating_sub(1);
        self.focus = Focused::Block((self.first_block() + number.saturating_sub(1)).min(last));
        self.show_focus();
    }

    /// Moves so many times (back where negative), or until nothing moves any more.
    pub fn repeat(&mut self, times: isize, one: impl Fn(&mut Reader, isize)) {
        // Farther than that there is hardly a text to go.
        const MOST: usize = 1000;
        for _ in 0..times.unsigned_abs().min(MOST) {
            let before = (self.focus.clone(), self.selection.clone());
            one(self, times.signum());
            if before == (self.focus.clone(), self.selection.clone()) {
                return;
            }
        }
    }

    /// What is focused, as bytes of the text; nothing where there is no text.
    pub fn focused(&self) -> Option<Range<usize>> {
        match &self.focus {
            Focused::Block(index) => self.body.blocks.get(*index).map(|block| block.range.clone()),
            Focused::Sentence(range) => Some(range.clone()),
            Focused::LeftOut(_) => None,
        }
    }

    /// The lines of the document that are focused, counted from 0.
    pub fn focused_lines(&self) -> Option<Range<usize>> {
        match self.stop() {
            Stop::Block(index) => self.body.blocks.get(index).map(|block| block.lines.clone()),
            Stop::LeftOut(index) => self.page.left_out().get(index).map(|line| line.line..line.line + 1),
        }
    }

    /// Whether a line that was left out is focused.
    pub fn focuses_left_out(&self) -> bool {
        matches!(self.focus, Focused::LeftOut(_))
    }

    fn stop(&self) -> Stop {
        match &self.focus {
            Focused::Block(index) => Stop::Block(*index),
            Focused::Sentence(range) => Stop::Block(self.body.block_at(range.start)),
            Focused::LeftOut(index) => Stop::LeftOut(*index),
        }
    }

    /// Focuses the next or previous block.
    pub fn focus_block(&mut self, direction: isize) {
        self.focus = self.page.stop_beside(self.stop(), direction).into();
        self.show_focus();
    }

    /// Focuses the next or previous sentence; from a block, its first or the one before it.
    pub fn focus_sentence(&mut self, direction: isize) {
        let found = match &self.focus {
            Focused::Block(index) if direction > 0 => self.sentences_of(*index).into_iter().next(),
            Focused::Block(index) => {
                let before = index.checked_sub(1).filter(|before| *before >= self.first_block());
                before.and_then(|before| self.sentences_of(before).pop())
            }
            Focused::Sentence(range) => self.sentence_beside(range, direction),
            Focused::LeftOut(_) => return self.focus_block(direction),
        };
        if let Some(range) = found {
            self.focus = Focused::Sentence(range);
            self.show_focus();
        }
    }

    fn sentence_beside(&self, range: &Range<usize>, direction: isize) -> Option<Range<usize>> {
        let block = self.body.block_at(range.start);
        let here = self.sentences_of(block);
        if direction > 0 {
            let next = here.into_iter().find(|sentence| sentence.start > range.start);
            return next.or_else(|| {
                (block + 1..self.body.blocks.len()).find_map(|after| self.sentences_of(after).into_iter().next())
            });
        }
        let previous = here.into_iter().rev().find(|sentence| sentence.start < range.start);
        let first = self.first_block();
        previous.or_else(|| (first..block).rev().find_map(|before| self.sentences_of(before).pop()))
    }

    fn sentences_of(&self, block: usize) -> Vec<Range<usize>> {
        let Some(found) = self.body.blocks.get(block) else { return Vec::new() };
        let start = found.range.start;
        sentences(self.body.block_text(block)).into_iter().map(|range| start + range.start..start + range.end).collect()
    }

    /// Shows and focuses byte `at`.
    pub fn go_to(&mut self, at: usize) {
        self.focus = Focused::Block(self.body.block_at(at).max(self.first_block()));
        self.show(at..at + 1);
    }

    /// Shows the text from byte `top` on, as far as the paragraph of byte `at`, which is focused, shows.
    pub fn return_to(&mut self, top: usize, at: usize) {
        self.place = self.body.text.floor_char_boundary(top.min(self.body.text.len()));
        self.show_place();
        self.focus = Focused::Block(self.body.block_at(at).max(self.first_block()));
        self.show_rows(self.focused_rows());
    }

    /// Shows and focuses what stands at or after a line of the document, counted from 0.
    pub fn focus_line(&mut self, line: usize) {
        let block = self.body.blocks.iter().position(|block| block.lines.end > line).map(Stop::Block);
        let out = self.page.left_out().iter().position(|out| out.line == line).map(Stop::LeftOut);
        if let Some(stop) = out.or(block) {
            self.focus = stop.into();
            self.show_focus();
        }
    }

    /// Tells which passages are highlighted.
    pub fn set_marked(&mut self, marked: Vec<Marked>) {
        self.marked = marked;
    }

    /// The highlight under the focus: the shortest that the selection or the focus touches.
    pub fn marked_here(&self) -> Option<&Marked> {
        let here = self.selection.as_ref().map(Selection::range).or_else(|| self.focused())?;
        let touching = self.marked.iter().filter(|marked| marked.touches(&here));
        touching.min_by_key(|marked| marked.range.len())
    }

    /// Tells where the search's words stand.
    pub fn set_hits(&mut self, hits: Vec<Range<usize>>) {
        (self.hits, self.hit) = (hits, None);
    }

    /// Whether a search in the text found anything.
    pub fn has_hits(&self) -> bool {
        !self.hits.is_empty()
    }

    /// Where the search's words stand.
    pub fn hits(&self) -> &[Range<usize>] {
        &self.hits
    }

    /// Whether anything in the bytes `range` is highlighted.
    pub fn is_marked(&self, range: &Range<usize>) -> bool {
        self.marked.iter().any(|marked| marked.touches(range))
    }

    /// Goes so many hits on, round and round; gives its number and how many there are.
    pub fn next_hit(&mut self, by: isize) -> Option<(usize, usize)> {
        let count = self.hits.len();
        self.show_hit(self.hit.map_or(0, |at| around(at, by, count)))
    }

    /// Shows the first hit at or after the top of the screen, else the first of all.
    pub fn show_first_hit(&mut self) -> Option<(usize, usize)> {
        let top = self.place();
        let first = self.hits.iter().position(|hit| hit.start >= top).unwrap_or(0);
        self.show_hit(first)
    }

    /// Which hit shows, counted from 1, and how many there are.
    pub fn hit(&self) -> Option<(usize, usize)> {
        Some((self.hit? + 1, self.hits.len()))
    }

    fn show_hit(&mut self, index: usize) -> Option<(usize, usize)> {
        let hit = self.hits.get(index)?.clone();
        self.hit = Some(index);
        self.focus = Focused::Sentence(self.sentence_around(hit.start));
        self.show(hit);
        self.hit()
    }

    fn sentence_around(&self, at: usize) -> Range<usize> {
        let block = self.body.block_at(at);
        let around = self.sentences_of(block).into_iter().find(|sentence| sentence.contains(&at));
        around.or_else(|| self.body.blocks.get(block).map(|block| block.range.clone())).unwrap_or(0..0)
    }

    /// Begins a selection at the focus, with its first word.
    pub fn select(&mut self) {
        self.adjusted = None;
        self.selection = self.focused().and_then(|range| Selection::new(&self.body.text, range.start));
    }

    /// Selects a highlight under the focus, to be adjusted: the shortest, and asked again the next, then
    /// begins a new selection.
    pub fn select_or_adjust(&mut self) {
        let Some(here) = self.focused() else { return };
        let mut under: Vec<&Marked> = self.marked.iter().filter(|marked| marked.touches(&here)).collect();
        under.sort_by_key(|marked| marked.range.len());
        let current = self.adjusted.as_ref().and_then(|id| under.iter().position(|marked| marked.id == *id));
        let next = current.map_or(0, |current| current + 1);
        match under.get(next).map(|marked| (marked.id.clone(), marked.range.clone())) {
            Some((id, range)) => {
                (self.adjusted, self.selection) = (Some(id), Some(Selection::of(range)));
                self.extend(|_, _, _| {});
            }
            None => self.select(),
        }
    }

    /// The highlight that the selection will change, where it does not make a new one.
    pub fn adjusted(&self) -> Option<&HighlightId> {
        self.adjusted.as_ref()
    }

    /// Whether a passage is being selected.
    pub fn is_selecting(&self) -> bool {
        self.selection.is_some()
    }

    /// The bytes being selected.
    pub fn selected(&self) -> Option<Range<usize>> {
        self.selection.as_ref().map(Selection::range)
    }

    /// Leaves the selection.
    pub fn end_selection(&mut self) {
        (self.selection, self.adjusted) = (None, None);
    }

    /// Moves the end of the selection that moves, and shows it.
    pub fn extend(&mut self, how: impl FnOnce(&mut Selection, &Body, &Page)) {
        let Some(mut selection) = self.selection.take() else { return };
        how(&mut selection, &self.body, &self.page);
        let end = selection.moving_end();
        self.selection = Some(selection);
        self.show(end..end + 1);
    }

    /// The addresses in the article, in their order.
    pub fn addresses(&self) -> impl Iterator<Item = &str> + Clone {
        self.body.spans.iter().filter_map(|span| match &span.kind {
            SpanKind::Link(url) => Some(url.as_str()),
            SpanKind::Strong | SpanKind::Emphasis | SpanKind::Code => None,
        })
    }

    /// Gives letters to the links on the screen; tells whether there are any.
    pub fn show_hints(&mut self) -> bool {
        let visible = self.page.text_of(self.visible());
        let links: Vec<(Range<usize>, String)> =
            self.body.links(visible).map(|(range, url)| (range, url.to_owned())).collect();
        self.hints = letters(links.len())
            .into_iter()
            .zip(links)
            .map(|(letters, (range, url))| LinkHint { letters, range, url })
            .collect();
        !self.hints.is_empty()
    }

    /// The links that have letters.
    pub fn hints(&self) -> &[LinkHint] {
        &self.hints
    }

    /// Takes the letters away.
    pub fn hide_hints(&mut self) {
        self.hints.clear();
    }

    /// The first block that is drawn: the title is not said twice.
    pub fn first_block(&self) -> usize {
        usize::from(self.page.hides_first_block())
    }

    fn visible(&self) -> Range<usize> {
        self.top..(self.top + self.height).min(self.page.rows().len())
    }

    fn show_place(&mut self) {
        self.top = if self.place == 0 { 0 } else { self.page.row_at(self.place) }.min(self.last_top());
    }

    fn last_top(&self) -> usize {
        self.page.rows().len().saturating_sub(self.height)
    }

    /// Scrolls to a row, as far as there is something to show, and takes it for the reader's place.
    fn scroll_to(&mut self, row: usize) {
        let row = row.min(self.last_top());
        if row != self.top {
            self.top = row;
            self.place = self.page.place_of(row);
        }
    }

    fn show_focus(&mut self) {
        let rows = self.focused_rows();
        self.show_rows(rows.clone());
        if rows.start <= self.page.first_text_row() {
            self.scroll_to(0);
        }
    }

    fn focused_rows(&self) -> Range<usize> {
        match &self.focus {
            Focused::Sentence(range) => self.rows_of_text(range),
            Focused::Block(_) | Focused::LeftOut(_) => self.page.rows_of(self.stop()),
        }
    }

    fn rows_of_text(&self, range: &Range<usize>) -> Range<usize> {
        let last = range.end.saturating_sub(1).max(range.start);
        self.page.row_at(range.start)..self.page.row_at(last) + 1
    }

    /// Scrolls as little as needed so that the rows of `range` show, its first row before all.
    fn show(&mut self, range: Range<usize>) {
        self.show_rows(self.rows_of_text(&range));
    }

    fn show_rows(&mut self, rows: Range<usize>) {
        let lowest = rows.end.saturating_sub(self.height).min(rows.start);
        self.scroll_to(self.top.clamp(lowest, rows.start));
    }

    /// After scrolling, the focus is on something that shows.
    fn keep_focus_visible(&mut self) {
        let (visible, rows) = (self.visible(), self.focused_rows());
        let wanted = if rows.end <= visible.start {
            self.page.stop_in(visible, false)
        } else if rows.start >= visible.end {
            self.page.stop_in(visible, true)
        } else {
            None
        };
        if let Some(stop) = wanted {
            self.focus = stop.into();
        }
    }
}

/// What stands `by` places after `at` of `count`, round and round; 0 where there are none.
pub fn around(at: usize, by: isize, count: usize) -> usize {
    let signed = |number: usize| isize::try_from(number).unwrap_or(isize::MAX);
    let to = signed(at).saturating_add(by).checked_rem_euclid(signed(count)).unwrap_or(0);
    usize::try_from(to).unwrap_or(0)
}

/// Letters for `count` links, in the order of the home row: one each where they suffice, else two.
fn letters(count: usize) -> Vec<String> {
    const ROW: &str = "asdfghjklqwertyuiopzxcvbnm";
    if count <= ROW.len() {
        return ROW.chars().map(String::from).collect();
    }
    ROW.chars().flat_map(|first| ROW.chars().map(move |second| format!("{first}{second}"))).collect()
}

#[cfg(test)]
mod tests;
