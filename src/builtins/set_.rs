//! Methods of `set` and `frozenset`.

use hoopsnake_syntax::ast::CmpOp;

use crate::heap::Value;
use crate::natives;
use crate::objects::set::{new_set, new_untracked_set};
use crate::objects::{Set, int};
use crate::vm::{Decl, E, Res, T, Vm};

use super::common::{check_class, elements, key_message, native, receiver};

fn set_of<'a>(vm: &mut Vm, this: &'a Value) -> Res<&'a Set> {
    receiver(vm, this, T::Set)
}

/// `set.copy()`: a frozenset of the exact type is its own.
fn copy(vm: &mut Vm, this: &Value) -> Res {
    let set = set_of(vm, this)?;
    if set.frozen && this.native().is_none() { Ok(this.clone()) } else { vm.set_copy(this) }
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
fn sought(vm: &mut Vm, item: &Value) -> Res<(Option<Value>, i64)> {
    match vm.hash(item) {
        Ok(hash) => Ok((None, hash)),
        Err(raised) if vm.raised_is(E::TypeError) && item.cast::<Set>().is_some_and(|set| !set.frozen) => {
            drop(vm.take_raised(raised));
            let frozen = new_set(true);
            vm.set_update(&frozen, item)?;
            let hash = vm.hash(&frozen)?;
            Ok((Some(frozen), hash))
        }
        Err(raised) => Err(raised),
    }
}

fn discard(vm: &mut Vm, this: &Value, item: &Value) -> Res<bool> {
    set_of(vm, this)?;
    let (instead, hash) = sought(vm, item)?;
    vm.set_remove_hashed(this, instead.as_ref().unwrap_or(item), hash)
}

fn contains(vm: &mut Vm, this: &Value, item: &Value) -> Res<bool> {
    set_of(vm, this)?;
    let (instead, hash) = sought(vm, item)?;
    Ok(vm.set_find(native(this), instead.as_ref().unwrap_or(item), hash)?.is_some())
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

fn intersection_update(vm: &mut Vm, this: &Value, other: &Value) -> Res<()> {
    let common = vm.set_intersection(this, other)?;
    vm.set_replace(this, &common)
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
        vm.set_update(&set, iterable)?;
    }
    if exact {
        return Ok(set);
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
        let result = vm.set_copy(this)?;
        for other in elements(others) {
            vm.set_update(&result, other)?;
        }
        Ok(result)
    };
    /// Return the intersection of two sets as a new set.
    ///
    /// (i.e. all elements that are in both sets.)
    "intersection(self, *others)" |vm, [this, others]| {
        let mut result = if elements(others).is_empty() { copy(vm, this)? } else { this.clone() };
        for other in elements(others) {
            result = vm.set_intersection(&result, other)?;
        }
        Ok(result)
    };
    /// Return the difference of two or more sets as a new set.
    ///
    /// (i.e. all elements that are in this set but not the others.)
    "difference(self, *others)" |vm, [this, others]| {
        let Some((first, rest)) = elements(others).split_first() else { return copy(vm, this) };
        let result = vm.set_difference(this, first)?;
        for other in rest {
            vm.set_difference_update(&result, other)?;
        }
        Ok(result)
    };
    /// Return the symmetric difference of two sets as a new set.
    ///
    /// (i.e. all elements that are in exactly one of the sets.)
    "symmetric_difference(self, other, /)" |vm, [this, other]| vm.set_symmetric_difference(this, other);
    /// Return True if two sets have a null intersection.
    "isdisjoint(self, other, /)" |vm, [this, other]| Ok(Value::bool(is_disjoint(vm, this, other)?));
    /// Report whether another set contains this set.
    "issubset(self, other, /)" |vm, [this, other]| {
        set_of(vm, this)?;
        let other = vm.as_set(other)?;
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
    "__or__(self, value, /)" |vm, [this, value]| operator(vm, this, value, Vm::set_union);
    /// Return value|self.
    "__ror__(self, value, /)" |vm, [this, value]| operator(vm, value, this, Vm::set_union);
    /// Return self&value.
    "__and__(self, value, /)" |vm, [this, value]| operator(vm, this, value, Vm::set_intersection);
    /// Return value&self.
    "__rand__(self, value, /)" |vm, [this, value]| operator(vm, value, this, Vm::set_intersection);
    /// Return self-value.
    "__sub__(self, value, /)" |vm, [this, value]| operator(vm, this, value, Vm::set_difference);
    /// Return value-self.
    "__rsub__(self, value, /)" |vm, [this, value]| operator(vm, value, this, Vm::set_difference);
    /// Return self^value.
    "__xor__(self, value, /)" |vm, [this, value]| operator(vm, this, value, Vm::set_symmetric_difference);
    /// Return value^self.
    "__rxor__(self, value, /)" |vm, [this, value]| operator(vm, value, this, Vm::set_symmetric_difference);
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

/// A call of `set`.
static CONSTRUCTOR: &[Decl] = natives![
    "set(cls, iterable=(), /)" |vm, [_cls, iterable]| {
        let set = new_set(false);
        if !iterable.is_empty() {
            vm.set_update(&set, iterable)?;
        }
        Ok(set)
    };
];

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
            vm.set_update(this, iterable)?;
        }
        Ok(Value::NONE)
    };
    /// Add an element to a set.
    ///
    /// This has no effect if the element is already present.
    "add(self, item, /)" |vm, [this, item]| {
        set_of(vm, this)?;
        vm.set_add(native(this), item.handed_over())?;
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
        match set.pop() {
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
            vm.set_update(this, other)?;
        }
        Ok(Value::NONE)
    };
    /// Update a set with the intersection of itself and another.
    "intersection_update(self, *others)" |vm, [this, others]| {
        let mut result = if elements(others).is_empty() { vm.set_copy(this)? } else { this.clone() };
        for other in elements(others) {
            result = vm.set_intersection(&result, other)?;
        }
        vm.set_replace(this, &result)?;
        Ok(Value::NONE)
    };
    /// Remove all elements of another set from this set.
    "difference_update(self, *others)" |vm, [this, others]| {
        set_of(vm, this)?;
        for other in elements(others) {
            vm.set_difference_update(this, other)?;
        }
        Ok(Value::NONE)
    };
    /// Update a set with the symmetric difference of itself and another.
    "symmetric_difference_update(self, other, /)" |vm, [this, other]| {
        set_of(vm, this)?;
        vm.set_symmetric_update(this, other)?;
        Ok(Value::NONE)
    };
    /// Return self|=value.
    "__ior__(self, value, /)" |vm, [this, value]| in_place(vm, this, value, Vm::set_update);
    /// Return self&=value.
    "__iand__(self, value, /)" |vm, [this, value]| in_place(vm, this, value, intersection_update);
    /// Return self-=value.
    "__isub__(self, value, /)" |vm, [this, value]| in_place(vm, this, value, Vm::set_difference_update);
    /// Return self^=value.
    "__ixor__(self, value, /)" |vm, [this, value]| in_place(vm, this, value, Vm::set_symmetric_update);
];

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
    vm.construct_by(T::Set, CONSTRUCTOR);
    vm.add_methods(&class, METHODS)?;
    let frozen = vm.type_object(T::FrozenSet);
    vm.add_methods(&frozen, COMMON)?;
    vm.add_methods(&frozen, FROZEN_METHODS)
}
