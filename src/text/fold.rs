//! Folding: the form of a text in which it is searched.
//!
//! `numerique` finds *numérique*, `coeur` finds *cœur*, `l'ia` finds *l’IA*: letters lose case, accents
//! and ligatures, punctuation its typography. [`Folded`] remembers where each letter came from, so
//! that matches can be shown in the original, and which accents it had, so that a typed `é` can be
//! strict. It does not stem, and leaves the marks that are letters of their script (vowel signs of
//! India, voiced kana).

use std::ops::Range;

use unicode_normalization::char::{canonical_combining_class, decompose_compatible};

use super::bytes;

/// Folds a text: compatibility decomposition (NFKD, UAX #15) without accents, in lower case, with
/// ligatures spelt out, straight quotes, plain hyphens and plain spaces. Line ends stay.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    // Looked for once: there is hardly ever any.
    let has_grave = memchr::memchr(b'`', text.as_bytes()).is_some();
    let mut rest = text;
    while !rest.is_empty() {
        let (ascii, others) = split_ascii(rest);
        push_ascii(&mut folded, ascii, has_grave);
        walk(others, |_, piece| {
            if let Piece::Letter(letter) = piece {
                folded.push(letter);
            }
        });
        rest = rest.get(ascii.len() + others.len()..).unwrap_or_default();
    }
    folded
}

/// The run of ASCII that a text begins with, and the run of all else behind it.
fn split_ascii(text: &str) -> (&str, &str) {
    let run = bytes::find(text.as_bytes(), |byte| !byte.is_ascii()).unwrap_or(text.len());
    let (ascii, rest) = text.split_at_checked(run).unwrap_or((text, ""));
    let run = rest.bytes().position(|byte| byte.is_ascii()).unwrap_or(rest.len());
    (ascii, rest.get(..run).unwrap_or_default())
}

fn push_ascii(folded: &mut String, ascii: &str, has_grave: bool) {
    let start = folded.len();
    folded.push_str(ascii);
    if let Some(added) = folded.get_mut(start..) {
        added.make_ascii_lowercase();
    }
    if has_grave {
        let plain = ascii.chars().map(plain_ascii);
        folded.truncate(start);
        folded.extend(plain);
    }
}

/// The mark of a letter that was a capital.
pub const CAPITAL: char = '\0';

/// What folding took off a letter: its accent, or that it was a capital.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accent {
    /// The byte of the folded text where the letter stands.
    pub at: u32,
    /// [`CAPITAL`], or the first combining mark of its NFD form. A letter that has both has `CAPITAL` first.
    pub mark: char,
}

/// A folded text that knows its original.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// The accents and capitals that are gone from it, ascending.
    pub accents: Vec<Accent>,
    /// For each byte of the folded text, the start of the character it was made of; then the end.
    starts: Vec<usize>,
}

impl Folded {
    /// Folds `text` and keeps the map back.
    pub fn new(text: &str) -> Self {
        let mut folded = Folded::default();
        folded.text.reserve(text.len());
        folded.starts.reserve(text.len() + 1);
        let has_grave = memchr::memchr(b'`', text.as_bytes()).is_some();
        let mut at = 0;
        while let Some((ascii, others)) = text.get(at..).filter(|rest| !rest.is_empty()).map(split_ascii) {
            folded.push_ascii(ascii, at, has_grave);
            at += ascii.len();
            walk(others, |from, piece| folded.push(at + from, piece));
            at += others.len();
        }
        folded.starts.push(text.len());
        folded
    }

    /// Most text is ASCII, of which each byte is a letter, and few are capitals.
    fn push_ascii(&mut self, ascii: &str, from: usize, has_grave: bool) {
        let start = self.text.len();
        push_ascii(&mut self.text, ascii, has_grave);
        self.starts.extend(from..from + ascii.len());
        let capitals = ascii.bytes().enumerate().filter(|(_, byte)| byte.is_ascii_uppercase());
        let capitals = capitals.filter_map(|(at, _)| u32::try_from(start + at).ok());
        self.accents.extend(capitals.map(|at| Accent { at, mark: CAPITAL }));
    }

    fn push(&mut self, from: usize, piece: Piece) {
        match piece {
            Piece::Letter(letter) => {
                self.text.push(letter);
                self.starts.resize(self.text.len(), from);
            }
            Piece::Accent(mark) => push_accent(&mut self.accents, &self.text, 0, mark),
        }
    }

    /// The bytes of the original that `range` of the folded text was made of: whole characters, with
    /// their combining marks. Empty where `range` is empty or lies outside.
    pub fn original(&self, range: Range<usize>) -> Range<usize> {
        let Some(last) = range.end.checked_sub(1).filter(|&last| last >= range.start) else { return 0..0 };
        let (Some(&from), Some(&to)) = (self.starts.get(range.start), self.starts.get(last)) else { return 0..0 };
        let behind = self.starts.iter().skip(range.end).find(|&&start| start > to);
        from..behind.copied().unwrap_or(to)
    }
}

/// Folds `text` onto the end of `folded`, and the accents and capitals of its letters onto `accents`, counted from
/// byte `from` of `folded`. For whoever folds many texts into one.
pub fn fold_onto(folded: &mut String, accents: &mut Vec<Accent>, from: usize, text: &str) {
    walk(text, |_, piece| match piece {
        Piece::Letter(letter) => folded.push(letter),
        Piece::Accent(mark) => push_accent(accents, folded, from, mark),
    });
}

/// Notes `mark` for the last letter of `folded`, counted from `from`, unless it has a mark already.
fn push_accent(accents: &mut Vec<Accent>, folded: &str, from: usize, mark: char) {
    let letter = folded.chars().next_back().map_or(0, char::len_utf8);
    let at = folded.len().checked_sub(letter + from).and_then(|at| u32::try_from(at).ok());
    if let Some(at) = at.filter(|_| letter > 0)
        && accents.last().is_none_or(|last| last.at != at || (last.mark == CAPITAL && mark != CAPITAL))
    {
        accents.push(Accent { at, mark });
    }
}

/// What a character folds to, piece by piece.
enum Piece {
    Letter(char),
    Accent(char),
}

/// Folds `text` and hands over each piece with the byte where its character starts.
fn walk(text: &str, mut visit: impl FnMut(usize, Piece)) {
    for (at, c) in text.char_indices() {
        if c.is_ascii() {
            visit(at, Piece::Letter(plain_ascii(c)));
            if c.is_ascii_uppercase() {
                visit(at, Piece::Accent(CAPITAL));
            }
        } else if let Some((letter, accent)) = french(c) {
            visit(at, Piece::Letter(letter));
            visit(at, Piece::Accent(accent));
        } else {
            walk_letter(c, |piece| visit(at, piece));
        }
    }
}

/// Folds a character that takes Unicode's tables.
fn walk_letter(c: char, mut visit: impl FnMut(Piece)) {
    let mut is_capital = c.is_uppercase();
    let mut visit = |piece| {
        let is_letter = matches!(piece, Piece::Letter(_));
        visit(piece);
        if is_letter && std::mem::take(&mut is_capital) {
            visit(Piece::Accent(CAPITAL));
        }
    };
    match spelling(c) {
        Some(spelling) => spelling.chars().for_each(|letter| visit(Piece::Letter(letter))),
        None => decompose_compatible(c, |part| visit_part(part, &mut visit)),
    }
}

/// The ASCII characters, a bit each, that some other character of `text` folds to: `é` gives `e`. All other
/// ASCII letters of the folded text stand in `text` as themselves.
pub fn disguised(text: &str) -> u128 {
    let (mut found, mut seen) = (0, [false; COMMON]);
    // Only the first bytes of characters that are not ASCII are greater.
    let firsts = text.bytes().enumerate().filter(|(_, byte)| *byte >= 0xc0);
    for c in firsts.filter_map(|(at, _)| text.get(at..)?.chars().next()) {
        // A language has few of them, and folding is slow.
        if seen.get_mut(c as usize).is_some_and(|seen| std::mem::replace(seen, true)) {
            continue;
        }
        walk(c.encode_utf8(&mut [0; 4]), |_, piece| {
            if let Piece::Letter(letter) = piece
                && letter.is_ascii()
            {
                found |= 1 << u32::from(letter);
            }
        });
    }
    found
}

/// Below this are the letters and the punctuation of most languages that are written with letters.
const COMMON: usize = 0x2100;

fn plain_ascii(c: char) -> char {
    if c == '`' { '\'' } else { c.to_ascii_lowercase() }
}

/// Folds one part of a decomposed character.
fn visit_part(part: char, mut visit: impl FnMut(Piece)) {
    if is_accent(part) {
        visit(Piece::Accent(part));
    } else if let Some(spelling) = spelling(part) {
        spelling.chars().for_each(|letter| visit(Piece::Letter(letter)));
    } else {
        part.to_lowercase().for_each(|letter| visit(Piece::Letter(letter)));
    }
}

/// Whether a character is an accent: a mark above, below or through a letter, or a point of Hebrew or
/// Arabic, by its combining class (UAX #44, table 15).
fn is_accent(c: char) -> bool {
    c >= '\u{300}' && matches!(canonical_combining_class(c), 1 | 10..=36 | 200..)
}

/// The small letters of French with their accents: looking them up in Unicode's tables takes longer.
fn french(c: char) -> Option<(char, char)> {
    Some(match c {
        'à' => ('a', '\u{300}'),
        'â' => ('a', '\u{302}'),
        'ç' => ('c', '\u{327}'),
        'é' => ('e', '\u{301}'),
        'è' => ('e', '\u{300}'),
        'ê' => ('e', '\u{302}'),
        'ë' => ('e', '\u{308}'),
        'î' => ('i', '\u{302}'),
        'ï' => ('i', '\u{308}'),
        'ô' => ('o', '\u{302}'),
        'ù' => ('u', '\u{300}'),
        'û' => ('u', '\u{302}'),
        'ü' => ('u', '\u{308}'),
        _ => return None,
    })
}

/// What Unicode does not decompose, but people type otherwise.
fn spelling(c: char) -> Option<&'static str> {
    Some(match c {
        'œ' | 'Œ' => "oe",
        'æ' | 'Æ' => "ae",
        'ß' | 'ẞ' => "ss",
        'ø' | 'Ø' => "o",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'þ' | 'Þ' => "th",
        'ı' => "i",
        'ς' => "σ",
        '’' | '‘' | '‚' | '‛' | 'ʼ' | 'ʹ' | '′' | '´' | '‹' | '›' => "'",
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => "\"",
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => "-",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_typed_simply_finds_what_is_set_well() {
        let cases = [
            ("", ""),
            ("Numérique", "numerique"),
            ("NUME\u{301}RIQUE", "numerique"),
            ("Cœur, Œuvre, œ\u{301}", "coeur, oeuvre, oe"),
            ("L’IA", "l'ia"),
            ("l`IA ʼ ‘ ´", "l'ia ' ' '"),
            ("« Déjà\u{a0}! »", "\" deja ! \""),
            ("12\u{202f}345\u{a0}€", "12 345 €"),
            ("“a” „b‟", "\"a\" \"b\""),
            ("peut‑être – non…", "peut-etre - non..."),
            ("Ça, où, naïf, Noël", "ca, ou, naif, noel"),
            ("Straße ǼØŁĐİı", "strasse aeoldii"),
            ("XXIᵉ n° CO₂ ﬁn ｗｅｂ ℡", "xxie n° co2 fin web tel"),
            ("ΣΊΣΥΦΟΣ ς", "σισυφοσ σ"),
            ("Ёлка й", "елка и"),
            ("が か\u{3099} हिन्दी", "か\u{3099} か\u{3099} हिन्दी"),
            ("a\nb\n", "a\nb\n"),
        ];
        for (text, expected) in cases {
            assert_eq!(fold(text), expected, "{text:?}");
            assert_eq!(Folded::new(text).text, expected, "{text:?}");
        }
    }

    #[test]
    fn a_match_leads_back_to_whole_original_characters() {
        let cases = [
            ("Le numérique", "numerique", "numérique"),
            ("Le nume\u{301}rique", "e", "e"),
            ("nume\u{301}rique", "e", "e\u{301}"),
            ("un cœur", "coe", "cœ"),
            ("un cœur", "o", "œ"),
            ("un cœur", "eur", "œur"),
            ("de l’IA…", "l'ia.", "l’IA…"),
            ("e\u{301}", "e", "e\u{301}"),
            ("日本語", "本", "本"),
        ];
        for (text, query, expected) in cases {
            let folded = Folded::new(text);
            let at = folded.text.find(query).unwrap();
            assert_eq!(text.get(folded.original(at..at + query.len())), Some(expected), "{text:?} {query:?}");
        }
    }

    #[test]
    fn letters_in_disguise_are_known() {
        let cases = [("Le port", ""), ("été", "e"), ("l’œuvre à ﬁn", "'oeafi"), ("日", "")];
        for (text, letters) in cases {
            let expected = letters.bytes().fold(0_u128, |all, letter| all | 1 << letter);
            assert_eq!(disguised(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_range_outside_leads_nowhere() {
        let folded = Folded::new("été");
        for range in [0..0, 2..2, 9..12, 2..99, Range { start: 3, end: 1 }] {
            assert_eq!(folded.original(range.clone()), 0..0, "{range:?}");
        }
    }

    #[test]
    fn accents_and_capitals_are_remembered() {
        let cases: [(&str, &[(u32, char)]); 9] = [
            ("aB", &[(1, CAPITAL)]),
            ("É", &[(0, CAPITAL), (0, '\u{301}')]),
            ("Œé", &[(0, CAPITAL), (2, '\u{301}')]),
            ("ete", &[]),
            ("été", &[(0, '\u{301}'), (2, '\u{301}')]),
            ("ete\u{300}", &[(2, '\u{300}')]),
            ("œ ç", &[(3, '\u{327}')]),
            ("ế", &[(0, '\u{302}')]),
            ("\u{301}a", &[]),
        ];
        for (text, expected) in cases {
            let expected: Vec<Accent> = expected.iter().map(|&(at, mark)| Accent { at, mark }).collect();
            assert_eq!(Folded::new(text).accents, expected, "{text:?}");
            let (mut folded, mut accents) = ("before".to_owned(), Vec::new());
            fold_onto(&mut folded, &mut accents, 6, text);
            assert_eq!(accents, expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn runs_are_folded_as_their_letters_are(text in "[a-zA-Zéœ’…`\u{301}ß日\u{a0} ]{0,30}|\\PC{0,30}") {
            let (mut letters, mut accents) = (String::new(), Vec::new());
            fold_onto(&mut letters, &mut accents, 0, &text);
            let folded = Folded::new(&text);
            prop_assert_eq!(fold(&text), letters.clone());
            prop_assert_eq!((folded.text, folded.accents), (letters, accents));
        }

        #[test]
        fn ranges_ascend_and_lie_on_char_boundaries(text in "[a-zA-Zéœ’…\u{301}ß日\u{a0} ]{0,30}|\\PC{0,30}") {
            let folded = Folded::new(&text);
            prop_assert_eq!(&folded.text, &fold(&text));
            let mut last = 0;
            for (at, letter) in folded.text.char_indices() {
                let original = folded.original(at..at + letter.len_utf8());
                prop_assert!(original.start >= last && !original.is_empty());
                prop_assert!(text.get(original.clone()).is_some());
                last = original.start;
            }
        }
    }
}
