//! Anchors under edits: ten thousand documents changed at random, and where a highlight is found then.
//!
//! `VEILLE_CASES` sets how many. Two marks (private-use characters) are set around the passage in a
//! copy of each changed document, so that the test knows where it stands, and whether it still does.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use std::sync::{Arc, OnceLock};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use veille::loader;
use veille::model::article::{Article, ArticleId, Details};
use veille::model::body::Body;
use veille::model::change::{Change, Entry, Stamp, Step};
use veille::model::correction::Corrections;
use veille::model::document::{Document, Markup};
use veille::model::highlight::{Anchor, Colour, HighlightId, Origin};
use veille::model::located::{locate, locate_again};
use veille::model::marks::Marks;
use veille::model::store::Store;
use veille::model::wording::Wording;

const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';

/// A generator of numbers that gives the same ones everywhere (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % below.max(1) as u64) as usize
    }
}

/// The articles of the samples, as plain text in paragraphs.
fn texts() -> Vec<String> {
    let store = loader::load(&[], &Corrections::default()).store;
    let bodies =
        (0..store.article_count()).map(|at| Body::of(store.document_of(at).unwrap(), store.article(at).unwrap()));
    bodies.map(|body| body.text).filter(|text| text.chars().count() > 200).collect()
}

/// Documents, each with the lines at which its articles begin.
type Library = Vec<(String, String, Vec<usize>)>;

/// Any article; all that counts of it is set anew.
static MODEL: OnceLock<Article> = OnceLock::new();

fn store(library: &Library) -> Store {
    let mut store = Store::default();
    for (source, text, starts) in library {
        let document = Document::new(source.as_str(), Markup::Plain, text.clone());
        let model = MODEL.get_or_init(|| loader::load(&[], &Corrections::default()).store.article(0).unwrap().clone());
        let ends = starts.iter().skip(1).copied().chain([document.line_count()]);
        let articles = starts.iter().zip(ends).map(|(&start, end)| {
            let lines: Vec<&str> = document.lines(start..end).map(|(_, line)| line).collect();
            Article {
                id: ArticleId::of(lines.iter().copied()),
                lines: (start..end).into(),
                details: Details::default(),
                ..model.clone()
            }
        });
        let articles = articles.collect();
        store.add(Arc::new(document), source.clone(), None, articles);
    }
    store
}

fn bodies(store: &Store) -> Vec<String> {
    let of = |at: usize| Body::of(store.document_of(at).unwrap(), store.article(at).unwrap()).text;
    (0..store.article_count()).map(of).collect()
}

/// A passage as people take them: a paragraph, a sentence, words, or any characters.
fn passage(dice: &mut Dice, text: &str) -> std::ops::Range<usize> {
    let bounds: Vec<usize> = match dice.roll(4) {
        0 => text.match_indices("\n\n").flat_map(|(at, _)| [at, at + 2]).collect(),
        1 => text.match_indices(". ").flat_map(|(at, _)| [at + 1, at + 2]).collect(),
        2 => text.match_indices(' ').flat_map(|(at, _)| [at, at + 1]).collect(),
        _ => text.char_indices().map(|(at, _)| at).collect(),
    };
    let bounds: Vec<usize> = [0].into_iter().chain(bounds).chain([text.len()]).collect();
    let first = dice.roll(bounds.len() - 1);
    let last = (first + 1 + dice.roll(12)).min(bounds.len() - 1);
    let quote = &text[bounds[first]..bounds[last]];
    let start = bounds[first] + quote.len() - quote.trim_start().len();
    start..start + quote.trim().len()
}

/// A few words out of some text, backwards: they must not be a passage with its surroundings.
fn words(dice: &mut Dice, texts: &[String]) -> String {
    let from = &texts[dice.roll(texts.len())];
    let all: Vec<&str> = from.split_whitespace().collect();
    let first = dice.roll(all.len());
    let some = all[first..].iter().take(1 + dice.roll(6)).rev().copied().collect::<Vec<_>>().join(" ");
    some.chars().take(40).collect()
}

fn byte_of(text: &str, index: usize) -> usize {
    text.char_indices().nth(index).map_or(text.len(), |(at, _)| at)
}

/// Inserts, deletes or replaces before, inside or after the passage, near it or anywhere.
fn edit(dice: &mut Dice, text: &str, texts: &[String], inside: bool) -> String {
    let (open, close) = (text.find(OPEN).unwrap(), text.find(CLOSE).unwrap());
    // What is inserted beside a passage leaves it whole: inside is between its first and last letter.
    let (head, quote, tail) = (&text[..open], &text[open + OPEN.len_utf8()..close], &text[close + CLOSE.len_utf8()..]);
    let part = if inside {
        quote
    } else if dice.roll(2) == 0 {
        head
    } else {
        tail
    };
    let count = part.chars().count();
    let near = |at: usize| if std::ptr::eq(part, head) { count - at.min(count) } else { at };
    let at = if dice.roll(2) == 0 { near(dice.roll(30)) } else { dice.roll(count + 1) }.min(count);
    let at = if inside { at.clamp(1, (count - 1).max(1)).min(count - 1) } else { at };
    let (kind, length) = (dice.roll(3), 1 + dice.roll(20));
    let new = match kind {
        0 => String::new(),
        _ if inside => "§".to_owned(),
        _ => format!(" {} ", words(dice, texts)),
    };
    let end = if kind == 1 { at } else { (at + length).min(count) };
    let part = format!("{}{new}{}", &part[..byte_of(part, at)], &part[byte_of(part, end)..]);
    if inside {
        format!("{head}{OPEN}{part}{CLOSE}{tail}")
    } else if near(1) != 1 || (count == 0 && std::ptr::eq(head, tail)) {
        format!("{part}{OPEN}{quote}{CLOSE}{tail}")
    } else {
        format!("{head}{OPEN}{quote}{CLOSE}{part}")
    }
}

/// Breaks lines at spaces, as an editor does.
fn wrapped(text: &str, width: usize) -> String {
    let mut column = 0;
    let broken = text.split_inclusive([' ', '\n']).map(|word| {
        let length = word.chars().count();
        let breaks = column > 0 && column + length > width && !word.trim().is_empty();
        column = if word.ends_with('\n') {
            0
        } else if breaks {
            length
        } else {
            column + length
        };
        if breaks { format!("\n{word}") } else { word.to_owned() }
    });
    broken.collect()
}

/// Changes the whole library in one way; the passage keeps its marks.
fn change(dice: &mut Dice, library: &mut Library, texts: &[String], quote: &str) -> &'static str {
    let at = library.iter().position(|(_, text, _)| text.contains(OPEN)).unwrap();
    match dice.roll(12) {
        0..=3 => {
            library[at].1 = edit(dice, &library[at].1, texts, false);
            "edited around"
        }
        4 => {
            library[at].1 = edit(dice, &library[at].1, texts, true);
            "edited inside"
        }
        5 => {
            let to = dice.roll(library.len());
            let text = &library[to].1;
            let spaces: Vec<usize> = text.match_indices(' ').map(|(at, _)| at).collect();
            let place = spaces[dice.roll(spaces.len())];
            // Right beside the passage a copy would be as good.
            let is_inside = to == at
                && (text.find(OPEN).unwrap().saturating_sub(64)..text.find(CLOSE).unwrap() + 64).contains(&place);
            if !is_inside {
                library[to].1 = format!("{} {quote} {}", &text[..place], &text[place + 1..]);
            }
            "repeated elsewhere"
        }
        6 => {
            library.iter_mut().for_each(|(_, text, _)| *text = text.nfd().collect());
            "NFD"
        }
        7 => {
            let blank = ["\u{a0}", "\u{202f}", "  "][dice.roll(3)];
            library.iter_mut().for_each(|(_, text, _)| {
                *text = text.replace(" :", &format!("{blank}:")).replace(" d", &format!("{blank}d"))
            });
            "other spaces"
        }
        8 | 9 => {
            let width = 50 + dice.roll(40);
            library.iter_mut().for_each(|(_, text, _)| *text = wrapped(text, width));
            "wrapped"
        }
        10 => {
            // Moved twice, it is in the only file that is left.
            if library.len() > 1 {
                let moved = library.remove(at);
                let text = library[0].1.clone();
                library[0].1 = format!("{text}\n\n{}", moved.1);
            }
            "moved"
        }
        _ => {
            let lines: Vec<&str> = library[at].1.split('\n').collect();
            let starts: Vec<usize> = (1..lines.len()).filter(|line| !lines[*line].trim().is_empty()).collect();
            if !starts.is_empty() {
                let start = starts[dice.roll(starts.len())];
                library[at].2 = vec![0, start];
            }
            "split"
        }
    }
}

fn unmarked(library: &Library) -> Library {
    let bare = |text: &str| text.replace([OPEN, CLOSE], "");
    library.iter().map(|(source, text, starts)| (source.clone(), bare(text), starts.clone())).collect()
}

fn marks(anchors: Vec<Anchor>) -> Marks {
    let changes = anchors.into_iter().enumerate().map(|(at, anchor)| Change::Highlight {
        id: HighlightId(format!("{at:08x}")),
        anchor: Box::new(anchor),
        origin: Box::new(Origin { source: "0.txt".to_owned(), ..Origin::default() }),
        colour: Colour::Yellow,
    });
    let (stamp, changes) = (Stamp { time: 1, ..Stamp::default() }, changes.collect());
    let mut marks = Marks::default();
    marks.apply(&Entry { stamp, step: Step::Do, what: String::new(), changes });
    marks
}

/// A highlight that was made on another passage of the text, then adjusted, joined or attached to this one.
fn adjusted(dice: &mut Dice, store: &Store, anchor: &Anchor) -> Marks {
    let body = &bodies(store)[0];
    let other = Anchor::new(anchor.article, body, passage(dice, body)).unwrap_or_else(|| anchor.clone());
    let (mut marks, id) = (marks(vec![other]), HighlightId("00000000".to_owned()));
    let origin = Origin { source: "0.txt".to_owned(), ..Origin::default() };
    let attach = Change::Attach { id, anchor: Box::new(anchor.clone()), origin: Box::new(origin) };
    let stamp = Stamp { time: 2, ..Stamp::default() };
    marks.apply(&Entry { stamp, step: Step::Do, what: String::new(), changes: vec![attach] });
    marks
}

/// Letters without white space: the marks may let lines be joined otherwise.
fn letters(text: &str) -> usize {
    text.split_whitespace().map(|word| word.nfc().count()).sum()
}

/// Whether a passage that stands between `head` and `tail` can be told from other text: by itself
/// where it is long and the only one, else by two dozen bytes of what touched it.
fn is_known(anchor: &Anchor, head: &str, tail: &str, copies: usize) -> bool {
    let wording = |text: &str| Wording::of(text).text().to_owned();
    let (head, tail, before, after) = (wording(head), wording(tail), wording(&anchor.before), wording(&anchor.after));
    let touching_before = before.bytes().rev().zip(head.bytes().rev()).take_while(|(one, other)| one == other).count();
    let touching_after = after.bytes().zip(tail.bytes()).take_while(|(one, other)| one == other).count();
    let edge = |context: &str, side: &str, original: &str| {
        if original.chars().count() < 32 && context == side { 12 } else { 0 }
    };
    let edges = edge(&before, &head, &anchor.before) + edge(&after, &tail, &anchor.after);
    let glued = |one: Option<char>, other: Option<char>| {
        [one, other].iter().all(|letter| letter.is_some_and(char::is_alphanumeric))
    };
    // A wording ends in the accent of its last letter.
    let end = |text: &str| text.chars().rev().find(|letter| !is_combining_mark(*letter));
    let (first, last) = (anchor.quote.chars().next(), end(&anchor.quote));
    let is_glued = (glued(end(&head), first) && !glued(end(&before), first))
        || (glued(last, tail.chars().next()) && !glued(last, after.chars().next()));
    let beside = touching_before + touching_after + edges;
    let is_long = wording(&anchor.quote).len() >= 24;
    // The marks may keep a line from being a list item, whose sign is no text.
    copies > 0 && ((is_long && copies == 1) || ((is_long || !is_glued) && beside >= 24))
}

/// Where the marks stand: the article, and the letters before the passage and in it.
fn tracked(library: &Library, anchor: &Anchor) -> Option<(usize, usize, String)> {
    let texts = bodies(&store(library));
    let (article, text) = texts.iter().enumerate().find(|(_, text)| text.contains(OPEN))?;
    let (open, close) = (text.find(OPEN)?, text.find(CLOSE)?);
    let quote = Wording::of(&anchor.quote);
    let copies = bodies(&store(&unmarked(library))).iter().map(|text| Wording::of(text).find(&quote).count()).sum();
    if !is_known(anchor, &text[..open], &text[close + CLOSE.len_utf8()..], copies) {
        return None;
    }
    Some((article, letters(&text[..open]), text[open + OPEN.len_utf8()..close].to_owned()))
}

#[test]
fn a_highlight_is_found_on_its_text_or_lost_and_never_on_other_text() {
    let cases = std::env::var("VEILLE_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(1_500);
    let texts = texts();
    let (mut tried, mut stood, mut gone, mut copies, mut wrong, mut lost) = (0, 0, 0, 0, Vec::new(), Vec::new());
    for case in 0.. {
        if tried == cases {
            break;
        }
        let mut dice = Dice(case);
        let first = dice.roll(texts.len());
        let mut library: Library =
            (0..3).map(|nth| (format!("{nth}.txt"), texts[(first + nth * 7) % texts.len()].clone(), vec![0])).collect();
        let before = store(&library);
        let body = &bodies(&before)[0];
        let range = passage(&mut dice, body);
        let Some(anchor) = Anchor::new(before.article(0).unwrap().id, body, range.clone()).filter(|_| range.len() > 1)
        else {
            // One letter says nothing of where it stood.
            continue;
        };
        tried += 1;
        library[0].1 = format!("{}{OPEN}{}{CLOSE}{}", &body[..range.start], &body[range.clone()], &body[range.end..]);
        let changes: Vec<&str> =
            (0..1 + dice.roll(3)).map(|_| change(&mut dice, &mut library, &texts, &anchor.quote)).collect();

        let wording = |text: &str| Wording::of(text.trim()).text().to_owned();
        let after = store(&unmarked(&library));
        let marked = tracked(&library, &anchor);
        // An edit inside may leave the quote standing: `not afford` without an `f` still begins with `not af`, and
        // what comes to stand beside a single letter leaves that letter.
        let is_there = |article: usize, at: usize, text: &str| {
            marked.as_ref().is_some_and(|(there, start, passage)| {
                let is_within = *start <= at && at + letters(text) <= start + letters(passage);
                *there == article && (*start == at || is_within)
            })
        };
        let stands = marked.clone().filter(|(_, _, text)| wording(text) == wording(&anchor.quote));
        let marks = if case % 2 == 0 { marks(vec![anchor.clone()]) } else { adjusted(&mut dice, &before, &anchor) };
        let located = &locate(&after, &marks)[0];
        let found = located.place.as_ref().map(|(article, range)| {
            let text = &bodies(&after)[*article];
            (*article, letters(&text[..range.start]), text[range.clone()].to_owned())
        });
        let is_same_wording = found.as_ref().is_none_or(|(_, _, text)| wording(text) == wording(&anchor.quote));
        let tell = || {
            format!(
                "case {case} {changes:?}: {:?} ({:?} … {:?}) found {found:?}, stands {stands:?}",
                anchor.quote, anchor.before, anchor.after
            )
        };
        match (&found, &stands) {
            _ if !is_same_wording => wrong.push(tell()),
            (Some((article, at, text)), _) if is_there(*article, *at, text) => stood += 1,
            (Some(_), Some(_)) => wrong.push(tell()),
            (None, Some(_)) => lost.push(tell()),
            (Some(_), None) if wording(&anchor.quote).len() >= 24 => copies += 1,
            (Some(_), None) => wrong.push(tell()),
            (None, None) => gone += 1,
        }
    }
    println!(
        "{cases} cases: {stood} found where they stand, {gone} gone and said to be lost, {copies} gone and found in a copy of the same words; wrong {}, lost {}",
        wrong.len(),
        lost.len()
    );
    wrong.iter().take(12).for_each(|case| println!("WRONG {case}"));
    lost.iter().take(12).for_each(|case| println!("LOST {case}"));
    assert_eq!((wrong.len(), lost.len()), (0, 0));
}

#[test]
fn a_long_quote_of_which_only_the_edges_are_plain_is_found_where_an_edit_glued_one_to_another_word() {
    let library = |glue: &str| {
        vec![("0.txt".to_owned(), format!("Un.\n\nLes trente{glue}articles balayés d’un geste."), vec![0])]
    };
    let (before, after) = (store(&library(" ")), store(&library("")));
    let (quote, body) = ("articles balayés d’un", &bodies(&before)[0]);
    let at = body.find(quote).unwrap();
    let anchor = Anchor::new(before.article(0).unwrap().id, body, at..at + quote.len()).unwrap();
    let (_, range) = locate(&after, &marks(vec![anchor]))[0].place.clone().unwrap();
    assert_eq!(&bodies(&after)[0][range], quote);
}

#[test]
fn locating_again_what_changed_gives_what_locating_all_gives() {
    let texts = texts();
    let library: Library =
        vec![("0.txt".to_owned(), texts[0].clone(), vec![0]), ("1.txt".to_owned(), texts[1].clone(), vec![0])];
    let store = store(&library);
    let body = &bodies(&store)[0];
    let anchor = |id: u64, range: std::ops::Range<usize>| Anchor::new(ArticleId(id), body, range).unwrap();
    let end = byte_of(body, 60);
    let mut anchors = vec![anchor(store.article(0).unwrap().id.0, 0..end)];
    let mut known = locate(&store, &marks(anchors.clone()));
    for other in [anchor(7, 0..end), Anchor { quote: "nowhere".to_owned(), ..anchor(8, 0..end) }] {
        anchors.push(other);
        let marks = marks(anchors.clone());
        let changed = [0, anchors.len() - 1].map(|at| HighlightId(format!("{at:08x}"))).into();
        known = locate_again(known, &changed, &store, &marks);
        assert_eq!(known, locate(&store, &marks));
    }
}

#[test]
fn many_highlights_of_the_same_words_each_find_their_own_place() {
    let text = |salt: &str| -> String {
        (0..40)
            .map(|at| format!("Le phare numéro {at} du {salt} éclaire la côte pendant la nuit entière.\n\n"))
            .collect()
    };
    let library = |salt: &str| -> Library { vec![("0.txt".to_owned(), text(salt), vec![0])] };
    let (before, after) = (
        store(&library("cap")),
        store(
            &library("cap")
                .into_iter()
                .map(|(name, text, starts)| (name, format!("Un début de plus.\n\n{text}"), starts))
                .collect(),
        ),
    );
    let (body, moved) = (&bodies(&before)[0], &bodies(&after)[0]);
    let quote = "éclaire la côte pendant la nuit entière.";
    let anchors: Vec<Anchor> = body
        .match_indices(quote)
        .map(|(at, _)| Anchor::new(before.article(0).unwrap().id, body, at..at + quote.len()).unwrap())
        .collect();
    let located = locate(&after, &marks(anchors.clone()));
    assert_eq!(located.len(), 40);
    for located in &located {
        let (_, range) = located.place.clone().unwrap();
        assert!(moved[..range.start].ends_with(&located.highlight.anchor.before), "{located:?}");
    }
}
