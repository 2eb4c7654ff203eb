//! What a publication says of itself and to those who receive it: *This newsletter is sent every Friday*.
//!
//! A sentence is of that sort by its subject and its verb: the publication and what is usually done with it, or the
//! reader and what one does with a subscription. A paragraph is so where it begins with such a sentence and
//! hardly goes on to anything else; an editorial that greets its readers and then tells something is none.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::marks;
use super::phrases::{self, Hint};
use super::quick::Quick;
use crate::text::fold::fold;
use crate::text::sentences::sentences;
use crate::text::words::runs;

type Words = LazyLock<HashSet<&'static str, Quick>>;

fn set(words: &'static str) -> HashSet<&'static str, Quick> {
    words.split_whitespace().collect()
}

/// What a publication may be besides the words that digests call themselves: known only where the sentence points
/// at it (*this list*, *our selection*).
static NOUNS: Words = LazyLock::new(|| {
    set("newsletter newsletters infolettre lettre lettres gazette bulletin revue selection chronique rubrique magazine
         journal liste list issue edition numero mail mails courriel courriels email emails message messages letter
         compilation recapitulatif recap digest podcast emission roundup weekly series veille publication letters
         mailing")
});

/// What points at a thing that is at hand.
static POINTERS: Words = LazyLock::new(|| set("ce cet cette ces notre nos votre vos this these our your my mon ma"));

/// Articles that may stand before a publication's name.
static ARTICLES: Words = LazyLock::new(|| set("la le l les the a an une un"));

/// Forms of to be.
static BE: Words = LazyLock::new(|| set("est sont is are was were been be etait ete sera s re"));

/// What is usually done with a publication, and what it then is.
static DONE: Words = LazyLock::new(|| {
    set("editee edite redigee redige realisee realise envoyee envoye envoyes preparee prepare proposee propose produite
         produit diffusee diffuse compilee compile ecrite ecrit maintenue maintenu assuree offerte offert offertes
         offerts concoctee disponible disponibles gratuite gratuit destinee destine consacree publiee publie archivee
         adressee adresse generee genere hebergee
         edited published written sent brought compiled curated prepared produced maintained made put available free
         supported sponsored hosted delivered powered open archived translated licensed assembled generated created
         distributed intended")
});

/// What a publication usually does.
static DOES: Words = LazyLock::new(|| {
    set("parait sort couvre recense regroupe rassemble reprend resume compile presente propose vise offre
         covers contains collects gathers summarizes summarises lists highlights aims brings appears goes features
         includes provides rounds")
});

/// What one does with a subscription, and nothing else.
static SUBSCRIBES: Words = LazyLock::new(|| {
    set("abonner abonnez reabonner desabonner desabonnez desinscrire desinscrivez inscrire inscrivez subscribe
         unsubscribe subscribed unsubscribing subscribing resubscribe desinscription desabonnement
         recevoir receive transferer forwarded")
});

/// What readers are asked to do for a publication.
static HELPS: Words = LazyLock::new(|| {
    set("submit send email contribute propose suggest proposer contribuer envoyer soumettre contacter contactez
         envoyez ecrivez ecrire signaler signalez proposez partagez soutenez soutenir support donate sponsor advertise
         follow suivre suivez reply repondre repondez visit visitez consultez consulter tweet let share contact tell
         help participer participez rejoindre rejoignez join apply post check retrouvez retrouver rendez")
});

/// First words of a sentence that speaks to the reader, or says what something is for.
static SPEAKS_TO: Words = LazyLock::new(|| {
    set("pour to if si you vous want got have envie please merci n feel click cliquez abonnez subscribe unsubscribe
         inscrivez envoyez ecrivez proposez suivez partagez soutenez contactez retrouvez send submit follow share
         email support join contribute sign forward reply contact let help don desinscription desabonnement
         rejoignez participez tweet")
});

/// First words by which a sentence goes on about the publication above.
static GOES_ON: Words = LazyLock::new(|| set("il elle ils elles it they"));

/// What readers give.
static GIFTS: Words = LazyLock::new(|| {
    set("support soutien feedback retours commentaires suggestions contributions donations dons propositions comments")
});

/// Words of a paragraph that presents a publication at most: more is worth reading for itself.
const LONGEST: usize = 110;

/// Whether a paragraph presents the publication it stands in, or speaks to those who receive it.
pub(crate) fn presents_itself(text: &str) -> bool {
    // Asked of long paragraphs, too: a word has four letters at least, with the space behind it.
    if text.len() > LONGEST * 16 {
        return false;
    }
    let plain = marks::plain(text);
    let (mut own, mut all) = (0, 0);
    for sentence in sentences(&plain) {
        let folded = fold(plain.get(sentence).unwrap_or_default());
        let words: Vec<&str> = runs(&folded).collect();
        let goes_on = own > 0 && words.first().is_some_and(|first| GOES_ON.contains(first)) && is_presented(&words, 0);
        let is_own = goes_on || is_of_itself(&folded, &words);
        if all == 0 && !is_own && greets(&words) {
            continue;
        }
        if all == 0 && !is_own {
            return false;
        }
        own += if is_own { words.len() } else { 0 };
        all += words.len();
    }
    // Beside two sentences of its own, a third may name what it holds.
    all > 0 && all <= LONGEST && own * 3 >= all * 2
}

/// `Bonjour à tous`, `Hi readers`: a few words.
fn greets(words: &[&str]) -> bool {
    const GREETINGS: [&str; 8] = ["bonjour", "bonsoir", "hello", "hi", "salut", "dear", "cher", "chers"];
    words.len() <= 5 && words.first().is_some_and(|first| GREETINGS.contains(first))
}

/// Whether a sentence speaks of the publication it stands in or of the subscription to it.
fn is_of_itself(folded: &str, words: &[&str]) -> bool {
    let publication = named(folded, words);
    publication.is_some_and(|at| is_presented(words, at))
        || welcomes(words, publication.is_some())
        || is_received(words)
        || speaks_of_a_subscription(words)
        || thanks_for_reading(words)
        || matches!(words, ["your" | "votre" | "vos", gift, ..] if GIFTS.contains(gift) && words.len() <= 15)
        || disclaims(words)
}

/// Where a publication is named among the first words: by what digests call themselves, or by another noun
/// that the sentence points at.
fn named(folded: &str, words: &[&str]) -> Option<usize> {
    // What stands before it is an article, a name, an adjective or two.
    const WITHIN: usize = 6;
    let pointed = || {
        let at = words.iter().position(|word| POINTERS.contains(word)).filter(|at| *at <= 1)?;
        (at + 1..=at + 3).find(|noun| words.get(*noun).is_some_and(|noun| NOUNS.contains(noun)))
    };
    let (found, _) = phrases::find(folded);
    let digest = found.iter().find(|one| one.hint == Hint::Digest && one.at < WITHIN).map(|one| one.at + one.len - 1);
    digest.or_else(pointed)
}

/// Whether the sentence says of the publication at a word what it is, how it is made, or what it holds.
fn is_presented(words: &[&str], at: usize) -> bool {
    // Its name and what it is about may stand between: *La revue de presse de l’April*.
    const NAME: usize = 8;
    const ADVERBS: usize = 4;
    let rest = words.get(at + 1..).unwrap_or_default();
    let verb = rest.iter().take(NAME).position(|word| BE.contains(word) || DOES.contains(word));
    let is_part = rest.windows(2).take(NAME).any(|pair| {
        matches!(
            pair,
            ["fait", "partie"] | ["a", "ete"] | ["vous", "est"] | ["a", "pour"] | ["comes", "out"] | ["s", "adresse"]
        )
    });
    let verb_says = verb.is_some_and(|verb| {
        let behind = rest.get(verb + 1..).unwrap_or_default();
        let is = rest.get(verb).is_some_and(|word| BE.contains(word));
        let is_one = behind.first().is_some_and(|word| ARTICLES.contains(word))
            && behind.iter().take(ADVERBS + 1).any(|word| NOUNS.contains(word));
        !is || is_one || behind.iter().take(ADVERBS).any(|word| DONE.contains(word) || POINTERS.contains(word))
    });
    verb_says || is_part || is_defined(words, at)
}

/// `Quayside is a weekly newsletter`: to be, an article, and then what it is.
fn is_defined(words: &[&str], at: usize) -> bool {
    // A name, and one or two adjectives.
    let before = words.get(..at).unwrap_or_default();
    let verb = before.iter().rposition(|word| matches!(*word, "is" | "est" | "s"));
    verb.is_some_and(|verb| before.get(verb + 1).is_some_and(|word| ARTICLES.contains(word) || POINTERS.contains(word)))
}

/// `Welcome to the 12th issue of …`, `Bienvenue dans cette lettre`.
fn welcomes(words: &[&str], names: bool) -> bool {
    let welcome = words.iter().take(4).position(|word| matches!(*word, "welcome" | "bienvenue"));
    let has_noun = || words.iter().take(14).any(|word| NOUNS.contains(word));
    welcome.is_some() && (names || has_noun())
}

/// `You are receiving this email because …`, `Vous avez reçu ce message`.
fn is_received(words: &[&str]) -> bool {
    let receives =
        |word: &str| matches!(word, "recevez" | "recu" | "receive" | "received" | "receiving" | "getting" | "get");
    let Some(at) = words.iter().take(6).position(|word| receives(word)) else { return false };
    let is_reader = words.iter().take(at).any(|word| matches!(*word, "you" | "vous"));
    let behind = words.get(at + 1..).unwrap_or_default();
    is_reader && behind.iter().take(4).any(|word| NOUNS.contains(word))
}

/// An invitation to subscribe, to unsubscribe or to contribute.
fn speaks_of_a_subscription(words: &[&str]) -> bool {
    // Where the reader is told what to do, it is said at once.
    const AT_ONCE: usize = 7;
    const WORDS: usize = 40;
    let Some(first) = words.first().filter(|first| SPEAKS_TO.contains(*first)) else { return false };
    let asks = |word: &str| SUBSCRIBES.contains(word) || HELPS.contains(word);
    // A verb right at the beginning is the call itself; behind a purpose or a condition, the call follows.
    let reach =
        if matches!(*first, "to" | "pour" | "if" | "si" | "want" | "envie" | "have" | "got") { 20 } else { AT_ONCE };
    let names_it =
        words.iter().any(|word| NOUNS.contains(word) || SUBSCRIBES.contains(word) || POINTERS.contains(word));
    words.len() <= WORDS && words.iter().take(reach).any(|word| asks(word)) && names_it
}

/// `Merci de votre lecture`, `Thanks for reading`.
fn thanks_for_reading(words: &[&str]) -> bool {
    let reads =
        |word: &&str| matches!(*word, "reading" | "lecture" | "lu" | "lire" | "fidelite" | "subscribing" | "listening");
    let thanks = matches!(words, ["thanks" | "merci", ..] | ["thank", "you", ..]);
    thanks && words.len() <= 20 && words.iter().any(reads)
}

/// `Les positions exprimées n’engagent que leurs auteurs`, `Il s’agit d’une sélection d’articles`.
fn disclaims(words: &[&str]) -> bool {
    let said = || words.iter().take(4).any(|word| matches!(*word, "positions" | "opinions" | "views" | "propos"));
    let whose = || {
        let refuse = |word: &str| {
            matches!(
                word,
                "engagent"
                    | "refletent"
                    | "rejoignent"
                    | "reflect"
                    | "represent"
                    | "own"
                    | "responsable"
                    | "responsables"
            )
        };
        words.iter().copied().any(refuse)
    };
    let is_selection =
        || matches!(words, ["il", "s", "agit", ..]) && words.iter().take(8).any(|word| NOUNS.contains(word));
    said() && whose() || is_selection()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_presents_itself_by_its_subject_and_its_verb() {
        let cases = [
            (
                "La revue de presse du Quai est régulièrement éditée par les bénévoles du phare. Elle couvre la presse du port.",
                true,
            ),
            ("Cette revue de presse fait partie du travail de veille du port.", true),
            ("Welcome to Quay Notes, a newsletter for those who live by the water.", true),
            ("Hello everyone! You are receiving this email because you asked for it at the pier.", true),
            ("Vous recevez ce courriel parce que vous êtes inscrit au bac.", true),
            ("Quay Weekly is a newsletter about ferries. It covers boilers and crews.", true),
            ("Pour vous désabonner de cette liste, répondez à ce message.", true),
            ("To apply for these berths or to post one, visit the pier board.", true),
            ("Les positions exprimées n’engagent que leurs auteurs.", true),
            ("Thanks for reading the quay!", true),
            ("Your support keeps the lamp alight.", true),
            ("Welcome to the 50th issue of the weekly! It was a long way, and the ferry sank twice on it.", false),
            ("Welcome to the harbour. The ferry sails at nine.", false),
            ("La revue de presse du Quai a disparu : son imprimeur a fermé lundi.", false),
            ("The ferry is made of oak. It covers the bay in an hour.", false),
            ("Bonjour, qui êtes-vous ?", false),
            ("Pour rejoindre le môle, il faut un bac.", false),
        ];
        for (text, expected) in cases {
            assert_eq!(presents_itself(text), expected, "{text}");
        }
    }
}
