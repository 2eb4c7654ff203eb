//! What text is: folding, scrubbing, wrapping, words and language, and what messages are made of. Pure functions
//! over `&str`.

pub mod ascii;
pub mod bytes;
pub mod duration;
pub mod fold;
pub mod front;
pub mod hyphens;
pub mod language;
pub mod message;
pub mod scrub;
pub mod sentences;
pub mod shape;
mod ties;
pub mod timecode;
pub mod typeset;
pub mod words;
pub mod wrap;
