//! Looks for bytes in long texts, a block at a time.
//!
//! Every text that is loaded is gone through several times for what is seldom in it. A block is looked at as a
//! whole, without stopping at the byte that is found, which a processor does many bytes at once. (The compiler
//! sees that only where it does not know how long a block is.)

/// The bytes of a block.
const BLOCK: usize = 32;

/// The first byte that is wanted. `is_wanted` should compare with `|` and `&`, which need no branches.
pub fn find(bytes: &[u8], is_wanted: impl Fn(u8) -> bool) -> Option<usize> {
    let is_without = |block: &&[u8]| block.iter().fold(0, |any, byte| any | u8::from(is_wanted(*byte))) == 0;
    let passed = bytes.chunks(BLOCK).take_while(is_without).count() * BLOCK;
    Some(passed + bytes.get(passed..)?.iter().position(|byte| is_wanted(*byte))?)
}

/// How many characters a text has.
pub fn letters(text: &str) -> usize {
    // No more than a byte can count.
    let chunks = text.as_bytes().chunks(255);
    let begin = |chunk: &[u8]| chunk.iter().map(|byte| u8::from(byte & 0xc0 != 0x80)).sum::<u8>();
    chunks.map(|chunk| usize::from(begin(chunk))).sum()
}

/// The first place at which what stands in `before` and in `bytes` is wanted, as with [`find`].
pub fn find_pair(before: &[u8], bytes: &[u8], is_wanted: impl Fn(u8, u8) -> bool) -> Option<usize> {
    let is_without = |(before, bytes): &(&[u8], &[u8])| {
        before.iter().zip(*bytes).fold(0, |any, (one, other)| any | u8::from(is_wanted(*one, *other))) == 0
    };
    let passed = before.chunks(BLOCK).zip(bytes.chunks(BLOCK)).take_while(is_without).count() * BLOCK;
    let mut pairs = before.get(passed..)?.iter().zip(bytes.get(passed..)?);
    Some(passed + pairs.position(|(one, other)| is_wanted(*one, *other))?)
}

/// The first byte from `at` on that is wanted behind the one before it, as with [`find`]. Nothing stands before the
/// first.
pub fn find_behind(bytes: &[u8], at: usize, is_wanted: impl Fn(u8, u8) -> bool) -> Option<usize> {
    if at == 0 && bytes.first().is_some_and(|first| is_wanted(0, *first)) {
        return Some(0);
    }
    let at = at.max(1);
    Some(at + find_pair(bytes.get(at - 1..)?, bytes.get(at..)?, is_wanted)?)
}

/// How many bytes at the beginning of a text are of characters that `is_plain` holds of, passed over many at once.
/// `may_be_odd` finds the ASCII to be looked at in a byte and the one before it, as with [`find`].
pub fn plain_run(text: &str, may_be_odd: impl Fn(u8, u8) -> bool, mut is_plain: impl FnMut(char) -> bool) -> usize {
    let is_wanted = |before, byte| may_be_odd(before, byte) | is_seldom(before, byte);
    let mut at = 0;
    loop {
        let Some(found) = find_behind(text.as_bytes(), at, is_wanted) else { return text.len() };
        let found = text.floor_char_boundary(found);
        match text.get(found..).and_then(|rest| rest.chars().next()) {
            Some(letter) if is_plain(letter) => at = found + letter.len_utf8(),
            _ => return found,
        }
    }
}

/// Whether a byte is of a character other than ASCII, U+00C0 to U+02FF, and U+2010 to U+2027, which begin with 0xe2
/// and 0x80: these are nearly all text in Latin letters.
fn is_seldom(before: u8, byte: u8) -> bool {
    (byte == 0xc2)
        | (byte >= 0xcc) & (byte != 0xe2)
        | (before == 0xe2) & (byte != 0x80)
        | (before == 0x80) & (byte & 0xc0 == 0x80) & (byte.wrapping_sub(0x90) >= 0x18)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_byte_is_found_wherever_it_stands() {
        for at in 0..100 {
            let mut bytes = [b'a'; 100];
            assert_eq!(find(&bytes, |byte| byte == b'b'), None);
            bytes[at..].fill(b'b');
            assert_eq!(find(&bytes, |byte| byte == b'b'), Some(at));
        }
        assert_eq!(find(&[], |_| true), None);
    }

    #[test]
    fn letters_are_counted_however_many_bytes_they_have() {
        for text in ["", "é", "le bac d’été 🎈"] {
            for times in [1, 99, 300] {
                let text = text.repeat(times);
                assert_eq!(letters(&text), text.chars().count());
            }
        }
    }

    #[test]
    fn the_first_pair_is_found_wherever_it_stands() {
        let is_wanted = |one, other| one == b'a' && other == b'b';
        for at in 0..100 {
            let (before, mut bytes) = ([b'a'; 100], [b'a'; 100]);
            assert_eq!(find_pair(&before, &bytes, is_wanted), None);
            bytes[at..].fill(b'b');
            assert_eq!(find_pair(&before, &bytes, is_wanted), Some(at));
        }
        assert_eq!(find_pair(&[], &[], |_, _| true), None);
        let cases = [(0, Some(0)), (1, Some(3)), (3, Some(3)), (4, None), (9, None)];
        for (at, expected) in cases {
            assert_eq!(find_behind(b"baabb", at, |before, byte| before < b'b' && byte == b'b'), expected, "{at}");
        }
    }

    #[test]
    fn only_seldom_characters_are_looked_at() {
        let usual = |letter: &char| matches!(letter, '\0'..='\u{7f}' | '\u{c0}'..='\u{2ff}' | '\u{2010}'..='\u{2027}');
        for letter in ('\0'..='\u{32ff}').chain(('\u{3300}'..=char::MAX).step_by(97)) {
            for text in [format!("{letter}"), format!("a{letter}b"), format!("À{letter}À"), format!("’{letter}’")]
            {
                let mut looked_at = Vec::new();
                let mut look = |letter| {
                    looked_at.push(letter);
                    true
                };
                let length = plain_run(&text, |_, _| false, &mut look);
                let expected: Vec<char> = Some(letter).into_iter().filter(|letter| !usual(letter)).collect();
                assert_eq!((length, looked_at), (text.len(), expected), "{text:?}");
            }
        }
    }

    #[test]
    fn a_run_ends_at_the_first_character_that_is_not_plain() {
        let cases = [("", 0), ("À bon chat", 11), ("Àé\u{a0}x", 4), ("l’été\u{301}", 9), ("a\tb", 1), ("日", 0)];
        for (text, expected) in cases {
            let is_tab = |_, byte| byte == b'\t';
            assert_eq!(plain_run(text, is_tab, |_| false), expected, "{text:?}");
        }
    }
}
