//! The views of a dictionary: `keys()`, `values()` and `items()`, and their set operations.

use hoopsnake_syntax::ast::{BinOp, CmpOp};

use crate::heap::{Slot, Value, alloc};
use crate::natives;
use crate::objects::{DictView, MappingProxy, Set, Type, int};
use crate::vm::set_ops::{element_count, set_view};
use crate::vm::types::GetSetDecl;
use crate::vm::{Decl, Res, T, Vm};

use super::common::wrong_receiver;
use super::dict_::reversed;

fn view_of<'a>(vm: &mut Vm, this: &'a Value) -> Res<&'a DictView> {
    match this.exact::<DictView>() {
        Some(view) => Ok(view),
        None => Err(wrong_receiver(vm, this, T::DictKeys)),
    }
}

/// Whether a value can be compared with the keys or items of a dictionary.
fn is_set_like(value: &Value) -> bool {
    value.cast::<Set>().is_some() || set_view(value).is_some()
}

/// How many elements a set or a view has.
fn count(value: &Value) -> usize {
    element_count(value).unwrap_or(0)
}

fn all_in(vm: &mut Vm, items: &Value, container: &Value) -> Res<bool> {
    let iterator = vm.iter(items)?;
    while let Some(item) = vm.next(&iterator)? {
        if !vm.contains(container, &item)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Comparison of a view with a set or a view, as of sets.
fn compare(vm: &mut Vm, op: CmpOp, this: &Value, other: &Value) -> Res {
    if !is_set_like(this) || !is_set_like(other) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (mine, theirs) = (count(this), count(other));
    let truth = match op {
        CmpOp::Eq => mine == theirs && all_in(vm, this, other)?,
        CmpOp::NotEq => !(mine == theirs && all_in(vm, this, other)?),
        CmpOp::Lt => mine < theirs && all_in(vm, this, other)?,
        CmpOp::LtE => mine <= theirs && all_in(vm, this, other)?,
        CmpOp::Gt => mine > theirs && all_in(vm, other, this)?,
        _ => mine >= theirs && all_in(vm, other, this)?,
    };
    Ok(Value::bool(truth))
}

/// An operator method with the view on either side: the other operand may be any iterable.
fn operator(vm: &mut Vm, left: &Value, right: &Value, op: BinOp) -> Res {
    if set_view(left).is_none() && set_view(right).is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    vm.view_operation(op, left, right)
}

/// Methods of all three views.
static COMMON: &[Decl] = natives![
    /// Return len(self).
    "__len__(self, /)" |vm, [this]| {
        view_of(vm, this)?;
        Ok(int::from_usize(count(this)))
    };
    /// Implement iter(self).
    "__iter__(self, /)" |vm, [this]| vm.iter(this);
    /// Return repr(self).
    "__repr__(self, /)" |vm, [this]| vm.repr(this);
    /// Return a reverse iterator over the dict's entries.
    "__reversed__(self)" |vm, [this]| {
        let view = view_of(vm, this)?;
        reversed(vm, &view.dict.get(), view.kind)
    };
];

/// What the views of keys and items have of sets.
static SET_LIKE: &[Decl] = natives![
    /// Return key in self.
    "__contains__(self, key, /)" |vm, [this, key]| Ok(Value::bool(vm.contains(this, key)?));
    /// Return True if the view and the given iterable have a null intersection.
    "isdisjoint(self, other, /)" |vm, [this, other]| {
        view_of(vm, this)?;
        if this.is(other) {
            return Ok(Value::bool(count(this) == 0));
        }
        let (walked, asked) = if is_set_like(other) && count(other) > count(this) { (this, other) } else { (other, this) };
        let iterator = vm.iter(walked)?;
        while let Some(item) = vm.next(&iterator)? {
            if vm.contains(asked, &item)? {
                return Ok(Value::FALSE);
            }
        }
        Ok(Value::TRUE)
    };
    /// Return self==value.
    "__eq__(self, value, /)" |vm, [this, value]| compare(vm, CmpOp::Eq, this, value);
    /// Return self!=value.
    "__ne__(self, value, /)" |vm, [this, value]| compare(vm, CmpOp::NotEq, this, value);
    /// Return self<value.
    "__lt__(self, value, /)" |vm, [this, value]| compare(vm, CmpOp::Lt, this, value);
    /// Return self<=value.
    "__le__(self, value, /)" |vm, [this, value]| compare(vm, CmpOp::LtE, this, value);
    /// Return self>value.
    "__gt__(self, value, /)" |vm, [this, value]| compare(vm, CmpOp::Gt, this, value);
    /// Return self>=value.
    "__ge__(self, value, /)" |vm, [this, value]| compare(vm, CmpOp::GtE, this, value);
    /// Return self|value.
    "__or__(self, value, /)" |vm, [this, value]| operator(vm, this, value, BinOp::BitOr);
    /// Return value|self.
    "__ror__(self, value, /)" |vm, [this, value]| operator(vm, value, this, BinOp::BitOr);
    /// Return self&value.
    "__and__(self, value, /)" |vm, [this, value]| operator(vm, this, value, BinOp::BitAnd);
    /// Return value&self.
    "__rand__(self, value, /)" |vm, [this, value]| operator(vm, value, this, BinOp::BitAnd);
    /// Return self-value.
    "__sub__(self, value, /)" |vm, [this, value]| operator(vm, this, value, BinOp::Sub);
    /// Return value-self.
    "__rsub__(self, value, /)" |vm, [this, value]| operator(vm, value, this, BinOp::Sub);
    /// Return self^value.
    "__xor__(self, value, /)" |vm, [this, value]| operator(vm, this, value, BinOp::BitXor);
    /// Return value^self.
    "__rxor__(self, value, /)" |vm, [this, value]| operator(vm, value, this, BinOp::BitXor);
];

static FIELDS: &[GetSetDecl] = &[GetSetDecl {
    name: "mapping",
    get: |vm, this| {
        let mapping = view_of(vm, this)?.dict.get();
        Ok(alloc::new(MappingProxy { mapping: Slot::new(mapping) }))
    },
    set: None,
}];

/// Adds the methods to the types.
pub fn install(vm: &mut Vm) -> Res<()> {
    for which in [T::DictKeys, T::DictValues, T::DictItems] {
        let class = vm.type_object(which);
        vm.add_methods(&class, COMMON)?;
        vm.add_getsets(&class, FIELDS)?;
        if which != T::DictValues {
            vm.add_methods(&class, SET_LIKE)?;
            let namespace = class.exact::<Type>().map(|class| class.dict.get()).unwrap_or_default();
            vm.dict_set_str(&namespace, "__hash__", Value::NONE)?;
            vm.type_changed(&class);
        }
    }
    Ok(())
}
