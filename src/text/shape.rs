//! What a line of plain text looks like by its outside: a list item, a heading, a caption, a quote.
//!
//! Plain text has no markup, but people type lists and headings all the same. These tests look at one
//! line only; what a line means among its neighbours is for `digest` and `model::body` to say.

/// A list item's parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bullet<'a> {
    /// Columns before the marker.
    pub indent: usize,
    /// The marker: `•`, `-`, `3.`.
    pub marker: &'a str,
    /// What follows, trimmed; empty for an empty bullet.
    pub rest: &'a str,
}

/// Marks that begin a list item when white space follows. The em dash is not among them: in French
/// it begins a line of dialogue.
const MARKS: [char; 15] = ['•', '-', '*', '+', '–', '◦', '▪', '▸', '►', '‣', '·', '●', '○', '■', '➤'];

/// Splits a list item into its parts, if `line` is one: a mark or a number of up to three digits
/// with `.` or `)`, then white space or the end of the line.
pub fn bullet(line: &str) -> Option<Bullet<'_>> {
    let body = line.trim_start();
    let indent = line.len() - body.len();
    let indent = line.get(..indent)?.chars().count();
    let length = mark_length(body).or_else(|| number_length(body))?;
    let (marker, rest) = body.split_at_checked(length)?;
    if !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
        return None;
    }
    Some(Bullet { indent, marker, rest: rest.trim() })
}

fn mark_length(body: &str) -> Option<usize> {
    let mark = body.chars().next().filter(|first| MARKS.contains(first))?;
    Some(mark.len_utf8())
}

fn number_length(body: &str) -> Option<usize> {
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    let closed = matches!(body.as_bytes().get(digits), Some(b'.' | b')'));
    (closed && (1..=3).contains(&digits)).then_some(digits + 1)
}

/// Whether the line is made of three or more rule characters only (`---`, `* * *`, `====`).
pub fn is_rule(line: &str) -> bool {
    let mut marks = line.chars().filter(|letter| !letter.is_whitespace());
    let Some(first) = marks.next() else { return false };
    "-=_*~—–─━".contains(first) && marks.all(|mark| mark == first) && line.chars().filter(|c| *c == first).count() >= 3
}

/// Words that begin a caption or credit when a colon, a dash or a copyright sign is near.
const CREDITS: [&str; 12] = [
    "photo",
    "photos",
    "crédit",
    "crédits",
    "credit",
    "credits",
    "image",
    "illustration",
    "capture d’écran",
    "capture d'écran",
    "source photo",
    "visuel",
];

/// Whether the line reads like a picture's caption or credit (`Photo : …`, `… – crédit …`).
pub fn is_caption(line: &str) -> bool {
    let line = line.trim().to_lowercase();
    if line.is_empty() || line.chars().count() > 160 {
        return false;
    }
    let begins = CREDITS.iter().any(|word| {
        let rest = line.strip_prefix(word).map(str::trim_start);
        rest.is_some_and(|rest| rest.starts_with([':', '©', '-', '–', ',']) || word.starts_with("capture"))
    });
    let ends = !line.ends_with('.')
        && ["– crédit", "- crédit", "(crédit", "© ", "(photo"].iter().any(|word| line.contains(word));
    begins || ends
}

/// Whether the line, standing alone, could be a heading: 2 to 100 characters, begins with a
/// capital, a digit or an opening quote, and does not end as a sentence does.
pub fn is_heading_like(line: &str) -> bool {
    let line = line.trim();
    let length = line.chars().count();
    let begins =
        line.chars().next().is_some_and(|first| first.is_uppercase() || first.is_numeric() || "«“\"¿".contains(first));
    (2..=100).contains(&length) && begins && !line.ends_with(['.', ',', ';', ':', '…']) && !is_caption(line)
}

/// The length in bytes of the label that begins a labelled paragraph (`EN CLAIR : …`): two letters
/// to six words in capitals before a colon.
pub fn label(line: &str) -> Option<usize> {
    let (head, _) = line.split_once(':')?;
    let label = head.trim_end();
    let letters = label.chars().filter(|letter| letter.is_alphabetic()).count();
    let capitals = label.chars().all(|letter| !letter.is_lowercase());
    (letters >= 2 && capitals && label.split_whitespace().count() <= 6).then_some(label.len())
}

/// How deep a line is quoted in mail (`> > text`), and its text.
pub fn quoted(line: &str) -> (usize, &str) {
    let (mut depth, mut rest) = (0, line);
    while let Some(inner) = rest.trim_start().strip_prefix('>') {
        (depth, rest) = (depth + 1, inner);
    }
    (depth, if depth == 0 { line } else { rest.trim_start() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bullets_are_marks_or_short_numbers_before_white_space() {
        let cases = [
            ("• Une", Some((0, "•", "Une"))),
            ("  •\u{a0}", Some((2, "•", ""))),
            ("   12) Deux", Some((3, "12)", "Deux"))),
            ("-", Some((0, "-", ""))),
            ("-5 degrés", None),
            ("2025. Une année", None),
            ("— Viens, dit-elle.", None),
            ("1.5 million", None),
            ("Rien", None),
        ];
        for (line, expected) in cases {
            let found = bullet(line).map(|bullet| (bullet.indent, bullet.marker, bullet.rest));
            assert_eq!(found, expected, "{line:?}");
        }
    }

    #[test]
    fn captions_headings_rules_and_quotes_look_their_part() {
        assert!(is_caption("Photo : le port, un matin."));
        assert!(is_caption("Le port – crédit mairie"));
        assert!(is_caption("Capture d’écran du registre"));
        assert!(!is_caption("La photo montre le port."));
        assert!(is_heading_like("Un phare sans gardien"));
        assert!(is_heading_like("Alors, on éteint ?"));
        assert!(!is_heading_like("Il pleut."));
        assert!(!is_heading_like("et puis rien"));
        assert!(is_rule("---") && is_rule("* * *") && is_rule("======") && !is_rule("--") && !is_rule("- a -"));
        assert_eq!(quoted("> > oui"), (2, "oui"));
        assert_eq!(quoted("  non"), (0, "  non"));
    }
}
