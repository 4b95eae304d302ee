//! Cells: where objects live, by size class, with every byte accounted for.
//!
//! Cells of up to 512 bytes come in classes eight bytes apart, carved from 64 KiB pages: first from the class's
//! free list, then from the untouched end of its newest page (so that memory that was never needed is never
//! touched). Larger cells are single allocations with a prefix that knows their size.
//!
//! Invariants: a cell's `size_class` never changes; a free cell has kind `KIND_FREE` and its link in the second
//! word; `bytes` is the sum of the sizes of all live cells and accounted buffers.

use std::alloc::Layout;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::ptr;

use super::header::{GcHeader, Header, IDENTIFIED, KIND_FLOAT, KIND_FREE, KIND_INT, KindIndex, UNTRACKED, WRAPPED};
use super::kind::Object;
use super::slots::OutOfMemory;
use super::value::{SMALL_INT_MIN, Value};
use super::{Heap, heap};

/// A number that has an identity: header and 64 bits (an `i64` or the bits of an `f64`).
#[repr(C)]
pub(super) struct NumberBox {
    pub header: Header,
    pub word: u64,
}

const _: () = assert!(size_of::<NumberBox>() == 16);

const PAGE_BYTES: usize = 64 * 1024;
const PAGE_LAYOUT: Layout = match Layout::from_size_align(PAGE_BYTES, 16) {
    Ok(layout) => layout,
    Err(_) => panic!("a constant layout"),
};
/// Largest cell that has a size class; classes are multiples of eight bytes.
pub(super) const MAX_CLASS_BYTES: usize = 512;
const CLASSES: usize = MAX_CLASS_BYTES / 8 + 1;
/// The `size_class` of cells that are allocated one by one.
pub(super) const LARGE: u8 = 255;
const LARGE_PREFIX: usize = 16;
/// How many identified number boxes wait before their cells may be used again.
const QUARANTINE: usize = 64;

/// A free cell: dead header, link to the next.
#[repr(C)]
struct FreeCell {
    header: Header,
    next: *mut FreeCell,
}

/// In front of a large cell.
#[repr(C)]
struct LargePrefix {
    /// Size of the cell, a multiple of eight.
    bytes: usize,
    /// Place in `Cells::large`.
    index: Cell<usize>,
}

const _: () = assert!(size_of::<LargePrefix>() == LARGE_PREFIX);

struct Page {
    start: *mut u8,
    class: u8,
}

/// The memory of one heap.
pub(super) struct Cells {
    free: [Cell<*mut FreeCell>; CLASSES],
    /// Untouched rest of each class's newest page: next cell and end.
    bump: [Cell<(*mut u8, *mut u8)>; CLASSES],
    pages: RefCell<Vec<Page>>,
    large: RefCell<Vec<*mut Header>>,
    quarantine: RefCell<VecDeque<*mut Header>>,
    /// Live cells and buffers.
    pub bytes: Cell<usize>,
    /// Largest that `bytes` may become; `usize::MAX` for no limit.
    pub limit: Cell<usize>,
    /// Live objects.
    pub objects: Cell<usize>,
}

impl Cells {
    pub fn new() -> Cells {
        Cells {
            free: [const { Cell::new(ptr::null_mut()) }; CLASSES],
            bump: [const { Cell::new((ptr::null_mut(), ptr::null_mut())) }; CLASSES],
            pages: RefCell::default(),
            large: RefCell::default(),
            quarantine: RefCell::default(),
            bytes: Cell::new(0),
            limit: Cell::new(usize::MAX),
            objects: Cell::new(0),
        }
    }

    /// Calls `visit` for every live object's header, in no particular order.
    pub fn each_object(&self, visit: &mut dyn FnMut(*mut Header)) {
        for page in self.pages.borrow().iter() {
            let cell_bytes = usize::from(page.class) * 8;
            let class = usize::from(page.class);
            let (next, end) = self.bump[class].get();
            // SAFETY: `end` of the class's bump range is the end of its newest page.
            let is_newest = unsafe { page.start.add(PAGE_BYTES / cell_bytes * cell_bytes) } == end;
            let used = if is_newest { next.addr() - page.start.addr() } else { PAGE_BYTES / cell_bytes * cell_bytes };
            for offset in (0..used).step_by(cell_bytes) {
                // SAFETY: all cells below the bump pointer have been handed out once, so their headers are written.
                let header = unsafe { page.start.add(offset).cast::<Header>() };
                // SAFETY: as above.
                if unsafe { (*header).kind } != KIND_FREE {
                    visit(header);
                }
            }
        }
        for &object in self.large.borrow().iter() {
            // SAFETY: cells on the list are allocated, and their headers are written.
            if unsafe { (*object).kind } != KIND_FREE {
                visit(object);
            }
        }
    }
}

impl Drop for Cells {
    fn drop(&mut self) {
        for page in self.pages.borrow().iter() {
            // SAFETY: allocated in `fresh_cell` with this layout.
            unsafe { std::alloc::dealloc(page.start, PAGE_LAYOUT) };
        }
        for &object in self.large.borrow().iter() {
            // SAFETY: allocated in `large_cell`; the prefix tells the size.
            unsafe { free_large_memory(object) };
        }
    }
}

/// Takes a cell of at least `bytes` bytes with the header filled in: count 1, untracked.
#[inline(always)]
fn cell(heap: &Heap, bytes: usize, kind: KindIndex) -> Result<*mut Header, OutOfMemory> {
    let class = bytes.div_ceil(8);
    let (object, size_class) = if class < CLASSES {
        let first = heap.cells.free[class].get();
        if first.is_null() {
            (fresh_cell(heap, class)?, class as u8)
        } else {
            // SAFETY: cells on a free list are free cells of that class.
            heap.cells.free[class].set(unsafe { (*first).next });
            (first.cast::<Header>(), class as u8)
        }
    } else {
        (large_cell(heap, bytes)?, LARGE)
    };
    let header =
        Header { count: Cell::new(1), kind, size_class, flags: Cell::new(0), generation: Cell::new(UNTRACKED) };
    // SAFETY: the cell is ours, at least a header long and aligned to eight bytes.
    unsafe { object.write(header) };
    heap.cells.bytes.set(heap.cells.bytes.get() + class * 8);
    heap.cells.objects.set(heap.cells.objects.get() + 1);
    Ok(object)
}

/// The next untouched cell of a class, from a new page if need be.
#[cold]
#[inline(never)]
fn fresh_cell(heap: &Heap, class: usize) -> Result<*mut Header, OutOfMemory> {
    let cell_bytes = class * 8;
    let (mut next, mut end) = heap.cells.bump[class].get();
    if next == end {
        // SAFETY: the layout is not empty.
        next = unsafe { std::alloc::alloc(PAGE_LAYOUT) };
        if next.is_null() {
            std::alloc::handle_alloc_error(PAGE_LAYOUT);
        }
        // SAFETY: stays inside the page.
        end = unsafe { next.add(PAGE_BYTES / cell_bytes * cell_bytes) };
        heap.cells.pages.borrow_mut().push(Page { start: next, class: class as u8 });
        if heap.cells.bytes.get() > heap.cells.limit.get() {
            heap.out_of_memory();
        }
    }
    // SAFETY: `next < end`, both multiples of the cell size from the page's start.
    heap.cells.bump[class].set((unsafe { next.add(cell_bytes) }, end));
    Ok(next.cast())
}

#[cold]
#[inline(never)]
fn large_cell(heap: &Heap, bytes: usize) -> Result<*mut Header, OutOfMemory> {
    let bytes = bytes.checked_next_multiple_of(8).ok_or(OutOfMemory)?;
    may_grow(bytes)?;
    let layout = large_layout(bytes)?;
    // SAFETY: the layout is not empty.
    let start = unsafe { std::alloc::alloc(layout) };
    if start.is_null() {
        return Err(OutOfMemory);
    }
    let mut large = heap.cells.large.borrow_mut();
    // SAFETY: the allocation begins with room for the prefix; the object follows.
    let object = unsafe {
        start.cast::<LargePrefix>().write(LargePrefix { bytes, index: Cell::new(large.len()) });
        start.add(LARGE_PREFIX).cast::<Header>()
    };
    large.push(object);
    Ok(object)
}

fn large_layout(bytes: usize) -> Result<Layout, OutOfMemory> {
    let total = bytes.checked_add(LARGE_PREFIX).ok_or(OutOfMemory)?;
    Layout::from_size_align(total, 16).map_err(|_| OutOfMemory)
}

/// # Safety
/// `object` is a large cell.
unsafe fn large_prefix<'a>(object: *mut Header) -> &'a LargePrefix {
    // SAFETY: large cells stand behind their prefix.
    unsafe { &*object.byte_sub(LARGE_PREFIX).cast::<LargePrefix>() }
}

/// # Safety
/// `object` is a large cell whose payload has been dropped.
unsafe fn free_large_memory(object: *mut Header) {
    // SAFETY: passed on.
    let bytes = unsafe { large_prefix(object) }.bytes;
    if let Ok(layout) = large_layout(bytes) {
        // SAFETY: this is how the cell was allocated.
        unsafe { std::alloc::dealloc(object.byte_sub(LARGE_PREFIX).cast(), layout) };
    }
}

/// Makes the cell of an object larger: at least `bytes`, by a larger cell if need be. Gives the object's address, which
/// may be a new one. On an error nothing has changed.
///
/// # Safety
/// `object` is a live object that is no container, the caller has the only reference to it, and its payload may be moved.
pub(super) unsafe fn grow(object: *mut Header, bytes: usize) -> Result<*mut Header, OutOfMemory> {
    let before = cell_bytes(object);
    if bytes <= before {
        return Ok(object);
    }
    let bytes = bytes.checked_next_multiple_of(8).ok_or(OutOfMemory)?;
    let heap = heap();
    // SAFETY: the object is live.
    let header = unsafe { &*object };
    if header.size_class != LARGE {
        let kind = header.kind;
        let larger = cell(heap, bytes, KIND_FREE)?;
        heap.events.freed_by_count(header, heap);
        // SAFETY: two different cells, the new one being larger; what is behind the header moves. The old cell holds no
        // payload after that.
        unsafe {
            let payload = size_of::<Header>();
            let (from, to) = (object.byte_add(payload).cast::<u8>(), larger.byte_add(payload).cast::<u8>());
            ptr::copy_nonoverlapping(from, to, before - payload);
            (*larger).flags.set((*object).flags.get());
            free_cell(heap, object);
            (*larger).kind = kind;
            heap.events.allocated(&*larger, heap);
        }
        return Ok(larger);
    }
    may_grow(bytes - before)?;
    let (old, new) = (large_layout(before)?, large_layout(bytes)?);
    heap.events.freed_by_count(header, heap);
    // SAFETY: a large cell was allocated with the layout of its size, and stands behind its prefix, which moves with it.
    unsafe {
        let index = large_prefix(object).index.get();
        let start = std::alloc::realloc(object.byte_sub(LARGE_PREFIX).cast(), old, new.size());
        if start.is_null() {
            heap.events.allocated(header, heap);
            return Err(OutOfMemory);
        }
        (*start.cast::<LargePrefix>()).bytes = bytes;
        let object = start.add(LARGE_PREFIX).cast::<Header>();
        if let Some(place) = heap.cells.large.borrow_mut().get_mut(index) {
            *place = object;
        }
        heap.cells.bytes.set(heap.cells.bytes.get() + cell_bytes(object) - before);
        heap.events.allocated(&*object, heap);
        Ok(object)
    }
}

/// Bytes of an object's cell.
pub(super) fn cell_bytes(object: *mut Header) -> usize {
    // SAFETY: callers pass live objects.
    let class = unsafe { (*object).size_class };
    if class == LARGE {
        // SAFETY: the class says so.
        unsafe { large_prefix(object) }.bytes
    } else {
        usize::from(class) * 8
    }
}

/// Gives a cell back.
///
/// # Safety
/// The payload has been dropped and nothing refers to the cell.
#[inline(always)]
pub(super) unsafe fn free_cell(heap: &Heap, object: *mut Header) {
    // SAFETY: the cell is still allocated.
    let header = unsafe { &mut *object };
    heap.cells.objects.set(heap.cells.objects.get() - 1);
    if header.size_class == LARGE {
        // SAFETY: passed on.
        unsafe { free_large(heap, object) };
        return;
    }
    heap.cells.bytes.set(heap.cells.bytes.get() - usize::from(header.size_class) * 8);
    header.kind = KIND_FREE;
    if heap.zeal.poison.get() {
        let size = usize::from(header.size_class) * 8;
        // SAFETY: the cell is ours until it is handed out again; its header stays.
        unsafe { object.byte_add(size_of::<Header>()).cast::<u8>().write_bytes(0xDD, size - size_of::<Header>()) };
    }
    // SAFETY: the cell has a class.
    unsafe { enlist(heap, object) };
}

/// # Safety
/// As for `free_cell`; it is a large cell.
#[cold]
#[inline(never)]
unsafe fn free_large(heap: &Heap, object: *mut Header) {
    heap.cells.bytes.set(heap.cells.bytes.get() - cell_bytes(object));
    let mut large = heap.cells.large.borrow_mut();
    // SAFETY: the cell is large.
    let index = unsafe { large_prefix(object) }.index.get();
    large.swap_remove(index);
    if let Some(&moved) = large.get(index) {
        // SAFETY: everything on the list is a live large cell.
        unsafe { large_prefix(moved) }.index.set(index);
    }
    // SAFETY: passed on.
    unsafe { free_large_memory(object) };
}

/// Puts a free cell on the list of its class.
///
/// # Safety
/// Nothing refers to the cell, and it is none of the large ones.
#[inline(always)]
unsafe fn enlist(heap: &Heap, object: *mut Header) {
    let cell = object.cast::<FreeCell>();
    // SAFETY: the cell is free and has room for header and link (16 bytes at least).
    unsafe {
        let class = usize::from((*object).size_class) % CLASSES;
        (*cell).next = heap.cells.free[class].get();
        heap.cells.free[class].set(cell);
    }
}

/// Gives the cell of a number back. If its `id` was taken, it waits until some others have come after it.
///
/// # Safety
/// As for `free_cell`; it is a `NumberBox`.
#[inline(always)]
pub(super) unsafe fn free_number(heap: &Heap, object: *mut Header) {
    // SAFETY: the cell is still allocated.
    let header = unsafe { &mut *object };
    if !header.has(IDENTIFIED) {
        // SAFETY: passed on.
        unsafe { free_cell(heap, object) };
        return;
    }
    heap.cells.bytes.set(heap.cells.bytes.get() - size_of::<NumberBox>());
    heap.cells.objects.set(heap.cells.objects.get() - 1);
    header.kind = KIND_FREE;
    let mut quarantine = heap.cells.quarantine.borrow_mut();
    quarantine.push_back(object);
    if quarantine.len() > QUARANTINE
        && let Some(oldest) = quarantine.pop_front()
    {
        // SAFETY: it was kept here, and nowhere else.
        unsafe { enlist(heap, oldest) };
    }
}

#[inline(never)]
fn number_box(kind: KindIndex, word: u64) -> Value {
    match cell(heap(), size_of::<NumberBox>(), kind) {
        Ok(object) => {
            // SAFETY: the cell is new, 16 bytes long, with count 1, which the value takes over.
            unsafe {
                (*object.cast::<NumberBox>()).word = word;
                Value::from_ptr(object)
            }
        }
        Err(OutOfMemory) => Value::NONE,
    }
}

pub(super) fn int_box(number: i64) -> Value {
    number_box(KIND_INT, number as u64)
}

pub(super) fn float_box(number: f64) -> Value {
    number_box(KIND_FLOAT, number.to_bits())
}

/// Makes an object; a container is tracked at once and counts towards the next collection.
#[inline]
pub fn new<T: Object>(payload: T) -> Value {
    let value = new_untracked(payload);
    if T::CONTAINER && value.is_object() {
        // SAFETY: a new container stands in no generation.
        unsafe { heap().generations.track_new(value.as_ptr().cast()) };
    }
    value
}

/// Makes an object; a container counts towards the next collection but stays untracked until `track`.
#[inline]
pub fn new_untracked<T: Object>(payload: T) -> Value {
    const { assert!(T::PAYLOAD_OFFSET + size_of::<T>() <= MAX_CLASS_BYTES && align_of::<T>() <= 8) };
    match raw(T::PAYLOAD_OFFSET, size_of::<T>()) {
        Ok(object) => {
            // SAFETY: a new cell of the payload's size, complete once the payload is written.
            unsafe {
                object.byte_add(T::PAYLOAD_OFFSET).cast::<T>().write(payload);
                complete::<T>(object)
            }
        }
        Err(OutOfMemory) => Value::NONE,
    }
}

/// A cell with so many bytes of payload behind a header of `header_bytes`. Until `complete` it is no object: nobody sees
/// it, and if it is given up it stays unused.
#[inline(always)]
pub(super) fn raw(header_bytes: usize, payload_bytes: usize) -> Result<*mut Header, OutOfMemory> {
    let bytes = payload_bytes.checked_add(header_bytes).ok_or(OutOfMemory)?;
    let object = cell(heap(), bytes.max(16), KIND_FREE)?;
    if header_bytes == size_of::<GcHeader>() {
        // SAFETY: the cell has room for the header.
        unsafe {
            let gc = object.cast::<GcHeader>();
            (*gc).index.as_ptr().write(0);
            (*gc).shape.as_ptr().write(0);
        }
    }
    Ok(object)
}

/// Makes a cell an object. A container counts towards the next collection; it is not tracked.
///
/// # Safety
/// `object` comes from `raw` with the header that the layout asks for, and a payload of that layout is written.
#[inline(always)]
pub(super) unsafe fn complete<T: Object>(object: *mut Header) -> Value {
    let heap = heap();
    // SAFETY: the caller has the only pointer to the cell.
    unsafe {
        (*object).kind = T::KIND;
        if T::CONTAINER {
            heap.container_allocated::<T>(&*object);
        }
        heap.events.allocated(&*object, heap);
        Value::from_ptr(object)
    }
}

/// Makes a new object the one that an instance wraps: to a program the two are one, which counts once.
pub(super) fn mark_wrapped(wrapped: &Value) {
    let heap = heap();
    let Some(header) = wrapped.object_header() else { return };
    if heap.kind(header.kind).container && !header.has(WRAPPED) {
        heap.generations.untrack_value(wrapped);
        heap.generations.uncount();
    }
    header.set(WRAPPED);
}

/// Makes a new object a part of the instance that holds it: to a program the two are one. Only that instance may refer to it.
pub fn hide(part: &Value) {
    mark_wrapped(part);
}

/// Makes an object hidden by `hide` one of its own again; it is untracked.
pub fn reveal(part: &Value) {
    let Some(header) = part.object_header() else { return };
    if header.has(WRAPPED) {
        header.unset(WRAPPED);
        let heap = heap();
        // SAFETY: the row belongs to the object's kind.
        unsafe { (heap.kind(header.kind).count_again)(heap, part.as_ptr()) };
    }
}

/// `Payload::clear` of an object.
pub(super) fn clear_object(object: &Value) {
    if let Some(header) = object.object_header() {
        // SAFETY: the value keeps the object alive; the row belongs to its kind.
        unsafe { (heap().kind(header.kind).clear)(object.as_ptr()) };
    }
}

/// Whether the limit leaves room for so many bytes more.
pub fn may_grow(additional: usize) -> Result<(), OutOfMemory> {
    let cells = &heap().cells;
    match cells.bytes.get().checked_add(additional) {
        Some(total) if total <= cells.limit.get() && additional <= isize::MAX as usize => Ok(()),
        _ => Err(OutOfMemory),
    }
}

/// Notes that a buffer owned by an object has changed its size.
pub fn account_buffer(before: usize, after: usize) {
    let bytes = &heap().cells.bytes;
    bytes.set(bytes.get().wrapping_add(after).wrapping_sub(before));
}

/// Addresses of the immortal objects that have no cell: what `id()` says of them.
static IMMORTAL_CELLS: [[u64; 4]; 280] = [[0; 4]; 280];

/// `id()` of a singleton or cached small int, by its word.
pub(super) fn singleton_address(bits: usize) -> usize {
    let index = if bits & 3 == 2 { ((bits as i64 >> 2) - SMALL_INT_MIN) as usize } else { 264 + (bits >> 3) };
    IMMORTAL_CELLS.get(index).map_or(0, |cell| ptr::from_ref(cell).addr())
}
