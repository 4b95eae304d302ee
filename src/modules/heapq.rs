//! The module `heapq`: a list as a binary heap. What compares is here, the rest is written in Python.

use crate::heap::Value;
use crate::natives;
use crate::objects::List;
use crate::vm::{Decl, Res, Vm};

/// Makes the module.
pub fn init(vm: &mut Vm) -> Res {
    let module = vm.new_module("heapq", Some("Heap queue algorithm (a.k.a. priority queue)."))?;
    vm.add_functions_of(&module, "_heapq", FUNCTIONS)?;
    Ok(module)
}

/// The list that a function works on. `caller` names function and argument in the error.
fn list<'a>(vm: &mut Vm, heap: &'a Value, caller: &str) -> Res<&'a List> {
    match heap.cast::<List>() {
        Some(list) => Ok(list),
        None => {
            let name = vm.type_name(heap);
            Err(vm.type_error(format!("{caller} must be list, not {name}")))
        }
    }
}

/// Whether item `a` of a list belongs above item `b`: `largest` tells which kind of heap it is. A comparison may change the
/// list.
fn above(vm: &mut Vm, heap: &List, a: usize, b: usize, largest: bool) -> Res<bool> {
    let len = heap.len();
    let (Some(a), Some(b)) = (heap.get(a), heap.get(b)) else {
        return Err(vm.raise(crate::vm::E::RuntimeError, "list changed size during iteration"));
    };
    let less = if largest { vm.less(&b, &a)? } else { vm.less(&a, &b)? };
    if heap.len() != len {
        return Err(vm.raise(crate::vm::E::RuntimeError, "list changed size during iteration"));
    }
    Ok(less)
}

/// Moves the item at `at` up to its place, not above `start`.
fn sift_up(vm: &mut Vm, heap: &List, start: usize, mut at: usize, largest: bool) -> Res<()> {
    while at > start {
        let parent = (at - 1) / 2;
        if !above(vm, heap, at, parent, largest)? {
            break;
        }
        heap.swap(at, parent);
        at = parent;
    }
    Ok(())
}

/// Moves the item at `at` down to a leaf, and from there up to its place: fewer comparisons than stopping on the way.
fn sift_down(vm: &mut Vm, heap: &List, at: usize, largest: bool) -> Res<()> {
    let (start, len) = (at, heap.len());
    let mut at = at;
    while 2 * at + 1 < len {
        let mut child = 2 * at + 1;
        if child + 1 < len && !above(vm, heap, child, child + 1, largest)? {
            child += 1;
        }
        heap.swap(at, child);
        at = child;
    }
    sift_up(vm, heap, start, at, largest)
}

/// Takes the item at the top.
fn pop(vm: &mut Vm, heap: &Value, largest: bool) -> Res {
    let heap = list(vm, heap, if largest { "_heappop_max() argument" } else { "heappop() argument" })?;
    let Some(last) = heap.pop() else { return Err(vm.index_error("index out of range")) };
    if heap.is_empty() {
        return Ok(last);
    }
    let top = heap.replace(0, last).unwrap_or_default();
    sift_down(vm, heap, 0, largest)?;
    Ok(top)
}

fn replace(vm: &mut Vm, heap: &Value, item: &Value, largest: bool) -> Res {
    let caller = if largest { "_heapreplace_max() argument 1" } else { "heapreplace() argument 1" };
    let heap = list(vm, heap, caller)?;
    let Ok(top) = heap.replace(0, item.clone()) else { return Err(vm.index_error("index out of range")) };
    sift_down(vm, heap, 0, largest)?;
    Ok(top)
}

fn heapify(vm: &mut Vm, heap: &Value, largest: bool) -> Res {
    let heap = list(vm, heap, if largest { "_heapify_max() argument" } else { "heapify() argument" })?;
    for at in (0..heap.len() / 2).rev() {
        sift_down(vm, heap, at, largest)?;
    }
    Ok(Value::NONE)
}

static FUNCTIONS: &[Decl] = natives![
    /// Push item onto heap, maintaining the heap invariant.
    "heappush(heap, item, /)" |vm, [heap, item]| {
        let heap = list(vm, heap, "heappush() argument 1")?;
        if heap.push(item.clone()).is_err() {
            return Err(vm.raise_memory());
        }
        sift_up(vm, heap, 0, heap.len() - 1, false)?;
        Ok(Value::NONE)
    };
    /// Pop the smallest item off the heap, maintaining the heap invariant.
    "heappop(heap, /)" |vm, [heap]| pop(vm, heap, false);
    /// Pop and return the current smallest value, and add the new item.
    "heapreplace(heap, item, /)" |vm, [heap, item]| replace(vm, heap, item, false);
    /// Push item on the heap, then pop and return the smallest item from the heap.
    "heappushpop(heap, item, /)" |vm, [heap, item]| {
        let top = list(vm, heap, "heappushpop() argument 1")?.get(0);
        match top {
            Some(top) if vm.less(&top, item)? => replace(vm, heap, item, false),
            _ => Ok(item.clone()),
        }
    };
    /// Transform list into a heap, in-place, in O(len(heap)) time.
    "heapify(heap, /)" |vm, [heap]| heapify(vm, heap, false);
    /// Maxheap variant of heapify.
    "_heapify_max(heap, /)" |vm, [heap]| heapify(vm, heap, true);
    /// Maxheap variant of heappop.
    "_heappop_max(heap, /)" |vm, [heap]| pop(vm, heap, true);
    /// Maxheap variant of heapreplace.
    "_heapreplace_max(heap, item, /)" |vm, [heap, item]| replace(vm, heap, item, true);
];
