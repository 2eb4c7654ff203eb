//! The reading view: one article, well set, with a focused paragraph or sentence.
//!
//! Where it stands is kept as a place in the text, never as a line number, so that it holds at every
//! width. What is drawn where is computed by `page` when the article or the width changes; drawing
//! only looks it up.

mod draw;
mod focus;
mod hits;
mod links;
mod page;
mod pointing;
mod selecting;
mod selection;

use std::ops::Range;

use crate::model::body::Body;
use crate::model::highlight::{Colour, HighlightId};
use crate::search::within;
use crate::text::typeset::{Setting, Typography};

pub use draw::column;
pub use focus::Focused;
pub use hits::around;
pub use links::LinkHint;
pub use page::{Header, LeftOut, Page};
pub use selection::Selection;

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
    selection: Option<Selection>,
    adjusted: Option<HighlightId>,
    marked: Vec<Marked>,
    /// The text, made ready for the search while it is the same.
    sought: Option<within::Text>,
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
            selection: None,
            adjusted: None,
            marked: Vec::new(),
            sought: None,
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
        (self.article, self.body, self.sought) = (Some(article), body, None);
        self.end_selection();
        self.set_hits(Vec::new());
        self.hints.clear();
        self.marked.clear();
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
        self.show_again();
    }

    /// Shows these lines that were left out, or none; the focus stays, or goes on to what follows.
    pub fn set_left_out(&mut self, left_out: Vec<LeftOut>) {
        let line = self.focused_lines().filter(|_| self.focuses_left_out()).map(|lines| lines.start);
        self.page = Page::new(self.page.header().clone(), &self.body, left_out, self.page.setting());
        if let Some(line) = line {
            let last = Focused::Block(self.body.blocks.len().saturating_sub(1));
            self.focus = self.stop_at(line).map_or(last, Focused::from);
        }
        self.show_again();
    }

    /// Shows the place in a page that was set again. What is focused stays the same text, and in sight:
    /// where it is not, the screen scrolls for as long as the page is this one.
    fn show_again(&mut self) {
        self.show_place();
        let (visible, rows) = (self.visible(), self.focused_rows());
        // The beginning is shown with the title above it, even where there is room for nothing else.
        let is_first = self.place == 0 && rows.start <= self.page.first_text_row();
        if !is_first && (rows.end <= visible.start || rows.start >= visible.end) {
            self.top = self.top_for(&rows);
        }
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
        self.show_again();
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

    /// Whether anything in the bytes `range` is highlighted.
    pub fn is_marked(&self, range: &Range<usize>) -> bool {
        self.marked.iter().any(|marked| marked.touches(range))
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

    fn rows_of_text(&self, range: &Range<usize>) -> Range<usize> {
        let last = range.end.saturating_sub(1).max(range.start);
        self.page.row_at(range.start)..self.page.row_at(last) + 1
    }

    /// Scrolls as little as needed so that the rows of `range` show, its first row before all.
    fn show(&mut self, range: Range<usize>) {
        self.show_rows(self.rows_of_text(&range));
    }

    fn show_rows(&mut self, rows: Range<usize>) {
        self.scroll_to(self.top_for(&rows));
    }

    /// The top row from which `rows` show, as near as may be to that of now.
    fn top_for(&self, rows: &Range<usize>) -> usize {
        let lowest = rows.end.saturating_sub(self.height).min(rows.start);
        self.top.clamp(lowest, rows.start).min(self.last_top())
    }
}

#[cfg(test)]
mod tests;
