//! The register stack: the windows of all frames, one after the other.
//!
//! Invariants: it never moves while the machine lives; registers at and above `Vm::top` hold no pointer, and
//! so do dead temporaries; the windows of frames follow each other, a callee's beginning where the caller put
//! its arguments.

#![allow(unsafe_code, reason = "the register stack is raw memory; see the invariants")]

use std::alloc::Layout;

use crate::heap::{Slots, Value};

use super::Vm;

/// Registers that the stack can hold; address space only, pages are touched as they are used.
const CAPACITY: usize = 16 << 20;
const STEP: usize = 4096;

/// All register windows, one after the other.
pub struct Stack {
    start: *mut Value,
    /// Registers below this one are initialised.
    initialised: usize,
}

/// Copies values one by one. A copy in larger portions would have to wait until what was written a moment ago, value by
/// value, has reached the cache.
///
/// # Safety
/// As for `copy_nonoverlapping`.
#[inline(always)]
unsafe fn copy_words(from: *const Value, to: *mut Value, count: usize) {
    for index in 0..count {
        // SAFETY: passed on. Volatile, lest the compiler make one copy of the loop.
        unsafe { to.add(index).write_volatile(from.add(index).read_volatile()) };
    }
}

impl Default for Stack {
    fn default() -> Stack {
        Stack::new()
    }
}

impl Stack {
    pub fn new() -> Stack {
        let Ok(layout) = Layout::array::<Value>(CAPACITY) else {
            return Stack { start: std::ptr::null_mut(), initialised: 0 };
        };
        // SAFETY: the layout is not empty.
        let start = unsafe { std::alloc::alloc(layout) }.cast::<Value>();
        if start.is_null() {
            std::alloc::handle_alloc_error(layout);
        }
        let mut stack = Stack { start, initialised: 0 };
        stack.ensure(STEP);
        stack
    }

    /// The register with this number; must be below `initialised`.
    #[inline(always)]
    pub fn at(&self, index: usize) -> *mut Value {
        debug_assert!(index <= self.initialised);
        // SAFETY: inside the allocation.
        unsafe { self.start.add(index) }
    }

    /// Makes registers up to `top` usable; false if there are not so many.
    #[inline(always)]
    pub fn ensure(&mut self, top: usize) -> bool {
        top <= self.initialised || self.grow(top)
    }

    /// Whether registers up to `top` are usable.
    #[inline(always)]
    pub fn has(&self, top: usize) -> bool {
        top <= self.initialised
    }

    #[cold]
    fn grow(&mut self, top: usize) -> bool {
        if top > CAPACITY - STEP {
            return false;
        }
        let end = (top + STEP).min(CAPACITY);
        for index in self.initialised..end {
            // SAFETY: inside the allocation; written before it is read.
            unsafe { self.start.add(index).write(Value::EMPTY) };
        }
        self.initialised = end;
        true
    }

    /// Makes registers that hold no pointers empty.
    #[inline(always)]
    pub fn make_empty(&mut self, start: usize, end: usize) {
        for index in start..end {
            debug_assert!(!self.get(index).is_object());
            // SAFETY: `ensure` has been called for the window; what is overwritten needs no release.
            unsafe { self.at(index).write(Value::EMPTY) };
        }
    }

    /// Moves the value out of a register.
    #[inline(always)]
    pub fn take(&mut self, index: usize) -> Value {
        // SAFETY: registers in use are initialised.
        unsafe { (*self.at(index)).take() }
    }

    /// Writes a register that holds no pointer.
    #[inline(always)]
    pub fn fill(&mut self, index: usize, value: Value) {
        debug_assert!(!self.get(index).is_object());
        // SAFETY: as above; what is overwritten needs no release.
        unsafe { self.at(index).write(value) };
    }

    /// Writes a register and releases what it held.
    #[inline(always)]
    pub fn put(&mut self, index: usize, value: Value) {
        // SAFETY: as above.
        let old = unsafe { std::mem::replace(&mut *self.at(index), value) };
        drop(old);
    }

    /// Moves all items into the registers from `start` on, which hold no pointers.
    #[inline(always)]
    pub(super) fn fill_from(&mut self, start: usize, values: &Slots) {
        let count = values.len();
        debug_assert!(start + count <= self.initialised);
        // SAFETY: inside the initialised part; the values move, and the vector forgets them.
        unsafe {
            copy_words(values.as_mut_ptr(), self.at(start), count);
            values.set_len(0);
        }
    }

    /// Moves the registers from `start` on to a vector without items, leaving them empty. They are so many as the vector has
    /// room for at most.
    #[inline(always)]
    pub(super) fn move_to(&mut self, start: usize, count: usize, values: &Slots) {
        let count = count.min(values.capacity());
        debug_assert!(values.is_empty());
        // SAFETY: inside the initialised part; there is room; what is moved is overwritten without being released.
        unsafe {
            let first = self.at(start);
            copy_words(first, values.as_mut_ptr(), count);
            for index in 0..count {
                first.add(index).write(Value::EMPTY);
            }
            values.set_len(count);
        }
    }

    /// A register's value.
    #[inline(always)]
    pub fn get(&self, index: usize) -> &Value {
        // SAFETY: as above; the caller's borrow of the stack ends before the register is written.
        unsafe { &*self.at(index) }
    }

    /// Releases a range of registers, last to first.
    pub fn clear_down(&mut self, start: usize, end: usize) {
        for index in (start..end).rev() {
            drop(self.take(index));
        }
    }

    /// Releases a range of registers, first to last.
    pub fn clear(&mut self, start: usize, end: usize) {
        for index in start..end {
            drop(self.take(index));
        }
    }

    /// Registers in use by frames, for the verifier.
    pub fn each(&self, end: usize, visit: &mut dyn FnMut(&Value)) {
        for index in 0..end {
            visit(self.get(index));
        }
    }
}

impl Drop for Stack {
    fn drop(&mut self) {
        if let Ok(layout) = Layout::array::<Value>(CAPACITY) {
            // SAFETY: allocated with this layout; the registers hold no pointers any more.
            unsafe { std::alloc::dealloc(self.start.cast(), layout) };
        }
    }
}

impl Vm {
    /// Registers as an argument slice.
    ///
    /// The slice is not bound to the borrow of the machine: the registers belong to the call in progress, nobody else
    /// writes to them until it ends, and the stack never moves.
    #[inline]
    pub(super) fn native_args<'a>(&self, start: usize, count: usize) -> &'a [Value] {
        // SAFETY: as stated; the caller uses the slice during the call only.
        unsafe { std::slice::from_raw_parts(self.stack.at(start), count) }
    }
}
