//! Links back: from a highlight in a file to the place it was taken from.
//!
//! A recording is linked at the second where the passage begins; a text by its file and line, as
//! compilers name them, which editors open.

use crate::model::body::is_safe_url;
use crate::model::highlight::Origin;
use crate::text::timecode::clocks;

/// The file and line of a passage.
pub fn location(origin: &Origin) -> Option<String> {
    let line = origin.line.filter(|_| !origin.source.is_empty())?;
    Some(format!("{}:{line}", origin.source))
}

/// When a passage of a recording begins and ends, as clocks.
pub fn times(origin: &Origin) -> Option<String> {
    origin.seconds.map(|(from, to)| clocks(from, to))
}

/// The part of a recording that a passage is (W3C Media Fragments URI 1.0, 4.2.1: the end comes after the
/// beginning, or is left out).
pub fn fragment(origin: &Origin) -> Option<String> {
    let (from, to) = origin.seconds?;
    Some(if to > from { format!("t={from},{to}") } else { format!("t={from}") })
}

/// The recording at the passage: a media [`fragment`], or what the large sites take instead.
pub fn media(origin: &Origin) -> Option<String> {
    let (fragment, (from, _)) = fragment(origin).zip(origin.seconds)?;
    let url = origin.url.as_deref().filter(|url| is_safe_url(url) && !url.starts_with("mailto:"))?;
    let (address, _) = url.split_once('#').unwrap_or((url, ""));
    let host =
        address.split("://").nth(1)?.split(['/', '?']).next()?.trim_start_matches("www.").trim_start_matches("m.");
    if !["youtube.com", "youtu.be"].contains(&host) {
        return Some(format!("{address}#{fragment}"));
    }
    let (page, query) = address.split_once('?').unwrap_or((address, ""));
    let is_time = |field: &&str| field.starts_with("t=") || field.starts_with("start=") || field.is_empty();
    let time = format!("t={from}");
    let fields: Vec<&str> = query.split('&').filter(|field| !is_time(field)).chain([time.as_str()]).collect();
    Some(format!("{page}?{}", fields.join("&")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_recording_is_linked_at_its_second() {
        let cases = [
            ("https://example.org/a.mp3", Some("https://example.org/a.mp3#t=65,70")),
            ("https://example.org/a.mp3?x=1#top", Some("https://example.org/a.mp3?x=1#t=65,70")),
            ("https://www.youtube.com/watch?v=x&t=3s", Some("https://www.youtube.com/watch?v=x&t=65")),
            ("https://youtu.be/x", Some("https://youtu.be/x?t=65")),
            ("javascript:alert(1)", None),
            ("mailto:a@example.org", None),
        ];
        for (url, expected) in cases {
            let origin = Origin { url: Some(url.into()), seconds: Some((65, 70)), ..Origin::default() };
            assert_eq!(media(&origin).as_deref(), expected, "{url}");
            assert_eq!(media(&Origin { seconds: None, ..origin }), None);
        }
    }

    #[test]
    fn a_part_of_a_recording_ends_after_it_begins_or_does_not_say_when() {
        let cases = [((65, 70), "t=65,70", "1:05–1:10"), ((65, 65), "t=65", "1:05"), ((65, 3), "t=65", "1:05")];
        for (seconds, expected, shown) in cases {
            let origin = Origin { seconds: Some(seconds), ..Origin::default() };
            assert_eq!(fragment(&origin).as_deref(), Some(expected));
            assert_eq!(times(&origin).as_deref(), Some(shown));
        }
    }

    #[test]
    fn a_text_is_linked_by_file_and_line() {
        let origin = Origin { source: "semaine-47.txt".into(), line: Some(12), ..Origin::default() };
        assert_eq!(location(&origin).as_deref(), Some("semaine-47.txt:12"));
        assert_eq!(location(&Origin::default()), None);
    }
}
