//! Equality and hashing of values that need no Python code: numbers, strings, bytes, singletons, and tuples of them.

use std::cmp::Ordering;

use num_bigint::BigInt;

use crate::heap::{Num, Tag, Value};
use crate::num::complex_ops::Complex;
use crate::num::{hash, int_float};

use super::complex::ComplexObject;
use super::int::BigIntObject;
use super::list::Tuple;
use super::str::{Bytes, Str};

/// How deep tuples are looked into before the machine, which counts its recursion, must do it.
const DEPTH: u32 = 20;

/// `a == b`, if that can be told without running Python code.
#[inline]
pub fn equal(a: &Value, b: &Value) -> Option<bool> {
    if let (Some(a), Some(b)) = (a.as_int(), b.as_int()) {
        return Some(a == b);
    }
    if let (Some(one), Some(two)) = (a.exact::<Str>(), b.exact::<Str>()) {
        return Some(same_text(one, two));
    }
    if let (Some(one), Some(two)) = (a.exact::<Tuple>(), b.exact::<Tuple>()) {
        return equal_tuples(one, two, DEPTH);
    }
    equal_at(a, b, DEPTH)
}

fn equal_tuples(one: &Tuple, two: &Tuple, depth: u32) -> Option<bool> {
    if one.len() != two.len() {
        return Some(false);
    }
    if depth == 0 {
        return None;
    }
    for (x, y) in one.elements().iter().zip(two.elements()) {
        if !x.same_word(y) && !x.is(y) && !equal_at(x, y, depth - 1)? {
            return Some(false);
        }
    }
    Some(true)
}

fn equal_at(a: &Value, b: &Value, depth: u32) -> Option<bool> {
    if let (Some(a), Some(b)) = (a.as_inline_int(), b.as_inline_int()) {
        return Some(a == b);
    }
    if let (Some(one), Some(two)) = (a.exact::<Str>(), b.exact::<Str>()) {
        return Some(same_text(one, two));
    }
    if let (Some(one), Some(two)) = (a.exact::<Tuple>(), b.exact::<Tuple>()) {
        return equal_tuples(one, two, depth);
    }
    if let (Some(one), Some(two)) = (a.exact::<Bytes>(), b.exact::<Bytes>()) {
        return Some(one.data() == two.data());
    }
    match (class(a)?, class(b)?) {
        (Class::Number, Class::Number) => Some(compare_numbers(a, b) == Some(Ordering::Equal)),
        (Class::Single, Class::Single) => Some(a.is(b)),
        _ => Some(false),
    }
}

/// Whether two strings have the same text.
#[inline]
pub fn same_text(a: &Str, b: &Str) -> bool {
    a.len() == b.len() && (std::ptr::eq(a, b) || (a.bytes().first() == b.bytes().first() && a.bytes() == b.bytes()))
}

enum Class {
    Number,
    Text,
    Single,
}

/// Types whose `==` with any other of these types is known.
fn class(value: &Value) -> Option<Class> {
    match value.tag() {
        Tag::Int | Tag::Float | Tag::Bool => Some(Class::Number),
        Tag::None | Tag::NotImplemented | Tag::Ellipsis => Some(Class::Single),
        Tag::Empty => None,
        Tag::Object => {
            if value.exact::<BigIntObject>().is_some() {
                Some(Class::Number)
            } else if value.exact::<Str>().is_some()
                || value.exact::<Bytes>().is_some()
                || value.exact::<Tuple>().is_some()
            {
                Some(Class::Text)
            } else {
                None
            }
        }
    }
}

/// Any exact number: int of every width, float, bool.
enum Number<'a> {
    Int(i64),
    Float(f64),
    Big(&'a BigInt),
}

fn number(value: &Value) -> Option<Number<'_>> {
    match value.num() {
        Some(Num::Int(int)) => Some(Number::Int(int)),
        Some(Num::Float(float)) => Some(Number::Float(float)),
        None => match value.as_bool() {
            Some(truth) => Some(Number::Int(i64::from(truth))),
            None => value.exact::<BigIntObject>().map(|big| Number::Big(&big.0)),
        },
    }
}

/// The place of a number's type in the tower: int (and bool), float, complex.
fn rank(value: &Value) -> Option<u8> {
    match number(value) {
        Some(Number::Float(_)) => Some(1),
        Some(Number::Int(_) | Number::Big(_)) => Some(0),
        None => value.exact::<ComplexObject>().map(|_| 2),
    }
}

/// Whether the special methods of a number take the other operand: those of an int only ints, of a float both, of a complex
/// number all three. True for what is no number.
pub fn knows(this: &Value, other: &Value) -> bool {
    rank(this).is_none_or(|own| rank(other).is_some_and(|other| other <= own))
}

/// Exact comparison of two exact numbers; `None` if one is no number or NaN.
pub fn compare_numbers(a: &Value, b: &Value) -> Option<Ordering> {
    match (number(a)?, number(b)?) {
        (Number::Int(a), Number::Int(b)) => Some(a.cmp(&b)),
        (Number::Float(a), Number::Float(b)) => a.partial_cmp(&b),
        (Number::Int(a), Number::Float(b)) => int_float::compare_i64(a, b),
        (Number::Float(a), Number::Int(b)) => int_float::compare_i64(b, a).map(Ordering::reverse),
        (Number::Big(a), Number::Big(b)) => Some(a.cmp(b)),
        (Number::Big(a), Number::Int(b)) => Some(a.cmp(&BigInt::from(b))),
        (Number::Int(a), Number::Big(b)) => Some(BigInt::from(a).cmp(b)),
        (Number::Big(a), Number::Float(b)) => int_float::compare(a, b),
        (Number::Float(a), Number::Big(b)) => int_float::compare(b, a).map(Ordering::reverse),
    }
}

/// Whether a complex number equals another exact number of any type; `None` if neither is complex, or one is no number.
pub fn equal_complex(a: &Value, b: &Value) -> Option<bool> {
    match (a.exact::<ComplexObject>(), b.exact::<ComplexObject>()) {
        (Some(one), Some(two)) => Some(one.0 == two.0),
        (Some(one), None) => equal_real(one.0, b),
        (None, Some(two)) => equal_real(two.0, a),
        (None, None) => None,
    }
}

fn equal_real(complex: Complex, real: &Value) -> Option<bool> {
    number(real)?;
    let same = compare_numbers(&Value::float(complex.re), real) == Some(Ordering::Equal);
    Some(same && complex.im == 0.0)
}

/// Whether both are exact numbers.
pub fn are_numbers(a: &Value, b: &Value) -> bool {
    number(a).is_some() && number(b).is_some()
}

/// `hash(value)`, if that can be told without running Python code.
#[inline(always)]
pub fn hash(value: &Value, key: hash::HashKey) -> Option<i64> {
    if let Some(int) = value.as_inline_int() {
        return Some(hash::hash_i64(int));
    }
    if let Some(string) = value.exact::<Str>() {
        return Some(string.hash(key));
    }
    hash_other(value, key)
}

#[inline(never)]
fn hash_other(value: &Value, key: hash::HashKey) -> Option<i64> {
    match value.exact::<Tuple>() {
        Some(tuple) => hash_tuple(tuple, key, DEPTH),
        None => hash_at(value, key, DEPTH),
    }
}

fn hash_tuple(tuple: &Tuple, key: hash::HashKey, depth: u32) -> Option<i64> {
    if depth == 0 {
        return None;
    }
    let mut hasher = hash::TupleHasher::new();
    for item in tuple.elements() {
        hasher.add(match item.as_inline_int() {
            Some(int) => hash::hash_i64(int),
            None => hash_at(item, key, depth - 1)?,
        });
    }
    Some(hasher.finish())
}

/// `hash` of a complex number; a nan in it counts by the object's address.
fn hash_complex(value: &Value, number: Complex) -> i64 {
    let part = |part| hash::hash_f64(part).unwrap_or_else(|| hash::hash_address(value.id() as u64));
    hash::hash_complex(part(number.re), part(number.im))
}

fn hash_at(value: &Value, key: hash::HashKey, depth: u32) -> Option<i64> {
    if let Some(int) = value.as_inline_int() {
        return Some(hash::hash_i64(int));
    }
    match value.tag() {
        Tag::Int => value.as_int().map(hash::hash_i64),
        Tag::Float => value.as_float().and_then(hash::hash_f64).or_else(|| Some(hash::hash_address(value.id() as u64))),
        Tag::Bool => value.as_bool().map(i64::from),
        Tag::None | Tag::NotImplemented | Tag::Ellipsis => Some(hash::hash_address(value.id() as u64)),
        Tag::Empty => None,
        Tag::Object => {
            if let Some(string) = value.exact::<Str>() {
                Some(string.hash(key))
            } else if let Some(tuple) = value.exact::<Tuple>() {
                hash_tuple(tuple, key, depth)
            } else if let Some(big) = value.exact::<BigIntObject>() {
                Some(hash::hash_bigint(&big.0))
            } else if let Some(complex) = value.exact::<ComplexObject>() {
                Some(hash_complex(value, complex.0))
            } else {
                value.exact::<Bytes>().map(|bytes| bytes.hash(key))
            }
        }
    }
}
