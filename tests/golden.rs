//! Every golden program does in Hoopsnake exactly what it did in CPython 3.11.
//!
//! The programs are `tests/golden/<area>/*.py`, `tests/gc/*.py` and `scripts/tour/*.py`. `scripts/golden` ran each with python3
//! and recorded standard output, standard error and status (`.out` beside the program; `tests/tour/` for the tour); the form of
//! a record is described there. Here every program runs in each mode of [`MODES`], and the same text is expected.
//!
//! A program whose output shows the collector itself names in its first line the modes that it holds in: `# modes: plain, verify`.
//! `HOOPSNAKE_GOLDEN=substring` selects programs by path.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};

/// A way of running every program: its name, as programs give it in their first line, and the flags that make it.
struct Mode {
    name: &'static str,
    flags: &'static [&'static str],
}

const MODES: &[Mode] = &[
    Mode { name: "plain", flags: &[] },
    Mode { name: "stress", flags: &["--gc-stress"] },
    Mode { name: "verify", flags: &["--verify-heap"] },
];

const TIMEOUT: Duration = Duration::from_secs(120);
/// A floor under the number of programs, so that a wrong path cannot make the suite pass by finding none.
const FEWEST_PROGRAMS: usize = 230;
const DIFF_LINES: usize = 40;

#[test]
fn plain() -> Result<()> {
    run_mode("plain")
}

#[test]
fn collecting_at_every_chance() -> Result<()> {
    run_mode("stress")
}

#[test]
fn verifying_the_heap() -> Result<()> {
    run_mode("verify")
}

#[test]
fn every_record_has_its_program() -> Result<()> {
    let programs = discover(None)?;
    ensure!(programs.len() >= FEWEST_PROGRAMS, "only {} golden programs found", programs.len());
    let mut folders: Vec<&Path> = programs.iter().filter_map(|program| program.record.parent()).collect();
    folders.sort();
    folders.dedup();
    let mut orphans = Vec::new();
    for folder in folders {
        for file in files_in(folder, "out")? {
            if !programs.iter().any(|program| program.record == file) {
                orphans.push(file);
            }
        }
    }
    ensure!(orphans.is_empty(), "records without a program: {orphans:?}");
    Ok(())
}

// ---- The programs ----

struct Program {
    /// From the repository root, with forward slashes.
    path: String,
    /// `ints`, `errors`, …, `gc` or `tour`.
    area: String,
    record: PathBuf,
    /// The names of the modes that it holds in; empty for all.
    modes: Vec<String>,
    compares_stderr: bool,
}

impl Program {
    fn read(path: &Path, area: &str) -> Result<Self> {
        let name = path.strip_prefix(root())?.to_string_lossy().replace('\\', "/");
        let source = std::fs::read_to_string(path).with_context(|| name.clone())?;
        let marker = source.lines().next().unwrap_or_default();
        let modes = match marker
            .strip_prefix('#')
            .and_then(|text| text.split(';').find_map(|part| part.trim().strip_prefix("modes:")))
        {
            Some(list) => list.split(',').map(|mode| mode.trim().to_owned()).collect(),
            None => Vec::new(),
        };
        for mode in &modes {
            ensure!(MODES.iter().any(|known| known.name == mode), "{name}: unknown mode `{mode}` in its first line");
        }
        let record = if area == "tour" {
            let stem = path.file_stem().context("a program has a name")?;
            root().join("tests/tour").join(stem).with_extension("out")
        } else {
            path.with_extension("out")
        };
        let compares_stderr = !marker.contains("compare: stdout");
        Ok(Program { path: name, area: area.to_owned(), record, modes, compares_stderr })
    }

    fn holds_in(&self, mode: &str) -> bool {
        self.modes.is_empty() || self.modes.iter().any(|name| name == mode)
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files_in(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.extension().is_some_and(|found| found == extension) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// All programs in order of their paths; with `selection`, those whose path contains it.
fn discover(selection: Option<&str>) -> Result<Vec<Program>> {
    let mut folders =
        vec![("gc".to_owned(), root().join("tests/gc")), ("tour".to_owned(), root().join("scripts/tour"))];
    for entry in std::fs::read_dir(root().join("tests/golden"))? {
        let path = entry?.path();
        if path.is_dir() {
            let area = path.file_name().context("a folder has a name")?.to_string_lossy().into_owned();
            folders.push((area, path));
        }
    }
    folders.sort();
    let mut programs = Vec::new();
    for (area, folder) in &folders {
        for file in files_in(folder, "py")? {
            // A leading underscore marks a module that programs import.
            if file.file_name().is_some_and(|name| name.to_string_lossy().starts_with('_')) {
                continue;
            }
            let program = Program::read(&file, area)?;
            if selection.is_none_or(|text| program.path.contains(text)) {
                programs.push(program);
            }
        }
    }
    Ok(programs)
}

// ---- Running ----

/// The modes take turns, so that each has all cores and the time limit means the same in each.
static TURN: Mutex<()> = Mutex::new(());

fn run_mode(name: &str) -> Result<()> {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    let mode = MODES.iter().find(|mode| mode.name == name).context("a mode of the table")?;
    let selection = std::env::var("HOOPSNAKE_GOLDEN").ok();
    let mut programs = discover(selection.as_deref())?;
    programs.retain(|program| program.holds_in(mode.name));
    if selection.is_some() && programs.is_empty() {
        return report(&format!("golden, {name}: no selected program holds in this mode"));
    }

    let next = AtomicUsize::new(0);
    let failures = Mutex::new(BTreeMap::new());
    let workers = thread::available_parallelism().map_or(2, usize::from);
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some(program) = programs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Err(error) = check(program, mode) {
                        failures
                            .lock()
                            .unwrap_or_else(PoisonError::into_inner)
                            .insert(program.path.clone(), format!("{error:#}"));
                    }
                }
            });
        }
    });

    let failures = failures.into_inner().unwrap_or_else(PoisonError::into_inner);
    for (program, difference) in &failures {
        report(&format!("\n{program} ({name}):\n{difference}"))?;
    }
    let mut areas: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for program in &programs {
        let (passed, all) = areas.entry(&program.area).or_default();
        *all += 1;
        *passed += usize::from(!failures.contains_key(&program.path));
    }
    let counts: Vec<String> = areas.iter().map(|(area, (passed, all))| format!("{area} {passed}/{all}")).collect();
    let passed = programs.len() - failures.len();
    report(&format!("golden, {name}: {passed} of {} programs pass ({})", programs.len(), counts.join(", ")))?;
    let gaps = known_gaps()?;
    let unexpected = failures.keys().filter(|program| !gaps.contains(*program)).count();
    let mended =
        programs.iter().filter(|program| gaps.contains(&program.path) && !failures.contains_key(&program.path));
    for program in mended {
        report(&format!("{} holds in mode {name}: take it out of tests/known_gaps.txt", program.path))?;
    }
    ensure!(unexpected == 0, "{unexpected} golden programs differ in mode {name} that are no known gaps");
    Ok(())
}

/// Programs that do not hold yet: `tests/known_gaps.txt`, a path in each line. The list may only become shorter.
fn known_gaps() -> Result<std::collections::BTreeSet<String>> {
    let list = std::fs::read_to_string(root().join("tests/known_gaps.txt"))?;
    Ok(list.lines().map(str::to_owned).collect())
}

/// Past the capturing of the test harness: the counts are wanted of a run that passes, too.
fn report(text: &str) -> Result<()> {
    writeln!(std::io::stdout().lock(), "{text}")?;
    Ok(())
}

fn check(program: &Program, mode: &Mode) -> Result<()> {
    let expected = std::fs::read_to_string(&program.record)
        .with_context(|| format!("no record {}: run scripts/golden", program.record.display()))?;
    let mut command = Command::new(env!("CARGO_BIN_EXE_hoopsnake"));
    command.args(mode.flags).arg(&program.path).current_dir(root()).env("PYTHONHASHSEED", "0").env("NO_COLOR", "1");
    let ended = run_limited(command)?;
    let actual = record_of(&ended, program.compares_stderr);
    if actual != expected {
        bail!("{}", diff(&expected, &actual));
    }
    Ok(())
}

struct Ended {
    stdout: Vec<u8>,
    stderr: Vec<u8>,
    /// Nothing when the time was up and the program was killed.
    status: Option<ExitStatus>,
}

fn run_limited(mut command: Command) -> Result<Ended> {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().context("the interpreter starts")?;
    // Both pipes are drained while it runs; a full pipe would stop it.
    let stdout = drain(child.stdout.take().context("stdout is piped")?);
    let stderr = drain(child.stderr.take().context("stderr is piped")?);
    let status = wait_limited(&mut child)?;
    let stdout = stdout.join().map_err(|_| anyhow::anyhow!("the reader of stdout panicked"))?;
    let stderr = stderr.join().map_err(|_| anyhow::anyhow!("the reader of stderr panicked"))?;
    Ok(Ended { stdout, stderr, status })
}

fn drain(mut pipe: impl Read + Send + 'static) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // An error ends the stream; what was read so far is compared.
        let _ = pipe.read_to_end(&mut bytes);
        bytes
    })
}

fn wait_limited(child: &mut Child) -> Result<Option<ExitStatus>> {
    let deadline = Instant::now() + TIMEOUT;
    let mut pause = Duration::from_micros(200);
    while Instant::now() < deadline {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        thread::sleep(pause);
        pause = (pause * 2).min(Duration::from_millis(10));
    }
    child.kill()?;
    child.wait()?;
    Ok(None)
}

// ---- Comparing ----

/// The text that `scripts/golden` writes.
fn record_of(ended: &Ended, compares_stderr: bool) -> String {
    let stderr = if compares_stderr { normalised(&ended.stderr) } else { "(not compared)\n".to_owned() };
    let status = match ended.status {
        None => format!("killed after {} s", TIMEOUT.as_secs()),
        Some(status) => status.code().map_or_else(|| status.to_string(), |code| code.to_string()),
    };
    format!("--- stdout\n{}--- stderr\n{stderr}--- status\n{status}\n", normalised(&ended.stdout))
}

fn normalised(stream: &[u8]) -> String {
    let text = String::from_utf8_lossy(stream).replace(&format!("{}/", root().display()), "");
    let mut text = without_addresses(&text);
    if !text.is_empty() && !text.ends_with('\n') {
        text.push_str("\n\\ no newline at end\n");
    }
    text
}

/// ` 0x7f12ab34>` becomes ` 0x...>`, where six hexadecimal digits at least stand before `>` or `,`.
fn without_addresses(text: &str) -> String {
    const MARK: &str = " 0x";
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(MARK) {
        out.push_str(before);
        out.push_str(MARK);
        let digits = after.bytes().take_while(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')).count();
        let end = after.get(digits..).unwrap_or_default();
        rest = after;
        if digits >= 6 && end.starts_with(['>', ',']) {
            out.push_str("...");
            rest = end;
        }
    }
    out + rest
}

/// The lines that differ, `-` as recorded and `+` as printed now, with one line of surroundings.
fn diff(expected: &str, actual: &str) -> String {
    let old: Vec<&str> = expected.lines().collect();
    let new: Vec<&str> = actual.lines().collect();
    let same_start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let shorter = old.len().min(new.len()) - same_start;
    let same_end = old.iter().rev().zip(new.iter().rev()).take(shorter).take_while(|(a, b)| a == b).count();
    let mut lines = Vec::new();
    if same_start > 0 {
        lines.push(format!("  {}", old[same_start - 1]));
    }
    changed_lines(&old[same_start..old.len() - same_end], &new[same_start..new.len() - same_end], &mut lines);
    if same_end > 0 {
        lines.push(format!("  {}", old[old.len() - same_end]));
    }
    let more = lines.len().saturating_sub(DIFF_LINES);
    lines.truncate(DIFF_LINES);
    if more > 0 {
        lines.push(format!("  … {more} lines more"));
    }
    lines.join("\n")
}

/// The longest common subsequence decides which lines are kept; above a size that matters to a reader, all are changed.
fn changed_lines(old: &[&str], new: &[&str], lines: &mut Vec<String>) {
    let (height, width) = (old.len() + 1, new.len() + 1);
    if height * width > 1_000_000 {
        lines.extend(old.iter().take(DIFF_LINES / 2).map(|line| format!("- {line}")));
        lines.extend(new.iter().map(|line| format!("+ {line}")));
        return;
    }
    let mut longest = vec![0_u32; height * width];
    for i in (0..old.len()).rev() {
        for j in (0..new.len()).rev() {
            longest[i * width + j] = if old[i] == new[j] {
                longest[(i + 1) * width + j + 1] + 1
            } else {
                longest[(i + 1) * width + j].max(longest[i * width + j + 1])
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        if i < old.len() && j < new.len() && old[i] == new[j] {
            lines.push(format!("  {}", old[i]));
            i += 1;
            j += 1;
        } else if j == new.len() || (i < old.len() && longest[(i + 1) * width + j] >= longest[i * width + j + 1]) {
            lines.push(format!("- {}", old[i]));
            i += 1;
        } else {
            lines.push(format!("+ {}", new[j]));
            j += 1;
        }
    }
}

#[test]
fn addresses_are_taken_out() {
    let text = "<A object at 0x7f00aa11>, <A 0x7f00aa11, x> 0xff, 0x123456 0x";
    assert_eq!(without_addresses(text), "<A object at 0x...>, <A 0x..., x> 0xff, 0x123456 0x");
}

#[test]
fn a_difference_shows_both_sides() {
    assert_eq!(diff("a\nb\nc\nd\n", "a\nx\nc\nd\n"), "  a\n- b\n+ x\n  c");
    assert_eq!(diff("a\n", "a\nb\n"), "  a\n+ b");
}
