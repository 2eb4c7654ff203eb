//! A few words of a text, kept without a copy of them.
//!
//! The titles, rubrics and addresses of a hundred thousand articles nearly all stand in the documents:
//! where they are is shorter than what they say. Words that stand nowhere are a text of their own.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// A part of a shared text; it reads as a `str`.
#[derive(Clone)]
pub struct Excerpt {
    text: Arc<String>,
    start: u32,
    end: u32,
}

impl Excerpt {
    /// The bytes `start..end` of a text; none where they are no text or lie beyond 4 GiB.
    pub fn new(text: &Arc<String>, start: usize, end: usize) -> Option<Excerpt> {
        text.get(start..end)?;
        Some(Excerpt { text: Arc::clone(text), start: u32::try_from(start).ok()?, end: u32::try_from(end).ok()? })
    }
}

impl Deref for Excerpt {
    type Target = str;

    fn deref(&self) -> &str {
        self.text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

impl From<&str> for Excerpt {
    fn from(words: &str) -> Excerpt {
        Excerpt::from(words.to_owned())
    }
}

impl From<String> for Excerpt {
    fn from(mut words: String) -> Excerpt {
        words.shrink_to_fit();
        let end = u32::try_from(words.len()).unwrap_or(u32::MAX);
        Excerpt { text: Arc::new(words), start: 0, end }
    }
}

impl fmt::Debug for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl fmt::Display for Excerpt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**self, f)
    }
}

impl PartialEq for Excerpt {
    fn eq(&self, other: &Excerpt) -> bool {
        **self == **other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_reads_as_its_words_whether_they_stand_in_a_text_or_not() {
        let text = Arc::new("Le bac à quai".to_owned());
        let cases =
            [(0, 6, Some("Le bac")), (7, 9, Some("à")), (8, 9, None), (7, 99, None), (3, 2, None), (5, 5, Some(""))];
        for (start, end, expected) in cases {
            let excerpt = Excerpt::new(&text, start, end);
            assert_eq!(excerpt.as_deref(), expected, "{start}..{end}");
            assert!(excerpt.is_none_or(|excerpt| excerpt == Excerpt::from(expected.unwrap_or_default())));
        }
    }
}
