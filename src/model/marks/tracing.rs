//! Which articles are known by what was done to a text that is gone: what `heirs` is asked, and what is told of
//! articles so that they are known again.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::super::article::{Article, ArticleId};
use super::super::change::Change;
use super::super::heirs::{Heirs, Stood};
use super::super::roll::Roll;
use super::super::sketch::{is_same_source, issue};
use super::super::store::Store;
use super::Marks;

impl Marks {
    /// Learns what articles looked like that something was done to, in whatever session.
    pub fn learn(&mut self, rolls: BTreeSet<Roll>) {
        rolls.into_iter().for_each(|roll| self.learn_one(roll));
    }

    pub(super) fn learn_one(&mut self, roll: Roll) {
        if let Some(issue) = roll.issue() {
            self.rolls.entry(issue).or_default().insert(roll);
        }
    }

    /// Finds out which articles of `store` inherit from texts that are gone from it. What is known of them is
    /// then that of before; nothing is written down until something is done to them.
    pub fn trace(&mut self, store: &Store) {
        let gone = self.gone(store);
        self.heirs = Heirs::find(store, &gone, |article| self.knows(store, article));
    }

    /// Where an article of this id stands in `store`, or the one that inherits from it.
    pub fn find(&self, store: &Store, id: ArticleId) -> Option<usize> {
        store.find(id).or_else(|| store.find(self.heirs.heir(id)?))
    }

    /// These changes, and what is said of a text that others of `store` took over said of those as well, as long as they
    /// have what it has: else to undo a decision that was made before an edit would change nothing that is seen.
    pub fn with_successors(&self, store: &Store, changes: Vec<Change>) -> Vec<Change> {
        let of_successors = |change: &Change| -> Vec<Change> {
            let Some(id) = change.article() else { return Vec::new() };
            let successors = self.successors(id).into_iter().filter_map(|id| store.article(store.find(id)?));
            successors.filter_map(|article| self.said_as_well(change, id, article)).collect()
        };
        changes.into_iter().flat_map(|change| [of_successors(&change), vec![change]].concat()).collect()
    }

    /// What is said of the text `id` said of an article that took it over, if that has the same so far.
    fn said_as_well(&self, change: &Change, id: ArticleId, article: &Article) -> Option<Change> {
        let (was, is) = (self.of_id(id)?, self.of_id(article.id)?);
        let (article, lead) = (article.id, article.lead);
        match change {
            Change::Triage { to, .. } if was.triage() == is.triage() => Some(Change::Triage { article, lead, to: *to }),
            Change::Read { to, .. } if was.is_read() == is.is_read() => Some(Change::Read { article, lead, to: *to }),
            Change::Title { to, .. } if was.title() == is.title() => {
                Some(Change::Title { article, lead, to: to.clone() })
            }
            _ => None,
        }
    }

    /// The texts that took over from one, and those that took over from them.
    fn successors(&self, id: ArticleId) -> BTreeSet<ArticleId> {
        let (mut all, mut left) = (BTreeSet::new(), vec![id]);
        while let Some(next) = left.pop() {
            let successors = self.succeeded.get(&next).into_iter().flatten();
            left.extend(successors.filter(|successor| all.insert(**successor)));
        }
        all
    }

    /// Who inherits from whom, as it was traced last.
    pub fn heirs(&self) -> &Heirs {
        &self.heirs
    }

    /// What stood where something is gone that nobody took over yet; of issues with an article that it may have become.
    fn gone(&mut self, store: &Store) -> Vec<Stood> {
        (self.heirs, self.strangers) = Default::default();
        if self.rolls.is_empty() {
            return Vec::new();
        }
        let (mut open, mut taken) = (BTreeSet::new(), BTreeMap::new());
        for article in store.articles().filter(|article| !self.articles.contains_key(&article.id)) {
            match self.begins_like(store, article) {
                Some(other) => drop(taken.insert(article.id, (other, article.document))),
                None => drop(open.insert(article.document)),
            }
        }
        self.strangers = self.strangers(store, &taken);
        let (strange, taken): (Vec<_>, Vec<_>) = taken.into_iter().partition(|(id, _)| self.strangers.contains(id));
        open.extend(strange.into_iter().map(|(_, (_, document))| document));
        let taken: BTreeSet<ArticleId> = taken.into_iter().map(|(_, (other, _))| other).collect();
        let open: BTreeSet<u32> = open.into_iter().filter_map(|at| issue(store, at)).collect();
        let rolls = open.iter().filter_map(|issue| self.rolls.get(issue)).flatten();
        rolls.filter_map(|roll| self.stood(store, roll, &taken)).collect()
    }

    /// What stood in a roll, if anything is gone of it that leaves something.
    fn stood(&self, store: &Store, roll: &Roll, taken: &BTreeSet<ArticleId>) -> Option<Stood> {
        let leaves = |id: &ArticleId| self.articles.get(id).is_some_and(|marks| !marks.is_nothing());
        let is_gone =
            |id: &ArticleId| !taken.contains(id) && !self.succeeded.contains_key(id) && store.find(*id).is_none();
        let gone: BTreeSet<ArticleId> = roll.ids().filter(|id| leaves(id) && is_gone(id)).collect();
        if gone.is_empty() {
            return None;
        }
        let (beginnings, texts) = (roll.beginnings().collect(), roll.sketches().collect());
        Some(Stood { issue: roll.issue()?, beginnings, texts, gone })
    }

    /// Those of the articles that begin like another, and are not surely that one edited: its text was marked in other
    /// sources only, or they stood beside it, or one that begins like both did.
    fn strangers(&self, store: &Store, like: &BTreeMap<ArticleId, (ArticleId, usize)>) -> BTreeSet<ArticleId> {
        let wanted: HashSet<ArticleId> = like.values().map(|(other, _)| *other).collect();
        let mut listed: HashMap<ArticleId, Vec<&Roll>> = HashMap::new();
        for roll in self.rolls.values().flatten().filter(|_| !wanted.is_empty()) {
            roll.ids().filter(|id| wanted.contains(id)).for_each(|id| listed.entry(id).or_default().push(roll));
        }
        let is_stranger = |(id, (other, document)): &(&ArticleId, &(ArticleId, usize))| {
            let (Some(rolls), Some(here)) = (listed.get(other), issue(store, *document)) else { return false };
            let is_of_source = |roll: &&Roll| roll.issue().is_some_and(|issue| is_same_source(issue, here));
            let stood_beside = |roll: &&Roll| roll.ids().any(|listed| listed == **id);
            let is_one_of_several = |roll: &&Roll| {
                let own = roll.sketches().find(|(listed, _)| listed == other).map(|(_, sketch)| sketch.looks.beginning);
                roll.beginnings().filter(|beginning| Some(*beginning) == own).count() > 1
            };
            let are_sure = rolls.iter().any(is_of_source);
            !are_sure || rolls.iter().any(|roll| stood_beside(roll) || is_one_of_several(roll))
        };
        like.iter().filter(is_stranger).map(|(id, _)| *id).collect()
    }

    fn knows(&self, store: &Store, article: &Article) -> bool {
        self.articles.contains_key(&article.id) || self.known_as(store, article).is_some()
    }

    /// The change that says what article `index` and those around it look like, so that they are known again when
    /// they are edited; nothing where that was said before.
    pub fn roll(&self, store: &Store, index: usize) -> Option<Change> {
        let article = store.article(index)?;
        let here = issue(store, article.document)?;
        let mut rolls = self.rolls.get(&here).into_iter().flatten();
        let is_listed = rolls.any(|roll| roll.ids().any(|id| id == article.id));
        (!is_listed).then(|| Roll::of(store, index).map(|of| Change::Roll { of }))?
    }
}
