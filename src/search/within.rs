//! tmp
use std::ops::Range;
/// tmp
pub fn find(text: &str, query: &str) -> Vec<Range<usize>> {
    if query.is_empty() {
        return Vec::new();
    }
    text.match_indices(query).map(|(a, m)| a..a + m.len()).collect()
}
