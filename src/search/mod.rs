//! Query to hits.
pub mod fuzzy;
pub mod within;
