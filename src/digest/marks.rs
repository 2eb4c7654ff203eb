//! Inline marks of Markdown and Org mode, taken off: what remains is what a reader sees.
//!
//! Only what titles and tests of form need; the reading view has its own, complete reader of marks.

use std::borrow::Cow;

use crate::model::body::reference;
use crate::text::bytes;

/// A link at the start of a text: its words, its target, and what follows it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Link<'a> {
    /// The words.
    pub words: &'a str,
    /// The target: empty for a reference.
    pub target: &'a str,
    /// What follows.
    pub rest: &'a str,
}

/// A link longer than this, or with more brackets open at once, is none: the bounds keep the search linear.
const LONGEST: usize = 2000;
const DEEPEST: usize = 8;

/// Reads a link at the start: `[words](target)`, `[words][label]`, `[[target][words]]`, `[[target]]`, and
/// of reStructuredText `` `words <target>`_ ``.
pub(crate) fn link(text: &str) -> Option<Link<'_>> {
    if let Some(inner) = text.strip_prefix('`') {
        return restructured(inner);
    }
    if let Some(link) = text.strip_prefix("[[").and_then(org) {
        return Some(link);
    }
    let end = closing(text, b'[', b']')?;
    let words = text.get(1..end)?;
    let after = text.get(end + 1..)?;
    if after.starts_with('(') {
        let close = closing(after, b'(', b')')?;
        let target = after.get(1..close)?.split_whitespace().next().unwrap_or_default();
        return Some(Link { words, target, rest: after.get(close + 1..)? });
    }
    if after.starts_with('[') {
        let close = closing(after, b'[', b']')?;
        return Some(Link { words, target: "", rest: after.get(close + 1..)? });
    }
    None
}

/// Reads a link of Org mode, `[[target][words]]` or `[[target]]`, behind its first marks.
fn org(inner: &str) -> Option<Link<'_>> {
    // A target holds no bracket: among many of them, the first one tells.
    let end = memchr::memchr2(b'[', b']', beginning(inner, LONGEST).as_bytes())?;
    let (target, behind) = inner.split_at_checked(end)?;
    let (words, rest) = match behind.strip_prefix("][") {
        Some(behind) => beginning(behind, LONGEST).find("]]").and_then(|end| behind.split_at_checked(end))?,
        None => (target, behind),
    };
    let is_target = target.contains("://") || target.contains('.');
    is_target.then_some(Link { words, target, rest: rest.strip_prefix("]]")? })
}

/// Reads a link of reStructuredText behind its first mark.
fn restructured(inner: &str) -> Option<Link<'_>> {
    let end = inner.get(..inner.floor_char_boundary(LONGEST))?.find('`')?;
    let (inner, rest) = inner.split_at_checked(end)?;
    let rest = rest.strip_prefix("`_")?;
    let (words, target) = inner.strip_suffix('>')?.rsplit_once('<')?;
    Some(Link { words: words.trim_end(), target, rest: rest.strip_prefix('_').unwrap_or(rest) })
}

/// The index of the bracket that closes the one a text starts with.
fn closing(text: &str, open: u8, close: u8) -> Option<usize> {
    if text.as_bytes().first() != Some(&open) {
        return None;
    }
    let (near, mut depth) = (beginning(text, LONGEST), 0_usize);
    let end = memchr::memchr2_iter(open, close, near.as_bytes()).find(|at| {
        let opens = near.as_bytes().get(*at) == Some(&open);
        depth = if opens { depth + 1 } else { depth - 1 };
        depth == 0 || depth > DEEPEST
    });
    end.filter(|end| depth == 0 && is_within(near, *end, LONGEST))
}

/// The beginning of a text, in which so many characters stand for sure, if the text has them.
fn beginning(text: &str, letters: usize) -> &str {
    text.get(..text.floor_char_boundary(letters * 4)).unwrap_or(text)
}

/// Whether what begins at a byte is among the first characters of a text.
fn is_within(text: &str, at: usize, letters: usize) -> bool {
    at < letters || text.get(..at).is_some_and(|before| before.chars().count() < letters)
}

/// Whether a line ends inside the words or the target of a link: the link, and with it the paragraph, goes on below.
pub(crate) fn leaves_link_open(text: &str) -> bool {
    let target = memchr::memmem::rfind(text.as_bytes(), b"](").and_then(|at| text.get(at + 2..));
    let words = memchr::memrchr(b'[', text.as_bytes()).and_then(|at| text.get(at + 1..));
    target.is_some_and(|target| target.len() <= LONGEST && !target.contains(')'))
        || words.is_some_and(|words| words.len() <= LONGEST && !words.contains(']'))
}

/// Whether a text is one link and nothing else but punctuation.
pub(crate) fn is_whole_link(text: &str) -> bool {
    let text = if text.starts_with('`') { text } else { strip_emphasis(text) };
    // A picture that leads elsewhere (a badge) is a picture.
    let is_picture = |words: &str| words.starts_with("![") || words.starts_with("<img");
    link(text).filter(|link| !is_picture(link.words)).is_some_and(|link| {
        link.words.chars().any(char::is_alphabetic) && !link.rest.chars().any(char::is_alphanumeric)
    })
}

/// Whether a text holds a link or an address.
pub(crate) fn holds_link(text: &str) -> bool {
    text.contains("](") || text.contains("://") || text.contains("][")
}

/// Whether a text is wholly bold.
pub(crate) fn is_whole_bold(text: &str) -> bool {
    ["**", "__"].iter().any(|mark| {
        let inner = text.strip_prefix(mark).and_then(|rest| rest.trim_end_matches([':', ' ']).strip_suffix(mark));
        inner.is_some_and(|inner| !inner.is_empty() && !inner.contains(mark))
    })
}

/// Whether a text is wholly emphasised: from its first mark to the same at its end, with none between.
pub(crate) fn is_whole_emphasis(text: &str) -> bool {
    let text = text.trim().trim_end_matches(['.', '!']);
    ['*', '_', '/'].into_iter().any(|mark| {
        let is_marked = text.len() > 2 && text.starts_with(mark) && text.ends_with(mark);
        is_marked && {
            // What an address has of it is no mark.
            let words = replace_links(text.trim_matches(mark), str::to_owned);
            !words.split_whitespace().any(|word| word.starts_with(mark) || word.ends_with(mark))
        }
    })
}

/// The bold words a text begins with, and what follows.
pub(crate) fn bold_lead(text: &str) -> Option<(&str, &str)> {
    ["**", "__"]
        .iter()
        .find_map(|mark| text.strip_prefix(mark)?.split_once(mark))
        .filter(|(words, _)| !words.trim().is_empty())
}

fn strip_emphasis(text: &str) -> &str {
    text.trim().trim_matches(['*', '_'])
}

/// A text without marks: links become their words, emphasis, code marks, images and tags go.
pub(crate) fn plain(text: &str) -> Cow<'_, str> {
    if bytes::find(text.as_bytes(), |byte| may_begin_mark(byte) | (byte == b'&') | (byte == b'\\')).is_none() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    loop {
        let run = bytes::find(rest.as_bytes(), may_begin_mark).unwrap_or(rest.len());
        let (words, marked) = rest.split_at_checked(run).unwrap_or((rest, ""));
        out.push_str(words);
        rest = marked;
        let Some(first) = rest.chars().next() else { break };
        if first == '!'
            && rest.starts_with("![")
            && let Some(image) = rest.get(1..).and_then(link)
        {
            rest = image.rest;
            continue;
        }
        if matches!(first, '[' | '`')
            && let Some(link) = link(rest)
        {
            out.push_str(&plain(link.words));
            rest = link.rest;
            continue;
        }
        if first == '<'
            && let Some(after) = after_tag(rest)
        {
            rest = after;
            continue;
        }
        if let Some((words, after)) = emphasised(rest, out.chars().last()) {
            out.push_str(&plain(words));
            rest = after;
            continue;
        }
        out.push(first);
        rest = rest.get(first.len_utf8()..).unwrap_or_default();
    }
    Cow::Owned(unescape(out))
}

/// Whether a mark, a link, an image or a tag may begin with this byte.
fn may_begin_mark(byte: u8) -> bool {
    b"[*_`<=~/!".iter().fold(false, |any, mark| any | (byte == *mark))
}

/// A text whose links are replaced by what `with` makes of their words.
pub(crate) fn replace_links(text: &str, mut with: impl FnMut(&str) -> String) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        if let Some(link) = link(after) {
            out.push_str(&with(link.words));
            rest = link.rest;
        } else {
            out.push('[');
            rest = after.get(1..).unwrap_or_default();
        }
    }
    out.push_str(rest);
    out
}

/// A tag of HTML at the start: what follows it.
fn after_tag(text: &str) -> Option<&str> {
    if let Some(comment) = text.strip_prefix("<!--") {
        let end = comment.get(..comment.floor_char_boundary(LONGEST))?.find("-->")?;
        return comment.get(end + "-->".len()..);
    }
    let inner = text.strip_prefix('<')?;
    let starts = inner.strip_prefix('/').unwrap_or(inner).starts_with(|letter: char| letter.is_ascii_alphabetic());
    let end = inner.char_indices().take(1000).find(|(_, letter)| *letter == '>')?.0;
    if starts { inner.get(end + 1..) } else { None }
}

/// The marks of emphasis, the longer ones first.
const EMPHASIS: [&str; 10] = ["**", "__", "~~", "``", "*", "_", "`", "=", "~", "/"];

/// Emphasis at the start of a text (and of a word): its words, and what follows.
fn emphasised(text: &str, before: Option<char>) -> Option<(&str, &str)> {
    if before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let first = text.as_bytes().first()?;
    let may_begin = |mark: &&&str| mark.as_bytes().first() == Some(first);
    EMPHASIS.iter().filter(may_begin).find_map(|mark| {
        let inner = text.strip_prefix(mark)?;
        if inner.starts_with([' ', '\u{a0}']) || inner.as_bytes().first() == Some(first) {
            return None;
        }
        // A title is short: marks further apart than this are no pair.
        const PAIR: usize = 400;
        let near = beginning(inner, PAIR + mark.len());
        let mut ends = memchr::memchr_iter(*first, near.as_bytes());
        let end = ends.find(|at| near.get(*at..).is_some_and(|rest| rest.starts_with(mark)))?;
        let (words, after) = (inner.get(..end)?, inner.get(end + mark.len()..)?);
        let ends_word = !after.starts_with(char::is_alphanumeric) && !words.ends_with(' ');
        if ends_word && !words.is_empty() && is_within(near, end, PAIR) { Some((words, after)) } else { None }
    })
}

/// A text in which character references and escapes are the characters that they stand for.
fn unescape(text: String) -> String {
    let escape = |text: &str| memchr::memchr2(b'&', b'\\', text.as_bytes());
    if escape(&text).is_none() {
        return text;
    }
    let mut rest = text.as_str();
    let mut out = String::with_capacity(text.len());
    while let Some((before, marked)) = escape(rest).and_then(|at| rest.split_at_checked(at)) {
        out.push_str(before);
        let escaped = marked.strip_prefix('\\').and_then(|after| after.get(..1)).filter(|next| "_*[]#&".contains(next));
        let (letters, length) = match (reference(marked), escaped) {
            (Some(found), _) => found,
            (None, Some(escaped)) => (escaped.to_owned(), 2),
            (None, None) => (marked.get(..1).unwrap_or_default().to_owned(), 1),
        };
        out.push_str(&letters);
        rest = marked.get(length..).unwrap_or_default();
    }
    out + rest
}

/// Whether two items begin with the same word of some length.
pub(crate) fn starts_alike(one: &str, other: &str) -> bool {
    let first = |text: &str| text.split_whitespace().next().map(str::to_owned).filter(|word| word.chars().count() >= 4);
    first(one).is_some_and(|word| first(other).as_deref() == Some(word.as_str()))
}

/// Whether a text is an address or some, and nothing else: with their scheme or not, behind an arrow or not.
pub(crate) fn is_address(text: &str) -> bool {
    let bare = |word| str::trim_start_matches(word, |letter: char| !letter.is_alphanumeric());
    let is_one = |word: &str| ["http://", "https://", "www."].iter().any(|start| word.starts_with(start));
    let mut words = text.split_whitespace().map(bare).filter(|word| !word.is_empty()).peekable();
    words.peek().is_some() && words.all(is_one)
}

/// The first http(s) address in a text.
pub(crate) fn url(text: &str) -> Option<&str> {
    let at = memchr::memmem::find_iter(text.as_bytes(), b"http")
        .find(|at| text.get(*at..).is_some_and(|rest| rest.starts_with("http://") || rest.starts_with("https://")))?;
    let rest = text.get(at..)?;
    let end = rest
        .find(|letter: char| letter.is_whitespace() || matches!(letter, '<' | '>' | '"' | ']' | '|' | '»' | '`'))
        .unwrap_or(rest.len());
    let mut url = rest.get(..end)?;
    // A closing bracket belongs to the address only if it was opened in it.
    while let Some(shorter) = url.strip_suffix(['.', ',', ';', ':', '!', '?', '\'', ')', '*', '_']) {
        if url.ends_with(')') && url.matches('(').count() >= url.matches(')').count() {
            break;
        }
        url = shorter;
    }
    if url.len() > "https://".len() { Some(url) } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_may_be_open_at_the_end_of_a_line() {
        let cases = [
            ("see [the", true),
            ("see [the quay](https://a.b/", true),
            ("see [the quay](https://a.b)", false),
            ("[1] the quay", false),
        ];
        for (text, expected) in cases {
            assert_eq!(leaves_link_open(text), expected, "{text}");
        }
    }

    #[test]
    fn a_badge_is_a_picture_and_no_link() {
        let cases = [
            ("[Words](https://a.b)", true),
            ("`Words <https://a.b>`__", true),
            ("[![build](x.svg)](https://a.b)", false),
            ("[<img alt=\"build\" src=\"x.svg\">](https://a.b)", false),
            ("[Words](https://a.b) and more", false),
        ];
        for (text, expected) in cases {
            assert_eq!(is_whole_link(text), expected, "{text}");
        }
    }

    #[test]
    fn emphasis_is_whole_where_no_word_stands_outside() {
        let cases = [
            ("*No berths this week!*.", true),
            ("**Send us __yours__ [here](https://example.org/a_b_)**", true),
            ("_Snake_case is seen on the quay_", true),
            ("*No* berths this week.", false),
            ("**Boiler.** The ferry has a new **one**", false),
            ("*The ferry* and *the crane*", false),
        ];
        for (text, expected) in cases {
            assert_eq!(is_whole_emphasis(text), expected, "{text}");
        }
    }

    #[test]
    fn marks_are_taken_off() {
        let cases = [
            ("[words](http://a.b) after", "words after"),
            ("`words <http://a.b>`_ after `code`", "words after code"),
            ("[a [b] c](x \"t\")!", "a [b] c!"),
            ("[[https://a.b/c][Org words]] end", "Org words end"),
            ("[[https://a.b/c]] end", "https://a.b/c end"),
            ("[[no [inner] words]] end", "[[no [inner] words]] end"),
            ("**bold**, _it_ and `code_x`", "bold, it and code_x"),
            ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
            ("<img src=\"x\"> Title", " Title"),
            ("![alt](x.png) Title", " Title"),
            ("The =#Tag= day", "The #Tag day"),
            ("a &amp; b\\_c", "a & b_c"),
            ("caf&eacute; &amp;lt; l&#8217;&#27;ami & R&D; \\q", "café &lt; l’ami & R&D; \\q"),
            ("[v1][] is out", "v1 is out"),
            ("5 < 6", "5 < 6"),
        ];
        for (text, expected) in cases {
            assert_eq!(plain(text), expected, "{text:?}");
        }
    }

    #[test]
    fn what_stands_far_behind_a_link_is_kept_and_brackets_in_brackets_end_no_link_beyond_a_depth() {
        let tail = " and so on".repeat(1000);
        let nested = |depth: usize| format!("{}words{}(x)", "[".repeat(depth), "]".repeat(depth));
        let cases = [
            (format!("`words <http://a.b>`_{tail}"), format!("words{tail}")),
            (format!("[words](http://a.b){tail}"), format!("words{tail}")),
            (format!("<!-- a note -->words{tail}"), format!("words{tail}")),
            (nested(DEEPEST), nested(DEEPEST - 1).replace("(x)", "")),
            (nested(DEEPEST + 1), nested(DEEPEST + 1)),
        ];
        for (text, expected) in cases {
            assert_eq!(plain(&text), expected, "{text}");
        }
    }

    #[test]
    fn a_line_is_an_address_where_no_word_is_anything_else() {
        let cases = [
            ("https://a.b/c", true),
            ("→ www.a.b", true),
            ("<https://a.b> (https://a.b/c)", true),
            ("https://a.b is here", false),
            ("See https://a.b", false),
            ("→", false),
            ("", false),
        ];
        for (text, expected) in cases {
            assert_eq!(is_address(text), expected, "{text:?}");
        }
    }

    #[test]
    fn only_web_addresses_are_found_and_end_where_they_should() {
        let cases = [
            ("see https://a.b/c(d), yes", Some("https://a.b/c(d)")),
            ("(http://a.b/)", Some("http://a.b/")),
            ("javascript:alert(1)", None),
            ("[x](https://a.b/c \"t\")", Some("https://a.b/c")),
            ("http://", None),
        ];
        for (text, expected) in cases {
            assert_eq!(url(text), expected, "{text:?}");
        }
    }
}
