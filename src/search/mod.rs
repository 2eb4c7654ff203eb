//! Query to hits.
