//! The views: which articles are listed.

use crate::model::change::Triage;

/// Which articles are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum View {
    /// What is to decide; digests that are done are folded.
    Inbox,
    /// What was kept.
    Kept,
    /// What was put off.
    Later,
    /// The highlights (another pane shows them).
    Highlights,
    /// All articles.
    All,
}

impl View {
    /// The views in the order of their keys.
    pub const ALL: [View; 5] = [View::Inbox, View::Kept, View::Later, View::Highlights, View::All];

    /// The view's name.
    pub fn name(self) -> &'static str {
        match self {
            View::Inbox => "Inbox",
            View::Kept => "Kept",
            View::Later => "Later",
            View::Highlights => "Highlights",
            View::All => "All",
        }
    }

    pub(super) fn lists(self, triage: Triage) -> bool {
        match self {
            View::Inbox | View::All => true,
            View::Kept => triage == Triage::Kept,
            View::Later => triage == Triage::Later,
            View::Highlights => false,
        }
    }

    /// Whether an article is listed does not depend on what was decided about it.
    pub fn lists_all(self) -> bool {
        matches!(self, View::Inbox | View::All)
    }
}
