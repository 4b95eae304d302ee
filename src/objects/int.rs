//! Integers beyond 62 bits, and the one way from a Rust number to an int object.

use num_bigint::BigInt;
use num_traits::ToPrimitive;

use crate::heap::kind::{Payload, Visitor};
use crate::heap::{Value, alloc};

/// An int that does not fit 62 bits (never one that does).
pub struct BigIntObject(pub BigInt);

impl Payload for BigIntObject {
    fn trace<V: Visitor>(&self, _: &mut V) {}

    fn buffer_bytes(&self) -> usize {
        self.0.bits().div_ceil(64) as usize * 8
    }
}

impl Drop for BigIntObject {
    fn drop(&mut self) {
        alloc::account_buffer(self.buffer_bytes(), 0);
    }
}

/// A box of a big integer, its digits accounted for.
pub fn boxed(number: BigInt) -> Value {
    let object = BigIntObject(number);
    alloc::account_buffer(0, object.buffer_bytes());
    alloc::new(object)
}

/// An int object.
#[inline]
pub fn from_i64(number: i64) -> Value {
    match Value::inline_int(number) {
        Some(value) => value,
        None => boxed(BigInt::from(number)),
    }
}

/// An int object in the narrowest form.
pub fn from_big(number: BigInt) -> Value {
    match number.to_i64().and_then(Value::inline_int) {
        Some(value) => value,
        None => boxed(number),
    }
}

pub fn from_usize(number: usize) -> Value {
    match i64::try_from(number) {
        Ok(number) => from_i64(number),
        Err(_) => from_big(BigInt::from(number)),
    }
}

/// The int (also `True`, `False` and instances of subclasses of int) as a big integer.
pub fn to_big(value: &Value) -> Option<BigInt> {
    if let Some(number) = to_i64(value) {
        return Some(BigInt::from(number));
    }
    value.cast::<BigIntObject>().map(|big| big.0.clone())
}

/// The int (also bools and instances of subclasses of int), if it fits.
#[inline]
pub fn to_i64(value: &Value) -> Option<i64> {
    if let Some(number) = value.as_int() {
        return Some(number);
    }
    if let Some(truth) = value.as_bool() {
        return Some(i64::from(truth));
    }
    if let Some(native) = value.native() {
        return to_i64(native);
    }
    value.exact::<BigIntObject>().and_then(|big| big.0.to_i64())
}

/// Whether the value is an int or a bool itself, and no instance of a class that may have its own ideas of numbers.
pub fn is_plain_int(value: &Value) -> bool {
    is_int(value) && value.native().is_none()
}

/// Whether the value is an int, a bool or an instance of a subclass of int.
pub fn is_int(value: &Value) -> bool {
    value.as_int().is_some()
        || value.as_bool().is_some()
        || value.exact::<BigIntObject>().is_some()
        || value.native().is_some_and(is_int)
}

/// The float of a float or an instance of a subclass of float (not an int).
#[inline]
pub fn to_f64(value: &Value) -> Option<f64> {
    match value.as_float() {
        Some(number) => Some(number),
        None => value.native().and_then(Value::as_float),
    }
}
