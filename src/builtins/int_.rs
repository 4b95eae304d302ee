//! `int` and `bool`.

use hoopsnake_syntax::ast::BinOp;
use num_bigint::{BigInt, Sign};

use crate::heap::Value;
use crate::natives;
use crate::num::{float_ops, int_convert, int_ops, int_parse};
use crate::objects::bytearray::bytes_of;
use crate::objects::{BigIntObject, Bytes, Str, int};
use crate::text::repr;
use crate::vm::types::GetSetDecl;
use crate::vm::{Decl, E, N, Res, T, Vm};

use super::common::clamped;
use super::family::{self, native};
use super::{bytes_, text_args};

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
        family::WHOLE_DIVISION,
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

/// What a method for conversion to int gave.
fn converted(vm: &mut Vm, result: &Value, method: &str) -> Res {
    if int::is_int(result) {
        if result.as_bool().is_some() || result.native().is_some() {
            vm.warn_subclass(method, result, "int")?;
        }
        return vm.index(result);
    }
    let kind = vm.type_name(result);
    Err(vm.type_error(format!("{method} returned non-int (type {kind})")))
}

/// `int(value)` of a number, text or object that says what int it is.
fn convert(vm: &mut Vm, value: &Value) -> Res {
    if value.exact::<BigIntObject>().is_some() || value.as_int().is_some() {
        return Ok(value.handed_over());
    }
    if let Some(number) = value.as_float() {
        return truncated(vm, number);
    }
    let limit = vm.int_digit_limit;
    if let Some(text) = value.exact::<Str>() {
        let result = int_parse::parse(text.bytes(), 10, limit);
        return vm.ok(result).map(parsed);
    }
    if let Some(result) = vm.call_special(value, N::int, &[])? {
        return converted(vm, &result, "__int__");
    }
    if vm.has_special(value, N::index) {
        return vm.index(value);
    }
    if vm.has_special(value, N::trunc) {
        vm.warn(E::DeprecationWarning, "The delegation of int() to __trunc__ is deprecated.")?;
        let result = vm.call_special(value, N::trunc, &[])?.unwrap_or_default();
        if int::is_int(&result) || vm.has_special(&result, N::index) {
            return vm.index(&result);
        }
        let kind = vm.type_name(&result);
        return Err(vm.type_error(format!("__trunc__ returned non-Integral (type {kind})")));
    }
    if let Some(text) = value.cast::<Str>() {
        let result = int_parse::parse(text.bytes(), 10, limit);
        return vm.ok(result).map(parsed);
    }
    if let Some(bytes) = vm.buffer_if_whole(value) {
        return parse_bytes(vm, &bytes, 10);
    }
    let name = vm.type_name(value);
    Err(vm.type_error(format!("int() argument must be a string, a bytes-like object or a real number, not '{name}'")))
}

/// The whole part of a float.
pub fn truncated(vm: &mut Vm, number: f64) -> Res {
    if let Some(small) = float_ops::to_i64(number) {
        return Ok(int::from_i64(small));
    }
    let whole = float_ops::to_int(number);
    vm.ok(whole).map(int::from_big)
}

/// As of text; the error shows the bytes as such.
fn parse_bytes(vm: &mut Vm, bytes: &[u8], base: u32) -> Res {
    let limit = vm.int_digit_limit;
    match int_parse::parse(bytes, base, limit) {
        Ok(number) => Ok(parsed(number)),
        Err(error) if error.message.starts_with("invalid literal") => {
            let shown = repr::repr_bytes(bytes);
            let start = format!("invalid literal for int() with base {base}: ");
            Err(vm.raise_bytes(E::ValueError, &[start.as_bytes(), &shown].concat()))
        }
        Err(error) => Err(vm.raise_error(error)),
    }
}

fn with_base(vm: &mut Vm, value: &Value, base: &Value) -> Res {
    let base = clamped(&vm.index(base)?);
    let Some(base) = u32::try_from(base).ok().filter(|base| *base == 0 || (2..=36).contains(base)) else {
        return Err(vm.value_error("int() base must be >= 2 and <= 36, or 0"));
    };
    let limit = vm.int_digit_limit;
    if let Some(text) = value.cast::<Str>() {
        let result = int_parse::parse(text.bytes(), base, limit);
        return vm.ok(result).map(parsed);
    }
    if let Some(bytes) = bytes_of(value) {
        return parse_bytes(vm, &bytes, base);
    }
    Err(vm.type_error("int() can't convert non-string with explicit base"))
}

fn byte_order(vm: &mut Vm, order: &Value, function: &str) -> Res<int_convert::ByteOrder> {
    if order.is_empty() {
        return Ok(int_convert::ByteOrder::Big);
    }
    match vm.text_of(order, &format!("{function}() argument 'byteorder'"))? {
        b"big" => Ok(int_convert::ByteOrder::Big),
        b"little" => Ok(int_convert::ByteOrder::Little),
        _ => Err(vm.value_error("byteorder must be either 'little' or 'big'")),
    }
}

/// The receiver itself, as an exact int.
fn itself(vm: &mut Vm, this: &Value) -> Res {
    if int::is_int(this) { vm.index(this) } else { Err(family::wrong_receiver(vm, this, "int")) }
}

/// Something read out of a receiver: by one function if it is small, by the other if not.
fn facts(vm: &mut Vm, this: &Value, small: fn(i64) -> u32, large: fn(&BigInt) -> u64) -> Res {
    if let Some(number) = int::to_i64(this) {
        return Ok(int::from_i64(small(number).into()));
    }
    match this.cast::<BigIntObject>() {
        Some(big) => Ok(int::from_big(large(&big.0).into())),
        None => Err(family::wrong_receiver(vm, this, "int")),
    }
}

fn decimal(vm: &mut Vm, this: &Value) -> Res {
    let number = itself(vm, this)?;
    vm.repr(&number)
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
    "__repr__(self, /)" |vm, [this]| decimal(vm, this);
    "__format__(self, format_spec, /)" |vm, [this, spec]| vm.format(native(this), spec);
    "__int__(self, /)" |vm, [this]| itself(vm, this);
    "__index__(self, /)" |vm, [this]| itself(vm, this);
    "__trunc__(self, /)" |vm, [this]| itself(vm, this);
    "__floor__(self, /)" |vm, [this]| itself(vm, this);
    "__ceil__(self, /)" |vm, [this]| itself(vm, this);
    /// Returns self, the complex conjugate of any int.
    "conjugate(self, /)" |vm, [this]| itself(vm, this);
    "__float__(self, /)" |vm, [this]| vm.to_float(native(this)).map(Value::float);
    "__abs__(self, /)" |vm, [this]| {
        if let Some(number) = int::to_i64(this).and_then(i64::checked_abs) {
            return Ok(int::from_i64(number));
        }
        let number = receiver(vm, this)?;
        Ok(int::from_big(if number.sign() == Sign::Minus { -number } else { number }))
    };
    "__invert__(self, /)" |vm, [this]| vm.unary(hoopsnake_syntax::ast::UnaryOp::Invert, native(this));
    "__round__(self, ndigits=None, /)" |vm, [this, digits]| {
        if digits.is_empty() {
            return itself(vm, this);
        }
        let digits = clamped(&vm.index(digits)?);
        match u64::try_from(digits.saturating_neg()) {
            Ok(places) if places > 0 => {
                let number = receiver(vm, this)?;
                Ok(int::from_big(int_ops::round_places(&number, places)))
            }
            _ => itself(vm, this),
        }
    };
    "__getnewargs__(self, /)" |vm, [this]| {
        let number = itself(vm, this)?;
        vm.tuple(vec![number])
    };
    /// Number of bits necessary to represent self in binary.
    ///
    /// >>> bin(37)
    /// '0b100101'
    /// >>> (37).bit_length()
    /// 6
    "bit_length(self, /)" |vm, [this]| facts(vm, this, int_ops::bit_length, BigInt::bits);
    /// Number of ones in the binary representation of the absolute value of self.
    ///
    /// Also known as the population count.
    ///
    /// >>> bin(13)
    /// '0b1101'
    /// >>> (13).bit_count()
    /// 3
    "bit_count(self, /)" |vm, [this]| facts(vm, this, int_ops::bit_count, int_ops::bit_count_big);
    /// Return integer ratio.
    "as_integer_ratio(self, /)" |vm, [this]| {
        let number = itself(vm, this)?;
        vm.tuple(vec![number, Value::int32(1)])
    };
    /// Return an array of bytes representing an integer.
    "to_bytes(self, /, length=1, byteorder='big', *, signed=False)" |vm, [this, length, order, signed]| {
        let number = receiver(vm, this)?;
        let length = if length.is_empty() { 1 } else { vm.index_i64(length, E::OverflowError)? };
        let Ok(length) = usize::try_from(length) else {
            return Err(vm.value_error("length argument must be non-negative"));
        };
        let order = byte_order(vm, order, "to_bytes")?;
        text_args::room(vm, length)?;
        let signed = !signed.is_empty() && vm.truth(signed)?;
        let result = int_convert::to_bytes(&number, length, order, signed);
        let data = vm.ok(result)?;
        bytes_::make(vm, &data)
    };
    /// Return the integer represented by the given array of bytes.
    "from_bytes(cls, /, bytes, byteorder='big', *, signed=False)" |vm, [cls, bytes, order, signed]| {
        let order = byte_order(vm, order, "from_bytes")?;
        let bytes = bytes_::from_object(vm, bytes)?;
        let signed = !signed.is_empty() && vm.truth(signed)?;
        let data = bytes.cast::<Bytes>().map(Bytes::data).unwrap_or_default();
        let number = int::from_big(int_convert::from_bytes(data, order, signed));
        if vm.is_type_object(cls, T::Int) { Ok(number) } else { vm.call(cls, &[number]) }
    };
];

static FIELDS: &[GetSetDecl] = &[
    GetSetDecl { name: "real", get: itself, set: None },
    GetSetDecl { name: "imag", get: |_vm, _this| Ok(Value::int32(0)), set: None },
    GetSetDecl { name: "numerator", get: itself, set: None },
    GetSetDecl { name: "denominator", get: |_vm, _this| Ok(Value::int32(1)), set: None },
];

/// A bit operation of two bools, of which any other int makes one of ints.
fn logic(vm: &mut Vm, op: BinOp, this: &Value, other: &Value) -> Res {
    if !int::is_int(other) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    vm.binary(op, this, native(other))
}

static BOOL: &[Decl] = natives![
    "__new__(cls, x=False, /)" |vm, [_cls, value]| {
        if value.is_empty() {
            return Ok(Value::FALSE);
        }
        vm.truth(value).map(Value::bool)
    };
    "__repr__(self, /)" |vm, [this]| vm.repr(this);
    "__and__(self, value, /)" |vm, [this, value]| logic(vm, BinOp::BitAnd, this, value);
    "__or__(self, value, /)" |vm, [this, value]| logic(vm, BinOp::BitOr, this, value);
    "__xor__(self, value, /)" |vm, [this, value]| logic(vm, BinOp::BitXor, this, value);
    "__rand__(self, value, /)" |vm, [this, value]| logic(vm, BinOp::BitAnd, this, value);
    "__ror__(self, value, /)" |vm, [this, value]| logic(vm, BinOp::BitOr, this, value);
    "__rxor__(self, value, /)" |vm, [this, value]| logic(vm, BinOp::BitXor, this, value);
];
