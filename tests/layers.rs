//! The direction of dependencies: a folder of `src/` uses only folders of the rows below its own.
//!
//! The rows are those of the architecture; a new folder gets its row here first. Paths are found in the text, after comments and
//! literals are taken out: `crate::x`, `crate::{x, y::z}`, `super::` where it leads to the root, and the syntax crate.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

/// (row, folder, what it may use although more lies below).
const ROWS: &[(u8, &str, Option<&[&str]>)] = &[
    (7, "cli", Some(&["api"])),
    (7, "repl", Some(&["api"])),
    (6, "api", None),
    (5, "modules", None),
    (4, "builtins", None),
    (3, "vm", None),
    (3, "observe", Some(&["objects", "heap"])),
    (2, "objects", Some(&["heap", "bytecode", "num", "text"])),
    (2, "compile", Some(&["syntax", "bytecode", "num", "text"])),
    (1, "heap", Some(&[])),
    (1, "bytecode", Some(&["syntax"])),
    (1, "syntax", Some(&[])),
    // Beside the rows: algorithms on plain data, which know each other.
    (0, "num", Some(&["text"])),
    (0, "text", Some(&["num"])),
];

/// The syntax tree and its parser are a crate of their own, known by this name in code.
const SYNTAX_CRATE: &str = "hoopsnake_syntax";

#[test]
fn folders_use_only_rows_below() -> Result<()> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    let mut files = 0;
    for file in rust_files(&source)? {
        let path = module_path(file.strip_prefix(&source)?);
        // lib.rs and main.rs name every folder; the syntax crate cannot name another: its manifest is checked below.
        let Some(folder) = path.first().filter(|folder| *folder != "syntax") else {
            continue;
        };
        files += 1;
        let text = std::fs::read_to_string(&file)?;
        for problem in problems(folder, &path, &text) {
            wrong.push(format!("{}: {problem}", file.strip_prefix(&source)?.display()));
        }
    }
    ensure!(files > 0, "no source files found");
    ensure!(wrong.is_empty(), "{} dependencies against the rows:\n{}", wrong.len(), wrong.join("\n"));
    Ok(())
}

#[test]
fn the_format_of_units_knows_only_spans() -> Result<()> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    for file in rust_files(&source.join("bytecode"))? {
        let text = std::fs::read_to_string(&file)?;
        for (_, used) in text.match_indices(SYNTAX_CRATE).map(|(at, name)| text.split_at(at + name.len())) {
            ensure!(used.starts_with("::ast::Span;"), "{}: more than `ast::Span`", file.display());
        }
    }
    Ok(())
}

#[test]
fn the_syntax_crate_stands_alone() -> Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/syntax");
    let manifest = std::fs::read_to_string(folder.join("Cargo.toml"))?;
    for line in manifest.lines().map(str::trim) {
        let depends =
            line.starts_with("hoopsnake ") || line.starts_with("hoopsnake=") || line.starts_with("hoopsnake.");
        ensure!(!depends, "the syntax crate depends on the interpreter: {line}");
    }
    Ok(())
}

#[test]
fn violations_are_found() {
    let found = |path: &[&str], text: &str| {
        let path: Vec<String> = path.iter().map(|&part| part.to_owned()).collect();
        problems(&path[0], &path, text).len()
    };
    assert_eq!(found(&["heap", "value"], "use crate::heap::header::Header; use std::mem;"), 0);
    assert_eq!(found(&["heap", "value"], "use crate::objects::Int;"), 1, "a row above");
    assert_eq!(found(&["vm", "run"], "let x = crate :: observe::census();"), 1, "its own row, in an expression");
    assert_eq!(found(&["vm"], "use crate::{heap::{self, value::Value}, modules, observe::Census};"), 2, "a group");
    assert_eq!(found(&["objects", "int"], "use super::super::vm::Vm;"), 1, "through the root");
    assert_eq!(found(&["objects"], "use super::vm::Vm;"), 1, "through the root, from mod.rs");
    assert_eq!(found(&["objects", "vm"], "use super::vm::Vm;"), 0, "a sister file of the same name");
    assert_eq!(found(&["repl", "session"], "use crate::heap::Heap;"), 1, "past the interface");
    assert_eq!(found(&["objects", "code"], "use hoopsnake_syntax::ast::Expr;"), 1, "the syntax crate");
    assert_eq!(found(&["bytecode", "unit"], "use hoopsnake_syntax::ast::Span;"), 0, "the span of the syntax crate");
    assert_eq!(
        found(&["text", "pad"], "use crate::num::digits; use crate::heap::Value;"),
        1,
        "algorithms know no values"
    );
    assert_eq!(found(&["objects", "int"], "use crate::num::int_ops; use crate::text::repr;"), 0, "algorithms");
    assert_eq!(found(&["compile"], "use hoopsnake_syntax as syntax; use hoopsnake_syntax::ast::Expr;"), 0);
    assert_eq!(
        found(
            &["heap"],
            "// crate::vm\n/* crate::vm /* nested */ crate::vm */ let s = \"crate::vm\"; let c = '\"'; let r = r#\"crate::vm\"#;"
        ),
        0
    );
    assert_eq!(
        found(&["heap"], "let q = '\"'; use crate::vm; let l: &'static str = \"\";"),
        1,
        "after a quote as a character"
    );
    assert_eq!(found(&["attic"], "use std::mem;"), 1, "a folder without a row");
    assert_eq!(found(&["heap"], "use crate::Error;"), 0, "a name of the root itself");
}

fn rust_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(rust_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// `heap/value.rs` is `[heap, value]`, `heap/mod.rs` is `[heap]`, `lib.rs` is empty.
fn module_path(file: &Path) -> Vec<String> {
    let mut parts: Vec<String> =
        file.with_extension("").components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    if parts.last().is_some_and(|last| last == "mod")
        || (parts.len() == 1 && matches!(parts[0].as_str(), "lib" | "main"))
    {
        parts.pop();
    }
    parts
}

/// What the file of `folder` with this module path and text uses against the rows.
fn problems(folder: &str, path: &[String], text: &str) -> Vec<String> {
    let Some((row, _, only)) = ROWS.iter().find(|(_, name, _)| *name == folder) else {
        return vec![format!("the folder `{folder}` has no row")];
    };
    let mut wrong = Vec::new();
    for used in used_folders(path, text) {
        let Some((below, _, _)) = ROWS.iter().find(|(_, name, _)| *name == used) else {
            continue;
        };
        if used == folder {
            continue;
        }
        match only {
            Some(allowed) if !allowed.contains(&used.as_str()) => {
                wrong.push(format!("`{folder}` uses `{used}`; it may use {allowed:?} only"));
            }
            None if below >= row => wrong.push(format!("`{folder}` (row {row}) uses `{used}` (row {below})")),
            _ => {}
        }
    }
    wrong
}

/// The first names after the root in every path of the text; not all of them are folders.
fn used_folders(path: &[String], text: &str) -> BTreeSet<String> {
    let tokens = tokens(text);
    let mut used = BTreeSet::new();
    let at = |index: usize| tokens.get(index).map_or("", String::as_str);
    for index in 0..tokens.len() {
        if index > 0 && at(index - 1) == "::" {
            continue;
        }
        match at(index) {
            SYNTAX_CRATE => {
                used.insert("syntax".to_owned());
            }
            "crate" if at(index + 1) == "::" => names_at(&tokens, index + 2, &mut used),
            "super" => {
                let mut next = index;
                let mut steps = 0;
                while at(next) == "super" && at(next + 1) == "::" {
                    steps += 1;
                    next += 2;
                }
                if steps == path.len() {
                    names_at(&tokens, next, &mut used);
                }
            }
            _ => {}
        }
    }
    used
}

/// The name at `index`, or the first names of each path in the group that opens there.
fn names_at(tokens: &[String], index: usize, used: &mut BTreeSet<String>) {
    let Some(first) = tokens.get(index) else {
        return;
    };
    if first != "{" {
        used.insert(first.clone());
        return;
    }
    let (mut depth, mut starts) = (0, true);
    for token in &tokens[index..] {
        match token.as_str() {
            "{" => depth += 1,
            "}" => {
                depth -= 1;
                if depth == 0 {
                    return;
                }
            }
            "," if depth == 1 => {
                starts = true;
                continue;
            }
            name if starts && depth == 1 => {
                used.insert(name.to_owned());
                starts = false;
            }
            _ => {}
        }
    }
}

/// Names, `::` and single punctuation characters, without comments and literals.
fn tokens(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let at = |index: usize| chars.get(index).copied().unwrap_or('\0');
    let mut out = Vec::new();
    let mut i = 0;
    while i < chars.len() {
        let c = at(i);
        if c == '/' && at(i + 1) == '/' {
            while i < chars.len() && at(i) != '\n' {
                i += 1;
            }
        } else if c == '/' && at(i + 1) == '*' {
            i = end_of_comment(&chars, i);
        } else if c == '"' {
            i = end_of_string(&chars, i);
        } else if c == 'r' && matches!(at(i + 1), '"' | '#') && raw_string(&chars, i).is_some() {
            i = raw_string(&chars, i).unwrap_or(i + 1);
        } else if c == '\'' {
            i = end_of_char_or_lifetime(&chars, i);
        } else if c.is_alphanumeric() || c == '_' {
            let start = i;
            while at(i).is_alphanumeric() || at(i) == '_' {
                i += 1;
            }
            let word: String = chars[start..i].iter().collect();
            // b"…" and br#"…"# are literals, too.
            if matches!(word.as_str(), "b" | "c") && at(i) == '"' {
                i = end_of_string(&chars, i);
            } else if matches!(word.as_str(), "br" | "cr") && raw_string(&chars, i - 1).is_some() {
                i = raw_string(&chars, i - 1).unwrap_or(i);
            } else {
                out.push(word);
            }
        } else if c == ':' && at(i + 1) == ':' {
            out.push("::".to_owned());
            i += 2;
        } else {
            if !c.is_whitespace() {
                out.push(c.to_string());
            }
            i += 1;
        }
    }
    out
}

fn end_of_comment(chars: &[char], start: usize) -> usize {
    let (mut i, mut depth) = (start, 0);
    while i < chars.len() {
        match (chars[i], chars.get(i + 1)) {
            ('/', Some('*')) => {
                depth += 1;
                i += 2;
            }
            ('*', Some('/')) => {
                depth -= 1;
                i += 2;
                if depth == 0 {
                    return i;
                }
            }
            _ => i += 1,
        }
    }
    i
}

fn end_of_string(chars: &[char], start: usize) -> usize {
    let mut i = start + 1;
    while i < chars.len() && chars[i] != '"' {
        i += if chars[i] == '\\' { 2 } else { 1 };
    }
    i + 1
}

/// The index after the raw string whose `r` is at `start`, if there is one.
fn raw_string(chars: &[char], start: usize) -> Option<usize> {
    let hashes = chars[start + 1..].iter().take_while(|c| **c == '#').count();
    if chars.get(start + 1 + hashes) != Some(&'"') {
        return None;
    }
    let mut i = start + 2 + hashes;
    while i < chars.len() {
        if chars[i] == '"' && chars[i + 1..].iter().take(hashes).filter(|c| **c == '#').count() == hashes {
            return Some(i + 1 + hashes);
        }
        i += 1;
    }
    Some(i)
}

fn end_of_char_or_lifetime(chars: &[char], start: usize) -> usize {
    if chars.get(start + 1) == Some(&'\\') {
        let mut i = start + 3;
        while i < chars.len() && chars[i] != '\'' {
            i += 1;
        }
        i + 1
    } else if chars.get(start + 2) == Some(&'\'') {
        start + 3
    } else {
        start + 1
    }
}
