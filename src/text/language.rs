//! Which language a text is in: a vote of its commonest words.
//!
//! It tells French from English and abstains on anything else, which is all that typography, hyphens
//! and the list need.

use serde::{Deserialize, Serialize};

use super::words;

/// The language of a text, as far as veille tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// French.
    Fr,
    /// English.
    En,
}

impl Lang {
    /// The language with this tag (BCP 47), where it is one of these.
    pub fn tagged(tag: &str) -> Option<Lang> {
        match tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase().as_str() {
            "fr" => Some(Lang::Fr),
            "en" => Some(Lang::En),
            _ => None,
        }
    }
}

fn is_french(word: &[u8]) -> bool {
    matches!(
        word,
        b"le"
            | b"la"
            | b"les"
            | b"des"
            | b"et"
            | b"est"
            | b"une"
            | b"un"
            | b"dans"
            | b"pour"
            | b"que"
            | b"qui"
            | b"sur"
            | b"avec"
            | b"pas"
            | b"plus"
            | b"du"
            | b"au"
            | b"ce"
            | b"cette"
            | b"sont"
            | b"par"
            | b"nous"
            | b"vous"
    )
}

fn is_english(word: &[u8]) -> bool {
    matches!(
        word,
        b"the"
            | b"of"
            | b"and"
            | b"to"
            | b"in"
            | b"is"
            | b"that"
            | b"for"
            | b"with"
            | b"on"
            | b"are"
            | b"it"
            | b"this"
            | b"be"
            | b"by"
            | b"from"
            | b"was"
            | b"have"
            | b"you"
            | b"as"
            | b"an"
            | b"at"
            | b"or"
            | b"we"
    )
}

/// The bytes of the longest of these words.
const LONGEST: usize = 5;

/// Words looked at: enough to be sure, few enough to cost nothing.
const ENOUGH: usize = 120;

/// The language of a text in lines, if its common words agree; `None` where there are too few of them.
pub fn of<'a>(lines: impl IntoIterator<Item = &'a str>) -> Option<Lang> {
    let (mut french, mut english) = (0, 0);
    for word in lines.into_iter().flat_map(words::letters).take(ENOUGH) {
        let mut lower = [0_u8; LONGEST];
        let Some(lower) = lower.get_mut(..word.len()) else { continue };
        lower.copy_from_slice(word.as_bytes());
        lower.make_ascii_lowercase();
        french += usize::from(is_french(lower));
        english += usize::from(is_english(lower));
    }
    // One stray word of the other language (a name, a quotation) must not decide.
    if french > english + 1 || (french > 0 && english == 0) {
        Some(Lang::Fr)
    } else if english > french + 1 || (english > 0 && french == 0) {
        Some(Lang::En)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_vote() {
        let cases = [
            ("La mer monte et le vent tombe.", Some(Lang::Fr)),
            ("The tide is out and the wind has died.", Some(Lang::En)),
            ("12 34 !", None),
            ("", None),
        ];
        for (text, expected) in cases {
            assert_eq!(of([text]), expected, "{text:?}");
        }
    }
}
