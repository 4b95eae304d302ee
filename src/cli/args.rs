//! The flag table and the parser of the arguments.
//!
//! CPython's rule: the first interface option (`-c`, `-m`, `-`, a file, `--dis`) ends the options, and all that follows belongs
//! to the program. Short options may stand together (`-qi`), and an argument may be part of the word (`-cCODE`, `--dis=FILE`).

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

/// What an option does.
#[derive(Clone, Copy)]
pub enum Effect {
    /// Names what is to run, from the option's argument; ends the options.
    Way(fn(OsString) -> Way),
    /// Sets a field.
    Set(fn(&mut Options)),
    /// Adds the option's argument to a field.
    Add(fn(&mut Options, String)),
    /// Accepted so that command lines written for CPython work; there is nothing for it to do.
    Nothing,
}

/// One option of the command line.
pub struct Flag {
    /// `-x` or `--long`, the first one first in the help.
    pub names: &'static [&'static str],
    /// What the help calls the argument, where the option takes one.
    pub argument: Option<&'static str>,
    pub help: &'static str,
    pub effect: Effect,
}

const fn flag(
    names: &'static [&'static str],
    argument: Option<&'static str>,
    effect: Effect,
    help: &'static str,
) -> Flag {
    Flag { names, argument, help, effect }
}

/// Every option, in the order of the help.
#[rustfmt::skip]
pub const FLAGS: &[Flag] = &[
    flag(&["-c"], Some("CODE"), Effect::Way(|code| Way::Code(text(&code))), "run CODE; sys.argv[0] is '-c'"),
    flag(&["-m"], Some("MODULE"), Effect::Way(|name| Way::Module(text(&name))), "find MODULE.py on sys.path and run it as the program"),
    flag(&["-i"], None, Effect::Set(|o| o.interactive = true), "open a session after the program, also when it failed, or with piped input"),
    flag(&["-q"], None, Effect::Set(|o| o.quiet = true), "no greeting when a session begins"),
    flag(&["--dis"], Some("FILE"), Effect::Way(|file| Way::Disassemble(file.into())), "print the bytecode of FILE ('-': standard input); nothing runs"),
    flag(&["--gc-stress"], None, Effect::Set(|o| o.gc_stress = true), "collect garbage at every chance: finds programs that lean on its timing"),
    flag(&["--verify-heap"], None, Effect::Set(|o| o.verify_heap = true), "check the whole heap after each collection"),
    flag(&["-E"], None, Effect::Set(|o| o.ignore_environment = true), "ignore HOOPSNAKE* and PYTHONHASHSEED"),
    flag(&["-I"], None, Effect::Set(|o| { o.ignore_environment = true; o.isolated = true; }), "isolated: -E, and sys.path does not begin with the program's folder"),
    flag(&["-W"], Some("FILTER"), Effect::Add(|o, filter| o.warnings.push(filter)), "what to do with warnings: action:message:category:module:line"),
    flag(&["-u"], None, Effect::Nothing, "accepted: output is never held back while the program waits"),
    flag(&["-B"], None, Effect::Nothing, "accepted: no bytecode files are ever written"),
    flag(&["-O"], None, Effect::Nothing, "accepted: assert statements stay"),
    flag(&["-S"], None, Effect::Nothing, "accepted: there are no site packages"),
    flag(&["-V", "--version"], None, Effect::Set(|o| o.version = true), "print the version and leave"),
    flag(&["-h", "--help"], None, Effect::Set(|o| o.help = true), "print this help and leave"),
];

/// What is to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// No file and no code: the session at a terminal, otherwise standard input as a program.
    Input,
    Code(String),
    Module(String),
    File(PathBuf),
    Disassemble(PathBuf),
}

/// What the options say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    pub interactive: bool,
    pub quiet: bool,
    pub gc_stress: bool,
    pub verify_heap: bool,
    pub ignore_environment: bool,
    pub isolated: bool,
    /// `sys.warnoptions`
    pub warnings: Vec<String>,
    pub version: bool,
    pub help: bool,
}

/// A command line that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invocation {
    pub way: Way,
    /// `sys.argv`.
    pub argv: Vec<String>,
    pub options: Options,
}

/// Why a command line was not understood; the texts are CPython's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UsageError {
    UnknownLong(String),
    UnknownShort(char),
    ArgumentExpected(String),
}

impl std::fmt::Display for UsageError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            UsageError::UnknownLong(name) => write!(f, "unknown option {name}"),
            UsageError::UnknownShort(letter) => write!(f, "Unknown option: -{letter}"),
            UsageError::ArgumentExpected(name) => {
                write!(f, "Argument expected for the {name} option")
            }
        }
    }
}

impl std::error::Error for UsageError {}

/// Reads the arguments, without the name of the command itself.
pub fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Invocation, UsageError> {
    let mut arguments = arguments.into_iter();
    let mut options = Options::default();
    while let Some(word) = arguments.next() {
        let shown = text(&word);
        let way = if shown == "--" {
            match arguments.next() {
                Some(file) => return Ok(interface(file_or_input(file), arguments, options)),
                None => break,
            }
        } else if shown.starts_with("--") {
            long_option(&shown, &mut arguments, &mut options)?
        } else if shown.len() > 1 && shown.starts_with('-') {
            short_options(&shown, &mut arguments, &mut options)?
        } else {
            Some(file_or_input(word))
        };
        if let Some(way) = way {
            return Ok(interface(way, arguments, options));
        }
    }
    Ok(Invocation { way: Way::Input, argv: vec![String::new()], options })
}

/// The invocation that an interface option makes of the rest of the words.
fn interface(way: Way, rest: impl Iterator<Item = OsString>, mut options: Options) -> Invocation {
    let first = match &way {
        Way::Input => "-".to_owned(),
        Way::Code(_) => "-c".to_owned(),
        Way::Module(_) => "-m".to_owned(),
        Way::File(file) | Way::Disassemble(file) => text(file.as_os_str()),
    };
    // Showing bytecode runs nothing that a session could follow.
    options.interactive &= !matches!(way, Way::Disassemble(_));
    Invocation { way, argv: std::iter::once(first).chain(rest.map(|word| text(&word))).collect(), options }
}

fn file_or_input(word: OsString) -> Way {
    if word == "-" { Way::Input } else { Way::File(word.into()) }
}

fn long_option(
    word: &str,
    rest: &mut impl Iterator<Item = OsString>,
    options: &mut Options,
) -> Result<Option<Way>, UsageError> {
    let (name, value) = match word.split_once('=') {
        Some((name, value)) => (name, Some(OsString::from(value))),
        None => (word, None),
    };
    let flag = find(name)
        .filter(|flag| value.is_none() || flag.argument.is_some())
        .ok_or_else(|| UsageError::UnknownLong(word.to_owned()))?;
    apply(flag, name, value, rest, options)
}

/// Each letter of a word such as `-qi`; one that takes an argument takes the rest of the word, if there is any.
fn short_options(
    word: &str,
    rest: &mut impl Iterator<Item = OsString>,
    options: &mut Options,
) -> Result<Option<Way>, UsageError> {
    let mut letters = word.chars();
    letters.next();
    while let Some(letter) = letters.next() {
        let name = format!("-{letter}");
        let flag = find(&name).ok_or(UsageError::UnknownShort(letter))?;
        let value =
            Some(letters.as_str()).filter(|value| flag.argument.is_some() && !value.is_empty()).map(OsString::from);
        let ends_word = value.is_some();
        let way = apply(flag, &name, value, rest, options)?;
        if way.is_some() || ends_word {
            return Ok(way);
        }
    }
    Ok(None)
}

fn apply(
    flag: &Flag,
    name: &str,
    value: Option<OsString>,
    rest: &mut impl Iterator<Item = OsString>,
    options: &mut Options,
) -> Result<Option<Way>, UsageError> {
    let argument = || value.or_else(|| rest.next()).ok_or_else(|| UsageError::ArgumentExpected(name.to_owned()));
    match flag.effect {
        Effect::Way(way) => return Ok(Some(way(argument()?))),
        Effect::Add(add) => add(options, text(&argument()?)),
        Effect::Set(set) => set(options),
        Effect::Nothing => {}
    }
    Ok(None)
}

fn find(name: &str) -> Option<&'static Flag> {
    FLAGS.iter().find(|flag| flag.names.contains(&name))
}

/// Arguments are text; a byte that is no UTF-8 shows as the replacement character. Paths keep their bytes.
fn text(word: &OsStr) -> String {
    word.to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(words: &[&str]) -> Result<Invocation, UsageError> {
        parse(words.iter().map(OsString::from))
    }

    #[track_caller]
    fn check(words: &[&str], way: Way, argv: &[&str]) {
        let found = parsed(words).map(|found| (found.way, found.argv));
        let argv = argv.iter().map(|&word| word.to_owned()).collect();
        assert_eq!(found, Ok((way, argv)), "{words:?}");
    }

    #[track_caller]
    fn check_options(words: &[&str], set: fn(&mut Options)) {
        let mut expected = Options::default();
        set(&mut expected);
        assert_eq!(parsed(words).map(|found| found.options), Ok(expected), "{words:?}");
    }

    #[test]
    fn the_first_interface_option_ends_the_options() {
        check(&[], Way::Input, &[""]);
        check(&["-"], Way::Input, &["-"]);
        check(&["-", "-i", "--"], Way::Input, &["-", "-i", "--"]);
        check(&["a.py"], Way::File("a.py".into()), &["a.py"]);
        check(&["-q", "a.py", "-c", "--help"], Way::File("a.py".into()), &["a.py", "-c", "--help"]);
        check(&["-c", "x", "-V"], Way::Code("x".into()), &["-c", "-V"]);
        check(&["-m", "tool", "-m"], Way::Module("tool".into()), &["-m", "-m"]);
        check(&["--dis", "a.py", "b"], Way::Disassemble("a.py".into()), &["a.py", "b"]);
        check(&["--", "-c"], Way::File("-c".into()), &["-c"]);
        check(&["-q", "--"], Way::Input, &[""]);
    }

    #[test]
    fn an_argument_may_be_part_of_the_word() {
        check(&["-cpass", "a"], Way::Code("pass".into()), &["-c", "a"]);
        check(&["-qicpass"], Way::Code("pass".into()), &["-c"]);
        check(&["-mtool"], Way::Module("tool".into()), &["-m"]);
        check(&["--dis=a.py"], Way::Disassemble("a.py".into()), &["a.py"]);
        check(&["-c", ""], Way::Code(String::new()), &["-c"]);
        check(&["-c", "-i"], Way::Code("-i".into()), &["-c"]);
    }

    #[test]
    fn options_are_collected() {
        check_options(&["-qi", "a.py"], |o| {
            o.quiet = true;
            o.interactive = true;
        });
        check_options(&["--gc-stress", "--verify-heap", "-c", "x"], |o| {
            o.gc_stress = true;
            o.verify_heap = true;
        });
        check_options(&["-I"], |o| {
            o.ignore_environment = true;
            o.isolated = true;
        });
        check_options(&["-uBOS", "-OO", "a.py"], |_| {});
        check_options(&["-W", "error", "-qWignore::UserWarning", "a.py"], |o| {
            o.quiet = true;
            o.warnings = vec!["error".to_owned(), "ignore::UserWarning".to_owned()];
        });
        check_options(&["-VV"], |o| o.version = true);
        check_options(&["-i", "--dis", "a.py"], |_| {});
        check_options(&["--help"], |o| o.help = true);
    }

    #[test]
    fn errors_speak_as_cpython() {
        for (words, message) in [
            (&["-Q", "-c", "x"][..], "Unknown option: -Q"),
            (&["-qQ"], "Unknown option: -Q"),
            (&["-é"], "Unknown option: -é"),
            (&["--foo"], "unknown option --foo"),
            (&["--foo=1"], "unknown option --foo=1"),
            (&["--gc-stress=1"], "unknown option --gc-stress=1"),
            (&["-c"], "Argument expected for the -c option"),
            (&["-im"], "Argument expected for the -m option"),
            (&["-qW"], "Argument expected for the -W option"),
            (&["--dis"], "Argument expected for the --dis option"),
        ] {
            let error = parsed(words).err().map(|error| error.to_string());
            assert_eq!(error.as_deref(), Some(message), "{words:?}");
        }
    }

    #[test]
    fn names_are_unique_and_an_argument_is_used() {
        let mut names: Vec<_> = FLAGS.iter().flat_map(|flag| flag.names).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
        for flag in FLAGS {
            assert_eq!(
                flag.argument.is_some(),
                matches!(flag.effect, Effect::Way(_) | Effect::Add(_)),
                "{:?}",
                flag.names
            );
        }
    }
}
