//! tmp
use std::ops::Range;
/// tmp
pub struct Index(usize);
/// tmp
pub struct Hit {
    /// row
    pub row: usize,
}
impl Index {
    /// tmp
    pub fn new<'a>(rows: impl Iterator<Item = [&'a str; 3]>) -> Self {
        Index(rows.count())
    }
    /// tmp
    pub fn search(&self, _q: &str, _limit: usize) -> Vec<Hit> {
        (0..self.0).map(|row| Hit { row }).collect()
    }
}
/// tmp
pub fn positions(_t: &str, _q: &str) -> Vec<Range<usize>> {
    Vec::new()
}
