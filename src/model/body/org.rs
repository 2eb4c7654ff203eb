//! Links as Org mode writes them: `[[https://…][words]]` becomes its words, and leads there.
//!
//! Only what a link leads to is taken off; all other marks of Org mode stay as they are in plain text.

use std::borrow::Cow;
use std::ops::Range;

use super::is_safe_url;

/// A link longer than this is none: the bound keeps the search linear.
const LONGEST: usize = 2000;

/// A text with the words of its links in their place, and where these stand and lead.
pub(super) fn read_links(text: &str) -> (Cow<'_, str>, Vec<(Range<usize>, &str)>) {
    if !text.contains("][") {
        return (Cow::Borrowed(text), Vec::new());
    }
    let (mut plain, mut links, mut rest) = (String::with_capacity(text.len()), Vec::new(), text);
    while let Some((before, after)) = rest.split_once("[[") {
        plain.push_str(before);
        if let Some((url, words, behind)) = link(after) {
            let start = plain.len();
            plain.push_str(words);
            links.push((start..plain.len(), url));
            rest = behind;
        } else {
            plain.push_str("[[");
            rest = after;
        }
    }
    plain.push_str(rest);
    (Cow::Owned(plain), links)
}

/// The address, the words, and what follows, of a link behind its first two brackets.
fn link(text: &str) -> Option<(&str, &str, &str)> {
    let end = text.get(..text.floor_char_boundary(LONGEST))?.find("]]")?;
    let (inside, behind) = text.split_at_checked(end)?;
    let (url, words) = inside.split_once("][")?;
    let is_link = is_safe_url(url) && !words.trim().is_empty() && !words.contains("[[");
    Some((url, words, behind.strip_prefix("]]")?)).filter(|_| is_link)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_read_as_its_words() {
        let quay = "https://example.org/quay";
        let cases: [(&str, &str, &[&str]); 7] = [
            ("See [[https://example.org/quay][the quay]].", "See the quay.", &["the quay"]),
            ("[[https://example.org/quay][one]][[https://example.org/quay][two]]", "onetwo", &["one", "two"]),
            ("[[the-quay.org][the quay]] is here", "[[the-quay.org][the quay]] is here", &[]),
            ("[[javascript:alert(1)][the quay]]", "[[javascript:alert(1)][the quay]]", &[]),
            ("[[https://example.org/quay]]", "[[https://example.org/quay]]", &[]),
            ("a [[b [[https://example.org/quay][c]]", "a [[b c", &["c"]),
            ("[[https://example.org/quay][open", "[[https://example.org/quay][open", &[]),
        ];
        for (text, plain, words) in cases {
            let (read, links) = read_links(text);
            assert_eq!(read, plain, "{text}");
            assert_eq!(links.iter().map(|(range, _)| &read[range.clone()]).collect::<Vec<_>>(), words, "{text}");
            assert!(links.iter().all(|(_, url)| *url == quay), "{text}");
        }
    }
}
