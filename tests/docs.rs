//! The examples of README.md and docs/ do what they show.
//!
//! A fenced block marked `python-session` is a dialogue with the prompt: what follows `>>> ` and `... ` is fed to `hoopsnake -i -q -`,
//! and the whole dialogue, prompts and errors included, must come out. Sessions say what CPython's prompt says, too, and that is
//! tested where python3 is CPython 3.11; `python-session-own` marks those that show what only Hoopsnake has.
//!
//! A block marked `console` holds commands after `$ `, each followed by what it prints; they run in a shell at the root of the
//! repository, with `hoopsnake` on its path.

use std::ffi::OsStr;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

const BINARY: &str = env!("CARGO_BIN_EXE_hoopsnake");
/// A floor, so that a wrong path cannot make the tests pass by finding nothing.
const FEWEST_SESSIONS: usize = 4;

#[test]
fn sessions() -> Result<()> {
    let found = blocks(|mark| mark == "python-session" || mark == "python-session-own")?;
    ensure!(found.len() >= FEWEST_SESSIONS, "only {} sessions found", found.len());
    all(&found, |block| session(BINARY.as_ref(), block))
}

#[test]
fn sessions_say_what_the_reference_says() -> Result<()> {
    let version = Command::new("python3").arg("--version").output();
    if !version.is_ok_and(|output| output.stdout.starts_with(b"Python 3.11.")) {
        return Ok(());
    }
    all(&blocks(|mark| mark == "python-session")?, |block| session("python3".as_ref(), block))
}

#[cfg(unix)]
#[test]
fn commands() -> Result<()> {
    let found = blocks(|mark| mark == "console")?;
    ensure!(!found.is_empty(), "no commands found");
    all(&found, console)
}

#[test]
fn links_lead_somewhere() -> Result<()> {
    let mut broken = Vec::new();
    for page in pages()? {
        let text = std::fs::read_to_string(&page)?;
        let folder = page.parent().context("a page lies in a folder")?;
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let path = target.split('#').next().unwrap_or_default();
            if !path.is_empty() && !path.contains("://") && !folder.join(path).exists() {
                broken.push(format!("{}: {target}", shown(&page)));
            }
        }
    }
    ensure!(broken.is_empty(), "links to nothing:\n{}", broken.join("\n"));
    Ok(())
}

#[test]
fn every_crate_is_explained() -> Result<()> {
    let page = std::fs::read_to_string(root().join("docs/dependencies.md"))?;
    let mut missing = Vec::new();
    for manifest in ["Cargo.toml", "src/syntax/Cargo.toml"] {
        let text = std::fs::read_to_string(root().join(manifest))?;
        let mut listed = false;
        for line in text.lines() {
            if line.starts_with('[') {
                listed = line.ends_with("dependencies]");
            } else if listed && let Some((name, _)) = line.split_once('=') {
                let name = name.trim();
                if !name.starts_with('#') && name != "hoopsnake-syntax" && !page.contains(&format!("`{name}`")) {
                    missing.push(name.to_owned());
                }
            }
        }
    }
    ensure!(missing.is_empty(), "docs/dependencies.md does not mention {missing:?}");
    Ok(())
}

// ---- Running ----

/// Checks each block; reports all that fail.
fn all(blocks: &[Block], check: impl Fn(&Block) -> Result<()>) -> Result<()> {
    let failed: Vec<String> = blocks
        .iter()
        .filter_map(|block| check(block).err().map(|error| format!("{}:{}: {error:#}", block.page, block.line)))
        .collect();
    ensure!(failed.is_empty(), "{} of {} examples fail:\n{}", failed.len(), blocks.len(), failed.join("\n\n"));
    Ok(())
}

fn session(program: &OsStr, block: &Block) -> Result<()> {
    let mut input = String::new();
    let mut expected = String::new();
    for line in block.text.lines() {
        // An editor may have taken the blank from the end of an empty line.
        let line = if matches!(line, ">>>" | "...") { format!("{line} ") } else { line.to_owned() };
        if let Some(entered) = line.strip_prefix(">>> ").or_else(|| line.strip_prefix("... ")) {
            input.push_str(entered);
            input.push('\n');
            // Piped input is not echoed: of the line, only the prompt comes back.
            expected.push_str(&line[..4]);
        } else {
            expected.push_str(&line);
            expected.push('\n');
        }
    }
    expected.push_str(">>> \n");
    let mut command = Command::new(program);
    command.args(["-i", "-q", "-"]);
    compare(&expected, &run(command, &input)?)
}

#[cfg(unix)]
fn console(block: &Block) -> Result<()> {
    let folder = Path::new(BINARY).parent().context("the binary lies in a folder")?;
    let mut path = folder.as_os_str().to_owned();
    path.push(":");
    path.push(std::env::var_os("PATH").unwrap_or_default());
    for part in format!("\n{}", block.text).split("\n$ ").skip(1) {
        let (line, expected) = part.split_once('\n').unwrap_or((part, ""));
        let mut command = Command::new("sh");
        command.args(["-c", line]).env("PATH", &path);
        let expected = expected.trim_end_matches('\n');
        compare(expected, run(command, "")?.trim_end_matches('\n')).with_context(|| line.to_owned())?;
    }
    Ok(())
}

/// Runs the command with the input; what it writes to both of its outputs, in order.
fn run(mut command: Command, input: &str) -> Result<String> {
    let (mut reader, writer) = std::io::pipe()?;
    command.current_dir(root()).env("NO_COLOR", "1").env("PYTHONHASHSEED", "0");
    command.stdin(Stdio::piped()).stdout(writer.try_clone()?).stderr(writer);
    let mut child = command.spawn()?;
    // The command keeps the writing ends of the pipe open in this process.
    drop(command);
    // Examples are small: what is fed fits the pipe. A command that leaves without reading shows in its output.
    match child.stdin.take().context("input is piped")?.write_all(input.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => return Err(error.into()),
        _ => {}
    }
    let mut output = Vec::new();
    reader.read_to_end(&mut output)?;
    child.wait()?;
    Ok(String::from_utf8_lossy(&output).into_owned())
}

fn compare(expected: &str, found: &str) -> Result<()> {
    ensure!(expected == found, "expected\n{expected}\n-- but it prints\n{found}");
    Ok(())
}

// ---- Finding ----

/// A fenced block.
struct Block {
    page: String,
    line: usize,
    text: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn shown(page: &Path) -> String {
    page.strip_prefix(root()).unwrap_or(page).display().to_string()
}

/// README.md and every page of docs/.
fn pages() -> Result<Vec<PathBuf>> {
    let mut pages = vec![root().join("README.md")];
    for folder in ["docs", "docs/decisions"] {
        for entry in std::fs::read_dir(root().join(folder)).context(folder)? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "md") {
                pages.push(path);
            }
        }
    }
    pages.sort();
    Ok(pages)
}

/// The blocks of all pages whose mark is wanted.
fn blocks(wanted: impl Fn(&str) -> bool) -> Result<Vec<Block>> {
    let mut found = Vec::new();
    for page in pages()? {
        let text = std::fs::read_to_string(&page)?;
        let mut open: Option<(String, Block)> = None;
        for (line, content) in text.lines().enumerate() {
            match (&mut open, content.strip_prefix("```")) {
                (None, Some(mark)) => {
                    open = Some((mark.to_owned(), Block { page: shown(&page), line: line + 1, text: String::new() }));
                }
                (Some(_), Some(_)) => {
                    found.extend(open.take().filter(|(mark, _)| wanted(mark)).map(|(_, block)| block))
                }
                (Some((_, block)), None) => {
                    block.text.push_str(content);
                    block.text.push('\n');
                }
                (None, None) => {}
            }
        }
        ensure!(open.is_none(), "{}: a fenced block is not closed", shown(&page));
    }
    Ok(found)
}
