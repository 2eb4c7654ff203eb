//! Marks to text.
