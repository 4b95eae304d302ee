//! What class a value belongs to, instance and subclass tests, and what calling a class does.

use std::collections::HashSet;

use crate::heap::header::{KIND_FLOAT, KIND_INT};
use crate::heap::kind::Object;
use crate::heap::tail::{Instance, new_instance};
use crate::heap::{Tag, Value};
use crate::objects as o;
use crate::objects::awaiter::Step;
use crate::objects::dict::ViewKind;
use crate::objects::generator::Flavour;
use crate::objects::iter::IterKind;
use crate::objects::ty::{HEAP_TYPE, IS_ABSTRACT, OF_MODULE};
use crate::objects::{BigIntObject, Exception, Function, Native, Set, Str, Tuple, Type};

use super::{N, Raised, Res, T, Vm};

/// The type of the objects of each kind, where the kind alone tells it.
const TYPE_BY_KIND: [T; 64] = {
    let mut table = [T::Object; 64];
    table[KIND_INT as usize] = T::Int;
    table[KIND_FLOAT as usize] = T::Float;
    table[BigIntObject::KIND as usize] = T::Int;
    table[o::ComplexObject::KIND as usize] = T::Complex;
    table[o::Str::KIND as usize] = T::Str;
    table[o::Bytes::KIND as usize] = T::Bytes;
    table[o::ByteArray::KIND as usize] = T::ByteArray;
    table[o::ManagedBuffer::KIND as usize] = T::ManagedBuffer;
    table[o::MemoryView::KIND as usize] = T::MemoryView;
    table[o::Tuple::KIND as usize] = T::Tuple;
    table[o::List::KIND as usize] = T::List;
    table[o::Dict::KIND as usize] = T::Dict;
    table[o::Function::KIND as usize] = T::Function;
    table[o::BoundMethod::KIND as usize] = T::Method;
    table[o::CellObject::KIND as usize] = T::Cell;
    table[o::Code::KIND as usize] = T::Code;
    table[o::Module::KIND as usize] = T::Module;
    table[o::Traceback::KIND as usize] = T::Traceback;
    table[o::FrameObject::KIND as usize] = T::Frame;
    table[o::Generator::KIND as usize] = T::Generator;
    table[o::Range::KIND as usize] = T::Range;
    table[o::SliceObject::KIND as usize] = T::Slice;
    table[o::Property::KIND as usize] = T::Property;
    table[o::ClassMethod::KIND as usize] = T::ClassMethod;
    table[o::StaticMethod::KIND as usize] = T::StaticMethod;
    table[o::Super::KIND as usize] = T::Super;
    table[o::WeakRef::KIND as usize] = T::WeakRef;
    table[o::Member::KIND as usize] = T::Member;
    table[o::GetSet::KIND as usize] = T::GetSet;
    table[o::MappingProxy::KIND as usize] = T::MappingProxy;
    table
};

fn iterator_type(kind: IterKind) -> T {
    match kind {
        IterKind::List => T::ListIterator,
        IterKind::ListReverse => T::ListReverseIterator,
        IterKind::Tuple => T::TupleIterator,
        IterKind::Str => T::StrIterator,
        IterKind::StrAscii => T::StrAsciiIterator,
        IterKind::Bytes => T::BytesIterator,
        IterKind::ByteArray => T::ByteArrayIterator,
        IterKind::Memory => T::MemoryIterator,
        IterKind::Range => T::RangeIterator,
        IterKind::BigRange => T::BigRangeIterator,
        IterKind::Set => T::SetIterator,
        IterKind::Dict(ViewKind::Keys) => T::DictKeyIterator,
        IterKind::Dict(ViewKind::Values) => T::DictValueIterator,
        IterKind::Dict(ViewKind::Items) => T::DictItemIterator,
        IterKind::DictReverse(ViewKind::Keys) => T::DictReverseKeyIterator,
        IterKind::DictReverse(ViewKind::Values) => T::DictReverseValueIterator,
        IterKind::DictReverse(ViewKind::Items) => T::DictReverseItemIterator,
        IterKind::Sequence => T::SequenceIterator,
        IterKind::SequenceReverse => T::Reversed,
        IterKind::Sentinel => T::CallableIterator,
        IterKind::Enumerate => T::Enumerate,
        IterKind::Zip => T::Zip,
        IterKind::Map => T::Map,
        IterKind::Filter => T::Filter,
    }
}

/// The builtin type of a value that is no instance, exception or class.
fn builtin_type(value: &Value) -> T {
    match value.tag() {
        Tag::Int => return T::Int,
        Tag::Float => return T::Float,
        Tag::Bool => return T::Bool,
        Tag::None => return T::NoneType,
        Tag::Ellipsis => return T::Ellipsis,
        Tag::NotImplemented => return T::NotImplemented,
        Tag::Empty => return T::Object,
        Tag::Object => {}
    }
    if let Some(iter) = value.exact::<o::Iter>() {
        iterator_type(iter.kind)
    } else if let Some(native) = value.exact::<Native>() {
        match (is_method_descriptor(native), native.is_operation && !native.owner.is_empty()) {
            (true, false) => T::MethodDescriptor,
            (true, true) => T::WrapperDescriptor,
            (false, false) => T::Native,
            (false, true) => T::MethodWrapper,
        }
    } else if let Some(set) = value.exact::<Set>() {
        if set.frozen { T::FrozenSet } else { T::Set }
    } else if let Some(generator) = value.exact::<o::Generator>() {
        match generator.flavour {
            Flavour::Generator => T::Generator,
            Flavour::Coroutine => T::Coroutine,
            Flavour::AsyncGenerator => T::AsyncGenerator,
        }
    } else if let Some(awaiter) = value.exact::<o::Awaiter>() {
        match awaiter.step {
            Step::Wrapper => T::CoroutineWrapper,
            Step::Send => T::AsyncGenASend,
            Step::Throw | Step::Close => T::AsyncGenAThrow,
            Step::Default => T::AnextAwaitable,
        }
    } else if let Some(getset) = value.exact::<o::GetSet>() {
        if getset.is_member.get() { T::Member } else { T::GetSet }
    } else if let Some(view) = value.exact::<o::DictView>() {
        match view.kind {
            ViewKind::Keys => T::DictKeys,
            ViewKind::Values => T::DictValues,
            ViewKind::Items => T::DictItems,
        }
    } else {
        let kind = value.object_header().map_or(0, crate::heap::header::Header::kind);
        TYPE_BY_KIND.get(usize::from(kind)).copied().unwrap_or(T::Object)
    }
}

/// Builtin type and kind of a value whose kind tells its type and that has no attributes of its own.
pub(super) fn type_without_attributes(value: &Value) -> Option<(T, u8)> {
    let kind = value.object_header()?.kind();
    let which = TYPE_BY_KIND.get(usize::from(kind)).copied()?;
    if value.exact::<o::Generator>().is_some_and(|generator| !generator.is_plain()) {
        return None;
    }
    let which = match value.exact::<Set>() {
        Some(set) if set.frozen => T::FrozenSet,
        Some(_) => T::Set,
        None => which,
    };
    matches!(which, T::Str | T::Bytes | T::List | T::Dict | T::Tuple | T::Set | T::FrozenSet | T::Generator | T::Range)
        .then_some((which, kind))
}

/// Whether a builtin is an unbound method of a type, which attribute access binds.
pub(super) fn is_method_descriptor(native: &Native) -> bool {
    native.receiver.is_empty() && !native.owner.is_empty()
}

/// Methods whose names have two underscores at both ends although no operation of the machine stands behind them.
const NAMED_METHODS: &[&str] = &[
    "__dir__",
    "__format__",
    "__init_subclass__",
    "__new__",
    "__reduce__",
    "__reduce_ex__",
    "__sizeof__",
    "__subclasshook__",
    "__instancecheck__",
    "__subclasscheck__",
    "__subclasses__",
    "__prepare__",
    "__reversed__",
    "__class_getitem__",
    "__getnewargs__",
    "__round__",
    "__trunc__",
    "__floor__",
    "__ceil__",
    "__length_hint__",
    "__setstate__",
    "__getstate__",
    "__enter__",
    "__exit__",
    "__fspath__",
    "__bytes__",
    "__alloc__",
    "__mro_entries__",
    "__set_name__",
    "__complex__",
];

/// Whether a builtin method of this name is what an operator or protocol calls (CPython's slot wrappers).
pub fn is_operation(name: &str) -> bool {
    name.starts_with("__") && name.ends_with("__") && !NAMED_METHODS.contains(&name)
}

/// Whether this method of a builtin type is one of CPython's slot wrappers. It has a few operations of containers as methods
/// of their own, which are faster to call.
pub fn is_slot_wrapper(owner: &str, name: &str) -> bool {
    let own = match name {
        "__getitem__" => matches!(owner, "list" | "dict"),
        "__contains__" => matches!(owner, "dict" | "set" | "frozenset"),
        _ => false,
    };
    is_operation(name) && !own
}

/// Whether a value's class may say what an operation means: instances, exceptions, and the objects of modules' types.
pub(super) fn has_own_class(value: &Value) -> bool {
    value.exact::<Instance>().is_some() || value.exact::<o::Host>().is_some() || value.exact::<o::Exception>().is_some()
}

/// Whether a class attribute is called with the object in front of the other arguments.
pub(super) fn takes_self(found: &Value) -> bool {
    found.exact::<Function>().is_some() || found.exact::<Native>().is_some_and(is_method_descriptor)
}

impl Vm {
    /// The class of a value; a new reference.
    #[inline]
    pub fn type_of(&self, value: &Value) -> Value {
        if let Some(instance) = value.exact::<Instance>() {
            return instance.class.get();
        }
        if let Some(exception) = value.exact::<Exception>() {
            return exception.class.get();
        }
        if let Some(class) = value.exact::<Type>() {
            return class.metaclass.get();
        }
        if let Some(host) = value.exact::<o::Host>() {
            return host.class.get();
        }
        self.type_object(builtin_type(value))
    }

    /// Name of a value's class, for messages; of a type that a module defines in Rust, with the module's.
    pub fn type_name(&self, value: &Value) -> String {
        self.name_of_type(&self.type_of(value))
    }

    /// Name of a type, for messages; of a type that a module defines in Rust, with the module's.
    pub fn name_of_type(&self, class: &Value) -> String {
        match class.exact::<Type>() {
            Some(ty) if ty.has_module() && (!ty.has(HEAP_TYPE) || ty.has(OF_MODULE)) => self.class_path(class),
            Some(ty) => ty.name_text(),
            None => String::new(),
        }
    }

    /// `type(value).__name__`
    pub fn class_name(&self, value: &Value) -> String {
        self.type_of(value).exact::<Type>().map_or_else(String::new, Type::name_text)
    }

    /// Whether a value's class is a builtin type or inherits from it; runs no Python code.
    pub fn is_instance_of(&self, value: &Value, which: T) -> bool {
        let class = self.type_of(value);
        self.is_type_object(&class, which)
            || self
                .world
                .types
                .get(which as usize)
                .is_some_and(|of| class.exact::<Type>().is_some_and(|class| class.is_subtype_of(of)))
    }

    /// `isinstance(value, class)`.
    pub fn is_instance(&mut self, value: &Value, class: &Value) -> Res<bool> {
        let own = self.type_of(value);
        if own.is(class) {
            return Ok(true);
        }
        if let Some(ty) = class.exact::<Type>()
            && ty.metaclass.peek(|metaclass| self.is_type_object(metaclass, T::Type))
        {
            return self.is_instance_plain(value, class);
        }
        if let Some(classes) = class.cast::<Tuple>() {
            self.enter_native()?;
            let found = self.any_of(classes.elements(), |vm, class| vm.is_instance(value, class));
            self.leave_native();
            return found;
        }
        if let Some(classes) = self.union_members(class) {
            return self.is_instance(value, &classes);
        }
        self.enter_native()?;
        let answer = self.call_special(class, N::instancecheck, std::slice::from_ref(value));
        self.leave_native();
        if let Some(answer) = answer? {
            return self.truth(&answer);
        }
        if self.abstract_bases(class)?.is_none() {
            return Err(self.type_error("isinstance() arg 2 must be a type, a tuple of types, or a union"));
        }
        let own = self.get_attr_name(value, N::class)?;
        self.is_abstract_subclass(&own, class)
    }

    /// The tuple of the members of a union of types.
    pub fn union_members(&self, value: &Value) -> Option<Value> {
        let is_union = value.exact::<Instance>()?.class.peek(|class| self.is_type_object(class, T::Union));
        is_union.then(|| self.member_value(value, 0, &Value::EMPTY))
    }

    /// The tuple of bases that an object has that wants to be taken for a class.
    fn abstract_bases(&mut self, class: &Value) -> Res<Option<Value>> {
        let name = self.name(N::bases);
        Ok(self.get_attr_opt(class, &name)?.filter(|bases| bases.cast::<Tuple>().is_some()))
    }

    /// Whether `of` is `class` or among the bases above it.
    fn is_abstract_subclass(&mut self, class: &Value, of: &Value) -> Res<bool> {
        if class.is(of) {
            return Ok(true);
        }
        let Some(bases) = self.abstract_bases(class)? else { return Ok(false) };
        self.enter_native()?;
        let found = self
            .any_of(bases.cast::<Tuple>().map_or(&[], Tuple::elements), |vm, base| vm.is_abstract_subclass(base, of));
        self.leave_native();
        found
    }

    fn any_of(&mut self, classes: &[Value], test: impl Fn(&mut Vm, &Value) -> Res<bool>) -> Res<bool> {
        for class in classes {
            if test(self, class)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// `type.__instancecheck__`: by the class of the value, or what its `__class__` claims to be.
    pub fn is_instance_plain(&mut self, value: &Value, class: &Value) -> Res<bool> {
        let own = self.type_of(value);
        if own.exact::<Type>().is_some_and(|own| own.is_subtype_of(class)) {
            return Ok(true);
        }
        if value.exact::<Instance>().is_none() {
            return Ok(false);
        }
        let name = self.name(N::class);
        let claimed = self.get_attr_opt(value, &name)?;
        Ok(claimed.is_some_and(|claimed| {
            !claimed.is(&own) && claimed.exact::<Type>().is_some_and(|claimed| claimed.is_subtype_of(class))
        }))
    }

    /// `issubclass(class, of)`.
    pub fn is_subclass(&mut self, class: &Value, of: &Value) -> Res<bool> {
        if let Some(ty) = of.exact::<Type>()
            && ty.metaclass.peek(|metaclass| self.is_type_object(metaclass, T::Type))
        {
            return match class.exact::<Type>() {
                Some(class) => Ok(class.is_subtype_of(of)),
                None => Err(self.type_error("issubclass() arg 1 must be a class")),
            };
        }
        self.enter_native()?;
        let answer = self.is_subclass_by_hook(class, of);
        self.leave_native();
        answer
    }

    fn is_subclass_by_hook(&mut self, class: &Value, of: &Value) -> Res<bool> {
        if let Some(classes) = of.cast::<Tuple>() {
            return self.any_of(classes.elements(), |vm, of| vm.is_subclass(class, of));
        }
        if let Some(classes) = self.union_members(of) {
            return self.is_subclass(class, &classes);
        }
        match self.call_special(of, N::subclasscheck, std::slice::from_ref(class))? {
            Some(answer) => self.truth(&answer),
            None if self.abstract_bases(class)?.is_none() => Err(self.type_error("issubclass() arg 1 must be a class")),
            None if self.abstract_bases(of)?.is_none() => {
                Err(self.type_error("issubclass() arg 2 must be a class, a tuple of classes, or a union"))
            }
            None => self.is_abstract_subclass(class, of),
        }
    }

    // ---- instances

    /// A new instance of a class; `wrapped` is a new object of the builtin layout that the class inherits. Without `__new__`
    /// and `__init__`.
    pub fn new_object(&mut self, class: &Value, wrapped: Option<Value>) -> Res {
        let Some(ty) = class.exact::<Type>() else { return Err(self.type_error("a class was expected")) };
        if !ty.has(HEAP_TYPE)
            && let Some(wrapped) = wrapped
        {
            return Ok(wrapped);
        }
        if ty.layout.get() == Exception::KIND {
            let args = self.tuple(Vec::new())?;
            return Ok(o::exception::new_exception(class.clone(), args));
        }
        ty.instance_made();
        let capacity = ty.instance_room();
        let wrapped = match wrapped {
            Some(wrapped) => Some(self.own_wrapped(wrapped)?),
            None => None,
        };
        let instance = new_instance(class.clone(), ty.root_shape.get(), capacity, wrapped);
        if instance.is_none() {
            return Err(self.raise_memory());
        }
        if capacity == 0 && !ty.has(HEAP_TYPE) {
            // `object()` cannot refer to anything.
            crate::heap::heap().generations.untrack_value(&instance);
        }
        Ok(instance)
    }

    /// What an instance wraps is its own: shared immutable objects are copied.
    fn own_wrapped(&mut self, wrapped: Value) -> Res {
        if wrapped.num().is_some() {
            return Ok(wrapped.into_cell());
        }
        if wrapped.count() == Some(1) {
            return Ok(wrapped);
        }
        let copied = if let Some(tuple) = wrapped.exact::<Tuple>() {
            o::list::try_new_tuple(tuple.elements().to_vec())
        } else if let Some(string) = wrapped.exact::<Str>() {
            o::str::try_new(string.bytes())
        } else if let Some(bytes) = wrapped.exact::<o::Bytes>() {
            o::str::new_bytes(bytes.data())
        } else if let Some(big) = wrapped.exact::<BigIntObject>() {
            Ok(crate::objects::int::boxed(big.0.clone()))
        } else {
            Ok(wrapped)
        };
        copied.map_err(|_| self.raise_memory())
    }

    // ---- calling a class

    /// Calls a class: the metaclass's `__call__`, which by default runs `__new__` and `__init__`.
    pub fn type_call(&mut self, class: &Value, args: Vec<Value>, keywords: Vec<(Value, Value)>) -> Res {
        let metaclass = self.type_of(class);
        if !self.is_type_object(&metaclass, T::Type) {
            let call = self.special(class, N::call);
            match call {
                Some(call) if call.exact::<Native>().is_none() => {
                    return self.call_found_kw(&call, class, &metaclass, args, keywords);
                }
                _ => {}
            }
        }
        self.instantiate(class, args, keywords)
    }

    /// `type.__call__`.
    pub fn instantiate(&mut self, class: &Value, args: Vec<Value>, keywords: Vec<(Value, Value)>) -> Res {
        if self.is_type_object(class, T::Type) {
            if let [value] = args.as_slice() {
                if !keywords.is_empty() {
                    return Err(self.type_error("type() takes no keyword arguments"));
                }
                return Ok(self.type_of(value));
            }
            if args.len() != 3 {
                return Err(self.type_error("type() takes 1 or 3 arguments"));
            }
        }
        let object = match self.overridden(class, N::new) {
            None => self.default_new(class, !args.is_empty() || !keywords.is_empty())?,
            Some(new) => {
                let new = self.bind_attr(&new, &Value::EMPTY, class, &Value::EMPTY)?;
                let mut all = Vec::with_capacity(args.len() + 1);
                all.push(class.clone());
                all.extend(args.iter().cloned());
                let copied = keywords.iter().map(|(name, value)| (name.clone(), value.clone())).collect();
                self.call_kw(&new, all, copied)?
            }
        };
        self.initialise(class, object, args, keywords)
    }

    /// Runs the `__init__` of what the `__new__` of a class has made, if it is an instance of it.
    pub(super) fn initialise(
        &mut self,
        class: &Value,
        object: Value,
        args: Vec<Value>,
        keywords: Vec<(Value, Value)>,
    ) -> Res {
        let own = self.type_of(&object);
        if !own.exact::<Type>().is_some_and(|own| own.is_subtype_of(class)) {
            return Ok(object);
        }
        let Some(init) = self.overridden(&own, N::init) else { return Ok(object) };
        let mut all = Vec::with_capacity(args.len() + 1);
        let init = if takes_self(&init) {
            all.push(object.clone());
            init
        } else {
            self.bind_attr(&init, &object, &own, &Value::EMPTY)?
        };
        all.extend(args);
        let nothing = self.call_kw(&init, all, keywords)?;
        if !nothing.is_none() {
            let name = self.type_name(&nothing);
            return Err(self.type_error(format!("__init__() should return None, not '{name}'")));
        }
        Ok(object)
    }

    /// What a class or one of its bases defines for a name that `object` defines too; `None` if only `object` does.
    pub(crate) fn overridden(&self, class: &Value, name: N) -> Option<Value> {
        let name = self.name(name);
        let hash = self.str_hash(&name);
        let ty = class.exact::<Type>()?;
        let place = ty.find(&name, hash)?;
        if ty.mro_at(place.0).is_some_and(|owner| self.is_type_object(&owner, T::Object)) {
            return None;
        }
        ty.found(place)
    }

    /// `object.__new__(class, ...)`.
    pub fn default_new(&mut self, class: &Value, has_args: bool) -> Res {
        let Some(ty) = class.exact::<Type>() else {
            let name = self.type_name(class);
            return Err(self.type_error(format!("object.__new__(X): X is not a type object ({name})")));
        };
        let name = ty.name_text();
        if has_args {
            if self.overridden(class, N::new).is_some() {
                let message = "object.__new__() takes exactly one argument (the type to instantiate)";
                return Err(self.type_error(message));
            }
            if self.overridden(class, N::init).is_none() {
                return Err(self.type_error(format!("{name}() takes no arguments")));
            }
        }
        if ty.has(IS_ABSTRACT) {
            return Err(self.raise_abstract(class, &name));
        }
        let plain = ty.layout.get() == crate::heap::header::KIND_INSTANCE;
        if !plain || (!ty.has(HEAP_TYPE) && !self.is_type_object(class, T::Object)) {
            return Err(if self.overridden(class, N::new).is_some() {
                let builtin = self.layout_class(class);
                let builtin = builtin.exact::<Type>().map_or(name.clone(), Type::name_text);
                self.type_error(format!("object.__new__({name}) is not safe, use {builtin}.__new__()"))
            } else {
                self.type_error(format!("cannot create '{name}' instances"))
            });
        }
        self.new_object(class, None)
    }

    /// What a builtin type checks before its `__new__` runs: `function` is the one of `owner`, `class` its first argument or
    /// empty.
    pub(super) fn check_new(&mut self, function: u32, owner: &Value, class: &Value) -> Res<()> {
        if owner.is(class) {
            return Ok(());
        }
        let Some(name) = owner.exact::<Type>().map(Type::name_text) else { return Ok(()) };
        if class.is_empty() {
            return Err(self.type_error(format!("{name}.__new__(): not enough arguments")));
        }
        let Some(ty) = class.exact::<Type>() else {
            let given = self.type_name(class);
            return Err(self.type_error(format!("{name}.__new__(X): X is not a type object ({given})")));
        };
        let given = ty.name_text();
        if !ty.is_subtype_of(owner) {
            return Err(self.type_error(format!("{name}.__new__({given}): {given} is not a subtype of {name}")));
        }
        let layout = self.layout_class(class);
        let own = self.class_lookup(&layout, N::new);
        if own.as_ref().and_then(Value::exact::<Native>).is_some_and(|own| own.index != function) {
            let layout = layout.exact::<Type>().map_or_else(String::new, Type::name_text);
            let message = format!("{name}.__new__({given}) is not safe, use {layout}.__new__()");
            return Err(self.type_error(message));
        }
        Ok(())
    }

    /// What a method of a builtin type checks when it is called through the type: that the first argument is an instance.
    pub(super) fn check_receiver(&mut self, function: u32, owner: &Value, receiver: &Value) -> Res<()> {
        let class = self.type_of(receiver);
        let name = self.natives.get(function as usize).map_or("", |entry| entry.decl.name());
        if !receiver.is_empty() && class.exact::<Type>().is_some_and(|class| class.is_subtype_of(owner)) {
            // What `object` does would go around what `type` refuses.
            let around = matches!(name, "__setattr__" | "__delattr__")
                && receiver.exact::<Type>().is_some()
                && self.is_type_object(owner, T::Object);
            if around {
                let class = self.name_of_type(&class);
                return Err(self.type_error(format!("can't apply this {name} to {class} object")));
            }
            return Ok(());
        }
        let owner = self.name_of_type(owner);
        let message = match (is_slot_wrapper(&owner, name), receiver.is_empty()) {
            (true, true) => format!("descriptor '{name}' of '{owner}' object needs an argument"),
            (false, true) => format!("unbound method {owner}.{name}() needs an argument"),
            (true, false) => {
                let given = self.type_name(receiver);
                format!("descriptor '{name}' requires a '{owner}' object but received a '{given}'")
            }
            (false, false) => {
                let given = self.type_name(receiver);
                format!("descriptor '{name}' for '{owner}' objects doesn't apply to a '{given}' object")
            }
        };
        Err(self.type_error(message))
    }

    fn raise_abstract(&mut self, class: &Value, name: &str) -> Raised {
        let key = self.name(N::abstractmethods);
        let names = match self.get_attr(class, &key).and_then(|names| self.collect(&names)) {
            Ok(names) => names,
            Err(raised) => return raised,
        };
        let mut names: Vec<String> =
            names.iter().filter_map(|name| name.cast::<Str>().map(|name| name.to_text().into_owned())).collect();
        names.sort();
        let plural = if names.len() == 1 { "" } else { "s" };
        let names = names.join(", ");
        self.type_error(format!("Can't instantiate abstract class {name} with abstract method{plural} {names}"))
    }

    /// A class's namespace along the resolution order, without binding.
    pub(super) fn class_lookup(&self, class: &Value, name: N) -> Option<Value> {
        let name = self.name(name);
        let hash = self.str_hash(&name);
        class.exact::<Type>().and_then(|class| class.lookup(&name, hash))
    }

    /// To be called when the namespace of a class has changed: what is remembered of it or its subclasses is out of date.
    pub fn type_changed(&mut self, class: &Value) {
        let mut seen = HashSet::new();
        let mut waiting = vec![class.clone()];
        while let Some(class) = waiting.pop() {
            if let Some(ty) = class.exact::<Type>() {
                ty.changed();
            }
            let below = super::types::subclasses(&class);
            if !below.is_empty() && seen.insert(class.id()) {
                waiting.extend(below);
            }
        }
    }
}
