//! The dictionary: entries in insertion order, found through an index of hashes.
//!
//! Looking a key up may need `__eq__`, which is Python code; so this file finds *candidates* (same hash, in probe
//! order) and the machine compares them, re-checking afterwards that the table is still the same (`version`).
//! Keys that are interned strings, numbers and the like are compared here (`quick.rs`).
//!
//! Invariants: a small table is searched entry by entry; once it is `indexed`, `index` holds the positions of exactly the
//! live entries; a deleted entry has an empty key and is
//! dropped at the next rebuild; `version` changes with every insertion of a key, deletion and clearing.

use std::cell::{Cell, RefCell};

use hashbrown::HashTable;

use crate::heap::generations::may_be_tracked;
use crate::heap::kind::{Payload, Untrack, Visitor};
use crate::heap::{OutOfMemory, Slot, Value, alloc, heap};

use super::quick;
use super::str::Str;

struct Entry {
    hash: i64,
    key: Value,
    value: Value,
}

/// Entries up to here need no index: to look at each costs no more than to look into an index.
const SMALL: usize = 8;

#[derive(Default)]
struct Table {
    entries: Vec<Entry>,
    index: HashTable<u32>,
    indexed: bool,
    live: usize,
    /// All entries before this one are deleted: keeps a queue by `del d[first]` linear.
    first: usize,
}

/// A dictionary.
#[derive(Default)]
pub struct Dict {
    table: RefCell<Table>,
    version: Cell<u32>,
}

thread_local! {
    static NEXT_VERSION: Cell<u32> = const { Cell::new(1) };
}

/// A look-up cannot be done without Python code.
pub struct NeedsCode;

/// The result of looking for a key without running Python code.
pub enum Found {
    /// The entry's position.
    At(usize),
    Missing,
    /// These entries have the same hash and need `__eq__`.
    Ask(Vec<usize>),
}

impl Payload for Dict {
    const UNTRACK: Untrack = Untrack::FullCollection;

    fn may_untrack(&self) -> bool {
        !self.table.borrow().entries.iter().any(|entry| may_be_tracked(&entry.key) || may_be_tracked(&entry.value))
    }

    fn trace<V: Visitor>(&self, visitor: &mut V) {
        for entry in &self.table.borrow().entries {
            // In CPython's order: it is that of the finalizers when a dict is part of a cycle.
            visitor.visit(&entry.value);
            visitor.visit(&entry.key);
        }
    }

    fn clear(&self) {
        Dict::clear(self);
    }

    fn buffer_bytes(&self) -> usize {
        self.table.borrow().bytes()
    }
}

impl Drop for Dict {
    fn drop(&mut self) {
        let table = std::mem::take(self.table.get_mut());
        alloc::account_buffer(table.bytes(), 0);
    }
}

impl Table {
    fn bytes(&self) -> usize {
        self.entries.capacity() * size_of::<Entry>() + self.index.allocation_size()
    }

    /// Drops deleted entries and renumbers.
    fn rebuild(&mut self) {
        self.entries.retain(|entry| !entry.key.is_empty());
        self.first = 0;
        self.index.clear();
        if self.indexed {
            self.fill_index();
        }
    }

    /// Enters all live entries into the index, which is empty and has room for them.
    fn fill_index(&mut self) {
        for (at, entry) in self.entries.iter().enumerate() {
            if !entry.key.is_empty() {
                self.index.insert_unique(mix(entry.hash), at as u32, |_| 0);
            }
        }
    }

    /// The position of the first live entry with this hash for which `matches` says so.
    #[inline(always)]
    fn position(&self, hash: i64, mut matches: impl FnMut(usize, &Entry) -> bool) -> Option<usize> {
        if !self.indexed {
            let hit = |(at, entry): (usize, &Entry)| entry.hash == hash && !entry.key.is_empty() && matches(at, entry);
            return self.entries.iter().enumerate().position(hit);
        }
        let hit = |&at: &u32| {
            self.entries.get(at as usize).is_some_and(|entry| entry.hash == hash && matches(at as usize, entry))
        };
        self.index.find(mix(hash), hit).map(|&at| at as usize)
    }

    /// Whether one entry more needs a larger table.
    fn is_full(&self) -> bool {
        let index_full =
            if self.indexed { self.index.len() == self.index.capacity() } else { self.entries.len() >= SMALL };
        index_full || self.entries.len() == self.entries.capacity()
    }

    fn reserve_one(&mut self) -> Result<(), OutOfMemory> {
        if self.entries.len() == self.entries.capacity() && self.live < self.entries.len() / 2 {
            self.rebuild();
        }
        if self.entries.len() >= u32::MAX as usize {
            return Err(OutOfMemory);
        }
        if !self.is_full() {
            return Ok(());
        }
        let before = self.bytes();
        if self.entries.len() == self.entries.capacity() {
            let more = (self.entries.len() / 2).max(4);
            alloc::may_grow(more * size_of::<Entry>())?;
            self.entries.try_reserve_exact(more).map_err(|_| OutOfMemory)?;
        }
        if self.entries.len() >= SMALL {
            let entries = &self.entries;
            let hash = |&at: &u32| entries.get(at as usize).map_or(0, |entry| mix(entry.hash));
            let more = if self.indexed { 1 } else { self.live + 1 };
            self.index.try_reserve(more, hash).map_err(|_| OutOfMemory)?;
            if !self.indexed {
                self.indexed = true;
                self.fill_index();
            }
        }
        alloc::account_buffer(before, self.bytes());
        Ok(())
    }
}

/// Spreads a Python hash over 64 bits for the index (ints hash to themselves).
#[inline(always)]
fn mix(hash: i64) -> u64 {
    (hash as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(26)
}

/// Whether a key is this string: `text` is what `wanted` holds.
#[inline(always)]
fn is_text(key: &Value, wanted: &Value, text: &Str) -> bool {
    key.is(wanted) || key.exact::<Str>().is_some_and(|known| quick::same_text(known, text))
}

/// A new, empty dictionary; untracked until it holds something that can be part of a cycle, as in CPython.
pub fn new_dict() -> Value {
    alloc::new_untracked(Dict::default())
}

impl Dict {
    #[inline]
    pub fn len(&self) -> usize {
        self.table.borrow().live
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A number that stays the same while no key is inserted or deleted; unique among all dictionaries.
    #[inline]
    pub fn version(&self) -> u32 {
        let version = self.version.get();
        if version != 0 {
            return version;
        }
        let fresh = NEXT_VERSION.get();
        NEXT_VERSION.set(fresh.wrapping_add(1).max(1));
        self.version.set(fresh);
        fresh
    }

    /// `version`, or 0 if nobody has asked for it since the last change.
    #[inline(always)]
    pub fn known_version(&self) -> u32 {
        self.version.get()
    }

    /// Whether the next new key needs a larger table.
    pub fn is_full(&self) -> bool {
        self.table.borrow().is_full()
    }

    fn changed(&self) {
        self.version.set(0);
    }

    /// As `find`, for the common case: `Err` if candidates must be compared otherwise than by identity or as plain values.
    #[inline]
    pub fn find_plain(&self, key: &Value, hash: i64) -> Result<Option<usize>, NeedsCode> {
        let table = self.table.borrow();
        let mut unknown = false;
        let found = table.position(hash, |_, entry| {
            entry.key.same_word(key)
                || quick::equal(&entry.key, key).unwrap_or_else(|| {
                    unknown = true;
                    false
                })
        });
        // One met on the way to what is the same is asked first, as in CPython.
        if unknown { Err(NeedsCode) } else { Ok(found) }
    }

    /// Looks for a key without running Python code.
    pub fn find(&self, key: &Value, hash: i64) -> Found {
        let table = self.table.borrow();
        let mut ask = Vec::new();
        let found = table.position(hash, |at, entry| {
            if entry.key.is(key) {
                return true;
            }
            quick::equal(&entry.key, key).unwrap_or_else(|| {
                ask.push(at);
                false
            })
        });
        match found {
            Some(at) if ask.is_empty() => Found::At(at),
            None if ask.is_empty() => Found::Missing,
            found => {
                ask.extend(found);
                Found::Ask(ask)
            }
        }
    }

    /// Position of a string key. Keys of other types that claim equality with a string are not asked.
    #[inline]
    pub fn find_str(&self, key: &Value, hash: i64) -> Option<usize> {
        let table = self.table.borrow();
        let wanted = key.exact::<Str>()?;
        table.position(hash, |_, entry| is_text(&entry.key, key, wanted))
    }

    /// The value of a string key, in number form if `number`; `text` is what `key` holds.
    #[inline]
    pub fn get_str(&self, key: &Value, text: &Str, hash: i64, number: bool) -> Option<Value> {
        let table = self.table.borrow();
        let found = table.position(hash, |_, entry| is_text(&entry.key, key, text));
        let value = &table.entries.get(found?)?.value;
        Some(if number { value.number_form() } else { value.clone() })
    }

    /// The value at a position.
    #[inline]
    pub fn value_at(&self, at: usize) -> Option<Value> {
        self.table.borrow().entries.get(at).filter(|entry| !entry.key.is_empty()).map(|entry| entry.value.clone())
    }

    /// As `value_at`, in number form.
    #[inline]
    pub fn number_form_at(&self, at: usize) -> Option<Value> {
        let table = self.table.borrow();
        let entry = table.entries.get(at).filter(|entry| !entry.key.is_empty())?;
        Some(entry.value.number_form())
    }

    /// Reads something out of the value at a position, without running Python code.
    #[inline]
    pub fn peek_at<R>(&self, at: usize, read: impl FnOnce(&Value) -> R) -> Option<R> {
        let table = self.table.borrow();
        let entry = table.entries.get(at).filter(|entry| !entry.key.is_empty())?;
        Some(read(&entry.value))
    }

    pub fn key_at(&self, at: usize) -> Option<Value> {
        self.table.borrow().entries.get(at).filter(|entry| !entry.key.is_empty()).map(|entry| entry.key.clone())
    }

    /// Whether the key at a position is this very object.
    #[inline]
    pub fn key_is(&self, at: usize, key: &Value) -> bool {
        self.table.borrow().entries.get(at).is_some_and(|entry| entry.key.is(key))
    }

    pub fn hash_at(&self, at: usize) -> Option<i64> {
        self.table.borrow().entries.get(at).filter(|entry| !entry.key.is_empty()).map(|entry| entry.hash)
    }

    /// The first entry at or after a position: its position, key and value.
    pub fn next_from(&self, at: usize) -> Option<(usize, Value, Value)> {
        let table = self.table.borrow();
        let start = at.max(table.first);
        let offset = table.entries.get(start..)?.iter().position(|entry| !entry.key.is_empty())?;
        let entry = table.entries.get(start + offset)?;
        Some((start + offset, entry.key.clone(), entry.value.clone()))
    }

    /// The last entry before a position.
    pub fn last_before(&self, end: usize) -> Option<(usize, Value, Value)> {
        let table = self.table.borrow();
        let end = end.min(table.entries.len());
        let at = table.entries.get(..end)?.iter().rposition(|entry| !entry.key.is_empty())?;
        let entry = table.entries.get(at)?;
        Some((at, entry.key.clone(), entry.value.clone()))
    }

    /// One past the last position in use.
    pub fn end(&self) -> usize {
        self.table.borrow().entries.len()
    }

    /// Replaces the value at a position; the old value is released afterwards.
    #[inline]
    fn set_at(&self, at: usize, value: Value) {
        let old = match self.table.borrow_mut().entries.get_mut(at) {
            Some(entry) if !entry.key.is_empty() => std::mem::replace(&mut entry.value, value),
            _ => value,
        };
        drop(old);
    }

    /// Adds a key that is known to be missing.
    fn insert_new(&self, key: Value, hash: i64, value: Value) -> Result<(), OutOfMemory> {
        self.changed();
        let mut table = self.table.borrow_mut();
        table.reserve_one()?;
        let at = table.entries.len() as u32;
        table.entries.push(Entry { hash, key, value });
        if table.indexed {
            table.index.insert_unique(mix(hash), at, |_| 0);
        }
        table.live += 1;
        Ok(())
    }

    /// Removes the entry at a position and returns its key and value.
    pub fn remove_at(&self, at: usize) -> Option<(Value, Value)> {
        let mut guard = self.table.borrow_mut();
        let table = &mut *guard;
        let entry = table.entries.get_mut(at).filter(|entry| !entry.key.is_empty())?;
        let hash = entry.hash;
        let key = std::mem::take(&mut entry.key);
        let value = std::mem::take(&mut entry.value);
        if table.indexed
            && let Ok(place) = table.index.find_entry(mix(hash), |&other| other as usize == at)
        {
            place.remove();
        }
        table.live -= 1;
        if at == table.first {
            while table.entries.get(table.first).is_some_and(|entry| entry.key.is_empty()) {
                table.first += 1;
            }
        }
        while table.entries.last().is_some_and(|entry| entry.key.is_empty()) {
            table.entries.pop();
        }
        table.first = table.first.min(table.entries.len());
        drop(guard);
        self.changed();
        Some((key, value))
    }

    pub fn clear(&self) {
        let table = std::mem::take(&mut *self.table.borrow_mut());
        self.changed();
        alloc::account_buffer(table.bytes(), 0);
        drop(table);
    }

    /// Keys and values in order, as new references.
    pub fn items(&self) -> Vec<(Value, Value)> {
        let table = self.table.borrow();
        table
            .entries
            .iter()
            .filter(|entry| !entry.key.is_empty())
            .map(|entry| (entry.key.clone(), entry.value.clone()))
            .collect()
    }

    /// Adds all entries of another dictionary to this one, which is empty.
    pub fn copy_into_empty(&self, target: &Dict) -> Result<(), OutOfMemory> {
        let table = self.table.borrow();
        for entry in table.entries.iter().filter(|entry| !entry.key.is_empty()) {
            target.insert_new(entry.key.clone(), entry.hash, entry.value.clone())?;
        }
        Ok(())
    }
}

/// Adds or replaces: `at` is what `find` said. The one way to write an entry from outside, since it keeps the
/// rule of CPython that a dictionary is tracked once it holds something that could be part of a cycle.
pub fn put(dict: &Value, at: Option<usize>, key: Value, hash: i64, value: Value) -> Result<(), OutOfMemory> {
    let Some(table) = dict.cast::<Dict>() else { return Ok(()) };
    if dict.native().is_none() && (may_be_tracked(&value) || (at.is_none() && may_be_tracked(&key))) {
        heap().generations.track(dict);
    }
    match at {
        Some(at) => {
            table.set_at(at, value);
            Ok(())
        }
        None => table.insert_new(key, hash, value),
    }
}

/// Sets a string key.
pub fn put_str(dict: &Value, key: &Value, hash: i64, value: Value) -> Result<(), OutOfMemory> {
    let at = dict.cast::<Dict>().and_then(|table| table.find_str(key, hash));
    put(dict, at, key.clone(), hash, value)
}

/// Tracks a dictionary if it holds something that could be part of a cycle.
pub fn track_if_needed(dict: &Value) {
    if dict.exact::<Dict>().is_some_and(|table| !table.may_untrack()) {
        heap().generations.track(dict);
    }
}

/// Tracks a dictionary that was filled by `Dict::copy_into_empty`, if its original is.
pub fn track_like(dict: &Value, original: &Value) {
    if dict.native().is_none() && heap().generations.is_tracked(original) {
        heap().generations.track(dict);
    }
}

/// What a view shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ViewKind {
    Keys,
    Values,
    Items,
}

/// `d.keys()`, `d.values()`, `d.items()`.
pub struct DictView {
    pub dict: Slot,
    pub kind: ViewKind,
}

impl Payload for DictView {
    fn trace<V: Visitor>(&self, visitor: &mut V) {
        self.dict.trace(visitor);
    }
}

pub fn new_view(dict: Value, kind: ViewKind) -> Value {
    alloc::new(DictView { dict: Slot::new(dict), kind })
}
