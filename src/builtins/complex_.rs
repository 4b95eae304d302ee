//! `complex`.

use crate::heap::Value;
use crate::natives;
use crate::num::complex_ops::{self, Complex};
use crate::num::complex_text;
use crate::objects::complex::{new_complex, to_complex};
use crate::objects::{ComplexObject, Str, int};
use crate::vm::types::GetSetDecl;
use crate::vm::{Decl, N, Res, T, Vm};

use super::common::{check_class, read_only, wrong_receiver};
use super::family::{self, native};

/// Puts the methods into the type.
pub fn install(vm: &mut Vm) -> Res<()> {
    let class = vm.type_object(T::Complex);
    for table in
        [METHODS, family::COMPARE, family::ARITHMETIC, family::REFLECTED_ARITHMETIC, family::UNARY, family::HASH]
    {
        vm.add_methods(&class, table)?;
    }
    vm.add_getsets(&class, FIELDS)
}

fn receiver(vm: &mut Vm, this: &Value) -> Res<Complex> {
    match to_complex(this) {
        Some(number) => Ok(number),
        None => Err(wrong_receiver(vm, this, T::Complex)),
    }
}

/// What `__complex__` says of an object that is no complex number by itself.
fn by_method(vm: &mut Vm, value: &Value) -> Res<Option<Complex>> {
    let Some(result) = vm.call_special(value, N::complex, &[])? else { return Ok(None) };
    match to_complex(&result) {
        Some(number) => {
            if result.native().is_some() {
                vm.warn_subclass("__complex__", &result, "complex")?;
            }
            Ok(Some(number))
        }
        None => {
            let name = vm.type_name(&result);
            Err(vm.type_error(format!("__complex__ returned non-complex (type {name})")))
        }
    }
}

/// Whether a value is a number to the constructor.
fn is_number(vm: &mut Vm, value: &Value) -> bool {
    to_complex(value).is_some()
        || int::is_int(value)
        || int::to_f64(value).is_some()
        || [N::float, N::index].into_iter().any(|name| vm.has_special(value, name))
}

/// The number that a complex number or a real one is.
pub fn number(vm: &mut Vm, value: &Value) -> Res<Complex> {
    match to_complex(value) {
        Some(number) => Ok(number),
        None => vm.to_float(value).map(Complex::from),
    }
}

/// `complex(real, imag)`; either may be empty.
fn construct(vm: &mut Vm, real: &Value, imag: &Value) -> Res<Complex> {
    if let Some(text) = real.cast::<Str>() {
        if !imag.is_empty() {
            return Err(vm.type_error("complex() can't take second arg if first is a string"));
        }
        let parsed = complex_text::parse(text.bytes());
        return vm.ok(parsed);
    }
    if imag.cast::<Str>().is_some() {
        return Err(vm.type_error("complex() second arg can't be a string"));
    }
    let told = if real.is_empty() { None } else { by_method(vm, real)? };
    if told.is_none() && !real.is_empty() && !is_number(vm, real) {
        let name = vm.type_name(real);
        return Err(vm.type_error(format!("complex() first argument must be a string or a number, not '{name}'")));
    }
    if !imag.is_empty() && !is_number(vm, imag) {
        let name = vm.type_name(imag);
        return Err(vm.type_error(format!("complex() second argument must be a number, not '{name}'")));
    }
    let one = match told {
        Some(number) => number,
        None if real.is_empty() => Complex::from(0.0),
        None => number(vm, real)?,
    };
    if imag.is_empty() {
        return Ok(one);
    }
    // real + imag * j, part by part, so that the zeros of real numbers leave signs alone.
    let two = number(vm, imag)?;
    let is_complex = |value: &Value| to_complex(value).is_some();
    Ok(Complex {
        re: if is_complex(imag) { one.re - two.im } else { one.re },
        im: if told.is_some() || is_complex(real) { two.re + one.im } else { two.re },
    })
}

static METHODS: &[Decl] = natives![
    "__new__(cls, real=0, imag=0)" |vm, [class, real, imag]| {
        let exact = check_class(vm, class, T::Complex)?;
        if exact && imag.is_empty() && real.exact::<ComplexObject>().is_some() {
            return Ok(real.clone());
        }
        let made = new_complex(construct(vm, real, imag)?);
        if exact { Ok(made) } else { vm.new_object(class, Some(made)) }
    };
    "__repr__(self, /)" |vm, [this]| vm.repr(native(this));
    /// Convert to a string according to format_spec.
    "__format__(self, format_spec, /)" |vm, [this, spec]| vm.format(native(this), spec);
    /// Convert this value to exact type complex.
    "__complex__(self, /)" |vm, [this]| {
        if this.exact::<ComplexObject>().is_some() {
            return Ok(this.clone());
        }
        receiver(vm, this).map(new_complex)
    };
    "__abs__(self, /)" |vm, [this]| {
        let length = complex_ops::abs(receiver(vm, this)?);
        vm.ok(length).map(Value::float)
    };
    /// Return the complex conjugate of its argument. (3-4j).conjugate() == 3+4j.
    "conjugate(self, /)" |vm, [this]| {
        let number = receiver(vm, this)?;
        Ok(new_complex(Complex { im: -number.im, ..number }))
    };
    "__getnewargs__(self, /)" |vm, [this]| {
        let number = receiver(vm, this)?;
        vm.tuple(vec![Value::float(number.re), Value::float(number.im)])
    };
];

static FIELDS: &[GetSetDecl] = &[
    GetSetDecl { name: "real", get: |vm, this| receiver(vm, this).map(|it| Value::float(it.re)), set: Some(read_only) },
    GetSetDecl { name: "imag", get: |vm, this| receiver(vm, this).map(|it| Value::float(it.im)), set: Some(read_only) },
];
