//! The edges of a document: what a publication says of itself before its first story and below its last, and the
//! labels between its lines that lead elsewhere. All of it is chrome.
//!
//! It comes after the kind of the document is known, of which such text is a sign. Where hardly a word is of another
//! sort, the document is about that, and nothing is left out.

use std::collections::{BTreeSet, HashMap};
use std::ops::{Range, RangeInclusive};

use super::block::{self, BARE};
use super::calls;
use super::chrome;
use super::entries;
use super::line::{Line, Shape};
use super::marks;
use super::publication;
use super::quick::Quick;
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
    // Among plain lines, such a label may have been taken for the heading of what follows.
    let is_label = |line: &Line| line.shape == Shape::Heading(BARE) && is_furniture(line);
    let labels = draft.content().filter(|at| draft.lines.get(*at).is_some_and(is_label));
    labels.collect::<Vec<usize>>().into_iter().for_each(|at| draft.set(at..at + 1, Role::Chrome));
}

/// A label that leads elsewhere, or says where a text was filed.
fn is_furniture(line: &Line) -> bool {
    // Who wrote the text is worth knowing, whatever stands beside.
    calls::is_call(line.text) || calls::is_filing(line.text) && !entries::says_who(line.text)
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

/// Marks the labels inside of articles that lead elsewhere, and those at the end of one that announce the next: once
/// the articles are cut, for how long a text is tells whether it is one.
pub(crate) fn mark_labels(draft: &mut Draft) {
    let is_label = |line: &Line| line.shape == Shape::Text && is_furniture(line);
    let inside = draft.content().filter(|at| draft.lines.get(*at).is_some_and(is_label));
    let mut labels: Vec<usize> = inside.collect();
    labels.extend(running_heads(draft));
    labels.extend(refrains(draft));
    for cut in &draft.cuts {
        let mut content = cut.lines.range().rev().filter(|at| draft.is_content(*at));
        let last = content.next().filter(|at| draft.lines.get(*at).is_some_and(chrome::is_bare_label));
        labels.extend(last.filter(|_| content.next().is_some()));
    }
    labels.into_iter().for_each(|at| draft.set(at..at + 1, Role::Chrome));
}

/// The title of a page, where it stands again further down, by itself.
fn running_heads(draft: &Draft) -> Vec<usize> {
    // Fewer words are a name, which may be that of a speaker or of a rubric.
    const WORDS: usize = 4;
    const LONGEST: usize = 16;
    // A date and the buttons of a page may stand above it.
    const HEAD: usize = 5;
    let is_apart = |at: usize| {
        let is_gap = |at: Option<usize>| at.is_none_or(|at| draft.lines.get(at).is_none_or(Line::is_blank));
        is_gap(at.checked_sub(1)) && is_gap(Some(at + 1))
    };
    let is_title = |at: &usize| {
        draft.lines.get(*at).is_some_and(|line| (WORDS..=LONGEST).contains(&line.words()) && !line.ends_sentence())
    };
    let has_words =
        |at: &usize| draft.roles.get(*at) != Some(&Role::Chrome) && draft.lines.get(*at).is_some_and(Line::has_words);
    let is_above = |at: &usize| draft.lines.get(*at).is_some_and(|line| line.words() < STORY);
    let head = (0..draft.lines.len()).filter(has_words).take(HEAD).take_while(is_above);
    let head = head.chain(draft.title).filter(is_title);
    let mut titles: HashMap<&str, usize> = HashMap::new();
    for at in head {
        titles.entry(draft.text(at)).or_insert(at);
    }
    let repeats =
        |at: &usize| is_title(at) && titles.get(draft.text(*at)).is_some_and(|title| *at > title + 1) && is_apart(*at);
    draft.content().filter(repeats).collect()
}

/// The lines of some words that stand by themselves over and over, the same each time: what a page puts under each of
/// its texts.
fn refrains(draft: &Draft) -> Vec<usize> {
    // Fewer words are a name: of a source, of who speaks.
    const WORDS: RangeInclusive<usize> = 4..=12;
    const FEWEST: u32 = 3;
    let may_be = |at: &usize| {
        draft.lines.get(*at).is_some_and(|line| {
            matches!(line.shape, Shape::Text | Shape::Heading(BARE))
                && WORDS.contains(&line.words())
                && !line.ends_sentence()
                && !line.ends_with_colon()
        })
    };
    // A refrain of a song has its verse beside it.
    let is_gap = |at: Option<usize>| {
        let line = at.and_then(|at| draft.lines.get(at));
        at.is_none_or(|at| !draft.is_content(at)) || line.is_none_or(is_furniture)
    };
    let stands_alone = |at: &usize| may_be(at) && is_gap(at.checked_sub(1)) && is_gap(Some(at + 1));
    let mut counts: HashMap<&str, u32, Quick> = HashMap::default();
    for at in draft.content().filter(stands_alone) {
        *counts.entry(draft.text(at)).or_default() += 1;
    }
    counts.retain(|_, count| *count >= FEWEST);
    if counts.is_empty() {
        return Vec::new();
    }
    draft.content().filter(|at| counts.contains_key(draft.text(*at)) && stands_alone(at)).collect()
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
    let mut found = Vec::new();
    for lines in paragraphs.iter().take(PARAGRAPHS) {
        let part = Part::read(draft, lines);
        // A heading names the document, whatever it says.
        if part.is_text && (publication::presents_itself(&part.text) || says_source(&part)) {
            found.push(lines.clone());
        } else if part.tells() {
            break;
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
    // The first line is the title, however short the document.
    let below = paragraphs.get(1..).unwrap_or_default();
    for lines in below.iter().rev().take(PARAGRAPHS * 2) {
        let part = Part::read(draft, lines);
        if publication::presents_itself(&part.text)
            || chrome::says_foot(&part.text)
            || is_imprint(&part)
            || says_source(&part)
        {
            found.push(lines.clone());
            found.append(&mut scraps);
        } else if is_profile(&part) {
            found.push(lines.clone());
        } else if part.tells() || part.has_item {
            break;
        } else if part.is_scrap {
            scraps.push(lines.clone());
        }
    }
    found
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
    use crate::digest::reason::Seen;
    use crate::model::document::Document;
    use crate::model::rule::Rule;

    fn chrome_of(text: &str, mark: fn(&mut Draft)) -> Vec<usize> {
        let document = Document::new("x.txt", Markup::Plain, text.to_owned());
        let mut draft = Draft::new(line::read(&document));
        draft.cut(0..draft.lines.len(), &Seen { rule: Rule::Whole, confidence: 1.0, evidence: "one article" });
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

    #[test]
    fn labels_in_an_article_are_chrome_and_one_at_its_end_that_announces_the_next() {
        let cases: [(String, &[usize]); 3] = [
            (format!("{PROSE}\n(read the full story)\n\n{PROSE}\n"), &[1]),
            (format!("{PROSE}\n\nEt aussi :\n"), &[2]),
            ("Et aussi :\n".to_owned(), &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(chrome_of(&text, mark_labels), expected, "{text}");
        }
    }

    #[test]
    fn a_line_that_stands_by_itself_under_each_text_is_chrome_and_a_refrain_of_a_song_is_none() {
        let filed = "Published by Ann under Boats and Ropes";
        let cases: [(String, &[usize]); 4] = [
            (format!("{PROSE}\n\n{filed}\n\n").repeat(3), &[2, 6, 10]),
            (format!("{PROSE}\n\n{filed}\n\n").repeat(2), &[]),
            (format!("{PROSE}\n{filed}\nAnd away we sail\n\n").repeat(3), &[]),
            (format!("{PROSE}\n\nThe Low Quay\n\n").repeat(3), &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(chrome_of(&text, mark_labels), expected, "{text}");
        }
    }
}
