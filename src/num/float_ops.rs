//! Arithmetic of floats where Python's differs from the machine's.

use super::digits::fixed;
use super::error::{Error, Result};
use super::float_hex::parts;
use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{FromPrimitive, ToPrimitive, Zero};

/// `a / b`.
pub fn true_div(a: f64, b: f64) -> Result<f64> {
    if b == 0.0 { Err(Error::zero_division("float division by zero")) } else { Ok(a / b) }
}

/// The quotient and remainder for `b` other than zero: the remainder has the sign of `b`.
fn div_mod(a: f64, b: f64) -> (f64, f64) {
    let mut rest = a % b;
    let mut quotient = (a - rest) / b;
    if rest != 0.0 {
        if (b < 0.0) != (rest < 0.0) {
            rest += b;
            quotient -= 1.0;
        }
    } else {
        rest = 0.0f64.copysign(b);
    }
    let floor = if quotient != 0.0 {
        // The quotient is nearly a whole number: rounding may have put it on either side.
        let floor = quotient.floor();
        if quotient - floor > 0.5 { floor + 1.0 } else { floor }
    } else {
        0.0f64.copysign(a / b)
    };
    (floor, rest)
}

/// `a // b`.
pub fn floor_div(a: f64, b: f64) -> Result<f64> {
    if b == 0.0 { Err(Error::zero_division("float floor division by zero")) } else { Ok(div_mod(a, b).0) }
}

/// `a % b`.
pub fn modulo(a: f64, b: f64) -> Result<f64> {
    if b == 0.0 { Err(Error::zero_division("float modulo")) } else { Ok(div_mod(a, b).1) }
}

/// `divmod(a, b)`.
pub fn divmod(a: f64, b: f64) -> Result<(f64, f64)> {
    if b == 0.0 { Err(Error::zero_division("float divmod()")) } else { Ok(div_mod(a, b)) }
}

/// What a power of floats is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Power {
    /// A float.
    Float(f64),
    /// A complex number, for a negative base and a fractional exponent: the caller's concern.
    Complex,
}

/// `a ** b`.
pub fn pow(a: f64, b: f64) -> Result<Power> {
    if a == 0.0 && b < 0.0 && b.is_finite() {
        return Err(Error::zero_division("0.0 cannot be raised to a negative power"));
    }
    if a < 0.0 && a.is_finite() && b.is_finite() && b != b.floor() {
        return Ok(Power::Complex);
    }
    // The C library's special cases are those of IEEE 754, and Python's are the same.
    let power = a.powf(b);
    if power.is_infinite() && a.is_finite() && b.is_finite() {
        return Err(Error::range());
    }
    Ok(Power::Float(power))
}

/// `v.is_integer()`.
pub fn is_integer(v: f64) -> bool {
    v.is_finite() && v == v.floor()
}

/// `round(v)` as a float: the nearest whole number, ties to even.
pub fn round_half_even(v: f64) -> f64 {
    v.round_ties_even()
}

/// `round(v, places)`.
pub fn round_places(v: f64, places: i64) -> Result<f64> {
    // Past these bounds every digit is kept, or none is.
    if !v.is_finite() || v == 0.0 || places > 323 {
        return Ok(v);
    }
    if places < -308 {
        return Ok(0.0f64.copysign(v));
    }
    let magnitude = if places >= 0 {
        let exact = fixed(v, places as usize);
        let power = exact.point - exact.digits.len() as i64;
        let text = format!("{}e{power}", String::from_utf8(exact.digits).unwrap_or_default());
        text.parse().unwrap_or(v.abs())
    } else {
        round_whole_places(v.abs(), places.unsigned_abs() as u32)
    };
    if magnitude.is_infinite() {
        return Err(Error::overflow("rounded value too large to represent"));
    }
    Ok(magnitude.copysign(v))
}

/// A positive float rounded to a multiple of `10**places`, ties to even.
fn round_whole_places(v: f64, places: u32) -> f64 {
    let whole = BigInt::from_f64(v.trunc()).unwrap_or_default();
    let unit = BigInt::from(10).pow(places);
    let (mut quotient, rest) = whole.div_rem(&unit);
    let doubled: BigInt = rest * 2;
    let above = doubled > unit || (doubled == unit && (v.fract() != 0.0 || quotient.is_odd()));
    if above {
        quotient += 1;
    }
    if quotient.is_zero() {
        return 0.0;
    }
    format!("{quotient}e{places}").parse().unwrap_or(f64::INFINITY)
}

/// `math.frexp(v)`: the fraction, at least a half and under one, and the exponent.
pub fn frexp(v: f64) -> (f64, i64) {
    if v == 0.0 || !v.is_finite() {
        return (v, 0);
    }
    let (mantissa, exponent) = parts(v);
    let bits = i64::from(64 - mantissa.leading_zeros());
    (super::float_hex::ldexp(mantissa as f64, -bits).copysign(v), exponent + bits)
}

/// `int(v)`: the whole part.
pub fn to_int(v: f64) -> Result<BigInt> {
    if v.is_nan() {
        return Err(Error::value("cannot convert float NaN to integer"));
    }
    BigInt::from_f64(v.trunc()).ok_or_else(|| Error::overflow("cannot convert float infinity to integer"))
}

/// `int(v)` when it fits in 64 bits.
pub fn to_i64(v: f64) -> Option<i64> {
    v.trunc().to_i64()
}

/// The Euclidean norm, as good as correctly rounded: the squares are summed with their rounding errors.
pub fn norm(coordinates: &[f64]) -> f64 {
    let largest = coordinates.iter().fold(0.0, |largest: f64, x| largest.max(x.abs()));
    if coordinates.iter().any(|x| x.is_infinite()) {
        return f64::INFINITY;
    }
    if coordinates.iter().any(|x| x.is_nan()) {
        return f64::NAN;
    }
    if largest == 0.0 {
        return 0.0;
    }
    // Scaling by a power of two is exact; subnormal numbers need two steps.
    let exponent = libm::ilogb(largest);
    let scaled = |x: f64| libm::ldexp(x, -exponent);
    let (mut sum, mut error) = (0.0f64, 0.0f64);
    for &x in coordinates {
        let x = scaled(x);
        let square = x * x;
        error += x.mul_add(x, -square);
        let next = sum + square;
        error += if sum > square { (sum - next) + square } else { (square - next) + sum };
        sum = next;
    }
    let root = (sum + error).sqrt();
    // One step of Newton's method with the exact residue.
    let residue = (-root).mul_add(root, sum) + error;
    libm::ldexp(root + residue / (2.0 * root), exponent)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::float_repr::repr;
    use crate::text::oracle::{Random, agree, float, shown};

    #[test]
    fn arithmetic_agrees_with_python() {
        let mut random = Random(51);
        let mut cases = Vec::new();
        for _ in 0..20_000 {
            let (a, b) = (random.float(), random.float());
            let (x, y) = (float(a), float(b));
            cases.push((format!("{x} / {y}"), shown(true_div(a, b), repr)));
            cases.push((format!("{x} // {y}"), shown(floor_div(a, b), repr)));
            cases.push((format!("{x} % {y}"), shown(modulo(a, b), repr)));
            let both = shown(divmod(a, b), |(q, r)| format!("({}, {})", repr(q), repr(r)));
            cases.push((format!("divmod({x}, {y})"), both));
            let power = match pow(a, b) {
                Ok(Power::Complex) => "'complex'".to_owned(),
                other => shown(other, |p| if let Power::Float(v) = p { repr(v) } else { String::new() }),
            };
            // A complex power may overflow by itself: only its being complex is asked.
            let python =
                format!("'complex' if 0 > {x} > -math.inf and abs({y}) < math.inf and {y} % 1 else {x} ** {y}");
            cases.push((python, power));
            cases.push((format!("math.frexp({x})"), format!("({}, {})", repr(frexp(a).0), frexp(a).1)));
            cases.push((format!("int({x})"), shown(to_int(a), |n| n.to_string())));
            cases.push((format!("{x}.is_integer()"), if is_integer(a) { "True" } else { "False" }.to_owned()));
        }
        agree(cases);
    }

    #[test]
    fn rounding_agrees_with_python() {
        let mut random = Random(52);
        let mut cases = Vec::new();
        for round in 0..40_000 {
            let v = random.float();
            let places = if round % 5 == 0 { random.below(700) as i64 - 350 } else { random.below(30) as i64 - 12 };
            cases.push((format!("round({}, {places})", float(v)), shown(round_places(v, places), repr)));
        }
        for (v, places) in [(2.675, 2), (0.5, 0), (2.5, 0), (25.0, -1), (35.0, -1), (1.7e308, -308), (5e22, -23)] {
            cases.push((format!("round({}, {places})", float(v)), shown(round_places(v, places), repr)));
        }
        agree(cases);
    }
}
