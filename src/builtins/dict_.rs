//! Methods of `dict`.

use hoopsnake_syntax::ast::CmpOp;

use crate::heap::Value;
use crate::natives;
use crate::objects::Dict;
use crate::objects::dict::{self, Found, ViewKind, new_dict, new_view, track_like};
use crate::objects::int;
use crate::objects::iter::{Iter, IterKind, new_iter};
use crate::vm::{Decl, E, N, Res, T, Vm};

use super::common::{check_class, compare, elements, key_message, memory, native, receiver};

/// The dictionary behind a receiver.
pub fn dict_of<'a>(vm: &mut Vm, this: &'a Value) -> Res<&'a Dict> {
    receiver(vm, this, T::Dict)
}

/// A shallow copy, of the exact type.
pub fn copy(vm: &mut Vm, this: &Value) -> Res {
    let original = dict_of(vm, this)?;
    let copy = new_dict();
    if let Some(table) = copy.exact::<Dict>() {
        memory(vm, original.copy_into_empty(table))?;
    }
    if this.native().is_some() {
        // The original itself is never tracked: find out entry by entry.
        for (key, value) in original.items() {
            let hash = vm.hash(&key)?;
            if let Found::At(at) = table_find(&copy, &key, hash) {
                memory(vm, dict::put(&copy, Some(at), key, hash, value))?;
            }
        }
    } else {
        track_like(&copy, this);
    }
    Ok(copy)
}

fn table_find(dict: &Value, key: &Value, hash: i64) -> Found {
    dict.cast::<Dict>().map_or(Found::Missing, |dict| dict.find(key, hash))
}

/// What `update` and the constructor do with their arguments.
pub fn update(vm: &mut Vm, this: &Value, other: &Value, keywords: &Value) -> Res<()> {
    if !other.is_empty() {
        update_from(vm, this, other)?;
    }
    if keywords.exact::<Dict>().is_some_and(|keywords| !keywords.is_empty()) {
        merge_dict(vm, this, keywords)?;
    }
    Ok(())
}

fn update_from(vm: &mut Vm, this: &Value, other: &Value) -> Res<()> {
    if other.exact::<Dict>().is_some() {
        return merge_dict(vm, this, other);
    }
    // An instance of a subclass that has its own `__iter__` or `keys` is asked as any mapping.
    let name = vm.name(N::keys);
    match vm.get_attr_opt(other, &name)? {
        Some(_) => {
            let iterator = vm.mapping_keys(other)?;
            while let Some(key) = vm.next(&iterator)? {
                let value = vm.get_item(other, &key)?;
                vm.dict_set(native(this), key, value)?;
            }
            Ok(())
        }
        None => update_from_pairs(vm, this, other),
    }
}

/// Adds the entries of an exact dict.
fn merge_dict(vm: &mut Vm, this: &Value, other: &Value) -> Res<()> {
    if native(this).is(other) {
        return Ok(());
    }
    let Some(source) = other.cast::<Dict>() else { return Ok(()) };
    let expected = source.len();
    let mut at = 0;
    while let Some((place, key, value)) = source.next_from(at) {
        let hash = source.hash_at(place).unwrap_or(0);
        let found = vm.dict_find(native(this), &key, hash)?;
        memory(vm, dict::put(native(this), found, key, hash, value))?;
        if source.len() != expected {
            return Err(vm.raise(E::RuntimeError, "dict mutated during update"));
        }
        at = place + 1;
    }
    Ok(())
}

fn update_from_pairs(vm: &mut Vm, this: &Value, pairs: &Value) -> Res<()> {
    let iterator = vm.iter(pairs)?;
    let mut number = 0_usize;
    while let Some(pair) = vm.next(&iterator)? {
        let parts = vm.collect_by_iterator(&pair);
        let parts = match parts {
            Ok(parts) => parts,
            Err(raised) if vm.raised_is(E::TypeError) => {
                drop(vm.take_raised(raised));
                return Err(
                    vm.type_error(format!("cannot convert dictionary update sequence element #{number} to a sequence"))
                );
            }
            Err(raised) => return Err(raised),
        };
        let len = parts.len();
        let Ok([key, value]) = <[Value; 2]>::try_from(parts) else {
            return Err(
                vm.value_error(format!("dictionary update sequence element #{number} has length {len}; 2 is required"))
            );
        };
        vm.dict_set(native(this), key, value)?;
        number += 1;
    }
    Ok(())
}

/// `*args` with one element at most.
fn at_most_one(vm: &mut Vm, name: &str, args: &Value) -> Res {
    match elements(args) {
        [] => Ok(Value::EMPTY),
        [one] => Ok(one.clone()),
        more => {
            let count = more.len();
            Err(vm.type_error(format!("{name} expected at most 1 argument, got {count}")))
        }
    }
}

/// An iterator over a dictionary from its end; its position is one past the next entry.
pub fn reversed(vm: &mut Vm, this: &Value, kind: ViewKind) -> Res {
    let dict = dict_of(vm, this)?;
    let iter = Iter::new(IterKind::DictReverse(kind), native(this).clone());
    iter.position.set(i64::try_from(dict.end()).unwrap_or(i64::MAX));
    iter.end.set(i64::try_from(dict.len()).unwrap_or(i64::MAX));
    let iterator = new_iter(iter);
    vm.mark_ordered(this, &iterator)?;
    Ok(iterator)
}

fn from_keys(vm: &mut Vm, class: &Value, iterable: &Value, value: &Value) -> Res {
    let value = if value.is_empty() { Value::NONE } else { value.clone() };
    let exact = vm.is_type_object(class, T::Dict);
    let result = if exact { new_dict() } else { vm.call(class, &[])? };
    let plain = result.exact::<Dict>().is_some();
    let iterator = vm.iter(iterable)?;
    while let Some(key) = vm.next(&iterator)? {
        if plain {
            vm.dict_set(&result, key, value.clone())?;
        } else {
            vm.set_item(&result, &key, value.clone())?;
        }
    }
    Ok(result)
}

/// `d[key]` of a dict or an instance of a subclass, `__missing__` included.
fn get_item(vm: &mut Vm, this: &Value, key: &Value) -> Res {
    dict_of(vm, this)?;
    if let Some(value) = vm.dict_get(native(this), key)? {
        return Ok(value);
    }
    if this.native().is_some()
        && let Some(value) = vm.call_special(this, N::missing, std::slice::from_ref(key))?
    {
        return Ok(value);
    }
    Err(vm.key_error(key))
}

fn or_else(value: &Value, default: Value) -> Value {
    if value.is_empty() { default } else { value.clone() }
}

/// A call of `dict`.
pub static CONSTRUCTOR: &[Decl] = natives![
    "dict(cls, /, *args, **kwargs)" |vm, [_cls, args, kwargs]| {
        let other = at_most_one(vm, "dict", args)?;
        if other.is_empty() {
            // Nobody else has it.
            crate::objects::dict::track_if_needed(kwargs);
            return Ok(kwargs.clone());
        }
        let dict = new_dict();
        update(vm, &dict, &other, kwargs)?;
        Ok(dict)
    };
];

/// Methods of `dict`.
pub static METHODS: &[Decl] = natives![
    /// Create and return a new object.
    "__new__(cls, *args, **kwargs)" |vm, [class, _args, _kwargs]| {
        if check_class(vm, class, T::Dict)? {
            return Ok(new_dict());
        }
        vm.new_object(class, Some(new_dict()))
    };
    /// Initialize self.
    "__init__(self, /, *args, **kwargs)" |vm, [this, args, kwargs]| {
        dict_of(vm, this)?;
        let other = at_most_one(vm, "dict", args)?;
        update(vm, this, &other, kwargs)?;
        Ok(Value::NONE)
    };
    /// Create a new dictionary with keys from iterable and values set to value.
    "fromkeys(cls, iterable, value=None, /)" |vm, [class, iterable, value]| from_keys(vm, class, iterable, value);
    /// D.clear() -> None.  Remove all items from D.
    "clear(self)" |vm, [this]| {
        dict_of(vm, this)?.clear();
        Ok(Value::NONE)
    };
    /// D.copy() -> a shallow copy of D
    "copy(self)" |vm, [this]| copy(vm, this);
    /// Return the value for key if key is in the dictionary, else default.
    "get(self, key, default=None, /)" |vm, [this, key, default]| {
        dict_of(vm, this)?;
        let found = vm.dict_get(native(this), key)?;
        Ok(found.unwrap_or_else(|| or_else(default, Value::NONE)))
    };
    /// Insert key with a value of default if key is not in the dictionary.
    ///
    /// Return the value for key if key is in the dictionary, else default.
    "setdefault(self, key, default=None, /)" |vm, [this, key, default]| {
        dict_of(vm, this)?;
        let hash = vm.hash(key)?;
        let found = vm.dict_find(native(this), key, hash)?;
        let dict = dict_of(vm, this)?;
        if let Some(value) = found.and_then(|at| dict.value_at(at)) {
            return Ok(value);
        }
        let value = or_else(default, Value::NONE);
        memory(vm, dict::put(native(this), None, key.clone(), hash, value.clone()))?;
        Ok(value)
    };
    /// D.pop(k[,d]) -> v, remove specified key and return the corresponding value.
    ///
    /// If the key is not found, return the default if given; otherwise,
    /// raise a KeyError.
    "pop(self, key, default=None, /)" |vm, [this, key, default]| {
        // The key of an empty dict is not even hashed.
        let is_empty = dict_of(vm, this)?.is_empty();
        let removed = if is_empty { None } else { vm.dict_remove(native(this), key)? };
        match removed {
            Some(value) => Ok(value),
            None if default.is_empty() => Err(vm.key_error(key)),
            None => Ok(default.clone()),
        }
    };
    /// Remove and return a (key, value) pair as a 2-tuple.
    ///
    /// Pairs are returned in LIFO (last-in, first-out) order.
    /// Raises KeyError if the dict is empty.
    "popitem(self, /)" |vm, [this]| {
        let dict = dict_of(vm, this)?;
        let last = dict.last_before(usize::MAX).map(|(at, _, _)| at);
        match last.and_then(|at| dict.remove_at(at)) {
            Some((key, value)) => vm.tuple(vec![key, value]),
            None => Err(key_message(vm, "popitem(): dictionary is empty")),
        }
    };
    /// D.update([E, ]**F) -> None.  Update D from dict/iterable E and F.
    /// If E is present and has a .keys() method, then does:  for k in E: D[k] = E[k]
    /// If E is present and lacks a .keys() method, then does:  for k, v in E: D[k] = v
    /// In either case, this is followed by: for k in F:  D[k] = F[k]
    "update(self, /, *args, **kwargs)" |vm, [this, args, kwargs]| {
        dict_of(vm, this)?;
        let other = at_most_one(vm, "update", args)?;
        update(vm, this, &other, kwargs)?;
        Ok(Value::NONE)
    };
    /// D.keys() -> a set-like object providing a view on D's keys
    "keys(self)" |vm, [this]| {
        dict_of(vm, this)?;
        Ok(new_view(this.clone(), ViewKind::Keys))
    };
    /// D.values() -> an object providing a view on D's values
    "values(self)" |vm, [this]| {
        dict_of(vm, this)?;
        Ok(new_view(this.clone(), ViewKind::Values))
    };
    /// D.items() -> a set-like object providing a view on D's items
    "items(self)" |vm, [this]| {
        dict_of(vm, this)?;
        Ok(new_view(this.clone(), ViewKind::Items))
    };
    /// Return len(self).
    "__len__(self, /)" |vm, [this]| Ok(int::from_usize(dict_of(vm, this)?.len()));
    /// x.__getitem__(y) <==> x[y]
    "__getitem__(self, key, /)" |vm, [this, key]| get_item(vm, this, key);
    /// Set self[key] to value.
    "__setitem__(self, key, value, /)" |vm, [this, key, value]| {
        dict_of(vm, this)?;
        vm.dict_set(native(this), key.clone(), value.clone())?;
        Ok(Value::NONE)
    };
    /// Delete self[key].
    "__delitem__(self, key, /)" |vm, [this, key]| {
        dict_of(vm, this)?;
        match vm.dict_remove(native(this), key)? {
            Some(_) => Ok(Value::NONE),
            None => Err(vm.key_error(key)),
        }
    };
    /// True if the dictionary has the specified key, else False.
    "__contains__(self, key, /)" |vm, [this, key]| {
        dict_of(vm, this)?;
        let hash = vm.hash(key)?;
        Ok(Value::bool(vm.dict_find(native(this), key, hash)?.is_some()))
    };
    /// Implement iter(self).
    "__iter__(self, /)" |vm, [this]| vm.iter(native(this));
    /// Return a reverse iterator over the dict keys.
    "__reversed__(self, /)" |vm, [this]| reversed(vm, this, ViewKind::Keys);
    /// Return repr(self).
    "__repr__(self, /)" |vm, [this]| vm.repr(native(this));
    /// Return self==value.
    "__eq__(self, value, /)" |vm, [this, value]| compare(vm, CmpOp::Eq, this, value, T::Dict);
    /// Return self!=value.
    "__ne__(self, value, /)" |vm, [this, value]| compare(vm, CmpOp::NotEq, this, value, T::Dict);
    /// Return self<value.
    "__lt__(self, value, /)" |_vm, [_this, _value]| Ok(Value::NOT_IMPLEMENTED);
    /// Return self<=value.
    "__le__(self, value, /)" |_vm, [_this, _value]| Ok(Value::NOT_IMPLEMENTED);
    /// Return self>value.
    "__gt__(self, value, /)" |_vm, [_this, _value]| Ok(Value::NOT_IMPLEMENTED);
    /// Return self>=value.
    "__ge__(self, value, /)" |_vm, [_this, _value]| Ok(Value::NOT_IMPLEMENTED);
    /// Return self|value.
    "__or__(self, value, /)" |vm, [this, value]| union(vm, this, value);
    /// Return value|self.
    "__ror__(self, value, /)" |vm, [this, value]| union(vm, value, this);
    /// Return self|=value.
    "__ior__(self, value, /)" |vm, [this, value]| {
        dict_of(vm, this)?;
        update_from(vm, this, value)?;
        Ok(this.clone())
    };
];

fn union(vm: &mut Vm, left: &Value, right: &Value) -> Res {
    if !vm.is_instance_of(left, T::Dict) || !vm.is_instance_of(right, T::Dict) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let result = copy(vm, left)?;
    update_from(vm, &result, right)?;
    Ok(result)
}

/// Adds the methods to the type.
pub fn install(vm: &mut Vm) -> Res<()> {
    let class = vm.type_object(T::Dict);
    vm.construct_by(T::Dict, CONSTRUCTOR);
    vm.add_methods(&class, METHODS)
}
