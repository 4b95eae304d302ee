//! `format(int, spec)`, and integers as digits of the bases the format types name.

use super::format_float::format_float_spec;
use super::format_spec::{Sign, Spec, Subject, finish_number, one_point, parse, push_padded, unknown_kind};
use super::wtf8::{MAX_POINT, Wtf8};
use crate::num::error::{Error, Result};
use crate::num::int_float::to_f64;
use crate::num::int_parse::to_text;
use num_bigint::BigInt;
use num_traits::ToPrimitive;

/// An integer argument.
#[derive(Debug, Clone, Copy)]
pub enum IntArg<'a> {
    /// One that fits in 64 bits.
    Small(i64),
    /// Any.
    Big(&'a BigInt),
}

/// The decimal digits of a number, after a minus sign where it has one, at the end of a buffer.
pub fn decimal(number: i64, buffer: &mut [u8; 20]) -> &[u8] {
    let mut rest = number.unsigned_abs();
    let mut start = buffer.len();
    // Twenty places are enough for a sign and nineteen digits.
    for place in (0..buffer.len()).rev() {
        if let Some(byte) = buffer.get_mut(place) {
            *byte = b'0' + (rest % 10) as u8;
        }
        start = place;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if number < 0 {
        start = start.saturating_sub(1);
        if let Some(byte) = buffer.get_mut(start) {
            *byte = b'-';
        }
    }
    buffer.get(start..).unwrap_or_default()
}

impl From<i64> for IntArg<'_> {
    fn from(n: i64) -> Self {
        IntArg::Small(n)
    }
}

impl<'a> From<&'a BigInt> for IntArg<'a> {
    fn from(n: &'a BigInt) -> Self {
        IntArg::Big(n)
    }
}

impl IntArg<'_> {
    /// Whether it is below zero, and the digits of its magnitude. Decimal ones are held to `limit`, 0 for none.
    pub fn digits(self, base: u32, limit: usize) -> Result<(bool, Vec<u8>)> {
        let mut text = match self {
            IntArg::Big(n) => to_text(n, base, limit)?,
            IntArg::Small(n) => {
                let magnitude = n.unsigned_abs();
                let digits = match base {
                    2 => format!("{magnitude:b}"),
                    8 => format!("{magnitude:o}"),
                    16 => format!("{magnitude:x}"),
                    _ => {
                        let mut buffer = [0; 20];
                        let digits = decimal(n, &mut buffer);
                        return Ok((n < 0, digits.strip_prefix(b"-").unwrap_or(digits).to_vec()));
                    }
                };
                return Ok((n < 0, digits.into_bytes()));
            }
        };
        let negative = text.first() == Some(&b'-');
        if negative {
            text.remove(0);
        }
        Ok((negative, text))
    }

    /// The nearest float.
    pub fn to_f64(self) -> Result<f64> {
        match self {
            IntArg::Small(n) => Ok(n as f64),
            IntArg::Big(n) => to_f64(n),
        }
    }

    /// The code point of this number, for `c`.
    pub fn to_point(self) -> Result<u32> {
        let small = match self {
            IntArg::Small(n) => Some(n),
            IntArg::Big(n) => n.to_i64(),
        };
        let point = small.and_then(|n| u32::try_from(n).ok()).filter(|&point| point <= MAX_POINT);
        point.ok_or_else(|| Error::overflow("%c arg not in range(0x110000)"))
    }
}

/// `format(int, spec)`; `limit` is the most decimal digits, 0 for no limit.
pub fn format_int<'a>(n: impl Into<IntArg<'a>>, spec: &Wtf8, limit: usize) -> Result<Vec<u8>> {
    let n = n.into();
    if spec.is_empty() {
        let (negative, mut digits) = n.digits(10, limit)?;
        if negative {
            digits.insert(0, b'-');
        }
        return Ok(digits);
    }
    format_int_spec(n, &parse(spec, Subject::Int, "int")?, "int", limit)
}

/// `format(int, spec)` with the specification already parsed.
pub fn format_int_spec(n: IntArg<'_>, spec: &Spec, type_name: &str, limit: usize) -> Result<Vec<u8>> {
    let base = match u8::try_from(spec.kind) {
        Ok(b'e' | b'E' | b'f' | b'F' | b'g' | b'G' | b'%') => {
            return format_float_spec(n.to_f64()?, spec, type_name);
        }
        Ok(b'b') => 2,
        Ok(b'o') => 8,
        Ok(b'x' | b'X') => 16,
        Ok(b'd' | b'n' | b'c') => 10,
        _ => return Err(unknown_kind(spec.kind, type_name)),
    };
    if spec.precision.is_some() {
        return Err(Error::value("Precision not allowed in integer format specifier"));
    }
    if spec.no_negative_zero {
        return Err(Error::value("Negative zero coercion (z) not allowed in integer format specifier"));
    }
    if spec.kind == u32::from(b'c') {
        return format_point(n, spec);
    }
    let (negative, mut digits) = n.digits(base, limit)?;
    if spec.kind == u32::from(b'X') {
        digits.make_ascii_uppercase();
    }
    let mark = [b'0', spec.kind as u8];
    let prefix: &[u8] = if spec.alternate && base != 10 { &mark } else { b"" };
    finish_number(negative, prefix, &digits, b"", spec)
}

fn format_point(n: IntArg<'_>, spec: &Spec) -> Result<Vec<u8>> {
    if spec.sign != Sign::Default {
        return Err(Error::value("Sign not allowed with integer format specifier 'c'"));
    }
    if spec.alternate {
        return Err(Error::value("Alternate form (#) not allowed with integer format specifier 'c'"));
    }
    if let IntArg::Big(n) = n
        && n.to_i64().is_none()
    {
        return Err(Error::overflow("Python int too large to convert to C long"));
    }
    let mut out = Vec::new();
    push_padded(&mut out, &one_point(n.to_point()?), 0, spec)?;
    Ok(out)
}
