//! The words by which a paragraph says that it goes on, brings news, sets a scene or closes.
//!
//! Common words of French and English, folded to plain small letters; none comes from one site or one
//! author. How much each kind counts is not said here: that depends on the document (`super`).

use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::super::quick::{Words, set};

/// Words looked for anywhere in each paragraph, made ready for it once: to look for them anew took a quarter of the
/// time of cutting.
pub(super) type Phrases = LazyLock<Vec<Finder<'static>>>;

fn finders(phrases: &[&'static str]) -> Vec<Finder<'static>> {
    phrases.iter().map(|words| Finder::new(*words)).collect()
}

/// How a text speaks of itself: a word, and how the word after it begins.
pub(super) const SELF: [(&str, &[&str]); 6] = [
    ("cet", &["article", "episode", "entretien"]),
    ("ce", &["billet", "dossier", "guide", "numero", "podcast", "tutoriel", "rapport"]),
    ("cette", &["interview", "fiche", "serie", "video", "etude"]),
    ("this", &["article", "post", "episode", "interview", "guide", "series", "report"]),
    ("nouvel", &["episode"]),
    ("new", &["episode"]),
];

/// First words that take up what was said: pronouns, connectives.
pub(super) static GOES_ON: Words = LazyLock::new(|| {
    set("il elle ils elles cela ceci ca celui celle ceux celles ces c son sa ses leur leurs
         mais cependant toutefois pourtant neanmoins or donc ainsi aussi puis ensuite enfin bref alors car et ou
         surtout sinon autrement voila voici concretement outre parfois souvent generalement heureusement
         malheureusement evidemment certes finalement premierement auparavant precedemment egalement
         he she it they his her its their this that these those but however so then also moreover and yet still
         meanwhile therefore thus sometimes often usually fortunately unfortunately instead finally otherwise
         besides nevertheless indeed previously earlier later similarly likewise")
});

/// Of those, the first words of sentences that point to nothing said before.
pub(super) const IMPERSONAL: &[&str] = &["alors que ", "il y a ", "il faut ", "it is ", "it's ", "it\u{2019}s "];

/// Second words after "this" or "ce" that make of it a time.
pub(super) static TIMES: Words = LazyLock::new(|| {
    set("week weekend month year morning afternoon evening summer winter spring autumn fall
         monday tuesday wednesday thursday friday saturday sunday
         semaine annee nuit lundi mardi mercredi jeudi vendredi samedi dimanche matin soir mois week ete automne
         hiver printemps")
});

/// Turns of phrase that do the same.
pub(super) const GOES_ON_PHRASES: &[&str] = &[
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
    "toujours selon",
    "bien sur",
    "pour cela",
    "pour ce faire",
    "une fois que",
    "rien que",
    "quoi qu'il en soit",
    "meme si",
    "for example",
    "for instance",
    "as a result",
    "of course",
    "in addition",
    "in fact",
    "in this case",
    "on the other hand",
    "at the same time",
    "first of all",
    "that said",
    "according to him",
    "according to her",
    "according to them",
    "even if",
    "even so",
];

/// Among the first words, what counts a thing as one of several.
pub(super) static COUNTS_ON: Words =
    LazyLock::new(|| set("deuxieme second seconde troisieme autre autres another third other"));

/// Second words that do so, too, unless the first is a time.
pub(super) static LAST: Words = LazyLock::new(|| set("dernier derniere derniers last"));

/// Verbs and nouns of news.
pub(super) static NEWS: Words = LazyLock::new(|| {
    set("annonce annonces annoncent annoncait annoncee publie publiee publient publies lance lancee lances lancent
         lancement devoile devoilent devoilee sort sorti sortent presente presentent organise organisent accueille
         accueillir recoit recoivent parution occasion rachat rachete quitte quittent remporte informait ecrit
         rapporte signale nomme nommee signe signent depose condamne montre prepare cede apprenait
         announced announces announce released releases launched launches unveiled unveils acquires acquired
         published publishes posted writes wrote reported reports won wins signed named opened")
});

/// Words that say that something was not there before.
pub(super) static FRESH: Words = LazyLock::new(|| set("nouveau nouvel nouvelle nouvelles premiere premier new first"));

/// First words of a scene being set.
pub(super) const FRAMES: &[&str] = &[
    "a l'occasion",
    "suite a",
    "afin de",
    "depuis",
    "dans le but",
    "dans un ",
    "dans une ",
    "dans le cadre",
    "au sein de",
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
    "on the occasion",
    "following ",
    "since ",
    "as part of",
    "in the wake of",
    "for the first time",
    "until now",
    "more than ",
];

/// First words of last lines: thanks, greetings, buttons, notes.
pub(super) const CLOSING: &[&str] = &[
    "bonne lecture",
    "cordialement",
    "amicalement",
    "merci",
    "un grand merci",
    "bravo",
    "un grand bravo",
    "a bientot",
    "pour en savoir plus",
    "en savoir plus",
    "pour aller plus loin",
    "telecharger",
    "telechargez",
    "sources :",
    "sources:",
    "source :",
    "source:",
    "n'hesitez pas",
    "retrouvez",
    "retrouver",
    "rendez-vous",
    "inscription",
    "inscriptions",
    "ndlr",
    "ndt",
    "mise a jour",
    "acceder",
    "accedez",
    "suivre",
    "decouvrez",
    "decouvrir",
    "consulter",
    "consultez",
    "voir",
    "lire",
    "lisez",
    "participer",
    "s'inscrire",
    "rejoignez",
    "rejoindre",
    "page web",
    "site web",
    "pour la suite",
    "bref",
    "pour conclure",
    "en conclusion",
    "traduit",
    "traduite",
    "propos recueillis",
    "enjoy",
    "in conclusion",
    "to conclude",
    "thanks",
    "thank you",
    "cheers",
    "read more",
    "learn more",
    "find out more",
    "further reading",
    "see also",
    "download",
    "downloads",
    "register",
    "join us",
    "translated",
    "editor's note",
    "cross-posted",
    "postscript",
    "ps:",
    "ps :",
    "edit:",
    "edit :",
];

/// Notes on where a text stood before and where its author is found.
pub(super) static NOTES: Phrases = LazyLock::new(|| {
    finders(&[
        "follow him on",
        "follow her on",
        "follow them on",
        "follow me on",
        "a version of this article",
        "a version of this story",
        "this article originally",
        "this article first",
        "this story originally",
        "this story first",
        "this post originally",
        "this post first",
        "cet article est initialement",
        "cet article est d'abord",
        "cet article a d'abord",
        "cet article a ete initialement",
    ])
});

/// What those who write articles are.
pub(super) static ROLES: Words = LazyLock::new(|| {
    set("reporter journalist writer columnist correspondent editor author
         journaliste redacteur redactrice chroniqueur chroniqueuse correspondante autrice")
});

/// First words that may close, and may as well lead to one more point.
pub(super) const MAY_CLOSE: &[&str] = &["enfin", "finalement", "en resume", "finally", "traduction", "credits"];

/// Words of thanks and of calls, anywhere in a last line: whole ones, for "commerciale" thanks nobody, and who
/// "a été invité" tells a story.
pub(super) static THANKS: Phrases = LazyLock::new(|| {
    finders(&[
        "remerciements",
        "felicitations",
        "merci",
        "remercie",
        "remercier",
        "remercions",
        "remercient",
        "hesitez pas",
        "contactez",
        "inscrivez",
        "inscriptions",
        "pour s'inscrire",
        "nous invitons",
        "vous invite",
        "vous invitent",
        "vous invitons",
        "vous etes invite",
        "vous etes invites",
        "se felicite",
        "bonne continuation",
        "bonne journee",
        "bonne semaine",
        "bon week-end",
        "a bientot",
        "a la prochaine",
        "a suivre",
        "see you",
        "happy coding",
        "happy hacking",
        "happy reading",
        "have fun",
        "have a nice",
        "thank",
        "thanks",
        "feel free",
        "stay tuned",
        "keep an eye",
        "contact us",
        "look forward",
        "looking forward",
        "congratulations",
    ])
});

/// First words of a letter.
pub(super) const GREETINGS: &[&str] = &["bonjour", "salut", "hello", "hi", "dear", "cher", "chere", "chers"];
