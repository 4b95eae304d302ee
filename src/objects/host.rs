//! Objects whose data the machine does not know: the types of modules, and of programs that embed us.
//!
//! The class stands in the object; the data says what it refers to. Data that holds values keeps them where they can be read
//! without a borrow that outlives the reading: code that runs meanwhile may come back to the object.

use std::any::Any;

use crate::heap::kind::{Payload, Visitor};
use crate::heap::{Slot, Value, alloc};

use super::Type;

/// What a host object holds.
pub trait HostData: Any {
    /// Visits every reference that the data owns.
    fn trace(&self, visitor: &mut dyn Visitor);

    /// Drops the references through which the object can be part of a cycle.
    fn clear(&self) {}

    /// Bytes that the data holds outside itself; it accounts for them to the heap (`alloc::account_buffer`).
    fn buffer_bytes(&self) -> usize {
        0
    }
}

/// An object of a type that is not built in.
pub struct Host {
    pub class: Slot,
    /// The dict of its attributes, once there are any, if its class allows them.
    pub dict: Slot,
    data: Box<dyn HostData>,
}

impl Payload for Host {
    fn trace<V: Visitor>(&self, visitor: &mut V) {
        self.class.trace(visitor);
        self.dict.trace(visitor);
        self.data.trace(visitor);
    }

    fn clear(&self) {
        self.data.clear();
        self.dict.set(Value::EMPTY);
    }

    fn buffer_bytes(&self) -> usize {
        self.data_size() + self.data.buffer_bytes()
    }

    fn needs_finalizer(&self) -> bool {
        self.class.peek(|class| class.exact::<Type>().is_some_and(Type::has_finalizer))
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        alloc::account_buffer(self.data_size(), 0);
    }
}

/// A host object; `class` is a type whose layout is this one.
pub fn new_host(class: Value, data: impl HostData) -> Value {
    let host = Host { class: Slot::new(class), dict: Slot::default(), data: Box::new(data) };
    alloc::account_buffer(0, host.data_size());
    alloc::new(host)
}

impl Host {
    /// The data, if it is of this type.
    pub fn data<D: HostData>(&self) -> Option<&D> {
        let data: &dyn Any = &*self.data;
        data.downcast_ref()
    }

    fn data_size(&self) -> usize {
        size_of_val(&*self.data)
    }
}
