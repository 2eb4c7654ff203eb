//! How many colours a terminal shows, and colours brought down to that.
//!
//! The 256 colours are xterm's: 16 of the terminal's own, a cube of 6 × 6 × 6 and 24 greys.

use ratatui::style::{Color, Style};

/// How many colours a terminal shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// None at all.
    None,
    /// The terminal's own sixteen.
    Sixteen,
    /// xterm's 256.
    Indexed,
    /// 24 bits.
    True,
}

impl Depth {
    /// Tells the depth from `TERM` and `COLORTERM`; ssh passes the first on and not the second.
    pub fn of(term: &str, colour_term: &str) -> Depth {
        if ["truecolor", "24bit"].contains(&colour_term) || term.contains("direct") {
            Depth::True
        } else if term.contains("256")
            || ["alacritty", "foot", "kitty", "ghostty", "wezterm"].iter().any(|name| term.contains(name))
        {
            Depth::Indexed
        } else {
            Depth::Sixteen
        }
    }
}

/// A style whose 24-bit colours are the nearest of xterm's 256.
pub(super) fn indexed(style: Style) -> Style {
    Style { fg: style.fg.map(nearest), bg: style.bg.map(nearest), ..style }
}

/// The values of a channel in the cube.
const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

fn nearest(colour: Color) -> Color {
    let Color::Rgb(red, green, blue) = colour else { return colour };
    let step = |value: u8| {
        (0_u8..6).min_by_key(|step| STEPS.get(usize::from(*step)).map(|of| of.abs_diff(value))).unwrap_or(0)
    };
    let of = |step: u8| STEPS.get(usize::from(step)).copied().unwrap_or(0);
    let distance = |one: [u8; 3]| -> u32 {
        one.iter().zip([red, green, blue]).map(|(one, other)| u32::from(one.abs_diff(other)).pow(2)).sum()
    };
    let (r, g, b) = (step(red), step(green), step(blue));
    let cube = (16 + 36 * r + 6 * g + b, distance([of(r), of(g), of(b)]));
    let greys = (0_u8..24).map(|grey| (232 + grey, distance([8 + 10 * grey; 3])));
    let best = greys.chain([cube]).min_by_key(|(_, distance)| *distance).unwrap_or(cube);
    Color::Indexed(best.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_of_256_colours_is_found() {
        let cases =
            [((0, 0, 0), 16), ((255, 255, 255), 231), ((128, 128, 128), 244), ((255, 0, 0), 196), ((90, 78, 30), 58)];
        for ((red, green, blue), expected) in cases {
            assert_eq!(nearest(Color::Rgb(red, green, blue)), Color::Indexed(expected), "{red} {green} {blue}");
        }
        assert_eq!(nearest(Color::Yellow), Color::Yellow);
    }

    #[test]
    fn a_terminal_says_how_many_colours_it_has() {
        let cases = [
            (("xterm-256color", ""), Depth::Indexed),
            (("xterm-256color", "truecolor"), Depth::True),
            (("xterm-kitty", ""), Depth::Indexed),
            (("linux", ""), Depth::Sixteen),
            (("vt100", ""), Depth::Sixteen),
        ];
        for ((term, colour_term), expected) in cases {
            assert_eq!(Depth::of(term, colour_term), expected, "{term} {colour_term}");
        }
    }
}
