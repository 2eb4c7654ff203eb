//! The rules that cut documents into articles, by name.
//!
//! What they look for, `digest` knows; an article and whoever lists it only say which one it was.

/// The rule that cut an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// A list item that stands for itself.
    Bullet,
    /// A heading with text under it.
    Heading,
    /// A paragraph that ends in its own address.
    Entry,
    /// A list of dates.
    Calendar,
    /// The opening remarks of a digest.
    Opening,
    /// Text beside a list or under no heading.
    Paragraph,
    /// A label in capitals.
    Label,
    /// Text set apart by a quotation or a label.
    Apart,
    /// The subject changes.
    Subject,
    /// Nothing says that the document is more than one article.
    Whole,
    /// A recording of times and words.
    Recording,
    /// Lines for which no rule spoke.
    Stray,
    /// The reader cut here.
    ByHand,
}

impl Rule {
    /// Its short stable name, as lists and `--explain` print it.
    pub fn name(self) -> &'static str {
        match self {
            Rule::Bullet => "bullet",
            Rule::Heading => "heading",
            Rule::Entry => "entry",
            Rule::Calendar => "calendar",
            Rule::Opening => "opening",
            Rule::Paragraph => "paragraph",
            Rule::Label => "label",
            Rule::Apart => "apart",
            Rule::Subject => "subject",
            Rule::Whole => "whole",
            Rule::Recording => "recording",
            Rule::Stray => "stray",
            Rule::ByHand => "by-hand",
        }
    }
}
