//! Arithmetic of integers with Python's signs and errors: on `i64` with `None` for what does not fit, and on
//! `BigInt`.
//!
//! Operations whose result could be far larger than their operands take the most bits it may have, and refuse
//! with a `MemoryError` before they allocate.

use super::error::{Error, Result};
use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

/// The error of `//` and `divmod` by zero.
pub fn division_by_zero() -> Error {
    Error::zero_division("integer division or modulo by zero")
}

/// The error of `%` by zero.
pub fn modulo_by_zero() -> Error {
    Error::zero_division("integer modulo by zero")
}

/// `a // b`; `None` when `b` is zero or the result does not fit.
#[inline]
pub fn checked_floor_div(a: i64, b: i64) -> Option<i64> {
    let quotient = a.checked_div(b)?;
    Some(if a % b != 0 && (a < 0) != (b < 0) { quotient - 1 } else { quotient })
}

/// `a % b`; `None` when `b` is zero.
#[inline]
pub fn checked_modulo(a: i64, b: i64) -> Option<i64> {
    if b == -1 {
        return Some(0);
    }
    let rest = a.checked_rem(b)?;
    Some(if rest != 0 && (rest < 0) != (b < 0) { rest + b } else { rest })
}

/// `divmod(a, b)`; `None` when `b` is zero or the quotient does not fit.
#[inline]
pub fn checked_divmod(a: i64, b: i64) -> Option<(i64, i64)> {
    Some((checked_floor_div(a, b)?, checked_modulo(a, b)?))
}

/// `a ** exponent`; `None` when the result does not fit.
pub fn checked_pow(a: i64, exponent: u64) -> Option<i64> {
    match a {
        0 | 1 => Some(if exponent == 0 { 1 } else { a }),
        -1 => Some(if exponent & 1 == 0 { 1 } else { -1 }),
        _ => a.checked_pow(u32::try_from(exponent).ok()?),
    }
}

/// `a << places`; `None` when the result does not fit.
#[inline]
pub fn checked_shl(a: i64, places: u64) -> Option<i64> {
    if a == 0 {
        return Some(0);
    }
    let places = u32::try_from(places).ok().filter(|&places| places < 64)?;
    let shifted = a << places;
    (shifted >> places == a).then_some(shifted)
}

/// `a >> places`.
#[inline]
pub fn shr_i64(a: i64, places: u64) -> i64 {
    a >> places.min(63)
}

/// `pow(base, exponent, modulus)` for small numbers, with every case of the large one.
pub fn mod_pow_i64(base: i64, exponent: i64, modulus: i64) -> Result<i64> {
    if exponent < 0 || modulus <= 0 {
        let power = mod_pow(&base.into(), &exponent.into(), &modulus.into())?;
        // The result is smaller than the modulus.
        return Ok(power.to_i64().unwrap_or_default());
    }
    let wide = modulus as u128;
    let mut square = base.rem_euclid(modulus) as u128;
    let mut power = 1 % wide;
    let mut left = exponent;
    while left > 0 {
        if left & 1 == 1 {
            power = power * square % wide;
        }
        square = square * square % wide;
        left >>= 1;
    }
    Ok(power as i64)
}

/// `a // b`.
pub fn floor_div(a: &BigInt, b: &BigInt) -> Result<BigInt> {
    if b.is_zero() { Err(division_by_zero()) } else { Ok(a.div_floor(b)) }
}

/// `a % b`.
pub fn modulo(a: &BigInt, b: &BigInt) -> Result<BigInt> {
    if b.is_zero() { Err(modulo_by_zero()) } else { Ok(a.mod_floor(b)) }
}

/// `divmod(a, b)`.
pub fn divmod(a: &BigInt, b: &BigInt) -> Result<(BigInt, BigInt)> {
    if b.is_zero() { Err(division_by_zero()) } else { Ok(a.div_mod_floor(b)) }
}

fn fits(bits: Option<u64>, max_bits: u64) -> Result<()> {
    if bits.is_some_and(|bits| bits <= max_bits) { Ok(()) } else { Err(Error::memory()) }
}

/// `a * b`, of at most `max_bits`.
pub fn mul(a: &BigInt, b: &BigInt, max_bits: u64) -> Result<BigInt> {
    // The product has this many bits or one fewer.
    fits(a.bits().checked_add(b.bits()), max_bits)?;
    Ok(a * b)
}

/// `a ** exponent` for an exponent that is not negative, of at most `max_bits`.
pub fn pow(a: &BigInt, exponent: &BigInt, max_bits: u64) -> Result<BigInt> {
    if exponent.is_zero() || a.is_one() {
        return Ok(BigInt::one());
    }
    if a.is_zero() {
        return Ok(BigInt::zero());
    }
    if a.magnitude().is_one() {
        return Ok(if exponent.is_even() { BigInt::one() } else { a.clone() });
    }
    let exponent = exponent.to_u32().ok_or_else(Error::memory)?;
    // A base of n bits has at least 2^(n - 1), whose power alone can be too large.
    let least = a.bits().saturating_sub(1).checked_mul(u64::from(exponent)).and_then(|bits| bits.checked_add(1));
    fits(least, max_bits)?;
    Ok(a.pow(exponent))
}

/// `pow(base, exponent, modulus)`.
pub fn mod_pow(base: &BigInt, exponent: &BigInt, modulus: &BigInt) -> Result<BigInt> {
    if modulus.is_zero() {
        return Err(Error::value("pow() 3rd argument cannot be 0"));
    }
    let positive = modulus.abs();
    if positive.is_one() {
        return Ok(BigInt::zero());
    }
    let mut base = base.mod_floor(&positive);
    let mut exponent = exponent.clone();
    if exponent.is_negative() {
        base = invert(&base, &positive)?;
        exponent = -exponent;
    }
    let power = base.modpow(&exponent, &positive);
    Ok(if modulus.is_negative() && !power.is_zero() { power + modulus } else { power })
}

/// The number that times `a` is one modulo the (positive) modulus.
fn invert(a: &BigInt, modulus: &BigInt) -> Result<BigInt> {
    let common = a.extended_gcd(modulus);
    if common.gcd.is_one() {
        Ok(common.x.mod_floor(modulus))
    } else {
        Err(Error::value("base is not invertible for the given modulus"))
    }
}

fn shift_count(places: &BigInt) -> Result<Option<u64>> {
    if places.is_negative() { Err(Error::value("negative shift count")) } else { Ok(places.to_u64()) }
}

/// `a << places`, of at most `max_bits`.
pub fn shl(a: &BigInt, places: &BigInt, max_bits: u64) -> Result<BigInt> {
    let places = shift_count(places)?;
    if a.is_zero() {
        return Ok(BigInt::zero());
    }
    let places = places.ok_or_else(|| Error::overflow("too many digits in integer"))?;
    fits(a.bits().checked_add(places), max_bits)?;
    Ok(a << places)
}

/// `a >> places`, rounded down.
pub fn shr(a: &BigInt, places: &BigInt) -> Result<BigInt> {
    let all_gone = || {
        if a.is_negative() { -BigInt::one() } else { BigInt::zero() }
    };
    Ok(match shift_count(places)? {
        Some(places) if places < a.bits() => a >> places,
        _ => all_gone(),
    })
}

/// `n.bit_length()`.
pub fn bit_length(n: i64) -> u32 {
    64 - n.unsigned_abs().leading_zeros()
}

/// `n.bit_count()`.
pub fn bit_count(n: i64) -> u32 {
    n.unsigned_abs().count_ones()
}

/// `n.bit_count()`.
pub fn bit_count_big(n: &BigInt) -> u64 {
    n.magnitude().count_ones()
}

/// `math.gcd(a, b)`; `None` when the result does not fit, as that of two -2^63 does not.
pub fn gcd_i64(a: i64, b: i64) -> Option<i64> {
    i64::try_from(a.unsigned_abs().gcd(&b.unsigned_abs())).ok()
}

/// `math.gcd(a, b)`.
pub fn gcd(a: &BigInt, b: &BigInt) -> BigInt {
    a.gcd(b)
}

/// `math.lcm(a, b)`.
pub fn lcm(a: &BigInt, b: &BigInt) -> BigInt {
    if a.is_zero() || b.is_zero() { BigInt::zero() } else { a.lcm(b).abs() }
}

/// `math.isqrt(n)`.
pub fn isqrt(n: &BigInt) -> Result<BigInt> {
    if n.is_negative() {
        return Err(Error::value("isqrt() argument must be nonnegative"));
    }
    Ok(n.sqrt())
}

/// `round(n, -places)`: to a multiple of `10**places`, ties to even.
pub fn round_places(n: &BigInt, places: u64) -> BigInt {
    // 10^places has more than 3 * places bits: past this it is more than twice the number.
    if places == 0 {
        return n.clone();
    }
    let Some(power) = u32::try_from(places).ok().filter(|_| places.saturating_mul(3) <= n.bits().saturating_add(1))
    else {
        return BigInt::zero();
    };
    let unit = BigInt::from(10).pow(power);
    let (mut quotient, rest) = n.div_mod_floor(&unit);
    let doubled: BigInt = rest * 2;
    if doubled > unit || (doubled == unit && quotient.is_odd()) {
        quotient += 1;
    }
    quotient * unit
}

/// `~n`.
pub fn invert_bits(n: &BigInt) -> BigInt {
    -n - 1
}

/// Whether the number is negative, for callers without `num-traits`.
pub fn is_negative(n: &BigInt) -> bool {
    n.sign() == Sign::Minus
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::oracle::{Random, agree, shown};

    const MAX: u64 = 1 << 20;

    #[test]
    fn large_numbers_agree_with_python() {
        let mut random = Random(61);
        let mut cases = Vec::new();
        let text = |n: BigInt| n.to_string();
        for _ in 0..6000 {
            let (a, b, c) = (random.integer(200), random.integer(120), random.integer(70));
            cases.push((format!("({a}) // ({b})"), shown(floor_div(&a, &b), text)));
            cases.push((format!("({a}) % ({b})"), shown(modulo(&a, &b), text)));
            cases.push((format!("divmod({a}, {b})"), shown(divmod(&a, &b), |(q, r)| format!("({q}, {r})"))));
            cases.push((format!("pow({a}, {b}, {c})"), shown(mod_pow(&a, &b, &c), text)));
            cases.push((format!("math.gcd({a}, {b})"), gcd(&a, &b).to_string()));
            cases.push((format!("math.lcm({a}, {b})"), lcm(&a, &b).to_string()));
            cases.push((format!("math.isqrt({a})"), shown(isqrt(&a), text)));
            let small = BigInt::from(random.below(220) as i64 - 5);
            cases.push((format!("({a}) << ({small})"), shown(shl(&a, &small, MAX), text)));
            cases.push((format!("({a}) >> ({small})"), shown(shr(&a, &small), text)));
            cases.push((format!("~({a})"), invert_bits(&a).to_string()));
            cases.push((format!("({a}).bit_count()"), bit_count_big(&a).to_string()));
            let places = random.below(70) as u64;
            cases.push((format!("round({a}, -{places})"), round_places(&a, places).to_string()));
            let exponent = BigInt::from(random.below(20));
            cases.push((format!("({a}) ** {exponent}"), shown(pow(&a, &exponent, MAX), text)));
        }
        agree(cases);
    }

    #[test]
    fn small_numbers_agree_with_large_ones() {
        let mut random = Random(62);
        let edge = [i64::MIN, i64::MIN + 1, -2, -1, 0, 1, 2, 7, i64::MAX];
        let mut any = || {
            if random.below(3) == 0 { edge[random.below(9)] } else { random.next() as i64 >> random.below(64) }
        };
        for _ in 0..50_000 {
            let (a, b, c) = (any(), any(), any());
            let (x, y, z) = (BigInt::from(a), BigInt::from(b), BigInt::from(c));
            assert_eq!(checked_floor_div(a, b), floor_div(&x, &y).ok().and_then(|n| n.to_i64()), "{a} // {b}");
            assert_eq!(checked_modulo(a, b), modulo(&x, &y).ok().and_then(|n| n.to_i64()), "{a} % {b}");
            assert_eq!(mod_pow_i64(a, b, c), mod_pow(&x, &y, &z).map(|n| n.to_i64().unwrap_or_default()));
            let small = b.unsigned_abs() % 70;
            let shifted = shl(&x, &small.into(), MAX).ok().and_then(|n| n.to_i64());
            assert_eq!(checked_shl(a, small), shifted, "{a} << {small}");
            assert_eq!(BigInt::from(shr_i64(a, small)), shr(&x, &small.into()).unwrap_or_default());
            assert_eq!(checked_pow(a, small), pow(&x, &small.into(), MAX).ok().and_then(|n| n.to_i64()));
            assert_eq!(u64::from(bit_length(a)), x.bits());
            assert_eq!(gcd_i64(a, b), gcd(&x, &y).to_i64());
        }
    }

    #[test]
    fn huge_results_are_refused() {
        let (one, two, ten) = (BigInt::from(1), BigInt::from(2), BigInt::from(10));
        let huge = BigInt::from(10).pow(40);
        assert_eq!(pow(&ten, &huge, MAX), Err(Error::memory()));
        assert_eq!(pow(&ten, &BigInt::from(1 << 30), MAX), Err(Error::memory()));
        assert_eq!(pow(&-&one, &huge, MAX), Ok(one.clone()));
        assert_eq!(shl(&two, &BigInt::from(1u64 << 40), MAX), Err(Error::memory()));
        assert_eq!(shl(&two, &huge, MAX).map_err(|e| e.message), Err("too many digits in integer".into()));
        assert_eq!(shl(&BigInt::zero(), &huge, MAX), Ok(BigInt::zero()));
        assert_eq!(shr(&-&two, &huge), Ok(-&one));
        assert_eq!(mul(&huge, &huge, 100), Err(Error::memory()));
        assert_eq!(round_places(&huge, u64::MAX), BigInt::zero());
    }
}
