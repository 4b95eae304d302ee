//! The contract between the heap, a collector and the machine: who asks for a collection, who does it, and who runs
//! the Python code that it calls for.

#![forbid(unsafe_code)]

use super::cycles::Generational;
use super::events::{Event, Trigger};
use super::generations::{DEBUG_STATS, GENERATIONS};
use super::header::PERMANENT;
use super::value::Value;
use super::zeal::Verify;
use super::{ATTENTION_COLLECT, Heap, finalize};

/// What the heap needs of the machine: whatever runs Python code or shows something. Each may allocate, release
/// and run any program; errors are its own to report.
pub trait Host {
    /// Calls the object's finalizer.
    fn finalize(&mut self, object: &Value);
    /// Calls the callback of a weak reference whose object is dead, with the weak reference.
    fn weakref_callback(&mut self, callback: Value, weakref: Value);
    /// Calls `gc.callbacks`; `phase` is "start" or "stop".
    fn gc_callback(&mut self, phase: &str, generation: usize, collected: usize, uncollectable: usize);
    /// Writes a line for `gc.set_debug` to the error output.
    fn debug_line(&mut self, text: &str);
    /// Appends to `gc.garbage` (`gc.DEBUG_SAVEALL`).
    fn keep_garbage(&mut self, objects: Vec<Value>);
    /// The object as debug lines name it: `<list 0x7f0123456789>`.
    fn describe(&mut self, object: &Value) -> String;
}

/// What a collection found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Tracked objects looked at.
    pub examined: usize,
    /// Objects found unreachable before anything was run.
    pub unreachable: usize,
    /// Finalizers called.
    pub finalized: usize,
    /// Unreachable objects that finalizers brought back.
    pub resurrected: usize,
    /// As `gc.callbacks` and `gc.get_stats` have it.
    pub collected: usize,
    pub uncollectable: usize,
}

/// A strategy for finding dead cycles.
///
/// What every implementation owes:
/// - It frees nothing itself: it breaks cycles with `clear` and lets counts do the rest. So a reference that it does
///   not know of (on the native stack, in a register) keeps its object whole: such references count as roots,
///   whether found by trial deletion (counts that no tracked object explains) or added to a set of roots.
/// - Order: weak references to all unreachable objects are cleared; callbacks of weak references that are
///   reachable themselves run; finalizers run, each object's once; what they resurrected is put aside; the
///   rest is cleared.
/// - Each object in a generation stands in it again afterwards, or in an older one.
/// - Python code runs only through `host`; it may allocate, free and track anything, except that no second
///   collection begins meanwhile.
pub trait Collector {
    /// Collects the given generation and all younger ones. `Generations::is_collecting` is set by the caller.
    fn collect(&self, heap: &Heap, host: &mut dyn Host, generation: usize, trigger: Trigger) -> Outcome;
}

/// The collectors that there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Strategy {
    /// CPython's: three generations, trial deletion.
    #[default]
    Generational,
}

impl Strategy {
    fn collector(self) -> &'static dyn Collector {
        match self {
            Strategy::Generational => &Generational,
        }
    }
}

/// Collects a generation (0 to 2) and all younger ones; 0 at once if a collection is under way. The number of
/// unreachable objects found, as `gc.collect()` returns it. Runs Python code.
pub fn collect(heap: &Heap, host: &mut dyn Host, generation: usize) -> usize {
    collect_for(heap, host, generation, Trigger::Explicit)
}

/// Makes the collection that has fallen due, if any. Runs Python code.
#[inline]
pub fn collect_due(heap: &Heap, host: &mut dyn Host) {
    if heap.attention.get() & ATTENTION_COLLECT != 0 {
        collect_due_generation(heap, host);
    }
}

#[cold]
#[inline(never)]
fn collect_due_generation(heap: &Heap, host: &mut dyn Host) {
    heap.attention.set(heap.attention.get() & !ATTENTION_COLLECT);
    if !heap.generations.is_enabled() {
        return;
    }
    if heap.zeal.stress.get() {
        collect_for(heap, host, heap.zeal.next_generation(), Trigger::Stress);
    } else {
        collect_for(heap, host, due_generation(heap), Trigger::Threshold);
    }
}

/// The oldest generation whose count has passed its threshold. The oldest of all waits until a quarter as many
/// objects as survived its last collection have come to it, so that the work stays linear.
fn due_generation(heap: &Heap) -> usize {
    let generations = &heap.generations;
    let (counts, thresholds) = (generations.counts(), generations.thresholds());
    let worth_while = generations.long_lived_pending() >= generations.long_lived_total() / 4;
    (1..GENERATIONS)
        .rev()
        .find(|&number| counts[number] > thresholds[number] && (number < GENERATIONS - 1 || worth_while))
        .unwrap_or(0)
}

fn collect_for(heap: &Heap, host: &mut dyn Host, generation: usize, trigger: Trigger) -> usize {
    let generations = &heap.generations;
    let generation = generation.min(GENERATIONS - 1);
    if generations.is_collecting() {
        return 0;
    }
    generations.set_collecting(true);
    host.gc_callback("start", generation, 0, 0);
    finalize::drain(heap, host);
    let outcome = observed(heap, host, generation, trigger);
    generations.add_stats(generation, outcome.collected, outcome.uncollectable);
    host.gc_callback("stop", generation, outcome.collected, outcome.uncollectable);
    finalize::drain(heap, host);
    generations.set_collecting(false);
    verify_after(heap, generation);
    outcome.collected + outcome.uncollectable
}

/// The collection itself, with debug lines and events around it.
fn observed(heap: &Heap, host: &mut dyn Host, generation: usize, trigger: Trigger) -> Outcome {
    let generations = &heap.generations;
    let debug = generations.debug.get() & DEBUG_STATS != 0;
    if debug {
        host.debug_line(&format!("gc: collecting generation {generation}..."));
        let sizes: String = (0..PERMANENT).map(|number| format!(" {}", generations.len(number))).collect();
        host.debug_line(&format!("gc: objects in each generation:{sizes}"));
        host.debug_line(&format!("gc: objects in permanent generation: {}", generations.freeze_count()));
    }
    if heap.events.is_active() {
        heap.events.tell(&Event::CollectionBegun { generation, trigger });
    }
    let begun = std::time::Instant::now();
    let bytes_before = heap.bytes();
    let outcome = heap.strategy.get().collector().collect(heap, host, generation, trigger);
    let pause = begun.elapsed();
    if heap.events.is_active() {
        heap.events.tell(&Event::CollectionEnded {
            generation,
            examined: outcome.examined,
            unreachable: outcome.unreachable,
            finalized: outcome.finalized,
            resurrected: outcome.resurrected,
            freed: outcome.collected,
            bytes_before,
            bytes_after: heap.bytes(),
            pause_ns: u64::try_from(pause.as_nanos()).unwrap_or(u64::MAX),
        });
    }
    if debug {
        host.debug_line(&format!(
            "gc: done, {} unreachable, {} uncollectable, {:.4}s elapsed",
            outcome.collected + outcome.uncollectable,
            outcome.uncollectable,
            pause.as_secs_f64(),
        ));
    }
    outcome
}

/// The debug switch that checks the whole heap after collections. References on the native stack and in registers are
/// not known here, so only references without a count are faults.
fn verify_after(heap: &Heap, generation: usize) {
    let wanted = match heap.zeal.verify.get() {
        Verify::Never => false,
        Verify::AfterFull => generation == GENERATIONS - 1,
        Verify::AfterEach => true,
    };
    if wanted {
        let faults = heap.verify(false, &mut |_| {});
        assert!(faults.is_empty(), "the heap is not whole after a collection:\n{}", faults.join("\n"));
    }
}
