//! Who speaks, where the name stands before what is said: `Ann: …`, `**Ann Lee:** …`.
//!
//! Several voices in turn are a conversation, which is one recording. Where one of them opens what comes after
//! nearly each break and says most of it, the others are guests, and the breaks part the stories of a script.

use std::collections::{HashMap, HashSet};

use super::block::BARE;
use super::line::{Line, Shape};
use super::marks;
use super::role::{Draft, Role};

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

/// One voice speaks.
#[derive(Debug)]
struct Turn<'a> {
    name: &'a str,
    words: usize,
    /// Whether nothing is said beside the name.
    is_bare: bool,
    /// Whether its own paragraph, or the one below a bare name, has a sentence: the value of a label has none.
    says: bool,
    /// Whether it is the first after a break.
    opens: bool,
    /// Under which of the marked headings it stands.
    heading: usize,
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
    let mut listener = Listener { opens: true, ..Listener::default() };
    draft.lines.iter().for_each(|line| listener.line(line));
    listener.talk()
}

/// What was heard so far.
#[derive(Debug, Default)]
struct Listener<'a> {
    turns: Vec<Turn<'a>>,
    breaks: usize,
    lines: usize,
    headings: usize,
    /// Whether a break was the last that was heard.
    opens: bool,
    /// Whether somebody speaks, and whether an empty line stands between the name and this line.
    speaks: bool,
    is_apart: bool,
    /// Whether this line belongs to a list item.
    is_item: bool,
}

impl<'a> Listener<'a> {
    fn line(&mut self, line: &Line<'a>) {
        self.is_apart |= line.is_blank();
        if !line.has_words() {
            return;
        }
        self.is_item = line.is_item() || self.is_item && line.indent > 0;
        self.headings += usize::from(matches!(line.shape, Shape::Heading(..BARE)));
        if speaker(line).is_some_and(is_break) {
            (self.breaks, self.opens, self.speaks) = (self.breaks + 1, true, false);
            return;
        }
        self.lines += 1;
        if let Some((name, said)) = turn(line).filter(|_| !self.is_item) {
            let opens = std::mem::take(&mut self.opens);
            let is_bare = !said.contains(char::is_alphanumeric);
            self.turns.push(Turn { name, words: 0, is_bare, says: false, opens, heading: self.headings });
            (self.speaks, self.is_apart) = (true, false);
        }
        if let Some(turn) = self.turns.last_mut().filter(|_| self.speaks) {
            turn.words += line.words();
            turn.says |= line.ends_sentence() && (turn.is_bare || !self.is_apart);
        }
    }

    fn talk(&self) -> Talk {
        let mut voices: HashMap<&str, Voice> = HashMap::new();
        for turn in &self.turns {
            let voice = voices.entry(turn.name).or_default();
            voice.turns += 1;
            voice.words += turn.words;
            voice.opens += usize::from(turn.opens);
        }
        let (turns, words) = (self.turns.len(), voices.values().map(|voice| voice.words).sum::<usize>());
        let said = self.turns.iter().filter(|turn| turn.says).count();
        let comes_again = |name: &&str| voices.get(name).is_some_and(|voice| voice.turns >= 2);
        let recurring: Vec<&str> = self.turns.iter().map(|turn| turn.name).filter(comes_again).collect();
        let leads = |voice: &Voice| voice.opens * 10 >= (self.breaks + 1) * 6 && voice.words * 10 >= words * 6;
        Talk {
            is_talk: turns >= TURNS
                && turns * 4 >= self.lines
                && turns >= voices.len() * 2
                && said * 3 >= turns * 2
                && self.answer_each_other() >= 2
                && !is_form(&recurring),
            is_script: self.breaks >= 3 && voices.values().any(leads),
        }
    }

    /// How many voices come back under the same heading: the labels of a form come back under the next.
    fn answer_each_other(&self) -> usize {
        let mut heard = HashSet::new();
        let again = self.turns.iter().filter(|turn| !heard.insert((turn.name, turn.heading)));
        again.map(|turn| turn.name).collect::<HashSet<&str>>().len()
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

/// The name and what is said: the name capitalised, in bold or not, its colon in the line.
fn turn<'a>(line: &Line<'a>) -> Option<(&'a str, &'a str)> {
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
    (is_name && !said.starts_with("//")).then_some((name, said))
}

/// In the script of one speaker, the lines that name him are chrome, and breaks are breaks. What others say in
/// between, he quotes.
pub(crate) fn mark_script(draft: &mut Draft) {
    let host = host(&draft.lines).map(str::to_owned);
    let mut is_guest = false;
    for at in 0..draft.lines.len() {
        let Some(line) = draft.lines.get_mut(at) else { continue };
        if let Some(name) = speaker(line) {
            is_guest = !is_break(name) && Some(name) != host.as_deref();
            if is_break(name) {
                line.shape = Shape::Rule;
            }
            if !is_guest {
                draft.set(at..at + 1, Role::Chrome);
                continue;
            }
        }
        if is_guest && line.shape == Shape::Text {
            line.shape = Shape::Quote;
        }
    }
}

/// Whose name stands most often above what is said.
fn host<'a>(lines: &[Line<'a>]) -> Option<&'a str> {
    let mut turns: HashMap<&str, usize> = HashMap::new();
    for name in lines.iter().filter_map(speaker).filter(|name| !is_break(name)) {
        *turns.entry(name).or_default() += 1;
    }
    turns.into_iter().max_by_key(|(name, count)| (*count, *name)).map(|(name, _)| name)
}

/// `**Name:**` or `Name :` alone on a line.
pub(crate) fn speaker<'a>(line: &Line<'a>) -> Option<&'a str> {
    if line.shape != Shape::Text || !marks::is_whole_bold(line.text) || !line.text.contains(':') {
        return None;
    }
    Some(line.text.trim_matches(['*', '_', ':', ' '])).filter(|name| name.split_whitespace().count() <= 4)
}

/// Whether a speaker's line stands for a break.
pub(crate) fn is_break(name: &str) -> bool {
    ["break", "pause", "jingle", "music", "musique"].contains(&name.to_lowercase().as_str())
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

    #[test]
    fn labels_that_recur_are_no_voices() {
        let cases = [
            "- **The dance.** A ball, with soup.\n  Where: the mole.\n  When: Monday.\n",
            "## The ferry\n\nSource: the Gazette\n\nAuthor: Ann Lee\n\nThe ferry has a new boiler.\n\n",
            "## The quay\n\nPlace: Low Quay\nPay: twelve crowns\n\nThe bakery wants a baker.\n\n",
            "## Press\n\n**The Gazette:** the crane fell.\n\n**The Herald:** the ferry sank.\n\n",
        ];
        for text in cases {
            assert_eq!(talk(&text.repeat(6)), (false, false), "{text}");
        }
        let spoken = "## On bread\n\nAnn:\n\nThe oven is hot.\n\nBob: Is it?\n\nAnn: It is.\n\nBob: I see.\n\n";
        assert!(talk(&spoken.repeat(2)).0);
    }
}
