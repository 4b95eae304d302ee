//! The header in front of every object.
//!
//! ```text
//!  byte 0        4      5            6       7            8           12          16
//!      | count   | kind | size_class | flags | generation | index     | shape     | payload ...
//!      |<------------------ every object ---------------->|<- containers only --->|
//! ```
//!
//! | field | written by |
//! | --- | --- |
//! | `count` | `Value::clone`, `Value::drop` (`value.rs`), `refcount.rs`, finalization |
//! | `kind` | allocation only; never changes while the object lives |
//! | `size_class` | allocation only |
//! | `flags` | the owner of each flag, see below |
//! | `generation` | `generations.rs`, and the collector while it runs |
//! | `index` | `generations.rs`: place in its generation's vector; during a collection the trial count of `cycles.rs` |
//! | `shape` | objects that have a hidden class; the heap never reads it |

#![forbid(unsafe_code)]

use std::cell::Cell;

/// Which layout follows the header; an index into the table of kinds (`kind.rs`).
pub type KindIndex = u8;

/// The first eight bytes of every object.
#[repr(C)]
pub struct Header {
    pub(super) count: Cell<u32>,
    pub(super) kind: KindIndex,
    pub(super) size_class: u8,
    pub(super) flags: Cell<u8>,
    pub(super) generation: Cell<u8>,
}

/// The first sixteen bytes of a container, an object that may hold references.
#[repr(C)]
pub struct GcHeader {
    pub(super) header: Header,
    pub(super) index: Cell<u32>,
    pub(super) shape: Cell<u32>,
}

const _: () = assert!(size_of::<Header>() == 8 && size_of::<GcHeader>() == 16);

/// The finalizer has run (PEP 442: at most once).
pub const FINALIZED: u8 = 1;
/// Some weak reference points here; the heap's weak table has the list.
pub const WEAKLY_REFERENCED: u8 = 2;
/// An instance of a class that inherits a builtin layout: its first slot holds, for ever, the object with that layout.
pub const WRAPS: u8 = 4;
/// The cell is being destroyed or waits for it.
pub const DYING: u8 = 8;
/// `id()` was taken of this number box: its cell is not reused at once.
pub const IDENTIFIED: u8 = 16;
/// The object with the builtin layout inside an instance that `WRAPS`: never tracked nor counted as a container of
/// its own, as the two are one object to a program. So is a dict of attributes that a program has not asked for.
pub const WRAPPED: u8 = 32;

/// Not in any generation.
pub const UNTRACKED: u8 = 255;
/// The generation of `gc.freeze()`.
pub const PERMANENT: u8 = 3;

/// What the machine itself is made of, such as the builtin types: as the permanent one, but `gc.unfreeze()` leaves it alone.
pub const FOUNDATION: u8 = 4;

/// While a collection breaks them up: the objects found unreachable.
pub const UNREACHABLE: u8 = 5;
/// While a collection traces (`cycles.rs`): being examined.
pub const EXAMINED: u8 = 6;
/// While a collection traces: reached by no object from outside so far.
pub const TENTATIVE: u8 = 7;

/// A cell on a free list, or one whose object is not complete yet.
pub const KIND_FREE: KindIndex = 0;
/// A number of up to 62 bits that has been given an identity.
pub const KIND_INT: KindIndex = 1;
/// A float that has been given an identity or does not fit the inline form.
pub const KIND_FLOAT: KindIndex = 2;
/// An instance of a class written in Python; the only kind that may carry `WRAPS`.
pub const KIND_INSTANCE: KindIndex = 3;

/// A count that stays: the upper half of the numbers. In its middle, so that it cannot leave it by one step.
pub(super) const IMMORTAL: u32 = 3 << 30;

/// Whether this count stays as it is.
#[inline(always)]
pub(super) fn is_immortal(count: u32) -> bool {
    (count as i32) < 0
}

impl Header {
    /// Number of counted references; the largest number if nobody counts any more.
    pub fn count(&self) -> u32 {
        let count = self.count.get();
        if is_immortal(count) { u32::MAX } else { count }
    }

    pub fn kind(&self) -> KindIndex {
        self.kind
    }

    pub fn generation(&self) -> u8 {
        self.generation.get()
    }

    pub fn has(&self, flag: u8) -> bool {
        self.flags.get() & flag != 0
    }

    pub(super) fn set(&self, flag: u8) {
        self.flags.set(self.flags.get() | flag);
    }

    pub(super) fn unset(&self, flag: u8) {
        self.flags.set(self.flags.get() & !flag);
    }
}
