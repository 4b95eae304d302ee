//! Copies of iterators: what `copy` and `pickle` make another one of, at the same place.
//!
//! An iterator is described by a call that makes one over the same thing, and by its place, which `__setstate__` takes. Those of
//! dicts and sets, whose place means nothing elsewhere, are described by a list of what they still have to give. A range is
//! described by its rest.

use crate::heap::{Value, alloc};
use crate::natives;
use crate::objects::iter::{IterKind, new_iter};
use crate::objects::range::range_len;
use crate::objects::{ByteArray, Bytes, Iter, List, Range, Str, Tuple, int};
use crate::text::wtf8;
use crate::vm::{Decl, E, Res, T, Vm};

use super::family::wrong_receiver;

/// The iterators that can be described, and of them those that can be put to another place.
const WITH_PLACE: [T; 10] = [
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
];
const WITHOUT_PLACE: [T; 13] = [
    T::SetIterator,
    T::DictKeyIterator,
    T::DictValueIterator,
    T::DictItemIterator,
    T::DictReverseKeyIterator,
    T::DictReverseValueIterator,
    T::DictReverseItemIterator,
    T::CallableIterator,
    T::Enumerate,
    T::Map,
    T::Filter,
    T::Zip,
    T::Reversed,
];

/// Adds the methods to the types.
pub fn install(vm: &mut Vm) -> Res<()> {
    for which in WITH_PLACE.into_iter().chain(WITHOUT_PLACE) {
        let class = vm.type_object(which);
        vm.add_methods(&class, DESCRIBED)?;
    }
    for which in WITH_PLACE.into_iter().chain([T::Reversed]) {
        let class = vm.type_object(which);
        vm.add_methods(&class, PLACED)?;
    }
    let zip = vm.type_object(T::Zip);
    vm.add_methods(&zip, STRICT)
}

fn iter_of<'a>(vm: &mut Vm, this: &'a Value) -> Res<&'a Iter> {
    match this.cast::<Iter>() {
        Some(iter) => Ok(iter),
        None => Err(wrong_receiver(vm, this, "iterator")),
    }
}

/// `(function, arguments)`, with the place if it has one.
fn description(vm: &mut Vm, function: &str, arguments: Vec<Value>, place: Option<i64>) -> Res {
    let builtins = vm.import_module("builtins")?;
    let name = vm.intern(function);
    let function = vm.get_attr(&builtins, &name)?;
    of_class(vm, function, arguments, place)
}

fn of_class(vm: &mut Vm, class: Value, arguments: Vec<Value>, place: Option<i64>) -> Res {
    let mut items = vec![class, vm.tuple(arguments)?];
    items.extend(place.map(int::from_i64));
    vm.tuple(items)
}

/// What an iterator at its end is described by: one over nothing.
fn ended(vm: &mut Vm, kind: IterKind) -> Res {
    let nothing = match kind {
        IterKind::Str | IterKind::StrAscii => vm.str(""),
        IterKind::Tuple | IterKind::Bytes | IterKind::ByteArray | IterKind::Sentinel => vm.tuple(Vec::new())?,
        IterKind::SequenceReverse => {
            let nothing = vm.tuple(Vec::new())?;
            return description(vm, "reversed", vec![nothing], None);
        }
        IterKind::Sequence => vm.tuple(Vec::new())?,
        _ => vm.list(Vec::new()),
    };
    description(vm, "iter", vec![nothing], None)
}

/// What a dict's or set's iterator still has to give; it stays where it is.
fn rest(vm: &mut Vm, iter: &Iter) -> Res {
    let copy = Iter::new(iter.kind, iter.source.get());
    copy.position.set(iter.position.get());
    copy.end.set(iter.end.get());
    copy.step.set(iter.step.get());
    let items = vm.collect(&new_iter(copy))?;
    let items = vm.list(items);
    description(vm, "iter", vec![items], None)
}

/// The rest of a range.
fn rest_of_range(iter: &Iter) -> Range {
    if let Some(parts) = &*iter.big.borrow() {
        return Range::Big(parts.clone());
    }
    Range::Small { start: iter.position.get(), stop: iter.end.get(), step: iter.step.get() }
}

fn reduce(vm: &mut Vm, this: &Value) -> Res {
    let iter = iter_of(vm, this)?;
    let (kind, source, place) = (iter.kind, iter.source.get(), iter.position.get());
    match kind {
        IterKind::Range | IterKind::BigRange => {
            let range = alloc::new(rest_of_range(iter));
            description(vm, "iter", vec![range], Some(0))
        }
        IterKind::Map | IterKind::Zip => {
            let class = vm.type_of(this);
            let function = (kind == IterKind::Map).then(|| iter.extra.get());
            let arguments = function.into_iter().chain(iter.sources.iter().cloned()).collect();
            let described = of_class(vm, class, arguments, None)?;
            if kind == IterKind::Map || iter.end.get() == 0 {
                return Ok(described);
            }
            let mut items = vm.collect(&described)?;
            items.push(Value::TRUE);
            vm.tuple(items)
        }
        IterKind::Filter => {
            let class = vm.type_of(this);
            of_class(vm, class, vec![iter.extra.get(), source], None)
        }
        IterKind::Enumerate => {
            let class = vm.type_of(this);
            let mut index = int::from_i64(place);
            if !iter.extra.is_empty() {
                index = vm.binary(hoopsnake_syntax::ast::BinOp::Add, &iter.extra.get(), &index)?;
            }
            of_class(vm, class, vec![source, index], None)
        }
        _ if source.is_empty() => ended(vm, kind),
        IterKind::Dict(_) | IterKind::DictReverse(_) | IterKind::Set => rest(vm, iter),
        IterKind::Sentinel => description(vm, "iter", vec![source, iter.extra.get()], None),
        IterKind::ListReverse | IterKind::SequenceReverse => description(vm, "reversed", vec![source], Some(place)),
        IterKind::Str | IterKind::StrAscii => {
            let given = source.cast::<Str>().and_then(|text| text.bytes().get(..usize::try_from(place).ok()?));
            let place = given.map_or(0, wtf8::count);
            if source.cast::<Str>().is_some_and(|text| text.len() <= place) {
                return ended(vm, kind);
            }
            description(vm, "iter", vec![source], i64::try_from(place).ok())
        }
        _ => description(vm, "iter", vec![source], Some(place)),
    }
}

/// How many items the container of an iterator has; none if it must be asked.
fn length(source: &Value) -> Option<i64> {
    let length = if let Some(list) = source.cast::<List>() {
        list.len()
    } else if let Some(tuple) = source.cast::<Tuple>() {
        tuple.len()
    } else if let Some(bytes) = source.cast::<Bytes>() {
        bytes.len()
    } else {
        source.cast::<ByteArray>()?.len()
    };
    i64::try_from(length).ok()
}

/// Puts an iterator to a place: one before the first item is the first, one after the last the end.
fn set_place(vm: &mut Vm, this: &Value, state: &Value) -> Res {
    let wanted = vm.index_i64(state, E::OverflowError)?;
    let iter = iter_of(vm, this)?;
    let source = iter.source.get();
    match iter.kind {
        IterKind::Range => {
            let length = range_len(iter.position.get(), iter.end.get(), iter.step.get()).unwrap_or(i64::MAX);
            let moved = iter.step.get().saturating_mul(wanted.clamp(0, length));
            iter.position.set(iter.position.get().saturating_add(moved));
        }
        IterKind::BigRange => {
            if let Some(parts) = iter.big.borrow_mut().as_mut() {
                let step = parts.2.clone();
                parts.0 += step * wanted.max(0);
            }
        }
        _ if source.is_empty() => {}
        IterKind::Str | IterKind::StrAscii => {
            let wanted = usize::try_from(wanted).unwrap_or(0);
            let place = source
                .cast::<Str>()
                .map_or(0, |text| wtf8::byte_offset(text.bytes(), wanted).unwrap_or(text.bytes().len()));
            iter.position.set(i64::try_from(place).unwrap_or(i64::MAX));
        }
        IterKind::ListReverse => iter.position.set(wanted.clamp(-1, length(&source).unwrap_or(0) - 1)),
        IterKind::SequenceReverse => {
            let length = vm.length(&source)?;
            iter.position.set(wanted.clamp(-1, i64::try_from(length).unwrap_or(i64::MAX) - 1));
        }
        _ => iter.position.set(wanted.clamp(0, length(&source).unwrap_or(i64::MAX))),
    }
    Ok(Value::NONE)
}

static DESCRIBED: &[Decl] = natives![
    /// Return state information for pickling.
    "__reduce__(self, /)" |vm, [this]| reduce(vm, this);
];

static PLACED: &[Decl] = natives![
    /// Set state information for unpickling.
    "__setstate__(self, state, /)" |vm, [this, state]| set_place(vm, this, state);
];

static STRICT: &[Decl] = natives![
    /// Set state information for unpickling.
    "__setstate__(self, state, /)" |vm, [this, state]| {
        let strict = vm.truth(state)?;
        iter_of(vm, this)?.end.set(strict.into());
        Ok(Value::NONE)
    };
];
