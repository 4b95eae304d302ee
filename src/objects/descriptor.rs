//! Objects that live in class namespaces and say what attribute access does.

use std::cell::Cell;

use crate::heap::kind::{Payload, Visitor};
use crate::heap::{Slot, Value};

/// `property`; absent functions are `None`.
pub struct Property {
    pub getter: Slot,
    pub setter: Slot,
    pub deleter: Slot,
    pub doc: Slot,
    /// Its name in the class that it was made for; empty if it does not know.
    pub name: Slot,
}

impl Payload for Property {
    fn trace<V: Visitor>(&self, visitor: &mut V) {
        self.getter.trace(visitor);
        self.setter.trace(visitor);
        self.deleter.trace(visitor);
        self.doc.trace(visitor);
        self.name.trace(visitor);
    }

    fn clear(&self) {
        for slot in [&self.getter, &self.setter, &self.deleter, &self.doc, &self.name] {
            slot.set(Value::NONE);
        }
    }
}

/// `classmethod`.
pub struct ClassMethod {
    pub function: Slot,
}

impl Payload for ClassMethod {
    fn trace<V: Visitor>(&self, visitor: &mut V) {
        self.function.trace(visitor);
    }

    fn clear(&self) {
        self.function.set(Value::NONE);
    }
}

/// `staticmethod`.
pub struct StaticMethod {
    pub function: Slot,
}

impl Payload for StaticMethod {
    fn trace<V: Visitor>(&self, visitor: &mut V) {
        self.function.trace(visitor);
    }

    fn clear(&self) {
        self.function.set(Value::NONE);
    }
}

/// `super(class, object)`.
pub struct Super {
    pub class: Slot,
    /// The object or class that attributes are bound to; empty for an unbound super object.
    pub receiver: Slot,
    /// The class whose method resolution order is followed.
    pub receiver_class: Slot,
}

impl Payload for Super {
    fn trace<V: Visitor>(&self, visitor: &mut V) {
        self.receiver.trace(visitor);
        self.class.trace(visitor);
        self.receiver_class.trace(visitor);
    }
}

/// The descriptor of one `__slots__` name: attribute slot `index` of the instances of `owner`.
pub struct Member {
    pub name: Slot,
    pub owner: Slot,
    pub index: u32,
    /// Whether programs can only read it: a member of a builtin type.
    pub read_only: bool,
}

impl Payload for Member {
    fn trace<V: Visitor>(&self, visitor: &mut V) {
        self.owner.trace(visitor);
        self.name.trace(visitor);
    }
}

/// An attribute of a builtin type that is computed: an index into the machine's table.
pub struct GetSet {
    pub index: u32,
    /// Whether programs see it as a `member_descriptor`.
    pub is_member: Cell<bool>,
    pub name: Slot,
    pub owner: Slot,
}

impl Payload for GetSet {
    fn trace<V: Visitor>(&self, visitor: &mut V) {
        self.owner.trace(visitor);
        self.name.trace(visitor);
    }
}

/// A read-only view of a class namespace.
pub struct MappingProxy {
    pub mapping: Slot,
}

impl Payload for MappingProxy {
    fn trace<V: Visitor>(&self, visitor: &mut V) {
        self.mapping.trace(visitor);
    }
}

/// Makes a slot that is `None` where a value is absent.
pub fn or_none(value: Option<Value>) -> Slot {
    Slot::new(value.unwrap_or(Value::NONE))
}
