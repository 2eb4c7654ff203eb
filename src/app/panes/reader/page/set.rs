//! Sets a text into rows: block by block, with the air between them, what was left out in its place.

use super::{LeftOut, Page, Row, RowKind};
use crate::model::body::{Block, BlockKind, Body};
use crate::text::typeset::{Line, Setting, Typography, set};
use crate::text::wrap::{columns, wrap};

impl Page {
    /// Sets what stands above the text.
    pub(super) fn set_header(&mut self) {
        let header = self.header.clone();
        self.push_lines(RowKind::Kicker, &header.kicker);
        if self.lead.is_empty() {
            self.push_lines(RowKind::Title, &header.title);
        }
        self.push_lines(RowKind::Byline, &header.byline);
        self.blank();
    }

    /// Sets what stands below the text.
    pub(super) fn set_ending(&mut self) {
        let ending = self.header.ending.clone();
        if !ending.is_empty() {
            self.blank();
            self.push_lines(RowKind::Ending, &ending);
        }
        self.blank();
    }

    fn push_lines(&mut self, kind: RowKind, text: &str) {
        for range in wrap(text, self.setting.width.max(1)) {
            self.rows.push(Row { kind: kind.clone(), range, indent: 0, signs: Vec::new() });
        }
    }

    fn blank(&mut self) {
        self.rows.push(Row { kind: RowKind::Blank, range: 0..0, indent: 0, signs: Vec::new() });
    }

    /// Sets the text.
    pub(super) fn set_body(&mut self, body: &Body) {
        let first = usize::from(self.hides_first);
        let mut left_out = 0;
        for (index, block) in body.blocks.iter().enumerate().skip(first) {
            let before = left_out;
            left_out = self.set_left_out(before, block.lines.start);
            if left_out > before || index > first && needs_space(body.blocks.get(index - 1), block) {
                self.blank();
            }
            self.set_block(index, block, body.block_text(index));
        }
        self.set_left_out(left_out, usize::MAX);
    }

    /// Sets the lines left out before line `end` of the document, from the `from`th on.
    fn set_left_out(&mut self, from: usize, end: usize) -> usize {
        let before = |line: &&LeftOut| line.line < end;
        let here: Vec<String> =
            self.left_out.iter().skip(from).take_while(before).map(|line| line.text.clone()).collect();
        for (index, text) in here.iter().enumerate() {
            if index == 0 && self.rows.last().is_some_and(|row| row.kind != RowKind::Blank) {
                self.blank();
            }
            self.push_lines(RowKind::LeftOut { index: from + index }, text);
        }
        from + here.len()
    }

    fn set_block(&mut self, index: usize, block: &Block, text: &str) {
        let indent = indent(&block.kind).min(self.setting.width / 2);
        let width = self.setting.width.saturating_sub(indent).max(1);
        let lines = set(text, Setting { width, typography: niceties(&block.kind, self.setting), ..self.setting });
        let indent = u16::try_from(indent).unwrap_or(0);
        let start = block.range.start;
        for (at, Line { range, mut signs }) in lines.into_iter().enumerate() {
            signs.iter_mut().for_each(|(byte, _)| *byte += start);
            let kind = RowKind::Text { block: index, first: at == 0 };
            self.rows.push(Row { kind, range: start + range.start..start + range.end, indent, signs });
        }
    }
}

/// What is fit for a block: code stands as it was written, headings and captions are too short to be
/// stretched or divided.
fn niceties(kind: &BlockKind, setting: Setting) -> Typography {
    let narrow_spaces = setting.typography.narrow_spaces;
    match kind {
        BlockKind::Paragraph | BlockKind::Item { .. } | BlockKind::Quote => setting.typography,
        BlockKind::Heading(_) | BlockKind::Caption => Typography { narrow_spaces, ..Typography::default() },
        BlockKind::Code => Typography::default(),
    }
}

/// How far a block's lines are indented: list items hang after their marker.
fn indent(kind: &BlockKind) -> usize {
    match kind {
        BlockKind::Item { depth, marker } => usize::from(*depth) * 3 + columns(marker) + 1,
        BlockKind::Quote | BlockKind::Code => 2,
        BlockKind::Heading(_) | BlockKind::Paragraph | BlockKind::Caption => 0,
    }
}

/// Whether an empty row stands between two blocks: not between the items of a list, and not below a
/// heading.
fn needs_space(before: Option<&Block>, block: &Block) -> bool {
    match (before.map(|before| &before.kind), &block.kind) {
        (Some(BlockKind::Item { .. }), BlockKind::Item { .. }) | (Some(BlockKind::Heading(_)), _) => false,
        (before, _) => before.is_some(),
    }
}
