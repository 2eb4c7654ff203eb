//! veille
fn main() {}
