//! What stands between an `await` and the frame that it drives: the iterators of coroutines and of the steps of
//! asynchronous generators.

use std::cell::Cell;

use crate::heap::kind::{Payload, Visitor};
use crate::heap::{Slot, Value, alloc};

/// What being driven means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// `coroutine.__await__()`
    Wrapper,
    /// `generator.asend(value)` and `__anext__()`
    Send,
    /// `generator.athrow(...)`
    Throw,
    /// `generator.aclose()`
    Close,
    /// `anext(iterator, default)`
    Default,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Created,
    Started,
    Closed,
}

/// The iterator behind an `await`.
pub struct Awaiter {
    pub step: Step,
    pub stage: Cell<Stage>,
    /// The coroutine or generator; for `Step::Default` what is awaited.
    pub target: Slot,
    /// The value to send, the tuple of what to throw, or the default.
    pub value: Slot,
}

impl Payload for Awaiter {
    fn trace<V: Visitor>(&self, visitor: &mut V) {
        self.target.trace(visitor);
        self.value.trace(visitor);
    }

    fn clear(&self) {
        self.target.set(Value::EMPTY);
        self.value.set(Value::EMPTY);
    }
}

/// A new one, not driven yet.
pub fn new_awaiter(step: Step, target: Value, value: Value) -> Value {
    alloc::new(Awaiter { step, stage: Cell::new(Stage::Created), target: Slot::new(target), value: Slot::new(value) })
}
