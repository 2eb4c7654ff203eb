//! What becomes of each character when a text is scrubbed.
//!
//! Unicode says which show nothing, and what terminals make of emoji decides on theirs. How a sequence of
//! them is passed over is not decided here.

use unicode_normalization::char::is_combining_mark;
use unicode_width::UnicodeWidthChar;

/// Whether a character can be passed over without a second look: most can.
pub(super) fn is_clean(c: char) -> bool {
    match c {
        '\n' | ' '..='~' => true,
        '\0'..='\u{9f}' => false,
        '\u{a0}'..='\u{2ff}' => c != '\u{ad}',
        // Dashes, quotation marks, ellipsis.
        '\u{2010}'..='\u{2027}' => true,
        _ => matches!(fate(c), Fate::Keep) && !is_mark(c),
    }
}

/// What becomes of a character.
pub(super) enum Fate {
    Keep,
    Drop,
    Become(char),
    Tab,
    Sequence,
}

pub(super) fn fate(c: char) -> Fate {
    match c {
        '\n' => Fate::Keep,
        '\t' => Fate::Tab,
        '\u{b}' | '\u{c}' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Fate::Become(' '),
        '\u{1b}' | '\u{80}'..='\u{9f}' => Fate::Sequence,
        '\0'..='\u{1f}' | '\u{7f}' => Fate::Drop,
        '\u{1f1e6}'..='\u{1f1ff}' => flag_letter(c),
        _ if is_hidden(c) || is_emoji_part(c) || is_nonsense(c) => Fate::Drop,
        _ => Fate::Keep,
    }
}

/// The letter that a regional indicator stands for. Two of them make a flag where the terminal knows
/// flags, one wide or two; where it does not, two boxes. `FR` reads the same everywhere.
fn flag_letter(c: char) -> Fate {
    let letter = u32::from(c) - 0x1f1e6 + u32::from('A');
    char::from_u32(letter).map_or(Fate::Drop, Fate::Become)
}

/// Default-ignorable code points (Unicode 16, DerivedCoreProperties.txt): they show nothing, but can
/// reorder, join, hide and tell apart what looks the same.
fn is_hidden(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// Skin tones, and the box that makes a digit a keycap.
fn is_emoji_part(c: char) -> bool {
    matches!(c, '\u{1f3fb}'..='\u{1f3ff}' | '\u{20e3}')
}

/// Interlinear annotation controls and noncharacters: no text holds them on purpose.
fn is_nonsense(c: char) -> bool {
    matches!(c, '\u{fff9}'..='\u{fffb}' | '\u{fdd0}'..='\u{fdef}') || u32::from(c) & 0xfffe == 0xfffe
}

/// Whether a character sits on the one before it: a combining mark, or anything without a width.
pub(super) fn is_mark(c: char) -> bool {
    is_combining_mark(c) || (c != '\n' && c.width() == Some(0))
}
