//! Document to articles.
