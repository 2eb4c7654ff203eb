//! veille, a terminal newsreader for long weekly digests: triage, read, highlight, export.
//!
//! # The map
//!
//! Pure rooms and a doorway: the folders of `src/` compute, the files at the top of `src/` touch the
//! world. The street runs one way.
//!
//! ```text
//! bytes ─formats▶ Document ─digest▶ Articles ─▶ Store (never changes; a reload builds a new one) ─┐
//! journal ─replay▶ Entry ─Marks::apply▶ Marks ───────────────────────────────────────────────────┤
//!                                                                                                ▼
//! key ─keymap▶ Action ─switchboard▶ App (changes itself, returns Effects) ──draw(&self)──▶ screen
//!                                       │
//!                                       └▶ Effect ─terminal▶ journal · export file · clipboard · browser
//!                                              what came of it returns as an Event
//! ```
//!
//! | room | what it is | it may use |
//! |---|---|---|
//! | [`text`] | what text is: folding, scrubbing, wrapping, sentences, line shapes | nothing of ours |
//! | [`model`] | what is known: document, article, store, body, highlight, marks | `text` |
//! | [`formats`] | bytes → document | `text`, `model::document` |
//! | [`digest`] | document → articles | `text`, `model` |
//! | [`search`] | query → hits | `text`, `model` |
//! | [`export`] | highlights → Markdown, JSON, annotations, CSV, merged into what the reader has | `text`, `model` |
//! | [`app`] | what is shown: the command table, the switchboard, the panes | `model`, `text`, `search` |
//!
//! The files beside this one are the doorway and may use every room: `loader` reads sources, `journal`
//! keeps what the reader did, `config`, `paths` and `templates` know the user's files, `exporter` writes exports,
//! `listing` prints, `cli` is the command line, and `terminal` runs the screen, or lines where there is none.
//! `tests/tidy.rs` reads the `use` lines and holds the rooms to this table.
//!
//! # What always holds
//!
//! - Reading never fails: any bytes give a document and warnings; nothing disappears in silence.
//! - Text is scrubbed once, where it enters (`formats`, pasted text, names of files): no control
//!   character of a document reaches the terminal or an export.
//! - The lines of a document are partitioned into articles, chrome and neutral lines.
//! - An article's id comes from its own text ([`model::article::ArticleId`]), so it is the same wherever
//!   and whenever it is loaded; what the reader did lives in [`model::marks::Marks`] and finds it again, where
//!   the text was edited by [`model::heirs`].
//! - All positions in an article speak of its canonical text ([`model::body::Body::text`]): byte ranges
//!   inside the program, code points in files. Columns come from the layout only.
//! - A live change and a replayed one go through the same [`model::marks::Marks::apply`]; undo appends
//!   the opposite change.
//! - Only [`app::App::handle`] changes what is shown; drawing takes `&self`.
//! - What the screen calls saved is on the disk.
//!
//! # A newcomer adds …
//!
//! 1. an input format: a file in `formats/` and its row in `formats::FORMATS`;
//! 2. a command or key: its row in [`app::action`]; the compiler then asks for its line in the
//!    switchboard; help, palette and the README's table follow;
//! 3. an export format: a file in `export/` and its row in `export::EXPORTERS`;
//! 4. a theme: a TOML file in `assets/themes/` and its row in [`app::theme::BUILT_IN`], or in the user's
//!    `themes/` folder without a build.

pub mod app;
pub mod cli;
pub mod config;
pub mod digest;
pub mod export;
pub mod exporter;
pub mod files;
pub mod formats;
pub mod journal;
pub mod listing;
pub mod loader;
pub mod model;
pub mod paths;
pub mod search;
pub mod templates;
pub mod terminal;
pub mod text;
