//! What is typed behind a command: a number, a count or words. What is not understood is refused in a
//! sentence: acting on what is at hand instead would decide about another thing than was meant.

use crate::app::action::{self, Action, Count, Scope};
use crate::model::highlight::Colour;

/// What stands behind a command.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Argument<'a> {
    /// The number of what it is about.
    pub(super) number: Option<usize>,
    /// The numbers, where it is about several.
    pub(super) numbers: Vec<usize>,
    /// How often, or where to.
    pub(super) count: Option<usize>,
    /// The words to write, or the colour.
    pub(super) words: &'a str,
}

impl<'a> Argument<'a> {
    /// Takes apart what stands behind `action`. Its numbers are those of `things` (`of the list`), and
    /// `is_there` tells which there are; what is not understood gives what to say.
    pub(super) fn parse(
        action: Action,
        rest: &'a str,
        things: &str,
        is_there: impl Fn(usize) -> bool,
    ) -> Result<Argument<'a>, String> {
        if rest.is_empty() {
            return Ok(Argument::default());
        }
        match kind(action) {
            Kind::Words => Ok(written(rest, is_there)),
            Kind::Colour => colour(rest),
            Kind::Number => match rest.parse() {
                Ok(number) => Ok(Argument { number: Some(number), ..Argument::default() }),
                Err(_) if is_decision(action) => several(rest, things, is_there),
                Err(_) => Err(refused(&format!("“{rest}” is no number {things}"))),
            },
            Kind::Count => match rest.parse().ok().filter(|count| *count > 0) {
                Some(count) => Ok(Argument { count: Some(count), ..Argument::default() }),
                None => Err(refused(&format!("“{rest}” is no number"))),
            },
            Kind::Nothing => Err(takes_nothing(action::of(action).map_or("", |command| command.name))),
        }
    }
}

/// What a command says that takes nothing behind it.
pub(super) fn takes_nothing(name: &str) -> String {
    refused(&format!("“{name}” takes nothing behind it"))
}

fn refused(why: &str) -> String {
    format!("{why}; nothing was done.")
}

/// What a command takes.
enum Kind {
    /// Perhaps a number, and what is to be written.
    Words,
    /// Perhaps a number, and the name of a colour.
    Colour,
    /// The number of what it is about.
    Number,
    /// As the number before its key.
    Count,
    Nothing,
}

fn kind(action: Action) -> Kind {
    let Some(command) = action::of(action) else { return Kind::Nothing };
    let is_of_place = |scope: &Scope| !matches!(scope, Scope::Moving | Scope::Everywhere);
    match action {
        Action::SetTitle | Action::Tags | Action::Note => Kind::Words,
        Action::Colour => Kind::Colour,
        _ if command.scopes.iter().any(is_of_place) => Kind::Number,
        _ if command.count != Count::None => Kind::Count,
        _ => Kind::Nothing,
    }
}

/// Whether it may be about several at once, as what is marked on the screen.
fn is_decision(action: Action) -> bool {
    matches!(action, Action::Keep | Action::Skip | Action::Later)
}

/// Numbers and ranges of them (`1-3, 5`), all of which must be there.
fn several<'a>(rest: &'a str, things: &str, is_there: impl Fn(usize) -> bool) -> Result<Argument<'a>, String> {
    let mut numbers = Vec::new();
    for piece in rest.split([',', ' ']).filter(|piece| !piece.is_empty()) {
        let (first, last) = piece.split_once(['-', '–']).unwrap_or((piece, piece));
        let ends = first.parse::<usize>().ok().zip(last.parse::<usize>().ok()).filter(|(first, last)| first <= last);
        let Some((first, last)) = ends else { return Err(refused(&format!("“{piece}” is no number {things}"))) };
        // What is there is there without gaps, and a long range need not be gone through.
        if let Some(missing) = [first, last].into_iter().find(|number| !is_there(*number)) {
            return Err(refused(&format!("There is no number {missing} {things}")));
        }
        numbers.extend(first..=last);
    }
    if numbers.is_empty() {
        return Err(refused(&format!("“{rest}” is no number {things}")));
    }
    Ok(Argument { numbers, ..Argument::default() })
}

/// What is written may begin with a number, which stands for something only if there is such a thing and
/// words follow.
fn written(rest: &str, is_there: impl Fn(usize) -> bool) -> Argument<'_> {
    let (number, words) = numbered(rest);
    match number.filter(|number| !words.is_empty() && is_there(*number)) {
        Some(number) => Argument { number: Some(number), words, ..Argument::default() },
        None => Argument { words: rest, ..Argument::default() },
    }
}

fn colour(rest: &str) -> Result<Argument<'_>, String> {
    let (number, words) = numbered(rest);
    if words.is_empty() || Colour::ALL.iter().any(|colour| colour.name() == words) {
        return Ok(Argument { number, words, ..Argument::default() });
    }
    let names = Colour::ALL.map(Colour::name).join(", ");
    Err(refused(&format!("“{words}” is no colour ({names})")))
}

/// The number that this begins with, and what follows.
fn numbered(rest: &str) -> (Option<usize>, &str) {
    let (first, words) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    first.parse().map_or((None, rest), |number| (Some(number), words.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_understood_is_refused_in_a_sentence() {
        let number = |number| Ok(Argument { number: Some(number), ..Argument::default() });
        let numbers = |numbers: &[usize]| Ok(Argument { numbers: numbers.to_vec(), ..Argument::default() });
        let count = |count| Ok(Argument { count: Some(count), ..Argument::default() });
        let words = |number, words| Ok(Argument { number, words, ..Argument::default() });
        let no = |what: &str| Err(format!("{what}; nothing was done."));
        let cases = [
            (Action::Keep, "", Ok(Argument::default())),
            (Action::Keep, "3", number(3)),
            (Action::Keep, "9", number(9)),
            (Action::Skip, "1-2", numbers(&[1, 2])),
            (Action::Keep, "2,3", numbers(&[2, 3])),
            (Action::Later, "4 1–3, 2", numbers(&[4, 1, 2, 3, 2])),
            (Action::Skip, "2-5", no("There is no number 5 of the list")),
            (Action::Skip, "0-2", no("There is no number 0 of the list")),
            (Action::Keep, ",", no("“,” is no number of the list")),
            (Action::Skip, "3-1", no("“3-1” is no number of the list")),
            (Action::Skip, "1-2 x", no("“x” is no number of the list")),
            (Action::Skip, "1-2-3", no("“1-2-3” is no number of the list")),
            (Action::Merge, "1-2", no("“1-2” is no number of the list")),
            (Action::Skip, "Lire", no("“Lire” is no number of the list")),
            (Action::Keep, "-1", no("“-1” is no number of the list")),
            (Action::Keep, "99999999999999999999", no("“99999999999999999999” is no number of the list")),
            (Action::Undo, "3", count(3)),
            (Action::Last, "2", count(2)),
            (Action::Undo, "0", no("“0” is no number")),
            (Action::Undo, "all", no("“all” is no number")),
            (Action::Quit, "3", no("“quit” takes nothing behind it")),
            (Action::Colour, "1", words(Some(1), "")),
            (Action::Colour, "blue", words(None, "blue")),
            (Action::Colour, "1 blue", words(Some(1), "blue")),
            (Action::Colour, "1 red", no("“red” is no colour (yellow, green, blue, pink)")),
            (Action::Colour, "-1", no("“-1” is no colour (yellow, green, blue, pink)")),
            (Action::Note, "2", words(None, "2")),
            (Action::Note, "2 à voir", words(Some(2), "à voir")),
            (Action::Note, "12 minutes", words(None, "12 minutes")),
        ];
        for (action, rest, expected) in cases {
            let parsed = Argument::parse(action, rest, "of the list", |number| (1..5).contains(&number));
            assert_eq!(parsed, expected, "{action:?} {rest:?}");
        }
    }
}
