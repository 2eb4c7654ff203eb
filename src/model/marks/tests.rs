//! What marks add up to, live and replayed.

use std::sync::Arc;

use super::super::change::{Run, Stamper};
use super::super::highlight::{Anchor, Colour, Origin};
use super::*;

const A: ArticleId = ArticleId(1);
const B: ArticleId = ArticleId(2);

fn triage(article: ArticleId, to: Triage) -> Change {
    Change::Triage { article, lead: ArticleId(article.0 + 100), to }
}

/// Makes steps the way the program does and keeps them, so that they can be replayed.
#[derive(Default)]
struct Session {
    marks: Marks,
    entries: Vec<Entry>,
}

impl Session {
    fn step(&mut self, step: Step, changes: Vec<Change>) {
        let seq = self.entries.len() as u64 + 1;
        let stamp = Stamp { time: seq * 10, run: Arc::default(), seq };
        let entry = Entry { stamp, step, what: String::new(), changes };
        self.marks.apply(&entry);
        self.entries.push(entry);
    }

    fn undo(&mut self) {
        let (step, changes) = self.marks.undo().map(|(step, changes, _)| (step, changes)).unwrap();
        self.step(step, changes);
    }

    fn redo(&mut self) {
        let (step, changes) = self.marks.redo().map(|(step, changes, _)| (step, changes)).unwrap();
        self.step(step, changes);
    }

    fn replayed(&self) -> Marks {
        let mut marks = Marks::default();
        self.entries.iter().for_each(|entry| marks.apply(entry));
        marks
    }

    fn triage_of(&self, id: ArticleId) -> Triage {
        self.marks.articles.get(&id).cloned().unwrap_or_default().triage()
    }
}

#[test]
fn stamps_grow_whatever_the_clock_says() {
    let mut stamper = Stamper::new("h", "s");
    let cases = [(100, 0, 100), (100, 0, 101), (50, 0, 102), (50, 500, 501), (600, 501, 600), (0, u64::MAX, u64::MAX)];
    for (now, latest, expected) in cases {
        assert_eq!(stamper.stamp(now, latest).time, expected, "{now} {latest}");
    }
    assert_eq!(stamper.stamp(0, 0).seq, 7);
}

#[test]
fn undo_and_redo_go_back_and_forth_without_end_and_survive_a_replay() {
    let mut session = Session::default();
    session.step(Step::Do, vec![triage(A, Triage::Kept)]);
    session.step(Step::Do, vec![triage(A, Triage::Skipped), triage(B, Triage::Skipped)]);
    session.undo();
    assert_eq!((session.triage_of(A), session.triage_of(B)), (Triage::Kept, Triage::Undecided));
    session.undo();
    assert_eq!(session.triage_of(A), Triage::Undecided);
    assert!(session.marks.undo().is_none());
    session.redo();
    session.redo();
    assert_eq!((session.triage_of(A), session.triage_of(B)), (Triage::Skipped, Triage::Skipped));
    assert!(session.marks.redo().is_none());
    session.undo();
    assert_eq!(session.replayed(), session.marks);
    session.step(Step::Do, vec![triage(B, Triage::Later)]);
    assert!(session.marks.redo().is_none(), "a new step forgets what was undone");
}

#[test]
fn the_latest_stamp_wins_in_whatever_order_entries_arrive() {
    let entry = |time, host: &str, to| Entry {
        stamp: Stamp { time, run: Arc::new(Run { host: host.into(), session: String::new() }), seq: 1 },
        step: Step::Silent,
        what: String::new(),
        changes: vec![triage(A, to)],
    };
    let entries = [entry(5, "a", Triage::Kept), entry(9, "a", Triage::Later), entry(9, "b", Triage::Skipped)];
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0], [2, 0, 1]] {
        let mut marks = Marks::default();
        order.iter().for_each(|&at| marks.apply(&entries[at]));
        assert_eq!(marks.articles[&A].triage(), Triage::Skipped, "{order:?}");
    }
}

#[test]
fn a_deleted_highlight_comes_back_with_its_note() {
    let id = HighlightId("3f9a2c1b".into());
    let anchor = Anchor::new(A, "La mer monte.", 3..6).unwrap();
    let mut session = Session::default();
    let made =
        Change::Highlight { id: id.clone(), anchor: Box::new(anchor), origin: Box::default(), colour: Colour::Green };
    session.step(Step::Do, vec![made]);
    session.step(Step::Do, vec![Change::Note { id: id.clone(), to: "à relire".into() }]);
    session.step(Step::Do, vec![Change::Delete { id: id.clone(), to: true }]);
    assert_eq!(session.marks.highlights().count(), 0);
    session.undo();
    let back = session.marks.highlight(&id).unwrap();
    assert_eq!((back.note.as_str(), back.colour), ("à relire", Colour::Green));
    session.undo();
    session.undo();
    assert_eq!(session.marks.highlights().count(), 0, "undoing its making deletes it");
    assert_eq!(session.replayed(), session.marks);
}

#[test]
fn a_lost_highlight_is_attached_by_hand_and_that_is_undone() {
    let id = HighlightId("3f9a2c1b".into());
    let anchor = |text: &str| Box::new(Anchor::new(A, text, 3..6).unwrap());
    let mut session = Session::default();
    let (colour, origin) = (Colour::Green, Box::<Origin>::default());
    let (made, moved) = (anchor("La mer monte."), anchor("Le sel fond."));
    session.step(Step::Do, vec![Change::Highlight { id: id.clone(), anchor: made, origin: origin.clone(), colour }]);
    session.step(Step::Do, vec![Change::Attach { id: id.clone(), anchor: moved, origin }]);
    let quote = |session: &Session| session.marks.highlight(&id).unwrap().anchor.quote;
    assert_eq!((quote(&session).as_str(), session.marks.highlight(&id).unwrap().made), ("sel", 10));
    session.undo();
    assert_eq!(quote(&session), "mer");
    session.redo();
    assert_eq!((quote(&session).as_str(), session.replayed() == session.marks), ("sel", true));
}

#[test]
fn an_entry_reads_back_and_an_unknown_change_is_kept() {
    let line = r#"{"time":1,"host":"h","session":"s","seq":1,"step":"do","changes":[{"kind":"juggle","balls":3}]}"#;
    let entry: Entry = serde_json::from_str(line).unwrap();
    assert!(matches!(entry.changes[0], Change::Unknown(_)));
    let again: serde_json::Value = serde_json::to_value(&entry).unwrap();
    assert_eq!(again, serde_json::from_str::<serde_json::Value>(line).unwrap());
}
