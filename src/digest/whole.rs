//! Documents that are one article: a post, an interview, a recording.
//!
//! They are never cut at their headings, questions or chapters; only what stands before and after is
//! left out.

use crate::text::timecode;

use super::line::Shape;
use super::reason::Seen;
use super::role::{At, Draft, Role};
use crate::model::rule::Rule;

static WHOLE: Seen =
    Seen { rule: Rule::Whole, confidence: 0.9, evidence: "nothing says that it is more than one article" };
static RECORDING: Seen = Seen { rule: Rule::Recording, confidence: 0.95, evidence: "most lines begin with a time" };

/// One article from the first to the last line of content.
pub(crate) fn cut(draft: &mut Draft) {
    one(draft, &WHOLE);
}

/// One recording: the words before the first time are a description, where they make a sentence.
pub(crate) fn cut_recording(draft: &mut Draft) {
    let timed = |draft: &Draft, at: usize| draft.lines.get(at).is_some_and(|line| line.shape == Shape::Timed);
    let content: Vec<usize> = draft.content().collect();
    let first = content.iter().position(|at| timed(draft, *at)).unwrap_or(0);
    let last = content.iter().rposition(|at| timed(draft, *at)).unwrap_or(content.len());
    // Where times stand on lines of their own, what is said last stands below.
    let is_alone =
        content.get(last).is_some_and(|at| timecode::split(draft.text(*at)).is_some_and(|(_, said)| said.is_empty()));
    let end = last + if is_alone { 3 } else { 1 };
    let (head, tail) = (content.get(..first).unwrap_or_default(), content.get(end..).unwrap_or_default());
    for at in head.iter().chain(tail) {
        // The furniture of a video page is labels of a few words; a description is a sentence.
        if draft.lines.get(*at).is_some_and(|line| line.words() < 8 && !line.ends_with_colon()) {
            draft.set(*at..at + 1, Role::Chrome);
        }
    }
    one(draft, &RECORDING);
    debug_assert!(draft.cuts.iter().all(|cut| cut.lines.range().any(|at| timecode::is_timed(draft.text(at)))));
}

fn one(draft: &mut Draft, seen: &'static Seen) {
    // The title of a page is the first line of its article.
    let title = draft.title.take();
    if let Some(title) = title {
        draft.set(title..title + 1, Role::Open);
    }
    let (first, last) = (draft.content().next(), draft.content().next_back());
    if let (Some(first), Some(last)) = (first, last) {
        draft.cut(first..last + 1, seen);
        if let Some(cut) = draft.cuts.last_mut() {
            cut.heading = title.and_then(At::new);
        }
    }
}
