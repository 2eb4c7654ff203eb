//! One file for each thing on the screen: its state, its methods, its drawing, its tests.
//!
//! Panes know nothing of `App` and nothing of each other: `App` introduces them.

pub mod colours;
pub mod contents;
pub mod digests;
pub mod editor;
pub mod highlights;
pub mod input;
pub mod line;
pub mod list;
pub mod palette;
pub mod reader;
pub mod scroll;
pub mod search;
pub mod status;
pub mod summary;
