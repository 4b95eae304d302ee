//! Cells for references inside objects: one slot, a growable vector of them, and trailing runs.
//!
//! Objects are shared, so all of these change through `&self`. The rule that keeps that sound: **no method hands out
//! a borrow of a reference it may later replace, and no method runs foreign code while it borrows its own
//! storage.** Whatever is replaced is moved out first and released after the structure is whole again (a release
//! can free other objects, but it never touches another object's storage and never runs Python code).

use std::cell::UnsafeCell;
use std::mem;

use super::alloc;
use super::kind::Visitor;
use super::value::Value;

/// One reference that can be replaced.
#[derive(Default)]
#[repr(transparent)]
pub struct Slot(UnsafeCell<Value>);

const _: () = assert!(size_of::<Slot>() == 8);

impl Slot {
    pub const fn new(value: Value) -> Slot {
        Slot(UnsafeCell::new(value))
    }

    #[inline(always)]
    fn inner(&self) -> &Value {
        // SAFETY: the borrow ends inside each method of this type; nothing in between can write (single thread).
        unsafe { &*self.0.get() }
    }

    /// A second reference to what is in the slot.
    #[inline(always)]
    pub fn get(&self) -> Value {
        self.inner().clone()
    }

    /// Puts `value` in and returns what was there.
    #[inline(always)]
    pub fn replace(&self, value: Value) -> Value {
        // SAFETY: `inner` borrows never outlive a method, so this is the only access.
        mem::replace(unsafe { &mut *self.0.get() }, value)
    }

    /// Puts `value` in; what was there is released afterwards.
    #[inline(always)]
    pub fn set(&self, value: Value) {
        drop(self.replace(value));
    }

    /// Moves the reference out, leaving "nothing".
    #[inline(always)]
    pub fn take(&self) -> Value {
        self.replace(Value::EMPTY)
    }

    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.inner().is_empty()
    }

    /// Whether the slot holds this very object.
    #[inline(always)]
    pub fn holds(&self, value: &Value) -> bool {
        self.inner().is(value)
    }

    /// Reads something out of the value by a function that cannot change this slot (it gets no object to do it with
    /// but the value itself, and must not run Python code).
    #[inline(always)]
    pub fn peek<R>(&self, read: impl FnOnce(&Value) -> R) -> R {
        read(self.inner())
    }

    pub fn trace<V: Visitor + ?Sized>(&self, visitor: &mut V) {
        visitor.visit(self.inner());
    }
}

/// A growable vector of references (list items, dict entries).
/// Its buffer is counted in the heap's bytes.
#[derive(Default)]
pub struct Slots(UnsafeCell<Vec<Value>>);

/// The system or the heap's limit refuses more memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfMemory;

impl Slots {
    pub fn new() -> Slots {
        Slots::default()
    }

    pub fn from_vec(values: Vec<Value>) -> Slots {
        alloc::account_buffer(0, values.capacity() * size_of::<Value>());
        Slots(UnsafeCell::new(values))
    }

    #[inline(always)]
    fn vec(&self) -> &Vec<Value> {
        // SAFETY: borrows end inside each method of this type (the module's rule).
        unsafe { &*self.0.get() }
    }

    #[inline(always)]
    #[allow(clippy::mut_from_ref, reason = "the module's rule: the borrow ends inside each method")]
    fn vec_mut(&self) -> &mut Vec<Value> {
        // SAFETY: as in `vec`; no other borrow is alive, since none outlives its method.
        unsafe { &mut *self.0.get() }
    }

    #[inline(always)]
    pub fn len(&self) -> usize {
        self.vec().len()
    }

    pub fn is_empty(&self) -> bool {
        self.vec().is_empty()
    }

    pub fn capacity(&self) -> usize {
        self.vec().capacity()
    }

    /// A second reference to item `index`, if there is one.
    #[inline(always)]
    pub fn get(&self, index: usize) -> Option<Value> {
        self.vec().get(index).cloned()
    }

    /// As `get`, in number form.
    #[inline(always)]
    pub fn get_number_form(&self, index: usize) -> Option<Value> {
        self.vec().get(index).map(Value::number_form)
    }

    /// Reads something out of item `index` without copying it; see `Slot::peek`.
    #[inline(always)]
    pub fn peek<R>(&self, index: usize, read: impl FnOnce(&Value) -> R) -> Option<R> {
        self.vec().get(index).map(read)
    }

    /// The first item's place.
    #[inline(always)]
    pub fn as_mut_ptr(&self) -> *mut Value {
        self.vec_mut().as_mut_ptr()
    }

    /// Says how many items there are.
    ///
    /// # Safety
    /// There is room for so many; they have been written, and those that are no items any more have been moved out.
    #[inline(always)]
    pub unsafe fn set_len(&self, len: usize) {
        // SAFETY: passed on.
        unsafe { self.vec_mut().set_len(len) }
    }

    /// Replaces item `index`; gives `value` back if there is no such item.
    #[inline(always)]
    pub fn set(&self, index: usize, value: Value) -> Result<(), Value> {
        self.replace(index, value).map(drop)
    }

    /// Replaces item `index` and gives what was there; gives `value` back if there is no such item.
    #[inline(always)]
    pub fn replace(&self, index: usize, value: Value) -> Result<Value, Value> {
        match self.vec_mut().get_mut(index) {
            Some(place) => Ok(mem::replace(place, value)),
            None => Err(value),
        }
    }

    /// Whether the next `push` needs a larger buffer.
    #[inline(always)]
    pub fn is_full(&self) -> bool {
        self.vec().len() == self.vec().capacity()
    }

    /// Appends, growing as needed.
    #[inline(always)]
    pub fn push(&self, value: Value) -> Result<(), OutOfMemory> {
        if self.vec().len() == self.vec().capacity() {
            self.grow(1)?;
        }
        self.vec_mut().push(value);
        Ok(())
    }

    /// Makes room for `additional` more, amortised as CPython grows lists (an eighth more).
    #[cold]
    #[inline(never)]
    fn grow(&self, additional: usize) -> Result<(), OutOfMemory> {
        let needed = self.len().checked_add(additional).ok_or(OutOfMemory)?;
        let roomy = needed + (needed >> 3) + if needed < 9 { 3 } else { 6 };
        self.reserve_exact(roomy - self.len())
    }

    /// Makes room for `additional` more values and no more than that.
    pub fn reserve_exact(&self, additional: usize) -> Result<(), OutOfMemory> {
        let vec = self.vec_mut();
        let needed = vec.len().checked_add(additional).ok_or(OutOfMemory)?;
        if needed <= vec.capacity() {
            return Ok(());
        }
        let before = vec.capacity() * size_of::<Value>();
        let after = needed.checked_mul(size_of::<Value>()).ok_or(OutOfMemory)?;
        alloc::may_grow(after - before)?;
        vec.try_reserve_exact(additional).map_err(|_| OutOfMemory)?;
        alloc::account_buffer(before, vec.capacity() * size_of::<Value>());
        Ok(())
    }

    /// Gives unused room back when most of it is unused.
    fn shrink(&self) {
        let vec = self.vec_mut();
        if vec.capacity() > 16 && vec.len() < vec.capacity() / 2 {
            let before = vec.capacity() * size_of::<Value>();
            vec.shrink_to(vec.len() + (vec.len() >> 3) + 6);
            alloc::account_buffer(before, vec.capacity() * size_of::<Value>());
        }
    }

    pub fn pop(&self) -> Option<Value> {
        let popped = self.vec_mut().pop();
        self.shrink();
        popped
    }

    /// Inserts before `index`, which is at most the length.
    pub fn insert(&self, index: usize, value: Value) -> Result<(), OutOfMemory> {
        if self.len() == self.capacity() {
            self.grow(1)?;
        }
        let vec = self.vec_mut();
        let index = index.min(vec.len());
        vec.insert(index, value);
        Ok(())
    }

    pub fn remove(&self, index: usize) -> Option<Value> {
        if index >= self.len() {
            return None;
        }
        let removed = self.vec_mut().remove(index);
        self.shrink();
        Some(removed)
    }

    /// Replaces items `start..end` by `values` (moved in) and returns what was there, in order.
    pub fn splice(&self, start: usize, end: usize, values: Vec<Value>) -> Result<Vec<Value>, OutOfMemory> {
        let (start, end) = (start.min(self.len()), end.min(self.len()));
        let end = end.max(start);
        if values.len() > end - start {
            let additional = values.len() - (end - start);
            if self.len() + additional > self.capacity() {
                self.grow(additional)?;
            }
        }
        let removed: Vec<Value> = self.vec_mut().splice(start..end, values).collect();
        self.shrink();
        Ok(removed)
    }

    pub fn swap(&self, a: usize, b: usize) {
        let vec = self.vec_mut();
        if a < vec.len() && b < vec.len() {
            vec.swap(a, b);
        }
    }

    /// Exchanges an item with one of another vector, if both are there.
    #[inline]
    pub fn swap_with(&self, index: usize, other: &Slots, at: usize) {
        if std::ptr::eq(self, other) {
            return;
        }
        if let (Some(one), Some(two)) = (self.vec_mut().get_mut(index), other.vec_mut().get_mut(at)) {
            mem::swap(one, two);
        }
    }

    pub fn reverse(&self) {
        self.vec_mut().reverse();
    }

    /// Moves everything out.
    pub fn take_all(&self) -> Vec<Value> {
        let taken = mem::take(self.vec_mut());
        alloc::account_buffer(taken.capacity() * size_of::<Value>(), 0);
        taken
    }

    /// All items: moved out if nobody else will look for them here, otherwise second references.
    pub fn take_all_if(&self, alone: bool) -> Vec<Value> {
        if alone { self.take_all() } else { self.to_vec() }
    }

    /// Puts values in (a buffer that was taken out before: no limit is asked) and returns what was there.
    pub fn replace_all(&self, values: Vec<Value>) -> Vec<Value> {
        let old = mem::replace(self.vec_mut(), values);
        alloc::account_buffer(old.capacity() * size_of::<Value>(), self.buffer_bytes());
        old
    }

    /// Second references to all items.
    pub fn to_vec(&self) -> Vec<Value> {
        self.vec().clone()
    }

    /// Second references to a range of items; the range is cut to what exists.
    pub fn range_to_vec(&self, start: usize, end: usize) -> Vec<Value> {
        let end = end.min(self.len());
        self.vec().get(start.min(end)..end).map(<[Value]>::to_vec).unwrap_or_default()
    }

    /// Second references to `count` items, every `step`th from `start` on; fewer if there are not so many.
    pub fn pick(&self, start: usize, step: isize, count: usize) -> Vec<Value> {
        let all = self.vec();
        let mut picked = Vec::with_capacity(count.min(all.len()));
        let mut at = start;
        for _ in 0..count {
            let Some(item) = all.get(at) else { break };
            picked.push(item.clone());
            at = at.wrapping_add_signed(step);
        }
        picked
    }

    /// Drops everything, last item first as CPython does, after the vector is empty.
    pub fn clear(&self) {
        drop_backwards(self.take_all());
    }

    pub fn buffer_bytes(&self) -> usize {
        self.capacity() * size_of::<Value>()
    }

    pub fn trace<V: Visitor + ?Sized>(&self, visitor: &mut V) {
        for value in self.vec() {
            visitor.visit(value);
        }
    }

    /// Visits from the last to the first, as CPython traces lists and tuples.
    pub fn trace_backwards<V: Visitor + ?Sized>(&self, visitor: &mut V) {
        for value in self.vec().iter().rev() {
            visitor.visit(value);
        }
    }

    /// Trusted access for the dispatch loop.
    ///
    /// # Safety
    /// Nothing else may run between taking the slice and its last use.
    #[inline(always)]
    #[allow(clippy::mut_from_ref, reason = "unsafe by contract")]
    pub unsafe fn raw(&self) -> &mut [Value] {
        self.vec_mut()
    }
}

impl Drop for Slots {
    fn drop(&mut self) {
        let values = mem::take(self.0.get_mut());
        alloc::account_buffer(values.capacity() * size_of::<Value>(), 0);
        drop_backwards(values);
    }
}

/// Releases values from the last to the first, the order in which CPython empties lists and tuples.
pub fn drop_backwards(mut values: Vec<Value>) {
    while values.pop().is_some() {}
}
