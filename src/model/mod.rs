//! What is known: documents, the articles cut out of them, and what the reader did to them.
//!
//! Everything here is plain data with methods that compute. Documents, articles and the store never
//! change once built; what the reader does lives in [`marks::Marks`], which only
//! [`marks::Marks::apply`] changes. No file, clock or terminal is touched here.

pub mod article;
pub mod body;
pub mod change;
pub mod correction;
pub mod document;
pub mod excerpt;
pub mod exports;
pub mod heirs;
pub mod highlight;
pub mod likely;
pub mod lines;
pub mod located;
pub mod marks;
pub mod positions;
pub mod roll;
pub mod rule;
pub mod sketch;
pub mod sought;
pub mod store;
pub mod strays;
pub mod warning;
pub mod wording;
