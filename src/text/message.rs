//! What messages to the reader are put together from: things counted, a first letter made capital.
//!
//! English only: veille speaks no other language, whatever its texts are in.

/// `count` of a thing whose name takes an s: `1 word`, `3 words`.
pub fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// A text with its first letter as a capital.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_thing_has_no_s() {
        assert_eq!([0, 1, 2].map(|count| counted(count, "word")), ["0 words", "1 word", "2 words"]);
    }

    #[test]
    fn the_first_letter_becomes_a_capital() {
        assert_eq!(["élan", "", "Déjà"].map(capital), ["Élan", "", "Déjà"]);
    }
}
