//! `int | str`: unions of types, for `isinstance` and annotations.
//!
//! A union is an instance with two slots: the tuple of its members, and the tuple of the type variables within (found when it is
//! first asked for). `isinstance` and `issubclass` know it (`Vm::union_members`).

use hoopsnake_syntax::ast::BinOp;

use crate::heap::Value;
use crate::objects::Type;
use crate::vm::{Decl, Res, T, Vm, types::GetSetDecl};
use crate::{getsets, natives};

use super::alias::{elements, is_alias, parameters, shown, substituted};

const ARGS: usize = 0;
const PARAMETERS: usize = 1;

/// Puts methods and members into the type of unions.
pub fn install(vm: &mut Vm) -> Res<()> {
    let class = vm.type_object(T::Union);
    vm.add_methods(&class, METHODS)?;
    vm.add_getsets(&class, GETSETS)?;
    vm.set_type_module(T::Union, "types")?;
    vm.add_member_slot(&class, "__args__", true)?;
    vm.add_hidden_slot(&class);
    Ok(())
}

/// What a value stands for in a union; `None` if it cannot be in one.
fn alternatives(vm: &Vm, value: &Value) -> Option<Vec<Value>> {
    if let Some(members) = vm.union_members(value) {
        return Some(elements(&members));
    }
    if value.is_none() {
        return Some(vec![vm.type_object(T::NoneType)]);
    }
    (value.cast::<Type>().is_some() || is_alias(vm, value)).then(|| vec![value.clone()])
}

/// `one | two` where one of them is a type; NotImplemented if the other is nothing that a union can have.
pub(super) fn join(vm: &mut Vm, one: &Value, two: &Value) -> Res {
    let (Some(one), Some(two)) = (alternatives(vm, one), alternatives(vm, two)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let mut all: Vec<Value> = Vec::new();
    'members: for value in one.into_iter().chain(two) {
        for known in &all {
            let both_generic = is_alias(vm, known) && is_alias(vm, &value);
            if known.is(&value) || both_generic && vm.equals(known, &value)? {
                continue 'members;
            }
        }
        all.push(value);
    }
    if let [single] = all.as_slice() {
        return Ok(single.clone());
    }
    let class = vm.type_object(T::Union);
    let union = vm.new_object(&class, None)?;
    let args = vm.tuple(all)?;
    vm.set_member(&union, ARGS, &Value::EMPTY, Some(args))?;
    Ok(union)
}

fn part(vm: &Vm, this: &Value, slot: usize) -> Value {
    vm.member_value(this, slot, &Value::EMPTY)
}

/// The members without their order.
fn member_set(vm: &mut Vm, this: &Value) -> Res {
    let (class, args) = (vm.type_object(T::FrozenSet), part(vm, this, ARGS));
    vm.call(&class, &[args])
}

fn variables(vm: &mut Vm, this: &Value) -> Res {
    let known = part(vm, this, PARAMETERS);
    if !known.is_empty() {
        return Ok(known);
    }
    let args = part(vm, this, ARGS);
    let found = parameters(vm, &args)?;
    vm.set_member(this, PARAMETERS, &Value::EMPTY, Some(found.clone()))?;
    Ok(found)
}

static GETSETS: &[GetSetDecl] = getsets![
    "__parameters__" |vm, this| variables(vm, this);
];

static METHODS: &[Decl] = natives![
    /// Return repr(self).
    "__repr__(self, /)" |vm, [this]| {
        let mut names = Vec::new();
        for member in elements(&part(vm, this, ARGS)) {
            let is_none = vm.is_type_object(&member, T::NoneType);
            names.push(if is_none { "None".to_owned() } else { shown(vm, &member)? });
        }
        Ok(vm.str(&names.join(" | ")))
    };
    /// Return self==value.
    "__eq__(self, value, /)" |vm, [this, value]| {
        if vm.union_members(value).is_none() {
            return Ok(Value::NOT_IMPLEMENTED);
        }
        let (one, other) = (member_set(vm, this)?, member_set(vm, value)?);
        vm.equals(&one, &other).map(Value::bool)
    };
    /// Return hash(self).
    "__hash__(self, /)" |vm, [this]| {
        let members = member_set(vm, this)?;
        vm.hash(&members).map(crate::objects::int::from_i64)
    };
    /// Return self[key].
    "__getitem__(self, key, /)" |vm, [this, item]| {
        let (args, variables) = (part(vm, this, ARGS), variables(vm, this)?);
        let args = substituted(vm, this, &args, &variables, item)?;
        let mut args = elements(&args).into_iter();
        let mut whole = args.next().unwrap_or_default();
        for arg in args {
            whole = vm.binary(BinOp::BitOr, &whole, &arg)?;
        }
        Ok(whole)
    };
    /// Return self|value.
    "__or__(self, value, /)" |vm, [this, value]| join(vm, this, value);
    /// Return value|self.
    "__ror__(self, value, /)" |vm, [this, value]| join(vm, value, this);
];
