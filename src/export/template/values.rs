//! The values that templates see, by name: README lists them.

use std::sync::Arc;

use minijinja::value::{Object, ObjectRepr};
use minijinja::{Value, context};

use crate::export::escape::markdown_tag;
use crate::export::links;
use crate::export::rows::iso;
use crate::export::{Page, Section};
use crate::model::body::is_safe_url;
use crate::model::highlight::{Highlight, Meanings};

/// A note: Markdown of the reader's, which stays what it is unless a filter makes text of it.
#[derive(Debug)]
pub(super) struct Note(pub(super) String);

impl Object for Note {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn is_true(self: &Arc<Self>) -> bool {
        !self.0.is_empty()
    }

    fn render(self: &Arc<Self>, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// A date: as it is where it is one, so that YAML takes it for one.
fn date(date: &str) -> Value {
    let is_plain = date.len() == 10 && date.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if is_plain { Value::from_safe_string(date.to_owned()) } else { Value::from(date) }
}

fn text(text: Option<&str>) -> Value {
    Value::from(text.unwrap_or_default())
}

/// What every template sees.
pub(super) fn page_values(page: &Page) -> Value {
    let all = || page.highlights();
    let same = |of: fn(&Highlight) -> Option<&str>| {
        let first = all().next().and_then(of);
        first.filter(|_| all().all(|highlight| of(highlight) == first))
    };
    let is_recording = all().any(|highlight| highlight.origin.seconds.is_some());
    let mut tags: Vec<String> =
        all().flat_map(|highlight| &highlight.tags).filter_map(|tag| markdown_tag(tag)).collect();
    tags.sort();
    tags.dedup();
    let tags: Vec<String> = tags.iter().filter_map(|tag| tag.get(1..).map(str::to_owned)).collect();
    context! {
        title => page.title.clone(),
        full_title => page.title.clone(),
        author => text(same(|highlight| highlight.origin.author.as_deref())),
        url => text(same(|highlight| highlight.origin.url.as_deref()).filter(|url| is_safe_url(url))),
        category => if is_recording { "podcasts" } else { "articles" },
        source => text(page.source.as_deref()),
        id => page.id(),
        unit => page.unit.name(),
        date => date(page.date.as_deref().unwrap_or_default()),
        document_tags => tags,
        num_highlights => all().count(),
    }
}

/// What the template of an article sees besides.
pub(super) fn section_values(section: &Section) -> Value {
    let origins = || section.highlights.iter().map(|highlight| &highlight.origin);
    let first = origins().find(|origin| origin.line.is_some()).or_else(|| origins().next());
    let title = section.title.split_whitespace().collect::<Vec<_>>().join(" ");
    context! {
        digest_title => text(section.digest().or(first.map(|origin| origin.digest.as_str()))),
        article_title => if title.is_empty() { "…" } else { &title },
        article_author => text(first.and_then(|origin| origin.author.as_deref())),
        article_url => text(first.and_then(|origin| origin.url.as_deref()).filter(|url| is_safe_url(url))),
        article_location => first.and_then(links::location).unwrap_or_default(),
    }
}

/// What the template of a highlight sees besides.
pub(super) fn highlight_values(highlight: &Highlight, meanings: &Meanings) -> Value {
    let (origin, made) = (&highlight.origin, iso(highlight.made).unwrap_or_default());
    context! {
        highlight_id => highlight.id.0.clone(),
        highlight_text => highlight.anchor.quote.trim_matches('\n'),
        highlight_note => Value::from_object(Note(highlight.note.trim().to_owned())),
        highlight_tags => highlight.tags.iter().cloned().collect::<Vec<String>>(),
        highlight_color => highlight.colour.name(),
        highlight_color_meaning => meanings.of(highlight.colour),
        highlight_location => links::location(origin).unwrap_or_default(),
        highlight_location_url => links::media(origin).unwrap_or_default(),
        highlight_time => links::times(origin).unwrap_or_default(),
        highlighted_at => made.get(..19).map_or_else(String::new, |made| format!("{made}Z")),
        highlighted_on => date(made.get(..10).unwrap_or_default()),
    }
}
