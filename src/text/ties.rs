//! Ties: words that no line parts although a plain space stands between them.
//!
//! In print a no-break space holds them together (TeX writes `~`, and calls it a tie); texts from the web
//! have a plain one. The rules are those of the *Lexique des règles typographiques* of the Imprimerie
//! nationale: numbers and their units, times, abbreviated titles and the names behind them.

/// Whether the words around a place where a line could end are tied.
pub(super) fn are_tied(before: &str, after: &str) -> bool {
    if !before.ends_with(' ') {
        return false;
    }
    let last = before.trim_end_matches(' ').rsplit(char::is_whitespace).next().unwrap_or_default();
    let next = after.split(char::is_whitespace).next().unwrap_or_default();
    is_one_number(last, next) || is_measure(last, next) || is_named(last, next)
}

/// Groups of three digits: `1 400 000`.
fn is_one_number(last: &str, next: &str) -> bool {
    let digits = next.bytes().take_while(u8::is_ascii_digit).count();
    let group = last.trim_start_matches(['(', '«', '"', '-', '+', '–']);
    digits == 3 && (1..=3).contains(&group.len()) && group.bytes().all(|byte| byte.is_ascii_digit())
}

/// A number and its unit: `12 km`, `12 h 30`.
fn is_measure(last: &str, next: &str) -> bool {
    let unit = next.trim_end_matches(|letter: char| letter.is_ascii_punctuation() && letter != '%' || letter == '»');
    let ends_in_digit = last.ends_with(|letter: char| letter.is_ascii_digit());
    ends_in_digit && UNITS.contains(&unit) || last == "h" && next.starts_with(|letter: char| letter.is_ascii_digit())
}

/// An abbreviation that means nothing alone: `M. Dupont`, `p. 45`, `n° 12`.
fn is_named(last: &str, next: &str) -> bool {
    let begins = |letter: char| letter.is_uppercase() || letter.is_ascii_digit();
    ABBREVIATIONS.contains(&last.trim_start_matches(['(', '«', '’', '\''])) && next.starts_with(begins)
}

const UNITS: [&str; 29] = [
    "%", "‰", "h", "min", "s", "ms", "km", "km²", "km/h", "m", "m²", "m³", "cm", "mm", "kg", "g", "t", "ha", "l", "°C",
    "k€", "M€", "Md€", "kW", "MW", "GW", "kWh", "MWh", "TWh",
];

const ABBREVIATIONS: [&str; 19] = [
    "M.", "MM.", "Mme", "Mmes", "Mlle", "Me", "Dr", "Pr", "Mr.", "Mrs.", "Ms.", "Dr.", "p.", "pp.", "n°", "nº", "N°",
    "art.", "§",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_units_and_abbreviations_are_tied_to_what_they_belong_to() {
        let tied = [
            "1|400 milliards",
            "(12|500 habitants)",
            "1 400|000 €",
            "à 12|h 30",
            "à 12 h|30",
            "45|km,",
            "3,5|% ;",
            "M.|Dupont",
            "l’affaire de Mme|Durand",
            "(p.|45)",
            "n°|12",
        ];
        for text in tied {
            let (before, after) = text.split_once('|').unwrap_or_default();
            assert!(are_tied(&format!("{before} "), after), "{text}");
        }
        let free =
            ["en 2024|300 personnes", "il y a|12", "12|heures", "M.|le ministre", "a|b", "les 3|sœurs", "5|1000"];
        for text in free {
            let (before, after) = text.split_once('|').unwrap_or_default();
            assert!(!are_tied(&format!("{before} "), after), "{text}");
        }
        assert!(!are_tied("1", "400"), "a word is broken where it must");
    }
}
