//! The command line: arguments and environment in, exit status out.
//!
//! `args` reads the arguments by its table of flags, `environment` the variables, `help` writes what people see of both; `run`
//! does what was asked for, `source` fetches program text, and `interrupts` turns signals into what the interpreter knows.
//! The interactive session is handed in by `main.rs`: this folder and `repl` do not know each other.

mod args;
mod environment;
mod help;
mod interrupts;
mod run;
mod source;

pub use run::{Session, main};
