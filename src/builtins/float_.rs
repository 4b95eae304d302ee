//! `float`.

use crate::heap::Value;
use crate::natives;
use crate::num::{float_hex, float_ops, float_parse};
use crate::objects::{Bytes, Str, int};
use crate::vm::types::GetSetDecl;
use crate::vm::{Decl, E, Res, T, Vm};

use super::family::{self, native};

pub fn install(vm: &mut Vm) -> Res<()> {
    let class = vm.type_object(T::Float);
    for table in
        [METHODS, family::COMPARE, family::ARITHMETIC, family::REFLECTED_ARITHMETIC, family::UNARY, family::HASH]
    {
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

fn parse(vm: &mut Vm, text: &[u8], value: &Value) -> Res<f64> {
    match float_parse::parse(text) {
        Some(number) => Ok(number),
        None => {
            let shown = vm.repr_bytes(native(value))?;
            Err(vm.raise_bytes(E::ValueError, &[b"could not convert string to float: ", &shown[..]].concat()))
        }
    }
}

fn convert(vm: &mut Vm, value: &Value) -> Res<f64> {
    if let Some(text) = value.cast::<Str>() {
        return parse(vm, text.bytes(), value);
    }
    if let Some(bytes) = value.cast::<Bytes>() {
        return parse(vm, bytes.data(), value);
    }
    match vm.to_float(value) {
        Err(raised) if vm.raised_is(E::TypeError) && !int::is_int(value) => {
            let known = vm.special(value, crate::vm::N::float).is_some();
            if known {
                return Err(raised);
            }
            drop(vm.take_raised(raised));
            let name = vm.type_name(value);
            Err(vm.type_error(format!("float() argument must be a string or a real number, not '{name}'")))
        }
        result => result,
    }
}

fn whole(vm: &mut Vm, number: f64) -> Res {
    let result = float_ops::to_int(number);
    vm.ok(result).map(int::from_big)
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
        whole(vm, number)
    };
    "__trunc__(self, /)" |vm, [this]| {
        let number = receiver(vm, this)?;
        whole(vm, number)
    };
    "__floor__(self, /)" |vm, [this]| {
        let number = receiver(vm, this)?;
        whole(vm, number.floor())
    };
    "__ceil__(self, /)" |vm, [this]| {
        let number = receiver(vm, this)?;
        whole(vm, number.ceil())
    };
    "__round__(self, ndigits=None, /)" |vm, [this, digits]| {
        let number = receiver(vm, this)?;
        if digits.is_empty() || digits.is_none() {
            return whole(vm, float_ops::round_half_even(number));
        }
        let digits = vm.index_i64(digits, E::OverflowError)?;
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
    "__getnewargs__(self, /)" |vm, [this]| {
        let number = receiver(vm, this)?;
        vm.tuple(vec![Value::float(number)])
    };
];

static FIELDS: &[GetSetDecl] = &[
    GetSetDecl { name: "real", get: |vm, this| receiver(vm, this).map(Value::float), set: None },
    GetSetDecl { name: "imag", get: |_vm, _this| Ok(Value::float(0.0)), set: None },
];
