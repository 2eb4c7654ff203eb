//! What a paragraph says of its own place: that it opens an article, goes on, or closes one.
//!
//! How much a cue is worth, the document itself says. A cue of openings has one number, the share of
//! openings that show it; it is worth the logarithm of how much commoner that is than the cue is in this
//! document. A date opens where dates are rare, and says nothing in a document that has one in every
//! paragraph. Cues that speak against an opening are worth fixed points: they hold everywhere.

mod traits;
mod weights;
mod words;

use traits::Closing;
pub(crate) use traits::{Traits, read};
pub(crate) use weights::Weights;

/// A cue at a gap between two paragraphs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cue {
    Wall,
    Item,
    Counted,
    Indented,
    Address,
    SmallLetter,
    GoesOn,
    Quotation,
    Question,
    ClosingItself,
    ShortSentence,
    Announced,
    Answer,
    UnderHeading,
    UnderGreeting,
    New1,
    New2,
    New3,
    New4,
    News,
    Date,
    Scene,
    Fresh,
    OfItself,
    OfItselfBelow,
    Full,
    FullOverFull,
    Headline,
    HeadlineOverOpening,
    AfterClosing,
    AfterMaybeClosing,
    AfterSignature,
    Alike,
}

/// What a cue is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Worth {
    /// The share of openings that show it, from articles of many hands; the document says the rest.
    Openings(f32),
    /// The same, of a cue that has degrees: only the one worth most counts.
    Degree(f32),
    /// Points, of the size of a log-odds: 1 is a hint, 3 is strong, 8 decides.
    Points(f32),
}

use Worth::{Degree, Openings, Points};

/// All cues, in words and with what they are worth.
const CUES: [(Cue, &str, Worth); 33] = [
    (Cue::Wall, "the text before ends at a wall", Points(9.0)),
    (Cue::Item, "a list item", Points(-9.0)),
    (Cue::Counted, "between two points of one numbering", Points(-4.0)),
    (Cue::Indented, "indented", Points(-4.0)),
    (Cue::Address, "an address", Points(-6.0)),
    (Cue::SmallLetter, "begins with a small letter", Points(-6.0)),
    (Cue::GoesOn, "goes on from before", Points(-1.0)),
    (Cue::Quotation, "a quotation", Points(-1.5)),
    (Cue::Question, "a question", Points(-1.5)),
    (Cue::ClosingItself, "a closing line itself", Points(-2.0)),
    (Cue::ShortSentence, "a short sentence", Points(-1.0)),
    (Cue::Announced, "the line before announces this one", Points(-3.0)),
    (Cue::Answer, "answers a question", Points(-3.0)),
    (Cue::UnderHeading, "under a heading", Points(-2.0)),
    (Cue::UnderGreeting, "under a greeting", Points(-3.0)),
    (Cue::New1, "brings a word that the next paragraphs take up", Degree(0.85)),
    (Cue::New2, "brings two words that the next paragraphs take up", Degree(0.6)),
    (Cue::New3, "brings three words that the next paragraphs take up", Degree(0.4)),
    (Cue::New4, "brings words that the next paragraphs take up", Degree(0.25)),
    (Cue::News, "words of news", Openings(0.2)),
    (Cue::Date, "a date", Openings(0.1)),
    (Cue::Scene, "sets a scene", Openings(0.1)),
    (Cue::Fresh, "something new", Openings(0.1)),
    (Cue::OfItself, "speaks of the article itself", Openings(0.05)),
    (Cue::OfItselfBelow, "the next paragraph speaks of the article", Openings(0.03)),
    (Cue::Full, "a full paragraph", Openings(0.75)),
    (Cue::FullOverFull, "a full paragraph over another", Openings(0.5)),
    (Cue::Headline, "a headline over a full paragraph", Openings(0.12)),
    (Cue::HeadlineOverOpening, "a headline over an opening", Openings(0.05)),
    (Cue::AfterClosing, "the text before ends in a closing line", Openings(0.3)),
    (Cue::AfterMaybeClosing, "the text before may end here", Openings(0.04)),
    (Cue::AfterSignature, "the text before is signed", Openings(0.02)),
    (Cue::Alike, "begins like another paragraph", Openings(0.03)),
];

/// The cues at one gap.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Cues(u64);

impl Cues {
    /// Adds a cue.
    pub(crate) fn add(&mut self, cue: Cue) {
        self.0 |= 1 << cue as u64;
    }

    /// Adds that so many words of the first sentence are new and taken up below.
    pub(crate) fn add_new_words(&mut self, count: usize) {
        for cue in [Cue::New1, Cue::New2, Cue::New3, Cue::New4].into_iter().take(count) {
            self.add(cue);
        }
    }

    /// Whether a cue shows at this gap.
    pub(crate) fn has(self, cue: Cue) -> bool {
        self.0 & 1 << cue as u64 != 0
    }
}

/// A paragraph with its neighbours.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Around<'a> {
    /// The paragraph before.
    pub above: &'a Traits,
    /// The one before that.
    pub above2: Option<&'a Traits>,
    /// And the one before that.
    pub above3: Option<&'a Traits>,
    /// The paragraph that may open an article.
    pub here: &'a Traits,
    /// The next one.
    pub below: Option<&'a Traits>,
}

/// The cues for an article that begins at `here`.
pub(crate) fn at(around: &Around, after_wall: bool) -> Cues {
    let mut cues = Cues::default();
    let mut add = |is: bool, cue| {
        if is {
            cues.add(cue);
        }
    };
    add(after_wall, Cue::Wall);
    add_own(around.here, &mut add);
    add_above(around, &mut add);
    add_below(around, &mut add);
    cues
}

/// What a paragraph says of itself.
fn add_own(here: &Traits, add: &mut impl FnMut(bool, Cue)) {
    add(here.is_bullet, Cue::Item);
    add(here.is_indented && !here.is_bullet, Cue::Indented);
    add(here.is_address, Cue::Address);
    add(here.is_lower, Cue::SmallLetter);
    add(here.goes_on, Cue::GoesOn);
    add(here.is_quote, Cue::Quotation);
    add(here.is_question, Cue::Question);
    add(here.closing == Closing::Yes, Cue::ClosingItself);
    add(here.is_short(), Cue::ShortSentence);
    add(here.has_news, Cue::News);
    add(here.has_date, Cue::Date);
    add(here.sets_scene, Cue::Scene);
    add(here.is_fresh, Cue::Fresh);
    add(here.speaks_of_itself, Cue::OfItself);
    add(here.is_full(), Cue::Full);
}

/// What the paragraphs before say: that they end an article, or that they do not.
fn add_above(around: &Around, add: &mut impl FnMut(bool, Cue)) {
    let Around { above, above2, above3, here, .. } = around;
    // Of two short lines in a row, the second is a link or a label rather than a heading.
    let under_heading =
        above.is_headline() && !above2.is_some_and(|above2| above2.is_heading || above2.is_short_question());
    let signed = above2.is_some_and(|line| line.is_dashes) || above3.is_some_and(|line| line.is_dashes);
    add(above.is_label, Cue::Announced);
    add(above.is_question && !above.is_bullet, Cue::Answer);
    add(under_heading, Cue::UnderHeading);
    add(above.greets, Cue::UnderGreeting);
    add(signed, Cue::AfterSignature);
    // Of several closing lines, the article ends after the last.
    let is_last = here.closing != Closing::Yes;
    add(is_last && above.closing == Closing::Yes, Cue::AfterClosing);
    add(is_last && above.closing == Closing::Maybe, Cue::AfterMaybeClosing);
}

/// What the paragraph after says.
fn add_below(around: &Around, add: &mut impl FnMut(bool, Cue)) {
    let Around { here, below: Some(below), .. } = around else { return };
    add(below.speaks_of_itself, Cue::OfItselfBelow);
    add(below.is_full() && here.is_full(), Cue::FullOverFull);
    // What a headline stands over tells whether it opens an article or a part of one.
    add(here.is_headline() && below.is_full() && !below.goes_on, Cue::Headline);
    add(here.is_headline() && below.opens(), Cue::HeadlineOverOpening);
}
