//! Mails put one after the other (RFC 1153): a few lines of header stand above each.
//!
//! The subject is the title; the other lines of the header and what stands above the first of them, how to
//! write to the list and what the mails are about, are left aside.

use std::ops::Range;

use super::block::ENTRY;
use super::line::{Line, Shape};
use super::role::{Draft, Role};

/// The fewest mails: two headers may be quoted in one text.
const FEWEST: usize = 3;

/// Lines of a header, in English and French.
const FIELDS: [&str; 14] = [
    "from",
    "date",
    "to",
    "cc",
    "subject",
    "message",
    "message-id",
    "reply-to",
    "sender",
    "de",
    "objet",
    "sujet",
    "envoyé",
    "à",
];

/// Marks the headers of mails; whether there are any.
pub(crate) fn mark(draft: &mut Draft) -> bool {
    let headers = headers(&draft.lines);
    let Some(first) = headers.first().filter(|_| headers.len() >= FEWEST) else { return false };
    draft.set(0..first.0.start, Role::Neutral);
    for (lines, subject) in headers {
        draft.set(lines, Role::Neutral);
        draft.set(subject..subject + 1, Role::Open);
        if let Some(line) = draft.lines.get_mut(subject) {
            line.shape = Shape::Heading(ENTRY);
            line.text = line.text.split_once(':').map_or(line.text, |(_, value)| value.trim());
        }
    }
    true
}

/// The lines of each header, and which of them is the subject.
fn headers(lines: &[Line]) -> Vec<(Range<usize>, usize)> {
    let mut headers = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let end = at + lines.iter().skip(at).take_while(|line| field(line).is_some()).count();
        let run = lines.get(at..end).unwrap_or_default();
        let names =
            |wanted: [&str; 3]| run.iter().position(|line| field(line).is_some_and(|name| wanted.contains(&&*name)));
        let is_signed = names(["from", "de", "date"]).is_some();
        if let Some(subject) = names(["subject", "objet", "sujet"]).filter(|_| is_signed && run.len() >= 2) {
            headers.push((at..end, at + subject));
        }
        at = end.max(at + 1);
    }
    headers
}

/// The name of a header's line.
fn field(line: &Line) -> Option<String> {
    if line.shape != Shape::Text && line.shape != Shape::Front {
        return None;
    }
    let (name, value) = line.text.split_once(':')?;
    let name = name.trim_matches(['*', ' ']);
    // Cheap test first.
    let name = if name.len() <= 12 { name.to_lowercase() } else { return None };
    (FIELDS.contains(&&*name) && !value.trim().is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use crate::digest::{Corrections, split};
    use crate::model::document::{Document, Markup};

    /// A digest of some mails as list servers send it.
    fn digest(mails: usize) -> String {
        let head = "To write to the list, send a mail to\n\tquay@example.org\n\nToday's topics:\n\n   1. Boiler (Ann)\n   2. Stones (Bob)\n\n----------------------------------------------------------------------\n\n";
        let mail = |at: usize| {
            format!(
                "Message: {at}\nDate: Mon, 3 May 2010 09:12:44 +0200\nFrom: Ann Lee <ann@example.org>\nSubject: The boiler of the ferry, {at}\n\nOn Monday, Bob wrote:\n> It is cold.\n\nThe ferry has a new boiler, and whoever was\ncold is so no more.\n\nAnn\n\n------------------------------\n\n"
            )
        };
        head.to_owned() + &(1..=mails).map(mail).collect::<String>()
    }

    #[test]
    fn each_mail_of_a_digest_is_an_article_under_its_subject() {
        let document = Document::new("x.txt", Markup::Plain, digest(4));
        let articles = split(&document, &Corrections::default()).articles;
        let titles: Vec<&str> = articles.iter().map(|article| &*article.title).collect();
        let expected = [1, 2, 3, 4].map(|at| format!("The boiler of the ferry, {at}"));
        assert_eq!(titles, expected);
        let quoted = Document::new("x.txt", Markup::Plain, digest(2));
        assert_ne!(split(&quoted, &Corrections::default()).articles.len(), 2);
    }
}
