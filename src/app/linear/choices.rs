//! What the numbers stand for: the things that were listed last, by what they are and not by where they
//! stand, so that a number still means the same when highlights come and go or texts are cut anew.

use super::super::App;
use super::super::effect::Target;
use super::super::reading::Position;
use crate::model::highlight::HighlightId;
use crate::model::store::Store;

/// The things that were listed, in the order of their numbers.
#[derive(Default)]
pub(super) struct Choices {
    all: Vec<Choice>,
}

#[derive(PartialEq)]
enum Choice {
    /// An article, by its index in the store.
    Article(usize),
    Highlight(HighlightId),
    /// An article that a change took away.
    Gone,
}

impl Choices {
    /// Numbers what is listed now.
    pub(super) fn new(app: &App, listed: &[Target]) -> Choices {
        Choices { all: listed.iter().map(|target| choice(app, *target)).collect() }
    }

    /// How many numbers there are.
    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether something was listed with this number.
    pub(super) fn has(&self, number: usize) -> bool {
        (1..=self.len()).contains(&number)
    }

    /// What has this number; or what to say where nothing has it, or nothing any more.
    pub(super) fn target(&self, app: &App, number: usize) -> Result<Target, String> {
        let choice = number.checked_sub(1).and_then(|at| self.all.get(at));
        let choice = choice.ok_or_else(|| format!("There is no number {number} here; list shows what there is."))?;
        let target = match choice {
            Choice::Article(index) => Some(Target::Article(*index)),
            Choice::Highlight(id) => {
                let mut items = app.highlights.items().iter();
                items.position(|located| located.highlight.id == *id).map(Target::Highlight)
            }
            Choice::Gone => None,
        };
        target.ok_or_else(|| format!("What had the number {number} is not there any more; list shows what there is."))
    }

    /// The number of a thing, if it was listed.
    pub(super) fn number(&self, app: &App, target: Target) -> Option<usize> {
        let wanted = choice(app, target);
        self.all.iter().position(|choice| *choice == wanted).map(|at| at + 1).filter(|_| wanted != Choice::Gone)
    }

    /// Finds the articles of the store `before` in the one that there is now.
    pub(super) fn carry_over(&mut self, before: &Store, app: &App) {
        for choice in &mut self.all {
            if let Choice::Article(index) = choice {
                *choice = carried_over(*index, before, app).map_or(Choice::Gone, Choice::Article);
            }
        }
    }
}

fn choice(app: &App, target: Target) -> Choice {
    match target {
        Target::Article(index) => Choice::Article(index),
        Target::Highlight(item) => {
            let located = app.highlights.items().get(item);
            located.map_or(Choice::Gone, |located| Choice::Highlight(located.highlight.id.clone()))
        }
        Target::Paragraph(_) => Choice::Gone,
    }
}

/// The same article; where its document is the same and was cut otherwise, the one that begins with it or
/// holds its beginning.
fn carried_over(index: usize, before: &Store, app: &App) -> Option<usize> {
    let (old, document) = before.article(index).zip(before.document_of(index))?;
    let (source, line) = (document.source().to_owned(), old.lines.start());
    let found = app.article_at(&Position { id: old.id, source, lines: old.lines.range(), line })?;
    let (new, now) = app.store.article(found).zip(app.store.document_of(found))?;
    let is_there = || new.lines.contains(line) && now.part(now.all_lines()) == document.part(document.all_lines());
    (new.id == old.id || is_there()).then_some(found)
}
