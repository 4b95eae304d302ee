//! `object`: what every object can do.

use crate::heap::{Value, heap};
use crate::num::hash::hash_address;
use crate::objects::ty::{HAS_DICT, HEAP_TYPE};
use crate::objects::{Dict, Exception, Module, Native, Str, Tuple, Type};
use crate::vm::{Decl, E, N, Res, T, Vm, types::GetSetDecl};
use crate::{getsets, natives};

/// Puts methods and members into `object`.
pub fn install(vm: &mut Vm) -> Res<()> {
    let class = vm.type_object(T::Object);
    vm.add_methods(&class, METHODS)?;
    vm.add_getsets(&class, GETSETS)
}

/// The type's name as `repr` shows it: with its module unless that is `builtins`.
pub(super) fn full_name(vm: &mut Vm, class: &Value) -> Res<String> {
    let Some(ty) = class.exact::<Type>() else { return Ok(String::new()) };
    if !ty.has(HEAP_TYPE) {
        return Ok(vm.name_of_type(class));
    }
    let key = vm.name(N::module);
    let module = vm.get_attr_opt(class, &key)?;
    let qualname = ty.qualname.peek(|name| name.cast::<Str>().map(|name| name.to_text().into_owned()));
    let qualname = qualname.unwrap_or_default();
    Ok(match module.as_ref().and_then(Value::cast::<Str>).map(|module| module.to_text().into_owned()) {
        Some(module) if module != "builtins" => format!("{module}.{qualname}"),
        _ => qualname,
    })
}

fn has_items(arguments: &Value) -> bool {
    arguments.cast::<Tuple>().is_some_and(|tuple| !tuple.is_empty())
        || arguments.cast::<Dict>().is_some_and(|dict| !dict.is_empty())
}

fn not_comparable(_vm: &mut Vm) -> Res {
    Ok(Value::NOT_IMPLEMENTED)
}

/// What copying and pickling need is written in Python, in a module that is loaded when it is asked for.
fn copyreg(vm: &mut Vm, function: &str, args: &[Value]) -> Res {
    let module = vm.import_module("copyreg")?;
    vm.call_method(&module, function, args)
}

/// `__reduce_ex__`: by the `__reduce__` of the object's class, if it has one of its own.
fn reduce(vm: &mut Vm, this: &Value, protocol: &Value) -> Res {
    if let Some(method) = vm.special(this, N::reduce) {
        let own = vm.type_object(T::Object);
        let inherited = method.exact::<Native>().is_some_and(|native| native.owner.peek(|owner| owner.is(&own)));
        if !inherited {
            return vm.call_special(this, N::reduce, &[]).map(Option::unwrap_or_default);
        }
    }
    copyreg(vm, "_reduce", &[this.clone(), protocol.clone()])
}

static METHODS: &[Decl] = natives![
    /// Create and return a new object.  See help(type) for accurate signature.
    "__new__(cls, /, *args, **kwargs)" |vm, [cls, args, kwargs]| {
        vm.default_new(cls, has_items(args) || has_items(kwargs))
    };
    /// Initialize self.  See help(type(self)) for accurate signature.
    "__init__(self, /, *args, **kwargs)" |vm, [this, args, kwargs]| {
        if has_items(args) || has_items(kwargs) {
            let class = vm.type_of(this);
            if vm.overridden(&class, N::init).is_some() {
                let message = "object.__init__() takes exactly one argument (the instance to initialize)";
                return Err(vm.type_error(message));
            }
            // A builtin type that makes no objects by a call minds no arguments either.
            let is_made = vm.is_type_object(&class, T::Object)
                || class.exact::<Type>().is_some_and(|class| class.has(HEAP_TYPE));
            if is_made && vm.overridden(&class, N::new).is_none() {
                let name = vm.type_name(this);
                let message = format!("{name}.__init__() takes exactly one argument (the instance to initialize)");
                return Err(vm.type_error(message));
            }
        }
        Ok(Value::NONE)
    };
    /// Return repr(self).
    "__repr__(self, /)" |vm, [this]| {
        let class = vm.type_of(this);
        let name = full_name(vm, &class)?;
        let address = this.id();
        Ok(vm.str(&format!("<{name} object at {address:#x}>")))
    };
    /// Return str(self).
    "__str__(self, /)" |vm, [this]| vm.repr(this);
    /// Return self==value.
    "__eq__(self, value, /)" |_vm, [this, value]| {
        Ok(if this.is(value) { Value::TRUE } else { Value::NOT_IMPLEMENTED })
    };
    /// Return self!=value.
    "__ne__(self, value, /)" |vm, [this, value]| {
        match vm.call_special(this, N::eq, std::slice::from_ref(value))? {
            Some(equal) if !equal.is_not_implemented() => {
                let equal = vm.truth(&equal)?;
                Ok(Value::bool(!equal))
            }
            _ => Ok(Value::NOT_IMPLEMENTED),
        }
    };
    /// Return self<value.
    "__lt__(self, value, /)" |vm, [_this, _value]| not_comparable(vm);
    /// Return self<=value.
    "__le__(self, value, /)" |vm, [_this, _value]| not_comparable(vm);
    /// Return self>value.
    "__gt__(self, value, /)" |vm, [_this, _value]| not_comparable(vm);
    /// Return self>=value.
    "__ge__(self, value, /)" |vm, [_this, _value]| not_comparable(vm);
    /// Return hash(self).
    "__hash__(self, /)" |_vm, [this]| Ok(crate::objects::int::from_i64(hash_address(this.id() as u64)));
    /// Return getattr(self, name).
    "__getattribute__(self, name, /)" |vm, [this, name]| {
        match vm.generic_get_attr(this, name)? {
            Some(value) => Ok(value),
            None => Err(vm.raise_attribute_error(this, name)),
        }
    };
    /// Implement setattr(self, name, value).
    "__setattr__(self, name, value, /)" |vm, [this, name, value]| {
        vm.generic_set_attr(this, name, Some(value.clone()))?;
        Ok(Value::NONE)
    };
    /// Implement delattr(self, name).
    "__delattr__(self, name, /)" |vm, [this, name]| {
        vm.generic_set_attr(this, name, None)?;
        Ok(Value::NONE)
    };
    /// Default object formatter.
    "__format__(self, format_spec, /)" |vm, [this, spec]| {
        match spec.cast::<Str>().map(|spec| spec.is_empty()) {
            None => {
                let given = super::text_args::shown_type(vm, spec);
                Err(vm.type_error(format!("__format__() argument must be str, not {given}")))
            }
            Some(true) => vm.str_of(this),
            Some(false) => {
                let name = vm.type_name(this);
                Err(vm.type_error(format!("unsupported format string passed to {name}.__format__")))
            }
        }
    };
    /// Default dir() implementation.
    "__dir__(self, /)" |vm, [this]| {
        let names = vm.default_names(this);
        Ok(vm.list(names))
    };
    /// This method is called when a class is subclassed.
    ///
    /// The default implementation does nothing. It may be
    /// overridden to extend subclasses.
    "__init_subclass__(cls, /, *args, **kwargs)" |vm, [cls, args, kwargs]| {
        let name = cls.exact::<Type>().map(|class| class.qualname.get()).unwrap_or_default();
        let name = name.cast::<Str>().map_or_else(String::new, |name| name.to_text().into_owned());
        if has_items(kwargs) {
            return Err(vm.type_error(format!("{name}.__init_subclass__() takes no keyword arguments")));
        }
        if let Some(count) = args.cast::<Tuple>().map(|args| args.len()).filter(|count| *count > 0) {
            return Err(vm.type_error(format!("{name}.__init_subclass__() takes no arguments ({count} given)")));
        }
        Ok(Value::NONE)
    };
    /// Abstract classes can override this to customize issubclass().
    "__subclasshook__(cls, /, *args)" |_vm, [_cls, _args]| Ok(Value::NOT_IMPLEMENTED);
    /// Size of object in memory, in bytes.
    "__sizeof__(self, /)" |_vm, [this]| {
        let size = heap().size_of(this) + this.native().map_or(0, |native| heap().size_of(native));
        Ok(crate::objects::int::from_usize(size))
    };
    /// Helper for pickle.
    "__reduce__(self, /)" |vm, [this]| copyreg(vm, "_reduce", &[this.clone(), Value::int32(0)]);
    /// Helper for pickle.
    "__reduce_ex__(self, protocol, /)" |vm, [this, protocol]| reduce(vm, this, protocol);
    /// Helper for pickle.
    "__getstate__(self, /)" |vm, [this]| copyreg(vm, "_getstate", std::slice::from_ref(this));
];

static GETSETS: &[GetSetDecl] = getsets![
    "__class__" |vm, this| Ok(vm.type_of(this)), |vm, this, value| set_class(vm, this, value);
];

/// `object.__class__ = class`.
fn set_class(vm: &mut Vm, this: &Value, value: Option<Value>) -> Res<()> {
    let Some(class) = value else { return Err(vm.type_error("can't delete __class__ attribute")) };
    let Some(new) = class.exact::<Type>() else {
        let given = vm.type_name(&class);
        return Err(vm.type_error(format!("__class__ must be set to a class, not '{given}' object")));
    };
    let old = vm.type_of(this);
    let Some(old_type) = old.exact::<Type>() else { return Ok(()) };
    if this.exact::<Module>().is_some() || !new.has(HEAP_TYPE) || !old_type.has(HEAP_TYPE) {
        let message = "__class__ assignment only supported for mutable types or ModuleType subclasses";
        return Err(vm.type_error(message));
    }
    let same_layout = new.layout.get() == old_type.layout.get()
        && new.member_slots.get() == old_type.member_slots.get()
        && new.has(HAS_DICT) == old_type.has(HAS_DICT)
        && vm.same_members(&old, &class);
    if !same_layout {
        let message = format!(
            "__class__ assignment: '{}' object layout differs from '{}'",
            new.name_text(),
            old_type.name_text()
        );
        return Err(vm.type_error(message));
    }
    if let Some(instance) = this.exact::<crate::heap::tail::Instance>() {
        instance.class.set(class.clone());
    } else if let Some(exception) = this.exact::<Exception>() {
        exception.class.set(class.clone());
    } else if let Some(ty) = this.exact::<Type>() {
        ty.metaclass.set(class.clone());
        vm.type_changed(this);
    } else {
        return Err(vm.raise(E::SystemError, "an object without a class of its own"));
    }
    Ok(())
}
