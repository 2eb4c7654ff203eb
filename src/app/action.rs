//! The command table: one row holds the whole truth about a command.
//!
//! The key map, the help, the command palette, the configuration's `[keys]` and the README's table
//! are all made from it. What a command does is one line in `app::switchboard`.

/// Where a key is valid. A key is looked up in the innermost scope first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scope {
    /// In every view.
    Everywhere,
    /// Wherever there is something to move in.
    Moving,
    /// In the lists of digests and articles.
    List,
    /// In the reading view.
    Reader,
    /// In the reading view, while a passage is being selected.
    Selection,
    /// In the list of highlights.
    Highlights,
}

impl Scope {
    /// The scopes, in the order in which help shows them.
    pub const ALL: [Scope; 6] =
        [Scope::List, Scope::Reader, Scope::Selection, Scope::Highlights, Scope::Moving, Scope::Everywhere];

    /// Whether keys of both are looked up at the same time somewhere.
    pub fn meets(self, other: Scope) -> bool {
        let is_everywhere = |scope| matches!(scope, Scope::Moving | Scope::Everywhere);
        self == other || is_everywhere(self) || is_everywhere(other)
    }

    /// Where it is, in a sentence.
    fn place(self) -> &'static str {
        match self {
            Scope::Everywhere => "everywhere",
            Scope::Moving => "where there is something to move in",
            Scope::List => "in the list",
            Scope::Reader => "in the reading view",
            Scope::Selection => "while selecting",
            Scope::Highlights => "in the highlights",
        }
    }

    /// Where these are, in a sentence: `in the list or in the reading view`.
    pub fn places(scopes: &[Scope]) -> String {
        let places: Vec<&str> = scopes.iter().map(|scope| scope.place()).collect();
        match places.split_last() {
            Some((last, others)) if !others.is_empty() => format!("{} or {last}", others.join(", ")),
            _ => places.concat(),
        }
    }

    /// The scope's heading in the help.
    pub fn title(self) -> &'static str {
        match self {
            Scope::Everywhere => "everywhere",
            Scope::Moving => "moving",
            Scope::List => "list",
            Scope::Reader => "reader",
            Scope::Selection => "selecting",
            Scope::Highlights => "highlights",
        }
    }
}

/// What a number typed before a command's key means (`5j`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// Nothing: the command takes none.
    None,
    /// So many times, as one move.
    Times,
    /// So many articles, as one step that is undone at once.
    Articles,
    /// The one of this number, counted from 1.
    Number,
}

/// One row of the command table.
#[derive(Debug, Clone, Copy)]
pub struct Command {
    /// What it means to the program.
    pub action: Action,
    /// Its name in the palette and in `[keys]`.
    pub name: &'static str,
    /// Where its keys are valid.
    pub scopes: &'static [Scope],
    /// The default keys, each as [`crate::app::keymap`] spells them.
    pub keys: &'static [&'static str],
    /// What it does, in a few words.
    pub help: &'static str,
    /// What a number before its key means.
    pub count: Count,
}

/// The row's last column; most commands leave it out.
macro_rules! count {
    () => {
        Count::None
    };
    ($count:ident) => {
        Count::$count
    };
}

macro_rules! commands {
    ($($action:ident $name:literal [$($scope:ident)+] [$($key:literal)*] $help:literal $(($count:ident))?)+) => {
        /// What a key means.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Action {
            $(#[doc = $help] $action,)+
        }

        /// All commands, in the order in which help shows them.
        pub const COMMANDS: &[Command] = &[
            $(Command {
                action: Action::$action,
                name: $name,
                scopes: &[$(Scope::$scope),+],
                keys: &[$($key),*],
                help: $help,
                count: count!($($count)?),
            },)+
        ];
    };
}

commands! {
    Read           "read"            [List]                        ["Enter" "l" "Right"]  "read the article"
    Keep           "keep"            [List Reader]                 ["s"]                  "keep the article, go to the next undecided" (Articles)
    Skip           "skip"            [List Reader]                 ["d"]                  "skip the article, go to the next undecided" (Articles)
    Later          "later"           [List Reader]                 ["z"]                  "put the article off, go to the next undecided" (Articles)
    SkipRest       "skip-rest"       [List Reader]                 ["D"]                  "skip all that is undecided in this digest"
    Range          "range"           [List]                        ["V"]                  "mark articles from here on, to decide about all of them"
    PageArticle    "page-article"    [List Reader]                 ["Space"]              "page the article, then go to the next undecided" (Times)
    SetTitle       "title"           [List Reader]                 ["T"]                  "give the article a title by hand"
    Merge          "merge"           [List]                        ["M"]                  "merge the article with the one before it"
    Fold           "fold"            [List]                        ["Backspace"]          "fold or unfold the digest"

    NextParagraph  "next-paragraph"  [Reader Selection]            ["}"]                  "focus the next paragraph" (Times)
    PrevParagraph  "previous-paragraph" [Reader Selection]         ["{"]                  "focus the previous paragraph" (Times)
    NextSentence   "next-sentence"   [Reader Selection]            [")"]                  "focus the next sentence" (Times)
    PrevSentence   "previous-sentence" [Reader Selection]          ["("]                  "focus the previous sentence" (Times)
    Highlight      "highlight"       [Reader]                      ["H"]                  "highlight what is focused"
    Select         "select"          [Reader Selection]            ["v"]                  "select from here, or adjust the highlight that is here"
    Note           "note"            [Reader Highlights]           ["a"]                  "write a note on the highlight"
    Tags           "tags"            [Reader Highlights]           ["t"]                  "set the highlight’s tags"
    Colour         "colour"          [Reader Highlights]           ["c"]                  "choose the highlight’s colour"
    Delete         "delete"          [Reader Highlights]           ["x"]                  "delete the highlight"
    Join           "join"            [Reader Highlights]           ["J"]                  "join the highlight with the next one"
    Copy           "copy"            [Reader Selection Highlights] ["y"]                  "copy the passage to the clipboard"
    CopyMarkdown   "copy-markdown"   [Reader List Selection Highlights] ["Y"]             "copy as Markdown: the article, or the passage and where it is from"
    FollowLink     "follow-link"     [Reader]                      ["f"]                  "follow a link: letters appear"
    OpenInBrowser  "open-in-browser" [Reader List]                 ["o"]                  "open the article in the browser"
    Contents       "contents"        [Reader]                      ["O"]                  "show the contents of the article"
    Split          "split"           [Reader]                      ["S"]                  "split the article at the focused paragraph"
    ToggleChrome   "chrome"          [Reader]                      ["X"]                  "make the focused paragraph chrome, or text again"
    ShowChrome     "show-chrome"     [Reader]                      ["C"]                  "show or hide what was left out of the article"
    Narrower       "narrower"        [Reader]                      ["<"]                  "make the column narrower" (Times)
    Wider          "wider"           [Reader]                      [">"]                  "make the column wider" (Times)
    ToList         "to-list"         [Reader]                      ["h" "Left"]           "go back to the list"
    Hyphenation    "hyphenation"     [Reader]                      []                     "divide words at the ends of lines, or not"
    Justification  "justification"   [Reader]                      []                     "stretch lines to the right edge, or not"
    NarrowSpaces   "narrow-spaces"   [Reader]                      []                     "show the spaces that French punctuation lacks, or not"

    NextWord       "next-word"       [Selection]                   ["w"]                  "extend by a word" (Times)
    PrevWord       "previous-word"   [Selection]                   ["b"]                  "take a word back" (Times)
    NextLetter     "next-character"  [Selection]                   ["l" "Right"]          "extend by a character" (Times)
    PrevLetter     "previous-character" [Selection]                ["h" "Left"]           "take a character back" (Times)
    SwapEnds       "swap-ends"       [Selection]                   ["o"]                  "move the other end"
    SaveSelection  "save-selection"  [Selection]                   ["Enter" "H"]          "highlight the selection"

    GoToPassage    "go-to-passage"   [Highlights]                  ["Enter" "l" "Right"]  "go to the passage"
    Group          "group"           [Highlights]                  ["o"]                  "group by article, digest, tag or day, in turn"
    Attach         "attach"          [Highlights]                  ["A"]                  "show where a lost highlight stands now"

    Down           "down"            [Moving]                      ["j" "Down"]           "down a line" (Times)
    Up             "up"              [Moving]                      ["k" "Up"]             "up a line" (Times)
    First          "first"           [Moving]                      ["g g" "Home"]         "to the beginning, or to a number" (Number)
    Last           "last"            [Moving]                      ["G" "End"]            "to the end, or to a number" (Number)
    HalfDown       "half-page-down"  [Moving]                      ["Ctrl-d"]             "down half a page" (Times)
    HalfUp         "half-page-up"    [Moving]                      ["Ctrl-u"]             "up half a page" (Times)
    PageDown       "page-down"       [Moving]                      ["PageDown" "Space"]   "down a page" (Times)
    PageUp         "page-up"         [Moving]                      ["PageUp" "b"]         "up a page" (Times)

    JumpBack       "jump-back"       [Everywhere]                  ["Ctrl-o"]             "back to where you were before the last jump" (Times)
    JumpForward    "jump-forward"    [Everywhere]                  ["Alt-o" "Ctrl-i"]     "forward again over a jump" (Times)
    Help           "help"            [Everywhere]                  ["?"]                  "show every key and command"
    Palette        "commands"        [Everywhere]                  [":"]                  "run a command by its name"
    Search         "search"          [Everywhere]                  ["/"]                  "search"
    Next           "next"            [Everywhere]                  ["n"]                  "next hit, else next undecided article" (Times)
    Previous       "previous"        [Everywhere]                  ["N"]                  "previous hit, else previous undecided article" (Times)
    Undo           "undo"            [Everywhere]                  ["u"]                  "undo" (Times)
    Redo           "redo"            [Everywhere]                  ["Ctrl-r"]             "redo" (Times)
    NextPane       "next-pane"       [Everywhere]                  ["Tab"]                "go to the next pane"
    PrevPane       "previous-pane"   [Everywhere]                  ["Shift-Tab"]          "go to the previous pane"
    ViewInbox      "view-inbox"      [Everywhere]                  ["1"]                  "Inbox: what is to decide"
    ViewKept       "view-kept"       [Everywhere]                  ["2"]                  "Kept: what is to read"
    ViewLater      "view-later"      [Everywhere]                  ["3"]                  "Later: what was put off"
    ViewHighlights "view-highlights" [Everywhere]                  ["4"]                  "Highlights: what was saved"
    ViewAll        "view-all"        [Everywhere]                  ["5"]                  "All articles"
    Export         "export"          [Everywhere]                  ["E"]                  "export the highlights to Markdown"
    Reload         "reload"          [Everywhere]                  ["R"]                  "read the sources again"
    Mouse          "mouse"           [Everywhere]                  ["m"]                  "let the mouse scroll and click, or leave it to the terminal"
    Hints          "hints"           [Everywhere]                  ["."]                  "show or hide the keys in the bottom line"
    Close          "close"           [Everywhere]                  ["Esc"]                "close what is open; never quits, never destroys"
    Back           "back"            [Everywhere]                  ["q"]                  "go back; from the outermost view, quit"
    Quit           "quit"            [Everywhere]                  ["Q" "Ctrl-c"]         "quit at once, saved"
    Suspend        "suspend"         [Everywhere]                  ["Ctrl-z"]             "suspend; `fg` comes back"
}

/// The command called `name`.
pub fn named(name: &str) -> Option<&'static Command> {
    COMMANDS.iter().find(|command| command.name == name)
}

/// The row of a command.
pub fn of(action: Action) -> Option<&'static Command> {
    COMMANDS.iter().find(|command| command.action == action)
}

/// Says where a command works, where it was asked for elsewhere.
pub fn elsewhere(action: Action) -> String {
    of(action).map_or(String::new(), |command| format!("“{}” works {}.", command.name, Scope::places(command.scopes)))
}

impl Action {
    /// Whether a number before its key means something.
    pub fn takes_count(self) -> bool {
        of(self).is_some_and(|command| command.count != Count::None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_said_in_a_sentence() {
        let cases: [(&[Scope], &str); 3] = [
            (&[], ""),
            (&[Scope::List], "in the list"),
            (
                &[Scope::Reader, Scope::Selection, Scope::Highlights],
                "in the reading view, while selecting or in the highlights",
            ),
        ];
        for (scopes, expected) in cases {
            assert_eq!(Scope::places(scopes), expected);
        }
    }

    #[test]
    fn every_command_has_a_name_of_its_own() {
        for (at, command) in COMMANDS.iter().enumerate() {
            let same = COMMANDS.iter().filter(|other| other.name == command.name).count();
            assert_eq!(same, 1, "{}", command.name);
            assert_eq!(COMMANDS[at].action, command.action);
            assert!(!command.help.is_empty() && !command.help.ends_with('.'));
        }
    }
}
