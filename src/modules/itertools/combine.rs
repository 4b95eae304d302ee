//! Products, permutations and combinations.
//!
//! `items` holds the pool (of a product: a tuple for each argument), `indices` the positions of the next result, and after
//! them, for permutations, how far each place has turned; `limit` is the length of a result; `at` is 0 before the first result, 1 after it,
//! 2 at the end.

use crate::builtins::common::elements;
use crate::heap::Value;
use crate::objects::Tuple;
use crate::vm::{Decl, Res, Vm};

use super::{Row, State, iterator};

pub static TYPES: &[Row] = &[
    ("combinations", "Return successive r-length combinations of elements in the iterable.", COMBINATIONS),
    (
        "combinations_with_replacement",
        "Return successive r-length combinations of elements in the iterable allowing individual elements to have successive \
         repeats.",
        WITH_REPLACEMENT,
    ),
    ("permutations", "Return successive r-length permutations of elements in the iterable.", PERMUTATIONS),
    ("product", "product(*iterables, repeat=1) --> product object\n\nCartesian product of input iterables.", PRODUCT),
];

const BEFORE: i64 = 0;
const RUNNING: i64 = 1;
const ENDED: i64 = 2;

/// The length of results: an int that is not negative.
fn length(vm: &mut Vm, value: &Value) -> Res<usize> {
    let number = vm.index_i64(value, crate::vm::E::OverflowError)?;
    match usize::try_from(number) {
        Ok(number) => Ok(number),
        Err(_) => Err(vm.value_error("r must be non-negative")),
    }
}

/// An iterator over the items of `iterable`, with these first positions; `None` if there are no results at all.
fn over_pool(vm: &mut Vm, cls: &Value, pool: Vec<Value>, length: usize, indices: Option<Vec<usize>>) -> Res {
    let state = State::default();
    for item in pool {
        if state.items.push(item).is_err() {
            return Err(vm.raise_memory());
        }
    }
    state.limit.set(i64::try_from(length).unwrap_or(i64::MAX));
    state.at.set(if indices.is_some() { BEFORE } else { ENDED });
    state.indices.replace(indices.unwrap_or_default());
    vm.host_object(cls, state)
}

/// Room for so many positions, or MemoryError.
fn positions(vm: &mut Vm, count: usize, fill: impl Fn(usize) -> usize) -> Res<Vec<usize>> {
    let mut all = Vec::new();
    if crate::heap::alloc::may_grow(count.saturating_mul(8)).is_err() || all.try_reserve_exact(count).is_err() {
        return Err(vm.raise_memory());
    }
    all.extend((0..count).map(fill));
    Ok(all)
}

/// Goes on to the next result by `advance`, which is false at the end, and gives it.
fn step(vm: &mut Vm, state: &State, advance: impl FnOnce(&mut Vec<usize>, usize, usize) -> bool) -> Res<Option<Value>> {
    let (pool, length) = (state.items.len(), usize::try_from(state.limit.get()).unwrap_or(0));
    match state.at.get() {
        BEFORE => state.at.set(RUNNING),
        RUNNING if advance(&mut state.indices.borrow_mut(), pool, length) => {}
        _ => {
            state.at.set(ENDED);
            return Ok(None);
        }
    }
    let row = state.indices.borrow().iter().take(length).filter_map(|index| state.items.get(*index)).collect();
    vm.tuple(row).map(Some)
}

fn next_combination(vm: &mut Vm, state: &State) -> Res<Option<Value>> {
    step(vm, state, |indices, pool, length| {
        let Some(at) = (0..length).rev().find(|at| indices[*at] != at + pool - length) else { return false };
        let first = indices[at] + 1;
        for (offset, index) in indices[at..length].iter_mut().enumerate() {
            *index = first + offset;
        }
        true
    })
}

static COMBINATIONS: &[Decl] = iterator![next_combination;
    "__new__(cls, /, iterable, r)" |vm, [cls, iterable, r]| {
        let number = vm.index_i64(r, crate::vm::E::OverflowError)?;
        let pool = vm.collect(iterable)?;
        let length = length(vm, &crate::objects::int::from_i64(number))?;
        let indices = if length > pool.len() { None } else { Some(positions(vm, length, |at| at)?) };
        over_pool(vm, cls, pool, length, indices)
    };
];

fn next_with_replacement(vm: &mut Vm, state: &State) -> Res<Option<Value>> {
    step(vm, state, |indices, pool, length| {
        let Some(at) = (0..length).rev().find(|at| indices[*at] + 1 != pool) else { return false };
        let next = indices[at] + 1;
        indices[at..length].fill(next);
        true
    })
}

static WITH_REPLACEMENT: &[Decl] = iterator![next_with_replacement;
    "__new__(cls, /, iterable, r)" |vm, [cls, iterable, r]| {
        let number = vm.index_i64(r, crate::vm::E::OverflowError)?;
        let pool = vm.collect(iterable)?;
        let length = length(vm, &crate::objects::int::from_i64(number))?;
        let indices = if pool.is_empty() && length > 0 { None } else { Some(positions(vm, length, |_| 0)?) };
        over_pool(vm, cls, pool, length, indices)
    };
];

/// The positions stand first, all of the pool; then, for each place of a result, how many turns it has left.
fn next_permutation(vm: &mut Vm, state: &State) -> Res<Option<Value>> {
    step(vm, state, |indices, pool, length| {
        for at in (0..length).rev() {
            indices[pool + at] -= 1;
            let left = indices[pool + at];
            if left == 0 {
                indices[at..pool].rotate_left(1);
                indices[pool + at] = pool - at;
            } else {
                indices.swap(at, pool - left);
                return true;
            }
        }
        false
    })
}

static PERMUTATIONS: &[Decl] = iterator![next_permutation;
    "__new__(cls, /, iterable, r=None)" |vm, [cls, iterable, r]| {
        let pool = vm.collect(iterable)?;
        let length = if r.is_empty() || r.is_none() {
            pool.len()
        } else if crate::objects::int::is_int(r) {
            length(vm, r)?
        } else {
            return Err(vm.type_error("Expected int as r"));
        };
        let count = pool.len();
        let indices = if length > count {
            None
        } else {
            Some(positions(vm, count + length, |at| if at < count { at } else { count - (at - count) })?)
        };
        over_pool(vm, cls, pool, length, indices)
    };
];

fn next_product(vm: &mut Vm, state: &State) -> Res<Option<Value>> {
    let pool = |at: usize, index: usize| {
        state
            .items
            .peek(at, |pool| pool.exact::<Tuple>().and_then(|pool| pool.elements().get(index).cloned()))
            .flatten()
    };
    match state.at.get() {
        BEFORE => state.at.set(RUNNING),
        RUNNING => {
            let mut indices = state.indices.borrow_mut();
            let turned = (0..indices.len()).rev().find(|at| {
                indices[*at] += 1;
                let inside = pool(*at, indices[*at]).is_some();
                if !inside {
                    indices[*at] = 0;
                }
                inside
            });
            if turned.is_none() {
                state.at.set(ENDED);
            }
        }
        _ => {}
    }
    if state.at.get() == ENDED {
        return Ok(None);
    }
    let row: Option<Vec<Value>> =
        state.indices.borrow().iter().enumerate().map(|(at, index)| pool(at, *index)).collect();
    match row {
        Some(row) => vm.tuple(row).map(Some),
        None => {
            state.at.set(ENDED);
            Ok(None)
        }
    }
}

static PRODUCT: &[Decl] = iterator![next_product;
    "__new__(cls, /, *iterables, repeat=1)" |vm, [cls, iterables, repeat]| {
        let repeat = if repeat.is_empty() { 1 } else { vm.index_i64(repeat, crate::vm::E::OverflowError)? };
        let Ok(repeat) = usize::try_from(repeat) else {
            return Err(vm.value_error("repeat argument cannot be negative"));
        };
        let given = elements(iterables);
        let count = match given.len().checked_mul(repeat) {
            Some(count) if isize::try_from(count.saturating_mul(size_of::<usize>())).is_ok() => count,
            _ => return Err(vm.raise(crate::vm::E::OverflowError, "repeat argument too large")),
        };
        let mut pools = Vec::new();
        for iterable in given.iter().take(count) {
            let items = vm.collect(iterable)?;
            pools.push(vm.tuple(items)?);
        }
        let indices = positions(vm, count, |_| 0)?;
        let all = pools.iter().cycle().take(count).cloned().collect();
        over_pool(vm, cls, all, count, Some(indices))
    };
];
