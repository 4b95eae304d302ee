//! What an object owes the heap: a layout with a number, and how to trace, break and measure it.
//!
//! The heap knows no Python type. The objects layer lists its layouts once, with `object_kinds!`; from that come
//! the kind numbers, the casts (`Value::exact`, `Value::cast`) and the table that the heap works with.

use std::any::TypeId;

use super::Heap;
use super::header::{GcHeader, Header, KindIndex};
use super::value::Value;
use super::weak::WeakLink;

/// Hears of each reference that an object owns. Implemented by the collector's phases and the verifier.
pub trait Visitor {
    fn visit(&mut self, reference: &Value);

    /// Visits what `object` refers to, in place of `object`: for an object wrapped by an instance.
    fn through(&mut self, object: &Value);
}

/// When a collection may take an object of a kind out of its generation, if `Payload::may_untrack` agrees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Untrack {
    Never,
    /// As CPython's tuples.
    AnyCollection,
    /// As CPython's dicts.
    FullCollection,
}

/// Behaviour that each layout gives. A layout's `Drop`, if it has one, must not look into other objects.
pub trait Payload: Sized + 'static {
    /// When collections ask `may_untrack`.
    const UNTRACK: Untrack = Untrack::Never;

    /// Visits every counted reference that the object owns, in the order of CPython's `tp_traverse`.
    fn trace<V: Visitor>(&self, visitor: &mut V);

    /// Drops the references through which the object can be part of a cycle (`tp_clear`); stays a valid object.
    fn clear(&self) {}

    /// Whether weak references to it are cleared before its finalizer runs, and not after.
    const WEAK_REFERENCES_FIRST: bool = false;

    /// Bytes that the object holds outside its cell.
    fn buffer_bytes(&self) -> usize {
        0
    }

    /// Whether a finalizer must run before the object dies by count or in a cycle.
    fn needs_finalizer(&self) -> bool {
        false
    }

    /// Whether the object cannot be part of a cycle as it is now (`generations::may_be_tracked` of each item is false).
    fn may_untrack(&self) -> bool {
        false
    }

    /// The link of a weak reference object.
    fn weak_link(&self) -> Option<&WeakLink> {
        None
    }
}

/// A layout that has a kind number.
///
/// # Safety
/// `KIND` belongs to this type alone, and `PAYLOAD_OFFSET` is 16 for containers (`CONTAINER`), 8 for others.
/// Only `object_kinds!` implements it.
pub unsafe trait Object: Payload {
    const KIND: KindIndex;
    const CONTAINER: bool;
    /// How many freed cells of this kind CPython keeps on a free list of its own: allocations served from it do
    /// not count towards a collection.
    const FREE_LIST: u32;
    const PAYLOAD_OFFSET: usize = if Self::CONTAINER { size_of::<GcHeader>() } else { size_of::<Header>() };
}

/// One row of the heap's table: the layout's functions, without its type.
pub struct KindInfo {
    pub name: &'static str,
    pub container: bool,
    pub(super) drop: unsafe fn(*mut Header),
    /// What follows when the count has fallen to zero, and the last part of it.
    pub(super) die: unsafe fn(&Heap, *mut Header),
    pub(super) destroy: unsafe fn(&Heap, *mut Header),
    /// Counts the object as allocated (`alloc::reveal`).
    pub(super) count_again: unsafe fn(&Heap, *mut Header),
    pub(super) subtract: unsafe fn(*mut Header, &mut super::cycles::Subtract),
    pub(super) reach: unsafe fn(*mut Header, &mut super::cycles::Reach),
    pub(super) each: unsafe fn(*mut Header, &mut EachReference<'_>),
    pub(super) clear: unsafe fn(*mut Header),
    pub(super) buffer_bytes: unsafe fn(*mut Header) -> usize,
    pub(super) needs_finalizer: unsafe fn(*mut Header) -> bool,
    pub untrack: Untrack,
    pub(super) may_untrack: unsafe fn(*mut Header) -> bool,
    /// Null if the layout has no link.
    pub(super) weak_link: unsafe fn(*mut Header) -> *const WeakLink,
    /// The layout's type; `None` for unused rows.
    pub(super) layout: Option<fn() -> TypeId>,
}

/// Calls a closure for each reference.
pub struct EachReference<'a>(pub &'a mut dyn FnMut(&Value));

impl Visitor for EachReference<'_> {
    fn visit(&mut self, reference: &Value) {
        (self.0)(reference);
    }

    fn through(&mut self, object: &Value) {
        if let Some(header) = object.object_header() {
            // SAFETY: the row belongs to the object's kind.
            unsafe { (super::heap().kind(header.kind()).each)(object.as_ptr(), self) }
        }
    }
}

impl KindInfo {
    /// The row of layout `T`.
    pub const fn of<T: Object>(name: &'static str) -> KindInfo {
        KindInfo {
            name,
            container: T::CONTAINER,
            drop: drop_payload::<T>,
            die: super::refcount::die::<T>,
            destroy: super::refcount::finish::<T>,
            count_again: super::generations::count_again::<T>,
            subtract: trace_payload::<T, super::cycles::Subtract>,
            reach: trace_payload::<T, super::cycles::Reach>,
            each: trace_each::<T>,
            clear: clear_payload::<T>,
            buffer_bytes: payload_buffer_bytes::<T>,
            needs_finalizer: payload_needs_finalizer::<T>,
            untrack: T::UNTRACK,
            may_untrack: payload_may_untrack::<T>,
            weak_link: payload_weak_link::<T>,
            layout: Some(TypeId::of::<T>),
        }
    }

    /// The row of a kind number that is not in use.
    pub const fn unused() -> KindInfo {
        unsafe fn nothing(_: *mut Header) {}
        unsafe fn no_subtract(_: *mut Header, _: &mut super::cycles::Subtract) {}
        unsafe fn no_reach(_: *mut Header, _: &mut super::cycles::Reach) {}
        unsafe fn no_each(_: *mut Header, _: &mut EachReference<'_>) {}
        unsafe fn not_counted(_: &Heap, _: *mut Header) {}
        unsafe fn zero(_: *mut Header) -> usize {
            0
        }
        unsafe fn no(_: *mut Header) -> bool {
            false
        }
        unsafe fn no_link(_: *mut Header) -> *const WeakLink {
            std::ptr::null()
        }
        KindInfo {
            name: "number",
            container: false,
            drop: nothing,
            die: super::refcount::number_dies,
            destroy: super::refcount::number_dies,
            count_again: not_counted,
            subtract: no_subtract,
            reach: no_reach,
            each: no_each,
            clear: nothing,
            buffer_bytes: zero,
            needs_finalizer: no,
            untrack: Untrack::Never,
            may_untrack: no,
            weak_link: no_link,
            layout: None,
        }
    }
}

/// # Safety
/// `object` is a live object of layout `T`.
unsafe fn payload<'a, T: Object>(object: *mut Header) -> &'a T {
    // SAFETY: `Object`'s contract; the caller vouches for the layout.
    unsafe { &*object.byte_add(T::PAYLOAD_OFFSET).cast::<T>() }
}

unsafe fn drop_payload<T: Object>(object: *mut Header) {
    // SAFETY: as in `payload`; the heap calls this once, when nothing refers to the object any more.
    unsafe { std::ptr::drop_in_place(object.byte_add(T::PAYLOAD_OFFSET).cast::<T>()) }
}

unsafe fn trace_payload<T: Object, V: Visitor>(object: *mut Header, visitor: &mut V) {
    // SAFETY: the caller vouches for the layout.
    unsafe { payload::<T>(object) }.trace(visitor);
}

unsafe fn trace_each<T: Object>(object: *mut Header, visitor: &mut EachReference<'_>) {
    // SAFETY: the caller vouches for the layout.
    unsafe { payload::<T>(object) }.trace(visitor);
}

unsafe fn clear_payload<T: Object>(object: *mut Header) {
    // SAFETY: the caller vouches for the layout.
    unsafe { payload::<T>(object) }.clear();
}

unsafe fn payload_buffer_bytes<T: Object>(object: *mut Header) -> usize {
    // SAFETY: the caller vouches for the layout.
    unsafe { payload::<T>(object) }.buffer_bytes()
}

unsafe fn payload_needs_finalizer<T: Object>(object: *mut Header) -> bool {
    // SAFETY: the caller vouches for the layout.
    unsafe { payload::<T>(object) }.needs_finalizer()
}

unsafe fn payload_may_untrack<T: Object>(object: *mut Header) -> bool {
    // SAFETY: the caller vouches for the layout.
    unsafe { payload::<T>(object) }.may_untrack()
}

unsafe fn payload_weak_link<T: Object>(object: *mut Header) -> *const WeakLink {
    // SAFETY: the caller vouches for the layout.
    unsafe { payload::<T>(object) }.weak_link().map_or(std::ptr::null(), std::ptr::from_ref)
}

/// The table of layouts: `object_kinds! { Name = number, container|leaf, "name", free-list limit; ... }`.
/// It implements `Object` for each and makes `pub static KINDS: [KindInfo; 64]`.
#[macro_export]
macro_rules! object_kinds {
    ($( $layout:ty = $number:literal, $container:ident, $name:literal, $free:literal; )*) => {
        $(
            // SAFETY: each number stands once (the match below makes a second one an unreachable pattern, which
            // is denied), so the kind determines the layout.
            #[allow(unsafe_code)]
            unsafe impl $crate::heap::kind::Object for $layout {
                const KIND: $crate::heap::header::KindIndex = $number;
                const CONTAINER: bool = $crate::object_kinds!(@container $container);
                const FREE_LIST: u32 = $free;
            }
        )*

        #[deny(unreachable_patterns)]
        const fn distinct(kind: u8) -> bool {
            match kind {
                0..=2 => false,
                $( $number => true, )*
                _ => false,
            }
        }

        /// The heap's table of layouts.
        pub static KINDS: [$crate::heap::kind::KindInfo; 64] = {
            let mut table = [const { $crate::heap::kind::KindInfo::unused() }; 64];
            $(
                assert!(distinct($number) && $number < 64);
                table[$number] = $crate::heap::kind::KindInfo::of::<$layout>($name);
            )*
            table
        };
    };
    (@container container) => { true };
    (@container leaf) => { false };
}
