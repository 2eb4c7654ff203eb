//! What the user can set, as far as the screen is concerned.

use std::collections::{BTreeMap, HashMap};

use jiff::tz::TimeZone;

use crate::model::highlight::Meanings;
use crate::search::query::Saved;
use crate::text::typeset::Typography;

/// What the user can set.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The width of the reading column.
    pub column: u16,
    /// For the reading time.
    pub words_per_minute: u32,
    /// Niceties of print.
    pub typography: Typography,
    /// Whether the line at the bottom shows keys.
    pub hints: bool,
    /// Whether the mouse scrolls and clicks.
    pub mouse: bool,
    /// Searches by name.
    pub searches: Saved,
    /// Command name → keys.
    pub keys: HashMap<String, Vec<String>>,
    /// Command name → where its keys are given, for what is wrong with them.
    pub key_places: BTreeMap<String, String>,
    /// What the colours of highlights mean to the reader.
    pub meanings: Meanings,
    /// Where the reader’s days begin.
    pub time_zone: TimeZone,
}
