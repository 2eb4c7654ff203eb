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
        assert!(article.lines.start() >= end && article.lines.end() > article.lines.start(), "{:?}", article.lines);
        end = article.lines.end();
        let mut inside = article.lines.start();
        for range in article.drop() {
            assert!(range.start >= inside && range.end <= article.lines.end(), "{:?} in {:?}", range, article.lines);
            inside = range.end;
        }
        article.lines.range().filter(|at| article.shows(*at)).for_each(|at| seen[at] += 1);
        assert!(!article.title.is_empty() && !article.title.contains(['\n', '\t']));
    }
    for ranges in [&split.chrome, &split.neutral] {
        assert!(ranges.windows(2).all(|pair| pair[0].end <= pair[1].start), "{ranges:?}");
        ranges.iter().cloned().flat_map(|range: Range<usize>| range).for_each(|at| seen[at] += 1);
    }
    assert!(seen.iter().all(|count| *count == 1), "{seen:?}\n{}", document.text());
    assert_eq!(explain(document, &Corrections::default()).len(), split.articles.len());
    assert_eq!(split, cut(document));
}

#[test]
fn what_a_long_document_has_hundreds_of_thousands_of_is_short() {
    let sizes = [size_of::<line::Line>(), size_of::<role::Cut>(), size_of::<block::Block>(), size_of::<Article>()];
    let most = [24, 32, 32, 88];
    assert!(sizes.iter().zip(most).all(|(size, most)| *size <= most), "{sizes:?}, and {most:?} at most");
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
            prop_assert!(article.title_from == TitleFrom::Text || unicode_width::UnicodeWidthStr::width(&*article.title) <= 90);
        }
    }
}

/// A part of a digest, with `%` for its number: what is in capitals must be shown.
fn part() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        Just("## Boiler %"),
        Just("## News"),
        Just("## In brief"),
        Just("## Quote of the week"),
        Just("## Configuration"),
        Just("Watch the tide %"),
        Just("By the numbers"),
        Just("**The bakery %**"),
        Just("**BOILER-%.** The ferry of the quay has a new one since Monday, and two captains steered her across."),
        Just("STONES-% are burnt by the bakers of the upper village instead of wood, and a loaf tastes of pepper."),
        Just("*BATS-%* were counted in the old salt mine by nine volunteers who slept in hammocks below the vault."),
        Just("ROPES-% that hold in any sea are what [Ann](https://example.org/%) has written of at some length."),
        Just("No BAGS-% on the quay from the third day of the month on, says [the mayor](https://example.org/%)."),
        Just("**The Herald:** CRANE-% fell on the mole without a sound, and nobody was there to be hurt by it."),
        Just("Where: the mole\nWhen: Monday"),
        Just("> Enough rope makes anything work."),
        Just("[Ann on the list](https://example.org/%)"),
        Just("```\n<script>\n```"),
        Just("```\n</script>\n<!--\n```"),
        Just(
            "<iframe src=\"https://example.org/%\"></iframe> SEALS-% sleep on the pier of the old harbour by day and sing in the town at night."
        ),
        Just("<script async src=\"https://example.org/%\"></script>"),
        Just("- [Bells](https://example.org/%), of which CHOIRS-% sing in the signal box of the railway each night."),
        Just(
            "- **The dance.** SOUP-% is given to all those who come to the ball below the crane by themselves.\n  Where: the mole\n  When: Monday"
        ),
        Just("Monday: a ball\n\nTuesday: an auction\n\nFriday: a visit"),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn whatever_stands_beside_it_prose_is_in_an_article(parts in proptest::collection::vec(part(), 3..24), markdown in any::<bool>(), titled in any::<bool>()) {
        let body: Vec<String> = parts.iter().enumerate().map(|(at, part)| part.replace('%', &at.to_string())).collect();
        let head = if titled { "# Quay weekly 12\n\n" } else { "" };
        let document = document(if markdown { "x.md" } else { "x.txt" }, &format!("{head}{}\n", body.join("\n\n")));
        let split = cut(&document);
        // What leads to a list in a line or two may be left out.
        let leads = |at: &usize| (at + 1..at + 7).any(|below| document.line(below).starts_with("- ")) && !document.line(*at).starts_with("- ");
        let prose = document.lines(document.all_lines()).filter(|(at, line)| is_prose(line) && !leads(at));
        for (at, line) in prose {
            let is_shown = split.articles.iter().any(|article| article.lines.contains(at) && article.shows(at));
            prop_assert!(is_shown, "{line}\nin {}", document.text());
        }
    }
}

/// Whether a line has one of the words in capitals that must be shown.
fn is_prose(line: &str) -> bool {
    line.split('-').any(|before| before.ends_with(|letter: char| letter.is_uppercase()))
}

/// The titles of a document's articles, derived ones marked.
fn titles(name: &str, text: &str) -> Vec<String> {
    let articles = cut(&document(name, text)).articles;
    let mark = |from| if from == TitleFrom::Derived { "≈ " } else { "" };
    articles.into_iter().map(|article| format!("{}{}", mark(article.title_from), article.title)).collect()
}

#[test]
fn a_derived_title_is_written_as_the_text_is_read() {
    let text = "<!-- x -->\na&amp;b caf&eacute; noir et th&eacute; vert sont servis au bout du quai, tous les jours sauf le lundi. Le patron y veille lui-m&ecirc;me.\n";
    assert_eq!(
        titles("quai.md", text),
        ["≈ a&b café noir et thé vert sont servis au bout du quai, tous les jours sauf le lundi"]
    );
}

#[test]
fn bullets_of_a_digest_are_its_stories_and_empty_ones_are_chrome() {
    let text = "Le port en bref\n\n  • Le bac double sa cadence. Dix traversées par jour dès lundi, sauf par vent d’est.\n  • \n\n  • La criée ferme à midi. Les mareyeurs demandent une heure de plus.\n  • \n  • Un phoque au ponton. Il y dort depuis mardi.\n  • Le quai est repeint. En bleu, cette fois.\n";
    let expected = ["Le bac double sa cadence", "La criée ferme à midi", "Un phoque au ponton", "Le quai est repeint"];
    assert_eq!(titles("bref.txt", text), expected);
}

#[test]
fn a_link_roundup_gives_an_article_a_link_with_its_sub_bullets() {
    let text = "# Harbour weekly\n\n## Reading\n\n- [Knots](https://example.org/knots) by Ann.\n  - [Errata](https://example.org/errata)\n- [Ropes](https://example.org/ropes) by Bob.\n\n## Calendar\n\n- [Mar 3. Regatta](https://example.org/a)\n- [Mar 9. Auction](https://example.org/b)\n- [Apr 1. Ball](https://example.org/c)\n";
    assert_eq!(titles("links.md", text), ["Knots", "Ropes", "Calendar"]);
}

#[test]
fn a_newsletter_has_stories_under_headings_and_a_press_review_in_bullets() {
    let text = "Gazette du quai n°3\n\nUne bouée neuve\n\nLa bouée du chenal a été remplacée mardi par une équipe de quatre personnes.\n\n>> Lire le compte rendu\n\nLe phare rallumé\n\nAprès six mois de travaux, le phare éclaire de nouveau la passe de l’ouest.\n\nDans la presse :\n\n  • Un phare comme neuf (le-journal.example)\n\nLa digue inspectée\n\nLes plongeurs ont passé deux jours sous la digue et n’ont rien trouvé de grave.\n\nRevue de presse\n\n  • Les marées de mars seront fortes (la-gazette.example)\n\n  • Le bac en panne (le-journal.example)\n";
    let expected = [
        "Une bouée neuve",
        "Le phare rallumé",
        "La digue inspectée",
        "Les marées de mars seront fortes (la-gazette.example)",
        "Le bac en panne (le-journal.example)",
    ];
    assert_eq!(titles("gazette.txt", text), expected);
}

#[test]
fn labelled_paragraphs_are_one_brief_and_quotations_stand_between() {
    let text = "CETTE SEMAINE AU PORT • une digue • une grue • un bac\n« Le vent ne prévient pas. » • Un pilote\nLa semaine fut calme, dit-on. Elle ne le fut pas pour tout le monde, et surtout pas pour la capitainerie.\n« La mer commence au ponton. » • Une affiche\nLE FAIT : la grue tourne • La grue neuve a soulevé hier sa première caisse.\nSOUS-ENTENDU : un concurrent • Le port voisin attend toujours la sienne.\n« Rien ne presse. » • Le maire\nProgramme :\n9h00 – Ouverture des portes\n10h00 – Discours\n";
    let expected = ["≈ La semaine fut calme, dit-on", "la grue tourne", "Programme"];
    assert_eq!(titles("lettre.txt", text), expected);
}

#[test]
fn a_recording_is_one_article_and_its_page_is_chrome() {
    let text = "Catégorie\nNews\nDans cette émission, trois marins racontent leur plus long hiver à terre.\nTranscription\n00:01Bonjour à tous.\n00:04Bonsoir.\n00:07On commence par vous.\n00:09Volontiers.\n00:12C’était en mars.\n00:15Il neigeait.\n";
    let split = cut(&document("radio.txt", text));
    assert_eq!((split.kind, split.articles.len()), (Kind::Transcript, 1));
    assert_eq!(split.articles[0].lines.range(), 2..10);
    assert_eq!(split.articles[0].drop().first(), Some(&(3..4)));
}

#[test]
fn a_recording_stands_where_a_short_line_above_it_says() {
    let spoken = "00:01Bonjour à tous.\n00:04Bonsoir.\n00:07Voir https://example.org/c\n00:09Volontiers.\n00:12C’était en mars.\n";
    let cases = [
        ("# Le phare\n\nhttps://example.org/a\n\n", Some("https://example.org/a")),
        (
            "Écouter : https://example.org/a\nDans cette émission, trois marins racontent leur plus long hiver à terre.\n",
            Some("https://example.org/a"),
        ),
        (
            "Dans cette émission, trois marins racontent leur plus long hiver à terre.\nhttps://example.org/a\n",
            Some("https://example.org/a"),
        ),
        ("News\nTranscription\n", None),
    ];
    for (above, expected) in cases {
        let split = cut(&document("radio.txt", &format!("{above}{spoken}")));
        assert_eq!((split.articles.len(), split.articles[0].url()), (1, expected), "{above}");
    }
}

#[test]
fn a_post_is_never_cut_at_its_headings_questions_and_references() {
    let post = "---\ntitle: \"Ranger un hangar\"\n---\n\nUn hangar se range en trois jours, à condition de commencer par le fond et d’avoir du thé.\n\n## Outils\n\nUn balai, une lampe et beaucoup de patience suffisent à presque tout.\n\n- [Balais](https://example.org/a)\n- [Lampes](https://example.org/b)\n\n## Sécurité\n\nOn ne monte pas sur les fûts, même vides, et surtout pas seul.\n\n## Liens\n\n- [Un autre hangar](https://example.org/c)\n";
    assert_eq!(titles("hangar.md", post), ["Ranger un hangar"]);
    let interview = "Faut-il repeindre le bac ?\n\nNous avons rencontré le patron du bac un soir de pluie, au bout du ponton, pour en parler.\n\nDepuis quand naviguez-vous ?\n\nDepuis toujours, ou presque : mon père tenait déjà la barre.\n\nEt la couleur ?\n\nBleue, sans discussion possible, comme la première.\n\nPartager cet article :\n\nAutres articles\n";
    let split = cut(&document("bac.txt", interview));
    assert_eq!(split.articles.len(), 1);
    assert_eq!(&*split.articles[0].title, "Faut-il repeindre le bac ?");
    assert_eq!(split.articles[0].lines.end(), 11);
}

#[test]
fn a_mail_digest_gives_an_entry_a_paragraph_that_ends_in_its_address() {
    let text = "Port Weekly News - March 6 2021\n\n== New boats ==\n\nThe Heron, a dredger with a shallow draught, has arrived.\nhttps://example.org/heron\n\nThe Egret, a pilot cutter, has left the yard.\nhttps://example.org/egret\n\n== Repairs ==\n\n- The north light has a new lens.\n  https://example.org/light\n\n- The crane is greased.\n  https://example.org/crane\n\n-- \nTo unsubscribe, send mail to the harbour office\n";
    let expected = [
        "≈ The Heron, a dredger with a shallow draught, has arrived",
        "≈ The Egret, a pilot cutter, has left the yard",
        "The north light has a new lens",
        "The crane is greased",
    ];
    assert_eq!(titles("mail.txt", text), expected);
}

#[test]
fn articles_end_to_end_are_cut_at_walls_and_marked_truncated() {
    let paragraph = |subject: &str| {
        format!(
            "{subject} occupe toute la ville depuis des semaines et personne ne sait encore comment cela finira, ni quand, ni pour qui, disent les habitants rencontrés sur place.\n"
        )
    };
    let article = |subject: &str| (0..7).map(|_| paragraph(subject)).collect::<String>();
    let text = format!(
        "{}Il reste 40% de l'article à découvrir. Déjà abonné ?\n{}Il reste 12% de l'article à découvrir. Déjà abonné ?\n{}",
        article("Le tramway"),
        article("La fontaine"),
        article("Le marché")
    );
    let split = cut(&document("joined.txt", &text));
    assert_eq!(split.kind, Kind::Concatenated);
    let truncated: Vec<bool> = split.articles.iter().map(|article| article.truncated).collect();
    assert_eq!(truncated, [true, true, false]);
    assert_eq!(split.chrome, [7..8, 15..16]);
}

/// Twelve paragraphs about these twelve things, each of which names ten of them.
fn told(things: [&str; 12]) -> Vec<String> {
    let list = |from: usize, count: usize| {
        (from..from + count).map(|at| things[at % things.len()]).collect::<Vec<&str>>().join(" and the ")
    };
    let paragraph = |at: usize| {
        let (first, then, last) = (list(at, 4), list(at + 5, 4), list(at + 10, 2));
        format!(
            "The {first} were there with the {then} before they had any of their own, and so it was with the {last}."
        )
    };
    (0..12).map(paragraph).collect()
}

const BOATS: [&str; 12] =
    ["rudder", "mast", "anchor", "cutter", "harbour", "pilot", "buoy", "tide", "keel", "sail", "jetty", "gale"];
const BREAD: [&str; 12] =
    ["oven", "flour", "yeast", "baker", "crust", "dough", "rye", "loaf", "wheat", "mill", "salt", "brioche"];
const STARS: [&str; 12] = [
    "comet",
    "telescope",
    "orbit",
    "eclipse",
    "planet",
    "dome",
    "crater",
    "meteor",
    "lens",
    "moon",
    "galaxy",
    "solstice",
];

/// The first lines of the articles of a text.
fn starts(lines: &[String]) -> (Kind, Vec<usize>) {
    let split = cut(&document("joined.txt", &lines.join("\n")));
    (split.kind, split.articles.iter().map(|article| article.lines.start()).collect())
}

#[test]
fn articles_end_to_end_are_cut_where_the_subject_changes() {
    let lines = [BOATS, BREAD, STARS].map(told).concat();
    assert_eq!(starts(&lines), (Kind::Concatenated, vec![0, 12, 24]));
}

#[test]
fn articles_with_an_empty_line_between_them_are_cut_as_those_without() {
    let spaced =
        |subjects: [[&str; 12]; 3]| subjects.map(|things| [told(things), vec![String::new()]].concat()).concat();
    assert_eq!(starts(&spaced([BOATS, BREAD, STARS])), (Kind::Concatenated, vec![0, 13, 26]));
    assert_eq!(starts(&spaced([BOATS, BOATS, BOATS])), (Kind::Single, vec![0]));
}

#[test]
fn a_button_between_two_paragraphs_ends_no_article() {
    let mut lines = [BOATS, BREAD, STARS].map(told).concat();
    lines.insert(3, "Partager cet article".to_owned());
    assert_eq!(starts(&lines), (Kind::Concatenated, vec![0, 13, 25]));
}

#[test]
fn a_course_of_events_in_one_of_the_articles_makes_no_recording_of_them() {
    let mut lines = [BOATS, BREAD, STARS].map(told).concat();
    let events = ["- 01:38: the pilot calls", "- 02:10: the tide turns", "- 02:55: the cutter is there"];
    lines.splice(5..5, events.map(str::to_owned));
    assert_eq!(starts(&lines), (Kind::Concatenated, vec![0, 15, 27]));
}

#[test]
fn the_points_of_one_numbering_are_one_article_whatever_they_speak_of() {
    let heading = |number: &str| format!("{number} Things that were there");
    let part = |heading: String, things| [&[heading], &told(things)[..10]].concat();
    let points = [("2.1.", BOATS), ("2.2.", BREAD), ("2.3.", STARS)];
    let lines = points.map(|(number, things)| part(heading(number), things)).concat();
    assert_eq!(starts(&lines), (Kind::Single, vec![0]));
    let unnumbered = points.map(|(_, things)| part(heading("Some"), things)).concat();
    assert_eq!(starts(&unnumbered), (Kind::Concatenated, vec![0, 11, 22]));
}

#[test]
fn one_long_article_without_empty_lines_stays_whole() {
    let of_one_subject = [BOATS, BOATS, BOATS].map(told).concat();
    assert_eq!(starts(&of_one_subject), (Kind::Single, vec![0]));
    let with_a_second_part = [BOATS, BOATS, BREAD].map(told).concat();
    assert_eq!(starts(&with_a_second_part), (Kind::Single, vec![0]));
}

#[test]
fn a_title_does_not_begin_inside_a_link_that_is_broken_over_two_lines() {
    let text = "# Films\n\nAll the [films of the summer at the port](https://example.org/albums/1908328/with/a/long/address/in/it) are free under [this licence](https://example.org/licence/by \"Some rights\n  &mdash; the free ones\"), says the port.\n\n## In French\n\n* [The crane](https://example.org/1), a film of ten minutes about grease.\n* [The ferry](https://example.org/2), a film of an hour about waiting.\n* [The gulls](https://example.org/3), a film of a day about bread.\n* [The tide](https://example.org/4), a film without an end.\n* [The bell](https://example.org/5), a silent film.\n";
    let films = "≈ All the films of the summer at the port are free under this licence, says the port";
    assert_eq!(titles("films.md", text), [films, "The crane", "The ferry", "The gulls", "The tide", "The bell"]);
}

#[test]
fn comments_notes_and_recurring_introductions_are_no_stories() {
    let text = "# Harbour weekly 12\n\n<!-- For the next issue:\n* [Title](https://example.org)\n-->\n\n## News\n\nEvery week the harbour office announces what is new on the quays and in the town below.\n\n* [A pilot cutter](https://example.org/1) has arrived.\n<!--\n* [Not this](https://example.org/3)\n-->\n* [The ferry](https://example.org/2) is back[^1].\n\n[^1]: The ferry was away for three weeks, which is more than the office had announced\n    before it left.\n";
    let split = cut(&document("week.md", text));
    let articles: Vec<(&str, Range<usize>)> =
        split.articles.iter().map(|article| (&*article.title, article.lines.range())).collect();
    assert_eq!(articles, [("A pilot cutter", 10..11), ("The ferry", 14..18)]);
    assert_eq!(split.chrome, [2..5, 11..14]);
    let story = "# Harbour weekly 12\n\n* [The ferry](https://example.org/2) is back.\n* [The crane](https://example.org/3) is greased.\n\n## Every week a bell\n\nEvery week a bell is stolen from the chapel on the hill, and every week it is brought back by the same ferryman.\n";
    assert_eq!(titles("week.md", story), ["The ferry", "The crane", "Every week a bell"]);
    let open = "# Notes\n\n<!-- not closed\n\nA wall is built on the quay, two metres high, and nobody knows what for or against whom.\n";
    assert_eq!(cut(&document("open.md", open)).articles.len(), 1);
}

#[test]
fn headings_in_capitals_stand_over_stories_where_no_line_is_empty() {
    let text = "PORT WEEKLY, MARCH 6\nNEW BOATS\nThe Heron, a dredger with a shallow draught, has arrived at the north quay.\nThe Egret, a pilot cutter, has left the yard and will soon be at work again.\nTHE CRANE IS GREASED\nNobody hears the crane of the south quay any more. The gulls are not glad.\nA WALL FOR THE QUAY\nThe wall will be two metres high and ten metres long, says the office.\n";
    assert_eq!(titles("week.txt", text), ["NEW BOATS", "THE CRANE IS GREASED", "A WALL FOR THE QUAY"]);
    let article = "LE BAC DE LA RIVE SUD\nLe bac est de nouveau bleu, comme il l’était avant la guerre, et les passagers en sont contents.\nLA COULEUR\nElle a été choisie par le patron, un soir de pluie, sans rien demander à personne.\nLE PRIX\nTrois pots de peinture ont suffi, dit-il, et deux pinceaux qu’il avait déjà.\n";
    assert_eq!(titles("bac.txt", article), ["LE BAC DE LA RIVE SUD"]);
}

#[test]
fn a_masthead_full_of_links_is_no_story() {
    let text = "#+title: Gazette du port n°3\n\n# Intro\n\n-----\nLa [[https://example.org/port/gazette/][Gazette]] est une lettre d'information mensuelle sur le port et\nses bateaux, par le [[https://example.org/port/bureau/][bureau du port]] et les\n[[https://example.org/port/amis/des/bateaux/][amis des bateaux]].\n-----\n\n* Une nouvelle grue\n\nLa grue du quai nord a été remplacée par une autre, plus haute, qui charge deux fois plus vite.\n\n* Un bac repeint\n\nLe bac de la rive sud est de nouveau bleu, comme il l'était avant la guerre, et les passagers en sont contents.\n\n* Revue de presse\n\n- Les [[https://example.org/journal][trois grues du port]] vues par un journal\n- Le [[https://example.org/radio][bac à la radio]]\n";
    let expected =
        ["Une nouvelle grue", "Un bac repeint", "Les trois grues du port vues par un journal", "Le bac à la radio"];
    assert_eq!(titles("gazette.org", text), expected);
}

#[test]
fn a_first_story_of_the_highest_level_leaves_the_others_their_own_entries() {
    let story = "The whole harbour was without light for three nights while the cable to the island was mended, and the boats stayed where they were; nobody was hurt, nothing was lost, and the office thanks all those who stood watch with lanterns in their hands.";
    let text = format!(
        "Title: This Week in the Harbour 12\nDate: 2021-03-05\n\nHello and welcome to another issue.\n\n# Three Dark Nights\n\n{story}\n\n## News\n\n### Boats\n\n* [A new pilot cutter](https://example.org/1)\n* [The ferry is back](https://example.org/2)\n\n### Quays\n\n* [Stones for the north quay](https://example.org/3)\n* [A crane is greased](https://example.org/4)\n\n### Lights\n\n* [A lens from the mainland](https://example.org/5)\n"
    );
    let expected = [
        "Three Dark Nights",
        "A new pilot cutter",
        "The ferry is back",
        "Stones for the north quay",
        "A crane is greased",
        "A lens from the mainland",
    ];
    assert_eq!(titles("week.md", &text), expected);
}

#[test]
fn a_story_that_begins_with_a_subheading_is_one_where_all_others_of_its_level_are() {
    let prose = "The harbour was without light for three nights while the cable to the island was mended, and the boats stayed where they were; nobody was hurt, nothing was lost, and the office thanks all those who stood watch with lanterns in their hands.";
    let stories: Vec<String> = (1..=20).map(|number| format!("The lantern of quay {number}")).collect();
    let mut text = "# This Week in the Harbour #9\n\nHello and welcome to another issue.\n\n".to_owned();
    for (at, story) in stories.iter().enumerate() {
        let own = match at {
            7 => "*By the office*".to_owned(),
            13 => String::new(),
            _ => prose.to_owned(),
        };
        text += &format!(
            "## [{story}](https://example.org/{at})\n\n{own}\n\n### Stones\n\n{prose}\n\n### Rails\n\n{prose}\n\n"
        );
    }
    assert_eq!(titles("week.md", &text), stories);
}

#[test]
fn front_matter_speaks_of_a_document_that_is_one_article() {
    let text = "La grue du môle est tombée sans bruit, et personne ne l’a vue dans le port. Le bac attend.\n";
    let known = |front: &str, text: &str| {
        let split = cut(&document("x.md", &format!("---\n{front}\n---\n\n{text}")));
        let article = split.articles.first().unwrap();
        let say = |value: Option<&str>| value.unwrap_or("-").to_owned();
        [
            say(article.author()),
            say(article.date()),
            say(article.url()),
            article.lang.map_or("-".into(), |lang| format!("{lang:?}")),
        ]
    };
    let cases = [
        (
            "author: Élise Morvan\ndate: 2014-05-15\nurl: https://x.org/a\nlang: fr-FR",
            ["Élise Morvan", "2014-05-15", "https://x.org/a", "Fr"],
        ),
        (
            "authors: [Ann Lee, \"Bob Ray\"]\ndate: \"2014-05-15\"\nlink: 'https://x.org/a'",
            ["Ann Lee, Bob Ray", "2014-05-15", "https://x.org/a", "Fr"],
        ),
        ("date: 2014-05-15T10:00:00+02:00\nsource: a newspaper\nlang: de", ["-", "2014-05-15", "-", "-"]),
        ("author: {name: x}\ntitle: [unclosed", ["-", "-", "-", "Fr"]),
    ];
    for (front, expected) in cases {
        assert_eq!(known(front, text), expected.map(str::to_owned), "{front}");
    }
}

#[test]
fn front_matter_that_is_broken_gives_no_title() {
    let text = "La grue du môle est tombée.\n";
    let title = |text: &str| cut(&document("x.md", text)).articles.first().unwrap().title.to_string();
    assert_eq!(title(&format!("---\ntitle: [unclosed\n---\n\n{text}")), "La grue du môle est tombée");
    assert_eq!(title(&format!("---\ntitle: Sans fin\n\n{text}")), "Sans fin");
}

#[test]
fn a_paragraph_under_a_rubric_of_briefs_and_a_bullet_under_a_picture_are_items() {
    let story = "The ferry of Low Quay has a new boiler since Monday, and two captains steered her across the bay.";
    let text = format!(
        "# Newsletter 12\n\n## Boiler\n\n{story} [More](https://example.org/a)\n\n## Life of the quay\n\n![The pier](p.png){{: .left }}\n\n\
         - Ann painted [the crane](https://example.org/b) with three coats of red lead.\n\
         - Bob hung [the bell](https://example.org/c) above the gate of the harbour.\n\n\
         ## Jobs\n\nTBD\n\n## In brief\n\n\
         Bakers burn olive stones instead of beech wood in [the upper village](https://example.org/d).\n\n\
         **Bats.** Nine hundred were counted in the old salt mine by volunteers in hammocks.\n"
    );
    let expected = [
        "Boiler",
        "Ann painted the crane with three coats of red lead",
        "Bob hung the bell above the gate of the harbour",
        "≈ Bakers burn olive stones instead of beech wood in the upper village",
        "≈ Bats",
    ];
    assert_eq!(titles("x.md", &text), expected);
}

#[test]
fn paragraphs_with_links_under_the_rubrics_of_an_issue_stand_for_themselves() {
    let item =
        |name: &str| format!("{name} has written about [ropes](https://example.org/{name}) that hold in any sea.\n\n");
    let rubric = |title: &str, names: [&str; 3]| format!("### {title}\n\n{}", names.map(item).concat());
    let head =
        "---\ntitle: 'Issue #50'\n---\n\nWelcome to another issue, the last before the long winter on the quay.\n\n";
    let rubrics = rubric("News", ["Ann", "Bob", "Carla"]) + &rubric("Tools", ["Dan", "Eve", "Fred"]);
    let list =
        "Gus opened a number of windows:\n\n- one to the [sea](https://example.org/sea)\n- one to the street\n\n";
    let last = rubric("Finally", ["Hal", "Ida", "Jo"]);
    let text = format!(
        "{head}{rubrics}{}### Nothing\n\nNo news this week! See [the board](https://example.org/board).\n\n{last}",
        list.replace("Gus opened", "Gus [opened](https://example.org/gus)")
    );
    let starts: Vec<String> = titles("x.md", &text)
        .iter()
        .map(|title| title.trim_start_matches("≈ ").split(' ').next().unwrap().to_owned())
        .collect();
    assert_eq!(starts, ["Ann", "Bob", "Carla", "Dan", "Eve", "Fred", "Gus", "Hal", "Ida", "Jo"]);
}

#[test]
fn a_sentence_goes_on_in_the_items_under_it() {
    let text = "# Gazette du quai n°7\n\n## Le bac\n\nC’est la première réparation du bac cette année avec :\n\n- une chaudière neuve,\n- deux bouées.\n\n## La grue\n\nLa grue du môle est tombée lundi, sans blesser personne, et le port est resté fermé jusqu’au soir.\n\n## En bref\n\n- [Le phare](https://example.org/phare) est rallumé\n- [La criée](https://example.org/criee) ferme à midi\n";
    assert_eq!(titles("x.md", text), ["Le bac", "La grue", "Le phare", "La criée"]);
}

#[test]
fn who_said_the_quotation_of_the_week_is_no_title() {
    let text = "# Quay weekly 12\n\n## Links\n\n- [Ropes](https://example.org/ropes)\n- [Bells](https://example.org/bells)\n\n## Quote of the week\n\n[Ann on the list](https://example.org/ann)\n\n> Enough rope makes anything work.\n";
    assert_eq!(titles("x.md", text), ["Ropes", "Bells"]);
    let after = "# Quay weekly 12\n\n## Links\n\n- [Ropes](https://example.org/ropes)\n- [Bells](https://example.org/bells)\n\n## Quote of the week\n\n> Enough rope makes anything work.\n\n[Ann on the list](https://example.org/ann)\n\nThanks to [Bob](https://example.org/the/long/page/of/bob/by/himself) for the suggestion.\n\n[Submit your quotes for next week][submit]!\n";
    assert_eq!(titles("x.md", after), ["Ropes", "Bells"]);
}

#[test]
fn the_chapters_of_a_recording_are_in_its_notes_with_all_the_rest() {
    let text = "What we like to build, and why\nIn this episode eight sailors tell what they have built and what sank.\n00:00:00 Welcome\n00:01:19 Ann and her raft\n00:06:24 Bob and the bridge\n00:09:41 A dock\n00:16:18 A mill\n00:38:00 Good night\nGuests\nAnn Lee, captain\nhttps://example.org/ann\nBob Ray, mason\n";
    let split = cut(&document("notes.txt", text));
    assert_eq!((split.kind, split.articles.len(), split.chrome.len()), (Kind::Single, 1, 0));
}

#[test]
fn a_manual_is_one_text_whatever_badges_and_lists_it_has() {
    let badge = |name: &str| format!("[![{name}](https://example.org/{name}.svg)](https://example.org/{name})\n");
    let badges: String = ["build", "docs", "chat", "crate"].map(badge).concat();
    let list = "- [One](https://example.org/1)\n- [Two](https://example.org/2)\n- [Three](https://example.org/3)\n\n"
        .repeat(2);
    let text = format!(
        "# rope\n\n{badges}\nA rope that holds in any sea and weather.\n\n## Installation\n\n```sh\nget rope\n```\n\n## Usage\n\n{list}## News\n\n{list}## License\n\nYou may do with it as you like.\n"
    );
    assert_eq!(titles("README.md", &text).len(), 1);
}

#[test]
fn short_lines_over_prose_are_headings_where_no_line_is_empty() {
    let story = |title: &str, text: &str| format!("{title}\n{text} {text} {text}\n");
    let text = "Gazette du quai n°7\n".to_owned()
        + &story("Une bouée neuve", "La bouée du chenal a été remplacée mardi par quatre personnes.")
        + &story("Le phare rallumé", "Après six mois de travaux, le phare éclaire la passe de l’ouest.")
        + &story("Un essaim au coffre", "Des abeilles occupent la banque de la place depuis la Saint-Jean.")
        + &story("Les marées de mars", "Elles seront fortes, dit l’annuaire, et les caves du bas se vident.");
    assert_eq!(
        titles("x.txt", &text),
        ["Une bouée neuve", "Le phare rallumé", "Un essaim au coffre", "Les marées de mars"]
    );
}

#[test]
fn notes_of_one_voice_between_breaks_are_stories_though_others_are_heard() {
    let part = |text: &str| format!("**Ann Weaver:** {text} {text} {text}\n\n**Bob:** Oh no!\n\n**Break:**\n\n");
    let text =
        ["The ferry sank today.", "The crane was painted blue.", "A seal sleeps at the pier.", "That was the week."]
            .map(part)
            .concat();
    assert_eq!(titles("news.md", &text).len(), 4);
}

#[test]
fn stories_below_the_quotation_of_the_week_are_kept() {
    let head = "# Quay weekly 12\n\n## Quote of the week\n\n> Enough rope makes anything work.\n\n[Ann on the list](https://example.org/ann)\n\n";
    let story = |title: &str| {
        format!(
            "[{title}](https://example.org/x)\n\nTwo captains have written of it at length, says the harbour office.\n\n"
        )
    };
    let expected = ["The boiler", "The stones", "The bats"];
    assert_eq!(titles("x.md", &(head.to_owned() + &expected.map(story).concat())), expected);
    let sentence = "The ferry of the quay has a new boiler since Monday, and steams across in nineteen minutes.\n";
    let beside = [
        "# Quay weekly 12\n\n## Links\n\n- [Ropes](https://example.org/1)\n- [Bells](https://example.org/2)\n\n",
        "## Quotes\n\n> Enough rope makes anything work.\n\n",
        sentence,
    ];
    assert_eq!(titles("x.md", &beside.concat()), ["Ropes", "Bells", "Quotes"]);
}

#[test]
fn briefs_that_begin_in_bold_or_emphasis_are_kept_and_a_call_below_them_is_not() {
    let head = "# Quay weekly 12\n\n## Links\n\n- [Ropes](https://example.org/ropes)\n- [Bells](https://example.org/bells)\n\n";
    let call = "*Send us your own for next week!*\n";
    let briefs = "## In brief\n\n**Boiler.** The ferry has a new boiler since Monday, and steams across in nineteen minutes.\n\n*Nine hundred bats* were counted in the old salt mine by volunteers in hammocks.\n\n";
    let expected = [
        "Ropes",
        "Bells",
        "≈ Boiler",
        "≈ Nine hundred bats were counted in the old salt mine by volunteers in hammocks",
    ];
    assert_eq!(titles("x.md", &[head, briefs].concat()), expected);
    let entries = "## News\n\n**Boiler.** The ferry has a new boiler since Monday. https://example.org/1\n\n*Nine hundred bats* were counted in the mine. https://example.org/2\n\n_Soup_ was given to each of the passengers. https://example.org/3\n\n";
    let expected = [
        "Ropes",
        "Bells",
        "≈ Boiler",
        "≈ Nine hundred bats were counted in the mine",
        "≈ Soup was given to each of the passengers",
    ];
    assert_eq!(titles("x.md", &[head, entries, call].concat()), expected);
}

#[test]
fn nothing_with_a_link_of_its_own_is_a_notice_and_nothing_above_the_first_link_is_lost() {
    let item =
        |name: &str| format!("{name} has written about [ropes](https://example.org/{name}) that hold in any sea.\n\n");
    let rubric = |title: &str, names: [&str; 3]| format!("### {title}\n\n{}", names.map(item).concat());
    let bats =
        "Bats were counted in the old salt mine this winter, nine hundred in all, by volunteers in hammocks.\n\n";
    // The title is known: the first rubric is none.
    let text = "---\ntitle: 'Issue #50'\n---\n\n".to_owned()
        + &rubric("News", ["Ann", "Bob", "Carla"])
        + "No plastic bags on the quay, says [the mayor](https://example.org/mayor).\n\n"
        + "Newsletter of the mole: [the new film](https://example.org/film).\n\n"
        + "### Tools\n\n"
        + bats
        + &["Dan", "Eve", "Fred"].map(item).concat()
        + "Submit your [ropes](https://example.org/ropes) here.\n";
    let starts: Vec<String> = titles("x.md", &text)
        .iter()
        .map(|title| title.trim_start_matches("≈ ").split(' ').next().unwrap().to_owned())
        .collect();
    assert_eq!(starts, ["Ann", "Bob", "Carla", "No", "Newsletter", "Bats", "Dan", "Eve", "Fred"]);
}

#[test]
fn the_notes_of_a_release_are_one_text_however_many_changes_they_count_up() {
    let changes =
        "- The ferry no longer waits for the last train.\n\n- The crane turns the other way round in the evening.\n\n"
            .repeat(4);
    let text = |title: &str| {
        format!("{title}\n{}\n\nFixes since v2.3\n----------------\n\n{changes}", "=".repeat(title.len()))
    };
    assert_eq!(titles("x.txt", &text("Quay v2.4 Release Notes")).len(), 1);
    assert_eq!(titles("x.txt", &text("What’s new in Quay 2.4.1")).len(), 1);
    assert_eq!(titles("x.txt", &text("Quay v2.4 in Pictures")).len(), 8);
    assert_eq!(titles("x.txt", &text("What’s new in Low Quay")).len(), 8);
}

#[test]
fn what_is_said_below_the_last_time_of_captions_is_kept() {
    let captions: String = (1..8).map(|at| format!("00:0{at}.610 --> 00:0{at}.974\nThe ferry is late\n")).collect();
    let split = cut(&document("captions.vtt", &captions));
    assert_eq!((split.articles.len(), split.articles[0].lines.range()), (1, 0..14));
}

#[test]
fn names_in_capitals_below_items_are_no_headings() {
    let item = |title: &str| {
        format!(
            "* {title}\n  -- What it cost and what it gained, told by those who did it.\n  MARIA LOPEZ\n  https://example.org/x\n\n"
        )
    };
    let text = format!(
        "QUAY WEEKLY\nIssue 255\n\n{}{}TOOLS\n\n{}{}",
        item("A boiler"),
        item("Stones"),
        item("Bats"),
        item("A choir")
    );
    assert_eq!(titles("x.txt", &text), ["A boiler", "Stones", "Bats", "A choir"]);
}

#[test]
fn headings_of_manuals_make_no_manual_of_a_list_of_links() {
    let links = |names: [&str; 3]| {
        let link =
            |name: &str| format!("- [{name}](https://example.org/{name}): what the harbour office says of them.\n");
        names.map(link).concat()
    };
    let text = format!(
        "# What I read in May\n\n{}\n## Documentation\n\n{}\n## Configuration\n\n{}",
        links(["Stones", "Bats", "Comets"]),
        links(["Ropes", "Bells", "Choirs"]),
        links(["Oars", "Sails", "Masts"])
    );
    assert_eq!(titles("x.md", &text).len(), 9);
}

#[test]
fn a_table_of_contents_and_an_agenda_make_no_page_of_a_letter() {
    let stories = [
        (
            "Le bac",
            "Le bac de la rade a une chaudière neuve depuis lundi, et deux capitaines l’ont mené d’une rive à l’autre en dix-neuf minutes.",
        ),
        (
            "Les fours",
            "Les boulangers du haut village brûlent des noyaux d’olive plutôt que du hêtre, et le pain a un léger goût de poivre que certains recherchent.",
        ),
        (
            "La mine",
            "Neuf cents chauves-souris ont été comptées dans la vieille mine de sel par des bénévoles qui dormaient dans des hamacs sous la voûte.",
        ),
        (
            "Le phare",
            "Après six mois de travaux, le phare éclaire de nouveau la passe de l’ouest, et son gardien a repris son poste avec sa chèvre.",
        ),
    ];
    let contents = "  • Le bac\n  • Les fours\n  • La mine\n  • Le phare\n  • La criée\n  • L’agenda\n";
    let told = stories.map(|(title, text)| format!("{title}\n\n{text}\n\n")).concat();
    let agenda = "L’agenda\n\nLundi : bal sous la grue\n\nMardi : vente à la criée\n\nJeudi : comptage à la mine\n\nSamedi : visite du phare\n\nDimanche : repos\n";
    let text = format!("La lettre du quai n° 12\n\nAu sommaire\n\n{contents}\n{told}{agenda}");
    assert_eq!(titles("x.txt", &text), ["Le bac", "Les fours", "La mine", "Le phare", "L’agenda"]);
    assert_eq!(cut(&document("x.txt", &text)).articles.last().unwrap().lines.range(), 27..38);
}

#[test]
fn news_of_a_sentence_each_are_stories_under_the_title_of_an_issue_and_chapters_under_any_other() {
    let news = "## Ferry\n\nThe ferry sank on Monday.\n\n## Crane\n\nPainters made it blue again.\n\n## Bell\n\nSomebody has stolen its clapper.\n\n## Goats\n\nTwo of them marched uphill.\n\n## Snow\n\nIt fell on all roofs.\n";
    for (title, expected) in [("Quay Weekly #14", 5), ("The Quay Weekly, issue 12", 5), ("A day by the water", 1)] {
        let found = titles("weekly.md", &format!("# {title}\n\n{news}")).len();
        assert_eq!(found, expected, "{title}");
    }
}

#[test]
fn the_first_story_is_no_title_of_the_digest_where_it_has_chapters() {
    let story = "The ferry of Low Quay has a new boiler since Monday, and two captains steered her across the bay in \
                 nineteen minutes. Every passenger was given a cup of soup at the pier, and the mayor made a speech.";
    let section =
        |title: &str| format!("## [{title}](https://example.org/{title})\n\n*Ann Weaver — 2026-05-03*\n\n{story}\n\n");
    let rest = ["Stones", "Bats", "Choir"].map(section).concat();
    for masthead in ["", "# The Quay Gazette, no. 12 – 3 May 2026\n\n"] {
        let text = format!("{masthead}{}### What comes next\n\n{story}\n\n{rest}", section("Boiler"));
        assert_eq!(titles("x.md", &text), ["Boiler", "Stones", "Bats", "Choir"], "{masthead}");
    }
}

#[test]
fn a_section_that_says_that_there_is_nothing_this_week_and_where_to_look_is_no_story() {
    let item = |name: &str| format!("* [{name}](https://example.org/{name}) is back at the quay.\n");
    let list = ["Ferry", "Crane", "Bell", "Buoy"].map(item).concat();
    let notice =
        "## Berths\n\nNo berths this week! Look at [the board](https://example.org/board) for the older ones.\n\n";
    let text = format!(
        "# Quay weekly 12\n\n## News\n\n{list}\n{notice}## Boats\n\n* [A sloop](https://example.org/s) is for sale.\n"
    );
    assert_eq!(titles("x.md", &text), ["Ferry", "Crane", "Bell", "Buoy", "A sloop"]);
}

#[test]
fn the_foot_of_a_letter_may_end_in_an_address_of_the_post_and_votes_are_no_text() {
    let prose = "The ferry of Low Quay has a new boiler since Monday, and two captains steered her across the bay in nineteen minutes.";
    let text = format!(
        "A boiler\n\n{prose}\n+3 -1\n{prose}\n\nUnsubscribe: https://example.org/u\nThe Quay, Pier House, 12 Harbour Road, LQ4 2AB, Low Quay\n"
    );
    let split = cut(&document("x.txt", &text));
    assert_eq!(split.chrome, [3..4, 6..8]);
}

#[test]
fn the_foot_of_a_letter_leaves_the_dates_and_the_news_in_brief_above_it_to_the_text() {
    let prose = "The ferry of Low Quay has a new boiler since Monday, and two captains steered her across the bay in nineteen minutes.";
    let cases: [(&str, &[(usize, usize)]); 3] = [
        ("3 December: choir at the cannery\n\n11 December: mending of nets", &[(8, 9)]),
        ("A buoy was found in a car park\n\nThe lighthouse lost its fourth keeper this year", &[(8, 9)]),
        ("Ann Lee\n\nThe Pier House", &[(4, 5), (6, 7), (8, 9)]),
    ];
    for (above, expected) in cases {
        let split = cut(&document("x.txt", &format!("A boiler\n\n{prose}\n\n{above}\n\nUnsubscribe\n")));
        let chrome: Vec<(usize, usize)> = split.chrome.iter().map(|lines| (lines.start, lines.end)).collect();
        assert_eq!(chrome, expected, "{above}");
    }
}

#[test]
fn a_letter_that_came_as_a_mail_is_called_by_its_subject_and_cut_at_its_headings_in_capitals() {
    let header = "From: The Quay <quay@example.org>\nSubject: [Quay] The cranes\n\n";
    let story = |title: &str| {
        format!(
            "{title}\nThe boiler of the ferry was sold on Monday\nto a museum that has no room for it.\n\n--------------------\n\n"
        )
    };
    let stories = ["THE CRANES LEAVE", "COD IS BACK", "A BUOY GOES MISSING"];
    for button in ["", "View this email in your browser [1]\n\n", "Voir dans le navigateur\n\n"] {
        let text = format!("{header}{button}{}", stories.map(story).concat());
        let split = cut(&document("x.txt", &text));
        assert_eq!(split.title.as_deref(), Some("[Quay] The cranes"), "{button}");
        assert_eq!(titles("x.txt", &text), stories, "{button}");
    }
    // Without a sender, it is no mail, and such a line is a keyword.
    let note = "date: 2025-11-03\nsubject: boats\n\nThe ferry of Low Quay has a new boiler since Monday.\n";
    assert_eq!(cut(&document("x.txt", note)).title, None);
}

#[test]
fn paragraphs_that_open_with_a_link_and_say_something_of_it_stand_for_themselves() {
    let opening = "# Links of the quay\n\nI read all this in a rowing boat, and then once more on the pier.\n\n";
    let remark = |title: &str, sign: &str| {
        format!(
            "[{title}](https://example.org/a){sign}She tells it with a bread knife and a bow, and it is worth it.\n\n"
        )
    };
    let told = remark("Why bridges hum", " — ")
        + &remark("The last setter", " (Ann Lee) ")
        + &remark("Files that last", " – ")
        + &remark("On boredom", ": ");
    let expected = [
        "≈ I read all this in a rowing boat, and then once more on the pier",
        "Why bridges hum",
        "The last setter",
        "Files that last",
        "On boredom",
    ];
    assert_eq!(titles("x.md", &format!("{opening}{told}Write to me, all of you.\n")), expected);
    // A post may name its sources so, now and then.
    let prose =
        "The ferry has a new boiler, and whoever was cold is so no more, as was said on the pier.\n\n".repeat(5);
    assert_eq!(titles("x.md", &format!("{opening}{prose}{told}")).len(), 1);
}

#[test]
fn turns_behind_dashes_under_the_label_of_a_transcription_are_one_recording() {
    let said = "- Good evening, Ann.\n- Good evening to you, and to all who listen on the pier.\n- Has the ferry a new boiler?\n- It has, and it is warm.\n- No!\n".repeat(3);
    let split = cut(&document("radio.txt", &format!("Transcription of the first minutes:\n{said}")));
    assert_eq!((split.articles.len(), split.kind), (1, Kind::Transcript));
    let links = "- [The boiler](https://example.org/a), 4 minutes\n- [The crane](https://example.org/b), 9 minutes\n- [The bell](https://example.org/c), 2 minutes\n- [The ball](https://example.org/d), 8 minutes\n- [The tug](https://example.org/e), 3 minutes\n";
    let list = cut(&document("todo.md", &format!("## Transcripts to be made\n\n{links}")));
    assert_eq!(list.articles.len(), 5);
}

#[test]
fn what_stands_around_a_page_without_a_menu_is_chrome() {
    let prose = "The ferry of Low Quay has a new boiler since Monday, and two captains steered her across the bay in nineteen minutes.";
    let cases: [(String, &[(usize, usize)]); 4] = [
        (format!("Home Boats Ropes and Knots Write to Us About Contact Low Quay\n\nA boiler\n\n{prose}\n"), &[(0, 1)]),
        (format!("A boiler for the ferry\n\n{prose}\n\nA boiler for the ferry\n\n{prose}\n"), &[(4, 5)]),
        (
            format!(
                "A boiler\n\n{prose}\n\nThe Quay is published by:\nThe Pier House\n12 Harbour Road\n\nBack issues are at the pier.\n"
            ),
            &[(4, 7), (8, 9)],
        ),
        (
            format!(
                "A boiler\n\n{prose}\n\n-----\nDon’t forget to subscribe to the quay\nAnd to ring the bell\n-----\n\n{prose}\n"
            ),
            &[(4, 8)],
        ),
    ];
    for (text, expected) in cases {
        let chrome: Vec<(usize, usize)> =
            cut(&document("x.txt", &text)).chrome.iter().map(|lines| (lines.start, lines.end)).collect();
        assert_eq!(chrome, expected, "{text}");
    }
}

#[test]
fn a_date_inside_a_paragraph_is_no_date_of_a_page_and_leaves_out_nothing_above() {
    let story = |title: &str| {
        format!(
            "* {title}\n\nThe {title} of Low Quay was given away by the council, whose members\nhad met in the open air, and each of whom had brought a spoon.\n\nLe prix sera remis le 11 juin 2019, lors de la conférence annuelle de\ntous ceux qui ont un bateau.\n\n"
        )
    };
    let issue = format!(
        "#+title: Gazette du quai n°1\n#+date: 2019-06-10\n\n{}",
        ["prize", "boat", "bell"].map(story).concat()
    );
    let shown = cut(&document("gazette.txt", &issue)).articles;
    assert_eq!(shown.iter().map(|one| one.lines.range().len()).collect::<Vec<usize>>(), [7, 7, 7]);
}
