//! The builtin types: made from the tables of `world.rs`, filled from tables of functions and computed attributes.

use std::cell::Cell;

use crate::heap::header::KIND_INSTANCE;
use crate::heap::weak::{self, Rank, WeakLink};
use crate::heap::{Slot, Value, alloc, heap};
use crate::num::hash::HashKey;
use crate::objects::descriptor::{ClassMethod, GetSet, StaticMethod};
use crate::objects::exception::Exception;
use crate::objects::host::new_host;
use crate::objects::intern::Interner;
use crate::objects::shape::Shapes;
use crate::objects::ty::{
    HAS_DICT, HAS_WEAKREF, HEAP_TYPE, IS_BASE, IS_EXCEPTION, IS_METACLASS, OF_MODULE, Type, new_type,
};
use crate::objects::{Host, HostData, Member, Native, Tuple, WeakRef, dict, list, str};

use super::class::is_slot_wrapper;
use super::native::NativeEntry;
use super::world::{E, EXCEPTIONS, NAMES, TYPES, World};
use super::{Decl, Res, T, Vm};

/// Sets an attribute, or deletes it if there is no value.
pub type Setter = fn(&mut Vm, &Value, Option<Value>) -> Res<()>;

/// A computed attribute of a builtin type.
pub struct GetSetDecl {
    pub name: &'static str,
    pub get: fn(&mut Vm, &Value) -> Res,
    /// Sets, or deletes if there is no value. `None` if the attribute cannot be written.
    pub set: Option<Setter>,
}

/// A declaration in use.
pub struct GetSetEntry(pub &'static GetSetDecl);

/// Declares a table of computed attributes: `"name" |vm, this| value; ` or
/// `"name" |vm, this| value, |vm, this, value| set;`.
#[macro_export]
macro_rules! getsets {
    ($( $name:literal |$vm:ident, $this:ident| $get:expr
        $(, |$setter_vm:ident, $setter_this:ident, $value:ident| $set:expr)? ; )*) => {
        &[ $( $crate::vm::types::GetSetDecl {
            name: $name,
            get: {
                fn get($vm: &mut $crate::vm::Vm, $this: &$crate::heap::Value) -> $crate::vm::Res {
                    $get
                }
                get
            },
            set: $crate::getsets!(@set $($setter_vm, $setter_this, $value, $set)?),
        } ),* ]
    };
    (@set) => { None };
    (@set $vm:ident, $this:ident, $value:ident, $set:expr) => {{
        fn set(
            $vm: &mut $crate::vm::Vm,
            $this: &$crate::heap::Value,
            $value: Option<$crate::heap::Value>,
        ) -> $crate::vm::Res<()> {
            $set
        }
        Some(set)
    }};
}

/// The two attributes that each class with instance attributes of its own gets: indices into `Vm::getsets`.
pub(super) const DICT_GETSET: u32 = 0;
pub(super) const WEAKREF_GETSET: u32 = 1;

static INSTANCE_GETSETS: &[GetSetDecl] = getsets![
    "__dict__" |vm, this| match vm.instance_dict(this)? {
        Some(dict) => Ok(dict),
        None => {
            let name = vm.name(super::N::dict);
            Err(vm.raise_attribute_error(this, &name))
        }
    }, |vm, this, value| vm.replace_instance_dict(this, value);
    "__weakref__" |_vm, this| Ok(weak::shared(this, Rank::Basic).unwrap_or(Value::NONE));
];

impl World {
    /// The builtin types and exception classes (without methods), interned names and shared empty objects.
    /// The heap is entered.
    pub fn new(hash_key: HashKey) -> World {
        let interner = Interner::new(hash_key);
        let names = NAMES.iter().map(|name| interner.name(name)).collect();
        let mut world = World {
            types: Vec::with_capacity(TYPES.len()),
            exceptions: Vec::with_capacity(EXCEPTIONS.len()),
            names,
            interner,
            shapes: Shapes::default(),
            hash_key,
            empty_tuple: list::new_tuple(Vec::new()),
            empty_bytes: str::new_bytes(&[]).unwrap_or(Value::NONE),
            single_bytes: Vec::new(),
        };
        world.make_types();
        world.make_exceptions();
        world
    }

    fn make_types(&mut self) {
        for row in TYPES {
            let base = if row.which == T::Object { None } else { self.types.get(row.base as usize).cloned() };
            let mut flags = type_flags(row.which);
            if row.is_base {
                flags |= IS_BASE;
            }
            let layout = if row.layout == 0 { inherited_layout(base.as_ref()) } else { row.layout };
            let class = self.make_type(row.name, base, layout, flags);
            self.types.push(class);
        }
        let Some(metaclass) = self.types.get(T::Type as usize).cloned() else { return };
        for class in &self.types {
            if let Some(ty) = class.exact::<Type>() {
                ty.metaclass.set(metaclass.clone());
            }
        }
    }

    fn make_exceptions(&mut self) {
        let flags = IS_BASE | IS_EXCEPTION | HAS_DICT;
        for (index, (name, _, base)) in EXCEPTIONS.iter().enumerate() {
            let base = if index == 0 { self.types.first() } else { self.exceptions.get(*base as usize) };
            let class = self.make_type(name, base.cloned(), <Exception as crate::heap::kind::Object>::KIND, flags);
            if let (Some(ty), Some(metaclass)) = (class.exact::<Type>(), self.types.get(T::Type as usize)) {
                ty.metaclass.set(metaclass.clone());
            }
            self.exceptions.push(class);
        }
        self.join_groups();
    }

    /// `ExceptionGroup`, the only exception class with two bases, gets the second.
    fn join_groups(&self) {
        let class = |which: E| self.exceptions[which as usize].clone();
        let (group, base, exception) = (class(E::ExceptionGroup), class(E::BaseExceptionGroup), class(E::Exception));
        let Some(ty) = group.exact::<Type>() else { return };
        let order = [group.clone(), base.clone(), exception.clone(), class(E::BaseException)];
        let object = self.types.first().cloned();
        ty.mro.set(list::new_tuple(order.into_iter().chain(object).collect()));
        ty.bases.set(list::new_tuple(vec![base, exception.clone()]));
        add_subclass(&exception, &group);
    }

    fn make_type(&self, name: &str, base: Option<Value>, layout: u8, flags: u32) -> Value {
        let name = self.interner.name(name);
        let mut mro = vec![Value::EMPTY];
        if let Some(base) = base.as_ref().and_then(Value::exact::<Type>) {
            mro.extend((0..base.mro_len()).filter_map(|index| base.mro_at(index)));
        }
        let class = new_type(name, Value::NONE, base.iter().cloned().collect(), dict::new_dict(), layout, flags);
        if let (Some(ty), Some(first)) = (class.exact::<Type>(), mro.first_mut()) {
            *first = class.clone();
            ty.mro.set(list::new_tuple(mro));
            ty.root_shape.set(self.shapes.root(0));
            if base.is_none() {
                ty.bases.set(self.empty_tuple.clone());
            }
        }
        if let Some(base) = &base {
            add_subclass(base, &class);
        }
        // As in CPython, the builtin types are for ever and no business of the collector.
        heap().generations.untrack_value(&class);
        class
    }
}

fn inherited_layout(base: Option<&Value>) -> u8 {
    match base.and_then(Value::exact::<Type>) {
        Some(base) if base.layout.get() != KIND_INSTANCE => base.layout.get(),
        _ => 0,
    }
}

fn type_flags(which: T) -> u32 {
    match which {
        T::Type => HAS_DICT | HAS_WEAKREF | IS_METACLASS,
        T::Function | T::Module => HAS_DICT | HAS_WEAKREF,
        T::Set
        | T::FrozenSet
        | T::MemoryView
        | T::Native
        | T::Method
        | T::Generator
        | T::Coroutine
        | T::AsyncGenerator
        | T::GenericAlias
        | T::Code => HAS_WEAKREF,
        _ => 0,
    }
}

/// Notes a subclass in its base, by a weak reference; forgets those that have died.
pub(super) fn add_subclass(base: &Value, class: &Value) {
    let Some(ty) = base.exact::<Type>() else { return };
    let reference = match weak::shared(class, Rank::Basic) {
        Some(shared) => shared,
        None => {
            let reference = alloc::new(WeakRef { link: WeakLink::new(Value::EMPTY), hash: Cell::new(None) });
            weak::register(class, &reference, Rank::Basic);
            reference
        }
    };
    // Entries of classes that are gone are looked for only when the list would have to grow.
    let mut kept = ty.subclasses.replace(Vec::new());
    let mut dead = Vec::new();
    if kept.len() == kept.capacity() {
        (kept, dead) = kept.into_iter().partition(|entry| target(entry).is_some());
        kept.reserve(kept.len().max(4));
    }
    kept.push(reference);
    ty.subclasses.replace(kept);
    drop(dead);
}

/// Takes a subclass out of its base's list.
pub(super) fn remove_subclass(base: &Value, class: &Value) {
    let Some(ty) = base.exact::<Type>() else { return };
    let old = ty.subclasses.replace(Vec::new());
    let (kept, removed): (Vec<Value>, Vec<Value>) =
        old.into_iter().partition(|entry| target(entry).is_some_and(|known| !known.is(class)));
    ty.subclasses.replace(kept);
    drop(removed);
}

fn target(reference: &Value) -> Option<Value> {
    reference.exact::<WeakRef>().and_then(|reference| reference.link.get())
}

/// The living direct subclasses of a type, oldest first.
pub fn subclasses(class: &Value) -> Vec<Value> {
    class.exact::<Type>().map(|ty| ty.subclasses.borrow().iter().filter_map(target).collect()).unwrap_or_default()
}

/// The documentation of a builtin type, as far as it is worth its space.
fn builtin_doc(name: &str) -> Option<&'static str> {
    DOCS.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

static DOCS: &[(&str, &str)] = &[
    (
        "object",
        "The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\n\
         instance that has no instance attributes and cannot be given any.\n",
    ),
    ("type", "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type"),
    (
        "int",
        "int([x]) -> integer\nint(x, base=10) -> integer\n\nConvert a number or string to an integer, or return 0 if no \
         arguments\nare given.",
    ),
    ("bool", "bool(x) -> bool\n\nReturns True when the argument x is true, False otherwise."),
    ("float", "Convert a string or number to a floating point number, if possible."),
    (
        "complex",
        "Create a complex number from a real part and an optional imaginary part.\n\nThis is equivalent to (real + imag*1j) \
         where imag defaults to 0.",
    ),
    (
        "str",
        "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\nCreate a new string object from \
         the given object.",
    ),
    ("bytes", "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes"),
    (
        "bytearray",
        "bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray\nbytearray(bytes) -> \
         bytearray\nbytearray(int) -> bytearray of this many zeros",
    ),
    ("memoryview", "Create a new memoryview object which references the given object."),
    (
        "tuple",
        "Built-in immutable sequence.\n\nIf no argument is given, the constructor returns an empty tuple.\nIf iterable is \
         specified the tuple is initialized from iterable's items.\n\nIf the argument is a tuple, the return value is \
         the same object.",
    ),
    (
        "list",
        "Built-in mutable sequence.\n\nIf no argument is given, the constructor creates a new empty list.\nThe argument \
         must be an iterable if specified.",
    ),
    (
        "dict",
        "dict() -> new empty dictionary\ndict(mapping) -> new dictionary initialized from a mapping object's\n    \
         (key, value) pairs",
    ),
    (
        "set",
        "set() -> new empty set object\nset(iterable) -> new set object\n\nBuild an unordered collection of unique elements.",
    ),
    ("frozenset", "frozenset() -> empty frozenset object\nfrozenset(iterable) -> frozenset object"),
    ("range", "range(stop) -> range object\nrange(start, stop[, step]) -> range object"),
    ("slice", "slice(stop)\nslice(start, stop[, step])\n\nCreate a slice object."),
    ("property", "Property attribute."),
    ("classmethod", "classmethod(function) -> method\n\nConvert a function to be a class method."),
    ("staticmethod", "staticmethod(function) -> method\n\nConvert a function to be a static method."),
    ("super", "super() -> same as super(__class__, <first argument>)"),
    ("enumerate", "Return an enumerate object."),
    ("BaseException", "Common base class for all exceptions"),
    ("Exception", "Common base class for all non-exit exceptions."),
    ("StopIteration", "Signal the end from iterator.__next__()."),
    ("ArithmeticError", "Base class for arithmetic errors."),
    ("ZeroDivisionError", "Second argument to a division or modulo operation was zero."),
    ("AttributeError", "Attribute not found."),
    ("LookupError", "Base class for lookup errors."),
    ("IndexError", "Sequence index out of range."),
    ("KeyError", "Mapping key not found."),
    ("NameError", "Name not found globally."),
    ("OSError", "Base class for I/O related errors."),
    ("RuntimeError", "Unspecified run-time error."),
    ("TypeError", "Inappropriate argument type."),
    ("ValueError", "Inappropriate argument value (of correct type)."),
];

impl Vm {
    /// Prepares the builtin types for their methods: what they have without a function written in Rust.
    /// Doing it again changes nothing.
    pub fn install_types(&mut self) {
        if !self.getsets.is_empty() {
            return;
        }
        self.getsets.extend(INSTANCE_GETSETS.iter().map(GetSetEntry));
        let doc = self.name(super::N::doc);
        let hash_name = self.name(super::N::hash);
        let classes: Vec<Value> = self.world.types.iter().chain(&self.world.exceptions).cloned().collect();
        for class in &classes {
            let text = class.exact::<Type>().and_then(|ty| builtin_doc(&ty.name_text()));
            let text = text.map_or(Value::NONE, |text| self.str(text));
            self.put_class_entry(class, &doc, text);
        }
        let name = self.name(super::N::dict);
        let base = self.exception_class(super::E::BaseException);
        let getset = new_getset(DICT_GETSET, name.clone(), base.clone());
        self.put_class_entry(&base, &name, getset);
        for which in [T::List, T::Dict, T::Set, T::Slice, T::ByteArray] {
            let class = self.type_object(which);
            self.put_class_entry(&class, &hash_name, Value::NONE);
        }
    }

    /// Writes into the namespace of a type, which must be told of the change if it is in use.
    pub(super) fn put_class_entry(&mut self, class: &Value, name: &Value, value: Value) -> bool {
        let hash = self.str_hash(name);
        let Some(ty) = class.exact::<Type>() else { return true };
        let dict = ty.dict.get();
        dict::put_str(&dict, name, hash, value).is_ok()
    }

    /// Puts a value into the namespace of a type that is being filled.
    pub fn add_class_entry(&mut self, class: &Value, name: &Value, value: Value) -> Res<()> {
        if !self.put_class_entry(class, name, value) {
            return Err(self.raise_memory());
        }
        self.type_changed(class);
        Ok(())
    }

    /// Adds functions written in Rust to a type. The first parameter tells what each becomes: `self` a method, `cls` a
    /// class method (but `__new__` a static one), anything else a static method.
    pub fn add_methods(&mut self, class: &Value, methods: &'static [Decl]) -> Res<()> {
        let owner_name = class.exact::<Type>().map_or_else(String::new, Type::name_text);
        for decl in methods {
            let index = self.register(decl);
            let native = |receiver: Value, owner: Value| {
                alloc::new(Native {
                    index,
                    receiver: Slot::new(receiver),
                    owner: Slot::new(owner),
                    module: Slot::default(),
                    is_operation: is_slot_wrapper(&owner_name, decl.name()),
                })
            };
            let value = match decl.first_parameter() {
                _ if decl.name() == "__new__" => native(class.clone(), Value::EMPTY),
                "self" | "this" => native(Value::EMPTY, class.clone()),
                "cls" => {
                    let function = native(Value::EMPTY, class.clone());
                    alloc::new(ClassMethod { function: Slot::new(function) })
                }
                _ => {
                    let function = native(Value::EMPTY, Value::EMPTY);
                    alloc::new(StaticMethod { function: Slot::new(function) })
                }
            };
            let name = self.intern(decl.name());
            if !self.put_class_entry(class, &name, value) {
                return Err(self.raise_memory());
            }
        }
        self.type_changed(class);
        Ok(())
    }

    /// Adds computed attributes to a type.
    pub fn add_getsets(&mut self, class: &Value, getsets: &'static [GetSetDecl]) -> Res<()> {
        for decl in getsets {
            let index = u32::try_from(self.getsets.len()).unwrap_or(u32::MAX);
            self.getsets.push(GetSetEntry(decl));
            let name = self.intern(decl.name);
            let value = new_getset(index, name.clone(), class.clone());
            if !self.put_class_entry(class, &name, value) {
                return Err(self.raise_memory());
            }
        }
        self.type_changed(class);
        Ok(())
    }

    /// A function object for a declaration: `receiver` is its `__self__` (not passed as an argument), `module` the name of its
    /// module; both may be empty.
    pub fn native_function(&mut self, decl: &'static Decl, receiver: Value, module: Value) -> Value {
        let index = self.register(decl);
        if let Some(name) = module.exact::<crate::objects::Str>() {
            self.native_modules.insert(index, name.to_text().into_owned());
        }
        alloc::new(Native {
            index,
            receiver: Slot::new(receiver),
            owner: Slot::default(),
            module: Slot::new(module),
            is_operation: false,
        })
    }

    /// Gives the instances of a builtin type without a layout of its own one slot more, and tells which.
    pub fn add_hidden_slot(&mut self, class: &Value) -> u32 {
        let Some(ty) = class.exact::<Type>() else { return 0 };
        let index = ty.member_slots.get();
        ty.member_slots.set(index + 1);
        ty.root_shape.set(self.world.shapes.root(index as usize + 1));
        index
    }

    /// A slot that programs see as a member: one that they may write, or only read.
    pub fn add_member_slot(&mut self, class: &Value, name: &str, read_only: bool) -> Res<()> {
        let index = self.add_hidden_slot(class);
        let name = self.intern(name);
        let member =
            alloc::new(Member { name: Slot::new(name.clone()), owner: Slot::new(class.clone()), index, read_only });
        self.add_class_entry(class, &name, member)
    }

    /// Has calls of a builtin type done by a function, whose first parameter is the class: where `__new__` and `__init__` need
    /// not both be asked for an instance of the exact type.
    pub fn construct_by(&mut self, which: super::T, constructor: &'static [Decl]) {
        let Some(decl) = constructor.first() else { return };
        let index = self.register(decl);
        if let Some(ty) = self.type_object(which).exact::<Type>() {
            ty.direct.set(index + 1);
        }
    }

    /// A type whose objects are host objects, with the name of its module. `flags`: whether classes may inherit from it
    /// (`IS_BASE`), and whether its objects have attributes of their own (`HAS_DICT`).
    pub fn host_type(&mut self, module_name: &str, name: &str, doc: &str, flags: u32, methods: &'static [Decl]) -> Res {
        let base = self.type_object(T::Object);
        let class =
            self.world.make_type(name, Some(base), <Host as crate::heap::kind::Object>::KIND, flags | HAS_WEAKREF);
        let Some(ty) = class.exact::<Type>() else { return Ok(class) };
        ty.metaclass.set(self.type_object(T::Type));
        if flags & HAS_DICT != 0 {
            let name = self.name(super::N::dict);
            let getset = new_getset(DICT_GETSET, name.clone(), class.clone());
            self.put_class_entry(&class, &name, getset);
        }
        let (namespace, module, doc) = (ty.dict.get(), self.intern(module_name), self.str(doc));
        self.dict_set_str(&namespace, "__module__", module)?;
        self.dict_set_str(&namespace, "__doc__", doc)?;
        self.add_methods(&class, methods)?;
        self.host_types.insert(format!("{}.{name}", module_name), class.clone());
        Ok(class)
    }

    /// Says which module a builtin type is from.
    pub fn set_type_module(&mut self, which: T, module: &str) -> Res<()> {
        let class = self.type_object(which);
        let Some(ty) = class.exact::<Type>() else { return Ok(()) };
        ty.set_flag(OF_MODULE);
        let (namespace, module) = (ty.dict.get(), self.intern(module));
        self.dict_set_str(&namespace, "__module__", module)
    }

    /// A type that `host_type` has made, by the names of its module and its own: `"collections.deque"`.
    pub fn host_type_named(&self, path: &str) -> Value {
        self.host_types.get(path).cloned().unwrap_or(Value::NONE)
    }

    /// An object with this data: of a type made by `host_type`, or of a class that inherits from one.
    pub fn host_object(&mut self, class: &Value, data: impl HostData) -> Res {
        let own =
            self.mro_of(class).into_iter().find(|class| !class.exact::<Type>().is_some_and(|ty| ty.has(HEAP_TYPE)));
        let object = new_host(own.unwrap_or_default(), data);
        self.new_object(class, Some(object))
    }

    fn register(&mut self, decl: &'static Decl) -> u32 {
        let index = u32::try_from(self.natives.len()).unwrap_or(u32::MAX);
        self.natives.push(NativeEntry::new(decl));
        index
    }

    /// The classes in the resolution order of a type.
    pub fn mro_of(&self, class: &Value) -> Vec<Value> {
        class.exact::<Type>().map_or_else(Vec::new, |ty| {
            ty.mro.peek(|mro| mro.exact::<Tuple>().map(|mro| mro.elements().to_vec()).unwrap_or_default())
        })
    }

    /// The direct bases of a type.
    pub fn bases_of(&self, class: &Value) -> Vec<Value> {
        class.exact::<Type>().map_or_else(Vec::new, |ty| {
            ty.bases.peek(|bases| bases.exact::<Tuple>().map(|bases| bases.elements().to_vec()).unwrap_or_default())
        })
    }
}

/// The descriptor of a computed attribute.
pub(super) fn new_getset(index: u32, name: Value, owner: Value) -> Value {
    alloc::new(GetSet { index, is_member: Cell::new(false), name: Slot::new(name), owner: Slot::new(owner) })
}
