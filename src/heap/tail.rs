//! Objects whose size is fixed when they are made: a head and a run of elements in the same cell.
//!
//! `Tail<H, E>` is the layout of tuples (`E = Value`, never changed afterwards) and of strings and bytes
//! (`E = u8`). `Instance` is the layout of instances of Python classes: the class, then attribute slots; how
//! many fit follows from its cell's size.

use std::ptr;

use super::alloc;
use super::header::{GcHeader, Header, KIND_INSTANCE, WEAKLY_REFERENCED, WRAPPED, WRAPS};
use super::heap;
use super::kind::{Object, Visitor};
use super::slots::{OutOfMemory, Slot};
use super::value::Value;

/// A head and `len` elements behind it.
#[repr(C)]
pub struct Tail<H, E> {
    len: usize,
    pub head: H,
    elements: [E; 0],
}

impl<H, E> Tail<H, E> {
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len
    }

    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The elements.
    #[inline(always)]
    pub fn elements(&self) -> &[E] {
        // SAFETY: a `Tail` exists only in a cell made by `new_tail`, which has written `len` elements there, and
        // they are never moved or replaced while anybody can see them (`append_bytes_tail`).
        unsafe { std::slice::from_raw_parts(self.elements.as_ptr(), self.len) }
    }

    /// Bytes that the payload of `len` elements takes.
    fn payload_bytes(len: usize) -> Result<usize, OutOfMemory> {
        len.checked_mul(size_of::<E>()).and_then(|bytes| bytes.checked_add(size_of::<Self>())).ok_or(OutOfMemory)
    }
}

impl<H, E> Drop for Tail<H, E> {
    fn drop(&mut self) {
        let first = self.elements.as_mut_ptr();
        // CPython destroys tuples from the last item to the first.
        for index in (0..self.len).rev() {
            // SAFETY: the elements were written by `new_tail` and are dropped here only.
            unsafe { ptr::drop_in_place(first.add(index)) };
        }
    }
}

/// Makes an object of a head and `len` elements; a container stays untracked until `track`.
/// `elements` must yield `len` elements at least; further ones are dropped.
pub fn new_tail<H, E>(head: H, len: usize, elements: impl Iterator<Item = E>) -> Result<Value, OutOfMemory>
where
    Tail<H, E>: Object,
{
    let object = alloc::raw(Tail::<H, E>::PAYLOAD_OFFSET, Tail::<H, E>::payload_bytes(len)?)?;
    // SAFETY: a new cell of the right size; elements are written in order and `len` counts those written; the
    // object is complete then.
    unsafe {
        let payload = object.byte_add(Tail::<H, E>::PAYLOAD_OFFSET).cast::<Tail<H, E>>();
        ptr::write(ptr::addr_of_mut!((*payload).head), head);
        let first = ptr::addr_of_mut!((*payload).elements).cast::<E>();
        let mut written = 0;
        for element in elements.take(len) {
            first.add(written).write(element);
            written += 1;
        }
        ptr::addr_of_mut!((*payload).len).write(written);
        Ok(alloc::complete::<Tail<H, E>>(object))
    }
}

/// Takes an object apart whose last reference this is: its elements are handed over in order, and it dies empty. Gives
/// the object back if it has other references, or weak ones.
pub fn take_apart<H, E>(object: Value, mut take: impl FnMut(usize, E)) -> Result<(), Value>
where
    Tail<H, E>: Object,
{
    let Some(tail) = object.exact::<Tail<H, E>>() else { return Err(object) };
    if !object.is_last() || object.object_header().is_some_and(|header| header.has(WEAKLY_REFERENCED)) {
        return Err(object);
    }
    let first = tail.elements.as_ptr();
    let payload = ptr::from_ref(tail).cast_mut();
    // SAFETY: this is the only reference, so nobody looks at the elements any more; without length they are not dropped
    // again. `take` may release values, but none of them is this object.
    unsafe {
        let len = ptr::replace(ptr::addr_of_mut!((*payload).len), 0);
        for index in 0..len {
            take(index, first.add(index).read());
        }
    }
    drop(object);
    Ok(())
}

/// Makes an object of a head and bytes.
pub fn new_bytes_tail<H>(head: H, bytes: &[u8]) -> Result<Value, OutOfMemory>
where
    Tail<H, u8>: Object,
{
    let object = alloc::raw(Tail::<H, u8>::PAYLOAD_OFFSET, Tail::<H, u8>::payload_bytes(bytes.len())?)?;
    // SAFETY: as in `new_tail`; the bytes are copied as a block.
    unsafe {
        let payload = object.byte_add(Tail::<H, u8>::PAYLOAD_OFFSET).cast::<Tail<H, u8>>();
        ptr::write(ptr::addr_of_mut!((*payload).head), head);
        let first = ptr::addr_of_mut!((*payload).elements).cast::<u8>();
        ptr::copy_nonoverlapping(bytes.as_ptr(), first, bytes.len());
        ptr::addr_of_mut!((*payload).len).write(bytes.len());
        Ok(alloc::complete::<Tail<H, u8>>(object))
    }
}

/// Makes an object of a head and `len` bytes, the given parts one after the other (as many of their bytes as fit, zeros
/// where they end early).
pub fn new_bytes_tail_of<'a, H>(
    head: H,
    len: usize,
    parts: impl Iterator<Item = &'a [u8]>,
) -> Result<Value, OutOfMemory>
where
    Tail<H, u8>: Object,
{
    let object = alloc::raw(Tail::<H, u8>::PAYLOAD_OFFSET, Tail::<H, u8>::payload_bytes(len)?)?;
    // SAFETY: as in `new_tail`; each part is copied to where there is room for it, and what is left is filled.
    unsafe {
        let payload = object.byte_add(Tail::<H, u8>::PAYLOAD_OFFSET).cast::<Tail<H, u8>>();
        ptr::write(ptr::addr_of_mut!((*payload).head), head);
        let first = ptr::addr_of_mut!((*payload).elements).cast::<u8>();
        let mut written = 0;
        for part in parts {
            let fits = part.len().min(len - written);
            ptr::copy_nonoverlapping(part.as_ptr(), first.add(written), fits);
            written += fits;
        }
        first.add(written).write_bytes(0, len - written);
        ptr::addr_of_mut!((*payload).len).write(len);
        Ok(alloc::complete::<Tail<H, u8>>(object))
    }
}

/// Appends bytes to an object of a head and bytes that nobody else refers to, with room for `spare` bytes more if its cell
/// has to be replaced; `change` sees to the head. `false`, and nothing is changed, if it is no such object.
pub fn append_bytes_tail<H>(
    target: &mut Value,
    bytes: &[u8],
    spare: usize,
    change: impl FnOnce(&mut H),
) -> Result<bool, OutOfMemory>
where
    Tail<H, u8>: Object,
{
    let Some(tail) = target.exact::<Tail<H, u8>>() else { return Ok(false) };
    if target.count() != Some(1) || Tail::<H, u8>::CONTAINER {
        return Ok(false);
    }
    let len = tail.len;
    let all = len.checked_add(bytes.len()).ok_or(OutOfMemory)?;
    let needed = Tail::<H, u8>::payload_bytes(all)?.checked_add(Tail::<H, u8>::PAYLOAD_OFFSET).ok_or(OutOfMemory)?;
    let object = target.as_ptr();
    let wanted = if needed <= alloc::cell_bytes(object) { needed } else { needed.saturating_add(spare) };
    // SAFETY: the only reference to the object is `target`, which is borrowed for writing, so nobody looks at its bytes and
    // they are not what is appended. `grow` gives a cell with room for all; the value then refers to that cell.
    unsafe {
        let object = alloc::grow(object, wanted)?;
        std::mem::forget(std::mem::replace(target, Value::from_ptr(object)));
        let payload = object.byte_add(Tail::<H, u8>::PAYLOAD_OFFSET).cast::<Tail<H, u8>>();
        let first = ptr::addr_of_mut!((*payload).elements).cast::<u8>();
        ptr::copy_nonoverlapping(bytes.as_ptr(), first.add(len), bytes.len());
        ptr::addr_of_mut!((*payload).len).write(all);
        change(&mut (*payload).head);
    }
    Ok(true)
}

/// An instance of a class that is written in Python.
#[repr(C)]
pub struct Instance {
    pub class: Slot,
    slots: [Slot; 0],
}

/// Whether what an instance holds is a part of it (`alloc::hide`).
#[inline(always)]
fn is_part(value: &Value) -> bool {
    value.object_header().is_some_and(|header| header.has(WRAPPED))
}

/// From the header to the first slot.
pub(super) const INSTANCE_SLOTS_OFFSET: usize = size_of::<GcHeader>() + size_of::<Slot>();
/// Most slots that an instance can have.
pub const MAX_INSTANCE_SLOTS: usize = (alloc::MAX_CLASS_BYTES - INSTANCE_SLOTS_OFFSET) / 8;

impl Instance {
    #[inline(always)]
    fn header(&self) -> &Header {
        // SAFETY: an `Instance` exists only behind its header, in a cell made by `new_instance`.
        unsafe { &*ptr::from_ref(self).byte_sub(size_of::<GcHeader>()).cast::<Header>() }
    }

    /// Number of slots for attributes.
    #[inline(always)]
    pub fn capacity(&self) -> usize {
        self.all_slots().len() - usize::from(self.header().has(WRAPS))
    }

    #[inline(always)]
    fn all_slots(&self) -> &[Slot] {
        let len = usize::from(self.header().size_class) - INSTANCE_SLOTS_OFFSET / 8;
        // SAFETY: the cell has `size_class` words, and `new_instance` has initialised all slots.
        unsafe { std::slice::from_raw_parts(self.slots.as_ptr(), len) }
    }

    /// The slots for attributes (without the wrapped object).
    #[inline(always)]
    pub fn slots(&self) -> &[Slot] {
        let all = self.all_slots();
        if self.header().has(WRAPS) { &all[1..] } else { all }
    }

    /// Attribute slot number `index`.
    #[inline(always)]
    pub fn slot(&self, index: usize) -> Option<&Slot> {
        let header = self.header();
        let index = index + usize::from(header.flags.get() & WRAPS == WRAPS);
        if index < usize::from(header.size_class) - INSTANCE_SLOTS_OFFSET / 8 {
            // SAFETY: as in `all_slots`; the place has been checked.
            Some(unsafe { &*self.slots.as_ptr().add(index) })
        } else {
            None
        }
    }

    /// The object whose layout the instance inherits; it is never replaced.
    pub fn wrapped(&self) -> Option<&Value> {
        if !self.header().has(WRAPS) {
            return None;
        }
        // SAFETY: `slots` leaves this slot out and `new_instance` filled it, so nothing writes to it while the
        // instance lives, and a borrow of it may be given out.
        self.all_slots().first().map(|slot| unsafe { &*ptr::from_ref(slot).cast::<Value>() })
    }

    /// The hidden class of the instance, a number that the objects layer gives.
    #[inline(always)]
    pub fn shape(&self) -> u32 {
        self.gc_header().shape.get()
    }

    #[inline(always)]
    pub fn set_shape(&self, shape: u32) {
        self.gc_header().shape.set(shape);
    }

    #[inline(always)]
    fn gc_header(&self) -> &GcHeader {
        // SAFETY: as in `header`; instances are containers.
        unsafe { &*ptr::from_ref(self).byte_sub(size_of::<GcHeader>()).cast::<GcHeader>() }
    }

    /// Visits attributes, what a wrapped object refers to, and the class.
    pub fn trace_all<V: Visitor>(&self, visitor: &mut V, mut trace_wrapped: impl FnMut(&Value, &mut V)) {
        let slots = self.all_slots();
        let wraps = usize::from(self.header().has(WRAPS));
        if wraps == 1
            && let Some(first) = slots.first()
        {
            first.peek(|wrapped| trace_wrapped(wrapped, visitor));
        }
        for slot in &slots[wraps..] {
            slot.peek(|value| if is_part(value) { visitor.through(value) } else { visitor.visit(value) });
        }
        self.class.trace(visitor);
    }

    /// As `trace_all`, with the wrapped object's own tracing: what most layers want.
    pub fn trace_through<V: Visitor>(&self, visitor: &mut V) {
        self.trace_all(visitor, |wrapped, visitor| visitor.through(wrapped));
    }

    /// Calls a function with each part that the instance holds beside what it wraps.
    pub(super) fn each_part(&self, visit: &mut dyn FnMut(&Value)) {
        for slot in self.slots() {
            slot.peek(|value| {
                if is_part(value) {
                    visit(value);
                }
            });
        }
    }

    /// `clear` for the collector: all attributes and what a wrapped object refers to.
    pub fn clear_through(&self) {
        self.clear_slots();
        if self.header().has(WRAPS)
            && let Some(first) = self.all_slots().first()
        {
            first.peek(alloc::clear_object);
        }
    }

    /// Drops all attributes (not the class, not a wrapped object).
    pub fn clear_slots(&self) {
        for slot in self.slots() {
            slot.set(Value::EMPTY);
        }
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        self.clear_slots();
        if self.header().has(WRAPS)
            && let Some(first) = self.all_slots().first()
        {
            first.set(Value::EMPTY);
        }
    }
}

/// Makes an instance with room for `capacity` attributes (cut to `MAX_INSTANCE_SLOTS`), tracked.
/// `wrapped` is the object whose layout the instance's class inherits: a new one that nobody else refers to.
#[inline]
pub fn new_instance(class: Value, shape: u32, capacity: usize, wrapped: Option<Value>) -> Value {
    let count = (capacity + usize::from(wrapped.is_some())).clamp(1, MAX_INSTANCE_SLOTS);
    let Ok(object) = alloc::raw(size_of::<GcHeader>(), size_of::<Slot>() * (count + 1)) else { return Value::NONE };
    const { assert!(Instance::KIND == KIND_INSTANCE) };
    // SAFETY: a new cell with room for the class and `count` slots; all are initialised before the object is
    // complete. `Heap::new` has checked that instances are this kind's layout.
    unsafe {
        let payload = object.byte_add(size_of::<GcHeader>()).cast::<Instance>();
        ptr::addr_of_mut!((*payload).class).write(Slot::new(class));
        let first = ptr::addr_of_mut!((*payload).slots).cast::<Slot>();
        for index in 0..count {
            first.add(index).write(Slot::new(Value::EMPTY));
        }
        if let Some(wrapped) = wrapped.filter(Value::is_object) {
            alloc::mark_wrapped(&wrapped);
            first.write(Slot::new(wrapped));
            (*object).set(WRAPS);
        }
        (*object.cast::<GcHeader>()).shape.set(shape);
        let value = alloc::complete::<Instance>(object);
        heap().generations.track_new(object.cast());
        value
    }
}
