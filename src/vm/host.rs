//! What the heap asks of the machine: running finalizers and callbacks at safepoints.

use std::sync::atomic::Ordering;

use crate::heap::collector::{self, Host};
use crate::heap::{ATTENTION_COLLECT, ATTENTION_INTERRUPT, ATTENTION_MEMORY, ATTENTION_PENDING, Value, finalize, heap};
use crate::objects::{Dict, Generator, List, int};

use super::{E, N, Res, Vm};

/// What the `gc` module keeps.
pub struct GcState {
    /// `gc.callbacks`, a list.
    pub callbacks: Value,
    /// `gc.garbage`, a list.
    pub garbage: Value,
}

impl GcState {
    /// Empty lists; the heap must be entered.
    pub fn new() -> GcState {
        let list = || crate::objects::list::new_list(Vec::new());
        GcState { callbacks: list(), garbage: list() }
    }
}

impl Default for GcState {
    fn default() -> GcState {
        GcState::new()
    }
}

/// What must be as it was after Python code ran at a safepoint.
struct Kept {
    raised: Value,
    returned: Value,
}

impl Vm {
    fn keep(&mut self) -> Kept {
        Kept { raised: self.raised.take(), returned: self.returned.take() }
    }

    fn restore(&mut self, kept: Kept) {
        self.raised = kept.raised;
        self.returned = kept.returned;
    }

    /// Sees to whatever `Heap::attention` asks for, and to a requested interrupt.
    #[cold]
    #[inline(never)]
    pub fn attend(&mut self) -> Res<()> {
        let heap = heap();
        if heap.attention.get() & (ATTENTION_PENDING | ATTENTION_COLLECT) != 0 {
            let kept = self.keep();
            finalize::drain(heap, self);
            collector::collect_due(heap, self);
            finalize::drain(heap, self);
            self.restore(kept);
        }
        if heap.attention.get() & ATTENTION_MEMORY != 0 {
            heap.attention.set(heap.attention.get() & !ATTENTION_MEMORY);
            self.collect_garbage(2);
            if self.raised.is_empty() {
                return Err(self.raise_memory());
            }
        }
        self.check_interrupt()
    }

    /// Raises KeyboardInterrupt if somebody has asked for it.
    fn check_interrupt(&mut self) -> Res<()> {
        let heap = heap();
        if self.interrupted.load(Ordering::Relaxed) && self.raised.is_empty() {
            self.interrupted.store(false, Ordering::Relaxed);
            heap.attention.set(heap.attention.get() & !ATTENTION_INTERRUPT);
            return Err(self.raise_with(E::KeyboardInterrupt, Vec::new()));
        }
        heap.attention.set(heap.attention.get() & !ATTENTION_INTERRUPT);
        Ok(())
    }

    /// Whether somebody has asked for a KeyboardInterrupt.
    #[inline(always)]
    pub(super) fn is_interrupted(&self) -> bool {
        self.interrupted.load(Ordering::Relaxed)
    }

    /// A safepoint for loops in native code.
    #[inline]
    pub fn poll(&mut self) -> Res<()> {
        if heap().attention.get() != 0 || self.is_interrupted() { self.attend() } else { Ok(()) }
    }

    /// `gc.collect(generation)`: the number of unreachable objects found.
    pub fn collect_garbage(&mut self, generation: usize) -> usize {
        let heap = heap();
        let kept = self.keep();
        finalize::drain(heap, self);
        let found = collector::collect(heap, self, generation);
        finalize::drain(heap, self);
        self.restore(kept);
        found
    }

    /// Runs the finalizers and callbacks that wait.
    pub fn drain_finalizers(&mut self) {
        let kept = self.keep();
        finalize::drain(heap(), self);
        self.restore(kept);
    }

    fn call_finalizer(&mut self, object: &Value) {
        if let Some(generator) = object.exact::<Generator>() {
            if generator.is_unawaited() {
                self.warn_unawaited(generator);
            }
            if let Err(raised) = self.generator_close(object) {
                let exception = self.take_raised(raised);
                self.report_unraisable(exception, "", object);
            }
            return;
        }
        let Some(method) = self.special(object, N::del) else { return };
        let class = self.type_of(object);
        if let Err(raised) = self.call_found(&method, object, &class, &[]) {
            let exception = self.take_raised(raised);
            self.report_unraisable(exception, "", &method);
        }
    }

    fn call_gc_callbacks(&mut self, phase: &str, info: [(&str, usize); 3]) -> Res<()> {
        let dict = crate::objects::dict::new_dict();
        for (key, number) in info {
            self.dict_set_str(&dict, key, int::from_usize(number))?;
        }
        let phase = self.str(phase);
        let callbacks = self.gc.callbacks.clone();
        let mut index = 0;
        while let Some(callback) = callbacks.cast::<List>().and_then(|list| list.get(index)) {
            if let Err(raised) = self.call(&callback, &[phase.clone(), dict.clone()]) {
                let exception = self.take_raised(raised);
                self.report_unraisable(exception, "", &callback);
            }
            index += 1;
        }
        Ok(())
    }
}

impl Host for Vm {
    fn finalize(&mut self, object: &Value) {
        let kept = self.keep();
        self.call_finalizer(object);
        self.restore(kept);
    }

    fn weakref_callback(&mut self, callback: Value, weakref: Value) {
        let kept = self.keep();
        if let Err(raised) = self.call(&callback, std::slice::from_ref(&weakref)) {
            let exception = self.take_raised(raised);
            self.report_unraisable(exception, "", &callback);
        }
        self.restore(kept);
    }

    fn gc_callback(&mut self, phase: &str, generation: usize, collected: usize, uncollectable: usize) {
        if self.gc.callbacks.cast::<List>().is_none_or(|callbacks| callbacks.is_empty()) {
            return;
        }
        let kept = self.keep();
        let info = [("generation", generation), ("collected", collected), ("uncollectable", uncollectable)];
        if let Err(raised) = self.call_gc_callbacks(phase, info) {
            let exception = self.take_raised(raised);
            self.report_unraisable(exception, "", &Value::NONE);
        }
        self.restore(kept);
    }

    fn debug_line(&mut self, text: &str) {
        let kept = self.keep();
        self.write_err(text.as_bytes());
        self.write_err(b"\n");
        self.restore(kept);
    }

    fn keep_garbage(&mut self, objects: Vec<Value>) {
        if let Some(list) = self.gc.garbage.cast::<List>() {
            for object in objects {
                // Without memory for the list, the object is simply freed.
                if list.push(object).is_err() {
                    break;
                }
            }
        }
    }

    fn describe(&mut self, object: &Value) -> String {
        format!("<{} {:#x}>", self.type_name(object), object.id())
    }
}

impl Vm {
    /// Whether `sys.name` is still the value that the machine put there.
    pub(super) fn sys_value(&self, name: N) -> Option<Value> {
        let key = self.name(name);
        let hash = self.str_hash(&key);
        let dict = self.sys.exact::<Dict>()?;
        dict.value_at(dict.find_str(&key, hash)?)
    }
}
