//! The module `math`.

use num_bigint::BigInt;

use crate::builtins::common::clamped;
use crate::heap::Value;
use crate::natives;
use crate::num::{float_hex, float_ops, int_ops};
use crate::objects::{Tuple, int};
use crate::vm::{Decl, E, N, Res, Vm};

/// Makes the module.
pub fn init(vm: &mut Vm) -> Res {
    let module = vm.new_module(
        "math",
        Some("This module provides access to the mathematical functions\ndefined by the C standard."),
    )?;
    for (name, number) in [
        ("pi", std::f64::consts::PI),
        ("e", std::f64::consts::E),
        ("tau", std::f64::consts::TAU),
        ("inf", f64::INFINITY),
        ("nan", f64::NAN),
    ] {
        vm.add_member(&module, name, Value::float(number))?;
    }
    vm.add_functions(&module, REAL)?;
    vm.add_functions(&module, WHOLE)?;
    Ok(module)
}

/// What a function of the C library makes of its argument: a NaN that was not one, or an infinity out of a finite
/// number, is an error.
fn real(vm: &mut Vm, argument: &Value, function: fn(f64) -> f64) -> Res {
    let x = vm.to_float(argument)?;
    let y = function(x);
    if y.is_nan() && !x.is_nan() {
        return Err(vm.value_error("math domain error"));
    }
    if y.is_infinite() && x.is_finite() {
        return Err(vm.raise(E::OverflowError, "math range error"));
    }
    Ok(Value::float(y))
}

/// A logarithm: of ints of any size too.
fn logarithm(vm: &mut Vm, argument: &Value, function: fn(f64) -> f64) -> Res<f64> {
    if let Some(big) = int::to_big(argument).filter(|_| argument.as_int().is_none()) {
        if int_ops::is_negative(&big) {
            return Err(vm.value_error("math domain error"));
        }
        // log(m * 2**e) = log(m) + e * log(2)
        let shift = big.bits().saturating_sub(900);
        let mantissa = crate::num::int_float::to_f64(&(big >> shift));
        let mantissa = vm.ok(mantissa)?;
        return Ok(function(mantissa) + shift as f64 * function(2.0));
    }
    let x = vm.to_float(argument)?;
    if x <= 0.0 {
        return Err(vm.value_error("math domain error"));
    }
    Ok(function(x))
}

macro_rules! real_functions {
    ($($signature:literal $function:expr;)*) => {
        natives![$( $signature |vm, [x]| real(vm, x, $function); )*]
    };
}

static REAL: &[Decl] = real_functions! {
    "sqrt(x, /)" f64::sqrt;
    "cbrt(x, /)" f64::cbrt;
    "exp(x, /)" f64::exp;
    "exp2(x, /)" f64::exp2;
    "expm1(x, /)" f64::exp_m1;
    "sin(x, /)" f64::sin;
    "cos(x, /)" f64::cos;
    "tan(x, /)" f64::tan;
    "asin(x, /)" f64::asin;
    "acos(x, /)" f64::acos;
    "atan(x, /)" f64::atan;
    "sinh(x, /)" f64::sinh;
    "cosh(x, /)" f64::cosh;
    "tanh(x, /)" f64::tanh;
    "asinh(x, /)" f64::asinh;
    "acosh(x, /)" f64::acosh;
    "fabs(x, /)" f64::abs;
    "degrees(x, /)" f64::to_degrees;
    "radians(x, /)" f64::to_radians;
    "erf(x, /)" libm::erf;
    "erfc(x, /)" libm::erfc;
    "gamma(x, /)" gamma;
    "lgamma(x, /)" lgamma;
    "ulp(x, /)" ulp;
};

/// The gamma function; its poles are domain errors.
fn gamma(x: f64) -> f64 {
    if (x <= 0.0 && x == x.floor() && x.is_finite()) || x == f64::NEG_INFINITY { f64::NAN } else { libm::tgamma(x) }
}

/// Logarithm of the gamma function's absolute value; its poles are domain errors.
fn lgamma(x: f64) -> f64 {
    if x <= 0.0 && x == x.floor() && x.is_finite() { f64::NAN } else { libm::lgamma(x) }
}

/// The unit in the last place.
fn ulp(x: f64) -> f64 {
    let x = x.abs();
    match x.next_up() {
        next if next.is_finite() => next - x,
        _ if x.is_finite() => x - x.next_down(),
        _ => x,
    }
}

/// The coordinates of a point, an iterable.
fn point(vm: &mut Vm, value: &Value) -> Res<Vec<f64>> {
    vm.collect(value)?.iter().map(|item| vm.to_float(item)).collect()
}

/// `high` and what is lost of the exact sum of two numbers.
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let (big, small) = if a.abs() < b.abs() { (b, a) } else { (a, b) };
    let high = big + small;
    (high, small - (high - big))
}

/// The sum as if with unlimited precision: Shewchuk's partial sums, each exact, none overlapping another.
fn fsum(vm: &mut Vm, iterable: &Value) -> Res<f64> {
    let iterator = vm.iter(iterable)?;
    let mut partials: Vec<f64> = Vec::new();
    let (mut special, mut infinite) = (0.0, 0.0);
    while let Some(item) = vm.next(&iterator)? {
        let given = vm.to_float(&item)?;
        let mut x = given;
        let mut kept = Vec::with_capacity(partials.len() + 1);
        for &y in &partials {
            let (high, low) = two_sum(x, y);
            if low != 0.0 {
                kept.push(low);
            }
            x = high;
        }
        if x.is_finite() {
            kept.extend((x != 0.0).then_some(x));
        } else if given.is_finite() {
            return Err(vm.raise(E::OverflowError, "intermediate overflow in fsum"));
        } else {
            infinite += if given.is_infinite() { given } else { 0.0 };
            special += given;
            kept.clear();
        }
        partials = kept;
    }
    if special != 0.0 {
        return if infinite.is_nan() { Err(vm.value_error("-inf + inf in fsum")) } else { Ok(special) };
    }
    let Some(mut high) = partials.pop() else { return Ok(0.0) };
    while let Some(next) = partials.pop() {
        let (sum, low) = two_sum(high, next);
        high = sum;
        if low != 0.0 {
            // Half-way cases are rounded by what lies below.
            if partials.last().is_some_and(|&below| (low < 0.0) == (below < 0.0)) {
                let doubled = low * 2.0;
                let rounded = high + doubled;
                if rounded - high == doubled {
                    high = rounded;
                }
            }
            break;
        }
    }
    Ok(high)
}

/// `floor`, `ceil`, `trunc`: by the special method, else of the float.
fn rounded(vm: &mut Vm, argument: &Value, name: N, function: fn(f64) -> f64) -> Res {
    if let Some(number) = argument.as_float() {
        let whole = float_ops::to_int(function(number));
        return vm.ok(whole).map(int::from_big);
    }
    if let Some(result) = vm.call_special(argument, name, &[])? {
        return Ok(result);
    }
    let number = vm.to_float(argument)?;
    let whole = float_ops::to_int(function(number));
    vm.ok(whole).map(int::from_big)
}

fn whole(vm: &mut Vm, value: &Value) -> Res<BigInt> {
    let index = vm.index(value)?;
    Ok(int::to_big(&index).unwrap_or_default())
}

/// `gcd` and `lcm` of any number of ints.
fn folded(vm: &mut Vm, args: &Value, start: i64, function: fn(&BigInt, &BigInt) -> BigInt) -> Res {
    let mut total = BigInt::from(start);
    for item in args.exact::<Tuple>().map(Tuple::elements).unwrap_or_default() {
        let item = whole(vm, item)?;
        total = function(&total, &item);
    }
    Ok(int::from_big(total))
}

/// An argument of `factorial`, `comb`, `perm`: not negative, and small enough that the result can be computed.
fn count(vm: &mut Vm, value: &Value, message: &str) -> Res<u64> {
    let number = whole(vm, value)?;
    if int_ops::is_negative(&number) {
        return Err(vm.value_error(message));
    }
    match u64::try_from(&number).ok().filter(|number| *number < 1 << 32) {
        Some(number) => Ok(number),
        None => Err(vm.raise(E::OverflowError, "factorial() argument should not exceed 9223372036854775807")),
    }
}

static WHOLE: &[Decl] = natives![
    /// Return the floor of x as an Integral.
    "floor(x, /)" |vm, [x]| rounded(vm, x, N::floor, f64::floor);
    /// Return the ceiling of x as an Integral.
    "ceil(x, /)" |vm, [x]| rounded(vm, x, N::ceil, f64::ceil);
    /// Truncates the Real x to the nearest Integral toward 0.
    "trunc(x, /)" |vm, [x]| {
        if x.as_float().is_none() && !vm.has_special(x, N::trunc) {
            let name = vm.type_name(x);
            return Err(vm.type_error(format!("type {name} doesn't define __trunc__ method")));
        }
        rounded(vm, x, N::trunc, f64::trunc)
    };
    /// Return the logarithm of x to the given base (by default e).
    "log(x, base=None, /)" |vm, [x, base]| {
        let top = logarithm(vm, x, f64::ln)?;
        if base.is_empty() {
            return Ok(Value::float(top));
        }
        let bottom = logarithm(vm, base, f64::ln)?;
        if bottom == 0.0 {
            return Err(vm.raise(E::ZeroDivisionError, "float division by zero"));
        }
        Ok(Value::float(top / bottom))
    };
    "log2(x, /)" |vm, [x]| logarithm(vm, x, f64::log2).map(Value::float);
    "log10(x, /)" |vm, [x]| logarithm(vm, x, f64::log10).map(Value::float);
    "log1p(x, /)" |vm, [x]| {
        if vm.to_float(x)? <= -1.0 {
            return Err(vm.value_error("math domain error"));
        }
        real(vm, x, f64::ln_1p)
    };
    "atanh(x, /)" |vm, [x]| {
        if vm.to_float(x)?.abs() >= 1.0 {
            return Err(vm.value_error("math domain error"));
        }
        real(vm, x, f64::atanh)
    };
    "atan2(y, x, /)" |vm, [y, x]| {
        let (y, x) = (vm.to_float(y)?, vm.to_float(x)?);
        Ok(Value::float(y.atan2(x)))
    };
    "copysign(x, y, /)" |vm, [x, y]| {
        let (x, y) = (vm.to_float(x)?, vm.to_float(y)?);
        Ok(Value::float(x.copysign(y)))
    };
    "fmod(x, y, /)" |vm, [x, y]| {
        let (x, y) = (vm.to_float(x)?, vm.to_float(y)?);
        let rest = x % y;
        if rest.is_nan() && !x.is_nan() && !y.is_nan() {
            return Err(vm.value_error("math domain error"));
        }
        Ok(Value::float(rest))
    };
    "pow(x, y, /)" |vm, [x, y]| {
        let (x, y) = (vm.to_float(x)?, vm.to_float(y)?);
        let power = x.powf(y);
        if (power.is_nan() && !x.is_nan() && !y.is_nan()) || (x == 0.0 && y < 0.0 && y.is_finite()) {
            return Err(vm.value_error("math domain error"));
        }
        if power.is_infinite() && x.is_finite() && y.is_finite() {
            return Err(vm.raise(E::OverflowError, "math range error"));
        }
        Ok(Value::float(power))
    };
    "hypot(*coordinates)" |vm, [coordinates]| {
        Ok(Value::float(float_ops::norm(&point(vm, coordinates)?)))
    };
    "dist(p, q, /)" |vm, [p, q]| {
        let (p, q) = (point(vm, p)?, point(vm, q)?);
        if p.len() != q.len() {
            return Err(vm.value_error("both points must have the same number of dimensions"));
        }
        let differences: Vec<f64> = p.iter().zip(&q).map(|(p, q)| p - q).collect();
        Ok(Value::float(float_ops::norm(&differences)))
    };
    "remainder(x, y, /)" |vm, [x, y]| {
        let (x, y) = (vm.to_float(x)?, vm.to_float(y)?);
        if (x.is_infinite() && !y.is_nan()) || (y == 0.0 && !x.is_nan()) {
            return Err(vm.value_error("math domain error"));
        }
        Ok(Value::float(libm::remainder(x, y)))
    };
    "nextafter(x, y, /)" |vm, [x, y]| Ok(Value::float(libm::nextafter(vm.to_float(x)?, vm.to_float(y)?)));
    "isnan(x, /)" |vm, [x]| vm.to_float(x).map(|x| Value::bool(x.is_nan()));
    "isinf(x, /)" |vm, [x]| vm.to_float(x).map(|x| Value::bool(x.is_infinite()));
    "isfinite(x, /)" |vm, [x]| vm.to_float(x).map(|x| Value::bool(x.is_finite()));
    "isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)" |vm, [a, b, relative, absolute]| {
        let (a, b) = (vm.to_float(a)?, vm.to_float(b)?);
        let relative = if relative.is_empty() { 1e-9 } else { vm.to_float(relative)? };
        let absolute = if absolute.is_empty() { 0.0 } else { vm.to_float(absolute)? };
        if relative < 0.0 || absolute < 0.0 {
            return Err(vm.value_error("tolerances must be non-negative"));
        }
        let close = a == b
            || (a.is_finite()
                && b.is_finite()
                && (a - b).abs() <= (relative * a.abs().max(b.abs())).max(absolute));
        Ok(Value::bool(close))
    };
    "modf(x, /)" |vm, [x]| {
        let x = vm.to_float(x)?;
        let fraction = if x.is_infinite() { 0.0_f64.copysign(x) } else { x.fract() };
        vm.tuple(vec![Value::float(fraction), Value::float(x.trunc())])
    };
    "frexp(x, /)" |vm, [x]| {
        let x = vm.to_float(x)?;
        let (mantissa, exponent) = float_ops::frexp(x);
        vm.tuple(vec![Value::float(mantissa), int::from_i64(exponent)])
    };
    "ldexp(x, i, /)" |vm, [x, exponent]| {
        let x = vm.to_float(x)?;
        if !int::is_int(exponent) {
            return Err(vm.type_error("Expected an int as second argument to ldexp."));
        }
        let exponent = clamped(exponent);
        let result = float_hex::ldexp(x, exponent);
        if result.is_infinite() && x.is_finite() {
            return Err(vm.raise(E::OverflowError, "math range error"));
        }
        Ok(Value::float(result))
    };
    /// Greatest Common Divisor.
    "gcd(*integers)" |vm, [args]| folded(vm, args, 0, int_ops::gcd);
    /// Least Common Multiple.
    "lcm(*integers)" |vm, [args]| folded(vm, args, 1, int_ops::lcm);
    /// Return the integer part of the square root of the input.
    "isqrt(n, /)" |vm, [n]| {
        let number = whole(vm, n)?;
        let root = int_ops::isqrt(&number);
        vm.ok(root).map(int::from_big)
    };
    /// Find n!.
    "factorial(n, /)" |vm, [n]| {
        let n = count(vm, n, "factorial() not defined for negative values")?;
        let mut product = BigInt::from(1);
        for factor in 2..=n {
            product *= factor;
            vm.poll()?;
        }
        Ok(int::from_big(product))
    };
    /// Number of ways to choose k items from n items without repetition and without order.
    "comb(n, k, /)" |vm, [n, k]| {
        let (n, k) = (vm.index(n)?, vm.index(k)?);
        let n = count(vm, &n, "n must be a non-negative integer")?;
        let k = count(vm, &k, "k must be a non-negative integer")?;
        if k > n {
            return Ok(Value::int32(0));
        }
        let k = k.min(n - k);
        let mut product = BigInt::from(1);
        for step in 0..k {
            product = product * (n - step) / (step + 1);
            vm.poll()?;
        }
        Ok(int::from_big(product))
    };
    /// Number of ways to choose k items from n items without repetition and with order.
    "perm(n, k=None, /)" |vm, [n, k]| {
        let n = count(vm, n, "n must be a non-negative integer")?;
        let k = if k.is_empty() || k.is_none() { n } else { count(vm, k, "k must be a non-negative integer")? };
        if k > n {
            return Ok(Value::int32(0));
        }
        let mut product = BigInt::from(1);
        for step in 0..k {
            product *= n - step;
            vm.poll()?;
        }
        Ok(int::from_big(product))
    };
    /// Calculate the product of all the elements in the input iterable.
    "prod(iterable, /, *, start=1)" |vm, [iterable, start]| {
        let mut product = if start.is_empty() { Value::int32(1) } else { start.clone() };
        let iterator = vm.iter(iterable)?;
        while let Some(item) = vm.next(&iterator)? {
            product = vm.binary(hoopsnake_syntax::ast::BinOp::Mul, &product, &item)?;
        }
        Ok(product)
    };
    /// Return an accurate floating point sum of values in the iterable.
    "fsum(seq, /)" |vm, [iterable]| fsum(vm, iterable).map(Value::float);
];
