//! veille, a terminal newsreader for long weekly digests.

pub mod digest;
pub mod export;
pub mod formats;
pub mod model;
pub mod search;
pub mod text;
