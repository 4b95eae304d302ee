//! What the methods of several builtin types share.

use std::cmp::Ordering;

use hoopsnake_syntax::ast::{BinOp, CmpOp};

use crate::heap::kind::Object;
use crate::heap::tail::Instance;
use crate::heap::{OutOfMemory, Value};
use crate::objects::{List, Str, Tuple, Type, int, quick};
use crate::vm::{E, N, Raised, Res, T, Vm};

/// The object with the builtin layout: the value itself, or what an instance of a subclass wraps.
pub fn native(value: &Value) -> &Value {
    value.native().unwrap_or(value)
}

/// The payload of a receiver.
pub fn receiver<'a, L: Object>(vm: &mut Vm, this: &'a Value, which: T) -> Res<&'a L> {
    match this.cast::<L>() {
        Some(payload) => Ok(payload),
        None => Err(wrong_receiver(vm, this, which)),
    }
}

/// The error of a method that was called with an object of another type.
#[cold]
pub fn wrong_receiver(vm: &mut Vm, this: &Value, which: T) -> Raised {
    let expected = vm.type_object(which).exact::<Type>().map_or_else(String::new, Type::name_text);
    let name = vm.type_name(this);
    vm.type_error(format!("descriptor requires a '{expected}' object but received a '{name}'"))
}

/// The setter of a member that cannot be set.
pub fn read_only(vm: &mut Vm, _this: &Value, _value: Option<Value>) -> Res<()> {
    Err(vm.raise(E::AttributeError, "readonly attribute"))
}

/// A refused allocation becomes MemoryError.
pub fn memory<R>(vm: &mut Vm, result: Result<R, OutOfMemory>) -> Res<R> {
    result.map_err(|OutOfMemory| vm.raise_memory())
}

/// Checks the first argument of `__new__`; true if it is the builtin type itself.
pub fn check_class(vm: &mut Vm, class: &Value, which: T) -> Res<bool> {
    if vm.is_type_object(class, which) {
        return Ok(true);
    }
    let base = vm.type_object(which);
    let name = base.exact::<Type>().map_or_else(String::new, Type::name_text);
    match class.cast::<Type>() {
        None => {
            let given = vm.type_name(class);
            Err(vm.type_error(format!("{name}.__new__(X): X is not a type object ({given})")))
        }
        Some(class) if !class.is_subtype_of(&base) => {
            let given = class.name_text();
            Err(vm.type_error(format!("{name}.__new__({given}): {given} is not a subtype of {name}")))
        }
        Some(_) => Ok(false),
    }
}

/// The items of `*args` or of `**kwargs`' absence: the elements of a tuple.
pub fn elements(tuple: &Value) -> &[Value] {
    tuple.exact::<Tuple>().map_or(&[], Tuple::elements)
}

/// A comparison method: NotImplemented unless the other operand is of the type too.
pub fn compare(vm: &mut Vm, op: CmpOp, this: &Value, other: &Value, which: T) -> Res {
    if !vm.is_instance_of(other, which) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    vm.compare(op, native(this), native(other))
}

/// A binary operator method: NotImplemented unless the other operand is of the type too.
pub fn binary(vm: &mut Vm, op: BinOp, this: &Value, other: &Value, which: T) -> Res {
    if !vm.is_instance_of(other, which) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    vm.binary(op, native(this), native(other))
}

/// `+` and `*` of sequences: an error of the machine's choice, unless the other operand is an instance of a class
/// that has the reflected method.
pub fn sequence_binary(vm: &mut Vm, op: BinOp, this: &Value, other: &Value) -> Res {
    let reflected = if op == BinOp::Add { N::radd } else { N::rmul };
    if other.exact::<Instance>().is_some() && other.native().is_none() && vm.has_special(other, reflected) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    vm.binary(op, native(this), native(other))
}

/// An argument that bounds a search, as in `list.index(x, start, stop)`: any int, cut to 64 bits.
pub fn search_bound(vm: &mut Vm, value: &Value, default: i64, len: usize) -> Res<usize> {
    let bound = if value.is_empty() {
        default
    } else {
        if !int::is_int(value) && !vm.has_special(value, N::index) {
            return Err(vm.type_error("slice indices must be integers or have an __index__ method"));
        }
        let index = vm.index(value)?;
        clamped(&index)
    };
    let len = i64::try_from(len).unwrap_or(i64::MAX);
    let bound = if bound < 0 { bound.saturating_add(len).max(0) } else { bound };
    Ok(usize::try_from(bound).unwrap_or(usize::MAX))
}

/// An int, cut to 64 bits.
pub fn clamped(index: &Value) -> i64 {
    int::to_i64(index).unwrap_or_else(|| match int::to_big(index) {
        Some(big) if crate::num::int_ops::is_negative(&big) => i64::MIN,
        _ => i64::MAX,
    })
}

/// Whether item `at` of a list is equal to a value; `None` past the end.
pub fn list_item_equals(vm: &mut Vm, list: &List, at: usize, value: &Value) -> Res<Option<bool>> {
    let told = list.peek(at, |item| if item.is(value) { Some(true) } else { quick::equal(item, value) });
    match told {
        None => Ok(None),
        Some(Some(equal)) => Ok(Some(equal)),
        Some(None) => match list.get(at) {
            Some(item) => vm.equals(&item, value).map(Some),
            None => Ok(None),
        },
    }
}

/// Whether two values are the same or equal.
pub fn same_or_equal(vm: &mut Vm, item: &Value, value: &Value) -> Res<bool> {
    if item.is(value) {
        return Ok(true);
    }
    match quick::equal(item, value) {
        Some(equal) => Ok(equal),
        None => vm.equals(item, value),
    }
}

/// `left < right` of exact values, if that can be told without running Python code.
pub fn quick_less(left: &Value, right: &Value) -> Option<bool> {
    quick_less_at(left, right, 8)
}

fn quick_less_at(left: &Value, right: &Value, depth: u32) -> Option<bool> {
    if let (Some(one), Some(two)) = (left.as_int(), right.as_int()) {
        return Some(one < two);
    }
    if let (Some(one), Some(two)) = (left.exact::<Str>(), right.exact::<Str>()) {
        return Some(crate::text::wtf8::compare(one.bytes(), two.bytes()) == Ordering::Less);
    }
    if let (Some(one), Some(two)) = (left.as_float(), right.as_float()) {
        return Some(one < two);
    }
    if let (Some(one), Some(two)) = (left.exact::<Tuple>(), right.exact::<Tuple>()) {
        let depth = depth.checked_sub(1)?;
        for (x, y) in one.elements().iter().zip(two.elements()) {
            if !x.is(y) && !quick::equal(x, y)? {
                return quick_less_at(x, y, depth);
            }
        }
        return Some(one.len() < two.len());
    }
    if quick::are_numbers(left, right) {
        return Some(quick::compare_numbers(left, right) == Some(Ordering::Less));
    }
    None
}

/// The text of a string argument, or an error.
pub fn attribute_name(vm: &mut Vm, name: &Value) -> Res {
    match name.cast::<Str>() {
        Some(_) => Ok(vm.world.interner.intern(native(name))),
        None => {
            let given = vm.type_name(name);
            Err(vm.type_error(format!("attribute name must be string, not '{given}'")))
        }
    }
}

/// Raises a KeyError with a message.
#[cold]
pub fn key_message(vm: &mut Vm, message: &str) -> Raised {
    vm.raise(E::KeyError, message)
}
