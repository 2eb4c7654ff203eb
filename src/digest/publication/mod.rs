//! What a publication says of itself and to those who receive it: *This newsletter is sent every Friday*.
//!
//! A sentence is of that sort by its subject and its verb: the publication and what is usually done with it, or the
//! reader and what one does with a subscription. A paragraph is so where it begins with such a sentence and
//! hardly goes on to anything else; an editorial that greets its readers and then tells something is none.

mod words;

use super::marks;
use super::phrases::{self, Hint};
use super::quick::Words;
use crate::text::fold::fold;
use crate::text::sentences::sentences;
use crate::text::words::runs;
use words::{
    ARTICLES, BE, DISCLAIMS, DOES, DONE, GATHERED, GATHERS, GETS, GIFTS, GOES_ON, HABIT, HELPS, LEADS, NETWORKS, NOUNS,
    ON_CONDITION, POINTERS, READS, REPORTS, SPEAKS_TO, SUBSCRIBES,
};

/// Words of a paragraph that presents a publication at most: more is worth reading for itself.
const LONGEST: usize = 110;

/// Whether a paragraph presents the publication it stands in, or speaks to those who receive it.
pub(crate) fn presents_itself(text: &str) -> bool {
    is_mostly(text, is_of_itself)
}

/// Whether a sentence says of the issue of a digest that it holds it what it is: `This newsletter is sent to …`.
pub(crate) fn presents_a_digest(text: &str) -> bool {
    let plain = marks::plain(text);
    sentences(&plain).into_iter().filter_map(|sentence| plain.get(sentence)).any(|sentence| {
        let folded = fold(sentence);
        let words: Vec<&str> = runs(&folded).collect();
        let names = phrases::find(&folded).0.into_iter().find(|one| one.hint == Hint::Digest && one.at == 1);
        words.first().is_some_and(|first| POINTERS.contains(first))
            && names.is_some_and(|name| is_presented(&words, name.at + name.len - 1))
    })
}

/// Whether a paragraph does so, or asks its readers for anything else: beside a list, such a one is no story.
pub(crate) fn asks_the_reader(text: &str) -> bool {
    is_mostly(text, |folded, words| {
        is_of_itself(folded, words) || calls(words).is_some_and(|call| has(call, &POINTERS))
    })
}

/// Whether a text names a network where readers follow those who make a publication.
pub(crate) fn names_network(text: &str) -> bool {
    runs(&fold(&marks::plain(text))).any(|word| NETWORKS.contains(word))
}

/// Whether a paragraph begins with a sentence of its own sort and hardly goes on to anything else.
fn is_mostly(text: &str, is_own: impl Fn(&str, &[&str]) -> bool) -> bool {
    // Asked of long paragraphs, too: a word has few letters more than these.
    if text.len() > LONGEST * 16 {
        return false;
    }
    let plain = marks::plain(text);
    let (mut own, mut all, mut ends_so) = (0, 0, false);
    for sentence in sentences(&plain) {
        let folded = fold(plain.get(sentence).unwrap_or_default());
        let words: Vec<&str> = runs(&folded).collect();
        // What others say of a publication is news.
        if has(&words, &REPORTS) {
            return false;
        }
        let goes_on = own > 0 && words.first().is_some_and(|first| GOES_ON.contains(first)) && is_presented(&words, 0);
        ends_so = goes_on || is_own(&folded, &words);
        if all == 0 && !ends_so {
            if greets(&words) || asks_first(&folded, &words) {
                continue;
            }
            return false;
        }
        own += if ends_so { words.len() } else { 0 };
        all += words.len();
    }
    // Beside two sentences of its own, a third may name what it holds; between two, one may be longer.
    all > 0 && all <= LONGEST && (own * 3 >= all * 2 || ends_so && own * 2 >= all)
}

fn has(words: &[&str], of: &Words) -> bool {
    words.iter().any(|word| of.contains(word))
}

/// `Bonjour à tous`, `Hi readers`, `So, here we go`: a few words.
fn greets(words: &[&str]) -> bool {
    const GREETINGS: [&str; 8] = ["bonjour", "bonsoir", "hello", "hi", "salut", "dear", "cher", "chers"];
    let greets = || words.first().is_some_and(|first| GREETINGS.contains(first));
    words.len() <= 5 && (greets() || matches!(words, [.., "we", "go"] | [.., "est", "parti"]))
}

/// `Do you like this letter?`: a question by which a call begins.
fn asks_first(folded: &str, words: &[&str]) -> bool {
    const WORDS: usize = 25;
    // `Want more?`, `Envie de plus ?`
    const FEW: usize = 3;
    let is_reader = || words.len() <= FEW || words.iter().any(|word| matches!(*word, "you" | "vous"));
    words.len() <= WORDS && folded.trim_end().ends_with('?') && is_reader()
}

/// Whether a sentence speaks of the publication it stands in or of the subscription to it.
fn is_of_itself(folded: &str, words: &[&str]) -> bool {
    let publication = named(folded, words);
    publication.is_some_and(|at| is_presented(words, at))
        || welcomes(words, publication.is_some())
        || is_received(words)
        || is_subscribed(words)
        || calls(words).is_some_and(|call| [&NOUNS, &SUBSCRIBES, &NETWORKS, &GIFTS].into_iter().any(|of| has(call, of)))
        || thanks_for_reading(words)
        || is_habit(words)
        || speaks_of_cookies(words)
        || gathers(words)
        || announces(words)
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
    // Its name and what it is about may stand between: *La revue de presse de l’Écluse*.
    const NAME: usize = 8;
    const ADVERBS: usize = 4;
    let rest = words.get(at + 1..).unwrap_or_default();
    let verb = rest.iter().take(NAME).position(|word| BE.contains(word) || DOES.contains(word));
    let is_part = rest.windows(2).take(NAME).any(|pair| {
        matches!(
            pair,
            ["fait", "partie"]
                | ["a", "ete"]
                | ["vous", "est"]
                | ["a", "pour"]
                | ["comes", "out"]
                | ["s", "adresse"]
                | ["where", "we"]
                | ["a", "destination"]
        )
    });
    let verb_says = verb.is_some_and(|verb| {
        let behind = rest.get(verb + 1..).unwrap_or_default();
        let is = rest.get(verb).is_some_and(|word| BE.contains(word));
        let near = behind.get(..ADVERBS.min(behind.len())).unwrap_or_default();
        let is_ours = || behind.first().is_some_and(|word| POINTERS.contains(word));
        !is || is_one(behind) || has(near, &DONE) || is_ours()
    });
    verb_says || is_part || is_defined(words, at)
}

/// `a weekly newsletter`, `the Quayside letter`: an article, and soon what a publication may be.
fn is_one(words: &[&str]) -> bool {
    const WITHIN: usize = 5;
    words.first().is_some_and(|word| ARTICLES.contains(word))
        && has(words.get(..WITHIN.min(words.len())).unwrap_or_default(), &NOUNS)
}

/// `Quayside is a weekly newsletter`: to be, an article, and then what it is.
fn is_defined(words: &[&str], at: usize) -> bool {
    let before = words.get(..at).unwrap_or_default();
    let verb = before.iter().rposition(|word| matches!(*word, "is" | "est" | "s"));
    verb.is_some_and(|verb| before.get(verb + 1).is_some_and(|word| ARTICLES.contains(word) || POINTERS.contains(word)))
}

/// `Welcome to the 12th issue of …`, `Bienvenue dans cette lettre`, `I’m Ann, and this is the Quay letter`.
fn welcomes(words: &[&str], names: bool) -> bool {
    const HEAD: usize = 14;
    let head = words.get(..HEAD.min(words.len())).unwrap_or_default();
    let welcome = head.iter().take(4).any(|word| matches!(*word, "welcome" | "bienvenue"));
    let is_this = || {
        let this = head.windows(2).position(|pair| matches!(pair, ["this", "is"]));
        this.is_some_and(|at| words.get(at + 2..).is_some_and(is_one))
    };
    welcome && (names || has(head, &NOUNS)) || is_this()
}

/// `You are receiving this email because …`, `Vous avez reçu ce message`, `Vous écoutez le podcast du quai`.
fn is_received(words: &[&str]) -> bool {
    // What it is in may stand between: *Chaque mois, vous retrouverez dans mes carnets …*.
    const WITHIN: usize = 10;
    const NEAR: usize = 4;
    let Some(at) = words.iter().take(WITHIN).position(|word| GETS.contains(word)) else { return false };
    let is_reader = words.iter().take(at).skip(at.saturating_sub(NEAR)).any(|word| matches!(*word, "you" | "vous"));
    let behind = words.get(at + 1..).unwrap_or_default();
    let is_below = || matches!(behind, [.., "below"] | [.., "ci", "dessous"]);
    is_reader && (behind.iter().take(NEAR).any(|word| NOUNS.contains(word)) || is_below())
}

/// `You signed up for this letter`.
fn is_subscribed(words: &[&str]) -> bool {
    let signed = |pair: &[&str]| {
        matches!(
            pair,
            ["signed", "up"] | ["subscribed", "to"] | ["etes", "inscrit" | "inscrits" | "abonne" | "abonnes"]
        )
    };
    let is_reader = || words.iter().take(8).any(|word| matches!(*word, "you" | "vous"));
    words.windows(2).take(10).any(signed) && is_reader()
}

/// An invitation to subscribe, to unsubscribe or to contribute: its words, without those that lead to it.
fn calls<'w, 'a>(words: &'w [&'a str]) -> Option<&'w [&'a str]> {
    const WORDS: usize = 40;
    // Where the reader is told what to do, it is said at once.
    const AT_ONCE: usize = 7;
    const AT_LAST: usize = 20;
    let call = words.get(words.iter().take_while(|word| LEADS.contains(*word)).count()..)?;
    let first = call.first().filter(|first| SPEAKS_TO.contains(*first))?;
    let reach = if ON_CONDITION.contains(first) { AT_LAST } else { AT_ONCE };
    // Who has a condition is the reader, or who forwarded it to them.
    let is_reader = || {
        let reader = ["you", "vous", "someone", "somebody", "quelqu", "un"];
        call.iter().skip(1).take(2).any(|word| reader.contains(word))
    };
    if matches!(*first, "if" | "si") && !is_reader() {
        return None;
    }
    let asks = call.iter().take(reach).any(|word| SUBSCRIBES.contains(word) || HELPS.contains(word));
    let is_comment =
        || call.windows(2).any(|pair| matches!(pair, ["comments", "below"] | ["en", "commentaire" | "commentaires"]));
    (call.len() <= WORDS && (asks || is_comment())).then_some(call)
}

/// `Merci de votre lecture`, `Thanks for reading`.
fn thanks_for_reading(words: &[&str]) -> bool {
    const WORDS: usize = 30;
    const SOON: usize = 8;
    // `Merci à Claire pour la lecture des comptes` is told of somebody.
    let is_to_readers = |who: &str| {
        matches!(
            who,
            "you" | "all" | "everyone" | "everybody" | "those" | "vous" | "tous" | "toutes" | "ceux" | "celles"
        )
    };
    let thanks = match words {
        ["thanks" | "merci", "to" | "a", who, ..] => is_to_readers(who),
        ["thanks" | "merci", ..] | ["thank", "you", ..] => true,
        _ => false,
    };
    let wishes =
        matches!(words, ["bonne", "lecture"] | ["happy", "reading"] | ["enjoy", "reading"]) && words.len() <= SOON;
    wishes || thanks && words.len() <= WORDS && words.iter().take(SOON).any(|word| READS.contains(word))
}

/// `Every month the office sends this letter`: when, and the publication that is at hand.
fn is_habit(words: &[&str]) -> bool {
    let is_at_hand =
        |pair: &[&str]| matches!(pair, [pointer, noun] if POINTERS.contains(pointer) && NOUNS.contains(noun));
    words.first().is_some_and(|first| HABIT.contains(first)) && words.windows(2).any(is_at_hand)
}

/// `En poursuivant, vous acceptez l’usage de cookies`, `This site uses cookies`.
fn speaks_of_cookies(words: &[&str]) -> bool {
    let uses = |word: &&str| {
        matches!(*word, "acceptez" | "accept" | "utilise" | "utilisons" | "utilisation" | "use" | "uses" | "usage")
    };
    words.contains(&"cookies") && words.iter().any(uses)
}

/// `Each Friday we share the links that …`, `Links to the stories that we missed`: those who make it, what they do with it, and what it holds.
fn gathers(words: &[&str]) -> bool {
    const WITHIN: usize = 14;
    const NEAR: usize = 4;
    const WORDS: usize = 25;
    let makes = |words: &[&str]| words.iter().any(|word| matches!(*word, "we" | "nous"));
    let is_named = words.first().is_some_and(|word| GATHERED.contains(word)) && words.len() <= WORDS && makes(words);
    let at = words.iter().take(WITHIN).position(|word| GATHERS.contains(word));
    is_named
        || at.is_some_and(|at| {
            let who = words
                .iter()
                .take(at)
                .skip(at.saturating_sub(2))
                .any(|word| matches!(*word, "we" | "i" | "nous" | "je" | "vous"));
            who && words.iter().skip(at + 1).take(NEAR).any(|word| GATHERED.contains(word))
        })
}

/// `Here are the links of the week:`, `Check out these stories`, `Cliquez sur le bouton`.
fn announces(words: &[&str]) -> bool {
    const WORDS: usize = 14;
    const HEAD: usize = 6;
    let head = words.get(..HEAD.min(words.len())).unwrap_or_default();
    let holds = || has(head, &GATHERED);
    let points = || has(head, &POINTERS) || has(head, &ARTICLES) || head.contains(&"some");
    words.len() <= WORDS
        && match words {
            ["here" | "voici" | "check" | "find", ..] => holds() && points(),
            ["click" | "cliquez", ..] => {
                words.iter().any(|word| matches!(*word, "bouton" | "button" | "lien" | "link" | "ici" | "here"))
            }
            _ => false,
        }
}

/// `Les positions exprimées n’engagent que leurs auteurs`, `Il s’agit d’une sélection d’articles`.
fn disclaims(words: &[&str]) -> bool {
    const HEAD: usize = 8;
    let head = words.get(..HEAD.min(words.len())).unwrap_or_default();
    let is_said = || {
        let said = ["positions", "opinions", "views", "propos", "agree", "articles"];
        head.iter().any(|word| said.contains(word)) && has(words, &DISCLAIMS)
    };
    is_said() || matches!(head, ["il", "s", "agit", ..]) && has(head, &NOUNS)
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
            ("Les positions exprimées n’engagent que leurs auteurs.", true),
            ("Thanks for reading the quay!", true),
            ("Your support keeps the lamp alight.", true),
            ("Welcome to the 50th issue of the weekly! It was a long way, and the ferry sank twice on it.", false),
            ("Welcome to the harbour. The ferry sails at nine.", false),
            ("La revue de presse du Quai a disparu : son imprimeur a fermé lundi.", false),
            ("The ferry is made of oak. It covers the bay in an hour.", false),
            ("It is that time again when we share the links we have seen from the pier.", true),
            ("Links to the stories that we had no time for.", true),
            ("So, here we go. Feel free to say more in the comments below.", true),
            ("As always, you can find the berths in the last section below.", true),
            ("I am Ann, and this is the Quay letter about ropes. You signed up on the pier.", true),
            ("Don’t forget to follow the quay on Mastodon.", true),
            ("Chaque mois, vous retrouverez dans mes carnets de veille un peu de corde.", true),
            ("Signed articles do not represent the views of the harbour.", true),
            ("Chaque mois, le port envoie ce bulletin à ses membres.", true),
            ("Cette lettre est à destination des membres du port.", true),
            ("En poursuivant sur ce quai, vous acceptez l’usage de cookies.", true),
            ("Recevez la lettre du soir.", true),
            ("Bonne lecture !", true),
            ("Every ferry has a bell of its own.", false),
            ("Si nous avons mis du temps à envoyer cette lettre, c’est la faute du bac.", false),
            ("Want more? You can follow the ferry on Mastodon.", true),
            ("Here are some picks for the weekend.", true),
            ("Cliquez sur le bouton au-dessus de la cloche.", true),
            ("Do you like what you read on the pier? Please share this letter.", true),
            ("Do you like what you read on the pier? The harbour does not.", false),
            ("Here are the new captains of the ferry.", false),
            ("This newsletter is sent to nobody any more, says Ann Lee.", false),
            ("This letter is late because my father died.", false),
            ("Merci à Claire pour la lecture des comptes.", false),
            ("Merci à tous de votre lecture.", true),
            ("Votre soutien tient le bac à flot, a déclaré l’équipage.", false),
            ("To repair the bell, somebody has to climb.", false),
            ("Please mind the gap between the ferry and the pier.", false),
            ("Bonjour, qui êtes-vous ?", false),
            ("Pour rejoindre le môle, il faut un bac.", false),
        ];
        for (text, expected) in cases {
            assert_eq!(presents_itself(text), expected, "{text}");
        }
    }

    #[test]
    fn beside_a_list_whatever_readers_are_asked_to_do_is_no_story() {
        let cases = [
            ("To apply for these berths or to post one, visit the pier board.", true),
            ("Envoyez vos bouées au bureau du port.", true),
            ("To the pier board, these berths are worth nothing.", false),
        ];
        for (text, expected) in cases {
            assert_eq!(asks_the_reader(text), expected, "{text}");
            assert!(!presents_itself(text), "{text}");
        }
    }

    #[test]
    fn an_issue_says_so_by_pointing_at_itself() {
        let cases = [
            ("Ce bulletin est diffusé dans deux versions.", true),
            ("The bell is repaired. This newsletter is sent to all captains.", true),
            ("Le bulletin météo est diffusé par la capitainerie.", false),
            ("This ferry is sent to the yard.", false),
        ];
        for (text, expected) in cases {
            assert_eq!(presents_a_digest(text), expected, "{text}");
        }
    }
}
