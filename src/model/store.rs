//! The store: all documents and articles, in memory and in reading order.
//!
//! It never changes; a reload builds a new one. What two stores have in common they share, so that one
//! that holds a document more is made without copying the others. It holds nothing of what the reader did.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::article::{Article, ArticleId};
use super::body::Body;
use super::document::Document;

/// A document as the list shows it: its title and its articles.
#[derive(Debug, Clone, PartialEq)]
pub struct Digest {
    /// What the list calls it: the text's own title, else the source's file name.
    pub title: String,
    /// Its date, ISO 8601, where the text gives one.
    pub date: Option<String>,
    /// Its articles, as indexes into the store.
    pub articles: Range<usize>,
}

/// All that was loaded.
#[derive(Debug, Clone, Default)]
pub struct Store {
    documents: Vec<Arc<Document>>,
    digests: Vec<Digest>,
    /// The articles of each document.
    cut: Vec<Arc<Vec<Article>>>,
    /// Articles by their ids and by the ids of their first lines, sorted: made when first asked for.
    by_id: OnceLock<Vec<(ArticleId, u32)>>,
}

impl PartialEq for Store {
    fn eq(&self, other: &Store) -> bool {
        self.documents == other.documents && self.digests == other.digests && self.cut == other.cut
    }
}

impl Store {
    /// Adds a document with its title, date and articles, after those already there.
    ///
    /// The articles are taken in the order given; their `document` is set here.
    pub fn add(&mut self, document: Arc<Document>, title: String, date: Option<String>, mut articles: Vec<Article>) {
        for article in &mut articles {
            article.document = self.documents.len();
        }
        self.push(document, title, date, Arc::new(articles));
    }

    /// Adds the document at `index` of another store. Where it stands at the same index here, its
    /// articles are shared.
    pub fn add_from(&mut self, other: &Store, index: usize) {
        let Some((document, (digest, articles))) =
            other.documents.get(index).zip(other.digests.get(index).zip(other.cut.get(index)))
        else {
            return;
        };
        let (document, title, date) = (Arc::clone(document), digest.title.clone(), digest.date.clone());
        if index == self.documents.len() {
            self.push(document, title, date, Arc::clone(articles));
        } else {
            self.add(document, title, date, articles.to_vec());
        }
    }

    fn push(&mut self, document: Arc<Document>, title: String, date: Option<String>, articles: Arc<Vec<Article>>) {
        let first = self.article_count();
        self.documents.push(document);
        self.digests.push(Digest { title, date, articles: first..first + articles.len() });
        self.cut.push(articles);
        self.by_id = OnceLock::new();
    }

    /// Whether this is `before` with more after it: then all indexes into `before` hold here as well.
    pub fn continues(&self, before: &Store) -> bool {
        before.cut.len() <= self.cut.len()
            && before.cut.iter().zip(&self.cut).all(|(one, other)| Arc::ptr_eq(one, other))
    }

    /// The documents, in reading order.
    pub fn documents(&self) -> &[Arc<Document>] {
        &self.documents
    }

    /// The digests: one a document, at the same index.
    pub fn digests(&self) -> &[Digest] {
        &self.digests
    }

    /// The articles of all documents, in reading order.
    pub fn articles(&self) -> impl Iterator<Item = &Article> + Clone {
        self.cut.iter().flat_map(|articles| articles.iter())
    }

    /// How many articles there are.
    pub fn article_count(&self) -> usize {
        self.digests.last().map_or(0, |last| last.articles.end)
    }

    /// The article at `index`.
    pub fn article(&self, index: usize) -> Option<&Article> {
        let at = self.digests.partition_point(|digest| digest.articles.end <= index);
        let first = self.digests.get(at)?.articles.start;
        self.cut.get(at)?.get(index.checked_sub(first)?)
    }

    /// The document that article `index` was cut from.
    pub fn document_of(&self, index: usize) -> Option<&Document> {
        self.documents.get(self.article(index)?.document).map(Arc::as_ref)
    }

    /// The text of article `index`, in blocks.
    pub fn body(&self, index: usize) -> Option<Body> {
        Some(Body::of(self.document_of(index)?, self.article(index)?))
    }

    /// The digest that article `index` belongs to.
    pub fn digest_of(&self, index: usize) -> Option<&Digest> {
        self.digests.get(self.article(index)?.document)
    }

    /// The first article with this id.
    pub fn find(&self, id: ArticleId) -> Option<usize> {
        self.having(id).find(|index| self.article(*index).is_some_and(|article| article.id == id))
    }

    /// The articles that have this id, or whose first lines have it, in reading order.
    pub fn having(&self, id: ArticleId) -> impl Iterator<Item = usize> {
        let by_id = self.by_id.get_or_init(|| self.sorted());
        let first = by_id.partition_point(|(other, _)| *other < id);
        by_id.iter().skip(first).take_while(move |(other, _)| *other == id).map(|(_, index)| *index as usize)
    }

    /// Makes ready what [`Store::find`] needs, so that whoever asks first does not wait for it.
    pub fn prepare(&self) {
        self.by_id.get_or_init(|| self.sorted());
    }

    fn sorted(&self) -> Vec<(ArticleId, u32)> {
        let is_apart = |article: &&Article| article.lead != article.id;
        let mut by_id = Vec::with_capacity(self.article_count() + self.articles().filter(is_apart).count());
        for (index, article) in (0_u32..).zip(self.articles()) {
            by_id.push((article.id, index));
            by_id.extend(Some((article.lead, index)).filter(|_| is_apart(&article)));
        }
        by_id.sort_unstable();
        by_id
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::article::tests::article;
    use crate::model::document::Markup;

    fn store(documents: &[&[u64]]) -> Store {
        let mut store = Store::default();
        for ids in documents {
            let document = Arc::new(Document::new("a.txt", Markup::Plain, "text".to_owned()));
            store.add(document, String::new(), None, ids.iter().map(|id| article(*id, 1)).collect());
        }
        store
    }

    #[test]
    fn an_article_is_found_by_its_index_its_id_and_the_id_of_its_first_lines() {
        // Their first lines have the ids 101, 102, 101, 103 and 101.
        let store = store(&[&[], &[1, 2], &[], &[5, 3, 5], &[]]);
        let ids: Vec<u64> = (0..6).filter_map(|index| store.article(index)).map(|article| article.id.0).collect();
        assert_eq!(ids, [1, 2, 5, 3, 5]);
        assert!(store.articles().map(|article| article.document).eq([1, 1, 3, 3, 3]));
        assert_eq!([1, 2, 5, 3, 101].map(|id| store.find(ArticleId(id))), [Some(0), Some(1), Some(2), Some(3), None]);
        assert_eq!(store.having(ArticleId(101)).collect::<Vec<_>>(), [0, 2, 4]);
    }

    #[test]
    fn a_store_continues_one_that_it_was_made_from_and_no_other() {
        let small = store(&[&[1, 2]]);
        let mut large = small.clone();
        large.add(Arc::new(Document::new("b.txt", Markup::Plain, String::new())), String::new(), None, Vec::new());
        assert!(large.continues(&small) && large.continues(&large) && large.continues(&Store::default()));
        assert!(!small.continues(&large) && !large.continues(&store(&[&[1, 2]])));
        let mut again = Store::default();
        again.add_from(&large, 0);
        assert!(large.continues(&again), "what is the same is shared");
    }
}
