//! tmp
use veille::app::{
    Settings,
    theme::{BUILT_IN, Theme},
};
fn main() -> color_eyre::Result<()> {
    let dir = std::path::PathBuf::from(std::env::var("VEILLE_CONFIG_DIR").unwrap_or("/tmp/vcfg".into()));
    let (journal, marks, notices) = veille::journal::Journal::open(&dir.join("state"))?;
    let settings = Settings { column: 72, words_per_minute: 230, hints: true, keys: Default::default() };
    veille::terminal::run(veille::terminal::Session {
        sources: std::env::args().skip(1).collect(),
        settings,
        theme: Theme::parse(BUILT_IN[0].1).map_err(|e| color_eyre::eyre::eyre!(e))?,
        journal,
        marks,
        notices,
        export_folder: "/tmp/vexport".into(),
    })
}
