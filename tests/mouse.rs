//! The mouse: where the pointer is and what it did on the left, what the screen shows then on the right.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod support;

use ratatui::layout::Position;
use support::{Reader, settings, single};
use veille::app::effect::{Effect, Event, Gesture, Pointer};
use veille::app::theme::{BUILT_IN, Theme};
use veille::app::{App, Settings};
use veille::model::change::{Stamper, Triage};
use veille::model::highlight::Colour;
use veille::model::marks::Marks;

/// Where on the screen a text stands: its first cell.
fn place(reader: &Reader, text: &str) -> Position {
    let screen = reader.screen();
    let found = screen.lines().enumerate().find_map(|(y, line)| Some((line.split_once(text)?.0, y)));
    let (before, y) = found.unwrap_or_else(|| panic!("no {text}: {screen}"));
    let x = unicode_width::UnicodeWidthStr::width(before);
    Position { x: x.try_into().unwrap(), y: y.try_into().unwrap() }
}

fn click(reader: &mut Reader, text: &str) {
    let at = place(reader, text);
    reader.event(Event::Mouse(Pointer { at, gesture: Gesture::Click }));
}

fn wheel(reader: &mut Reader, text: &str, turns: isize) {
    let at = place(reader, text);
    reader.event(Event::Mouse(Pointer { at, gesture: Gesture::Wheel(turns) }));
}

/// The text of the row that has the bar of the focus.
fn focused(reader: &Reader) -> String {
    let screen = reader.screen();
    screen.lines().find_map(|line| line.split_once('▌')).map(|(_, text)| text.trim().to_owned()).unwrap_or_default()
}

fn with_mouse(width: u16, height: u16) -> Reader {
    let mut reader = Reader::new(width, height);
    reader.press("m");
    reader
}

#[test]
fn the_mouse_is_off_until_it_is_turned_on_and_off_again_at_once() {
    let mut reader = Reader::new(100, 30);
    let before = reader.screen();
    click(&mut reader, "déplace la bo");
    assert_eq!(reader.screen(), before);
    reader.press("m");
    assert!(reader.bottom().starts_with("The mouse is on") && reader.bottom().contains("Shift"), "{}", reader.bottom());
    assert_eq!(reader.effects, [Effect::Mouse(true)]);
    click(&mut reader, "déplace la bo");
    reader.press("s");
    assert_eq!((reader.triage(0), reader.triage(1)), (Triage::Undecided, Triage::Kept));
    reader.press("m");
    let before = reader.screen();
    click(&mut reader, "Le prix de la glace");
    assert_eq!((reader.screen(), reader.effects.last()), (before, Some(&Effect::Mouse(false))));
}

#[test]
fn the_option_has_it_on_from_the_start() {
    let theme = Theme::parse(BUILT_IN[0].1).unwrap();
    let settings = Settings { mouse: true, ..settings() };
    let mut app = App::new(settings, theme, Marks::default(), Stamper::new("host", "session"), (80, 24));
    let effects = app.handle(Event::Key(crossterm::event::KeyEvent::from(crossterm::event::KeyCode::Char('m'))), 0);
    assert_eq!(effects, [Effect::Mouse(false)]);
}

#[test]
fn a_click_selects_an_article_and_a_second_one_opens_it() {
    for (width, height) in [(160, 48), (80, 24), (60, 20)] {
        let mut reader = with_mouse(width, height);
        click(&mut reader, "Le prix de la glace");
        assert!(!reader.screen().lines().next().unwrap().contains('%'), "{}", reader.screen());
        click(&mut reader, "Le prix de la glace");
        assert!(reader.screen().lines().next().unwrap().contains('%'), "{}", reader.screen());
        assert!(reader.screen().contains("Le prix de la glace double"), "{}", reader.screen());
        reader.press("Ctrl-o");
        assert!(!reader.screen().lines().next().unwrap().contains('%'), "a click is a jump like any other");
    }
}

#[test]
fn a_folded_digest_unfolds_and_a_heading_leads_to_its_first_article() {
    let mut reader = with_mouse(80, 24);
    reader.press("D");
    click(&mut reader, "▸ La semaine du port");
    click(&mut reader, "▸ La semaine du port");
    assert!(reader.screen().contains("▾ La semaine du port"), "{}", reader.screen());
    click(&mut reader, "▾ The Lantern");
    reader.press("s");
    assert_eq!(reader.triage(7), Triage::Kept);
}

#[test]
fn a_digest_that_is_clicked_on_shows_its_articles() {
    let mut reader = with_mouse(160, 48);
    let y = place(&reader, "  Radio Sémaphore").y;
    reader.event(Event::Mouse(Pointer { at: Position { x: 3, y }, gesture: Gesture::Click }));
    assert!(reader.screen().contains("▸ Radio Sémaphore"), "{}", reader.screen());
    reader.event(Event::Mouse(Pointer { at: Position { x: 3, y }, gesture: Gesture::Click }));
    reader.press("s");
    assert_eq!(reader.triage(11), Triage::Kept);
}

#[test]
fn a_click_focuses_a_paragraph_and_in_the_preview_opens_the_text_there() {
    let mut reader = with_mouse(100, 30);
    reader.press("l");
    click(&mut reader, "Le quai nord a rouvert");
    assert!(focused(&reader).starts_with("Le quai nord a rouvert"), "{}", reader.screen());
    let mut reader = with_mouse(160, 48);
    click(&mut reader, "Le quai nord a rouvert");
    assert!(reader.screen().lines().next().unwrap().contains('%'), "{}", reader.screen());
    assert!(focused(&reader).starts_with("Le quai nord a rouvert"), "{}", reader.screen());
}

#[test]
fn a_click_on_a_link_follows_it_and_beside_it_does_not() {
    let mut reader = Reader::with(
        single("links.md", "# Liens\n\nAu début.\n\nVoir [le café](https://example.org/cafe) du port.\n"),
        Marks::default(),
        80,
        24,
    );
    reader.press("m l");
    click(&mut reader, "e café");
    assert_eq!(reader.effects.last(), Some(&Effect::Open("https://example.org/cafe".to_owned())));
    let count = reader.effects.len();
    click(&mut reader, "du port");
    click(&mut reader, "Voir");
    assert_eq!(reader.effects.len(), count);
    reader.press("f");
    click(&mut reader, "du port");
    assert!(reader.screen().contains("le café"), "the letters are gone: {}", reader.screen());
}

#[test]
fn a_selection_goes_as_far_as_the_click() {
    let mut reader = with_mouse(100, 30);
    reader.press("l } v");
    click(&mut reader, "rouvert");
    reader.press("H");
    assert_eq!(reader.quotes(), ["Le quai nord a rouvert"]);
}

#[test]
fn the_wheel_scrolls_what_is_under_it() {
    let mut reader = with_mouse(80, 12);
    // The preview follows what is selected.
    let first = |reader: &Reader| reader.screen().lines().nth(1).unwrap().split('│').next().unwrap().to_owned();
    let before = first(&reader);
    wheel(&mut reader, "déplace la bo", 1);
    assert_ne!(first(&reader), before);
    wheel(&mut reader, "déplace la bo", -1);
    assert_eq!(first(&reader), before);
    reader.press("g g l");
    let before = first(&reader);
    wheel(&mut reader, "Le quai nord", 1);
    assert_ne!(first(&reader), before);
    wheel(&mut reader, "Le", -9);
    assert_eq!(first(&reader), before);
    reader.press("? a r t i c l e");
    let before = reader.screen();
    wheel(&mut reader, "article", 2);
    assert_ne!(reader.screen(), before);
}

#[test]
fn rows_of_what_lies_over_the_panes_are_clicked_on() {
    let mut reader = with_mouse(100, 30);
    reader.press("/");
    reader.types("le");
    click(&mut reader, "Le prix de la glace");
    click(&mut reader, "Le prix de la glace");
    assert!(reader.screen().contains("Le prix de la glace double"), "{}", reader.screen());
    reader.press("q : s k i p");
    click(&mut reader, "skip all that is undecided");
    click(&mut reader, "skip all that is undecided");
    assert_eq!(reader.triage(6), Triage::Skipped);
    reader.press("5 Pause g g l } H } } H 4 Pause");
    click(&mut reader, "Le quai nord a rouvert");
    reader.press("j");
    click(&mut reader, "Le quai nord a rouvert");
    click(&mut reader, "Le quai nord a rouvert");
    assert!(focused(&reader).starts_with("Le quai nord a rouvert"), "{}", reader.screen());
}

#[test]
fn a_colour_is_chosen_by_two_clicks() {
    let mut reader = with_mouse(100, 30);
    let colours =
        |reader: &Reader| reader.app.marks().highlights().map(|highlight| highlight.colour).collect::<Vec<_>>();
    reader.press("l } H c");
    click(&mut reader, "pink");
    assert_eq!(colours(&reader), [Colour::Yellow]);
    click(&mut reader, "pink");
    assert_eq!(colours(&reader), [Colour::Pink]);
}

#[test]
fn a_click_anywhere_in_any_view_of_any_size_breaks_nothing() {
    let views = ["", "l", "l } v", "? ", "/ l e", "l /", "l O", "l f", "4", "Tab Tab", "l } H a", "l } H c", "D D D"];
    for (width, height) in [(0, 0), (1, 1), (7, 3), (40, 9), (130, 20)] {
        for view in views {
            let mut reader = with_mouse(width, height);
            reader.press(view);
            for (x, y) in (0..=width).step_by(5).flat_map(|x| (0..=height).map(move |y| (x, y))) {
                for gesture in [Gesture::Click, Gesture::Wheel(1), Gesture::Click, Gesture::Wheel(-2)] {
                    reader.event(Event::Mouse(Pointer { at: Position { x, y }, gesture }));
                    reader.buffer();
                }
            }
            assert!(!reader.effects.contains(&Effect::Quit), "{view}");
        }
    }
}
