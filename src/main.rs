//! The `hoopsnake` command: the command line and the interactive session, put together.

use std::process::ExitCode;

use hoopsnake::{cli, repl};

fn main() -> ExitCode {
    cli::main(cli::Session { run: repl::run, cancel_line: repl::cancel_line, prompts_shown: repl::prompts_shown })
}
