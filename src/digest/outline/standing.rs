//! Standing text: what each issue has, or a line that says that there is nothing. It is no article.

use super::SUBSTANCE;
use crate::digest::block::{Block, Kind};
use crate::digest::marks;
use crate::digest::phrases::{self, Found, Hint};
use crate::digest::publication::presents_itself;
use crate::digest::role::{Draft, Role};
use crate::text::fold::fold;
use crate::text::words::runs;

/// What a paragraph is that each issue has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Boilerplate, or a notice that there is nothing.
    Boilerplate,
    /// An introduction.
    Recurring,
    /// A summary of what is to come.
    Contents,
}

impl Standing {
    pub(super) fn role(self) -> Role {
        if self == Standing::Boilerplate { Role::Chrome } else { Role::Neutral }
    }
}

/// Whether a paragraph is standing text, and of which sort.
pub(super) fn standing(draft: &Draft, block: &Block) -> Option<Standing> {
    let text = paragraph(draft, block);
    if is_empty_notice(draft, block) {
        return Some(Standing::Boilerplate);
    }
    // The words of an address would make a line of boilerplate look long.
    let (found, words) = phrases::find(&marks::plain(&text));
    let standing = found.iter().filter(|one| matches!(one.hint, Hint::Boilerplate | Hint::Footer)).count();
    // "This week" opens a summary of contents; further on it is a date like any other.
    let has_contents = found.iter().any(|one| one.hint == Hint::Contents && (one.at <= 3 || one.len >= 3));
    // Boilerplate is a short paragraph; a longer one that names a newsletter once may be a story about it.
    if presents_itself(&text) {
        Some(Standing::Boilerplate)
    } else if speaks_of_oneself(&text) {
        None
    } else if standing >= 1 && words <= 45 || standing >= 2 && words <= 90 {
        Some(Standing::Boilerplate)
    } else if is_recurring(block, &found) {
        Some(Standing::Recurring)
    } else if has_contents && (words <= 90 || enumerates(&text, words))
        || marks::is_whole_emphasis(&text) && words <= 60
    {
        Some(Standing::Contents)
    } else {
        None
    }
}

/// Whether a paragraph, in which these phrases were found, introduces what each issue has: *Every week the
/// team announces …*.
fn is_recurring(block: &Block, found: &[Found]) -> bool {
    // More than three sentences are worth reading for themselves.
    let may_be = block.kind == Kind::Paragraph && block.words <= 45;
    may_be && found.iter().any(|one| one.hint == Hint::Recurring && one.at == 0)
}

/// Whether somebody tells what happened to them or what they think: worth reading, whatever words stand beside.
fn speaks_of_oneself(text: &str) -> bool {
    // Once is a form of words: *I hope you like it*.
    const TIMES: usize = 2;
    // More than a sentence.
    const WORDS: usize = 20;
    let folded = fold(text);
    let own = runs(&folded).filter(|word| matches!(*word, "i" | "my" | "me" | "je" | "j" | "mon" | "ma" | "mes"));
    own.count() >= TIMES && runs(&folded).nth(WORDS).is_some()
}

/// Whether a text counts up one thing after the other: a comma in each line or two, as contents have.
fn enumerates(text: &str, words: usize) -> bool {
    words <= 200 && text.matches([',', ';']).count() * 25 >= words
}

/// A line in emphasis that says that there is nothing.
pub(super) fn is_empty_notice(draft: &Draft, block: &Block) -> bool {
    // Cheap test first: this is asked of every item.
    draft.text(block.lines.start).starts_with(['*', '_', '/'])
        && says_nothing(draft, block)
        && marks::is_whole_emphasis(&paragraph(draft, block))
}

/// A few words that begin by saying that there is nothing.
pub(super) fn says_nothing(draft: &Draft, block: &Block) -> bool {
    if block.words > SUBSTANCE {
        return false;
    }
    let plain = marks::plain(&paragraph(draft, block)).to_lowercase();
    NOTHING.iter().any(|start| plain.starts_with(start))
}

/// Whether the only paragraph of a section says that there is nothing this time, and maybe where to look instead.
pub(super) fn says_nothing_yet(draft: &Draft, block: &Block) -> bool {
    // A sentence, and another of where to look.
    const LONGEST: usize = 30;
    if block.words > LONGEST {
        return false;
    }
    let text = fold(&marks::plain(&paragraph(draft, block)));
    let first = text.split(['.', '!', ',', ';']).next().unwrap_or_default();
    let is_timed = [" this ", " yet", " for now", " cette ", " ce mois", " cette fois", " pour l", " pour le moment"]
        .iter()
        .any(|time| first.contains(time));
    // More words are a sentence of news: *No ferry sailed this week but the old one*.
    let is_short = runs(first).count() <= 7;
    is_short && is_timed && NOTHING.iter().any(|start| first.starts_with(start))
}

/// First words of a sentence that says that there is nothing, folded.
const NOTHING: [&str; 6] = ["no ", "none", "nothing", "aucun", "pas de ", "rien "];

/// Whether a text asks the reader for something: standing text after a list does, stories seldom.
pub(super) fn speaks_to_the_reader(text: &str) -> bool {
    let folded = fold(text);
    runs(&folded).any(|word| ["you", "your", "please", "vous", "votre", "vos", "nous"].contains(&word))
}

/// A few words, what addresses have of them aside.
pub(super) fn is_few(draft: &Draft, block: &Block) -> bool {
    phrases::find(&marks::plain(&paragraph(draft, block))).1 < SUBSTANCE
}

/// The text of a block in one line.
pub(super) fn paragraph(draft: &Draft, block: &Block) -> String {
    let words: Vec<&str> = block.lines.clone().map(|at| draft.text(at)).collect();
    words.join(" ")
}
