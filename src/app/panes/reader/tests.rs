//! Tests of the reading view: rows, places, focus, hits and link letters.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::links::letters;
use super::*;
use crate::app::theme::Theme;
use crate::model::body::{Block, BlockKind, Span, SpanKind};

fn body(blocks: &[(BlockKind, &str)]) -> Body {
    let mut body = Body::default();
    for (index, (kind, text)) in blocks.iter().enumerate() {
        if index > 0 {
            body.text.push_str("\n\n");
        }
        let start = body.text.len();
        body.text.push_str(text);
        body.blocks.push(Block { kind: kind.clone(), range: start..body.text.len(), lines: index..index + 1 });
    }
    body
}

fn item(text: &'static str) -> (BlockKind, &'static str) {
    (BlockKind::Item { depth: 0, marker: "•".to_owned() }, text)
}

fn reader(blocks: &[(BlockKind, &str)], width: usize, height: usize) -> Reader {
    let mut reader = Reader::default();
    reader.fit(width, height);
    let header = Header { title: "Le bac".to_owned(), byline: "Port · 1 min".to_owned(), ..Header::default() };
    reader.open(7, header, body(blocks), Vec::new(), 0);
    reader
}

fn rows(reader: &Reader) -> Vec<String> {
    let header = reader.page.header();
    let text = |row: &page::Row| match row.kind {
        page::RowKind::Title => header.title[row.range.clone()].to_owned(),
        page::RowKind::Byline => header.byline[row.range.clone()].to_owned(),
        page::RowKind::Text { .. } => {
            format!("{}{}", " ".repeat(row.indent.into()), &reader.body.text[row.range.clone()])
        }
        _ => String::new(),
    };
    reader.page.rows().iter().map(text).collect()
}

const PARAGRAPH: BlockKind = BlockKind::Paragraph;

#[test]
fn blocks_are_set_apart_and_lists_and_headings_are_not() {
    let reader = reader(
        &[
            (BlockKind::Heading(1), "Le  bac"),
            (PARAGRAPH, "Il part à l’heure."),
            (BlockKind::Heading(2), "Horaires"),
            item("sept heures du matin"),
            item("midi"),
        ],
        18,
        9,
    );
    let expected = [
        "Le bac",
        "Port · 1 min",
        "",
        "Il part à l’heure.",
        "",
        "Horaires",
        "  sept heures du",
        "  matin",
        "  midi",
        "",
    ];
    assert_eq!(rows(&reader), expected, "the heading that says the title is not said twice");
}

#[test]
fn a_title_that_begins_the_text_is_not_said_twice() {
    let found = |title: &str, text: &str| {
        let mut reader = Reader::default();
        reader.fit(40, 9);
        let header = Header { title: title.to_owned(), ..Header::default() };
        reader.open(0, header, body(&[(PARAGRAPH, text), (PARAGRAPH, "Fin.")]), Vec::new(), 0);
        (reader.page.lead(), reader.page.rows().iter().any(|row| row.kind == page::RowKind::Title))
    };
    assert_eq!(found("La mer monte…", "La mer monte, dit-on."), (0..12, false));
    assert_eq!(found("La mer monte", "La mer monte. On le savait."), (0..12, false));
    assert_eq!(found("Autre chose", "La mer monte."), (0..0, true));
}

#[test]
fn scrolling_takes_the_focus_along_and_goes_on_with_it_at_the_end() {
    let text = "Un mot et un autre mot. Puis rien.";
    let mut reader = reader(&[(PARAGRAPH, text), (PARAGRAPH, text), (PARAGRAPH, text)], 24, 4);
    assert_eq!(reader.focused(), Some(0..text.len()));
    reader.scroll(6);
    assert_eq!(reader.focus, Focused::Block(1), "the first block is off the screen");
    reader.fit(24, 7);
    assert_eq!((reader.is_at_end(), reader.focus.clone()), (true, Focused::Block(1)));
    reader.scroll(1);
    assert_eq!(reader.focus, Focused::Block(2), "at the end the focus goes on alone");
    reader.go_to_end(false);
    assert_eq!((reader.focus.clone(), reader.place()), (Focused::Block(0), 0));
}

#[test]
fn sentences_are_focused_one_by_one_across_blocks() {
    let mut reader = reader(&[(PARAGRAPH, "Un. Deux."), (PARAGRAPH, "Trois.")], 40, 20);
    let mut seen = Vec::new();
    for direction in [1, 1, 1, 1, -1, -1, -1, -1] {
        reader.focus_sentence(direction);
        seen.push(reader.body.text[reader.focused().unwrap()].to_owned());
    }
    assert_eq!(seen, ["Un.", "Deux.", "Trois.", "Trois.", "Deux.", "Un.", "Un.", "Un."]);
}

#[test]
fn hits_are_visited_round_and_round() {
    let mut reader = reader(&[(PARAGRAPH, "Une marée, une autre marée."), (PARAGRAPH, "Et la marée.")], 40, 20);
    let hits = reader.body.text.match_indices("marée").map(|(at, word)| at..at + word.len()).collect();
    reader.set_hits(hits);
    let visited: Vec<Option<(usize, usize)>> = [1, 1, 1, 1, -1].map(|direction| reader.next_hit(direction)).to_vec();
    assert_eq!(visited, [Some((1, 3)), Some((2, 3)), Some((3, 3)), Some((1, 3)), Some((3, 3))]);
    reader.set_hits(Vec::new());
    assert_eq!(reader.next_hit(1), None);
}

#[test]
fn only_links_on_the_screen_get_letters() {
    let mut reader = reader(&[(PARAGRAPH, "Ici."), (PARAGRAPH, "Plus bas.")], 40, 4);
    let link = |range: Range<usize>| Span { kind: SpanKind::Link("https://example.org".to_owned()), range };
    reader.body.spans = vec![link(0..3), link(6..10)];
    assert!(reader.show_hints());
    assert_eq!(
        reader.hints().iter().map(|hint| (hint.letters.as_str(), hint.range.start)).collect::<Vec<_>>(),
        [("a", 0)]
    );
    assert_eq!(letters(26).len(), 26);
    assert!(letters(27).iter().all(|letters| letters.len() == 2), "no letter begins two hints");
}

#[test]
fn the_letters_of_a_link_stand_in_the_space_before_it_and_else_over_its_beginning() {
    let text = "Le bac, (horaires) et le quai nord.";
    let mut reader = reader(&[(PARAGRAPH, text)], 40, 12);
    let link = |of: &str| {
        let start = text.find(of).unwrap_or_default();
        Span { kind: SpanKind::Link("https://example.org".to_owned()), range: start..start + of.len() }
    };
    reader.body.spans = vec![link("Le bac"), link("horaires"), link("quai")];
    assert!(reader.show_hints());
    let area = Rect::new(0, 0, 46, 12);
    let column = Rect::new(4, 0, 40, 12);
    let mut buffer = Buffer::empty(area);
    reader.draw(&Theme::parse(crate::app::theme::BUILT_IN[0].1).unwrap(), false, area, column, &mut buffer);
    let row = |y: u16| (0..area.width).map(|x| buffer[(x, y)].symbol()).collect::<String>();
    let rows: Vec<String> = (0..area.height).map(row).collect();
    assert!(rows.iter().any(|row| row.trim_end() == "   aLe bac, (soraires) et ledquai nord."), "{rows:#?}");
}

#[test]
fn a_selection_never_becomes_empty_and_moves_at_either_end() {
    let text = "Un deux trois. Quatre.";
    let mut reader = reader(&[(PARAGRAPH, text), (PARAGRAPH, "Cinq.")], 40, 20);
    reader.select();
    let mut seen = Vec::new();
    type Move = fn(&mut Selection, &Body, &Page);
    let moves: [(&str, Move); 8] = [
        ("word", |selection, body, _| selection.by_word(body, true)),
        ("sentence", |selection, body, _| selection.by_sentence(body, true)),
        ("character back", |selection, body, _| selection.by_character(body, false)),
        ("block", |selection, body, _| selection.by_block(body, true)),
        ("word back", |selection, body, _| selection.by_word(body, false)),
        ("swap", |selection, _, _| selection.swap_ends()),
        ("start by word", |selection, body, _| selection.by_word(body, true)),
        ("start by block", |selection, body, _| selection.by_block(body, true)),
    ];
    for (name, step) in moves {
        reader.extend(step);
        seen.push((name, reader.body.text[reader.selected().unwrap()].to_owned()));
    }
    let expected = [
        "Un deux",
        "Un deux trois.",
        "Un deux trois",
        text,
        "Un deux trois. Quatre",
        "Un deux trois. Quatre",
        "deux trois. Quatre",
        "deux trois. Quatre",
    ];
    assert_eq!(seen.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>(), expected, "{seen:#?}");
}

#[test]
fn rows_are_found_as_by_looking_at_each() {
    let text = "Il reste quatre minutes à quai, assez pour un café.";
    let reader = reader(&[(BlockKind::Paragraph, text), (BlockKind::Quote, text), item(text), item("x")], 12, 5);
    let rows: Vec<(usize, &page::Row)> = reader.page.rows().iter().enumerate().collect();
    let texts = || rows.iter().filter(|(_, row)| matches!(row.kind, page::RowKind::Text { .. }));
    for at in 0..reader.body.text.len() + 2 {
        let expected = texts().rfind(|(_, row)| row.range.start <= at).map_or(0, |(index, _)| *index);
        assert_eq!(reader.page.row_at(at), expected, "byte {at}");
    }
    for (index, row) in &rows {
        let first = texts().next().map_or(0, |(first, _)| *first);
        let below = texts().find(|(below, _)| below >= index).or(texts().next_back());
        let expected = below.map_or(0, |(_, row)| row.range.start);
        assert_eq!(reader.page.place_of(*index), if *index <= first { 0 } else { expected }, "row {index}");
        let same = || rows.iter().filter(|(_, other)| other.stop() == row.stop()).map(|(index, _)| *index);
        if let Some(stop) = row.stop() {
            let expected = same().next().unwrap()..same().next_back().unwrap() + 1;
            assert_eq!(reader.page.rows_of(stop), expected, "row {index}");
        }
    }
}

#[test]
fn hyphens_and_spaces_are_drawn_and_are_not_in_the_text() {
    let text = "Le développement va bien: lentement.";
    let mut reader = reader(&[(PARAGRAPH, text)], 14, 9);
    reader.page = Page::new(
        Header { lang: Some(crate::text::language::Lang::Fr), ..Header::default() },
        &reader.body,
        Vec::new(),
        Setting { lang: Some(crate::text::language::Lang::Fr), ..reader.page.setting() },
    );
    reader.set_typography(Typography { hyphenation: true, justification: true, narrow_spaces: true });
    let area = Rect::new(0, 0, 16, 9);
    let mut buffer = Buffer::empty(area);
    reader.draw(&Theme::parse(crate::app::theme::BUILT_IN[0].1).unwrap(), false, area, area, &mut buffer);
    let line = |y: u16| (0..16).map(|x| buffer[(x, y)].symbol()).collect::<String>();
    let drawn: Vec<String> =
        (0..9).map(line).map(|line| line.trim_end().to_owned()).filter(|line| !line.is_empty()).collect();
    assert_eq!(drawn, ["Le  développe-", "ment va bien\u{202f}:", "lentement."]);
    assert_eq!(reader.body.text, text);
    let row = reader.page.rows().iter().find(|row| text[row.range.clone()].starts_with("ment")).unwrap();
    assert_eq!(row.column_of(text, text.find(':').unwrap()), 13);
}

#[test]
fn what_is_focused_stays_the_same_text_at_any_size_and_with_what_was_left_out() {
    let text = "Un mot et un autre mot. Puis rien, et encore un mot, puis le soir tombe.";
    let mut reader = reader(&[(); 6].map(|()| (PARAGRAPH, text)), 40, 30);
    reader.focus = Focused::Block(3);
    let out = LeftOut { line: 3, text: "Publicité".to_owned() };
    let steps: [(usize, usize, &[LeftOut]); 7] = [
        (40, 4, &[]),
        (9, 2, &[]),
        (9, 2, std::slice::from_ref(&out)),
        (80, 1, std::slice::from_ref(&out)),
        (80, 1, &[]),
        (20, 7, &[]),
        (40, 30, &[]),
    ];
    for (width, height, out) in steps {
        reader.fit(width, height);
        reader.set_left_out(out.to_vec());
        let (visible, rows) = (reader.visible(), reader.focused_rows());
        assert_eq!(reader.focus, Focused::Block(3), "{width}×{height}");
        assert!(rows.start < visible.end && visible.start < rows.end, "{width}×{height}: {rows:?} of {visible:?}");
    }
    assert_eq!((reader.top, reader.place()), (0, 0), "with room again, all is where it was");
    reader.set_left_out(vec![out]);
    reader.focus_block(1);
    assert_eq!(reader.focus, Focused::LeftOut(0));
    reader.set_left_out(Vec::new());
    assert_eq!(reader.focus, Focused::Block(3), "hidden again, it gives way to what follows");
}
