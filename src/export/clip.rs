//! The clipboard: one quote, or one whole article, as Markdown to paste into a note.
//!
//! Nothing of it is found again later, so it carries no block ids: what is pasted is the user's.

use std::ops::Range;

use super::escape::{markdown_line, markdown_part, markdown_url};
use super::markdown::heading_text;
use crate::model::body::{Block, BlockKind, Body, Span, SpanKind, is_safe_url};
use crate::model::highlight::Origin;

/// A passage as a Markdown quote, with a line that says where it comes from.
pub fn quote(passage: &str, origin: &Origin) -> String {
    let quoted = prefixed(&lines(passage), "> ", "> ");
    match attribution(origin) {
        from if from.is_empty() => quoted,
        from => format!("{quoted}\n\n— {from}"),
    }
}

/// An article as Markdown: its title, where it comes from, and its text with headings, lists, links,
/// emphasis and code.
pub fn article(origin: &Origin, body: &Body) -> String {
    let mut parts = vec![format!("# {}", heading_text(&origin.title))];
    parts.extend(Some(attribution(&Origin { title: String::new(), ..origin.clone() })).filter(|from| !from.is_empty()));
    let title = heading_text(&origin.title);
    let is_title = |at: usize| at == 0 && heading_text(body.block_text(at)) == title;
    let mut markers: Vec<usize> = Vec::new();
    let mut text = parts.join("\n\n");
    let mut spans = Spans::of(body);
    for (at, block) in body.blocks.iter().enumerate().filter(|(at, _)| !is_title(*at)) {
        let is_item = matches!(block.kind, BlockKind::Item { .. });
        text.push_str(if is_item && !markers.is_empty() { "\n" } else { "\n\n" });
        if !is_item {
            markers.clear();
        }
        text.push_str(&block_text(body, block, at, &mut spans, &mut markers));
    }
    text + "\n"
}

/// Author, title with its address, digest, date: what is known of it.
fn attribution(origin: &Origin) -> String {
    let line = |text: &str| markdown_part("— ", &text.split_whitespace().collect::<Vec<_>>().join(" "), Some(','));
    let url = origin.url.as_deref().filter(|url| is_safe_url(url)).map(markdown_url);
    let title = match (origin.title.trim(), url) {
        ("", None) => String::new(),
        ("", Some(url)) => format!("<{url}>"),
        (title, None) => line(title),
        (title, Some(url)) => format!("[{}]({url})", line(title)),
    };
    let digest = if origin.digest == origin.title { "" } else { origin.digest.as_str() };
    let parts = [line(origin.author.as_deref().unwrap_or_default()), title, line(digest)];
    let date = line(origin.date.as_deref().unwrap_or_default());
    parts.into_iter().chain([date]).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The lines of a text, escaped.
fn lines(text: &str) -> Vec<String> {
    text.trim_matches('\n').split('\n').map(markdown_line).collect()
}

/// Lines under a prefix: an empty one ends a paragraph, others are kept as lines.
fn prefixed(lines: &[String], first: &str, rest: &str) -> String {
    let mut text = String::from(first);
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| !line.is_empty()) {
        let is_after_empty = at > 0 && lines.get(at - 1).is_some_and(String::is_empty);
        if text.len() > first.len() {
            let between = if is_after_empty { format!("\n{}\n", rest.trim_end()) } else { "\\\n".to_owned() };
            text.push_str(&between);
            text.push_str(rest);
        }
        text.push_str(line);
    }
    text
}

/// A block; `markers` holds the widths of the list markers it is nested in.
fn block_text(body: &Body, block: &Block, index: usize, spans: &mut Spans, markers: &mut Vec<usize>) -> String {
    let mut lines = || inline_lines(body, block, spans);
    match &block.kind {
        // The title is the only heading of the first level.
        BlockKind::Heading(level) => {
            format!("{} {}", "#".repeat(usize::from((*level).clamp(1, 5)) + 1), lines().join(" "))
        }
        BlockKind::Paragraph | BlockKind::Caption => prefixed(&lines(), "", ""),
        BlockKind::Quote => prefixed(&lines(), "> ", "> "),
        BlockKind::Code => fenced(body.block_text(index)),
        BlockKind::Item { depth, marker } => {
            markers.truncate(usize::from(*depth));
            let indent: usize = markers.iter().sum();
            let marker = list_marker(marker);
            markers.push(marker.len());
            let (first, rest) = (format!("{}{marker}", " ".repeat(indent)), " ".repeat(indent + marker.len()));
            prefixed(&lines(), &first, &rest)
        }
    }
}

/// A number stays a number; all other signs are a hyphen.
fn list_marker(marker: &str) -> String {
    let digits = marker.trim_end_matches(['.', ')']);
    let is_number = digits.len() < marker.len() && (1..=9).contains(&digits.len());
    if is_number && digits.bytes().all(|byte| byte.is_ascii_digit()) { format!("{marker} ") } else { "- ".to_owned() }
}

/// Preformatted text in a fence that is longer than any in it.
fn fenced(text: &str) -> String {
    let fence = "`".repeat(longest_run(text).max(2) + 1);
    format!("{fence}\n{text}\n{fence}")
}

fn longest_run(text: &str) -> usize {
    text.split(|letter| letter != '`').map(str::len).max().unwrap_or(0)
}

/// The lines of a block with their links, emphasis and code.
fn inline_lines(body: &Body, block: &Block, spans: &mut Spans) -> Vec<String> {
    let text = body.text.get(block.range.clone()).unwrap_or_default();
    let mut start = block.range.start;
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let range = start..start + line.len();
        start = range.end + 1;
        let mut out = String::new();
        inline(&body.text, range.clone(), &spans.within(&range), None, &mut out);
        lines.push(out);
    }
    lines
}

/// The spans of a text, read line by line from its beginning.
struct Spans<'a> {
    /// Those that begin further on.
    rest: std::vec::IntoIter<&'a Span>,
    /// Those that may go on; few, as no span is within one of its kind.
    open: Vec<&'a Span>,
}

impl<'a> Spans<'a> {
    fn of(body: &'a Body) -> Self {
        let mut spans: Vec<&Span> = body.spans.iter().collect();
        spans.sort_by_key(|span| outer_first(&span.range));
        Spans { rest: outermost(spans).into_iter(), open: Vec::new() }
    }

    /// The parts of spans on a line, in order.
    fn within(&mut self, line: &Range<usize>) -> Vec<Span> {
        let begun = self.rest.as_slice().partition_point(|span| span.range.start < line.end);
        self.open.extend(self.rest.by_ref().take(begun));
        self.open.retain(|span| span.range.end > line.start);
        let clip = |span: &&Span| Span {
            kind: span.kind.clone(),
            range: span.range.start.max(line.start)..span.range.end.min(line.end),
        };
        let mut spans: Vec<Span> = self.open.iter().map(clip).filter(|_| !line.is_empty()).collect();
        spans.sort_by_key(|span| outer_first(&span.range));
        spans
    }
}

fn outer_first(range: &Range<usize>) -> (usize, std::cmp::Reverse<usize>) {
    (range.start, std::cmp::Reverse(range.end))
}

/// What is bold within bold is bold, and more stars would not read as any.
fn outermost(mut spans: Vec<&Span>) -> Vec<&Span> {
    let mut ends = [0; 4];
    spans.retain(|span| {
        let end = match span.kind {
            SpanKind::Strong => &mut ends[0],
            SpanKind::Emphasis => &mut ends[1],
            SpanKind::Code => &mut ends[2],
            SpanKind::Link(_) => &mut ends[3],
        };
        let is_outer = span.range.end > *end;
        *end = span.range.end.max(*end);
        is_outer
    });
    spans
}

/// Writes `range` with the spans in it; `after` is what is written behind it.
fn inline(text: &str, range: Range<usize>, spans: &[Span], after: Option<char>, out: &mut String) {
    let mut at = range.start;
    for (index, span) in spans.iter().enumerate() {
        if span.range.start < at || span.range.end > range.end {
            continue;
        }
        let rest = spans.get(index + 1..).unwrap_or_default();
        let within = rest.partition_point(|inner| inner.range.start < span.range.end);
        let rest = rest.get(..within).unwrap_or_default();
        let has_bare_edges = !rest.iter().any(|inner| shares_an_edge(&inner.range, &span.range));
        let (open, close) = delimiters(text, span, out, at, has_bare_edges);
        push(text, at..span.range.start, Some(open.chars().next().unwrap_or('*')), out);
        out.push_str(&open);
        if span.kind == SpanKind::Code {
            out.push_str(text.get(span.range.clone()).unwrap_or_default());
        } else {
            inline(text, span.range.clone(), rest, Some(close.chars().next().unwrap_or('*')), out);
        }
        out.push_str(&close);
        at = span.range.end;
    }
    push(text, at..range.end, after, out);
}

fn push(text: &str, range: Range<usize>, after: Option<char>, out: &mut String) {
    let part = markdown_part(out, text.get(range).unwrap_or_default(), after);
    out.push_str(&part);
}

/// Whether the delimiters of one come next to those of the other.
fn shares_an_edge(inner: &Range<usize>, outer: &Range<usize>) -> bool {
    outer.contains(&inner.start) && (inner.start == outer.start || inner.end == outer.end)
}

/// What stands around a span. Emphasis that CommonMark would not read as such is left out.
fn delimiters(text: &str, span: &Span, out: &str, at: usize, has_bare_edges: bool) -> (String, String) {
    let inside = text.get(span.range.clone()).unwrap_or_default();
    let head = text.get(at..span.range.start).and_then(|head| head.chars().next_back());
    let before = head.or_else(|| out.chars().next_back());
    let next = text.get(span.range.end..).and_then(|tail| tail.chars().next());
    let is_apart =
        |letter: Option<char>| letter.is_none_or(|letter| letter.is_whitespace() || ".,;:!?()".contains(letter));
    let is_word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    let flanks = is_word(inside.chars().next()) && is_word(inside.chars().next_back());
    match &span.kind {
        // Next to a bracket inside, letters outside keep the stars from opening or closing anything.
        SpanKind::Strong
            if flanks && before != Some('*') && (has_bare_edges || (is_apart(before) && is_apart(next))) =>
        {
            ("**".into(), "**".into())
        }
        SpanKind::Emphasis if flanks && is_apart(before) && is_apart(next) => ("_".into(), "_".into()),
        SpanKind::Strong | SpanKind::Emphasis => (String::new(), String::new()),
        SpanKind::Code => code_delimiters(inside),
        SpanKind::Link(url) if is_safe_url(url) => ("[".into(), format!("]({})", markdown_url(url))),
        SpanKind::Link(_) => (String::new(), String::new()),
    }
}

fn code_delimiters(inside: &str) -> (String, String) {
    let ticks = "`".repeat(longest_run(inside) + 1);
    let needs_room = inside.starts_with(['`', ' ']) || inside.ends_with(['`', ' ']);
    let room = if needs_room { " " } else { "" };
    (format!("{ticks}{room}"), format!("{room}{ticks}"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, TagEnd};

    use super::*;
    use crate::model::article::{Article, ArticleId, Kind, TitleFrom};
    use crate::model::document::Document;
    use crate::model::rule::Rule;

    fn origin() -> Origin {
        Origin {
            title: "La panne [du] jour".to_owned(),
            digest: "Semaine 47".to_owned(),
            date: Some("2025-11-19".to_owned()),
            author: Some("A. Nonyme".to_owned()),
            url: Some("https://example.org/a_(b)?x=1&y=2".to_owned()),
            ..Origin::default()
        }
    }

    fn body(source: &str) -> Body {
        let document = crate::formats::read("x.md", source.as_bytes()).documents.remove(0);
        Body::of(&document, &whole(&document))
    }

    fn whole(document: &Document) -> Article {
        Article {
            id: ArticleId(1),
            lead: ArticleId(1),
            document: 0,
            lines: document.all_lines().into(),
            title: "T".into(),
            title_from: TitleFrom::Text,
            kicker: None,
            details: Default::default(),
            lang: None,
            words: 1,
            truncated: false,
            kind: Kind::Markdown,
            rule: Rule::Whole,
            confidence: 1.0,
        }
    }

    #[test]
    fn a_quote_says_where_it_comes_from() {
        let expected = "> Un \\*mot*\\\n> et\n>\n> la suite\n\n— A. Nonyme, [La panne \\[du\\] jour]\
                        (https://example.org/a_%28b%29?x=1&y=2), Semaine 47, 2025-11-19";
        let expected = expected.replace("\\*mot*", "\\*mot\\*");
        assert_eq!(quote("Un *mot*\net\n\nla suite", &origin()), expected);
        assert_eq!(quote("mot", &Origin::default()), "> mot");
        let hostile = Origin { url: Some("javascript:alert(1)".into()), title: "x](y)".into(), ..Origin::default() };
        assert_eq!(quote("mot", &hostile), "> mot\n\n— x\\](y)");
    }

    #[test]
    fn an_article_keeps_headings_lists_links_emphasis_and_code() {
        let source = "## Un titre\n\nUn **mot** et _un autre_, [un lien](https://example.org/a?b=1) et `du *code*`.\n\n\
                      - un\n- deux\n  - dedans\n\n1. un\n2. deux\n\n> cité\n\n```\na ``` b\n```\n\nfin #x\n";
        let expected = "# T\n\n### Un titre\n\nUn **mot** et _un autre_, [un lien](https://example.org/a?b=1) et `du *code*`.\n\n\
                        - un\n- deux\n  - dedans\n1. un\n2. deux\n\n> cité\n\n````\na ``` b\n````\n\nfin \\#x\n";
        let title = Origin { title: "T".into(), ..Origin::default() };
        assert_eq!(article(&title, &body(source)), expected);
    }

    #[test]
    fn bold_that_ends_in_a_link_is_kept_only_where_it_reads_back() {
        let title = Origin { title: "T".into(), ..Origin::default() };
        for (source, expected) in [
            ("**1[a](https://x.fr)** a", "**1[a](https://x.fr)** a"),
            ("**1[a](https://x.fr)**![a](https://x.fr)", "1[a](https://x.fr)a"),
            ("**[a](https://x.fr)1**a", "[a](https://x.fr)1a"),
            ("**1**a", "**1**a"),
            ("****[a](https://x.fr)**[a](https://x.fr)1******", "**[a](https://x.fr)[a](https://x.fr)1**"),
        ] {
            assert_eq!(article(&title, &body(source)), format!("# T\n\n{expected}\n"));
        }
    }

    #[test]
    fn the_title_that_begins_the_text_is_not_said_twice() {
        let title = Origin { title: "Un titre".into(), ..Origin::default() };
        assert_eq!(article(&title, &body("# Un titre\n\nTexte.\n")), "# Un titre\n\nTexte.\n");
    }

    #[test]
    fn signs_by_the_thousand_are_copied_like_any_other_text() {
        let title = Origin { title: "T".into(), ..Origin::default() };
        let count = 20_000;
        let bold = "**x** _y_ ".repeat(count);
        assert_eq!(article(&title, &body(&bold)), format!("# T\n\n{}\n", bold.trim()));
        for sign in ["> ", "- ", "*", "_", "[", "`", "*_"] {
            let (signs, back) = (sign.repeat(count), sign.chars().rev().collect::<String>().repeat(count));
            for source in [format!("{signs}x"), format!("{signs}x{back}"), format!("{signs}\n")] {
                assert!(article(&title, &body(&source)).starts_with("# T\n"), "{sign:?}");
            }
        }
    }

    /// What a reader of Markdown sees, without white space.
    fn seen(markdown: &str) -> String {
        let mut text = String::new();
        for event in Parser::new_ext(markdown, Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH) {
            match event {
                Event::Text(part) | Event::Code(part) => text.push_str(&part),
                Event::Html(part) | Event::InlineHtml(part) => text.push_str(&format!("HTML {part}")),
                Event::End(TagEnd::Image) => text.push_str("IMAGE"),
                _ => {}
            }
        }
        text.split_whitespace().collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_article_reads_back(source in "([-*_`\\[\\]()<>#!&;.1ab \n]|\\*\\*|\n\n|\n- |\\[a\\]\\(https://x\\.fr\\)){0,40}") {
            let body = body(&source);
            let markdown = article(&Origin { title: "T".into(), ..Origin::default() }, &body);
            let own: String = body.text.split_whitespace().collect();
            prop_assert_eq!(seen(&markdown), format!("T{own}"), "{}", markdown);
        }
    }
}
