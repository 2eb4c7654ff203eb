//! Prints articles for `veille articles`: a table for people, JSON Lines for programs, or the reasons.
//!
//! The fields of the JSON are a contract; they change only by addition. Lines count from 1 here.

use std::io::{self, Write};
use std::ops::Range;

use serde::Serialize;

use crate::digest;
use crate::model::article::{Article, ArticleId, Lang, TitleFrom};
use crate::model::body::Body;
use crate::model::correction::Corrections;
use crate::model::document::Document;
use crate::model::marks::{ArticleMarks, Marks};
use crate::model::store::Store;
use crate::text::wrap::truncate;

/// How to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Columns.
    Table,
    /// One JSON object a line.
    JsonLines,
}

/// What to print.
#[derive(Debug, Clone, Copy)]
pub struct Options<'a> {
    /// How.
    pub format: Format,
    /// Whether the article's text is printed too.
    pub text: bool,
    /// Whether the rule, its confidence and its evidence are printed.
    pub explain: bool,
    /// What the reader corrected, for the reasons.
    pub corrections: &'a Corrections,
    /// What the reader did: titles given by hand.
    pub marks: &'a Marks,
    /// The reading speed for the minutes.
    pub words_per_minute: u32,
}

/// Where the title that is printed comes from.
#[derive(Debug, Serialize)]
#[serde(rename_all = "lowercase")]
enum Named {
    Text,
    Derived,
    /// The reader gave it.
    Hand,
}

impl From<TitleFrom> for Named {
    fn from(from: TitleFrom) -> Named {
        match from {
            TitleFrom::Text => Named::Text,
            TitleFrom::Derived => Named::Derived,
        }
    }
}

/// One article, with the fields of the contract.
#[derive(Debug, Serialize)]
struct Row<'a> {
    doc: &'a str,
    start: usize,
    end: usize,
    drop: Vec<[usize; 2]>,
    id: ArticleId,
    title: &'a str,
    title_from: Named,
    kicker: Option<&'a str>,
    author: Option<&'a str>,
    date: Option<&'a str>,
    url: Option<&'a str>,
    lang: Option<Lang>,
    words: u32,
    minutes: u32,
    truncated: bool,
    kind: &'static str,
    rule: &'static str,
    confidence: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

/// Prints the articles of a store, in reading order; `keep` says which.
pub fn print(out: &mut impl Write, store: &Store, options: Options, keep: impl Fn(usize) -> bool) -> io::Result<()> {
    for (document, digest) in store.documents().iter().zip(store.digests()) {
        let reasons = if options.explain { digest::explain(document, options.corrections) } else { Vec::new() };
        let (mut is_first, mut end) = (true, 0);
        for (order, index) in digest.articles.clone().enumerate() {
            let Some(article) = store.article(index) else { continue };
            let before = std::mem::replace(&mut end, article.lines.end())..article.lines.start();
            if !keep(index) {
                continue;
            }
            let evidence = reasons.get(order).map(|reason| reason.evidence.as_str());
            let known = options.marks.article(store, article);
            match options.format {
                Format::JsonLines => json(out, document, article, known, options, evidence)?,
                Format::Table => {
                    if std::mem::take(&mut is_first) {
                        writeln!(out, "{} · {}", document.source(), article.kind.name())?;
                    }
                    if options.explain {
                        left_out(out, document, before)?;
                    }
                    table(out, document, article, known, options, evidence)?;
                    for dropped in article.drop().iter().filter(|_| options.explain) {
                        left_out(out, document, dropped.clone())?;
                    }
                }
            }
        }
        let is_last_kept = digest.articles.clone().next_back().is_some_and(&keep);
        if options.explain && options.format == Format::Table && is_last_kept {
            left_out(out, document, end..document.line_count())?;
        }
    }
    Ok(())
}

/// Prints lines that are in no article, by their first words: whoever misses a text finds it here.
fn left_out(out: &mut impl Write, document: &Document, lines: Range<usize>) -> io::Result<()> {
    /// Enough to know a line by.
    const WIDTH: usize = 60;
    let mut filled = document.lines(lines).filter(|(_, line)| !line.trim().is_empty());
    let Some((first, words)) = filled.next() else { return Ok(()) };
    let last = filled.last().map_or(first, |(last, _)| last);
    let (words, is_cut) = truncate(words.trim(), WIDTH);
    let more = if is_cut || last > first { " …" } else { "" };
    writeln!(out, "{:>13}        left out: {words}{more}", format!("{}–{}", first + 1, last + 1))
}

fn json(
    out: &mut impl Write,
    document: &Document,
    article: &Article,
    known: &ArticleMarks,
    options: Options,
    evidence: Option<&str>,
) -> io::Result<()> {
    let text = options.text.then(|| Body::of(document, article).text);
    let row = Row {
        doc: document.source(),
        start: article.lines.start() + 1,
        end: article.lines.end(),
        drop: article.drop().iter().map(|range| [range.start + 1, range.end]).collect(),
        id: article.id,
        title: known.title().unwrap_or(&article.title),
        title_from: known.title().map_or(article.title_from.into(), |_| Named::Hand),
        kicker: article.kicker.as_deref(),
        author: article.author(),
        date: article.date(),
        url: article.url(),
        lang: article.lang,
        words: article.words,
        minutes: article.minutes(options.words_per_minute),
        truncated: article.truncated,
        kind: article.kind.name(),
        rule: article.rule.name(),
        // Two decimals: more would only say that it is a float.
        confidence: (f64::from(article.confidence) * 100.0).round() / 100.0,
        evidence,
        text,
    };
    serde_json::to_writer(&mut *out, &row)?;
    writeln!(out)
}

fn table(
    out: &mut impl Write,
    document: &Document,
    article: &Article,
    known: &ArticleMarks,
    options: Options,
    evidence: Option<&str>,
) -> io::Result<()> {
    let is_derived = known.title().is_none() && article.title_from == TitleFrom::Derived;
    let signs = match (is_derived, article.is_unsure()) {
        (true, true) => "≈? ",
        (true, false) => "≈ ",
        (false, true) => "? ",
        (false, false) => "",
    };
    let title = known.title_of(article);
    let lines = format!("{}–{}", article.lines.start() + 1, article.lines.end());
    writeln!(out, "{lines:>13} {:>4}′  {signs}{title}", article.minutes(options.words_per_minute))?;
    if let Some(evidence) = evidence {
        writeln!(out, "{:>21}{} ({:.2}): {evidence}", "", article.rule.name(), article.confidence)?;
    }
    if options.text {
        for line in Body::of(document, article).text.lines() {
            writeln!(out, "    {line}")?;
        }
        writeln!(out)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::change::{Change, Entry, Stamper, Step};
    use crate::model::document::Markup;

    fn store() -> Store {
        let text = "# Links of the week\n\n- [Tides explained](https://example.org/tides) by Ann.\n- [Winds explained](https://example.org/winds) by Bob.\n- [Rain explained](https://example.org/rain) by Cy.\n- [Snow explained](https://example.org/snow) by Di.\n- [Fog explained](https://example.org/fog) by Ed.\n";
        let document = Document::new("links.md", Markup::Markdown, text.to_owned());
        let split = digest::split(&document, &Corrections::default());
        let mut store = Store::default();
        store.add(std::sync::Arc::new(document), "Links".to_owned(), split.date, split.articles);
        store
    }

    #[test]
    fn a_line_of_json_has_the_fields_of_the_contract() {
        let mut out = Vec::new();
        let options = Options {
            format: Format::JsonLines,
            text: true,
            explain: false,
            corrections: &Corrections::default(),
            marks: &Marks::default(),
            words_per_minute: 240,
        };
        print(&mut out, &store(), options, |_| true).unwrap();
        let first: serde_json::Value =
            serde_json::from_slice(out.split(|byte| *byte == b'\n').next().unwrap()).unwrap();
        let fields: Vec<&String> = first.as_object().unwrap().keys().collect();
        let expected = [
            "doc",
            "start",
            "end",
            "drop",
            "id",
            "title",
            "title_from",
            "kicker",
            "author",
            "date",
            "url",
            "lang",
            "words",
            "minutes",
            "truncated",
            "kind",
            "rule",
            "confidence",
            "text",
        ];
        assert_eq!(fields.len(), expected.len());
        assert!(expected.iter().all(|field| first.get(field).is_some()), "{fields:?}");
        assert_eq!((&first["start"], &first["title"]), (&3.into(), &"Tides explained".into()));
        assert_eq!(first["url"], "https://example.org/tides");
    }

    #[test]
    fn the_reasons_stand_under_each_article() {
        let mut out = Vec::new();
        let options = Options {
            format: Format::Table,
            text: false,
            explain: true,
            corrections: &Corrections::default(),
            marks: &Marks::default(),
            words_per_minute: 240,
        };
        print(&mut out, &store(), options, |index| index == 1).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.lines().count(), 3, "{text}");
        assert!(text.contains("Winds explained") && text.contains("bullet ("));
    }

    #[test]
    fn what_is_in_no_article_stands_where_it_was_left_out() {
        let explained = |keep: fn(usize) -> bool| {
            let (marks, corrections) = (&Marks::default(), &Corrections::default());
            let format = Format::Table;
            let options = Options { format, text: false, explain: true, corrections, marks, words_per_minute: 240 };
            let mut out = Vec::new();
            print(&mut out, &store(), options, keep).unwrap();
            String::from_utf8(out).unwrap()
        };
        let first = explained(|index| index == 0);
        assert!(first.contains("          1–1        left out: # Links of the week\n"), "{first}");
        assert!(!explained(|index| index == 2).contains("left out"));
    }

    #[test]
    fn a_title_given_by_hand_is_printed_and_said_to_be_one() {
        let store = store();
        let article = store.article(0).unwrap();
        let to = "Mes marées".to_owned();
        let change = Change::Title { article: article.id, lead: article.lead, to };
        let mut marks = Marks::default();
        let stamp = Stamper::new("h", "s").stamp(1, 0);
        marks.apply(&Entry { stamp, step: Step::Do, what: String::new(), changes: vec![change] });
        let corrections = Corrections::default();
        let printed = |format| {
            let mut out = Vec::new();
            let (marks, corrections) = (&marks, &corrections);
            let options = Options { format, text: false, explain: false, corrections, marks, words_per_minute: 240 };
            print(&mut out, &store, options, |index| index < 2).unwrap();
            String::from_utf8(out).unwrap()
        };
        let table = printed(Format::Table);
        assert!(table.contains("′  Mes marées\n") && table.contains("Winds explained"), "{table}");
        let lines = printed(Format::JsonLines);
        assert!(lines.contains(r#""title":"Mes marées","title_from":"hand""#), "{lines}");
        assert!(lines.contains(r#""title":"Winds explained","title_from":"text""#), "{lines}");
    }
}
