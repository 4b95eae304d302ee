//! The file that keeps what was entered: `hoopsnake/history` in the platform's folder for data.

use std::collections::HashSet;
use std::fs;
use std::path::PathBuf;

use etcetera::BaseStrategy;
use rustyline::history::{FileHistory, History};

/// Entries that are kept.
pub const ENTRIES: usize = 10_000;

/// The history of a session. A folder that cannot be written costs the file, never the session.
pub struct Kept {
    path: Option<PathBuf>,
}

impl Kept {
    /// Reads the file into `history`; of equal entries, the last one stays.
    pub fn load(history: &mut FileHistory) -> Self {
        let Some(path) = path() else {
            return Kept { path: None };
        };
        if history.load(&path).is_ok() {
            let unique = without_duplicates(history.iter().cloned().collect());
            if unique.len() < history.len() && history.clear().is_ok() {
                for entry in unique {
                    let _ = history.add_owned(entry);
                }
                let _ = history.save(&path);
            }
        }
        Kept { path: Some(path) }
    }

    /// Writes new entries to the end of the file, at once: a session may end in any way.
    pub fn append(&self, history: &mut FileHistory) {
        if let Some(path) = &self.path {
            let _ = history.append(path);
        }
    }
}

/// The path of the file, whose folder exists then.
fn path() -> Option<PathBuf> {
    let folder = etcetera::choose_base_strategy().ok()?.data_dir().join("hoopsnake");
    fs::create_dir_all(&folder).ok()?;
    Some(folder.join("history"))
}

fn without_duplicates(entries: Vec<String>) -> Vec<String> {
    let mut seen = HashSet::new();
    let mut unique: Vec<String> = entries.into_iter().rev().filter(|entry| seen.insert(entry.clone())).collect();
    unique.reverse();
    unique
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_of_equal_entries_stays() {
        let entries = ["a", "b", "a", "c", "b"].map(str::to_owned).to_vec();
        assert_eq!(without_duplicates(entries), ["a", "c", "b"]);
    }
}
