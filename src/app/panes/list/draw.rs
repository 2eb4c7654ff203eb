//! Draws the list: digests, rubrics, and for each article its signs, its title and its minutes.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{List, Row};
use crate::app::panes::line::{draw_between, draw_text, level};
use crate::app::tally::Tally;
use crate::app::theme::Theme;
use crate::model::article::TitleFrom;
use crate::model::change::Triage;
use crate::model::marks::{ArticleMarks, Marks};
use crate::model::store::Store;
use crate::text::duration;

/// What a row is drawn from.
pub struct Look<'a> {
    /// The articles.
    pub store: &'a Store,
    /// What the reader did.
    pub marks: &'a Marks,
    /// The counts.
    pub tally: &'a Tally,
    /// The styles.
    pub theme: &'a Theme,
    /// For the reading time.
    pub words_per_minute: u32,
}

impl List {
    /// Draws the list; `focused` where it has the keys.
    pub fn draw(&self, look: &Look, focused: bool, area: Rect, buffer: &mut Buffer) {
        let marked = self.range_rows();
        for (y, index) in (area.y..area.bottom()).zip(self.scroll.visible()) {
            let line = Rect { y, height: 1, ..area };
            let Some(row) = self.rows.get(index) else { continue };
            let is_marked = marked.as_ref().is_some_and(|rows| rows.contains(&index)) && row.article().is_some();
            if is_marked {
                buffer.set_style(line, look.theme.selected_elsewhere);
            }
            let selected = if focused { look.theme.selected } else { look.theme.selected_elsewhere };
            if index == self.scroll.selected() {
                buffer.set_style(line, selected);
            }
            match row {
                Row::Digest { digest, folded } => look.draw_digest(*digest, *folded, line, buffer),
                Row::Space => {}
                Row::Rubric(article) => look.draw_rubric(*article, line, buffer),
                Row::Article(article) => look.draw_article(*article, line, buffer),
            }
            if index == self.scroll.selected() {
                level(line, selected, buffer);
            }
            if is_marked && !line.is_empty() {
                buffer.set_stringn(line.x, line.y, "▌", 1, look.theme.focus);
            }
        }
    }
}

impl Look<'_> {
    fn draw_digest(&self, index: usize, folded: bool, line: Rect, buffer: &mut Buffer) {
        let (Some(digest), Some(count)) = (self.store.digests().get(index), self.tally.digests.get(index)) else {
            return;
        };
        let sign = if folded { "▸" } else { "▾" };
        let done = if count.is_done() { "✓ " } else { "" };
        let right = format!(" {done}{}/{} ", count.decided, count.total);
        let style = if count.is_done() { self.theme.dim } else { self.theme.digest };
        draw_between(&format!("{sign} {}", digest.title), style, &right, self.theme.dim, line, buffer);
    }

    fn draw_rubric(&self, index: usize, line: Rect, buffer: &mut Buffer) {
        let rubric = self.store.article(index).and_then(|article| article.kicker.as_deref()).unwrap_or_default();
        let line = Rect { width: line.width.saturating_sub(1), ..line };
        draw_text(&format!("   {rubric}"), self.theme.dim, line, buffer);
    }

    fn draw_article(&self, index: usize, line: Rect, buffer: &mut Buffer) {
        let Some(article) = self.store.article(index) else { return };
        let known = self.marks.article(self.store, article);
        let (sign, sign_style) = sign(known, self.theme);
        let derived = known.title().is_none() && article.title_from == TitleFrom::Derived;
        let unsure = if article.is_unsure() { "?" } else { " " };
        buffer.set_stringn(
            line.x + 1.min(line.width),
            line.y,
            sign,
            usize::from(line.width.saturating_sub(1)),
            sign_style,
        );
        let about = if derived { "≈" } else { " " };
        let signs = Rect { x: line.x.saturating_add(3), width: line.width.saturating_sub(3), ..line };
        draw_text(&format!("{about}{unsure}"), self.theme.derived, signs, buffer);
        let rest = Rect { x: line.x.saturating_add(6), width: line.width.saturating_sub(6), ..line };
        let minutes = format!(" {} ", duration::tight(article.minutes(self.words_per_minute)));
        draw_between(&known.title_of(article), self.title_style(known), &minutes, self.theme.dim, rest, buffer);
    }

    fn title_style(&self, known: &ArticleMarks) -> Style {
        match known.triage() {
            Triage::Skipped => self.theme.skipped,
            Triage::Kept | Triage::Later | Triage::Undecided => self.theme.text,
        }
    }
}

/// What was decided about an article, as a sign.
pub fn sign(known: &ArticleMarks, theme: &Theme) -> (&'static str, Style) {
    match (known.triage(), known.is_read()) {
        (Triage::Kept, true) => ("◉", theme.kept),
        (Triage::Kept, false) => ("●", theme.kept),
        (Triage::Later, _) => ("◇", theme.later),
        (Triage::Skipped, _) => ("·", theme.skipped),
        (Triage::Undecided, true) => ("○", theme.dim),
        (Triage::Undecided, false) => (" ", theme.text),
    }
}

/// What the signs in the list mean, for the help.
pub const SIGNS: [(&str, &str); 8] = [
    ("●", "kept, to be read"),
    ("◉", "kept and read"),
    ("○", "read"),
    ("◇", "put off"),
    ("·", "skipped"),
    ("≈", "its title was cut from the text"),
    ("?", "the place where it was cut is not sure"),
    ("✎", "in the text: a highlight with a note"),
];
