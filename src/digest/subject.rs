//! Articles put end to end: cuts where the subject changes.
//!
//! Among all ways of cutting, the one is taken whose articles hold together best: each is scored by how
//! well its own words foretell it (Utiyama & Isahara 2001), each cut by the cues of openings and closings
//! beside it. Dynamic programming finds the best, over articles of bounded length, in linear time.

use std::collections::HashMap;

use crate::text::words;

use super::cues::{self, Around, Cue, Traits};
use super::quick::Quick;
use super::role::{Draft, Role};

/// What a cut costs: an article more must be worth this many points.
const COST: f32 = 4.5;
/// What an article of one paragraph costs more.
const ALONE: f32 = 3.0;
/// What each new word that the next paragraphs take up counts for a cut.
const NEW: f32 = 0.6;
/// The first words by which two openings are alike: fewer are common turns of phrase.
const ALIKE: usize = 4;
/// Words of a paragraph looked at: its first sentence.
const FIRST_WORDS: usize = 14;
/// The weight, in words, of the whole document in an article's foretelling of itself.
const BACKGROUND: f32 = 7000.0;
/// A shorter document tells nothing of how common a word is: it is taken as part of one of this many words.
const LEAST_WORDS: f32 = 2500.0;
/// The least share of a word: in a very long document a rare word is not worth more than in a long one.
const LEAST_SHARE: f32 = 0.7;
/// The most paragraphs in an article: longer ones are very rare, and the bound keeps time linear.
const LONGEST: usize = 150;

/// Cuts the draft where the subject changes.
pub(crate) fn cut(draft: &mut Draft) {
    let content: Vec<usize> = draft.content().collect();
    let traits = traits(draft, &content);
    let bags = bags(draft, &content);
    let mut gaps: Vec<Vec<Cue>> = (0..content.len()).map(|order| gap(draft, &content, &traits, order)).collect();
    chains(&bags, &mut gaps);
    templates(draft, &content, &mut gaps);
    let points: Vec<f32> = gaps.iter().map(|cues| cues.iter().map(|cue| cue.points).sum()).collect();
    let starts = best(&bags, &points);
    let ends = starts.iter().skip(1).copied().chain([content.len()]);
    for (start, end) in starts.iter().zip(ends) {
        let (Some(first), Some(last)) = (content.get(*start), end.checked_sub(1).and_then(|last| content.get(last)))
        else {
            continue;
        };
        let points = points.get(*start).copied().unwrap_or_default();
        let evidence = if *start == 0 {
            "the first article".to_owned()
        } else {
            words_of(gaps.get(*start).map_or(&[], Vec::as_slice))
        };
        draft.cut(*first..*last + 1, "subject", if *start == 0 { 1.0 } else { confidence(points) }, evidence);
    }
}

/// The traits of each paragraph; the lines that go on with a small letter are part of the one above.
fn traits(draft: &Draft, content: &[usize]) -> Vec<Traits> {
    let mut traits: Vec<Traits> = content.iter().filter_map(|at| draft.lines.get(*at)).map(cues::read).collect();
    let mut going_on = 0;
    for traits in traits.iter_mut().rev() {
        traits.columns += going_on;
        going_on = if traits.is_lower { traits.columns } else { 0 };
    }
    traits
}

fn gap(draft: &Draft, content: &[usize], traits: &[Traits], order: usize) -> Vec<Cue> {
    let get = |index: Option<usize>| index.and_then(|index| traits.get(index));
    let (Some(above), Some(here)) = (get(order.checked_sub(1)), get(Some(order))) else { return Vec::new() };
    let around = Around {
        above,
        above2: get(order.checked_sub(2)),
        above3: get(order.checked_sub(3)),
        here,
        below: get(Some(order + 1)),
    };
    let before = order.checked_sub(1).and_then(|above| content.get(above)).map_or(0, |at| at + 1);
    let between = before..content.get(order).copied().unwrap_or(0);
    cues::at(&around, between.into_iter().any(|at| draft.roles.get(at) == Some(&Role::Chrome)))
}

fn words_of(cues: &[Cue]) -> String {
    let named: Vec<String> = cues.iter().map(|cue| format!("{} ({:+.1})", cue.name, cue.points)).collect();
    if named.is_empty() { "the words change".to_owned() } else { named.join(", ") }
}

/// A cut whose cues are worth its cost is even odds; a logistic curve from there.
fn confidence(points: f32) -> f32 {
    let odds = (points - COST / 2.0).exp();
    (odds / (1.0 + odds)).clamp(0.2, 0.97)
}

/// The words of each paragraph as numbers, with how often each occurs in the document.
struct Bags {
    paragraphs: Vec<Vec<u32>>,
    total: Vec<u32>,
    all: u32,
}

fn bags(draft: &Draft, content: &[usize]) -> Bags {
    let mut vocabulary = Vocabulary::default();
    let mut bags = Bags { paragraphs: Vec::new(), total: Vec::new(), all: 0 };
    for at in content {
        let mut paragraph = Vec::new();
        words::each_folded(draft.text(*at), |word| {
            let Some(id) = vocabulary.id(word) else { return };
            if bags.total.len() <= id as usize {
                bags.total.push(0);
            }
            if let Some(total) = bags.total.get_mut(id as usize) {
                *total += 1;
            }
            bags.all += 1;
            paragraph.push(id);
        });
        bags.paragraphs.push(paragraph);
    }
    bags
}

/// Numbers for words: forms of one word share theirs, words without a subject have none.
#[derive(Default)]
struct Vocabulary {
    /// By the whole word, so that most words cost one look.
    known: HashMap<Box<str>, Option<u32>, Quick>,
    ids: HashMap<Box<str>, u32, Quick>,
}

impl Vocabulary {
    fn id(&mut self, word: &str) -> Option<u32> {
        if let Some(id) = self.known.get(word) {
            return *id;
        }
        let is_number = word.starts_with(|letter: char| letter.is_ascii_digit());
        let next = u32::try_from(self.ids.len()).ok()?;
        let id = if is_number || words::is_stop_word(word) {
            None
        } else {
            Some(*self.ids.entry(words::key(word).into()).or_insert(next))
        };
        self.known.insert(word.into(), id);
        id
    }
}

/// Adds that a full paragraph begins like another one: the articles of one hand often open alike.
fn templates(draft: &Draft, content: &[usize], gaps: &mut [Vec<Cue>]) {
    let mut seen: HashMap<Vec<&str>, Vec<usize>> = HashMap::new();
    for (order, at) in content.iter().enumerate() {
        let text = draft.text(*at);
        let first: Vec<&str> = text.split_whitespace().take(ALIKE).collect();
        if first.len() == ALIKE && text.len() >= 120 {
            seen.entry(first).or_default().push(order);
        }
    }
    // Twice to a handful of times is a template; more often it is the building of every paragraph.
    for orders in seen.into_values().filter(|orders| (2..=content.len() / 8).contains(&orders.len())) {
        for order in orders {
            if let Some(cues) = gaps.get_mut(order) {
                cues.push(Cue { name: "begins like another paragraph", points: 1.5 });
            }
        }
    }
}

/// Adds what the first words of each paragraph say: new, and taken up below.
fn chains(bags: &Bags, gaps: &mut [Vec<Cue>]) {
    let paragraphs = &bags.paragraphs;
    let mut places: Vec<Vec<u32>> = vec![Vec::new(); bags.total.len()];
    for (order, paragraph) in paragraphs.iter().enumerate() {
        for id in paragraph {
            if let (Some(places), Ok(order)) = (places.get_mut(*id as usize), u32::try_from(order))
                && places.last() != Some(&order)
            {
                places.push(order);
            }
        }
    }
    for (order, (paragraph, cues)) in paragraphs.iter().zip(gaps.iter_mut()).enumerate().skip(1) {
        let mut new = 0_u8;
        let mut seen: Vec<u32> = Vec::new();
        for id in paragraph.iter().take(FIRST_WORDS) {
            let places = places.get(*id as usize).map_or(&[][..], Vec::as_slice);
            // A word that stands all over the document ties nothing together.
            if seen.contains(id) || places.len() * 12 > paragraphs.len() {
                continue;
            }
            seen.push(*id);
            let at = places.partition_point(|place| (*place as usize) < order);
            let before = at.checked_sub(1).and_then(|before| places.get(before)).map(|place| order - *place as usize);
            let after = places.get(at + 1).map(|place| *place as usize - order);
            if before.is_none_or(|distance| distance > 20) && after.is_some_and(|distance| distance <= 5) {
                new += 1;
            }
        }
        if new > 0 {
            cues.push(Cue {
                name: "brings words that the next paragraphs take up",
                points: NEW * f32::from(new.min(4)),
            });
        }
    }
}

/// Points from which a cue alone decides: no article goes on over it.
const DECIDES: f32 = 8.0;

/// Points by which an article is so far behind another cutting that it is not followed further: several
/// times what the cues of one cut are worth.
const HOPELESS: f32 = 40.0;

/// The starts of the best cutting.
fn best(bags: &Bags, points: &[f32]) -> Vec<usize> {
    let count = bags.paragraphs.len();
    let mut cuttings = Cuttings { score: vec![f32::NEG_INFINITY; count + 1], from: vec![0; count + 1] };
    let mut article = Growing::new(bags);
    for start in 0..count {
        let cues = points.get(start).copied().unwrap_or_default();
        let before = cuttings.score.get(start).copied().unwrap_or_default() + cues - COST;
        // A start against which the cues speak is never the best: the words alone do not carry it.
        if start == 0 || cues >= 0.0 {
            cuttings.grow(&mut article, bags, points, start, if start == 0 { 0.0 } else { before });
        }
    }
    walk_back(&cuttings.from)
}

/// The best cutting up to each paragraph: its score, and where its last article starts.
struct Cuttings {
    score: Vec<f32>,
    from: Vec<usize>,
}

impl Cuttings {
    /// Tries all articles that start at `start`, on top of a cutting worth `before`.
    fn grow(&mut self, article: &mut Growing, bags: &Bags, points: &[f32], start: usize, before: f32) {
        article.clear();
        for (end, paragraph) in bags.paragraphs.iter().enumerate().skip(start).take(LONGEST) {
            if end > start && points.get(end).is_some_and(|points| *points >= DECIDES) {
                break;
            }
            article.add(paragraph);
            // One paragraph is hardly ever an article.
            let value = before + article.worth() - if end == start { ALONE } else { 0.0 };
            let (Some(best), Some(from)) = (self.score.get_mut(end + 1), self.from.get_mut(end + 1)) else { break };
            if value > *best {
                (*best, *from) = (value, start);
            } else if value + HOPELESS < *best {
                break;
            }
        }
    }
}

/// Follows the best predecessors from the end to the start.
fn walk_back(from: &[usize]) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut end = from.len().saturating_sub(1);
    while end > 0 {
        end = from.get(end).copied().unwrap_or(0);
        starts.push(end);
    }
    starts.reverse();
    starts
}

/// An article that grows paragraph by paragraph, and what its words are worth.
struct Growing {
    words: Vec<Word>,
    used: Vec<u32>,
    sum: f32,
    /// What an article of so many words pays for each of them.
    prices: Vec<f32>,
}

/// A word of the document, as the article uses it.
struct Word {
    share: f32,
    count: u32,
    /// What the first, the second … occurrence adds: logarithms are slow, and each is needed often.
    gains: Vec<f32>,
}

impl Word {
    /// Counts one more occurrence and gives what it adds.
    fn add(&mut self) -> f32 {
        let count = self.count as usize;
        self.count += 1;
        if let Some(gain) = self.gains.get(count) {
            return *gain;
        }
        let gain = gain(count as f32, self.share);
        self.gains.push(gain);
        gain
    }
}

impl Growing {
    fn new(bags: &Bags) -> Self {
        let word = |total: &u32| Word { share: share_of(*total, bags.all), count: 0, gains: Vec::new() };
        Growing { words: bags.total.iter().map(word).collect(), used: Vec::new(), sum: 0.0, prices: Vec::new() }
    }

    fn add(&mut self, paragraph: &[u32]) {
        for id in paragraph {
            if let Some(word) = self.words.get_mut(*id as usize) {
                self.sum += word.add();
            }
        }
        self.used.extend_from_slice(paragraph);
    }

    /// How much better the article foretells its words than the document does.
    fn worth(&mut self) -> f32 {
        let words = self.used.len();
        while self.prices.len() <= words {
            self.prices.push(((self.prices.len() as f32 + BACKGROUND) / BACKGROUND).ln());
        }
        self.sum - words as f32 * self.prices.get(words).copied().unwrap_or_default()
    }

    fn clear(&mut self) {
        for id in self.used.drain(..) {
            if let Some(word) = self.words.get_mut(id as usize) {
                word.count = 0;
            }
        }
        self.sum = 0.0;
    }
}

/// How often a word that occurs `total` times in the document is expected in [`BACKGROUND`] words.
fn share_of(total: u32, all: u32) -> f32 {
    (BACKGROUND * total as f32 / (all as f32).max(LEAST_WORDS)).max(LEAST_SHARE)
}

/// What one more occurrence of a word adds to `count` earlier ones.
fn gain(count: f32, share: f32) -> f32 {
    let term = |count: f32| count * ((count + share) / share).ln();
    term(count + 1.0) - term(count)
}
