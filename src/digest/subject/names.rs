//! Names: words with a capital that no sentence begins with.

/// The bytes of the first sentences.
const HEAD: usize = 260;

/// The names of a paragraph's first sentences.
pub(super) fn read_first(text: &str) -> impl Iterator<Item = &str> {
    read(text.get(..text.floor_char_boundary(HEAD)).unwrap_or(text))
}

/// The names of a text.
pub(super) fn read(text: &str) -> impl Iterator<Item = &str> {
    // The first word of a sentence has its capital from there.
    let mut is_inside = false;
    text.split(|letter: char| letter.is_whitespace() || matches!(letter, '’' | '\'')).filter_map(move |word| {
        let name = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        let was_inside = std::mem::replace(&mut is_inside, !ends_sentence(word));
        (was_inside && name.starts_with(char::is_uppercase)).then_some(name)
    })
}

/// Whether a sentence, or a quotation of one, may begin after a word.
fn ends_sentence(word: &str) -> bool {
    word.is_empty() || word.ends_with(['.', '!', '?', '…', ':', '«', '"', '“', '•'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_a_capital_inside_a_sentence() {
        let cases: [(&str, &[&str]); 4] = [
            ("Le bac de Port-Louis appartient à Ann Lee.", &["Port-Louis", "Ann", "Lee"]),
            ("Il est à quai. Demain, l’Hirondelle reprend la mer.", &["Hirondelle"]),
            ("Elle répond : « Demain », dit-on.", &[]),
            ("The ferry (RMS Linnet) is late.", &["RMS", "Linnet"]),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text).collect::<Vec<&str>>(), expected, "{text}");
        }
    }
}
