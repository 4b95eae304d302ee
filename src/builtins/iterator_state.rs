//! What copying and pickling ask builtin iterators: how to make one like it, and where it stands.
//!
//! Iterators over sequences are made again of the sequence and then set to the place (`__setstate__`); those over dicts and sets
//! are made again of a list of what is left; lazy ones of their function and sources.

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use crate::heap::Value;
use crate::natives;
use crate::objects::iter::{Iter, IterKind, new_iter};
use crate::objects::range::{BigRange, range_len};
use crate::objects::{List, Str, Tuple, int};
use crate::text::wtf8;
use crate::vm::{Decl, Res, T, Vm};

use super::common::clamped;
use super::family::wrong_receiver;

/// Puts the methods into the types of iterators that have them.
pub fn install(vm: &mut Vm) -> Res<()> {
    let (first, last) = (T::ListIterator as usize, T::Filter as usize);
    let rows = crate::vm::world::TYPES.iter().filter(|row| (first..=last).contains(&(row.which as usize)));
    for row in rows.filter(|row| row.which != T::MemoryIterator) {
        let class = vm.type_object(row.which);
        vm.add_methods(&class, REDUCE)?;
    }
    for which in PLACED {
        let class = vm.type_object(*which);
        vm.add_methods(&class, SET_PLACE)?;
    }
    let class = vm.type_object(T::Zip);
    vm.add_methods(&class, SET_STRICT)
}

/// Types whose iterators can be told where to stand.
const PLACED: &[T] = &[
    T::ListIterator,
    T::ListReverseIterator,
    T::TupleIterator,
    T::StrIterator,
    T::StrAsciiIterator,
    T::BytesIterator,
    T::ByteArrayIterator,
    T::RangeIterator,
    T::BigRangeIterator,
    T::SequenceIterator,
    T::Reversed,
];

fn builtin(vm: &mut Vm, name: &str) -> Value {
    let builtins = vm.builtins.clone();
    vm.dict_get_str(&builtins, name).unwrap_or_default()
}

/// `(function, arguments)`, or with a state.
fn call_of(vm: &mut Vm, function: Value, arguments: Vec<Value>, state: Option<Value>) -> Res {
    let arguments = vm.tuple(arguments)?;
    let mut parts = vec![function, arguments];
    parts.extend(state);
    vm.tuple(parts)
}

/// What an iterator runs over that has come to its end.
fn nothing(vm: &mut Vm, kind: IterKind) -> Res {
    match kind {
        IterKind::List | IterKind::ListReverse => Ok(vm.list(Vec::new())),
        IterKind::Str | IterKind::StrAscii => Ok(vm.str("")),
        _ => vm.tuple(Vec::new()),
    }
}

/// The place of a string's iterator, in characters.
fn characters(iter: &Iter) -> i64 {
    let at = usize::try_from(iter.position.get()).unwrap_or(0);
    iter.source.peek(|source| {
        let before = source.cast::<Str>().and_then(|string| string.bytes().get(..at));
        before.map_or(0, |before| i64::try_from(wtf8::count(before)).unwrap_or(i64::MAX))
    })
}

/// Another iterator at the same place.
fn twin(iter: &Iter) -> Iter {
    let twin = Iter::new(iter.kind, iter.source.get());
    twin.extra.set(iter.extra.get());
    twin.position.set(iter.position.get());
    twin.end.set(iter.end.get());
    twin.step.set(iter.step.get());
    twin.big.replace(iter.big.borrow().clone());
    twin
}

fn reduce(vm: &mut Vm, this: &Value) -> Res {
    let Some(iter) = this.cast::<Iter>() else { return Err(wrong_receiver(vm, this, "iterator")) };
    let (class, source, at) = (vm.type_of(this), iter.source.get(), iter.position.get());
    match iter.kind {
        IterKind::Enumerate => {
            let mut index = int::from_i64(at);
            if !iter.extra.is_empty() {
                index = vm.binary(hoopsnake_syntax::ast::BinOp::Add, &iter.extra.get(), &index)?;
            }
            call_of(vm, class, vec![source, index], None)
        }
        IterKind::Zip => call_of(vm, class, iter.sources.clone(), iter.is_strict().then_some(Value::TRUE)),
        IterKind::Map => {
            let arguments = std::iter::once(iter.extra.get()).chain(iter.sources.iter().cloned()).collect();
            call_of(vm, class, arguments, None)
        }
        IterKind::Filter => call_of(vm, class, vec![iter.extra.get(), source], None),
        IterKind::Range | IterKind::BigRange => {
            let rest = rest_of_range(vm, iter)?;
            let function = builtin(vm, "iter");
            call_of(vm, function, vec![rest], Some(Value::int32(0)))
        }
        IterKind::Dict(_) | IterKind::DictReverse(_) | IterKind::Set => {
            let rest = if source.is_empty() { Vec::new() } else { vm.collect(&new_iter(twin(iter)))? };
            let (function, rest) = (builtin(vm, "iter"), vm.list(rest));
            call_of(vm, function, vec![rest], None)
        }
        IterKind::SequenceReverse => match source.is_empty() || at < 0 {
            true => {
                let empty = nothing(vm, iter.kind)?;
                call_of(vm, class, vec![empty], None)
            }
            false => call_of(vm, class, vec![source], Some(int::from_i64(at))),
        },
        kind if source.is_empty() => {
            let (function, empty) = (builtin(vm, "iter"), nothing(vm, kind)?);
            call_of(vm, function, vec![empty], None)
        }
        IterKind::Sentinel => {
            let function = builtin(vm, "iter");
            call_of(vm, function, vec![source, iter.extra.get()], None)
        }
        kind => {
            let function = builtin(vm, if kind == IterKind::ListReverse { "reversed" } else { "iter" });
            let at = if matches!(kind, IterKind::Str | IterKind::StrAscii) { characters(iter) } else { at };
            call_of(vm, function, vec![source], Some(int::from_i64(at)))
        }
    }
}

/// The range that an iterator has still to go.
fn rest_of_range(vm: &mut Vm, iter: &Iter) -> Res {
    let class = vm.type_object(T::Range);
    let big = iter.big.borrow().clone();
    let bounds = match big {
        Some(parts) => {
            let (next, stop, step) = *parts;
            [int::from_big(next), int::from_big(stop), int::from_big(step)]
        }
        None => [iter.position.get(), iter.end.get(), iter.step.get()].map(int::from_i64),
    };
    vm.call(&class, &bounds)
}

/// Leaves out the next `count` numbers of a range, or all that are left.
fn skip(iter: &Iter, count: &BigInt) {
    if let Some(parts) = iter.big.borrow_mut().as_mut() {
        let left = BigRange { start: parts.0.clone(), stop: parts.1.clone(), step: parts.2.clone() };
        parts.0 = left.item(count).unwrap_or(left.stop);
        return;
    }
    let count = count.to_i64().unwrap_or(i64::MAX);
    let (next, end, step) = (iter.position.get(), iter.end.get(), iter.step.get());
    let moved = match range_len(next, end, step) {
        Some(left) if count < left => next.checked_add(step.saturating_mul(count)).unwrap_or(end),
        _ => end,
    };
    iter.position.set(moved);
}

fn set_place(vm: &mut Vm, this: &Value, state: &Value) -> Res {
    let Some(iter) = this.cast::<Iter>() else { return Err(wrong_receiver(vm, this, "iterator")) };
    let is_range = matches!(iter.kind, IterKind::Range | IterKind::BigRange);
    if !is_range && !int::is_int(state) {
        return Err(vm.type_error("an integer is required"));
    }
    let state = vm.index(state)?;
    let at = clamped(&state);
    if is_range {
        skip(iter, &int::to_big(&state).unwrap_or_default().max(BigInt::default()));
        return Ok(Value::NONE);
    }
    let source = iter.source.get();
    if source.is_empty() {
        return Ok(Value::NONE);
    }
    let within = |len: usize| at.clamp(0, i64::try_from(len).unwrap_or(i64::MAX));
    iter.position.set(match iter.kind {
        IterKind::Str | IterKind::StrAscii => source.cast::<Str>().map_or(0, |string| {
            let character = usize::try_from(within(string.chars())).unwrap_or(0);
            i64::try_from(string.offset(character)).unwrap_or(0)
        }),
        IterKind::List => within(source.cast::<List>().map_or(0, |list| list.len())),
        IterKind::Tuple => within(source.cast::<Tuple>().map_or(0, Tuple::len)),
        IterKind::ListReverse | IterKind::SequenceReverse => {
            let len = i64::try_from(vm.length(&source)?).unwrap_or(i64::MAX);
            at.clamp(-1, len - 1)
        }
        _ => at.max(0),
    });
    Ok(Value::NONE)
}

static REDUCE: &[Decl] = natives![
    /// Return state information for pickling.
    "__reduce__(self, /)" |vm, [this]| reduce(vm, this);
];

static SET_PLACE: &[Decl] = natives![
    /// Set state information for unpickling.
    "__setstate__(self, state, /)" |vm, [this, state]| set_place(vm, this, state);
];

static SET_STRICT: &[Decl] = natives![
    /// Set state information for unpickling.
    "__setstate__(self, state, /)" |vm, [this, state]| {
        let is_strict = vm.truth(state)?;
        let Some(iter) = this.cast::<Iter>() else { return Err(wrong_receiver(vm, this, "zip")) };
        iter.end.set(i64::from(is_strict));
        Ok(Value::NONE)
    };
];
