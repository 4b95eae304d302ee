//! `type`: classes as objects.

use crate::heap::Value;
use crate::objects::ty::HEAP_TYPE;
use crate::objects::{Dict, GetSet, MappingProxy, Str, Tuple, Type};
use crate::vm::{Decl, E, N, Raised, Res, T, Vm, types::GetSetDecl, types::subclasses};
use crate::{getsets, natives};

use super::object::full_name;
use super::{union, wrong_receiver};

/// Puts methods and members into `type`.
pub fn install(vm: &mut Vm) -> Res<()> {
    let class = vm.type_object(T::Type);
    vm.construct_by(T::Type, CONSTRUCTOR);
    vm.add_methods(&class, METHODS)?;
    vm.add_getsets(&class, GETSETS)
}

fn as_type<'a>(vm: &mut Vm, this: &'a Value, name: &str) -> Res<&'a Type> {
    this.exact::<Type>().ok_or_else(|| wrong_receiver(vm, name, "type", this))
}

fn keyword_list(keywords: &Value) -> Vec<(Value, Value)> {
    keywords.cast::<Dict>().map(Dict::items).unwrap_or_default()
}

/// An entry of the class's own namespace.
fn own_entry(vm: &Vm, ty: &Type, name: N) -> Option<Value> {
    let name = vm.name(name);
    let hash = vm.str_hash(&name);
    let dict = ty.dict.get();
    let table = dict.exact::<Dict>()?;
    table.find_str(&name, hash).and_then(|at| table.value_at(at))
}

/// Refuses to change a builtin type, or to delete what a class must have.
fn check_set(vm: &mut Vm, this: &Value, name: &str, value: Option<Value>) -> Res<Value> {
    let ty = as_type(vm, this, name)?;
    let class = ty.name_text();
    if !ty.has(HEAP_TYPE) {
        return Err(vm.type_error(format!("cannot set '{name}' attribute of immutable type '{class}'")));
    }
    match value {
        Some(value) => Ok(value),
        None => Err(vm.type_error(format!("cannot delete '{name}' attribute of immutable type '{class}'"))),
    }
}

fn check_name(vm: &mut Vm, this: &Value, name: &str, value: Option<Value>) -> Res<Value> {
    let value = check_set(vm, this, name, value)?;
    let Some(text) = value.cast::<Str>() else {
        let class = as_type(vm, this, name)?.name_text();
        let given = vm.type_name(&value);
        return Err(vm.type_error(format!("can only assign string to {class}.{name}, not '{given}'")));
    };
    if name == "__name__" && text.bytes().contains(&0) {
        return Err(vm.value_error("type name must not contain null characters"));
    }
    Ok(value)
}

fn set_entry(vm: &mut Vm, this: &Value, name: N, value: Value) -> Res<()> {
    let name = vm.name(name);
    let hash = vm.str_hash(&name);
    let dict = this.exact::<Type>().map(|ty| ty.dict.get()).unwrap_or_default();
    crate::objects::dict::put_str(&dict, &name, hash, value).map_err(|_| vm.raise_memory())?;
    vm.type_changed(this);
    Ok(())
}

fn missing(vm: &mut Vm, this: &Value, name: N) -> Raised {
    let name = vm.name(name);
    vm.raise_attribute_error(this, &name)
}

static GETSETS: &[GetSetDecl] = getsets![
    "__name__" |vm, this| Ok(as_type(vm, this, "__name__")?.name.get()),
        |vm, this, value| {
            let value = check_name(vm, this, "__name__", value)?;
            as_type(vm, this, "__name__")?.name.set(value);
            Ok(())
        };
    "__qualname__" |vm, this| Ok(as_type(vm, this, "__qualname__")?.qualname.get()),
        |vm, this, value| {
            let value = check_name(vm, this, "__qualname__", value)?;
            as_type(vm, this, "__qualname__")?.qualname.set(value);
            Ok(())
        };
    "__bases__" |vm, this| Ok(as_type(vm, this, "__bases__")?.bases.get()),
        |vm, this, value| {
            let value = check_set(vm, this, "__bases__", value)?;
            vm.set_bases(this, &value)
        };
    "__base__" |vm, this| {
        as_type(vm, this, "__base__")?;
        let bases = vm.bases_of(this);
        if bases.is_empty() { Ok(Value::NONE) } else { vm.base_of(this) }
    };
    "__mro__" |vm, this| Ok(as_type(vm, this, "__mro__")?.mro.get()),
        |vm, _this, _value| Err(vm.raise(E::AttributeError, "readonly attribute"));
    "__dict__" |vm, this| {
        let dict = as_type(vm, this, "__dict__")?.dict.get();
        Ok(crate::heap::alloc::new(MappingProxy { mapping: crate::heap::Slot::new(dict) }))
    };
    "__module__" |vm, this| {
        let ty = as_type(vm, this, "__module__")?;
        if !ty.has_module() {
            return Ok(vm.intern("builtins"));
        }
        match own_entry(vm, ty, N::module) {
            Some(module) => Ok(module),
            None => Err(missing(vm, this, N::module)),
        }
    }, |vm, this, value| {
        let value = check_set(vm, this, "__module__", value)?;
        set_entry(vm, this, N::module, value)
    };
    "__doc__" |vm, this| {
        let ty = as_type(vm, this, "__doc__")?;
        match own_entry(vm, ty, N::doc) {
            Some(doc) if !ty.has(HEAP_TYPE) && doc.exact::<GetSet>().is_some() => Ok(Value::NONE),
            Some(doc) => vm.bind_attr(&doc, &Value::EMPTY, this, &Value::EMPTY),
            None => Ok(Value::NONE),
        }
    }, |vm, this, value| {
        let value = check_set(vm, this, "__doc__", value)?;
        set_entry(vm, this, N::doc, value)
    };
    "__annotations__" |vm, this| {
        let ty = as_type(vm, this, "__annotations__")?;
        if !ty.has(HEAP_TYPE) {
            return Err(missing(vm, this, N::annotations));
        }
        match own_entry(vm, ty, N::annotations) {
            Some(annotations) => Ok(annotations),
            None => {
                let annotations = crate::objects::dict::new_dict();
                set_entry(vm, this, N::annotations, annotations.clone())?;
                Ok(annotations)
            }
        }
    }, |vm, this, value| {
        let value = check_set(vm, this, "__annotations__", value)?;
        set_entry(vm, this, N::annotations, value)
    };
    "__abstractmethods__" |vm, this| {
        let ty = as_type(vm, this, "__abstractmethods__")?;
        match own_entry(vm, ty, N::abstractmethods).filter(|found| found.exact::<GetSet>().is_none()) {
            Some(methods) => Ok(methods),
            None => Err(vm.raise(crate::vm::E::AttributeError, "__abstractmethods__")),
        }
    }, |vm, this, value| {
        let value = check_set(vm, this, "__abstractmethods__", value)?;
        let on = vm.truth(&value)?;
        vm.set_abstract(this, on);
        set_entry(vm, this, N::abstractmethods, value)
    };
    "__text_signature__" |_vm, _this| Ok(Value::NONE);
];

/// `type.__new__(metaclass, name, bases, namespace, **keywords)`.
fn new_type(vm: &mut Vm, metaclass: &Value, args: &Value, keywords: &Value) -> Res {
    let Some(ty) = metaclass.exact::<Type>() else {
        let given = vm.type_name(metaclass);
        return Err(vm.type_error(format!("type.__new__(X): X is not a type object ({given})")));
    };
    if !ty.is_subtype_of(&vm.type_object(T::Type)) {
        let name = ty.name_text();
        return Err(vm.type_error(format!("type.__new__({name}): {name} is not a subtype of type")));
    }
    let args = args.cast::<Tuple>().map(|args| args.elements().to_vec()).unwrap_or_default();
    let [name, bases, namespace] = args.as_slice() else {
        return Err(vm.type_error(format!("type.__new__() takes exactly 3 arguments ({} given)", args.len())));
    };
    let checks = [
        (1, "str", name, name.cast::<Str>().is_some()),
        (2, "tuple", bases, bases.cast::<Tuple>().is_some()),
        (3, "dict", namespace, namespace.cast::<Dict>().is_some()),
    ];
    for (number, wanted, value, right) in checks {
        if !right {
            let given = vm.type_name(value);
            return Err(vm.type_error(format!("type.__new__() argument {number} must be {wanted}, not {given}")));
        }
    }
    let bases = bases.cast::<Tuple>().map(|bases| bases.elements().to_vec()).unwrap_or_default();
    vm.new_class(metaclass.clone(), name.clone(), bases, namespace.clone(), keyword_list(keywords))
}

/// A call of `type` with one argument.
static CONSTRUCTOR: &[Decl] = natives![
    "type(cls, object, /)" |vm, [_cls, object]| Ok(vm.type_of(object));
];

static METHODS: &[Decl] = natives![
    /// Create and return a new object.  See help(type) for accurate signature.
    "__new__(cls, /, *args, **kwargs)" |vm, [cls, args, kwargs]| new_type(vm, cls, args, kwargs);
    /// Initialize self.  See help(type(self)) for accurate signature.
    "__init__(self, /, *args, **kwargs)" |vm, [_this, args, kwargs]| {
        match args.cast::<Tuple>().map_or(0, |args| args.len()) {
            1 if kwargs.cast::<Dict>().is_some_and(|kwargs| !kwargs.is_empty()) => {
                Err(vm.type_error("type.__init__() takes no keyword arguments"))
            }
            1 | 3 => Ok(Value::NONE),
            _ => Err(vm.type_error("type.__init__() takes 1 or 3 arguments")),
        }
    };
    /// Call self as a function.
    "__call__(self, /, *args, **kwargs)" |vm, [this, args, kwargs]| {
        if this.exact::<Type>().is_none() {
            let given = vm.type_name(this);
            let message = format!("descriptor '__call__' requires a 'type' object but received a '{given}'");
            return Err(vm.type_error(message));
        }
        let args = args.cast::<Tuple>().map(|args| args.elements().to_vec()).unwrap_or_default();
        vm.instantiate(this, args, keyword_list(kwargs))
    };
    /// __prepare__() -> dict
    /// used to create the namespace of the class statement
    "__prepare__(cls, /, *args, **kwargs)" |_vm, [_cls, _args, _kwargs]| Ok(crate::objects::dict::new_dict());
    /// Return repr(self).
    "__repr__(self, /)" |vm, [this]| {
        as_type(vm, this, "__repr__")?;
        let name = full_name(vm, this)?;
        Ok(vm.str(&format!("<class '{name}'>")))
    };
    /// Return a type's method resolution order.
    "mro(self, /)" |vm, [this]| {
        as_type(vm, this, "mro")?;
        let order = vm.default_mro(this)?;
        Ok(vm.list(order))
    };
    /// Return a list of immediate subclasses.
    "__subclasses__(self, /)" |vm, [this]| {
        as_type(vm, this, "__subclasses__")?;
        Ok(vm.list(subclasses(this)))
    };
    /// Check if an object is an instance.
    "__instancecheck__(self, instance, /)" |vm, [this, instance]| {
        as_type(vm, this, "__instancecheck__")?;
        vm.is_instance_plain(instance, this).map(Value::bool)
    };
    /// Check if a class is a subclass.
    "__subclasscheck__(self, subclass, /)" |vm, [this, subclass]| {
        as_type(vm, this, "__subclasscheck__")?;
        match subclass.exact::<Type>() {
            Some(subclass) => Ok(Value::bool(subclass.is_subtype_of(this))),
            None => Err(vm.type_error("issubclass() arg 1 must be a class")),
        }
    };
    /// Specialized __dir__ implementation for types.
    "__dir__(self, /)" |vm, [this]| {
        let names = vm.default_names(this);
        Ok(vm.list(names))
    };
    /// Return self|value.
    "__or__(self, value, /)" |vm, [this, value]| union::join(vm, this, value);
    /// Return value|self.
    "__ror__(self, value, /)" |vm, [this, value]| union::join(vm, value, this);
];
