//! What is known of one highlight: how it was made, where it sits now, and what was said of it.

use std::collections::BTreeSet;

use super::super::change::Stamp;
use super::super::highlight::{Anchor, Colour, Highlight, HighlightId, Origin};
use super::Field;

/// What the reader did with one highlight.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct HighlightMarks {
    made: Option<Made>,
    pub(super) attached: Field<Option<(Box<Anchor>, Box<Origin>)>>,
    pub(super) deleted: Field<bool>,
    pub(super) note: Field<String>,
    pub(super) tags: Field<BTreeSet<String>>,
    pub(super) colour: Field<Colour>,
    pub(super) made_at: Field<Option<u64>>,
}

/// How a highlight was made; where two machines made one of the same name, the first counts.
#[derive(Debug, Clone, PartialEq)]
struct Made {
    anchor: Box<Anchor>,
    origin: Box<Origin>,
    stamp: Stamp,
}

impl HighlightMarks {
    /// Makes it; it is there, whether it was deleted before or not.
    pub(super) fn make(&mut self, anchor: &Anchor, origin: &Origin, colour: Colour, stamp: &Stamp) {
        if self.made.as_ref().is_none_or(|made| *stamp < made.stamp) {
            let (anchor, origin) = (Box::new(anchor.clone()), Box::new(origin.clone()));
            self.made = Some(Made { anchor, origin, stamp: stamp.clone() });
        }
        self.colour.set(&colour, stamp);
        self.deleted.set(&false, stamp);
    }

    /// Where it sits: where the reader attached it last, else where it was made.
    pub(super) fn place(&self) -> Option<(&Anchor, &Origin)> {
        let made = self.made.as_ref().map(|made| (&*made.anchor, &*made.origin));
        self.attached.value.as_ref().map(|(anchor, origin)| (&**anchor, &**origin)).or(made)
    }

    /// The highlight as it is now; nothing where it is not known how it was made.
    pub(super) fn to_highlight(&self, id: &HighlightId) -> Option<Highlight> {
        let made = self.made_at.value.unwrap_or(self.made.as_ref()?.stamp.time);
        let (anchor, origin) = self.place()?;
        Some(Highlight {
            id: id.clone(),
            anchor: anchor.clone(),
            origin: origin.clone(),
            made,
            note: self.note.value.clone(),
            tags: self.tags.value.clone(),
            colour: self.colour.value,
        })
    }
}
