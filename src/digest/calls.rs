//! Labels that lead elsewhere and say nothing of their own: *Lire l’article original*, *(read more)*, *En podcast.*
//!
//! All their words are those by which pages speak of texts and of where to find them. A label that names a thing
//! besides is a title.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::marks;
use super::quick::Quick;
use crate::text::fold::fold;
use crate::text::words::runs;

type Words = LazyLock<HashSet<&'static str, Quick>>;

fn set(words: &'static str) -> HashSet<&'static str, Quick> {
    words.split_whitespace().collect()
}

/// Verbs that ask to go elsewhere.
static VISITS: Words = LazyLock::new(|| {
    set("lire lisez voir voyez consulter consultez rejoindre decouvrir decouvrez telecharger telechargez participer
         acceder accedez ecouter ecoutez regarder regardez visionner retrouver retrouvez ouvrir suivre
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
         ici here entire whole rest reste interview entretien announcement annonce
         newsletter newsletters references")
});

/// Words that stand between them.
static BETWEEN: Words = LazyLock::new(|| {
    set("le la les l d du de des et ou en sur a au aux dans ce cet cette son notre nos votre vos un une
         the an of and or on in at to for this our your it its by via par avec with y tous toutes all
         precedent precedents precedente precedentes anciens anciennes previous past other autres jour jours
         meme concernant about")
});

/// A label has no more words.
const LONGEST: usize = 9;

/// Whether a line is a label that leads elsewhere, and nothing more.
pub(crate) fn is_call(text: &str) -> bool {
    // Cheap tests first: this is asked of every line.
    let words_at_most = text.split_whitespace().take(LONGEST + 1).count();
    if words_at_most > LONGEST && !text.contains("://") {
        return false;
    }
    let plain = marks::plain(text);
    let folded = fold(&plain);
    let words: Vec<&str> = runs(&folded).collect();
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    let is_own = |word: &&&str| VISITS.contains(**word) || PLACES.contains(**word) || BETWEEN.contains(**word);
    let leads = || leads_elsewhere(first) || matches!(*last, "ici" | "here") || is_in_brackets(&plain);
    // A preposition and where; without the full stop it may be a rubric.
    let is_place = || matches!(*first, "en" | "in" | "on" | "sur") && plain.trim_end().ends_with('.');
    words.len() <= LONGEST
        && words.len() >= 2
        && words.iter().filter(is_own).count() == words.len()
        && words.iter().any(|word| PLACES.contains(word))
        && (leads() || is_place())
}

/// Whether this first word, folded, asks to go elsewhere.
pub(crate) fn leads_elsewhere(first: &str) -> bool {
    VISITS.contains(first)
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
        ];
        for (text, expected) in cases {
            assert_eq!(is_call(text), expected, "{text}");
        }
    }
}
