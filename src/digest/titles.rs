//! Titles: the text's own, else one derived from its first informative sentence.
//!
//! A derived title is a whole clause, at most 90 columns, never cut in a word or a quotation, and, an
//! ellipsis aside, a part of the text. Nothing is made up.

mod clause;

use std::borrow::Cow;

use super::block;
use super::dates;
use super::entries;
use super::line::{Line, Shape};
use super::marks;
use super::role::{Cut, Draft};
use super::section;
use crate::model::article::TitleFrom;
use crate::model::rule::Rule;
use crate::text::wrap::columns;
use clause::{COLUMNS, clause, hard_cut};

/// The title of an article.
pub(crate) fn find(draft: &Draft, cut: &Cut, front: Option<&str>) -> (String, TitleFrom) {
    let own = front
        .map(str::to_owned)
        .or_else(|| own(draft, cut))
        .map(|title| tidy(&title))
        .filter(|title| !title.is_empty());
    match own {
        Some(title) => (title, TitleFrom::Text),
        None => (derived(draft, cut), TitleFrom::Derived),
    }
}

/// The title that the text gives.
fn own(draft: &Draft, cut: &Cut) -> Option<String> {
    if let Some(heading) = cut.heading() {
        let is_entry = draft.lines.get(heading).is_some_and(|line| line.shape == Shape::Heading(block::ENTRY));
        let text = if is_entry { unbroken(draft, heading, cut.lines.end()) } else { draft.text(heading).into() };
        return Some(marks::plain(&text).into_owned());
    }
    let mut content = cut.lines.range().filter(|at| draft.is_content(*at));
    let first = content.next()?;
    let line = draft.lines.get(first)?;
    match cut.reason.rule() {
        Rule::Bullet => of_item(draft, first, cut),
        Rule::Label => of_label(line.text),
        Rule::Entry => of_opening_link(line.text).or_else(|| of_first_line(draft, line, content.next())),
        _ => of_first_line(draft, line, content.next()),
    }
}

/// A marked heading, a bold or linked line, or a line that reads like a headline, over more text.
fn of_first_line(draft: &Draft, line: &Line, next: Option<usize>) -> Option<String> {
    let is_marked =
        matches!(line.shape, Shape::Heading(_)) || marks::is_whole_bold(line.text) || marks::is_whole_link(line.text);
    let is_headline = line.shape == Shape::Text
        && section::looks_like_heading(line)
        && line.words() <= 20
        && next.is_some_and(|next| draft.text(next).len() > line.text.len());
    if is_marked || is_headline { Some(marks::plain(line.text).into_owned()) } else { None }
}

/// The words of a link that a remark follows: `[Why bridges hum](https://…) — a bread knife explains it`. Where a
/// sentence goes on, or of a single word, it may be a name.
fn of_opening_link(text: &str) -> Option<String> {
    let link = marks::link(text)?;
    let is_title = link.rest.trim_start().starts_with(['—', '–', '-', ':', '(']);
    (is_title && link.words.split_whitespace().count() >= 2).then(|| marks::plain(link.words).into_owned())
}

/// The title of a list item: its link, its bold words, its first line, its first sentence.
fn of_item(draft: &Draft, first: usize, cut: &Cut) -> Option<String> {
    let text = &*unbroken(draft, first, cut.lines.end());
    let text = after_labels(text);
    if let Some(link) = marks::link(text).filter(|link| link.words.chars().any(char::is_alphanumeric)) {
        return Some(with_gloss(&marks::plain(link.words), link.rest));
    }
    if let Some((bold, _)) = marks::bold_lead(text) {
        return Some(marks::plain(bold).into_owned());
    }
    let plain = marks::plain(before_address(text)).trim().trim_end_matches([':', '-', '–', ' ']).to_owned();
    let is_only_line = cut.lines.range().filter(|at| draft.is_content(*at)).count() == 1;
    let sentence = first_sentence(&plain);
    // A headline has no full stop.
    if plain.get(sentence.len()..).is_some_and(|rest| rest.starts_with('.'))
        && let Some(head) = head_of(sentence)
    {
        return Some(head.to_owned());
    }
    if sentence.len() < plain.trim_end().len() {
        // A bullet of several sentences: the first is its headline, if it is short enough for one.
        return if columns(sentence) <= 140 { Some(sentence.to_owned()) } else { None };
    }
    let has_more = !is_only_line || text.len() > plain.len();
    if columns(&plain) <= if has_more { 200 } else { 220 } && !plain.is_empty() { Some(plain) } else { None }
}

/// Whether a line that is as wide as wrapped text goes on in marked words: `to make them` and `[safe](…)`.
fn opens_with_small_letter(above: &Line, line: &Line) -> bool {
    const NARROWEST: usize = 50;
    above.width() >= NARROWEST && line.text.trim_start_matches(['[', '*', '_', '`']).starts_with(char::is_lowercase)
}

/// The text of a line and of those on which it goes on: a title may be broken at the right edge.
fn unbroken<'a>(draft: &Draft<'a>, first: usize, end: usize) -> Cow<'a, str> {
    // A title is done by then.
    const LINES: usize = 4;
    let mut text = Cow::Borrowed(draft.text(first));
    let rest =
        (first + 1..end.min(first + LINES)).map_while(|at| Some((draft.lines.get(at - 1)?, draft.lines.get(at)?)));
    for (above, line) in rest {
        let is_inside = || draft.lines.get(first).is_some_and(|item| item.is_item() && line.indent > item.indent);
        let goes_on = block::is_broken(above, line, draft.column)
            || marks::leaves_link_open(above.text)
            || is_inside()
                && !above.ends_sentence()
                && (line.text.starts_with(char::is_lowercase) || opens_with_small_letter(above, line))
                && !marks::is_address(line.text);
        if !goes_on || line.shape != Shape::Text || entries::is_byline(line.text) {
            break;
        }
        text = Cow::Owned(format!("{text} {}", line.text));
    }
    text
}

/// The text of a line and of those on which its paragraph goes on, as far as a title reaches.
fn running<'a>(draft: &Draft<'a>, first: usize, end: usize) -> Cow<'a, str> {
    let mut text = Cow::Borrowed(draft.text(first));
    for at in (first + 1..end).take_while(|at| draft.is_content(*at)) {
        let (Some(above), Some(line)) = (draft.lines.get(at - 1), draft.lines.get(at)) else { break };
        let goes_on = block::is_wrapped(above, line) || block::is_broken(above, line, draft.column);
        if line.shape != Shape::Text || !goes_on || columns(&text) > 2 * COLUMNS {
            break;
        }
        text = Cow::Owned(format!("{text} {}", line.text));
    }
    text
}

/// What a sentence too long for a title is headed by: `Harvest begins: the growers of the coast …`.
fn head_of(sentence: &str) -> Option<&str> {
    let (head, rest) = sentence.split_once(": ").or_else(|| sentence.split_once("\u{a0}: "))?;
    let words = head.split_whitespace().count();
    let is_head = (2..=10).contains(&words)
        && columns(head) <= COLUMNS
        && head.starts_with(|first: char| first.is_uppercase() || first.is_numeric());
    let is_open =
        head.contains(['«', '“', '(']) && !head.contains(['»', '”', ')']) || head.matches('"').count() % 2 == 1;
    (is_head && !is_open && columns(sentence) > COLUMNS && rest.split_whitespace().count() > words)
        .then(|| head.trim_end())
}

/// What stands before an address that is written out.
fn before_address(text: &str) -> &str {
    // Most texts hold none, which is told much quicker than where one stands.
    if !text.contains("http") {
        return text;
    }
    // A second bracket makes it a link, whose words belong to the title.
    let bracketed = text.match_indices("[http").map(|(at, _)| at);
    let bracketed = bracketed.filter(|at| !text.get(..*at).is_some_and(|before| before.ends_with('['))).min();
    let at = text.find(" http://").or_else(|| text.find(" https://")).or(bracketed).or_else(|| text.find("<http"));
    at.and_then(|at| text.get(..at)).filter(|before| !before.trim().is_empty()).unwrap_or(text)
}

/// A link's words with the gloss in brackets that follows at once: `Titel (« le titre »)`.
fn with_gloss(words: &str, rest: &str) -> String {
    let gloss = rest
        .strip_prefix(" (")
        .filter(|gloss| gloss.starts_with(['«', '“', '"']))
        .and_then(|gloss| gloss.split_once(')'));
    gloss.map_or_else(|| words.to_owned(), |(gloss, _)| format!("{words} ({gloss})"))
}

/// Takes `[podcast]`, pictures and emoji off the start of an item.
fn after_labels(mut text: &str) -> &str {
    loop {
        let before = text;
        text = text.trim_start_matches(|letter: char| letter.is_whitespace() || is_pictograph(letter));
        if let Some(after) = text.strip_prefix("<img").and_then(|rest| rest.split_once('>')) {
            text = after.1;
        }
        if let Some((label, after)) = text.strip_prefix('[').and_then(|rest| rest.split_once(']'))
            && after.starts_with(' ')
            && label.len() <= 30
            && after.trim_start().starts_with('[')
        {
            text = after;
        }
        if text == before {
            return text;
        }
    }
}

fn is_pictograph(letter: char) -> bool {
    matches!(u32::from(letter), 0x2190..=0x2bff | 0x1f000..=0x1faff | 0xfe0f)
}

/// `LABEL : title • text`.
fn of_label(text: &str) -> Option<String> {
    let (_, rest) = text.split_once(':')?;
    let title = rest.split(['•', '·', '|']).next()?.trim();
    let title = if columns(title) <= 120 { title } else { first_sentence(title) };
    if title.is_empty() { None } else { Some(title.to_owned()) }
}

/// The first sentence of a text, without its full stop.
///
/// Unlike [`crate::text::sentences`], which follows a reader through a text, it may end before a small letter
/// and at the end of the text, and never inside a quotation or brackets: a title is not cut there.
pub(crate) fn first_sentence(text: &str) -> &str {
    let mut depth = 0_i32;
    let mut letters = text.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '«' | '“' | '(' => depth += 1,
            '»' | '”' | ')' => depth -= 1,
            _ => {}
        }
        let next_is_space = letters.peek().is_none_or(|(_, next)| next.is_whitespace());
        if matches!(letter, '.' | '!' | '?' | '…')
            && next_is_space
            && depth <= 0
            && !is_abbreviation(text.get(..at).unwrap_or_default())
        {
            let end = if letter == '.' { at } else { at + letter.len_utf8() };
            return text.get(..end).unwrap_or(text).trim();
        }
    }
    text.trim()
}

/// Whether a text ends in an abbreviation or an initial, whose point ends no sentence.
fn is_abbreviation(before: &str) -> bool {
    let last = before.rsplit(|letter: char| letter.is_whitespace() || letter == '(').next().unwrap_or_default();
    // `J.`, `U.S.`
    let is_letter = |part: &str| part.chars().count() == 1 && part.chars().all(char::is_uppercase);
    last.split('.').all(is_letter)
        || [
            "M", "Mme", "Mr", "Mrs", "Ms", "Dr", "St", "etc", "cf", "vs", "No", "p", "art", "ex", "i.e", "e.g", "Jr",
            "Inc",
        ]
        .contains(&last)
}

/// A title cut from the first informative sentence.
fn derived(draft: &Draft, cut: &Cut) -> String {
    let content: Vec<usize> = cut.lines.range().filter(|at| draft.is_content(*at)).take(12).collect();
    let informative =
        content.iter().find(|at| draft.lines.get(**at).is_some_and(|line| line.words() >= 5)).or(content.first());
    let text = &informative.map_or(Cow::Borrowed(""), |at| running(draft, *at, cut.lines.end()));
    let text = crate::text::timecode::split(text).map_or(&**text, |(_, words)| words);
    let plain = tidy(&marks::plain(text));
    let sentence = after_its_time(first_sentence(&plain));
    // A quotation longer than a title cannot be kept whole: its words alone are cut instead.
    let inside = sentence.trim_start_matches(['«', '“', '"', '(', ' ', '\u{a0}', '\u{202f}']);
    let title = clause(sentence).or_else(|| clause(inside)).unwrap_or_else(|| hard_cut(inside).into());
    if title.is_empty() { "…".to_owned() } else { title.into_owned() }
}

/// A sentence without the time that it opens with (`Le 18 novembre, la panne…`): in a list the first words
/// are those that are read.
fn after_its_time(sentence: &str) -> &str {
    let Some((opening, rest)) = sentence.split_once(", ") else { return sentence };
    let is_opening = opening.split_whitespace().count() <= OPENING && dates::says_when(opening);
    if is_opening && rest.split_whitespace().count() >= SAYING { rest } else { sentence }
}

/// The most words of an opening that only says when, and the least of what is left to say something.
const OPENING: usize = 8;
const SAYING: usize = 5;

/// One line without doubled spaces and stray marks at its ends. It is scrubbed because documents are.
pub(crate) fn tidy(title: &str) -> String {
    let mut out = String::with_capacity(title.len());
    for word in title.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    let trimmed = out
        .trim_matches(|letter: char| letter.is_whitespace() || matches!(letter, '*' | '_' | '|'))
        .trim_end_matches([':', ' ', '\u{a0}', '\u{202f}']);
    trimmed.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::{Corrections, split};
    use crate::model::document::{Document, Markup};

    #[test]
    fn a_title_goes_on_over_the_lines_of_its_sentence() {
        let titles = |text: &str| -> Vec<String> {
            let document = Document::new("x.md", Markup::Markdown, text.to_owned());
            split(&document, &Corrections::default()).articles.iter().map(|one| one.title.to_string()).collect()
        };
        let text = "# Quay weekly #4\n\n## News\n\n- Ann has mended the crane of the old pier, which is blue now and\n  turns once more.\n- Bob wants to give away \"Ropes: a history\" on the pier, which is long and has\n  pictures of all knots.\n- The ferry has no heating in the U.S. (gazette.example)\n- A ball\n  https://example.org/ball\n- Bells are changed by the founders of the island to make them\n  [safe](https://example.org/bells). They ring.\n";
        let expected = [
            "Ann has mended the crane of the old pier, which is blue now and turns once more",
            "Bob wants to give away \"Ropes: a history\" on the pier, which is long and has pictures of all knots",
            "The ferry has no heating in the U.S. (gazette.example)",
            "A ball",
            "Bells are changed by the founders of the island to make them safe",
        ];
        assert_eq!(titles(text), expected);
        let letter = "The boiler of the ferry is warm again, and all who stood upon the pier saw\nher leave at noon, which nobody had believed until then in this town.\n\n";
        let found = titles(&letter.repeat(3));
        assert_eq!(found, ["The boiler of the ferry is warm again…"]);
    }

    #[test]
    fn a_sentence_too_long_for_a_title_is_named_by_the_words_before_its_colon() {
        let long = "Harvest begins: the growers of the coast have brought in the first pears of the year, and say that they are small";
        let headline = "Harvest begins: the growers are glad";
        assert_eq!(head_of(long), Some("Harvest begins"));
        assert_eq!(head_of(headline), None);
        assert_eq!(head_of(&long.replace("begins: ", "begins ")), None);
    }

    #[test]
    fn an_address_ends_a_title_and_a_link_does_not() {
        let cases = [
            ("The crane is greased https://example.org/crane", "The crane is greased"),
            ("The crane is greased [http://example.org]", "The crane is greased "),
            ("Some [[https://example.org][new cranes]] are here", "Some [[https://example.org][new cranes]] are here"),
        ];
        for (text, expected) in cases {
            assert_eq!(before_address(text), expected, "{text}");
        }
    }

    #[test]
    fn a_sentence_that_opens_with_a_time_is_named_by_what_happened() {
        let cases = [
            ("Le 18 novembre, la grue du môle est tombée", "la grue du môle est tombée"),
            ("Depuis cet été, le bac de Vermoise part à l’heure", "le bac de Vermoise part à l’heure"),
            ("Last week, the ferry learned to wait", "the ferry learned to wait"),
            ("Vendredi, il pleut", "Vendredi, il pleut"),
            ("Le maire, lundi matin, a inauguré un pont", "Le maire, lundi matin, a inauguré un pont"),
            ("Mars, la planète des sables rouges et froids", "Mars, la planète des sables rouges et froids"),
            ("April Jones, a captain of the old ferry, sings", "April Jones, a captain of the old ferry, sings"),
            ("Nuit blanche, le festival du quai, a fermé hier", "Nuit blanche, le festival du quai, a fermé hier"),
        ];
        for (sentence, expected) in cases {
            assert_eq!(after_its_time(sentence), expected);
        }
    }

    #[test]
    fn a_sentence_ends_at_its_point_and_not_at_an_initial() {
        let cases = [
            ("Ceci. Cela.", "Ceci"),
            ("M. Dupont part. Il rit.", "M. Dupont part"),
            ("Version 2.0 est là. Enfin.", "Version 2.0 est là"),
            ("Partir ? Rester.", "Partir ?"),
            ("« Oui. Non. » Il hésite.", "« Oui. Non. » Il hésite"),
        ];
        for (text, expected) in cases {
            assert_eq!(first_sentence(text), expected, "{text:?}");
        }
    }
}
