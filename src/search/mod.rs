//! Search: a query in, hits out.
//!
//! [`query`] reads what is typed; [`asked`] holds it against the [`facts`] known of an article or highlight;
//! [`fuzzy`] ranks the rows of a list (titles, sources, rubrics, first sentences), [`whole`] looks into whole
//! texts, [`within`] finds the words of a query in one article. All see text as [`crate::text::fold`] leaves
//! it, and take an accent or a capital that was typed at its word. Nothing here knows what is on the screen.

pub mod asked;
pub mod facts;
pub mod fuzzy;
mod letters;
mod needle;
mod place;
pub mod query;
pub mod whole;
pub mod within;
