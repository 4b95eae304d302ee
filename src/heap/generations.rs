//! The generations: which containers the collector knows, in the order of their creation, and when it is due.
//!
//! Each generation is a vector of pointers. An object knows its index; where an object was taken out a tombstone
//! (null) stays, trailing tombstones are popped, and a vector of which more than half is dead is compacted. So the
//! order of creation is kept, taking out costs nothing, and a walk is a walk over a vector.
//!
//! Beside CPython's three generations there are the permanent one (`gc.freeze`), the foundation (what the machine itself is
//! made of, which lives as long as it does; CPython's builtin types are unknown to its collector likewise) and, while a collection runs, the
//! set of unreachable objects: its objects may die one by one while it is being worked on, so it is a vector of the
//! same form, except that it keeps all its tombstones until it is given up.
//!
//! The counters follow CPython 3.11 (`Modules/gcmodule.c`): an allocation that CPython would serve from a free list
//! of its own does not count, so the lengths of those free lists are kept here too.

use std::cell::{Cell, UnsafeCell};

use super::header::{FOUNDATION, GcHeader, Header, PERMANENT, UNREACHABLE, UNTRACKED, WRAPPED};
use super::kind::{Object, Untrack};
use super::value::Value;
use super::{ATTENTION_COLLECT, Heap, heap};

/// Number of generations that collections work on.
pub const GENERATIONS: usize = 3;
/// `gc.DEBUG_STATS`: say what each collection did.
pub const DEBUG_STATS: u32 = 1;
/// `gc.DEBUG_COLLECTABLE`: name each unreachable object.
pub const DEBUG_COLLECTABLE: u32 = 2;
/// `gc.DEBUG_UNCOLLECTABLE`: has no effect, as nothing is uncollectable.
pub const DEBUG_UNCOLLECTABLE: u32 = 4;
/// `gc.DEBUG_SAVEALL`: keep unreachable objects instead of freeing them.
pub const DEBUG_SAVEALL: u32 = 32;

/// Vectors shorter than this are not compacted.
const COMPACT_FROM: usize = 64;
/// Sizes of cells (in words) up to which freed cells are thought to be on a free list: tuples of 20 items.
const KEPT_CLASSES: usize = 32;

/// What has been collected from one generation so far (`gc.get_stats`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GenerationStats {
    pub collections: usize,
    pub collected: usize,
    pub uncollectable: usize,
}

/// One vector of tracked objects.
#[derive(Default)]
struct Generation {
    objects: UnsafeCell<Vec<*mut GcHeader>>,
    /// Tombstones in `objects`.
    dead: Cell<usize>,
}

impl Generation {
    #[inline(always)]
    fn vec(&self) -> &Vec<*mut GcHeader> {
        // SAFETY: no method of this module hands the borrow out or calls foreign code while it lives.
        unsafe { &*self.objects.get() }
    }

    #[inline(always)]
    #[allow(clippy::mut_from_ref, reason = "the borrow ends inside each method of this module")]
    fn vec_mut(&self) -> &mut Vec<*mut GcHeader> {
        // SAFETY: as in `vec`; no two borrows overlap.
        unsafe { &mut *self.objects.get() }
    }

    fn live(&self) -> usize {
        self.vec().len() - self.dead.get()
    }

    fn take(&self) -> Vec<*mut GcHeader> {
        let mut objects = std::mem::take(self.vec_mut());
        if self.dead.replace(0) > 0 {
            objects.retain(|object| !object.is_null());
        }
        objects
    }

    /// Removes tombstones and renumbers.
    #[cold]
    #[inline(never)]
    fn compact(&self) {
        let objects = self.vec_mut();
        objects.retain(|object| !object.is_null());
        for (index, &object) in objects.iter().enumerate() {
            // SAFETY: what stands in a generation is a live container (the heap's invariant 3).
            unsafe { (*object).index.set(index as u32) };
        }
        if objects.capacity() > 4 * objects.len() {
            objects.shrink_to(2 * objects.len());
        }
        self.dead.set(0);
    }
}

/// See the module's description.
pub struct Generations {
    /// By generation number: 0 to 2, `PERMANENT`, `FOUNDATION`, `UNREACHABLE`.
    vectors: [Generation; 6],
    counts: [Cell<i32>; GENERATIONS],
    thresholds: [Cell<i32>; GENERATIONS],
    /// Largest count of generation 0 that makes no collection due: its threshold, or a value that says never/always.
    trigger: Cell<i32>,
    enabled: Cell<bool>,
    collecting: Cell<bool>,
    /// Index in the youngest generation of the object whose allocation made a collection due.
    fresh_from: Cell<usize>,
    stress: Cell<bool>,
    /// `gc.set_debug`.
    pub debug: Cell<u32>,
    stats: [Cell<GenerationStats>; GENERATIONS],
    /// Objects that survived the last full collection, and those that have come to the oldest generation since.
    pub(super) long_lived_total: Cell<usize>,
    pub(super) long_lived_pending: Cell<usize>,
    /// How many cells of each kind and size CPython would have on its free lists.
    kept: Box<[[Cell<u32>; KEPT_CLASSES]; 64]>,
}

impl Generations {
    pub(super) fn new() -> Generations {
        Generations {
            vectors: Default::default(),
            counts: Default::default(),
            thresholds: [Cell::new(700), Cell::new(10), Cell::new(10)],
            trigger: Cell::new(700),
            enabled: Cell::new(true),
            collecting: Cell::new(false),
            fresh_from: Cell::new(usize::MAX),
            stress: Cell::new(false),
            debug: Cell::new(0),
            stats: Default::default(),
            long_lived_total: Cell::new(0),
            long_lived_pending: Cell::new(0),
            kept: Box::new([const { [const { Cell::new(0) }; KEPT_CLASSES] }; 64]),
        }
    }

    /// Puts a container at the end of the youngest generation, unless it is tracked or the wrapped object of an
    /// instance (which is traced through that); other values are left alone.
    #[inline(always)]
    pub fn track(&self, value: &Value) {
        let Some(header) = value.object_header() else { return };
        if header.generation.get() == UNTRACKED && !header.has(WRAPPED) && heap().kind(header.kind).container {
            // SAFETY: the kind says that it is a container, and the value keeps it alive.
            unsafe { self.push(0, value.as_ptr().cast()) };
        }
    }

    /// As `track`, for an object of a container's layout that has just been made and stands in no generation.
    #[inline(always)]
    pub fn track_fresh(&self, value: &Value) {
        let Some(header) = value.object_header() else { return };
        debug_assert!(header.generation.get() == UNTRACKED && heap().kind(header.kind).container);
        // SAFETY: containers have a `GcHeader`; the value keeps it alive.
        unsafe { self.push(0, value.as_ptr().cast()) };
    }

    /// Puts a new container at the end of the youngest generation.
    ///
    /// # Safety
    /// `object` is a live container that stands in no generation.
    #[inline(always)]
    pub(super) unsafe fn track_new(&self, object: *mut GcHeader) {
        // SAFETY: passed on.
        unsafe { self.push(0, object) };
    }

    /// # Safety
    /// `object` is a live container that stands in no generation.
    #[inline(always)]
    unsafe fn push(&self, generation: u8, object: *mut GcHeader) {
        let objects = self.vectors[usize::from(generation)].vec_mut();
        // With 2^32 objects tracked, further ones stay untracked: they are freed by count alone.
        let Ok(index) = u32::try_from(objects.len()) else { return };
        // SAFETY: passed on.
        let gc = unsafe { &*object };
        gc.index.set(index);
        gc.header.generation.set(generation);
        objects.push(object);
    }

    /// Takes a container out of its generation, if it is in one.
    #[inline(always)]
    pub fn untrack(&self, object: &GcHeader) {
        let number = object.header.generation.replace(UNTRACKED);
        if number == UNTRACKED {
            return;
        }
        assert!(number <= UNREACHABLE, "an object died while its references were being traced");
        let generation = &self.vectors[usize::from(number)];
        let objects = generation.vec_mut();
        let index = object.index.get() as usize;
        debug_assert!(std::ptr::eq(objects[index], object));
        objects[index] = std::ptr::null_mut();
        if number == UNREACHABLE {
            generation.dead.set(generation.dead.get() + 1);
        } else if index + 1 == objects.len() {
            objects.pop();
            while let Some(last) = objects.last()
                && last.is_null()
            {
                objects.pop();
                generation.dead.set(generation.dead.get() - 1);
            }
        } else {
            generation.dead.set(generation.dead.get() + 1);
            if generation.dead.get() > objects.len() / 2 && objects.len() >= COMPACT_FROM {
                generation.compact();
            }
        }
    }

    /// Takes a value out of its generation, if it is a tracked container.
    pub fn untrack_value(&self, value: &Value) {
        if self.is_tracked(value) {
            // SAFETY: only containers are tracked, and the value keeps it alive.
            self.untrack(unsafe { &*value.as_ptr().cast() });
        }
    }

    /// Whether the collector knows the object (`gc.is_tracked`).
    pub fn is_tracked(&self, value: &Value) -> bool {
        value.object_header().is_some_and(|header| header.generation.get() != UNTRACKED)
    }

    /// The generation that the object is in: 0 to 2, `PERMANENT`, or `None` if it is untracked.
    pub fn generation_of(&self, value: &Value) -> Option<u8> {
        value.object_header().map(|header| header.generation.get()).filter(|&number| number != UNTRACKED)
    }

    /// Objects tracked in a generation (0 to 2, or `PERMANENT`).
    pub fn len(&self, generation: u8) -> usize {
        self.vectors.get(usize::from(generation)).map_or(0, Generation::live)
    }

    pub fn is_empty(&self) -> bool {
        self.vectors.iter().all(|generation| generation.live() == 0)
    }

    /// `gc.get_count()`.
    pub fn counts(&self) -> [i32; GENERATIONS] {
        self.counts.each_ref().map(Cell::get)
    }

    pub fn set_count(&self, generation: usize, count: i32) {
        if let Some(cell) = self.counts.get(generation) {
            cell.set(count);
        }
    }

    /// `gc.get_threshold()`.
    pub fn thresholds(&self) -> [i32; GENERATIONS] {
        self.thresholds.each_ref().map(Cell::get)
    }

    pub fn set_threshold(&self, generation: usize, threshold: i32) {
        if let Some(cell) = self.thresholds.get(generation) {
            cell.set(threshold);
        }
        self.set_trigger();
    }

    pub fn is_enabled(&self) -> bool {
        self.enabled.get()
    }

    /// `gc.enable()` and `gc.disable()`.
    pub fn set_enabled(&self, enabled: bool) {
        self.enabled.set(enabled);
        self.set_trigger();
    }

    pub(super) fn set_stress(&self, stress: bool) {
        self.stress.set(stress);
        self.set_trigger();
    }

    fn set_trigger(&self) {
        let threshold = self.thresholds[0].get();
        self.trigger.set(if !self.enabled.get() {
            i32::MAX
        } else if self.stress.get() {
            -1
        } else if threshold != 0 {
            threshold
        } else {
            i32::MAX
        });
    }

    pub fn is_collecting(&self) -> bool {
        self.collecting.get()
    }

    pub(super) fn set_collecting(&self, collecting: bool) {
        self.collecting.set(collecting);
    }

    /// What has been collected from a generation so far.
    pub fn stats(&self, generation: usize) -> GenerationStats {
        self.stats.get(generation).map_or(GenerationStats::default(), Cell::get)
    }

    pub(super) fn add_stats(&self, generation: usize, collected: usize, uncollectable: usize) {
        let before = self.stats[generation].get();
        self.stats[generation].set(GenerationStats {
            collections: before.collections + 1,
            collected: before.collected + collected,
            uncollectable: before.uncollectable + uncollectable,
        });
    }

    /// Objects that survived the last full collection.
    pub fn long_lived_total(&self) -> usize {
        self.long_lived_total.get()
    }

    /// Objects that have come to the oldest generation since the last full collection.
    pub fn long_lived_pending(&self) -> usize {
        self.long_lived_pending.get()
    }

    /// Moves all tracked objects to the permanent generation, which no collection looks at.
    pub fn freeze(&self) {
        self.move_all(PERMANENT);
    }

    /// Moves all tracked objects to the foundation: to be called once, before the first object of a program is made.
    pub fn lay_foundation(&self) {
        self.move_all(FOUNDATION);
    }

    fn move_all(&self, to: u8) {
        for generation in 0..GENERATIONS {
            let objects = self.vectors[generation].take();
            self.append(to, objects);
            self.counts[generation].set(0);
        }
    }

    /// Moves the permanent generation to the oldest one.
    pub fn unfreeze(&self) {
        let objects = self.vectors[usize::from(PERMANENT)].take();
        self.append(2, objects);
    }

    /// Objects in the permanent generation.
    pub fn freeze_count(&self) -> usize {
        self.len(PERMANENT)
    }

    /// References to the objects of a generation, or of the foundation and generations 0, 1 and 2, in order.
    pub fn objects(&self, generation: Option<u8>) -> Vec<Value> {
        let one = generation.as_ref().map(std::slice::from_ref);
        let mut values = Vec::new();
        for &number in one.unwrap_or(&[FOUNDATION, 0, 1, 2]) {
            let Some(generation) = self.vectors.get(usize::from(number)) else { continue };
            for &object in generation.vec().iter().filter(|object| !object.is_null()) {
                // SAFETY: what stands in a generation is live (invariant 3).
                values.push(unsafe { Value::retained(object.cast()) });
            }
        }
        values
    }

    /// Takes a generation's objects out, without tombstones. They still carry its number.
    pub(super) fn take(&self, generation: usize) -> Vec<*mut GcHeader> {
        self.vectors[generation].take()
    }

    /// As `take(0)`, but leaves the object whose allocation made the collection due, and those made since: CPython
    /// collects before it tracks that object, so it stays in the youngest generation.
    pub(super) fn take_before_fresh(&self) -> Vec<*mut GcHeader> {
        let vector = self.vectors[0].vec_mut();
        let fresh = vector.split_off(self.fresh_from.get().min(vector.len()));
        let older = self.vectors[0].take();
        self.append(0, fresh.into_iter().filter(|object| !object.is_null()).collect());
        older
    }

    /// Length of a generation's vector: the index that the next object will get.
    pub(super) fn next_index(&self, generation: u8) -> usize {
        self.vectors[usize::from(generation)].vec().len()
    }

    /// Appends live containers that stand in no vector, in order, with number and index.
    pub(super) fn append(&self, generation: u8, objects: Vec<*mut GcHeader>) {
        let base = self.next_index(generation);
        for (offset, &object) in objects.iter().enumerate() {
            // SAFETY: callers pass live containers.
            let gc = unsafe { &*object };
            gc.index.set((base + offset) as u32);
            gc.header.generation.set(generation);
        }
        self.append_numbered(generation, objects);
    }

    /// As `append`, for objects that have their number and index.
    pub(super) fn append_numbered(&self, generation: u8, objects: Vec<*mut GcHeader>) {
        let vector = self.vectors[usize::from(generation)].vec_mut();
        if vector.is_empty() {
            *vector = objects;
        } else {
            vector.extend(objects);
        }
    }

    /// The object at an index of a generation's vector; `None` behind its end, null for a tombstone.
    #[inline(always)]
    pub(super) fn at(&self, generation: u8, index: usize) -> Option<*mut GcHeader> {
        self.vectors[usize::from(generation)].vec().get(index).copied()
    }

    /// Moves a tracked object to the end of another generation.
    pub(super) fn move_to(&self, generation: u8, value: &Value) {
        if self.is_tracked(value) {
            self.untrack_value(value);
            // SAFETY: only containers are tracked; it was just taken out.
            unsafe { self.push(generation, value.as_ptr().cast()) };
        }
    }

    /// Counts the beginning of a collection.
    pub(super) fn begin_counts(&self, generation: usize) {
        if let Some(older) = self.counts.get(generation + 1) {
            older.set(older.get().saturating_add(1));
        }
        for count in &self.counts[..=generation] {
            count.set(0);
        }
    }

    /// CPython's free lists are emptied by a full collection.
    pub(super) fn clear_free_lists(&self) {
        for row in self.kept.iter() {
            for kept in row {
                kept.set(0);
            }
        }
    }

    #[inline(always)]
    fn kept(&self, header: &Header) -> &Cell<u32> {
        &self.kept[usize::from(header.kind) & 63][usize::from(header.size_class) % KEPT_CLASSES]
    }

    /// The container stays part of another object: it does not count.
    pub(super) fn uncount(&self) {
        self.counts[0].set((self.counts[0].get() - 1).max(0));
    }
}

impl Heap {
    /// Counts the allocation of a container.
    #[inline(always)]
    pub(super) fn container_allocated<T: Object>(&self, header: &Header) {
        let generations = &self.generations;
        if T::FREE_LIST != 0 && usize::from(header.size_class) < KEPT_CLASSES {
            let kept = generations.kept(header);
            if kept.get() > 0 {
                kept.set(kept.get() - 1);
                if generations.stress.get() && generations.enabled.get() {
                    self.collection_due();
                }
                return;
            }
        }
        let count = generations.counts[0].get().saturating_add(1);
        generations.counts[0].set(count);
        if count > generations.trigger.get() {
            self.collection_due();
        }
    }

    #[cold]
    #[inline(never)]
    fn collection_due(&self) {
        if !self.generations.collecting.get() && self.attention.get() & ATTENTION_COLLECT == 0 {
            self.generations.fresh_from.set(self.generations.next_index(0));
            self.raise_attention(ATTENTION_COLLECT);
        }
    }

    /// Counts the death of a container.
    #[inline(always)]
    pub(super) fn container_freed<T: Object>(&self, header: &Header) {
        let generations = &self.generations;
        if T::FREE_LIST != 0 && usize::from(header.size_class) < KEPT_CLASSES {
            let kept = generations.kept(header);
            if kept.get() < T::FREE_LIST {
                kept.set(kept.get() + 1);
                return;
            }
        }
        generations.uncount();
    }
}

/// Counts an object as allocated that was a part of another so far.
///
/// # Safety
/// `object` is a live object of layout `T`.
pub(super) unsafe fn count_again<T: Object>(heap: &Heap, object: *mut Header) {
    if T::CONTAINER {
        // SAFETY: passed on.
        heap.container_allocated::<T>(unsafe { &*object });
    }
}

/// Whether the value may be, or come to be, part of a cycle: what `Payload::may_untrack` asks of each item. An
/// untracked object of a kind that is untracked in any collection (an exact tuple) never will be.
pub fn may_be_tracked(value: &Value) -> bool {
    value.object_header().is_some_and(|header| {
        let info = heap().kind(header.kind);
        info.container && (info.untrack != Untrack::AnyCollection || header.generation.get() != UNTRACKED)
    })
}
