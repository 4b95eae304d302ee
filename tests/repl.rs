//! The session at a terminal, driven through a pseudo-terminal.
//!
//! The line editor redraws the prompt and the line while keys arrive, so nothing is concluded from the echo: what a line printed
//! stands between the newline that ends the line and the next prompt. Every expectation has a time limit.
#![cfg(unix)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Result, anyhow, ensure};
use rexpect::process::WaitStatus;
use rexpect::session::{PtySession, spawn_command};

const TIMEOUT_MS: u64 = 15_000;
const CONTROL_C: &str = "\x03";
const CONTROL_D: &str = "\x04";
const TAB: &str = "\t";
const UP: &str = "\x1b[A";
const ENTER: &str = "\r";

/// A home of its own, with the history in it, for one test.
struct Home(PathBuf);

impl Home {
    fn new() -> Result<Self> {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("repl-{}-{number}", std::process::id()));
        std::fs::create_dir_all(path.join("data"))?;
        Ok(Home(path))
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        // What is left over lies in the build's own folder.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

struct Session {
    terminal: PtySession,
    /// All that was printed so far, escape sequences included.
    raw: String,
}

impl Session {
    fn start(home: &Home) -> Result<Self> {
        Session::start_with(home, &[("NO_COLOR", "1"), ("TERM", "xterm")])
    }

    fn start_with(home: &Home, environment: &[(&str, &str)]) -> Result<Self> {
        // The pseudo-terminal starts without echo; a person's has it.
        let mut command = Command::new("sh");
        command.args(["-c", "stty echo; exec \"$0\"", env!("CARGO_BIN_EXE_hoopsnake")]);
        command
            .env("HOME", &home.0)
            .env("XDG_DATA_HOME", home.0.join("data"))
            .env_remove("NO_COLOR")
            .env_remove("FORCE_COLOR");
        command.envs(environment.iter().copied()).current_dir(&home.0);
        let mut session = Session { terminal: spawn_command(command, Some(TIMEOUT_MS))?, raw: String::new() };
        session.expect(">>> ")?;
        Ok(session)
    }

    /// Waits for the pattern; what came before it, and it.
    fn expect(&mut self, pattern: &str) -> Result<String> {
        let (before, found) = self
            .terminal
            .exp_regex(pattern)
            .map_err(|error| anyhow!("waiting for {pattern:?}: {error}\nso far: {:?}", self.raw))?;
        self.raw.push_str(&before);
        self.raw.push_str(&found);
        Ok(plain(&(before + &found)))
    }

    fn send(&mut self, keys: &str) -> Result<()> {
        self.terminal.send(keys)?;
        self.terminal.flush()?;
        Ok(())
    }

    /// Enters a line and returns what it printed before the next prompt.
    fn ask(&mut self, line: &str) -> Result<String> {
        self.send(line)?;
        self.send(ENTER)?;
        self.printed()
    }

    /// What stands between the end of the line that was entered and the next prompt.
    fn printed(&mut self) -> Result<String> {
        let text = self.expect(r"\n(?s:.)*?>>> ")?;
        let (_, output) = text.split_once('\n').ok_or_else(|| anyhow!("no newline in {text:?}"))?;
        Ok(output.trim_end_matches(">>> ").trim_end_matches('\n').to_owned())
    }

    /// Enters the lines of a block and the empty line that ends it; waits for `result`, if any, on a line of its own.
    fn ask_block(&mut self, lines: &[&str], result: &str) -> Result<()> {
        for line in lines {
            self.send(line)?;
            self.send(ENTER)?;
            self.expect(r"\.\.\. ")?;
        }
        self.send(ENTER)?;
        let prompt = r"\n(?s:.)*?>>> ";
        if result.is_empty() {
            self.expect(prompt)?;
        } else {
            self.expect(&format!(r"\n\r?(\x1b\[[0-9;?]*[a-zA-Z])*{result}\r?{prompt}"))?;
        }
        Ok(())
    }

    /// Leaves by Ctrl-D; returns the exit status.
    fn leave(mut self) -> Result<i32> {
        self.send(CONTROL_D)?;
        self.ended()
    }

    fn ended(mut self) -> Result<i32> {
        let rest = self.terminal.exp_eof()?;
        self.raw.push_str(&rest);
        match self.terminal.process().wait()? {
            WaitStatus::Exited(_, status) => Ok(status),
            other => Err(anyhow!("ended by {other:?}")),
        }
    }
}

/// Without escape sequences and carriage returns.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '\r' => {}
            '\x1b' if rest.peek() == Some(&'[') => {
                rest.next();
                while rest.next().is_some_and(|c| !c.is_ascii_alphabetic()) {}
            }
            _ => out.push(c),
        }
    }
    out
}

#[test]
fn values_of_expressions_are_shown() -> Result<()> {
    let home = Home::new()?;
    let mut session = Session::start(&home)?;
    assert_eq!(session.ask("6 * 7")?, "42");
    assert_eq!(session.ask("'it' + 's'")?, "'its'");
    assert_eq!(session.ask("None")?, "");
    assert_eq!(session.ask("x = 5")?, "");
    assert_eq!(session.ask("x; x + 1")?, "5\n6");
    assert_eq!(session.ask("print('a', 'b')")?, "a b");
    assert_eq!(session.ask("[1.0, {'k': (2,)}]")?, "[1.0, {'k': (2,)}]");
    assert_eq!(session.ask("")?, "");
    assert_eq!(session.leave()?, 0);
    Ok(())
}

#[test]
fn the_underscore_is_the_last_value() -> Result<()> {
    let home = Home::new()?;
    let mut session = Session::start(&home)?;
    assert!(session.ask("_")?.ends_with("NameError: name '_' is not defined"));
    assert_eq!(session.ask("20 + 1")?, "21");
    assert_eq!(session.ask("_ * 2")?, "42");
    assert_eq!(session.ask("None")?, "");
    assert_eq!(session.ask("_")?, "42", "None does not replace it");
    assert_eq!(session.leave()?, 0);
    Ok(())
}

#[test]
fn blocks_take_several_lines() -> Result<()> {
    let home = Home::new()?;
    let mut session = Session::start(&home)?;
    session.ask_block(&["def double(n):", "    m = n + n", "    return m"], "")?;
    assert_eq!(session.ask("double(21)")?, "42");
    session.ask_block(&["for i in range(3):", "    if i == 2:", "        print('at', i)"], "at 2")?;
    session.ask_block(
        &["try:", "    1 / 0", "except ZeroDivisionError:", "    print('cau' + 'ght')", "else:", "    print('no')"],
        "caught",
    )?;
    assert_eq!(session.leave()?, 0);
    Ok(())
}

#[test]
fn brackets_and_strings_continue_a_line() -> Result<()> {
    let home = Home::new()?;
    let mut session = Session::start(&home)?;
    session.send("sum([1,\r")?;
    session.expect(r"\.\.\. ")?;
    assert_eq!(session.ask("2, 39])")?, "42");
    session.send("len('''a\r")?;
    session.expect(r"\.\.\. ")?;
    assert_eq!(session.ask("b''')")?, "3");
    assert_eq!(session.leave()?, 0);
    Ok(())
}

#[test]
fn errors_do_not_end_it() -> Result<()> {
    let home = Home::new()?;
    let mut session = Session::start(&home)?;
    assert_eq!(
        session.ask("1 / 0")?,
        "Traceback (most recent call last):\n  File \"<stdin>\", line 1, in <module>\nZeroDivisionError: division by zero"
    );
    assert!(session.ask("x = = 1")?.ends_with("SyntaxError: invalid syntax"));
    assert!(session.ask("missing")?.ends_with("NameError: name 'missing' is not defined"));
    assert!(session.ask("raise KeyError('k')")?.ends_with("KeyError: 'k'"));
    assert_eq!(session.ask("'still ' + 'here'")?, "'still here'");
    assert_eq!(session.leave()?, 0, "an error of a line is not the status of the session");
    Ok(())
}

#[test]
fn names_defined_before_an_error_stay() -> Result<()> {
    let home = Home::new()?;
    let mut session = Session::start(&home)?;
    assert!(
        session.ask("a = 1; b = a.c; afterwards = 2")?.ends_with("AttributeError: 'int' object has no attribute 'c'")
    );
    assert_eq!(session.ask("a")?, "1");
    assert!(session.ask("afterwards")?.ends_with("NameError: name 'afterwards' is not defined"));
    Ok(())
}

#[test]
fn control_c_cancels_the_line() -> Result<()> {
    let home = Home::new()?;
    let mut session = Session::start(&home)?;
    session.send("1 + ")?;
    session.send(CONTROL_C)?;
    session.expect(r"KeyboardInterrupt\r?\n(?s:.)*?>>> ")?;
    assert_eq!(session.ask("2 + 2")?, "4");
    session.send("def f():\r")?;
    session.expect(r"\.\.\. ")?;
    session.send(CONTROL_C)?;
    session.expect(r"KeyboardInterrupt\r?\n(?s:.)*?>>> ")?;
    assert_eq!(session.ask("3 + 3")?, "6");
    assert_eq!(session.leave()?, 0);
    Ok(())
}

#[test]
fn control_c_interrupts_the_program() -> Result<()> {
    let home = Home::new()?;
    let mut session = Session::start(&home)?;
    assert_eq!(session.ask("n = 0")?, "");
    for line in ["while True:", "    if n == 0: print('run' + 'ning')", "    n += 1"] {
        session.send(line)?;
        session.send(ENTER)?;
        session.expect(r"\.\.\. ")?;
    }
    session.send(ENTER)?;
    session.expect("running\r?\n")?;
    session.send(CONTROL_C)?;
    session.expect(r"KeyboardInterrupt\r?\n(?s:.)*?>>> ")?;
    assert_eq!(session.ask("n > 0")?, "True");
    assert_eq!(session.leave()?, 0);
    Ok(())
}

#[test]
fn control_c_interrupts_a_builtin_and_a_wait_for_input() -> Result<()> {
    let home = Home::new()?;
    let mut session = Session::start(&home)?;
    for line in ["print('begun'[::-1]); sum(range(10**12))", "input('nugeb\\n')"] {
        session.send(line)?;
        session.send(ENTER)?;
        session.expect("nugeb\r?\n")?;
        session.send(CONTROL_C)?;
        session.expect(r"KeyboardInterrupt\r?\n(?s:.)*?>>> ")?;
    }
    // The terminal's next line goes to the session.
    assert_eq!(session.ask("3 + 3")?, "6");
    session.send("line = input('name? ')\r")?;
    session.expect(r"\nname\? ")?;
    assert_eq!(session.ask("Kaa")?, "");
    assert_eq!(session.ask("line")?, "'Kaa'");
    assert_eq!(session.leave()?, 0);
    Ok(())
}

#[test]
fn exit_gives_the_status() -> Result<()> {
    for line in ["exit(3)", "quit(3)", "raise SystemExit(3)", "import sys; sys.exit(3)"] {
        let home = Home::new()?;
        let mut session = Session::start(&home)?;
        session.send(line)?;
        session.send(ENTER)?;
        assert_eq!(session.ended()?, 3, "{line}");
    }
    let home = Home::new()?;
    let mut session = Session::start(&home)?;
    assert_eq!(session.ask("exit")?, "Use exit() or Ctrl-D (i.e. EOF) to exit");
    assert_eq!(session.leave()?, 0);
    Ok(())
}

#[test]
fn no_colour_means_none() -> Result<()> {
    let home = Home::new()?;
    let mut session = Session::start(&home)?;
    session.ask("def_ = 'text' + str(1 if True else 2)  # comment")?;
    session.ask("1 / 0")?;
    let mut rest = session.raw.as_str();
    while let Some((_, after)) = rest.split_once("\x1b[") {
        let end = after.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(after.len());
        let (parameters, last) = after.split_at(end);
        ensure!(!last.starts_with('m'), "colour sequence ESC[{parameters}m in {:?}", session.raw);
        rest = last;
    }
    assert_eq!(session.leave()?, 0);
    Ok(())
}

#[test]
fn a_dumb_terminal_gets_no_escape_sequences() -> Result<()> {
    let home = Home::new()?;
    let mut session = Session::start_with(&home, &[("TERM", "dumb")])?;
    assert_eq!(session.ask("6 * 7")?, "42");
    assert!(session.ask("1 / 0")?.ends_with("ZeroDivisionError: division by zero"));
    ensure!(!session.raw.contains('\x1b'), "{:?}", session.raw);
    assert_eq!(session.leave()?, 0);
    Ok(())
}

#[test]
fn tab_completes() -> Result<()> {
    let home = Home::new()?;
    let mut session = Session::start(&home)?;
    session.ask("elephants = 21")?;
    session.send("eleph")?;
    session.send(TAB)?;
    session.expect("ants")?;
    assert_eq!(session.ask(" * 2")?, "42", "a global name");
    Ok(())
}

#[test]
fn tab_completes_attributes() -> Result<()> {
    let home = Home::new()?;
    let mut session = Session::start(&home)?;
    session.ask_block(&["class Zoo:", "    hippopotamus = 'large'"], "")?;
    session.ask("zoo = Zoo()")?;
    session.send("zoo.hippo")?;
    session.send(TAB)?;
    session.expect("potamus")?;
    assert_eq!(session.ask(" + 'r'")?, "'larger'", "an attribute of the class, through an instance");
    Ok(())
}

#[test]
fn tab_completes_keywords() -> Result<()> {
    let home = Home::new()?;
    let mut session = Session::start(&home)?;
    session.send("lamb")?;
    session.send(TAB)?;
    session.expect("da")?;
    assert!(session.ask(": 7")?.starts_with("<function <lambda> at 0x"));
    Ok(())
}

#[test]
fn each_line_is_compiled_by_itself() -> Result<()> {
    let home = Home::new()?;
    let mut session = Session::start(&home)?;
    session.ask("a = 1000")?;
    session.ask("b = 1000")?;
    assert_eq!(session.ask("a is b")?, "False", "constants of two lines are two objects");
    session.ask("a = 1000; b = 1000")?;
    assert_eq!(session.ask("a is b")?, "True", "equal constants of one line are one object");
    session.ask("a = 256")?;
    session.ask("b = 256")?;
    assert_eq!(session.ask("a is b")?, "True", "small ints");
    session.ask("s = 'hello'")?;
    session.ask("t = 'hello'")?;
    assert_eq!(session.ask("s is t")?, "True", "strings that look like names are interned");
    session.ask("s = 'hello world'")?;
    session.ask("t = 'hello world'")?;
    assert_eq!(session.ask("s is t")?, "False");
    session.ask("import sys")?;
    assert_eq!(session.ask("sys.intern(s) is sys.intern(t)")?, "True");
    session.ask("a = 1000")?;
    session.ask("before = id(a)")?;
    session.ask("a += 1")?;
    assert_eq!(session.ask("id(a) == before")?, "False", "+= makes a new object");
    Ok(())
}

#[test]
fn the_collector_at_work() -> Result<()> {
    let home = Home::new()?;
    let mut session = Session::start(&home)?;
    session.ask("import gc")?;
    session.ask_block(&["class Node:", "    def __del__(self): print('gone', self.name)"], "")?;
    session.ask("gc.collect() >= 0")?;
    session.ask("n1 = Node(); n1.name = 'first'")?;
    session.ask("n2 = Node(); n2.name = 'second'")?;
    session.ask("n1.next = n2; n2.prev = n1")?;
    assert_eq!(session.ask("del n1, n2")?, "", "the cycle keeps both alive");
    assert_eq!(session.ask("gc.collect()")?, "gone first\ngone second\n2");
    assert_eq!(session.ask("gc.get_threshold()")?, "(700, 10, 10)");
    session.ask("n3 = Node(); n3.name = 'third'")?;
    assert_eq!(session.ask("n3 = None")?, "gone third", "by the count, at once");
    Ok(())
}

#[test]
fn leaving_finalizes_what_lives() -> Result<()> {
    let home = Home::new()?;
    let mut session = Session::start(&home)?;
    session.ask_block(&["class Last:", "    def __del__(self): print('fin' + 'alized')"], "")?;
    session.ask("kept = Last()")?;
    session.send(CONTROL_D)?;
    session.expect("finalized\r?\n")?;
    assert_eq!(session.ended()?, 0);
    Ok(())
}

fn any_file_contains(folder: &Path, text: &str) -> Result<bool> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let found = if path.is_dir() {
            any_file_contains(&path, text)?
        } else {
            String::from_utf8_lossy(&std::fs::read(&path)?).contains(text)
        };
        if found {
            return Ok(true);
        }
    }
    Ok(false)
}

#[test]
fn the_history_is_kept() -> Result<()> {
    let home = Home::new()?;
    let mut session = Session::start(&home)?;
    assert_eq!(session.ask("111 * 3")?, "333");
    assert_eq!(session.leave()?, 0);
    assert!(any_file_contains(&home.0, "111 * 3")?, "a history file is written");

    let mut session = Session::start(&home)?;
    session.send(UP)?;
    session.expect(r"111 \* 3")?;
    assert_eq!(session.ask("")?, "333", "the line of the run before");
    assert_eq!(session.leave()?, 0);
    Ok(())
}
