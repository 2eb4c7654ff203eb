//! Whole documents, written for these tests, and what must always hold.

use std::ops::Range;

use proptest::prelude::*;

use super::*;
use crate::model::article::TitleFrom;

fn cut(document: &Document) -> Split {
    split(document, &Corrections::default())
}

fn document(name: &str, text: &str) -> Document {
    let markup = if name.ends_with(".md") { Markup::Markdown } else { Markup::Plain };
    Document::new(name, markup, text.to_owned())
}

/// Every line is in an article, in chrome or in neutral; all three are disjoint and ordered.
fn check_partition(document: &Document) {
    let split = cut(document);
    let mut seen = vec![0_u8; document.line_count()];
    let mut end = 0;
    for article in &split.articles {
        assert!(article.lines.start >= end && article.lines.end > article.lines.start, "{:?}", article.lines);
        end = article.lines.end;
        let mut inside = article.lines.start;
        for range in &article.drop {
            assert!(range.start >= inside && range.end <= article.lines.end, "{:?} in {:?}", range, article.lines);
            inside = range.end;
        }
        article.lines.clone().filter(|at| article.shows(*at)).for_each(|at| seen[at] += 1);
        assert!(!article.title.is_empty() && !article.title.contains(['\n', '\t']));
    }
    for ranges in [&split.chrome, &split.neutral] {
        assert!(ranges.windows(2).all(|pair| pair[0].end <= pair[1].start), "{ranges:?}");
        ranges.iter().cloned().flat_map(|range: Range<usize>| range).for_each(|at| seen[at] += 1);
    }
    assert!(seen.iter().all(|count| *count == 1), "{seen:?}\n{}", document.text());
    assert_eq!(split.boundaries.len(), split.articles.len());
    assert_eq!(split, cut(document));
}

/// Lines that the rules look for, so that random documents meet them.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("---".to_owned()),
        Just("  • ".to_owned()),
        Just("# Heading".to_owned()),
        Just("## Revue de presse".to_owned()),
        Just("A Short Line".to_owned()),
        Just("**Ann:**".to_owned()),
        Just("**Break:**".to_owned()),
        Just("[only a link](https://example.org)".to_owned()),
        Just("[label]: https://example.org".to_owned()),
        Just("Il reste 79% de l'article à découvrir.".to_owned()),
        Just("LE FAIT : un titre • et la suite du texte.".to_owned()),
        Just("« Une citation. » • Quelqu’un".to_owned()),
        "[*•-] [a-zé ]{0,60}",
        "  {0,4}[*•-] [A-Z][a-z ]{0,40}\\.",
        "[0-9]{2}:[0-5][0-9][a-z ]{0,30}",
        "[A-ZÉ][a-zé ,]{20,300}\\.",
        "> [a-z ]{0,40}",
        "\\PC{0,80}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn lines_are_partitioned_whatever_the_text(lines in proptest::collection::vec(line(), 0..60), markdown in any::<bool>()) {
        check_partition(&document(if markdown { "x.md" } else { "x.txt" }, &lines.join("\n")));
    }

    #[test]
    fn long_prose_is_partitioned_too(lines in proptest::collection::vec("[A-Z][a-zé]{3,9}( [a-zé]{2,9}){25,40}\\.", 25..60)) {
        check_partition(&document("x.txt", &lines.join("\n")));
    }

    #[test]
    fn a_derived_title_is_part_of_the_text(lines in proptest::collection::vec("[A-Z][a-zé]{3,9}([ ,«»]{1,2}[a-zé]{2,9}){5,40}\\.", 1..4)) {
        let document = document("x.txt", &lines.join("\n\n"));
        for article in cut(&document).articles {
            let title = article.title.trim_end_matches('…');
            let text = document.text().split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert!(article.title_from == TitleFrom::Text || text.contains(title), "{title:?}");
            prop_assert!(article.title_from == TitleFrom::Text || unicode_width::UnicodeWidthStr::width(article.title.as_str()) <= 90);
        }
    }
}
