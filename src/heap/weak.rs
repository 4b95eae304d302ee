//! Weak references: from an object to the weak references that point to it.
//!
//! A weak reference object holds a `WeakLink` in its payload. The links of one target form a list, in the order in
//! which CPython calls their callbacks: the shared reference without a callback first, then the shared proxy
//! without one, then the others, newest first. The table has the first link of each target.
//!
//! Invariants: a link with a target is in that target's list and its target is not destroyed yet; a target with a
//! list carries `WEAKLY_REFERENCED`; a link is dropped with its payload, which takes it out of its list. So no
//! pointer here outlives what it points to.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::ptr;

use super::header::{DYING, Header, WEAKLY_REFERENCED, WRAPS};
use super::slots::Slot;
use super::tail::INSTANCE_SLOTS_OFFSET;
use super::value::Value;
use super::{Heap, heap};

/// The place of a weak reference in its target's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// The exact `weakref.ref` without a callback; there is one at most, which is shared.
    Basic,
    /// The exact proxy without a callback; likewise.
    BasicProxy,
    /// With a callback, or of a subclass.
    Other,
}

/// What a weak reference object holds.
pub struct WeakLink {
    target: Cell<*mut Header>,
    /// The weak reference as Python sees it: the object that the link is in, or the instance that wraps that.
    owner: Cell<*mut Header>,
    previous: Cell<*const WeakLink>,
    next: Cell<*const WeakLink>,
    rank: Cell<Rank>,
    /// Called with the weak reference when the target has died; empty for none.
    pub callback: Slot,
}

impl WeakLink {
    /// A link to nothing, until `register`. `callback` may be empty.
    pub fn new(callback: Value) -> WeakLink {
        WeakLink {
            target: Cell::new(ptr::null_mut()),
            owner: Cell::new(ptr::null_mut()),
            previous: Cell::new(ptr::null()),
            next: Cell::new(ptr::null()),
            rank: Cell::new(Rank::Other),
            callback: Slot::new(callback),
        }
    }

    /// A new reference to the target; `None` if it is dead or dying.
    pub fn get(&self) -> Option<Value> {
        let target = self.target.get();
        // SAFETY: the target of a link is not destroyed yet.
        if target.is_null() || unsafe { (*target).has(DYING) } {
            return None;
        }
        // SAFETY: it is not dying, so it has a reference that keeps it alive.
        Some(unsafe { Value::retained(target) })
    }

    /// Whether `value` is the target, dead or alive.
    pub fn points_to(&self, value: &Value) -> bool {
        value.is_object() && ptr::eq(self.target.get(), value.as_ptr())
    }

    /// Forgets the target; the callback stays but will not be called.
    pub fn unlink(&self) {
        if !self.target.get().is_null() {
            heap().weak.unlink(self);
        }
    }

    fn live_owner(&self) -> Option<*mut Header> {
        let owner = self.owner.get();
        // SAFETY: the owner outlives the link or has told it otherwise (`owner_died`).
        if owner.is_null() || unsafe { (*owner).has(DYING) } { None } else { Some(owner) }
    }
}

impl Drop for WeakLink {
    fn drop(&mut self) {
        self.unlink();
    }
}

/// The first link of each object that has any, by the object's address.
#[derive(Default)]
pub struct WeakTable {
    first: RefCell<HashMap<usize, *const WeakLink>>,
}

impl WeakTable {
    fn first(&self, target: *mut Header) -> *const WeakLink {
        self.first.borrow().get(&target.addr()).copied().unwrap_or(ptr::null())
    }

    /// The links of a target, first to last.
    fn links(&self, target: *mut Header) -> Vec<*const WeakLink> {
        // SAFETY: the target has a cell, dead or alive.
        if !unsafe { (*target).has(WEAKLY_REFERENCED) } {
            return Vec::new();
        }
        let mut links = Vec::new();
        let mut link = self.first(target);
        while !link.is_null() {
            links.push(link);
            // SAFETY: links in a list are alive.
            link = unsafe { (*link).next.get() };
        }
        links
    }

    /// Puts a link into its target's list, behind those of lower rank and before its equals.
    fn link(&self, link: &WeakLink, target: *mut Header) {
        let mut previous: *const WeakLink = ptr::null();
        let mut next = self.first(target);
        // SAFETY: links in a list are alive.
        while !next.is_null() && unsafe { (*next).rank.get() } < link.rank.get() {
            previous = next;
            // SAFETY: as above.
            next = unsafe { (*next).next.get() };
        }
        link.target.set(target);
        link.previous.set(previous);
        link.next.set(next);
        let this = ptr::from_ref(link);
        // SAFETY: as above.
        if let Some(next) = unsafe { next.as_ref() } {
            next.previous.set(this);
        }
        // SAFETY: as above.
        match unsafe { previous.as_ref() } {
            Some(previous) => previous.next.set(this),
            None => {
                self.first.borrow_mut().insert(target.addr(), this);
                // SAFETY: the caller holds the target.
                unsafe { (*target).set(WEAKLY_REFERENCED) };
            }
        }
    }

    fn unlink(&self, link: &WeakLink) {
        let target = link.target.replace(ptr::null_mut());
        let previous = link.previous.replace(ptr::null());
        let next = link.next.replace(ptr::null());
        // SAFETY: links in a list are alive.
        if let Some(next) = unsafe { next.as_ref() } {
            next.previous.set(previous);
        }
        // SAFETY: as above.
        if let Some(previous) = unsafe { previous.as_ref() } {
            previous.next.set(next);
        } else if next.is_null() {
            self.first.borrow_mut().remove(&target.addr());
            // SAFETY: the target of a link is not destroyed yet.
            unsafe { (*target).unset(WEAKLY_REFERENCED) };
        } else {
            self.first.borrow_mut().insert(target.addr(), next);
        }
    }

    /// Clears the links to an object that dies; `call` gets each callback that must run, with the weak reference.
    pub(super) fn target_died(&self, target: *mut Header, call: &mut dyn FnMut(Value, Value)) {
        for link in self.links(target) {
            // SAFETY: nothing is dropped in this loop, so the links stay alive.
            let link = unsafe { &*link };
            self.unlink(link);
            let owner = link.owner.get();
            if !owner.is_null() && !link.callback.is_empty() {
                // An owner that has died, too, waits for its destruction: in CPython it would die only after the target, so
                // it lives on for its callback (see `destroy_waiting`).
                // SAFETY: the cell is whole: what is destroyed has unlinked itself.
                call(link.callback.take(), unsafe { Value::retained(owner) });
            }
        }
    }

    /// Clears the links to an object of the unreachable set. Gives the weak references outside that set whose
    /// callbacks must run.
    pub(super) fn target_unreachable(&self, target: *mut Header, outside: impl Fn(&Header) -> bool) -> Vec<Value> {
        let mut called = Vec::new();
        for link in self.links(target) {
            // SAFETY: nothing is dropped in this loop, so the links stay alive.
            let link = unsafe { &*link };
            self.unlink(link);
            if let Some(owner) = link.live_owner()
                && !link.callback.is_empty()
                // SAFETY: a live owner is alive.
                && outside(unsafe { &*owner })
            {
                // SAFETY: as above.
                called.push(unsafe { Value::retained(owner) });
            }
        }
        called
    }

    /// For the checker: targets and the number of their links.
    pub(super) fn targets(&self) -> Vec<usize> {
        self.first.borrow().keys().copied().collect()
    }

    /// Forgets everything; for the end of the heap, when links are dropped in any order.
    pub(super) fn forget_all(&self) {
        let firsts: Vec<*const WeakLink> = self.first.borrow_mut().drain().map(|(_, first)| first).collect();
        for mut link in firsts {
            while !link.is_null() {
                // SAFETY: no link has been dropped yet.
                let current = unsafe { &*link };
                current.target.set(ptr::null_mut());
                link = current.next.get();
            }
        }
    }
}

/// The link in an object, or in the object that it wraps.
///
/// # Safety
/// `object` is a live object.
pub(super) unsafe fn link_of<'a>(heap: &Heap, object: *mut Header) -> Option<&'a WeakLink> {
    // SAFETY: passed on; a wrapping instance has the wrapped object in its first slot.
    unsafe {
        let object = if (*object).has(WRAPS) {
            (*object.byte_add(INSTANCE_SLOTS_OFFSET).cast::<Value>()).as_ptr()
        } else {
            object
        };
        (heap.kind((*object).kind).weak_link)(object).as_ref()
    }
}

/// Tells the link inside a wrapping instance that the instance is being destroyed.
///
/// # Safety
/// `object` carries `WRAPS` and its payload is not dropped yet.
pub(super) unsafe fn owner_died(heap: &Heap, object: *mut Header) {
    // SAFETY: passed on.
    if let Some(link) = unsafe { link_of(heap, object) } {
        link.owner.set(ptr::null_mut());
    }
}

/// Makes a weak reference object point to `target`. `weakref` has a `WeakLink` in its payload, or wraps an object
/// that has. Does nothing if `target` is no object with a cell, or if `weakref` points somewhere already.
pub fn register(target: &Value, weakref: &Value, rank: Rank) {
    if !target.is_object() || !weakref.is_object() {
        return;
    }
    let heap = heap();
    // SAFETY: both values keep their objects alive.
    if let Some(link) = unsafe { link_of(heap, weakref.as_ptr()) }
        && link.target.get().is_null()
    {
        link.owner.set(weakref.as_ptr());
        link.rank.set(rank);
        heap.weak.link(link, target.as_ptr());
    }
}

/// New references to the weak references that point to `target`, in the order of their callbacks.
pub fn existing(target: &Value) -> Vec<Value> {
    if !target.is_object() {
        return Vec::new();
    }
    let links = heap().weak.links(target.as_ptr());
    // SAFETY: links in a list are alive; a live owner has a reference.
    links.iter().filter_map(|&link| unsafe { (*link).live_owner().map(|owner| Value::retained(owner)) }).collect()
}

/// The shared weak reference (`Rank::Basic`) or proxy (`Rank::BasicProxy`) to `target`, if there is one.
pub fn shared(target: &Value, rank: Rank) -> Option<Value> {
    if rank == Rank::Other || !target.is_object() {
        return None;
    }
    let links = heap().weak.links(target.as_ptr());
    // SAFETY: links in a list are alive; a live owner has a reference.
    links.iter().take(2).find_map(|&link| unsafe {
        if (*link).rank.get() == rank { (*link).live_owner().map(|owner| Value::retained(owner)) } else { None }
    })
}

/// `weakref.getweakrefcount`.
pub fn count(target: &Value) -> usize {
    if target.is_object() { heap().weak.links(target.as_ptr()).len() } else { 0 }
}
