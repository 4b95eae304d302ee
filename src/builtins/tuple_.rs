//! Methods of `tuple`.

use hoopsnake_syntax::ast::{BinOp, CmpOp};

use crate::heap::Value;
use crate::heap::tail::new_tail;
use crate::natives;
use crate::objects::{Tuple, int};
use crate::vm::{Decl, Res, T, Vm};

use super::common::{check_class, compare, memory, native, receiver, same_or_equal, search_bound, sequence_binary};
use super::family::repeated;

fn tuple_of<'a>(vm: &mut Vm, this: &'a Value) -> Res<&'a Tuple> {
    receiver(vm, this, T::Tuple)
}

/// `tuple(iterable)` of a class.
fn new(vm: &mut Vm, class: &Value, iterable: &Value) -> Res {
    let exact = check_class(vm, class, T::Tuple)?;
    if exact && iterable.exact::<Tuple>().is_some() {
        return Ok(iterable.clone());
    }
    let items = if iterable.is_empty() { Vec::new() } else { vm.collect(iterable)? };
    if exact {
        return vm.tuple(items);
    }
    let len = items.len();
    let wrapped = memory(vm, new_tail::<(), Value>((), len, items.into_iter()))?;
    vm.new_object(class, Some(wrapped))
}

/// Methods of `tuple`.
pub static METHODS: &[Decl] = natives![
    /// Create and return a new object.
    "__new__(cls, iterable=(), /)" |vm, [class, iterable]| new(vm, class, iterable);
    /// Return first index of value.
    ///
    /// Raises ValueError if the value is not present.
    "index(self, value, start=0, stop=9223372036854775807, /)" |vm, [this, value, start, stop]| {
        let tuple = tuple_of(vm, this)?;
        let start = search_bound(vm, start, 0, tuple.len())?;
        let stop = search_bound(vm, stop, i64::MAX, tuple.len())?;
        for (at, item) in tuple.elements().iter().enumerate().take(stop).skip(start) {
            if same_or_equal(vm, item, value)? {
                return Ok(int::from_usize(at));
            }
        }
        Err(vm.value_error("tuple.index(x): x not in tuple"))
    };
    /// Return number of occurrences of value.
    "count(self, value, /)" |vm, [this, value]| {
        let mut count = 0;
        for item in tuple_of(vm, this)?.elements() {
            count += usize::from(same_or_equal(vm, item, value)?);
        }
        Ok(int::from_usize(count))
    };
    /// Return len(self).
    "__len__(self, /)" |vm, [this]| Ok(int::from_usize(tuple_of(vm, this)?.len()));
    /// Return self[key].
    "__getitem__(self, key, /)" |vm, [this, key]| vm.get_item(native(this), key);
    /// Return key in self.
    "__contains__(self, key, /)" |vm, [this, key]| Ok(Value::bool(vm.contains(native(this), key)?));
    /// Implement iter(self).
    "__iter__(self, /)" |vm, [this]| vm.iter(native(this));
    /// Return self+value.
    "__add__(self, value, /)" |vm, [this, value]| sequence_binary(vm, BinOp::Add, this, value);
    /// Return self*value.
    "__mul__(self, value, /)" |vm, [this, value]| repeated(vm, this, value);
    /// Return value*self.
    "__rmul__(self, value, /)" |vm, [this, value]| repeated(vm, this, value);
    /// Return repr(self).
    "__repr__(self, /)" |vm, [this]| vm.repr(native(this));
    /// Return hash(self).
    "__hash__(self, /)" |vm, [this]| Ok(int::from_i64(vm.hash(native(this))?));
    /// Return self==value.
    "__eq__(self, value, /)" |vm, [this, value]| compare(vm, CmpOp::Eq, this, value, T::Tuple);
    /// Return self!=value.
    "__ne__(self, value, /)" |vm, [this, value]| compare(vm, CmpOp::NotEq, this, value, T::Tuple);
    /// Return self<value.
    "__lt__(self, value, /)" |vm, [this, value]| compare(vm, CmpOp::Lt, this, value, T::Tuple);
    /// Return self<=value.
    "__le__(self, value, /)" |vm, [this, value]| compare(vm, CmpOp::LtE, this, value, T::Tuple);
    /// Return self>value.
    "__gt__(self, value, /)" |vm, [this, value]| compare(vm, CmpOp::Gt, this, value, T::Tuple);
    /// Return self>=value.
    "__ge__(self, value, /)" |vm, [this, value]| compare(vm, CmpOp::GtE, this, value, T::Tuple);
    /// Arguments for copying.
    "__getnewargs__(self, /)" |vm, [this]| {
        let items = tuple_of(vm, this)?.elements().to_vec();
        let copy = vm.tuple(items)?;
        vm.tuple(vec![copy])
    };
];

/// Adds the methods to the type.
pub fn install(vm: &mut Vm) -> Res<()> {
    let class = vm.type_object(T::Tuple);
    vm.add_methods(&class, METHODS)
}
