//! Widths: how many columns a text takes on the screen. Wrapping comes here too.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The columns that `text` takes on one line of the screen: the sum over its grapheme clusters, as
/// ratatui draws them. Control characters take none.
pub fn columns(text: &str) -> usize {
    if text.chars().all(is_simple) { text.chars().count() } else { text.graphemes(true).map(cluster_columns).sum() }
}

/// Whether a character takes one column wherever it stands, unless something not simple follows:
/// ASCII, Latin, plain Greek and Cyrillic, the usual punctuation and currency signs.
fn is_simple(c: char) -> bool {
    matches!(c,
        ' '..='~' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{370}'..='\u{377}' | '\u{391}'..='\u{3ff}'
        | '\u{400}'..='\u{482}' | '\u{48a}'..='\u{52f}' | '\u{2010}'..='\u{2027}' | '\u{202f}'..='\u{205e}'
        | '\u{20a0}'..='\u{20bf}')
}

/// The columns of one grapheme cluster. Terminals give the half-width kana sound marks a cell of
/// their own (ratatui counts them too), unicode-width none where they follow a letter.
fn cluster_columns(cluster: &str) -> usize {
    if cluster.contains(char::is_control) {
        return 0;
    }
    cluster.width() + cluster.matches(['\u{ff9e}', '\u{ff9f}']).count()
}
