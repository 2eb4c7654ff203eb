//! tmp
use crate::model::store::Store;
use crate::model::warning::Warning;
/// tmp
#[derive(Default)]
pub struct Loaded {
    /// tmp
    pub store: Store,
    /// tmp
    pub warnings: Vec<Warning>,
}
/// tmp
pub fn load(_: &[String]) -> Loaded {
    Loaded::default()
}
