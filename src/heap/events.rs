//! What an observer may hear of the heap: allocations, deaths and collections.
//!
//! One observer at a time. Without one, an event costs one branch.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::header::{Header, KindIndex};
use super::{Heap, alloc};

/// Why a collection was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// Somebody asked for it.
    Explicit,
    /// The youngest generation's count passed its threshold.
    Threshold,
    /// The debug switch that collects all the time.
    Stress,
}

/// Something that happened; sizes in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// An object was made. `bytes` is its cell; buffers are added later.
    Allocated { kind: KindIndex, bytes: usize, address: usize },
    /// An object's last reference went.
    FreedByCount { kind: KindIndex, bytes: usize, address: usize },
    /// An object died because a collection broke a cycle.
    FreedByCollector { kind: KindIndex, bytes: usize, address: usize },
    CollectionBegun { generation: usize, trigger: Trigger },
    /// `examined`: tracked objects looked at; `unreachable`: found in dead cycles; of these `finalized` had a
    /// finalizer run now, `resurrected` came back and `freed` are gone.
    CollectionEnded {
        generation: usize,
        examined: usize,
        unreachable: usize,
        finalized: usize,
        resurrected: usize,
        freed: usize,
        bytes_before: usize,
        bytes_after: usize,
        pause_ns: u64,
    },
}

/// Hears events, in the middle of what the heap does: it must neither make, copy nor drop values.
pub trait Observer {
    fn event(&self, event: &Event);
}

/// The place of the observer.
#[derive(Default)]
pub struct Events {
    active: Cell<bool>,
    observer: RefCell<Option<Rc<dyn Observer>>>,
    /// While a collection breaks cycles, deaths are its doing.
    pub(super) collector_frees: Cell<bool>,
}

impl Events {
    /// Installs an observer or, with `None`, removes it; gives the former one.
    pub fn observe(&self, observer: Option<Rc<dyn Observer>>) -> Option<Rc<dyn Observer>> {
        self.active.set(observer.is_some());
        self.observer.replace(observer)
    }

    pub fn is_active(&self) -> bool {
        self.active.get()
    }

    #[inline(always)]
    pub(super) fn allocated(&self, header: &Header, heap: &Heap) {
        if self.active.get() {
            self.tell_object(header, heap, |kind, bytes, address| Event::Allocated { kind, bytes, address });
        }
    }

    #[inline(always)]
    pub(super) fn freed_by_count(&self, header: &Header, heap: &Heap) {
        if self.active.get() {
            let by_collector = self.collector_frees.get();
            self.tell_object(header, heap, |kind, bytes, address| {
                if by_collector {
                    Event::FreedByCollector { kind, bytes, address }
                } else {
                    Event::FreedByCount { kind, bytes, address }
                }
            });
        }
    }

    #[cold]
    #[inline(never)]
    fn tell_object(&self, header: &Header, heap: &Heap, event: impl Fn(KindIndex, usize, usize) -> Event) {
        let object = std::ptr::from_ref(header).cast_mut();
        let bytes = alloc::cell_bytes(object);
        debug_assert!(bytes <= heap.bytes());
        self.tell(&event(header.kind, bytes, object.addr()));
    }

    #[cold]
    #[inline(never)]
    pub(super) fn tell(&self, event: &Event) {
        let observer = self.observer.borrow().clone();
        if let Some(observer) = observer {
            observer.event(event);
        }
    }
}
