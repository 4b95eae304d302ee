//! `dict` and its views.

use hoopsnake_syntax::ast::BinOp;

use crate::heap::{OutOfMemory, Value};
use crate::natives;
use crate::objects::dict::{ViewKind, new_dict, new_view, track_like};
use crate::objects::iter::{IterKind, new_iter};
use crate::objects::{Dict, DictView, Tuple};
use crate::vm::iterate::sized;
use crate::vm::{Decl, E, N, Res, T, Vm};

use super::family::{self, native};

pub fn install(vm: &mut Vm) -> Res<()> {
    let dict = vm.type_object(T::Dict);
    vm.add_methods(&dict, DICT)?;
    vm.add_methods(&dict, family::COLLECTION)?;
    vm.add_methods(&dict, family::COMPARE)?;
    vm.add_methods(&dict, family::MUTABLE_ITEMS)?;
    for view in [T::DictKeys, T::DictItems, T::DictValues] {
        let class = vm.type_object(view);
        vm.add_methods(&class, family::COLLECTION)?;
        vm.add_methods(&class, VIEW)?;
        if view != T::DictValues {
            vm.add_methods(&class, family::COMPARE)?;
            vm.add_methods(&class, family::SET_OPERATORS)?;
            vm.add_methods(&class, family::REFLECTED_SET_OPERATORS)?;
            vm.add_methods(&class, SET_VIEW)?;
        }
    }
    Ok(())
}

fn dict<'a>(vm: &mut Vm, this: &'a Value) -> Res<&'a Dict> {
    match this.cast::<Dict>() {
        Some(dict) => Ok(dict),
        None => Err(family::wrong_receiver(vm, this, "dict")),
    }
}

/// `dict.update(other)`: a mapping, or pairs.
pub fn update(vm: &mut Vm, this: &Value, other: &Value) -> Res<()> {
    if other.cast::<Dict>().is_some() {
        return vm.dict_update(native(this), native(other));
    }
    let keys = vm.name(N::keys);
    if vm.get_attr_opt(other, &keys)?.is_some() {
        return vm.dict_update(native(this), other);
    }
    let iterator = vm.iter(other)?;
    let mut index = 0;
    while let Some(pair) = vm.next(&iterator)? {
        let items = match vm.collect(&pair) {
            Err(raised) if vm.raised_is(E::TypeError) => {
                drop(vm.take_raised(raised));
                let message = format!("cannot convert dictionary update sequence element #{index} to a sequence");
                return Err(vm.type_error(message));
            }
            items => items?,
        };
        let Ok([key, value]) = <[Value; 2]>::try_from(items) else {
            let len = vm.length(&pair)?;
            let message = format!("dictionary update sequence element #{index} has length {len}; 2 is required");
            return Err(vm.value_error(message));
        };
        vm.dict_set(native(this), key, value)?;
        index += 1;
    }
    Ok(())
}

fn update_all(vm: &mut Vm, this: &Value, name: &str, args: &Value, kwargs: &Value) -> Res {
    let args = args.exact::<Tuple>().map(|args| args.elements().to_vec()).unwrap_or_default();
    if args.len() > 1 {
        let message = format!("{name} expected at most 1 argument, got {}", args.len());
        return Err(vm.type_error(message));
    }
    if let Some(other) = args.first() {
        update(vm, this, other)?;
    }
    vm.dict_update(native(this), kwargs)?;
    Ok(Value::NONE)
}

fn view(kind: ViewKind, this: &Value) -> Value {
    new_view(native(this).clone(), kind)
}

static DICT: &[Decl] = natives![
    "__new__(cls, /, *args, **kwargs)" |vm, [cls, _args, _kwargs]| {
        if vm.is_type_object(cls, T::Dict) {
            return Ok(new_dict());
        }
        vm.new_object(cls, Some(new_dict()))
    };
    "__init__(self, /, *args, **kwargs)" |vm, [this, args, kwargs]| update_all(vm, this, "dict", args, kwargs);
    /// Update the dict by a mapping, an iterable of pairs, and keywords.
    "update(self, /, *args, **kwargs)" |vm, [this, args, kwargs]| update_all(vm, this, "update", args, kwargs);
    "__getitem__(self, key, /)" |vm, [this, key]| {
        if let Some(value) = vm.dict_get(native(this), key)? {
            return Ok(value);
        }
        match vm.call_special(this, N::missing, std::slice::from_ref(key))? {
            Some(value) if this.native().is_some() => Ok(value),
            _ => Err(vm.key_error(key)),
        }
    };
    /// Return the value for key if key is in the dictionary, else default.
    "get(self, key, default=None, /)" |vm, [this, key, default]| {
        dict(vm, this)?;
        match vm.dict_get(native(this), key)? {
            Some(value) => Ok(value),
            None if default.is_empty() => Ok(Value::NONE),
            None => Ok(default.clone()),
        }
    };
    /// Insert key with a value of default if key is not in the dictionary.
    ///
    /// Return the value for key if key is in the dictionary, else default.
    "setdefault(self, key, default=None, /)" |vm, [this, key, default]| {
        dict(vm, this)?;
        if let Some(value) = vm.dict_get(native(this), key)? {
            return Ok(value);
        }
        let default = if default.is_empty() { Value::NONE } else { default.clone() };
        vm.dict_set(native(this), key.clone(), default.clone())?;
        Ok(default)
    };
    /// Remove the key and return its value; the default if there is no such key, else KeyError.
    "pop(self, key, default=None, /)" |vm, [this, key, default]| {
        dict(vm, this)?;
        match vm.dict_remove(native(this), key)? {
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
        let table = dict(vm, this)?;
        match table.last_before(table.end()).and_then(|(at, _, _)| table.remove_at(at)) {
            Some((key, value)) => vm.tuple(vec![key, value]),
            None => {
                let message = vm.str("popitem(): dictionary is empty");
                Err(vm.key_error(&message))
            }
        }
    };
    /// Remove all items.
    "clear(self, /)" |vm, [this]| {
        dict(vm, this)?.clear();
        Ok(Value::NONE)
    };
    /// A shallow copy.
    "copy(self, /)" |vm, [this]| copy(vm, this);
    /// Create a new dictionary with keys from iterable and values set to value.
    "fromkeys(cls, iterable, value=None, /)" |vm, [cls, iterable, value]| {
        let made = vm.call(cls, &[])?;
        let value = if value.is_empty() { Value::NONE } else { value.clone() };
        let iterator = vm.iter(iterable)?;
        while let Some(key) = vm.next(&iterator)? {
            if made.exact::<Dict>().is_some() {
                vm.dict_set(&made, key, value.clone())?;
            } else {
                vm.set_item(&made, &key, value.clone())?;
            }
        }
        Ok(made)
    };
    /// A set-like view of the keys.
    "keys(self, /)" |_vm, [this]| Ok(view(ViewKind::Keys, this));
    /// A view of the values.
    "values(self, /)" |_vm, [this]| Ok(view(ViewKind::Values, this));
    /// A set-like view of the items.
    "items(self, /)" |_vm, [this]| Ok(view(ViewKind::Items, this));
    "__reversed__(self, /)" |vm, [this]| {
        let len = dict(vm, this)?.len();
        Ok(reversed(native(this), ViewKind::Keys, len))
    };
    "__or__(self, value, /)" |vm, [this, value]| {
        if this.cast::<Dict>().is_none() || value.cast::<Dict>().is_none() {
            return Ok(Value::NOT_IMPLEMENTED);
        }
        vm.binary(BinOp::BitOr, native(this), native(value))
    };
    "__ror__(self, value, /)" |vm, [this, value]| {
        if this.cast::<Dict>().is_none() || value.cast::<Dict>().is_none() {
            return Ok(Value::NOT_IMPLEMENTED);
        }
        vm.binary(BinOp::BitOr, native(value), native(this))
    };
    "__ior__(self, value, /)" |vm, [this, value]| {
        update(vm, this, value)?;
        Ok(this.clone())
    };
];

/// A plain dict with the same entries.
pub fn copy(vm: &mut Vm, this: &Value) -> Res {
    let table = dict(vm, this)?;
    let made = new_dict();
    if let Some(target) = made.exact::<Dict>() {
        table.copy_into_empty(target).map_err(|OutOfMemory| vm.raise_memory())?;
    }
    track_like(&made, native(this));
    Ok(made)
}

fn reversed(dict: &Value, kind: ViewKind, len: usize) -> Value {
    let iter = sized(IterKind::DictReverse(kind), dict.clone(), len);
    iter.position.set(-1);
    new_iter(iter)
}

static VIEW: &[Decl] = natives![
    "__reversed__(self, /)" |vm, [this]| {
        let Some(view) = this.cast::<DictView>() else { return Err(family::wrong_receiver(vm, this, "dict view")) };
        let dict = view.dict.get();
        let len = dict.cast::<Dict>().map_or(0, Dict::len);
        Ok(reversed(&dict, view.kind, len))
    };
];

static SET_VIEW: &[Decl] = natives![
    /// Return True if the view and the given iterable have a null intersection.
    "isdisjoint(self, other, /)" |vm, [this, other]| {
        for item in vm.collect(other)? {
            if vm.contains(this, &item)? {
                return Ok(Value::FALSE);
            }
        }
        Ok(Value::TRUE)
    };
];

