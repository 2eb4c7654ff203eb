//! Markdown (CommonMark) into blocks and spans, read by pulldown-cmark.
//!
//! Markup goes, text and links stay; HTML inside Markdown is left out. References to links that
//! are defined elsewhere in the document are resolved there.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::{Block, BlockKind, Body, Span, SpanKind, is_safe_url};
use crate::model::document::{Document, label};
use crate::text::scrub::{push_scrubbed, scrub};

pub(super) fn read(document: &Document, lines: &[(usize, &str)]) -> Body {
    let source = Source::new(lines);
    let mut resolve = |link: BrokenLink| {
        let url = document.definitions().get(&label(&link.reference))?;
        Some((CowStr::from(url.clone()), CowStr::from("")))
    };
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let parser = Parser::new_with_broken_link_callback(&source.text, options, Some(&mut resolve));
    let mut reader = Reader::default();
    for (event, range) in parser.into_offset_iter() {
        let written = source.text.get(range.clone());
        reader.is_written_out = matches!(&event, Event::Text(text) if Some(&**text) == written);
        reader.take(event, source.lines(&range));
    }
    reader.close();
    reader.body.spans.sort_by_key(|span| span.range.start);
    reader.body
}

/// What a character reference at the beginning of `text` stands for (`&eacute;`, `&#8217;`), scrubbed, and how
/// many bytes it has.
pub(crate) fn reference(text: &str) -> Option<(String, usize)> {
    // The longest name is `CounterClockwiseContourIntegral`.
    const LONGEST: usize = 33;
    let name = text.strip_prefix('&')?;
    let end = name.bytes().take(LONGEST).position(|byte| !byte.is_ascii_alphanumeric() && byte != b'#')?;
    let written = text.get(..end + 2).filter(|written| written.ends_with(';'))?;
    let decoded =
        Parser::new(written).find_map(|event| if let Event::Text(text) = event { Some(text) } else { None })?;
    (*decoded != *written).then(|| (scrub(&decoded).into_owned(), written.len()))
}

/// The article's lines put together again, with the way back to their numbers.
struct Source {
    text: String,
    starts: Vec<(usize, usize)>,
}

impl Source {
    /// An article that is a nested list item begins indented, which alone would make it code: that
    /// much indentation is taken from each line.
    fn new(lines: &[(usize, &str)]) -> Self {
        let blanks = |line: &str| line.len() - line.trim_start_matches(' ').len();
        let indent = lines.iter().find(|(_, line)| !line.trim().is_empty()).map_or(0, |(_, line)| blanks(line));
        let mut source = Source { text: String::new(), starts: Vec::new() };
        for &(index, line) in lines {
            source.starts.push((source.text.len(), index));
            source.text.push_str(line.get(blanks(line).min(indent)..).unwrap_or(line));
            source.text.push('\n');
        }
        source
    }

    fn lines(&self, range: &Range<usize>) -> Range<usize> {
        let line_at = |at: usize| {
            let after = self.starts.partition_point(|(start, _)| *start <= at);
            after.checked_sub(1).and_then(|before| self.starts.get(before)).map_or(0, |(_, index)| *index)
        };
        let text = self.text.get(range.clone()).unwrap_or_default();
        line_at(range.start)..line_at(range.start + text.trim_end().len().saturating_sub(1)) + 1
    }
}

#[derive(Default)]
struct Reader {
    body: Body,
    kind: Option<BlockKind>,
    open: Option<usize>,
    lines: Range<usize>,
    lists: Vec<Option<u64>>,
    quotes: usize,
    spans: Vec<(SpanKind, usize)>,
    only_image: bool,
    html: String,
    /// Whether the text at hand stands like this in the document: then it was scrubbed already.
    is_written_out: bool,
}

impl Reader {
    fn take(&mut self, event: Event, lines: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, lines),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text, lines),
            Event::Code(code) => self.code(&code, lines),
            Event::SoftBreak | Event::HardBreak => self.text(if self.is_code() { "\n" } else { " " }, lines),
            Event::Rule => self.close(),
            Event::Html(html) => self.html.push_str(&html),
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag, lines: Range<usize>) {
        match tag {
            Tag::Heading { level, .. } => self.begin(BlockKind::Heading(level_number(level)), lines),
            Tag::CodeBlock(_) => self.begin(BlockKind::Code, lines),
            Tag::HtmlBlock => self.begin(BlockKind::Paragraph, lines),
            Tag::Paragraph | Tag::TableRow | Tag::TableHead => self.paragraph(lines),
            Tag::BlockQuote(_) => self.quotes += 1,
            Tag::List(first) => {
                self.close();
                self.lists.push(first);
            }
            Tag::Item => self.item(lines),
            Tag::TableCell if self.open.is_some_and(|start| self.body.text.len() > start) => self.text(" · ", lines),
            Tag::Strong => self.spans.push((SpanKind::Strong, self.position())),
            Tag::Emphasis => self.spans.push((SpanKind::Emphasis, self.position())),
            Tag::Link { dest_url, .. } => self.spans.push((SpanKind::Link(dest_url.into_string()), self.position())),
            Tag::Image { .. } => self.only_image = self.open.is_none_or(|start| self.body.text.len() == start),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) | TagEnd::CodeBlock | TagEnd::Paragraph | TagEnd::TableRow | TagEnd::TableHead => {
                self.close()
            }
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::BlockQuote(_) => self.quotes = self.quotes.saturating_sub(1),
            TagEnd::List(_) => {
                self.close();
                self.lists.pop();
            }
            TagEnd::Item => self.close(),
            TagEnd::Strong | TagEnd::Emphasis | TagEnd::Link => self.end_span(),
            _ => {}
        }
    }

    /// A paragraph inside a list item goes on with the item that is open and still empty.
    fn paragraph(&mut self, lines: Range<usize>) {
        let in_empty_item = matches!(self.kind, Some(BlockKind::Item { .. })) && self.open.is_none();
        if !in_empty_item {
            self.begin(if self.quotes > 0 { BlockKind::Quote } else { BlockKind::Paragraph }, lines);
        }
    }

    fn item(&mut self, lines: Range<usize>) {
        let depth = u8::try_from(self.lists.len().saturating_sub(1)).unwrap_or(u8::MAX);
        let marker = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{}.", *number - 1)
            }
            _ => "•".to_owned(),
        };
        self.begin(BlockKind::Item { depth, marker }, lines);
    }

    fn begin(&mut self, kind: BlockKind, lines: Range<usize>) {
        self.close();
        self.kind = Some(kind);
        self.lines = lines;
    }

    fn is_code(&self) -> bool {
        self.kind == Some(BlockKind::Code)
    }

    /// Where the next text will stand: past the empty line that a new block brings with it.
    fn position(&self) -> usize {
        match self.open {
            Some(_) => self.body.text.len(),
            None if self.body.text.is_empty() => 0,
            None => self.body.text.len() + 2,
        }
    }

    fn text(&mut self, text: &str, lines: Range<usize>) {
        if self.open.is_none() {
            if scrub(text).trim().is_empty() {
                return;
            }
            if self.kind.is_none() {
                self.begin(BlockKind::Paragraph, lines.clone());
            }
            self.open = Some(self.body.open());
        }
        let before = self.body.text.len();
        if self.is_written_out {
            self.body.text.push_str(text);
        } else {
            push_scrubbed(&mut self.body.text, text);
        }
        let length = self.body.text.len() - before;
        // An item's own lines end where its text does: lists nested in it are blocks of their own.
        self.lines.end = match self.kind {
            Some(BlockKind::Item { .. }) if self.body.text.len() == self.open.unwrap_or(0) + length => lines.end,
            _ => self.lines.end.max(lines.end),
        };
    }

    /// A block of HTML keeps its text: a paragraph in `<p>` was written to be read.
    fn end_html(&mut self) {
        let words = without_tags(&std::mem::take(&mut self.html));
        if !words.trim().is_empty() {
            self.text(words.trim(), self.lines.clone());
        }
        self.close();
    }

    fn code(&mut self, code: &str, lines: Range<usize>) {
        let start = self.position();
        self.text(code, lines);
        self.body.spans.push(Span { kind: SpanKind::Code, range: start..self.body.text.len() });
    }

    fn end_span(&mut self) {
        let Some((kind, start)) = self.spans.pop() else { return };
        let safe = !matches!(&kind, SpanKind::Link(url) if !is_safe_url(url));
        if safe && start < self.body.text.len() {
            self.body.spans.push(Span { kind, range: start..self.body.text.len() });
        }
    }

    fn close(&mut self) {
        let kind = self.kind.take();
        let only_image = std::mem::take(&mut self.only_image);
        let (Some(kind), Some(start)) = (kind, self.open.take()) else { return };
        let end = start + self.body.text.get(start..).unwrap_or_default().trim_end().len();
        self.body.text.truncate(end);
        let kind = if only_image && kind == BlockKind::Paragraph { BlockKind::Caption } else { kind };
        let own = self.body.spans.iter_mut().rev().take_while(|span| span.range.end >= start);
        own.for_each(|span| span.range.end = span.range.end.min(end));
        self.body.blocks.push(Block { kind, range: start..end, lines: self.lines.clone() });
    }
}

/// HTML without its tags and comments; the text of scripts and styles goes with them.
fn without_tags(html: &str) -> String {
    let mut text = String::new();
    let mut rest = html;
    while let Some((before, tag)) = rest.split_once('<') {
        text.push_str(before);
        let hidden = ["script", "style"]
            .iter()
            .find(|name| tag.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)));
        let end = match (hidden, tag.starts_with("!--")) {
            (Some(name), _) => tag.find(&format!("</{name}")).map(|at| at + name.len() + 2),
            (None, true) => tag.find("-->").map(|at| at + 2),
            (None, false) => tag.find('>'),
        };
        rest = end.and_then(|end| tag.get(end + 1..)).unwrap_or_default();
    }
    text.push_str(rest);
    text
}

fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::document::Markup;

    fn body(text: &str, lines: Range<usize>) -> Body {
        let document = Document::new("x.md", Markup::Markdown, text.to_owned());
        let lines: Vec<(usize, &str)> = document.lines(lines).collect();
        read(&document, &lines)
    }

    #[test]
    fn markup_becomes_blocks_and_spans() {
        let body = body(
            "## Un *titre*\n\nDu **gras** et [un lien](https://example.org/x).\n\n> Cité\n\n1. un\n2. deux\n   * trois\n",
            0..9,
        );
        let blocks: Vec<(String, &str, Range<usize>)> = body
            .blocks
            .iter()
            .enumerate()
            .map(|(at, block)| (format!("{:?}", block.kind), body.block_text(at), block.lines.clone()))
            .collect();
        let item = |depth: u8, marker: &str| format!("Item {{ depth: {depth}, marker: {marker:?} }}");
        assert_eq!(
            blocks,
            [
                ("Heading(2)".to_owned(), "Un titre", 0..1),
                ("Paragraph".to_owned(), "Du gras et un lien.", 2..3),
                ("Quote".to_owned(), "Cité", 4..5),
                (item(0, "1."), "un", 6..7),
                (item(0, "2."), "deux", 7..8),
                (item(1, "•"), "trois", 8..9),
            ]
        );
        let spans: Vec<&str> = body.spans.iter().map(|span| &body.text[span.range.clone()]).collect();
        assert_eq!(spans, ["titre", "gras", "un lien"]);
    }

    #[test]
    fn a_nested_item_alone_is_no_code_and_finds_its_definition() {
        let text =
            "* rubric\n    * [Sea][s] and **salt**\n\n[s]: https://example.org/sea\n[bad]: javascript:alert(1)\n";
        let found = body(text, 1..2);
        assert_eq!(found.text, "Sea and salt");
        assert_eq!(found.links(0..3).map(|(_, url)| url.to_owned()).collect::<Vec<_>>(), ["https://example.org/sea"]);
        assert_eq!(body("[x](javascript:alert(1)) ![a\nb](c) <b>d</b>\n", 0..2).spans, []);
    }

    #[test]
    fn a_label_broken_over_two_lines_finds_its_definition() {
        let text = "See [the quay][north\n  quay] and [the\nCrane].\n\n[North Quay]: https://example.org/quay\n[the crane]: https://example.org/crane\n";
        let found = body(text, 0..3);
        assert_eq!(found.text, "See the quay and the Crane.");
        let urls: Vec<&str> = found.links(0..found.text.len()).map(|(_, url)| url).collect();
        assert_eq!(urls, ["https://example.org/quay", "https://example.org/crane"]);
    }

    #[test]
    fn character_references_are_scrubbed_like_what_is_written_out() {
        let cases = [
            ("a &#27;[31mb\n", "a [31mb"),
            ("a&#x9b;31mb &#8238;c\n", "a31mb c"),
            ("&#27;\n", ""),
            ("e&#769;&#769;&#769;&#769;&#769;&#769;!\n", "e\u{301}\u{301}\u{301}\u{301}!"),
            ("caf&eacute; &amp; th&eacute;\n", "café & thé"),
        ];
        for (text, expected) in cases {
            assert_eq!(body(text, 0..1).text, expected, "{text:?}");
        }
        let cases = [
            ("&eacute;!", Some(("é", 8))),
            ("&amp;lt;", Some(("&", 5))),
            ("&#8217;", Some(("’", 7))),
            ("&#27;", Some(("", 5))),
            ("&CounterClockwiseContourIntegral;", Some(("∳", 33))),
            ("&xyzzy;", None),
            ("& b;", None),
            ("&é;", None),
            ("&b", None),
            ("a", None),
        ];
        for (text, expected) in cases {
            assert_eq!(reference(text), expected.map(|(letters, length)| (letters.to_owned(), length)), "{text:?}");
        }
        let body = body("un [li&#27;en](https://example.org/x) ici\n", 0..1);
        assert_eq!(body.spans.iter().map(|span| &body.text[span.range.clone()]).collect::<Vec<_>>(), ["lien"]);
    }

    #[test]
    fn html_keeps_its_text_and_loses_its_tags() {
        let cases = [
            ("<p>Du <b>texte</b></p>\n", "Du texte"),
            ("<!-- rien -->\n\nIci.\n", "Ici."),
            ("<script>alert(1)</script>\n", ""),
            ("<div\nclass=x>un\ndeux</div>\n", "un\ndeux"),
        ];
        for (text, expected) in cases {
            assert_eq!(body(text, 0..9).text, expected, "{text:?}");
        }
    }

    #[test]
    fn code_keeps_its_lines_and_an_image_alone_is_a_caption() {
        let found = body("```\na\n  b\n```\n\n![Le port](port.jpg)\n", 0..6);
        assert_eq!(found.text, "a\n  b\n\nLe port");
        assert_eq!(found.blocks[1].kind, BlockKind::Caption);
    }
}
