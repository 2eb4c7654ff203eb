//! The draft made into articles: every line gets its place, every article its title and details.
//!
//! Blank lines go to the article they stand in, else to neutral. A line that no rule spoke for becomes
//! an article of its own rather than vanish.

use std::ops::Range;

use crate::model::article::{Article, ArticleId, Detail, Kind, TitleFrom};
use crate::model::correction::Applicable;
use crate::model::document::Document;
use crate::model::excerpt::Excerpt;
use crate::model::rule::Rule;
use crate::text::language::{self, Lang};
use crate::text::{bytes, words};

use super::Split;
use super::corrections;
use super::dates::Date;
use super::details::{self, Front};
use super::reason::Seen;
use super::role::{Cut, Draft, Role};
use super::titles;

static STRAY: Seen = Seen { rule: Rule::Stray, confidence: 0.3, evidence: "no rule spoke for these lines" };

/// The characters of an article that its `lead` id is made of.
const LEAD: usize = 200;

/// What the document says of all its articles.
#[derive(Debug, Clone, Copy)]
struct Common {
    /// Its date.
    date: Option<Date>,
    /// Whether a name before a date is that of who wrote.
    signs: bool,
}

/// Makes the cuts disjoint, trims them, gives every line of content a place in one, and corrects them.
pub(crate) fn settle(draft: &mut Draft, corrections: &Applicable) {
    corrections::set_roles(draft, corrections);
    tidy_cuts(draft);
    adopt_strays(draft);
    corrections::set_cuts(draft, corrections);
}

/// Makes the articles of a settled draft, and accounts for every line.
pub(crate) fn finish(document: &Document, mut draft: Draft, kind: Kind, lost_corrections: usize) -> Split {
    let common = Common { date: details::document_date(&draft), signs: details::signs_entries(&draft) };
    let front = Front::read(&draft.lines);
    let nothing = Front::default();
    let only = if draft.cuts.len() == 1 { &front } else { &nothing };
    let mut articles: Vec<Article> =
        draft.cuts.iter().map(|cut| article(document, &draft, cut, kind, common, only)).collect();
    add_kickers(document, &draft, &mut articles);
    let title = front.title.or_else(|| document_title(&draft)).or_else(|| only_title(&articles));
    // The document's own title above each article says nothing.
    for article in &mut articles {
        article.kicker = article.kicker.take().filter(|kicker| Some(&**kicker) != title.as_deref());
    }
    let roles = std::mem::take(&mut draft.roles);
    // Of a long document, the rest is larger than what is told of its lines.
    drop(draft);
    let (chrome, neutral) = rest(&roles, &articles);
    let date = common.date.and_then(|date| date.iso(None));
    Split { kind, title, date, articles, chrome, neutral, lost_corrections }
}

/// Sorts the cuts, makes them disjoint, and trims them to their first and last line of content.
fn tidy_cuts(draft: &mut Draft) {
    // In their own list: two of them would be the peak of all memory.
    let mut cuts = std::mem::take(&mut draft.cuts);
    cuts.sort_by_key(|cut| cut.lines.start());
    let mut end = 0;
    cuts.retain_mut(|cut| {
        let lines = cut.lines.start().max(end)..cut.lines.end();
        let shown = |at: &usize| {
            draft.is_content(*at) || draft.roles.get(*at) == Some(&Role::Neutral) && Some(*at) == cut.heading()
        };
        let first = lines.clone().find(shown);
        let last = lines.rev().find(shown);
        let Some((first, last)) = first.zip(last) else { return false };
        cut.lines = (first..last + 1).into();
        end = last + 1;
        true
    });
    cuts.shrink_to_fit();
    draft.cuts = cuts;
}

/// Gives lines of content that are in no cut an article of their own.
fn adopt_strays(draft: &mut Draft) {
    let mut strays: Vec<Range<usize>> = Vec::new();
    let mut cuts = draft.cuts.iter().peekable();
    for at in 0..draft.lines.len() {
        while cuts.next_if(|cut| cut.lines.end() <= at).is_some() {}
        let is_cut = cuts.peek().is_some_and(|cut| cut.lines.contains(at));
        if is_cut || !draft.is_content(at) {
            continue;
        }
        let joins = strays.last().is_some_and(|stray| {
            (stray.end..at).all(|between| draft.lines.get(between).is_some_and(|line| line.is_blank()))
        });
        match strays.last_mut().filter(|_| joins) {
            Some(stray) => stray.end = at + 1,
            None => strays.push(at..at + 1),
        }
    }
    for stray in strays {
        draft.cut(stray, &STRAY);
    }
    draft.cuts.sort_by_key(|cut| cut.lines.start());
}

fn article(document: &Document, draft: &Draft, cut: &Cut, kind: Kind, common: Common, front: &Front) -> Article {
    let is_shown = |at: &usize| draft.roles.get(*at) != Some(&Role::Chrome);
    let shown: Vec<&str> = cut.lines.range().filter(is_shown).map(|at| document.line(at)).collect();
    let (title, title_from) = titles::find(draft, cut, front.title.as_deref());
    let text_words: usize = shown.iter().map(|line| words::count(line)).sum();
    let id = ArticleId::of(shown.iter().copied());
    let first_lines = lead(&shown).count();
    Article {
        id,
        lead: if first_lines == shown.len() { id } else { ArticleId::of(lead(&shown)) },
        document: 0,
        lines: cut.lines,
        title: document.excerpt(title_lines(cut), title),
        title_from,
        kicker: None,
        details: detail(document, draft, cut, common, front).into(),
        lang: front.lang.as_deref().map_or_else(|| language_of(&shown), Lang::tagged),
        words: u32::try_from(text_words).unwrap_or(u32::MAX),
        truncated: details::is_truncated(draft, cut),
        kind,
        rule: cut.reason.rule(),
        confidence: cut.reason.confidence(),
    }
}

/// Where an article's title stands, if it stands in the text: a title is in the heading or the first lines.
fn title_lines(cut: &Cut) -> Range<usize> {
    const FIRST: usize = 4;
    let start = cut.heading().unwrap_or(cut.lines.start()).min(cut.lines.start());
    start..cut.lines.end().min(cut.lines.start() + FIRST)
}

/// What else the text says of an article.
fn detail(document: &Document, draft: &Draft, cut: &Cut, common: Common, front: &Front) -> Detail {
    let words = |words: String| document.excerpt(cut.lines.range(), words);
    let said = |words: &Option<String>| words.clone().map(Excerpt::from);
    Detail {
        author: said(&front.author).or_else(|| details::author(draft, cut, common.signs).map(words)),
        date: said(&front.date).or_else(|| details::date(draft, cut, common.date).map(Excerpt::from)),
        url: said(&front.url).or_else(|| details::url(draft, cut).map(words)),
        drop: dropped(draft, cut),
    }
}

/// Gives each article the rubric above it; the articles of one rubric share its text.
fn add_kickers(document: &Document, draft: &Draft, articles: &mut [Article]) {
    let mut last: (Option<usize>, Option<Excerpt>) = (None, None);
    for (cut, article) in draft.cuts.iter().zip(articles) {
        if cut.kicker() != last.0 {
            let words = |at: usize| (at, titles::tidy(&super::marks::plain(draft.text(at))));
            let words = cut.kicker().map(words).filter(|(_, words)| !words.is_empty());
            last = (cut.kicker(), words.map(|(at, words)| document.excerpt(at..at + 1, words)));
        }
        article.kicker.clone_from(&last.1);
    }
}

fn language_of(shown: &[&str]) -> Option<Lang> {
    // A few lines are enough to tell, and keep the cost of long articles down.
    language::of(shown.iter().take(30).copied())
}

/// The first lines, to the end of the one in which the 200th character stands.
fn lead<'a>(shown: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
    let mut letters = 0;
    shown.iter().copied().take_while(move |line| {
        let is_first = letters < LEAD;
        letters += bytes::letters(line.trim());
        is_first
    })
}

/// The chrome inside a cut, and blank lines between two such.
fn dropped(draft: &Draft, cut: &Cut) -> Vec<Range<usize>> {
    ranges(cut.lines.range().filter(|at| draft.roles.get(*at) == Some(&Role::Chrome)))
}

/// Chrome lines, and neutral lines outside of articles (blank ones among them).
fn rest(roles: &[Role], articles: &[Article]) -> (Vec<Range<usize>>, Vec<Range<usize>>) {
    let is_chrome = |at: &usize| roles.get(*at) == Some(&Role::Chrome);
    let mut articles = articles.iter().peekable();
    let outside = (0..roles.len()).filter(|at| {
        while articles.next_if(|article| article.lines.end() <= *at).is_some() {}
        !articles.peek().is_some_and(|article| article.lines.contains(*at))
    });
    (ranges((0..roles.len()).filter(is_chrome)), ranges(outside.filter(|at| !is_chrome(at))))
}

/// Joins ascending indexes into ranges.
fn ranges(indexes: impl Iterator<Item = usize>) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    for at in indexes {
        match ranges.last_mut() {
            Some(last) if last.end == at => last.end = at + 1,
            _ => ranges.push(at..at + 1),
        }
    }
    ranges
}

/// The document's title: the first neutral line above the articles, where it is short and no quotation.
fn document_title(draft: &Draft) -> Option<String> {
    let above = draft.cuts.first().map_or(draft.lines.len(), |cut| cut.lines.start());
    let is_neutral = |at: &usize| draft.roles.get(*at) == Some(&Role::Neutral);
    let first = (0..above).filter(is_neutral).find_map(|at| draft.lines.get(at).filter(|line| line.has_words()))?;
    // A line of more words is a summary; a newsletter may begin with the words of somebody else.
    let is_title = first.words() <= 25 && !first.text.starts_with(['«', '“', '"', '>']);
    Some(titles::tidy(&super::marks::plain(first.text))).filter(|title| is_title && !title.is_empty())
}

/// A single article's own title is the document's; a derived one says too little of a document.
fn only_title(articles: &[Article]) -> Option<String> {
    match articles {
        [only] if only.title_from == TitleFrom::Text => Some(only.title.to_string()),
        _ => None,
    }
}
