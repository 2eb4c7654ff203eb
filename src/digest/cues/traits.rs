//! What is known of one paragraph alone, so that each is read only once.

use memchr::memmem::Finder;

use crate::text::fold::fold;
use crate::text::words::runs;

use super::super::dates;
use super::super::line::{Line, Shape};
use super::super::marks;
use super::super::section;
use super::words::{
    CLOSING, COUNTS_ON, FRAMES, FRESH, GOES_ON, GOES_ON_PHRASES, GREETINGS, IMPERSONAL, LAST, MAY_CLOSE, NEWS, NOTES,
    ROLES, SELF, THANKS, TIMES,
};

/// Whether a paragraph sounds like the last of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Closing {
    /// It does not.
    No,
    /// It may.
    Maybe,
    /// It does: thanks, a greeting, a source, a button.
    Yes,
}

/// One paragraph.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Traits {
    pub(super) closing: Closing,
    pub(super) has_news: bool,
    pub(super) is_fresh: bool,
    pub(super) has_date: bool,
    pub(super) sets_scene: bool,
    pub(super) goes_on: bool,
    pub(super) is_bullet: bool,
    pub(super) is_indented: bool,
    pub(super) is_address: bool,
    /// Whether it begins with a small letter.
    pub(crate) is_lower: bool,
    pub(super) is_heading: bool,
    /// Whether its last sentence ends with it.
    pub(super) ends_sentence: bool,
    pub(super) is_question: bool,
    pub(super) is_quote: bool,
    pub(super) announces: bool,
    /// The columns of the paragraph, wrapped lines included.
    pub(crate) columns: u32,
    pub(super) speaks_of_itself: bool,
    pub(super) begins_with_name: bool,
    /// Whether a number stands in its first sentence.
    pub(super) has_number: bool,
    pub(super) greets: bool,
    /// Whether it greets nobody by name.
    pub(super) greets_all: bool,
    /// Whether it begins with a time.
    pub(super) is_timed: bool,
    pub(super) is_dashes: bool,
}

/// The characters of a paragraph that are looked at: its first sentences say what it is.
const HEAD: usize = 320;
/// The bytes in which a first sentence tells its news.
const SENTENCE: usize = 260;
/// The bytes in which a text speaks of itself.
const SELF_HEAD: usize = 220;
/// The words among which something new is called so.
const FRESH_WORDS: usize = 10;
/// The most words of a note on the author.
const NOTE: usize = 60;
/// The words of such a note in which it says what he is.
const NOTE_HEAD: usize = 12;
/// The words between "is" and what he is.
const ROLE_WITHIN: usize = 5;
/// The columns from which a paragraph is full: two lines of print.
const FULL: u32 = 120;
/// The columns from which a paragraph has several lines of print.
const SUBSTANTIAL: u32 = 300;
/// The columns from which it is long.
const LONG: u32 = 400;
/// The columns under which a paragraph is short: it does not fill a line.
const SHORT: u32 = 80;

impl Traits {
    /// Two lines of print or more.
    pub(super) fn is_full(&self) -> bool {
        self.columns >= FULL
    }

    /// Many lines of print.
    pub(super) fn is_long(&self) -> bool {
        self.columns >= LONG
    }

    /// Several lines of print: texts end with less more often than not.
    pub(super) fn is_substantial(&self) -> bool {
        self.columns >= SUBSTANTIAL
    }

    /// Less than a line, and no heading.
    pub(super) fn is_short(&self) -> bool {
        self.columns < SHORT && !self.is_heading
    }

    /// A question that stands for a heading.
    pub(super) fn is_short_question(&self) -> bool {
        self.is_question && self.columns < SHORT
    }

    /// A short line that is no last one.
    pub(super) fn is_headline(&self) -> bool {
        self.is_heading && self.closing == Closing::No
    }
}

/// Reads the traits of a paragraph.
pub(crate) fn read(line: &Line) -> Traits {
    let head = line.text.char_indices().nth(HEAD).and_then(|(end, _)| line.text.get(..end)).unwrap_or(line.text);
    let folded = fold(head);
    let folded = folded.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let sentence = first_bytes(folded, SENTENCE);
    let speaks_of_itself = speaks_of_itself(folded);
    let greets = begins_with_any(folded, GREETINGS);
    Traits {
        closing: closing(line, folded),
        has_news: runs(sentence).any(|word| NEWS.contains(word)),
        is_fresh: runs(sentence).take(FRESH_WORDS).any(|word| FRESH.contains(word)),
        has_date: dates::find_folded(folded).is_some(),
        sets_scene: starts_with_any(folded, FRAMES),
        goes_on: !speaks_of_itself && goes_on(folded),
        is_bullet: line.is_item(),
        is_indented: line.indent >= 2,
        is_address: marks::is_address(line.text),
        is_lower: head.chars().next().is_some_and(char::is_lowercase),
        is_heading: line.shape == Shape::Text
            && !is_signature(line.text)
            && section::looks_like_heading(line)
            && !line.ends_sentence()
            && !line.ends_with_colon()
            && !ends_in_smiley(line.text),
        ends_sentence: line.ends_sentence(),
        is_question: line.text.trim_end().ends_with('?'),
        is_quote: line.text.starts_with(['«', '“', '"', '>']) || line.shape == Shape::Quote,
        announces: line.ends_with_colon(),
        columns: u32::try_from(line.text.chars().count()).unwrap_or(u32::MAX),
        speaks_of_itself,
        begins_with_name: begins_with_name(head),
        has_number: first_sentence(head).contains(|letter: char| letter.is_ascii_digit()),
        greets,
        greets_all: greets && !greets_one(line.text),
        is_timed: runs(folded).take(2).any(|word| TIMES.contains(word)),
        is_dashes: matches!(line.text, "--" | "—" | "-- " | "–"),
    }
}

fn first_bytes(text: &str, bytes: usize) -> &str {
    text.get(..text.floor_char_boundary(bytes)).unwrap_or(text)
}

fn starts_with_any(text: &str, starts: &[&str]) -> bool {
    starts.iter().any(|start| text.starts_with(start))
}

/// Whether a text begins with one of these, as whole words: "bref" does not begin "brefs rappels".
fn begins_with_any(text: &str, starts: &[&str]) -> bool {
    let goes_on = |rest: &str| rest.starts_with(char::is_alphanumeric);
    starts.iter().any(|start| text.strip_prefix(start).is_some_and(|rest| !goes_on(rest)))
}

/// Whether words stand in a text, with no letter right before or after them.
fn contains_words(text: &str, words: &Finder) -> bool {
    let is_apart = |at: usize| {
        let (before, after) = (text.get(..at), text.get(at + words.needle().len()..));
        !before.is_some_and(|before| before.ends_with(char::is_alphanumeric))
            && !after.is_some_and(|after| after.starts_with(char::is_alphanumeric))
    };
    words.find_iter(text.as_bytes()).any(is_apart)
}

/// `Ann Lee`, `La Halle 5`: a name of two words or more.
fn begins_with_name(text: &str) -> bool {
    const ARTICLES: [&str; 6] = ["L’", "L'", "Le ", "La ", "Les ", "The "];
    let text = ARTICLES.iter().find_map(|article| text.strip_prefix(article)).unwrap_or(text);
    let mut words = text.split_whitespace();
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let is_name = |letter: char| letter.is_uppercase() || letter.is_ascii_digit();
    first.starts_with(char::is_uppercase) && !first.ends_with([',', ':', '.']) && second.starts_with(is_name)
}

/// The text up to the end of its first sentence.
fn first_sentence(text: &str) -> &str {
    let mut after = text.match_indices(['.', '!', '?', '…']).map(|(at, mark)| at + mark.len());
    let ends =
        |end: &usize| text.get(*end..).is_none_or(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace));
    after.find(ends).and_then(|end| text.get(..end)).unwrap_or(text)
}

fn speaks_of_itself(folded: &str) -> bool {
    let mut before = "";
    runs(first_bytes(folded, SELF_HEAD)).any(|word| {
        let before = std::mem::replace(&mut before, word);
        let known = SELF.iter().find(|(first, _)| *first == before);
        known.is_some_and(|(_, starts)| starts_with_any(word, starts))
    })
}

fn goes_on(folded: &str) -> bool {
    let mut words = runs(folded);
    let first = words.next().unwrap_or_default();
    // "It is", "this week" and "ce mardi" point to nothing said before.
    let second = words.next().unwrap_or_default();
    if starts_with_any(folded, FRAMES) || starts_with_any(folded, IMPERSONAL) || TIMES.contains(second) {
        return false;
    }
    // "Le dernier point" counts on, "jeudi dernier" and "l'an dernier" name a time.
    let is_last = LAST.contains(second) && !TIMES.contains(first);
    let counts_on = [second].into_iter().chain(words.take(2)).any(|word| COUNTS_ON.contains(word));
    is_last || counts_on || GOES_ON.contains(first) || starts_with_any(folded, GOES_ON_PHRASES)
}

fn closing(line: &Line, folded: &str) -> Closing {
    if line.text.starts_with("[^")
        || is_signature(line.text)
        || begins_with_any(folded, CLOSING)
        || is_note(line, folded)
    {
        Closing::Yes
    } else if begins_with_any(folded, MAY_CLOSE)
        || THANKS.iter().any(|thanks| contains_words(folded, thanks))
        || line.text.trim_end().ends_with('!')
        || ends_in_mail(line.text)
        || ends_in_smiley(line.text)
        || marks::is_address(line.text)
    {
        Closing::Maybe
    } else {
        Closing::No
    }
}

/// `Bonjour Ann,`, `Hello Ann!`: a name after the greeting.
fn greets_one(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let greeting = words.next().unwrap_or_default();
    greeting.ends_with(char::is_alphabetic) && words.next().is_some_and(|word| word.starts_with(char::is_uppercase))
}

/// `:)` and such, which end a sentence without a full stop.
fn ends_in_smiley(text: &str) -> bool {
    [":)", ";)", ":-)", ";-)", ":(", ":-(", ":D", "^^"].iter().any(|smiley| text.trim_end().ends_with(smiley))
}

/// Whether a text ends in an address to write to.
fn ends_in_mail(text: &str) -> bool {
    let last = text.trim_end_matches(['.', ')', '>', ' ']).rsplit(char::is_whitespace).next().unwrap_or_default();
    last.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
}

/// `— Ann Lee`, `A. L. & Bob Roe`: the names of who wrote the text above, after a dash, joined or as initials.
fn is_signature(text: &str) -> bool {
    const WORDS: usize = 8;
    let names = text.trim_start_matches(['—', '–', ' ']);
    let words = || names.split([' ', '/', ',']).filter(|word| !word.is_empty());
    let is_joint = |word: &str| matches!(word, "&" | "et" | "and" | "de" | "du" | "van" | "von");
    let signs = names.len() < text.len() || words().any(|word| word == "&" || is_initials(word));
    signs
        && names.starts_with(char::is_uppercase)
        && (1..=WORDS).contains(&words().count())
        && words().all(|word| is_joint(word) || is_initials(word) || is_name(word))
}

/// `A.`, `A.L.`.
fn is_initials(word: &str) -> bool {
    let letters = word.strip_suffix('.').unwrap_or_default().split('.');
    letters.into_iter().all(|letter| letter.chars().count() == 1 && letter.chars().all(char::is_uppercase))
}

fn is_name(word: &str) -> bool {
    let is_inside = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '’' | '\'');
    word.starts_with(char::is_uppercase) && word.chars().all(is_inside)
}

/// A note on the author or on where the text stood before.
fn is_note(line: &Line, folded: &str) -> bool {
    line.words() <= NOTE
        && (NOTES.iter().any(|note| note.find(folded.as_bytes()).is_some()) || presents_its_author(folded))
}

/// `Ann Lee is a freelance reporter`: "is" or "est", then a profession of those who write.
fn presents_its_author(folded: &str) -> bool {
    let mut after = usize::MAX;
    runs(folded).take(NOTE_HEAD).any(|word| {
        after = if matches!(word, "is" | "est") { 0 } else { after.saturating_add(1) };
        after <= ROLE_WITHIN && ROLES.contains(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::document::{Document, Markup};

    fn traits(text: &str) -> Traits {
        let document = Document::new("x.txt", Markup::Plain, text.to_owned());
        read(&super::super::super::line::read(&document)[0])
    }

    #[test]
    fn a_pronoun_goes_on_unless_it_stands_for_nothing_or_names_a_time() {
        let cases = [
            ("Elle a rouvert le bac sans attendre personne.", true),
            ("Il a rouvert le bac sans attendre personne.", true),
            ("Il y a deux bacs au port, et un seul passeur.", false),
            ("Il faut deux passeurs pour un bac de cette taille.", false),
            ("Ce mardi, le bac a traversé à vide toute la journée.", false),
            ("Celui du nord traverse à vide depuis mardi.", true),
            ("Ce bac traverse à vide depuis mardi.", false),
            ("Alors, le bac a traversé à vide.", true),
            ("Alors que le bac traverse à vide, le port se plaint.", false),
            ("This week the ferry crossed empty.", false),
            ("This ferry crossed empty all week.", true),
            ("Jeudi dernier, le bac a traversé à vide.", false),
            ("L’an dernier, le bac a traversé à vide.", false),
            ("Le dernier bac a traversé à vide.", true),
            ("It’s been a long winter for the ferry.", false),
        ];
        for (text, expected) in cases {
            assert_eq!(traits(text).goes_on, expected, "{text}");
        }
    }

    #[test]
    fn a_name_has_two_words_with_capitals_or_a_number_after_its_article() {
        let cases = [
            ("Ann Lee a repris la barre.", true),
            ("La Halle 5 rouvre lundi.", true),
            ("L’Office des Ports a tranché.", false),
            ("Hier, Ann Lee a repris la barre.", false),
            ("Mardi Gras approche.", true),
            ("La barre est à prendre.", false),
        ];
        for (text, expected) in cases {
            assert_eq!(traits(text).begins_with_name, expected, "{text}");
        }
    }

    #[test]
    fn a_number_counts_in_the_first_sentence_only() {
        let cases = [
            ("Le bac compte 12 places. Il en manque.", true),
            ("La version 2.1 du bac est prête.", true),
            ("Le bac est prêt. Il compte 12 places.", false),
        ];
        for (text, expected) in cases {
            assert_eq!(traits(text).has_number, expected, "{text}");
        }
    }

    #[test]
    fn an_invitation_and_an_exclamation_may_close_an_article() {
        let cases = [
            ("Pour toute question sur le bac, contactez le port.", Closing::Maybe),
            ("Feel free to bring your own oars.", Closing::Maybe),
            ("Et vive le bac !", Closing::Maybe),
            ("Le bac est réparé, et nous disons merci.", Closing::Maybe),
            ("Le port vous invite à monter à bord.", Closing::Maybe),
            ("Le bac reste à quai, à bientôt :)", Closing::Maybe),
            ("Une question sur le bac ? Écrivez à passeur@port.example.", Closing::Maybe),
            ("See you on board", Closing::Maybe),
            ("Le bac reste à quai.", Closing::No),
            ("Il a noté la règle x@y.", Closing::No),
            ("La direction commerciale du bac reste à quai.", Closing::No),
            ("Le passeur a été invité à bord.", Closing::No),
            ("Le bac s’inscrit dans une longue histoire.", Closing::No),
            ("Merci à tous les passeurs.", Closing::Yes),
            ("Bref, le bac reste à quai.", Closing::Yes),
            ("Mercier quitte le port.", Closing::No),
            ("Brefs rappels sur la marée.", Closing::No),
        ];
        for (text, expected) in cases {
            assert_eq!(traits(text).closing, expected, "{text}");
        }
    }

    #[test]
    fn a_letter_to_all_greets_nobody_by_name() {
        let cases = [
            ("Bonjour à tous,", true),
            ("Bonjour, Nous rouvrons le bac.", true),
            ("Hello everyone!", true),
            ("Bonjour Ann,", false),
            ("Hello Ann!", false),
            ("Le bac dit bonjour.", false),
        ];
        for (text, expected) in cases {
            assert_eq!(traits(text).greets_all, expected, "{text}");
        }
    }

    #[test]
    fn a_paragraph_begins_with_a_time() {
        let cases = [
            ("Ce samedi, le bac rouvre.", true),
            ("This week the ferry is back.", true),
            ("Le bac rouvre samedi.", false),
        ];
        for (text, expected) in cases {
            assert_eq!(traits(text).is_timed, expected, "{text}");
        }
    }

    #[test]
    fn a_short_line_that_ends_in_a_smiley_is_no_heading() {
        for (text, expected) in [("À très vite sur le bac :)", false), ("À très vite sur le bac", true)] {
            assert_eq!(traits(text).is_heading, expected, "{text}");
        }
    }

    #[test]
    fn a_signature_closes_an_article_and_is_no_heading() {
        let cases = [
            ("— Ann Lee", true),
            ("— Ann Lee/Bob de Roe", true),
            ("A.L. & Rob42", true),
            ("A. Lee et B. Roe", true),
            ("Ann Lee", false),
            ("— Et le bac ?", false),
            ("— Ann Lee reprend la barre du bac", false),
            ("Le bac & le port", false),
            ("Paris.", false),
        ];
        for (text, expected) in cases {
            let traits = traits(text);
            assert_eq!((traits.closing == Closing::Yes, traits.is_heading && expected), (expected, false), "{text}");
        }
    }

    #[test]
    fn a_note_on_the_author_closes_an_article() {
        let cases = [
            ("Ann Lee is a freelance harbour reporter who lives on the quay.", Closing::Yes),
            ("Élise Morvan est journaliste, et marin quand il fait beau.", Closing::Yes),
            ("[Editor’s note: the ferry is back.]", Closing::Yes),
            ("PS : le bac est de retour.", Closing::Yes),
            ("Follow her on the harbour’s own network, where she posts tides.", Closing::Yes),
            ("Cet article est initialement paru dans la gazette du port.", Closing::Yes),
            ("The reporter was late, and the ferry is still waiting for him.", Closing::No),
            ("La ville est calme.", Closing::No),
        ];
        for (text, expected) in cases {
            assert_eq!(traits(text).closing, expected, "{text}");
        }
    }
}
