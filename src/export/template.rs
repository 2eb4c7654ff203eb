//! Templates: how a page, an article and a highlight are set as Markdown.
//!
//! Each of the three is a template in the language of Jinja, veille's own or the user's. A template sees
//! values only; it opens no file, and one that would not end is stopped. What it writes is woven together
//! with the values so that these read back (`weave`).

mod check;
mod values;

use std::sync::LazyLock;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::ValueKind;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, UndefinedBehavior, Value, context};

use super::Page;
use super::standing::block_ids;
use super::weave::{Kind, marked, weave};
use crate::model::highlight::{Highlight, Meanings};
use values::{Note, highlight_values, page_values, section_values};

/// How much a template may do: enough for the largest page, too little to be noticed.
const FUEL: u64 = 1_000_000;
/// How deep macros may call each other.
const DEPTH: usize = 50;

/// The parts of a file, each with its template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// How a new file begins.
    Head,
    /// What stands above the highlights of an article.
    Article,
    /// A highlight.
    Highlight,
}

impl Part {
    /// All parts.
    pub const ALL: [Part; 3] = [Part::Head, Part::Article, Part::Highlight];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Part::Head => "head",
            Part::Article => "article",
            Part::Highlight => "highlight",
        }
    }

    /// The name of its file.
    pub fn file(self) -> &'static str {
        match self {
            Part::Head => "head.md.jinja",
            Part::Article => "article.md.jinja",
            Part::Highlight => "highlight.md.jinja",
        }
    }

    /// The template that comes with veille.
    pub fn built_in(self) -> &'static str {
        match self {
            Part::Head => include_str!("../../assets/templates/head.md.jinja"),
            Part::Article => include_str!("../../assets/templates/article.md.jinja"),
            Part::Highlight => include_str!("../../assets/templates/highlight.md.jinja"),
        }
    }
}

/// A template of the user's.
#[derive(Debug, Clone, PartialEq)]
pub struct Own {
    /// Which part it sets.
    pub part: Part,
    /// Its file, for messages.
    pub file: String,
    /// What it says.
    pub text: String,
}

/// The templates of all parts.
#[derive(Debug)]
pub struct Template {
    environment: Environment<'static>,
    files: [String; 3],
    meanings: Meanings,
}

/// A page, set: what its file is made of.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Typeset {
    /// How the file begins.
    pub head: String,
    /// Its articles, as the page has them.
    pub articles: Vec<TypesetArticle>,
}

/// An article, set.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TypesetArticle {
    /// What stands above its highlights.
    pub heading: String,
    /// Its highlights, each with its block id.
    pub blocks: Vec<String>,
}

impl Template {
    /// Reads the user's templates; veille's own stand in for those that there are none of. The error names
    /// the file and the line.
    pub fn new(own: Vec<Own>) -> Result<Template, String> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_auto_escape_callback(|_| AutoEscape::Custom("markdown".into()));
        environment.set_formatter(format);
        let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
        environment.set_syntax(syntax.map_err(|error| error.to_string())?);
        environment.set_fuel(Some(FUEL));
        environment.set_recursion_limit(DEPTH);
        environment.set_debug(true);
        let mut files = Part::ALL.map(|part| part.file().to_owned());
        for (part, file) in Part::ALL.into_iter().zip(&mut files) {
            let found = own.iter().find(|own| own.part == part);
            let text = found.map_or(part.built_in(), |own| &own.text).to_owned();
            found.into_iter().for_each(|own| file.clone_from(&own.file));
            let text = text.strip_prefix('\u{feff}').map_or(text.clone(), str::to_owned);
            let added = environment.add_template_owned(part.name(), text.clone());
            added.map_err(|error| message(&error, file, &text))?;
        }
        Ok(Template { environment, files, meanings: Meanings::default() })
    }

    /// The same for a reader to whom the colours of highlights mean this.
    pub fn with_meanings(self, meanings: Meanings) -> Template {
        Template { meanings, ..self }
    }

    /// veille's own.
    pub fn built_in() -> &'static Template {
        static BUILT_IN: LazyLock<Template> = LazyLock::new(|| {
            // They are tested; without them there would be an empty file, not a broken one.
            let empty = |_| Template {
                environment: Environment::empty(),
                files: Default::default(),
                meanings: Meanings::default(),
            };
            Template::new(Vec::new()).unwrap_or_else(empty)
        });
        &BUILT_IN
    }

    /// Sets a page. The error names the file and the line of what is wrong.
    pub fn typeset(&self, page: &Page) -> Result<Typeset, String> {
        let of_page = page_values(page);
        let head = self.set(Part::Head, of_page.clone())?;
        let mut articles = Vec::new();
        for section in &page.sections {
            let of_section = context! { ..section_values(section), ..of_page.clone() };
            let heading = self.set(Part::Article, of_section.clone())?;
            let block = |highlight| self.block(highlight, &of_section);
            let blocks = section.highlights.iter().map(block).collect::<Result<_, _>>()?;
            articles.push(TypesetArticle { heading, blocks });
        }
        Ok(Typeset { head, articles })
    }

    /// A highlight, with its block id: without one it could not be found again.
    fn block(&self, highlight: &Highlight, around: &Value) -> Result<String, String> {
        let block =
            self.set(Part::Highlight, context! { ..highlight_values(highlight, &self.meanings), ..around.clone() })?;
        if block_ids(&block).iter().any(|(_, id)| *id == highlight.id) {
            return Ok(block);
        }
        let between = if block.trim().is_empty() { "" } else { " " };
        Ok(format!("{}{between}^v-{}\n", block.trim_end(), highlight.id))
    }

    /// A part, without empty lines around it, ended by a line break; nothing where it is empty.
    fn set(&self, part: Part, values: Value) -> Result<String, String> {
        let template = self.environment.get_template(part.name());
        let given = template.and_then(|template| template.render(values)).map_err(|error| {
            let file = self.files.get(part as usize).map_or(part.file(), String::as_str);
            message(&error, file, error.template_source().unwrap_or_default())
        })?;
        let text = weave(given.trim_matches(['\n', '\r']));
        let text = text.trim_matches('\n').trim_end();
        Ok(if text.trim().is_empty() { String::new() } else { format!("{text}\n") })
    }
}

/// What is wrong, and where.
fn message(error: &Error, file: &str, source: &str) -> String {
    let line = error.line().map_or_else(String::new, |line| format!(", line {line}"));
    let here = error.range().and_then(|range| source.get(range)).unwrap_or_default().trim();
    let here = here.trim_start_matches(['{', '%', '-']).trim_end_matches(['}', '%', '-']).trim();
    let what = match error.kind() {
        ErrorKind::UndefinedError if !here.is_empty() => format!("there is no {here} here"),
        ErrorKind::OutOfFuel => "the template does not come to an end".to_owned(),
        ErrorKind::TemplateNotFound => "a template cannot include another file".to_owned(),
        kind => error.detail().map_or_else(|| kind.to_string(), str::to_owned),
    };
    format!("{file}{line}: {what}")
}

/// Marks each value, so that it can be woven in.
fn format(out: &mut minijinja::Output<'_>, _: &mut minijinja::State<'_, '_>, value: &Value) -> Result<(), Error> {
    let text = match value.kind() {
        ValueKind::Undefined => return Err(Error::from(ErrorKind::UndefinedError)),
        ValueKind::None => return Ok(()),
        ValueKind::Bool | ValueKind::Number => value.to_string(),
        _ if value.is_safe() => value.to_string(),
        ValueKind::Seq | ValueKind::Iterable => {
            let entries: Vec<String> = value.try_iter()?.map(|entry| entry.to_string()).collect();
            marked(Kind::List, &entries)
        }
        _ => match value.downcast_object_ref::<Note>() {
            Some(note) => marked(Kind::Note, std::slice::from_ref(&note.0)),
            None => marked(Kind::Text, &[value.to_string()]),
        },
    };
    out.write_str(&text).map_err(|_| Error::from(ErrorKind::WriteFailure))
}
