//! `float.hex`, `float.fromhex`, and the binary make-up of a float.

use super::error::{Error, Result};
use crate::text::search::Kind;
use crate::text::split::{Side, strip};
use num_bigint::BigInt;

/// The mantissa and exponent of a finite float: `v == ±mantissa * 2**exponent`, the sign dropped.
pub fn parts(v: f64) -> (u64, i64) {
    let bits = v.to_bits();
    let raw = (bits >> 52 & 0x7ff) as i64;
    let fraction = bits & ((1 << 52) - 1);
    if raw == 0 { (fraction, -1074) } else { (fraction | 1 << 52, raw - 1075) }
}

/// `x * 2**n`, rounded once, infinite on overflow.
pub fn ldexp(x: f64, n: i64) -> f64 {
    if x == 0.0 || !x.is_finite() {
        return x;
    }
    let (mantissa, exponent) = parts(x);
    compose(mantissa, false, exponent.saturating_add(n)).copysign(x)
}

/// The float nearest to `mantissa * 2**exponent`, or to a little more than that when `sticky`; ties to even.
pub fn compose(mantissa: u64, sticky: bool, exponent: i64) -> f64 {
    if mantissa == 0 {
        return 0.0;
    }
    let bits = i64::from(64 - mantissa.leading_zeros());
    let top = exponent.saturating_add(bits);
    if top > 1024 {
        return f64::INFINITY;
    }
    if top < -1075 {
        return 0.0;
    }
    let lowest = (top - 53).max(-1074);
    let shift = lowest - exponent;
    let rounded = if shift <= 0 {
        // All bits fit: move them to where the lowest place counts `2**lowest`.
        mantissa << -shift
    } else {
        let wide = u128::from(mantissa);
        let shift = shift.min(127) as u32;
        let (kept, rest, half) = (wide >> shift, wide & ((1 << shift) - 1), 1u128 << (shift - 1));
        let up = rest > half || (rest == half && (sticky || kept & 1 == 1));
        (kept + u128::from(up)) as u64
    };
    // `rounded` counts units of `2**lowest`. Adding it to the exponent's field lets a carry move into it.
    let field = (lowest + 1074) as u64;
    let assembled = if rounded < 1 << 52 { rounded } else { (field << 52) + rounded };
    if assembled >= 0x7ff << 52 { f64::INFINITY } else { f64::from_bits(assembled) }
}

/// `v.hex()`.
pub fn to_hex(v: f64) -> String {
    let sign = if v.is_sign_negative() && !v.is_nan() { "-" } else { "" };
    if v.is_nan() {
        return "nan".to_owned();
    }
    if v.is_infinite() {
        return format!("{sign}inf");
    }
    if v == 0.0 {
        return format!("{sign}0x0.0p+0");
    }
    let (mantissa, exponent) = parts(v);
    let fraction = mantissa & ((1 << 52) - 1);
    format!("{sign}0x{}.{fraction:013x}p{:+}", mantissa >> 52, exponent + 52)
}

fn invalid() -> Error {
    Error::value("invalid hexadecimal floating-point string")
}

/// `float.fromhex(s)`.
pub fn from_hex(s: &[u8]) -> Result<f64> {
    // Only ASCII white space counts here, as for bytes.
    let s = s.get(strip(s, None, Side::Both, Kind::Bytes)).unwrap_or_default();

    let (negative, body) = match s.split_first() {
        Some((b'-', rest)) => (true, rest),
        Some((b'+', rest)) => (false, rest),
        _ => (false, s),
    };
    let lower = body.to_ascii_lowercase();
    let magnitude = match lower.as_slice() {
        b"inf" | b"infinity" => f64::INFINITY,
        b"nan" => f64::NAN,
        text => hex_magnitude(text.strip_prefix(b"0x").unwrap_or(text))?,
    };
    Ok(if negative { -magnitude } else { magnitude })
}

fn hex_magnitude(text: &[u8]) -> Result<f64> {
    let (mut mantissa, mut sticky, mut exponent) = (0u64, false, 0i64);
    let (mut seen, mut after_point) = (false, false);
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        if byte == b'.' && !after_point {
            after_point = true;
        } else if let Some(digit) = char::from(byte).to_digit(16) {
            seen = true;
            if mantissa >> 60 == 0 {
                mantissa = mantissa << 4 | u64::from(digit);
                exponent -= if after_point { 4 } else { 0 };
            } else {
                sticky |= digit != 0;
                exponent += if after_point { 0 } else { 4 };
            }
        } else {
            break;
        }
        rest = after;
    }
    if !seen {
        return Err(invalid());
    }
    if let Some(power) = rest.strip_prefix(b"p") {
        let (power, after) = parse_power(power)?;
        exponent = exponent.saturating_add(power);
        rest = after;
    }
    // Too large a number is reported before what may stand after it.
    let v = compose(mantissa, sticky, exponent);
    if v.is_infinite() {
        return Err(Error::overflow("hexadecimal value too large to represent as a float"));
    }
    if rest.is_empty() { Ok(v) } else { Err(invalid()) }
}

/// A signed decimal exponent and what follows it. It is held within bounds that no string's length can bring
/// back into range.
fn parse_power(text: &[u8]) -> Result<(i64, &[u8])> {
    let (negative, digits) = match text.split_first() {
        Some((b'-', rest)) => (true, rest),
        Some((b'+', rest)) => (false, rest),
        _ => (false, text),
    };
    let end = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = digits.split_at_checked(end).unwrap_or((digits, b""));
    if digits.is_empty() {
        return Err(invalid());
    }
    let size = digits.iter().fold(0i64, |sum, &byte| (sum * 10 + i64::from(byte - b'0')).min(1 << 58));
    Ok((if negative { -size } else { size }, rest))
}

/// `v.as_integer_ratio()`.
pub fn as_integer_ratio(v: f64) -> Result<(BigInt, BigInt)> {
    if v.is_nan() {
        return Err(Error::value("cannot convert NaN to integer ratio"));
    }
    if v.is_infinite() {
        return Err(Error::overflow("cannot convert Infinity to integer ratio"));
    }
    let (mut mantissa, mut exponent) = parts(v);
    if mantissa == 0 {
        return Ok((BigInt::from(0), BigInt::from(1)));
    }
    let zeros = mantissa.trailing_zeros();
    mantissa >>= zeros;
    exponent += i64::from(zeros);
    let signed = if v < 0.0 { -BigInt::from(mantissa) } else { BigInt::from(mantissa) };
    // The exponent is between -1074 and 1023.
    let shift = exponent.unsigned_abs();
    Ok(if exponent >= 0 { (signed << shift, BigInt::from(1)) } else { (signed, BigInt::from(1) << shift) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::float_repr::repr;
    use crate::text::oracle::{Random, agree, float, quoted, shown};

    #[test]
    fn agrees_with_python() {
        let mut random = Random(21);
        let mut cases = Vec::new();
        for _ in 0..20_000 {
            let v = random.float();
            cases.push((format!("{}.hex()", float(v)), format!("'{}'", to_hex(v))));
            let ratio = shown(as_integer_ratio(v), |(top, bottom)| format!("({top}, {bottom})"));
            cases.push((format!("{}.as_integer_ratio()", float(v)), ratio));
            let shift = random.below(2200) as i64 - 1100;
            let moved = ldexp(v, shift);
            if moved.is_finite() {
                cases.push((format!("math.ldexp({}, {shift})", float(v)), repr(moved)));
            }
        }
        agree(cases);
    }

    #[test]
    fn fromhex_agrees_with_python() {
        let mut random = Random(22);
        let mut cases = Vec::new();
        let parts = [
            "0", "1", "f", "8", "0x", ".", "p", "-", "+", "p-1074", "p-1080", "p1020", "00000000", " ", "fffffff", "P3",
        ];
        for _ in 0..60_000 {
            let mut text = random.text(&["-", "+", " ", "0x", ""], 2);
            text += &random.text(&parts, 8);
            let ours = shown(from_hex(text.as_bytes()), repr);
            cases.push((format!("float.fromhex({})", quoted(text.as_bytes())), ours));
        }
        for text in
            ["inf", "-Infinity", "nan", "infinit", "\u{2003}1", "0x1p99999999999999999999", "0x0p99999999999999999999"]
        {
            let ours = shown(from_hex(text.as_bytes()), repr);
            cases.push((format!("float.fromhex({})", quoted(text.as_bytes())), ours));
        }
        agree(cases);
    }
}
