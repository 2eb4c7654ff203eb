//! A digest of sixty short stories, and what was decided about them.

use std::fs;
use std::path::Path;

use veille::journal::Journal;
use veille::model::change::Triage;

/// Sixty short stories, one a bullet.
pub fn digest(folder: &Path) -> String {
    let story = |number: u32| {
        format!(
            "  • L’escale numéro {number} dure {} minutes, assez pour un café, trop peu pour deux. Le registre compte {} départs par an ; un sur dix est un retour.\n  • \u{a0}\n\n",
            number + 4,
            number * 7
        )
    };
    let path = folder.join("escales.txt");
    fs::write(&path, format!("Les escales de la semaine\n\n{}", (1..=60).map(story).collect::<String>())).unwrap();
    path.to_str().unwrap().to_owned()
}

/// How many articles the state on disk says were decided, and what there is to say about it.
pub fn decided(config: &Path) -> (usize, Vec<String>) {
    let (_, marks, notices) = Journal::open_as(&config.join("state"), "any").unwrap();
    (marks.states().values().filter(|marks| marks.triage() != Triage::Undecided).count(), notices)
}
