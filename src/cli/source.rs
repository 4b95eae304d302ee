//! Where program text comes from: a file, a folder, standard input.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::run::Failure;

/// Program text and the names that go with it.
pub struct Program {
    pub source: Vec<u8>,
    /// What tracebacks and `__file__` show.
    pub filename: String,
    /// `__package__`, where the program is one of a folder.
    pub package: Option<&'static str>,
    /// Where its modules lie: the first entry of `sys.path`.
    pub folder: PathBuf,
}

/// Reads a file, or the `__main__.py` of a folder. Errors are CPython's: status 2 for a file, 1 for a folder without a program.
pub fn from_file(file: &Path) -> Result<Program, Failure> {
    // Tracebacks name the file absolutely, and otherwise as it was given.
    let path = match std::env::current_dir() {
        Ok(folder) if !file.as_os_str().is_empty() => folder.join(file),
        _ => file.to_owned(),
    };
    if path.is_dir() {
        return from_folder(std::path::absolute(file).unwrap_or(path));
    }
    let source = fs::read(&path)
        .map_err(|error| Failure::new(2, format!("can't open file '{}': {}", path.display(), errno(&error))))?;
    // The folder is that of the file itself, also when a link led to it.
    let real = fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
    Ok(Program {
        source,
        filename: path.to_string_lossy().into_owned(),
        package: None,
        folder: real.parent().map(Path::to_owned).unwrap_or_default(),
    })
}

fn from_folder(folder: PathBuf) -> Result<Program, Failure> {
    let path = folder.join("__main__.py");
    let source = fs::read(&path)
        .map_err(|_| Failure::new(1, format!("can't find '__main__' module in '{}'", folder.display())))?;
    Ok(Program { source, filename: path.to_string_lossy().into_owned(), package: Some(""), folder })
}

/// The whole of standard input.
pub fn from_input() -> Result<Vec<u8>, Failure> {
    let mut source = Vec::new();
    match io::stdin().lock().read_to_end(&mut source) {
        Ok(_) => Ok(source),
        Err(error) => Err(Failure::new(1, format!("can't read standard input: {}", errno(&error)))),
    }
}

/// `[Errno 2] No such file or directory`, as Python words it.
pub fn errno(error: &io::Error) -> String {
    let text = error.to_string();
    match error.raw_os_error() {
        Some(code) => {
            let told = text.split_once(" (os error ").map_or(text.as_str(), |(told, _)| told);
            format!("[Errno {code}] {told}")
        }
        None => text,
    }
}
