//! Special methods that many builtin types share: each delegates to the machine's protocol on the builtin layout, so
//! that `int.__add__(1, 2)` or `super().__getitem__(key)` do what the operator does.

use hoopsnake_syntax::ast::{BinOp, CmpOp, UnaryOp};

use crate::heap::Value;
use crate::natives;
use crate::objects::bytearray::bytes_of;
use crate::objects::memory::buffer_of;
use crate::objects::{int, quick};
use crate::vm::{Decl, Raised, Res, Vm};

/// The builtin object of a receiver, which may be an instance of a subclass.
pub fn native(this: &Value) -> &Value {
    this.native().unwrap_or(this)
}

/// A method was called on something of another type.
#[cold]
pub fn wrong_receiver(vm: &mut Vm, this: &Value, wanted: &str) -> Raised {
    let name = vm.type_name(this);
    vm.type_error(format!("descriptor requires a '{wanted}' object but received a '{name}'"))
}

/// A binary operation for a special method: NotImplemented where the operator has no meaning for the operands.
pub fn binary(vm: &mut Vm, op: BinOp, a: &Value, b: &Value) -> Res {
    let result = vm.binary(op, native(a), native(b));
    Ok(vm.catch_unsupported(result)?.unwrap_or(Value::NOT_IMPLEMENTED))
}

/// As `binary`, for the method of `this`, which is the left operand unless `reflected`.
fn operator(vm: &mut Vm, op: BinOp, this: &Value, other: &Value, reflected: bool) -> Res {
    if !quick::knows(native(this), native(other)) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    if reflected { binary(vm, op, other, this) } else { binary(vm, op, this, other) }
}

/// `divmod` of `this` and `other`, or the other way round.
fn divmod(vm: &mut Vm, this: &Value, other: &Value, reflected: bool) -> Res {
    if !quick::knows(native(this), native(other)) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (a, b) = if reflected { (other, this) } else { (this, other) };
    let result = vm.divmod(native(a), native(b));
    Ok(vm.catch_unsupported(result)?.unwrap_or(Value::NOT_IMPLEMENTED))
}

/// `pow` of `this` and `other`, or the other way round.
fn power(vm: &mut Vm, this: &Value, other: &Value, modulus: &Value, reflected: bool) -> Res {
    if modulus.is_empty() || modulus.is_none() {
        return operator(vm, BinOp::Pow, this, other, reflected);
    }
    if native(this).as_float().is_none() && !quick::knows(native(this), native(other))
        || (int::is_int(this) && !int::is_int(modulus))
    {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (a, b) = if reflected { (other, this) } else { (this, other) };
    vm.pow_mod(native(a), native(b), native(modulus))
}

/// A sequence repeated.
pub fn repeated(vm: &mut Vm, this: &Value, times: &Value) -> Res {
    let times = vm.index(times)?;
    vm.binary(BinOp::Mul, native(this), &times)
}

/// A sequence with another of its kind behind it.
fn concatenated(vm: &mut Vm, this: &Value, value: &Value) -> Res {
    let (one, other) = (native(this), native(value));
    let both_bytes = bytes_of(one).is_some() && buffer_of(other).is_some();
    if vm.type_of(one).is(&vm.type_of(other)) || both_bytes {
        return vm.binary(BinOp::Add, one, other);
    }
    let (kind, given) = (vm.type_name(one), vm.type_name(value));
    Err(vm.type_error(match kind.as_str() {
        "bytes" | "bytearray" => format!("can't concat {given} to {}", vm.type_name(this)),
        _ => format!("can only concatenate {kind} (not \"{given}\") to {kind}"),
    }))
}

macro_rules! comparisons {
    ($($signature:literal $op:ident;)*) => {
        natives![$(
            $signature |vm, [this, value]| {
                if !quick::knows(native(this), native(value)) {
                    return Ok(Value::NOT_IMPLEMENTED);
                }
                vm.native_compare(CmpOp::$op, native(this), value)
            };
        )*]
    };
}

/// The six rich comparisons.
pub static COMPARE: &[Decl] = comparisons! {
    "__eq__(self, value, /)" Eq;
    "__ne__(self, value, /)" NotEq;
    "__lt__(self, value, /)" Lt;
    "__le__(self, value, /)" LtE;
    "__gt__(self, value, /)" Gt;
    "__ge__(self, value, /)" GtE;
};

macro_rules! operators {
    ($($signature:literal $op:ident;)*) => {
        natives![$(
            $signature |vm, [this, value]| operator(vm, BinOp::$op, this, value, false);
        )*]
    };
}

macro_rules! reflected {
    ($($signature:literal $op:ident;)*) => {
        natives![$(
            $signature |vm, [this, value]| operator(vm, BinOp::$op, this, value, true);
        )*]
    };
}

/// Arithmetic of numbers.
pub static ARITHMETIC: &[Decl] = operators! {
    "__add__(self, value, /)" Add;
    "__sub__(self, value, /)" Sub;
    "__mul__(self, value, /)" Mul;
    "__truediv__(self, value, /)" Div;
};

/// Reflected arithmetic of numbers.
pub static REFLECTED_ARITHMETIC: &[Decl] = reflected! {
    "__radd__(self, value, /)" Add;
    "__rsub__(self, value, /)" Sub;
    "__rmul__(self, value, /)" Mul;
    "__rtruediv__(self, value, /)" Div;
};

/// Division with a whole quotient.
pub static WHOLE_DIVISION: &[Decl] = natives![
    "__floordiv__(self, value, /)" |vm, [this, value]| operator(vm, BinOp::FloorDiv, this, value, false);
    "__rfloordiv__(self, value, /)" |vm, [this, value]| operator(vm, BinOp::FloorDiv, this, value, true);
    "__mod__(self, value, /)" |vm, [this, value]| operator(vm, BinOp::Mod, this, value, false);
    "__rmod__(self, value, /)" |vm, [this, value]| operator(vm, BinOp::Mod, this, value, true);
    "__divmod__(self, value, /)" |vm, [this, value]| divmod(vm, this, value, false);
    "__rdivmod__(self, value, /)" |vm, [this, value]| divmod(vm, this, value, true);
];

/// Bit operations of ints.
pub static BITS: &[Decl] = operators! {
    "__and__(self, value, /)" BitAnd;
    "__or__(self, value, /)" BitOr;
    "__xor__(self, value, /)" BitXor;
    "__lshift__(self, value, /)" LShift;
    "__rshift__(self, value, /)" RShift;
};

/// Reflected bit operations of ints.
pub static REFLECTED_BITS: &[Decl] = reflected! {
    "__rand__(self, value, /)" BitAnd;
    "__ror__(self, value, /)" BitOr;
    "__rxor__(self, value, /)" BitXor;
    "__rlshift__(self, value, /)" LShift;
    "__rrshift__(self, value, /)" RShift;
};

/// Unary operations, truth and powers of numbers.
pub static UNARY: &[Decl] = natives![
    "__neg__(self, /)" |vm, [this]| vm.unary(UnaryOp::Minus, native(this));
    "__pos__(self, /)" |vm, [this]| vm.unary(UnaryOp::Plus, native(this));
    "__bool__(self, /)" |vm, [this]| vm.truth(native(this)).map(Value::bool);
    "__pow__(self, value, mod=None, /)" |vm, [this, value, modulus]| power(vm, this, value, modulus, false);
    "__rpow__(self, value, mod=None, /)" |vm, [this, value, modulus]| power(vm, this, value, modulus, true);
];

/// Length, items and iteration of sequences.
pub static SEQUENCE: &[Decl] = natives![
    "__len__(self, /)" |vm, [this]| vm.length(native(this)).map(int::from_usize);
    "__getitem__(self, key, /)" |vm, [this, key]| vm.get_item(native(this), key);
    "__contains__(self, key, /)" |vm, [this, key]| vm.contains(native(this), key).map(Value::bool);
    "__iter__(self, /)" |vm, [this]| vm.iter(native(this));
    "__repr__(self, /)" |vm, [this]| vm.repr(native(this));
    "__add__(self, value, /)" |vm, [this, value]| concatenated(vm, this, value);
    "__mul__(self, value, /)" |vm, [this, value]| repeated(vm, this, value);
    "__rmul__(self, value, /)" |vm, [this, value]| repeated(vm, this, value);
];

/// Length, look-up and iteration of sets and mappings.
pub static COLLECTION: &[Decl] = natives![
    "__len__(self, /)" |vm, [this]| vm.length(native(this)).map(int::from_usize);
    "__contains__(self, key, /)" |vm, [this, key]| vm.contains(native(this), key).map(Value::bool);
    "__iter__(self, /)" |vm, [this]| vm.iter(native(this));
    "__repr__(self, /)" |vm, [this]| vm.repr(native(this));
];

/// Changing items.
pub static MUTABLE_ITEMS: &[Decl] = natives![
    "__setitem__(self, key, value, /)" |vm, [this, key, value]| {
        vm.set_item(native(this), key, value.clone())?;
        Ok(Value::NONE)
    };
    "__delitem__(self, key, /)" |vm, [this, key]| {
        vm.del_item(native(this), key)?;
        Ok(Value::NONE)
    };
];

/// `__hash__`
pub static HASH: &[Decl] = natives![
    "__hash__(self, /)" |vm, [this]| vm.hash(native(this)).map(int::from_i64);
];

/// Set operations.
pub static SET_OPERATORS: &[Decl] = operators! {
    "__and__(self, value, /)" BitAnd;
    "__or__(self, value, /)" BitOr;
    "__xor__(self, value, /)" BitXor;
    "__sub__(self, value, /)" Sub;
};

/// Reflected set operations.
pub static REFLECTED_SET_OPERATORS: &[Decl] = reflected! {
    "__rand__(self, value, /)" BitAnd;
    "__ror__(self, value, /)" BitOr;
    "__rxor__(self, value, /)" BitXor;
    "__rsub__(self, value, /)" Sub;
};

impl Vm {
    /// A TypeError about unsupported operands becomes `None`.
    pub fn catch_unsupported(&mut self, result: Res) -> Res<Option<Value>> {
        match result {
            Err(raised) if self.raised_is(crate::vm::E::TypeError) => {
                drop(self.take_raised(raised));
                Ok(None)
            }
            Err(raised) => Err(raised),
            Ok(value) => Ok(Some(value)),
        }
    }
}
