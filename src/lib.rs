//! veille, a terminal newsreader for long weekly digests.

pub mod app;
pub mod config;
pub mod digest;
pub mod export;
pub mod files;
pub mod formats;
pub mod journal;
pub mod listing;
pub mod loader;
pub mod model;
pub mod paths;
pub mod search;
pub mod terminal;
pub mod text;
