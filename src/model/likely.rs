//! Where the text of a lost highlight may stand now: a guess that is shown to the reader, who decides.
//!
//! It looks where the highlight came from, and for the paragraph that shares most words with the quote.
//! Nothing is ever attached by it.

use std::collections::HashSet;

use super::highlight::Highlight;
use super::store::Store;
use crate::text::fold::fold;
use crate::text::words::runs;

/// A paragraph is taken for the one meant if it has at least one in so many words of the quote.
const SHARE: usize = 3;

/// The article, and the byte of its text, where a highlight that stands nowhere may belong; nothing
/// where its source is not loaded.
pub fn likely(store: &Store, highlight: &Highlight) -> Option<(usize, usize)> {
    let candidates = candidates(store, highlight);
    let quote = fold(&highlight.anchor.quote);
    let wanted: HashSet<&str> = runs(&quote).collect();
    let best = candidates.iter().filter_map(|article| best_block(store, *article, &wanted));
    let best = best.reduce(|best, next| if next.0 > best.0 { next } else { best });
    let found = best.filter(|(shared, ..)| *shared > 0 && shared * SHARE >= wanted.len());
    found.map(|(_, article, at)| (article, at)).or_else(|| Some((article_of(store, &candidates, highlight)?, 0)))
}

/// The article it was made in, and all others of its source.
fn candidates(store: &Store, highlight: &Highlight) -> Vec<usize> {
    let of_source = store.documents().iter().position(|document| document.source() == highlight.origin.source);
    let articles = of_source.and_then(|document| store.digests().get(document)).map(|digest| digest.articles.clone());
    store.find(highlight.anchor.article).into_iter().chain(articles.unwrap_or_default()).collect()
}

/// How many of the words the block has that has most of them, its article, and where it begins.
fn best_block(store: &Store, article: usize, wanted: &HashSet<&str>) -> Option<(usize, usize, usize)> {
    let body = store.body(article)?;
    let shared = |index: usize| {
        let text = fold(body.block_text(index));
        runs(&text).filter(|word| wanted.contains(word)).collect::<HashSet<&str>>().len()
    };
    let blocks = body.blocks.iter().enumerate().map(|(index, block)| (shared(index), article, block.range.start));
    blocks.reduce(|best, next| if next.0 > best.0 { next } else { best })
}

/// Where no paragraph tells: the article of that id, else of that title, else the one that holds its line.
fn article_of(store: &Store, candidates: &[usize], highlight: &Highlight) -> Option<usize> {
    let (origin, line) = (&highlight.origin, highlight.origin.line.unwrap_or(1).saturating_sub(1));
    let having = |test: &dyn Fn(&super::article::Article) -> bool| {
        candidates.iter().copied().find(|index| store.article(*index).is_some_and(test))
    };
    let same = having(&|article| article.id == highlight.anchor.article);
    let named = || having(&|article| *article.title == origin.title);
    same.or_else(named).or_else(|| having(&|article| article.lines.contains(line))).or(candidates.first().copied())
}
