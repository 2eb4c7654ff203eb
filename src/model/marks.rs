//! Marks: the state that all changes add up to, and the only way to change it.
//!
//! What is seen live and what is replayed from disk go through the same [`Marks::apply`]. Each field
//! keeps the stamp of the change that set it and the latest stamp wins, so the order in which entries
//! of several machines are applied does not matter. Undo appends the opposite change: history is
//! never rewritten.

mod highlighted;
mod past;
mod tracing;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::BuildHasherDefault;
use std::sync::LazyLock;

use super::article::{Article, ArticleId, IdHasher};
use super::change::{Change, Entry, Reading, Stamp, Step, Triage};
use super::correction::{Correction, Corrections, LineKey};
use super::exports::Exports;
use super::heirs::Heirs;
use super::highlight::{Highlight, HighlightId};
use super::roll::Roll;
use super::store::Store;
use highlighted::HighlightMarks;
use past::Past;

/// A value with the stamp of the change that set it.
#[derive(Debug, Clone, PartialEq, Default)]
struct Field<T> {
    value: T,
    /// None before it was ever set.
    stamp: Option<Stamp>,
}

impl<T: Clone> Field<T> {
    /// Sets the value unless a later change already did.
    fn set(&mut self, value: &T, stamp: &Stamp) {
        if self.stamp.as_ref().is_none_or(|last| stamp >= last) {
            self.value = value.clone();
            self.stamp = Some(stamp.clone());
        }
    }
}

/// What the reader did to one article.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct ArticleMarks {
    triage: Field<Triage>,
    /// What only those have that were opened: most never are, and there are a hundred thousand.
    opened: Option<Box<Opened>>,
}

/// What the reader did to an article beyond deciding about it.
#[derive(Debug, Clone, PartialEq, Default)]
struct Opened {
    read: Field<bool>,
    place: Field<usize>,
    title: Field<String>,
}

impl ArticleMarks {
    /// The decision.
    pub fn triage(&self) -> Triage {
        self.triage.value
    }

    /// Whether it was read to its end.
    pub fn is_read(&self) -> bool {
        self.opened.as_ref().is_some_and(|opened| opened.read.value)
    }

    /// The place where reading stopped, in code points of the canonical text.
    pub fn place(&self) -> usize {
        self.opened.as_ref().map_or(0, |opened| opened.place.value)
    }

    /// The title given by hand.
    pub fn title(&self) -> Option<&str> {
        self.opened.as_ref().map(|opened| opened.title.value.as_str()).filter(|title| !title.is_empty())
    }

    /// The title that is shown of an article of which this is known: the one given by hand, else its own.
    pub fn title_of<'a>(&'a self, article: &'a Article) -> Cow<'a, str> {
        self.title().map_or_else(|| article.shown_title(), Cow::Borrowed)
    }

    /// Whether nothing is left of what was done to it.
    fn is_nothing(&self) -> bool {
        let is_opened = self.is_read() || self.place() > 0 || self.title().is_some();
        self.triage() == Triage::default() && !is_opened
    }

    fn opened_mut(&mut self) -> &mut Opened {
        self.opened.get_or_insert_default()
    }
}

/// What the reader said of a line, and in which source.
type Corrected = Field<(String, Option<Correction>)>;

/// Things by an article's id.
type ById<T> = HashMap<ArticleId, T, BuildHasherDefault<IdHasher>>;

/// Everything the reader did, added up.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Marks {
    articles: ById<ArticleMarks>,
    leads: ById<Field<Option<ArticleId>>>,
    /// What the articles of issues looked like.
    rolls: BTreeMap<u32, BTreeSet<Roll>>,
    /// The texts whose marks others took over, and which.
    succeeded: BTreeMap<ArticleId, BTreeSet<ArticleId>>,
    /// Follows from all that and from what is loaded (see [`Marks::trace`]).
    heirs: Heirs,
    /// Articles that begin like one that was marked in another source, by their ids; it follows likewise.
    strangers: BTreeSet<ArticleId>,
    highlights: BTreeMap<HighlightId, HighlightMarks>,
    exports: Exports,
    cuts: BTreeMap<LineKey, Corrected>,
    roles: BTreeMap<LineKey, Corrected>,
    past: Past,
    latest: u64,
    latest_article: Option<ArticleId>,
    reading: Field<Option<Box<Reading>>>,
}

impl Marks {
    /// No marks yet, with room for those that `entries` make: growing little by little costs as much again.
    pub fn with_room_for(entries: &[Entry]) -> Marks {
        let mut marks = Marks::default();
        marks.past.done.reserve(entries.iter().filter(|entry| entry.step == Step::Do).count());
        let is_decision = |change: &&Change| matches!(change, Change::Triage { .. });
        // Most articles are decided about once.
        let articles = entries.iter().flat_map(|entry| &entry.changes).filter(is_decision).count();
        marks.articles.reserve(articles);
        marks.leads.reserve(articles);
        marks
    }

    /// Applies one entry: the only way in which marks change.
    pub fn apply(&mut self, entry: &Entry) {
        self.take(entry.clone());
    }

    /// As [`Marks::apply`], for an entry that nobody else needs: replaying very many, copies would cost.
    pub fn take(&mut self, entry: Entry) {
        let inverse = match entry.step {
            Step::Do => self.inverses(&entry.changes),
            Step::Undo(_) | Step::Redo(_) | Step::Silent => Vec::new(),
        };
        for change in &entry.changes {
            self.apply_change(change, &entry.stamp);
        }
        if entry.stamp.time >= self.latest {
            self.latest_article = entry.changes.iter().rev().find_map(Change::article).or(self.latest_article);
        }
        self.latest = self.latest.max(entry.stamp.time);
        self.past.remember(entry, inverse);
    }

    /// The changes that undo the last step, the step they undo, and its words.
    pub fn undo(&self) -> Option<(Step, Vec<Change>, &str)> {
        self.past.undo()
    }

    /// The changes that redo the step undone last, that step, and its words.
    pub fn redo(&self) -> Option<(Step, Vec<Change>, &str)> {
        self.past.redo()
    }

    /// The article that the latest change of one was about.
    pub fn latest_article(&self) -> Option<ArticleId> {
        self.latest_article
    }

    /// What was being read when the program ended last.
    pub fn reading(&self) -> Option<&Reading> {
        self.reading.value.as_deref()
    }

    /// The time of the latest change, in milliseconds since 1970 (UTC); a new one must not be earlier.
    pub fn latest(&self) -> u64 {
        self.latest
    }

    /// What is known of an article: by its own id, else by that of another text (see [`Marks::known_as`]).
    pub fn article(&self, store: &Store, article: &Article) -> &ArticleMarks {
        static NOTHING: LazyLock<ArticleMarks> = LazyLock::new(ArticleMarks::default);
        let other = || self.articles.get(&self.known_as(store, article)?);
        self.articles.get(&article.id).or_else(other).unwrap_or(&NOTHING)
    }

    /// The other text by whose id an article is known of which nothing is known by its own: one with the same
    /// first lines, where only its end moved; else one that it inherits from, for it was edited.
    ///
    /// Both hold only where that text is not itself in `store`, and in the source that it was in, as far as that
    /// is known: two letters may well begin alike.
    pub fn known_as(&self, store: &Store, article: &Article) -> Option<ArticleId> {
        let moved = self.begins_like(store, article).filter(|_| !self.strangers.contains(&article.id));
        moved.or_else(|| self.heirs.testator(article.id))
    }

    fn begins_like(&self, store: &Store, article: &Article) -> Option<ArticleId> {
        let is_gone = |id: &ArticleId| self.articles.contains_key(id) && store.find(*id).is_none();
        self.leads.get(&article.lead).and_then(|field| field.value).filter(is_gone)
    }

    /// What is known of the article with this id, loaded or not.
    pub fn of_id(&self, id: ArticleId) -> Option<&ArticleMarks> {
        self.articles.get(&id)
    }

    /// The changes that give an article what is known of it by another id only, before anything
    /// else is done to it: from then on it is known by its own id.
    pub fn adoption(&self, store: &Store, article: &Article) -> Vec<Change> {
        let (id, lead, known) = (article.id, article.lead, self.article(store, article));
        if self.articles.contains_key(&id) {
            return Vec::new();
        }
        let triage = Some(Change::Triage { article: id, lead, to: known.triage() })
            .filter(|_| known.triage() != Triage::default());
        let read = known.is_read().then_some(Change::Read { article: id, lead, to: true });
        let place = (known.place() > 0).then_some(Change::Place { article: id, lead, to: known.place() });
        let title = known.title().map(|title| Change::Title { article: id, lead, to: title.to_owned() });
        let succeeds = self.known_as(store, article).map(|to| Change::Succeed { article: id, to });
        let said: Vec<Change> = [triage, read, place, title].into_iter().flatten().collect();
        if said.is_empty() { said } else { said.into_iter().chain(succeeds).collect() }
    }

    /// The decision about an article.
    pub fn triage(&self, store: &Store, article: &Article) -> Triage {
        self.article(store, article).triage()
    }

    /// All highlights that are not deleted, by id.
    pub fn highlights(&self) -> impl Iterator<Item = Highlight> {
        self.highlights
            .iter()
            .filter(|(_, marks)| !marks.deleted.value)
            .filter_map(|(id, marks)| self.titled(marks.to_highlight(id)?))
    }

    /// A highlight under the title that its article was given by hand, if it was.
    fn titled(&self, mut highlight: Highlight) -> Option<Highlight> {
        if let Some(title) = self.of_id(highlight.anchor.article).and_then(ArticleMarks::title) {
            title.clone_into(&mut highlight.origin.title);
        }
        Some(highlight)
    }

    /// The highlight `id`, unless it is deleted.
    pub fn highlight(&self, id: &HighlightId) -> Option<Highlight> {
        let marks = self.highlights.get(id).filter(|marks| !marks.deleted.value)?;
        self.titled(marks.to_highlight(id)?)
    }

    /// Whether there is, or was, a highlight called `id`.
    pub fn knows_highlight(&self, id: &HighlightId) -> bool {
        self.highlights.contains_key(id)
    }

    /// Whether the highlight `id` is known and was deleted.
    pub fn is_deleted(&self, id: &HighlightId) -> bool {
        self.highlights.get(id).is_some_and(|marks| marks.deleted.value)
    }

    /// What is known of each article that anything was done to, by its id.
    pub fn states(&self) -> BTreeMap<ArticleId, &ArticleMarks> {
        self.articles.iter().map(|(id, marks)| (*id, marks)).collect()
    }

    /// In how many articles reading stopped at a place.
    pub fn places(&self) -> usize {
        let opened = self.articles.values().filter_map(|marks| marks.opened.as_ref());
        opened.filter(|opened| opened.place.stamp.is_some()).count()
    }

    /// The highlights that were exported before, each with all files it was written to.
    pub fn exported(&self) -> &BTreeMap<HighlightId, BTreeSet<String>> {
        self.exports.files()
    }

    /// What was exported, to which files, and how it was written there.
    pub fn exports(&self) -> &Exports {
        &self.exports
    }

    /// All corrections of how documents are cut.
    pub fn corrections(&self) -> Corrections {
        let mut corrections = Corrections::default();
        for (line, field) in self.cuts.iter().chain(&self.roles) {
            if let (source, Some(correction)) = &field.value {
                corrections.add(*line, *correction, source);
            }
        }
        corrections
    }

    fn apply_change(&mut self, change: &Change, stamp: &Stamp) {
        match change {
            Change::Triage { article, lead, to } => self.article_mut(*article, *lead, stamp).triage.set(to, stamp),
            Change::Read { article, lead, to } => {
                self.article_mut(*article, *lead, stamp).opened_mut().read.set(to, stamp)
            }
            Change::Place { article, lead, to } => {
                self.article_mut(*article, *lead, stamp).opened_mut().place.set(to, stamp)
            }
            Change::Title { article, lead, to } => {
                self.article_mut(*article, *lead, stamp).opened_mut().title.set(to, stamp)
            }
            Change::Reading { to } => self.reading.set(to, stamp),
            Change::Roll { of } => self.learn_one(of.clone()),
            Change::Succeed { article, to } => drop(self.succeeded.entry(*to).or_default().insert(*article)),
            Change::Highlight { id, anchor, origin, colour } => {
                self.highlight_mut(id).make(anchor, origin, *colour, stamp)
            }
            Change::Attach { id, anchor, origin } => {
                self.highlight_mut(id).attached.set(&Some((anchor.clone(), origin.clone())), stamp);
            }
            Change::Delete { id, to } => self.highlight_mut(id).deleted.set(to, stamp),
            Change::Note { id, to } => self.highlight_mut(id).note.set(to, stamp),
            Change::Tags { id, to } => self.highlight_mut(id).tags.set(to, stamp),
            Change::Colour { id, to } => self.highlight_mut(id).colour.set(to, stamp),
            Change::Cut { line, source, to } => correct(&mut self.cuts, *line, source, to, stamp),
            Change::Role { line, source, to } => correct(&mut self.roles, *line, source, to, stamp),
            Change::Made { id, to } => self.highlight_mut(id).made_at.set(&Some(*to), stamp),
            Change::Exported { ids, file } => self.exports.add(ids, file),
            Change::Blocks { file, unit, blocks } => self.exports.add_blocks(file, *unit, blocks, stamp),
            Change::Unknown(_) => {}
        }
    }

    fn article_mut(&mut self, id: ArticleId, lead: ArticleId, stamp: &Stamp) -> &mut ArticleMarks {
        self.leads.entry(lead).or_default().set(&Some(id), stamp);
        self.articles.entry(id).or_default()
    }

    fn highlight_mut(&mut self, id: &HighlightId) -> &mut HighlightMarks {
        self.highlights.entry(id.clone()).or_default()
    }
}

fn correct(
    fields: &mut BTreeMap<LineKey, Corrected>,
    line: LineKey,
    source: &str,
    to: &Option<Correction>,
    stamp: &Stamp,
) {
    fields.entry(line).or_default().set(&(source.to_owned(), *to), stamp);
}

#[cfg(test)]
mod tests;
