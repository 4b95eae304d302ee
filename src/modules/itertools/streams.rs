//! Iterators that pass on, drop, or combine the items of others.

use hoopsnake_syntax::ast::BinOp;

use crate::builtins::alias::new_alias;
use crate::builtins::common::elements;
use crate::heap::Value;
use crate::objects::{Dict, int};
use crate::vm::{N, Res, Vm};

use super::{Row, State, iterator, state};

pub static TYPES: &[Row] = &[
    ("accumulate", "Return series of accumulated sums (or other binary function results).", ACCUMULATE),
    (
        "chain",
        "Return a chain object whose .__next__() method returns elements from the\nfirst iterable until it is exhausted, then elements from the next iterable.",
        CHAIN,
    ),
    ("compress", "Return data elements corresponding to true selector elements.", COMPRESS),
    ("count", "Return a count object whose .__next__() method returns consecutive values.", COUNT),
    ("cycle", "Return elements from the iterable until it is exhausted. Then repeat the sequence indefinitely.", CYCLE),
    ("dropwhile", "Drop items from the iterable while predicate(item) is true.", DROP_WHILE),
    ("filterfalse", "Return those items of iterable for which function(item) is false.", FILTER_FALSE),
    (
        "islice",
        "islice(iterable, stop) --> islice object\nislice(iterable, start, stop[, step]) --> islice object",
        ISLICE,
    ),
    ("pairwise", "Return an iterator of overlapping pairs taken from the input iterator.", PAIRWISE),
    (
        "repeat",
        "repeat(object [,times]) -> create an iterator which returns the object\nfor the specified number of times.",
        REPEAT,
    ),
    (
        "starmap",
        "Return an iterator whose values are returned from the function evaluated with an argument tuple taken from the given sequence.",
        STAR_MAP,
    ),
    (
        "takewhile",
        "Return successive entries from an iterable as long as the predicate evaluates to true for each entry.",
        TAKE_WHILE,
    ),
    ("zip_longest", "Return a zip_longest object whose .__next__() method returns a tuple.", ZIP_LONGEST),
];

fn or_none(value: &Value) -> Value {
    if value.is_empty() { Value::NONE } else { value.clone() }
}

/// An iterator over `iterable` with a function.
fn with_function(vm: &mut Vm, cls: &Value, function: &Value, iterable: &Value) -> Res {
    let source = vm.iter(iterable)?;
    vm.host_object(cls, State::of(source, function.clone()))
}

// ---- accumulate: `extra` is the function or None, `third` the total

fn next_accumulated(vm: &mut Vm, state: &State) -> Res<Option<Value>> {
    if state.at.get() == 1 {
        // The initial value comes first.
        state.at.set(0);
        return Ok(Some(state.third.get()));
    }
    let Some(item) = state.next(vm)? else { return Ok(None) };
    let (total, function) = (state.third.get(), state.extra.get());
    let total = if total.is_empty() {
        item
    } else if function.is_none() {
        vm.binary(BinOp::Add, &total, &item)?
    } else {
        vm.call(&function, &[total, item])?
    };
    state.third.set(total.clone());
    Ok(Some(total))
}

static ACCUMULATE: &[crate::vm::Decl] = iterator![next_accumulated;
    "__new__(cls, /, iterable, func=None, *, initial=None)" |vm, [cls, iterable, function, initial]| {
        let source = vm.iter(iterable)?;
        let state = State::of(source, or_none(function));
        if !initial.is_empty() && !initial.is_none() {
            state.third.set(initial.clone());
            state.at.set(1);
        }
        vm.host_object(cls, state)
    };
];

// ---- chain: `source` is the current iterator, `extra` the one of iterables

fn next_chained(vm: &mut Vm, state: &State) -> Res<Option<Value>> {
    loop {
        if let Some(item) = state.next(vm)? {
            return Ok(Some(item));
        }
        let iterables = state.extra.get();
        if iterables.is_empty() {
            return Ok(None);
        }
        let Some(iterable) = vm.next(&iterables)? else {
            state.extra.set(Value::EMPTY);
            return Ok(None);
        };
        let source = vm.iter(&iterable)?;
        state.source.set(source);
    }
}

static CHAIN: &[crate::vm::Decl] = iterator![next_chained;
    "__new__(cls, /, *iterables)" |vm, [cls, iterables]| {
        let iterables = vm.iter(iterables)?;
        vm.host_object(cls, State::of(Value::EMPTY, iterables))
    };
    /// Alternative chain() constructor taking a single iterable argument that evaluates lazily.
    "from_iterable(cls, iterable, /)" |vm, [cls, iterable]| {
        let iterables = vm.iter(iterable)?;
        vm.host_object(cls, State::of(Value::EMPTY, iterables))
    };
    "__class_getitem__(cls, key, /)" |vm, [cls, key]| new_alias(vm, cls, key);
];

// ---- compress: `extra` is the iterator of selectors

fn next_compressed(vm: &mut Vm, state: &State) -> Res<Option<Value>> {
    loop {
        let Some(item) = state.next(vm)? else { return Ok(None) };
        let selectors = state.extra.get();
        let Some(selector) = vm.next(&selectors)? else { return Ok(None) };
        if vm.truth(&selector)? {
            return Ok(Some(item));
        }
    }
}

static COMPRESS: &[crate::vm::Decl] = iterator![next_compressed;
    "__new__(cls, /, data, selectors)" |vm, [cls, data, selectors]| {
        let (data, selectors) = (vm.iter(data)?, vm.iter(selectors)?);
        vm.host_object(cls, State::of(data, selectors))
    };
];

// ---- count: `source` is the next number, `extra` the step

fn next_counted(vm: &mut Vm, state: &State) -> Res<Option<Value>> {
    let (now, step) = (state.source.get(), state.extra.get());
    let next = vm.binary(BinOp::Add, &now, &step)?;
    state.source.set(next);
    Ok(Some(now))
}

fn check_number(vm: &mut Vm, value: &Value) -> Res<()> {
    let is_number = int::is_int(value)
        || value.as_float().is_some()
        || [N::index, N::float, N::complex].into_iter().any(|name| vm.has_special(value, name));
    if is_number { Ok(()) } else { Err(vm.type_error("a number is required")) }
}

static COUNT: &[crate::vm::Decl] = iterator![next_counted;
    "__new__(cls, /, start=0, step=1)" |vm, [cls, start, step]| {
        let start = if start.is_empty() { Value::int32(0) } else { start.clone() };
        let step = if step.is_empty() { Value::int32(1) } else { step.clone() };
        check_number(vm, &start)?;
        check_number(vm, &step)?;
        vm.host_object(cls, State::of(start, step))
    };
    "__repr__(self, /)" |vm, [this]| {
        let state = state(vm, this)?;
        let (now, step) = (state.source.get(), state.extra.get());
        let name = vm.class_name(this);
        let now = vm.repr_lossy(&now)?;
        if step.as_int() == Some(1) {
            return Ok(vm.str(&format!("{name}({now})")));
        }
        let step = vm.repr_lossy(&step)?;
        Ok(vm.str(&format!("{name}({now}, {step})")))
    };
];

// ---- cycle: `items` are those seen, `at` the place in them once the source has ended

fn next_cycled(vm: &mut Vm, state: &State) -> Res<Option<Value>> {
    if let Some(item) = state.next(vm)? {
        if state.items.push(item.clone()).is_err() {
            return Err(vm.raise_memory());
        }
        return Ok(Some(item));
    }
    let at = state.at.get();
    let len = i64::try_from(state.items.len()).unwrap_or(i64::MAX);
    if len == 0 {
        return Ok(None);
    }
    state.at.set(if at + 1 >= len { 0 } else { at + 1 });
    Ok(usize::try_from(at).ok().and_then(|at| state.items.get(at)))
}

static CYCLE: &[crate::vm::Decl] = iterator![next_cycled;
    "__new__(cls, iterable, /)" |vm, [cls, iterable]| with_function(vm, cls, &Value::EMPTY, iterable);
];

// ---- those with a predicate in `extra`

fn next_after_drop(vm: &mut Vm, state: &State) -> Res<Option<Value>> {
    loop {
        let Some(item) = state.next(vm)? else { return Ok(None) };
        if state.at.get() == 1 {
            return Ok(Some(item));
        }
        if !state.verdict(vm, &item)? {
            state.at.set(1);
            return Ok(Some(item));
        }
    }
}

static DROP_WHILE: &[crate::vm::Decl] = iterator![next_after_drop;
    "__new__(cls, predicate, iterable, /)" |vm, [cls, function, iterable]| with_function(vm, cls, function, iterable);
];

fn next_while(vm: &mut Vm, state: &State) -> Res<Option<Value>> {
    let Some(item) = state.next(vm)? else { return Ok(None) };
    if state.verdict(vm, &item)? {
        return Ok(Some(item));
    }
    state.source.set(Value::EMPTY);
    Ok(None)
}

static TAKE_WHILE: &[crate::vm::Decl] = iterator![next_while;
    "__new__(cls, predicate, iterable, /)" |vm, [cls, function, iterable]| with_function(vm, cls, function, iterable);
];

fn next_false(vm: &mut Vm, state: &State) -> Res<Option<Value>> {
    loop {
        let Some(item) = state.next(vm)? else { return Ok(None) };
        let keep = if state.extra.peek(Value::is_none) { vm.truth(&item)? } else { state.verdict(vm, &item)? };
        if !keep {
            return Ok(Some(item));
        }
    }
}

static FILTER_FALSE: &[crate::vm::Decl] = iterator![next_false;
    "__new__(cls, function, iterable, /)" |vm, [cls, function, iterable]| with_function(vm, cls, function, iterable);
];

fn next_starred(vm: &mut Vm, state: &State) -> Res<Option<Value>> {
    let Some(item) = state.next(vm)? else { return Ok(None) };
    let args = vm.collect(&item)?;
    vm.call(&state.extra.get(), &args).map(Some)
}

static STAR_MAP: &[crate::vm::Decl] = iterator![next_starred;
    "__new__(cls, function, iterable, /)" |vm, [cls, function, iterable]| with_function(vm, cls, function, iterable);
];

// ---- islice: `at` is the number of items taken from the source, `limit` where it stops (or -1), `step` where the next is

fn next_sliced(vm: &mut Vm, state: &State) -> Res<Option<Value>> {
    let wanted = state.indices.borrow().first().copied().unwrap_or(0);
    let wanted = i64::try_from(wanted).unwrap_or(i64::MAX);
    let limit = state.limit.get();
    let end = if limit >= 0 { wanted.min(limit) } else { wanted };
    while state.at.get() < end {
        if state.next(vm)?.is_none() {
            return Ok(None);
        }
        state.at.set(state.at.get() + 1);
    }
    if limit >= 0 && wanted >= limit {
        state.source.set(Value::EMPTY);
        return Ok(None);
    }
    let item = state.next(vm)?;
    state.at.set(state.at.get() + 1);
    let next = wanted.saturating_add(state.step.get());
    let next = if limit >= 0 { next.min(limit) } else { next };
    if let Some(place) = state.indices.borrow_mut().first_mut() {
        *place = usize::try_from(next).unwrap_or(usize::MAX);
    }
    Ok(item)
}

/// A bound of `islice`: `None` for None, an error for anything but a count.
fn slice_count(vm: &mut Vm, value: &Value, message: &str) -> Res<Option<i64>> {
    if value.is_none() {
        return Ok(None);
    }
    let number = match vm.index(value) {
        Ok(number) => int::to_i64(&number).filter(|number| *number >= 0),
        Err(raised) => {
            drop(vm.take_raised(raised));
            None
        }
    };
    match number {
        Some(number) => Ok(Some(number)),
        None => Err(vm.value_error(message)),
    }
}

static ISLICE: &[crate::vm::Decl] = iterator![next_sliced;
    "__new__(cls, /, *args)" |vm, [cls, args]| {
        const INDICES: &str = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
        let (iterable, start, stop, step) = match elements(args) {
            [iterable, stop] => (iterable, &Value::NONE, stop, &Value::NONE),
            [iterable, start, stop] => (iterable, start, stop, &Value::NONE),
            [iterable, start, stop, step] => (iterable, start, stop, step),
            args => {
                let (least, count) = (if args.len() < 2 { "at least 2" } else { "at most 4" }, args.len());
                return Err(vm.type_error(format!("islice expected {least} arguments, got {count}")));
            }
        };
        let stop_message = match elements(args).len() {
            2 | 3 => "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.",
            _ => INDICES,
        };
        // Only -1 is refused as a stop by itself.
        let is_minus_one = stop.as_int().is_none_or(|stop| stop == -1);
        let stop = slice_count(vm, stop, if is_minus_one { stop_message } else { INDICES })?;
        let start = slice_count(vm, start, INDICES)?.unwrap_or(0);
        let step = match slice_count(vm, step, "Step for islice() must be a positive integer or None.")? {
            Some(0) => return Err(vm.value_error("Step for islice() must be a positive integer or None.")),
            step => step.unwrap_or(1),
        };
        let source = vm.iter(iterable)?;
        let state = State::of(source, Value::EMPTY);
        state.limit.set(stop.unwrap_or(-1));
        state.step.set(step);
        state.indices.replace(vec![usize::try_from(start).unwrap_or(usize::MAX)]);
        vm.host_object(cls, state)
    };
];

// ---- pairwise: `extra` is the item before

fn next_pair(vm: &mut Vm, state: &State) -> Res<Option<Value>> {
    if state.extra.is_empty() {
        let Some(first) = state.next(vm)? else { return Ok(None) };
        state.extra.set(first);
    }
    let before = state.extra.get();
    let Some(item) = state.next(vm)? else {
        state.extra.set(Value::EMPTY);
        return Ok(None);
    };
    state.extra.set(item.clone());
    vm.tuple(vec![before, item]).map(Some)
}

static PAIRWISE: &[crate::vm::Decl] = iterator![next_pair;
    "__new__(cls, iterable, /)" |vm, [cls, iterable]| with_function(vm, cls, &Value::EMPTY, iterable);
];

// ---- repeat: `extra` is the object, `at` how often it will still come, or -1

fn next_repeated(_vm: &mut Vm, state: &State) -> Res<Option<Value>> {
    let left = state.at.get();
    if left == 0 {
        return Ok(None);
    }
    state.at.set(if left > 0 { left - 1 } else { left });
    Ok(Some(state.extra.get()))
}

static REPEAT: &[crate::vm::Decl] = iterator![next_repeated;
    "__new__(cls, /, object, times=None)" |vm, [cls, object, times]| {
        let state = State::of(Value::EMPTY, object.clone());
        state.at.set(if times.is_empty() {
            -1
        } else {
            vm.index_i64(times, crate::vm::E::OverflowError)?.max(0)
        });
        vm.host_object(cls, state)
    };
    "__length_hint__(self, /)" |vm, [this]| match state(vm, this)?.at.get() {
        left if left < 0 => Err(vm.type_error("len() of unsized object")),
        left => Ok(int::from_i64(left)),
    };
    "__repr__(self, /)" |vm, [this]| {
        let state = state(vm, this)?;
        let (object, left) = (state.extra.get(), state.at.get());
        let object = vm.repr_lossy(&object)?;
        let name = vm.class_name(this);
        Ok(vm.str(&if left < 0 { format!("{name}({object})") } else { format!("{name}({object}, {left})") }))
    };
];

// ---- zip_longest: `items` are the sources, empty where one has ended; `extra` is the filling

fn next_longest(vm: &mut Vm, state: &State) -> Res<Option<Value>> {
    let count = state.items.len();
    let mut row = Vec::with_capacity(count);
    for index in 0..count {
        let source = state.items.get(index).unwrap_or_default();
        let item = if source.is_empty() { None } else { vm.next(&source)? };
        if item.is_none() && !source.is_empty() {
            drop(state.items.replace(index, Value::EMPTY));
            state.at.set(state.at.get() - 1);
        }
        if state.at.get() <= 0 {
            return Ok(None);
        }
        row.push(item.unwrap_or_else(|| state.extra.get()));
    }
    if row.is_empty() { Ok(None) } else { vm.tuple(row).map(Some) }
}

static ZIP_LONGEST: &[crate::vm::Decl] = iterator![next_longest;
    "__new__(cls, /, *iterables, fillvalue=None, **kwargs)" |vm, [cls, iterables, fill, rest]| {
        if rest.exact::<Dict>().is_some_and(|rest| !rest.is_empty()) {
            return Err(vm.type_error("zip_longest() got an unexpected keyword argument"));
        }
        let state = State::of(Value::EMPTY, or_none(fill));
        for iterable in elements(iterables) {
            let source = vm.iter(iterable)?;
            if state.items.push(source).is_err() {
                return Err(vm.raise_memory());
            }
        }
        state.at.set(i64::try_from(state.items.len()).unwrap_or(i64::MAX));
        vm.host_object(cls, state)
    };
];
