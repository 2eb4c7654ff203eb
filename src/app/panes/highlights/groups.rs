//! How the list of highlights is divided: by article, digest, tag or day; lost ones last, on their own.

use std::collections::HashMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::model::highlight::Origin;
use crate::model::located::Located;

/// By what the highlights are grouped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Grouping {
    /// By the article they stand in.
    #[default]
    Article,
    /// By the digest.
    Digest,
    /// By their tags; one that has several stands in several groups.
    Tag,
    /// By the day on which they were made, the latest first.
    Day,
}

impl Grouping {
    /// The next one, round and round.
    pub fn next(self) -> Self {
        match self {
            Grouping::Article => Grouping::Digest,
            Grouping::Digest => Grouping::Tag,
            Grouping::Tag => Grouping::Day,
            Grouping::Day => Grouping::Article,
        }
    }

    /// What it groups by, in a word.
    pub fn name(self) -> &'static str {
        match self {
            Grouping::Article => "article",
            Grouping::Digest => "digest",
            Grouping::Tag => "tag",
            Grouping::Day => "day",
        }
    }
}

/// Highlights under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Group {
    /// The heading.
    pub(super) heading: String,
    /// Whether the heading says the article.
    pub(super) says_article: bool,
    /// The highlights, by their index in the list.
    pub(super) items: Vec<usize>,
}

/// What a highlight is listed under: what orders the groups, and the heading.
type Place = (String, String);

/// Groups highlights, each with its index; lost ones last.
pub(super) fn groups<'a>(
    listed: impl Iterator<Item = (usize, &'a Located)>,
    by: Grouping,
    zone: &TimeZone,
) -> Vec<Group> {
    let (lost, others): (Vec<_>, Vec<_>) = listed.partition(|(_, located)| located.is_lost());
    let mut found: Vec<(String, Group)> = Vec::new();
    let mut known: HashMap<Place, usize> = HashMap::new();
    for (index, located) in others {
        for place in places(located, by, zone) {
            let at = *known.entry(place.clone()).or_insert_with(|| {
                let (order, heading) = place;
                found.push((order, Group { heading, says_article: by == Grouping::Article, items: Vec::new() }));
                found.len() - 1
            });
            if let Some((_, group)) = found.get_mut(at) {
                group.items.push(index);
            }
        }
    }
    match by {
        Grouping::Article | Grouping::Digest => {}
        Grouping::Tag => found.sort_by(|(one, _), (other, _)| one.cmp(other)),
        Grouping::Day => found.sort_by(|(one, _), (other, _)| other.cmp(one)),
    }
    let lost: Vec<usize> = lost.into_iter().map(|(index, _)| index).collect();
    let heading = "Lost · their text is gone from the source".to_owned();
    let lost = Some(Group { heading, says_article: false, items: lost }).filter(|lost| !lost.items.is_empty());
    found.into_iter().map(|(_, group)| group).chain(lost).collect()
}

/// The groups that a highlight belongs to.
fn places(located: &Located, by: Grouping, zone: &TimeZone) -> Vec<Place> {
    let (highlight, origin) = (&located.highlight, &located.highlight.origin);
    let away = if located.is_elsewhere() { " · not loaded now" } else { "" };
    match by {
        Grouping::Article => {
            let article = located.place.as_ref().map(|(article, _)| *article);
            vec![(format!("{article:?} {}", origin.source), format!("{}{away}", article_of(origin)))]
        }
        Grouping::Digest => {
            let date = origin.date.as_deref().map_or(String::new(), |date| format!(" · {date}"));
            vec![(origin.source.clone(), format!("{}{date}{away}", origin.digest))]
        }
        // The last character there is: what has no tag comes last.
        Grouping::Tag if highlight.tags.is_empty() => vec![("\u{10ffff}".to_owned(), "without a tag".to_owned())],
        Grouping::Tag => highlight.tags.iter().map(|tag| (tag.to_lowercase(), format!("#{tag}"))).collect(),
        Grouping::Day => vec![day(highlight.made, zone)],
    }
}

/// The day of a time in milliseconds since 1970 (UTC).
fn day(made: u64, zone: &TimeZone) -> Place {
    let made = i64::try_from(made).ok().and_then(|made| Timestamp::from_millisecond(made).ok()).unwrap_or_default();
    let day = made.to_zoned(zone.clone()).date();
    (day.to_string(), format!("made on {}", day.strftime("%-d %B %Y")))
}

/// The article, and the digest that it stands in.
pub(super) fn article_of(origin: &Origin) -> String {
    // A single article has its digest's title.
    if origin.title == origin.digest { origin.title.clone() } else { format!("{} · {}", origin.title, origin.digest) }
}
