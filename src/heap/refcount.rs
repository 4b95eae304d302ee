//! Retain, release, and what happens when a count falls to zero.
//!
//! Destruction never recurses: an object whose count reaches zero while another is being destroyed is put on a
//! work list. The list is worked off depth first and in order, so objects die in the order in which CPython's
//! recursion would have destroyed them.
//!
//! An object with a finalizer is not destroyed here: finalizers run Python code, which a release must never do. It
//! gets one reference again and waits on the pending list (`finalize.rs`) until the machine's next safepoint.

use super::alloc;
use super::finalize::{self, Pending};
use super::header::{DYING, FINALIZED, Header, WEAKLY_REFERENCED, WRAPPED, WRAPS};
use super::value::Value;
use super::{Heap, heap, weak};

/// Takes one more reference. A count that has reached its end stays there: the object is immortal then (it takes
/// 2^32 references of eight bytes each, but a wrong count would be worse).
#[inline(always)]
pub(super) fn retain(header: &Header) {
    header.count.set(header.count.get().saturating_add(1));
}

/// Ends one counted reference.
///
/// # Safety
/// The caller owned a reference to `object` and does not use it again.
#[inline(always)]
pub(super) unsafe fn release(object: *mut Header) {
    // SAFETY: the reference that ends here keeps the object live until now.
    let header = unsafe { &*object };
    let count = header.count.get();
    if count == u32::MAX {
        return;
    }
    header.count.set(count - 1);
    if count == 1 {
        reached_zero(object);
    }
}

#[cold]
#[inline(never)]
fn reached_zero(object: *mut Header) {
    let heap = heap();
    // SAFETY: a cell whose count has just reached zero has not been freed, and nobody else refers to it.
    let header = unsafe { &*object };
    let info = heap.kind(header.kind);
    // SAFETY: the table's row belongs to the object's kind.
    if !header.has(FINALIZED) && info.container && unsafe { (info.needs_finalizer)(object) } {
        header.count.set(1);
        header.set(FINALIZED);
        // SAFETY: the reference just counted is handed to the list.
        finalize::push_pending(heap, Pending::Finalize(unsafe { Value::from_ptr(object) }));
        return;
    }
    if !info.container && !header.has(WEAKLY_REFERENCED) {
        heap.events.freed_by_count(header, heap);
        // SAFETY: a leaf owns no references, so dropping it frees nothing else; the row belongs to its kind.
        unsafe {
            (info.drop)(object);
            alloc::free_cell(heap, object);
        }
        return;
    }
    header.set(DYING);
    heap.dead.borrow_mut().push(object);
    if !heap.destroying.get() {
        destroy_all(heap);
    }
}

/// Works off the list of dead objects.
fn destroy_all(heap: &Heap) {
    heap.destroying.set(true);
    loop {
        let Some(object) = heap.dead.borrow_mut().pop() else { break };
        let before = heap.dead.borrow().len();
        // SAFETY: the object is dead (count zero, on this list once) and its cell not yet freed.
        unsafe { destroy(heap, object) };
        // What its destruction killed is now at the end in order of death; the first to die must be popped first.
        heap.dead.borrow_mut()[before..].reverse();
    }
    heap.destroying.set(false);
}

/// Destroys one dead object: weak references, payload, cell.
///
/// # Safety
/// `object` is dead: its count is zero and it is not destroyed yet.
unsafe fn destroy(heap: &Heap, object: *mut Header) {
    // SAFETY: the cell is still allocated.
    let header = unsafe { &*object };
    let info = heap.kind(header.kind);
    if header.has(WEAKLY_REFERENCED) {
        finalize::clear_weak_references_on_death(heap, object);
    }
    if info.container {
        // SAFETY: containers have a `GcHeader`.
        heap.generations.untrack(unsafe { &*object.cast() });
        if !header.has(WRAPPED) {
            heap.container_freed(header);
        }
        if header.has(WRAPS) {
            // SAFETY: the payload is dropped further down.
            unsafe { weak::owner_died(heap, object) };
        }
    }
    heap.events.freed_by_count(header, heap);
    // SAFETY: the row belongs to the kind, and this is the only call for this object.
    unsafe { (info.drop)(object) };
    // SAFETY: the payload is dropped, nothing refers to the cell.
    unsafe { alloc::free_cell(heap, object) };
}
