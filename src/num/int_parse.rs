//! `int("...", base)` and integers as text, with the limit on the number of digits.

use super::error::{Error, Result};
use super::float_parse::to_ascii_digits;
use crate::text::repr::repr_str;
use crate::text::search::Kind;
use crate::text::split::{Side, strip};
use crate::text::wtf8::{Wtf8, encode, points, to_str_lossy};
use num_bigint::{BigInt, Sign};
use num_traits::ToPrimitive;
use std::borrow::Cow;

/// CPython's default for `sys.get_int_max_str_digits()`.
pub const DEFAULT_DIGIT_LIMIT: usize = 4300;

/// A number of at most this many digits is never refused: the least limit that can be set.
pub const DIGIT_THRESHOLD: usize = 640;

/// An integer read from text, small where it fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Parsed {
    /// One that fits in 64 bits.
    Small(i64),
    /// A larger one.
    Big(BigInt),
}

impl From<Parsed> for BigInt {
    fn from(parsed: Parsed) -> BigInt {
        match parsed {
            Parsed::Small(small) => small.into(),
            Parsed::Big(big) => big,
        }
    }
}

/// `int(s, base)`. `limit` is the most digits a base other than a power of two may have, 0 for no limit.
pub fn parse(s: &Wtf8, base: u32, limit: usize) -> Result<Parsed> {
    if base == 1 || base > 36 {
        return Err(Error::value("int() base must be >= 2 and <= 36, or 0"));
    }
    parse_body(s, base, limit)?.ok_or_else(|| invalid(s, base))
}

/// The error of a string that is no integer, CPython's text cut after 200 characters as it does.
pub fn invalid(s: &Wtf8, base: u32) -> Error {
    let repr = repr_str(s);
    let shown = encode(points(&repr).take(200));
    Error::value(format!("invalid literal for int() with base {base}: {}", to_str_lossy(&shown)))
}

/// A number of a few decimal digits, perhaps with a sign, and nothing else.
fn parse_short(s: &Wtf8) -> Option<i64> {
    let (negative, digits) = match s.split_first()? {
        (b'-', rest) => (true, rest),
        (b'+', rest) => (false, rest),
        _ => (false, s),
    };
    if digits.is_empty() || digits.len() > 18 {
        return None;
    }
    let mut sum = 0i64;
    for &byte in digits {
        if !byte.is_ascii_digit() {
            return None;
        }
        sum = sum * 10 + i64::from(byte - b'0');
    }
    Some(if negative { -sum } else { sum })
}

fn parse_body(s: &Wtf8, base: u32, limit: usize) -> Result<Option<Parsed>> {
    if base == 10
        && let Some(small) = parse_short(s)
    {
        return Ok(Some(Parsed::Small(small)));
    }
    let trimmed = s.get(strip(s, None, Side::Both, Kind::Str)).unwrap_or_default();
    let ascii: Cow<'_, [u8]> = if trimmed.is_ascii() {
        trimmed.into()
    } else {
        match to_ascii_digits(trimmed) {
            Some(text) => text.into(),
            None => return Ok(None),
        }
    };
    let (negative, body) = match ascii.split_first() {
        Some((b'-', rest)) => (true, rest),
        Some((b'+', rest)) => (false, rest),
        _ => (false, &*ascii),
    };
    let (base, body, zeros_only) = after_prefix(body, base);
    let (digits, complete) = digit_values(body, base);
    if !base.is_power_of_two() {
        check_limit(digits.len(), limit)?;
    }
    if !complete || digits.is_empty() || (zeros_only && digits.iter().any(|&digit| digit != 0)) {
        return Ok(None);
    }
    Ok(Some(assemble(&digits, base, negative)))
}

/// The true base and the text after its prefix; whether, as in base 0 after a leading zero, only zeros may follow.
fn after_prefix(body: &[u8], base: u32) -> (u32, &[u8], bool) {
    let named = match body.get(..2) {
        Some([b'0', b'x' | b'X']) => 16,
        Some([b'0', b'o' | b'O']) => 8,
        Some([b'0', b'b' | b'B']) => 2,
        _ => 0,
    };
    if named != 0 && (base == named || base == 0) {
        let rest = body.get(2..).unwrap_or_default();
        // One underscore may stand between the prefix and the digits.
        let rest = rest.strip_prefix(b"_").unwrap_or(rest);
        return (named, rest, false);
    }
    if base == 0 { (10, body, body.first() == Some(&b'0')) } else { (base, body, false) }
}

/// The values of the digits up to the first fault, and whether there was none.
fn digit_values(body: &[u8], base: u32) -> (Vec<u8>, bool) {
    let mut digits = Vec::with_capacity(body.len());
    let mut after_digit = false;
    for &byte in body {
        if byte == b'_' && after_digit {
            after_digit = false;
            continue;
        }
        match char::from(byte).to_digit(base) {
            Some(digit) => digits.push(digit as u8),
            None => return (digits, false),
        }
        after_digit = true;
    }
    (digits, after_digit)
}

fn check_limit(digits: usize, limit: usize) -> Result<()> {
    if limit > 0 && digits > limit.max(DIGIT_THRESHOLD) {
        return Err(Error::value(format!(
            "Exceeds the limit ({limit} digits) for integer string conversion: value has {digits} digits; use \
             sys.set_int_max_str_digits() to increase the limit"
        )));
    }
    Ok(())
}

fn assemble(digits: &[u8], base: u32, negative: bool) -> Parsed {
    let small = digits.iter().try_fold(0i64, |sum, &digit| {
        let digit = if negative { -i64::from(digit) } else { i64::from(digit) };
        sum.checked_mul(i64::from(base))?.checked_add(digit)
    });
    if let Some(small) = small {
        return Parsed::Small(small);
    }
    let sign = if negative { Sign::Minus } else { Sign::Plus };
    let big = BigInt::from_radix_be(sign, digits, base).unwrap_or_default();
    match big.to_i64() {
        Some(small) => Parsed::Small(small),
        None => Parsed::Big(big),
    }
}

/// The digits of `n` in the base (2 to 36, small letters), after a minus sign where there is one. The limit
/// holds for bases that are no power of two.
pub fn to_text(n: &BigInt, base: u32, limit: usize) -> Result<Vec<u8>> {
    let base = base.clamp(2, 36);
    if let Some(small) = n.to_i64()
        && base == 10
    {
        return Ok(small.to_string().into_bytes());
    }
    if base.is_power_of_two() || limit == 0 {
        return Ok(n.to_str_radix(base).into_bytes());
    }
    let limit_or_threshold = limit.max(DIGIT_THRESHOLD);
    let too_long = || {
        Error::value(format!(
            "Exceeds the limit ({limit} digits) for integer string conversion; use sys.set_int_max_str_digits() to \
             increase the limit"
        ))
    };
    // Each digit takes at least the base's whole bits: refuse what must be too long before the slow conversion.
    let most_bits = (limit_or_threshold as u64).saturating_mul(u64::from(base.ilog2()) + 1);
    if n.bits() > most_bits {
        return Err(too_long());
    }
    let text = n.to_str_radix(base).into_bytes();
    if text.len() - usize::from(n.sign() == Sign::Minus) > limit_or_threshold {
        return Err(too_long());
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::oracle::{Random, agree, quoted, shown};

    #[test]
    fn agrees_with_python() {
        let mut random = Random(41);
        let parts = [
            "0",
            "1",
            "7",
            "9",
            "_",
            "-",
            "+",
            " ",
            "0x",
            "0b",
            "0O",
            "a",
            "F",
            "z",
            "٣",
            "é",
            "123456789",
            "\u{2003}",
            "\0",
        ];
        let mut cases = Vec::new();
        for _ in 0..60_000 {
            let text = random.text(&parts, 7);
            let base = [10, 10, 0, 16, 2, 8, 36, 3][random.below(8)];
            let ours = shown(parse(text.as_bytes(), base, 4300), |n| BigInt::from(n).to_string());
            cases.push((format!("int({}, {base})", quoted(text.as_bytes())), ours));
        }
        for (text, base) in [("1", 37), ("1", 1)] {
            let ours = shown(parse(text.as_bytes(), base, 4300), |n| BigInt::from(n).to_string());
            cases.push((format!("int('{text}', {base})"), ours));
        }
        for text in
            ["9".repeat(4301), "9".repeat(5000) + "x", "0".repeat(4301), "1_".repeat(4301) + "1", "x".repeat(300)]
        {
            let ours = shown(parse(text.as_bytes(), 10, 4300), |n| BigInt::from(n).to_string());
            cases.push((format!("int('{text}')"), ours));
        }
        agree(cases);
    }

    #[test]
    fn texts_agree_with_python() {
        let mut random = Random(42);
        let mut cases = Vec::new();
        for _ in 0..3000 {
            let n = random.integer(700);
            for (base, letter) in [(2, 'b'), (8, 'o'), (16, 'x'), (10, 'd')] {
                let text = to_text(&n, base, 4300).map(|text| String::from_utf8(text).unwrap_or_default());
                cases.push((format!("format({n}, '{letter}')"), format!("'{}'", text.unwrap_or_default())));
            }
        }
        for power in [4299, 4300, 4301, 6000] {
            let n = -BigInt::from(10).pow(power);
            let ours =
                shown(to_text(&n, 10, 4300), |text| format!("'{}'", String::from_utf8(text).unwrap_or_default()));
            cases.push((format!("str(-10**{power})"), ours));
        }
        agree(cases);
    }
}
