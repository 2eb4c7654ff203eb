//! The words that give away chrome, mastheads, rubrics and continuations, in French and English.
//!
//! They are common words of the trade, never names of sites. A phrase is found word by word in text
//! folded to plain lower-case letters, so that one look at a line finds all of them. Which of them
//! count where is decided by the caller.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::text::fold::fold;

/// What a phrase gives away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Hint {
    /// The text goes on behind a paywall or on another page.
    Wall,
    /// A button or label of a page: chrome where it is nearly the whole line.
    Button,
    /// The end of a page or of a letter.
    Footer,
    /// Standing boilerplate about the letter itself.
    Boilerplate,
    /// A summary of what is to come.
    Contents,
    /// A word by which digests call themselves.
    Digest,
    /// A heading under which digests put lists.
    Rubric,
    /// A recording.
    Recording,
    /// Credits of a picture.
    Credit,
}

const TABLE: [(Hint, &[&str]); 9] = [
    (Hint::Wall, &[
        "de l article a decouvrir", "pour lire la suite", "lire la suite de cet article", "reserve aux abonnes",
        "reserve a nos abonnes", "reservee aux abonnes", "deja abonne", "deja abonnee", "subscribe to continue",
        "subscribe to read", "to continue reading", "subscribers only", "for subscribers only", "already a subscriber",
        "read the rest of this", "the rest of this article", "pour acceder a l integralite", "suite reservee",
        "become a member to read", "abonnez vous pour lire",
    ]),
    (Hint::Button, &[
        "partager", "partager cet article", "partager l article", "partagez", "share", "share this", "share on",
        "tweet", "tweeter", "autres articles", "articles similaires", "articles recents", "articles lies", "sur le meme sujet",
        "dans la meme categorie", "related posts", "related articles", "recent posts", "more from", "you may also like",
        "you might also like", "lire aussi", "a lire aussi", "a lire egalement", "s abonner", "abonnez vous", "je m abonne", "subscribe",
        "subscribe now", "sign up", "sign in", "log in", "login", "connexion", "se connecter", "deconnexion", "mon compte",
        "menu", "accueil", "home", "rechercher", "recherche", "search", "accepter", "tout accepter", "tout refuser",
        "accept all", "accept cookies", "reject all", "gerer les cookies", "parametrer les cookies", "politique de cookies",
        "aller au contenu", "aller au menu", "skip to content", "skip to main content", "skip to navigation",
        "commentaires", "aucun commentaire", "no comments", "laisser un commentaire", "ajouter un commentaire",
        "leave a comment", "leave a reply", "imprimer", "print", "facebook", "twitter", "linkedin", "mastodon", "bluesky",
        "instagram", "youtube", "whatsapp", "copier le lien", "copy link", "retour en haut", "haut de page", "back to top",
        "article suivant", "article precedent", "page suivante", "page precedente", "next post", "previous post",
        "next page", "previous page", "billet suivant", "billet precedent", "lien permanent", "permalink", "fil des billets",
        "flux rss", "rss", "categories", "categorie", "tags", "mots cles", "archives", "etiquettes", "transcription",
        "transcript", "sommaire", "table des matieres", "table of contents", "toc", "voir dans le navigateur",
        "view in browser", "view online", "read online", "version en ligne", "telecharger le pdf", "modifier cette page",
        "edit this page", "edit on github", "a propos", "about", "contact", "licence", "mentions legales", "politique de confidentialite",
        "privacy policy", "terms of service", "read more", "lire plus", "lire la suite", "en lire plus", "suivez nous", "follow us",
        "show more", "voir plus", "afficher plus", "publicite", "advertisement", "break",
    ]),
    (Hint::Footer, &[
        "powered by", "propulse par", "tous droits reserves", "all rights reserved", "theme by", "mentions legales",
        "unsubscribe", "se desinscrire", "se desabonner", "desinscription", "you are receiving this", "you received this",
        "vous recevez cet", "vous recevez ce", "update your preferences", "manage your subscription", "is edited by", "edited by",
        "copyright", "have a great week", "see you next week", "a la semaine prochaine", "a bientot", "talk to you again",
        "gerer vos preferences", "sous licence", "built with", "made with", "realise avec", "genere avec", "genere par", "hosted by",
        "heberge par", "forwarded this email", "vous a transmis",
    ]),
    (Hint::Boilerplate, &[
        "submit", "submit your", "pull request", "pull requests", "send us", "tweet us", "email us", "email the", "write to us",
        "proposez vos", "proposer des", "envoyez nous", "merci de les envoyer", "ecrivez nous", "contactez nous", "inscrire depuis",
        "vous y inscrire", "inscrivez vous", "s inscrire", "abonner", "vous abonner", "s abonner", "lettre d information",
        "newsletter", "infolettre", "weekly summary", "welcome to another", "hello and welcome", "systems language",
        "bonne lecture", "cliquez ici", "find any errors", "get involved", "openly developed", "vos commentaires", "vos retours",
        "vos suggestions", "your feedback", "last week on", "coming up this week", "coming up", "like subscribe",
        "lien vers l article original", "original article", "vous sont offertes", "please consider", "veuillez envisager",
        "are you looking for", "always wanted to contribute", "visit the task page", "every week we", "every week the team",
        "each week", "chaque semaine nous", "nouvelles versions et versions candidates", "changements recents notables",
        "if you are running", "project owner", "merged in the last week", "approved for implementation", "on the web site at",
        "no quote was selected", "listed for this week", "were approved this week", "new this week", "traduction par l equipe",
        "a subscriber", "abonnement", "sponsor this", "support us", "soutenez nous", "faire un don", "buy me a coffee",
    ]),
    (Hint::Contents, &[
        "cette semaine", "ce mois ci", "au sommaire", "sommaire", "au menu", "au programme de cette", "dans ce numero", "dans cette edition",
        "dans cette lettre", "this week we", "this week in", "this week s newsletter", "this week s news", "in this issue", "in this edition", "this issue",
        "le bulletin de cette semaine", "sont egalement incluses", "also included are", "nos sections regulieres", "our regular sections",
    ]),
    (Hint::Digest, &[
        "newsletter", "gazette", "infolettre", "lettre d information", "hebdo", "hebdomadaire", "hebdomadaires", "weekly",
        "digest", "bulletin", "revue de presse", "revue de liens", "veille", "breves", "nouvelles hebdomadaires", "en bref",
        "this week in", "cette semaine", "semaine", "news for the week", "roundup", "round up", "link roundup", "links for",
        "best of", "liens de la semaine", "selection de liens", "lectures de la semaine", "monthly", "mensuel", "mensuelle",
        "actualites de la semaine", "press review",
    ]),
    (Hint::Rubric, &[
        "en bref", "breves", "revue de presse", "dans la presse", "agenda", "evenements", "evenements a venir", "a lire", "a voir",
        "a ecouter", "liens", "lectures", "news", "nouvelles", "actualites", "releases", "sorties", "versions", "upcoming events",
        "events", "jobs", "emplois", "offres d emplois", "quote of the week", "crate of the week", "quick links", "tools", "outils",
        "articles", "tutorials", "tutoriels", "videos", "podcasts", "blog posts", "on the web", "sur le web", "dans les media",
        "dans les medias", "call for participation", "new contributors", "final comment period", "mises a jour",
        "mises a jour et versions candidates", "changements notables", "notable code", "a l international", "links", "projects", "projets",
        "libraries", "bibliotheques", "security", "securite", "design", "code", "misc", "divers", "et aussi", "autres liens", "other news",
        "correctifs appliques", "revues de code", "press", "in the press", "presse", "focus", "a la une", "headlines", "top stories",
    ]),
    (Hint::Recording, &["transcription", "transcript", "sous titres", "verbatim", "retranscription"]),
    (Hint::Credit, &[
        "les illustrations de", "illustration", "illustrations", "photo", "photos", "credit photo", "credits", "image", "images",
        "photo by", "photo de", "visuel",
    ]),
];

/// One phrase: what it gives away and the words after its first.
type Phrase = (Hint, Vec<&'static str>);

static BY_FIRST_WORD: LazyLock<HashMap<&'static str, Vec<Phrase>>> = LazyLock::new(|| {
    let mut map: HashMap<&str, Vec<Phrase>> = HashMap::new();
    for (hint, phrases) in TABLE {
        for phrase in phrases {
            let mut words = phrase.split(' ');
            if let Some(first) = words.next() {
                map.entry(first).or_default().push((hint, words.collect()));
            }
        }
    }
    map
});

/// A hint found in a line: what, at which word, and how many words it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    /// What it gives away.
    pub hint: Hint,
    /// The index of its first word in the line.
    pub at: usize,
    /// How many words it has.
    pub len: usize,
}

/// All hints of a text, and how many words it has.
pub(crate) fn find(text: &str) -> (Vec<Found>, usize) {
    let folded = fold(text);
    let words: Vec<&str> = words(&folded).collect();
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let rest = words.get(at + 1..).unwrap_or_default();
        for (hint, tail) in BY_FIRST_WORD.get(word).into_iter().flatten() {
            if rest.starts_with(tail) {
                found.push(Found { hint: *hint, at, len: tail.len() + 1 });
            }
        }
    }
    (found, words.len())
}

/// Whether a text has a phrase of this hint.
pub(crate) fn has(text: &str, hint: Hint) -> bool {
    find(text).0.iter().any(|found| found.hint == hint)
}

/// The words of folded text: runs of letters and digits.
pub(crate) fn words(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty())
}
