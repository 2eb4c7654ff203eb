//! Which pane stands where, from the size of the terminal and the pane that has the keys.
//!
//! Wide (120 columns and more): digests, articles and a preview side by side. Medium (80 to 119):
//! articles and preview. Narrow: one pane at a time. Reading takes the whole width at every size: it
//! is calmer, and terminals scroll whole lines only, which keeps a slow line fast.

use ratatui::layout::Rect;

/// From this many columns on, three panes stand side by side.
pub const WIDE: u16 = 120;
/// From this many columns on, two panes stand side by side.
pub const MEDIUM: u16 = 80;

/// From this many rows on, one is left empty below the line at the top.
pub const ROOMY: u16 = 28;

/// The pane that has the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// The list of digests.
    Digests,
    /// The list of articles.
    List,
    /// The reading view.
    Reader,
    /// The list of highlights.
    Highlights,
}

/// The rectangles of one frame; a pane that is not shown has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Areas {
    /// The line at the top.
    pub top: Rect,
    /// The digests.
    pub digests: Option<Rect>,
    /// The articles, or the highlights.
    pub list: Option<Rect>,
    /// The reading view, or the preview.
    pub reader: Option<Rect>,
    /// The line at the bottom.
    pub bottom: Rect,
}

impl Areas {
    /// Lays out a screen of `size`.
    pub fn new(size: Rect, focus: Focus) -> Areas {
        // A line at the top needs four rows to be worth it, a line at the bottom two.
        let top = Rect { height: u16::from(size.height >= 4), ..size };
        let bottom_height = u16::from(size.height >= 2);
        let bottom = Rect { y: size.bottom().saturating_sub(bottom_height), height: bottom_height, ..size };
        // The highlights begin with an empty line of their own.
        let air = u16::from(size.height >= ROOMY && focus != Focus::Highlights);
        let height = size.height.saturating_sub(top.height + air + bottom.height);
        let middle = Rect { y: top.bottom() + air, height, ..size };
        let mut areas = Areas { top, bottom, ..Areas::default() };
        match (focus, size.width) {
            (Focus::Reader, _) => areas.reader = Some(middle),
            (Focus::Highlights, _) => areas.list = Some(middle),
            (Focus::Digests | Focus::List, WIDE..) => areas.three(middle),
            (Focus::List, MEDIUM..) => (areas.list, areas.reader) = halves(middle, middle.width / 2),
            (Focus::Digests, MEDIUM..) => (areas.digests, areas.list) = halves(middle, middle.width / 3),
            (Focus::Digests, _) => areas.digests = Some(middle),
            (Focus::List, _) => areas.list = Some(middle),
        }
        areas
    }

    fn three(&mut self, middle: Rect) {
        let (digests, rest) = halves(middle, middle.width * 20 / 100);
        self.digests = digests;
        (self.list, self.reader) = rest.map_or((None, None), |rest| halves(rest, rest.width * 46 / 100));
    }
}

/// Splits `area` into a left part of `width` columns and the rest, with one column between for a rule.
fn halves(area: Rect, width: u16) -> (Option<Rect>, Option<Rect>) {
    let left = Rect { width, ..area };
    let right = Rect { x: left.right() + 1, width: area.width.saturating_sub(width + 1), ..area };
    (Some(left), Some(right))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panes_fit_into_every_size_and_never_overlap() {
        for focus in [Focus::Digests, Focus::List, Focus::Reader, Focus::Highlights] {
            for (width, height) in (0..=170).flat_map(|width| (0..=8).map(move |height| (width, height))) {
                let size = Rect::new(0, 0, width, height);
                let areas = Areas::new(size, focus);
                let shown: Vec<Rect> = [Some(areas.top), areas.digests, areas.list, areas.reader, Some(areas.bottom)]
                    .into_iter()
                    .flatten()
                    .filter(|area| area.area() > 0)
                    .collect();
                for (at, area) in shown.iter().enumerate() {
                    assert_eq!(area.intersection(size), *area, "{focus:?} {width}×{height}");
                    assert!(shown[..at].iter().all(|other| !other.intersects(*area)), "{focus:?} {width}×{height}");
                }
            }
        }
    }

    #[test]
    fn the_number_of_panes_follows_the_width() {
        let panes = |width, focus| {
            let areas = Areas::new(Rect::new(0, 0, width, 24), focus);
            [areas.digests, areas.list, areas.reader].iter().flatten().count()
        };
        assert_eq!([60, 79, 80, 119, 120, 160].map(|width| panes(width, Focus::List)), [1, 1, 2, 2, 3, 3]);
        assert_eq!([60, 160].map(|width| panes(width, Focus::Reader)), [1, 1]);
    }
}
