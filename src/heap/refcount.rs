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
use super::header::{DYING, FINALIZED, Header, IMMORTAL, WEAKLY_REFERENCED, WRAPPED, WRAPS, is_immortal};
use super::kind::Object;
use super::value::Value;
use super::{Heap, heap, weak};

/// Takes one more reference. A count that has reached its end stays there: the object is immortal then (it takes
/// 2^31 references of eight bytes each, but a wrong count would be worse).
#[inline(always)]
pub(super) fn retain(header: &Header) {
    let count = header.count.get().wrapping_add(1);
    header.count.set(count);
    if is_immortal(count) {
        stay_immortal(header);
    }
}

/// Takes back a step of a count that stays.
#[inline(always)]
fn stay_immortal(header: &Header) {
    // SAFETY: the cell may be written. Volatile, so that the usual case is a count in memory and a jump that is not taken;
    // otherwise the compiler computes both cases each time.
    unsafe { header.count.as_ptr().write_volatile(IMMORTAL) };
}

/// Ends one counted reference of several.
#[inline(always)]
pub(super) fn release_shared(header: &Header) {
    let count = header.count.get().wrapping_sub(1);
    header.count.set(count);
    if is_immortal(count) {
        stay_immortal(header);
    }
}

/// Ends one counted reference.
///
/// # Safety
/// The caller owned a reference to `object` and does not use it again.
#[inline(always)]
pub(super) unsafe fn release(object: *mut Header) {
    // SAFETY: the reference that ends here keeps the object live until now.
    let header = unsafe { &*object };
    let count = header.count.get().wrapping_sub(1);
    header.count.set(count);
    // One comparison for both of what is rare.
    if count as i32 <= 0 {
        if count == 0 {
            reached_zero(object);
        } else {
            stay_immortal(header);
        }
    }
}

#[cold]
#[inline(never)]
fn reached_zero(object: *mut Header) {
    let heap = heap();
    // SAFETY: a cell whose count has just reached zero has not been freed, nobody else refers to it, and the row belongs to
    // its kind.
    unsafe { (heap.kind((*object).kind).die)(heap, object) }
}

/// What happens to an object of layout `T` whose count has just reached zero.
///
/// # Safety
/// The object is of that layout, and nobody refers to it.
pub(super) unsafe fn die<T: Object>(heap: &Heap, object: *mut Header) {
    // SAFETY: passed on.
    let header = unsafe { &*object };
    if !T::CONTAINER && !header.has(WEAKLY_REFERENCED) {
        // SAFETY: a leaf owns no references, so dropping it frees nothing else.
        unsafe { destroy_payload::<T>(heap, object) };
        return;
    }
    if heap.destroying.get() {
        header.set(DYING);
        heap.dead.borrow_mut().push(object);
        return;
    }
    // SAFETY: passed on.
    if unsafe { waits_for_finalizer::<T>(heap, object) } {
        return;
    }
    header.set(DYING);
    heap.destroying.set(true);
    // SAFETY: the object is dead and not destroyed yet.
    unsafe { destroy::<T>(heap, object) };
    if !heap.dead.borrow().is_empty() {
        destroy_waiting(heap);
    }
    heap.destroying.set(false);
}

/// Whether the object has a finalizer that has not run: it has one reference again then, and waits.
///
/// # Safety
/// As for `die`; the payload is whole as yet.
#[inline(always)]
unsafe fn waits_for_finalizer<T: Object>(heap: &Heap, object: *mut Header) -> bool {
    // SAFETY: passed on.
    let header = unsafe { &*object };
    // SAFETY: passed on.
    let needed = T::CONTAINER
        && !header.has(FINALIZED)
        && unsafe { &*object.byte_add(T::PAYLOAD_OFFSET).cast::<T>() }.needs_finalizer();
    if needed {
        header.unset(DYING);
        header.count.set(1);
        header.set(FINALIZED);
        if T::WEAK_REFERENCES_FIRST && header.has(WEAKLY_REFERENCED) {
            finalize::clear_weak_references_on_death(heap, object);
        }
        // SAFETY: the reference just counted is handed to the list.
        let object = unsafe { Value::from_ptr(object) };
        let references = weak::existing(&object);
        finalize::push_pending(heap, Pending::Finalize { object, references });
    }
    needed
}

/// What happens to a dead object when it is its turn on the work list.
///
/// # Safety
/// As for `destroy`.
pub(super) unsafe fn finish<T: Object>(heap: &Heap, object: *mut Header) {
    // SAFETY: passed on.
    unsafe {
        if !waits_for_finalizer::<T>(heap, object) {
            destroy::<T>(heap, object);
        }
    }
}

/// A boxed number whose count has reached zero.
///
/// # Safety
/// As for `die`.
pub(super) unsafe fn number_dies(heap: &Heap, object: *mut Header) {
    // SAFETY: nobody refers to the cell, and a number owns nothing.
    unsafe {
        heap.events.freed_by_count(&*object, heap);
        alloc::free_number(heap, object);
    }
}

/// Destroys what died with the object that was destroyed just now, and what dies with that.
#[inline(never)]
fn destroy_waiting(heap: &Heap) {
    // How many wait on the list, not counting what the last object's destruction has killed.
    let mut waiting = 0;
    loop {
        let mut dead = heap.dead.borrow_mut();
        // What its destruction killed is now at the end in order of death; the first to die must be popped first.
        if dead.len() > waiting + 1 {
            dead[waiting..].reverse();
        }
        let Some(next) = dead.pop() else { break };
        waiting = dead.len();
        drop(dead);
        // SAFETY: what waits on the list has not been freed.
        let header = unsafe { &*next };
        if header.count.get() != 0 {
            // A weak reference that has been given its callback: it dies once more after that.
            header.unset(DYING);
            continue;
        }
        // SAFETY: the object is dead (count zero, met once) and its cell not yet freed; the row belongs to its kind.
        unsafe { (heap.kind((*next).kind).destroy)(heap, next) };
    }
}

/// Destroys one dead object: weak references, payload, cell.
///
/// # Safety
/// `object` is dead, of layout `T`: its count is zero and it is not destroyed yet.
pub(super) unsafe fn destroy<T: Object>(heap: &Heap, object: *mut Header) {
    // SAFETY: the cell is still allocated.
    let header = unsafe { &*object };
    if header.has(WEAKLY_REFERENCED) {
        finalize::clear_weak_references_on_death(heap, object);
    }
    if T::CONTAINER {
        // SAFETY: containers have a `GcHeader`.
        heap.generations.untrack(unsafe { &*object.cast() });
        if !header.has(WRAPPED) {
            heap.container_freed::<T>(header);
        }
        if header.has(WRAPS) {
            // SAFETY: the payload is dropped further down.
            unsafe { weak::owner_died(heap, object) };
        }
    }
    // SAFETY: this is the only call for this object.
    unsafe { destroy_payload::<T>(heap, object) };
}

/// Drops the payload and frees the cell.
///
/// # Safety
/// As for `destroy`.
#[inline(always)]
unsafe fn destroy_payload<T: Object>(heap: &Heap, object: *mut Header) {
    // SAFETY: passed on; nothing refers to the cell.
    unsafe {
        heap.events.freed_by_count(&*object, heap);
        std::ptr::drop_in_place(object.byte_add(T::PAYLOAD_OFFSET).cast::<T>());
        alloc::free_cell(heap, object);
    }
}
