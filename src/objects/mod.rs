//! Layouts of the builtin objects, and the operations on them that never run Python code.
//!
//! The table below is the only list of layouts. Functions here may allocate and release; anything that may call back
//! into Python (`__eq__`, `__hash__`, iteration protocols, ...) lives in `vm`.

pub mod awaiter;
pub mod bytearray;
pub mod code;
pub mod complex;
pub mod descriptor;
pub mod dict;
pub mod exception;
pub mod frame;
pub mod function;
pub mod generator;
pub mod host;
pub mod int;
pub mod intern;
pub mod iter;
pub mod list;
pub mod memory;
pub mod quick;
pub mod range;
pub mod set;
pub mod shape;
pub mod str;
pub mod ty;
pub mod weakref;

use crate::heap::kind::{Payload, Visitor};
use crate::heap::tail::Instance;
use crate::object_kinds;

pub use awaiter::Awaiter;
pub use bytearray::ByteArray;
pub use code::Code;
pub use complex::ComplexObject;
pub use descriptor::{ClassMethod, GetSet, MappingProxy, Member, Property, StaticMethod, Super};
pub use dict::{Dict, DictView};
pub use exception::{Exception, Traceback};
pub use frame::FrameObject;
pub use function::{BoundMethod, CellObject, Function, Module, Native};
pub use generator::Generator;
pub use host::{Host, HostData};
pub use int::BigIntObject;
pub use iter::Iter;
pub use list::{List, Tuple};
pub use memory::{ManagedBuffer, MemoryView};
pub use range::{Range, SliceObject};
pub use set::Set;
pub use str::{Bytes, Str};
pub use ty::Type;
pub use weakref::WeakRef;

object_kinds! {
    // layout = kind number, container or leaf, name, free-list limit of CPython 3.11
    Instance      = 3,  container, "instance", 0;
    Str           = 4,  leaf,      "str", 0;
    Bytes         = 5,  leaf,      "bytes", 0;
    Tuple         = 6,  container, "tuple", 2000;
    List          = 7,  container, "list", 80;
    Dict          = 8,  container, "dict", 80;
    Set           = 9,  container, "set", 0;
    BigIntObject  = 10, leaf,      "int", 0;
    Type          = 11, container, "type", 0;
    Function      = 12, container, "function", 0;
    Native        = 13, container, "builtin_function_or_method", 0;
    BoundMethod   = 14, container, "method", 0;
    CellObject    = 15, container, "cell", 0;
    Code          = 16, container, "code", 0;
    Module        = 17, container, "module", 0;
    Exception     = 18, container, "exception", 0;
    Traceback     = 19, container, "traceback", 0;
    Generator     = 20, container, "generator", 0;
    Range         = 21, leaf,      "range", 0;
    SliceObject   = 22, container, "slice", 0;
    Iter          = 23, container, "iterator", 0;
    Property      = 24, container, "property", 0;
    ClassMethod   = 25, container, "classmethod", 0;
    StaticMethod  = 26, container, "staticmethod", 0;
    Super         = 27, container, "super", 0;
    WeakRef       = 28, container, "weakref", 0;
    Member        = 29, container, "member_descriptor", 0;
    DictView      = 30, container, "dict view", 0;
    MappingProxy  = 31, container, "mappingproxy", 0;
    GetSet        = 32, container, "getset_descriptor", 0;
    FrameObject   = 33, container, "frame", 0;
    ByteArray     = 34, leaf,      "bytearray", 0;
    ComplexObject = 35, leaf,      "complex", 0;
    Awaiter       = 36, container, "awaiter", 0;
    Host          = 37, container, "host object", 0;
    ManagedBuffer = 38, container, "managedbuffer", 0;
    MemoryView    = 39, container, "memoryview", 0;
}

impl Payload for Instance {
    fn trace<V: Visitor>(&self, visitor: &mut V) {
        self.trace_through(visitor);
    }

    fn clear(&self) {
        self.clear_through();
    }

    fn needs_finalizer(&self) -> bool {
        self.class.peek(|class| class.exact::<Type>().is_some_and(Type::has_finalizer))
    }
}
