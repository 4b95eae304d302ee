//! Between integers and floats: conversion, true division and comparison, all exact or rounded once.

use super::error::{Error, Result};
use super::float_hex::compose;
use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer;
use num_traits::{FromPrimitive, ToPrimitive, Zero};
use std::cmp::Ordering;

/// Integers up to this size are floats without rounding.
const EXACT: u64 = 1 << 53;

/// The top 64 bits, whether any lower one is set, and how many there are below.
fn top_bits(n: &BigUint) -> (u64, bool, u64) {
    let below = n.bits().saturating_sub(64);
    let top = (n >> below).to_u64().unwrap_or(0);
    let sticky = below > 0 && n.trailing_zeros().is_some_and(|zeros| zeros < below);
    (top, sticky, below)
}

/// `float(n)`, the nearest float, ties to even.
pub fn to_f64(n: &BigInt) -> Result<f64> {
    let (top, sticky, below) = top_bits(n.magnitude());
    let magnitude = compose(top, sticky, i64::try_from(below).unwrap_or(i64::MAX));
    if magnitude.is_infinite() {
        return Err(Error::overflow("int too large to convert to float"));
    }
    Ok(if n.sign() == Sign::Minus { -magnitude } else { magnitude })
}

/// `a / b`.
#[inline]
pub fn true_div_i64(a: i64, b: i64) -> Result<f64> {
    if b == 0 {
        return Err(Error::zero_division("division by zero"));
    }
    if a.unsigned_abs() <= EXACT && b.unsigned_abs() <= EXACT {
        return Ok(a as f64 / b as f64);
    }
    true_div(&a.into(), &b.into())
}

/// `a / b`, the float nearest to the exact quotient.
pub fn true_div(a: &BigInt, b: &BigInt) -> Result<f64> {
    if b.is_zero() {
        return Err(Error::zero_division("division by zero"));
    }
    let negative = (a.sign() == Sign::Minus) != (b.sign() == Sign::Minus);
    let signed = |magnitude: f64| if negative { -magnitude } else { magnitude };
    if a.is_zero() {
        // An integer zero has no sign, yet CPython divides small ones as floats: 0 / -1 is -0.0.
        return Ok(if b.sign() == Sign::Minus { -0.0 } else { 0.0 });
    }
    let too_large = || Error::overflow("integer division result too large for a float");
    let bits = |n: &BigInt| i64::try_from(n.bits()).unwrap_or(i64::MAX / 4);
    let difference = bits(a) - bits(b);
    if difference > 1024 {
        return Err(too_large());
    }
    if difference < -1080 {
        return Ok(signed(0.0));
    }
    // A quotient of 62 or 63 bits, with a sticky bit for what is left over.
    let shift = 62 - difference;
    let places = shift.unsigned_abs();
    let (top, bottom) = if shift >= 0 {
        (a.magnitude() << places, b.magnitude().clone())
    } else {
        (a.magnitude().clone(), b.magnitude() << places)
    };
    let (quotient, rest) = top.div_rem(&bottom);
    let magnitude = compose(quotient.to_u64().unwrap_or(u64::MAX), !rest.is_zero(), -shift);
    if magnitude.is_infinite() { Err(too_large()) } else { Ok(signed(magnitude)) }
}

/// The order of an integer and a float, exactly; `None` for a nan.
#[inline]
pub fn compare_i64(n: i64, v: f64) -> Option<Ordering> {
    if n.unsigned_abs() <= EXACT {
        return (n as f64).partial_cmp(&v);
    }
    if v.is_nan() {
        return None;
    }
    // 2^63 is a float and no i64.
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    if v >= LIMIT {
        return Some(Ordering::Less);
    }
    if v < -LIMIT {
        return Some(Ordering::Greater);
    }
    Some(n.cmp(&(v.trunc() as i64)).then_with(|| 0.0f64.total_cmp(&(v.fract() + 0.0))))
}

/// The order of an integer and a float, exactly; `None` for a nan.
pub fn compare(n: &BigInt, v: f64) -> Option<Ordering> {
    if v.is_nan() {
        return None;
    }
    if v.is_infinite() {
        return Some(if v > 0.0 { Ordering::Less } else { Ordering::Greater });
    }
    let whole = BigInt::from_f64(v.trunc())?;
    Some(n.cmp(&whole).then_with(|| 0.0f64.total_cmp(&(v.fract() + 0.0))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::float_repr::repr;
    use crate::text::oracle::{Random, agree, float, shown};

    fn order(found: Option<Ordering>) -> String {
        let bits = [Some(Ordering::Less), Some(Ordering::Equal), Some(Ordering::Greater)].map(|wanted| found == wanted);
        let [less, equal, greater] = bits.map(|bit| if bit { "True" } else { "False" });
        format!("({less}, {equal}, {greater})")
    }

    #[test]
    fn agrees_with_python() {
        let mut random = Random(71);
        let mut cases = Vec::new();
        for round in 0..20_000 {
            let most = if round % 4 == 0 { 2400 } else { 200 };
            let (a, b) = (random.integer(most), random.integer(most));
            cases.push((format!("({a}) / ({b})"), shown(true_div(&a, &b), repr)));
            cases.push((format!("float({a})"), shown(to_f64(&a), repr)));
            // Numbers half-way between two floats, and one off them.
            let half = (random.integer(60) * 2 + 1) << random.below(60);
            let near: BigInt = half + (random.below(3) as i64 - 1);
            cases.push((format!("float({near})"), shown(to_f64(&near), repr)));
            let (m, n) = (random.next() as i64 >> random.below(64), random.next() as i64 >> random.below(64));
            cases.push((format!("({m}) / ({n})"), shown(true_div_i64(m, n), repr)));
            let v = if round % 2 == 0 { random.float() } else { to_f64(&near).unwrap_or(0.0) };
            let x = float(v);
            cases.push((format!("(({near}) < {x}, ({near}) == {x}, ({near}) > {x})"), order(compare(&near, v))));
            let v = if round % 2 == 0 { random.float() } else { m as f64 + (random.below(3) as f64 - 1.0) / 2.0 };
            let x = float(v);
            cases.push((format!("(({m}) < {x}, ({m}) == {x}, ({m}) > {x})"), order(compare_i64(m, v))));
        }
        agree(cases);
        assert_eq!(compare_i64(i64::MAX, f64::NAN), None);
        assert_eq!(compare_i64(i64::MAX, 9_223_372_036_854_775_808.0), Some(Ordering::Less));
        assert_eq!(compare_i64(i64::MIN, -9_223_372_036_854_775_808.0), Some(Ordering::Equal));
    }

    #[test]
    fn small_results_round_once() {
        let cases = (1000..1140).map(|power| {
            let bottom = BigInt::from(7) << power;
            (format!("12345 / (7 << {power})"), shown(true_div(&12345.into(), &bottom), repr))
        });
        agree(cases.collect());
    }
}
