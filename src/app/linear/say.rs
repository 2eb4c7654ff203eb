//! What is said where nothing is drawn: whole sentences, one thing a line.

use super::choices::Choices;
use crate::app::App;
use crate::app::action::COMMANDS;
use crate::app::effect::Target;
use crate::app::layout::Focus;
use crate::app::panes::contents::entries;
use crate::app::panes::list::View;
use crate::app::panes::search::Search;
use crate::model::body::BlockKind;
use crate::model::change::Triage;
use crate::text::duration;
use crate::text::fold::fold;
use crate::text::message::counted;
use crate::text::wrap::wrap;

/// A message of the bottom line as a sentence: a point in the middle is read out loud.
pub(super) fn sentence(message: &str) -> String {
    let sentence = message.replace(" · ", "; ");
    if sentence.ends_with(['.', '!', '?', '…', ':']) { sentence } else { sentence + "." }
}

/// What the view holds.
pub(super) fn totals(app: &App) -> String {
    let count = app.tally.all;
    let view = app.view.name();
    match app.view {
        View::Highlights => format!("{view}: {}.", counted(app.highlights.counts().0, "highlight")),
        View::Kept | View::Later => format!("{view}: {}.", counted(app.list.articles(), "article")),
        View::Inbox | View::All => format!(
            "{view}: {} in {}, {} decided, {} kept.",
            counted(count.total, "article"),
            counted(app.store.digests().len(), "digest"),
            count.decided,
            duration::words(count.minutes)
        ),
    }
}

/// Each of the numbered things in a line, under the digest that it is in.
pub(super) fn choices(app: &App, choices: &[Target]) -> Vec<String> {
    let mut lines = Vec::new();
    let mut last = None;
    for (at, target) in choices.iter().enumerate() {
        if let Target::Article(index) = target {
            let digest = app.store.article(*index).map(|article| article.document);
            if digest != last {
                lines.extend(digest.and_then(|digest| heading(app, digest)));
                last = digest;
            }
        }
        lines.push(format!("{}. {}", at + 1, named(app, *target)));
    }
    if lines.is_empty() {
        lines.push("There is nothing here.".to_owned());
    }
    lines
}

fn heading(app: &App, digest: usize) -> Option<String> {
    let (digest, count) = app.store.digests().get(digest).zip(app.tally.digests.get(digest))?;
    Some(format!("{}: {} of {} decided.", digest.title, count.decided, count.total))
}

/// A numbered thing in words.
fn named(app: &App, target: Target) -> String {
    match target {
        Target::Article(index) => article_line(app, index),
        Target::Highlight(index) => highlight_line(app, index),
        Target::Paragraph(block) => app.reader.body().block_text(block).to_owned(),
    }
}

fn article_line(app: &App, index: usize) -> String {
    let Some(article) = app.store.article(index) else { return String::new() };
    let known = app.marks.article(&app.store, article);
    let minutes = duration::words(article.minutes(app.settings.words_per_minute));
    let decided = match known.triage() {
        Triage::Undecided => "",
        Triage::Kept => ", kept",
        Triage::Skipped => ", skipped",
        Triage::Later => ", for later",
    };
    let read = if known.is_read() { ", read" } else { "" };
    format!("{}, {minutes}{decided}{read}.", known.title_of(article).trim_end_matches(['.', '…']))
}

fn highlight_line(app: &App, index: usize) -> String {
    let Some(located) = app.highlights.items().get(index) else { return String::new() };
    let highlight = &located.highlight;
    let mut line = format!("“{}”, from {}", highlight.anchor.quote.replace('\n', " "), highlight.origin.title);
    if !highlight.tags.is_empty() {
        let tags: Vec<&str> = highlight.tags.iter().map(String::as_str).collect();
        line.push_str(&format!(", tags {}", tags.join(" ")));
    }
    if !highlight.note.is_empty() {
        line.push_str(&format!(", note: {}", highlight.note.replace('\n', " ")));
    }
    line + "."
}

/// Where the reader is.
pub(super) fn here(app: &App, choices: &Choices) -> String {
    let target = match app.focus {
        Focus::Highlights => app.highlights.item().map(Target::Highlight),
        Focus::Reader => app.reader.article().map(Target::Article),
        Focus::Digests | Focus::List => app.list.article().map(Target::Article),
    };
    let Some(target) = target else { return "There is no article here; list shows what there is.".to_owned() };
    let number = choices.number(app, target);
    let number = number.map_or(String::new(), |number| format!("{number} of {}: ", choices.len()));
    format!("Now {number}{}", named(app, target))
}

/// The article that is read: its head, its paragraphs with their numbers, its end.
pub(super) fn article(app: &App, width: usize) -> Vec<String> {
    let Some(index) = app.reader.article() else { return Vec::new() };
    let (header, body) = (app.header(index), app.reader.body());
    let head = [header.kicker, header.title, sentence(&header.byline.replace(" · ", ", "))];
    let mut lines: Vec<String> = head.into_iter().filter(|line| !line.is_empty()).collect();
    let first = app.reader.first_block();
    for (at, block) in body.blocks.iter().enumerate().skip(first) {
        let marker = match &block.kind {
            BlockKind::Item { marker, .. } => format!("{marker} "),
            BlockKind::Heading(_) => "Heading: ".to_owned(),
            BlockKind::Quote => "Quote: ".to_owned(),
            BlockKind::Caption => "Caption: ".to_owned(),
            BlockKind::Paragraph | BlockKind::Code => String::new(),
        };
        let marked = if app.reader.is_marked(&block.range) { "Highlighted: " } else { "" };
        let text = format!("{}. {marked}{marker}{}", at + 1 - first, body.block_text(at));
        lines.extend(set(&text, width));
    }
    lines.extend(Some(header.ending).filter(|ending| !ending.is_empty()));
    lines
}

/// The lines of a paragraph in a width, 0 for any.
fn set(text: &str, width: usize) -> Vec<String> {
    if width == 0 {
        return text.lines().map(str::to_owned).collect();
    }
    wrap(text, width).into_iter().filter_map(|line| text.get(line)).map(|line| line.trim_end().to_owned()).collect()
}

/// The block that has this number, counted from 1 where the text begins.
pub(super) fn paragraph(app: &App, number: usize) -> Option<usize> {
    let block = number.checked_sub(1)? + app.reader.first_block();
    (block < app.reader.body().blocks.len()).then_some(block)
}

/// The passage that is focused, with the number of its paragraph.
pub(super) fn passage(app: &App) -> String {
    let (body, first) = (app.reader.body(), app.reader.first_block());
    let Some(range) = app.reader.focused() else { return "There is no text here.".to_owned() };
    let number = (body.block_at(range.start) + 1).saturating_sub(first);
    format!("{number}. {}", body.text.get(range).unwrap_or_default().replace('\n', " "))
}

/// Where the words that were searched in the article stand.
pub(super) fn hits(app: &App) -> Vec<String> {
    let (body, first) = (app.reader.body(), app.reader.first_block());
    let mut blocks: Vec<usize> = app.reader.hits().iter().map(|hit| body.block_at(hit.start)).collect();
    blocks.dedup();
    blocks.iter().map(|block| format!("{}. {}", (block + 1).saturating_sub(first), body.block_text(*block))).collect()
}

/// How many a search found; where there are more than are listed, that as well.
pub(super) fn found(search: &Search) -> String {
    let (total, listed) = (search.total(), search.found().len());
    match total > listed {
        true => format!("Found {total}; the best {listed} are listed."),
        false if search.may_be_more() => format!("Found {total} or more."),
        false => format!("Found {total}."),
    }
}

/// The contents of the article, with the numbers of the paragraphs that they lead to.
pub(super) fn contents(app: &App) -> Vec<String> {
    let (body, first) = (app.reader.body(), app.reader.first_block());
    let lines = entries(body).into_iter().map(|entry| {
        let words: Vec<&str> = entry.text.split_whitespace().collect();
        format!("{}. {}", (body.block_at(entry.at) + 1).saturating_sub(first), words.join(" "))
    });
    let lines: Vec<String> = lines.collect();
    if lines.is_empty() { vec!["This article has no headings.".to_owned()] } else { lines }
}

/// The addresses in the article.
pub(super) fn links(app: &App) -> Vec<String> {
    let body = app.reader.body();
    let links = body.links(0..body.text.len());
    let lines: Vec<String> =
        links.map(|(range, url)| format!("{}: {url}", body.text.get(range).unwrap_or_default())).collect();
    if lines.is_empty() { vec!["There is no link in this article.".to_owned()] } else { lines }
}

/// What the help says of these words; of none, all.
pub(super) fn help_about(app: &App, asked: &str) -> Vec<String> {
    let asked = fold(asked);
    let holds = |line: &String| asked.split_whitespace().all(|word| fold(line).contains(word));
    let found: Vec<String> = help(app).into_iter().filter(holds).collect();
    if found.is_empty() { vec!["No command has these words; help alone lists all.".to_owned()] } else { found }
}

/// Every command with its key and what it does.
fn help(app: &App) -> Vec<String> {
    let own = [
        "A number reads the article that the last list gave that number.",
        "A number behind a command names an article, or while one is read a paragraph: “keep 3”, “highlight 2”.",
        "Behind a command that moves or undoes it is how often: “undo 2”.",
        "note, tags and title take their words in the same line: “note 2 to be checked”.",
        "list: the view, numbered",
        "inbox, kept, view-later, highlights, all: the views",
        "show: the article again",
        "where: what is at hand",
        "help WORDS: the commands that have these words",
    ];
    let commands = COMMANDS.iter().map(|command| {
        let keys = app.keymap.keys_of(command.action).join(" or ");
        let keys = if keys.is_empty() { keys } else { format!(" ({keys})") };
        format!("{}{keys}: {}", command.name, command.help)
    });
    own.into_iter().map(str::to_owned).chain(commands).collect()
}
