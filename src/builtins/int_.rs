//! `int` and `bool`.

use num_bigint::{BigInt, Sign};

use crate::heap::Value;
use crate::natives;
use crate::num::{float_ops, int_convert, int_ops, int_parse};
use crate::objects::{BigIntObject, Bytes, Str, int};
use crate::vm::types::GetSetDecl;
use crate::vm::{Decl, E, N, Res, T, Vm};

use super::family::{self, native};

pub fn install(vm: &mut Vm) -> Res<()> {
    let class = vm.type_object(T::Int);
    for table in [
        METHODS,
        family::COMPARE,
        family::ARITHMETIC,
        family::REFLECTED_ARITHMETIC,
        family::BITS,
        family::REFLECTED_BITS,
        family::UNARY,
        family::HASH,
    ] {
        vm.add_methods(&class, table)?;
    }
    vm.add_getsets(&class, FIELDS)?;
    let bool_class = vm.type_object(T::Bool);
    vm.add_methods(&bool_class, BOOL)
}

/// The int of a receiver.
fn receiver(vm: &mut Vm, this: &Value) -> Res<BigInt> {
    match int::to_big(this) {
        Some(number) => Ok(number),
        None => Err(family::wrong_receiver(vm, this, "int")),
    }
}

/// An int object of a parsed text.
fn parsed(parsed: int_parse::Parsed) -> Value {
    match parsed {
        int_parse::Parsed::Small(number) => int::from_i64(number),
        int_parse::Parsed::Big(number) => int::from_big(number),
    }
}

/// `int(value)` of a number, text or object that says what int it is.
fn convert(vm: &mut Vm, value: &Value) -> Res {
    if value.exact::<BigIntObject>().is_some() || value.as_int().is_some() {
        return Ok(value.clone());
    }
    if let Some(truth) = value.as_bool() {
        return Ok(Value::int32(i32::from(truth)));
    }
    if let Some(number) = value.as_float() {
        if let Some(small) = float_ops::to_i64(number.trunc()) {
            return Ok(int::from_i64(small));
        }
        let whole = float_ops::to_int(number);
        return vm.ok(whole).map(int::from_big);
    }
    let limit = vm.int_digit_limit;
    if let Some(text) = value.cast::<Str>() {
        let result = int_parse::parse(text.bytes(), 10, limit);
        return vm.ok(result).map(parsed);
    }
    if let Some(bytes) = value.cast::<Bytes>() {
        return parse_bytes(vm, value, bytes, 10);
    }
    for name in [N::int, N::index] {
        if let Some(result) = vm.call_special(value, name, &[])? {
            if int::is_int(&result) {
                return Ok(native(&result).clone());
            }
            let kind = vm.type_name(&result);
            let method = if name == N::int { "__int__" } else { "__index__" };
            return Err(vm.type_error(format!("{method} returned non-int (type {kind})")));
        }
    }
    if let Some(result) = vm.call_special(value, N::trunc, &[])? {
        return vm.index(&result);
    }
    let name = vm.type_name(value);
    Err(vm.type_error(format!("int() argument must be a string, a bytes-like object or a real number, not '{name}'")))
}

/// As of text; the error shows the bytes as such.
fn parse_bytes(vm: &mut Vm, value: &Value, bytes: &Bytes, base: u32) -> Res {
    let limit = vm.int_digit_limit;
    match int_parse::parse(bytes.data(), base, limit) {
        Ok(number) => Ok(parsed(number)),
        Err(error) if error.message.starts_with("invalid literal") => {
            let shown = vm.repr_bytes(native(value))?;
            let start = format!("invalid literal for int() with base {base}: ");
            Err(vm.raise_bytes(E::ValueError, &[start.as_bytes(), &shown].concat()))
        }
        Err(error) => Err(vm.raise_error(error)),
    }
}

fn with_base(vm: &mut Vm, value: &Value, base: &Value) -> Res {
    let base = vm.index_i64(base, E::OverflowError)?;
    let Some(base) = u32::try_from(base).ok().filter(|base| *base == 0 || (2..=36).contains(base)) else {
        return Err(vm.value_error("int() base must be >= 2 and <= 36, or 0"));
    };
    let limit = vm.int_digit_limit;
    if let Some(text) = value.cast::<Str>() {
        let result = int_parse::parse(text.bytes(), base, limit);
        return vm.ok(result).map(parsed);
    }
    if let Some(bytes) = value.cast::<Bytes>() {
        return parse_bytes(vm, value, bytes, base);
    }
    Err(vm.type_error("int() can't convert non-string with explicit base"))
}

fn byte_order(vm: &mut Vm, order: &Value) -> Res<int_convert::ByteOrder> {
    if order.is_empty() {
        return Ok(int_convert::ByteOrder::Big);
    }
    match vm.text_of(order, "byteorder")? {
        b"big" => Ok(int_convert::ByteOrder::Big),
        b"little" => Ok(int_convert::ByteOrder::Little),
        _ => Err(vm.value_error("byteorder must be either 'little' or 'big'")),
    }
}

static METHODS: &[Decl] = natives![
    "__new__(cls, x=0, /, base=10)" |vm, [cls, value, base]| {
        let made = match (value.is_empty(), base.is_empty()) {
            (true, true) => Value::int32(0),
            (true, false) => return Err(vm.type_error("int() missing string argument")),
            (false, true) => convert(vm, value)?,
            (false, false) => with_base(vm, value, base)?,
        };
        if vm.is_type_object(cls, T::Int) {
            return Ok(made);
        }
        vm.new_object(cls, Some(made))
    };
    "__repr__(self, /)" |vm, [this]| vm.repr(native(this));
    "__format__(self, format_spec, /)" |vm, [this, spec]| vm.format(native(this), spec);
    "__int__(self, /)" |vm, [this]| receiver(vm, this).map(int::from_big);
    "__index__(self, /)" |vm, [this]| receiver(vm, this).map(int::from_big);
    "__trunc__(self, /)" |vm, [this]| receiver(vm, this).map(int::from_big);
    "__floor__(self, /)" |vm, [this]| receiver(vm, this).map(int::from_big);
    "__ceil__(self, /)" |vm, [this]| receiver(vm, this).map(int::from_big);
    "conjugate(self, /)" |vm, [this]| receiver(vm, this).map(int::from_big);
    "__float__(self, /)" |vm, [this]| vm.to_float(native(this)).map(Value::float);
    "__abs__(self, /)" |vm, [this]| {
        let number = receiver(vm, this)?;
        Ok(int::from_big(if number.sign() == Sign::Minus { -number } else { number }))
    };
    "__invert__(self, /)" |vm, [this]| vm.unary(hoopsnake_syntax::ast::UnaryOp::Invert, native(this));
    "__round__(self, ndigits=None, /)" |vm, [this, digits]| {
        let number = receiver(vm, this)?;
        if digits.is_empty() || digits.is_none() {
            return Ok(int::from_big(number));
        }
        let digits = vm.index_i64(digits, E::OverflowError)?;
        match digits.checked_neg().and_then(|places| u64::try_from(places).ok()) {
            Some(places) if places > 0 => Ok(int::from_big(int_ops::round_places(&number, places))),
            _ => Ok(int::from_big(number)),
        }
    };
    "__getnewargs__(self, /)" |vm, [this]| {
        let number = receiver(vm, this)?;
        vm.tuple(vec![int::from_big(number)])
    };
    /// Number of bits necessary to represent self in binary.
    "bit_length(self, /)" |vm, [this]| {
        let number = receiver(vm, this)?;
        Ok(int::from_big(number.bits().into()))
    };
    /// Number of ones in the binary representation of the absolute value of self.
    "bit_count(self, /)" |vm, [this]| {
        let number = receiver(vm, this)?;
        Ok(int::from_big(int_ops::bit_count_big(&number).into()))
    };
    /// Return integer ratio.
    "as_integer_ratio(self, /)" |vm, [this]| {
        let number = receiver(vm, this)?;
        vm.tuple(vec![int::from_big(number), Value::int32(1)])
    };
    /// Return an array of bytes representing an integer.
    "to_bytes(self, /, length=1, byteorder='big', *, signed=False)" |vm, [this, length, order, signed]| {
        let number = receiver(vm, this)?;
        let length = if length.is_empty() { 1 } else { vm.index_i64(length, E::OverflowError)? };
        let Ok(length) = usize::try_from(length) else {
            return Err(vm.value_error("length argument must be non-negative"));
        };
        let order = byte_order(vm, order)?;
        let signed = !signed.is_empty() && vm.truth(signed)?;
        let result = int_convert::to_bytes(&number, length, order, signed);
        let data = vm.ok(result)?;
        crate::objects::str::new_bytes(&data).map_err(|_| vm.raise_memory())
    };
];

static FIELDS: &[GetSetDecl] = &[
    GetSetDecl { name: "real", get: |vm, this| receiver(vm, this).map(int::from_big), set: None },
    GetSetDecl { name: "imag", get: |_vm, _this| Ok(Value::int32(0)), set: None },
    GetSetDecl { name: "numerator", get: |vm, this| receiver(vm, this).map(int::from_big), set: None },
    GetSetDecl { name: "denominator", get: |_vm, _this| Ok(Value::int32(1)), set: None },
];

static BOOL: &[Decl] = natives![
    "__new__(cls, x=False, /)" |vm, [_cls, value]| {
        if value.is_empty() {
            return Ok(Value::FALSE);
        }
        vm.truth(value).map(Value::bool)
    };
    "__repr__(self, /)" |vm, [this]| vm.repr(this);
];
