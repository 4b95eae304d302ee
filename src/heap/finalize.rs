//! Finalizers and weak-reference callbacks that wait for the machine.
//!
//! Both run Python code, which neither a release nor an allocation may do. So they are queued and the machine runs
//! them at its next safepoint, with `drain`.
//!
//! The order is that of CPython, where each runs the moment its object dies: entries run in the order in which
//! they were queued, and what the run of one entry queues runs before the entries that were there already, as
//! CPython's recursion would have it. For one object: its finalizer, then (if it is not resurrected) its weak
//! references are cleared and their callbacks run, newest first, then it is destroyed. The one difference: its
//! destruction does not wait for the callbacks, which cannot reach it any more.

#![forbid(unsafe_code)]

use std::cell::RefCell;

use super::collector::Host;
use super::header::{FINALIZED, Header};
use super::value::Value;
use super::{ATTENTION_PENDING, Heap};

/// Something that the machine must run.
#[derive(Debug)]
pub enum Pending {
    /// The finalizer of an object whose last reference went; this is its only reference now. Its weak references are held:
    /// what dies after the object, in the same step, must not take their callbacks along.
    Finalize { object: Value, references: Vec<Value> },
    /// The callback of a weak reference whose object has died.
    WeakCallback { callback: Value, weakref: Value },
}

/// What waits to be run.
#[derive(Default)]
pub struct PendingList {
    /// Queued since somebody last looked, first come first.
    incoming: RefCell<Vec<Pending>>,
    /// Being worked off, last one next. A nested `drain` leaves alone what was there before it.
    stack: RefCell<Vec<Pending>>,
}

impl PendingList {
    pub fn is_empty(&self) -> bool {
        self.incoming.borrow().is_empty() && self.stack.borrow().is_empty()
    }

    /// Calls `visit` for each reference that the list owns.
    pub(super) fn each(&self, visit: &mut dyn FnMut(&Value)) {
        for entry in self.incoming.borrow().iter().chain(self.stack.borrow().iter()) {
            match entry {
                Pending::Finalize { object, references } => {
                    visit(object);
                    references.iter().for_each(&mut *visit);
                }
                Pending::WeakCallback { callback, weakref } => {
                    visit(callback);
                    visit(weakref);
                }
            }
        }
    }

    /// Drops all entries unrun; for the end of the heap.
    pub(super) fn forget_all(&self) {
        let entries = (self.incoming.take(), self.stack.take());
        drop(entries);
    }

    fn stack_incoming(&self) {
        let mut incoming = self.incoming.borrow_mut();
        self.stack.borrow_mut().extend(incoming.drain(..).rev());
    }

    fn pop_above(&self, base: usize) -> Option<Pending> {
        let mut stack = self.stack.borrow_mut();
        if stack.len() > base { stack.pop() } else { None }
    }
}

/// Queues work and tells the machine.
pub(super) fn push_pending(heap: &Heap, pending: Pending) {
    heap.pending.incoming.borrow_mut().push(pending);
    heap.raise_attention(ATTENTION_PENDING);
}

/// Runs what waits, and what that makes wait, until nothing does.
#[inline]
pub fn drain(heap: &Heap, host: &mut dyn Host) {
    if heap.attention.get() & ATTENTION_PENDING != 0 {
        drain_all(heap, host);
    }
}

#[cold]
#[inline(never)]
fn drain_all(heap: &Heap, host: &mut dyn Host) {
    let base = heap.pending.stack.borrow().len();
    loop {
        heap.attention.set(heap.attention.get() & !ATTENTION_PENDING);
        heap.pending.stack_incoming();
        match heap.pending.pop_above(base) {
            None => break,
            Some(Pending::Finalize { object, references }) => {
                // CPython untracks what it destroys, and tracks it anew for its finalizer.
                heap.generations.move_to(0, &object);
                host.finalize(&object);
                // What the finalizer itself queued comes before the object's own death.
                drain(heap, host);
                drop(object);
                drop(references);
            }
            Some(Pending::WeakCallback { callback, weakref }) => host.weakref_callback(callback, weakref),
        }
    }
}

/// Whether the object's finalizer has been called (`gc.is_finalized`).
pub fn is_finalized(value: &Value) -> bool {
    value.object_header().is_some_and(|header| header.has(FINALIZED))
}

/// Clears the weak references to an object that is being destroyed and queues their callbacks.
pub(super) fn clear_weak_references_on_death(heap: &Heap, object: *mut Header) {
    heap.weak.target_died(object, &mut |callback, weakref| {
        push_pending(heap, Pending::WeakCallback { callback, weakref });
    });
}
