//! Functions written in Python and in Rust, bound methods, closure cells and modules.

use std::cell::Cell;

use crate::heap::kind::{Payload, Visitor};
use crate::heap::{Slot, Value, alloc};

/// A function written in Python.
pub struct Function {
    pub code: Slot,
    pub globals: Slot,
    /// `None` or a tuple.
    pub defaults: Slot,
    /// `None` or a dict.
    pub kw_defaults: Slot,
    /// Empty or a tuple of cells.
    pub closure: Slot,
    pub name: Slot,
    pub qualname: Slot,
    pub doc: Slot,
    /// Empty or a dict.
    pub annotations: Slot,
    /// Empty or a dict.
    pub dict: Slot,
    pub module: Slot,
}

impl Payload for Function {
    fn trace<V: Visitor>(&self, visitor: &mut V) {
        for slot in self.slots() {
            slot.trace(visitor);
        }
    }

    fn clear(&self) {
        for slot in [&self.globals, &self.defaults, &self.kw_defaults, &self.closure, &self.annotations, &self.dict] {
            slot.set(Value::EMPTY);
        }
    }
}

impl Function {
    fn slots(&self) -> [&Slot; 11] {
        [
            &self.code,
            &self.globals,
            &self.module,
            &self.defaults,
            &self.kw_defaults,
            &self.doc,
            &self.name,
            &self.dict,
            &self.closure,
            &self.annotations,
            &self.qualname,
        ]
    }
}

/// A function or method written in Rust: an index into the machine's table of builtins, and `self` if bound.
pub struct Native {
    /// Index into the table of declarations.
    pub index: u32,
    /// Empty for an unbound method of a type; the module or object otherwise.
    pub receiver: Slot,
    /// The type that an unbound method belongs to, else empty.
    pub owner: Slot,
    /// `__module__`, if it was set.
    pub module: Slot,
    /// Whether an operator or a protocol calls it (CPython's slot wrappers): it is of another type then.
    pub is_operation: bool,
}

impl Payload for Native {
    fn trace<V: Visitor>(&self, visitor: &mut V) {
        self.receiver.trace(visitor);
        self.module.trace(visitor);
    }
}

/// A Python function bound to its first argument.
pub struct BoundMethod {
    pub function: Slot,
    pub receiver: Slot,
}

impl Payload for BoundMethod {
    fn trace<V: Visitor>(&self, visitor: &mut V) {
        self.function.trace(visitor);
        self.receiver.trace(visitor);
    }
}

pub fn new_bound_method(function: Value, receiver: Value) -> Value {
    alloc::new(BoundMethod { function: Slot::new(function), receiver: Slot::new(receiver) })
}

/// A variable shared by a function and the functions inside it.
pub struct CellObject {
    pub content: Slot,
}

impl Payload for CellObject {
    fn trace<V: Visitor>(&self, visitor: &mut V) {
        self.content.trace(visitor);
    }

    fn clear(&self) {
        self.content.set(Value::EMPTY);
    }
}

pub fn new_cell(content: Value) -> Value {
    alloc::new(CellObject { content: Slot::new(content) })
}

/// A module: its namespace.
pub struct Module {
    pub dict: Slot,
    /// Whether its initialisation is still going on.
    pub initialising: Cell<bool>,
}

impl Payload for Module {
    fn trace<V: Visitor>(&self, visitor: &mut V) {
        self.dict.trace(visitor);
    }
}

pub fn new_module(dict: Value) -> Value {
    alloc::new(Module { dict: Slot::new(dict), initialising: Cell::new(false) })
}
