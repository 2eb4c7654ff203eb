//! Labels that lead elsewhere and say nothing of their own: *Lire l’article original*, *(read more)*, *En podcast.*
//!
//! All their words are those by which pages speak of texts and of where to find them. A label that names a thing
//! besides is a title.

use std::sync::LazyLock;

use super::marks;
use super::quick::{Words, set};
use crate::text::fold::fold;
use crate::text::words::runs;

/// Verbs that ask to go elsewhere.
static VISITS: Words = LazyLock::new(|| {
    set("lire lisez voir voyez consulter consultez rejoindre decouvrir decouvrez telecharger telechargez participer
         acceder accedez ecouter ecoutez regarder regardez visionner retrouver retrouvez ouvrir suivre commenter
         partager imprimer editer rechercher leave
         read see learn watch join register download discover listen view open browse find get")
});

/// What pages call texts, and where these stand.
static PLACES: Words = LazyLock::new(|| {
    set("article articles suite page pages site podcast podcasts episode episodes emission video videos version
         complete complet integrale integral integralite texte text full story stories report post posts billet
         billets blog more plus detail details ligne online web source sources lien liens link links archive archives
         numero numeros issue issues edition editions original originale commentaires commentaire comments comment
         discussion thread transcription transcript pdf audio mp3 youtube spotify github navigateur browser email rss
         flux feed atom slides notes resume summary replay direct live communique dossier document documents fichier
         ici here entire whole rest reste interview entretien announcement annonce voice message conversation
         newsletter newsletters references veille revue gazette lettre")
});

/// Words that stand between them.
static BETWEEN: Words = LazyLock::new(|| {
    set("le la les l d du de des et ou en sur a au aux dans ce cet cette son notre nos votre vos un une
         the an of and or on in at to for this our your it its by via par avec with y tous toutes all
         precedent precedents precedente precedentes anciens anciennes previous past other autres jour jours
         meme concernant about")
});

/// Words behind which the name of a place may stand: *Lire la suite sur …*.
const AT: [&str; 7] = ["sur", "on", "at", "in", "dans", "chez", "via"];

/// A label has no more words.
const LONGEST: usize = 9;

/// Whether a line is a label that leads elsewhere, and nothing more.
pub(crate) fn is_call(text: &str) -> bool {
    // Cheap tests first: this is asked of every line.
    if text.split_whitespace().nth(LONGEST).is_some() && !text.contains("://") || !may_be_call(text) {
        return false;
    }
    let plain = marks::plain(text);
    let folded = fold(&plain);
    let words: Vec<&str> = runs(&folded).collect();
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    let is_own = |word: &str| VISITS.contains(word) || PLACES.contains(word) || BETWEEN.contains(word);
    let leads = || leads_elsewhere(&folded) || matches!(*last, "ici" | "here") || is_in_brackets(&plain);
    // A preposition and where; without the full stop it may be a rubric.
    let is_place = || matches!(*first, "en" | "in" | "on" | "sur") && plain.trim_end().ends_with('.');
    let own = if words.iter().all(|word| is_own(word)) { words.len() } else { before_place(&plain, &words) };
    let label = words.get(..own).unwrap_or_default();
    (2..=LONGEST).contains(&words.len())
        && label.iter().all(|word| is_own(word))
        && label.iter().any(|word| PLACES.contains(word))
        && (leads() || is_place())
}

/// Whether a line begins or ends as such labels do, its marks left on.
fn may_be_call(text: &str) -> bool {
    let first = runs(text).next().map(fold).unwrap_or_default();
    let is_place = || matches!(&*first, "en" | "in" | "on" | "sur");
    VISITS.contains(&*first) || is_place() || text.contains("ici") || text.contains("here") || is_in_brackets(text)
}

/// How many words stand before the name of a place at the end: a capital behind a preposition, and few words.
fn before_place(text: &str, words: &[&str]) -> usize {
    const LONGEST: usize = 3;
    let Some(at) = words.iter().rposition(|word| AT.contains(word)) else { return 0 };
    let name = words.len() - at - 1;
    let has_capitals = text.split_whitespace().rev().take(name).all(|word| word.starts_with(char::is_uppercase));
    if (1..=LONGEST).contains(&name) && has_capitals { at } else { 0 }
}

/// Whether a text begins with a verb that asks to go elsewhere, as the words of buttons do.
pub(crate) fn leads_elsewhere(text: &str) -> bool {
    let folded = fold(text);
    let mut words = runs(&folded);
    let first = words.next().unwrap_or_default();
    VISITS.contains(first) || matches!((first, words.next()), ("en", Some("savoir")) | ("s", Some("inscrire")))
}

/// What stands before the colon and the names of what a text is filed under.
const LABELS: [&str; 11] = [
    "tags",
    "tagged",
    "labels",
    "libelles",
    "etiquettes",
    "mots cles",
    "mots-cles",
    "filed under",
    "categorie",
    "categories",
    "category",
];

/// Whether a line says where a text was filed, and nothing of the text: *Publié dans Le quai | 3 commentaires*.
pub(crate) fn is_filing(text: &str) -> bool {
    const LONGEST: usize = 14;
    // Who published it, and under what: `Published by Ann - in Boats`.
    let is_by = |words: &[&str]| matches!(words, ["publie" | "published" | "posted", "par" | "by", _]);
    if text.split_whitespace().nth(LONGEST).is_some() || text.trim_end().ends_with(['.', '!', '?']) {
        return false;
    }
    let folded = fold(text);
    let words: Vec<&str> = runs(&folded).take(3).collect();
    let is_label = || folded.split_once(':').is_some_and(|(before, _)| LABELS.contains(&before.trim()));
    match *words {
        _ if is_by(&words) && (folded.contains(" - dans ") || folded.contains(" - in ")) => true,
        ["publie" | "classe" | "poste", "dans", _]
        | ["posted" | "filed" | "published", "in" | "under", _]
        | ["archives", "de", "categorie" | "l"]
        | ["archives", "par", "categorie" | "mot" | "auteur"]
        | ["tag" | "author", "archives", _]
        | ["category", "archives", _] => !folded.bytes().any(|byte| byte.is_ascii_digit()) || folded.contains('|'),
        _ if counts_reactions(&folded) || is_pagination(&folded) => true,
        _ => is_label(),
    }
}

/// What is counted under a text.
static REACTIONS: Words = LazyLock::new(|| {
    set("commentaire commentaires comment comments reponse reponses reply replies like likes vues views partages shares
         reactions retweets")
});

/// `2 commentaires`, `Posted by Ann - Comments [4] - Permalink`: one part of a line counts what readers did.
fn counts_reactions(folded: &str) -> bool {
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit()) || matches!(word, "aucun" | "no" | "0");
    folded.split([',', '|', '·', '•', '–', '—']).flat_map(|part| part.split(" - ")).any(|part| {
        let words: Vec<&str> = runs(part).take(3).collect();
        matches!(*words, [one, other] if is_number(one) && REACTIONS.contains(other) || REACTIONS.contains(one) && is_number(other))
    })
}

/// `« previous - page 4 of 12 - next »`: the words and numbers that lead from page to page, and no other.
fn is_pagination(folded: &str) -> bool {
    const WORDS: [&str; 24] = [
        "page",
        "pages",
        "de",
        "of",
        "sur",
        "suivant",
        "suivante",
        "suivants",
        "precedent",
        "precedente",
        "precedents",
        "next",
        "previous",
        "older",
        "newer",
        "first",
        "last",
        "premiere",
        "derniere",
        "billets",
        "articles",
        "posts",
        "entries",
        "messages",
    ];
    let words = || runs(folded);
    let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let leads = |word: &str| {
        matches!(word, "page" | "pages" | "next" | "previous" | "older" | "newer")
            || word.starts_with("suivant")
            || word.starts_with("precedent")
    };
    words().nth(1).is_some() && words().all(|word| WORDS.contains(&word) || is_number(word)) && words().any(leads)
}

fn is_in_brackets(text: &str) -> bool {
    let text = text.trim().trim_end_matches('.');
    text.starts_with('(') && text.ends_with(')') || text.starts_with('[') && text.ends_with(']')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_that_names_nothing_leads_elsewhere() {
        let cases = [
            ("(lire l'article original)", true),
            ("Écouter ou télécharger le podcast", true),
            ("[Full report here](https://example.org/quay)", true),
            ("En podcast.", true),
            ("Read the rest of this story", true),
            ("Read the tide tables", false),
            ("En podcast", false),
            ("Lire le phare", false),
            ("Podcasts", false),
            ("The ferry is here.", false),
            ("Lire", false),
            ("(...)lire la suite sur Le Quai", true),
            ("Lire la suite sur la grue", false),
            ("Leave a voice message", true),
        ];
        for (text, expected) in cases {
            assert_eq!(is_call(text), expected, "{text}");
        }
    }

    #[test]
    fn a_line_that_says_where_a_text_was_filed_says_nothing_of_it() {
        let cases = [
            ("Publié dans Le quai, La grue | 3 commentaires", true),
            ("Archives de catégorie : Le quai", true),
            ("Archives par mot-clé : bac", true),
            ("Tags: boats, ropes", true),
            ("Mots-clés : bac, grue", true),
            ("Posted in Boats | Leave a comment", true),
            ("Par Ann Lee le 3 mai 2024, 10:12 - Bateaux - aucun commentaire", true),
            ("Posté par Ann à 06:00 - Commentaires [10] - Permalien [#]", true),
            ("11 Likes", true),
            ("« billets précédents - page 4 de 12 - billets suivants »", true),
            ("Labels: boats, ropes", true),
            ("Ten comments on the ferry", false),
            ("2 commentaires du capitaine", false),
            ("Page 4", true),
            ("Articles of 1911", false),
            ("Published in 1911", false),
            ("Posted in the harbour office, the notice was read by nobody.", false),
            ("Tags are sewn on each sail", false),
        ];
        for (text, expected) in cases {
            assert_eq!(is_filing(text), expected, "{text}");
        }
    }
}
