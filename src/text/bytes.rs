//! Looks for bytes in long texts, a block at a time.
//!
//! Every text that is loaded is gone through several times for what is seldom in it. A block is looked at as a
//! whole, without stopping at the byte that is found, which a processor does many bytes at once.

/// The bytes of a block.
const BLOCK: usize = 32;

/// The first byte that is wanted. `is_wanted` should compare with `|` and `&`, which need no branches.
pub fn find(bytes: &[u8], is_wanted: impl Fn(u8) -> bool) -> Option<usize> {
    let (blocks, _) = bytes.as_chunks::<BLOCK>();
    let is_without = |block: &&[u8; BLOCK]| !block.iter().fold(false, |any, byte| any | is_wanted(*byte));
    let passed = blocks.iter().take_while(is_without).count() * BLOCK;
    let found = bytes.get(passed..)?.iter().position(|byte| is_wanted(*byte))?;
    Some(passed + found)
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
}
