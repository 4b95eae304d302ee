//! [ESSAY] The machine: its state, and who may run Python code.
//!
//! **The first parameter says what may happen.** A function that takes `&mut Vm` may run any Python code: finalizers,
//! callbacks, collections included. Everything else (`heap`, `objects`) may allocate and release but runs none.
//! After a call that takes `&mut Vm`, whatever was read from a container before must be looked up again.
//!
//! Errors are `Raised`: a proof, one word wide at most, that the exception stands in `Vm::raised`.

pub mod arith;
pub mod attr;
mod begin;
pub mod bind;
mod bind_native;
pub mod call;
pub mod carets;
pub mod class;
pub mod compare;
pub mod convert;
pub mod coroutine;
pub mod descr;
pub mod exception_group;
pub mod exceptions;
mod fast;
pub mod frame;
mod frames;
pub mod host;
pub mod import;
pub mod input;
pub mod instance;
pub mod item;
pub mod iterate;
pub mod load;
pub mod memory;
pub mod mro;
pub mod native;
pub mod new_class;
pub mod pattern;
pub mod percent;
mod poly;
pub mod raise;
pub mod report;
pub mod resume;
pub mod run;
pub mod set_ops;
pub mod slow;
pub mod source;
mod stack;
pub mod start;
pub mod suggest;
pub mod traceback;
pub mod types;
pub mod unwind;
pub mod world;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::heap::{Entered, Heap, Value};

pub use native::Decl;
pub use world::{E, N, T};

/// The exception has been raised: it stands in `Vm::raised`.
#[derive(Debug)]
pub struct Raised(());

/// What a function that can raise returns; a new reference.
pub type Res<T = Value> = Result<T, Raised>;

/// One interpreter.
pub struct Vm {
    pub world: world::World,
    /// The functions written in Rust, by the index in `Native` objects.
    pub natives: Vec<native::NativeEntry>,
    /// Modules of those functions that belong to one, by the same index.
    pub native_modules: std::collections::HashMap<u32, String>,
    /// Computed attributes of builtin types, by the index in `GetSet` objects.
    pub getsets: Vec<types::GetSetEntry>,
    /// The types of host objects, by module and name.
    pub host_types: std::collections::HashMap<String, Value>,
    pub(crate) stack: stack::Stack,
    pub(crate) frames: frame::Frames,
    pub(crate) polymorphic: poly::PolymorphicCaches,
    /// What the step that has just ended has to tell the loop.
    pub(crate) signal: fast::Signal,
    /// One past the last register in use: where the next native call puts its arguments.
    pub(crate) top: usize,
    /// The exception on its way; empty when none is.
    pub(crate) raised: Value,
    /// The value of the generator that has just returned.
    pub returned: Value,
    /// Dict of the builtins module.
    pub builtins: Value,
    /// `sys.modules`.
    pub modules: Value,
    /// Namespace of the sys module; empty until it exists.
    pub sys: Value,
    /// Nesting of native calls and protocols (repr, ==, ...), beside the frames.
    pub native_depth: u32,
    pub recursion_limit: u32,
    pub interrupted: Arc<AtomicBool>,
    /// Objects that `repr` is in the middle of.
    pub repr_stack: Vec<usize>,
    pub gc: host::GcState,
    pub output: report::Output,
    /// What `atexit` has registered: function, arguments and keywords; empty where it was taken back.
    pub at_exit: Vec<Value>,
    /// The files that the program has opened by number (`os.open`).
    pub descriptors: std::collections::HashMap<i32, std::rc::Rc<std::cell::RefCell<Option<std::fs::File>>>>,
    pub imports: import::Imports,
    pub int_digit_limit: usize,
    pub(crate) formats: crate::text::format_spec::Recent,
    /// Last, so that everything above is released while it lives.
    pub(crate) _entered: Option<Entered>,
    pub heap: Box<Heap>,
}

impl Vm {
    /// The interned string of a name in the machine's table; a new reference.
    #[inline]
    pub fn name(&self, name: N) -> Value {
        self.world.names[name as usize].clone()
    }

    /// A builtin type; a new reference.
    #[inline]
    pub fn type_object(&self, which: T) -> Value {
        self.world.types[which as usize].clone()
    }

    /// Whether a value is this builtin type.
    #[inline]
    pub fn is_type_object(&self, value: &Value, which: T) -> bool {
        self.world.types[which as usize].is(value)
    }

    /// A builtin exception class; a new reference.
    pub fn exception_class(&self, which: E) -> Value {
        self.world.exceptions[which as usize].clone()
    }

    /// A string object.
    pub fn str(&self, text: &str) -> Value {
        self.world.interner.string(text.as_bytes())
    }

    /// A string object of WTF-8; MemoryError if it is too large.
    pub fn str_bytes(&mut self, text: &[u8]) -> Res {
        self.world.interner.try_string(text).map_err(|_| self.raise_memory())
    }

    /// A bytes object; the empty one and those of one byte are single objects.
    pub fn bytes(&mut self, data: &[u8]) -> Res {
        let known = match data {
            [] => return Ok(self.world.empty_bytes.clone()),
            [byte] => usize::from(*byte),
            _ => return crate::objects::str::new_bytes(data).map_err(|_| self.raise_memory()),
        };
        if self.world.single_bytes.is_empty() {
            self.world.single_bytes.resize_with(256, Value::default);
        }
        match self.world.single_bytes.get(known) {
            Some(found) if !found.is_empty() => Ok(found.clone()),
            _ => {
                let made = crate::objects::str::new_bytes(data).map_err(|_| self.raise_memory())?;
                if let Some(place) = self.world.single_bytes.get_mut(known) {
                    *place = made.clone();
                }
                Ok(made)
            }
        }
    }

    /// A string object of a part of another string.
    pub fn str_part(&mut self, whole: &crate::objects::Str, part: &[u8]) -> Res {
        let made =
            if whole.is_ascii() { self.world.interner.try_ascii(part) } else { self.world.interner.try_string(part) };
        made.map_err(|_| self.raise_memory())
    }

    /// A string object of ASCII text.
    pub fn str_ascii(&mut self, text: &[u8]) -> Res {
        self.world.interner.try_ascii(text).map_err(|_| self.raise_memory())
    }

    /// An interned string.
    pub fn intern(&self, text: &str) -> Value {
        self.world.interner.name(text)
    }

    /// A tuple; the empty one is a single object.
    pub fn tuple(&mut self, items: Vec<Value>) -> Res {
        if items.is_empty() {
            return Ok(self.world.empty_tuple.clone());
        }
        crate::objects::list::try_new_tuple(items).map_err(|_| self.raise_memory())
    }

    /// A list.
    pub fn list(&self, items: Vec<Value>) -> Value {
        crate::objects::list::new_list(items)
    }

    /// Hash of a string object (cached in it).
    #[inline]
    pub fn str_hash(&self, string: &Value) -> i64 {
        string.cast::<crate::objects::Str>().map_or(0, |string| string.hash(self.world.hash_key))
    }
}
