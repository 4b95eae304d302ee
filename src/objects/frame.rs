//! Frame objects: what programs see of an activation of code.
//!
//! The machine's own frames are no objects. One gets a frame object when somebody asks for it: a traceback that passes
//! through it, or the program. While the frame runs, its variables stand in the machine's registers; when it ends and
//! somebody still holds its object, they move into the object, which then keeps them alive.

use std::cell::{Cell, RefCell};

use crate::heap::kind::{Payload, Visitor};
use crate::heap::{Slot, Value, alloc};

/// An activation of a code object.
pub struct FrameObject {
    pub function: Slot,
    pub code: Slot,
    /// Namespace of a module or class body; empty in functions.
    pub namespace: Slot,
    /// The frame that called this one; set when this one ends (a running frame's is found on the stack).
    pub back: Slot,
    /// The local variables, cells in their places; empty until the frame ends. They change through `store_locals` and
    /// `take_locals`, which keep the books.
    pub locals: RefCell<Vec<Value>>,
    /// Index of the instruction that was last executed, as far as the machine has told.
    pub instruction: Cell<u32>,
}

impl FrameObject {
    /// The object of a frame that runs.
    pub fn new(function: Value, code: Value, namespace: Value, instruction: u32) -> FrameObject {
        FrameObject {
            function: Slot::new(function),
            code: Slot::new(code),
            namespace: Slot::new(namespace),
            back: Slot::default(),
            locals: RefCell::default(),
            instruction: Cell::new(instruction),
        }
    }

    fn locals_bytes(&self) -> usize {
        self.locals.borrow().capacity() * size_of::<Value>()
    }

    /// Moves the variables out.
    pub fn take_locals(&self) -> Vec<Value> {
        alloc::account_buffer(self.locals_bytes(), 0);
        std::mem::take(&mut *self.locals.borrow_mut())
    }

    /// Keeps the variables of a frame that has ended.
    pub fn store_locals(&self, values: Vec<Value>) {
        let old = self.take_locals();
        self.locals.replace(values);
        alloc::account_buffer(0, self.locals_bytes());
        drop(old);
    }
}

impl Payload for FrameObject {
    fn trace<V: Visitor>(&self, visitor: &mut V) {
        for slot in [&self.back, &self.function, &self.code, &self.namespace] {
            slot.trace(visitor);
        }
        for value in self.locals.borrow().iter() {
            visitor.visit(value);
        }
    }

    fn clear(&self) {
        drop(self.take_locals());
        self.back.set(Value::EMPTY);
    }
}

impl Drop for FrameObject {
    fn drop(&mut self) {
        alloc::account_buffer(self.locals_bytes(), 0);
    }
}
