//! Escaping: text that reads the same after a Markdown or YAML parser as it did before.
//!
//! Markdown is CommonMark 0.31, with what GitHub, Pandoc and Obsidian add to it (tables, tags,
//! wikilinks, maths, comments, block ids). Only what would mean something is escaped, so that the
//! file stays pleasant to read. It knows nothing of highlights.

use std::fmt::Write;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Escapes one line of plain text: a Markdown parser gives it back letter by letter.
pub fn markdown_line(line: &str) -> String {
    markdown_part("", line, None)
}

/// Escapes a part of a line that stands behind `before`, as written there, and in front of `after`.
pub fn markdown_part(before: &str, part: &str, after: Option<char>) -> String {
    let mut escaped = String::with_capacity(part.len() + 8);
    let mut previous = before.chars().next_back();
    // The number of a list has nine digits at most.
    let mut number = before.len() < 10 && before.bytes().all(|byte| byte.is_ascii_digit());
    for (at, letter) in part.char_indices() {
        let rest = part.get(at + letter.len_utf8()..).unwrap_or_default();
        let is_edge = previous.is_none() || (rest.is_empty() && after.is_none());
        if is_edge && (letter == ' ' || letter == '\t') {
            let _ = write!(escaped, "&#{};", u32::from(letter));
        } else {
            let ends_number = number && previous.is_some() && matches!(letter, '.' | ')');
            if ends_number || means_something(previous, letter, rest, after) {
                escaped.push('\\');
            }
            escaped.push(letter);
        }
        number = number && letter.is_ascii_digit();
        previous = Some(letter);
    }
    escaped
}

/// Whether `letter` would be markup between `previous` and `rest`, which `after` follows.
fn means_something(previous: Option<char>, letter: char, rest: &str, after: Option<char>) -> bool {
    let next = rest.chars().next().or(after);
    let is_word = |other: Option<char>| other.is_some_and(char::is_alphanumeric);
    match letter {
        '\\' | '`' | '*' | '[' | ']' | '{' | '}' | '~' | '^' | '$' | '|' => true,
        '_' => !(is_word(previous) && is_word(next)),
        '#' => !is_word(previous),
        '<' => next.is_some_and(|next| next.is_ascii_alphabetic() || matches!(next, '/' | '!' | '?' | '%')),
        '&' => is_entity(rest),
        // A star stands for markup that may be left out, with a link behind it.
        '!' => rest.is_empty() && matches!(next, Some('[' | '*')),
        '=' | '%' | ':' if previous == Some(letter) || next == Some(letter) => true,
        '-' | '+' | '=' | '>' | ':' => previous.is_none(),
        _ => false,
    }
}

/// An address as the destination of a link: what would end it is percent-encoded.
pub fn markdown_url(url: &str) -> String {
    let mut escaped = String::with_capacity(url.len());
    for (at, letter) in url.char_indices() {
        let is_plain = !letter.is_whitespace() && !letter.is_control() && !"()<>[]{}\\\"`^|*$".contains(letter);
        if letter == '&' && is_entity(url.get(at + 1..).unwrap_or_default()) {
            escaped.push_str("&amp;");
        } else if is_plain {
            escaped.push(letter);
        } else {
            let mut bytes = [0; 4];
            letter.encode_utf8(&mut bytes).bytes().for_each(|byte| {
                let _ = write!(escaped, "%{byte:02X}");
            });
        }
    }
    escaped
}

/// Whether what follows a `&` makes it an entity, such as `amp;` or `#39;`.
fn is_entity(rest: &str) -> bool {
    let name = rest.trim_start_matches(|letter: char| letter.is_ascii_alphanumeric() || letter == '#');
    name.len() < rest.len() && name.starts_with(';')
}

/// A note keeps the reader's own Markdown (links, emphasis, tags, lists); only what would swallow
/// the rest of the file or pass for a part of it is escaped.
pub fn markdown_note(note: &str) -> String {
    let lines: Vec<String> = note.trim().lines().map(|line| note_line(line.trim())).collect();
    lines.join("\n")
}

/// The item of a list may hold what a line may, another list among it.
fn note_line(line: &str) -> String {
    let rule = rule_start(line);
    let mut item = line;
    while line.len() - item.len() < rule
        && let Some((_, inner)) = list_item(item)
    {
        item = inner;
    }
    let markers = line.get(..line.len() - item.len()).unwrap_or_default();
    format!("{markers}{}", note_item(item))
}

fn note_item(line: &str) -> String {
    let inline = line
        .replace('<', "\\<")
        .replace("%%", "\\%\\%")
        .replace("$$", "\\$\\$")
        .replace("^v-", "\\^v-")
        .replace("```", "\\`\\`\\`")
        .replace("~~~", "\\~\\~\\~");
    let is_heading = inline.trim_start_matches('#').starts_with([' ', '\t']) && inline.starts_with('#');
    let is_only_hashes = !inline.is_empty() && inline.chars().all(|letter| letter == '#');
    let is_definition = inline.starts_with('[') && inline.contains("]:");
    let is_block =
        is_heading || is_only_hashes || is_definition || is_rule(&inline) || inline.starts_with(['>', '|', ':', '=']);
    if is_block { format!("\\{inline}") } else { inline }
}

/// A rule (`- - -`), or what makes the line above it a heading (`-`).
fn is_rule(line: &str) -> bool {
    !line.is_empty() && rule_start(line) == 0
}

/// Where the end of a line begins that would be a rule if it stood alone; the line's length where none does.
fn rule_start(line: &str) -> usize {
    let last = line.trim_end_matches([' ', '\t']).chars().next_back();
    let start = last.filter(|last| "-=*_+".contains(*last)).map(|last| line.trim_end_matches([last, ' ', '\t']).len());
    start.unwrap_or(line.len())
}

/// The sign of a list (`- `, `12. `) with the spaces behind it, and its item.
fn list_item(line: &str) -> Option<(&str, &str)> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let signs: &[char] = if digits == 0 { &['-', '*', '+'] } else { &['.', ')'] };
    let behind = line.get(digits..)?.strip_prefix(signs)?;
    let item = behind.trim_start_matches([' ', '\t']);
    (item.len() < behind.len()).then(|| line.split_at(line.len() - item.len()))
}

/// A tag as Obsidian knows them: letters, digits, `_`, `-` and `/`, and not digits alone; nothing where
/// none of this is left. Everything else in between is one hyphen.
pub fn markdown_tag(tag: &str) -> Option<String> {
    let mut plain = String::new();
    for letter in tag.nfc() {
        if letter.is_alphanumeric() || is_combining_mark(letter) || "_-/".contains(letter) {
            plain.push(letter);
        } else if !plain.ends_with('-') {
            plain.push('-');
        }
    }
    let plain = plain.trim_matches(['-', '/']);
    let number = if plain.chars().all(char::is_numeric) { "_" } else { "" };
    plain.contains(char::is_alphanumeric).then(|| format!("#{number}{plain}"))
}

/// A YAML 1.2 double-quoted scalar: a parser gives `text` back whatever it holds.
pub fn yaml(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\n' => quoted.push_str("\\n"),
            _ if is_yaml_printable(letter) => quoted.push(letter),
            _ => {
                let _ = write!(quoted, "\\U{:08x}", u32::from(letter));
            }
        }
    }
    quoted.push('"');
    quoted
}

/// YAML 1.2, c-printable, without line breaks and the byte order mark.
fn is_yaml_printable(letter: char) -> bool {
    let is_break = matches!(letter, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}');
    let is_other = matches!(letter, '\u{fffe}' | '\u{ffff}');
    !(letter.is_control() || is_break || is_other)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser};
    use yaml_rust2::YamlLoader;

    use super::*;

    /// The text of one paragraph, with all extensions or none; anything else shows.
    fn text_of(markdown: &str, options: Options) -> String {
        let mut text = String::new();
        for event in Parser::new_ext(markdown, options) {
            match event {
                Event::Text(part) => text.push_str(&part),
                Event::Start(pulldown_cmark::Tag::Paragraph) | Event::End(pulldown_cmark::TagEnd::Paragraph) => {}
                other => text.push_str(&format!("{other:?}")),
            }
        }
        text
    }

    fn assert_reads_back(line: &str) {
        let escaped = markdown_line(line);
        let mut extensions = Options::all();
        extensions.remove(Options::ENABLE_SMART_PUNCTUATION);
        for options in [Options::empty(), extensions] {
            assert_eq!(text_of(&escaped, options), line, "{escaped:?}");
        }
    }

    #[test]
    fn a_line_reads_back_from_markdown() {
        let cases = [
            "# Titre",
            "#cloud",
            "C# et F#",
            "- item",
            "+ item",
            "* item",
            "1. un",
            "12) douze",
            "2025. Une année",
            "> cité",
            "*a* **b** _c_ __d__",
            "snake_case_name",
            "`code` ``",
            "[lien](javascript:alert(1))",
            "[[wiki]] ![[image]]",
            "[^1]: note",
            "[x]: /url",
            "<script>alert(1)</script>",
            "<!-- x",
            "a < b > c",
            "&amp; &#39; AT&T R&D;",
            "~~barré~~",
            "==marqué==",
            "===",
            "---",
            "- - -",
            "***",
            "___",
            "|a|b|",
            "$x$ 5 $ et 6 $",
            "%% caché %%",
            "100 %",
            "^v-3f9a2c1b",
            "{{x}} {#id .c}",
            "  indenté",
            "    code",
            "\tcode",
            "fin  ",
            "fin\\",
            "\\*",
            ": définition",
            "- [ ] tâche",
            "```",
            "~~~",
            " ",
            "«\u{a0}Été\u{a0}: fini\u{202f}!\u{a0}»",
            "x^2^ H~2~O",
            "http://a_b.fr/c_d*e",
            "![](x)",
            "_a_b_",
            "a_",
            "!",
            "https://x.fr:80",
        ];
        cases.into_iter().for_each(assert_reads_back);
    }

    #[test]
    fn only_what_means_something_is_escaped() {
        let cases = [
            (
                "L’été, 3 < 5 : 100 % (R&D) - snake_case + C# = 1.5 !",
                "L’été, 3 < 5 : 100 % (R&D) - snake_case + C# = 1.5 !",
            ),
            ("voir #cloud", "voir \\#cloud"),
            ("1. un", "1\\. un"),
        ];
        for (line, expected) in cases {
            assert_eq!(markdown_line(line), expected);
        }
    }

    #[test]
    fn a_note_keeps_its_markup_but_opens_no_block_that_swallows_the_rest() {
        let cases = [
            ("À rapprocher de [[Octobre]], **vite**. #cloud", "À rapprocher de [[Octobre]], **vite**. #cloud"),
            ("- a\n- b", "- a\n- b"),
            ("```\nx", "\\`\\`\\`\nx"),
            ("    x\n# y", "x\n\\# y"),
            ("a\n---\nb\n-", "a\n\\---\nb\n\\-"),
            ("<script>", "\\<script>"),
            ("+++\n+ a", "\\+++\n+ a"),
            ("%%", "\\%\\%"),
            ("[a]: /b", "\\[a]: /b"),
            ("* #\n- # x\n12) + ## y", "* \\#\n- \\# x\n12) + \\## y"),
            ("- > x\n- [ ] y\n2025. z\n1.# w", "- \\> x\n- [ ] y\n2025. z\n1.# w"),
            ("> q ^v-12", "\\> q \\^v-12"),
            ("* - + 3. # x\n* - -", "* - + 3. \\# x\n* \\- -"),
        ];
        for (note, expected) in cases {
            assert_eq!(markdown_note(note), expected);
        }
    }

    #[test]
    fn a_note_of_list_signs_only_is_read_like_any_other() {
        let signs = "- ".repeat(40_000);
        assert_eq!(markdown_note(&format!("{signs}# x")), format!("{signs}\\# x"));
        assert_eq!(markdown_note(&signs), format!("\\{}", signs.trim()));
    }

    #[test]
    fn a_tag_is_one_word() {
        let cases = [
            ("cloud", Some("#cloud")),
            ("#à voir", Some("#à-voir")),
            ("a/b_c", Some("#a/b_c")),
            ("dit : « vite »", Some("#dit-vite")),
            ("a:\"b\"", Some("#a-b")),
            ("2025", Some("#_2025")),
            ("e\u{301}te\u{301}", Some("#été")),
            ("]]", None),
            ("", None),
        ];
        for (tag, expected) in cases {
            assert_eq!(markdown_tag(tag).as_deref(), expected);
        }
    }

    fn assert_yaml_gives_back(text: &str) {
        let read = YamlLoader::load_from_str(&format!("---\ntitle: {}\n", yaml(text))).unwrap();
        assert_eq!(read[0]["title"].as_str(), Some(text), "{}", yaml(text));
    }

    #[test]
    fn yaml_gives_any_title_back() {
        let cases = [
            "",
            "Semaine 47",
            "a: b",
            "- x",
            "# x",
            "\"",
            "'",
            "\\",
            "\\n",
            "a\nb",
            "---",
            "...",
            "!x",
            "&a",
            "*a",
            "%x",
            "@x",
            "`x`",
            "{x}",
            "[x]",
            "null",
            "true",
            "12",
            "2025-11-19",
            "\u{feff}x",
            "\u{85}\u{2028}\u{7f}\u{1b}",
            "{{x}}",
            " x ",
            "é\u{202f}!",
            "🦀",
        ];
        cases.into_iter().for_each(assert_yaml_gives_back);
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn any_line_reads_back_from_markdown(line in "[-+*_`~^$|#<>&;!\\[\\](){}:=%\\\\/. 0-9axé\u{a0}»]{1,24}") {
            assert_reads_back(&line);
        }

        #[test]
        fn any_text_reads_back_from_yaml(text in "\\PC{0,24}") {
            assert_yaml_gives_back(&text);
        }
    }
}
