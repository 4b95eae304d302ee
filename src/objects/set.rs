//! Sets and frozensets.
//!
//! The table probes as CPython's does (linear runs of nine, then the perturbed recurrence; resize at three fifths full,
//! fourfold while small), so that a set of equal history iterates in the same order. As in `dict.rs`, look-up finds
//! candidates and the machine asks `__eq__` where that is needed.

use std::cell::{Cell, RefCell};

use crate::heap::kind::{Payload, Visitor};
use crate::heap::{OutOfMemory, Value, alloc};

use super::dict::{Found, NeedsCode};
use super::quick;

const MIN_SIZE: usize = 8;
const LINEAR_PROBES: usize = 9;
const PERTURB_SHIFT: u32 = 5;

/// An empty place has an empty key and hash 0; a deleted one an empty key and hash -1.
struct Place {
    key: Value,
    hash: i64,
}

const DELETED: i64 = -1;

struct Table {
    places: Vec<Place>,
    /// Live and deleted places.
    fill: usize,
    used: usize,
}

/// A set or frozenset.
pub struct Set {
    table: RefCell<Table>,
    pub frozen: bool,
    /// Hash of a frozenset, once known.
    pub hash: Cell<Option<i64>>,
    version: Cell<u32>,
    /// Where `pop` looks next.
    finger: Cell<usize>,
}

fn empty_places(count: usize) -> Result<Vec<Place>, OutOfMemory> {
    let mut places = Vec::new();
    places.try_reserve_exact(count).map_err(|_| OutOfMemory)?;
    places.extend((0..count).map(|_| Place { key: Value::EMPTY, hash: 0 }));
    Ok(places)
}

impl Payload for Set {
    fn trace<V: Visitor>(&self, visitor: &mut V) {
        for place in &self.table.borrow().places {
            visitor.visit(&place.key);
        }
    }

    fn clear(&self) {
        Set::clear(self);
    }

    fn buffer_bytes(&self) -> usize {
        self.table.borrow().places.capacity() * size_of::<Place>()
    }
}

impl Drop for Set {
    fn drop(&mut self) {
        let places = std::mem::take(&mut self.table.get_mut().places);
        alloc::account_buffer(places.capacity() * size_of::<Place>(), 0);
    }
}

/// A new, empty set.
pub fn new_set(frozen: bool) -> Value {
    alloc::new(empty(frozen))
}

/// An empty set to be wrapped by an instance.
pub fn new_untracked_set(frozen: bool) -> Value {
    alloc::new_untracked(empty(frozen))
}

fn empty(frozen: bool) -> Set {
    Set {
        table: RefCell::new(Table { places: Vec::new(), fill: 0, used: 0 }),
        frozen,
        hash: Cell::new(None),
        version: Cell::new(0),
        finger: Cell::new(0),
    }
}

/// Places in probe order for a hash.
struct Probe {
    at: usize,
    run: usize,
    perturb: u64,
    mask: usize,
}

impl Probe {
    fn new(hash: i64, mask: usize) -> Probe {
        Probe { at: hash as usize & mask, run: 0, perturb: hash as u64, mask }
    }

    /// The current place; then moves on.
    #[inline(always)]
    fn next(&mut self) -> usize {
        let place = self.at + self.run;
        if self.at + LINEAR_PROBES <= self.mask && self.run < LINEAR_PROBES {
            self.run += 1;
        } else {
            self.perturb >>= PERTURB_SHIFT;
            self.at = (self.at.wrapping_mul(5).wrapping_add(1).wrapping_add(self.perturb as usize)) & self.mask;
            self.run = 0;
        }
        place
    }
}

impl Set {
    pub fn len(&self) -> usize {
        self.table.borrow().used
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Changes whenever an element comes or goes.
    pub fn version(&self) -> u32 {
        self.version.get()
    }

    /// As `find`, for the common case: `Err` if candidates must be compared otherwise than by identity or as plain values.
    #[inline]
    pub fn find_plain(&self, key: &Value, hash: i64) -> Result<Option<usize>, NeedsCode> {
        let table = self.table.borrow();
        let Some(mask) = table.places.len().checked_sub(1) else { return Ok(None) };
        // Most of what is looked for is in the first place, or would be.
        let first = hash as usize & mask;
        if let Some(place) = table.places.get(first) {
            if place.hash == hash && place.key.same_word(key) {
                return Ok(Some(first));
            }
            if place.hash == 0 && place.key.is_empty() {
                return Ok(None);
            }
        }
        let mut probe = Probe::new(hash, mask);
        loop {
            let at = probe.next();
            let Some(place) = table.places.get(at) else { return Ok(None) };
            if place.hash == hash {
                if place.key.same_word(key) {
                    return Ok(Some(at));
                }
                if !place.key.is_empty() {
                    match quick::equal(&place.key, key) {
                        Some(true) => return Ok(Some(at)),
                        Some(false) => continue,
                        None => return Err(NeedsCode),
                    }
                }
            }
            if place.hash == 0 && place.key.is_empty() {
                return Ok(None);
            }
        }
    }

    /// Looks for an element without running Python code.
    pub fn find(&self, key: &Value, hash: i64) -> Found {
        let table = self.table.borrow();
        if table.places.is_empty() {
            return Found::Missing;
        }
        let mut ask = Vec::new();
        let mut probe = Probe::new(hash, table.places.len() - 1);
        loop {
            let at = probe.next();
            let Some(place) = table.places.get(at) else { return Found::Missing };
            if place.hash == 0 && place.key.is_empty() {
                return if ask.is_empty() { Found::Missing } else { Found::Ask(ask) };
            }
            if place.hash == hash && !place.key.is_empty() {
                if place.key.is(key) {
                    return Found::At(at);
                }
                match quick::equal(&place.key, key) {
                    Some(true) => return Found::At(at),
                    Some(false) => {}
                    None => ask.push(at),
                }
            }
        }
    }

    /// Adds an element unless it is there. Gives it back, and nothing is changed, if candidates must be compared otherwise than
    /// by identity or as plain values, or the table has to grow.
    pub fn add_plain(&self, key: Value, hash: i64) -> Result<(), Value> {
        let mut table = self.table.borrow_mut();
        let table = &mut *table;
        let Some(mask) = table.places.len().checked_sub(1) else { return Err(key) };
        let mut probe = Probe::new(hash, mask);
        let mut deleted = None;
        let free = loop {
            let at = probe.next();
            match table.places.get(at) {
                Some(place) if place.key.is_empty() => {
                    if place.hash != DELETED {
                        break at;
                    }
                    deleted = deleted.or(Some(at));
                }
                Some(place) if place.hash == hash => {
                    let same = if place.key.same_word(&key) { Some(true) } else { quick::equal(&place.key, &key) };
                    match same {
                        Some(true) => return Ok(()),
                        Some(false) => {}
                        None => return Err(key),
                    }
                }
                Some(_) => {}
                None => return Err(key),
            }
        };
        if deleted.is_none() {
            if (table.fill + 1) * 5 >= mask * 3 {
                return Err(key);
            }
            table.fill += 1;
        }
        if let Some(place) = table.places.get_mut(deleted.unwrap_or(free)) {
            place.key = key;
            place.hash = hash;
        }
        table.used += 1;
        self.version.set(self.version.get().wrapping_add(1));
        Ok(())
    }

    /// Adds an element that is known to be missing.
    pub fn insert_new(&self, key: Value, hash: i64) -> Result<(), OutOfMemory> {
        self.version.set(self.version.get().wrapping_add(1));
        let mut table = self.table.borrow_mut();
        if table.places.is_empty() {
            table.places = empty_places(MIN_SIZE)?;
            alloc::account_buffer(0, table.places.capacity() * size_of::<Place>());
        }
        let mask = table.places.len() - 1;
        let mut probe = Probe::new(hash, mask);
        let mut deleted = None;
        let at = loop {
            let at = probe.next();
            match table.places.get(at) {
                Some(place) if !place.key.is_empty() => {}
                Some(place) if place.hash == DELETED => deleted = deleted.or(Some(at)),
                _ => break at,
            }
        };
        let fresh = deleted.is_none();
        if let Some(place) = table.places.get_mut(deleted.unwrap_or(at)) {
            place.key = key;
            place.hash = hash;
        }
        table.used += 1;
        if fresh {
            table.fill += 1;
            if table.fill * 5 >= mask * 3 {
                let wanted = if table.used > 50_000 { table.used * 2 } else { table.used * 4 };
                table.resize(wanted)?;
            }
        }
        Ok(())
    }

    pub fn key_at(&self, at: usize) -> Option<Value> {
        self.table.borrow().places.get(at).filter(|place| !place.key.is_empty()).map(|place| place.key.clone())
    }

    /// Removes an element for `pop`: the first after the place that was emptied last, as in CPython.
    pub fn pop(&self) -> Option<Value> {
        let mask = self.table.borrow().places.len().max(MIN_SIZE) - 1;
        let start = self.finger.get() & mask;
        let (at, ..) = self.next_from(start).or_else(|| self.next_from(0))?;
        self.finger.set(at + 1);
        self.remove_at(at)
    }

    /// Copies the table of another set, element by element in its place, as CPython does when it merges into an empty
    /// set of the same size; false if that does not apply.
    pub fn copy_table(&self, source: &Set) -> bool {
        if std::ptr::eq(self, source) {
            return false;
        }
        let source = source.table.borrow();
        let mut table = self.table.borrow_mut();
        let same =
            table.fill == 0 && table.places.len().max(MIN_SIZE) == source.places.len() && source.fill == source.used;
        if !same {
            return false;
        }
        let before = table.places.capacity() * size_of::<Place>();
        if table.places.is_empty() {
            let Ok(places) = empty_places(source.places.len()) else { return false };
            table.places = places;
        }
        for (place, original) in table.places.iter_mut().zip(&source.places) {
            if !original.key.is_empty() {
                place.key = original.key.clone();
                place.hash = original.hash;
            }
        }
        table.fill = source.fill;
        table.used = source.used;
        alloc::account_buffer(before, table.places.capacity() * size_of::<Place>());
        self.version.set(self.version.get().wrapping_add(1));
        true
    }

    /// Exchanges the elements of two sets.
    pub fn swap(&self, other: &Set) {
        if !std::ptr::eq(self, other) {
            self.table.swap(&other.table);
            self.version.set(self.version.get().wrapping_add(1));
            other.version.set(other.version.get().wrapping_add(1));
        }
    }

    /// Rebuilds the table if more than a quarter of it are deleted places: what CPython does after a difference.
    pub fn tidy(&self) -> Result<(), OutOfMemory> {
        let mut table = self.table.borrow_mut();
        if table.places.is_empty() || table.fill - table.used <= (table.places.len() - 1) / 4 {
            return Ok(());
        }
        let wanted = if table.used > 50_000 { table.used * 2 } else { table.used * 4 };
        table.resize(wanted)
    }

    /// Removes the element at a place.
    pub fn remove_at(&self, at: usize) -> Option<Value> {
        let mut table = self.table.borrow_mut();
        let place = table.places.get_mut(at).filter(|place| !place.key.is_empty())?;
        let key = std::mem::take(&mut place.key);
        place.hash = DELETED;
        table.used -= 1;
        self.version.set(self.version.get().wrapping_add(1));
        Some(key)
    }

    /// The first element at or after a place: place, element, hash.
    pub fn next_from(&self, at: usize) -> Option<(usize, Value, i64)> {
        let table = self.table.borrow();
        let offset = table.places.get(at..)?.iter().position(|place| !place.key.is_empty())?;
        let place = table.places.get(at + offset)?;
        Some((at + offset, place.key.clone(), place.hash))
    }

    /// Elements with their hashes, in table order.
    pub fn items(&self) -> Vec<(Value, i64)> {
        let table = self.table.borrow();
        table.places.iter().filter(|place| !place.key.is_empty()).map(|place| (place.key.clone(), place.hash)).collect()
    }

    pub fn clear(&self) {
        let places = {
            let mut table = self.table.borrow_mut();
            table.fill = 0;
            table.used = 0;
            std::mem::take(&mut table.places)
        };
        self.version.set(self.version.get().wrapping_add(1));
        alloc::account_buffer(places.capacity() * size_of::<Place>(), 0);
        drop(places);
    }

    /// Makes room for a merge of `count` elements, as CPython does before `update` by another set.
    pub fn reserve_for_merge(&self, count: usize) -> Result<(), OutOfMemory> {
        let mut table = self.table.borrow_mut();
        let mask = table.places.len().max(MIN_SIZE) - 1;
        if (table.fill + count) * 5 >= mask * 3 {
            let wanted = (table.used + count) * 2;
            table.resize(wanted)?;
        }
        Ok(())
    }
}

impl Table {
    /// Rebuilds with the smallest power of two above `wanted` places, in table order.
    fn resize(&mut self, wanted: usize) -> Result<(), OutOfMemory> {
        let mut size = MIN_SIZE;
        while size <= wanted {
            size = size.checked_mul(2).ok_or(OutOfMemory)?;
        }
        let before = self.places.capacity() * size_of::<Place>();
        alloc::may_grow(size * size_of::<Place>())?;
        let old = std::mem::replace(&mut self.places, empty_places(size)?);
        alloc::account_buffer(before, self.places.capacity() * size_of::<Place>());
        for place in old {
            if place.key.is_empty() {
                continue;
            }
            let mut probe = Probe::new(place.hash, size - 1);
            loop {
                let at = probe.next();
                if let Some(target) = self.places.get_mut(at)
                    && target.key.is_empty()
                {
                    *target = place;
                    break;
                }
            }
        }
        self.fill = self.used;
        Ok(())
    }
}
