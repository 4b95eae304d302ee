//! Every golden program, tour program and record of them parses, compiles and passes the verifier.

use std::path::{Path, PathBuf};
use std::rc::Rc;

use hoopsnake::bytecode::tables::SourceInfo;
use hoopsnake::bytecode::{dis, verify};
use hoopsnake::compile::{Mode, compile_module};

fn programs(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            programs(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "py") {
            found.push(path);
        }
    }
}

#[test]
fn golden_programs_compile_and_verify() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in ["tests/golden", "tests/gc", "scripts/tour"] {
        programs(&root.join(folder), &mut found);
    }
    assert!(found.len() >= 230, "only {} programs", found.len());
    let mut faults = Vec::new();
    for path in &found {
        let expects_error = path.parent().is_some_and(|parent| parent.ends_with("errors"))
            || path.file_name().is_some_and(|name| name == "_bad_syntax.py");
        let Ok(text) = std::fs::read_to_string(path) else { continue };
        let module = match hoopsnake_syntax::parse_module(&text) {
            Ok(module) => module,
            Err(error) => {
                if !expects_error {
                    faults.push(format!("{}: {} at {:?}", path.display(), error.message, error.span));
                }
                continue;
            }
        };
        let source = Rc::new(SourceInfo::new("program.py", &text, false));
        match compile_module(&module, source, Mode::Module, &mut Vec::new()) {
            Ok(unit) => {
                if let Err(fault) = verify::verify_all(&unit) {
                    faults.push(format!("{}: {fault}", path.display()));
                }
                let mut listing = String::new();
                if dis::disassemble(&unit, &mut listing).is_err() || listing.is_empty() {
                    faults.push(format!("{}: no listing", path.display()));
                }
            }
            Err(error) if !expects_error => {
                faults.push(format!("{}: {} at {:?}", path.display(), error.message, error.span));
            }
            Err(_) => {}
        }
    }
    assert!(faults.is_empty(), "{} of {} programs:\n{}", faults.len(), found.len(), faults.join("\n"));
}
