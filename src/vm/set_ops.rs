//! The algebra of sets, and of the views of dictionaries that behave like sets.
//!
//! Each operation walks through its operands as CPython's does, since that decides the order of the result.
//! Elements come with their hashes, but comparing them may run any code: what is walked through is a copy.

use hoopsnake_syntax::ast::BinOp;

use crate::heap::{OutOfMemory, Value};
use crate::objects::dict::{ViewKind, new_dict};
use crate::objects::set::new_set;
use crate::objects::{Dict, DictView, Set};

use super::{E, Res, Vm};

/// The object with the builtin layout: the value itself, or what an instance of a subclass wraps.
fn native(value: &Value) -> &Value {
    value.native().unwrap_or(value)
}

/// A view of keys or items.
pub fn set_view(value: &Value) -> Option<&DictView> {
    value.exact::<DictView>().filter(|view| view.kind != ViewKind::Values)
}

/// How many elements a set, dict or view has.
pub fn element_count(value: &Value) -> Option<usize> {
    if let Some(set) = value.cast::<Set>() {
        return Some(set.len());
    }
    if let Some(view) = value.exact::<DictView>() {
        return Some(view.dict.peek(|dict| dict.cast::<Dict>().map_or(0, Dict::len)));
    }
    value.exact::<Dict>().map(Dict::len)
}

/// Elements with their hashes, of a set or of the keys of a dict; `None` for anything else.
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

impl Vm {
    fn set_of<'a>(&mut self, value: &'a Value) -> Res<&'a Set> {
        match value.cast::<Set>() {
            Some(set) => Ok(set),
            None => Err(self.raise(E::SystemError, "a set was expected")),
        }
    }

    /// An empty set of the same kind (set or frozenset; subclasses give the builtin type).
    fn set_like(&mut self, set: &Value) -> Res {
        Ok(new_set(self.set_of(set)?.frozen))
    }

    /// `set.update(other)` by any iterable.
    pub fn set_update(&mut self, set: &Value, other: &Value) -> Res<()> {
        let set = native(set);
        if set.is(native(other)) {
            return Ok(());
        }
        let Some(items) = hashed_items(other) else {
            let iterator = self.iter(other)?;
            while let Some(item) = self.next(&iterator)? {
                self.set_add(set, item)?;
            }
            return Ok(());
        };
        let table = self.set_of(set)?;
        if items.is_empty() {
            return Ok(());
        }
        table.reserve_for_merge(items.len()).map_err(|OutOfMemory| self.raise_memory())?;
        if let Some(source) = other.cast::<Set>()
            && table.copy_table(source)
        {
            return Ok(());
        }
        for (item, hash) in items {
            self.set_add_hashed(set, item, hash)?;
        }
        Ok(())
    }

    /// A copy that is a new object.
    pub fn set_copy(&mut self, set: &Value) -> Res {
        let result = self.set_like(set)?;
        self.set_update(&result, set)?;
        Ok(result)
    }

    /// Any iterable as a set: itself if it is one.
    pub fn as_set(&mut self, value: &Value) -> Res {
        if value.cast::<Set>().is_some() {
            return Ok(native(value).clone());
        }
        let set = new_set(false);
        self.set_update(&set, value)?;
        Ok(set)
    }

    /// `set | other`
    pub fn set_union(&mut self, set: &Value, other: &Value) -> Res {
        let result = self.set_copy(set)?;
        self.set_update(&result, other)?;
        Ok(result)
    }

    /// `set & other` for any iterable.
    pub fn set_intersection(&mut self, set: &Value, other: &Value) -> Res {
        let set = native(set);
        if set.is(native(other)) {
            return if self.set_of(set)?.frozen { Ok(set.clone()) } else { self.set_copy(set) };
        }
        let result = self.set_like(set)?;
        if let Some(other_set) = other.cast::<Set>() {
            let len = self.set_of(set)?.len();
            let (walked, asked) = if other_set.len() > len { (set, native(other)) } else { (native(other), set) };
            for (item, hash) in self.set_of(walked)?.items() {
                if self.set_find(asked, &item, hash)?.is_some() {
                    self.set_add_hashed(&result, item, hash)?;
                }
            }
            return Ok(result);
        }
        let iterator = self.iter(other)?;
        while let Some(item) = self.next(&iterator)? {
            let hash = self.hash(&item)?;
            if self.set_find(set, &item, hash)?.is_some() {
                self.set_add_hashed(&result, item, hash)?;
            }
        }
        Ok(result)
    }

    /// `set - other` for any iterable.
    pub fn set_difference(&mut self, set: &Value, other: &Value) -> Res {
        let own = self.set_of(set)?;
        let other_len = if other.exact::<DictView>().is_some() { None } else { element_count(other) };
        // From a set that is much larger, what is in the other is removed.
        if other_len.is_none_or(|len| own.len() >> 2 > len) {
            let result = self.set_copy(set)?;
            self.set_difference_update(&result, other)?;
            return Ok(result);
        }
        let result = self.set_like(set)?;
        for (item, hash) in own.items() {
            let found = if other.cast::<Set>().is_some() {
                self.set_find(native(other), &item, hash)?
            } else {
                self.dict_find(native(other), &item, hash)?
            };
            if found.is_none() {
                self.set_add_hashed(&result, item, hash)?;
            }
        }
        Ok(result)
    }

    /// Removes an element whose hash is known; whether it was there.
    pub fn set_remove_hashed(&mut self, set: &Value, item: &Value, hash: i64) -> Res<bool> {
        let found = self.set_find(native(set), item, hash)?;
        Ok(found.and_then(|at| set.cast::<Set>()?.remove_at(at)).is_some())
    }

    /// `set -= other` for any iterable.
    pub fn set_difference_update(&mut self, set: &Value, other: &Value) -> Res<()> {
        let own = self.set_of(set)?;
        if native(set).is(native(other)) {
            own.clear();
            return Ok(());
        }
        if let Some(other_set) = other.cast::<Set>() {
            // By a set that is much larger: by what they have in common.
            let common =
                if other_set.len() >> 3 > own.len() { self.set_intersection(set, other)? } else { other.clone() };
            for (item, hash) in self.set_of(&common)?.items() {
                self.set_remove_hashed(set, &item, hash)?;
            }
        } else {
            let iterator = self.iter(other)?;
            while let Some(item) = self.next(&iterator)? {
                let hash = self.hash(&item)?;
                self.set_remove_hashed(set, &item, hash)?;
            }
        }
        own.tidy().map_err(|OutOfMemory| self.raise_memory())
    }

    /// `set ^= other` for any iterable.
    pub fn set_symmetric_update(&mut self, set: &Value, other: &Value) -> Res<()> {
        if native(set).is(native(other)) {
            self.set_of(set)?.clear();
            return Ok(());
        }
        let items = match hashed_items(other) {
            Some(items) => items,
            None => {
                let other = self.as_set(other)?;
                hashed_items(&other).unwrap_or_default()
            }
        };
        for (item, hash) in items {
            if !self.set_remove_hashed(set, &item, hash)? {
                self.set_add_hashed(native(set), item, hash)?;
            }
        }
        Ok(())
    }

    /// `set ^ other` for any iterable: a copy of the other one is changed by this one.
    pub fn set_symmetric_difference(&mut self, set: &Value, other: &Value) -> Res {
        let result = self.set_like(set)?;
        self.set_update(&result, other)?;
        self.set_symmetric_update(&result, set)?;
        Ok(result)
    }

    /// `a op b` of sets, or of a view of keys or items with any iterable.
    pub(super) fn set_operation(&mut self, op: BinOp, a: &Value, b: &Value) -> Res {
        if set_view(a).is_some() || set_view(b).is_some() {
            return self.view_operation(op, a, b);
        }
        match op {
            BinOp::BitOr => self.set_union(a, b),
            BinOp::BitAnd => self.set_intersection(a, b),
            BinOp::Sub => self.set_difference(a, b),
            _ => self.set_symmetric_difference(a, b),
        }
    }

    /// `set op= other` of two sets.
    pub(super) fn set_operation_in_place(&mut self, op: BinOp, set: &Value, other: &Value) -> Res<()> {
        match op {
            BinOp::BitOr => self.set_update(set, other),
            BinOp::BitAnd => {
                let common = self.set_intersection(set, other)?;
                self.set_replace(set, &common)
            }
            BinOp::Sub => self.set_difference_update(set, other),
            _ => self.set_symmetric_update(set, other),
        }
    }

    /// Gives a set the elements of another, which nobody else uses.
    pub fn set_replace(&mut self, set: &Value, by: &Value) -> Res<()> {
        // An intersection with itself may be the very set.
        if !native(set).is(native(by)) {
            let (set, by) = (self.set_of(set)?, self.set_of(by)?);
            set.swap(by);
        }
        Ok(())
    }

    /// `a op b` with a view of keys or items on one side at least, and any iterable on the other.
    pub fn view_operation(&mut self, op: BinOp, a: &Value, b: &Value) -> Res {
        if op == BinOp::BitAnd {
            return if set_view(a).is_some() { self.view_intersection(a, b) } else { self.view_intersection(b, a) };
        }
        if op == BinOp::BitXor && is_items(a) && is_items(b) {
            return self.items_symmetric_difference(a, b);
        }
        let result = self.view_to_set(a)?;
        match op {
            BinOp::BitOr => self.set_update(&result, b)?,
            BinOp::Sub => self.set_difference_update(&result, b)?,
            _ => self.set_symmetric_update(&result, b)?,
        }
        Ok(result)
    }

    /// A new set of a view's elements, or of any iterable's.
    fn view_to_set(&mut self, view: &Value) -> Res {
        let set = new_set(false);
        match view.exact::<DictView>().filter(|view| view.kind == ViewKind::Keys) {
            Some(keys) => {
                let dict = keys.dict.get();
                self.set_update(&set, &dict)?;
            }
            None => self.set_update(&set, view)?,
        }
        Ok(set)
    }

    fn view_intersection(&mut self, view: &Value, other: &Value) -> Res {
        let len = element_count(view).unwrap_or(0);
        if other.exact::<Set>().is_some_and(|set| !set.frozen && len <= set.len()) {
            return self.set_intersection(other, view);
        }
        let swap = set_view(other).is_some() && element_count(other).is_some_and(|other| other > len);
        let (asked, walked) = if swap { (other, view) } else { (view, other) };
        let result = new_set(false);
        let iterator = self.iter(walked)?;
        while let Some(item) = self.next(&iterator)? {
            if self.contains(asked, &item)? {
                self.set_add(&result, item)?;
            }
        }
        Ok(result)
    }

    fn items_symmetric_difference(&mut self, a: &Value, b: &Value) -> Res {
        let swap = element_count(a) > element_count(b);
        let (smaller, larger) = if swap { (b, a) } else { (a, b) };
        let dict_of = |view: &Value| view.exact::<DictView>().map(|view| view.dict.get()).unwrap_or_default();
        let rest = new_dict();
        self.dict_update(&rest, &dict_of(smaller))?;
        let result = new_set(false);
        let entries = dict_of(larger).cast::<Dict>().map(Dict::items).unwrap_or_default();
        for (key, value) in entries {
            if let Some(other) = self.dict_get(&rest, &key)?
                && (other.is(&value) || self.equals(&other, &value)?)
            {
                self.dict_remove(&rest, &key)?;
                continue;
            }
            let pair = self.tuple(vec![key, value])?;
            self.set_add(&result, pair)?;
        }
        for (key, value) in rest.exact::<Dict>().map(Dict::items).unwrap_or_default() {
            let pair = self.tuple(vec![key, value])?;
            self.set_add(&result, pair)?;
        }
        Ok(result)
    }
}

fn is_items(value: &Value) -> bool {
    value.exact::<DictView>().is_some_and(|view| view.kind == ViewKind::Items)
}
