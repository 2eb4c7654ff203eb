//! Where highlights sit: saving a passage, adjusting one, joining two.
//!
//! There is one highlight of a passage: what is highlighted over a part of others is joined with them.
//! A highlight that is adjusted or joined keeps its name, so that its note, its tags and what was
//! exported of it stay with it; each is one step, which is undone as one.

use std::collections::BTreeSet;
use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

use super::App;
use super::action::Action;
use super::panes::editor::Purpose;
use crate::model::body::Body;
use crate::model::change::{Change, Step};
use crate::model::highlight::{Anchor, Highlight, HighlightId, Origin};
use crate::model::located::Located;
use crate::text::message::counted;

/// A highlight, and the bytes where it stands.
type Met = (Highlight, Range<usize>);

impl App {
    /// Saves the focused paragraph or sentence.
    pub(super) fn highlight_focus(&mut self) {
        let Some(range) = self.reader.focused() else { return };
        if !self.attach_to(range.clone()) {
            self.save(range);
        }
    }

    /// Begins a selection, on a highlight under the focus or at the focus.
    pub(super) fn select(&mut self) {
        if self.attaching.is_some() {
            return self.reader.select();
        }
        self.reader.select_or_adjust();
        let save = self.keymap.key_of(Action::SaveSelection);
        if self.reader.adjusted().is_some() {
            let (other, again) = (self.keymap.key_of(Action::SwapEnds), self.keymap.key_of(Action::Select));
            self.status.say(format!(
                "Adjusting the highlight · {other} moves its other end · {save} keeps · {again} selects anew instead"
            ));
        }
    }

    /// Saves the selection, as a highlight or as what a highlight covers from now on, and leaves it.
    pub(super) fn highlight_selection(&mut self) {
        let Some(range) = self.selected_text() else { return };
        if self.attach_to(range.clone()) {
            return;
        }
        let adjusted = self.reader.adjusted().and_then(|id| self.marks.highlight(id));
        self.reader.end_selection();
        match adjusted {
            Some(highlight) => self.adjust(&highlight, range),
            None => {
                self.save(range);
            }
        }
    }

    /// What is selected, without the white space around it; nothing where it is only that.
    pub(super) fn selected_text(&self) -> Option<Range<usize>> {
        let range = self.reader.selected()?;
        let text = self.reader.body().text.get(range.clone())?;
        let start = range.start + text.len() - text.trim_start().len();
        Some(start..start + text.trim().len()).filter(|range| !range.is_empty())
    }

    /// Saves the bytes `range` of the text that is read; gives the highlight's name. There is one highlight
    /// of a passage: one that covers it stays as it is, and those that it overlaps become one with it.
    pub(super) fn save(&mut self, range: Range<usize>) -> Option<HighlightId> {
        let index = self.reader.article()?;
        let met = self.met(index, &range);
        let covers = |(_, there): &&Met| there.start <= range.start && range.end <= there.end;
        if let Some((highlight, there)) = met.iter().find(covers) {
            self.say_highlighted(*there == range);
            return Some(highlight.id.clone());
        }
        if let Some((first, _)) = met.first().cloned() {
            self.unite(index, &self.reader.body().clone(), &first, met, range);
            return Some(first.id);
        }
        let (anchor, origin) = self.sitting(index, self.reader.body(), &range)?;
        let (id, words) = (self.free_id(&anchor), words(&anchor.quote));
        let change = Change::Highlight {
            id: id.clone(),
            anchor: Box::new(anchor),
            origin: Box::new(origin),
            colour: Default::default(),
        };
        self.record(Step::Do, &format!("highlighted {words}"), vec![change]);
        let note = self.keymap.key_of(Action::Note);
        self.status.say(format!("Highlighted {words} · {note} adds a note"));
        Some(id)
    }

    /// Says that a passage is highlighted, as it is or within a larger highlight.
    fn say_highlighted(&mut self, is_whole: bool) {
        if is_whole {
            return self.status.say("This passage is highlighted already.");
        }
        let (select, delete) = (self.keymap.key_of(Action::Select), self.keymap.key_of(Action::Delete));
        self.status.say(format!(
            "This passage is highlighted already, within a larger one · {select} adjusts that · {delete} deletes it"
        ));
    }

    /// The highlights that a passage overlaps, in the order of the text.
    fn met(&self, index: usize, range: &Range<usize>) -> Vec<Met> {
        let met = self.in_article(index).filter(|(_, there)| meets(there, range));
        let mut met: Vec<Met> = met.map(|(located, there)| (located.highlight.clone(), there)).collect();
        met.sort_by_key(|(_, there)| there.start);
        met
    }

    /// Makes one highlight cover `range` and all that it overlaps, and say what was said of them; the others go.
    fn unite(&mut self, index: usize, body: &Body, kept: &Highlight, met: Vec<Met>, range: Range<usize>) {
        let join = |whole: Range<usize>, there: &Range<usize>| whole.start.min(there.start)..whole.end.max(there.end);
        let whole = met.iter().fold(range, |whole, (_, there)| join(whole, there));
        let Some(change) = self.attachment(kept.id.clone(), index, body, &whole) else { return };
        let words = words(body.text.get(whole).unwrap_or_default());
        let (count, undo) = (met.len(), self.keymap.key_of(Action::Undo));
        let all = met.into_iter().map(|(highlight, _)| highlight).collect();
        let changes = [change].into_iter().chain(self.said_of_all(kept, all)).collect();
        if count == 1 {
            self.record(Step::Do, "extended a highlight", changes);
            return self.status.say(format!("Extended the highlight here to {words} · {undo} takes it back"));
        }
        self.record(Step::Do, "joined highlights", changes);
        self.status.say(format!("Joined {count} highlights to one of {words} · {undo} takes it back"));
    }

    /// Makes a highlight cover other bytes of the text that is read; what it overlaps only now is joined to it.
    fn adjust(&mut self, highlight: &Highlight, range: Range<usize>) {
        let Some(index) = self.reader.article() else { return };
        let place = self.place_of(&highlight.id).filter(|(article, _)| *article == index).map(|(_, place)| place);
        if place.as_ref() == Some(&range) {
            return self.status.say("The highlight is as it was.");
        }
        let is_new =
            |(other, there): &Met| other.id != highlight.id && place.as_ref().is_none_or(|place| !meets(there, place));
        let mut met: Vec<Met> = self.met(index, &range).into_iter().filter(is_new).collect();
        if !met.is_empty() {
            met.push((highlight.clone(), range.clone()));
            met.sort_by_key(|(_, there)| there.start);
            return self.unite(index, &self.reader.body().clone(), highlight, met, range);
        }
        let Some(change) = self.attachment(highlight.id.clone(), index, self.reader.body(), &range) else { return };
        self.record(Step::Do, "adjusted a highlight", vec![change]);
        let quote = self.reader.body().text.get(range).unwrap_or_default();
        let (words, undo) = (words(quote), self.keymap.key_of(Action::Undo));
        self.status.say(format!("The highlight covers {words} now · {undo} takes it back"));
    }

    /// Joins the highlight at hand with the one that overlaps it, else with the next one.
    pub(super) fn join_highlights(&mut self) {
        let Some(one) = self.highlight_at_hand() else { return self.say_no_highlight() };
        let Some((index, range)) = self.place_of(&one.id) else {
            return self.status.say("This highlight stands nowhere in what is loaded; it cannot be joined.");
        };
        let neighbour = self.neighbour(&one.id, index, &range);
        let Some((other, there)) = neighbour else {
            return self.status.say("There is no highlight after this one in the article.");
        };
        let Some(body) = self.store.body(index) else { return };
        if body.blocks.iter().any(|block| block.range.start >= range.end && block.range.end <= there.start) {
            let select = self.keymap.key_of(Action::Select);
            return self.status.say(format!(
                "A whole paragraph stands between this highlight and the next; {select} extends this one over it."
            ));
        }
        let mut both = vec![(one.clone(), range.clone()), (other, there)];
        both.sort_by_key(|(_, there)| there.start);
        self.unite(index, &body, &one, both, range);
    }

    /// The highlight of the same article that meets these bytes, else the next after them.
    fn neighbour(&self, id: &HighlightId, index: usize, range: &Range<usize>) -> Option<(Highlight, Range<usize>)> {
        let others = || self.in_article(index).filter(|(located, _)| located.highlight.id != *id);
        let met = others().find(|(_, other)| meets(other, range));
        let next = || others().filter(|(_, other)| other.start >= range.end).min_by_key(|(_, other)| other.start);
        met.or_else(next).map(|(located, range)| (located.highlight.clone(), range))
    }

    /// What becomes of notes and tags where `kept` takes the others of `all` in, and that these are deleted.
    fn said_of_all(&mut self, kept: &Highlight, all: Vec<Highlight>) -> Vec<Change> {
        let (mut notes, mut tags, mut gone) = (Vec::new(), BTreeSet::new(), Vec::new());
        for highlight in all {
            let left = self.drafts.remove(&Purpose::Note(highlight.id.clone()));
            let note = left.map_or(highlight.note, |editor| editor.text());
            if !note.is_empty() && !notes.contains(&note) {
                notes.push(note);
            }
            // Tags that were being typed for a part say nothing of the whole.
            self.drafts.remove(&Purpose::Tags(highlight.id.clone()));
            tags.extend(highlight.tags);
            gone.extend((highlight.id != kept.id).then_some(Change::Delete { id: highlight.id, to: true }));
        }
        let note = notes.join("\n\n");
        let note = (note != kept.note).then(|| Change::Note { id: kept.id.clone(), to: note });
        let tags = (tags != kept.tags).then(|| Change::Tags { id: kept.id.clone(), to: tags });
        note.into_iter().chain(tags).chain(gone).collect()
    }

    /// The change that makes a highlight sit on the bytes `range` of `body`, the text of an article.
    pub(super) fn attachment(
        &self,
        id: HighlightId,
        index: usize,
        body: &Body,
        range: &Range<usize>,
    ) -> Option<Change> {
        let (anchor, origin) = self.sitting(index, body, range)?;
        Some(Change::Attach { id, anchor: Box::new(anchor), origin: Box::new(origin) })
    }

    /// Where the bytes `range` of an article sit, and where that comes from in words.
    pub(super) fn sitting(&self, index: usize, body: &Body, range: &Range<usize>) -> Option<(Anchor, Origin)> {
        let (article, digest, document) =
            (self.store.article(index)?, self.store.digest_of(index)?, self.store.document_of(index)?);
        let origin = Origin {
            title: article.shown_title().into_owned(),
            digest: digest.title.clone(),
            source: document.source().to_owned(),
            date: digest.date.clone().or_else(|| article.date().map(str::to_owned)),
            author: article.author().map(str::to_owned),
            url: article.url().map(str::to_owned),
            line: body.lines_of(range).map(|lines| lines.start + 1),
            seconds: body.seconds_of(range),
        };
        Some((Anchor::new(article.id, &body.text, range.clone())?, origin))
    }

    /// A name that is not taken: a hash of place, quote and time.
    fn free_id(&self, anchor: &Anchor) -> HighlightId {
        let seeds = (0..u64::from(u16::MAX)).map(|salt| {
            let seed = format!("{} {} {} {} {salt}", anchor.article, anchor.start, anchor.end, self.now);
            HighlightId(format!("{:08x}", xxh3_64(seed.as_bytes()) >> 32))
        });
        let mut free = seeds.filter(|id| !self.marks.knows_highlight(id));
        free.next().unwrap_or(HighlightId("00000000".to_owned()))
    }

    /// Where a highlight stands: an article of the store, and bytes of its text.
    fn place_of(&self, id: &HighlightId) -> Option<(usize, Range<usize>)> {
        self.located().iter().find(|located| located.highlight.id == *id)?.place.clone()
    }

    /// The highlights that stand in an article, each with its bytes, in order.
    pub(super) fn in_article(&self, index: usize) -> impl Iterator<Item = (&Located, Range<usize>)> {
        self.located().iter().filter_map(move |located| match &located.place {
            Some((article, range)) if *article == index => Some((located, range.clone())),
            _ => None,
        })
    }
}

/// Whether two passages have anything in common.
fn meets(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && one.end > other.start
}

/// How many words a passage has, in words.
fn words(quote: &str) -> String {
    counted(quote.split_whitespace().count(), "word")
}
