//! What arrives and what is asked of the world: data, and nothing else.
//!
//! The application never touches disk, terminal or clock: it is told [`Event`]s and returns
//! [`Effect`]s, which the doorway (`terminal`) performs.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crossterm::event::KeyEvent;
use ratatui::layout::Position;

use super::action::Action;
use crate::model::body::Body;
use crate::model::change::{Change, Entry};
use crate::model::highlight::Origin;
use crate::model::roll::Roll;
use crate::model::store::Store;
use crate::model::warning::Warning;
use crate::search::fuzzy::Index;
use crate::search::whole::Seek;

/// Titles given by hand, by the article's index in the store.
pub type Titles = HashMap<usize, String>;

/// What arrives.
#[derive(Debug, Clone)]
pub enum Event {
    /// A key was pressed.
    Key(KeyEvent),
    /// No key came for a moment: what was typed is whole (see [`crate::app::App::waits`]).
    Pause,
    /// The mouse did something.
    Mouse(Pointer),
    /// Text was pasted.
    Paste(String),
    /// The terminal has this many columns and rows.
    Resize(u16, u16),
    /// The screen was opened: reading goes on where it stopped the last time, once that is loaded.
    Resume,
    /// What the articles looked like that something was done to; comes before what is loaded.
    Rolls(BTreeSet<Roll>),
    /// A part of the sources was read, in reading order; more comes.
    Arrived(Arc<Store>),
    /// The sources were read.
    Loaded(Arc<Store>, Vec<Warning>),
    /// The journal is on disk up to the entry with this number (see [`Effect::Record`]).
    Saved(u64),
    /// The journal could not be written; what happened and what to do.
    SaveFailed(String),
    /// Another session, or another machine, wrote these entries.
    Synced(Vec<Entry>),
    /// The highlights were exported; what to say of it, and what to remember.
    Exported(String, Vec<Change>),
    /// An effect ended well; what to say of it.
    Done(String),
    /// An effect failed; what happened and what to do.
    Failed(String),
    /// A command was given by its name.
    Command(Action),
    /// A command was given by its name, with what its key takes before it: how often, or where to.
    Counted(Action, usize),
    /// A decision (keep, skip, later) was made about these articles, by their index in the store.
    Decide(Action, Vec<usize>),
    /// Something was chosen by its number.
    Choose(Target),
    /// The editor that is open is to hold this, and to save it.
    Answer(String),
    /// A part of what a search in whole texts found ([`Effect::Seek`]): articles, each with a passage.
    Sought {
        /// The search's number.
        number: u64,
        /// Articles, by their index in the store, each with a passage.
        hits: Vec<(usize, String)>,
        /// Whether that is all.
        is_done: bool,
    },
    /// These articles, with these titles, are ready for the search.
    Prepared(Arc<Store>, Titles, Arc<Index>),
    /// The articles could not be made ready for the search ([`Effect::Prepare`]).
    PrepareFailed,
    /// Nothing has happened for a while: time to save the place.
    Idle,
    /// The program is to end, from outside.
    Terminate,
}

/// What the mouse did, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pointer {
    /// The column and row, counted from 0.
    pub at: Position,
    /// What it did.
    pub gesture: Gesture,
}

/// What a mouse can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gesture {
    /// Its first button was pressed.
    Click,
    /// Its wheel was turned so many times: down, or up where negative.
    Wheel(isize),
}

/// What is copied as Markdown.
#[derive(Debug, Clone, PartialEq)]
pub enum Clip {
    /// A passage, with a line that says where it is from.
    Quote {
        /// The passage.
        passage: String,
        /// Where it is from.
        origin: Box<Origin>,
    },
    /// A whole article.
    Article {
        /// Where it is from.
        origin: Box<Origin>,
        /// Its text.
        body: Box<Body>,
    },
}

/// What a number stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// An article, by its index in the store.
    Article(usize),
    /// A highlight, by its index in the list of highlights.
    Highlight(usize),
    /// A block of the article that is read, by its index.
    Paragraph(usize),
}

/// What is asked of the world.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Write an entry to the journal; it was applied already. Entries count from 1.
    Record(Entry),
    /// Put text on the reader's clipboard; what it is, in a few words.
    Copy {
        /// What it is ("the passage").
        what: String,
        /// The text.
        text: String,
    },
    /// Put a passage or an article on the reader's clipboard, as Markdown.
    CopyMarkdown(Clip),
    /// Open an address in the browser; it was checked to be http, https or mailto.
    Open(String),
    /// Export the highlights to Markdown.
    Export,
    /// Read the sources again.
    Reload,
    /// Cut the documents of these sources anew: the reader corrected them.
    CutAgain(BTreeSet<String>),
    /// Look into whole texts, and forget the search before.
    Seek(Seek),
    /// Make these articles, with these titles, ready for the search.
    Prepare(Arc<Store>, Titles),
    /// Let the mouse report what it does, or leave it to the terminal.
    Mouse(bool),
    /// Suspend the program until it is brought back.
    Suspend,
    /// End the program.
    Quit,
}
