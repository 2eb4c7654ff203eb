//! What a paragraph says of its own place: that it opens an article, goes on, or closes one.
//!
//! Each cue is worth some points, of the size of a log-odds: 1 is a hint, 3 is strong, 8 decides. The
//! points were set by hand from what the cue means; where a cue is commoner at openings than elsewhere by
//! about e, it has one point.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::text::fold::fold;

use super::dates;
use super::line::{Line, Shape};
use super::marks;
use super::quick::Quick;
use super::section;

/// A cue at a gap between two paragraphs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Cue {
    /// What it is, in words.
    pub name: &'static str,
    /// What it is worth: above 0 speaks for a cut.
    pub points: f32,
}

/// What is known of one paragraph alone, so that each is folded only once.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Traits {
    opens: f32,
    open_name: &'static str,
    closes: f32,
    close_name: &'static str,
    goes_on: bool,
    is_bullet: bool,
    is_indented: bool,
    /// Whether it begins with a small letter.
    pub is_lower: bool,
    is_heading: bool,
    is_question: bool,
    is_quote: bool,
    is_label: bool,
    /// The columns of the paragraph, wrapped lines included.
    pub columns: u32,
    speaks_of_itself: bool,
    greets: bool,
    is_dashes: bool,
}

/// The characters of a paragraph that are looked at: its first sentences say what it is.
const HEAD: usize = 320;

/// Reads the traits of a paragraph.
pub(crate) fn read(line: &Line) -> Traits {
    let head = line.text.char_indices().nth(HEAD).and_then(|(end, _)| line.text.get(..end)).unwrap_or(line.text);
    let folded = fold(head);
    let folded = folded.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let speaks_of_itself = speaks_of_itself(folded);
    let (opens, open_name) = opening(head, folded);
    let (closes, close_name) = closing(line, folded);
    Traits {
        opens,
        open_name,
        closes,
        close_name,
        goes_on: !speaks_of_itself && goes_on(folded),
        is_bullet: line.is_item(),
        is_indented: line.indent >= 2,
        is_lower: head.chars().next().is_some_and(char::is_lowercase),
        is_heading: line.shape == Shape::Text
            && section::looks_like_heading(line)
            && !line.ends_sentence()
            && !line.ends_with_colon(),
        is_question: line.text.trim_end().ends_with('?'),
        is_quote: line.text.starts_with(['«', '“', '"', '>']) || line.shape == Shape::Quote,
        is_label: line.ends_with_colon(),
        columns: u32::try_from(line.text.chars().count()).unwrap_or(u32::MAX),
        speaks_of_itself,
        greets: ["bonjour", "salut", "hello", "hi ", "dear ", "cher ", "chere ", "chers "]
            .iter()
            .any(|word| folded.starts_with(word)),
        is_dashes: matches!(line.text, "--" | "—" | "-- " | "–"),
    }
}

/// The cues for an article that begins at `here`, with the three paragraphs above and the one below.
pub(crate) fn at(around: &Around, after_wall: bool) -> Vec<Cue> {
    let mut cues = Vec::new();
    let mut add = |is: bool, name, points| {
        if is {
            cues.push(Cue { name, points });
        }
    };
    add(after_wall, "the text before ends at a wall", 9.0);
    add_own(around.here, &mut add);
    add_above(around, &mut add);
    add_below(around, &mut add);
    cues
}

/// What a paragraph says of itself.
fn add_own(here: &Traits, add: &mut impl FnMut(bool, &'static str, f32)) {
    add(here.is_bullet, "a list item", -9.0);
    add(here.is_indented && !here.is_bullet, "indented", -3.0);
    add(here.is_lower, "begins with a small letter", -8.0);
    add(here.goes_on, "goes on from before", -3.0);
    add(here.is_quote, "a quotation", -1.5);
    add(here.is_heading, "a short line", -1.5);
    add(here.is_question, "a question", -2.5);
    add(here.closes >= 1.5, "a closing line itself", -2.0);
    add(here.columns < 80 && !here.is_heading, "a short sentence", -1.5);
    add(here.columns >= FULL, "a full paragraph", 1.0);
    add(here.speaks_of_itself, "speaks of the article itself", 2.0);
    add(here.opens > 0.0, here.open_name, here.opens);
}

/// What the paragraphs before say: that they end an article, or that they do not.
fn add_above(around: &Around, add: &mut impl FnMut(bool, &'static str, f32)) {
    let Around { above, above2, above3, .. } = around;
    // Of two short lines in a row, the second is a link or a label rather than a heading.
    let under_heading = above.is_heading
        && above.closes <= 0.0
        && !above2.is_some_and(|above2| above2.is_heading || above2.is_question && above2.columns < 80);
    let signed = above2.is_some_and(|line| line.is_dashes) || above3.is_some_and(|line| line.is_dashes);
    add(above.is_label, "the line before announces this one", -5.0);
    add(above.is_question && !above.is_bullet, "answers a question", -3.0);
    add(under_heading, "under a heading", -3.5);
    add(above.greets, "under a greeting", -3.0);
    add(signed, "the text before is signed", 2.5);
    add(above.closes > 0.0, above.close_name, above.closes);
}

/// What the paragraph after says.
fn add_below(around: &Around, add: &mut impl FnMut(bool, &'static str, f32)) {
    let Around { here, below: Some(below), .. } = around else { return };
    let is_full = below.columns >= FULL;
    add(below.speaks_of_itself, "the next paragraph speaks of the article", 1.0);
    add(is_full && here.columns >= FULL, "a full paragraph over another", 0.7);
    // What a headline stands over tells whether it opens an article or a part of one.
    let is_headline = here.is_heading && here.closes <= 0.0;
    let worth = 1.0 + below.opens + f32::from(u8::from(below.speaks_of_itself));
    add(is_headline && is_full && !below.goes_on, "a headline over an opening", worth);
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

/// The columns from which a paragraph is full: two lines of print.
const FULL: u32 = 120;

/// How a text speaks of itself: a word, and how the word after it begins.
const SELF: [(&str, &[&str]); 9] = [
    ("cet", &["article", "episode", "entretien"]),
    (
        "ce",
        &["billet", "dossier", "guide", "referentiel", "numero", "podcast", "tutoriel", "rapport", "meetup", "premier"],
    ),
    ("cette", &["interview", "fiche", "serie", "video", "etude"]),
    ("partage", &["ici"]),
    ("nous", &["raconte", "explique", "parle", "presente"]),
    ("this", &["article", "post", "episode", "interview", "guide", "series", "report"]),
    ("deuxieme", &["episode"]),
    ("troisieme", &["episode"]),
    ("nouvel", &["episode"]),
];

fn speaks_of_itself(folded: &str) -> bool {
    let head = folded.get(..folded.floor_char_boundary(220)).unwrap_or(folded);
    let mut before = "";
    super::phrases::words(head).any(|word| {
        let before = std::mem::replace(&mut before, word);
        let known = SELF.iter().find(|(first, _)| *first == before);
        known.is_some_and(|(_, starts)| starts.iter().any(|start| word.starts_with(start)))
    })
}

/// First words that take up what was said: pronouns, connectives.
const GOES_ON: &[&str] = &[
    "il",
    "on",
    "elle",
    "ils",
    "elles",
    "cela",
    "ceci",
    "ca",
    "celui",
    "celle",
    "ceux",
    "celles",
    "ce",
    "cet",
    "cette",
    "ces",
    "mais",
    "cependant",
    "toutefois",
    "pourtant",
    "neanmoins",
    "or",
    "donc",
    "ainsi",
    "aussi",
    "puis",
    "ensuite",
    "enfin",
    "bref",
    "alors",
    "car",
    "et",
    "ou",
    "son",
    "sa",
    "ses",
    "leur",
    "leurs",
    "surtout",
    "sinon",
    "autrement",
    "voila",
    "voici",
    "concretement",
    "outre",
    "parfois",
    "souvent",
    "generalement",
    "heureusement",
    "malheureusement",
    "evidemment",
    "certes",
    "finalement",
    "sometimes",
    "often",
    "usually",
    "fortunately",
    "unfortunately",
    "instead",
    "finally",
    "premierement",
    "he",
    "she",
    "it",
    "they",
    "this",
    "that",
    "these",
    "those",
    "but",
    "however",
    "so",
    "then",
    "also",
    "moreover",
    "and",
    "yet",
    "still",
    "meanwhile",
    "therefore",
    "c",
];

const GOES_ON_PHRASES: &[&str] = &[
    "en effet",
    "par ailleurs",
    "de plus",
    "en outre",
    "d'ailleurs",
    "du coup",
    "au final",
    "en fait",
    "de son cote",
    "de leur cote",
    "quant a",
    "a noter",
    "pour autant",
    "de meme",
    "en resume",
    "en revanche",
    "a l'inverse",
    "au contraire",
    "dans ce contexte",
    "dans ce cadre",
    "tout d'abord",
    "par exemple",
    "selon lui",
    "selon elle",
    "selon eux",
    "selon elles",
    "for example",
    "as a result",
    "of course",
    "bien sur",
    "pour cela",
    "pour ce faire",
    "une fois que",
    "toujours selon",
    "rien que",
    "quoi qu'il en soit",
    "meme si",
];

fn goes_on(folded: &str) -> bool {
    if FRAMES.iter().any(|frame| folded.starts_with(frame)) {
        return false;
    }
    let mut words = super::phrases::words(folded);
    let first = words.next().unwrap_or_default();
    let counts_on = words.take(3).any(|word| {
        ["deuxieme", "second", "seconde", "troisieme", "autre", "autres", "dernier", "derniere", "derniers"]
            .contains(&word)
    });
    counts_on || GOES_ON.contains(&first) || GOES_ON_PHRASES.iter().any(|phrase| folded.starts_with(phrase))
}

/// Verbs and nouns of news.
const NEWS: &[&str] = &[
    "annonce",
    "annonces",
    "annoncent",
    "annoncait",
    "annoncee",
    "publie",
    "publiee",
    "publient",
    "publies",
    "lance",
    "lancee",
    "lances",
    "lancent",
    "lancement",
    "devoile",
    "devoilent",
    "devoilee",
    "sort",
    "sorti",
    "sortent",
    "presente",
    "presentent",
    "organise",
    "organisent",
    "accueille",
    "accueillir",
    "recoit",
    "recoivent",
    "parution",
    "occasion",
    "rachat",
    "rachete",
    "quitte",
    "quittent",
    "remporte",
    "informait",
    "ecrit",
    "posted",
    "writes",
    "wrote",
    "rapporte",
    "signale",
    "nomme",
    "nommee",
    "signe",
    "signent",
    "porte",
    "depose",
    "condamne",
    "montre",
    "prepare",
    "cede",
    "apprenait",
    "announced",
    "announces",
    "announce",
    "released",
    "releases",
    "launched",
    "launches",
    "unveiled",
    "acquires",
    "acquired",
    "published",
];

static NEWS_SET: LazyLock<HashSet<&str, Quick>> = LazyLock::new(|| NEWS.iter().copied().collect());

/// Words that say that something was not there before.
const FRESH: &[&str] = &["nouveau", "nouvel", "nouvelle", "nouvelles", "premiere", "premier", "new", "first"];

/// First words of a scene being set.
const FRAMES: &[&str] = &[
    "a l'occasion",
    "suite a",
    "afin de",
    "depuis",
    "dans le but",
    "dans un ",
    "dans une ",
    "dans le cadre",
    "au sein de",
    "au programme",
    "jusqu'a present",
    "apres ",
    "en amont",
    "pour accompagner",
    "pour le ",
    "lancement",
    "sortie",
    "publication",
    "parution",
    "plus de ",
];

fn opening(head: &str, folded: &str) -> (f32, &'static str) {
    let sentence = folded.get(..folded.floor_char_boundary(260)).unwrap_or(folded);
    let has_news = super::phrases::words(sentence).any(|word| NEWS_SET.contains(word));
    let is_fresh = super::phrases::words(sentence).take(10).any(|word| FRESH.contains(&word));
    let has_date = dates::find_folded(folded).is_some();
    let has_frame = FRAMES.iter().any(|frame| folded.starts_with(frame));
    let has_name = full_name(head);
    let points = 1.2 * f32::from(has_news)
        + 1.2 * f32::from(has_date)
        + 1.2 * f32::from(has_frame)
        + 0.8 * f32::from(has_name)
        + 0.5 * f32::from(is_fresh);
    let name = match (has_news, has_date, has_frame, has_name) {
        (true, true, ..) => "news with a date",
        (true, ..) => "words of news",
        (_, true, ..) => "a date",
        (_, _, true, _) => "sets a scene",
        (_, _, _, true) => "a full name",
        _ => "something new",
    };
    (points, name)
}

/// Two capitalised words in a row in the first six: somebody is introduced.
fn full_name(head: &str) -> bool {
    let words: Vec<&str> = head.split_whitespace().take(7).collect();
    let is_capital = |word: &&str| word.chars().next().is_some_and(char::is_uppercase) && word.chars().count() > 1;
    words.windows(2).any(|pair| pair.iter().all(&is_capital))
}

/// First words of last lines: thanks, greetings, buttons, notes.
const CLOSING: &[(&str, f32)] = &[
    ("bonne lecture", 3.0),
    ("cordialement", 3.0),
    ("amicalement", 3.0),
    ("merci", 2.0),
    ("un grand merci", 2.0),
    ("bravo", 2.0),
    ("un grand bravo", 2.0),
    ("enjoy", 2.5),
    ("a bientot", 3.0),
    ("pour en savoir plus", 2.0),
    ("en savoir plus", 2.0),
    ("pour aller plus loin", 1.5),
    ("telecharger", 2.5),
    ("sources :", 2.5),
    ("sources:", 2.5),
    ("source :", 2.5),
    ("source:", 2.5),
    ("n'hesitez pas", 1.5),
    ("retrouvez", 1.5),
    ("rendez-vous", 1.5),
    ("inscription", 2.0),
    ("ndlr", 1.5),
    ("ndt", 2.0),
    ("mise a jour", 2.0),
    ("acceder", 2.5),
    ("accedez", 2.5),
    ("suivre", 2.5),
    ("decouvrez", 1.5),
    ("decouvrir", 1.5),
    ("consulter", 2.0),
    ("consultez", 2.0),
    ("voir ", 1.5),
    ("lire ", 1.5),
    ("lisez", 1.5),
    ("participer", 1.5),
    ("s'inscrire", 2.5),
    ("rejoign", 1.5),
    ("page web", 1.5),
    ("site web", 1.5),
    ("pour la suite", 1.5),
    ("bref", 1.5),
    ("enfin", 1.0),
    ("finalement", 1.0),
    ("pour conclure", 1.5),
    ("en conclusion", 1.5),
    ("en resume", 1.0),
    ("in conclusion", 1.5),
    ("finally", 1.0),
    ("thanks", 2.0),
    ("cheers", 3.0),
    ("read more", 2.5),
    ("learn more", 2.5),
    ("download", 2.0),
    ("credits", 0.5),
    ("traduit ", 2.0),
    ("traduite ", 2.0),
    ("traduction", 1.0),
    ("propos recueillis", 3.0),
];

/// Words of thanks, anywhere in a last line.
const THANKS: &[&str] = &[
    "remerciements",
    "felicitations",
    "merci a ",
    "se felicite",
    "bonne continuation",
    "thanks to",
    "congratulations",
];

fn closing(line: &Line, folded: &str) -> (f32, &'static str) {
    if line.text.starts_with("[^") {
        return (2.5, "the text before ends in a footnote");
    }
    if let Some((_, points)) = CLOSING.iter().find(|(start, _)| folded.starts_with(start)) {
        return (*points, "the text before ends in a closing line");
    }
    if THANKS.iter().any(|thanks| folded.contains(thanks)) {
        return (1.0, "the text before ends in thanks");
    }
    if is_address(line.text) {
        return (1.0, "the text before ends in an address");
    }
    (0.0, "")
}

/// An address and nothing else, with or without its scheme.
fn is_address(text: &str) -> bool {
    let is_host = text.starts_with("www.") && !text.contains(char::is_whitespace);
    is_host || marks::url(text) == Some(text)
}
