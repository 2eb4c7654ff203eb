//! The reading view shows what was opened: every article of the samples, at several sizes, whatever happens around it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

mod support;

use std::sync::Arc;

use support::{Reader, add_markdown};
use veille::app::effect::{Clip, Effect, Event, Target};
use veille::model::marks::Marks;
use veille::model::store::Store;

/// Words on the screen, without the lines at the top and bottom.
fn shown(reader: &Reader) -> Vec<String> {
    let screen = reader.screen();
    let rows = screen.lines().count();
    let middle = screen.lines().skip(1).take(rows.saturating_sub(2));
    middle.flat_map(str::split_whitespace).map(str::to_owned).collect()
}

/// How many words of an article's text stand on the screen.
fn words_of(reader: &Reader, article: usize) -> usize {
    let body = reader.app.store().body(article).unwrap();
    let words: Vec<&str> = body.text.split_whitespace().collect();
    shown(reader).iter().filter(|shown| words.contains(&shown.as_str())).count()
}

#[test]
fn every_article_shows_its_text_at_every_size_and_after_whatever_happens_around_it() {
    let samples = Arc::new(veille::loader::load(&[], &Default::default()).store);
    let count = samples.article_count();
    for (width, height) in [(80, 24), (60, 20), (160, 48)] {
        let mut reader = Reader::with(Store::default(), Marks::default(), width, height);
        reader.event(Event::Loaded(Arc::clone(&samples), Vec::new()));
        for article in 0..count {
            reader.press("5 Pause");
            reader.event(Event::Choose(Target::Article(article)));
            reader.press("Enter");
            let mut check = |what: &str, act: &dyn Fn(&mut Reader)| {
                act(&mut reader);
                let words = words_of(&reader, article);
                assert!(words >= 3, "{width}×{height}, article {article}, {what}: {}", reader.screen());
            };
            check("opened", &|_| {});
            check("paged", &|reader| reader.press("PageDown"));
            check("at its end", &|reader| reader.press("G"));
            check("resized", &|reader| {
                reader.event(Event::Resize(40, 9));
                reader.event(Event::Resize(width, height));
            });
            check("loaded again", &|reader| reader.event(Event::Loaded(Arc::clone(&samples), Vec::new())));
            check("in another column", &|reader| reader.press("> > < <"));
            check("opened again", &|reader| reader.press("q Enter"));
            reader.press("q");
        }
    }
}

#[test]
fn of_two_articles_with_the_same_text_a_reload_keeps_the_one_that_is_read() {
    let store = || {
        let mut twins = Store::default();
        let text = "## Avis\n\nUn feu, deux bouées.\n\n## Avis\n\nUn feu, deux bouées.\n";
        add_markdown(&mut twins, "avis.md", "Avis aux navigateurs", "2026-03-02", text);
        Arc::new(twins)
    };
    let mut reader = Reader::with(Store::default(), Marks::default(), 80, 24);
    reader.event(Event::Loaded(store(), Vec::new()));
    reader.press("j Enter");
    reader.event(Event::Loaded(store(), Vec::new()));
    reader.press("q M");
    assert!(reader.screen().contains("Merged two articles"), "{}", reader.screen());
}

/// The digest of a port, another digest before it, and three stories in it.
fn port(before: &[(&str, &str)], stories: &str) -> Arc<Store> {
    let mut store = Store::default();
    for (source, text) in before {
        add_markdown(&mut store, source, source, "2026-03-01", text);
    }
    add_markdown(&mut store, "port.md", "Port", "2026-03-02", stories);
    Arc::new(store)
}

const STORIES: &str = "## Le quai\nLe quai a rouvert lundi.\n\nLes bateaux sont revenus.\n\nLa grue se tait.\n\n\
    ## La glace\nLe prix de la glace double.\n\n## Le phare\nLe phare passe au rouge.\n";

#[test]
fn what_is_typed_or_selected_over_a_text_goes_on_when_the_text_is_read_again() {
    let again = |reader: &mut Reader| reader.event(Event::Loaded(port(&[], STORIES), Vec::new()));
    let mut reader = Reader::with((*port(&[], STORIES)).clone(), Marks::default(), 100, 30);
    reader.press("Enter /");
    reader.types("bat");
    again(&mut reader);
    reader.types("eaux");
    reader.press("Enter");
    assert!(reader.bottom().contains("Hit 1 of 1"), "{}", reader.screen());
    reader.press("Esc g g } v w");
    again(&mut reader);
    reader.press("H");
    assert_eq!(reader.quotes(), ["Les bateaux"]);
    let other = STORIES.replace("Les bateaux sont", "Les barques sont");
    reader.press("v w");
    reader.event(Event::Loaded(port(&[], &other), Vec::new()));
    assert!(!reader.screen().contains("other end"), "the selection was in another text: {}", reader.screen());
}

/// Has what was corrected cut again, as the program does.
fn recut(reader: &mut Reader) {
    let sources = reader.effects.iter().rev().find_map(|effect| match effect {
        Effect::CutAgain(sources) => Some(sources.clone()),
        _ => None,
    });
    let loaded = veille::loader::cut_again(reader.app.store(), &sources.unwrap(), &reader.app.marks().corrections());
    reader.event(Event::Loaded(Arc::new(loaded.store), loaded.warnings));
}

#[test]
fn the_reader_stays_in_its_article_when_a_paragraph_at_its_edge_is_chrome_and_goes_where_it_is_split() {
    // The title, below the line at the top and an empty one, is that of the article.
    let reading = |reader: &Reader| {
        reader
            .app
            .store()
            .articles()
            .position(|article| reader.screen().lines().nth(2).is_some_and(|line| line.trim() == &*article.title))
    };
    let open = |keys: &str| {
        let samples = veille::loader::load(&[], &Default::default()).store;
        let mut reader = Reader::with(samples, Marks::default(), 100, 30);
        reader.press("Enter");
        reader.press(keys);
        let article = reading(&reader).unwrap();
        (reader, article)
    };
    for keys in ["G", ""] {
        let (mut reader, before) = open(keys);
        reader.press("X");
        recut(&mut reader);
        assert_eq!(reading(&reader), Some(before), "{keys}: {}", reader.screen());
    }
    let (mut reader, _) = open("} }");
    reader.press("S");
    recut(&mut reader);
    let screen = reader.screen();
    assert!(screen.contains("Le digest vous ennuie") && !screen.contains("Un digest n’est pas"), "{screen}");
}

#[test]
fn text_that_repeats_with_all_around_it_is_not_corrected_and_the_reader_is_told() {
    let refrain = "Refrain de la houle qui revient.\n\n";
    let song = format!("## Chant\n\n{}", refrain.repeat(8));
    let sung = || Reader::with(support::single("chant.md", &song), Marks::default(), 100, 30);
    let cases = [
        ("Enter } } } } S", "split at a paragraph that differs", 0),
        ("Enter } } } } X", "one alone cannot be changed", 0),
        ("Enter G S", "Split an article", 1),
        ("Enter G X", "Made a paragraph chrome", 1),
    ];
    for (keys, said, expected) in cases {
        let mut reader = sung();
        reader.press(keys);
        assert!(reader.bottom().contains(said), "{keys}: {}", reader.bottom());
        assert_eq!(
            reader.app.marks().corrections().find(reader.app.store().document_of(0).unwrap()).lines.len(),
            expected
        );
        assert_eq!(reader.effects.iter().any(|effect| matches!(effect, Effect::CutAgain(_))), expected > 0, "{keys}");
    }
}

#[test]
fn an_article_whose_first_line_repeats_with_those_around_it_is_not_merged() {
    let mut store = Store::default();
    add_markdown(&mut store, "chant.md", "Chants", "2026-03-02", &"## Chant\n\nRefrain.\n\n".repeat(4));
    let mut reader = Reader::with(store, Marks::default(), 100, 30);
    reader.press("j M");
    assert!(reader.bottom().contains("it cannot be merged"), "{}", reader.bottom());
    assert!(reader.app.marks().corrections().is_empty());
}

#[test]
fn digests_stay_folded_when_another_comes_before_them() {
    let mut reader = Reader::with((*port(&[], STORIES)).clone(), Marks::default(), 60, 30);
    reader.press("Backspace");
    reader.event(Event::Loaded(port(&[("aube.md", "## L’aube\nIl fait jour.\n")], STORIES), Vec::new()));
    let screen = reader.screen();
    assert!(screen.contains("▾ aube.md") && screen.contains("▸ Port"), "{screen}");
}

#[test]
fn a_title_by_hand_shows_whatever_the_text_says_and_goes_when_it_is_undone() {
    let mut reader = Reader::with((*port(&[], STORIES)).clone(), Marks::default(), 100, 30);
    reader.press("Enter T Ctrl-u");
    reader.types("bateaux");
    reader.press("Enter");
    let title = |reader: &Reader| reader.screen().lines().nth(2).unwrap().trim().to_owned();
    assert_eq!(title(&reader), "bateaux", "{}", reader.screen());
    reader.press("u");
    assert_eq!(title(&reader), "Le quai", "{}", reader.screen());
}

#[test]
fn an_article_that_is_paged_beside_the_list_keeps_its_place_and_is_read_at_its_end() {
    let long: String = (0..80).map(|number| format!("Le paragraphe {number} du registre.\n\n")).collect();
    let stories = format!("## Le registre\n{long}\n## Le phare\nLe phare passe au rouge.\n");
    let mut reader = Reader::with((*port(&[], &stories)).clone(), Marks::default(), 100, 30);
    reader.press("Space Pause");
    let is_paged =
        |reader: &Reader| reader.screen().contains("paragraphe 13 ") && !reader.screen().contains("paragraphe 1 ");
    assert!(is_paged(&reader), "{}", reader.screen());
    reader.press("j Pause k Pause");
    assert!(is_paged(&reader), "{}", reader.screen());
    assert!(!reader.screen().contains('○'));
    reader.press("Space Space Space Space Space Space Space Space");
    assert!(reader.screen().contains('○'), "{}", reader.screen());
}

#[test]
fn a_selection_ends_where_the_text_is_left() {
    let mut reader = Reader::with((*port(&[], STORIES)).clone(), Marks::default(), 60, 30);
    reader.press("Enter v w q j Y");
    let copied: Vec<_> =
        reader.effects.iter().filter(|effect| matches!(effect, Effect::CopyMarkdown(Clip::Article { .. }))).collect();
    assert_eq!(copied.len(), 1, "{:?}", reader.effects);
}

#[test]
fn what_was_found_is_gone_through_in_the_text_as_in_the_list() {
    let mut reader = Reader::with((*port(&[], STORIES)).clone(), Marks::default(), 100, 30);
    reader.press("/");
    reader.types("le");
    reader.press("Enter");
    let first = reader.screen();
    reader.press("n");
    assert!(reader.bottom().contains("Found 2 of "), "{}", reader.screen());
    assert_ne!(reader.screen(), first);
}

#[test]
fn what_is_typed_and_left_comes_back_and_what_is_being_typed_is_saved_at_the_end() {
    let mut reader = Reader::with((*port(&[], STORIES)).clone(), Marks::default(), 100, 30);
    reader.press("Enter } H t");
    reader.types("climat");
    reader.press("Esc");
    assert!(reader.bottom().contains("The tags are not saved"), "{}", reader.bottom());
    reader.press("T");
    reader.types(" neuf");
    reader.press("Esc a");
    reader.types("à vérifier");
    reader.press("Esc Ctrl-z t");
    assert!(reader.screen().contains("climat"), "{}", reader.screen());
    reader.event(Event::Terminate);
    let highlight = reader.app.marks().highlights().next().unwrap();
    assert!(highlight.tags.contains("climat"));
    assert_eq!(highlight.note, "", "what was left is not saved, as was said");
    let store = reader.app.store();
    let title = reader.app.marks().article(store, store.article(0).unwrap()).title();
    assert_eq!(title, None);
}

#[test]
fn what_is_done_in_the_pane_of_digests_is_about_the_one_selected_there() {
    let mut reader = Reader::new(130, 30);
    reader.press("s 2 Pause Shift-Tab j");
    reader.press("D");
    assert!(reader.bottom().contains("of The Lantern"), "{}", reader.screen());
}

#[test]
fn undoing_a_decision_stays_in_the_view_that_lists_it_no_more() {
    let mut reader = Reader::new(100, 30);
    reader.press("s s 2 Pause u");
    assert!(reader.screen().starts_with(" veille  Kept · 1 article"), "{}", reader.screen());
}

#[test]
fn a_passage_of_the_highlights_stays_one_when_its_text_is_read_again() {
    let mut reader = Reader::with((*port(&[], STORIES)).clone(), Marks::default(), 100, 30);
    reader.press("Enter } H 4 Pause Enter");
    reader.event(Event::Loaded(port(&[], STORIES), Vec::new()));
    reader.press("h");
    assert!(reader.screen().starts_with(" veille  Highlights"), "{}", reader.screen());
}

#[test]
fn a_number_leads_to_the_highlight_of_that_place_in_the_list_that_shows() {
    let mut reader = Reader::with((*port(&[], STORIES)).clone(), Marks::default(), 100, 30);
    reader.press("Enter H } H t");
    reader.types("quai");
    reader.press("Enter } H 4 Pause o o");
    assert!(reader.screen().contains("by tag"), "{}", reader.screen());
    reader.press("2 G Enter");
    assert!(reader.screen().contains("▌ Le quai a rouvert"), "{}", reader.screen());
}

#[test]
fn hints_are_not_written_over_the_only_row() {
    let screen = Reader::new(80, 1).screen();
    assert!(screen.contains("Le quai nord") && !screen.contains("keep"), "{screen}");
}

/// The screen of the next day, when the program ended after these keys.
fn next_day(keys: &str) -> Reader {
    let mut reader = Reader::with((*port(&[], STORIES)).clone(), Marks::default(), 100, 30);
    reader.press(keys);
    reader.event(Event::Terminate);
    let mut next = Reader::waiting(reader.app.marks().clone(), 100, 30);
    next.event(Event::Resume);
    next.event(Event::Loaded(port(&[], STORIES), Vec::new()));
    next
}

#[test]
fn reading_goes_on_where_the_program_ended() {
    let cases = [
        ("Enter", "Inbox", "You were reading this"),
        ("s 2 Pause Enter", "Kept", "You were reading this"),
        ("j z 3 Pause Enter", "Later", "You were reading this"),
        ("d 1 Pause k Enter", "Inbox", "You were reading this"),
        ("Enter } v w", "Inbox", "You were selecting this"),
        ("Enter } H v w", "Inbox", "You were selecting this"),
        ("Enter q", "Inbox", "keep"),
        ("Enter } H 4 Pause", "Inbox", "keep"),
        ("Enter } H 4 Pause Enter", "Inbox", "You were reading this"),
    ];
    for (keys, view, said) in cases {
        let next = next_day(keys);
        assert!(next.screen().starts_with(&format!(" veille  {view}")), "{keys}: {}", next.screen());
        assert!(next.bottom().contains(said), "{keys}: {}", next.screen());
        let mut whoever_reads_elsewhere = Reader::waiting(next.app.marks().clone(), 100, 30);
        whoever_reads_elsewhere.event(Event::Resume);
        whoever_reads_elsewhere.event(Event::Loaded(Arc::new(support::library()), Vec::new()));
        assert!(whoever_reads_elsewhere.bottom().contains("keep"), "{keys}");
    }
}

#[test]
fn what_was_read_is_not_forgotten_where_it_never_came() {
    let mut reader = next_day("Enter");
    reader.event(Event::Terminate);
    let marks = reader.app.marks().clone();
    let elsewhere = || Event::Loaded(Arc::new(support::library()), Vec::new());
    let here = || Event::Loaded(port(&[], STORIES), Vec::new());
    let cases = [
        (None, "", true),
        (Some(elsewhere()), "", true),
        (Some(elsewhere()), "j", true),
        (Some(elsewhere()), "Enter q", false),
        (Some(here()), "q j", false),
    ];
    for (loaded, keys, is_kept) in cases {
        let mut other = Reader::waiting(marks.clone(), 100, 30);
        other.event(Event::Resume);
        loaded.into_iter().for_each(|loaded| other.event(loaded));
        other.press(keys);
        other.event(Event::Terminate);
        assert_eq!(other.app.marks().reading().is_some(), is_kept, "{keys}");
    }
}

#[test]
fn a_passage_being_selected_is_highlighted_the_next_day_as_it_would_have_been() {
    for keys in ["Enter } v w w", "Enter } v w o w", "Enter } H v w o w w", "Enter v } l", "Enter } H v b o w"] {
        let mut live = Reader::with((*port(&[], STORIES)).clone(), Marks::default(), 100, 30);
        live.press(keys);
        // Which end moves is the same as well.
        live.press("w Enter");
        let mut next = next_day(keys);
        next.press("w Enter");
        assert!(next.quotes() == live.quotes() && next.quotes().len() == 1, "{keys}: {:?}", next.quotes());
    }
}

#[test]
fn what_is_read_is_written_down_once_and_forgotten_where_the_program_ends_elsewhere() {
    let mut next = next_day("Enter } v w");
    next.effects.clear();
    next.event(Event::Terminate);
    assert!(next.effects == [Effect::Quit], "{:?}", next.effects);
    let mut next = next_day("Enter } v w");
    next.press("Esc q");
    next.event(Event::Terminate);
    assert_eq!(next.app.marks().reading(), None);
}
