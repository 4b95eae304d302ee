//! Special methods that many builtin types share: each delegates to the machine's protocol on the builtin layout, so
//! that `int.__add__(1, 2)` or `super().__getitem__(key)` do what the operator does.

use hoopsnake_syntax::ast::{BinOp, CmpOp, UnaryOp};

use crate::heap::Value;
use crate::natives;
use crate::objects::int;
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

macro_rules! comparisons {
    ($($signature:literal $op:ident;)*) => {
        natives![$(
            $signature |vm, [this, value]| vm.native_compare(CmpOp::$op, native(this), value);
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
            $signature |vm, [this, value]| binary(vm, BinOp::$op, this, value);
        )*]
    };
}

macro_rules! reflected {
    ($($signature:literal $op:ident;)*) => {
        natives![$(
            $signature |vm, [this, value]| binary(vm, BinOp::$op, value, this);
        )*]
    };
}

/// Arithmetic of numbers.
pub static ARITHMETIC: &[Decl] = operators! {
    "__add__(self, value, /)" Add;
    "__sub__(self, value, /)" Sub;
    "__mul__(self, value, /)" Mul;
    "__truediv__(self, value, /)" Div;
    "__floordiv__(self, value, /)" FloorDiv;
    "__mod__(self, value, /)" Mod;
};

/// Reflected arithmetic of numbers.
pub static REFLECTED_ARITHMETIC: &[Decl] = reflected! {
    "__radd__(self, value, /)" Add;
    "__rsub__(self, value, /)" Sub;
    "__rmul__(self, value, /)" Mul;
    "__rtruediv__(self, value, /)" Div;
    "__rfloordiv__(self, value, /)" FloorDiv;
    "__rmod__(self, value, /)" Mod;
    "__rpow__(self, value, mod=None, /)" Pow;
};

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

/// Unary operations and conversions of numbers.
pub static UNARY: &[Decl] = natives![
    "__neg__(self, /)" |vm, [this]| vm.unary(UnaryOp::Minus, native(this));
    "__pos__(self, /)" |vm, [this]| vm.unary(UnaryOp::Plus, native(this));
    "__bool__(self, /)" |vm, [this]| vm.truth(native(this)).map(Value::bool);
    "__divmod__(self, value, /)" |vm, [this, value]| {
        let result = vm.divmod(native(this), native(value));
        Ok(vm.catch_unsupported(result)?.unwrap_or(Value::NOT_IMPLEMENTED))
    };
    "__rdivmod__(self, value, /)" |vm, [this, value]| {
        let result = vm.divmod(native(value), native(this));
        Ok(vm.catch_unsupported(result)?.unwrap_or(Value::NOT_IMPLEMENTED))
    };
    "__pow__(self, value, mod=None, /)" |vm, [this, value, modulus]| {
        if modulus.is_empty() || modulus.is_none() {
            return binary(vm, BinOp::Pow, this, value);
        }
        // The machine asks this method for what it cannot do itself.
        let number = |value: &Value| int::is_int(value) || int::to_f64(value).is_some();
        if !number(value) || !number(modulus) {
            return Ok(Value::NOT_IMPLEMENTED);
        }
        if ![this, value, modulus].into_iter().all(int::is_int) {
            return Err(vm.type_error("pow() 3rd argument not allowed unless all arguments are integers"));
        }
        vm.pow_mod(native(this), native(value), native(modulus))
    };
];

/// Length, items and iteration of sequences.
pub static SEQUENCE: &[Decl] = natives![
    "__len__(self, /)" |vm, [this]| vm.length(native(this)).map(int::from_usize);
    "__getitem__(self, key, /)" |vm, [this, key]| vm.get_item(native(this), key);
    "__contains__(self, key, /)" |vm, [this, key]| vm.contains(native(this), key).map(Value::bool);
    "__iter__(self, /)" |vm, [this]| vm.iter(native(this));
    "__repr__(self, /)" |vm, [this]| vm.repr(native(this));
    "__add__(self, value, /)" |vm, [this, value]| vm.binary(BinOp::Add, native(this), native(value));
    "__mul__(self, value, /)" |vm, [this, value]| vm.binary(BinOp::Mul, native(this), native(value));
    "__rmul__(self, value, /)" |vm, [this, value]| vm.binary(BinOp::Mul, native(this), native(value));
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
