//! A table of queries and the articles they find.

use std::sync::Arc;

use super::*;
use crate::model::article::{ArticleId, Detail, Details, Kind, Lang, TitleFrom};
use crate::model::change::{Change, Entry, Stamper, Step};
use crate::model::document::{Document, Markup};
use crate::model::highlight::{Anchor, Colour, HighlightId, Origin};
use crate::model::located::locate;
use crate::model::rule::Rule;
use crate::model::store::Store;
use crate::search::query::Saved;

const TEXT: &str = "\
Le port rouvre
La bouée numérique éclaire le quai de Brest.
Tides explained
The moon pulls, see https://example.org/tides for more.
Un été sans vent
Rien ne bouge, ni la bouée ni le phare.
";

/// Three articles of two lines, the second of them marked in several ways.
fn store() -> Store {
    let document = Document::new("semaine-10.txt", Markup::Plain, TEXT.to_owned());
    let mut articles = Vec::new();
    for (nth, (lang, words)) in [(Lang::Fr, 400), (Lang::En, 2_000), (Lang::Fr, 900)].into_iter().enumerate() {
        let lines = nth * 2..nth * 2 + 2;
        let own: Vec<&str> = document.lines(lines.clone()).map(|(_, line)| line).collect();
        let id = ArticleId::of(own.iter().copied());
        articles.push(crate::model::article::Article {
            id,
            lead: id,
            document: 0,
            lines: lines.clone().into(),
            title: document.line(lines.start).into(),
            title_from: if nth == 2 { TitleFrom::Derived } else { TitleFrom::Text },
            kicker: (nth == 0).then(|| "Quais".into()),
            details: details(nth == 1),
            lang: Some(lang),
            words,
            truncated: false,
            kind: Kind::Single,
            rule: Rule::Whole,
            confidence: if nth == 2 { 0.2 } else { 0.9 },
        });
    }
    let mut store = Store::default();
    store.add(Arc::new(document), "La semaine du port".to_owned(), Some("2025-10-31".to_owned()), articles);
    store
}

fn details(has_any: bool) -> Details {
    let detail = Detail { author: Some("Ann Léger".into()), date: Some("2025-11-20".into()), ..Detail::default() };
    if has_any { Details::from(detail) } else { Details::default() }
}

fn marks(store: &Store) -> Marks {
    let ids: Vec<ArticleId> = store.articles().map(|article| article.id).collect();
    let body = crate::model::body::Body::of(&store.documents()[0], store.article(0).unwrap());
    let at = body.text.find("bouée").unwrap();
    let id = HighlightId("0a0b0c0d".to_owned());
    let anchor = Anchor::new(ids[0], &body.text, at..at + "bouée numérique".len()).unwrap();
    let origin = Origin {
        title: "Le port rouvre".to_owned(),
        digest: "La semaine du port".to_owned(),
        source: "semaine-10.txt".to_owned(),
        ..Origin::default()
    };
    let changes = vec![
        Change::Triage { article: ids[0], lead: ids[0], to: Triage::Kept },
        Change::Triage { article: ids[1], lead: ids[1], to: Triage::Later },
        Change::Read { article: ids[1], lead: ids[1], to: true },
        Change::Highlight { id: id.clone(), anchor: Box::new(anchor), origin: Box::new(origin), colour: Colour::Blue },
        Change::Note { id: id.clone(), to: "À rapprocher du phare.".to_owned() },
        Change::Tags { id, to: ["Énergie".to_owned()].into() },
    ];
    let stamp = Stamper::new("host", "session").stamp(1, 0);
    let mut marks = Marks::default();
    marks.apply(&Entry { stamp, step: Step::Do, what: String::new(), changes });
    marks
}

#[test]
fn a_query_finds_what_it_asks_for() {
    let store = store();
    let marks = marks(&store);
    let located = locate(&store, &marks);
    let library = Library::new(&store, &marks, &located, 200);
    let cases: &[(&str, &[usize])] = &[
        ("", &[0, 1, 2]),
        ("port", &[0, 1, 2]),
        ("rouvre", &[0]),
        ("bouee", &[0, 2]),
        ("bouee -rouvre", &[2]),
        ("-bouee", &[1]),
        ("Ete", &[]),
        ("été", &[2]),
        ("'bouee", &[0, 2]),
        ("'ouee", &[]),
        ("'bouee -'phare", &[0]),
        ("\"le quai\"", &[0]),
        ("\"le qua\"", &[]),
        ("-\"le quai\"", &[1, 2]),
        ("is:kept", &[0]),
        ("-is:kept", &[1, 2]),
        ("is:undecided", &[2]),
        ("is:later is:read", &[1]),
        ("is:skipped", &[]),
        ("is:unsure is:derived", &[2]),
        ("has:highlight has:note", &[0]),
        ("has:link", &[1]),
        ("tag:energie", &[0]),
        ("tag:Énergie", &[0]),
        ("tag:énergie", &[0]),
        ("tag:ènergie", &[]),
        ("tag:ener", &[]),
        ("colour:blue", &[0]),
        ("colour:pink", &[]),
        ("src:semaine src:\"du port\"", &[0, 1, 2]),
        ("src:semaine-10", &[0, 1, 2]),
        ("-src:semaine", &[]),
        ("by:leger", &[1]),
        ("lang:fr", &[0, 2]),
        ("after:2025-11", &[1]),
        ("after:2025-10-31 before:2025-11-01", &[0, 2]),
        ("before:2025", &[]),
        ("min<5", &[0]),
        ("min=5", &[2]),
        ("min>=5 min<=10", &[1, 2]),
        ("lang:fr 'phare -is:kept min<6", &[2]),
    ];
    for (query, expected) in cases {
        let asked = Asked::new(&Query::parse(query, &Saved::new()).unwrap());
        assert_eq!(&asked.articles(&library), expected, "{query:?}");
    }
}

#[test]
fn the_same_query_finds_highlights() {
    let store = store();
    let marks = marks(&store);
    let all: Vec<Highlight> = marks.highlights().collect();
    let located = locate(&store, &marks);
    let library = Library::new(&store, &marks, &[], 200);
    // A query, whether it finds the highlight in the list, and where its article is not loaded.
    let cases = [
        ("bouee", true, true),
        ("'numerique", true, true),
        ("'phare", true, true),
        ("rapprocher -quai", true, true),
        ("tag:energie has:note colour:blue is:kept", true, true),
        ("colour:yellow", false, false),
        ("is:later", false, false),
        ("\"du phare\" src:semaine", true, true),
        ("lang:fr", true, false),
        ("-lang:fr", false, true),
        ("lang:fr min<5 after:2025-10", true, false),
        ("is:unsure", false, false),
        ("-is:derived", true, true),
    ];
    for (query, loaded, elsewhere) in cases {
        let asked = Asked::new(&Query::parse(query, &Saved::new()).unwrap());
        assert_eq!(!asked.highlights(&all, &marks).is_empty(), elsewhere, "{query:?}");
        let index = Index::new(located.iter().map(|located| highlight_row(&located.highlight)));
        let keeps = |row: usize| asked.keeps_highlight(&located[row].highlight, || library.facts_of(&located[row]));
        assert_eq!(!index.find(&asked, 9, keeps).hits.is_empty(), loaded, "{query:?}, loaded");
    }
}

#[test]
fn letters_written_as_references_are_found_in_whole_texts_and_titles() {
    let document = Document::new("quai.md", Markup::Markdown, "Le bac\nR&amp;D : un caf&eacute; noir.\n".to_owned());
    let mut article = store().article(0).unwrap().clone();
    (article.lines, article.title) = ((0..2).into(), "Le bac".into());
    let mut store = Store::default();
    store.add(Arc::new(document), "Quai".to_owned(), None, vec![article]);
    let marks = Marks::default();
    let library = Library::new(&store, &marks, &[], 200);
    for (query, is_found) in [("'cafe", true), ("'café", true), ("'r&d", true), ("'cafes", false), ("'eacute", false)]
    {
        let asked = Asked::new(&Query::parse(query, &Saved::new()).unwrap());
        assert_eq!(!asked.articles(&library).is_empty(), is_found, "{query}");
    }
}
