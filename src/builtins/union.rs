//! `int | str`: unions of types, for `isinstance` and annotations.
//!
//! A union is an instance with one member, the tuple of its alternatives.

use crate::heap::Value;
use crate::natives;
use crate::objects::{Str, Tuple, Type};
use crate::vm::{Decl, Res, T, Vm};

use super::object::full_name;

/// Puts methods and the member into the type of unions.
pub fn install(vm: &mut Vm) -> Res<()> {
    let class = vm.type_object(T::Union);
    vm.add_methods(&class, METHODS)?;
    vm.set_type_module(T::Union, "types")?;
    let name = vm.intern("__args__");
    vm.add_member_slot(&class, &name)
}

fn alternatives(vm: &Vm, value: &Value) -> Option<Vec<Value>> {
    if vm.type_of(value).is(&vm.type_object(T::Union)) {
        let name = Value::EMPTY;
        let args = vm.member_value(value, 0, &name);
        return args.exact::<Tuple>().map(|args| args.elements().to_vec());
    }
    if value.is_none() {
        return Some(vec![vm.type_object(T::NoneType)]);
    }
    (value.exact::<Type>().is_some() || super::alias::is_alias(vm, value)).then(|| vec![value.clone()])
}

/// `one | two` where one of them is a type; NotImplemented if the other is nothing that a union can have.
pub(super) fn join(vm: &mut Vm, one: &Value, two: &Value) -> Res {
    let (Some(one), Some(two)) = (alternatives(vm, one), alternatives(vm, two)) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let mut all: Vec<Value> = Vec::new();
    for value in one.into_iter().chain(two) {
        if !all.iter().any(|known| known.is(&value)) {
            all.push(value);
        }
    }
    if let [single] = all.as_slice() {
        return Ok(single.clone());
    }
    let class = vm.type_object(T::Union);
    let union = vm.new_object(&class, None)?;
    let args = vm.tuple(all)?;
    vm.set_member(&union, 0, &Value::EMPTY, Some(args))?;
    Ok(union)
}

static METHODS: &[Decl] = natives![
    "__repr__(self, /)" |vm, [this]| {
        let mut names = Vec::new();
        for class in alternatives(vm, this).unwrap_or_default() {
            let none = vm.is_type_object(&class, T::NoneType);
            names.push(match class.exact::<Type>() {
                _ if none => "None".to_owned(),
                Some(_) => full_name(vm, &class)?,
                None => {
                    let text = vm.repr(&class)?;
                    text.cast::<Str>().map_or_else(String::new, |text| text.to_text().into_owned())
                }
            });
        }
        Ok(vm.str(&names.join(" | ")))
    };
    "__instancecheck__(self, instance, /)" |vm, [this, instance]| {
        for class in alternatives(vm, this).unwrap_or_default() {
            if vm.is_instance(instance, &class)? {
                return Ok(Value::TRUE);
            }
        }
        Ok(Value::FALSE)
    };
    "__subclasscheck__(self, subclass, /)" |vm, [this, subclass]| {
        for class in alternatives(vm, this).unwrap_or_default() {
            if vm.is_subclass(subclass, &class)? {
                return Ok(Value::TRUE);
            }
        }
        Ok(Value::FALSE)
    };
    "__eq__(self, value, /)" |vm, [this, value]| {
        if !vm.type_of(value).is(&vm.type_object(T::Union)) {
            return Ok(Value::NOT_IMPLEMENTED);
        }
        let (one, two) = (alternatives(vm, this).unwrap_or_default(), alternatives(vm, value).unwrap_or_default());
        let within = |some: &[Value], all: &[Value]| some.iter().all(|class| all.iter().any(|other| other.is(class)));
        Ok(Value::bool(one.len() == two.len() && within(&one, &two)))
    };
    "__hash__(self, /)" |vm, [this]| {
        let mut hash = 0_i64;
        for class in alternatives(vm, this).unwrap_or_default() {
            hash ^= vm.hash(&class)?;
        }
        Ok(crate::objects::int::from_i64(hash))
    };
    "__or__(self, value, /)" |vm, [this, value]| join(vm, this, value);
    "__ror__(self, value, /)" |vm, [this, value]| join(vm, value, this);
];
