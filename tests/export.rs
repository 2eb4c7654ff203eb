//! Exported Markdown: what a parser reads back from it, and what a merge leaves alone.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::BTreeSet;

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use veille::export::markdown::merge;
use veille::export::template::{Own, Part, Template};
use veille::export::{Before, EXPORTERS, Merged, Page, Section, csv, exporter, json, together, w3c};
use veille::model::article::ArticleId;
use veille::model::highlight::{Anchor, Colour, Highlight, HighlightId, Meanings, Origin};
use yaml_rust2::YamlLoader;

fn highlight(id: &str, quote: &str) -> Highlight {
    Highlight {
        id: HighlightId(id.to_owned()),
        anchor: Anchor::new(ArticleId(1), quote, 0..quote.len()).unwrap(),
        origin: Origin::default(),
        made: 0,
        note: String::new(),
        tags: BTreeSet::new(),
        colour: Colour::Yellow,
    }
}

fn section(title: &str, highlights: &[(&str, &str)]) -> Section {
    let highlights = highlights.iter().map(|(id, quote)| highlight(id, quote)).collect();
    Section { digest: None, title: title.to_owned(), highlights }
}

fn page(sections: Vec<Section>) -> Page {
    let source = Some("semaine-47.txt".to_owned());
    Page { title: "Semaine 47".to_owned(), source, date: Some("2025-11-19".to_owned()), sections, ..Page::default() }
}

fn fresh(page: &Page) -> String {
    merge(None, page, &Before::default()).text
}

fn again(existing: &str, page: &Page, exported: &[&str]) -> Merged {
    let exported = exported.iter().map(|id| HighlightId((*id).to_owned())).collect();
    merge(Some(existing), page, &Before { exported, ..Before::default() })
}

/// What CommonMark reads: the level-2 headings, and the quotes that end with a block id.
fn read_back(markdown: &str, options: Options) -> (Vec<String>, Vec<(String, String)>) {
    let (mut headings, mut quotes, mut text, mut depth) = (Vec::new(), Vec::new(), String::new(), 0);
    for event in Parser::new_ext(markdown, options | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS) {
        match event {
            Event::Start(Tag::Heading { .. }) => text.clear(),
            Event::End(TagEnd::Heading(_)) if depth == 0 => headings.push(std::mem::take(&mut text)),
            Event::Start(Tag::BlockQuote(_)) => {
                depth += 1;
                text.clear();
            }
            Event::End(TagEnd::BlockQuote(_)) => {
                depth -= 1;
                if let Some((quote, id)) = text.trim_end().rsplit_once(" ^v-") {
                    quotes.push((id.to_owned(), quote.to_owned()));
                }
            }
            Event::Start(Tag::Paragraph) if depth > 0 && !text.is_empty() => text.push_str("\n\n"),
            Event::Text(part) => text.push_str(&part),
            Event::HardBreak => text.push('\n'),
            Event::SoftBreak => text.push_str("SOFT"),
            Event::Code(part) | Event::Html(part) | Event::InlineHtml(part) if depth > 0 => {
                text.push_str(&format!("MARKUP {part}"));
            }
            _ => {}
        }
    }
    (headings, quotes)
}

fn all_extensions() -> Options {
    let mut options = Options::all();
    options.remove(Options::ENABLE_SMART_PUNCTUATION);
    options
}

fn assert_reads_back(page: &Page) {
    let markdown = fresh(page);
    let titles: Vec<String> = page.sections.iter().map(|section| section.title.clone()).collect();
    let all = page.sections.iter().flat_map(|section| &section.highlights);
    let quotes: Vec<(String, String)> = all.map(|h| (h.id.0.clone(), h.anchor.quote.clone())).collect();
    for options in [Options::empty(), all_extensions()] {
        assert_eq!(read_back(&markdown, options), (titles.clone(), quotes.clone()), "{markdown}");
    }
    let read = YamlLoader::load_from_str(markdown.split("\n---\n").next().unwrap()).unwrap();
    assert_eq!(read[0]["title"].as_str(), Some(page.title.as_str()));
    assert_eq!(read[0]["source"].as_str(), page.source.as_deref());
}

#[test]
fn thousands_of_sections_are_exported_and_exported_again() {
    let mut page = page(Vec::new());
    let sections = (0..5_000).map(|at| section(&format!("Titre {at}"), &[(&format!("{at:x}"), "Une phrase.")]));
    page.sections = sections.collect();
    let text = fresh(&page);
    assert_eq!(text.matches(" ^v-").count(), 5_000);
    page.sections.insert(2_500, section("Au milieu", &[("ffff1", "Une autre.")]));
    let merged = again(&text, &page, &[]);
    assert_eq!((merged.added.len(), merged.present.len()), (1, 5_000));
    let (before, after) = merged.text.split_once("\n## Au milieu\n\n> Une autre. ^v-ffff1\n").unwrap();
    assert!(before.ends_with("^v-9c3\n") && after.starts_with("\n## Titre 2500\n"));
}

#[test]
fn a_page_is_front_matter_headings_quotes_notes_and_tags() {
    let mut page = page(vec![
        section("La panne de Cloudflare", &[("3f9a2c1b", "Le 18 novembre.\n\nUne *panne* #net\nlongue")]),
        section("Un entretien", &[("2", "On parle."), ("3", "On répond.")]),
    ]);
    let noted = &mut page.sections[0].highlights[0];
    noted.note = "À rapprocher de [[Octobre]].\nVraiment.".to_owned();
    noted.tags = ["cloud".to_owned(), "à voir".to_owned()].into();
    page.sections[1].highlights[0].origin.seconds = Some((65, 3723));
    page.sections[1].highlights[1].tags = ["x".to_owned()].into();
    let expected = r#"---
title: "Semaine 47"
source: "semaine-47.txt"
date: 2025-11-19
tags: [veille]
---

## La panne de Cloudflare

> Le 18 novembre.
>
> Une \*panne\* \#net\
> longue ^v-3f9a2c1b

À rapprocher de [[Octobre]].
Vraiment. #cloud #à-voir

## Un entretien

> On parle. ^v-2

1:05–1:02:03

> On répond. ^v-3

#x
"#;
    assert_eq!(fresh(&page), expected);
    let merged = again(expected, &page, &[]);
    assert_eq!((merged.text.as_str(), merged.added.len(), merged.present.len()), (expected, 0, 3));
}

const HOSTILE: [&str; 41] = [
    "../x",
    "/etc/x",
    "CON",
    "---",
    "a: b",
    "[[x]]",
    "![[x]]",
    "{{x}}",
    "```",
    "~~~",
    "<script>",
    "<!--",
    "](javascript:alert(1))",
    "# x",
    "- x",
    "? x",
    "[x]: y",
    "{x: y}",
    "> x",
    "! x",
    "& x",
    "&amp;",
    "* x",
    "% x",
    "%% x",
    "@ x",
    "$$",
    "^v-2",
    "x ^v-3f9a",
    "1. x",
    "| a | b |",
    "===",
    "\"'\\",
    "x #",
    "* #",
    "- # x",
    "12) > x",
    "+ ---",
    ":\u{1250}\u{11374}\u{10579}2$--^))`|!&",
    "--$`|",
    "\":x",
];

#[test]
fn hostile_titles_quotes_and_notes_read_back() {
    for hostile in HOSTILE {
        let mut page =
            page(vec![section(hostile, &[("1", hostile)]), section("après", &[("2", "un"), ("3", hostile)])]);
        page.title = hostile.to_owned();
        page.source = Some(hostile.to_owned());
        for highlight in page.sections.iter_mut().flat_map(|section| &mut section.highlights) {
            highlight.note = format!("{hostile}\n{hostile}");
            highlight.tags = [hostile.to_owned()].into();
        }
        assert_reads_back(&page);
        let markdown = fresh(&page);
        assert_eq!(again(&markdown, &page, &[]).text, markdown);
        assert!(!veille::export::markdown::is_of_another(&markdown, &page), "{hostile}");
        page.source = Some("other".to_owned());
        assert!(veille::export::markdown::is_of_another(&markdown, &page), "{hostile}");
    }
}

/// Old file, what the file was exported with before, new sections, and the file expected.
#[test]
fn new_highlights_go_to_their_place_and_nothing_else_changes() {
    let old = "## A\n\n> a1 ^v-1\n\nmine\n\n> a3 ^v-3\n\n## C\n\n> c1 ^v-5\n";
    let a = |ids: &[&'static str]| section("A", &ids.iter().map(|id| (*id, "new")).collect::<Vec<_>>());
    let c = || section("C", &[("5", "c1")]);
    let cases: [(&str, &[&str], Vec<Section>, &str); 14] = [
        (
            old,
            &[],
            vec![a(&["1", "2", "3"]), c()],
            "## A\n\n> a1 ^v-1\n\nmine\n\n> new ^v-2\n\n> a3 ^v-3\n\n## C\n\n> c1 ^v-5\n",
        ),
        (
            old,
            &[],
            vec![a(&["0", "1", "3"]), c()],
            "## A\n\n> new ^v-0\n\n> a1 ^v-1\n\nmine\n\n> a3 ^v-3\n\n## C\n\n> c1 ^v-5\n",
        ),
        (
            old,
            &[],
            vec![a(&["1", "3", "4"]), c()],
            "## A\n\n> a1 ^v-1\n\nmine\n\n> a3 ^v-3\n\n> new ^v-4\n\n## C\n\n> c1 ^v-5\n",
        ),
        (
            old,
            &[],
            vec![a(&["1", "3", "4"]), section("B", &[("b", "x"), ("bb", "y")]), c(), section("D", &[("d", "z")])],
            "## A\n\n> a1 ^v-1\n\nmine\n\n> a3 ^v-3\n\n> new ^v-4\n\n## B\n\n> x ^v-b\n\n> y ^v-bb\n\n## C\n\n> c1 ^v-5\n\n## D\n\n> z ^v-d\n",
        ),
        (
            "---\ntitle: x\n---\n\n## C\n\n> c1 ^v-5\n",
            &[],
            vec![section("B", &[("b", "x")]), c()],
            "---\ntitle: x\n---\n\n## B\n\n> x ^v-b\n\n## C\n\n> c1 ^v-5\n",
        ),
        (
            "## C\n\nall gone",
            &["5"],
            vec![section("C", &[("5", "c1"), ("6", "c2")])],
            "## C\n\nall gone\n\n> c2 ^v-6\n",
        ),
        ("", &["5"], vec![c()], ""),
        (
            "## A\n\n> joined\n> a1 ^v-1\n> a3 ^v-3",
            &[],
            vec![a(&["1", "2", "3"])],
            "## A\n\n> joined\n> a1 ^v-1\n> a3 ^v-3\n\n> new ^v-2\n",
        ),
        ("## A\r\n\r\n> a1 ^v-1\r\n", &[], vec![a(&["1", "2"])], "## A\r\n\r\n> a1 ^v-1\r\n\r\n> new ^v-2\r\n"),
        ("mine\n> a1 ^v-1", &[], vec![a(&["0", "1"])], "mine\n\n> new ^v-0\n\n> a1 ^v-1"),
        ("My own notes.\n", &[], vec![c()], "My own notes.\n\n## C\n\n> c1 ^v-5\n"),
        (old, &["2"], vec![a(&["1", "2", "3"]), c()], old),
        (
            "> a1 ^v-1\n\n## Mine\n",
            &[],
            vec![section("En bref", &[("1", "a")]), section("En bref", &[("2", "b")])],
            "> a1 ^v-1\n\n## En bref\n\n> b ^v-2\n\n## Mine\n",
        ),
        (
            "> c1 ^v-5\n\n## A\n\n> a1 ^v-1\n",
            &[],
            vec![a(&["1", "2"]), c()],
            "> c1 ^v-5\n\n## A\n\n> a1 ^v-1\n\n> new ^v-2\n",
        ),
    ];
    for (existing, exported, sections, expected) in cases {
        let page = page(sections);
        let merged = again(existing, &page, exported);
        assert_eq!(merged.text, expected, "{existing:?}");
        assert_eq!(again(&merged.text, &page, exported).text, expected, "a second time");
    }
}

#[test]
fn what_was_deleted_in_veille_is_left_and_reported_what_the_user_took_out_stays_out() {
    let page = page(vec![section("A", &[("1", "a"), ("2", "b"), ("3", "c")])]);
    let ids = |ids: &[&str]| -> BTreeSet<HighlightId> { ids.iter().map(|id| HighlightId((*id).to_owned())).collect() };
    let before =
        Before { exported: ids(&["2", "9"]), deleted: ids(&["9", "8"]), withheld: ids(&["3"]), ..Before::default() };
    let merged = merge(Some("> gone ^v-9\n\n> a ^v-1\n"), &page, &before);
    assert_eq!(merged.text, "> gone ^v-9\n\n> a ^v-1\n");
    assert_eq!(merged.left_in, [HighlightId("9".into())]);
    assert_eq!(merged.taken_out, [HighlightId("2".into())]);
}

#[test]
fn several_digests_in_one_file_have_their_titles_above_them() {
    let one = page(vec![section("A", &[("1", "a")])]);
    let other = Page { title: "Next".to_owned(), ..page(vec![section("B", &[("2", "b")])]) };
    let alone = fresh(&together(vec![one.clone()]));
    assert!(alone.contains("title: \"Semaine 47\"") && !alone.contains("\n# "));
    let whole = together(vec![one, other]);
    let markdown = fresh(&whole);
    assert!(markdown.ends_with("# Semaine 47\n\n## A\n\n> a ^v-1\n\n# Next\n\n## B\n\n> b ^v-2\n"), "{markdown}");
    let mut more = whole.clone();
    more.sections.push(Section { digest: Some("Next".to_owned()), ..section("C", &[("3", "c")]) });
    assert!(again(&markdown, &more, &[]).text.ends_with("> b ^v-2\n\n## C\n\n> c ^v-3\n"));
}

/// What a user does to a file between two exports.
#[derive(Debug, Clone)]
enum Edit {
    Insert(usize, String),
    Remove(usize),
    Swap(usize, usize),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let line = prop_oneof![
        "[-#>`*~|\\[\\]<!$%a-c0-9. ]{0,8}",
        Just("> quoted ^v-1".to_owned()),
        Just("## Un".to_owned()),
        Just("```".to_owned()),
        Just("---".to_owned()),
        Just("\t- x".to_owned()),
    ];
    let edit = prop_oneof![
        (any::<usize>(), line).prop_map(|(at, line)| Edit::Insert(at, line)),
        any::<usize>().prop_map(Edit::Remove),
        (any::<usize>(), any::<usize>()).prop_map(|(from, to)| Edit::Swap(from, to)),
    ];
    prop::collection::vec(edit, 0..12)
}

fn edited(text: &str, edits: &[Edit]) -> String {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    for edit in edits {
        let count = lines.len().max(1);
        match edit {
            Edit::Insert(at, line) => lines.insert(at % count, line.clone()),
            Edit::Remove(at) if !lines.is_empty() => drop(lines.remove(at % count)),
            Edit::Swap(from, to) if !lines.is_empty() => lines.swap(from % count, to % count),
            _ => {}
        }
    }
    lines.join("\n")
}

/// Whether all of `part` stands in `whole`, line by line in the same order.
fn lines_survive(part: &str, whole: &str) -> bool {
    let mut lines = whole.split('\n');
    part.strip_suffix('\n').unwrap_or(part).split('\n').all(|line| lines.any(|other| other == line))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_quote_title_and_note_read_back(
        quotes in prop::collection::vec("[^\\p{C}\\n]{0,8}[-+*_`~^$|#<>&;!\\[\\](){}:=%\\\\.0-9a ]{1,12}(\n{1,2}[-#>` a1.=]{0,4}[a»]){0,3}", 1..4),
        title in "[-+*_`~^$|#<>&;!\\[\\](){}:=%\\\\.0-9]{0,8}[a-zé]",
        note in "[-+*_`~^$|#<>&;!\\[\\](){}:=%\\\\.0-9a \n]{0,16}",
    ) {
        let mut all: Vec<Highlight> = quotes.iter().enumerate().map(|(at, quote)| highlight(&format!("{at}"), quote)).collect();
        all.iter_mut().for_each(|highlight| highlight.note = note.clone());
        let after = section("fin", &[("f", "fin")]);
        assert_reads_back(&page(vec![Section { digest: None, title, highlights: all }, after]));
    }

    #[test]
    fn what_the_user_wrote_survives_and_nothing_is_written_twice(edits in edits(), first in 0..8_u32, then in 0..8_u32) {
        let sections = |bits: u32| {
            let some = |ids: &[(&'static str, u32)]| -> Vec<(&str, &str)> {
                ids.iter().filter(|(_, bit)| bits & bit > 0).map(|(id, _)| (*id, "cité")).collect()
            };
            page(vec![section("Un", &some(&[("1", 1), ("2", 2)])), section("Deux", &some(&[("3", 4), ("4", 8)]))])
        };
        let old = fresh(&sections(first));
        let exported: Vec<&str> = [("1", 1), ("2", 2), ("3", 4)].iter().filter(|(_, bit)| first & bit > 0).map(|(id, _)| *id).collect();
        let existing = edited(&old, &edits);
        let page = sections(first | then | 8);
        let merged = again(&existing, &page, &exported);
        prop_assert!(lines_survive(&existing, &merged.text), "{existing}\n=====\n{}", merged.text);
        let most = existing.len() + if merged.added.is_empty() { 0 } else { 300 };
        prop_assert!(merged.text.len() <= most, "{}", merged.text);
        let second = again(&merged.text, &page, &exported);
        prop_assert_eq!(&second.text, &merged.text);
        prop_assert!(second.added.is_empty());
    }
}

/// The formats whose files are rows, with one that has everything.
fn page_of_rows(quotes: &[&str]) -> Page {
    let mut page = page(vec![section("Un", &[]), section("Deux", &[])]);
    for (at, quote) in quotes.iter().enumerate() {
        let text = format!("avant {quote} après");
        let mut highlight = highlight(&format!("a{at}"), quote);
        highlight.anchor = Anchor::new(ArticleId(0xbeef), &text, 6..6 + quote.len()).unwrap();
        highlight.origin = Origin {
            title: "La panne : un \"récit\"".to_owned(),
            digest: "Semaine 47".to_owned(),
            source: "semaine-47.txt".to_owned(),
            date: Some("2025-11-19".to_owned()),
            author: Some("A. Nonyme".to_owned()),
            url: Some("https://example.org/x?a=1,2".to_owned()),
            line: Some(12),
            seconds: Some((65, 3723)),
        };
        highlight.made = 1_763_546_400_060;
        highlight.note = "À rapprocher,\n\"vite\".".to_owned();
        highlight.tags = ["cloud".to_owned(), "à-voir".to_owned()].into();
        highlight.colour = Colour::Pink;
        page.sections[at % 2].highlights.push(highlight);
    }
    page
}

fn all(page: &Page) -> Vec<Highlight> {
    page.sections.iter().flat_map(|section| section.highlights.clone()).collect()
}

/// The fields of CSV, as RFC 4180 reads them.
fn fields(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.next_if_eq(&'"').is_some() => field.push('"'),
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut field)),
            '\r' if !quoted => {}
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field));
                rows.push(std::mem::take(&mut row));
            }
            letter => field.push(letter),
        }
    }
    rows
}

#[test]
fn json_and_annotations_give_everything_back_and_csv_what_readwise_reads() {
    let page = page_of_rows(&["Un *mot*, et\n\nla \"suite\".", "=1+1", "«\u{a0}été\u{a0}»"]);
    let text = |name: &str| (exporter(name).unwrap().merge)(None, &page, &Before::default()).text;
    assert_eq!(json::read(&text("json")).unwrap(), all(&page));
    assert_eq!(w3c::read(&text("w3c")).unwrap(), all(&page));
    assert!(json::read(&text("w3c")).is_none() && w3c::read(&text("json")).is_none(), "one is not taken for the other");
    let rows = fields(&text("csv"));
    assert_eq!(rows[0], ["Highlight", "Title", "Author", "URL", "Note", "Location", "Date"]);
    let expected =
        ["Un *mot*, et\n\nla \"suite\".", "La panne : un \"récit\"", "A. Nonyme", "https://example.org/x?a=1,2"];
    assert_eq!(rows[1][..4], expected);
    assert_eq!(rows[1][4..], [".cloud .à-voir À rapprocher,\n\"vite\".", "12", "2025-11-19 10:00:00"]);
    assert_eq!(rows.len(), 4);
}

#[test]
fn an_annotation_has_the_selectors_of_the_standard() {
    let text = w3c::merge(None, &page_of_rows(&["mot"]), &Before::default()).text;
    let page: serde_json::Value = serde_json::from_str(&text).unwrap();
    let item = &page["items"][0];
    assert_eq!(
        (&page["@context"], &page["type"]),
        (&"http://www.w3.org/ns/anno.jsonld".into(), &"AnnotationPage".into())
    );
    let expected = serde_json::json!([
        {"type": "TextQuoteSelector", "exact": "mot", "prefix": "avant ", "suffix": " après"},
        {"type": "TextPositionSelector", "start": 6, "end": 9},
        {"type": "FragmentSelector", "conformsTo": "http://www.w3.org/TR/media-frags/", "value": "t=65,3723"},
    ]);
    assert_eq!(item["target"]["selector"], expected);
    assert_eq!(item["created"], "2025-11-19T10:00:00.06Z");
    assert_eq!(item["target"]["source"], "https://example.org/x?a=1,2");
}

#[test]
fn annotations_of_other_programs_are_read_where_they_quote_text() {
    let text = r#"[{"type":"Annotation","id":"https://hypothes.is/a/1","body":{"type":"TextualBody","value":"Vu","purpose":"commenting"},
        "target":{"source":"https://example.org/x","selector":{"type":"TextQuoteSelector","exact":"mot","prefix":"un "}}},
        {"type":"Annotation","target":"https://example.org/y"}, {"type":["Annotation","x"],"target":[{"selector":[{"type":"TextQuoteSelector","exact":"deux"}]}]}]"#;
    let read = w3c::read(text).unwrap();
    assert_eq!(read.iter().map(|highlight| highlight.anchor.quote.as_str()).collect::<Vec<_>>(), ["mot", "deux"]);
    assert_eq!((read[0].note.as_str(), read[0].origin.url.as_deref()), ("Vu", Some("https://example.org/x")));
    assert_eq!(w3c::read(text).unwrap()[0].id, read[0].id, "the same name each time");
    for none in ["", "{}", "[]", "nonsense", "{\"items\":[]}", "[1,null]"] {
        assert!(w3c::read(none).is_none() && json::read(none).is_none(), "{none}");
    }
}

#[test]
fn files_of_rows_only_grow_and_keep_what_stands_in_them() {
    let (few, more) = (page_of_rows(&["un", "deux"]), page_of_rows(&["un", "deux", "trois, \"et\"", "quatre"]));
    for exporter in EXPORTERS.iter().filter(|exporter| exporter.name != "markdown") {
        let name = exporter.name;
        let first = (exporter.merge)(None, &few, &Before::default());
        assert_eq!(first.added.len(), 2, "{name}");
        let again = (exporter.merge)(Some(&first.text), &few, &Before::default());
        assert_eq!((&again.text, again.added.len(), again.present.len()), (&first.text, 0, 2), "{name}");
        let grown = (exporter.merge)(Some(&first.text), &more, &Before::default());
        assert_eq!(grown.added.len(), 2, "{name}");
        assert!(
            first.text.trim_end_matches(['\r', '\n', ']', '}']).lines().all(|line| grown.text.contains(line)),
            "{name}"
        );
        let exported =
            Before { exported: all(&more).iter().map(|highlight| highlight.id.clone()).collect(), ..Before::default() };
        let kept_out = (exporter.merge)(Some(&first.text), &more, &exported);
        assert_eq!((&kept_out.text, kept_out.taken_out.len()), (&first.text, 2), "{name}");
        let withheld = Before { withheld: exported.exported, ..Before::default() };
        let none = (exporter.merge)(None, &more, &withheld);
        assert_eq!((exporter.merge)(Some(&none.text), &few, &Before::default()).added.len(), 2, "{name}");
        match name {
            "json" => assert_eq!(json::read(&grown.text).unwrap().len(), 4),
            "w3c" => assert_eq!(w3c::read(&grown.text).unwrap().len(), 4),
            _ => assert_eq!(fields(&grown.text).len(), 5),
        }
        for foreign in ["nonsense", "{\"x\": 1", "[1, 2"] {
            let left = (exporter.merge)(Some(foreign), &few, &Before::default());
            assert!(
                name == "csv" || (left.text == foreign && left.added.is_empty() && left.is_foreign),
                "{name} {foreign}"
            );
        }
    }
    assert!(!csv::is_of_another("", &few));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_quotes_come_back_from_every_format(quotes in prop::collection::vec("[^\\p{C}]{1,12}(\n{1,2}[\",;=a»]{1,4})?", 1..4), first in 0..4_usize) {
        let quotes: Vec<&str> = quotes.iter().map(String::as_str).collect();
        let (some, whole) = (page_of_rows(&quotes[..first.min(quotes.len())]), page_of_rows(&quotes));
        let grown = |name: &str| {
            let merge = exporter(name).unwrap().merge;
            let first = merge(None, &some, &Before::default()).text;
            merge(Some(&first), &whole, &Before::default()).text
        };
        let sorted = |mut highlights: Vec<Highlight>| {
            highlights.sort_by(|one, other| one.id.cmp(&other.id));
            highlights
        };
        prop_assert_eq!(sorted(json::read(&grown("json")).unwrap()), sorted(all(&whole)));
        prop_assert_eq!(sorted(w3c::read(&grown("w3c")).unwrap()), sorted(all(&whole)));
    }
}

/// Sets one highlight with a template of the user's for `part`.
fn set(part: Part, template: &str, page: &Page) -> String {
    let own = Own { part, file: "own".to_owned(), text: template.to_owned() };
    let typeset = Template::new(vec![own]).unwrap().typeset(page).unwrap();
    match part {
        Part::Head => typeset.head,
        Part::Article => typeset.articles[0].heading.clone(),
        Part::Highlight => typeset.articles[0].blocks[0].clone(),
    }
}

const MORE_HOSTILE: [&str; 8] =
    ["a\nb", "\n---\n", "x\n\n# y", "\"", "'", "a' # b", "x: \"y\"", "https://x.fr/](javascript:alert(1))"];

/// What stands before and after a title in front matter; a parser gives the title back from all of them.
#[test]
fn front_matter_of_the_users_gives_any_title_back() {
    let long = "é".repeat(300);
    let titles = HOSTILE.iter().chain(&MORE_HOSTILE).copied().chain([long.as_str()]);
    for title in titles {
        let mut page = page(vec![section("A", &[("1", "x")])]);
        page.title = title.to_owned();
        let plain = title.replace('\n', " ");
        let cases = [
            ("title: {{ title }}", title.to_owned()),
            ("title: \"{{ title }}\"", title.to_owned()),
            ("title: '{{ title }}'", plain),
            ("title:   {{ title }}   ", title.to_owned()),
            ("title: Notes on {{ title }} (x: y)", format!("Notes on {title} (x: y)")),
            ("title: {{ title }} # a comment", title.to_owned()),
        ];
        for (line, expected) in cases {
            let head =
                set(Part::Head, &format!("---\n# {{{{ title }}}}\n{line}\nlast: 1\n---\n# {{{{ title }}}}\n"), &page);
            let front = head.split("\n---\n").next().unwrap();
            let read = YamlLoader::load_from_str(front).unwrap_or_else(|error| panic!("{error} {front}"));
            assert_eq!(read[0]["title"].as_str(), Some(expected.as_str()), "{line}: {front}");
            assert_eq!(read[0]["last"].as_i64(), Some(1), "{front}");
            let (headings, _) = read_back(&head, Options::empty());
            let one_line = title.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(headings, [one_line], "{head}");
        }
        let list = set(Part::Head, "---\ntags: [a, {{ title }}]\nmore:\n  - {{ title }}\n---", &page);
        let read = YamlLoader::load_from_str(list.split("\n---").next().unwrap()).unwrap();
        assert_eq!((read[0]["tags"][1].as_str(), read[0]["more"][0].as_str()), (Some(title), Some(title)), "{list}");
    }
}

/// Titles, quotes and tags that are long, of several lines, or turn the direction of the text, in veille's own template.
#[test]
fn long_titles_of_several_lines_and_directions_read_back() {
    let long = "é".repeat(300);
    for title in MORE_HOSTILE.into_iter().chain([long.as_str(), "\u{202e}txt.md\u{2066}x", "\u{200f}a\u{2028}b"]) {
        let mut page = page(vec![section(title, &[("1", title.trim()), ("2", "x")])]);
        (page.title, page.source) = (title.to_owned(), Some(title.to_owned()));
        page.sections[0].highlights[0].note = title.to_owned();
        page.sections[0].highlights[0].tags = [title.to_owned()].into();
        let markdown = fresh(&page);
        let (headings, quotes) = read_back(&markdown, all_extensions());
        let one_line = title.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(headings, [one_line], "{markdown}");
        assert_eq!(quotes, [("1".to_owned(), title.trim().to_owned()), ("2".to_owned(), "x".to_owned())], "{markdown}");
        let read = YamlLoader::load_from_str(markdown.split("\n---\n").next().unwrap()).unwrap();
        assert_eq!((read[0]["title"].as_str(), read[0]["source"].as_str()), (Some(title), Some(title)), "{markdown}");
        assert_eq!(again(&markdown, &page, &[]).text, markdown);
    }
}

#[test]
fn what_a_colour_means_is_said_once_between_the_quote_and_what_was_said_of_it() {
    let meanings = Meanings::new([(Colour::Yellow, "à *vérifier*".to_owned())]);
    let cases: [(&str, &[&str], &str); 4] =
        [("", &[], ""), ("mot", &[], "\nmot\n"), ("", &["a", "b"], "\n#a #b\n"), ("mot", &["a", "b"], "\nmot #a #b\n")];
    for (note, tags, expected) in cases {
        let mut page = page(vec![section("A", &[("1", "cité")])]);
        let highlight = &mut page.sections[0].highlights[0];
        (highlight.note, highlight.tags) = (note.to_owned(), tags.iter().map(|tag| (*tag).to_owned()).collect());
        let typeset = Template::new(Vec::new()).unwrap().with_meanings(meanings.clone()).typeset(&page).unwrap();
        let block = &typeset.articles[0].blocks[0];
        assert_eq!(block.trim_end(), format!("> cité ^v-1\n\n*à \\*vérifier\\**\n{expected}").trim_end());
    }
}

#[test]
fn a_template_of_the_users_gives_any_quote_back() {
    let long = "mot ".repeat(75) + "fin";
    for quote in HOSTILE.iter().copied().chain([long.as_str(), "un\ndeux\n\n- trois\n# quatre"]) {
        let mut page = page(vec![section("A", &[("1", quote)])]);
        page.sections[0].highlights[0].note = quote.to_owned();
        for template in [
            "> {{ highlight_text }} ^v-{{ highlight_id }}",
            "> {{ highlight_text }}",
            ">   {{ highlight_text }} ^v-{{ highlight_id }}\n\n- {{ highlight_note }}\n\n[x]({{ highlight_note }})",
        ] {
            let block = set(Part::Highlight, template, &page);
            for options in [Options::empty(), all_extensions()] {
                let (headings, quotes) = read_back(&block, options);
                assert_eq!((headings.len(), quotes), (0, vec![("1".to_owned(), quote.to_owned())]), "{block}");
            }
            let runs = |event: Event<'_>| matches!(event, Event::Start(Tag::Link { dest_url, .. }) if dest_url.contains("script"));
            assert!(!Parser::new(&block).any(runs), "{block}");
        }
    }
}

/// A template and what it gives: values are escaped by where they stand.
#[test]
fn values_are_escaped_by_where_they_stand() {
    let mut page = page(vec![section("Un [x] | y", &[("1", "cité")])]);
    let highlight = &mut page.sections[0].highlights[0];
    highlight.tags = ["cloud".into(), "dit : « vite »".into(), "2025".into(), "]]".into()].into();
    highlight.note = "**gras** #x".into();
    highlight.origin.url = Some("https://example.org/a_(b)?x=1".into());
    highlight.origin.seconds = Some((65, 70));
    highlight.made = 1_763_546_400_060;
    let cases = [
        ("[{{ article_title }}]({{ article_url }})", "[Un \\[x\\] \\| y](https://example.org/a_%28b%29?x=1)"),
        ("[[{{ article_title }}]]", "[[Un  x    y]]"),
        ("`{{ article_title }}`", "`Un [x] | y`"),
        ("[s](https://s.org/?q={{ article_title }})", "[s](https://s.org/?q=Un%20%5Bx%5D%20%7C%20y)"),
        ("<{{ article_url }}>", "<https://example.org/a_%28b%29?x=1>"),
        ("{{ highlight_location_url }}", "https://example.org/a\\_(b)?x=1#t=65,70"),
        ("{{ highlight_note }}", "**gras** #x"),
        ("{{ highlight_note|upper }}", "\\*\\*GRAS\\*\\* \\#X"),
        ("{{ highlighted_at }} {{ highlighted_on }}", "2025-11-19T10:00:00Z 2025-11-19"),
        (
            "{% for tag in highlight_tags %}#{{ tag }} {% endfor %}",
            "#_2025 (2025) \\]\\] #cloud #dit-vite (dit : « vite »)",
        ),
        ("{{ highlight_tags }}", "2025, \\]\\], cloud, dit : « vite »"),
        ("{% macro q(x) %}*{{ x }}*{% endmacro %}{{ q('a*b') }}", "*a\\*b*"),
        ("{{ article_title|safe }}", "Un [x] | y"),
        ("{{ num_highlights }} {{ category }} {{ unit }}", "1 podcasts digest"),
        ("{{ highlight_color }}{{ highlight_color_meaning }}", "yellow"),
    ];
    for (template, expected) in cases {
        assert_eq!(set(Part::Highlight, template, &page), format!("{expected} ^v-1\n"), "{template}");
    }
    assert_eq!(
        set(Part::Head, "---\ntags: {{ document_tags }}\ndate: {{ date }}\n---", &page),
        "---\ntags: [\"_2025\", \"cloud\", \"dit-vite\"]\ndate: 2025-11-19\n---\n"
    );
}

#[test]
fn a_row_that_nobody_touched_is_brought_up_to_date() {
    for name in ["json", "w3c"] {
        let (merge, mut page) = (exporter(name).unwrap().merge, page_of_rows(&["un", "deux"]));
        let first = merge(None, &page, &Before::default());
        let before =
            Before { exported: first.written.keys().cloned().collect(), written: first.written, ..Before::default() };
        page.sections[0].highlights[0].note = "après".to_owned();
        let second = merge(Some(&first.text), &page, &before);
        assert_eq!((second.updated.len(), second.kept.len(), second.added.len()), (1, 0, 0), "{name}");
        assert_eq!(second.text, merge(None, &page, &Before::default()).text, "{name}");
        let touched = first.text.replacen("vite", "plus vite", 1);
        let third = merge(Some(&touched), &page, &before);
        assert_eq!((third.text, third.kept.len(), third.updated.len()), (touched, 1, 0), "{name}");
    }
}
