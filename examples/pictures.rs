//! Makes the README's pictures from the real screen: `cargo run --example pictures`.
//!
//! It opens the samples, presses keys, and writes each frame as SVG into `assets/pictures/`. What the
//! pictures show is what the application drew, cell by cell.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use crossterm::event::KeyEvent;
use jiff::tz::TimeZone;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use veille::app::App;
use veille::app::effect::Event;
use veille::app::keymap::Key;
use veille::app::theme::{BUILT_IN, Theme};
use veille::config::Config;
use veille::loader;
use veille::model::change::Stamper;
use veille::model::correction::Corrections;
use veille::model::marks::Marks;

/// Name, theme, columns, rows, keys from the start.
const PICTURES: [(&str, &str, u16, u16, &str); 4] = [
    ("triage", "dark", 150, 36, "D D s z s s d s d"),
    ("reading", "dark", 110, 30, "D D D l } ) H } H } } } v w w w w w"),
    ("search", "dark", 120, 24, "/ m a r e e"),
    (
        "highlights",
        "light",
        110,
        28,
        "D D D l } H a à Space r e l i r e Enter t p h a r e Enter n } ) ) H c g n } H 4 Pause",
    ),
];

/// A cell in pixels, and the colours of a terminal without any.
const CELL: (u32, u32) = (9, 19);
/// Between two keys, in milliseconds: none is held.
const A_SECOND: u64 = 1000;

const DARK: (&str, &str) = ("#14161b", "#d9d9d2");
const LIGHT: (&str, &str) = ("#fbfaf7", "#26282c");

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/pictures");
    fs::create_dir_all(&folder)?;
    for (name, theme, width, height, keys) in PICTURES {
        let picture = svg(&frame(theme, width, height, keys)?, if theme == "light" { LIGHT } else { DARK });
        fs::write(folder.join(format!("{name}.svg")), picture)?;
    }
    Ok(())
}

/// The screen after `keys`.
fn frame(theme: &str, width: u16, height: u16, keys: &str) -> Result<Buffer, Box<dyn Error>> {
    let (_, theme) = BUILT_IN.iter().find(|(name, _)| *name == theme).ok_or("no such theme")?;
    let settings = Config::defaults()?.settings(TimeZone::UTC);
    let mut app =
        App::new(settings, Theme::parse(theme)?, Marks::default(), Stamper::new("host", "session"), (width, height));
    let loaded = loader::load(&[], &Corrections::default());
    app.handle(Event::Loaded(Arc::new(loaded.store), loaded.warnings), 0);
    let mut recorded = 0;
    for (at, spelling) in keys.split(' ').enumerate() {
        let event = match spelling {
            "Pause" => Event::Pause,
            key => Event::Key(KeyEvent::from(Key::parse(key).ok_or("no such key")?)),
        };
        recorded += app.handle(event, (at as u64 + 1) * A_SECOND).len() as u64;
    }
    app.handle(Event::Saved(recorded), (keys.len() as u64 + 2) * A_SECOND);
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    app.render(area, &mut buffer);
    Ok(buffer)
}

/// A frame as SVG: a rectangle for each run of one background, a text for each run of one style.
fn svg(buffer: &Buffer, (background, foreground): (&str, &str)) -> String {
    let (width, height) = (u32::from(buffer.area.width) * CELL.0, u32::from(buffer.area.height) * CELL.1);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"15\">\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"{background}\"/>\n<g transform=\"translate(12 12)\">\n",
        width + 24,
        height + 24
    );
    for y in 0..buffer.area.height {
        let mut x = 0;
        while x < buffer.area.width {
            let style = look(&buffer[(x, y)], background, foreground);
            let mut text = String::new();
            let start = x;
            while x < buffer.area.width && look(&buffer[(x, y)], background, foreground) == style {
                text.push_str(buffer[(x, y)].symbol());
                x += 1;
            }
            run(&mut out, &text, start, x, y, &style);
        }
    }
    out.push_str("</g>\n</svg>\n");
    out
}

#[derive(PartialEq)]
struct Look {
    fill: String,
    back: Option<String>,
    modifier: Modifier,
}

fn look(cell: &Cell, background: &str, foreground: &str) -> Look {
    let colour = |colour: Color| match colour {
        Color::Rgb(red, green, blue) => Some(format!("#{red:02x}{green:02x}{blue:02x}")),
        _ => None,
    };
    let (mut fill, mut back) = (colour(cell.fg).unwrap_or(foreground.to_owned()), colour(cell.bg));
    if cell.modifier.contains(Modifier::REVERSED) {
        (fill, back) = (back.unwrap_or(background.to_owned()), Some(fill));
    }
    Look { fill, back, modifier: cell.modifier }
}

fn run(out: &mut String, text: &str, start: u16, end: u16, y: u16, look: &Look) {
    let (mut x, mut width) = (u32::from(start) * CELL.0, u32::from(end - start) * CELL.0);
    let top = u32::from(y) * CELL.1;
    if let Some(back) = &look.back {
        let _ = writeln!(out, "<rect x=\"{x}\" y=\"{top}\" width=\"{width}\" height=\"{}\" fill=\"{back}\"/>", CELL.1);
    }
    if text.trim().is_empty() {
        return;
    }
    // Renderers disagree about blanks at either end of a text: only what stands between is written.
    let blanks = |text: &str, trimmed: &str| (text.chars().count() - trimmed.chars().count()) as u32 * CELL.0;
    x += blanks(text, text.trim_start());
    width -= blanks(text, text.trim());
    let text = text.trim();
    let mut styles = String::new();
    for (modifier, style) in [
        (Modifier::BOLD, " font-weight=\"bold\""),
        (Modifier::ITALIC, " font-style=\"italic\""),
        (Modifier::UNDERLINED, " text-decoration=\"underline\""),
    ] {
        if look.modifier.contains(modifier) {
            styles.push_str(style);
        }
    }
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace(' ', "\u{a0}");
    let baseline = top + CELL.1 - 5;
    let _ = writeln!(
        out,
        "<text x=\"{x}\" y=\"{baseline}\" textLength=\"{width}\" fill=\"{}\"{styles}>{escaped}</text>",
        look.fill
    );
}
