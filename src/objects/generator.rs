//! Generators: a frame's window, kept while it is not running.

use std::cell::Cell;

use crate::heap::kind::{Payload, Visitor};
use crate::heap::{Slot, Slots, Value};

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
    /// Empty when it has finished, and while it runs: then its frame has it.
    pub function: Slot,
    pub code: Slot,
    pub name: Slot,
    pub qualname: Slot,
    /// The registers, while it is suspended; while it runs, they stand on the machine's stack, and the vector is empty
    /// but keeps its room.
    pub registers: Slots,
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
        self.registers.trace(visitor);
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
    /// The frame is over: what it held goes, its function included.
    pub fn finish(&self) {
        self.state.set(State::Finished);
        drop(self.registers.take_all());
        self.function.set(Value::EMPTY);
    }
}
