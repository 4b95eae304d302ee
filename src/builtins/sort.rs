//! Sorting: a stable merge sort of natural runs.
//!
//! Runs are found and lengthened by binary insertion, and merged, as in CPython, so that even an inconsistent
//! comparison gives CPython's result for short lists. What is sorted is a vector of positions beside the values: a
//! comparison may raise or run any code, and whatever it says, the result is a permutation.

use std::cmp::Ordering;

use crate::heap::Value;
use crate::objects::{List, Str};
use crate::vm::{E, Res, Vm};

use super::common::quick_less;

/// The keys, in a form that compares without the machine where possible.
enum Keys<'a> {
    Ints(Vec<i64>),
    Floats(Vec<f64>),
    Any(&'a [Value]),
}

impl Keys<'_> {
    fn of(keys: &[Value]) -> Keys<'_> {
        if let Some(ints) = keys.iter().map(Value::as_int).collect::<Option<Vec<i64>>>() {
            return Keys::Ints(ints);
        }
        match keys.iter().map(Value::as_float).collect::<Option<Vec<f64>>>() {
            Some(floats) => Keys::Floats(floats),
            None => Keys::Any(keys),
        }
    }

    fn less(&self, vm: &mut Vm, left: u32, right: u32) -> Res<bool> {
        let (left, right) = (left as usize, right as usize);
        match self {
            Keys::Ints(keys) => Ok(keys.get(left) < keys.get(right)),
            Keys::Floats(keys) => Ok(keys.get(left) < keys.get(right)),
            Keys::Any(keys) => match (keys.get(left), keys.get(right)) {
                (Some(left), Some(right)) => match quick_less(left, right) {
                    Some(less) => Ok(less),
                    None => vm.less(left, right),
                },
                _ => Ok(false),
            },
        }
    }

    /// Sorts positions by keys of one kind with a total order.
    fn sort_simple(&self, order: &mut [u32]) -> bool {
        match self {
            Keys::Ints(keys) => {
                order.sort_by_key(|&at| keys.get(at as usize).copied());
                true
            }
            Keys::Floats(keys) if !keys.iter().any(|key| key.is_nan()) => {
                order.sort_by(|&a, &b| {
                    let pair = keys.get(a as usize).zip(keys.get(b as usize));
                    pair.and_then(|(a, b)| a.partial_cmp(b)).unwrap_or(std::cmp::Ordering::Equal)
                });
                true
            }
            Keys::Any(keys) if keys.iter().all(|key| key.exact::<Str>().is_some()) => {
                let text = |at: u32| keys.get(at as usize).and_then(|key| key.exact::<Str>()).map(Str::bytes);
                order.sort_by(|&a, &b| match (text(a), text(b)) {
                    (Some(a), Some(b)) => crate::text::wtf8::compare(a, b),
                    _ => std::cmp::Ordering::Equal,
                });
                true
            }
            _ => false,
        }
    }
}

/// The `reverse` argument: any int.
pub fn reverse_flag(vm: &mut Vm, value: &Value) -> Res<bool> {
    match value.as_bool() {
        Some(truth) => Ok(truth),
        None => Ok(vm.index_i64(value, E::OverflowError)? != 0),
    }
}

/// Sorts a list, which is empty meanwhile.
pub fn sort_list(vm: &mut Vm, list: &List, key: &Value, reverse: bool) -> Res<()> {
    let items = list.take_all();
    let (items, result) = sort_values(vm, items, key, reverse);
    let intruders = list.replace_all(items);
    result?;
    // CPython notices by the buffer: a list that was filled and emptied again goes unnoticed here too.
    let modified = !intruders.is_empty();
    drop(intruders);
    if modified { Err(vm.value_error("list modified during sort")) } else { Ok(()) }
}

/// Sorts values; on an error they come back in some order.
pub fn sort_values(vm: &mut Vm, mut items: Vec<Value>, key: &Value, reverse: bool) -> (Vec<Value>, Res<()>) {
    let mut keys = Vec::new();
    if (key.is_empty() || key.is_none()) && sort_in_place(&mut items, reverse) {
        return (items, Ok(()));
    }
    let keyed = !key.is_empty() && !key.is_none();
    if keyed {
        keys.reserve(items.len());
        for item in &items {
            match vm.call(key, std::slice::from_ref(item)) {
                Ok(key) => keys.push(key),
                Err(raised) => return (items, Err(raised)),
            }
        }
    }
    if items.len() > u32::MAX as usize {
        let raised = vm.raise_memory();
        return (items, Err(raised));
    }
    // Reversing before and after keeps the order of equal items.
    if reverse {
        items.reverse();
        keys.reverse();
    }
    let mut order: Vec<u32> = (0..items.len() as u32).collect();
    let compared = Keys::of(if keyed { &keys } else { &items });
    let result = if compared.sort_simple(&mut order) { Ok(()) } else { merge_sort(vm, &compared, &mut order) };
    drop(compared);
    let mut places: Vec<Value> = std::mem::take(&mut items);
    items.reserve(places.len());
    for at in order {
        if let Some(place) = places.get_mut(at as usize) {
            items.push(place.take());
        }
    }
    if reverse {
        items.reverse();
    }
    drop(keys);
    (items, result)
}

/// Sorts inline ints, or strings, without anything beside them.
fn sort_in_place(items: &mut [Value], reverse: bool) -> bool {
    if items.iter().all(|item| item.as_inline_int().is_some()) {
        let number = |item: &Value| item.as_inline_int().unwrap_or_default();
        if reverse {
            items.sort_by_key(|item| std::cmp::Reverse(number(item)));
        } else {
            items.sort_by_key(number);
        }
        return true;
    }
    if items.iter().all(|item| item.exact::<Str>().is_some()) {
        let order = |ordering: Ordering| if reverse { ordering.reverse() } else { ordering };
        items.sort_by(|a, b| match (a.exact::<Str>(), b.exact::<Str>()) {
            (Some(a), Some(b)) => order(a.bytes().cmp(b.bytes())),
            _ => Ordering::Equal,
        });
        return true;
    }
    false
}

/// Shortest run worth merging, as CPython computes it.
fn shortest_run(mut len: usize) -> usize {
    let mut odd = 0;
    while len >= 64 {
        odd |= len & 1;
        len >>= 1;
    }
    len + odd
}

/// A run waiting to be merged: start, length, and the power of its boundary to the next.
struct Run {
    start: usize,
    len: usize,
    power: u32,
}

fn merge_sort(vm: &mut Vm, keys: &Keys<'_>, order: &mut [u32]) -> Res<()> {
    let total = order.len();
    let shortest = shortest_run(total);
    let mut runs: Vec<Run> = Vec::new();
    let mut spare = Vec::new();
    let mut start = 0;
    while start < total {
        let Some(rest) = order.get_mut(start..) else { break };
        let natural = count_run(vm, keys, rest)?;
        let len = natural.max(shortest.min(rest.len()));
        if let Some(run) = rest.get_mut(..len) {
            insert_from(vm, keys, run, natural)?;
        }
        if let Some(last) = runs.last() {
            let power = boundary_power(last.start, last.len, len, total);
            while runs.len() > 1 && runs.iter().rev().nth(1).is_some_and(|run| run.power > power) {
                merge_top(vm, keys, order, &mut runs, &mut spare)?;
            }
            if let Some(last) = runs.last_mut() {
                last.power = power;
            }
        }
        runs.push(Run { start, len, power: 0 });
        start += len;
    }
    while runs.len() > 1 {
        merge_top(vm, keys, order, &mut runs, &mut spare)?;
    }
    Ok(())
}

/// How deep in a balanced merge tree the boundary between two runs is (powersort).
fn boundary_power(start: usize, first: usize, second: usize, total: usize) -> u32 {
    let mut a = 2 * start as u128 + first as u128;
    let mut b = a + first as u128 + second as u128;
    let total = total as u128;
    let mut power = 0;
    loop {
        power += 1;
        if a >= total {
            a -= total;
            b -= total;
        } else if b >= total {
            return power;
        }
        a <<= 1;
        b <<= 1;
    }
}

/// Length of the run at the start; a strictly descending one is reversed.
fn count_run(vm: &mut Vm, keys: &Keys<'_>, order: &mut [u32]) -> Res<usize> {
    let at = |order: &[u32], index: usize| order.get(index).copied().unwrap_or(0);
    if order.len() < 2 {
        return Ok(order.len());
    }
    let mut len = 2;
    let descending = keys.less(vm, at(order, 1), at(order, 0))?;
    while len < order.len() && keys.less(vm, at(order, len), at(order, len - 1))? == descending {
        len += 1;
    }
    if descending && let Some(run) = order.get_mut(..len) {
        run.reverse();
    }
    Ok(len)
}

/// Binary insertion of what follows the first `sorted` positions.
fn insert_from(vm: &mut Vm, keys: &Keys<'_>, order: &mut [u32], sorted: usize) -> Res<()> {
    for end in sorted.max(1)..order.len() {
        let Some(&pivot) = order.get(end) else { break };
        let (mut low, mut high) = (0, end);
        while low < high {
            let middle = usize::midpoint(low, high);
            let Some(&probe) = order.get(middle) else { break };
            if keys.less(vm, pivot, probe)? {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        if let Some(range) = order.get_mut(low..=end) {
            range.rotate_right(1);
        }
    }
    Ok(())
}

/// Merges the two runs on top of the stack.
fn merge_top(vm: &mut Vm, keys: &Keys<'_>, order: &mut [u32], runs: &mut Vec<Run>, spare: &mut Vec<u32>) -> Res<()> {
    let (Some(second), Some(first)) = (runs.pop(), runs.pop()) else { return Ok(()) };
    runs.push(Run { start: first.start, len: first.len + second.len, power: second.power });
    match order.get_mut(first.start..second.start + second.len) {
        Some(both) => merge(vm, keys, both, first.len, spare),
        None => Ok(()),
    }
}

/// Merges two neighbouring sorted parts. On an error the rest stays as it was.
fn merge(vm: &mut Vm, keys: &Keys<'_>, both: &mut [u32], middle: usize, spare: &mut Vec<u32>) -> Res<()> {
    let at = |list: &[u32], index: usize| list.get(index).copied().unwrap_or(0);
    // Already in order, as after sorting nearly sorted data.
    if middle == 0 || middle >= both.len() || !keys.less(vm, at(both, middle), at(both, middle - 1))? {
        return Ok(());
    }
    spare.clear();
    spare.extend_from_slice(both.get(..middle).unwrap_or_default());
    let (mut left, mut right, mut out) = (0, middle, 0);
    let mut result = Ok(());
    while left < spare.len() && right < both.len() {
        let from_right = match keys.less(vm, at(both, right), at(spare, left)) {
            Ok(less) => less,
            Err(raised) => {
                result = Err(raised);
                break;
            }
        };
        let next = if from_right { at(both, right) } else { at(spare, left) };
        if from_right {
            right += 1;
        } else {
            left += 1;
        }
        if let Some(place) = both.get_mut(out) {
            *place = next;
        }
        out += 1;
    }
    // What is left of the first part fills exactly the gap before the rest of the second.
    for position in spare.iter().skip(left) {
        if let Some(place) = both.get_mut(out) {
            *place = *position;
        }
        out += 1;
    }
    result
}
