//! Sorting: a stable merge sort that never trusts the comparison.
//!
//! The list is empty while it is sorted, so comparisons and keys may do with it what they like; if it is not empty
//! afterwards, that is an error. Keys are computed once. If all keys are ints, floats or strings, they are
//! compared here; else by the machine's `<`, which may raise: then the list keeps its items in some order.

use std::cmp::Ordering;

use crate::heap::{OutOfMemory, Value};
use crate::objects::{List, Str, Tuple, quick};
use crate::text::wtf8;
use crate::vm::{Res, Vm};

struct Entry {
    key: Value,
    /// Empty if the item is its own key.
    item: Value,
}

/// `list.sort(key=key, reverse=reverse)`
pub fn sort_list(vm: &mut Vm, list: &List, key: &Value, reverse: bool) -> Res<()> {
    let items = list.take_all();
    let (sorted, result) = sort_values(vm, items, key, reverse);
    let changed = !list.is_empty();
    drop(list.take_all());
    list.splice(0, 0, sorted).map_err(|OutOfMemory| vm.raise_memory())?;
    result?;
    if changed { Err(vm.value_error("list modified during sort")) } else { Ok(()) }
}

/// Sorts values; on an error they come back in some order.
pub fn sort_values(vm: &mut Vm, items: Vec<Value>, key: &Value, reverse: bool) -> (Vec<Value>, Res<()>) {
    let mut entries = Vec::with_capacity(items.len());
    let keyed = !key.is_empty() && !key.is_none();
    let mut failure = None;
    for item in items {
        if !keyed || failure.is_some() {
            entries.push(Entry { key: item, item: Value::EMPTY });
            continue;
        }
        match vm.call(key, std::slice::from_ref(&item)) {
            Ok(key) => entries.push(Entry { key, item }),
            Err(raised) => {
                failure = Some(raised);
                entries.push(Entry { key: item, item: Value::EMPTY });
            }
        }
    }
    let result = match failure {
        Some(raised) => Err(raised),
        None => sort_entries(vm, &mut entries, reverse),
    };
    let sorted = entries.into_iter().map(|entry| if entry.item.is_empty() { entry.key } else { entry.item }).collect();
    (sorted, result)
}

fn sort_entries(vm: &mut Vm, entries: &mut Vec<Entry>, reverse: bool) -> Res<()> {
    // Reversing before and after keeps equal entries in their order.
    if reverse {
        entries.reverse();
    }
    let result = if entries.iter().all(|entry| entry.key.as_int().is_some()) {
        entries.sort_by_key(|entry| entry.key.as_int().unwrap_or_default());
        Ok(())
    } else if entries.iter().all(|entry| entry.key.exact::<Str>().is_some()) {
        entries.sort_by(|a, b| compare_strings(&a.key, &b.key));
        Ok(())
    } else {
        merge_sort(vm, entries)
    };
    if reverse {
        entries.reverse();
    }
    result
}

fn compare_strings(a: &Value, b: &Value) -> Ordering {
    match (a.exact::<Str>(), b.exact::<Str>()) {
        (Some(a), Some(b)) => wtf8::compare(a.bytes(), b.bytes()),
        _ => Ordering::Equal,
    }
}

/// `a < b`, here where possible.
fn less(vm: &mut Vm, a: &Value, b: &Value) -> Res<bool> {
    if let Some(ordering) = quick_order(a, b) {
        return Ok(ordering.is_lt());
    }
    vm.less(a, b)
}

/// The order of numbers, strings and tuples of them; `None` where the machine must be asked (and for NaN).
fn quick_order(a: &Value, b: &Value) -> Option<Ordering> {
    if let (Some(x), Some(y)) = (a.as_int(), b.as_int()) {
        return Some(x.cmp(&y));
    }
    if let (Some(x), Some(y)) = (a.exact::<Str>(), b.exact::<Str>()) {
        return Some(wtf8::compare(x.bytes(), y.bytes()));
    }
    if let (Some(x), Some(y)) = (a.exact::<Tuple>(), b.exact::<Tuple>()) {
        for (x, y) in x.elements().iter().zip(y.elements()) {
            if x.exact::<Tuple>().is_some() {
                return None;
            }
            match quick_order(x, y)? {
                Ordering::Equal => {}
                different => return Some(different),
            }
        }
        return Some(x.len().cmp(&y.len()));
    }
    quick::compare_numbers(a, b)
}

/// Natural runs of at least this many entries, made longer by insertion.
const MIN_RUN: usize = 32;

fn merge_sort(vm: &mut Vm, entries: &mut Vec<Entry>) -> Res<()> {
    let mut runs: Vec<Vec<Entry>> = Vec::new();
    let mut rest = std::mem::take(entries).into_iter();
    let mut result = Ok(());
    // Cut into sorted runs.
    let mut next = rest.next();
    while let Some(first) = next.take() {
        let mut run = vec![first];
        for entry in rest.by_ref() {
            if result.is_ok() {
                match run.last().map(|last| less(vm, &entry.key, &last.key)) {
                    Some(Ok(false)) | None => {
                        run.push(entry);
                        continue;
                    }
                    Some(Ok(true)) if run.len() < MIN_RUN => {
                        result = insert(vm, &mut run, entry);
                        continue;
                    }
                    Some(Ok(true)) => {
                        next = Some(entry);
                        break;
                    }
                    Some(Err(raised)) => result = Err(raised),
                }
            }
            run.push(entry);
        }
        runs.push(run);
    }
    // Merge neighbours until one run is left.
    while runs.len() > 1 {
        let mut merged = Vec::with_capacity(runs.len() / 2 + 1);
        let mut pairs = runs.into_iter();
        while let Some(left) = pairs.next() {
            match pairs.next() {
                Some(right) => merged.push(merge(vm, left, right, &mut result)),
                None => merged.push(left),
            }
        }
        runs = merged;
    }
    *entries = runs.pop().unwrap_or_default();
    result
}

/// Inserts an entry behind all that are not greater.
fn insert(vm: &mut Vm, run: &mut Vec<Entry>, entry: Entry) -> Res<()> {
    let (mut low, mut high) = (0, run.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let before = match run.get(middle).map(|known| less(vm, &entry.key, &known.key)) {
            Some(Ok(before)) => before,
            Some(Err(raised)) => {
                run.push(entry);
                return Err(raised);
            }
            None => false,
        };
        if before {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    run.insert(low, entry);
    Ok(())
}

fn merge(vm: &mut Vm, left: Vec<Entry>, right: Vec<Entry>, result: &mut Res<()>) -> Vec<Entry> {
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
    while result.is_ok() {
        let (Some(a), Some(b)) = (left.peek(), right.peek()) else { break };
        match less(vm, &b.key, &a.key) {
            Ok(true) => merged.extend(right.next()),
            Ok(false) => merged.extend(left.next()),
            Err(raised) => *result = Err(raised),
        }
    }
    merged.extend(left);
    merged.extend(right);
    merged
}
