//! Methods of `list`.

use hoopsnake_syntax::ast::{BinOp, CmpOp};

use crate::heap::Value;
use crate::natives;
use crate::objects::iter::{Iter, IterKind, new_iter};
use crate::objects::list::{new_list, new_untracked_list};
use crate::objects::{List, Tuple, int};
use crate::vm::{Decl, E, Res, T, Vm};

use super::common::{check_class, compare, list_item_equals, memory, native, receiver, search_bound, sequence_binary};
use super::family::repeated;
use super::sort;

/// The list behind a receiver.
fn list_of<'a>(vm: &mut Vm, this: &'a Value) -> Res<&'a List> {
    receiver(vm, this, T::List)
}

/// Appends the items of an iterable.
pub fn extend(vm: &mut Vm, this: &Value, iterable: &Value) -> Res<()> {
    let list = list_of(vm, this)?;
    let ready = match (iterable.exact::<List>(), iterable.exact::<Tuple>()) {
        (Some(other), _) => Some(other.to_vec()),
        (_, Some(other)) => Some(other.elements().to_vec()),
        _ => None,
    };
    if let Some(items) = ready {
        let end = list.len();
        return memory(vm, list.splice(end, end, items)).map(drop);
    }
    let iterator = vm.iter(iterable)?;
    vm.ask_length(iterable)?;
    while let Some(item) = vm.next(&iterator)? {
        memory(vm, list.push(item))?;
    }
    Ok(())
}

/// `list.pop(index)`
fn pop(vm: &mut Vm, list: &List, index: &Value) -> Res {
    let index = if index.is_empty() { -1 } else { vm.index_i64(index, E::OverflowError)? };
    let len = i64::try_from(list.len()).unwrap_or(i64::MAX);
    if len == 0 {
        return Err(vm.index_error("pop from empty list"));
    }
    let at = if index < 0 { index.saturating_add(len) } else { index };
    let popped = match usize::try_from(at) {
        Ok(at) if at + 1 == list.len() => list.pop(),
        Ok(at) => list.remove(at),
        Err(_) => None,
    };
    popped.ok_or_else(|| vm.index_error("pop index out of range"))
}

/// Position of the first item that equals a value.
fn find(vm: &mut Vm, list: &List, value: &Value, start: usize, stop: usize) -> Res<Option<usize>> {
    let mut at = start;
    while at < stop {
        match list_item_equals(vm, list, at, value)? {
            None => return Ok(None),
            Some(true) => return Ok(Some(at)),
            Some(false) => at += 1,
        }
    }
    Ok(None)
}

/// A call of `list`.
pub static CONSTRUCTOR: &[Decl] = natives![
    "list(cls, iterable=(), /)" |vm, [_cls, iterable]| {
        if iterable.is_empty() {
            return Ok(new_list(Vec::new()));
        }
        if vm.is_builtin_iterable(iterable) {
            let items = vm.collect(iterable)?;
            return Ok(new_list(items));
        }
        let list = new_list(Vec::new());
        extend(vm, &list, iterable)?;
        Ok(list)
    };
];

/// Methods of `list`.
pub static METHODS: &[Decl] = natives![
    /// Create and return a new object.
    "__new__(cls, *args, **kwargs)" |vm, [class, _args, _kwargs]| {
        if check_class(vm, class, T::List)? {
            return Ok(new_list(Vec::new()));
        }
        vm.new_object(class, Some(new_untracked_list()))
    };
    /// Initialize self.
    "__init__(self, iterable=(), /)" |vm, [this, iterable]| {
        list_of(vm, this)?.clear();
        if !iterable.is_empty() {
            extend(vm, this, iterable)?;
        }
        Ok(Value::NONE)
    };
    /// Append object to the end of the list.
    "append(self, object, /)" |vm, [this, object]| {
        let list = list_of(vm, this)?;
        memory(vm, list.push(object.handed_over()))?;
        Ok(Value::NONE)
    };
    /// Extend list by appending elements from the iterable.
    "extend(self, iterable, /)" |vm, [this, iterable]| {
        extend(vm, this, iterable)?;
        Ok(Value::NONE)
    };
    /// Insert object before index.
    "insert(self, index, object, /)" |vm, [this, index, object]| {
        let list = list_of(vm, this)?;
        let index = vm.index_i64(index, E::OverflowError)?;
        let len = i64::try_from(list.len()).unwrap_or(i64::MAX);
        let at = if index < 0 { index.saturating_add(len).max(0) } else { index.min(len) };
        memory(vm, list.insert(usize::try_from(at).unwrap_or(0), object.clone()))?;
        Ok(Value::NONE)
    };
    /// Remove first occurrence of value.
    ///
    /// Raises ValueError if the value is not present.
    "remove(self, value, /)" |vm, [this, value]| {
        let list = list_of(vm, this)?;
        match find(vm, list, value, 0, usize::MAX)? {
            Some(at) => {
                drop(list.remove(at));
                Ok(Value::NONE)
            }
            None => Err(vm.value_error("list.remove(x): x not in list")),
        }
    };
    /// Remove and return item at index (default last).
    ///
    /// Raises IndexError if list is empty or index is out of range.
    "pop(self, index=-1, /)" |vm, [this, index]| {
        let list = list_of(vm, this)?;
        pop(vm, list, index)
    };
    /// Remove all items from list.
    "clear(self, /)" |vm, [this]| {
        list_of(vm, this)?.clear();
        Ok(Value::NONE)
    };
    /// Return first index of value.
    ///
    /// Raises ValueError if the value is not present.
    "index(self, value, start=0, stop=9223372036854775807, /)" |vm, [this, value, start, stop]| {
        let list = list_of(vm, this)?;
        let len = list.len();
        let start = search_bound(vm, start, 0, len)?;
        let stop = search_bound(vm, stop, i64::MAX, len)?;
        match find(vm, list, value, start, stop)? {
            Some(at) => Ok(int::from_usize(at)),
            None => {
                let mut message = vm.repr_bytes(value)?;
                message.extend_from_slice(b" is not in list");
                Err(vm.raise_bytes(E::ValueError, &message))
            }
        }
    };
    /// Return number of occurrences of value.
    "count(self, value, /)" |vm, [this, value]| {
        let list = list_of(vm, this)?;
        let mut count = 0;
        let mut at = 0;
        while let Some(equal) = list_item_equals(vm, list, at, value)? {
            count += usize::from(equal);
            at += 1;
        }
        Ok(int::from_usize(count))
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
        let list = list_of(vm, this)?;
        let reverse = if reverse.is_empty() { false } else { sort::reverse_flag(vm, reverse)? };
        sort::sort_list(vm, list, key, reverse)?;
        Ok(Value::NONE)
    };
    /// Reverse *IN PLACE*.
    "reverse(self, /)" |vm, [this]| {
        list_of(vm, this)?.reverse();
        Ok(Value::NONE)
    };
    /// Return a shallow copy of the list.
    "copy(self, /)" |vm, [this]| Ok(new_list(list_of(vm, this)?.to_vec()));
    /// Return len(self).
    "__len__(self, /)" |vm, [this]| Ok(int::from_usize(list_of(vm, this)?.len()));
    /// x.__getitem__(y) <==> x[y]
    "__getitem__(self, index, /)" |vm, [this, index]| vm.get_item(native(this), index);
    /// Set self[key] to value.
    "__setitem__(self, key, value, /)" |vm, [this, key, value]| {
        vm.set_item(native(this), key, value.clone())?;
        Ok(Value::NONE)
    };
    /// Delete self[key].
    "__delitem__(self, key, /)" |vm, [this, key]| {
        vm.del_item(native(this), key)?;
        Ok(Value::NONE)
    };
    /// Return key in self.
    "__contains__(self, key, /)" |vm, [this, key]| {
        let list = list_of(vm, this)?;
        Ok(Value::bool(find(vm, list, key, 0, usize::MAX)?.is_some()))
    };
    /// Implement iter(self).
    "__iter__(self, /)" |vm, [this]| vm.iter(native(this));
    /// Return a reverse iterator over the list.
    "__reversed__(self, /)" |vm, [this]| {
        let last = i64::try_from(list_of(vm, this)?.len()).unwrap_or(i64::MAX) - 1;
        let iter = Iter::new(IterKind::ListReverse, native(this).clone());
        iter.position.set(last);
        Ok(new_iter(iter))
    };
    /// Return self+value.
    "__add__(self, value, /)" |vm, [this, value]| sequence_binary(vm, BinOp::Add, this, value);
    /// Implement self+=value.
    "__iadd__(self, value, /)" |vm, [this, value]| {
        extend(vm, this, value)?;
        Ok(this.clone())
    };
    /// Return self*value.
    "__mul__(self, value, /)" |vm, [this, value]| repeated(vm, this, value);
    /// Return value*self.
    "__rmul__(self, value, /)" |vm, [this, value]| repeated(vm, this, value);
    /// Implement self*=value.
    "__imul__(self, value, /)" |vm, [this, value]| {
        let list = list_of(vm, this)?;
        let times = vm.index_i64(value, E::OverflowError)?;
        if times <= 0 {
            list.clear();
            return Ok(this.clone());
        }
        let items = list.to_vec();
        let extra = items.len().saturating_mul(usize::try_from(times).unwrap_or(usize::MAX) - 1);
        memory(vm, list.reserve_exact(extra))?;
        for item in items.iter().cycle().take(extra) {
            memory(vm, list.push(item.clone()))?;
        }
        Ok(this.clone())
    };
    /// Return repr(self).
    "__repr__(self, /)" |vm, [this]| vm.repr(native(this));
    /// Return self==value.
    "__eq__(self, value, /)" |vm, [this, value]| compare(vm, CmpOp::Eq, this, value, T::List);
    /// Return self!=value.
    "__ne__(self, value, /)" |vm, [this, value]| compare(vm, CmpOp::NotEq, this, value, T::List);
    /// Return self<value.
    "__lt__(self, value, /)" |vm, [this, value]| compare(vm, CmpOp::Lt, this, value, T::List);
    /// Return self<=value.
    "__le__(self, value, /)" |vm, [this, value]| compare(vm, CmpOp::LtE, this, value, T::List);
    /// Return self>value.
    "__gt__(self, value, /)" |vm, [this, value]| compare(vm, CmpOp::Gt, this, value, T::List);
    /// Return self>=value.
    "__ge__(self, value, /)" |vm, [this, value]| compare(vm, CmpOp::GtE, this, value, T::List);
];

/// Adds the methods to the type.
pub fn install(vm: &mut Vm) -> Res<()> {
    let class = vm.type_object(T::List);
    vm.construct_by(T::List, CONSTRUCTOR);
    vm.add_methods(&class, METHODS)
}
