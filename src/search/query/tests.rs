//! Tables: a query and how it is read, a query and what is wrong with it.

use proptest::prelude::*;

use super::*;

fn saved() -> Saved {
    let week = Query::parse("is:kept min<5", &Saved::new()).unwrap();
    Saved::from([("week".to_owned(), week)])
}

#[test]
fn a_query_is_read_part_by_part() {
    // What is typed, and how it prints again; the same where nothing stands on the right.
    let cases = [
        ("", None),
        ("  ", Some("")),
        ("panne cloud", None),
        ("  panne\u{a0}cloud ", Some("panne cloud")),
        ("'panne -'cloud -quai", None),
        ("’panne", Some("'panne")),
        ("\"le numérique\" -\"le  port\"", Some("\"le numérique\" -\"le port\"")),
        ("'\"le port\"", Some("\"le port\"")),
        ("l'ia aujourd'hui", None),
        ("5\" disque\"dur", None),
        ("\"\" - ' '", Some("")),
        ("--x", None),
        ("is:kept is:undecided is:later is:skipped is:read is:unsure -is:derived", None),
        ("has:highlight has:note -has:link", None),
        ("tag:port -tag:#quai tag:\"deux mots\"", Some("tag:port -tag:quai tag:\"deux mots\"")),
        ("colour:yellow colour:green colour:blue colour:pink", None),
        ("src:qant src:\"la semaine\" by:Ann", None),
        ("src:\"port\"", Some("src:port")),
        ("lang:fr lang:en", None),
        ("after:2025-11-01 before:2025-12 after:2024", None),
        ("min<5 min>10 min=3", None),
        ("min<=5 min>=10", Some("min<6 min>9")),
        ("@week -port", Some("is:kept min<5 -port")),
        ("https://example.org 8:30 Note:x fin:", None),
        ("min mine", None),
    ];
    for (text, printed) in cases {
        let query = Query::parse(text, &saved()).unwrap_or_else(|wrong| panic!("{text}: {wrong:?}"));
        assert_eq!(query.to_string(), printed.unwrap_or(text), "{text:?}");
    }
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    // The query, what is marked in it, how the message begins, and whether it may yet become right.
    let cases = [
        ("port is:", "", "is: goes with kept, undecided,", true),
        ("is: port", "", "is: goes with", false),
        ("port is:ke", "ke", "is: goes with", true),
        ("port is:foo", "foo", "is: goes with", false),
        ("is:foo port", "foo", "is: goes with", false),
        ("-has:no", "no", "has: goes with highlight, note, link.", true),
        ("lang:de", "de", "lang: goes with fr, en.", false),
        ("tag:", "tag:", "A tag goes here", true),
        ("src: x", "src:", "A part of a digest’s title", false),
        ("src:\"la sem", "\"la sem", "The quote is not closed.", true),
        ("\"la sem", "\"la sem", "The quote is not closed.", true),
        ("after:2025-1", "2025-1", "A date goes here", true),
        ("after:2025-13", "2025-13", "A date goes here", false),
        ("after:2025-02-30", "2025-02-30", "A date goes here", false),
        ("before:été", "été", "A date goes here", false),
        ("min<", "min<", "A number of minutes", true),
        ("min<x", "min<x", "A number of minutes", false),
        ("min<>5", "min<>5", "A number of minutes", false),
        ("min>99999999999", "min>99999999999", "A number of minutes", false),
        ("sorce:qant", "sorce:qant", "There is no filter sorce:", false),
        ("@we", "@we", "The name of a saved search", true),
        ("@none x", "@none", "There is no saved search “none”", false),
        ("-@week", "-@week", "A saved search cannot be turned round", false),
    ];
    for (text, place, why, unfinished) in cases {
        let wrong = Query::parse(text, &saved()).unwrap_err();
        assert_eq!(&text[wrong.at.clone()], place, "{text:?}");
        assert!(wrong.why.starts_with(why), "{text:?}: {}", wrong.why);
        assert_eq!(wrong.is_unfinished, unfinished, "{text:?}");
    }
}

#[test]
fn what_can_be_read_counts_while_the_rest_is_typed() {
    let cases = [
        ("port is:", "port"),
        ("is:foo port", "port"),
        ("port \"le num", "port \"le num"),
        ("port -\"le num", "port -\"le num"),
        ("port tag:\"le num", "port"),
    ];
    for (text, expected) in cases {
        assert_eq!(Query::read(text, &saved()).query.to_string(), expected, "{text:?}");
    }
}

#[test]
fn the_place_is_marked_below_the_query() {
    let show = |text| Query::parse(text, &saved()).unwrap_err().show(text);
    assert_eq!(show("été lang:de x"), "été lang:de x\n         ^^ lang: goes with fr, en.");
    assert!(show("日本 is:").starts_with("日本 is:\n        ^ is: goes"));
}

#[test]
fn what_is_begun_can_be_completed() {
    let cases: [(&str, &[&str]); 7] = [
        ("port is:un", &["port is:undecided", "port is:unsure"]),
        ("-is:un", &["-is:undecided", "-is:unsure"]),
        ("ha", &["has:"]),
        ("@w", &["@week"]),
        ("port ", &[]),
        ("lang:", &["lang:fr", "lang:en"]),
        ("after:20", &[]),
    ];
    for (text, expected) in cases {
        assert_eq!(complete(text, &saved()), expected, "{text:?}");
    }
}

#[test]
fn each_filter_has_a_form_that_can_be_read() {
    for (form, meaning) in FORMS {
        assert!(form == "@name" || Query::parse(form, &saved()).is_ok(), "{form}");
        assert!(!meaning.ends_with('.'), "{form}");
    }
    let all = FORMS.map(|(form, meaning)| format!("{form} {meaning}")).join("\n");
    for key in KEYS {
        assert!(all.contains(key), "{key}");
    }
    for is in Is::ALL {
        assert!(all.contains(is.name()), "{is:?}");
    }
}

proptest! {
    #[test]
    fn what_is_printed_is_read_as_the_same(
        text in "(-?('|\"|is:|has:|tag:|src:|by:|after:|min<|lang:|@)?[a-zé\"'2025-]{0,6}[ \"]?){0,5}|\\PC{0,30}",
    ) {
        let read = Query::read(&text, &saved());
        let again = Query::read(&read.query.to_string(), &saved());
        prop_assert_eq!(&again.query, &read.query, "{:?} printed as {}", text, read.query);
        if let Some(wrong) = read.wrong {
            prop_assert!(text.get(wrong.at.clone()).is_some());
            wrong.show(&text);
        }
    }
}
