//! The environment variables that the command reads, as a table, and their meaning.

use std::env;
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use anyhow::{Result, bail};

/// Name and help text of each variable, in the order of the help. `NO_COLOR` and `TERM` matter to the session only.
pub const VARIABLES: &[(&str, &str)] = &[
    (MODULE_PATH, "folders searched for modules, after the program's own"),
    (HASH_SEED, "'random' (default) or 0..4294967295: the key of str and bytes hashes"),
    (GC_STRESS, "set to 1: as --gc-stress"),
    (VERIFY_HEAP, "set to 1: as --verify-heap"),
    ("NO_COLOR", "set: no colours"),
];

const MODULE_PATH: &str = "HOOPSNAKEPATH";
const HASH_SEED: &str = "PYTHONHASHSEED";
const GC_STRESS: &str = "HOOPSNAKE_GC_STRESS";
const VERIFY_HEAP: &str = "HOOPSNAKE_VERIFY_HEAP";

/// What the variables say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Environment {
    pub module_path: Vec<PathBuf>,
    /// None: random.
    pub hash_seed: Option<u32>,
    pub gc_stress: bool,
    pub verify_heap: bool,
}

impl Environment {
    /// Reads the variables of this process. An error is a `PYTHONHASHSEED` that is none.
    pub fn read() -> Result<Self> {
        Environment::from(|name| env::var_os(name))
    }

    fn from(variable: impl Fn(&str) -> Option<OsString>) -> Result<Self> {
        // An empty variable is as good as none.
        let set = |name| variable(name).filter(|value| !value.is_empty());
        let on = |name| set(name).is_some_and(|value| value != "0");
        Ok(Environment {
            module_path: set(MODULE_PATH).map(|value| env::split_paths(&value).collect()).unwrap_or_default(),
            hash_seed: match set(HASH_SEED) {
                Some(value) => hash_seed(&value)?,
                None => None,
            },
            gc_stress: on(GC_STRESS),
            verify_heap: on(VERIFY_HEAP),
        })
    }
}

fn hash_seed(value: &OsStr) -> Result<Option<u32>> {
    if value == "random" {
        return Ok(None);
    }
    match value.to_str().map(str::parse) {
        Some(Ok(seed)) => Ok(Some(seed)),
        _ => bail!(
            "Fatal Python error: config_init_hash_seed: PYTHONHASHSEED must be \"random\" or an integer in range [0; 4294967295]"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(pairs: &[(&str, &str)]) -> Result<Environment> {
        Environment::from(|name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| OsString::from(value)))
    }

    #[test]
    fn hash_seeds() -> Result<()> {
        for (value, seed) in [("", None), ("random", None), ("0", Some(0)), ("4294967295", Some(u32::MAX))] {
            assert_eq!(with(&[(HASH_SEED, value)])?.hash_seed, seed, "{value:?}");
        }
        for value in ["-1", "4294967296", "abc", "1.0", "1 "] {
            assert!(with(&[(HASH_SEED, value)]).is_err(), "{value:?}");
        }
        Ok(())
    }

    #[test]
    fn switches_and_paths() -> Result<()> {
        assert_eq!(with(&[])?, Environment::default());
        assert!(with(&[(GC_STRESS, "1")])?.gc_stress);
        assert!(!with(&[(GC_STRESS, "0")])?.gc_stress);
        assert!(!with(&[(VERIFY_HEAP, "")])?.verify_heap);
        assert!(with(&[(VERIFY_HEAP, "yes")])?.verify_heap);
        let folders = env::join_paths(["a", "b"])?;
        let found = Environment::from(|name| (name == MODULE_PATH).then(|| folders.clone()))?;
        assert_eq!(found.module_path, [PathBuf::from("a"), PathBuf::from("b")]);
        Ok(())
    }
}
