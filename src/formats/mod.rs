//! Bytes to documents: the table of formats, and the one way in.
//!
//! Any bytes give something readable, at worst plain text, and a warning where something was wrong.
//! Nothing but scrubbed text with LF line ends leaves this room. What the lines mean is not decided here:
//! `digest` does that.

mod charset;
mod foreign;
mod front;
mod markdown;
mod plain;

use std::borrow::Cow;

use crate::model::document::Document;
use crate::model::warning::Warning;

/// One input format.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// Its name.
    pub name: &'static str,
    /// The endings of file names that say so, in lower case, without the point.
    pub extensions: &'static [&'static str],
    /// Whether a text looks like it, for sources whose name does not say.
    pub sniff: fn(&str) -> bool,
    /// Reads decoded, scrubbed text.
    pub read: fn(&str, String) -> Document,
}

/// The formats, the most particular first; the last one takes what no other wants.
pub const FORMATS: [Format; 2] = [markdown::FORMAT, plain::FORMAT];

/// What came of reading a source.
#[derive(Debug, Clone, PartialEq)]
pub struct Read {
    /// The documents in it: one, or none where it holds no text.
    pub documents: Vec<Document>,
    /// What was wrong.
    pub warnings: Vec<Warning>,
}

/// Reads the bytes of a source, whose name may say what format they are in. Bytes that are given away
/// become the text, where they are that already.
pub fn read<'a>(source: &str, bytes: impl Into<Cow<'a, [u8]>>) -> Read {
    let warning = |message: &str| Warning { source: source.to_owned(), message: message.to_owned() };
    let Some(decoded) = charset::decode(bytes.into()) else {
        let message = "this is no text (it holds NUL bytes); it was left out.";
        return Read { documents: Vec::new(), warnings: vec![warning(message)] };
    };
    let damage = "some bytes are no text in any known encoding; they are shown as \u{fffd}.";
    let damage = decoded.is_damaged.then(|| damage.to_owned());
    let faults = [damage, front::fault(&decoded.text), foreign::fault(&decoded.text)];
    let warnings = faults.into_iter().flatten().map(|message| warning(&message)).collect();
    let documents = vec![(find(source, &decoded.text).read)(source, decoded.text)];
    Read { documents, warnings }
}

/// Whether bytes are text at all, as far as [`read`] can tell.
pub fn is_text(bytes: &[u8]) -> bool {
    charset::is_text(bytes)
}

/// The format of a source: by the end of its name, else by its looks.
fn find(source: &str, text: &str) -> Format {
    let extension =
        source.rsplit(['/', '\\']).next().and_then(|name| name.rsplit_once('.')).map(|(_, end)| end.to_lowercase());
    let named = FORMATS.iter().find(|format| extension.as_deref().is_some_and(|end| format.extensions.contains(&end)));
    *named.or_else(|| FORMATS.iter().find(|format| (format.sniff)(text))).unwrap_or(&plain::FORMAT)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::document::Markup;
    use proptest::prelude::*;

    fn text(source: &str, bytes: &[u8]) -> String {
        read(source, bytes).documents.first().map(|document| document.text().to_owned()).unwrap_or_default()
    }

    #[test]
    fn every_encoding_and_line_end_gives_the_same_text() {
        let expected = "L’été à Sète\n« déjà » — où ?\n";
        let utf16 = |big: bool| -> Vec<u8> {
            let units = "\u{feff}".encode_utf16().chain(expected.encode_utf16());
            units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
        };
        let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(expected);
        let cases: [(&str, Vec<u8>); 7] = [
            ("UTF-8", expected.into()),
            ("UTF-8 with a mark", format!("\u{feff}{expected}").into()),
            ("CRLF", expected.replace('\n', "\r\n").into()),
            ("CR", expected.replace('\n', "\r").into()),
            ("UTF-16 LE", utf16(false)),
            ("UTF-16 BE", utf16(true)),
            ("windows-1252", windows.into_owned()),
        ];
        for (name, bytes) in cases {
            assert_eq!(text("a.txt", &bytes), expected, "{name}");
        }
    }

    #[test]
    fn a_format_is_told_by_its_name_else_by_its_looks() {
        let cases = [
            ("a.md", "plain words", Markup::Markdown),
            ("a.txt", "## Heading\n\ntext", Markup::Plain),
            ("-", "## Heading\n\n[link](http://a.b)\n\n## Another\n\ntext", Markup::Markdown),
            ("-", "Only words.\n\nMore words.", Markup::Plain),
            ("NAME.MARKDOWN", "", Markup::Markdown),
        ];
        for (source, text, expected) in cases {
            let read = read(source, text.as_bytes());
            assert_eq!(read.documents[0].markup(), expected, "{source} {text:?}");
        }
    }

    #[test]
    fn what_is_no_text_is_left_out_and_said() {
        let read = read("a.bin", b"\x7fELF\0\0\0\x01\0\0");
        assert!(read.documents.is_empty());
        assert_eq!(read.warnings[0].source, "a.bin");
    }

    proptest! {
        #[test]
        fn any_bytes_give_scrubbed_text(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let text = text("x", &bytes);
            prop_assert!(text.chars().all(|letter| letter == '\n' || !letter.is_control()));
        }
    }
}
