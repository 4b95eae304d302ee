//! Text to tree: the lexer, the grammar and the syntax tree of Hoopsnake.
//!
//! `layout` turns text into tokens with line ends and blocks, the tables generated from `grammar/python.lalrpop`
//! turn tokens into a tree by way of `tree`, `check` refuses what the grammar cannot, and `diagnose` finds
//! CPython's words for what it does refuse. Nothing here knows of values, objects or bytecode, and no input,
//! however broken or deep, makes it panic.

mod call;
mod check;
mod check_pattern;
mod diagnose;
mod error;
mod extent;
mod fstring;
mod highlight;
mod layout;
mod literal;
mod params;
mod parse;
mod pattern;
mod soft;
mod target;
mod token;
mod tree;

pub mod ast;
pub mod source;

pub use error::{End, ErrorKind, Shown, Stage, SyntaxError, Warning, WarningKind};
pub use highlight::{TokenClass, highlight_tokens};
pub use parse::{
    Interactive, WithWarnings, parse_expression, parse_expression_with_warnings, parse_interactive, parse_module,
    parse_module_with_warnings, parse_single,
};
pub use source::decode_source;
pub use token::{KEYWORDS, is_keyword};
