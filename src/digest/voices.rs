//! Who speaks, where the name stands before what is said: `Ann: …`, `**Ann Lee:** …`.
//!
//! Several voices in turn are a conversation, which is one recording. Where one of them opens what comes after
//! nearly each break and says most of it, the others are guests, and the breaks part the stories of a script.

use std::collections::HashMap;

use super::kind;
use super::line::{Line, Shape};
use super::role::Draft;

/// The fewest turns of a conversation.
const TURNS: usize = 6;
/// Words and letters of a name at most.
const NAME: usize = 4;
const LETTERS: usize = 40;

/// What the turns of a text make of it.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Talk {
    /// A conversation.
    pub is_talk: bool,
    /// The stories of one voice, parted by breaks.
    pub is_script: bool,
}

/// What one voice does.
#[derive(Debug, Default)]
struct Voice {
    turns: usize,
    words: usize,
    opens: usize,
}

/// Reads the turns of a text.
pub(crate) fn read(draft: &Draft) -> Talk {
    let mut voices: HashMap<&str, Voice> = HashMap::new();
    let mut names = Vec::new();
    let (mut speaking, mut opens, mut breaks, mut paragraphs) = (None, true, 0, 0);
    for line in draft.lines.iter().filter(|line| line.has_words()) {
        if kind::speaker(line).is_some_and(kind::is_break) {
            (breaks, opens, speaking) = (breaks + 1, true, None);
            continue;
        }
        paragraphs += 1;
        if let Some(name) = name(line) {
            let voice = voices.entry(name).or_default();
            voice.turns += 1;
            voice.opens += usize::from(std::mem::take(&mut opens));
            speaking = Some(name);
            names.push(name);
        }
        if let Some(voice) = speaking.and_then(|name| voices.get_mut(name)) {
            voice.words += line.words();
        }
    }
    let turns: usize = voices.values().map(|voice| voice.turns).sum();
    let words: usize = voices.values().map(|voice| voice.words).sum();
    // Labels of a form are as many as their lines; voices come back.
    let come_back = voices.values().filter(|voice| voice.turns >= 2).count();
    names.retain(|name| voices.get(name).is_some_and(|voice| voice.turns >= 2));
    let leads = |voice: &Voice| voice.opens * 10 >= (breaks + 1) * 6 && voice.words * 10 >= words * 6;
    Talk {
        is_talk: turns >= TURNS
            && turns * 4 >= paragraphs
            && come_back >= 2
            && turns >= voices.len() * 2
            && !is_form(&names),
        is_script: breaks >= 3 && voices.values().any(leads),
    }
}

/// Whether three names or more come in the same order again and again, as the labels of a form do that is filled in
/// several times. Two that answer each other do so as well, and talk.
fn is_form(names: &[&str]) -> bool {
    let mut next: HashMap<&str, &str> = HashMap::new();
    let is_same = names.windows(2).all(|pair| match pair {
        [name, after] => *next.entry(name).or_insert(after) == *after,
        _ => true,
    });
    is_same && next.len() >= 3
}

/// The name before what is said: capitalised, in bold or not, its colon in the line.
fn name<'a>(line: &Line<'a>) -> Option<&'a str> {
    if !matches!(line.shape, Shape::Text) {
        return None;
    }
    let (name, said) = line.text.split_once(':')?;
    let name = name.trim().trim_start_matches(['*', '_']);
    let is_name = name.len() <= LETTERS
        && (1..=NAME).contains(&name.split_whitespace().count())
        && name.split_whitespace().all(|word| word.starts_with(char::is_uppercase))
        && name
            .chars()
            .all(|letter| letter.is_alphabetic() || matches!(letter, ' ' | '-' | '\'' | '’' | '.' | '\u{a0}'));
    (is_name && !said.starts_with("//")).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::super::line;
    use super::*;
    use crate::model::document::{Document, Markup};

    fn talk(text: &str) -> (bool, bool) {
        let document = Document::new("x.md", Markup::Markdown, text.to_owned());
        let talk = read(&Draft::new(line::read(&document)));
        (talk.is_talk, talk.is_script)
    }

    #[test]
    fn voices_in_turn_are_a_conversation_and_one_voice_between_breaks_a_script() {
        let turn = |name: &str, words: usize| format!("**{name}:** {}.\n\n", "the ferry is late ".repeat(words).trim());
        let both = (turn("Ann Weaver", 3) + &turn("Bob", 4)).repeat(4);
        assert_eq!(talk(&both), (true, false));
        let part = turn("Ann Weaver", 9) + &turn("Bob", 1) + "**Break:**\n\n";
        assert!(talk(&part.repeat(4)).1);
        let interview = turn("Ann Weaver", 2) + &turn("Bob", 9) + "**Break:**\n\n";
        assert_eq!(talk(&interview.repeat(4)), (true, false));
        let form = "Name: Ann\n\nPlace: the quay\n\nHour: noon\n\nBoat: red\n\nPort: old\n\nSea: calm\n\nSky: grey\n";
        assert_eq!(talk(form), (false, false));
        let labels = ["THE NEWS", "IN SHORT", "BETWEEN LINES", "NEXT"].map(|label| turn(label, 6)).concat();
        assert_eq!(talk(&labels.repeat(3)), (false, false), "the same labels in the same order");
        let three = ["Ann", "Bob", "Cleo", "Bob", "Ann", "Cleo"].map(|name| turn(name, 6)).concat();
        assert_eq!(talk(&three.repeat(2)), (true, false));
    }
}
