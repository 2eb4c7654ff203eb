//! Where a word may be divided at the end of a line: by the hyphenation patterns of its language.
//!
//! The patterns are those of TeX (Liang, *Word Hy-phen-a-tion by Com-put-er*, 1983), as the crate
//! `hypher` holds them. What might be a name, an address or code is never divided.

use super::language::Lang;

/// Letters that stay together at the beginning and at the end of a divided word: two letters alone are
/// not worth a hyphen, and three behind it are the least that French typesetters carry over.
const BEFORE: usize = 3;
const AFTER: usize = 3;

/// Bytes of the longest run of letters that is taken for a word; the patterns take no more than 45.
const LONGEST: usize = 40;

/// The bytes of `word` at which it may be divided, ascending. A word may have punctuation around it
/// and elisions in it (`l’intelligence,`); one with capitals or digits, or with a sign between letters,
/// is left whole.
pub fn points(word: &str, lang: Lang) -> Vec<usize> {
    if !is_plain(word) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut from = 0;
    for run in word.split_inclusive(|letter: char| !letter.is_alphabetic()) {
        let letters = run.trim_end_matches(|letter: char| !letter.is_alphabetic());
        add_points(letters, lang, from, &mut found);
        from += run.len();
    }
    found
}

fn add_points(letters: &str, lang: Lang, from: usize, found: &mut Vec<usize>) {
    if letters.len() > LONGEST {
        return;
    }
    let patterns = match lang {
        Lang::Fr => hypher::Lang::French,
        Lang::En => hypher::Lang::English,
    };
    let mut at = from;
    for syllable in hypher::hyphenate_bounded(letters, patterns, BEFORE, AFTER) {
        at += syllable.len();
        if at < from + letters.len() {
            found.push(at);
        }
    }
}

/// Whether a word is made of small letters, with nothing between two of them but an apostrophe or a space.
fn is_plain(word: &str) -> bool {
    let core = word.trim_matches(|letter: char| !letter.is_alphanumeric());
    core.chars().all(|letter| letter.is_lowercase() || matches!(letter, '’' | '\'') || letter.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_divided_between_syllables() {
        let cases = [
            ("développement", Lang::Fr, "déve-lop-pe-ment"),
            ("l’intelligence,", Lang::Fr, "l’intel-li-gence,"),
            ("«\u{a0}anticonstitutionnellement\u{a0}»", Lang::Fr, "«\u{a0}anti-cons-ti-tu-tion-nel-le-ment\u{a0}»"),
            ("extensive", Lang::En, "exten-sive"),
            ("mer", Lang::Fr, "mer"),
            ("", Lang::Fr, ""),
        ];
        for (word, lang, expected) in cases {
            let mut divided = word.to_owned();
            for at in points(word, lang).into_iter().rev() {
                divided.insert(at, '-');
            }
            assert_eq!(divided, expected);
        }
    }

    #[test]
    fn names_addresses_and_code_are_left_whole() {
        for word in ["Cloudflare", "exemple.fr/rubrique", "aujourd’hui2", "peut-être", "snake_case_name", "OTAN"] {
            assert_eq!(points(word, Lang::Fr), Vec::<usize>::new(), "{word}");
        }
    }
}
