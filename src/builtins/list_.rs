//! `list` and `tuple`.

use crate::heap::{OutOfMemory, Value};
use crate::natives;
use crate::objects::iter::{IterKind, new_iter};
use crate::objects::{Iter, List, Tuple, int};
use crate::vm::item::resolve;
use crate::vm::{Decl, Res, T, Vm};

use super::family;
use super::sort;

pub fn install(vm: &mut Vm) -> Res<()> {
    let list = vm.type_object(T::List);
    vm.add_methods(&list, LIST)?;
    vm.add_methods(&list, family::SEQUENCE)?;
    vm.add_methods(&list, family::COMPARE)?;
    vm.add_methods(&list, family::MUTABLE_ITEMS)?;
    let tuple = vm.type_object(T::Tuple);
    vm.add_methods(&tuple, TUPLE)?;
    vm.add_methods(&tuple, family::SEQUENCE)?;
    vm.add_methods(&tuple, family::COMPARE)?;
    vm.add_methods(&tuple, family::HASH)
}

/// The list of a receiver.
fn list<'a>(vm: &mut Vm, this: &'a Value) -> Res<&'a List> {
    match this.cast::<List>() {
        Some(list) => Ok(list),
        None => Err(family::wrong_receiver(vm, this, "list")),
    }
}

/// `start` and `stop` arguments of `index`, fitted to a length.
pub fn search_range(vm: &mut Vm, start: &Value, stop: &Value, len: usize) -> Res<(usize, usize)> {
    let mut fit = |value: &Value, default: usize| -> Res<usize> {
        if value.is_empty() || value.is_none() {
            return Ok(default);
        }
        let number = vm.index(value)?;
        let number = int::to_i64(&number).unwrap_or(if int::to_big(&number).is_some_and(|big| big.sign() == num_bigint::Sign::Minus) { i64::MIN } else { i64::MAX });
        let number = if number < 0 { number.saturating_add(len as i64).max(0) } else { number };
        Ok(usize::try_from(number).unwrap_or(usize::MAX).min(len))
    };
    Ok((fit(start, 0)?, fit(stop, len)?))
}

static LIST: &[Decl] = natives![
    "__new__(cls, /, *args, **kwargs)" |vm, [cls, _args, _kwargs]| {
        if vm.is_type_object(cls, T::List) {
            return Ok(vm.list(Vec::new()));
        }
        let native = crate::objects::list::new_untracked_list();
        vm.new_object(cls, Some(native))
    };
    "__init__(self, iterable=(), /)" |vm, [this, iterable]| {
        let items = if iterable.is_empty() { Vec::new() } else { vm.collect(iterable)? };
        let list = list(vm, this)?;
        list.clear();
        list.splice(0, 0, items).map_err(|OutOfMemory| vm.raise_memory())?;
        Ok(Value::NONE)
    };
    /// Append object to the end of the list.
    "append(self, object, /)" |vm, [this, object]| {
        list(vm, this)?.push(object.clone()).map_err(|OutOfMemory| vm.raise_memory())?;
        Ok(Value::NONE)
    };
    /// Extend list by appending elements from the iterable.
    "extend(self, iterable, /)" |vm, [this, iterable]| {
        extend(vm, this, iterable)?;
        Ok(Value::NONE)
    };
    "__iadd__(self, value, /)" |vm, [this, value]| {
        extend(vm, this, value)?;
        Ok(this.clone())
    };
    "__imul__(self, value, /)" |vm, [this, value]| {
        let times = vm.index_i64(value, crate::vm::E::OverflowError)?;
        let list = list(vm, this)?;
        let items = list.to_vec();
        if times <= 0 {
            list.clear();
        }
        for _ in 1..times {
            for item in &items {
                list.push(item.clone()).map_err(|OutOfMemory| vm.raise_memory())?;
            }
        }
        Ok(this.clone())
    };
    /// Insert object before index.
    "insert(self, index, object, /)" |vm, [this, index, object]| {
        let index = vm.index_i64(index, crate::vm::E::OverflowError)?;
        let list = list(vm, this)?;
        let len = list.len() as i64;
        let at = if index < 0 { (index.saturating_add(len)).max(0) } else { index.min(len) };
        list.insert(at as usize, object.clone()).map_err(|OutOfMemory| vm.raise_memory())?;
        Ok(Value::NONE)
    };
    /// Remove and return item at index (default last).
    ///
    /// Raises IndexError if list is empty or index is out of range.
    "pop(self, index=-1, /)" |vm, [this, index]| {
        if list(vm, this)?.is_empty() {
            return Err(vm.index_error("pop from empty list"));
        }
        let at = if index.is_empty() { -1 } else { vm.index_i64(index, crate::vm::E::IndexError)? };
        let list = list(vm, this)?;
        if at == -1 && let Some(item) = list.pop() {
            return Ok(item);
        }
        match resolve(at, list.len()).and_then(|at| list.remove(at)) {
            Some(item) => Ok(item),
            None => Err(vm.index_error("pop index out of range")),
        }
    };
    /// Remove first occurrence of value.
    ///
    /// Raises ValueError if the value is not present.
    "remove(self, value, /)" |vm, [this, value]| {
        match position(vm, this, value, 0, usize::MAX)? {
            Some(at) => {
                drop(list(vm, this)?.remove(at));
                Ok(Value::NONE)
            }
            None => Err(vm.value_error("list.remove(x): x not in list")),
        }
    };
    /// Remove all items from list.
    "clear(self, /)" |vm, [this]| {
        list(vm, this)?.clear();
        Ok(Value::NONE)
    };
    /// Return a shallow copy of the list.
    "copy(self, /)" |vm, [this]| {
        let items = list(vm, this)?.to_vec();
        Ok(vm.list(items))
    };
    /// Return first index of value.
    ///
    /// Raises ValueError if the value is not present.
    "index(self, value, start=0, stop=9223372036854775807, /)" |vm, [this, value, start, stop]| {
        let len = list(vm, this)?.len();
        let (start, stop) = search_range(vm, start, stop, len)?;
        match position(vm, this, value, start, stop)? {
            Some(at) => Ok(int::from_usize(at)),
            None => {
                let value = vm.repr_bytes(value)?;
                Err(vm.raise_bytes(crate::vm::E::ValueError, &[&value[..], b" is not in list"].concat()))
            }
        }
    };
    /// Return number of occurrences of value.
    "count(self, value, /)" |vm, [this, value]| {
        let (mut count, mut at) = (0, 0);
        while let Some(item) = list(vm, this)?.get(at) {
            at += 1;
            if item.is(value) || vm.equals(&item, value)? {
                count += 1;
            }
        }
        Ok(int::from_usize(count))
    };
    /// Reverse *IN PLACE*.
    "reverse(self, /)" |vm, [this]| {
        list(vm, this)?.reverse();
        Ok(Value::NONE)
    };
    /// Sort the list in ascending order and return None.
    ///
    /// The sort is in-place (i.e. the list itself is modified) and stable (i.e. the
    /// order of two equal elements is maintained).
    ///
    /// If a key function is given, apply it once to each list item and sort them,
    /// ascending or descending, according to their function values.
    ///
    /// The reverse flag can be set to sort in descending order.
    "sort(self, /, *, key=None, reverse=False)" |vm, [this, key, reverse]| {
        let reverse = !reverse.is_empty() && vm.truth(reverse)?;
        let items = list(vm, this)?;
        sort::sort_list(vm, items, key, reverse)?;
        Ok(Value::NONE)
    };
    "__reversed__(self, /)" |vm, [this]| {
        let len = list(vm, this)?.len();
        let iter = Iter::new(IterKind::ListReverse, this.clone());
        iter.position.set(len as i64 - 1);
        Ok(new_iter(iter))
    };
];

/// `list.extend`
pub fn extend(vm: &mut Vm, this: &Value, iterable: &Value) -> Res<()> {
    let items = vm.collect(iterable)?;
    let list = list(vm, this)?;
    let len = list.len();
    list.splice(len, len, items).map_err(|OutOfMemory| vm.raise_memory())?;
    Ok(())
}

fn position(vm: &mut Vm, this: &Value, value: &Value, start: usize, stop: usize) -> Res<Option<usize>> {
    let mut at = start;
    while at < stop {
        let Some(item) = list(vm, this)?.get(at) else { return Ok(None) };
        if item.is(value) || vm.equals(&item, value)? {
            return Ok(Some(at));
        }
        at += 1;
    }
    Ok(None)
}

fn tuple<'a>(vm: &mut Vm, this: &'a Value) -> Res<&'a Tuple> {
    match this.cast::<Tuple>() {
        Some(tuple) => Ok(tuple),
        None => Err(family::wrong_receiver(vm, this, "tuple")),
    }
}

static TUPLE: &[Decl] = natives![
    "__new__(cls, iterable=(), /)" |vm, [cls, iterable]| {
        let exact = vm.is_type_object(cls, T::Tuple);
        if exact && iterable.exact::<Tuple>().is_some() {
            return Ok(iterable.clone());
        }
        let items = if iterable.is_empty() { Vec::new() } else { vm.collect(iterable)? };
        if exact {
            return vm.tuple(items);
        }
        let len = items.len();
        let native = crate::heap::tail::new_tail::<(), Value>((), len, items.into_iter())
            .map_err(|OutOfMemory| vm.raise_memory())?;
        vm.new_object(cls, Some(native))
    };
    "__getnewargs__(self, /)" |vm, [this]| {
        let items = tuple(vm, this)?.elements().to_vec();
        let inner = vm.tuple(items)?;
        vm.tuple(vec![inner])
    };
    /// Return first index of value.
    ///
    /// Raises ValueError if the value is not present.
    "index(self, value, start=0, stop=9223372036854775807, /)" |vm, [this, value, start, stop]| {
        let len = tuple(vm, this)?.len();
        let (start, stop) = search_range(vm, start, stop, len)?;
        for at in start..stop {
            let Some(item) = tuple(vm, this)?.elements().get(at) else { break };
            if item.is(value) || vm.equals(item, value)? {
                return Ok(int::from_usize(at));
            }
        }
        Err(vm.value_error("tuple.index(x): x not in tuple"))
    };
    /// Return number of occurrences of value.
    "count(self, value, /)" |vm, [this, value]| {
        let mut count = 0;
        for item in tuple(vm, this)?.elements() {
            if item.is(value) || vm.equals(item, value)? {
                count += 1;
            }
        }
        Ok(int::from_usize(count))
    };
];
