//! Code objects: a compiled unit with its constants and names made into objects, and the inline caches.

use std::cell::Cell;
use std::rc::Rc;

use crate::bytecode::unit::Unit;
use crate::heap::Value;
use crate::heap::kind::{Payload, Visitor};

/// What an instruction remembers of its last execution. The meaning of the fields depends on the instruction;
/// zero is "nothing".
#[derive(Clone, Copy, Debug, Default)]
pub struct Cache {
    /// Shape of the receiver, or version of the globals.
    pub key: u32,
    /// Version of the receiver's class, or of the builtins.
    pub class_version: u32,
    /// Slot or entry.
    pub index: u32,
    /// Which of the instruction's fast paths applies.
    pub path: u32,
}

/// Code that can be run.
pub struct Code {
    pub unit: Rc<Unit>,
    /// By index as in the unit. Nested units are code objects.
    pub constants: Vec<Value>,
    /// Interned strings, by index as in the unit.
    pub names: Vec<Value>,
    pub local_names: Vec<Value>,
    pub free_names: Vec<Value>,
    /// One for each instruction that has a cache: the operand `e` says which.
    pub caches: Vec<Cell<Cache>>,
    /// For each unit of a file the dense code, with cache numbers filled in.
    pub instructions: Box<[crate::bytecode::instr::Instr]>,
}

impl Payload for Code {
    fn trace<V: Visitor>(&self, visitor: &mut V) {
        for list in [&self.constants, &self.names, &self.local_names, &self.free_names] {
            for value in list {
                visitor.visit(value);
            }
        }
    }
}
