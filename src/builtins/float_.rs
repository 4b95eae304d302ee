//! `float`.

use crate::heap::Value;
use crate::natives;
use crate::num::{float_hex, float_ops, float_parse};
use crate::objects::{Str, int};
use crate::vm::types::GetSetDecl;
use crate::vm::{Decl, E, N, Res, T, Vm};

use super::common::clamped;
use super::family::{self, native};
use super::int_::truncated;
use super::text_args;

pub fn install(vm: &mut Vm) -> Res<()> {
    let class = vm.type_object(T::Float);
    for table in [
        METHODS,
        family::COMPARE,
        family::ARITHMETIC,
        family::REFLECTED_ARITHMETIC,
        family::UNARY,
        family::WHOLE_DIVISION,
        family::HASH,
    ] {
        vm.add_methods(&class, table)?;
    }
    vm.add_getsets(&class, FIELDS)
}

fn receiver(vm: &mut Vm, this: &Value) -> Res<f64> {
    match int::to_f64(this) {
        Some(number) => Ok(number),
        None => Err(family::wrong_receiver(vm, this, "float")),
    }
}

/// The number that a text stands for; `value` is shown in the error.
fn parse(vm: &mut Vm, text: &[u8], value: &Value) -> Res<f64> {
    match float_parse::parse(text) {
        Some(number) => Ok(number),
        None => {
            let shown = vm.repr_bytes(native(value))?;
            Err(vm.raise_bytes(E::ValueError, &[b"could not convert string to float: ", &shown[..]].concat()))
        }
    }
}

/// `float(value)`: text, or what a number or `__float__` says.
fn convert(vm: &mut Vm, value: &Value) -> Res<f64> {
    if let Some(text) = value.exact::<Str>() {
        return parse(vm, text.bytes(), value);
    }
    let known = [N::float, N::index].into_iter().any(|name| vm.has_special(value, name));
    if known {
        return vm.to_float(value);
    }
    if let Some(text) = value.cast::<Str>() {
        return parse(vm, text.bytes(), value);
    }
    if let Some(bytes) = vm.buffer_if_whole(value) {
        return parse(vm, &bytes, value);
    }
    let name = vm.type_name(value);
    Err(vm.type_error(format!("float() argument must be a string or a real number, not '{name}'")))
}

static METHODS: &[Decl] = natives![
    "__new__(cls, x=0, /)" |vm, [cls, value]| {
        let number = if value.is_empty() { 0.0 } else { convert(vm, value)? };
        if vm.is_type_object(cls, T::Float) {
            return Ok(if value.as_float().is_some() { value.clone() } else { Value::float(number) });
        }
        vm.new_object(cls, Some(Value::float(number)))
    };
    "__repr__(self, /)" |vm, [this]| vm.repr(native(this));
    "__format__(self, format_spec, /)" |vm, [this, spec]| vm.format(native(this), spec);
    "__float__(self, /)" |vm, [this]| receiver(vm, this).map(Value::float);
    "conjugate(self, /)" |vm, [this]| receiver(vm, this).map(Value::float);
    "__abs__(self, /)" |vm, [this]| receiver(vm, this).map(|number| Value::float(number.abs()));
    "__int__(self, /)" |vm, [this]| {
        let number = receiver(vm, this)?;
        truncated(vm, number)
    };
    "__trunc__(self, /)" |vm, [this]| {
        let number = receiver(vm, this)?;
        truncated(vm, number)
    };
    "__floor__(self, /)" |vm, [this]| {
        let number = receiver(vm, this)?;
        truncated(vm, number.floor())
    };
    "__ceil__(self, /)" |vm, [this]| {
        let number = receiver(vm, this)?;
        truncated(vm, number.ceil())
    };
    "__round__(self, ndigits=None, /)" |vm, [this, digits]| {
        let number = receiver(vm, this)?;
        if digits.is_empty() || digits.is_none() {
            return truncated(vm, float_ops::round_half_even(number));
        }
        let digits = clamped(&vm.index(digits)?);
        let result = float_ops::round_places(number, digits);
        vm.ok(result).map(Value::float)
    };
    /// Return True if the float is an integer.
    "is_integer(self, /)" |vm, [this]| receiver(vm, this).map(|number| Value::bool(float_ops::is_integer(number)));
    /// Return integer ratio.
    "as_integer_ratio(self, /)" |vm, [this]| {
        let number = receiver(vm, this)?;
        let result = float_hex::as_integer_ratio(number);
        let (numerator, denominator) = vm.ok(result)?;
        vm.tuple(vec![int::from_big(numerator), int::from_big(denominator)])
    };
    /// Return a hexadecimal representation of a floating-point number.
    "hex(self, /)" |vm, [this]| {
        let number = receiver(vm, this)?;
        Ok(vm.str(&float_hex::to_hex(number)))
    };
    /// Create a floating-point number from a hexadecimal string.
    ///
    /// >>> float.fromhex('0x1.ffffp10')
    /// 2047.984375
    /// >>> float.fromhex('-0x1p-1074')
    /// -5e-324
    "fromhex(cls, string, /)" |vm, [cls, string]| {
        let Some(text) = string.cast::<Str>() else {
            return Err(vm.type_error("bad argument type for built-in operation"));
        };
        let number = float_hex::from_hex(text.bytes());
        let number = vm.ok(number).map(Value::float)?;
        if vm.is_type_object(cls, T::Float) { Ok(number) } else { vm.call(cls, &[number]) }
    };
    /// The format of floating-point numbers in memory; typestr is 'double' or 'float'.
    "__getformat__(cls, typestr, /)" |vm, [_cls, kind]| match kind.cast::<Str>().map(Str::bytes) {
        Some(b"double" | b"float") => {
            let order = if cfg!(target_endian = "big") { "big" } else { "little" };
            Ok(vm.str(&format!("IEEE, {order}-endian")))
        }
        Some(_) => Err(vm.value_error("__getformat__() argument 1 must be 'double' or 'float'")),
        None => {
            let given = text_args::shown_type(vm, kind);
            Err(vm.type_error(format!("__getformat__() argument must be str, not {given}")))
        }
    };
    "__getnewargs__(self, /)" |vm, [this]| {
        let number = receiver(vm, this)?;
        vm.tuple(vec![Value::float(number)])
    };
];

static FIELDS: &[GetSetDecl] = &[
    GetSetDecl { name: "real", get: |vm, this| receiver(vm, this).map(Value::float), set: None },
    GetSetDecl { name: "imag", get: |_vm, _this| Ok(Value::float(0.0)), set: None },
];
