//! The whole-heap checker: counts recomputed from references, generation vectors whole, sums right.
//!
//! It sees references held by objects, by the heap's own lists and by the roots that its caller names. References
//! on the native stack are seen by nobody; so an object may well have more counts than references were found, which
//! is a fault only if the caller says that it has named all roots (`strict`). The same goes for bytes.

use std::collections::HashMap;

use super::alloc::cell_bytes;
use super::header::{DYING, FOUNDATION, GcHeader, Header, KIND_INSTANCE, UNTRACKED, WEAKLY_REFERENCED, WRAPPED, WRAPS};
use super::kind::{EachReference, KindInfo};
use super::tail::{INSTANCE_SLOTS_OFFSET, Instance};
use super::value::Value;
use super::{Heap, finalize};

/// More faults than this are not listed.
const MOST_FAULTS: usize = 50;

/// A list of what is wrong.
#[derive(Default)]
struct Faults(Vec<String>);

impl Faults {
    fn add(&mut self, fault: impl FnOnce() -> String) {
        if self.0.len() < MOST_FAULTS {
            self.0.push(fault());
        }
    }
}

/// Feeds a visitor with the references that somebody owns.
pub type Roots<'a> = dyn FnMut(&mut dyn FnMut(&Value)) + 'a;

impl Heap {
    /// Checks the heap; gives the differences in words, so nothing if all is well. Runs no Python code.
    pub fn verify(&self, strict: bool, roots: &mut Roots<'_>) -> Vec<String> {
        let mut faults = Faults::default();
        let found = self.count_references(roots, &mut faults);
        let mut sums = Sums::default();
        self.cells.each_object(&mut |object| {
            // SAFETY: `each_object` gives objects whose cells are in use.
            let header = unsafe { &*object };
            check_count(object, header, self.kind(header.kind), found.get(&object.addr()), strict, &mut faults);
            sums.add(self, object, header);
        });
        self.check_generations(&mut sums, &mut faults);
        self.check_weak_references(&found, &mut faults);
        sums.check(self, strict, &mut faults);
        faults.0
    }

    /// How many references to each object there are; an entry, maybe zero, for each object.
    fn count_references(&self, roots: &mut Roots<'_>, faults: &mut Faults) -> HashMap<usize, u32> {
        let mut found = HashMap::with_capacity(self.object_count());
        self.cells.each_object(&mut |object| {
            found.insert(object.addr(), 0);
        });
        let mut count = |reference: &Value| {
            if reference.is_object() {
                match found.get_mut(&reference.as_ptr().addr()) {
                    Some(references) => *references += 1,
                    None => faults.add(|| format!("reference to {:#x}, which is no object", reference.as_ptr().addr())),
                }
            }
        };
        self.cells.each_object(&mut |object| {
            // SAFETY: `each_object` gives objects whose payloads are not dropped; the row belongs to the kind.
            unsafe {
                let header = &*object;
                // What an instance wraps is traced through the instance, which owns the one reference to it.
                if !header.has(WRAPPED) {
                    (self.kind(header.kind).each)(object, &mut EachReference(&mut count));
                }
                if header.kind == KIND_INSTANCE {
                    let instance = &*object.byte_add(size_of::<GcHeader>()).cast::<Instance>();
                    instance.each_part(&mut count);
                }
                if header.has(WRAPS) {
                    count(&*object.byte_add(INSTANCE_SLOTS_OFFSET).cast::<Value>());
                }
            }
        });
        self.pending.each(&mut count);
        roots(&mut count);
        found
    }

    fn check_generations(&self, sums: &mut Sums, faults: &mut Faults) {
        for number in 0..=FOUNDATION {
            let mut live = 0;
            let mut index = 0;
            while let Some(object) = self.generations.at(number, index) {
                if !object.is_null() {
                    live += 1;
                    // SAFETY: what stands in a generation is live (what is checked here are its fields).
                    let gc = unsafe { &*object };
                    if gc.header.generation.get() != number || gc.index.get() as usize != index {
                        faults.add(|| {
                            let (generation, place) = (gc.header.generation.get(), gc.index.get());
                            format!("{object:?} stands at {number}[{index}] but says {generation}[{place}]")
                        });
                    }
                }
                index += 1;
            }
            if live != self.generations.len(number) {
                faults.add(|| format!("generation {number} has {live} objects, not {}", self.generations.len(number)));
            }
            sums.in_vectors += live;
        }
    }

    fn check_weak_references(&self, found: &HashMap<usize, u32>, faults: &mut Faults) {
        for target in self.weak.targets() {
            if !found.contains_key(&target) {
                faults.add(|| format!("weak references to {target:#x}, which is no object"));
            }
        }
    }
}

fn check_count(
    object: *mut Header,
    header: &Header,
    info: &KindInfo,
    found: Option<&u32>,
    strict: bool,
    faults: &mut Faults,
) {
    let found = found.copied().unwrap_or(0);
    let count = header.count();
    if count < found || (strict && count > found && count != u32::MAX) {
        faults.add(|| format!("{} at {object:?} has count {count}, found {found} references", info.name));
    }
    if count == 0 && !header.has(DYING) {
        faults.add(|| format!("{} at {object:?} has no references but is alive", info.name));
    }
    if header.generation() != UNTRACKED && (!info.container || header.generation() > FOUNDATION) {
        faults.add(|| format!("{} at {object:?} says generation {}", info.name, header.generation()));
    }
}

/// What adds up over all objects.
#[derive(Default)]
struct Sums {
    objects: usize,
    bytes: usize,
    tracked: usize,
    in_vectors: usize,
    weakly_referenced: usize,
}

impl Sums {
    fn add(&mut self, heap: &Heap, object: *mut Header, header: &Header) {
        self.objects += 1;
        // SAFETY: the object's payload is not dropped; the row belongs to its kind.
        let buffers = unsafe { (heap.kind(header.kind).buffer_bytes)(object) };
        self.bytes += cell_bytes(object) + buffers;
        self.tracked += usize::from(header.generation() != UNTRACKED);
        self.weakly_referenced += usize::from(header.has(WEAKLY_REFERENCED));
    }

    fn check(&self, heap: &Heap, strict: bool, faults: &mut Faults) {
        let mut compare = |what: &str, summed: usize, said: usize| {
            if summed != said {
                faults.add(|| format!("{what}: {summed} by counting, {said} by the books"));
            }
        };
        compare("objects", self.objects, heap.object_count());
        // Native code may own a buffer that is not in an object yet.
        if strict || self.bytes > heap.bytes() {
            compare("bytes", self.bytes, heap.bytes());
        }
        compare("tracked objects", self.tracked, self.in_vectors);
        compare("weakly referenced objects", self.weakly_referenced, heap.weak.targets().len());
    }
}

/// New references to what the value's object refers to, in the order of tracing (`gc.get_referents`).
pub fn referents(heap: &Heap, value: &Value) -> Vec<Value> {
    let mut values = Vec::new();
    each_reference(heap, value, &mut |reference| {
        if !reference.is_empty() {
            values.push(reference.clone());
        }
    });
    values
}

/// New references to the tracked objects that refer to one of the targets, in order (`gc.get_referrers`).
pub fn referrers(heap: &Heap, targets: &[Value]) -> Vec<Value> {
    let mut tracked = heap.generations.objects(None);
    tracked.retain(|object| {
        let mut refers = false;
        each_reference(heap, object, &mut |reference| {
            refers |= targets.iter().any(|target| target.is(reference));
        });
        refers
    });
    tracked
}

fn each_reference(heap: &Heap, value: &Value, visit: &mut dyn FnMut(&Value)) {
    if let Some(header) = value.object_header() {
        let info = heap.kind(header.kind);
        if info.container {
            // SAFETY: the value keeps its object alive; the row belongs to the kind.
            unsafe { (info.each)(value.as_ptr(), &mut EachReference(visit)) };
        }
    }
}

/// The end of a heap: runs what waits and collects, until nothing more happens. How many objects are left.
/// Runs Python code.
pub fn shutdown(heap: &Heap, host: &mut dyn super::collector::Host) -> usize {
    // A program can make garbage for ever; an end is an end.
    for _ in 0..16 {
        finalize::drain(heap, host);
        if super::collector::collect(heap, host, 2) == 0 && heap.pending.is_empty() {
            break;
        }
    }
    heap.object_count()
}
