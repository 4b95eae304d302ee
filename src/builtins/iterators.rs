//! `range`, `slice`, and the lazy builtins: `enumerate`, `zip`, `map`, `filter`, `reversed`; iterators' own methods;
//! generators.

use num_bigint::{BigInt, Sign};
use num_traits::ToPrimitive;

use crate::heap::{Value, alloc};
use crate::natives;
use crate::objects::iter::{IterKind, new_iter};
use crate::objects::range::new_slice;
use crate::objects::range::{BigRange, range_len};
use crate::objects::{ByteArray, Bytes, Dict, Generator, Iter, List, Range, Set, SliceObject, Str, Tuple, int};
use crate::text::wtf8;
use crate::vm::iterate::range_iter;
use crate::vm::types::GetSetDecl;
use crate::vm::{Decl, E, N, Res, T, Vm};

use super::common::read_only;
use super::family::{self, native};

pub fn install(vm: &mut Vm) -> Res<()> {
    let range = vm.type_object(T::Range);
    vm.add_methods(&range, family::COLLECTION)?;
    vm.add_methods(&range, RANGE)?;
    vm.add_methods(&range, family::COMPARE)?;
    vm.add_methods(&range, family::HASH)?;
    vm.add_getsets(&range, RANGE_FIELDS)?;
    let slice = vm.type_object(T::Slice);
    vm.add_methods(&slice, SLICE)?;
    vm.add_methods(&slice, family::COMPARE)?;
    vm.add_getsets(&slice, SLICE_FIELDS)?;
    let first = T::ListIterator as usize;
    let last = T::Filter as usize;
    for row in crate::vm::world::TYPES.iter().filter(|row| (first..=last).contains(&(row.which as usize))) {
        let class = vm.type_object(row.which);
        vm.add_methods(&class, ITERATOR)?;
    }
    for (which, methods) in
        [(T::Enumerate, ENUMERATE), (T::Zip, ZIP), (T::Map, MAP), (T::Filter, FILTER), (T::Reversed, REVERSED)]
    {
        let class = vm.type_object(which);
        vm.add_methods(&class, methods)?;
    }
    let generator = vm.type_object(T::Generator);
    vm.add_methods(&generator, GENERATOR)
}

/// A bound of a range as a big integer.
fn bound(vm: &mut Vm, value: &Value) -> Res<num_bigint::BigInt> {
    let index = vm.index(value)?;
    Ok(int::to_big(&index).unwrap_or_default())
}

fn new_range(vm: &mut Vm, start: &Value, stop: &Value, step: &Value) -> Res {
    let step_given = if step.is_empty() { Some(1) } else { step.as_inline_int() };
    if let (Some(start), Some(stop), Some(step)) = (start.as_inline_int(), stop.as_inline_int(), step_given)
        && step != 0
    {
        return Ok(alloc::new(Range::Small { start, stop, step }));
    }
    let start = bound(vm, start)?;
    let stop = bound(vm, stop)?;
    let step = if step.is_empty() { 1.into() } else { bound(vm, step)? };
    if step == 0.into() {
        return Err(vm.value_error("range() arg 3 must not be zero"));
    }
    Ok(alloc::new(match (start.to_i64(), stop.to_i64(), step.to_i64()) {
        (Some(start), Some(stop), Some(step)) => Range::Small { start, stop, step },
        _ => Range::Big(Box::new((start, stop, step))),
    }))
}

fn fields(range: &Range) -> [Value; 3] {
    match range {
        Range::Small { start, stop, step } => [int::from_i64(*start), int::from_i64(*stop), int::from_i64(*step)],
        Range::Big(parts) => {
            [int::from_big(parts.0.clone()), int::from_big(parts.1.clone()), int::from_big(parts.2.clone())]
        }
    }
}

fn range_field(vm: &mut Vm, this: &Value, index: usize) -> Res {
    match this.exact::<Range>().and_then(|range| fields(range).into_iter().nth(index)) {
        Some(value) => Ok(value),
        None => Err(family::wrong_receiver(vm, this, "range")),
    }
}

static RANGE_FIELDS: &[GetSetDecl] = &[
    GetSetDecl { name: "start", get: |vm, this| range_field(vm, this, 0), set: Some(read_only) },
    GetSetDecl { name: "stop", get: |vm, this| range_field(vm, this, 1), set: Some(read_only) },
    GetSetDecl { name: "step", get: |vm, this| range_field(vm, this, 2), set: Some(read_only) },
];

static RANGE: &[Decl] = natives![
    "__new__(cls, start, stop=None, step=1, /)" |vm, [_cls, start, stop, step]| {
        if stop.is_empty() {
            return new_range(vm, &Value::int32(0), start, step);
        }
        new_range(vm, start, stop, step)
    };
    "__getitem__(self, key, /)" |vm, [this, key]| vm.get_item(this, key);
    "__contains__(self, key, /)" |vm, [this, key]| range_contains(vm, this, key).map(Value::bool);
    "__bool__(self, /)" |vm, [this]| vm.truth(this).map(Value::bool);
    "__reversed__(self, /)" |vm, [this]| {
        let Some(range) = this.exact::<Range>() else { return Err(family::wrong_receiver(vm, this, "range")) };
        let [start, stop, step] = fields(range).map(|field| int::to_big(&field).unwrap_or_default());
        let zero = num_bigint::BigInt::default();
        let empty = if step > zero { start >= stop } else { start <= stop };
        if empty {
            return Ok(new_iter(Iter::range(0, 0, 1)));
        }
        // Of the last item: start plus as many steps as fit before stop.
        let one = if step > zero { 1 } else { -1 };
        let last = &start + (&stop - &start - one) / &step * &step;
        let made = new_range(vm, &int::from_big(last), &int::from_big(&start - one), &int::from_big(-step))?;
        match made.exact::<Range>() {
            Some(range) => Ok(new_iter(range_iter(range))),
            None => Ok(Value::NONE),
        }
    };
    /// Return integer -- return number of occurrences of value.
    "count(self, value, /)" |vm, [this, value]| {
        if int::is_plain_int(value) {
            return Ok(Value::int32(i32::from(vm.contains(this, value)?)));
        }
        let iterator = vm.iter(this)?;
        let mut count = 0_i64;
        while let Some(item) = vm.next(&iterator)? {
            count += i64::from(vm.equals(&item, value)?);
        }
        Ok(int::from_i64(count))
    };
    /// Return integer -- return index of value. Raise ValueError if the value is not present.
    "index(self, value, /)" |vm, [this, value]| {
        if !int::is_plain_int(value) {
            let iterator = vm.iter(this)?;
            let mut at = 0_i64;
            while let Some(item) = vm.next(&iterator)? {
                if vm.equals(&item, value)? {
                    return Ok(int::from_i64(at));
                }
                at += 1;
            }
            return Err(vm.value_error("sequence.index(x): x not in sequence"));
        }
        if !vm.contains(this, value)? {
            let text = vm.repr_bytes(value)?;
            return Err(vm.raise_bytes(E::ValueError, &[&text[..], b" is not in range"].concat()));
        }
        let start = range_field(vm, this, 0)?;
        let step = range_field(vm, this, 2)?;
        let distance = vm.binary(hoopsnake_syntax::ast::BinOp::Sub, value, &start)?;
        vm.binary(hoopsnake_syntax::ast::BinOp::FloorDiv, &distance, &step)
    };
];

/// Whether a value is in a range: ints by arithmetic, anything else by comparison with each item.
fn range_contains(vm: &mut Vm, this: &Value, value: &Value) -> Res<bool> {
    if this.exact::<Range>().is_none() {
        return Err(family::wrong_receiver(vm, this, "range"));
    }
    if int::is_plain_int(value) {
        return vm.contains(this, value);
    }
    let iterator = vm.iter(this)?;
    while let Some(item) = vm.next(&iterator)? {
        if vm.equals(&item, value)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn slice_field(vm: &mut Vm, this: &Value, pick: impl Fn(&SliceObject) -> Value) -> Res {
    match this.exact::<SliceObject>() {
        Some(slice) => Ok(pick(slice)),
        None => Err(family::wrong_receiver(vm, this, "slice")),
    }
}

static SLICE_FIELDS: &[GetSetDecl] = &[
    GetSetDecl {
        name: "start",
        get: |vm, this| slice_field(vm, this, |slice| slice.start.get()),
        set: Some(read_only),
    },
    GetSetDecl { name: "stop", get: |vm, this| slice_field(vm, this, |slice| slice.stop.get()), set: Some(read_only) },
    GetSetDecl { name: "step", get: |vm, this| slice_field(vm, this, |slice| slice.step.get()), set: Some(read_only) },
];

static SLICE: &[Decl] = natives![
    "__new__(cls, start, stop=None, step=None, /)" |_vm, [_cls, start, stop, step]| {
        let or_none = |value: &Value| if value.is_empty() { Value::NONE } else { value.clone() };
        if stop.is_empty() {
            return Ok(new_slice(Value::NONE, start.clone(), Value::NONE));
        }
        Ok(new_slice(start.clone(), stop.clone(), or_none(step)))
    };
    "__repr__(self, /)" |vm, [this]| vm.repr(this);
    /// S.indices(len) -> (start, stop, stride): the bounds for a sequence of this length.
    "indices(self, len, /)" |vm, [this, len]| {
        let len = whole(vm, len)?;
        let Some(slice) = this.exact::<SliceObject>().filter(|_| len.sign() != Sign::Minus) else {
            return Err(vm.value_error("length should not be negative"));
        };
        let bounds = indices(vm, slice, &len)?;
        vm.tuple(bounds.into_iter().map(int::from_big).collect())
    };
];

fn whole(vm: &mut Vm, value: &Value) -> Res<BigInt> {
    let number = vm.index(value)?;
    Ok(int::to_big(&number).unwrap_or_default())
}

/// Start, stop and step for a sequence of a length, which may be beyond 64 bits.
fn indices(vm: &mut Vm, slice: &SliceObject, len: &BigInt) -> Res<[BigInt; 3]> {
    let part = |vm: &mut Vm, value: Value| match value.is_none() {
        true => Ok(None),
        false if int::is_int(&value) || vm.has_special(&value, N::index) => whole(vm, &value).map(Some),
        false => Err(vm.type_error("slice indices must be integers or None or have an __index__ method")),
    };
    let step = part(vm, slice.step.get())?.unwrap_or(BigInt::from(1));
    let back = match step.sign() {
        Sign::NoSign => return Err(vm.value_error("slice step cannot be zero")),
        sign => sign == Sign::Minus,
    };
    let (low, high) = if back { (BigInt::from(-1), len - 1) } else { (BigInt::ZERO, len.clone()) };
    let fitted = |given: BigInt| {
        let at = if given.sign() == Sign::Minus { given + len } else { given };
        at.max(low.clone()).min(high.clone())
    };
    let (first, last) = if back { (&high, &low) } else { (&low, &high) };
    let start = part(vm, slice.start.get())?.map_or_else(|| first.clone(), fitted);
    let stop = part(vm, slice.stop.get())?.map_or_else(|| last.clone(), fitted);
    Ok([start, stop, step])
}

/// How many items an iterator will give, as far as it knows.
fn length_hint(iter: &Iter) -> i64 {
    let position = iter.position.get();
    let len = iter.source.peek(|source| {
        let len = if let Some(list) = source.cast::<List>() {
            list.len()
        } else if let Some(tuple) = source.cast::<Tuple>() {
            tuple.len()
        } else if let Some(bytes) = source.cast::<Bytes>() {
            bytes.len()
        } else if let Some(array) = source.cast::<ByteArray>() {
            array.len()
        } else if let Some(dict) = source.cast::<Dict>() {
            dict.len()
        } else {
            source.cast::<Set>().map_or(0, Set::len)
        };
        i64::try_from(len).unwrap_or(i64::MAX)
    });
    match iter.kind {
        IterKind::Range => range_len(position, iter.end.get(), iter.step.get()).unwrap_or(0),
        IterKind::List | IterKind::Tuple | IterKind::Bytes | IterKind::ByteArray => len - position,
        IterKind::Str | IterKind::StrAscii => iter.source.peek(|source| {
            let rest = source.cast::<Str>().and_then(|string| string.bytes().get(usize::try_from(position).ok()?..));
            rest.map_or(0, |rest| i64::try_from(wtf8::count(rest)).unwrap_or(i64::MAX))
        }),
        IterKind::ListReverse | IterKind::SequenceReverse if iter.source.is_empty() => 0,
        IterKind::ListReverse | IterKind::SequenceReverse => position + 1,
        // The number of entries given, and one, is kept in `step`; one that has noticed a change is at its end.
        IterKind::Dict(_) | IterKind::DictReverse(_) if len == iter.end.get() => len - (iter.step.get() - 1),
        IterKind::Set if len == iter.end.get() => iter.source.peek(|source| {
            let rest = |set: &Set| {
                let mut count = 0;
                let mut at = usize::try_from(position).unwrap_or(0);
                while let Some((place, _, _)) = set.next_from(at) {
                    count += 1;
                    at = place + 1;
                }
                count
            };
            source.cast::<Set>().map_or(0, rest)
        }),
        _ => 0,
    }
}

static ITERATOR: &[Decl] = natives![
    "__iter__(self, /)" |_vm, [this]| Ok(this.clone());
    "__next__(self, /)" |vm, [this]| {
        match vm.next(native(this))? {
            Some(item) => Ok(item),
            None => Err(vm.stop_iteration(Value::NONE)),
        }
    };
    "__length_hint__(self, /)" |vm, [this]| {
        let Some(iter) = this.cast::<Iter>() else { return Err(family::wrong_receiver(vm, this, "iterator")) };
        if let Some(parts) = iter.big.borrow().as_ref() {
            let (start, stop, step) = (**parts).clone();
            return Ok(int::from_big(BigRange { start, stop, step }.len()));
        }
        let rest = length_hint(iter);
        Ok(int::from_i64(rest.max(0)))
    };
];

/// Wraps an iterator for a subclass of its type.
fn of_class(vm: &mut Vm, cls: &Value, which: T, iter: Iter) -> Res {
    if vm.is_type_object(cls, which) {
        return Ok(new_iter(iter));
    }
    vm.new_object(cls, Some(alloc::new_untracked(iter)))
}

static ENUMERATE: &[Decl] = natives![
    "__new__(cls, /, iterable=None, start=0)" |vm, [cls, iterable, start]| {
        if iterable.is_empty() {
            return Err(vm.type_error("enumerate() missing required argument 'iterable'"));
        }
        let start = if start.is_empty() { None } else { Some(vm.index(start)?) };
        let source = vm.iter(iterable)?;
        let iter = Iter::new(IterKind::Enumerate, source);
        if let Some(start) = start {
            match int::to_i64(&start).filter(|start| *start < 1 << 62) {
                Some(start) => iter.position.set(start),
                None => iter.extra.set(start),
            }
        }
        of_class(vm, cls, T::Enumerate, iter)
    };
];

fn sources(vm: &mut Vm, iterables: &[Value], zip: bool) -> Res<Vec<Value>> {
    let mut sources = Vec::with_capacity(iterables.len());
    for iterable in iterables {
        match vm.iter(iterable) {
            Ok(source) => sources.push(source),
            Err(raised) if zip && vm.raised_is(E::TypeError) && !vm.has_special(iterable, N::iter) => {
                drop(vm.take_raised(raised));
                let name = vm.type_name(iterable);
                return Err(vm.type_error(format!("'{name}' object is not iterable")));
            }
            Err(raised) => return Err(raised),
        }
    }
    Ok(sources)
}

static ZIP: &[Decl] = natives![
    "__new__(cls, /, *iterables, strict=False)" |vm, [cls, iterables, strict]| {
        let strict = !strict.is_empty() && vm.truth(strict)?;
        let iterables = iterables.exact::<Tuple>().map(|items| items.elements().to_vec()).unwrap_or_default();
        let mut iter = Iter::new(IterKind::Zip, Value::EMPTY);
        iter.end.set(i64::from(strict));
        iter.sources = sources(vm, &iterables, true)?;
        of_class(vm, cls, T::Zip, iter)
    };
];

static MAP: &[Decl] = natives![
    "__new__(cls, /, *args)" |vm, [cls, args]| {
        let args = args.exact::<Tuple>().map(|items| items.elements().to_vec()).unwrap_or_default();
        let Some((function, iterables)) = args.split_first().filter(|(_, iterables)| !iterables.is_empty()) else {
            return Err(vm.type_error("map() must have at least two arguments."));
        };
        let mut iter = Iter::new(IterKind::Map, Value::EMPTY);
        iter.sources = sources(vm, iterables, false)?;
        iter.extra.set(function.clone());
        of_class(vm, cls, T::Map, iter)
    };
];

static FILTER: &[Decl] = natives![
    "__new__(cls, function, iterable, /)" |vm, [cls, function, iterable]| {
        let source = vm.iter(iterable)?;
        let iter = Iter::new(IterKind::Filter, source);
        iter.extra.set(function.clone());
        of_class(vm, cls, T::Filter, iter)
    };
];

static REVERSED: &[Decl] = natives![
    "__new__(cls, sequence, /)" |vm, [cls, sequence]| {
        if let Some(iterator) = vm.call_special(sequence, N::reversed, &[])? {
            return Ok(iterator);
        }
        if !vm.has_special(sequence, N::getitem) || !vm.has_special(sequence, N::len) {
            let name = vm.type_name(sequence);
            return Err(vm.type_error(format!("'{name}' object is not reversible")));
        }
        let len = vm.length(sequence)?;
        let iter = Iter::new(IterKind::SequenceReverse, sequence.clone());
        iter.position.set(len as i64 - 1);
        of_class(vm, cls, T::Reversed, iter)
    };
];

static GENERATOR: &[Decl] = natives![
    "__iter__(self, /)" |_vm, [this]| Ok(this.clone());
    "__next__(self, /)" |vm, [this]| {
        let result = vm.generator_send(this, Value::NONE);
        vm.resumed(result)
    };
    /// send(arg) -> send 'arg' into generator,
    /// return next yielded value or raise StopIteration.
    "send(self, value, /)" |vm, [this, value]| {
        let result = vm.generator_send(this, value.clone());
        vm.resumed(result)
    };
    /// throw(value)
    /// throw(type[,value[,tb]])
    ///
    /// Raise exception in generator, return next yielded value or raise
    /// StopIteration.
    "throw(self, type, value=None, traceback=None, /)" |vm, [this, kind, value, traceback]| {
        let given: Vec<Value> =
            [kind, value, traceback].into_iter().take_while(|given| !given.is_empty()).cloned().collect();
        let exception = vm.thrown(&given)?;
        let result = vm.generator_throw(this, exception, &given);
        vm.resumed(result)
    };
    /// close() -> raise GeneratorExit inside generator.
    "close(self, /)" |vm, [this]| {
        if this.cast::<Generator>().is_none() {
            return Err(family::wrong_receiver(vm, this, "generator"));
        }
        vm.generator_close(this)?;
        Ok(Value::NONE)
    };
    "__repr__(self, /)" |vm, [this]| vm.repr(this);
];
