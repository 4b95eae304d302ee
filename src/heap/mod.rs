//! [ESSAY] The heap: who owns what, and the life of an object.
//!
//! Every object is a cell (`alloc.rs`) that begins with a header (`header.rs`). References are `Value`s
//! (`value.rs`); each that is an object word owns one count (`refcount.rs`). An object dies at the moment when its
//! last reference goes. Objects that can hold references are *containers*: they are *tracked* in one of three
//! generations (`generations.rs`), and a collection (`cycles.rs`) finds those that only keep each other alive.
//! Weak references and finalizers have one place each (`weak.rs`, `finalize.rs`).
//!
//! Invariants:
//! 1. The count of an object equals the number of `Value`s that refer to it, wherever they are.
//! 2. An object word refers to a live object of the kind that its header says.
//! 3. A tracked object stands in the vector of its generation at its index, exactly once.
//! 4. Allocation, retain and release never run Python code. What would (finalizers, callbacks, a collection that has
//!    fallen due) raises `attention`, and the machine sees to it at its next safepoint.
//! 5. One thread: a heap belongs to the thread that made it and is reached through a thread-local that is set
//!    while its interpreter is entered.
//!
//! `verify.rs` checks 1 to 3 over the whole heap.

#![allow(unsafe_code, reason = "this folder owns the memory; its files without need for it forbid it again")]
#![warn(clippy::undocumented_unsafe_blocks)]

pub mod alloc;
pub mod collector;
pub mod cycles;
pub mod events;
pub mod finalize;
pub mod generations;
pub mod header;
pub mod kind;
pub mod refcount;
pub mod slots;
pub mod tail;
pub mod value;
pub mod verify;
pub mod weak;
pub mod zeal;

#[cfg(test)]
mod tests;

use std::any::TypeId;
use std::cell::{Cell, RefCell};
use std::marker::PhantomData;

use header::{Header, KindIndex};
use kind::KindInfo;

pub use slots::{OutOfMemory, Slot, Slots};
pub use value::{Num, Tag, Unowned, Value};

/// Something waits for the machine; see `Heap::attention`.
pub const ATTENTION_PENDING: u32 = 1;
/// A collection has fallen due.
pub const ATTENTION_COLLECT: u32 = 2;
/// The heap has outgrown its limit.
pub const ATTENTION_MEMORY: u32 = 4;
/// Ctrl-C, a time limit or a host's request; set by the machine's own limits.
pub const ATTENTION_INTERRUPT: u32 = 8;

/// One interpreter's memory.
pub struct Heap {
    kinds: &'static [KindInfo; 64],
    cells: alloc::Cells,
    pub generations: generations::Generations,
    /// Objects whose count is zero, waiting to be destroyed, and whether that is going on.
    dead: RefCell<Vec<*mut Header>>,
    destroying: Cell<bool>,
    /// Finalizers and callbacks to run at the next safepoint.
    pending: finalize::PendingList,
    weak: weak::WeakTable,
    pub events: events::Events,
    pub zeal: zeal::Zeal,
    /// Bits of `ATTENTION_*`: zero when the machine may go straight on.
    pub attention: Cell<u32>,
    /// How dead cycles are found.
    pub strategy: Cell<collector::Strategy>,
    _one_thread: PhantomData<*const ()>,
}

thread_local! {
    static CURRENT: Cell<*const Heap> = const { Cell::new(std::ptr::null()) };
}

/// The heap of the interpreter that is entered on this thread.
#[inline(always)]
pub fn heap() -> &'static Heap {
    let current = CURRENT.get();
    assert!(!current.is_null(), "no interpreter is entered on this thread");
    // SAFETY: `Entered` keeps the pointer valid while it is set; the 'static is never kept beyond a call
    // that runs while the heap is entered.
    unsafe { &*current }
}

/// While this lives, its heap is the current one of the thread.
pub struct Entered {
    previous: *const Heap,
}

impl Drop for Entered {
    fn drop(&mut self) {
        CURRENT.set(self.previous);
    }
}

impl Heap {
    /// An empty heap for objects of the given layouts. It must be entered before objects are made.
    pub fn new(kinds: &'static [KindInfo; 64]) -> Box<Heap> {
        let instance = kinds[usize::from(header::KIND_INSTANCE)].layout;
        assert!(
            instance.is_none_or(|layout| layout() == TypeId::of::<tail::Instance>()),
            "this kind number is that of instances"
        );
        Box::new(Heap {
            kinds,
            cells: alloc::Cells::new(),
            generations: generations::Generations::new(),
            dead: RefCell::default(),
            destroying: Cell::new(false),
            pending: finalize::PendingList::default(),
            weak: weak::WeakTable::default(),
            events: events::Events::default(),
            zeal: zeal::Zeal::default(),
            attention: Cell::new(0),
            strategy: Cell::default(),
            _one_thread: PhantomData,
        })
    }

    /// Makes this the thread's heap until the guard is dropped, which must be before the heap is.
    #[allow(clippy::borrowed_box, reason = "the heap must stay where it is")]
    pub fn enter(self: &Box<Heap>) -> Entered {
        Entered { previous: CURRENT.replace(&raw const **self) }
    }

    #[inline(always)]
    pub fn kind(&self, kind: KindIndex) -> &'static KindInfo {
        &self.kinds[usize::from(kind) & 63]
    }

    #[inline(always)]
    pub fn raise_attention(&self, bit: u32) {
        self.attention.set(self.attention.get() | bit);
    }

    #[cold]
    fn out_of_memory(&self) {
        self.raise_attention(ATTENTION_MEMORY);
    }

    /// Bytes of all live cells and buffers.
    pub fn bytes(&self) -> usize {
        self.cells.bytes.get()
    }

    /// Live objects, containers or not.
    pub fn object_count(&self) -> usize {
        self.cells.objects.get()
    }

    /// Sets the largest number of bytes that objects may take; `None` for no limit.
    pub fn set_limit(&self, bytes: Option<usize>) {
        self.cells.limit.set(bytes.unwrap_or(usize::MAX));
    }

    /// Bytes that an object takes, buffers included.
    pub fn size_of(&self, value: &Value) -> usize {
        match value.object_header() {
            None => 0,
            Some(header) => {
                // SAFETY: the value keeps the object alive; the row belongs to its kind.
                let buffers = unsafe { (self.kind(header.kind()).buffer_bytes)(value.as_ptr()) };
                alloc::cell_bytes(value.as_ptr()) + buffers
            }
        }
    }
}

impl Drop for Heap {
    /// Gives back what objects hold outside their cells. Nothing is run, and nobody refers to an object any more.
    fn drop(&mut self) {
        let _entered = Entered { previous: CURRENT.replace(&raw const *self) };
        self.weak.forget_all();
        let mut objects = Vec::with_capacity(self.object_count());
        self.cells.each_object(&mut |object| {
            // Whatever is released from now on stays where it is.
            // SAFETY: `each_object` gives objects whose cells are in use.
            unsafe { (*object).count.set(header::IMMORTAL) };
            objects.push(object);
        });
        self.pending.forget_all();
        for object in objects {
            // SAFETY: the row belongs to the object's kind; each payload is dropped once, and no cell is freed yet.
            unsafe { (self.kind((*object).kind).drop)(object) };
        }
    }
}
