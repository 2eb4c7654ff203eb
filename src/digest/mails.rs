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

/// Those that say who wrote or when, and those that say of what.
const SIGNED: [&str; 3] = ["from", "de", "date"];
const SUBJECT: [&str; 3] = ["subject", "objet", "sujet"];

/// Marks the headers of mails; whether there are any.
pub(crate) fn mark(draft: &mut Draft) -> bool {
    let headers = headers(&draft.lines);
    let Some(first) = headers.first().filter(|_| headers.len() >= FEWEST && span(&draft.lines, &headers)) else {
        return false;
    };
    let above = 0..first.lines.start;
    if !holds_prose(draft.lines.get(above.clone()).unwrap_or_default()) {
        draft.set(above, Role::Neutral);
    }
    for Header { lines, title } in headers {
        draft.set(lines, Role::Neutral);
        draft.set(title..title + 1, Role::Open);
        if let Some(line) = draft.lines.get_mut(title) {
            line.shape = Shape::Heading(ENTRY);
            line.text = field(line.text).map_or(line.text, |field| field.value);
        }
    }
    true
}

/// Whether the mails stand from early on to the end: below a letter, such lines are its agenda.
fn span(lines: &[Line], headers: &[Header]) -> bool {
    let words = |lines: Option<&[Line]>| lines.unwrap_or_default().iter().map(Line::words).sum::<usize>();
    let all = words(Some(lines));
    let above = headers.first().map_or(0, |first| words(lines.get(..first.lines.start)));
    let below = headers.last().map_or(0, |last| words(lines.get(last.lines.end..)));
    above * 3 <= all && below * 3 <= all * 2
}

/// Whether there is a paragraph that somebody wrote for this issue: how to write to a list is told in a few words.
fn holds_prose(lines: &[Line]) -> bool {
    const PARAGRAPH: usize = 50;
    let paragraphs = lines.split(|line| line.shape != Shape::Text);
    paragraphs.map(|lines| lines.iter().map(Line::words).sum::<usize>()).any(|words| words >= PARAGRAPH)
}

/// The header of a mail.
#[derive(Debug)]
struct Header {
    lines: Range<usize>,
    /// The line that has its subject.
    title: usize,
}

/// The header of each mail.
fn headers(lines: &[Line]) -> Vec<Header> {
    let mut headers = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let end = at + run(lines.get(at..).unwrap_or_default());
        let title = title(lines.get(at..end).unwrap_or_default());
        headers.extend(title.map(|title| Header { lines: at..end, title: at + title }));
        at = end.max(at + 1);
    }
    headers
}

/// How many lines of a header a text begins with (RFC 5322): known ones, after some of which any other may stand,
/// and indented ones in which a long one goes on.
fn run(lines: &[Line]) -> usize {
    let mut is_header = false;
    let belongs = |(at, line): &(usize, &Line)| {
        if !matches!(line.shape, Shape::Text | Shape::Front) {
            return false;
        }
        let Some(field) = field(line.text).filter(|field| is_header || field.is(&FIELDS)) else {
            return *at > 0 && line.indent > 0;
        };
        is_header |= field.is(&SIGNED) || field.is(&SUBJECT);
        true
    };
    lines.iter().enumerate().take_while(belongs).count()
}

/// Which line of a header has the subject, where there is one and the header says who wrote or when.
fn title(header: &[Line]) -> Option<usize> {
    let has = |line: &Line, names: &[&str]| field(line.text).is_some_and(|field| field.is(names));
    let subject = header.iter().position(|line| has(line, &SUBJECT))?;
    // All of it may stand in the line below.
    let is_empty = header.get(subject).and_then(|line| field(line.text)).is_some_and(|field| field.value.is_empty());
    let title = if is_empty { subject + 1 } else { subject };
    let is_there = !is_empty || header.get(title).is_some_and(|line| line.indent > 0);
    (is_there && header.iter().any(|line| has(line, &SIGNED))).then_some(title)
}

/// A line of a header.
#[derive(Debug)]
struct Field<'a> {
    name: &'a str,
    value: &'a str,
}

impl Field<'_> {
    /// Whether it has one of these names.
    fn is(&self, names: &[&str]) -> bool {
        let name = self.name.to_lowercase();
        names.contains(&&*name)
    }
}

/// A line as one of a header: `Message-ID: …`, `**Objet :** …`.
fn field(text: &str) -> Option<Field<'_>> {
    // Cheap test first.
    const LONGEST: usize = 40;
    let (name, value) =
        text.split_at_checked(memchr::memchr(b':', text.as_bytes().get(..LONGEST.min(text.len()))?)?)?;
    let is_mark = |letter: char| letter == '*' || letter.is_whitespace();
    let is_marked = name.starts_with('*');
    let value = value.trim_start_matches(':').trim();
    let value = if is_marked { value.trim_matches(is_mark) } else { value };
    let name = name.trim_matches(is_mark);
    let is_name = !name.is_empty() && name.chars().all(|letter| letter.is_alphabetic() || letter == '-');
    // An address is none.
    (is_name && !value.starts_with("//")).then_some(Field { name, value })
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

    fn titles(text: String) -> Vec<String> {
        let document = Document::new("x.txt", Markup::Plain, text);
        split(&document, &Corrections::default()).articles.iter().map(|article| article.title.to_string()).collect()
    }

    #[test]
    fn a_header_may_be_folded_marked_or_have_lines_of_any_name() {
        let headers = [
            "From: Ann Lee <ann@example.org>\nTo: The list of all who ever\n\ttook the ferry\nSubject: Boiler",
            "From: Ann Lee <ann@example.org>\nCc:\nSubject: Boiler",
            "From: Ann Lee <ann@example.org>\nKeywords: coal\nContent-Type: text/plain\nSubject: Boiler",
            "From: Ann Lee <ann@example.org>\nSubject:\n Boiler",
            "**From:** Ann Lee\n**Subject:** Boiler",
            "**From:** Ann Lee\n**Subject:**\n Boiler",
            "De\u{a0}: Ann Lee\nObjet\u{a0}: Boiler",
        ];
        for header in headers {
            let mail = format!("{header}\n\nThe ferry has a new boiler, and whoever was\ncold is so no more.\n\n");
            assert_eq!(titles(mail.repeat(3)), ["Boiler"; 3], "{header}");
        }
    }

    #[test]
    fn an_agenda_below_a_letter_is_no_row_of_mails() {
        let letter =
            "The ferry of Low Quay has a new boiler since Monday, and two captains steered her across the bay.\n\n";
        let agenda = "Date : 3 mai 2024\nSujet : La chaudière du bac\n\n";
        let text = format!("{}{}", letter.repeat(6), agenda.repeat(3));
        let document = Document::new("x.txt", Markup::Plain, text);
        let first = split(&document, &Corrections::default()).articles.first().map(|article| article.lines.start());
        assert_eq!(first, Some(0));
    }

    #[test]
    fn a_letter_above_the_mails_is_kept() {
        let letter =
            "The ferry of Low Quay has a new boiler since Monday, and two captains steered her across the bay. ";
        let text = format!("{}\n\n{}", letter.repeat(3), digest(9).replace("cold is so", &letter.repeat(3)));
        let titles = titles(text);
        assert_eq!((titles.len(), titles.iter().filter(|title| title.starts_with("The boiler")).count()), (10, 9));
    }
}
