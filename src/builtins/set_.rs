//! Methods of `set` and `frozenset`.

use hoopsnake_syntax::ast::CmpOp;

use crate::heap::Value;
use crate::natives;
use crate::objects::set::{new_set, new_untracked_set};
use crate::objects::{Dict, Set, int};
use crate::vm::{Decl, E, Res, T, Vm};

use super::common::{check_class, elements, key_message, memory, native, receiver};

fn set_of<'a>(vm: &mut Vm, this: &'a Value) -> Res<&'a Set> {
    receiver(vm, this, T::Set)
}

/// Adds an element whose hash is known.
fn add_hashed(vm: &mut Vm, set: &Value, item: Value, hash: i64) -> Res<()> {
    if vm.set_find(set, &item, hash)?.is_none()
        && let Some(table) = set.cast::<Set>()
    {
        memory(vm, table.insert_new(item, hash))?;
    }
    Ok(())
}

/// An operand's elements with their hashes, of a set or of the keys of a dict; else nothing.
fn hashed_items(other: &Value) -> Option<Vec<(Value, i64)>> {
    if let Some(set) = other.cast::<Set>() {
        return Some(set.items());
    }
    let dict = other.exact::<Dict>()?;
    let mut items = Vec::with_capacity(dict.len());
    let mut at = 0;
    while let Some((place, key, _)) = dict.next_from(at) {
        items.push((key, dict.hash_at(place).unwrap_or(0)));
        at = place + 1;
    }
    Some(items)
}

/// `set.update(iterable)`
pub fn update(vm: &mut Vm, set: &Value, other: &Value) -> Res<()> {
    let set = native(set);
    if let Some(items) = hashed_items(other) {
        if native(other).is(set) {
            return Ok(());
        }
        if let Some(table) = set.exact::<Set>() {
            if other.cast::<Set>().is_some() {
                memory(vm, table.reserve_for_merge(items.len()))?;
            } else {
                reserve_for_dict(vm, table, items.len())?;
            }
        }
        for (item, hash) in items {
            add_hashed(vm, set, item, hash)?;
        }
        return Ok(());
    }
    let iterator = vm.iter(other)?;
    while let Some(item) = vm.next(&iterator)? {
        vm.set_add(set, item)?;
    }
    Ok(())
}

/// CPython makes room for a dict's keys as for another set's elements.
fn reserve_for_dict(vm: &mut Vm, table: &Set, count: usize) -> Res<()> {
    memory(vm, table.reserve_for_merge(count))
}

/// An empty set of the same kind as a receiver (set and frozenset; subclasses give the builtin type).
fn like(set: &Set) -> Value {
    new_set(set.frozen)
}

/// A copy; a frozenset of the exact type is its own.
pub fn copy(vm: &mut Vm, this: &Value) -> Res {
    let set = set_of(vm, this)?;
    if set.frozen && this.native().is_none() {
        return Ok(this.clone());
    }
    let result = like(set);
    update(vm, &result, this)?;
    Ok(result)
}

/// A copy that is never the same object.
fn fresh_copy(vm: &mut Vm, this: &Value) -> Res {
    let result = like(set_of(vm, this)?);
    update(vm, &result, this)?;
    Ok(result)
}

/// The other operand as a set: itself, or a new set of its items.
fn as_set(vm: &mut Vm, other: &Value) -> Res {
    if other.cast::<Set>().is_some() {
        return Ok(native(other).clone());
    }
    let set = new_set(false);
    update(vm, &set, other)?;
    Ok(set)
}

/// `this & other` for any iterable.
pub fn intersection(vm: &mut Vm, this: &Value, other: &Value) -> Res {
    let set = set_of(vm, this)?;
    let this = native(this);
    if this.is(native(other)) {
        return copy(vm, this);
    }
    let result = like(set);
    if let Some(other_set) = other.cast::<Set>() {
        // The smaller one is walked through.
        let (walked, asked) = if other_set.len() > set.len() { (set, native(other)) } else { (other_set, this) };
        for (item, hash) in walked.items() {
            if vm.set_find(asked, &item, hash)?.is_some() {
                add_hashed(vm, &result, item, hash)?;
            }
        }
        return Ok(result);
    }
    let iterator = vm.iter(other)?;
    while let Some(item) = vm.next(&iterator)? {
        let hash = vm.hash(&item)?;
        if vm.set_find(this, &item, hash)?.is_some() {
            add_hashed(vm, &result, item, hash)?;
        }
    }
    Ok(result)
}

/// `this - other` for any iterable.
pub fn difference(vm: &mut Vm, this: &Value, other: &Value) -> Res {
    let set = set_of(vm, this)?;
    let other_len = other.cast::<Set>().map(Set::len).or_else(|| other.exact::<Dict>().map(Dict::len));
    let Some(other_len) = other_len else {
        let result = fresh_copy(vm, this)?;
        difference_update(vm, &result, other)?;
        return Ok(result);
    };
    // As CPython: with a much smaller second operand, copy and remove.
    if set.len() >> 2 > other_len {
        let result = fresh_copy(vm, this)?;
        difference_update(vm, &result, other)?;
        return Ok(result);
    }
    let result = like(set);
    for (item, hash) in set.items() {
        let present = if other.cast::<Set>().is_some() {
            vm.set_find(native(other), &item, hash)?.is_some()
        } else {
            vm.dict_find(native(other), &item, hash)?.is_some()
        };
        if !present {
            add_hashed(vm, &result, item, hash)?;
        }
    }
    Ok(result)
}

fn remove_hashed(vm: &mut Vm, set: &Value, item: &Value, hash: i64) -> Res<bool> {
    let found = vm.set_find(native(set), item, hash)?;
    let removed = found.and_then(|at| set.cast::<Set>().and_then(|set| set.remove_at(at)));
    Ok(removed.is_some())
}

/// `this -= other`
fn difference_update(vm: &mut Vm, this: &Value, other: &Value) -> Res<()> {
    if native(this).is(native(other)) {
        set_of(vm, this)?.clear();
        return Ok(());
    }
    if let Some(other) = other.cast::<Set>() {
        for (item, hash) in other.items() {
            remove_hashed(vm, this, &item, hash)?;
        }
        return Ok(());
    }
    let iterator = vm.iter(other)?;
    while let Some(item) = vm.next(&iterator)? {
        let hash = vm.hash(&item)?;
        remove_hashed(vm, this, &item, hash)?;
    }
    Ok(())
}

/// `this ^= other`
pub fn symmetric_update(vm: &mut Vm, this: &Value, other: &Value) -> Res<()> {
    if native(this).is(native(other)) {
        set_of(vm, this)?.clear();
        return Ok(());
    }
    let items = match hashed_items(other) {
        Some(items) => items,
        None => {
            let other = as_set(vm, other)?;
            hashed_items(&other).unwrap_or_default()
        }
    };
    for (item, hash) in items {
        if !remove_hashed(vm, this, &item, hash)? {
            add_hashed(vm, native(this), item, hash)?;
        }
    }
    Ok(())
}

/// `this ^ other`: a copy of the other one, changed by this one, as CPython does.
pub fn symmetric_difference(vm: &mut Vm, this: &Value, other: &Value) -> Res {
    let result = like(set_of(vm, this)?);
    update(vm, &result, other)?;
    symmetric_update(vm, &result, this)?;
    Ok(result)
}

/// Replaces the content of a set by that of another.
fn replace(vm: &mut Vm, this: &Value, by: &Value) -> Res<()> {
    let items = by.cast::<Set>().map(Set::items).unwrap_or_default();
    set_of(vm, this)?.clear();
    if let Some(set) = this.cast::<Set>() {
        memory(vm, set.reserve_for_merge(items.len()))?;
    }
    for (item, hash) in items {
        add_hashed(vm, native(this), item, hash)?;
    }
    Ok(())
}

fn is_disjoint(vm: &mut Vm, this: &Value, other: &Value) -> Res<bool> {
    let set = set_of(vm, this)?;
    let this = native(this);
    if let Some(other_set) = other.cast::<Set>() {
        let (walked, asked) = if other_set.len() > set.len() { (set, native(other)) } else { (other_set, this) };
        for (item, hash) in walked.items() {
            if vm.set_find(asked, &item, hash)?.is_some() {
                return Ok(false);
            }
        }
        return Ok(true);
    }
    let iterator = vm.iter(other)?;
    while let Some(item) = vm.next(&iterator)? {
        let hash = vm.hash(&item)?;
        if vm.set_find(this, &item, hash)?.is_some() {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The element looked for: a set stands for the frozenset of its elements.
fn sought(vm: &mut Vm, item: &Value) -> Res<(Value, i64)> {
    match vm.hash(item) {
        Ok(hash) => Ok((item.clone(), hash)),
        Err(raised) if vm.raised_is(E::TypeError) && item.cast::<Set>().is_some_and(|set| !set.frozen) => {
            drop(vm.take_raised(raised));
            let frozen = new_set(true);
            update(vm, &frozen, item)?;
            let hash = vm.hash(&frozen)?;
            Ok((frozen, hash))
        }
        Err(raised) => Err(raised),
    }
}

fn discard(vm: &mut Vm, this: &Value, item: &Value) -> Res<bool> {
    set_of(vm, this)?;
    let (item, hash) = sought(vm, item)?;
    remove_hashed(vm, this, &item, hash)
}

fn contains(vm: &mut Vm, this: &Value, item: &Value) -> Res<bool> {
    set_of(vm, this)?;
    let (item, hash) = sought(vm, item)?;
    Ok(vm.set_find(native(this), &item, hash)?.is_some())
}

/// An operator method: NotImplemented unless both operands are sets or frozensets.
fn operator(vm: &mut Vm, this: &Value, other: &Value, run: fn(&mut Vm, &Value, &Value) -> Res) -> Res {
    if this.cast::<Set>().is_none() || other.cast::<Set>().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    run(vm, this, other)
}

/// An in-place operator method.
fn in_place(vm: &mut Vm, this: &Value, other: &Value, run: fn(&mut Vm, &Value, &Value) -> Res<()>) -> Res {
    if this.cast::<Set>().is_none() || other.cast::<Set>().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    run(vm, this, other)?;
    Ok(this.clone())
}

fn union(vm: &mut Vm, this: &Value, other: &Value) -> Res {
    let result = fresh_copy(vm, this)?;
    update(vm, &result, other)?;
    Ok(result)
}

fn intersection_update(vm: &mut Vm, this: &Value, other: &Value) -> Res<()> {
    let result = intersection(vm, this, other)?;
    replace(vm, this, &result)
}

fn compare_sets(vm: &mut Vm, op: CmpOp, this: &Value, other: &Value) -> Res {
    if other.cast::<Set>().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    vm.compare(op, native(this), native(other))
}

fn new_frozen(vm: &mut Vm, class: &Value, iterable: &Value) -> Res {
    let exact = check_class(vm, class, T::FrozenSet)?;
    if exact && iterable.exact::<Set>().is_some_and(|set| set.frozen) {
        return Ok(iterable.clone());
    }
    let set = if exact { new_set(true) } else { new_untracked_set(true) };
    if !iterable.is_empty() {
        update(vm, &set, iterable)?;
    }
    if exact {
        let empty = set.exact::<Set>().is_some_and(Set::is_empty);
        return Ok(if empty { vm.world.empty_frozenset.clone() } else { set });
    }
    vm.new_object(class, Some(set))
}

/// Methods that both types have.
static COMMON: &[Decl] = natives![
    /// Return a shallow copy of a set.
    "copy(self)" |vm, [this]| copy(vm, this);
    /// Return the union of sets as a new set.
    ///
    /// (i.e. all elements that are in either set.)
    "union(self, *others)" |vm, [this, others]| {
        let result = fresh_copy(vm, this)?;
        for other in elements(others) {
            update(vm, &result, other)?;
        }
        Ok(result)
    };
    /// Return the intersection of two sets as a new set.
    ///
    /// (i.e. all elements that are in both sets.)
    "intersection(self, *others)" |vm, [this, others]| {
        let mut result = if elements(others).is_empty() { copy(vm, this)? } else { this.clone() };
        for other in elements(others) {
            result = intersection(vm, &result, other)?;
        }
        Ok(result)
    };
    /// Return the difference of two or more sets as a new set.
    ///
    /// (i.e. all elements that are in this set but not the others.)
    "difference(self, *others)" |vm, [this, others]| {
        let Some((first, rest)) = elements(others).split_first() else { return copy(vm, this) };
        let result = difference(vm, this, first)?;
        for other in rest {
            difference_update(vm, &result, other)?;
        }
        Ok(result)
    };
    /// Return the symmetric difference of two sets as a new set.
    ///
    /// (i.e. all elements that are in exactly one of the sets.)
    "symmetric_difference(self, other, /)" |vm, [this, other]| symmetric_difference(vm, this, other);
    /// Return True if two sets have a null intersection.
    "isdisjoint(self, other, /)" |vm, [this, other]| Ok(Value::bool(is_disjoint(vm, this, other)?));
    /// Report whether another set contains this set.
    "issubset(self, other, /)" |vm, [this, other]| {
        set_of(vm, this)?;
        let other = as_set(vm, other)?;
        vm.compare(CmpOp::LtE, native(this), &other)
    };
    /// Report whether this set contains another set.
    "issuperset(self, other, /)" |vm, [this, other]| {
        set_of(vm, this)?;
        if other.cast::<Set>().is_some() {
            return vm.compare(CmpOp::GtE, native(this), native(other));
        }
        let iterator = vm.iter(other)?;
        while let Some(item) = vm.next(&iterator)? {
            if !contains(vm, this, &item)? {
                return Ok(Value::FALSE);
            }
        }
        Ok(Value::TRUE)
    };
    /// Return len(self).
    "__len__(self, /)" |vm, [this]| Ok(int::from_usize(set_of(vm, this)?.len()));
    /// x.__contains__(y) <==> y in x.
    "__contains__(self, item, /)" |vm, [this, item]| Ok(Value::bool(contains(vm, this, item)?));
    /// Implement iter(self).
    "__iter__(self, /)" |vm, [this]| vm.iter(native(this));
    /// Return repr(self).
    "__repr__(self, /)" |vm, [this]| repr(vm, this);
    /// Return self==value.
    "__eq__(self, value, /)" |vm, [this, value]| compare_sets(vm, CmpOp::Eq, this, value);
    /// Return self!=value.
    "__ne__(self, value, /)" |vm, [this, value]| compare_sets(vm, CmpOp::NotEq, this, value);
    /// Return self<value.
    "__lt__(self, value, /)" |vm, [this, value]| compare_sets(vm, CmpOp::Lt, this, value);
    /// Return self<=value.
    "__le__(self, value, /)" |vm, [this, value]| compare_sets(vm, CmpOp::LtE, this, value);
    /// Return self>value.
    "__gt__(self, value, /)" |vm, [this, value]| compare_sets(vm, CmpOp::Gt, this, value);
    /// Return self>=value.
    "__ge__(self, value, /)" |vm, [this, value]| compare_sets(vm, CmpOp::GtE, this, value);
    /// Return self|value.
    "__or__(self, value, /)" |vm, [this, value]| operator(vm, this, value, union);
    /// Return value|self.
    "__ror__(self, value, /)" |vm, [this, value]| operator(vm, value, this, union);
    /// Return self&value.
    "__and__(self, value, /)" |vm, [this, value]| operator(vm, this, value, intersection);
    /// Return value&self.
    "__rand__(self, value, /)" |vm, [this, value]| operator(vm, value, this, intersection);
    /// Return self-value.
    "__sub__(self, value, /)" |vm, [this, value]| operator(vm, this, value, difference);
    /// Return value-self.
    "__rsub__(self, value, /)" |vm, [this, value]| operator(vm, value, this, difference);
    /// Return self^value.
    "__xor__(self, value, /)" |vm, [this, value]| operator(vm, this, value, symmetric_difference);
    /// Return value^self.
    "__rxor__(self, value, /)" |vm, [this, value]| operator(vm, value, this, symmetric_difference);
];

/// `repr` of an instance of a subclass names the subclass.
fn repr(vm: &mut Vm, this: &Value) -> Res {
    let set = set_of(vm, this)?;
    if this.native().is_none() {
        return vm.repr(this);
    }
    let name = vm.type_name(this);
    if set.is_empty() {
        return Ok(vm.str(&format!("{name}()")));
    }
    let items: Vec<Value> = set.items().into_iter().map(|(item, _)| item).collect();
    let list = vm.list(items);
    let inner = vm.repr_bytes(&list)?;
    let inner = inner.strip_prefix(b"[").unwrap_or(&inner);
    let inner = inner.strip_suffix(b"]").unwrap_or(inner);
    let text = [name.as_bytes(), b"({", inner, b"})"].concat();
    vm.str_bytes(&text)
}

/// Methods of `set` alone.
static METHODS: &[Decl] = natives![
    /// Create and return a new object.
    "__new__(cls, *args, **kwargs)" |vm, [class, _args, _kwargs]| {
        if check_class(vm, class, T::Set)? {
            return Ok(new_set(false));
        }
        vm.new_object(class, Some(new_untracked_set(false)))
    };
    /// Initialize self.
    "__init__(self, iterable=(), /)" |vm, [this, iterable]| {
        set_of(vm, this)?.clear();
        if !iterable.is_empty() {
            update(vm, this, iterable)?;
        }
        Ok(Value::NONE)
    };
    /// Add an element to a set.
    ///
    /// This has no effect if the element is already present.
    "add(self, item, /)" |vm, [this, item]| {
        set_of(vm, this)?;
        vm.set_add(native(this), item.clone())?;
        Ok(Value::NONE)
    };
    /// Remove an element from a set if it is a member.
    ///
    /// Unlike set.remove(), the discard() method does not raise
    /// an exception when an element is missing from the set.
    "discard(self, item, /)" |vm, [this, item]| {
        discard(vm, this, item)?;
        Ok(Value::NONE)
    };
    /// Remove an element from a set; it must be a member.
    ///
    /// If the element is not a member, raise a KeyError.
    "remove(self, item, /)" |vm, [this, item]| {
        if discard(vm, this, item)? { Ok(Value::NONE) } else { Err(vm.key_error(item)) }
    };
    /// Remove and return an arbitrary set element.
    /// Raises KeyError if the set is empty.
    "pop(self)" |vm, [this]| {
        let set = set_of(vm, this)?;
        match pop(set) {
            Some(item) => Ok(item),
            None => Err(key_message(vm, "pop from an empty set")),
        }
    };
    /// Remove all elements from this set.
    "clear(self)" |vm, [this]| {
        set_of(vm, this)?.clear();
        Ok(Value::NONE)
    };
    /// Update a set with the union of itself and others.
    "update(self, *others)" |vm, [this, others]| {
        set_of(vm, this)?;
        for other in elements(others) {
            update(vm, this, other)?;
        }
        Ok(Value::NONE)
    };
    /// Update a set with the intersection of itself and another.
    "intersection_update(self, *others)" |vm, [this, others]| {
        let mut result = if elements(others).is_empty() { copy(vm, this)? } else { this.clone() };
        for other in elements(others) {
            result = intersection(vm, &result, other)?;
        }
        replace(vm, this, &result)?;
        Ok(Value::NONE)
    };
    /// Remove all elements of another set from this set.
    "difference_update(self, *others)" |vm, [this, others]| {
        set_of(vm, this)?;
        for other in elements(others) {
            difference_update(vm, this, other)?;
        }
        Ok(Value::NONE)
    };
    /// Update a set with the symmetric difference of itself and another.
    "symmetric_difference_update(self, other, /)" |vm, [this, other]| {
        set_of(vm, this)?;
        symmetric_update(vm, this, other)?;
        Ok(Value::NONE)
    };
    /// Return self|=value.
    "__ior__(self, value, /)" |vm, [this, value]| in_place(vm, this, value, update);
    /// Return self&=value.
    "__iand__(self, value, /)" |vm, [this, value]| in_place(vm, this, value, intersection_update);
    /// Return self-=value.
    "__isub__(self, value, /)" |vm, [this, value]| in_place(vm, this, value, difference_update);
    /// Return self^=value.
    "__ixor__(self, value, /)" |vm, [this, value]| in_place(vm, this, value, symmetric_update);
];

/// Removes the first element in table order after the last one popped.
fn pop(set: &Set) -> Option<Value> {
    let (at, item, _) = set.next_from(set.finger()).or_else(|| set.next_from(0))?;
    drop(item);
    set.set_finger(at + 1);
    set.remove_at(at)
}

/// Methods of `frozenset` alone.
static FROZEN_METHODS: &[Decl] = natives![
    /// Create and return a new object.
    "__new__(cls, iterable=(), /)" |vm, [class, iterable]| new_frozen(vm, class, iterable);
    /// Return hash(self).
    "__hash__(self, /)" |vm, [this]| Ok(int::from_i64(vm.hash(native(this))?));
];

/// Adds the methods to the types.
pub fn install(vm: &mut Vm) -> Res<()> {
    let class = vm.type_object(T::Set);
    vm.add_methods(&class, COMMON)?;
    vm.add_methods(&class, METHODS)?;
    let frozen = vm.type_object(T::FrozenSet);
    vm.add_methods(&frozen, COMMON)?;
    vm.add_methods(&frozen, FROZEN_METHODS)
}
