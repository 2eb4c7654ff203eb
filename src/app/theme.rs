//! A theme: one style for each thing on the screen, read from TOML.
//!
//! A theme file names every style once; a colour is a terminal colour's name, an index (0 to 255)
//! or `#rrggbb`. `NO_COLOR` keeps what is bold, dim, underlined or reversed and drops the colours.

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

use super::depth::{Depth, indexed};
use crate::model::highlight::Colour;

/// The themes that come with veille: name and file.
pub const BUILT_IN: [(&str, &str); 3] = [
    ("dark", include_str!("../../assets/themes/dark.toml")),
    ("light", include_str!("../../assets/themes/light.toml")),
    ("sixteen", include_str!("../../assets/themes/sixteen.toml")),
];

/// One style as a theme file writes it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default, expecting = "a style such as { fg = \"red\", bold = true }")]
struct StyleSpec {
    fg: Option<ColourSpec>,
    bg: Option<ColourSpec>,
    bold: bool,
    dim: bool,
    italic: bool,
    underline: bool,
    reverse: bool,
}

/// A colour: a name or `#rrggbb`, or an index.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged, expecting = "a colour is a name or \"#rrggbb\" in quotes, or a number from 0 to 255")]
enum ColourSpec {
    Index(u8),
    Name(String),
}

impl ColourSpec {
    fn colour(&self) -> Result<Color, String> {
        match self {
            ColourSpec::Index(index) => Ok(Color::Indexed(*index)),
            ColourSpec::Name(name) => name.parse().map_err(|_| format!("`{name}` is no colour")),
        }
    }
}

impl StyleSpec {
    fn style(&self) -> Result<Style, String> {
        let mut style = Style::new();
        if let Some(colour) = &self.fg {
            style = style.fg(colour.colour()?);
        }
        if let Some(colour) = &self.bg {
            style = style.bg(colour.colour()?);
        }
        // What is reversed is of one colour: over letters of several, each would be the colour behind its letter.
        if self.reverse {
            style = style.fg(style.fg.unwrap_or(Color::Reset)).bg(style.bg.unwrap_or(Color::Reset));
        }
        let modifiers = [
            (self.bold, Modifier::BOLD),
            (self.dim, Modifier::DIM),
            (self.italic, Modifier::ITALIC),
            (self.underline, Modifier::UNDERLINED),
            (self.reverse, Modifier::REVERSED),
        ];
        Ok(modifiers.iter().filter(|(on, _)| *on).fold(style, |style, (_, modifier)| style.add_modifier(*modifier)))
    }
}

macro_rules! styles {
    ($($name:ident $help:literal)+) => {
        /// The styles of everything on the screen.
        #[derive(Debug, Clone)]
        pub struct Theme {
            $(#[doc = $help] pub $name: Style,)+
        }

        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct ThemeSpec {
            $($name: StyleSpec,)+
        }

        impl Theme {
            /// Reads a theme file. The error says what is wrong with it, and where.
            pub fn parse(text: &str) -> Result<Theme, String> {
                let spec: ThemeSpec = toml::from_str(text).map_err(|error| in_one_line(&error, text))?;
                Ok(Theme { $($name: spec.$name.style().map_err(|error| format!("{}: {error}", stringify!($name)))?,)+ })
            }

            /// Brings the colours down to what a terminal shows. Sixteen are for a theme made for them:
            /// here they are taken from 256.
            pub fn at(mut self, depth: Depth) -> Theme {
                let change = match depth {
                    Depth::None => plain,
                    Depth::Sixteen | Depth::Indexed => indexed,
                    Depth::True => return self,
                };
                $(self.$name = change(self.$name);)+
                if depth == Depth::None {
                    // Over a highlight, which is reversed as well.
                    self.selection = self.selection.add_modifier(Modifier::UNDERLINED);
                }
                self
            }
        }
    };
}

styles! {
    text "Running text."
    dim "What is there but not looked at: bylines, counts, decided articles."
    rule "Lines between panes."
    accent "The one accent: the name, the active view."
    title "An article's title above its text."
    heading "A heading inside the text."
    strong "Strong emphasis."
    emphasis "Emphasis."
    quote "Quoted text."
    code "Code."
    link "A link."
    caption "A picture's caption."
    left_out "What was left out of an article."
    time "The time in a transcript's margin."
    digest "A digest's heading in the list."
    selected "The selected row in the pane that has the keys."
    selected_elsewhere "The selected row in another pane."
    kept "The sign of a kept article."
    skipped "A skipped article."
    later "The sign of an article put off."
    derived "The sign of a derived title."
    focus "The bar beside the focused paragraph."
    sentence "The focused sentence."
    selection "The passage being selected."
    hit "Matched letters."
    yellow "A highlight, first colour."
    green "A highlight, second colour."
    blue "A highlight, third colour."
    pink "A highlight, fourth colour."
    lost "A highlight that is lost."
    hint "The line at the bottom."
    key "A key in the hint line and the help."
    notice "What just happened."
    error "What went wrong."
    prompt "Where text is typed."
}

impl Theme {
    /// The style of highlighted text.
    pub fn highlight(&self, colour: Colour) -> Style {
        match colour {
            Colour::Yellow => self.yellow,
            Colour::Green => self.green,
            Colour::Blue => self.blue,
            Colour::Pink => self.pink,
        }
    }
}

/// What is wrong with a theme file, and in which line.
fn in_one_line(error: &toml::de::Error, text: &str) -> String {
    let message = error.message().lines().collect::<Vec<_>>().join(" ");
    let before = error.span().and_then(|span| text.get(..span.start)).filter(|before| !before.is_empty());
    before.map_or(message.clone(), |before| format!("line {}: {message}", before.matches('\n').count() + 1))
}

/// Without colours, what had a background of its own is reversed so that it still shows.
fn plain(style: Style) -> Style {
    let shown = Style { fg: None, bg: None, ..style };
    let had_background = style.bg.is_some_and(|colour| colour != Color::Reset);
    if had_background { shown.add_modifier(Modifier::REVERSED) } else { shown }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_built_in_theme_names_every_style() {
        for (name, text) in BUILT_IN {
            assert!(Theme::parse(text).is_ok(), "{name}: {:?}", Theme::parse(text).err());
        }
    }

    #[test]
    fn without_colours_a_selection_still_shows() {
        for (name, text) in BUILT_IN {
            let theme = Theme::parse(text).unwrap().at(Depth::None);
            for style in [theme.selected, theme.selection, theme.yellow, theme.hit] {
                assert_eq!((style.fg, style.bg), (None, None));
                assert_ne!(style.add_modifier, Modifier::empty(), "{name}");
            }
        }
    }

    #[test]
    fn a_wrong_theme_says_what_is_wrong() {
        let dark = BUILT_IN[0].1;
        let unknown = format!("{dark}\n[blink]\nbold = true\n");
        assert!(Theme::parse(&unknown).unwrap_err().contains("blink"));
        let missing = dark.replace("[hit]", "[hut]");
        assert!(Theme::parse(&missing).is_err());
        let style = dark.replacen("[text]", "hit = 3\n[text]", 1).replacen("[hit]", "[text.hut]", 1);
        let why = Theme::parse(&style).unwrap_err();
        assert!(why.contains("line ") && why.contains("a style such as") && !why.contains('\n'), "{why}");
        let colour = dark.replacen("[text]", "[text]\nbg = \"mauvish\"", 1);
        assert!(Theme::parse(&colour).unwrap_err().contains("mauvish"));
    }
}
