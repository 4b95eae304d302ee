//! Random operations on a heap, compared step by step with a naive model: which objects are alive, which finalizers
//! ran, what weak references see. After each step the whole heap is checked.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};

use hoopsnake::heap::alloc::new;
use hoopsnake::heap::collector::{Host, collect, collect_due};
use hoopsnake::heap::finalize::drain;
use hoopsnake::heap::kind::{Payload, Visitor};
use hoopsnake::heap::weak::{self, Rank, WeakLink};
use hoopsnake::heap::{Heap, Slots, Value};
use proptest::prelude::*;

type Id = usize;

thread_local! {
    static DEAD: RefCell<BTreeSet<Id>> = const { RefCell::new(BTreeSet::new()) };
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Finalizer {
    None,
    Plain,
    Resurrects,
}

struct Node {
    id: Id,
    finalizer: Finalizer,
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
        self.finalizer != Finalizer::None
    }
}

impl Drop for Node {
    fn drop(&mut self) {
        DEAD.with_borrow_mut(|dead| assert!(dead.insert(self.id), "dies twice"));
    }
}

struct Reference(WeakLink);

impl Payload for Reference {
    fn trace<V: Visitor>(&self, visitor: &mut V) {
        self.0.callback.trace(visitor);
    }

    fn weak_link(&self) -> Option<&WeakLink> {
        Some(&self.0)
    }
}

hoopsnake::object_kinds! {
    Node = 4, container, "node", 3;
    Reference = 5, container, "weakref", 0;
}

/// What a step does; numbers choose among what there is.
#[derive(Clone, Debug)]
enum Step {
    Make(Finalizer),
    Link(usize, usize),
    Unlink(usize, usize),
    /// A root more, or one less.
    Hold(usize),
    Drop(usize),
    Weak(usize),
    DropWeak(usize),
    Collect(usize),
    Freeze(bool),
}

fn finalizers() -> impl Strategy<Value = Finalizer> {
    prop_oneof![4 => Just(Finalizer::None), 1 => Just(Finalizer::Plain), 1 => Just(Finalizer::Resurrects)]
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let any = 0..1000_usize;
    let step = prop_oneof![
        6 => finalizers().prop_map(Step::Make),
        10 => (any.clone(), any.clone()).prop_map(|(from, to)| Step::Link(from, to)),
        3 => (any.clone(), any.clone()).prop_map(|(from, at)| Step::Unlink(from, at)),
        1 => any.clone().prop_map(Step::Hold),
        8 => any.clone().prop_map(Step::Drop),
        2 => any.clone().prop_map(Step::Weak),
        1 => any.prop_map(Step::DropWeak),
        3 => (0..3_usize).prop_map(Step::Collect),
        1 => any_bool().prop_map(Step::Freeze),
    ];
    prop::collection::vec(step, 1..if cfg!(miri) { 30 } else { 120 })
}

fn any_bool() -> impl Strategy<Value = bool> {
    prop_oneof![Just(true), Just(false)]
}

/// One object of the model.
#[derive(Clone, Debug)]
struct Object {
    finalizer: Finalizer,
    finalized: bool,
    items: Vec<Id>,
    frozen: bool,
}

/// The naive heap: a graph and its roots.
#[derive(Default)]
struct Model {
    alive: BTreeMap<Id, Object>,
    roots: Vec<Id>,
}

impl Model {
    fn count(&self, id: Id) -> usize {
        let items = self.alive.values().flat_map(|object| &object.items);
        items.chain(&self.roots).filter(|&&other| other == id).count()
    }

    /// Kills what has no reference, until nothing changes.
    fn settle(&mut self) {
        while let Some(id) = self.alive.keys().copied().find(|&id| self.count(id) == 0) {
            let object = self.alive.get_mut(&id).expect("alive");
            if object.finalizer != Finalizer::None && !object.finalized {
                object.finalized = true;
                // It is tracked anew for its finalizer, in the youngest generation.
                object.frozen = false;
                if object.finalizer == Finalizer::Resurrects {
                    self.roots.push(id);
                }
            } else {
                self.alive.remove(&id);
            }
        }
    }

    /// What a collection leaves alone: frozen objects count as roots.
    fn reachable(&self) -> BTreeSet<Id> {
        let frozen = self.alive.iter().filter(|(_, object)| object.frozen).map(|(&id, _)| id);
        self.reachable_from(self.roots.iter().copied().chain(frozen).collect())
    }

    fn reachable_from(&self, mut work: Vec<Id>) -> BTreeSet<Id> {
        let mut reached: BTreeSet<Id> = BTreeSet::new();
        while let Some(id) = work.pop() {
            if reached.insert(id) {
                work.extend(&self.alive[&id].items);
            }
        }
        reached
    }

    /// A full collection.
    fn collect(&mut self) {
        let reached = self.reachable();
        for (&id, object) in &mut self.alive {
            if !reached.contains(&id) && object.finalizer != Finalizer::None && !object.finalized {
                object.finalized = true;
                if object.finalizer == Finalizer::Resurrects {
                    self.roots.push(id);
                }
            }
        }
        let reached = self.reachable();
        self.alive.retain(|id, _| reached.contains(id));
        self.settle();
    }
}

/// The real heap's side.
#[derive(Default)]
struct Machine {
    roots: Vec<Value>,
    finalized: Vec<Id>,
    callbacks: Cell<usize>,
}

impl Host for Machine {
    fn finalize(&mut self, object: &Value) {
        let node = object.exact::<Node>().expect("a node");
        assert!(!self.finalized.contains(&node.id), "finalized twice");
        self.finalized.push(node.id);
        if node.finalizer == Finalizer::Resurrects {
            self.roots.push(object.clone());
        }
    }

    fn weakref_callback(&mut self, _callback: Value, weakref: Value) {
        assert!(weakref.exact::<Reference>().is_some_and(|reference| reference.0.get().is_none()));
        self.callbacks.set(self.callbacks.get() + 1);
    }

    fn gc_callback(&mut self, _phase: &str, _generation: usize, _collected: usize, _uncollectable: usize) {}
    fn debug_line(&mut self, _text: &str) {}
    fn keep_garbage(&mut self, _objects: Vec<Value>) {}

    fn describe(&mut self, _object: &Value) -> String {
        String::new()
    }
}

fn id_of(value: &Value) -> Id {
    value.exact::<Node>().expect("a node").id
}

struct Run {
    model: Model,
    machine: Machine,
    weak: Vec<(Id, Value)>,
    next: Id,
    weak_made: usize,
    /// Weak references to these may have been cleared although a finalizer then brought them back.
    was_unreachable: BTreeSet<Id>,
}

impl Run {
    /// The position of a root, if there is any.
    fn root(&self, chosen: usize) -> Option<usize> {
        if self.machine.roots.is_empty() { None } else { Some(chosen % self.machine.roots.len()) }
    }

    fn step(&mut self, heap: &Heap, step: &Step) {
        match *step {
            Step::Make(finalizer) => {
                let id = self.next;
                self.next += 1;
                self.machine.roots.push(new(Node { id, finalizer, items: Slots::new() }));
                self.model.roots.push(id);
                let object = Object { finalizer, finalized: false, items: Vec::new(), frozen: false };
                self.model.alive.insert(id, object);
            }
            Step::Link(from, to) => {
                let (Some(from), Some(to)) = (self.root(from), self.root(to)) else { return };
                let (from, to) = (&self.machine.roots[from], &self.machine.roots[to]);
                from.exact::<Node>().expect("a node").items.push(to.clone()).expect("memory");
                self.model.alive.get_mut(&id_of(from)).expect("alive").items.push(id_of(to));
            }
            Step::Unlink(from, at) => {
                let Some(from) = self.root(from) else { return };
                let from = &self.machine.roots[from];
                let items = &from.exact::<Node>().expect("a node").items;
                if !items.is_empty() {
                    let at = at % items.len();
                    self.model.alive.get_mut(&id_of(from)).expect("alive").items.remove(at);
                    drop(items.remove(at));
                }
            }
            Step::Hold(chosen) => {
                let Some(root) = self.root(chosen) else { return };
                let value = self.machine.roots[root].clone();
                self.model.roots.push(id_of(&value));
                self.machine.roots.push(value);
            }
            Step::Drop(chosen) => {
                let Some(root) = self.root(chosen) else { return };
                let value = self.machine.roots.swap_remove(root);
                let at = self.model.roots.iter().position(|&id| id == id_of(&value)).expect("a root");
                self.model.roots.swap_remove(at);
                drop(value);
            }
            Step::Weak(chosen) => {
                let Some(root) = self.root(chosen) else { return };
                let target = self.machine.roots[root].clone();
                // The callback is an object of its own that the model does not know; its number is never asked for.
                let weakref = new(Reference(WeakLink::new(Value::TRUE)));
                weak::register(&target, &weakref, Rank::Other);
                self.weak.push((id_of(&target), weakref));
                self.weak_made += 1;
            }
            Step::DropWeak(chosen) => {
                if !self.weak.is_empty() {
                    let at = chosen % self.weak.len();
                    drop(self.weak.swap_remove(at));
                }
            }
            Step::Collect(generation) => {
                self.note_unreachable();
                collect(heap, &mut self.machine, generation);
            }
            Step::Freeze(true) => {
                heap.generations.freeze();
                self.model.alive.values_mut().for_each(|object| object.frozen = true);
            }
            Step::Freeze(false) => {
                heap.generations.unfreeze();
                self.model.alive.values_mut().for_each(|object| object.frozen = false);
            }
        }
        drain(heap, &mut self.machine);
        self.model.settle();
        match step {
            Step::Collect(2) => self.model.collect(),
            Step::Collect(_) => self.follow_partial_collection(),
            _ => {}
        }
    }

    fn note_unreachable(&mut self) {
        let reached = self.model.reachable();
        self.was_unreachable.extend(self.model.alive.keys().filter(|&id| !reached.contains(id)));
    }

    /// A partial collection takes some of what is unreachable: the model follows, if it was no more than that. (A
    /// frozen object that only garbage refers to dies by count with it.)
    fn follow_partial_collection(&mut self) {
        let reached = self.model.reachable_from(self.model.roots.clone());
        for &id in &self.machine.finalized {
            if let Some(object) = self.model.alive.get_mut(&id)
                && !object.finalized
            {
                assert!(!reached.contains(&id), "{id} was finalized but is reachable");
                object.finalized = true;
                object.frozen = false;
                if object.finalizer == Finalizer::Resurrects {
                    self.model.roots.push(id);
                }
            }
        }
        let reached = self.model.reachable_from(self.model.roots.clone());
        DEAD.with_borrow(|dead| {
            self.model.alive.retain(|id, _| {
                assert!(!dead.contains(id) || !reached.contains(id), "{id} is dead but reachable");
                !dead.contains(id)
            });
        });
    }

    fn compare(&self, heap: &Heap) {
        let dead = DEAD.with_borrow(BTreeSet::clone);
        let alive: BTreeSet<Id> = (0..self.next).filter(|id| !dead.contains(id)).collect();
        assert_eq!(alive, self.model.alive.keys().copied().collect());
        let mut roots: Vec<Id> = self.machine.roots.iter().map(id_of).collect();
        let mut expected = self.model.roots.clone();
        roots.sort_unstable();
        expected.sort_unstable();
        assert_eq!(roots, expected);
        for (target, weakref) in &self.weak {
            let seen = weakref.exact::<Reference>().expect("a reference").0.get();
            match seen {
                Some(object) => assert!(id_of(&object) == *target && alive.contains(target)),
                None => assert!(!alive.contains(target) || self.was_unreachable.contains(target)),
            }
        }
        assert!(self.machine.callbacks.get() <= self.weak_made);
        let faults = heap.verify(true, &mut |visit| {
            self.machine.roots.iter().for_each(&mut *visit);
            self.weak.iter().for_each(|(_, weakref)| visit(weakref));
        });
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}

fn run(steps: &[Step], stress: bool) {
    DEAD.with_borrow_mut(BTreeSet::clear);
    let heap = Heap::new(&KINDS);
    let _entered = heap.enter();
    heap.set_gc_stress(stress);
    let mut run = Run {
        model: Model::default(),
        machine: Machine::default(),
        weak: Vec::new(),
        next: 0,
        weak_made: 0,
        was_unreachable: BTreeSet::new(),
    };
    for step in steps {
        run.step(&heap, step);
        if stress {
            run.note_unreachable();
            collect_due(&heap, &mut run.machine);
            run.follow_partial_collection();
        }
        run.compare(&heap);
    }
    run.machine.roots.clear();
    run.model.roots.clear();
    run.weak.clear();
    heap.generations.unfreeze();
    // Each object can be brought back once.
    for _ in 0..run.next + 2 {
        drain(&heap, &mut run.machine);
        collect(&heap, &mut run.machine, 2);
        run.machine.roots.clear();
    }
    assert_eq!((heap.object_count(), heap.bytes()), (0, 0));
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: if cfg!(miri) { 10 } else { 600 },
        ..ProptestConfig::default()
    })]

    #[test]
    fn the_heap_does_what_the_model_does(steps in steps()) {
        run(&steps, false);
    }

    #[test]
    fn the_heap_under_stress_does_what_the_model_does(steps in steps()) {
        run(&steps, true);
    }
}
