//! The contents of an article: its headings, the chapters of a recording, or in a transcript without
//! any its times; `Enter` goes there.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::line::{draw_text, level};
use super::scroll::{Scroll, below_prompt};
use crate::app::theme::Theme;
use crate::model::body::{BlockKind, Body};
use crate::text::timecode;

/// One line of the contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it says.
    pub text: String,
    /// How deep, from 0.
    pub depth: u8,
    /// Where it stands, a byte of the article's text.
    pub at: usize,
}

/// The contents of an article.
#[derive(Debug, Clone)]
pub struct Contents {
    entries: Vec<Entry>,
    scroll: Scroll,
}

impl Contents {
    /// Lists the headings and chapters of `body`, or its paragraphs with their times, with the last one at or
    /// before byte `here` selected. Nothing where it has neither.
    pub fn new(body: &Body, here: usize) -> Option<Contents> {
        let entries = entries(body);
        let selected = entries.partition_point(|entry| entry.at <= here).saturating_sub(1);
        let mut scroll = Scroll::default();
        scroll.fit(entries.len(), 1);
        scroll.select(selected);
        (!entries.is_empty()).then_some(Contents { entries, scroll })
    }

    /// Tells how many rows fit.
    pub fn fit(&mut self, height: usize) {
        self.scroll.fit(self.entries.len(), height.saturating_sub(2));
    }

    /// Moves the selection.
    pub fn step(&mut self, rows: isize) {
        self.scroll.step(rows);
    }

    /// Scrolls.
    pub fn roll(&mut self, rows: isize) {
        self.scroll.roll(rows);
    }

    /// Selects the row that was clicked on; tells whether it was selected already.
    pub fn click(&mut self, area: Rect, place: Position) -> bool {
        self.scroll.under(below_prompt(area), 1, place).is_some_and(|row| self.scroll.click(row))
    }

    /// Rows on a page.
    pub fn page(&self) -> isize {
        isize::try_from(self.scroll.page()).unwrap_or(1)
    }

    /// Where the selected entry stands, a byte of the article's text.
    pub fn selected(&self) -> Option<usize> {
        self.entries.get(self.scroll.selected()).map(|entry| entry.at)
    }

    /// Draws the contents.
    pub fn draw(&self, theme: &Theme, area: Rect, buffer: &mut Buffer) {
        draw_text(" contents", theme.accent, Rect { height: area.height.min(1), ..area }, buffer);
        let rows = below_prompt(area);
        for (y, index) in (rows.y..rows.bottom()).zip(self.scroll.visible()) {
            let Some(entry) = self.entries.get(index) else { continue };
            let line = Rect { y, height: 1, ..area };
            if index == self.scroll.selected() {
                buffer.set_style(line, theme.selected);
            }
            let indent = usize::from(entry.depth) * 2 + 3;
            draw_text(&format!("{}{}", " ".repeat(indent), entry.text), theme.text, line, buffer);
            if index == self.scroll.selected() {
                level(line, theme.selected, buffer);
            }
        }
    }
}

/// Headings and chapters; where a transcript has none, its paragraphs.
pub fn entries(body: &Body) -> Vec<Entry> {
    let mut found = headings(body);
    if body.moments.is_empty() || found.is_empty() {
        found.extend(chapters(body));
        found.sort_by_key(|entry| entry.at);
    }
    if found.is_empty() {
        let paragraphs = body.blocks.iter().enumerate().filter_map(|(index, block)| {
            let time = timecode::clock(body.seconds_at(block.range.start)?);
            Some(Entry { text: format!("{time:>8}  {}", body.block_text(index)), depth: 0, at: block.range.start })
        });
        found.extend(paragraphs);
    }
    // The title alone leads to where one is.
    if found.iter().any(|entry| entry.at > 0) { found } else { Vec::new() }
}

/// The headings, in a transcript with the time of what they stand over.
fn headings(body: &Body) -> Vec<Entry> {
    let headings = body.blocks.iter().enumerate().filter_map(|(index, block)| {
        let BlockKind::Heading(level) = block.kind else { return None };
        let next = body.moments.iter().find(|moment| moment.at >= block.range.end);
        let time = next.map(|moment| format!("{:>8}  ", timecode::clock(moment.seconds))).unwrap_or_default();
        let text = format!("{time}{}", body.block_text(index));
        Some(Entry { text, depth: level.saturating_sub(1), at: block.range.start })
    });
    let found: Vec<Entry> = headings.collect();
    let least = found.iter().map(|entry| entry.depth).min().unwrap_or(0);
    found.into_iter().map(|entry| Entry { depth: entry.depth - least, ..entry }).collect()
}

/// The chapters that a description of a recording lists: three blocks or more that begin with a time,
/// each later than the one before. Fewer may be hours of the day. Above a transcript they lead to what was
/// said then.
fn chapters(body: &Body) -> Vec<Entry> {
    let mut last = None;
    let mut found = Vec::new();
    for (index, block) in body.blocks.iter().enumerate() {
        let Some((seconds, title)) = timecode::split(body.block_text(index)) else { continue };
        let title = title.trim_start_matches(['-', '–', '—', ':', ' ', '\u{a0}']);
        if last >= Some(seconds) || title.is_empty() {
            return Vec::new();
        }
        last = Some(seconds);
        let text = format!("{:>8}  {title}", timecode::clock(seconds));
        let spoken = body.moments.partition_point(|moment| moment.seconds < seconds);
        let at = body.moments.get(spoken).map_or(block.range.start, |moment| moment.at);
        found.push(Entry { text, depth: 0, at });
    }
    if found.len() >= 3 { found } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::article::{Article, ArticleId, Details, Kind, TitleFrom};
    use crate::model::document::{Document, Markup};
    use crate::model::rule::Rule;

    fn body(text: &str) -> Body {
        let document = Document::new("x", Markup::Plain, text.to_owned());
        let article = Article {
            id: ArticleId(1),
            lead: ArticleId(1),
            document: 0,
            lines: document.all_lines().into(),
            title: "x".into(),
            title_from: TitleFrom::Text,
            kicker: None,
            details: Details::default(),
            lang: None,
            words: 1,
            truncated: false,
            kind: Kind::Transcript,
            rule: Rule::Whole,
            confidence: 1.0,
        };
        Body::of(&document, &article)
    }

    fn listed(text: &str) -> Vec<String> {
        entries(&body(text)).into_iter().map(|entry| entry.text).collect()
    }

    #[test]
    fn a_list_of_chapters_above_a_transcript_leads_to_what_was_said_then() {
        let body = body(
            "00:00 Accueil\n00:10 - Le phare\n00:20 La mer\n00:00Bonjour à tous.\n00:09Salut.\n00:12Il éclaire.\n00:20On part.\n",
        );
        let entries = entries(&body);
        let found: Vec<(&str, &str)> =
            entries.iter().map(|entry| (entry.text.trim(), body.text[entry.at..].split('.').next().unwrap())).collect();
        assert_eq!(
            found,
            [("0:00  Accueil", "Bonjour à tous"), ("0:10  Le phare", "Il éclaire"), ("0:20  La mer", "On part")]
        );
    }

    #[test]
    fn chapters_of_a_recording_are_listed() {
        let description = "Une émission sur les phares, leurs gardiens et la mer qui les entoure.\n\nLes gardiens racontent leur métier.\n\nElle dure une heure.\n\nElle est à entendre le mardi.\n\n- 00:00 Introduction\n- 12:34 – Les gardiens\n- 1:02:03 La mer\n";
        assert_eq!(listed(description), ["    0:00  Introduction", "   12:34  Les gardiens", " 1:02:03  La mer"]);
        let transcript =
            "## Le phare\n00:00Bonjour à tous.\n00:09Le phare est vieux.\n## La mer\n01:00On part.\n01:09Loin.\n";
        assert_eq!(listed(transcript), ["    0:00  Le phare", "    1:00  La mer"]);
        assert_eq!(listed("00:00Bonjour.\n00:20On part.\n"), ["    0:00  Bonjour.", "    0:20  On part."]);
        let hours = "Le programme du port.\n\nIl vaut pour mardi.\n\nOn y vient à pied.\n\n- 10:30 Café\n- 09:00 Départ\n- 11:00 Retour\n";
        assert_eq!(listed(hours), Vec::<String>::new());
        let titled =
            "Le phare\n\nIl éclaire la mer depuis cent ans, et personne ne sait plus qui l’a bâti ni pourquoi là.";
        assert_eq!(listed(titled), Vec::<String>::new(), "a title leads nowhere");
    }
}
