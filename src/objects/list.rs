//! Lists and tuples.

use std::ops::Deref;

use crate::heap::generations::may_be_tracked;
use crate::heap::kind::{Payload, Untrack, Visitor};
use crate::heap::tail::{Tail, new_tail};
use crate::heap::{OutOfMemory, Slots, Value, alloc, heap};

/// A list: its items are `Slots`, whose methods it has.
pub struct List(Slots);

impl Deref for List {
    type Target = Slots;

    #[inline(always)]
    fn deref(&self) -> &Slots {
        &self.0
    }
}

impl Payload for List {
    fn trace<V: Visitor>(&self, visitor: &mut V) {
        self.0.trace_backwards(visitor);
    }

    fn clear(&self) {
        self.0.clear();
    }

    fn buffer_bytes(&self) -> usize {
        self.0.buffer_bytes()
    }
}

/// A list of these values (moved in).
pub fn new_list(values: Vec<Value>) -> Value {
    alloc::new(List(Slots::from_vec(values)))
}

/// A list to be wrapped by an instance: not tracked itself.
pub fn new_untracked_list() -> Value {
    alloc::new_untracked(List(Slots::new()))
}

/// A tuple; its items never change.
pub type Tuple = Tail<(), Value>;

impl Payload for Tuple {
    const UNTRACK: Untrack = Untrack::AnyCollection;

    fn trace<V: Visitor>(&self, visitor: &mut V) {
        for value in self.elements().iter().rev() {
            visitor.visit(value);
        }
    }

    fn may_untrack(&self) -> bool {
        !self.elements().iter().any(may_be_tracked)
    }
}

/// A tuple of these values (moved in), tracked. The empty tuple is the machine's business (there is only one).
pub fn try_new_tuple(values: Vec<Value>) -> Result<Value, OutOfMemory> {
    try_new_tuple_of(values.len(), values.into_iter())
}

/// As `try_new_tuple`, of `len` values (one at least) that come one by one.
#[inline]
pub fn try_new_tuple_of(len: usize, values: impl Iterator<Item = Value>) -> Result<Value, OutOfMemory> {
    let tuple = new_tail::<(), Value>((), len, values)?;
    heap().generations.track_fresh(&tuple);
    Ok(tuple)
}

/// As `try_new_tuple`, for tuples of modest size.
pub fn new_tuple(values: Vec<Value>) -> Value {
    try_new_tuple(values).unwrap_or(Value::NONE)
}
