//! Heirs: the articles whose text was edited since the reader did something to them, found again.
//!
//! What is known of a text that is gone goes to an article of the same source that nothing is known of,
//! stands where it stood, has the same figures and nearly the same words. Git finds renamed files so: first by
//! what is equal, then by what is alike. Where more than one comes into question nobody inherits: a
//! decision on the wrong article is worse than one that is lost.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::article::{Article, ArticleId};
use super::sketch::{Looks, NOBODY, Sketch, beginning, issue};
use super::store::Store;

/// Less than that in common and it is another text, of which nothing needs to be said.
const RELATED: f32 = 0.35;

/// Who inherits from whom.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Heirs {
    /// The articles that inherit, and the text of before each.
    of: BTreeMap<ArticleId, ArticleId>,
    /// Texts of before and the article that is most like each, where it is not sure that it is the same.
    unsure: BTreeMap<ArticleId, ArticleId>,
}

impl Heirs {
    /// Looks for the heirs of texts that are gone from `store`; `is_known` says of which articles something is
    /// known already.
    pub fn find(store: &Store, gone: &[(ArticleId, Sketch)], is_known: impl Fn(&Article) -> bool) -> Heirs {
        let mut by_issue: HashMap<u32, Vec<&(ArticleId, Sketch)>> = HashMap::new();
        gone.iter().for_each(|text| by_issue.entry(text.1.issue).or_default().push(text));
        let documents = if gone.is_empty() { 0 } else { store.documents().len() };
        let mut heirs = Heirs::default();
        for at in 0..documents {
            if let Some(gone) = issue(store, at).and_then(|issue| by_issue.get(&issue)) {
                heirs.find_in(Row::of(store, at, &is_known), gone);
            }
        }
        heirs
    }

    /// Looks in one document, round after round: who is found tells where those beside it are.
    fn find_in(&mut self, mut row: Row, gone: &[&(ArticleId, Sketch)]) {
        loop {
            let left: Vec<&(ArticleId, Sketch)> =
                gone.iter().copied().filter(|(id, _)| self.heir(*id).is_none()).collect();
            let mut claims = Claims::default();
            row.hear(&left, &mut claims);
            let found = claims.settled();
            row.settle(&found, &left);
            self.of.extend(&found.of);
            if found.of.is_empty() {
                return self.unsure.extend(found.unsure);
            }
        }
    }

    /// Whose marks an article inherits.
    pub fn testator(&self, heir: ArticleId) -> Option<ArticleId> {
        self.of.get(&heir).copied()
    }

    /// Which article inherits the marks of a text that is gone.
    pub fn heir(&self, gone: ArticleId) -> Option<ArticleId> {
        self.of.iter().find(|(_, of)| **of == gone).map(|(heir, _)| *heir)
    }

    /// The texts of before and the article that is most like each, where it is not sure that it is the same.
    pub fn unsure(&self) -> &BTreeMap<ArticleId, ArticleId> {
        &self.unsure
    }
}

/// Which articles may inherit from which texts.
#[derive(Debug, Default)]
struct Claims {
    pairs: BTreeSet<(ArticleId, ArticleId)>,
    /// The article that is most like a text, and how much.
    related: BTreeMap<ArticleId, (ArticleId, f32)>,
}

impl Claims {
    fn relate(&mut self, gone: ArticleId, heir: ArticleId, likeness: f32) {
        let best = self.related.entry(gone).or_insert((heir, likeness));
        if likeness > best.1 {
            *best = (heir, likeness);
        }
    }

    /// Those that nobody else disputes.
    fn settled(self) -> Heirs {
        let (mut heirs, mut testators): (BTreeMap<ArticleId, usize>, BTreeMap<ArticleId, usize>) = Default::default();
        for (heir, of) in &self.pairs {
            *heirs.entry(*heir).or_default() += 1;
            *testators.entry(*of).or_default() += 1;
        }
        let is_only =
            |(heir, of): &(ArticleId, ArticleId)| heirs.get(heir) == Some(&1) && testators.get(of) == Some(&1);
        let of: BTreeMap<ArticleId, ArticleId> = self.pairs.iter().copied().filter(is_only).collect();
        let placed: BTreeSet<ArticleId> = of.values().copied().collect();
        let unsure =
            self.related.into_iter().filter(|(gone, (heir, _))| !placed.contains(gone) && !of.contains_key(heir));
        let unsure = unsure.map(|(gone, (heir, _))| (gone, heir)).collect();
        Heirs { of, unsure }
    }
}

/// Where an article stands among those of its source, compared with where a text stood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// Between the same two.
    Between,
    /// Beside one of them.
    Beside,
    /// Both are all there is in their source.
    Alone,
}

impl Standing {
    /// How alike the words must be: the less the place says, the more the words have to. One word changed in
    /// thirty leaves 0.87, more or less 0.08; of two articles that are not the same, hardly any share 0.06.
    fn likeness(self) -> f32 {
        match self {
            Standing::Between => 0.5,
            Standing::Beside => 0.7,
            Standing::Alone => 0.85,
        }
    }
}

/// The articles of one document.
struct Row<'a> {
    store: &'a Store,
    first: usize,
    /// How each begins, and how it began before it was edited.
    beginnings: Vec<[u32; 2]>,
    by_beginning: HashMap<u32, Vec<usize>>,
    /// Those that nothing is known of, by their place in the row.
    free: BTreeMap<usize, ArticleId>,
}

impl<'a> Row<'a> {
    fn of(store: &'a Store, document: usize, is_known: impl Fn(&Article) -> bool) -> Row<'a> {
        let articles = store.digests().get(document).map(|digest| digest.articles.clone()).unwrap_or_default();
        let first = articles.start;
        let mut row = Row { store, first, beginnings: Vec::new(), by_beginning: HashMap::new(), free: BTreeMap::new() };
        let free = articles.filter_map(|index| Some((index - first, store.article(index)?)));
        row.free = free.filter(|(_, article)| !is_known(article)).map(|(at, article)| (at, article.id)).collect();
        if !row.free.is_empty() {
            row.read_beginnings(document);
        }
        row
    }

    fn read_beginnings(&mut self, document: usize) {
        let (Some(text), Some(digest)) = (self.store.documents().get(document), self.store.digests().get(document))
        else {
            return;
        };
        let articles = digest.articles.clone().filter_map(|index| self.store.article(index));
        self.beginnings = articles.map(|article| [beginning(text, article); 2]).collect();
        for (at, [beginning, _]) in self.beginnings.iter().enumerate() {
            self.by_beginning.entry(*beginning).or_default().push(at);
        }
    }

    /// Takes those that were found for what they were.
    fn settle(&mut self, found: &Heirs, gone: &[&(ArticleId, Sketch)]) {
        let of = |heir: &ArticleId| found.of.get(heir).copied();
        let settled = self.free.iter().filter_map(|(at, heir)| Some((*at, of(heir)?)));
        for (at, of) in settled.collect::<Vec<_>>() {
            self.free.remove(&at);
            let Some((_, sketch)) = gone.iter().find(|(id, _)| *id == of) else { continue };
            if let Some([_, before]) = self.beginnings.get_mut(at) {
                *before = sketch.looks.beginning;
            }
            self.by_beginning.entry(sketch.looks.beginning).or_default().push(at);
        }
    }

    /// Hears what the texts that are gone from here leave, and to whom it may go.
    fn hear(&self, gone: &[&(ArticleId, Sketch)], claims: &mut Claims) {
        if self.free.is_empty() {
            return;
        }
        let mut looks: HashMap<usize, Option<Looks>> = HashMap::new();
        for (id, sketch) in gone {
            for (at, standing) in self.places(sketch) {
                let now = looks.entry(at).or_insert_with(|| self.looks(at));
                let (Some(now), Some(heir)) = (now, self.free.get(&at)) else { continue };
                let likeness = sketch.looks.likeness(now);
                if likeness >= RELATED {
                    claims.relate(*id, *heir, likeness);
                }
                if likeness >= standing.likeness() && now.figures == sketch.looks.figures {
                    claims.pairs.insert((*heir, *id));
                }
            }
        }
    }

    fn looks(&self, at: usize) -> Option<Looks> {
        let index = self.first + at;
        Some(Looks::of(self.store.document_of(index)?, self.store.article(index)?))
    }

    /// The places that nothing is known of beside an article that the text stood beside, and that is not what
    /// stands there now. The edge of a document is none: every first article stands at one.
    fn places(&self, gone: &Sketch) -> Vec<(usize, Standing)> {
        if (gone.before, gone.after) == (NOBODY, NOBODY) {
            let is_alone = self.beginnings.len() == 1;
            return self.free.keys().filter(|_| is_alone).map(|at| (*at, Standing::Alone)).collect();
        }
        let beside = |beginning| self.by_beginning.get(&beginning).into_iter().flatten().copied();
        let after = beside(gone.before).map(|at| at + 1);
        let before = beside(gone.after).filter_map(|at| at.checked_sub(1));
        let was_beside =
            |at: &usize| self.beginnings.get(*at).is_some_and(|[own, _]| [gone.before, gone.after].contains(own));
        let is_free = |at: &usize| self.free.contains_key(at) && !was_beside(at);
        let places: BTreeSet<usize> = after.chain(before).filter(is_free).collect();
        places.into_iter().map(|at| (at, self.standing(at, gone))).collect()
    }

    fn standing(&self, at: usize, gone: &Sketch) -> Standing {
        let begins = |at: Option<usize>, wanted: u32| {
            at.and_then(|at| self.beginnings.get(at)).unwrap_or(&[NOBODY; 2]).contains(&wanted)
        };
        let is_between = begins(at.checked_sub(1), gone.before) && begins(Some(at + 1), gone.after);
        if is_between { Standing::Between } else { Standing::Beside }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;
    use unicode_normalization::UnicodeNormalization;

    use super::*;
    use crate::app::tally::tests::article;
    use crate::model::change::{Change, Entry, Run, Stamp, Step, Triage};
    use crate::model::document::{Document, Markup};
    use crate::model::marks::Marks;

    /// A document of these articles; the first line of each is what finds it again when its end moved.
    fn load(source: &str, title: &str, texts: &[String]) -> Store {
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
        let mut store = Store::default();
        let document = Document::new(source, Markup::Plain, lines.join("\n"));
        store.add(Arc::new(document), title.to_owned(), None, articles);
        store
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
        decide(
            &mut marks,
            &load("a.txt", "", &texts(&[HARBOUR, BAKER, NOTICE])),
            &[(0, Kept), (1, Skipped), (2, Later)],
        );
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

    fn text() -> impl Strategy<Value = String> {
        (words(6..14), words(20..50)).prop_map(|(first, rest)| format!("{first}\n{rest}"))
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

    /// The decision about article `number`: neighbours differ.
    fn decision(number: usize) -> Triage {
        [Triage::Kept, Triage::Skipped, Triage::Later][number % 3]
    }

    proptest! {
        #[test]
        fn whatever_is_edited_no_article_gets_the_decision_about_another(
            texts in proptest::collection::vec(text(), 1..10),
            decided in proptest::collection::vec(any::<bool>(), 10),
            edits in proptest::collection::vec(edit(), 0..12),
        ) {
            let before = load("a.txt", "", &texts);
            let mut marks = Marks::default();
            let numbers = (0..texts.len()).filter(|at| decided[*at]);
            decide(&mut marks, &before, &numbers.map(|at| (at, decision(at))).collect::<Vec<_>>());
            let mut articles: Vec<(Option<usize>, String)> = texts.into_iter().enumerate().map(|(at, text)| (Some(at), text)).collect();
            edits.iter().for_each(|edit| edited(&mut articles, edit));
            let now: Vec<String> = articles.iter().map(|(_, text)| text.clone()).collect();
            for ((number, text), found) in articles.iter().zip(decisions(&mut marks, &load("a.txt", "", &now))) {
                let right = number.filter(|number| decided[*number]).map_or(Triage::Undecided, decision);
                prop_assert!(found == Triage::Undecided || found == right, "{text}: {found:?}, not {right:?}");
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
}
