//! Exceptions and tracebacks.

use std::cell::Cell;

use crate::heap::kind::{Payload, Visitor};
use crate::heap::{Slot, Value, alloc};

/// Any exception object, of a builtin class or one written in Python.
pub struct Exception {
    pub class: Slot,
    /// The tuple `args`.
    pub args: Slot,
    /// Empty or the dict of its attributes (`__notes__` and members of particular classes included).
    pub dict: Slot,
    /// Empty or a `Traceback`.
    pub traceback: Slot,
    /// Empty or the exception's `__cause__` (`None` after `raise ... from None`).
    pub cause: Slot,
    /// Empty or `__context__`.
    pub context: Slot,
    pub suppress_context: Cell<bool>,
    /// Empty, or of a group the tuple of its message and the tuple of its exceptions.
    pub group: Slot,
}

impl Payload for Exception {
    fn trace<V: Visitor>(&self, visitor: &mut V) {
        for slot in [&self.dict, &self.args, &self.traceback, &self.cause, &self.context, &self.class, &self.group] {
            slot.trace(visitor);
        }
    }

    fn clear(&self) {
        for slot in [&self.dict, &self.traceback, &self.cause, &self.context, &self.group] {
            slot.set(Value::EMPTY);
        }
    }

    fn needs_finalizer(&self) -> bool {
        self.class.peek(|class| class.exact::<super::Type>().is_some_and(super::Type::has_finalizer))
    }
}

pub fn new_exception(class: Value, args: Value) -> Value {
    alloc::new(Exception {
        class: Slot::new(class),
        args: Slot::new(args),
        dict: Slot::default(),
        traceback: Slot::default(),
        cause: Slot::default(),
        context: Slot::default(),
        suppress_context: Cell::new(false),
        group: Slot::default(),
    })
}

/// One frame that an exception has passed through.
pub struct Traceback {
    /// Empty or the traceback of the frame further in.
    pub next: Slot,
    /// The `FrameObject`.
    pub frame: Slot,
    /// Index of the instruction, from which line and columns follow.
    pub instruction: u32,
}

impl Payload for Traceback {
    fn trace<V: Visitor>(&self, visitor: &mut V) {
        self.next.trace(visitor);
        self.frame.trace(visitor);
    }

    fn clear(&self) {
        self.next.set(Value::EMPTY);
        self.frame.set(Value::EMPTY);
    }
}

impl Traceback {
    /// The code object that ran in the frame; empty if the collector has cleared the entry.
    pub fn code(&self) -> Value {
        self.frame.peek(|frame| frame.exact::<super::FrameObject>().map_or(Value::EMPTY, |frame| frame.code.get()))
    }
}
