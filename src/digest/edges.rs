//! The edges of a document: what a publication says of itself before its first story and below its last. All of it
//! is chrome; a title keeps its text, whatever that says.
//!
//! It comes after the kind of the document is known, of which such text is a sign. Where hardly a word is of another
//! sort, the document is about that, and nothing is left out.

use std::collections::BTreeSet;
use std::ops::Range;

use super::block::{self, BARE};
use super::chrome;
use super::line::{Line, Shape};
use super::marks;
use super::publication;
use super::role::{Draft, Role};
use super::section;
use crate::model::document::Markup;
use crate::text::fold::fold;
use crate::text::words::runs;

/// Lines looked at from each end.
const REACH: usize = 60;
/// Paragraphs looked at from each end.
const PARAGRAPHS: usize = 10;
/// Words of a paragraph that is no label, title or slogan: behind one, a story has begun.
const STORY: usize = 25;

/// Marks both.
pub(crate) fn mark(draft: &mut Draft, markup: Markup) {
    card(draft);
    let first: Vec<usize> = draft.content().take(REACH).collect();
    let mut last: Vec<usize> = draft.content().rev().take(REACH).collect();
    last.reverse();
    // Lines of Markdown that touch are one paragraph.
    let joins = markup == Markup::Markdown;
    let mut found = opening(draft, &paragraphs(draft, &first, joins));
    found.extend(closing(draft, &paragraphs(draft, &last, joins)));
    found.extend(boxes(draft));
    let own: BTreeSet<usize> = found.into_iter().flatten().collect();
    let words = |at: &usize| draft.lines.get(*at).map_or(0, Line::words);
    let rest: usize = draft.content().filter(|at| !own.contains(at)).map(|at| words(&at)).sum();
    if rest >= STORY || rest > own.iter().map(words).sum() {
        own.into_iter().for_each(|at| draft.set(at..at + 1, Role::Chrome));
    }
}

/// The card above a page's title: the site's address or the author's handle on a line of its own, and the few words
/// around it.
fn card(draft: &mut Draft) {
    // Scraps stand above a title; what is below the first prose is its text.
    const LINES: usize = 12;
    let is_scrap = |at: &usize| {
        draft
            .lines
            .get(*at)
            .is_some_and(|line| matches!(line.shape, Shape::Text | Shape::Heading(BARE)) && line.words() <= 10)
    };
    let head: Vec<usize> = draft.content().take(LINES).take_while(is_scrap).collect();
    let names: Vec<&str> =
        head.iter().map(|at| draft.text(*at)).filter(|text| is_host(text) || is_handle(text)).collect();
    // Lists of links name a site under each.
    let is_sign = |at: &usize| names.first().is_some_and(|name| draft.text(*at).contains(name));
    if names.len() != 1 || draft.content().skip(head.len()).take(REACH).any(|at| is_host(draft.text(at))) {
        return;
    }
    let Some(last) = head.iter().rposition(is_sign) else { return };
    // Right above prose, it stands below the title.
    let has_title = head.get(last + 1).and_then(|at| draft.lines.get(*at)).is_some_and(section::looks_like_heading);
    if let Some(end) = head.get(last).filter(|_| has_title) {
        draft.set(0..end + 1, Role::Chrome);
    }
}

/// `the-quay.example`: the name of a site, and nothing else.
fn is_host(text: &str) -> bool {
    let text = text.trim_end_matches('/');
    let labels = || text.split('.');
    let is_label =
        |label: &str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let ends = labels()
        .next_back()
        .is_some_and(|end| (2..=8).contains(&end.len()) && end.bytes().all(|byte| byte.is_ascii_lowercase()));
    labels().count() >= 2 && labels().all(is_label) && ends
}

/// `@ann`: the handle of a writer, and nothing else.
fn is_handle(text: &str) -> bool {
    let name = text.strip_prefix('@').unwrap_or_default();
    name.len() >= 2 && !name.contains(char::is_whitespace)
}

/// The paragraphs of these lines of content.
fn paragraphs(draft: &Draft, content: &[usize], joins: bool) -> Vec<Range<usize>> {
    let mut paragraphs: Vec<Range<usize>> = Vec::new();
    for at in content {
        let goes_on = |last: &&mut Range<usize>| last.end == *at && goes_on(draft, *at, joins);
        match paragraphs.last_mut().filter(goes_on) {
            Some(last) => last.end = at + 1,
            None => paragraphs.push(*at..at + 1),
        }
    }
    paragraphs
}

/// Whether a line belongs to the paragraph of the one right above.
fn goes_on(draft: &Draft, at: usize, joins: bool) -> bool {
    let above = at.checked_sub(1).and_then(|above| draft.lines.get(above));
    above.zip(draft.lines.get(at)).is_some_and(|(above, line)| {
        let is_text = above.shape == Shape::Text && line.shape == Shape::Text;
        is_text && (joins || block::is_wrapped(above, line) || block::is_broken(above, line, draft.column))
    })
}

/// The paragraphs above the first that tells something, of those that present the publication.
fn opening(draft: &Draft, paragraphs: &[Range<usize>]) -> Vec<Range<usize>> {
    // `Hello everyone!`
    const GREETING: usize = 5;
    let mut found = Vec::new();
    let mut titles = 0;
    for lines in paragraphs.iter().take(PARAGRAPHS) {
        let part = Part::read(draft, lines);
        titles += usize::from(part.is_title);
        // A heading names the document, whatever it says, and a second one its first story.
        if part.is_text && (publication::presents_itself(&part.text) || says_source(&part)) {
            found.push(lines.clone());
        } else {
            let has_begun = part.is_text && !part.is_scrap && part.words > GREETING;
            if titles > 1 || has_begun || part.tells() {
                break;
            }
        }
    }
    found
}

/// The paragraphs below the last that tells something, from the first that presents the publication or stands in
/// the foot of a page.
fn closing(draft: &Draft, paragraphs: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    // A name or an address below such a paragraph belongs to it.
    let mut scraps = Vec::new();
    // How much was found when the last title was met.
    let mut sure = 0;
    // The first line is the title, however short the document.
    let below = paragraphs.get(1..).unwrap_or_default();
    for lines in below.iter().rev().take(PARAGRAPHS * 2) {
        let part = Part::read(draft, lines);
        let is_own = closes(&part);
        if part.is_title && !is_own {
            // It keeps its text, whatever that says: a story may be about letters.
            found.truncate(sure);
            break;
        }
        if is_own {
            found.push(lines.clone());
            found.append(&mut scraps);
        } else if is_profile(&part) {
            found.push(lines.clone());
        } else if part.is_scrap && !part.has_item {
            scraps.push(lines.clone());
        } else {
            break;
        }
        sure = if part.is_title { found.len() } else { sure };
    }
    found
}

/// Whether a paragraph presents the publication, or stands in the foot of a page.
fn closes(part: &Part) -> bool {
    publication::presents_itself(&part.text) || chrome::says_foot(&part.text) || is_imprint(part) || says_source(part)
}

/// `The Quay is published by:`, over names and addresses.
fn is_imprint(part: &Part) -> bool {
    const WORDS: usize = 8;
    let folded = fold(&part.text);
    let made = ["published by", "edited by", "publie par", "publiee par", "edite par", "editee par", "redaction"];
    part.words <= WORDS && folded.trim_end().ends_with(':') && made.iter().any(|made| folded.contains(made))
}

/// `[Ann’s Mastodon](https://…)`: a link to where somebody is found, in a few words. Words alone are of a text.
fn is_profile(part: &Part) -> bool {
    const WORDS: usize = 4;
    marks::is_whole_link(&part.text)
        && marks::plain(&part.text).split_whitespace().count() <= WORDS
        && publication::names_network(&part.text)
}

/// `This article originally appeared in The Quay`: where a text stood before.
fn says_source(part: &Part) -> bool {
    const WORDS: usize = 30;
    const HEAD: usize = 8;
    let folded = fold(&part.text);
    let words: Vec<&str> = runs(&folded).take(HEAD).collect();
    let is_before = |pair: &[&str]| {
        matches!(
            pair,
            ["originally" | "initialement", "appeared" | "published" | "paru" | "parue" | "publie"]
                | ["ete", "publie"]
                | ["publie", "dans"]
                | ["was", "published" | "posted"]
        )
    };
    // It is the subject: what came after it was published is a story.
    let speaks_of = words.first().is_some_and(|word| matches!(*word, "this" | "cet" | "ce" | "article" | "post"))
        && words
            .iter()
            .take(2)
            .any(|word| matches!(*word, "article" | "post" | "story" | "billet" | "texte" | "piece"));
    part.words <= WORDS && speaks_of && words.windows(2).any(is_before)
}

/// The few lines between two rules, one of which speaks to those who receive the publication.
fn boxes(draft: &Draft) -> Vec<Range<usize>> {
    const LINES: usize = 6;
    const WORDS: usize = 16;
    let rules: Vec<usize> = (0..draft.lines.len())
        .filter(|at| draft.lines.get(*at).is_some_and(|line| line.shape == Shape::Rule))
        .collect();
    let between = rules.windows(2).filter_map(|pair| Some(*pair.first()? + 1..*pair.last()?));
    let is_box = |lines: &Range<usize>| {
        let own = || lines.clone().filter(|at| draft.is_content(*at)).filter_map(|at| draft.lines.get(at));
        (1..=LINES).contains(&own().count())
            && own().all(|line| line.words() <= WORDS && line.shape == Shape::Text)
            && own().any(|line| publication::presents_itself(line.text))
    };
    between.filter(|lines| lines.len() <= LINES * 2).filter(is_box).collect()
}

/// A paragraph as it is read here.
struct Part {
    text: String,
    words: usize,
    has_item: bool,
    is_text: bool,
    /// A heading that is marked as one.
    is_title: bool,
    /// A name, an address: a few words that make no sentence.
    is_scrap: bool,
}

impl Part {
    fn read(draft: &Draft, lines: &Range<usize>) -> Part {
        let own = draft.lines.get(lines.clone()).unwrap_or_default();
        const SCRAP: usize = 12;
        let words = own.iter().map(Line::words).sum();
        Part {
            text: own.iter().map(|line| line.text).collect::<Vec<&str>>().join(" "),
            words,
            is_scrap: words <= SCRAP && !own.iter().any(Line::ends_sentence) || own.iter().all(chrome::is_postal),
            is_title: own.iter().any(|line| matches!(line.shape, Shape::Heading(..BARE))),
            is_text: own.iter().all(|line| line.shape == Shape::Text),
            has_item: own.iter().any(|line| line.is_item() || matches!(line.shape, Shape::Quote | Shape::Timed)),
        }
    }

    /// Whether a story has begun.
    fn tells(&self) -> bool {
        self.has_item || self.words >= STORY
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::line;
    use crate::model::document::Document;

    fn chrome_of(text: &str, mark: fn(&mut Draft)) -> Vec<usize> {
        let document = Document::new("x.txt", Markup::Plain, text.to_owned());
        let mut draft = Draft::new(line::read(&document));
        mark(&mut draft);
        (0..draft.lines.len()).filter(|at| draft.roles.get(*at) == Some(&Role::Chrome)).collect()
    }

    const PROSE: &str = "The ferry of Low Quay has a new boiler since Monday, and two captains steered her across the bay in nineteen minutes, as was said at the pier.";

    #[test]
    fn what_a_publication_says_of_itself_is_chrome_at_the_edges_alone() {
        let about = "This newsletter is sent every Friday to all who live by the water.";
        let cases: [(String, &[usize]); 10] = [
            (format!("{about}\n\n{PROSE}\n\n{PROSE}\n"), &[0]),
            (format!("The Quay\n\n{about}\n\n{PROSE}\n\n{PROSE}\n\n{about}\n"), &[2, 8]),
            (format!("{PROSE}\n\n{about}\n\n{PROSE}\n"), &[]),
            (format!("Welcome to this letter\n\n{PROSE}\n\n{PROSE}\n"), &[0]),
            (format!("# Welcome to this letter\n\n{PROSE}\n\n{PROSE}\n"), &[]),
            (format!("{PROSE}\n\n{PROSE}\n\nThis story was originally published in The Pier.\n"), &[4]),
            (format!("{PROSE}\n\n{PROSE}\n\nAfter this story was published, the captain laughed.\n"), &[]),
            (
                format!(
                    "{PROSE}\n\n{PROSE}\n\n- [Ann’s Mastodon](https://example.org/ann)\n- [The Quay on Facebook](https://example.org/q)\n"
                ),
                &[4, 5],
            ),
            (format!("{PROSE}\n\n{PROSE}\n\n- [A new rope](https://example.org/r)\n- The quay on Facebook\n"), &[]),
            // A document about nothing else is not left empty.
            (format!("{about}\n\nThe ferry sails.\n"), &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(chrome_of(&text, |draft| mark(draft, Markup::Plain)), expected, "{text}");
        }
    }

    #[test]
    fn a_story_that_speaks_of_letters_and_calls_keeps_its_words() {
        let about = "This newsletter is sent every Friday to all who live by the water.";
        let cases: [(String, &[usize]); 6] = [
            // Under a title of its own.
            (format!("# The Quay\n\n## A letter\n\n{about}\n\n## A crane\n\n{PROSE}\n"), &[]),
            (format!("# The Quay\n\n## A crane\n\n{PROSE}\n\n## A letter\n\n{about}\n"), &[]),
            (format!("# The Quay\n\n{PROSE}\n\n## Subscribe to the letter\n\n{about}\n"), &[4, 6]),
            // A title that sounds like a call, and the name below it.
            (format!("# The Quay\n\n{PROSE}\n\n## Support the ferry\n\nShe sank.\n\n## Bells\n\nIt rained.\n"), &[]),
            // Between short sentences.
            (format!("The bell is low.\n\nIt rained all night over the pier.\n\n{about}\n\n{PROSE}\n"), &[]),
            (format!("{PROSE}\n\n{about}\n\nAnn Lee\n\nIt rained all night on the pier.\n"), &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(chrome_of(&text, |draft| mark(draft, Markup::Markdown)), expected, "{text}");
        }
    }

    #[test]
    fn the_card_above_a_title_ends_at_the_last_line_that_names_the_site() {
        let cases: [(String, &[usize]); 4] = [
            (format!("quay.example\nNews by the water\nquay.example of May 3\nA boiler\n\n{PROSE}\n"), &[0, 1, 2]),
            (format!("Ann Lee\n@ann\nA boiler\n\n{PROSE}\n"), &[0, 1]),
            // Below the title, it stands for its source.
            (format!("A boiler\nquay.example\n{PROSE}\n"), &[]),
            (format!("A boiler\nquay.example\nA crane\npier.example\n{PROSE}\n"), &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(chrome_of(&text, card), expected, "{text}");
        }
    }
}
