//! Plain text: a line is a line. It takes whatever no other format wants.

use super::Format;
use crate::model::document::{Document, Markup};

/// Its row in the table.
pub(super) const FORMAT: Format =
    Format { name: "plain", extensions: &["txt", "text", "org", "eml", "log"], sniff: |_| true, read };

fn read(source: &str, text: String) -> Document {
    Document::new(source, Markup::Plain, text)
}
