//! W3C Web Annotations (Recommendation of 23 February 2017): a page of annotations in JSON-LD.
//!
//! A passage has a text quote and a text position selector, in code points, and in a recording a media
//! fragment. What veille knows beyond the standard is under `veille`. Annotations of other programs
//! are read where they quote text.

use serde_json::{Value, json};
use xxhash_rust::xxh3::xxh3_64;

use crate::model::article::ArticleId;
use crate::model::highlight::{Anchor, Colour, Highlight, HighlightId, Origin};

use super::rows::{Rows, bare_tags, iso};
use super::{Before, Merged, Page, links};

const ROWS: Rows = Rows {
    head: "{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"type\":\"AnnotationPage\",\"items\":[\n",
    between: ",\n",
    tail: "\n]}\n",
};

/// How an annotation of veille is called.
const NAME: &str = "urn:veille:highlight:";

/// Merges `page` into the text that stands in its file now.
pub fn merge(existing: Option<&str>, page: &Page, before: &Before) -> Merged {
    let known = existing.and_then(read).unwrap_or_default();
    let stands = |_: &str, highlight: &Highlight| known.iter().any(|known| known.id == highlight.id);
    ROWS.merge(existing, page, before, |highlight| annotation(highlight).to_string(), stands)
}

/// Whether the file is none of ours, or holds the annotations of another source.
pub fn is_of_another(existing: &str, page: &Page) -> bool {
    read(existing).is_none_or(|known| page.is_other(&known))
}

fn annotation(highlight: &Highlight) -> Value {
    let (anchor, origin) = (&highlight.anchor, &highlight.origin);
    let mut bodies: Vec<Value> = highlight.tags.iter().map(|tag| body(tag, "tagging")).collect();
    if !highlight.note.is_empty() {
        bodies.insert(0, body(&highlight.note, "commenting"));
    }
    let mut selectors = vec![
        json!({"type": "TextQuoteSelector", "exact": anchor.quote, "prefix": anchor.before, "suffix": anchor.after}),
        json!({"type": "TextPositionSelector", "start": anchor.start, "end": anchor.end}),
    ];
    selectors.extend(links::fragment(origin).map(|fragment| {
        json!({"type": "FragmentSelector", "conformsTo": "http://www.w3.org/TR/media-frags/", "value": fragment})
    }));
    let source = origin.url.clone().unwrap_or_else(|| format!("urn:veille:article:{}", anchor.article));
    json!({
        "id": format!("{NAME}{}", highlight.id),
        "type": "Annotation",
        "motivation": "highlighting",
        "created": iso(highlight.made),
        "body": bodies,
        "target": {"source": source, "styleClass": highlight.colour.name(), "selector": selectors},
        "veille": {"article": anchor.article, "origin": origin},
    })
}

fn body(value: &str, purpose: &str) -> Value {
    json!({"type": "TextualBody", "value": value, "purpose": purpose})
}

/// Reads the annotations of a file, a page or a list of them, as far as they quote text; nothing
/// where it holds no annotations.
pub fn read(text: &str) -> Option<Vec<Highlight>> {
    let file: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()?;
    let first = |file: &Value| file.get("first").and_then(|first| first.get("items")).cloned();
    let items = file.get("items").cloned().or_else(|| first(&file)).unwrap_or_else(|| file.clone());
    let items = match items {
        Value::Array(items) => items,
        one => vec![one],
    };
    let is_annotation = |item: &&Value| item.get("type").is_some_and(|kind| has(kind, "Annotation"));
    let is_page = file.get("items").is_some() && file.get("type").is_some_and(|kind| has(kind, "AnnotationPage"));
    let any = is_page || items.iter().any(|item| is_annotation(&item));
    any.then(|| items.iter().filter(is_annotation).filter_map(highlight).collect())
}

/// Whether a value that may be one or several is or holds `name`.
fn has(value: &Value, name: &str) -> bool {
    one_or_more(value).any(|value| value.as_str() == Some(name))
}

fn one_or_more(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice).iter()
}

fn highlight(item: &Value) -> Option<Highlight> {
    let target = one_or_more(item.get("target")?).next()?;
    let selectors: Vec<&Value> = target.get("selector").into_iter().flat_map(one_or_more).collect();
    let selector = |kind: &str| selectors.iter().find(|selector| text(selector, "type") == kind).copied();
    let quote = selector("TextQuoteSelector")?;
    let exact = Some(text(quote, "exact")).filter(|exact| !exact.is_empty())?;
    let number =
        |name: &str| selector("TextPositionSelector")?.get(name)?.as_u64().and_then(|at| usize::try_from(at).ok());
    let start = number("start").unwrap_or_default();
    let own = item.get("veille");
    let article = own.and_then(|own| serde_json::from_value::<ArticleId>(own.get("article")?.clone()).ok());
    let anchor = Anchor {
        article: article.unwrap_or(ArticleId(0)),
        quote: exact.to_owned(),
        before: text(quote, "prefix").to_owned(),
        after: text(quote, "suffix").to_owned(),
        start,
        end: number("end").unwrap_or(start + exact.chars().count()),
    };
    let bodies: Vec<&Value> = item.get("body").into_iter().flat_map(one_or_more).collect();
    let values = |tags: bool| {
        let wanted = bodies.iter().filter(move |body| (text(body, "purpose") == "tagging") == tags);
        wanted.map(|body| text(body, "value").to_owned()).filter(|value| !value.is_empty()).collect::<Vec<_>>()
    };
    let made = text(item, "created").parse::<jiff::Timestamp>().ok();
    Some(Highlight {
        id: id(item, &anchor),
        origin: origin(own, target),
        anchor,
        made: made.and_then(|made| u64::try_from(made.as_millisecond()).ok()).unwrap_or_default(),
        note: values(false).join("\n\n"),
        tags: bare_tags(values(true)),
        colour: colour(text(target, "styleClass")),
    })
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// The name of the highlight; one of another program gets a name from its own and its quote.
fn id(item: &Value, anchor: &Anchor) -> HighlightId {
    let name = text(item, "id");
    let own = name.strip_prefix(NAME).and_then(|id| HighlightId::try_from(id.to_owned()).ok());
    own.unwrap_or_else(|| {
        let seed = format!("{name} {} {}", anchor.start, anchor.quote);
        HighlightId(format!("{:08x}", xxh3_64(seed.as_bytes()) >> 32))
    })
}

fn origin(own: Option<&Value>, target: &Value) -> Origin {
    let known = own.and_then(|own| serde_json::from_value::<Origin>(own.get("origin")?.clone()).ok());
    known.unwrap_or_else(|| {
        let source = text(target, "source").to_owned();
        let url = ["http://", "https://"].iter().any(|scheme| source.starts_with(scheme)).then(|| source.clone());
        Origin { title: source.clone(), digest: source.clone(), source, url, ..Origin::default() }
    })
}

fn colour(name: &str) -> Colour {
    let all = [Colour::Yellow, Colour::Green, Colour::Blue, Colour::Pink];
    all.into_iter().find(|colour| colour.name() == name).unwrap_or_default()
}
