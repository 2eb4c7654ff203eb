//! Where front matter ends: the keys and values between two fences above a text, as Jekyll, Hugo and Zola read it.
//!
//! `formats` says what is wrong with it and `digest` reads what it holds; what counts as front matter is known here
//! alone.

/// Lines within which front matter ends: a fence further down is a rule.
pub const LINES: usize = 200;

/// How many lines stand between the fence that opens front matter and the same that closes it: `below` are the lines
/// under the first.
pub fn end<'a>(fence: &str, below: impl Iterator<Item = &'a str>) -> Option<usize> {
    below.take(LINES - 1).position(|line| line.trim_end() == fence)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_ends_at_the_next_fence_of_its_own_sign_and_soon() {
        let long = "a: b\n".repeat(LINES) + "---";
        let cases = [("title: x\n---  \ntext", Some(1)), ("---\ntext", Some(0)), ("+++\ntext", None), (&*long, None)];
        for (below, expected) in cases {
            assert_eq!(end("---", below.lines()), expected, "{below}");
        }
    }
}
