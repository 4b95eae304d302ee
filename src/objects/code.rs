//! Code objects: a compiled unit with its constants and names made into objects, and the inline caches.

use std::cell::Cell;
use std::rc::Rc;

use crate::bytecode::unit::{Unit, UnitKind};
use crate::heap::kind::{Payload, Visitor};
use crate::heap::{Unowned, Value};

/// What an instruction remembers of its last execution. The meaning of the fields depends on the instruction;
/// zero is "nothing".
#[derive(Clone, Copy, Default)]
pub struct Cache {
    /// Shape of the receiver, or version of the globals.
    pub key: u32,
    /// Version of the receiver's class, or of the builtins.
    pub class_version: u32,
    /// Slot or entry.
    pub index: u32,
    /// Which of the instruction's fast paths applies.
    pub path: u32,
    /// What was found, alive as long as the version holds.
    pub found: Unowned,
}

/// Code that can be run.
pub struct Code {
    /// A number that no other code object has or will have.
    pub id: u32,
    /// Which cell of the closure is `__class__`: what `super()` refers to.
    pub class_cell: Option<u16>,
    pub unit: Rc<Unit>,
    /// By index as in the unit. Nested units are code objects.
    pub constants: Vec<Value>,
    /// Interned strings, by index as in the unit.
    pub names: Vec<Value>,
    pub local_names: Vec<Value>,
    pub free_names: Vec<Value>,
    /// Name, qualified name and documentation (or None) of a function that is made of it.
    pub title: [Value; 3],
    /// One for each instruction that has a cache: the operand `e` says which.
    pub caches: Vec<Cell<Cache>>,
    /// Number of arguments of a call that needs no binding: all parameters are positional, and the code is an
    /// ordinary function's. `NO_SIMPLE_CALL` if there is none.
    pub simple_arguments: u16,
    /// Registers of a window, and how many of them, at its beginning, are local variables.
    pub registers: u16,
    pub locals: u16,
    /// For each unit of a file the dense code, with cache numbers filled in.
    pub instructions: Box<[crate::bytecode::instr::Instr]>,
}

/// See `Code::simple_arguments`.
pub const NO_SIMPLE_CALL: u16 = u16::MAX;

impl Cache {
    /// Nothing remembered.
    pub const EMPTY: Cache = Cache { key: 0, class_version: 0, index: 0, path: 0, found: Unowned::NOTHING };
}

thread_local! {
    static NEXT_ID: Cell<u32> = const { Cell::new(1) };
}

impl Code {
    /// A fresh `Code::id`.
    pub fn fresh_id() -> u32 {
        NEXT_ID.replace(NEXT_ID.get().wrapping_add(1))
    }

    /// What `Code::simple_arguments` is for a unit.
    pub fn simple_arguments_of(unit: &Unit) -> u16 {
        let ordinary = unit.kind != UnitKind::Module && unit.kind != UnitKind::Class && !unit.is_suspendable();
        let positional = unit.keyword_only == 0 && !unit.has_varargs && !unit.has_varkw;
        if ordinary && positional { unit.positional } else { NO_SIMPLE_CALL }
    }
}

impl Payload for Code {
    fn trace<V: Visitor>(&self, visitor: &mut V) {
        for list in [&self.constants, &self.names, &self.local_names, &self.free_names] {
            for value in list {
                visitor.visit(value);
            }
        }
        for value in &self.title {
            visitor.visit(value);
        }
    }
}
