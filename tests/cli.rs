//! The command line: where the program comes from, what it sees of its arguments, and the exit status.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

const BINARY: &str = env!("CARGO_BIN_EXE_hoopsnake");
const TIMEOUT: Duration = Duration::from_secs(20);

// ---- Helpers ----

/// A folder of its own for the files of one test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Result<Self> {
        static NUMBER: AtomicUsize = AtomicUsize::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("cli-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path)?;
        Ok(Folder(path))
    }

    fn with(self, name: &str, contents: impl AsRef<[u8]>) -> Result<Self> {
        std::fs::write(self.0.join(name), contents)?;
        Ok(self)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left over lies in the build's own folder.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn hoopsnake(arguments: &[&str]) -> Command {
    let mut command = Command::new(BINARY);
    command.args(arguments).env("NO_COLOR", "1").stdin(Stdio::null());
    command
}

struct Done {
    stdout: String,
    stderr: String,
    status: Option<i32>,
}

impl From<Output> for Done {
    fn from(output: Output) -> Self {
        Done {
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
            status: output.status.code(),
        }
    }
}

fn run(arguments: &[&str]) -> Result<Done> {
    finish(hoopsnake(arguments))
}

fn run_in(folder: &Folder, arguments: &[&str]) -> Result<Done> {
    let mut command = hoopsnake(arguments);
    command.current_dir(&folder.0);
    finish(command)
}

fn run_with_input(arguments: &[&str], input: &str) -> Result<Done> {
    let mut child = hoopsnake(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let mut stdin = child.stdin.take().context("stdin is piped")?;
    stdin.write_all(input.as_bytes())?;
    drop(stdin);
    finish_child(child)
}

fn finish(mut command: Command) -> Result<Done> {
    finish_child(command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?)
}

/// Waits for the end within the time limit; the outputs here fit the buffers of the pipes.
fn finish_child(mut child: Child) -> Result<Done> {
    let deadline = Instant::now() + TIMEOUT;
    while child.try_wait()?.is_none() {
        if Instant::now() > deadline {
            child.kill()?;
            child.wait()?;
            anyhow::bail!("still running after {} s", TIMEOUT.as_secs());
        }
        thread::sleep(Duration::from_millis(2));
    }
    Ok(child.wait_with_output()?.into())
}

fn lines(text: &str) -> Vec<&str> {
    text.lines().collect()
}

// ---- Where the program comes from ----

const SHOW_ARGUMENTS: &str = "import sys\nprint(sys.argv, __name__)\n";

#[test]
fn a_file_and_its_arguments() -> Result<()> {
    let folder = Folder::new()?.with("show.py", SHOW_ARGUMENTS)?;
    let done = run_in(&folder, &["show.py", "one", "-c", "--help"])?;
    assert_eq!(done.stdout, "['show.py', 'one', '-c', '--help'] __main__\n");
    assert_eq!((done.stderr.as_str(), done.status), ("", Some(0)));
    Ok(())
}

#[test]
fn code_given_as_an_argument() -> Result<()> {
    let done = run(&["-c", "import sys; print(sys.argv, __name__)", "a", "-V"])?;
    assert_eq!((done.stdout.as_str(), done.status), ("['-c', 'a', '-V'] __main__\n", Some(0)));
    Ok(())
}

#[test]
fn code_given_as_an_argument_may_have_lines() -> Result<()> {
    let done = run(&["-c", "for i in range(3):\n    print(i)\nprint('end')"])?;
    assert_eq!(lines(&done.stdout), ["0", "1", "2", "end"]);
    Ok(())
}

#[test]
fn a_dash_reads_standard_input() -> Result<()> {
    let done = run_with_input(&["-", "x", "y"], SHOW_ARGUMENTS)?;
    assert_eq!((done.stdout.as_str(), done.status), ("['-', 'x', 'y'] __main__\n", Some(0)));
    Ok(())
}

#[test]
fn piped_input_is_a_program_not_a_session() -> Result<()> {
    let done = run_with_input(
        &[],
        "import sys\nprint(sys.argv)\n6 * 7\ndef f():\n    return 5\n\n    # still f\nprint(f())\n",
    )?;
    assert_eq!(lines(&done.stdout), ["['']", "5"], "no prompt and no echo of expressions");
    assert_eq!((done.stderr.as_str(), done.status), ("", Some(0)));
    Ok(())
}

#[test]
fn an_error_in_piped_input_names_stdin() -> Result<()> {
    let done = run_with_input(&[], "x = 1\nx / 0\n")?;
    assert_eq!(done.status, Some(1));
    assert!(done.stderr.contains("File \"<stdin>\", line 2, in <module>"), "{}", done.stderr);
    assert!(done.stderr.ends_with("ZeroDivisionError: division by zero\n"), "{}", done.stderr);
    Ok(())
}

#[test]
fn a_local_module_by_name() -> Result<()> {
    let folder = Folder::new()?
        .with("tool.py", "import sys, helper\nprint(__name__, sys.argv[1:], helper.NAME)\n")?
        .with("helper.py", "NAME = __name__\n")?;
    let done = run_in(&folder, &["-m", "tool", "a", "b"])?;
    assert_eq!((done.stdout.as_str(), done.status), ("__main__ ['a', 'b'] helper\n", Some(0)));
    Ok(())
}

#[test]
fn an_absent_module_by_name() -> Result<()> {
    let folder = Folder::new()?;
    let done = run_in(&folder, &["-m", "no_such_module"])?;
    assert_eq!((done.stdout.as_str(), done.status), ("", Some(1)));
    assert!(done.stderr.contains("No module named no_such_module"), "{}", done.stderr);
    Ok(())
}

#[test]
fn modules_are_found_beside_the_script() -> Result<()> {
    let folder =
        Folder::new()?.with("main.py", "import beside\nprint(beside.value)\n")?.with("beside.py", "value = 11\n")?;
    // From elsewhere: it is the script's folder that counts, not the working directory.
    let script = folder.0.join("main.py");
    let done = run(&[&script.to_string_lossy()])?;
    assert_eq!((done.stdout.as_str(), done.stderr.as_str()), ("11\n", ""));
    Ok(())
}

#[test]
fn a_session_after_the_code() -> Result<()> {
    let done = run_with_input(&["-i", "-c", "x = 41"], "x + 1\n")?;
    assert!(done.stdout.contains("42"), "stdout {:?}, stderr {:?}", done.stdout, done.stderr);
    assert_eq!(done.status, Some(0));
    Ok(())
}

#[test]
fn a_session_after_an_error_keeps_the_names() -> Result<()> {
    let folder = Folder::new()?.with("fails.py", "kept = 'ke' + 'pt'\n1 / 0\n")?;
    let mut child = hoopsnake(&["-i", "fails.py"])
        .current_dir(&folder.0)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    child.stdin.take().context("stdin is piped")?.write_all(b"kept\n")?;
    let done = finish_child(child)?;
    assert!(done.stderr.contains("ZeroDivisionError: division by zero"), "{}", done.stderr);
    assert!(done.stdout.contains("'kept'"), "{}", done.stdout);
    Ok(())
}

#[test]
fn a_session_after_an_exit_shows_it() -> Result<()> {
    let done = run_with_input(&["-i", "-q", "-c", "y = 3; print('printed'); raise SystemExit(4)"], "y\n")?;
    assert_eq!((done.stdout.as_str(), done.status), ("printed\n3\n", Some(0)));
    assert!(
        done.stderr.starts_with(
            "Traceback (most recent call last):\n  File \"<string>\", line 1, in <module>\nSystemExit: 4\n>>> "
        ),
        "{}",
        done.stderr
    );
    // At the prompt, it ends the session.
    let done = run_with_input(&["-i", "-q", "-c", "pass"], "raise SystemExit(4)\nprint('not run')\n")?;
    assert_eq!((done.stdout.as_str(), done.status), ("", Some(4)));
    Ok(())
}

#[test]
fn a_line_of_a_session_is_one_statement_or_one_block() -> Result<()> {
    let input = "if True:\n  'not run'\nx = 3\n@staticmethod\ndef f():\n  return 5\n\nif False:\n  1\nelse:\n  f()\n\n";
    let done = run_with_input(&["-i", "-q"], input)?;
    assert_eq!((done.stdout.as_str(), done.status), ("5\n", Some(0)));
    assert_eq!(
        done.stderr,
        ">>> ... ...   File \"<stdin>\", line 3\n    x = 3\n    ^\nSyntaxError: invalid syntax\n>>> ... ... ... >>> ... ... ... ... >>> \n"
    );
    Ok(())
}

// ---- The command line itself ----

#[test]
fn version() -> Result<()> {
    for flag in ["-V", "--version"] {
        let done = run(&[flag])?;
        assert!(done.stdout.starts_with("Hoopsnake "), "{flag}: {:?}", done.stdout);
        assert!(done.stdout.contains(env!("CARGO_PKG_VERSION")), "{flag}: {:?}", done.stdout);
        assert_eq!((done.stdout.lines().count(), done.stderr.as_str(), done.status), (1, "", Some(0)));
    }
    Ok(())
}

#[test]
fn help() -> Result<()> {
    for flag in ["-h", "--help"] {
        let done = run(&[flag])?;
        assert!(done.stdout.contains("usage: hoopsnake"), "{flag}: {:?}", done.stdout);
        for named in ["-c", "-m", "-i", "-V", "--dis", "--gc-stress", "--verify-heap"] {
            assert!(done.stdout.contains(named), "{flag} does not tell of {named}");
        }
        assert_eq!((done.stderr.as_str(), done.status), ("", Some(0)));
    }
    Ok(())
}

#[test]
fn an_unknown_option_is_wrong_usage() -> Result<()> {
    for option in ["-Q", "--no-such-option"] {
        let done = run(&[option, "-c", "print('ran')"])?;
        assert_eq!((done.stdout.as_str(), done.status), ("", Some(2)), "{option}");
        assert!(done.stderr.contains(option) && done.stderr.contains("usage:"), "{option}: {}", done.stderr);
    }
    Ok(())
}

#[test]
fn an_option_without_its_argument_is_wrong_usage() -> Result<()> {
    for option in ["-c", "-m"] {
        let done = run(&[option])?;
        assert_eq!((done.stdout.as_str(), done.status), ("", Some(2)), "{option}");
        assert!(done.stderr.contains("usage:"), "{option}: {}", done.stderr);
    }
    Ok(())
}

#[test]
fn a_missing_file() -> Result<()> {
    let folder = Folder::new()?;
    let done = run_in(&folder, &["missing.py"])?;
    assert_eq!((done.stdout.as_str(), done.status), ("", Some(2)));
    assert!(done.stderr.contains("can't open file '"), "{}", done.stderr);
    assert!(done.stderr.ends_with("missing.py': [Errno 2] No such file or directory\n"), "{}", done.stderr);
    Ok(())
}

#[test]
fn a_bad_byte_is_a_syntax_error() -> Result<()> {
    let folder = Folder::new()?.with("bad.py", b"print('not run')\nname = '\xff'\n")?;
    let done = run_in(&folder, &["bad.py"])?;
    assert_eq!((done.stdout.as_str(), done.status), ("", Some(1)));
    assert!(done.stderr.contains("SyntaxError") && done.stderr.contains("bad.py"), "{}", done.stderr);
    assert!(done.stderr.contains("line 2"), "the position is told: {}", done.stderr);
    Ok(())
}

#[test]
fn a_null_byte_is_a_syntax_error() -> Result<()> {
    let folder = Folder::new()?.with("null.py", b"print('not run')\nname = '\0'\n")?;
    let done = run_in(&folder, &["null.py"])?;
    assert_eq!((done.stdout.as_str(), done.status), ("", Some(1)));
    assert!(done.stderr.contains("null.py\", line 2"), "{}", done.stderr);
    assert!(done.stderr.ends_with("SyntaxError: source code cannot contain null bytes\n"), "{}", done.stderr);

    let done = run(&["-c", "try: eval('1\\0')\nexcept SyntaxError as e: print(e.msg)"])?;
    assert_eq!(done.stdout, "source code string cannot contain null bytes\n");
    Ok(())
}

#[test]
fn the_file_is_named_as_it_was_given() -> Result<()> {
    let folder = Folder::new()?.with("show.py", "print(__file__, __package__)\n")?;
    let here = std::fs::canonicalize(&folder.0)?;
    let done = run_in(&folder, &["./show.py"])?;
    assert_eq!(done.stdout, format!("{}/./show.py None\n", here.display()));

    std::fs::rename(folder.0.join("show.py"), folder.0.join("__main__.py"))?;
    let done = run_in(&folder, &["."])?;
    assert!(done.stdout.ends_with("__main__.py \n"), "{:?}", done.stdout);
    Ok(())
}

#[test]
fn a_byte_order_mark_and_crlf_are_accepted() -> Result<()> {
    let folder = Folder::new()?
        .with("dos.py", b"\xef\xbb\xbfif True:\r\n    text = '''a\r\nb'''\r\n    print(len(text), '\xc3\xa9')\r\n")?;
    let done = run_in(&folder, &["dos.py"])?;
    assert_eq!((done.stdout.as_str(), done.stderr.as_str(), done.status), ("3 é\n", "", Some(0)));
    Ok(())
}

#[test]
fn an_empty_program() -> Result<()> {
    for code in ["", "# nothing", "\n\n"] {
        let done = run(&["-c", code])?;
        assert_eq!((done.stdout.as_str(), done.stderr.as_str(), done.status), ("", "", Some(0)), "{code:?}");
    }
    Ok(())
}

#[test]
fn the_flags_have_names() -> Result<()> {
    let done = run(&["-c", "import sys; print(sys.flags); print(sys.version_info)"])?;
    assert!(done.stdout.starts_with("sys.flags(debug=0, inspect=0, interactive=0, "), "{}", done.stdout);
    assert!(done.stdout.contains("sys.version_info(major=3, minor=11, micro="), "{}", done.stdout);
    Ok(())
}

// ---- Exit statuses ----

#[test]
fn system_exit_codes() -> Result<()> {
    // (argument of SystemExit, status, what stderr shows)
    for (argument, status, stderr) in [
        ("", 0, ""),
        ("None", 0, ""),
        ("0", 0, ""),
        ("True", 1, ""),
        ("7", 7, ""),
        ("255", 255, ""),
        ("300", 44, ""),
        ("-1", 255, ""),
        ("'stopped'", 1, "stopped\n"),
        ("(1, 2)", 1, "(1, 2)\n"),
        ("1.5", 1, "1.5\n"),
    ] {
        for code in [format!("raise SystemExit({argument})"), format!("import sys\nsys.exit({argument})")] {
            let done = run(&["-c", &code])?;
            assert_eq!((done.stdout.as_str(), done.stderr.as_str(), done.status), ("", stderr, Some(status)), "{code}");
        }
    }
    Ok(())
}

#[test]
fn exit_runs_finally_blocks_and_can_be_caught() -> Result<()> {
    let code = "import sys\ntry:\n    sys.exit(3)\nexcept SystemExit as e:\n    print('caught', e.code)\ntry:\n    sys.exit(4)\nfinally:\n    print('finally')\n";
    let done = run(&["-c", code])?;
    assert_eq!((done.stdout.as_str(), done.stderr.as_str(), done.status), ("caught 3\nfinally\n", "", Some(4)));
    Ok(())
}

#[test]
fn an_uncaught_exception() -> Result<()> {
    let folder = Folder::new()?
        .with("fails.py", "def f():\n    raise ValueError('wrong')\n\nprint('before')\nf()\nprint('after')\n")?;
    let done = run_in(&folder, &["fails.py"])?;
    assert_eq!((done.stdout.as_str(), done.status), ("before\n", Some(1)));
    let told = lines(&done.stderr);
    assert_eq!(told.first(), Some(&"Traceback (most recent call last):"));
    assert_eq!(told.last(), Some(&"ValueError: wrong"));
    assert!(done.stderr.contains("fails.py\", line 5, in <module>\n    f()\n"), "{}", done.stderr);
    assert!(done.stderr.contains("fails.py\", line 2, in f\n    raise ValueError('wrong')\n"), "{}", done.stderr);
    Ok(())
}

#[test]
fn an_error_in_code_given_as_an_argument_names_it() -> Result<()> {
    let done = run(&["-c", "x = 1\nx.name"])?;
    assert_eq!(
        done.stderr,
        "Traceback (most recent call last):\n  File \"<string>\", line 2, in <module>\nAttributeError: 'int' object has no attribute 'name'\n"
    );
    assert_eq!(done.status, Some(1));
    Ok(())
}

#[test]
fn a_syntax_error_runs_nothing() -> Result<()> {
    let done = run(&["-c", "print('not run')\nx = = 1\n"])?;
    assert_eq!((done.stdout.as_str(), done.status), ("", Some(1)));
    assert!(
        done.stderr.contains("File \"<string>\", line 2\n    x = = 1\n        ^\nSyntaxError: invalid syntax\n"),
        "{}",
        done.stderr
    );
    Ok(())
}

#[test]
fn warnings_follow_their_options() -> Result<()> {
    let code = "import sys\nprint(sys.warnoptions)\nsys is 1\n";
    let warning = "SyntaxWarning: \"is\" with a literal. Did you mean \"==\"?\n";
    let done = run(&["-c", code])?;
    assert_eq!((done.stdout.as_str(), done.stderr), ("[]\n", format!("<string>:3: {warning}")));
    let done = run(&["-W", "ignore", "-c", code])?;
    assert_eq!((done.stdout.as_str(), done.stderr.as_str()), ("['ignore']\n", ""));
    let done = run(&["-W", "ignore", "-We::SyntaxWarning", "-c", code])?;
    assert_eq!((done.stdout.as_str(), done.status), ("", Some(1)));
    assert!(done.stderr.ends_with(&warning.replace("Warning", "Error")), "{}", done.stderr);
    let done = run(&["-Wfoo", "-W", "ignore", "-c", code])?;
    assert_eq!(done.stderr, "Invalid -W option ignored: invalid action: 'foo'\n");
    Ok(())
}

#[test]
fn output_before_an_error_is_not_lost() -> Result<()> {
    let done = run(&["-c", "import sys\nprint('no newline', end='')\nsys.stderr.write('on stderr\\n')\n1/0"])?;
    assert_eq!(done.stdout, "no newline");
    assert!(done.stderr.starts_with("on stderr\nTraceback"), "{}", done.stderr);
    Ok(())
}

/// Runs the code until it has printed `ready`, sends it SIGINT and waits for its end.
#[cfg(unix)]
fn interrupted(code: &str) -> Result<Done> {
    use std::os::unix::process::ExitStatusExt;
    let mut child = hoopsnake(&["-c", code]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let mut stdout = BufReader::new(child.stdout.take().context("stdout is piped")?);
    let mut line = String::new();
    stdout.read_line(&mut line)?;
    ensure!(line == "ready\n", "{line:?}");
    ensure!(Command::new("kill").args(["-INT", &child.id().to_string()]).status()?.success(), "the signal is sent");

    let sent = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if sent.elapsed() > TIMEOUT {
            child.kill()?;
            anyhow::bail!("the signal did not end it");
        }
        thread::sleep(Duration::from_millis(2));
    };
    let mut rest = String::new();
    stdout.read_to_string(&mut rest)?;
    let mut stderr = String::new();
    child.stderr.take().context("stderr is piped")?.read_to_string(&mut stderr)?;
    // A shell says 130 of a process that the signal has killed, too.
    let status = if status.signal() == Some(2) { Some(130) } else { status.code() };
    Ok(Done { stdout: rest, stderr, status })
}

#[cfg(unix)]
#[test]
fn control_c_ends_the_program() -> Result<()> {
    let done =
        interrupted("try:\n    print('ready', flush=True)\n    while True: pass\nfinally:\n    print('cleaned up')")?;
    assert_eq!((done.stdout.as_str(), done.status), ("cleaned up\n", Some(130)));
    assert!(done.stderr.starts_with("Traceback") && done.stderr.ends_with("KeyboardInterrupt\n"), "{}", done.stderr);
    Ok(())
}

#[cfg(unix)]
#[test]
fn control_c_belongs_to_the_line_that_runs() -> Result<()> {
    // The loop is all that the `try` protects, from its first instruction on.
    let code = "print('ready', flush=True)\ntry:\n    while True: pass\nexcept KeyboardInterrupt:\n    print('caught')";
    let done = interrupted(code)?;
    assert_eq!((done.stdout.as_str(), done.stderr.as_str(), done.status), ("caught\n", "", Some(0)));

    let done = interrupted("def f():\n    while True: pass\n\nprint('ready', flush=True)\nf()")?;
    assert_eq!(
        done.stderr,
        "Traceback (most recent call last):\n  File \"<string>\", line 5, in <module>\n  File \"<string>\", line 2, in f\nKeyboardInterrupt\n"
    );
    Ok(())
}

#[cfg(unix)]
#[test]
fn control_c_reaches_what_takes_long_in_a_builtin() -> Result<()> {
    for expression in [
        "sum(range(10 ** 12))",
        "max(range(10 ** 12))",
        "list(iter(int, 1))",
        "10 ** 12 in iter(range(10 ** 12))",
        "all(map(len, iter(str, 1))) or [*iter(int, 1)]",
        "__import__('time').sleep(1000)",
        "__import__('math').factorial(10 ** 7)",
    ] {
        let done = interrupted(&format!("print('ready', flush=True)\n{expression}"))?;
        assert_eq!((done.stdout.as_str(), done.status), ("", Some(130)), "{expression}");
        assert!(done.stderr.ends_with("line 2, in <module>\nKeyboardInterrupt\n"), "{expression}: {}", done.stderr);
    }
    Ok(())
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_ends_quietly() -> Result<()> {
    let folder = Folder::new()?.with("endless.py", "n = 0\nwhile True:\n    print('line', n)\n    n += 1\n")?;
    let mut command = Command::new("sh");
    command.args(["-c", "\"$0\" endless.py | head -1", BINARY]).current_dir(&folder.0).stdin(Stdio::null());
    let done = finish(command)?;
    assert_eq!((done.stdout.as_str(), done.stderr.as_str()), ("line 0\n", ""));
    Ok(())
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_reported() -> Result<()> {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full")?;
    let child = hoopsnake(&["-c", "print('x' * 100000)"]).stdout(full).stderr(Stdio::piped()).spawn()?;
    let done = finish_child(child)?;
    assert!(done.stderr.contains("No space left on device"), "{}", done.stderr);
    assert!(done.status.is_some_and(|code| code != 0), "{:?}", done.status);
    assert!(!done.stderr.contains("panicked"), "{}", done.stderr);
    Ok(())
}

#[test]
fn the_bytecode_can_be_shown() -> Result<()> {
    let folder = Folder::new()?.with("add.py", "def add(a, b):\n    return a + b\n\nprint(add(1, 2))\n")?;
    let done = run_in(&folder, &["--dis", "add.py"])?;
    assert_eq!((done.stderr.as_str(), done.status), ("", Some(0)));
    // Both code objects are shown, and the program does not run.
    assert!(done.stdout.contains("add") && done.stdout.contains("<module>"), "{}", done.stdout);
    assert!(done.stdout.lines().count() > 6 && !lines(&done.stdout).contains(&"3"), "{}", done.stdout);
    Ok(())
}

// ---- unittest ----

const TESTS: &str = "\
import unittest

class Sums(unittest.TestCase):
    def test_good(self):
        self.assertEqual(1 + 1, 2)

    def test_bad(self):
        self.assertEqual([1, 2], [1, 3])

if __name__ == '__main__':
    unittest.main()
";

const FAILURE: &str = "\
======================================================================
FAIL: test_bad (MODULE.Sums.test_bad)
----------------------------------------------------------------------
Traceback (most recent call last):
  File \"FILE\", line 8, in test_bad
    self.assertEqual([1, 2], [1, 3])
AssertionError: Lists differ: [1, 2] != [1, 3]

First differing element 1:
2
3

- [1, 2]
?     ^

+ [1, 3]
?     ^


----------------------------------------------------------------------
Ran 2 tests in TIME

FAILED (failures=1)
";

/// A report in which the time does not show.
fn without_time(report: &str) -> String {
    let lines = report.split_inclusive('\n').map(|line| match line.split_once(" in ") {
        Some((start, _)) if start.starts_with("Ran ") => format!("{start} in TIME\n"),
        _ => line.to_owned(),
    });
    lines.collect()
}

#[test]
fn a_file_of_tests_reports_and_fails() -> Result<()> {
    let folder = Folder::new()?.with("sums.py", TESTS)?;
    let done = run_in(&folder, &["sums.py"])?;
    let failure = FAILURE.replace("MODULE", "__main__");
    let file = folder.0.canonicalize()?.join("sums.py");
    let report =
        without_time(&done.stderr).replace(&*file.to_string_lossy(), "FILE").replace("\"sums.py\"", "\"FILE\"");
    assert_eq!(report, format!("F.\n{failure}"));
    assert_eq!(done.stdout, "");
    assert_eq!(done.status, Some(1));
    let done = run_in(&folder, &["sums.py", "Sums.test_good"])?;
    assert_eq!(done.status, Some(0));
    Ok(())
}

#[test]
fn tests_are_run_by_the_module_unittest() -> Result<()> {
    let folder = Folder::new()?.with("test_sums.py", TESTS)?;
    let file = folder.0.canonicalize()?.join("test_sums.py");
    let failure = FAILURE.replace("MODULE", "test_sums");
    let expected = format!(
        "test_bad (test_sums.Sums.test_bad) ... FAIL\ntest_good (test_sums.Sums.test_good) ... ok\n\n{failure}"
    );
    for arguments in [
        &["-m", "unittest", "-v", "test_sums"][..],
        &["-m", "unittest", "-v", "test_sums.py"],
        &["-m", "unittest", "-v"],
    ] {
        let done = run_in(&folder, arguments)?;
        let report = without_time(&done.stderr).replace(&*file.to_string_lossy(), "FILE");
        assert_eq!(report, expected, "{arguments:?}");
        assert_eq!(done.status, Some(1));
    }
    let done = run_in(&folder, &["-m", "unittest", "-k", "good"])?;
    assert_eq!(done.status, Some(0));
    let done = run_in(&folder, &["-m", "unittest", "-h"])?;
    assert!(done.stdout.starts_with("usage: hoopsnake -m unittest [-h] [-v]"), "{}", done.stdout);
    assert_eq!(done.status, Some(0));
    let done = run_in(&folder, &["-m", "unittest", "--wrong"])?;
    assert!(
        done.stderr.ends_with("hoopsnake -m unittest: error: unrecognized arguments: --wrong\n"),
        "{}",
        done.stderr
    );
    assert_eq!(done.status, Some(2));
    Ok(())
}
