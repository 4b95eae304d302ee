//! Tests of the heap with layouts of its own. Expected orders and counts are CPython 3.11's.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::alloc::{new, new_untracked};
use super::collector::{Host, collect, collect_due};
use super::events::{Event, Observer};
use super::finalize::{drain, is_finalized};
use super::generations::{DEBUG_COLLECTABLE, DEBUG_SAVEALL, DEBUG_STATS, may_be_tracked};
use super::header::PERMANENT;
use super::kind::{Payload, Untrack, Visitor};
use super::tail::{Tail, new_tail};
use super::verify::{referents, referrers, shutdown};
use super::weak::{self, Rank, WeakLink};
use super::zeal::Verify;
use super::{ATTENTION_COLLECT, Entered, Heap, Slot, Slots, Value};

thread_local! {
    /// What happened, in order.
    static LOG: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

fn log(text: impl Into<String>) {
    LOG.with_borrow_mut(|log| log.push(text.into()));
}

fn take_log() -> Vec<String> {
    LOG.take()
}

/// What a node's finalizer does beside saying so.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Finalizer {
    None,
    Says,
    Resurrects,
    /// Asks for a collection, which must be refused while one is under way.
    Collects,
    /// Drops everything that the node refers to.
    Clears,
}

/// A list with a name.
struct Node {
    name: &'static str,
    finalizer: Cell<Finalizer>,
    items: Slots,
}

impl Payload for Node {
    fn trace<V: Visitor>(&self, visitor: &mut V) {
        self.items.trace(visitor);
    }

    fn clear(&self) {
        self.items.clear();
    }

    fn buffer_bytes(&self) -> usize {
        self.items.buffer_bytes()
    }

    fn needs_finalizer(&self) -> bool {
        self.finalizer.get() != Finalizer::None
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        if !self.name.is_empty() {
            log(format!("{} dies", self.name));
        }
    }
}

/// An object without references.
struct Leaf(#[allow(dead_code, reason = "something to be poisoned")] u64);

impl Payload for Leaf {
    fn trace<V: Visitor>(&self, _visitor: &mut V) {}
}

/// The head of a tuple-like object.
struct TupleHead;

impl Payload for Tail<TupleHead, Value> {
    const UNTRACK: Untrack = Untrack::AnyCollection;

    fn trace<V: Visitor>(&self, visitor: &mut V) {
        self.elements().iter().for_each(|element| visitor.visit(element));
    }

    fn may_untrack(&self) -> bool {
        !self.elements().iter().any(may_be_tracked)
    }
}

/// One slot, untracked in full collections while it holds an atom, as a dict is.
struct Box1(Slot);

impl Payload for Box1 {
    const UNTRACK: Untrack = Untrack::FullCollection;

    fn trace<V: Visitor>(&self, visitor: &mut V) {
        self.0.trace(visitor);
    }

    fn clear(&self) {
        self.0.set(Value::EMPTY);
    }

    fn may_untrack(&self) -> bool {
        !self.0.peek(may_be_tracked)
    }
}

struct Reference(WeakLink);

impl Payload for Reference {
    fn trace<V: Visitor>(&self, visitor: &mut V) {
        self.0.callback.trace(visitor);
    }

    fn clear(&self) {
        self.0.unlink();
        self.0.callback.set(Value::EMPTY);
    }

    fn weak_link(&self) -> Option<&WeakLink> {
        Some(&self.0)
    }
}

crate::object_kinds! {
    Node = 4, container, "node", 0;
    Leaf = 5, leaf, "leaf", 0;
    Tail<TupleHead, Value> = 6, container, "tuple", 20;
    Reference = 7, container, "weakref", 0;
    Box1 = 8, container, "box", 2;
}

/// Logs what it is asked to do; keeps what finalizers resurrect.
#[derive(Default)]
struct Machine {
    resurrected: Vec<Value>,
    garbage: Vec<Value>,
}

fn node_of(value: &Value) -> &Node {
    value.exact::<Node>().expect("a node")
}

impl Host for Machine {
    fn finalize(&mut self, object: &Value) {
        let node = node_of(object);
        log(format!("finalize {}", node.name));
        match node.finalizer.get() {
            Finalizer::Resurrects => self.resurrected.push(object.clone()),
            Finalizer::Collects => log(format!("collects {}", collect(super::heap(), self, 2))),
            Finalizer::Clears => {
                node.items.clear();
                drain(super::heap(), self);
            }
            Finalizer::None | Finalizer::Says => {}
        }
    }

    fn weakref_callback(&mut self, callback: Value, weakref: Value) {
        let dead = weakref.exact::<Reference>().is_some_and(|reference| reference.0.get().is_none());
        log(format!("callback {} dead={dead}", node_of(&callback).name));
    }

    fn gc_callback(&mut self, _phase: &str, _generation: usize, _collected: usize, _uncollectable: usize) {}

    fn debug_line(&mut self, text: &str) {
        log(text);
    }

    fn keep_garbage(&mut self, objects: Vec<Value>) {
        self.garbage.extend(objects);
    }

    fn describe(&mut self, object: &Value) -> String {
        format!("<{}>", node_of(object).name)
    }
}

/// A heap that is entered.
struct Place {
    _entered: Entered,
    heap: Box<Heap>,
}

fn place() -> Place {
    take_log();
    let heap = Heap::new(&KINDS);
    heap.zeal.verify.set(Verify::AfterEach);
    Place { _entered: heap.enter(), heap }
}

impl Place {
    /// Checks the heap, all references to objects being those given.
    fn check(&self, roots: &[&Value]) {
        let faults = self.heap.verify(true, &mut |visit| roots.iter().for_each(|&root| visit(root)));
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}

fn node(name: &'static str, items: Vec<Value>) -> Value {
    node_with(name, Finalizer::None, items)
}

fn node_with(name: &'static str, finalizer: Finalizer, items: Vec<Value>) -> Value {
    new(Node { name, finalizer: Cell::new(finalizer), items: Slots::from_vec(items) })
}

fn link(from: &Value, to: &Value) {
    node_of(from).items.push(to.clone()).expect("memory");
}

fn reference(target: &Value, callback: Value) -> Value {
    let rank = if callback.is_empty() { Rank::Basic } else { Rank::Other };
    let weakref = new(Reference(WeakLink::new(callback)));
    weak::register(target, &weakref, rank);
    weakref
}

fn tuple(elements: Vec<Value>) -> Value {
    let value = new_tail(TupleHead, elements.len(), elements.into_iter()).expect("memory");
    super::heap().generations.track(&value);
    value
}

#[test]
fn death_by_count_is_immediate_and_in_order() {
    let place = place();
    let parent = node("parent", vec![node("x", vec![node("x1", vec![])]), node("y", vec![]), Value::int32(7)]);
    place.check(&[&parent]);
    drop(parent);
    // Items go from the last to the first; what hangs on an item goes with it.
    assert_eq!(take_log(), ["parent dies", "y dies", "x dies", "x1 dies"]);
    assert_eq!((place.heap.object_count(), place.heap.bytes()), (0, 0));
}

#[test]
fn a_long_chain_dies_flat() {
    let place = place();
    let length = if cfg!(miri) { 500 } else { 1_000_000 };
    let mut chain = node("", vec![]);
    for _ in 0..length {
        chain = node("", vec![chain]);
    }
    assert_eq!(place.heap.object_count(), length + 1);
    drop(chain);
    assert_eq!((place.heap.object_count(), place.heap.bytes()), (0, 0));
}

#[test]
fn a_cycle_is_collected_and_what_it_refers_to_from_outside_stays() {
    let place = place();
    let outside = node("outside", vec![]);
    let (a, b) = (node("a", vec![]), node("b", vec![]));
    link(&a, &b);
    link(&b, &a);
    link(&b, &outside);
    let hold = a.clone();
    drop((a, b));
    assert_eq!(collect(&place.heap, &mut Machine::default(), 2), 0);
    place.check(&[&outside, &hold]);
    drop(hold);
    assert_eq!(collect(&place.heap, &mut Machine::default(), 2), 2);
    assert_eq!(take_log(), ["b dies", "a dies"]);
    place.check(&[&outside]);
    assert_eq!(place.heap.generations.stats(2).collected, 2);
    assert_eq!(place.heap.generations.stats(2).collections, 2);
}

#[test]
fn finalizers_of_a_dead_cycle_run_once_in_order_of_creation_before_anything_dies() {
    let place = place();
    let nodes: Vec<Value> = ["a", "b", "c"].map(|name| node_with(name, Finalizer::Says, vec![])).into();
    for at in 0..3 {
        link(&nodes[at], &nodes[(at + 2) % 3]);
    }
    drop(nodes);
    assert_eq!(collect(&place.heap, &mut Machine::default(), 0), 3);
    assert_eq!(take_log()[..3], ["finalize a", "finalize b", "finalize c"]);
    assert_eq!(place.heap.object_count(), 0);
}

#[test]
fn resurrection_saves_what_is_reachable_from_the_resurrected() {
    let place = place();
    let mut machine = Machine::default();
    let (a, b, c) =
        (node_with("a", Finalizer::Resurrects, vec![]), node("b", vec![]), node_with("c", Finalizer::Says, vec![]));
    link(&a, &b);
    link(&b, &a);
    link(&c, &a);
    link(&c, &c);
    drop((a, b, c));
    // c refers to a, but not the other way round: c dies.
    assert_eq!(collect(&place.heap, &mut machine, 2), 1);
    assert_eq!(take_log(), ["finalize a", "finalize c", "c dies"]);
    assert!(is_finalized(&machine.resurrected[0]));
    place.check(&[&machine.resurrected[0]]);
    machine.resurrected.clear();
    assert_eq!(collect(&place.heap, &mut machine, 2), 2);
    assert_eq!(take_log(), ["b dies", "a dies"]);
    assert!(machine.resurrected.is_empty(), "no second finalizer");
}

#[test]
fn a_finalizer_by_count_runs_at_the_drain_and_once() {
    let place = place();
    let mut machine = Machine::default();
    drop(node_with("a", Finalizer::Resurrects, vec![node("child", vec![])]));
    assert_eq!(take_log(), [""; 0]);
    place.check(&[]);
    drain(&place.heap, &mut machine);
    assert_eq!(take_log(), ["finalize a"]);
    machine.resurrected.clear();
    drain(&place.heap, &mut machine);
    assert_eq!(take_log(), ["a dies", "child dies"]);
    assert_eq!(place.heap.attention.get(), 0);
}

#[test]
fn what_a_finalizer_kills_is_finalized_before_what_waited() {
    let place = place();
    let inner = node_with("inner", Finalizer::Says, vec![]);
    let first = node_with("first", Finalizer::Clears, vec![inner]);
    let second = node_with("second", Finalizer::Says, vec![node_with("tail", Finalizer::Says, vec![])]);
    let third = node_with("third", Finalizer::Says, vec![]);
    drop((first, second, third));
    drain(&place.heap, &mut Machine::default());
    let expected = [
        "finalize first",
        "finalize inner",
        "inner dies",
        "first dies",
        "finalize second",
        "second dies",
        "finalize tail",
        "tail dies",
        "finalize third",
        "third dies",
    ];
    assert_eq!(take_log(), expected);
}

#[test]
fn weak_references_are_cleared_at_death_and_called_newest_first() {
    let place = place();
    let target = node_with("target", Finalizer::Says, vec![]);
    let plain = reference(&target, Value::EMPTY);
    let (one, two) = (reference(&target, node("one", vec![])), reference(&target, node("two", vec![])));
    let gone = reference(&target, node("gone", vec![]));
    assert_eq!(weak::count(&target), 4);
    drop(gone);
    take_log();
    assert!(weak::shared(&target, Rank::Basic).is_some_and(|shared| shared.is(&plain)));
    let order = weak::existing(&target);
    assert!(order[0].is(&plain) && order[1].is(&two) && order[2].is(&one) && order.len() == 3);
    drop(order);
    assert!(plain.exact::<Reference>().unwrap().0.get().is_some_and(|object| object.is(&target)));
    place.check(&[&target, &plain, &one, &two]);
    drop(target);
    drain(&place.heap, &mut Machine::default());
    let expected =
        ["finalize target", "target dies", "callback two dead=true", "two dies", "callback one dead=true", "one dies"];
    assert_eq!(take_log(), expected);
    assert!(plain.exact::<Reference>().unwrap().0.get().is_none());
    place.check(&[&plain, &one, &two]);
}

#[test]
fn callbacks_of_reachable_weak_references_run_before_finalizers_and_others_never() {
    let place = place();
    let (a, b) = (node_with("a", Finalizer::Says, vec![]), node_with("b", Finalizer::Says, vec![]));
    link(&a, &b);
    link(&b, &a);
    let outside = reference(&b, node("outside", vec![]));
    let inside = reference(&b, node("inside", vec![]));
    let shared = reference(&a, Value::EMPTY);
    link(&a, &inside);
    drop((a, b, inside));
    // The callback `inside` is unreachable too.
    assert_eq!(collect(&place.heap, &mut Machine::default(), 2), 4);
    assert_eq!(take_log()[..3], ["callback outside dead=true", "finalize a", "finalize b"]);
    assert!(shared.exact::<Reference>().unwrap().0.get().is_none());
    assert!(weak::existing(&shared).is_empty());
    place.check(&[&outside, &shared]);
}

#[test]
fn objects_may_die_while_the_unreachable_are_worked_on() {
    let place = place();
    let nodes: Vec<Value> = ["a", "b", "c", "d"].map(|name| node_with(name, Finalizer::Clears, vec![])).into();
    for at in 0..4 {
        link(&nodes[at], &nodes[(at + 1) % 4]);
        link(&nodes[at], &nodes[at]);
    }
    drop(nodes);
    collect(&place.heap, &mut Machine::default(), 2);
    assert_eq!(place.heap.object_count(), 0);
    place.check(&[]);
}

#[test]
fn a_collection_refuses_another_one_inside() {
    let place = place();
    let a = node_with("a", Finalizer::Collects, vec![]);
    link(&a, &a);
    drop(a);
    assert_eq!(collect(&place.heap, &mut Machine::default(), 1), 1);
    assert_eq!(take_log(), ["finalize a", "collects 0", "a dies"]);
}

#[test]
fn generations_counts_and_the_quarter_rule_are_cpythons() {
    if cfg!(miri) {
        return;
    }
    let place = place();
    place.heap.zeal.verify.set(Verify::Never);
    let mut machine = Machine::default();
    place.heap.generations.set_count(0, 5);
    let mut kept = Vec::new();
    let mut seen = Vec::new();
    for made in 1..=400_000 {
        // CPython collects inside the allocation, before the new object is tracked.
        kept.push(new_untracked(Node { name: "", finalizer: Cell::new(Finalizer::None), items: Slots::new() }));
        collect_due(&place.heap, &mut machine);
        if let Some(last) = kept.last() {
            place.heap.generations.track(last);
        }
        if made % 100_000 == 0 || made == 12_345 {
            let collections = [0, 1, 2].map(|number| place.heap.generations.stats(number).collections);
            seen.push((made, collections, place.heap.generations.counts()));
        }
    }
    assert_eq!(seen, QUARTER_RULE);
}

/// Objects made, collections of each generation, `gc.get_count()`: by CPython for sets kept in a list of fixed length,
/// after `gc.freeze(); gc.collect()`, measured in one run for each row; five allocations come before the first set.
const QUARTER_RULE: [(i32, [usize; 3], [i32; 3]); 5] = [
    (12_345, [16, 1, 0], [433, 5, 1]),
    (100_000, [130, 11, 1], [463, 9, 0]),
    (200_000, [260, 23, 2], [220, 7, 1]),
    (300_000, [389, 35, 3], [678, 4, 2]),
    (400_000, [519, 47, 4], [435, 2, 3]),
];

#[test]
fn free_lists_keep_allocations_from_counting() {
    let place = place();
    let count = || place.heap.generations.counts()[0];
    let boxes = [(); 4].map(|()| new(Box1(Slot::default())));
    assert_eq!(count(), 4);
    drop(boxes);
    // Two go to the free list, two are given back.
    assert_eq!(count(), 2);
    let boxes = [(); 3].map(|()| new(Box1(Slot::default())));
    assert_eq!(count(), 3);
    drop(boxes);
    collect(&place.heap, &mut Machine::default(), 2);
    let _one = new(Box1(Slot::default()));
    assert_eq!(count(), 1);
    // Tuples of different lengths have different lists.
    drop(tuple(vec![Value::NONE]));
    let _two = tuple(vec![Value::NONE, Value::NONE]);
    assert_eq!(count(), 3);
    let _three = tuple(vec![Value::NONE]);
    assert_eq!(count(), 3);
}

#[test]
fn a_due_collection_raises_attention_unless_disabled() {
    let place = place();
    let due = || place.heap.attention.replace(0) & ATTENTION_COLLECT != 0;
    let generations = &place.heap.generations;
    generations.set_threshold(0, 2);
    let _kept = [node("", vec![]), node("", vec![])];
    assert!(!due());
    let _third = node("", vec![]);
    assert!(due());
    generations.set_enabled(false);
    let _fourth = node("", vec![]);
    assert!(!due());
    generations.set_enabled(true);
    generations.set_threshold(0, 0);
    let _fifth = node("", vec![]);
    assert!(!due());
    assert_eq!(generations.counts()[0], 5);
    place.heap.set_gc_stress(true);
    let cycle = node("cycle", vec![]);
    link(&cycle, &cycle);
    drop(cycle);
    collect_due(&place.heap, &mut Machine::default());
    assert_eq!(take_log(), ["cycle dies"]);
}

#[test]
fn tuples_and_dicts_of_atoms_are_untracked_when_a_collection_meets_them() {
    let place = place();
    let tracked = |value: &Value| place.heap.generations.is_tracked(value);
    let atoms = tuple(vec![Value::int32(1), Value::NONE, new(Leaf(1))]);
    let nested = tuple(vec![atoms.clone()]);
    let list = node("", vec![]);
    let mixed = tuple(vec![list.clone()]);
    let dict = new(Box1(Slot::new(Value::TRUE)));
    assert!(tracked(&atoms) && tracked(&nested) && tracked(&mixed) && tracked(&dict));
    collect(&place.heap, &mut Machine::default(), 0);
    assert!(!tracked(&atoms) && !tracked(&nested) && tracked(&mixed) && tracked(&dict));
    collect(&place.heap, &mut Machine::default(), 2);
    assert!(!tracked(&dict) && tracked(&list));
    assert_eq!(place.heap.generations.long_lived_total(), 2);
    place.check(&[&atoms, &nested, &list, &mixed, &dict]);
}

#[test]
fn survivors_move_up_and_freezing_puts_them_aside() {
    let place = place();
    let generations = &place.heap.generations;
    let (old, young) = (node("", vec![]), node("", vec![]));
    collect(&place.heap, &mut Machine::default(), 0);
    collect(&place.heap, &mut Machine::default(), 1);
    assert_eq!(generations.generation_of(&old), Some(2));
    assert_eq!(generations.long_lived_pending(), 2);
    let third = node("", vec![]);
    let lengths = [0, 1, 2].map(|number| generations.len(number));
    assert_eq!(lengths, [1, 0, 2]);
    let all = generations.objects(None);
    assert!(all[0].is(&third) && all[1].is(&old) && all[2].is(&young));
    drop(all);
    generations.freeze();
    assert_eq!((generations.freeze_count(), generations.generation_of(&old)), (3, Some(PERMANENT)));
    place.check(&[&old, &young, &third]);
    generations.unfreeze();
    assert_eq!((generations.freeze_count(), generations.len(2)), (0, 3));
    place.check(&[&old, &young, &third]);
}

#[test]
fn vectors_keep_their_order_when_they_are_compacted() {
    let place = place();
    let mut nodes: Vec<Value> = (0..1000).map(|_| node("", vec![])).collect();
    let mut number = 0;
    nodes.retain(|_| {
        number += 1;
        number % 5 == 0
    });
    let roots: Vec<&Value> = nodes.iter().collect();
    place.check(&roots);
    let objects = place.heap.generations.objects(Some(0));
    assert!(objects.len() == 200 && objects.iter().zip(&nodes).all(|(a, b)| a.is(b)));
}

#[test]
fn debug_flags_show_and_keep_what_is_unreachable() {
    let place = place();
    let mut machine = Machine::default();
    place.heap.generations.debug.set(DEBUG_SAVEALL | DEBUG_COLLECTABLE | DEBUG_STATS);
    let a = node("a", vec![]);
    link(&a, &a);
    drop(a);
    assert_eq!(collect(&place.heap, &mut machine, 1), 1);
    let lines = take_log();
    let expected = [
        "gc: collecting generation 1...",
        "gc: objects in each generation: 1 0 0",
        "gc: objects in permanent generation: 0",
        "gc: collectable <a>",
    ];
    assert_eq!(lines[..4], expected);
    assert!(lines[4].starts_with("gc: done, 1 unreachable, 0 uncollectable, 0.0"));
    assert_eq!(machine.garbage.len(), 1);
    assert_eq!(place.heap.generations.generation_of(&machine.garbage[0]), Some(2));
    place.check(&[&machine.garbage[0]]);
}

#[test]
fn referents_and_referrers() {
    let place = place();
    let leaf = node("", vec![]);
    let parent = node("", vec![Value::NONE, leaf.clone(), Value::int32(1000)]);
    let children = referents(&place.heap, &parent);
    assert!(children.len() == 3 && children[0].is_none() && children[1].is(&leaf));
    assert_eq!(children[2].as_int(), Some(1000));
    drop(children);
    let parents = referrers(&place.heap, std::slice::from_ref(&leaf));
    assert!(parents.len() == 1 && parents[0].is(&parent));
    drop(parents);
    place.check(&[&leaf, &parent]);
}

#[test]
fn the_checker_finds_what_is_wrong() {
    let place = place();
    let a = node("a", vec![]);
    link(&a, &a);
    assert_eq!(place.heap.verify(true, &mut |_| {}).len(), 1, "a reference that nobody reports");
    a.header().count.set(0);
    assert_eq!(place.heap.verify(false, &mut |_| {}).len(), 2, "too few counts, dead but alive");
    a.header().count.set(2);
    a.header().generation.set(1);
    assert!(!place.heap.verify(false, &mut |_| {}).is_empty(), "stands in another generation");
    a.header().generation.set(0);
    place.check(&[&a]);
}

#[test]
fn an_observer_hears_of_everything() {
    #[derive(Default)]
    struct Ear(RefCell<Vec<String>>);
    impl Observer for Ear {
        fn event(&self, event: &Event) {
            self.0.borrow_mut().push(match event {
                Event::Allocated { kind, .. } => format!("allocated {kind}"),
                Event::FreedByCount { kind, .. } => format!("freed {kind}"),
                Event::FreedByCollector { kind, .. } => format!("collected {kind}"),
                Event::CollectionBegun { generation, trigger } => format!("begun {generation} {trigger:?}"),
                Event::CollectionEnded { examined, unreachable, freed, .. } => {
                    format!("ended {examined} {unreachable} {freed}")
                }
            });
        }
    }
    let place = place();
    let ear = Rc::new(Ear::default());
    place.heap.events.observe(Some(ear.clone()));
    drop(new(Leaf(1)));
    let a = node("a", vec![]);
    link(&a, &a);
    drop(a);
    collect(&place.heap, &mut Machine::default(), 0);
    place.heap.events.observe(None);
    drop(new(Leaf(1)));
    let expected = ["allocated 5", "freed 5", "allocated 4", "begun 0 Explicit", "collected 4", "ended 1 1 1"];
    assert_eq!(ear.0.take(), expected);
}

#[test]
fn the_end_of_a_heap() {
    let place = place();
    let a = node_with("a", Finalizer::Says, vec![]);
    link(&a, &a);
    drop(a);
    drop(node_with("b", Finalizer::Says, vec![]));
    assert_eq!(shutdown(&place.heap, &mut Machine::default()), 0);
    // Objects that are alive at the very end give their buffers back too.
    let c = node("c", vec![Value::NONE]);
    let weakref = reference(&c, Value::EMPTY);
    link(&c, &c);
    link(&c, &weakref);
    drop((c, weakref));
    // A finalizer that nobody runs any more.
    drop(node_with("d", Finalizer::Says, vec![node("e", vec![])]));
    take_log();
    drop(place);
    let mut log = take_log();
    log.sort();
    assert_eq!(log, ["c dies", "d dies", "e dies"]);
}
