//! The user's file over the defaults, option by option: a mistake costs one option and is named with its line.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use color_eyre::eyre::{Result, WrapErr};
use toml::de::{DeTable, DeValue};
use toml::{Table, Value};

use super::{Config, EXAMPLE};
use crate::search::query::{Query, Saved, Wrong};
use crate::text::scrub::scrub_line;

impl Config {
    /// Reads `text`, the content of the file `name`, over the defaults; says what is wrong in it.
    pub fn read(text: &str, name: &str) -> Result<(Config, Vec<String>)> {
        let defaults: Table = toml::from_str(EXAMPLE).wrap_err("cannot read the defaults that are part of veille")?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let spans = match DeTable::parse(text) {
            Ok(spans) => spans,
            Err(error) => {
                let line = line_at(text, error.span().map_or(0, |span| span.start));
                let what = format!("{name}, line {line}: {}; the defaults are used.", error.message());
                return Ok((Config::defaults()?, vec![scrub_line(&what).into_owned()]));
            }
        };
        let values: Table = toml::from_str(text).wrap_err_with(|| format!("cannot read {name}"))?;
        let mut table = defaults.clone();
        let (mut warnings, mut key_places) = (Vec::new(), BTreeMap::new());
        for (option, at) in options(spans.get_ref(), &defaults) {
            let place = format!("{name}, line {}", line_at(text, at));
            if let Err(why) = override_option(&mut table, &values, &defaults, &option) {
                warnings.push(scrub_line(&format!("{place}: {why}")).into_owned());
            } else if let [first, command] = option.as_slice()
                && first == "keys"
            {
                key_places.insert(command.clone(), place);
            }
        }
        let config: Config = table.try_into().wrap_err("cannot put the configuration together")?;
        Ok((Config { key_places, ..config }, warnings))
    }
}

/// The names of an option: of its table, if it is in one, and its own.
type Name = Vec<String>;

/// The options in the user's file, each with the byte where it stands.
fn options(user: &DeTable<'_>, defaults: &Table) -> Vec<(Name, usize)> {
    let mut found = Vec::new();
    for (key, value) in user {
        let (name, at) = (key.get_ref().to_string(), key.span().start);
        match (value.get_ref(), defaults.get(&name)) {
            (DeValue::Table(inner), Some(Value::Table(_))) => {
                let inner = inner.keys().map(|key| (vec![name.clone(), key.get_ref().to_string()], key.span().start));
                found.extend(inner);
            }
            _ => found.push((vec![name], at)),
        }
    }
    found.sort_by_key(|(_, at)| *at);
    found
}

/// Takes one option over from `values` into `table`, or says why not and leaves the default.
fn override_option(table: &mut Table, values: &Table, defaults: &Table, name: &[String]) -> Result<(), String> {
    let dotted = name.join(".");
    let is_in = |table: &str| name.len() == 2 && name.first().is_some_and(|first| first == table);
    let default = get(defaults, name);
    if default.is_none() && !is_in("keys") && !is_in("searches") {
        return Err(unknown(&dotted, defaults));
    }
    let Some(value) = get(values, name) else { return Ok(()) };
    let mut tried = table.clone();
    set(&mut tried, name, value.clone());
    match tried.clone().try_into::<Config>() {
        Ok(config) => out_of_range(&config).or_else(|| wrong_search(&config, name)).map_or(Ok(()), Err)?,
        Err(_) if dotted == "export.per" => {
            return Err("export.per must be \"digest\", \"article\" or \"week\"; the default is used.".to_owned());
        }
        Err(_) if is_in("searches") => return Err(format!("{dotted} must be a query in quotes; it is left out.")),
        Err(_) => return Err(format!("{dotted} must be {}; the default is used.", expected(default))),
    }
    *table = tried;
    Ok(())
}

fn get<'a>(table: &'a Table, name: &[String]) -> Option<&'a Value> {
    let (first, rest) = name.split_first()?;
    rest.iter().try_fold(table.get(first)?, |value, key| value.get(key))
}

fn set(table: &mut Table, name: &[String], value: Value) {
    match name {
        [own] => {
            table.insert(own.clone(), value);
        }
        [first, own] => {
            if let Some(Value::Table(inner)) = table.get_mut(first) {
                inner.insert(own.clone(), value);
            }
        }
        _ => {}
    }
}

fn out_of_range(config: &Config) -> Option<String> {
    let check = |name: &str, value: u32, range: RangeInclusive<u32>| {
        let why = format!("{name} must be from {} to {}; the default is used.", range.start(), range.end());
        (!range.contains(&value)).then_some(why)
    };
    let folder = "export.folder names no folder; the default is used.".to_owned();
    let no_folder = config.export.folder.trim().is_empty().then_some(folder);
    no_folder
        .or_else(|| check("column", config.column.into(), 40..=120))
        .or_else(|| check("words_per_minute", config.words_per_minute, 50..=1500))
}

/// Why a saved search cannot be read.
fn wrong_search(config: &Config, name: &[String]) -> Option<String> {
    let [table, own] = name else { return None };
    let text = config.searches.get(own).filter(|_| table == "searches")?;
    if own.is_empty() || own.contains(|c: char| c.is_whitespace() || c == '"') {
        return Some(format!("searches.{own}: a name has no spaces and no quotes; it is left out."));
    }
    let wrong = Query::parse(text, &Saved::new()).err()?;
    if text.get(wrong.at.clone()).is_some_and(|part| part.trim_start_matches('-').starts_with('@')) {
        return Some(format!("searches.{own}: saved searches cannot use each other; write the parts. It is left out."));
    }
    Some(format!("searches.{own}, {} It is left out.", at_column(text, &wrong)))
}

/// What is wrong with a query, and where, in one line.
fn at_column(text: &str, wrong: &Wrong) -> String {
    let column = text.get(..wrong.at.start).map_or(0, |head| head.chars().count()) + 1;
    let part = text.get(wrong.at.clone()).unwrap_or_default();
    format!("column {column} of the query, “{part}”: {}", wrong.why)
}

fn expected(default: Option<&Value>) -> String {
    match default {
        Some(Value::Integer(number)) => format!("a whole number such as {number}"),
        Some(Value::Boolean(_)) => "true or false".to_owned(),
        Some(Value::String(text)) => format!("a text in quotes such as \"{text}\""),
        Some(Value::Array(_)) => "a list of texts in quotes such as [\"~/digests\"]".to_owned(),
        Some(Value::Table(_)) => "a table".to_owned(),
        _ => "a key or a list of keys in quotes".to_owned(),
    }
}

fn unknown(name: &str, defaults: &Table) -> String {
    let known = names(defaults);
    let distance = |known: &String| {
        let own = known.rsplit('.').next().unwrap_or(known);
        edit_distance(name, known).min(edit_distance(name, own))
    };
    let nearest =
        known.iter().min_by_key(|known| distance(known)).filter(|known| distance(known) <= (name.len() / 4 + 1).min(2));
    match nearest {
        Some(nearest) => format!("there is no option {name}; did you mean {nearest}?"),
        None => format!("there is no option {name}; `veille config default` shows all."),
    }
}

/// The names of all options, those of tables with a dot.
fn names(defaults: &Table) -> Vec<String> {
    let inner = |name: &String, value: &Value| match value {
        Value::Table(table) => table.keys().map(|own| format!("{name}.{own}")).chain([name.clone()]).collect(),
        _ => vec![name.clone()],
    };
    defaults.iter().flat_map(|(name, value)| inner(name, value)).collect()
}

/// How many letters must be added, taken away or changed (Levenshtein).
fn edit_distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (above, letter) in from.chars().enumerate() {
        let mut next = vec![above + 1];
        for ((other, pair), &left_above) in to.iter().zip(row.windows(2)).zip(&row) {
            let up = pair.last().copied().unwrap_or_default() + 1;
            let left = next.last().copied().unwrap_or_default() + 1;
            next.push(up.min(left).min(left_above + usize::from(letter != *other)));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

fn line_at(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|&byte| byte == b'\n').count() + 1
}

#[cfg(test)]
mod tests {
    use super::super::Keys;
    use super::*;

    fn read(text: &str) -> (Config, Vec<String>) {
        Config::read(text, "config.toml").unwrap()
    }

    #[test]
    fn the_users_file_overrides_option_by_option() {
        let text = "\u{feff}column = 60\r\nsources = [\"~/digests\"]\r\n[highlights]\r\ngreen = \"to check\"\r\n[export]\r\nfolder = \"/x\"\r\n[keys]\r\nkeep = \"K\"\r\nskip = [\"d\", \"x\"]\r\n";
        let (config, warnings) = read(text);
        let mut expected = Config::defaults().unwrap();
        expected.column = 60;
        expected.sources = vec!["~/digests".into()];
        expected.highlights.green = "to check".into();
        expected.export.folder = "/x".into();
        expected.keys.insert("keep".into(), Keys(vec!["K".into()]));
        expected.keys.insert("skip".into(), Keys(vec!["d".into(), "x".into()]));
        expected.key_places =
            [("keep", 8), ("skip", 9)].map(|(name, line)| (name.into(), format!("config.toml, line {line}"))).into();
        assert_eq!((config, warnings), (expected, vec![]));
        assert_eq!(read("export.folder = \"/x\"").0.export.folder, "/x");
    }

    #[test]
    fn a_mistake_costs_one_option_and_names_its_line() {
        let cases = [
            ("colum = 60", "line 1: there is no option colum; did you mean column?"),
            ("\n\n[export]\nfoldr = \"/x\"", "line 4: there is no option export.foldr; did you mean export.folder?"),
            ("folder = \"/x\"", "line 1: there is no option folder; did you mean export.folder?"),
            ("colours = 3", "line 1: there is no option colours; `veille config default` shows all."),
            ("[plugins.x]\ny = 1", "line 1: there is no option plugins; `veille config default` shows all."),
            ("\ncolumn = \"wide\"", "line 2: column must be a whole number such as 72; the default is used."),
            ("column = 300", "line 1: column must be from 40 to 120; the default is used."),
            ("column = -1", "line 1: column must be a whole number such as 72; the default is used."),
            ("words_per_minute = 0", "line 1: words_per_minute must be from 50 to 1500; the default is used."),
            ("hints = \"no\"", "line 1: hints must be true or false; the default is used."),
            (
                "sources = \"x\"",
                "line 1: sources must be a list of texts in quotes such as [\"~/digests\"]; the default is used.",
            ),
            (
                "[export]\nper = \"month\"",
                "line 2: export.per must be \"digest\", \"article\" or \"week\"; the default",
            ),
            ("[export]\nfolder = \" \"", "line 2: export.folder names no folder; the default is used."),
            (
                "[searches]\na = \"port @b\"",
                "line 2: searches.a: saved searches cannot use each other; write the parts.",
            ),
            ("theme = 1", "line 1: theme must be a text in quotes such as \"dark\"; the default is used."),
            ("export = 1", "line 1: export must be a table; the default is used."),
            ("[keys]\nkeep = 1", "line 2: keys.keep must be a key or a list of keys in quotes; the default is used."),
            ("[searches]\nweek = 1", "line 2: searches.week must be a query in quotes; it is left out."),
            (
                "[searches]\n\nweek = \"port is:foo\"",
                "line 3: searches.week, column 9 of the query, “foo”: is: goes with kept,",
            ),
            ("[searches]\n\"a b\" = \"port\"", "line 2: searches.a b: a name has no spaces"),
            ("\"a\\u001b[2J\" = 1", "line 1: there is no option"),
        ];
        for (mistake, expected) in cases {
            let text = format!("{mistake}\n");
            let (config, warnings) = read(&text);
            assert_eq!(config, Config::defaults().unwrap(), "{mistake}");
            assert_eq!(warnings.len(), 1, "{mistake}: {warnings:?}");
            assert!(warnings[0].starts_with(&format!("config.toml, {expected}")), "{mistake}: {warnings:?}");
            assert!(!warnings[0].contains('\u{1b}'));
        }
        assert_eq!(read("colum = 60\ntheme = \"light\"").0.theme, "light");
    }

    #[test]
    fn what_is_no_toml_is_reported_with_its_line() {
        let (config, warnings) = read("theme = \"light\"\ncolumn =\n");
        assert_eq!(config, Config::defaults().unwrap());
        assert!(warnings[0].starts_with("config.toml, line 2: "), "{warnings:?}");
    }
}
