//! `groupby` and `tee`: iterators that share a source.

use crate::heap::Value;
use crate::natives;
use crate::objects::List;
use crate::vm::{Decl, Res, Vm};

use super::{Row, State, iterator, state};

pub static TYPES: &[Row] = &[
    (
        "groupby",
        "make an iterator that returns consecutive keys and groups from the iterable\n\n  iterable\n    Elements to divide into \
         groups according to the key function.\n  key\n    A function for computing the group category for each element.",
        GROUP_BY,
    ),
    ("_grouper", "", GROUPER),
    ("_tee", "Iterator wrapped to make it copyable.", TEE),
];

/// Adds the function `tee`.
pub fn install(vm: &mut Vm, module: &Value) -> Res<()> {
    vm.add_functions(module, FUNCTIONS)
}

// ---- groupby: `extra` is the key function or None, `items` the key of the group now given out, the key of the item read
// last, and that item until it is given out; `at` is the number of the group, by which an older one knows that its time is
// over

const GROUP_KEY: usize = 0;
const KEY: usize = 1;
const ITEM: usize = 2;

/// Reads the next item and its key; false at the end.
fn read(vm: &mut Vm, state: &State) -> Res<bool> {
    let Some(item) = state.next(vm)? else { return Ok(false) };
    let function = state.extra.get();
    let key = if function.is_none() { item.clone() } else { vm.call(&function, std::slice::from_ref(&item))? };
    drop(state.items.replace(KEY, key));
    drop(state.items.replace(ITEM, item));
    Ok(true)
}

/// Whether the item read last belongs to the group given out.
fn in_group(vm: &mut Vm, state: &State) -> Res<bool> {
    let key = |at| state.items.get(at).unwrap_or_default();
    let (group, last) = (key(GROUP_KEY), key(KEY));
    if group.is_empty() || last.is_empty() { Ok(false) } else { vm.equals(&group, &last) }
}

fn next_group(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let state = state(vm, this)?;
    // Until an item of another group.
    while state.items.peek(KEY, Value::is_empty).unwrap_or(true) || in_group(vm, state)? {
        if !read(vm, state)? {
            return Ok(None);
        }
    }
    state.at.set(state.at.get() + 1);
    let key = state.items.get(KEY).unwrap_or_default();
    drop(state.items.replace(GROUP_KEY, key.clone()));
    let group = State::of(this.clone(), Value::EMPTY);
    group.at.set(state.at.get());
    let class = vm.host_type_named("itertools._grouper");
    let group = vm.host_object(&class, group)?;
    vm.tuple(vec![key, group]).map(Some)
}

static GROUP_BY: &[Decl] = natives![
    "__new__(cls, /, iterable, key=None)" |vm, [cls, iterable, key]| {
        let source = vm.iter(iterable)?;
        let state = State::of(source, if key.is_empty() { Value::NONE } else { key.clone() });
        for _ in [GROUP_KEY, KEY, ITEM] {
            if state.items.push(Value::EMPTY).is_err() {
                return Err(vm.raise_memory());
            }
        }
        vm.host_object(cls, state)
    };
    "__iter__(self, /)" |_vm, [this]| Ok(this.clone());
    "__next__(self, /)" |vm, [this]| match next_group(vm, this)? {
        Some(group) => Ok(group),
        None => Err(vm.stop_iteration(Value::NONE)),
    };
];

// ---- a group: `source` is the groupby, `at` the number of the group

fn next_in_group(vm: &mut Vm, group: &State) -> Res<Option<Value>> {
    let parent = group.source.get();
    if parent.is_empty() {
        return Ok(None);
    }
    let whole = state(vm, &parent)?;
    if whole.at.get() != group.at.get() {
        return Ok(None);
    }
    if whole.items.peek(ITEM, Value::is_empty).unwrap_or(true) && !read(vm, whole)? {
        return Ok(None);
    }
    if !in_group(vm, whole)? {
        return Ok(None);
    }
    // The key stays: it tells the next item's group from this one.
    Ok(whole.items.replace(ITEM, Value::EMPTY).ok().and_then(Value::into_option))
}

static GROUPER: &[Decl] = iterator![next_in_group;];

// ---- tee: `extra` is the next link of a chain that all copies share, a list: empty until its item is read, then item and
// next link; `source` is the iterator

fn next_of_tee(vm: &mut Vm, state: &State) -> Res<Option<Value>> {
    let link = state.extra.get();
    let Some(links) = link.exact::<List>() else { return Ok(None) };
    if links.len() < 2 {
        let source = state.source.get();
        let item = vm.next(&source)?;
        let Some(item) = item else { return Ok(None) };
        // The source may have run code that read from a copy.
        if links.len() < 2 {
            let next = vm.list(Vec::new());
            if links.push(item).is_err() || links.push(next).is_err() {
                return Err(vm.raise_memory());
            }
        }
    }
    let item = links.get(0);
    state.extra.set(links.get(1).unwrap_or_default());
    Ok(item)
}

/// A tee over an iterable, or a copy of one.
fn new_tee(vm: &mut Vm, iterable: &Value) -> Res {
    let class = vm.host_type_named("itertools._tee");
    if vm.type_of(iterable).is(&class) {
        let state = state(vm, iterable)?;
        return vm.host_object(&class, State::of(state.source.get(), state.extra.get()));
    }
    let source = vm.iter(iterable)?;
    if vm.type_of(&source).is(&class) {
        return new_tee(vm, &source);
    }
    let link = vm.list(Vec::new());
    vm.host_object(&class, State::of(source, link))
}

static TEE: &[Decl] = iterator![next_of_tee;
    "__new__(cls, iterable, /)" |vm, [_cls, iterable]| new_tee(vm, iterable);
    "__copy__(self, /)" |vm, [this]| new_tee(vm, this);
];

static FUNCTIONS: &[Decl] = natives![
    /// Returns a tuple of n independent iterators.
    "tee(iterable, n=2, /)" |vm, [iterable, count]| {
        let count = if count.is_empty() { 2 } else { vm.index_i64(count, crate::vm::E::OverflowError)? };
        let Ok(count) = usize::try_from(count) else { return Err(vm.value_error("n must be >= 0")) };
        let mut copies = Vec::new();
        if count > 0 {
            copies.push(new_tee(vm, iterable)?);
        }
        while let Some(first) = copies.first().filter(|_| copies.len() < count).cloned() {
            copies.push(new_tee(vm, &first)?);
            vm.poll()?;
        }
        vm.tuple(copies)
    };
];
