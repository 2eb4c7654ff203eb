//! Formats that are text but not for reading: said, since their marks would pass for words.
//!
//! They are shown as they are all the same: nothing is hidden, and a page about HTML may begin like one.

/// So many bytes are looked at: what says the format stands at the beginning, below a licence at most.
const HEAD: usize = 4096;

/// What a text is written in, if it is not meant to be read as it is; what it says ends with what to do.
pub(super) fn fault(text: &str) -> Option<String> {
    let text = text.trim_start();
    let head = text.get(..text.floor_char_boundary(HEAD)).unwrap_or_default();
    let name = name(&head.to_ascii_lowercase())?;
    Some(format!("this is {name}, shown with its marks; convert it to text or Markdown, and open that."))
}

fn name(head: &str) -> Option<&'static str> {
    let below_prolog = head.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")).map(|(_, below)| below);
    let first = uncommented(below_prolog.unwrap_or(head));
    let begins = |starts: &[&str]| starts.iter().any(|start| first.starts_with(start));
    if begins(&["<!doctype html", "<html"]) {
        Some("an HTML page")
    } else if begins(&["<rss", "<feed", "<rdf:rdf"]) {
        Some("a feed (RSS or Atom)")
    } else if begins(&["<opml"]) {
        Some("a list of feeds (OPML)")
    } else if head.starts_with("{\\rtf") {
        Some("rich text (RTF)")
    } else if is_mime(head) {
        Some("a mail in parts (MIME)")
    } else {
        None
    }
}

/// What stands below comments.
fn uncommented(text: &str) -> &str {
    let mut text = text.trim_start();
    while let Some((_, below)) = text.strip_prefix("<!--").and_then(|comment| comment.split_once("-->")) {
        text = below.trim_start();
    }
    text
}

/// A mail whose head says that its text is encoded or stands in several parts.
fn is_mime(head: &str) -> bool {
    let fields = head.lines().take_while(|line| !line.is_empty());
    let mut is_mail = false;
    for field in fields {
        is_mail |= ["from:", "from ", "received:", "mime-version:"].iter().any(|name| field.starts_with(name));
        let is_encoded = field.starts_with("content-type: multipart/")
            || field.starts_with("content-transfer-encoding:")
                && ["base64", "quoted-printable"].iter().any(|code| field.ends_with(code));
        if is_mail && is_encoded {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_meant_to_be_read_as_it_is_is_named() {
        let late = format!("{}<html>", "é".repeat(HEAD));
        let cases: [(&str, Option<&str>); 14] = [
            ("\n<!DOCTYPE html>\n<html lang=fr><p>Le bac", Some("an HTML page")),
            ("<!-- saved --><!-- twice -->\n<HTML>", Some("an HTML page")),
            ("<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel>", Some("a feed (RSS or Atom)")),
            ("<feed xmlns=\"http://www.w3.org/2005/Atom\">", Some("a feed (RSS or Atom)")),
            ("<opml version=\"2.0\">", Some("a list of feeds (OPML)")),
            ("{\\rtf1\\ansi Le bac}", Some("rich text (RTF)")),
            (
                "From: a@b.c\nMIME-Version: 1.0\nContent-Type: multipart/alternative;\n\n--x\n",
                Some("a mail in parts (MIME)"),
            ),
            ("Received: x\nContent-Transfer-Encoding: quoted-printable\n\nL=C3=A9", Some("a mail in parts (MIME)")),
            ("From: a@b.c\nSubject: Le bac\nContent-Type: text/plain\n\nContent-Transfer-Encoding: base64\n", None),
            ("Content-Type: multipart/mixed is what it says.\n", None),
            ("# Title\n\n<html> is an element.\n", None),
            ("<p>Markdown may begin so.</p>\n", None),
            ("", None),
            (&late, None),
        ];
        for (text, expected) in cases {
            let found = fault(text);
            assert_eq!(found.is_some(), expected.is_some(), "{text}");
            assert!(expected.is_none_or(|name| found.unwrap_or_default().contains(name)), "{text}");
        }
    }
}
