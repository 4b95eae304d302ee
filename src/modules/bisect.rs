//! The module `bisect`: the place of an item in a sorted sequence.

use crate::heap::Value;
use crate::natives;
use crate::objects::{Dict, MappingProxy, int};
use crate::vm::{Decl, E, N, Res, Vm};

/// Makes the module.
pub fn init(vm: &mut Vm) -> Res {
    let doc = "Bisection algorithms.\n\nThis module provides support for maintaining a list in sorted order without\nhaving to sort \
               the list after each insertion.";
    let module = vm.new_module("bisect", Some(doc))?;
    vm.add_functions_of(&module, "_bisect", FUNCTIONS)?;
    for (name, same) in [("bisect", "bisect_right"), ("insort", "insort_right")] {
        let same = vm.intern(same);
        let function = vm.get_attr(&module, &same)?;
        vm.add_member(&module, name, function)?;
    }
    Ok(module)
}

/// Whether items are found by numbers, for all that the type tells: mappings are none, and what has no length says so itself.
fn is_sequence(vm: &mut Vm, value: &Value) -> bool {
    let native = value.native().unwrap_or(value);
    native.exact::<Dict>().is_none() && native.exact::<MappingProxy>().is_none() || !vm.has_special(value, N::len)
}

/// The place of `x`: before its equals, or after them.
fn place(vm: &mut Vm, args: [&Value; 5], after: bool) -> Res<i64> {
    let [sequence, x, low, high, key] = args;
    let mut low = if low.is_empty() { 0 } else { vm.index_i64(low, E::OverflowError)? };
    if low < 0 {
        return Err(vm.value_error("lo must be non-negative"));
    }
    let mut high = if high.is_empty() || high.is_none() {
        if !is_sequence(vm, sequence) {
            let name = vm.type_name(sequence);
            return Err(vm.type_error(format!("{name} is not a sequence")));
        }
        i64::try_from(vm.length(sequence)?).unwrap_or(i64::MAX)
    } else {
        vm.index_i64(high, E::OverflowError)?
    };
    if low < high && !vm.has_special(sequence, N::getitem) {
        let name = vm.type_name(sequence);
        return Err(vm.type_error(format!("'{name}' object does not support indexing")));
    }
    while low < high {
        let middle = low + (high - low) / 2;
        let mut item = vm.get_item(sequence, &int::from_i64(middle))?;
        if !key.is_empty() && !key.is_none() {
            item = vm.call(key, &[item])?;
        }
        let right = if after { !vm.less(x, &item)? } else { vm.less(&item, x)? };
        if right {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(low)
}

fn insert(vm: &mut Vm, args: [&Value; 5], after: bool) -> Res {
    let [sequence, x, low, high, key] = args;
    let wanted = if key.is_empty() || key.is_none() { x.clone() } else { vm.call(key, std::slice::from_ref(x))? };
    let at = place(vm, [sequence, &wanted, low, high, key], after)?;
    vm.call_method(sequence, "insert", &[int::from_i64(at), x.clone()])?;
    Ok(Value::NONE)
}

static FUNCTIONS: &[Decl] = natives![
    /// Return the index where to insert item x in list a, assuming a is sorted.
    "bisect_right(a, x, lo=0, hi=None, *, key=None)" |vm, [a, x, lo, hi, key]| {
        place(vm, [a, x, lo, hi, key], true).map(int::from_i64)
    };
    /// Return the index where to insert item x in list a, assuming a is sorted.
    "bisect_left(a, x, lo=0, hi=None, *, key=None)" |vm, [a, x, lo, hi, key]| {
        place(vm, [a, x, lo, hi, key], false).map(int::from_i64)
    };
    /// Insert item x in list a, and keep it sorted assuming a is sorted.
    "insort_right(a, x, lo=0, hi=None, *, key=None)" |vm, [a, x, lo, hi, key]| insert(vm, [a, x, lo, hi, key], true);
    /// Insert item x in list a, and keep it sorted assuming a is sorted.
    "insort_left(a, x, lo=0, hi=None, *, key=None)" |vm, [a, x, lo, hi, key]| insert(vm, [a, x, lo, hi, key], false);
];
