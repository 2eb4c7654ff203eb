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
    Greeting,
    New1,
    New2,
    New3,
    New4,
    TakesUp1,
    TakesUp2,
    Apart,
    Named1,
    Named3,
    NamedFirst,
    Number,
    Long,
    Announces,
    UnderLong,
    News,
    Date,
    TimeFirst,
    Scene,
    Fresh,
    OfItself,
    OfItselfBelow,
    Full,
    Headline,
    AfterClosing,
    AfterMaybeClosing,
    AfterSignature,
    Alike,
}

/// What a cue is worth.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Worth {
    /// The share of openings that show it, from articles of many hands; the document says the rest.
    For(f32),
    /// The same, of a cue that openings show less often than other paragraphs do.
    Against(f32),
    /// Points, of the size of a log-odds: 1 is a hint, 3 is strong, 8 decides.
    Points(f32),
}

use Worth::{Against, For, Points};

/// All cues, in words and with what they are worth.
const CUES: [(Cue, &str, Worth); 43] = [
    (Cue::Wall, "the text before ends at a wall", Points(9.0)),
    (Cue::Item, "a list item", Points(-9.0)),
    (Cue::Counted, "between two points of one numbering", Points(-8.0)),
    (Cue::Indented, "indented", Points(-4.0)),
    (Cue::Address, "an address", Points(-6.0)),
    (Cue::SmallLetter, "begins with a small letter", Points(-4.0)),
    (Cue::GoesOn, "goes on from before", Points(-2.5)),
    (Cue::Quotation, "a quotation", Points(-1.0)),
    (Cue::Question, "a question", Points(-0.5)),
    (Cue::ClosingItself, "a closing line itself", Points(-2.0)),
    (Cue::ShortSentence, "a short sentence", Points(-1.0)),
    (Cue::Announced, "the line before announces this one", Points(-2.5)),
    (Cue::Answer, "answers a question", Points(-3.0)),
    (Cue::UnderHeading, "under a heading", Points(-3.0)),
    (Cue::UnderGreeting, "under a greeting", Points(-3.0)),
    (Cue::Greeting, "a greeting", Points(4.0)),
    (Cue::New1, "brings a word that the next paragraphs take up", For(0.85)),
    (Cue::New2, "brings two words that the next paragraphs take up", For(0.75)),
    (Cue::New3, "brings three words that the next paragraphs take up", For(0.7)),
    (Cue::New4, "brings words that the next paragraphs take up", For(0.6)),
    (Cue::TakesUp1, "takes up a word from above", Against(0.12)),
    (Cue::TakesUp2, "takes up words from above", Against(0.25)),
    (Cue::Apart, "none of its words stand just above", For(0.37)),
    (Cue::Named1, "names someone or something new", For(0.75)),
    (Cue::Named3, "names several new ones", For(0.5)),
    (Cue::NamedFirst, "begins with a name", For(0.2)),
    (Cue::Number, "a number in its first sentence", For(0.35)),
    (Cue::Long, "a long paragraph", For(0.2)),
    (Cue::Announces, "announces the next line", Against(0.05)),
    (Cue::UnderLong, "under a long paragraph", Against(0.2)),
    (Cue::News, "words of news", For(0.2)),
    (Cue::Date, "a date", For(0.15)),
    (Cue::TimeFirst, "begins with a time", For(0.1)),
    (Cue::Scene, "sets a scene", For(0.15)),
    (Cue::Fresh, "something new", For(0.15)),
    (Cue::OfItself, "speaks of the article itself", For(0.05)),
    (Cue::OfItselfBelow, "the next paragraph speaks of the article", For(0.03)),
    (Cue::Full, "a full paragraph", For(0.75)),
    (Cue::Headline, "a headline over a full paragraph", For(0.08)),
    (Cue::AfterClosing, "the text before ends in a closing line", For(0.3)),
    (Cue::AfterMaybeClosing, "the text before may end here", For(0.18)),
    (Cue::AfterSignature, "the text before is signed", For(0.02)),
    (Cue::Alike, "begins like another paragraph", For(0.05)),
];

impl Cue {
    /// The lower degree of the same cue, without which this one cannot show.
    fn within(self) -> Option<Cue> {
        match self {
            Cue::New2 => Some(Cue::New1),
            Cue::New3 => Some(Cue::New2),
            Cue::New4 => Some(Cue::New3),
            Cue::TakesUp2 => Some(Cue::TakesUp1),
            Cue::Named3 => Some(Cue::Named1),
            _ => None,
        }
    }
}

/// The cues at one gap.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Cues(u64);

impl Cues {
    /// Adds a cue.
    pub(crate) fn add(&mut self, cue: Cue) {
        self.0 |= 1 << cue as u64;
    }

    /// Adds what ties the paragraph to its neighbours.
    pub(crate) fn add_ties(&mut self, ties: &Ties) {
        let shown = [
            (Cue::New1, ties.new >= 1),
            (Cue::New2, ties.new >= 2),
            (Cue::New3, ties.new >= 3),
            (Cue::New4, ties.new >= 4),
            (Cue::TakesUp1, ties.taken_up >= 1),
            (Cue::TakesUp2, ties.taken_up >= 2),
            (Cue::Apart, ties.is_apart),
            (Cue::Named1, ties.named >= 1),
            (Cue::Named3, ties.named >= 3),
        ];
        shown.into_iter().filter(|(_, shows)| *shows).for_each(|(cue, _)| self.add(cue));
    }

    /// Whether a cue shows at this gap.
    pub(crate) fn has(self, cue: Cue) -> bool {
        self.0 & 1 << cue as u64 != 0
    }

    /// Whether a higher degree of a cue shows at this gap.
    fn has_above(self, cue: Cue) -> bool {
        CUES.iter().any(|(other, ..)| other.within() == Some(cue) && self.has(*other))
    }
}

/// What ties a paragraph to those around it: words in common.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Ties {
    /// How many of its first words are new and taken up below.
    pub new: usize,
    /// How many of its first words stand just above.
    pub taken_up: usize,
    /// Whether it has words enough, and none of them stands just above.
    pub is_apart: bool,
    /// How many names are new in it.
    pub named: usize,
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
    add(here.goes_on, Cue::GoesOn);
    add(here.is_quote, Cue::Quotation);
    add(here.is_question, Cue::Question);
    add(here.closing == Closing::Yes, Cue::ClosingItself);
    add(here.is_short() && !here.greets, Cue::ShortSentence);
    add(here.greets_all && !here.is_question, Cue::Greeting);
    add(here.has_news, Cue::News);
    add(here.has_date, Cue::Date);
    add(here.is_timed, Cue::TimeFirst);
    add(here.sets_scene, Cue::Scene);
    add(here.is_fresh, Cue::Fresh);
    add(here.speaks_of_itself, Cue::OfItself);
    add(here.is_full(), Cue::Full);
    add(here.is_long(), Cue::Long);
    add(here.announces, Cue::Announces);
    add(here.begins_with_name, Cue::NamedFirst);
    add(here.has_number, Cue::Number);
}

/// What the paragraphs before say: that they end an article, or that they do not.
fn add_above(around: &Around, add: &mut impl FnMut(bool, Cue)) {
    let Around { above, above2, above3, here, .. } = around;
    // Of two short lines in a row, the second is a link or a label rather than a heading.
    let under_heading =
        above.is_headline() && !above2.is_some_and(|above2| above2.is_heading || above2.is_short_question());
    let signed = above2.is_some_and(|line| line.is_dashes) || above3.is_some_and(|line| line.is_dashes);
    // After a full stop, what begins small is a name that is written so.
    add(here.is_lower && !above.ends_sentence, Cue::SmallLetter);
    add(above.announces, Cue::Announced);
    add(above.is_substantial(), Cue::UnderLong);
    // A long paragraph that ends in a question does not wait for the answer.
    add(above.is_question && !above.is_full() && !above.is_bullet, Cue::Answer);
    add(under_heading && !here.greets, Cue::UnderHeading);
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
    // What a headline stands over tells whether it opens an article or a part of one.
    let is_headline = here.is_headline() && below.is_full() && !below.goes_on;
    add(is_headline, Cue::Headline);
    // Such a headline is judged with its paragraph.
    add(is_headline, Cue::Full);
    add(here.is_headline() && below.has_news, Cue::News);
    add(here.is_headline() && below.has_date, Cue::Date);
    add(here.is_headline() && below.sets_scene, Cue::Scene);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::document::{Document, Markup};

    /// The cues at the second of these paragraphs.
    fn second(lines: [&str; 3]) -> Cues {
        let document = Document::new("x.txt", Markup::Plain, lines.join("\n"));
        let traits: Vec<Traits> = super::super::line::read(&document).iter().map(read).collect();
        let around = Around { above: &traits[0], above2: None, above3: None, here: &traits[1], below: traits.get(2) };
        at(&around, false)
    }

    const FULL: &str = "Le bac traverse la rade dix fois par jour, et chaque matin la foule attend sur le quai que la brume se lève enfin sur les bouées.";

    #[test]
    fn a_short_question_is_answered_below_and_a_long_paragraph_that_ends_in_one_is_not() {
        let long = format!("{FULL} Jusqu’à quand ?");
        let cases = [("Qui tient la barre ?", true), (&long, false), ("Le bac est à quai.", false)];
        for (above, expected) in cases {
            assert_eq!(second([above, FULL, FULL]).has(Cue::Answer), expected, "{above}");
        }
    }

    #[test]
    fn a_small_letter_goes_on_with_what_has_not_ended() {
        for (above, expected) in [("Le bac, dit-on,", true), ("Le bac est à quai.", false)] {
            assert_eq!(
                second([above, "barque.example ouvre un guichet.", FULL]).has(Cue::SmallLetter),
                expected,
                "{above}"
            );
        }
    }

    #[test]
    fn a_greeting_opens_and_is_no_short_sentence() {
        for (here, expected) in [
            ("Bonjour à tous,", [true, false]),
            ("Le bac part.", [false, true]),
            ("Bonjour, et vous ?", [false, false]),
        ] {
            let cues = second(["Fin.", here, FULL]);
            assert_eq!([Cue::Greeting, Cue::ShortSentence].map(|cue| cues.has(cue)), expected, "{here}");
        }
    }

    #[test]
    fn a_headline_is_judged_with_the_paragraph_below_it() {
        let news = format!("Le port annonce un second bac. {FULL}");
        let cases = [
            (["Fin.", "Un bac de plus", &news], [true, true, true]),
            (["Fin.", "Un bac de plus", FULL], [true, true, false]),
            (["Fin.", "Un bac de plus", "Un de moins"], [false, false, false]),
        ];
        for (lines, expected) in cases {
            let cues = second(lines);
            assert_eq!([Cue::Headline, Cue::Full, Cue::News].map(|cue| cues.has(cue)), expected, "{lines:?}");
        }
    }

    #[test]
    fn what_ties_a_paragraph_shows_by_degrees() {
        let mut cues = Cues::default();
        cues.add_ties(&Ties { new: 2, taken_up: 1, is_apart: false, named: 3 });
        let shown = [Cue::New1, Cue::New2, Cue::TakesUp1, Cue::Named1, Cue::Named3];
        let others = [Cue::New3, Cue::New4, Cue::TakesUp2, Cue::Apart];
        assert!(shown.into_iter().all(|cue| cues.has(cue)));
        assert!(!others.into_iter().any(|cue| cues.has(cue)));
    }
}
