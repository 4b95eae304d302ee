//! The grammar of `float("...")`: white space, sign, underscores between digits, digits of any script.

use crate::text::search::Kind;
use crate::text::split::{Side, strip};
use crate::text::unicode::decimal_value;
use crate::text::wtf8::{Wtf8, points};
use std::borrow::Cow;

/// The float a string stands for, as `float(s)` reads it; `None` when it is malformed.
pub fn parse(s: &Wtf8) -> Option<f64> {
    let trimmed = s.get(strip(s, None, Side::Both, Kind::Str))?;
    let ascii: Cow<'_, [u8]> = if trimmed.is_ascii() { trimmed.into() } else { to_ascii_digits(trimmed)?.into() };
    let plain = without_underscores(&ascii)?;
    parse_plain(&plain)
}

/// The string with the digits of other scripts as ASCII ones. Any other non-ASCII code point is refused.
pub(super) fn to_ascii_digits(s: &Wtf8) -> Option<Vec<u8>> {
    points(s)
        .map(|point| match decimal_value(point) {
            Some(digit) => Some(b'0' + digit),
            None => u8::try_from(point).ok().filter(u8::is_ascii),
        })
        .collect()
}

/// The text without its underscores, each of which must stand between two digits.
pub(super) fn without_underscores(text: &[u8]) -> Option<Cow<'_, [u8]>> {
    if memchr::memchr(b'_', text).is_none() {
        return Some(text.into());
    }
    let digit_at = |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(u8::is_ascii_digit);
    let mut out = Vec::with_capacity(text.len());
    for (at, &byte) in text.iter().enumerate() {
        if byte != b'_' {
            out.push(byte);
        } else if !digit_at(at.checked_sub(1)) || !digit_at(at.checked_add(1)) {
            return None;
        }
    }
    Some(out.into())
}

/// A float without white space or underscores: what the tokenizer's numbers are as well.
pub fn parse_plain(text: &[u8]) -> Option<f64> {
    let body = text.strip_prefix(b"+").or_else(|| text.strip_prefix(b"-")).unwrap_or(text);
    // The standard parser takes the same numbers, but its words for infinity and nan are checked here, so that
    // what it may come to accept does not become Python.
    if body.first().is_some_and(u8::is_ascii_alphabetic) {
        let negative = text.first() == Some(&b'-');
        let magnitude = match body.to_ascii_lowercase().as_slice() {
            b"inf" | b"infinity" => f64::INFINITY,
            b"nan" => f64::NAN,
            _ => return None,
        };
        return Some(if negative { -magnitude } else { magnitude });
    }
    if !well_formed(body) {
        return None;
    }
    std::str::from_utf8(text).ok()?.parse().ok()
}

/// Digits with at most one point and at least one digit, then perhaps an exponent.
fn well_formed(body: &[u8]) -> bool {
    let at = body.iter().position(|byte| matches!(byte, b'e' | b'E'));
    let (mantissa, exponent) = match at {
        Some(at) => (body.get(..at).unwrap_or_default(), body.get(at + 1..)),
        None => (body, None),
    };
    let mut pointed = false;
    let mut digits = 0usize;
    for &byte in mantissa {
        match byte {
            b'.' if !pointed => pointed = true,
            b'0'..=b'9' => digits += 1,
            _ => return false,
        }
    }
    let exponent_ok = exponent.is_none_or(|power| {
        let power = power.strip_prefix(b"+").or_else(|| power.strip_prefix(b"-")).unwrap_or(power);
        !power.is_empty() && power.iter().all(u8::is_ascii_digit)
    });
    digits > 0 && exponent_ok
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::num::float_repr::repr;
    use crate::text::oracle::{Random, agree, quoted};

    #[test]
    fn agrees_with_python() {
        let mut random = Random(31);
        let parts = [
            "0", "1", "9", "12", "_", ".", "e", "E", "-", "+", "inf", "nan", "Infinity", " ", "\u{2003}", "٣", "é",
            "e5", "e-300", "000", "1.5", "\0", "x",
        ];
        let mut cases = Vec::new();
        for round in 0..60_000 {
            let text = if round % 3 == 0 { repr(random.float()) } else { random.text(&parts, 6) };
            let ours = match parse(text.as_bytes()) {
                Some(v) => repr(v),
                None => "None".to_owned(),
            };
            let python = format!("f({})", quoted(text.as_bytes()));
            cases.push((python, ours));
        }
        agree(cases);
    }
}
