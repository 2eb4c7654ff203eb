//! Draws the rows of the reading view that are on the screen.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::page::{Row, RowKind};
use super::{Focused, Reader};
use crate::app::link;
use crate::app::panes::line::{Pen, draw_matched, put};
use crate::app::theme::Theme;
use crate::model::body::{BlockKind, SpanKind};
use crate::text::timecode;

/// Columns that a transcript's times need in the margin: `1:02:03` and a space.
const TIME_COLUMNS: u16 = 8;

/// Where the column stands in an area: centred, with two columns for the focus bar; where a recording's
/// times stand in the margin, with room for them as long as half the area is left for the text.
pub fn column(area: Rect, wanted: usize, is_timed: bool) -> Rect {
    let times = if is_timed && area.width >= 40 { TIME_COLUMNS + 3 } else { 0 };
    let margin = 2.min(area.width / 4).max(times);
    let other = 2.min(area.width / 4);
    let most = area.width.saturating_sub(margin + other).max(1);
    let width = u16::try_from(wanted).unwrap_or(u16::MAX).min(most).max(1);
    let x = area.x + (area.width.saturating_sub(width) / 2).max(margin);
    Rect { x, width, ..area }.intersection(area)
}

impl Reader {
    /// Draws the article into `column`, which stands inside `area`; `focused` where it has the keys.
    pub fn draw(&self, theme: &Theme, focused: bool, area: Rect, column: Rect, buffer: &mut Buffer) {
        for (y, index) in (area.y..area.bottom()).zip(self.visible()) {
            let Some(row) = self.page.rows().get(index) else { continue };
            let line = Rect { y, height: 1, ..column };
            self.draw_row(row, theme, focused, line, buffer);
            self.draw_margin(row, theme, focused, area, line, buffer);
        }
    }

    fn draw_row(&self, row: &Row, theme: &Theme, focused: bool, line: Rect, buffer: &mut Buffer) {
        let header = self.page.header();
        let (text, style) = match row.kind {
            RowKind::Blank => return,
            RowKind::Kicker => (header.kicker.as_str(), theme.accent),
            RowKind::Title => {
                let shown = header.title.get(row.range.clone()).unwrap_or_default().trim_end();
                let hits = self.hits_in_title(&row.range);
                return draw_matched(shown, &hits, theme.title, theme.hit, line, buffer);
            }
            RowKind::Byline => (header.byline.as_str(), theme.dim),
            RowKind::Ending => (header.ending.as_str(), theme.caption),
            RowKind::LeftOut { index } => {
                (self.page.left_out().get(index).map_or("", |line| line.text.as_str()), theme.left_out)
            }
            RowKind::Text { block, first } => return self.draw_text(row, block, first, theme, focused, line, buffer),
        };
        let shown = text.get(row.range.clone()).unwrap_or_default();
        put(shown, style, line, buffer);
    }

    #[expect(clippy::too_many_arguments, reason = "one call deep inside a drawing loop")]
    fn draw_text(
        &self,
        row: &Row,
        block: usize,
        first: bool,
        theme: &Theme,
        focused: bool,
        line: Rect,
        buffer: &mut Buffer,
    ) {
        let Some(kind) = self.body.blocks.get(block).map(|block| &block.kind) else { return };
        let base = block_style(kind, theme);
        draw_marker(kind, row, first, theme, line, buffer);
        let mut pen = Pen { x: line.x.saturating_add(row.indent), line, buffer };
        let mut last = base;
        for (range, style) in self.pieces(row, theme, focused) {
            last = base.patch(style);
            row.signs.iter().filter(|(at, _)| *at == range.start).for_each(|(_, sign)| pen.write(sign.text(), last));
            pen.write(self.body.text.get(range).unwrap_or_default(), last);
        }
        row.signs.iter().filter(|(at, _)| *at == row.range.end).for_each(|(_, sign)| pen.write(sign.text(), last));
        self.draw_hints(row, theme, line, buffer);
    }

    /// The row's bytes cut where a style begins or ends, each with its styles laid over each other.
    fn pieces(&self, row: &Row, theme: &Theme, focused: bool) -> Vec<(Range<usize>, Style)> {
        let layers = self.layers(row, theme, focused);
        let mut cuts: Vec<usize> = layers.iter().flat_map(|(range, _)| [range.start, range.end]).collect();
        cuts.retain(|cut| row.range.contains(cut));
        cuts.extend([row.range.start, row.range.end]);
        cuts.extend(row.signs.iter().map(|(at, _)| *at));
        cuts.sort_unstable();
        cuts.dedup();
        let pieces = cuts.windows(2).filter_map(|pair| pair.first().zip(pair.last()).map(|(&start, &end)| start..end));
        let style = |piece: &Range<usize>| {
            let over = layers.iter().filter(|(range, _)| range.start <= piece.start && range.end >= piece.end);
            over.fold(Style::new(), |style, (_, layer)| style.patch(*layer))
        };
        pieces.map(|piece| (piece.clone(), style(&piece))).collect()
    }

    /// The styled ranges that touch a row, the uppermost last.
    fn layers(&self, row: &Row, theme: &Theme, focused: bool) -> Vec<(Range<usize>, Style)> {
        let touches = |range: &Range<usize>| range.start < row.range.end && range.end > row.range.start;
        let mut links = 0..;
        let spans = self.body.spans.iter().map(move |span| {
            let style = match span.kind {
                SpanKind::Strong => theme.strong,
                SpanKind::Emphasis => theme.emphasis,
                SpanKind::Code => theme.code,
                SpanKind::Link(_) => theme.link.patch(link::style(links.next().unwrap_or(link::MOST))),
            };
            (span.range.clone(), style)
        });
        let sentence = match &self.focus {
            Focused::Sentence(range) if focused => Some((range.clone(), theme.sentence)),
            _ => None,
        };
        let marked = self.marked.iter().map(|marked| (marked.range.clone(), theme.highlight(marked.colour)));
        // There may be thousands: they are in order, and only those of this row are looked at.
        let first = self.hits.partition_point(|hit| hit.end <= row.range.start);
        let hits = self.hits.iter().skip(first).take_while(|hit| hit.start < row.range.end);
        let hits = hits.map(|hit| (hit.clone(), theme.hit));
        let selection = self.selected().map(|range| (range, theme.selection));
        let lead = Some((self.page.lead(), theme.title));
        let all = lead.into_iter().chain(spans).chain(sentence).chain(marked).chain(hits).chain(selection);
        all.filter(|(range, _)| touches(range)).collect()
    }

    /// The focus bar, and in a transcript the time at which the paragraph begins.
    fn draw_margin(&self, row: &Row, theme: &Theme, focused: bool, area: Rect, line: Rect, buffer: &mut Buffer) {
        let bar = line.x.saturating_sub(2);
        if focused && row.stop() == Some(self.stop()) && bar >= area.x && line.x >= 2 {
            buffer.set_stringn(bar, line.y, "▌", 1, theme.focus);
        }
        let RowKind::Text { first, .. } = row.kind else { return };
        let notes = self
            .marked
            .iter()
            .any(|marked| marked.has_note && row.range.contains(&(marked.range.end.saturating_sub(1))));
        if notes && line.right() + 1 < area.right() {
            buffer.set_stringn(line.right() + 1, line.y, "✎", 1, theme.accent);
        }
        let room = line.x.saturating_sub(area.x);
        if let Some(seconds) = self.body.seconds_at(row.range.start).filter(|_| first && room >= TIME_COLUMNS + 3) {
            let time = timecode::clock(seconds);
            let width = u16::try_from(time.len()).unwrap_or(TIME_COLUMNS);
            buffer.set_stringn(line.x.saturating_sub(3 + width), line.y, &time, usize::from(width), theme.time);
        }
    }

    fn draw_hints(&self, row: &Row, theme: &Theme, line: Rect, buffer: &mut Buffer) {
        for hint in self.hints.iter().filter(|hint| row.range.contains(&hint.range.start)) {
            let before = row.column_of(&self.body.text, hint.range.start);
            let link = line.x + row.indent + u16::try_from(before).unwrap_or(0);
            let width = u16::try_from(hint.letters.len()).unwrap_or(u16::MAX);
            // In the space before a link the letters cover nothing of it.
            let x = link.checked_sub(width).filter(|x| is_blank(*x..link, line.y, buffer)).unwrap_or(link);
            if x < line.right() {
                let style = theme.selection.patch(theme.hit);
                buffer.set_stringn(x, line.y, &hint.letters, usize::from(line.right() - x), style);
            }
        }
    }
}

/// Whether nothing stands in these columns.
fn is_blank(mut columns: Range<u16>, y: u16, buffer: &Buffer) -> bool {
    columns.all(|x| buffer.cell((x, y)).is_some_and(|cell| cell.symbol() == " "))
}

fn block_style(kind: &BlockKind, theme: &Theme) -> Style {
    match kind {
        BlockKind::Heading(_) => theme.heading,
        BlockKind::Paragraph | BlockKind::Item { .. } => theme.text,
        BlockKind::Quote => theme.quote,
        BlockKind::Code => theme.code,
        BlockKind::Caption => theme.caption,
    }
}

fn draw_marker(kind: &BlockKind, row: &Row, first: bool, theme: &Theme, line: Rect, buffer: &mut Buffer) {
    match kind {
        BlockKind::Item { marker, .. } if first => {
            let width = u16::try_from(crate::text::wrap::columns(marker) + 1).unwrap_or(0);
            let x = line.x + row.indent.saturating_sub(width);
            buffer.set_stringn(x, line.y, marker, usize::from(row.indent), theme.dim);
        }
        BlockKind::Quote if row.indent >= 2 => {
            buffer.set_stringn(line.x, line.y, "│", 1, theme.rule);
        }
        _ => {}
    }
}
