//! `set` and `frozenset`.

use hoopsnake_syntax::ast::{BinOp, CmpOp};

use crate::heap::Value;
use crate::natives;
use crate::objects::set::{new_set, new_untracked_set};
use crate::objects::{Set, Tuple};
use crate::vm::{Decl, Res, T, Vm};

use super::family::{self, native};

pub fn install(vm: &mut Vm) -> Res<()> {
    for which in [T::Set, T::FrozenSet] {
        let class = vm.type_object(which);
        vm.add_methods(&class, family::COLLECTION)?;
        vm.add_methods(&class, family::COMPARE)?;
        vm.add_methods(&class, family::SET_OPERATORS)?;
        vm.add_methods(&class, family::REFLECTED_SET_OPERATORS)?;
        vm.add_methods(&class, COMMON)?;
    }
    let set = vm.type_object(T::Set);
    vm.add_methods(&set, SET)?;
    let frozen = vm.type_object(T::FrozenSet);
    vm.add_methods(&frozen, FROZEN)?;
    vm.add_methods(&frozen, family::HASH)
}

fn set<'a>(vm: &mut Vm, this: &'a Value) -> Res<&'a Set> {
    match this.cast::<Set>() {
        Some(set) => Ok(set),
        None => Err(family::wrong_receiver(vm, this, "set")),
    }
}

/// A new set of the receiver's kind with its elements.
pub fn copy(vm: &mut Vm, this: &Value) -> Res {
    let made = new_set(set(vm, this)?.frozen);
    vm.set_update(&made, native(this))?;
    Ok(made)
}

/// Any iterable as a set.
fn as_set(vm: &mut Vm, value: &Value) -> Res {
    if value.cast::<Set>().is_some() {
        return Ok(native(value).clone());
    }
    let made = new_set(false);
    vm.set_update(&made, value)?;
    Ok(made)
}

fn fold(vm: &mut Vm, this: &Value, others: &Value, op: BinOp) -> Res {
    let mut result = copy(vm, this)?;
    let others = others.exact::<Tuple>().map(|others| others.elements().to_vec()).unwrap_or_default();
    for other in &others {
        let other = as_set(vm, other)?;
        result = vm.binary(op, &result, &other)?;
    }
    Ok(result)
}

/// Replaces the elements of a set by those of another.
fn assign(vm: &mut Vm, this: &Value, value: &Value) -> Res<()> {
    let items = set(vm, value)?.items();
    set(vm, this)?.clear();
    for (item, hash) in items {
        vm.set_add_hashed(native(this), item, hash)?;
    }
    Ok(())
}

fn compare(vm: &mut Vm, op: CmpOp, this: &Value, other: &Value) -> Res {
    let other = as_set(vm, other)?;
    vm.native_compare(op, native(this), &other)
}

static COMMON: &[Decl] = natives![
    /// Return a shallow copy of a set.
    "copy(self, /)" |vm, [this]| {
        if this.exact::<Set>().is_some_and(|set| set.frozen) {
            return Ok(this.clone());
        }
        copy(vm, this)
    };
    /// Return the union of sets as a new set.
    "union(self, /, *others)" |vm, [this, others]| {
        let result = copy(vm, this)?;
        let others = others.exact::<Tuple>().map(|others| others.elements().to_vec()).unwrap_or_default();
        for other in &others {
            vm.set_update(&result, other)?;
        }
        Ok(result)
    };
    /// Return the intersection of sets as a new set.
    "intersection(self, /, *others)" |vm, [this, others]| fold(vm, this, others, BinOp::BitAnd);
    /// Return the difference of sets as a new set.
    "difference(self, /, *others)" |vm, [this, others]| fold(vm, this, others, BinOp::Sub);
    /// Return the symmetric difference of two sets as a new set.
    "symmetric_difference(self, other, /)" |vm, [this, other]| {
        let other = as_set(vm, other)?;
        vm.binary(BinOp::BitXor, native(this), &other)
    };
    /// Report whether another set contains this set.
    "issubset(self, other, /)" |vm, [this, other]| compare(vm, CmpOp::LtE, this, other);
    /// Report whether this set contains another set.
    "issuperset(self, other, /)" |vm, [this, other]| compare(vm, CmpOp::GtE, this, other);
    /// Return True if two sets have a null intersection.
    "isdisjoint(self, other, /)" |vm, [this, other]| {
        let iterator = vm.iter(other)?;
        while let Some(item) = vm.next(&iterator)? {
            if vm.set_contains(native(this), &item)? {
                return Ok(Value::FALSE);
            }
        }
        Ok(Value::TRUE)
    };
];

static SET: &[Decl] = natives![
    "__new__(cls, /, *args, **kwargs)" |vm, [cls, _args, _kwargs]| {
        if vm.is_type_object(cls, T::Set) {
            return Ok(new_set(false));
        }
        vm.new_object(cls, Some(new_untracked_set(false)))
    };
    "__init__(self, iterable=(), /)" |vm, [this, iterable]| {
        set(vm, this)?.clear();
        if !iterable.is_empty() {
            vm.set_update(native(this), iterable)?;
        }
        Ok(Value::NONE)
    };
    /// Add an element to a set.
    ///
    /// This has no effect if the element is already present.
    "add(self, element, /)" |vm, [this, element]| {
        set(vm, this)?;
        vm.set_add(native(this), element.clone())?;
        Ok(Value::NONE)
    };
    /// Remove an element from a set if it is a member.
    "discard(self, element, /)" |vm, [this, element]| {
        set(vm, this)?;
        vm.set_discard(native(this), element)?;
        Ok(Value::NONE)
    };
    /// Remove an element from a set; it must be a member.
    "remove(self, element, /)" |vm, [this, element]| {
        set(vm, this)?;
        if vm.set_discard(native(this), element)? { Ok(Value::NONE) } else { Err(vm.key_error(element)) }
    };
    /// Remove and return an arbitrary set element.
    "pop(self, /)" |vm, [this]| {
        let table = set(vm, this)?;
        match table.next_from(0).and_then(|(at, _, _)| table.remove_at(at)) {
            Some(item) => Ok(item),
            None => {
                let message = vm.str("pop from an empty set");
                Err(vm.key_error(&message))
            }
        }
    };
    /// Remove all elements from this set.
    "clear(self, /)" |vm, [this]| {
        set(vm, this)?.clear();
        Ok(Value::NONE)
    };
    /// Update a set with the union of itself and others.
    "update(self, /, *others)" |vm, [this, others]| {
        set(vm, this)?;
        let others = others.exact::<Tuple>().map(|others| others.elements().to_vec()).unwrap_or_default();
        for other in &others {
            vm.set_update(native(this), other)?;
        }
        Ok(Value::NONE)
    };
    /// Update a set with the intersection of itself and another.
    "intersection_update(self, /, *others)" |vm, [this, others]| {
        let result = fold(vm, this, others, BinOp::BitAnd)?;
        assign(vm, this, &result)?;
        Ok(Value::NONE)
    };
    /// Remove all elements of another set from this set.
    "difference_update(self, /, *others)" |vm, [this, others]| {
        let others = others.exact::<Tuple>().map(|others| others.elements().to_vec()).unwrap_or_default();
        for other in &others {
            for item in vm.collect(other)? {
                vm.set_discard(native(this), &item)?;
            }
        }
        Ok(Value::NONE)
    };
    /// Update a set with the symmetric difference of itself and another.
    "symmetric_difference_update(self, other, /)" |vm, [this, other]| {
        let other = as_set(vm, other)?;
        let result = vm.binary(BinOp::BitXor, native(this), &other)?;
        assign(vm, this, &result)?;
        Ok(Value::NONE)
    };
];

static FROZEN: &[Decl] = natives![
    "__new__(cls, iterable=(), /)" |vm, [cls, iterable]| {
        let exact = vm.is_type_object(cls, T::FrozenSet);
        if exact && iterable.exact::<Set>().is_some_and(|set| set.frozen) {
            return Ok(iterable.clone());
        }
        let made = if exact { new_set(true) } else { new_untracked_set(true) };
        if !iterable.is_empty() {
            vm.set_update(&made, iterable)?;
        }
        if !exact {
            return vm.new_object(cls, Some(made));
        }
        if made.exact::<Set>().is_some_and(Set::is_empty) {
            return Ok(vm.world.empty_frozenset.clone());
        }
        Ok(made)
    };
];

