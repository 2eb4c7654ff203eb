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
}
