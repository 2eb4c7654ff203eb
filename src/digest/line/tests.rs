//! Lines and their shapes, written for these tests.

use super::*;

fn shape_of(text: &str) -> (Shape, usize) {
    let document = Document::new("x.md", Markup::Markdown, text.to_owned());
    let line = read(&document)[0];
    (line.shape, line.words())
}

#[test]
fn markup_alone_on_a_line_is_no_text() {
    let cases = [
        ("{: .centred }", Shape::Tag),
        ("<iframe src=\"https://example.org/player\"></iframe>", Shape::Tag),
        ("[Write to us :pencil:](#write){: .md-button }", Shape::Tag),
        ("[Write to us](#write)", Shape::Text),
        ("<script>\nlet quay = 1;\n</script>", Shape::Tag),
        ("<script>let quay = 1;</script>", Shape::Tag),
        ("<iframe src=\"https://example.org/player\"></iframe> The film", Shape::Text),
        (".. _quay: https://example.org", Shape::Definition),
        (".. contents::", Shape::Definition),
        (":::intro", Shape::Tag),
        (":::", Shape::Tag),
        ("<p><a href=\"/quay\"><button>Read the timetable</button></a></p>", Shape::Tag),
        ("(the-quay)=", Shape::Definition),
        ("(the quay)=", Shape::Text),
        (".. and so it went: nobody came", Shape::Text),
        ("{% figure\n  caption=\"The pier\" %}", Shape::Tag),
        ("{% figure\n\nThe pier %}", Shape::Text),
    ];
    for (text, expected) in cases {
        assert_eq!(shape_of(text).0, expected, "{text}");
    }
}

#[test]
fn items_and_headings_of_html_are_items_and_headings() {
    let cases = [
        ("<li>The ferry is late", Shape::Bullet),
        ("<LI class=\"x\">The ferry is late</LI>", Shape::Bullet),
        ("<h3>== The ferry ==</h3>", Shape::Heading(3)),
        ("<h2 id=\"a\">The ferry</h2>", Shape::Heading(2)),
        ("<p><strong>The ferry</strong></p>", Shape::Heading(7)),
        ("<strong>The ferry</strong> is late", Shape::Text),
        ("<h3>The ferry", Shape::Text),
        ("<link>The ferry", Shape::Text),
    ];
    for (text, expected) in cases {
        assert_eq!(shape_of(text).0, expected, "{text}");
    }
    let text = "<ul>\n<li>The ferry is late, and\nNobody knows why.\n<li>The crane.\n</ul>\nThe quay.\n";
    let document = Document::new("x.md", Markup::Markdown, text.to_owned());
    let indents: Vec<u16> = read(&document).iter().filter(|line| line.has_words()).map(|line| line.indent).collect();
    assert_eq!(indents, [0, 2, 0, 0], "text below an item belongs to it");
}

/// The lines that have words.
fn words(text: &str) -> Vec<String> {
    let document = Document::new("x.md", Markup::Markdown, text.to_owned());
    read(&document).iter().filter(|line| line.has_words()).map(|line| line.text.to_owned()).collect()
}

#[test]
fn a_comment_of_org_mode_is_no_heading() {
    let document = Document::new("x.txt", Markup::Plain, "#+title: Quay\n\n# Sent by Ann\n\n* The ferry\n".into());
    let shapes: Vec<Shape> = read(&document).iter().map(|line| line.shape).collect();
    assert_eq!(shapes.get(2..5), Some(&[Shape::Tag, Shape::Blank, Shape::Heading(1)][..]), "{shapes:?}");
}

#[test]
fn headings_of_wikis_have_more_signs_the_higher_they_stand() {
    let levels = [("!!!! The ferry", Some(2)), ("!!! The ferry", Some(3)), ("!! The ferry", None)];
    for (text, expected) in levels {
        let document = Document::new("x.txt", Markup::Plain, text.to_owned());
        let level = match read(&document)[0].shape {
            Shape::Heading(level) => Some(level),
            _ => None,
        };
        assert_eq!(level, expected, "{text}");
    }
}

#[test]
fn a_rule_as_long_as_the_line_above_makes_a_heading_of_it_however_long() {
    let long = "the ferry of low quay and the crane of the old pier ".repeat(3);
    let (long, words) = (long.trim(), "The ferry");
    let cases = [
        (format!("{words}\n---------\n"), true),
        (format!("2. {long}\n{}\n", "-".repeat(long.len() + 3)), true),
        (format!("{long}\n{}\n", "-".repeat(long.len())), true),
        (format!("{long}\n{}\n", "-".repeat(80)), false),
    ];
    for (text, expected) in cases {
        assert_eq!(matches!(shape_of(&text).0, Shape::Heading(2)), expected, "{text}");
    }
}

#[test]
fn the_lines_of_a_script_or_a_frame_are_no_text_and_those_below_it_are() {
    let text = "<script type=\"x\">\nThe ferry\n</script>\nThe quay\n<iframe\n  width=3\n>\n</iframe>\nThe pier\n";
    assert_eq!(words(text), ["The quay", "The pier"]);
}

#[test]
fn prose_between_two_scripts_frames_or_fences_is_kept() {
    let frame = "<iframe src=\"x\">";
    let cases = [
        (
            format!("{frame}</iframe> One\n\nTwo\n\n{frame}\n</iframe>\n"),
            vec![format!("{frame}</iframe> One"), "Two".into()],
        ),
        (format!("{frame}\n\nTwo\n\n{frame}\n</iframe>\n"), vec!["Two".into()]),
        ("<iframe src=\"x\" />\n\nTwo\n\n</iframe>\n".into(), vec!["Two".into()]),
        ("<style>\nThe ferry\n</style> One\n".into(), vec!["</style> One".into()]),
        (
            "```\n<script>\n```\n\nTwo\n\n```\n</script>\n```\n".into(),
            ["```", "<script>", "```", "Two", "```", "</script>", "```"].map(str::to_owned).to_vec(),
        ),
        (
            "```\n<!--\n```\n\nTwo\n\n```\n-->\n```\n".into(),
            ["```", "<!--", "```", "Two", "```", "-->", "```"].map(str::to_owned).to_vec(),
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(words(&text), expected, "{text}");
    }
}

#[test]
fn the_name_of_a_picture_counts_no_words() {
    let cases = [
        ("![The ferry at the pier](ferry.png)", 0),
        ("![The ferry](ferry.png \"The ferry\"){: .left loading=lazy }", 0),
        ("[![The ferry](ferry.png)](https://example.org/ferry)", 0),
        ("![The ferry](ferry.png) has a boiler", 5),
    ];
    for (text, expected) in cases {
        assert_eq!(shape_of(text).1, expected, "{text}");
    }
}
