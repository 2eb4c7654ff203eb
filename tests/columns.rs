//! The columns that the text room counts are those that ratatui draws.

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use veille::text::scrub::scrub_line;
use veille::text::wrap::columns;

/// The column after `text`, drawn on a line that is wide enough.
fn drawn(text: &str) -> usize {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 1000, 1));
    let (end, _) = buffer.set_stringn(0, 0, text, 1000, Style::default());
    usize::from(end)
}

#[test]
fn every_kind_of_text_takes_the_columns_that_are_drawn() {
    let texts = [
        "",
        "L’été\u{a0}: « déjà »\u{202f}!",
        "e\u{301}te\u{301}",
        "日本語",
        "ｶﾞﾊﾟ ﾞ",
        "か\u{3099}",
        "🎉👍🏽❤\u{fe0f} 👩\u{200d}👧",
        "🇫🇷 1\u{fe0f}\u{20e3}",
        "לא لا لَا",
        "क्षत्रिय हिन्दी",
        "ภาษาไทย",
        "\u{1100}\u{1161}\u{11a8} 한글",
        "12 € … — •",
        "\u{301}a",
    ];
    for text in texts {
        assert_eq!(columns(text), drawn(text), "{text:?}");
    }
}

#[test]
fn every_character_takes_the_columns_that_are_drawn() {
    for c in ('\0'..=char::MAX).filter(|c| *c < '\u{30000}') {
        let text = format!("a{c}b");
        assert_eq!(columns(&text), drawn(&text), "U+{:04X}", u32::from(c));
    }
}

proptest! {
    #[test]
    fn any_scrubbed_text_takes_the_columns_that_are_drawn(text in "\\PC{0,40}") {
        let text = scrub_line(&text);
        prop_assert_eq!(columns(&text), drawn(&text));
    }
}
