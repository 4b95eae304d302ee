//! The module `itertools`: lazy iterators.
//!
//! All of them share one layout, `State`; each type gives its fields a meaning of its own, in `__new__`, and has a function
//! for the next item. A field is read anew after every call that may run Python code.

mod combine;
mod group;
mod streams;

use std::cell::{Cell, RefCell};

use crate::heap::kind::Visitor;
use crate::heap::slots::Slots;
use crate::heap::{Slot, Value};
use crate::objects::ty::IS_BASE;
use crate::objects::{Host, HostData};
use crate::vm::{Decl, Res, Vm};

/// What an iterator of this module holds.
#[derive(Default)]
struct State {
    /// The iterator that items come from; empty at the end.
    source: Slot,
    /// A function, a second iterator, the current total.
    extra: Slot,
    /// A value beside the two.
    third: Slot,
    /// Items kept, or pools of items.
    items: Slots,
    /// A position or a count.
    at: Cell<i64>,
    /// A limit, or whether something has begun.
    limit: Cell<i64>,
    step: Cell<i64>,
    /// Positions in the pools.
    indices: RefCell<Vec<usize>>,
}

impl HostData for State {
    fn trace(&self, visitor: &mut dyn Visitor) {
        self.source.trace(visitor);
        self.extra.trace(visitor);
        self.third.trace(visitor);
        self.items.trace(visitor);
    }

    fn clear(&self) {
        for slot in [&self.source, &self.extra, &self.third] {
            slot.set(Value::EMPTY);
        }
        self.items.clear();
    }

    fn buffer_bytes(&self) -> usize {
        self.items.buffer_bytes()
    }
}

impl State {
    fn of(source: Value, extra: Value) -> State {
        State { source: Slot::new(source), extra: Slot::new(extra), ..State::default() }
    }

    /// The next item of the source; `None` at the end, for good.
    fn next(&self, vm: &mut Vm) -> Res<Option<Value>> {
        let source = self.source.get();
        if source.is_empty() {
            return Ok(None);
        }
        let item = vm.next(&source)?;
        if item.is_none() {
            self.source.set(Value::EMPTY);
        }
        Ok(item)
    }

    /// Whether the function in `extra` says yes to an item.
    fn verdict(&self, vm: &mut Vm, item: &Value) -> Res<bool> {
        let verdict = vm.call(&self.extra.get(), std::slice::from_ref(item))?;
        vm.truth(&verdict)
    }
}

fn state<'a>(vm: &mut Vm, this: &'a Value) -> Res<&'a State> {
    match this.cast::<Host>().and_then(Host::data) {
        Some(state) => Ok(state),
        None => {
            let name = vm.type_name(this);
            Err(vm.type_error(format!("an iterator of itertools was expected, not '{name}'")))
        }
    }
}

/// The methods of an iterator's type: the rows given, and the protocol with the function for the next item.
macro_rules! iterator {
    ($next:path; $($rows:tt)*) => {
        $crate::natives![
            $($rows)*
            "__iter__(self, /)" |_vm, [this]| Ok(this.clone());
            "__next__(self, /)" |vm, [this]| {
                let state = $crate::modules::itertools::state(vm, this)?;
                match $next(vm, state)? {
                    Some(item) => Ok(item),
                    None => Err(vm.stop_iteration(Value::NONE)),
                }
            };
        ]
    };
}
use iterator;

/// Name, documentation and methods of a type.
type Row = (&'static str, &'static str, &'static [Decl]);

/// Makes the module.
pub fn init(vm: &mut Vm) -> Res {
    let module = vm.new_module("itertools", Some("Functional tools for creating and using iterators."))?;
    for rows in [streams::TYPES, combine::TYPES, group::TYPES] {
        for (name, doc, methods) in rows {
            let class =
                vm.host_type("itertools", name, doc, if name.starts_with('_') { 0 } else { IS_BASE }, methods)?;
            vm.add_member(&module, name, class)?;
        }
    }
    group::install(vm, &module)?;
    Ok(module)
}
