//! The interactive session: read a line, run it, show what it gave.
//!
//! `session` is the loop; it reads through `editor` (a line editor, at a terminal that can do it) or `plain` (pipes and dumb
//! terminals). `indent` knows how Python lines are laid out, `complete` where a name begins, `colours` how tokens look,
//! `history` where lines are kept, and `prompt` what Ctrl-C finds when it comes.

mod colours;
mod complete;
mod editor;
mod history;
mod indent;
mod plain;
mod prompt;
mod session;

pub use prompt::{cancel_line, prompts_shown};
pub use session::run;
