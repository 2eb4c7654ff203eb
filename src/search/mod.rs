//! Search: a query in, hits out.
//!
//! [`fuzzy`] ranks the rows of a list (titles, sources, rubrics, first sentences), [`within`] finds the
//! words of a query in one article. Both see text as [`crate::text::fold`] leaves it, and take an accent
//! that was typed at its word. Nothing here knows what is on the screen.

pub mod fuzzy;
mod letters;
mod needle;
mod place;
pub mod within;
