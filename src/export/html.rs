//! HTML in a template: where a block of it begins and ends, and how a value stands in it.
//!
//! In such a block Markdown is not read, so its escapes would protect nothing: a value is written with
//! character references there. The blocks are those of CommonMark 0.31, section 4.6, told by what the
//! template itself wrote; values never begin or end one.

/// What ends the block that is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum End {
    /// An empty line.
    Blank,
    /// A line that holds this.
    Mark(&'static str),
}

/// Follows the blocks of HTML through the lines of a template.
#[derive(Debug, Default)]
pub(super) struct Html {
    open: Option<End>,
}

impl Html {
    /// Reads the template's own part of a line: its beginning, and all of it; tells whether the line is HTML.
    pub(super) fn line(&mut self, lead: &str, literals: &str, has_values: bool) -> bool {
        let bare = lead.trim_start_matches([' ', '\t', '>']);
        if self.open == Some(End::Blank) && literals.trim_matches([' ', '\t', '>']).is_empty() && !has_values {
            self.open = None;
        }
        if self.open.is_none() {
            self.open = start(bare, has_values);
        }
        let is_html = self.open.is_some();
        if let Some(End::Mark(mark)) = self.open
            && literals.to_ascii_lowercase().contains(mark)
        {
            self.open = None;
        }
        is_html
    }
}

/// What ends the block that a line begins, if it begins one.
fn start(line: &str, has_values: bool) -> Option<End> {
    let lower = line.to_ascii_lowercase();
    let inside = lower.strip_prefix('<')?;
    let marks = [("!--", "-->"), ("?", "?>"), ("![cdata[", "]]>"), ("!", ">")];
    if let Some((_, end)) = marks.into_iter().find(|(begin, _)| inside.starts_with(begin)) {
        return Some(End::Mark(end));
    }
    let raw = [("pre", "</pre>"), ("script", "</script>"), ("style", "</style>"), ("textarea", "</textarea>")];
    let name = inside.trim_start_matches('/');
    let name =
        name.get(..name.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-').unwrap_or(name.len()))?;
    if let Some((_, end)) = raw.into_iter().find(|(tag, _)| *tag == name && !inside.starts_with('/')) {
        return Some(End::Mark(end));
    }
    let is_only_a_tag =
        !name.is_empty() && !has_values && lower.trim_end().find('>') == Some(lower.trim_end().len() - 1);
    (BLOCKS.contains(&name) || is_only_a_tag).then_some(End::Blank)
}

/// Whether the template left a tag open at the end of what it wrote: a value is then one of its attributes.
pub(super) fn is_in_tag(before: &str) -> bool {
    let Some(at) = before.rfind('<') else { return false };
    let inside = before.get(at + 1..).unwrap_or_default();
    inside.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '/')
        && !inside.contains('>')
        && inside.contains([' ', '\t'])
}

/// Whether what the template wrote leads to a whole address: `href="`, `src=`.
pub(super) fn is_address_here(before: &str) -> bool {
    let before = before.trim_end_matches(['"', '\'']).to_ascii_lowercase();
    ["href=", "src=", "action=", "data=", "poster="].iter().any(|name| before.ends_with(name))
}

/// A text as one line of HTML, in a text or in an attribute.
pub(super) fn html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !escaped.is_empty() {
            escaped.push(' ');
        }
        for letter in word.chars() {
            match letter {
                '&' => escaped.push_str("&amp;"),
                '<' => escaped.push_str("&lt;"),
                '>' => escaped.push_str("&gt;"),
                '"' => escaped.push_str("&quot;"),
                '\'' => escaped.push_str("&#39;"),
                '`' => escaped.push_str("&#96;"),
                '=' => escaped.push_str("&#61;"),
                _ => escaped.push(letter),
            }
        }
    }
    escaped
}

/// The elements whose tags begin a block wherever they begin a line.
const BLOCKS: [&str; 62] = [
    "address",
    "article",
    "aside",
    "base",
    "basefont",
    "blockquote",
    "body",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "iframe",
    "legend",
    "li",
    "link",
    "main",
    "menu",
    "menuitem",
    "nav",
    "noframes",
    "ol",
    "optgroup",
    "option",
    "p",
    "param",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "track",
    "ul",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_begin_and_end_as_in_commonmark() {
        let cases: [(&[&str], &[bool]); 6] = [
            (&["<div>", "x", "", "x"], &[true, true, false, false]),
            (&["x <b>y</b>", "<b>y</b>"], &[false, false]),
            (&["<pre>", "", "x", "</pre>", "x"], &[true, true, true, true, false]),
            (&["<!-- x", "", "-->", "x"], &[true, true, true, false]),
            (&["> <details><summary>", "> x", ">", "x"], &[true, true, false, false]),
            (&["<my-card>", "x"], &[true, true]),
        ];
        for (lines, expected) in cases {
            let mut html = Html::default();
            let found: Vec<bool> = lines.iter().map(|line| html.line(line, line, false)).collect();
            assert_eq!(found, expected, "{lines:?}");
        }
    }

    #[test]
    fn a_tag_that_is_left_open_takes_attributes() {
        for (before, expected) in
            [("see <a href=\"", true), ("<a href='x' title=", true), ("a < b ", false), ("<b>", false), ("<", false)]
        {
            assert_eq!(is_in_tag(before), expected, "{before}");
        }
    }
}
