//! Which edits leave a decision where it was, and which do not.

use std::sync::Arc;

use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::*;
use crate::model::article::tests::article;
use crate::model::change::{Change, Entry, Run, Stamp, Step, Triage};
use crate::model::document::{Document, Markup};
use crate::model::marks::Marks;

/// A document of these articles; the first line of each is what finds it again when its end moved.
fn load(source: &str, title: &str, texts: &[String]) -> Store {
    let mut store = Store::default();
    add(&mut store, source, title, texts);
    store
}

fn add(store: &mut Store, source: &str, title: &str, texts: &[String]) {
    let (mut lines, mut articles) = (Vec::new(), Vec::new());
    for text in texts {
        let start = lines.len();
        lines.extend(text.split('\n').map(str::to_owned));
        let mut made = article(1, 1);
        made.id = ArticleId::of(lines.iter().skip(start).map(String::as_str));
        made.lead = ArticleId::of(lines.get(start).map(String::as_str));
        made.lines = (start..lines.len()).into();
        articles.push(made);
    }
    let document = Document::new(source, Markup::Plain, lines.join("\n"));
    store.add(Arc::new(document), title.to_owned(), None, articles);
}

/// Does something to articles as the program does: what is known by another id is taken over first.
fn decide(marks: &mut Marks, store: &Store, decisions: &[(usize, Triage)]) {
    for (at, to) in decisions {
        let Some(article) = store.article(*at) else { continue };
        let roll = marks.roll(store, *at);
        let mut changes = marks.adoption(store, article);
        changes.push(Change::Triage { article: article.id, lead: article.lead, to: *to });
        changes.extend(roll);
        let time = marks.latest() + 1;
        let stamp = Stamp { time, run: Arc::new(Run::default()), seq: time };
        marks.apply(&Entry { stamp, step: Step::Do, what: String::new(), changes });
    }
}

fn decisions(marks: &mut Marks, store: &Store) -> Vec<Triage> {
    marks.trace(store);
    store.articles().map(|article| marks.triage(store, article)).collect()
}

const HARBOUR: &str = "Le port de Lormain ferme son vieux bassin à flot.\nLes grues seront démontées avant la fin du printemps, et les derniers chalutiers iront mouiller plus au nord.";
const BAKER: &str = "La boulangère de la rue Haute cherche un repreneur.\nElle pétrit depuis trente ans un pain de seigle que l’on vient acheter de tout le canton, et ne veut le céder qu’à quelqu’un du métier.";
const NOTICE: &str = "Réunion du conseil de quartier des Tanneurs jeudi soir.\nOn y parlera des arbres de la place, du bruit des terrasses et de la navette ; les habitants peuvent poser leurs questions par écrit avant mardi.";
const LIBRARY: &str = "La bibliothèque prête désormais des outils de jardin.\nDeux bêches, une brouette et un greffoir attendent au comptoir, sous le regard méfiant des lecteurs de romans policiers.";

fn texts(all: &[&str]) -> Vec<String> {
    all.iter().map(|text| (*text).to_owned()).collect()
}

#[test]
fn an_edited_article_keeps_its_decision_where_it_is_surely_the_same() {
    use Triage::{Kept, Later, Skipped, Undecided};
    let other_encoding = |text: &str| text.replace(' ', "\u{a0}").nfd().collect::<String>();
    let straight = |text: &str| text.replace('’', "'").replace(" ;", ";").to_uppercase();
    let harbour = HARBOUR.replace("bassin", "basin");
    let baker = BAKER.replace("cherche", "recherche");
    let longer = format!("{}\nUn paragraphe de plus.", HARBOUR.replace("ferme", "fermera"));
    let notice = NOTICE.replace("jeudi", "vendredi");
    let moved_day = NOTICE.replace("jeudi soir", "jeudi à 18 h");
    let twice = NOTICE.replace("Tanneurs", "Teinturiers");
    // Kept, skipped and put off are the first three of the four.
    let cases: [(&str, Vec<&str>, Vec<Triage>); 15] = [
        ("nothing", vec![HARBOUR, BAKER, NOTICE, LIBRARY], vec![Kept, Skipped, Later, Undecided]),
        ("a letter in one", vec![&harbour, BAKER, NOTICE, LIBRARY], vec![Kept, Skipped, Later, Undecided]),
        ("words in two", vec![HARBOUR, &baker, &notice, LIBRARY], vec![Kept, Skipped, Later, Undecided]),
        ("the first three", vec![&harbour, &baker, &notice, LIBRARY], vec![Kept, Skipped, Later, Undecided]),
        ("a paragraph more", vec![&longer, BAKER, NOTICE, LIBRARY], vec![Kept, Skipped, Later, Undecided]),
        ("one before", vec![LIBRARY, &harbour, BAKER, NOTICE], vec![Undecided, Kept, Skipped, Later]),
        ("one between", vec![HARBOUR, LIBRARY, &baker, NOTICE], vec![Kept, Undecided, Skipped, Later]),
        ("one gone", vec![HARBOUR, &notice, LIBRARY], vec![Kept, Later, Undecided]),
        ("moved", vec![LIBRARY, NOTICE, HARBOUR, BAKER], vec![Undecided, Later, Kept, Skipped]),
        ("edited and moved", vec![BAKER, NOTICE, LIBRARY, &harbour], vec![Skipped, Later, Undecided, Undecided]),
        ("figures", vec![HARBOUR, BAKER, &moved_day, LIBRARY], vec![Kept, Skipped, Undecided, Undecided]),
        (
            "two of them",
            vec![HARBOUR, BAKER, &notice, &twice, LIBRARY],
            vec![Kept, Skipped, Undecided, Undecided, Undecided],
        ),
        ("others", vec![HARBOUR, LIBRARY, NOTICE], vec![Kept, Undecided, Later]),
        ("nothing that was", vec![LIBRARY], vec![Undecided]),
        ("part of it", vec![&harbour], vec![Undecided]),
    ];
    for (what, now, expected) in cases {
        for encode in [str::to_owned, other_encoding] {
            let mut marks = Marks::default();
            let before = load("a.txt", "Lettre 47", &texts(&[HARBOUR, BAKER, NOTICE, LIBRARY]));
            decide(&mut marks, &before, &[(0, Kept), (1, Skipped), (2, Later)]);
            let now: Vec<String> = now.iter().map(|text| encode(text)).collect();
            let found = decisions(&mut marks, &load("a.txt", "Lettre 47", &now));
            assert_eq!(found, expected, "{what}: {now:?}");
        }
    }
    let mut marks = Marks::default();
    decide(&mut marks, &load("a.txt", "", &texts(&[HARBOUR, BAKER, NOTICE])), &[(0, Kept), (1, Skipped), (2, Later)]);
    let typed_otherwise: Vec<String> = [HARBOUR, BAKER, NOTICE].into_iter().map(straight).collect();
    assert_eq!(
        decisions(&mut marks, &load("a.txt", "", &typed_otherwise)),
        [Kept, Skipped, Later],
        "all typed otherwise"
    );
}

#[test]
fn nothing_is_inherited_in_another_issue() {
    let notice = NOTICE.replace("jeudi", "mercredi");
    let cases = [
        ("a.txt", "Lettre 47", [HARBOUR, &notice, BAKER], Triage::Kept),
        ("b.txt", "Lettre 47", [HARBOUR, &notice, BAKER], Triage::Undecided),
        ("a.txt", "Lettre 48", [HARBOUR, &notice, BAKER], Triage::Undecided),
        ("a.txt", "Lettre 47", [LIBRARY, &notice, LIBRARY], Triage::Undecided),
    ];
    for (source, title, now, expected) in cases {
        let mut marks = Marks::default();
        decide(&mut marks, &load("a.txt", "Lettre 47", &texts(&[HARBOUR, NOTICE, BAKER])), &[(1, Triage::Kept)]);
        let found = decisions(&mut marks, &load(source, title, &texts(&now)));
        assert_eq!(found.get(1), Some(&expected), "{source} {title} {now:?}");
    }
}

#[test]
fn of_articles_that_are_nearly_equal_none_gets_the_decision_about_another() {
    let [early, late] =
        ["mardi", "jeudi"].map(|day| NOTICE.replace("avant mardi", "avant la fin").replace("jeudi", day));
    let edited = early.replace("soir", "matin").replace("Réunion", "Assemblée");
    let undecided = [Triage::Undecided; 5];
    // The second of the two was kept.
    let cases: [(&str, Vec<&str>); 4] = [
        ("it is gone, and the other was edited", vec![HARBOUR, &edited, BAKER, LIBRARY]),
        ("it is gone, and the other stands there", vec![HARBOUR, BAKER, &early, LIBRARY]),
        ("it is gone, and the other was edited and stands there", vec![HARBOUR, BAKER, &edited, LIBRARY]),
        ("it is gone, and the other is longer", vec![HARBOUR, BAKER, &early, "Une brève.", LIBRARY]),
    ];
    for (what, now) in cases {
        let mut marks = Marks::default();
        let before = texts(&[HARBOUR, &early, BAKER, &late, LIBRARY]);
        decide(&mut marks, &load("a.txt", "", &before), &[(3, Triage::Kept)]);
        let found = decisions(&mut marks, &load("a.txt", "", &texts(&now)));
        assert_eq!(found, undecided[..now.len()], "{what}");
    }
}

#[test]
fn nothing_is_inherited_where_a_file_holds_another_issue_or_two_may_be_the_issue() {
    let notice = NOTICE.replace("jeudi", "mercredi");
    let (mut new, mut old) = (vec![HARBOUR, &notice, BAKER], vec![HARBOUR, NOTICE, BAKER]);
    let (next, last) = (["Un.", "Deux.", "Trois.", "Quatre."], ["Cinq.", "Six.", "Sept.", "Huit."]);
    let decided = |old: &[&str], new: &Store| {
        let mut marks = Marks::default();
        decide(&mut marks, &load("lettre.txt", "La lettre", &texts(old)), &[(1, Triage::Kept)]);
        decisions(&mut marks, new).iter().filter(|found| **found == Triage::Kept).count()
    };
    assert_eq!(decided(&old, &load("lettre.txt", "La lettre", &texts(&new))), 1);
    assert_eq!(decided(&old, &load("/home/anne/lettre.txt", "La lettre", &texts(&new))), 1, "opened from elsewhere");
    let mut two = load("a/lettre.txt", "La lettre", &texts(&new));
    add(&mut two, "b/lettre.txt", "La lettre", &texts(&[LIBRARY]));
    assert_eq!(decided(&old, &two), 0, "two of the name");
    new.extend(next);
    old.extend(last);
    assert_eq!(decided(&old, &load("lettre.txt", "La lettre", &texts(&new))), 0, "the next issue");
}

#[test]
fn an_article_that_was_edited_twice_and_decided_about_in_between_is_not_disputed_by_its_first_text() {
    let load = |baker: &str| load("a.txt", "", &texts(&[HARBOUR, baker, NOTICE]));
    let mut marks = Marks::default();
    decide(&mut marks, &load(BAKER), &[(0, Triage::Skipped)]);
    decide(&mut marks, &load(&BAKER.replace("cherche", "recherche")), &[(1, Triage::Kept)]);
    assert_eq!(decisions(&mut marks, &load(&BAKER.replace("cherche", "a trouvé")))[1], Triage::Kept);
}

#[test]
fn an_article_that_stood_beside_another_with_the_same_first_line_is_not_that_one() {
    let (one, other) =
        ("Offre d’emploi.\nUn soudeur pour la cale sèche.", "Offre d’emploi.\nUne institutrice au port.");
    let longer = format!("{one}\nÉcrire à la mairie.");
    let cases = [(other, Triage::Undecided), (&longer, Triage::Kept)];
    for (now, expected) in cases {
        let mut marks = Marks::default();
        decide(&mut marks, &load("a.txt", "", &texts(&[one, other, HARBOUR])), &[(0, Triage::Kept)]);
        assert_eq!(decisions(&mut marks, &load("a.txt", "", &texts(&[now, HARBOUR])))[0], expected, "{now}");
    }
}

#[test]
fn an_end_that_moved_is_known_again_from_wherever_the_file_is_opened() {
    let cases = [("a.txt", Triage::Kept), ("/home/anne/a.txt", Triage::Kept), ("b.txt", Triage::Undecided)];
    for (source, expected) in cases {
        let mut marks = Marks::default();
        decide(&mut marks, &load("a.txt", "", &texts(&[HARBOUR, BAKER])), &[(0, Triage::Kept)]);
        let merged = load(source, "", &[format!("{HARBOUR}\n{BAKER}")]);
        assert_eq!(decisions(&mut marks, &merged), [expected], "{source}");
    }
}

#[test]
fn the_only_article_of_a_source_is_known_again_where_hardly_anything_changed() {
    let long = [HARBOUR, BAKER, NOTICE, LIBRARY].join("\n");
    let cases = [
        (long.replace("vieux bassin", "vieux basin"), Triage::Kept),
        (long.replace("Le port", "Le quai 4"), Triage::Undecided),
        (format!("{}\n{BAKER}", HARBOUR.replace("port", "havre")), Triage::Undecided),
    ];
    for (now, expected) in cases {
        let mut marks = Marks::default();
        decide(&mut marks, &load("a.txt", "", std::slice::from_ref(&long)), &[(0, Triage::Kept)]);
        assert_eq!(decisions(&mut marks, &load("a.txt", "", std::slice::from_ref(&now))), [expected], "{now}");
    }
}

#[test]
fn what_was_taken_over_once_is_not_asked_again() {
    let load = |baker: &str| load("a.txt", "", &texts(&[HARBOUR, baker, NOTICE]));
    let (first, second, third) =
        (load(BAKER), load(&BAKER.replace("cherche", "recherche")), load(&BAKER.replace("cherche", "a trouvé")));
    let mut marks = Marks::default();
    decide(&mut marks, &first, &[(1, Triage::Kept)]);
    assert_eq!(decisions(&mut marks, &second)[1], Triage::Kept);
    decide(&mut marks, &second, &[(1, Triage::Skipped)]);
    assert_eq!(decisions(&mut marks, &third)[1], Triage::Skipped, "both texts of before are like it");
    assert!(marks.heirs().unsure().is_empty());
}

#[test]
fn what_may_be_the_same_and_is_not_sure_is_said() {
    let unsure = |now: &str| {
        let mut marks = Marks::default();
        let before = load("a.txt", "", &texts(&[HARBOUR, NOTICE, BAKER]));
        decide(&mut marks, &before, &[(1, Triage::Kept)]);
        let now = load("a.txt", "", &texts(&[HARBOUR, now, BAKER]));
        marks.trace(&now);
        let id = |store: &Store| store.article(1).map(|article| article.id);
        let said = marks.heirs().unsure().iter().next().map(|(gone, like)| (*gone, *like));
        (said.is_some(), said.is_none_or(|(gone, like)| Some(gone) == id(&before) && Some(like) == id(&now)))
    };
    let cases = [
        (NOTICE.replace("jeudi soir", "jeudi à 18 h"), true),
        (NOTICE.replace("jeudi", "mardi"), false),
        (LIBRARY.to_owned(), false),
    ];
    for (now, expected) in cases {
        assert_eq!(unsure(&now), (expected, true), "{now}");
    }
}

/// An edit of a list of articles.
#[derive(Debug, Clone)]
enum Edit {
    Word(usize, usize, String),
    Paragraph(usize, String),
    Cut(usize),
    Insert(usize, String),
    Remove(usize),
    Move(usize, usize),
}

fn words(range: std::ops::Range<usize>) -> impl Strategy<Value = String> {
    proptest::collection::vec("[a-zé]{2,7}", range).prop_map(|words| words.join(" "))
}

/// A first line no shorter than the first words that a sketch sees, as those are by which an end that moved is known.
fn text() -> impl Strategy<Value = String> {
    (words(12..16), words(20..50)).prop_map(|(first, rest)| format!("{first}\n{rest}"))
}

fn edit() -> impl Strategy<Value = Edit> {
    let at = 0_usize..12;
    prop_oneof![
        6 => (at.clone(), 0_usize..40, "[a-zé]{2,7}").prop_map(|(at, word, by)| Edit::Word(at, word, by)),
        1 => (at.clone(), words(5..20)).prop_map(|(at, text)| Edit::Paragraph(at, text)),
        1 => at.clone().prop_map(Edit::Cut),
        1 => (at.clone(), text()).prop_map(|(at, text)| Edit::Insert(at, text)),
        1 => at.clone().prop_map(Edit::Remove),
        1 => (at.clone(), at).prop_map(|(from, to)| Edit::Move(from, to)),
    ]
}

/// Edits articles, each with the number that it had; what is new has none.
fn edited(articles: &mut Vec<(Option<usize>, String)>, edit: &Edit) {
    let count = articles.len();
    let text = |at: usize| at % count.max(1);
    match edit {
        Edit::Insert(at, new) => articles.insert(at % (count + 1), (None, new.clone())),
        _ if count == 0 => {}
        Edit::Word(at, word, by) => {
            let text = &mut articles[text(*at)].1;
            let old = text.split_whitespace().nth(*word).unwrap_or_default().to_owned();
            *text = text.replacen(&old, by, usize::from(!old.is_empty()));
        }
        Edit::Paragraph(at, new) => {
            let text = &mut articles[text(*at)].1;
            *text = format!("{text}\n{new}");
        }
        Edit::Cut(at) => {
            let text = &mut articles[text(*at)].1;
            *text = text.split('\n').next_back().unwrap_or_default().to_owned();
        }
        Edit::Remove(at) => drop(articles.remove(text(*at))),
        Edit::Move(from, to) => {
            let moved = articles.remove(text(*from));
            articles.insert(to % count, moved);
        }
    }
}

/// Puts copies of texts beside them in which a word is another.
fn with_twins(mut texts: Vec<String>, twins: &[(usize, usize, String, usize)]) -> Vec<String> {
    for (of, word, by, at) in twins {
        let mut twin = vec![(None, texts[of % texts.len()].clone())];
        edited(&mut twin, &Edit::Word(0, *word, by.clone()));
        let (_, twin) = twin.remove(0);
        if !texts.contains(&twin) {
            texts.insert(at % (texts.len() + 1), twin);
        }
    }
    texts
}

/// The decision about article `number`: neighbours differ.
fn decision(number: usize) -> Triage {
    [Triage::Kept, Triage::Skipped, Triage::Later][number % 3]
}

proptest! {
    #[test]
    fn whatever_is_edited_no_article_gets_the_decision_about_another(
        texts in proptest::collection::vec(text(), 1..8),
        twins in proptest::collection::vec((0_usize..8, 0_usize..40, "[a-zé]{2,7}", 0_usize..12), 0..3),
        decided in proptest::collection::vec(any::<bool>(), 10),
        edits in proptest::collection::vec(edit(), 0..12),
    ) {
        let texts = with_twins(texts, &twins);
        let before = load("a.txt", "", &texts);
        let mut marks = Marks::default();
        let numbers = (0..texts.len()).filter(|at| decided[*at]);
        decide(&mut marks, &before, &numbers.map(|at| (at, decision(at))).collect::<Vec<_>>());
        let mut articles: Vec<(Option<usize>, String)> = texts.into_iter().enumerate().map(|(at, text)| (Some(at), text)).collect();
        edits.iter().for_each(|edit| edited(&mut articles, edit));
        let now: Vec<String> = articles.iter().map(|(_, text)| text.clone()).collect();
        for ((number, text), found) in articles.iter().zip(decisions(&mut marks, &load("a.txt", "", &now))) {
            // Articles with the same text are one.
            let same = articles.iter().filter(|(_, other)| other == text).filter_map(|(number, _)| *number);
            let right: Vec<Triage> = same.filter(|number| decided[*number]).map(decision).collect();
            prop_assert!(found == Triage::Undecided || right.contains(&found), "{number:?} {text}: {found:?}, not {right:?}");
        }
    }

    #[test]
    fn an_edit_in_the_first_sentence_of_one_article_loses_nothing(
        texts in proptest::collection::vec(text(), 3..10),
        at in 0_usize..10,
        word in 0_usize..6,
        by in "[a-zé]{2,7}",
        otherwise: bool,
    ) {
        let mut marks = Marks::default();
        let all: Vec<(usize, Triage)> = (0..texts.len()).map(|at| (at, decision(at))).collect();
        decide(&mut marks, &load("a.txt", "", &texts), &all);
        let mut articles: Vec<(Option<usize>, String)> = texts.into_iter().map(|text| (None, text)).collect();
        edited(&mut articles, &Edit::Word(at, word, by));
        let encode = |text: String| if otherwise { text.replace(' ', "\u{202f} ").nfd().collect() } else { text };
        let now: Vec<String> = articles.into_iter().map(|(_, text)| encode(text)).collect();
        let expected: Vec<Triage> = all.iter().map(|(_, to)| *to).collect();
        prop_assert_eq!(decisions(&mut marks, &load("a.txt", "", &now)), expected);
    }

    #[test]
    fn notices_that_are_nearly_equal_stay_those_of_their_week(
        notice in text(),
        others in proptest::collection::vec(text(), 2..6),
        word in 0_usize..30,
        by in "[a-zé]{2,7}",
        at in 0_usize..6,
        same_file: bool,
    ) {
        let at = at % (others.len() + 1);
        let week = |notice: &str| {
            let mut texts = others.clone();
            texts.insert(at, notice.to_owned());
            texts
        };
        let mut marks = Marks::default();
        let before = load("semaine-47.txt", "Lettre 47", &week(&notice));
        decide(&mut marks, &before, &[(at, Triage::Kept)]);
        let mut next = vec![(None, notice)];
        // In the same source the same first line will do, so another word of it is changed.
        edited(&mut next, &Edit::Word(0, if same_file { word % 6 } else { word }, by));
        let after = week(&next[0].1);
        let known_by = |store: Store| store.article(at).map(|article| if same_file { article.lead } else { article.id });
        prop_assume!(known_by(before) != known_by(load("a", "", &after)));
        let source = if same_file { "semaine-47.txt" } else { "semaine-48.txt" };
        let after = load(source, "Lettre 48", &after);
        prop_assert!(decisions(&mut marks, &after).iter().all(|found| *found == Triage::Undecided));
    }
}
