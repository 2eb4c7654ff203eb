//! The store: all documents and articles, in memory and in reading order.
//!
//! It never changes; a reload builds a new one. It holds nothing of what the reader did.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::article::{Article, ArticleId};
use super::document::Document;

/// A document as the list shows it: its title and its articles.
#[derive(Debug, Clone, PartialEq)]
pub struct Digest {
    /// What the list calls it: the text's own title, else the source's file name.
    pub title: String,
    /// Its date, ISO 8601, where the text gives one.
    pub date: Option<String>,
    /// Its articles, as indexes into [`Store::articles`].
    pub articles: Range<usize>,
}

/// All that was loaded.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Store {
    documents: Vec<Arc<Document>>,
    digests: Vec<Digest>,
    articles: Vec<Article>,
    by_id: HashMap<ArticleId, usize>,
}

impl Store {
    /// Adds a document with its title, date and articles, after those already there.
    ///
    /// The articles are taken in the order given; their `document` is set here.
    pub fn add(&mut self, document: Arc<Document>, title: String, date: Option<String>, mut articles: Vec<Article>) {
        let first = self.articles.len();
        let document_index = self.documents.len();
        self.by_id.reserve(articles.len());
        for (order, article) in articles.iter_mut().enumerate() {
            article.document = document_index;
            self.by_id.entry(article.id).or_insert(first + order);
        }
        // One long digest alone keeps its own list: a second one would be the peak of all memory.
        if self.articles.is_empty() {
            self.articles = articles;
        } else {
            self.articles.append(&mut articles);
        }
        self.documents.push(document);
        self.digests.push(Digest { title, date, articles: first..self.articles.len() });
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
    pub fn articles(&self) -> &[Article] {
        &self.articles
    }

    /// The article at `index`.
    pub fn article(&self, index: usize) -> Option<&Article> {
        self.articles.get(index)
    }

    /// The document that article `index` was cut from.
    pub fn document_of(&self, index: usize) -> Option<&Document> {
        self.documents.get(self.articles.get(index)?.document).map(Arc::as_ref)
    }

    /// The digest that article `index` belongs to.
    pub fn digest_of(&self, index: usize) -> Option<&Digest> {
        self.digests.get(self.articles.get(index)?.document)
    }

    /// The first article with this id.
    pub fn find(&self, id: ArticleId) -> Option<usize> {
        self.by_id.get(&id).copied()
    }
}
