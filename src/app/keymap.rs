//! From keys to actions: the table's defaults, with the user's `[keys]` over them.
//!
//! Keys are spelled as in the help: `j`, `G`, `Ctrl-d`, `Shift-Tab`, `Space`, and sequences with
//! spaces between (`g g`). It knows nothing of what an action does.

mod key;

use std::collections::{BTreeMap, HashMap};

use super::action::{Action, COMMANDS, Command, Scope, named, of};
pub use key::Key;

/// What the keys typed so far mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// An action.
    Action(Action),
    /// The beginning of a longer sequence.
    Prefix,
    /// Nothing.
    Nothing,
}

/// What is wrong with the keys that the user gives to a command.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Complaint {
    /// The command, as the user calls it.
    command: String,
    /// A sentence that says so.
    what: String,
}

impl Complaint {
    /// The sentence, after the place where the user says so: a file and a line, by the name of the command.
    pub fn at(&self, places: &BTreeMap<String, String>) -> String {
        places.get(&self.command).map_or_else(|| self.what.clone(), |place| format!("{place}: {}", self.what))
    }
}

/// All bindings.
#[derive(Debug, Clone)]
pub struct Keymap {
    bindings: Vec<(Scope, Vec<Key>, Action)>,
}

impl Keymap {
    /// Builds the map from the table and the user's overrides (command name → spellings; `nop`
    /// unbinds). What cannot be used is left out and complained of.
    pub fn new(overrides: &HashMap<String, Vec<String>>) -> (Keymap, Vec<Complaint>) {
        let (mut keymap, mut complaints) = (Keymap { bindings: Vec::new() }, Vec::new());
        for name in overrides.keys().filter(|name| named(name).is_none()) {
            let what = format!("there is no command `{name}`; `?` lists their names.");
            complaints.push(Complaint { command: name.clone(), what });
        }
        // The user's keys come first: where two meanings meet, theirs holds.
        let (changed, others): (Vec<&Command>, Vec<&Command>) =
            COMMANDS.iter().partition(|command| overrides.contains_key(command.name));
        for command in changed.iter().chain(&others) {
            let defaults = || command.keys.iter().map(|key| (*key).to_owned()).collect();
            let spellings: Vec<String> = overrides.get(command.name).cloned().unwrap_or_else(defaults);
            for spelling in spellings.iter().filter(|spelling| *spelling != "nop") {
                match parse_sequence(spelling) {
                    Some(keys) => command
                        .scopes
                        .iter()
                        .for_each(|scope| keymap.bindings.push((*scope, keys.clone(), command.action))),
                    None => complaints.push(Complaint {
                        command: command.name.to_owned(),
                        what: format!(
                            "`{spelling}` is no key, for `{}`; write for example `Ctrl-d` or `g g`.",
                            command.name
                        ),
                    }),
                }
            }
        }
        for command in &changed {
            let lost = keymap.lost_to(command, &changed).into_iter();
            complaints.extend(lost.map(|what| Complaint { command: command.name.to_owned(), what }));
        }
        complaints.sort();
        (keymap, complaints)
    }

    /// What `typed` means in `scopes`, the innermost first.
    pub fn meaning(&self, scopes: &[Scope], typed: &[Key]) -> Meaning {
        for scope in scopes {
            let mut here = self.bindings.iter().filter(|(of, keys, _)| of == scope && keys.starts_with(typed));
            if let Some((_, keys, action)) = here.next() {
                return if keys.len() == typed.len() { Meaning::Action(*action) } else { Meaning::Prefix };
            }
        }
        Meaning::Nothing
    }

    /// The spellings of the keys bound to `action`, each once, in order.
    pub fn keys_of(&self, action: Action) -> Vec<String> {
        let mut spellings: Vec<String> = Vec::new();
        for (_, keys, _) in self.bindings.iter().filter(|(_, _, of)| *of == action) {
            let spelling = keys.iter().map(|key| key.spelling()).collect::<Vec<_>>().join(" ");
            if !spellings.contains(&spelling) {
                spellings.push(spelling);
            }
        }
        spellings
    }

    /// The first key bound to `action`, or its name in the palette.
    pub fn key_of(&self, action: Action) -> String {
        let name = || of(action).map_or("", |command| command.name);
        self.keys_of(action).into_iter().next().unwrap_or_else(|| format!(":{}", name()))
    }

    /// Where a key means something.
    pub fn scopes_of(&self, typed: &[Key]) -> Vec<Scope> {
        let is_bound = |scope: &Scope| self.bindings.iter().any(|(of, keys, _)| of == scope && keys.starts_with(typed));
        Scope::ALL.into_iter().filter(is_bound).collect()
    }

    /// What other commands lose to the user's keys for one: a key that now means something else where
    /// both are valid, and is not a default that gives way on purpose.
    fn lost_to(&self, command: &Command, changed: &[&Command]) -> Vec<String> {
        let rank = |action: Action| changed.iter().position(|command| command.action == action);
        let own = self.bindings.iter().filter(|(_, _, action)| *action == command.action);
        let mut lost: Vec<String> = Vec::new();
        for (scope, keys, _) in own {
            let clash = |other: &&(Scope, Vec<Key>, Action)| {
                let meets = other.1.starts_with(keys) || keys.starts_with(&other.1);
                other.2 != command.action && meets && scope.meets(other.0)
            };
            for (place, other_keys, action) in self.bindings.iter().filter(clash) {
                let spelling = other_keys.iter().map(|key| key.spelling()).collect::<Vec<_>>().join(" ");
                let other = of(*action).map_or("", |command| command.name);
                let sentence = match (rank(*action), rank(command.action)) {
                    // Of two that the user gave the same key, the first has something to say.
                    (Some(other), Some(own)) if other < own => continue,
                    (Some(_), _) => {
                        format!(
                            "`{spelling}` is given to `{}` and to `{other}`; it means `{}`.",
                            command.name, command.name
                        )
                    }
                    (None, _) => {
                        format!("`{spelling}` now means `{}`: `{other}` loses it ({}).", command.name, place.title())
                    }
                };
                if !lost.contains(&sentence) {
                    lost.push(sentence);
                }
            }
        }
        lost
    }
}

fn parse_sequence(spelling: &str) -> Option<Vec<Key>> {
    let keys: Option<Vec<Key>> = spelling.split_whitespace().map(Key::parse).collect();
    keys.filter(|keys| !keys.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(spelling: &str) -> Vec<Key> {
        parse_sequence(spelling).unwrap()
    }

    #[test]
    fn the_defaults_have_no_conflict_and_inner_scopes_win() {
        let (keymap, complaints) = Keymap::new(&HashMap::new());
        assert_eq!(complaints, []);
        let reader = [Scope::Reader, Scope::Moving, Scope::Everywhere];
        let cases = [
            (&reader[..], "g", Meaning::Prefix),
            (&reader[..], "g g", Meaning::Action(Action::First)),
            (&reader[..], "g x", Meaning::Nothing),
            (&reader[..], "Space", Meaning::Action(Action::PageArticle)),
            (&[Scope::Highlights, Scope::Moving][..], "Space", Meaning::Action(Action::PageDown)),
            (&[Scope::Selection, Scope::Moving][..], "b", Meaning::Action(Action::PrevWord)),
        ];
        for (scopes, typed, expected) in cases {
            assert_eq!(keymap.meaning(scopes, &keys(typed)), expected, "{typed}");
        }
    }

    #[test]
    fn the_users_keys_replace_the_defaults_and_mistakes_are_named() {
        let user = [
            ("keep", vec!["K", "Ctrl-k"]),
            ("later", vec!["nop"]),
            ("skip", vec!["K"]),
            ("undoo", vec!["x"]),
            ("undo", vec!["Meta-u"]),
        ];
        let user = user.map(|(name, keys)| (name.to_owned(), keys.into_iter().map(str::to_owned).collect()));
        let (keymap, complaints) = Keymap::new(&HashMap::from(user));
        let places = BTreeMap::from([("undoo".to_owned(), "config.toml, line 3".to_owned())]);
        let complaints: Vec<String> = complaints.iter().map(|complaint| complaint.at(&places)).collect();
        assert_eq!(keymap.keys_of(Action::Keep), ["K", "Ctrl-k"]);
        assert_eq!(keymap.meaning(&[Scope::List], &keys("s")), Meaning::Nothing);
        assert_eq!(keymap.key_of(Action::Later), ":later");
        let expected = [
            "`K` is given to `keep` and to `skip`; it means `keep`.",
            "config.toml, line 3: there is no command `undoo`",
            "`Meta-u` is no key",
        ];
        for part in expected {
            let count = complaints.iter().filter(|complaint| complaint.contains(part)).count();
            assert_eq!(count, 1, "{part}: {complaints:#?}");
        }
        assert_eq!(complaints.iter().filter(|complaint| complaint.contains("`K`")).count(), 1, "{complaints:#?}");
        let user = HashMap::from([("keep".to_owned(), vec!["k".to_owned()])]);
        let (keymap, complaints) = Keymap::new(&user);
        assert_eq!(keymap.meaning(&[Scope::List, Scope::Moving], &keys("k")), Meaning::Action(Action::Keep));
        let is_told = |complaint: &Complaint| complaint.what == "`k` now means `keep`: `up` loses it (moving).";
        assert!(complaints.iter().any(is_told), "{complaints:#?}");
        assert_eq!(keymap.scopes_of(&keys("v")), [Scope::Reader, Scope::Selection]);
    }
}
