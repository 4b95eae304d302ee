//! The classes of exception groups: `BaseExceptionGroup` and `ExceptionGroup`.

use crate::heap::Value;
use crate::objects::{Exception, Tuple, Type};
use crate::vm::exception_group::members;
use crate::vm::{Decl, E, Res, Vm, types::GetSetDecl};
use crate::{getsets, natives};

use super::wrong_receiver;

/// Puts methods and members into the class.
pub fn install(vm: &mut Vm) -> Res<()> {
    let class = vm.exception_class(E::BaseExceptionGroup);
    vm.add_methods(&class, METHODS)?;
    vm.add_methods(&class, super::alias::GENERIC)?;
    vm.add_getsets(&class, MEMBERS)
}

/// Message (0) or exceptions (1) of a group.
fn part(vm: &mut Vm, this: &Value, name: &str, index: usize) -> Res {
    let group = this.exact::<Exception>().map(|exception| exception.group.get()).unwrap_or_default();
    match group.exact::<Tuple>().and_then(|parts| parts.elements().get(index).cloned()) {
        Some(part) => Ok(part),
        None => Err(wrong_receiver(vm, name, "BaseExceptionGroup", this)),
    }
}

fn or_none(value: Value) -> Value {
    if value.is_empty() { Value::NONE } else { value }
}

/// The argument of a method that takes one.
fn only_argument(vm: &mut Vm, args: &Value, name: &str) -> Res {
    match args.cast::<Tuple>().map_or(&[][..], Tuple::elements) {
        [only] => Ok(only.clone()),
        given => Err(vm.type_error(format!("{name} expected 1 argument, got {}", given.len()))),
    }
}

static METHODS: &[Decl] = natives![
    "__new__(cls, /, *args, **kwargs)" |vm, [cls, args, _kwargs]| {
        if cls.exact::<Type>().is_none_or(|class| !class.is_subtype_of(&vm.exception_class(E::BaseExceptionGroup))) {
            return Err(vm.type_error("BaseExceptionGroup.__new__(X): X is not a subtype of BaseExceptionGroup"));
        }
        vm.new_group(cls, args)
    };
    "__init__(self, /, *args, **kwargs)" |vm, [this, args, kwargs]| {
        super::exceptions::no_keywords(vm, this, kwargs)?;
        super::exceptions::set_args(this, args);
        Ok(Value::NONE)
    };
    /// Return str(self).
    "__str__(self, /)" |vm, [this]| {
        let message = part(vm, this, "__str__", 0)?;
        let mut text = vm.str_of_bytes(&message)?;
        let count = members(this).len();
        let plural = if count == 1 { "" } else { "s" };
        text.extend_from_slice(format!(" ({count} sub-exception{plural})").as_bytes());
        vm.str_bytes(&text)
    };
    "derive(self, exceptions, /)" |vm, [this, exceptions]| {
        let message = part(vm, this, "derive", 0)?;
        let class = vm.exception_class(E::BaseExceptionGroup);
        vm.call(&class, &[message, exceptions.clone()])
    };
    "split(self, /, *args)" |vm, [this, args]| {
        let condition = &only_argument(vm, args, "split")?;
        part(vm, this, "split", 0)?;
        let condition = vm.group_condition(condition)?;
        let (matching, rest) = vm.split_exception(this, &condition)?;
        vm.tuple(vec![or_none(matching), or_none(rest)])
    };
    "subgroup(self, /, *args)" |vm, [this, args]| {
        let condition = &only_argument(vm, args, "subgroup")?;
        part(vm, this, "subgroup", 0)?;
        let condition = vm.group_condition(condition)?;
        vm.split_exception(this, &condition).map(|(matching, _)| or_none(matching))
    };
];

static MEMBERS: &[GetSetDecl] = getsets![
    "message" |vm, this| part(vm, this, "message", 0),
        |vm, _this, _value| Err(vm.raise(E::AttributeError, "readonly attribute"));
    "exceptions" |vm, this| part(vm, this, "exceptions", 1),
        |vm, _this, _value| Err(vm.raise(E::AttributeError, "readonly attribute"));
];
