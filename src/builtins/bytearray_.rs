//! `bytearray`: what it has beside the methods of `bytes`. Whatever changes an array looks at its length after the last call
//! that may run Python code.

use std::borrow::Cow;

use hoopsnake_syntax::ast::BinOp;

use crate::heap::Value;
use crate::natives;
use crate::objects::bytearray::{Refused, bytes_of, new_bytearray};
use crate::objects::{ByteArray, MemoryView, Str, int};
use crate::text::repr;
use crate::vm::{Decl, E, N, Res, T, Vm};

use super::bytes_::{self, BYTEARRAY, byte};
use super::common::{check_class, receiver};
use super::family::native;
use super::text_args;

/// Puts the methods into the type.
pub fn install(vm: &mut Vm) -> Res<()> {
    bytes_::install_common(vm, T::ByteArray)?;
    let class = vm.type_object(T::ByteArray);
    vm.add_methods(&class, METHODS)?;
    vm.add_methods(&class, ITEMS)
}

fn array<'a>(vm: &mut Vm, this: &'a Value) -> Res<&'a ByteArray> {
    receiver(vm, this, T::ByteArray)
}

/// The result of a change of the size.
fn resized(vm: &mut Vm, result: Result<(), Refused>) -> Res<()> {
    result.map_err(|refused| match refused {
        Refused::OutOfMemory => vm.raise_memory(),
        Refused::Exported => vm.raise(E::BufferError, "Existing exports of data: object cannot be re-sized"),
    })
}

/// Puts bytes in the place of others.
fn splice(vm: &mut Vm, array: &ByteArray, start: usize, end: usize, with: &[u8]) -> Res<()> {
    let result = array.splice(start..end, with);
    resized(vm, result)
}

/// Appends bytes.
fn append(vm: &mut Vm, array: &ByteArray, more: &[u8]) -> Res<()> {
    splice(vm, array, usize::MAX, usize::MAX, more)
}

/// `array.extend(iterable)`
fn extend(vm: &mut Vm, this: &Value, iterable: &Value) -> Res<()> {
    let array = array(vm, this)?;
    if let Some(more) = vm.buffer_if_whole(iterable) {
        return append(vm, array, &more);
    }
    if iterable.exact::<MemoryView>().is_some() {
        return Err(vm.type_error("can't set bytearray slice from memoryview"));
    }
    if !text_args::is_iterable(vm, iterable) {
        let name = vm.type_name(iterable);
        return Err(vm.type_error(format!("can't extend bytearray with {name}")));
    }
    let more = bytes_::collect(vm, iterable, "byte", true)?;
    append(vm, array, &more)
}

/// What is assigned to a slice.
fn assigned<'a>(vm: &mut Vm, value: &'a Value) -> Res<Cow<'a, [u8]>> {
    let is_number = [N::index, N::float, N::int].into_iter().any(|name| vm.has_special(value, name));
    if is_number || value.cast::<Str>().is_some() {
        return Err(vm.type_error("can assign only bytes, buffers, or iterables of ints in range(0, 256)"));
    }
    bytes_::construct(vm, value, &Value::EMPTY, &Value::EMPTY, &BYTEARRAY)
}

/// The place that an index means, or an error.
fn place(vm: &mut Vm, index: i64, len: usize, message: &str) -> Res<usize> {
    let len = i64::try_from(len).unwrap_or(i64::MAX);
    let at = if index < 0 { index.saturating_add(len) } else { index };
    match usize::try_from(at) {
        Ok(place) if at < len => Ok(place),
        _ => Err(vm.index_error(message)),
    }
}

/// `array[index] = value`
fn set_item(vm: &mut Vm, this: &Value, index: &Value, value: &Value) -> Res<()> {
    let array = array(vm, this)?;
    let slice = match vm.index_or_slice(index, "bytearray")? {
        Err(slice) => slice,
        Ok(at) => {
            let byte = byte(vm, value, "byte")?;
            let at = place(vm, at, array.len(), "bytearray index out of range")?;
            array.set(at, byte);
            return Ok(());
        }
    };
    let mut bounds = vm.bounds(&slice, array.len())?;
    let with = match value.cast::<ByteArray>() {
        Some(other) if !std::ptr::eq(other, array) => Cow::Owned(other.to_vec()),
        _ => {
            // What is no byte array becomes one, which is then assigned: the bounds are asked for again.
            let with = assigned(vm, value)?;
            bounds = vm.bounds(&slice, array.len())?;
            with
        }
    };
    if bounds.step == 1 {
        let start = usize::try_from(bounds.start).unwrap_or(0);
        return splice(vm, array, start, start + bounds.count, &with);
    }
    if with.is_empty() {
        return remove_slice(vm, array, bounds);
    }
    if with.len() != bounds.count {
        let message =
            format!("attempt to assign bytes of size {} to extended slice of size {}", with.len(), bounds.count);
        return Err(vm.value_error(message));
    }
    for (at, byte) in bounds.indexes().zip(with.iter()) {
        array.set(at, *byte);
    }
    Ok(())
}

fn remove_slice(vm: &mut Vm, array: &ByteArray, bounds: crate::vm::item::Bounds) -> Res<()> {
    let mut doomed = vec![false; array.len()];
    for at in bounds.indexes() {
        if let Some(place) = doomed.get_mut(at) {
            *place = true;
        }
    }
    resized(vm, array.retain(|at| !doomed.get(at).copied().unwrap_or(false)))
}

/// `del array[index]`
fn delete_item(vm: &mut Vm, this: &Value, index: &Value) -> Res<()> {
    let array = array(vm, this)?;
    match vm.index_or_slice(index, "bytearray")? {
        Ok(at) => {
            let at = place(vm, at, array.len(), "bytearray index out of range")?;
            splice(vm, array, at, at + 1, &[])
        }
        Err(slice) => {
            let bounds = vm.bounds(&slice, array.len())?;
            remove_slice(vm, array, bounds)
        }
    }
}

/// The array as text, with the name of its class.
fn shown(vm: &mut Vm, this: &Value) -> Res {
    let data = bytes_of(this).unwrap_or_default();
    let name = vm.type_name(this);
    vm.str_bytes(&repr::repr_bytearray(&name, &data))
}

static METHODS: &[Decl] = natives![
    "__new__(cls, *args, **kwargs)" |vm, [class, _args, _kwargs]| {
        let made = new_bytearray(Vec::new());
        if check_class(vm, class, T::ByteArray)? { Ok(made) } else { vm.new_object(class, Some(made)) }
    };
    "__init__(self, source=b'', encoding='utf-8', errors='strict')" |vm, [this, source, encoding, errors]| {
        let array = array(vm, this)?;
        resized(vm, array.clear())?;
        let data = bytes_::construct(vm, source, encoding, errors, &BYTEARRAY)?;
        append(vm, array, &data)?;
        Ok(Value::NONE)
    };
    "__repr__(self, /)" |vm, [this]| {
        array(vm, this)?;
        shown(vm, this)
    };
    "__str__(self, /)" |vm, [this]| vm.repr(this);
    /// B.__alloc__() -> int
    ///
    /// Return the number of bytes actually allocated.
    "__alloc__(self, /)" |vm, [this]| Ok(int::from_usize(crate::heap::kind::Payload::buffer_bytes(array(vm, this)?)));
    /// Append a single item to the end of the bytearray.
    ///
    ///   item
    ///     The item to be appended.
    "append(self, item, /)" |vm, [this, item]| {
        let array = array(vm, this)?;
        let byte = byte(vm, item, "byte")?;
        resized(vm, array.push(byte))?;
        Ok(Value::NONE)
    };
    /// Append all the items from the iterator or sequence to the end of the bytearray.
    ///
    ///   iterable_of_ints
    ///     The iterable of items to append.
    "extend(self, iterable_of_ints, /)" |vm, [this, iterable]| {
        extend(vm, this, iterable)?;
        Ok(Value::NONE)
    };
    /// Insert a single item into the bytearray before the given index.
    ///
    ///   index
    ///     The index where the value is to be inserted.
    ///   item
    ///     The item to be inserted.
    "insert(self, index, item, /)" |vm, [this, index, item]| {
        let array = array(vm, this)?;
        let index = vm.index_i64(index, E::OverflowError)?;
        let byte = byte(vm, item, "byte")?;
        let len = i64::try_from(array.len()).unwrap_or(i64::MAX);
        let at = if index < 0 { index.saturating_add(len).max(0) } else { index.min(len) };
        let at = usize::try_from(at).unwrap_or(0);
        splice(vm, array, at, at, &[byte])?;
        Ok(Value::NONE)
    };
    /// Remove and return a single item from B.
    ///
    ///   index
    ///     The index from where to remove the item.
    ///     -1 (the default value) means remove the last item.
    ///
    /// If no index argument is given, will pop the last item.
    "pop(self, index=-1, /)" |vm, [this, index]| {
        let array = array(vm, this)?;
        let index = if index.is_empty() { -1 } else { vm.index_i64(index, E::OverflowError)? };
        if array.is_empty() {
            return Err(vm.index_error("pop from empty bytearray"));
        }
        let at = place(vm, index, array.len(), "pop index out of range")?;
        let byte = array.get(at).unwrap_or_default();
        splice(vm, array, at, at + 1, &[])?;
        Ok(Value::int32(i32::from(byte)))
    };
    /// Remove the first occurrence of a value in the bytearray.
    ///
    ///   value
    ///     The value to remove.
    "remove(self, value, /)" |vm, [this, value]| {
        let array = array(vm, this)?;
        let byte = byte(vm, value, "byte")?;
        match array.to_vec().iter().position(|known| *known == byte) {
            Some(at) => splice(vm, array, at, at + 1, &[])?,
            None => return Err(vm.value_error("value not found in bytearray")),
        }
        Ok(Value::NONE)
    };
    /// Reverse the order of the values in B in place.
    "reverse(self, /)" |vm, [this]| {
        array(vm, this)?.reverse();
        Ok(Value::NONE)
    };
    /// Remove all items from the bytearray.
    "clear(self, /)" |vm, [this]| {
        let array = array(vm, this)?;
        resized(vm, array.clear())?;
        Ok(Value::NONE)
    };
    /// Return a copy of B.
    "copy(self, /)" |vm, [this]| {
        array(vm, this)?;
        bytes_::unchanged(vm, this)
    };
];

static ITEMS: &[Decl] = natives![
    "__setitem__(self, key, value, /)" |vm, [this, key, value]| {
        set_item(vm, this, key, value)?;
        Ok(Value::NONE)
    };
    "__delitem__(self, key, /)" |vm, [this, key]| {
        delete_item(vm, this, key)?;
        Ok(Value::NONE)
    };
    "__iadd__(self, value, /)" |vm, [this, value]| {
        let array = array(vm, this)?;
        match vm.buffer_if_whole(value) {
            Some(more) if native(this).is(native(value)) && !more.is_empty() => {
                return resized(vm, Err(Refused::Exported)).map(|()| Value::NONE);
            }
            Some(more) => append(vm, array, &more)?,
            None => {
                let (one, two) = (vm.type_name(value), vm.type_name(this));
                return Err(vm.type_error(format!("can't concat {one} to {two}")));
            }
        }
        Ok(this.clone())
    };
    "__imul__(self, value, /)" |vm, [this, value]| {
        let times = vm.index(value)?;
        let array = array(vm, this)?;
        let repeated = vm.binary(BinOp::Mul, native(this), &times)?;
        splice(vm, array, 0, usize::MAX, &bytes_of(&repeated).unwrap_or_default())?;
        Ok(this.clone())
    };
];
