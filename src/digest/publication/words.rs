//! The words by which a publication speaks of itself and to its readers, in French and English, folded.
//!
//! Common words of the trade; which of them count where is said in `super`.

use std::sync::LazyLock;

use crate::digest::quick::{Words, set};

/// What a publication may be besides the words that digests call themselves: known only where the sentence points
/// at it (*this list*, *our selection*).
pub(super) static NOUNS: Words = LazyLock::new(|| {
    set("newsletter newsletters infolettre lettre lettres gazette bulletin revue selection chronique rubrique magazine
         journal liste list issue edition numero mail mails courriel courriels email emails message messages letter
         compilation recapitulatif recap digest podcast emission roundup weekly series veille publication letters
         mailing carnet carnets episode")
});

/// What points at a thing that is at hand.
pub(super) static POINTERS: Words =
    LazyLock::new(|| set("ce cet cette ces notre nos votre vos this these our your mon ma mes my"));

/// Articles that may stand before a publication's name.
pub(super) static ARTICLES: Words = LazyLock::new(|| set("la le l les the a an une un"));

/// Forms of to be.
pub(super) static BE: Words = LazyLock::new(|| set("est sont is are was were been be etait ete sera s re"));

/// What is usually done with a publication, and what it then is.
pub(super) static DONE: Words = LazyLock::new(|| {
    set("editee edite redigee redige realisee realise envoyee envoye envoyes preparee prepare proposee propose produite
         produit diffusee diffuse compilee compile ecrite ecrit maintenue maintenu assuree offerte offert offertes
         offerts concoctee disponible disponibles gratuite gratuit destinee destine consacree publiee publie archivee ouverte ouvert
         adressee adresse generee genere hebergee
         edited published written sent brought compiled curated prepared produced maintained made put available free
         supported sponsored hosted delivered powered open archived translated licensed assembled generated created
         distributed intended")
});

/// What a publication usually does.
pub(super) static DOES: Words = LazyLock::new(|| {
    set("parait sort couvre recense regroupe rassemble reprend resume compile presente propose vise offre
         covers contains collects gathers summarizes summarises lists highlights aims brings appears goes features
         includes provides rounds")
});

/// What one does with a subscription, and nothing else.
pub(super) static SUBSCRIBES: Words = LazyLock::new(|| {
    set("abonner abonnez reabonner desabonner desabonnez desinscrire desinscrivez inscrire inscrivez subscribe
         unsubscribe subscribed unsubscribing subscribing resubscribe desinscription desabonnement
         recevoir recevez receive transferer forwarded")
});

/// What readers are asked to do for a publication.
pub(super) static HELPS: Words = LazyLock::new(|| {
    set("submit send email contribute propose suggest proposer contribuer envoyer soumettre contacter contactez
         envoyez ecrivez ecrire signaler signalez proposez partagez partager soutenez soutenir support donate sponsor
         advertise follow suivre suivez reply repondre repondez visit visitez consultez consulter tweet share contact
         tell reach help participer participez rejoindre rejoignez join apply post check retrouvez retrouver rendez
         mention leave laissez following include")
});

/// First words of a sentence that speaks to the reader, or says what something is for.
pub(super) static SPEAKS_TO: Words = LazyLock::new(|| {
    set("pour to if si you vous want got have envie please merci feel click cliquez abonnez subscribe unsubscribe
         inscrivez envoyez ecrivez proposez suivez partagez soutenez contactez retrouvez send submit follow share
         email support join contribute sign forward reply contact help desinscription desabonnement rejoignez
         participez tweet pensez oubliez hesitez remember forget leave laissez dites tell recevez make")
});

/// Of those, the words behind which a purpose or a condition stands, and the call only then.
pub(super) static ON_CONDITION: Words = LazyLock::new(|| set("to pour if si want envie have got"));

/// First words of a habit: *Chaque mois*, *Every Friday*.
pub(super) static HABIT: Words = LazyLock::new(|| set("chaque tous toutes every each"));

/// Words that may stand before them: *So*, *As always*, *On the other hand*.
pub(super) static LEADS: Words =
    LazyLock::new(|| set("so and also but as always usual on the other hand enfin et ainsi comme toujours n ne don t"));

/// What readers get.
pub(super) static GETS: Words = LazyLock::new(|| {
    set("recevez recu receive received receiving getting get ecoutez lisez listening reading retrouvez retrouverez
         trouverez find")
});

/// First words by which a sentence goes on about the publication above.
pub(super) static GOES_ON: Words = LazyLock::new(|| set("il elle ils elles it they"));

/// What readers give.
pub(super) static GIFTS: Words = LazyLock::new(|| {
    set("support soutien feedback retours commentaires suggestions contributions donations dons propositions comments
         comment commentaire")
});

/// What is read, or heard, to the end.
pub(super) static READS: Words =
    LazyLock::new(|| set("reading lecture lu lire ecoute ecouter fidelite subscribing listening"));

/// What somebody's opinions do to those of others.
pub(super) static DISCLAIMS: Words = LazyLock::new(|| {
    set("engagent engage refletent reflete rejoignent reflect represent responsable responsables endorsement")
});

/// What a publication gathers.
pub(super) static GATHERED: Words =
    LazyLock::new(|| set("links liens stories articles lectures news actualites picks set reads list liste posts"));

/// What those who make a publication do with it.
pub(super) static GATHERS: Words = LazyLock::new(|| {
    set("share collect gather bring post publish pick select clipping recommend recommending compile choose
         partageons partage rassemblons proposons propose selectionne selectionnons recensons")
});

/// Where readers follow those who make it.
pub(super) static NETWORKS: Words = LazyLock::new(|| {
    set("twitter mastodon facebook linkedin slack discord bluesky telegram reseaux youtube instagram fosstodon
         whatsapp tweets toots")
});

/// What is done with words that are somebody else's.
pub(super) static REPORTS: Words = LazyLock::new(|| {
    set("says said told wrote declare declarent affirme affirment explique raconte deplore estime reconnait")
});
