//! Arguments that the methods of `str` and `bytes` have in common: bounds of a search, limits, widths, what is joined.

use std::borrow::Cow;

use crate::heap::{Value, alloc};
use crate::objects::{List, Tuple, int};
use crate::vm::{E, N, Res, Vm};

use super::common::clamped;

/// A bound of a search: any int or `None`.
fn bound(vm: &mut Vm, value: &Value, default: i64, len: i64) -> Res<i64> {
    if value.is_empty() || value.is_none() {
        return Ok(default);
    }
    if let Some(number) = value.as_int() {
        return Ok(if number < 0 { number.saturating_add(len).max(0) } else { number });
    }
    if !int::is_int(value) && !vm.has_special(value, N::index) {
        return Err(vm.type_error("slice indices must be integers or None or have an __index__ method"));
    }
    let number = clamped(&vm.index(value)?);
    Ok(if number < 0 { number.saturating_add(len).max(0) } else { number })
}

/// `start` and `end` of a search in `len` elements; `None` if nothing, not even the empty text, can be found there.
pub fn window(vm: &mut Vm, start: &Value, end: &Value, len: usize) -> Res<Option<(usize, usize)>> {
    if start.is_empty() && end.is_empty() {
        return Ok(Some((0, len)));
    }
    let len = i64::try_from(len).unwrap_or(i64::MAX);
    let start = bound(vm, start, 0, len)?;
    let end = bound(vm, end, len, len)?.min(len);
    if start > end {
        return Ok(None);
    }
    Ok(usize::try_from(start).ok().zip(usize::try_from(end).ok()))
}

/// The type of an argument as messages about numbered arguments show it: `None` is not a `NoneType` there.
pub fn shown_type(vm: &mut Vm, value: &Value) -> String {
    if value.is_none() { "None".to_owned() } else { vm.type_name(value) }
}

/// `maxsplit` or `count`: `None` for no limit.
pub fn limit(vm: &mut Vm, value: &Value) -> Res<Option<usize>> {
    if value.is_empty() {
        return Ok(None);
    }
    Ok(usize::try_from(vm.index_i64(value, E::OverflowError)?).ok())
}

/// A width in elements of at most `element_bytes` each. Refused if the heap's limit would be.
pub fn width(vm: &mut Vm, value: &Value, element_bytes: usize) -> Res<usize> {
    let width = usize::try_from(vm.index_i64(value, E::OverflowError)?).unwrap_or(0);
    room(vm, width.saturating_mul(element_bytes))?;
    Ok(width)
}

/// Refuses results of this size if the heap's limit would.
pub fn room(vm: &mut Vm, bytes: usize) -> Res<()> {
    match alloc::may_grow(bytes) {
        Ok(()) => Ok(()),
        Err(_) => Err(vm.raise_memory()),
    }
}

/// Refuses a replacement whose result is larger than the heap's limit.
pub fn room_to_replace(
    vm: &mut Vm,
    hay: &[u8],
    old: &[u8],
    new: &[u8],
    count: impl FnOnce(&[u8], &[u8]) -> usize,
) -> Res<()> {
    const MODEST: usize = 1 << 20;
    let most = (hay.len() / old.len().max(1)).saturating_add(1).saturating_mul(new.len());
    if new.len() <= old.len() || most < MODEST {
        return Ok(());
    }
    room(vm, count(hay, old).saturating_mul(new.len()))
}

/// An argument that CPython reads as a C int.
pub fn c_int(vm: &mut Vm, value: &Value) -> Res<i32> {
    let number = vm.index(value)?;
    match int::to_i64(&number).and_then(|number| i32::try_from(number).ok()) {
        Some(number) => Ok(number),
        None => Err(vm.raise(E::OverflowError, "Python int too large to convert to C int")),
    }
}

/// `tabsize`
pub fn tab_size(vm: &mut Vm, value: &Value) -> Res<usize> {
    if value.is_empty() {
        return Ok(8);
    }
    Ok(usize::try_from(c_int(vm, value)?).unwrap_or(0))
}

/// What is joined: the items of a list or tuple where they are, those of any other iterable collected.
enum Items<'a> {
    List(&'a List),
    Tuple(&'a [Value]),
    Collected(Vec<Value>),
}

impl Items<'_> {
    fn len(&self) -> usize {
        match self {
            Items::List(list) => list.len(),
            Items::Tuple(items) => items.len(),
            Items::Collected(items) => items.len(),
        }
    }

    /// Reads something out of an item without running Python code.
    fn peek<R>(&self, at: usize, read: impl FnOnce(&Value) -> R) -> Option<R> {
        match self {
            Items::List(list) => list.peek(at, read),
            Items::Tuple(items) => items.get(at).map(read),
            Items::Collected(items) => items.get(at).map(read),
        }
    }
}

/// What `join` made of its argument.
pub enum Joined {
    /// The only item, which needs no copy.
    Only(Value),
    Bytes(Vec<u8>),
}

/// `separator.join(iterable)`. `part` gives the bytes of an item that may be joined, `expected` names those in the
/// message.
pub fn join(
    vm: &mut Vm,
    separator: &[u8],
    iterable: &Value,
    part: impl for<'a> Fn(&'a Value) -> Option<Cow<'a, [u8]>>,
    expected: &str,
) -> Res<Joined> {
    let items = match (iterable.exact::<List>(), iterable.exact::<Tuple>()) {
        (Some(list), _) => Items::List(list),
        (_, Some(tuple)) => Items::Tuple(tuple.elements()),
        _ => Items::Collected(collect(vm, iterable)?),
    };
    let count = items.len();
    let mut total = separator.len().saturating_mul(count.saturating_sub(1));
    for at in 0..count {
        match items.peek(at, |item| part(item).map(|part| part.len())).flatten() {
            Some(len) => total = total.saturating_add(len),
            None => {
                let name = items.peek(at, |item| vm.type_name(item)).unwrap_or_default();
                return Err(vm.type_error(format!("sequence item {at}: expected {expected}, {name} found")));
            }
        }
    }
    if count == 1
        && let Some(only) = items.peek(0, |item| item.native().is_none().then(|| item.clone())).flatten()
    {
        return Ok(Joined::Only(only));
    }
    room(vm, total)?;
    let mut joined = Vec::new();
    if joined.try_reserve_exact(total).is_err() {
        return Err(vm.raise_memory());
    }
    for at in 0..count {
        if at > 0 {
            joined.extend_from_slice(separator);
        }
        items.peek(at, |item| joined.extend_from_slice(&part(item).unwrap_or_default()));
    }
    Ok(Joined::Bytes(joined))
}

fn collect(vm: &mut Vm, iterable: &Value) -> Res<Vec<Value>> {
    match vm.collect_by_iterator(iterable) {
        Err(raised) if vm.raised_is(E::TypeError) && !is_iterable(vm, iterable) => {
            drop(vm.take_raised(raised));
            Err(vm.type_error("can only join an iterable"))
        }
        items => items,
    }
}

/// Whether a class says how to iterate over its instances.
pub fn is_iterable(vm: &mut Vm, value: &Value) -> bool {
    [N::iter, N::getitem].into_iter().any(|name| vm.special(value, name).is_some_and(|method| !method.is_none()))
}
