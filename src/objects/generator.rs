//! Generators: a frame's window, kept while it is not running.

use std::cell::{Cell, RefCell};

use crate::heap::kind::{Payload, Visitor};
use crate::heap::{Slot, Value, alloc};

/// Where a generator is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Not started yet.
    Created,
    Suspended,
    Running,
    Finished,
}

/// A generator and its saved frame.
pub struct Generator {
    pub state: Cell<State>,
    /// Empty when it has finished.
    pub function: Slot,
    pub code: Slot,
    pub name: Slot,
    pub qualname: Slot,
    /// The registers, while it is suspended; while it runs, they stand on the machine's stack, and the vector is empty
    /// but keeps its room. They change through `store_registers` and `take_registers`, which keep the books.
    pub registers: RefCell<Vec<Value>>,
    /// Next instruction.
    pub position: Cell<u32>,
    /// The exception that the frame handles, or empty.
    pub handled: Slot,
    /// Empty or the `FrameObject`, if somebody has asked for it and may hold it.
    pub frame: Slot,
}

impl Payload for Generator {
    fn trace<V: Visitor>(&self, visitor: &mut V) {
        self.function.trace(visitor);
        self.code.trace(visitor);
        self.name.trace(visitor);
        self.qualname.trace(visitor);
        for value in self.registers.borrow().iter() {
            visitor.visit(value);
        }
        self.handled.trace(visitor);
        self.frame.trace(visitor);
    }

    fn clear(&self) {
        self.finish();
        self.handled.set(Value::EMPTY);
        self.frame.set(Value::EMPTY);
    }

    fn needs_finalizer(&self) -> bool {
        // Closing it is what ends one that has not finished. If nothing in it waits for that, its death does as well,
        // but in a cycle the collector has to see it closed, as in CPython.
        matches!(self.state.get(), State::Suspended | State::Created)
    }
}

impl Generator {
    fn register_bytes(&self) -> usize {
        self.registers.borrow().capacity() * size_of::<Value>()
    }

    /// Moves the registers out.
    pub fn take_registers(&self) -> Vec<Value> {
        alloc::account_buffer(self.register_bytes(), 0);
        std::mem::take(&mut *self.registers.borrow_mut())
    }

    /// The frame is over: what it held goes, its function included.
    pub fn finish(&self) {
        self.state.set(State::Finished);
        drop(self.take_registers());
        self.function.set(Value::EMPTY);
    }

    /// Keeps registers; there are none so far.
    pub fn store_registers(&self, values: Vec<Value>) {
        let before = self.register_bytes();
        let old = self.registers.replace(values);
        alloc::account_buffer(before, self.register_bytes());
        drop(old);
    }
}

impl Drop for Generator {
    fn drop(&mut self) {
        alloc::account_buffer(self.register_bytes(), 0);
    }
}
