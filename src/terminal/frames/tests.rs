//! What is sent, read by a terminal, is the frame that was drawn.

use proptest::prelude::*;
use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier, Style};

use super::*;
use crate::app::link;

/// Letters that a terminal shows in one or two columns; the last ones are there to be refused.
const LETTERS: [&str; 10] = ["a", "b", " ", " ", "é", "日", "本", "e\u{301}", "", "\u{200b}"];

/// A terminal that shows every frame sent to it.
struct Screen {
    parser: vt100::Parser,
    frames: Frames,
}

impl Screen {
    fn new() -> Screen {
        Screen { parser: vt100::Parser::new(1, 1, 0), frames: Frames::default() }
    }

    /// Draws a frame and says what was sent for it.
    fn show(&mut self, frame: &Buffer) -> Vec<u8> {
        let (width, height) = (frame.area.width, frame.area.height);
        if self.parser.screen().size() != (height, width) && width > 0 && height > 0 {
            self.parser.screen_mut().set_size(height, width);
        }
        let bytes = self.frames.next(frame.area, |_, next| next.content.clone_from(&frame.content));
        self.parser.process(&bytes);
        bytes
    }

    /// Every cell as the terminal shows it, against every cell as it was drawn.
    fn check(&self, frame: &Buffer) {
        let wanted = settled(frame);
        for (y, row) in (0..).zip(wanted.content.chunks(width(wanted.area))) {
            for (x, cell) in (0..).zip(row) {
                let shown = self.parser.screen().cell(y, x).unwrap();
                assert_eq!(describe_shown(shown), describe(cell), "row {y} column {x}");
            }
        }
    }
}

fn settled(frame: &Buffer) -> Buffer {
    let mut settled = frame.clone();
    settled.content.chunks_mut(width(frame.area)).for_each(|row| settle(row, 0));
    settled
}

type Description = (String, vt100::Color, vt100::Color, [bool; 4]);

fn describe(cell: &Cell) -> Description {
    let has = |modifier| cell.modifier.contains(modifier);
    let modifiers = [Modifier::BOLD, Modifier::ITALIC, Modifier::UNDERLINED, Modifier::REVERSED].map(has);
    seen(cell.symbol(), colour(cell.fg), colour(cell.bg), modifiers)
}

fn describe_shown(cell: &vt100::Cell) -> Description {
    let modifiers = [cell.bold(), cell.italic(), cell.underline(), cell.inverse()];
    let symbol = if cell.has_contents() { cell.contents() } else { " " };
    let symbol = if cell.is_wide_continuation() { "" } else { symbol };
    seen(symbol, cell.fgcolor(), cell.bgcolor(), modifiers)
}

/// What the eye sees: on a blank the colour of letters does not show, beside a wide glyph nothing does.
fn seen(symbol: &str, fg: vt100::Color, bg: vt100::Color, modifiers: [bool; 4]) -> Description {
    let [_, _, underlined, reversed] = modifiers;
    match symbol {
        "" => (String::new(), vt100::Color::Default, vt100::Color::Default, [false; 4]),
        " " if !underlined && !reversed => (symbol.to_owned(), vt100::Color::Default, bg, [false; 4]),
        _ => (symbol.to_owned(), fg, bg, modifiers),
    }
}

fn colour(colour: Color) -> vt100::Color {
    match colour {
        Color::Red => vt100::Color::Idx(1),
        Color::LightBlue => vt100::Color::Idx(12),
        Color::Indexed(index) => vt100::Color::Idx(index),
        Color::Rgb(red, green, blue) => vt100::Color::Rgb(red, green, blue),
        _ => vt100::Color::Default,
    }
}

fn style() -> impl Strategy<Value = Style> {
    const COLOURS: &[Color] = &[Color::Reset, Color::Red, Color::LightBlue, Color::Indexed(200), Color::Rgb(1, 2, 3)];
    const MODIFIERS: &[Modifier] = &[
        Modifier::empty(),
        Modifier::BOLD,
        Modifier::ITALIC,
        Modifier::UNDERLINED,
        Modifier::REVERSED,
        Modifier::BOLD.union(Modifier::UNDERLINED),
    ];
    (prop::sample::select(COLOURS), prop::sample::select(COLOURS), prop::sample::select(MODIFIERS))
        .prop_map(|(fg, bg, modifier)| Style::new().fg(fg).bg(bg).add_modifier(modifier))
}

/// A stretch of one style with the letters that follow each other in it.
fn stretch() -> impl Strategy<Value = (Style, Vec<usize>)> {
    (prop_oneof![2 => Just(Style::new()), 1 => style()], prop::collection::vec(0..LETTERS.len(), 1..9))
}

fn frame(width: u16, height: u16) -> impl Strategy<Value = Buffer> {
    let count = usize::from(width) * usize::from(height);
    prop::collection::vec(stretch(), 0..40).prop_map(move |stretches| {
        let mut frame = Buffer::empty(Rect::new(0, 0, width, height));
        let cells = stretches.into_iter().flat_map(|(style, letters)| letters.into_iter().map(move |at| (style, at)));
        for (index, (style, at)) in cells.take(count).enumerate() {
            frame.content[index].set_symbol(LETTERS[at]).set_style(style);
        }
        frame
    })
}

/// What happens to a frame to make the next one.
#[derive(Debug, Clone)]
enum Change {
    /// Rows move within a window, `left` columns of which stay.
    Move { rows: std::ops::Range<usize>, by: isize, left: usize },
    /// A cell is written.
    Write { at: usize, letter: usize, style: Style },
    /// The screen has another size and other contents.
    Resize(Buffer),
    /// Nothing.
    Same,
}

fn change() -> impl Strategy<Value = Change> {
    let moved = (0..9_usize, 1..9_usize, -4..5_isize, 0..4_usize).prop_map(|(start, count, by, left)| Change::Move {
        rows: start..start + count,
        by,
        left,
    });
    let written =
        (0..200_usize, 0..LETTERS.len(), style()).prop_map(|(at, letter, style)| Change::Write { at, letter, style });
    let resized = (0..14_u16, 0..9_u16).prop_flat_map(|(width, height)| frame(width, height)).prop_map(Change::Resize);
    prop_oneof![4 => moved, 4 => written, 1 => resized, 1 => Just(Change::Same)]
}

fn apply(frame: &Buffer, change: &Change) -> Buffer {
    let mut next = frame.clone();
    let width = usize::from(frame.area.width);
    match change {
        Change::Move { rows, by, left } => {
            for y in rows.clone() {
                let Some(source) = y.checked_add_signed(*by) else { continue };
                for x in *left..width {
                    if let (Some(cell), Some(from)) =
                        (next.content.get_mut(y * width + x), frame.content.get(source * width + x))
                    {
                        cell.clone_from(from);
                    }
                }
            }
        }
        Change::Write { at, letter, style } => {
            let count = next.content.len();
            if let Some(cell) = next.content.get_mut(at % count.max(1)) {
                cell.reset();
                cell.set_symbol(LETTERS[*letter]).set_style(*style);
            }
        }
        Change::Resize(other) => next = other.clone(),
        Change::Same => {}
    }
    next
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_terminal_shows_the_frame_drawn_after_any_change(
        first in frame(13, 8),
        changes in prop::collection::vec(change(), 1..8),
    ) {
        let mut screen = Screen::new();
        screen.show(&first);
        screen.check(&first);
        let mut frame = first;
        for change in changes {
            let next = apply(&frame, &change);
            let bytes = screen.show(&next);
            screen.check(&next);
            prop_assert_eq!(bytes.is_empty(), settled(&next) == settled(&frame), "nothing is sent where nothing changed");
            frame = next;
        }
    }

    #[test]
    fn any_shift_gives_the_frame_wanted(
        before in frame(9, 7), after in frame(9, 7),
        start in 0..6_usize, count in 2..7_usize, by in prop::sample::select(&[-3_isize, -2, -1, 1, 2, 3][..]),
    ) {
        let rows = start..(start + count).min(7);
        prop_assume!(rows.len() >= 2);
        let mut screen = Screen::new();
        screen.show(&before);
        screen.frames.draw(after.area, |_, next| next.content.clone_from(&after.content));
        screen.parser.process(&screen.frames.write(Vec::new(), Some(&Shift { rows, by })));
        screen.check(&after);
    }
}

fn lines(from: usize, count: usize) -> Buffer {
    Buffer::with_lines((from..from + count).map(|line| format!("{line:02} {}", WORDS.repeat(1 + line % 3))))
}

const WORDS: &str = "un bac accoste ";

fn padded(mut frame: Buffer) -> Buffer {
    let wide = Rect { width: 60, ..frame.area };
    let narrow = std::mem::replace(&mut frame, Buffer::empty(wide));
    frame.merge(&narrow);
    frame
}

#[test]
fn a_line_that_scrolls_costs_a_line() {
    let mut screen = Screen::new();
    screen.show(&padded(lines(0, 30)));
    for (from, most) in [(1, 90), (2, 90), (1, 90), (11, 500), (0, 550)] {
        let frame = padded(lines(from, 30));
        let bytes = screen.show(&frame);
        screen.check(&frame);
        assert!(bytes.len() <= most, "{} bytes: {:?}", bytes.len(), String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn a_row_close_below_is_begun_without_its_number() {
    let mut screen = Screen::new();
    let frame = padded(Buffer::with_lines(["    un bac", "    accoste", "", "  ici", "", "", "    ou là"]));
    let sent = String::from_utf8(screen.show(&frame)).unwrap().replace('\u{1b}', "^");
    assert!(sent.contains("un bac\n^[5Gaccoste\n\n^[3Gici^[7;5Hou là"), "{sent}");
    screen.check(&frame);
}

#[test]
fn a_frame_like_the_last_sends_nothing_and_one_forgotten_everything() {
    let mut screen = Screen::new();
    let frame = padded(lines(0, 5));
    let all = screen.show(&frame);
    assert_eq!(screen.show(&frame), b"");
    screen.frames.forget();
    assert_eq!(screen.show(&frame), all);
}

#[test]
fn clusters_without_end_are_shown_and_not_all_kept() {
    let marks: Vec<char> = ('\u{300}'..='\u{34e}').collect();
    let cluster = |letter: char, at: usize| {
        let mark = |power: u32| marks[at / marks.len().pow(power) % marks.len()];
        format!("{letter}{}{}{}", mark(0), mark(1), mark(2))
    };
    let row = |letter, number: usize| (number * 50..).take(50).map(|at| cluster(letter, at)).collect::<String>();
    let (mut screen, mut times_full) = (Screen::new(), 0);
    for number in 0..25 {
        // Each has a thousand new ones. The first row stays until all are forgotten, and begins anew with the numbers.
        let rows = (number * 20..).take(20).map(|number| row('e', number));
        let frame = Buffer::with_lines([row('a', number / 10)].into_iter().chain(rows));
        screen.show(&frame);
        screen.check(&frame);
        times_full += usize::from(screen.frames.known.is_full());
    }
    assert_eq!(times_full, 2);
}

#[test]
fn a_screen_without_room_is_no_trouble() {
    for (width, height) in [(0, 0), (0, 5), (5, 0), (1, 1), (2, 1), (3, 2)] {
        let frame = Buffer::filled(Rect::new(0, 0, width, height), Cell::new("日"));
        let mut screen = Screen::new();
        screen.show(&frame);
        screen.check(&frame);
    }
}

/// A frame of one row per text, each letter between `[` and `]` of which is link 0 (the brackets are left
/// out).
fn linked(rows: &[&str]) -> Buffer {
    let mut frame = Buffer::empty(Rect::new(0, 0, 12, 3));
    for (y, row) in (0..).zip(rows) {
        let (before, rest) = row.split_once('[').unwrap_or((row, ""));
        let (inside, after) = rest.split_once(']').unwrap_or((rest, ""));
        let (x, _) = frame.set_stringn(0, y, before, 12, Style::new());
        let (x, _) = frame.set_stringn(x, y, inside, 12, link::style(0));
        frame.set_stringn(x, y, after, 12, Style::new());
    }
    frame
}

/// The addresses, the rows, what is sent for them (`^` is ESC), and what is not.
type Linked<'a> = (&'a [&'a str], [&'a str; 2], &'a [&'a str], &'a [&'a str]);

#[test]
fn links_are_sent_whole_and_again_only_where_they_lead_elsewhere() {
    let cases: [Linked; 6] = [
        (
            &["http://a/é"],
            ["go [to a", "[b] on"],
            &["go ^]8;id=0;http://a/%C3%A9^\\to a", "b^[C^]8;;^\\on"],
            &["http://a/é"],
        ),
        (&["http://a/é"], ["go [to a", "[b] on"], &[], &["o"]),
        (&["http://b/"], ["go [to a", "[b] on"], &["^]8;id=0;http://b/^\\to a", "^]8;;^\\"], &["go", "on"]),
        (&["http://b/"], ["go [to a", "[b] up"], &["up"], &["]8;"]),
        (&["http://b/"], ["go to a", "[b] up"], &["to a"], &["]8;"]),
        (&[], ["go to a", "[b] up"], &["b"], &["]8;"]),
    ];
    let mut frames = Frames::default();
    for (links, rows, sent, unsent) in cases {
        let frame = linked(&rows);
        frames.set_links(links.iter().copied());
        let bytes = frames.next(frame.area, |_, next| next.content.clone_from(&frame.content));
        let text = String::from_utf8(bytes).unwrap().replace('\u{1b}', "^");
        assert!(sent.iter().all(|part| text.contains(part)), "{rows:?}: {text}");
        assert!(!unsent.iter().any(|part| text.contains(part)), "{rows:?}: {text}");
    }
}
