//! What the command says of itself: version, usage, help. The lists come from the tables of flags and variables.

use std::fmt::Write;

use super::args::{FLAGS, Flag};
use super::environment::VARIABLES;

/// The line of `-V`.
pub const VERSION: &str = concat!("Hoopsnake ", env!("CARGO_PKG_VERSION"), " (Python 3.11 language)\n");

const USAGE_LINE: &str = "usage: hoopsnake [option] ... [-c CODE | -m MODULE | --dis FILE | FILE | -] [arg] ...\n";

const WAYS: &str = "
Runs Python programs, language version 3.11. A program comes from
  FILE        a file, or a folder with a __main__.py in it
  -c CODE     the command line itself
  -           standard input; also the default when input is piped
At a terminal and without any of these, a session begins: type Python, see results.
What follows the program on the line is its sys.argv.
";

const EXAMPLES: &str = "
examples:
  hoopsnake                             a session; Ctrl-D leaves
  hoopsnake fib.py 30                   a file with an argument
  hoopsnake -c 'print(2 ** 100)'        a line of code
  echo 'print(6 * 7)' | hoopsnake       piped code
  hoopsnake -i fib.py                   run, then look around in its names
  hoopsnake --dis fib.py                what it is compiled to

exit status: 0; 1 after an uncaught exception; the code of SystemExit; 2 for wrong
usage; 120 when output could not be written at the end; 130 after Ctrl-C
";

/// What follows an error about the arguments.
pub fn usage() -> String {
    format!("{USAGE_LINE}Try `hoopsnake -h' for more information.\n")
}

/// The text of `-h`.
pub fn help() -> String {
    let mut out = format!("{USAGE_LINE}{WAYS}\noptions:\n");
    for flag in FLAGS {
        row(&mut out, &spelled(flag), flag.help);
    }
    out.push_str("\nenvironment:\n");
    for (name, help) in VARIABLES {
        row(&mut out, name, help);
    }
    out.push_str(EXAMPLES);
    out
}

fn spelled(flag: &Flag) -> String {
    let mut names = flag.names.join(", ");
    if let Some(argument) = flag.argument {
        names.push(' ');
        names.push_str(argument);
    }
    names
}

fn row(out: &mut String, name: &str, help: &str) {
    // Writing to a String cannot fail.
    let _ = writeln!(out, "  {name:<22} {help}");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_option_and_variable_is_told_within_the_width() {
        let help = help();
        for name in FLAGS.iter().flat_map(|flag| flag.names) {
            assert!(help.contains(name), "{name}");
        }
        for line in help.lines() {
            assert!(line.chars().count() <= 100, "{line}");
        }
    }
}
