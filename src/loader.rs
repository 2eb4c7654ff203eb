//! tmp
use crate::model::document::{Document, Markup};
use crate::model::store::Store;
use crate::model::warning::Warning;
/// tmp
#[derive(Default)]
pub struct Loaded {
    /// tmp
    pub store: Store,
    /// tmp
    pub warnings: Vec<Warning>,
}
/// tmp
pub fn load(sources: &[String]) -> Loaded {
    let mut files: Vec<String> = sources.to_vec();
    if files.is_empty() {
        files = std::fs::read_dir("assets/samples")
            .into_iter()
            .flatten()
            .flatten()
            .map(|e| e.path().display().to_string())
            .collect();
        files.sort();
    }
    let mut loaded = Loaded::default();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        let markup = if file.ends_with(".md") { Markup::Markdown } else { Markup::Plain };
        let document = Document::new(file.clone(), markup, text);
        let split = crate::digest::split(&document);
        loaded.store.add(document, split.title.unwrap_or(file), split.date, split.articles);
    }
    loaded
}
