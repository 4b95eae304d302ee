//! [ESSAY] Trial deletion: finds tracked objects that only other garbage keeps alive, and breaks them up.
//!
//! Source: CPython 3.11, `Modules/gcmodule.c`; the steps carry its names.
//!
//! 1. `update_refs`: each examined object's trial count is set to its count.
//! 2. `subtract_refs`: each reference from one examined object to another takes one off the other's trial count.
//!    What is left are references from outside: older objects, registers, native code.
//! 3. `move_unreachable`: in one walk, an object with a trial count of zero is taken for unreachable, tentatively;
//!    whatever a reachable object refers to is reachable, and moved back if it was taken for unreachable before.
//! 4. The reachable move to the next older generation. The unreachable become a generation of their own
//!    (`UNREACHABLE`), since from here on Python code runs, and any of them may die at any time.
//! 5. `handle_weakrefs`, `finalize_garbage`, `handle_resurrected_objects` (steps 1 to 3 once more, over the
//!    unreachable), `delete_garbage`.
//!
//! An example: `a` and `b` refer to each other, a register refers to `c`, and `c` to `d`. Trial counts are 1 each;
//! subtracting leaves a: 0, b: 0, c: 1, d: 0. The walk sets a and b aside, meets c, which makes d 1, then d. So a
//! and b are unreachable.
//!
//! The order of all results is CPython's: survivors that were never set aside keep their order, the others follow in
//! the order in which they were reached.
//!
//! Invariants: (1) from `update_refs` to the end of `move_unreachable` the objects in hand carry `EXAMINED` or
//! `TENTATIVE` as their generation and a trial count (or, if tentative, their place among the unreachable) as
//! their index; nothing else runs meanwhile. (2) At any other time each object has the index of its place in
//! the vector of its generation. (3) Nothing is freed here but by counts.

use super::collector::{Collector, Host, Outcome};
use super::events::Trigger;
use super::finalize;
use super::generations::{DEBUG_COLLECTABLE, DEBUG_SAVEALL, GENERATIONS};
use super::header::{EXAMINED, FINALIZED, GcHeader, TENTATIVE, UNREACHABLE, WEAKLY_REFERENCED};
use super::kind::{Untrack, Visitor};
use super::value::Value;
use super::weak;
use super::{Heap, heap};

/// How many objects ahead of the current one memory is asked for.
const PREFETCH_DISTANCE: usize = 12;
const OLDEST: usize = GENERATIONS - 1;

/// CPython's collector.
pub struct Generational;

impl Collector for Generational {
    fn collect(&self, heap: &Heap, host: &mut dyn Host, generation: usize, trigger: Trigger) -> Outcome {
        let generations = &heap.generations;
        generations.begin_counts(generation);
        let older = (generation + 1).min(OLDEST);
        let young = merge_younger(heap, generation, trigger);
        let examined = young.len();

        let unreachable = find_unreachable_and_promote(heap, young, generation, older as u8);
        let mut outcome = Outcome { examined, unreachable: unreachable.len(), ..Outcome::default() };
        if !unreachable.is_empty() {
            generations.append(UNREACHABLE, unreachable);
            break_up(heap, host, older as u8, &mut outcome);
        }
        if generation == OLDEST {
            generations.clear_free_lists();
        }
        outcome
    }
}

/// Takes the generation's objects and, behind them, those of the younger ones, youngest first as CPython.
fn merge_younger(heap: &Heap, generation: usize, trigger: Trigger) -> Vec<*mut GcHeader> {
    let generations = &heap.generations;
    let mut young = Vec::new();
    for number in std::iter::once(generation).chain(0..generation) {
        let objects = match number {
            0 if trigger == Trigger::Threshold => generations.take_before_fresh(),
            _ => generations.take(number),
        };
        if young.is_empty() {
            young = objects;
        } else {
            young.extend(objects);
        }
    }
    young
}

/// Steps 1 to 4; returns the unreachable.
fn find_unreachable_and_promote(
    heap: &Heap,
    young: Vec<*mut GcHeader>,
    generation: usize,
    older: u8,
) -> Vec<*mut GcHeader> {
    let generations = &heap.generations;
    let split = deduce_unreachable(heap, young, older);
    let survivors = split.reachable.len();
    generations.append_numbered(older, split.reachable);
    let untracked = untrack(heap, &split.untrackable, generation);
    let tracked = survivors - untracked;
    if generation == OLDEST {
        generations.long_lived_pending.set(0);
        generations.long_lived_total.set(tracked);
    } else if generation == OLDEST - 1 {
        generations.long_lived_pending.set(generations.long_lived_pending.get() + tracked);
    }
    split.unreachable
}

/// Step 5.
fn break_up(heap: &Heap, host: &mut dyn Host, older: u8, outcome: &mut Outcome) {
    let generations = &heap.generations;
    if generations.debug.get() & DEBUG_COLLECTABLE != 0 {
        for object in generations.objects(Some(UNREACHABLE)) {
            let description = host.describe(&object);
            host.debug_line(&format!("gc: collectable {description}"));
        }
    }
    outcome.collected += handle_weakrefs(heap, host, older);
    outcome.finalized = finalize_garbage(heap, host);
    outcome.resurrected = handle_resurrected_objects(heap, older);
    outcome.collected += generations.len(UNREACHABLE);
    delete_garbage(heap, host, older);
}

// Steps 1 to 3. -----------------------------------------------------------------------------------------------

/// What `deduce_unreachable` finds.
struct Split {
    /// With number and index as for their place at the end of their new generation, where they must now be put.
    reachable: Vec<*mut GcHeader>,
    /// In order, still marked `TENTATIVE`.
    unreachable: Vec<*mut GcHeader>,
    /// Of the reachable, those of kinds that need not always be tracked.
    untrackable: Vec<*mut GcHeader>,
}

fn deduce_unreachable(heap: &Heap, young: Vec<*mut GcHeader>, destination: u8) -> Split {
    update_refs(&young);
    subtract_refs(heap, &young);
    move_unreachable(heap, young, destination)
}

fn update_refs(young: &[*mut GcHeader]) {
    for (place, &object) in young.iter().enumerate() {
        prefetch(young, place);
        // SAFETY: objects taken from a generation are live containers.
        let gc = unsafe { &*object };
        gc.index.set(gc.header.count.get());
        gc.header.generation.set(EXAMINED);
    }
}

fn subtract_refs(heap: &Heap, young: &[*mut GcHeader]) {
    let mut subtract = Subtract(());
    for (place, &object) in young.iter().enumerate() {
        prefetch(young, place);
        // SAFETY: as in `update_refs`; the row belongs to the object's kind.
        unsafe { (heap.kind((*object).header.kind).subtract)(object.cast(), &mut subtract) };
    }
}

fn move_unreachable(heap: &Heap, young: Vec<*mut GcHeader>, destination: u8) -> Split {
    let base = heap.generations.next_index(destination);
    let mut reach = Reach { young, unreachable: Vec::new() };
    let mut untrackable = Vec::new();
    let mut next = 0;
    let mut kept = 0;
    // The vector grows while objects are moved back.
    while next < reach.young.len() {
        prefetch(&reach.young, next);
        let object = reach.young[next];
        next += 1;
        // SAFETY: as in `update_refs`.
        let gc = unsafe { &*object };
        if gc.index.get() == 0 {
            gc.index.set(reach.unreachable.len() as u32);
            gc.header.generation.set(TENTATIVE);
            reach.unreachable.push(object);
        } else {
            reach.young[kept] = object;
            gc.index.set((base + kept) as u32);
            gc.header.generation.set(destination);
            kept += 1;
            let info = heap.kind(gc.header.kind);
            // SAFETY: the row belongs to the object's kind.
            unsafe { (info.reach)(object.cast(), &mut reach) };
            if info.untrack != Untrack::Never {
                untrackable.push(object);
            }
        }
    }
    let Reach { young: mut reachable, mut unreachable } = reach;
    reachable.truncate(kept);
    if reachable.capacity() > 2 * kept {
        reachable.shrink_to(kept + kept / 4);
    }
    unreachable.retain(|object| !object.is_null());
    Split { reachable, unreachable, untrackable }
}

/// Asks for the memory of an object that comes later.
#[inline(always)]
fn prefetch(objects: &[*mut GcHeader], place: usize) {
    #[cfg(all(target_arch = "x86_64", not(miri)))]
    if let Some(&later) = objects.get(place + PREFETCH_DISTANCE) {
        // SAFETY: a hint, which touches nothing.
        unsafe { std::arch::x86_64::_mm_prefetch::<{ std::arch::x86_64::_MM_HINT_T0 }>(later.cast()) };
    }
    #[cfg(not(all(target_arch = "x86_64", not(miri))))]
    let _ = (objects, place, PREFETCH_DISTANCE);
}

/// The visitor of `subtract_refs`.
pub struct Subtract(());

impl Visitor for Subtract {
    #[inline(always)]
    fn visit(&mut self, reference: &Value) {
        if let Some(header) = reference.object_header()
            && header.generation.get() == EXAMINED
        {
            // SAFETY: only containers are examined, and `reference` keeps it alive.
            let index = unsafe { &(*reference.as_ptr().cast::<GcHeader>()).index };
            debug_assert!(index.get() > 0, "more references than counted");
            index.set(index.get().saturating_sub(1));
        }
    }

    fn through(&mut self, object: &Value) {
        if let Some(header) = object.object_header() {
            // SAFETY: the row belongs to the object's kind.
            unsafe { (heap().kind(header.kind).subtract)(object.as_ptr(), self) }
        }
    }
}

/// The visitor of `move_unreachable`.
pub struct Reach {
    young: Vec<*mut GcHeader>,
    unreachable: Vec<*mut GcHeader>,
}

impl Visitor for Reach {
    #[inline(always)]
    fn visit(&mut self, reference: &Value) {
        let Some(header) = reference.object_header() else { return };
        let state = header.generation.get();
        if state != EXAMINED && state != TENTATIVE {
            return;
        }
        let object = reference.as_ptr().cast::<GcHeader>();
        // SAFETY: only containers are examined, and `reference` keeps it alive.
        let gc = unsafe { &*object };
        if state == TENTATIVE {
            self.unreachable[gc.index.get() as usize] = std::ptr::null_mut();
            gc.header.generation.set(EXAMINED);
            gc.index.set(1);
            self.young.push(object);
        } else if gc.index.get() == 0 {
            gc.index.set(1);
        }
    }

    fn through(&mut self, object: &Value) {
        if let Some(header) = object.object_header() {
            // SAFETY: the row belongs to the object's kind.
            unsafe { (heap().kind(header.kind).reach)(object.as_ptr(), self) }
        }
    }
}

// Untracking. -------------------------------------------------------------------------------------------------

/// `untrack_tuples`, and in a full collection `untrack_dicts`: takes out what cannot be part of a cycle. Returns
/// how many.
fn untrack(heap: &Heap, candidates: &[*mut GcHeader], generation: usize) -> usize {
    let mut untracked = untrack_when(heap, candidates, Untrack::AnyCollection);
    if generation == OLDEST {
        untracked += untrack_when(heap, candidates, Untrack::FullCollection);
    }
    untracked
}

fn untrack_when(heap: &Heap, candidates: &[*mut GcHeader], when: Untrack) -> usize {
    let mut untracked = 0;
    for &object in candidates {
        // SAFETY: the candidates are alive, as nothing has run since they were met.
        unsafe {
            let info = heap.kind((*object).header.kind);
            if info.untrack == when && (info.may_untrack)(object.cast()) {
                heap.generations.untrack(&*object);
                untracked += 1;
            }
        }
    }
    untracked
}

// Step 5. -----------------------------------------------------------------------------------------------------

/// Calls `with` for each object that is unreachable still, in order, holding a reference to it. What `with` does may
/// kill any of them.
fn each_unreachable(heap: &Heap, mut with: impl FnMut(&Value)) {
    let mut place = 0;
    while let Some(object) = heap.generations.at(UNREACHABLE, place) {
        place += 1;
        if !object.is_null() {
            // SAFETY: what stands in a generation is live.
            let value = unsafe { Value::retained(object.cast()) };
            with(&value);
        }
    }
}

/// Clears all weak references to unreachable objects and those that are unreachable themselves, then calls the
/// callbacks of those that are reachable. Returns how many weak references died of that.
fn handle_weakrefs(heap: &Heap, host: &mut dyn Host, older: u8) -> usize {
    let mut called = Vec::new();
    each_unreachable(heap, |object| {
        // SAFETY: `object` is alive.
        if let Some(link) = unsafe { weak::link_of(heap, object.as_ptr()) } {
            link.unlink();
        }
        if object.header().has(WEAKLY_REFERENCED) {
            let outside = |owner: &super::header::Header| owner.generation.get() != UNREACHABLE;
            called.extend(heap.weak.target_unreachable(object.as_ptr(), outside));
        }
    });
    let mut freed = 0;
    for weakref in called {
        // SAFETY: `weakref` is alive.
        let callback = unsafe { weak::link_of(heap, weakref.as_ptr()) }.map(|link| link.callback.get());
        if let Some(callback) = callback.filter(|callback| !callback.is_empty()) {
            host.weakref_callback(callback, weakref.clone());
            finalize::drain(heap, host);
        }
        if weakref.header().count() == 1 {
            freed += 1;
        } else {
            heap.generations.move_to(older, &weakref);
        }
        drop(weakref);
        finalize::drain(heap, host);
    }
    freed
}

/// Calls the finalizers that have not been called. Returns how many.
fn finalize_garbage(heap: &Heap, host: &mut dyn Host) -> usize {
    let mut finalized = 0;
    let mut place = 0;
    while let Some(object) = heap.generations.at(UNREACHABLE, place) {
        place += 1;
        if object.is_null() {
            continue;
        }
        // SAFETY: what stands in a generation is live; the row belongs to the object's kind.
        let value = unsafe {
            let header = &(*object).header;
            if header.has(FINALIZED) || !(heap.kind(header.kind).needs_finalizer)(object.cast()) {
                continue;
            }
            header.set(FINALIZED);
            Value::retained(object.cast())
        };
        host.finalize(&value);
        finalized += 1;
        drop(value);
        finalize::drain(heap, host);
    }
    finalized
}

/// Finds out which unreachable objects the finalizers have made reachable again, with all that these refer to, and
/// moves them to the older generation. Returns how many.
fn handle_resurrected_objects(heap: &Heap, older: u8) -> usize {
    let generations = &heap.generations;
    let unreachable = generations.take(usize::from(UNREACHABLE));
    let split = deduce_unreachable(heap, unreachable, older);
    let resurrected = split.reachable.len();
    generations.append_numbered(older, split.reachable);
    generations.append(UNREACHABLE, split.unreachable);
    resurrected
}

/// Breaks the cycles: clears each object that is alive still when its turn comes. What survives even that (somebody
/// took a reference meanwhile) moves to the older generation and may die later.
fn delete_garbage(heap: &Heap, host: &mut dyn Host, older: u8) {
    let generations = &heap.generations;
    let save_all = generations.debug.get() & DEBUG_SAVEALL != 0;
    let mut saved = Vec::new();
    let mut place = 0;
    while let Some(object) = generations.at(UNREACHABLE, place) {
        if object.is_null() {
            place += 1;
            continue;
        }
        // SAFETY: what stands in a generation is live.
        let value = unsafe { Value::retained(object.cast()) };
        if save_all {
            generations.move_to(older, &value);
            saved.push(value);
        } else {
            heap.events.collector_frees.set(true);
            // SAFETY: the row belongs to the object's kind, and `value` keeps it alive.
            unsafe { (heap.kind((*object).header.kind).clear)(object.cast()) };
            drop(value);
            heap.events.collector_frees.set(false);
            finalize::drain(heap, host);
            if generations.at(UNREACHABLE, place) == Some(object) {
                // SAFETY: it stands in its generation still, so it is live.
                generations.move_to(older, &unsafe { Value::retained(object.cast()) });
            }
        }
        place += 1;
    }
    drop(generations.take(usize::from(UNREACHABLE)));
    if save_all {
        host.keep_garbage(saved);
    }
}
