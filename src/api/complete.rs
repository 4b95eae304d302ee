//! Completion of names, as Python's `rlcompleter` does it, without parentheses.

use hoopsnake_syntax::KEYWORDS;

use crate::heap::Value;
use crate::objects::{Dict, Str};
use crate::vm::Vm;

/// Names that could stand where the text ends: whole dotted names.
pub fn complete(vm: &mut Vm, main: &Value, line: &str) -> Vec<String> {
    let start = line
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_alphanumeric() || matches!(c, '_' | '.'))
        .last()
        .map_or(line.len(), |(at, _)| at);
    let word = line.get(start..).unwrap_or("");
    let mut found = match word.rsplit_once('.') {
        None => globals(vm, main, word),
        Some((path, last)) => attributes(vm, main, path, last),
    };
    found.sort();
    found.dedup();
    found
}

fn keys(namespace: &Value) -> Vec<String> {
    let items = namespace.cast::<Dict>().map(Dict::items).unwrap_or_default();
    items.iter().filter_map(|(key, _)| key.cast::<Str>().map(|key| key.to_text().into_owned())).collect()
}

fn globals(vm: &mut Vm, main: &Value, start: &str) -> Vec<String> {
    let mut names: Vec<String> = KEYWORDS.iter().map(|word| (*word).to_owned()).collect();
    names.extend(keys(main));
    names.extend(keys(&vm.builtins.clone()));
    names.retain(|name| name.starts_with(start) && (!name.starts_with('_') || start.starts_with('_')));
    names
}

fn attributes(vm: &mut Vm, main: &Value, path: &str, start: &str) -> Vec<String> {
    let mut parts = path.split('.');
    let Some(first) = parts.next() else { return Vec::new() };
    let builtins = vm.builtins.clone();
    let Some(mut object) = vm.dict_get_str(main, first).or_else(|| vm.dict_get_str(&builtins, first)) else {
        return Vec::new();
    };
    for part in parts {
        let name = vm.intern(part);
        object = match vm.get_attr_opt(&object, &name) {
            Ok(Some(value)) => value,
            Ok(None) => return Vec::new(),
            Err(raised) => {
                drop(vm.take_raised(raised));
                return Vec::new();
            }
        };
    }
    let names = match vm.attribute_names(&object) {
        Ok(names) => names,
        Err(raised) => {
            drop(vm.take_raised(raised));
            return Vec::new();
        }
    };
    let names = names.iter().filter_map(|name| name.cast::<Str>().map(|name| name.to_text().into_owned()));
    names
        .filter(|name| name.starts_with(start) && (!name.starts_with('_') || start.starts_with('_')))
        .map(|name| format!("{path}.{name}"))
        .collect()
}
