//! The module `collections`: `deque`, and what the rest, which is written in Python, calls often.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use hoopsnake_syntax::ast::{BinOp, CmpOp};

use crate::builtins::alias::new_alias;
use crate::builtins::common::{clamped, same_or_equal, search_bound};
use crate::heap::kind::Visitor;
use crate::heap::{Slot, Value, alloc};
use crate::objects::ty::IS_BASE;
use crate::objects::{Host, HostData, Tuple, Type, int};
use crate::vm::item::resolve;
use crate::vm::types::GetSetDecl;
use crate::vm::{Decl, E, N, Res, Vm};
use crate::{getsets, natives};

/// Makes the module.
pub fn init(vm: &mut Vm) -> Res {
    let module = vm.new_module("collections", None)?;
    let deque = vm.host_type("collections", "deque", DOC, IS_BASE, DEQUE)?;
    vm.add_getsets(&deque, DEQUE_MEMBERS)?;
    if let Some(namespace) = deque.exact::<crate::objects::Type>().map(|class| class.dict.get()) {
        vm.dict_set_str(&namespace, "__hash__", Value::NONE)?;
    }
    vm.add_member(&module, "deque", deque)?;
    for name in ["_deque_iterator", "_deque_reverse_iterator"] {
        let class = vm.host_type("collections", name, "", 0, ITERATOR)?;
        vm.add_member(&module, name, class)?;
    }
    let field = vm.host_type("collections", "_tuplegetter", "", 0, FIELD)?;
    vm.add_getsets(&field, FIELD_MEMBERS)?;
    vm.add_member(&module, "_tuplegetter", field)?;
    vm.add_functions(&module, FUNCTIONS)?;
    Ok(module)
}

const DOC: &str = "deque([iterable[, maxlen]]) --> deque object\n\nA list-like sequence optimized for data accesses near its endpoints.";

/// A queue with two ends. No borrow of the items lasts while other code runs.
#[derive(Default)]
struct Deque {
    items: RefCell<VecDeque<Value>>,
    /// -1 for none.
    limit: Cell<i64>,
    /// Grows with each change that an iterator must notice.
    changes: Cell<u64>,
}

impl HostData for Deque {
    fn trace(&self, visitor: &mut dyn Visitor) {
        for item in self.items.borrow().iter() {
            visitor.visit(item);
        }
    }

    fn clear(&self) {
        self.empty();
    }

    fn buffer_bytes(&self) -> usize {
        self.items.borrow().capacity() * size_of::<Value>()
    }
}

impl Drop for Deque {
    fn drop(&mut self) {
        self.empty();
    }
}

impl Deque {
    fn len(&self) -> usize {
        self.items.borrow().len()
    }

    fn get(&self, at: usize) -> Option<Value> {
        self.items.borrow().get(at).cloned()
    }

    fn to_vec(&self) -> Vec<Value> {
        self.items.borrow().iter().cloned().collect()
    }

    /// Drops all items and the buffer.
    fn empty(&self) {
        self.changed();
        let old = self.items.take();
        alloc::account_buffer(old.capacity() * size_of::<Value>(), 0);
        drop(old);
    }

    fn changed(&self) {
        self.changes.set(self.changes.get() + 1);
    }

    /// Adds an item at an end; what the limit pushes out at the other end is let go.
    fn push(&self, vm: &mut Vm, item: Value, left: bool) -> Res<()> {
        let limit = self.limit.get();
        if limit == 0 {
            return Ok(());
        }
        self.reserve(vm)?;
        self.changed();
        let mut items = self.items.borrow_mut();
        if left {
            items.push_front(item);
        } else {
            items.push_back(item);
        }
        let over = limit > 0 && i64::try_from(items.len()).is_ok_and(|len| len > limit);
        let out = match over {
            true if left => items.pop_back(),
            true => items.pop_front(),
            false => None,
        };
        drop(items);
        drop(out);
        Ok(())
    }

    /// Room for one more item.
    fn reserve(&self, vm: &mut Vm) -> Res<()> {
        let mut items = self.items.borrow_mut();
        let before = items.capacity();
        if items.len() < before {
            return Ok(());
        }
        let more = items.len().max(4);
        if alloc::may_grow(more * size_of::<Value>()).is_err() || items.try_reserve(more).is_err() {
            drop(items);
            return Err(vm.raise_memory());
        }
        alloc::account_buffer(before * size_of::<Value>(), items.capacity() * size_of::<Value>());
        Ok(())
    }

    fn pop(&self, left: bool) -> Option<Value> {
        self.changed();
        let mut items = self.items.borrow_mut();
        if left { items.pop_front() } else { items.pop_back() }
    }

    fn remove(&self, at: usize) -> Option<Value> {
        self.changed();
        self.items.borrow_mut().remove(at)
    }
}

fn deque<'a>(vm: &mut Vm, this: &'a Value) -> Res<&'a Deque> {
    match this.cast::<Host>().and_then(Host::data) {
        Some(deque) => Ok(deque),
        None => {
            let name = vm.type_name(this);
            Err(vm.type_error(format!("descriptor requires a 'collections.deque' object but received a '{name}'")))
        }
    }
}

fn as_deque(value: &Value) -> Option<&Deque> {
    value.cast::<Host>().and_then(Host::data)
}

fn extend(vm: &mut Vm, this: &Value, iterable: &Value, left: bool) -> Res<()> {
    let own = deque(vm, this)?;
    if iterable.is(this) {
        for item in own.to_vec() {
            own.push(vm, item, left)?;
        }
        return Ok(());
    }
    let iterator = vm.iter(iterable)?;
    while let Some(item) = vm.next(&iterator)? {
        own.push(vm, item, left)?;
    }
    Ok(())
}

/// A deque of the same class with these items.
fn like(vm: &mut Vm, this: &Value, items: Vec<Value>) -> Res {
    let class = vm.type_of(this);
    let own = deque(vm, this)?;
    let limit = own.limit.get();
    let made = vm.host_type_named("collections.deque");
    let new = if class.is(&made) {
        let new = Deque::default();
        new.limit.set(limit);
        vm.host_object(&class, new)?
    } else {
        let empty = vm.list(Vec::new());
        if limit < 0 { vm.call(&class, &[empty])? } else { vm.call(&class, &[empty, int::from_i64(limit)])? }
    };
    if let Some(deque) = as_deque(&new) {
        for item in items {
            deque.push(vm, item, false)?;
        }
        return Ok(new);
    }
    let (own, got) = (vm.type_name(this), vm.type_name(&new));
    Err(vm.type_error(format!("{own}() must return a deque, not {got}")))
}

/// A position for access to an item.
fn position(vm: &mut Vm, this: &Value, index: &Value) -> Res<usize> {
    let own = deque(vm, this)?;
    if !int::is_int(index) && !vm.has_special(index, N::index) {
        let kind = vm.type_name(index);
        return Err(vm.type_error(format!("sequence index must be integer, not '{kind}'")));
    }
    let index = vm.index_i64(index, E::IndexError)?;
    match resolve(index, own.len()) {
        Some(at) if at < own.len() => Ok(at),
        _ => Err(vm.index_error("deque index out of range")),
    }
}

fn mutated(vm: &mut Vm) -> crate::vm::Raised {
    vm.raise(E::RuntimeError, "deque mutated during iteration")
}

/// The first place of an item from `start` to `stop`.
fn find(vm: &mut Vm, own: &Deque, value: &Value, start: usize, stop: usize) -> Res<Option<usize>> {
    let changes = own.changes.get();
    for at in start..stop.min(own.len()) {
        let Some(item) = own.get(at) else { break };
        if same_or_equal(vm, &item, value)? {
            return Ok(Some(at));
        }
        if own.changes.get() != changes {
            return Err(mutated(vm));
        }
    }
    Ok(None)
}

fn compare(vm: &mut Vm, op: CmpOp, this: &Value, other: &Value) -> Res {
    let (Some(one), Some(two)) = (as_deque(this), as_deque(other)) else { return Ok(Value::NOT_IMPLEMENTED) };
    let (one, two) = (vm.list(one.to_vec()), vm.list(two.to_vec()));
    vm.compare(op, &one, &two)
}

fn repeat(vm: &mut Vm, own: &Deque, count: &Value) -> Res<Vec<Value>> {
    let items = vm.list(own.to_vec());
    let repeated = vm.binary(BinOp::Mul, &items, count)?;
    let mut items = vm.collect(&repeated)?;
    if let Ok(limit) = usize::try_from(own.limit.get()) {
        drop(items.drain(..items.len().saturating_sub(limit)));
    }
    Ok(items)
}

static DEQUE: &[Decl] = natives![
    "__new__(cls, /, *args, **kwargs)" |vm, [cls, _args, _keywords]| {
        let new = Deque::default();
        new.limit.set(-1);
        vm.host_object(cls, new)
    };
    "__init__(self, /, iterable=(), maxlen=None)" |vm, [this, iterable, limit]| {
        let own = deque(vm, this)?;
        let limit = if limit.is_empty() || limit.is_none() {
            -1
        } else {
            if !int::is_int(limit) {
                return Err(vm.type_error("an integer is required"));
            }
            let limit = vm.index_i64(limit, E::OverflowError)?;
            if limit < 0 {
                return Err(vm.value_error("maxlen must be non-negative"));
            }
            limit
        };
        own.empty();
        own.limit.set(limit);
        if !iterable.is_empty() {
            extend(vm, this, iterable, false)?;
        }
        Ok(Value::NONE)
    };
    /// Add an element to the right side of the deque.
    "append(self, item, /)" |vm, [this, item]| {
        deque(vm, this)?.push(vm, item.clone(), false)?;
        Ok(Value::NONE)
    };
    /// Add an element to the left side of the deque.
    "appendleft(self, item, /)" |vm, [this, item]| {
        deque(vm, this)?.push(vm, item.clone(), true)?;
        Ok(Value::NONE)
    };
    /// Remove and return the rightmost element.
    "pop(self, /)" |vm, [this]| match deque(vm, this)?.pop(false) {
        Some(item) => Ok(item),
        None => Err(vm.index_error("pop from an empty deque")),
    };
    /// Remove and return the leftmost element.
    "popleft(self, /)" |vm, [this]| match deque(vm, this)?.pop(true) {
        Some(item) => Ok(item),
        None => Err(vm.index_error("pop from an empty deque")),
    };
    /// Extend the right side of the deque with elements from the iterable
    "extend(self, iterable, /)" |vm, [this, iterable]| {
        extend(vm, this, iterable, false)?;
        Ok(Value::NONE)
    };
    /// Extend the left side of the deque with elements from the iterable
    "extendleft(self, iterable, /)" |vm, [this, iterable]| {
        extend(vm, this, iterable, true)?;
        Ok(Value::NONE)
    };
    /// Remove all elements from the deque.
    "clear(self, /)" |vm, [this]| {
        deque(vm, this)?.empty();
        Ok(Value::NONE)
    };
    /// Return a shallow copy of a deque.
    "copy(self, /)" |vm, [this]| {
        let items = deque(vm, this)?.to_vec();
        like(vm, this, items)
    };
    /// Return a shallow copy of a deque.
    "__copy__(self, /)" |vm, [this]| {
        let items = deque(vm, this)?.to_vec();
        like(vm, this, items)
    };
    /// D.count(value) -> integer -- return number of occurrences of value
    "count(self, value, /)" |vm, [this, value]| {
        let own = deque(vm, this)?;
        let (mut count, mut at) = (0_usize, 0);
        while let Some(found) = find(vm, own, value, at, usize::MAX)? {
            count += 1;
            at = found + 1;
        }
        Ok(int::from_usize(count))
    };
    /// D.index(value, [start, [stop]]) -> integer -- return first index of value.
    /// Raises ValueError if the value is not present.
    "index(self, value, start=0, stop=None, /)" |vm, [this, value, start, stop]| {
        let own = deque(vm, this)?;
        let start = search_bound(vm, start, 0, own.len())?;
        let stop = search_bound(vm, stop, i64::MAX, own.len())?;
        match find(vm, own, value, start, stop)? {
            Some(at) => Ok(int::from_usize(at)),
            None => {
                let text = vm.repr_bytes(value)?;
                Err(vm.raise_bytes(E::ValueError, &[&text[..], b" is not in deque"].concat()))
            }
        }
    };
    /// D.insert(index, object) -- insert object before index
    "insert(self, index, object, /)" |vm, [this, index, object]| {
        let own = deque(vm, this)?;
        if usize::try_from(own.limit.get()).is_ok_and(|limit| own.len() >= limit) {
            return Err(vm.index_error("deque already at its maximum size"));
        }
        let index = vm.index(index)?;
        let (index, len) = (clamped(&index), i64::try_from(own.len()).unwrap_or(i64::MAX));
        let at = if index < 0 { index.saturating_add(len).max(0) } else { index.min(len) };
        own.reserve(vm)?;
        own.changed();
        own.items.borrow_mut().insert(usize::try_from(at).unwrap_or(0), object.clone());
        Ok(Value::NONE)
    };
    /// D.remove(value) -- remove first occurrence of value.
    "remove(self, value, /)" |vm, [this, value]| {
        let own = deque(vm, this)?;
        let changes = own.changes.get();
        let found = match find(vm, own, value, 0, usize::MAX) {
            Err(raised) if vm.raised_is(E::RuntimeError) => {
                drop(vm.take_raised(raised));
                return Err(vm.index_error("deque mutated during iteration"));
            }
            Ok(Some(_)) if own.changes.get() != changes => {
                return Err(vm.index_error("deque mutated during iteration"));
            }
            found => found?,
        };
        match found {
            Some(at) => {
                drop(own.remove(at));
                Ok(Value::NONE)
            }
            None => {
                let text = vm.repr_bytes(value)?;
                Err(vm.raise_bytes(E::ValueError, &[&text[..], b" is not in deque"].concat()))
            }
        }
    };
    /// D.reverse() -- reverse *IN PLACE*
    "reverse(self, /)" |vm, [this]| {
        let own = deque(vm, this)?;
        own.changed();
        own.items.borrow_mut().make_contiguous().reverse();
        Ok(Value::NONE)
    };
    /// Rotate the deque n steps to the right (default n=1).  If n is negative, rotates left.
    "rotate(self, n=1, /)" |vm, [this, count]| {
        let count = if count.is_empty() { 1 } else { vm.index_i64(count, E::OverflowError)? };
        let own = deque(vm, this)?;
        own.changed();
        let mut items = own.items.borrow_mut();
        if let Ok(len @ 1..) = i64::try_from(items.len()) {
            items.rotate_right(usize::try_from(count.rem_euclid(len)).unwrap_or(0));
        }
        Ok(Value::NONE)
    };
    "__len__(self, /)" |vm, [this]| deque(vm, this).map(|own| int::from_usize(own.len()));
    "__getitem__(self, key, /)" |vm, [this, key]| {
        let at = position(vm, this, key)?;
        Ok(deque(vm, this)?.get(at).unwrap_or(Value::NONE))
    };
    "__setitem__(self, key, value, /)" |vm, [this, key, value]| {
        let at = position(vm, this, key)?;
        let own = deque(vm, this)?;
        let old = own.items.borrow_mut().get_mut(at).map(|place| std::mem::replace(place, value.clone()));
        drop(old);
        Ok(Value::NONE)
    };
    "__delitem__(self, key, /)" |vm, [this, key]| {
        let at = position(vm, this, key)?;
        drop(deque(vm, this)?.remove(at));
        Ok(Value::NONE)
    };
    "__contains__(self, key, /)" |vm, [this, key]| {
        let own = deque(vm, this)?;
        find(vm, own, key, 0, usize::MAX).map(|found| Value::bool(found.is_some()))
    };
    "__iter__(self, /)" |vm, [this]| iterator(vm, this, "collections._deque_iterator");
    /// D.__reversed__() -- return a reverse iterator over the deque
    "__reversed__(self, /)" |vm, [this]| iterator(vm, this, "collections._deque_reverse_iterator");
    "__repr__(self, /)" |vm, [this]| {
        let address = this.id();
        if vm.repr_stack.contains(&address) {
            return Ok(vm.str("[...]"));
        }
        let own = deque(vm, this)?;
        let items = vm.list(own.to_vec());
        vm.repr_stack.push(address);
        let list = vm.repr_bytes(&items);
        vm.repr_stack.pop();
        let mut text = format!("{}(", vm.class_name(this)).into_bytes();
        text.extend(list?);
        if own.limit.get() >= 0 {
            text.extend(format!(", maxlen={}", own.limit.get()).into_bytes());
        }
        text.push(b')');
        vm.str_bytes(&text)
    };
    "__add__(self, value, /)" |vm, [this, value]| {
        let Some(other) = as_deque(value) else {
            let name = vm.type_name(value);
            return Err(vm.type_error(format!("can only concatenate deque (not \"{name}\") to deque")));
        };
        let mut items = deque(vm, this)?.to_vec();
        items.extend(other.to_vec());
        like(vm, this, items)
    };
    "__iadd__(self, value, /)" |vm, [this, value]| {
        extend(vm, this, value, false)?;
        Ok(this.clone())
    };
    "__mul__(self, value, /)" |vm, [this, value]| {
        let own = deque(vm, this)?;
        let items = repeat(vm, own, value)?;
        like(vm, this, items)
    };
    "__rmul__(self, value, /)" |vm, [this, value]| {
        let own = deque(vm, this)?;
        let items = repeat(vm, own, value)?;
        like(vm, this, items)
    };
    "__imul__(self, value, /)" |vm, [this, value]| {
        let own = deque(vm, this)?;
        let items = repeat(vm, own, value)?;
        own.empty();
        for item in items {
            own.push(vm, item, false)?;
        }
        Ok(this.clone())
    };
    "__eq__(self, value, /)" |vm, [this, value]| compare(vm, CmpOp::Eq, this, value);
    "__ne__(self, value, /)" |vm, [this, value]| compare(vm, CmpOp::NotEq, this, value);
    "__lt__(self, value, /)" |vm, [this, value]| compare(vm, CmpOp::Lt, this, value);
    "__le__(self, value, /)" |vm, [this, value]| compare(vm, CmpOp::LtE, this, value);
    "__gt__(self, value, /)" |vm, [this, value]| compare(vm, CmpOp::Gt, this, value);
    "__ge__(self, value, /)" |vm, [this, value]| compare(vm, CmpOp::GtE, this, value);
    "__bool__(self, /)" |vm, [this]| deque(vm, this).map(|own| Value::bool(own.len() > 0));
    "__reduce__(self, /)" |vm, [this]| {
        let own = deque(vm, this)?;
        let items = vm.list(own.to_vec());
        let args = if own.limit.get() < 0 { vec![items] } else { vec![items, int::from_i64(own.limit.get())] };
        let (class, args) = (vm.type_of(this), vm.tuple(args)?);
        vm.tuple(vec![class, args])
    };
    "__class_getitem__(cls, item, /)" |vm, [cls, item]| new_alias(vm, cls, item);
];

static DEQUE_MEMBERS: &[GetSetDecl] = getsets![
    "maxlen" |vm, this| {
        let limit = deque(vm, this)?.limit.get();
        Ok(if limit < 0 { Value::NONE } else { int::from_i64(limit) })
    };
];

// ---- iterators

/// Where an iterator over a deque is.
struct Place {
    deque: Slot,
    at: Cell<usize>,
    changes: Cell<u64>,
    backwards: bool,
}

impl HostData for Place {
    fn trace(&self, visitor: &mut dyn Visitor) {
        self.deque.trace(visitor);
    }

    fn clear(&self) {
        self.deque.set(Value::EMPTY);
    }
}

fn iterator(vm: &mut Vm, this: &Value, class: &str) -> Res {
    let changes = deque(vm, this)?.changes.get();
    let backwards = class.contains("reverse");
    let class = vm.host_type_named(class);
    let place = Place { deque: Slot::new(this.clone()), at: Cell::new(0), changes: Cell::new(changes), backwards };
    vm.host_object(&class, place)
}

fn next_item(vm: &mut Vm, this: &Value) -> Res<Option<Value>> {
    let Some(place) = this.cast::<Host>().and_then(Host::data::<Place>) else { return Ok(None) };
    let over = place.deque.get();
    let Some(own) = as_deque(&over) else { return Ok(None) };
    if own.changes.get() != place.changes.get() {
        place.deque.set(Value::EMPTY);
        return Err(mutated(vm));
    }
    let at = place.at.get();
    let index = if place.backwards { own.len().checked_sub(at + 1) } else { Some(at) };
    let item = index.and_then(|index| own.get(index));
    match item {
        Some(_) => place.at.set(at + 1),
        None => place.deque.set(Value::EMPTY),
    }
    Ok(item)
}

static ITERATOR: &[Decl] = natives![
    "__iter__(self, /)" |_vm, [this]| Ok(this.clone());
    "__next__(self, /)" |vm, [this]| match next_item(vm, this)? {
        Some(item) => Ok(item),
        None => Err(vm.stop_iteration(Value::NONE)),
    };
    "__length_hint__(self, /)" |_vm, [this]| {
        let place = this.cast::<Host>().and_then(Host::data::<Place>);
        let left = place.map_or(0, |place| {
            place.deque.peek(|over| as_deque(over).map_or(0, Deque::len)).saturating_sub(place.at.get())
        });
        Ok(int::from_usize(left))
    };
];

// ---- fields of named tuples

/// A field of a named tuple: the item at a place.
struct Field {
    at: usize,
    doc: Slot,
}

impl HostData for Field {
    fn trace(&self, visitor: &mut dyn Visitor) {
        self.doc.trace(visitor);
    }
}

fn field<'a>(vm: &mut Vm, this: &'a Value) -> Res<&'a Field> {
    match this.cast::<Host>().and_then(Host::data) {
        Some(field) => Ok(field),
        None => Err(vm.type_error("a field of a named tuple was expected")),
    }
}

static FIELD: &[Decl] = natives![
    "__new__(cls, index, doc, /)" |vm, [cls, index, doc]| {
        let at = vm.index_i64(index, E::OverflowError)?;
        vm.host_object(cls, Field { at: usize::try_from(at).unwrap_or(usize::MAX), doc: Slot::new(doc.clone()) })
    };
    "__get__(self, instance, owner=None, /)" |vm, [this, instance, _owner]| {
        if instance.is_none() {
            return Ok(this.clone());
        }
        let at = field(vm, this)?.at;
        let Some(tuple) = instance.cast::<Tuple>() else {
            let name = vm.type_name(instance);
            return Err(vm.type_error(format!(
                "descriptor for index '{at}' for tuple subclasses doesn't apply to '{name}' object"
            )));
        };
        match tuple.elements().get(at) {
            Some(item) => Ok(item.clone()),
            None => Err(vm.index_error("tuple index out of range")),
        }
    };
    "__set__(self, instance, value, /)" |vm, [_this, _instance, _value]| {
        Err(vm.raise(E::AttributeError, "can't set attribute"))
    };
    "__delete__(self, instance, /)" |vm, [_this, _instance]| {
        Err(vm.raise(E::AttributeError, "can't delete attribute"))
    };
    "__repr__(self, /)" |vm, [this]| {
        let field = field(vm, this)?;
        let doc = field.doc.get();
        let doc = vm.repr_lossy(&doc)?;
        Ok(vm.str(&format!("_tuplegetter({}, {doc})", field.at)))
    };
    "__reduce__(self, /)" |vm, [this]| {
        let field = field(vm, this)?;
        let args = vm.tuple(vec![int::from_usize(field.at), field.doc.get()])?;
        let class = vm.type_of(this);
        vm.tuple(vec![class, args])
    };
];

static FIELD_MEMBERS: &[GetSetDecl] = getsets![
    "__doc__" |vm, this| Ok(field(vm, this)?.doc.get()), |vm, this, value| {
        field(vm, this)?.doc.set(value.unwrap_or(Value::NONE));
        Ok(())
    };
];

// ---- counting

static FUNCTIONS: &[Decl] = natives![
    /// Count elements in the iterable, updating the mapping
    "_count_elements(mapping, iterable, /)" |vm, [mapping, iterable]| {
        let counts = mapping.native().unwrap_or(mapping).clone();
        let iterator = vm.iter(iterable)?;
        while let Some(item) = vm.next(&iterator)? {
            let count = vm.dict_get(&counts, &item)?.unwrap_or(Value::int32(0));
            let count = vm.binary(BinOp::Add, &count, &Value::int32(1))?;
            vm.dict_set(&counts, item, count)?;
        }
        Ok(Value::NONE)
    };
    // Has messages name a class with its module, as those name a type that is no class of Python.
    "_named_with_module(cls, /)" |_vm, [class]| {
        if let Some(ty) = class.exact::<Type>() {
            ty.set_flag(crate::objects::ty::OF_MODULE);
        }
        Ok(class.clone())
    };
    /// Moves an entry of a dict to its front.
    "_move_to_front(mapping, key, /)" |vm, [mapping, key]| {
        let table = mapping.native().unwrap_or(mapping).clone();
        let Some(value) = vm.dict_remove(&table, key)? else { return Err(vm.key_error(key)) };
        let rest = table.exact::<crate::objects::Dict>().map(|dict| {
            let items = dict.items();
            dict.clear();
            items
        });
        vm.dict_set(&table, key.clone(), value)?;
        for (key, value) in rest.unwrap_or_default() {
            vm.dict_set(&table, key, value)?;
        }
        Ok(Value::NONE)
    };
];
