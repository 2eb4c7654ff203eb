//! The keys that the bottom line shows: those that fit the moment, with a word each.

use super::App;
use super::action::Action;
use super::layout::Focus;
use super::overlay::Overlay;

impl App {
    /// Keys with a word each; `waiting` is what a highlight that is being attached is called.
    pub(super) fn hints<'a>(&self, waiting: Option<&'a str>) -> Vec<(String, &'a str)> {
        if !self.settings.hints && waiting.is_none() {
            return Vec::new();
        }
        let waiting = waiting.map(|words| ("attaching".to_owned(), words));
        let fixed = self.overlay.as_ref().map_or_else(Vec::new, keys_of);
        let fixed = fixed.into_iter().map(|(key, words)| (key.to_owned(), words));
        // What has no key has nothing to say here.
        let key = |action: &Action| self.keymap.keys_of(*action).into_iter().next();
        let actions = self.actions_at_hand().iter().filter_map(|(action, words)| Some((key(action)?, *words)));
        waiting.into_iter().chain(fixed).chain(actions).collect()
    }

    /// The commands that fit the moment, with a word each.
    fn actions_at_hand(&self) -> &'static [(Action, &'static str)] {
        match self.focus {
            _ if self.overlay.is_some() => &[],
            Focus::Reader if self.attaching.is_some() && self.reader.is_selecting() => &[
                (Action::SaveSelection, "attach to this"),
                (Action::NextWord, "word"),
                (Action::NextSentence, "sentence"),
                (Action::SwapEnds, "other end"),
                (Action::Close, "leave"),
            ],
            Focus::Reader if self.attaching.is_some() => &[
                (Action::Highlight, "attach to what is focused"),
                (Action::Select, "select"),
                (Action::NextSentence, "sentence"),
                (Action::ViewAll, "other articles"),
                (Action::Close, "leave it lost"),
            ],
            _ if self.attaching.is_some() => &[
                (Action::Read, "open the article where it stands"),
                (Action::Search, "search"),
                (Action::Close, "leave it lost"),
            ],
            Focus::Reader if self.reader.adjusted().is_some() => &[
                (Action::SaveSelection, "keep so"),
                (Action::SwapEnds, "other end"),
                (Action::NextWord, "word"),
                (Action::PrevWord, "word back"),
                (Action::NextSentence, "sentence"),
                (Action::NextLetter, "character"),
                (Action::Select, "select anew"),
                (Action::Close, "leave"),
            ],
            Focus::Reader if self.reader.is_selecting() => &[
                (Action::NextWord, "word"),
                (Action::NextSentence, "sentence"),
                (Action::NextLetter, "character"),
                (Action::SwapEnds, "other end"),
                (Action::SaveSelection, "highlight"),
                (Action::Copy, "copy"),
                (Action::Close, "leave"),
            ],
            Focus::Reader => &[
                (Action::NextParagraph, "paragraph"),
                (Action::NextSentence, "sentence"),
                (Action::Highlight, "highlight"),
                (Action::Select, "select"),
                (Action::Note, "note"),
                (Action::Keep, "keep"),
                (Action::Skip, "skip"),
                (Action::ToList, "list"),
                (Action::Help, "help"),
            ],
            Focus::Highlights => &[
                (Action::GoToPassage, "passage"),
                (Action::Note, "note"),
                (Action::Tags, "tags"),
                (Action::Group, "group"),
                (Action::Colour, "colour"),
                (Action::Copy, "copy"),
                (Action::Delete, "delete"),
                (Action::Export, "export"),
                (Action::Back, "back"),
                (Action::Help, "help"),
            ],
            Focus::List if !self.list.in_range().is_empty() => &[
                (Action::Down, "more"),
                (Action::Up, "fewer"),
                (Action::Keep, "keep"),
                (Action::Skip, "skip"),
                (Action::Later, "later"),
                (Action::Close, "leave"),
            ],
            Focus::Digests => &[
                (Action::Read, "its articles"),
                (Action::SkipRest, "skip the rest"),
                (Action::Fold, "fold"),
                (Action::Undo, "undo"),
                (Action::Search, "search"),
                (Action::Help, "help"),
            ],
            Focus::List if self.store.article_count() == 0 => {
                &[(Action::Reload, "read the sources again"), (Action::Back, "leave"), (Action::Help, "help")]
            }
            Focus::List if self.list.is_empty() => &[
                (Action::ViewInbox, "what is to decide"),
                (Action::ViewAll, "all"),
                (Action::Search, "search"),
                (Action::Help, "help"),
            ],
            Focus::List if self.list.article().is_none() => &[
                (Action::Read, "unfold"),
                (Action::Undo, "undo"),
                (Action::ViewKept, "kept"),
                (Action::ViewHighlights, "highlights"),
                (Action::Export, "export"),
                (Action::Search, "search"),
                (Action::Back, "leave"),
                (Action::Help, "help"),
            ],
            Focus::List => &[
                (Action::Keep, "keep"),
                (Action::Skip, "skip"),
                (Action::Later, "later"),
                (Action::Undo, "undo"),
                (Action::Read, "read"),
                (Action::SkipRest, "skip the rest"),
                (Action::Search, "search"),
                (Action::Help, "help"),
            ],
        }
    }
}

/// The keys of what lies over the panes. They are those of any field or list, and not for anybody to change.
fn keys_of(overlay: &Overlay) -> Vec<(&'static str, &'static str)> {
    match overlay {
        Overlay::Search(search) => {
            let reach = search.other_reach().map(|reach| ("Ctrl-l", reach.name()));
            let keys = [("Enter", "open"), ("Down Up", "choose"), ("Tab", "complete"), ("Ctrl-t", "whole text")];
            keys.into_iter().chain(reach).chain([("Esc", "leave")]).collect()
        }
        Overlay::Palette(_) => vec![("Enter", "run"), ("Down Up", "choose"), ("Esc", "leave")],
        Overlay::Contents(_) => vec![("Enter", "go there"), ("j k", "choose"), ("Esc", "leave")],
        Overlay::Within(_) | Overlay::Editor(_) | Overlay::Colours(_) | Overlay::Links(_) => vec![],
    }
}
