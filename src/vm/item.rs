//! Subscription, and the dictionaries' and sets' look-up with keys that need `__eq__`.
//!
//! Tables find candidates (`objects/dict.rs`); here they are compared. `__eq__` may change the table meanwhile: then the
//! search starts again.

use crate::heap::{OutOfMemory, Value};
use crate::objects::bytearray::new_bytearray;
use crate::objects::dict::{self, Found};
use crate::objects::range::BigRange;
use crate::objects::{ByteArray, Bytes, Dict, List, Range, Set, SliceObject, Str, Tuple, Type, int, quick, range, str};
use crate::text::wtf8;

use crate::heap::kind::Object;

use super::{E, N, Raised, Res, Vm};

/// Bounds of a slice that have been fitted to a length: first index, step, number of items.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    pub start: i64,
    pub stop: i64,
    pub step: i64,
    pub count: usize,
}

impl Bounds {
    /// The bounds of a slice with a step that is not zero, for a sequence of `len` items.
    fn fitted(start: Option<i64>, stop: Option<i64>, step: i64, len: usize) -> Bounds {
        let len = len as i64;
        let (low, high) = if step < 0 { (-1, len - 1) } else { (0, len) };
        let fit = |bound: Option<i64>, default: i64| match bound {
            None => default,
            Some(bound) if bound < 0 => bound.saturating_add(len).max(low),
            Some(bound) => bound.min(high),
        };
        let start = fit(start, if step < 0 { high } else { low });
        let stop = fit(stop, if step < 0 { low } else { high });
        let count = match step {
            1 => (stop - start).max(0),
            -1 => (start - stop).max(0),
            _ => range::range_len(start, stop, step).unwrap_or(0).max(0),
        };
        Bounds { start, stop, step, count: count as usize }
    }

    pub fn indexes(self) -> impl Iterator<Item = usize> {
        (0..self.count).filter_map(move |n| usize::try_from(self.start + n as i64 * self.step).ok())
    }
}

impl Vm {
    // ---- subscription

    pub fn get_item(&mut self, object: &Value, index: &Value) -> Res {
        if let Some(native) = object.native() {
            return match self.special(object, N::getitem) {
                Some(method) if !is_native(&method) => {
                    Ok(self.call_special(object, N::getitem, std::slice::from_ref(index))?.unwrap_or_default())
                }
                Some(_) if native.exact::<Dict>().is_some() => self.dict_item(object, native, index),
                Some(_) => self.get_item(native, index),
                None => Err(self.not_subscriptable(object)),
            };
        }
        if let Some(list) = object.exact::<List>() {
            return match self.index_or_slice(index, "list")? {
                Ok(at) => match resolve(at, list.len()).and_then(|at| list.get(at)) {
                    Some(item) => Ok(item),
                    None => Err(self.index_error("list index out of range")),
                },
                Err(slice) => {
                    let bounds = self.bounds(&slice, list.len())?;
                    let items = if bounds.step == 1 {
                        list.range_to_vec(bounds.start as usize, bounds.start as usize + bounds.count)
                    } else {
                        bounds.indexes().filter_map(|at| list.get(at)).collect()
                    };
                    Ok(self.list(items))
                }
            };
        }
        if object.exact::<Dict>().is_some() {
            return self.dict_item(object, object, index);
        }
        if let Some(tuple) = object.exact::<Tuple>() {
            return match self.index_or_slice(index, "tuple")? {
                Ok(at) => match resolve(at, tuple.len()).and_then(|at| tuple.elements().get(at)) {
                    Some(item) => Ok(item.clone()),
                    None => Err(self.index_error("tuple index out of range")),
                },
                Err(slice) => {
                    let bounds = self.bounds(&slice, tuple.len())?;
                    if bounds.count == tuple.len() && bounds.step == 1 {
                        return Ok(object.clone());
                    }
                    let items = bounds.indexes().filter_map(|at| tuple.elements().get(at).cloned()).collect();
                    self.tuple(items)
                }
            };
        }
        if let Some(string) = object.exact::<Str>() {
            return match self.index_or_slice(index, "string")? {
                Ok(at) => match resolve(at, string.chars()).and_then(|at| string.char_at(at)) {
                    Some(text) => self.str_part(string, text),
                    None => Err(self.index_error("string index out of range")),
                },
                Err(slice) => {
                    let bounds = self.bounds(&slice, string.chars())?;
                    self.slice_str(object, string, bounds)
                }
            };
        }
        if let Some(bytes) = object.exact::<Bytes>() {
            return match self.index_or_slice(index, "byte")? {
                Ok(at) => match resolve(at, bytes.len()).and_then(|at| bytes.data().get(at)) {
                    Some(byte) => Ok(Value::int32(i32::from(*byte))),
                    None => Err(self.index_error("index out of range")),
                },
                Err(slice) => {
                    let bounds = self.bounds(&slice, bytes.len())?;
                    if bounds.count == bytes.len() && bounds.step == 1 {
                        return Ok(object.clone());
                    }
                    let data: Vec<u8> = bounds.indexes().filter_map(|at| bytes.data().get(at).copied()).collect();
                    self.bytes(&data)
                }
            };
        }
        if let Some(array) = object.exact::<ByteArray>() {
            return match self.index_or_slice(index, "bytearray")? {
                Ok(at) => match resolve(at, array.len()).and_then(|at| array.get(at)) {
                    Some(byte) => Ok(Value::int32(i32::from(byte))),
                    None => Err(self.index_error("bytearray index out of range")),
                },
                Err(slice) => {
                    let bounds = self.bounds(&slice, array.len())?;
                    Ok(new_bytearray(bounds.indexes().filter_map(|at| array.get(at)).collect()))
                }
            };
        }
        if let Some(range) = object.exact::<Range>() {
            return self.range_item(range, index);
        }
        if object.exact::<Type>().is_some() {
            return self.class_item(object, index);
        }
        match self.call_special(object, N::getitem, std::slice::from_ref(index))? {
            Some(value) => Ok(value),
            None => Err(self.not_subscriptable(object)),
        }
    }

    #[cold]
    fn not_subscriptable(&mut self, object: &Value) -> Raised {
        let name = self.type_name(object);
        self.type_error(format!("'{name}' object is not subscriptable"))
    }

    fn class_item(&mut self, class: &Value, index: &Value) -> Res {
        if let Some(value) = self.call_special(class, N::getitem, std::slice::from_ref(index))? {
            return Ok(value);
        }
        let name = self.name(N::class_getitem);
        // Not what the metaclass has: `type[int]` is possible, `int[str]` is not.
        let hash = self.str_hash(&name);
        let of_type = |owner: &Value| self.is_type_object(owner, super::T::Type) && !owner.is(class);
        let own = class.exact::<Type>().is_some_and(|class| {
            class.find(&name, hash).is_some_and(|found| !class.mro_at(found.0).as_ref().is_some_and(of_type))
        });
        let method = if own {
            self.get_attr_opt(class, &name)?
        } else {
            let asked = self.call_special(class, N::getattr, std::slice::from_ref(&name));
            self.catch(E::AttributeError, asked)?.flatten()
        };
        match method {
            Some(method) => self.call(&method, std::slice::from_ref(index)),
            None => {
                let name = class.exact::<Type>().map(Type::name_text).unwrap_or_default();
                Err(self.type_error(format!("type '{name}' is not subscriptable")))
            }
        }
    }

    /// Item of a dict; `object` is the dict or the instance around it, which may have `__missing__`.
    fn dict_item(&mut self, object: &Value, dict: &Value, key: &Value) -> Res {
        if let Some(value) = self.dict_get(dict, key)? {
            return Ok(value);
        }
        if object.native().is_some()
            && let Some(value) = self.call_special(object, N::missing, std::slice::from_ref(key))?
        {
            return Ok(value);
        }
        Err(self.key_error(key))
    }

    fn range_item(&mut self, range: &Range, index: &Value) -> Res {
        if let Range::Small { start, step, .. } = range
            && let Some(len) = range.len().and_then(|len| usize::try_from(len).ok())
            && let Some(index) = index.as_int()
        {
            let at = |n: usize| i128::from(*start) + n as i128 * i128::from(*step);
            return match resolve(index, len) {
                Some(n) => Ok(int::from_big(at(n).into())),
                None => Err(self.index_error("range object index out of range")),
            };
        }
        let range = BigRange::of(range);
        if let Some(slice) = index.exact::<SliceObject>() {
            let (start, stop, step) = (slice.start.get(), slice.stop.get(), slice.step.get());
            let step = self.wide_part(&step)?.unwrap_or_else(|| 1.into());
            if step == 0.into() {
                return Err(self.value_error("slice step cannot be zero"));
            }
            let start = self.wide_part(&start)?;
            let stop = self.wide_part(&stop)?;
            return Ok(crate::heap::alloc::new(range.slice(start, stop, step).narrow()));
        }
        if !int::is_int(index) && !self.has_special(index, N::index) {
            let name = self.type_name(index);
            return Err(self.type_error(format!("range indices must be integers or slices, not {name}")));
        }
        let index = self.index(index)?;
        match int::to_big(&index).and_then(|index| range.item(&index)) {
            Some(item) => Ok(int::from_big(item)),
            None => Err(self.index_error("range object index out of range")),
        }
    }

    /// A part of a slice of a range, of any size; `None` for None.
    fn wide_part(&mut self, part: &Value) -> Res<Option<num_bigint::BigInt>> {
        if part.is_none() {
            return Ok(None);
        }
        if !int::is_int(part) && !self.has_special(part, N::index) {
            return Err(self.type_error("slice indices must be integers or None or have an __index__ method"));
        }
        let index = self.index(part)?;
        Ok(int::to_big(&index))
    }

    /// A character of an ASCII string, by an int in range.
    pub(super) fn quick_char(&self, object: &Value, index: &Value) -> Option<Value> {
        let string = object.exact::<Str>()?;
        let at = resolve(index.as_int()?, string.chars())?;
        let byte = string.bytes().get(at).filter(|_| string.is_ascii())?;
        Some(self.world.interner.ascii(*byte))
    }

    /// `object[start:stop:step]` of a string or list whose bounds are ints or None, without a slice object.
    pub(super) fn quick_slice(
        &mut self,
        object: &Value,
        start: &Value,
        stop: &Value,
        step: Option<&Value>,
    ) -> Option<Res> {
        let part = |value: &Value| if value.is_none() { Some(None) } else { value.as_int().map(Some) };
        let (start, stop) = (part(start)?, part(stop)?);
        let step = match step {
            Some(step) => part(step)?.unwrap_or(1),
            None => 1,
        };
        if step == 0 {
            return None;
        }
        if let Some(string) = object.exact::<Str>() {
            return Some(self.slice_str(object, string, Bounds::fitted(start, stop, step, string.chars())));
        }
        let list = object.exact::<List>()?;
        let bounds = Bounds::fitted(start, stop, step, list.len());
        let items = if step == 1 {
            list.range_to_vec(bounds.start as usize, bounds.start as usize + bounds.count)
        } else {
            list.pick(bounds.start as usize, bounds.step as isize, bounds.count)
        };
        Some(Ok(self.list(items)))
    }

    /// Exchanges the items of a part of a list, given as for `quick_slice`, with those of another list of the same number.
    pub(super) fn replace_part(
        &self,
        list: &List,
        start: &Value,
        stop: &Value,
        step: Option<&Value>,
        items: &List,
    ) -> bool {
        let part = |value: &Value| if value.is_none() { Some(None) } else { value.as_int().map(Some) };
        let step = match step.map(part) {
            Some(Some(step)) => step.unwrap_or(1),
            Some(None) => return false,
            None => 1,
        };
        let (Some(start), Some(stop)) = (part(start), part(stop)) else { return false };
        if step == 0 {
            return false;
        }
        let bounds = Bounds::fitted(start, stop, step, list.len());
        if bounds.count != items.len() {
            return false;
        }
        for (from, at) in bounds.indexes().enumerate() {
            list.swap_with(at, items, from);
        }
        true
    }

    fn slice_str(&mut self, object: &Value, string: &Str, bounds: Bounds) -> Res {
        if bounds.step == 1 {
            if bounds.count == string.chars() {
                return Ok(object.clone());
            }
            let start = string.offset(bounds.start as usize);
            let end = string.offset(bounds.start as usize + bounds.count);
            return self.str_part(string, string.bytes().get(start..end).unwrap_or_default());
        }
        if string.is_ascii() {
            let text: Vec<u8> = if bounds.step == -1 {
                let first = (bounds.stop + 1).max(0) as usize;
                string.bytes().get(first..first + bounds.count).unwrap_or_default().iter().rev().copied().collect()
            } else {
                bounds.indexes().filter_map(|at| string.bytes().get(at).copied()).collect()
            };
            return self.str_ascii(&text);
        }
        let text = wtf8::slice(string.bytes(), bounds.start.max(0) as usize, bounds.count, bounds.step as isize);
        self.str_bytes(&text)
    }

    /// An index as a number, or the slice; anything else is a TypeError.
    pub fn index_or_slice(&mut self, index: &Value, what: &str) -> Res<Result<i64, Value>> {
        if let Some(number) = int::to_i64(index) {
            return Ok(Ok(number));
        }
        if index.exact::<SliceObject>().is_some() {
            return Ok(Err(index.clone()));
        }
        if int::is_int(index) || self.has_special(index, N::index) {
            return self.index_i64(index, E::IndexError).map(Ok);
        }
        let name = self.type_name(index);
        Err(match what {
            "string" => self.type_error(format!("string indices must be integers, not '{name}'")),
            _ => self.type_error(format!("{what} indices must be integers or slices, not {name}")),
        })
    }

    /// A slice's bounds for a sequence of `len` items.
    pub fn bounds(&mut self, slice: &Value, len: usize) -> Res<Bounds> {
        let Some(slice) = slice.exact::<SliceObject>() else {
            return Err(self.raise(E::SystemError, "a slice was expected"));
        };
        let (start, stop, step) = (slice.start.get(), slice.stop.get(), slice.step.get());
        let step = match self.slice_part(&step)? {
            None => 1,
            Some(0) => return Err(self.value_error("slice step cannot be zero")),
            Some(step) => step.max(-i64::MAX),
        };
        let start = self.slice_part(&start)?;
        let stop = self.slice_part(&stop)?;
        Ok(Bounds::fitted(start, stop, step, len))
    }

    /// As `bounds`, as a tuple: start, stop, step, count.
    pub fn slice_bounds(&mut self, slice: &Value, len: usize) -> Res<(i64, i64, i64, usize)> {
        let bounds = self.bounds(slice, len)?;
        Ok((bounds.start, bounds.stop, bounds.step, bounds.count))
    }

    fn slice_part(&mut self, value: &Value) -> Res<Option<i64>> {
        if value.is_none() {
            return Ok(None);
        }
        if let Some(number) = value.as_int() {
            return Ok(Some(number));
        }
        if !int::is_int(value) && !self.has_special(value, N::index) {
            return Err(self.type_error("slice indices must be integers or None or have an __index__ method"));
        }
        let number = self.index(value)?;
        Ok(Some(match int::to_i64(&number) {
            Some(number) => number,
            None => match int::to_big(&number) {
                Some(big) if big.sign() == num_bigint::Sign::Minus => i64::MIN,
                _ => i64::MAX,
            },
        }))
    }

    pub fn set_item(&mut self, object: &Value, index: &Value, value: Value) -> Res<()> {
        if let Some(native) = object.native() {
            return match self.special(object, N::setitem) {
                Some(method) if !is_native(&method) => {
                    self.call_special(object, N::setitem, &[index.clone(), value]).map(drop)
                }
                Some(_) => self.set_item(native, index, value),
                None => Err(self.no_item_change(object, index, false)),
            };
        }
        if let Some(list) = object.exact::<List>() {
            return match self.index_or_slice(index, "list")? {
                Ok(at) => match resolve(at, list.len()) {
                    Some(at) => list.set(at, value).map_err(|_| self.index_error("list assignment index out of range")),
                    None => Err(self.index_error("list assignment index out of range")),
                },
                Err(slice) => self.set_slice(object, list, &slice, &value),
            };
        }
        if object.exact::<Dict>().is_some() {
            return self.dict_set(object, index.clone(), value);
        }
        match self.call_special(object, N::setitem, &[index.clone(), value])? {
            Some(_) => Ok(()),
            None => Err(self.no_item_change(object, index, false)),
        }
    }

    /// Why an item cannot be set, or deleted, where the type does not say how.
    #[cold]
    fn no_item_change(&mut self, object: &Value, index: &Value, deletes: bool) -> Raised {
        let (missing, other) = if deletes { (N::delitem, N::setitem) } else { (N::setitem, N::delitem) };
        // Of a class that defines one of the two, the other is asked for by its name.
        if self.special(object, other).is_some_and(|method| !is_native(&method)) {
            let name = self.name(missing);
            let name = self.text(&name);
            return self.raise(E::AttributeError, name);
        }
        let is_sequence = super::arith::has_sequence_methods(object);
        let is_index = int::is_int(index) || self.special(index, N::index).is_some();
        if is_sequence
            && is_index
            && let Err(raised) = self.index_i64(index, E::IndexError)
        {
            return raised;
        }
        let name = self.type_name(object);
        let does_not = if deletes && is_sequence && is_index { "doesn't" } else { "does not" };
        let change = if deletes { "deletion" } else { "assignment" };
        self.type_error(format!("'{name}' object {does_not} support item {change}"))
    }

    fn set_slice(&mut self, object: &Value, list: &List, slice: &Value, value: &Value) -> Res<()> {
        let simple = slice.exact::<SliceObject>().is_some_and(|slice| slice.step.peek(|step| step.is_none()));
        let items = if object.is(value) {
            list.to_vec()
        } else {
            match self.collect_by_iterator(value) {
                Ok(items) => items,
                Err(raised) if self.raised_is(E::TypeError) && !self.has_special(value, N::iter) => {
                    drop(self.take_raised(raised));
                    let message =
                        if simple { "can only assign an iterable" } else { "must assign iterable to extended slice" };
                    return Err(self.type_error(message));
                }
                Err(raised) => return Err(raised),
            }
        };
        let bounds = self.bounds(slice, list.len())?;
        if bounds.step == 1 {
            let start = bounds.start as usize;
            let removed = list.splice(start, start + bounds.count, items).map_err(|OutOfMemory| self.raise_memory())?;
            crate::heap::slots::drop_backwards(removed);
            return Ok(());
        }
        if items.len() != bounds.count {
            let message = format!(
                "attempt to assign sequence of size {} to extended slice of size {}",
                items.len(),
                bounds.count
            );
            return Err(self.value_error(message));
        }
        for (at, item) in bounds.indexes().zip(items) {
            drop(list.set(at, item));
        }
        Ok(())
    }

    pub fn del_item(&mut self, object: &Value, index: &Value) -> Res<()> {
        if let Some(native) = object.native() {
            return match self.special(object, N::delitem) {
                Some(method) if !is_native(&method) => {
                    self.call_special(object, N::delitem, std::slice::from_ref(index)).map(drop)
                }
                Some(_) => self.del_item(native, index),
                None => Err(self.no_item_change(object, index, true)),
            };
        }
        if let Some(list) = object.exact::<List>() {
            return match self.index_or_slice(index, "list")? {
                Ok(at) => match resolve(at, list.len()).and_then(|at| list.remove(at)) {
                    Some(_) => Ok(()),
                    None => Err(self.index_error("list assignment index out of range")),
                },
                Err(slice) => {
                    let bounds = self.bounds(&slice, list.len())?;
                    self.del_slice(list, bounds)
                }
            };
        }
        if object.exact::<Dict>().is_some() {
            return match self.dict_remove(object, index)? {
                Some(_) => Ok(()),
                None => Err(self.key_error(index)),
            };
        }
        match self.call_special(object, N::delitem, std::slice::from_ref(index))? {
            Some(_) => Ok(()),
            None => Err(self.no_item_change(object, index, true)),
        }
    }

    fn del_slice(&mut self, list: &List, bounds: Bounds) -> Res<()> {
        let removed = if bounds.step == 1 {
            let start = bounds.start as usize;
            list.splice(start, start + bounds.count, Vec::new()).map_err(|OutOfMemory| self.raise_memory())?
        } else {
            let mut doomed: Vec<usize> = bounds.indexes().collect();
            doomed.sort_unstable();
            let mut doomed = doomed.into_iter().peekable();
            let (mut kept, mut removed) = (Vec::new(), Vec::new());
            for (at, item) in list.take_all().into_iter().enumerate() {
                if doomed.peek() == Some(&at) {
                    doomed.next();
                    removed.push(item);
                } else {
                    kept.push(item);
                }
            }
            drop(list.splice(0, 0, kept).map_err(|OutOfMemory| self.raise_memory())?);
            removed
        };
        crate::heap::slots::drop_backwards(removed);
        Ok(())
    }

    // ---- dictionaries

    /// Position of a key, asking `__eq__` where needed.
    pub fn dict_find(&mut self, dict: &Value, key: &Value, hash: i64) -> Res<Option<usize>> {
        loop {
            let Some(table) = dict.cast::<Dict>() else { return Ok(None) };
            if let Ok(at) = table.find_plain(key, hash) {
                return Ok(at);
            }
            let candidates = match table.find(key, hash) {
                Found::At(at) => return Ok(Some(at)),
                Found::Missing => return Ok(None),
                Found::Ask(candidates) => candidates,
            };
            let version = table.version();
            let mut changed = false;
            for at in candidates {
                let Some(known) = table.key_at(at) else { continue };
                let equal = known.is(key) || self.equals(&known, key)?;
                if table.version() != version || !table.key_is(at, &known) {
                    changed = true;
                    break;
                }
                if equal {
                    return Ok(Some(at));
                }
            }
            if !changed {
                return Ok(None);
            }
        }
    }

    /// Position of a key.
    pub fn dict_position(&mut self, dict: &Value, key: &Value) -> Res<Option<usize>> {
        let hash = self.key_hash(key)?;
        self.dict_find(dict, key, hash)
    }

    pub fn dict_get(&mut self, dict: &Value, key: &Value) -> Res<Option<Value>> {
        let hash = self.key_hash(key)?;
        let at = self.dict_find(dict, key, hash)?;
        Ok(at.and_then(|at| dict.cast::<Dict>()?.value_at(at)))
    }

    pub fn dict_set(&mut self, dict: &Value, key: Value, value: Value) -> Res<()> {
        let hash = self.key_hash(&key)?;
        let at = self.dict_find(dict, &key, hash)?;
        dict::put(dict, at, key, hash, value).map_err(|OutOfMemory| self.raise_memory())
    }

    /// Removes a key and returns its value.
    pub fn dict_remove(&mut self, dict: &Value, key: &Value) -> Res<Option<Value>> {
        let hash = self.key_hash(key)?;
        let at = self.dict_find(dict, key, hash)?;
        Ok(at.and_then(|at| dict.cast::<Dict>()?.remove_at(at)).map(|(_, value)| value))
    }

    /// `dict.update(other)` by a dict or another mapping with `keys()`.
    pub fn dict_update(&mut self, dict: &Value, other: &Value) -> Res<()> {
        if let Some(source) = other.cast::<Dict>() {
            let items = source.items();
            for (key, value) in items {
                self.dict_set(dict, key, value)?;
            }
            return Ok(());
        }
        for (key, value) in self.mapping_items(other)? {
            self.dict_set(dict, key, value)?;
        }
        Ok(())
    }

    /// An iterator over what the method `keys` of a mapping says.
    pub fn mapping_keys(&mut self, mapping: &Value) -> Res {
        let keys = self.call_method(mapping, "keys", &[])?;
        match self.iter(&keys) {
            Err(raised) if self.raised_is(E::TypeError) && !self.has_special(&keys, N::iter) => {
                drop(self.take_raised(raised));
                let (owner, given) = (self.type_name(mapping), self.type_name(&keys));
                Err(self.type_error(format!("{owner}.keys() returned a non-iterable (type {given})")))
            }
            iterator => iterator,
        }
    }

    /// Keys and values of a mapping that says its keys.
    pub(super) fn mapping_items(&mut self, mapping: &Value) -> Res<Vec<(Value, Value)>> {
        let iterator = self.mapping_keys(mapping)?;
        let mut items = Vec::new();
        while let Some(key) = self.next(&iterator)? {
            let value = self.get_item(mapping, &key)?;
            items.push((key, value));
        }
        Ok(items)
    }

    pub fn dict_get_str(&mut self, dict: &Value, key: &str) -> Option<Value> {
        let key = self.intern(key);
        let hash = self.str_hash(&key);
        let table = dict.cast::<Dict>()?;
        table.find_str(&key, hash).and_then(|at| table.value_at(at))
    }

    pub fn dict_set_str(&mut self, dict: &Value, key: &str, value: Value) -> Res<()> {
        let key = self.intern(key);
        let hash = self.str_hash(&key);
        dict::put_str(dict, &key, hash, value).map_err(|OutOfMemory| self.raise_memory())
    }

    #[inline]
    pub fn key_hash(&mut self, key: &Value) -> Res<i64> {
        match quick::hash(key, self.world.hash_key) {
            Some(hash) => Ok(hash),
            None => self.hash(key),
        }
    }

    // ---- sets

    pub fn set_find(&mut self, set: &Value, item: &Value, hash: i64) -> Res<Option<usize>> {
        loop {
            let Some(table) = set.cast::<Set>() else { return Ok(None) };
            if let Ok(at) = table.find_plain(item, hash) {
                return Ok(at);
            }
            let candidates = match table.find(item, hash) {
                Found::At(at) => return Ok(Some(at)),
                Found::Missing => return Ok(None),
                Found::Ask(candidates) => candidates,
            };
            let version = table.version();
            let mut changed = false;
            for at in candidates {
                let Some(known) = table.key_at(at) else { continue };
                let equal = self.equals(&known, item)?;
                if table.version() != version {
                    changed = true;
                    break;
                }
                if equal {
                    return Ok(Some(at));
                }
            }
            if !changed {
                return Ok(None);
            }
        }
    }

    /// Hash of a possible element: an unhashable set is looked for as the frozenset of its elements.
    fn element_hash(&mut self, set: &Value, item: &Value) -> Res<(i64, Option<Value>)> {
        if set.cast::<Set>().is_some()
            && let Some(inner) = item.cast::<Set>()
            && !inner.frozen
        {
            let frozen = crate::objects::set::new_set(true);
            for (element, hash) in inner.items() {
                if let Some(copy) = frozen.exact::<Set>() {
                    copy.insert_new(element, hash).map_err(|OutOfMemory| self.raise_memory())?;
                }
            }
            return Ok((self.hash(&frozen)?, Some(frozen)));
        }
        Ok((self.key_hash(item)?, None))
    }

    pub fn set_contains(&mut self, set: &Value, item: &Value) -> Res<bool> {
        let (hash, frozen) = self.element_hash(set, item)?;
        Ok(self.set_find(set, frozen.as_ref().unwrap_or(item), hash)?.is_some())
    }

    pub fn set_add(&mut self, set: &Value, item: Value) -> Res<()> {
        let hash = self.key_hash(&item)?;
        self.set_add_hashed(set, item, hash)
    }

    /// As `set_add`, with the hash known.
    pub fn set_add_hashed(&mut self, set: &Value, item: Value, hash: i64) -> Res<()> {
        let item = match set.cast::<Set>().map(|table| table.add_plain(item, hash)) {
            Some(Ok(())) => return Ok(()),
            Some(Err(item)) => item,
            None => return Err(self.raise(E::SystemError, "a set was expected")),
        };
        if self.set_find(set, &item, hash)?.is_some() {
            return Ok(());
        }
        match set.cast::<Set>() {
            Some(table) => table.insert_new(item, hash).map_err(|OutOfMemory| self.raise_memory()),
            None => Err(self.raise(E::SystemError, "a set was expected")),
        }
    }

    /// `TypeError: unhashable type`.
    #[cold]
    pub fn raise_unhashable(&mut self, value: &Value) -> Raised {
        let name = self.type_name(value);
        self.type_error(format!("unhashable type: '{name}'"))
    }
}

/// Whether a special method is written in Rust: then the layout's own operation does the same.
pub(super) fn is_native(method: &Value) -> bool {
    // Builtin types whose instances have no layout of their own (unions, frames), and classes made here of builtin types
    // (`sys.flags`), are to the protocols as if written in Python.
    let like_python = |owner: &Value| {
        owner.exact::<crate::objects::Type>().is_some_and(|ty| {
            ty.has(crate::objects::ty::HEAP_TYPE)
                || ty.layout.get() == crate::objects::Host::KIND
                || (ty.layout.get() == crate::heap::header::KIND_INSTANCE && ty.mro_len() > 1)
        })
    };
    method.exact::<crate::objects::Native>().is_some_and(|native| !native.owner.peek(like_python))
}

/// An index, which counts from the end if it is negative, within a length.
pub fn resolve(index: i64, len: usize) -> Option<usize> {
    let index = if index < 0 { index.checked_add(i64::try_from(len).ok()?)? } else { index };
    usize::try_from(index).ok().filter(|index| *index < len)
}
