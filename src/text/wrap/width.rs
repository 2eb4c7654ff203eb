//! How wide a text is on the screen, and where it is cut to be no wider.
//!
//! What most texts are made of takes a column a letter, which is seen at one look; all else is measured by
//! grapheme clusters. Lines are broken elsewhere.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The columns that `text` takes on one line of the screen: the sum over its grapheme clusters, as
/// ratatui draws them. Control characters take none.
pub fn columns(text: &str) -> usize {
    if is_simple(text) { text.chars().count() } else { text.graphemes(true).map(cluster_columns).sum() }
}

/// Whether each character of a text takes one column: nearly all texts are so, and their clusters need not be
/// looked for.
pub fn is_simple(text: &str) -> bool {
    text.chars().all(is_simple_letter)
}

/// The longest start of `text` that takes at most `limit` columns, cut at a grapheme cluster, and
/// whether anything was cut off. Then one column is left free for an ellipsis, and no space stands
/// before it.
pub fn truncate(text: &str, limit: usize) -> (&str, bool) {
    if let Some(cut) = truncate_simple(text, limit) {
        return cut;
    }
    if columns_within(text, limit).is_some() {
        return (text, false);
    }
    let Some(room) = limit.checked_sub(1) else { return ("", false) };
    let mut used = 0;
    let mut fits = |cluster: &str| {
        used += cluster_columns(cluster);
        used <= room
    };
    let length = text.graphemes(true).take_while(|cluster| fits(cluster)).map(str::len).sum();
    (text.get(..length).unwrap_or_default().trim_end(), true)
}

/// The same, as long as a letter has one column, as nearly all have: one look tells where it is to be cut.
fn truncate_simple(text: &str, limit: usize) -> Option<(&str, bool)> {
    let mut end = 0;
    for (letters, (at, letter)) in text.char_indices().enumerate() {
        if !is_simple_letter(letter) {
            return None;
        }
        if letters == limit {
            return Some((text.get(..end)?.trim_end(), limit > 0));
        }
        end = at;
    }
    Some((text, false))
}

/// The columns of a word, if it takes no more than `room`.
pub(super) fn columns_within(word: &str, room: usize) -> Option<usize> {
    let mut used = 0;
    for c in word.chars() {
        if !is_simple_letter(c) {
            return clusters_within(word, room);
        }
        used += 1;
        if used > room {
            return None;
        }
    }
    Some(used)
}

fn clusters_within(word: &str, room: usize) -> Option<usize> {
    let start = window(word, room);
    let fits = |used: &usize| *used <= room && start.len() == word.len();
    Some(columns(start)).filter(fits)
}

/// The start of a word, more than enough to fill `room` columns: scrubbed text has a column in every
/// five characters. Without it a cluster of a million letters would be measured again for each line.
pub(super) fn window(word: &str, room: usize) -> &str {
    let limit = room.saturating_add(2).saturating_mul(5);
    word.char_indices().nth(limit).and_then(|(at, _)| word.get(..at)).unwrap_or(word)
}

/// Whether a character takes one column wherever it stands, unless something not simple follows:
/// ASCII, Latin, plain Greek and Cyrillic, the usual punctuation and currency signs.
fn is_simple_letter(c: char) -> bool {
    matches!(c,
        ' '..='~' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{391}'..='\u{3ff}' | '\u{400}'..='\u{482}'
        | '\u{48a}'..='\u{52f}' | '\u{2010}'..='\u{2027}' | '\u{202f}'..='\u{205e}' | '\u{20a0}'..='\u{20bf}')
}

/// The columns of one grapheme cluster. ratatui 0.30 adds one for each half-width kana sound mark,
/// whatever unicode-width says of it; `tests/columns.rs` compares.
pub(super) fn cluster_columns(cluster: &str) -> usize {
    if cluster.contains(char::is_control) {
        return 0;
    }
    cluster.width() + cluster.matches(['\u{ff9e}', '\u{ff9f}']).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_cut_between_clusters() {
        let cases = [
            ("abc", 3, ("abc", false)),
            ("abcd", 3, ("ab", true)),
            ("ab cd", 4, ("ab", true)),
            ("", 0, ("", false)),
            ("abc", 0, ("", false)),
            ("abc", 1, ("", true)),
            ("日本語", 5, ("日本", true)),
            ("日本語", 4, ("日", true)),
            ("e\u{301}e\u{301}e\u{301}", 2, ("e\u{301}", true)),
            ("été\u{a0}!", 5, ("été\u{a0}!", false)),
        ];
        for (text, limit, expected) in cases {
            assert_eq!(truncate(text, limit), expected, "{text:?} at {limit}");
        }
    }
}
