//! `list[int]`: a generic type with its parameters, for annotations.
//!
//! An alias is an instance with two members: the type, and the tuple of parameters. All else is asked of the type.

use crate::heap::Value;
use crate::natives;
use crate::objects::ty::HAS_GETATTR;
use crate::objects::{Dict, Str, Tuple, Type};
use crate::vm::{Decl, Res, T, Vm};

use super::object::full_name;
use super::union;

const ORIGIN: usize = 0;
const ARGS: usize = 1;

/// Puts methods and members into the type, and `__class_getitem__` into the generic types.
pub fn install(vm: &mut Vm) -> Res<()> {
    let class = vm.type_object(T::GenericAlias);
    vm.add_methods(&class, METHODS)?;
    vm.set_type_module(T::GenericAlias, "types")?;
    if let Some(class) = class.exact::<Type>() {
        class.set_flag(HAS_GETATTR);
    }
    for member in ["__origin__", "__args__"] {
        let member = vm.intern(member);
        vm.add_member_slot(&class, &member)?;
    }
    for which in
        [T::List, T::Dict, T::Tuple, T::Set, T::FrozenSet, T::Enumerate, T::MappingProxy, T::Type, T::AsyncGenerator]
    {
        let class = vm.type_object(which);
        vm.add_methods(&class, GENERIC)?;
    }
    Ok(())
}

/// `origin[item]`
pub fn new_alias(vm: &mut Vm, origin: &Value, item: &Value) -> Res {
    let class = vm.type_object(T::GenericAlias);
    alias_of(vm, &class, origin, item)
}

/// An alias of a class: the type's own, or one that inherits from it.
fn alias_of(vm: &mut Vm, class: &Value, origin: &Value, item: &Value) -> Res {
    let args = match item.exact::<Tuple>() {
        Some(_) => item.clone(),
        None => vm.tuple(vec![item.clone()])?,
    };
    let alias = vm.new_object(class, None)?;
    vm.set_member(&alias, ORIGIN, &Value::EMPTY, Some(origin.clone()))?;
    vm.set_member(&alias, ARGS, &Value::EMPTY, Some(args))?;
    Ok(alias)
}

/// Whether a value is such an alias.
pub(super) fn is_alias(vm: &Vm, value: &Value) -> bool {
    vm.is_instance_of(value, T::GenericAlias)
}

fn parts(vm: &mut Vm, this: &Value) -> (Value, Value) {
    (vm.member_value(this, ORIGIN, &Value::EMPTY), vm.member_value(this, ARGS, &Value::EMPTY))
}

/// How a parameter is shown: a class by its name.
fn shown(vm: &mut Vm, value: &Value) -> Res<String> {
    if value.is_ellipsis() {
        return Ok("...".to_owned());
    }
    if value.exact::<Type>().is_some() {
        return full_name(vm, value);
    }
    let text = vm.repr(value)?;
    Ok(text.cast::<Str>().map_or_else(String::new, |text| text.to_text().into_owned()))
}

pub(super) static GENERIC: &[Decl] = natives![
    /// See PEP 585
    "__class_getitem__(cls, item, /)" |vm, [class, item]| new_alias(vm, class, item);
];

static METHODS: &[Decl] = natives![
    "__new__(cls, origin, args, /)" |vm, [class, origin, args]| alias_of(vm, class, origin, args);
    // The arguments are those of `__new__`.
    "__init__(self, /, *args, **kwargs)" |_vm, [_this, _args, _kwargs]| Ok(Value::NONE);
    "__repr__(self, /)" |vm, [this]| {
        let (origin, args) = parts(vm, this);
        let mut names = Vec::new();
        for item in args.exact::<Tuple>().map(Tuple::elements).unwrap_or_default() {
            names.push(shown(vm, item)?);
        }
        if names.is_empty() {
            names.push("()".to_owned());
        }
        let origin = shown(vm, &origin)?;
        Ok(vm.str(&format!("{origin}[{}]", names.join(", "))))
    };
    "__call__(self, /, *args, **kwargs)" |vm, [this, args, kwargs]| {
        let (origin, _) = parts(vm, this);
        let args = args.exact::<Tuple>().map(|args| args.elements().to_vec()).unwrap_or_default();
        vm.call_kw(&origin, args, kwargs.exact::<Dict>().map(Dict::items).unwrap_or_default())
    };
    "__getattr__(self, name, /)" |vm, [this, name]| {
        let (origin, _) = parts(vm, this);
        vm.get_attr(&origin, name)
    };
    "__mro_entries__(self, bases, /)" |vm, [this, _bases]| {
        let (origin, _) = parts(vm, this);
        vm.tuple(vec![origin])
    };
    "__instancecheck__(self, instance, /)" |vm, [_this, _instance]| {
        Err(vm.type_error("isinstance() argument 2 cannot be a parameterized generic"))
    };
    "__subclasscheck__(self, subclass, /)" |vm, [_this, _subclass]| {
        Err(vm.type_error("issubclass() argument 2 cannot be a parameterized generic"))
    };
    "__eq__(self, value, /)" |vm, [this, value]| {
        if !is_alias(vm, value) {
            return Ok(Value::NOT_IMPLEMENTED);
        }
        let ((origin, args), (other, others)) = (parts(vm, this), parts(vm, value));
        Ok(Value::bool(vm.equals(&origin, &other)? && vm.equals(&args, &others)?))
    };
    "__hash__(self, /)" |vm, [this]| {
        let (origin, args) = parts(vm, this);
        let hash = vm.hash(&origin)? ^ vm.hash(&args)?;
        Ok(crate::objects::int::from_i64(hash))
    };
    "__or__(self, value, /)" |vm, [this, value]| union::join(vm, this, value);
    "__ror__(self, value, /)" |vm, [this, value]| union::join(vm, value, this);
];
